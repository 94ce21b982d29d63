//! The vectors of all entries, and the nearest of them.
//!
//! Reading a million vectors from memory takes longer than multiplying them. So the upper and the lower half of each byte
//! are kept apart: a search reads the upper halves of all, which leave an error of a known spread, and the lower halves only of
//! those that could be among the nearest. That needs no memory of its own, nothing has to be trained, and what it gives back
//! is exact but for one miss in tens of thousands; [`Vectors::nearest_exact`] has none.

use std::{hash::BuildHasher, sync::Arc};

use hashbrown::HashTable;

use super::{
    kernels::{self, Wide},
    vector::Vector,
};

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
    /// The upper half of each value plus 128, two to a byte: dimension `i` below dimension `i + half`.
    high: Vec<u8>,
    /// The lower half, likewise.
    low: Vec<u8>,
    /// One over the length of each vector; 0 for a removed one, whose cosine is thereby 0.
    inverse_norms: Vec<f32>,
    owners: Vec<u128>,
    /// The next slot of the same entry, or [`END`].
    next: Vec<u32>,
}

impl Block {
    fn new(dimensions: usize) -> Self {
        Self {
            high: Vec::with_capacity(BLOCK * dimensions.div_ceil(2)),
            low: Vec::with_capacity(BLOCK * dimensions.div_ceil(2)),
            inverse_norms: Vec::with_capacity(BLOCK),
            owners: Vec::with_capacity(BLOCK),
            next: Vec::with_capacity(BLOCK),
        }
    }

    /// Scalar product with the vector at this place over its length.
    fn cosine(&self, wide: &Wide, at: usize) -> Option<f32> {
        let half = wide.half();
        let (high, low) = (self.high.get(at * half..(at + 1) * half)?, self.low.get(at * half..(at + 1) * half)?);
        let dot = 16 * kernels::dot_row(wide, high) + kernels::dot_row(wide, low) - 128 * wide.sum;
        Some(dot as f32 * self.inverse_norms.get(at)?)
    }
}

/// Bytes of the upper and of the lower halves of one vector.
fn planes(values: &[i8]) -> (Vec<u8>, Vec<u8>) {
    let shifted: Vec<u8> = values.iter().map(|&value| value.cast_unsigned() ^ 0x80).collect();
    let (first, second) = shifted.split_at(values.len().div_ceil(2));
    let second = second.iter().copied().chain(std::iter::repeat(0x80));
    first.iter().zip(second).map(|(a, b)| (a >> 4 | b & 0xf0, a & 15 | b << 4)).unzip()
}

/// The values that [`planes`] took apart.
fn values(high: &[u8], low: &[u8], dimensions: usize) -> Vec<i8> {
    let value = |byte: u8| (byte ^ 0x80).cast_signed();
    let first = high.iter().zip(low).map(|(high, low)| value(high << 4 | low & 15));
    let second = high.iter().zip(low).map(|(high, low)| value(high & 0xf0 | low >> 4));
    first.chain(second).take(dimensions).collect()
}

/// What the lower half of a value is taken for while only the upper one is read, and how far it is from that, as the square
/// root of the mean square: all sixteen are about as frequent.
const LOW: f32 = 7.5;
const SPREAD: f32 = 4.61;

/// How many times the spread an estimate may be below the truth. For errors spread normally one in 30,000 is further off.
const MARGIN: f32 = 4.0;

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
        let wide = Wide::new(vector.values());
        let mut best: Option<f32> = None;
        while slot != END {
            let (block, at) = split(slot);
            let block = self.blocks.get(block)?;
            let cosine = block.cosine(&wide, at)? * vector.inverse_norm();
            best = Some(best.map_or(cosine, |best| best.max(cosine)));
            slot = block.next.get(at).copied().unwrap_or(END);
        }
        best
    }

    /// The first vector of an entry, to look for what is like it.
    pub fn first(&self, id: u128) -> Option<Vector> {
        let (block, at) = split(self.head(id)?);
        let block = self.blocks.get(block)?;
        let half = self.dimensions.div_ceil(2);
        let range = at * half..(at + 1) * half;
        let values = values(block.high.get(range.clone())?, block.low.get(range)?, self.dimensions);
        Vector::from_bytes(&values.into_iter().map(i8::cast_unsigned).collect::<Vec<u8>>())
    }

    /// The `k` entries nearest to a vector, nearest first, compared with every one.
    pub fn nearest_exact(&self, vector: &Vector, k: usize, threads: usize) -> Vec<Near> {
        self.search(vector, k, threads, f32::INFINITY)
    }

    /// The `k` entries nearest to a vector, nearest first; see the module for what may be missed.
    pub fn nearest(&self, vector: &Vector, k: usize, threads: usize) -> Vec<Near> {
        self.search(vector, k, threads, MARGIN * SPREAD)
    }

    fn search(&self, vector: &Vector, k: usize, threads: usize, margin: f32) -> Vec<Near> {
        if vector.dimensions() != self.dimensions || k == 0 || vector.inverse_norm() <= 0.0 {
            return Vec::new();
        }
        let wide = Wide::new(vector.values());
        // Estimates leave out the inverse length of the vector; so does the margin, which is for a row of length 1.
        let base = (LOW - 128.0) * wide.sum as f32;
        let margin = margin / vector.inverse_norm();
        self.over_blocks(k, threads, |blocks, best| {
            let mut dots = vec![0; BLOCK];
            for block in blocks {
                kernels::dot_rows(&wide, &block.high, &mut dots);
                for (run, (dots, inverse)) in dots.chunks(64).zip(block.inverse_norms.chunks(64)).enumerate() {
                    let least = best.least / vector.inverse_norm();
                    let most = |dot: i32, inverse: f32| (16.0 * dot as f32 + base + margin) * inverse;
                    // Most stretches hold nothing good enough; one comparison for all of it is quick.
                    let good = dots.iter().zip(inverse).filter(|&(&dot, &inverse)| most(dot, inverse) >= least).count();
                    if good == 0 {
                        continue;
                    }
                    for (at, (&dot, &inverse)) in (run * 64..).zip(dots.iter().zip(inverse)) {
                        if inverse > 0.0
                            && most(dot, inverse) >= best.least / vector.inverse_norm()
                            && let (Some(cosine), Some(&id)) = (block.cosine(&wide, at), block.owners.get(at))
                        {
                            best.offer(Near { id, cosine: cosine * vector.inverse_norm() });
                        }
                    }
                }
            }
        })
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
    pub(crate) fn iter(&self) -> impl Iterator<Item = (u128, Vec<i8>)> {
        self.blocks.iter().flat_map(|block| {
            let half = self.dimensions.div_ceil(2).max(1);
            let rows = block.high.chunks_exact(half).zip(block.low.chunks_exact(half));
            let live = rows.zip(&block.inverse_norms).zip(&block.owners).filter(|((_, inverse), _)| **inverse > 0.0);
            live.map(|(((high, low), _), &id)| (id, values(high, low, self.dimensions)))
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
        // Second in the row: the first one stays the first.
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
            block.high.capacity()
                + block.low.capacity()
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
        let (high, low) = planes(values);
        if let Some(slot) = self.free.pop() {
            let (block, at) = split(slot);
            let half = self.dimensions.div_ceil(2);
            if let Some(block) = self.blocks.get_mut(block).map(Arc::make_mut) {
                for (plane, row) in [(&mut block.high, &high), (&mut block.low, &low)] {
                    if let Some(place) = plane.get_mut(at * half..(at + 1) * half) {
                        place.copy_from_slice(row);
                    }
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
            block.high.extend_from_slice(&high);
            block.low.extend_from_slice(&low);
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

#[cfg(test)]
mod tests {
    use super::*;

    /// A seeded source (Knuth's MMIX constants).
    struct Random(u64);

    impl Random {
        fn unit(&mut self) -> f32 {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (self.0 >> 40) as f32 / (1_u64 << 24) as f32
        }

        fn vector(&mut self, size: f32) -> Vec<f32> {
            (0..384).map(|_| size * (self.unit() + self.unit() + self.unit() - 1.5)).collect()
        }
    }

    fn sum(parts: &[&[f32]]) -> Vec<f32> {
        (0..384).map(|at| parts.iter().map(|part| part[at]).sum()).collect()
    }

    /// Like the vectors of real models: one direction common to all, stories, and texts around each story.
    fn stories(count: usize) -> (Vectors, Vec<Vector>) {
        let mut random = Random(11);
        let common = random.vector(1.5);
        let stories: Vec<Vec<f32>> = (0..count / 20).map(|_| random.vector(0.7)).collect();
        let mut vectors = Vectors::new();
        for id in 0..count {
            let vector = sum(&[&common, &stories[id % stories.len()], &random.vector(0.5)]);
            assert!(vectors.set(id as u128, &[Vector::from_f32(&vector)]));
        }
        let asked = stories.iter().take(40).map(|story| Vector::from_f32(&sum(&[&common, story, &random.vector(0.5)])));
        (vectors, asked.collect())
    }

    #[test]
    fn the_quick_search_finds_what_the_exact_one_finds() {
        let (vectors, asked) = stories(9_000);
        let (mut found, mut all) = (0, 0);
        for query in &asked {
            let exact = vectors.nearest_exact(query, 50, 1);
            let quick = vectors.nearest(query, 50, 2);
            assert_eq!(exact.len(), 50);
            found += exact.iter().filter(|near| quick.contains(near)).count();
            all += exact.len();
        }
        assert!(found * 1000 >= all * 995, "{found} of {all}");
    }

    #[test]
    fn the_nearest_are_the_nearest_whatever_was_removed_and_put_again() {
        let (mut vectors, asked) = stories(6_000);
        for id in (0..6_000_u128).filter(|id| id % 3 == 0) {
            assert!(vectors.remove(id));
        }
        for id in (0..6_000_u128).filter(|id| id % 6 == 0) {
            let pair = [asked[0].clone(), asked[usize::try_from(id).unwrap_or(0) % asked.len()].clone()];
            assert!(vectors.set(id, &pair));
        }
        assert_eq!((vectors.len(), vectors.count()), (5_000, 6_000));
        for query in &asked {
            let mut expected: Vec<Near> =
                (0..6_000_u128).filter_map(|id| Some(Near { id, cosine: vectors.cosine(id, query)? })).collect();
            expected.sort_by(|a, b| b.cosine.total_cmp(&a.cosine).then(a.id.cmp(&b.id)));
            expected.truncate(30);
            assert_eq!(vectors.nearest_exact(query, 30, 1), expected);
            assert_eq!(vectors.nearest_exact(query, 30, 3), expected);
        }
    }

    #[test]
    fn a_clone_keeps_what_the_original_forgets() {
        let (mut vectors, asked) = stories(200);
        let before = vectors.clone();
        assert!(vectors.set(3, &[asked[0].clone()]));
        assert!(vectors.remove(4));
        assert!(before.contains(4) && !vectors.contains(4));
        assert_ne!(before.cosine(3, &asked[0]), vectors.cosine(3, &asked[0]));
    }

    proptest::proptest! {
        #[test]
        fn halves_give_the_values_back(all in proptest::collection::vec(i8::MIN..=i8::MAX, 1..400)) {
            let (high, low) = planes(&all);
            proptest::prop_assert_eq!(values(&high, &low, all.len()), all);
        }
    }
}
