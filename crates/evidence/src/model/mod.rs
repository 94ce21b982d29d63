//! What evidence is: its kinds, how it was come by, what it is about, what can happen to it. No database is needed here.

mod about;
mod sources;
mod words;

pub use about::Subject;
pub use sources::{AccessLevel, AccessNote, NewSource, Source, SourceKind, Watch, WatchState};
pub use words::{Acquisition, Kind, State};

use saksi_base::clock::DAY;
use saksi_base::{CustodyId, EvidenceId, EvidencePartId, Marking, OrganisationId, SourceId, Timestamp};
use saksi_tlog::Hash;

/// What somebody says about evidence when they bring it in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct About {
    /// What it is called; what a page calls itself where this is empty.
    pub title: String,
    /// Why it is kept.
    pub reason: String,
    /// A note on the legal basis.
    pub legal_basis: String,
    /// How it was come by.
    pub acquisition: Acquisition,
    /// What must be known about that; needed where it touches the rights of others.
    pub acquisition_note: String,
    /// Access to the platform: signed in or not, as whom, from where.
    pub access: String,
    /// Whether organisations of the network may see it; its owner alone otherwise.
    pub shared: bool,
    /// What it is about.
    pub subjects: Vec<Subject>,
    /// When what it shows is said to have happened.
    pub shows_when: String,
    /// Where.
    pub shows_where: String,
}

impl About {
    /// The marking that follows.
    pub const fn marking(&self) -> Marking {
        if self.shared { Marking::Amber } else { Marking::AmberStrict }
    }
}

/// Somebody's account, and what they agreed to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Testimony {
    /// By whom: a pseudonym.
    pub witness: String,
    /// What they said, where no file holds it.
    pub text: String,
    /// The language, as a BCP 47 tag.
    pub language: String,
    /// How it was taken.
    pub method: String,
    /// The words to which they agreed, as they were read to them.
    pub consent_text: String,
    /// What of it they allowed.
    pub consent: Consent,
}

/// What a witness allowed.
#[expect(clippy::struct_excessive_bools, reason = "each is a consent of its own")]
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Consent {
    /// To keep it.
    pub keep: bool,
    /// To show it to a court or an investigator.
    pub court: bool,
    /// To hand it to partners.
    pub partners: bool,
    /// To publish it.
    pub publish: bool,
}

/// An event outside of the network that evidence is linked to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Offline {
    /// What happened.
    pub what: String,
    /// When.
    pub when: String,
    /// Where.
    pub place: String,
    /// What came of it.
    pub consequence: String,
}

/// A line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// Its identifier.
    pub id: EvidenceId,
    /// Whose it is.
    pub owner: OrganisationId,
    /// The owner's name.
    pub owner_name: String,
    /// What it is.
    pub kind: Kind,
    /// How far it is.
    pub state: State,
    /// What it is called.
    pub title: String,
    /// The address; empty where it is no capture.
    pub url: String,
    /// Whether everybody can see that it exists.
    pub public: bool,
    /// When it was brought in.
    pub at: Timestamp,
}

/// A piece of evidence as other rooms cite it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citable {
    /// Its identifier.
    pub id: EvidenceId,
    /// What it is called.
    pub title: String,
    /// The address; empty where it is no capture.
    pub url: String,
    /// When it was captured or taken in.
    pub at: Timestamp,
    /// The entry of its record.
    pub entry: Hash,
    /// Whether everybody can see that it exists.
    pub public: bool,
}

/// Where a piece of evidence is cited, as the room that cites it tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CitedIn {
    /// To whom it went or will go.
    pub to: String,
    /// What it is called and where it can be looked at; none for somebody who may not look at it.
    pub what: Option<(String, String)>,
    /// When it was sent.
    pub sent: Option<Timestamp>,
    /// It shows what became of it, and was not sent along.
    pub afterwards: bool,
}

/// One piece of evidence as its page shows it.
#[derive(Debug, Clone)]
pub struct Evidence {
    /// What the list shows too.
    pub summary: Summary,
    /// How far it may travel.
    pub marking: Marking,
    /// The address that answered in the end.
    pub answered: String,
    /// With which status; 0 where none came.
    pub status: i64,
    /// Why it is kept.
    pub reason: String,
    /// A note on the legal basis.
    pub legal_basis: String,
    /// How it was come by.
    pub acquisition: Acquisition,
    /// What must be known about that.
    pub acquisition_note: String,
    /// Access to the platform.
    pub access: String,
    /// Under which name it was kept.
    pub operator: String,
    /// When what it shows is said to have happened.
    pub shows_when: String,
    /// Where.
    pub shows_where: String,
    /// The witness of a testimony.
    pub witness: String,
    /// The language that was found or stated.
    pub language: String,
    /// Who wrote it, as it says.
    pub author: String,
    /// When it was published, as it says.
    pub published: String,
    /// The text that was found in it.
    pub text: String,
    /// The canonical record; none until it is kept.
    pub record: Option<String>,
    /// The entry of the record.
    pub entry: Option<Hash>,
    /// The earlier capture that this one follows.
    pub parent: Option<EvidenceId>,
    /// The source whose schedule made it.
    pub source: Option<SourceId>,
    /// The same place at another time.
    pub pair: Option<EvidenceId>,
    /// The event outside of the network.
    pub offline: Offline,
    /// Requests made so far.
    pub requests: i64,
    /// Bytes that came so far.
    pub bytes: i64,
    /// What went wrong.
    pub fault: String,
    /// When it began.
    pub began: Option<Timestamp>,
    /// When it ended.
    pub ended: Option<Timestamp>,
    /// What it is about.
    pub subjects: Vec<Subject>,
    /// What is kept of it.
    pub parts: Vec<PartView>,
    /// What happened to it, oldest first.
    pub custody: Vec<CustodyView>,
}

/// A part that is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartView {
    /// Its identifier.
    pub id: EvidencePartId,
    /// Its name.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// Its length.
    pub bytes: i64,
    /// Its SHA-256.
    pub sha256: Hash,
    /// A copy to work with, not what came in.
    pub working: bool,
    /// What was changed in it.
    pub note: String,
    /// When it was added.
    pub at: Timestamp,
}

/// Something that happened to evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustodyView {
    /// Its identifier.
    pub id: CustodyId,
    /// What happened, as records name it.
    pub event: String,
    /// To or by whom.
    pub party: String,
    /// What was noted.
    pub note: String,
    /// Who did it, by pseudonym.
    pub operator: String,
    /// When.
    pub at: Timestamp,
    /// Its entry of the log.
    pub entry: Hash,
}

/// How long before its deletion evidence is shown as about to go, in microseconds. No rule deletes anything sooner after it was made.
pub const REMINDER: i64 = 14 * DAY;

/// How long a collection keeps what it has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// Days after the capture.
    pub days: i64,
    /// When somebody said so.
    pub since: Timestamp,
}

impl Rule {
    /// When evidence that was captured at a moment is deleted; later where somebody keeps it longer.
    pub fn until(self, captured: Timestamp, longer: Option<Timestamp>) -> Timestamp {
        let until = captured.plus(self.days * DAY).max(self.since.plus(REMINDER));
        longer.map_or(until, |longer| longer.max(until))
    }
}

/// A hold: while it stands nobody deletes the evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hold {
    /// Why.
    pub reason: String,
    /// Who placed it, by pseudonym.
    pub operator: String,
    /// When.
    pub placed: Timestamp,
    /// When it was lifted, and by whom.
    pub lifted: Option<(Timestamp, String)>,
}

/// Evidence is kept longer than its collection says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extension {
    /// Until when.
    pub until: Timestamp,
    /// Why.
    pub reason: String,
    /// Who said so, by pseudonym.
    pub operator: String,
    /// When.
    pub at: Timestamp,
}

/// Evidence that its collection soon keeps no longer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lapsing {
    /// Its identifier.
    pub id: EvidenceId,
    /// What it is called.
    pub title: String,
    /// When it is deleted.
    pub until: Timestamp,
    /// The collection.
    pub source: String,
}

/// What is left of evidence whose content was deleted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gone {
    /// Its identifier.
    pub id: EvidenceId,
    /// Whose it was.
    pub owner: OrganisationId,
    /// The owner's name.
    pub owner_name: String,
    /// What it was.
    pub kind: Kind,
    /// The entry of its record in the log; none where nothing had been kept.
    pub entry: Option<Hash>,
    /// Why it was deleted.
    pub reason: String,
    /// Who deleted it, by pseudonym.
    pub operator: String,
    /// By the rule of its collection.
    pub ruled: bool,
    /// The canonical record of the deletion; empty where nothing had been kept.
    pub record: String,
    /// The entry of that record.
    pub deletion: Option<Hash>,
    /// When it had been kept.
    pub kept: Timestamp,
    /// When it was deleted.
    pub deleted: Timestamp,
}

/// What everybody may see of evidence that its owner made public.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicEvidence {
    /// Its identifier.
    pub id: EvidenceId,
    /// The owner's name.
    pub owner: String,
    /// What it is.
    pub kind: Kind,
    /// What it is called.
    pub title: String,
    /// The address.
    pub url: String,
    /// When it was captured or taken in.
    pub at: Timestamp,
    /// The name of the part that the hash is of.
    pub part: String,
    /// Its length.
    pub bytes: i64,
    /// Its SHA-256.
    pub sha256: Hash,
    /// The entry of the log.
    pub entry: Hash,
}
