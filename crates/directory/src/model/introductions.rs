//! Introductions: a broker asks both sides, and passes on only what each allowed.

use saksi_base::{IntroductionId, OrganisationId, PersonId, Timestamp};

use super::Field;

/// The longest purpose or outcome, in characters.
pub const LONGEST_TEXT: usize = 1_000;

/// What somebody may open to the other side.
pub const OPENABLE: &[Field] = &[
    Field::Contact,
    Field::Name,
    Field::OwnName,
    Field::Place,
    Field::Languages,
    Field::Skills,
    Field::Affiliations,
    Field::Elsewhere,
    Field::About,
];

/// What one side said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// Nothing yet.
    Waiting,
    /// Yes, and these fields.
    Yes(Vec<Field>),
    /// No.
    No,
}

impl Answer {
    /// How it is stored.
    pub fn code(&self) -> String {
        match self {
            Self::Waiting => String::new(),
            Self::No => "no".to_owned(),
            Self::Yes(fields) => {
                let fields: Vec<&str> = fields.iter().map(|field| field.code()).collect();
                format!("yes {}", fields.join(" "))
            }
        }
    }

    /// Reads what is stored; what cannot be read opens nothing.
    pub fn from_code(code: &str) -> Self {
        let mut words = code.split_whitespace();
        match words.next() {
            None => Self::Waiting,
            Some("yes") => {
                Self::Yes(words.filter_map(Field::from_code).filter(|field| OPENABLE.contains(field)).collect())
            }
            Some(_) => Self::No,
        }
    }
}

/// Where an introduction stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IntroductionState {
    /// At least one side has not answered.
    Asked,
    /// Both said yes.
    Made,
    /// One said no; nobody learns who.
    Declined,
}

impl IntroductionState {
    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Made => "made",
            Self::Declined => "declined",
        }
    }

    /// Reads a stable code.
    pub fn from_code(code: &str) -> Self {
        [Self::Asked, Self::Made, Self::Declined].into_iter().find(|state| state.code() == code).unwrap_or(Self::Asked)
    }

    /// The message that names it.
    pub const fn message(self) -> &'static str {
        match self {
            Self::Asked => "directory-introduction-asked",
            Self::Made => "directory-introduction-made",
            Self::Declined => "directory-introduction-declined",
        }
    }
}

/// One of the two.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    /// Who.
    pub person: PersonId,
    /// What they said.
    pub answer: Answer,
}

/// An introduction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Introduction {
    /// Which.
    pub id: IntroductionId,
    /// Who asks; `None` once they have left it to their organisation.
    pub broker: Option<PersonId>,
    /// For which organisation.
    pub broker_organisation: OrganisationId,
    /// Why the two should meet.
    pub purpose: String,
    /// Where it stands.
    pub state: IntroductionState,
    /// What came of it.
    pub outcome: String,
    /// The day it began.
    pub begun: Timestamp,
    /// Grows with every step.
    pub version: i64,
    /// The two.
    pub parties: Vec<Party>,
}

impl Introduction {
    /// The other one.
    pub fn other(&self, person: PersonId) -> Option<&Party> {
        self.parties.iter().find(|party| party.person != person)
    }

    /// One of the two.
    pub fn party(&self, person: PersonId) -> Option<&Party> {
        self.parties.iter().find(|party| party.person == person)
    }

    /// Where it stands after what both said.
    pub fn settled(&self) -> IntroductionState {
        if self.parties.iter().any(|party| party.answer == Answer::No) {
            IntroductionState::Declined
        } else if self.parties.iter().all(|party| matches!(party.answer, Answer::Yes(_))) {
            IntroductionState::Made
        } else {
            IntroductionState::Asked
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_said_is_read_back_and_opens_nothing_more() {
        for answer in
            [Answer::Waiting, Answer::No, Answer::Yes(vec![]), Answer::Yes(vec![Field::Contact, Field::Place])]
        {
            assert_eq!(Answer::from_code(&answer.code()), answer);
        }
        assert_eq!(Answer::from_code("yes contact funders nonsense"), Answer::Yes(vec![Field::Contact]));
    }
}
