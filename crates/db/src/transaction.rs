//! Transactions: named, on behalf of a viewer, run again when two of them stood in each other's way.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use saksi_base::{Random, Timestamp};

use crate::engine::{Db, Engine, Turn};
use crate::error::Error;
use crate::scope::{self, Elevation, Viewer};

/// An open transaction. Dropped without [`Tx::commit`], it is rolled back.
pub struct Tx {
    pub(crate) inner: Inner,
    pub(crate) db: Db,
    viewer: Viewer,
    /// The viewer could not be lowered again: nothing more may run, and nothing is kept.
    spoilt: bool,
    now: Timestamp,
    pub(crate) wrote_journal: bool,
    pub(crate) wrote_jobs: bool,
    turn: Option<Turn>,
}

/// The transaction of either engine. Only the macros of this crate look inside.
#[doc(hidden)]
pub enum Inner {
    /// The embedded engine.
    Sqlite(sqlx::Transaction<'static, sqlx::Sqlite>),
    /// The server engine.
    Postgres(sqlx::Transaction<'static, sqlx::Postgres>),
}

impl std::fmt::Debug for Tx {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Tx").field("viewer", &self.viewer).finish_non_exhaustive()
    }
}

impl Tx {
    pub(crate) async fn begin(db: &Db, viewer: Viewer, writes: bool, alone: bool) -> Result<Self, Error> {
        let turn = if writes { db.turn(alone).await } else { None };
        let now = db.clock().now();
        let inner = match (db.sqlite(writes), db.postgres()) {
            (Some(pool), _) => {
                // IMMEDIATE takes the writer's lock at once: two writers then wait instead of failing half-way.
                let begin = if writes { "BEGIN IMMEDIATE" } else { "BEGIN" };
                let text = format!("{begin}; {}", scope::sqlite_viewer(viewer));
                Inner::Sqlite(pool.begin_with(sqlx::AssertSqlSafe(text)).await?)
            }
            (None, Some(pool)) => {
                let begin = if writes {
                    "BEGIN ISOLATION LEVEL SERIALIZABLE"
                } else {
                    "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
                };
                let text = format!("{begin}; {}", scope::postgres_viewer(viewer));
                Inner::Postgres(pool.begin_with(sqlx::AssertSqlSafe(text)).await?)
            }
            (None, None) => return Err(Error::Busy),
        };
        let db = db.clone();
        Ok(Self { inner, db, viewer, spoilt: false, now, wrote_journal: false, wrote_jobs: false, turn })
    }

    /// On whose behalf this runs.
    pub const fn viewer(&self) -> Viewer {
        self.viewer
    }

    /// The moment the transaction began, by the clock passed to the database.
    pub const fn now(&self) -> Timestamp {
        self.now
    }

    /// The source of randomness passed to the database.
    pub fn random(&self) -> Arc<dyn Random> {
        self.db.random()
    }

    /// Which engine stands behind.
    pub fn engine(&self) -> Engine {
        self.db.engine()
    }

    /// Checks a statement and opens the transaction for it. Only the macros call this.
    #[doc(hidden)]
    pub fn statement(&mut self, sql: &'static str) -> Result<&mut Inner, Error> {
        if self.spoilt {
            return Err(Error::Busy);
        }
        scope::check(sql, self.viewer)?;
        Ok(&mut self.inner)
    }

    /// From here on this runs as the system, until [`Tx::lower`] with the viewer that this gives back. Only
    /// [`crate::as_system!`] calls the two.
    #[doc(hidden)]
    pub async fn elevate(&mut self, why: Elevation) -> Result<Viewer, Error> {
        let before = self.viewer;
        if before != Viewer::System {
            metrics::counter!("saksi_elevations_total", "why" => why.name()).increment(1);
            self.tell(Viewer::System).await?;
            self.viewer = Viewer::System;
        }
        Ok(before)
    }

    /// See [`Tx::elevate`].
    #[doc(hidden)]
    pub async fn lower<T, E: From<Error>>(&mut self, to: Viewer, outcome: Result<T, E>) -> Result<T, E> {
        if self.viewer == to {
            return outcome;
        }
        self.viewer = to;
        let told = self.tell(to).await;
        self.spoilt |= told.is_err();
        // What went wrong first is what the caller must know.
        let value = outcome?;
        told?;
        Ok(value)
    }

    async fn tell(&mut self, viewer: Viewer) -> Result<(), Error> {
        match &mut self.inner {
            Inner::Sqlite(tx) => {
                sqlx::raw_sql(sqlx::AssertSqlSafe(scope::sqlite_viewer(viewer))).execute(&mut **tx).await?;
            }
            Inner::Postgres(tx) => {
                sqlx::raw_sql(sqlx::AssertSqlSafe(scope::postgres_viewer(viewer))).execute(&mut **tx).await?;
            }
        }
        Ok(())
    }

    /// Makes it so. On return the change is on disk.
    pub async fn commit(self) -> Result<(), Error> {
        if self.spoilt {
            self.rollback().await;
            return Err(Error::Busy);
        }
        let Self { inner, db, wrote_journal, wrote_jobs, turn, .. } = self;
        match inner {
            Inner::Sqlite(tx) => tx.commit().await?,
            Inner::Postgres(tx) => tx.commit().await?,
        }
        drop(turn);
        if wrote_journal {
            db.wake_followers();
        }
        if wrote_jobs {
            db.wake_workers();
        }
        Ok(())
    }

    /// Makes it not so.
    pub async fn rollback(self) {
        let result = match self.inner {
            Inner::Sqlite(tx) => tx.rollback().await,
            Inner::Postgres(tx) => tx.rollback().await,
        };
        if let Err(error) = result {
            tracing::debug!(%error, "a transaction could not be rolled back; its connection is closed");
        }
    }
}

/// Counts the attempts of one transaction.
#[doc(hidden)]
#[derive(Debug)]
pub struct Attempts {
    name: &'static str,
    made: u32,
}

/// Attempts before the person is asked to try again.
const MOST_ATTEMPTS: u32 = 10;
/// Attempts beside others. Whoever met others as often as that goes on alone.
const ATTEMPTS_BESIDE: u32 = 3;

impl Attempts {
    /// The first is about to begin.
    pub const fn new(name: &'static str) -> Self {
        Self { name, made: 1 }
    }

    /// Whether the next one had better run alone.
    pub const fn alone(&self) -> bool {
        self.made > ATTEMPTS_BESIDE
    }

    /// Waits a little, longer every time, when the failure may pass; says whether to try again.
    pub async fn again(&mut self, transient: bool) -> bool {
        static STAGGER: AtomicU64 = AtomicU64::new(0);
        if !transient || self.made >= MOST_ATTEMPTS {
            return false;
        }
        metrics::counter!("saksi_transaction_retries_total", "transaction" => self.name).increment(1);
        // Two that met must not meet again: each waits a different time.
        let stagger = STAGGER.fetch_add(1, Ordering::Relaxed) % 7;
        tokio::time::sleep(Duration::from_millis((1 << self.made.min(7)) + stagger)).await;
        self.made += 1;
        true
    }
}

/// Runs a named, retried transaction that writes: `write!(db, "publish check", viewer, tx => { … })`.
///
/// The block is the body of an async block; its value is a `Result` whose error is `From<Error> + Transient`, such as
/// `Problem`. Inside, `tx` is a [`Tx`]; hand out `&mut tx`. `Ok` commits, `Err` rolls back.
#[macro_export]
macro_rules! write {
    ($db:expr, $name:literal, $viewer:expr, $tx:ident => $body:block) => {
        $crate::__transaction!($db, $name, $viewer, true, $tx => $body)
    };
}

/// Runs a transaction that only reads, on one snapshot: `read!(db, viewer, tx => { … })`.
#[macro_export]
macro_rules! read {
    ($db:expr, $viewer:expr, $tx:ident => $body:block) => {
        $crate::__transaction!($db, "read", $viewer, false, $tx => $body)
    };
}

/// Runs a part of a member's transaction as the system: `as_system!(tx, SHARED_CLAIM, claims::settle(tx, id))?`. The rest runs
/// for the member again, whatever comes of it. The caller has proved the member's right to exactly this part before.
#[macro_export]
macro_rules! as_system {
    ($tx:expr, $why:expr, $work:expr) => {{
        let before = $tx.elevate($why).await?;
        let outcome = $work.await;
        $tx.lower(before, outcome).await
    }};
}

#[doc(hidden)]
#[macro_export]
macro_rules! __transaction {
    ($db:expr, $name:literal, $viewer:expr, $writes:expr, $tx:ident => $body:block) => {{
        let mut attempts = $crate::Attempts::new($name);
        loop {
            #[allow(unused_mut, clippy::allow_attributes, reason = "not every body needs it mutable")]
            let mut $tx = match $db.begin($viewer, $writes, attempts.alone()).await {
                Ok(tx) => tx,
                Err(error) => {
                    if attempts.again($crate::Transient::is_transient(&error)).await {
                        continue;
                    }
                    break Err(error.into());
                }
            };
            let outcome = async { $body }.await;
            match outcome {
                Ok(value) => match $tx.commit().await {
                    Ok(()) => break Ok(value),
                    Err(error) => {
                        if attempts.again($crate::Transient::is_transient(&error)).await {
                            continue;
                        }
                        break Err(error.into());
                    }
                },
                Err(problem) => {
                    $tx.rollback().await;
                    if attempts.again($crate::Transient::is_transient(&problem)).await {
                        continue;
                    }
                    break Err(problem);
                }
            }
        }
    }};
}

#[doc(hidden)]
#[macro_export]
macro_rules! __statement {
    ($tx:expr, $sql:expr, [$($bind:expr),*], $connection:ident, $query:ident => $run:expr, $make:ident $(, $row:ty)?) => {{
        let sql: &'static str = $sql;
        match $crate::Tx::statement($tx, sql) {
            Err(error) => Err(error),
            Ok($crate::Inner::Sqlite(transaction)) => {
                let $connection = &mut **transaction;
                let $query = $crate::sqlx::$make::<$crate::sqlx::Sqlite $(, $row)?>(sql)$(.bind($bind))*;
                $run.map_err($crate::Error::from)
            }
            Ok($crate::Inner::Postgres(transaction)) => {
                let $connection = &mut **transaction;
                let $query = $crate::sqlx::$make::<$crate::sqlx::Postgres $(, $row)?>(sql)$(.bind($bind))*;
                $run.map_err($crate::Error::from)
            }
        }
    }};
}

/// The one row of a statement, or none: `fetch_optional!(tx, Row, "SELECT …", bind, …)`.
#[macro_export]
macro_rules! fetch_optional {
    ($tx:expr, $row:ty, $sql:expr $(, $bind:expr)* $(,)?) => {
        $crate::__statement!($tx, $sql, [$($bind),*], connection, query => query.fetch_optional(connection).await, query_as, $row)
    };
}

/// The one row of a statement.
#[macro_export]
macro_rules! fetch_one {
    ($tx:expr, $row:ty, $sql:expr $(, $bind:expr)* $(,)?) => {
        $crate::__statement!($tx, $sql, [$($bind),*], connection, query => query.fetch_one(connection).await, query_as, $row)
    };
}

/// Every row of a statement.
#[macro_export]
macro_rules! fetch_all {
    ($tx:expr, $row:ty, $sql:expr $(, $bind:expr)* $(,)?) => {
        $crate::__statement!($tx, $sql, [$($bind),*], connection, query => query.fetch_all(connection).await, query_as, $row)
    };
}

/// The first column of the first row, or `None` when there is no row. For a column that may be NULL ask for `Option<T>`.
#[macro_export]
macro_rules! fetch_scalar {
    ($tx:expr, $type:ty, $sql:expr $(, $bind:expr)* $(,)?) => {
        match $crate::fetch_optional!($tx, ($type,), $sql $(, $bind)*) {
            Ok(row) => Ok(row.map(|row| row.0)),
            Err(error) => Err(error),
        }
    };
}

/// Runs a statement; gives the number of rows it touched.
#[macro_export]
macro_rules! execute {
    ($tx:expr, $sql:expr $(, $bind:expr)* $(,)?) => {
        $crate::__statement!($tx, $sql, [$($bind),*], connection, query => query.execute(connection).await.map(|done| done.rows_affected()), query)
    };
}
