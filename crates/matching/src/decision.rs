//! From hits to a decision that can be defended to the person who asked.
//!
//! A wrong answer does more harm than none: somebody reads "false" under a message that is true. So an answer needs an
//! equal link, an equal text, or a probability at which the measured precision stays above 0.97, and never goes out
//! when the numbers differ.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{
    align::Change,
    index::{Hit, Numbers, Wording},
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
    /// Few words in common, but the sentence vectors say that the same is meant.
    SameMeaning {
        /// Cosine of the vectors in percent, 0..=100.
        percent: u8,
    },
    /// Close, but a number is another one.
    DifferentNumber {
        /// The number in the message.
        message: String,
        /// The number in the known claim.
        known: String,
    },
    /// Close, but other words stand in the place of some, another country or town is named, or a "not" was put in or left out.
    DifferentWords {
        /// The letters of the message, without spaces, or the first name of the place; may be empty.
        message: String,
        /// The letters of the known text in their place; may be empty.
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
            Self::SameMeaning { .. } => "same_meaning",
            Self::DifferentNumber { .. } => "different_number",
            Self::DifferentWords { .. } => "different_words",
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
            Self::SameMeaning { .. } => f.write_str("it seems to say the same in other words"),
            Self::DifferentNumber { message, known } => {
                write!(f, "similar, but the message says {message} and the known claim {known}")
            }
            Self::DifferentWords { .. } => f.write_str("alike, but some words differ"),
            Self::NothingClose => f.write_str("nothing close is known"),
            Self::NothingToCompare => f.write_str("the message has no words or links to compare"),
        }
    }
}

/// How sure one must be on a channel.
///
/// Confidence is 0..=1 and reads as the chance that the best hit is what the message repeats. The trees behind it and their
/// calibration are fitted by `cargo xtask train-match`. A channel answers from the least even hundredth from which, in what that
/// command says of messages whose claims the trees had not seen, so many of the answers were right, alone and in a crowd: 95 % on the
/// web and in a chat with one person, 97 % in a group. `docs/matching.md` has what is then measured, with sentence vectors and
/// without.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Policy {
    /// Least confidence to answer.
    pub answer: f32,
    /// Least confidence to show something as similar; above 1 for never.
    pub suggest: f32,
    /// Least confidence to ask the sender; above 1 for never.
    pub ask: f32,
    /// Letters and digits that a message needs to be answered by likeness; shorter ones only by an equal text or link.
    pub informative_characters: usize,
    /// Most hits in [`Decision::top`].
    pub top: usize,
}

impl Policy {
    /// The public page: people read and judge for themselves, so similar things are shown freely.
    pub const fn web() -> Self {
        Self { answer: 0.80, suggest: 0.45, ask: 0.25, informative_characters: 12, top: 5 }
    }

    /// A chat with one person: an answer comes as a message of its own, and few suggestions fit.
    pub const fn one_to_one() -> Self {
        Self { answer: 0.80, suggest: 0.55, ask: 0.35, informative_characters: 16, top: 3 }
    }

    /// A group chat: the program speaks unasked to many, so only when it is sure, and it never asks.
    pub const fn group() -> Self {
        Self { answer: 0.88, suggest: 2.0, ask: 2.0, informative_characters: 24, top: 1 }
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
///
/// Give at least two hits: how far the second lies behind is part of the confidence.
pub fn decide(query: &Query, hits: &[Hit], policy: &Policy) -> Decision {
    let nothing = |reason, confidence| Decision { kind: DecisionKind::None, top: Vec::new(), reason, confidence };
    if query.is_empty() {
        return nothing(Reason::NothingToCompare, 0.0);
    }
    let Some(best) = hits.first() else { return nothing(Reason::NothingClose, 0.0) };
    let confidence = confidence(query, best, hits.get(1));
    let equal = best.lanes.link || best.same_text;
    let long_enough = equal || query.informative >= policy.informative_characters;
    let by_words = !equal && best.lanes.dense.is_none();
    let least = if by_words { policy.answer.max(WORDS_ANSWER) } else { policy.answer };
    let held = !by_words || alike(best) >= WORDS_HELD;
    // Where a handful of claims are known, one word in common may be all that tells them apart: sure of the best, and not of it being meant.
    let kind = if !worth_showing(best, long_enough) {
        return nothing(Reason::NothingClose, confidence);
    } else if confidence >= least && long_enough && held {
        DecisionKind::Answer
    } else if confidence >= policy.suggest {
        DecisionKind::Suggest
    } else if confidence >= policy.ask {
        DecisionKind::Ask
    } else {
        return nothing(Reason::NothingClose, confidence);
    };
    // Entries far behind the best are other stories that share a word.
    let top = hits.iter().take(policy.top).filter(|hit| hit.score >= NEIGHBOUR * best.score).cloned();
    Decision { kind, top: top.collect(), reason: reason(best), confidence }
}

/// Whether a hit may be shown to somebody, as similar or as the answer. What shares nothing but small words with a message, or a word with a
/// greeting, looks like a mistake to whoever reads it, and costs their trust; by meaning, no word need be shared.
fn worth_showing(best: &Hit, long_enough: bool) -> bool {
    let lanes = &best.lanes;
    if lanes.link || best.same_text || lanes.dense.is_some() {
        return true;
    }
    let telling = best.shared.telling;
    let alike = alike(best);
    let enough = telling >= 3 || telling >= 2 && alike >= 0.4 || telling >= 1 && alike >= 0.5;
    enough && (long_enough || lanes.near_duplicate >= 0.6)
}

/// Least confidence to answer by words alone, whatever the channel: near-misses share most of their words with the claim.
const WORDS_ANSWER: f32 = 0.95;

/// Least share of either text that stands in the other, to answer by words alone: a long message holds some words of any claim.
const WORDS_HELD: f32 = 0.25;

/// Share of the best score from which a further hit is worth showing.
const NEIGHBOUR: f32 = 0.5;

/// Links of a message up to which an equal one says what the message is about; more of them are a list.
const FEW_LINKS: usize = 3;

/// Confidence of an equal link or text, and of one that may be equal by chance: a home page, one link of many, one word.
const EQUAL: f32 = 0.995;
const EQUAL_BY_CHANCE: f32 = 0.6;

/// Where something speaks against the best hit, or no trained model looked at it, only a message whose wording was kept goes above this:
/// below the least that any channel answers from.
const UNVERIFIED: f32 = 0.74;

/// How sure it is that `best` is what the message repeats, 0..=1.
fn confidence(query: &Query, best: &Hit, second: Option<&Hit>) -> f32 {
    let lanes = &best.lanes;
    if lanes.link {
        let telling = query.links.len() <= FEW_LINKS && best.link.as_ref().is_some_and(|link| !link.is_home_page());
        return if telling { EQUAL } else { EQUAL_BY_CHANCE };
    }
    if best.same_text {
        // A single word that happens to be a title ("hoax") says nothing.
        return if query.informative >= 4 && query.words.len() >= 2 { EQUAL } else { EQUAL_BY_CHANCE };
    }
    let alike = alike(best);
    let kept = best.wording == Wording::Kept;
    let differ = matches!(best.numbers, Numbers::Differ { .. }) || best.places.is_some();
    let words = chance_of_words(best, second);
    // The trees learned from collections of hundreds; where few claims are known, much wording in common still says something.
    let chance = match best.chance {
        Some(chance) if alike >= 0.5 => chance.max(words.min(UNVERIFIED)),
        Some(chance) => chance,
        None => words,
    };
    // A few words in common can be the whole of a very short entry ("Pi Network"): that is no copy of it.
    let enough = best.shared.count >= if lanes.near_duplicate >= 0.45 { 2 } else { 3 };
    let copy = kept && !differ && alike >= 0.4 && lanes.lexical >= 0.25 && enough;
    // A near-complete copy needs no distance to the second: the second may be another check of the same claim.
    if copy && (chance.max(words) >= 0.8 || lanes.near_duplicate >= 0.85) {
        (0.95 + 0.04 * alike).max(chance.min(0.99))
    } else if best.chance.is_some() && !contradicts(best) {
        chance.min(0.99)
    } else {
        chance.min(UNVERIFIED)
    }
}

/// Whether something speaks against the best hit that the trained model only weighs: another number, another country or town, or
/// another word or a "not" where the rest is alike. Whatever the chance, such a message is not answered.
fn contradicts(best: &Hit) -> bool {
    matches!(best.numbers, Numbers::Differ { .. })
        || best.places.is_some()
        || (alike(best) >= 0.5 && matches!(best.wording, Wording::Changed(_)))
}

/// Logistic regression over words alone, for entries that no trained model looked at; see [`Policy`].
fn chance_of_words(best: &Hit, second: Option<&Hit>) -> f32 {
    let lanes = &best.lanes;
    let rank = |hit: &Hit| hit.lanes.lexical + (hit.lanes.near_duplicate - 0.5).max(0.0);
    let behind = 1.0 - second.map_or(0.0, |second| rank(second) / rank(best).max(f32::EPSILON)).min(1.0);
    let shared = f32::from(u8::try_from(best.shared.count.min(10)).unwrap_or(10)) / 10.0;
    let sum = -1.6
        + 0.86 * alike(best)
        + 0.81 * lanes.words_entry_in_query
        + 2.6 * behind
        + 1.35 * shared
        + if best.wording == Wording::Kept { 0.9 } else { 0.0 }
        - if matches!(best.wording, Wording::Changed(_)) { 0.15 } else { 0.0 }
        - if matches!(best.numbers, Numbers::Differ { .. }) { 1.33 } else { 0.0 };
    1.0 / (1.0 + (-sum).exp())
}

/// How much of either text stands in the other.
fn alike(hit: &Hit) -> f32 {
    let lanes = &hit.lanes;
    lanes.near_duplicate.max(lanes.containment_entry_in_query).max(lanes.containment_query_in_entry)
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
    let alike = alike(hit);
    if let Numbers::Differ { message, known } = &hit.numbers
        && alike >= 0.5
    {
        return Reason::DifferentNumber { message: message.clone(), known: known.clone() };
    }
    if let Some(Change { message, known }) = &hit.places {
        return Reason::DifferentWords { message: message.clone(), known: known.clone() };
    }
    if let Wording::Changed(Change { message, known }) = &hit.wording
        && alike >= 0.5
    {
        return Reason::DifferentWords { message: message.clone(), known: known.clone() };
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
    if let Some(cosine) = lanes.dense
        && hit.shared.count < 3
    {
        return Reason::SameMeaning { percent: percent(cosine) };
    }
    Reason::SharedWords { count: hit.shared.telling, words: hit.shared.words.clone() }
}
