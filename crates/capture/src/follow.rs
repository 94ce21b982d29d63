//! The links of one site, followed in the order of a reader who looks at everything near before anything far: breadth first.
//!
//! A site may have no end: calendars that lead to the next month for ever, lists that can be sorted in every way, addresses that grow with
//! every step. So every page counts against a bound, and addresses that look like such traps are not followed at all.

use std::collections::{HashMap, HashSet, VecDeque};
use std::fmt::Write as _;

use saksi_fetch::Url;

/// Longest address that is followed.
const LONGEST: usize = 2_000;
/// Most queries that are followed of one path: the ways to sort a list, the months of a calendar.
const MOST_QUERIES: usize = 50;
/// Most steps of a path, and how often one and the same may stand in it: `/a/b/a/b/a/b/…` leads nowhere.
const DEEPEST_PATH: usize = 24;
const MOST_SAME: usize = 3;
/// Parameters that say where a reader came from, or who they are, and nothing about the page.
const TRACKING: &[&str] = &[
    "fbclid",
    "gclid",
    "dclid",
    "msclkid",
    "igshid",
    "mc_cid",
    "mc_eid",
    "phpsessid",
    "jsessionid",
    "sid",
    "sessionid",
];

/// How far links are followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Follow {
    /// Most links from an address that was asked for; with 0 none is followed.
    pub depth: usize,
    /// Most pages in all, those that were asked for included.
    pub pages: usize,
}

/// A link that waits.
#[derive(Debug, Clone)]
pub(crate) struct Link {
    pub(crate) url: Url,
    /// How many links lead here.
    pub(crate) steps: usize,
}

/// The links that were found, and which of them come next.
#[derive(Debug)]
pub(crate) struct Trail {
    follow: Follow,
    known: HashSet<String>,
    queries: HashMap<String, usize>,
    /// As near as what is looked at now.
    near: VecDeque<Link>,
    /// One step further.
    far: VecDeque<Link>,
    /// Pages that were begun and are not done: nothing further begins before all that is nearer has said what it links to.
    open: usize,
    begun: usize,
    beyond: usize,
}

impl Trail {
    pub(crate) fn new(follow: Option<Follow>) -> Self {
        Self {
            follow: follow.unwrap_or(Follow { depth: 0, pages: 0 }),
            known: HashSet::new(),
            queries: HashMap::new(),
            near: VecDeque::new(),
            far: VecDeque::new(),
            open: 0,
            begun: 0,
            beyond: 0,
        }
    }

    /// A page is begun: one that was asked for, or one to which something redirects.
    pub(crate) fn knows(&mut self, url: &Url) {
        self.known.insert(canonical(url));
    }

    /// A page that was asked for is begun.
    pub(crate) const fn asked(&mut self) {
        self.open += 1;
        self.begun += 1;
    }

    /// A page that was begun is done. What was never fetched does not count.
    pub(crate) const fn done(&mut self, fetched: bool) {
        self.open = self.open.saturating_sub(1);
        if !fetched {
            self.begun = self.begun.saturating_sub(1);
        }
    }

    /// Takes in the links of a page that `steps` links lead to.
    pub(crate) fn found(&mut self, page: &Url, steps: usize, links: impl IntoIterator<Item = Url>) {
        if steps >= self.follow.depth {
            return;
        }
        for mut url in links {
            url.set_fragment(None);
            if !one_site(page, &url) || is_trap(&url) || self.known.contains(&canonical(&url)) {
                continue;
            }
            // No more is remembered than could ever come to its turn, with room for what is closed.
            if self.near.len() + self.far.len() > self.follow.pages.saturating_mul(2) + 100 {
                self.beyond += 1;
                continue;
            }
            if url.query().is_some() {
                let path = url.origin().ascii_serialization() + url.path();
                let queries = self.queries.entry(path).or_default();
                *queries += 1;
                if *queries > MOST_QUERIES {
                    continue;
                }
            }
            self.known.insert(canonical(&url));
            self.far.push_back(Link { url, steps: steps + 1 });
        }
    }

    /// The link whose turn it is.
    pub(crate) fn next(&mut self) -> Option<Link> {
        if self.begun >= self.follow.pages {
            return None;
        }
        if self.near.is_empty() && self.open == 0 {
            std::mem::swap(&mut self.near, &mut self.far);
        }
        let link = self.near.pop_front()?;
        self.open += 1;
        self.begun += 1;
        Some(link)
    }

    /// How many addresses were linked and not followed, since there were enough pages.
    pub(crate) fn beyond(&self) -> usize {
        self.beyond + self.near.len() + self.far.len()
    }
}

/// Whether two addresses are of one site: the same host, on the same port or both on the usual one.
pub(crate) fn one_site(one: &Url, other: &Url) -> bool {
    matches!(other.scheme(), "http" | "https")
        && one.host_str() == other.host_str()
        && (one.port() == other.port())
        && other.username().is_empty()
}

/// What makes two links the same page: order and repetition of parameters, and those that only follow readers around, do not.
fn canonical(url: &Url) -> String {
    let mut pairs: Vec<(String, String)> = url
        .query_pairs()
        .filter(|(name, _)| {
            let name = name.to_ascii_lowercase();
            !name.starts_with("utm_") && !TRACKING.contains(&name.as_str())
        })
        .map(|(name, value)| (name.into_owned(), value.into_owned()))
        .collect();
    pairs.sort();
    pairs.dedup();
    let path = match url.path().to_ascii_lowercase().find(";jsessionid=") {
        Some(at) => url.path().get(..at).unwrap_or_default(),
        None => url.path(),
    };
    // The same page over TLS and without is one page.
    let mut text = format!("//{}:{:?}{path}", url.host_str().unwrap_or_default().trim_end_matches('.'), url.port());
    for (name, value) in pairs {
        // What stands between parts must not come from a part.
        let _ = write!(text, "?{}:{name}={value}", name.len());
    }
    text
}

fn is_trap(url: &Url) -> bool {
    if url.as_str().len() > LONGEST {
        return true;
    }
    let mut parts: HashMap<&str, usize> = HashMap::new();
    let mut deep = 0;
    for part in url.path_segments().into_iter().flatten().filter(|part| !part.is_empty()) {
        deep += 1;
        let same = parts.entry(part).or_default();
        *same += 1;
        if deep > DEEPEST_PATH || *same > MOST_SAME {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> Url {
        Url::parse(text).unwrap()
    }

    #[test]
    fn one_page_under_several_addresses_is_one_page() {
        let same = |one: &str, other: &str| canonical(&url(one)) == canonical(&url(other));
        for (one, other) in [
            ("https://example.org/a?x=1&y=2", "https://EXAMPLE.org:443/a?y=2&x=1#end"),
            ("https://example.org/a", "http://example.org/a?"),
            ("https://example.org/a?x=1", "https://example.org/a?utm_source=x&x=1&fbclid=7"),
            ("https://example.org/a;jsessionid=77", "https://example.org/a"),
            ("https://example.org/a/../b", "https://example.org/b"),
        ] {
            assert!(same(one, other), "{one} {other}");
        }
        for (one, other) in [
            ("https://example.org/a?x=1", "https://example.org/a?x=2"),
            ("https://example.org/a", "https://example.org/A"),
            ("https://example.org/a", "https://example.org:8443/a"),
            ("https://example.org/?a=1&b=2", "https://example.org/?a=1%26b%3D2"),
        ] {
            assert!(!same(one, other), "{one} {other}");
        }
    }

    #[test]
    fn traps_and_other_sites_are_not_followed_and_order_is_breadth_first() {
        let mut trail = Trail::new(Some(Follow { depth: 2, pages: 100 }));
        let start = url("https://example.org/");
        trail.knows(&start);
        trail.asked();
        let long = format!("https://example.org/{}", "x".repeat(LONGEST));
        let deep = format!("https://example.org/{}", "a/b/".repeat(4));
        let links = [
            "/",
            "/a",
            "/a#part",
            "/b",
            "https://example.net/",
            "http://example.org:81/",
            "mailto:a@example.org",
            &long,
            &deep,
        ];
        trail.found(&start, 0, links.iter().map(|link| start.join(link).unwrap()));
        assert!(trail.next().is_none(), "the first page is not done");
        trail.done(true);
        assert_eq!(trail.next().unwrap().url.path(), "/a");
        trail.found(&url("https://example.org/a"), 1, [url("https://example.org/c")]);
        assert_eq!(trail.next().unwrap().url.path(), "/b");
        trail.done(true);
        assert!(trail.next().is_none(), "/b may link to what is as near");
        trail.done(true);
        let far = trail.next().unwrap();
        assert_eq!((far.url.path(), far.steps), ("/c", 2));
        trail.found(&far.url, 2, [url("https://example.org/d")]);
        trail.done(true);
        assert!(trail.next().is_none());
    }

    #[test]
    fn a_list_that_can_be_sorted_in_every_way_does_not_take_all_pages() {
        let mut trail = Trail::new(Some(Follow { depth: 9, pages: 10_000 }));
        let page = url("https://example.org/list");
        trail.found(&page, 0, (0..5_000).map(|n| url(&format!("https://example.org/list?by={n}"))));
        assert_eq!(std::iter::from_fn(|| trail.next()).count(), MOST_QUERIES);
    }
}
