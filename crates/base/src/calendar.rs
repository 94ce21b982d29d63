//! Working hours of an organisation or of a platform's desk: weekly hours in its time zone, holidays, exceptions. Times here are
//! what clocks run on.
//!
//! Civil times become moments by the rules of the IANA time zone database that comes with the program, so that every
//! process counts the same hours. A civil time that a change of the clocks skips begins when the clocks change; one that
//! stands twice means the first time. So spans never overlap, and hours around a change are as long as they really are.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;
use std::sync::LazyLock;

use crate::clock::Timestamp;
use jiff::SignedDuration;
use jiff::civil::Date;
use jiff::tz::{AmbiguousOffset, TimeZone, TimeZoneDatabase};
use serde::{Deserialize, Serialize};

/// Most holidays or exceptions of one calendar.
pub const MOST_DAYS: usize = 1_000;
/// Longest name of a holiday, in characters.
pub const LONGEST_HOLIDAY: usize = 80;
/// How far [`Calendar::due`] looks for working time, in days: ten years.
pub const FARTHEST_DAYS: i64 = 3_660;
/// Minutes of a day on the wall.
const DAY_MINUTES: u16 = 1_440;

static ZONES: LazyLock<TimeZoneDatabase> = LazyLock::new(TimeZoneDatabase::bundled);

/// A time zone of the IANA database, such as `Asia/Taipei`.
#[derive(Clone, PartialEq, Eq)]
pub struct Zone {
    name: String,
    rules: TimeZone,
}

impl Zone {
    /// Universal time.
    pub fn utc() -> Self {
        Self { name: "UTC".to_owned(), rules: TimeZone::UTC }
    }

    /// Its name in the database.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The day on the wall at a moment.
    pub fn day(&self, at: Timestamp) -> Day {
        Day(self.rules.to_datetime(at.to_jiff()).date())
    }

    /// The moment at which a minute of a day begins, 0 to 1,440; 1,440 is the beginning of the next day.
    pub fn moment(&self, day: Day, minute: u16) -> Timestamp {
        let (day, minute) = if minute >= DAY_MINUTES { (day.next(), 0) } else { (day, minute) };
        let hour = i8::try_from(minute / 60).unwrap_or(0);
        let within = i8::try_from(minute % 60).unwrap_or(0);
        let civil = day.0.at(hour, within, 0, 0);
        let ambiguous = self.rules.to_ambiguous_timestamp(civil);
        let skipped = matches!(ambiguous.offset(), AmbiguousOffset::Gap { .. });
        let Ok(found) = ambiguous.compatible() else {
            // Beyond the years that the library knows.
            return Timestamp(if civil.year() < 0 { i64::MIN } else { i64::MAX });
        };
        // The first skipped minute is found at the change itself, which is not before itself.
        let after = found.checked_add(SignedDuration::from_nanos(1)).unwrap_or(found);
        let changed = skipped.then(|| self.rules.preceding(after).next().map(|change| change.timestamp())).flatten();
        Timestamp(changed.unwrap_or(found).as_microsecond())
    }
}

impl FromStr for Zone {
    type Err = CalendarProblem;
    fn from_str(name: &str) -> Result<Self, CalendarProblem> {
        let rules = ZONES.get(name).map_err(|_| CalendarProblem::Zone(name.chars().take(60).collect()))?;
        Ok(Self { name: rules.iana_name().unwrap_or(name).to_owned(), rules })
    }
}

impl fmt::Debug for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Zone({})", self.name)
    }
}

impl Serialize for Zone {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.name)
    }
}

impl<'de> Deserialize<'de> for Zone {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// A day on the wall, such as `2026-11-22`, in whatever zone it is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(Date);

impl Day {
    /// A day of the Gregorian calendar, if there is such a day in the years −9999 to 9999.
    pub fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        Date::new(year, month, day).ok().map(Self)
    }

    /// The UTC day of a moment.
    pub fn of(at: Timestamp) -> Self {
        Zone::utc().day(at)
    }

    /// The next day; the last day that the library knows is followed by itself.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0.tomorrow().unwrap_or(self.0))
    }

    /// This day and a number of days, at the ends of what the library knows.
    #[must_use]
    pub fn plus(self, days: i32) -> Self {
        let span = jiff::Span::new().try_days(days).unwrap_or_default();
        Self(self.0.saturating_add(span))
    }

    /// The same day of the month so many months later, or that month's last day: six months after 31 August is 28 February.
    #[must_use]
    pub fn plus_months(self, months: i32) -> Self {
        let span = jiff::Span::new().try_months(months).unwrap_or_default();
        Self(self.0.saturating_add(span))
    }

    /// Its year, its month from 1, and its day from 1.
    pub fn parts(self) -> (i16, i8, i8) {
        (self.0.year(), self.0.month(), self.0.day())
    }

    /// The moment at which the day begins in UTC.
    pub fn start(self) -> Timestamp {
        Zone::utc().moment(self, 0)
    }

    /// Monday is 0, Sunday 6.
    fn weekday(self) -> usize {
        usize::try_from(self.0.weekday().to_monday_zero_offset()).unwrap_or(0)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl FromStr for Day {
    type Err = CalendarProblem;
    fn from_str(text: &str) -> Result<Self, CalendarProblem> {
        let wrong = || CalendarProblem::Day(text.chars().take(30).collect());
        // Exactly year, month and day: the library would also read a date out of a longer text.
        let plain = text.bytes().all(|b| b.is_ascii_digit() || b == b'-') && text.len() == 10;
        if !plain {
            return Err(wrong());
        }
        text.parse::<Date>().map(Self).map_err(|_| wrong())
    }
}

impl Serialize for Day {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.to_string())
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// Hours of one day, in minutes since midnight on the wall: `from` 0 to 1,439, `until` after it up to 1,440. Work past
/// midnight stands as two entries, one on each day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hours {
    /// First minute.
    pub from: u16,
    /// First minute after.
    pub until: u16,
}

impl Hours {
    /// The whole day.
    pub const DAY: Self = Self { from: 0, until: DAY_MINUTES };
}

/// Why a calendar cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CalendarProblem {
    /// Not a zone.
    #[error("'{0}' is not a time zone; write it like Asia/Taipei")]
    Zone(String),
    /// Not a day.
    #[error("'{0}' is not a day; write it like 2026-11-22")]
    Day(String),
    /// Hours that end before they begin, or after midnight.
    #[error("on {0}: hours must begin before they end, and end by 24:00; put work past midnight on the next day")]
    Hours(String),
    /// Hours that overlap or are out of order.
    #[error("on {0}: hours overlap or are out of order")]
    Overlap(String),
    /// Too many days.
    #[error("at most {MOST_DAYS} holidays and as many exceptions are possible")]
    TooMany,
    /// The name of a holiday.
    #[error("the holiday on {0} needs a name of at most {LONGEST_HOLIDAY} characters")]
    Holiday(String),
}

/// When an organisation works. An exception overrides a holiday, a holiday the weekly hours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Calendar {
    /// Where its wall clock hangs.
    pub zone: Zone,
    /// Hours by weekday, Monday first; in order, without overlap.
    pub weekly: [Vec<Hours>; 7],
    /// Days off, with their names.
    #[serde(default)]
    pub holidays: BTreeMap<Day, String>,
    /// Days with other hours than usual; an empty list is a day off.
    #[serde(default)]
    pub exceptions: BTreeMap<Day, Vec<Hours>>,
}

/// Working time from one moment to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// First moment.
    pub from: Timestamp,
    /// First moment after.
    pub until: Timestamp,
}

impl Span {
    /// How long it is, in microseconds; never negative.
    pub fn length(self) -> i64 {
        self.until.since(self.from).max(0)
    }

    /// What of it lies within another; may be of no length.
    #[must_use]
    pub fn within(self, other: Self) -> Self {
        let from = self.from.max(other.from);
        Self { from, until: self.until.min(other.until).max(from) }
    }
}

impl Calendar {
    /// Round the clock, every day of the year, as Access Now's helpline works.
    pub fn always() -> Self {
        Self {
            zone: Zone::utc(),
            weekly: std::array::from_fn(|_| vec![Hours::DAY]),
            holidays: BTreeMap::new(),
            exceptions: BTreeMap::new(),
        }
    }

    /// Monday to Friday, the same hours each day. Ours: no helpline publishes its office hours as a standard.
    pub fn weekdays(zone: Zone, hours: Hours) -> Self {
        let weekly = std::array::from_fn(|weekday| if weekday < 5 { vec![hours] } else { Vec::new() });
        Self { zone, weekly, holidays: BTreeMap::new(), exceptions: BTreeMap::new() }
    }

    /// Whether the calendar can be used; the first thing to mend otherwise.
    pub fn check(&self) -> Result<(), CalendarProblem> {
        const NAMES: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
        for (name, hours) in NAMES.iter().zip(&self.weekly) {
            in_order(name, hours)?;
        }
        if self.holidays.len() > MOST_DAYS || self.exceptions.len() > MOST_DAYS {
            return Err(CalendarProblem::TooMany);
        }
        for (day, hours) in &self.exceptions {
            in_order(&day.to_string(), hours)?;
        }
        for (day, name) in &self.holidays {
            if name.trim().is_empty() || name.chars().count() > LONGEST_HOLIDAY {
                return Err(CalendarProblem::Holiday(day.to_string()));
            }
        }
        Ok(())
    }

    /// The hours of a day.
    pub fn hours(&self, day: Day) -> &[Hours] {
        if let Some(hours) = self.exceptions.get(&day) {
            return hours;
        }
        if self.holidays.contains_key(&day) {
            return &[];
        }
        self.weekly.get(day.weekday()).map_or(&[], Vec::as_slice)
    }

    /// The working spans of a day, as moments.
    pub fn spans(&self, day: Day) -> impl Iterator<Item = Span> + '_ {
        self.hours(day).iter().map(move |hours| Span {
            from: self.zone.moment(day, hours.from),
            until: self.zone.moment(day, hours.until),
        })
    }

    /// Working spans from a moment on, in order, cut at that moment; they end after [`FARTHEST_DAYS`].
    pub fn spans_from(&self, from: Timestamp) -> impl Iterator<Item = Span> + '_ {
        let mut day = self.zone.day(from);
        let mut left = FARTHEST_DAYS;
        let days = std::iter::from_fn(move || {
            left -= 1;
            let today = day;
            day = day.next();
            (left >= 0).then_some(today)
        });
        let ahead = Span { from, until: Timestamp(i64::MAX) };
        days.flat_map(move |day| self.spans(day)).map(move |span| span.within(ahead)).filter(|span| span.length() > 0)
    }

    /// Whether it is working time.
    pub fn is_open(&self, at: Timestamp) -> bool {
        self.spans(self.zone.day(at)).any(|span| span.from <= at && at < span.until)
    }

    /// Working time between two moments in microseconds; 0 where the second is not later. Spans longer than
    /// [`FARTHEST_DAYS`] are counted up to there.
    pub fn elapsed_working(&self, from: Timestamp, until: Timestamp) -> i64 {
        let whole = Span { from, until };
        self.spans_from(from)
            .take_while(|span| span.from < until)
            .map(|span| span.within(whole).length())
            .fold(0, i64::saturating_add)
    }

    /// The first moment at which `work` microseconds of working time have passed since `from`; `None` where that is farther
    /// than [`FARTHEST_DAYS`]. Nothing to wait for is due at once.
    pub fn due(&self, from: Timestamp, work: i64) -> Option<Timestamp> {
        if work <= 0 {
            return Some(from);
        }
        let mut left = work;
        for span in self.spans_from(from) {
            if span.length() >= left {
                return Some(span.from.plus(left));
            }
            left -= span.length();
        }
        None
    }
}

fn in_order(name: &str, hours: &[Hours]) -> Result<(), CalendarProblem> {
    let mut end = 0;
    for (place, hours) in hours.iter().enumerate() {
        if hours.from >= hours.until || hours.until > DAY_MINUTES {
            return Err(CalendarProblem::Hours(name.to_owned()));
        }
        if place > 0 && hours.from < end {
            return Err(CalendarProblem::Overlap(name.to_owned()));
        }
        end = hours.until;
    }
    Ok(())
}

/// Calendars and moments for properties.
#[cfg(any(test, feature = "testing"))]
pub mod testing {
    #![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "for tests")]

    use proptest::prelude::*;

    use super::{Calendar, Day, Hours, Timestamp};

    /// The moment that a text such as `2026-11-22T08:30:00Z` names.
    ///
    /// # Panics
    ///
    /// When the text names none.
    pub fn at(text: &str) -> Timestamp {
        Timestamp::parse(text).unwrap()
    }

    /// Calendars of every kind, in zones with and without changes of the clocks.
    ///
    /// # Panics
    ///
    /// Never: the zones are in the database.
    pub fn calendars() -> impl Strategy<Value = Calendar> {
        let zone = prop::sample::select(vec![
            "Asia/Taipei",
            "Asia/Karachi",
            "Asia/Kathmandu",
            "Asia/Yangon",
            "Europe/Berlin",
            "America/New_York",
            "Pacific/Apia",
            "Australia/Lord_Howe",
            "UTC",
        ]);
        let hours = prop::collection::btree_set(0_u16..=96, 0..6).prop_map(|cuts| {
            let cuts: Vec<u16> = cuts.into_iter().map(|quarter| quarter * 15).collect();
            cuts.chunks_exact(2).map(|pair| Hours { from: pair[0], until: pair[1] }).collect::<Vec<_>>()
        });
        let days = || prop::collection::btree_set(0_i32..1_200, 0..12);
        (zone, prop::collection::vec(hours.clone(), 7), days(), days(), hours).prop_map(
            |(zone, weekly, holidays, exceptions, other)| {
                let first = Day::new(2024, 1, 1).unwrap();
                Calendar {
                    zone: zone.parse().unwrap(),
                    weekly: weekly.try_into().unwrap(),
                    holidays: holidays.into_iter().map(|days| (first.plus(days), "a holiday".to_owned())).collect(),
                    exceptions: exceptions.into_iter().map(|days| (first.plus(days), other.clone())).collect(),
                }
            },
        )
    }

    /// Moments in the years 2024 to 2027, in seconds.
    pub fn moments() -> impl Strategy<Value = Timestamp> {
        (1_704_067_200_i64..1_798_761_600).prop_map(Timestamp::from_seconds)
    }
}

#[cfg(test)]
mod tests {
    use super::testing::{at, calendars, moments};
    use super::*;
    use crate::clock::{DAY, HOUR, SECOND};
    use proptest::prelude::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn taipei() -> Calendar {
        Calendar::weekdays("Asia/Taipei".parse().unwrap(), Hours { from: 9 * 60, until: 18 * 60 })
    }

    #[test]
    fn a_day_without_a_midnight_begins_when_the_clocks_change() {
        // On the Azores the clocks went from 24:00 to 1:00 that night.
        let zone: Zone = "Atlantic/Azores".parse().unwrap();
        assert_eq!(zone.moment(day("2008-03-30"), 0), at("2008-03-30T01:00:00Z"));
        assert_eq!(zone.moment(day("2008-03-29"), 1_440), at("2008-03-30T01:00:00Z"));
    }

    #[test]
    fn nights_weekends_and_holidays_do_not_count() {
        let mut calendar = taipei();
        calendar.holidays.insert(day("2026-10-09"), "國慶日補假".to_owned());
        for (from, until, hours) in [
            // A Thursday in Taipei, 09:00 to 18:00.
            ("2026-10-08T01:00:00Z", "2026-10-08T10:00:00Z", 9),
            ("2026-10-08T00:00:00Z", "2026-10-08T02:00:00Z", 1),
            // Over the holiday and the weekend.
            ("2026-10-08T09:00:00Z", "2026-10-12T02:00:00Z", 2),
            ("2026-10-09T00:00:00Z", "2026-10-11T23:00:00Z", 0),
            ("2026-10-08T09:00:00Z", "2026-10-08T01:00:00Z", 0),
        ] {
            assert_eq!(calendar.elapsed_working(at(from), at(until)), hours * HOUR, "{from} to {until}");
        }
        assert_eq!(calendar.due(at("2026-10-08T09:00:00Z"), 2 * HOUR), Some(at("2026-10-12T02:00:00Z")));
        assert!(!calendar.is_open(at("2026-10-09T03:00:00Z")));
        calendar.exceptions.insert(day("2026-10-09"), vec![Hours { from: 600, until: 660 }]);
        assert!(calendar.is_open(at("2026-10-09T02:30:00Z")));
    }

    #[test]
    fn a_change_of_the_clocks_makes_a_night_shorter_or_longer() {
        let night = Calendar {
            weekly: std::array::from_fn(|_| vec![Hours { from: 60, until: 240 }]),
            ..Calendar { zone: "Europe/Berlin".parse().unwrap(), ..Calendar::always() }
        };
        for (date, hours) in [("2026-03-28", 3), ("2026-03-29", 2), ("2026-10-25", 4)] {
            let length: i64 = night.spans(day(date)).map(Span::length).sum();
            assert_eq!(length, hours * HOUR, "{date}");
        }
        // Hours that begin inside the skipped hour begin when the clocks change.
        let skipped = Calendar {
            weekly: std::array::from_fn(|_| vec![Hours { from: 150, until: 180 }, Hours { from: 180, until: 240 }]),
            ..night
        };
        let spans: Vec<Span> = skipped.spans(day("2026-03-29")).collect();
        assert_eq!(spans[0].length(), 0);
        assert_eq!(spans[1], Span { from: at("2026-03-29T01:00:00Z"), until: at("2026-03-29T02:00:00Z") });
    }

    #[test]
    fn a_calendar_without_hours_is_never_due_and_says_so() {
        let never = Calendar { weekly: std::array::from_fn(|_| Vec::new()), ..Calendar::always() };
        assert_eq!(never.due(Timestamp(0), 1), None);
        assert_eq!(never.due(Timestamp(7), 0), Some(Timestamp(7)));
        assert_eq!(never.elapsed_working(Timestamp(0), Timestamp(400 * DAY)), 0);
    }

    #[test]
    fn what_is_wrong_with_a_calendar_is_said_with_its_day() {
        let with = |hours: &[(u16, u16)]| {
            let mut calendar = Calendar::always();
            calendar.weekly[2] = hours.iter().map(|(from, until)| Hours { from: *from, until: *until }).collect();
            calendar.check()
        };
        assert_eq!(with(&[(60, 120), (120, 1_440)]), Ok(()));
        assert_eq!(with(&[(60, 60)]), Err(CalendarProblem::Hours("Wednesday".into())));
        assert_eq!(with(&[(1_000, 1_441)]), Err(CalendarProblem::Hours("Wednesday".into())));
        assert_eq!(with(&[(60, 120), (100, 200)]), Err(CalendarProblem::Overlap("Wednesday".into())));
        let mut calendar = Calendar::always();
        calendar.holidays.insert(day("2026-12-25"), " ".into());
        assert_eq!(calendar.check(), Err(CalendarProblem::Holiday("2026-12-25".into())));
        assert_eq!("Mars/Base".parse::<Zone>(), Err(CalendarProblem::Zone("Mars/Base".into())));
        for text in ["2026-02-30", "22.11.2026", "2026-11-22T00:00", "", "+2026-11-2"] {
            assert!(text.parse::<Day>().is_err(), "{text}");
        }
    }

    #[test]
    fn months_end_with_their_own_last_day() {
        assert_eq!(day("2026-08-31").plus_months(6), day("2027-02-28"));
        assert_eq!(day("2027-08-31").plus_months(6), day("2028-02-29"));
        assert_eq!(day("2026-11-22").plus_months(6), day("2027-05-22"));
        assert_eq!(day("2026-11-22").parts(), (2026, 11, 22));
    }

    #[test]
    fn a_calendar_reads_back() {
        let mut calendar = taipei();
        calendar.holidays.insert(day("2027-01-01"), "New Year".to_owned());
        calendar.exceptions.insert(day("2027-01-02"), vec![Hours::DAY]);
        let text = serde_json::to_string(&calendar).unwrap();
        assert_eq!(serde_json::from_str::<Calendar>(&text).unwrap(), calendar);
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

        #[test]
        fn working_time_never_runs_backwards_and_adds_up(calendar in calendars(), a in moments(), days in 0_i64..40, more in 0_i64..40) {
            prop_assert_eq!(calendar.check(), Ok(()));
            let (b, c) = (a.plus(days * DAY / 3), a.plus((days + more) * DAY / 3));
            let (first, second, both) =
                (calendar.elapsed_working(a, b), calendar.elapsed_working(b, c), calendar.elapsed_working(a, c));
            prop_assert!(first >= 0 && first <= b.since(a));
            prop_assert_eq!(first + second, both);
            prop_assert_eq!(calendar.elapsed_working(c, a.min(c)), 0);
        }

        #[test]
        fn what_is_due_is_due_exactly_when_the_work_has_passed(calendar in calendars(), a in moments(), minutes in 1_i64..4_000) {
            let work = minutes * 60 * SECOND;
            if let Some(due) = calendar.due(a, work) {
                prop_assert_eq!(calendar.elapsed_working(a, due), work);
                prop_assert_eq!(calendar.elapsed_working(a, due.plus(-1)), work - 1);
                prop_assert!(calendar.due(a, work + 1).is_none_or(|later| later > due));
            }
        }

        #[test]
        fn a_holiday_never_counts(mut calendar in calendars(), a in moments()) {
            let off = calendar.zone.day(a);
            calendar.exceptions.remove(&off);
            calendar.holidays.insert(off, "off".to_owned());
            prop_assert!(!calendar.is_open(a));
            let (start, end) = (calendar.zone.moment(off, 0), calendar.zone.moment(off, DAY_MINUTES));
            prop_assert_eq!(calendar.elapsed_working(start, end), 0);
        }

        #[test]
        fn round_the_clock_is_the_wall_clock_in_every_zone(calendar in calendars(), a in moments(), seconds in 0_i64..40_000_000) {
            let always = Calendar { zone: calendar.zone, ..Calendar::always() };
            let b = a.plus(seconds * SECOND);
            prop_assert_eq!(always.elapsed_working(a, b), b.since(a));
            prop_assert_eq!(always.due(a, b.since(a)), Some(b));
            prop_assert!(always.is_open(a));
        }
    }
}
