//! C2SP `tlog-checkpoint`: the size and root of a log, signed by it.

use std::fmt;

use ed25519_dalek::{Signer as _, SigningKey};

use crate::Hash;
use crate::note::{KeyKind, KeyName, Note, NoteError, NoteSignature, VerifierKey};
use crate::tile::decimal;
use crate::tree::LARGEST_SIZE;
use crate::writer::Head;

/// Why a checkpoint cannot be read or does not count.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CheckpointError {
    /// It is no checkpoint by its form.
    #[error("it is not a checkpoint: {0}")]
    Form(&'static str),
    /// It is no note, or nobody known signed it.
    #[error(transparent)]
    Note(#[from] NoteError),
    /// It is of another log.
    #[error("it is a checkpoint of the log {found}, not of {expected}")]
    OtherLog {
        /// Of which log one was wanted.
        expected: String,
        /// Of which it is.
        found: String,
    },
}

/// What a log says of itself: how many entries it has, and the root over them.
#[derive(Clone, PartialEq, Eq)]
pub struct Checkpoint {
    origin: String,
    size: u64,
    root: Hash,
    extensions: Vec<String>,
}

impl Checkpoint {
    /// Of a log with this origin line and head.
    pub fn new(origin: &KeyName, head: Head) -> Self {
        Self { origin: origin.as_str().to_owned(), size: head.size, root: head.root, extensions: Vec::new() }
    }

    /// Reads the text of a note.
    pub fn parse(text: &str) -> Result<Self, CheckpointError> {
        let form = CheckpointError::Form;
        let mut lines = text.strip_suffix('\n').ok_or(form("its last line is not finished"))?.split('\n');
        let origin = lines.next().filter(|origin| !origin.is_empty()).ok_or(form("it names no log"))?.to_owned();
        if origin.chars().any(|letter| letter.is_ascii_control()) {
            return Err(form("the name of the log has control characters"));
        }
        let size = lines.next().and_then(decimal).ok_or(form("its second line is not a size"))?;
        if size > LARGEST_SIZE {
            return Err(form("no log is that large"));
        }
        let root = lines.next().and_then(Hash::from_base64).ok_or(form("its third line is not a hash"))?;
        let extensions: Vec<String> = lines.map(ToOwned::to_owned).collect();
        if extensions.iter().any(String::is_empty) {
            return Err(form("it has an empty line"));
        }
        Ok(Self { origin, size, root, extensions })
    }

    /// Which log.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// How many entries.
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// The root over them.
    pub const fn root(&self) -> Hash {
        self.root
    }

    /// Size and root.
    pub const fn head(&self) -> Head {
        Head { size: self.size, root: self.root }
    }

    /// Lines that a log added; nobody vouches for them.
    pub fn extensions(&self) -> &[String] {
        &self.extensions
    }

    /// The text that is signed.
    pub fn text(&self) -> String {
        let mut text = format!("{}\n{}\n{}\n", self.origin, self.size, self.root.to_base64());
        for line in &self.extensions {
            text.push_str(line);
            text.push('\n');
        }
        text
    }
}

impl fmt::Debug for Checkpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Checkpoint({:?}, {}, {})", self.origin, self.size, self.root)
    }
}

/// Signs the checkpoints of one log, whose origin is the name of its key. Wiped when dropped.
pub struct LogSigner {
    key: SigningKey,
    public: VerifierKey,
}

impl LogSigner {
    /// From a name and the 32 stored bytes (RFC 8032 private key).
    pub fn from_seed(name: KeyName, seed: &[u8; 32]) -> Result<Self, NoteError> {
        let key = SigningKey::from_bytes(seed);
        let public = VerifierKey::new(name, KeyKind::Log, key.verifying_key().to_bytes())?;
        Ok(Self { key, public })
    }

    /// The key with which anybody checks its signatures.
    pub const fn public_key(&self) -> &VerifierKey {
        &self.public
    }

    /// Signs size and root, which must be stored already (see [`crate::writer`]).
    pub fn sign(&self, head: Head) -> SignedCheckpoint {
        let checkpoint = Checkpoint::new(self.public.name(), head);
        let text = checkpoint.text();
        let signature = self.key.sign(text.as_bytes()).to_bytes().to_vec();
        let note = Note::signed(text, NoteSignature::by(&self.public, signature));
        SignedCheckpoint { checkpoint, note }
    }
}

impl fmt::Debug for LogSigner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "LogSigner({}, ..)", self.public.name())
    }
}

/// A checkpoint whose log's signature was verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedCheckpoint {
    checkpoint: Checkpoint,
    note: Note,
}

impl SignedCheckpoint {
    /// Reads a note and verifies that it is a checkpoint signed by this log. Other signatures are kept, not verified.
    pub fn open(bytes: &[u8], log: &VerifierKey) -> Result<Self, CheckpointError> {
        Self::of(Note::parse(bytes)?, log)
    }

    /// Verifies that a note is a checkpoint signed by this log.
    pub fn of(note: Note, log: &VerifierKey) -> Result<Self, CheckpointError> {
        note.verify(&[log])?;
        let checkpoint = Checkpoint::parse(note.text())?;
        if checkpoint.origin != log.name().as_str() {
            let expected = log.name().as_str().to_owned();
            return Err(CheckpointError::OtherLog { expected, found: checkpoint.origin });
        }
        Ok(Self { checkpoint, note })
    }

    /// What it says.
    pub const fn checkpoint(&self) -> &Checkpoint {
        &self.checkpoint
    }

    /// The note with all its signatures.
    pub const fn note(&self) -> &Note {
        &self.note
    }

    /// The note as bytes to publish.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.note.to_string().into_bytes()
    }

    /// Adds the answer of a witness: those of its lines that hold under one of these keys, in place of what that witness
    /// signed before. Returns how many were added.
    pub fn cosigned(self, answer: &[u8], witnesses: &[&VerifierKey]) -> Result<(Self, usize), NoteError> {
        let lines = std::str::from_utf8(answer).map_err(|_| NoteError::Form("it is no UTF-8"))?;
        let lines = lines.strip_suffix('\n').ok_or(NoteError::Form("its last line is not finished"))?;
        let mut good = Vec::new();
        for line in lines.split('\n') {
            let signature = NoteSignature::parse(line)?;
            let key = witnesses.iter().find(|key| key.kind() == KeyKind::Witness && key.is_named_by(&signature));
            if let Some(key) = key {
                key.time_of(self.note.text(), &signature)?;
                good.push(signature);
            }
        }
        let added = good.len();
        Ok((Self { checkpoint: self.checkpoint, note: self.note.renewed(good) }, added))
    }

    /// What a token or an OpenTimestamps proof stamps: the SHA-256 of the text that the log signed, without signatures.
    /// `head -n 3 checkpoint | sha256sum` computes it.
    pub fn digest(&self) -> Hash {
        Hash::of(self.note.text().as_bytes())
    }
}
