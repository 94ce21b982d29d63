//! What the public sees: answers, the pages of checks and claims, lists, feeds and figures.

use saksi_base::{CheckId, ClaimId, ContentType, HarmKind, LanguageTag, OrganisationId, ReplyId, Timestamp, Verdict};
use serde::Serialize;

use super::check::{CheckState, CheckSummary, Reference, TranslationView, VersionSummary};
use super::page::OrganisationRef;

/// A published check as an answer to somebody, in the reader's language where there is a translation.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Answer {
    /// The check.
    pub check: CheckId,
    /// The claim it checks.
    pub claim: ClaimId,
    /// Who stands behind it.
    pub organisation: OrganisationRef,
    /// The claim in the checker's (or translator's) words.
    pub statement: String,
    /// The short answer.
    pub title: String,
    /// Why.
    pub explanation: String,
    /// What it rests on.
    pub references: Vec<Reference>,
    /// What it found.
    pub verdict: Verdict,
    /// What kind of harm.
    pub harm: HarmKind,
    /// What the message is made of.
    pub content_type: ContentType,
    /// The language of this text.
    pub language: LanguageTag,
    /// The language it was written in, where this text is a translation.
    pub translated_from: Option<LanguageTag>,
    /// When it was first published.
    pub published_at: Timestamp,
    /// When it was last corrected.
    pub corrected_at: Option<Timestamp>,
    /// The version shown.
    pub version: i64,
    /// Where it was first published, for an imported check.
    pub source_url: Option<String>,
    /// Its licence, for an imported check.
    pub licence: Option<String>,
    /// How sure the match is, 0 to 1; 1 where it was not matched.
    pub likeness: f64,
}

/// A published check with everything its public page shows.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PublishedCheck {
    /// The check as an answer, in its own language.
    pub answer: Answer,
    /// [`CheckState::Published`] or [`CheckState::Withdrawn`].
    pub state: CheckState,
    /// Why it was withdrawn.
    pub withdrawn_reason: Option<String>,
    /// When it was withdrawn.
    pub withdrawn_at: Option<Timestamp>,
    /// A masked example of a message that carried the claim.
    pub example: Option<String>,
    /// How many asked.
    pub asked: i64,
    /// The first hour somebody asked.
    pub first_asked: Timestamp,
    /// The versions, newest first.
    pub versions: Vec<VersionSummary>,
    /// Published translations.
    pub translations: Vec<TranslationView>,
    /// Translations that were withdrawn and that no other has taken the place of.
    pub withdrawn_translations: Vec<TranslationView>,
    /// Checks of the same claim by other organisations.
    pub others: Vec<CheckSummary>,
    /// Replies by those whom it concerns.
    pub replies: Vec<Reply>,
}

/// A claim with all its published checks.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ClaimPage {
    /// The claim.
    pub id: ClaimId,
    /// The statement, in the words of the first published check.
    pub statement: String,
    /// Its language.
    pub language: LanguageTag,
    /// A masked example.
    pub example: Option<String>,
    /// How many asked.
    pub asked: i64,
    /// The first hour somebody asked.
    pub first_asked: Timestamp,
    /// All published checks, first published first.
    pub checks: Vec<Answer>,
}

/// A reply by somebody whom a check concerns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reply {
    /// The reply.
    pub id: ReplyId,
    /// How they call themselves.
    pub from: String,
    /// What they say.
    pub text: String,
    /// When it was published.
    pub at: Timestamp,
}

/// Which published checks to list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ListFilter {
    /// Only this verdict.
    pub verdict: Option<Verdict>,
    /// Only this language (primary tag), translations included.
    pub language: Option<String>,
    /// Only this organisation.
    pub organisation: Option<OrganisationId>,
    /// Only this content type.
    pub content_type: Option<ContentType>,
    /// Only published or corrected since.
    pub since: Option<Timestamp>,
    /// Words to look for.
    pub text: Option<String>,
}

/// One line of the list of published checks.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ListedCheck {
    /// The check.
    pub check: CheckId,
    /// The claim.
    pub claim: ClaimId,
    /// Who stands behind it.
    pub organisation: OrganisationRef,
    /// The claim in the checker's words.
    pub statement: String,
    /// The short answer.
    pub title: String,
    /// What it found.
    pub verdict: Verdict,
    /// What the message is made of.
    pub content_type: ContentType,
    /// The language.
    pub language: LanguageTag,
    /// When it was published.
    pub published_at: Timestamp,
    /// When it last changed.
    pub changed_at: Timestamp,
    /// How many asked.
    pub asked: i64,
}

/// An entry of a feed or an export: a check, or the mark that one is gone.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "entry", rename_all = "kebab-case")]
pub enum FeedEntry {
    /// A published check with its whole text.
    Check(Box<Answer>),
    /// A check that was published and is no more: readers of the feed must drop it.
    Gone {
        /// The check.
        check: CheckId,
        /// Since when.
        at: Timestamp,
        /// Whether its authors withdrew it (true) or a moderator removed it (false).
        withdrawn: bool,
    },
}

impl FeedEntry {
    /// When the entry last changed.
    pub fn changed_at(&self) -> Timestamp {
        match self {
            Self::Check(answer) => answer.corrected_at.unwrap_or(answer.published_at),
            Self::Gone { at, .. } => *at,
        }
    }
}

/// Figures for the page about the network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Default)]
pub struct Stats {
    /// Published checks.
    pub checks: i64,
    /// Claims with a published check.
    pub claims: i64,
    /// Claims that wait or are being checked.
    pub waiting: i64,
    /// How often somebody asked in all.
    pub asked: i64,
    /// How often the answer was known at once.
    pub answered_at_once: i64,
    /// How many messages were handed in.
    pub handed_in: i64,
    /// Languages of the published checks.
    pub languages: i64,
    /// Organisations with a published check.
    pub organisations: i64,
}
