//! That something was there, and when: a log to which one can only add, watched by witnesses, and time from outside.
//!
//! Whoever doubts a piece of evidence must be able to check it without trusting this server or its operator. So every
//! format here is one that others read as well: RFC 6962 trees in C2SP tiles, signed notes and checkpoints, cosignatures
//! of witnesses, offline proofs, RFC 3161 tokens and OpenTimestamps. `docs/transparency.md` writes them down, with the
//! order in which a server stores things so that a crash never forks its log.
//!
//! The log holds hashes of evidence records ([`record`]) and never a word of their content. Nothing here opens a file or a
//! socket, reads a clock or draws randomness: tiles come and go as arguments, and so do the moment and every nonce.

pub mod checkpoint;
pub mod cosignature;
mod der;
pub mod hash;
mod jcs;
pub mod monitor;
pub mod note;
pub mod ots;
pub mod policy;
pub mod proof_file;
pub mod record;
pub mod tile;
pub mod tree;
pub mod tsp;
pub mod witness;
pub mod writer;

pub use checkpoint::{Checkpoint, CheckpointError, LogSigner, SignedCheckpoint};
pub use cosignature::WitnessSigner;
pub use hash::Hash;
pub use note::{KeyKind, KeyName, Note, NoteError, NoteSignature, VerifierKey};
pub use policy::{Policy, PolicyError, Verdict};
pub use proof_file::{ProofFile, ProofFileError};
pub use record::{EvidenceRecord, RecordError};
pub use tile::{TilePath, Tiles};
pub use tree::{ProofError, verify_consistency, verify_inclusion};
pub use witness::{AddCheckpoint, Answer, Witness};
pub use writer::{Edge, Growth};
