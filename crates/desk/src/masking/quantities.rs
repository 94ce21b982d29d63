//! Dates, times and amounts: numbers that a checker and a reader need, and that stay.

use super::letters::{Letter, at, stands};
use super::numbers::{Group, value};

pub(super) fn is_date_or_time(lengths: &[usize], digits: &[u32], separators: &[char]) -> bool {
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

pub(super) fn is_month_day(month: u32, day: u32) -> bool {
    (1..=12).contains(&month) && (1..=31).contains(&day)
}

/// Amounts: thousands groups, a currency before, a currency or a counted thing after.
pub(super) fn is_amount(letters: &[Letter], groups: &[Group], lengths: &[usize], separators: &[char]) -> bool {
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
