//! C2SP `tlog-policy`: whose word is enough. Which logs are known, which witnesses, and how many of them must have signed.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use saksi_base::Timestamp;

use crate::checkpoint::{Checkpoint, CheckpointError};
use crate::note::{KeyKind, KeyName, Note, NoteError, VerifierKey};

/// The most logs, witnesses and groups each.
pub const MOST_LINES: usize = 256;

/// Why a policy cannot be read, or a note does not count under it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PolicyError {
    /// A line that cannot be read, counted from 1; 0 for what the whole file lacks.
    #[error("line {line}: {why}")]
    Line {
        /// Which, from 1.
        line: usize,
        /// Why.
        why: String,
    },
    /// The note is signed by no known log, or a signature does not hold.
    #[error(transparent)]
    Note(#[from] NoteError),
    /// The note is no checkpoint of the log that signed it.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
}

/// A witness that a policy names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownWitness {
    /// Its name within the policy, such as that of the organisation.
    pub name: String,
    /// Its key.
    pub key: VerifierKey,
    /// Where it takes checkpoints.
    pub url: Option<String>,
}

/// A log that a policy names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownLog {
    /// Its key; the name is the log's origin.
    pub key: VerifierKey,
    /// Where it is served.
    pub url: Option<String>,
}

/// `k` of these members.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Group {
    name: String,
    needed: usize,
    members: Vec<String>,
}

/// Whose word is enough.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    logs: Vec<KnownLog>,
    witnesses: Vec<KnownWitness>,
    groups: Vec<Group>,
    /// `None`: no witness is needed.
    quorum: Option<String>,
}

/// What a policy says about a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// The log that signed.
    pub log: KeyName,
    /// Each known witness, and when it signed first, if it did.
    pub witnesses: Vec<(String, Option<Timestamp>)>,
    /// Whether enough of them signed.
    pub met: bool,
}

impl Verdict {
    /// How many witnesses signed.
    pub fn signed(&self) -> usize {
        self.witnesses.iter().filter(|(_, at)| at.is_some()).count()
    }

    /// The last witness's time. `None`: nobody signed.
    pub fn latest(&self) -> Option<Timestamp> {
        self.witnesses.iter().filter_map(|(_, at)| *at).max()
    }

    /// The first witness's time.
    pub fn earliest(&self) -> Option<Timestamp> {
        self.witnesses.iter().filter_map(|(_, at)| *at).min()
    }
}

impl Policy {
    /// Any `needed` of these witnesses, for these logs; 0 asks for none.
    pub fn n_of(needed: usize, logs: Vec<KnownLog>, witnesses: Vec<KnownWitness>) -> Result<Self, PolicyError> {
        let members: Vec<String> = witnesses.iter().map(|witness| witness.name.clone()).collect();
        let group = Group { name: "witnesses".to_owned(), needed, members };
        let (groups, quorum) =
            if needed == 0 { (Vec::new(), None) } else { (vec![group], Some("witnesses".to_owned())) };
        // Written and read again, so that it obeys the same rules as one that somebody typed.
        Self::parse(&Self { logs, witnesses, groups, quorum }.to_string())
    }

    /// The logs that are known.
    pub fn logs(&self) -> &[KnownLog] {
        &self.logs
    }

    /// The witnesses that are known.
    pub fn witnesses(&self) -> &[KnownWitness] {
        &self.witnesses
    }

    /// Reads a policy file.
    pub fn parse(text: &str) -> Result<Self, PolicyError> {
        let mut reading = Reading::default();
        for (index, line) in text.split('\n').enumerate() {
            let fail = |why: String| PolicyError::Line { line: index + 1, why };
            if line.chars().any(|letter| letter.is_ascii_control() && letter != '\t') {
                return Err(fail("it has control characters".to_owned()));
            }
            let words: Vec<&str> = line.split([' ', '\t']).filter(|word| !word.is_empty()).collect();
            if words.first().is_none_or(|first| first.starts_with('#')) {
                continue;
            }
            reading.line(&words).map_err(fail)?;
        }
        reading.finish()
    }

    /// Verifies a note: one of the policy's logs signed it as a checkpoint of its own, no known signature is false, and whether
    /// enough witnesses signed, too.
    pub fn evaluate(&self, note: &Note) -> Result<Verdict, PolicyError> {
        let checkpoint = Checkpoint::parse(note.text())?;
        let keys: Vec<&VerifierKey> =
            self.logs.iter().map(|log| &log.key).chain(self.witnesses.iter().map(|witness| &witness.key)).collect();
        let signed = note.verify(&keys)?;
        let by_log = signed
            .iter()
            .find(|signed| signed.key.kind() == KeyKind::Log && signed.key.name().as_str() == checkpoint.origin());
        let log = by_log.ok_or(NoteError::Unsigned)?.key.name().clone();
        let times = self.witnesses.iter().map(|witness| {
            let at = signed.iter().filter(|signed| *signed.key == witness.key).filter_map(|signed| signed.at).min();
            (witness.name.clone(), at)
        });
        let witnesses: Vec<(String, Option<Timestamp>)> = times.collect();
        let met = self.is_met(witnesses.iter().filter(|(_, at)| at.is_some()).map(|(name, _)| name.as_str()));
        Ok(Verdict { log, witnesses, met })
    }

    /// Whether these witnesses are enough.
    fn is_met<'p>(&'p self, signed: impl Iterator<Item = &'p str>) -> bool {
        let mut holds: BTreeSet<&str> = signed.collect();
        // Groups name what stands before them, so that one pass is enough.
        for group in &self.groups {
            if group.members.iter().filter(|member| holds.contains(member.as_str())).count() >= group.needed {
                holds.insert(&group.name);
            }
        }
        self.quorum.as_ref().is_none_or(|quorum| holds.contains(quorum.as_str()))
    }

    /// How many witnesses must sign at least, and how many there are, as "n of m".
    pub fn needed(&self) -> (usize, usize) {
        let mut least: BTreeMap<&str, usize> = self.witnesses.iter().map(|known| (known.name.as_str(), 1)).collect();
        for group in &self.groups {
            let mut members: Vec<usize> =
                group.members.iter().filter_map(|member| least.get(member.as_str()).copied()).collect();
            members.sort_unstable();
            least.insert(&group.name, members.iter().take(group.needed).sum());
        }
        let needed = self.quorum.as_ref().and_then(|quorum| least.get(quorum.as_str()).copied()).unwrap_or(0);
        (needed, self.witnesses.len())
    }
}

/// A quorum line that was read; `none` asks for nobody.
struct Quorum(Option<String>);

/// A policy that is being read.
#[derive(Default)]
struct Reading {
    logs: Vec<KnownLog>,
    witnesses: Vec<KnownWitness>,
    groups: Vec<Group>,
    quorum: Option<Quorum>,
    names: BTreeSet<String>,
    /// What is a member of a group already: everything counts in one way only.
    members: BTreeSet<String>,
}

impl Reading {
    fn line(&mut self, words: &[&str]) -> Result<(), String> {
        if self.names.len() + self.logs.len() > 3 * MOST_LINES {
            return Err("the policy is too long".to_owned());
        }
        match words {
            ["log", key, url @ ..] if url.len() <= 1 => {
                let key = read_key(key, KeyKind::Log)?;
                if self.logs.iter().any(|log| log.key.to_bytes() == key.to_bytes()) {
                    return Err("this log is named twice".to_owned());
                }
                self.logs.push(KnownLog { key, url: url.first().map(|url| (*url).to_owned()) });
            }
            ["witness", name, key, url @ ..] if url.len() <= 1 => {
                let key = read_key(key, KeyKind::Witness)?;
                if self.witnesses.iter().any(|witness| witness.key.to_bytes() == key.to_bytes()) {
                    return Err("this witness is named twice".to_owned());
                }
                self.define(name)?;
                let url = url.first().map(|url| (*url).to_owned());
                self.witnesses.push(KnownWitness { name: (*name).to_owned(), key, url });
            }
            ["group", name, needed, members @ ..] if !members.is_empty() => {
                for member in members {
                    if !self.names.contains(*member) {
                        return Err(format!("{member} is not defined above"));
                    }
                    if !self.members.insert((*member).to_owned()) {
                        return Err(format!("{member} is in a group already"));
                    }
                }
                let needed = match *needed {
                    "any" => 1,
                    "all" => members.len(),
                    number => number.parse().map_err(|_| "a group says `any`, `all` or a number".to_owned())?,
                };
                if !(1..=members.len()).contains(&needed) {
                    return Err(format!("{needed} of {} members cannot be", members.len()));
                }
                self.define(name)?;
                let members = members.iter().map(|member| (*member).to_owned()).collect();
                self.groups.push(Group { name: (*name).to_owned(), needed, members });
            }
            ["quorum", name] => {
                if self.quorum.is_some() {
                    return Err("the quorum is given twice".to_owned());
                }
                if *name != "none" && !self.names.contains(*name) {
                    return Err(format!("{name} is not defined above"));
                }
                self.quorum = Some(Quorum((*name != "none").then(|| (*name).to_owned())));
            }
            _ => return Err("a line is `log`, `witness`, `group` or `quorum` with its words".to_owned()),
        }
        Ok(())
    }

    fn define(&mut self, name: &str) -> Result<(), String> {
        if name == "none" || !self.names.insert(name.to_owned()) {
            return Err(format!("the name {name} is taken"));
        }
        Ok(())
    }

    fn finish(self) -> Result<Policy, PolicyError> {
        let none = PolicyError::Line { line: 0, why: "a policy needs a line `quorum`".to_owned() };
        let Quorum(quorum) = self.quorum.ok_or(none)?;
        Ok(Policy { logs: self.logs, witnesses: self.witnesses, groups: self.groups, quorum })
    }
}

fn read_key(text: &str, kind: KeyKind) -> Result<VerifierKey, String> {
    let key: VerifierKey = text.parse().map_err(|why: NoteError| why.to_string())?;
    if key.kind() == kind { Ok(key) } else { Err("the key is one of a log for a witness, or the other way".to_owned()) }
}

impl fmt::Display for Policy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let spaced = |url: &Option<String>| url.as_ref().map_or(String::new(), |url| format!(" {url}"));
        for log in &self.logs {
            writeln!(f, "log {}{}", log.key, spaced(&log.url))?;
        }
        for witness in &self.witnesses {
            writeln!(f, "witness {} {}{}", witness.name, witness.key, spaced(&witness.url))?;
        }
        for group in &self.groups {
            writeln!(f, "group {} {} {}", group.name, group.needed, group.members.join(" "))?;
        }
        writeln!(f, "quorum {}", self.quorum.as_deref().unwrap_or("none"))
    }
}
