//! Meetings of working groups, and what a calendar outside of the site may know of them.

use saksi_base::calendar::{Day, Zone};
use saksi_base::problem::Problems;
use saksi_base::{Marking, MeetingId, OrganisationId, PersonId, Place, Problem, Timestamp, WorkingGroupId, clock};
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

/// Most people of one organisation, or from one place, at a meeting.
pub const MOST_PEOPLE: i64 = 100_000;
/// Most organisations of a meeting, and most counts of places.
pub const MOST_ROWS: usize = 500;

/// A number of people as somebody typed it; nothing typed is nobody.
pub fn people(problems: &mut Problems, field: &'static str, text: &str) -> i64 {
    let text = text.trim();
    let number = if text.is_empty() { Some(0) } else { text.parse().ok().filter(|n| (0..=MOST_PEOPLE).contains(n)) };
    number.unwrap_or_else(|| {
        problems.add(field, "directory-people-wrong").with("most", MOST_PEOPLE);
        0
    })
}

/// An organisation that takes part in a meeting, and how many came for it. Organisations and people are never one count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    /// Its name as somebody wrote it.
    pub name: String,
    /// How many were in the room.
    pub room: i64,
    /// How many took part from elsewhere.
    pub remote: i64,
}

impl Party {
    /// Trims and checks.
    pub fn tidy(mut self) -> Result<Self, Problem> {
        self.name = one_line(&self.name);
        if self.name.is_empty() {
            return Err(Problem::field("party", "directory-party-missing"));
        }
        if self.name.chars().count() > LONGEST_TITLE {
            return Err(Problem::field("party", "directory-too-long").with("most", LONGEST_TITLE));
        }
        Ok(self)
    }
}

/// How many people of one group of a meeting came from one place. Nothing says who.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The group into which the meeting parted; empty for all together.
    pub breakout: String,
    /// From where.
    pub place: Place,
    /// How many.
    pub people: i64,
}

impl Origin {
    /// Trims and checks.
    pub fn tidy(mut self) -> Result<Self, Problem> {
        let mut problems = Problems::new();
        self.breakout = one_line(&self.breakout);
        if self.breakout.chars().count() > LONGEST_TITLE {
            problems.add("breakout", "directory-too-long").with("most", LONGEST_TITLE);
        }
        if !matches!(self.place, Place::Territory(_)) {
            problems.add("place", "directory-place-wrong");
        }
        if self.people == 0 {
            problems.add("people", "directory-people-wrong").with("most", MOST_PEOPLE);
        }
        problems.finish()?;
        Ok(self)
    }
}

/// Who took part, as counts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Attendance {
    /// Organisations, by name.
    pub parties: Vec<Party>,
    /// Where people came from, by group and place.
    pub origins: Vec<Origin>,
}

/// A count that may be shown outside of the group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// As it is.
    Exactly(i64),
    /// At least so many: a part is hidden.
    AtLeast(i64),
    /// Too small to be shown.
    Hidden,
}

/// Figures about a meeting for those who are not of its group: counts below `threshold` are hidden, and no sum is exact from which a hidden one
/// could be worked out. How many organisations took part tells of no person and is always exact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// How many organisations.
    pub organisations: usize,
    /// How many people in the room.
    pub room: Shown,
    /// How many people from elsewhere.
    pub remote: Shown,
    /// How many people from each place, over all groups together, the most first; places whose count is hidden are not named.
    pub places: Vec<(Place, i64)>,
    /// Whether further places are hidden.
    pub more_places: bool,
}

impl Attendance {
    /// How many came in the room and from elsewhere.
    pub fn people(&self) -> (i64, i64) {
        self.parties.iter().fold((0, 0), |(room, remote), one| (room + one.room, remote + one.remote))
    }

    /// What may be shown outside of the group.
    pub fn report(&self, threshold: i64) -> Report {
        let mut sums: Vec<(Place, i64)> = Vec::new();
        for origin in &self.origins {
            match sums.iter_mut().find(|(place, _)| *place == origin.place) {
                Some((_, sum)) => *sum += origin.people,
                None => sums.push((origin.place.clone(), origin.people)),
            }
        }
        let all = sums.len();
        sums.retain(|(_, people)| *people >= threshold);
        sums.sort_by_key(|(place, people)| (-people, place.code()));
        let more_places = sums.len() < all;
        let (in_room, remotely) = self.people();
        let shown =
            |people: i64| if people >= threshold || people == 0 { Shown::Exactly(people) } else { Shown::Hidden };
        let (mut room, mut remote) = (shown(in_room), shown(remotely));
        if more_places {
            // The sum of people less those of shown places would be those of hidden ones.
            let least = |shown: Shown| match shown {
                Shown::Exactly(0) | Shown::Hidden => Shown::Hidden,
                Shown::Exactly(people) | Shown::AtLeast(people) => Shown::AtLeast(people / threshold * threshold),
            };
            (room, remote) = (least(room), least(remote));
        }
        Report { organisations: self.parties.len(), room, remote, places: sums, more_places }
    }
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
    fn outside_of_the_group_no_small_count_is_shown_nor_can_be_worked_out() {
        let party = |name: &str, room, remote| Party { name: name.into(), room, remote };
        let origin =
            |breakout: &str, code, people| Origin { breakout: breakout.into(), place: Place::Territory(code), people };
        let mut all = Attendance {
            parties: vec![party("Laut Biru", 20, 3), party("Samudra", 9, 2)],
            origins: vec![origin("A", "TW", 8), origin("B", "TW", 9), origin("A", "MM", 3)],
        };
        let report = all.report(11);
        assert_eq!(all.people(), (29, 5));
        assert_eq!((report.organisations, report.room, report.remote), (2, Shown::AtLeast(22), Shown::Hidden));
        assert_eq!((report.places, report.more_places), (vec![(Place::Territory("TW"), 17)], true));
        all.origins.pop();
        let report = all.report(11);
        assert_eq!((report.room, report.more_places), (Shown::Exactly(29), false), "nothing is left to work out");
        assert_eq!(Attendance::default().report(11).room, Shown::Exactly(0));
    }

    #[test]
    fn a_number_of_people_is_a_number_or_nobody() {
        for (text, expected, wrong) in [("", 0, false), (" 12 ", 12, false), ("-1", 0, true), ("many", 0, true)] {
            let mut problems = Problems::new();
            assert_eq!(people(&mut problems, "room", text), expected);
            assert_eq!(problems.finish().is_err(), wrong, "{text}");
        }
        let nowhere = Origin { breakout: String::new(), place: Place::NotDisclosed, people: 0 };
        assert_eq!(nowhere.tidy().unwrap_err().fields.len(), 2);
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
