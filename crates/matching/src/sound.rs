//! How a word sounds, roughly: the same for `aksathe khaile`, as people type Bengali on a phone, and for its own script.
//!
//! Hindi, Urdu, Bengali, Nepali, Tamil and Sinhala are typed in Latin letters as often as in their own, by ear and without any
//! standard. What survives are the consonants in their order. Aspiration, vowel length, retroflexion and doubling do not,
//! so none of them counts here. The keys join scripts only: a word of an Indic or Arabic script is indexed under its key, and
//! words of the message in any script look for it. Hindi and Urdu meet by the same keys.

use crate::hash::Hasher;

/// Kinds of key, part of the hash.
const SOUND: u64 = 3;
/// Tamil writes voiced and unvoiced stops alike, so its words have a coarser key.
const SOUND_TAMIL: u64 = 4;

/// Shortest key, in consonants; shorter ones are shared by too many words.
const LEAST: usize = 2;
const MOST: usize = 12;

/// Gives the keys of a word to `found`: those under which it is indexed, or those by which it is looked for.
pub(crate) fn keys(letters: &[char], looking: bool, mut found: impl FnMut(u32)) {
    let Some(&first) = letters.first() else { return };
    let mut consonants = [' '; MOST];
    let mut emit = |kind: u64, consonants: &[char]| {
        if consonants.len() >= LEAST {
            found(consonants.iter().fold(Hasher::new(kind), |hasher, &c| hasher.add(u64::from(c))).finish_u32());
        }
    };
    match u32::from(first) {
        0x61..=0x7a if looking => {
            let fine = collect(latin(letters), &mut consonants);
            emit(SOUND, fine);
            // Tamil was heard in these letters or was not; only its own words have this kind of key.
            let mut coarse = [' '; MOST];
            let coarse = collect(latin(letters).map(tamil), &mut coarse);
            emit(SOUND_TAMIL, coarse);
        }
        0x900..=0xb7f | 0xc00..=0xd7f => emit(SOUND, collect(indic(letters), &mut consonants)),
        0xb80..=0xbff => emit(SOUND_TAMIL, collect(indic(letters).map(tamil), &mut consonants)),
        0xd80..=0xdff => emit(SOUND, collect(sinhala(letters), &mut consonants)),
        0x600..=0x6ff => {
            emit(SOUND, collect(arabic(letters, ' '), &mut consonants));
            // The letter waw is a vowel in most words and a consonant in some.
            if letters.contains(&'و') {
                emit(SOUND, collect(arabic(letters, 'B'), &mut consonants));
            }
        }
        _ => {}
    }
}

/// What a word sounds like, for comparing names: two words that share a key may be the same name, in one script or in two.
/// None for a word with fewer than two consonants.
pub fn sounds(word: &str) -> Vec<u32> {
    let letters: Vec<char> = word.chars().collect();
    let mut found = Vec::new();
    keys(&letters, true, |key| found.push(key));
    found
}

/// What one letter contributes: a consonant, nothing but the end of one (`' '`), or nothing at all (`'-'`).
fn collect(sounds: impl Iterator<Item = char>, out: &mut [char; MOST]) -> &[char] {
    let mut count = 0;
    let mut last = ' ';
    for sound in sounds {
        if sound == '-' {
            continue;
        }
        // Doubled consonants count once, those with a vowel between them twice.
        if sound != ' '
            && sound != last
            && let Some(place) = out.get_mut(count)
        {
            *place = sound;
            count += 1;
        }
        last = sound;
    }
    out.get(..count).unwrap_or_default()
}

/// Tamil's view of a consonant: voice, aspiration and the hisses fall together.
fn tamil(sound: char) -> char {
    match sound {
        'G' => 'K',
        'D' => 'T',
        'B' => 'P',
        'C' | 'J' => 'S',
        other => other,
    }
}

fn latin(letters: &[char]) -> impl Iterator<Item = char> + '_ {
    letters.iter().enumerate().map(|(at, &c)| {
        let next = letters.get(at + 1).copied();
        let before = at.checked_sub(1).and_then(|before| letters.get(before)).copied();
        match c {
            'c' if next == Some('h') || next == Some('c') => 'C',
            'k' | 'q' | 'c' | 'x' => 'K',
            'g' => 'G',
            'z' if next == Some('h') => 'L',
            'j' | 'z' => 'J',
            't' => 'T',
            'd' => 'D',
            'n' => 'N',
            'p' | 'f' => 'P',
            'b' | 'v' | 'w' => 'B',
            'm' => 'M',
            'r' => 'R',
            'l' => 'L',
            's' => 'S',
            // The breath after a consonant belongs to it; by itself it is hardly heard.
            'h' if before.is_some_and(|c| !matches!(c, 'a' | 'e' | 'i' | 'o' | 'u')) => '-',
            _ => ' ',
        }
    })
}

/// The scripts descended from Brahmi share one layout: each block of 128 has the same letter at the same place.
fn indic(letters: &[char]) -> impl Iterator<Item = char> + '_ {
    letters.iter().enumerate().map(|(at, &c)| {
        let code = u32::from(c);
        let bengali = (0x980..0xa00).contains(&code);
        let next = letters.get(at + 1).map_or(0, |&next| u32::from(next) & 0x7f);
        match code & 0x7f {
            0x15 | 0x16 => 'K',
            0x19 if (0xb80..0xc00).contains(&code) => 'N',
            0x17..=0x19 => 'G',
            0x1a | 0x1b => 'C',
            0x1c | 0x1d => 'J',
            0x1e | 0x23 | 0x28 | 0x29 => 'N',
            0x1f | 0x20 | 0x24 | 0x25 | 0x4e => 'T',
            // Bengali's flapped letter is heard as r.
            0x21 | 0x22 if bengali && next == 0x3c => 'R',
            0x21 | 0x22 | 0x26 | 0x27 => 'D',
            0x2a | 0x2b => 'P',
            0x2c | 0x2d | 0x35 => 'B',
            0x2e => 'M',
            0x2f if bengali && next != 0x3c => 'J',
            0x30 | 0x31 => 'R',
            0x32..=0x34 => 'L',
            0x36..=0x38 => 'S',
            // A nasal sign inside a word is an n; at its end it is left out as often as not.
            0x01 | 0x02 if at + 1 < letters.len() => 'N',
            // No vowel follows; the next consonant may double this one.
            0x4d | 0x3c => '-',
            _ => ' ',
        }
    })
}

fn sinhala(letters: &[char]) -> impl Iterator<Item = char> + '_ {
    letters.iter().flat_map(|&c| {
        let sound = match u32::from(c) {
            0xd9a | 0xd9b => "K",
            0xd9c | 0xd9d => "G",
            0xd9e | 0xd9f => "NG",
            0xda0 | 0xda1 => "C",
            0xda2 | 0xda3 => "J",
            0xd82 | 0xda4 | 0xda5 | 0xdab | 0xdb1 => "N",
            0xda6 | 0xdac | 0xdb3 => "ND",
            0xda7 | 0xda8 | 0xdad | 0xdae => "T",
            0xda9 | 0xdaa | 0xdaf | 0xdb0 => "D",
            0xdb4 | 0xdb5 | 0xdc6 => "P",
            0xdb6 | 0xdb7 | 0xdc0 => "B",
            0xdb8 => "M",
            0xdb9 => "MB",
            0xdbb => "R",
            0xdbd | 0xdc5 => "L",
            0xdc1..=0xdc3 => "S",
            0xdca => "-",
            _ => " ",
        };
        sound.chars()
    })
}

/// Letters of the Arabic script as [`crate::normalise()`] folds them, with what waw stands for.
fn arabic(letters: &[char], waw: char) -> impl Iterator<Item = char> + '_ {
    letters.iter().map(move |&c| match c {
        'ک' | 'ق' | 'خ' => 'K',
        'گ' | 'غ' => 'G',
        'چ' => 'C',
        'ج' | 'ز' | 'ذ' | 'ض' | 'ظ' | 'ژ' => 'J',
        'ت' | 'ٹ' | 'ط' => 'T',
        'د' | 'ڈ' => 'D',
        'ن' => 'N',
        'پ' | 'ف' => 'P',
        'ب' => 'B',
        'م' => 'M',
        'ر' | 'ڑ' => 'R',
        'ل' => 'L',
        'س' | 'ش' | 'ص' | 'ث' => 'S',
        'و' => waw,
        _ => ' ',
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(word: &str, looking: bool) -> Vec<u32> {
        let letters: Vec<char> = crate::normalise(word).text.chars().collect();
        let mut out = Vec::new();
        keys(&letters, looking, |key| out.push(key));
        out
    }

    #[test]
    fn a_word_typed_by_ear_has_the_key_of_its_own_script() {
        for (typed, own) in [
            ("anaros", "আনারস"),
            ("dudh", "দুধ"),
            ("manush", "মানুষ"),
            ("sokale", "সকালে"),
            ("sarkar", "सरकार"),
            ("barish", "बारिश"),
            ("padhna", "पढ़ना"),
            ("sarkar", "سرکار"),
            ("lehsan", "لہسن"),
            ("helmet", "ہیلمٹ"),
            ("rozana", "روزانہ"),
            ("muttai", "முட்டை"),
            ("thambili", "තැඹිලි"),
            ("wathura", "වතුර"),
            ("chiso", "चिसो"),
        ] {
            let own = of(own, false);
            assert!(of(typed, true).iter().any(|key| own.contains(key)), "{typed}");
        }
    }

    #[test]
    fn hindi_and_urdu_share_keys_and_latin_words_are_not_indexed() {
        let urdu = of("جرمانہ", false);
        assert!(of("जुर्माना", true).iter().any(|key| urdu.contains(key)));
        assert!(of("sarkar", false).is_empty());
        assert!(of("မြန်မာ", false).is_empty());
    }
}
