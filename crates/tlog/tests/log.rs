//! A log only grows, and anybody can check that: tree, tiles, notes, checkpoints, witnesses, policies, proofs.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on must fail loudly")]

#[expect(dead_code, reason = "the monitor is for another test")]
mod world;

use proptest::prelude::*;
use saksi_tlog::tile::{self, TileError, TileKind};
use saksi_tlog::tree::root_of;
use saksi_tlog::witness::{Collected, Reconciliation, Refusal, collect, reconcile};
use saksi_tlog::writer::{AppendError, Head};
use saksi_tlog::*;
use world::*;

/// Trees of RFC 6962's reference implementation (`certificate-transparency`, merkletree tests): entries and roots.
const ENTRIES: [&str; 8] =
    ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
const ROOTS: [&str; 8] = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

fn bytes(hex: &str) -> Vec<u8> {
    hex.as_bytes().chunks(2).map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap()).collect()
}

#[test]
fn roots_are_those_of_the_reference_implementation() {
    let mut kept = Kept::default();
    assert_eq!(kept.head().root.to_hex(), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    for (entry, root) in ENTRIES.iter().zip(ROOTS) {
        kept.add(&[bytes(entry)]);
        assert_eq!(kept.head().root.to_hex(), root);
    }
}

#[test]
fn tiles_are_named_as_the_specification_says() {
    let path = |kind, index, width| TilePath::new(kind, index, width).unwrap().to_string();
    assert_eq!(path(TileKind::Hashes(0), 1_234_067, 256), "tile/0/x001/x234/067");
    assert_eq!(path(TileKind::Entries, 0, 5), "tile/entries/000.p/5");
    for good in ["tile/0/000", "tile/7/000.p/1", "tile/entries/x001/000", "tile/1/999.p/255"] {
        assert_eq!(TilePath::parse(good).unwrap().to_string(), good);
    }
    for wrong in [
        "tile/8/000",
        "tile/00/000",
        "tile/0/0",
        "tile/0/0000",
        "tile/0/000.p/0",
        "tile/0/000.p/256",
        "tile/0/000.p/01",
        "tile/0/x000/001",
        "tile/0/001/002",
        "tile/0/x001",
        "tile/a/000",
        "tiles/0/000",
        "tile/0/",
        "tile/0/000/",
        "tile/0/x999/x999/x999/x999/x999/x999/x999/999",
        "tile/0/+01",
        "checkpoint",
    ] {
        assert_eq!(TilePath::parse(wrong), None, "{wrong}");
    }
    // The example of the specification: a tree of size 70,000.
    let count = |kind| tile::all(70_000).filter(|path| path.kind() == kind).count();
    assert_eq!([0, 1, 2, 3].map(|level| count(TileKind::Hashes(level))), [274, 2, 1, 0]);
    let last = |kind| tile::all(70_000).filter(|path| path.kind() == kind).last().unwrap().width();
    assert_eq!([0, 1, 2].map(|level| last(TileKind::Hashes(level))), [112, 17, 1]);
    assert_eq!(count(TileKind::Entries), 274);
}

#[test]
fn every_entry_and_every_earlier_size_is_proven_by_tiles() {
    let mut world = World::new(1, 0, 0);
    for size in [1, 2, 3, 255, 256, 257, 300, 511, 512, 700] {
        let entries = world.entries(size);
        let kept = Kept::of(&entries);
        let root = kept.head().root;
        let leaves: Vec<Hash> = entries.iter().map(|entry| Hash::leaf(entry)).collect();
        assert_eq!(root, root_of(&leaves));
        assert_eq!(tile::audit(&kept.store, size, root).unwrap(), leaves);
        // Every place of a small log, every eleventh of a larger one.
        let step = if size < 100 { 1 } else { 11 };
        for index in (0..size).step_by(step) {
            let proof = tile::inclusion_proof(&kept.store, index, size).unwrap();
            let leaf = leaves[usize::try_from(index).unwrap()];
            verify_inclusion(leaf, index, size, root, &proof).unwrap();
            assert!(verify_inclusion(leaf, index, size, leaf, &proof).is_err() || size == 1);
            assert_eq!(tile::entry(&kept.store, index, size).unwrap(), entries[usize::try_from(index).unwrap()]);
        }
        for old in (0..=size).step_by(step).chain([size - 1, size]) {
            let before = root_of(&leaves[..usize::try_from(old).unwrap()]);
            assert_eq!(tile::root_at(&kept.store, old, size).unwrap(), before);
            let proof = tile::consistency_proof(&kept.store, old, size).unwrap();
            verify_consistency(old, before, size, root, &proof).unwrap();
        }
    }
}

#[test]
fn a_proof_reads_only_the_tiles_that_it_says_it_needs() {
    let mut world = World::new(2, 0, 0);
    let size = 70_000;
    let kept = Kept::of(&world.entries(size));
    let only = |paths: std::collections::BTreeSet<TilePath>| -> Store {
        paths.into_iter().map(|path| (path, kept.store[&path].clone())).collect()
    };
    for index in [0, 255, 256, 65_535, 65_536, 69_999] {
        let needed = only(tile::for_inclusion(index, size));
        assert!(needed.len() <= 5, "{}", needed.len());
        let whole = tile::inclusion_proof(&kept.store, index, size).unwrap();
        assert_eq!(tile::inclusion_proof(&needed, index, size).unwrap(), whole);
        let old = index + 1;
        let needed = only(tile::for_consistency(old, size));
        let whole = tile::consistency_proof(&kept.store, old, size).unwrap();
        assert_eq!(tile::consistency_proof(&needed, old, size).unwrap(), whole);
        let needed = only(tile::for_root(old, size));
        assert_eq!(tile::root_at(&needed, old, size), tile::root_at(&kept.store, old, size));
    }
    assert_eq!(
        tile::inclusion_proof(&Store::new(), 0, 2),
        Err(TileError::Missing(TilePath::parse("tile/0/000.p/2").unwrap()))
    );
    assert_eq!(tile::inclusion_proof(&kept.store, size, size), Err(TileError::Beyond));
}

#[test]
fn a_log_may_forget_partial_tiles_once_they_are_full() {
    let mut world = World::new(3, 0, 0);
    let entries = world.entries(600);
    let old = Kept::of(&entries[..500]);
    let mut new = old.clone();
    new.add(&entries[500..]);
    new.store.retain(|path, _| {
        path.is_full() || path.index() * 256 + u64::from(path.width()) == 600 || path.kind() == TileKind::Hashes(1)
    });
    let proof = tile::inclusion_proof(&new.store, 450, 500).unwrap();
    verify_inclusion(Hash::leaf(&entries[450]), 450, 500, old.head().root, &proof).unwrap();
    assert_eq!(Edge::resume(&new.store, old.head()).unwrap(), old.edge);
}

#[test]
fn a_crash_at_any_write_leaves_a_log_that_goes_on_without_a_fork() {
    let mut world = World::new(4, 0, 0);
    let begun = Kept::of(&world.entries(250));
    let head = begun.head();
    let first = begun.edge.append(&world.entries(600)).unwrap();
    for crashed in 0..=first.writes.len() {
        // Some writes were made, the head was not replaced; after the restart other entries come.
        let mut store = begun.store.clone();
        store.extend(first.writes.iter().take(crashed).cloned());
        let edge = Edge::resume(&store, head).unwrap();
        assert_eq!(edge, begun.edge);
        let second = edge.append(&world.entries(40)).unwrap();
        assert_eq!(second.before, head);
        store.extend(second.writes.clone());
        let proof = tile::consistency_proof(&store, head.size, second.after.size).unwrap();
        verify_consistency(head.size, head.root, second.after.size, second.after.root, &proof).unwrap();
        tile::audit(&store, second.after.size, second.after.root).unwrap();
        assert_eq!(Edge::resume(&store, second.after).unwrap(), second.edge);
    }
}

#[test]
fn a_log_resumes_only_from_tiles_that_are_its_own() {
    let mut world = World::new(5, 0, 0);
    let kept = Kept::of(&world.entries(300));
    let mut other = kept.head();
    other.root = Hash::of(b"another");
    assert_eq!(Edge::resume(&kept.store, other), Err(TileError::Root));
    for path in [kept.store.keys().next().unwrap(), kept.store.keys().last().unwrap()] {
        let mut store = kept.store.clone();
        store.get_mut(path).unwrap()[5] ^= 1;
        let damaged = tile::audit(&store, 300, kept.head().root);
        assert!(damaged.is_err(), "{path}");
    }
    let edge = TilePath::parse("tile/entries/001.p/44").unwrap();
    let mut store = kept.store.clone();
    store.get_mut(&edge).unwrap()[9] ^= 1;
    assert_eq!(Edge::resume(&store, kept.head()), Err(TileError::Damaged(edge)));
    assert_eq!(kept.edge.append(&[vec![0; 65_536]]), Err(AppendError::TooLong(0)));
}

#[test]
fn appending_one_by_one_or_together_makes_the_same_tiles() {
    let mut world = World::new(6, 0, 0);
    let entries = world.entries(66_000);
    let together = Kept::of(&entries);
    let mut parts = Kept::default();
    for chunk in entries.chunks(997) {
        parts.add(chunk);
    }
    assert_eq!(parts.edge, together.edge);
    for (path, bytes) in &together.store {
        assert_eq!(parts.store.get(path), Some(bytes), "{path}");
    }
}

/// The example of C2SP `signed-note`, whose key is published with Go's `sumdb/note`.
const PETER: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const QUOTE: &str = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n\u{2014} PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

#[test]
fn a_note_made_by_go_verifies() {
    let key: VerifierKey = PETER.parse().unwrap();
    let note = Note::parse(QUOTE.as_bytes()).unwrap();
    assert_eq!(note.verify(&[&key]).unwrap()[0].key, &key);
    assert_eq!(note.to_string(), QUOTE);
    assert_eq!(key.to_string(), PETER);
    let changed = QUOTE.replace("answer", "Answer");
    let why = Note::parse(changed.as_bytes()).unwrap().verify(&[&key]);
    assert_eq!(why, Err(NoteError::Signature(name("PeterNeumann"))));
}

#[test]
fn unknown_signatures_are_ignored_and_false_ones_spoil_the_note() {
    let world = World::new(7, 1, 2);
    let head = Head { size: 1, root: Hash::leaf(b"x") };
    let signed = world.signed(head, 2, seconds(0));
    let stranger = World::new(8, 1, 1);
    let by_stranger = stranger.witnesses[0].cosign(signed.checkpoint(), seconds(0));
    let mut lines = vec![by_stranger.clone()];
    lines.extend((0..10).map(|number| NoteSignature { id: number, bytes: vec![1, 2, 3], ..by_stranger.clone() }));
    let note = signed.note().clone().with(lines);
    let verdict = world.policy.evaluate(&Note::parse(note.to_string().as_bytes()).unwrap()).unwrap();
    assert!(verdict.met);
    assert_eq!(verdict.witnesses, vec![("w1".to_owned(), Some(seconds(0))), ("w2".to_owned(), Some(seconds(0)))]);
    let mut false_line = world.witnesses[0].cosign(signed.checkpoint(), seconds(9));
    false_line.bytes[70] ^= 1;
    let why = world.policy.evaluate(&note.with([false_line]));
    assert_eq!(why, Err(PolicyError::Note(NoteError::Signature(name("w1.example")))));
}

#[test]
fn what_is_not_a_note_is_refused() {
    for wrong in [
        "",
        "\n",
        "text\n",
        "text\n\n",
        "text\n\n— a b\n",
        "text\n\n— a+b AAAAAAA=\n",
        "text\n\n- a AAAAAAA=\n",
        "text\n\n—  AAAAAAA=\n",
        "text\n\n— a AAAAAA==\n",
        "text\n\n— a AAAAAAA=",
        "te\u{1}xt\n\n— a AAAAAAA=\n",
        "te\rxt\n\n— a AAAAAAA=\n",
        "text\n\n— a AAAAAAB=\n",
        "text\n\n— a b AAAAAAA=\n",
    ] {
        assert!(Note::parse(wrong.as_bytes()).is_err(), "{wrong:?}");
    }
    assert!(Note::parse(b"te\xffxt\n\n\xe2\x80\x94 a AAAAAAA=\n").is_err());
    assert!(Note::parse("text\n\nmore\n\n— a AAAAAAA=\n".as_bytes()).is_ok());
    for wrong in
        ["", "a", "a+b", "a+00000000+AA==", "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"]
    {
        assert!(wrong.parse::<VerifierKey>().is_err(), "{wrong}");
    }
    // A key under which anybody could sign.
    assert!(VerifierKey::new(name("weak"), KeyKind::Log, [0; 32]).is_err());
}

#[test]
fn what_is_not_a_checkpoint_is_refused() {
    let root = Hash::of(b"root").to_base64();
    assert!(Checkpoint::parse(&format!("example.com/log\n7\n{root}\nextra\n")).is_ok());
    for wrong in [
        format!("example.com/log\n7\n{root}"),
        format!("\n7\n{root}\n"),
        format!("example.com/log\n07\n{root}\n"),
        format!("example.com/log\n+7\n{root}\n"),
        format!("example.com/log\n-7\n{root}\n"),
        format!("example.com/log\n\n{root}\n"),
        format!("example.com/log\n7\n{root}\n\n"),
        format!("example.com/log\n7\n{root}\na\n\nb\n"),
        "example.com/log\n7\nAAAA\n".to_owned(),
        "example.com/log\n7\n".to_owned(),
        format!("example.com/log\n18446744073709551616\n{root}\n"),
        format!("example.com/log\n18446744073709551615\n{root}\n"),
    ] {
        assert!(Checkpoint::parse(&wrong).is_err(), "{wrong:?}");
    }
    let world = World::new(9, 0, 0);
    let other = LogSigner::from_seed(name("other.example/log"), &[7; 32]).unwrap();
    let head = Head { size: 0, root: Hash::of_empty_log() };
    let foreign = other.sign(head).to_bytes();
    assert!(matches!(
        SignedCheckpoint::open(&foreign, world.signer.public_key()),
        Err(CheckpointError::Note(NoteError::Unsigned))
    ));
}

/// Sends a checkpoint to a witness as the log's server does.
fn send(world: &World, which: usize, remembered: &mut Option<Checkpoint>, request: &AddCheckpoint, at: i64) -> Answer {
    let logs = [world.signer.public_key().clone()];
    let witness = Witness { signer: &world.witnesses[which], logs: &logs };
    let answer = witness.add_checkpoint(remembered.as_ref(), &request.to_bytes(), seconds(at));
    if let Some(checkpoint) = &answer.remember {
        *remembered = Some(checkpoint.clone());
    }
    answer
}

#[test]
fn witnesses_answer_as_the_protocol_says() {
    let mut world = World::new(10, 1, 1);
    let mut kept = Kept::of(&world.entries(5));
    let mut remembered = None;
    let first = world.signer.sign(kept.head());
    let request = AddCheckpoint::new(0, &first, &kept.store).unwrap();
    assert_eq!(AddCheckpoint::parse(&request.to_bytes()), Some(request.clone()));
    assert_eq!(Witness::origin_of(&request.to_bytes()).as_deref(), Some("evidence.example/log"));
    let answer = send(&world, 0, &mut remembered, &request, 1);
    assert_eq!((answer.status, answer.remember.is_some()), (200, true));
    let key = &world.witnesses[0].public_key().clone();
    let Collected::Signed(cosigned) = collect(&first, key, 200, answer.body.as_bytes()) else { panic!("not signed") };
    assert_eq!(world.policy.evaluate(cosigned.note()).unwrap().witnesses, [("w1".to_owned(), Some(seconds(1)))]);
    // The same again: the same statement with a later time, which takes the place of the earlier one.
    let answer = send(&world, 0, &mut remembered, &AddCheckpoint { old: 5, ..request.clone() }, 2);
    let Collected::Signed(again) = collect(&cosigned, key, answer.status, answer.body.as_bytes()) else {
        panic!("not signed")
    };
    assert_eq!(again.note().signatures().len(), 2);
    assert_eq!(world.policy.evaluate(again.note()).unwrap().witnesses, [("w1".to_owned(), Some(seconds(2)))]);

    kept.add(&world.entries(300));
    let second = world.signer.sign(kept.head());
    let stale = AddCheckpoint::new(0, &second, &kept.store).unwrap();
    let answer = send(&world, 0, &mut remembered, &stale, 3);
    assert_eq!((answer.status, answer.content_type, answer.body.as_str()), (409, "text/x.tlog.size", "5\n"));
    assert_eq!(collect(&second, key, 409, b"5\n"), Collected::AskFrom(5));
    let good = AddCheckpoint::new(5, &second, &kept.store).unwrap();
    let mut wrong = good.clone();
    wrong.proof[1] = Hash::of(b"wrong");
    assert_eq!(send(&world, 0, &mut remembered, &wrong, 3).status, 422);
    let mut wrong = good.clone();
    wrong.proof.pop();
    assert_eq!(send(&world, 0, &mut remembered, &wrong, 3).status, 422);
    let answer = send(&world, 0, &mut remembered, &AddCheckpoint { old: 306, ..good.clone() }, 3);
    assert_eq!((answer.status, answer.refusal), (400, Some(Refusal::Sizes)));
    let stranger = World::new(11, 0, 0);
    let foreign = AddCheckpoint { note: stranger.signer.sign(kept.head()).note().clone(), ..good.clone() };
    assert_eq!(send(&world, 0, &mut remembered, &foreign, 3).status, 403);
    let unknown = LogSigner::from_seed(name("unknown.example"), &[3; 32]).unwrap();
    let foreign = AddCheckpoint { note: unknown.sign(kept.head()).note().clone(), ..good.clone() };
    assert_eq!(send(&world, 0, &mut remembered, &foreign, 3).status, 404);
    assert_eq!(send(&world, 0, &mut remembered, &good, 3).status, 200);
    assert_eq!(remembered.as_ref().unwrap().size(), 305);

    // Another log of the same size, properly signed: refused, and the request is proof.
    let fork = Kept::of(&world.entries(305));
    let split = AddCheckpoint { old: 305, proof: Vec::new(), note: world.signer.sign(fork.head()).note().clone() };
    let answer = send(&world, 0, &mut remembered, &split, 4);
    assert_eq!(answer.status, 409);
    assert!(answer.refusal.unwrap().is_evidence());
    for body in ["", "old\n\n", "old 05\n\nx", "old 5\nAAAA\n\nx\n1\n\n", "old -1\n\n"] {
        let logs = [world.signer.public_key().clone()];
        let witness = Witness { signer: &world.witnesses[0], logs: &logs };
        assert_eq!(witness.add_checkpoint(None, body.as_bytes(), seconds(0)).status, 400, "{body:?}");
    }
}

#[test]
fn a_restored_server_signs_only_what_its_witnesses_have_not_passed() {
    let mut world = World::new(12, 1, 2);
    let mut kept = Kept::of(&world.entries(100));
    let early = world.signed(kept.head(), 2, seconds(0));
    kept.add(&world.entries(50));
    let late = world.signed(kept.head(), 1, seconds(60));
    let key = world.signer.public_key().clone();
    let ask = |kept: &Kept, notes: &[&SignedCheckpoint]| {
        let notes: Vec<Vec<u8>> = notes.iter().map(|note| note.to_bytes()).collect();
        reconcile(&key, kept.head(), &kept.store, &notes)
    };
    assert_eq!(ask(&kept, &[&early, &late]), Reconciliation::MaySign);
    assert_eq!(ask(&Kept::default(), &[]), Reconciliation::MaySign);
    let mut restored = Kept::of(&world.entries(0));
    assert_eq!(ask(&restored, &[&early]), Reconciliation::Behind { seen: early.checkpoint().head() });
    restored.add(&world.entries(120));
    assert_eq!(ask(&restored, &[&early, &late]), Reconciliation::Forked { seen: early.checkpoint().head() });
    assert_eq!(ask(&restored, &[&late]), Reconciliation::Behind { seen: late.checkpoint().head() });
    let stranger = World::new(13, 0, 0);
    assert!(matches!(ask(&kept, &[&stranger.signer.sign(kept.head())]), Reconciliation::CannotTell(_)));
}

#[test]
fn a_policy_counts_witnesses_and_groups() {
    let world = World::new(14, 2, 3);
    assert_eq!(world.policy.needed(), (2, 3));
    assert_eq!(Policy::parse(&world.policy.to_string()).unwrap(), world.policy);
    let head = Head { size: 1, root: Hash::leaf(b"x") };
    let met = |count| world.policy.evaluate(world.signed(head, count, seconds(0)).note()).unwrap().met;
    assert_eq!([0, 1, 2, 3].map(met), [false, false, true, true]);

    let keys: Vec<String> = world.witnesses.iter().map(|witness| witness.public_key().to_string()).collect();
    let log = world.signer.public_key();
    let text = format!(
        "# Two organisations\n\nlog {log} https://evidence.example/log\nwitness a {}\n\twitness b {} https://b.example \nwitness c {}\ngroup ab any a b\ngroup both all ab c\nquorum both\n",
        keys[0], keys[1], keys[2]
    );
    let policy = Policy::parse(&text).unwrap();
    assert_eq!(policy.needed(), (2, 3));
    assert!(!policy.evaluate(world.signed(head, 2, seconds(0)).note()).unwrap().met);
    assert!(policy.evaluate(world.signed(head, 3, seconds(0)).note()).unwrap().met);
    for (wrong, line) in [
        (text.replace("quorum both", "quorum other"), 9),
        (text.replace("quorum both\n", ""), 0),
        (format!("{text}quorum none\n"), 10),
        (text.replace("all ab c", "3 ab c"), 8),
        (text.replace("all ab c", "0 ab c"), 8),
        (text.replace("all ab c", "all ab a"), 8),
        (text.replace("any a b", "any a d"), 7),
        (text.replace("witness c", "witness a"), 6),
        (text.replace("witness c", "witness none"), 6),
        (text.replace(&keys[1], &keys[0]), 5),
        (text.replace(&keys[1], &log.to_string()), 5),
        (text.replace("# Two", "Two"), 1),
    ] {
        assert!(matches!(Policy::parse(&wrong), Err(PolicyError::Line { line: at, .. }) if at == line), "{wrong}");
    }
    assert!(Policy::parse("quorum none\n").is_ok());
}

#[test]
fn a_proof_file_holds_offline_and_nothing_else_does() {
    let mut world = World::new(15, 2, 3);
    let entries = world.entries(1000);
    let kept = Kept::of(&entries);
    let checkpoint = world.signed(kept.head(), 2, seconds(30));
    let mut proof = ProofFile::new(700, &checkpoint, &kept.store).unwrap();
    proof.extra = Some(b"record 700".to_vec());
    let text = proof.to_string();
    assert!(text.starts_with("c2sp.org/tlog-proof@v1\nextra cmVjb3JkIDcwMA==\nindex 700\n"));
    assert_eq!(ProofFile::parse(text.as_bytes()).unwrap(), proof);
    let leaf = Hash::leaf(&entries[700]);
    let proven = proof.verify(leaf, &world.policy).unwrap();
    assert_eq!((proven.index, proven.checkpoint.size(), proven.verdict.met), (700, 1000, true));
    assert_eq!(
        proof.verify(Hash::leaf(&entries[701]), &world.policy),
        Err(ProofFileError::Inclusion(ProofError::Root))
    );
    let few = ProofFile { note: world.signed(kept.head(), 1, seconds(30)).note().clone(), ..proof.clone() };
    assert!(!few.verify(leaf, &world.policy).unwrap().verdict.met);
    // Change any letter: it cannot be read, does not hold, or says the same (names of strangers, extra data).
    for at in 0..text.len() {
        let mut changed = text.clone().into_bytes();
        changed[at] ^= 1;
        if let Ok(read) = ProofFile::parse(&changed)
            && let Ok(proven) = read.verify(leaf, &world.policy)
        {
            let extra = 29..45;
            assert!(extra.contains(&at) || !proven.verdict.met || proven.verdict.signed() < 2, "{at}");
        }
    }
}

proptest! {
    #[test]
    fn no_changed_proof_holds(size in 2_u64..600, seed: u64, place: usize, bit in 0_usize..256) {
        let mut world = World::new(seed, 0, 0);
        let entries = world.entries(size);
        let kept = Kept::of(&entries);
        let root = kept.head().root;
        let index = world.below(size);
        let leaf = Hash::leaf(&entries[usize::try_from(index).unwrap()]);
        let proof = tile::inclusion_proof(&kept.store, index, size).unwrap();
        prop_assert!(verify_inclusion(leaf, index, size, root, &proof).is_ok());
        let flip = |hash: Hash| {
            let mut bytes = *hash.as_bytes();
            bytes[bit / 8] ^= 1 << (bit % 8);
            Hash::new(bytes)
        };
        let mut changed = proof.clone();
        let at = place % changed.len();
        changed[at] = flip(changed[at]);
        prop_assert!(verify_inclusion(leaf, index, size, root, &changed).is_err());
        prop_assert!(verify_inclusion(flip(leaf), index, size, root, &proof).is_err());
        prop_assert!(verify_inclusion(leaf, index, size, flip(root), &proof).is_err());
        prop_assert!(verify_inclusion(leaf, (index + 1) % size, size, root, &proof).is_err());
        prop_assert!(verify_inclusion(leaf, index, size, root, &proof[1..]).is_err());
        let longer: Vec<Hash> = proof.iter().copied().chain([root]).collect();
        prop_assert!(verify_inclusion(leaf, index, size, root, &longer).is_err());

        let old = 1 + world.below(size - 1);
        let before = tile::root_at(&kept.store, old, size).unwrap();
        let proof = tile::consistency_proof(&kept.store, old, size).unwrap();
        prop_assert!(verify_consistency(old, before, size, root, &proof).is_ok());
        let mut changed = proof.clone();
        let at = place % changed.len();
        changed[at] = flip(changed[at]);
        prop_assert!(verify_consistency(old, before, size, root, &changed).is_err());
        prop_assert!(verify_consistency(old, flip(before), size, root, &proof).is_err());
        prop_assert!(verify_consistency(old, before, size, flip(root), &proof).is_err());
        prop_assert!(verify_consistency(old, before, size, root, &proof[1..]).is_err());
    }

    #[test]
    fn whatever_reads_is_written_again_as_it_was(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        if let Ok(note) = Note::parse(&bytes) {
            prop_assert_eq!(note.to_string().into_bytes(), bytes.clone());
        }
        if let Ok(proof) = ProofFile::parse(&bytes) {
            prop_assert_eq!(proof.to_string().into_bytes(), bytes.clone());
        }
        if let Ok(text) = std::str::from_utf8(&bytes)
            && let Some(path) = TilePath::parse(text)
        {
            prop_assert_eq!(path.to_string(), text);
        }
    }
}
