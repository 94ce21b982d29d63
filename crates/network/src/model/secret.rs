//! Secrets that stand in a link or a cookie: 256 random bits, shown once, kept only as their SHA-256.
//!
//! A plain hash is enough because the secret itself is random; there is nothing to guess.

use std::fmt;

use saksi_base::{Random, random};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use zeroize::Zeroize;

/// 256 random bits as 43 characters of unpadded base64url (RFC 4648 §5). Never printed by `Debug`.
#[derive(Clone)]
pub struct LinkSecret(String);

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

impl LinkSecret {
    /// Draws a new secret.
    pub fn new(source: &dyn Random) -> Self {
        let mut bytes = random::bytes::<32>(source);
        let mut text = String::with_capacity(43);
        for chunk in bytes.chunks(3) {
            let mut word = 0u32;
            for place in 0..3 {
                word = (word << 8) | u32::from(chunk.get(place).copied().unwrap_or(0));
            }
            for place in 0..=chunk.len() {
                let digit = usize::try_from((word >> (18 - 6 * place)) & 63).unwrap_or(0);
                text.push(char::from(ALPHABET.get(digit).copied().unwrap_or(b'A')));
            }
        }
        bytes.zeroize();
        Self(text)
    }

    /// Reads what stands in a link or cookie; `None` unless it has the shape of a secret.
    pub fn parse(text: &str) -> Option<Self> {
        (text.len() == 43 && text.bytes().all(|b| ALPHABET.contains(&b))).then(|| Self(text.to_owned()))
    }

    /// The text for the link or cookie.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// What is stored.
    pub fn hash(&self) -> SecretHash {
        SecretHash::of(&self.0)
    }
}

impl Drop for LinkSecret {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl fmt::Debug for LinkSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LinkSecret(…)")
    }
}

/// The SHA-256 of a secret.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct SecretHash([u8; 32]);

impl SecretHash {
    /// Of any text.
    pub fn of(text: &str) -> Self {
        Self(Sha256::digest(text.as_bytes()).into())
    }

    /// The 32 bytes as the database holds them.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// Whether stored bytes are the same, in constant time.
    pub fn matches(&self, stored: &[u8]) -> bool {
        self.0.ct_eq(stored).into()
    }
}

impl fmt::Debug for SecretHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretHash(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use saksi_base::SeededRandom;

    #[test]
    fn a_secret_reads_back_and_never_shows_itself_in_logs() {
        let source = SeededRandom::new(1);
        let secret = LinkSecret::new(&source);
        assert_eq!(secret.reveal().len(), 43);
        let read = LinkSecret::parse(secret.reveal()).unwrap();
        assert_eq!(read.hash(), secret.hash());
        assert!(secret.hash().matches(read.hash().as_bytes()));
        assert!(!format!("{secret:?} {:?}", secret.hash()).contains(secret.reveal()));
        assert_ne!(LinkSecret::new(&source).reveal(), secret.reveal());
    }

    proptest! {
        #[test]
        fn other_text_is_no_secret(text: String) {
            if let Some(secret) = LinkSecret::parse(&text) {
                prop_assert_eq!(secret.reveal(), text);
            }
        }
    }
}
