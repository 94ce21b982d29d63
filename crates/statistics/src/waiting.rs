//! How long people wait, those who still wait among them.

use crate::Estimate;
use crate::normal::{deviations, two_sided};

/// One wait: how long so far, and whether it ended.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Wait {
    /// How long.
    pub time: f64,
    /// Whether what was waited for came; otherwise it had not come when this was looked at (right-censored).
    pub ended: bool,
}

/// A moment at which waits ended, and what is known from it on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Step {
    /// After how long.
    pub time: f64,
    /// How many were known to wait until then.
    pub at_risk: u64,
    /// How many waits ended then.
    pub ended: u64,
    /// The share that waits longer (Kaplan and Meier 1958), with its interval on the scale log(−log) (Kalbfleisch and
    /// Prentice), which stays within 0 and 1. Once nobody is known to wait any longer, the interval of the step before stands.
    pub waiting: Estimate,
}

/// After how long a share of the waits had ended.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Quantile {
    /// The time; none while too many still wait for it to be told.
    pub value: Option<f64>,
    /// The interval's lower end (Brookmeyer and Crowley 1982).
    pub low: Option<f64>,
    /// The interval's upper end; none where the waits at hand cannot bound it.
    pub high: Option<f64>,
}

/// The share of people who still wait, over time.
#[derive(Debug, Clone, PartialEq)]
pub struct Curve {
    steps: Vec<Step>,
    longest: f64,
    waits: u64,
    ended: u64,
}

impl Curve {
    /// The curve of some waits. Times that are negative or no number are left out: they are mistakes, not waits.
    #[must_use]
    pub fn of(waits: impl IntoIterator<Item = Wait>, confidence: f64) -> Self {
        Self::of_all(waits.into_iter().collect(), confidence)
    }

    /// Not generic, so that it is made with this crate's own optimisation, whoever asks.
    fn of_all(waits: Vec<Wait>, confidence: f64) -> Self {
        let waits = sorted(waits);
        let z = deviations(confidence);
        let mut steps: Vec<Step> = Vec::new();
        let mut at_risk = waits.len() as u64;
        let (mut value, mut variance) = (1.0_f64, 0.0_f64);
        let mut interval = (1.0, 1.0);
        let mut all_ended = 0;
        for (time, ended, left) in moments(&waits) {
            if ended > 0 {
                let (d, n) = (ended as f64, at_risk as f64);
                value *= 1.0 - d / n;
                // Greenwood's sum (1926).
                variance += d / (n * (n - d));
                if at_risk > ended {
                    let log = value.ln();
                    let reach = z * variance.sqrt() / log;
                    let bound = |reach: f64| (-((-log).ln() + reach).exp()).exp();
                    interval = (bound(-reach), bound(reach));
                } else {
                    value = 0.0;
                }
                let waiting = Estimate { value, low: interval.0, high: interval.1 };
                steps.push(Step { time, at_risk, ended, waiting });
                all_ended += ended;
            }
            at_risk -= ended + left;
        }
        Self { steps, longest: waits.last().map_or(0.0, |wait| wait.time), waits: waits.len() as u64, ended: all_ended }
    }

    /// The moments at which waits ended, in order.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// How many waits there are.
    #[must_use]
    pub const fn waits(&self) -> u64 {
        self.waits
    }

    /// How many of them ended.
    #[must_use]
    pub const fn ended(&self) -> u64 {
        self.ended
    }

    /// The share that waits longer than `time`. None beyond the longest wait at hand, unless nobody waits any more.
    #[must_use]
    pub fn waiting_after(&self, time: f64) -> Option<Estimate> {
        let last =
            self.steps.partition_point(|step| step.time <= time).checked_sub(1).and_then(|at| self.steps.get(at));
        let told = last.map_or(Estimate { value: 1.0, low: 1.0, high: 1.0 }, |step| step.waiting);
        (self.waits > 0 && (time <= self.longest || told.value <= 0.0)).then_some(told)
    }

    /// The share whose wait ended within `time`: one minus [`Curve::waiting_after`].
    #[must_use]
    pub fn ended_within(&self, time: f64) -> Option<Estimate> {
        let waiting = self.waiting_after(time)?;
        Some(Estimate { value: 1.0 - waiting.value, low: 1.0 - waiting.high, high: 1.0 - waiting.low })
    }

    /// After how long a share of the waits had ended; 0.5 is the median, 0.9 the 90th percentile.
    #[must_use]
    pub fn quantile(&self, share: f64) -> Quantile {
        // Rounding must not make the step at which exactly the share is reached miss it.
        let rest = 1.0 - share + 1e-12;
        let first =
            |of: fn(&Estimate) -> f64| self.steps.iter().find(|step| of(&step.waiting) <= rest).map(|step| step.time);
        Quantile { value: first(|e| e.value), low: first(|e| e.low), high: first(|e| e.high) }
    }
}

/// Whether two groups wait differently long.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LogRank {
    /// The statistic, which follows chi-squared with one degree of freedom where they do not.
    pub statistic: f64,
    /// How probable a statistic at least as large is where they do not.
    pub probability: f64,
}

/// The log-rank test of two groups (Mantel 1966; Peto and Peto 1972). None where nothing can be told: a group is empty, no wait
/// ended, or they never waited at the same time.
#[must_use]
pub fn log_rank(one: impl IntoIterator<Item = Wait>, other: impl IntoIterator<Item = Wait>) -> Option<LogRank> {
    let (one, other) = (sorted(one), sorted(other));
    let all = sorted(one.iter().chain(&other).copied());
    let (mut first, mut both) = (one.len() as f64, all.len() as f64);
    let mut of_first = moments(&one).peekable();
    let (mut beyond, mut variance) = (0.0, 0.0);
    for (time, ended, left) in moments(&all) {
        let here = of_first.next_if(|moment| moment.0 <= time).unwrap_or((time, 0, 0));
        let d = ended as f64;
        if ended > 0 {
            let share = first / both;
            beyond += here.1 as f64 - d * share;
            if both > 1.0 {
                variance += d * share * (1.0 - share) * (both - d) / (both - 1.0);
            }
        }
        first -= (here.1 + here.2) as f64;
        both -= (ended + left) as f64;
    }
    let statistic = beyond * beyond / variance;
    (variance > 0.0 && statistic.is_finite()).then(|| LogRank { statistic, probability: two_sided(statistic.sqrt()) })
}

fn sorted(waits: impl IntoIterator<Item = Wait>) -> Vec<Wait> {
    let mut waits: Vec<_> = waits.into_iter().filter(|wait| wait.time.is_finite() && wait.time >= 0.0).collect();
    waits.sort_by(|one, other| one.time.total_cmp(&other.time));
    waits
}

/// Each time that occurs among sorted waits, with how many ended and how many were lost from sight then.
fn moments(waits: &[Wait]) -> impl Iterator<Item = (f64, u64, u64)> {
    waits.chunk_by(|one, other| one.time.total_cmp(&other.time).is_eq()).filter_map(|same| {
        let ended = same.iter().filter(|wait| wait.ended).count() as u64;
        same.first().map(|wait| (wait.time, ended, same.len() as u64 - ended))
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Waits as they are printed: `7` ended, `9+` had not.
    fn waits(text: &str) -> Vec<Wait> {
        text.split_whitespace()
            .map(|word| Wait { time: word.trim_end_matches('+').parse().unwrap(), ended: !word.ends_with('+') })
            .collect()
    }

    // Weeks of remission, Freireich and others, Blood 21 (1963); the worked example of most textbooks.
    const TREATED: &str = "6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+";
    const UNTREATED: &str = "1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23";

    #[test]
    fn the_textbook_curve_is_met() {
        let curve = Curve::of(waits(TREATED), 0.95);
        let expected = [
            (6.0, 21, 0.857),
            (7.0, 17, 0.807),
            (10.0, 15, 0.753),
            (13.0, 12, 0.690),
            (16.0, 11, 0.627),
            (22.0, 7, 0.538),
            (23.0, 6, 0.448),
        ];
        assert_eq!(curve.steps().len(), expected.len());
        for (step, (time, at_risk, value)) in curve.steps().iter().zip(expected) {
            assert!((step.time - time).abs() < 1e-12 && step.at_risk == at_risk, "{step:?}");
            assert!((step.waiting.value - value).abs() < 5e-4, "{step:?}");
        }
        assert_eq!((curve.waits(), curve.ended()), (21, 9));
        assert_eq!(curve.quantile(0.5).value, Some(23.0));
        assert_eq!(curve.quantile(0.9).value, None, "too many still wait");
        assert_eq!(Curve::of(waits(UNTREATED), 0.95).quantile(0.5).value, Some(8.0));
    }

    #[test]
    fn the_textbook_groups_differ_as_published() {
        let found = log_rank(waits(TREATED), waits(UNTREATED)).unwrap();
        assert!((found.statistic - 16.793).abs() < 5e-4 && found.probability < 1e-4, "{found:?}");
        let same = log_rank(waits(TREATED), waits(TREATED)).unwrap();
        assert!(same.statistic < 1e-12 && same.probability > 0.999, "{same:?}");
    }

    #[test]
    fn nothing_is_told_of_nothing() {
        let empty = Curve::of([], 0.95);
        assert_eq!(empty.waiting_after(0.0), None);
        assert_eq!(empty.quantile(0.5), Quantile { value: None, low: None, high: None });
        assert_eq!(log_rank([], waits("1 2 3")), None);
        assert_eq!(log_rank(waits("1+ 2+"), waits("3+")), None);
        let all_wait = Curve::of(waits("3+ 5+"), 0.95);
        assert_eq!(all_wait.waiting_after(4.0).map(|told| told.value), Some(1.0));
        assert_eq!(all_wait.waiting_after(6.0), None, "nobody was looked at for that long");
        let mistakes = [Wait { time: f64::NAN, ended: true }, Wait { time: -1.0, ended: true }];
        assert_eq!(Curve::of(mistakes, 0.95).waits(), 0);
    }

    #[test]
    fn whoever_still_waits_is_not_left_out() {
        // Answered within an hour, or never yet after ninety days: the mean over the answered says an hour.
        let mut all = vec![Wait { time: 1.0, ended: true }; 40];
        all.extend(vec![Wait { time: 2160.0, ended: false }; 60]);
        let curve = Curve::of(all, 0.95);
        assert_eq!(curve.quantile(0.5).value, None);
        assert!((curve.ended_within(72.0).unwrap().value - 0.4).abs() < 1e-12);
    }

    fn any_waits() -> impl Strategy<Value = Vec<Wait>> {
        proptest::collection::vec(
            (0_u32..50, any::<bool>()).prop_map(|(time, ended)| Wait { time: time.into(), ended }),
            0..60,
        )
    }

    proptest! {
        #[test]
        fn curves_fall_within_their_intervals(list in any_waits()) {
            let curve = Curve::of(list, 0.95);
            let mut before = 1.0;
            for step in curve.steps() {
                let Estimate { value, low, high } = step.waiting;
                prop_assert!(value < before && (0.0..=1.0).contains(&value));
                prop_assert!((0.0..=1.0).contains(&low) && low <= high && high <= 1.0 && value <= high);
                prop_assert!(low <= value || value == 0.0);
                before = value;
            }
        }

        #[test]
        fn without_anybody_waiting_it_is_the_plain_share(times in proptest::collection::vec(0_u32..50, 1..60), at in 0_u32..50) {
            let curve = Curve::of(times.iter().map(|&time| Wait { time: time.into(), ended: true }), 0.95);
            let longer = times.iter().filter(|&&time| time > at).count() as f64 / times.len() as f64;
            prop_assert!((curve.waiting_after(at.into()).unwrap().value - longer).abs() < 1e-9);
        }

        #[test]
        fn the_order_of_the_waits_does_not_matter(mut list in any_waits()) {
            let curve = Curve::of(list.clone(), 0.95);
            list.reverse();
            prop_assert_eq!(curve, Curve::of(list, 0.95));
        }

        #[test]
        fn which_group_is_named_first_does_not_matter(one in any_waits(), other in any_waits()) {
            let (there, back) = (log_rank(one.clone(), other.clone()), log_rank(other, one));
            prop_assert_eq!(there.is_some(), back.is_some());
            if let (Some(there), Some(back)) = (there, back) {
                prop_assert!((there.statistic - back.statistic).abs() <= 1e-9 * there.statistic.max(1.0));
            }
        }
    }
}
