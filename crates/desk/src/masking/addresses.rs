//! Postal addresses, by the shape that each language gives them.

use super::letters::{Letter, at, is_break, is_cjk, mask, stands};
use super::{Mask, MaskKind};

/// Postal addresses by the shape each language gives them. `masks` holds what the others found: a telephone number behind an
/// address is none of its numbers.
pub(super) fn addresses(letters: &[Letter], masks: &mut Vec<Mask>) {
    let taken = Taken::of(letters, masks);
    for i in 0..letters.len() {
        if matches!(at(letters, i), '號' | '号') {
            east_asian_address(letters, i, masks);
        }
    }
    let word_starts = |i: usize| i == 0 || !at(letters, i - 1).is_alphanumeric();
    let mut i = 0;
    while i < letters.len() {
        let opened = OPENERS
            .iter()
            .find(|(word, _)| stands(letters, i, word) && (word_starts(i) || !word.is_ascii()))
            // Burmese: the word for a house's number also ends the word for a commemoration.
            .filter(|(word, _)| *word != "အမှတ်" || i == 0 || !is_burmese(at(letters, i - 1)))
            .filter(|(word, _)| {
                !word.ends_with(char::is_alphabetic)
                    || !word.is_ascii()
                    || !at(letters, i + word.chars().count()).is_alphabetic()
            });
        if let Some((word, number)) = opened {
            let length = word.chars().count();
            let before = if *number == Number::AfterName { number_before(letters, i, &taken) } else { None };
            let end = address_end(letters, i, length, *number, &taken)
                .or_else(|| before.map(|_| name_end(letters, i + length)));
            if let Some(end) = end {
                mask(letters, before.unwrap_or(i)..end, MaskKind::Address, masks);
                i = end;
                continue;
            }
        }
        if let Some((word, begin)) = NUMBER_FIRST
            .iter()
            .find(|word| stands(letters, i, word))
            .and_then(|word| Some((word, number_before(letters, i, &taken)?)))
        {
            let length = word.chars().count();
            let end = address_end(letters, i, length, Number::AfterName, &taken)
                .unwrap_or_else(|| name_end(letters, i + length));
            mask(letters, begin..end, MaskKind::Address, masks);
            i = end;
            continue;
        }
        if at(letters, i).is_ascii_digit()
            && word_starts(i)
            && !taken.holds(i)
            && let Some(end) = english_street(letters, i, &taken)
        {
            mask(letters, i..end, MaskKind::Address, masks);
            i = end;
            continue;
        }
        i += 1;
    }
}

/// A letter or mark of Burmese, its punctuation apart.
const fn is_burmese(c: char) -> bool {
    matches!(c, '\u{1000}'..='\u{1049}' | '\u{1050}'..='\u{109F}')
}

/// Letters that others have found to be something else.
struct Taken(Vec<bool>);

impl Taken {
    fn of(letters: &[Letter], masks: &[Mask]) -> Self {
        let mut masks: Vec<Mask> = masks.to_vec();
        masks.sort_by_key(|mask| mask.start);
        let mut next = masks.into_iter().peekable();
        let held = letters.iter().map(|letter| {
            while next.peek().is_some_and(|mask| mask.end <= letter.at) {
                next.next();
            }
            next.peek().is_some_and(|mask| mask.start <= letter.at)
        });
        Self(held.collect())
    }

    fn holds(&self, index: usize) -> bool {
        self.0.get(index).copied().unwrap_or(false)
    }
}

/// Where the number of a house begins that stands right before `opener`: `12 `, `No. 7, `, `lot 5A `, `123/4 `.
fn number_before(letters: &[Letter], opener: usize, taken: &Taken) -> Option<usize> {
    let mut i = opener;
    while i > 0 && matches!(at(letters, i - 1), ' ' | ',') && opener - i < 2 {
        i -= 1;
    }
    let end = i;
    // A letter may follow the number: 12a.
    if i > 1 && at(letters, i - 1).is_ascii_alphabetic() && at(letters, i - 2).is_ascii_digit() {
        i -= 1;
    }
    while i > 0 && (at(letters, i - 1).is_ascii_digit() || matches!(at(letters, i - 1), '/' | '-')) {
        i -= 1;
    }
    if i == end || end - i > 8 || !at(letters, i).is_ascii_digit() || taken.holds(i) {
        return None;
    }
    for word in ["no. ", "no ", "no.", "lot ", "unit ", "เลขที่ ", "เลขที่"] {
        let length = word.chars().count();
        if i >= length && stands(letters, i - length, word) {
            i -= length;
            break;
        }
    }
    (i == 0 || !at(letters, i - 1).is_alphanumeric() || !at(letters, i - 1).is_ascii()).then_some(i)
}

/// Where the name of a street ends: at a sign, or after four words; after forty letters where words are not set apart.
fn name_end(letters: &[Letter], start: usize) -> usize {
    let (mut i, mut words) = (start, 0);
    while i < letters.len() && i - start < 40 {
        let c = at(letters, i);
        if is_break(c) || matches!(c, ',' | '.') {
            break;
        }
        if c == ' ' && i > start {
            words += 1;
            // A script without spaces between words puts one behind the name.
            if words >= 4 || !at(letters, i - 1).is_ascii() {
                break;
            }
        }
        i += 1;
    }
    while i > start && at(letters, i - 1) == ' ' {
        i -= 1;
    }
    i
}

/// Where the number of an address must stand, so that "no. 1" or a street's name alone is no address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Number {
    /// Behind the word, sooner or later.
    After,
    /// Behind the word and a name, or before the word.
    AfterName,
    /// Right behind the word.
    AtOnce,
}

/// Words before which the number of a house stands.
const NUMBER_FIRST: &[&str] = &["ถนน", "ถ.", "ซอย", "ซ.", "หมู่", "ม.", "ตรอก"];

/// Words that open an address.
const OPENERS: &[(&str, Number)] = &[
    ("jalan ", Number::AfterName),
    ("jln. ", Number::AfterName),
    ("jln ", Number::AfterName),
    ("jl. ", Number::AfterName),
    ("jl.", Number::AfterName),
    ("jl ", Number::AfterName),
    ("gang ", Number::AfterName),
    ("lorong ", Number::AfterName),
    ("kampung ", Number::AfterName),
    ("บ้านเลขที่", Number::After),
    ("ที่อยู่", Number::After),
    ("مکان نمبر", Number::After),
    ("ہاؤس نمبر", Number::After),
    ("گلی نمبر", Number::After),
    ("فلیٹ نمبر", Number::After),
    ("मकान नंबर", Number::After),
    ("मकान नं", Number::After),
    ("फ्लैट नंबर", Number::After),
    ("घर नंबर", Number::After),
    ("বাড়ি নং", Number::After),
    ("বাসা নং", Number::After),
    ("হোল্ডিং নং", Number::After),
    ("house no", Number::After),
    ("house #", Number::After),
    ("flat no", Number::After),
    ("h.no", Number::After),
    ("door no", Number::After),
    ("số nhà", Number::After),
    ("ផ្ទះលេខ", Number::After),
    ("အမှတ်", Number::AtOnce),
    ("ගෙදර අංක", Number::After),
    ("வீட்டு எண்", Number::After),
    ("brgy. ", Number::AfterName),
    ("barangay ", Number::AfterName),
    // After "house no" and "flat no", which say more.
    ("house ", Number::AtOnce),
    ("flat ", Number::AtOnce),
    ("plot ", Number::AtOnce),
    ("apartment ", Number::AtOnce),
    ("apt. ", Number::AtOnce),
    ("apt ", Number::AtOnce),
];

/// Words that carry an address on after its first number.
const CARRIERS: &[&str] = &[
    "rt",
    "rw",
    "no",
    "blok",
    "block",
    "kel",
    "kec",
    "kelurahan",
    "kecamatan",
    "kota",
    "kab",
    "desa",
    "dusun",
    "street",
    "st",
    "road",
    "rd",
    "lane",
    "sector",
    "phase",
    "taman",
    "seksyen",
    "floor",
    "unit",
    "apt",
    "ซอย",
    "ซ.",
    "ถนน",
    "ถ.",
    "แขวง",
    "เขต",
    "ตำบล",
    "ต.",
    "อำเภอ",
    "อ.",
    "จังหวัด",
    "จ.",
    "หมู่",
    "ม.",
    "หมู่ที่",
    "گلی",
    "محلہ",
    "سیکٹر",
    "بلاک",
    "نمبر",
    "مکان",
    "سڑک",
    "روڈ",
    "फ्लैट",
    "गली",
    "सेक्टर",
    "নং",
    "রোড",
    "সড়ক",
    "đường",
    "phường",
    "quận",
    "ngõ",
    "hẻm",
    "ဝယ်",
    "လမ်း",
    "ရပ်ကွက်",
    "មុំ",
    "ផ្លូវ",
];

/// Where an address that opens at `start` ends: after its last number, carried on by the words above; at most 160 letters
/// and never over the end of a line, nor over what is something else. `None` when no number follows within 60 letters.
fn address_end(letters: &[Letter], start: usize, opener: usize, number: Number, taken: &Taken) -> Option<usize> {
    let mut i = start + opener;
    let mut last_number = None;
    let mut since = 0;
    let mut names = 0;
    // What lies between the last number and here: a word that carries on, any longer word, a comma.
    let (mut carried, mut words, mut comma) = (false, 0, false);
    while i < letters.len() && i - start < 160 && !taken.holds(i) {
        let c = at(letters, i);
        if matches!(c, '\n' | '\r' | '。' | '۔' | '!' | '?' | ';') {
            break;
        }
        if c.is_ascii_digit() {
            if number == Number::AfterName && names == 0 {
                return None;
            }
            let begin = i;
            while at(letters, i).is_ascii_digit()
                || (matches!(at(letters, i), '/' | '-') && at(letters, i + 1).is_ascii_digit())
            {
                i += 1;
            }
            // A postcode may follow the name of a town; any other number must be carried to the address.
            let postcode = (5..=6).contains(&(i - begin));
            if last_number.is_some() && !carried && !postcode && words > 0 {
                break;
            }
            // "12a"
            if at(letters, i).is_ascii_alphabetic() && !at(letters, i + 1).is_alphanumeric() {
                i += 1;
            }
            last_number = Some(i);
            (since, carried, words, comma) = (0, false, 0, false);
            continue;
        }
        if number == Number::AtOnce && last_number.is_none() && !matches!(c, ' ' | '#' | '(') {
            return None;
        }
        if c == ',' || c == '،' {
            comma = true;
        }
        if c.is_alphabetic() {
            names += 1;
            if i == 0 || !at(letters, i - 1).is_alphabetic() {
                let goes_on = CARRIERS.iter().any(|word| {
                    stands(letters, i, word) && (!word.is_ascii() || !at(letters, i + word.len()).is_alphabetic())
                });
                if goes_on {
                    (since, carried) = (0, true);
                } else if at(letters, i + 1).is_alphabetic() {
                    words += 1;
                    // A street's name is short; what goes on is a sentence.
                    if last_number.is_none() && number == Number::AfterName && words > 3 && c.is_ascii() {
                        return None;
                    }
                    // ", call …": what is said after the address is no part of it.
                    if last_number.is_some() && comma && words > 3 {
                        break;
                    }
                }
            }
        }
        since += 1;
        // Before the first number a street may have a long name; after it, only what carries the address on.
        if since > if last_number.is_none() { 60 } else { 24 } {
            break;
        }
        i += 1;
    }
    last_number
}

/// `221B Baker Street`, `12 Jurong East Avenue 4`: a number, one to four words with a capital, and a word for a street.
fn english_street(letters: &[Letter], start: usize, taken: &Taken) -> Option<usize> {
    const STREETS: &[&str] = &[
        "street",
        "st",
        "road",
        "rd",
        "avenue",
        "ave",
        "lane",
        "drive",
        "boulevard",
        "blvd",
        "crescent",
        "terrace",
        "close",
        "place",
        "marg",
        "nagar",
        "colony",
        "highway",
        "extension",
        "soi",
    ];
    let mut i = start;
    while at(letters, i).is_ascii_digit()
        || (matches!(at(letters, i), '/' | '-') && at(letters, i + 1).is_ascii_digit())
    {
        i += 1;
    }
    if i - start > 7 {
        return None;
    }
    if at(letters, i).is_ascii_alphabetic() && !at(letters, i + 1).is_alphanumeric() {
        i += 1;
    }
    if at(letters, i) == ',' {
        i += 1;
    }
    let mut words = 0;
    loop {
        if at(letters, i) != ' ' {
            return None;
        }
        i += 1;
        let begin = i;
        while at(letters, i).is_alphabetic() || matches!(at(letters, i), '\'' | '’') {
            i += 1;
        }
        if i == begin {
            return None;
        }
        let word: String = letters.get(begin..i).unwrap_or_default().iter().map(|l| l.c).collect();
        if words > 0 && STREETS.contains(&word.as_str()) {
            if at(letters, i) == '.' {
                i += 1;
            }
            // "Avenue 4", "#04-123", ", Singapore 650123": numbers that follow closely belong to it.
            let mut end = i;
            let mut look = i;
            while look < letters.len() && look < end + 24 && !taken.holds(look) {
                let c = at(letters, look);
                if matches!(c, '\n' | '.' | ';' | '!' | '?') {
                    break;
                }
                if c.is_ascii_digit() {
                    while at(letters, look).is_ascii_digit()
                        || (at(letters, look) == '-' && at(letters, look + 1).is_ascii_digit())
                    {
                        look += 1;
                    }
                    let follows: String = letters.get(i..look).unwrap_or_default().iter().map(|l| l.c).collect();
                    if follows.split_whitespace().count() <= 4 {
                        end = look;
                    }
                    continue;
                }
                look += 1;
            }
            return Some(end);
        }
        words += 1;
        if words > 4 {
            return None;
        }
    }
}

/// `臺北市大安區和平東路二段106號7樓`, `彌敦道100號`: a road, lane or block, a number, 號.
fn east_asian_address(letters: &[Letter], sign: usize, masks: &mut Vec<Mask>) {
    let numeral = |c: char| c.is_ascii_digit() || "一二三四五六七八九十百之-".contains(c);
    let mut start = sign;
    while start > 0 && numeral(at(letters, start - 1)) {
        start -= 1;
    }
    if start == sign || sign - start > 10 || start == 0 {
        return;
    }
    if !"路街巷弄段道村里鄰番目".contains(at(letters, start - 1)) {
        return;
    }
    let mut begin = start;
    let mut road = false;
    while begin > 0 && sign - begin < 40 {
        let c = at(letters, begin - 1);
        if is_break(c) || c == ' ' || "在於住到從往寄址".contains(c) {
            break;
        }
        if !(is_cjk(c) || c.is_ascii_digit() || c == '-') {
            break;
        }
        road |= "路街巷弄道村里".contains(c);
        begin -= 1;
    }
    if !road && at(letters, start - 1) != '目' && at(letters, start - 1) != '番' {
        return;
    }
    let mut end = sign + 1;
    for _ in 0..3 {
        let mut look = end;
        while look < end + 6 && (numeral(at(letters, look)) || at(letters, look) == 'b') {
            look += 1;
        }
        if look > end && matches!(at(letters, look), '樓' | '楼' | '室' | '座' | '層') {
            end = look + 1;
        } else if look > end && at(letters, end) == '之' {
            end = look;
        } else {
            break;
        }
    }
    mask(letters, begin..end, MaskKind::Address, masks);
}
