//! Tiles as rows: the widest state of each. What a smaller log had of a tile is its beginning.

use std::collections::{BTreeMap, BTreeSet};

use saksi_base::Problem;
use saksi_db::{Tx, execute, fetch_scalar};
use saksi_tlog::tile::{TileKind, WIDTH};
use saksi_tlog::writer::Head;
use saksi_tlog::{Hash, TilePath};

use super::number;

/// Tiles that were read.
pub(crate) type Map = BTreeMap<TilePath, Vec<u8>>;

/// Bytes of an entry in a bundle: its length in two, and a hash.
const ENTRY: usize = 2 + Hash::LENGTH;

fn level(path: &TilePath) -> i64 {
    match path.kind() {
        TileKind::Hashes(level) => i64::from(level),
        TileKind::Entries => -1,
    }
}

/// How many bytes a tile of this width has. Every entry of this log is a hash, so bundles are even, too.
fn length(path: &TilePath) -> usize {
    let each = if path.kind() == TileKind::Entries { ENTRY } else { Hash::LENGTH };
    usize::from(path.width()) * each
}

/// One tile. `None`: it does not reach that far.
pub(crate) async fn one(tx: &mut Tx, path: &TilePath) -> Result<Option<Vec<u8>>, Problem> {
    let number = number(path.index())?;
    let found = fetch_scalar!(
        tx,
        Vec<u8>,
        "SELECT bytes FROM transparency_tile WHERE level = $1 AND number = $2",
        level(path),
        number
    )?;
    Ok(found.and_then(|mut bytes| {
        let length = length(path);
        (bytes.len() >= length).then(|| {
            bytes.truncate(length);
            bytes
        })
    }))
}

/// These tiles; those that are not there are left out.
pub(crate) async fn read(tx: &mut Tx, paths: &BTreeSet<TilePath>) -> Result<Map, Problem> {
    let mut map = Map::new();
    for path in paths {
        if let Some(bytes) = one(tx, path).await? {
            map.insert(*path, bytes);
        }
    }
    Ok(map)
}

/// The tiles of the right edge of a log.
pub(crate) fn of_the_edge(head: Head) -> BTreeSet<TilePath> {
    let mut paths: BTreeSet<TilePath> =
        TilePath::in_log(TileKind::Entries, head.size / u64::from(WIDTH), head.size).into_iter().collect();
    let mut hashes = head.size;
    for level in 0..8 {
        if hashes == 0 {
            break;
        }
        paths.extend(TilePath::in_log(TileKind::Hashes(level), hashes / u64::from(WIDTH), head.size));
        hashes /= u64::from(WIDTH);
    }
    paths
}

/// Writes a tile over what was there of it.
pub(crate) async fn write(tx: &mut Tx, path: &TilePath, bytes: &[u8]) -> Result<(), Problem> {
    let number = number(path.index())?;
    execute!(
        tx,
        "INSERT INTO transparency_tile (level, number, bytes) VALUES ($1, $2, $3)
         ON CONFLICT (level, number) DO UPDATE SET bytes = excluded.bytes",
        level(path),
        number,
        bytes
    )?;
    Ok(())
}
