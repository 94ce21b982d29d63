//! The key of a case, and the texts that are sealed under it.

use std::fmt;
use std::num::NonZeroU32;

use saksi_base::{CaseId, CaseRecordId, Random, random};
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use crate::algorithm::{Algorithm, Kind};
use crate::bytes::{self, Reader, Statement};
use crate::keys::{Fingerprint, PrivateKey, PublicKey, Purpose, Suite};
use crate::{SealError, cipher, padding};

/// Which key of a case, of a person or of an organisation; counts up from 1 with every new one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Generation(NonZeroU32);

impl Generation {
    /// The first.
    pub const FIRST: Self = Self(NonZeroU32::MIN);

    /// From a stored number; 0 is none.
    pub const fn new(number: u32) -> Option<Self> {
        match NonZeroU32::new(number) {
            Some(number) => Some(Self(number)),
            None => None,
        }
    }

    /// As a number, from 1.
    pub const fn get(self) -> u32 {
        self.0.get()
    }

    /// The one after it.
    pub fn next(self) -> Result<Self, SealError> {
        self.0.checked_add(1).map(Self).ok_or(SealError::LastGeneration)
    }

    pub(crate) fn read(reader: &mut Reader<'_>) -> Result<Self, SealError> {
        Self::new(reader.u32()?).ok_or(SealError::Damaged)
    }

    pub(crate) const fn to_bytes(self) -> [u8; 4] {
        self.get().to_be_bytes()
    }
}

impl fmt::Display for Generation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.get())
    }
}

/// The name of a field: 1 to 64 characters of `a-z`, `0-9`, `-` and `_`. It is bound to what is sealed and stays readable,
/// so it never holds anything that a person typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FieldName<'a>(&'a str);

impl<'a> FieldName<'a> {
    /// Checks a name.
    pub fn parse(name: &'a str) -> Result<Self, SealError> {
        if Self::is_one(name) { Ok(Self(name)) } else { Err(SealError::FieldName) }
    }

    /// A name that stands in the code.
    ///
    /// # Panics
    ///
    /// When it is no name; in a constant, the program then does not build.
    pub const fn fixed(name: &'static str) -> FieldName<'static> {
        assert!(Self::is_one(name), "a field's name has 1 to 64 characters of a-z, 0-9, - and _");
        FieldName(name)
    }

    const fn is_one(name: &str) -> bool {
        let mut left = name.as_bytes();
        if left.is_empty() || left.len() > 64 {
            return false;
        }
        while let [first, rest @ ..] = left {
            if !matches!(first, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_') {
                return false;
            }
            left = rest;
        }
        true
    }

    /// As text.
    pub const fn as_str(self) -> &'a str {
        self.0
    }
}

/// Where in a case something sealed stands. What is sealed for one place opens in no other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct SealedPlace<'a> {
    /// The record.
    pub record: CaseRecordId,
    /// The field of the record.
    pub field: FieldName<'a>,
}

impl<'a> SealedPlace<'a> {
    /// A field of a record.
    pub const fn new(record: CaseRecordId, field: FieldName<'a>) -> Self {
        Self { record, field }
    }

    /// What is bound to something sealed here.
    pub(crate) fn statement(self, label: &str, header: &[u8], case: CaseId) -> Statement {
        Statement::of(label)
            .and(header)
            .and(case.0.as_bytes())
            .and(self.record.0.as_bytes())
            .and(self.field.0.as_bytes())
    }
}

/// A public value that tells whether a key is the one that something was sealed under. It commits to the key: nobody can
/// make two keys with the same one, so that one sealed text can never show two readers two different things.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct KeyCheck(pub(crate) [u8; 32]);

impl KeyCheck {
    /// The 32 bytes.
    pub const fn to_bytes(self) -> [u8; 32] {
        self.0
    }

    /// From 32 stored bytes.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
}

impl fmt::Debug for KeyCheck {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("KeyCheck(..)")
    }
}

/// The key of one case in one generation: 256 random bits. Wiped when dropped; not `Clone`.
pub struct CaseKey {
    case: CaseId,
    generation: Generation,
    bytes: Zeroizing<[u8; 32]>,
    check: KeyCheck,
}

/// Most bytes of a text that is sealed in one piece: 4 MiB. Anything longer is a file.
pub const LONGEST_TEXT: usize = 4 << 20;

const CASE_KEY: Purpose = Purpose("saksi case key wrap v1");

impl CaseKey {
    /// The first key of a new case.
    pub fn generate(case: CaseId, source: &dyn Random) -> Self {
        Self::fresh(case, Generation::FIRST, source)
    }

    pub(crate) fn fresh(case: CaseId, generation: Generation, source: &dyn Random) -> Self {
        let mut bytes = Zeroizing::new([0; 32]);
        source.fill(bytes.as_mut());
        Self::with(case, generation, bytes)
    }

    pub(crate) fn with(case: CaseId, generation: Generation, bytes: Zeroizing<[u8; 32]>) -> Self {
        let what = Statement::of("saksi case key check v1").and(case.0.as_bytes()).and(&generation.to_bytes());
        let check = KeyCheck(*cipher::derive::<32>(&[], bytes.as_ref(), &what));
        Self { case, generation, bytes, check }
    }

    /// The case.
    pub const fn case(&self) -> CaseId {
        self.case
    }

    /// Which key of the case.
    pub const fn generation(&self) -> Generation {
        self.generation
    }

    /// The public value that tells whether it is the right key.
    pub const fn check(&self) -> KeyCheck {
        self.check
    }

    pub(crate) const fn secret(&self) -> &Zeroizing<[u8; 32]> {
        &self.bytes
    }

    /// Seals this key to somebody who may open the case.
    pub fn wrap(&self, recipient: &PublicKey, source: &dyn Random) -> Result<WrappedCaseKey, SealError> {
        let mut bytes = Kind::CaseKey.with(recipient.suite().algorithm()).to_vec();
        bytes.extend_from_slice(&recipient.fingerprint().0);
        bytes.extend_from_slice(&self.generation.to_bytes());
        bytes.extend_from_slice(&self.check.0);
        let info = CASE_KEY.statement(&bytes).and(self.case.0.as_bytes());
        let sealed = recipient.seal(&info, &bytes, self.bytes.as_ref(), source)?;
        bytes.extend_from_slice(&sealed.encapsulated);
        bytes.extend_from_slice(&sealed.sealed);
        WrappedCaseKey::from_bytes(&bytes)
    }

    /// Seals a text, at most [`LONGEST_TEXT`] bytes.
    pub fn seal(
        &self,
        place: SealedPlace<'_>,
        plain: impl AsRef<[u8]>,
        source: &dyn Random,
    ) -> Result<SealedText, SealError> {
        let plain = plain.as_ref();
        if plain.len() > LONGEST_TEXT {
            return Err(SealError::TooLong);
        }
        let length = u32::try_from(plain.len()).map_err(|_| SealError::TooLong)?;
        let padded = usize::try_from(padding::text_step(u64::from(length) + 4)).map_err(|_| SealError::TooLong)?;
        let mut text = Zeroizing::new(Vec::with_capacity(padded + cipher::TAG));
        text.extend_from_slice(&length.to_be_bytes());
        text.extend_from_slice(plain);
        text.resize(padded, 0);

        let nonce: [u8; cipher::NONCE] = random::bytes(source);
        let mut bytes = Kind::Text.with(Algorithm::XChaChaPiece).to_vec();
        bytes.extend_from_slice(&self.generation.to_bytes());
        bytes.extend_from_slice(&self.check.0);
        let bound = place.statement("saksi text v1", &bytes, self.case);
        bytes.extend_from_slice(&nonce);
        bytes.extend_from_slice(&cipher::seal(&self.text_key(), &nonce, bound.as_bytes(), text)?);
        SealedText::from_bytes(bytes)
    }

    /// Opens what was sealed in this place.
    pub fn open(&self, place: SealedPlace<'_>, sealed: &SealedText) -> Result<Zeroizing<Vec<u8>>, SealError> {
        self.expect(sealed.generation, sealed.check)?;
        let mut reader = Reader::new(&sealed.bytes);
        let bound = place.statement("saksi text v1", reader.take(SealedText::HEADER)?, self.case);
        let nonce = reader.array()?;
        let text = cipher::open(&self.text_key(), &nonce, bound.as_bytes(), reader.rest())?;
        let mut reader = Reader::new(&text);
        let length = reader.u32()?;
        let expected = padding::text_step(u64::from(length) + 4);
        if expected != u64::try_from(text.len()).unwrap_or(u64::MAX) {
            return Err(SealError::Damaged);
        }
        let plain = reader.take(usize::try_from(length).map_err(|_| SealError::Damaged)?)?;
        let plain = Zeroizing::new(plain.to_vec());
        if reader.rest().iter().any(|byte| *byte != 0) {
            return Err(SealError::Damaged);
        }
        Ok(plain)
    }

    /// Opens what was sealed in this place as text in UTF-8.
    pub fn open_text(&self, place: SealedPlace<'_>, sealed: &SealedText) -> Result<Zeroizing<String>, SealError> {
        let plain = self.open(place, sealed)?;
        std::str::from_utf8(&plain).map(|text| Zeroizing::new(text.to_owned())).map_err(|_| SealError::Damaged)
    }

    /// Whether something says that it was sealed under this very key.
    pub(crate) fn expect(&self, generation: Generation, check: KeyCheck) -> Result<(), SealError> {
        if generation != self.generation {
            return Err(SealError::OtherGeneration { expected: self.generation, found: generation });
        }
        if bool::from(self.check.0.ct_eq(&check.0)) { Ok(()) } else { Err(SealError::OtherKey) }
    }

    fn text_key(&self) -> Zeroizing<[u8; 32]> {
        cipher::derive(&[], self.bytes.as_ref(), &Statement::of("saksi text key v1"))
    }
}

impl fmt::Debug for CaseKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CaseKey(..)")
    }
}

/// The key of a case, sealed to one recipient.
#[derive(Clone, PartialEq, Eq)]
pub struct WrappedCaseKey {
    bytes: Vec<u8>,
    recipient: Fingerprint,
    generation: Generation,
    check: KeyCheck,
    encapsulated: usize,
}

impl WrappedCaseKey {
    const HEADER: usize = 2 + 32 + 4 + 32;

    /// Reads the stored form, or one that a browser made.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, SealError> {
        let mut reader = Reader::new(bytes);
        let suite = Suite::of(Kind::CaseKey.read(&mut reader, Suite::ALGORITHMS)?)?;
        let recipient = Fingerprint(reader.array()?);
        let generation = Generation::read(&mut reader)?;
        let check = KeyCheck(reader.array()?);
        reader.take(suite.encapsulated_bytes())?;
        reader.take(32 + cipher::TAG)?;
        reader.end()?;
        Ok(Self { bytes: bytes.to_vec(), recipient, generation, check, encapsulated: suite.encapsulated_bytes() })
    }

    /// The form to store.
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Whose key opens it.
    pub const fn recipient(&self) -> Fingerprint {
        self.recipient
    }

    /// Which key of the case is inside.
    pub const fn generation(&self) -> Generation {
        self.generation
    }

    /// The public value of the key inside. All wraps and everything sealed in one generation of a case have the same.
    pub const fn check(&self) -> KeyCheck {
        self.check
    }

    /// Opens it.
    pub fn open(&self, case: CaseId, recipient: &PrivateKey) -> Result<CaseKey, SealError> {
        if recipient.public_key().fingerprint() != self.recipient {
            return Err(SealError::OtherKey);
        }
        let mut reader = Reader::new(&self.bytes);
        let header = reader.take(Self::HEADER)?;
        let encapsulated = reader.take(self.encapsulated)?;
        let info = CASE_KEY.statement(header).and(case.0.as_bytes());
        let plain = recipient.open(&info, header, encapsulated, reader.rest())?;
        let key = CaseKey::with(case, self.generation, bytes::secret(&plain)?);
        key.expect(self.generation, self.check).map_err(|_| SealError::Damaged)?;
        Ok(key)
    }
}

impl fmt::Debug for WrappedCaseKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("WrappedCaseKey(..)")
    }
}

/// A text sealed in its place.
#[derive(Clone, PartialEq, Eq)]
pub struct SealedText {
    bytes: Vec<u8>,
    generation: Generation,
    check: KeyCheck,
}

impl SealedText {
    const HEADER: usize = 2 + 4 + 32;

    /// Reads the stored form, or one that a browser made.
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self, SealError> {
        let mut reader = Reader::new(&bytes);
        Kind::Text.read(&mut reader, &[Algorithm::XChaChaPiece])?;
        let generation = Generation::read(&mut reader)?;
        let check = KeyCheck(reader.array()?);
        reader.take(cipher::NONCE)?;
        let sealed = u64::try_from(reader.rest().len()).unwrap_or(u64::MAX);
        // Whoever sealed it must have filled it up to a step, or its length would say more than it may.
        let padded = sealed.checked_sub(cipher::TAG as u64).filter(|padded| padding::text_step(*padded) == *padded);
        if padded.is_none_or(|padded| padded > padding::text_step(LONGEST_TEXT as u64 + 4)) {
            return Err(SealError::Length);
        }
        Ok(Self { bytes, generation, check })
    }

    /// The form to store.
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The form to store, without copying.
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// Which key of the case it was sealed under.
    pub const fn generation(&self) -> Generation {
        self.generation
    }

    /// The public value of that key.
    pub const fn check(&self) -> KeyCheck {
        self.check
    }
}

impl fmt::Debug for SealedText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SealedText(..)")
    }
}
