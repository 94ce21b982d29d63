//! What is known, in memory, and the search over it.
//!
//! The index is derived data and can be thrown away and rebuilt from the
//! database at any time. A claim with its title is one *unit*, every message known to carry it another; an entry scores as
//! its best unit does, so that a hundred copies of one message do not drown the claim.
//!
//! Units live in segments of at most 65,536, so that a posting is two bytes of unit number and one of weight. New units
//! go to a small growing segment, which is sealed and merged into bigger ones now and then (a log-structured merge).

mod packed;
mod save;
mod search;
mod segment;

use std::{collections::HashMap, hash::BuildHasher};

use hashbrown::HashTable;
use serde::{Deserialize, Serialize};

pub use self::save::{LoadError, SaveError};
use self::segment::{Builder, Searchable, Segment};
use crate::{
    adapter::{self, Side},
    align::Change,
    dense::{Vector, Vectors},
    fusion::Features,
    links::{self, CanonicalLink},
};

/// Messages of one entry that are indexed; later ones are left out.
pub(crate) const MAX_MESSAGES: usize = 64;

/// Units in the growing segment before it is sealed.
const GROWING_UNITS: usize = 1024;

/// Units up to which segments are merged while the index grows. A merge holds up the insertion that causes it, so it must
/// stay short; more segments cost a search little.
const MERGED_UNITS: usize = 16_384;

/// Units in one segment sealed by [`Index::build`]; bounds the memory that sorting takes. Below the most by one entry, whose
/// units never part.
const BUILD_UNITS: usize = 65_000;

/// One thing that is known: a claim, what it is called, and the messages that carried it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The caller's name for it, for example a UUID.
    pub id: u128,
    /// BCP 47 tag of the language it is written in; empty when unknown.
    #[serde(default)]
    pub language: String,
    /// The claim in a checker's words.
    pub claim: String,
    /// The title of the check.
    #[serde(default)]
    pub title: String,
    /// Messages known to carry the claim, as sent; the first 64 are used.
    #[serde(default)]
    pub messages: Vec<String>,
    /// Links that belong to the claim; links inside `messages` are found without being listed here.
    #[serde(default)]
    pub links: Vec<CanonicalLink>,
}

impl Entry {
    /// An entry with a claim only.
    pub fn new(id: u128, language: impl Into<String>, claim: impl Into<String>) -> Self {
        Self { id, language: language.into(), claim: claim.into(), ..Self::default() }
    }

    /// Adds the title of the check.
    #[must_use]
    pub fn with_title(mut self, title: impl Into<String>) -> Self {
        self.title = title.into();
        self
    }

    /// Adds a message that carried the claim.
    #[must_use]
    pub fn with_message(mut self, message: impl Into<String>) -> Self {
        self.messages.push(message.into());
        self
    }

    /// Adds a link that belongs to the claim.
    #[must_use]
    pub fn with_link(mut self, link: CanonicalLink) -> Self {
        self.links.push(link);
        self
    }

    /// All links: those given, and those inside the messages.
    fn all_links(&self) -> Vec<CanonicalLink> {
        let mut all: Vec<CanonicalLink> = self.links.iter().take(links::MAX_LINKS).cloned().collect();
        for message in self.messages.iter().take(MAX_MESSAGES) {
            if links::may_hold_link(message) {
                all.extend(links::extract(message));
            }
        }
        if links::may_hold_link(&self.claim) {
            all.extend(links::extract(&self.claim));
        }
        all.sort_unstable();
        all.dedup();
        all
    }
}

/// How an entry matched, lane by lane. All numbers are 0..=1.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Lanes {
    /// An equal canonical link.
    pub link: bool,
    /// Share of the message's information (words and n-grams, rare ones weigh more) that the entry holds.
    pub lexical: f32,
    /// Sørensen–Dice over n-grams with the closest text of the entry.
    pub near_duplicate: f32,
    /// Share of the message's n-grams that one text of the entry holds.
    pub containment_query_in_entry: f32,
    /// Share of the n-grams of one text of the entry (claim or message) that the message holds.
    pub containment_entry_in_query: f32,
    /// Share of the entry's words, rare ones weighing more, that the message holds.
    #[serde(default)]
    pub words_entry_in_query: f32,
    /// Cosine of sentence vectors; none while no model is loaded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dense: Option<f32>,
    /// Likeness of pictures, sound or video; none for messages without.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub media: Option<f32>,
}

/// Whether the numbers of the message and of the entry agree (telephone-like numbers do not count).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Numbers {
    /// Neither has any that the other lacks, or there are none.
    #[default]
    Agree,
    /// Only the message has numbers that the other lacks.
    OnlyInMessage {
        /// The first of them.
        message: String,
    },
    /// Only the entry has numbers that the other lacks.
    OnlyInKnown {
        /// The first of them.
        known: String,
    },
    /// Each has a number that the other lacks.
    Differ {
        /// The first such number of the message.
        message: String,
        /// The first such number of the entry.
        known: String,
    },
}

/// The words that message and entry share.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shared {
    /// How many different words, numbers, or Han and kana characters are shared.
    pub count: u32,
    /// How many of these say something by themselves, unlike "and" and "untuk".
    #[serde(default)]
    pub telling: u32,
    /// The most telling of them, at most eight, in their normal form.
    pub words: Vec<String>,
}

/// One entry found for a message.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Hit {
    /// The entry.
    #[serde(with = "hex")]
    pub id: u128,
    /// How close, 0..=1, comparable between messages: 1 is an equal link, from 0.99 an equal text.
    pub score: f32,
    /// The chance that the message repeats this entry, as the trained model sees it; only of entries that it looked at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chance: Option<f32>,
    /// What the model looked at, in the order of [`crate::fusion::FEATURES`]; `explain` shows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub features: Option<Box<Features>>,
    /// Language of the entry as given; empty when unknown.
    pub language: String,
    /// What the score is made of.
    pub lanes: Lanes,
    /// The message has the same letters and digits as a text of the entry.
    pub same_text: bool,
    /// The equal link, if the link lane matched.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<CanonicalLink>,
    /// Words in common.
    pub shared: Shared,
    /// Numbers in common or not.
    pub numbers: Numbers,
    /// A country or town that the message names, and the other one that the entry names in its place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub places: Option<Change>,
    /// What was changed; only said of the first hit, and only where much is alike.
    #[serde(default, skip_serializing_if = "Wording::is_unknown")]
    pub wording: Wording,
}

/// What a letter-by-letter comparison says about a message and a known text that are much alike.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Wording {
    /// They were not compared: not alike enough, or the message is too long.
    #[default]
    Unknown,
    /// Nothing but cuts, additions and typing errors.
    Kept,
    /// Words stand in the place of others, or a negation was put in or left out.
    Changed(Change),
}

impl Wording {
    fn is_unknown(&self) -> bool {
        *self == Self::Unknown
    }
}

/// Ids in JSON: 32 hexadecimal digits, because numbers that large do not survive JavaScript.
pub(crate) mod hex {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub(crate) fn serialize<S: Serializer>(id: &u128, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{id:032x}"))
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u128, D::Error> {
        let text = String::deserialize(deserializer)?;
        u128::from_str_radix(&text, 16).map_err(D::Error::custom)
    }
}

/// Where the first unit of an entry stands: the serial number of the segment in the upper half, the unit in the lower.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Place(u32);

impl Place {
    fn new(serial: u16, first: u16) -> Self {
        Self(u32::from(serial) << 16 | u32::from(first))
    }

    fn serial(self) -> u16 {
        (self.0 >> 16) as u16
    }

    fn first(self) -> u16 {
        (self.0 & 0xffff) as u16
    }
}

/// Places of all entries, found by id. The ids themselves stand in the segments, so that a place takes four bytes.
#[derive(Clone, Debug, Default)]
struct Places {
    table: HashTable<Place>,
    hasher: std::hash::RandomState,
}

impl Places {
    fn get(&self, id: u128, id_of: impl Fn(Place) -> Option<u128>) -> Option<Place> {
        self.table.find(self.hasher.hash_one(id), |&place| id_of(place) == Some(id)).copied()
    }

    /// Takes out the place of an entry that stands exactly there.
    fn remove(&mut self, id: u128, place: Place) {
        if let Ok(known) = self.table.find_entry(self.hasher.hash_one(id), |&known| known == place) {
            known.remove();
        }
    }

    /// Adds an entry that has no place yet. `id_of` must know all places in the table.
    fn insert(&mut self, id: u128, place: Place, id_of: impl Fn(Place) -> Option<u128>) {
        let Self { table, hasher } = self;
        table.insert_unique(hasher.hash_one(id), place, |&place| hasher.hash_one(id_of(place).unwrap_or_default()));
    }
}

/// The id of the entry at a place.
fn id_at(sealed: &[Segment], growing: &Builder, place: Place) -> Option<u128> {
    let units = if place.serial() == growing.serial() {
        growing.units()
    } else {
        sealed.iter().find(|segment| segment.serial == place.serial())?.units()
    };
    units.ids.get(usize::from(place.first())).copied()
}

/// All known entries, searchable.
///
/// Searching takes `&self`; put it behind a read-write lock to share it. See [`Index::sizes`] for the memory it takes;
/// a clone shares the sealed segments and is cheap.
#[derive(Clone, Debug)]
pub struct Index {
    /// Sealed segments, big ones first, and at the end the growing one.
    sealed: Vec<Segment>,
    growing: Builder,
    places: Places,
    languages: Vec<String>,
    /// Which model made the vectors; empty when none was named.
    model: String,
    vectors: Vectors,
    /// Threads that one search may use for the vectors.
    threads: usize,
}

impl Default for Index {
    fn default() -> Self {
        Self::new()
    }
}

impl Index {
    /// An index that knows nothing.
    pub fn new() -> Self {
        Self {
            sealed: Vec::new(),
            growing: Builder::new(0),
            places: Places::default(),
            languages: Vec::new(),
            model: String::new(),
            vectors: Vectors::new(),
            threads: 1,
        }
    }

    /// How many entries are known.
    pub fn len(&self) -> usize {
        self.places.table.len()
    }

    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        self.places.table.is_empty()
    }

    /// Whether an entry is known.
    pub fn contains(&self, id: u128) -> bool {
        self.place(id).is_some()
    }

    fn place(&self, id: u128) -> Option<Place> {
        self.places.get(id, |place| id_at(&self.sealed, &self.growing, place))
    }

    /// A serial number that no segment has.
    fn free_serial(&self) -> u16 {
        let taken =
            |serial: u16| serial == self.growing.serial() || self.sealed.iter().any(|segment| segment.serial == serial);
        // There are always far fewer segments than serial numbers.
        (0..=u16::MAX).find(|&serial| !taken(serial)).unwrap_or(u16::MAX)
    }

    /// Adds an entry, in place of the one with the same id. Found by the next search.
    #[expect(clippy::needless_pass_by_value, reason = "an entry that is inserted is given away")]
    pub fn insert(&mut self, entry: Entry) {
        self.remove(entry.id);
        let language = language_number(&mut self.languages, &entry.language);
        if self.growing.len() + segment::units_of(&entry) > GROWING_UNITS {
            self.seal();
        }
        let first = self.growing.add(&entry, language);
        let Self { places, sealed, growing, .. } = self;
        let place = Place::new(growing.serial(), first);
        places.insert(entry.id, place, |place| id_at(sealed, growing, place));
    }

    /// Forgets an entry; `false` when it was not known. It is not found by any later search.
    pub fn remove(&mut self, id: u128) -> bool {
        let Some(place) = self.place(id) else { return false };
        self.places.remove(id, place);
        self.vectors.remove(id);
        if place.serial() == self.growing.serial() {
            self.growing.remove(place.first());
        } else if let Some(at) = self.sealed.iter().position(|segment| segment.serial == place.serial())
            && let Some(segment) = self.sealed.get_mut(at)
        {
            segment.remove(place.first());
            if segment.is_mostly_dead() {
                self.merge(at..at + 1);
            }
        }
        true
    }

    /// Says which model makes the vectors, by a name that changes with its weights. Vectors of another model are forgotten,
    /// because they cannot be compared; gives back whether that happened.
    pub fn set_model(&mut self, model: &str) -> bool {
        if self.model == model {
            return false;
        }
        model.clone_into(&mut self.model);
        let forgotten = !self.vectors.is_empty();
        self.vectors = Vectors::new();
        forgotten
    }

    /// The model that makes the vectors; empty when none was named.
    pub fn model(&self) -> &str {
        &self.model
    }

    /// Gives an entry its vectors, in place of those it had: of its claim, its title and its messages, in any order.
    ///
    /// `false`, and nothing changes, when the entry is not known or the dimensions are not those of the other vectors.
    /// [`Index::insert`] and [`Index::remove`] forget the vectors of the entry: its text may be another one.
    pub fn set_vectors(&mut self, id: u128, vectors: &[Vector]) -> bool {
        let adapted: Vec<Vector> = vectors
            .iter()
            .map(|vector| match adapter::built_in(vector.dimensions()) {
                Some(adapter) => adapter.adapt_vector(Side::Claim, vector),
                None => vector.clone(),
            })
            .collect();
        self.set_adapted(id, &adapted)
    }

    /// As [`Index::set_vectors`], with vectors that were adapted already (see [`crate::adapter`]).
    pub fn set_adapted(&mut self, id: u128, vectors: &[Vector]) -> bool {
        self.contains(id) && self.vectors.set(id, vectors)
    }

    /// The vectors: which entries have some, and how many there are.
    pub fn vectors(&self) -> &Vectors {
        &self.vectors
    }

    /// Bytes of memory by part, without what the allocator adds: for figures, not for decisions.
    pub fn sizes(&self) -> Vec<(&'static str, usize)> {
        let mut sizes: Vec<(&'static str, usize)> = Vec::new();
        for (part, bytes) in self.sealed.iter().flat_map(Segment::sizes) {
            match sizes.iter_mut().find(|(known, _)| *known == part) {
                Some((_, sum)) => *sum += bytes,
                None => sizes.push((part, bytes)),
            }
        }
        sizes.push(("vectors", self.vectors.bytes()));
        sizes
    }

    /// Lets one search use so many threads for the vectors; 1 without this.
    pub fn set_search_threads(&mut self, threads: usize) {
        self.threads = threads.max(1);
    }

    /// Builds an index of many entries with so many threads (at least one).
    ///
    /// Of several entries with one id the last stays, as with [`Index::insert`].
    pub fn build(entries: impl Iterator<Item = Entry> + Send, threads: usize) -> Self {
        const BATCH: usize = 128;
        let source = std::sync::Mutex::new((entries, 0_u64));
        let languages = std::sync::Mutex::new(Vec::new());
        let work = || {
            let mut done: Vec<(Builder, Vec<u64>)> = Vec::new();
            let mut builder = Builder::new(0);
            let mut sequence: Vec<u64> = Vec::new();
            let mut batch: Vec<Entry> = Vec::with_capacity(BATCH);
            loop {
                let first = {
                    let mut source = source.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
                    batch.extend(source.0.by_ref().take(BATCH));
                    let first = source.1;
                    source.1 += u64::try_from(batch.len()).unwrap_or(0);
                    first
                };
                if batch.is_empty() {
                    break;
                }
                for (entry, number) in batch.drain(..).zip(first..) {
                    let language = {
                        let mut languages = languages.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
                        language_number(&mut languages, &entry.language)
                    };
                    if builder.len() + segment::units_of(&entry) > BUILD_UNITS {
                        builder.shrink();
                        done.push((std::mem::replace(&mut builder, Builder::new(0)), std::mem::take(&mut sequence)));
                    }
                    builder.add_bulk(&entry, language);
                    sequence.resize(builder.len(), number);
                }
            }
            if builder.len() > 0 {
                done.push((builder, sequence));
            }
            done.into_iter().map(|(builder, sequence)| (builder.seal(), sequence)).collect::<Vec<_>>()
        };
        let parts: Vec<(Segment, Vec<u64>)> = if threads <= 1 {
            work()
        } else {
            std::thread::scope(|scope| {
                let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
                // A worker cannot panic on what it reads; if it did, its entries would be missing, so pass it on.
                workers
                    .into_iter()
                    .flat_map(|worker| worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
                    .collect()
            })
        };
        let languages = languages.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
        Self::assemble(parts, languages)
    }

    /// Puts segments together; of entries with one id the one with the highest number stays.
    fn assemble(parts: Vec<(Segment, Vec<u64>)>, languages: Vec<String>) -> Self {
        let mut index = Self { languages, ..Self::new() };
        let mut sequences: HashMap<u16, Vec<u64>> = HashMap::new();
        for (mut segment, sequence) in parts {
            segment.serial = index.free_serial();
            let serial = segment.serial;
            let entries: Vec<(u128, u16)> = segment.entries().collect();
            sequences.insert(serial, sequence);
            index.sealed.push(segment);
            let number = |place: Place| {
                sequences.get(&place.serial()).and_then(|all| all.get(usize::from(place.first()))).copied()
            };
            for (id, first) in entries {
                let place = Place::new(serial, first);
                let other = index.place(id);
                let loser = match other {
                    Some(other) if number(other) > number(place) => Some(place),
                    other => {
                        if let Some(other) = other {
                            index.places.remove(id, other);
                        }
                        let Self { places, sealed, growing, .. } = &mut index;
                        places.insert(id, place, |place| id_at(sealed, growing, place));
                        other
                    }
                };
                if let Some(loser) = loser
                    && let Some(segment) = index.sealed.iter_mut().find(|segment| segment.serial == loser.serial())
                {
                    segment.remove(loser.first());
                }
            }
        }
        index.sealed.sort_by_key(|segment| std::cmp::Reverse(segment.len()));
        index
    }

    /// The growing segment becomes a sealed one; small neighbours are merged.
    fn seal(&mut self) {
        if self.growing.len() == 0 {
            return;
        }
        let serial = self.free_serial();
        let sealed = std::mem::replace(&mut self.growing, Builder::new(serial)).seal();
        self.sealed.push(sealed);
        while let [.., left, right] = self.sealed.as_slice() {
            if left.live() > 2 * right.live() || left.live() + right.live() > MERGED_UNITS {
                break;
            }
            let end = self.sealed.len();
            self.merge(end - 2..end);
        }
    }

    /// Puts one segment, without what was removed, in the place of several.
    fn merge(&mut self, range: std::ops::Range<usize>) {
        let serial = self.free_serial();
        let merged = segment::merge(self.sealed.get(range.clone()).unwrap_or_default(), serial);
        for old in self.sealed.drain(range) {
            for (id, first) in old.entries() {
                self.places.remove(id, Place::new(old.serial, first));
            }
        }
        if merged.len() == 0 {
            return;
        }
        let entries: Vec<(u128, u16)> = merged.entries().collect();
        self.sealed.push(merged);
        let Self { places, sealed, growing, .. } = self;
        for (id, first) in entries {
            places.insert(id, Place::new(serial, first), |place| id_at(sealed, growing, place));
        }
        self.sealed.sort_by_key(|segment| std::cmp::Reverse(segment.live()));
    }
}

fn language_number(languages: &mut Vec<String>, language: &str) -> u16 {
    let at = languages.iter().position(|known| known == language).unwrap_or_else(|| {
        // A stranger's data may carry nonsense as language; past a few thousand different ones it is not kept.
        if languages.len() < 4096 {
            languages.push(language.chars().take(35).collect());
            languages.len() - 1
        } else {
            0
        }
    });
    u16::try_from(at).unwrap_or(0)
}
