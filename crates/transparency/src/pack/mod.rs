//! The verification pack: everything that somebody needs to check a record without this program and without asking the server,
//! in one ZIP, with the commands of stock tools. Nothing here opens a file, a socket or a database.
//!
//! What lies in a pack proves nothing by lying there: the keys in it are those that the server names. Whoever checks compares them
//! with keys from elsewhere, and the pack says so wherever it says that something holds.

mod check;
pub(crate) mod container;
mod report;

pub use check::{Checked, Finding, Mark, Trusted, calendar_finding, check, is_pack};

use std::fmt::Write as _;

use container::Head;
use saksi_base::Timestamp;
use saksi_tlog::{EvidenceRecord, Hash, RecordError, tsp};

/// A record with the proof of it, as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proved {
    /// The canonical bytes (`record.json`).
    pub record: Vec<u8>,
    /// Its `.tlog-proof`; `None` while it waits.
    pub proof: Option<Vec<u8>>,
}

/// A time from outside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Whose, by its address.
    pub authority: String,
    /// The token in DER.
    pub token: Vec<u8>,
    /// The `.tlog-proof` under the checkpoint that was stamped; `None`: the record itself was stamped.
    pub proof: Option<Vec<u8>>,
    /// The roots that the operator trusts to vouch for this authority, in DER.
    pub roots: Vec<Vec<u8>>,
}

/// A proof of a calendar of OpenTimestamps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarProof {
    /// Whose, by its address.
    pub calendar: String,
    /// The detached proof (`.ots`) of the checkpoint that was handed in.
    pub ots: Vec<u8>,
    /// The `.tlog-proof` under that checkpoint.
    pub proof: Vec<u8>,
}

/// What a part holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// It is at hand.
    Here(Vec<u8>),
    /// It lies elsewhere and is put in while the ZIP goes out, so that nothing long is held whole. [`Measure`] makes it of what lies there.
    Elsewhere {
        /// Its length.
        length: u64,
        /// Its SHA-256.
        sha256: Hash,
        /// Its checksum, as a ZIP states it.
        crc32: u32,
    },
}

impl Content {
    /// Its length, its SHA-256 and its checksum.
    fn measures(&self) -> (u64, Hash, u32) {
        match self {
            Self::Here(bytes) => (bytes.len() as u64, Hash::of(bytes), crc32fast::hash(bytes)),
            Self::Elsewhere { length, sha256, crc32 } => (*length, *sha256, *crc32),
        }
    }
}

impl From<Vec<u8>> for Content {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Here(bytes)
    }
}

/// Measures a part that is read piece by piece.
#[derive(Debug, Default)]
pub struct Measure {
    sha256: sha2::Sha256,
    crc32: crc32fast::Hasher,
    length: u64,
}

impl Measure {
    /// The next piece.
    pub fn add(&mut self, bytes: &[u8]) {
        use sha2::Digest as _;
        self.sha256.update(bytes);
        self.crc32.update(bytes);
        self.length += bytes.len() as u64;
    }

    /// What came of all pieces: length, SHA-256, and the content for a pack.
    pub fn done(self) -> (u64, Hash, Content) {
        use sha2::Digest as _;
        let (length, crc32) = (self.length, self.crc32.finalize());
        let sha256 = Hash::new(self.sha256.finalize().into());
        (length, sha256, Content::Elsewhere { length, sha256, crc32 })
    }
}

/// A stretch of the ZIP.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stretch {
    /// These bytes.
    Bytes(Vec<u8>),
    /// The whole content of the part with this name, which lies elsewhere.
    Part {
        /// Its name.
        name: String,
        /// Its length.
        length: u64,
    },
}

impl Stretch {
    /// How long it is.
    pub const fn length(&self) -> u64 {
        match self {
            Self::Bytes(bytes) => bytes.len() as u64,
            Self::Part { length, .. } => *length,
        }
    }
}

/// The most that the parts of a pack may hold together; the rest is for what stands around them.
pub const MOST_PARTS: u64 = container::LONGEST - (256 << 20);

/// A file of the ZIP about to be written.
struct Planned {
    name: String,
    content: Content,
    /// The part that it is, where it lies elsewhere.
    part: String,
}

impl Planned {
    fn new(name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self { name: name.into(), content: Content::Here(bytes.into()), part: String::new() }
    }
}

/// What goes into a pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pack {
    /// The record that the pack is about.
    pub about: Proved,
    /// Its parts, by the names that it gives them: the archive, pictures, the uploaded file. Those that may not leave are left out.
    pub parts: Vec<(String, Content)>,
    /// What happened to it later, the oldest first.
    pub custody: Vec<Proved>,
    /// Times from outside.
    pub tokens: Vec<Token>,
    /// Promises of calendars, and what leads to blocks of Bitcoin.
    pub calendars: Vec<CalendarProof>,
    /// The policy: keys of the log and of its witnesses, and how many must sign.
    pub policy: String,
    /// When it is made.
    pub made: Timestamp,
}

/// Why a pack cannot be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PackError {
    /// The record is none.
    #[error("the record cannot be read: {0}")]
    Record(#[from] RecordError),
    /// A part is another one than the record says, or is none of its parts.
    #[error("the part {0} is not the one that the record names")]
    Part(String),
    /// A part lies elsewhere, and the whole ZIP was asked for.
    #[error("the part {0} is not at hand")]
    Elsewhere(String),
    /// Too much for one file.
    #[error("the pack would be longer than 3.7 GB")]
    TooLong,
}

const README: &str = "README.txt";
const REPORT: &str = "report.html";
const RECORD: &str = "record.json";
const PROOF: &str = "record.tlog-proof";
const POLICY: &str = "policy.txt";
const SUMS: &str = "SHA256SUMS";
/// A calendar's proof of the state of the log beside it.
const STATE_PROOF: &str = "state.ots";

impl Pack {
    /// The ZIP, where every part is at hand. The same pack gives the same bytes.
    pub fn to_zip(&self) -> Result<Vec<u8>, PackError> {
        let mut zip = Vec::new();
        for stretch in self.stretches()? {
            match stretch {
                Stretch::Bytes(bytes) => zip.extend_from_slice(&bytes),
                Stretch::Part { name, .. } => return Err(PackError::Elsewhere(name)),
            }
        }
        Ok(zip)
    }

    /// The ZIP as stretches, in order: bytes, and parts that lie elsewhere.
    pub fn stretches(&self) -> Result<Vec<Stretch>, PackError> {
        let record = EvidenceRecord::from_canonical(&self.about.record)?;
        for (name, content) in &self.parts {
            let named = record.parts.iter().find(|part| part.name == *name);
            let (length, sha256, _) = content.measures();
            if named.is_none_or(|part| part.sha256 != sha256 || part.length != length) {
                return Err(PackError::Part(name.clone()));
            }
        }
        let mut files = vec![Planned::new(RECORD, self.about.record.as_slice())];
        for (number, part) in record.parts.iter().enumerate() {
            if let Some((name, content)) = self.parts.iter().find(|(name, _)| *name == part.name) {
                let path = part_path(number, &part.name);
                files.push(Planned { name: path, content: content.clone(), part: name.clone() });
            }
        }
        files.extend(self.about.proof.as_ref().map(|proof| Planned::new(PROOF, proof.as_slice())));
        for (number, event) in self.custody.iter().enumerate() {
            let number = number + 1;
            files.push(Planned::new(format!("custody/{number:03}.json"), event.record.as_slice()));
            let proof = event.proof.as_ref();
            files.extend(proof.map(|proof| Planned::new(format!("custody/{number:03}.tlog-proof"), proof.as_slice())));
        }
        for (number, token) in self.tokens.iter().enumerate() {
            let folder = format!("time/{}", number + 1);
            files.push(Planned::new(format!("{folder}/authority.txt"), format!("{}\n", token.authority)));
            files.push(Planned::new(format!("{folder}/token.der"), token.token.as_slice()));
            files.push(Planned::new(format!("{folder}/roots.pem"), pem(&token.roots)));
            let chain = tsp::certificates(&token.token).unwrap_or_default();
            files.push(Planned::new(format!("{folder}/chain.pem"), pem(&chain)));
            if let Some(proof) = &token.proof {
                files.push(Planned::new(format!("{folder}/record.tlog-proof"), proof.as_slice()));
            }
        }
        for (number, calendar) in self.calendars.iter().enumerate() {
            let folder = calendar_folder(number);
            files.push(Planned::new(format!("{folder}/calendar.txt"), format!("{}\n", calendar.calendar)));
            files.push(Planned::new(format!("{folder}/{STATE_PROOF}"), calendar.ots.as_slice()));
            files.push(Planned::new(format!("{folder}/{PROOF}"), calendar.proof.as_slice()));
        }
        files.push(Planned::new(POLICY, self.policy.as_str()));
        let page = report::page(self, &record);
        files.insert(0, Planned::new("report.css", report::STYLE));
        files.insert(0, Planned::new(REPORT, page));
        files.insert(0, Planned::new(README, report::readme(self, &record)));
        let sums = files.iter().fold(String::new(), |mut text, file| {
            let _ = writeln!(text, "{}  {}", file.content.measures().1, file.name);
            text
        });
        files.push(Planned::new(SUMS, sums));
        let heads = files.iter().map(|file| {
            let (length, _, stated) = file.content.measures();
            Head { name: &file.name, stated, length }
        });
        let (heads, end) = container::frame(&heads.collect::<Vec<_>>()).ok_or(PackError::TooLong)?;
        let mut stretches = Vec::new();
        for (head, file) in heads.into_iter().zip(files) {
            stretches.push(Stretch::Bytes(head));
            stretches.push(match file.content {
                Content::Here(bytes) => Stretch::Bytes(bytes),
                Content::Elsewhere { length, .. } => Stretch::Part { name: file.part, length },
            });
        }
        stretches.push(Stretch::Bytes(end));
        Ok(stretches)
    }
}

/// Where a part lies: its number, since names of parts may hold anything, and as much of its name as any disk takes.
fn part_path(number: usize, name: &str) -> String {
    let plain = |letter: char| if letter.is_ascii_alphanumeric() || ".-_".contains(letter) { letter } else { '-' };
    let name: String = name.chars().map(plain).collect();
    let start = name.len().saturating_sub(80);
    format!("parts/{}-{}", number + 1, name.get(start..).unwrap_or_default())
}

/// Where what came of a calendar lies.
fn calendar_folder(number: usize) -> String {
    format!("bitcoin/{}", number + 1)
}

/// Certificates as openssl reads them.
fn pem(certificates: &[Vec<u8>]) -> String {
    use base64::Engine as _;
    let mut text = String::new();
    for certificate in certificates {
        text.push_str("-----BEGIN CERTIFICATE-----\n");
        let encoded = base64::engine::general_purpose::STANDARD.encode(certificate);
        for line in encoded.as_bytes().chunks(64) {
            text.push_str(&String::from_utf8_lossy(line));
            text.push('\n');
        }
        text.push_str("-----END CERTIFICATE-----\n");
    }
    text
}

/// Reads what [`pem`] writes.
fn from_pem(text: &[u8]) -> Option<Vec<Vec<u8>>> {
    use base64::Engine as _;
    let text = std::str::from_utf8(text).ok()?;
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((_, after)) = rest.split_once("-----BEGIN CERTIFICATE-----\n") {
        let (body, after) = after.split_once("-----END CERTIFICATE-----\n")?;
        let body: String = body.split('\n').collect();
        found.push(base64::engine::general_purpose::STANDARD.decode(body).ok()?);
        rest = after;
    }
    Some(found)
}
