//! Private keys at rest: under a passphrase, under a printed code, under an organisation's recovery key, and, while somebody
//! is signed in, under a secret that only their browser holds.
//!
//! A private key stands nowhere else. Whoever takes the database finds locks without what opens them.

use std::fmt;

use argon2::{Argon2, Params, Version};
use icu_normalizer::ComposingNormalizerBorrowed;
use saksi_base::{Random, SessionId, random};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use crate::algorithm::{Algorithm, Kind};
use crate::bytes::{self, Reader, Statement};
use crate::keys::{Fingerprint, PrivateKey, Suite};
use crate::receipt::WordList;
use crate::trustees::RecoveryKey;
use crate::{SealError, cipher, symbols};

const SALT: usize = 16;

/// A passphrase as somebody typed it, in one form however it was typed (NFKC). Wiped when dropped.
pub struct Passphrase(Zeroizing<String>);

impl Passphrase {
    /// The fewest characters of a passphrase that is newly chosen.
    pub const LEAST_CHARACTERS: usize = 12;
    /// The most bytes of a passphrase; more would only cost time.
    pub const MOST_BYTES: usize = 1_024;

    /// What was typed to open something.
    pub fn typed(text: &str) -> Result<Self, SealError> {
        if text.is_empty() || text.len() > Self::MOST_BYTES {
            return Err(SealError::Passphrase);
        }
        Ok(Self(Zeroizing::new(ComposingNormalizerBorrowed::new_nfkc().normalize(text).into_owned())))
    }

    /// What was typed as a new passphrase. Whether it is easily guessed is for the caller to say: this only refuses what is
    /// too short for a lock that somebody may try to open at leisure.
    pub fn chosen(text: &str) -> Result<Self, SealError> {
        let passphrase = Self::typed(text)?;
        if passphrase.0.chars().count() < Self::LEAST_CHARACTERS {
            return Err(SealError::Passphrase);
        }
        Ok(passphrase)
    }

    /// A passphrase to offer: seven random words, 77 bits. Show it once and keep it nowhere.
    pub fn suggest(list: WordList, source: &dyn Random) -> Zeroizing<String> {
        let mut bytes = Zeroizing::new([0; 10]);
        source.fill(bytes.as_mut());
        crate::words::write(bytes.as_ref(), 7, list)
    }
}

impl fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passphrase(..)")
    }
}

/// What opening a passphrase lock costs: Argon2id (RFC 9106), version 0x13.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PassphraseCost {
    memory_kib: u32,
    passes: u32,
    lanes: u8,
}

impl PassphraseCost {
    /// 64 MiB, three passes, one lane: RFC 9106's second recommendation but for the lanes, because one sign-in must not take
    /// every processor of a small machine.
    pub const STANDARD: Self = Self { memory_kib: 64 << 10, passes: 3, lanes: 1 };

    /// A cost between what keeps guessers slow and what one machine can bear: 64 to 256 MiB, 3 to 10 passes, 1 to 4 lanes. The
    /// same bounds hold for costs that stand in a stored lock, so that a forged one cannot exhaust the server.
    pub const fn new(memory_kib: u32, passes: u32, lanes: u8) -> Result<Self, SealError> {
        let memory = memory_kib >= 64 << 10 && memory_kib <= 256 << 10;
        if memory && passes >= 3 && passes <= 10 && lanes >= 1 && lanes <= 4 {
            Ok(Self { memory_kib, passes, lanes })
        } else {
            Err(SealError::Cost)
        }
    }

    /// Bytes of memory that opening takes; let few run at once.
    pub const fn memory_bytes(self) -> u64 {
        self.memory_kib as u64 * 1_024
    }

    fn stretch(self, passphrase: &Passphrase, salt: &[u8]) -> Result<Zeroizing<[u8; 32]>, SealError> {
        let parameters = Params::new(self.memory_kib, self.passes, u32::from(self.lanes), Some(32));
        let parameters = parameters.map_err(|_| SealError::Cost)?;
        let mut stretched = Zeroizing::new([0; 32]);
        Argon2::new(argon2::Algorithm::Argon2id, Version::V0x13, parameters)
            .hash_password_into(passphrase.0.as_bytes(), salt, stretched.as_mut())
            .map_err(|_| SealError::Cost)?;
        Ok(stretched)
    }
}

/// A code of 128 random bits on paper, for the day when the passphrase is forgotten. Wiped when dropped.
pub struct RecoveryCode(Zeroizing<[u8; 16]>);

impl RecoveryCode {
    /// Characters of the printed form, without hyphens: 128 bits and 12 bits of checksum, five to a character.
    const CHARACTERS: usize = 28;

    /// A fresh one.
    pub fn new(source: &dyn Random) -> Self {
        let mut bytes = Zeroizing::new([0; 16]);
        source.fill(bytes.as_mut());
        Self(bytes)
    }

    /// The form to print: seven groups of four characters. Show it once and keep it nowhere.
    pub fn printed(&self) -> Zeroizing<String> {
        let mut bits = Zeroizing::new(self.0.to_vec());
        bits.reserve_exact(2);
        bits.extend_from_slice(&self.checksum());
        symbols::grouped(&symbols::write(&bits, Self::CHARACTERS * 5))
    }

    /// Reads what was typed, in any case and spacing, with O for 0 and I or L for 1. One slip in 4,096 gets past the
    /// checksum, and then does not open.
    pub fn parse(text: &str) -> Result<Self, SealError> {
        let bits = symbols::read(text, Self::CHARACTERS).ok_or(SealError::Mistyped)?;
        let mut reader = Reader::new(&bits);
        let code = Self(Zeroizing::new(reader.array()?));
        let claimed: [u8; 2] = reader.array()?;
        if bool::from(code.checksum().ct_eq(&claimed)) { Ok(code) } else { Err(SealError::Mistyped) }
    }

    /// 12 bits, in the upper part of two bytes.
    fn checksum(&self) -> [u8; 2] {
        let mut hash = Sha256::new();
        hash.update(b"saksi recovery code checksum v1");
        hash.update(self.0.as_ref());
        let [first, second, ..] = <[u8; 32]>::from(hash.finalize());
        [first, second & 0xF0]
    }
}

impl fmt::Debug for RecoveryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryCode(..)")
    }
}

/// What keeps an unlocked private key closed on the server: a secret derived from the session's cookie, bound to this
/// session. It exists while a request is answered and is stored nowhere.
pub struct SessionKey {
    secret: Zeroizing<[u8; 32]>,
    session: SessionId,
}

impl SessionKey {
    /// From the cookie's secret, which must hold 256 random bits; fails below 32 bytes.
    pub fn derive(cookie_secret: &[u8], session: SessionId) -> Result<Self, SealError> {
        if cookie_secret.len() < 32 {
            return Err(SealError::Length);
        }
        let what = Statement::of("saksi session key v1").and(session.0.as_bytes());
        Ok(Self { secret: cipher::derive(&[], cookie_secret, &what), session })
    }
}

impl fmt::Debug for SessionKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SessionKey(..)")
    }
}

/// What a lock is opened with.
pub(crate) enum Opener<'a> {
    Passphrase(&'a Passphrase, PassphraseCost),
    Code(&'a RecoveryCode),
    Session(&'a SessionKey),
    Recovery(&'a RecoveryKey),
}

impl Opener<'_> {
    const fn begin(&self) -> [u8; 2] {
        match self {
            Self::Passphrase(..) => Kind::PassphraseLock.with(Algorithm::Argon2id),
            Self::Code(_) => Kind::CodeLock.with(Algorithm::PrintedCode),
            Self::Session(_) => Kind::SessionLock.with(Algorithm::SessionSecret),
            Self::Recovery(_) => Kind::RecoveryLock.with(Algorithm::RecoveryKey),
        }
    }

    /// Key and public check for a header, whose last bytes are the salt.
    fn keys(&self, header: &[u8], salt: &[u8]) -> Result<(Zeroizing<[u8; 32]>, [u8; 32]), SealError> {
        let mut what = Statement::of("saksi lock v1").and(header);
        let secret = match self {
            Self::Passphrase(passphrase, cost) => Zeroizing::new(cost.stretch(passphrase, salt)?.to_vec()),
            Self::Code(code) => Zeroizing::new(code.0.to_vec()),
            Self::Session(key) => {
                what = what.and(key.session.0.as_bytes());
                Zeroizing::new(key.secret.to_vec())
            }
            Self::Recovery(key) => Zeroizing::new(key.secret().to_vec()),
        };
        let derived = cipher::derive::<64>(salt, &secret, &what);
        let mut reader = Reader::new(derived.as_ref());
        Ok((bytes::secret(reader.take(32)?)?, reader.array()?))
    }

    pub(crate) fn lock(&self, key: &PrivateKey, source: &dyn Random) -> Result<LockedKey, SealError> {
        let mut bytes = self.begin().to_vec();
        bytes.push(key.suite().algorithm().id());
        bytes.extend_from_slice(&key.public_key().fingerprint().to_bytes());
        if let Self::Passphrase(_, cost) = self {
            bytes.extend_from_slice(&cost.memory_kib.to_be_bytes());
            bytes.extend_from_slice(&cost.passes.to_be_bytes());
            bytes.push(cost.lanes);
        }
        let salt: [u8; SALT] = random::bytes(source);
        bytes.extend_from_slice(&salt);
        let (secret, check) = self.keys(&bytes, &salt)?;
        bytes.extend_from_slice(&check);
        let nonce: [u8; cipher::NONCE] = random::bytes(source);
        let mut plain = Zeroizing::new(Vec::with_capacity(32 + cipher::TAG));
        plain.extend_from_slice(key.seed().as_ref());
        let sealed = cipher::seal(&secret, &nonce, &bytes, plain)?;
        bytes.extend_from_slice(&nonce);
        bytes.extend_from_slice(&sealed);
        LockedKey::from_bytes(&bytes)
    }
}

/// How a private key is locked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LockKind {
    /// Under a passphrase of this cost.
    Passphrase(PassphraseCost),
    /// Under a printed code.
    Code,
    /// Under a session's secret.
    Session,
    /// Under the organisation's recovery key.
    Recovery,
}

/// A private key under lock.
#[derive(Clone, PartialEq, Eq)]
pub struct LockedKey {
    bytes: Vec<u8>,
    kind: LockKind,
    suite: Suite,
    key: Fingerprint,
    /// Bytes up to and with the salt.
    header: usize,
}

impl LockedKey {
    /// Reads the stored form. A passphrase lock whose cost is outside of [`PassphraseCost::new`]'s bounds is refused here,
    /// before anything is computed.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, SealError> {
        let mut reader = Reader::new(bytes);
        let kind = Kind::of(bytes)?;
        let algorithm = match kind {
            Kind::PassphraseLock => Algorithm::Argon2id,
            Kind::CodeLock => Algorithm::PrintedCode,
            Kind::SessionLock => Algorithm::SessionSecret,
            Kind::RecoveryLock => Algorithm::RecoveryKey,
            _ => return Err(SealError::OtherKind),
        };
        kind.read(&mut reader, &[algorithm])?;
        let suite = Suite::of(Algorithm::from_id(reader.byte()?)?)?;
        let key = Fingerprint(reader.array()?);
        let mut header = 2 + 1 + 32 + SALT;
        let kind = match kind {
            Kind::PassphraseLock => {
                header += 4 + 4 + 1;
                let (memory, passes) = (reader.u32()?, reader.u32()?);
                LockKind::Passphrase(PassphraseCost::new(memory, passes, reader.byte()?)?)
            }
            Kind::CodeLock => LockKind::Code,
            Kind::SessionLock => LockKind::Session,
            _ => LockKind::Recovery,
        };
        reader.take(SALT + 32 + cipher::NONCE + 32 + cipher::TAG)?;
        reader.end()?;
        Ok(Self { bytes: bytes.to_vec(), kind, suite, key, header })
    }

    /// The form to store.
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// How it is locked.
    pub const fn kind(&self) -> LockKind {
        self.kind
    }

    /// The public half of the key inside.
    pub const fn key(&self) -> Fingerprint {
        self.key
    }

    fn open(&self, opener: &Opener<'_>) -> Result<PrivateKey, SealError> {
        let mut reader = Reader::new(&self.bytes);
        let header = reader.take(self.header)?;
        let salt = header.last_chunk::<SALT>().ok_or(SealError::Length)?;
        let claimed: [u8; 32] = reader.array()?;
        let (secret, check) = opener.keys(header, salt)?;
        if !bool::from(check.ct_eq(&claimed)) {
            return Err(SealError::WrongSecret);
        }
        let bound = self.bytes.get(..self.header + 32).ok_or(SealError::Length)?;
        let nonce = reader.array()?;
        let plain = cipher::open(&secret, &nonce, bound, reader.rest())?;
        let key = PrivateKey::from_seed(self.suite, bytes::secret(&plain)?)?;
        if key.public_key().fingerprint() == self.key { Ok(key) } else { Err(SealError::Damaged) }
    }

    /// Opens it with the passphrase. Takes the memory and time of its [`PassphraseCost`]; queue such work.
    pub fn open_with_passphrase(&self, passphrase: &Passphrase) -> Result<PrivateKey, SealError> {
        let LockKind::Passphrase(cost) = self.kind else { return Err(SealError::OtherKind) };
        self.open(&Opener::Passphrase(passphrase, cost))
    }

    /// Opens it with the printed code.
    pub fn open_with_code(&self, code: &RecoveryCode) -> Result<PrivateKey, SealError> {
        if self.kind != LockKind::Code {
            return Err(SealError::OtherKind);
        }
        self.open(&Opener::Code(code))
    }

    /// Opens it within the session for which it was locked.
    pub fn open_in_session(&self, session: &SessionKey) -> Result<PrivateKey, SealError> {
        if self.kind != LockKind::Session {
            return Err(SealError::OtherKind);
        }
        self.open(&Opener::Session(session))
    }

    /// Opens it with the organisation's recovery key.
    pub fn open_with_recovery(&self, key: &RecoveryKey) -> Result<PrivateKey, SealError> {
        if self.kind != LockKind::Recovery {
            return Err(SealError::OtherKind);
        }
        self.open(&Opener::Recovery(key))
    }

    /// Changes the passphrase: opens with the old one, locks under the new one. Throw the old lock away.
    pub fn change_passphrase(
        &self,
        old: &Passphrase,
        new: &Passphrase,
        cost: PassphraseCost,
        source: &dyn Random,
    ) -> Result<Self, SealError> {
        self.open_with_passphrase(old)?.lock_with_passphrase(new, cost, source)
    }
}

impl fmt::Debug for LockedKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LockedKey(..)")
    }
}

impl PrivateKey {
    /// Locks it under a passphrase.
    pub fn lock_with_passphrase(
        &self,
        passphrase: &Passphrase,
        cost: PassphraseCost,
        source: &dyn Random,
    ) -> Result<LockedKey, SealError> {
        Opener::Passphrase(passphrase, cost).lock(self, source)
    }

    /// Locks it under a printed code, beside the lock of the passphrase.
    pub fn lock_with_code(&self, code: &RecoveryCode, source: &dyn Random) -> Result<LockedKey, SealError> {
        Opener::Code(code).lock(self, source)
    }

    /// Locks it for the time of a session.
    pub fn lock_in_session(&self, session: &SessionKey, source: &dyn Random) -> Result<LockedKey, SealError> {
        Opener::Session(session).lock(self, source)
    }

    /// Locks an organisation's key under its recovery key, which the trustees share.
    pub fn lock_with_recovery(&self, key: &RecoveryKey, source: &dyn Random) -> Result<LockedKey, SealError> {
        Opener::Recovery(key).lock(self, source)
    }
}
