//! C2SP `tlog-proof`: one file that shows, offline, that an entry is in a log and who saw that (`.tlog-proof`).

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::Hash;
use crate::checkpoint::{Checkpoint, CheckpointError, SignedCheckpoint};
use crate::note::{LONGEST_NOTE, Note, NoteError};
use crate::policy::{Policy, PolicyError, Verdict};
use crate::tile::{self, TileError, Tiles, decimal};
use crate::tree::{LONGEST_PROOF, ProofError, verify_inclusion};

/// The first line.
const MAGIC: &str = "c2sp.org/tlog-proof@v1";

/// Why a proof cannot be read or does not hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProofFileError {
    /// It is no proof by its form.
    #[error("it is not a proof of a transparency log: {0}")]
    Form(&'static str),
    /// Its checkpoint cannot be read.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
    /// Its checkpoint is not signed by a log that the policy names, or a signature does not hold.
    #[error("the checkpoint does not count: {0}")]
    Policy(#[from] PolicyError),
    /// Its hashes do not lead from the entry to the checkpoint.
    #[error("the entry is not in the log where the proof says: {0}")]
    Inclusion(#[from] ProofError),
}

impl From<NoteError> for ProofFileError {
    fn from(error: NoteError) -> Self {
        Self::Checkpoint(error.into())
    }
}

/// A proof that an entry is in a log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProofFile {
    /// Whatever the application adds. Nothing vouches for it.
    pub extra: Option<Vec<u8>>,
    /// Where the entry stands, from 0.
    pub index: u64,
    /// The inclusion proof, the leaf's sibling first.
    pub path: Vec<Hash>,
    /// The checkpoint with its signatures.
    pub note: Note,
}

/// What a proof shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proven {
    /// Where the entry stands, from 0.
    pub index: u64,
    /// In which state of which log.
    pub checkpoint: Checkpoint,
    /// Who signed that, when, and whether it is enough.
    pub verdict: Verdict,
}

impl ProofFile {
    /// Makes one from the log's tiles.
    pub fn new(index: u64, checkpoint: &SignedCheckpoint, tiles: &impl Tiles) -> Result<Self, TileError> {
        let path = tile::inclusion_proof(tiles, index, checkpoint.checkpoint().size())?;
        Ok(Self { extra: None, index, path, note: checkpoint.note().clone() })
    }

    /// Reads one.
    pub fn parse(bytes: &[u8]) -> Result<Self, ProofFileError> {
        let form = ProofFileError::Form;
        if bytes.len() > 2 * LONGEST_NOTE {
            return Err(form("it is too long"));
        }
        let text = std::str::from_utf8(bytes).map_err(|_| form("it is no UTF-8"))?;
        let (head, note) = text.split_once("\n\n").ok_or(form("no empty line stands before the checkpoint"))?;
        let mut lines = head.split('\n');
        if lines.next() != Some(MAGIC) {
            return Err(form("its first line is another one"));
        }
        let mut line = lines.next();
        let mut extra = None;
        if let Some(data) = line.and_then(|line| line.strip_prefix("extra ")) {
            extra = Some(STANDARD.decode(data).map_err(|_| form("its extra data is no base64"))?);
            line = lines.next();
        }
        let index = line.and_then(|line| line.strip_prefix("index ")).and_then(decimal);
        let index = index.ok_or(form("it has no index"))?;
        let path: Vec<Hash> =
            lines.map(|line| Hash::from_base64(line).ok_or(form("a line is not a hash"))).collect::<Result<_, _>>()?;
        if path.len() > LONGEST_PROOF {
            return Err(form("it has too many hashes"));
        }
        Ok(Self { extra, index, path, note: Note::parse(note.as_bytes())? })
    }

    /// Whether the entry with this leaf hash is in a log that the policy names. The verdict says whether enough witnesses
    /// saw it.
    pub fn verify(&self, leaf: Hash, policy: &Policy) -> Result<Proven, ProofFileError> {
        let verdict = policy.evaluate(&self.note)?;
        let checkpoint = Checkpoint::parse(self.note.text())?;
        verify_inclusion(leaf, self.index, checkpoint.size(), checkpoint.root(), &self.path)?;
        Ok(Proven { index: self.index, checkpoint, verdict })
    }
}

impl fmt::Display for ProofFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{MAGIC}")?;
        if let Some(extra) = &self.extra {
            writeln!(f, "extra {}", STANDARD.encode(extra))?;
        }
        writeln!(f, "index {}", self.index)?;
        self.path.iter().try_for_each(|hash| writeln!(f, "{}", hash.to_base64()))?;
        write!(f, "\n{}", self.note)
    }
}
