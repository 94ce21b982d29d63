//! Receipts: how somebody who left no name finds the answer again.
//!
//! A receipt has two parts. The **locator** (8 characters, 40 random bits) says *which* record; it may be seen by
//! anyone who looks over a shoulder. The **words** (8 of 2,048, together 88 bits) prove that the bearer is the one who
//! handed it in: 80 random bits and 8 checksum bits. The checksum binds the words to the locator, so a slip of the pen
//! is told apart from a wrong receipt, on the sender's own screen, without asking the database and without giving a
//! guesser anything.
//!
//! The server keeps the locator and a *verifier*, never the words. The words hold 80 bits from the machine's random
//! source, not a phrase that a person chose, so there is no dictionary to try: at 10¹² guesses a second, half the space
//! takes about 19,000 years. That is why one pass of HKDF-SHA-256 is enough and a slow password hash would only
//! give a flood of guesses a way to exhaust the server.
//!
//! The exact bytes are written down in `docs/receipts.md`, with test vectors.

use std::fmt;

use hkdf::Hkdf;
use icu_normalizer::ComposingNormalizerBorrowed;
use saksi_base::{Random, SiteLanguage, random};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use zeroize::{Zeroize, Zeroizing};

/// Crockford's base 32 alphabet (<https://www.crockford.com/base32.html>): no I, L, O or U.
pub(crate) const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Bytes of a locator: 40 bits.
const LOCATOR_BYTES: usize = 5;
/// Bytes of a secret: 80 bits.
const SECRET_BYTES: usize = 10;
/// Words of a receipt: 8 × 11 bits = 80 secret bits and 8 checksum bits.
pub const WORDS: usize = 8;
/// Longest text worth reading as words, in bytes; anything longer is not a receipt.
const LONGEST_INPUT: usize = 2_000;

const CHECKSUM_LABEL: &[u8] = b"saksi receipt checksum v1";
const VERIFIER_LABEL: &[u8] = b"saksi receipt verifier v1";

/// Which 2,048-word list a receipt is written in. Both are the lists of BIP-39, which were chosen so that words are
/// hard to confuse; the first four letters tell any two English words apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum WordList {
    /// English words.
    English,
    /// Single Chinese characters in their traditional form.
    TraditionalChinese,
}

impl WordList {
    /// Every list.
    pub const ALL: [Self; 2] = [Self::English, Self::TraditionalChinese];

    /// The list in which to write a receipt for a reader of this language. Languages without a list of their own get
    /// English words, which are plain ASCII and can be typed on every keyboard.
    pub const fn for_language(language: SiteLanguage) -> Self {
        match language {
            SiteLanguage::TraditionalChinese => Self::TraditionalChinese,
            _ => Self::English,
        }
    }

    pub(crate) fn words(self) -> &'static [&'static str; 2048] {
        match self {
            Self::English => bip39::Language::English.word_list(),
            Self::TraditionalChinese => bip39::Language::TraditionalChinese.word_list(),
        }
    }

    /// The number of a word, `0..2048`; for English any unmistakable beginning of at least four letters will do.
    pub(crate) fn number_of(self, word: &str) -> Option<u16> {
        let list = self.words();
        let position = match self {
            // The English list is sorted, the Chinese one is ordered by frequency.
            Self::English => list.binary_search(&word).ok().or_else(|| {
                let at = list.partition_point(|known| *known < word);
                (word.len() >= 4 && list.get(at).is_some_and(|known| known.starts_with(word))).then_some(at)
            }),
            Self::TraditionalChinese => list.iter().position(|known| *known == word),
        };
        position.and_then(|position| u16::try_from(position).ok())
    }

    /// The word of the list nearest to a mistyped one, if any is near enough to be worth offering: at most two slips,
    /// and no more than a third of the word.
    pub(crate) fn nearest(self, word: &str) -> Option<&'static str> {
        if self != Self::English || word.len() > 32 {
            return None;
        }
        let typed: Vec<char> = word.chars().collect();
        self.words()
            .iter()
            .map(|known| (slips(&typed, known), *known))
            .min_by_key(|(distance, _)| *distance)
            .filter(|(distance, known)| *distance <= 2 && distance * 3 <= known.len().max(typed.len()))
            .map(|(_, known)| known)
    }
}

/// Optimal string alignment distance: letters added, dropped, changed, or swapped with their neighbour.
fn slips(typed: &[char], known: &str) -> usize {
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=typed.len()).collect();
    let mut previous_known = None;
    for (row, letter) in known.chars().enumerate() {
        let mut current = Vec::with_capacity(typed.len() + 1);
        current.push(row + 1);
        let mut previous_typed = None;
        for (column, typed_letter) in typed.iter().copied().enumerate() {
            let at = |line: &[usize], index: usize| line.get(index).copied().unwrap_or(usize::MAX / 2);
            let mut best = (at(&last, column + 1) + 1)
                .min(at(&current, column) + 1)
                .min(at(&last, column) + usize::from(letter != typed_letter));
            if previous_typed == Some(letter) && previous_known == Some(typed_letter) && column > 0 {
                best = best.min(at(&before_last, column - 1) + 1);
            }
            current.push(best);
            previous_typed = Some(typed_letter);
        }
        previous_known = Some(letter);
        before_last = std::mem::replace(&mut last, current);
    }
    last.last().copied().unwrap_or(usize::MAX)
}

/// The public half of a receipt: which record it belongs to. 40 random bits, written `XXXX-XXXX`.
///
/// It is not a secret, but it is tied to a person's request, so it belongs in no log.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Locator([u8; LOCATOR_BYTES]);

impl Locator {
    /// A fresh one.
    pub fn new(source: &dyn Random) -> Self {
        Self(random::bytes(source))
    }

    /// The five bytes.
    pub const fn to_bytes(self) -> [u8; LOCATOR_BYTES] {
        self.0
    }

    /// From five bytes.
    pub const fn from_bytes(bytes: [u8; LOCATOR_BYTES]) -> Self {
        Self(bytes)
    }

    /// Eight characters without the hyphen, the form to store and look up.
    pub fn compact(self) -> String {
        let bits = self.0.iter().fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte));
        (0..8)
            .rev()
            .map(|group| {
                let index = usize::try_from(bits >> (group * 5) & 31).unwrap_or(0);
                char::from(ALPHABET.get(index).copied().unwrap_or(b'0'))
            })
            .collect()
    }

    /// Reads what a person typed: any case, any spacing or hyphens, full-width forms, and the look-alikes of
    /// Crockford's base 32 (O for 0; I and L for 1).
    pub fn parse(text: &str) -> Result<Self, ReceiptError> {
        if text.len() > LONGEST_INPUT {
            return Err(ReceiptError::LocatorLength { found: LONGEST_INPUT });
        }
        let mut bits = 0_u64;
        let mut found = 0_usize;
        for character in plain(text).chars().filter(|c| !is_separator(*c)) {
            let folded = match character.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            };
            let value = ALPHABET
                .iter()
                .position(|letter| char::from(*letter) == folded)
                .ok_or(ReceiptError::LocatorCharacter { character })?;
            found += 1;
            bits = bits << 5 | u64::try_from(value).unwrap_or(0);
        }
        if found != 8 {
            return Err(ReceiptError::LocatorLength { found });
        }
        let [_, _, _, bytes @ ..] = bits.to_be_bytes();
        Ok(Self(bytes))
    }
}

impl fmt::Display for Locator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.compact();
        let (left, right) = text.split_at_checked(4).unwrap_or((&text, ""));
        write!(f, "{left}-{right}")
    }
}

impl fmt::Debug for Locator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Locator(..)")
    }
}

/// Why a receipt cannot be read. `Display` and `Debug` never show a word that was typed, so that an error may be
/// logged; a page that helps the sender takes the word from the field.
#[derive(Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReceiptError {
    /// A character that no locator has.
    #[error("the locator has a character that no locator uses")]
    LocatorCharacter {
        /// The character as typed.
        character: char,
    },
    /// Too many or too few characters, hyphens and spaces not counted.
    #[error("the locator has 8 letters and digits, this one has {found}")]
    LocatorLength {
        /// How many were typed.
        found: usize,
    },
    /// Too many or too few words.
    #[error("a receipt has another number of words than {found}")]
    WordCount {
        /// How many were typed.
        found: usize,
    },
    /// A word that is not on the list.
    #[error("word {position} is not one of the words that receipts use")]
    UnknownWord {
        /// Which word, counted from 1.
        position: usize,
        /// The word as typed (lower case, full-width forms made plain).
        word: String,
        /// The list's word that is nearest, where one is near enough.
        nearest: Option<&'static str>,
    },
    /// Every word is on the list, but they do not belong together, or not to this locator: one of them, or the
    /// locator, was mistyped or swapped. Nothing was looked up to find this out.
    #[error("the words and the locator do not belong together; one of them is mistyped or in the wrong place")]
    Checksum,
}

impl fmt::Debug for ReceiptError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = match self {
            Self::LocatorCharacter { .. } => "LocatorCharacter",
            Self::LocatorLength { .. } => "LocatorLength",
            Self::WordCount { .. } => "WordCount",
            Self::UnknownWord { .. } => "UnknownWord",
            Self::Checksum => "Checksum",
        };
        write!(f, "ReceiptError::{name}")
    }
}

/// A locator with its secret words. Wiped from memory when dropped; not `Clone`, so that it exists once.
pub struct Receipt {
    locator: Locator,
    secret: Zeroizing<[u8; SECRET_BYTES]>,
    list: WordList,
}

impl Receipt {
    /// A fresh receipt: 40 random bits of locator, 80 of secret. Locators of a busy server can meet (40 bits: expect
    /// the first meeting after about a million receipts), so store them under a unique key and draw again on conflict.
    pub fn new(source: &dyn Random, list: WordList) -> Self {
        let mut secret = Zeroizing::new([0; SECRET_BYTES]);
        source.fill(secret.as_mut());
        Self { locator: Locator::new(source), secret, list }
    }

    /// Reads what a person typed. The list is recognised from the words themselves.
    ///
    /// Tolerated: any case, spacing, hyphens, commas, numbering, full-width forms, look-alike characters of the locator,
    /// the first four letters of an English word, Chinese characters written without spaces.
    pub fn parse(locator: &str, words: &str) -> Result<Self, ReceiptError> {
        let locator = Locator::parse(locator)?;
        if words.len() > LONGEST_INPUT {
            return Err(ReceiptError::WordCount { found: LONGEST_INPUT });
        }
        let text = plain(words);
        let typed = split_words(&text);
        let chinese = typed.iter().filter(|word| !word.is_ascii()).count();
        let list = if chinese * 2 > typed.len() { WordList::TraditionalChinese } else { WordList::English };
        if typed.len() != WORDS {
            return Err(ReceiptError::WordCount { found: typed.len() });
        }

        let mut bits = Zeroizing::new(0_u128);
        for (index, word) in typed.iter().enumerate() {
            let number = list.number_of(word).ok_or_else(|| ReceiptError::UnknownWord {
                position: index + 1,
                word: (**word).clone(),
                nearest: list.nearest(word),
            })?;
            *bits = *bits << 11 | u128::from(number);
        }

        let mut all = bits.to_be_bytes();
        let mut secret = Zeroizing::new([0; SECRET_BYTES]);
        // 128 − 88 = 40 bits of zeros stand before the secret.
        for (to, from) in secret.iter_mut().zip(all.iter().skip(5)) {
            *to = *from;
        }
        let claimed = all.last().copied().unwrap_or(0);
        all.zeroize();
        let receipt = Self { locator, secret, list };
        if bool::from(receipt.checksum().ct_eq(&claimed)) { Ok(receipt) } else { Err(ReceiptError::Checksum) }
    }

    /// The public half.
    pub const fn locator(&self) -> Locator {
        self.locator
    }

    /// The list in which the words are written.
    pub const fn word_list(&self) -> WordList {
        self.list
    }

    /// The eight words, with one space between. Show them to the sender once and keep them nowhere.
    pub fn words(&self) -> Zeroizing<String> {
        let mut bits = Zeroizing::new(0_u128);
        for byte in self.secret.iter() {
            *bits = *bits << 8 | u128::from(*byte);
        }
        *bits = *bits << 8 | u128::from(self.checksum());
        // Enough room from the start, so that no half-written copy is left behind by growing.
        let mut text = Zeroizing::new(String::with_capacity(WORDS * 12));
        for group in (0..WORDS).rev() {
            let index = usize::try_from(*bits >> (group * 11) & 0x7FF).unwrap_or(0);
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(self.list.words().get(index).copied().unwrap_or_default());
        }
        text
    }

    /// What the server stores to recognise the words: HKDF-SHA-256 (RFC 5869) of the secret, salted with the locator,
    /// under a label of its own so that no other use of the secret can give the same bytes.
    ///
    /// # Panics
    ///
    /// Never: HKDF-SHA-256 gives up to 8,160 bytes.
    pub fn verifier(&self) -> [u8; 32] {
        let mut verifier = [0; 32];
        let derived = Hkdf::<Sha256>::new(Some(&self.locator.to_bytes()), self.secret.as_ref())
            .expand(VERIFIER_LABEL, &mut verifier);
        #[expect(
            clippy::expect_used,
            reason = "HKDF-SHA-256 gives up to 8,160 bytes; a silent zero would open every receipt"
        )]
        derived.expect("32 bytes can be derived");
        verifier
    }

    /// Whether a stored verifier is this receipt's, in constant time.
    pub fn opens(&self, stored: &[u8]) -> bool {
        self.verifier().as_slice().ct_eq(stored).into()
    }

    /// One byte that binds locator and secret.
    fn checksum(&self) -> u8 {
        let mut hash = Sha256::new();
        hash.update(CHECKSUM_LABEL);
        hash.update(self.locator.to_bytes());
        hash.update(self.secret.as_ref());
        hash.finalize().first().copied().unwrap_or(0)
    }
}

impl fmt::Debug for Receipt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Receipt(..)")
    }
}

/// Compatibility forms made plain (NFKC: full-width letters and digits become ASCII) and lower case.
pub(crate) fn plain(text: &str) -> Zeroizing<String> {
    let normalised = Zeroizing::new(ComposingNormalizerBorrowed::new_nfkc().normalize(text).into_owned());
    Zeroizing::new(normalised.to_lowercase())
}

/// What people put between characters when they copy something by hand.
pub(crate) fn is_separator(character: char) -> bool {
    character.is_whitespace()
        || character.is_ascii_punctuation()
        || matches!(character, '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{30FC}' | '·' | '・' | '、' | '。')
        || matches!(character, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

/// Words of letters; every Han character is a word of its own; numbering and punctuation fall away.
pub(crate) fn split_words(text: &str) -> Vec<Zeroizing<String>> {
    let mut words: Vec<Zeroizing<String>> = Vec::new();
    let mut open = false;
    for character in text.chars() {
        if character.is_ascii_alphabetic() || (character.is_alphabetic() && !is_han(character)) {
            if !open {
                words.push(Zeroizing::new(String::with_capacity(32)));
            }
            if let Some(word) = words.last_mut() {
                word.push(character);
            }
            open = true;
        } else {
            open = false;
            if is_han(character) {
                words.push(Zeroizing::new(character.to_string()));
            }
        }
    }
    words
}

fn is_han(character: char) -> bool {
    matches!(u32::from(character), 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x2_0000..=0x3_FFFF)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use saksi_base::SeededRandom;

    use super::*;

    fn receipt(locator: [u8; 5], secret: [u8; 10], list: WordList) -> Receipt {
        Receipt { locator: Locator(locator), secret: Zeroizing::new(secret), list }
    }

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]).filter_map(|n| char::from_digit(n.into(), 16)).collect()
    }

    /// The vectors of docs/receipts.md, computed independently there.
    #[test]
    fn the_written_vectors_hold() {
        let document = include_str!("../../../docs/receipts.md");
        let mut seen = 0;
        for line in document.lines().filter(|line| line.starts_with("| `")) {
            let cells: Vec<&str> = line.trim_matches('|').split('|').map(|c| c.trim().trim_matches('`')).collect();
            let [locator_hex, secret_hex, locator, words, verifier] = cells[..] else { panic!("{line}") };
            let from_hex = |text: &str| -> Vec<u8> {
                (0..text.len() / 2).map(|i| u8::from_str_radix(&text[i * 2..i * 2 + 2], 16).unwrap()).collect()
            };
            let list = if words.is_ascii() { WordList::English } else { WordList::TraditionalChinese };
            let made =
                receipt(from_hex(locator_hex).try_into().unwrap(), from_hex(secret_hex).try_into().unwrap(), list);
            assert_eq!(made.locator().to_string(), locator);
            assert_eq!(*made.words(), words);
            assert_eq!(hex(&made.verifier()), verifier);
            let read = Receipt::parse(locator, words).unwrap();
            assert_eq!((read.verifier(), read.word_list()), (made.verifier(), list));
            seen += 1;
        }
        assert!(seen >= 4, "{seen}");
    }

    #[test]
    fn a_receipt_written_by_hand_on_a_phone_still_opens() {
        let made = receipt([0x00, 0x44, 0x32, 0x14, 0xC7], *b"saksi test", WordList::English);
        let words = made.words();
        let locator = made.locator().to_string();
        let four: String = words.split(' ').map(|w| w.chars().take(4).collect::<String>() + " ").collect();
        let numbered: Vec<String> = words.split(' ').enumerate().map(|(n, w)| format!("{}. {w}", n + 1)).collect();
        let wide: String =
            words.chars().map(|c| if c == ' ' { '　' } else { char::from_u32(c as u32 + 0xFEE0).unwrap() }).collect();
        let look_alikes = locator.replace('0', "o").replace('1', "l").replace('-', " ");
        for (locator, words) in [
            (locator.clone(), words.to_uppercase()),
            (locator.to_lowercase().replace('-', ""), four),
            (format!(" {} ", locator.replace('-', " – ")), numbered.join("\n")),
            (look_alikes, words.replace(' ', "-")),
            (locator.chars().map(|c| char::from_u32(c as u32 + 0xFEE0).unwrap()).collect(), wide),
        ] {
            let read = Receipt::parse(&locator, &words).unwrap_or_else(|e| panic!("{locator} {words}: {e}"));
            assert!(read.opens(&made.verifier()));
        }
    }

    #[test]
    fn chinese_words_need_no_spaces() {
        let made = receipt([7; 5], [9; 10], WordList::TraditionalChinese);
        let glued = made.words().replace(' ', "");
        assert_eq!(glued.chars().count(), 8);
        let read = Receipt::parse(&made.locator().to_string(), &glued).unwrap();
        assert_eq!(read.word_list(), WordList::TraditionalChinese);
        assert!(read.opens(&made.verifier()));
    }

    #[test]
    fn an_error_says_which_word_and_what_it_may_have_been() {
        let made = receipt([1; 5], [2; 10], WordList::English);
        let words = made.words();
        let mut typed: Vec<&str> = words.split(' ').collect();
        typed[2] = "wintre";
        assert_eq!(
            Receipt::parse(&made.locator().to_string(), &typed.join(" ")).unwrap_err(),
            ReceiptError::UnknownWord { position: 3, word: "wintre".into(), nearest: Some("winter") }
        );
        typed[2] = "qqqqqqqq";
        assert!(matches!(
            Receipt::parse(&made.locator().to_string(), &typed.join(" ")),
            Err(ReceiptError::UnknownWord { position: 3, nearest: None, .. })
        ));
        assert_eq!(
            Receipt::parse(&made.locator().to_string(), &typed[..7].join(" ")).unwrap_err(),
            ReceiptError::WordCount { found: 7 }
        );
        assert_eq!(Receipt::parse("ABCD", "x").unwrap_err(), ReceiptError::LocatorLength { found: 4 });
        assert_eq!(Receipt::parse("ABCD-EFGU", "x").unwrap_err(), ReceiptError::LocatorCharacter { character: 'u' });
    }

    #[test]
    fn nothing_that_may_be_logged_shows_a_word() {
        let made = receipt([1; 5], [2; 10], WordList::English);
        assert_eq!(format!("{made:?} {:?}", made.locator()), "Receipt(..) Locator(..)");
        let error = Receipt::parse(&made.locator().to_string(), "wintre a b c d e f g").unwrap_err();
        assert!(!format!("{error} {error:?}").contains("wint"), "{error} {error:?}");
    }

    #[test]
    fn every_word_reads_back_and_the_english_ones_by_four_letters() {
        for list in WordList::ALL {
            for (number, word) in list.words().iter().enumerate() {
                let read = split_words(&plain(word));
                assert_eq!(read.len(), 1, "{word}");
                assert_eq!(list.number_of(&read[0]).map(usize::from), Some(number), "{word}");
                let short: String = word.chars().take(4).collect();
                if list == WordList::English && short.len() == 4 {
                    assert_eq!(list.number_of(&short).map(usize::from), Some(number), "{word}");
                }
            }
        }
    }

    #[test]
    fn swapped_words_and_a_wrong_locator_are_caught_nearly_always() {
        let source = SeededRandom::new(5);
        let (mut caught, mut tried) = (0, 0);
        for _ in 0..200 {
            let made = Receipt::new(&source, WordList::English);
            let other = Locator::new(&source).to_string();
            let words = made.words();
            let mut swapped: Vec<&str> = words.split(' ').collect();
            swapped.swap(0, 1);
            for (locator, words) in [(other, words.to_string()), (made.locator().to_string(), swapped.join(" "))] {
                tried += 1;
                caught += usize::from(Receipt::parse(&locator, &words).is_err_and(|e| e == ReceiptError::Checksum));
            }
        }
        // One byte lets 1 in 256 through; the verifier stops those.
        assert!(caught * 100 >= tried * 97, "{caught} of {tried}");
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(locator: [u8; 5], secret: [u8; 10], chinese: bool) {
            let list = if chinese { WordList::TraditionalChinese } else { WordList::English };
            let made = receipt(locator, secret, list);
            let read = Receipt::parse(&made.locator().to_string(), &made.words()).unwrap();
            prop_assert_eq!(read.locator(), made.locator());
            prop_assert_eq!(*read.secret, secret);
            prop_assert!(read.opens(&made.verifier()));
            prop_assert_eq!(Locator::parse(&made.locator().compact()).unwrap(), made.locator());
        }

        #[test]
        fn any_input_is_refused_or_read_but_never_breaks(locator in ".{0,40}", words in ".{0,200}") {
            let _ = Receipt::parse(&locator, &words);
        }

        #[test]
        fn another_secret_never_opens(locator: [u8; 5], one: [u8; 10], other: [u8; 10]) {
            prop_assume!(one != other);
            let made = receipt(locator, one, WordList::English);
            prop_assert!(!receipt(locator, other, WordList::English).opens(&made.verifier()));
            prop_assert!(!made.opens(&[]));
            prop_assert!(!made.opens(&[0; 32]));
        }
    }
}
