//! How hosts are treated: evidence is taken once and at once; whoever comes back on a schedule is a guest.
//!
//! A host does not care which of our captures asks: a [`HostBook`] is shared by all captures of a process, so that the pause between two
//! requests holds across them, and so that the rules of a host are read once and not with every address.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use saksi_base::Timestamp;
use saksi_fetch::Url;
use texting_robots::Robot;
use tokio::sync::Notify;
use tokio::time::Instant;

use crate::Wanted;

/// The name under which `robots.txt` may speak to us.
const NAME: &str = "saksi";
/// No host makes us wait longer than this between two requests, whatever its `robots.txt` says.
const LONGEST_DELAY: Duration = Duration::from_mins(1);
/// Most bytes of a `robots.txt` that are read (RFC 9309, section 2.5, asks for at least 500 KiB).
pub(crate) const MOST_RULES: u64 = 512 << 10;
/// How long rules count (RFC 9309, section 2.4, allows a day).
const RULES_COUNT: Duration = Duration::from_hours(1);
/// How long it counts that rules could not be had: everything is closed meanwhile, so this is asked again sooner.
const FAILURE_COUNTS: Duration = Duration::from_mins(5);
/// Most hosts of which something is remembered.
const MOST_HOSTS: usize = 2_000;
/// Most bytes of rules that are remembered, of all hosts together.
const MOST_REMEMBERED: usize = 4 << 20;

/// How hosts are treated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manners {
    /// A single capture, because somebody needs this page preserved: as a browser would, whatever `robots.txt` says.
    Evidence,
    /// A crawl on a schedule: what `robots.txt` closes is left out (RFC 9309), and a host gets at most one request in so long.
    Guest(Duration),
}

/// When which host may be asked next, and what it says in its `robots.txt`. Copies are the same book.
#[derive(Clone, Default)]
pub struct HostBook {
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    pages: Mutex<Pages>,
    /// Somebody has read rules, or has given up reading them.
    learned: Notify,
}

#[derive(Default)]
struct Pages {
    /// From when on a host may be asked again, by its name: another port or scheme is the same machine.
    next: HashMap<String, Instant>,
    /// Rules by origin, as RFC 9309 has them.
    rules: HashMap<String, Rules>,
    /// Origins whose rules somebody is reading.
    asking: HashSet<String>,
}

#[derive(Clone)]
struct Rules {
    text: Arc<[u8]>,
    read: Timestamp,
    until: Instant,
}

impl std::fmt::Debug for HostBook {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let pages = self.pages();
        f.debug_struct("HostBook").field("hosts", &pages.next.len()).field("rules", &pages.rules.len()).finish()
    }
}

impl HostBook {
    fn pages(&self) -> MutexGuard<'_, Pages> {
        // Every change is one insertion or removal: a panic in between leaves nothing half.
        self.shared.pages.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes the next turn at a host; nobody else gets one before `pause` is over.
    fn turn(&self, url: &Url, pause: Duration) -> Instant {
        let now = Instant::now();
        let mut pages = self.pages();
        if pages.next.len() >= MOST_HOSTS {
            pages.next.retain(|_, next| *next > now);
        }
        if pause.is_zero() && !pages.next.contains_key(host(url)) {
            return now;
        }
        let next = pages.next.entry(host(url).to_owned()).or_insert(now);
        let turn = (*next).max(now);
        *next = turn + pause;
        turn
    }

    /// Waits for the next turn at a host, for a request that no capture makes.
    pub async fn wait(&self, url: &Url, pause: Duration) {
        let turn = self.turn(url, pause);
        tokio::time::sleep_until(turn).await;
    }
}

impl Pages {
    fn remember(&mut self, origin: String, rules: Rules) {
        let now = Instant::now();
        self.rules.retain(|_, rules| rules.until > now);
        let bytes = |all: &HashMap<String, Rules>| all.values().map(|rules| rules.text.len()).sum::<usize>();
        while self.rules.len() >= MOST_HOSTS || bytes(&self.rules) + rules.text.len() > MOST_REMEMBERED {
            let Some(oldest) = self.rules.iter().min_by_key(|(_, rules)| rules.until).map(|(key, _)| key.clone())
            else {
                break;
            };
            self.rules.remove(&oldest);
        }
        self.rules.insert(origin, rules);
    }
}

/// What may be done about an address now.
pub(crate) enum Turn {
    /// Ask for it from this moment on.
    From(Instant),
    /// Ask for the host's rules first, at this address; the wanted one is kept until they are known.
    RulesFirst(Url),
    /// The host's rules are on their way; the wanted one is kept until they are known.
    Kept,
    /// The host closes it.
    Closed,
}

/// The hosts of one capture, out of the book of all.
pub(crate) struct Hosts {
    manners: Manners,
    book: HostBook,
    hosts: HashMap<String, Host>,
}

#[derive(Default)]
struct Host {
    rules: Option<Robot>,
    read: Option<Timestamp>,
    kept: Vec<Wanted>,
    /// This capture reads the rules for everybody.
    asks: bool,
}

impl Hosts {
    pub(crate) fn new(manners: Manners, book: HostBook) -> Self {
        Self { manners, book, hosts: HashMap::new() }
    }

    /// Whose turn it is when.
    pub(crate) fn turn(&mut self, wanted: &Wanted) -> Turn {
        let Manners::Guest(pause) = self.manners else { return Turn::From(Instant::now()) };
        let origin = origin(&wanted.url);
        let host = self.hosts.entry(origin.clone()).or_default();
        if wanted.rules_of.is_none() {
            if host.rules.is_none() {
                host.kept.push(wanted.clone());
                let mut pages = self.book.pages();
                if host.asks || pages.asking.contains(&origin) {
                    return Turn::Kept;
                }
                let known = pages.rules.get(&origin).filter(|rules| rules.until > Instant::now()).cloned();
                match (known, wanted.url.join("/robots.txt")) {
                    (Some(known), _) => {
                        drop(pages);
                        host.read(&known);
                        host.kept.pop();
                    }
                    (None, Ok(url)) => {
                        pages.asking.insert(origin);
                        host.asks = true;
                        return Turn::RulesFirst(url);
                    }
                    (None, Err(_)) => {
                        host.kept.pop();
                        return Turn::Closed;
                    }
                }
            }
            if host.rules.as_ref().is_some_and(|rules| !rules.allowed(wanted.url.as_str())) {
                return Turn::Closed;
            }
        }
        let asked = host.rules.as_ref().and_then(|rules| rules.delay).filter(|delay| delay.is_finite() && *delay > 0.0);
        let asked = asked.map_or(pause, |delay| Duration::try_from_secs_f32(delay).unwrap_or(LONGEST_DELAY));
        Turn::From(self.book.turn(&wanted.url, asked.max(pause).min(LONGEST_DELAY.max(pause))))
    }

    /// The first turn at a host, to read its rules.
    pub(crate) fn turn_for_rules(&self, url: &Url) -> Instant {
        match self.manners {
            Manners::Evidence => Instant::now(),
            Manners::Guest(pause) => self.book.turn(url, pause),
        }
    }

    /// Takes in what a host says in its `robots.txt`, and gives back what waited for it. With a status of 4xx everything is
    /// open, with none or another one nothing is (RFC 9309, section 2.3.1).
    pub(crate) fn learn(&mut self, url: &Url, status: Option<u16>, text: &[u8], read: Timestamp) -> Vec<Wanted> {
        let (text, counts) = match status {
            Some(200..=299) => (text, RULES_COUNT),
            Some(400..=499) => (b"".as_slice(), RULES_COUNT),
            _ => (b"User-agent: *\nDisallow: /".as_slice(), FAILURE_COUNTS),
        };
        let origin = origin(url);
        let rules = Rules { text: text.into(), read, until: Instant::now() + counts };
        let host = self.hosts.entry(origin.clone()).or_default();
        host.read(&rules);
        host.asks = false;
        let kept = std::mem::take(&mut host.kept);
        let mut pages = self.book.pages();
        pages.asking.remove(&origin);
        pages.remember(origin, rules);
        drop(pages);
        self.book.shared.learned.notify_waiters();
        kept
    }

    /// Whether addresses wait for rules that another capture reads.
    pub(crate) fn waits_for_others(&self) -> bool {
        self.hosts.values().any(|host| !host.kept.is_empty() && !host.asks)
    }

    /// What waited for rules that nobody reads any more, since they are known or somebody gave up.
    fn ready(&mut self) -> Vec<Wanted> {
        let pages = self.book.pages();
        let ready = self.hosts.iter_mut().filter(|(origin, host)| !host.asks && !pages.asking.contains(*origin));
        ready.flat_map(|(_, host)| std::mem::take(&mut host.kept)).collect()
    }

    /// Waits until another capture has read rules, or has given up, and gives back what waited for that.
    pub(crate) async fn others(&mut self) -> Vec<Wanted> {
        let shared = Arc::clone(&self.book.shared);
        loop {
            let heard = shared.learned.notified();
            tokio::pin!(heard);
            // What is told from here on is heard.
            heard.as_mut().enable();
            let ready = self.ready();
            if !ready.is_empty() {
                return ready;
            }
            heard.await;
        }
    }

    /// What still waits for rules; the capture ends without it.
    pub(crate) fn left(&mut self) -> Vec<Wanted> {
        self.hosts.values_mut().flat_map(|host| std::mem::take(&mut host.kept)).collect()
    }

    /// When the rules of an address were read, where they were.
    pub(crate) fn rules_read(&self, url: &Url) -> Option<Timestamp> {
        self.hosts.get(&origin(url)).and_then(|host| host.read)
    }
}

impl Host {
    fn read(&mut self, rules: &Rules) {
        // What cannot be read as rules closes nothing.
        self.rules = Robot::new(NAME, &rules.text).or_else(|_| Robot::new(NAME, b"")).ok();
        self.read = Some(rules.read);
    }
}

impl Drop for Hosts {
    /// A capture that is broken off lets others read the rules that it was reading.
    fn drop(&mut self) {
        let mut pages = self.book.pages();
        for (origin, host) in &self.hosts {
            if host.asks {
                pages.asking.remove(origin);
            }
        }
        drop(pages);
        self.book.shared.learned.notify_waiters();
    }
}

fn host(url: &Url) -> &str {
    url.host_str().unwrap_or_default().trim_end_matches('.')
}

fn origin(url: &Url) -> String {
    url.origin().ascii_serialization()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(bytes: usize, minutes: u64) -> Rules {
        let until = Instant::now() + Duration::from_mins(minutes);
        Rules { text: vec![b'#'; bytes].into(), read: Timestamp(0), until }
    }

    #[tokio::test]
    async fn what_is_remembered_of_hosts_is_bounded_and_the_oldest_goes_first() {
        let mut pages = Pages::default();
        for number in 0..12 {
            pages.remember(format!("https://{number}.example"), rules(512 << 10, number + 1));
        }
        assert_eq!(pages.rules.len(), 8);
        assert!(pages.rules.contains_key("https://11.example") && !pages.rules.contains_key("https://3.example"));
        for number in 0..MOST_HOSTS + 50 {
            pages.remember(format!("http://{number}.example"), rules(0, 500));
        }
        assert_eq!(pages.rules.len(), MOST_HOSTS);
    }

    #[tokio::test]
    async fn another_port_of_a_host_is_the_same_host() {
        let book = HostBook::default();
        let url = |text: &str| Url::parse(text).unwrap();
        let pause = Duration::from_secs(2);
        let first = book.turn(&url("https://example.org/a"), pause);
        assert!(book.clone().turn(&url("http://example.org:8080/b"), pause) >= first + pause);
        assert!(book.turn(&url("https://example.net/"), pause) < first + pause);
    }
}
