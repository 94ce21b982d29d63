//! Meetings of working groups, and what a calendar outside of the site may know of them.

use saksi_base::calendar::{Day, Zone};
use saksi_base::problem::Problems;
use saksi_base::{Marking, MeetingId, OrganisationId, PersonId, Problem, Timestamp, WorkingGroupId, clock};
use saksi_network::model::organisation::one_line;

use super::groups::LONGEST_TITLE;
use super::lenses::Tags;

/// The longest place, in characters.
pub const LONGEST_PLACE: usize = 300;
/// The longest meeting, in minutes: two weeks.
pub const LONGEST_MINUTES: i64 = 14 * 24 * 60;
/// Kinds of meetings besides the usual one: code and message.
pub const KINDS: &[(&str, &str)] = &[
    ("training", "directory-meeting-training"),
    ("roundtable", "directory-meeting-roundtable"),
    ("guest-talk", "directory-meeting-guest-talk"),
    ("demonstration", "directory-meeting-demonstration"),
];
/// Most meetings of one group that are still to come.
pub const MOST_AHEAD: i64 = 200;

/// What somebody says of a meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeetingDraft {
    /// In a few words.
    pub title: String,
    /// Where: a room, a link.
    pub place: String,
    /// When it begins.
    pub begins: Timestamp,
    /// When it ends.
    pub ends: Timestamp,
    /// The zone in which it was planned.
    pub zone: Zone,
    /// Who may read it: GREEN or AMBER.
    pub marking: Marking,
    /// A code of [`KINDS`], or empty for a meeting like any other.
    pub kind: String,
    /// What it carries of the gender lens and of the goals.
    pub tags: Tags,
}

/// Reads a time of day, `19:30`, as minutes since midnight.
pub fn minutes(text: &str) -> Option<u16> {
    let (hour, minute) = text.trim().split_once(':')?;
    // Some browsers send seconds too.
    let minute = minute.get(..2)?;
    let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
    (hour < 24 && minute < 60).then_some(hour * 60 + minute)
}

/// A moment as somebody typed it: a day, a time of the day, a zone. What is wrong is added to `problems`.
pub fn moment(day: &str, time: &str, zone: &str, problems: &mut Problems) -> Option<(Timestamp, Zone)> {
    let day: Option<Day> = day.trim().parse().ok();
    let time = minutes(time);
    let zone: Option<Zone> = zone.trim().parse().ok();
    if day.is_none() {
        problems.add("day", "directory-day-wrong");
    }
    if time.is_none() {
        problems.add("time", "directory-time-wrong");
    }
    if zone.is_none() {
        problems.add("zone", "directory-zone-wrong");
    }
    let (day, time, zone) = (day?, time?, zone?);
    Some((zone.moment(day, time), zone))
}

impl MeetingDraft {
    /// Trims and checks.
    pub fn tidy(mut self, now: Timestamp) -> Result<Self, Problem> {
        let mut problems = Problems::new();
        self.title = one_line(&self.title);
        self.place = one_line(&self.place);
        if self.title.is_empty() {
            problems.add("title", "directory-title-missing");
        } else if self.title.chars().count() > LONGEST_TITLE {
            problems.add("title", "directory-too-long").with("most", LONGEST_TITLE);
        }
        if self.place.chars().count() > LONGEST_PLACE {
            problems.add("place", "directory-too-long").with("most", LONGEST_PLACE);
        }
        if !KINDS.iter().any(|(code, _)| *code == self.kind) {
            self.kind.clear();
        }
        self.tags = self.tags.tidy(&mut problems);
        let length = self.ends.since(self.begins);
        if !(clock::MINUTE..=LONGEST_MINUTES * clock::MINUTE).contains(&length) {
            problems.add("minutes", "directory-meeting-minutes-wrong").with("most", LONGEST_MINUTES);
        }
        if self.ends <= now {
            problems.add("day", "directory-meeting-past");
        } else if self.begins.since(now) > 3 * 366 * clock::DAY {
            problems.add("day", "directory-meeting-far");
        }
        problems.finish()?;
        Ok(self)
    }
}

/// A meeting of a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meeting {
    /// Which.
    pub id: MeetingId,
    /// Of which group.
    pub group: WorkingGroupId,
    /// Who planned it; `None` once they are forgotten.
    pub author: Option<PersonId>,
    /// For which organisation.
    pub organisation: OrganisationId,
    /// What is said of it.
    pub draft: MeetingDraft,
    /// It will not be.
    pub cancelled: bool,
    /// When it was said or changed last.
    pub changed: Timestamp,
    /// Grows with every change.
    pub version: i64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_of_day_is_read_as_browsers_send_it() {
        for (text, expected) in [
            ("00:00", Some(0)),
            ("19:30", Some(1_170)),
            ("19:30:00", Some(1_170)),
            ("24:00", None),
            ("7", None),
            ("7:5", None),
            ("", None),
        ] {
            assert_eq!(minutes(text), expected, "{text}");
        }
    }

    #[test]
    fn a_moment_is_that_of_its_zone_and_each_part_says_what_is_wrong() {
        let mut problems = Problems::new();
        let (at, zone) = moment("2026-12-01", "10:00", "Asia/Taipei", &mut problems).unwrap();
        assert_eq!((at.to_rfc3339().as_str(), zone.name()), ("2026-12-01T02:00:00Z", "Asia/Taipei"));
        problems.finish().unwrap();
        let mut problems = Problems::new();
        assert!(moment("tomorrow", "ten", "Mars", &mut problems).is_none());
        let fields: Vec<&str> = problems.finish().unwrap_err().fields.iter().map(|field| field.field).collect();
        assert_eq!(fields, ["day", "time", "zone"]);
    }
}
