//! C2SP `tlog-witness`: another organisation signs that a log only ever grew.
//!
//! [`Witness`] is a function from what it remembers and a request to an answer and what to remember. Whoever keeps the
//! memory must compare and replace it in one transaction and make it last **before** the answer leaves; otherwise two
//! requests at once could roll it back.

use saksi_base::Timestamp;

use crate::checkpoint::{Checkpoint, SignedCheckpoint};
use crate::cosignature::WitnessSigner;
use crate::note::{Note, NoteError, VerifierKey};
use crate::tile::{self, TileError, Tiles, decimal};
use crate::tree::{self, LONGEST_PROOF};
use crate::writer::Head;
use crate::{Hash, verify_consistency};

/// The type of the body of a 409 that says a size.
pub const SIZE_TYPE: &str = "text/x.tlog.size";

/// The body of `POST …/add-checkpoint`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddCheckpoint {
    /// The size that the witness is said to have signed last; 0 for a log that it has not seen.
    pub old: u64,
    /// The consistency proof from that size.
    pub proof: Vec<Hash>,
    /// The new checkpoint, with whatever signatures it has.
    pub note: Note,
}

impl AddCheckpoint {
    /// Makes the request for a checkpoint from the log's own tiles.
    pub fn new(old: u64, checkpoint: &SignedCheckpoint, tiles: &impl Tiles) -> Result<Self, TileError> {
        let proof = tile::consistency_proof(tiles, old, checkpoint.checkpoint().size())?;
        Ok(Self { old, proof, note: checkpoint.note().clone() })
    }

    /// Reads a body.
    pub fn parse(body: &[u8]) -> Option<Self> {
        let empty = body.windows(2).position(|pair| pair == b"\n\n")?;
        let (head, note) = body.split_at_checked(empty + 1)?;
        let mut lines = std::str::from_utf8(head).ok()?.strip_suffix('\n')?.split('\n');
        let old = decimal(lines.next()?.strip_prefix("old ")?)?;
        let proof: Vec<Hash> = lines.map(Hash::from_base64).collect::<Option<_>>()?;
        if proof.len() > LONGEST_PROOF {
            return None;
        }
        Some(Self { old, proof, note: Note::parse(note.strip_prefix(b"\n")?).ok()? })
    }

    /// Writes the body.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut text = format!("old {}\n", self.old);
        for hash in &self.proof {
            text.push_str(&hash.to_base64());
            text.push('\n');
        }
        format!("{text}\n{}", self.note).into_bytes()
    }
}

/// The answer to a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// 200, 400, 403, 404, 409 or 422.
    pub status: u16,
    /// The type of the body.
    pub content_type: &'static str,
    /// Signature lines, a size, or a sentence.
    pub body: String,
    /// What to remember for this log **before** the answer is sent; there with 200 alone.
    pub remember: Option<Checkpoint>,
    /// Why it was refused.
    pub refusal: Option<Refusal>,
}

/// Why a witness does not sign.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The body is none (400).
    #[error("the request cannot be read")]
    Form,
    /// The old size is larger than the new one (400).
    #[error("the old size is larger than that of the checkpoint")]
    Sizes,
    /// No log of this name is known here (404).
    #[error("this witness does not know the log")]
    UnknownLog,
    /// The log did not sign it (403).
    #[error("the log did not sign this checkpoint: {0}")]
    Unsigned(NoteError),
    /// Another size was signed last (409).
    #[error("this witness signed size {0} last")]
    OtherSize(u64),
    /// Two different logs of the same size (409): the log shows different people different things.
    #[error("this witness signed another root for the same size")]
    SplitView {
        /// What it signed.
        signed: Head,
    },
    /// The new log does not begin with the old one (422).
    #[error("the checkpoint does not follow from the one that this witness signed: {0}")]
    Inconsistent(tree::ProofError),
}

impl Refusal {
    /// The status that says it.
    pub const fn status(&self) -> u16 {
        match self {
            Self::Form | Self::Sizes => 400,
            Self::Unsigned(_) => 403,
            Self::UnknownLog => 404,
            Self::OtherSize(_) | Self::SplitView { .. } => 409,
            Self::Inconsistent(_) => 422,
        }
    }

    /// Whether the request itself proves that the log misbehaved; such requests should be kept.
    pub const fn is_evidence(&self) -> bool {
        matches!(self, Self::SplitView { .. })
    }
}

/// A witness: its key, and the keys of the logs that it watches.
#[derive(Debug)]
pub struct Witness<'a> {
    /// With which it signs.
    pub signer: &'a WitnessSigner,
    /// The logs that it knows. A log may have several keys while it changes them.
    pub logs: &'a [VerifierKey],
}

impl Witness<'_> {
    /// Which log a request is about, before anything was verified: under which name to look for what is remembered.
    pub fn origin_of(request: &[u8]) -> Option<String> {
        let request = AddCheckpoint::parse(request)?;
        Checkpoint::parse(request.note.text()).ok().map(|checkpoint| checkpoint.origin().to_owned())
    }

    /// Decides. `remembered` is the checkpoint of that log which this witness signed last, if any.
    pub fn add_checkpoint(&self, remembered: Option<&Checkpoint>, request: &[u8], at: Timestamp) -> Answer {
        match self.decide(remembered, request) {
            Ok(checkpoint) => Answer {
                status: 200,
                content_type: "text/plain; charset=utf-8",
                body: format!("{}\n", self.signer.cosign(&checkpoint, at)),
                remember: Some(checkpoint),
                refusal: None,
            },
            Err(refusal) => {
                let size = match &refusal {
                    Refusal::OtherSize(size) => Some(*size),
                    Refusal::SplitView { signed } => Some(signed.size),
                    _ => None,
                };
                Answer {
                    status: refusal.status(),
                    content_type: if size.is_some() { SIZE_TYPE } else { "text/plain; charset=utf-8" },
                    body: size.map_or_else(|| format!("{refusal}\n"), |size| format!("{size}\n")),
                    remember: None,
                    refusal: Some(refusal),
                }
            }
        }
    }

    fn decide(&self, remembered: Option<&Checkpoint>, request: &[u8]) -> Result<Checkpoint, Refusal> {
        let request = AddCheckpoint::parse(request).ok_or(Refusal::Form)?;
        let checkpoint = Checkpoint::parse(request.note.text()).map_err(|_| Refusal::Form)?;
        let keys: Vec<&VerifierKey> =
            self.logs.iter().filter(|key| key.name().as_str() == checkpoint.origin()).collect();
        if keys.is_empty() {
            return Err(Refusal::UnknownLog);
        }
        request.note.verify(&keys).map_err(Refusal::Unsigned)?;
        if request.old > checkpoint.size() {
            return Err(Refusal::Sizes);
        }
        let signed = remembered.filter(|signed| signed.origin() == checkpoint.origin()).map(Checkpoint::head);
        let size = signed.map_or(0, |signed| signed.size);
        if request.old != size {
            return Err(Refusal::OtherSize(size));
        }
        match signed {
            Some(signed) if signed.size == checkpoint.size() => {
                if signed.root != checkpoint.root() {
                    return Err(Refusal::SplitView { signed });
                }
                if !request.proof.is_empty() {
                    return Err(Refusal::Inconsistent(tree::ProofError::Length));
                }
            }
            Some(signed) => {
                verify_consistency(signed.size, signed.root, checkpoint.size(), checkpoint.root(), &request.proof)
                    .map_err(Refusal::Inconsistent)?;
            }
            None => {
                verify_consistency(0, Hash::of_empty_log(), checkpoint.size(), checkpoint.root(), &request.proof)
                    .map_err(Refusal::Inconsistent)?;
            }
        }
        Ok(checkpoint)
    }
}

/// What a witness answered, as the log that asked understands it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Collected {
    /// It signed; the checkpoint now carries that, too.
    Signed(Box<SignedCheckpoint>),
    /// It signed another size last: ask again with a proof from there, unless that is larger than what is known here.
    AskFrom(u64),
    /// It refused with this status, or answered something that is not an answer.
    Refused(u16, String),
}

/// Reads a witness's answer.
pub fn collect(checkpoint: &SignedCheckpoint, witness: &VerifierKey, status: u16, body: &[u8]) -> Collected {
    let text = || String::from_utf8_lossy(body).chars().take(500).collect::<String>().trim().to_owned();
    match status {
        200 => match checkpoint.clone().cosigned(body, &[witness]) {
            Ok((checkpoint, added)) if added > 0 => Collected::Signed(Box::new(checkpoint)),
            Ok(_) => Collected::Refused(status, "the answer holds no new signature of this witness".to_owned()),
            Err(why) => Collected::Refused(status, why.to_string()),
        },
        409 => match std::str::from_utf8(body).ok().and_then(|body| decimal(body.strip_suffix('\n')?)) {
            Some(size) => Collected::AskFrom(size),
            None => Collected::Refused(status, text()),
        },
        _ => Collected::Refused(status, text()),
    }
}

/// Whether a server may sign after it came back from a backup or a crash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reconciliation {
    /// Everything that its witnesses ever signed is contained in what it has.
    MaySign,
    /// A witness has seen more than it has: entries were lost. It must not sign until it has them again, from a mirror or
    /// a newer backup; signing now would fork the log.
    Behind {
        /// The newest head that was signed and is not here.
        seen: Head,
    },
    /// A witness has seen something else than it has: the log forked already. No further signature can mend that.
    Forked {
        /// The head that is not a beginning of what is here.
        seen: Head,
    },
    /// One of the notes is not a checkpoint of this log, or the tiles are damaged.
    CannotTell(String),
}

/// Compares what a server has with the checkpoints that its witnesses and mirrors remember of it. `notes` are signed notes
/// as they hand them out.
pub fn reconcile(log: &VerifierKey, own: Head, tiles: &impl Tiles, notes: &[Vec<u8>]) -> Reconciliation {
    let mut behind: Option<Head> = None;
    for note in notes {
        let seen = match SignedCheckpoint::open(note, log) {
            Ok(seen) => seen.checkpoint().head(),
            Err(why) => return Reconciliation::CannotTell(why.to_string()),
        };
        if seen.size > own.size {
            behind = behind.filter(|newest| newest.size >= seen.size).or(Some(seen));
            continue;
        }
        match tile::root_at(tiles, seen.size, own.size) {
            Ok(root) if root == seen.root => {}
            Ok(_) => return Reconciliation::Forked { seen },
            Err(why) => return Reconciliation::CannotTell(why.to_string()),
        }
    }
    match behind {
        Some(seen) => Reconciliation::Behind { seen },
        None => Reconciliation::MaySign,
    }
}
