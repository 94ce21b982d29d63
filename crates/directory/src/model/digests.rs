//! News of one's working groups by mail. A letter goes through servers of strangers: it holds nothing that is marked AMBER or narrower, not
//! a title and not the name of a group; of those it says how many there are.

use saksi_base::problem::Problems;
use saksi_base::{PersonId, Problem, SiteLanguage, Timestamp, clock};
use saksi_network::model::organisation::is_email_address;

use super::profile::STALE_AFTER;

/// The longest address (RFC 5321, 4.5.3.1.3, without the angle brackets).
pub const LONGEST_ADDRESS: usize = 254;
/// How long somebody waits before another letter goes out that asks whether an address is theirs, in microseconds.
pub const PAUSE: i64 = 10 * clock::MINUTE;
/// Most titles of one letter; the rest is counted.
pub const MOST_LINES: usize = 40;

/// How often a letter comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Frequency {
    /// Never.
    Off,
    /// Once a day, when there is news.
    Daily,
    /// Once a week, when there is news.
    Weekly,
}

impl Frequency {
    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Daily => "daily",
            Self::Weekly => "weekly",
        }
    }

    /// Reads a stable code.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Off, Self::Daily, Self::Weekly].into_iter().find(|one| one.code() == code)
    }

    /// When the next one is due after this one.
    #[must_use]
    pub const fn next(self, now: Timestamp) -> Timestamp {
        match self {
            Self::Off => Timestamp(i64::MAX),
            Self::Daily => now.plus(clock::DAY),
            Self::Weekly => now.plus(7 * clock::DAY),
        }
    }
}

/// How often, as a form offers it.
pub const FREQUENCIES: &[(&str, &str)] =
    &[("off", "directory-mail-off"), ("daily", "directory-mail-daily"), ("weekly", "directory-mail-weekly")];

/// Where an address stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AddressState {
    /// A letter asked whether it is theirs.
    Asked,
    /// Whoever reads it said that it is theirs.
    Confirmed,
    /// Its server refused a letter for good.
    Refused,
}

impl AddressState {
    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Confirmed => "confirmed",
            Self::Refused => "refused",
        }
    }

    /// Reads a stable code.
    pub fn from_code(code: &str) -> Self {
        [Self::Confirmed, Self::Refused].into_iter().find(|state| state.code() == code).unwrap_or(Self::Asked)
    }
}

/// How somebody wants news.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Digest {
    /// Who.
    pub person: PersonId,
    /// Where.
    pub address: String,
    /// How often.
    pub frequency: Frequency,
    /// In which language.
    pub language: SiteLanguage,
    /// Whether the address is theirs.
    pub state: AddressState,
    /// What stands in the links of its letters.
    pub word: String,
    /// When a letter last asked whether it is theirs.
    pub asked: Timestamp,
    /// What happened until then was told.
    pub since: Timestamp,
    /// When the next letter is due.
    pub next: Timestamp,
}

/// Reads an address.
pub fn address(text: &str) -> Result<String, Problem> {
    let text = text.trim();
    let mut problems = Problems::new();
    if text.is_empty() {
        problems.add("address", "directory-mail-address-missing");
    } else if !is_email_address(text) {
        problems.add("address", "directory-join-email-wrong");
    }
    problems.finish()?;
    Ok(text.to_owned())
}

/// What happened, as a letter may say it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct News {
    /// The message before the title.
    pub message: &'static str,
    /// The title of something that is marked GREEN or CLEAR.
    pub title: String,
    /// Where it stands on the site.
    pub path: String,
}

/// What a letter says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Told {
    /// What may be named.
    pub news: Vec<News>,
    /// How much more there is that may not be named, or does not fit.
    pub others: i64,
    /// Records that they keep and nobody looked at for a year.
    pub stale: i64,
}

/// How long after a letter that a record was not looked at for a year another one says so, in microseconds.
pub const AGAIN: i64 = 30 * clock::DAY;

/// How many letters that a record is old were due by a moment: one when a year has passed since it was last said to be right, and one more
/// every thirty days.
const fn stale_letters(confirmed: Timestamp, moment: Timestamp) -> i64 {
    let late = moment.since(confirmed) - STALE_AFTER;
    if late <= 0 { 0 } else { (late - 1) / AGAIN + 1 }
}

/// Whether a letter about the time after one moment and up to another says that a record is old.
pub const fn says_stale(confirmed: Timestamp, since: Timestamp, until: Timestamp) -> bool {
    stale_letters(confirmed, until) > stale_letters(confirmed, since)
}

impl Told {
    /// Whether there is anything to tell.
    pub fn is_empty(&self) -> bool {
        self.has_no_news() && self.stale == 0
    }

    /// Whether nothing happened in their groups.
    pub fn has_no_news(&self) -> bool {
        self.news.is_empty() && self.others == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_one_address_and_nothing_else() {
        for good in ["naw.paw+x@karen.example", "o'neil@mail.here.example", "naw@例え.example"] {
            assert_eq!(address(&format!(" {good} ")).unwrap(), good);
        }
        for bad in [
            "",
            "naw",
            "@x.example",
            "a@b",
            "a@b.example, c@d.example",
            "a@b.example\r\nBcc: c",
            "a b@c.example",
            "a@.b",
            "a@b..c",
            "<a@b.c>",
        ] {
            assert!(address(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn an_old_record_is_said_to_be_old_after_a_year_and_every_thirty_days() {
        let confirmed = Timestamp::from_seconds(1_700_000_000);
        let year = confirmed.plus(STALE_AFTER);
        let says =
            |from: i64, until: i64| says_stale(confirmed, year.plus(from * clock::DAY), year.plus(until * clock::DAY));
        for (from, until, expected) in [
            (-7, -1, false),
            (-7, 0, false),
            (-1, 1, true),
            (0, 1, true),
            (1, 8, false),
            (28, 30, false),
            (29, 31, true),
            (31, 59, false),
            (1, 400, true),
        ] {
            assert_eq!(says(from, until), expected, "from day {from} to {until} after a year");
        }
    }

    #[test]
    fn whoever_turned_it_off_has_no_next_letter() {
        let now = Timestamp::from_seconds(1_768_435_200);
        assert_eq!(Frequency::Off.next(now), Timestamp(i64::MAX));
        assert_eq!(Frequency::Weekly.next(now).since(Frequency::Daily.next(now)), 6 * clock::DAY);
        for (code, _) in FREQUENCIES {
            assert_eq!(Frequency::from_code(code).map(Frequency::code), Some(*code));
        }
    }
}
