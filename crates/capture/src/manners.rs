//! How hosts are treated: evidence is taken once and at once; whoever comes back on a schedule is a guest.

use std::collections::HashMap;
use std::time::Duration;

use saksi_fetch::Url;
use texting_robots::Robot;
use tokio::time::Instant;

use crate::Wanted;

/// The name under which `robots.txt` may speak to us.
const NAME: &str = "saksi";
/// No host makes us wait longer than this between two requests, whatever its `robots.txt` says.
const LONGEST_DELAY: Duration = Duration::from_mins(1);
/// Most bytes of a `robots.txt` that are read (RFC 9309, section 2.5, asks for at least 500 KiB).
pub(crate) const MOST_RULES: u64 = 512 << 10;

/// How hosts are treated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manners {
    /// A single capture, because somebody needs this page preserved: as a browser would, whatever `robots.txt` says.
    Evidence,
    /// A crawl on a schedule: what `robots.txt` closes is left out (RFC 9309), and a host gets at most one request in so long.
    Guest(Duration),
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

/// The hosts of one capture.
pub(crate) struct Hosts {
    manners: Manners,
    hosts: HashMap<String, Host>,
}

#[derive(Default)]
struct Host {
    rules: Option<Robot>,
    kept: Vec<Wanted>,
    next: Option<Instant>,
}

impl Hosts {
    pub(crate) fn new(manners: Manners) -> Self {
        Self { manners, hosts: HashMap::new() }
    }

    /// Whose turn it is when.
    pub(crate) fn turn(&mut self, wanted: &Wanted) -> Turn {
        let now = Instant::now();
        let Manners::Guest(pause) = self.manners else { return Turn::From(now) };
        let host = self.hosts.entry(origin(&wanted.url)).or_default();
        if wanted.rules_of.is_none() {
            let Some(rules) = &host.rules else {
                host.kept.push(wanted.clone());
                let first = host.kept.len() == 1;
                return match wanted.url.join("/robots.txt") {
                    Ok(url) if first => Turn::RulesFirst(url),
                    _ => Turn::Kept,
                };
            };
            if !rules.allowed(wanted.url.as_str()) {
                return Turn::Closed;
            }
        }
        let asked = host.rules.as_ref().and_then(|rules| rules.delay).filter(|delay| delay.is_finite() && *delay > 0.0);
        let asked = asked.map_or(pause, |delay| Duration::try_from_secs_f32(delay).unwrap_or(LONGEST_DELAY));
        let turn = host.next.unwrap_or(now).max(now);
        host.next = Some(turn + asked.max(pause).min(LONGEST_DELAY.max(pause)));
        Turn::From(turn)
    }

    /// Takes in what a host says in its `robots.txt`, and gives back what waited for it. With a status of 4xx everything is
    /// open, with none or another one nothing is (RFC 9309, section 2.3.1).
    pub(crate) fn learn(&mut self, url: &Url, status: Option<u16>, text: &[u8]) -> Vec<Wanted> {
        let text = match status {
            Some(200..=299) => text,
            Some(400..=499) => b"",
            _ => b"User-agent: *\nDisallow: /",
        };
        let host = self.hosts.entry(origin(url)).or_default();
        // What cannot be read as rules closes nothing.
        host.rules = Robot::new(NAME, text).or_else(|_| Robot::new(NAME, b"")).ok();
        std::mem::take(&mut host.kept)
    }
}

fn origin(url: &Url) -> String {
    url.origin().ascii_serialization()
}
