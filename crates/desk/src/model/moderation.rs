//! What moderators decide, the log of it, and appeals.

use saksi_base::{AppealId, ModerationId, Timestamp};
use serde::Serialize;

use super::codes;
use super::page::OrganisationRef;

codes! {
    /// What a moderator did.
    ModerationKind {
        /// Took something out of sight.
        Hide = "hide",
        /// Brought it back.
        Restore = "restore",
        /// Refuses a message, and near copies of it, from now on.
        Block = "block",
        /// Removed because somebody with a right asked.
        Takedown = "takedown",
        /// Removed or kept because a court ordered it.
        CourtOrder = "court-order",
        /// Nothing of this may expire or be deleted.
        LegalHold = "legal-hold",
        /// Refuses a file by its hash.
        MediaBlock = "media-block",
        /// Published a reply by somebody whom a check concerns.
        RightOfReply = "right-of-reply",
        /// Did not publish a reply that somebody asked to have published.
        ReplyDeclined = "reply-declined",
    }
}

codes! {
    /// What a moderation entry is about.
    SubjectKind {
        /// A message.
        Message = "message",
        /// A claim, with its messages and checks.
        Claim = "claim",
        /// A check.
        Check = "check",
        /// A file's hash.
        Media = "media",
    }
}

codes! {
    /// Where an appeal stands.
    AppealState {
        /// Waits for a moderator who did not make the decision.
        Open = "open",
        /// The decision stands.
        Upheld = "upheld",
        /// The decision was reversed.
        Granted = "granted",
    }
}

/// What a moderator decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// What is done.
    pub kind: ModerationKind,
    /// What kind of thing it is done to.
    pub subject_kind: SubjectKind,
    /// The thing: identifier of a message, claim or check; the hash for [`SubjectKind::Media`] goes in `media`.
    pub subject: Option<uuid::Uuid>,
    /// SHA-256 of a file, for [`ModerationKind::MediaBlock`].
    pub media: Option<[u8; 32]>,
    /// Why; for the organisations, never public.
    pub reason: String,
    /// What the public log says; must not name private persons. Masked once more before it is shown.
    pub public_summary: String,
    /// Reference number of an order or a notice.
    pub legal_reference: String,
    /// Whether it stands in the public log.
    pub public: bool,
}

/// An entry of the moderation log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LogEntry {
    /// The entry.
    pub id: ModerationId,
    /// What was done.
    pub kind: ModerationKind,
    /// To what kind of thing.
    pub subject_kind: SubjectKind,
    /// To which; none in the public log unless it is a published check or its claim.
    pub subject: Option<uuid::Uuid>,
    /// Which organisation did it.
    pub organisation: OrganisationRef,
    /// Why. Empty in the public log.
    pub reason: String,
    /// The public summary, masked.
    pub public_summary: String,
    /// Reference of an order or notice, masked.
    pub legal_reference: String,
    /// Whether it stands in the public log.
    pub public: bool,
    /// When.
    pub at: Timestamp,
    /// When it was reversed.
    pub reversed_at: Option<Timestamp>,
    /// How many appeals are open.
    pub open_appeals: i64,
}

/// An appeal as a moderator sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AppealView {
    /// The appeal.
    pub id: AppealId,
    /// Whether the reader made the decision that it is against, and so cannot decide it.
    pub own: bool,
    /// Whether anybody can: nobody may decide about their own decision.
    pub decidable: bool,
    /// Against which entry.
    pub entry: ModerationId,
    /// What was said.
    pub text: String,
    /// Where it stands.
    pub state: AppealState,
    /// What the decision says to the one who appealed.
    pub answer: String,
    /// The day it came in.
    pub day: Timestamp,
}

/// What an appeal's receipt opens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AppealStanding {
    /// Against which entry.
    pub entry: ModerationId,
    /// Where it stands.
    pub state: AppealState,
    /// What the decision says.
    pub answer: String,
    /// Whether anybody can decide it at the moment: nobody may decide about their own decision.
    pub decidable: bool,
    /// The day it came in.
    pub day: Timestamp,
}
