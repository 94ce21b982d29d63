//! Bits as words of a list, eleven to a word.

use zeroize::Zeroizing;

use crate::receipt::{ReceiptError, WordList, plain, split_words};

/// Longest text worth reading as words, in bytes.
const LONGEST_INPUT: usize = 2_000;

/// The first `count × 11` bits, most significant first. Missing bits are zeros.
pub(crate) fn write(bytes: &[u8], count: usize, list: WordList) -> Zeroizing<String> {
    // Enough room from the start, so that no half-written copy is left behind by growing.
    let mut text = Zeroizing::new(String::with_capacity(count * 12));
    let (mut held, mut bits) = (0_u32, 0_u32);
    let mut bytes = bytes.iter();
    for _ in 0..count {
        while bits < 11 {
            held = (held & 0x7FF) << 8 | u32::from(bytes.next().copied().unwrap_or(0));
            bits += 8;
        }
        bits -= 11;
        let index = usize::try_from(held >> bits & 0x7FF).unwrap_or(0);
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(list.words().get(index).copied().unwrap_or_default());
    }
    text
}

/// Reads exactly `count` words, in any of the lists, as bits; the last byte is filled up with zeros.
pub(crate) fn read(typed: &str, count: usize) -> Result<(Zeroizing<Vec<u8>>, WordList), ReceiptError> {
    if typed.len() > LONGEST_INPUT {
        return Err(ReceiptError::WordCount { found: LONGEST_INPUT });
    }
    let text = plain(typed);
    let words = split_words(&text);
    let chinese = words.iter().filter(|word| !word.is_ascii()).count();
    let list = if chinese * 2 > words.len() { WordList::TraditionalChinese } else { WordList::English };
    if words.len() != count {
        return Err(ReceiptError::WordCount { found: words.len() });
    }
    let mut bytes = Zeroizing::new(Vec::with_capacity(count * 11 / 8 + 1));
    let (mut held, mut bits) = (0_u32, 0_u32);
    for (place, word) in words.iter().enumerate() {
        let number = list.number_of(word).ok_or_else(|| ReceiptError::UnknownWord {
            position: place + 1,
            word: (**word).clone(),
            nearest: list.nearest(word),
        })?;
        held = (held & 0xFF) << 11 | u32::from(number);
        bits += 11;
        while bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from(held >> bits & 0xFF).unwrap_or(0));
        }
    }
    if bits > 0 {
        bytes.push(u8::try_from(held << (8 - bits) & 0xFF).unwrap_or(0));
    }
    Ok((bytes, list))
}
