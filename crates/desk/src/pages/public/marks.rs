//! Which letters of a message are also in the claim that was found, so that the reader sees at a glance how far the two agree.
//!
//! Marks are for eyes, they decide nothing: a letter too many or too few does no harm. They follow runs rather than single
//! words, since a text that is the same from end to end must not look as if holes had been found in it.

use std::collections::HashSet;

/// Shortest word of its own worth; shorter ones ("a", "for") are marked only in a row with others.
const WORD: usize = 4;
/// Most spaces and marks between two marked stretches that are marked with them.
const GAP: usize = 3;

/// One mark for each letter. `shared` are words that the matcher named, `known` is the claim, and `same` says that the
/// texts are equal but for decoration.
pub(super) fn marks(letters: &[char], shared: &[String], known: &str, same: bool) -> Vec<bool> {
    if same {
        return vec![true; letters.len()];
    }
    let mut marks = vec![false; letters.len()];
    let known: Vec<char> = known.chars().collect();
    mark_named(letters, shared, &mut marks);
    mark_words(letters, &known, &mut marks);
    mark_runs(letters, &known, &mut marks);
    close_gaps(letters, &mut marks);
    marks
}

/// A letter for comparing, one for one: lower case, without accents, simplified.
fn folded(c: char) -> char {
    saksi_matching::plain_letter(c.to_lowercase().next().unwrap_or(c))
}

/// Marks between words, of the scripts read here. Signs that stand above and below letters are none.
fn parts(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || c.is_ascii_punctuation()
        || matches!(c, '\u{A1}'..='\u{A9}' | '\u{AB}'..='\u{B4}' | '\u{B6}'..='\u{B9}' | '\u{BB}'..='\u{BF}')
        || matches!(c, '،' | '؛' | '؟' | '۔' | '٪' | '।' | '॥' | '෴' | '៖' | '។' | '၊' | '။')
        || matches!(c, '\u{2010}'..='\u{2BFF}' | '\u{3000}'..='\u{3004}' | '\u{3008}'..='\u{3020}' | '\u{FF01}'..='\u{FF0F}')
        || matches!(c, '\u{FF1A}'..='\u{FF20}' | '\u{FE0F}' | '\u{1F000}'..='\u{1FAFF}')
}

/// Letters of scripts that put no spaces between words (and Hangul, whose endings vary): compared by runs.
fn unspaced(c: char) -> bool {
    (c >= '\u{0E00}' && !('\u{1E00}'..'\u{2E80}').contains(&c)) && !parts(c)
}

/// How long a run must be to be no chance: two characters of Han, kana and Hangul, four letters elsewhere.
const fn run_length(c: char) -> usize {
    if c < '\u{2E80}' { 4 } else { 2 }
}

/// The words that the matcher named, where they stand.
fn mark_named(letters: &[char], shared: &[String], marks: &mut [bool]) {
    let spaced = |c: Option<&char>| c.is_some_and(|&c| c.is_alphanumeric() && !unspaced(c));
    for word in shared {
        let word: Vec<char> = word.chars().map(folded).collect();
        // A lone "the" tells nothing; in a row with others it is found with them.
        let short = word.len() < WORD && !word.iter().any(|&c| unspaced(c) || c.is_ascii_digit());
        if word.is_empty() || short {
            continue;
        }
        for (at, window) in letters.windows(word.len()).enumerate() {
            if !window.iter().zip(&word).all(|(a, b)| folded(*a) == *b) {
                continue;
            }
            // In a script with spaces a word must stand alone.
            let alone = |neighbour: Option<&char>, edge: Option<&char>| !(spaced(neighbour) && spaced(edge));
            let before = at.checked_sub(1).and_then(|before| letters.get(before));
            if alone(before, word.first()) && alone(letters.get(at + word.len()), word.last()) {
                marks.iter_mut().skip(at).take(word.len()).for_each(|mark| *mark = true);
            }
        }
    }
}

/// Words of scripts with spaces: where each begins, and its letters.
fn words(letters: &[char]) -> Vec<(usize, Vec<char>)> {
    let mut words: Vec<(usize, Vec<char>)> = Vec::new();
    let mut within = false;
    for (at, &letter) in letters.iter().enumerate() {
        let belongs = !parts(letter) && !unspaced(letter);
        match words.last_mut() {
            Some((_, word)) if within && belongs => word.push(folded(letter)),
            _ if belongs => words.push((at, vec![folded(letter)])),
            _ => {}
        }
        within = belongs;
    }
    words
}

fn mark_words(letters: &[char], known: &[char], marks: &mut [bool]) {
    let known: HashSet<Vec<char>> = words(known).into_iter().map(|(_, word)| word).collect();
    let words = words(letters);
    let mut told: Vec<bool> = words.iter().map(|(at, _)| marks.get(*at).copied().unwrap_or(false)).collect();
    for ((_, word), told) in words.iter().zip(&mut told) {
        *told |= known.contains(word) && (word.len() >= WORD || word.iter().any(char::is_ascii_digit));
    }
    // Short words join the row that they stand in, once from each side.
    let joins: Vec<bool> = words.iter().map(|(_, word)| known.contains(word)).collect();
    let mut before = false;
    for (told, joins) in told.iter_mut().zip(&joins) {
        *told |= before && *joins;
        before = *told;
    }
    let mut after = false;
    for (told, joins) in told.iter_mut().zip(&joins).rev() {
        *told |= after && *joins;
        after = *told;
    }
    for ((at, word), told) in words.iter().zip(told) {
        if told {
            marks.iter_mut().skip(*at).take(word.len()).for_each(|mark| *mark = true);
        }
    }
}

/// Stretches of letters of scripts without spaces; spaces that somebody put between them do not part them.
fn runs(letters: &[char]) -> Vec<Vec<usize>> {
    let mut runs = vec![Vec::new()];
    for (at, &letter) in letters.iter().enumerate() {
        if unspaced(letter) {
            if let Some(run) = runs.last_mut() {
                run.push(at);
            }
        } else if !letter.is_whitespace() {
            runs.push(Vec::new());
        }
    }
    runs.retain(|run| !run.is_empty());
    runs
}

fn mark_runs(letters: &[char], known: &[char], marks: &mut [bool]) {
    let at = |letters: &[char], place: usize| letters.get(place).copied().map_or('\0', folded);
    let mut grams: HashSet<Vec<char>> = HashSet::new();
    for run in runs(known) {
        let run: Vec<char> = run.into_iter().map(|place| at(known, place)).collect();
        for length in [2, 4] {
            grams.extend(run.windows(length).map(<[char]>::to_vec));
        }
    }
    for run in runs(letters) {
        for start in 0..run.len() {
            let rest = run.get(start..).unwrap_or_default();
            let length = rest.first().map_or(2, |&place| run_length(at(letters, place)));
            let Some(places) = rest.get(..length) else { continue };
            let gram: Vec<char> = places.iter().map(|&place| at(letters, place)).collect();
            if grams.contains(&gram) {
                for &place in places {
                    if let Some(mark) = marks.get_mut(place) {
                        *mark = true;
                    }
                }
            }
        }
    }
}

/// Spaces and marks between two marked letters are marked with them.
fn close_gaps(letters: &[char], marks: &mut [bool]) {
    let mut last: Option<usize> = None;
    for at in 0..marks.len() {
        if !marks.get(at).copied().unwrap_or(false) {
            continue;
        }
        if let Some(from) = last.map(|last| last + 1)
            && at > from
            && at - from <= GAP
            && letters.get(from..at).is_some_and(|gap| gap.iter().all(|&c| parts(c)))
        {
            marks.iter_mut().take(at).skip(from).for_each(|mark| *mark = true);
        }
        last = Some(at);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(text: &str, shared: &[&str], known: &str) -> String {
        let letters: Vec<char> = text.chars().collect();
        let shared: Vec<String> = shared.iter().map(|&word| word.to_owned()).collect();
        let mut out = String::new();
        let mut within = false;
        for (letter, mark) in letters.iter().zip(marks(&letters, &shared, known, false)) {
            if mark != within {
                out.push(if mark { '[' } else { ']' });
                within = mark;
            }
            out.push(*letter);
        }
        if within {
            out.push(']');
        }
        out
    }

    #[test]
    fn what_a_message_has_in_common_with_a_claim_is_marked_in_one_stretch() {
        for (text, shared, known, expected) in [
            ("Hot LEMON water, hair", &["lemon", "air"][..], "", "Hot [LEMON] water, hair"),
            (
                "FWD: ferry  passengers must show a vaccination card for dogs , even mine",
                &[][..],
                "Starting Monday, ferry passengers must show a vaccination card for dogs.",
                "FWD: [ferry  passengers must show a vaccination card for dogs] , even mine",
            ),
            ("a cat for you", &[][..], "a card for a boat", "a cat for you"),
            ("cost 5 in 2024", &[][..], "It was 2024", "cost 5 in [2024]"),
            ("喝熱檸檬水可以", &["檸檬", "水"][..], "", "喝熱[檸檬水]可以"),
            // Spaced out and in simplified characters: the claim is written in traditional ones.
            ("坏人拿感应刷 卡 机", &[][..], "歹徒拿感應刷卡機", "坏人[拿感应刷 卡 机]"),
            ("น้ำมะนาวร้อน", &["มะนาว"][..], "", "น้ำ[มะนาว]ร้อน"),
            ("ดื่มน้ำมะนาวร้อนฆ่ามะเร็ง", &[][..], "น้ำมะนาวร้อนรักษาโรค", "ดื่ม[น้ำมะนาวร้อน]ฆ่ามะเร็ง"),
            (
                "سنا ہے پتنگوں پر نمبر پلیٹ لازمی۔",
                &[][..],
                "پتنگوں پر نمبر پلیٹ لازمی نہیں",
                "سنا ہے [پتنگوں پر نمبر پلیٹ لازمی]۔",
            ),
            ("the hat and a cat", &["and", "the"][..], "the boat and a dog", "the hat and a cat"),
            ("nothing of it", &["lemon"][..], "lemon", "nothing of it"),
            ("", &["lemon"][..], "lemon", ""),
        ] {
            assert_eq!(shown(text, shared, known), expected);
        }
    }

    #[test]
    fn an_equal_text_is_marked_from_end_to_end() {
        let letters: Vec<char> = "歹徒 👀 拿".chars().collect();
        assert_eq!(marks(&letters, &[], "", true), vec![true; letters.len()]);
    }

    proptest! {
        #[test]
        fn there_is_one_mark_for_each_letter(text in "\\PC{0,200}", words in proptest::collection::vec("\\PC{1,4}", 0..4), known in "\\PC{0,80}") {
            let letters: Vec<char> = text.chars().collect();
            prop_assert_eq!(marks(&letters, &words, &known, false).len(), letters.len());
        }
    }
}
