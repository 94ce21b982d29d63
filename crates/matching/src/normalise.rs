//! Undoing disguise: one plain form for texts that a reader would call the same.
//!
//! Forwarded rumours arrive in mathematical letters, full width, with invisible characters between the letters, spelled
//! `F R E E`, with Bengali or Arabic digits. The normal form is for comparing only; nobody is ever shown it.
//!
//! The steps are: drop what cannot be seen; bound floods of combining marks; NFKC (UAX #15); case folding; native digits
//! to ASCII; one letter for Arabic-script spellings that keyboards confuse; then joining of spaced-out letters and
//! collapsing of repetitions. The steps repeat until nothing changes, so that the result is its own normal form.
//!
//! Work and memory are linear in the input, and the result is at most 65,536 bytes long; of a longer text the
//! result holds pieces from the whole of it, not only its beginning.

use std::sync::LazyLock;

use icu_normalizer::{ComposingNormalizerBorrowed, properties::CanonicalDecompositionBorrowed, properties::Decomposed};
use icu_properties::{
    CodePointMapData, CodePointMapDataBorrowed, CodePointSetData, CodePointSetDataBorrowed,
    props::{DefaultIgnorableCodePoint, GeneralCategory},
};

use crate::segment::Class;

/// Longest text that is looked at in full, and longest normal form, in bytes. Of a longer one, [`PIECES`] pieces spread over the whole are kept.
pub(crate) const MAX_BYTES: usize = 64 * 1024;

/// Into how many pieces an over-long text is sampled.
const PIECES: usize = 64;

/// Marks kept on one base character. No orthography of the region needs more than six; floods use thousands.
const MAX_MARKS: usize = 8;

/// Rounds after which the form is taken as it is. Each round undoes one layer of disguise; honest text needs one. No text
/// has many layers: a word of more than one letter never becomes a word of one, so what was joined is not joined again.
const MAX_ROUNDS: usize = 12;

/// The text in its normal form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Normalised {
    /// The normal form: no invisible characters, lower case, single spaces, no space at either end.
    pub text: String,
    /// Characters in `text` that carry information: letters and digits, marks not counted.
    pub informative: usize,
    /// Whether the input was over-long and only pieces of it were read.
    pub sampled: bool,
}

/// Spaces after every so many letters are undone up to this distance.
const MAX_DISTANCE: usize = 8;

/// How many such spaces there must be: fewer can be chance.
const LEAST_SPACES: usize = 6;

/// The text without spaces that were put in after every so many letters, whatever the words, as people do to hide a text from
/// programs. No language writes like that, so the distance tells them from other spaces, and what comes back is the text before.
///
/// The sentence vector of a message is to be made of this.
///
/// ```
/// use saksi_matching::respaced;
/// assert_eq!(respaced("drin king  hot  wat er k ills  the  vir us"), "drinking hot water kills the virus");
/// assert_eq!(respaced("drinking hot water kills the virus"), "drinking hot water kills the virus");
/// ```
pub fn respaced(text: &str) -> std::borrow::Cow<'_, str> {
    (1..=MAX_DISTANCE)
        .find_map(|distance| without_regular_spaces(text, distance))
        .map_or(std::borrow::Cow::Borrowed(text), std::borrow::Cow::Owned)
}

/// The text without a space after every `distance` characters; none if that is not how it was made.
fn without_regular_spaces(text: &str, distance: usize) -> Option<String> {
    let mut out = String::new();
    let (mut met, mut missed) = (0_usize, 0_usize);
    let mut chars = text.chars().peekable();
    let mut taken = 0_usize;
    while let Some(&next) = chars.peek() {
        if taken > 0 && taken.is_multiple_of(distance) {
            if next == ' ' {
                met += 1;
                chars.next();
            } else if !is_mark(next) {
                // A mark stays with its letter, so no space can stand before it. Anything else is a space that is missing.
                missed += 1;
                if missed > 1 + met / 16 {
                    return None;
                }
            }
        }
        let Some(c) = chars.next() else { break };
        out.push(c);
        taken += 1;
    }
    (met >= LEAST_SPACES && missed <= met / 8).then_some(out)
}

/// Brings a text into its normal form.
///
/// `normalise(&normalise(x).text).text == normalise(x).text` for every `x`. Never panics; work is linear in
/// 64 KiB or the length of the text, whichever is smaller (an over-long text is sampled, not read).
///
/// ```
/// use saksi_matching::normalise;
/// assert_eq!(normalise("Ｆ Ｒ Ｅ Ｅ  M O N E Y").text, "free money");
/// assert_eq!(normalise("免\u{200b} 費").text, "免費");
/// assert_eq!(normalise("২৫ লাখ").text, "25 লাখ");
/// ```
pub fn normalise(text: &str) -> Normalised {
    let (pieces, sampled) = sample(text, MAX_BYTES);
    Normalised { sampled, ..normal(&pieces) }
}

/// The normal form of a text that was sampled already.
pub(crate) fn normal(text: &str) -> Normalised {
    let mut text = settled(text);
    if text.len() > MAX_BYTES {
        // Compatibility forms can be many times longer than what they stand for. Cut between words, where there are any:
        // half a word could be read as a spaced-out letter.
        let end = text.floor_char_boundary(MAX_BYTES);
        let end = text.get(..end).and_then(|kept| kept.rfind(' ')).filter(|&space| space > end / 2).unwrap_or(end);
        text.truncate(end);
        text = settled(&text);
    }
    let informative = text.chars().filter(|&c| Class::of(c).is_informative()).count();
    Normalised { text, informative, sampled: false }
}

/// Folds and collapses until nothing changes.
fn settled(text: &str) -> String {
    let mut current = fold(text);
    let mut next = collapse(&current);
    for _ in 0..MAX_ROUNDS {
        // Most text is ASCII and plain: then the second look is not needed.
        if next.is_ascii() && next == current {
            break;
        }
        current = fold(&next);
        let again = collapse(&current);
        if again == next {
            break;
        }
        next = again;
    }
    next
}

/// Pieces spread evenly over the whole of an over-long text, joined by spaces; the text itself when it is short enough.
pub(crate) fn sample(text: &str, limit: usize) -> (std::borrow::Cow<'_, str>, bool) {
    if text.len() <= limit {
        return (std::borrow::Cow::Borrowed(text), false);
    }
    // One byte of each piece is the space that ends it, so that the result is no longer than the limit.
    let each = limit / PIECES - 1;
    let step = (text.len() - each) / (PIECES - 1);
    let mut out = String::with_capacity(limit + PIECES);
    for piece in 0..PIECES {
        let start = text.ceil_char_boundary(piece * step);
        let end = text.floor_char_boundary((start + each).min(text.len())).max(start);
        out.push_str(text.get(start..end).unwrap_or_default());
        out.push(' ');
    }
    (std::borrow::Cow::Owned(out), true)
}

const CATEGORY: CodePointMapDataBorrowed<'static, GeneralCategory> = CodePointMapData::<GeneralCategory>::new();
const IGNORABLE: CodePointSetDataBorrowed<'static> = CodePointSetData::new::<DefaultIgnorableCodePoint>();
const NFKC: ComposingNormalizerBorrowed<'static> = ComposingNormalizerBorrowed::new_nfkc();

/// General category of a character (UAX #44).
pub(crate) fn category(c: char) -> GeneralCategory {
    CATEGORY.get(c)
}

/// Whether a character is a combining mark.
pub(crate) fn is_mark(c: char) -> bool {
    c >= '\u{300}'
        && matches!(
            category(c),
            GeneralCategory::NonspacingMark | GeneralCategory::SpacingMark | GeneralCategory::EnclosingMark
        )
}

/// What a character becomes before normalisation: nothing when it cannot be seen, a space when it only separates.
fn visible(c: char) -> Option<char> {
    if c.is_ascii() {
        return Some(if c.is_ascii_control() { ' ' } else { c });
    }
    match c {
        // Soft hyphen, Arabic tatweel, the combining keycap, Syriac abbreviation mark.
        '\u{ad}' | '\u{640}' | '\u{7fa}' | '\u{20e3}' | '\u{70f}' => return None,
        // Line and paragraph separators and the empty Braille cell look like a space.
        '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{2800}' => return Some(' '),
        _ => {}
    }
    if IGNORABLE.contains(c) {
        return None;
    }
    match category(c) {
        GeneralCategory::Format | GeneralCategory::EnclosingMark => None,
        GeneralCategory::Control | GeneralCategory::SpaceSeparator => Some(' '),
        _ => Some(c),
    }
}

/// Invisible characters out, marks bounded, NFKC, case and digits folded.
fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text
            .bytes()
            .map(|b| if b.is_ascii_control() { ' ' } else { char::from(b.to_ascii_lowercase()) })
            .collect();
    }
    let mut marks = 0_usize;
    let mut last_mark = '\0';
    let bounded = text.chars().filter_map(visible).filter(move |&c| {
        if is_mark(c) {
            // The same mark twice is never spelling; a flood of different ones is not either.
            let keep = marks < MAX_MARKS && c != last_mark;
            marks += 1;
            last_mark = c;
            keep
        } else {
            marks = 0;
            last_mark = '\0';
            true
        }
    });
    let mut out = String::with_capacity(text.len());
    for c in NFKC.normalize_iter(bounded) {
        fold_char(c, &mut out);
    }
    out
}

/// Zero of every decimal digit block of Unicode whose digits people type (general category Nd), sorted.
const ZEROS: [u32; 37] = [
    0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6, 0xe50, 0xed0, 0xf20,
    0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50, 0x1bb0, 0x1c40, 0x1c50, 0xa620, 0xa8d0,
    0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0, 0x11136, 0x1e950,
];

fn native_digit(c: char) -> Option<char> {
    let code = u32::from(c);
    let block = ZEROS.partition_point(|&zero| zero <= code).checked_sub(1)?;
    let value = code - ZEROS.get(block)?;
    char::from_digit(value, 10).filter(|_| value < 10)
}

/// Spellings of one Arabic-script letter that keyboards for Arabic, Persian, Urdu, Sindhi and Malay (Jawi) tell apart but
/// readers do not; `None` for vowel signs, which hardly anybody types.
fn arabic(c: char) -> Option<char> {
    Some(match c {
        'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
        'ي' | 'ى' | 'ې' | 'ے' | 'ۓ' | 'ئ' => 'ی',
        'ك' | 'ڪ' => 'ک',
        'ه' | 'ۂ' | 'ۀ' | 'ہ' | 'ھ' | 'ة' | 'ۃ' | 'ە' => 'ه',
        'ؤ' => 'و',
        '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{610}'..='\u{61a}' | '\u{6d6}'..='\u{6ed}' => return None,
        other => other,
    })
}

fn fold_char(c: char, out: &mut String) {
    if c.is_ascii() {
        out.push(if c.is_ascii_control() { ' ' } else { c.to_ascii_lowercase() });
        return;
    }
    match u32::from(c) {
        0x600..=0x6ff => {
            if let Some(digit) = native_digit(c) {
                out.push(digit);
            } else if let Some(letter) = arabic(c) {
                out.push(letter);
            }
        }
        // Scripts without case, from Devanagari to Hangul syllables; only their digits change.
        0x900..=0x10ff | 0x1780..=0x1bff if !matches!(u32::from(c), 0x10a0..=0x10ff) => {
            // The Devanagari nukta and candrabindu are left out or swapped by most who type in a hurry.
            match c {
                '\u{93c}' => {}
                '\u{901}' => out.push('\u{902}'),
                _ => out.push(native_digit(c).unwrap_or(c)),
            }
        }
        0x2e80..=0xa63f | 0xac00..=0xd7a3 => out.push(native_digit(c).unwrap_or(c)),
        _ => match c {
            'ß' | 'ẞ' => out.push_str("ss"),
            'ς' => out.push('σ'),
            'ı' => out.push('i'),
            '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{2bc}' => out.push('\''),
            '\u{201c}' | '\u{201d}' | '\u{201e}' | '«' | '»' => out.push('"'),
            '\u{2010}'..='\u{2015}' | '\u{2212}' => out.push('-'),
            _ => {
                if let Some(digit) = native_digit(c) {
                    out.push(digit);
                } else {
                    out.extend(c.to_lowercase());
                }
            }
        },
    }
}

/// What [`collapse`] sees in one place of the text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    /// A letter of a script that writes words apart, with its marks.
    Letter,
    /// A letter of a script that does not.
    Unspaced,
    Digit,
    /// Exactly one space.
    Narrow,
    /// More than one space, or a line break.
    Wide,
    /// A sign that people put between letters to hide a word.
    Separator,
    Other,
}

#[derive(Clone, Copy, Debug)]
struct Cluster<'a> {
    text: &'a str,
    kind: Kind,
}

/// Splits into clusters of a base character with its marks, and runs of spaces.
fn clusters(text: &str) -> Vec<Cluster<'_>> {
    let mut out: Vec<Cluster<'_>> = Vec::with_capacity(text.len());
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        let mut end = start + c.len_utf8();
        if c == ' ' {
            let mut count = 1;
            while chars.next_if(|&(_, next)| next == ' ').is_some() {
                count += 1;
            }
            let kind = if count == 1 { Kind::Narrow } else { Kind::Wide };
            out.push(Cluster { text: " ", kind });
            continue;
        }
        while let Some((at, mark)) = chars.next_if(|&(_, next)| is_mark(next)) {
            end = at + mark.len_utf8();
        }
        let kind = match Class::of(c) {
            Class::Alphabetic | Class::Hangul => Kind::Letter,
            Class::Han | Class::Kana | Class::Thai | Class::Lao | Class::Khmer | Class::Myanmar => Kind::Unspaced,
            Class::Digit => Kind::Digit,
            Class::Mark => Kind::Other,
            Class::Other => match c {
                '.' | '_' | '-' | '*' | '·' | '|' | '~' | '/' | '+' | '•' | '=' | '^' | ',' => Kind::Separator,
                _ => Kind::Other,
            },
        };
        out.push(Cluster { text: text.get(start..end).unwrap_or_default(), kind });
    }
    out
}

/// Letters whose doubling at the end of a word is ordinary spelling in the languages written in Latin letters.
fn doubles(c: char) -> bool {
    matches!(c, 'e' | 'o' | 'l' | 's' | 'f')
}

/// Joins spaced-out letters and collapses repetitions. Input is the output of [`fold`].
fn collapse(text: &str) -> String {
    let clusters = clusters(text);
    let kind = |at: usize| clusters.get(at).map_or(Kind::Wide, |c| c.kind);
    let word = |k: Kind| matches!(k, Kind::Letter | Kind::Digit);
    let mut out = Output::with_capacity(text.len());
    let mut at = 0;
    while let Some(&cluster) = clusters.get(at) {
        match cluster.kind {
            Kind::Letter => {
                // A chain of single letters with one and the same separator between them is a spaced-out word.
                if at == 0 || !word(kind(at - 1)) {
                    let between = clusters.get(at + 1).map_or("", |c| c.text);
                    let mut letters = 1;
                    let mut end = at;
                    while matches!(kind(end + 1), Kind::Narrow | Kind::Separator)
                        && kind(end + 2) == Kind::Letter
                        && clusters.get(end + 1).is_some_and(|c| c.text == between)
                        && !word(kind(end + 3))
                    {
                        letters += 1;
                        end += 2;
                    }
                    if letters >= 3 {
                        for piece in clusters.get(at..=end).unwrap_or_default() {
                            if piece.kind == Kind::Letter {
                                out.push_cluster(piece.text);
                            }
                        }
                        at = end + 1;
                        continue;
                    }
                }
                out.push_cluster(cluster.text);
            }
            Kind::Narrow | Kind::Wide => {
                // Scripts without spaces between words carry no information in a space between two of their letters.
                let unspaced = at > 0 && kind(at - 1) == Kind::Unspaced && kind(at + 1) == Kind::Unspaced;
                if !unspaced {
                    out.push_space();
                }
            }
            _ => out.push_cluster(cluster.text),
        }
        at += 1;
    }
    out.finish()
}

/// Collects the collapsed text, keeping runs of one character short.
struct Output {
    text: String,
    last: char,
    run: usize,
}

impl Output {
    fn with_capacity(capacity: usize) -> Self {
        Self { text: String::with_capacity(capacity), last: ' ', run: 1 }
    }

    fn push_space(&mut self) {
        self.close_run();
        if !self.text.is_empty() && !self.text.ends_with(' ') {
            self.text.push(' ');
        }
        self.last = ' ';
        self.run = 1;
    }

    fn push_cluster(&mut self, cluster: &str) {
        for c in cluster.chars() {
            if c == self.last {
                self.run += 1;
                let keep = match Class::of(c) {
                    Class::Digit => true,
                    Class::Mark | Class::Other => false,
                    _ => self.run <= 2,
                };
                if keep {
                    self.text.push(c);
                }
            } else {
                if !Class::of(c).is_informative() {
                    self.close_run();
                }
                self.text.push(c);
                self.last = c;
                self.run = 1;
            }
        }
    }

    /// At the end of a word, `moneyyy` is `money` while `freeee` is `free`. A word that is nothing but one letter keeps two.
    fn close_run(&mut self) {
        if self.run >= 3
            && self.last.is_alphabetic()
            && !doubles(self.last)
            && Class::of(self.last) != Class::Han
            && self.text.chars().rev().skip(2).find(|&c| !is_mark(c)).is_some_and(|c| self.is_of_its_word(c))
        {
            self.text.pop();
        }
        self.run = 1;
    }

    /// Whether a character before the last letter belongs to the same word.
    fn is_of_its_word(&self, before: char) -> bool {
        let apart = |class| matches!(class, Class::Alphabetic | Class::Hangul);
        let (before, last) = (Class::of(before), Class::of(self.last));
        before.is_informative() && (!apart(last) || apart(before) || before == Class::Digit)
    }

    fn finish(mut self) -> String {
        self.close_run();
        self.text.truncate(self.text.trim_end().len());
        self.text
    }
}

/// Base letters of the accented Latin letters U+00C0..U+024F and U+1E00..U+1EFF.
static PLAIN_LATIN: LazyLock<Vec<char>> = LazyLock::new(|| {
    let decomposition = CanonicalDecompositionBorrowed::new();
    (0xc0..0x250_u32)
        .chain(0x1e00..0x1f00)
        .map(|code| {
            let mut c = char::from_u32(code).unwrap_or(' ');
            loop {
                match decomposition.decompose(c) {
                    Decomposed::Expansion(base, _) => c = base,
                    Decomposed::Singleton(other) => c = other,
                    Decomposed::Default => break,
                }
            }
            match c {
                'đ' => 'd',
                'ø' => 'o',
                'ł' => 'l',
                other => other,
            }
        })
        .collect()
});

/// Traditional characters with their simplified ones; see `data/README.md` for the source.
const SIMPLIFIED_PAIRS: &str = include_str!("../data/simplified.txt");

static SIMPLIFIED: LazyLock<Vec<char>> = LazyLock::new(|| {
    let mut table: Vec<char> = ('\u{4e00}'..='\u{9fff}').collect();
    for pair in SIMPLIFIED_PAIRS.lines() {
        let mut pair = pair.chars();
        if let (Some(from), Some(to)) = (pair.next(), pair.next())
            && let Some(place) = han_place(from).and_then(|at| table.get_mut(at))
        {
            *place = to;
        }
    }
    table
});

fn han_place(c: char) -> Option<usize> {
    u32::from(c).checked_sub(0x4e00).and_then(|at| usize::try_from(at).ok())
}

/// The simplified form of a Han character. One traditional character has one simplified form, not the other way round,
/// so this direction loses the least. For comparing only; nobody is shown the result.
pub(crate) fn simplified(c: char) -> char {
    if !('\u{4e00}'..='\u{9fff}').contains(&c) {
        return c;
    }
    han_place(c).and_then(|at| SIMPLIFIED.get(at)).copied().unwrap_or(c)
}

/// A letter without what hurried writers leave out: accents on Latin letters, katakana for hiragana, traditional for
/// simplified characters.
///
/// Only features are cut from this; the normal form keeps the letter, because it can decide what a word means.
pub fn plain(c: char) -> char {
    let code = u32::from(c);
    let at = match code {
        0xc0..0x250 => code - 0xc0,
        0x1e00..0x1f00 => code - 0x1e00 + (0x250 - 0xc0),
        0x4e00..=0x9fff => return simplified(c),
        0x30a1..=0x30f6 => return char::from_u32(code - 0x60).unwrap_or(c),
        _ => return c,
    };
    usize::try_from(at).ok().and_then(|at| PLAIN_LATIN.get(at)).copied().unwrap_or(c)
}
