//! Checking a pack, part by part. Every finding names the part that it is about.

use std::collections::{BTreeMap, BTreeSet};

use saksi_tlog::ots::Detached;
use saksi_tlog::record::leaf_of;
use saksi_tlog::{EvidenceRecord, Hash, Policy, ProofFile, SignedCheckpoint, VerifierKey, tsp};

use super::container::{self, File};
use super::{POLICY, PROOF, README, RECORD, REPORT, STATE_PROOF, SUMS, calendar_folder, from_pem, part_path};

/// How one thing that was looked at stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// It is as it was.
    Holds,
    /// It was changed, or is missing though it should be there.
    Broken,
    /// It is not shown, one way or the other.
    Open,
}

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// How it stands.
    pub mark: Mark,
    /// Which part: a path in the pack, or `ZIP` for the container itself.
    pub part: String,
    /// A message of this room that says it.
    pub message: &'static str,
    /// Its arguments.
    pub arguments: Vec<(&'static str, String)>,
}

impl Finding {
    /// One without arguments.
    pub fn new(mark: Mark, part: impl Into<String>, message: &'static str) -> Self {
        Self { mark, part: part.into(), message, arguments: Vec::new() }
    }

    /// With an argument.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.arguments.push((name, value.into()));
        self
    }
}

/// Keys from another source than the pack.
#[derive(Debug, Clone, Default)]
pub struct Trusted {
    /// Logs and witnesses; `None`: only those that the pack names.
    pub policy: Option<Policy>,
    /// Roots of authorities, in DER; none: only those that lie in the pack.
    pub roots: Vec<Vec<u8>>,
}

/// What a check found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// Everything that was looked at.
    pub findings: Vec<Finding>,
    /// The record, where it can be read.
    pub entry: Option<Hash>,
}

impl Checked {
    /// Whether nothing is broken.
    pub fn holds(&self) -> bool {
        self.findings.iter().all(|finding| finding.mark != Mark::Broken)
    }
}

/// Whether some bytes look like a pack, be it a changed one: by the name of the first file, or of the last one.
pub fn is_pack(bytes: &[u8]) -> bool {
    let name = bytes.get(30..30 + README.len());
    let end = bytes.get(bytes.len().saturating_sub(22 + SUMS.len())..).unwrap_or_default();
    name == Some(README.as_bytes()) || end.starts_with(SUMS.as_bytes())
}

/// Checks a pack.
pub fn check(zip: &[u8], trusted: &Trusted) -> Checked {
    let mut findings = Vec::new();
    let Some(files) = container::read(zip) else {
        findings.push(Finding::new(Mark::Broken, "ZIP", "transparency-pack-unreadable"));
        return Checked { findings, entry: None };
    };
    let changed = changed_files(&files, &mut findings);
    // Whatever the files are, the ZIP around them is written in one way.
    if container::write(&files).is_none_or(|again| again != zip) {
        findings.push(Finding::new(Mark::Broken, "ZIP", "transparency-pack-container"));
    }
    let by_name: BTreeMap<&str, &[u8]> = files.iter().map(|file| (file.name.as_str(), file.bytes.as_slice())).collect();
    let mut checker = Checker { files: by_name, changed, findings, trusted };
    let entry = checker.record();
    Checked { findings: checker.findings, entry }
}

/// Files that are not what the checksums say: by the ZIP's own, then by the list of SHA-256.
fn changed_files(files: &[File], findings: &mut Vec<Finding>) -> BTreeSet<String> {
    let mut changed: BTreeSet<String> = BTreeSet::new();
    let list = files.iter().find(|file| file.name == SUMS);
    let sums: BTreeMap<&str, &str> = list
        .and_then(|list| std::str::from_utf8(&list.bytes).ok())
        .map(|text| text.lines().filter_map(|line| line.split_once("  ").map(|(sum, name)| (name, sum))).collect())
        .unwrap_or_default();
    let list_whole = list.is_some_and(File::is_whole);
    if list.is_none() {
        findings.push(Finding::new(Mark::Broken, SUMS, "transparency-pack-missing"));
    } else if !list_whole {
        findings.push(Finding::new(Mark::Broken, SUMS, "transparency-pack-changed"));
    }
    for file in files.iter().filter(|file| file.name != SUMS) {
        let right = sums.get(file.name.as_str()).is_some_and(|sum| *sum == Hash::of(&file.bytes).to_hex());
        match (file.is_whole(), right) {
            // Where the content is right, it is the checksum beside it that was changed: the ZIP's own lists.
            (_, true) => {}
            // The list itself is known to be changed, and the file is as the ZIP says.
            (true, false) if !list_whole => {}
            _ => {
                findings.push(Finding::new(Mark::Broken, file.name.clone(), "transparency-pack-changed"));
                changed.insert(file.name.clone());
            }
        }
    }
    let names: BTreeSet<&str> = files.iter().map(|file| file.name.as_str()).collect();
    if list_whole {
        for missing in sums.keys().filter(|name| !names.contains(**name)) {
            findings.push(Finding::new(Mark::Broken, *missing, "transparency-pack-missing"));
        }
    }
    changed
}

struct Checker<'a> {
    files: BTreeMap<&'a str, &'a [u8]>,
    changed: BTreeSet<String>,
    findings: Vec<Finding>,
    trusted: &'a Trusted,
}

impl Checker<'_> {
    fn note(&mut self, mark: Mark, part: &str, message: &'static str) {
        self.findings.push(Finding::new(mark, part, message));
    }

    fn record(&mut self) -> Option<Hash> {
        let Some(bytes) = self.files.get(RECORD).copied() else {
            self.note(Mark::Broken, RECORD, "transparency-pack-missing");
            return None;
        };
        let record = match EvidenceRecord::from_canonical(bytes) {
            Ok(record) => record,
            Err(why) => {
                let finding = Finding::new(Mark::Broken, RECORD, "transparency-record-unreadable");
                self.findings.push(finding.with("why", why.to_string()));
                return None;
            }
        };
        let entry = Hash::of(bytes);
        self.findings.push(Finding::new(Mark::Holds, RECORD, "transparency-record-read").with("entry", entry.to_hex()));
        self.parts(&record);
        let policy = self.policy();
        if let Some(policy) = &policy {
            match self.files.get(PROOF).copied() {
                Some(proof) => self.proof(PROOF, proof, entry, policy),
                None => self.note(Mark::Open, PROOF, "transparency-proof-none"),
            }
            self.custody(entry, policy);
        }
        self.tokens(entry, policy.as_ref());
        self.calendars(entry, policy.as_ref());
        for (name, message) in [(README, "transparency-pack-missing"), (REPORT, "transparency-pack-missing")] {
            if !self.files.contains_key(name) {
                self.note(Mark::Broken, name, message);
            }
        }
        Some(entry)
    }

    fn parts(&mut self, record: &EvidenceRecord) {
        for (number, part) in record.parts.iter().enumerate() {
            let path = part_path(number, &part.name);
            let finding = match self.files.get(path.as_str()) {
                None => Finding::new(Mark::Open, path, "transparency-part-absent"),
                Some(bytes) if Hash::of(bytes) == part.sha256 && bytes.len() as u64 == part.length => {
                    Finding::new(Mark::Holds, path, "transparency-part-holds")
                }
                Some(_) => Finding::new(Mark::Broken, path, "transparency-part-changed"),
            };
            self.findings.push(finding.with("name", part.name.clone()));
        }
    }

    /// The keys to check with: those from elsewhere, or those of the pack.
    fn policy(&mut self) -> Option<Policy> {
        let inside = self.files.get(POLICY).and_then(|bytes| std::str::from_utf8(bytes).ok());
        let inside = inside.and_then(|text| Policy::parse(text).ok());
        if let Some(policy) = &self.trusted.policy {
            return Some(policy.clone());
        }
        match inside {
            Some(policy) => {
                self.note(Mark::Open, POLICY, "transparency-keys-own");
                Some(policy)
            }
            None => {
                self.note(Mark::Broken, POLICY, "transparency-policy-unreadable");
                None
            }
        }
    }

    fn proof(&mut self, part: &str, bytes: &[u8], entry: Hash, policy: &Policy) {
        let proven = ProofFile::parse(bytes).and_then(|proof| proof.verify(leaf_of(entry), policy));
        let finding = match proven {
            Ok(proven) => {
                let (needed, all) = policy.needed();
                let finding = Finding::new(Mark::Holds, part, "transparency-proof-holds")
                    .with("log", proven.checkpoint.origin())
                    .with("place", (proven.index + 1).to_string())
                    .with("size", proven.checkpoint.size().to_string());
                self.findings.push(finding);
                let signed = proven.verdict.signed();
                let (mark, message) = match (signed, proven.verdict.met) {
                    (0, true) => (Mark::Open, "transparency-witnesses-none"),
                    (_, true) => (Mark::Holds, "transparency-witnesses-enough"),
                    (_, false) => (Mark::Open, "transparency-witnesses-few"),
                };
                let at = proven.verdict.earliest().map_or_else(String::new, |at| at.to_string());
                Finding::new(mark, part, message)
                    .with("signed", signed.to_string())
                    .with("needed", needed.to_string())
                    .with("all", all.to_string())
                    .with("at", at)
            }
            Err(why) => Finding::new(Mark::Broken, part, "transparency-proof-broken").with("why", why.to_string()),
        };
        self.findings.push(finding);
    }

    fn custody(&mut self, entry: Hash, policy: &Policy) {
        for number in 1_usize.. {
            let path = format!("custody/{number:03}.json");
            let Some(bytes) = self.files.get(path.as_str()).copied() else { break };
            let record = EvidenceRecord::from_canonical(bytes);
            let about = record.as_ref().is_ok_and(|record| record.parent == Some(entry));
            let finding = match record {
                Err(why) => {
                    Finding::new(Mark::Broken, path, "transparency-record-unreadable").with("why", why.to_string())
                }
                Ok(_) if !about => Finding::new(Mark::Broken, path, "transparency-custody-other"),
                Ok(_) => Finding::new(Mark::Holds, path, "transparency-custody-holds"),
            };
            self.findings.push(finding);
            let proof = format!("custody/{number:03}.tlog-proof");
            if let Some(found) = self.files.get(proof.as_str()).copied() {
                self.proof(&proof, found, Hash::of(bytes), policy);
            } else if about {
                self.note(Mark::Open, &proof, "transparency-custody-unproven");
            }
        }
    }

    fn tokens(&mut self, entry: Hash, policy: Option<&Policy>) {
        for number in 1_usize.. {
            let folder = format!("time/{number}");
            let path = format!("{folder}/token.der");
            let Some(token) = self.files.get(path.as_str()).copied() else { break };
            let proof = self.files.get(format!("{folder}/record.tlog-proof").as_str()).copied();
            let stamped = match proof {
                None => Some(entry),
                Some(proof) => self.stamped(&format!("{folder}/record.tlog-proof"), proof, entry, policy),
            };
            let Some(digest) = stamped else { continue };
            let roots_path = format!("{folder}/roots.pem");
            let inside = self.files.get(roots_path.as_str()).and_then(|bytes| from_pem(bytes));
            let own = self.trusted.roots.is_empty();
            let roots = if own { inside.unwrap_or_default() } else { self.trusted.roots.clone() };
            let roots: Vec<&[u8]> = roots.iter().map(Vec::as_slice).collect();
            let broken_roots = self.changed.contains(&roots_path);
            let finding = match tsp::verify(token, digest, &roots) {
                Ok(stamp) => {
                    let message = if own { "transparency-time-holds-own" } else { "transparency-time-holds" };
                    Finding::new(Mark::Holds, path, message)
                        .with("at", stamp.at.to_string())
                        .with("authority", stamp.authority)
                }
                // The file beside it is what was changed, and is named already.
                Err(_) if broken_roots => Finding::new(Mark::Open, path, "transparency-time-unchecked"),
                Err(why) => Finding::new(Mark::Broken, path, "transparency-time-broken").with("why", why.to_string()),
            };
            self.findings.push(finding);
        }
        if !self.files.contains_key("time/1/token.der") {
            self.note(Mark::Open, "time", "transparency-time-none");
        }
    }

    /// Proofs of calendars. None of them shows anything by itself: the header of the block that they name lies in Bitcoin.
    fn calendars(&mut self, entry: Hash, policy: Option<&Policy>) {
        for number in 0_usize.. {
            let folder = calendar_folder(number);
            let (path, under) = (format!("{folder}/{STATE_PROOF}"), format!("{folder}/{PROOF}"));
            let Some(bytes) = self.files.get(path.as_str()).copied() else { break };
            let Some(proof) = self.files.get(under.as_str()).copied() else {
                self.note(Mark::Broken, &under, "transparency-pack-missing");
                continue;
            };
            let Some(digest) = self.stamped(&under, proof, entry, policy) else { continue };
            self.findings.push(calendar_finding(path, bytes, digest));
        }
    }

    /// The digest of the checkpoint that was stamped, if the record is in it.
    fn stamped(&mut self, part: &str, bytes: &[u8], entry: Hash, policy: Option<&Policy>) -> Option<Hash> {
        let policy = policy?;
        let digest = ProofFile::parse(bytes).ok().and_then(|proof| {
            proof.verify(leaf_of(entry), policy).ok()?;
            let keys: Vec<&VerifierKey> = policy.logs().iter().map(|log| &log.key).collect();
            keys.iter().find_map(|key| SignedCheckpoint::of(proof.note.clone(), key).ok()).map(|signed| signed.digest())
        });
        if digest.is_none() {
            self.note(Mark::Broken, part, "transparency-proof-broken-time");
        }
        digest
    }
}

/// What the proof of a calendar for this digest comes to.
pub fn calendar_finding(part: impl Into<String>, bytes: &[u8], digest: Hash) -> Finding {
    let proof = match Detached::parse(bytes) {
        Err(why) => {
            let why = why.to_string();
            return Finding::new(Mark::Broken, part, "transparency-calendar-broken").with("why", why);
        }
        Ok(proof) if proof.digest() != digest => {
            return Finding::new(Mark::Broken, part, "transparency-calendar-other");
        }
        Ok(proof) => proof,
    };
    let mut promises: Vec<String> = proof.pending().into_iter().map(|promise| promise.calendar).collect();
    promises.dedup();
    match proof.earliest_block() {
        Some(block) => Finding::new(Mark::Open, part, "transparency-calendar-block")
            .with("height", block.height.to_string())
            .with("root", block.root_as_shown()),
        None if promises.is_empty() => Finding::new(Mark::Open, part, "transparency-calendar-nothing"),
        None => Finding::new(Mark::Open, part, "transparency-calendar-promised").with("calendar", promises.join(", ")),
    }
}
