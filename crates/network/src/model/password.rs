//! What a password must be, and how it is kept.
//!
//! The policy follows NIST SP 800-63B: a minimum length, lists of what everybody tries first and of what came out elsewhere, no
//! rules about composition and no forced change. Passwords are kept as Argon2id (RFC 9106) in PHC string form, so that each one
//! carries the cost it was hashed with and can be strengthened at the next sign-in.

use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use saksi_base::{Problem, Random, random};

use super::breached;

/// The fewest characters of a password.
pub const SHORTEST: usize = 12;
/// The most bytes of a password; more would only cost the server time.
pub const LONGEST_BYTES: usize = 256;

/// What guessers try first, in lower case, among passwords of twelve or more characters, and the building blocks that
/// make up a whole password when repeated.
const COMMON: &[&str] = &[
    "password",
    "passw0rd",
    "p@ssword",
    "p@ssw0rd",
    "qwerty",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "iloveyou",
    "letmein",
    "welcome",
    "admin",
    "administrator",
    "changeme",
    "secret",
    "saksi",
    "football",
    "baseball",
    "princess",
    "sunshine",
    "monkey",
    "dragon",
    "master",
    "superman",
    "batman",
    "trustno1",
    "whatever",
    "freedom",
    "michael",
    "computer",
    "internet",
    "starwars",
    "pokemon",
    "liverpool",
    "chelsea",
    "manchester",
    "bismillah",
    "sayang",
    "rahasia",
    "indonesia",
    "pakistan",
    "thailand",
    "taiwan",
    "philippines",
    "malaysia",
    "katasandi",
    "qazwsx",
    "1q2w3e4r",
    "1qaz2wsx",
    "q1w2e3r4",
    "abc",
    "abcd",
    "abcdef",
    "abcdefgh",
    "abcdefghijkl",
    "abcdefghijklmnopqrstuvwxyz",
    "test",
    "testing",
    "guest",
    "login",
    "default",
    "root",
    "correcthorsebatterystaple",
    "thisismypassword",
    "mypassword",
    "passwordpassword",
    "letmeinplease",
    "iloveyousomuch",
    "iloveyouforever",
    "myspace",
    "linkedin",
    "facebook",
    "google",
    "whatsapp",
    "telegram",
    "line",
];

/// Checks a new password against the policy. `about` holds what an attacker knows: the sign-in name, the person's and
/// the organisation's name, the name of the network.
pub fn check(password: &str, about: &[&str]) -> Result<(), Problem> {
    if password.is_empty() {
        return Err(Problem::field("password", "network-password-missing"));
    }
    if password.len() > LONGEST_BYTES {
        return Err(Problem::field("password", "network-password-too-long").with("most", LONGEST_BYTES));
    }
    if password.chars().count() < SHORTEST {
        return Err(Problem::field("password", "network-password-too-short").with("least", SHORTEST));
    }
    let folded = fold(password);
    if is_common(&folded) || breached::contains(password) {
        return Err(Problem::field("password", "network-password-common"));
    }
    for known in about {
        for part in std::iter::once(*known).chain(known.split('@')) {
            let part = fold(part);
            // A short name inside a long phrase does no harm; a password that is little more than the name does.
            if part.chars().count() >= 4 {
                let rest = folded.replace(part.as_str(), "");
                if rest.chars().count() < folded.chars().count() && rest.chars().count() < 8 {
                    return Err(Problem::field("password", "network-password-name"));
                }
            }
        }
    }
    Ok(())
}

/// Lower case, without white space and punctuation.
fn fold(text: &str) -> String {
    text.to_lowercase().chars().filter(|c| c.is_alphanumeric() || matches!(c, '@' | '$')).collect()
}

/// Whether nothing but common words, one repeated piece, runs such as `123456789012` or few digits are left.
fn is_common(folded: &str) -> bool {
    let characters: Vec<char> = folded.chars().collect();
    let different: std::collections::BTreeSet<char> = characters.iter().copied().collect();
    if different.len() < 5 {
        return true;
    }
    // A run up or down the alphabet or the digits, wrapping from 9 to 0.
    let steps = characters.windows(2).filter(|pair| match pair {
        [a, b] => {
            let (a, b) = (u32::from(*a), u32::from(*b));
            a.abs_diff(b) <= 1 || (a, b) == (57, 48) || (a, b) == (48, 57)
        }
        _ => false,
    });
    if steps.count() + 3 >= characters.len() {
        return true;
    }
    // What is left when the longest common words are taken out.
    let mut rest = folded.to_owned();
    let mut words: Vec<&&str> = COMMON.iter().collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    for word in words {
        rest = rest.replace(*word, "");
    }
    let taken = folded.len() != rest.len();
    taken && rest.chars().filter(|c| c.is_alphabetic()).count() < 4 && rest.chars().count() <= 6
}

/// The cost of one hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PasswordCost {
    /// Memory in KiB.
    pub memory: u32,
    /// Passes.
    pub passes: u32,
    /// Lanes.
    pub lanes: u32,
}

impl PasswordCost {
    /// What the server uses: 64 MiB, three passes, one lane (the second choice of RFC 9106 §4 with one lane, because a
    /// small machine has no four cores to spare).
    pub const STANDARD: Self = Self { memory: 65_536, passes: 3, lanes: 1 };
    /// The least that Argon2 allows; only for tests and sample data that no person signs in with.
    pub const LEAST: Self = Self { memory: 8, passes: 1, lanes: 1 };

    fn hasher(self) -> Option<Argon2<'static>> {
        let params = Params::new(self.memory, self.passes, self.lanes, Some(32)).ok()?;
        Some(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
    }
}

/// A hashed password in PHC string form. Never printed by `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct StoredPassword(String);

impl StoredPassword {
    /// Hashes a password with 128 random bits of salt. Costs time and memory: never call it on a thread of the
    /// asynchronous runtime; see `crate::hashing`.
    pub fn hash(password: &str, cost: PasswordCost, source: &dyn Random) -> Result<Self, Problem> {
        let salt = random::bytes::<16>(source);
        let hasher = cost.hasher().ok_or_else(Problem::internal)?;
        let hash: PasswordHash =
            hasher.hash_password_with_salt(password.as_bytes(), &salt).map_err(|_| Problem::internal())?;
        Ok(Self(hash.to_string()))
    }

    /// Whether this is the password. Takes as long as hashing.
    pub fn verify(&self, password: &str) -> bool {
        Argon2::default().verify_password(password.as_bytes(), self.0.as_str()).is_ok()
    }

    /// Whether it was hashed with another cost and should be hashed anew now that the password is at hand.
    pub fn needs_upgrade(&self, cost: PasswordCost) -> bool {
        let wanted = format!("$argon2id$v=19$m={},t={},p={}$", cost.memory, cost.passes, cost.lanes);
        !self.0.starts_with(&wanted)
    }

    /// As the database holds it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// From the database.
    pub fn from_stored(text: String) -> Self {
        Self(text)
    }
}

impl std::fmt::Debug for StoredPassword {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("StoredPassword(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use saksi_base::SeededRandom;

    #[test]
    fn long_and_own_is_all_a_password_must_be() {
        let about = ["siti@mafindo.example", "Siti Aminah", "Mafindo", "Saksi"];
        for (password, problem) in [
            ("", Some("network-password-missing")),
            ("short", Some("network-password-too-short")),
            ("elevenchars", Some("network-password-too-short")),
            ("passwordpassword", Some("network-password-common")),
            ("Password123456", Some("network-password-common")),
            ("P@ssw0rd-2026", Some("network-password-common")),
            ("123456789012", Some("network-password-common")),
            ("abcdefghijklmn", Some("network-password-common")),
            ("aaaaaaaaaaaaaaaa", Some("network-password-common")),
            ("qwertyuiop123", Some("network-password-common")),
            ("LeaveMeAlone", Some("network-password-common")),
            ("Siti Aminah 1", Some("network-password-name")),
            ("mafindomafindo", Some("network-password-name")),
            ("siti@mafindo.example", Some("network-password-name")),
            ("kucing makan nasi goreng", None),
            ("ฝนตกที่เชียงใหม่ทุกวัน", None),
            ("我的貓喜歡在屋頂睡覺覺", Some("network-password-too-short")),
            ("我的貓喜歡在雨天的屋頂睡覺", None),
            ("Mafindo checks every river stone", None),
            ("tr4velling-lantern-owl", None),
        ] {
            assert_eq!(check(password, &about).err().map(|p| p.fields[0].message), problem, "{password}");
        }
        let long = "a river of words ".repeat(20);
        assert_eq!(check(&long, &about).err().map(|p| p.fields[0].message), Some("network-password-too-long"));
    }

    #[test]
    fn a_password_verifies_and_carries_its_cost() {
        let source = SeededRandom::new(3);
        let stored = StoredPassword::hash("kucing makan nasi", PasswordCost::LEAST, &source).unwrap();
        assert!(stored.verify("kucing makan nasi"));
        assert!(!stored.verify("kucing makan nasi "));
        assert!(!stored.needs_upgrade(PasswordCost::LEAST));
        assert!(stored.needs_upgrade(PasswordCost::STANDARD));
        let again = StoredPassword::hash("kucing makan nasi", PasswordCost::LEAST, &source).unwrap();
        assert_ne!(stored, again, "salts differ");
        assert!(!StoredPassword::from_stored("nonsense".into()).verify(""));
    }

    proptest! {
        #[test]
        fn no_text_makes_the_policy_panic(password: String, name: String) {
            let _ = check(&password, &[&name]);
        }
    }
}
