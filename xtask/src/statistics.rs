//! Percentiles and the small tables in which proofs are printed.

use std::time::Duration;

/// Durations of many repetitions.
#[derive(Debug, Clone, Default)]
pub(crate) struct Durations {
    sorted: Vec<Duration>,
}

impl Durations {
    /// Sorts what was measured.
    pub(crate) fn of(mut measured: Vec<Duration>) -> Self {
        measured.sort_unstable();
        Self { sorted: measured }
    }

    /// Nearest-rank percentile; zero if nothing was measured.
    pub(crate) fn percentile(&self, percent: f64) -> Duration {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a rank within the length")]
        let rank = ((percent / 100.0 * self.sorted.len() as f64).ceil() as usize).clamp(1, self.sorted.len().max(1));
        self.sorted.get(rank - 1).copied().unwrap_or_default()
    }

    /// The slowest.
    pub(crate) fn slowest(&self) -> Duration {
        self.sorted.last().copied().unwrap_or_default()
    }

    /// How many were measured.
    pub(crate) fn count(&self) -> usize {
        self.sorted.len()
    }
}

/// Milliseconds with two decimals.
pub(crate) fn ms(duration: Duration) -> String {
    format!("{:.2} ms", duration.as_secs_f64() * 1000.0)
}

/// A row of a table of figures: what, the figure, the bar and whether it holds.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    pub(crate) what: String,
    pub(crate) figure: String,
    pub(crate) bar: String,
    pub(crate) holds: bool,
}

impl Row {
    /// A figure that may not be above its bar.
    pub(crate) fn at_most(what: &str, figure: f64, bar: f64, unit: &str) -> Self {
        Self {
            what: what.to_owned(),
            figure: number(figure, unit),
            bar: format!("≤ {}", number(bar, unit)),
            holds: figure <= bar,
        }
    }

    /// A figure that may not be below its bar.
    pub(crate) fn at_least(what: &str, figure: f64, bar: f64, unit: &str) -> Self {
        Self {
            what: what.to_owned(),
            figure: number(figure, unit),
            bar: format!("≥ {}", number(bar, unit)),
            holds: figure >= bar,
        }
    }

    /// Something that must be so.
    pub(crate) fn must(what: &str, figure: impl Into<String>, bar: &str, holds: bool) -> Self {
        Self { what: what.to_owned(), figure: figure.into(), bar: bar.to_owned(), holds }
    }

    /// Something measured for information.
    pub(crate) fn note(what: &str, figure: impl Into<String>) -> Self {
        Self { what: what.to_owned(), figure: figure.into(), bar: String::new(), holds: true }
    }
}

/// A number with a unit: no decimals from 100 on, one from 10 on, else three.
pub(crate) fn number(value: f64, unit: &str) -> String {
    let digits = if value.fract() == 0.0 || value >= 100.0 {
        0
    } else if value >= 10.0 {
        1
    } else {
        3
    };
    format!("{value:.digits$} {unit}").trim_end().to_owned()
}

/// Prints rows as a table.
pub(crate) fn print_table(rows: &[Row]) {
    let width = |cell: fn(&Row) -> &str| rows.iter().map(|row| cell(row).chars().count()).max().unwrap_or(0);
    let (what, figure) = (width(|row| &row.what), width(|row| &row.figure));
    for row in rows {
        let mark = match (row.bar.is_empty(), row.holds) {
            (true, _) => "",
            (false, true) => "holds",
            (false, false) => "DOES NOT HOLD",
        };
        println!("  {:what$}  {:>figure$}  {:<16} {mark}", row.what, row.figure, row.bar);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_nearest_ranks() {
        let durations = Durations::of((1..=100).rev().map(Duration::from_millis).collect());
        assert_eq!(durations.percentile(50.0), Duration::from_millis(50));
        assert_eq!(durations.percentile(99.0), Duration::from_millis(99));
        assert_eq!(durations.slowest(), Duration::from_millis(100));
        assert_eq!(Durations::default().percentile(99.0), Duration::ZERO);
    }

    #[test]
    fn bars_hold_or_not() {
        assert!(Row::at_most("a", 2.0, 2.0, "ms").holds);
        assert!(!Row::at_most("a", 2.1, 2.0, "ms").holds);
        assert!(!Row::at_least("a", 1.9, 2.0, "ms").holds);
    }
}
