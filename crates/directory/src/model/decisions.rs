//! Questions that a working group decides: options, a quorum, a deadline; and what was decided.

use saksi_base::problem::Problems;
use saksi_base::{DecisionId, Marking, OrganisationId, PersonId, Problem, Timestamp, WorkingGroupId, clock};
use saksi_network::model::organisation::one_line;

use super::groups::{LONGEST_NOTE, LONGEST_TITLE};
use super::lenses::Tags;

/// Least and most options of a question.
pub const OPTIONS: std::ops::RangeInclusive<usize> = 2..=12;
/// The farthest deadline, in days.
pub const FARTHEST_DAYS: i64 = 366;
/// Most questions of one group that are open at a time.
pub const MOST_OPEN: i64 = 50;
/// The position of a vote that abstains.
pub const ABSTAINS: i64 = -1;

/// What somebody asks a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecisionDraft {
    /// The question.
    pub question: String,
    /// What to know about it, plain text.
    pub detail: String,
    /// What can be answered, besides abstaining.
    pub options: Vec<String>,
    /// How many of a hundred members must take part for a result.
    pub quorum: i64,
    /// Until when votes count.
    pub closes: Timestamp,
    /// Who may read it: GREEN or AMBER.
    pub marking: Marking,
    /// What it carries of the gender lens and of the goals.
    pub tags: Tags,
}

impl DecisionDraft {
    /// Trims and checks.
    pub fn tidy(mut self, now: Timestamp) -> Result<Self, Problem> {
        let mut problems = Problems::new();
        self.question = one_line(&self.question);
        self.detail = self.detail.trim().to_owned();
        self.options = self.options.iter().map(|option| one_line(option)).filter(|option| !option.is_empty()).collect();
        if self.question.is_empty() {
            problems.add("question", "directory-decision-question-missing");
        } else if self.question.chars().count() > LONGEST_TITLE {
            problems.add("question", "directory-too-long").with("most", LONGEST_TITLE);
        }
        if self.detail.chars().count() > LONGEST_NOTE {
            problems.add("detail", "directory-too-long").with("most", LONGEST_NOTE);
        }
        let mut seen: Vec<String> = self.options.iter().map(|option| option.to_lowercase()).collect();
        seen.sort_unstable();
        seen.dedup();
        if !OPTIONS.contains(&self.options.len()) {
            problems
                .add("options", "directory-decision-options-wrong")
                .with("least", OPTIONS.start())
                .with("most", OPTIONS.end());
        } else if seen.len() != self.options.len() {
            problems.add("options", "directory-decision-options-same");
        } else if self.options.iter().any(|option| option.chars().count() > LONGEST_TITLE) {
            problems.add("options", "directory-line-too-long").with("most", LONGEST_TITLE);
        }
        if !(0..=100).contains(&self.quorum) {
            problems.add("quorum", "directory-decision-quorum-wrong");
        }
        if self.closes <= now {
            problems.add("day", "directory-decision-past");
        } else if self.closes.since(now) > FARTHEST_DAYS * clock::DAY {
            problems.add("day", "directory-decision-far").with("most", FARTHEST_DAYS);
        }
        self.tags = self.tags.tidy(&mut problems);
        problems.finish()?;
        Ok(self)
    }
}

/// Where a question stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecisionState {
    /// Votes count.
    Open,
    /// The deadline has passed.
    Settled,
    /// Whoever asked took it back.
    Withdrawn,
}

impl DecisionState {
    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Settled => "settled",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// Reads a stable code.
    pub fn from_code(code: &str) -> Self {
        [Self::Open, Self::Settled].into_iter().find(|state| state.code() == code).unwrap_or(Self::Withdrawn)
    }
}

/// What was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The option at this place had more votes than any other.
    Chosen(usize),
    /// Two or more had as many, and nothing is decided.
    Tied,
    /// Too few took part.
    NoQuorum,
    /// Nobody voted for anything.
    Nothing,
}

/// How many must take part for a result.
pub fn needed(members: i64, quorum: i64) -> i64 {
    (members.max(0).saturating_mul(quorum.clamp(0, 100)) + 99) / 100
}

/// What votes decide. Whoever abstains takes part, and counts for the quorum alone.
pub fn outcome(votes: &[i64], abstained: i64, members: i64, quorum: i64) -> Outcome {
    let cast: i64 = votes.iter().sum();
    if cast + abstained < needed(members, quorum) {
        return Outcome::NoQuorum;
    }
    let most = votes.iter().copied().max().unwrap_or(0);
    let mut first = votes.iter().enumerate().filter(|(_, votes)| **votes == most).map(|(place, _)| place);
    match (most, first.next(), first.next()) {
        (0, _, _) | (_, None, _) => Outcome::Nothing,
        (_, Some(place), None) => Outcome::Chosen(place),
        (_, Some(_), Some(_)) => Outcome::Tied,
    }
}

/// A question of a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// Which.
    pub id: DecisionId,
    /// Of which group.
    pub group: WorkingGroupId,
    /// Who asked; `None` once they are forgotten.
    pub author: Option<PersonId>,
    /// For which organisation.
    pub organisation: OrganisationId,
    /// Who may read it.
    pub marking: Marking,
    /// The question.
    pub question: String,
    /// What to know about it.
    pub detail: String,
    /// What it carries of the gender lens and of the goals.
    pub tags: Tags,
    /// How many of a hundred members must take part.
    pub quorum: i64,
    /// When it was asked.
    pub opened: Timestamp,
    /// Until when votes count.
    pub closes: Timestamp,
    /// Where it stands.
    pub state: DecisionState,
    /// How many members there are now, or were at the deadline.
    pub members: i64,
    /// How many took part, so far or in the end.
    pub took_part: i64,
    /// How many abstained, once it is settled.
    pub abstained: i64,
    /// What can be answered, and how many answered so, once it is settled.
    pub options: Vec<(String, i64)>,
    /// How whoever looks votes: a position, or [`ABSTAINS`].
    pub own: Option<i64>,
}

impl Decision {
    /// What was decided, once it is settled.
    pub fn outcome(&self) -> Option<Outcome> {
        let votes: Vec<i64> = self.options.iter().map(|(_, votes)| *votes).collect();
        (self.state == DecisionState::Settled).then(|| outcome(&votes, self.abstained, self.members, self.quorum))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NOW: Timestamp = Timestamp::from_seconds(1_768_435_200);

    #[test]
    fn the_option_with_most_votes_is_chosen_where_enough_took_part() {
        for (votes, abstained, members, quorum, expected) in [
            (&[3, 1][..], 0, 8, 50, Outcome::Chosen(0)),
            (&[1, 2, 0], 1, 8, 50, Outcome::Chosen(1)),
            (&[1, 2], 0, 8, 50, Outcome::NoQuorum),
            (&[2, 2], 0, 8, 50, Outcome::Tied),
            (&[0, 0], 4, 8, 50, Outcome::Nothing),
            (&[0, 0], 0, 8, 0, Outcome::Nothing),
            (&[1, 0], 0, 3, 34, Outcome::NoQuorum),
            (&[1, 0], 1, 3, 34, Outcome::Chosen(0)),
            (&[1, 0], 0, 0, 100, Outcome::Chosen(0)),
        ] {
            assert_eq!(
                outcome(votes, abstained, members, quorum),
                expected,
                "{votes:?} {abstained} {members} {quorum}"
            );
        }
    }

    #[test]
    fn a_question_says_what_it_lacks() {
        let draft = DecisionDraft {
            question: " Where\nnext? ".into(),
            detail: String::new(),
            options: vec!["Taipei".into(), " ".into(), "Jakarta ".into()],
            quorum: 50,
            closes: NOW.plus(clock::DAY),
            marking: Marking::Amber,
            tags: Tags::from_stored("violence", "16"),
        };
        let fine = draft.clone().tidy(NOW).unwrap();
        assert_eq!((fine.question.as_str(), fine.options.len()), ("Where next?", 2));
        let same = DecisionDraft { options: vec!["Yes".into(), "yes".into()], ..draft.clone() };
        assert_eq!(same.tidy(NOW).unwrap_err().fields.first().unwrap().message, "directory-decision-options-same");
        let bad = DecisionDraft { question: String::new(), options: vec![], quorum: 101, closes: NOW, ..draft };
        let fields: Vec<&str> = bad.tidy(NOW).unwrap_err().fields.iter().map(|field| field.field).collect();
        assert_eq!(fields, ["question", "options", "quorum", "day"]);
    }

    proptest! {
        #[test]
        fn more_who_abstain_never_change_what_is_chosen(votes in prop::collection::vec(0..50_i64, 2..6), more in 0..50_i64, quorum in 0..=100_i64) {
            let members = votes.iter().sum::<i64>() + more;
            let without = outcome(&votes, 0, members, quorum);
            let with = outcome(&votes, more, members, quorum);
            prop_assert!(without == Outcome::NoQuorum || without == with);
            prop_assert_ne!(with, Outcome::NoQuorum, "everybody took part");
        }
    }
}
