//! The receipt of somebody who asked for help: like the desk's, with 128 secret bits, because more hangs on it.
//!
//! The locator says which case. The words prove that the bearer filed it, and open it: from them come an authenticator, which
//! is sent, and a key pair, which is not. The server keeps a digest of the authenticator and the public key. A browser that
//! does the derivation itself never sends the words, and the server never can open what was sealed to the person.

use std::fmt;

use saksi_base::Random;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use crate::bytes::{self, Reader, Statement};
use crate::filing::FilingOpening;
use crate::keys::{PrivateKey, Suite};
use crate::receipt::{Locator, ReceiptError, WordList};
use crate::{SealError, cipher, words};

/// Words of a case's receipt: 13 × 11 bits = 128 secret bits and 15 checksum bits.
pub const CASE_WORDS: usize = 13;
const SECRET_BYTES: usize = 16;

/// A locator with its thirteen secret words. Wiped from memory when dropped; not `Clone`, so that it exists once.
pub struct CaseReceipt {
    locator: Locator,
    secret: Zeroizing<[u8; SECRET_BYTES]>,
    list: WordList,
}

impl CaseReceipt {
    /// A fresh receipt. Locators can meet: store them under a unique key and draw again on conflict.
    pub fn new(source: &dyn Random, list: WordList) -> Self {
        let mut secret = Zeroizing::new([0; SECRET_BYTES]);
        source.fill(secret.as_mut());
        Self { locator: Locator::new(source), secret, list }
    }

    /// From locator and secret, as in the test vectors.
    pub const fn from_parts(locator: Locator, secret: Zeroizing<[u8; SECRET_BYTES]>, list: WordList) -> Self {
        Self { locator, secret, list }
    }

    /// Reads what a person typed, as tolerant as [`crate::Receipt::parse`].
    pub fn parse(locator: &str, words: &str) -> Result<Self, ReceiptError> {
        let locator = Locator::parse(locator)?;
        let (bits, list) = words::read(words, CASE_WORDS)?;
        let mut reader = Reader::new(&bits);
        let checksum = |_| ReceiptError::Checksum;
        let receipt = Self { locator, secret: Zeroizing::new(reader.array().map_err(checksum)?), list };
        let claimed: [u8; 2] = reader.array().map_err(checksum)?;
        if bool::from(receipt.checksum().ct_eq(&claimed)) { Ok(receipt) } else { Err(ReceiptError::Checksum) }
    }

    /// The public half.
    pub const fn locator(&self) -> Locator {
        self.locator
    }

    /// The list in which the words are written.
    pub const fn word_list(&self) -> WordList {
        self.list
    }

    /// The thirteen words, with one space between. Show them once and keep them nowhere.
    pub fn words(&self) -> Zeroizing<String> {
        let mut bits = Zeroizing::new(Vec::with_capacity(SECRET_BYTES + 2));
        bits.extend_from_slice(self.secret.as_ref());
        bits.extend_from_slice(&self.checksum());
        words::write(&bits, CASE_WORDS, self.list)
    }

    fn derive(&self, label: &str) -> Zeroizing<[u8; 32]> {
        cipher::derive(&self.locator.to_bytes(), self.secret.as_ref(), &Statement::of(label))
    }

    /// What is sent to prove that the bearer filed the case.
    pub fn authenticator(&self) -> CaseAuthenticator {
        CaseAuthenticator(self.derive("saksi case authenticator v1"))
    }

    /// The person's key to their own case. Its public half is stored with the case, so that a new case key can be wrapped for
    /// them while they are away.
    pub fn return_key(&self) -> Result<PrivateKey, SealError> {
        PrivateKey::from_seed(Suite::XWing, self.derive("saksi case return key v1"))
    }

    /// The same for a browser that can do X25519 alone.
    pub fn return_key_in(&self, suite: Suite) -> Result<PrivateKey, SealError> {
        match suite {
            Suite::XWing => self.return_key(),
            Suite::X25519 => PrivateKey::from_seed(suite, self.derive("saksi case return key x25519 v1")),
        }
    }

    /// What shows that a proof of filing is the bearer's.
    pub fn filing_opening(&self) -> FilingOpening {
        FilingOpening(self.derive("saksi filing opening v1"))
    }

    /// 15 bits that bind locator and secret, in the upper part of two bytes.
    fn checksum(&self) -> [u8; 2] {
        let mut hash = Sha256::new();
        hash.update(b"saksi case receipt checksum v1");
        hash.update(self.locator.to_bytes());
        hash.update(self.secret.as_ref());
        let [first, second, ..] = <[u8; 32]>::from(hash.finalize());
        [first, second & 0xFE]
    }
}

impl fmt::Debug for CaseReceipt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CaseReceipt(..)")
    }
}

/// What a returning person's browser sends instead of the words. It opens the page, not what is sealed. Wiped when dropped.
pub struct CaseAuthenticator(Zeroizing<[u8; 32]>);

impl CaseAuthenticator {
    /// From the 32 bytes that were sent.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, SealError> {
        bytes::secret(bytes).map(Self)
    }

    /// The 32 bytes to send.
    pub const fn reveal(&self) -> &Zeroizing<[u8; 32]> {
        &self.0
    }

    /// What the server stores: a digest, so that a stolen database does not open the page either.
    pub fn verifier(&self) -> [u8; 32] {
        cipher::digest(&Statement::of("saksi case verifier v1").and(self.0.as_ref()))
    }

    /// Whether a stored verifier is this one's, in constant time.
    pub fn opens(&self, stored: &[u8]) -> bool {
        self.verifier().as_slice().ct_eq(stored).into()
    }
}

impl fmt::Debug for CaseAuthenticator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CaseAuthenticator(..)")
    }
}
