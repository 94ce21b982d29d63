//! Sounds: voice messages, songs, the sound track of a video. Chromaprint (Lukáš Lalinský, 2011) turns them into one 32-bit
//! number for every 0.124 seconds, which hardly changes when the sound is recompressed or made louder or quieter.
//!
//! Two sounds are laid over each other at the shifts where most numbers agree, and share the stretch in which few bits differ.
//! Silence agrees with silence and proves nothing, so a stretch must also vary. The crate reads WAV; for everything else the
//! program hands in samples (`ffmpeg … -f s16le`).

use std::collections::HashMap;
use std::io::Cursor;

use rusty_chromaprint::{Configuration, Fingerprinter};
use serde::Serialize;

/// Seconds between two numbers: 1365 samples at 11,025 Hz.
pub const ITEM_SECONDS: f32 = 4096.0 / 3.0 / 11_025.0;
/// Numbers kept of one sound: a little over an hour.
pub const MOST_ITEMS: usize = 30_000;
/// The shortest stretch that counts: four seconds.
const LEAST_ITEMS: usize = 32;
/// In a common stretch fewer bits than this share differ; two unrelated sounds differ in about half.
const MOST_ERRORS: f32 = 0.28;
/// What a stored fingerprint begins with; the last byte is the version of the layout.
const MAGIC: [u8; 4] = *b"SSf\x01";

/// The fingerprint of a sound: 32 bytes a second.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SoundFingerprint {
    items: Vec<u32>,
}

/// Why a sound has no fingerprint.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SoundError {
    /// Not a WAV file with whole numbers of 8 to 32 bits, or decimal ones of 32.
    #[error("this is not a WAV file that can be read: {0}")]
    Format(String),
    /// A rate or a number of channels that no sound has.
    #[error("the sound has {channels} channels at {rate} Hz, which cannot be read")]
    Shape {
        /// Samples a second.
        rate: u32,
        /// Channels.
        channels: u32,
    },
}

impl SoundFingerprint {
    /// From samples, channel by channel in turn. What lies beyond an hour is left out.
    ///
    /// # Errors
    /// [`SoundError::Shape`] for a rate outside 1,000 to 192,000 Hz, or other than 1 to 8 channels.
    pub fn of(rate: u32, channels: u32, samples: &[i16]) -> Result<Self, SoundError> {
        let shape = || SoundError::Shape { rate, channels };
        if !(1_000..=192_000).contains(&rate) || !(1..=8).contains(&channels) {
            return Err(shape());
        }
        let most = rate as usize * channels as usize * 3_600;
        let samples = samples.get(..most).unwrap_or(samples);
        let whole = samples.len() - samples.len() % channels as usize;
        let mut printer = Fingerprinter::new(&Configuration::preset_test2());
        printer.start(rate, channels).map_err(|_| shape())?;
        printer.consume(samples.get(..whole).unwrap_or_default());
        printer.finish();
        Ok(Self { items: printer.fingerprint().iter().take(MOST_ITEMS).copied().collect() })
    }

    /// From a WAV file.
    ///
    /// # Errors
    /// [`SoundError`] when the file cannot be read.
    pub fn of_wav(bytes: &[u8]) -> Result<Self, SoundError> {
        let format = |error: hound::Error| SoundError::Format(error.to_string());
        let mut reader = hound::WavReader::new(Cursor::new(bytes)).map_err(format)?;
        let spec = reader.spec();
        let (rate, channels) = (spec.sample_rate, u32::from(spec.channels));
        if !(1_000..=192_000).contains(&rate) || !(1..=8).contains(&channels) {
            return Err(SoundError::Shape { rate, channels });
        }
        // The header's length may be a lie; the bytes that are there are the bound.
        let most = bytes.len().min(rate as usize * channels as usize * 3_600);
        let samples: Vec<i16> = match spec.sample_format {
            hound::SampleFormat::Int => {
                let bits = u32::from(spec.bits_per_sample);
                let narrow = |value: i32| if bits > 16 { value >> (bits - 16) } else { value << (16 - bits.min(16)) };
                reader
                    .samples::<i32>()
                    .take(most)
                    .map_while(Result::ok)
                    .map(|value| i16::try_from(narrow(value)).unwrap_or(0))
                    .collect()
            }
            #[expect(clippy::cast_possible_truncation, reason = "clamped to the range of sixteen bits")]
            hound::SampleFormat::Float => reader
                .samples::<f32>()
                .take(most)
                .map_while(Result::ok)
                .map(|value| (value.clamp(-1.0, 1.0) * 32_767.0) as i16)
                .collect(),
        };
        if samples.is_empty() {
            return Err(SoundError::Format("it holds no samples".to_owned()));
        }
        Self::of(rate, channels, &samples)
    }

    /// One number for every 0.124 seconds.
    pub fn items(&self) -> &[u32] {
        &self.items
    }

    /// Whether it is too short or too uniform to be compared: less than four seconds, or silence.
    pub fn is_blank(&self) -> bool {
        self.items.len() < LEAST_ITEMS || !varied(&self.items)
    }

    /// For storage.
    pub fn to_bytes(&self) -> Vec<u8> {
        MAGIC.iter().copied().chain(self.items.iter().flat_map(|item| item.to_le_bytes())).collect()
    }

    /// From storage; `None` if the bytes are no such fingerprint.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (items, left) = bytes.strip_prefix(&MAGIC)?.as_chunks::<4>();
        (left.is_empty() && items.len() <= MOST_ITEMS)
            .then(|| Self { items: items.iter().map(|item| u32::from_le_bytes(*item)).collect() })
    }
}

/// A known sound that shares a stretch with the query.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct SoundMatch {
    /// As given to [`SoundIndex::insert`].
    pub id: u64,
    /// How long the common stretch is, in seconds.
    pub seconds: f32,
    /// Where it starts in the query, in seconds.
    pub query_start: f32,
    /// Where it starts in the known sound, in seconds.
    pub known_start: f32,
    /// The share of the query that lies in the stretch, 0 to 1.
    pub query_share: f32,
    /// The share of the known sound that lies in the stretch, 0 to 1.
    pub known_share: f32,
    /// The share of bits that differ in the stretch, 0 to 0.28.
    pub errors: f32,
}

impl SoundMatch {
    /// In words.
    pub fn reason(&self) -> &'static str {
        match (self.query_share >= 0.8, self.known_share >= 0.8) {
            (true, true) => "the same sound",
            (true, false) => "a cut-out of a known sound",
            (false, true) => "a known sound inside a longer one",
            (false, false) => "shares a stretch with a known sound",
        }
    }
}

/// Known sounds.
#[derive(Debug, Clone, Default)]
pub struct SoundIndex {
    sounds: HashMap<u64, Vec<u32>>,
}

impl SoundIndex {
    /// An empty index.
    pub fn new() -> Self {
        Self::default()
    }

    /// How many sounds it holds.
    pub fn len(&self) -> usize {
        self.sounds.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.sounds.is_empty()
    }

    /// Adds a sound, in place of the one with the same id if there is one.
    pub fn insert(&mut self, id: u64, sound: &SoundFingerprint) {
        self.sounds.insert(id, sound.items.clone());
    }

    /// Takes a sound out; `false` if it was not in.
    pub fn remove(&mut self, id: u64) -> bool {
        self.sounds.remove(&id).is_some()
    }

    /// Known sounds that share a stretch with this one, the longest stretch first.
    pub fn search(&self, query: &SoundFingerprint, limit: usize) -> Vec<SoundMatch> {
        if query.is_blank() {
            return Vec::new();
        }
        let mut places: HashMap<u32, Vec<u32>> = HashMap::new();
        for (place, item) in (0_u32..).zip(&query.items) {
            places.entry(front(*item)).or_default().push(place);
        }
        // What stands everywhere (a held tone) lines up with everything and only costs time.
        places.retain(|_, list| list.len() <= 64);
        let mut found: Vec<SoundMatch> =
            self.sounds.iter().filter_map(|(id, known)| compare(*id, &query.items, known, &places)).collect();
        found.sort_by(|a, b| b.seconds.total_cmp(&a.seconds).then(a.errors.total_cmp(&b.errors)).then(a.id.cmp(&b.id)));
        found.truncate(limit);
        found
    }
}

/// The first sixteen bits, which agree most often in a recompressed copy.
fn front(item: u32) -> u32 {
    item >> 16
}

fn varied(items: &[u32]) -> bool {
    let mut distinct = items.to_vec();
    distinct.sort_unstable();
    distinct.dedup();
    distinct.len() >= 8 && distinct.len() * 5 >= items.len().min(500)
}

fn compare(id: u64, query: &[u32], known: &[u32], places: &HashMap<u32, Vec<u32>>) -> Option<SoundMatch> {
    // Votes for shifts: place in the known sound less place in the query, moved up to be positive.
    let mut votes = vec![0_u32; query.len() + known.len()];
    for (at, item) in known.iter().enumerate() {
        for place in places.get(&front(*item)).into_iter().flatten() {
            if let Some(vote) = votes.get_mut(at + query.len() - *place as usize) {
                *vote += 1;
            }
        }
    }
    let mut shifts: Vec<(u32, usize)> =
        votes.into_iter().enumerate().filter(|(_, votes)| *votes >= 2).map(|(shift, votes)| (votes, shift)).collect();
    shifts.sort_unstable_by_key(|(votes, shift)| (std::cmp::Reverse(*votes), *shift));
    shifts
        .into_iter()
        .take(8)
        .filter_map(|(_, shift)| stretch(id, query, known, shift))
        .max_by(|a, b| a.seconds.total_cmp(&b.seconds))
}

/// The stretch with the fewest differing bits at one shift.
fn stretch(id: u64, query: &[u32], known: &[u32], shift: usize) -> Option<SoundMatch> {
    let (query_from, known_from) = (query.len().saturating_sub(shift), shift.saturating_sub(query.len()));
    let pairs: Vec<(u32, u32)> =
        query.iter().skip(query_from).copied().zip(known.iter().skip(known_from).copied()).collect();
    let errors: Vec<f32> = pairs.iter().map(|(a, b)| (a ^ b).count_ones() as f32 / 32.0).collect();
    // The stretch that gains most over the bound (Kadane).
    let (mut best, mut best_from, mut best_to) = (0.0_f32, 0, 0);
    let (mut sum, mut from) = (0.0_f32, 0);
    for (at, error) in errors.iter().enumerate() {
        sum += 0.36 - error;
        if sum <= 0.0 {
            sum = 0.0;
            from = at + 1;
        } else if sum > best {
            (best, best_from, best_to) = (sum, from, at + 1);
        }
    }
    let length = best_to - best_from;
    let mean = errors.get(best_from..best_to)?.iter().sum::<f32>() / length.max(1) as f32;
    let items: Vec<u32> = pairs.get(best_from..best_to)?.iter().map(|(item, _)| *item).collect();
    (length >= LEAST_ITEMS && mean <= MOST_ERRORS && varied(&items)).then(|| SoundMatch {
        id,
        seconds: length as f32 * ITEM_SECONDS,
        query_start: (query_from + best_from) as f32 * ITEM_SECONDS,
        known_start: (known_from + best_from) as f32 * ITEM_SECONDS,
        query_share: length as f32 / query.len() as f32,
        known_share: length as f32 / known.len() as f32,
        errors: mean,
    })
}
