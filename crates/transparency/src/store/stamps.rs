//! What is to be stamped, by whom, and the tokens that came.

use saksi_base::{Problem, Timestamp};
use saksi_db::{Tx, execute, fetch_all, fetch_scalar};
use saksi_tlog::Hash;

/// Asks for a token; one that was asked for or is there stays.
pub(crate) async fn ask(tx: &mut Tx, digest: Hash, authority: &str) -> Result<(), Problem> {
    let now = tx.now();
    execute!(
        tx,
        "INSERT INTO transparency_stamp (digest, authority, asked_at, failures, retry_at) VALUES ($1, $2, $3, 0, $3)
         ON CONFLICT (digest, authority) DO NOTHING",
        &digest.as_bytes()[..],
        authority,
        now
    )?;
    Ok(())
}

/// A token that is to be got.
#[derive(Debug, Clone, saksi_db::FromRow)]
pub(crate) struct DueRow {
    pub(crate) digest: Vec<u8>,
    pub(crate) authority: String,
    pub(crate) failures: i64,
}

/// What is due now, the oldest first.
pub(crate) async fn due(tx: &mut Tx, most: i64) -> Result<Vec<DueRow>, Problem> {
    let now = tx.now();
    Ok(fetch_all!(
        tx,
        DueRow,
        "SELECT digest, authority, failures FROM transparency_stamp WHERE token IS NULL AND retry_at <= $1 ORDER BY asked_at LIMIT $2",
        now,
        most
    )?)
}

/// Keeps a token that was verified.
pub(crate) async fn keep(
    tx: &mut Tx,
    digest: &[u8],
    authority: &str,
    token: &[u8],
    at: Timestamp,
    accuracy: i64,
) -> Result<(), Problem> {
    execute!(
        tx,
        "UPDATE transparency_stamp SET token = $1, stamped_at = $2, accuracy = $3, failure = NULL
         WHERE digest = $4 AND authority = $5 AND token IS NULL",
        token,
        at,
        accuracy,
        digest,
        authority
    )?;
    Ok(())
}

/// Keeps why there is none yet, and when to ask again.
pub(crate) async fn failed(
    tx: &mut Tx,
    digest: &[u8],
    authority: &str,
    failure: &str,
    retry_at: Timestamp,
) -> Result<(), Problem> {
    execute!(
        tx,
        "UPDATE transparency_stamp SET failures = failures + 1, failure = $1, retry_at = $2 WHERE digest = $3 AND authority = $4",
        failure,
        retry_at,
        digest,
        authority
    )?;
    Ok(())
}

/// Authorities that gave no token for what they were asked before a moment.
pub(crate) async fn overdue(tx: &mut Tx, asked: Timestamp) -> Result<Vec<String>, Problem> {
    let rows: Vec<(String,)> = fetch_all!(
        tx,
        (String,),
        "SELECT DISTINCT authority FROM transparency_stamp WHERE token IS NULL AND asked_at < $1 ORDER BY authority",
        asked
    )?;
    Ok(rows.into_iter().map(|(authority,)| authority).collect())
}

/// When a checkpoint was last to be stamped.
pub(crate) async fn last_asked(tx: &mut Tx) -> Result<Option<Timestamp>, Problem> {
    Ok(fetch_scalar!(
        tx,
        Option<Timestamp>,
        "SELECT max(asked_at) FROM transparency_stamp WHERE digest IN (SELECT digest FROM transparency_checkpoint)"
    )?
    .flatten())
}

/// A kept token, with the size of the checkpoint that it stamps.
#[derive(Debug, Clone, saksi_db::FromRow)]
pub(crate) struct TokenRow {
    pub(crate) digest: Vec<u8>,
    pub(crate) authority: String,
    pub(crate) stamped_at: Option<Timestamp>,
    pub(crate) size: Option<i64>,
}

/// Tokens of an entry itself and of checkpoints that contain its position, the earliest first.
pub(crate) async fn over(tx: &mut Tx, entry: Hash, position: Option<i64>) -> Result<Vec<TokenRow>, Problem> {
    Ok(fetch_all!(
        tx,
        TokenRow,
        "SELECT s.digest, s.authority, s.stamped_at, c.size FROM transparency_stamp s
         LEFT JOIN transparency_checkpoint c ON c.digest = s.digest
         WHERE s.token IS NOT NULL AND (s.digest = $1 OR c.size > $2) ORDER BY s.stamped_at LIMIT 100",
        &entry.as_bytes()[..],
        position
    )?)
}

/// The newest tokens of checkpoints, for whoever looks at the log.
pub(crate) async fn newest(tx: &mut Tx, most: i64) -> Result<Vec<TokenRow>, Problem> {
    Ok(fetch_all!(
        tx,
        TokenRow,
        "SELECT s.digest, s.authority, s.stamped_at, c.size FROM transparency_stamp s
         JOIN transparency_checkpoint c ON c.digest = s.digest WHERE s.token IS NOT NULL ORDER BY s.stamped_at DESC LIMIT $1",
        most
    )?)
}

/// A kept token.
pub(crate) async fn token(tx: &mut Tx, digest: Hash, authority: &str) -> Result<Option<Vec<u8>>, Problem> {
    Ok(fetch_scalar!(
        tx,
        Option<Vec<u8>>,
        "SELECT token FROM transparency_stamp WHERE digest = $1 AND authority = $2",
        &digest.as_bytes()[..],
        authority
    )?
    .flatten())
}

/// Every kept token.
pub(crate) async fn tokens(tx: &mut Tx) -> Result<Vec<(Vec<u8>, String, Vec<u8>)>, Problem> {
    Ok(fetch_all!(
        tx,
        (Vec<u8>, String, Vec<u8>),
        "SELECT digest, authority, token FROM transparency_stamp WHERE token IS NOT NULL ORDER BY asked_at"
    )?)
}
