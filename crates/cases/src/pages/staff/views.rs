//! What the work pages show, as plain data. What was opened stands here for the time of one answer and nowhere else, so
//! nothing in this file can be printed into a log.

use saksi_base::{
    CampaignId, CaseId, CaseRecordId, LanguageTag, Marking, OrganisationId, PersonId, ReferralId, ShiftId, Timestamp,
};
use saksi_escalations::actions::sealed::Told;

use crate::actions::helpline::ToMakeAnew;
use crate::actions::referral::Said;
use crate::actions::toolkits::Listed;
use crate::model::answers::Answers;
use crate::model::calendar::{Day, Span};
use crate::model::clocks::{ClockKind, ClockState};
use crate::model::consent::{Consent, Extent, Field, Purpose};
use crate::model::events::Event;
use crate::model::passing::Pap;
use crate::model::priority::Priority;
use crate::model::referral::{DeclineReason, Fit, NoFit, PartnerKind, ReferralState};
use crate::model::reply::{Checklist, Template};
use crate::model::retention::{Deletion, Extension, LegalHold};
use crate::model::rota::Duty;
use crate::model::service::Services;
use crate::model::status::{Lacking, Status};
use crate::model::words::{
    AbuseKind, Answer, Approach, Beneficiary, IncidentType, Intake, Outcome, Region, ServiceKind,
};

/// A person by name.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Who {
    pub(crate) id: PersonId,
    pub(crate) name: String,
}

impl Who {
    /// Somebody of whom only the organisation is known.
    pub(crate) fn unknown() -> Self {
        Self { id: PersonId(uuid::Uuid::nil()), name: "?".to_owned() }
    }
}

/// An organisation by name.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct House {
    pub(crate) id: OrganisationId,
    pub(crate) name: String,
}

/// One clock of a case.
#[derive(Clone, Copy)]
pub(crate) struct ClockView {
    pub(crate) kind: ClockKind,
    pub(crate) state: ClockState,
    /// When it should be done, by what is known; none while it stands still without an end.
    pub(crate) due: Option<Timestamp>,
    /// When it was done.
    pub(crate) stopped: Option<Timestamp>,
}

/// The coded answers about a case.
#[derive(Clone, PartialEq, Eq, Default)]
pub(crate) struct Coded {
    pub(crate) safe: Option<Answer>,
    pub(crate) minor: Option<Answer>,
    pub(crate) incident: Vec<IncidentType>,
    pub(crate) abuse: Vec<AbuseKind>,
    pub(crate) group: Vec<Beneficiary>,
    pub(crate) region: Option<Region>,
    pub(crate) approach: Option<Approach>,
    pub(crate) outcome: Option<Outcome>,
}

/// A case in a list.
#[derive(Clone)]
pub(crate) struct CaseRow {
    pub(crate) id: CaseId,
    /// The first words of what the person wrote.
    pub(crate) title: String,
    pub(crate) status: Status,
    pub(crate) coded: Coded,
    pub(crate) language: LanguageTag,
    pub(crate) intake: Intake,
    pub(crate) received: Timestamp,
    /// Since when the person waits for an answer.
    pub(crate) waiting_since: Option<Timestamp>,
    pub(crate) priority: Priority,
    pub(crate) clocks: Vec<ClockView>,
    pub(crate) holders: Vec<Who>,
    pub(crate) services: Vec<ServiceKind>,
    pub(crate) tags: Vec<String>,
    pub(crate) campaign: Option<String>,
    /// Something of it does not open, although the key fits.
    pub(crate) damaged: bool,
    /// The day of deletion, where somebody is to be reminded of it.
    pub(crate) deleted: Option<Day>,
    /// Where a search found something, as messages.
    pub(crate) found: Vec<&'static str>,
}

/// What people call a case among themselves: the end of its identifier, which says nothing.
pub(crate) fn reference(id: CaseId) -> String {
    let text = id.to_string();
    let skip = text.chars().count().saturating_sub(6);
    text.chars().skip(skip).collect::<String>().to_uppercase()
}

/// Who wrote an entry of a case.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum From {
    /// Whoever asked for help.
    Person,
    /// A responder, of an organisation.
    Helper(Who, House),
}

/// What an entry of a case is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum EntryKind {
    /// Read by the person and by those who help.
    Message,
    /// Read by those who help, never by the person.
    Note,
}

/// One entry of a case.
#[derive(Clone)]
pub(crate) struct Entry {
    pub(crate) id: CaseRecordId,
    pub(crate) kind: EntryKind,
    pub(crate) from: From,
    pub(crate) at: Timestamp,
    pub(crate) language: LanguageTag,
    pub(crate) text: String,
    pub(crate) files: Vec<FileView>,
}

/// A sealed file of a case.
#[derive(Clone)]
pub(crate) struct FileView {
    pub(crate) id: CaseRecordId,
    pub(crate) name: String,
    pub(crate) bytes: u64,
    /// Kept byte for byte, with everything that a picture says about where and when it was taken.
    pub(crate) evidence: bool,
    /// Whether all of it has come in.
    pub(crate) whole: bool,
}

/// Somebody with access to a case.
#[derive(Clone)]
pub(crate) struct Access {
    pub(crate) who: Who,
    pub(crate) organisation: House,
    pub(crate) since: Timestamp,
    /// Their key was replaced since; it opens nothing until it is given to them again.
    pub(crate) lost: bool,
}

/// A line of a case's record of who did what, without content.
#[derive(Clone)]
pub(crate) struct LogLine {
    pub(crate) at: Timestamp,
    /// Nobody: the person who asked for help, or the server on a date.
    pub(crate) who: Option<String>,
    /// A message that says what.
    pub(crate) what: &'static str,
}

/// How far a new key of a case has come.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RekeyingView {
    pub(crate) done: u64,
    pub(crate) of: u64,
}

/// A consent with the names in it.
#[derive(Clone)]
pub(crate) struct ConsentView {
    /// The record in which the person was asked.
    pub(crate) record: CaseRecordId,
    /// Whether the person has answered: none yet, else yes or no.
    pub(crate) answer: Option<bool>,
    pub(crate) consent: Consent,
    pub(crate) receiver: House,
    /// What the person was told; of a testimony its words.
    pub(crate) words: String,
}

/// A referral with the names in it.
#[derive(Clone)]
pub(crate) struct ReferralView {
    pub(crate) id: ReferralId,
    pub(crate) case: Option<CaseId>,
    pub(crate) from: House,
    pub(crate) to: House,
    pub(crate) service: ServiceKind,
    pub(crate) extent: Extent,
    pub(crate) purpose: Purpose,
    pub(crate) marking: Marking,
    pub(crate) pap: Pap,
    /// Until when the person's consent holds, where it ends by itself.
    pub(crate) ends: Option<Timestamp>,
    pub(crate) offered: Timestamp,
    pub(crate) deadline: Timestamp,
    pub(crate) state: ReferralState,
    pub(crate) declined: Option<DeclineReason>,
    pub(crate) reached: Option<Answer>,
    /// The extract, opened, for the organisation that was asked.
    pub(crate) extract: Vec<(Field, Said)>,
    /// Whether the reader's key opens it.
    pub(crate) can_open: bool,
}

/// A provider that could help, or could not.
#[derive(Clone)]
pub(crate) struct ProviderLine {
    pub(crate) organisation: House,
    pub(crate) kind: PartnerKind,
    /// The reasons and points, or why not.
    pub(crate) fit: Result<(u32, Vec<Fit>), NoFit>,
    /// Whether the person agreed to this organisation already, to how much, and until when.
    pub(crate) consent: Option<(Extent, Option<Timestamp>)>,
}

/// A checklist, with what is done in this case.
#[derive(Clone)]
pub(crate) struct ListView {
    pub(crate) list: Checklist,
    pub(crate) done: Vec<String>,
}

/// A service's notes, opened.
#[derive(Clone)]
pub(crate) struct ServiceNote {
    pub(crate) service: saksi_base::ServiceId,
    pub(crate) who: String,
    pub(crate) at: Timestamp,
    pub(crate) text: String,
}

/// A case, opened.
#[derive(Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub(crate) struct CaseView {
    pub(crate) row: CaseRow,
    /// Counts changes; a form carries the one it was made from.
    pub(crate) version: u32,
    /// What happened, as it was written down.
    pub(crate) events: Vec<Event>,
    /// The campaign of the reader's organisation to which it belongs.
    pub(crate) campaign: Option<CampaignId>,
    /// The campaigns that open for the reader.
    pub(crate) campaigns: Vec<(CampaignId, String)>,
    /// The answers that hold, with those that no page corrects.
    pub(crate) answers: Answers,
    /// Sealed in the person's browser; else in the server's memory.
    pub(crate) sealed_in_browser: bool,
    pub(crate) contact: Option<String>,
    pub(crate) contact_when: Option<String>,
    /// How the person wants to be called.
    pub(crate) called: Option<String>,
    pub(crate) entries: Vec<Entry>,
    pub(crate) services: Services,
    pub(crate) service_notes: Vec<ServiceNote>,
    pub(crate) providers: Vec<House>,
    pub(crate) lacking: Vec<Lacking>,
    pub(crate) marking: Marking,
    pub(crate) pap: Pap,
    pub(crate) access: Vec<Access>,
    /// Who could be given access: their public key is known.
    pub(crate) could_have_access: Vec<Who>,
    pub(crate) rekeying: Option<RekeyingView>,
    /// Who had the key and left since.
    pub(crate) left: Vec<(String, Day)>,
    pub(crate) log: Vec<LogLine>,
    pub(crate) checklists: Vec<ListView>,
    pub(crate) merged_into: Option<CaseId>,
    pub(crate) earlier: Vec<CaseId>,
    pub(crate) consents: Vec<ConsentView>,
    pub(crate) referrals: Vec<ReferralView>,
    /// Notices to platforms that hold something of it, each with whether the reader can open it.
    pub(crate) notices: Vec<(Told, bool)>,
    /// Whether notices can be made here at all.
    pub(crate) escalates: bool,
    pub(crate) deletion: Deletion,
    pub(crate) extensions: Vec<(Extension, String)>,
    pub(crate) holds: Vec<(LegalHold, String)>,
    pub(crate) templates: Vec<Template>,
    /// Toolkits that fit what happened, of every organisation.
    pub(crate) toolkits: Vec<Listed>,
    /// Where the reader may take it from here.
    pub(crate) steps: Vec<Status>,
    /// Whether the key is wrapped for the reader; else it waits with their triage.
    pub(crate) mine: bool,
    /// Whether the trustees of the organisation could open it together.
    pub(crate) trustees: bool,
    /// Whether the person can come back to it. Not to an extract that another organisation sent, nor without a receipt.
    pub(crate) returns: bool,
    /// What is kept of it as evidence.
    pub(crate) evidence: Vec<EvidenceLine>,
}

/// A piece of evidence in a list.
#[derive(Clone)]
pub(crate) struct EvidenceLine {
    pub(crate) id: CaseRecordId,
    pub(crate) title: String,
    /// The address of a page; empty for a file.
    pub(crate) url: String,
    pub(crate) day: Timestamp,
    pub(crate) by: String,
    /// The entry whose file it is.
    pub(crate) file: CaseRecordId,
    /// Its record does not open.
    pub(crate) damaged: bool,
}

/// Where somebody's own key stands.
#[derive(Clone)]
pub(crate) enum KeyState {
    /// No key yet.
    None,
    /// A key, locked.
    Locked(OwnKey),
    /// A key, open in this session until a moment.
    Open(OwnKey, Timestamp),
}

/// One's own key.
#[derive(Clone)]
pub(crate) struct OwnKey {
    pub(crate) fingerprint: String,
    pub(crate) generation: u32,
    pub(crate) since: Timestamp,
}

/// The keys of an organisation's helpline.
#[derive(Clone)]
pub(crate) struct HelplineView {
    /// The triage key: fingerprint, generation, since when. Without one nobody can ask for help.
    pub(crate) triage: Option<(String, u32, Timestamp)>,
    /// How many trustees are needed, of how many, since when.
    pub(crate) sharing: Option<(u8, u8, Timestamp)>,
    pub(crate) recovery: Option<RecoveryView>,
    /// Since when no new requests are taken, and the version of that setting.
    pub(crate) paused: (Option<Day>, u32),
    /// How many people can open a new request.
    pub(crate) can_open: usize,
    pub(crate) anew: ToMakeAnew,
    pub(crate) colleagues: Vec<Colleague>,
}

/// A recovery of access that was begun.
#[derive(Clone)]
pub(crate) struct RecoveryView {
    pub(crate) by: Who,
    pub(crate) since: Timestamp,
    pub(crate) given: i64,
    pub(crate) needed: u8,
}

/// A member of the organisation, and whether they have a key.
#[derive(Clone)]
pub(crate) struct Colleague {
    pub(crate) who: Who,
    pub(crate) responds: bool,
    pub(crate) fingerprint: Option<String>,
    pub(crate) triager: bool,
    pub(crate) trustee: bool,
}

/// A line of the log of public keys.
#[derive(Clone)]
pub(crate) struct KeyLine {
    pub(crate) position: u64,
    pub(crate) day: Day,
    /// Whose key: a name, and the message that says what kind of owner that is.
    pub(crate) owner: String,
    pub(crate) kind: &'static str,
    pub(crate) generation: u32,
    pub(crate) began: bool,
    pub(crate) fingerprint: String,
}

/// A shift on the rota.
#[derive(Clone)]
pub(crate) struct ShiftView {
    pub(crate) id: ShiftId,
    pub(crate) who: Who,
    pub(crate) duty: Duty,
    pub(crate) from: Timestamp,
    pub(crate) until: Timestamp,
}

/// A hand-over, opened where it was written for the reader.
#[derive(Clone)]
pub(crate) struct HandOverView {
    pub(crate) from: String,
    pub(crate) at: Timestamp,
    pub(crate) text: Option<String>,
    pub(crate) cases: Vec<CaseId>,
}

/// Who takes what comes in, around the clock.
#[derive(Clone)]
pub(crate) struct RoundView {
    /// In the order in which they are asked; whether they are open now.
    pub(crate) posts: Vec<(House, bool)>,
    pub(crate) next: Option<(House, Timestamp)>,
    pub(crate) gaps: Vec<Span>,
}
