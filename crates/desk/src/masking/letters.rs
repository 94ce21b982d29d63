//! The text as the recognisers read it: letter by letter, native digits and full-width forms in plain form, each
//! with its place in the text as sent.

use std::ops::Range;

use super::{Mask, MaskKind};

/// One character with its place and its plain form: native digits and full-width forms become ASCII.
#[derive(Clone, Copy)]
pub(super) struct Letter {
    pub(super) at: usize,
    pub(super) end: usize,
    pub(super) c: char,
}

/// The zeros of the decimal digits of the region's scripts (Unicode `Nd`); nine more digits follow each.
const ZEROS: [u32; 25] = [
    0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66, 0x0DE6, 0x0E50,
    0x0ED0, 0x0F20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1B50, 0x1BB0, 0xA900, 0xA9D0, 0xFF10,
];

pub(super) fn read(text: &str) -> Vec<Letter> {
    text.char_indices()
        .filter(|(_, c)| !matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{00AD}'))
        .map(|(at, c)| {
            let code = u32::from(c);
            let plain = ZEROS
                .iter()
                .find(|zero| (**zero..**zero + 10).contains(&code))
                .and_then(|zero| char::from_digit(code - zero, 10))
                .or_else(|| match code {
                    // Full-width ASCII.
                    0xFF01..=0xFF5E => char::from_u32(code - 0xFEE0),
                    0x3000 | 0x00A0 | 0x202F => Some(' '),
                    0x2010..=0x2015 | 0x2212 => Some('-'),
                    _ => None,
                })
                .unwrap_or(c);
            Letter { at, end: at + c.len_utf8(), c: plain.to_ascii_lowercase() }
        })
        .collect()
}

pub(super) fn at(letters: &[Letter], index: usize) -> char {
    letters.get(index).map_or('\0', |l| l.c)
}

pub(super) fn at_before(letters: &[Letter], index: usize) -> char {
    index.checked_sub(1).map_or('\0', |i| at(letters, i))
}

pub(super) fn mask(letters: &[Letter], range: Range<usize>, kind: MaskKind, masks: &mut Vec<Mask>) {
    if let (Some(first), Some(last)) = (letters.get(range.start), letters.get(range.end.wrapping_sub(1))) {
        masks.push(Mask { start: first.at, end: last.end, kind });
    }
}

/// Whether `word` (lower case) stands at `index`.
pub(super) fn stands(letters: &[Letter], index: usize, word: &str) -> bool {
    word.chars().enumerate().all(|(i, c)| at(letters, index + i) == c)
}

/// Whether one of the words stands in the 24 letters before, in the same line.
pub(super) fn labelled(letters: &[Letter], start: usize, words: &[&str]) -> bool {
    let from = start.saturating_sub(24);
    let line: String = letters.get(from..start).unwrap_or_default().iter().map(|l| l.c).collect();
    let line = line.rsplit('\n').next().unwrap_or_default();
    words.iter().any(|word| {
        line.rfind(word).is_some_and(|found| {
            let before = line.get(..found).and_then(|b| b.chars().next_back());
            let after = line.get(found + word.len()..).and_then(|a| a.chars().next());
            !word.is_ascii()
                || (!before.is_some_and(|c| c.is_ascii_alphabetic()) && !after.is_some_and(|c| c.is_ascii_alphabetic()))
        })
    })
}

pub(super) fn is_cjk(c: char) -> bool {
    matches!(u32::from(c), 0x3040..=0x30FF | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x2_0000..=0x3_FFFF)
}

pub(super) fn is_break(c: char) -> bool {
    matches!(
        c,
        '\0' | '\n'
            | '\r'
            | '。'
            | '，'
            | '！'
            | '？'
            | '；'
            | '：'
            | '、'
            | ';'
            | '!'
            | '?'
            | ':'
            | '「'
            | '」'
            | '（'
            | '('
            | ')'
            | '）'
            | '۔'
    )
}
