//! Videos: a PDQ hash per sampled frame, lined up in time.
//!
//! As in Meta's vPDQ: frames are sampled at an even rate, flat ones are left out, and two videos are compared by how many
//! frames of each have a counterpart in the other. On top of that the counterparts must lie at one common shift in time, or
//! nearly all of them must match, so that two programmes of one studio are not one programme. The crate reads no video: the
//! program hands in frames (`ffmpeg -vf fps=2,…`).

use std::collections::HashMap;

use serde::Serialize;

use crate::fingerprint::Fingerprint;
use crate::pdq::{self, PdqHash};
use crate::picture::Picture;

/// Frames kept of one video: an hour at two a second.
pub const MOST_FRAMES: usize = 7200;
/// Frames with less to see are left out, as in vPDQ.
const LEAST_QUALITY: u8 = 50;
/// Frames within this distance are the same, as in vPDQ.
const ALIKE: u32 = 31;
/// Shifts within this many milliseconds count as one: half the time between sampled frames, on both sides.
const SLACK: i64 = 600;
/// What a stored fingerprint begins with; the last byte is the version of the layout.
const MAGIC: [u8; 4] = *b"SVf\x01";
const FRAME_BYTES: usize = 69;

/// One sampled frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Frame {
    /// Milliseconds from the start.
    pub at: u32,
    /// Its hash.
    pub hash: PdqHash,
    /// The hash of its mirror image.
    pub mirrored: PdqHash,
    /// How much there is to see, 0 to 100.
    pub quality: u8,
}

/// The fingerprint of a video: 69 bytes a frame when stored.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct VideoFingerprint {
    frames: Vec<Frame>,
}

impl VideoFingerprint {
    /// Without frames yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a frame, `at` milliseconds from the start. Sample two frames a second; beyond [`MOST_FRAMES`] they are left out.
    pub fn push(&mut self, at: u32, picture: &Picture) {
        if self.frames.len() < MOST_FRAMES {
            let set = pdq::dihedral(picture);
            let [hash, _, _, _, _, mirrored, ..] = set.hashes;
            self.frames.push(Frame { at, hash, mirrored, quality: set.quality });
        }
    }

    /// The sampled frames, in the order they came.
    pub fn frames(&self) -> &[Frame] {
        &self.frames
    }

    /// Whether no frame shows enough to be compared.
    pub fn is_blank(&self) -> bool {
        self.telling().next().is_none()
    }

    fn telling(&self) -> impl Iterator<Item = &Frame> {
        self.frames.iter().filter(|frame| frame.quality >= LEAST_QUALITY)
    }

    /// For storage.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        for frame in &self.frames {
            bytes.extend(frame.at.to_le_bytes());
            bytes.push(frame.quality);
            bytes.extend(frame.hash.0.iter().chain(&frame.mirrored.0).flat_map(|word| word.to_le_bytes()));
        }
        bytes
    }

    /// From storage; `None` if the bytes are no such fingerprint.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let rest = bytes.strip_prefix(&MAGIC)?;
        let (frames, left) = rest.as_chunks::<FRAME_BYTES>();
        if !left.is_empty() || frames.len() > MOST_FRAMES {
            return None;
        }
        let read = |frame: &[u8; FRAME_BYTES]| {
            let (at, rest) = frame.split_first_chunk::<4>()?;
            let (quality, rest) = rest.split_first()?;
            let mut words = rest.as_chunks::<8>().0.iter().map(|word| u64::from_le_bytes(*word));
            let mut hash = || Some(PdqHash([words.next()?, words.next()?, words.next()?, words.next()?]));
            Some(Frame { at: u32::from_le_bytes(*at), hash: hash()?, mirrored: hash()?, quality: *quality })
        };
        Some(Self { frames: frames.iter().map(read).collect::<Option<_>>()? })
    }
}

/// A known video that shares a stretch with the query.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct VideoMatch {
    /// As given to [`VideoIndex::insert`].
    pub id: u64,
    /// The share of the query's telling frames that the known video has, 0 to 1.
    pub query_share: f32,
    /// The share of the known video's telling frames that the query has, 0 to 1.
    pub known_share: f32,
    /// Where the query's start lies in the known video, in milliseconds; below zero if the query begins earlier.
    pub offset: i64,
    /// Whether the query is mirrored.
    pub mirrored: bool,
}

impl VideoMatch {
    /// In words.
    pub fn reason(&self) -> &'static str {
        match (self.query_share >= 0.8, self.known_share >= 0.8, self.mirrored) {
            (true, true, false) => "the same video",
            (true, true, true) => "the same video, mirrored",
            (true, false, false) => "a cut-out of a known video",
            (true, false, true) => "a cut-out of a known video, mirrored",
            (false, true, false) => "a known video inside a longer one",
            (false, true, true) => "a known video inside a longer one, mirrored",
            (false, false, false) => "shares a stretch with a known video",
            (false, false, true) => "shares a stretch with a known video, mirrored",
        }
    }
}

/// Known videos.
#[derive(Debug, Clone, Default)]
pub struct VideoIndex {
    videos: HashMap<u64, Vec<Frame>>,
}

impl VideoIndex {
    /// An empty index.
    pub fn new() -> Self {
        Self::default()
    }

    /// How many videos it holds.
    pub fn len(&self) -> usize {
        self.videos.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.videos.is_empty()
    }

    /// Adds a video, in place of the one with the same id if there is one.
    pub fn insert(&mut self, id: u64, video: &VideoFingerprint) {
        self.videos.insert(id, video.telling().copied().collect());
    }

    /// Takes a video out; `false` if it was not in.
    pub fn remove(&mut self, id: u64) -> bool {
        self.videos.remove(&id).is_some()
    }

    /// Known videos that share a stretch with this one, the largest share first. Time grows with the frames of both sides.
    pub fn search(&self, query: &VideoFingerprint, limit: usize) -> Vec<VideoMatch> {
        let frames: Vec<Frame> = query.telling().copied().collect();
        let mut found: Vec<VideoMatch> = self
            .videos
            .iter()
            .filter_map(|(id, known)| {
                let straight = compare(*id, &frames, known, false);
                let mirrored = compare(*id, &frames, known, true);
                match (straight, mirrored) {
                    (Some(a), Some(b)) => Some(if b.weight() > a.weight() { b } else { a }),
                    (a, b) => a.or(b),
                }
            })
            .collect();
        found.sort_by(|a, b| b.weight().total_cmp(&a.weight()).then(a.id.cmp(&b.id)));
        found.truncate(limit);
        found
    }

    /// Known videos of which this picture is a frame, with the milliseconds at which it is shown, the nearest first.
    pub fn search_still(&self, picture: &Fingerprint, limit: usize) -> Vec<(u64, u32)> {
        if picture.quality() < LEAST_QUALITY {
            return Vec::new();
        }
        let hashes: Vec<PdqHash> = std::iter::once(picture.pdq())
            .chain(picture.trimmed.and_then(|trimmed| trimmed.hashes.first().copied()))
            .collect();
        let mut found: Vec<(u32, u64, u32)> = self
            .videos
            .iter()
            .filter_map(|(id, known)| {
                known
                    .iter()
                    .flat_map(|frame| hashes.iter().map(move |hash| (hash.distance(frame.hash), *id, frame.at)))
                    .filter(|(distance, _, _)| *distance <= ALIKE)
                    .min()
            })
            .collect();
        found.sort_unstable();
        found.into_iter().take(limit).map(|(_, id, at)| (id, at)).collect()
    }
}

impl VideoMatch {
    fn weight(&self) -> f32 {
        self.query_share.max(self.known_share) + 0.01 * self.query_share
    }
}

fn compare(id: u64, query: &[Frame], known: &[Frame], mirrored: bool) -> Option<VideoMatch> {
    if query.is_empty() || known.is_empty() {
        return None;
    }
    // Looked through twice instead of kept: an hour of one still against another has fifty million pairs.
    let pairs = || {
        query.iter().enumerate().flat_map(|(place, frame)| {
            let own = if mirrored { frame.mirrored } else { frame.hash };
            known
                .iter()
                .enumerate()
                .filter(move |(_, other)| own.distance(other.hash) <= ALIKE)
                .map(move |(other, counterpart)| (place, other, i64::from(counterpart.at) - i64::from(frame.at)))
        })
    };
    let mut shifts: HashMap<i64, u32> = HashMap::new();
    for (_, _, shift) in pairs() {
        *shifts.entry(shift.div_euclid(SLACK)).or_default() += 1;
    }
    let around = |bin: i64| -> u32 { (-1..=1).filter_map(|near| shifts.get(&(bin + near))).sum() };
    let best = *shifts.keys().max_by_key(|bin| (around(**bin), shifts.get(bin), std::cmp::Reverse(**bin)))?;
    // Frames that all claim one moment could still be many.
    let aligned: Vec<(usize, usize, i64)> =
        pairs().filter(|(_, _, shift)| (shift.div_euclid(SLACK) - best).abs() <= 1).take(16 * MOST_FRAMES).collect();
    let share = |places: &mut Vec<usize>, whole: usize| {
        places.sort_unstable();
        places.dedup();
        (places.len(), places.len() as f32 / whole as f32)
    };
    let (frames, query_share) = share(&mut aligned.iter().map(|(place, _, _)| *place).collect(), query.len());
    let (_, known_share) = share(&mut aligned.iter().map(|(_, other, _)| *other).collect(), known.len());
    // At least two different scenes: one still that both show proves only that they share a title card.
    let mut hashes = aligned.iter().filter_map(|(_, other, _)| known.get(*other)).map(|frame| frame.hash);
    let first = hashes.next()?;
    let scenes = hashes.any(|hash| hash.distance(first) > ALIKE);
    let stretch = frames >= 4 && scenes && query_share.max(known_share) >= 0.2;
    let nearly_all = query_share >= 0.8 && known_share >= 0.8;
    let shift = {
        let mut shifts: Vec<i64> = aligned.iter().map(|(_, _, shift)| *shift).collect();
        shifts.sort_unstable();
        shifts.get(shifts.len() / 2).copied().unwrap_or(0)
    };
    (stretch || nearly_all).then_some(VideoMatch { id, query_share, known_share, offset: shift, mirrored })
}
