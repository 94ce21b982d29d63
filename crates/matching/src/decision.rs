//! From hits to a decision that can be defended to the person who asked.
//!
//! A wrong answer does more harm than none: somebody reads "false" under a message that is true. So an answer needs an
//! equal link, an equal text, or so much in common that the measured precision stays above 0.97, and never goes out
//! when the numbers differ.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{
    index::{Hit, Numbers},
    links::CanonicalLink,
    query::Query,
};

/// What to do with a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DecisionKind {
    /// Nothing close is known.
    None,
    /// Something may be meant; ask the sender whether it is.
    Ask,
    /// Something similar is known; show it as similar, not as the answer.
    Suggest,
    /// The best hit is what the message repeats; send its check.
    Answer,
}

impl DecisionKind {
    /// The name in files and interfaces.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Ask => "ask",
            Self::Suggest => "suggest",
            Self::Answer => "answer",
        }
    }
}

impl fmt::Display for DecisionKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Why a decision was made, about its best hit. Pages translate it by [`Reason::kind`]; `to_string` is the English.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Reason {
    /// The message holds a link of the known claim.
    SameLink {
        /// The link in canonical form.
        link: CanonicalLink,
    },
    /// The texts are the same, or nearly so.
    SameText {
        /// Likeness in percent, 0..=100.
        percent: u8,
    },
    /// The message is part of a known text.
    MessageInsideKnown {
        /// How much of the message stands in the known text, in percent.
        percent: u8,
    },
    /// The known text stands inside the message.
    KnownInsideMessage {
        /// How much of the known text stands in the message, in percent.
        percent: u8,
    },
    /// Words in common.
    SharedWords {
        /// How many.
        count: u32,
        /// The most telling ones, at most eight.
        words: Vec<String>,
    },
    /// Close, but a number is another one.
    DifferentNumber {
        /// The number in the message.
        message: String,
        /// The number in the known claim.
        known: String,
    },
    /// Nothing close is known.
    NothingClose,
    /// The message has neither words nor links to compare.
    NothingToCompare,
}

impl Reason {
    /// The name of the kind, the same as in JSON: the key under which pages keep the translation.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::SameLink { .. } => "same_link",
            Self::SameText { .. } => "same_text",
            Self::MessageInsideKnown { .. } => "message_inside_known",
            Self::KnownInsideMessage { .. } => "known_inside_message",
            Self::SharedWords { .. } => "shared_words",
            Self::DifferentNumber { .. } => "different_number",
            Self::NothingClose => "nothing_close",
            Self::NothingToCompare => "nothing_to_compare",
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SameLink { link } => write!(f, "the message has the same link, {link}"),
            Self::SameText { percent: 100 } => f.write_str("the text is the same"),
            Self::SameText { percent } => write!(f, "{percent} % of the text is the same"),
            Self::MessageInsideKnown { percent } => write!(f, "{percent} % of the message stands in the known text"),
            Self::KnownInsideMessage { percent } => write!(f, "{percent} % of the known text stands in the message"),
            Self::SharedWords { count: 1, words } => write!(f, "one word in common: {}", words.join(", ")),
            Self::SharedWords { count, words } => write!(f, "{count} words in common: {}", words.join(", ")),
            Self::DifferentNumber { message, known } => {
                write!(f, "similar, but the message says {message} and the known claim {known}")
            }
            Self::NothingClose => f.write_str("nothing close is known"),
            Self::NothingToCompare => f.write_str("the message has no words or links to compare"),
        }
    }
}

/// How sure one must be on a channel.
///
/// Confidences are those of [`confidence`], 0..=1, fitted so that they read as the chance that the best hit is right.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Policy {
    /// Least confidence to answer.
    pub answer: f32,
    /// Least confidence to show something as similar; above 1 for never.
    pub suggest: f32,
    /// Least confidence to ask the sender; above 1 for never.
    pub ask: f32,
    /// Letters and digits that a message needs to be answered by likeness; shorter ones only by equality.
    pub informative_characters: usize,
    /// Most hits in [`Decision::top`].
    pub top: usize,
}

impl Policy {
    /// The public page: people read and judge for themselves, so similar things are shown freely.
    pub const fn web() -> Self {
        Self { answer: 0.90, suggest: 0.35, ask: 0.15, informative_characters: 12, top: 5 }
    }

    /// A chat with one person: an answer comes as a message of its own, few suggestions fit.
    pub const fn one_to_one() -> Self {
        Self { answer: 0.90, suggest: 0.45, ask: 0.20, informative_characters: 12, top: 3 }
    }

    /// A group chat: the program speaks unasked to many, so only when it is sure, and it never asks.
    pub const fn group() -> Self {
        Self { answer: 0.95, suggest: 2.0, ask: 2.0, informative_characters: 20, top: 1 }
    }
}

impl Default for Policy {
    fn default() -> Self {
        Self::web()
    }
}

/// What to do, with which entries, and why.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Decision {
    /// What to do.
    pub kind: DecisionKind,
    /// The hits to show, best first; empty when the kind is `none`. With `answer`, the first is the answer.
    pub top: Vec<Hit>,
    /// Why, about the best hit.
    pub reason: Reason,
    /// How sure it is that the best hit is what the message repeats, 0..=1.
    pub confidence: f32,
}

/// Decides what to do with a message whose best hits are given, best first, as [`crate::Index::search`] returns them.
pub fn decide(query: &Query, hits: &[Hit], policy: &Policy) -> Decision {
    let nothing = |reason| Decision { kind: DecisionKind::None, top: Vec::new(), reason, confidence: 0.0 };
    if query.is_empty() {
        return nothing(Reason::NothingToCompare);
    }
    let Some(best) = hits.first() else { return nothing(Reason::NothingClose) };
    let second = hits.get(1);
    let sure = confidence(query, best, second);
    let kind = if may_answer(query, best, second, policy) && sure >= policy.answer {
        DecisionKind::Answer
    } else if sure >= policy.suggest {
        DecisionKind::Suggest
    } else if sure >= policy.ask {
        DecisionKind::Ask
    } else {
        DecisionKind::None
    };
    if kind == DecisionKind::None {
        return Decision { confidence: sure, ..nothing(Reason::NothingClose) };
    }
    let least = match kind {
        DecisionKind::Ask => policy.ask,
        _ => policy.suggest.min(policy.ask.max(0.2)),
    };
    let top = hits
        .iter()
        .take(policy.top)
        .enumerate()
        .filter(|&(at, hit)| at == 0 || confidence(query, hit, None) >= least)
        .map(|(_, hit)| hit.clone())
        .collect();
    Decision { kind, top, reason: reason(best), confidence: sure }
}

/// What forbids an answer however alike the texts are.
fn may_answer(query: &Query, best: &Hit, second: Option<&Hit>, policy: &Policy) -> bool {
    if best.lanes.link {
        // A home page, or one link of a long list, does not say which claim is meant.
        return query.links.len() <= 3 && best.link.as_ref().is_some_and(|link| !link.is_home_page());
    }
    if best.same_text {
        // One word that happens to be a title ("hoax") is equality by chance.
        return query.informative >= 4 && query.words.len() >= 2;
    }
    // Sharing a link that decides nothing must not hide that two entries are equally close.
    let _ = second;
    query.informative >= policy.informative_characters
        && best.shared.count >= 3
        && !matches!(best.numbers, Numbers::Differ { .. })
}

/// How sure it is that `best` is what the message repeats, 0..=1.
pub fn confidence(query: &Query, best: &Hit, second: Option<&Hit>) -> f32 {
    let lanes = &best.lanes;
    if lanes.link {
        let home = best.link.as_ref().is_some_and(CanonicalLink::is_home_page);
        return if home || query.links.len() > 3 { 0.6 } else { 0.995 };
    }
    if best.same_text {
        return if query.informative >= 4 { 0.995 } else { 0.6 };
    }
    let margin = best.score - second.map_or(0.0, |second| second.score);
    let raw = -6.0
        + 5.0 * lanes.lexical
        + 4.0 * lanes.words_entry_in_query
        + 3.0 * lanes.near_duplicate
        + 3.0 * lanes.containment_entry_in_query
        + 2.0 * margin;
    1.0 / (1.0 + (-raw).exp())
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0..=100")]
fn percent(share: f32) -> u8 {
    (share * 100.0).floor().clamp(0.0, 100.0) as u8
}

/// The most telling thing to say about a hit.
fn reason(hit: &Hit) -> Reason {
    let lanes = &hit.lanes;
    if let Some(link) = &hit.link {
        return Reason::SameLink { link: link.clone() };
    }
    if hit.same_text {
        return Reason::SameText { percent: 100 };
    }
    let alike = lanes.near_duplicate.max(lanes.containment_entry_in_query).max(lanes.containment_query_in_entry);
    if let Numbers::Differ { message, known } = &hit.numbers
        && alike >= 0.5
    {
        return Reason::DifferentNumber { message: message.clone(), known: known.clone() };
    }
    if lanes.near_duplicate >= 0.7 {
        return Reason::SameText { percent: percent(lanes.near_duplicate).min(99) };
    }
    if lanes.containment_entry_in_query >= 0.6 {
        return Reason::KnownInsideMessage { percent: percent(lanes.containment_entry_in_query) };
    }
    if lanes.containment_query_in_entry >= 0.6 {
        return Reason::MessageInsideKnown { percent: percent(lanes.containment_query_in_entry) };
    }
    Reason::SharedWords { count: hit.shared.count, words: hit.shared.words.clone() }
}
