//! The vectors of all entries, and the nearest of them.

use std::{hash::BuildHasher, sync::Arc};

use hashbrown::HashTable;

use super::{kernels, vector::Vector};

/// Vectors in one block. A block is allocated at once, so that growing never copies what is there.
const BLOCK: usize = 4096;

/// Vectors of one entry that are kept: its claim, its title and its messages.
const MAX_OF_ENTRY: usize = 66;

/// No further vector of the entry.
const END: u32 = u32::MAX;

/// An entry near a vector.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Near {
    /// The entry.
    pub id: u128,
    /// Cosine with the nearest of its vectors, above 0, at most 1.
    pub cosine: f32,
}

/// Vectors of entries, several each, all of the same number of dimensions.
///
/// A clone shares the vectors until one of the two changes, so it is cheap.
#[derive(Clone, Debug, Default)]
pub struct Vectors {
    dimensions: usize,
    blocks: Vec<Arc<Block>>,
    /// Slots of removed vectors, to be filled again.
    free: Vec<u32>,
    /// The first slot of each entry.
    heads: HashTable<u32>,
    hasher: std::hash::RandomState,
}

#[derive(Clone, Debug, Default)]
struct Block {
    values: Vec<i8>,
    /// One over the length of each vector; 0 for a removed one, whose cosine is thereby 0.
    inverse_norms: Vec<f32>,
    owners: Vec<u128>,
    /// The next slot of the same entry, or [`END`].
    next: Vec<u32>,
}

impl Block {
    fn new(dimensions: usize) -> Self {
        Self {
            values: Vec::with_capacity(BLOCK * dimensions),
            inverse_norms: Vec::with_capacity(BLOCK),
            owners: Vec::with_capacity(BLOCK),
            next: Vec::with_capacity(BLOCK),
        }
    }
}

fn split(slot: u32) -> (usize, usize) {
    let slot = slot as usize;
    (slot / BLOCK, slot % BLOCK)
}

impl Vectors {
    /// No vectors.
    pub fn new() -> Self {
        Self::default()
    }

    /// How many entries have vectors.
    pub fn len(&self) -> usize {
        self.heads.len()
    }

    /// Whether no entry has any.
    pub fn is_empty(&self) -> bool {
        self.heads.is_empty()
    }

    /// How many vectors the entries have together.
    pub fn count(&self) -> usize {
        self.slots() - self.free.len()
    }

    /// Dimensions of every vector; 0 while there is none.
    pub fn dimensions(&self) -> usize {
        self.dimensions
    }

    /// Whether an entry has vectors.
    pub fn contains(&self, id: u128) -> bool {
        self.head(id).is_some()
    }

    /// Gives an entry these vectors in place of those it had; the first 66 are kept. Found by the next search.
    ///
    /// `false`, and nothing changes, when one of them has another number of dimensions than the vectors that are kept.
    pub fn set(&mut self, id: u128, vectors: &[Vector]) -> bool {
        let vectors = vectors.get(..MAX_OF_ENTRY).unwrap_or(vectors);
        let Some(first) = vectors.first() else {
            self.remove(id);
            return true;
        };
        let dimensions = if self.dimensions == 0 { first.dimensions() } else { self.dimensions };
        if dimensions == 0 || vectors.iter().any(|vector| vector.dimensions() != dimensions) {
            return false;
        }
        self.remove(id);
        self.dimensions = dimensions;
        let mut next = END;
        for vector in vectors.iter().rev() {
            next = self.put(id, vector.values(), vector.inverse_norm(), next);
        }
        self.insert_head(id, next);
        true
    }

    /// Forgets the vectors of an entry; `false` when it had none.
    pub fn remove(&mut self, id: u128) -> bool {
        let Self { heads, blocks, hasher, free, .. } = self;
        let Ok(entry) = heads.find_entry(hasher.hash_one(id), |&slot| owner(blocks, slot) == Some(id)) else {
            return false;
        };
        let (mut slot, _) = entry.remove();
        while slot != END {
            let (block, at) = split(slot);
            let Some(block) = blocks.get_mut(block).map(Arc::make_mut) else { break };
            if let Some(inverse) = block.inverse_norms.get_mut(at) {
                *inverse = 0.0;
            }
            free.push(slot);
            slot = block.next.get(at).copied().unwrap_or(END);
        }
        true
    }

    /// The best cosine of a vector with those of an entry; none when the entry has none or the dimensions differ.
    pub fn cosine(&self, id: u128, vector: &Vector) -> Option<f32> {
        if vector.dimensions() != self.dimensions {
            return None;
        }
        let mut slot = self.head(id)?;
        let mut best: Option<f32> = None;
        while slot != END {
            let (block, at) = split(slot);
            let block = self.blocks.get(block)?;
            let values = block.values.get(at * self.dimensions..(at + 1) * self.dimensions)?;
            let cosine = kernels::dot(vector.values(), values) as f32
                * block.inverse_norms.get(at).copied().unwrap_or(0.0)
                * vector.inverse_norm();
            best = Some(best.map_or(cosine, |best| best.max(cosine)));
            slot = block.next.get(at).copied().unwrap_or(END);
        }
        best
    }

    /// The first vector of an entry, to look for what is like it.
    pub fn first(&self, id: u128) -> Option<Vector> {
        let (block, at) = split(self.head(id)?);
        let values = self.blocks.get(block)?.values.get(at * self.dimensions..(at + 1) * self.dimensions)?;
        Vector::from_bytes(&values.iter().map(|&value| value.cast_unsigned()).collect::<Vec<u8>>())
    }

    /// The `k` entries nearest to a vector, nearest first, compared with every one.
    pub fn nearest_exact(&self, vector: &Vector, k: usize, threads: usize) -> Vec<Near> {
        if vector.dimensions() != self.dimensions || k == 0 {
            return Vec::new();
        }
        let query: Vec<i16> = vector.values().iter().map(|&value| i16::from(value)).collect();
        self.over_blocks(k, threads, |blocks, best| {
            let mut cosines = Vec::with_capacity(BLOCK);
            for block in blocks {
                let Block { values, inverse_norms, owners, .. } = &**block;
                kernels::cosines(&query, vector.inverse_norm(), values, inverse_norms, &mut cosines);
                best.offer_all(&cosines, owners);
            }
        })
    }

    /// The `k` entries nearest to a vector, nearest first.
    pub fn nearest(&self, vector: &Vector, k: usize, threads: usize) -> Vec<Near> {
        self.nearest_exact(vector, k, threads)
    }

    /// Runs `work` over all blocks, in parts when there are several threads.
    fn over_blocks(&self, k: usize, threads: usize, work: impl Fn(&[Arc<Block>], &mut Best) + Sync) -> Vec<Near> {
        let threads = threads.clamp(1, self.blocks.len().max(1));
        let mut best = Best::new(k);
        if threads == 1 {
            work(&self.blocks, &mut best);
            return best.near;
        }
        let share = self.blocks.len().div_ceil(threads);
        let work = &work;
        std::thread::scope(|scope| {
            let workers: Vec<_> = self
                .blocks
                .chunks(share)
                .map(|blocks| {
                    scope.spawn(move || {
                        let mut best = Best::new(k);
                        work(blocks, &mut best);
                        best.near
                    })
                })
                .collect();
            for worker in workers {
                let near = worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
                for near in near {
                    best.offer(near);
                }
            }
        });
        best.near
    }

    /// All vectors with their entries, in no order that means anything.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (u128, &[i8])> {
        self.blocks.iter().flat_map(|block| {
            let Block { values, inverse_norms, owners, .. } = &**block;
            let rows = values.chunks_exact(self.dimensions.max(1));
            rows.zip(inverse_norms)
                .zip(owners)
                .filter(|((_, inverse), _)| **inverse > 0.0)
                .map(|((row, _), &id)| (id, row))
        })
    }

    /// Adds one more vector to an entry; `false` when it has too many or the dimensions are others.
    pub(crate) fn push(&mut self, id: u128, vector: &Vector) -> bool {
        if self.dimensions == 0 {
            self.dimensions = vector.dimensions();
        }
        if vector.dimensions() != self.dimensions {
            return false;
        }
        let Some(first) = self.head(id) else {
            let slot = self.put(id, vector.values(), vector.inverse_norm(), END);
            self.insert_head(id, slot);
            return true;
        };
        let next = |slot: u32| {
            let (block, at) = split(slot);
            self.blocks.get(block).and_then(|block| block.next.get(at)).copied().filter(|&slot| slot != END)
        };
        if std::iter::successors(Some(first), |&slot| next(slot)).take(MAX_OF_ENTRY).count() == MAX_OF_ENTRY {
            return false;
        }
        // Second in the row, so that the first stays where it is found.
        let second = next(first).unwrap_or(END);
        let slot = self.put(id, vector.values(), vector.inverse_norm(), second);
        let (block, at) = split(first);
        if let Some(block) = self.blocks.get_mut(block).map(Arc::make_mut) {
            replace(&mut block.next, at, slot);
        }
        true
    }

    /// Bytes of memory.
    pub fn bytes(&self) -> usize {
        let of_block = |block: &Arc<Block>| {
            block.values.capacity()
                + block.inverse_norms.capacity() * 4
                + block.owners.capacity() * 16
                + block.next.capacity() * 4
        };
        self.blocks.iter().map(of_block).sum::<usize>() + self.heads.allocation_size() + self.free.capacity() * 4
    }

    fn slots(&self) -> usize {
        let last = self.blocks.last().map_or(0, |block| block.owners.len());
        self.blocks.len().saturating_sub(1) * BLOCK + last
    }

    fn head(&self, id: u128) -> Option<u32> {
        self.heads.find(self.hasher.hash_one(id), |&slot| owner(&self.blocks, slot) == Some(id)).copied()
    }

    fn insert_head(&mut self, id: u128, slot: u32) {
        let Self { heads, blocks, hasher, .. } = self;
        heads
            .insert_unique(hasher.hash_one(id), slot, |&slot| hasher.hash_one(owner(blocks, slot).unwrap_or_default()));
    }

    /// Writes a vector into a free slot and gives back which.
    fn put(&mut self, id: u128, values: &[i8], inverse: f32, next: u32) -> u32 {
        if let Some(slot) = self.free.pop() {
            let (block, at) = split(slot);
            let dimensions = self.dimensions;
            if let Some(block) = self.blocks.get_mut(block).map(Arc::make_mut) {
                if let Some(place) = block.values.get_mut(at * dimensions..(at + 1) * dimensions) {
                    place.copy_from_slice(values);
                }
                replace(&mut block.inverse_norms, at, inverse);
                replace(&mut block.owners, at, id);
                replace(&mut block.next, at, next);
            }
            return slot;
        }
        let slot = u32::try_from(self.slots()).unwrap_or(END);
        if self.blocks.last().is_none_or(|block| block.owners.len() == BLOCK) {
            self.blocks.push(Arc::new(Block::new(self.dimensions)));
        }
        if let Some(block) = self.blocks.last_mut().map(Arc::make_mut) {
            block.values.extend_from_slice(values);
            block.inverse_norms.push(inverse);
            block.owners.push(id);
            block.next.push(next);
        }
        slot
    }
}

fn replace<T>(list: &mut [T], at: usize, value: T) {
    if let Some(place) = list.get_mut(at) {
        *place = value;
    }
}

fn owner(blocks: &[Arc<Block>], slot: u32) -> Option<u128> {
    let (block, at) = split(slot);
    blocks.get(block)?.owners.get(at).copied()
}

/// The best entries so far, each once, nearest first; ties by id, so that the order of the slots does not show.
struct Best {
    k: usize,
    near: Vec<Near>,
    /// A cosine must be at least this to get in.
    least: f32,
}

impl Best {
    fn new(k: usize) -> Self {
        Self { k, near: Vec::with_capacity(k.min(4096) + 1), least: f32::MIN_POSITIVE }
    }

    fn offer_all(&mut self, cosines: &[f32], owners: &[u128]) {
        for (cosines, owners) in cosines.chunks(64).zip(owners.chunks(64)) {
            // Most stretches hold nothing good enough; one comparison for all of it is quick.
            if cosines.iter().fold(0_f32, |most, &cosine| if cosine > most { cosine } else { most }) < self.least {
                continue;
            }
            for (&cosine, &id) in cosines.iter().zip(owners) {
                if cosine >= self.least {
                    self.offer(Near { id, cosine });
                }
            }
        }
    }

    fn offer(&mut self, near: Near) {
        if near.cosine < self.least {
            return;
        }
        if let Some(at) = self.near.iter().position(|known| known.id == near.id) {
            if self.near.get(at).is_some_and(|known| known.cosine >= near.cosine) {
                return;
            }
            self.near.remove(at);
        }
        let before = |known: &Near| known.cosine > near.cosine || (known.cosine >= near.cosine && known.id < near.id);
        let at = self.near.partition_point(before);
        self.near.insert(at, near);
        self.near.truncate(self.k);
        if self.near.len() == self.k {
            self.least = self.near.last().map_or(self.least, |last| last.cosine);
        }
    }
}
