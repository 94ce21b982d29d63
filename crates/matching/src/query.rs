//! A message, read once, ready to be compared with everything that is known.

use crate::{
    adapter::{self, Side},
    dense::Vector,
    features::{MAX_FEATURES, Number, Sink, extract, prepare, sketch},
    fingerprint::text_key,
    links::{self, CanonicalLink},
    places::{self, Place},
    sound,
};

/// A word of the message with its hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct QueryWord {
    pub(crate) hash: u32,
    pub(crate) text: String,
}

/// A message in the form that [`crate::Index::search`] and [`crate::decide`] need.
///
/// Making one is linear in the message up to a bound; an over-long message is sampled over its whole length, so that a
/// rumour pasted below a novel is still found.
#[derive(Clone, Debug, Default)]
pub struct Query {
    pub(crate) text: String,
    pub(crate) links: Vec<CanonicalLink>,
    /// Different words, sorted by hash.
    pub(crate) words: Vec<QueryWord>,
    /// Different n-grams, sorted.
    pub(crate) grams: Vec<u32>,
    /// Different keys by sound, sorted.
    pub(crate) sounds: Vec<u32>,
    pub(crate) sketch: Vec<u16>,
    /// Different numbers, sorted.
    pub(crate) numbers: Vec<Number>,
    pub(crate) places: Vec<Place>,
    pub(crate) text_key: u64,
    pub(crate) informative: usize,
    pub(crate) sampled: bool,
    /// The adapted vector.
    pub(crate) vector: Option<Vector>,
    /// What the vector tells of the manner, see [`crate::adapter`].
    pub(crate) manner: f32,
}

#[derive(Default)]
struct QuerySink {
    words: Vec<QueryWord>,
    grams: Vec<u32>,
    sounds: Vec<u32>,
    numbers: Vec<Number>,
}

impl Sink for QuerySink {
    fn word(&mut self, hash: u32, text: &str) {
        self.words.push(QueryWord { hash, text: text.to_owned() });
    }
    fn gram(&mut self, hash: u32) {
        self.grams.push(hash);
    }
    fn letters(&mut self, letters: &[char]) {
        sound::keys(letters, true, |key| self.sounds.push(key));
    }
    fn number(&mut self, number: Number) {
        self.numbers.push(number);
    }
}

impl Query {
    /// Reads a message: words and links together.
    pub fn new(text: &str) -> Self {
        let (sampled_text, cut) = crate::normalise::sample(text, crate::normalise::MAX_BYTES);
        let links = links::extract(&sampled_text);
        let normal = prepare(&crate::normalise::respaced(&sampled_text));
        let mut sink = QuerySink::default();
        extract(&normal.text, &mut sink);
        let QuerySink { mut words, mut grams, mut sounds, mut numbers } = sink;
        words.sort_by_key(|word| word.hash);
        words.dedup_by_key(|word| word.hash);
        words.truncate(MAX_FEATURES);
        grams.sort_unstable();
        grams.dedup();
        grams.truncate(MAX_FEATURES);
        sounds.sort_unstable();
        sounds.dedup();
        sounds.truncate(MAX_FEATURES);
        numbers.sort_unstable();
        numbers.dedup();
        let mut grams_sketch = Vec::new();
        sketch(&grams, &mut grams_sketch);
        Self {
            text_key: text_key(&normal.text),
            places: places::places(&normal.text),
            informative: normal.informative,
            sampled: cut || normal.sampled,
            text: normal.text,
            links,
            words,
            grams,
            sounds,
            sketch: grams_sketch,
            numbers,
            vector: None,
            manner: 0.0,
        }
    }

    /// The same message with links that are known from elsewhere (a preview, a button), at most
    /// [`links::MAX_LINKS`] in all.
    #[must_use]
    pub fn with_links(mut self, links: impl IntoIterator<Item = CanonicalLink>) -> Self {
        for link in links {
            if self.links.len() < links::MAX_LINKS && !self.links.contains(&link) {
                self.links.push(link);
            }
        }
        self
    }

    /// The same message with its sentence vector, made by the model that made those of the index: the search then also finds
    /// entries that say the same in other words.
    #[must_use]
    pub fn with_vector(mut self, vector: Vector) -> Self {
        if let Some(adapter) = adapter::built_in(vector.dimensions()) {
            let raw: Vec<f32> = vector.values().iter().map(|&value| f32::from(value)).collect();
            let adapted = adapter.adapt(Side::Message, &raw);
            self.manner = adapter.manner_of(&adapted);
            self.vector = Some(Vector::from_f32(&adapted));
        } else {
            self.vector = Some(vector);
        }
        self
    }

    /// The same message with a vector that was adapted already, for example that of an entry, and its manner (0 where nothing
    /// is known of it).
    #[must_use]
    pub fn with_adapted(mut self, vector: Vector, manner: f32) -> Self {
        self.vector = Some(vector);
        self.manner = manner;
        self
    }

    /// The normal form that is compared, links left out.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The canonical links of the message.
    pub fn links(&self) -> &[CanonicalLink] {
        &self.links
    }

    /// Letters and digits in the message: below a few dozen there is little to compare.
    pub fn informative_characters(&self) -> usize {
        self.informative
    }

    /// Whether only pieces of the message were read, because it is very long.
    pub fn is_sampled(&self) -> bool {
        self.sampled
    }

    /// Whether there is nothing to compare: no letter, no digit, no link.
    pub fn is_empty(&self) -> bool {
        self.informative == 0 && self.links.is_empty()
    }
}
