//! A dishonest operator, in every way that we can think of. Each attack is played with its own log, sizes and times, and
//! counts as detected only if it is called what it is. The honest operator beside it must raise no alarm.

use saksi_base::Timestamp;
use saksi_base::clock::{HOUR, SECOND};
use saksi_tlog::monitor::{Finding, Seen, Sighting, compare_leaves};
use saksi_tlog::tile;
use saksi_tlog::tree::root_of;
use saksi_tlog::witness::{Reconciliation, reconcile};
use saksi_tlog::{AddCheckpoint, Hash, LogSigner, Note, ProofFile, TilePath, Witness};

use crate::world::{Kept, World, seconds};

/// One play: a log that a monitor remembers, and how it went on honestly.
pub(crate) struct Play {
    pub(crate) world: World,
    /// What is in the log at the end.
    pub(crate) entries: Vec<Vec<u8>>,
    /// How much of it is remembered.
    pub(crate) old: usize,
    pub(crate) before: Kept,
    pub(crate) after: Kept,
}

/// When the remembered checkpoint was signed, and when the later one.
const THEN: i64 = 0;
const LATER: i64 = 7200;

impl Play {
    pub(crate) fn new(seed: u64) -> Self {
        let mut world = World::new(seed, 2, 3);
        let old = 2 + world.below(400);
        let more = 1 + world.below(400);
        let entries = world.entries(old + more);
        let old = usize::try_from(old).unwrap();
        let before = Kept::of(&entries[..old]);
        let mut after = before.clone();
        after.add(&entries[old..]);
        Self { world, entries, old, before, after }
    }

    fn pick(&mut self, bound: usize) -> usize {
        usize::try_from(self.world.below(bound as u64)).unwrap()
    }

    /// What a monitor makes of a log's head with the signatures of some witnesses.
    fn seen(&self, kept: &Kept, witnesses: usize, at: i64) -> Seen {
        let note = self.world.signed(kept.head(), witnesses, seconds(at));
        self.world.monitor().look(&note.to_bytes(), seconds(at)).unwrap().0
    }

    fn remembered(&self) -> Seen {
        self.seen(&self.before, 3, THEN)
    }

    /// Compares the remembered state with a forged log, with the best proof that its tiles give.
    fn against(&self, forged: &Kept, witnesses: usize) -> Vec<Finding> {
        let (small, large) = (self.old as u64, forged.head().size);
        let proof = tile::consistency_proof(&forged.store, small.min(large), small.max(large)).unwrap_or_default();
        self.world.monitor().compare(&self.remembered(), &self.seen(forged, witnesses, LATER), &proof)
    }

    /// The later log with something done to its entries.
    fn forged(&self, change: impl FnOnce(&mut Vec<Vec<u8>>)) -> Kept {
        let mut entries = self.entries.clone();
        change(&mut entries);
        Kept::of(&entries)
    }

    fn leaves(entries: &[Vec<u8>]) -> Vec<Hash> {
        entries.iter().map(|entry| Hash::leaf(entry)).collect()
    }
}

/// What an attack came to.
pub(crate) struct Attack {
    pub(crate) name: &'static str,
    pub(crate) play: fn(&mut Play) -> bool,
}

macro_rules! finds {
    ($findings:expr, $kind:pat) => {
        $findings.iter().any(|finding| matches!(finding, $kind))
    };
}

fn rewritten(findings: &[Finding]) -> bool {
    finds!(findings, Finding::Rewritten { .. })
}

/// Asks the first witness, which remembers the earlier state, for its signature.
fn refused(play: &Play, request: &AddCheckpoint, status: u16) -> bool {
    let logs = [play.world.signer.public_key().clone()];
    let witness = Witness { signer: &play.world.witnesses[0], logs: &logs };
    let remembered = play.world.signer.sign(play.before.head());
    let answer = witness.add_checkpoint(Some(remembered.checkpoint()), &request.to_bytes(), seconds(LATER));
    answer.status == status && answer.remember.is_none() && !answer.body.contains('—')
}

pub(crate) const ATTACKS: &[Attack] = &[
    Attack {
        name: "split view: other entries under the same size",
        play: |play| {
            let mut entries = play.entries[..play.old].to_vec();
            let at = play.pick(play.old);
            entries[at] = play.world.entry();
            let findings = play.against(&Kept::of(&entries), 0);
            finds!(findings, Finding::SplitView { .. }) && findings.iter().any(Finding::is_proof)
        },
    },
    Attack {
        name: "split view with witnesses that sign both sides",
        play: |play| {
            let mut entries = play.entries[..play.old].to_vec();
            entries.swap(0, play.old - 1);
            let findings = play.against(&Kept::of(&entries), 2);
            findings.iter().filter(|finding| matches!(finding, Finding::WitnessSignedBoth(_))).count() == 2
        },
    },
    Attack {
        name: "split view seen by two people who compare",
        play: |play| {
            let mut other = play.before.clone();
            other.add(&play.world.entries((play.entries.len() - play.old) as u64));
            let views =
                [play.seen(&play.after, 2, LATER), play.seen(&play.before, 2, LATER), play.seen(&other, 2, LATER)];
            finds!(play.world.monitor().gossip(&views), Finding::SplitView { .. })
        },
    },
    Attack {
        name: "two continuations of one past",
        play: |play| {
            let mut other = play.before.clone();
            let more = 1 + play.world.below(300);
            other.add(&play.world.entries(more + play.after.head().size));
            let (a, b) = (play.seen(&play.after, 2, LATER), play.seen(&other, 2, LATER));
            let proof = tile::consistency_proof(&other.store, play.after.head().size, other.head().size).unwrap();
            rewritten(&play.world.monitor().compare(&a, &b, &proof))
        },
    },
    Attack {
        name: "truncation",
        play: |play| {
            let cut = 1 + play.pick(play.old - 1);
            let findings = play.against(&Kept::of(&play.entries[..cut]), 2);
            finds!(findings, Finding::Shrunk { .. })
        },
    },
    Attack {
        name: "truncation, then growth with other entries",
        play: |play| {
            let cut = play.pick(play.old);
            let mut entries = play.entries[..cut].to_vec();
            entries.extend(play.world.entries((play.entries.len() - cut) as u64));
            rewritten(&play.against(&Kept::of(&entries), 2))
        },
    },
    Attack {
        name: "truncation, signed by witnesses that had signed more",
        play: |play| {
            let cut = 1 + play.pick(play.old - 1);
            let findings = play.against(&Kept::of(&play.entries[..cut]), 2);
            finds!(findings, Finding::WitnessTimeBackwards { .. })
        },
    },
    Attack {
        name: "re-ordering of two entries",
        play: |play| {
            let a = play.pick(play.old - 1);
            let b = a + 1 + play.pick(play.old - a - 1);
            let forged = play.forged(|entries| entries.swap(a, b));
            let leaves = Play::leaves(&play.entries[..play.old]);
            let seen = play.seen(&forged, 2, LATER);
            let audit = play.world.monitor().audit(&seen, &forged.store, &leaves).unwrap_err();
            rewritten(&play.against(&forged, 2)) && audit == [Finding::Reordered { index: a as u64 }]
        },
    },
    Attack {
        name: "re-ordering of everything",
        play: |play| {
            let old = play.old;
            let forged = play.forged(|entries| entries[..old].rotate_left(1));
            let leaves = Play::leaves(&play.entries[..old]);
            let found =
                compare_leaves(&leaves, &tile::audit(&forged.store, forged.head().size, forged.head().root).unwrap());
            rewritten(&play.against(&forged, 2)) && found == [Finding::Reordered { index: 0 }]
        },
    },
    Attack {
        name: "an entry exchanged",
        play: |play| {
            let (at, entry) = (play.pick(play.old), play.world.entry());
            let forged = play.forged(|entries| entries[at] = entry);
            let leaves = Play::leaves(&play.entries[..play.old]);
            let audit = play.world.monitor().audit(&play.seen(&forged, 2, LATER), &forged.store, &leaves).unwrap_err();
            rewritten(&play.against(&forged, 2)) && audit == [Finding::Exchanged { index: at as u64 }]
        },
    },
    Attack {
        name: "an entry taken out",
        play: |play| {
            let at = play.pick(play.old - 1);
            let forged = play.forged(|entries| drop(entries.remove(at)));
            let leaves = Play::leaves(&play.entries[..play.old]);
            let found = compare_leaves(
                &leaves,
                &Play::leaves(&{
                    let mut entries = play.entries.clone();
                    entries.remove(at);
                    entries
                }),
            );
            let seen = play.against(&forged, 2);
            (rewritten(&seen) || finds!(seen, Finding::SplitView { .. }))
                && found == [Finding::Removed { index: at as u64 }]
        },
    },
    Attack {
        name: "an entry put in among old ones",
        play: |play| {
            let (at, entry) = (play.pick(play.old), play.world.entry());
            let forged = play.forged(|entries| entries.insert(at, entry));
            let leaves = Play::leaves(&play.entries[..play.old]);
            let audit = play.world.monitor().audit(&play.seen(&forged, 2, LATER), &forged.store, &leaves).unwrap_err();
            rewritten(&play.against(&forged, 2)) && audit == [Finding::Inserted { index: at as u64 }]
        },
    },
    Attack {
        name: "a consistency proof made of other hashes",
        play: |play| {
            let size = play.after.head().size;
            let mut proof = tile::consistency_proof(&play.after.store, play.old as u64, size).unwrap();
            match play.pick(4) {
                0 => proof.push(Hash::of(b"more")),
                1 => drop(proof.pop()),
                2 if proof.len() > 1 => proof.reverse(),
                _ => proof[0] = Hash::of(&play.world.entry()),
            }
            rewritten(&play.world.monitor().compare(&play.remembered(), &play.seen(&play.after, 2, LATER), &proof))
        },
    },
    Attack {
        name: "a checkpoint changed after it was signed",
        play: |play| {
            let note = play.world.signed(play.after.head(), 2, seconds(LATER)).to_bytes();
            let size = play.after.head().size;
            let text =
                String::from_utf8(note).unwrap().replacen(&format!("\n{size}\n"), &format!("\n{}\n", size + 1), 1);
            matches!(play.world.monitor().look(text.as_bytes(), seconds(LATER)), Err(Finding::NotSigned(_)))
        },
    },
    Attack {
        name: "a checkpoint signed with another key",
        play: |play| {
            let seed: [u8; 32] = play.world.entry().try_into().unwrap();
            let signer = LogSigner::from_seed(play.world.signer.public_key().name().clone(), &seed).unwrap();
            let note = signer.sign(play.after.head()).to_bytes();
            matches!(play.world.monitor().look(&note, seconds(LATER)), Err(Finding::NotSigned(_)))
        },
    },
    Attack {
        name: "a checkpoint of another log under the same key",
        play: |play| {
            // The key's name is part of its number, so the operator writes the other origin under its own name.
            let text =
                format!("other.example/log\n{}\n{}\n", play.after.head().size, play.after.head().root.to_base64());
            let honest = play.world.signer.sign(play.after.head());
            let note = Note::new(text, honest.note().signatures().to_vec()).unwrap();
            play.world.monitor().look(note.to_string().as_bytes(), seconds(LATER)).is_err()
        },
    },
    Attack {
        name: "a cosignature taken from another checkpoint",
        play: |play| {
            let old = play.world.signed(play.before.head(), 3, seconds(THEN));
            let new = play.world.signer.sign(play.after.head());
            let note = new.note().clone().with(old.note().signatures()[1..].to_vec());
            let looked = play.world.monitor().look(note.to_string().as_bytes(), seconds(LATER));
            matches!(looked, Err(Finding::FalseCosignature(_)))
        },
    },
    Attack {
        name: "a cosignature whose time was changed",
        play: |play| {
            let new = play.world.signer.sign(play.after.head());
            let mut line = play.world.witnesses[0].cosign(new.checkpoint(), seconds(LATER));
            let at = play.pick(8);
            line.bytes[at] ^= 1;
            let note = new.note().clone().with([line]);
            let looked = play.world.monitor().look(note.to_string().as_bytes(), seconds(LATER));
            matches!(looked, Err(Finding::FalseCosignature(_)))
        },
    },
    Attack {
        name: "too few witnesses",
        play: |play| {
            let count = play.pick(2);
            let note = play.world.signed(play.after.head(), count, seconds(LATER)).to_bytes();
            let (_, findings) = play.world.monitor().look(&note, seconds(LATER)).unwrap();
            finds!(findings, Finding::TooFewWitnesses { needed: 2, known: 3, .. })
        },
    },
    Attack {
        name: "witnesses that the operator made up",
        play: |play| {
            let made_up = World::new(play.world.below(u64::MAX), 2, 3);
            let new = play.world.signer.sign(play.after.head());
            let lines = made_up.witnesses.iter().map(|witness| witness.cosign(new.checkpoint(), seconds(LATER)));
            let note = new.note().clone().with(lines.collect::<Vec<_>>());
            let (_, findings) = play.world.monitor().look(note.to_string().as_bytes(), seconds(LATER)).unwrap();
            finds!(findings, Finding::TooFewWitnesses { signed: 0, .. })
        },
    },
    Attack {
        name: "one witness counted twice",
        play: |play| {
            let new = play.world.signer.sign(play.after.head());
            let twice = [LATER, LATER + 1].map(|at| play.world.witnesses[0].cosign(new.checkpoint(), seconds(at)));
            let note = new.note().clone().with(twice);
            let (_, findings) = play.world.monitor().look(note.to_string().as_bytes(), seconds(LATER + 2)).unwrap();
            finds!(findings, Finding::TooFewWitnesses { signed: 1, .. })
        },
    },
    Attack {
        name: "a time that has not come yet",
        play: |play| {
            let ahead = 301 + i64::try_from(play.pick(1_000_000)).unwrap();
            let note = play.world.signed(play.after.head(), 2, seconds(LATER + ahead)).to_bytes();
            let (_, findings) = play.world.monitor().look(&note, seconds(LATER)).unwrap();
            finds!(findings, Finding::FromTheFuture { .. })
        },
    },
    Attack {
        name: "an old state shown for ever",
        play: |play| {
            let late = 86_401 + i64::try_from(play.pick(1_000_000)).unwrap();
            let note = play.world.signed(play.before.head(), 3, seconds(THEN)).to_bytes();
            let (_, findings) = play.world.monitor().look(&note, seconds(THEN + late)).unwrap();
            finds!(findings, Finding::Frozen { .. })
        },
    },
    Attack {
        name: "a witness's time set back for a larger log",
        play: |play| {
            let proof = tile::consistency_proof(&play.after.store, play.old as u64, play.after.head().size).unwrap();
            let earlier = play.seen(&play.after, 2, THEN - 60);
            finds!(
                play.world.monitor().compare(&play.remembered(), &earlier, &proof),
                Finding::WitnessTimeBackwards { .. }
            )
        },
    },
    Attack {
        name: "back-dating of a record",
        play: |play| {
            // Added after the remembered state, it claims to be from before it.
            let index = play.old as u64 + play.world.below((play.entries.len() - play.old) as u64);
            let claimed = seconds(THEN).plus(-(HOUR + SECOND + i64::try_from(play.pick(1 << 40)).unwrap()));
            let findings = play.dated(claimed, index, &[]);
            finds!(findings, Finding::BackDated { .. })
        },
    },
    Attack {
        name: "back-dating of a record by a few hours, with a late token",
        play: |play| {
            let claimed = seconds(LATER).plus(-2 * HOUR);
            let stamped = claimed.plus(HOUR + SECOND + i64::try_from(play.pick(1 << 36)).unwrap());
            let findings = play.dated(claimed, play.old as u64, &[("authority".to_owned(), stamped)]);
            finds!(findings, Finding::StampedLate { .. })
        },
    },
    Attack {
        name: "post-dating of a record",
        play: |play| {
            let ahead = 301 + i64::try_from(play.pick(100_000)).unwrap();
            let index = play.world.below(play.old as u64);
            let findings = play.dated(seconds(THEN + ahead), index, &[]);
            let token =
                play.dated(seconds(LATER + ahead), play.old as u64, &[("authority".to_owned(), seconds(LATER))]);
            finds!(findings, Finding::PostDated { .. }) && finds!(token, Finding::PostDated { .. })
        },
    },
    Attack {
        name: "a record from the future",
        play: |play| {
            let ahead = 301 + i64::try_from(play.pick(100_000)).unwrap();
            finds!(play.dated(seconds(LATER + 60 + ahead), 0, &[]), Finding::FromTheFuture { .. })
        },
    },
    Attack {
        name: "a witness that lies about when it saw an entry",
        play: |play| {
            let liar = play.remembered().sightings().next().unwrap();
            let absent = Sighting { at: seconds(LATER + 600), ..liar };
            let present = play.seen(&play.after, 2, LATER).sightings().next().unwrap();
            let findings = play.world.monitor().date(
                seconds(LATER),
                play.old as u64,
                &[absent, present],
                &[],
                seconds(LATER + 700),
            );
            finds!(findings, Finding::SourcesDisagree { .. })
        },
    },
    Attack {
        name: "records that claim times against their order",
        play: |play| {
            let step = 1 + i64::try_from(play.pick(600)).unwrap();
            let mut claims: Vec<(u64, Timestamp)> =
                (0_u64..50).map(|index| (index, seconds(step * i64::try_from(index).unwrap()))).collect();
            let honest = play.world.monitor().order(&claims).is_empty();
            let at = 1 + play.pick(49);
            claims[at].1 = claims[at - 1].1.plus(-(HOUR + 301 * SECOND));
            honest && finds!(play.world.monitor().order(&claims), Finding::OutOfOrder { .. })
        },
    },
    Attack {
        name: "a promised entry left out",
        play: |play| {
            let (index, size) = (play.pick(play.entries.len()) as u64, play.after.head().size);
            let promised = Hash::leaf(&play.world.entry());
            let proof = tile::inclusion_proof(&play.after.store, index, size).unwrap();
            let seen = play.seen(&play.after, 2, LATER);
            finds!(play.world.monitor().included(&seen, promised, index, &proof), Finding::NotIncluded { .. })
        },
    },
    Attack {
        name: "an entry shown at another place",
        play: |play| {
            let size = play.after.head().size;
            let index = play.world.below(size);
            let other = (index + 1 + play.world.below(size - 1)) % size;
            let proof = tile::inclusion_proof(&play.after.store, index, size).unwrap();
            let leaf = Hash::leaf(&play.entries[usize::try_from(index).unwrap()]);
            let seen = play.seen(&play.after, 2, LATER);
            finds!(play.world.monitor().included(&seen, leaf, other, &proof), Finding::NotIncluded { .. })
        },
    },
    Attack {
        name: "a flipped bit in a tile or bundle",
        play: |play| {
            let mut store = play.after.store.clone();
            let size = play.after.head().size;
            let paths: Vec<TilePath> = tile::all(size).collect();
            let path = paths[play.pick(paths.len())];
            let length = store[&path].len();
            let at = play.pick(length);
            store.get_mut(&path).unwrap()[at] ^= 1 << play.pick(8);
            let audit = play.world.monitor().audit(&play.seen(&play.after, 2, LATER), &store, &[]);
            finds!(audit.unwrap_err(), Finding::Tiles(_))
        },
    },
    Attack {
        name: "a tile or bundle withheld, cut or too long",
        play: |play| {
            let mut store = play.after.store.clone();
            let paths: Vec<TilePath> = tile::all(play.after.head().size).collect();
            let path = paths[play.pick(paths.len())];
            match play.pick(3) {
                0 => drop(store.remove(&path)),
                1 => drop(store.get_mut(&path).unwrap().pop()),
                _ => store.get_mut(&path).unwrap().extend([0; 32]),
            }
            let audit = play.world.monitor().audit(&play.seen(&play.after, 2, LATER), &store, &[]);
            finds!(audit.unwrap_err(), Finding::Tiles(_))
        },
    },
    Attack {
        name: "tiles of another log under this checkpoint",
        play: |play| {
            let entries = play.world.entries(play.entries.len() as u64);
            let other = Kept::of(&entries);
            let audit = play.world.monitor().audit(&play.seen(&play.after, 2, LATER), &other.store, &[]);
            audit.unwrap_err() == [Finding::Tiles(tile::TileError::Root)]
        },
    },
    Attack {
        name: "witness: an old request again, to roll it back",
        play: |play| {
            let cut = 1 + play.pick(play.old - 1);
            let small = Kept::of(&play.entries[..cut]);
            let request = AddCheckpoint::new(0, &play.world.signer.sign(small.head()), &small.store).unwrap();
            refused(play, &request, 409)
        },
    },
    Attack {
        name: "witness: another log of the size that it signed",
        play: |play| {
            let entries = play.world.entries(play.old as u64);
            let note = play.world.signer.sign(Kept::of(&entries).head()).note().clone();
            refused(play, &AddCheckpoint { old: play.old as u64, proof: Vec::new(), note }, 409)
        },
    },
    Attack {
        name: "witness: a larger log that does not begin with what it signed",
        play: |play| {
            let (at, entry) = (play.pick(play.old), play.world.entry());
            let forged = play.forged(|entries| entries[at] = entry);
            let request =
                AddCheckpoint::new(play.old as u64, &play.world.signer.sign(forged.head()), &forged.store).unwrap();
            refused(play, &request, 422)
        },
    },
    Attack {
        name: "witness: a wrong statement of what it signed last",
        play: |play| {
            let size = play.after.head().size;
            let old = (play.old as u64 + 1 + play.world.below(size - 1)) % size;
            let note = play.world.signer.sign(play.after.head());
            let request = AddCheckpoint::new(old, &note, &play.after.store).unwrap();
            refused(play, &request, 409)
        },
    },
    Attack {
        name: "witness: a checkpoint that the log did not sign",
        play: |play| {
            let stranger = World::new(play.world.below(u64::MAX), 0, 0);
            let note = stranger.signer.sign(play.after.head());
            let request = AddCheckpoint::new(play.old as u64, &note, &play.after.store).unwrap();
            refused(play, &request, 403)
        },
    },
    Attack {
        name: "a restored server that lost entries and would sign",
        play: |play| {
            let cut = play.pick(play.old);
            let restored = Kept::of(&play.entries[..cut]);
            let note = play.world.signed(play.before.head(), 2, seconds(THEN)).to_bytes();
            let found = reconcile(play.world.signer.public_key(), restored.head(), &restored.store, &[note]);
            matches!(found, Reconciliation::Behind { .. })
        },
    },
    Attack {
        name: "a restored server that went on differently",
        play: |play| {
            let cut = play.pick(play.old);
            let mut restored = Kept::of(&play.entries[..cut]);
            restored.add(&play.world.entries((play.old - cut) as u64 + 1));
            let note = play.world.signed(play.before.head(), 2, seconds(THEN)).to_bytes();
            let found = reconcile(play.world.signer.public_key(), restored.head(), &restored.store, &[note]);
            matches!(found, Reconciliation::Forked { .. })
        },
    },
    Attack {
        name: "a proof file with a flipped bit",
        play: |play| {
            let index = play.pick(play.entries.len());
            let note = play.world.signed(play.after.head(), 2, seconds(LATER));
            let honest = ProofFile::new(index as u64, &note, &play.after.store).unwrap();
            let mut bytes = honest.to_string().into_bytes();
            let at = play.pick(bytes.len());
            bytes[at] ^= 1 << play.pick(8);
            let leaf = Hash::leaf(&play.entries[index]);
            let held = ProofFile::parse(&bytes).ok().and_then(|proof| proof.verify(leaf, &play.world.policy).ok());
            held.is_none_or(|proven| !proven.verdict.met)
        },
    },
    Attack {
        name: "a proof file for something else",
        play: |play| {
            let index = play.pick(play.entries.len());
            let note = play.world.signed(play.after.head(), 2, seconds(LATER));
            let proof = ProofFile::new(index as u64, &note, &play.after.store).unwrap();
            let other = Hash::leaf(&play.world.entry());
            // A node passes neither for a leaf, nor a leaf for an entry.
            let node =
                proof.path.first().map_or(other, |sibling| Hash::node(Hash::leaf(&play.entries[index]), *sibling));
            [other, node].iter().all(|leaf| proof.verify(*leaf, &play.world.policy).is_err())
        },
    },
    Attack {
        name: "a proof file whose witnesses were taken off",
        play: |play| {
            let index = play.pick(play.entries.len());
            let note = play.world.signed(play.after.head(), 1, seconds(LATER));
            let proof = ProofFile::new(index as u64, &note, &play.after.store).unwrap();
            !proof.verify(Hash::leaf(&play.entries[index]), &play.world.policy).unwrap().verdict.met
        },
    },
];

impl Play {
    fn dated(&self, claimed: Timestamp, index: u64, stamps: &[(String, Timestamp)]) -> Vec<Finding> {
        let mut sightings: Vec<Sighting> = self.remembered().sightings().collect();
        sightings.extend(self.seen(&self.after, 2, LATER).sightings());
        self.world.monitor().date(claimed, index, &sightings, stamps, seconds(LATER + 60))
    }
}

/// What monitors, witnesses and proofs say about an honest operator: nothing.
pub(crate) fn honest(play: &mut Play) -> Vec<Finding> {
    let monitor = play.world.monitor();
    let looks = [(&play.before, THEN), (&play.after, LATER)].map(|(kept, at)| {
        monitor.look(&play.world.signed(kept.head(), 2, seconds(at)).to_bytes(), seconds(at + 30)).unwrap()
    });
    let mut findings: Vec<Finding> = looks.iter().flat_map(|(_, findings)| findings.clone()).collect();
    let (old, new) = (&looks[0].0, &looks[1].0);
    let proof = tile::consistency_proof(&play.after.store, play.old as u64, play.after.head().size).unwrap();
    findings.extend(monitor.compare(old, new, &proof));
    findings
        .extend(monitor.compare(new, old, &proof).into_iter().filter(|found| !matches!(found, Finding::Shrunk { .. })));
    findings.extend(monitor.gossip(&[old.clone(), new.clone(), old.clone()]));
    match monitor.audit(new, &play.after.store, &Play::leaves(&play.entries[..play.old])) {
        Ok(leaves) => assert_eq!(root_of(&leaves), play.after.head().root),
        Err(found) => findings.extend(found),
    }
    let index = play.old as u64;
    let proof = tile::inclusion_proof(&play.after.store, index, play.after.head().size).unwrap();
    findings.extend(monitor.included(new, Hash::leaf(&play.entries[play.old]), index, &proof));
    findings.extend(play.dated(seconds(LATER - 60), index, &[("authority".to_owned(), seconds(LATER - 50))]));
    let logs = [play.world.signer.public_key().clone()];
    let witness = Witness { signer: &play.world.witnesses[0], logs: &logs };
    let request = AddCheckpoint::new(index, &play.world.signer.sign(play.after.head()), &play.after.store).unwrap();
    let answer = witness.add_checkpoint(Some(old.checkpoint.checkpoint()), &request.to_bytes(), seconds(LATER));
    assert_eq!(answer.status, 200);
    findings
}
