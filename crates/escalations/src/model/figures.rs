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

impl Figures {
    /// The figures of some escalations as they stand at a moment.
    pub fn of<T: Borrow<Counted>>(all: &[T], now: Timestamp) -> Self {
        let each = || all.iter().map(Borrow::borrow);
        let count =
            |test: &dyn Fn(&Counted) -> bool| u64::try_from(each().filter(|one| test(one)).count()).unwrap_or(0);
        let reply = curve(each(), |one| one.reply, now);
        let decided = count(&|one| one.decided.is_some());
        let appeals = count(&|one| one.appeal.as_deref().is_some_and(|appeal| appeal != "open"));
        let with = |code: &str| count(&|one| one.appeal.as_deref() == Some(code));
        Self {
            notices: count(&|_| true),
            receipt: waiting(&curve(each(), |one| one.receipt, now)),
            within_72: reply.ended_within(72.0),
            silent: [7.0, 30.0, 90.0].map(|days| reply.waiting_after(days * 24.0)),
            reply: waiting(&reply),
            decision: waiting(&curve(each(), |one| one.decided, now)),
            action: share(
                count(&|one| one.decided.is_some() && one.outcome.is_some_and(Outcome::is_action)),
                decided,
                CONFIDENCE,
            ),
            reasoned: share(count(&|one| one.decided.is_some() && one.reasoned == Some(true)), decided, CONFIDENCE),
            appealed: share(count(&|one| one.decided.is_some() && one.appeal.is_some()), decided, CONFIDENCE),
            overturned: share(with("overturned-substance"), appeals, CONFIDENCE),
            by_default: share(with("overturned-default"), appeals, CONFIDENCE),
            imminent: waiting(&curve(each().filter(|one| one.imminent), |one| one.reply, now)),
            personal: share(
                count(&|one| one.reply.is_some() && one.personal),
                count(&|one| one.reply.is_some()),
                CONFIDENCE,
            ),
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
