//! C2SP `signed-note`: a text, an empty line, and a line for each signature.
//!
//! A text counts for nothing until a signature by a known key was verified. Signatures by unknown keys are kept and
//! ignored, so that a log can change its key and witnesses can add theirs; one by a known key that does not hold makes the
//! whole note worthless.

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::{Signature, VerifyingKey};
use saksi_base::Timestamp;

use crate::cosignature;
use crate::hash::{from_hex, to_hex};
use crate::{Checkpoint, Hash};

/// The longest note that is read, in bytes.
pub const LONGEST_NOTE: usize = 1 << 20;
/// The most signatures that a note may carry.
pub const MOST_SIGNATURES: usize = 256;

/// Why a note, a key or a name cannot be read or does not count.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NoteError {
    /// No note by its form: no UTF-8, control characters, no empty line, no signature, too long.
    #[error("it is not a signed note: {0}")]
    Form(&'static str),
    /// A key's name is empty or holds a space or a plus.
    #[error("the name of a key has no spaces and no `+`, and is not empty")]
    Name,
    /// A verifier key that cannot be read.
    #[error("it is not a verifier key (`name+hash+base64`): {0}")]
    Key(&'static str),
    /// A verifier key of a kind that this version cannot check.
    #[error("it is a key of type {0:#04x}; this version checks Ed25519 keys of logs (0x01) and of witnesses (0x04)")]
    KeyType(u8),
    /// A signature that names a known key does not hold.
    #[error("the signature of {0} does not hold")]
    Signature(KeyName),
    /// Nobody known signed.
    #[error("no known key signed it")]
    Unsigned,
}

/// The name of a key, such as `example.org/log`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyName(String);

impl KeyName {
    /// Reads a name: not empty, no spaces of Unicode, no plus, no control characters, at most 255 bytes.
    pub fn parse(text: &str) -> Result<Self, NoteError> {
        let plain = |letter: char| !letter.is_whitespace() && !letter.is_control() && letter != '+';
        let fits = !text.is_empty() && text.len() <= 255 && text.chars().all(plain);
        if fits { Ok(Self(text.to_owned())) } else { Err(NoteError::Name) }
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for KeyName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for KeyName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.0)
    }
}

/// What a key signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KeyKind {
    /// The text of the note (type 0x01): logs.
    Log,
    /// The text with a time (type 0x04): witnesses.
    Witness,
}

impl KeyKind {
    const fn byte(self) -> u8 {
        match self {
            Self::Log => 0x01,
            Self::Witness => 0x04,
        }
    }
}

/// A public key with its name, as `name+hash+base64`.
#[derive(Clone, PartialEq, Eq)]
pub struct VerifierKey {
    name: KeyName,
    kind: KeyKind,
    key: VerifyingKey,
}

impl VerifierKey {
    /// From its parts. Refuses points that would make a signature hold for anything.
    pub fn new(name: KeyName, kind: KeyKind, key: [u8; 32]) -> Result<Self, NoteError> {
        let key = VerifyingKey::from_bytes(&key).map_err(|_| NoteError::Key("it is no point of the curve"))?;
        if key.is_weak() {
            return Err(NoteError::Key("anybody could sign under it"));
        }
        Ok(Self { name, kind, key })
    }

    /// The name.
    pub const fn name(&self) -> &KeyName {
        &self.name
    }

    /// What it signs.
    pub const fn kind(&self) -> KeyKind {
        self.kind
    }

    /// The 32 bytes.
    pub fn to_bytes(&self) -> [u8; 32] {
        self.key.to_bytes()
    }

    /// The number by which signatures name it, together with its name: the first four bytes of a hash, big-endian.
    pub fn id(&self) -> u32 {
        key_id(&self.name, self.kind.byte(), self.key.as_bytes())
    }

    /// Whether a signature says that it is by this key.
    pub fn is_named_by(&self, signature: &NoteSignature) -> bool {
        signature.name == self.name && signature.id == self.id()
    }

    /// Verifies a signature that names this key. For a witness's: when it was made.
    pub(crate) fn time_of(&self, text: &str, signature: &NoteSignature) -> Result<Option<Timestamp>, NoteError> {
        let fails = || NoteError::Signature(self.name.clone());
        match self.kind {
            KeyKind::Log => {
                let bytes = Signature::from_slice(&signature.bytes).map_err(|_| fails())?;
                self.key.verify_strict(text.as_bytes(), &bytes).map_err(|_| fails())?;
                Ok(None)
            }
            KeyKind::Witness => {
                let (seconds, bytes) = cosignature::split(&signature.bytes).ok_or_else(fails)?;
                let message = cosignature::message(text, seconds);
                self.key.verify_strict(message.as_bytes(), &bytes).map_err(|_| fails())?;
                // A time without a checkpoint says nothing.
                Checkpoint::parse(text).map_err(|_| fails())?;
                cosignature::time(seconds).map(Some).ok_or_else(fails)
            }
        }
    }
}

/// The id of any kind of key (C2SP `signed-note`, "Signatures").
fn key_id(name: &KeyName, kind: u8, key: &[u8]) -> u32 {
    let mut named = Vec::from(name.as_str());
    named.extend_from_slice(&[b'\n', kind]);
    named.extend_from_slice(key);
    let [a, b, c, d, ..] = *Hash::of(&named).as_bytes();
    u32::from_be_bytes([a, b, c, d])
}

impl FromStr for VerifierKey {
    type Err = NoteError;

    fn from_str(text: &str) -> Result<Self, NoteError> {
        let mut parts = text.splitn(3, '+');
        let (Some(name), Some(id), Some(key)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(NoteError::Key("it has no three parts"));
        };
        let name = KeyName::parse(name)?;
        let id = from_hex(id).and_then(|bytes| <[u8; 4]>::try_from(bytes).ok());
        let id = u32::from_be_bytes(id.ok_or(NoteError::Key("its hash has not eight hexadecimal digits"))?);
        let bytes = STANDARD.decode(key).map_err(|_| NoteError::Key("its last part is no base64"))?;
        let (kind, key) = bytes.split_first().ok_or(NoteError::Key("it is empty"))?;
        if key_id(&name, *kind, key) != id {
            return Err(NoteError::Key("its hash does not fit; a letter is wrong or missing"));
        }
        let kind = match kind {
            0x01 => KeyKind::Log,
            0x04 => KeyKind::Witness,
            other => return Err(NoteError::KeyType(*other)),
        };
        let key = <[u8; 32]>::try_from(key).map_err(|_| NoteError::Key("an Ed25519 key has 32 bytes"))?;
        Self::new(name, kind, key)
    }
}

impl fmt::Display for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut bytes = vec![self.kind.byte()];
        bytes.extend_from_slice(self.key.as_bytes());
        write!(f, "{}+{}+{}", self.name, to_hex(&self.id().to_be_bytes()), STANDARD.encode(bytes))
    }
}

impl fmt::Debug for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "VerifierKey({self})")
    }
}

/// One signature line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteSignature {
    /// The name of the key that is said to have signed.
    pub name: KeyName,
    /// The number of that key.
    pub id: u32,
    /// What it made; its form depends on the kind of key.
    pub bytes: Vec<u8>,
}

impl NoteSignature {
    pub(crate) fn by(key: &VerifierKey, bytes: Vec<u8>) -> Self {
        Self { name: key.name.clone(), id: key.id(), bytes }
    }

    /// Reads a line without its newline.
    pub fn parse(line: &str) -> Result<Self, NoteError> {
        let rest = line.strip_prefix("— ").ok_or(NoteError::Form("a signature begins with a dash"))?;
        let (name, signature) = rest.split_once(' ').ok_or(NoteError::Form("a signature has a name and a value"))?;
        let bytes = STANDARD.decode(signature).map_err(|_| NoteError::Form("a signature is base64"))?;
        let (id, bytes) = bytes.split_first_chunk::<4>().ok_or(NoteError::Form("a signature is too short"))?;
        if bytes.is_empty() {
            return Err(NoteError::Form("a signature is too short"));
        }
        Ok(Self { name: KeyName::parse(name)?, id: u32::from_be_bytes(*id), bytes: bytes.to_vec() })
    }
}

impl fmt::Display for NoteSignature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes: Vec<u8> = self.id.to_be_bytes().into_iter().chain(self.bytes.iter().copied()).collect();
        write!(f, "— {} {}", self.name, STANDARD.encode(bytes))
    }
}

/// A note with its signatures, none of which has been verified yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    text: String,
    signatures: Vec<NoteSignature>,
}

/// A signature that holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed<'k> {
    /// By which of the keys.
    pub key: &'k VerifierKey,
    /// When, for witnesses.
    pub at: Option<Timestamp>,
}

impl Note {
    /// A note of a text that ends with a newline.
    pub fn new(text: String, signatures: Vec<NoteSignature>) -> Result<Self, NoteError> {
        if !text.ends_with('\n') {
            return Err(NoteError::Form("its text does not end with a newline"));
        }
        if text.chars().any(|letter| letter.is_ascii_control() && letter != '\n' && letter != '\x7f') {
            return Err(NoteError::Form("it has control characters"));
        }
        if signatures.is_empty() {
            return Err(NoteError::Form("nobody signed it"));
        }
        if signatures.len() > MOST_SIGNATURES {
            return Err(NoteError::Form("it has too many signatures"));
        }
        Ok(Self { text, signatures })
    }

    /// A text that we made, with our signature.
    pub(crate) fn signed(text: String, signature: NoteSignature) -> Self {
        Self { text, signatures: vec![signature] }
    }

    /// Reads a note.
    pub fn parse(bytes: &[u8]) -> Result<Self, NoteError> {
        if bytes.len() > LONGEST_NOTE {
            return Err(NoteError::Form("it is too long"));
        }
        let note = std::str::from_utf8(bytes).map_err(|_| NoteError::Form("it is no UTF-8"))?;
        let empty = note.rfind("\n\n").ok_or(NoteError::Form("no empty line stands before the signatures"))?;
        let (text, lines) = note.split_at_checked(empty + 1).unwrap_or((note, ""));
        let lines = lines.strip_prefix('\n').and_then(|lines| lines.strip_suffix('\n'));
        let lines = lines.ok_or(NoteError::Form("its last line is not finished"))?;
        let signatures = lines.split('\n').map(NoteSignature::parse).collect::<Result<_, _>>()?;
        Self::new(text.to_owned(), signatures)
    }

    /// What was signed, with its last newline.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Every signature, verified or not.
    pub fn signatures(&self) -> &[NoteSignature] {
        &self.signatures
    }

    /// The note with further signatures at its end; those that it has already are left out.
    #[must_use]
    pub fn with(mut self, signatures: impl IntoIterator<Item = NoteSignature>) -> Self {
        for signature in signatures {
            if !self.signatures.contains(&signature) && self.signatures.len() < MOST_SIGNATURES {
                self.signatures.push(signature);
            }
        }
        self
    }

    /// The note with these signatures in place of earlier ones by the same keys: some readers take two lines by one key for
    /// a fault.
    pub(crate) fn renewed(mut self, signatures: Vec<NoteSignature>) -> Self {
        self.signatures.retain(|old| !signatures.iter().any(|new| new.name == old.name && new.id == old.id));
        self.with(signatures)
    }

    /// The signatures by these keys. An error if one of them does not hold, or if there is none.
    pub fn verify<'k>(&self, keys: &[&'k VerifierKey]) -> Result<Vec<Signed<'k>>, NoteError> {
        let mut signed = Vec::new();
        for signature in &self.signatures {
            let Some(key) = keys.iter().find(|key| key.is_named_by(signature)) else { continue };
            signed.push(Signed { key, at: key.time_of(&self.text, signature)? });
        }
        if signed.is_empty() { Err(NoteError::Unsigned) } else { Ok(signed) }
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.text)?;
        self.signatures.iter().try_for_each(|signature| writeln!(f, "{signature}"))
    }
}
