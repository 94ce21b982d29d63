//! Bank accounts and cards: IBAN, and the check digit of cards.

use super::letters::{Letter, at};

pub(super) const ACCOUNT_WORDS: &[&str] = &[
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

pub(super) fn iban(letters: &[Letter], start: usize) -> Option<usize> {
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
pub(super) fn luhn(digits: &[u32]) -> bool {
    let sum: u32 =
        digits.iter().rev().enumerate().map(|(i, d)| if i % 2 == 1 { d * 2 / 10 + d * 2 % 10 } else { *d }).sum();
    sum.is_multiple_of(10)
}
