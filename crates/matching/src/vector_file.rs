//! Vectors from a file, for training and for measuring where no encoder runs.
//!
//! The file: the eight bytes `SAKSIVEC`, dimensions and count as 32-bit numbers, then for each text a 64-bit key, then the
//! vectors in the same order, 32-bit floats; all little-endian. The key is FNV-1a (64 bits) of the text in UTF-8 behind its
//! prefix, `query: ` for messages and `passage: ` for claims, exactly as the encoder reads it.

use std::collections::HashMap;

use crate::adapter::Side;

const MAGIC: &[u8; 8] = b"SAKSIVEC";

/// Vectors by the text they were made of.
#[derive(Clone, Debug, Default)]
pub struct VectorFile {
    dimensions: usize,
    places: HashMap<u64, usize>,
    values: Vec<f32>,
}

/// The text in front of which a model of the e5 family expects its prefix.
pub fn prefix(side: Side) -> &'static str {
    match side {
        Side::Message => "query: ",
        Side::Claim => "passage: ",
    }
}

/// The one text of an entry that its vector is made of: claim and title together place it better than either alone.
pub fn entry_text(claim: &str, title: &str) -> String {
    if title.trim().is_empty() { claim.to_owned() } else { format!("{claim} {title}") }
}

fn key(side: Side, text: &str) -> u64 {
    prefix(side)
        .bytes()
        .chain(text.bytes())
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

impl VectorFile {
    /// Reads the bytes of a file; none if they are anything else.
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        let rest = bytes.strip_prefix(MAGIC)?;
        let (dimensions, rest) = rest.split_first_chunk::<4>()?;
        let (count, rest) = rest.split_first_chunk::<4>()?;
        let dimensions = usize::try_from(u32::from_le_bytes(*dimensions)).ok()?;
        let count = usize::try_from(u32::from_le_bytes(*count)).ok()?;
        let (keys, values) = rest.split_at_checked(count.checked_mul(8)?)?;
        if values.len() != count.checked_mul(dimensions)?.checked_mul(4)? {
            return None;
        }
        let places =
            keys.as_chunks::<8>().0.iter().enumerate().map(|(at, key)| (u64::from_le_bytes(*key), at)).collect();
        let values = values.as_chunks::<4>().0.iter().map(|chunk| f32::from_le_bytes(*chunk)).collect();
        Some(Self { dimensions, places, values })
    }

    /// The bytes of a file with these vectors, which must be of one length.
    pub fn write(vectors: &[(Side, &str, Vec<f32>)]) -> Vec<u8> {
        let dimensions = vectors.first().map_or(0, |(_, _, vector)| vector.len());
        let number = |count: usize| u32::try_from(count).unwrap_or(0).to_le_bytes();
        let mut out = MAGIC.to_vec();
        out.extend(number(dimensions));
        out.extend(number(vectors.len()));
        for (side, text, _) in vectors {
            out.extend(key(*side, text).to_le_bytes());
        }
        for value in vectors.iter().flat_map(|(_, _, vector)| vector) {
            out.extend(value.to_le_bytes());
        }
        out
    }

    /// Adds the vectors of another file of the same dimensions; `false`, and nothing changes, for others.
    pub fn extend(&mut self, other: &Self) -> bool {
        if self.places.is_empty() {
            *self = other.clone();
            return true;
        }
        if self.dimensions != other.dimensions {
            return false;
        }
        let already = self.values.len() / self.dimensions.max(1);
        self.places.extend(other.places.iter().map(|(&key, &at)| (key, at + already)));
        self.values.extend_from_slice(&other.values);
        true
    }

    /// The vector of a text as the model made it.
    pub fn get(&self, side: Side, text: &str) -> Option<&[f32]> {
        let at = *self.places.get(&key(side, text))?;
        self.values.get(at * self.dimensions..(at + 1) * self.dimensions)
    }

    /// How many texts have a vector.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether no text has one.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_vector_is_found_by_its_text_and_role() {
        let mut bytes = MAGIC.to_vec();
        bytes.extend(2_u32.to_le_bytes());
        bytes.extend(1_u32.to_le_bytes());
        bytes.extend(key(Side::Message, "lemon").to_le_bytes());
        bytes.extend([0.5_f32, -1.0].into_iter().flat_map(f32::to_le_bytes));
        let file = VectorFile::parse(&bytes).expect("well-formed");
        assert_eq!(file.get(Side::Message, "lemon"), Some(&[0.5, -1.0][..]));
        assert_eq!(file.get(Side::Claim, "lemon"), None);
        assert_eq!(VectorFile::write(&[(Side::Message, "lemon", vec![0.5, -1.0])]), bytes);
        assert!(VectorFile::parse(bytes.get(1..).unwrap()).is_none());
        assert!(VectorFile::parse(bytes.get(..bytes.len() - 1).unwrap()).is_none());
    }
}
