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

use container::File;
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

/// What goes into a pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pack {
    /// The record that the pack is about.
    pub about: Proved,
    /// Its parts, by the names that it gives them: the archive, pictures, the uploaded file. Those that may not leave are left out.
    pub parts: Vec<(String, Vec<u8>)>,
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
    /// The ZIP. The same pack gives the same bytes.
    pub fn to_zip(&self) -> Result<Vec<u8>, PackError> {
        let record = EvidenceRecord::from_canonical(&self.about.record)?;
        for (name, bytes) in &self.parts {
            let named = record.parts.iter().find(|part| part.name == *name);
            if named.is_none_or(|part| part.sha256 != Hash::of(bytes)) {
                return Err(PackError::Part(name.clone()));
            }
        }
        let mut files = vec![File::new(RECORD, self.about.record.as_slice())];
        for (number, part) in record.parts.iter().enumerate() {
            if let Some((_, bytes)) = self.parts.iter().find(|(name, _)| *name == part.name) {
                files.push(File::new(part_path(number, &part.name), bytes.as_slice()));
            }
        }
        files.extend(self.about.proof.as_ref().map(|proof| File::new(PROOF, proof.as_slice())));
        for (number, event) in self.custody.iter().enumerate() {
            let number = number + 1;
            files.push(File::new(format!("custody/{number:03}.json"), event.record.as_slice()));
            let proof = event.proof.as_ref();
            files.extend(proof.map(|proof| File::new(format!("custody/{number:03}.tlog-proof"), proof.as_slice())));
        }
        for (number, token) in self.tokens.iter().enumerate() {
            let folder = format!("time/{}", number + 1);
            files.push(File::new(format!("{folder}/authority.txt"), format!("{}\n", token.authority)));
            files.push(File::new(format!("{folder}/token.der"), token.token.as_slice()));
            files.push(File::new(format!("{folder}/roots.pem"), pem(&token.roots)));
            let chain = tsp::certificates(&token.token).unwrap_or_default();
            files.push(File::new(format!("{folder}/chain.pem"), pem(&chain)));
            if let Some(proof) = &token.proof {
                files.push(File::new(format!("{folder}/record.tlog-proof"), proof.as_slice()));
            }
        }
        for (number, calendar) in self.calendars.iter().enumerate() {
            let folder = calendar_folder(number);
            files.push(File::new(format!("{folder}/calendar.txt"), format!("{}\n", calendar.calendar)));
            files.push(File::new(format!("{folder}/{STATE_PROOF}"), calendar.ots.as_slice()));
            files.push(File::new(format!("{folder}/{PROOF}"), calendar.proof.as_slice()));
        }
        files.push(File::new(POLICY, self.policy.as_str()));
        let page = report::page(self, &record);
        files.insert(0, File::new("report.css", report::STYLE));
        files.insert(0, File::new(REPORT, page));
        files.insert(0, File::new(README, report::readme(self, &record)));
        let sums = files.iter().fold(String::new(), |mut text, file| {
            let _ = writeln!(text, "{}  {}", Hash::of(&file.bytes), file.name);
            text
        });
        files.push(File::new(SUMS, sums));
        container::write(&files).ok_or(PackError::TooLong)
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
