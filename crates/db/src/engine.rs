//! The two engines behind the door: opening, migrating, refusing what is too new.

use std::path::PathBuf;
use std::str::FromStr;
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use saksi_base::{Clock, Random};
use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions, PgSslMode};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions, Executor, SqlSafeStr as _};
use tokio::sync::{Notify, OwnedRwLockReadGuard, OwnedRwLockWriteGuard, RwLock};

use crate::error::Error;
use crate::scope::{self, Viewer};
use crate::transaction::Tx;

/// The migrations of both engines, which have the same files. sqlx's macro lists a folder itself, but see `saksi-rows`.
macro_rules! both_engines {
    ($($file:literal)*) => {
        static SQLITE: LazyLock<Migrator> = LazyLock::new(|| Migrator::with_migrations(vec![$(
            migration($file, include_str!(concat!("../migrations/sqlite/", $file, ".sql"))),
        )*]));
        static POSTGRES: LazyLock<Migrator> = LazyLock::new(|| Migrator::with_migrations(vec![$(
            migration($file, include_str!(concat!("../migrations/postgres/", $file, ".sql"))),
        )*]));
    };
}

both_engines! {
    "0001_foundation"
    "0002_network"
    "0003_desk"
    "0004_matching"
    "0005_deeds"
    "0006_letters"
    "0007_contacts"
    "0008_media"
    "0009_cases"
    "0010_evidence"
    "0011_transparency"
    "0012_escalations"
    "0013_directory"
    "0014_scoreboard"
    "0015_incoming"
    "0016_retention"
    "0017_notices"
    "0018_dossiers"
    "0019_groups"
    "0020_desk"
    "0021_helplines"
    "0022_spaces"
    "0023_campaigns"
    "0024_practice"
    "0025_calendars"
    "0026_together"
    "0027_lenses"
    "0028_trainings"
    "0029_api"
    "0030_trust"
    "0031_keys"
    "0032_names"
}

/// A migration from a file such as `0001_foundation`.
fn migration(file: &'static str, sql: &'static str) -> Migration {
    let (number, name) = file.split_once('_').unwrap_or((file, ""));
    let number = number.parse().unwrap_or(0);
    Migration::new(number, name.replace('_', " ").into(), MigrationType::Simple, sql.into_sql_str(), false)
}

/// Which engine stands behind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// The embedded database: one file, one machine.
    Sqlite,
    /// A PostgreSQL server, for many machines.
    Postgres,
}

/// Where the database is.
#[derive(Debug, Clone)]
pub enum Settings {
    /// A file of the embedded database; made when absent.
    File(PathBuf),
    /// A `postgres://` address, with the most connections this process may hold.
    Server {
        /// The address, with user, database and `sslmode` as libpq reads them; `verify-full` where it says none and names another machine.
        url: String,
        /// The most connections this process may hold.
        connections: u32,
    },
}

/// The database. Cheap to clone.
#[derive(Clone)]
pub struct Db(Arc<Inside>);

struct Inside {
    pools: Pools,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
    journal: Notify,
    jobs: Notify,
    turns: Arc<RwLock<()>>,
}

/// Held while a transaction writes; see [`Db::turn`].
#[expect(dead_code, reason = "it is held, not read")]
pub(crate) enum Turn {
    /// Others write meanwhile.
    Beside(OwnedRwLockReadGuard<()>),
    /// Nobody else of this process does.
    Alone(OwnedRwLockWriteGuard<()>),
}

enum Pools {
    Sqlite { write: SqlitePool, read: SqlitePool },
    Postgres(PgPool),
}

impl std::fmt::Debug for Db {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Db").field("engine", &self.engine()).finish_non_exhaustive()
    }
}

/// A server on another machine is reached over TLS and must show a certificate for its name, unless its address says otherwise.
fn over_tls(options: PgConnectOptions, url: &str) -> PgConnectOptions {
    let host = options.get_host();
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<core::net::IpAddr>();
    let here = options.get_socket().is_some()
        || host.starts_with('/')
        || host == "localhost"
        || address.is_ok_and(|address| address.is_loopback());
    let said =
        ["sslmode=", "ssl-mode="].iter().any(|name| url.contains(name)) || std::env::var_os("PGSSLMODE").is_some();
    if here || said { options } else { options.ssl_mode(PgSslMode::VerifyFull) }
}

/// Whether whoever comes next can begin a transaction on this connection. It is closed otherwise, and a new one takes its place.
///
/// When the disk is full SQLite takes a transaction back by itself; the driver's own `ROLLBACK` then fails, and the driver goes on
/// believing that the transaction is open.
async fn fit_for_the_next<C: sqlx::Connection>(connection: &mut C) -> Result<bool, sqlx::Error> {
    if connection.is_in_transaction() {
        // A transaction that was dropped is taken back in the order of commands: this one comes after it.
        connection.ping().await?;
    }
    Ok(!connection.is_in_transaction())
}

/// How often a file is tried that somebody else is bringing up to date, and how long between.
const FILE_TRIES: u32 = 40;
const FILE_PAUSE: Duration = Duration::from_millis(250);

/// Whether another process stood in the way for a moment while it made this file, brought it up to date or closed it.
///
/// Nothing locks the file while migrations run: of two processes that begin at once, one meets tables that the other has just made,
/// and the next try finds them registered. And SQLite answers "locked" at once, without waiting as it does elsewhere, to whoever
/// turns the same new file to its write-ahead log, or opens one that its last reader is just closing.
fn in_anothers_way(error: &Error) -> bool {
    match error {
        Error::Conflict => true,
        Error::Engine(sqlx::Error::Migrate(migrate)) => matches!(
            **migrate,
            sqlx::migrate::MigrateError::ExecuteMigration(..) | sqlx::migrate::MigrateError::Execute(_)
        ),
        // At the start somebody reads the whole reason and mends it, so it was not turned into less.
        Error::Engine(sqlx::Error::Database(database)) => {
            database.code().and_then(|code| code.parse::<i64>().ok()).is_some_and(|code| matches!(code & 0xFF, 5 | 6))
        }
        _ => false,
    }
}

/// Brings the file's schema up to date, on a connection of its own: it must not have the temporary views yet.
async fn migrate_file(options: &SqliteConnectOptions) -> Result<(), Error> {
    let mut connection = options.clone().connect().await.map_err(Error::Engine)?;
    let outcome = SQLITE.run(&mut connection).await;
    sqlx::Connection::close(connection).await?;
    Ok(outcome?)
}

/// Readers of the embedded database: enough to keep two cores busy, each with its own small page cache.
const SQLITE_READERS: u32 = 3;
/// After which time without work a connection for reading is closed, but for the last one.
const READER_IDLE: Duration = Duration::from_secs(15);

impl Db {
    /// Opens the database, brings its schema up to date and refuses one that a newer version made.
    pub async fn open(settings: &Settings, clock: Arc<dyn Clock>, random: Arc<dyn Random>) -> Result<Self, Error> {
        let pools = match settings {
            Settings::File(path) => Self::open_file(path).await?,
            Settings::Server { url, connections } => Self::open_server(url, *connections).await?,
        };
        Ok(Self(Arc::new(Inside {
            pools,
            clock,
            random,
            journal: Notify::new(),
            jobs: Notify::new(),
            turns: Arc::default(),
        })))
    }

    async fn open_file(path: &std::path::Path) -> Result<Pools, Error> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(10))
            .pragma("secure_delete", "ON")
            .pragma("temp_store", "MEMORY")
            .pragma("journal_size_limit", "67108864")
            .log_slow_statements(tracing::log::LevelFilter::Debug, Duration::from_secs(1))
            .log_statements(tracing::log::LevelFilter::Off);
        let mut tries = 1;
        loop {
            match Self::open_file_once(&options).await {
                Err(error) if in_anothers_way(&error) && tries < FILE_TRIES => {
                    tokio::time::sleep(FILE_PAUSE).await;
                    tries += 1;
                }
                outcome => return outcome,
            }
        }
    }

    async fn open_file_once(options: &SqliteConnectOptions) -> Result<Pools, Error> {
        migrate_file(options).await?;
        let with_views = |pool: SqlitePoolOptions| {
            pool.idle_timeout(None)
                .max_lifetime(None)
                .acquire_timeout(Duration::from_secs(10))
                .after_connect(|connection, _| {
                    Box::pin(async move {
                        connection.execute(sqlx::AssertSqlSafe(scope::sqlite_views())).await?;
                        Ok(())
                    })
                })
                .after_release(|connection, _| Box::pin(fit_for_the_next(connection)))
        };
        let write = with_views(SqlitePoolOptions::new()).max_connections(1).connect_with(options.clone()).await?;
        // Each reader keeps the whole schema in memory; those that only a busy moment needed are let go.
        let read = with_views(SqlitePoolOptions::new())
            .max_connections(SQLITE_READERS)
            .min_connections(1)
            .idle_timeout(READER_IDLE)
            .connect_with(options.clone().create_if_missing(false).read_only(true))
            .await?;
        Ok(Pools::Sqlite { write, read })
    }

    async fn open_server(url: &str, connections: u32) -> Result<Pools, Error> {
        if !["postgres://", "postgresql://"].iter().any(|scheme| url.starts_with(scheme)) {
            return Err(Error::Settings(
                "the database address is none of PostgreSQL, the only server that Saksi knows; write it like \
                 postgres://user:password@host/name"
                    .into(),
            ));
        }
        let options = PgConnectOptions::from_str(url)
            .map_err(|_| {
                Error::Settings(
                    "the database address cannot be read; write it like postgres://user:password@host/name".into(),
                )
            })?
            .options([("synchronous_commit", "on"), ("timezone", "UTC")]);
        let options = over_tls(options, url)
            .application_name("saksi")
            .log_slow_statements(tracing::log::LevelFilter::Debug, Duration::from_secs(1))
            .log_statements(tracing::log::LevelFilter::Off);
        let mut connection = options.clone().connect().await?;
        let before = applied(&mut connection).await;
        POSTGRES.run(&mut connection).await?;
        if before != applied(&mut connection).await {
            // In one implicit transaction, so that a process already running never misses a view.
            connection.execute(sqlx::AssertSqlSafe(scope::postgres_views())).await?;
        }
        sqlx::Connection::close(connection).await?;
        let pool = PgPoolOptions::new()
            .max_connections(connections.max(2))
            .acquire_timeout(Duration::from_secs(10))
            .after_release(|connection, _| Box::pin(fit_for_the_next(connection)))
            .connect_with(options)
            .await?;
        Ok(Pools::Postgres(pool))
    }

    /// Which engine stands behind.
    pub fn engine(&self) -> Engine {
        match &self.0.pools {
            Pools::Sqlite { .. } => Engine::Sqlite,
            Pools::Postgres(_) => Engine::Postgres,
        }
    }

    /// The newest migration this program knows.
    pub fn schema_version() -> i64 {
        SQLITE.iter().map(|migration| migration.version).max().unwrap_or(0)
    }

    /// The clock passed at opening.
    pub fn clock(&self) -> Arc<dyn Clock> {
        Arc::clone(&self.0.clock)
    }

    /// The source of randomness passed at opening.
    pub fn random(&self) -> Arc<dyn Random> {
        Arc::clone(&self.0.random)
    }

    /// Opens a transaction. Rooms use [`write!`](crate::write!) and [`read!`](crate::read!) instead, which retry.
    #[doc(hidden)]
    pub async fn begin(&self, viewer: Viewer, writes: bool, alone: bool) -> Result<Tx, Error> {
        Tx::begin(self, viewer, writes, alone).await
    }

    /// The turn of a transaction that writes, on the server engine; the embedded one has a single writer anyway.
    ///
    /// Transactions overlap there, and the server undoes one of two that might not have been the same one after the other; in small
    /// tables it suspects many that have nothing to do with each other (PostgreSQL, "Serializable Isolation Level").
    /// A crowd could meet itself again and again until people are sent away. So whoever has met others a few times waits until no
    /// transaction of this process is under way, and runs alone.
    pub(crate) async fn turn(&self, alone: bool) -> Option<Turn> {
        match self.engine() {
            Engine::Sqlite => None,
            Engine::Postgres if alone => Some(Turn::Alone(Arc::clone(&self.0.turns).write_owned().await)),
            Engine::Postgres => Some(Turn::Beside(Arc::clone(&self.0.turns).read_owned().await)),
        }
    }

    /// Whether the database answers.
    pub async fn ping(&self) -> Result<(), Error> {
        let answer: Result<Option<i64>, Error> = crate::read!(self, Viewer::Public, tx => {
            crate::fetch_scalar!(&mut tx, i64, "SELECT count(*) FROM follower")
        });
        answer.map(|_| ())
    }

    /// Waits for running statements and closes every connection; the embedded database folds its log into the file.
    pub async fn close(&self) {
        match &self.0.pools {
            Pools::Sqlite { write, read } => {
                read.close().await;
                if let Ok(mut connection) = write.acquire().await {
                    let _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").await;
                }
                write.close().await;
            }
            Pools::Postgres(pool) => pool.close().await,
        }
    }

    pub(crate) fn sqlite(&self, writes: bool) -> Option<&SqlitePool> {
        match &self.0.pools {
            Pools::Sqlite { write, read } => Some(if writes { write } else { read }),
            Pools::Postgres(_) => None,
        }
    }

    pub(crate) fn postgres(&self) -> Option<&PgPool> {
        match &self.0.pools {
            Pools::Postgres(pool) => Some(pool),
            Pools::Sqlite { .. } => None,
        }
    }

    pub(crate) fn wake_followers(&self) {
        self.0.journal.notify_waiters();
    }

    pub(crate) fn journal_wake(&self) -> &Notify {
        &self.0.journal
    }

    pub(crate) fn wake_workers(&self) {
        self.0.jobs.notify_waiters();
    }

    pub(crate) fn jobs_wake(&self) -> &Notify {
        &self.0.jobs
    }
}

async fn applied(connection: &mut sqlx::PgConnection) -> Option<i64> {
    sqlx::query_scalar("SELECT max(version) FROM _sqlx_migrations").fetch_one(connection).await.ok().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_database_on_another_machine_shows_its_certificate_unless_its_address_says_otherwise() {
        for (url, expected) in [
            ("postgres://saksi@db.internal/saksi", "VerifyFull"),
            ("postgres://saksi@10.0.0.5:5433/saksi", "VerifyFull"),
            ("postgres://saksi@[2001:db8::5]/saksi", "VerifyFull"),
            ("postgres://saksi@localhost.example.org/saksi", "VerifyFull"),
            ("postgres://saksi@db.internal/saksi?sslmode=require", "Require"),
            ("postgres://saksi@db.internal/saksi?sslmode=prefer", "Prefer"),
            ("postgres://saksi@localhost/saksi", "Prefer"),
            ("postgres://saksi@127.0.0.1:5433/saksi", "Prefer"),
            ("postgres://saksi@[::1]/saksi", "Prefer"),
            ("postgres://saksi@%2Frun%2Fpostgresql/saksi", "Prefer"),
        ] {
            let options = over_tls(PgConnectOptions::from_str(url).unwrap(), url);
            assert_eq!(format!("{:?}", options.get_ssl_mode()), expected, "{url}");
        }
    }

    #[test]
    fn every_migration_of_the_folders_is_in_the_program() {
        let root = std::path::PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").unwrap());
        for (engine, known) in [("sqlite", &*SQLITE), ("postgres", &*POSTGRES)] {
            let folder = root.join("migrations").join(engine);
            let mut files: Vec<_> = std::fs::read_dir(folder)
                .unwrap()
                .map(|entry| entry.unwrap().file_name().to_string_lossy().trim_end_matches(".sql").to_owned())
                .collect();
            files.sort();
            let known: Vec<_> = known
                .iter()
                .map(|migration| format!("{:04}_{}", migration.version, migration.description.replace(' ', "_")))
                .collect();
            assert_eq!(known, files, "{engine}");
        }
    }
}
