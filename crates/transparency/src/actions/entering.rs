//! What other rooms ask of the log: take this, how does it stand, and where is the proof.

use saksi_base::{Problem, Timestamp};
use saksi_db::{Db, Tx, Viewer};
use saksi_tlog::{Hash, ProofFile, tile};

use super::Rules;
use crate::model::standing::{InCalendar, Logged, Stamped, Standing};
use crate::store::checkpoints::CheckpointRow;
use crate::store::{calendars, checkpoints, count, damaged, log, stamps, tiles};

/// Puts the hash of a record into the queue of the log, in the caller's transaction. What is there already stays where it is, so
/// it may be called twice.
pub async fn enter(tx: &mut Tx, at: Timestamp, entry: Hash) -> Result<(), Problem> {
    log::enter(tx, at, entry).await
}

/// How an entry stands.
pub async fn standing(db: &Db, entry: Hash) -> Result<Standing, Problem> {
    saksi_db::read!(db, Viewer::Public, tx => {
        let Some(row) = log::entry(&mut tx, entry).await? else { return Ok(Standing::Unknown) };
        let waiting = Standing::Waiting { since: row.entered_at };
        let (Some(position), Some(rules)) = (row.position, log::row(&mut tx).await?) else { return Ok(waiting) };
        let rules = Rules::of(&rules)?;
        let index = count(position)?;
        let Some(over) = checkpoints::over(&mut tx, index).await? else { return Ok(waiting) };
        let signed = rules.open(&over.note)?;
        let verdict = rules.policy.evaluate(signed.note()).map_err(|_| damaged("a checkpoint"))?;
        let mut tokens: Vec<Stamped> = Vec::new();
        for token in stamps::over(&mut tx, entry, Some(position)).await? {
            let (Some(at), size) = (token.stamped_at, token.size.map(count).transpose()?) else { continue };
            // The earliest of each authority says the most; a token of the record itself and one of a checkpoint are two things.
            if !tokens.iter().any(|known| known.authority == token.authority && known.size.is_some() == size.is_some()) {
                tokens.push(Stamped { authority: token.authority, digest: token.digest, size, at });
            }
        }
        let mut in_calendars: Vec<InCalendar> = Vec::new();
        for row in calendars::over(&mut tx, position).await? {
            // Blocks come before promises, and the earliest first.
            if !in_calendars.iter().any(|known| known.calendar == row.calendar) {
                let (size, height) = (count(row.size)?, row.height.map(count).transpose()?);
                let (calendar, digest, asked_at) = (row.calendar, row.digest, row.asked_at);
                in_calendars.push(InCalendar { calendar, digest, size, height, asked_at });
            }
        }
        Ok(Standing::Logged(Box::new(Logged {
            index,
            checkpoint: signed.checkpoint().clone(),
            signed_at: over.signed_at,
            verdict,
            needed: rules.policy.needed(),
            tokens,
            calendars: in_calendars,
        })))
    })
}

/// The offline proof of an entry (`.tlog-proof`), under the checkpoint that [`standing`] names; `None` while it waits.
pub async fn proof(db: &Db, entry: Hash) -> Result<Option<Vec<u8>>, Problem> {
    saksi_db::read!(db, Viewer::Public, tx => {
        let Some(position) = log::entry(&mut tx, entry).await?.and_then(|row| row.position) else { return Ok(None) };
        let index = count(position)?;
        match checkpoints::over(&mut tx, index).await? {
            Some(over) => prove(&mut tx, index, &over).await.map(Some),
            None => Ok(None),
        }
    })
}

/// The offline proof of an entry under the checkpoint of one size, such as one that was stamped.
pub async fn checkpoint_proof(db: &Db, entry: Hash, size: u64) -> Result<Option<Vec<u8>>, Problem> {
    saksi_db::read!(db, Viewer::Public, tx => {
        let Some(position) = log::entry(&mut tx, entry).await?.and_then(|row| row.position) else { return Ok(None) };
        let index = count(position)?;
        match checkpoints::of_size(&mut tx, size).await?.filter(|_| index < size) {
            Some(over) => prove(&mut tx, index, &over).await.map(Some),
            None => Ok(None),
        }
    })
}

async fn prove(tx: &mut Tx, index: u64, over: &CheckpointRow) -> Result<Vec<u8>, Problem> {
    let row = log::row(tx).await?.ok_or_else(|| damaged("the log"))?;
    let signed = Rules::of(&row)?.open(&over.note)?;
    let tiles = tiles::read(tx, &tile::for_inclusion(index, over.size()?)).await?;
    let file = ProofFile::new(index, &signed, &tiles).map_err(|_| damaged("tiles"))?;
    Ok(file.to_string().into_bytes())
}

/// The newest checkpoint, as it is published.
pub async fn newest_checkpoint(db: &Db) -> Result<Option<Vec<u8>>, Problem> {
    saksi_db::read!(db, Viewer::Public, tx => { Ok(checkpoints::newest(&mut tx).await?.map(|row| row.note)) })
}

/// Asks authorities for tokens of a record itself, beside those of the checkpoints that contain it.
pub async fn request_tokens(tx: &mut Tx, entry: Hash, authorities: &[String]) -> Result<(), Problem> {
    for authority in authorities {
        stamps::ask(tx, entry, authority).await?;
    }
    Ok(())
}

/// A kept token: DER, as `openssl ts -verify -token_in` reads it.
pub async fn token(db: &Db, digest: Hash, authority: &str) -> Result<Option<Vec<u8>>, Problem> {
    saksi_db::read!(db, Viewer::Public, tx => { stamps::token(&mut tx, digest, authority).await })
}

/// A kept proof of a calendar (`.ots`), of the checkpoint with this digest.
pub async fn calendar_proof(db: &Db, digest: Hash, calendar: &str) -> Result<Option<Vec<u8>>, Problem> {
    saksi_db::read!(db, Viewer::Public, tx => { calendars::proof(&mut tx, digest, calendar).await })
}
