//! Laying a message beside a known text, letter by letter, to see what was changed.
//!
//! N-grams say how much is alike, not what differs. "Parking costs 500" and "Helmets cost 500" share most n-grams; what tells
//! them apart is one word standing in the place of another. Typing errors, cuts and greetings look different: small gaps
//! inside words, and gaps on one side only.

use std::{cell::RefCell, sync::LazyLock};

use serde::{Deserialize, Serialize};

use crate::segment::Class;

/// Letters of a known text that are kept for this comparison.
pub(crate) const MAX_KNOWN: usize = 600;

/// Letters of a message that are laid beside it; of a longer message nothing is said.
const MAX_MESSAGE: usize = 2_000;

/// Shortest run of equal letters that anchors an alignment, for alphabets and for Han, kana and Hangul. Shorter runs are
/// equal by chance.
const ANCHOR: usize = 4;
const ANCHOR_WIDE: usize = 2;

/// What stands in a message in place of something else in the known text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// The letters of the message, without spaces and signs.
    pub message: String,
    /// The letters of the known text in its place; empty when something was only put in.
    pub known: String,
}

/// What [`compare`] found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Alignment {
    /// The largest change of words, if there is one.
    pub(crate) change: Option<Change>,
    /// Letters of the known text that stand in the message, in its order.
    pub(crate) equal: usize,
}

/// A letter, and whether a word begins with it as far as spaces tell.
#[derive(Clone, Copy)]
struct Letter {
    c: char,
    begins: bool,
}

fn letters(text: &str, most: usize) -> Vec<Letter> {
    let mut begins = true;
    let mut out = Vec::with_capacity(text.len().min(most));
    for c in text.chars() {
        if Class::of(c) == Class::Other {
            begins = true;
            continue;
        }
        if out.len() == most {
            break;
        }
        out.push(Letter { c: crate::normalise::plain(c), begins });
        begins = false;
    }
    out
}

/// The beginning of a text in normal form, as much as is kept of it.
pub(crate) fn kept(text: &str) -> &str {
    text.char_indices().nth(MAX_KNOWN).map_or(text, |(end, _)| text.get(..end).unwrap_or(text))
}

/// Words that turn a statement round, as they stand inside running text without spaces.
///
/// English, Indonesian and Malay, Filipino, Vietnamese (without accents), Chinese, Japanese, Korean, Thai, Lao, Khmer, Burmese,
/// Hindi and Nepali, Bengali, Urdu, Tamil, Sinhala.
const NEGATIONS: [&str; 58] = [
    "not",
    "never",
    "cannot",
    "wont",
    "dont",
    "isnt",
    "didnt",
    "doesnt",
    "tidak",
    "bukan",
    "jangan",
    "belum",
    "tanpa",
    "hindi",
    "wala",
    "huwag",
    "khong",
    "chang",
    "dung",
    "chua",
    "不",
    "沒",
    "没",
    "未",
    "無",
    "无",
    "非",
    "别",
    "別",
    "ない",
    "ません",
    "않",
    "못",
    "없",
    "아니",
    "ไม่",
    "อย่า",
    "มิ",
    "ບໍ່",
    "មិន",
    "ពុំ",
    "မဟုတ်",
    "ဘူး",
    "नहीं",
    "नही",
    "बिना",
    "छैन",
    "होइन",
    "না",
    "নয়",
    "নেই",
    "نہیں",
    "بغیر",
    "இல்லை",
    "கூடாது",
    "නැ",
    "නොවේ",
    "එපා",
];

/// The words as listed and in normal form, which folds letters that keyboards confuse.
static NOT: LazyLock<Vec<String>> = LazyLock::new(|| {
    let normal = NEGATIONS.iter().map(|word| crate::normalise(word).text);
    let mut all: Vec<String> = NEGATIONS.iter().map(|word| (*word).to_owned()).chain(normal).collect();
    all.sort_unstable();
    all.dedup();
    all
});

fn turns(text: &str) -> bool {
    NOT.iter().any(|word| text.contains(word.as_str()))
}

/// What the trained model sees of such words: the spellings as listed, with which its weights were fitted.
pub(crate) fn negates(text: &str) -> bool {
    NEGATIONS.iter().any(|word| text.contains(word))
}

thread_local! {
    static TABLE: RefCell<Vec<u16>> = const { RefCell::new(Vec::new()) };
}

/// Lays a message beside a known text, both in normal form. `None` when the message is too long to say.
///
/// Work is bounded by the product of the two caps, 1.2 million steps.
pub(crate) fn compare(message: &str, known: &str) -> Option<Alignment> {
    let message = letters(message, MAX_MESSAGE + 1);
    let known = letters(known, MAX_KNOWN);
    if message.len() > MAX_MESSAGE {
        return None;
    }
    let anchors = anchors(&message, &known);
    let mut best: Option<(usize, Change)> = None;
    let mut equal = 0;
    let (mut m, mut k) = (0, 0);
    let end = Anchor { message: message.len(), known: known.len(), length: 0 };
    for anchor in anchors.iter().chain([&end]) {
        let inner = m > 0 && anchor.length > 0;
        // Many languages of Asia put their "not" last, behind all that was repeated.
        if m > 0
            && anchor.length == 0
            && known.len() == k
            && let Some(change) = message.get(m..).and_then(turned_at_the_end)
            && best.is_none()
        {
            best = Some((change.message.chars().count(), change));
        }
        if let Some((size, change)) = changed(
            message.get(m..anchor.message)?,
            known.get(k..anchor.known)?,
            inner,
            message.get(anchor.message),
            known.get(anchor.known),
        ) && best.as_ref().is_none_or(|(largest, _)| size > *largest)
        {
            best = Some((size, change));
        }
        equal += anchor.length;
        (m, k) = (anchor.message + anchor.length, anchor.known + anchor.length);
    }
    Some(Alignment { change: best.map(|(_, change)| change), equal })
}

/// A "not" with which goes on what stood in the known text up to its end.
fn turned_at_the_end(rest: &[Letter]) -> Option<Change> {
    let text: String = rest.iter().take(24).map(|letter| letter.c).collect();
    let not = NOT.iter().filter(|word| !word.is_ascii()).find(|word| text.starts_with(word.as_str()))?;
    Some(Change { message: not.clone(), known: String::new() })
}

/// Whether a gap between two anchors changes words, and how much.
fn changed(
    message: &[Letter],
    known: &[Letter],
    inner: bool,
    next_message: Option<&Letter>,
    next_known: Option<&Letter>,
) -> Option<(usize, Change)> {
    if message.is_empty() && known.is_empty() {
        return None;
    }
    let text = |letters: &[Letter]| letters.iter().map(|letter| letter.c).collect::<String>();
    let (message_text, known_text) = (text(message), text(known));
    let change =
        || Change { message: message_text.chars().take(60).collect(), known: known_text.chars().take(60).collect() };
    let smaller = message.len().min(known.len());
    // A word for "not" put in or left out between two equal stretches, or where both sides end differently.
    let short = message.len().max(known.len()) <= 24;
    if (inner || smaller > 0) && short && turns(&message_text) != turns(&known_text) {
        return Some((smaller.max(3), change()));
    }
    if smaller == 0 {
        return None;
    }
    // How much of the smaller side is lost if it is looked for in the larger one: typing errors keep most of it.
    let (small, large) = if message.len() <= known.len() { (message, known) } else { (known, message) };
    let share_lost = edits_within(small, large) as f32 / smaller.min(GAP) as f32;
    let starts = |letters: &[Letter], next: Option<&Letter>| {
        letters.first().is_some_and(|letter| letter.begins) && next.is_none_or(|letter| letter.begins)
    };
    let whole_words = starts(message, next_message) && starts(known, next_known);
    let wide = message.iter().chain(known).all(|letter| matches!(Class::of(letter.c), Class::Han | Class::Hangul));
    let least = if whole_words || wide { 2 } else { 3 };
    (smaller >= least && share_lost > 0.6).then(|| (smaller, change()))
}

/// Letters of a gap that are compared; more are more than words.
const GAP: usize = 64;

/// Fewest edits that turn the smaller gap into some stretch of the larger one (Sellers 1980).
fn edits_within(small: &[Letter], large: &[Letter]) -> usize {
    let (small, large) = (small.get(..GAP).unwrap_or(small), large.get(..4 * GAP).unwrap_or(large));
    // The stretch may begin anywhere, so beginning costs nothing.
    let mut row = vec![0_usize; large.len() + 1];
    for (x, dropped) in small.iter().zip(1..) {
        let mut diagonal = std::mem::replace(row.first_mut().unwrap_or(&mut 0), dropped);
        let mut left = dropped;
        for (cell, y) in row.iter_mut().skip(1).zip(large) {
            let value = (diagonal + usize::from(x.c != y.c)).min(*cell + 1).min(left + 1);
            diagonal = *cell;
            left = value;
            *cell = value;
        }
    }
    row.into_iter().min().unwrap_or(0)
}

#[derive(Clone, Copy, Debug)]
struct Anchor {
    message: usize,
    known: usize,
    length: usize,
}

/// Runs of equal letters in the same order on both sides: a longest common subsequence without its short runs.
fn anchors(message: &[Letter], known: &[Letter]) -> Vec<Anchor> {
    let width = known.len() + 1;
    TABLE.with_borrow_mut(|table| {
        table.clear();
        table.resize((message.len() + 1) * width, 0);
        // Row `m` holds the best lengths for the message from letter `m` on, filled from the end.
        for (m, x) in message.iter().enumerate().rev() {
            let (head, tail) = table.split_at_mut((m + 1) * width);
            let (Some(row), Some(below)) = (head.get_mut(m * width..), tail.get(..width)) else { continue };
            let mut right = 0_u16;
            let mut diagonal = 0_u16;
            for ((cell, &under), y) in row.iter_mut().zip(below).rev().skip(1).zip(known.iter().rev()) {
                let value = if x.c == y.c { diagonal + 1 } else { under.max(right) };
                diagonal = under;
                right = value;
                *cell = value;
            }
        }
        let at = |m: usize, k: usize| table.get(m * width + k).copied().unwrap_or(0);
        let mut out: Vec<Anchor> = Vec::new();
        let (mut m, mut k) = (0, 0);
        while let (Some(x), Some(y)) = (message.get(m), known.get(k)) {
            if x.c == y.c {
                match out.last_mut() {
                    Some(last) if last.message + last.length == m && last.known + last.length == k => last.length += 1,
                    _ => out.push(Anchor { message: m, known: k, length: 1 }),
                }
                m += 1;
                k += 1;
            } else if at(m + 1, k) >= at(m, k + 1) {
                m += 1;
            } else {
                k += 1;
            }
        }
        out.retain(|anchor| {
            let wide = message
                .get(anchor.message)
                .is_some_and(|letter| matches!(Class::of(letter.c), Class::Han | Class::Kana | Class::Hangul));
            let word = message.get(anchor.message).is_some_and(|letter| letter.begins)
                && message.get(anchor.message + anchor.length).is_none_or(|letter| letter.begins);
            anchor.length
                >= if wide {
                    ANCHOR_WIDE
                } else if word {
                    2
                } else {
                    ANCHOR
                }
        });
        // A long message must not leave its table behind in every thread.
        table.clear();
        table.shrink_to(1 << 16);
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normalise;

    fn change(message: &str, known: &str) -> Option<Change> {
        compare(&normalise(message).text, &normalise(known).text).and_then(|alignment| alignment.change)
    }

    #[test]
    fn a_typing_error_a_cut_and_a_greeting_change_nothing() {
        for (message, known) in [
            ("Drnking hot watr evry morning cures cancer", "Drinking hot water every morning cures cancer"),
            ("hot water every morning cures", "Drinking hot water every morning cures cancer"),
            (
                "Good morning! Drinking hot water every morning cures cancer. Share!",
                "Drinking hot water every morning cures cancer",
            ),
            ("ดืมน้ำมะนาวทุกเช้าช่วยค่าเซลมะเร็งได้", "ดื่มน้ำมะนาวทุกเช้าช่วยฆ่าเซลล์มะเร็งได้"),
            ("把行動電源丟進垃圾 垃圾車壓縮的時候會起火", "把行動電源丟進垃圾，垃圾車壓縮時會起火"),
        ] {
            assert_eq!(change(message, known), None, "{message}");
        }
    }

    #[test]
    fn another_word_in_the_place_of_one_is_a_change() {
        for (message, known) in [
            ("Drinking hot milk every morning cures cancer", "Drinking hot water every morning cures cancer"),
            (
                "Drinking hot water every morning does not cure cancer",
                "Drinking hot water every morning does cure cancer",
            ),
            ("เล่นเกมระหว่างชาร์จมือถือทำให้แบตเตอรี่เต็มเร็วขึ้นสองเท่า", "เปิดโหมดเครื่องบินตอนชาร์จมือถือทำให้แบตเตอรี่เต็มเร็วขึ้นสองเท่า"),
            ("喝熱檸檬水可以殺死癌細胞", "喝熱檸檬水無法殺死癌細胞"),
        ] {
            assert!(change(message, known).is_some(), "{message}");
        }
    }

    #[test]
    fn a_message_that_is_too_long_is_not_judged() {
        assert_eq!(compare(&"word ".repeat(2_000), "word"), None);
    }
}
