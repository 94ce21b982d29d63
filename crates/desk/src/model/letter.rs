//! What people write about a published check: mistakes that they found, and replies of those whom it concerns.

use saksi_base::{CheckId, LanguageTag, LetterId, ModerationId, Timestamp};
use serde::Serialize;

use super::codes;
use super::page::OrganisationRef;

codes! {
    /// What a letter asks for.
    LetterKind {
        /// That a mistake is corrected.
        Mistake = "mistake",
        /// That a reply is published beside the check.
        Reply = "reply",
    }
}

codes! {
    /// Where a letter stands.
    LetterState {
        /// Waits for somebody who moderates.
        Open = "open",
        /// A reply that stands beside the check.
        Published = "published",
        /// The mistake was one, and the check is corrected.
        Corrected = "corrected",
        /// The check stays as it is.
        Stands = "stands",
        /// A reply that is not published.
        Declined = "declined",
        /// A reply that was published and taken away again.
        Removed = "removed",
        /// Taken back by its sender, and kept by a legal hold alone.
        Withdrawn = "withdrawn",
    }
}

impl LetterKind {
    /// What can be decided about it.
    pub const fn decisions(self) -> [LetterState; 2] {
        match self {
            Self::Mistake => [LetterState::Corrected, LetterState::Stands],
            Self::Reply => [LetterState::Published, LetterState::Declined],
        }
    }
}

/// Who will read a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Addressee {
    /// The organisation that answers for the check.
    pub organisation: OrganisationRef,
    /// Whether nobody works under its name here, so that those who run the network read it in its stead.
    pub operators: bool,
    /// The page where an imported check was first published.
    pub source_url: Option<String>,
}

/// A letter as somebody writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// What it asks for.
    pub kind: LetterKind,
    /// Who writes, in their own words. Published with a reply; may be empty with a mistake.
    pub from: String,
    /// What they say.
    pub text: String,
    /// How to reach them; may be empty.
    pub contact: String,
    /// The language of the page they wrote it on.
    pub language: LanguageTag,
}

/// A letter as those see it who decide about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LetterView {
    /// The letter.
    pub id: LetterId,
    /// The check it is about.
    pub check: CheckId,
    /// The check's short answer, or its claim where it has none.
    pub title: String,
    /// The version that its sender read.
    pub version: i64,
    /// The version that stands now.
    pub current: i64,
    /// What it asks for.
    pub kind: LetterKind,
    /// Who writes.
    pub from: String,
    /// What they say.
    pub text: String,
    /// How to reach them.
    pub contact: String,
    /// The language it is written in, as far as that can be told.
    pub language: LanguageTag,
    /// The day it came in.
    pub day: Timestamp,
    /// Where it stands.
    pub state: LetterState,
    /// What its sender is told.
    pub answer: String,
}

/// What a letter's receipt opens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LetterStanding {
    /// The check it is about.
    pub check: CheckId,
    /// Where it stands.
    pub state: LetterState,
    /// What was written.
    pub text: String,
    /// What the decision says.
    pub answer: String,
    /// The day it came in.
    pub day: Timestamp,
    /// Until when it is kept.
    pub expires_at: Timestamp,
    /// The entry of the public log, for a reply that was decided about.
    pub entry: Option<ModerationId>,
}
