//! What the room needs besides the database, handed in by the roof.

use std::pin::Pin;
use std::sync::Arc;

use saksi_base::Timestamp;
use saksi_db::blobs::Blobs;

use crate::model::notice::Attested;

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
}

impl std::fmt::Debug for Escalations {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Escalations").field("mail", &self.carrier.is_some()).finish_non_exhaustive()
    }
}

impl Escalations {
    /// A room that sends no mail and knows no evidence.
    pub const fn new(blobs: Blobs) -> Self {
        Self { blobs, carrier: None, evidence: None }
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
