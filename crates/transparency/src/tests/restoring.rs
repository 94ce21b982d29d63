//! Coming back from a backup.

use saksi_db::{dump, testing};

use super::watching::{self, Server};
use super::{alone, enter_all, entries, settings};
use crate::{Held, Standing, Transparency, sign_on, standing, state};

async fn backup(server: &Server) -> Vec<u8> {
    let mut bytes = Vec::new();
    dump::dump(&server.test.db, &mut bytes).await.unwrap();
    bytes
}

#[tokio::test]
async fn a_restored_server_signs_only_what_its_witnesses_cannot_contradict() {
    for (first, second) in testing::engines().await.into_iter().zip(testing::engines().await) {
        let engine = first.engine;
        let (one, two) = watching::two(first, second).await;
        one.grow(0..5).await;
        let old = backup(&one).await;
        one.grow(5..9).await;
        let new = backup(&one).await;
        let policy = one.log.policy().to_string();

        // The old backup lacks four entries that the witness signed: nothing is signed, whatever comes in.
        let restored = testing::engines().await.into_iter().find(|test| test.engine == engine).unwrap();
        dump::load(&restored.db, &mut old.as_slice(), &[]).await.unwrap();
        assert_eq!(state(&restored.db).await.unwrap().unwrap().held, Some(Held::Restored), "{engine}");
        restored.clock.advance(60_000_000);
        let log = Transparency::open(restored.db.clone(), settings("one.example.org/log", &policy)).await.unwrap();
        enter_all(&restored.db, &entries(50..51)).await;
        for _ in 0..3 {
            log.beat().await.unwrap();
            log.ask_outside().await.unwrap();
        }
        let behind = state(&restored.db).await.unwrap().unwrap();
        assert_eq!(behind.held, Some(Held::Behind { witness: "Peer".to_owned(), size: 9 }), "{engine}");
        assert_eq!((behind.head.size, behind.waiting), (5, 1));
        assert!(!sign_on(&restored.db).await.unwrap(), "an operator cannot overrule a witness");
        assert!(matches!(standing(&restored.db, entries(0..1)[0]).await.unwrap(), Standing::Logged(_)));

        // The newer one lacks nothing.
        let restored = testing::engines().await.into_iter().find(|test| test.engine == engine).unwrap();
        dump::load(&restored.db, &mut new.as_slice(), &[]).await.unwrap();
        restored.clock.advance(60_000_000);
        let log = Transparency::open(restored.db.clone(), settings("one.example.org/log", &policy)).await.unwrap();
        enter_all(&restored.db, &entries(50..51)).await;
        log.beat().await.unwrap();
        log.ask_outside().await.unwrap();
        let whole = state(&restored.db).await.unwrap().unwrap();
        assert_eq!((whole.held, whole.head.size), (None, 10), "{engine}");
        let Standing::Logged(logged) = standing(&restored.db, entries(50..51)[0]).await.unwrap() else {
            panic!("{engine}: not logged")
        };
        assert!(logged.verdict.met);
        drop(two);
    }
}

#[tokio::test]
async fn a_copy_of_an_old_disk_is_found_out_at_its_start() {
    let (one, two) = watching::two(testing::sqlite().await, testing::sqlite().await).await;
    one.grow(0..5).await;
    let old = backup(&one).await;
    one.grow(5..9).await;
    let copy = testing::sqlite().await;
    dump::load(&copy.db, &mut old.as_slice(), &[]).await.unwrap();
    // Nobody said that this came from a backup.
    assert!(sign_on(&copy.db).await.unwrap());
    copy.clock.advance(60_000_000);
    let policy = one.log.policy().to_string();
    let log = Transparency::open(copy.db.clone(), settings("one.example.org/log", &policy)).await.unwrap();
    enter_all(&copy.db, &entries(50..51)).await;
    log.beat().await.unwrap();
    let found = state(&copy.db).await.unwrap().unwrap();
    assert_eq!((found.held, found.head.size), (Some(Held::Behind { witness: "Peer".to_owned(), size: 9 }), 5));
    drop(two);
}

#[tokio::test]
async fn without_witnesses_a_restored_log_waits_for_its_operator() {
    for test in testing::engines().await {
        let log = alone(&test.db).await;
        enter_all(&test.db, &entries(0..2)).await;
        log.beat().await.unwrap();
        let mut bytes = Vec::new();
        dump::dump(&test.db, &mut bytes).await.unwrap();
        let restored = testing::engines().await.into_iter().find(|other| other.engine == test.engine).unwrap();
        dump::load(&restored.db, &mut bytes.as_slice(), &[]).await.unwrap();
        restored.clock.advance(60_000_000);
        let log = alone(&restored.db).await;
        enter_all(&restored.db, &entries(2..3)).await;
        log.beat().await.unwrap();
        assert_eq!(state(&restored.db).await.unwrap().unwrap().head.size, 2, "{}", test.engine);
        assert!(sign_on(&restored.db).await.unwrap());
        log.beat().await.unwrap();
        assert_eq!(state(&restored.db).await.unwrap().unwrap().head.size, 3, "{}", test.engine);
    }
}
