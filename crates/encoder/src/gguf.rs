//! A reader of GGUF, versions 2 and 3, in little-endian byte order, written from the published format
//! (<https://github.com/ggml-org/ggml/blob/master/docs/gguf.md>).
//!
//! It takes a whole file as bytes and says where its tensors lie in them. It copies nothing but names, and nothing that a
//! file says about itself is believed: counts are held against the bytes that are left before anything is made room for,
//! every place lies inside the file, and no two tensors share a byte, so that the tensors together are never larger than the
//! file. It must never panic, and never take longer than a few passes over the bytes.

use std::collections::{HashMap, HashSet};

use crate::ggml::Kind;

/// Where tensors begin when the file does not say otherwise.
const ALIGNMENT: u64 = 32;
/// The key under which it may say so.
const ALIGNMENT_KEY: &[u8] = b"general.alignment";
/// Most sides of a tensor (`GGML_MAX_DIMS`).
const MOST_SIDES: u32 = 4;
/// Most bytes of a key.
const MOST_KEY: usize = u16::MAX as usize;
/// Most bytes of a tensor's name. The format says 64; a few more do no harm.
const MOST_NAME: usize = 255;
/// How deep lists may lie in lists. None of the known keys has a list in a list.
const MOST_DEPTH: usize = 8;

/// Why a file is not read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Refused {
    #[error("it is not a GGUF file: it does not begin with GGUF")]
    Foreign,
    #[error("its byte order is the other one (big-endian); convert the model again for this kind of machine")]
    OtherOrder,
    #[error("it is GGUF of version {0}; only versions 2 and 3 are understood")]
    Version(u32),
    #[error("it is cut off in {0}")]
    CutOff(&'static str),
    #[error("it says that it holds {count} {what}, which is more than fits into the file")]
    TooMany { what: &'static str, count: u64 },
    #[error("{0} is not text")]
    NotText(&'static str),
    #[error("{0} is longer than any known one")]
    TooLong(&'static str),
    #[error("{what} {name} is there twice")]
    Twice { what: &'static str, name: String },
    #[error("a value is of the unknown type {0}")]
    ValueType(u32),
    #[error("a value is neither yes nor no")]
    NotABool,
    #[error("lists lie too deep in lists")]
    TooDeep,
    #[error("its alignment is not a whole multiple of 8")]
    Alignment,
    #[error("{name} has {sides} sides; at most 4 are possible")]
    Sides { name: String, sides: u32 },
    #[error("{0} is larger than any file")]
    Overflow(String),
    #[error("{name} is of the kind {kind}, which is not understood")]
    Kind { name: String, kind: u32 },
    #[error("the rows of {0} are not whole blocks")]
    Blocks(String),
    #[error("{0} does not begin where a tensor may begin")]
    Unaligned(String),
    #[error("{0} is cut off")]
    Outside(String),
    #[error("{0} lies on top of another tensor")]
    Overlap(String),
}

/// One tensor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Tensor<'a> {
    pub(crate) kind: Kind,
    /// Rows before columns, as everywhere else; the file has them the other way round.
    pub(crate) shape: Vec<usize>,
    /// Whole blocks, exactly as many as the shape asks for.
    pub(crate) bytes: &'a [u8],
}

/// The tensors of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Gguf<'a> {
    tensors: HashMap<&'a str, Tensor<'a>>,
}

/// What the file says about one tensor.
struct Entry<'a> {
    name: &'a str,
    kind: Kind,
    shape: Vec<usize>,
    /// From where the tensors begin.
    offset: u64,
    bytes: u64,
}

impl<'a> Gguf<'a> {
    /// Reads what a file holds.
    pub(crate) fn read(file: &'a [u8]) -> Result<Self, Refused> {
        let mut cursor = Cursor { rest: file, place: "its head" };
        if cursor.array::<4>()? != *b"GGUF" {
            return Err(Refused::Foreign);
        }
        match cursor.u32()? {
            2 | 3 => {}
            // The two versions that are understood, read from the wrong end.
            0x0200_0000 | 0x0300_0000 => return Err(Refused::OtherOrder),
            other => return Err(Refused::Version(other)),
        }
        let (tensors, values) = (cursor.u64()?, cursor.u64()?);
        let alignment = cursor.values(values)?;
        let entries = cursor.entries(tensors)?;
        let length = |bytes: usize| u64::try_from(bytes).map_err(|_| Refused::Overflow("it".to_owned()));
        let head = length(file.len() - cursor.rest.len())?;
        let start = head.checked_next_multiple_of(alignment).ok_or(Refused::Alignment)?;
        place(file, start, alignment, entries)
    }

    /// A tensor by its name.
    pub(crate) fn find(&self, name: &str) -> Option<&Tensor<'a>> {
        self.tensors.get(name)
    }
}

/// Takes the tensors out of the file.
fn place<'a>(file: &'a [u8], start: u64, alignment: u64, mut entries: Vec<Entry<'a>>) -> Result<Gguf<'a>, Refused> {
    entries.sort_by_key(|entry| (entry.offset, entry.bytes));
    let mut free = 0;
    let mut tensors = HashMap::with_capacity(entries.len());
    for entry in entries {
        let name = entry.name;
        if !entry.offset.is_multiple_of(alignment) {
            return Err(Refused::Unaligned(name.to_owned()));
        }
        let outside = || Refused::Outside(name.to_owned());
        let from = start.checked_add(entry.offset).ok_or_else(outside)?;
        let to = from.checked_add(entry.bytes).ok_or_else(outside)?;
        let range = usize::try_from(from).ok().zip(usize::try_from(to).ok()).ok_or_else(outside)?;
        let bytes = file.get(range.0..range.1).ok_or_else(outside)?;
        if from < free {
            return Err(Refused::Overlap(name.to_owned()));
        }
        free = to;
        if tensors.insert(name, Tensor { kind: entry.kind, shape: entry.shape, bytes }).is_some() {
            return Err(Refused::Twice { what: "the tensor", name: name.to_owned() });
        }
    }
    Ok(Gguf { tensors })
}

/// What is left of the file.
struct Cursor<'a> {
    rest: &'a [u8],
    /// What is being read, for the error.
    place: &'static str,
}

impl<'a> Cursor<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8], Refused> {
        let (taken, rest) = self.rest.split_at_checked(count).ok_or(Refused::CutOff(self.place))?;
        self.rest = rest;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], Refused> {
        let (taken, rest) = self.rest.split_first_chunk().ok_or(Refused::CutOff(self.place))?;
        self.rest = rest;
        Ok(*taken)
    }

    fn u32(&mut self) -> Result<u32, Refused> {
        Ok(u32::from_le_bytes(self.array()?))
    }

    fn u64(&mut self) -> Result<u64, Refused> {
        Ok(u64::from_le_bytes(self.array()?))
    }

    /// Holds a count against the bytes that are left, of which each counted thing takes at least `each`.
    fn count(&self, count: u64, each: usize, what: &'static str) -> Result<usize, Refused> {
        usize::try_from(count)
            .ok()
            .filter(|count| count.checked_mul(each).is_some_and(|bytes| bytes <= self.rest.len()))
            .ok_or(Refused::TooMany { what, count })
    }

    /// A length and as many bytes.
    fn string(&mut self) -> Result<&'a [u8], Refused> {
        let length = usize::try_from(self.u64()?).map_err(|_| Refused::CutOff(self.place))?;
        self.take(length)
    }

    /// The name of something, which is text and not long.
    fn name(&mut self, what: &'static str, most: usize) -> Result<&'a str, Refused> {
        let bytes = self.string()?;
        if bytes.len() > most {
            return Err(Refused::TooLong(what));
        }
        std::str::from_utf8(bytes).map_err(|_| Refused::NotText(what))
    }

    /// Walks over what the file says about itself, and gives the one thing that matters: the alignment.
    fn values(&mut self, count: u64) -> Result<u64, Refused> {
        self.place = "what it says about itself";
        let mut alignment = ALIGNMENT;
        let mut seen = HashSet::new();
        // A key's length, a value's type, and a byte of a value.
        for _ in 0..self.count(count, 8 + 4 + 1, "values")? {
            let key = self.name("a key", MOST_KEY)?;
            if !seen.insert(key) {
                return Err(Refused::Twice { what: "the key", name: key.to_owned() });
            }
            let kind = self.u32()?;
            if key.as_bytes() == ALIGNMENT_KEY {
                // Other programs write this one as a 32-bit number (type 4) and nothing else.
                alignment = if kind == 4 { u64::from(self.u32()?) } else { 0 };
                if alignment == 0 || !alignment.is_multiple_of(8) {
                    return Err(Refused::Alignment);
                }
            } else {
                self.value(kind, 0)?;
            }
        }
        Ok(alignment)
    }

    /// Walks over a value.
    fn value(&mut self, kind: u32, depth: usize) -> Result<(), Refused> {
        if let Some(bytes) = fixed(kind) {
            let bytes = self.take(bytes)?;
            return check(kind, bytes);
        }
        match kind {
            STRING => self.string().map(drop),
            LIST => {
                if depth >= MOST_DEPTH {
                    return Err(Refused::TooDeep);
                }
                let (kind, count) = (self.u32()?, self.u64()?);
                if let Some(bytes) = fixed(kind) {
                    let count = self.count(count, bytes, "values in a list")?;
                    let bytes = self.take(count * bytes)?;
                    return check(kind, bytes);
                }
                // The length of a text; the type and the length of a list.
                let each = match kind {
                    STRING => 8,
                    LIST => 4 + 8,
                    other => return Err(Refused::ValueType(other)),
                };
                for _ in 0..self.count(count, each, "values in a list")? {
                    self.value(kind, depth + 1)?;
                }
                Ok(())
            }
            other => Err(Refused::ValueType(other)),
        }
    }

    /// What it says about its tensors.
    fn entries(&mut self, count: u64) -> Result<Vec<Entry<'a>>, Refused> {
        self.place = "its list of tensors";
        let mut entries = Vec::new();
        // A name's length, the number of sides, a kind, a place.
        for _ in 0..self.count(count, 8 + 4 + 4 + 8, "tensors")? {
            let name = self.name("a tensor's name", MOST_NAME)?;
            let sides = self.u32()?;
            if sides > MOST_SIDES {
                return Err(Refused::Sides { name: name.to_owned(), sides });
            }
            let overflow = || Refused::Overflow(name.to_owned());
            let mut shape = Vec::new();
            let mut numbers = 1_u64;
            for _ in 0..sides {
                let side = self.u64()?;
                numbers = numbers.checked_mul(side).ok_or_else(overflow)?;
                shape.push(usize::try_from(side).map_err(|_| overflow())?);
            }
            let kind = self.u32()?;
            let kind = Kind::of(kind).ok_or_else(|| Refused::Kind { name: name.to_owned(), kind })?;
            // A row, the first side, is made of whole blocks.
            if !shape.first().copied().unwrap_or(1).is_multiple_of(kind.block()) {
                return Err(Refused::Blocks(name.to_owned()));
            }
            let blocks = numbers / kind.block() as u64;
            let bytes = blocks.checked_mul(kind.bytes() as u64).ok_or_else(overflow)?;
            shape.reverse();
            entries.push(Entry { name, kind, shape, offset: self.u64()?, bytes });
        }
        Ok(entries)
    }
}

/// The number of yes and no among the types of values.
const BOOL: u32 = 7;
/// The number of text.
const STRING: u32 = 8;
/// The number of lists.
const LIST: u32 = 9;

/// Bytes of a value of this type, where all have the same.
const fn fixed(kind: u32) -> Option<usize> {
    match kind {
        // Whole numbers of 8 bits, and yes or no.
        0 | 1 | BOOL => Some(1),
        // Of 16 bits.
        2 | 3 => Some(2),
        // Whole numbers and floats of 32 bits.
        4..=6 => Some(4),
        // And of 64 bits.
        10..=12 => Some(8),
        _ => None,
    }
}

/// Yes is 1 and no is 0; the format says that a file with anything else is damaged.
fn check(kind: u32, bytes: &[u8]) -> Result<(), Refused> {
    if kind == BOOL && bytes.iter().any(|byte| *byte > 1) { Err(Refused::NotABool) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn text(out: &mut Vec<u8>, text: &str) {
        out.extend((text.len() as u64).to_le_bytes());
        out.extend(text.as_bytes());
    }

    fn list(kind: u32, count: u64, values: &[u8]) -> Vec<u8> {
        [&kind.to_le_bytes()[..], &count.to_le_bytes(), values].concat()
    }

    /// A tensor to write: its name, its sides as the file has them, its kind, its place, its bytes.
    type Written<'a> = (&'a str, &'a [u64], u32, u64, &'a [u8]);

    fn file(version: u32, values: &[(&str, u32, Vec<u8>)], tensors: &[Written<'_>], alignment: usize) -> Vec<u8> {
        let mut out = b"GGUF".to_vec();
        out.extend(version.to_le_bytes());
        out.extend((tensors.len() as u64).to_le_bytes());
        out.extend((values.len() as u64).to_le_bytes());
        for (key, kind, value) in values {
            text(&mut out, key);
            out.extend(kind.to_le_bytes());
            out.extend(value);
        }
        for (name, sides, kind, place, _) in tensors {
            text(&mut out, name);
            out.extend(u32::try_from(sides.len()).unwrap().to_le_bytes());
            out.extend(sides.iter().flat_map(|side| side.to_le_bytes()));
            out.extend(kind.to_le_bytes());
            out.extend(place.to_le_bytes());
        }
        for (.., bytes) in tensors {
            out.resize(out.len().next_multiple_of(alignment), 0);
            out.extend(*bytes);
        }
        out
    }

    /// One value of every type, lists of each, and a list of lists of texts.
    fn every_value() -> Vec<(&'static str, u32, Vec<u8>)> {
        let string = |value: &str| {
            let mut out = Vec::new();
            text(&mut out, value);
            out
        };
        let inner = list(STRING, 2, &[string("a"), string("")].concat());
        let mut values = vec![
            ("u8", 0, vec![200]),
            ("i8", 1, vec![200]),
            ("u16", 2, vec![1, 2]),
            ("i16", 3, vec![1, 2]),
            ("u32", 4, vec![1; 4]),
            ("i32", 5, vec![1; 4]),
            ("f32", 6, vec![1; 4]),
            ("bool", BOOL, vec![1]),
            ("text", STRING, string("ភាសា")),
            ("u64", 10, vec![1; 8]),
            ("i64", 11, vec![1; 8]),
            ("f64", 12, vec![1; 8]),
            ("none", LIST, list(4, 0, &[])),
            ("numbers", LIST, list(5, 2, &[0; 8])),
            ("bools", LIST, list(BOOL, 3, &[0, 1, 1])),
            ("texts", LIST, inner.clone()),
            ("nested", LIST, list(LIST, 2, &[inner.clone(), list(LIST, 1, &inner)].concat())),
        ];
        values.push(("not quite text", STRING, list(0, 2, &[0xff, 0xfe])[4..].to_vec()));
        values
    }

    fn good() -> Vec<u8> {
        file(
            3,
            &every_value(),
            &[("a", &[2, 3], 0, 0, &[7; 24]), ("b", &[32], 2, 32, &[9; 18]), ("c", &[], 1, 64, &[1, 2])],
            32,
        )
    }

    #[test]
    fn tensors_are_found_with_their_shape_rows_first() {
        for version in [2, 3] {
            let mut bytes = good();
            bytes[4..8].copy_from_slice(&u32::to_le_bytes(version));
            let read = Gguf::read(&bytes).unwrap();
            assert_eq!(read.find("a"), Some(&Tensor { kind: Kind::F32, shape: vec![3, 2], bytes: &[7; 24] }));
            assert_eq!(read.find("b"), Some(&Tensor { kind: Kind::Q4_0, shape: vec![32], bytes: &[9; 18] }));
            assert_eq!(read.find("c"), Some(&Tensor { kind: Kind::F16, shape: vec![], bytes: &[1, 2] }));
            assert_eq!(read.find("d"), None);
        }
    }

    #[test]
    fn another_alignment_is_kept() {
        let alignment = |bytes: &[u8]| vec![("general.alignment", 4, bytes.to_vec())];
        let tensors: &[Written<'_>] = &[("a", &[2], 0, 0, &[7; 8]), ("b", &[1], 0, 64, &[9; 4])];
        let bytes = file(3, &alignment(&[64, 0, 0, 0]), tensors, 64);
        assert_eq!(Gguf::read(&bytes).unwrap().find("b").unwrap().bytes, &[9; 4]);
        // The same tensors under the usual one lie elsewhere.
        assert_eq!(Gguf::read(&file(3, &[], tensors, 64)).unwrap().find("a").unwrap().bytes.len(), 8);
        let bytes = file(3, &alignment(&[128, 0, 0, 0]), tensors, 64);
        assert_eq!(Gguf::read(&bytes), Err(Refused::Unaligned("b".to_owned())));
        for wrong in [[0, 0, 0, 0], [12, 0, 0, 0], [1, 0, 0, 0], [255; 4]] {
            assert_eq!(Gguf::read(&file(3, &alignment(&wrong), tensors, 32)), Err(Refused::Alignment), "{wrong:?}");
        }
        let other = vec![("general.alignment", 2, vec![32, 0])];
        assert_eq!(Gguf::read(&file(3, &other, tensors, 32)), Err(Refused::Alignment));
        // The largest that there can be: the tensors would begin outside the file.
        let bytes = file(3, &alignment(&(u32::MAX - 7).to_le_bytes()), &tensors[..1], 32);
        assert_eq!(Gguf::read(&bytes), Err(Refused::Outside("a".to_owned())));
    }

    #[test]
    fn a_file_without_tensors_is_read() {
        assert_eq!(Gguf::read(&file(3, &[], &[], 32)).unwrap().find("a"), None);
        assert!(Gguf::read(&file(2, &every_value(), &[], 32)).is_ok());
    }

    #[test]
    fn what_is_wrong_is_refused_by_name() {
        let one = |tensor: Written<'_>| file(3, &[], &[tensor], 32);
        let value = |kind: u32, value: &[u8]| file(3, &[("k", kind, value.to_vec())], &[], 32);
        let deep = (0..20).fold(list(0, 0, &[]), |inner, _| list(LIST, 1, &inner));
        let name = "n".repeat(300);
        let head = |tensors: u64, values: u64| {
            [&b"GGUF\x03\0\0\0"[..], &tensors.to_le_bytes(), &values.to_le_bytes(), &[0; 64]].concat()
        };
        let a = || "a".to_owned();
        for (bytes, refused) in [
            (b"GGML\x03\0\0\0".to_vec(), Refused::Foreign),
            (b"GGUF\0\0\0\x03".to_vec(), Refused::OtherOrder),
            (b"GGUF\0\0\0\x02".to_vec(), Refused::OtherOrder),
            (b"GGUF\x01\0\0\0".to_vec(), Refused::Version(1)),
            (b"GGUF\x04\0\0\0".to_vec(), Refused::Version(4)),
            (b"GGUF\x03\0\0\0".to_vec(), Refused::CutOff("its head")),
            (b"".to_vec(), Refused::CutOff("its head")),
            (head(u64::MAX, 0), Refused::TooMany { what: "tensors", count: u64::MAX }),
            (head(0, u64::MAX), Refused::TooMany { what: "values", count: u64::MAX }),
            (head(3, 0), Refused::TooMany { what: "tensors", count: 3 }),
            (head(0, 5), Refused::TooMany { what: "values", count: 5 }),
            (value(13, &[0; 8]), Refused::ValueType(13)),
            (value(LIST, &list(77, 1, &[0; 8])), Refused::ValueType(77)),
            (value(BOOL, &[2]), Refused::NotABool),
            (value(LIST, &list(BOOL, 2, &[0, 2])), Refused::NotABool),
            (value(12, &[0; 4]), Refused::CutOff("what it says about itself")),
            (value(STRING, &u64::MAX.to_le_bytes()), Refused::CutOff("what it says about itself")),
            (value(LIST, &list(12, u64::MAX, &[])), Refused::TooMany { what: "values in a list", count: u64::MAX }),
            (value(LIST, &list(STRING, 3, &[0; 16])), Refused::TooMany { what: "values in a list", count: 3 }),
            (value(LIST, &list(LIST, 2, &[0; 16])), Refused::TooMany { what: "values in a list", count: 2 }),
            (value(LIST, &deep), Refused::TooDeep),
            (
                file(3, &[("k", 0, vec![1]), ("k", 0, vec![1])], &[], 32),
                Refused::Twice { what: "the key", name: "k".to_owned() },
            ),
            (
                file(3, &[], &[("a", &[1], 0, 0, &[0; 4]), ("a", &[1], 0, 32, &[0; 4])], 32),
                Refused::Twice { what: "the tensor", name: a() },
            ),
            (one((&name, &[1], 0, 0, &[0; 4])), Refused::TooLong("a tensor's name")),
            (one(("a", &[1; 5], 0, 0, &[0; 4])), Refused::Sides { name: a(), sides: 5 }),
            (one(("a", &[1 << 32, 1 << 32], 0, 0, &[0; 4])), Refused::Overflow(a())),
            (one(("a", &[1 << 62], 0, 0, &[0; 4])), Refused::Overflow(a())),
            (one(("a", &[1], 4, 0, &[0; 4])), Refused::Kind { name: a(), kind: 4 }),
            (one(("a", &[1], 99, 0, &[0; 4])), Refused::Kind { name: a(), kind: 99 }),
            (one(("a", &[33], 2, 0, &[0; 36])), Refused::Blocks(a())),
            (one(("a", &[16, 2], 2, 0, &[0; 18])), Refused::Blocks(a())),
            (one(("a", &[], 2, 0, &[0; 18])), Refused::Blocks(a())),
            (one(("a", &[1], 0, 4, &[0; 8])), Refused::Unaligned(a())),
            (one(("a", &[2], 0, 0, &[0; 4])), Refused::Outside(a())),
            (one(("a", &[1], 0, 32, &[0; 4])), Refused::Outside(a())),
            (one(("a", &[1], 0, u64::MAX - 31, &[0; 4])), Refused::Outside(a())),
            (
                file(3, &[], &[("a", &[1], 0, 0, &[0; 4]), ("b", &[1], 0, 0, &[0; 4])], 32),
                Refused::Overlap("b".to_owned()),
            ),
        ] {
            assert_eq!(Gguf::read(&bytes), Err(refused));
        }
        let mut bytes = file(3, &[("k", 0, vec![1])], &[], 32);
        let at = bytes.iter().position(|byte| *byte == b'k').unwrap();
        bytes[at] = 0xff;
        assert_eq!(Gguf::read(&bytes), Err(Refused::NotText("a key")));
    }

    #[test]
    fn a_file_that_ends_anywhere_is_refused() {
        let whole = good();
        for length in 0..whole.len() {
            assert!(Gguf::read(&whole[..length]).is_err(), "{length}");
        }
    }

    proptest! {
        #[test]
        fn a_changed_byte_leaves_every_tensor_inside_the_file(at in any::<prop::sample::Index>(), to in any::<u8>()) {
            let mut bytes = good();
            let at = at.index(bytes.len());
            bytes[at] = to;
            if let Ok(read) = Gguf::read(&bytes) {
                let total: usize = read.tensors.values().map(|tensor| tensor.bytes.len()).sum();
                prop_assert!(total <= bytes.len());
                for tensor in read.tensors.values() {
                    let numbers: usize = tensor.shape.iter().product();
                    prop_assert_eq!(tensor.bytes.len(), numbers / tensor.kind.block() * tensor.kind.bytes());
                    prop_assert_eq!(tensor.kind.floats(tensor.bytes).len(), numbers);
                }
            }
        }

        #[test]
        fn anything_is_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            let _ = Gguf::read(&bytes);
            let _ = Gguf::read(&[&b"GGUF\x03\0\0\0"[..], &bytes].concat());
        }
    }
}
