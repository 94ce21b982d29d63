//! A segment: up to 65,536 units with their features, growing or sealed.

use std::collections::HashMap;

use super::{Entry, MAX_MESSAGES};
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

    fn shrink(&mut self) {
        self.ends.shrink_to_fit();
        self.items.shrink_to_fit();
    }
}

/// What is kept of each unit beside its postings.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Units {
    pub(super) ids: Vec<u128>,
    /// Whether the unit is the first of its entry (the claim with its title).
    pub(super) is_claim: Vec<bool>,
    pub(super) languages: Vec<u16>,
    /// Words of all its texts, sorted hashes.
    pub(super) words: Lists<u32>,
    /// N-grams of the claim or message.
    pub(super) main: Lists<u16>,
    /// N-grams of the title.
    pub(super) title: Lists<u16>,
    /// Numbers of the claim or message, sorted.
    pub(super) numbers: Lists<u64>,
    /// The beginning of the claim or message in normal form, UTF-8.
    pub(super) texts: Lists<u8>,
}

impl Units {
    fn len(&self) -> usize {
        self.ids.len()
    }

    fn copy_from(&mut self, other: &Self, at: usize) {
        self.ids.push(other.ids.get(at).copied().unwrap_or_default());
        self.is_claim.push(other.is_claim.get(at).copied().unwrap_or_default());
        self.languages.push(other.languages.get(at).copied().unwrap_or_default());
        self.words.push(other.words.get(at).iter().copied());
        self.main.push(other.main.get(at).iter().copied());
        self.title.push(other.title.get(at).iter().copied());
        self.numbers.push(other.numbers.get(at).iter().copied());
        self.texts.push(other.texts.get(at).iter().copied());
    }

    fn shrink(&mut self) {
        self.ids.shrink_to_fit();
        self.is_claim.shrink_to_fit();
        self.languages.shrink_to_fit();
        self.words.shrink();
        self.main.shrink();
        self.title.shrink();
        self.numbers.shrink();
        self.texts.shrink();
    }

    /// Entries as id, first unit and number of units.
    fn entries(&self) -> impl Iterator<Item = (u128, u16, u8)> + '_ {
        let mut at = 0;
        std::iter::from_fn(move || {
            let id = *self.ids.get(at)?;
            let first = at;
            at += 1;
            while self.is_claim.get(at) == Some(&false) && self.ids.get(at) == Some(&id) {
                at += 1;
            }
            Some((id, u16::try_from(first).unwrap_or(u16::MAX), u8::try_from(at - first).unwrap_or(u8::MAX)))
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

/// Units and weights of one term.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Posting<'a> {
    pub(super) units: &'a [u16],
    pub(super) weights: &'a [u8],
}

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
    serial: u32,
    units: Units,
    dead: Dead,
    /// Terms of all units as `term << 24 | unit << 8 | weight`, for sealing by one sort.
    triples: Vec<u64>,
    keys: Vec<(u64, u16)>,
    /// The same, for searching while it grows; empty in a bulk build.
    postings: HashMap<u32, (Vec<u16>, Vec<u8>)>,
}

thread_local! {
    static SCRATCH: std::cell::RefCell<Scratch> = std::cell::RefCell::default();
}

impl Builder {
    pub(super) fn new(serial: u32) -> Self {
        Self {
            serial,
            units: Units::default(),
            dead: Dead::default(),
            triples: Vec::new(),
            keys: Vec::new(),
            postings: HashMap::new(),
        }
    }

    pub(super) fn serial(&self) -> u32 {
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
    }

    /// Adds an entry; gives back its first unit and how many it has. Searchable at once.
    pub(super) fn add(&mut self, entry: &Entry, language: u16) -> (u16, u8) {
        let before = self.triples.len();
        let place = self.add_bulk(entry, language);
        for triple in self.triples.get(before..).unwrap_or_default() {
            let (term, unit, weight) = unpack(*triple);
            let (units, weights) = self.postings.entry(term).or_default();
            units.push(unit);
            weights.push(weight);
        }
        place
    }

    /// Adds an entry that is searchable only once sealed.
    pub(super) fn add_bulk(&mut self, entry: &Entry, language: u16) -> (u16, u8) {
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
        (first, u8::try_from(self.len() - usize::from(first)).unwrap_or(u8::MAX))
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

        let units = &mut self.units;
        units.texts.push(kept(&main_text).bytes());
        units.ids.push(id);
        units.is_claim.push(is_claim);
        units.languages.push(language);
        sketch(&in_main.grams, &mut units.main.items);
        units.main.close();
        sketch(&in_title.grams, &mut units.title.items);
        units.title.close();
        in_main.numbers.sort_unstable();
        in_main.numbers.dedup();
        units.numbers.push(in_main.numbers.iter().take(32).map(|&Number(number)| number));
        in_main.words.extend_from_slice(&in_title.words);
        in_main.words.sort_unstable();
        in_main.words.dedup();
        in_main.words.truncate(MAX_WORDS);
        units.words.push(in_main.words.iter().copied());
    }

    pub(super) fn remove(&mut self, first: u16, count: u8) {
        for unit in usize::from(first)..usize::from(first) + usize::from(count) {
            self.dead.set(unit);
        }
    }

    /// Sorts what was added into a form that is small and quick to search.
    pub(super) fn seal(mut self) -> Segment {
        self.triples.sort_unstable();
        let mut postings = Postings::default();
        postings.units.reserve_exact(self.triples.len());
        postings.weights.reserve_exact(self.triples.len());
        let mut last = None;
        for &triple in &self.triples {
            let (term, unit, weight) = unpack(triple);
            if last != Some(term) {
                postings.begin(term);
                last = Some(term);
            }
            postings.units.push(unit);
            postings.weights.push(weight);
        }
        drop(std::mem::take(&mut self.triples));
        postings.finish();
        self.keys.sort_unstable();
        self.keys.dedup();
        self.units.shrink();
        let (keys, key_units) = self.keys.iter().copied().unzip();
        Segment { serial: self.serial, units: self.units, dead: self.dead, postings, keys, key_units }
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
    /// Where the postings of each term begin, and at the end their number.
    pub(super) starts: Vec<u32>,
    pub(super) units: Vec<u16>,
    pub(super) weights: Vec<u8>,
    /// Index of the first term for each value of its upper 16 bits: hashes are even, so a few steps then suffice.
    buckets: Vec<u32>,
}

impl Postings {
    /// From its parts, which are sorted and fit together.
    pub(super) fn new(terms: Vec<u32>, starts: Vec<u32>, units: Vec<u16>, weights: Vec<u8>) -> Self {
        let mut postings = Self { terms, starts, units, weights, buckets: Vec::new() };
        postings.index();
        postings
    }

    fn begin(&mut self, term: u32) {
        self.terms.push(term);
        self.starts.push(u32::try_from(self.units.len()).unwrap_or(u32::MAX));
    }

    fn finish(&mut self) {
        self.starts.push(u32::try_from(self.units.len()).unwrap_or(u32::MAX));
        self.terms.shrink_to_fit();
        self.starts.shrink_to_fit();
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
        self.find(term).unwrap_or_default()
    }

    fn find(&self, term: u32) -> Option<Posting<'_>> {
        let bucket = (term >> 16) as usize;
        let (start, end) = (*self.buckets.get(bucket)? as usize, *self.buckets.get(bucket + 1)? as usize);
        let at = start + self.terms.get(start..end)?.iter().position(|&known| known == term)?;
        Some(self.at(at))
    }

    /// The postings of the term at this position.
    fn at(&self, at: usize) -> Posting<'_> {
        let start = |at: usize| self.starts.get(at).map_or(0, |&start| start as usize);
        let range = start(at)..start(at + 1);
        Posting {
            units: self.units.get(range.clone()).unwrap_or_default(),
            weights: self.weights.get(range).unwrap_or_default(),
        }
    }
}

/// A sealed segment.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Segment {
    pub(super) serial: u32,
    pub(super) units: Units,
    pub(super) dead: Dead,
    pub(super) postings: Postings,
    /// Keys of equal links and equal texts, sorted, and the unit of each.
    pub(super) keys: Vec<u64>,
    pub(super) key_units: Vec<u16>,
}

impl Segment {
    pub(super) fn serial(&self) -> u32 {
        self.serial
    }

    pub(super) fn set_serial(&mut self, serial: u32) {
        self.serial = serial;
    }

    pub(super) fn len(&self) -> usize {
        self.units.len()
    }

    /// Units that are not removed.
    pub(super) fn live(&self) -> usize {
        self.len() - self.dead.count
    }

    pub(super) fn remove(&mut self, first: u16, count: u8) {
        for unit in usize::from(first)..usize::from(first) + usize::from(count) {
            self.dead.set(unit);
        }
    }

    pub(super) fn is_mostly_dead(&self) -> bool {
        self.dead.count * 2 > self.len()
    }

    pub(super) fn entries(&self) -> impl Iterator<Item = (u128, u16, u8)> + '_ {
        self.units.entries()
    }
}

/// Segments of live units become one. Linear in their postings: each is sorted already.
pub(super) fn merge(parts: &[Segment], serial: u32) -> Segment {
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
                units.copy_from(&part.units, at);
            }
        }
        let renumber = |unit: u16| of_part.get(usize::from(unit)).copied().flatten();
        keys.extend(part.keys.iter().zip(&part.key_units).filter_map(|(&key, &unit)| Some((key, renumber(unit)?))));
        renumbered.push(of_part);
    }
    let mut postings = Postings::default();
    postings.units.reserve_exact(parts.iter().map(|part| part.postings.units.len()).sum());
    postings.weights.reserve_exact(postings.units.capacity());
    let mut next: Vec<usize> = vec![0; parts.len()];
    loop {
        let term_of = |(part, &at): (&Segment, &usize)| part.postings.terms.get(at).copied();
        let Some(term) = parts.iter().zip(&next).filter_map(term_of).min() else { break };
        let begin = postings.units.len();
        for ((part, renumbered), at) in parts.iter().zip(&renumbered).zip(&mut next) {
            if part.postings.terms.get(*at) != Some(&term) {
                continue;
            }
            let posting = part.postings.at(*at);
            *at += 1;
            for (&unit, &weight) in posting.units.iter().zip(posting.weights) {
                if let Some(unit) = renumbered.get(usize::from(unit)).copied().flatten() {
                    postings.units.push(unit);
                    postings.weights.push(weight);
                }
            }
        }
        if postings.units.len() > begin {
            postings.terms.push(term);
            postings.starts.push(u32::try_from(begin).unwrap_or(u32::MAX));
        }
    }
    postings.units.shrink_to_fit();
    postings.weights.shrink_to_fit();
    postings.finish();
    keys.sort_unstable();
    units.shrink();
    let (keys, key_units) = keys.into_iter().unzip();
    Segment { serial, units, dead: Dead::default(), postings, keys, key_units }
}

/// What search needs of a segment, growing or sealed.
pub(super) trait Searchable {
    fn units(&self) -> &Units;
    fn dead(&self) -> &Dead;
    fn posting(&self, term: u32) -> Posting<'_>;
    /// Calls `found` with every unit that has the key.
    fn each_with_key(&self, key: u64, found: &mut dyn FnMut(u16));
}

impl Searchable for Segment {
    fn units(&self) -> &Units {
        &self.units
    }
    fn dead(&self) -> &Dead {
        &self.dead
    }
    fn posting(&self, term: u32) -> Posting<'_> {
        self.postings.get(term)
    }
    fn each_with_key(&self, key: u64, found: &mut dyn FnMut(u16)) {
        let start = self.keys.partition_point(|&known| known < key);
        let equal = self.keys.iter().zip(&self.key_units).skip(start).take_while(|&(&known, _)| known == key);
        equal.for_each(|(_, &unit)| found(unit));
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
        self.postings.get(&term).map(|(units, weights)| Posting { units, weights }).unwrap_or_default()
    }
    fn each_with_key(&self, key: u64, found: &mut dyn FnMut(u16)) {
        self.keys.iter().filter(|&&(known, _)| known == key).for_each(|&(_, unit)| found(unit));
    }
}
