//! Adding to a log so that a crash never forks it.
//!
//! [`Edge`] is what one needs to remember of a log to go on: the right edge of its tree. Appending changes nothing; it
//! returns the next edge and what to write. The order in which a server makes it last is the point of this module:
//!
//! 1. Write and sync every tile and bundle of [`Growth::writes`]. No checkpoint speaks of them yet, so a crash here leaves
//!    bytes that nobody may ask for, and that the next attempt overwrites.
//! 2. In one transaction, replace the stored size and root **if they are still those the growth began from**
//!    ([`Growth::before`]). Only one of two writers gets through; the other one begins again from the new edge.
//! 3. Sign the checkpoint of exactly that size and root, ask the witnesses, and publish. Ed25519 signs the same bytes the
//!    same way, so a server that crashed between 2 and 3 signs the same checkpoint again.
//! 4. Only now acknowledge the entries.
//!
//! Nothing is ever signed that is not stored, and nothing stored is replaced by something of the same or a smaller size.
//! After a crash or a restore [`Edge::resume`] reads the edge back from the tiles and compares it with the stored root;
//! whether a restored server may sign at all is for [`crate::witness::reconcile`] to say.

use crate::hash::Hash;
use crate::tile::{self, TileError, TileKind, TilePath, Tiles, WIDTH};
use crate::tree;

/// The longest entry: its length is written in two bytes.
pub const LONGEST_ENTRY: usize = 65_535;

/// Why entries were not added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AppendError {
    /// One of them is too long for a bundle.
    #[error("entry {0} of those to add is longer than 65,535 bytes")]
    TooLong(usize),
    /// The log has as many entries as a log can have.
    #[error("the log is full")]
    Full,
}

/// Size and root of a log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// How many entries.
    pub size: u64,
    /// The root of the tree over them.
    pub root: Hash,
}

/// The right edge of a log: all that is needed to add to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edge {
    size: u64,
    /// The complete subtrees of the whole tree, from which the root is computed.
    peaks: tree::Peaks,
    /// The hashes of the unfinished tile of each level, lowest first; fewer than 256 each.
    levels: Vec<Vec<Hash>>,
    /// The bytes of the unfinished bundle.
    bundle: Vec<u8>,
}

/// What to write, in the order of the module's documentation, to make a log grow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Growth {
    /// What must still be stored when the new head replaces it.
    pub before: Head,
    /// The new size and root.
    pub after: Head,
    /// Tiles and bundles, to be written and synced first. Partial ones are those of exactly the new size.
    pub writes: Vec<(TilePath, Vec<u8>)>,
    /// The edge to remember once the new head is stored.
    pub edge: Edge,
}

impl Default for Edge {
    fn default() -> Self {
        Self::empty()
    }
}

impl Edge {
    /// Of the empty log.
    pub const fn empty() -> Self {
        Self { size: 0, peaks: Vec::new(), levels: Vec::new(), bundle: Vec::new() }
    }

    /// Reads the edge of a stored log back and compares it with its root. Whatever a crash left beyond `head` is not read.
    pub fn resume(tiles: &impl Tiles, head: Head) -> Result<Self, TileError> {
        let mut edge = Self { size: head.size, ..Self::empty() };
        if head.size > tree::LARGEST_SIZE {
            return Err(TileError::Beyond);
        }
        let mut hashes = head.size;
        for level in 0..8 {
            if hashes == 0 {
                break;
            }
            let partial = TilePath::in_log(TileKind::Hashes(level), hashes / u64::from(WIDTH), head.size);
            edge.levels.push(match partial {
                Some(path) => tile::read_hashes(tiles, &path)?,
                None => Vec::new(),
            });
            hashes /= u64::from(WIDTH);
        }
        if let Some(path) = TilePath::in_log(TileKind::Entries, head.size / u64::from(WIDTH), head.size) {
            let (found, bytes) = tile::read(tiles, &path)?;
            let entries = found.entries(&bytes).ok_or(TileError::Damaged(found))?;
            let leaves = edge.levels.first().map_or(&[][..], Vec::as_slice);
            for (place, entry) in entries.into_iter().take(usize::from(path.width())).enumerate() {
                if leaves.get(place) != Some(&Hash::leaf(entry)) {
                    return Err(TileError::Damaged(found));
                }
                push(&mut edge.bundle, entry);
            }
        }
        edge.peaks = edge.computed_peaks();
        if edge.root() == head.root { Ok(edge) } else { Err(TileError::Root) }
    }

    /// The number of the unfinished tile of a level.
    fn tile_index(&self, level: u8) -> u64 {
        self.size.checked_shr(8 * (u32::from(level) + 1)).unwrap_or(0)
    }

    /// How many entries the log has.
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// The root of its tree.
    pub fn root(&self) -> Hash {
        tree::fold(self.peaks.iter().map(|(_, hash)| *hash))
    }

    /// The peaks out of the unfinished tiles, the highest level's first: each holds complete subtrees.
    fn computed_peaks(&self) -> tree::Peaks {
        let mut peaks = tree::Peaks::new();
        for (level, hashes) in (0_u32..).zip(&self.levels).collect::<Vec<_>>().into_iter().rev() {
            let mut rest = hashes.as_slice();
            while let Some(above) = rest.len().checked_ilog2()
                && let Some((complete, after)) = rest.split_at_checked(1 << above)
            {
                peaks.push((8 * level + above, tree::root_of(complete)));
                rest = after;
            }
        }
        peaks
    }

    /// Size and root together.
    pub fn head(&self) -> Head {
        Head { size: self.size, root: self.root() }
    }

    /// What adding these entries would write. Nothing changes until the caller has stored it.
    pub fn append<E: AsRef<[u8]>>(&self, entries: &[E]) -> Result<Growth, AppendError> {
        if let Some(place) = entries.iter().position(|entry| entry.as_ref().len() > LONGEST_ENTRY) {
            return Err(AppendError::TooLong(place));
        }
        if tree::LARGEST_SIZE - self.size < entries.len() as u64 {
            return Err(AppendError::Full);
        }
        let mut edge = self.clone();
        let mut writes = Vec::new();
        // Which unfinished tiles are others than before.
        let mut changed: u8 = 0;
        for entry in entries {
            push(&mut edge.bundle, entry.as_ref());
            let (mut level, mut hash) = (0_u8, Hash::leaf(entry.as_ref()));
            tree::grow(&mut edge.peaks, hash);
            loop {
                changed |= 1 << level;
                let place = usize::from(level);
                if edge.levels.len() == place {
                    edge.levels.push(Vec::new());
                }
                let Some(tile) = edge.levels.get_mut(place) else { break };
                tile.push(hash);
                if tile.len() < usize::from(WIDTH) {
                    break;
                }
                let full = std::mem::take(tile);
                let index = edge.tile_index(level);
                writes.extend(TilePath::new(TileKind::Hashes(level), index, WIDTH).map(|path| (path, bytes_of(&full))));
                if level == 0 {
                    let bundle = std::mem::take(&mut edge.bundle);
                    writes.extend(TilePath::new(TileKind::Entries, index, WIDTH).map(|path| (path, bundle)));
                }
                hash = tree::root_of(&full);
                level += 1;
                if level == 8 {
                    break;
                }
            }
            edge.size += 1;
        }
        for (level, hashes) in (0_u8..).zip(&edge.levels) {
            if changed & (1 << level) == 0 || hashes.is_empty() {
                continue;
            }
            let index = edge.tile_index(level);
            let path = TilePath::in_log(TileKind::Hashes(level), index, edge.size);
            writes.extend(path.map(|path| (path, bytes_of(hashes))));
            if level == 0 {
                let path = TilePath::in_log(TileKind::Entries, index, edge.size);
                writes.extend(path.map(|path| (path, edge.bundle.clone())));
            }
        }
        Ok(Growth { before: self.head(), after: edge.head(), writes, edge })
    }
}

fn push(bundle: &mut Vec<u8>, entry: &[u8]) {
    // The length was looked at before.
    let length = u16::try_from(entry.len()).unwrap_or(u16::MAX);
    bundle.extend_from_slice(&length.to_be_bytes());
    bundle.extend_from_slice(entry);
}

fn bytes_of(hashes: &[Hash]) -> Vec<u8> {
    hashes.iter().flat_map(|hash| *hash.as_bytes()).collect()
}
