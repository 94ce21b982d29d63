//! Proof of filing: a signed statement that a server took something in on a day, without a word of what it was.
//!
//! Some people need to show that they asked for help. The proof names no case, no content and no person. It is tied to the
//! receipt's secret, so that whoever holds the receipt, and nobody else, can show that the proof is theirs. Holding it can be
//! dangerous; whoever offers it says so first.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use saksi_base::Random;
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use crate::algorithm::{Algorithm, Kind};
use crate::bytes::{Reader, Statement};
use crate::{SealError, cipher};

/// Signs proofs. Wiped when dropped.
pub struct FilingSigner(SigningKey);

impl FilingSigner {
    /// A fresh one.
    pub fn generate(source: &dyn Random) -> Self {
        let mut seed = Zeroizing::new([0; 32]);
        source.fill(seed.as_mut());
        Self::from_seed(&seed)
    }

    /// From its 32 stored bytes (RFC 8032 private key).
    pub fn from_seed(seed: &Zeroizing<[u8; 32]>) -> Self {
        Self(SigningKey::from_bytes(seed))
    }

    /// The 32 bytes to store.
    pub fn to_seed(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(self.0.to_bytes())
    }

    /// The public key with which anybody checks its proofs.
    pub fn public_key(&self) -> FilingKey {
        FilingKey(self.0.verifying_key())
    }

    /// Signs that something was filed on this day (counted from 1970-01-01).
    pub fn sign(&self, day: i32, binding: FilingBinding) -> FilingProof {
        let issuer = self.public_key();
        let signature = self.0.sign(FilingProof::statement(&issuer, day, binding).as_bytes());
        FilingProof { issuer, day, binding, signature }
    }
}

impl fmt::Debug for FilingSigner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FilingSigner(..)")
    }
}

/// The public key of a signer.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct FilingKey(VerifyingKey);

impl FilingKey {
    /// From 32 bytes; refuses points that would make a signature hold for anything.
    pub fn from_bytes(bytes: [u8; 32]) -> Result<Self, SealError> {
        let key = VerifyingKey::from_bytes(&bytes).map_err(|_| SealError::PublicKey)?;
        if key.is_weak() { Err(SealError::PublicKey) } else { Ok(Self(key)) }
    }

    /// The 32 bytes.
    pub fn to_bytes(&self) -> [u8; 32] {
        self.0.to_bytes()
    }
}

impl fmt::Debug for FilingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FilingKey(..)")
    }
}

/// What shows that a proof is one's own: derived from the receipt's secret, shown only by choice. Wiped when dropped.
pub struct FilingOpening(pub(crate) Zeroizing<[u8; 32]>);

impl FilingOpening {
    /// From 32 bytes that somebody showed.
    pub const fn from_bytes(bytes: Zeroizing<[u8; 32]>) -> Self {
        Self(bytes)
    }

    /// The 32 bytes, for the holder to show.
    pub const fn reveal(&self) -> &Zeroizing<[u8; 32]> {
        &self.0
    }

    /// What stands in the proof.
    pub fn binding(&self) -> FilingBinding {
        FilingBinding(cipher::digest(&Statement::of("saksi filing binding v1").and(self.0.as_ref())))
    }
}

impl fmt::Debug for FilingOpening {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FilingOpening(..)")
    }
}

/// A digest of the opening; says nothing without it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct FilingBinding([u8; 32]);

impl FilingBinding {
    /// The 32 bytes.
    pub const fn to_bytes(self) -> [u8; 32] {
        self.0
    }

    /// From 32 bytes, for instance from a browser that keeps the opening to itself.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
}

impl fmt::Debug for FilingBinding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FilingBinding(..)")
    }
}

/// A signed statement that something was filed.
#[derive(Clone, PartialEq, Eq)]
pub struct FilingProof {
    issuer: FilingKey,
    day: i32,
    binding: FilingBinding,
    signature: Signature,
}

/// How the text form begins.
const TEXT_BEGINS: &str = "saksi-filing-1-";
const LONGEST_TEXT: usize = 1_024;

impl FilingProof {
    fn statement(issuer: &FilingKey, day: i32, binding: FilingBinding) -> Statement {
        Statement::of("saksi filing proof v1")
            .and(&Kind::Filing.with(Algorithm::Ed25519))
            .and(&issuer.to_bytes())
            .and(&day.to_be_bytes())
            .and(&binding.0)
    }

    /// Reads the stored form and checks the signature.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, SealError> {
        let mut reader = Reader::new(bytes);
        Kind::Filing.read(&mut reader, &[Algorithm::Ed25519])?;
        let issuer = FilingKey::from_bytes(reader.array()?)?;
        let day = i32::from_be_bytes(reader.array()?);
        let binding = FilingBinding(reader.array()?);
        let signature = Signature::from_bytes(&reader.array()?);
        reader.end()?;
        issuer
            .0
            .verify_strict(Self::statement(&issuer, day, binding).as_bytes(), &signature)
            .map_err(|_| SealError::Signature)?;
        Ok(Self { issuer, day, binding, signature })
    }

    /// The form to store.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Kind::Filing.with(Algorithm::Ed25519).to_vec();
        bytes.extend_from_slice(&self.issuer.to_bytes());
        bytes.extend_from_slice(&self.day.to_be_bytes());
        bytes.extend_from_slice(&self.binding.0);
        bytes.extend_from_slice(&self.signature.to_bytes());
        bytes
    }

    /// The form to give to a person.
    pub fn to_text(&self) -> String {
        format!("{TEXT_BEGINS}{}", URL_SAFE_NO_PAD.encode(self.to_bytes()))
    }

    /// Reads what a person gives, and checks the signature.
    pub fn from_text(text: &str) -> Result<Self, SealError> {
        if text.len() > LONGEST_TEXT {
            return Err(SealError::Length);
        }
        let text: String = text.split_whitespace().collect();
        let encoded = text.strip_prefix(TEXT_BEGINS).ok_or(SealError::OtherKind)?;
        Self::from_bytes(&URL_SAFE_NO_PAD.decode(encoded).map_err(|_| SealError::Mistyped)?)
    }

    /// Who signed it. Compare it with the key that the organisation publishes: anybody can sign with a key of their own.
    pub const fn issuer(&self) -> FilingKey {
        self.issuer
    }

    /// The day, counted from 1970-01-01.
    pub const fn day(&self) -> i32 {
        self.day
    }

    /// Whether whoever shows this opening is who filed.
    pub fn belongs_to(&self, opening: &FilingOpening) -> bool {
        self.binding.0.ct_eq(&opening.binding().0).into()
    }
}

impl fmt::Debug for FilingProof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FilingProof(..)")
    }
}
