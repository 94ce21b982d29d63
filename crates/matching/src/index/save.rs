//! The index as bytes: written once in a while, so that a server with many claims starts at once.
//!
//! Layout, all numbers little-endian: the magic `SAKSIMIX`, the version (4 bytes), then the body in pieces, each its length
//! (4 bytes, at most [`PIECE`]) and that many bytes, a piece of length zero at the end, and the CRC-32 of the body (ISO 3309).
//! The checksum guards against accident. Somebody who forges a file can make the index wrong, but not make it panic or take
//! more memory than a small multiple of the file: every length and order is checked.

use std::{
    io::{self, Read, Write},
    sync::Arc,
};

use crate::dense::{MAX_DIMENSIONS, Vector};

use super::{
    Index, Place, id_at,
    packed::Texts,
    segment::{Body, Dead, Lists, MAX_UNITS, Postings, Segment, Units},
};

const MAGIC: [u8; 8] = *b"SAKSIMIX";

/// Changes whenever features, hashes or layout change; an older file is then rebuilt, not read.
const VERSION: u32 = 4;

/// The weights that the saved vectors were adapted with; see [`crate::adapter`].
const WEIGHTS: &[u8] = include_bytes!("../../weights/adapter.bin");

/// Most segments of an index; far more than merging ever leaves.
const MAX_SEGMENTS: usize = 60_000;

/// Vectors written at once.
const VECTORS: usize = 1024;

/// Largest piece of the body, in bytes.
const PIECE: usize = 1 << 20;

/// A saved index that cannot be used. Rebuild the index from the database.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// Reading failed.
    #[error("the saved index cannot be read: {0}")]
    Io(#[from] io::Error),
    /// Something else, or nothing, stands in the file.
    #[error("this is not a saved index")]
    NotAnIndex,
    /// Written by another version of the program.
    #[error("the saved index has version {found}, this program reads version {expected}; it has to be rebuilt")]
    Version {
        /// Version of the file.
        found: u32,
        /// Version that this program reads.
        expected: u32,
    },
    /// Its vectors were adapted with other weights than those of this program.
    #[error("the saved index was made with other weights; it has to be rebuilt")]
    OtherWeights,
    /// Cut off or changed.
    #[error("the saved index is damaged; it has to be rebuilt")]
    Damaged,
}

/// An index that could not be saved.
#[derive(Debug, thiserror::Error)]
#[error("the index cannot be saved: {0}")]
pub struct SaveError(#[from] io::Error);

impl Index {
    /// Writes the index, so that [`Index::load`] gives one that finds the same.
    pub fn save(&self, out: impl Write) -> Result<(), SaveError> {
        let mut out = Pieces { out, piece: Vec::with_capacity(PIECE), checksum: crc32fast::Hasher::new() };
        out.out.write_all(&MAGIC)?;
        out.out.write_all(&VERSION.to_le_bytes())?;
        out.number(self.languages.len())?;
        for language in &self.languages {
            out.list(language.as_bytes(), |&byte| [byte])?;
        }
        let growing = (self.growing.len() > 0).then(|| self.growing.clone().seal());
        out.number(self.sealed.len() + usize::from(growing.is_some()))?;
        for segment in self.sealed.iter().chain(&growing) {
            save_segment(&mut out, segment)?;
        }
        self.save_vectors(&mut out)?;
        out.finish()?;
        Ok(())
    }

    fn save_vectors<W: Write>(&self, out: &mut Pieces<W>) -> io::Result<()> {
        out.list(self.model.as_bytes(), |&byte| [byte])?;
        out.list(&[crc32fast::hash(WEIGHTS)], |checksum| checksum.to_le_bytes())?;
        out.number(self.vectors.dimensions())?;
        let mut vectors = self.vectors.iter();
        loop {
            let (ids, values): (Vec<u128>, Vec<Vec<i8>>) = vectors.by_ref().take(VECTORS).unzip();
            out.list(&ids, |id| id.to_le_bytes())?;
            if ids.is_empty() {
                return Ok(());
            }
            out.list(&values.concat(), |value| value.to_le_bytes())?;
        }
    }

    fn load_vectors<R: Read>(&mut self, from: &mut Parts<R>) -> Result<(), LoadError> {
        let model = from.list(|[byte]: [u8; 1]| byte)?;
        self.model = String::from_utf8(model).map_err(|_| LoadError::Damaged)?;
        let weights = from.list(u32::from_le_bytes)?;
        let dimensions = from.number()?;
        if dimensions > MAX_DIMENSIONS {
            return Err(LoadError::Damaged);
        }
        loop {
            let ids = from.list(u128::from_le_bytes)?;
            if ids.is_empty() {
                return Ok(());
            }
            if weights != [crc32fast::hash(WEIGHTS)] {
                return Err(LoadError::OtherWeights);
            }
            let values = from.list(|[byte]: [u8; 1]| byte)?;
            if dimensions == 0 || values.len() != ids.len() * dimensions {
                return Err(LoadError::Damaged);
            }
            for (&id, values) in ids.iter().zip(values.chunks_exact(dimensions)) {
                let vector = Vector::from_bytes(values).ok_or(LoadError::Damaged)?;
                if !self.contains(id) || !self.vectors.push(id, &vector) {
                    return Err(LoadError::Damaged);
                }
            }
        }
    }

    /// Reads an index that [`Index::save`] wrote.
    pub fn load(mut source: impl Read) -> Result<Self, LoadError> {
        let mut head = [0; 12];
        source.read_exact(&mut head).map_err(|error| match error.kind() {
            io::ErrorKind::UnexpectedEof => LoadError::NotAnIndex,
            _ => LoadError::Io(error),
        })?;
        let (magic, version) = head.split_at(8);
        if magic != MAGIC {
            return Err(LoadError::NotAnIndex);
        }
        let found = version.try_into().map_or(0, u32::from_le_bytes);
        if found != VERSION {
            return Err(LoadError::Version { found, expected: VERSION });
        }
        let mut from = Parts { source, piece: Vec::new(), at: 0, checksum: crc32fast::Hasher::new(), ended: false };
        let mut languages = Vec::new();
        let count = from.number()?;
        if count > usize::from(u16::MAX) {
            return Err(LoadError::Damaged);
        }
        for _ in 0..count {
            let bytes = from.list(|[byte]: [u8; 1]| byte)?;
            languages.push(String::from_utf8(bytes).map_err(|_| LoadError::Damaged)?);
        }
        let mut index = Self { languages, ..Self::new() };
        let segments = from.number()?;
        if segments > MAX_SEGMENTS {
            return Err(LoadError::Damaged);
        }
        // The growing segment has serial number 0.
        for serial in (1..=u16::MAX).take(segments) {
            let segment = load_segment(&mut from, serial)?;
            index.sealed.push(segment);
        }
        let Self { places, sealed, growing, .. } = &mut index;
        let id_of = |place| id_at(sealed, growing, place);
        places.table.reserve(sealed.iter().map(|segment| segment.entries().count()).sum(), |_| 0);
        for segment in &*sealed {
            for (id, first) in segment.entries() {
                if places.get(id, id_of).is_some() {
                    return Err(LoadError::Damaged);
                }
                places.insert(id, Place::new(segment.serial, first), id_of);
            }
        }
        index.load_vectors(&mut from)?;
        from.finish()?;
        Ok(index)
    }
}

fn save_segment<W: Write>(out: &mut Pieces<W>, segment: &Segment) -> io::Result<()> {
    let Segment { serial: _, dead, body } = segment;
    let Body { units, words, main, title, texts, postings, keys, key_units } = &**body;
    out.list(&units.ids, |id| id.to_le_bytes())?;
    out.list(&units.is_claim, |&first| [u8::from(first)])?;
    out.list(&units.languages, |language| language.to_le_bytes())?;
    save_lists(out, &units.numbers, |number| number.to_le_bytes())?;
    for packed in [words, main, title, &texts.packed] {
        save_lists(out, packed, |&byte| [byte])?;
    }
    out.list(texts.lengths(), |&length| [length])?;
    let removed: Vec<u16> = (0..=u16::MAX).take(units.ids.len()).filter(|&u| dead.contains(usize::from(u))).collect();
    out.list(&removed, |unit| unit.to_le_bytes())?;
    out.list(&postings.terms, |term| term.to_le_bytes())?;
    out.list(&postings.starts, |start| start.to_le_bytes())?;
    out.list(&postings.bytes, |&byte| [byte])?;
    out.list(keys, |key| key.to_le_bytes())?;
    out.list(key_units, |unit| unit.to_le_bytes())
}

fn save_lists<W: Write, T, const N: usize>(
    out: &mut Pieces<W>,
    lists: &Lists<T>,
    bytes: impl Fn(&T) -> [u8; N],
) -> io::Result<()> {
    out.list(&lists.ends, |end| end.to_le_bytes())?;
    out.list(&lists.items, bytes)
}

fn load_segment<R: Read>(from: &mut Parts<R>, serial: u16) -> Result<Segment, LoadError> {
    let ids = from.list(u128::from_le_bytes)?;
    let count = ids.len();
    let check = |fine: bool| if fine { Ok(()) } else { Err(LoadError::Damaged) };
    check(count < MAX_UNITS)?;
    let is_claim = from.list(|[first]: [u8; 1]| first != 0)?;
    let languages = from.list(u16::from_le_bytes)?;
    check(is_claim.len() == count && languages.len() == count)?;
    let numbers = load_lists(from, count, u64::from_le_bytes)?;
    let mut packed = || load_lists(from, count, |[byte]: [u8; 1]| byte);
    let (words, main, title, texts) = (packed()?, packed()?, packed()?, packed()?);
    let lengths = from.list(|[length]: [u8; 1]| length)?;
    let texts = Texts::new(lengths, texts).ok_or(LoadError::Damaged)?;
    let mut dead = Dead::default();
    for unit in from.list(u16::from_le_bytes)? {
        check(usize::from(unit) < count)?;
        dead.set(usize::from(unit));
    }
    let terms = from.list(u32::from_le_bytes)?;
    let starts = from.list(u32::from_le_bytes)?;
    let bytes = from.list(|[byte]: [u8; 1]| byte)?;
    let postings = Postings::new(terms, starts, bytes, count).ok_or(LoadError::Damaged)?;
    let keys = from.list(u64::from_le_bytes)?;
    let key_units = from.list(u16::from_le_bytes)?;
    check(keys.is_sorted() && keys.len() == key_units.len())?;
    check(key_units.iter().all(|&unit| usize::from(unit) < count))?;
    let units = Units { ids, is_claim, languages, numbers };
    let body = Body { units, words, main, title, texts, postings, keys, key_units };
    Ok(Segment { serial, dead, body: Arc::new(body) })
}

fn load_lists<R: Read, T, const N: usize>(
    from: &mut Parts<R>,
    count: usize,
    value: impl Fn([u8; N]) -> T,
) -> Result<Lists<T>, LoadError> {
    let ends = from.list(u32::from_le_bytes)?;
    let items = from.list(value)?;
    let fine = ends.len() == count && ends.is_sorted() && ends.last().map_or(0, |&end| end as usize) == items.len();
    if fine { Ok(Lists { ends, items }) } else { Err(LoadError::Damaged) }
}

/// Writes the body in pieces and keeps its checksum.
struct Pieces<W> {
    out: W,
    piece: Vec<u8>,
    checksum: crc32fast::Hasher,
}

impl<W: Write> Pieces<W> {
    fn flush(&mut self) -> io::Result<()> {
        if !self.piece.is_empty() {
            self.checksum.update(&self.piece);
            self.out.write_all(&u32::try_from(self.piece.len()).unwrap_or(0).to_le_bytes())?;
            self.out.write_all(&self.piece)?;
            self.piece.clear();
        }
        Ok(())
    }

    fn bytes(&mut self, bytes: &[u8]) -> io::Result<()> {
        if self.piece.len() + bytes.len() > PIECE {
            self.flush()?;
        }
        self.piece.extend_from_slice(bytes);
        Ok(())
    }

    fn number(&mut self, number: usize) -> io::Result<()> {
        self.bytes(&u32::try_from(number).unwrap_or(u32::MAX).to_le_bytes())
    }

    fn list<T, const N: usize>(&mut self, list: &[T], bytes: impl Fn(&T) -> [u8; N]) -> io::Result<()> {
        self.number(list.len())?;
        for chunk in list.chunks(PIECE / N) {
            let flat: Vec<u8> = chunk.iter().flat_map(&bytes).collect();
            self.bytes(&flat)?;
        }
        Ok(())
    }

    fn finish(mut self) -> io::Result<()> {
        self.flush()?;
        self.out.write_all(&0_u32.to_le_bytes())?;
        self.out.write_all(&self.checksum.finalize().to_le_bytes())?;
        self.out.flush()
    }
}

/// Reads the body piece by piece; memory grows only with bytes that are really there.
struct Parts<R> {
    source: R,
    piece: Vec<u8>,
    at: usize,
    checksum: crc32fast::Hasher,
    ended: bool,
}

impl<R: Read> Parts<R> {
    fn read<const N: usize>(&mut self) -> Result<[u8; N], LoadError> {
        let mut bytes = [0; N];
        self.source.read_exact(&mut bytes).map_err(|error| match error.kind() {
            io::ErrorKind::UnexpectedEof => LoadError::Damaged,
            _ => LoadError::Io(error),
        })?;
        Ok(bytes)
    }

    /// Makes the next piece current; `Damaged` at the end of the body.
    fn next(&mut self) -> Result<(), LoadError> {
        let length = if self.ended { 0 } else { u32::from_le_bytes(self.read()?) as usize };
        if length == 0 {
            self.ended = true;
            return Err(LoadError::Damaged);
        }
        if length > PIECE {
            return Err(LoadError::Damaged);
        }
        self.piece.resize(length, 0);
        self.at = 0;
        self.source.read_exact(&mut self.piece).map_err(|error| match error.kind() {
            io::ErrorKind::UnexpectedEof => LoadError::Damaged,
            _ => LoadError::Io(error),
        })?;
        self.checksum.update(&self.piece);
        Ok(())
    }

    fn number(&mut self) -> Result<usize, LoadError> {
        let mut bytes = [0; 4];
        for byte in &mut bytes {
            if self.at == self.piece.len() {
                self.next()?;
            }
            *byte = self.piece.get(self.at).copied().ok_or(LoadError::Damaged)?;
            self.at += 1;
        }
        Ok(u32::from_le_bytes(bytes) as usize)
    }

    fn list<T, const N: usize>(&mut self, value: impl Fn([u8; N]) -> T) -> Result<Vec<T>, LoadError> {
        let count = self.number()?;
        // A forged count must not reserve memory for items that are not there.
        let mut out = Vec::with_capacity(count.min(PIECE / N));
        let mut carried = [0; N];
        let mut filled = 0;
        while out.len() < count {
            if self.at == self.piece.len() {
                self.next()?;
            }
            let rest = self.piece.get(self.at..).ok_or(LoadError::Damaged)?;
            if out.len() == out.capacity() {
                // Twice as much as is there, but no more than is announced.
                out.reserve_exact((count - out.len()).min(out.len().max(1)));
            }
            if filled == 0 {
                let wanted = (count - out.len()).min(rest.len() / N);
                if wanted > 0 {
                    out.extend(rest.as_chunks().0.iter().take(wanted).map(|&bytes| value(bytes)));
                    self.at += wanted * N;
                    continue;
                }
            }
            let byte = rest.first().copied().ok_or(LoadError::Damaged)?;
            if let Some(place) = carried.get_mut(filled) {
                *place = byte;
            }
            filled += 1;
            self.at += 1;
            if filled == N {
                out.push(value(carried));
                filled = 0;
            }
        }
        out.shrink_to_fit();
        Ok(out)
    }

    fn finish(mut self) -> Result<(), LoadError> {
        if self.at != self.piece.len() || u32::from_le_bytes(self.read()?) != 0 {
            return Err(LoadError::Damaged);
        }
        let expected = u32::from_le_bytes(self.read()?);
        if self.checksum.finalize() == expected { Ok(()) } else { Err(LoadError::Damaged) }
    }
}
