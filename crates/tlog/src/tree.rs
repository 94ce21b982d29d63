//! The Merkle tree of RFC 6962, section 2.1: which subtrees a proof names, and whether a proof holds.
//!
//! Verification follows RFC 9162, sections 2.1.3.2 and 2.1.4.2, and shares no code with the making of proofs, so that a
//! mistake in one is seen by the other.

use std::ops::Range;

use crate::Hash;

/// No proof has more hashes than this: a tree of 2^63 entries has 63 levels.
pub const LONGEST_PROOF: usize = 63;
/// The largest size of a log that is read, so that sums of positions never overflow.
pub const LARGEST_SIZE: u64 = 1 << 62;

/// Why a proof does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    /// The entry's position is not in a tree of this size.
    #[error("the position is not in a log of this size")]
    Position,
    /// A log that grew cannot have fewer entries than before.
    #[error("the later log is smaller than the earlier one")]
    Sizes,
    /// Too few or too many hashes for these sizes.
    #[error("the proof has another number of hashes than these sizes need")]
    Length,
    /// The hashes do not lead to the root.
    #[error("the proof leads to another root")]
    Root,
    /// The earlier root does not follow from the proof: what was there before is not a beginning of what is there now.
    #[error("the earlier log is not the beginning of the later one")]
    History,
}

/// A complete subtree: `2^level` entries beginning at `index * 2^level`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Subtree {
    pub(crate) level: u32,
    pub(crate) index: u64,
}

/// The complete subtrees that make up a range of a tree, left to right. The range begins where a subtree of at least its
/// length can begin, as all ranges of proofs do.
pub(crate) fn subtrees(range: Range<u64>) -> Vec<Subtree> {
    let Range { mut start, end } = range;
    let mut found = Vec::new();
    while start < end {
        let level = (end - start).ilog2().min(start.trailing_zeros());
        found.push(Subtree { level, index: start >> level });
        start += 1 << level;
    }
    found
}

/// The hash of a range from the hashes of its complete subtrees, left to right.
pub(crate) fn fold(hashes: impl DoubleEndedIterator<Item = Hash>) -> Hash {
    hashes.rev().reduce(|right, left| Hash::node(left, right)).unwrap_or_else(Hash::of_empty_log)
}

/// The largest power of two below `size`, which is at least 2.
fn split(size: u64) -> u64 {
    1 << (size - 1).ilog2()
}

/// The ranges whose hashes are the inclusion proof of an entry, the leaf's sibling first.
pub(crate) fn inclusion_ranges(index: u64, size: u64) -> Vec<Range<u64>> {
    let (mut start, mut end) = (0, size);
    let mut ranges = Vec::new();
    while end - start > 1 {
        let middle = start + split(end - start);
        if index < middle {
            ranges.push(middle..end);
            end = middle;
        } else {
            ranges.push(start..middle);
            start = middle;
        }
    }
    ranges.reverse();
    ranges
}

/// The ranges whose hashes are the consistency proof between two sizes, `0 < old <= new`.
pub(crate) fn consistency_ranges(old: u64, new: u64) -> Vec<Range<u64>> {
    let (mut start, mut end) = (0, new);
    let mut ranges = Vec::new();
    while old != end {
        let middle = start + split(end - start);
        if old <= middle {
            ranges.push(middle..end);
            end = middle;
        } else {
            ranges.push(start..middle);
            start = middle;
        }
    }
    // The earlier root itself is known to whoever asks and is left out.
    if start != 0 {
        ranges.push(start..end);
    }
    ranges.reverse();
    ranges
}

/// Whether the entry with this leaf hash stands at `index` in the log of `size` entries with this root.
pub fn verify_inclusion(leaf: Hash, index: u64, size: u64, root: Hash, proof: &[Hash]) -> Result<(), ProofError> {
    if index >= size {
        return Err(ProofError::Position);
    }
    let (mut node, mut last, mut hash) = (index, size - 1, leaf);
    for step in proof {
        if last == 0 {
            return Err(ProofError::Length);
        }
        if node & 1 == 1 || node == last {
            hash = Hash::node(*step, hash);
            while node & 1 == 0 && node != 0 {
                node >>= 1;
                last >>= 1;
            }
        } else {
            hash = Hash::node(hash, *step);
        }
        node >>= 1;
        last >>= 1;
    }
    if last != 0 {
        return Err(ProofError::Length);
    }
    if hash == root { Ok(()) } else { Err(ProofError::Root) }
}

/// Whether the log of `old` entries with `old_root` is the beginning of the log of `new` entries with `new_root`.
pub fn verify_consistency(
    old: u64,
    old_root: Hash,
    new: u64,
    new_root: Hash,
    proof: &[Hash],
) -> Result<(), ProofError> {
    if old > new {
        return Err(ProofError::Sizes);
    }
    if old == 0 || old == new {
        let before = if old == 0 { Hash::of_empty_log() } else { new_root };
        return match (proof.is_empty(), before == old_root) {
            (false, _) => Err(ProofError::Length),
            (true, false) => Err(ProofError::History),
            // An empty log that stays empty has one root alone.
            (true, true) if new == 0 && new_root != old_root => Err(ProofError::Root),
            (true, true) => Ok(()),
        };
    }
    // Where the earlier log is one complete subtree, its root opens the proof.
    let mut steps = proof.iter().copied();
    let first = if old.is_power_of_two() { Some(old_root) } else { steps.next() }.ok_or(ProofError::Length)?;
    let (mut node, mut last) = (old - 1, new - 1);
    while node & 1 == 1 {
        node >>= 1;
        last >>= 1;
    }
    let (mut before, mut after) = (first, first);
    for step in steps {
        if last == 0 {
            return Err(ProofError::Length);
        }
        if node & 1 == 1 || node == last {
            before = Hash::node(step, before);
            after = Hash::node(step, after);
            while node & 1 == 0 && node != 0 {
                node >>= 1;
                last >>= 1;
            }
        } else {
            after = Hash::node(after, step);
        }
        node >>= 1;
        last >>= 1;
    }
    if last != 0 {
        return Err(ProofError::Length);
    }
    if before != old_root {
        return Err(ProofError::History);
    }
    if after == new_root { Ok(()) } else { Err(ProofError::Root) }
}

/// The hashes of the complete subtrees that make up a log, left to right, each with its level: all that its root needs.
pub(crate) type Peaks = Vec<(u32, Hash)>;

/// Adds a leaf to the peaks of a log.
pub(crate) fn grow(peaks: &mut Peaks, leaf: Hash) {
    let (mut level, mut hash) = (0, leaf);
    while let Some((below, left)) = peaks.pop_if(|(below, _)| *below == level) {
        hash = Hash::node(left, hash);
        level = below + 1;
    }
    peaks.push((level, hash));
}

/// The root of a log from the hashes of all its leaves.
pub fn root_of(leaves: &[Hash]) -> Hash {
    let mut peaks = Peaks::new();
    for leaf in leaves {
        grow(&mut peaks, *leaf);
    }
    fold(peaks.into_iter().map(|(_, hash)| hash))
}
