//! Fetching a page that is kept as evidence of a case. Everything of it stays in this server's memory until it is sealed: no job names
//! the address, and no file holds a body. A browser writes what it shows into files, so one is started only with a folder that lies in memory,
//! and none is where there is no such folder.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use saksi_archive::warc::{Compression, Writer};
use saksi_base::{Clock, Problem, ProblemKind, Random, Timestamp};
use saksi_capture::package::{self, ARCHIVE};
use saksi_capture::{Browser, Captured, Order, Origin, Page, Taken, Way};
use saksi_fetch::{Bounds, Guard, Url};
use tokio::sync::Semaphore;
use zeroize::Zeroizing;

/// A page that takes longer is given up: somebody waits for the answer.
const LONGEST: Duration = Duration::from_secs(150);
/// One address that takes longer is written down as cut off; the rest of the page goes on.
const LONGEST_OF_ONE: Duration = Duration::from_secs(40);
/// How long somebody waits while another page is fetched.
const LONGEST_WAIT: Duration = Duration::from_secs(20);
/// Most bytes of one address.
const MOST_OF_ONE: u64 = 16 << 20;
/// No further address once so many bytes have come.
const MOST_BYTES: u64 = 32 << 20;
/// Most addresses of one page.
const MOST_REQUESTS: usize = 200;
/// Addresses that are fetched at the same time; each may lie in memory whole.
const AT_ONCE: usize = 3;
/// Longest text that is kept beside the package for reading.
const LONGEST_TEXT: usize = 200_000;

/// Fetches one page at a time, since it lies in memory whole. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Preserver {
    guard: Guard,
    browser: Option<Browser>,
    turn: Arc<Semaphore>,
}

impl fmt::Debug for Preserver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Preserver").finish_non_exhaustive()
    }
}

/// What came of an address, whole in memory.
pub(crate) struct Preserved {
    pub(crate) asked: String,
    pub(crate) answered: String,
    pub(crate) title: Zeroizing<String>,
    pub(crate) text: Zeroizing<String>,
    /// What could not be had, one line each.
    pub(crate) missing: Zeroizing<String>,
    pub(crate) way: Way,
    pub(crate) package: Zeroizing<Vec<u8>>,
    pub(crate) began: Timestamp,
    pub(crate) ended: Timestamp,
    /// What the tool was set to, in words.
    pub(crate) settings: String,
    /// Whether a browser ran it.
    pub(crate) through_browser: bool,
}

impl Preserver {
    pub(crate) fn new(guard: Guard) -> Self {
        Self { guard, browser: None, turn: Arc::new(Semaphore::new(1)) }
    }

    /// Has pages run in a browser that writes into memory alone; one that does not, is not taken.
    pub(crate) fn looking_through(self, browser: Browser) -> Self {
        let in_memory = browser.memory.as_deref().is_some_and(saksi_capture::lies_in_memory);
        Self { browser: Some(browser).filter(|_| in_memory), ..self }
    }

    /// An address that the guard would go to, as far as that shows before its name is looked up.
    pub(crate) fn address(&self, text: &str) -> Result<Url, Problem> {
        let text = text.trim();
        // Whoever types `example.org` means the web.
        let whole = if text.contains("://") { text.to_owned() } else { format!("https://{text}") };
        let url = (!text.is_empty())
            .then(|| Url::parse(&whole).ok())
            .flatten()
            .filter(|url| url.host_str().is_some() && url.as_str().len() <= 8_000)
            .ok_or_else(|| Problem::field("url", "cases-evidence-address"))?;
        let refused = |fault: saksi_fetch::Fault| {
            Problem::field("url", "cases-evidence-address-refused").with("why", fault.to_string())
        };
        self.guard.check(&url).map_err(refused)?;
        Ok(url)
    }

    /// Fetches a page with what it needs to be shown.
    pub(crate) async fn preserve(
        &self,
        clock: &dyn Clock,
        random: &dyn Random,
        url: Url,
        operator: &str,
        reason: &str,
    ) -> Result<Preserved, Problem> {
        let busy = || Problem::new(ProblemKind::Busy, "cases-evidence-busy");
        let turn = tokio::time::timeout(LONGEST_WAIT, self.turn.acquire()).await;
        let _turn = turn.map_err(|_| busy())?.map_err(|_| busy())?;
        let order = Order {
            in_memory: true,
            browser: self.browser.clone(),
            at_once: AT_ONCE,
            most_requests: MOST_REQUESTS,
            most_bytes: MOST_BYTES,
            tries: 2,
            bounds: Bounds { whole: LONGEST_OF_ONE, ..Bounds::for_bytes(MOST_OF_ONE) },
            file_name: ARCHIVE.to_owned(),
            operator: operator.to_owned(),
            reason: reason.to_owned(),
            ..Order::of(vec![url])
        };
        let settings = format!(
            "in memory; requests {}; bytes {}; tries {}; bounds {:?}; browser {}",
            order.most_requests,
            order.most_bytes,
            order.tries,
            order.bounds,
            order.browser.as_ref().map_or_else(|| "none".to_owned(), |browser| browser.program.display().to_string())
        );
        let mut writer = Writer::new(Vec::new(), Compression::default(), 0);
        let work = saksi_capture::capture(&self.guard, clock, random, &order, &mut writer, |_| {});
        let captured = tokio::time::timeout(LONGEST, work)
            .await
            .map_err(|_| Problem::field("url", "cases-evidence-slow").with("seconds", LONGEST.as_secs()))?
            .map_err(|error| failed(&error))?;
        let records = Zeroizing::new(writer.into_inner());
        if answer(&captured).is_none() {
            let why = captured.faults().next().and_then(|taken| taken.fault.clone()).unwrap_or_default();
            return Err(Problem::field("url", "cases-evidence-not-had").with("why", why));
        }
        // Packing keeps a core busy; requests must not wait for it.
        let packed = tokio::task::spawn_blocking(move || {
            let way = saksi_capture::way(records.as_slice(), &captured).map_err(|error| failed(&error))?;
            let package = package::pack_in_memory(&records, &captured).map_err(|error| failed(&error))?;
            Ok::<_, Problem>((captured, way, Zeroizing::new(package)))
        });
        let (captured, way, package) = packed.await.map_err(|error| failed(&error))??;
        Ok(told(&captured, way, package, settings))
    }
}

/// Something that this machine could not do. What the error says could hold an address, so the log is told the kind of fault alone.
fn failed<E>(_: &E) -> Problem {
    tracing::error!("a page that was to be kept as evidence of a case could not be written or packed in memory");
    Problem::internal()
}

/// The last answer on the way to the page that was asked for.
fn answer(captured: &Captured) -> Option<&Taken> {
    let on_the_way = |taken: &&Taken| matches!(taken.origin, Origin::Asked | Origin::Redirect);
    captured.taken.iter().filter(on_the_way).rfind(|taken| taken.record.is_some())
}

fn told(captured: &Captured, way: Way, package: Zeroizing<Vec<u8>>, settings: String) -> Preserved {
    let page = captured.pages.first();
    let asked = page.map_or_else(String::new, |page| page.asked.to_string());
    let answered = answer(captured).map_or_else(|| asked.clone(), |taken| taken.url.to_string());
    let of_page = |part: fn(&Page) -> &Option<String>| {
        page.and_then(|page| part(page).as_deref()).map(str::trim).unwrap_or_default().to_owned()
    };
    let mut text = of_page(|page| &page.text);
    text.truncate(text.floor_char_boundary(LONGEST_TEXT));
    let lines = captured.faults().take(50);
    let lines = lines.map(|taken| format!("{} {}", taken.url, taken.fault.as_deref().unwrap_or_default()));
    let lines: Vec<String> = captured.browser_faults.iter().cloned().chain(lines).collect();
    Preserved {
        title: Zeroizing::new(of_page(|page| &page.title)),
        text: Zeroizing::new(text),
        missing: Zeroizing::new(lines.join("\n")),
        asked,
        answered,
        way,
        package,
        began: captured.started,
        ended: captured.ended.max(captured.started),
        settings,
        through_browser: !captured.views.is_empty(),
    }
}
