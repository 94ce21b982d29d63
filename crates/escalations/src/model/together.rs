//! What several organisations do together about one notice: one sends it for another that has no such route, or is named in it too.

use saksi_matching::CanonicalLink;
use sha2::{Digest as _, Sha256};

use super::Notice;
use super::register::is_web;

/// What one organisation asks of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// To send its notice, by a route that it has not.
    Referral,
    /// To be named in a notice that the other one has.
    Joining,
    /// To follow its notice, which went, with one by a route that it has not.
    Following,
}

impl Kind {
    /// As stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Referral => "referral",
            Self::Joining => "joining",
            Self::Following => "following",
        }
    }

    /// From storage.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Referral, Self::Joining, Self::Following].into_iter().find(|kind| kind.code() == code)
    }
}

/// Why an organisation may see a notice that it does not own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// The notice is offered to it.
    Offered,
    /// The notice is made in its name too.
    Partner,
    /// It follows the notice with one of its own.
    Follower,
}

impl Standing {
    /// As stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Offered => "offered",
            Self::Partner => "partner",
            Self::Follower => "follower",
        }
    }
}

/// Most addresses of one notice by which it is found.
const MOST_ADDRESSES: usize = 200;

/// SHA-256 of each address of a notice in its canonical form. A home page is left out: it makes no two notices the same.
pub fn digests(notice: &Notice) -> Vec<[u8; 32]> {
    let words = notice.locations.iter().flat_map(|line| line.split_whitespace()).filter(|word| is_web(word));
    let links = words.filter_map(CanonicalLink::parse).filter(|link| !link.is_home_page());
    let mut all: Vec<[u8; 32]> = links.take(MOST_ADDRESSES).map(|link| Sha256::digest(link.as_str()).into()).collect();
    all.sort_unstable();
    all.dedup();
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(locations: &[&str]) -> Vec<[u8; 32]> {
        digests(&Notice { locations: locations.iter().map(|line| (*line).to_owned()).collect(), ..Notice::default() })
    }

    #[test]
    fn one_post_is_one_address_however_it_was_copied() {
        let first = at(&["https://www.youtube.com/watch?v=dQw4w9WgXcQ"]);
        assert_eq!(first.len(), 1);
        assert_eq!(at(&["The video https://youtu.be/dQw4w9WgXcQ?si=abc and what stands below"]), first);
        assert_eq!(at(&["https://youtu.be/dQw4w9WgXcQ", "https://m.youtube.com/watch?v=dQw4w9WgXcQ"]), first);
        assert_ne!(at(&["https://youtu.be/dQw4w9WgXc0"]), first);
    }

    #[test]
    fn a_home_page_and_words_are_no_address() {
        assert_eq!(
            at(&["https://www.youtube.com/", "the second comment", "youtube.com/watch?v=dQw4w9WgXcQ"]),
            [[0; 32]; 0]
        );
    }
}
