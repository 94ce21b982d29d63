//! How open a society is, country by country, as the network rates it; and what follows where it is closed: whoever comes new is shown to
//! nobody by default, and nothing leaves the site.

use saksi_base::calendar::Day;
use saksi_base::problem::Problems;
use saksi_base::{CivicRatingId, Place, Problem, Timestamp};
use saksi_network::model::organisation::is_web_address;

use super::groups::LONGEST_CHARTER;

/// Ratings: code and message.
pub const RATINGS: &[(&str, &str)] =
    &[("open", "directory-civic-open"), ("closing", "directory-civic-closing"), ("closed", "directory-civic-closed")];

/// The rating under which those who are new are careful by default.
pub const CLOSED: &str = "closed";

/// What somebody writes when they rate a country.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RatingDraft {
    /// A territory.
    pub place: Place,
    /// A code of [`RATINGS`].
    pub rating: String,
    /// The address of what it rests on.
    pub source: String,
    /// The day since which it holds.
    pub on: Day,
    /// What to know, plain text.
    pub note: String,
    /// Whether everybody reads it.
    pub published: bool,
}

impl RatingDraft {
    /// Trims and checks.
    pub fn tidy(mut self, today: Day) -> Result<Self, Problem> {
        let mut problems = Problems::new();
        if !matches!(self.place, Place::Territory(_)) {
            problems.add("place", "directory-place-wrong");
        }
        if !RATINGS.iter().any(|(code, _)| *code == self.rating) {
            problems.add("rating", "directory-choice-missing");
        }
        self.source = self.source.trim().to_owned();
        if self.source.is_empty() {
            problems.add("source", "directory-civic-source-missing");
        } else if !is_web_address(&self.source) {
            problems.add("source", "directory-link-wrong");
        }
        if self.on > today {
            problems.add("on", "directory-civic-day-ahead");
        }
        self.note = self.note.trim().to_owned();
        if self.note.chars().count() > LONGEST_CHARTER {
            problems.add("note", "directory-too-long").with("most", LONGEST_CHARTER);
        }
        problems.finish()?;
        Ok(self)
    }
}

/// A rating.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rating {
    /// Which.
    pub id: CivicRatingId,
    /// What it says.
    pub draft: RatingDraft,
    /// When it was written.
    pub set: Timestamp,
    /// When it was taken back, and why.
    pub withdrawn: Option<(Timestamp, String)>,
}

/// Of ratings in which those of one country stand together, the latest first: the one that stands for each.
pub fn standing(all: &[Rating]) -> Vec<&Rating> {
    let mut found: Vec<&Rating> = Vec::new();
    for one in all.iter().filter(|one| one.withdrawn.is_none()) {
        if found.last().is_none_or(|last| last.draft.place != one.draft.place) {
            found.push(one);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rating(number: u128, code: &'static str, rating: &str, gone: bool) -> Rating {
        Rating {
            id: CivicRatingId(uuid::Uuid::from_u128(number)),
            draft: RatingDraft {
                place: Place::Territory(code),
                rating: rating.into(),
                source: "https://monitor.example/x".into(),
                on: Day::new(2026, 1, 5).unwrap(),
                note: String::new(),
                published: true,
            },
            set: Timestamp(0),
            withdrawn: gone.then(|| (Timestamp(1), "mistyped".into())),
        }
    }

    #[test]
    fn the_latest_that_was_not_taken_back_stands_for_each_country() {
        let all = [
            rating(1, "MM", "open", true),
            rating(2, "MM", "closed", false),
            rating(3, "MM", "closing", false),
            rating(4, "TH", "closing", true),
            rating(5, "TW", "open", false),
        ];
        let stands: Vec<_> = standing(&all).into_iter().map(|one| one.id.0.as_u128()).collect();
        assert_eq!(stands, [2, 5]);
    }

    #[test]
    fn a_rating_is_of_a_territory_and_rests_on_something_that_everybody_can_read() {
        let today = Day::new(2026, 2, 1).unwrap();
        assert!(rating(1, "TW", "open", false).draft.tidy(today).is_ok());
        let wrong = RatingDraft {
            place: Place::from_code("~The north").unwrap(),
            rating: "so-so".into(),
            source: "somebody said".into(),
            on: Day::new(2026, 2, 2).unwrap(),
            ..rating(1, "TW", "open", false).draft
        };
        let fields: Vec<&str> = wrong.tidy(today).unwrap_err().fields.iter().map(|field| field.field).collect();
        assert_eq!(fields, ["place", "rating", "source", "on"]);
    }
}
