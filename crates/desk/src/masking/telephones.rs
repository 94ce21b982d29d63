//! Telephone numbers of the region.

use std::ops::Range;

use super::letters::{Letter, labelled};
use super::numbers::usual;

pub(super) const TELEPHONE_WORDS: &[&str] = &[
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

pub(super) fn is_telephone(letters: &[Letter], start: usize, digits: &[u32], lengths: &[usize]) -> bool {
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
