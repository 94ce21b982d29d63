//! The table of rewritten characters inside `tokenizer.json` (SentencePiece's `precompiled_charsmap`): a double-array trie
//! over UTF-8 bytes (Darts-clone) and the texts it leads to.
//!
//! Of several entries that fit, the longest is taken, as SentencePiece does.

use std::collections::BTreeMap;

/// Most bytes of a table.
const MOST_BYTES: usize = 8 << 20;

/// The table.
pub(crate) struct Charsmap {
    units: Vec<u32>,
    texts: Vec<u8>,
}

impl Charsmap {
    /// Reads a table; `None` when it is not one.
    pub(crate) fn read(bytes: &[u8]) -> Option<Self> {
        if bytes.len() > MOST_BYTES {
            return None;
        }
        let (length, rest) = bytes.split_first_chunk::<4>()?;
        let length = usize::try_from(u32::from_le_bytes(*length)).ok()?;
        let (trie, texts) = rest.split_at_checked(length)?;
        let (units, odd) = trie.as_chunks::<4>();
        if units.is_empty() || !odd.is_empty() || std::str::from_utf8(texts).is_err() {
            return None;
        }
        Some(Self { units: units.iter().map(|unit| u32::from_le_bytes(*unit)).collect(), texts: texts.to_vec() })
    }

    /// What the longest entry at the start of `text` becomes, and how many bytes of `text` it covers.
    fn longest(&self, text: &[u8]) -> Option<(&str, usize)> {
        let mut at = offset(*self.units.first()?);
        let mut found = None;
        for (position, byte) in text.iter().enumerate() {
            if *byte == 0 {
                break;
            }
            at ^= usize::from(*byte);
            let Some(unit) = self.units.get(at).copied() else { break };
            if unit & (1 << 31 | 0xff) != u32::from(*byte) {
                break;
            }
            at ^= offset(unit);
            if unit >> 8 & 1 == 1 {
                let value = self.units.get(at)? & 0x7fff_ffff;
                found = Some((value, position + 1));
            }
        }
        let (value, length) = found?;
        let rest = self.texts.get(usize::try_from(value).ok()?..)?;
        let end = rest.iter().position(|byte| *byte == 0).unwrap_or(rest.len());
        Some((std::str::from_utf8(rest.get(..end)?).ok()?, length))
    }

    /// Rewrites a text, up to about `most` bytes of it.
    pub(crate) fn apply(&self, text: &str, most: usize) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            if out.len() > most {
                break;
            }
            let (becomes, length) = match self.longest(rest.as_bytes()) {
                Some((becomes, length)) if rest.is_char_boundary(length) => (Some(becomes), length),
                _ => (None, first.len_utf8()),
            };
            let (head, tail) = rest.split_at(length);
            out.push_str(becomes.unwrap_or(head));
            rest = tail;
        }
        out
    }
}

fn offset(unit: u32) -> usize {
    ((unit >> 10) << ((unit & 1 << 9) >> 6)) as usize
}

/// Builds the bytes of a table. Keys must not be empty or hold the byte 0.
pub(crate) fn build(entries: &BTreeMap<String, String>) -> Option<Vec<u8>> {
    let mut texts = Vec::new();
    let mut places: BTreeMap<&str, u32> = BTreeMap::new();
    let mut keys: Vec<(&[u8], u32)> = Vec::with_capacity(entries.len());
    for (key, becomes) in entries {
        if key.is_empty() || key.contains('\0') || becomes.contains('\0') {
            return None;
        }
        let next = u32::try_from(texts.len()).ok()?;
        let place = *places.entry(becomes).or_insert_with(|| {
            texts.extend_from_slice(becomes.as_bytes());
            texts.push(0);
            next
        });
        keys.push((key.as_bytes(), place));
    }
    let mut builder = Builder { units: vec![0; 512], taken: vec![false; 512], bases: vec![false; 512], free: 1 };
    builder.take(0);
    builder.children(0, 0, &keys)?;
    let units = builder.units;
    let length = u32::try_from(units.len() * 4).ok()?;
    let mut out = length.to_le_bytes().to_vec();
    out.extend(units.iter().flat_map(|unit| unit.to_le_bytes()));
    out.extend(texts);
    Some(out)
}

struct Builder {
    units: Vec<u32>,
    taken: Vec<bool>,
    /// Bases in use: two nodes with one base could not tell their children apart.
    bases: Vec<bool>,
    /// No place below this one is free.
    free: usize,
}

impl Builder {
    fn take(&mut self, place: usize) {
        if place >= self.units.len() {
            let size = (place + 1).next_multiple_of(256);
            self.units.resize(size, 0);
            self.taken.resize(size, false);
            self.bases.resize(size, false);
        }
        if let Some(taken) = self.taken.get_mut(place) {
            *taken = true;
        }
        while self.taken.get(self.free) == Some(&true) {
            self.free += 1;
        }
    }

    /// Places the children of the node at `place`, whose keys agree on their first `depth` bytes.
    fn children(&mut self, place: usize, depth: usize, keys: &[(&[u8], u32)]) -> Option<()> {
        let label = |key: &[u8]| key.get(depth).copied().unwrap_or(0);
        let groups: Vec<&[(&[u8], u32)]> = keys.chunk_by(|a, b| label(a.0) == label(b.0)).collect();
        let labels: Vec<u8> = groups.iter().filter_map(|group| group.first()).map(|(key, _)| label(key)).collect();
        let first = usize::from(*labels.first()?);
        let mut candidate = self.free;
        let base = loop {
            let base = candidate ^ first;
            let fits = base != 0
                && self.bases.get(base) != Some(&true)
                && labels.iter().all(|label| self.taken.get(base ^ usize::from(*label)) != Some(&true));
            // The distance must fit the twenty-one bits of a unit.
            if fits && place ^ base < 1 << 21 {
                break base;
            }
            candidate += 1;
            if candidate > 1 << 21 {
                return None;
            }
        };
        for label in &labels {
            self.take(base ^ usize::from(*label));
        }
        if base >= self.bases.len() {
            self.bases.resize(base + 1, false);
        }
        *self.bases.get_mut(base)? = true;
        *self.units.get_mut(place)? |= u32::try_from(place ^ base).ok()? << 10;
        for group in groups {
            let (key, value) = *group.first()?;
            let child = base ^ usize::from(label(key));
            if key.len() == depth {
                *self.units.get_mut(child)? = value | 1 << 31;
                *self.units.get_mut(place)? |= 1 << 8;
            } else {
                *self.units.get_mut(child)? = u32::from(label(key));
                self.children(child, depth + 1, group)?;
            }
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_longest_entry_wins() {
        let entries = [("a", "1"), ("ab", "2"), ("abcd", ""), ("ｱ", "ア"), ("½", "1⁄2")];
        let entries = entries.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned())).collect();
        let map = Charsmap::read(&build(&entries).unwrap()).unwrap();
        assert_eq!(map.apply("a ab abc abcd b ｱ½é", 99), "1 2 2c  b ア1⁄2é");
        assert_eq!(map.apply("", 99), "");
        assert_eq!(map.apply("a\0b", 99), "1\0b");
    }

    proptest! {
        #[test]
        fn every_entry_is_found(entries in prop::collection::btree_map("[a-cé-ëｱ-ｷ]{1,4}", "[x-z]{0,3}", 0..60)) {
            let map = build(&entries).map(|bytes| Charsmap::read(&bytes).unwrap());
            if let Some(map) = map {
                for (key, becomes) in &entries {
                    prop_assert_eq!(&map.apply(key, 99), becomes);
                }
            } else {
                prop_assert!(entries.is_empty());
            }
        }

        #[test]
        fn anything_is_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400), text in "\\PC{0,40}") {
            let length = u32::try_from(bytes.len() / 8 * 4).unwrap();
            let bytes = [&length.to_le_bytes()[..], &bytes].concat();
            if let Some(map) = Charsmap::read(&bytes) {
                map.apply(&text, 99);
            }
        }
    }
}
