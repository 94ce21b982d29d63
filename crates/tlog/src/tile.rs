//! C2SP `tlog-tiles`: a tree of 256 hashes a tile as static files, and proofs that are computed from them.
//!
//! A store answers for tiles by path. Whoever reads from somewhere slow asks first which tiles a proof needs
//! ([`for_inclusion`], [`for_consistency`], [`for_root`]), fetches them together, and computes the proof from the map.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::ops::Range;

use crate::Hash;
use crate::tree::{self, Subtree};

/// Hashes in a full tile, and entries in a full bundle.
pub const WIDTH: u16 = 256;
/// Levels of the tree that one tile spans.
const HEIGHT: u32 = 8;

/// What a tile holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TileKind {
    /// Hashes of a level, from 0 (leaf hashes) to 7; each is that of a full tile below.
    Hashes(u8),
    /// The entries themselves, each with its length in two bytes, big-endian.
    Entries,
}

/// A tile of a log, full or the right edge of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TilePath {
    kind: TileKind,
    index: u64,
    width: u16,
}

impl TilePath {
    /// The tile number `index` of its kind with this many hashes or entries, 1 to 256. `None`: there is no such tile.
    pub fn new(kind: TileKind, index: u64, width: u16) -> Option<Self> {
        let level = if let TileKind::Hashes(level) = kind { level } else { 0 };
        let within = level < 8 && index <= tree::LARGEST_SIZE.checked_shr(HEIGHT * (u32::from(level) + 1)).unwrap_or(0);
        (within && (1..=WIDTH).contains(&width)).then_some(Self { kind, index, width })
    }

    /// The tile as a log of this size has it. `None`: the log does not reach that far.
    pub fn in_log(kind: TileKind, index: u64, size: u64) -> Option<Self> {
        let level = if let TileKind::Hashes(level) = kind { u32::from(level) } else { 0 };
        let hashes = size.checked_shr(HEIGHT * level).unwrap_or(0);
        let before = index.checked_mul(u64::from(WIDTH))?;
        let width = hashes.checked_sub(before)?.min(u64::from(WIDTH));
        Self::new(kind, index, u16::try_from(width).ok()?)
    }

    /// What it holds.
    pub const fn kind(&self) -> TileKind {
        self.kind
    }

    /// Its number within its level.
    pub const fn index(&self) -> u64 {
        self.index
    }

    /// How many hashes or entries it holds.
    pub const fn width(&self) -> u16 {
        self.width
    }

    /// Whether it never changes any more.
    pub const fn is_full(&self) -> bool {
        self.width == WIDTH
    }

    /// The same tile when it is full.
    #[must_use]
    pub const fn full(self) -> Self {
        Self { width: WIDTH, ..self }
    }

    /// Reads a path such as `tile/0/x001/x234/067.p/8` or `tile/entries/000`.
    pub fn parse(path: &str) -> Option<Self> {
        let (kind, rest) = path.strip_prefix("tile/")?.split_once('/')?;
        let kind = match kind {
            "entries" => TileKind::Entries,
            level => TileKind::Hashes(u8::try_from(decimal(level)?).ok()?),
        };
        let (number, width) = match rest.split_once(".p/") {
            Some((number, width)) => {
                let width = u16::try_from(decimal(width)?).ok().filter(|width| (1..WIDTH).contains(width))?;
                (number, width)
            }
            None => (rest, WIDTH),
        };
        let mut index: u64 = 0;
        for part in number.split('/') {
            let digits = part.strip_prefix('x').unwrap_or(part);
            let plain = digits.len() == 3 && digits.bytes().all(|byte| byte.is_ascii_digit());
            index = index.checked_mul(1000)?.checked_add(plain.then(|| digits.parse::<u64>().ok())??)?;
        }
        // Whatever has another way of writing it is not a path.
        Self::new(kind, index, width).filter(|tile| tile.to_string() == path)
    }

    /// The hashes of a tile from its bytes, if it has as many as its path says.
    pub fn hashes(&self, bytes: &[u8]) -> Option<Vec<Hash>> {
        let (hashes, rest) = bytes.as_chunks::<{ Hash::LENGTH }>();
        let fits = rest.is_empty() && hashes.len() == usize::from(self.width) && self.kind != TileKind::Entries;
        fits.then(|| hashes.iter().map(|hash| Hash::new(*hash)).collect())
    }

    /// The entries of a bundle from its bytes, if it has as many as its path says.
    pub fn entries<'b>(&self, bytes: &'b [u8]) -> Option<Vec<&'b [u8]>> {
        let mut rest = bytes;
        let mut entries = Vec::new();
        while let Some((length, after)) = rest.split_first_chunk::<2>() {
            let (entry, after) = after.split_at_checked(usize::from(u16::from_be_bytes(*length)))?;
            entries.push(entry);
            rest = after;
        }
        let fits = rest.is_empty() && entries.len() == usize::from(self.width) && self.kind == TileKind::Entries;
        fits.then_some(entries)
    }
}

impl fmt::Display for TilePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            TileKind::Hashes(level) => write!(f, "tile/{level}/")?,
            TileKind::Entries => f.write_str("tile/entries/")?,
        }
        let mut parts = vec![format!("{:03}", self.index % 1000)];
        let mut rest = self.index / 1000;
        while rest > 0 {
            parts.push(format!("x{:03}", rest % 1000));
            rest /= 1000;
        }
        parts.reverse();
        f.write_str(&parts.join("/"))?;
        if self.is_full() { Ok(()) } else { write!(f, ".p/{}", self.width) }
    }
}

/// A decimal number without leading zeroes.
pub(crate) fn decimal(text: &str) -> Option<u64> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
    if plain { text.parse().ok() } else { None }
}

/// Where tiles lie.
pub trait Tiles {
    /// The bytes of a tile, if it is there.
    fn tile(&self, path: &TilePath) -> Option<Cow<'_, [u8]>>;
}

impl Tiles for BTreeMap<TilePath, Vec<u8>> {
    fn tile(&self, path: &TilePath) -> Option<Cow<'_, [u8]>> {
        self.get(path).map(|bytes| Cow::Borrowed(bytes.as_slice()))
    }
}

/// Why something could not be computed from tiles.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TileError {
    /// A tile is not there.
    #[error("{0} is missing")]
    Missing(TilePath),
    /// A tile has another length than its path says, or cannot be read.
    #[error("{0} is damaged: it does not hold as many hashes or entries as its name says")]
    Damaged(TilePath),
    /// The entry, or the earlier size, is not in a log of this size.
    #[error("the log does not reach that far")]
    Beyond,
    /// The tiles are those of another tree than the checkpoint names.
    #[error("the tiles do not lead to the root of the checkpoint")]
    Root,
}

/// A tile as a log of some size needs it; a log may keep the full one alone once it is full.
pub fn read<'t>(tiles: &'t impl Tiles, path: &TilePath) -> Result<(TilePath, Cow<'t, [u8]>), TileError> {
    if let Some(bytes) = tiles.tile(path) {
        return Ok((*path, bytes));
    }
    let full = path.full();
    tiles.tile(&full).map(|bytes| (full, bytes)).ok_or(TileError::Missing(*path))
}

/// The hashes of a tile, as many as its path says.
pub(crate) fn read_hashes(tiles: &impl Tiles, path: &TilePath) -> Result<Vec<Hash>, TileError> {
    let (found, bytes) = read(tiles, path)?;
    let mut hashes = found.hashes(&bytes).ok_or(TileError::Damaged(found))?;
    hashes.truncate(usize::from(path.width));
    Ok(hashes)
}

/// Where a complete subtree's hash comes from: a tile, and which of its hashes lie under the subtree.
fn place(subtree: Subtree, size: u64) -> Option<(TilePath, Range<usize>)> {
    let (level, above) = (subtree.level / HEIGHT, subtree.level % HEIGHT);
    let first = subtree.index.checked_shl(above)?;
    let path = TilePath::in_log(TileKind::Hashes(u8::try_from(level).ok()?), first / u64::from(WIDTH), size)?;
    let start = usize::try_from(first % u64::from(WIDTH)).ok()?;
    Some((path, start..start + (1 << above)))
}

/// Reads tiles once each.
struct Reader<'t, T> {
    tiles: &'t T,
    size: u64,
    seen: BTreeMap<TilePath, Vec<Hash>>,
}

impl<'t, T: Tiles> Reader<'t, T> {
    fn new(tiles: &'t T, size: u64) -> Self {
        Self { tiles, size, seen: BTreeMap::new() }
    }

    fn range(&mut self, range: Range<u64>) -> Result<Hash, TileError> {
        let mut hashes = Vec::new();
        for subtree in tree::subtrees(range) {
            let (path, within) = place(subtree, self.size).ok_or(TileError::Beyond)?;
            if !self.seen.contains_key(&path) {
                self.seen.insert(path, read_hashes(self.tiles, &path)?);
            }
            let under = self.seen.get(&path).and_then(|hashes| hashes.get(within)).ok_or(TileError::Damaged(path))?;
            hashes.push(tree::root_of(under));
        }
        Ok(tree::fold(hashes.into_iter()))
    }

    fn ranges(&mut self, ranges: Vec<Range<u64>>) -> Result<Vec<Hash>, TileError> {
        ranges.into_iter().map(|range| self.range(range)).collect()
    }
}

/// The root of the log when it had `old` entries, from the tiles that it has at `size`.
pub fn root_at(tiles: &impl Tiles, old: u64, size: u64) -> Result<Hash, TileError> {
    if old > size || size > tree::LARGEST_SIZE {
        return Err(TileError::Beyond);
    }
    Reader::new(tiles, size).range(0..old)
}

/// The inclusion proof of an entry, from tiles.
pub fn inclusion_proof(tiles: &impl Tiles, index: u64, size: u64) -> Result<Vec<Hash>, TileError> {
    if index >= size || size > tree::LARGEST_SIZE {
        return Err(TileError::Beyond);
    }
    Reader::new(tiles, size).ranges(tree::inclusion_ranges(index, size))
}

/// The consistency proof between two sizes, from tiles. Nothing needs to be shown where the earlier log is empty.
pub fn consistency_proof(tiles: &impl Tiles, old: u64, size: u64) -> Result<Vec<Hash>, TileError> {
    if old > size || size > tree::LARGEST_SIZE {
        return Err(TileError::Beyond);
    }
    if old == 0 {
        return Ok(Vec::new());
    }
    Reader::new(tiles, size).ranges(tree::consistency_ranges(old, size))
}

/// One entry out of its bundle, checked against nothing yet: its leaf hash and a proof show that it is in the log.
pub fn entry(tiles: &impl Tiles, index: u64, size: u64) -> Result<Vec<u8>, TileError> {
    let path = TilePath::in_log(TileKind::Entries, index / u64::from(WIDTH), size).ok_or(TileError::Beyond)?;
    let (found, bytes) = read(tiles, &path)?;
    let entries = found.entries(&bytes).ok_or(TileError::Damaged(found))?;
    let place = usize::try_from(index % u64::from(WIDTH)).unwrap_or(usize::MAX);
    entries.get(place).map(|entry| entry.to_vec()).ok_or(TileError::Beyond)
}

fn places(ranges: impl IntoIterator<Item = Range<u64>>, size: u64) -> BTreeSet<TilePath> {
    let subtrees = ranges.into_iter().flat_map(tree::subtrees);
    subtrees.filter_map(|subtree| place(subtree, size)).map(|(path, _)| path).collect()
}

/// The tiles that [`inclusion_proof`] reads.
pub fn for_inclusion(index: u64, size: u64) -> BTreeSet<TilePath> {
    if index < size { places(tree::inclusion_ranges(index, size), size) } else { BTreeSet::new() }
}

/// The tiles that [`consistency_proof`] reads.
pub fn for_consistency(old: u64, size: u64) -> BTreeSet<TilePath> {
    if (1..=size).contains(&old) { places(tree::consistency_ranges(old, size), size) } else { BTreeSet::new() }
}

/// The tiles that [`root_at`] reads.
pub fn for_root(old: u64, size: u64) -> BTreeSet<TilePath> {
    places(std::iter::once(0..old.min(size)), size)
}

/// Every tile and bundle of a log of this size: what a mirror or an auditor fetches.
pub fn all(size: u64) -> impl Iterator<Item = TilePath> {
    let kinds = std::iter::once(TileKind::Entries).chain((0..8).map(TileKind::Hashes));
    kinds.flat_map(move |kind| (0..).map_while(move |index| TilePath::in_log(kind, index, size)))
}

/// Reads every tile and bundle of a log and compares them with each other and with its root. Returns the leaf hashes.
pub fn audit(tiles: &impl Tiles, size: u64, root: Hash) -> Result<Vec<Hash>, TileError> {
    let mut leaves = Vec::new();
    for path in all(size) {
        match path.kind() {
            TileKind::Entries => {
                let (found, bytes) = read(tiles, &path)?;
                let entries = found.entries(&bytes).ok_or(TileError::Damaged(found))?;
                leaves.extend(entries.into_iter().take(usize::from(path.width())).map(Hash::leaf));
            }
            TileKind::Hashes(level) => {
                // What a hash of this level covers, computed from the leaves anew.
                let span = 1_usize.checked_shl(HEIGHT * u32::from(level)).ok_or(TileError::Beyond)?;
                let first = usize::try_from(path.index()).map_err(|_| TileError::Beyond)? * usize::from(WIDTH);
                for (place, hash) in read_hashes(tiles, &path)?.into_iter().enumerate() {
                    let start = (first + place) * span;
                    let under = leaves.get(start..start + span).ok_or(TileError::Damaged(path))?;
                    if tree::root_of(under) != hash {
                        return Err(TileError::Damaged(path));
                    }
                }
            }
        }
    }
    if tree::root_of(&leaves) == root { Ok(leaves) } else { Err(TileError::Root) }
}
