//! Words that are planted in cases, and every way in which bytes on a disk could spell them.
//!
//! Everything planted in one run holds the same mark: random letters of this run, and random letters of four other scripts. Whoever
//! finds the mark, however it is written, has found something that somebody told a helpline.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::File;
use std::io::Read as _;

use anyhow::Result;

/// Letters that no normalisation of the product changes, eight of each script.
const SCRIPTS: [[char; 8]; 4] = [
    ['ڑ', 'ک', 'ھ', 'ژ', 'گ', 'چ', 'پ', 'ٹ'],
    ['ก', 'ข', 'ค', 'ฆ', 'ง', 'จ', 'ญ', 'ฬ'],
    ['灣', '證', '據', '鑒', '龜', '鬱', '護', '讓'],
    ['ж', 'щ', 'ю', 'э', 'ф', 'ц', 'ы', 'ъ'],
];

/// Random bytes of the machine.
pub(super) fn random<const N: usize>() -> Result<[u8; N]> {
    let mut bytes = [0; N];
    File::open("/dev/urandom")?.read_exact(&mut bytes)?;
    Ok(bytes)
}

/// What all planted words of one run have in common.
#[derive(Debug, Clone)]
pub(super) struct Mark {
    letters: String,
    script: String,
}

impl Mark {
    pub(super) fn new() -> Result<Self> {
        loop {
            let mark = Self::of(random()?);
            // Only a mark that needs the last two signs of base64 tells its two alphabets apart.
            if (0..3).any(|shift| {
                base64(mark.script.as_bytes(), shift, *b"+/") != base64(mark.script.as_bytes(), shift, *b"-_")
            }) {
                return Ok(mark);
            }
        }
    }

    fn of(bytes: [u8; 20]) -> Self {
        let (first, rest) = bytes.split_at(12);
        let letters = first.iter().map(|byte| char::from(b'a' + byte % 26)).collect();
        let script = rest
            .iter()
            .zip(SCRIPTS.iter().cycle())
            .filter_map(|(byte, list)| list.get(usize::from(byte % 8)))
            .collect();
        Self { letters, script }
    }

    /// A word to plant: what it is planted as, and the number of the case.
    pub(super) fn word(&self, what: &str, number: usize) -> String {
        format!("{}-{what}-{number:03}-{}", self.letters, self.script)
    }

    /// Every way of writing it.
    pub(super) fn spellings(&self) -> Vec<Spelling> {
        let capitals = self.letters.to_uppercase();
        [self.letters.as_str(), &capitals, &self.script].into_iter().flat_map(spellings).collect()
    }
}

/// Bytes to look for, and what they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Spelling {
    pub(super) how: &'static str,
    pub(super) bytes: Vec<u8>,
}

/// Every way of writing a text: UTF-8, UTF-16 both ways round, base64 wherever it begins and in both alphabets, hexadecimal,
/// percent signs, JSON's escapes.
pub(super) fn spellings(text: &str) -> Vec<Spelling> {
    let plain = text.as_bytes();
    let units: Vec<u16> = text.encode_utf16().collect();
    let each = |write: fn(&mut String, u8) -> std::fmt::Result| {
        let mut all = String::new();
        for byte in plain {
            let _ = write(&mut all, *byte);
        }
        all.into_bytes()
    };
    let mut all = vec![
        ("UTF-8", plain.to_vec()),
        ("UTF-16, low byte first", units.iter().flat_map(|unit| unit.to_le_bytes()).collect()),
        ("UTF-16, high byte first", units.iter().flat_map(|unit| unit.to_be_bytes()).collect()),
        ("hexadecimal", each(|all, byte| write!(all, "{byte:02x}"))),
        ("hexadecimal in capitals", each(|all, byte| write!(all, "{byte:02X}"))),
        ("percent signs", each(|all, byte| write!(all, "%{byte:02x}"))),
        ("percent signs in capitals", each(|all, byte| write!(all, "%{byte:02X}"))),
        ("JSON escapes", units.iter().flat_map(|unit| format!("\\u{unit:04x}").into_bytes()).collect()),
        ("JSON escapes in capitals", units.iter().flat_map(|unit| format!("\\u{unit:04X}").into_bytes()).collect()),
    ];
    for shift in 0..3 {
        all.push(("base64", base64(plain, shift, *b"+/")));
        all.push(("base64 for addresses", base64(plain, shift, *b"-_")));
    }
    let mut seen = BTreeMap::new();
    for (how, bytes) in all {
        seen.entry(bytes).or_insert(how);
    }
    seen.into_iter().map(|(bytes, how)| Spelling { how, bytes }).collect()
}

/// The signs of base64 that a text makes by itself when `shift` bytes stand before it in its group of three (RFC 4648); those that its
/// neighbours have a part in are left out.
fn base64(text: &[u8], shift: usize, last: [u8; 2]) -> Vec<u8> {
    let sign = |six: u8| match six {
        0..=25 => b'A' + six,
        26..=51 => b'a' + six - 26,
        52..=61 => b'0' + six - 52,
        62 => last[0],
        _ => last[1],
    };
    let bit = |at: usize| text.get(at / 8).map_or(0, |byte| byte >> (7 - at % 8) & 1);
    // Signs begin every six bits of the whole; the text begins `shift` bytes into it.
    let begin = (6 - shift * 8 % 6) % 6;
    (begin..)
        .step_by(6)
        .take_while(|at| at + 6 <= text.len() * 8)
        .map(|at| sign((at..at + 6).fold(0, |six, at| six << 1 | bit(at))))
        .collect()
}

/// Base64 of whole bytes.
pub(super) fn written_as_base64(bytes: &[u8]) -> String {
    let mut padded = bytes.to_vec();
    padded.resize(bytes.len().next_multiple_of(3), 0);
    let filling = padded.len() - bytes.len();
    let mut text: String = base64(&padded, 0, *b"+/").into_iter().map(char::from).collect();
    text.truncate(text.len() - filling);
    text.push_str("==".get(..filling).unwrap_or(""));
    text
}

/// Everything that was planted.
#[derive(Debug)]
pub(super) struct Planted {
    pub(super) mark: Mark,
    pub(super) words: Vec<Word>,
}

/// One planted word.
#[derive(Debug, Clone)]
pub(super) struct Word {
    pub(super) case: usize,
    pub(super) what: &'static str,
    pub(super) text: String,
    /// Whether whoever holds the case must see it on the case's page in the end.
    pub(super) stays: bool,
}

impl Planted {
    pub(super) fn new() -> Result<Self> {
        Ok(Self { mark: Mark::new()?, words: Vec::new() })
    }

    /// A word that stands in the case from now on.
    pub(super) fn kept(&mut self, what: &'static str, case: usize) -> String {
        self.plant(what, case, true)
    }

    /// A word that is typed and shown again, or is nowhere to be seen on the case's page.
    pub(super) fn passing(&mut self, what: &'static str, case: usize) -> String {
        self.plant(what, case, false)
    }

    fn plant(&mut self, what: &'static str, case: usize, stays: bool) -> String {
        let text = self.mark.word(what, case);
        self.words.push(Word { case, what, text: text.clone(), stays });
        text
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(in super::super) fn mark() -> Mark {
        Mark::of(*b"0123456789abcdefghij")
    }

    #[test]
    fn base64_is_known_wherever_the_text_begins() {
        for (shift, before) in ["", "x", "xy"].iter().enumerate() {
            let whole = written_as_base64(format!("{before}Saksi?~ž and more").as_bytes());
            let whole = whole.as_bytes();
            let part = base64("Saksi?~ž".as_bytes(), shift, *b"+/");
            assert!(part.len() >= 10);
            assert!(
                whole.windows(part.len()).any(|window| window == part),
                "{shift}: {}",
                String::from_utf8_lossy(&part)
            );
        }
        for (plain, written) in [("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg==")] {
            assert_eq!(written_as_base64(plain.as_bytes()), written, "the vectors of RFC 4648");
        }
    }

    #[test]
    fn a_mark_is_in_every_planted_word_and_has_all_its_spellings() {
        let mark = mark();
        let word = mark.word("text", 7);
        assert!(word.contains(&mark.letters) && word.contains(&mark.script) && word.contains("-text-007-"));
        assert_eq!((mark.letters.len(), mark.script.chars().count()), (12, 8));
        assert!(word.chars().count() <= 40, "a tag holds it");
        let ways: std::collections::BTreeSet<&str> = mark.spellings().iter().map(|spelling| spelling.how).collect();
        assert_eq!(ways.len(), 11, "{ways:?}");
        assert!(
            mark.spellings().iter().all(|spelling| spelling.bytes.len() >= 12),
            "nothing short enough to be met by chance"
        );
    }
}
