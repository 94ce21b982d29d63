//! Watching a log whose operator may lie.
//!
//! A monitor remembers the last checkpoint that it saw and compares. Whatever it finds is a [`Finding`] that says in plain
//! words what is wrong; some are proof that anybody can check (two statements signed by the log that contradict each
//! other), others are reasons to ask. Nothing here believes a time that the operator alone states: times come from
//! witnesses, from RFC 3161 tokens and from Bitcoin.

use saksi_base::Timestamp;
use saksi_base::clock::{HOUR, MINUTE};

use crate::checkpoint::{CheckpointError, SignedCheckpoint};
use crate::note::{KeyKind, Note, NoteError, VerifierKey};
use crate::policy::{Policy, Verdict};
use crate::tile::{self, TileError, Tiles};
use crate::tree::{self, ProofError, verify_consistency, verify_inclusion};
use crate::{Checkpoint, Hash};

/// Something that a monitor found.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Finding {
    /// What was offered is no checkpoint.
    #[error("What the log shows cannot be read as a checkpoint: {0}.")]
    Unreadable(String),
    /// The log's key did not sign it, or what was signed was changed.
    #[error("The checkpoint is not signed by the log, or was changed after it was signed: {0}.")]
    NotSigned(String),
    /// It is of another log.
    #[error("The checkpoint is of the log {found}, not of {expected}.")]
    OtherLog {
        /// Of which log one was expected.
        expected: String,
        /// Of which it is.
        found: String,
    },
    /// A signature names a witness and is not by it.
    #[error("A signature that is said to be by {0} does not hold.")]
    FalseCosignature(String),
    /// Fewer witnesses signed than the policy asks for.
    #[error("{signed} witnesses signed; the policy asks for more ({needed} of {known} at least).")]
    TooFewWitnesses {
        /// How many signed.
        signed: usize,
        /// How many must sign at least.
        needed: usize,
        /// How many are known.
        known: usize,
    },
    /// Two checkpoints of one size with different roots.
    #[error(
        "The log shows different people different things: it signed two different states with {size} entries. Both \
         signed checkpoints together prove it."
    )]
    SplitView {
        /// The size of both.
        size: u64,
        /// The root that is remembered.
        remembered: Hash,
        /// The root that was offered.
        offered: Hash,
    },
    /// A witness signed both sides of a split view.
    #[error("The witness {0} signed two states of the log that contradict each other; its signature is worth nothing.")]
    WitnessSignedBoth(String),
    /// The log has fewer entries than before.
    #[error("The log shows {offered} entries where it had {remembered}: it was cut, or an old state is shown again.")]
    Shrunk {
        /// How many there were.
        remembered: u64,
        /// How many are shown.
        offered: u64,
    },
    /// The earlier log is not the beginning of the later one.
    #[error(
        "The log's past was changed: what it had with {from} entries is not the beginning of what it has with {to} \
         ({why})."
    )]
    Rewritten {
        /// The smaller size.
        from: u64,
        /// The larger size.
        to: u64,
        /// Where the proof fails.
        why: ProofError,
    },
    /// A witness's time for a larger log is before its time for a smaller one.
    #[error("{witness} is said to have signed {size} entries at {at}, before it signed fewer entries at {before}.")]
    WitnessTimeBackwards {
        /// Which witness.
        witness: String,
        /// The larger size.
        size: u64,
        /// Its time.
        at: Timestamp,
        /// The time of the smaller size.
        before: Timestamp,
    },
    /// A time that lies ahead of the clock.
    #[error("{who} gives a time that has not come yet: {at} (it is {now}).")]
    FromTheFuture {
        /// Whose time.
        who: String,
        /// The time.
        at: Timestamp,
        /// The monitor's clock.
        now: Timestamp,
    },
    /// Nobody has seen the log for too long.
    #[error("No witness has signed since {latest}: the log stands still, or an old state is shown.")]
    Frozen {
        /// The latest time of a witness.
        latest: Timestamp,
    },
    /// Tiles or entries are missing or do not fit each other or the checkpoint.
    #[error("The log does not hand out what its checkpoint promises: {0}.")]
    Tiles(TileError),
    /// The same entries in another order.
    #[error("The entries of the log were put into another order, from entry {index} on.")]
    Reordered {
        /// The first entry that stands elsewhere.
        index: u64,
    },
    /// An entry that was there is gone.
    #[error("Entry {index} was taken out of the log.")]
    Removed {
        /// Which.
        index: u64,
    },
    /// An entry was put in before others that were there.
    #[error("An entry was put into the log at {index}, before entries that were there already.")]
    Inserted {
        /// Where.
        index: u64,
    },
    /// An entry is another one than before.
    #[error("Entry {index} of the log was exchanged for another one.")]
    Exchanged {
        /// Which.
        index: u64,
    },
    /// An entry is not where the log said.
    #[error("The entry is not in the log at {index} as promised: {why}.")]
    NotIncluded {
        /// Where it should be.
        index: u64,
        /// Why not.
        why: ProofError,
    },
    /// A record claims a time at which it was not in the log yet, by more than the allowed delay.
    #[error(
        "The record says that it was made at {claimed}, but {source_name} saw the log without it at {absent}: it was \
         added later than it claims."
    )]
    BackDated {
        /// What the record says.
        claimed: Timestamp,
        /// When it was still absent.
        absent: Timestamp,
        /// Who saw that.
        source_name: String,
    },
    /// A record claims a time after it was seen.
    #[error("The record says that it was made at {claimed}, but {source_name} saw it at {seen} already.")]
    PostDated {
        /// What the record says.
        claimed: Timestamp,
        /// When it was there already.
        seen: Timestamp,
        /// Who saw that.
        source_name: String,
    },
    /// A token from outside came much later than the record claims.
    #[error("The record says that it was made at {claimed}, but the first token from outside is of {stamped}.")]
    StampedLate {
        /// What the record says.
        claimed: Timestamp,
        /// The earliest token.
        stamped: Timestamp,
    },
    /// Whoever saw the log contradicts each other.
    #[error(
        "{absent_source} saw the log without the entry at {absent}, but {present_source} saw it with it at {present}."
    )]
    SourcesDisagree {
        /// When it was absent, the latest time.
        absent: Timestamp,
        /// Who says so.
        absent_source: String,
        /// When it was there, the earliest time.
        present: Timestamp,
        /// Who says so.
        present_source: String,
    },
    /// Entries that stand later claim to be much earlier.
    #[error(
        "Entry {index} claims the time {claimed}, long before entry {before} ({earlier}), which stands in front of it."
    )]
    OutOfOrder {
        /// Which entry.
        index: u64,
        /// What it claims.
        claimed: Timestamp,
        /// The entry in front.
        before: u64,
        /// What that claims.
        earlier: Timestamp,
    },
}

impl Finding {
    /// Whether the signed statements alone prove to anybody that the operator (or the witness that is named) misbehaved.
    /// Other findings may have harmless reasons: a stale cache, a wrong clock, a damaged disk.
    pub const fn is_proof(&self) -> bool {
        matches!(self, Self::SplitView { .. } | Self::WitnessSignedBoth(_))
    }
}

/// How far clocks and queues may lag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// How far ahead a clock may be.
    pub ahead: i64,
    /// How long after it was made a record may reach the log or an authority.
    pub delay: i64,
    /// How old the newest cosignature may be.
    pub stale: i64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { ahead: 5 * MINUTE, delay: HOUR, stale: 24 * HOUR }
    }
}

/// That somebody saw the log with this many entries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sighting {
    /// How many.
    pub size: u64,
    /// When.
    pub at: Timestamp,
    /// Who: a witness, or an authority that stamped the checkpoint.
    pub who: String,
}

/// Watches one log.
#[derive(Debug, Clone, Copy)]
pub struct Monitor<'a> {
    /// The log's key.
    pub log: &'a VerifierKey,
    /// Its witnesses.
    pub policy: &'a Policy,
    /// How far clocks may lag.
    pub limits: Limits,
}

/// A checkpoint that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// It, signed by the log.
    pub checkpoint: SignedCheckpoint,
    /// Who else signed.
    pub verdict: Verdict,
}

impl Seen {
    /// What its witnesses saw, for [`Monitor::date`].
    pub fn sightings(&self) -> impl Iterator<Item = Sighting> {
        let size = self.checkpoint.checkpoint().size();
        let signed = self.verdict.witnesses.iter().filter_map(|(who, at)| Some((who, (*at)?)));
        signed.map(move |(who, at)| Sighting { size, at, who: who.clone() })
    }
}

impl Monitor<'_> {
    /// Looks at one checkpoint by itself. `Err`: it does not count at all.
    pub fn look(&self, note: &[u8], now: Timestamp) -> Result<(Seen, Vec<Finding>), Finding> {
        let note = Note::parse(note).map_err(|why| Finding::Unreadable(why.to_string()))?;
        Checkpoint::parse(note.text()).map_err(|why| Finding::Unreadable(why.to_string()))?;
        let checkpoint = SignedCheckpoint::of(note, self.log).map_err(|why| match why {
            CheckpointError::OtherLog { expected, found } => Finding::OtherLog { expected, found },
            other => Finding::NotSigned(other.to_string()),
        })?;
        let verdict = self.policy.evaluate(checkpoint.note()).map_err(|why| match why {
            crate::PolicyError::Note(NoteError::Signature(name)) => Finding::FalseCosignature(name.to_string()),
            other => Finding::NotSigned(other.to_string()),
        })?;
        let mut findings = Vec::new();
        if !verdict.met {
            let (needed, known) = self.policy.needed();
            findings.push(Finding::TooFewWitnesses { signed: verdict.signed(), needed, known });
        }
        for (who, at) in &verdict.witnesses {
            if let Some(at) = at.filter(|at| at.since(now) > self.limits.ahead) {
                findings.push(Finding::FromTheFuture { who: who.clone(), at, now });
            }
        }
        if let Some(latest) = verdict.latest().filter(|latest| now.since(*latest) > self.limits.stale) {
            findings.push(Finding::Frozen { latest });
        }
        Ok((Seen { checkpoint, verdict }, findings))
    }

    /// Compares what is remembered with what is offered. `proof` is the consistency proof from the smaller to the larger.
    pub fn compare(&self, remembered: &Seen, offered: &Seen, proof: &[Hash]) -> Vec<Finding> {
        let (old, new) = (remembered.checkpoint.checkpoint(), offered.checkpoint.checkpoint());
        let mut findings = Vec::new();
        if new.size() < old.size() {
            findings.push(Finding::Shrunk { remembered: old.size(), offered: new.size() });
        }
        let contradict = if old.size() == new.size() {
            let split = old.root() != new.root();
            if split {
                findings.push(Finding::SplitView { size: old.size(), remembered: old.root(), offered: new.root() });
            }
            split
        } else {
            let (small, large) = if old.size() < new.size() { (old, new) } else { (new, old) };
            match verify_consistency(small.size(), small.root(), large.size(), large.root(), proof) {
                Ok(()) => false,
                Err(why) => {
                    findings.push(Finding::Rewritten { from: small.size(), to: large.size(), why });
                    // That a proof fails shows nothing to others: it may be the proof that is wrong.
                    false
                }
            }
        };
        for (who, at) in &offered.verdict.witnesses {
            let before = remembered.verdict.witnesses.iter().find(|(known, _)| known == who).and_then(|(_, at)| *at);
            let (Some(at), Some(before)) = (*at, before) else { continue };
            if contradict {
                findings.push(Finding::WitnessSignedBoth(who.clone()));
            } else if (new.size() > old.size() && at < before) || (new.size() < old.size() && at > before) {
                let (size, at, before) =
                    if new.size() > old.size() { (new.size(), at, before) } else { (old.size(), before, at) };
                findings.push(Finding::WitnessTimeBackwards { witness: who.clone(), size, at, before });
            }
        }
        findings
    }

    /// Compares notes of one log that different people were shown, each with each where sizes are equal.
    pub fn gossip(&self, views: &[Seen]) -> Vec<Finding> {
        let pairs = views.iter().enumerate().flat_map(|(place, a)| views.iter().skip(place + 1).map(move |b| (a, b)));
        let same = pairs.filter(|(a, b)| a.checkpoint.checkpoint().size() == b.checkpoint.checkpoint().size());
        same.flat_map(|(a, b)| self.compare(a, b, &[])).collect()
    }

    /// Reads the whole log and compares it with its checkpoint and with leaves that are remembered.
    pub fn audit(&self, seen: &Seen, tiles: &impl Tiles, remembered: &[Hash]) -> Result<Vec<Hash>, Vec<Finding>> {
        let checkpoint = seen.checkpoint.checkpoint();
        let leaves =
            tile::audit(tiles, checkpoint.size(), checkpoint.root()).map_err(|why| vec![Finding::Tiles(why)])?;
        let findings = compare_leaves(remembered, &leaves);
        if findings.is_empty() { Ok(leaves) } else { Err(findings) }
    }

    /// Whether a promised entry is there.
    pub fn included(&self, seen: &Seen, leaf: Hash, index: u64, proof: &[Hash]) -> Vec<Finding> {
        let checkpoint = seen.checkpoint.checkpoint();
        let held = verify_inclusion(leaf, index, checkpoint.size(), checkpoint.root(), proof);
        held.err().map(|why| Finding::NotIncluded { index, why }).into_iter().collect()
    }

    /// Whether the time that a record claims fits what others saw. `sightings` are of checkpoints that were verified and
    /// found consistent; `stamps` are the times of tokens for the record's own hash.
    pub fn date(
        &self,
        claimed: Timestamp,
        index: u64,
        sightings: &[Sighting],
        stamps: &[(String, Timestamp)],
        now: Timestamp,
    ) -> Vec<Finding> {
        let mut findings = Vec::new();
        if claimed.since(now) > self.limits.ahead {
            findings.push(Finding::FromTheFuture { who: "the record".to_owned(), at: claimed, now });
        }
        let absent = sightings.iter().filter(|seen| seen.size <= index).max_by_key(|seen| seen.at);
        let present = sightings.iter().filter(|seen| seen.size > index).min_by_key(|seen| seen.at);
        if let Some(seen) = absent.filter(|seen| seen.at.since(claimed) > self.limits.delay) {
            findings.push(Finding::BackDated { claimed, absent: seen.at, source_name: seen.who.clone() });
        }
        if let (Some(absent), Some(present)) = (absent, present)
            && absent.at.since(present.at) > self.limits.ahead
        {
            findings.push(Finding::SourcesDisagree {
                absent: absent.at,
                absent_source: absent.who.clone(),
                present: present.at,
                present_source: present.who.clone(),
            });
        }
        let first = stamps.iter().min_by_key(|(_, at)| *at);
        let seen = present.map(|seen| (&seen.who, seen.at)).into_iter().chain(first.map(|(who, at)| (who, *at)));
        for (who, at) in seen.filter(|(_, at)| claimed.since(*at) > self.limits.ahead) {
            findings.push(Finding::PostDated { claimed, seen: at, source_name: who.clone() });
        }
        if let Some((_, at)) = first.filter(|(_, at)| at.since(claimed) > self.limits.delay) {
            findings.push(Finding::StampedLate { claimed, stamped: *at });
        }
        findings
    }

    /// Whether the claimed times of entries follow the order in which they stand, but for the allowed delay.
    pub fn order(&self, claims: &[(u64, Timestamp)]) -> Vec<Finding> {
        let mut latest: Option<(u64, Timestamp)> = None;
        let mut findings = Vec::new();
        for (index, claimed) in claims.iter().copied() {
            match latest {
                Some((before, earlier)) if earlier.since(claimed) > self.limits.delay + self.limits.ahead => {
                    findings.push(Finding::OutOfOrder { index, claimed, before, earlier });
                }
                Some((_, earlier)) if earlier >= claimed => {}
                _ => latest = Some((index, claimed)),
            }
        }
        findings
    }

    /// The keys of the witnesses that are known.
    pub fn witnesses(&self) -> impl Iterator<Item = &VerifierKey> {
        self.policy.witnesses().iter().map(|known| &known.key).filter(|key| key.kind() == KeyKind::Witness)
    }
}

/// Says what was done to entries that are remembered, given what is there now.
pub fn compare_leaves(remembered: &[Hash], offered: &[Hash]) -> Vec<Finding> {
    let Some(place) = remembered.iter().zip(offered).position(|(old, new)| old != new) else {
        if offered.len() < remembered.len() {
            return vec![Finding::Removed { index: offered.len() as u64 }];
        }
        return Vec::new();
    };
    let index = place as u64;
    let (old, new) = (remembered.get(place..).unwrap_or_default(), offered.get(place..).unwrap_or_default());
    let count = |hashes: &[Hash]| {
        let mut sorted = hashes.to_vec();
        sorted.sort_unstable();
        sorted
    };
    let kept = new.get(..old.len()).is_some_and(|same| count(same) == count(old));
    let (first_old, first_new) = (old.first(), new.first());
    vec![if kept {
        Finding::Reordered { index }
    } else if new.iter().skip(1).any(|hash| Some(hash) == first_old) {
        Finding::Inserted { index }
    } else if old.iter().skip(1).any(|hash| Some(hash) == first_new) {
        Finding::Removed { index }
    } else {
        Finding::Exchanged { index }
    }]
}

/// The root that a monitor's own copy of the leaves has at a size, to be compared with a checkpoint.
pub fn root_of_copy(leaves: &[Hash], size: u64) -> Option<Hash> {
    leaves.get(..usize::try_from(size).ok()?).map(tree::root_of)
}
