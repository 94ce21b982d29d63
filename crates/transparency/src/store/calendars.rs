//! Which signed states were handed to which calendars, and the proofs that came of it.

use saksi_base::{Problem, Timestamp};
use saksi_db::{Tx, execute, fetch_all, fetch_scalar};
use saksi_tlog::Hash;

use super::number;

/// Notes that a state is to be handed to a calendar; one that was handed to it stays as it is.
pub(crate) async fn ask(tx: &mut Tx, digest: Hash, calendar: &str) -> Result<(), Problem> {
    let now = tx.now();
    execute!(
        tx,
        "INSERT INTO transparency_calendar (digest, calendar, asked_at, failures, retry_at) VALUES ($1, $2, $3, 0, $3)
         ON CONFLICT (digest, calendar) DO NOTHING",
        &digest.as_bytes()[..],
        calendar,
        now
    )?;
    Ok(())
}

/// A state that no block is known to hold yet.
#[derive(Debug, Clone, saksi_db::FromRow)]
pub(crate) struct DueRow {
    pub(crate) digest: Vec<u8>,
    pub(crate) calendar: String,
    pub(crate) asked_at: Timestamp,
    pub(crate) failures: i64,
    /// The promise; `None`: the calendar has not answered yet.
    pub(crate) proof: Option<Vec<u8>>,
}

/// What is due now; who waits longest comes first.
pub(crate) async fn due(tx: &mut Tx, most: i64) -> Result<Vec<DueRow>, Problem> {
    let now = tx.now();
    Ok(fetch_all!(
        tx,
        DueRow,
        "SELECT digest, calendar, asked_at, failures, proof FROM transparency_calendar
         WHERE height IS NULL AND retry_at <= $1 ORDER BY retry_at, asked_at LIMIT $2",
        now,
        most
    )?)
}

/// Keeps a proof: a promise, or one that leads to a block. One that leads to a block is never replaced.
pub(crate) async fn keep(
    tx: &mut Tx,
    row: &DueRow,
    proof: &[u8],
    height: Option<u64>,
    retry_at: Timestamp,
) -> Result<(), Problem> {
    let height = height.map(number).transpose()?;
    execute!(
        tx,
        "UPDATE transparency_calendar SET proof = $1, height = $2, failure = NULL, failures = 0, retry_at = $3
         WHERE digest = $4 AND calendar = $5 AND height IS NULL",
        proof,
        height,
        retry_at,
        &row.digest[..],
        &row.calendar
    )?;
    Ok(())
}

/// Keeps why nothing came of it, and when to ask again.
pub(crate) async fn failed(tx: &mut Tx, row: &DueRow, failure: &str, retry_at: Timestamp) -> Result<(), Problem> {
    execute!(
        tx,
        "UPDATE transparency_calendar SET failures = failures + 1, failure = $1, retry_at = $2 WHERE digest = $3 AND calendar = $4",
        failure,
        retry_at,
        &row.digest[..],
        &row.calendar
    )?;
    Ok(())
}

/// A calendar that cannot be reached is asked for nothing else before this time.
pub(crate) async fn put_off(tx: &mut Tx, calendar: &str, retry_at: Timestamp) -> Result<(), Problem> {
    execute!(
        tx,
        "UPDATE transparency_calendar SET retry_at = $1 WHERE calendar = $2 AND height IS NULL AND retry_at < $1",
        retry_at,
        calendar
    )?;
    Ok(())
}

/// Calendars that gave nothing for what they were handed before `handed`, or no block for what they promised before `promised`.
pub(crate) async fn overdue(tx: &mut Tx, handed: Timestamp, promised: Timestamp) -> Result<Vec<String>, Problem> {
    let rows: Vec<(String,)> = fetch_all!(
        tx,
        (String,),
        "SELECT DISTINCT calendar FROM transparency_calendar
         WHERE height IS NULL AND (proof IS NULL AND asked_at < $1 OR asked_at < $2) ORDER BY calendar",
        handed,
        promised
    )?;
    Ok(rows.into_iter().map(|(calendar,)| calendar).collect())
}

/// When a state was last to be handed in.
pub(crate) async fn last_asked(tx: &mut Tx) -> Result<Option<Timestamp>, Problem> {
    Ok(fetch_scalar!(tx, Option<Timestamp>, "SELECT max(asked_at) FROM transparency_calendar")?.flatten())
}

/// A kept proof, with the size of the state that it is of.
#[derive(Debug, Clone, saksi_db::FromRow)]
pub(crate) struct ProofRow {
    pub(crate) digest: Vec<u8>,
    pub(crate) calendar: String,
    pub(crate) height: Option<i64>,
    pub(crate) asked_at: Timestamp,
    pub(crate) size: i64,
}

/// Proofs of states that contain a position: those that lead to a block first, the earliest block before later ones.
pub(crate) async fn over(tx: &mut Tx, position: i64) -> Result<Vec<ProofRow>, Problem> {
    Ok(fetch_all!(
        tx,
        ProofRow,
        "SELECT o.digest, o.calendar, o.height, o.asked_at, c.size FROM transparency_calendar o
         JOIN transparency_checkpoint c ON c.digest = o.digest
         WHERE o.proof IS NOT NULL AND c.size > $1
         ORDER BY CASE WHEN o.height IS NULL THEN 1 ELSE 0 END, o.height, o.asked_at, o.calendar LIMIT 100",
        position
    )?)
}

/// The newest proofs, for whoever looks at the log.
pub(crate) async fn newest(tx: &mut Tx, most: i64) -> Result<Vec<ProofRow>, Problem> {
    Ok(fetch_all!(
        tx,
        ProofRow,
        "SELECT o.digest, o.calendar, o.height, o.asked_at, c.size FROM transparency_calendar o
         JOIN transparency_checkpoint c ON c.digest = o.digest WHERE o.proof IS NOT NULL
         ORDER BY c.size DESC, o.calendar LIMIT $1",
        most
    )?)
}

/// A kept proof.
pub(crate) async fn proof(tx: &mut Tx, digest: Hash, calendar: &str) -> Result<Option<Vec<u8>>, Problem> {
    Ok(fetch_scalar!(
        tx,
        Option<Vec<u8>>,
        "SELECT proof FROM transparency_calendar WHERE digest = $1 AND calendar = $2",
        &digest.as_bytes()[..],
        calendar
    )?
    .flatten())
}

/// Every kept proof: stamped digest, calendar, proof.
pub(crate) async fn proofs(tx: &mut Tx) -> Result<Vec<(Vec<u8>, String, Vec<u8>)>, Problem> {
    Ok(fetch_all!(
        tx,
        (Vec<u8>, String, Vec<u8>),
        "SELECT digest, calendar, proof FROM transparency_calendar WHERE proof IS NOT NULL ORDER BY asked_at, calendar"
    )?)
}
