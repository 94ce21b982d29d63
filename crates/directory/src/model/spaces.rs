//! Closed spaces: where people of closed societies work with each other by a name that they chose for that space alone.
//!
//! Two seats of the same person in two spaces must look like seats of two people: to whoever sits in both, to whoever reads the tables,
//! and to whoever watches the line. So identifiers are random, a seat's holder is a keyed hash that differs by space, times are a month or
//! a week, lists stand in the order of the chosen names, texts are sealed at lengths in steps, and pages have lengths in steps.
//!
//! Limits, stated: what somebody writes can give them away, and so can when they write to whoever watches the server at that moment.

use saksi_base::calendar::Day;
use saksi_base::problem::Problems;
use saksi_base::{ClosedSeatId, ClosedSpaceId, PersonId, Problem, Random, Timestamp};
use saksi_network::model::organisation::one_line;
use saksi_vault::FileKey;
use sha2::{Digest as _, Sha256};

use super::groups::LONGEST_NAME;

/// The longest chosen name, in characters.
pub const LONGEST_PSEUDONYM: usize = 40;
/// The longest word about oneself or about a space, in characters.
pub const LONGEST_ABOUT: usize = 500;
/// The longest thing said at once, in characters.
pub const LONGEST_WORD: usize = 4_000;
/// The most seats of one space.
pub const MOST_SEATS: i64 = 200;
/// For how many days an invitation lets somebody in.
pub const INVITATION_DAYS: i64 = 7;
/// Sealed texts are as long as a multiple of this, in bytes.
const TEXT_STEP: usize = 1_024;
/// Pages are as long as a multiple of this, in bytes.
pub const PAGE_STEP: usize = 16_384;

/// The first day of the month in which a moment lies.
pub fn month(at: Timestamp) -> Timestamp {
    let day = Day::of(at);
    day.plus(1 - i32::from(day.parts().2)).start()
}

/// The first day of the week (Monday) in which a moment lies.
pub fn week(at: Timestamp) -> Timestamp {
    // The first day of 1970 was a Thursday.
    let days = at.day().0 / saksi_base::clock::DAY;
    let since_monday = (days + 3).rem_euclid(7);
    at.day().plus(-since_monday * saksi_base::clock::DAY)
}

/// A closed space.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Space {
    /// Which.
    pub id: ClosedSpaceId,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub about: String,
}

/// Somebody's place in a space.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seat {
    /// Which.
    pub id: ClosedSeatId,
    /// Where.
    pub space: ClosedSpaceId,
    /// The name chosen for this space.
    pub pseudonym: String,
    /// What they say of themselves here.
    pub about: String,
    /// Whether others see them in the list.
    pub listed: bool,
    /// Whether they look after the space.
    pub coordinates: bool,
    /// The month in which they came.
    pub since: Timestamp,
    /// Grows with every change.
    pub version: i64,
}

/// What somebody fills in about themselves.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SeatDraft {
    /// The name chosen for this space.
    pub pseudonym: String,
    /// What they say of themselves here.
    pub about: String,
    /// Whether others see them in the list.
    pub listed: bool,
}

/// A name as two that look the same are compared.
pub fn folded(pseudonym: &str) -> String {
    saksi_matching::normalise(pseudonym).text.to_lowercase()
}

impl SeatDraft {
    /// Trims and checks. `own` are names by which whoever fills it in is known elsewhere: none of them is taken, since it would say who they are.
    pub fn tidy(mut self, own: &[String]) -> Result<Self, Problem> {
        let mut problems = Problems::new();
        self.pseudonym = one_line(&self.pseudonym);
        self.about = self.about.trim().to_owned();
        let folded = folded(&self.pseudonym);
        if self.pseudonym.is_empty() || folded.is_empty() {
            problems.add("pseudonym", "directory-pseudonym-missing");
        } else if self.pseudonym.chars().count() > LONGEST_PSEUDONYM {
            problems.add("pseudonym", "directory-too-long").with("most", LONGEST_PSEUDONYM);
        } else if own.iter().any(|name| self::folded(name) == folded) {
            problems.add("pseudonym", "directory-pseudonym-yours");
        }
        if self.about.chars().count() > LONGEST_ABOUT {
            problems.add("about", "directory-too-long").with("most", LONGEST_ABOUT);
        }
        problems.finish()?;
        Ok(self)
    }
}

/// Checks what is said of a space.
pub fn tidy_space(name: &str, about: &str) -> Result<(String, String), Problem> {
    let (name, about) = (one_line(name), about.trim().to_owned());
    let mut problems = Problems::new();
    if name.is_empty() {
        problems.add("name", "directory-space-name-missing");
    } else if name.chars().count() > LONGEST_NAME {
        problems.add("name", "directory-too-long").with("most", LONGEST_NAME);
    }
    if about.chars().count() > LONGEST_ABOUT {
        problems.add("about", "directory-too-long").with("most", LONGEST_ABOUT);
    }
    problems.finish()?;
    Ok((name, about))
}

/// Where the opening of one seat to another stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RevealState {
    /// The other asked.
    Asked,
    /// It is open.
    Given,
    /// It was declined.
    Declined,
    /// It was open and is not any more.
    TakenBack,
}

impl RevealState {
    /// Every state.
    pub const ALL: [Self; 4] = [Self::Asked, Self::Given, Self::Declined, Self::TakenBack];

    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Given => "given",
            Self::Declined => "declined",
            Self::TakenBack => "taken-back",
        }
    }

    /// Reads a stable code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// The message that names it, for the log of the two.
    pub const fn message(self) -> &'static str {
        match self {
            Self::Asked => "directory-reveal-asked",
            Self::Given => "directory-reveal-given",
            Self::Declined => "directory-reveal-declined",
            Self::TakenBack => "directory-reveal-taken-back",
        }
    }
}

/// The opening of one seat to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reveal {
    /// Where it stands.
    pub state: RevealState,
    /// What is opened; empty unless it is open.
    pub words: String,
    /// Grows with every change.
    pub version: i64,
}

/// Something that was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Its number within the space.
    pub number: i64,
    /// By whom; `None` once they have left.
    pub by: Option<(ClosedSeatId, String)>,
    /// What.
    pub text: String,
    /// In which week.
    pub week: Timestamp,
}

/// The key of closed spaces.
pub struct SpacesKey(FileKey);

impl std::fmt::Debug for SpacesKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SpacesKey(..)")
    }
}

impl SpacesKey {
    /// From its 32 bytes.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Problem> {
        FileKey::from_bytes(bytes).map(Self).map_err(|_| Problem::internal())
    }

    /// What stands for a person in a space: the same for the same two, and nothing to whoever lacks the key. Key, space and person
    /// have fixed lengths, so that no two of them run into each other.
    pub fn holder(&self, space: ClosedSpaceId, person: PersonId) -> [u8; 32] {
        Sha256::new()
            .chain_update(b"saksi closed seat 1")
            .chain_update(self.0.to_bytes().as_slice())
            .chain_update(space.0.as_bytes())
            .chain_update(person.0.as_bytes())
            .finalize()
            .into()
    }

    /// Seals a text for one purpose, at a length that tells little of its own.
    pub fn seal(&self, purpose: &str, text: &str, source: &dyn Random) -> Result<Vec<u8>, Problem> {
        let mut bytes = text.as_bytes().to_vec();
        bytes.push(b'\n');
        bytes.resize(bytes.len().next_multiple_of(TEXT_STEP), 0);
        self.0.seal(purpose, bytes, source).map_err(|_| Problem::internal())
    }

    /// Opens a text that was sealed for this purpose; `None` where it does not open.
    pub fn open(&self, purpose: &str, sealed: &[u8]) -> Option<String> {
        let bytes = self.0.open(purpose, sealed).ok()?;
        let text = std::str::from_utf8(&bytes).ok()?;
        text.trim_end_matches('\0').strip_suffix('\n').map(str::to_owned)
    }
}

/// How many bytes fill a page up to the next step.
pub const fn filling(length: usize) -> usize {
    length.next_multiple_of(PAGE_STEP) - length
}

#[cfg(test)]
mod tests {
    use super::*;
    use saksi_base::SeededRandom;
    use uuid::Uuid;

    fn at(text: &str) -> Timestamp {
        Timestamp::parse(text).unwrap()
    }

    #[test]
    fn times_are_a_month_or_a_week() {
        for (text, of_month, of_week) in [
            ("2026-11-23T09:41:07Z", "2026-11-01T00:00:00Z", "2026-11-23T00:00:00Z"),
            ("2026-11-22T23:59:59Z", "2026-11-01T00:00:00Z", "2026-11-16T00:00:00Z"),
            ("2027-01-01T00:00:00Z", "2027-01-01T00:00:00Z", "2026-12-28T00:00:00Z"),
        ] {
            assert_eq!((month(at(text)), week(at(text))), (at(of_month), at(of_week)), "{text}");
        }
    }

    #[test]
    fn a_person_is_nobody_s_neighbour_across_spaces_and_keys() {
        let (one, two) = (SpacesKey::from_bytes(&[1; 32]).unwrap(), SpacesKey::from_bytes(&[2; 32]).unwrap());
        let space = |n: u128| ClosedSpaceId(Uuid::from_u128(n));
        let person = |n: u128| PersonId(Uuid::from_u128(n));
        let all = [
            one.holder(space(1), person(1)),
            one.holder(space(2), person(1)),
            one.holder(space(1), person(2)),
            two.holder(space(1), person(1)),
        ];
        for (place, holder) in all.iter().enumerate() {
            assert!(all.iter().skip(place + 1).all(|other| other != holder));
        }
        assert_eq!(one.holder(space(1), person(1)), all[0]);
    }

    #[test]
    fn texts_of_other_lengths_are_sealed_at_the_same_length() {
        let (key, source) = (SpacesKey::from_bytes(&[1; 32]).unwrap(), SeededRandom::new(1));
        let long = "ชื่อของฉัน\n\0".repeat(20);
        let sealed = ["", "Yes.", long.as_str()].map(|text| key.seal("a", text, &source).unwrap());
        assert!(sealed.windows(2).all(|pair| pair[0].len() == pair[1].len()));
        assert_eq!(key.open("a", &sealed[1]).as_deref(), Some("Yes."));
        assert_eq!(key.open("b", &sealed[1]), None);
        assert_eq!(key.open("a", &sealed[0]).as_deref(), Some(""));
    }

    #[test]
    fn nobody_takes_a_name_by_which_they_are_known() {
        let own = ["Ko Ko Naing".to_owned(), "Mawtin".to_owned()];
        let name = |text: &str| SeatDraft { pseudonym: text.into(), ..SeatDraft::default() }.tidy(&own);
        assert_eq!(name(" Hornbill ").unwrap().pseudonym, "Hornbill");
        for (text, message) in [
            ("ko ko NAING", "directory-pseudonym-yours"),
            ("ｍａｗｔｉｎ", "directory-pseudonym-yours"),
            ("  ", "directory-pseudonym-missing"),
        ] {
            assert_eq!(name(text).unwrap_err().fields[0].message, message, "{text}");
        }
    }

    #[test]
    fn pages_are_filled_up_to_the_next_step() {
        for length in [0, 1, PAGE_STEP - 1, PAGE_STEP, PAGE_STEP + 1] {
            assert_eq!((length + filling(length)) % PAGE_STEP, 0);
        }
    }
}
