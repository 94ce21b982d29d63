//! Entering, sequencing, signing and serving.

use saksi_db::{Db, testing};
use saksi_tlog::{Edge, Hash, Policy, ProofFile, record, tile};

use super::{alone, audit, enter_all, entries, get, place, serve, settings};
use crate::actions::sequencing;
use crate::{Standing, Transparency, newest_checkpoint, proof, standing, state, stored};

#[tokio::test]
async fn an_entry_waits_is_logged_and_is_proved_offline() {
    for test in testing::engines().await {
        let log = alone(&test.db).await;
        let all = entries(0..700);
        assert_eq!(standing(&test.db, all[0]).await.unwrap(), Standing::Unknown, "{}", test.engine);
        assert_eq!(state(&test.db).await.unwrap(), None);
        enter_all(&test.db, &all[..3]).await;
        enter_all(&test.db, &all[1..3]).await;
        assert_eq!(standing(&test.db, all[1]).await.unwrap(), Standing::Waiting { since: testing::START });
        assert_eq!(proof(&test.db, all[1]).await.unwrap(), None);
        log.beat().await.unwrap();
        enter_all(&test.db, &all[3..]).await;
        log.beat().await.unwrap();

        let policy = Policy::parse(&state(&test.db).await.unwrap().unwrap().policy).unwrap();
        for entry in [all[0], all[2], all[3], all[699]] {
            let Standing::Logged(logged) = standing(&test.db, entry).await.unwrap() else {
                panic!("{}: {entry} is not logged", test.engine)
            };
            let file = ProofFile::parse(&proof(&test.db, entry).await.unwrap().unwrap()).unwrap();
            let proven = file.verify(record::leaf_of(entry), &policy).unwrap();
            assert_eq!((proven.index, &proven.checkpoint), (logged.index, &logged.checkpoint));
            assert!(file.verify(record::leaf_of(Hash::of(b"another")), &policy).is_err());
        }
        // Whoever was first stays under the first state that had it.
        let Standing::Logged(first) = standing(&test.db, all[0]).await.unwrap() else { panic!("it was logged") };
        assert_eq!(first.checkpoint.size(), 3);

        // As an auditor sees it: every tile by itself, against the signed root; each entry once.
        let (listener, address) = place();
        serve(&log, listener);
        let base = format!("http://{address}");
        let (signed, leaves) = audit(&base, log.keys().log.public_key()).await;
        assert_eq!(signed.checkpoint().size(), 700);
        let mut expected: Vec<Hash> = all.iter().map(|entry| record::leaf_of(*entry)).collect();
        let mut found = leaves.clone();
        expected.sort_unstable();
        found.sort_unstable();
        assert_eq!(found, expected);
        // A narrower state of a tile is the beginning of the wider one; a wider one is not there.
        let (_, _, narrow) = get(&format!("{base}/log/tile/0/000.p/3")).await;
        let (_, _, full) = get(&format!("{base}/log/tile/0/000")).await;
        assert_eq!((narrow.len(), full.len()), (96, 8_192));
        assert_eq!(narrow, full[..96]);
        for missing in ["tile/0/002.p/189", "tile/0/003", "tile/2/000.p/1", "tile/0/2", "tile/entries/002"] {
            assert_eq!(get(&format!("{base}/log/{missing}")).await.0, 404, "{missing}");
        }
        let (status, _, served) = get(&format!("{base}/log/proof/{}", all[5])).await;
        assert_eq!((status, Some(served)), (200, proof(&test.db, all[5]).await.unwrap()));
        assert_eq!(get(&format!("{base}/log/proof/{}", Hash::of(b"none"))).await.0, 404);
        assert_eq!(get(&format!("{base}/log/policy")).await.2, policy.to_string().into_bytes());
    }
}

#[tokio::test]
async fn a_server_that_ended_between_storing_and_signing_signs_the_same_at_its_next_start() {
    for test in testing::engines().await {
        let log = alone(&test.db).await;
        enter_all(&test.db, &entries(0..5)).await;
        log.beat().await.unwrap();
        enter_all(&test.db, &entries(5..300)).await;
        let head = sequencing::sequence(&test.db).await.unwrap().unwrap();
        // Stored, not signed: nobody is told that it is logged.
        let last = stored(&test.db).await.unwrap().unwrap();
        assert_eq!((last.state.head, last.checkpoints.len()), (head, 1), "{}", test.engine);
        let waiting = Hash::from_slice(&last.entries[299].1).unwrap();
        assert!(matches!(standing(&test.db, waiting).await.unwrap(), Standing::Waiting { .. }));
        assert_eq!(proof(&test.db, waiting).await.unwrap(), None);

        let again = alone(&test.db).await;
        assert_eq!(again.keys().log.public_key(), log.keys().log.public_key());
        test.clock.advance(60_000_000);
        again.beat().await.unwrap();
        let note = newest_checkpoint(&test.db).await.unwrap().unwrap();
        assert_eq!(note, log.keys().log.sign(head).to_bytes(), "the same text has the same signature");
        assert!(matches!(standing(&test.db, waiting).await.unwrap(), Standing::Logged(_)));
    }
}

#[tokio::test]
async fn processes_that_sequence_at_once_never_fork_the_log() {
    for test in testing::engines().await {
        let mut processes = Vec::new();
        for _ in 0..3 {
            let db = Db::open(&test.settings, test.clock.clone(), test.db.random()).await.unwrap();
            processes.push(alone(&db).await);
        }
        // The lease is left out: the database alone must keep them apart.
        let all = entries(0..240);
        processes[0].beat().await.unwrap();
        enter_all(&test.db, &all[..1]).await;
        processes[0].beat().await.unwrap();
        let mut running = Vec::new();
        for (process, part) in processes.iter().cloned().zip(all.chunks(80)) {
            let part = part.to_vec();
            running.push(tokio::spawn(async move {
                for some in part.chunks(10) {
                    enter_all(process.db(), some).await;
                    // Whoever meets the others too often says so and comes again.
                    while sequencing::sequence(process.db()).await.is_err() {}
                    while sequencing::sign(process.db(), &process.keys().log).await.is_err() {}
                }
            }));
        }
        for process in running {
            process.await.unwrap();
        }
        while sequencing::sequence(&test.db).await.unwrap().is_some() {}
        sequencing::sign(&test.db, &processes[0].keys().log).await.unwrap();
        let all = stored(&test.db).await.unwrap().unwrap();
        assert_eq!((all.state.head.size, all.entries.len()), (240, 240), "{}", test.engine);
        tile::audit(&all.tiles, 240, all.state.head.root).unwrap();
        // Every state that was ever signed is a beginning of the last one.
        assert!(all.checkpoints.len() > 3);
        for (size, note) in &all.checkpoints {
            let signed = saksi_tlog::SignedCheckpoint::open(note, processes[0].keys().log.public_key()).unwrap();
            assert_eq!(tile::root_at(&all.tiles, *size, 240).unwrap(), signed.checkpoint().root(), "{size}");
        }
        assert!(Edge::resume(&all.tiles, all.state.head).is_ok());
    }
}

#[tokio::test]
async fn one_process_sequences_and_another_takes_over_when_it_ends() {
    for test in testing::engines().await {
        let one = alone(&test.db).await;
        let two = alone(&test.db).await;
        enter_all(&test.db, &entries(0..1)).await;
        one.beat().await.unwrap();
        enter_all(&test.db, &entries(1..2)).await;
        two.beat().await.unwrap();
        assert_eq!(state(&test.db).await.unwrap().unwrap().head.size, 1, "{}: the other has the lease", test.engine);
        test.clock.advance(16_000_000);
        two.beat().await.unwrap();
        assert_eq!(state(&test.db).await.unwrap().unwrap().head.size, 2, "{}", test.engine);
    }
}

#[tokio::test]
async fn a_log_keeps_the_name_under_which_it_was_begun() {
    let test = testing::sqlite().await;
    let named = |origin: &'static str| {
        let db = test.db.clone();
        async move { Transparency::open(db, settings(origin, "quorum none\n")).await.unwrap() }
    };
    assert_eq!(named("localhost:8080/log").await.origin().as_str(), "localhost:8080/log");
    let log = named("check.example.org/log").await;
    enter_all(&test.db, &entries(0..1)).await;
    log.beat().await.unwrap();
    let later = named("other.example.org/log").await;
    assert_eq!(later.origin().as_str(), "check.example.org/log");
    assert_eq!(later.keys().log.public_key(), log.keys().log.public_key());
}
