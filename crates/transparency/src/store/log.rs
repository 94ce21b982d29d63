//! The row that says how the log stands, the entries, and the secret of its keys.

use std::fmt::Write as _;

use saksi_base::{Problem, Timestamp};
use saksi_db::{Tx, execute, fetch_all, fetch_optional, fetch_scalar};
use saksi_tlog::Hash;
use saksi_tlog::writer::Head;
use uuid::Uuid;
use zeroize::Zeroizing;

use super::{count, damaged, number};
use crate::model::standing::Held;

const SECRET: &str = "transparency-secret";

/// The secret of the keys; the first process makes it.
pub(crate) async fn secret(tx: &mut Tx, fresh: &[u8; 32]) -> Result<Zeroizing<[u8; 32]>, Problem> {
    let now = tx.now();
    let text = Zeroizing::new(fresh.iter().fold(String::with_capacity(64), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    }));
    execute!(
        tx,
        "INSERT INTO setting (name, value, changed_at) VALUES ($1, $2, $3) ON CONFLICT (name) DO NOTHING",
        SECRET,
        text.as_str(),
        now
    )?;
    let stored = fetch_scalar!(tx, String, "SELECT value FROM setting WHERE name = $1", SECRET)?;
    let stored = Zeroizing::new(stored.unwrap_or_default());
    let hash = Hash::from_hex(&stored).ok_or_else(|| damaged("the secret of the log's keys"))?;
    Ok(Zeroizing::new(*hash.as_bytes()))
}

/// The one row of the log.
#[derive(saksi_db::FromRow)]
pub(crate) struct LogRow {
    pub(crate) log_key: String,
    pub(crate) witness_key: String,
    pub(crate) policy: String,
    size: i64,
    root: Vec<u8>,
    held: Option<String>,
}

impl LogRow {
    pub(crate) fn head(&self) -> Result<Head, Problem> {
        let root = Hash::from_slice(&self.root).ok_or_else(|| damaged("the root"))?;
        Ok(Head { size: count(self.size)?, root })
    }

    /// Why nothing may be signed. A reason that a newer version wrote holds, too.
    pub(crate) fn held(&self) -> Option<Held> {
        self.held.as_deref().map(|held| Held::parse(held).unwrap_or(Held::Restored))
    }
}

/// The row; `None` before the first entry.
pub(crate) async fn row(tx: &mut Tx) -> Result<Option<LogRow>, Problem> {
    Ok(fetch_optional!(
        tx,
        LogRow,
        "SELECT log_key, witness_key, policy, size, root, held FROM transparency_log WHERE id = 1"
    )?)
}

/// Makes the row, once.
pub(crate) async fn found(tx: &mut Tx, log_key: &str, witness_key: &str, policy: &str) -> Result<(), Problem> {
    let root = Hash::of_empty_log();
    execute!(
        tx,
        "INSERT INTO transparency_log (id, log_key, witness_key, policy, size, root) VALUES (1, $1, $2, $3, 0, $4)
         ON CONFLICT (id) DO NOTHING",
        log_key,
        witness_key,
        policy,
        &root.as_bytes()[..]
    )?;
    Ok(())
}

/// Keeps the policy by which witnesses are counted.
pub(crate) async fn set_policy(tx: &mut Tx, policy: &str) -> Result<(), Problem> {
    execute!(tx, "UPDATE transparency_log SET policy = $1 WHERE id = 1 AND policy <> $1", policy)?;
    Ok(())
}

/// Replaces the head, if it is still the one before. Whether it was.
pub(crate) async fn replace_head(tx: &mut Tx, before: Head, after: Head) -> Result<bool, Problem> {
    let (old, new) = (number(before.size)?, number(after.size)?);
    let changed = execute!(
        tx,
        "UPDATE transparency_log SET size = $1, root = $2 WHERE id = 1 AND size = $3 AND root = $4 AND held IS NULL",
        new,
        &after.root.as_bytes()[..],
        old,
        &before.root.as_bytes()[..]
    )?;
    Ok(changed == 1)
}

/// Says why nothing may be signed, or that it may again.
pub(crate) async fn set_held(tx: &mut Tx, held: Option<&Held>) -> Result<(), Problem> {
    execute!(tx, "UPDATE transparency_log SET held = $1 WHERE id = 1", held.map(ToString::to_string))?;
    Ok(())
}

/// Takes the lease, or holds on to it. Whether this worker has it now.
pub(crate) async fn lease(tx: &mut Tx, worker: Uuid, length: i64) -> Result<bool, Problem> {
    let now = tx.now();
    let until = now.plus(length);
    let taken = execute!(
        tx,
        "UPDATE transparency_log SET leased_by = $1, leased_until = $2
         WHERE id = 1 AND (leased_by IS NULL OR leased_by = $1 OR leased_until < $3)",
        worker,
        until,
        now
    )?;
    Ok(taken == 1)
}

/// Gives the lease back, so that another process goes on at once.
pub(crate) async fn release(tx: &mut Tx, worker: Uuid) -> Result<(), Problem> {
    execute!(
        tx,
        "UPDATE transparency_log SET leased_by = NULL, leased_until = NULL WHERE id = 1 AND leased_by = $1",
        worker
    )?;
    Ok(())
}

/// Puts an entry into the queue; one that is there already stays where it is.
pub(crate) async fn enter(tx: &mut Tx, at: Timestamp, entry: Hash) -> Result<(), Problem> {
    execute!(
        tx,
        "INSERT INTO transparency_entry (entry, entered_at) VALUES ($1, $2) ON CONFLICT (entry) DO NOTHING",
        &entry.as_bytes()[..],
        at
    )?;
    Ok(())
}

/// When an entry was entered, and its place.
#[derive(saksi_db::FromRow)]
pub(crate) struct EntryRow {
    pub(crate) entered_at: Timestamp,
    pub(crate) position: Option<i64>,
}

/// An entry, if it was ever entered.
pub(crate) async fn entry(tx: &mut Tx, entry: Hash) -> Result<Option<EntryRow>, Problem> {
    Ok(fetch_optional!(
        tx,
        EntryRow,
        "SELECT entered_at, position FROM transparency_entry WHERE entry = $1",
        &entry.as_bytes()[..]
    )?)
}

/// Entries that wait, the oldest first.
pub(crate) async fn waiting(tx: &mut Tx, most: i64) -> Result<Vec<Vec<u8>>, Problem> {
    let rows: Vec<(Vec<u8>,)> = fetch_all!(
        tx,
        (Vec<u8>,),
        "SELECT entry FROM transparency_entry WHERE position IS NULL ORDER BY entered_at, entry LIMIT $1",
        most
    )?;
    Ok(rows.into_iter().map(|(entry,)| entry).collect())
}

/// How many entries wait.
pub(crate) async fn waiting_count(tx: &mut Tx) -> Result<u64, Problem> {
    count(fetch_scalar!(tx, i64, "SELECT count(*) FROM transparency_entry WHERE position IS NULL")?.unwrap_or(0))
}

/// Gives an entry its place. Whether it had none.
pub(crate) async fn place(tx: &mut Tx, entry: &[u8], position: u64) -> Result<bool, Problem> {
    let position = number(position)?;
    let placed = execute!(
        tx,
        "UPDATE transparency_entry SET position = $1 WHERE entry = $2 AND position IS NULL",
        position,
        entry
    )?;
    Ok(placed == 1)
}

/// Every entry that has a place, in order.
pub(crate) async fn placed(tx: &mut Tx) -> Result<Vec<(u64, Vec<u8>)>, Problem> {
    let rows: Vec<(i64, Vec<u8>)> = fetch_all!(
        tx,
        (i64, Vec<u8>),
        "SELECT position, entry FROM transparency_entry WHERE position IS NOT NULL ORDER BY position"
    )?;
    rows.into_iter().map(|(position, entry)| Ok((count(position)?, entry))).collect()
}
