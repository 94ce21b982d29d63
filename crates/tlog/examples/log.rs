//! Writes a log with everything that others verify into a folder, and measures, for `cargo xtask prove log`:
//!
//!     cargo run --release -p saksi-tlog --example log -- FOLDER ENTRIES
//!
//! Tiles are synced before the head that speaks of them is replaced, as `docs/transparency.md` says.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a measurement that cannot go on must fail loudly")]

#[path = "../tests/world/mod.rs"]
#[expect(dead_code, reason = "the monitor is for the other example")]
mod world;

use std::borrow::Cow;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use saksi_tlog::ots::Detached;
use saksi_tlog::record::{Copying, FileTaken, Part, Times, Tool, VERSION, What};
use saksi_tlog::witness::{Collected, collect};
use saksi_tlog::writer::Head;
use saksi_tlog::{
    AddCheckpoint, Checkpoint, Edge, EvidenceRecord, Hash, ProofFile, SignedCheckpoint, TilePath, Tiles, Witness, tile,
    verify_consistency, verify_inclusion,
};
use world::{World, seconds};

/// Tiles as files.
struct Folder(PathBuf);

impl Tiles for Folder {
    fn tile(&self, path: &TilePath) -> Option<Cow<'_, [u8]>> {
        fs::read(self.0.join(path.to_string())).ok().map(Cow::Owned)
    }
}

/// Writes a file and makes it last.
fn last(path: &Path, bytes: &[u8]) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    let mut file = fs::File::create(path).unwrap();
    file.write_all(bytes).unwrap();
    file.sync_all().unwrap();
}

/// Adds entries: tiles first, then the head, in one step.
fn add(folder: &Path, edge: &mut Edge, entries: &[Vec<u8>]) {
    let growth = edge.append(entries).unwrap();
    for (path, bytes) in &growth.writes {
        last(&folder.join(path.to_string()), bytes);
    }
    last(&folder.join("head.new"), format!("{}\n{}\n", growth.after.size, growth.after.root).as_bytes());
    fs::rename(folder.join("head.new"), folder.join("head")).unwrap();
    *edge = growth.edge;
}

/// The best of five times: what it costs, not what else the machine does meanwhile.
fn best<T>(work: impl Fn() -> T) -> (T, Duration) {
    let runs = (0..5).map(|_| {
        let begun = Instant::now();
        (work(), begun.elapsed())
    });
    runs.min_by_key(|(_, took)| *took).unwrap()
}

/// The 99th percentile and the slowest, in milliseconds.
fn told(what: &str, mut of: Vec<Duration>) {
    of.sort_unstable();
    let ms = |duration: Duration| duration.as_secs_f64() * 1000.0;
    println!("{what}, p99, ms\t{:.3}", ms(of[of.len() * 99 / 100]));
    println!("{what}, slowest, ms\t{:.3}", ms(of[of.len() - 1]));
}

fn lines(hashes: &[Hash]) -> String {
    hashes.iter().map(Hash::to_base64).collect::<Vec<_>>().join(",")
}

fn record(number: u64) -> EvidenceRecord {
    let text = format!("file {number}: अ \u{1F600} \u{fb33} \"quoted\" \\ \u{7}\n");
    EvidenceRecord {
        version: VERSION.to_owned(),
        id: format!("0192f3a0-7c1e-7000-8000-{number:012x}"),
        organisation: "factcheck.example".to_owned(),
        operator: "kestrel".to_owned(),
        reason: text.clone(),
        case: None,
        legal_basis: None,
        times: Times { began: seconds(0), ended: seconds(60), clock: "system clock, NTP".to_owned(), offset_ms: None },
        tool: Tool {
            name: "saksi".to_owned(),
            version: "0.1.0".to_owned(),
            configuration: Hash::of(b"settings"),
            browser: None,
        },
        what: What::File(FileTaken {
            original_name: Some(text.clone()),
            method: "uploaded".to_owned(),
            shows_when: None,
            shows_where: None,
            pair: None,
        }),
        parts: vec![Part {
            name: "file".to_owned(),
            media_type: "text/plain".to_owned(),
            length: number,
            sha256: Hash::of(text.as_bytes()),
            copy: Copying::Original,
        }],
        parent: None,
        salt: number.is_multiple_of(2).then(|| Hash::of(&number.to_be_bytes())),
    }
}

/// What the log and its witnesses do with a head: sign, ask, collect.
fn publish(
    world: &World,
    tiles: &Folder,
    remembered: &mut [Option<Checkpoint>],
    head: Head,
    at: i64,
) -> SignedCheckpoint {
    let mut checkpoint = world.signer.sign(head);
    let logs = [world.signer.public_key().clone()];
    for (signer, remembered) in world.witnesses.iter().zip(remembered) {
        let old = remembered.as_ref().map_or(0, Checkpoint::size);
        let request = AddCheckpoint::new(old, &checkpoint, tiles).unwrap();
        let answer =
            Witness { signer, logs: &logs }.add_checkpoint(remembered.as_ref(), &request.to_bytes(), seconds(at));
        *remembered = answer.remember;
        match collect(&checkpoint, signer.public_key(), answer.status, answer.body.as_bytes()) {
            Collected::Signed(signed) => checkpoint = *signed,
            other => panic!("{other:?}"),
        }
    }
    checkpoint
}

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [folder, count] = &words[..] else { panic!("say `FOLDER ENTRIES`") };
    let (folder, count) = (PathBuf::from(folder), count.parse::<u64>().unwrap());
    let mut world = World::new(count, 2, 3);
    let records: Vec<EvidenceRecord> = (0..200).map(record).collect();
    let mut entries = world.entries(count);
    for (entry, record) in entries.iter_mut().zip(&records) {
        *entry = record.entry().unwrap().as_bytes().to_vec();
    }
    let tiles = Folder(folder.clone());
    let mut remembered = vec![None; world.witnesses.len()];

    // Half of it in memory one by one, then on disk, a synced batch at a time.
    let half = entries.len() / 2;
    let mut alone = Edge::empty();
    let begun = Instant::now();
    for entry in &entries[..half] {
        alone = alone.append(std::slice::from_ref(entry)).unwrap().edge;
    }
    println!("append one by one\t{:.0}", half as f64 / begun.elapsed().as_secs_f64());
    let mut edge = Edge::empty();
    let begun = Instant::now();
    for batch in entries[..half].chunks(1000) {
        add(&folder, &mut edge, batch);
    }
    println!("append on disk\t{:.0}", half as f64 / begun.elapsed().as_secs_f64());
    assert_eq!(edge, alone);
    let old = publish(&world, &tiles, &mut remembered, edge.head(), 0);
    // The rest after a restart.
    edge = Edge::resume(&tiles, edge.head()).unwrap();
    for batch in entries[half..].chunks(1000) {
        add(&folder, &mut edge, batch);
    }
    let new = publish(&world, &tiles, &mut remembered, edge.head(), 3600);
    let head = edge.head();
    println!("entries\t{}", head.size);

    let (mut inclusion, mut consistency) = (Vec::new(), Vec::new());
    let (mut proving, mut checking, mut between) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..1000 {
        let index = if round < 200 { round } else { world.below(head.size) };
        let entry = &entries[usize::try_from(index).unwrap()];
        let (proof, took) = best(|| tile::inclusion_proof(&tiles, index, head.size).unwrap());
        proving.push(took);
        let leaf = Hash::leaf(entry);
        let ((), took) = best(|| verify_inclusion(leaf, index, head.size, head.root, &proof).unwrap());
        checking.push(took);
        let entry = Hash::from_slice(entry).unwrap().to_hex();
        writeln!(inclusion, "{index}\t{entry}\t{}", lines(&proof)).unwrap();
        let size = 1 + world.below(head.size);
        let root = tile::root_at(&tiles, size, head.size).unwrap();
        let (proof, took) = best(|| tile::consistency_proof(&tiles, size, head.size).unwrap());
        between.push(took);
        verify_consistency(size, root, head.size, head.root, &proof).unwrap();
        writeln!(consistency, "{size}\t{}\t{}", root.to_base64(), lines(&proof)).unwrap();
    }
    told("inclusion proof", proving);
    told("inclusion verified", checking);
    told("consistency proof", between);

    last(&folder.join("checkpoint"), &new.to_bytes());
    last(&folder.join("checkpoint.old"), &old.to_bytes());
    last(&folder.join("inclusion"), &inclusion);
    last(&folder.join("consistency"), &consistency);
    last(&folder.join("policy"), world.policy.to_string().as_bytes());
    last(&folder.join("log.key"), format!("{}\n", world.signer.public_key()).as_bytes());
    let keys: Vec<String> = world.witnesses.iter().map(|witness| witness.public_key().to_string()).collect();
    last(
        &folder.join("witness.keys"),
        format!(
            "{}
",
            keys.join(
                "
"
            )
        )
        .as_bytes(),
    );
    for (index, record) in (0..).zip(&records) {
        last(&folder.join(format!("records/{index}.json")), &record.to_canonical().unwrap());
        let proof = ProofFile::new(index, &new, &tiles).unwrap();
        assert!(proof.verify(record.leaf().unwrap(), &world.policy).unwrap().verdict.met);
        last(&folder.join(format!("records/{index}.tlog-proof")), proof.to_string().as_bytes());
        last(&folder.join(format!("records/{index}.ots")), &stamped(record.entry().unwrap(), index));
    }
    // What others made, read and written again.
    if let Ok(made) = fs::read(folder.join("others.ots")) {
        last(&folder.join("others.again.ots"), &Detached::parse(&made).unwrap().to_bytes());
    }
}

/// A proof with two calendars' promises, one of them brought into a block.
fn stamped(digest: Hash, number: u64) -> Vec<u8> {
    let promise = |name: &str| {
        let length = u8::try_from(name.len()).unwrap();
        let head = [0xf0, 2, 7, 7, 0x08, 0x00, 0x83, 0xdf, 0xe3, 0x0d, 0x2e, 0xf9, 0x0c, 0x8e, length + 1, length];
        head.into_iter().chain(name.bytes()).collect::<Vec<u8>>()
    };
    let (unstamped, submission) = Detached::begin(digest, u128::from(number).to_be_bytes());
    let mut proof = unstamped.stamped(&promise("https://one.example")).unwrap();
    proof.add(submission.body.as_bytes(), &promise("https://two.example")).unwrap();
    let commitment = Hash::of(&[submission.body.as_bytes().as_slice(), &[7, 7]].concat());
    let block = [0xf1, 1, 9, 0x08, 0x00, 0x05, 0x88, 0x96, 0x0d, 0x73, 0xd7, 0x19, 0x01, 3, 0x80, 0xea, 0x30];
    proof.add(commitment.as_bytes(), &block).unwrap();
    proof.to_bytes()
}
