//! How our witnesses stand, and what this server signed of the logs of its peers.

use saksi_base::{Problem, Timestamp};
use saksi_db::{Tx, execute, fetch_all, fetch_optional};

use super::{count, number};
use crate::model::standing::WitnessState;

#[derive(saksi_db::FromRow)]
struct WitnessRow {
    name: String,
    size: i64,
    signed_at: Option<Timestamp>,
    tried_at: Option<Timestamp>,
    failure: Option<String>,
    failures: i64,
    retry_at: Timestamp,
}

/// Our witnesses, by name.
pub(crate) async fn all(tx: &mut Tx) -> Result<Vec<WitnessState>, Problem> {
    let rows = fetch_all!(
        tx,
        WitnessRow,
        "SELECT name, size, signed_at, tried_at, failure, failures, retry_at FROM transparency_witness ORDER BY name"
    )?;
    rows.into_iter()
        .map(|row| {
            Ok(WitnessState {
                name: row.name,
                size: count(row.size)?,
                signed_at: row.signed_at,
                tried_at: row.tried_at,
                failure: row.failure,
                failures: row.failures,
                retry_at: row.retry_at,
            })
        })
        .collect()
}

/// Keeps that a witness signed.
pub(crate) async fn signed(tx: &mut Tx, name: &str, size: u64, at: Timestamp) -> Result<(), Problem> {
    let now = tx.now();
    let size = number(size)?;
    execute!(
        tx,
        "INSERT INTO transparency_witness (name, size, signed_at, tried_at, failures, retry_at) VALUES ($1, $2, $3, $4, 0, $4)
         ON CONFLICT (name) DO UPDATE SET size = excluded.size, signed_at = excluded.signed_at, tried_at = excluded.tried_at,
         failure = NULL, failures = 0, retry_at = excluded.retry_at",
        name,
        size,
        at,
        now
    )?;
    Ok(())
}

/// Keeps that a witness did not sign, and when to ask again.
pub(crate) async fn failed(tx: &mut Tx, name: &str, failure: &str, retry_at: Timestamp) -> Result<(), Problem> {
    let now = tx.now();
    execute!(
        tx,
        "INSERT INTO transparency_witness (name, size, tried_at, failure, failures, retry_at) VALUES ($1, 0, $2, $3, 1, $4)
         ON CONFLICT (name) DO UPDATE SET tried_at = excluded.tried_at, failure = excluded.failure,
         failures = transparency_witness.failures + 1, retry_at = excluded.retry_at",
        name,
        now,
        failure,
        retry_at
    )?;
    Ok(())
}

/// A peer's checkpoint that this server signed last.
#[derive(Debug, Clone, saksi_db::FromRow)]
pub(crate) struct WatchedRow {
    pub(crate) origin: String,
    pub(crate) note: Vec<u8>,
    pub(crate) signed_at: Timestamp,
}

/// What was signed last of a log.
pub(crate) async fn watched(tx: &mut Tx, origin: &str) -> Result<Option<WatchedRow>, Problem> {
    Ok(fetch_optional!(
        tx,
        WatchedRow,
        "SELECT origin, note, signed_at FROM transparency_watched WHERE origin = $1",
        origin
    )?)
}

/// Everything that was signed last.
pub(crate) async fn all_watched(tx: &mut Tx) -> Result<Vec<WatchedRow>, Problem> {
    Ok(fetch_all!(tx, WatchedRow, "SELECT origin, note, signed_at FROM transparency_watched ORDER BY origin")?)
}

/// Keeps what is about to be signed.
pub(crate) async fn watch(tx: &mut Tx, origin: &str, size: u64, note: &[u8]) -> Result<(), Problem> {
    let now = tx.now();
    let size = number(size)?;
    execute!(
        tx,
        "INSERT INTO transparency_watched (origin, size, note, signed_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (origin) DO UPDATE SET size = excluded.size, note = excluded.note, signed_at = excluded.signed_at",
        origin,
        size,
        note,
        now
    )?;
    Ok(())
}

/// Keeps a request that proves a split view, with what was signed before.
pub(crate) async fn keep_split(
    tx: &mut Tx,
    digest: &[u8],
    origin: &str,
    request: &[u8],
    signed: &[u8],
) -> Result<(), Problem> {
    let now = tx.now();
    execute!(
        tx,
        "INSERT INTO transparency_split_view (digest, origin, request, signed, at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (digest) DO NOTHING",
        digest,
        origin,
        request,
        signed,
        now
    )?;
    Ok(())
}
