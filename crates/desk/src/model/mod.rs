//! What stands on the desk: messages, claims, checks, answers, receipts and the log of moderation, with the rules that
//! need no database.
//!
//! Nothing here names a person who asked. A message is what was sent, without a sender; a receipt is a locator and a
//! verifier, without an address; and every text that is meant for the public comes out of [`crate::masking`].

mod check;
mod claim;
mod imported;
mod letter;
mod media;
mod message;
mod moderation;
mod page;
pub mod practice;
mod published;

pub use check::{
    CheckContent, CheckEdit, CheckState, CheckSummary, DraftState, EXPLANATION_CHARACTERS, Ended, NOTE_CHARACTERS,
    REFERENCE_CHARACTERS, REFERENCES, Reference, ReviewRow, TITLE_CHARACTERS, TranslationContent, TranslationView,
    Version, VersionSummary,
};
pub use claim::{
    ClaimDetail, ClaimState, CloseReason, GROWTH_HALF_LIFE, NoteView, QueueFilter, QueueLane, QueueOrder, QueueRow,
    STATEMENT_CHARACTERS, SimilarClaim, Taker, URGENCY_HALF_LIFE, heat, is_shared,
};
pub use imported::{ImportReport, Rejected};
pub use letter::{Addressee, Letter, LetterKind, LetterStanding, LetterState, LetterView};
pub use media::{MediaKind, MediaReason, MediaView, Overlap, Via};
pub use message::{
    Asked, Channel, EXPIRY_DAYS, HandIn, HandedIn, Intake, LINK_CHARACTERS, LINKS, MESSAGE_CHARACTERS, MessageState,
    MessageView, Outcome, REASON_CHARACTERS, ReceiptView, Standing, Withdrawal,
};
pub use moderation::{AppealStanding, AppealState, AppealView, Decision, LogEntry, ModerationKind, SubjectKind};
pub use page::{Cursor, OrganisationRef, Page};
pub use published::{Answer, ClaimPage, FeedEntry, ListFilter, ListedCheck, PublishedCheck, Reply, Stats};
pub use saksi_matching::changes;

/// A closed list with a stable code for each entry.
macro_rules! codes {
    ($(#[$doc:meta])* $name:ident { $($(#[$item:meta])* $variant:ident = $code:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name { $($(#[$item])* #[serde(rename = $code)] $variant,)* }

        impl $name {
            /// Every entry, in the order in which a form shows it.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The stable code, as stored and as sent over the API.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }

            /// Reads a stable code.
            pub fn from_code(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$variant),)* _ => None }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.code())
            }
        }
    };
}
use codes;
