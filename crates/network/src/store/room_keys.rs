//! Keys of rooms, sealed.

use saksi_base::Problem;
use saksi_db::{Tx, execute, fetch_all, fetch_scalar};

#[derive(saksi_db::FromRow)]
struct KeyRow {
    name: String,
    sealed: Vec<u8>,
}

/// A room's key as it is kept; none before it was first asked for.
pub(crate) async fn room_key(tx: &mut Tx, name: &str) -> Result<Option<Vec<u8>>, Problem> {
    Ok(fetch_scalar!(tx, Vec<u8>, "SELECT sealed FROM room_key WHERE name = $1", name)?)
}

/// Keeps a room's key, where there is none yet; gives the one that is kept.
pub(crate) async fn claim_room_key(tx: &mut Tx, name: &str, sealed: &[u8]) -> Result<Vec<u8>, Problem> {
    execute!(tx, "INSERT INTO room_key (name, sealed) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING", name, sealed)?;
    room_key(tx, name).await?.ok_or_else(Problem::internal)
}

/// Every room's key.
pub(crate) async fn room_keys(tx: &mut Tx) -> Result<Vec<(String, Vec<u8>)>, Problem> {
    let rows = fetch_all!(tx, KeyRow, "SELECT name, sealed FROM room_key")?;
    Ok(rows.into_iter().map(|row| (row.name, row.sealed)).collect())
}

/// Puts another sealing in the place of the one that is kept.
pub(crate) async fn put_room_key(tx: &mut Tx, name: &str, sealed: &[u8]) -> Result<(), Problem> {
    execute!(tx, "UPDATE room_key SET sealed = $2 WHERE name = $1", name, sealed)?;
    Ok(())
}

/// Forgets every room's key: what it sealed opens no more.
pub(crate) async fn drop_room_keys(tx: &mut Tx) -> Result<(), Problem> {
    execute!(tx, "DELETE FROM room_key")?;
    Ok(())
}
