//! OpenTimestamps: a hash is mixed with others' by public calendars, whose root stands in a block of Bitcoin some hours
//! later. Whoever has the block headers can check it; nobody has to be trusted.
//!
//! A detached proof (`.ots`) is a tree of operations from the file's hash to attestations. It is submitted and upgraded by
//! the caller: `POST {calendar}/digest` with [`Submission::body`], later `GET {calendar}/timestamp/{hex}` for what
//! [`Detached::pending`] lists. Bytes that were read are written again as they were.
//!
//! SHA-256, append and prepend are computed, which is what calendars use; the format's other operations are read and
//! written, and an attestation behind one is said not to be computable here.

use std::fmt;

use saksi_base::Timestamp;
use saksi_base::clock::SECOND;

use crate::Hash;
use crate::hash::to_hex;

/// The first bytes of a detached proof.
const MAGIC: &[u8] = b"\x00OpenTimestamps\x00\x00Proof\x00\xbf\x89\xe2\xe8\x84\xe8\x92\x94";
/// The longest proof that is read, in bytes.
pub const LONGEST_PROOF: usize = 1 << 20;
/// The most operations and attestations.
const MOST_STEPS: usize = 10_000;
/// How deep operations may follow each other.
const DEEPEST: usize = 256;
/// The longest message and operand.
const LONGEST_MESSAGE: usize = 4096;
/// The longest attestation.
const LONGEST_PAYLOAD: usize = 8192;

const PENDING: [u8; 8] = [0x83, 0xdf, 0xe3, 0x0d, 0x2e, 0xf9, 0x0c, 0x8e];
const BITCOIN: [u8; 8] = [0x05, 0x88, 0x96, 0x0d, 0x73, 0xd7, 0x19, 0x01];

/// Why a proof cannot be read or merged.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OtsError {
    /// It cannot be read.
    #[error("it is not an OpenTimestamps proof: {0}")]
    Form(&'static str),
    /// It is of another file.
    #[error("the proof is of another hash")]
    OtherHash,
    /// The calendar's answer belongs to another hash than any that is pending.
    #[error("no pending attestation waits for this answer")]
    NotPending,
}

/// A step on the way from the file's hash.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Operation {
    Append(Vec<u8>),
    Prepend(Vec<u8>),
    Sha256,
    /// SHA-1, RIPEMD-160, Keccak-256, reverse, hexlify: by tag.
    Other(u8),
}

impl Operation {
    /// What it makes of a message, where that can be computed here.
    fn apply(&self, message: &[u8]) -> Option<Vec<u8>> {
        let made = match self {
            Self::Append(operand) => [message, operand].concat(),
            Self::Prepend(operand) => [operand, message].concat(),
            Self::Sha256 => Hash::of(message).as_bytes().to_vec(),
            Self::Other(_) => return None,
        };
        (made.len() <= LONGEST_MESSAGE).then_some(made)
    }
}

/// Who says that the message was there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Attestation {
    /// A calendar promises to bring it into Bitcoin.
    Pending {
        /// Its address, to be asked again.
        calendar: String,
    },
    /// The message is the Merkle root of this block of Bitcoin.
    Bitcoin {
        /// Which block.
        height: u64,
    },
    /// Something that this version does not know.
    Unknown {
        /// Its kind.
        tag: [u8; 8],
        /// What it says.
        payload: Vec<u8>,
    },
}

/// What follows a message: attestations and operations, in the order in which they were read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Branches(Vec<Branch>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Branch {
    Says(Attestation),
    Goes(Operation, Branches),
}

/// A detached proof for a file's SHA-256.
#[derive(Clone, PartialEq, Eq)]
pub struct Detached {
    digest: Hash,
    branches: Branches,
}

/// What is sent to calendars.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Submission {
    /// The body of `POST {calendar}/digest`: a hash that says nothing about the file's.
    pub body: Hash,
}

/// An attestation of a calendar that must be asked for again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upgrade {
    /// Whom to ask.
    pub calendar: String,
    /// For what: `GET {calendar}/timestamp/{commitment}`.
    pub commitment: String,
    /// The same in bytes: the answer is added with it ([`Detached::add`]).
    pub message: Vec<u8>,
}

/// A block of Bitcoin that a proof names. Nothing is shown by it until somebody looks at the block's header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NamedBlock {
    /// Which.
    pub height: u64,
    /// The Merkle root that its header must have, byte by byte as the header has it.
    pub merkle_root: [u8; 32],
}

impl NamedBlock {
    /// The Merkle root as block explorers and `bitcoin-cli getblockheader` show it: its bytes reversed, in hexadecimal.
    pub fn root_as_shown(&self) -> String {
        let mut reversed = self.merkle_root;
        reversed.reverse();
        to_hex(&reversed)
    }
}

/// The header of a block, as the caller found it in a chain that it trusts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BlockHeader {
    /// The Merkle root as the header has it, byte by byte (explorers show it reversed).
    pub merkle_root: [u8; 32],
    /// The header's time, in seconds since 1970.
    pub time: u32,
}

/// What one attestation of a proof comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// A block holds it: the file was there before this time.
    Proven {
        /// Which block.
        height: u64,
        /// Its time.
        at: Timestamp,
    },
    /// A block is named, but its header is not at hand.
    NeedsHeader {
        /// Which block.
        height: u64,
        /// The Merkle root that it must have.
        merkle_root: Vec<u8>,
    },
    /// The block that is named has another root: this attestation is false.
    False {
        /// Which block.
        height: u64,
    },
    /// A calendar has promised it.
    Promised {
        /// Which.
        calendar: String,
    },
    /// An attestation or an operation before it is of a kind that is not computed here.
    NotComputed,
}

struct Input<'a> {
    rest: &'a [u8],
    steps: usize,
}

impl<'a> Input<'a> {
    fn new(rest: &'a [u8]) -> Self {
        Self { rest, steps: 0 }
    }

    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*first)
    }

    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some(taken)
    }

    /// Seven bits a byte, lowest first; only the shortest way of writing a number.
    fn number(&mut self) -> Option<u64> {
        let mut number = 0_u64;
        for place in 0..9 {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << (7 * place);
            if byte & 0x80 == 0 {
                return (place == 0 || byte != 0).then_some(number);
            }
        }
        None
    }

    fn bytes(&mut self, longest: usize) -> Option<&'a [u8]> {
        let length = usize::try_from(self.number()?).ok().filter(|length| *length <= longest)?;
        self.take(length)
    }

    fn branches(&mut self, depth: usize) -> Option<Branches> {
        let mut branches = Vec::new();
        loop {
            let mut tag = self.byte()?;
            let more = tag == 0xff;
            if more {
                tag = self.byte()?;
            }
            branches.push(self.branch(tag, depth)?);
            if !more {
                return Some(Branches(branches));
            }
        }
    }

    fn branch(&mut self, tag: u8, depth: usize) -> Option<Branch> {
        self.steps += 1;
        if self.steps > MOST_STEPS || depth >= DEEPEST {
            return None;
        }
        let operation = match tag {
            0x00 => return self.attestation().map(Branch::Says),
            0xf0 => Operation::Append(self.bytes(LONGEST_MESSAGE).filter(|operand| !operand.is_empty())?.to_vec()),
            0xf1 => Operation::Prepend(self.bytes(LONGEST_MESSAGE).filter(|operand| !operand.is_empty())?.to_vec()),
            0x08 => Operation::Sha256,
            0x02 | 0x03 | 0x67 | 0xf2 | 0xf3 => Operation::Other(tag),
            _ => return None,
        };
        Some(Branch::Goes(operation, self.branches(depth + 1)?))
    }

    fn attestation(&mut self) -> Option<Attestation> {
        let tag: [u8; 8] = self.take(8)?.try_into().ok()?;
        let payload = self.bytes(LONGEST_PAYLOAD)?;
        let mut inside = Input::new(payload);
        let attestation = match tag {
            PENDING => {
                let address = std::str::from_utf8(inside.bytes(1000)?).ok()?;
                // The letters that the format allows in an address.
                let plain = |letter: char| letter.is_ascii_alphanumeric() || "-._/:".contains(letter);
                address.chars().all(plain).then(|| Attestation::Pending { calendar: address.to_owned() })?
            }
            BITCOIN => Attestation::Bitcoin { height: inside.number()? },
            _ => return Some(Attestation::Unknown { tag, payload: payload.to_vec() }),
        };
        inside.rest.is_empty().then_some(attestation)
    }
}

fn write_number(mut number: u64, out: &mut Vec<u8>) {
    while number >= 0x80 {
        out.push(u8::try_from(number & 0x7f).unwrap_or(0) | 0x80);
        number >>= 7;
    }
    out.push(u8::try_from(number).unwrap_or(0));
}

fn write_bytes(bytes: &[u8], out: &mut Vec<u8>) {
    write_number(bytes.len() as u64, out);
    out.extend_from_slice(bytes);
}

impl Attestation {
    fn write(&self, out: &mut Vec<u8>) {
        let mut payload = Vec::new();
        let tag = match self {
            Self::Pending { calendar } => {
                write_bytes(calendar.as_bytes(), &mut payload);
                &PENDING
            }
            Self::Bitcoin { height } => {
                write_number(*height, &mut payload);
                &BITCOIN
            }
            Self::Unknown { tag, payload: bytes } => {
                payload.extend_from_slice(bytes);
                tag
            }
        };
        out.push(0x00);
        out.extend_from_slice(tag);
        write_bytes(&payload, out);
    }
}

impl Branches {
    fn write(&self, out: &mut Vec<u8>) {
        for (place, branch) in self.0.iter().enumerate() {
            if place + 1 < self.0.len() {
                out.push(0xff);
            }
            match branch {
                Branch::Says(attestation) => attestation.write(out),
                Branch::Goes(operation, next) => {
                    match operation {
                        Operation::Append(operand) => {
                            out.push(0xf0);
                            write_bytes(operand, out);
                        }
                        Operation::Prepend(operand) => {
                            out.push(0xf1);
                            write_bytes(operand, out);
                        }
                        Operation::Sha256 => out.push(0x08),
                        Operation::Other(tag) => out.push(*tag),
                    }
                    next.write(out);
                }
            }
        }
    }

    /// Visits every attestation with the message that it is about, where that can be computed.
    fn visit(&self, message: Option<&[u8]>, seen: &mut impl FnMut(&Attestation, Option<&[u8]>)) {
        for branch in &self.0 {
            match branch {
                Branch::Says(attestation) => seen(attestation, message),
                Branch::Goes(operation, next) => {
                    let made = message.and_then(|message| operation.apply(message));
                    next.visit(made.as_deref(), seen);
                }
            }
        }
    }

    /// Takes over branches that are not there yet. An operation stands once: other readers keep the last of two equal ones.
    fn merge(&mut self, added: &Self) {
        for branch in &added.0 {
            if let Branch::Goes(operation, next) = branch {
                let same = self.0.iter_mut().find_map(|known| match known {
                    Branch::Goes(known, below) if known == operation => Some(below),
                    _ => None,
                });
                if let Some(below) = same {
                    below.merge(next);
                } else {
                    let mut below = Self::default();
                    below.merge(next);
                    self.0.push(Branch::Goes(operation.clone(), below));
                }
            } else if !self.0.contains(branch) {
                self.0.push(branch.clone());
            }
        }
    }

    /// Adds branches where the message is `at`. Returns whether there was such a place.
    fn graft(&mut self, message: &[u8], at: &[u8], added: &Self) -> bool {
        if message == at {
            self.merge(added);
            return true;
        }
        self.0.iter_mut().any(|branch| match branch {
            Branch::Says(_) => false,
            Branch::Goes(operation, next) => operation.apply(message).is_some_and(|made| next.graft(&made, at, added)),
        })
    }
}

impl Detached {
    /// Begins a proof. `nonce` is random: with it calendars learn nothing about the file's hash. The proof attests nothing
    /// until an answer was added.
    pub fn begin(digest: Hash, nonce: [u8; 16]) -> (Unstamped, Submission) {
        let body = Hash::of(&[digest.as_bytes().as_slice(), &nonce].concat());
        (Unstamped { digest, nonce, body }, Submission { body })
    }

    /// Reads a proof.
    pub fn parse(bytes: &[u8]) -> Result<Self, OtsError> {
        let form = OtsError::Form;
        if bytes.len() > LONGEST_PROOF {
            return Err(form("it is too long"));
        }
        let mut input = Input::new(bytes.strip_prefix(MAGIC).ok_or(form("it begins otherwise"))?);
        if input.number() != Some(1) {
            return Err(form("it has another version"));
        }
        if input.byte() != Some(0x08) {
            return Err(form("it is not of a SHA-256"));
        }
        let digest = input.take(Hash::LENGTH).and_then(Hash::from_slice).ok_or(form("it is cut"))?;
        let branches = input.branches(0).ok_or(form("its operations cannot be read"))?;
        if !input.rest.is_empty() {
            return Err(form("something follows its end"));
        }
        Ok(Self { digest, branches })
    }

    /// Writes the proof.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        bytes.extend_from_slice(&[1, 0x08]);
        bytes.extend_from_slice(self.digest.as_bytes());
        self.branches.write(&mut bytes);
        bytes
    }

    /// Of which file.
    pub const fn digest(&self) -> Hash {
        self.digest
    }

    /// Adds another calendar's answer to the submission, or an upgrade, which a calendar gives for a commitment.
    pub fn add(&mut self, commitment: &[u8], answer: &[u8]) -> Result<(), OtsError> {
        let added = read_answer(answer)?;
        let mut grown = self.clone();
        if !grown.branches.graft(self.digest.as_bytes(), commitment, &added) {
            return Err(OtsError::NotPending);
        }
        // What grew beyond the limits could not be read again.
        *self = Self::parse(&grown.to_bytes())?;
        Ok(())
    }

    /// What calendars have promised and nobody has brought into a block yet.
    pub fn pending(&self) -> Vec<Upgrade> {
        let mut pending = Vec::new();
        self.branches.visit(Some(self.digest.as_bytes()), &mut |attestation, message| {
            if let (Attestation::Pending { calendar }, Some(message)) = (attestation, message) {
                pending.push(Upgrade {
                    calendar: calendar.clone(),
                    commitment: to_hex(message),
                    message: message.to_vec(),
                });
            }
        });
        pending
    }

    /// The earliest block that the proof names and whose Merkle root can be computed here. What is no root (it has another length)
    /// names no block.
    pub fn earliest_block(&self) -> Option<NamedBlock> {
        let mut earliest: Option<NamedBlock> = None;
        self.branches.visit(Some(self.digest.as_bytes()), &mut |attestation, message| {
            if let (Attestation::Bitcoin { height }, Some(message)) = (attestation, message)
                && let Ok(merkle_root) = <[u8; 32]>::try_from(message)
                && earliest.is_none_or(|known| *height < known.height)
            {
                earliest = Some(NamedBlock { height: *height, merkle_root });
            }
        });
        earliest
    }

    /// What each attestation comes to, for the file with this hash. `header` answers with the header of a block.
    pub fn verify(&self, digest: Hash, header: impl Fn(u64) -> Option<BlockHeader>) -> Result<Vec<Outcome>, OtsError> {
        if digest != self.digest {
            return Err(OtsError::OtherHash);
        }
        let mut outcomes = Vec::new();
        self.branches.visit(Some(self.digest.as_bytes()), &mut |attestation, message| {
            outcomes.push(match (attestation, message) {
                (Attestation::Bitcoin { height }, Some(message)) => match header(*height) {
                    Some(block) if block.merkle_root == message => {
                        Outcome::Proven { height: *height, at: Timestamp(i64::from(block.time) * SECOND) }
                    }
                    Some(_) => Outcome::False { height: *height },
                    None => Outcome::NeedsHeader { height: *height, merkle_root: message.to_vec() },
                },
                (Attestation::Pending { calendar }, Some(_)) => Outcome::Promised { calendar: calendar.clone() },
                _ => Outcome::NotComputed,
            });
        });
        Ok(outcomes)
    }
}

impl fmt::Debug for Detached {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Detached({}, {:?})", self.digest, self.branches)
    }
}

/// A calendar's answer: the operations and attestations that follow the hash it was asked about.
fn read_answer(answer: &[u8]) -> Result<Branches, OtsError> {
    if answer.len() > LONGEST_PROOF {
        return Err(OtsError::Form("the answer is too long"));
    }
    let mut input = Input::new(answer);
    let branches = input.branches(0).ok_or(OtsError::Form("the calendar's answer cannot be read"))?;
    if !input.rest.is_empty() {
        return Err(OtsError::Form("something follows the calendar's answer"));
    }
    // Merged with nothing, so that equal operations within the answer become one as well.
    let mut merged = Branches::default();
    merged.merge(&branches);
    Ok(merged)
}

/// A hash that was not submitted yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unstamped {
    digest: Hash,
    nonce: [u8; 16],
    body: Hash,
}

impl Unstamped {
    /// The proof with the first calendar's answer to the submission.
    pub fn stamped(self, answer: &[u8]) -> Result<Detached, OtsError> {
        let hashed = Branches(vec![Branch::Goes(Operation::Sha256, read_answer(answer)?)]);
        let branches = Branches(vec![Branch::Goes(Operation::Append(self.nonce.to_vec()), hashed)]);
        // What goes beyond the limits could not be read again.
        Detached::parse(&Detached { digest: self.digest, branches }.to_bytes())
    }

    /// What was submitted; further calendars' answers are added with it ([`Detached::add`]).
    pub const fn body(&self) -> Hash {
        self.body
    }
}
