//! Crockford's base 32 (<https://www.crockford.com/base32.html>): no I, L, O or U, and O, I and L are read as 0 and 1.

use zeroize::Zeroizing;

use crate::receipt::{ALPHABET, is_separator, plain};

/// The first `bits` bits (a multiple of five), most significant first, five to a character.
pub(crate) fn write(bytes: &[u8], bits: usize) -> Zeroizing<String> {
    let mut text = Zeroizing::new(String::with_capacity(bits / 5));
    let (mut held, mut count) = (0_u32, 0_u32);
    for byte in bytes {
        held = (held & 0x1F) << 8 | u32::from(*byte);
        count += 8;
        while count >= 5 && text.len() < bits / 5 {
            count -= 5;
            let index = usize::try_from(held >> count & 31).unwrap_or(0);
            text.push(char::from(ALPHABET.get(index).copied().unwrap_or(b'0')));
        }
    }
    text
}

/// With a hyphen after every fourth character.
pub(crate) fn grouped(text: &str) -> Zeroizing<String> {
    let mut grouped = Zeroizing::new(String::with_capacity(text.len() * 2));
    for (place, character) in text.chars().enumerate() {
        if place > 0 && place % 4 == 0 {
            grouped.push('-');
        }
        grouped.push(character);
    }
    grouped
}

/// Reads exactly this many characters, in any case and spacing, as bits; the last byte is filled up with zeros.
pub(crate) fn read(text: &str, characters: usize) -> Option<Zeroizing<Vec<u8>>> {
    if text.len() > 2_000 {
        return None;
    }
    let mut bytes = Zeroizing::new(Vec::with_capacity(characters * 5 / 8 + 1));
    let (mut held, mut count, mut found) = (0_u32, 0_u32, 0_usize);
    for character in plain(text).chars().filter(|c| !is_separator(*c)) {
        let folded = match character.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        };
        let value = ALPHABET.iter().position(|letter| char::from(*letter) == folded)?;
        found += 1;
        if found > characters {
            return None;
        }
        held = (held & 0xFF) << 5 | u32::try_from(value).ok()?;
        count += 5;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from(held >> count & 0xFF).ok()?);
        }
    }
    if count > 0 {
        bytes.push(u8::try_from(held << (8 - count) & 0xFF).ok()?);
    }
    (found == characters).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_written_reads_back(bytes: [u8; 20]) {
            let text = write(&bytes, 160);
            prop_assert_eq!(text.len(), 32);
            let typed = grouped(&text).to_lowercase().replace('0', "o").replace('1', "l");
            prop_assert_eq!(read(&typed, 32).unwrap().to_vec(), bytes.to_vec());
            prop_assert!(read(&typed, 31).is_none() && read(&typed, 33).is_none());
        }

        #[test]
        fn bits_that_do_not_fill_a_byte_are_kept(bytes: [u8; 18]) {
            let text = write(&bytes, 140);
            prop_assert_eq!(text.len(), 28);
            let mut expected = bytes.to_vec();
            expected[17] &= 0xF0;
            prop_assert_eq!(read(&text, 28).unwrap().to_vec(), expected);
        }
    }
}
