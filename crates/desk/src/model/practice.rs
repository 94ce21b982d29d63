//! The practice room: what somebody finds about a claim that the network has checked already, before they see what it found.

use saksi_base::{CheckId, ContentType, HarmKind, LanguageTag, Timestamp, Verdict};
use serde::Serialize;
use uuid::Uuid;

use super::check::{CheckContent, Reference};
use super::published::PublishedCheck;

/// Characters of a reasoning, at least and at most.
pub const REASONING_CHARACTERS: (usize, usize) = (20, 4_000);

/// A claim to practise on, without anything that says what was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Exercise {
    /// The published check that it is compared with afterwards.
    pub check: CheckId,
    /// The claim in the checker's words.
    pub statement: String,
    /// Its language.
    pub language: LanguageTag,
    /// A masked example of a message that carried it.
    pub example: Option<String>,
    /// When somebody first asked.
    pub first_asked: Timestamp,
    /// The version that an attempt is laid beside.
    pub version: i64,
}

/// One line of the list of exercises.
#[derive(Debug, Clone, PartialEq)]
pub struct ExerciseLine {
    /// The check.
    pub check: CheckId,
    /// The claim.
    pub statement: String,
    /// Its language.
    pub language: LanguageTag,
    /// Whether this person tried it.
    pub tried: bool,
}

/// What somebody decided about a claim, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Decided {
    /// What they found.
    pub verdict: Verdict,
    /// What kind of harm they see.
    pub harm: HarmKind,
    /// What they hold the message to be made of.
    pub content_type: ContentType,
    /// Why.
    pub reasoning: String,
    /// What it rests on.
    pub references: Vec<Reference>,
}

/// An attempt that is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Attempt {
    /// The attempt.
    pub id: Uuid,
    /// The published check.
    pub check: CheckId,
    /// Its version at that time.
    pub version: i64,
    /// What was decided.
    pub decided: Decided,
    /// When.
    pub at: Timestamp,
}

/// Whether attempt and check say the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Agreement {
    /// On the verdict.
    pub verdict: bool,
    /// On the kind of harm.
    pub harm: bool,
    /// On what the message is made of.
    pub content_type: bool,
    /// References that lead to the same place, by the host of their address.
    pub sources: usize,
}

/// An attempt beside the published check.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// The attempt.
    pub attempt: Attempt,
    /// The version that it was measured against, and the check as it stands today. None where it is not shown to anybody any more.
    pub published: Option<(CheckContent, PublishedCheck)>,
}

impl Comparison {
    /// What agrees; nothing where there is nothing left to compare with.
    pub fn agreement(&self) -> Option<Agreement> {
        let (then, _) = self.published.as_ref()?;
        let hosts = |references: &[Reference]| -> Vec<String> {
            let host = |reference: &Reference| {
                let url = url::Url::parse(reference.url.as_deref()?).ok()?;
                Some(url.host_str()?.trim_start_matches("www.").to_ascii_lowercase())
            };
            references.iter().filter_map(host).collect()
        };
        let theirs = hosts(&then.references);
        let mut mine = hosts(&self.attempt.decided.references);
        mine.sort();
        mine.dedup();
        Some(Agreement {
            verdict: then.verdict == Some(self.attempt.decided.verdict),
            harm: then.harm == self.attempt.decided.harm,
            content_type: then.content_type == self.attempt.decided.content_type,
            sources: mine.iter().filter(|host| theirs.contains(host)).count(),
        })
    }
}
