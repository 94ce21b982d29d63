//! What the room needs besides the database, handed in by the roof.

use std::pin::Pin;
use std::sync::{Arc, Mutex};

use saksi_base::{Problem, ReleaseId, Timestamp};
use saksi_db::Viewer;
use saksi_db::blobs::Blobs;
use saksi_fetch::Guard;
use saksi_network::SealKey;
use tokio::sync::Semaphore;

use crate::model::dossier::FindPersonal;
use crate::model::notice::Attested;
use crate::model::register::PublicKey;
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
    /// Where answers come back to this server, if they do.
    pub reply_to: Option<String>,
    /// The letter that it follows, if any.
    pub follows: Option<String>,
    /// Its text.
    pub body: String,
    /// Files: name, type, bytes.
    pub files: Vec<(String, String, Vec<u8>)>,
    /// Of one that its recipient alone can read: for which key. It goes encrypted or not at all.
    pub concealed: Option<Concealed>,
}

/// How a letter goes that its recipient alone can read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Concealed {
    /// The recipient's key.
    pub key: PublicKey,
    /// What stands in the place of its subject, which everybody on the way can read.
    pub subject: String,
}

/// Why a letter did not go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Undelivered {
    /// The server cannot be reached, or asks for patience: it is tried again.
    Later(String),
    /// The server refuses it for good.
    Never(String),
    /// It cannot be encrypted on this machine now. It stays here, and goes when it can be.
    Held(String),
}

/// Hands letters to a mail server.
pub trait Carry: Send + Sync {
    /// Hands over a letter; `Ok` means that the server has taken it.
    fn carry(&self, letter: Letter) -> Later<'_, Result<(), Undelivered>>;
}

/// Why somebody's key cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadKey {
    /// There is no key in it.
    None,
    /// There are several.
    Several,
    /// It is the secret half.
    Private,
    /// Its time is over.
    Expired,
    /// Whoever made it took it back.
    Revoked,
    /// Nothing can be encrypted to it.
    CannotEncrypt,
    /// This machine has no program for it.
    NoProgram,
    /// The program broke off; why is in the log.
    Failed,
}

impl BadKey {
    /// The message that says so.
    pub const fn message(self) -> &'static str {
        match self {
            Self::None => "escalations-problem-pgp-none",
            Self::Several => "escalations-problem-pgp-several",
            Self::Private => "escalations-problem-pgp-private",
            Self::Expired => "escalations-problem-pgp-expired",
            Self::Revoked => "escalations-problem-pgp-revoked",
            Self::CannotEncrypt => "escalations-problem-pgp-cannot",
            Self::NoProgram => "escalations-problem-pgp-no-program",
            Self::Failed => "escalations-problem-pgp-failed",
        }
    }
}

/// Knows OpenPGP keys.
pub trait KnowKeys: Send + Sync {
    /// The fingerprint of the one public key in a text, in hexadecimal digits, where something can be encrypted to it now.
    fn fingerprint<'a>(&'a self, armour: &'a str) -> Later<'a, Result<String, BadKey>>;
}

/// How far a mailbox was read: the numbering of its server, and the last number.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Place {
    /// The numbering; another one begins anew.
    pub validity: i64,
    /// The last number.
    pub uid: i64,
}

/// A letter out of a mailbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fetched {
    /// Its number.
    pub uid: i64,
    /// Its bytes; of one that is too long, its head alone.
    pub raw: Vec<u8>,
    /// How long it is.
    pub bytes: i64,
    /// When the server had it.
    pub at: Option<Timestamp>,
}

/// Letters that follow a place, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    /// The server's numbering now.
    pub validity: i64,
    /// The letters; none where there are no more.
    pub letters: Vec<Fetched>,
}

/// Reads a mailbox, and changes nothing in it.
pub trait Fetch: Send + Sync {
    /// What tells this mailbox from another one.
    fn name(&self) -> &str;
    /// The next letters after a place; what to tell the operator otherwise.
    fn fetch(&self, after: Place) -> Later<'_, Result<Batch, String>>;
}

/// How letters reach this server.
#[derive(Clone, PartialEq, Eq)]
pub struct Inbox {
    /// The address of the mailbox; a plus and a word may follow its local part. Empty where the server has no such mailbox.
    pub address: String,
    /// SHA-256 of what whoever hands letters in over the web has to know; none where nobody may.
    pub door: Option<[u8; 32]>,
}

/// A preserved record, with when it was captured.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// When.
    pub at: Timestamp,
    /// As a notice cites it.
    pub attested: Attested,
}

/// Knows preserved records.
pub trait KnowEvidence: Send + Sync {
    /// What is known of a record that a member of an organisation may see, by its identifier or the address of its page.
    fn look_up<'a>(&'a self, record: &'a str, viewer: Viewer) -> Later<'a, Option<Attested>>;

    /// The same where the member's own organisation keeps it and shows it to everybody: what a notice may cite.
    fn citable<'a>(&'a self, record: &'a str, viewer: Viewer) -> Later<'a, Option<Attested>>;

    /// What a notice may cite: captures of its addresses first, then the newest; only what holds some words where there are any.
    fn offered<'a>(
        &'a self,
        words: &'a str,
        addresses: &'a [String],
        viewer: Viewer,
    ) -> Later<'a, Result<Vec<Piece>, Problem>>;

    /// Captures of some addresses that the member's organisation keeps, oldest first.
    fn captures<'a>(&'a self, addresses: &'a [String], viewer: Viewer) -> Later<'a, Result<Vec<Piece>, Problem>>;
}

/// A report as it is printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printed {
    /// Under which address it is read, whole.
    pub url: String,
    /// The page.
    pub html: String,
    /// The path of its style sheet.
    pub style: String,
}

/// Prints reports.
pub trait Print: Send + Sync {
    /// The report as PDF; what to tell the operator otherwise.
    fn print(&self, report: Printed) -> Later<'_, Result<Vec<u8>, String>>;
}

/// How many reports are printed at once: a browser takes more memory than everything else here.
const PRINTED_AT_ONCE: usize = 1;

/// What prints, and its turns.
#[derive(Clone)]
pub(crate) struct Printer {
    pub(crate) print: Arc<dyn Print>,
    pub(crate) turns: Arc<Semaphore>,
}

/// The way to APIs: the one guarded way out, and what seals the secrets of routes.
#[derive(Clone)]
pub(crate) struct Outside {
    pub(crate) guard: Guard,
    pub(crate) seal: Arc<SealKey>,
}

/// The room of escalations.
#[derive(Clone)]
pub struct Escalations {
    /// Where files lie.
    pub(crate) blobs: Blobs,
    carrier: Option<Arc<dyn Carry>>,
    evidence: Option<Arc<dyn KnowEvidence>>,
    personal: Option<FindPersonal>,
    keys: Option<Arc<dyn KnowKeys>>,
    printer: Option<Printer>,
    inbox: Option<Inbox>,
    mailbox: Option<Arc<dyn Fetch>>,
    outside: Option<Outside>,
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
        Self {
            blobs,
            carrier: None,
            evidence: None,
            personal: None,
            keys: None,
            printer: None,
            inbox: None,
            mailbox: None,
            outside: None,
            every: None,
            releases: Releases::default(),
        }
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

    /// With what finds telephone numbers, addresses and the like in a text. Without it no report of a dossier is given out.
    #[must_use]
    pub const fn with_personal(mut self, find: FindPersonal) -> Self {
        self.personal = Some(find);
        self
    }

    /// With what checks the keys of those to whom letters go.
    #[must_use]
    pub fn with_keys(mut self, keys: Arc<dyn KnowKeys>) -> Self {
        self.keys = Some(keys);
        self
    }

    /// With what prints reports.
    #[must_use]
    pub fn with_printer(mut self, print: Arc<dyn Print>) -> Self {
        self.printer = Some(Printer { print, turns: Arc::new(Semaphore::new(PRINTED_AT_ONCE)) });
        self
    }

    /// With a way for letters to come back.
    #[must_use]
    pub fn with_inbox(mut self, inbox: Inbox) -> Self {
        self.inbox = Some(inbox);
        self
    }

    /// With a mailbox to look into.
    #[must_use]
    pub fn with_mailbox(mut self, mailbox: Arc<dyn Fetch>) -> Self {
        self.mailbox = Some(mailbox);
        self
    }

    /// With a way to APIs.
    #[must_use]
    pub fn with_outside(mut self, guard: Guard, seal: SealKey) -> Self {
        self.outside = Some(Outside { guard, seal: Arc::new(seal) });
        self
    }

    /// The way to APIs, if there is one.
    pub(crate) const fn outside(&self) -> Option<&Outside> {
        self.outside.as_ref()
    }

    /// How letters come back, if they do.
    pub const fn inbox(&self) -> Option<&Inbox> {
        self.inbox.as_ref()
    }

    /// The mailbox to look into, if there is one.
    pub fn mailbox(&self) -> Option<&Arc<dyn Fetch>> {
        self.mailbox.as_ref()
    }

    /// The mail server, if the operator named one.
    pub fn carrier(&self) -> Option<&Arc<dyn Carry>> {
        self.carrier.as_ref()
    }

    /// What prints reports, if anything does.
    pub(crate) const fn printer(&self) -> Option<&Printer> {
        self.printer.as_ref()
    }

    /// What checks keys, if anything does.
    pub(crate) const fn keys(&self) -> Option<&Arc<dyn KnowKeys>> {
        self.keys.as_ref()
    }

    /// What finds what is personal, if anything does.
    pub(crate) const fn find_personal(&self) -> Option<FindPersonal> {
        self.personal
    }

    /// Who knows preserved records, if anybody does.
    pub fn evidence(&self) -> Option<&Arc<dyn KnowEvidence>> {
        self.evidence.as_ref()
    }
}
