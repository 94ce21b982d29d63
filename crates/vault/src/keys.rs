//! Key pairs of people and organisations, and sealing something short to a public key.
//!
//! HPKE (RFC 9180) in base mode, one message per encapsulated key. The first suite is X-Wing, which holds as long as one
//! of X25519 and ML-KEM-768 does: what is sealed today must stay closed when somebody who stored it gets a quantum
//! computer. The second is X25519 alone, for a browser that cannot do the first.

use std::convert::Infallible;
use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hpke::aead::ChaCha20Poly1305;
use hpke::kdf::HkdfSha256;
use hpke::kem::{Kem, X25519HkdfSha256, XWing};
use hpke::rand_core::{TryCryptoRng, TryRng};
use hpke::{Deserializable, OpModeR, OpModeS, Serializable};
use saksi_base::Random;
use zeroize::Zeroizing;

use crate::algorithm::{Algorithm, Kind};
use crate::bytes::{Reader, Statement};
use crate::{SealError, cipher, symbols};

/// The suites in which a key pair can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Suite {
    /// X-Wing (X25519 and ML-KEM-768), the one to take.
    XWing,
    /// X25519 alone.
    X25519,
}

impl Suite {
    /// Both.
    pub const ALL: [Self; 2] = [Self::XWing, Self::X25519];
    /// Their algorithms.
    pub(crate) const ALGORITHMS: &'static [Algorithm] = &[Algorithm::HpkeXWing, Algorithm::HpkeX25519];

    /// The algorithm that stands in envelopes.
    pub const fn algorithm(self) -> Algorithm {
        match self {
            Self::XWing => Algorithm::HpkeXWing,
            Self::X25519 => Algorithm::HpkeX25519,
        }
    }

    pub(crate) fn of(algorithm: Algorithm) -> Result<Self, SealError> {
        Self::ALL.into_iter().find(|suite| suite.algorithm() == algorithm).ok_or(SealError::UnfitAlgorithm)
    }

    /// Bytes of a raw public key.
    pub(crate) const fn public_bytes(self) -> usize {
        match self {
            Self::XWing => 1_216,
            Self::X25519 => 32,
        }
    }

    /// Bytes of an encapsulated key.
    pub(crate) const fn encapsulated_bytes(self) -> usize {
        match self {
            Self::XWing => 1_120,
            Self::X25519 => 32,
        }
    }
}

/// The name of a public key that people can compare: SHA-256 of its envelope.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Fingerprint(pub(crate) [u8; 32]);

impl Fingerprint {
    /// The 32 bytes.
    pub const fn to_bytes(self) -> [u8; 32] {
        self.0
    }

    /// From 32 stored bytes.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
}

/// The first 160 bits as eight groups of four characters of Crockford's base 32: short enough to read out, and finding a
/// second key with the same ones takes 2¹⁶⁰ tries.
impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = self.0.get(..20).unwrap_or_default();
        f.write_str(&symbols::grouped(&symbols::write(shown, 160)))
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Fingerprint(..)")
    }
}

/// A public key whose bytes were checked to be one.
#[derive(Clone, PartialEq, Eq)]
pub struct PublicKey {
    suite: Suite,
    envelope: Vec<u8>,
}

/// How the text form of a public key begins.
const TEXT_BEGINS: &str = "saksi-key-1-";
/// Bytes of the checksum in the text form.
const TEXT_CHECK: usize = 4;
/// Longest text worth reading as a public key, in bytes.
const LONGEST_TEXT: usize = 4_096;

impl PublicKey {
    /// From the raw bytes of the suite: 1,216 for X-Wing, 32 for X25519.
    pub fn from_raw(suite: Suite, raw: &[u8]) -> Result<Self, SealError> {
        if raw.len() != suite.public_bytes() {
            return Err(SealError::Length);
        }
        let valid = match suite {
            Suite::XWing => <XWing as Kem>::PublicKey::from_bytes(raw).is_ok(),
            Suite::X25519 => <X25519HkdfSha256 as Kem>::PublicKey::from_bytes(raw).is_ok(),
        };
        if !valid {
            return Err(SealError::PublicKey);
        }
        let mut envelope = Kind::PublicKey.with(suite.algorithm()).to_vec();
        envelope.extend_from_slice(raw);
        Ok(Self { suite, envelope })
    }

    /// Reads the stored form: kind, algorithm, raw bytes.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, SealError> {
        let mut reader = Reader::new(bytes);
        let suite = Suite::of(Kind::PublicKey.read(&mut reader, Suite::ALGORITHMS)?)?;
        Self::from_raw(suite, reader.rest())
    }

    /// The form to store.
    pub fn as_bytes(&self) -> &[u8] {
        &self.envelope
    }

    /// The raw bytes of the suite.
    pub fn raw(&self) -> &[u8] {
        self.envelope.get(2..).unwrap_or_default()
    }

    /// The suite.
    pub const fn suite(&self) -> Suite {
        self.suite
    }

    /// The name that people compare.
    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint(cipher::digest(&Statement::of("saksi public key fingerprint v1").and(&self.envelope)))
    }

    /// The text form: a fixed beginning, then stored form and checksum in base64url.
    pub fn to_text(&self) -> String {
        let mut bytes = self.envelope.clone();
        bytes.extend_from_slice(&self.text_check());
        format!("{TEXT_BEGINS}{}", URL_SAFE_NO_PAD.encode(bytes))
    }

    /// Reads the text form; white space that came in while copying falls away.
    pub fn from_text(text: &str) -> Result<Self, SealError> {
        if text.len() > LONGEST_TEXT {
            return Err(SealError::Length);
        }
        let text: String = text.split_whitespace().collect();
        let encoded = text.strip_prefix(TEXT_BEGINS).ok_or(SealError::OtherKind)?;
        let bytes = URL_SAFE_NO_PAD.decode(encoded).map_err(|_| SealError::Mistyped)?;
        let (envelope, check) =
            bytes.split_at_checked(bytes.len().saturating_sub(TEXT_CHECK)).ok_or(SealError::Length)?;
        let expected = cipher::digest(&Statement::of("saksi public key text v1").and(envelope));
        if !expected.starts_with(check) || check.len() != TEXT_CHECK {
            return Err(SealError::Mistyped);
        }
        Self::from_bytes(envelope)
    }

    fn text_check(&self) -> [u8; TEXT_CHECK] {
        let [a, b, c, d, ..] = cipher::digest(&Statement::of("saksi public key text v1").and(&self.envelope));
        [a, b, c, d]
    }

    /// Seals something short. `info` and `bound` are what has to be the same when it is opened.
    pub(crate) fn seal(
        &self,
        info: &Statement,
        bound: &[u8],
        plain: &[u8],
        source: &dyn Random,
    ) -> Result<Sealed, SealError> {
        fn with<K: Kem>(
            key: &[u8],
            info: &[u8],
            bound: &[u8],
            plain: &[u8],
            source: &dyn Random,
        ) -> Result<Sealed, SealError> {
            let key = K::PublicKey::from_bytes(key).map_err(|_| SealError::PublicKey)?;
            let (encapsulated, sealed) = hpke::single_shot_seal_with_rng::<ChaCha20Poly1305, HkdfSha256, K>(
                &OpModeS::Base,
                &key,
                info,
                plain,
                bound,
                &mut Source(source),
            )
            .map_err(|_| SealError::PublicKey)?;
            Ok(Sealed { encapsulated: encapsulated.to_bytes().to_vec(), sealed })
        }
        match self.suite {
            Suite::XWing => with::<XWing>(self.raw(), info.as_bytes(), bound, plain, source),
            Suite::X25519 => with::<X25519HkdfSha256>(self.raw(), info.as_bytes(), bound, plain, source),
        }
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PublicKey(..)")
    }
}

/// What sealing to a public key gives.
pub(crate) struct Sealed {
    pub(crate) encapsulated: Vec<u8>,
    pub(crate) sealed: Vec<u8>,
}

/// A private key: 32 bytes, the X-Wing seed or the X25519 scalar. Wiped when dropped; not `Clone`.
pub struct PrivateKey {
    seed: Zeroizing<[u8; 32]>,
    public: PublicKey,
}

impl PrivateKey {
    /// A fresh one.
    pub fn generate(suite: Suite, source: &dyn Random) -> Result<Self, SealError> {
        let mut seed = Zeroizing::new([0; 32]);
        source.fill(seed.as_mut());
        Self::from_seed(suite, seed)
    }

    /// From the 32 bytes that are its raw form in the suite.
    pub fn from_seed(suite: Suite, seed: Zeroizing<[u8; 32]>) -> Result<Self, SealError> {
        fn public<K: Kem>(seed: &[u8]) -> Result<Vec<u8>, SealError> {
            let key = K::PrivateKey::from_bytes(seed).map_err(|_| SealError::Length)?;
            Ok(K::sk_to_pk(&key).to_bytes().to_vec())
        }
        let raw = match suite {
            Suite::XWing => public::<XWing>(seed.as_ref())?,
            Suite::X25519 => public::<X25519HkdfSha256>(seed.as_ref())?,
        };
        let public = PublicKey::from_raw(suite, &raw)?;
        Ok(Self { seed, public })
    }

    /// Its public key.
    pub const fn public_key(&self) -> &PublicKey {
        &self.public
    }

    /// The suite.
    pub const fn suite(&self) -> Suite {
        self.public.suite
    }

    pub(crate) const fn seed(&self) -> &Zeroizing<[u8; 32]> {
        &self.seed
    }

    /// Opens what was sealed to its public key.
    pub(crate) fn open(
        &self,
        info: &Statement,
        bound: &[u8],
        encapsulated: &[u8],
        sealed: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, SealError> {
        fn with<K: Kem>(
            seed: &[u8],
            info: &[u8],
            bound: &[u8],
            encapsulated: &[u8],
            sealed: &[u8],
        ) -> Result<Zeroizing<Vec<u8>>, SealError> {
            let key = K::PrivateKey::from_bytes(seed).map_err(|_| SealError::Length)?;
            let encapsulated = K::EncappedKey::from_bytes(encapsulated).map_err(|_| SealError::Damaged)?;
            hpke::single_shot_open::<ChaCha20Poly1305, HkdfSha256, K>(
                &OpModeR::Base,
                &key,
                &encapsulated,
                info,
                sealed,
                bound,
            )
            .map(Zeroizing::new)
            .map_err(|_| SealError::Damaged)
        }
        match self.suite() {
            Suite::XWing => with::<XWing>(self.seed.as_ref(), info.as_bytes(), bound, encapsulated, sealed),
            Suite::X25519 => with::<X25519HkdfSha256>(self.seed.as_ref(), info.as_bytes(), bound, encapsulated, sealed),
        }
    }

    /// Hands this private key to somebody else, sealed to their public key: how a rotating triage key or an organisation's
    /// key reaches each of its holders.
    pub fn hand_to(&self, holder: &PublicKey, source: &dyn Random) -> Result<HandedKey, SealError> {
        let mut bytes = Kind::PrivateKey.with(holder.suite.algorithm()).to_vec();
        bytes.extend_from_slice(&holder.fingerprint().0);
        bytes.push(self.suite().algorithm().id());
        bytes.extend_from_slice(&self.public.fingerprint().0);
        let sealed = holder.seal(&HANDED.statement(&bytes), &bytes, self.seed.as_ref(), source)?;
        bytes.extend_from_slice(&sealed.encapsulated);
        bytes.extend_from_slice(&sealed.sealed);
        HandedKey::from_bytes(&bytes)
    }
}

impl fmt::Debug for PrivateKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PrivateKey(..)")
    }
}

/// What an envelope sealed to a public key is for; stands in HPKE's `info`.
pub(crate) struct Purpose(pub(crate) &'static str);

const HANDED: Purpose = Purpose("saksi private key wrap v1");

impl Purpose {
    pub(crate) fn statement(&self, header: &[u8]) -> Statement {
        Statement::of(self.0).and(header)
    }
}

/// A private key sealed to one of its holders.
#[derive(Clone, PartialEq, Eq)]
pub struct HandedKey {
    bytes: Vec<u8>,
    holder: Fingerprint,
    suite: Suite,
    public: Fingerprint,
    encapsulated: usize,
}

impl HandedKey {
    const HEADER: usize = 2 + 32 + 1 + 32;

    /// Reads the stored form.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, SealError> {
        let mut reader = Reader::new(bytes);
        let to = Suite::of(Kind::PrivateKey.read(&mut reader, Suite::ALGORITHMS)?)?;
        let holder = Fingerprint(reader.array()?);
        let suite = Suite::of(Algorithm::from_id(reader.byte()?)?)?;
        let public = Fingerprint(reader.array()?);
        reader.take(to.encapsulated_bytes())?;
        reader.take(32 + cipher::TAG)?;
        reader.end()?;
        Ok(Self { bytes: bytes.to_vec(), holder, suite, public, encapsulated: to.encapsulated_bytes() })
    }

    /// The form to store.
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Whose key opens it.
    pub const fn holder(&self) -> Fingerprint {
        self.holder
    }

    /// The public half of the key inside.
    pub const fn key(&self) -> Fingerprint {
        self.public
    }

    /// Opens it.
    pub fn open(&self, holder: &PrivateKey) -> Result<PrivateKey, SealError> {
        if holder.public_key().fingerprint() != self.holder {
            return Err(SealError::OtherKey);
        }
        let mut reader = Reader::new(&self.bytes);
        let header = reader.take(Self::HEADER)?;
        let encapsulated = reader.take(self.encapsulated)?;
        let plain = holder.open(&HANDED.statement(header), header, encapsulated, reader.rest())?;
        let key = PrivateKey::from_seed(self.suite, crate::bytes::secret(&plain)?)?;
        if key.public.fingerprint() == self.public { Ok(key) } else { Err(SealError::Damaged) }
    }
}

impl fmt::Debug for HandedKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("HandedKey(..)")
    }
}

/// The passed-in randomness in the shape that `hpke` takes.
struct Source<'a>(&'a dyn Random);

impl TryRng for Source<'_> {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok(u32::from_le_bytes(saksi_base::random::bytes(self.0)))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        Ok(u64::from_le_bytes(saksi_base::random::bytes(self.0)))
    }

    fn try_fill_bytes(&mut self, buffer: &mut [u8]) -> Result<(), Infallible> {
        self.0.fill(buffer);
        Ok(())
    }
}

impl TryCryptoRng for Source<'_> {}
