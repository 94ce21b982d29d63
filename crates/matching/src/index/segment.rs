//! A segment: up to 65,536 units with their features, growing or sealed.

use std::{collections::HashMap, sync::Arc};

use super::{
    Entry, MAX_MESSAGES,
    packed::{Texts, put_rising, put_set, rising, unpack_set},
};
use crate::{
    align::kept,
    features::{Collected, Number, count, extract, prepare, sketch},
    fingerprint::text_key,
    hash,
};

/// Most units in a segment: their numbers have 16 bits.
pub(super) const MAX_UNITS: usize = 65_536;

/// Different words of a unit that are kept for the exact comparison; of more, those with the smallest hashes.
pub(super) const MAX_WORDS: usize = 512;

/// Saturation of repeated terms and weight of the length, the usual constants of BM25 (Robertson, Zaragoza 2009); `K1`
/// chosen on the training queries of CheckThat 2020.
const K1: f32 = 1.5;
const B: f32 = 0.75;

/// Lengths at which BM25 neither rewards nor punishes. Fixed, not the average of what is known, so that a unit's weights
/// depend on the unit alone and an index grown one by one equals one built at once.
const USUAL_WORDS: f32 = 24.0;
const USUAL_GRAMS: f32 = 110.0;
const USUAL_SOUNDS: f32 = 16.0;

/// How often a term of the title counts, in occurrences in the claim.
const TITLE_WEIGHT: f32 = 1.75;

/// How many units an entry becomes.
pub(super) fn units_of(entry: &Entry) -> usize {
    1 + entry.messages.len().min(MAX_MESSAGES)
}

/// Lists of different lengths, one after the other.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Lists<T> {
    pub(super) ends: Vec<u32>,
    pub(super) items: Vec<T>,
}

impl<T> Default for Lists<T> {
    fn default() -> Self {
        Self { ends: Vec::new(), items: Vec::new() }
    }
}

impl<T: Copy> Lists<T> {
    pub(super) fn push(&mut self, list: impl IntoIterator<Item = T>) {
        self.items.extend(list);
        self.close();
    }

    /// Ends the list whose items were pushed to `items` directly.
    pub(super) fn close(&mut self) {
        self.ends.push(u32::try_from(self.items.len()).unwrap_or(u32::MAX));
    }

    pub(super) fn get(&self, at: usize) -> &[T] {
        let end = self.ends.get(at).map_or(0, |&end| end as usize);
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |&end| end as usize);
        self.items.get(start..end).unwrap_or_default()
    }

    pub(super) fn bytes(&self) -> usize {
        self.ends.capacity() * 4 + self.items.capacity() * size_of::<T>()
    }

    pub(super) fn shrink(&mut self) {
        self.ends.shrink_to_fit();
        self.items.shrink_to_fit();
    }
}

/// What is kept of each unit as it is, beside its postings.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Units {
    pub(super) ids: Vec<u128>,
    /// Whether the unit is the first of its entry (the claim with its title).
    pub(super) is_claim: Vec<bool>,
    pub(super) languages: Vec<u16>,
    /// Numbers of the claim or message, sorted.
    pub(super) numbers: Lists<u64>,
}

impl Units {
    fn len(&self) -> usize {
        self.ids.len()
    }

    fn copy_from(&mut self, other: &Self, at: usize) {
        self.ids.push(other.ids.get(at).copied().unwrap_or_default());
        self.is_claim.push(other.is_claim.get(at).copied().unwrap_or_default());
        self.languages.push(other.languages.get(at).copied().unwrap_or_default());
        self.numbers.push(other.numbers.get(at).iter().copied());
    }

    fn shrink(&mut self) {
        self.ids.shrink_to_fit();
        self.is_claim.shrink_to_fit();
        self.languages.shrink_to_fit();
        self.numbers.shrink();
    }

    /// How many units the entry has whose first one this is.
    pub(super) fn count(&self, first: u16) -> u8 {
        let first = usize::from(first);
        let Some(id) = self.ids.get(first) else { return 0 };
        let further = (first + 1..first + 1 + MAX_MESSAGES)
            .take_while(|&at| self.is_claim.get(at) == Some(&false) && self.ids.get(at) == Some(id));
        u8::try_from(1 + further.count()).unwrap_or(u8::MAX)
    }

    /// Entries as id and first unit.
    pub(super) fn entries(&self) -> impl Iterator<Item = (u128, u16)> + '_ {
        let mut at = 0;
        std::iter::from_fn(move || {
            let id = *self.ids.get(at)?;
            let first = u16::try_from(at).unwrap_or(u16::MAX);
            at += usize::from(self.count(first)).max(1);
            Some((id, first))
        })
    }
}

/// Which units are removed, one bit each.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Dead {
    bits: Vec<u64>,
    count: usize,
}

impl Dead {
    pub(super) fn set(&mut self, unit: usize) {
        if self.bits.len() <= unit / 64 {
            self.bits.resize(unit / 64 + 1, 0);
        }
        if let Some(word) = self.bits.get_mut(unit / 64) {
            let bit = 1 << (unit % 64);
            self.count += usize::from(*word & bit == 0);
            *word |= bit;
        }
    }

    pub(super) fn contains(&self, unit: usize) -> bool {
        self.bits.get(unit / 64).is_some_and(|word| word >> (unit % 64) & 1 == 1)
    }
}

/// Units of one term and its weight in each.
#[derive(Clone, Copy, Debug, Default)]
pub(super) enum Posting<'a> {
    /// No unit has the term.
    #[default]
    None,
    /// While a segment grows.
    Growing(&'a [(u16, u8)]),
    /// Two bytes of unit number each, little-endian.
    Short(&'a [[u8; 2]], &'a [u8]),
    /// For each run of 256 units the end of its lower bytes (little-endian), these, and the weights.
    Long(&'a [[u8; 2]], &'a [u8], &'a [u8]),
}

impl Posting<'_> {
    /// How many units have the term.
    pub(super) fn len(&self) -> usize {
        match self {
            Self::None => 0,
            Self::Growing(pairs) => pairs.len(),
            Self::Short(_, weights) | Self::Long(_, _, weights) => weights.len(),
        }
    }

    /// Adds to the sum of each unit its weight times `worth`.
    pub(super) fn add_to(&self, sums: &mut [u32; MAX_UNITS], worth: u32) {
        let mut add = |unit: u16, weight: u8| {
            if let Some(sum) = sums.get_mut(usize::from(unit)) {
                *sum += worth * u32::from(weight);
            }
        };
        match *self {
            Self::None => {}
            Self::Growing(pairs) => pairs.iter().for_each(|&(unit, weight)| add(unit, weight)),
            Self::Short(units, weights) => {
                units.iter().zip(weights).for_each(|(&unit, &weight)| add(u16::from_le_bytes(unit), weight));
            }
            Self::Long(ends, lows, weights) => {
                let mut begin = 0;
                let (runs, _) = sums.as_chunks_mut::<RUN>();
                for (run, &end) in runs.iter_mut().zip(ends) {
                    let end = usize::from(u16::from_le_bytes(end)).max(begin);
                    let (Some(lows), Some(weights)) = (lows.get(begin..end), weights.get(begin..end)) else { return };
                    for (&low, &weight) in lows.iter().zip(weights) {
                        if let Some(sum) = run.get_mut(usize::from(low)) {
                            *sum += worth * u32::from(weight);
                        }
                    }
                    begin = end;
                }
            }
        }
    }

    /// Calls `found` with every unit and weight.
    pub(super) fn each(&self, mut found: impl FnMut(u16, u8)) {
        match *self {
            Self::None => {}
            Self::Growing(pairs) => pairs.iter().for_each(|&(unit, weight)| found(unit, weight)),
            Self::Short(units, weights) => {
                units.iter().zip(weights).for_each(|(&unit, &weight)| found(u16::from_le_bytes(unit), weight));
            }
            Self::Long(ends, lows, weights) => {
                let mut begin = 0;
                for (run, &end) in (0_u16..=255).zip(ends) {
                    let end = usize::from(u16::from_le_bytes(end)).max(begin);
                    let (Some(lows), Some(weights)) = (lows.get(begin..end), weights.get(begin..end)) else { return };
                    lows.iter().zip(weights).for_each(|(&low, &weight)| found(run << 8 | u16::from(low), weight));
                    begin = end;
                }
            }
        }
    }
}

/// Units whose numbers have the upper byte in common.
const RUN: usize = 256;

/// Kind of key, mixed into it.
pub(super) fn link_key(key: u64) -> u64 {
    hash::mix(key ^ 0x4c)
}

/// See [`link_key`].
pub(super) fn same_text_key(key: u64) -> u64 {
    hash::mix(key ^ 0x54)
}

/// One unit's features while it is added.
#[derive(Default)]
struct Scratch {
    main: Collected,
    title: Collected,
    counts: Vec<u16>,
    title_counts: Vec<u16>,
    terms: Vec<(u32, u8)>,
}

/// The growing segment, and the workbench of a bulk build.
#[derive(Clone, Debug)]
pub(super) struct Builder {
    serial: u16,
    units: Units,
    /// Words of all texts of each unit, sorted hashes.
    words: Lists<u32>,
    /// N-grams of the claim or message.
    main: Lists<u16>,
    /// N-grams of the title.
    title: Lists<u16>,
    /// The beginning of the claim or message in normal form, UTF-8.
    texts: Lists<u8>,
    dead: Dead,
    /// Terms of all units as `term << 24 | unit << 8 | weight`, for sealing by one sort.
    triples: Vec<u64>,
    keys: Vec<(u64, u16)>,
    /// The same, for searching while it grows; empty in a bulk build.
    postings: HashMap<u32, Vec<(u16, u8)>>,
}

thread_local! {
    static SCRATCH: std::cell::RefCell<Scratch> = std::cell::RefCell::default();
}

impl Builder {
    pub(super) fn new(serial: u16) -> Self {
        Self {
            serial,
            units: Units::default(),
            words: Lists::default(),
            main: Lists::default(),
            title: Lists::default(),
            texts: Lists::default(),
            dead: Dead::default(),
            triples: Vec::new(),
            keys: Vec::new(),
            postings: HashMap::new(),
        }
    }

    pub(super) fn serial(&self) -> u16 {
        self.serial
    }

    pub(super) fn len(&self) -> usize {
        self.units.len()
    }

    /// Units that are not removed.
    pub(super) fn live(&self) -> usize {
        self.len() - self.dead.count
    }

    pub(super) fn shrink(&mut self) {
        self.units.shrink();
        self.words.shrink();
        self.main.shrink();
        self.title.shrink();
        self.texts.shrink();
    }

    /// Adds an entry; gives back its first unit. Searchable at once.
    pub(super) fn add(&mut self, entry: &Entry, language: u16) -> u16 {
        let before = self.triples.len();
        let place = self.add_bulk(entry, language);
        for triple in self.triples.get(before..).unwrap_or_default() {
            let (term, unit, weight) = unpack(*triple);
            self.postings.entry(term).or_default().push((unit, weight));
        }
        place
    }

    /// Adds an entry that is searchable only once sealed.
    pub(super) fn add_bulk(&mut self, entry: &Entry, language: u16) -> u16 {
        let first = u16::try_from(self.len()).unwrap_or(u16::MAX);
        SCRATCH.with_borrow_mut(|scratch| {
            self.add_unit(entry.id, true, language, &entry.claim, &entry.title, scratch);
            for message in entry.messages.iter().take(MAX_MESSAGES) {
                self.add_unit(entry.id, false, language, message, "", scratch);
            }
        });
        for link in entry.all_links() {
            self.keys.push((link_key(link.key()), first));
        }
        first
    }

    fn add_unit(&mut self, id: u128, is_claim: bool, language: u16, main: &str, title: &str, scratch: &mut Scratch) {
        let unit = u16::try_from(self.len()).unwrap_or(u16::MAX);
        let Scratch { main: in_main, title: in_title, counts, title_counts, terms } = scratch;
        in_main.clear();
        in_title.clear();
        let main_text = prepare(main).text;
        extract(&main_text, in_main);
        let key = text_key(&main_text);
        if key != 0 {
            self.keys.push((same_text_key(key), unit));
        }
        let normal = prepare(title);
        extract(&normal.text, in_title);
        let title_key = text_key(&normal.text);
        if title_key != 0 && title_key != key {
            self.keys.push((same_text_key(title_key), unit));
        }

        terms.clear();
        for (usual, main, title) in [
            (USUAL_WORDS, &mut in_main.words, &mut in_title.words),
            (USUAL_GRAMS, &mut in_main.grams, &mut in_title.grams),
            (USUAL_SOUNDS, &mut in_main.sounds, &mut in_title.sounds),
        ] {
            let length = main.len() as f32 + TITLE_WEIGHT * title.len() as f32;
            let saturation = K1 * (1.0 - B + B * length / usual);
            count(main, counts);
            count(title, title_counts);
            let mut push = |term: u32, often: f32| terms.push((term, weight(often, saturation)));
            let mut of_main = main.iter().zip(counts.iter()).peekable();
            let mut of_title = title.iter().zip(title_counts.iter()).peekable();
            // Both are sorted by term: the smaller one goes first, equal ones together.
            while let Some(&term) = [of_main.peek(), of_title.peek()].into_iter().flatten().map(|(term, _)| *term).min()
            {
                let in_main = of_main.next_if(|(known, _)| **known == term).map_or(0.0, |(_, &often)| f32::from(often));
                let in_title =
                    of_title.next_if(|(known, _)| **known == term).map_or(0.0, |(_, &often)| f32::from(often));
                push(term, in_main + TITLE_WEIGHT * in_title);
            }
        }
        self.triples.extend(terms.iter().map(|&(term, weight)| pack(term, unit, weight)));

        self.texts.push(kept(&main_text).bytes());
        sketch(&in_main.grams, &mut self.main.items);
        self.main.close();
        sketch(&in_title.grams, &mut self.title.items);
        self.title.close();
        let units = &mut self.units;
        units.ids.push(id);
        units.is_claim.push(is_claim);
        units.languages.push(language);
        in_main.numbers.sort_unstable();
        in_main.numbers.dedup();
        units.numbers.push(in_main.numbers.iter().take(32).map(|&Number(number)| number));
        in_main.words.extend_from_slice(&in_title.words);
        in_main.words.sort_unstable();
        in_main.words.dedup();
        in_main.words.truncate(MAX_WORDS);
        self.words.push(in_main.words.iter().copied());
    }

    pub(super) fn remove(&mut self, first: u16) {
        for unit in usize::from(first)..usize::from(first) + usize::from(self.units.count(first)) {
            self.dead.set(unit);
        }
    }

    /// Sorts what was added into a form that is small and quick to search.
    pub(super) fn seal(mut self) -> Segment {
        self.triples.sort_unstable();
        let mut postings = Postings { runs: self.units.len().div_ceil(RUN), ..Postings::default() };
        let mut of_term: Vec<(u16, u8)> = Vec::new();
        for triples in self.triples.chunk_by(|a, b| a >> 24 == b >> 24) {
            of_term.clear();
            of_term.extend(triples.iter().map(|&triple| {
                let (_, unit, weight) = unpack(triple);
                (unit, weight)
            }));
            postings.push(triples.first().map_or(0, |&triple| unpack(triple).0), &of_term);
        }
        drop(std::mem::take(&mut self.triples));
        postings.finish();
        self.keys.sort_unstable();
        self.keys.dedup();
        self.units.shrink();
        let (keys, key_units) = self.keys.iter().copied().unzip();
        let count = self.units.len();
        let mut body = Body {
            words: Lists::default(),
            main: Lists::default(),
            title: Lists::default(),
            texts: Texts::pack((0..count).map(|at| self.texts.get(at))),
            units: self.units,
            postings,
            keys,
            key_units,
        };
        for at in 0..count {
            put_set(&mut body.main.items, self.main.get(at));
            body.main.close();
            put_set(&mut body.title.items, self.title.get(at));
            body.title.close();
            let words = self.words.get(at).iter().filter_map(|&word| body.postings.position(word));
            put_rising(&mut body.words.items, words);
            body.words.close();
        }
        body.shrink();
        Segment { serial: self.serial, dead: self.dead, body: Arc::new(body) }
    }
}

fn pack(term: u32, unit: u16, weight: u8) -> u64 {
    u64::from(term) << 24 | u64::from(unit) << 8 | u64::from(weight)
}

#[expect(clippy::cast_possible_truncation, reason = "each part was packed from that many bits")]
fn unpack(triple: u64) -> (u32, u16, u8) {
    ((triple >> 24) as u32, (triple >> 8) as u16, triple as u8)
}

/// BM25's term frequency part, `tf / (tf + saturation)`, in 255ths.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the quotient is 0..=1")]
fn weight(often: f32, saturation: f32) -> u8 {
    (often / (often + saturation) * 255.0).round().clamp(1.0, 255.0) as u8
}

/// Terms with their units and weights, sorted by term.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Postings {
    pub(super) terms: Vec<u32>,
    /// Where the bytes of each term begin, and at the end their number; the highest bit says [`Posting::Long`].
    pub(super) starts: Vec<u32>,
    pub(super) bytes: Vec<u8>,
    /// Runs of 256 units in the segment.
    runs: usize,
    /// Index of the first term for each value of its upper 16 bits: hashes are even, so a few steps then suffice.
    buckets: Vec<u32>,
}

/// Marks a start whose posting is [`Posting::Long`].
const LONG: u32 = 1 << 31;

impl Postings {
    /// From saved parts, of a segment with so many units; none when they do not fit together.
    pub(super) fn new(terms: Vec<u32>, starts: Vec<u32>, bytes: Vec<u8>, units: usize) -> Option<Self> {
        let mut postings = Self { terms, starts, bytes, runs: units.div_ceil(RUN), buckets: Vec::new() };
        let Self { terms, starts, bytes, .. } = &postings;
        let offsets = || starts.iter().map(|start| (start & !LONG) as usize);
        let fine = terms.is_sorted_by(|a, b| a < b)
            && starts.len() == terms.len() + 1
            && offsets().is_sorted()
            && offsets().next_back() == Some(bytes.len())
            && offsets().next() == Some(0);
        if !fine {
            return None;
        }
        for at in 0..postings.terms.len() {
            let posting = postings.at(at);
            let mut count = 0_usize;
            let mut inside = true;
            posting.each(|unit, _| {
                count += 1;
                inside &= usize::from(unit) < units;
            });
            if !inside || count == 0 || count != posting.len() {
                return None;
            }
        }
        postings.index();
        Some(postings)
    }

    /// Adds the units of a term, which are sorted; terms come in order.
    fn push(&mut self, term: u32, pairs: &[(u16, u8)]) {
        self.terms.push(term);
        let start = u32::try_from(self.bytes.len()).unwrap_or(u32::MAX) & !LONG;
        // Beyond this the ends of the runs take less than the upper bytes would.
        if pairs.len() > 2 * self.runs {
            self.starts.push(start | LONG);
            for run in 0..self.runs {
                let end = pairs.partition_point(|&(unit, _)| usize::from(unit) < (run + 1) * RUN);
                self.bytes.extend(u16::try_from(end).unwrap_or(u16::MAX).to_le_bytes());
            }
            self.bytes.extend(pairs.iter().map(|&(unit, _)| (unit & 0xff) as u8));
        } else {
            self.starts.push(start);
            self.bytes.extend(pairs.iter().flat_map(|&(unit, _)| unit.to_le_bytes()));
        }
        self.bytes.extend(pairs.iter().map(|&(_, weight)| weight));
    }

    fn finish(&mut self) {
        self.starts.push(u32::try_from(self.bytes.len()).unwrap_or(u32::MAX));
        self.terms.shrink_to_fit();
        self.starts.shrink_to_fit();
        self.bytes.shrink_to_fit();
        self.index();
    }

    /// Makes the table of buckets.
    fn index(&mut self) {
        self.buckets.clear();
        self.buckets.reserve_exact(65_537);
        let mut at = 0_u32;
        let mut terms = self.terms.iter().peekable();
        for upper in 0..=0xffff_u32 {
            self.buckets.push(at);
            while terms.next_if(|&&term| term >> 16 == upper).is_some() {
                at += 1;
            }
        }
        self.buckets.push(at);
    }

    fn get(&self, term: u32) -> Posting<'_> {
        self.position(term).map(|at| self.at(at as usize)).unwrap_or_default()
    }

    /// Where a term stands among the terms.
    fn position(&self, term: u32) -> Option<u32> {
        let bucket = (term >> 16) as usize;
        let (&start, &end) = (self.buckets.get(bucket)?, self.buckets.get(bucket + 1)?);
        let at = self.terms.get(start as usize..end as usize)?.iter().position(|&known| known == term)?;
        u32::try_from(at).ok().map(|at| start + at)
    }

    /// The postings of the term at this position.
    fn at(&self, at: usize) -> Posting<'_> {
        let (Some(&start), Some(&end)) = (self.starts.get(at), self.starts.get(at + 1)) else { return Posting::None };
        let bytes = self.bytes.get((start & !LONG) as usize..(end & !LONG) as usize).unwrap_or_default();
        if start & LONG == 0 {
            let (units, weights) = bytes.split_at(bytes.len() / 3 * 2);
            return Posting::Short(units.as_chunks().0, weights);
        }
        let Some((ends, rest)) = bytes.split_at_checked(self.runs * 2) else { return Posting::None };
        let (lows, weights) = rest.split_at(rest.len() / 2);
        Posting::Long(ends.as_chunks().0, lows, weights)
    }
}

/// A sealed segment. A clone shares what never changes.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Segment {
    pub(super) serial: u16,
    pub(super) dead: Dead,
    pub(super) body: Arc<Body>,
}

/// What of a sealed segment never changes.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Body {
    pub(super) units: Units,
    /// Words of all texts of each unit, as positions among the terms; see [`put_rising`].
    pub(super) words: Lists<u8>,
    /// N-grams of the claim or message; see [`put_set`].
    pub(super) main: Lists<u8>,
    /// N-grams of the title; see [`put_set`].
    pub(super) title: Lists<u8>,
    /// The beginning of the claim or message in normal form, UTF-8.
    pub(super) texts: Texts,
    pub(super) postings: Postings,
    /// Keys of equal links and equal texts, sorted, and the unit of each.
    pub(super) keys: Vec<u64>,
    pub(super) key_units: Vec<u16>,
}

impl Body {
    fn shrink(&mut self) {
        self.words.shrink();
        self.main.shrink();
        self.title.shrink();
    }

    /// Hashes of the words of a unit, sorted.
    fn words(&self, unit: usize) -> impl Iterator<Item = u32> + '_ {
        rising(self.words.get(unit)).filter_map(|at| self.postings.terms.get(at as usize).copied())
    }
}

impl Segment {
    pub(super) fn len(&self) -> usize {
        self.body.units.len()
    }

    /// Units that are not removed.
    pub(super) fn live(&self) -> usize {
        self.len() - self.dead.count
    }

    pub(super) fn remove(&mut self, first: u16) {
        for unit in usize::from(first)..usize::from(first) + usize::from(self.body.units.count(first)) {
            self.dead.set(unit);
        }
    }

    /// Bytes by part.
    pub(super) fn sizes(&self) -> [(&'static str, usize); 11] {
        let Body { units, words, main, title, texts, postings, keys, key_units } = &*self.body;
        [
            ("ids", units.ids.capacity() * 16 + units.is_claim.capacity() + units.languages.capacity() * 2),
            ("words", words.bytes()),
            ("n-grams of the claim", main.bytes()),
            ("n-grams of the title", title.bytes()),
            ("numbers", units.numbers.bytes()),
            ("texts", texts.bytes()),
            ("terms", postings.terms.capacity() * 4),
            ("starts", postings.starts.capacity() * 4),
            ("postings", postings.bytes.capacity()),
            ("buckets", postings.buckets.capacity() * 4),
            ("keys", keys.capacity() * 8 + key_units.capacity() * 2),
        ]
    }

    pub(super) fn is_mostly_dead(&self) -> bool {
        self.dead.count * 2 > self.len()
    }

    /// Entries that are not removed, as id and first unit.
    pub(super) fn entries(&self) -> impl Iterator<Item = (u128, u16)> + '_ {
        self.body.units.entries().filter(|&(_, first)| !self.dead.contains(usize::from(first)))
    }
}

/// Segments of live units become one. Linear in their postings: each is sorted already.
pub(super) fn merge(parts: &[Segment], serial: u16) -> Segment {
    let mut units = Units::default();
    let mut keys: Vec<(u64, u16)> = Vec::new();
    let mut renumbered: Vec<Vec<Option<u16>>> = Vec::with_capacity(parts.len());
    for part in parts {
        let mut of_part: Vec<Option<u16>> = Vec::with_capacity(part.len());
        for at in 0..part.len() {
            if part.dead.contains(at) {
                of_part.push(None);
            } else {
                of_part.push(u16::try_from(units.len()).ok());
                units.copy_from(&part.body.units, at);
            }
        }
        let renumber = |unit: u16| of_part.get(usize::from(unit)).copied().flatten();
        let of_body = part.body.keys.iter().zip(&part.body.key_units);
        keys.extend(of_body.filter_map(|(&key, &unit)| Some((key, renumber(unit)?))));
        renumbered.push(of_part);
    }
    let mut postings = Postings { runs: units.len().div_ceil(RUN), ..Postings::default() };
    postings.bytes.reserve(parts.iter().map(|part| part.body.postings.bytes.len()).sum());
    let mut next: Vec<usize> = vec![0; parts.len()];
    let mut of_term: Vec<(u16, u8)> = Vec::new();
    loop {
        let term_of = |(part, &at): (&Segment, &usize)| part.body.postings.terms.get(at).copied();
        let Some(term) = parts.iter().zip(&next).filter_map(term_of).min() else { break };
        of_term.clear();
        for ((part, renumbered), at) in parts.iter().zip(&renumbered).zip(&mut next) {
            if part.body.postings.terms.get(*at) != Some(&term) {
                continue;
            }
            part.body.postings.at(*at).each(|unit, weight| {
                if let Some(unit) = renumbered.get(usize::from(unit)).copied().flatten() {
                    of_term.push((unit, weight));
                }
            });
            *at += 1;
        }
        if !of_term.is_empty() {
            postings.push(term, &of_term);
        }
    }
    postings.finish();
    keys.sort_unstable();
    units.shrink();
    let (keys, key_units) = keys.into_iter().unzip();
    let live = || {
        parts.iter().flat_map(|part| (0..part.len()).filter(|&at| !part.dead.contains(at)).map(move |at| (part, at)))
    };
    let texts: Vec<Vec<u8>> = live().map(|(part, at)| part.body.texts.get(at)).collect();
    let mut body = Body {
        units,
        words: Lists::default(),
        main: Lists::default(),
        title: Lists::default(),
        texts: Texts::pack(texts.iter().map(Vec::as_slice)),
        postings,
        keys,
        key_units,
    };
    for (part, at) in live() {
        put_rising(&mut body.words.items, part.body.words(at).filter_map(|word| body.postings.position(word)));
        body.words.close();
        body.main.push(part.body.main.get(at).iter().copied());
        body.title.push(part.body.title.get(at).iter().copied());
    }
    body.shrink();
    Segment { serial, dead: Dead::default(), body: Arc::new(body) }
}

/// What search needs of a segment, growing or sealed.
pub(super) trait Searchable {
    fn units(&self) -> &Units;
    fn dead(&self) -> &Dead;
    fn posting(&self, term: u32) -> Posting<'_>;
    /// Calls `found` with every unit that has the key.
    fn each_with_key(&self, key: u64, found: &mut dyn FnMut(u16));
    /// Replaces `out` by the hashes of the words of a unit, sorted.
    fn words(&self, unit: usize, out: &mut Vec<u32>);
    /// Replaces `main` by the n-grams of the claim or message of a unit, and `title` by those of the title.
    fn grams(&self, unit: usize, main: &mut Vec<u16>, title: &mut Vec<u16>);
    /// The beginning of the claim or message in normal form.
    fn text(&self, unit: usize) -> Vec<u8>;
}

impl Searchable for Segment {
    fn units(&self) -> &Units {
        &self.body.units
    }
    fn dead(&self) -> &Dead {
        &self.dead
    }
    fn posting(&self, term: u32) -> Posting<'_> {
        self.body.postings.get(term)
    }
    fn each_with_key(&self, key: u64, found: &mut dyn FnMut(u16)) {
        let Body { keys, key_units, .. } = &*self.body;
        let start = keys.partition_point(|&known| known < key);
        let equal = keys.iter().zip(key_units).skip(start).take_while(|&(&known, _)| known == key);
        equal.for_each(|(_, &unit)| found(unit));
    }
    fn words(&self, unit: usize, out: &mut Vec<u32>) {
        out.clear();
        out.extend(self.body.words(unit));
    }
    fn grams(&self, unit: usize, main: &mut Vec<u16>, title: &mut Vec<u16>) {
        unpack_set(self.body.main.get(unit), main);
        unpack_set(self.body.title.get(unit), title);
    }
    fn text(&self, unit: usize) -> Vec<u8> {
        self.body.texts.get(unit)
    }
}

impl Searchable for Builder {
    fn units(&self) -> &Units {
        &self.units
    }
    fn dead(&self) -> &Dead {
        &self.dead
    }
    fn posting(&self, term: u32) -> Posting<'_> {
        self.postings.get(&term).map_or(Posting::None, |pairs| Posting::Growing(pairs))
    }
    fn each_with_key(&self, key: u64, found: &mut dyn FnMut(u16)) {
        self.keys.iter().filter(|&&(known, _)| known == key).for_each(|&(_, unit)| found(unit));
    }
    fn words(&self, unit: usize, out: &mut Vec<u32>) {
        out.clear();
        out.extend_from_slice(self.words.get(unit));
    }
    fn grams(&self, unit: usize, main: &mut Vec<u16>, title: &mut Vec<u16>) {
        main.clear();
        main.extend_from_slice(self.main.get(unit));
        title.clear();
        title.extend_from_slice(self.title.get(unit));
    }
    fn text(&self, unit: usize) -> Vec<u8> {
        self.texts.get(unit).to_vec()
    }
}
