//! Finding a record by part of a name, in any script and misspelt, by alias, or by what somebody needs.
//!
//! The index is derived: each process builds its own from the store and throws it away when it likes. Words of names stand in one
//! vocabulary; a word that is looked for is compared with those that share pairs of characters or a sound with it (Levenshtein's
//! distance decides among them), and a record is found when every word that was typed has a word of its own there.
//!
//! It must never say that a record exists to somebody who may not see the very name by which it is found.

use std::collections::HashMap;

use saksi_base::Timestamp;
use saksi_matching::{normalise, plain_letter, sounds};
use uuid::Uuid;

use super::audience::Audience;
use super::audience::{Listing, Relation, shows};

/// The most records that one search gives. The directory is asked, never read from end to end.
pub const MOST_FOUND: usize = 200;
/// The longest text looked for, in characters.
pub const LONGEST_QUERY: usize = 120;
/// The most words of it that count.
const MOST_WORDS: usize = 8;
/// The least likeness of two words, from 0 to 1.
const LEAST_LIKENESS: f32 = 0.58;
/// The most words of the vocabulary that are compared letter by letter for one word.
const MOST_COMPARED: usize = 400;

/// A name, and for whom it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// As written.
    pub text: String,
    /// For whom.
    pub audience: Audience,
}

/// Something a record is filtered by: a kind of work, a need, a place, a language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facet {
    /// Its kind and code, such as `need:funding`.
    pub code: String,
    /// For whom.
    pub audience: Audience,
    /// From when and until when it stands; always, if nothing is said. Nobody writes a word when a need lapses, so the index must know.
    pub stands: Option<(Timestamp, Timestamp)>,
}

impl Facet {
    /// One that always stands.
    pub fn lasting(code: impl Into<String>, audience: Audience) -> Self {
        Self { code: code.into(), audience, stands: None }
    }

    fn stands_at(&self, now: Timestamp) -> bool {
        self.stands.is_none_or(|(from, until)| from <= now && now < until)
    }
}

/// What the index knows of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Whose.
    pub id: Uuid,
    /// Whether it is a person.
    pub person: bool,
    /// By whom it is found.
    pub listing: Listing,
    /// Every name.
    pub names: Vec<Name>,
    /// What it is filtered by.
    pub facets: Vec<Facet>,
    /// The working groups of a person.
    pub groups: Vec<Uuid>,
}

/// Who looks.
#[derive(Debug, Clone, Default)]
pub struct Looker {
    /// Whether they are a member.
    pub member: bool,
    /// Themselves and their organisation.
    pub own: Vec<Uuid>,
    /// Their working groups.
    pub groups: Vec<Uuid>,
}

impl Looker {
    fn relation(&self, record: &Found) -> Relation {
        if self.own.contains(&record.id) {
            Relation::Own
        } else if !self.member {
            Relation::Stranger
        } else if record.groups.iter().any(|group| self.groups.contains(group)) {
            Relation::Colleague
        } else {
            Relation::Member
        }
    }
}

/// What is looked for.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Part of a name; empty for none.
    pub text: String,
    /// Facets that must all be there.
    pub facets: Vec<String>,
    /// Only people, or only organisations.
    pub person: Option<bool>,
}

impl Wanted {
    /// Whether a record is of the kind, and has every facet, as far as somebody who looks may know.
    fn fits(&self, record: &Found, looker: &Looker, now: Timestamp) -> bool {
        let relation = looker.relation(record);
        self.person.is_none_or(|person| person == record.person)
            && (relation == Relation::Own || shows(record.listing, Audience::Public, relation, false))
            && self.facets.iter().all(|code| {
                record.facets.iter().any(|facet| {
                    facet.code == *code
                        && facet.stands_at(now)
                        && shows(record.listing, facet.audience, relation, false)
                })
            })
    }
}

/// What a search gives of one record: nothing but what whoever looks may see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// Whose.
    pub id: Uuid,
    /// Whether it is a person.
    pub person: bool,
    /// The names, in their order; at least one.
    pub names: Vec<String>,
    /// The facets.
    pub facets: Vec<String>,
}

/// A word of a name in a record: which record, and for whom.
#[derive(Debug, Clone, Copy)]
struct Place {
    record: u32,
    audience: Audience,
}

/// The index.
#[derive(Debug, Default)]
pub struct Index {
    records: Vec<Option<Found>>,
    numbers: HashMap<Uuid, u32>,
    /// Numbers of records that were forgotten, to be given again.
    free: Vec<u32>,
    words: Vec<Vec<char>>,
    word_numbers: HashMap<String, u32>,
    places: Vec<Vec<Place>>,
    pairs: HashMap<(char, char), Vec<u32>>,
    by_sound: HashMap<u32, Vec<u32>>,
}

/// The words of a name as they are compared: normal form, accents of Latin letters left out.
fn words_of(text: &str) -> Vec<String> {
    let normal: String = normalise(text).text.chars().map(plain_letter).collect();
    let mut words: Vec<String> = Vec::new();
    // Marks belong to their letters in Thai, Devanagari and Arabic; what is neither letter, mark nor digit parts words.
    let is_part = |c: char| c.is_alphanumeric() || (!c.is_ascii() && !c.is_whitespace() && !is_sign(c));
    for word in normal.split(|c: char| !is_part(c)).filter(|word| !word.is_empty()) {
        if !words.iter().any(|known| known == word) {
            words.push(word.to_owned());
        }
    }
    words
}

/// Punctuation outside of ASCII.
fn is_sign(c: char) -> bool {
    matches!(u32::from(c), 0xa1..=0xbf | 0x60c | 0x61b | 0x61f | 0x6d4 | 0x964 | 0x965 | 0x2010..=0x206f | 0x3000..=0x303f | 0xff00..=0xff0f)
}

/// Pairs of neighbouring characters, with the borders of the word.
fn pairs_of(word: &[char]) -> Vec<(char, char)> {
    let edged: Vec<char> = std::iter::once(' ').chain(word.iter().copied()).chain([' ']).collect();
    let mut pairs: Vec<(char, char)> =
        edged.windows(2).filter_map(|pair| Some((*pair.first()?, *pair.get(1)?))).collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// Letters added, dropped, changed or swapped with their neighbour (optimal string alignment).
fn slips(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    let at = |line: &[usize], index: usize| line.get(index).copied().unwrap_or(usize::MAX / 2);
    for (row, x) in a.iter().enumerate() {
        let mut line = vec![row + 1];
        for (column, y) in b.iter().enumerate() {
            let mut best =
                (at(&last, column + 1) + 1).min(at(&line, column) + 1).min(at(&last, column) + usize::from(x != y));
            let swapped = row > 0 && column > 0 && a.get(row - 1) == Some(y) && b.get(column - 1) == Some(x);
            if swapped {
                best = best.min(at(&before, column - 1) + 1);
            }
            line.push(best);
        }
        before = std::mem::replace(&mut last, line);
    }
    last.last().copied().unwrap_or(0)
}

/// A figure between 0 and 1 out of two counts of characters.
#[expect(clippy::cast_precision_loss, reason = "words are short")]
fn share(part: usize, whole: usize) -> f32 {
    if whole == 0 { 0.0 } else { part as f32 / whole as f32 }
}

/// How alike a word that was typed and a word of a name are, from 0 to 1.
fn likeness(typed: &[char], word: &[char], same_sound: bool) -> f32 {
    if typed == word {
        return 1.0;
    }
    let latin = typed.first().is_some_and(char::is_ascii);
    let enough = if latin { 2 } else { 1 };
    if typed.len() >= enough && word.starts_with(typed) {
        return 0.9 + 0.08 * share(typed.len(), word.len());
    }
    // Scripts without spaces: part of a name is inside the word.
    let inside = if latin { 4 } else { enough };
    if typed.len() >= inside && word.windows(typed.len()).any(|window| window == typed) {
        return 0.85;
    }
    let longest = typed.len().max(word.len());
    let near = 1.0 - share(slips(typed, word), longest);
    // A name of two or three letters with another letter in it is another name, but for a vowel.
    let near = if longest < 4 && !same_sound { near * 0.8 } else { near };
    // The same consonants in the same order, and letters that are not all different.
    if same_sound && near >= 0.4 { near.max(0.78) } else { near * 0.95 }
}

impl Index {
    /// How many records it holds.
    pub fn len(&self) -> usize {
        self.numbers.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.numbers.is_empty()
    }

    /// Takes a record in, in place of what it knew of it.
    pub fn put(&mut self, record: Found) {
        self.remove(record.id);
        let number = self.free.pop().unwrap_or_else(|| u32::try_from(self.records.len()).unwrap_or(u32::MAX));
        for name in &record.names {
            for word in words_of(&name.text) {
                let word = self.word(&word);
                if let Some(places) = usize::try_from(word).ok().and_then(|word| self.places.get_mut(word)) {
                    places.push(Place { record: number, audience: name.audience });
                }
            }
        }
        self.numbers.insert(record.id, number);
        match usize::try_from(number).ok().and_then(|at| self.records.get_mut(at)) {
            Some(place) => *place = Some(record),
            None => self.records.push(Some(record)),
        }
    }

    /// Forgets a record.
    pub fn remove(&mut self, id: Uuid) {
        let Some(number) = self.numbers.remove(&id) else { return };
        let Some(record) = usize::try_from(number).ok().and_then(|at| self.records.get_mut(at)).and_then(Option::take)
        else {
            return;
        };
        for word in record.names.iter().flat_map(|name| words_of(&name.text)) {
            let places = self.word_numbers.get(&word).and_then(|word| usize::try_from(*word).ok());
            if let Some(places) = places.and_then(|word| self.places.get_mut(word)) {
                places.retain(|place| place.record != number);
            }
        }
        self.free.push(number);
    }

    fn word(&mut self, word: &str) -> u32 {
        if let Some(number) = self.word_numbers.get(word) {
            return *number;
        }
        let number = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
        let letters: Vec<char> = word.chars().collect();
        for pair in pairs_of(&letters) {
            self.pairs.entry(pair).or_default().push(number);
        }
        for sound in sounds(word) {
            self.by_sound.entry(sound).or_default().push(number);
        }
        self.words.push(letters);
        self.word_numbers.insert(word.to_owned(), number);
        self.places.push(Vec::new());
        number
    }

    /// The words of the vocabulary that are like a typed one, with how much.
    fn alike(&self, typed: &str, shared: &mut [u8]) -> Vec<(u32, f32)> {
        let letters: Vec<char> = typed.chars().collect();
        let pairs = pairs_of(&letters);
        let mut candidates: Vec<u32> = Vec::new();
        // The border at the end is not asked for: what was typed may be the beginning of a word.
        for pair in &pairs {
            for &word in self.pairs.get(pair).into_iter().flatten() {
                if let Some(count) = usize::try_from(word).ok().and_then(|at| shared.get_mut(at)) {
                    if *count == 0 {
                        candidates.push(word);
                    }
                    *count = count.saturating_add(1);
                }
            }
        }
        let count =
            |word: u32, shared: &[u8]| usize::try_from(word).ok().and_then(|at| shared.get(at)).copied().unwrap_or(0);
        let heard: Vec<u32> =
            sounds(typed).iter().flat_map(|sound| self.by_sound.get(sound).into_iter().flatten().copied()).collect();
        let least = u8::try_from(pairs.len().div_ceil(4)).unwrap_or(u8::MAX).max(1);
        let mut compared: Vec<u32> = candidates.iter().copied().filter(|word| count(*word, shared) >= least).collect();
        // The most alike first. Where many share as much, the shorter word is nearer.
        let length = |word: u32| usize::try_from(word).ok().and_then(|at| self.words.get(at)).map_or(0, Vec::len);
        compared.sort_unstable_by_key(|word| (std::cmp::Reverse(count(*word, shared)), length(*word), *word));
        compared.truncate(MOST_COMPARED);
        compared.extend(heard.iter().take(MOST_COMPARED));
        for word in candidates {
            if let Some(count) = usize::try_from(word).ok().and_then(|at| shared.get_mut(at)) {
                *count = 0;
            }
        }
        compared.sort_unstable();
        compared.dedup();
        let is_latin = letters.first().is_some_and(char::is_ascii);
        compared
            .into_iter()
            .filter_map(|word| {
                let known = usize::try_from(word).ok().and_then(|at| self.words.get(at))?;
                let same_sound = heard.contains(&word);
                let across = same_sound && known.first().is_some_and(char::is_ascii) != is_latin;
                let alike = if across { 0.75 } else { likeness(&letters, known, same_sound) };
                (alike >= LEAST_LIKENESS).then_some((word, alike))
            })
            .collect()
    }

    /// The organisations that everybody may know to have every one of these facets, for lists of organisations that everybody reads anyway.
    pub fn organisations_with(&self, facets: &[String], now: Timestamp) -> Vec<Uuid> {
        let wanted = Wanted { facets: facets.to_vec(), person: Some(false), ..Wanted::default() };
        let looker = Looker::default();
        let fitting = self.records.iter().flatten().filter(|record| wanted.fits(record, &looker, now));
        fitting.map(|record| record.id).collect()
    }

    /// The records that somebody who looks may know of now, the most alike first; at most [`MOST_FOUND`]. Nothing is found by asking
    /// for nothing.
    pub fn search(&self, wanted: &Wanted, looker: &Looker, now: Timestamp) -> Vec<Hit> {
        let text: String = wanted.text.chars().take(LONGEST_QUERY).collect();
        let typed: Vec<String> = words_of(&text).into_iter().take(MOST_WORDS).collect();
        if typed.is_empty() && (wanted.facets.is_empty() || !text.trim().is_empty()) {
            return Vec::new();
        }
        let fits = |record: &Found| wanted.fits(record, looker, now);
        let hit = |record: &Found| -> Option<Hit> {
            let relation = looker.relation(record);
            let seen = |audience: Audience| shows(record.listing, audience, relation, false);
            let names: Vec<String> =
                record.names.iter().filter(|name| seen(name.audience)).map(|name| name.text.clone()).collect();
            let shown = |facet: &&Facet| seen(facet.audience) && facet.stands_at(now);
            let facets = record.facets.iter().filter(shown).map(|facet| facet.code.clone()).collect();
            // Whoever has no name for this reader is not there for this reader.
            (!names.is_empty()).then_some(Hit { id: record.id, person: record.person, names, facets })
        };
        let record_of =
            |number: u32| usize::try_from(number).ok().and_then(|at| self.records.get(at)).and_then(Option::as_ref);
        if typed.is_empty() {
            let mut found: Vec<&Found> = self.records.iter().flatten().filter(|record| fits(record)).collect();
            found.sort_by_cached_key(|record| record.names.first().map(|name| name.text.to_lowercase()));
            return found.into_iter().filter_map(hit).take(MOST_FOUND).collect();
        }
        let mut shared = vec![0_u8; self.words.len()];
        // How well each typed word is met by a record, in their order.
        let mut met: HashMap<u32, [f32; MOST_WORDS]> = HashMap::new();
        for (position, word) in typed.iter().enumerate() {
            for (known, alike) in self.alike(word, &mut shared) {
                for place in usize::try_from(known).ok().and_then(|at| self.places.get(at)).into_iter().flatten() {
                    // A word that no record has met before must be met for the first one.
                    if position > 0 && !met.contains_key(&place.record) {
                        continue;
                    }
                    let visible = record_of(place.record)
                        .is_some_and(|record| shows(record.listing, place.audience, looker.relation(record), false));
                    if visible && let Some(best) = met.entry(place.record).or_default().get_mut(position) {
                        *best = best.max(alike);
                    }
                }
            }
        }
        // The shortest name is counted once for each record: the beginning of a name may be met by thousands.
        let shortest = |record: &Found| record.names.iter().map(|name| name.text.chars().count()).min();
        let mut found: Vec<(f32, Option<usize>, &Found)> = met
            .into_iter()
            .filter(|(_, likes)| likes.iter().take(typed.len()).all(|alike| *alike > 0.0))
            .filter_map(|(number, likes)| Some((likes.iter().sum::<f32>(), record_of(number)?)))
            .filter(|(_, record)| fits(record))
            .map(|(alike, record)| (alike, shortest(record), record))
            .collect();
        found.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then_with(|| (a.1, a.2.id).cmp(&(b.1, b.2.id))));
        found.into_iter().filter_map(|(_, _, record)| hit(record)).take(MOST_FOUND).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: &[&[&str]] = &[
        &["Hyra Basit", "حرا باسط"],
        &["Hasan Basri"],
        &["Hira Mani"],
        &["陳怡君", "Chen Yi-chun", "Ivy Chen"],
        &["台灣民主實驗室", "Taiwan Democracy Workshop"],
        &["สมชาย ใจดี", "Somchai Jaidee"],
        &["ศูนย์ตรวจสอบข่าว", "News Check Centre"],
        &["प्रिया शर्मा", "Priya Sharma"],
        &["Siti Nurhaliza Wijaya", "Iti"],
        &["José Álvarez"],
        &["Nguyễn Thị Minh", "Nguyen Thi Minh"],
    ];

    const NOW: Timestamp = Timestamp::from_seconds(1_700_000_000);

    fn index() -> Index {
        let mut index = Index::default();
        for (number, names) in NAMES.iter().enumerate() {
            index.put(Found {
                id: Uuid::from_u128(number as u128 + 1),
                person: true,
                listing: Listing::Network,
                names: names.iter().map(|text| Name { text: (*text).into(), audience: Audience::Network }).collect(),
                facets: vec![Facet::lasting(format!("need:{}", number % 2), Audience::Network)],
                groups: vec![],
            });
        }
        index
    }

    fn member() -> Looker {
        Looker { member: true, ..Looker::default() }
    }

    fn first(text: &str) -> Option<&'static str> {
        let found = index().search(&Wanted { text: text.into(), ..Wanted::default() }, &member(), NOW);
        found.first().and_then(|hit| NAMES.get(usize::try_from(hit.id.as_u128() - 1).unwrap())).map(|names| names[0])
    }

    #[test]
    fn a_name_is_found_by_a_part_of_it_in_any_script_and_misspelt() {
        for (typed, expected) in [
            ("Hira Bassett", "Hyra Basit"),
            ("hyra", "Hyra Basit"),
            ("basit hyra", "Hyra Basit"),
            ("حرا باسط", "Hyra Basit"),
            ("باسط", "Hyra Basit"),
            ("Hasan Basry", "Hasan Basri"),
            ("怡君", "陳怡君"),
            ("陳", "陳怡君"),
            ("yichun chen", "陳怡君"),
            ("民主實驗室", "台灣民主實驗室"),
            ("taiwan democrasy", "台灣民主實驗室"),
            ("ใจดี", "สมชาย ใจดี"),
            ("ตรวจสอบ", "ศูนย์ตรวจสอบข่าว"),
            ("somchay jaidi", "สมชาย ใจดี"),
            ("शर्मा", "प्रिया शर्मा"),
            ("priya sharmaa", "प्रिया शर्मा"),
            ("nurhaliza", "Siti Nurhaliza Wijaya"),
            ("wijaja", "Siti Nurhaliza Wijaya"),
            ("jose alvares", "José Álvarez"),
            ("nguyen minh", "Nguyễn Thị Minh"),
            ("nguyễn", "Nguyễn Thị Minh"),
            ("  ＨＹＲＡ　ｂａｓｉｔ ", "Hyra Basit"),
        ] {
            assert_eq!(first(typed), Some(expected), "{typed}");
        }
        for nothing in ["", "   ", "zzzz", "Bartholomew", "!!!", "Hyra Wijaya"] {
            assert_eq!(first(nothing), None, "{nothing}");
        }
    }

    #[test]
    fn nobody_finds_a_record_by_a_name_that_they_may_not_see() {
        let mut index = Index::default();
        let id = Uuid::from_u128(9);
        let group = Uuid::from_u128(5);
        index.put(Found {
            id,
            person: true,
            listing: Listing::Public,
            names: vec![
                Name { text: "Melati".into(), audience: Audience::Public },
                Name { text: "Dewi Lestari".into(), audience: Audience::Network },
                Name { text: "Rahasia".into(), audience: Audience::WorkingGroup },
                Name { text: "Terkunci".into(), audience: Audience::Introductions },
            ],
            facets: vec![Facet::lasting("need:legal", Audience::Network)],
            groups: vec![group],
        });
        let stranger = Looker::default();
        let colleague = Looker { member: true, groups: vec![group], ..Looker::default() };
        let own = Looker { member: true, own: vec![id], ..Looker::default() };
        let finds = |text: &str, looker: &Looker| {
            !index.search(&Wanted { text: text.into(), ..Wanted::default() }, looker, NOW).is_empty()
        };
        for (name, seen) in [
            ("Melati", [true, true, true, true]),
            ("Lestari", [false, true, true, true]),
            ("Rahasia", [false, false, true, true]),
            ("Terkunci", [false, false, false, true]),
        ] {
            let all = [&stranger, &member(), &colleague, &own].map(|looker| finds(name, looker));
            assert_eq!(all, seen, "{name}");
        }
        let by_need = Wanted { facets: vec!["need:legal".into()], ..Wanted::default() };
        assert!(index.search(&by_need, &stranger, NOW).is_empty());
        let hits = index.search(&by_need, &member(), NOW);
        assert_eq!(hits.iter().map(|hit| hit.id).collect::<Vec<_>>(), [id]);
        assert_eq!(hits[0].names, ["Melati", "Dewi Lestari"]);
    }

    #[test]
    fn what_changed_is_found_by_its_new_name_alone() {
        let mut index = index();
        let mut record = index.records[0].clone().unwrap();
        record.names = vec![Name { text: "Farzana Yusuf".into(), audience: Audience::Network }];
        index.put(record);
        let find = |text: &str| index.search(&Wanted { text: text.into(), ..Wanted::default() }, &member(), NOW).len();
        assert_eq!((find("hyra basit"), find("farzana")), (0, 1));
        assert_eq!(index.len(), NAMES.len());
    }

    #[test]
    fn a_need_is_found_as_long_as_it_stands() {
        let mut index = index();
        let mut record = index.records[0].clone().unwrap();
        let (from, until) = (NOW.plus(10), NOW.plus(20));
        record.facets =
            vec![Facet { code: "need:legal".into(), audience: Audience::Network, stands: Some((from, until)) }];
        index.put(record);
        let wanted = Wanted { facets: vec!["need:legal".into()], ..Wanted::default() };
        let hits = |after: i64| index.search(&wanted, &member(), NOW.plus(after));
        assert_eq!([0, 9, 10, 19, 20, 21].map(|after| hits(after).len()), [0, 0, 1, 1, 0, 0]);
        let by_name = Wanted { text: "hyra basit".into(), ..Wanted::default() };
        assert!(index.search(&by_name, &member(), until)[0].facets.is_empty(), "nor is it shown any more");
    }

    #[test]
    fn many_changes_of_one_record_take_no_more_room() {
        let mut index = index();
        for _ in 0..100 {
            let record = index.records.iter().flatten().next().cloned().unwrap();
            index.put(record);
        }
        assert_eq!((index.records.len(), index.len()), (NAMES.len(), NAMES.len()));
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_it_stumble(text: String) {
            let _ = index().search(&Wanted { text, ..Wanted::default() }, &member(), NOW);
        }
    }
}
