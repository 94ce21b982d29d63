//! Fresh databases for behaviour tests: the embedded one always, PostgreSQL where `SAKSI_TEST_POSTGRES` names a server.
//!
//! On continuous integration (`CI=true`) a missing server is a failure, never a silent pass.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use saksi_base::{FixedClock, SeededRandom, Timestamp};
use sqlx::Connection as _;

use crate::engine::{Db, Settings};

/// A fresh database and the clock it reads.
#[derive(Debug)]
pub struct TestDb {
    /// `sqlite` or `postgres`, for messages of assertions.
    pub engine: &'static str,
    /// The database.
    pub db: Db,
    /// Its clock; starts at 2026-01-15T08:00:00Z.
    pub clock: Arc<FixedClock>,
    /// How it was opened, to open it again as another process would.
    pub settings: Settings,
    _folder: Option<tempfile::TempDir>,
}

/// When the tests' clocks start.
pub const START: Timestamp = Timestamp::from_seconds(1_768_464_000);

/// A fresh database on every engine there is.
///
/// # Panics
///
/// When a database cannot be made, or on continuous integration when there is no PostgreSQL server.
#[expect(clippy::expect_used, reason = "a test that cannot have its database must fail loudly")]
pub async fn engines() -> Vec<TestDb> {
    let mut all = vec![sqlite().await];
    match std::env::var("SAKSI_TEST_POSTGRES") {
        Ok(server) => {
            let mut connection =
                sqlx::PgConnection::connect(&server).await.expect("SAKSI_TEST_POSTGRES does not answer");
            let (schema,): (String,) = sqlx::query_as("SELECT 'test_' || replace(gen_random_uuid()::text, '-', '')")
                .fetch_one(&mut connection)
                .await
                .expect("a name for a schema");
            sqlx::query(sqlx::AssertSqlSafe(format!("CREATE SCHEMA {schema}")))
                .execute(&mut connection)
                .await
                .expect("a schema for a test");
            let joint = if server.contains('?') { '&' } else { '?' };
            // What a test writes need not outlive the machine: no commit waits for the disk.
            let url = format!("{server}{joint}options=-c%20search_path%3D{schema}%20-c%20synchronous_commit%3Doff");
            all.push(open("postgres", Settings::Server { url, connections: 8 }, None).await);
        }
        Err(_) => assert!(
            std::env::var_os("CI").is_none(),
            "SAKSI_TEST_POSTGRES must name a server on continuous integration"
        ),
    }
    all
}

/// A fresh embedded database.
///
/// # Panics
///
/// When it cannot be made.
#[expect(clippy::expect_used, reason = "a test that cannot have its database must fail loudly")]
pub async fn sqlite() -> TestDb {
    let folder = tempfile::tempdir().expect("a folder for a test");
    let path = folder.path().join("saksi.db");
    open("sqlite", Settings::File(path), Some(folder)).await
}

#[expect(clippy::expect_used, reason = "a test that cannot have its database must fail loudly")]
async fn open(engine: &'static str, settings: Settings, folder: Option<tempfile::TempDir>) -> TestDb {
    // Each its own seed: two databases of one test must not make the same identifiers.
    static OPENED: AtomicU64 = AtomicU64::new(1);
    let seed = OPENED.fetch_add(1, Ordering::Relaxed);
    let clock = Arc::new(FixedClock::new(START));
    let db =
        Db::open(&settings, clock.clone(), Arc::new(SeededRandom::new(seed))).await.expect("a fresh database opens");
    TestDb { engine, db, clock, settings, _folder: folder }
}
