//! Tokens for the API: for machines that act for an organisation, each with as little reach as it needs.

use saksi_base::{OrganisationId, PersonId, Timestamp, TokenId};

/// The most tokens of one organisation.
pub const MOST_TOKENS: usize = 50;
/// What every token begins with, so that one left in a public place can be recognised and reported.
pub const PREFIX: &str = "saksi_";

/// What a token may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// Read published checks, and drafts of the own organisation.
    ChecksRead,
    /// Write drafts of checks.
    ChecksWrite,
    /// Read the queue that the organisation may see.
    QueueRead,
    /// Hand messages in on behalf of a channel.
    MessagesWrite,
    /// Bring records in.
    Import,
    /// Take records out that are not public.
    Export,
}

impl Scope {
    /// Every scope, in the order of the form.
    pub const ALL: [Self; 6] =
        [Self::ChecksRead, Self::ChecksWrite, Self::QueueRead, Self::MessagesWrite, Self::Import, Self::Export];

    /// The name as documented and stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::ChecksRead => "checks:read",
            Self::ChecksWrite => "checks:write",
            Self::QueueRead => "queue:read",
            Self::MessagesWrite => "messages:write",
            Self::Import => "import",
            Self::Export => "export",
        }
    }

    /// The message that says what it allows.
    pub const fn message(self) -> &'static str {
        match self {
            Self::ChecksRead => "network-scope-checks-read",
            Self::ChecksWrite => "network-scope-checks-write",
            Self::QueueRead => "network-scope-queue-read",
            Self::MessagesWrite => "network-scope-messages-write",
            Self::Import => "network-scope-import",
            Self::Export => "network-scope-export",
        }
    }

    /// Reads a scope's name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.code() == code)
    }
}

/// A set of scopes in the order of [`Scope::ALL`].
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Scopes(Vec<Scope>);

impl Scopes {
    /// From any list; repetitions fall away.
    pub fn new(scopes: impl IntoIterator<Item = Scope>) -> Self {
        let mut scopes: Vec<Scope> = scopes.into_iter().collect();
        scopes.sort_unstable();
        scopes.dedup();
        Self(scopes)
    }

    /// Whether one of them is `scope`.
    pub fn contains(&self, scope: Scope) -> bool {
        self.0.contains(&scope)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The scopes, in order.
    pub fn iter(&self) -> impl Iterator<Item = Scope> + '_ {
        self.0.iter().copied()
    }

    /// Names separated by spaces (the form of RFC 6749 §3.3).
    pub fn to_codes(&self) -> String {
        self.iter().map(Scope::code).collect::<Vec<_>>().join(" ")
    }

    /// Reads what [`Scopes::to_codes`] writes; unknown names are left out.
    pub fn from_codes(codes: &str) -> Self {
        Self::new(codes.split_whitespace().filter_map(Scope::from_code))
    }
}

/// A token, without its secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiToken {
    /// Which token.
    pub id: TokenId,
    /// Which organisation it acts for.
    pub organisation: OrganisationId,
    /// Who made it and answers for it.
    pub person: PersonId,
    /// What it is for, in their words.
    pub name: String,
    /// What it may do.
    pub scopes: Scopes,
    /// When it was made.
    pub created: Timestamp,
    /// The day it was last used.
    pub last_used: Option<Timestamp>,
    /// When it was revoked.
    pub revoked: Option<Timestamp>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scopes_read_back() {
        let scopes = Scopes::new([Scope::QueueRead, Scope::ChecksRead, Scope::QueueRead]);
        assert_eq!(scopes.to_codes(), "checks:read queue:read");
        assert_eq!(Scopes::from_codes("queue:read checks:read everything"), scopes);
        assert!(Scopes::from_codes("nothing").is_empty());
    }
}
