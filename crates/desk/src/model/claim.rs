//! Claims and the queue in which they wait for a checker.

use saksi_base::{ClaimId, ContentType, LanguageTag, Marking, OrganisationId, PersonId, Timestamp};
use serde::Serialize;

use super::check::CheckSummary;
use super::codes;
use super::message::MessageView;
use super::page::OrganisationRef;

/// Shortest and longest statement of a claim, in characters.
pub const STATEMENT_CHARACTERS: (usize, usize) = (4, 500);

codes! {
    /// Where a claim stands.
    ClaimState {
        /// Nobody works on it.
        Waiting = "waiting",
        /// Somebody took it, or a draft is being written.
        Checking = "checking",
        /// At least one check is published.
        Answered = "answered",
        /// Closed without a check, with a reason that everyone who asked can read.
        Closed = "closed",
        /// In the junk lane.
        Junk = "junk",
        /// Joined into another claim.
        Joined = "joined",
        /// Every message expired before anybody checked it.
        Expired = "expired",
    }
}

codes! {
    /// How the queue is ordered.
    QueueOrder {
        /// How many asked, weighed by how recently (half-life of three days). The usual order.
        Urgency = "urgency",
        /// How fast it grows now (half-life of six hours).
        Growth = "growth",
        /// How many asked in all.
        Asked = "asked",
        /// Longest waiting first.
        Oldest = "oldest",
        /// Newest first.
        Newest = "newest",
    }
}

codes! {
    /// Which part of the queue.
    QueueLane {
        /// Claims that nobody works on.
        Waiting = "waiting",
        /// Claims that somebody works on.
        Checking = "checking",
        /// Waiting and checking together.
        Open = "open",
        /// Claims that have an answer.
        Answered = "answered",
        /// Claims closed without a check.
        Closed = "closed",
        /// The junk lane.
        Junk = "junk",
    }
}

codes! {
    /// Why a claim was closed without a check.
    CloseReason {
        /// Nothing in it can be checked.
        NotCheckable = "not-checkable",
        /// A private matter; checking it would harm somebody.
        Private = "private",
        /// Advertising or noise.
        Spam = "spam",
        /// Outside what the organisations here can check.
        OutOfScope = "out-of-scope",
        /// Too little was sent to tell what is claimed.
        NotEnough = "not-enough",
    }
}

/// What part of the queue to show.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct QueueFilter {
    /// Which lane; [`QueueLane::Open`] where absent.
    pub lane: Option<QueueLane>,
    /// Only this language (primary tag, such as `zh`).
    pub language: Option<String>,
    /// Only what the asking organisation took.
    pub mine: bool,
    /// Only what this organisation owns.
    pub organisation: Option<OrganisationId>,
    /// Only what other organisations share.
    pub shared_by_others: bool,
    /// Only claims whose statement or example holds these words.
    pub text: Option<String>,
}

/// One line of the queue.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct QueueRow {
    /// The claim.
    pub id: ClaimId,
    /// The claim in a checker's words, or the masked beginning of its first message.
    pub statement: String,
    /// Whether a checker wrote the statement.
    pub worded: bool,
    /// Its language.
    pub language: LanguageTag,
    /// What it is made of.
    pub content_type: ContentType,
    /// Where it stands.
    pub state: ClaimState,
    /// How many asked in all.
    pub asked: i64,
    /// How many in the last 24 hours.
    pub asked_day: i64,
    /// How many in the last 7 days.
    pub asked_week: i64,
    /// The first hour somebody asked.
    pub first_asked: Timestamp,
    /// The last hour somebody asked.
    pub last_asked: Timestamp,
    /// Who owns it.
    pub owner: OrganisationRef,
    /// Whether other organisations see it.
    pub shared: bool,
    /// Who is on it.
    pub takers: Vec<Taker>,
    /// How many checks are published.
    pub published: i64,
    /// The ordering value (see [`crate::model::heat`]).
    pub urgency: f64,
}

/// Who works on a claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Taker {
    /// The organisation.
    pub organisation: OrganisationRef,
    /// The person; none for another organisation's people.
    pub person: Option<PersonId>,
    /// The person's name as their own organisation sees it; empty for others.
    pub name: String,
    /// Since when.
    pub since: Timestamp,
}

/// What somebody of the reader's organisation noted about a claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NoteView {
    /// The note.
    pub id: saksi_base::JournalId,
    /// Whether the reader wrote it.
    pub own: bool,
    /// Who wrote it; empty when they left.
    pub name: String,
    /// What it says.
    pub text: String,
    /// When.
    pub at: Timestamp,
}

/// Everything a checker needs to work on a claim.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ClaimDetail {
    /// The line of the queue.
    pub row: QueueRow,
    /// Its messages, most asked first (at most 50).
    pub messages: Vec<MessageView>,
    /// How many messages in all.
    pub message_count: i64,
    /// Asked per hour over the last 7 days: hour and count, hours without any left out.
    pub hours: Vec<(Timestamp, i64)>,
    /// Files that checkers added.
    pub files: Vec<super::MediaView>,
    /// Its checks that the reader may see: all published, and drafts of the reader's organisation.
    pub checks: Vec<CheckSummary>,
    /// The claim this one was joined into.
    pub joined_into: Option<ClaimId>,
    /// Why it was closed.
    pub closed: Option<CloseReason>,
    /// Whether it is hidden by a moderator.
    pub hidden: bool,
    /// Whether the reader's organisation is on it.
    pub taken_by_us: bool,
    /// The edition, for [`crate::actions::queue::set_statement`].
    pub edition: i64,
}

/// A claim that looks alike.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SimilarClaim {
    /// The claim.
    pub id: ClaimId,
    /// Its statement.
    pub statement: String,
    /// Where it stands.
    pub state: ClaimState,
    /// How many asked.
    pub asked: i64,
    /// How alike, 0 to 1.
    pub likeness: f64,
    /// The words in common, the most telling first.
    pub words: Vec<String>,
    /// How a file of the one repeats a file of the other.
    pub media: Option<super::MediaReason>,
    /// Whether this member said that the two tell the same.
    pub said: Option<bool>,
    /// Whether what the member decides about may be joined into it.
    pub may_join: bool,
    /// Its published checks.
    pub checks: Vec<CheckSummary>,
}

/// Half-life of the usual order of the queue.
pub const URGENCY_HALF_LIFE: i64 = 3 * saksi_base::clock::DAY;

/// Half-life of the order by growth.
pub const GROWTH_HALF_LIFE: i64 = 6 * saksi_base::clock::HOUR;

/// Adds one more asking to a heat.
///
/// The heat of a claim is `log2(Σ 2^(tᵢ / half-life))` over the moments at which somebody asked: the logarithm of a count in
/// which each asking loses half its weight every half-life. Because every claim decays by the same factor, the order of two
/// claims never changes by waiting alone, so the value can be stored and indexed and needs no refreshing (the same idea as
/// forward decay: Cormode, Shkapenyuk, Srivastava, Xu, ICDE 2009). `heat` is `None` for a claim that nobody asked about yet.
pub fn heat(heat: Option<f64>, at: Timestamp, half_life: i64, times: i64) -> f64 {
    let fresh = at.0 as f64 / half_life as f64 + (times.max(1) as f64).log2();
    match heat {
        None => fresh,
        Some(heat) => {
            let (high, low) = if heat > fresh { (heat, fresh) } else { (fresh, heat) };
            high + (low - high).exp2().ln_1p() / std::f64::consts::LN_2
        }
    }
}

/// How a marking and an owner appear in a queue.
pub const fn is_shared(marking: Marking) -> bool {
    matches!(marking, Marking::Clear | Marking::Green | Marking::Amber)
}

#[cfg(test)]
mod tests {
    use super::*;
    use saksi_base::clock::{DAY, HOUR};

    #[test]
    fn what_many_ask_now_stands_above_what_many_asked_long_ago() {
        let now = Timestamp::from_seconds(1_800_000_000);
        let ask = |times: i64, age: i64| heat(None, now.plus(-age), URGENCY_HALF_LIFE, times);
        for (higher, lower) in [
            (ask(2, 0), ask(1, 0)),
            (ask(3, 0), ask(10, 9 * DAY)),
            (ask(100, 9 * DAY), ask(3, 0)),
            (ask(1, HOUR), ask(1, 2 * HOUR)),
        ] {
            assert!(higher > lower);
        }
        let one_by_one = heat(Some(heat(None, now, URGENCY_HALF_LIFE, 1)), now, URGENCY_HALF_LIFE, 1);
        assert!((one_by_one - ask(2, 0)).abs() < 1e-9);
    }
}
