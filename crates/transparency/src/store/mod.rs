//! The tables of the log, as static text for both engines.

pub(crate) mod calendars;
pub(crate) mod checkpoints;
pub(crate) mod log;
pub(crate) mod stamps;
pub(crate) mod tiles;
pub(crate) mod witnesses;

use std::collections::BTreeSet;

use saksi_base::Problem;
use saksi_base::clock::DAY;
use saksi_db::{Db, Tx, Viewer};
use saksi_tlog::{TilePath, tile};

use crate::model::standing::State;

/// Something stored does not read; the person cannot mend it.
pub(crate) fn damaged(what: &'static str) -> Problem {
    tracing::error!(what, "something stored of the log cannot be read; run: saksi verify --all");
    Problem::internal()
}

/// A stored number as it is counted.
pub(crate) fn count(stored: i64) -> Result<u64, Problem> {
    u64::try_from(stored).map_err(|_| damaged("a count"))
}

/// A number as it is stored.
pub(crate) fn number(count: u64) -> Result<i64, Problem> {
    i64::try_from(count).map_err(|_| damaged("a count"))
}

/// How the log stands; `None`: nothing was ever entered.
pub async fn state(db: &Db) -> Result<Option<State>, Problem> {
    saksi_db::read!(db, Viewer::Public, tx => {
        let Some(row) = log::row(&mut tx).await? else { return Ok(None) };
        Ok(Some(State {
            head: row.head()?,
            held: row.held(),
            waiting: log::waiting_count(&mut tx).await?,
            witnesses: witnesses::all(&mut tx).await?,
            overdue: overdue(&mut tx).await?,
            log_key: row.log_key,
            witness_key: row.witness_key,
            policy: row.policy,
        }))
    })
}

/// Who owes a time from outside for longer than a day, or a block for longer than a week.
async fn overdue(tx: &mut Tx) -> Result<Vec<String>, Problem> {
    let (day, week) = (tx.now().plus(-DAY), tx.now().plus(-7 * DAY));
    let mut all = stamps::overdue(tx, day).await?;
    all.extend(calendars::overdue(tx, day, week).await?);
    Ok(all)
}

/// Everything that is stored of the log, for whoever checks all of it.
#[derive(Debug)]
pub struct Stored {
    /// How it stands.
    pub state: State,
    /// Every tile and bundle, as a log of this size has them.
    pub tiles: std::collections::BTreeMap<TilePath, Vec<u8>>,
    /// Every signed checkpoint, by size.
    pub checkpoints: Vec<(u64, Vec<u8>)>,
    /// Every entry with its position.
    pub entries: Vec<(u64, Vec<u8>)>,
    /// Every kept token: stamped digest, authority, token.
    pub tokens: Vec<(Vec<u8>, String, Vec<u8>)>,
    /// Every kept proof of a calendar: stamped digest, calendar, proof (`.ots`).
    pub calendars: Vec<(Vec<u8>, String, Vec<u8>)>,
}

/// Reads all of it; `None`: nothing was ever entered.
pub async fn stored(db: &Db) -> Result<Option<Stored>, Problem> {
    let Some(state) = state(db).await? else { return Ok(None) };
    let size = state.head.size;
    saksi_db::read!(db, Viewer::Public, tx => {
        let paths: BTreeSet<TilePath> = tile::all(size).collect();
        Ok(Some(Stored {
            tiles: tiles::read(&mut tx, &paths).await?,
            checkpoints: checkpoints::all(&mut tx).await?,
            entries: log::placed(&mut tx).await?,
            tokens: stamps::tokens(&mut tx).await?,
            calendars: calendars::proofs(&mut tx).await?,
            state: state.clone(),
        }))
    })
}
