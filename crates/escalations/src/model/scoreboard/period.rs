//! Which days a release is about, and when it comes.

use saksi_base::Timestamp;
use saksi_base::calendar::Day;
use serde::{Deserialize, Serialize};

/// Days between the end of a period and its release, so that the first answers are in. Ours.
pub const SETTLING_DAYS: i32 = 14;

/// How often figures are published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Every {
    /// Each calendar month.
    Month,
    /// Each quarter of a year.
    #[default]
    Quarter,
}

/// The days of a month or quarter, in UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Period {
    /// The first day.
    pub from: Day,
    /// The first day after.
    pub until: Day,
}

fn first_of_month(day: Day) -> Day {
    let (_, _, number) = day.parts();
    day.plus(1 - i32::from(number))
}

impl Every {
    /// From a setting: `month` or `quarter`.
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "month" => Some(Self::Month),
            "quarter" => Some(Self::Quarter),
            _ => None,
        }
    }

    const fn months(self) -> i32 {
        match self {
            Self::Month => 1,
            Self::Quarter => 3,
        }
    }

    /// The first day of the period in which a day lies.
    fn first(self, day: Day) -> Day {
        let month = first_of_month(day);
        let (_, number, _) = month.parts();
        match self {
            Self::Month => month,
            Self::Quarter => month.plus_months(-((i32::from(number) - 1) % 3)),
        }
    }

    /// The last period that is over for long enough.
    pub fn settled(self, today: Day) -> Period {
        let until = self.first(today.plus(-SETTLING_DAYS));
        Period { from: until.plus_months(-self.months()), until }
    }

    /// The day on which a period can be released.
    pub fn release_day(self, period: Period) -> Day {
        period.until.plus(SETTLING_DAYS)
    }
}

impl Period {
    /// The period after this one.
    #[must_use]
    pub fn next(self, every: Every) -> Self {
        Self { from: self.until, until: self.until.plus_months(every.months()) }
    }

    /// As addresses name it: `2026-q3`, or `2026-09`.
    pub fn code(self) -> String {
        let (year, month, _) = self.from.parts();
        if self.from.plus_months(1) == self.until {
            format!("{year:04}-{month:02}")
        } else {
            format!("{year:04}-q{}", (month + 2) / 3)
        }
    }

    /// Its first moment.
    pub fn begins(self) -> Timestamp {
        self.from.start()
    }

    /// The first moment after it.
    pub fn ends(self) -> Timestamp {
        self.until.start()
    }

    /// Whether some day belongs to both.
    pub fn overlaps(self, other: Self) -> bool {
        self.from < other.until && other.from < self.until
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn a_period_is_released_a_fortnight_after_its_end() {
        for (every, today, code) in [
            (Every::Quarter, "2026-01-14", "2025-q3"),
            (Every::Quarter, "2026-01-15", "2025-q4"),
            (Every::Quarter, "2026-12-31", "2026-q3"),
            (Every::Month, "2026-03-14", "2026-01"),
            (Every::Month, "2026-03-15", "2026-02"),
            (Every::Month, "2026-01-15", "2025-12"),
        ] {
            let period = every.settled(day(today));
            assert_eq!(period.code(), code, "{today}");
            assert!(every.release_day(period) <= day(today));
            assert!(every.release_day(period.next(every)) > day(today));
        }
    }

    #[test]
    fn months_within_a_quarter_that_is_out_overlap_it() {
        let quarter = Every::Quarter.settled(day("2026-04-20"));
        assert_eq!((quarter.from, quarter.until), (day("2026-01-01"), day("2026-04-01")));
        assert!(Every::Month.settled(day("2026-04-20")).overlaps(quarter));
        assert!(!Every::Month.settled(day("2026-05-20")).overlaps(quarter));
    }
}
