//! What cites an election or a norm: a claim, a notice to a platform, a dossier of notices, a note of a working group.
//!
//! That something is cited must never tell of what the reader may not see: every citation is shown, and counted, only to whoever may read
//! what cites.

use saksi_base::{ClaimId, DossierId, ElectionId, EscalationId, GroupNoteId, NormId};
use uuid::Uuid;

/// What cites.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Citing {
    /// A claim, with the checks of it.
    Claim(ClaimId),
    /// A notice to a platform or a mechanism, and what follows.
    Notice(EscalationId),
    /// A dossier of notices.
    Dossier(DossierId),
    /// A note of a working group.
    Note(GroupNoteId),
}

impl Citing {
    /// The stable code of its kind, as stored and as it stands in addresses.
    pub const fn kind(self) -> &'static str {
        match self {
            Self::Claim(_) => "claim",
            Self::Notice(_) => "notice",
            Self::Dossier(_) => "dossier",
            Self::Note(_) => "note",
        }
    }

    /// Its identifier, as stored.
    pub const fn id(self) -> Uuid {
        match self {
            Self::Claim(id) => id.0,
            Self::Notice(id) => id.0,
            Self::Dossier(id) => id.0,
            Self::Note(id) => id.0,
        }
    }

    /// Reads what is stored.
    pub fn from_stored(kind: &str, id: Uuid) -> Option<Self> {
        match kind {
            "claim" => Some(Self::Claim(ClaimId(id))),
            "notice" => Some(Self::Notice(EscalationId(id))),
            "dossier" => Some(Self::Dossier(DossierId(id))),
            "note" => Some(Self::Note(GroupNoteId(id))),
            _ => None,
        }
    }

    /// Reads what stands in an address.
    pub fn parse(kind: &str, id: &str) -> Option<Self> {
        match kind {
            "claim" => id.parse().ok().map(Self::Claim),
            "notice" => id.parse().ok().map(Self::Notice),
            "dossier" => id.parse().ok().map(Self::Dossier),
            "note" => id.parse().ok().map(Self::Note),
            _ => None,
        }
    }

    /// The address of the page on which citations are chosen.
    pub fn path(self) -> String {
        let kind = self.kind();
        match self {
            Self::Claim(id) => format!("/work/directory/cited/{kind}/{id}"),
            Self::Notice(id) => format!("/work/directory/cited/{kind}/{id}"),
            Self::Dossier(id) => format!("/work/directory/cited/{kind}/{id}"),
            Self::Note(id) => format!("/work/directory/cited/{kind}/{id}"),
        }
    }

    /// The message that names its kind, for counts.
    pub const fn message(self) -> &'static str {
        match self {
            Self::Claim(_) => "directory-cited-claims",
            Self::Notice(_) => "directory-cited-notices",
            Self::Dossier(_) => "directory-cited-dossiers",
            Self::Note(_) => "directory-cited-notes",
        }
    }
}

/// What is cited.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Cited {
    /// An election.
    Election(ElectionId),
    /// A norm.
    Norm(NormId),
}

impl Cited {
    /// The stable code of its register.
    pub const fn register(self) -> &'static str {
        match self {
            Self::Election(_) => "election",
            Self::Norm(_) => "norm",
        }
    }

    /// Its identifier, as stored.
    pub const fn id(self) -> Uuid {
        match self {
            Self::Election(id) => id.0,
            Self::Norm(id) => id.0,
        }
    }

    /// Reads what is stored.
    pub fn from_stored(register: &str, id: Uuid) -> Option<Self> {
        match register {
            "election" => Some(Self::Election(ElectionId(id))),
            "norm" => Some(Self::Norm(NormId(id))),
            _ => None,
        }
    }

    /// As a menu sends it: register and identifier.
    pub fn code(self) -> String {
        match self {
            Self::Election(id) => format!("election:{id}"),
            Self::Norm(id) => format!("norm:{id}"),
        }
    }

    /// Reads what a menu sends.
    pub fn from_code(code: &str) -> Option<Self> {
        match code.split_once(':')? {
            ("election", id) => id.parse().ok().map(Self::Election),
            ("norm", id) => id.parse().ok().map(Self::Norm),
            _ => None,
        }
    }

    /// The address of its public page.
    pub fn path(self) -> String {
        match self {
            Self::Election(id) => format!("/elections/{id}"),
            Self::Norm(id) => format!("/norms/{id}"),
        }
    }
}

/// An entry of a register with its title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Which.
    pub cited: Cited,
    /// Its title.
    pub title: String,
}

/// The entries whose title holds every word looked for, in any case; at most so many.
pub fn found<'a>(all: &'a [Entry], text: &str, most: usize) -> Vec<&'a Entry> {
    let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
    let holds = |entry: &&Entry| {
        let title = entry.title.to_lowercase();
        words.iter().all(|word| title.contains(word))
    };
    all.iter().filter(holds).take(most).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_addresses_are_read_back() {
        let id = Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0007);
        for cited in [Cited::Election(ElectionId(id)), Cited::Norm(NormId(id))] {
            assert_eq!(Cited::from_code(&cited.code()), Some(cited));
            assert_eq!(Cited::from_stored(cited.register(), cited.id()), Some(cited));
        }
        for citing in [
            Citing::Claim(ClaimId(id)),
            Citing::Notice(EscalationId(id)),
            Citing::Dossier(DossierId(id)),
            Citing::Note(GroupNoteId(id)),
        ] {
            let last = citing.path().rsplit('/').next().map(str::to_owned).unwrap_or_default();
            assert_eq!(Citing::parse(citing.kind(), &last), Some(citing));
            assert_eq!(Citing::from_stored(citing.kind(), citing.id()), Some(citing));
        }
        for wrong in ["", "election", "election:", "law:01j5xq3fe8ac1h76a5b3k4q9zz"] {
            assert_eq!(Cited::from_code(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn an_entry_is_found_by_words_of_its_title() {
        let entry = |title: &str| Entry { cited: Cited::Norm(NormId(Uuid::nil())), title: title.into() };
        let all = [entry("Code of Conduct for Parties, 2026"), entry("總統選舉"), entry("Pledge of journalists")];
        let titles = |text: &str| found(&all, text, 2).into_iter().map(|one| one.title.as_str()).collect::<Vec<_>>();
        assert_eq!(titles("parties code"), ["Code of Conduct for Parties, 2026"]);
        assert_eq!(titles("選舉"), ["總統選舉"]);
        assert_eq!(titles("").len(), 2);
        assert!(titles("nothing such").is_empty());
    }
}
