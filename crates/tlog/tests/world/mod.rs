//! A log, its witnesses and a monitor to play with. Seeded: every run is the same.

use std::collections::BTreeMap;

use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{Rng as _, SeedableRng as _};
use saksi_base::Timestamp;
use saksi_tlog::monitor::{Limits, Monitor};
use saksi_tlog::policy::{KnownLog, KnownWitness};
use saksi_tlog::writer::Head;
use saksi_tlog::{Edge, KeyName, LogSigner, Policy, SignedCheckpoint, TilePath, WitnessSigner};

pub(crate) type Store = BTreeMap<TilePath, Vec<u8>>;

/// 2026-11-22T08:00:00Z.
pub(crate) const MORNING: i64 = 1_795_334_400;

pub(crate) fn name(text: &str) -> KeyName {
    KeyName::parse(text).unwrap()
}

pub(crate) fn seconds(after: i64) -> Timestamp {
    Timestamp::from_seconds(MORNING + after)
}

/// A log and the witnesses of its policy.
pub(crate) struct World {
    pub(crate) random: ChaCha20Rng,
    pub(crate) signer: LogSigner,
    pub(crate) witnesses: Vec<WitnessSigner>,
    pub(crate) policy: Policy,
}

impl World {
    pub(crate) fn new(seed: u64, needed: usize, known: usize) -> Self {
        let mut random = ChaCha20Rng::seed_from_u64(seed);
        let mut key = || {
            let mut seed = [0; 32];
            random.fill_bytes(&mut seed);
            seed
        };
        let signer = LogSigner::from_seed(name("evidence.example/log"), &key()).unwrap();
        let witnesses: Vec<WitnessSigner> = (1..=known)
            .map(|number| WitnessSigner::from_seed(name(&format!("w{number}.example")), &key()).unwrap())
            .collect();
        let logs = vec![KnownLog { key: signer.public_key().clone(), url: None }];
        let named = |(place, witness): (usize, &WitnessSigner)| KnownWitness {
            name: format!("w{}", place + 1),
            key: witness.public_key().clone(),
            url: None,
        };
        let policy = Policy::n_of(needed, logs, witnesses.iter().enumerate().map(named).collect()).unwrap();
        Self { random, signer, witnesses, policy }
    }

    pub(crate) fn monitor(&self) -> Monitor<'_> {
        Monitor { log: self.signer.public_key(), policy: &self.policy, limits: Limits::default() }
    }

    pub(crate) fn entry(&mut self) -> Vec<u8> {
        let mut entry = vec![0; 32];
        self.random.fill_bytes(&mut entry);
        entry
    }

    pub(crate) fn entries(&mut self, count: u64) -> Vec<Vec<u8>> {
        (0..count).map(|_| self.entry()).collect()
    }

    /// A number below `bound`.
    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        self.random.next_u64() % bound.max(1)
    }

    /// A checkpoint with the signatures of the first `count` witnesses, whatever they think of it.
    pub(crate) fn signed(&self, head: Head, count: usize, at: Timestamp) -> SignedCheckpoint {
        let checkpoint = self.signer.sign(head);
        let lines = self.witnesses.iter().take(count).map(|witness| witness.cosign(checkpoint.checkpoint(), at));
        let note = checkpoint.note().clone().with(lines);
        SignedCheckpoint::of(note, self.signer.public_key()).unwrap()
    }
}

/// A log's tiles and its edge.
#[derive(Clone, Default)]
pub(crate) struct Kept {
    pub(crate) store: Store,
    pub(crate) edge: Edge,
}

impl Kept {
    pub(crate) fn of(entries: &[Vec<u8>]) -> Self {
        let mut kept = Self::default();
        kept.add(entries);
        kept
    }

    pub(crate) fn add(&mut self, entries: &[Vec<u8>]) {
        let growth = self.edge.append(entries).unwrap();
        self.store.extend(growth.writes);
        self.edge = growth.edge;
    }

    pub(crate) fn head(&self) -> Head {
        self.edge.head()
    }
}
