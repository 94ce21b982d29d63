//! The answers of a group as they are published: rounded, with their intervals, and without what may not be told.

use saksi_base::Timestamp;
use saksi_base::clock::HOUR;
use saksi_statistics::{Estimate, Quantile, ratio};
use serde::{Deserialize, Serialize};

use crate::model::figures::{CONFIDENCE, Counted, Figures, Waiting};

/// A time in hours with its 95 % interval; an end that the waits at hand do not bound is none.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Hours {
    /// The time; none while too many still wait for it to be told.
    pub value: Option<f64>,
    /// The interval's lower end.
    pub low: Option<f64>,
    /// The interval's upper end.
    pub high: Option<f64>,
}

/// Half of the waits are over by the first, nine in ten by the second.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Spell {
    /// The median.
    pub median: Hours,
    /// The 90th percentile.
    pub ninetieth: Hours,
}

/// A share or a ratio with its 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Part {
    /// The figure.
    pub value: f64,
    /// The interval's lower end.
    pub low: f64,
    /// The interval's upper end.
    pub high: f64,
}

/// What is published about a group. Where something cannot be told yet, concerns nobody, or concerns too few, there is nothing.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Answers {
    /// To the confirmation of receipt.
    pub receipt: Spell,
    /// To the first answer by a person.
    pub reply: Spell,
    /// To the decision.
    pub decision: Spell,
    /// Answered within 72 hours.
    pub within_72: Option<Part>,
    /// Unanswered after a week.
    pub silent_7: Option<Part>,
    /// Unanswered after 30 days.
    pub silent_30: Option<Part>,
    /// Unanswered after 90 days.
    pub silent_90: Option<Part>,
    /// Of the decided: something was done.
    pub action: Option<Part>,
    /// Of the decided: a reason was given.
    pub reasoned: Option<Part>,
    /// Of the decided: appealed.
    pub appealed: Option<Part>,
    /// Of the decided appeals: overturned on the substance.
    pub overturned: Option<Part>,
    /// Of the decided appeals: overturned by default.
    pub by_default: Option<Part>,
    /// To the first answer where harm was imminent.
    pub imminent: Option<Hours>,
    /// Of the answered: only through a personal contact.
    pub personal: Option<Part>,
}

/// How many notices of a group belong to each part that shares are taken of.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Bases(pub(super) [u64; 4]);

/// Which parts may be shown: decided, decided appeals, answered, urgent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shown(pub(super) [bool; 4]);

impl Bases {
    pub(super) fn of<'a>(all: impl Iterator<Item = &'a Counted>) -> Self {
        let mut bases = [0; 4];
        for one in all {
            let belongs = [
                one.decided.is_some(),
                one.appeal.as_deref().is_some_and(|appeal| appeal != "open"),
                one.reply.is_some(),
                one.imminent,
            ];
            for (base, belongs) in bases.iter_mut().zip(belongs) {
                *base += u64::from(belongs);
            }
        }
        Self(bases)
    }

    /// What may be shown of groups that add up to a sum that is known: parts that are nobody or enough in every one of them.
    pub(super) fn shown_together(groups: &[Self], least: u64) -> Shown {
        let mut shown = [true; 4];
        for group in groups {
            for (shown, base) in shown.iter_mut().zip(group.0) {
                *shown &= base == 0 || base >= least;
            }
        }
        Shown(shown)
    }
}

/// Tenths of an hour are finer than anybody writes them down.
fn hours(one: Quantile) -> Hours {
    let round = |value: f64| (value * 10.0).round() / 10.0;
    Hours { value: one.value.map(round), low: one.low.map(round), high: one.high.map(round) }
}

fn spell(one: Waiting) -> Spell {
    Spell { median: hours(one.median), ninetieth: hours(one.ninetieth) }
}

fn part(one: Estimate) -> Part {
    let round = |value: f64| (value * 1_000.0).round() / 1_000.0;
    // Once nobody waits any longer the curve is at nought and the interval of the step before stands.
    let (low, high) = (one.low.min(one.value), one.high.max(one.value));
    Part { value: round(one.value), low: round(low), high: round(high) }
}

impl Answers {
    /// All answers of some notices as they stand at a moment, for whoever may see each of them.
    pub fn whole(all: &[Counted], now: Timestamp) -> Self {
        Self::of(&all.iter().collect::<Vec<_>>(), now, Shown([true; 4]))
    }

    /// The answers of some notices as they stand at a moment.
    pub(super) fn of(all: &[&Counted], now: Timestamp, shown: Shown) -> Self {
        let one = Figures::of(all, now);
        let [decided, appeals, replied, imminent] = shown.0;
        let only = |shown: bool, estimate: Option<Estimate>| estimate.filter(|_| shown).map(part);
        let [week, month, quarter] = one.silent;
        let urgent = imminent && all.iter().any(|one| one.imminent);
        Self {
            receipt: spell(one.receipt),
            reply: spell(one.reply),
            decision: spell(one.decision),
            within_72: one.within_72.map(part),
            silent_7: week.map(part),
            silent_30: month.map(part),
            silent_90: quarter.map(part),
            action: only(decided, one.action),
            reasoned: only(decided, one.reasoned),
            appealed: only(decided, one.appealed),
            overturned: only(appeals, one.overturned),
            by_default: only(appeals, one.by_default),
            imminent: urgent.then(|| hours(one.imminent.median)),
            personal: only(replied, one.personal),
        }
    }
}

/// How far apart regions are: how many times as often the one that is answered least within 72 hours is answered as the one that is
/// answered most. Every notice was sent longer ago than that, so these are plain shares.
pub(super) fn parity(regions: &[(&str, &[&Counted])]) -> Option<(String, String, Part)> {
    let count = |all: &[&Counted]| {
        let within = |one: &&&Counted| one.reply.is_some_and(|reply| reply.since(one.sent) <= 72 * HOUR);
        (all.iter().filter(within).count() as u64, all.len() as u64)
    };
    let mut counted: Vec<(&str, (u64, u64))> = regions.iter().map(|(name, all)| (*name, count(all))).collect();
    // Shares as whole products, so that equal ones stay in the order of the table.
    counted.sort_by(|(_, (a, n)), (_, (b, m))| (a * m).cmp(&(b * n)));
    let (first, last) = (counted.first()?, counted.last()?);
    if counted.len() < 2 {
        return None;
    }
    let found = ratio(first.1, last.1, CONFIDENCE)?;
    Some((first.0.to_owned(), last.0.to_owned(), part(found)))
}
