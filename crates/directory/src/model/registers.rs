//! Registers that everybody may read: elections with their dates and who watches them, and norms (codes of conduct, laws, pledges) with
//! who is bound and to what.

use saksi_base::calendar::Day;
use saksi_base::problem::Problems;
use saksi_base::{ElectionId, NormId, OrganisationId, Place, Problem, Timestamp};
use saksi_network::model::organisation::{is_web_address, one_line};

use super::groups::{LONGEST_CHARTER, LONGEST_TITLE};
use super::lenses::Tags;
use super::regions::{REGIONS, region_of};

/// The longest link in bytes, and the longest line in characters.
pub const LONGEST_LINK: usize = 500;
/// Most actors, and most commitments, of one norm.
pub const MOST_LINES: usize = 60;
/// The longest time from the first day to the last, of votes and of the window around them, in days.
pub const LONGEST_DAYS: i32 = 800;

/// Kinds of elections: code and message.
pub const ELECTIONS: &[(&str, &str)] = &[
    ("parliament", "directory-election-parliament"),
    ("head-of-state", "directory-election-head-of-state"),
    ("local", "directory-election-local"),
    ("referendum", "directory-election-referendum"),
    ("other", "directory-election-other"),
];
/// Forms of norms.
pub const FORMS: &[(&str, &str)] = &[
    ("code", "directory-norm-code"),
    ("law", "directory-norm-law"),
    ("pledge", "directory-norm-pledge"),
    ("guideline", "directory-norm-guideline"),
];
/// Where a norm holds.
pub const LEVELS: &[(&str, &str)] = &[
    ("international", "directory-norm-international"),
    ("regional", "directory-norm-regional"),
    ("national", "directory-norm-national"),
    ("party", "directory-norm-of-party"),
];
/// Whom a norm is for.
pub const ACTORS: &[(&str, &str)] = &[
    ("journalists", "directory-norm-journalists"),
    ("parties", "directory-norm-parties"),
    ("candidates", "directory-norm-candidates"),
    ("platforms", "directory-norm-platforms"),
    ("authorities", "directory-norm-authorities"),
    ("civil-society", "directory-norm-civil-society"),
];

/// The message of a code; of one that is not known, the last.
pub fn message_of(list: &[(&str, &'static str)], code: &str) -> &'static str {
    list.iter().find(|(known, _)| *known == code).or_else(|| list.last()).map_or("", |(_, message)| message)
}

/// Whether a place lies in a region; every place lies in none in particular.
pub fn lies_in(place: &Place, region: &str) -> bool {
    region.is_empty() || region_of(place).is_some_and(|found| found.code == region)
}

/// The code of a known region, or empty.
pub fn region_code(code: &str) -> &'static str {
    REGIONS.iter().find(|region| region.code == code).map_or("", |region| region.code)
}

fn title(problems: &mut Problems, field: &'static str, text: &str, required: bool) -> String {
    let text = one_line(text);
    if required && text.is_empty() {
        problems.add(field, "directory-title-missing");
    } else if text.chars().count() > LONGEST_TITLE {
        problems.add(field, "directory-too-long").with("most", LONGEST_TITLE);
    }
    text
}

fn about(problems: &mut Problems, text: &str) -> String {
    let text = text.trim();
    if text.chars().count() > LONGEST_CHARTER {
        problems.add("about", "directory-too-long").with("most", LONGEST_CHARTER);
    }
    text.to_owned()
}

fn link(problems: &mut Problems, text: &str) -> String {
    let text = text.trim();
    if !text.is_empty() && !is_web_address(text) {
        problems.add("link", "directory-link-wrong");
    }
    text.to_owned()
}

fn known(problems: &mut Problems, field: &'static str, list: &[(&str, &str)], code: &str) {
    if !list.iter().any(|(known, _)| *known == code) {
        problems.add(field, "directory-choice-missing");
    }
}

/// What somebody writes about an election.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ElectionDraft {
    /// In English.
    pub title: String,
    /// As it is called there; may be empty.
    pub native_title: String,
    /// A code of [`ELECTIONS`].
    pub kind: String,
    /// Where.
    pub place: Place,
    /// First and last day on which people vote.
    pub votes: (Day, Day),
    /// First and last day of the time around it in which claims and threats belong to it.
    pub window: (Day, Day),
    /// Whether the days are not fixed yet.
    pub tentative: bool,
    /// An address to read more; may be empty.
    pub link: String,
    /// What to know, plain text.
    pub about: String,
    /// What it carries of the gender lens and of the goals.
    pub tags: Tags,
}

impl ElectionDraft {
    /// Trims and checks.
    pub fn tidy(mut self) -> Result<Self, Problem> {
        let mut problems = Problems::new();
        self.title = title(&mut problems, "title", &self.title, true);
        self.native_title = title(&mut problems, "native_title", &self.native_title, false);
        known(&mut problems, "kind", ELECTIONS, &self.kind);
        if self.place == Place::NotDisclosed {
            problems.add("place", "directory-election-place-missing");
        }
        if self.votes.1 < self.votes.0 || self.votes.1 > self.votes.0.plus(LONGEST_DAYS) {
            problems.add("votes_until", "directory-days-wrong");
        }
        if self.window.0 > self.votes.0 || self.window.0 < self.votes.0.plus(-LONGEST_DAYS) {
            problems.add("window_from", "directory-window-wrong");
        }
        if self.window.1 < self.votes.1 || self.window.1 > self.votes.1.plus(LONGEST_DAYS) {
            problems.add("window_until", "directory-window-wrong");
        }
        self.link = link(&mut problems, &self.link);
        self.about = about(&mut problems, &self.about);
        self.tags = self.tags.tidy(&mut problems);
        problems.finish()?;
        Ok(self)
    }
}

/// An organisation that says that it watches an election, or keeps a norm.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Team {
    /// Which.
    pub organisation: OrganisationId,
    /// Its name.
    pub name: String,
    /// The end of the address of its page.
    pub slug: String,
    /// What it does there; may be empty.
    pub does: String,
}

/// An election.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Election {
    /// Which.
    pub id: ElectionId,
    /// Who keeps the entry.
    pub organisation: OrganisationId,
    /// What it says.
    pub draft: ElectionDraft,
    /// When it was changed last.
    pub changed: Timestamp,
    /// Grows with every change.
    pub version: i64,
    /// Who watches it; read with one entry, not with a list.
    pub teams: Vec<Team>,
}

/// What somebody writes about a norm.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NormDraft {
    /// In English.
    pub title: String,
    /// As it is called in its own language; may be empty.
    pub native_title: String,
    /// A code of [`FORMS`].
    pub form: String,
    /// A code of [`LEVELS`].
    pub level: String,
    /// A code of [`ACTORS`].
    pub actor: String,
    /// Where it holds; not said for everywhere.
    pub place: Place,
    /// When it was adopted, if that is known.
    pub adopted: Option<Day>,
    /// Where its text stands; may be empty.
    pub link: String,
    /// What to know, plain text.
    pub about: String,
    /// Who is bound or signed, one each.
    pub actors: Vec<String>,
    /// To what, one each.
    pub commitments: Vec<String>,
    /// What it carries of the gender lens and of the goals.
    pub tags: Tags,
}

impl NormDraft {
    /// Trims and checks.
    pub fn tidy(mut self) -> Result<Self, Problem> {
        let mut problems = Problems::new();
        self.title = title(&mut problems, "title", &self.title, true);
        self.native_title = title(&mut problems, "native_title", &self.native_title, false);
        known(&mut problems, "form", FORMS, &self.form);
        known(&mut problems, "level", LEVELS, &self.level);
        known(&mut problems, "actor", ACTORS, &self.actor);
        self.link = link(&mut problems, &self.link);
        self.about = about(&mut problems, &self.about);
        self.tags = self.tags.tidy(&mut problems);
        for (field, lines) in [("actors", &mut self.actors), ("commitments", &mut self.commitments)] {
            *lines = lines.iter().map(|line| one_line(line)).filter(|line| !line.is_empty()).collect();
            if lines.len() > MOST_LINES {
                problems.add(field, "directory-too-many").with("most", MOST_LINES);
            }
            if lines.iter().any(|line| line.chars().count() > LONGEST_LINK) {
                problems.add(field, "directory-line-too-long").with("most", LONGEST_LINK);
            }
        }
        problems.finish()?;
        Ok(self)
    }
}

/// A norm.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Norm {
    /// Which.
    pub id: NormId,
    /// Who keeps the entry.
    pub organisation: OrganisationId,
    /// What it says.
    pub draft: NormDraft,
    /// When it was changed last.
    pub changed: Timestamp,
    /// Grows with every change.
    pub version: i64,
    /// Who says that they keep it; read with one entry, not with a list.
    pub keepers: Vec<Team>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(month: i8, number: i8) -> Day {
        Day::new(2026, month, number).unwrap()
    }

    fn draft() -> ElectionDraft {
        ElectionDraft {
            title: " Local\nelections ".into(),
            native_title: "地方選舉".into(),
            kind: "local".into(),
            place: Place::Territory("TW"),
            votes: (day(11, 28), day(11, 28)),
            window: (day(9, 1), day(12, 20)),
            tentative: false,
            link: "https://cec.example/2026".into(),
            about: String::new(),
            tags: Tags::from_stored("violence", "16 5.2"),
        }
    }

    #[test]
    fn an_election_lies_within_its_window_and_somewhere() {
        let tidy = draft().tidy().unwrap();
        assert_eq!((tidy.title.as_str(), tidy.tags.stored_goals().as_str()), ("Local elections", "5.2 16"));
        let wrong = ElectionDraft {
            title: String::new(),
            kind: "tea-party".into(),
            place: Place::NotDisclosed,
            votes: (day(11, 28), day(11, 27)),
            window: (day(11, 29), day(11, 20)),
            link: "javascript:alert(1)".into(),
            tags: Tags::from_stored("", "16.99"),
            ..draft()
        };
        let fields: Vec<&str> = wrong.tidy().unwrap_err().fields.iter().map(|field| field.field).collect();
        assert_eq!(fields, ["title", "kind", "place", "votes_until", "window_from", "window_until", "link", "targets"]);
        let own = ElectionDraft { place: Place::from_code("~Kawthoolei").unwrap(), ..draft() };
        assert!(own.tidy().is_ok(), "a place in one's own words is a place");
    }

    #[test]
    fn taiwan_lies_in_east_asia_and_every_place_lies_in_all_regions_together() {
        let taiwan = Place::Territory("TW");
        assert!(lies_in(&taiwan, "030") && !lies_in(&taiwan, "035") && lies_in(&taiwan, ""));
        assert!(!lies_in(&Place::NotDisclosed, "030"));
        assert_eq!((region_code("030"), region_code("999")), ("030", ""));
    }
}
