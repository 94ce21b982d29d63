//! What is to be captured, and what was.

use std::time::Duration;

use saksi_base::Timestamp;
use saksi_fetch::{Bounds, Url};

use crate::{Browser, Follow, HostBook, Manners, View, Wanted};

/// What is to be captured.
#[derive(Debug, Clone)]
pub struct Order {
    /// The addresses.
    pub urls: Vec<Url>,
    /// Also what the pages need to be shown again: styles, pictures, scripts, fonts, feeds.
    pub requisites: bool,
    /// A browser that runs the pages that were asked for; without it they are fetched alone.
    pub browser: Option<Browser>,
    /// How hosts are treated.
    pub manners: Manners,
    /// When which host may be asked, shared with other captures; it counts for guests.
    pub hosts: HostBook,
    /// How far the links of pages are followed on their site; without it not at all. Those of a page that a browser runs are not.
    pub follow: Option<Follow>,
    /// Once so much time is over nothing more is fetched, and what is there by then is the capture.
    pub within: Option<Duration>,
    /// Most requests at the same time.
    pub at_once: usize,
    /// Most requests in all.
    pub most_requests: usize,
    /// No further request once so many bytes have come.
    pub most_bytes: u64,
    /// How often an address is tried that does not answer.
    pub tries: u32,
    /// The bounds of one request.
    pub bounds: Bounds,
    /// Nothing of what comes may touch the disk: bodies wait in memory, however large the bounds let them become, and a browser without a
    /// folder in memory is not started.
    pub in_memory: bool,
    /// What the file is called; it stands in its first record.
    pub file_name: String,
    /// Who captures, as they want to be named; a pseudonym will do.
    pub operator: String,
    /// Why, in their words.
    pub reason: String,
}

impl Order {
    /// A capture of some addresses as evidence: once, at once, with all that they need.
    #[must_use]
    pub fn of(urls: Vec<Url>) -> Self {
        Self {
            urls,
            requisites: true,
            browser: None,
            manners: Manners::Evidence,
            hosts: HostBook::default(),
            follow: None,
            within: None,
            at_once: 6,
            most_requests: 2_000,
            most_bytes: 1 << 30,
            tries: 3,
            bounds: Bounds::for_bytes(256 << 20),
            in_memory: false,
            file_name: "data.warc.gz".to_owned(),
            operator: String::new(),
            reason: String::new(),
        }
    }
}

impl Order {
    /// Why no further address is fetched, if so.
    pub(crate) fn enough(&self, begun: usize, bytes: u64) -> Option<&'static str> {
        if begun >= self.most_requests {
            Some("enough addresses were fetched")
        } else if bytes >= self.most_bytes {
            Some("enough bytes were fetched")
        } else {
            None
        }
    }
}

/// Why an address was fetched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// It was asked for.
    Asked,
    /// Another one redirected to it.
    Redirect,
    /// A page of the same site links to it.
    Link,
    /// A page needs it.
    Requisite,
    /// It says what may be fetched on a schedule.
    Robots,
}

impl Origin {
    /// A word for it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Redirect => "redirect",
            Self::Link => "link",
            Self::Requisite => "requisite",
            Self::Robots => "robots",
        }
    }
}

/// One address and what became of it.
#[derive(Debug, Clone)]
pub struct Taken {
    /// The address.
    pub url: Url,
    /// Why it was fetched.
    pub origin: Origin,
    /// When it was asked for.
    pub at: Timestamp,
    /// The status; none where nothing came.
    pub status: Option<u16>,
    /// The media type that the server named.
    pub media_type: Option<String>,
    /// Bytes that came, head and all.
    pub bytes: u64,
    /// The record of the response; none where nothing came.
    pub record: Option<String>,
    /// The digest of its payload, as records write it.
    pub digest: Option<String>,
    /// The payload is that of an earlier record.
    pub revisit: bool,
    /// Why it is missing, or not whole.
    pub fault: Option<String>,
}

impl Taken {
    /// An address of which nothing has come.
    pub(crate) fn nothing(wanted: &Wanted, at: Timestamp, fault: Option<String>) -> Self {
        Self {
            url: wanted.url.clone(),
            origin: wanted.origin,
            at,
            status: None,
            media_type: None,
            bytes: 0,
            record: None,
            digest: None,
            revisit: false,
            fault,
        }
    }

    pub(crate) fn left_out(wanted: &Wanted, at: Timestamp, why: &str) -> Self {
        Self::nothing(wanted, at, Some(format!("left out: {why}")))
    }
}

/// One of the addresses that were asked for, or that were followed from there.
#[derive(Debug, Clone)]
pub struct Page {
    /// As it was asked for.
    pub asked: Url,
    /// Where it was in the end, after redirects.
    pub url: Url,
    /// When that was fetched; none where nothing came.
    pub at: Option<Timestamp>,
    /// What the page calls itself.
    pub title: Option<String>,
    /// Its main text.
    pub text: Option<String>,
    /// The language that it names or shows, as a BCP 47 tag.
    pub language: Option<String>,
    /// Who wrote it, as it says.
    pub author: Option<String>,
    /// When it was published, as it says.
    pub published: Option<String>,
}

/// What a page says about itself.
#[derive(Debug, Clone, Default)]
pub(crate) struct About {
    pub(crate) title: Option<String>,
    pub(crate) text: Option<String>,
    pub(crate) language: Option<String>,
    pub(crate) author: Option<String>,
    pub(crate) published: Option<String>,
}

impl Page {
    pub(crate) fn of(url: &Url) -> Self {
        Self {
            asked: url.clone(),
            url: url.clone(),
            at: None,
            title: None,
            text: None,
            language: None,
            author: None,
            published: None,
        }
    }

    pub(crate) fn filled(&mut self, taken: &Taken, about: About) {
        self.url = taken.url.clone();
        self.at = Some(taken.at);
        self.title = about.title;
        self.text = about.text;
        self.language = about.language;
        self.author = about.author;
        self.published = about.published;
    }
}

impl Page {
    /// What its scripts made of it: where that says something, it stands for what the server sent.
    pub(crate) fn read_again(&mut self, about: About) {
        let better = |now: &mut Option<String>, made: Option<String>| {
            if made.as_ref().is_some_and(|made| !made.trim().is_empty()) {
                *now = made;
            }
        };
        better(&mut self.title, about.title);
        better(&mut self.text, about.text);
        better(&mut self.language, about.language);
        better(&mut self.author, about.author);
        better(&mut self.published, about.published);
    }
}

/// What was captured.
#[derive(Debug, Clone)]
pub struct Captured {
    /// The record about the file.
    pub warcinfo: String,
    /// Every address, in the order of the records.
    pub taken: Vec<Taken>,
    /// The addresses that were asked for, then those that were followed.
    pub pages: Vec<Page>,
    /// How many addresses of the same site were linked and not followed, since there were pages enough.
    pub not_followed: usize,
    /// The time after which this was cut short, where it was.
    pub cut_short: Option<Duration>,
    /// When the rules of the first host were read, where they were asked for.
    pub rules_read: Option<Timestamp>,
    /// How pages looked in a browser.
    pub views: Vec<View>,
    /// What a browser could not do.
    pub browser_faults: Vec<String>,
    /// Bytes that came.
    pub bytes: u64,
    /// When it began.
    pub started: Timestamp,
    /// When it ended.
    pub ended: Timestamp,
}

impl Captured {
    pub(crate) const fn begun(at: Timestamp, warcinfo: String) -> Self {
        Self {
            warcinfo,
            taken: Vec::new(),
            pages: Vec::new(),
            not_followed: 0,
            cut_short: None,
            rules_read: None,
            views: Vec::new(),
            browser_faults: Vec::new(),
            bytes: 0,
            started: at,
            ended: at,
        }
    }

    /// What is missing or not whole.
    pub fn faults(&self) -> impl Iterator<Item = &Taken> {
        self.taken.iter().filter(|taken| taken.fault.is_some())
    }
}
