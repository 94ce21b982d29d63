//! What every room relies on, on both engines.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on must fail loudly")]

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use saksi_base::clock::{DAY, HOUR, SECOND};
use saksi_base::{OrganisationId, PersonId, Problem};
use saksi_db::blobs::{BlobHash, Blobs, S3Settings};
use saksi_db::jobs::{Handler, Lane};
use saksi_db::testing::{START, TestDb, engines, sqlite};
use saksi_db::{Actor, Db, Entry, Error, NETWORK_SPACE, Settings, Value, Viewer};
use uuid::Uuid;

fn subject(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

async fn note(db: &Db, number: u128) {
    let result: Result<(), Error> = saksi_db::write!(db, "note", Viewer::System, tx => {
        tx.journal(Entry { actor: Actor::System, subject: subject(number), kind: "noted", content: b"text", personal: false }).await
    });
    result.unwrap();
}

#[tokio::test]
async fn a_database_that_goes_away_in_the_middle_is_something_to_wait_for_and_comes_back() {
    for test in engines().await {
        if test.db.engine() != saksi_db::Engine::Postgres {
            continue;
        }
        let cut: Result<(), Error> = saksi_db::write!(test.db, "cut", Viewer::System, tx => {
            saksi_db::execute!(&mut tx, "INSERT INTO follower (name, position) VALUES ($1, $2)", "a", 1_i64)?;
            saksi_db::fetch_scalar!(&mut tx, bool, "SELECT pg_terminate_backend(pg_backend_pid())")?;
            Ok(())
        });
        let cut = cut.unwrap_err();
        assert!(matches!(cut, Error::Busy), "{cut:?}");
        assert_eq!(Problem::from(cut).kind, saksi_base::ProblemKind::Busy);
        note(&test.db, 1).await;
        let count: Result<Option<i64>, Error> = saksi_db::read!(test.db, Viewer::System, tx => {
            saksi_db::fetch_scalar!(&mut tx, i64, "SELECT count(*) FROM follower")
        });
        assert_eq!(count.unwrap(), Some(0), "what was not acknowledged is not there");
    }
}

#[tokio::test]
async fn a_server_without_room_for_locks_is_asked_again_and_one_that_was_stopped_is_not() {
    for test in engines().await {
        if test.db.engine() != saksi_db::Engine::Postgres {
            continue;
        }
        let tries = AtomicUsize::new(0);
        let done: Result<(), Error> = saksi_db::write!(test.db, "full of locks", Viewer::System, tx => {
            saksi_db::execute!(&mut tx, "INSERT INTO follower (name, position) VALUES ($1, $2)", "a", 1_i64)?;
            if tries.fetch_add(1, Ordering::SeqCst) < 2 {
                saksi_db::execute!(&mut tx, "DO $$ BEGIN RAISE EXCEPTION 'out of shared memory' USING ERRCODE = '53200'; END $$")?;
            }
            Ok(())
        });
        done.unwrap();
        assert_eq!(tries.load(Ordering::SeqCst), 3);
        let stopped: Result<(), Error> = saksi_db::write!(test.db, "too slow", Viewer::System, tx => {
            tries.fetch_add(1, Ordering::SeqCst);
            saksi_db::execute!(&mut tx, "INSERT INTO follower (name, position) VALUES ($1, $2)", "b", 1_i64)?;
            saksi_db::execute!(&mut tx, "SET LOCAL statement_timeout = 20")?;
            saksi_db::execute!(&mut tx, "SELECT pg_sleep(30)")?;
            Ok(())
        });
        assert!(matches!(stopped, Err(Error::Busy)), "{stopped:?}");
        assert_eq!(tries.load(Ordering::SeqCst), 4, "nobody runs into the same limit again");
        let count: Result<Option<i64>, Error> = saksi_db::read!(test.db, Viewer::System, tx => {
            saksi_db::fetch_scalar!(&mut tx, i64, "SELECT count(*) FROM follower")
        });
        assert_eq!(count.unwrap(), Some(1));
    }
}

#[tokio::test]
async fn what_is_rolled_back_never_happened() {
    for test in engines().await {
        let failed: Result<(), Problem> = saksi_db::write!(test.db, "fail", Viewer::System, tx => {
            saksi_db::execute!(&mut tx, "INSERT INTO follower (name, position) VALUES ($1, $2)", "a", 1_i64)?;
            Err(Problem::not_found())
        });
        assert!(failed.is_err());
        let count: Result<Option<i64>, Error> = saksi_db::read!(test.db, Viewer::System, tx => {
            saksi_db::fetch_scalar!(&mut tx, i64, "SELECT count(*) FROM follower")
        });
        assert_eq!(count.unwrap(), Some(0), "{}", test.engine);
    }
}

#[tokio::test]
async fn after_a_full_disk_the_next_write_succeeds_without_a_restart() {
    let test = sqlite().await;
    let limited: Result<(), Error> = saksi_db::write!(test.db, "leave no room", Viewer::System, tx => {
        // Not below what the file holds already: from here on it cannot grow.
        saksi_db::execute!(&mut tx, "PRAGMA max_page_count = 1")?;
        Ok(())
    });
    limited.unwrap();
    let long = "x".repeat(4 << 20);
    let full: Result<(), Error> = saksi_db::write!(test.db, "too much", Viewer::System, tx => {
        saksi_db::execute!(&mut tx, "INSERT INTO follower (name, position) VALUES ($1, 0)", long.clone())?;
        Ok(())
    });
    assert!(matches!(full, Err(Error::DiskFull)), "{full:?}");
    for number in 1..=3 {
        note(&test.db, number).await;
    }
    let lost: Result<Option<i64>, Error> = saksi_db::read!(test.db, Viewer::System, tx => {
        saksi_db::fetch_scalar!(&mut tx, i64, "SELECT count(*) FROM follower")
    });
    assert_eq!(lost.unwrap(), Some(0), "what was refused is not there");
}

#[test]
fn processes_that_make_the_same_database_at_once_all_open_it() {
    // Who stands in whose way is a matter of moments, so it is tried a few times over.
    for _ in 0..6 {
        let folder = tempfile::tempdir().unwrap();
        let settings = Settings::File(folder.path().join("saksi.db"));
        std::thread::scope(|all| {
            for seed in 1..=4 {
                let settings = &settings;
                all.spawn(move || {
                    let clock = Arc::new(saksi_base::FixedClock::new(START));
                    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
                    runtime.block_on(async {
                        let random = Arc::new(saksi_base::SeededRandom::new(seed));
                        Db::open(settings, clock, random).await.unwrap().close().await;
                    });
                });
            }
        });
    }
}

#[tokio::test]
async fn two_writers_who_meet_both_succeed_and_lose_nothing() {
    for test in engines().await {
        let setup: Result<(), Error> = saksi_db::write!(test.db, "setup", Viewer::System, tx => {
            saksi_db::execute!(&mut tx, "INSERT INTO follower (name, position) VALUES ('counter', 0)")?;
            Ok(())
        });
        setup.unwrap();
        let mut writers = Vec::new();
        for _ in 0..8 {
            let db = test.db.clone();
            writers.push(tokio::spawn(async move {
                for _ in 0..5 {
                    let done: Result<(), Error> = saksi_db::write!(db, "count up", Viewer::System, tx => {
                        let at = saksi_db::fetch_scalar!(&mut tx, i64, "SELECT position FROM follower WHERE name = 'counter'")?;
                        saksi_db::execute!(&mut tx, "UPDATE follower SET position = $1 WHERE name = 'counter'", at.unwrap() + 1)?;
                        Ok(())
                    });
                    done.unwrap();
                }
            }));
        }
        for writer in writers {
            writer.await.unwrap();
        }
        let total: Result<Option<i64>, Error> = saksi_db::read!(test.db, Viewer::System, tx => {
            saksi_db::fetch_scalar!(&mut tx, i64, "SELECT position FROM follower WHERE name = 'counter'")
        });
        assert_eq!(total.unwrap(), Some(40), "{}", test.engine);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_crowd_that_stands_in_its_own_way_gets_through() {
    for test in engines().await {
        let mut crowd = Vec::new();
        for number in 0..60_u32 {
            let db = test.db.clone();
            crowd.push(tokio::spawn(async move {
                let done: Result<(), Error> = saksi_db::write!(db, "enter", Viewer::System, tx => {
                    // Whoever looks at all of it meets everybody who adds to it.
                    let before = saksi_db::fetch_scalar!(&mut tx, i64, "SELECT count(*) FROM follower")?;
                    tokio::task::yield_now().await;
                    let name = format!("visitor {number}");
                    saksi_db::execute!(&mut tx, "INSERT INTO follower (name, position) VALUES ($1, $2)", name, before.unwrap())?;
                    Ok(())
                });
                done
            }));
        }
        for visitor in crowd {
            visitor.await.unwrap().unwrap();
        }
        let places: Result<Vec<(i64,)>, Error> = saksi_db::read!(test.db, Viewer::System, tx => {
            saksi_db::fetch_all!(&mut tx, (i64,), "SELECT position FROM follower ORDER BY position")
        });
        let places: Vec<i64> = places.unwrap().into_iter().map(|(place,)| place).collect();
        assert_eq!(places, (0..60).collect::<Vec<_>>(), "{}: as if one had come after the other", test.engine);
    }
}

#[tokio::test]
async fn the_journal_has_no_gaps_and_a_follower_misses_nothing() {
    for test in engines().await {
        for number in 1..=7 {
            note(&test.db, number).await;
        }
        let mut follower = test.db.follow(0);
        let entries = follower.next_batch().await.unwrap();
        assert_eq!(
            entries.iter().map(|e| e.position).collect::<Vec<_>>(),
            (1..=7).collect::<Vec<_>>(),
            "{}",
            test.engine
        );
        assert_eq!(entries[0].subject, subject(1));
        assert_eq!(entries[0].at, START);
        let db = test.db.clone();
        let waiting = tokio::spawn(async move { follower.next_batch().await });
        note(&db, 8).await;
        assert_eq!(waiting.await.unwrap().unwrap()[0].position, 8);
        assert_eq!(test.db.journal_end().await.unwrap(), 8);
    }
}

#[tokio::test]
async fn positions_follow_the_order_of_commits_not_of_beginnings() {
    for test in engines().await.into_iter().filter(|test| test.engine == "postgres") {
        let entry =
            |number| Entry { actor: Actor::Public, subject: subject(number), kind: "n", content: b"", personal: true };
        let mut early = test.db.begin(Viewer::System, true, false).await.unwrap();
        early.journal(entry(1)).await.unwrap();
        let mut late = test.db.begin(Viewer::System, true, false).await.unwrap();
        late.journal(entry(2)).await.unwrap();
        late.commit().await.unwrap();
        let mut follower = test.db.follow(0);
        let first = follower.read().await.unwrap();
        assert_eq!(first.iter().map(|e| (e.position, e.subject)).collect::<Vec<_>>(), [(1, subject(2))]);
        early.commit().await.unwrap();
        let second = follower.read().await.unwrap();
        assert_eq!(second.iter().map(|e| (e.position, e.subject)).collect::<Vec<_>>(), [(2, subject(1))]);
    }
}

#[tokio::test]
async fn entries_about_people_show_only_the_day_and_forget_their_salt() {
    for test in engines().await {
        test.clock.advance(5 * HOUR);
        let done: Result<(), Error> = saksi_db::write!(test.db, "note", Viewer::System, tx => {
            tx.journal(Entry { actor: Actor::Public, subject: subject(1), kind: "handed-in", content: b"secret", personal: true }).await
        });
        done.unwrap();
        let entry = test.db.follow(0).read().await.unwrap().remove(0);
        assert_eq!(entry.at, START.day(), "{}", test.engine);
        let salt: Result<Option<Vec<u8>>, Error> = saksi_db::read!(test.db, Viewer::System, tx => {
            saksi_db::fetch_scalar!(&mut tx, Vec<u8>, "SELECT salt FROM journal_salt WHERE subject = $1", subject(1))
        });
        assert_eq!(
            saksi_db::journal::commitment(&salt.unwrap().unwrap(), "handed-in", b"secret").to_vec(),
            entry.commitment
        );
        let done: Result<(), Error> =
            saksi_db::write!(test.db, "delete", Viewer::System, tx => { tx.tombstone("message", subject(1)).await });
        done.unwrap();
        let left: Result<Option<i64>, Error> = saksi_db::read!(test.db, Viewer::System, tx => {
            saksi_db::fetch_scalar!(&mut tx, i64, "SELECT count(*) FROM journal_salt")
        });
        assert_eq!(left.unwrap(), Some(0));
    }
}

#[tokio::test]
async fn a_job_runs_once_is_tried_again_and_is_given_up_in_sight() {
    for test in engines().await {
        let runs = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&runs);
        let works: Handler = Arc::new(move |_, _| {
            counted.fetch_add(1, Ordering::SeqCst);
            Box::pin(async { Ok(()) })
        });
        let fails: Handler = Arc::new(|_, _| Box::pin(async { Err("the printer is out of paper".to_owned()) }));
        let handlers = HashMap::from([("works", works), ("fails", fails)]);
        for _ in 0..2 {
            let done: Result<(), Error> = saksi_db::write!(test.db, "enqueue", Viewer::System, tx => {
                let now = tx.now();
                tx.enqueue("works", subject(1), now).await?;
                tx.enqueue("works", subject(2), now.plus(DAY)).await
            });
            done.unwrap();
        }
        while test.db.run_one_job(&handlers).await.unwrap() {}
        assert_eq!(
            runs.load(Ordering::SeqCst),
            1,
            "{}: the same job twice, and one whose turn has not come",
            test.engine
        );

        let done: Result<(), Error> = saksi_db::write!(test.db, "enqueue", Viewer::System, tx => {
            let now = tx.now();
            tx.enqueue("fails", subject(3), now).await
        });
        done.unwrap();
        for _ in 0..20 {
            test.clock.advance(2 * HOUR);
            while test.db.run_one_job(&handlers).await.unwrap() {}
        }
        let failed = test.db.failed_jobs().await.unwrap();
        assert_eq!(failed.len(), 1);
        assert_eq!((failed[0].attempts, failed[0].last_error.as_deref()), (8, Some("the printer is out of paper")));
        assert_eq!(runs.load(Ordering::SeqCst), 2, "the one of tomorrow ran tomorrow");
    }
}

#[tokio::test]
async fn a_worker_takes_the_jobs_of_its_lane_alone() {
    const SLOW: &[&str] = &["visit", "look"];
    for test in engines().await {
        let done: Result<(), Error> = saksi_db::write!(test.db, "enqueue", Viewer::System, tx => {
            let now = tx.now();
            for (number, kind) in (0_u8..).zip(["visit", "look", "visitor", "mail"]) {
                tx.enqueue(kind, subject(number.into()), now.plus(number.into())).await?;
            }
            Ok(())
        });
        done.unwrap();
        test.clock.advance(SECOND);
        let mut taken = Vec::new();
        for lane in [Lane::Except(SLOW), Lane::Only(SLOW), Lane::Only(&["mail"])] {
            while let Some(job) = test.db.next_job(lane).await.unwrap() {
                taken.push(job.kind);
            }
            taken.push("|".to_owned());
        }
        assert_eq!(taken.join(" "), "visitor mail | visit look | |", "{}", test.engine);
    }
}

#[tokio::test]
async fn slow_jobs_hold_up_their_own_lane_and_no_other() {
    const SLOW: &[&str] = &["visit"];
    for test in engines().await {
        let slow = Arc::new(AtomicUsize::new(0));
        let begun = Arc::clone(&slow);
        let visit: Handler = Arc::new(move |_, _| {
            begun.fetch_add(1, Ordering::SeqCst);
            Box::pin(std::future::pending())
        });
        let sent = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&sent);
        let mail: Handler = Arc::new(move |_, _| {
            counted.fetch_add(1, Ordering::SeqCst);
            Box::pin(async { Ok(()) })
        });
        let handlers = HashMap::from([("visit", visit), ("mail", mail)]);
        let done: Result<(), Error> = saksi_db::write!(test.db, "enqueue", Viewer::System, tx => {
            let now = tx.now();
            for number in 0..6_u128 {
                tx.enqueue("visit", subject(number), now).await?;
                tx.enqueue("mail", subject(100 + number), now.plus(1)).await?;
            }
            Ok(())
        });
        done.unwrap();
        test.clock.advance(SECOND);
        let (_stop, stopped) = tokio::sync::watch::channel(false);
        let workers: Vec<_> = [Lane::Only(SLOW), Lane::Only(SLOW), Lane::Except(SLOW)]
            .into_iter()
            .map(|lane| {
                let (db, handlers, stopped) = (test.db.clone(), handlers.clone(), stopped.clone());
                tokio::spawn(async move { db.run_jobs(lane, handlers, stopped).await })
            })
            .collect();
        let both = || (slow.load(Ordering::SeqCst), sent.load(Ordering::SeqCst));
        for _ in 0..200 {
            if both() == (2, 6) {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        for worker in workers {
            worker.abort();
        }
        assert_eq!(both(), (2, 6), "{}: two visits under way, and every letter sent", test.engine);
    }
}

#[tokio::test]
async fn an_abandoned_job_is_taken_up_again() {
    for test in engines().await {
        let done: Result<(), Error> = saksi_db::write!(test.db, "enqueue", Viewer::System, tx => {
            let now = tx.now();
            tx.enqueue("works", subject(1), now).await
        });
        done.unwrap();
        assert!(test.db.next_job(Lane::ALL).await.unwrap().is_some());
        assert!(test.db.next_job(Lane::ALL).await.unwrap().is_none(), "{}: it is leased", test.engine);
        test.clock.advance(6 * 60 * SECOND);
        assert_eq!(test.db.next_job(Lane::ALL).await.unwrap().map(|job| job.attempts), Some(2));
    }
}

#[tokio::test]
async fn a_statement_around_the_view_is_refused() {
    for test in engines().await {
        let viewer = Viewer::Public;
        let refused: Result<Option<i64>, Error> = saksi_db::read!(test.db, viewer, tx => { saksi_db::fetch_scalar!(&mut tx, i64, "SELECT count(*) FROM message") });
        assert!(matches!(refused, Err(Error::Unscoped(table)) if table == "message"));
        let mine = OrganisationId(subject(1));
        let viewer = Viewer::Member { organisation: mine, person: PersonId(subject(2)) };
        let refused: Result<u64, Error> = saksi_db::write!(test.db, "bulk", viewer, tx => {
            saksi_db::insert_many(&mut tx, "claim", &["id", "owner"], vec![vec![Value::Uuid(subject(9)), Value::Uuid(subject(8))]]).await
        });
        assert!(matches!(refused, Err(Error::Unscoped(_))), "{}: a row of another organisation", test.engine);
    }
}

#[tokio::test]
async fn a_database_of_a_newer_version_is_refused_and_left_alone() {
    for test in engines().await {
        let made: Result<(), Error> = saksi_db::write!(test.db, "pretend", Viewer::System, tx => {
            saksi_db::execute!(
                &mut tx,
                "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) VALUES (9999, 'future', TRUE, $1, 1)",
                &b"x"[..]
            )?;
            Ok(())
        });
        made.unwrap();
        let opened = Db::open(&test.settings, test.db.clock(), test.db.random()).await;
        assert!(matches!(opened, Err(Error::NewerSchema(9999))), "{}", test.engine);
    }
}

#[tokio::test]
async fn both_engines_have_the_same_tables_and_columns() {
    let mut seen: Vec<(String, String)> = Vec::new();
    for test in engines().await {
        let mut sink = Vec::new();
        saksi_db::dump::dump(&test.db, &mut sink).await.unwrap();
        let mut tables: Vec<String> = String::from_utf8(sink)
            .unwrap()
            .lines()
            .filter(|line| line.contains("\"columns\""))
            .map(str::to_owned)
            .collect();
        tables.sort();
        assert!(tables.len() > 5);
        seen.push((test.engine.to_owned(), tables.join("\n")));
    }
    for pair in seen.windows(2) {
        assert_eq!(pair[0].1, pair[1].1);
    }
}

async fn fill(test: &TestDb) {
    for number in 1..=3 {
        note(&test.db, number).await;
    }
    let done: Result<(), Error> = saksi_db::write!(test.db, "fill", Viewer::System, tx => {
        let now = tx.now();
        saksi_db::execute!(
            &mut tx,
            "INSERT INTO space (id, kind, name, created_at) VALUES ($1, 'organisation', $2, $3)",
            subject(77),
            "\"quoted\", عربی\nand a line",
            now
        )?;
        saksi_db::execute!(&mut tx, "INSERT INTO space_organisation (space, organisation) VALUES ($1, $2)", subject(77), subject(1))?;
        Ok(())
    });
    done.unwrap();
}

#[tokio::test]
async fn a_dump_goes_into_either_engine_and_comes_out_the_same() {
    let rows = |dump: &[u8]| -> Vec<String> {
        let mut lines: Vec<String> =
            String::from_utf8(dump.to_vec()).unwrap().lines().skip(1).map(str::to_owned).collect();
        lines.sort();
        lines
    };
    for source in engines().await {
        fill(&source).await;
        let mut dump = Vec::new();
        let counts = saksi_db::dump::dump(&source.db, &mut dump).await.unwrap();
        assert!(counts.rows >= 8);
        for target in engines().await {
            saksi_db::dump::load(&target.db, &mut dump.as_slice(), &[]).await.unwrap();
            let mut again = Vec::new();
            saksi_db::dump::dump(&target.db, &mut again).await.unwrap();
            assert_eq!(rows(&dump), rows(&again), "{} to {}", source.engine, target.engine);
            note(&target.db, 99).await;
            assert_eq!(target.db.journal_end().await.unwrap(), 4, "the journal goes on where it was");
        }
        for cut in [dump.len() / 2, dump.len() - 3, 10] {
            let target = sqlite().await;
            assert!(saksi_db::dump::load(&target.db, &mut &dump[..cut], &[]).await.is_err(), "cut at {cut}");
            assert_eq!(target.db.journal_end().await.unwrap(), 0, "nothing half in");
        }
    }
}

#[tokio::test]
async fn what_was_deleted_does_not_come_back_with_an_older_backup() {
    for source in engines().await {
        fill(&source).await;
        let mut dump = Vec::new();
        saksi_db::dump::dump(&source.db, &mut dump).await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let apart = Blobs::folder(folder.path()).await.unwrap();
        let done: Result<(), Error> = saksi_db::write!(source.db, "delete", Viewer::System, tx => {
            saksi_db::execute!(&mut tx, "DELETE FROM space WHERE id = $1", subject(77))?;
            tx.tombstone("space", subject(77)).await
        });
        done.unwrap();
        assert_eq!(source.db.keep_tombstones_apart(&apart).await.unwrap(), 1);
        assert_eq!(source.db.keep_tombstones_apart(&apart).await.unwrap(), 0);
        for target in engines().await {
            let counts =
                saksi_db::dump::load(&target.db, &mut dump.as_slice(), std::slice::from_ref(&apart)).await.unwrap();
            assert_eq!(counts.deleted, 1);
            let left: Result<Option<i64>, Error> = saksi_db::read!(target.db, Viewer::System, tx => {
                saksi_db::fetch_scalar!(&mut tx, i64, "SELECT count(*) FROM space_organisation WHERE space <> $1", NETWORK_SPACE.0)
            });
            assert_eq!(left.unwrap(), Some(0), "what hung on it is gone as well");
        }
    }
}

async fn blobs_behave(blobs: &Blobs, name: &str) {
    let bytes = b"a capture".to_vec();
    let hash = blobs.put(bytes.clone()).await.unwrap();
    assert_eq!(hash, BlobHash::of(&bytes), "{name}");
    assert_eq!(blobs.put(bytes.clone()).await.unwrap(), hash);
    assert!(blobs.has(hash).await.unwrap());
    assert_eq!(blobs.get(hash).await.unwrap(), bytes);
    assert_eq!(hash.to_string().parse::<BlobHash>().unwrap(), hash);
    blobs.delete(hash).await.unwrap();
    blobs.delete(hash).await.unwrap();
    assert!(!blobs.has(hash).await.unwrap());
    assert!(blobs.get(hash).await.is_err());
    let large = vec![7; 3 << 20];
    let hash = blobs.put(large.clone()).await.unwrap();
    assert_eq!(blobs.get(hash).await.unwrap(), large);
}

#[tokio::test]
async fn blobs_are_kept_in_a_folder() {
    let folder = tempfile::tempdir().unwrap();
    let blobs = Blobs::folder(folder.path()).await.unwrap();
    blobs_behave(&blobs, "folder").await;
    let hash = blobs.put(b"whole".to_vec()).await.unwrap();
    let hex = hash.to_string();
    std::fs::write(folder.path().join("blobs").join(&hex[..2]).join(&hex[2..]), b"damaged").unwrap();
    assert!(blobs.get(hash).await.is_err(), "damaged bytes are never handed out");
}

#[tokio::test]
async fn blobs_are_kept_in_an_object_store() {
    let Ok(endpoint) = std::env::var("SAKSI_TEST_S3") else {
        assert!(std::env::var_os("CI").is_none(), "SAKSI_TEST_S3 must name a server on continuous integration");
        return;
    };
    let _ = rustls::crypto::ring::default_provider().install_default();
    let made = reqwest::Client::new().put(format!("{endpoint}/saksi-test")).send().await.unwrap();
    assert!(made.status().is_success() || made.status().as_u16() == 409, "the bucket: {}", made.status());
    let blobs = Blobs::s3(&S3Settings {
        endpoint,
        bucket: "saksi-test".into(),
        region: "us-east-1".into(),
        access_key: "test".into(),
        secret_key: "test".into(),
        prefix: "a/b".into(),
    })
    .unwrap();
    blobs_behave(&blobs, "object store").await;
}

#[tokio::test]
async fn an_address_that_cannot_be_read_says_how_to_write_it() {
    let test = sqlite().await;
    let settings = Settings::Server { url: "mysql//nowhere".into(), connections: 2 };
    let error = Db::open(&settings, test.db.clock(), test.db.random()).await.unwrap_err();
    assert!(error.to_string().contains("postgres://"), "{error}");
}
