//! What is written down about a piece of evidence, and what the log gets of it: one hash.
//!
//! The fields follow the Berkeley Protocol on Digital Open Source Investigations (OHCHR, HR/PUB/20/2, chapter VI): what was
//! asked for and what answered, when and by whose clock, by whom (under a pseudonym), why, with what tool, and the SHA-256
//! of every part. A record is written in the one canonical way of RFC 8785, so that `sha256sum record.json` computes the
//! entry of the log. Content is named by its hash alone and is never in a record.
//!
//! The hash of a record whose content can be guessed would confirm the guess. Sealed evidence, and whatever hangs on it,
//! carries 32 random bytes as `salt` within the record: the log's entry then says nothing to whoever does not have it.

use std::collections::BTreeMap;

use saksi_base::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{Hash, jcs};

/// The version that is written.
pub const VERSION: &str = "saksi-evidence/1";
/// The longest record that is read, in bytes.
pub const LONGEST_RECORD: usize = 4 << 20;

/// Why a record cannot be read or written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RecordError {
    /// It says another version.
    #[error("the record says that its version is {0:?}; this version of the program reads {VERSION:?}")]
    Version(String),
    /// It is no record.
    #[error("it is not an evidence record: {0}")]
    Form(String),
    /// It holds the same as a record, written in another way, so that its hash is another one.
    #[error("it is not written in the canonical way (RFC 8785); it was edited or saved again by another program")]
    NotCanonical,
    /// A rule of records is broken.
    #[error("{0}")]
    Rule(&'static str),
}

/// A record of evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EvidenceRecord {
    /// [`VERSION`].
    pub version: String,
    /// A UUID, by which people name it.
    pub id: String,
    /// The organisation that vouches for it, by name or domain.
    pub organisation: String,
    /// Who did it: a pseudonym that the organisation alone can resolve.
    pub operator: String,
    /// Why.
    pub reason: String,
    /// The case that it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case: Option<String>,
    /// A note on the legal basis.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub legal_basis: Option<String>,
    /// When it began, ended, and by which clock.
    pub times: Times,
    /// With what.
    pub tool: Tool,
    /// What was done.
    pub what: What,
    /// The parts that are kept, each named by its SHA-256.
    pub parts: Vec<Part>,
    /// The entry of the record that this one continues: the earlier visit, the original of a working copy, the record
    /// that a custody event is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<Hash>,
    /// 32 random bytes; there whenever the content must not be guessed from the log's entry.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub salt: Option<Hash>,
}

/// When, and by whose clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Times {
    /// The beginning.
    pub began: Timestamp,
    /// The end; not before the beginning.
    pub ended: Timestamp,
    /// Which clock, such as `system clock, NTP`.
    pub clock: String,
    /// By how many milliseconds the clock was last seen to differ from a reference; positive if it was ahead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offset_ms: Option<i64>,
}

/// What it was done with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tool {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// The SHA-256 of its settings.
    pub configuration: Hash,
    /// The browser and its build, where one was used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub browser: Option<String>,
}

/// A part that is kept: a WARC, a picture of the page, its text, an uploaded file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// What it is, such as `capture.wacz` or `screenshot.png`.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// Its length in bytes.
    pub length: u64,
    /// Its SHA-256.
    pub sha256: Hash,
    /// Whether it is what came in, or a copy to work with, such as one with faces hidden.
    pub copy: Copying,
}

/// Evidentiary copy or working copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Copying {
    /// As it came.
    Original,
    /// Changed, to work with or to show.
    Working,
}

/// What was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind", deny_unknown_fields)]
pub enum What {
    /// A page or file was fetched.
    Capture(Capture),
    /// Somebody handed in a file.
    File(FileTaken),
    /// Somebody told what they saw.
    Testimony(Testimony),
    /// Something happened to evidence that is kept.
    Custody(Custody),
}

/// A page or file that was fetched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Capture {
    /// The address that was asked for.
    pub asked: String,
    /// The address that answered in the end.
    pub answered: String,
    /// How it was acquired, such as `plain fetch` or `browser`, and through what.
    pub method: String,
    /// Every request on the way, redirects first.
    pub exchanges: Vec<Exchange>,
    /// What names resolved to.
    pub names: Vec<Resolved>,
    /// Notes on access to the platform: logged in or not, as whom, from where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub access: Option<String>,
    /// How robots.txt was treated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub robots: Option<String>,
}

/// One request and its response.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exchange {
    /// The method.
    pub method: String,
    /// The address.
    pub url: String,
    /// The status of the response.
    pub status: u16,
    /// The address that the connection was made to.
    pub peer: String,
    /// The server's TLS certificates, leaf first, as SHA-256 of their DER.
    pub certificates: Vec<Hash>,
    /// Headers that were sent, in order.
    pub request_headers: Vec<(String, String)>,
    /// Headers that came back, in order.
    pub response_headers: Vec<(String, String)>,
}

/// A name and what it resolved to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Resolved {
    /// The name.
    pub name: String,
    /// The addresses.
    pub addresses: Vec<String>,
}

/// A file that was handed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileTaken {
    /// Its name when it came, if that may be kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub original_name: Option<String>,
    /// How it came.
    pub method: String,
    /// When and where it is said to show something, in words or as a date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shows_when: Option<String>,
    /// Where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shows_where: Option<String>,
    /// The record of the same place at another time: before and after.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pair: Option<Hash>,
}

/// What somebody told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Testimony {
    /// By whom: a pseudonym.
    pub witness: String,
    /// To what they agreed, such as `keep`, `show to a court`, `publish`, each with whether they did.
    pub consent: BTreeMap<String, bool>,
    /// How it was taken.
    pub method: String,
    /// The language, as a BCP 47 tag.
    pub language: String,
}

/// Something that happened to evidence. The record that it is about is the parent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Custody {
    /// What.
    pub event: CustodyEvent,
    /// To whom it was handed, or by whom it was asked for: a pseudonym or an office.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub party: Option<String>,
    /// Where a consent was taken back: what the witness of the testimony allows from then on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consent: Option<BTreeMap<String, bool>>,
}

/// What can happen to evidence that is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CustodyEvent {
    /// Somebody looked at it.
    Viewed,
    /// A copy left the server.
    Exported,
    /// It was given to somebody else.
    HandedOver,
    /// Its parts were hashed anew and were as recorded.
    Rehashed,
    /// Its parts were hashed anew and one was not as recorded.
    FoundDamaged,
    /// A working copy with something hidden was made.
    Redacted,
    /// It was deleted, as the rules of the organisation ask.
    Deleted,
    /// The witness of a testimony took back a part of what they had allowed.
    ConsentWithdrawn,
}

impl EvidenceRecord {
    /// Checks what the types cannot say.
    fn keeps_the_rules(&self) -> Result<(), RecordError> {
        let rule = |holds: bool, why| if holds { Ok(()) } else { Err(RecordError::Rule(why)) };
        rule(self.times.began <= self.times.ended, "a record cannot end before it begins")?;
        rule(self.times.began.0 % 1_000_000 == 0 && self.times.ended.0 % 1_000_000 == 0, "times are whole seconds")?;
        let custody = matches!(self.what, What::Custody(_));
        rule(!custody || self.parent.is_some(), "a custody event names the record that it is about")?;
        rule(custody || !self.parts.is_empty(), "evidence has at least one part")?;
        let consents = match &self.what {
            What::Custody(custody) => (custody.event == CustodyEvent::ConsentWithdrawn) == custody.consent.is_some(),
            _ => true,
        };
        rule(consents, "a consent that was taken back says what is still allowed, and no other event does")?;
        let numbers = self.parts.iter().all(|part| part.length <= jcs::LARGEST_NUMBER);
        rule(numbers, "a part is too long")?;
        let mut names: Vec<&str> = self.parts.iter().map(|part| part.name.as_str()).collect();
        names.sort_unstable();
        rule(names.windows(2).all(|pair| matches!(pair, [a, b] if a != b)), "two parts have the same name")
    }

    /// The canonical bytes: what is kept, handed out as `record.json`, and hashed.
    pub fn to_canonical(&self) -> Result<Vec<u8>, RecordError> {
        if self.version != VERSION {
            return Err(RecordError::Version(self.version.clone()));
        }
        self.keeps_the_rules()?;
        let value = serde_json::to_value(self).map_err(|why| RecordError::Form(why.to_string()))?;
        jcs::canonical(&value).map(String::into_bytes).ok_or(RecordError::Rule("a number is too large"))
    }

    /// Reads canonical bytes; whatever would hash to something else than it says is refused.
    pub fn from_canonical(bytes: &[u8]) -> Result<Self, RecordError> {
        /// The version alone, so that a record of a later version is named as such.
        #[derive(Deserialize)]
        struct Version {
            version: String,
        }
        if bytes.len() > LONGEST_RECORD {
            return Err(RecordError::Rule("the record is too long"));
        }
        let form = |why: serde_json::Error| RecordError::Form(why.to_string());
        let Version { version } = serde_json::from_slice(bytes).map_err(form)?;
        if version != VERSION {
            return Err(RecordError::Version(version));
        }
        let record: Self = serde_json::from_slice(bytes).map_err(form)?;
        if record.to_canonical()? == bytes { Ok(record) } else { Err(RecordError::NotCanonical) }
    }

    /// The entry of the log: the SHA-256 of the canonical bytes, 32 bytes.
    pub fn entry(&self) -> Result<Hash, RecordError> {
        Ok(Hash::of(&self.to_canonical()?))
    }

    /// The leaf hash that inclusion proofs begin with.
    pub fn leaf(&self) -> Result<Hash, RecordError> {
        Ok(leaf_of(self.entry()?))
    }
}

/// The leaf hash of an entry.
pub fn leaf_of(entry: Hash) -> Hash {
    Hash::leaf(entry.as_bytes())
}

/// Which of these parts is not what the record says: another hash or length, or missing. Names and hashes of what is there.
pub fn differing_parts<'r>(record: &'r EvidenceRecord, there: &BTreeMap<String, (u64, Hash)>) -> Vec<&'r Part> {
    let same = |part: &&Part| there.get(&part.name) != Some(&(part.length, part.sha256));
    record.parts.iter().filter(same).collect()
}
