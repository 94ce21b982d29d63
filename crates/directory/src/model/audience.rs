//! Who sees which field: one rule, used by every page and asked again by the store.

/// For whom a field stands in the directory, widest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Audience {
    /// Everybody, with or without an account.
    Public,
    /// Every member of the network.
    Network,
    /// Whoever shares a working group with them.
    WorkingGroup,
    /// Only whom they allowed, one by one, in an introduction.
    Introductions,
}

impl Audience {
    /// Every audience, widest first.
    pub const ALL: [Self; 4] = [Self::Public, Self::Network, Self::WorkingGroup, Self::Introductions];

    /// How it is stored: 0 for everybody, growing as it narrows.
    pub const fn level(self) -> i64 {
        match self {
            Self::Public => 0,
            Self::Network => 1,
            Self::WorkingGroup => 2,
            Self::Introductions => 3,
        }
    }

    /// Reads a stored level; what is not known is the narrowest.
    pub fn from_level(level: i64) -> Self {
        Self::ALL.into_iter().find(|audience| audience.level() == level).unwrap_or(Self::Introductions)
    }

    /// The stable code, as forms send it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Network => "network",
            Self::WorkingGroup => "working-group",
            Self::Introductions => "introductions",
        }
    }

    /// Reads a stable code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|audience| audience.code() == code)
    }

    /// The message that names it.
    pub const fn message(self) -> &'static str {
        match self {
            Self::Public => "directory-audience-public",
            Self::Network => "directory-audience-network",
            Self::WorkingGroup => "directory-audience-working-group",
            Self::Introductions => "directory-audience-introductions",
        }
    }
}

/// Whether a record is found at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Listing {
    /// By nobody but its owner. The start for every person.
    Hidden,
    /// By members of the network.
    Network,
    /// By everybody.
    Public,
}

impl Listing {
    /// Every listing.
    pub const ALL: [Self; 3] = [Self::Hidden, Self::Network, Self::Public];

    /// How it is stored.
    pub const fn level(self) -> i64 {
        match self {
            Self::Hidden => 0,
            Self::Network => 1,
            Self::Public => 2,
        }
    }

    /// Reads a stored level; what is not known is hidden.
    pub fn from_level(level: i64) -> Self {
        Self::ALL.into_iter().find(|listing| listing.level() == level).unwrap_or(Self::Hidden)
    }

    /// The stable code, as forms send it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Hidden => "hidden",
            Self::Network => "network",
            Self::Public => "public",
        }
    }

    /// Reads a stable code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|listing| listing.code() == code)
    }
}

/// What somebody who looks is to the one whose record it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Relation {
    /// Not signed in.
    Stranger,
    /// A member of the network.
    Member,
    /// A member who shares a working group with them.
    Colleague,
    /// Themselves, or whoever keeps the record of their organisation.
    Own,
}

impl Relation {
    /// Every relation, the nearest last.
    pub const ALL: [Self; 4] = [Self::Stranger, Self::Member, Self::Colleague, Self::Own];
}

/// The rule. Whether a field for `audience` in a record of `listing` is shown to whoever stands in `relation` to its subject;
/// `revealed`: whether the subject opened this very field to this very reader and has not taken that back.
///
/// What was opened one to one stays open although the record is found by nobody: it was given, not found.
pub const fn shows(listing: Listing, audience: Audience, relation: Relation, revealed: bool) -> bool {
    let within = match relation {
        Relation::Own => return true,
        Relation::Stranger => return matches!((listing, audience), (Listing::Public, Audience::Public)),
        Relation::Member => matches!(audience, Audience::Public | Audience::Network),
        Relation::Colleague => !matches!(audience, Audience::Introductions),
    };
    revealed || (within && !matches!(listing, Listing::Hidden))
}

/// The narrowest level that a relation may read, as the store asks for it: -1 for nothing.
pub const fn reach(listing: Listing, relation: Relation) -> i64 {
    match (relation, listing) {
        (Relation::Own, _) => 3,
        (Relation::Stranger, Listing::Public) => 0,
        (Relation::Member, Listing::Network | Listing::Public) => 1,
        (Relation::Colleague, Listing::Network | Listing::Public) => 2,
        _ => -1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_store_asks_for_is_what_the_rule_shows() {
        for listing in Listing::ALL {
            for relation in Relation::ALL {
                for audience in Audience::ALL {
                    assert_eq!(
                        shows(listing, audience, relation, false),
                        audience.level() <= reach(listing, relation),
                        "{listing:?} {relation:?} {audience:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn nearer_never_sees_less_and_a_narrower_audience_is_never_seen_by_more() {
        for listing in Listing::ALL {
            for revealed in [false, true] {
                for pair in Relation::ALL.windows(2) {
                    for audience in Audience::ALL {
                        assert!(
                            !shows(listing, audience, pair[0], revealed) || shows(listing, audience, pair[1], revealed)
                        );
                    }
                }
                for pair in Audience::ALL.windows(2) {
                    for relation in Relation::ALL {
                        assert!(
                            !shows(listing, pair[1], relation, revealed) || shows(listing, pair[0], relation, revealed)
                        );
                    }
                }
            }
        }
        assert!(
            !shows(Listing::Public, Audience::Introductions, Relation::Stranger, true),
            "nobody reveals to a stranger"
        );
        assert!(shows(Listing::Hidden, Audience::Introductions, Relation::Member, true));
    }
}
