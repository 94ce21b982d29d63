//! Postal addresses, by the shape that each language gives them.

use super::letters::{Letter, at, is_break, is_cjk, mask, stands};
use super::{Mask, MaskKind};

/// Postal addresses by the shape each language gives them.
pub(super) fn addresses(letters: &[Letter], masks: &mut Vec<Mask>) {
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
            .filter(|(word, _)| {
                !word.ends_with(char::is_alphabetic)
                    || !word.is_ascii()
                    || !at(letters, i + word.chars().count()).is_alphabetic()
            });
        if let Some((word, needs_name)) = opened
            && let Some(end) = address_end(letters, i, word.chars().count(), *needs_name)
        {
            mask(letters, i..end, MaskKind::Address, masks);
            i = end;
            continue;
        }
        if at(letters, i).is_ascii_digit()
            && word_starts(i)
            && let Some(end) = english_street(letters, i)
        {
            mask(letters, i..end, MaskKind::Address, masks);
            i = end;
            continue;
        }
        i += 1;
    }
}

/// Words that open an address, and whether a name must follow before the number (so that "no. 1" alone is no address).
const OPENERS: &[(&str, bool)] = &[
    ("jalan ", true),
    ("jln. ", true),
    ("jln ", true),
    ("jl. ", true),
    ("jl.", true),
    ("jl ", true),
    ("gang ", true),
    ("lorong ", true),
    ("kampung ", true),
    ("บ้านเลขที่", false),
    ("ที่อยู่", false),
    ("مکان نمبر", false),
    ("ہاؤس نمبر", false),
    ("گلی نمبر", false),
    ("فلیٹ نمبر", false),
    ("मकान नंबर", false),
    ("मकान नं", false),
    ("फ्लैट नंबर", false),
    ("घर नंबर", false),
    ("বাড়ি নং", false),
    ("বাসা নং", false),
    ("হোল্ডিং নং", false),
    ("house no", false),
    ("house #", false),
    ("flat no", false),
    ("h.no", false),
    ("door no", false),
    ("số nhà", false),
    ("ផ្ទះលេខ", false),
    ("အမှတ်", false),
    ("ගෙදර අංක", false),
    ("வீட்டு எண்", false),
    ("brgy. ", true),
    ("barangay ", true),
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
/// and never over the end of a line. `None` when no number follows within 60 letters.
fn address_end(letters: &[Letter], start: usize, opener: usize, needs_name: bool) -> Option<usize> {
    let mut i = start + opener;
    let mut last_number = None;
    let mut since = 0;
    let mut names = 0;
    while i < letters.len() && i - start < 160 {
        let c = at(letters, i);
        if matches!(c, '\n' | '\r' | '。' | '۔' | '!' | '?' | ';') {
            break;
        }
        if c.is_ascii_digit() {
            if needs_name && names == 0 {
                return None;
            }
            while at(letters, i).is_ascii_digit()
                || (matches!(at(letters, i), '/' | '-') && at(letters, i + 1).is_ascii_digit())
            {
                i += 1;
            }
            last_number = Some(i);
            since = 0;
            continue;
        }
        if c.is_alphabetic() {
            names += 1;
            let carried = (i == 0 || !at(letters, i - 1).is_alphabetic())
                && CARRIERS.iter().any(|word| {
                    stands(letters, i, word) && (!word.is_ascii() || !at(letters, i + word.len()).is_alphabetic())
                });
            if carried {
                since = 0;
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
fn english_street(letters: &[Letter], start: usize) -> Option<usize> {
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
            while look < letters.len() && look < end + 24 {
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
