//! Numbers of identity documents, country by country, by their check digit or their unmistakable shape.

use std::ops::Range;

use super::accounts::iban;
use super::letters::{Letter, at, labelled, mask};
use super::links::inside;
use super::numbers::{Group, value};
use super::quantities::is_month_day;
use super::{Mask, MaskKind};

pub(super) const IDENTITY_WORDS: &[&str] = &[
    "nik",
    "npwp",
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

/// Identity numbers that begin with letters.
pub(super) fn lettered_identities(letters: &[Letter], links: &[Range<usize>], masks: &mut Vec<Mask>) {
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

/// NPWP of Indonesia as it is printed on the card: 09.254.294.3-407.000.
pub(super) fn tax_numbers(letters: &[Letter], links: &[Range<usize>], masks: &mut Vec<Mask>) {
    const SHAPE: &str = "00.000.000.0-000.000";
    for start in 0..letters.len() {
        let fits = SHAPE.chars().enumerate().all(|(i, shape)| {
            let c = at(letters, start + i);
            if shape == '0' { c.is_ascii_digit() } else { c == shape }
        });
        let end = start + SHAPE.len();
        let alone = (start == 0 || !at(letters, start - 1).is_alphanumeric()) && !at(letters, end).is_alphanumeric();
        if fits && alone && !inside(links, start) {
            mask(letters, start..end, MaskKind::Identity, masks);
        }
    }
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

/// Identity number of Thailand: thirteen digits with a check digit.
pub(super) fn thai_identity(digits: &[u32]) -> bool {
    let (Some((check, body)), 13) = (digits.split_last(), digits.len()) else { return false };
    let sum: u32 = body.iter().zip((2..=13).rev()).map(|(d, w)| d * w).sum();
    digits.first() != Some(&0) && (11 - sum % 11) % 10 == *check
}

/// The older identity number of Sri Lanka: nine digits and V or X.
pub(super) fn old_lanka(letters: &[Letter], groups: &[Group]) -> Option<MaskKind> {
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
pub(super) fn indonesian_identity(digits: &[u32]) -> bool {
    let day = value(digits, 6..8);
    let day = if day > 40 { day - 40 } else { day };
    (11..=94).contains(&value(digits, 0..2)) && is_month_day(value(digits, 8..10), day)
}

/// CCCD of Viet Nam: province 001–096, then century and sex 0–3.
pub(super) fn viet_identity(digits: &[u32]) -> bool {
    // 08… and 09… are far more often telephone numbers of Indonesia and the Philippines.
    (1..=79).contains(&value(digits, 0..3)) && digits.get(3).is_some_and(|d| *d <= 3)
}

/// Citizen number of the PRC (GB 11643), ISO 7064 MOD 11-2.
pub(super) fn chinese_identity(digits: &[u32], check: Option<u32>) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = digits.iter().zip(WEIGHTS).map(|(d, w)| d * w).sum();
    let expected = (12 - sum % 11) % 11;
    let check = check.or_else(|| digits.get(17).copied());
    check == Some(expected) && is_month_day(value(digits, 10..12), value(digits, 12..14))
}

/// Verhoeff's check (1969), as Aadhaar uses it.
pub(super) fn verhoeff(digits: &[u32]) -> bool {
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
