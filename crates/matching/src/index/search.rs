//! Ranking what is known for one message.
//!
//! First every term of the message adds its weight to the units that hold it, rarest terms first, until a fixed number of
//! postings has been read; then the best units are compared with the message exactly. Both parts do work bounded by
//! constants, however long the message and however much is known.

use std::{
    cell::RefCell,
    cmp::Reverse,
    collections::{BinaryHeap, HashMap, HashSet},
};

use super::{
    Hit, Index, Lanes, Numbers, Shared, Wording,
    segment::{MAX_UNITS, Posting, Searchable, link_key, same_text_key},
};
use crate::{
    align::{self, Alignment, Change},
    features::{Number, Overlap, overlap},
    fusion::{self, COUNT, FIRST_DENSE, Features},
    places,
    query::Query,
    segment::script_of,
    small_words::tells,
};

/// Postings read for one message, unless its [`MIN_TERMS`] rarest terms have more.
const POSTINGS_BUDGET: usize = 300_000;

/// Terms that are read whatever they cost.
const MIN_TERMS: usize = 4;

/// Units compared exactly.
const CANDIDATES: usize = 128;

/// Entries taken because their vectors are nearest, and units of each that are compared.
const NEAR: usize = 200;
const NEAR_UNITS: u8 = 8;

/// Entries that the trained model looks at, with vectors and without. The rarity of their words is only weighed for these.
const FUSED: usize = 64;
const FUSED_LEXICAL: usize = 20;

/// Of these, how many are taken because their vectors are nearest, whatever their words; and how many because they are
/// nearest among the entries in other scripts than the message, which those in its own script crowd out.
const NEAREST: usize = 32;
const NEAREST_ELSEWHERE: usize = 16;

/// Of the hits, how many are laid beside the message letter by letter, and how much must be alike for that.
const ALIGNED: usize = 1;
const ALIGNED_FROM: f32 = 0.3;

/// Units taken because of an equal link or text; more of them are copies of one flood.
const MAX_KEYED: usize = 256;

/// How much words, n-grams and keys by sound count.
const WORD_LANE: f32 = 1.0;
const GRAM_LANE: f32 = 0.35;
const SOUND_LANE: f32 = 0.7;

/// What one occurrence of a term in a text of usual length weighs, as a share of the most it can: makes the lexical share of
/// a copy about 1.
const TERM_SHARE: f32 = 0.4;

/// Likeness of the whole texts counts from here on, so that of two copies the closer one comes first. Below it, it only
/// favours short texts.
const DICE_FROM: f32 = 0.5;
const DICE: f32 = 1.0;

/// From here on the cosine of the adapted vectors counts for what the trained model gets to see.
const DENSE_FROM: f32 = 0.1;
const DENSE: f32 = 1.0;

thread_local! {
    static SCRATCH: RefCell<Box<[u32; MAX_UNITS]>> = RefCell::new(Box::new([0; MAX_UNITS]));
}

/// A term of the message: where it occurs and what it is worth.
struct Term<'a> {
    postings: Vec<Posting<'a>>,
    frequency: usize,
    /// Worth in 1/64: rarity times lane, at most 4,095, so that sums of thousands fit 32 bits.
    worth: u32,
}

/// A unit that may be what the message repeats.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Candidate {
    sum: u32,
    // Ties are broken by id, so that the order does not depend on where a unit happens to stand.
    id: Reverse<u128>,
    segment: usize,
    unit: u16,
}

struct Compared {
    candidate: Candidate,
    lanes: Lanes,
    rank: f32,
    same_text: bool,
    link: Option<usize>,
    /// What it is written in; see [`script_of`].
    script: u32,
    features: Option<Box<Features>>,
    sum: f32,
    chance: Option<f32>,
}

impl Index {
    /// The `k` entries most like the message, best first, each at most once.
    ///
    /// Entries with an equal link come first, then those with an equal text. Empty when no word, n-gram or link is shared.
    pub fn search(&self, query: &Query, k: usize) -> Vec<Hit> {
        self.search_aligned(query, k, ALIGNED)
    }

    /// As [`Index::search`], with so many of the hits laid beside the message letter by letter.
    pub(crate) fn search_aligned(&self, query: &Query, k: usize, aligned: usize) -> Vec<Hit> {
        if k == 0 || self.is_empty() || query.is_empty() {
            return Vec::new();
        }
        let segments: Vec<&dyn Searchable> = self
            .sealed
            .iter()
            .map(|segment| segment as &dyn Searchable)
            .chain(std::iter::once(&self.growing as &dyn Searchable))
            .collect();
        let units: usize = self.sealed.iter().map(super::Segment::live).sum::<usize>() + self.growing.live();
        let rarity = Rarity { units };

        let mut whole = 0_f32;
        let mut terms: Vec<Term<'_>> = Vec::with_capacity(query.words.len() + query.grams.len());
        let mut word_worth: Vec<f32> = Vec::with_capacity(query.words.len());
        let words = query.words.iter().map(|word| (word.hash, WORD_LANE));
        let grams = query.grams.iter().map(|&gram| (gram, GRAM_LANE));
        let sounds = query.sounds.iter().map(|&sound| (sound, SOUND_LANE));
        for (at, (hash, lane)) in words.chain(grams).chain(sounds).enumerate() {
            let postings: Vec<Posting<'_>> = segments.iter().map(|segment| segment.posting(hash)).collect();
            let frequency = postings.iter().map(Posting::len).sum();
            let idf = rarity.of(frequency);
            if at < query.words.len() {
                word_worth.push(idf);
            }
            // A key by sound that nothing has says only that the message is in another language.
            if frequency > 0 || at < query.words.len() + query.grams.len() {
                whole += idf * lane;
            }
            if frequency > 0 {
                terms.push(Term { postings, frequency, worth: worth(idf * lane) });
            }
        }
        terms.sort_by_key(|term| term.frequency);
        let mut read = 0;
        let kept = terms
            .iter()
            .enumerate()
            .take_while(|(at, term)| {
                read += term.frequency;
                read <= POSTINGS_BUDGET || *at < MIN_TERMS
            })
            .count();
        terms.truncate(kept);

        let near = self.near(query, segments.len());
        let mut best: BinaryHeap<Reverse<Candidate>> = BinaryHeap::with_capacity(CANDIDATES + 1);
        let mut candidates: Vec<Candidate> = Vec::new();
        SCRATCH.with_borrow_mut(|sums| {
            for (at, segment) in segments.iter().enumerate() {
                let near = near.get(at).map(Vec::as_slice).unwrap_or_default();
                collect(sums, *segment, at, &terms, &mut best, near, &mut candidates);
            }
        });
        candidates.extend(best.into_iter().map(|Reverse(candidate)| candidate));
        let keyed = keyed(query, &segments, &mut candidates);
        candidates.sort_unstable_by(|a, b| b.cmp(a));
        candidates.dedup_by_key(|candidate| (candidate.segment, candidate.unit));

        let mut compared: Vec<Compared> = candidates
            .iter()
            .map(|&candidate| {
                let lexical =
                    if whole > 0.0 { candidate.sum as f32 / (64.0 * 255.0 * TERM_SHARE * whole) } else { 0.0 };
                let Reverse(id) = candidate.id;
                let dense = query.vector.as_ref().and_then(|vector| self.vectors.cosine(id, vector));
                compare(query, &segments, candidate, lexical, dense, &keyed)
            })
            .collect();
        compared.sort_by(order);
        // Of the texts of one entry the best stands for it.
        let mut seen = HashSet::with_capacity(compared.len());
        compared.retain(|one| seen.insert(one.candidate.id));
        fuse(query, &segments, rarity, &word_worth, &mut compared);
        compared
            .into_iter()
            .take(k)
            .enumerate()
            .map(|(at, one)| self.hit(query, &segments, &word_worth, one, at < aligned))
            .collect()
    }

    /// Units of the entries whose vectors are nearest, for each segment; the growing one is the last.
    fn near(&self, query: &Query, segments: usize) -> Vec<Vec<u16>> {
        let mut units = vec![Vec::new(); segments];
        let Some(vector) = &query.vector else { return units };
        for near in self.vectors.nearest(vector, NEAR, self.threads) {
            let Some(place) = self.place(near.id) else { continue };
            let at = self.sealed.iter().position(|segment| segment.serial == place.serial());
            let count = at
                .and_then(|at| self.sealed.get(at))
                .map_or(self.growing.units(), Searchable::units)
                .count(place.first());
            if let Some(units) = units.get_mut(at.unwrap_or(self.sealed.len())) {
                units.extend((0..count.min(NEAR_UNITS)).map(|unit| place.first().saturating_add(u16::from(unit))));
            }
        }
        units
    }

    fn hit(&self, query: &Query, segments: &[&dyn Searchable], word_worth: &[f32], one: Compared, first: bool) -> Hit {
        let Reverse(id) = one.candidate.id;
        let unit = usize::from(one.candidate.unit);
        let units = segments.get(one.candidate.segment).map(|segment| segment.units());
        let language = units
            .and_then(|units| units.languages.get(unit))
            .and_then(|&number| self.languages.get(usize::from(number)))
            .cloned()
            .unwrap_or_default();
        let mut words = Vec::new();
        if let Some(segment) = segments.get(one.candidate.segment) {
            segment.words(unit, &mut words);
        }
        let shared = shared_words(query, &words, word_worth);
        let numbers = units.map(|units| compare_numbers(&query.numbers, units.numbers.get(unit))).unwrap_or_default();
        let wording = segments
            .get(one.candidate.segment)
            .filter(|_| first)
            .map(|segment| wording(query, &one, || segment.text(unit)))
            .unwrap_or_default();
        let places = segments.get(one.candidate.segment).filter(|_| first).and_then(|segment| {
            if query.places.is_empty() {
                return None;
            }
            let text = String::from_utf8(segment.text(unit)).ok()?;
            let (message, known) = places::differ(&query.places, &places::places(&text))?;
            Some(Change { message: places::shown(message).to_owned(), known: places::shown(known).to_owned() })
        });
        let models = fusion::built_in();
        let judged = if query.vector.is_some() { models.hybrid.is_some() } else { models.lexical.is_some() };
        let score = if one.link.is_some() {
            1.0
        } else if one.same_text {
            0.99
        } else if let Some(chance) = one.chance {
            (0.98 * chance).clamp(0.0, 0.98)
        } else {
            // Entries that the model did not look at come after those that it did.
            let dense = if one.lanes.dense.is_some() { DENSE * (1.0 - DENSE_FROM) } else { 0.0 };
            let share = (one.rank / (1.0 + DICE * (1.0 - DICE_FROM) + dense)).clamp(0.0, 0.98);
            if judged { 0.001 * share } else { share }
        };
        Hit {
            id,
            score,
            chance: one.chance,
            features: one.features,
            language,
            lanes: one.lanes,
            same_text: one.same_text,
            link: one.link.and_then(|at| query.links.get(at)).cloned(),
            shared,
            numbers,
            places,
            wording,
        }
    }
}

/// Units with an equal link or text are candidates whatever their terms say.
fn keyed(query: &Query, segments: &[&dyn Searchable], candidates: &mut Vec<Candidate>) -> Keyed {
    let mut keyed = Keyed::default();
    let mut take = |key: u64, link: Option<usize>| {
        for (at, segment) in segments.iter().enumerate() {
            segment.each_with_key(key, &mut |unit| {
                if segment.dead().contains(usize::from(unit)) || keyed.found.len() >= MAX_KEYED {
                    return;
                }
                keyed.found.push((at, unit, link));
                let id = Reverse(segment.units().ids.get(usize::from(unit)).copied().unwrap_or_default());
                candidates.push(Candidate { sum: 0, id, segment: at, unit });
            });
        }
    };
    for (at, link) in query.links.iter().enumerate() {
        take(link_key(link.key()), Some(at));
    }
    if query.text_key != 0 {
        take(same_text_key(query.text_key), None);
    }
    keyed
}

#[derive(Default)]
struct Keyed {
    found: Vec<(usize, u16, Option<usize>)>,
}

/// How telling a term is that so many units hold: BM25's inverse document frequency, never negative.
#[derive(Clone, Copy)]
struct Rarity {
    units: usize,
}

impl Rarity {
    fn of(self, frequency: usize) -> f32 {
        let (n, df) = (self.units as f32, frequency.min(self.units) as f32);
        (1.0 + (n - df + 0.5) / (df + 0.5)).ln()
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 1..=4095")]
fn worth(weight: f32) -> u32 {
    (weight * 64.0).round().clamp(1.0, 4095.0) as u32
}

/// Adds up the terms over one segment and keeps the best units.
fn collect(
    sums: &mut [u32; MAX_UNITS],
    segment: &dyn Searchable,
    at: usize,
    terms: &[Term<'_>],
    best: &mut BinaryHeap<Reverse<Candidate>>,
    near: &[u16],
    candidates: &mut Vec<Candidate>,
) {
    let ids = &segment.units().ids;
    if ids.is_empty() {
        return;
    }
    for term in terms {
        let Some(posting) = term.postings.get(at) else { continue };
        posting.add_to(sums, term.worth);
    }
    for &unit in near {
        if let (Some(&sum), Some(&id)) = (sums.get(usize::from(unit)), ids.get(usize::from(unit))) {
            candidates.push(Candidate { sum, id: Reverse(id), segment: at, unit });
        }
    }
    let mut least = if best.len() < CANDIDATES { 0 } else { best.peek().map_or(0, |Reverse(worst)| worst.sum) };
    for (chunk_at, chunk) in sums.chunks_mut(64).take(ids.len().div_ceil(64)).enumerate() {
        // Most chunks hold nothing good enough; one comparison for all of it is quick.
        if chunk.iter().copied().max().is_some_and(|max| max > 0 && max >= least) {
            for (offset, &sum) in chunk.iter().enumerate() {
                if sum == 0 || sum < least {
                    continue;
                }
                let unit = chunk_at * 64 + offset;
                let Some(&id) = ids.get(unit) else { continue };
                if segment.dead().contains(unit) {
                    continue;
                }
                let unit = u16::try_from(unit).unwrap_or(u16::MAX);
                best.push(Reverse(Candidate { sum, id: Reverse(id), segment: at, unit }));
                if best.len() > CANDIDATES {
                    best.pop();
                    least = best.peek().map_or(0, |Reverse(worst)| worst.sum);
                }
            }
        }
        chunk.fill(0);
    }
}

fn compare(
    query: &Query,
    segments: &[&dyn Searchable],
    candidate: Candidate,
    lexical: f32,
    dense: Option<f32>,
    keyed: &Keyed,
) -> Compared {
    let unit = usize::from(candidate.unit);
    let (mut main, mut title) = (Vec::new(), Vec::new());
    if let Some(segment) = segments.get(candidate.segment) {
        segment.grams(unit, &mut main, &mut title);
    }
    let (main, title) = (overlap(&query.sketch, &main), overlap(&query.sketch, &title));
    let is_this =
        |&&(segment, unit, _): &&(usize, u16, Option<usize>)| segment == candidate.segment && unit == candidate.unit;
    let link = keyed.found.iter().filter(is_this).find_map(|&(_, _, link)| link);
    let same_text = keyed.found.iter().filter(is_this).any(|&(_, _, link)| link.is_none());
    let larger = |f: fn(Overlap) -> f32| f(main).max(f(title));
    let lanes = Lanes {
        link: link.is_some(),
        lexical: if same_text { 1.0 } else { lexical.min(1.0) },
        near_duplicate: if same_text { 1.0 } else { larger(Overlap::dice) },
        containment_query_in_entry: if same_text { 1.0 } else { larger(Overlap::left_in_right) },
        // The title is the checker's; only the claim or message itself can stand inside what somebody forwards.
        containment_entry_in_query: if same_text { 1.0 } else { main.right_in_left() },
        dense,
        ..Lanes::default()
    };
    let meant = DENSE * dense.map_or(0.0, |cosine| (cosine - DENSE_FROM).max(0.0));
    let rank = lexical + DICE * (lanes.near_duplicate - DICE_FROM).max(0.0) + meant;
    Compared { candidate, lanes, rank, same_text, link, script: 0, features: None, sum: 0.0, chance: None }
}

/// What a pair is compared against: the message, and how near everything else came.
struct Around<'a> {
    query: &'a Query,
    script: u32,
    /// Of all candidates, largest first.
    cosines: &'a [f32],
    lexical: &'a [f32],
    /// The cosines of entries in other scripts than that of the message, and of those in the same.
    by_relation: [&'a [f32]; 2],
    /// The cosines of the entries in each script.
    by_script: &'a HashMap<u32, Vec<f32>>,
    /// Mean and deviation of the cosines.
    middle: f32,
    spread: f32,
}

impl Around<'_> {
    fn features(&self, segments: &[&dyn Searchable], word_worth: &[f32], one: &Compared) -> Features {
        let unit = usize::from(one.candidate.unit);
        let segment = segments.get(one.candidate.segment);
        let text = segment.and_then(|segment| String::from_utf8(segment.text(unit)).ok()).unwrap_or_default();
        let mut words = Vec::new();
        let mut numbers = Numbers::default();
        let mut same_numbers = 0_u16;
        if let Some(segment) = segment {
            segment.words(unit, &mut words);
            let known = segment.units().numbers.get(unit);
            for number in &self.query.numbers {
                same_numbers = same_numbers.saturating_add(u16::from(known.binary_search(&number.0).is_ok()));
            }
            numbers = compare_numbers(&self.query.numbers, segment.units().numbers.get(unit));
        }
        let shared = shared_words(self.query, &words, word_worth).count.min(20);
        let lanes = &one.lanes;
        let yes = |is: bool| if is { 1.0 } else { 0.0 };
        let lead = |of: f32, all: &[f32]| {
            let best = all.first().copied().unwrap_or(0.0);
            of - if of >= best { all.get(1).copied().unwrap_or(0.0) } else { best }
        };
        let mut features: Features = [0.0; COUNT];
        let script = script_of(&text);
        let is_same = script == self.script;
        let known_places = if self.query.places.is_empty() { Vec::new() } else { places::places(&text) };
        let places = match (self.query.places.is_empty(), known_places.is_empty()) {
            (false, false) if places::differ(&self.query.places, &known_places).is_some() => 3.0,
            (false, false) => 2.0,
            (false, true) => 1.0,
            (true, _) => 0.0,
        };
        let lexical = [
            lanes.lexical,
            lanes.near_duplicate,
            lanes.containment_query_in_entry,
            lanes.containment_entry_in_query,
            lanes.words_entry_in_query,
            shared as f32,
            yes(matches!(numbers, Numbers::Differ { .. })),
            yes(matches!(numbers, Numbers::OnlyInMessage { .. })),
            yes(matches!(numbers, Numbers::OnlyInKnown { .. })),
            lead(lanes.lexical, self.lexical),
            (1.0 + self.query.informative as f32).ln(),
            (1.0 + text.chars().count() as f32).ln(),
            yes(is_same),
            yes(align::negates(&self.query.text)),
            yes(align::negates(&text)),
            (1.0 + self.lexical.partition_point(|&other| other > lanes.lexical) as f32).ln(),
            f32::from(same_numbers.min(5)),
            (1.0 + self.lexical.len() as f32).ln(),
            places,
        ];
        for (place, value) in features.iter_mut().zip(lexical) {
            *place = value;
        }
        let own = if is_same { self.by_relation[1] } else { self.by_relation[0] };
        let in_script = self.by_script.get(&script).map(Vec::as_slice).unwrap_or_default();
        let rank = |cosine: f32, all: &[f32]| (1.0 + all.partition_point(|&other| other > cosine) as f32).ln();
        if let Some(cosine) = lanes.dense {
            let ten = self.cosines.get(..10).unwrap_or(self.cosines);
            let mean = ten.iter().sum::<f32>() / (ten.len().max(1)) as f32;
            let twentieth = self.cosines.get(20).or(self.cosines.last()).copied().unwrap_or(0.0);
            let dense = [
                cosine,
                lead(cosine, self.cosines),
                cosine - mean,
                cosine - twentieth,
                self.query.manner,
                lead(cosine, own),
                rank(cosine, self.cosines),
                (cosine - self.middle) / self.spread,
                lead(cosine, in_script),
                rank(cosine, in_script),
                (1.0 + in_script.len() as f32).ln(),
            ];
            for (place, value) in features.iter_mut().skip(FIRST_DENSE).zip(dense) {
                *place = value;
            }
        } else if self.query.vector.is_some() {
            // An entry that waits for its vector is neither near nor far.
            let far = self.cosines.last().copied().unwrap_or(0.0);
            let dense = [
                far,
                lead(far, self.cosines),
                0.0,
                0.0,
                self.query.manner,
                lead(far, own),
                rank(far, self.cosines),
                (far - self.middle) / self.spread,
            ];
            for (place, value) in features.iter_mut().skip(FIRST_DENSE).zip(dense) {
                *place = value;
            }
        }
        features
    }
}

/// Adds how much of the entry's words, weighed by rarity, the message holds.
fn weigh(query: &Query, segments: &[&dyn Searchable], rarity: Rarity, one: &mut Compared) {
    let Some(segment) = segments.get(one.candidate.segment) else { return };
    let (mut held, mut all) = (0.0, 0.0);
    let mut of_query = query.words.iter().peekable();
    let mut words = Vec::new();
    segment.words(usize::from(one.candidate.unit), &mut words);
    for word in words {
        let frequency = segments.iter().map(|segment| segment.posting(word).len()).sum();
        let weight = rarity.of(frequency);
        all += weight;
        while of_query.next_if(|known| known.hash < word).is_some() {}
        if of_query.peek().is_some_and(|known| known.hash == word) {
            held += weight;
        }
    }
    if all > 0.0 {
        one.lanes.words_entry_in_query = held / all;
    }
}

/// Equal links first, then equal texts, then by rank; ties by id.
fn order(a: &Compared, b: &Compared) -> std::cmp::Ordering {
    (b.link.is_some(), b.same_text)
        .cmp(&(a.link.is_some(), a.same_text))
        .then(b.rank.total_cmp(&a.rank))
        .then(b.candidate.id.cmp(&a.candidate.id))
}

fn shared_words(query: &Query, words: &[u32], worth: &[f32]) -> Shared {
    let mut known = words.iter().peekable();
    let mut shared: Vec<(f32, &str)> = Vec::new();
    for (word, &worth) in query.words.iter().zip(worth) {
        while known.next_if(|&&hash| hash < word.hash).is_some() {}
        if known.peek() == Some(&&word.hash) {
            shared.push((worth, word.text.as_str()));
        }
    }
    let count = u32::try_from(shared.len()).unwrap_or(u32::MAX);
    shared.retain(|(_, word)| tells(word));
    let telling = u32::try_from(shared.len()).unwrap_or(u32::MAX);
    shared.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    Shared { count, telling, words: shared.iter().take(8).map(|(_, word)| (*word).to_owned()).collect() }
}

/// What was changed in the wording, for hits that are much alike.
fn wording(query: &Query, one: &Compared, text: impl FnOnce() -> Vec<u8>) -> Wording {
    let lanes = &one.lanes;
    if one.same_text {
        return Wording::Kept;
    }
    let alike = lanes.near_duplicate.max(lanes.containment_entry_in_query).max(lanes.containment_query_in_entry);
    if alike < ALIGNED_FROM {
        return Wording::Unknown;
    }
    let Ok(text) = String::from_utf8(text()) else { return Wording::Unknown };
    match align::compare(&query.text, &text) {
        None => Wording::Unknown,
        Some(Alignment { change: Some(change), .. }) => Wording::Changed(change),
        Some(Alignment { change: None, .. }) => Wording::Kept,
    }
}

fn compare_numbers(message: &[Number], known: &[u64]) -> Numbers {
    let only_message = message.iter().find(|number| known.binary_search(&number.0).is_err());
    let only_known = known.iter().copied().map(Number).find(|number| message.binary_search(number).is_err());
    match (only_message, only_known) {
        (None, None) => Numbers::Agree,
        (Some(message), None) => Numbers::OnlyInMessage { message: message.to_string() },
        (None, Some(known)) => Numbers::OnlyInKnown { known: known.to_string() },
        (Some(message), Some(known)) => Numbers::Differ { message: message.to_string(), known: known.to_string() },
    }
}

/// Lets the trained model look at the best entries and puts these in its order.
fn fuse(query: &Query, segments: &[&dyn Searchable], rarity: Rarity, word_worth: &[f32], compared: &mut [Compared]) {
    let with_vectors = query.vector.is_some() && compared.iter().any(|one| one.lanes.dense.is_some());
    let models = fusion::built_in();
    let (most, model) = if with_vectors { (FUSED, &models.hybrid) } else { (FUSED_LEXICAL, &models.lexical) };
    let mut cosines: Vec<f32> = compared.iter().filter_map(|one| one.lanes.dense).collect();
    cosines.sort_by(|a, b| b.total_cmp(a));
    let mut lexical: Vec<f32> = compared.iter().map(|one| one.lanes.lexical).collect();
    lexical.sort_by(|a, b| b.total_cmp(a));
    let script = script_of(&query.text);
    let mut by_script: HashMap<u32, Vec<f32>> = HashMap::new();
    for one in compared.iter_mut() {
        let Some(cosine) = one.lanes.dense else { continue };
        let text = segments
            .get(one.candidate.segment)
            .map(|segment| segment.text(usize::from(one.candidate.unit)))
            .unwrap_or_default();
        one.script = script_of(&String::from_utf8_lossy(&text));
        by_script.entry(one.script).or_default().push(cosine);
    }
    let mut relations: [Vec<f32>; 2] = [Vec::new(), Vec::new()];
    for (&of, cosines) in &mut by_script {
        cosines.sort_by(|a, b| b.total_cmp(a));
        let [other, same] = &mut relations;
        if of == script { same } else { other }.extend_from_slice(cosines);
    }
    for cosines in &mut relations {
        cosines.sort_by(|a, b| b.total_cmp(a));
    }
    let [others, same] = &relations;
    let count = cosines.len().max(1) as f32;
    let middle = cosines.iter().sum::<f32>() / count;
    let spread = (cosines.iter().map(|cosine| (cosine - middle).powi(2)).sum::<f32>() / count).sqrt().max(0.01);
    let around = Around {
        query,
        script,
        cosines: &cosines,
        lexical: &lexical,
        by_relation: [others, same],
        by_script: &by_script,
        middle,
        spread,
    };
    // The nearest by meaning first, so that they are among those looked at: in a large collection, entries that share the
    // language of the message crowd before the ones that share its sense.
    if with_vectors && compared.len() > most {
        let worst_of = |cosines: &[f32], most: usize| cosines.get(..most).unwrap_or(cosines).last().copied();
        let least = worst_of(&cosines, NEAREST).unwrap_or(f32::MAX);
        let least_elsewhere = worst_of(others, NEAREST_ELSEWHERE).unwrap_or(f32::MAX).min(least);
        let is_near = |one: &Compared| {
            let least = if one.script == script { least } else { least_elsewhere };
            one.link.is_some() || one.same_text || one.lanes.dense.is_some_and(|cosine| cosine >= least)
        };
        // Stable: inside both parts the order stays.
        compared.sort_by_key(|one| !is_near(one));
        let near = compared.iter().filter(|one| is_near(one)).count();
        let rest = compared.get_mut(near..).unwrap_or_default();
        rest.sort_by(order);
    }
    let looked = compared.len().min(most);
    let Some(looked) = compared.get_mut(..looked) else { return };
    for one in &mut *looked {
        weigh(query, segments, rarity, one);
        let features = around.features(segments, word_worth, one);
        if let Some(model) = model {
            one.sum = model.sum(&features);
            one.chance = Some(model.chance(one.sum));
        }
        one.features = Some(Box::new(features));
    }
    if model.is_some() {
        looked.sort_by(|a, b| {
            (b.link.is_some(), b.same_text)
                .cmp(&(a.link.is_some(), a.same_text))
                .then(b.sum.total_cmp(&a.sum))
                .then(b.candidate.id.cmp(&a.candidate.id))
        });
    }
}
