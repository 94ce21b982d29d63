//! What happens between the network and a platform besides notices: meetings, statements, changes of policy, staff cuts; and what the
//! platform said that it would do.

use saksi_base::calendar::Day;
use saksi_base::problem::Problems;
use saksi_base::{AddresseeId, CommitmentId, EngagementId, OrganisationId, Problem};
use saksi_web::fields::check_text;

use super::register::is_web;
use super::words::words;
use super::{LONG, SHORT};

words! {
    /// What kind of thing happened.
    EngagementKind, "escalations-engagement-" {
        Meeting = "meeting",
        Statement = "statement",
        PolicyChange = "policy-change",
        StaffCut = "staff-cut",
        ProgrammeChange = "programme-change",
        Outage = "outage",
        Other = "other",
    }

    /// What became of a commitment.
    CommitmentState, "escalations-commitment-" {
        Open = "open",
        Kept = "kept",
        Broken = "broken",
    }
}

/// What is written about something that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// What kind.
    pub kind: EngagementKind,
    /// On which day.
    pub day: Day,
    /// In a few words.
    pub title: String,
    /// What was said, who was there, what follows.
    pub text: String,
    /// Where it can be read.
    pub source: String,
    /// Whether every organisation of the network may see it.
    pub shared: bool,
}

impl Written {
    /// What is wrong with it.
    pub fn check(&self, today: Day) -> Result<(), Problem> {
        let mut problems = Problems::new();
        check_text(&mut problems, "title", &self.title, SHORT, true);
        check_text(&mut problems, "text", &self.text, LONG, false);
        check_text(&mut problems, "source", &self.source, 2_000, false);
        if !self.source.is_empty() && !is_web(&self.source) {
            problems.add("source", "escalations-problem-source");
        }
        // Somebody east of here may have tomorrow already.
        if self.day > today.next() {
            problems.add("day", "escalations-problem-future");
        }
        problems.finish()
    }
}

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Engagement {
    /// Which.
    pub id: EngagementId,
    /// Whose entry it is.
    pub owner: OrganisationId,
    /// With whom.
    pub addressee: AddresseeId,
    /// That one's name.
    pub addressee_name: String,
    /// What is written about it.
    pub written: Written,
    /// Counts its changes.
    pub version: i64,
    /// What was promised then.
    pub commitments: Vec<Commitment>,
}

/// What a platform said that it would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commitment {
    /// Which.
    pub id: CommitmentId,
    /// Their words.
    pub quote: String,
    /// By when, if they said so.
    pub due: Option<Day>,
    /// What became of it.
    pub state: CommitmentState,
    /// By what one knows.
    pub told: String,
    /// Counts its changes.
    pub version: i64,
}

/// What may be wrong with a commitment: one that is decided says by what one knows.
pub fn check_commitment(quote: &str, state: CommitmentState, told: &str) -> Result<(), Problem> {
    let mut problems = Problems::new();
    check_text(&mut problems, "quote", quote, 2_000, true);
    check_text(&mut problems, "told", told, 2_000, state != CommitmentState::Open);
    problems.finish()
}

/// A day that a form may leave out.
pub fn day_of(text: &str, field: &'static str) -> Result<Option<Day>, Problem> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    text.trim().parse().map(Some).map_err(|_| Problem::field(field, "escalations-problem-day"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_commitment_is_called_kept_or_broken_only_with_a_reason() {
        assert!(check_commitment("We answer within three days", CommitmentState::Open, "").is_ok());
        for state in [CommitmentState::Kept, CommitmentState::Broken] {
            assert!(check_commitment("We answer", state, " ").unwrap_err().for_field("told").is_some());
            assert!(check_commitment("We answer", state, "Eleven days in March").is_ok());
        }
        assert!(check_commitment(" ", CommitmentState::Open, "").unwrap_err().for_field("quote").is_some());
    }

    #[test]
    fn an_entry_of_a_day_that_is_to_come_is_refused() {
        let today: Day = "2026-11-23".parse().unwrap();
        let written = |day: Day, source: &str| Written {
            kind: EngagementKind::Meeting,
            day,
            title: "A call".into(),
            text: String::new(),
            source: source.into(),
            shared: false,
        };
        assert!(written(today.next(), "").check(today).is_ok());
        assert!(written(today.plus(2), "").check(today).unwrap_err().for_field("day").is_some());
        assert!(written(today, "javascript:alert(1)").check(today).unwrap_err().for_field("source").is_some());
    }
}
