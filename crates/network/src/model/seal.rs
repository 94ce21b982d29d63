//! Second-step secrets are the one thing about members that must be kept readable: a code is made from them. In the database they
//! stand sealed (XChaCha20-Poly1305, an AEAD after RFC 8439) under a key that the database does not hold, so that a copy of
//! the database alone makes nobody's codes.

use std::fmt;

use chacha20poly1305::XChaCha20Poly1305;
use chacha20poly1305::aead::{Aead as _, KeyInit as _, Payload};
use saksi_base::{PersonId, Problem, Random, random};
use sha2::{Digest as _, Sha256};
use zeroize::Zeroize;

use super::two_step::{SECRET_BYTES, TwoStepSecret};

/// What stands before the nonce: the way it was sealed.
const WAY: u8 = 1;
const NONCE: usize = 24;
const TAG: usize = 16;

/// The key that seals second-step secrets: 32 unpredictable bytes, the same on every process of a network. Never printed by
/// `Debug`, wiped when dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct SealKey([u8; 32]);

impl SealKey {
    /// From its bytes.
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// What tells this key from another and says nothing else about it: 64 hexadecimal digits.
    pub fn mark(&self) -> String {
        let digest = Sha256::new().chain_update(b"saksi seal mark 1").chain_update(self.0).finalize();
        digest.iter().fold(String::with_capacity(64), |mut text, byte| {
            let _ = fmt::Write::write_fmt(&mut text, format_args!("{byte:02x}"));
            text
        })
    }

    fn context(person: PersonId) -> Vec<u8> {
        [b"saksi second step 1".as_slice(), person.0.as_bytes()].concat()
    }

    /// Seals a secret for the row of one person; in the row of another it does not open.
    pub(crate) fn seal(
        &self,
        person: PersonId,
        secret: &TwoStepSecret,
        source: &dyn Random,
    ) -> Result<Sealed, Problem> {
        let nonce = random::bytes::<NONCE>(source);
        let payload = Payload { msg: secret.as_bytes(), aad: &Self::context(person) };
        let sealed = XChaCha20Poly1305::new((&self.0).into())
            .encrypt((&nonce).into(), payload)
            .map_err(|_| Problem::internal())?;
        Ok(Sealed([&[WAY][..], &nonce, &sealed].concat()))
    }

    /// Seals a key of another room for one purpose; under another name it does not open.
    pub(crate) fn wrap(&self, purpose: &str, content: &[u8], source: &dyn Random) -> Result<Vec<u8>, Problem> {
        let nonce = random::bytes::<NONCE>(source);
        let payload = Payload { msg: content, aad: &Self::purpose(purpose) };
        let sealed = XChaCha20Poly1305::new((&self.0).into())
            .encrypt((&nonce).into(), payload)
            .map_err(|_| Problem::internal())?;
        Ok([&[WAY][..], &nonce, &sealed].concat())
    }

    /// Opens what was sealed with this key for this purpose.
    pub(crate) fn open_wrapped(&self, purpose: &str, wrapped: &[u8]) -> Option<Vec<u8>> {
        let (way, rest) = wrapped.split_first()?;
        let (nonce, text) = rest.split_first_chunk::<NONCE>()?;
        if *way != WAY {
            return None;
        }
        let payload = Payload { msg: text, aad: &Self::purpose(purpose) };
        XChaCha20Poly1305::new((&self.0).into()).decrypt(nonce.into(), payload).ok()
    }

    fn purpose(name: &str) -> Vec<u8> {
        format!("saksi room key 1 {name}").into_bytes()
    }

    /// Opens what was sealed with this key for this person.
    pub(crate) fn open(&self, person: PersonId, sealed: &Sealed) -> Option<TwoStepSecret> {
        let (way, rest) = sealed.0.split_first()?;
        let (nonce, text) = rest.split_first_chunk::<NONCE>()?;
        if *way != WAY || text.len() != SECRET_BYTES + TAG {
            return None;
        }
        let payload = Payload { msg: text, aad: &Self::context(person) };
        let secret = XChaCha20Poly1305::new((&self.0).into()).decrypt(nonce.into(), payload).ok()?;
        Some(TwoStepSecret::from_bytes(secret))
    }
}

impl Drop for SealKey {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl fmt::Debug for SealKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SealKey(…)")
    }
}

/// A sealed secret, as the database holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sealed(Vec<u8>);

impl Sealed {
    /// From the database.
    pub(crate) fn from_stored(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }

    /// For the database.
    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use saksi_base::SeededRandom;

    fn person(number: u128) -> PersonId {
        PersonId(uuid::Uuid::from_u128(number))
    }

    #[test]
    fn a_sealed_secret_opens_with_its_key_for_its_person_alone() {
        let source = SeededRandom::new(1);
        let (key, other) = (SealKey::new([1; 32]), SealKey::new([2; 32]));
        let secret = TwoStepSecret::new(&source);
        let sealed = key.seal(person(1), &secret, &source).unwrap();
        assert_eq!(key.open(person(1), &sealed).as_ref(), Some(&secret));
        assert_eq!(key.open(person(2), &sealed), None);
        assert_eq!(other.open(person(1), &sealed), None);
        assert!(!sealed.as_bytes().windows(8).any(|part| secret.as_bytes().starts_with(part)));
        assert_ne!(sealed, key.seal(person(1), &secret, &source).unwrap(), "the same secret never looks the same");
        for at in 0..sealed.as_bytes().len() {
            let mut bytes = sealed.as_bytes().to_vec();
            bytes[at] ^= 1;
            assert_eq!(key.open(person(1), &Sealed::from_stored(bytes)), None, "changed at {at}");
        }
        assert_ne!(key.mark(), other.mark());
    }

    #[test]
    fn a_key_of_a_room_opens_with_its_key_for_its_purpose_alone() {
        let source = SeededRandom::new(2);
        let (key, other) = (SealKey::new([1; 32]), SealKey::new([2; 32]));
        let wrapped = key.wrap("spaces", &[7; 32], &source).unwrap();
        assert_eq!(key.open_wrapped("spaces", &wrapped), Some(vec![7; 32]));
        assert_eq!(key.open_wrapped("letters", &wrapped), None);
        assert_eq!(other.open_wrapped("spaces", &wrapped), None);
        assert!(!wrapped.windows(8).any(|part| part == [7; 8]));
    }

    proptest! {
        #[test]
        fn nothing_that_is_stored_makes_it_panic(bytes: Vec<u8>) {
            prop_assert_eq!(SealKey::new([1; 32]).open(person(1), &Sealed::from_stored(bytes)), None);
        }
    }
}
