//! The figures about one group of escalations. Whoever still waits is counted as waiting (Kaplan and Meier), never left out.

use std::borrow::Borrow;

use saksi_base::Timestamp;
use saksi_base::clock::HOUR;
use saksi_statistics::{Curve, Estimate, Quantile, Wait, share};

use super::words::Outcome;

/// How sure the intervals are.
pub const CONFIDENCE: f64 = 0.95;

/// What an escalation adds to the figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// When it was sent.
    pub sent: Timestamp,
    /// When its receipt was confirmed.
    pub receipt: Option<Timestamp>,
    /// When a person answered first.
    pub reply: Option<Timestamp>,
    /// When they decided first.
    pub decided: Option<Timestamp>,
    /// What they did.
    pub outcome: Option<Outcome>,
    /// Whether they said why.
    pub reasoned: Option<bool>,
    /// `open`, or the code of an appeal's result.
    pub appeal: Option<String>,
    /// Answered only through a personal contact.
    pub personal: bool,
    /// Harm was imminent.
    pub imminent: bool,
}

/// How long something takes, in hours.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Waiting {
    /// Half of the waits are over by then.
    pub median: Quantile,
    /// Nine in ten are.
    pub ninetieth: Quantile,
}

/// The figures of a group.
#[derive(Debug, Clone, PartialEq)]
pub struct Figures {
    /// Notices sent.
    pub notices: u64,
    /// Hours to the confirmation of receipt.
    pub receipt: Waiting,
    /// Hours to the first answer by a person.
    pub reply: Waiting,
    /// Hours to the decision.
    pub decision: Waiting,
    /// The share answered within 72 hours.
    pub within_72: Option<Estimate>,
    /// The shares that still wait for an answer after 7, 30 and 90 days.
    pub silent: [Option<Estimate>; 3],
    /// Of the decided ones, the share on which something was done.
    pub action: Option<Estimate>,
    /// Of the decided ones, the share for which a reason was given.
    pub reasoned: Option<Estimate>,
    /// Of the decided ones, the share that was appealed.
    pub appealed: Option<Estimate>,
    /// Of the decided appeals, the share overturned on the substance.
    pub overturned: Option<Estimate>,
    /// Of the decided appeals, the share overturned by default.
    pub by_default: Option<Estimate>,
    /// Hours to the first answer where harm was imminent.
    pub imminent: Waiting,
    /// Of the answered ones, the share answered only through a personal contact.
    pub personal: Option<Estimate>,
}

fn hours(from: Timestamp, until: Timestamp) -> f64 {
    until.since(from) as f64 / HOUR as f64
}

fn curve<'a>(
    all: impl Iterator<Item = &'a Counted>,
    end: impl Fn(&Counted) -> Option<Timestamp>,
    now: Timestamp,
) -> Curve {
    let waits = all.map(|one| {
        let over = end(one).filter(|over| *over <= now);
        Wait { time: hours(one.sent, over.unwrap_or(now)), ended: over.is_some() }
    });
    Curve::of(waits, CONFIDENCE)
}

fn waiting(curve: &Curve) -> Waiting {
    Waiting { median: curve.quantile(0.5), ninetieth: curve.quantile(0.9) }
}

/// How many of a group there are of each kind that shares are taken of.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// All of them.
    pub notices: u64,
    /// Decided.
    pub decided: u64,
    /// Of those, something was done.
    pub acted: u64,
    /// Of those, they said why.
    pub reasoned: u64,
    /// Of those, appealed.
    pub appealed: u64,
    /// Appeals that were decided.
    pub appeals: u64,
    /// Of those, overturned on the substance.
    pub overturned: u64,
    /// Of those, overturned by default.
    pub by_default: u64,
    /// Answered by a person.
    pub replied: u64,
    /// Of those, only through a personal contact.
    pub personal: u64,
}

/// Notices that waited equally long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waits {
    /// How long: whole hours, rounded up, so that what took at most 72 hours still did.
    pub hours: i64,
    /// Whether the wait is over.
    pub ended: bool,
    /// How many.
    pub notices: u64,
}

/// A group as the database has counted it, for so many notices that reading each of them would take too long.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Grouped {
    /// The counts.
    pub counts: Counts,
    /// Waits for the confirmation of receipt.
    pub receipt: Vec<Waits>,
    /// Waits for the first answer.
    pub reply: Vec<Waits>,
    /// Waits for the decision.
    pub decision: Vec<Waits>,
    /// Waits for the first answer where harm was imminent.
    pub imminent: Vec<Waits>,
}

impl Grouped {
    /// Its figures: shares as of each notice by itself, waiting times to the hour.
    pub fn figures(&self) -> Figures {
        let curve = |waits: &[Waits]| {
            let each = waits.iter().flat_map(|one| {
                let wait = Wait { time: one.hours as f64, ended: one.ended };
                std::iter::repeat_n(wait, usize::try_from(one.notices).unwrap_or(usize::MAX))
            });
            Curve::of(each, CONFIDENCE)
        };
        Figures::from_parts(
            self.counts,
            &curve(&self.receipt),
            &curve(&self.reply),
            &curve(&self.decision),
            &curve(&self.imminent),
        )
    }
}

impl Figures {
    /// The figures of some escalations as they stand at a moment.
    pub fn of<T: Borrow<Counted>>(all: &[T], now: Timestamp) -> Self {
        let each = || all.iter().map(Borrow::borrow);
        let count =
            |test: &dyn Fn(&Counted) -> bool| u64::try_from(each().filter(|one| test(one)).count()).unwrap_or(0);
        let with = |code: &str| count(&|one| one.appeal.as_deref() == Some(code));
        let counts = Counts {
            notices: count(&|_| true),
            decided: count(&|one| one.decided.is_some()),
            acted: count(&|one| one.decided.is_some() && one.outcome.is_some_and(Outcome::is_action)),
            reasoned: count(&|one| one.decided.is_some() && one.reasoned == Some(true)),
            appealed: count(&|one| one.decided.is_some() && one.appeal.is_some()),
            appeals: count(&|one| one.appeal.as_deref().is_some_and(|appeal| appeal != "open")),
            overturned: with("overturned-substance"),
            by_default: with("overturned-default"),
            replied: count(&|one| one.reply.is_some()),
            personal: count(&|one| one.reply.is_some() && one.personal),
        };
        Self::from_parts(
            counts,
            &curve(each(), |one| one.receipt, now),
            &curve(each(), |one| one.reply, now),
            &curve(each(), |one| one.decided, now),
            &curve(each().filter(|one| one.imminent), |one| one.reply, now),
        )
    }

    fn from_parts(counts: Counts, receipt: &Curve, reply: &Curve, decision: &Curve, imminent: &Curve) -> Self {
        let part = |part: u64, whole: u64| share(part, whole, CONFIDENCE);
        Self {
            notices: counts.notices,
            receipt: waiting(receipt),
            reply: waiting(reply),
            decision: waiting(decision),
            within_72: reply.ended_within(72.0),
            silent: [7.0, 30.0, 90.0].map(|days| reply.waiting_after(days * 24.0)),
            action: part(counts.acted, counts.decided),
            reasoned: part(counts.reasoned, counts.decided),
            appealed: part(counts.appealed, counts.decided),
            overturned: part(counts.overturned, counts.appeals),
            by_default: part(counts.by_default, counts.appeals),
            imminent: waiting(imminent),
            personal: part(counts.personal, counts.replied),
        }
    }
}

#[cfg(test)]
mod tests {
    use saksi_base::calendar::testing::at;

    use super::*;

    fn one(reply: Option<i64>, outcome: Option<Outcome>) -> Counted {
        let sent = at("2026-01-01T00:00:00Z");
        let end = reply.map(|hours| sent.plus(hours * HOUR));
        Counted {
            sent,
            receipt: end,
            reply: end,
            decided: end.filter(|_| outcome.is_some()),
            outcome,
            reasoned: outcome.map(|_| true),
            appeal: None,
            personal: false,
            imminent: false,
        }
    }

    #[test]
    fn who_still_waits_is_not_left_out() {
        let now = at("2026-02-01T00:00:00Z");
        // Two quick answers and three of nothing: a mean over the answered would say two hours.
        let all = [one(Some(1), None), one(Some(3), None), one(None, None), one(None, None), one(None, None)];
        let figures = Figures::of(&all, now);
        assert_eq!(figures.notices, 5);
        assert_eq!(figures.reply.median.value, None, "more than half still wait: there is no median yet");
        let silent = figures.silent[0].unwrap();
        assert!((silent.value - 0.6).abs() < 1e-9, "{silent:?}");
        assert!((figures.within_72.unwrap().value - 0.4).abs() < 1e-9);
    }

    #[test]
    fn shares_are_of_what_was_decided() {
        let now = at("2026-02-01T00:00:00Z");
        let all = [
            one(Some(1), Some(Outcome::Removed)),
            one(Some(1), Some(Outcome::NoAction)),
            one(Some(1), Some(Outcome::NoAction)),
            one(None, None),
            Counted { appeal: Some("overturned-default".into()), ..one(Some(1), Some(Outcome::NoAction)) },
        ];
        let figures = Figures::of(&all, now);
        assert!((figures.action.unwrap().value - 0.25).abs() < 1e-9);
        assert!((figures.appealed.unwrap().value - 0.25).abs() < 1e-9);
        assert!((figures.by_default.unwrap().value - 1.0).abs() < 1e-9);
        assert!((figures.overturned.unwrap().value).abs() < 1e-9);
    }

    #[test]
    fn of_nothing_nothing_can_be_told() {
        let figures = Figures::of::<Counted>(&[], at("2026-02-01T00:00:00Z"));
        assert_eq!((figures.notices, figures.action, figures.within_72), (0, None, None));
    }
}
