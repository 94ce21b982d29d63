//! What is worth trusting: sources and other things of civic value, each with the organisations that vouch for it. Countering harm alone would
//! leave nothing to turn to.

use saksi_base::calendar::Day;
use saksi_base::problem::Problems;
use saksi_base::{LanguageTag, OrganisationId, Place, Problem, Timestamp, TrustedId};
use saksi_network::model::organisation::{is_web_address, one_line};

use super::groups::{LONGEST_CHARTER, LONGEST_TITLE};
use super::lenses::Tags;
use super::registers::{Team, lies_in};

/// How many organisations vouch before everybody sees an entry.
pub const LEAST_VOUCHERS: usize = 2;
/// For how many days somebody's word that an entry is right counts.
pub const FRESH_DAYS: i32 = 365;
/// Most languages of an entry.
pub const MOST_LANGUAGES: usize = 12;

/// Kinds: code and message. The last is no source but something else of civic value.
pub const KINDS: &[(&str, &str)] = &[
    ("news", "directory-trusted-news"),
    ("checks", "directory-trusted-checks"),
    ("data", "directory-trusted-data"),
    ("community", "directory-trusted-community"),
    ("civic", "directory-trusted-civic"),
];

/// What somebody writes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrustedDraft {
    /// A code of [`KINDS`].
    pub kind: String,
    /// Its name in English.
    pub title: String,
    /// As it calls itself; may be empty.
    pub native_title: String,
    /// Where it is or what it is about; not said for everywhere.
    pub place: Place,
    /// In which languages it is.
    pub languages: Vec<LanguageTag>,
    /// Where it stands.
    pub link: String,
    /// Why it is worth trusting, plain text.
    pub about: String,
    /// What it carries of the gender lens and of the goals.
    pub tags: Tags,
}

impl TrustedDraft {
    /// Trims and checks.
    pub fn tidy(mut self) -> Result<Self, Problem> {
        let mut problems = Problems::new();
        if !KINDS.iter().any(|(code, _)| *code == self.kind) {
            problems.add("kind", "directory-choice-missing");
        }
        self.title = one_line(&self.title);
        self.native_title = one_line(&self.native_title);
        if self.title.is_empty() {
            problems.add("title", "directory-title-missing");
        }
        for (field, text) in [("title", &self.title), ("native_title", &self.native_title)] {
            if text.chars().count() > LONGEST_TITLE {
                problems.add(field, "directory-too-long").with("most", LONGEST_TITLE);
            }
        }
        let mut seen: Vec<LanguageTag> = Vec::new();
        for tag in self.languages {
            if !seen.contains(&tag) {
                seen.push(tag);
            }
        }
        self.languages = seen;
        if self.languages.len() > MOST_LANGUAGES {
            problems.add("languages", "directory-too-many").with("most", MOST_LANGUAGES);
        }
        self.link = self.link.trim().to_owned();
        if !is_web_address(&self.link) {
            problems.add("link", "directory-link-wrong");
        }
        self.about = self.about.trim().to_owned();
        if self.about.is_empty() {
            problems.add("about", "directory-trusted-why-missing");
        } else if self.about.chars().count() > LONGEST_CHARTER {
            problems.add("about", "directory-too-long").with("most", LONGEST_CHARTER);
        }
        self.tags = self.tags.tidy(&mut problems);
        problems.finish()?;
        Ok(self)
    }

    /// Whether somebody who vouched for one vouched for the other: it is the same thing, for the same reason.
    pub fn says_the_same(&self, other: &Self) -> bool {
        self.kind == other.kind && self.title == other.title && self.link == other.link && self.about == other.about
    }
}

/// An entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trusted {
    /// Which.
    pub id: TrustedId,
    /// Who keeps it.
    pub organisation: OrganisationId,
    /// What it says.
    pub draft: TrustedDraft,
    /// The day on which somebody last said that it is right.
    pub reviewed: Day,
    /// When it was changed last.
    pub changed: Timestamp,
    /// Grows with every change.
    pub version: i64,
    /// Who vouches for it.
    pub vouchers: Vec<Team>,
}

impl Trusted {
    /// Whether everybody sees it.
    pub const fn is_published(&self) -> bool {
        self.vouchers.len() >= LEAST_VOUCHERS
    }

    /// Whether nobody looked at it for a year.
    pub fn is_stale(&self, today: Day) -> bool {
        today > self.reviewed.plus(FRESH_DAYS)
    }
}

/// What is looked for; what is empty leaves nothing out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// A kind.
    pub kind: String,
    /// The code of a country.
    pub place: String,
    /// A language.
    pub language: String,
    /// The code of a region.
    pub region: String,
    /// Of the gender lens.
    pub lens: String,
    /// A goal or a target.
    pub goal: String,
}

impl Wanted {
    /// Whether an entry is among it.
    pub fn shows(&self, draft: &TrustedDraft) -> bool {
        (self.kind.is_empty() || self.kind == draft.kind)
            && (self.place.is_empty() || self.place == draft.place.code())
            && (self.language.is_empty() || draft.languages.iter().any(|tag| tag.as_str() == self.language))
            && lies_in(&draft.place, &self.region)
            && draft.tags.pass(&self.lens, &self.goal)
    }

    /// Whether it leaves nothing out.
    pub fn is_empty(&self) -> bool {
        [&self.kind, &self.place, &self.language, &self.region, &self.lens, &self.goal]
            .into_iter()
            .all(String::is_empty)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft() -> TrustedDraft {
        TrustedDraft {
            kind: "news".into(),
            title: " Lake\nNews ".into(),
            native_title: "湖報".into(),
            place: Place::Territory("TW"),
            languages: ["zh-Hant", "en", "en"].iter().filter_map(|tag| tag.parse().ok()).collect(),
            link: "https://lake.example".into(),
            about: "It corrects itself in public.".into(),
            tags: Tags::from_stored("equality", "16.10"),
        }
    }

    fn entry(vouchers: u128) -> Trusted {
        let house = |number: u128| Team {
            organisation: OrganisationId(uuid::Uuid::from_u128(number)),
            name: format!("House {number}"),
            slug: format!("house-{number}"),
            does: String::new(),
        };
        Trusted {
            id: TrustedId(uuid::Uuid::from_u128(7)),
            organisation: OrganisationId(uuid::Uuid::nil()),
            draft: draft(),
            reviewed: Day::new(2026, 1, 1).unwrap(),
            changed: Timestamp(0),
            version: 1,
            vouchers: (0..vouchers).map(house).collect(),
        }
    }

    #[test]
    fn an_entry_says_where_it_is_and_why_it_is_worth_trusting() {
        let tidy = draft().tidy().unwrap();
        assert_eq!((tidy.title.as_str(), tidy.languages.len()), ("Lake News", 2));
        let wrong = TrustedDraft {
            kind: "rumour".into(),
            title: String::new(),
            link: "lake".into(),
            about: " ".into(),
            ..draft()
        };
        let fields: Vec<&str> = wrong.tidy().unwrap_err().fields.iter().map(|field| field.field).collect();
        assert_eq!(fields, ["kind", "title", "link", "about"]);
    }

    #[test]
    fn two_organisations_make_it_public_and_a_year_makes_it_old() {
        assert_eq!([0, 1, 2, 3].map(|count| entry(count).is_published()), [false, false, true, true]);
        let day = |year, month, number| Day::new(year, month, number).unwrap();
        assert!(!entry(2).is_stale(day(2027, 1, 1)));
        assert!(entry(2).is_stale(day(2027, 1, 2)));
    }

    #[test]
    fn whoever_vouched_did_so_for_this_very_thing() {
        assert!(draft().says_the_same(&TrustedDraft { tags: Tags::default(), ..draft() }));
        assert!(!draft().says_the_same(&TrustedDraft { link: "https://other.example".into(), ..draft() }));
        assert!(!draft().says_the_same(&TrustedDraft { about: "It is cheap.".into(), ..draft() }));
    }

    #[test]
    fn it_is_found_by_country_language_region_lens_and_goal() {
        let tidy = draft().tidy().unwrap();
        let shows = |wanted: Wanted| wanted.shows(&tidy);
        assert!(shows(Wanted { place: "TW".into(), region: "030".into(), goal: "16".into(), ..Wanted::default() }));
        assert!(shows(Wanted { language: "zh-Hant".into(), lens: "equality".into(), ..Wanted::default() }));
        assert!(!shows(Wanted { place: "TH".into(), ..Wanted::default() }));
        assert!(!shows(Wanted { region: "035".into(), ..Wanted::default() }));
    }
}
