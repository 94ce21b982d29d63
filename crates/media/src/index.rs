//! The index of known pictures.
//!
//! A search looks in two ways. All hashes of whole pictures are compared with the query's in all its eight positions, in one
//! pass. And marks that look alike vote for the picture they come from: each mark is filed under several 16-bit parts of its
//! description, so that a mark with some wrong comparisons is still met in one of the files. Whatever comes up by either
//! way is then **verified**: many marks must agree under one shift, turn and scale, over a good part of what both pictures
//! show. Two screenshots of different messages share their frame and their letters, and pass neither test.
//!
//! The bounds below were set on pictures made with one seed and are measured on pictures made with another; see
//! `cargo xtask prove match-media`.
#![expect(
    clippy::indexing_slicing,
    reason = "places handed out by this index itself, and parts of fixed arrays; property-tested against a list"
)]

use std::collections::{BTreeMap, HashMap};
use std::fmt;

use serde::Serialize;

use crate::fingerprint::Fingerprint;
use crate::marks::{Mark, UNIT};
use crate::pdq::PdqHash;

/// Marks kept of a known picture: about 6 kilobytes each, files included.
const KEPT: usize = 192;
/// Files a mark is kept in, each under another 16 bits.
const FILES: usize = 6;
/// Two marks within this distance may show the same place.
const ALIKE: u32 = 72;
/// Two marks within this distance vote; most of a copy's lie far below.
const VOTING: u32 = 48;
/// Parts of a turn, and pairs of steps of scale, that votes are sorted into.
const TURNS: usize = 16;
const SCALES: usize = 12;
/// Pictures that are verified in one search, at most.
const VERIFIED: usize = 32;
/// Hashes within this distance are worth verifying.
const NEAR: u32 = 70;

/// How the query stands towards the known picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Turn {
    /// Left and right exchanged.
    pub mirrored: bool,
    /// Then turned clockwise by this many quarters, 0 to 3.
    pub quarters: u8,
}

/// How much of each the other shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// Both show the same.
    Whole,
    /// The query shows a part of the known picture.
    CutOut,
    /// The query shows the known picture with something around it: a caption, a frame.
    Surrounded,
    /// The query shows a part of the known picture with something around it.
    CutOutSurrounded,
}

/// Why a known picture was found, for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Reason {
    /// How much is shared.
    pub part: Part,
    /// How it was turned.
    pub turn: Turn,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.part {
            Part::Whole => "the same picture",
            Part::CutOut => "a cut-out of a known picture",
            Part::Surrounded => "a known picture with something around it",
            Part::CutOutSurrounded => "a part of a known picture with something around it",
        })?;
        if self.turn.mirrored {
            f.write_str(", mirrored")?;
        }
        f.write_str(match self.turn.quarters {
            1 => ", turned to the right",
            2 => ", turned upside down",
            3 => ", turned to the left",
            _ => "",
        })
    }
}

/// A known picture that the query repeats.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Hit {
    /// As given to [`MediaIndex::insert`].
    pub id: u64,
    /// How sure, above 0 to 1; only the order means something.
    pub likeness: f32,
    /// The least distance of whole-picture hashes over the positions, 0 to 256.
    pub distance: u32,
    /// How many places of the two pictures agree under one geometry.
    pub agreeing: u32,
    /// The share of the known picture's area that the query shows, 0 to 1.
    pub shown: f32,
    /// The share of the query's area that the known picture fills, 0 to 1.
    pub filled: f32,
    /// How the query stands towards the known picture.
    pub turn: Turn,
}

impl Hit {
    /// In words.
    pub fn reason(&self) -> Reason {
        // A border of a few per cent is the same picture to anybody who looks.
        let part = match (self.shown >= 0.93, self.filled >= 0.93) {
            (true, true) => Part::Whole,
            (false, true) => Part::CutOut,
            (true, false) => Part::Surrounded,
            (false, false) => Part::CutOutSurrounded,
        };
        Reason { part, turn: self.turn }
    }
}

/// What the index keeps of a picture.
#[derive(Debug, Clone)]
struct Kept {
    id: u64,
    width: u32,
    height: u32,
    quality: u8,
    hashes: Vec<PdqHash>,
    marks: Box<[Mark]>,
}

/// Known pictures, found again in whatever form they come back.
///
/// In memory: about 70 bytes for the hashes of a picture and, with its marks, about 12 kilobytes.
#[derive(Debug, Clone, Default)]
pub struct MediaIndex {
    slots: Vec<Option<Kept>>,
    free: Vec<u32>,
    by_id: HashMap<u64, u32>,
    hashes: Vec<[u64; 4]>,
    /// Whose hash stands at the same place of `hashes`.
    owners: Vec<u32>,
    /// For each file 65,536 lists of (slot, mark), packed as `slot << 8 | mark`. Empty until the first mark comes.
    files: Vec<Vec<Vec<u32>>>,
}

impl MediaIndex {
    /// An empty index.
    pub fn new() -> Self {
        Self::default()
    }

    /// How many pictures it holds.
    pub fn len(&self) -> usize {
        self.by_id.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.by_id.is_empty()
    }

    /// Whether a picture with this id is in.
    pub fn contains(&self, id: u64) -> bool {
        self.by_id.contains_key(&id)
    }

    /// Adds a picture, in place of the one with the same id if there is one.
    pub fn insert(&mut self, id: u64, fingerprint: &Fingerprint) {
        self.remove(id);
        let mut hashes = vec![fingerprint.pdq()];
        hashes.extend(fingerprint.trimmed.and_then(|trimmed| trimmed.hashes.first().copied()));
        let marks: Box<[Mark]> = fingerprint.marks.iter().take(KEPT).copied().collect();
        let slot = self.free.pop().unwrap_or_else(|| {
            self.slots.push(None);
            u32::try_from(self.slots.len() - 1).unwrap_or(u32::MAX)
        });
        for hash in &hashes {
            self.hashes.push(hash.0);
            self.owners.push(slot);
        }
        if self.files.is_empty() && !marks.is_empty() {
            self.files = vec![vec![Vec::new(); 1 << 16]; FILES];
        }
        for (number, mark) in (0_u32..).zip(&marks) {
            for (file, lists) in self.files.iter_mut().enumerate() {
                lists[usize::from(key(&mark.bits, file))].push(slot << 8 | number);
            }
        }
        self.by_id.insert(id, slot);
        self.slots[slot as usize] = Some(Kept {
            id,
            width: fingerprint.width,
            height: fingerprint.height,
            quality: fingerprint.whole.quality,
            hashes,
            marks,
        });
    }

    /// Takes a picture out; `false` if it was not in.
    pub fn remove(&mut self, id: u64) -> bool {
        let Some(slot) = self.by_id.remove(&id) else { return false };
        if let Some(kept) = self.slots[slot as usize].take() {
            for mark in &kept.marks {
                for (file, lists) in self.files.iter_mut().enumerate() {
                    lists[usize::from(key(&mark.bits, file))].retain(|entry| entry >> 8 != slot);
                }
            }
            let mut left = kept.hashes.len();
            let mut place = 0;
            while left > 0 && place < self.owners.len() {
                if self.owners[place] == slot {
                    self.owners.swap_remove(place);
                    self.hashes.swap_remove(place);
                    left -= 1;
                } else {
                    place += 1;
                }
            }
        }
        self.free.push(slot);
        true
    }

    /// Known pictures that this one repeats, the surest first.
    pub fn search(&self, query: &Fingerprint, limit: usize) -> Vec<Hit> {
        let near = self.near(query);
        let mut candidates: BTreeMap<u32, Candidate> = BTreeMap::new();
        for (slot, distance, position) in near {
            let candidate = candidates.entry(slot).or_default();
            if distance < candidate.distance {
                candidate.distance = distance;
                candidate.position = position;
            }
        }
        for (slot, mirrored, votes) in self.votes(&query.marks) {
            let candidate = candidates.entry(slot).or_default();
            candidate.votes[usize::from(mirrored)] = votes;
        }
        let mut ordered: Vec<(u32, Candidate)> = candidates.into_iter().collect();
        ordered.sort_by(|a, b| b.1.promise().total_cmp(&a.1.promise()).then(a.0.cmp(&b.0)));
        let mut hits: Vec<Hit> = ordered
            .into_iter()
            .take(VERIFIED)
            .filter_map(|(slot, candidate)| self.judge(query, self.slots[slot as usize].as_ref()?, &candidate))
            .collect();
        hits.sort_by(|a, b| b.likeness.total_cmp(&a.likeness).then(a.distance.cmp(&b.distance)).then(a.id.cmp(&b.id)));
        hits.truncate(limit);
        hits
    }

    /// What verification saw in one known picture, accepted or not: for calibration and for an explanation to experts.
    pub fn evidence(&self, query: &Fingerprint, id: u64) -> Option<Evidence> {
        let kept = self.slots[*self.by_id.get(&id)? as usize].as_ref()?;
        let (distance, _) = least_distance(query, kept);
        let best = [false, true]
            .into_iter()
            .filter_map(|mirrored| agreement(query, kept, mirrored))
            .max_by(|a, b| a.weight().total_cmp(&b.weight()));
        Some(Evidence::of(distance, query.whole.quality.min(kept.quality), best.as_ref()))
    }

    /// Hashes near one of the query's, as (slot, distance, position).
    fn near(&self, query: &Fingerprint) -> Vec<(u32, u32, u8)> {
        let sought: Vec<([u64; 4], u8)> = std::iter::once(&query.whole)
            .chain(&query.trimmed)
            .filter(|set| set.quality > 0)
            .flat_map(|set| set.hashes.iter().map(|hash| hash.0).zip(0_u8..))
            .collect();
        let mut found = Vec::new();
        pulp::Arch::new().dispatch(Scan {
            hashes: &self.hashes,
            owners: &self.owners,
            sought: &sought,
            found: &mut found,
        });
        found
    }

    /// How strongly marks of each picture speak for it, as (slot, mirrored, votes), the most first.
    ///
    /// A mark that looks like one of the query's votes for a turn and a scale as well, and only votes for one of these
    /// count together (Jégou, Douze and Schmid 2008): the marks of a copy agree on both, those of a stranger do not.
    fn votes(&self, marks: &[Mark]) -> Vec<(u32, bool, f32)> {
        if self.files.is_empty() {
            return Vec::new();
        }
        let mut votes: HashMap<(u32, bool), [[f32; TURNS]; SCALES]> = HashMap::new();
        let mut met: Vec<u32> = Vec::new();
        // For one mark the picture, the distance and the known mark that look most like it, picture by picture.
        let mut alike: Vec<(u32, u32, &Mark)> = Vec::new();
        for mark in marks {
            for mirrored in [false, true] {
                let bits = if mirrored { mark.mirrored_bits() } else { mark.bits };
                met.clear();
                for (file, lists) in self.files.iter().enumerate() {
                    met.extend(&lists[usize::from(key(&bits, file))]);
                }
                met.sort_unstable();
                met.dedup();
                alike.clear();
                for entry in &met {
                    let slot = entry >> 8;
                    let Some(known) =
                        self.slots[slot as usize].as_ref().and_then(|kept| kept.marks.get((entry & 255) as usize))
                    else {
                        continue;
                    };
                    let distance = known.distance(&bits);
                    if distance <= VOTING {
                        match alike.last_mut() {
                            Some(last) if last.0 == slot => {
                                if distance < last.1 {
                                    *last = (slot, distance, known);
                                }
                            }
                            _ => alike.push((slot, distance, known)),
                        }
                    }
                }
                // A mark that many pictures have says little about any of them.
                let share = 1.0 / (alike.len() as f32).max(1.0);
                for (slot, distance, known) in &alike {
                    let angle = if mirrored { 128_u8.wrapping_sub(known.angle) } else { known.angle };
                    let turn = usize::from(mark.angle.wrapping_sub(angle)) * TURNS / 256;
                    let scale = (usize::from(mark.level) + 2 * SCALES).saturating_sub(usize::from(known.level)) / 2;
                    let scale = scale.saturating_sub(SCALES / 2).min(SCALES - 1);
                    let near = (VOTING + 8 - distance) as f32 / VOTING as f32;
                    votes.entry((*slot, mirrored)).or_default()[scale][turn] += share * near;
                }
            }
        }
        let mut votes: Vec<(u32, bool, f32)> = votes
            .into_iter()
            .map(|((slot, mirrored), table)| (slot, mirrored, densest(&table)))
            .filter(|(_, _, votes)| *votes >= 0.2)
            .collect();
        votes.sort_unstable_by(|a, b| b.2.total_cmp(&a.2).then((a.0, a.1).cmp(&(b.0, b.1))));
        votes.truncate(2 * VERIFIED);
        votes
    }

    #[expect(clippy::unused_self, reason = "reads as a step of the search")]
    fn judge(&self, query: &Fingerprint, kept: &Kept, candidate: &Candidate) -> Option<Hit> {
        let (distance, position) = if candidate.distance <= NEAR {
            (candidate.distance, candidate.position)
        } else {
            least_distance(query, kept)
        };
        let by_hash = turn_of(position);
        let best = [false, true]
            .into_iter()
            .filter(|mirrored| {
                candidate.votes[usize::from(*mirrored)] > 0.0 || (distance <= NEAR && by_hash.mirrored == *mirrored)
            })
            .filter_map(|mirrored| agreement(query, kept, mirrored))
            .max_by(|a, b| a.weight().total_cmp(&b.weight()));
        let evidence = Evidence::of(distance, query.whole.quality.min(kept.quality), best.as_ref());
        let places = query.marks.len().min(kept.marks.len());
        if !evidence.accepted(places) {
            return None;
        }
        let by_marks = evidence.by_marks();
        Some(Hit {
            id: kept.id,
            likeness: evidence.likeness(),
            distance,
            agreeing: evidence.agreeing,
            shown: if by_marks { evidence.shown } else { 1.0 },
            filled: if by_marks { evidence.filled } else { 1.0 },
            turn: best.filter(|_| by_marks).map_or(by_hash, |found| found.turn),
        })
    }
}

#[derive(Debug, Clone, Copy)]
struct Candidate {
    distance: u32,
    position: u8,
    votes: [f32; 2],
}

impl Default for Candidate {
    fn default() -> Self {
        Self { distance: u32::MAX, position: 0, votes: [0.0; 2] }
    }
}

impl Candidate {
    /// What to verify first: near hashes, then many votes.
    fn promise(&self) -> f32 {
        self.votes[0].max(self.votes[1]) + NEAR.saturating_sub(self.distance) as f32
    }
}

/// The most votes in two neighbouring turns and two neighbouring scales.
fn densest(table: &[[f32; TURNS]; SCALES]) -> f32 {
    let mut most = 0.0_f32;
    for scale in 0..SCALES {
        for turn in 0..TURNS {
            let at = |scale: usize, turn: usize| table.get(scale).map_or(0.0, |row| row[turn % TURNS]);
            most = most.max(at(scale, turn) + at(scale, turn + 1) + at(scale + 1, turn) + at(scale + 1, turn + 1));
        }
    }
    most
}

/// What speaks for two pictures being the same.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Evidence {
    /// The least distance of whole-picture hashes, 0 to 256.
    pub distance: u32,
    /// The lower quality of the two hashes.
    pub quality: u8,
    /// Places that agree under one geometry.
    pub agreeing: u32,
    /// How alike they look, summed up: 2 for each that is equal, 0 for one at the bound.
    pub strength: f32,
    /// Their share among the known picture's places that the query should show.
    pub share: f32,
    /// The share of fields of the common area in which places agree.
    pub spread: f32,
    /// The share of the known picture's area that the query shows.
    pub shown: f32,
    /// The share of the query's area that the known picture fills.
    pub filled: f32,
}

impl Evidence {
    fn of(distance: u32, quality: u8, best: Option<&Agreement>) -> Self {
        Self {
            distance,
            quality,
            agreeing: best.map_or(0, |found| found.agreeing),
            strength: best.map_or(0.0, |found| found.strength),
            share: best.map_or(0.0, |found| found.share),
            spread: best.map_or(0.0, |found| found.spread),
            shown: best.map_or(0.0, |found| found.shown),
            filled: best.map_or(0.0, |found| found.filled),
        }
    }
}

impl Evidence {
    /// Whether marks alone show it.
    fn by_marks(&self) -> bool {
        let common = self.shown.max(self.filled);
        // Letters and patterns of two strangers fit one geometry at up to twelve places by chance, but not well. Agreement in
        // a small part of the common area is a sticker or a logo.
        let enough = self.agreeing >= 12 && self.strength >= 24.0 && self.spread >= 0.15 && self.share >= 0.12;
        // Where both are said to show all of the same, their hashes should be near; pages of one script are not.
        let contradicted = self.shown >= 0.95 && self.filled >= 0.95 && self.distance > 60 && self.agreeing < 20;
        enough && common >= 0.25 && !contradicted
    }

    /// The distance within which whole hashes count, by their quality.
    fn bound(&self) -> u32 {
        match self.quality {
            80.. => 31,
            50.. => 24,
            20.. => 12,
            _ => 2,
        }
    }

    fn accepted(&self, places: usize) -> bool {
        // Where both pictures have plenty of places, a near hash that no place supports is two screens of one layout.
        let supported = self.agreeing >= 4 || places < 24;
        self.by_marks() || (self.distance <= self.bound() && (supported || self.distance * 3 <= self.bound()))
    }

    fn likeness(&self) -> f32 {
        let marks = if self.by_marks() {
            let weight = (self.agreeing as f32 - 4.0) * 0.15 + self.share * 3.0 + self.spread;
            1.0 - (-weight).exp()
        } else {
            0.0
        };
        let hash = if self.distance <= self.bound() { 1.0 - self.distance as f32 / 64.0 } else { 0.0 };
        marks.max(hash).clamp(0.01, 1.0)
    }
}

fn key(bits: &[u64; 4], file: usize) -> u16 {
    // The halves mirror each other, so all files look into the first.
    let spread = (u128::from(bits[1]) << 64) | u128::from(bits[0]);
    ((spread >> (file * 21)) & 0xffff) as u16
}

/// One pass over all hashes for all that are sought.
struct Scan<'a> {
    hashes: &'a [[u64; 4]],
    owners: &'a [u32],
    sought: &'a [([u64; 4], u8)],
    found: &'a mut Vec<(u32, u32, u8)>,
}

impl pulp::WithSimd for Scan<'_> {
    type Output = ();

    #[inline(always)]
    #[expect(clippy::inline_always, reason = "only what is inlined into the dispatch uses its instructions")]
    fn with_simd<S: pulp::Simd>(self, _: S) {
        // Blocks stay in the nearest cache while every sought hash passes over them.
        for (hashes, owners) in self.hashes.chunks(512).zip(self.owners.chunks(512)) {
            for (sought, position) in self.sought {
                for (hash, owner) in hashes.iter().zip(owners) {
                    let distance = (hash[0] ^ sought[0]).count_ones()
                        + (hash[1] ^ sought[1]).count_ones()
                        + (hash[2] ^ sought[2]).count_ones()
                        + (hash[3] ^ sought[3]).count_ones();
                    if distance <= NEAR {
                        self.found.push((*owner, distance, *position));
                    }
                }
            }
        }
    }
}

/// The least distance between hashes of the two, and the position of the query in which it was found.
fn least_distance(query: &Fingerprint, kept: &Kept) -> (u32, u8) {
    std::iter::once(&query.whole)
        .chain(&query.trimmed)
        .filter(|set| set.quality > 0)
        .flat_map(|set| set.hashes.iter().zip(0_u8..))
        .flat_map(|(hash, position)| kept.hashes.iter().map(move |known| (hash.distance(*known), position)))
        .min()
        .unwrap_or((256, 0))
}

/// How the query stands when its hash in this position is the known one.
fn turn_of(position: u8) -> Turn {
    let (mirrored, quarters) = match position {
        1 => (false, 1),
        2 => (false, 2),
        3 => (false, 3),
        4 => (true, 2),
        5 => (true, 0),
        6 => (true, 3),
        7 => (true, 1),
        _ => (false, 0),
    };
    Turn { mirrored, quarters }
}

/// Shift, turn and scale: `x' = a·x − b·y + c`, `y' = b·x + a·y + d`.
#[derive(Debug, Clone, Copy)]
struct Motion {
    a: f32,
    b: f32,
    c: f32,
    d: f32,
}

impl Motion {
    /// The motion that takes p to P and q to Q.
    fn through(p: (f32, f32), q: (f32, f32), to_p: (f32, f32), to_q: (f32, f32)) -> Option<Self> {
        let (dx, dy) = (q.0 - p.0, q.1 - p.1);
        let (ex, ey) = (to_q.0 - to_p.0, to_q.1 - to_p.1);
        let length = dx * dx + dy * dy;
        if length < 1.0 {
            return None;
        }
        let a = (dx * ex + dy * ey) / length;
        let b = (dx * ey - dy * ex) / length;
        Some(Self { a, b, c: to_p.0 - a * p.0 + b * p.1, d: to_p.1 - b * p.0 - a * p.1 })
    }

    /// The motion with the least squares over pairs of places.
    fn fitted(pairs: &[Pair]) -> Option<Self> {
        let count = pairs.len() as f32;
        let mean = |part: fn(&Pair) -> f32| pairs.iter().map(part).sum::<f32>() / count;
        let (px, py) = (mean(|pair| pair.known.0), mean(|pair| pair.known.1));
        let (qx, qy) = (mean(|pair| pair.query.0), mean(|pair| pair.query.1));
        let (mut length, mut a, mut b) = (0.0, 0.0, 0.0);
        for pair in pairs {
            let (dx, dy) = (pair.known.0 - px, pair.known.1 - py);
            let (ex, ey) = (pair.query.0 - qx, pair.query.1 - qy);
            length += dx * dx + dy * dy;
            a += dx * ex + dy * ey;
            b += dx * ey - dy * ex;
        }
        if length < 1.0 {
            return None;
        }
        let (a, b) = (a / length, b / length);
        Some(Self { a, b, c: qx - a * px + b * py, d: qy - b * px - a * py })
    }

    fn of(&self, place: (f32, f32)) -> (f32, f32) {
        (self.a * place.0 - self.b * place.1 + self.c, self.b * place.0 + self.a * place.1 + self.d)
    }

    fn scale(&self) -> f32 {
        self.a.hypot(self.b)
    }

    /// Clockwise, as 256 parts of a turn.
    fn angle(&self) -> f32 {
        (self.b.atan2(self.a) / std::f32::consts::TAU * 256.0).rem_euclid(256.0)
    }

    fn misses(&self, pair: &Pair) -> f32 {
        let (x, y) = self.of(pair.known);
        (x - pair.query.0).hypot(y - pair.query.1)
    }
}

/// Two places that look alike.
#[derive(Debug, Clone, Copy)]
struct Pair {
    known: (f32, f32),
    query: (f32, f32),
    /// How much larger the query shows it, each picture's longer side being the unit.
    scale: f32,
    /// How far it is turned, as 256 parts of a turn.
    turn: f32,
    distance: u32,
}

/// What marks of two pictures have in common.
#[derive(Debug, Clone, Copy)]
struct Agreement {
    agreeing: u32,
    strength: f32,
    share: f32,
    spread: f32,
    shown: f32,
    filled: f32,
    turn: Turn,
}

impl Agreement {
    fn weight(&self) -> f32 {
        self.agreeing as f32 * (0.1 + self.share)
    }
}

/// How far a place may lie from where the common geometry puts it: a hundredth of the longer side, and two pixels of the
/// size at which marks are looked for.
fn tolerance(scale: f32) -> f32 {
    UNIT * 0.010 + 2.0 * 12.8 * scale
}

/// The best common geometry of two pictures, if any two places fit one.
fn agreement(query: &Fingerprint, kept: &Kept, mirrored: bool) -> Option<Agreement> {
    let mut pairs = Vec::new();
    pulp::Arch::new().dispatch(Compare { query: &query.marks, known: &kept.marks, mirrored, pairs: &mut pairs });
    pairs.sort_by_key(|pair: &Pair| pair.distance);
    let leading = pairs.len().min(64);
    let mut best: Option<(Motion, usize)> = None;
    for (index, first) in pairs.iter().take(leading).enumerate() {
        for second in pairs.iter().take(leading).skip(index + 1) {
            if !together(first.turn, second.turn, 24.0) || !(0.5..2.0).contains(&(first.scale / second.scale)) {
                continue;
            }
            let apart = (first.known.0 - second.known.0).hypot(first.known.1 - second.known.1);
            if apart < UNIT * 0.05 {
                continue;
            }
            let Some(motion) = Motion::through(first.known, second.known, first.query, second.query) else { continue };
            if !fits(&motion, first) || !fits(&motion, second) {
                continue;
            }
            let count = pairs.iter().filter(|pair| agrees(&motion, pair)).count();
            if best.is_none_or(|(_, most)| count > most) {
                best = Some((motion, count));
            }
        }
    }
    let (mut motion, _) = best?;
    let mut agreeing: Vec<Pair> = Vec::new();
    for _ in 0..3 {
        agreeing = pairs.iter().filter(|pair| agrees(&motion, pair)).copied().collect();
        if agreeing.len() < 3 {
            break;
        }
        motion = Motion::fitted(&agreeing)?;
    }
    Some(measure(query, kept, mirrored, &motion, &agreeing))
}

/// Whether two turns (256 parts) lie within `bound` of each other.
fn together(a: f32, b: f32, bound: f32) -> bool {
    let apart = (a - b).rem_euclid(256.0);
    apart <= bound || apart >= 256.0 - bound
}

/// Whether the mark's own scale and direction tell the same as the motion.
fn fits(motion: &Motion, pair: &Pair) -> bool {
    (0.6..1.67).contains(&(motion.scale() / pair.scale)) && together(motion.angle(), pair.turn, 20.0)
}

fn agrees(motion: &Motion, pair: &Pair) -> bool {
    motion.misses(pair) <= tolerance(motion.scale()) && fits(motion, pair)
}

fn measure(query: &Fingerprint, kept: &Kept, mirrored: bool, motion: &Motion, agreeing: &[Pair]) -> Agreement {
    let frame = |width: u32, height: u32| {
        let long = width.max(height).max(1) as f32;
        (width as f32 / long * UNIT, height as f32 / long * UNIT)
    };
    let (query_width, query_height) = frame(query.width, query.height);
    let (known_width, known_height) = frame(kept.width, kept.height);
    // Several scales mark the same corner; it counts once.
    let cells = |place: fn(&Pair) -> (f32, f32)| {
        let mut cells: Vec<(i32, i32)> =
            agreeing.iter().map(|pair| (cell(place(pair).0, UNIT / 48.0), cell(place(pair).1, UNIT / 48.0))).collect();
        cells.sort_unstable();
        cells.dedup();
        cells.len()
    };
    let distinct = cells(|pair| pair.known).min(cells(|pair| pair.query));
    // Which of the known marks should be visible, and in which fields of the known picture.
    let edge = UNIT * 0.03;
    let (coarsest, finest) = query
        .marks
        .iter()
        .fold((f32::MIN, f32::MAX), |(most, least), mark| (most.max(mark.scale()), least.min(mark.scale())));
    let mut visible = 0_usize;
    let mut fields: BTreeMap<(i32, i32), bool> = BTreeMap::new();
    let field = |(x, y): (f32, f32)| (cell(x.abs(), UNIT / 8.0), cell(y, UNIT / 8.0));
    for mark in &kept.marks {
        let place = position(mark, mirrored);
        let (x, y) = motion.of(place);
        let inside = x > edge && y > edge && x < query_width - edge && y < query_height - edge;
        let scale = mark.scale() * motion.scale();
        if inside && scale >= finest * 0.8 && scale <= coarsest * 1.25 {
            visible += 1;
            fields.entry(field(place)).or_insert(false);
        }
    }
    for pair in agreeing {
        fields.insert(field(pair.known), true);
    }
    let met = fields.values().filter(|met| **met).count();
    let (mut inside, mut total) = (0_u32, 0_u32);
    for row in 0..24_u8 {
        for column in 0..24_u8 {
            let x = (f32::from(column) + 0.5) / 24.0 * known_width;
            let y = (f32::from(row) + 0.5) / 24.0 * known_height;
            let (x, y) = motion.of((if mirrored { -x } else { x }, y));
            total += 1;
            inside += u32::from(x >= 0.0 && y >= 0.0 && x <= query_width && y <= query_height);
        }
    }
    let shown = inside as f32 / total as f32;
    let area = known_width * known_height * motion.scale() * motion.scale();
    let filled = (shown * area / (query_width * query_height)).min(1.0);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 3")]
    let quarters = (motion.angle() / 64.0).round().rem_euclid(4.0) as u8;
    Agreement {
        agreeing: u32::try_from(distinct).unwrap_or(u32::MAX),
        strength: agreeing.iter().map(|pair| (ALIKE + 4 - pair.distance) as f32 / 38.0).sum(),
        share: agreeing.len() as f32 / visible.max(agreeing.len()).max(1) as f32,
        spread: met as f32 / fields.len().max(1) as f32,
        shown,
        filled,
        turn: Turn { mirrored, quarters },
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a few dozen cells")]
fn cell(value: f32, size: f32) -> i32 {
    (value / size).floor() as i32
}

/// Where a known mark lies; in the mirror the picture stands left of zero.
fn position(mark: &Mark, mirrored: bool) -> (f32, f32) {
    let x = f32::from(mark.x);
    (if mirrored { -x } else { x }, f32::from(mark.y))
}

/// For every known mark the query's mark that looks most like it.
struct Compare<'a> {
    query: &'a [Mark],
    known: &'a [Mark],
    mirrored: bool,
    pairs: &'a mut Vec<Pair>,
}

impl pulp::WithSimd for Compare<'_> {
    type Output = ();

    #[inline(always)]
    #[expect(clippy::inline_always, reason = "only what is inlined into the dispatch uses its instructions")]
    fn with_simd<S: pulp::Simd>(self, _: S) {
        for known in self.known {
            let bits = if self.mirrored { known.mirrored_bits() } else { known.bits };
            let mut best = (ALIKE + 1, None);
            for query in self.query {
                let distance = (bits[0] ^ query.bits[0]).count_ones()
                    + (bits[1] ^ query.bits[1]).count_ones()
                    + (bits[2] ^ query.bits[2]).count_ones()
                    + (bits[3] ^ query.bits[3]).count_ones();
                if distance < best.0 {
                    best = (distance, Some(query));
                }
            }
            if let (distance, Some(query)) = best {
                // In the mirror a direction of θ becomes one of π − θ.
                let angle = if self.mirrored { 128.0 - f32::from(known.angle) } else { f32::from(known.angle) };
                self.pairs.push(Pair {
                    known: position(known, self.mirrored),
                    query: (f32::from(query.x), f32::from(query.y)),
                    scale: query.scale() / known.scale(),
                    turn: (f32::from(query.angle) - angle).rem_euclid(256.0),
                    distance,
                });
            }
        }
    }
}
