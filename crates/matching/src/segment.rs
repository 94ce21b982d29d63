//! Cutting a text into words, in scripts with and without spaces.
//!
//! Thai, Lao, Khmer and Burmese are cut by ICU's dictionaries, Han, kana and Hangul into single characters and
//! overlapping pairs, everything else at word boundaries. One rule for all scripts is what makes peers fail here: a
//! tokenizer that waits for spaces sees a whole Thai message as one word.

use std::{ops::Range, sync::LazyLock};

use icu_properties::props::GeneralCategory;
use icu_segmenter::{WordSegmenter, WordSegmenterBorrowed, options::WordBreakInvariantOptions};

use crate::normalise::{category, is_mark};

/// Longest run handed to the dictionary at once, in bytes: its time grows faster than the run.
const MAX_RUN: usize = 1024;

/// How a character takes part in words.
#[derive(Clone, Copy, PartialEq, Eq, Debug, PartialOrd, Ord)]
pub(crate) enum Class {
    /// A letter of a script that writes words apart.
    Alphabetic,
    Digit,
    Han,
    Kana,
    Hangul,
    Thai,
    Lao,
    Khmer,
    Myanmar,
    /// A combining mark; belongs to the letter before it.
    Mark,
    /// Everything between words.
    Other,
}

impl Class {
    pub(crate) fn of(c: char) -> Self {
        if c.is_ascii() {
            return if c.is_ascii_alphabetic() {
                Self::Alphabetic
            } else if c.is_ascii_digit() {
                Self::Digit
            } else {
                Self::Other
            };
        }
        PLANE.get(c as usize).copied().unwrap_or_else(|| Self::looked_up(c))
    }

    /// From the tables of Unicode, which take a search each.
    fn looked_up(c: char) -> Self {
        match u32::from(c) {
            0x4e00..=0x9fff | 0x3400..=0x4dbf | 0xf900..=0xfaff | 0x2_0000..=0x3_ffff | 0x3005 | 0x3007 => Self::Han,
            0x3041..=0x3096 | 0x309d..=0x309f | 0x30a1..=0x30fa | 0x30fc..=0x30ff | 0x31f0..=0x31ff => Self::Kana,
            0xac00..=0xd7a3 | 0x1100..=0x11ff | 0x3131..=0x318e => Self::Hangul,
            0xe01..=0xe3a | 0xe40..=0xe4e => Self::Thai,
            0xe81..=0xece | 0xedc..=0xedf => Self::Lao,
            0x1780..=0x17d3 | 0x17d7 | 0x17dc..=0x17dd => Self::Khmer,
            0x1000..=0x103f | 0x1050..=0x109d | 0xaa60..=0xaa7f | 0xa9e0..=0xa9ef | 0xa9fa..=0xa9fe => Self::Myanmar,
            _ if is_mark(c) => Self::Mark,
            _ if c.is_alphabetic() => Self::Alphabetic,
            _ if c.is_numeric() && category(c) == GeneralCategory::DecimalNumber => Self::Digit,
            _ => Self::Other,
        }
    }

    /// Whether a character of this class tells something by itself.
    pub(crate) fn is_informative(self) -> bool {
        !matches!(self, Self::Mark | Self::Other)
    }

    /// Whether words of this script are found by dictionary.
    pub(crate) fn needs_dictionary(self) -> bool {
        matches!(self, Self::Thai | Self::Lao | Self::Khmer | Self::Myanmar)
    }
}

/// The classes of the first 65,536 characters. A long message asks for thousands of them.
static PLANE: LazyLock<Box<[Class]>> = LazyLock::new(|| {
    (0..=u32::from(u16::MAX)).map(|code| char::from_u32(code).map_or(Class::Other, Class::looked_up)).collect()
});

/// What kind of piece a [`Token`] is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum TokenKind {
    /// A word.
    Word,
    /// A number, digits only.
    Number,
    /// One Han, kana or Hangul character.
    Character,
    /// Two neighbouring Han, kana or Hangul characters.
    Pair,
}

/// One piece of a text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Token {
    /// The piece as it stands in the text.
    pub text: String,
    /// What it is.
    pub kind: TokenKind,
    /// Where it stands, in bytes of the text given.
    pub at: Range<usize>,
}

/// Cuts a text into words, numbers, and characters and pairs of Han, kana and Hangul, in order of their start.
///
/// Give it the normal form (see [`crate::normalise()`]) when tokens are to be compared. Never panics.
///
/// ```
/// use saksi_matching::segment;
/// let words: Vec<_> = segment("น้ำมะนาวฆ่ามะเร็ง").into_iter().map(|token| token.text).collect();
/// assert!(words.contains(&"มะเร็ง".to_owned()));
/// ```
pub fn segment(text: &str) -> Vec<Token> {
    let mut out = Vec::new();
    let mut push = |at: Range<usize>, kind: TokenKind| {
        if let Some(piece) = text.get(at.clone()) {
            out.push(Token { text: piece.to_owned(), kind, at });
        }
    };
    for (class, run) in runs(text) {
        let Some(piece) = text.get(run.clone()) else { continue };
        match class {
            Class::Han | Class::Kana | Class::Hangul => {
                let mut previous: Option<Range<usize>> = None;
                for (start, c) in piece.char_indices() {
                    let at = run.start + start..run.start + start + c.len_utf8();
                    if let Some(previous) = previous {
                        push(previous.start..at.end, TokenKind::Pair);
                    }
                    push(at.clone(), TokenKind::Character);
                    previous = Some(at);
                }
            }
            class if class.needs_dictionary() => {
                each_dictionary_word(piece, |word| push(run.start + word.start..run.start + word.end, TokenKind::Word));
            }
            Class::Digit => push(run, TokenKind::Number),
            _ => push(run, TokenKind::Word),
        }
    }
    out.sort_by_key(|token| (token.at.start, token.at.end));
    out
}

/// Runs of one class, in order, without what stands between words. Digits next to letters belong to the word; marks
/// belong to what they follow; a run of digits alone is a run of [`Class::Digit`].
pub(crate) fn runs(text: &str) -> impl Iterator<Item = (Class, Range<usize>)> + '_ {
    let mut chars = text.char_indices().peekable();
    std::iter::from_fn(move || {
        loop {
            let (start, first) = chars.next()?;
            let mut class = Class::of(first);
            if !class.is_informative() {
                continue;
            }
            let mut end = start + first.len_utf8();
            while let Some((at, c)) = chars.next_if(|&(_, c)| {
                let next = Class::of(c);
                next == class
                    || next == Class::Mark
                    || matches!((class, next), (Class::Alphabetic, Class::Digit) | (Class::Digit, Class::Alphabetic))
            }) {
                if Class::of(c) == Class::Alphabetic {
                    class = Class::Alphabetic;
                }
                end = at + c.len_utf8();
            }
            return Some((class, start..end));
        }
    })
}

/// A number for the script that most letters of a text are written in: letters of one number are of one script. Not a script of
/// Unicode, only equal for equal ones; 0 for a text without letters.
pub(crate) fn script_of(text: &str) -> u32 {
    let mut counts: Vec<(u32, usize)> = Vec::new();
    for c in text.chars() {
        let script = match Class::of(c) {
            Class::Han => 1,
            Class::Kana => 2,
            Class::Hangul => 3,
            Class::Thai => 4,
            Class::Lao => 5,
            Class::Khmer => 6,
            Class::Myanmar => 7,
            // Most other scripts have blocks of 128; Latin has several, Arabic as well.
            Class::Alphabetic => match u32::from(c) {
                0..0x370 | 0x1e00..0x1f00 => 8,
                0x600..0x780 | 0xfb50..0xfe00 | 0xfe70..0xff00 => 9,
                code => 16 + (code >> 7),
            },
            Class::Digit | Class::Mark | Class::Other => continue,
        };
        match counts.iter_mut().find(|(known, _)| *known == script) {
            Some((_, count)) => *count += 1,
            None => counts.push((script, 1)),
        }
    }
    // Japanese writes its words with Han characters and binds them with kana.
    if let Some(&(_, kana)) = counts.iter().find(|(script, _)| *script == 2)
        && let Some((_, han)) = counts.iter_mut().find(|(script, _)| *script == 1)
    {
        *han = if kana * 4 > *han { 0 } else { *han };
    }
    counts.into_iter().max_by_key(|&(_, count)| count).map_or(0, |(script, _)| script)
}

static DICTIONARY: LazyLock<WordSegmenterBorrowed<'static>> =
    LazyLock::new(|| WordSegmenter::new_dictionary(WordBreakInvariantOptions::default()));

/// Calls `found` for each word that the dictionary finds in a run of one script.
pub(crate) fn each_dictionary_word(run: &str, mut found: impl FnMut(Range<usize>)) {
    let mut rest = 0;
    while rest < run.len() {
        let end = run.floor_char_boundary((rest + MAX_RUN).min(run.len()));
        let Some(piece) = run.get(rest..end) else { return };
        let mut start = 0;
        for stop in DICTIONARY.segment_str(piece) {
            if stop > start {
                found(rest + start..rest + stop);
            }
            start = stop;
        }
        rest = end;
    }
}
