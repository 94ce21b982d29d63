//! How an entry stands, and how the log does.

use std::fmt;

use saksi_base::Timestamp;
use saksi_tlog::writer::Head;
use saksi_tlog::{Checkpoint, Verdict};

/// How an entry stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// It was never entered here.
    Unknown,
    /// It was entered and waits for the next checkpoint.
    Waiting {
        /// Since when.
        since: Timestamp,
    },
    /// A published checkpoint contains it.
    Logged(Box<Logged>),
}

/// Where an entry stands, and who saw that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Logged {
    /// Its place, from 0.
    pub index: u64,
    /// The first checkpoint that contains it and that enough witnesses signed; the newest one while there is none.
    pub checkpoint: Checkpoint,
    /// When this server signed that, by its own clock.
    pub signed_at: Timestamp,
    /// Which witnesses signed it, and when by their clocks.
    pub verdict: Verdict,
    /// How many must sign, of how many.
    pub needed: (usize, usize),
    /// Times from outside: of the record itself, and of checkpoints that contain it; the earliest of each authority.
    pub tokens: Vec<Stamped>,
    /// Calendars of OpenTimestamps that hold a checkpoint which contains it: the earliest block of each, or its earliest promise.
    pub calendars: Vec<InCalendar>,
}

/// A kept token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamped {
    /// The authority's address.
    pub authority: String,
    /// The stamped hash: the entry itself, or the digest of a checkpoint.
    pub digest: Vec<u8>,
    /// The size of the stamped checkpoint; `None`: the entry itself was stamped.
    pub size: Option<u64>,
    /// The time that the authority signed.
    pub at: Timestamp,
}

/// A kept proof of a calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InCalendar {
    /// The calendar's address.
    pub calendar: String,
    /// The digest of the checkpoint that it was handed.
    pub digest: Vec<u8>,
    /// The size of that checkpoint.
    pub size: u64,
    /// The block of Bitcoin that the proof names; `None`: the calendar has promised one. Nobody here has read the block's header.
    pub height: Option<u64>,
    /// When the checkpoint was handed to it, by this server's clock.
    pub asked_at: Timestamp,
}

/// Why nothing may be signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Held {
    /// The database came back from a backup and no witness has been asked since.
    Restored,
    /// A witness signed more than is here.
    Behind {
        /// Which, by its name in the policy.
        witness: String,
        /// What it signed.
        size: u64,
    },
    /// A witness signed something else than is here.
    Forked {
        /// Which, by its name in the policy.
        witness: String,
        /// The size at which the two part.
        size: u64,
    },
}

impl Held {
    /// Reads the stored form.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let mut words = text.splitn(3, ' ');
        match (words.next()?, words.next(), words.next()) {
            ("restored", None, None) => Some(Self::Restored),
            ("behind", Some(size), Some(name)) => {
                Some(Self::Behind { witness: name.to_owned(), size: size.parse().ok()? })
            }
            ("forked", Some(size), Some(name)) => {
                Some(Self::Forked { witness: name.to_owned(), size: size.parse().ok()? })
            }
            _ => None,
        }
    }
}

impl fmt::Display for Held {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Restored => f.write_str("restored"),
            Self::Behind { witness, size } => write!(f, "behind {size} {witness}"),
            Self::Forked { witness, size } => write!(f, "forked {size} {witness}"),
        }
    }
}

/// How the log stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct State {
    /// The key that signs it, as `name+hash+base64`.
    pub log_key: String,
    /// The key with which this server witnesses others.
    pub witness_key: String,
    /// The policy, as C2SP `tlog-policy` writes it, with this log in it.
    pub policy: String,
    /// What is stored.
    pub head: Head,
    /// Why nothing may be signed.
    pub held: Option<Held>,
    /// Entries that wait.
    pub waiting: u64,
    /// Our witnesses.
    pub witnesses: Vec<WitnessState>,
    /// Authorities and calendars that owe a time from outside for long, whether the settings still name them or not.
    pub overdue: Vec<String>,
}

/// How one of our witnesses stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WitnessState {
    /// Its name in the policy.
    pub name: String,
    /// The size that it signed last.
    pub size: u64,
    /// When it did, by its clock.
    pub signed_at: Option<Timestamp>,
    /// When it was asked last.
    pub tried_at: Option<Timestamp>,
    /// What came of that, where nothing good did.
    pub failure: Option<String>,
    /// How often in a row nothing did.
    pub failures: i64,
    /// When it is asked again.
    pub retry_at: Timestamp,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn why_nothing_is_signed_is_read_back() {
        for held in [
            Held::Restored,
            Held::Behind { witness: "Meja Cek".to_owned(), size: 12 },
            Held::Forked { witness: "b".to_owned(), size: 0 },
        ] {
            assert_eq!(Held::parse(&held.to_string()), Some(held));
        }
        assert_eq!(Held::parse("behind x y"), None);
    }
}
