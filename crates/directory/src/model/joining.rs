//! Joining: a door, a request, the members who vouch, and a decision with its reason.

use saksi_base::problem::Problems;
use saksi_base::{DoorId, JoinRequestId, Place, Problem, Timestamp};
use saksi_network::model::organisation::{is_email_address, one_line};

use super::lenses::Tags;

/// The longest name of a person or an organisation, in characters.
pub const LONGEST_NAME: usize = 120;
/// The longest contribution, note or reason, in characters.
pub const LONGEST_TEXT: usize = 2_000;
/// The most requests of one door that wait at a time; what is more than that is a flood.
pub const MOST_WAITING: i64 = 500;
/// The most vouches that a door may ask for.
pub const MOST_VOUCHES: i64 = 5;

/// What a door leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DoorKind {
    /// The network.
    Network,
    /// The network, from an event.
    Event,
}

impl DoorKind {
    /// Every kind.
    pub const ALL: [Self; 2] = [Self::Network, Self::Event];

    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Network => "network",
            Self::Event => "event",
        }
    }

    /// Reads a stable code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// A public page on which somebody can ask to join, or leave a contribution.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Door {
    /// Which.
    pub id: DoorId,
    /// Its place in the short link, `/j/…`.
    pub code: String,
    /// What it leads to.
    pub kind: DoorKind,
    /// The name of the network or event.
    pub title: String,
    /// What a visitor should know, plain text.
    pub about: String,
    /// The region it is for, a code of [`super::regions::REGIONS`]; empty for the whole world.
    pub region: String,
    /// The country it is for, where it is for one.
    pub place: Place,
    /// How many organisations must vouch before somebody can be admitted.
    pub vouches: i64,
    /// What it carries of the gender lens and of the goals.
    pub tags: Tags,
    /// When it was opened.
    pub opened: Timestamp,
    /// When it was closed.
    pub closed: Option<Timestamp>,
}

/// What an operator fills in about a door.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DoorDraft {
    /// See [`Door::kind`].
    pub kind: DoorKind,
    /// See [`Door::title`].
    pub title: String,
    /// See [`Door::about`].
    pub about: String,
    /// See [`Door::region`].
    pub region: String,
    /// See [`Door::place`].
    pub place: Place,
    /// See [`Door::vouches`].
    pub vouches: i64,
    /// See [`Door::tags`].
    pub tags: Tags,
}

impl DoorDraft {
    /// Trims and checks every field.
    pub fn tidy(mut self) -> Result<Self, Problem> {
        let mut problems = Problems::new();
        self.title = one_line(&self.title);
        self.about = self.about.trim().to_owned();
        if self.title.is_empty() {
            problems.add("title", "directory-door-title-missing");
        } else if self.title.chars().count() > LONGEST_NAME {
            problems.add("title", "directory-too-long").with("most", LONGEST_NAME);
        }
        if self.about.chars().count() > LONGEST_TEXT {
            problems.add("about", "directory-too-long").with("most", LONGEST_TEXT);
        }
        if !self.region.is_empty() && !super::regions::REGIONS.iter().any(|region| region.code == self.region) {
            problems.add("region", "directory-region-wrong");
        }
        if !matches!(self.place, Place::Territory(_)) {
            self.place = Place::NotDisclosed;
        }
        if !(0..=MOST_VOUCHES).contains(&self.vouches) {
            problems.add("vouches", "directory-vouches-wrong").with("most", MOST_VOUCHES);
        }
        self.tags = self.tags.tidy(&mut problems);
        problems.finish()?;
        Ok(self)
    }
}

/// What somebody fills in at a door.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Knock {
    /// Their name.
    pub name: String,
    /// Their organisation; empty for somebody who comes for themselves.
    pub organisation: String,
    /// Where to write to them.
    pub email: String,
    /// The one mark: whether they want to join.
    pub wants_in: bool,
    /// What they leave, whether they join or not.
    pub contribution: String,
    /// Where they are, in as much detail as they want to give.
    pub place: Place,
    /// The language in which they asked, a tag of the site.
    pub language: String,
}

impl Knock {
    /// Trims and checks every field. Whoever only leaves a contribution need not say who they are.
    pub fn tidy(mut self) -> Result<Self, Problem> {
        let mut problems = Problems::new();
        self.name = one_line(&self.name);
        self.organisation = one_line(&self.organisation);
        self.email = self.email.trim().to_owned();
        self.contribution = self.contribution.trim().to_owned();
        if self.wants_in && self.name.is_empty() {
            problems.add("name", "directory-join-name-missing");
        }
        if self.wants_in && self.email.is_empty() {
            problems.add("email", "directory-join-email-missing");
        } else if !self.email.is_empty() && !is_email_address(&self.email) {
            problems.add("email", "directory-join-email-wrong");
        }
        for (field, text) in [("name", &self.name), ("organisation", &self.organisation)] {
            if text.chars().count() > LONGEST_NAME {
                problems.add(field, "directory-too-long").with("most", LONGEST_NAME);
            }
        }
        if self.contribution.chars().count() > LONGEST_TEXT {
            problems.add("contribution", "directory-too-long").with("most", LONGEST_TEXT);
        }
        if !self.wants_in && self.contribution.is_empty() {
            problems.add("wants_in", "directory-join-nothing");
        }
        problems.finish()?;
        Ok(self)
    }
}

/// Where a request stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RequestState {
    /// Waits for members to vouch, or for a decision.
    Waiting,
    /// Admitted.
    Admitted,
    /// Declined, with a reason; they may ask again.
    Declined,
    /// Taken back by whoever asked.
    Withdrawn,
    /// A contribution that was read; nothing to decide.
    Read,
}

impl RequestState {
    /// Every state.
    pub const ALL: [Self; 5] = [Self::Waiting, Self::Admitted, Self::Declined, Self::Withdrawn, Self::Read];

    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Admitted => "admitted",
            Self::Declined => "declined",
            Self::Withdrawn => "withdrawn",
            Self::Read => "read",
        }
    }

    /// Reads a stable code; what is not known waits, so that somebody looks.
    pub fn from_code(code: &str) -> Self {
        Self::ALL.into_iter().find(|state| state.code() == code).unwrap_or(Self::Waiting)
    }

    /// The message that names it to members.
    pub const fn message(self) -> &'static str {
        match self {
            Self::Waiting => "directory-request-waiting",
            Self::Admitted => "directory-request-admitted",
            Self::Declined => "directory-request-declined",
            Self::Withdrawn => "directory-request-withdrawn",
            Self::Read => "directory-request-read",
        }
    }
}

/// A request as members read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JoinRequest {
    /// Which.
    pub id: JoinRequestId,
    /// At which door.
    pub door: DoorId,
    /// What they wrote.
    pub knock: Knock,
    /// The day it came.
    pub received: Timestamp,
    /// Where it stands.
    pub state: RequestState,
    /// Why it was decided so.
    pub reason: String,
    /// The day of the decision.
    pub decided: Option<Timestamp>,
    /// The request before this one, of somebody who asks again.
    pub follows: Option<JoinRequestId>,
    /// Grows with every step.
    pub version: i64,
}

/// Somebody who vouches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vouch {
    /// For which organisation.
    pub organisation: String,
    /// Who, by the name others see; `None` once they are forgotten.
    pub person: Option<String>,
    /// What they say.
    pub note: String,
    /// When.
    pub at: Timestamp,
}

/// One thing that was done about a request, so that the second who looks sees what the first did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// When.
    pub at: Timestamp,
    /// Who; `None` for whoever asked, or once they are forgotten.
    pub person: Option<String>,
    /// What, a stable code.
    pub what: String,
    /// The note or reason.
    pub note: String,
}

/// What the bearer of a receipt reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// At which door.
    pub door: Door,
    /// Where it stands.
    pub state: RequestState,
    /// Whether they asked to join.
    pub wants_in: bool,
    /// The day it came.
    pub received: Timestamp,
    /// For how many days it has waited, or waited until it was decided.
    pub days: i64,
    /// How many organisations vouched.
    pub vouched: i64,
    /// Why it was decided so.
    pub reason: String,
    /// How many days others of this door waited last, in the middle; `None` while fewer than five were decided.
    pub usual_days: Option<i64>,
}

/// The middle of waiting times in days; none of fewer than five, which would tell of single people.
pub fn usual(mut days: Vec<i64>) -> Option<i64> {
    if days.len() < 5 {
        return None;
    }
    days.sort_unstable();
    days.get(days.len() / 2).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn knock() -> Knock {
        Knock {
            name: " Ayu  Lestari ".into(),
            organisation: String::new(),
            email: "ayu@saksi.example".into(),
            wants_in: true,
            contribution: String::new(),
            place: Place::NotDisclosed,
            language: "id".into(),
        }
    }

    #[test]
    fn name_address_and_a_mark_are_enough_and_a_contribution_needs_none_of_them() {
        assert_eq!(knock().tidy().unwrap().name, "Ayu Lestari");
        let gift = Knock {
            name: String::new(),
            email: String::new(),
            wants_in: false,
            contribution: "A list of helplines".into(),
            ..knock()
        };
        assert!(gift.tidy().is_ok());
        let nothing = Knock { wants_in: false, ..knock() }.tidy().unwrap_err();
        assert_eq!(nothing.fields[0].message, "directory-join-nothing");
        let wrong = Knock { name: String::new(), email: "ayu".into(), ..knock() }.tidy().unwrap_err();
        assert_eq!(wrong.fields.iter().map(|f| f.field).collect::<Vec<_>>(), ["name", "email"]);
    }

    #[test]
    fn waiting_times_of_a_few_tell_nobody_anything() {
        assert_eq!(usual(vec![1, 2, 3, 4]), None);
        assert_eq!(usual(vec![9, 1, 3, 2, 40]), Some(3));
    }
}
