//! Releases: fixed tables over fixed periods, on days that are known beforehand. Figures are never live.
//!
//! Two releases whose periods overlap could be subtracted from each other, and what is left over a few days is small. So periods
//! never overlap, not even where one holds the other: the year is published as what its quarters add up to. A period is
//! published once; a case that is changed or deleted afterwards changes nothing.

use saksi_base::ReleaseId;
use serde::{Deserialize, Serialize};

pub use super::Figure;
use super::layout::{Layout, LayoutProblem};
use super::reader::{self, Interval};
use super::suppress::{Protected, Protection};
use super::trained::Trained;
use crate::model::calendar::Day;

/// Days between the end of a period and its release, so that outcomes are known and the last cases are old. Ours.
pub const SETTLING_DAYS: i32 = 14;
/// Shortest period, in days. Ours: a shorter one would hide nearly everything and tell when something happened.
pub const SHORTEST_PERIOD_DAYS: i32 = 28;

/// A span of UTC days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Period {
    /// The first day.
    pub from: Day,
    /// The first day after.
    pub until: Day,
}

impl Period {
    /// Whether a day belongs to it.
    pub fn holds(self, day: Day) -> bool {
        self.from <= day && day < self.until
    }

    /// Whether a day belongs to both.
    pub fn overlaps(self, other: Self) -> bool {
        self.from < other.until && other.from < self.until
    }
}

/// A release as it is stored and published; it never changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Release {
    /// Which.
    pub id: ReleaseId,
    /// Cases that were closed, and requests that came in, on these days.
    pub period: Period,
    /// The day on which it was made.
    pub made_on: Day,
    /// The day of the next one.
    pub next_on: Day,
    /// How strictly figures were protected.
    pub protection: Protection,
    /// The tables.
    pub layout: Layout,
    /// The figures, in the order of the layout.
    pub figures: Vec<Figure>,
    /// Tables that were asked for and could not be published without giving small figures away.
    pub withheld: Vec<Vec<String>>,
    /// How many requests came in; absent in releases of the time before they were counted.
    #[serde(default)]
    pub requests: Option<Figure>,
    /// People whose training was written down on these days; absent where there was none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trained: Option<Trained>,
}

/// Why a release cannot be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WhyNoRelease {
    /// The period is too short, or ends before it begins.
    #[error("a period must be at least {SHORTEST_PERIOD_DAYS} days long")]
    TooShort,
    /// The period is not over for long enough.
    #[error("wait until {SETTLING_DAYS} days after the end of the period")]
    NotSettled,
    /// The next one is not after this one.
    #[error("the day of the next release must come after this one")]
    NextOn,
    /// The period overlaps one that was released.
    #[error(
        "figures for some of these days are already published; two releases over the same days could be subtracted"
    )]
    Overlaps(ReleaseId),
}

/// Whether a release over a period can be made on a day, given those that were made before.
pub fn admits(earlier: &[Release], period: Period, made_on: Day, next_on: Day) -> Result<(), WhyNoRelease> {
    if period.until < period.from.plus(SHORTEST_PERIOD_DAYS) {
        return Err(WhyNoRelease::TooShort);
    }
    if made_on < period.until.plus(SETTLING_DAYS) {
        return Err(WhyNoRelease::NotSettled);
    }
    if next_on <= made_on {
        return Err(WhyNoRelease::NextOn);
    }
    let other = earlier.iter().find(|release| release.period.overlaps(period));
    other.map_or(Ok(()), |release| Err(WhyNoRelease::Overlaps(release.id)))
}

/// One row of a table, for a page or a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row<'a> {
    /// The value of each dimension of the table; `None` for all of them together.
    pub values: Vec<Option<&'a str>>,
    /// The figure.
    pub figure: Figure,
}

/// The rows of a table of a layout, named by its dimensions; `None` where it is not published.
pub(super) fn rows_of<'a>(layout: &'a Layout, figures: &[Figure], dimensions: &[&str]) -> Option<Vec<Row<'a>>> {
    let known = layout.dimensions();
    let mut places = Vec::new();
    for id in dimensions {
        places.push(known.iter().position(|dimension| dimension.id == *id)?);
    }
    let mut published = layout.tables().iter();
    published.find(|table| places.iter().all(|place| table.contains(place)))?;
    let row = |cell: usize| {
        let values = layout.values_of(cell);
        let name = |place: &usize| {
            let value = values.get(*place).copied().flatten()?;
            known.get(*place)?.values.get(value).map(String::as_str)
        };
        let figure = figures.get(cell).copied().unwrap_or(Figure::Hidden);
        Row { values: places.iter().map(name).collect(), figure }
    };
    Some(layout.cells_of(&places).into_iter().map(row).collect())
}

impl Release {
    /// A release of protected figures.
    pub fn new(
        id: ReleaseId,
        earlier: &[Self],
        period: Period,
        days: (Day, Day),
        protected: &Protected,
    ) -> Result<Self, WhyNoRelease> {
        let (made_on, next_on) = days;
        admits(earlier, period, made_on, next_on)?;
        Ok(Self {
            id,
            period,
            made_on,
            next_on,
            protection: protected.protection(),
            layout: protected.layout().clone(),
            figures: protected.figures(),
            withheld: protected.withheld().to_vec(),
            requests: None,
            trained: None,
        })
    }

    /// With the people who were trained. Who is trained is no case: the two have nothing in common that could be subtracted.
    #[must_use]
    pub fn with_trained(self, trained: Option<Trained>) -> Self {
        Self { trained, ..self }
    }

    /// With the number of requests that came in, as far as it can be shown. It is hidden where it is small, and where somebody who
    /// takes the closed cases away from the requests, of this period or of all up to here, would be left with a small number of
    /// cases that are open or were deleted.
    #[must_use]
    pub fn with_requests(self, requests: u64, earlier: &[Self]) -> Self {
        let small = |figure: u64| 0 < figure && figure < self.protection.threshold();
        let Some(Figure::Count(closed)) = self.all() else {
            // Without the closed ones there is nothing to take away.
            let figure = if small(requests) { Figure::Hidden } else { Figure::Count(requests) };
            return Self { requests: Some(figure), ..self };
        };
        let (mut asked, mut ended) = (requests, closed);
        let mut whole = true;
        for release in earlier {
            match (release.requests, release.all()) {
                (Some(Figure::Count(requests)), Some(Figure::Count(closed))) => {
                    asked = asked.saturating_add(requests);
                    ended = ended.saturating_add(closed);
                }
                _ => whole = false,
            }
        }
        let gives_away = small(requests)
            || closed > 0 && small(requests.abs_diff(closed))
            || whole && ended > 0 && small(asked.abs_diff(ended));
        Self { requests: Some(if gives_away { Figure::Hidden } else { Figure::Count(requests) }), ..self }
    }

    /// All cases that were closed in the period; `None` where nothing could be published.
    pub fn all(&self) -> Option<Figure> {
        self.figures.first().copied()
    }

    /// The rows of a table named by its dimensions, in any order; its sums too. `None` where it is not in this release.
    pub fn rows(&self, dimensions: &[&str]) -> Option<Vec<Row<'_>>> {
        rows_of(&self.layout, &self.figures, dimensions)
    }

    /// What a reader of this release can work out about each hidden figure; see [`reader::intervals`].
    pub fn what_a_reader_can_work_out(&self, steps: u32) -> Result<Vec<Interval>, LayoutProblem> {
        let (found, expected) = (self.figures.len(), self.layout.cells());
        if found != expected {
            return Err(LayoutProblem::Figures { found, expected });
        }
        Ok(reader::intervals(&self.layout, &self.figures, steps))
    }
}

/// A point of a long-run series (H9, H10).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Point {
    /// The period.
    pub period: Period,
    /// Requests that came in, as published.
    pub requests: Figure,
    /// Cases that were closed, as published.
    pub closed: Figure,
    /// Requests up to here that were published, all together.
    pub so_far: u64,
    /// Whether a period up to here is not published, so that `so_far` is a lower bound.
    pub at_least: bool,
}

/// The series of all releases by their period. It adds nothing to what they say: periods do not overlap.
pub fn series(releases: &[Release]) -> Vec<Point> {
    let mut ordered: Vec<&Release> = releases.iter().collect();
    ordered.sort_by_key(|release| release.period);
    let (mut so_far, mut at_least) = (0_u64, false);
    let point = |release: &Release| {
        let closed = release.all().unwrap_or(Figure::Hidden);
        let requests = release.requests.unwrap_or(Figure::Hidden);
        match requests {
            Figure::Count(count) => so_far = so_far.saturating_add(count),
            Figure::Hidden => at_least = true,
        }
        Point { period: release.period, requests, closed, so_far, at_least }
    };
    ordered.into_iter().map(point).collect()
}

#[cfg(test)]
mod tests {
    use super::super::layout::Dimension;
    use super::*;
    use saksi_base::{SeededRandom, Timestamp};

    /// One table of two dimensions with two values each.
    fn layout() -> Layout {
        let one = |id: &str| Dimension { id: id.into(), values: (0..2).map(|value| format!("{id}{value}")).collect() };
        Layout::new(vec![one("a"), one("b")], &[vec!["a".into(), "b".into()]]).unwrap()
    }

    /// Its figures, from the finest; the first dimension runs fastest.
    fn figures(layout: &Layout, finest: &[u64]) -> Vec<u64> {
        let cases: Vec<[usize; 2]> = (0_usize..)
            .zip(finest)
            .flat_map(|(at, count)| std::iter::repeat_n([at % 2, at / 2], usize::try_from(*count).unwrap()))
            .collect();
        layout.count(cases.iter().map(<[usize; 2]>::as_slice)).unwrap()
    }

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn period(from: &str, until: &str) -> Period {
        Period { from: day(from), until: day(until) }
    }

    fn release(earlier: &[Release], span: (&str, &str), finest: &[u64]) -> Result<Release, WhyNoRelease> {
        let layout = layout();
        let protected = Protected::new(&layout, &figures(&layout, finest), Protection::default()).unwrap();
        let random = SeededRandom::new(earlier.len() as u64);
        let id = ReleaseId::new(Timestamp(0), &random);
        let days = (day(span.1).plus(SETTLING_DAYS), day(span.1).plus(120));
        Release::new(id, earlier, period(span.0, span.1), days, &protected)
    }

    #[test]
    fn two_releases_over_the_same_days_are_refused_because_they_could_be_subtracted() {
        let spring = release(&[], ("2026-01-01", "2026-04-01"), &[30, 40, 50, 60]).unwrap();
        let earlier = [spring.clone()];
        for span in [
            ("2026-01-01", "2026-04-01"),
            ("2026-01-01", "2026-05-01"),
            ("2026-02-01", "2026-03-15"),
            ("2025-01-01", "2027-01-01"),
            ("2026-03-31", "2026-07-01"),
        ] {
            assert_eq!(release(&earlier, span, &[30, 40, 50, 60]), Err(WhyNoRelease::Overlaps(spring.id)), "{span:?}");
        }
        assert!(release(&earlier, ("2026-04-01", "2026-07-01"), &[30, 40, 50, 60]).is_ok());
        assert!(release(&earlier, ("2025-10-01", "2026-01-01"), &[30, 40, 50, 60]).is_ok());
    }

    #[test]
    fn a_release_waits_until_its_period_has_settled() {
        let quarter = period("2026-01-01", "2026-04-01");
        for (span, made_on, next_on, expected) in [
            (quarter, "2026-04-15", "2026-07-15", Ok(())),
            (quarter, "2026-04-14", "2026-07-15", Err(WhyNoRelease::NotSettled)),
            (quarter, "2026-04-15", "2026-04-15", Err(WhyNoRelease::NextOn)),
            (period("2026-01-01", "2026-01-28"), "2026-04-15", "2026-07-15", Err(WhyNoRelease::TooShort)),
            (period("2026-04-01", "2026-01-01"), "2026-04-15", "2026-07-15", Err(WhyNoRelease::TooShort)),
        ] {
            assert_eq!(admits(&[], span, day(made_on), day(next_on)), expected);
        }
    }

    #[test]
    fn a_release_reads_back_and_gives_its_rows() {
        let release = release(&[], ("2026-01-01", "2026-04-01"), &[3, 40, 50, 60]).unwrap();
        let text = serde_json::to_string(&release).unwrap();
        assert!(text.contains("null"), "hidden figures are null");
        let again: Release = serde_json::from_str(&text).unwrap();
        assert_eq!(again, release);
        let rows = again.rows(&["b", "a"]).unwrap();
        assert_eq!(rows.len(), 9);
        assert_eq!(rows[0], Row { values: vec![None, None], figure: Figure::Count(153) });
        assert!(rows.contains(&Row { values: vec![Some("b0"), Some("a0")], figure: Figure::Hidden }));
        assert_eq!(again.rows(&["a"]).unwrap().len(), 3);
        assert_eq!(again.rows(&["z"]), None);
        let found = again.what_a_reader_can_work_out(10_000).unwrap();
        assert!(found.iter().all(|interval| interval.exact && interval.high - interval.low >= 10), "{found:?}");
        let torn = Release { figures: vec![], ..again };
        assert!(torn.what_a_reader_can_work_out(1).is_err());
    }

    #[test]
    fn the_long_run_adds_up_what_was_published() {
        let first = release(&[], ("2026-01-01", "2026-04-01"), &[30, 40, 50, 60]).unwrap();
        let few = release(std::slice::from_ref(&first), ("2026-04-01", "2026-07-01"), &[1, 1, 1, 1]).unwrap();
        let third = release(&[first.clone(), few.clone()], ("2026-07-01", "2026-10-01"), &[20, 20, 20, 20]).unwrap();
        let first = first.with_requests(200, &[]);
        let few = few.with_requests(9, std::slice::from_ref(&first));
        let third = third.with_requests(40, &[first.clone(), few.clone()]);
        let points = series(&[third, first, few]);
        let told: Vec<(Figure, Figure, u64, bool)> =
            points.iter().map(|point| (point.requests, point.closed, point.so_far, point.at_least)).collect();
        assert_eq!(
            told,
            [
                (Figure::Count(200), Figure::Count(180), 200, false),
                (Figure::Hidden, Figure::Hidden, 200, true),
                (Figure::Count(40), Figure::Count(80), 240, true)
            ]
        );
    }

    #[test]
    fn the_number_of_requests_does_not_give_away_how_few_are_open() {
        let shown = |requests: u64, earlier: &[Release]| {
            let span = [("2026-01-01", "2026-04-01"), ("2026-04-01", "2026-07-01")];
            let release = release(earlier, span[earlier.len()], &[30, 40, 50, 60]).unwrap();
            release.with_requests(requests, earlier)
        };
        for (requests, expected) in [
            (0, Figure::Count(0)),
            (10, Figure::Hidden),
            (11, Figure::Count(11)),
            (170, Figure::Hidden),
            (179, Figure::Hidden),
            (180, Figure::Count(180)),
            (181, Figure::Hidden),
            (191, Figure::Count(191)),
        ] {
            assert_eq!(shown(requests, &[]).requests, Some(expected), "{requests}");
        }
        // Twenty are open after the first quarter; the second one would show that five are.
        let first = shown(200, &[]);
        assert_eq!(first.requests, Some(Figure::Count(200)));
        assert_eq!(shown(165, std::slice::from_ref(&first)).requests, Some(Figure::Hidden));
        assert_eq!(shown(160, std::slice::from_ref(&first)).requests, Some(Figure::Count(160)));
    }
}
