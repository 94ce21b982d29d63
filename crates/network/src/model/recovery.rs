//! Recovery codes: ten single-use codes that stand in for the second step when the phone is gone.

use saksi_base::{Random, random};

use super::secret::SecretHash;

/// How many codes a sheet holds.
pub const CODES: usize = 10;
/// Characters of a code: 120 random bits. From 112 on a plain digest is enough to keep one (OWASP ASVS 5.0, 6.5.2).
const CHARACTERS: usize = 24;
/// Characters of a code on a sheet of an earlier version: 80 random bits.
const EARLIER: usize = 16;

/// Crockford's base 32, without the letters that look like digits.
const LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// Draws a sheet of codes such as `7k3m-9xq2-d0vn-h5tz-2w8r-c6pj`, which are kept as their SHA-256.
pub fn new_sheet(source: &dyn Random) -> Vec<String> {
    (0..CODES)
        .map(|_| {
            let mut code = String::with_capacity(29);
            for (place, byte) in random::bytes::<CHARACTERS>(source).iter().enumerate() {
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
/// look for; `None` unless as many characters are left as a code has.
pub fn hash_typed(text: &str) -> Option<SecretHash> {
    let mut code = String::with_capacity(CHARACTERS);
    for character in text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '–' | '—')) {
        let character = match character.to_ascii_lowercase() {
            'o' => '0',
            'i' | 'l' => '1',
            other => other,
        };
        if !character.is_ascii() || !LETTERS.contains(&u8::try_from(character).ok()?) || code.len() == CHARACTERS {
            return None;
        }
        code.push(character);
    }
    matches!(code.len(), CHARACTERS | EARLIER).then(|| SecretHash::of(&code))
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
            assert_eq!(code.chars().filter(|c| *c != '-').count() * 5, 120, "bits of {code}");
            let hash = hash_typed(code).unwrap();
            assert_eq!(hash_typed(&code.to_uppercase()), Some(hash.clone()));
            assert_eq!(hash_typed(&code.replace('-', " ")), Some(hash.clone()));
            assert_eq!(hash_typed(&code.replace('0', "O").replace('1', "l")), Some(hash));
        }
        for text in [
            "",
            "7k3m",
            "7k3m-9xq2-d0vn-h5tz-7",
            "7k3m-9xq2-d0vn-h5tz-2w8r-c6pj-7",
            "uuuu-uuuu-uuuu-uuuu",
            "ไทยไทยไทยไทยไทยไ",
        ] {
            assert!(hash_typed(text).is_none(), "{text}");
        }
    }

    #[test]
    fn a_code_of_an_earlier_sheet_still_counts() {
        assert_eq!(hash_typed("7K3M 9XQ2 D0VN H5TZ"), Some(SecretHash::of("7k3m9xq2d0vnh5tz")));
    }

    proptest! {
        #[test]
        fn no_typed_text_makes_it_panic(text: String) {
            let _ = hash_typed(&text);
        }
    }
}
