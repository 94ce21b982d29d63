//! Fingerprints of single texts, without an index: equal copies, and copies that a flood varies a little.

use serde::{Deserialize, Serialize};

use crate::{
    features::{Collected, extract, overlap, prepare, sketch},
    hash,
    normalise::simplified,
    segment::Class,
};

const SAME: u64 = 0x7465;
const SIMILAR: u64 = 0x7369;

/// 128 bits of the normal form of a text: equal for copies that differ only in disguise, different otherwise.
///
/// Not a cryptographic hash: somebody who wants to can find two texts with one fingerprint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Fingerprint(#[serde(with = "crate::index::hex")] pub u128);

impl std::fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

/// Fingerprint of a message: of its words and, if it has any, its links.
pub fn fingerprint(text: &str) -> Fingerprint {
    let normal = prepare(text);
    let mut links: Vec<u64> = crate::links::extract(text).iter().map(crate::CanonicalLink::key).collect();
    links.sort_unstable();
    let letters = letters_key(&normal.text, SAME);
    let rest = links.into_iter().fold(hash::Hasher::new(SAME + 1), hash::Hasher::add).add(letters).finish();
    Fingerprint(u128::from(letters) << 64 | u128::from(rest))
}

/// Key of the letters and digits of a normal form; spaces, punctuation and emoji do not count. Zero for none.
pub(crate) fn text_key(normal: &str) -> u64 {
    letters_key(normal, SAME)
}

fn letters_key(normal: &str, kind: u64) -> u64 {
    let mut any = false;
    let letters = normal.chars().filter(|&c| Class::of(c) != Class::Other).inspect(|_| any = true);
    let key = hash::chars(kind, letters.map(simplified));
    if any { key } else { 0 }
}

/// A key that copies of one flood share: the same text with other digits, emoji, punctuation, spaces and links.
///
/// Zero when nothing is left to compare (fewer than eight letters); such messages must not be grouped by it.
pub fn similar_key(text: &str) -> u64 {
    let normal = prepare(text);
    let letters = normal.text.chars().filter(|&c| !matches!(Class::of(c), Class::Other | Class::Digit));
    if letters.clone().filter(|&c| Class::of(c).is_informative()).take(8).count() < 8 {
        return 0;
    }
    hash::chars(SIMILAR, letters.map(simplified))
}

/// How much two texts are one text, 0..=1: Sørensen–Dice over their n-grams, digits left out.
///
/// Copies of one flood that differ in digits, emoji and spaces give 1; half a message against the whole about 0.67.
pub fn near_duplicate(a: &str, b: &str) -> f32 {
    let sketch_of = |text: &str| {
        let mut normal = prepare(text).text;
        normal.retain(|c| !c.is_ascii_digit());
        let mut features = Collected::default();
        extract(&normal, &mut features);
        features.grams.sort_unstable();
        let mut out = Vec::new();
        sketch(&features.grams, &mut out);
        out
    };
    overlap(&sketch_of(a), &sketch_of(b)).dice()
}
