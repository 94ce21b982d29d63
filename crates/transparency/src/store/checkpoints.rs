//! Signed checkpoints. Each is kept as it was signed, with the cosignatures that came since.

use saksi_base::{Problem, Timestamp};
use saksi_db::{Tx, execute, fetch_all, fetch_optional};
use saksi_tlog::SignedCheckpoint;

use super::{count, number};

/// A stored checkpoint.
#[derive(Debug, Clone, saksi_db::FromRow)]
pub(crate) struct CheckpointRow {
    size: i64,
    pub(crate) digest: Vec<u8>,
    pub(crate) note: Vec<u8>,
    pub(crate) signed_at: Timestamp,
}

impl CheckpointRow {
    pub(crate) fn size(&self) -> Result<u64, Problem> {
        count(self.size)
    }
}

/// Keeps a checkpoint that was just signed; one of this size that is there stays.
pub(crate) async fn keep(tx: &mut Tx, checkpoint: &SignedCheckpoint, enough: bool) -> Result<(), Problem> {
    let now = tx.now();
    let size = number(checkpoint.checkpoint().size())?;
    execute!(
        tx,
        "INSERT INTO transparency_checkpoint (size, digest, note, signed_at, enough) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (size) DO NOTHING",
        size,
        &checkpoint.digest().as_bytes()[..],
        checkpoint.to_bytes(),
        now,
        enough
    )?;
    Ok(())
}

/// Keeps the cosignatures that a checkpoint got.
pub(crate) async fn replace(tx: &mut Tx, checkpoint: &SignedCheckpoint, enough: bool) -> Result<(), Problem> {
    let size = number(checkpoint.checkpoint().size())?;
    execute!(
        tx,
        "UPDATE transparency_checkpoint SET note = $1, enough = $2 WHERE size = $3",
        checkpoint.to_bytes(),
        enough,
        size
    )?;
    Ok(())
}

/// The newest.
pub(crate) async fn newest(tx: &mut Tx) -> Result<Option<CheckpointRow>, Problem> {
    Ok(fetch_optional!(
        tx,
        CheckpointRow,
        "SELECT size, digest, note, signed_at FROM transparency_checkpoint ORDER BY size DESC LIMIT 1"
    )?)
}

/// That of a size.
pub(crate) async fn of_size(tx: &mut Tx, size: u64) -> Result<Option<CheckpointRow>, Problem> {
    let size = number(size)?;
    Ok(fetch_optional!(
        tx,
        CheckpointRow,
        "SELECT size, digest, note, signed_at FROM transparency_checkpoint WHERE size = $1",
        size
    )?)
}

/// The best one that contains a position: the first that enough witnesses signed, or the newest while there is none.
pub(crate) async fn over(tx: &mut Tx, position: u64) -> Result<Option<CheckpointRow>, Problem> {
    let position = number(position)?;
    let enough = fetch_optional!(
        tx,
        CheckpointRow,
        "SELECT size, digest, note, signed_at FROM transparency_checkpoint WHERE size > $1 AND enough ORDER BY size LIMIT 1",
        position
    )?;
    match enough {
        Some(row) => Ok(Some(row)),
        None => {
            let newest = newest(tx).await?;
            Ok(newest.filter(|row| row.size > position))
        }
    }
}

/// The newest one that enough witnesses signed.
pub(crate) async fn newest_enough(tx: &mut Tx) -> Result<Option<CheckpointRow>, Problem> {
    Ok(fetch_optional!(
        tx,
        CheckpointRow,
        "SELECT size, digest, note, signed_at FROM transparency_checkpoint WHERE enough ORDER BY size DESC LIMIT 1"
    )?)
}

/// Every one, by size.
pub(crate) async fn all(tx: &mut Tx) -> Result<Vec<(u64, Vec<u8>)>, Problem> {
    let rows: Vec<(i64, Vec<u8>)> =
        fetch_all!(tx, (i64, Vec<u8>), "SELECT size, note FROM transparency_checkpoint ORDER BY size")?;
    rows.into_iter().map(|(size, note)| Ok((count(size)?, note))).collect()
}
