//! What the room needs besides the database, handed in by the roof.

use std::pin::Pin;
use std::sync::{Arc, Mutex};

use saksi_base::{ReleaseId, Timestamp};
use saksi_db::blobs::Blobs;

use crate::model::notice::Attested;
use crate::model::scoreboard::{Every, Release};

/// A future that a trait object gives.
pub type Later<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// A letter for the mail server.
#[derive(Debug, Clone)]
pub struct Letter {
    /// The identifier it carries; the same on every try, so that a second copy can be recognised as one.
    pub message_id: String,
    /// Its date, the same on every try.
    pub at: Timestamp,
    /// Who writes.
    pub sender_name: String,
    /// Where to answer.
    pub sender_mail: String,
    /// To whom.
    pub recipient: String,
    /// What it is about.
    pub subject: String,
    /// The letter that it follows, if any.
    pub follows: Option<String>,
    /// Its text.
    pub body: String,
    /// Files: name, type, bytes.
    pub files: Vec<(String, String, Vec<u8>)>,
}

/// Why a letter did not go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Undelivered {
    /// The server cannot be reached, or asks for patience: it is tried again.
    Later(String),
    /// The server refuses it for good.
    Never(String),
}

/// Hands letters to a mail server.
pub trait Carry: Send + Sync {
    /// Hands over a letter; `Ok` means that the server has taken it.
    fn carry(&self, letter: Letter) -> Later<'_, Result<(), Undelivered>>;
}

/// Knows preserved records.
pub trait KnowEvidence: Send + Sync {
    /// What is known of a record that a member of an organisation may cite, by its identifier.
    fn look_up<'a>(&'a self, record: &'a str, viewer: saksi_db::Viewer) -> Later<'a, Option<Attested>>;
}

/// The room of escalations.
#[derive(Clone)]
pub struct Escalations {
    /// Where files lie.
    pub(crate) blobs: Blobs,
    carrier: Option<Arc<dyn Carry>>,
    evidence: Option<Arc<dyn KnowEvidence>>,
    /// How often figures are published; never where there is nothing.
    pub(crate) every: Option<Every>,
    /// Releases that were read.
    pub(crate) releases: Releases,
}

/// The last releases that this process read.
#[derive(Clone, Default)]
pub(crate) struct Releases(Arc<Mutex<Vec<Arc<Release>>>>);

/// How many of them are kept.
const MOST_RELEASES: usize = 8;

impl Releases {
    fn all(&self) -> std::sync::MutexGuard<'_, Vec<Arc<Release>>> {
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    /// One that was read before.
    pub(crate) fn known(&self, id: ReleaseId) -> Option<Arc<Release>> {
        self.all().iter().find(|release| release.id == id).cloned()
    }

    /// Keeps one; the one that was read longest ago goes.
    pub(crate) fn keep(&self, release: &Arc<Release>) {
        let mut all = self.all();
        all.retain(|known| known.id != release.id);
        if all.len() >= MOST_RELEASES {
            all.remove(0);
        }
        all.push(release.clone());
    }
}

impl std::fmt::Debug for Escalations {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Escalations").field("mail", &self.carrier.is_some()).finish_non_exhaustive()
    }
}

impl Escalations {
    /// A room that sends no mail and knows no evidence.
    pub fn new(blobs: Blobs) -> Self {
        Self { blobs, carrier: None, evidence: None, every: None, releases: Releases::default() }
    }

    /// With figures that are published.
    #[must_use]
    pub const fn with_releases(mut self, every: Every) -> Self {
        self.every = Some(every);
        self
    }

    /// With a mail server.
    #[must_use]
    pub fn with_carrier(mut self, carrier: Arc<dyn Carry>) -> Self {
        self.carrier = Some(carrier);
        self
    }

    /// With preserved records to cite.
    #[must_use]
    pub fn with_evidence(mut self, evidence: Arc<dyn KnowEvidence>) -> Self {
        self.evidence = Some(evidence);
        self
    }

    /// The mail server, if the operator named one.
    pub fn carrier(&self) -> Option<&Arc<dyn Carry>> {
        self.carrier.as_ref()
    }

    /// Who knows preserved records, if anybody does.
    pub fn evidence(&self) -> Option<&Arc<dyn KnowEvidence>> {
        self.evidence.as_ref()
    }
}
