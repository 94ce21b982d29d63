//! A page that is online today may be gone tomorrow. This crate preserves it as it was: every request and every response byte
//! for byte, with times, addresses and certificates, in WARC records that other people's tools read and replay.
//!
//! Nothing is fetched but through the guard of `saksi-fetch`. Nothing is held in memory whole: bodies wait in files without
//! names (unless an order keeps them off the disk), and only a page whose requisites are looked for is read again, up to a bound. What cannot be had is recorded as that,
//! with the reason: a capture that leaves out a picture says so.

mod browser;
mod fetching;
mod follow;
mod manners;
mod order;
pub mod package;
mod records;
mod way;

use std::collections::{HashMap, HashSet, VecDeque};
use std::io::{self, Write};

use saksi_archive::warc::{WriteError, Writer};
use saksi_base::{Clock, Random};
use saksi_fetch::{Guard, Url};
use tokio::task::JoinSet;
use tokio::time::Instant;

pub use browser::{Browser, Paper, View, lies_in_memory, print};
use fetching::{Fetched, How, fetch};
pub use follow::Follow;
use follow::Trail;
pub use manners::{HostBook, Manners};
use manners::{Hosts, Turn};
pub use order::{Captured, Order, Origin, Page, Taken};
use records::Records;
pub use way::{Way, way};

/// A page's frames and styles have requisites of their own; further down there is nothing that a page shows.
const DEEPEST: usize = 4;
/// Longest text that is kept of a page that was only followed: there may be thousands.
const LONGEST_FOLLOWED_TEXT: usize = 64 << 10;
/// Why an address is missing of a capture whose time was over.
const OVER: &str = "the time for this capture was over";

/// Why a capture cannot go on. What was captured until then is whole: a record is written or it is not.
#[derive(Debug, thiserror::Error)]
pub enum CaptureError {
    /// The file cannot be written.
    #[error(transparent)]
    Write(#[from] WriteError),
    /// A body cannot be put aside.
    #[error("what comes in cannot be put aside: {0}")]
    Aside(#[from] io::Error),
    /// Nothing was asked for.
    #[error("there is no address to capture")]
    Nothing,
}

/// An address that is to be fetched.
#[derive(Debug, Clone)]
pub(crate) struct Wanted {
    pub(crate) url: Url,
    pub(crate) origin: Origin,
    /// How many addresses redirected until here.
    pub(crate) redirects: usize,
    /// The page that was asked for or followed, where this is it.
    pub(crate) page: Option<usize>,
    /// How many links were followed until here.
    pub(crate) steps: usize,
    /// How many pages and styles asked for one another until here.
    pub(crate) depth: usize,
    /// The host whose rules these are, where they are rules.
    pub(crate) rules_of: Option<Url>,
}

impl Wanted {
    fn asked(url: Url, page: usize) -> Self {
        Self { url, origin: Origin::Asked, redirects: 0, page: Some(page), steps: 0, depth: 0, rules_of: None }
    }

    fn linked(link: follow::Link, page: usize) -> Self {
        Self { origin: Origin::Link, steps: link.steps, ..Self::asked(link.url, page) }
    }

    fn rules(url: Url) -> Self {
        Self { rules_of: Some(url.clone()), url, origin: Origin::Robots, redirects: 0, page: None, steps: 0, depth: 0 }
    }

    /// What this one redirects to.
    fn onward(&self, url: Url) -> Self {
        let origin = if self.origin == Origin::Robots { Origin::Robots } else { Origin::Redirect };
        Self { url, origin, redirects: self.redirects + 1, ..self.clone() }
    }

    /// What this one needs.
    fn requisite(&self, url: Url) -> Self {
        Self {
            url,
            origin: Origin::Requisite,
            redirects: 0,
            page: None,
            steps: self.steps,
            depth: self.depth + 1,
            rules_of: None,
        }
    }
}

/// Captures what `order` names into `writer`. `told` hears of every address that is done, in the order of the records.
///
/// # Errors
///
/// [`CaptureError`]. That an address could not be had is no error: it is recorded.
pub async fn capture<W: Write>(
    guard: &Guard,
    clock: &dyn Clock,
    random: &dyn Random,
    order: &Order,
    writer: &mut Writer<W>,
    mut told: impl FnMut(&Taken),
) -> Result<Captured, CaptureError> {
    if order.urls.is_empty() {
        return Err(CaptureError::Nothing);
    }
    let mut records = Records::begin(writer, clock, random, order)?;
    let mut captured = Captured::begun(clock.now(), records.warcinfo().to_owned());
    let mut hosts = Hosts::new(order.manners, order.hosts.clone());
    let mut trail = Trail::new(order.follow);
    let mut seen = HashSet::new();
    let mut queue = VecDeque::new();
    for url in &order.urls {
        if seen.insert(key(url)) {
            captured.pages.push(Page::of(url));
            trail.knows(url);
            trail.asked();
            queue.push_back(Wanted::asked(url.clone(), captured.pages.len() - 1));
        }
    }
    let over = order.within.map(|within| Instant::now() + within);
    let mut begun = 0;
    if let Some(browser) = order.browser.as_ref().filter(|_| order.manners == Manners::Evidence) {
        let asked: Vec<Wanted> = queue.drain(..).collect();
        for wanted in asked {
            let mut kept = Kept {
                order,
                clock,
                random,
                records: &mut records,
                writer,
                captured: &mut captured,
                seen: &mut seen,
                queue: &mut queue,
                told: &mut told,
                begun: &mut begun,
            };
            // On the heap: looking through a browser is rare, and every capture would be as large as if it did.
            let look = Box::pin(browser::look(browser, guard, clock, order, wanted.clone(), &mut kept));
            // A record is written in one go, so a look that is broken off leaves none half.
            let looked = tokio::select! {
                looked = look => looked?,
                () = until(over) => Err(OVER.to_owned()),
            };
            if let Err(fault) = looked {
                captured.browser_faults.push(format!("{}: {fault}", wanted.url));
            }
            // A page that the browser did not come to is fetched alone.
            if wanted.page.and_then(|at| captured.pages.get(at)).is_some_and(|page| page.at.is_none()) {
                queue.push_front(wanted);
            } else {
                trail.done(true);
            }
        }
        // What the browser came to by itself is had.
        queue.retain(|wanted| wanted.page.is_some() || seen.insert(key(&wanted.url)));
    }
    let mut at_work: JoinSet<io::Result<Fetched>> = JoinSet::new();
    let mut running = HashMap::new();
    loop {
        while at_work.len() < order.at_once.max(1) {
            if queue.is_empty()
                && order.enough(begun, captured.bytes).is_none()
                && let Some(link) = trail.next()
            {
                // A frame of another page may have been this one.
                if seen.insert(key(&link.url)) {
                    captured.pages.push(Page::of(&link.url));
                    queue.push_back(Wanted::linked(link, captured.pages.len() - 1));
                } else {
                    trail.done(false);
                    continue;
                }
            }
            let Some(wanted) = queue.pop_front() else { break };
            let enough = order.enough(begun, captured.bytes);
            let turn = if enough.is_some() { Turn::Closed } else { hosts.turn(&wanted) };
            let (wanted, turn) = match turn {
                Turn::From(turn) => (wanted, turn),
                Turn::RulesFirst(url) => {
                    let turn = hosts.turn_for_rules(&url);
                    (Wanted::rules(url), turn)
                }
                Turn::Kept => continue,
                Turn::Closed => {
                    let why = enough.unwrap_or("robots.txt of the site closes it");
                    if wanted.page.is_some() {
                        trail.done(false);
                    }
                    let left = Taken::left_out(&wanted, clock.now(), why);
                    told(&left);
                    captured.taken.push(left);
                    continue;
                }
            };
            begun += 1;
            let how = How { bounds: order.bounds.clone(), tries: order.tries, in_memory: order.in_memory };
            let (guard, at, name) = (guard.clone(), clock.now(), wanted.clone());
            let task = at_work.spawn(async move { fetch(guard, wanted, how, turn, at).await });
            running.insert(task.id(), name);
        }
        if at_work.is_empty() && !hosts.waits_for_others() {
            break;
        }
        let done = tokio::select! {
            biased;
            () = until(over) => {
                captured.cut_short = order.within;
                break;
            }
            Some(done) = at_work.join_next_with_id() => done,
            ready = hosts.others(), if hosts.waits_for_others() => {
                for wanted in ready.into_iter().rev() {
                    queue.push_front(wanted);
                }
                continue;
            }
        };
        let (task, done) = done.map_err(io::Error::other)?;
        running.remove(&task);
        let mut done = done?;
        let wanted = done.wanted.clone();
        let mut onward = done.redirect();
        if onward.is_some() && wanted.redirects >= order.bounds.most_redirects {
            done.note("it redirects too often");
            onward = None;
        }
        if wanted.steps > 0
            && wanted.page.is_some()
            && onward.as_ref().is_some_and(|to| !follow::one_site(&wanted.url, to))
        {
            done.note("it redirects to another site");
            onward = None;
        }
        let read_at = done.started;
        let read = records.write(writer, random, done)?;
        let mut goes_on = false;
        match (&wanted.rules_of, onward) {
            (Some(_), Some(to)) => queue.push_front(wanted.onward(to)),
            (Some(host), None) => {
                for kept in hosts.learn(host, read.taken.status, &read.rules, read_at).into_iter().rev() {
                    queue.push_front(kept);
                }
            }
            (None, Some(to)) if seen.insert(key(&to)) => {
                trail.knows(&to);
                goes_on = true;
                queue.push_front(wanted.onward(to));
            }
            (None, _) => {}
        }
        captured.bytes = captured.bytes.saturating_add(read.taken.bytes);
        if let (Some(page), Some(mut about)) = (wanted.page.and_then(|at| captured.pages.get_mut(at)), read.about) {
            if let Some(text) = about.text.as_mut().filter(|_| wanted.steps > 0) {
                text.truncate(text.floor_char_boundary(LONGEST_FOLLOWED_TEXT));
                text.shrink_to_fit();
            }
            page.filled(&read.taken, about);
        }
        if wanted.page.is_some() {
            trail.found(&wanted.url, wanted.steps, read.links);
            if !goes_on {
                trail.done(true);
            }
        }
        if order.requisites && wanted.depth < DEEPEST {
            for url in read.requisites {
                if seen.insert(key(&url)) {
                    queue.push_back(wanted.requisite(url));
                }
            }
        }
        told(&read.taken);
        captured.taken.push(read.taken);
    }
    at_work.abort_all();
    let why = if captured.cut_short.is_some() { OVER } else { "the rules of its host were not read" };
    for wanted in running.into_values().chain(hosts.left()).chain(queue).filter(|wanted| wanted.rules_of.is_none()) {
        let left = Taken::left_out(&wanted, clock.now(), why);
        told(&left);
        captured.taken.push(left);
    }
    captured.not_followed = trail.beyond();
    captured.rules_read = captured.pages.first().and_then(|page| hosts.rules_read(&page.url));
    captured.ended = clock.now();
    Ok(captured)
}

/// Until a moment; for ever where there is none.
async fn until(moment: Option<Instant>) {
    match moment {
        Some(moment) => tokio::time::sleep_until(moment).await,
        None => std::future::pending().await,
    }
}

/// What the browser's look at a page writes into: the same records, the same bounds, the same queue.
struct Kept<'a, W: Write, T> {
    order: &'a Order,
    clock: &'a dyn Clock,
    random: &'a dyn Random,
    records: &'a mut Records,
    writer: &'a mut Writer<W>,
    captured: &'a mut Captured,
    seen: &'a mut HashSet<String>,
    queue: &'a mut VecDeque<Wanted>,
    told: &'a mut T,
    begun: &'a mut usize,
}

impl<W: Write, T: FnMut(&Taken)> browser::Keep for Kept<'_, W, T> {
    fn enough(&mut self) -> Option<&'static str> {
        let enough = self.order.enough(*self.begun, self.captured.bytes);
        *self.begun += usize::from(enough.is_none());
        enough
    }

    fn left_out(&mut self, wanted: &Wanted, why: &str) {
        let left = Taken::left_out(wanted, self.clock.now(), why);
        (self.told)(&left);
        self.captured.taken.push(left);
    }

    fn keep(&mut self, done: Fetched) -> Result<(), CaptureError> {
        let wanted = done.wanted.clone();
        self.seen.insert(key(&wanted.url));
        let read = self.records.write(self.writer, self.random, done)?;
        self.captured.bytes = self.captured.bytes.saturating_add(read.taken.bytes);
        let page = wanted.page.and_then(|at| self.captured.pages.get_mut(at));
        if let (Some(page), Some(about)) = (page, read.about) {
            page.filled(&read.taken, about);
        }
        // What the page names and the browser had no use for: other sizes of pictures, feeds, styles for printing.
        if self.order.requisites && wanted.depth < DEEPEST {
            self.queue.extend(read.requisites.into_iter().map(|url| wanted.requisite(url)));
        }
        (self.told)(&read.taken);
        self.captured.taken.push(read.taken);
        Ok(())
    }

    fn view(&mut self, view: View) -> Result<(), CaptureError> {
        self.records.view(self.writer, self.clock, self.random, &view)?;
        if view.kind == "dom"
            && let Some(page) = self.captured.pages.iter_mut().find(|page| page.url == view.url)
        {
            page.read_again(records::about_of(&view.bytes));
        }
        self.captured.views.push(view);
        Ok(())
    }
}

/// What makes two addresses the same request: a fragment is never sent.
fn key(url: &Url) -> String {
    let mut url = url.clone();
    url.set_fragment(None);
    url.into()
}
