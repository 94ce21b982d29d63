//! Giving entries their places, and signing what that makes.
//!
//! Tiles, places, size and root are one transaction: what `saksi_tlog::writer` asks to be written and synced first, and what it
//! asks to be replaced after it, becomes lasting together or not at all. Signing comes after that, and what is signed is what is
//! stored. A server that ended between the two signs the same text at its next start, with the same signature.

use saksi_base::Problem;
use saksi_db::{Db, Viewer};
use saksi_tlog::writer::Head;
use saksi_tlog::{Edge, LogSigner};

use super::Rules;
use crate::store::{checkpoints, damaged, log, tiles};

/// Most entries that get their places in one transaction.
pub(crate) const BATCH: i64 = 1_024;

/// Gives waiting entries their places. The new head; `None`: nothing waited, or nothing may be done now.
pub(crate) async fn sequence(db: &Db) -> Result<Option<Head>, Problem> {
    // Read apart, so that rooms that enter something at this moment do not stand in the way.
    let waiting = saksi_db::read!(db, Viewer::System, tx => { log::waiting(&mut tx, BATCH).await })?;
    if waiting.is_empty() {
        return Ok(None);
    }
    saksi_db::write!(db, "sequence entries", Viewer::System, tx => {
        let Some(row) = log::row(&mut tx).await?.filter(|row| row.held().is_none()) else { return Ok(None) };
        let before = row.head()?;
        let edge = tiles::read(&mut tx, &tiles::of_the_edge(before)).await?;
        let edge = Edge::resume(&edge, before).map_err(|error| {
            tracing::error!(%error, "the log cannot go on from what is stored");
            damaged("the right edge of the log")
        })?;
        let mut added: Vec<&[u8]> = Vec::with_capacity(waiting.len());
        for entry in &waiting {
            if log::place(&mut tx, entry, before.size + added.len() as u64).await? {
                added.push(entry);
            }
        }
        if added.is_empty() {
            return Ok(None);
        }
        let growth = edge.append(&added).map_err(|_| damaged("an entry"))?;
        for (path, bytes) in &growth.writes {
            tiles::write(&mut tx, path, bytes).await?;
        }
        // Of two that sequence at once, the engine undoes one; this is the second lock on the same door.
        if !log::replace_head(&mut tx, growth.before, growth.after).await? {
            return Err(Problem { transient: true, ..Problem::internal() });
        }
        Ok(Some(growth.after))
    })
}

/// Signs the stored head, if no checkpoint of it is there. Whether one was signed.
pub(crate) async fn sign(db: &Db, signer: &LogSigner) -> Result<bool, Problem> {
    saksi_db::write!(db, "sign checkpoint", Viewer::System, tx => {
        let Some(row) = log::row(&mut tx).await?.filter(|row| row.held().is_none()) else { return Ok(false) };
        let head = row.head()?;
        if head.size == 0 || checkpoints::of_size(&mut tx, head.size).await?.is_some() {
            return Ok(false);
        }
        let rules = Rules::of(&row)?;
        if rules.key != *signer.public_key() {
            return Err(damaged("the log's key"));
        }
        let checkpoint = signer.sign(head);
        checkpoints::keep(&mut tx, &checkpoint, rules.enough(checkpoint.note())).await?;
        Ok(true)
    })
}
