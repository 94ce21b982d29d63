//! Names and figures in the reader's language.

use saksi_base::Timestamp;
use saksi_base::calendar::Day;
use saksi_base::clock::HOUR;
use saksi_counting::Figure;
use saksi_web::{Arg, Locale};

use crate::model::scoreboard::{Hours, OTHERS, Part, Period, Release};
use crate::model::words::{Category, Region, Way};

/// The message that names a dimension.
pub(super) fn dimension(by: &str) -> Option<&'static str> {
    Some(match by {
        "category" => "escalations-board-by-category",
        "region" => "escalations-board-by-region",
        "language" => "escalations-board-by-language",
        "way" => "escalations-board-by-way",
        _ => return None,
    })
}

/// The name of a value of a dimension.
pub(super) fn value(l: &Locale, by: &str, value: &str) -> String {
    let message = match by {
        _ if value == OTHERS => Some("escalations-board-others"),
        "category" => Category::from_code(value).map(Category::message),
        "region" => Region::from_code(value).map(Region::message),
        "way" => Way::from_code(value).map(Way::message),
        _ => None,
    };
    message.map_or_else(|| value.to_owned(), |message| l.t(message))
}

/// A day, whatever the reader's zone.
pub(in crate::pages) fn day(l: &Locale, day: Day) -> String {
    l.date(Timestamp(day.start().0 + 12 * HOUR))
}

/// The days of a period.
pub(super) fn period(l: &Locale, period: Period) -> String {
    let (from, until) = (day(l, period.from), day(l, period.until.plus(-1)));
    l.ta("escalations-board-period", &[("from", Arg::from(from)), ("until", Arg::from(until))])
}

/// A count.
pub(super) fn count(l: &Locale, figure: Option<Figure>) -> String {
    match figure {
        Some(Figure::Count(count)) => l.number(i64::try_from(count).unwrap_or(i64::MAX)),
        Some(Figure::Hidden) | None => l.t("escalations-board-hidden"),
    }
}

/// A share with its interval.
pub(in crate::pages) fn share(l: &Locale, part: Option<Part>) -> String {
    part.map_or_else(
        || l.t("escalations-board-not-shown"),
        |part| format!("{} ({}–{})", l.percent(part.value), l.percent(part.low), l.percent(part.high)),
    )
}

#[expect(clippy::cast_possible_truncation, reason = "whole hours, far below the largest number")]
fn whole(l: &Locale, hours: f64) -> String {
    l.number(hours.round().clamp(0.0, 1e12) as i64)
}

/// A time with its interval; an end that nothing bounds is left open.
pub(in crate::pages) fn hours(l: &Locale, hours: Hours) -> String {
    let end = |end: Option<f64>| end.map_or_else(|| "…".to_owned(), |end| whole(l, end));
    match hours.value {
        Some(value) => format!("{} ({}–{})", whole(l, value), end(hours.low), end(hours.high)),
        None => l.t("escalations-board-open"),
    }
}

/// What is hidden.
pub(super) fn hidden_below(l: &Locale, release: &Release) -> String {
    let most = i64::try_from(release.protection.threshold().saturating_sub(1)).unwrap_or(i64::MAX);
    l.ta("escalations-board-hidden-below", &[("most", most)])
}
