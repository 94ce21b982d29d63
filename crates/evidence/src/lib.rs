//! Evidence: what was seen is kept so that it stands up later.
//!
//! Why this room exists: what is posted today is gone tomorrow, and whoever doubts that it was there must be able to check. So a page is
//! captured with everything that came over the wire, a file is kept as it came, a testimony with what the witness agreed to; each gets a
//! canonical record whose hash goes into the log, and whatever happens to it afterwards is written down beside it.
//!
//! What it must never do: change a record or an original once it is kept (deleting leaves its hash, and who, when and why), name a
//! person in a record, fetch anything but through the guard, name a capture that is not whole, or take in what belongs to a sealed
//! case: the room of cases keeps that itself.
//!
//! - [`model`] holds the types and the rules that need no database;
//! - [`actions`] are the use cases, as functions over a transaction, and the jobs;
//! - [`log`] says how an entry stands in the log;
//! - [`pages`] are what people see;
//! - [`replay`] is the other origin, on which archived pages are shown with their scripts;
//! - [`telling`] is what the desk knows of the text of a page.

pub mod actions;
mod keeping;
pub mod log;
pub mod model;
pub mod pages;
mod reading;
pub mod replay;
mod store;
pub mod telling;

use std::collections::HashSet;
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::{Extension, Router};
use saksi_base::{EvidenceId, Problem, SiteLanguage};
use saksi_capture::{Browser, HostBook};
use saksi_db::blobs::Blobs;
use saksi_fetch::Guard;
use saksi_transparency::Authority;
use saksi_web::{NavigationEntry, SeenBy, Site};

use crate::actions::By;
use crate::model::CitedIn;

pub use log::LogStanding;
use telling::KnowClaims;

/// The room's words.
pub const MESSAGES: &[(SiteLanguage, &str)] = &[
    (SiteLanguage::English, include_str!("../locales/en.ftl")),
    (SiteLanguage::English, include_str!("../locales/staff.en.ftl")),
    (SiteLanguage::TraditionalChinese, include_str!("../locales/zh-Hant.ftl")),
    (SiteLanguage::Thai, include_str!("../locales/th.ftl")),
    (SiteLanguage::Indonesian, include_str!("../locales/id.ftl")),
    (SiteLanguage::Urdu, include_str!("../locales/ur.ftl")),
];

/// The room's entries of the navigation.
pub const NAVIGATION: &[NavigationEntry] =
    &[NavigationEntry { path: "/work/evidence", message: "evidence-nav", seen_by: SeenBy::Holders("preserve") }];

/// A future that a trait object gives.
pub type Later<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Knows where other rooms cite a piece of evidence.
pub trait KnowCitations: Send + Sync {
    /// Where it is cited, as far as the member may know.
    fn of<'a>(&'a self, id: EvidenceId, by: &'a By) -> Later<'a, Result<Vec<CitedIn>, Problem>>;
}

/// What the room needs besides the site. Cheap to clone.
#[derive(Clone)]
pub struct Room {
    inside: Arc<Inside>,
    /// After which a capture is cut short, where that is not as usual.
    patience: Option<Duration>,
    /// Who knows where evidence is cited.
    citations: Option<Arc<dyn KnowCitations>>,
    /// The origin on which archived pages are replayed, such as `https://replay.example.org`.
    replay: Option<Arc<str>>,
    /// The browser that runs pages which somebody asks to capture.
    browser: Option<Arc<Browser>>,
    /// What the desk knows of the texts of pages.
    claims: Option<Arc<dyn KnowClaims>>,
    /// Authorities of time, with the roots that the operator trusts to vouch for them.
    authorities: Arc<[Authority]>,
}

struct Inside {
    blobs: Blobs,
    guard: Guard,
    folder: PathBuf,
    pause: Duration,
    /// When which host may be visited next, and its rules: one book for all visits of this process.
    hosts: HostBook,
    /// Hosts at which a visit is under way.
    seats: Arc<Mutex<HashSet<String>>>,
}

/// A place at a host, for one visit; it is free again when this goes.
pub(crate) struct Seat {
    seats: Arc<Mutex<HashSet<String>>>,
    host: String,
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.seats.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.host);
    }
}

impl std::fmt::Debug for Room {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Room").field("folder", &self.inside.folder).finish_non_exhaustive()
    }
}

impl Room {
    /// Parts lie in `blobs`; captures go through `guard` and are made in `folder`, in files without names. Between two requests to
    /// one host a visit on a schedule waits for `pause`.
    pub fn new(blobs: Blobs, guard: Guard, folder: PathBuf, pause: Duration) -> Self {
        let (hosts, seats) = (HostBook::default(), Arc::default());
        let inside = Arc::new(Inside { blobs, guard, folder, pause, hosts, seats });
        Self {
            inside,
            patience: None,
            citations: None,
            replay: None,
            browser: None,
            claims: None,
            authorities: Arc::default(),
        }
    }

    /// Captures and visits are cut short after so long instead of after minutes.
    #[must_use]
    pub const fn cutting_short_after(mut self, patience: Duration) -> Self {
        self.patience = Some(patience);
        self
    }

    /// Archived pages are replayed on this origin, which [`replay::beside`] serves; its host must not be the site's.
    #[must_use]
    pub fn replaying_at(mut self, origin: &str) -> Self {
        self.replay = Some(origin.trim_end_matches('/').into());
        self
    }

    /// The page of a piece says where others cite it.
    #[must_use]
    pub fn cited_as_told_by(mut self, citations: Arc<dyn KnowCitations>) -> Self {
        self.citations = Some(citations);
        self
    }

    pub(crate) async fn cited(&self, id: EvidenceId, by: &By) -> Result<Vec<CitedIn>, Problem> {
        match &self.citations {
            Some(citations) => citations.of(id, by).await,
            None => Ok(Vec::new()),
        }
    }

    /// Pages that somebody asks to capture are looked at through this browser.
    #[must_use]
    pub fn looking_through(mut self, browser: Browser) -> Self {
        self.browser = Some(Arc::new(browser));
        self
    }

    /// The desk is asked which claims a page tells, and takes in what is handed in of it.
    #[must_use]
    pub fn asking(mut self, claims: Arc<dyn KnowClaims>) -> Self {
        self.claims = Some(claims);
        self
    }

    /// Verification packs carry the roots of these authorities of time.
    #[must_use]
    pub fn trusting(mut self, authorities: Vec<Authority>) -> Self {
        self.authorities = authorities.into();
        self
    }

    pub(crate) fn authorities(&self) -> &[Authority] {
        &self.authorities
    }

    pub(crate) fn claims(&self) -> Option<&Arc<dyn KnowClaims>> {
        self.claims.as_ref()
    }

    pub(crate) fn browser(&self) -> Option<Browser> {
        self.browser.as_deref().cloned()
    }

    pub(crate) fn replay(&self) -> Option<&str> {
        self.replay.as_deref()
    }

    pub(crate) fn blobs(&self) -> &Blobs {
        &self.inside.blobs
    }

    pub(crate) fn guard(&self) -> &Guard {
        &self.inside.guard
    }

    pub(crate) fn hosts(&self) -> &HostBook {
        &self.inside.hosts
    }

    pub(crate) const fn patience(&self) -> Option<Duration> {
        self.patience
    }

    /// The place at a host, where no other visit has it.
    pub(crate) fn seat(&self, host: &str) -> Option<Seat> {
        let seats = self.inside.seats.clone();
        let free = seats.lock().unwrap_or_else(PoisonError::into_inner).insert(host.to_owned());
        free.then(|| Seat { seats, host: host.to_owned() })
    }

    pub(crate) fn pause(&self) -> Duration {
        self.inside.pause
    }

    pub(crate) fn folder(&self) -> &std::path::Path {
        &self.inside.folder
    }
}

/// Everything the room serves.
pub fn routes(room: Room) -> Router<Site> {
    pages::routes().layer(Extension(room))
}
