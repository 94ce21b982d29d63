//! Finds what must not be shown: telephone numbers, e-mail and postal addresses, identity and account numbers of the
//! region, and the words that a checker marks.
//!
//! The text itself is never changed: a mask is a span with a kind, and [`apply`] makes the text to show. So the original
//! stays matchable while the public page shows `[telephone number]`. This module does no I/O and is linear in the text.
//!
//! Rules of thumb, each with a test: a number with a checksum (Taiwan, Hong Kong, Thailand, India, Singapore, Korea, bank
//! cards, IBAN) is masked when the checksum fits; a number without one needs its usual grouping, a leading zero or plus
//! sign, or a word such as "rekening" or "電話" before it. Years, dates, times, amounts of money and the paths of links are
//! left alone: a checker needs them, and so does the reader.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// What kind of thing is masked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MaskKind {
    /// A telephone number.
    Telephone,
    /// An e-mail address.
    Email,
    /// A postal address.
    Address,
    /// A number of an identity document.
    Identity,
    /// A bank account or card number.
    Account,
    /// A name or other words that a checker marked.
    Name,
}

impl MaskKind {
    /// Every kind.
    pub const ALL: [Self; 6] = [Self::Telephone, Self::Email, Self::Address, Self::Identity, Self::Account, Self::Name];

    /// What stands in the text instead; [`localise`] puts it into the reader's language.
    pub const fn placeholder(self) -> &'static str {
        match self {
            Self::Telephone => "[telephone number]",
            Self::Email => "[e-mail address]",
            Self::Address => "[postal address]",
            Self::Identity => "[identity number]",
            Self::Account => "[account number]",
            Self::Name => "[name]",
        }
    }

    /// The message key that says it in the reader's language.
    pub const fn message(self) -> &'static str {
        match self {
            Self::Telephone => "desk-mask-telephone",
            Self::Email => "desk-mask-email",
            Self::Address => "desk-mask-address",
            Self::Identity => "desk-mask-identity",
            Self::Account => "desk-mask-account",
            Self::Name => "desk-mask-name",
        }
    }
}

/// A span of a text that must not be shown, in bytes, on character boundaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mask {
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
    /// What it is.
    pub kind: MaskKind,
}

/// Everything personal that can be recognised, in order, without overlap.
pub fn find(text: &str) -> Vec<Mask> {
    let letters = read(text);
    let links = links(&letters);
    let mut masks = Vec::new();
    emails(&letters, &mut masks);
    addresses(&letters, &mut masks);
    lettered_identities(&letters, &links, &mut masks);
    numbers(&letters, &links, &mut masks);
    tidy(masks)
}

/// What is recognised and what a checker marked, together, in order, without overlap.
pub fn find_with(text: &str, marked: &[Mask]) -> Vec<Mask> {
    let mut all = find(text);
    all.extend(marked.iter().filter(|m| text.get(m.start..m.end).is_some_and(|span| !span.is_empty())));
    tidy(all)
}

/// Every occurrence of words that a checker wants masked, as marks; case does not matter for ASCII letters.
pub fn mark_words(text: &str, words: &[String]) -> Vec<Mask> {
    let mut marks = Vec::new();
    let lower = text.to_ascii_lowercase();
    for word in words.iter().map(|w| w.trim().to_ascii_lowercase()).filter(|w| !w.is_empty()) {
        for (start, found) in lower.match_indices(&word) {
            marks.push(Mask { start, end: start + found.len(), kind: MaskKind::Name });
        }
    }
    tidy(marks)
}

/// The text with a placeholder for every mask.
pub fn apply(text: &str, masks: &[Mask]) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut from = 0;
    for mask in masks {
        if let Some(before) = text.get(from..mask.start) {
            shown.push_str(before);
            shown.push_str(mask.kind.placeholder());
            from = mask.end;
        }
    }
    shown.push_str(text.get(from..).unwrap_or_default());
    shown
}

/// A text with everything recognised masked.
pub fn masked(text: &str) -> String {
    apply(text, &find(text))
}

/// Puts the placeholders of a masked text into the reader's language.
pub fn localise(masked: &str, name: impl Fn(MaskKind) -> String) -> String {
    let mut text = masked.to_owned();
    for kind in MaskKind::ALL {
        if text.contains(kind.placeholder()) {
            text = text.replace(kind.placeholder(), &format!("[{}]", name(kind)));
        }
    }
    text
}

/// A masked text as what stands between the placeholders and what each of them stands for, in order.
pub fn pieces(masked: &str) -> Vec<Result<&str, MaskKind>> {
    let mut pieces = Vec::new();
    let mut rest = masked;
    while let Some((at, kind)) =
        MaskKind::ALL.into_iter().filter_map(|kind| Some((rest.find(kind.placeholder())?, kind))).min()
    {
        let (before, after) = rest.split_at(at);
        if !before.is_empty() {
            pieces.push(Ok(before));
        }
        pieces.push(Err(kind));
        rest = after.get(kind.placeholder().len()..).unwrap_or_default();
    }
    if !rest.is_empty() {
        pieces.push(Ok(rest));
    }
    pieces
}

/// Sorts, and joins what overlaps; the first and longer mask gives its kind.
fn tidy(mut masks: Vec<Mask>) -> Vec<Mask> {
    masks.retain(|m| m.start < m.end);
    masks.sort_by_key(|m| (m.start, usize::MAX - m.end));
    let mut tidy: Vec<Mask> = Vec::with_capacity(masks.len());
    for mask in masks {
        match tidy.last_mut() {
            Some(last) if mask.start < last.end => last.end = last.end.max(mask.end),
            _ => tidy.push(mask),
        }
    }
    tidy
}

/// One character with its place and its plain form: native digits and full-width forms become ASCII.
#[derive(Clone, Copy)]
struct Letter {
    at: usize,
    end: usize,
    c: char,
}

/// The zeros of the decimal digits of the region's scripts (Unicode `Nd`); nine more digits follow each.
const ZEROS: [u32; 25] = [
    0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66, 0x0DE6, 0x0E50,
    0x0ED0, 0x0F20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1B50, 0x1BB0, 0xA900, 0xA9D0, 0xFF10,
];

fn read(text: &str) -> Vec<Letter> {
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

fn at(letters: &[Letter], index: usize) -> char {
    letters.get(index).map_or('\0', |l| l.c)
}

fn mask(letters: &[Letter], range: Range<usize>, kind: MaskKind, masks: &mut Vec<Mask>) {
    if let (Some(first), Some(last)) = (letters.get(range.start), letters.get(range.end.wrapping_sub(1))) {
        masks.push(Mask { start: first.at, end: last.end, kind });
    }
}

/// Whether `word` (lower case) stands at `index`.
fn stands(letters: &[Letter], index: usize, word: &str) -> bool {
    word.chars().enumerate().all(|(i, c)| at(letters, index + i) == c)
}

/// Links, as ranges of letters: nothing inside is masked except the numbers of `wa.me` and the like.
fn links(letters: &[Letter]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    while start < letters.len() {
        let inside = |i: usize| {
            at(letters, i).is_ascii()
                && !at(letters, i).is_whitespace()
                && !matches!(at(letters, i), '\0' | '<' | '>' | '"')
        };
        if !inside(start) {
            start += 1;
            continue;
        }
        let mut end = start;
        while end < letters.len() && inside(end) {
            end += 1;
        }
        let token: String = letters.get(start..end).unwrap_or_default().iter().map(|l| l.c).collect();
        let begin = ["http://", "https://", "www."]
            .iter()
            .filter_map(|p| token.find(p))
            .min()
            .or_else(|| schemeless(&token).then_some(0));
        if let Some(begin) = begin {
            let personal = ["wa.me/", "api.whatsapp.com", "whatsapp://", "t.me/+"].iter().any(|p| token.contains(p));
            if !personal {
                found.push(start + begin..end);
            }
        }
        start = end;
    }
    found
}

/// `host.tld/path` without a scheme.
fn schemeless(token: &str) -> bool {
    let Some((host, _)) = token.split_once('/') else { return false };
    host.split('.').count() >= 2
        && host.rsplit('.').next().is_some_and(|tld| tld.len() >= 2 && tld.chars().all(|c| c.is_ascii_alphabetic()))
        && !host.contains('@')
}

fn emails(letters: &[Letter], masks: &mut Vec<Mask>) {
    let local = |c: char| c.is_alphanumeric() && !is_cjk(c) || matches!(c, '.' | '_' | '%' | '+' | '-');
    let domain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
    for (i, _) in letters.iter().enumerate().filter(|(_, l)| l.c == '@') {
        let mut start = i;
        while start > 0 && local(at(letters, start - 1)) {
            start -= 1;
        }
        let mut end = i + 1;
        while domain(at(letters, end)) {
            end += 1;
        }
        while end > i + 1 && matches!(at(letters, end - 1), '.' | '-') {
            end -= 1;
        }
        let host: String = letters.get(i + 1..end).unwrap_or_default().iter().map(|l| l.c).collect();
        let dotted = host.rsplit_once('.').is_some_and(|(name, tld)| !name.is_empty() && tld.len() >= 2);
        if start < i && dotted {
            mask(letters, start..end, MaskKind::Email, masks);
        }
    }
}

fn is_cjk(c: char) -> bool {
    matches!(u32::from(c), 0x3040..=0x30FF | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x2_0000..=0x3_FFFF)
}

fn is_break(c: char) -> bool {
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

/// Postal addresses by the shape each language gives them.
fn addresses(letters: &[Letter], masks: &mut Vec<Mask>) {
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

/// Identity numbers that begin with letters.
fn lettered_identities(letters: &[Letter], links: &[Range<usize>], masks: &mut Vec<Mask>) {
    for start in 0..letters.len() {
        let boundary = start == 0 || !at(letters, start - 1).is_ascii_alphanumeric();
        if !boundary || !at(letters, start).is_ascii_alphabetic() || inside(links, start) {
            continue;
        }
        let mut end = start;
        while at(letters, end).is_ascii_alphanumeric() && end - start < 40 {
            end += 1;
        }
        let word: String = letters.get(start..end).unwrap_or_default().iter().map(|l| l.c).collect();
        let bytes = word.as_bytes();
        if taiwan_identity(bytes) || singapore_identity(bytes) || india_pan(bytes) {
            mask(letters, start..end, MaskKind::Identity, masks);
            continue;
        }
        // IBAN (ISO 13616) may be grouped by four.
        if bytes.len() >= 4
            && let Some(iban_end) = iban(letters, start)
        {
            mask(letters, start..iban_end, MaskKind::Account, masks);
            continue;
        }
        // HKID: one or two letters, six digits, a check character that may stand in brackets.
        let (body, tail) = (word.as_str(), end);
        let open = usize::from(at(letters, tail) == '(');
        let check = at(letters, tail + open);
        let closed = open == 0 || at(letters, tail + 2) == ')';
        if open == 1 && closed && hong_kong_identity(body, check) {
            mask(letters, start..tail + 3, MaskKind::Identity, masks);
        } else if let Some((front, last)) = body.split_at_checked(body.len().saturating_sub(1))
            && hong_kong_identity(front, last.chars().next().unwrap_or('\0'))
        {
            mask(letters, start..end, MaskKind::Identity, masks);
        } else if labelled(letters, start, IDENTITY_WORDS)
            && (6..=20).contains(&bytes.len())
            && bytes.iter().filter(|b| b.is_ascii_digit()).count() >= 5
        {
            mask(letters, start..end, MaskKind::Identity, masks);
        }
    }
}

fn inside(links: &[Range<usize>], index: usize) -> bool {
    links.iter().any(|link| link.contains(&index))
}

fn digits_of(bytes: &[u8]) -> Option<Vec<u32>> {
    bytes.iter().map(|b| char::from(*b).to_digit(10)).collect()
}

/// National Identification Number and resident certificate of Taiwan: a letter, nine digits (or a second letter on older
/// certificates), weighted sum divisible by ten.
fn taiwan_identity(word: &[u8]) -> bool {
    const ORDER: &[u8; 26] = b"abcdefghjklmnpqrstuvxywzio";
    let [letter, second, rest @ ..] = word else { return false };
    if rest.len() != 8 {
        return false;
    }
    let place = |b: u8| ORDER.iter().position(|o| *o == b).and_then(|p| u32::try_from(p + 10).ok());
    let (Some(first), Some(rest)) = (place(*letter), digits_of(rest)) else { return false };
    let second = match *second {
        b'1' | b'2' | b'8' | b'9' => u32::from(*second - b'0'),
        b'a'..=b'd' => place(*second).map_or(0, |v| v % 10),
        _ => return false,
    };
    let weights = [7, 6, 5, 4, 3, 2, 1, 1];
    let sum = first / 10 + first % 10 * 9 + second * 8 + rest.iter().zip(weights).map(|(d, w)| d * w).sum::<u32>();
    sum.is_multiple_of(10)
}

/// NRIC and FIN of Singapore.
fn singapore_identity(word: &[u8]) -> bool {
    let [prefix @ (b's' | b't' | b'f' | b'g' | b'm'), body @ .., check] = word else { return false };
    let Some(digits) = digits_of(body).filter(|d| d.len() == 7) else { return false };
    let mut sum: u32 = digits.iter().zip([2, 7, 6, 5, 4, 3, 2]).map(|(d, w)| d * w).sum();
    let table: &[u8; 11] = match prefix {
        b's' | b't' => b"jzihgfedcba",
        b'm' => b"xwutrqpnjlk",
        _ => b"xwutrqpnmlk",
    };
    match prefix {
        b't' | b'g' => sum += 4,
        b'm' => sum += 3,
        _ => {}
    }
    let place = usize::try_from(sum % 11).unwrap_or(0);
    let place = if *prefix == b'm' { 10 - place } else { place };
    table.get(place) == Some(check)
}

/// Permanent account number of India: five letters (the fourth says whose), four digits, a letter.
fn india_pan(word: &[u8]) -> bool {
    word.len() == 10
        && word
            .iter()
            .enumerate()
            .all(|(i, b)| if (5..9).contains(&i) { b.is_ascii_digit() } else { b.is_ascii_alphabetic() })
        && word.get(3).is_some_and(|b| b"pcahfbtgjl".contains(b))
}

/// Identity card of Hong Kong: weighted sum of letters (A = 10, space = 36) and digits divisible by eleven.
fn hong_kong_identity(body: &str, check: char) -> bool {
    let letters = body.chars().take_while(char::is_ascii_alphabetic).count();
    let digits: Vec<u32> = body.chars().skip(letters).filter_map(|c| c.to_digit(10)).collect();
    if !(1..=2).contains(&letters) || digits.len() != 6 || body.len() != letters + 6 {
        return false;
    }
    let check = match check {
        'a' => 10,
        c => match c.to_digit(10) {
            Some(digit) => digit,
            None => return false,
        },
    };
    let mut values: Vec<u32> = Vec::new();
    if letters == 1 {
        values.push(36);
    }
    values.extend(body.chars().take(letters).filter_map(|c| c.to_digit(36)));
    values.extend(digits);
    let sum: u32 = values.iter().zip((2..=9).rev()).map(|(v, w)| v * w).sum::<u32>() + check;
    sum.is_multiple_of(11)
}

fn iban(letters: &[Letter], start: usize) -> Option<usize> {
    let mut text = String::new();
    let mut end = start;
    while text.len() < 34 {
        let c = at(letters, end);
        if c.is_ascii_alphanumeric() {
            text.push(c);
            end += 1;
        } else if c == ' ' && text.len().is_multiple_of(4) && at(letters, end + 1).is_ascii_alphanumeric() {
            // A group of an IBAN holds a digit sooner or later; stop where only words follow.
            end += 1;
        } else {
            break;
        }
        if text.len() >= 15 && !at(letters, end).is_ascii_alphanumeric() && iban_fits(&text) {
            return Some(end);
        }
    }
    None
}

fn iban_fits(text: &str) -> bool {
    let bytes = text.as_bytes();
    let Some((head, rest)) = bytes.split_at_checked(4) else { return false };
    let (country, check) = head.split_at(2);
    if !(country.iter().all(u8::is_ascii_alphabetic) && check.iter().all(u8::is_ascii_digit)) {
        return false;
    }
    let value = rest.iter().chain(head).try_fold(0_u32, |sum, b| {
        let v = char::from(*b).to_digit(36)?;
        Some(if v > 9 { (sum * 100 + v) % 97 } else { (sum * 10 + v) % 97 })
    });
    value == Some(1)
}

/// Luhn's check (ISO/IEC 7812-1).
fn luhn(digits: &[u32]) -> bool {
    let sum: u32 =
        digits.iter().rev().enumerate().map(|(i, d)| if i % 2 == 1 { d * 2 / 10 + d * 2 % 10 } else { *d }).sum();
    sum.is_multiple_of(10)
}

/// Verhoeff's check (1969), as Aadhaar uses it.
fn verhoeff(digits: &[u32]) -> bool {
    const D: [[u8; 10]; 10] = [
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
        [1, 2, 3, 4, 0, 6, 7, 8, 9, 5],
        [2, 3, 4, 0, 1, 7, 8, 9, 5, 6],
        [3, 4, 0, 1, 2, 8, 9, 5, 6, 7],
        [4, 0, 1, 2, 3, 9, 5, 6, 7, 8],
        [5, 9, 8, 7, 6, 0, 4, 3, 2, 1],
        [6, 5, 9, 8, 7, 1, 0, 4, 3, 2],
        [7, 6, 5, 9, 8, 2, 1, 0, 4, 3],
        [8, 7, 6, 5, 9, 3, 2, 1, 0, 4],
        [9, 8, 7, 6, 5, 4, 3, 2, 1, 0],
    ];
    const P: [[u8; 10]; 8] = [
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
        [1, 5, 7, 6, 2, 8, 3, 0, 9, 4],
        [5, 8, 0, 3, 7, 9, 6, 1, 4, 2],
        [8, 9, 1, 6, 0, 4, 3, 5, 2, 7],
        [9, 4, 5, 3, 1, 2, 6, 8, 7, 0],
        [4, 2, 8, 6, 5, 7, 3, 9, 0, 1],
        [2, 7, 9, 3, 8, 0, 6, 4, 1, 5],
        [7, 0, 4, 6, 9, 1, 3, 2, 5, 8],
    ];
    let mut check = 0_usize;
    for (i, digit) in digits.iter().rev().enumerate() {
        let place = usize::try_from(*digit).unwrap_or(0);
        let permuted = P.get(i % 8).and_then(|row| row.get(place)).copied().map_or(0, usize::from);
        check = D.get(check).and_then(|row| row.get(permuted)).copied().map_or(0, usize::from);
    }
    check == 0
}

/// Identity number of Thailand: thirteen digits with a check digit.
fn thai_identity(digits: &[u32]) -> bool {
    let (Some((check, body)), 13) = (digits.split_last(), digits.len()) else { return false };
    let sum: u32 = body.iter().zip((2..=13).rev()).map(|(d, w)| d * w).sum();
    digits.first() != Some(&0) && (11 - sum % 11) % 10 == *check
}

fn value(digits: &[u32], range: Range<usize>) -> u32 {
    digits.get(range).unwrap_or_default().iter().fold(0, |v, d| v * 10 + d)
}

fn is_month_day(month: u32, day: u32) -> bool {
    (1..=12).contains(&month) && (1..=31).contains(&day)
}

const TELEPHONE_WORDS: &[&str] = &[
    "tel",
    "phone",
    "call",
    "mobile",
    "whatsapp",
    "wa",
    "hp",
    "sms",
    "fax",
    "hotline",
    "contact",
    "hubungi",
    "telp",
    "telepon",
    "nomor",
    "電話",
    "手機",
    "電洽",
    "聯絡",
    "专线",
    "專線",
    "致電",
    "電",
    "โทร",
    "เบอร์",
    "فون",
    "رابطہ",
    "موبائل",
    "फोन",
    "मोबाइल",
    "संपर्क",
    "ফোন",
    "মোবাইল",
    "điện thoại",
    "sđt",
    "전화",
    "電話番号",
    "携帯",
    "ទូរស័ព្ទ",
    "ဖုန်း",
    "දුරකථන",
    "தொலைபேசி",
    "viber",
    "line",
];
const ACCOUNT_WORDS: &[&str] = &[
    "account",
    "acct",
    "a/c",
    "acc no",
    "rekening",
    "norek",
    "no rek",
    "no. rek",
    "bca",
    "mandiri",
    "bri",
    "bni",
    "帳號",
    "帳戶",
    "账号",
    "账户",
    "戶口",
    "匯款",
    "轉帳",
    "บัญชี",
    "اکاؤنٹ",
    "खाता",
    "অ্যাকাউন্ট",
    "tài khoản",
    "stk",
    "계좌",
    "口座",
    "gcash",
    "jazzcash",
    "easypaisa",
    "bkash",
    "akaun",
];
const IDENTITY_WORDS: &[&str] = &[
    "nik",
    "ktp",
    "cnic",
    "nid",
    "nric",
    "mykad",
    "no ic",
    "no. ic",
    "aadhaar",
    "aadhar",
    "passport",
    "paspor",
    "identity",
    "id card",
    "id no",
    "身分證",
    "身份證",
    "身份证",
    "護照",
    "บัตรประชาชน",
    "พาสปอร์ต",
    "شناختی کارڈ",
    "आधार",
    "পরিচয়পত্র",
    "cccd",
    "cmnd",
    "주민등록",
    "マイナンバー",
    "philsys",
    "sss",
    "tin",
    "nrc",
    "နိုင်ငံသားစိစစ်ရေး",
    "អត្តសញ្ញាណប័ណ្ណ",
    "නැවත හැඳුනුම්පත්",
];

/// Whether one of the words stands in the 24 letters before, in the same line.
fn labelled(letters: &[Letter], start: usize, words: &[&str]) -> bool {
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

/// A run of digits without separator.
struct Group {
    start: usize,
    end: usize,
    digits: Vec<u32>,
    /// What stands between this group and the next.
    separator: char,
}

/// Numbers: telephone, identity, account. Runs of digits with single separators are read as one, then in parts.
fn numbers(letters: &[Letter], links: &[Range<usize>], masks: &mut Vec<Mask>) {
    let mut i = 0;
    while i < letters.len() {
        if !at(letters, i).is_ascii_digit() || inside(links, i) {
            i += 1;
            continue;
        }
        let mut groups: Vec<Group> = Vec::new();
        loop {
            let start = i;
            while at(letters, i).is_ascii_digit() {
                i += 1;
            }
            let digits = letters.get(start..i).unwrap_or_default().iter().filter_map(|l| l.c.to_digit(10)).collect();
            let mut next = i;
            let mut separator = '\0';
            while next < i + 3 && matches!(at(letters, next), ' ' | '-' | '.' | '(' | ')' | '/') {
                if separator == '\0' || separator == ' ' {
                    separator = at(letters, next);
                }
                next += 1;
            }
            let goes_on = at(letters, next).is_ascii_digit() && groups.len() < 11;
            groups.push(Group { start, end: i, digits, separator: if goes_on { separator } else { '\0' } });
            if !goes_on {
                break;
            }
            i = next;
        }
        read_groups(letters, &groups, masks);
    }
}

fn read_groups(letters: &[Letter], groups: &[Group], masks: &mut Vec<Mask>) {
    let mut from = 0;
    while from < groups.len() {
        let found = (from + 1..=groups.len()).rev().find_map(|to| {
            let part = groups.get(from..to)?;
            classify(letters, part).map(|kind| (to, kind))
        });
        match found {
            Some((to, kind)) => {
                if let (Some(first), Some(last)) = (groups.get(from), groups.get(to - 1)) {
                    let mut start = first.start;
                    let closes = (first.start..last.end).any(|i| at(letters, i) == ')');
                    while start > 0 && (at(letters, start - 1) == '+' || closes && at(letters, start - 1) == '(') {
                        start -= 1;
                    }
                    // The check letter of some identity numbers stands behind the digits.
                    let letter = kind == MaskKind::Identity && matches!(at(letters, last.end), 'v' | 'x');
                    mask(letters, start..last.end + usize::from(letter), kind, masks);
                }
                from = to;
            }
            None => from += 1,
        }
    }
}

fn classify(letters: &[Letter], groups: &[Group]) -> Option<MaskKind> {
    let (first, last) = (groups.first()?, groups.last()?);
    let digits: Vec<u32> = groups.iter().flat_map(|g| g.digits.iter().copied()).collect();
    let lengths: Vec<usize> = groups.iter().map(|g| g.digits.len()).collect();
    let length = digits.len();
    let separators: Vec<char> = groups.iter().take(groups.len() - 1).map(|g| g.separator).collect();
    let before = at_before(letters, first.start);
    let plus = before == '+' || (before == '(' && at_before(letters, first.start - 1) == '+');
    let after = at(letters, last.end);

    if !(6..=20).contains(&length) || after.is_ascii_alphabetic() && after != 'x' {
        return old_lanka(letters, groups);
    }
    if before.is_ascii_alphabetic() && !labelled(letters, first.start, TELEPHONE_WORDS) {
        return None;
    }
    if plus {
        return (8..=15).contains(&length).then_some(MaskKind::Telephone);
    }
    if is_date_or_time(&lengths, &digits, &separators) || is_amount(letters, groups, &lengths, &separators) {
        return None;
    }
    // Identity numbers with a checksum or an unmistakable shape.
    match (length, lengths.as_slice()) {
        (13, _) if thai_identity(&digits) && usual(&lengths, &[&[13], &[1, 4, 5, 2, 1]]) => {
            return Some(MaskKind::Identity);
        }
        (13, [5, 7, 1]) => return Some(MaskKind::Identity),
        (13, [6, 7])
            if is_month_day(value(&digits, 2..4), value(&digits, 4..6))
                && digits.get(6).is_some_and(|d| (1..=8).contains(d)) =>
        {
            return Some(MaskKind::Identity);
        }
        (12, [12] | [4, 4, 4]) if verhoeff(&digits) && digits.first().is_some_and(|d| *d > 1) => {
            return Some(MaskKind::Identity);
        }
        (12, [6, 2, 4]) if is_month_day(value(&digits, 2..4), value(&digits, 4..6)) => return Some(MaskKind::Identity),
        (12, [12]) if viet_identity(&digits) => return Some(MaskKind::Identity),
        (16, [4, 4, 4, 4]) if luhn(&digits) => return Some(MaskKind::Account),
        (16, [16] | [4, 4, 4, 4] | [6, 6, 4]) if indonesian_identity(&digits) => return Some(MaskKind::Identity),
        (18, [18]) if chinese_identity(&digits, None) => return Some(MaskKind::Identity),
        (17, [17]) if after == 'x' && chinese_identity(&digits, Some(10)) => return Some(MaskKind::Identity),
        _ => {}
    }
    if (6..=20).contains(&length) && labelled(letters, first.start, IDENTITY_WORDS) {
        return Some(MaskKind::Identity);
    }
    if (13..=19).contains(&length)
        && digits.first().is_some_and(|d| (3..=6).contains(d))
        && luhn(&digits)
        && (lengths.len() == 1 || lengths.iter().take(lengths.len() - 1).all(|l| (4..=6).contains(l)))
    {
        return Some(MaskKind::Account);
    }
    if (8..=20).contains(&length) && labelled(letters, first.start, ACCOUNT_WORDS) {
        return Some(MaskKind::Account);
    }
    if is_telephone(letters, first.start, &digits, &lengths) {
        return Some(MaskKind::Telephone);
    }
    None
}

fn at_before(letters: &[Letter], index: usize) -> char {
    index.checked_sub(1).map_or('\0', |i| at(letters, i))
}

fn usual(lengths: &[usize], shapes: &[&[usize]]) -> bool {
    shapes.contains(&lengths)
}

/// The older identity number of Sri Lanka: nine digits and V or X.
fn old_lanka(letters: &[Letter], groups: &[Group]) -> Option<MaskKind> {
    let [only] = groups else { return None };
    let mark = at(letters, only.end);
    let day = value(&only.digits, 2..5);
    (only.digits.len() == 9
        && matches!(mark, 'v' | 'x')
        && !at(letters, only.end + 1).is_alphanumeric()
        && ((1..=366).contains(&day) || (501..=866).contains(&day)))
    .then_some(MaskKind::Identity)
}

/// NIK of Indonesia: province 11–94, date of birth with 40 added to the day for women.
fn indonesian_identity(digits: &[u32]) -> bool {
    let day = value(digits, 6..8);
    let day = if day > 40 { day - 40 } else { day };
    (11..=94).contains(&value(digits, 0..2)) && is_month_day(value(digits, 8..10), day)
}

/// CCCD of Viet Nam: province 001–096, then century and sex 0–3.
fn viet_identity(digits: &[u32]) -> bool {
    // 08… and 09… are far more often telephone numbers of Indonesia and the Philippines.
    (1..=79).contains(&value(digits, 0..3)) && digits.get(3).is_some_and(|d| *d <= 3)
}

/// Citizen number of the PRC (GB 11643), ISO 7064 MOD 11-2.
fn chinese_identity(digits: &[u32], check: Option<u32>) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = digits.iter().zip(WEIGHTS).map(|(d, w)| d * w).sum();
    let expected = (12 - sum % 11) % 11;
    let check = check.or_else(|| digits.get(17).copied());
    check == Some(expected) && is_month_day(value(digits, 10..12), value(digits, 12..14))
}

fn is_date_or_time(lengths: &[usize], digits: &[u32], separators: &[char]) -> bool {
    let year = |v: u32| (1800..=2200).contains(&v) || (2400..=2650).contains(&v);
    match lengths {
        [8] => year(value(digits, 0..4)) && is_month_day(value(digits, 4..6), value(digits, 6..8)),
        [12 | 14] => {
            year(value(digits, 0..4))
                && is_month_day(value(digits, 4..6), value(digits, 6..8))
                && digits.get(8).is_some_and(|d| *d <= 2)
        }
        [4, 4] => year(value(digits, 0..4)) && year(value(digits, 4..8)),
        [4, a, b, ..] if *a <= 2 && *b <= 2 => {
            year(value(digits, 0..4)) && is_month_day(value(digits, 4..4 + a), value(digits, 4 + a..4 + a + b))
        }
        [a, b, 4, ..] if *a <= 2 && *b <= 2 => {
            let (x, y) = (value(digits, 0..*a), value(digits, *a..a + b));
            year(value(digits, a + b..a + b + 4)) && (is_month_day(x, y) || is_month_day(y, x))
        }
        [2, 2, 2, ..] => {
            separators.iter().take(2).all(|s| matches!(s, '/' | '.' | '-'))
                && is_month_day(value(digits, 2..4), value(digits, 0..2))
        }
        _ => false,
    }
}

/// Amounts: thousands groups, a currency before, a currency or a counted thing after.
fn is_amount(letters: &[Letter], groups: &[Group], lengths: &[usize], separators: &[char]) -> bool {
    const BEFORE: &[&str] = &[
        "rp", "rp.", "idr", "nt$", "twd", "hk$", "s$", "us$", "$", "usd", "php", "₱", "rs", "rs.", "inr", "pkr", "₹",
        "৳", "tk", "rm", "thb", "฿", "vnd", "₫", "¥", "￥", "€", "£", "₩", "៛", "myr",
    ];
    const AFTER: &[&str] = &[
        "元",
        "塊",
        "圓",
        "萬",
        "億",
        "人",
        "%",
        "円",
        "บาท",
        "คน",
        "ล้าน",
        "روپے",
        "लोग",
        "रुपये",
        "টাকা",
        "rupiah",
        "ringgit",
        "peso",
        "rupees",
        "baht",
        "dong",
        "đồng",
        "usd",
        "dollars",
        "yen",
        "won",
        "원",
        "명",
        "ribu",
        "juta",
        "miliar",
        "orang",
        "people",
        "million",
        "billion",
        "lakh",
        "crore",
        "票",
        "次",
        "個",
        "份",
        "劑",
        "votes",
        "views",
        "cases",
    ];
    if let [front, rest @ ..] = lengths
        && !rest.is_empty()
        && (1..=3).contains(front)
        && rest.iter().all(|l| *l == 3)
        && separators.iter().all(|s| *s == '.')
    {
        return true;
    }
    let (Some(first), Some(last)) = (groups.first(), groups.last()) else { return false };
    let mut start = first.start;
    while start > 0 && at(letters, start - 1) == ' ' {
        start -= 1;
    }
    let front: String = letters.get(start.saturating_sub(4)..start).unwrap_or_default().iter().map(|l| l.c).collect();
    let front_matches = BEFORE.iter().any(|word| {
        front
            .strip_suffix(word)
            .is_some_and(|rest| !word.starts_with(char::is_alphabetic) || !rest.ends_with(char::is_alphabetic))
    });
    let mut end = last.end;
    while at(letters, end) == ' ' {
        end += 1;
    }
    let after_matches = AFTER.iter().any(|word| {
        stands(letters, end, word) && (!word.is_ascii() || !at(letters, end + word.len()).is_ascii_alphabetic())
    });
    front_matches || after_matches
}

/// Country codes of the region, with the lengths of the national number that may follow.
const COUNTRIES: &[(&[u32], Range<usize>)] = &[
    (&[8, 8, 6], 8..10),
    (&[8, 5, 2], 8..9),
    (&[8, 5, 3], 8..9),
    (&[8, 5, 5], 8..10),
    (&[8, 8, 0], 10..11),
    (&[9, 7, 7], 10..11),
    (&[6, 2], 9..13),
    (&[6, 6], 9..10),
    (&[6, 3], 10..11),
    (&[6, 0], 9..11),
    (&[6, 5], 8..9),
    (&[8, 4], 9..11),
    (&[8, 1], 9..11),
    (&[8, 2], 9..11),
    (&[9, 1], 10..11),
    (&[9, 2], 10..11),
    (&[9, 4], 9..10),
    (&[9, 5], 8..11),
    (&[8, 6], 11..12),
];

fn is_telephone(letters: &[Letter], start: usize, digits: &[u32], lengths: &[usize]) -> bool {
    let length = digits.len();
    let said = labelled(letters, start, TELEPHONE_WORDS);
    if said && (7..=15).contains(&length) {
        return true;
    }
    match digits {
        [0, 0, rest @ ..] => (9..=15).contains(&rest.len()),
        // Local forms with the trunk prefix 0, of every country of the region that has one.
        [0, second, ..] if *second != 0 => (9..=13).contains(&length) && lengths.iter().all(|l| *l >= 2),
        [first, ..] => {
            let with_code = (11..=14).contains(&length)
                && COUNTRIES.iter().any(|(code, national)| {
                    digits
                        .strip_prefix(*code)
                        .is_some_and(|rest| national.contains(&rest.len()) && rest.first() != Some(&0))
                });
            // Mobile numbers of India and Nepal; eight digits of Hong Kong and Singapore.
            let ten = length == 10
                && (6..=9).contains(first)
                && usual(lengths, &[&[10], &[5, 5], &[3, 3, 4], &[4, 3, 3], &[4, 6], &[2, 8]]);
            let eight = length == 8
                && (usual(lengths, &[&[4, 4]]) && matches!(first, 2 | 3 | 5..=9)
                    || usual(lengths, &[&[8]]) && matches!(first, 5 | 6 | 8 | 9));
            with_code || ten || eight
        }
        [] => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(masked(text), expected, "{text}");
    }

    #[test]
    fn telephone_numbers_of_the_region_are_masked_in_every_script() {
        let masked = "[telephone number]";
        for number in [
            "+886 912-345-678",
            "0912-345-678",
            "0912345678",
            "(02) 2345-6789",
            "02-23456789",
            "9123 4567",
            "+852 9123 4567",
            "0812-3456-7890",
            "081234567890",
            "+62 812 3456 7890",
            "6281234567890",
            "(021) 5555-1234",
            "081-234-5678",
            "๐๘๑-๒๓๔-๕๖๗๘",
            "0300-1234567",
            "۰۳۰۰-۱۲۳۴۵۶۷",
            "+92 300 1234567",
            "98765 43210",
            "+91-98765-43210",
            "९८७६५४३२१०",
            "01712-345678",
            "০১৭১২-৩৪৫৬৭৮",
            "0917 123 4567",
            "012-345 6789",
            "+60 12-345 6789",
            "+65 8123 4567",
            "0901 234 567",
            "012 345 678",
            "09 420 012 345",
            "၀၉၄၂၀၀၁၂၃၄၅",
            "077 123 4567",
            "9841234567",
            "090-1234-5678",
            "010-1234-5678",
            "０９１２３４５６７８",
            "0912\u{200B}345\u{200B}678",
        ] {
            check(&format!("→ {number} ←"), &format!("→ {masked} ←"));
        }
        check("請撥打電話 2345678 洽詢", "請撥打電話 [telephone number] 洽詢");
        check("WA: wa.me/6281234567890", "WA: wa.me/[telephone number]");
    }

    #[test]
    fn identity_numbers_are_known_by_their_checksum_or_shape() {
        for number in [
            "A123456789",
            "a123456789",
            "A123456(3)",
            "S1234567D",
            "ABCPE1234F",
            "1-1017-00230-70-8",
            "3174051708900001",
            "42201-1234567-1",
            "2341 2341 2346",
            "900101-14-5678",
            "900101-1234567",
            "880101125V",
            "001090012345",
            "11010519491231002X",
        ] {
            let shown = masked(&format!("no {number}, ok"));
            assert_eq!(shown, "no [identity number], ok", "{number}");
        }
        check("護照 312345678", "護照 [identity number]");
        // The checksum does not fit, and nothing says that it is one.
        check("型號 A123456788", "型號 A123456788");
    }

    #[test]
    fn accounts_cards_and_ibans_are_masked() {
        check("Rekening BCA 1234567890 a.n. Budi", "Rekening BCA [account number] a.n. Budi");
        check("card 4111 1111 1111 1111 now", "card [account number] now");
        check("轉帳到帳號 012-345678901234", "轉帳到帳號 [account number]");
        check("PK36SCBL0000001123456702 bhejo", "[account number] bhejo");
        check("เลขที่บัญชี 123-4-56789-0", "เลขที่บัญชี [account number]");
    }

    #[test]
    fn e_mail_addresses_are_masked() {
        check("write to Ana.B+x@mail.example.org.", "write to [e-mail address].");
        check("信箱abc@example.tw請洽", "信箱[e-mail address]請洽");
        check("@username and a@b", "@username and a@b");
    }

    #[test]
    fn postal_addresses_are_masked() {
        check("他住在臺北市大安區和平東路二段106號7樓。", "他住在[postal address]。");
        check("地址：高雄市三民區建國路12巷3弄45之1號", "地址：[postal address]");
        check("彌敦道100號", "[postal address]");
        check("Jl. Merdeka Raya No. 12 RT 03/RW 05, datang ya", "[postal address], datang ya");
        check("lives at 221B Baker Street, come", "lives at [postal address], come");
        check("บ้านเลขที่ 99/1 ซอยสุขุมวิท 11", "[postal address]");
        check("مکان نمبر ۱۲، گلی نمبر ۵ لاہور", "[postal address] لاہور");
        check("House No. 45, Sector 7 Rohini", "[postal address] Rohini");
        // A model number and a plain "no. 1" are no addresses.
        check("第3號疫苗 No. 1", "第3號疫苗 No. 1");
    }

    #[test]
    fn years_dates_times_amounts_and_links_stay() {
        for text in [
            "2019-2020",
            "2024-12-25 10:30",
            "25/12/2024",
            "2024/01/31",
            "20240131",
            "113年5月20日",
            "Rp 1.500.000",
            "Rp 15000000",
            "NT$ 12345678",
            "12345678 元",
            "81234567 people",
            "1,000,000",
            "100%",
            "3.14159",
            "10.30 - 11.45",
            "https://example.org/article/0912345678/2024",
            "www.example.org/p?id=0912345678",
            "youtu.be/9123456789",
            "COVID-19, B.1.1.529",
            "192.168.1.1",
            "5 sendok teh 200 ml 37 derajat",
            "第 12345 號",
        ] {
            check(text, text);
        }
    }

    #[test]
    fn what_a_checker_marks_is_masked_too_and_overlaps_are_joined() {
        let text = "Siti Aminah (0812-3456-7890) says. siti aminah!";
        let marks = mark_words(text, &["siti aminah".into(), " ".into()]);
        assert_eq!(apply(text, &find_with(text, &marks)), "[name] ([telephone number]) says. [name]!");
        let overlapping =
            [Mask { start: 0, end: 20, kind: MaskKind::Name }, Mask { start: 3, end: 900, kind: MaskKind::Name }];
        assert_eq!(find_with(text, &overlapping).first().map(|m| m.end), Some(27));
    }

    #[test]
    fn a_masked_text_is_told_from_its_placeholders() {
        assert_eq!(
            pieces("فون [telephone number] [name]!"),
            [Ok("فون "), Err(MaskKind::Telephone), Ok(" "), Err(MaskKind::Name), Ok("!")]
        );
        assert_eq!(pieces("[name]"), [Err(MaskKind::Name)]);
        assert_eq!(pieces("[names]"), [Ok("[names]")]);
        assert!(pieces("").is_empty());
    }

    #[test]
    fn the_placeholder_is_said_in_the_readers_language() {
        assert_eq!(localise(&masked("0912345678!"), |_| "電話號碼".into()), "[電話號碼]!");
    }

    proptest! {
        #[test]
        fn masks_are_ordered_and_on_boundaries_whatever_comes(text: String) {
            let mut end = 0;
            for mask in find(&text) {
                prop_assert!(mask.start >= end && mask.start < mask.end);
                prop_assert!(text.get(mask.start..mask.end).is_some());
                end = mask.end;
            }
        }

        #[test]
        fn digits_and_signs_never_make_it_panic(text in "[0-9 +()./xvA-Z號路-]{0,80}") {
            let _ = masked(&text);
        }
    }
}
