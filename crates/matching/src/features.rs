//! What two texts are compared by: words, character n-grams, numbers, each hashed.
//!
//! N-grams suit the script: four letters inside words of alphabets (McNamee and Mayfield 2004 found 4 best across European
//! languages), three for Thai, Lao, Khmer and Burmese, single characters and pairs for Han, kana and Hangul.

use std::sync::LazyLock;

use crate::{
    hash::Hasher,
    links,
    normalise::{MAX_BYTES, Normalised, normal, plain, sample},
    segment::{Class, each_dictionary_word, runs},
    sound,
};

/// Kinds of feature; part of the hash, so that a word and an n-gram of the same letters stay apart.
const WORD: u64 = 1;
const GRAM: u64 = 2;

/// Most features of one kind taken from one text; of more, those with the smallest hashes stay, which both sides of a
/// comparison choose alike (a bottom-k sketch, Broder 1997).
pub(crate) const MAX_FEATURES: usize = 4096;

/// Most n-grams kept with a document for the exact comparison, see `Sketch` in the index.
const MAX_SKETCH: usize = 1024;

/// Letters of one word that are looked at; real words are shorter.
const MAX_WORD: usize = 64;

/// A number of the text in thousandths, so that 2.5 is 2,500; telephone-like digit runs are none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Number(pub(crate) u64);

impl std::fmt::Display for Number {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (whole, rest) = (self.0 / 1000, self.0 % 1000);
        write!(f, "{whole}")?;
        if rest > 0 {
            write!(f, ".{}", format!("{rest:03}").trim_end_matches('0'))?;
        }
        Ok(())
    }
}

/// Takes the features of a text one by one.
pub(crate) trait Sink {
    fn word(&mut self, hash: u32, text: &str);
    fn gram(&mut self, hash: u32);
    /// A letter word as it stands, for its keys by sound.
    fn letters(&mut self, letters: &[char]);
    fn number(&mut self, number: Number);
}

/// Features of a document, not yet sorted.
#[derive(Default)]
pub(crate) struct Collected {
    pub(crate) words: Vec<u32>,
    pub(crate) grams: Vec<u32>,
    pub(crate) sounds: Vec<u32>,
    pub(crate) numbers: Vec<Number>,
}

impl Collected {
    pub(crate) fn clear(&mut self) {
        self.words.clear();
        self.grams.clear();
        self.sounds.clear();
        self.numbers.clear();
    }
}

impl Sink for Collected {
    fn word(&mut self, hash: u32, _text: &str) {
        self.words.push(hash);
    }
    fn gram(&mut self, hash: u32) {
        self.grams.push(hash);
    }
    fn letters(&mut self, letters: &[char]) {
        sound::keys(letters, false, |key| self.sounds.push(key));
    }
    fn number(&mut self, number: Number) {
        self.numbers.push(number);
    }
}

/// The text as people wrote it, without links and with hashtags opened, in normal form.
pub(crate) fn prepare(text: &str) -> Normalised {
    let (text, sampled) = sample(text, MAX_BYTES);
    let normalised = if links::may_hold_link(&text) || text.contains('#') {
        normal(&open_hashtags(&links::without_links(&text)))
    } else {
        normal(&text)
    };
    Normalised { sampled, ..normalised }
}

/// `#StopTheSteal` is `# Stop The Steal`: inside a hashtag capitals stand for spaces.
fn open_hashtags(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut inside = false;
    let mut last_lower = false;
    for c in text.chars() {
        if c == '#' {
            inside = true;
        } else if inside {
            if c == '_' {
                out.push(' ');
                last_lower = false;
                continue;
            }
            if !c.is_alphanumeric() && !crate::normalise::is_mark(c) {
                inside = false;
            } else if last_lower && (c.is_uppercase() || c.is_ascii_digit()) {
                out.push(' ');
            }
        }
        last_lower = c.is_lowercase();
        out.push(c);
    }
    out
}

/// Gives every feature of a text in normal form to `sink`.
pub(crate) fn extract(text: &str, sink: &mut impl Sink) {
    let mut letters: Vec<char> = Vec::with_capacity(64);
    for (class, range) in runs(text) {
        let Some(run) = text.get(range.clone()) else { continue };
        match class {
            Class::Digit => {
                let number = read_number(text, range.clone());
                if let Some(number) = number {
                    sink.number(number);
                }
                let hash = word_hash(run.chars());
                sink.word(hash, run);
                letters.clear();
                letters.extend(run.chars().take(MAX_WORD));
                grams_inside(&letters, 4, sink);
            }
            Class::Han | Class::Kana | Class::Hangul => {
                letters.clear();
                letters.extend(run.chars().map(plain));
                if class == Class::Hangul {
                    sink.word(word_hash(letters.iter().copied().take(MAX_WORD)), run);
                } else {
                    for (letter, (at, c)) in letters.iter().zip(run.char_indices()) {
                        sink.word(word_hash([*letter]), run.get(at..at + c.len_utf8()).unwrap_or_default());
                    }
                }
                if let [single] = letters.as_slice() {
                    sink.gram(gram_hash(&[*single]));
                }
                for pair in letters.windows(2) {
                    sink.gram(gram_hash(pair));
                }
            }
            class if class.needs_dictionary() => {
                each_dictionary_word(run, |at| {
                    let word = run.get(at).unwrap_or_default();
                    sink.word(word_hash(word.chars().take(MAX_WORD)), word);
                });
                letters.clear();
                letters.extend(run.chars());
                if letters.len() < 3 {
                    sink.gram(gram_hash(&letters));
                }
                for triple in letters.windows(3) {
                    sink.gram(gram_hash(triple));
                }
            }
            _ => {
                if run.starts_with(|c: char| c.is_ascii_digit()) {
                    // 5000rs, 10kg: the amount and its unit stand together.
                    let digits = run.bytes().take_while(u8::is_ascii_digit).count();
                    if let Some(number) = read_number(text, range.start..range.start + digits) {
                        sink.number(number);
                    }
                }
                letters.clear();
                letters.extend(run.chars().take(MAX_WORD).map(plain));
                grams_inside(&letters, 4, sink);
                sink.letters(&letters);
                let stem = stem(&letters);
                sink.word(word_hash(stem.iter().copied()), run);
            }
        }
    }
}

fn grams_inside(letters: &[char], size: usize, sink: &mut impl Sink) {
    if letters.len() <= size {
        sink.gram(gram_hash(letters));
        return;
    }
    for gram in letters.windows(size) {
        sink.gram(gram_hash(gram));
    }
}

fn word_hash(letters: impl IntoIterator<Item = char>) -> u32 {
    letters.into_iter().fold(Hasher::new(WORD), |hasher, c| hasher.add(u64::from(c))).finish_u32()
}

fn gram_hash(letters: &[char]) -> u32 {
    letters.iter().fold(Hasher::new(GRAM), |hasher, &c| hasher.add(u64::from(c))).finish_u32()
}

/// A word without its English plural, as in Harman's S-stemmer (1991). Words of other alphabets pass unchanged.
fn stem(letters: &[char]) -> &[char] {
    match letters {
        [stem @ .., 's'] if stem.len() >= 3 && letters.iter().all(char::is_ascii) => match stem {
            [.., 's' | 'u' | 'i'] => letters,
            [shorter @ .., 'e'] if matches!(shorter, [.., 'x' | 'z'] | [.., 's', 's'] | [.., 'c' | 's', 'h']) => {
                shorter
            }
            _ => stem,
        },
        _ => letters,
    }
}

/// Reads the number whose first digits stand at `at`: `2,000`, `25,00,000` and `3.5` are one number each.
///
/// `None` for later parts of such a number, and for digit runs that look like a telephone or account number, which
/// differ between copies of the same message.
fn read_number(text: &str, at: std::ops::Range<usize>) -> Option<Number> {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    // The second half of "2,000" or "3.5" was read with the first.
    if let Some(before) = at.start.checked_sub(1)
        && matches!(bytes.get(before), Some(b',' | b'.' | b'-' | b'/' | b':'))
        && before > 0
        && digit(before - 1)
    {
        return None;
    }
    let mut whole = 0_u64;
    let mut digits = 0_usize;
    let mut place = at.start;
    let mut dashes = false;
    let mut fraction = 0_u64;
    // Bytes of the fraction, which stand behind the place that was read up to.
    let mut behind = 0_usize;
    loop {
        while let Some(byte) = bytes.get(place).filter(|b| b.is_ascii_digit()) {
            whole = whole.saturating_mul(10).saturating_add(u64::from(byte - b'0'));
            digits += 1;
            place += 1;
        }
        let group = (1..5).take_while(|&ahead| digit(place + ahead)).count();
        match bytes.get(place) {
            // Thousands and lakh groups have two or three digits; 1.000.000 is written in Indonesia and Vietnam.
            Some(b',') if matches!(group, 2 | 3) => place += 1,
            Some(b'.') if group == 3 => place += 1,
            Some(b'.') if matches!(group, 1 | 2) => {
                let mut scale = 100;
                for ahead in 1..=group {
                    let value = bytes.get(place + ahead).map_or(0, |b| u64::from(b - b'0'));
                    fraction += value * scale;
                    scale /= 10;
                }
                behind += 1 + group;
                break;
            }
            Some(b'-' | b'/') if group > 0 => {
                dashes = true;
                place += 1;
            }
            _ => break,
        }
    }
    // Telephone, account and postal tracking numbers and dates: not amounts.
    let starts_with_zero = bytes.get(at.start) == Some(&b'0') && digits > 3;
    if digits > 12 || dashes || (starts_with_zero && digits >= 7) || whole > 1_000_000_000_000 {
        return None;
    }
    if digits >= 9 && !text.get(at.start..place).is_some_and(|t| t.contains([',', '.']) || t.ends_with("000")) {
        return None;
    }
    let amount = whole * 1000 + fraction;
    let times = times(text.get(place + behind..).unwrap_or_default());
    Some(Number(amount.checked_mul(times).filter(|&scaled| scaled <= 1_000_000_000_000_000).unwrap_or(amount)))
}

/// Words for thousands and more behind a number, as people write them in the languages of the house: `8k`, `2.5 million`, `25 লাখ`.
const TIMES: &[(u64, &str)] = &[
    (1_000, "thousand k ribu rb libo nghìn ngàn हजार হাজার ஆயிரம் දහස් දහස ہزار พัน ពាន់ ထောင် ພັນ వేల 千 천"),
    // A Thai word that begins like the one for thousands, and a unit of weight.
    (1, "พันธ 千克"),
    (10_000, "หมื่น ម៉ឺន သောင်း ໝື່ນ 萬 万 만"),
    (100_000, "lakh lakhs lac लाख লাখ লক্ষ லட்சம் இலட்சம் ලක්ෂ لاکھ แสน សែន သိန်း ແສນ లక్ష"),
    (1_000_000, "million juta jt milyon triệu tr මිලියන ملین ล้าน លាន သန်း ລ້ານ 百萬 百万 백만"),
    (10_000_000, "crore crores करोड़ কোটি கோடி කෝටි کروڑ 千萬 千万 천만 కోట్ల"),
    (100_000_000, "億 亿 억"),
    (1_000_000_000, "billion miliar milyar tỷ tỉ"),
];

/// [`TIMES`] in normal form, longest words first.
static TIMES_BY_LENGTH: LazyLock<Vec<(String, u64)>> = LazyLock::new(|| {
    let words = |&(times, words): &(u64, &'static str)| words.split(' ').map(move |word| (normal(word).text, times));
    let mut all: Vec<(String, u64)> = TIMES.iter().flat_map(words).collect();
    all.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
    all
});

/// What a number is multiplied by, from what follows it; 1 for nothing.
fn times(rest: &str) -> u64 {
    let rest = rest.strip_prefix(' ').unwrap_or(rest);
    if !rest.starts_with(char::is_alphabetic) {
        return 1;
    }
    let whole = |word: &str| {
        // Words of the Latin alphabet end where letters end; the others take endings.
        let end = rest.get(word.len()..).and_then(|after| after.chars().next());
        !word.starts_with(|c: char| u32::from(c) < 0x250) || !end.is_some_and(char::is_alphabetic)
    };
    let found = TIMES_BY_LENGTH.iter().find(|(word, _)| rest.starts_with(word.as_str()) && whole(word));
    found.map_or(1, |&(_, times)| times)
}

/// Sorts, removes repetitions, and keeps the smallest [`MAX_FEATURES`]; gives back how often each occurred.
pub(crate) fn count(features: &mut Vec<u32>, counts: &mut Vec<u16>) {
    features.sort_unstable();
    counts.clear();
    for run in features.chunk_by(u32::eq).take(MAX_FEATURES) {
        counts.push(u16::try_from(run.len()).unwrap_or(u16::MAX));
    }
    features.dedup();
    features.truncate(MAX_FEATURES);
}

/// A set of n-grams, 16 bits each, sorted: enough to compare two given texts, not to search by.
///
/// Of a long text the smallest 1,024 hashes stay; two sketches are compared below the smaller of their upper ends,
/// where both are complete.
pub(crate) fn sketch(sorted_grams: &[u32], out: &mut Vec<u16>) {
    let start = out.len();
    for &gram in sorted_grams {
        let short = (gram >> 16) as u16;
        if out.len() == start || out.last() != Some(&short) {
            out.push(short);
        }
        if out.len() - start == MAX_SKETCH {
            break;
        }
    }
}

/// How two sketches overlap.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Overlap {
    pub(crate) shared: u32,
    pub(crate) left: u32,
    pub(crate) right: u32,
}

impl Overlap {
    /// Share of the left set that the right one holds, 0..=1.
    pub(crate) fn left_in_right(self) -> f32 {
        ratio(self.shared, self.left)
    }

    /// Share of the right set that the left one holds, 0..=1.
    pub(crate) fn right_in_left(self) -> f32 {
        ratio(self.shared, self.right)
    }

    /// Sørensen–Dice coefficient, 0..=1.
    pub(crate) fn dice(self) -> f32 {
        ratio(2 * self.shared, self.left + self.right)
    }
}

fn ratio(part: u32, whole: u32) -> f32 {
    if whole == 0 { 0.0 } else { part as f32 / whole as f32 }
}

/// Compares two sketches.
pub(crate) fn overlap(left: &[u16], right: &[u16]) -> Overlap {
    let upper =
        |sketch: &[u16]| if sketch.len() >= MAX_SKETCH { sketch.last().copied().unwrap_or(0) } else { u16::MAX };
    let limit = upper(left).min(upper(right));
    let cut = |sketch: &[u16]| sketch.partition_point(|&gram| gram <= limit);
    let (left, right) = (left.get(..cut(left)).unwrap_or_default(), right.get(..cut(right)).unwrap_or_default());
    let mut shared = 0;
    let (mut a, mut b) = (left.iter().peekable(), right.iter().peekable());
    while let (Some(&x), Some(&y)) = (a.peek(), b.peek()) {
        match x.cmp(y) {
            std::cmp::Ordering::Less => {
                a.next();
            }
            std::cmp::Ordering::Greater => {
                b.next();
            }
            std::cmp::Ordering::Equal => {
                shared += 1;
                a.next();
                b.next();
            }
        }
    }
    let len = |sketch: &[u16]| u32::try_from(sketch.len()).unwrap_or(u32::MAX);
    Overlap { shared, left: len(left), right: len(right) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(text: &str) -> Vec<String> {
        let mut found = Collected::default();
        extract(&prepare(text).text, &mut found);
        found.numbers.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn an_amount_is_the_same_in_figures_and_in_words() {
        for (texts, expected) in [
            (["8k", "8,000", "8 libo", "8 thousand"], "8000"),
            (["25 লাখ", "2.5 million", "25 lakh", "25,00,000"], "2500000"),
            (["५ हजार", "5000", "5 ribu", "5rb"], "5000"),
            (["៥ ម៉ឺន", "5萬", "5만", "50,000"], "50000"),
            (["3 แสน", "3 သိန်း", "300 nghìn", "300k"], "300000"),
        ] {
            for text in texts {
                assert_eq!(numbers(text), [expected], "{text}");
            }
        }
        assert_eq!(numbers("5 พันธุ์"), ["5"]);
        assert_eq!(numbers("5 km"), ["5"]);
        assert_eq!(numbers("3 triệuphú"), ["3"]);
    }
}
