//! Clearing the store of pieces that nothing names: those of a capture that was broken off, and those of deleted evidence.
//!
//! A piece is written down as under way before it goes into the store, and struck off in the transaction in which a row comes to
//! name it. What stands there for long belongs to a process that died. A sweep strikes it off and hands it to deletion in one
//! transaction; a capture that was only asleep meanwhile finds its piece struck off, names nothing, and begins again. So no row
//! ever names a piece that a sweep took, whatever the clocks say.

use saksi_base::clock::HOUR;
use saksi_base::{Problem, Timestamp};
use saksi_db::{Db, Viewer};

use crate::Room;
use crate::keeping::failed;
use crate::store::parts;

/// No capture and no upload takes that long.
const OVERDUE: i64 = HOUR;
/// Pieces of one transaction.
const BATCH: i64 = 100;

/// Clears away what was broken off, and deletes from the store what nothing names any more; how many pieces.
pub async fn sweep(room: &Room, db: &Db) -> Result<u64, Problem> {
    sweep_before(db, db.clock().now().plus(-OVERDUE)).await?;
    delete_gone(room, db).await
}

/// Hands pieces to deletion that were under way before a moment and that no row came to name; how many.
pub async fn sweep_before(db: &Db, before: Timestamp) -> Result<u64, Problem> {
    let mut swept = 0;
    loop {
        let found: Result<(usize, u64), Problem> = saksi_db::write!(db, "sweep pieces", Viewer::System, tx => {
            let overdue = parts::overdue(&mut tx, before, BATCH).await?;
            let mut struck = 0;
            for piece in &overdue {
                // Whoever strikes it off decides; a capture that ends at this moment may have been first.
                if parts::strike_off(&mut tx, *piece).await? {
                    parts::let_go(&mut tx, *piece).await?;
                    struck += 1;
                }
            }
            Ok((overdue.len(), struck))
        });
        let (found, struck) = found?;
        swept += struck;
        if found == 0 {
            return Ok(swept);
        }
    }
}

/// Deletes from the store what waits for it; how many pieces.
async fn delete_gone(room: &Room, db: &Db) -> Result<u64, Problem> {
    let mut deleted = 0;
    loop {
        let gone = saksi_db::read!(db, Viewer::System, tx => { parts::gone(&mut tx, BATCH).await });
        let gone: Vec<saksi_db::blobs::BlobHash> = gone?;
        if gone.is_empty() {
            return Ok(deleted);
        }
        for piece in gone {
            room.blobs().delete(piece).await.map_err(|error| failed(&error))?;
            let noted: Result<(), Problem> = saksi_db::write!(db, "piece deleted", Viewer::System, tx => {
                parts::deleted(&mut tx, piece).await
            });
            noted?;
            deleted += 1;
        }
    }
}
