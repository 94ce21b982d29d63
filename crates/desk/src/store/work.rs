//! What only the work pages read: what happened to a record, and the runs of imports.

use saksi_base::{ImportId, Problem, Timestamp};
use saksi_db::{Tx, fetch_all};
use uuid::Uuid;

/// One thing that happened to a record.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub(crate) struct Happening {
    /// When, or the day alone.
    pub(crate) at: Timestamp,
    /// `public`, `member` or `system`.
    pub(crate) actor: String,
    /// The journal's word for it.
    pub(crate) kind: String,
}

/// What happened to a record, newest first; at most 100 entries.
pub(crate) async fn history(tx: &mut Tx, subject: Uuid) -> Result<Vec<Happening>, Problem> {
    Ok(fetch_all!(
        tx,
        Happening,
        "SELECT at, actor, kind FROM journal WHERE subject = $1 ORDER BY at DESC, position DESC LIMIT 100",
        subject
    )?)
}

/// One run of an import.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub(crate) struct ImportRun {
    /// The run.
    pub(crate) id: ImportId,
    /// What was brought in.
    pub(crate) source: String,
    /// When it began.
    pub(crate) started_at: Timestamp,
    /// When it ended.
    pub(crate) finished_at: Option<Timestamp>,
    /// Rows read.
    pub(crate) rows_read: i64,
    /// Claims added.
    pub(crate) claims: i64,
    /// Checks added.
    pub(crate) checks: i64,
    /// Rows refused.
    pub(crate) rejected: i64,
}

/// The runs on this server, newest first; at most 200. What they brought in is public, so every importer may see them.
pub(crate) async fn imports(tx: &mut Tx) -> Result<Vec<ImportRun>, Problem> {
    Ok(fetch_all!(
        tx,
        ImportRun,
        "SELECT id, source, started_at, finished_at, rows_read, claims, checks, rejected FROM import_run
         ORDER BY started_at DESC, id LIMIT 200"
    )?)
}
