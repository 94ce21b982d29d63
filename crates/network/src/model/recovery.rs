//! Recovery codes: ten single-use codes that stand in for the second step when the phone is gone.

use saksi_base::{Random, random};

use super::secret::SecretHash;

/// How many codes a sheet holds.
pub const CODES: usize = 10;

/// Crockford's base 32, without the letters that look like digits.
const LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// Draws a sheet of codes such as `7k3m-9xq2-d0vn-h5tz`: sixteen characters, 80 random bits each, which is why a plain
/// SHA-256 is enough to keep them.
pub fn new_sheet(source: &dyn Random) -> Vec<String> {
    (0..CODES)
        .map(|_| {
            let mut code = String::with_capacity(19);
            for (place, byte) in random::bytes::<16>(source).iter().enumerate() {
                if place > 0 && place % 4 == 0 {
                    code.push('-');
                }
                code.push(char::from(LETTERS.get(usize::from(byte & 31)).copied().unwrap_or(b'0')));
            }
            code
        })
        .collect()
}

/// Reads what somebody typed, tolerant of case, spaces, hyphens and the look-alikes o, i and l, and gives the hash to
/// look for; `None` unless sixteen characters are left.
pub fn hash_typed(text: &str) -> Option<SecretHash> {
    let mut code = String::with_capacity(16);
    for character in text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '–' | '—')) {
        let character = match character.to_ascii_lowercase() {
            'o' => '0',
            'i' | 'l' => '1',
            other => other,
        };
        if !character.is_ascii() || !LETTERS.contains(&u8::try_from(character).ok()?) || code.len() == 16 {
            return None;
        }
        code.push(character);
    }
    (code.len() == 16).then(|| SecretHash::of(&code))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use saksi_base::SeededRandom;

    #[test]
    fn a_code_is_found_however_it_is_typed() {
        let sheet = new_sheet(&SeededRandom::new(9));
        assert_eq!(sheet.len(), CODES);
        for code in &sheet {
            let hash = hash_typed(code).unwrap();
            assert_eq!(hash_typed(&code.to_uppercase()), Some(hash.clone()));
            assert_eq!(hash_typed(&code.replace('-', " ")), Some(hash.clone()));
            assert_eq!(hash_typed(&code.replace('0', "O").replace('1', "l")), Some(hash));
        }
        for text in ["", "7k3m", "7k3m-9xq2-d0vn-h5tz-7", "uuuu-uuuu-uuuu-uuuu", "ไทยไทยไทยไทยไทยไ"]
        {
            assert!(hash_typed(text).is_none(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_typed_text_makes_it_panic(text: String) {
            let _ = hash_typed(&text);
        }
    }
}
