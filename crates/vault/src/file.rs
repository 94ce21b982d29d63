//! Sealing files chunk by chunk, so that a file of any size needs the memory of one chunk, and an upload that broke off
//! goes on where it stopped.
//!
//! Each chunk is bound to the file, its number and whether it is the last one, in the manner of STREAM (Hoang, Reyhanitabar,
//! Rogaway, Vizár, "Online Authenticated-Encryption and its Nonce-Reuse Misuse-Resistance", CRYPTO 2015). Unlike there each
//! chunk has a random nonce of 192 bits instead of its number: a person who goes on with an upload may pick a file that has
//! changed meanwhile, and sealing two different chunks under one nonce would show both.

use std::fmt;

use saksi_base::{Random, random};
use zeroize::Zeroizing;

use crate::algorithm::{Algorithm, Kind};
use crate::bytes::{Reader, Statement};
use crate::case::{CaseKey, Generation, KeyCheck, SealedPlace};
use crate::{SealError, cipher, padding};

/// Bytes of content in every chunk but the last.
pub const FILE_CHUNK: usize = 65_536;
/// Bytes of a sealed chunk that is not the last.
pub const SEALED_FILE_CHUNK: usize = CHUNK_FRAME + FILE_CHUNK;
/// Bytes before the first chunk.
pub const FILE_HEADER: usize = 2 + 4 + 32 + SALT;

/// Bytes that sealing adds to a chunk: flag, nonce, length field, tag.
const CHUNK_FRAME: usize = 1 + cipher::NONCE + 4 + cipher::TAG;
const SALT: usize = 32;
/// Most bytes of a file: 2⁴⁰. Far beyond any upload, and far below where counting could overflow.
const LONGEST: u64 = 1 << 40;

const MORE: u8 = 0;
const LAST: u8 = 1;

/// The beginning of a sealed file; stands before its first chunk.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct FileHeader {
    generation: Generation,
    check: KeyCheck,
    salt: [u8; SALT],
}

impl FileHeader {
    /// Reads the stored form, or one that a browser made: exactly [`FILE_HEADER`] bytes.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, SealError> {
        let mut reader = Reader::new(bytes);
        Kind::File.read(&mut reader, &[Algorithm::XChaChaChunks])?;
        let generation = Generation::read(&mut reader)?;
        let check = KeyCheck(reader.array()?);
        let salt = reader.array()?;
        reader.end()?;
        Ok(Self { generation, check, salt })
    }

    /// The form to store.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = self.without_salt();
        bytes.extend_from_slice(&self.salt);
        bytes
    }

    fn without_salt(&self) -> Vec<u8> {
        let mut bytes = Kind::File.with(Algorithm::XChaChaChunks).to_vec();
        bytes.extend_from_slice(&self.generation.to_bytes());
        bytes.extend_from_slice(&self.check.0);
        bytes
    }

    /// Which key of the case it was sealed under.
    pub const fn generation(&self) -> Generation {
        self.generation
    }

    /// The public value of that key.
    pub const fn check(&self) -> KeyCheck {
        self.check
    }
}

impl fmt::Debug for FileHeader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FileHeader(..)")
    }
}

/// Bytes of a sealed file, header included, whose content has this many bytes. `None` above 2⁴⁰ bytes.
pub fn sealed_file_length(content: u64) -> Option<u64> {
    if content > LONGEST {
        return None;
    }
    let padded = padding::file_step(content);
    Some(FILE_HEADER as u64 + padded + chunks(padded) * CHUNK_FRAME as u64)
}

/// Where in a sealed file a chunk begins.
pub const fn chunk_position(number: u64) -> u64 {
    FILE_HEADER as u64 + number * SEALED_FILE_CHUNK as u64
}

/// How many chunks a padded length takes; it is never zero.
const fn chunks(padded: u64) -> u64 {
    padded.div_ceil(FILE_CHUNK as u64)
}

/// The key of one file, and what each of its chunks is bound to.
struct FileKey {
    key: Zeroizing<[u8; 32]>,
}

impl FileKey {
    fn new(case_key: &CaseKey, place: SealedPlace<'_>, header: &FileHeader) -> Result<Self, SealError> {
        case_key.expect(header.generation, header.check)?;
        let what = place.statement("saksi file key v1", &header.without_salt(), case_key.case());
        Ok(Self { key: cipher::derive(&header.salt, case_key.secret().as_ref(), &what) })
    }

    fn bound(number: u64, flag: u8) -> Statement {
        Statement::of("saksi file chunk v1").and(&number.to_be_bytes()).and(&[flag])
    }

    /// Seals one chunk that is filled up to `size` bytes of content.
    fn seal(
        &self,
        number: u64,
        flag: u8,
        content: &[u8],
        size: usize,
        source: &dyn Random,
    ) -> Result<Vec<u8>, SealError> {
        let length = u32::try_from(content.len()).map_err(|_| SealError::Length)?;
        let mut plain = Zeroizing::new(Vec::with_capacity(4 + size + cipher::TAG));
        plain.extend_from_slice(&length.to_be_bytes());
        plain.extend_from_slice(content);
        plain.resize(4 + size, 0);
        let nonce: [u8; cipher::NONCE] = random::bytes(source);
        let mut sealed = Vec::with_capacity(CHUNK_FRAME + size);
        sealed.push(flag);
        sealed.extend_from_slice(&nonce);
        sealed.extend_from_slice(&cipher::seal(&self.key, &nonce, Self::bound(number, flag).as_bytes(), plain)?);
        Ok(sealed)
    }

    /// Opens one chunk: whether it is the last, how many bytes of it are content, and all its bytes.
    fn open(&self, number: u64, sealed: &[u8]) -> Result<Chunk, SealError> {
        let last = is_last(sealed)?;
        let mut reader = Reader::new(sealed);
        let flag = reader.byte()?;
        let nonce = reader.array()?;
        let plain = cipher::open(&self.key, &nonce, Self::bound(number, flag).as_bytes(), reader.rest())?;
        let mut reader = Reader::new(&plain);
        let length = usize::try_from(reader.u32()?).map_err(|_| SealError::Damaged)?;
        let rest = reader.rest();
        let size = rest.len();
        let (content, filling) = rest.split_at_checked(length).ok_or(SealError::Damaged)?;
        if filling.iter().any(|byte| *byte != 0) {
            return Err(SealError::Damaged);
        }
        Ok(Chunk { last, size, content: Zeroizing::new(content.to_vec()) })
    }
}

struct Chunk {
    last: bool,
    size: usize,
    content: Zeroizing<Vec<u8>>,
}

/// Whether a sealed chunk says that it is the last one. Fails for what has not the shape of a chunk; nothing is opened.
pub fn is_last(sealed: &[u8]) -> Result<bool, SealError> {
    let size = sealed.len().checked_sub(CHUNK_FRAME).ok_or(SealError::Length)?;
    match sealed.first() {
        Some(&MORE) if size == FILE_CHUNK => Ok(false),
        Some(&LAST) if size > 0 && size <= FILE_CHUNK => Ok(true),
        Some(&(MORE | LAST)) => Err(SealError::Length),
        _ => Err(SealError::Damaged),
    }
}

/// Seals a file as its bytes come in. Holds one chunk.
pub struct FileSealer {
    key: FileKey,
    header: FileHeader,
    number: u64,
    held: Zeroizing<Vec<u8>>,
}

impl FileSealer {
    /// What stands before the first chunk.
    pub const fn header(&self) -> &FileHeader {
        &self.header
    }

    /// How many chunks were given out. An upload that breaks off goes on from here: with [`CaseKey::resume_file`] and the
    /// content from byte `chunks × 65,536` on.
    pub const fn chunks(&self) -> u64 {
        self.number
    }

    /// Takes content and gives out the chunks that are complete, one after the other. The last 65,536 bytes at most are
    /// kept until [`Self::finish`].
    pub fn write(
        &mut self,
        mut content: &[u8],
        source: &dyn Random,
        mut out: impl FnMut(Vec<u8>),
    ) -> Result<(), SealError> {
        while !content.is_empty() {
            if self.held.len() == FILE_CHUNK {
                if chunk_content(self.number + 1) >= LONGEST {
                    return Err(SealError::TooLong);
                }
                out(self.key.seal(self.number, MORE, &self.held, FILE_CHUNK, source)?);
                self.number += 1;
                self.held.clear();
            }
            let room = FILE_CHUNK - self.held.len();
            let (now, later) = content.split_at_checked(room).unwrap_or((content, &[]));
            self.held.extend_from_slice(now);
            content = later;
        }
        Ok(())
    }

    /// Ends the file; the rest of its chunks comes from [`FileEnd::next_chunk`].
    pub fn finish(self) -> FileEnd {
        let length = chunk_content(self.number) + self.held.len() as u64;
        let padded = padding::file_step(length);
        FileEnd { sealer: self, length, padded }
    }
}

impl fmt::Debug for FileSealer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FileSealer(..)")
    }
}

/// Bytes of content in this many full chunks.
const fn chunk_content(number: u64) -> u64 {
    number.saturating_mul(FILE_CHUNK as u64)
}

/// The end of a file that is being sealed: its last content, and filling up to the next step.
pub struct FileEnd {
    sealer: FileSealer,
    length: u64,
    padded: u64,
}

impl FileEnd {
    /// The next chunk, or `None` after the last one.
    pub fn next_chunk(&mut self, source: &dyn Random) -> Result<Option<Vec<u8>>, SealError> {
        let number = self.sealer.number;
        let last = chunks(self.padded) - 1;
        if number > last {
            return Ok(None);
        }
        let (flag, size) = if number == last {
            let size = self.padded - chunk_content(last);
            (LAST, usize::try_from(size).map_err(|_| SealError::TooLong)?)
        } else {
            (MORE, FILE_CHUNK)
        };
        let sealed = self.sealer.key.seal(number, flag, &self.sealer.held, size, source)?;
        self.sealer.held.clear();
        self.sealer.number += 1;
        Ok(Some(sealed))
    }

    /// Bytes of the content.
    pub const fn length(&self) -> u64 {
        self.length
    }
}

impl fmt::Debug for FileEnd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FileEnd(..)")
    }
}

/// Opens a sealed file chunk by chunk.
pub struct FileOpener {
    key: FileKey,
    number: u64,
    /// Bytes of content so far; `None` when it began in the middle.
    length: Option<u64>,
    /// A chunk that was not full has been seen; only filling may follow.
    ended: bool,
    last: bool,
}

impl FileOpener {
    /// Opens the next chunk and gives its content, which is empty where there is only filling. The content may be passed
    /// on at once, but only [`Self::finish`] tells that nothing is missing.
    pub fn open(&mut self, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, SealError> {
        if self.last {
            return Err(SealError::Damaged);
        }
        let chunk = self.key.open(self.number, sealed)?;
        let content = chunk.content.len() as u64;
        if self.ended && content > 0 {
            return Err(SealError::Damaged);
        }
        self.ended = chunk.content.len() < FILE_CHUNK;
        if let Some(length) = &mut self.length {
            *length += content;
            // Whoever sealed it must have filled it up to the step of its length.
            if chunk.last && padding::file_step(*length) != chunk_content(self.number) + chunk.size as u64 {
                return Err(SealError::Damaged);
            }
        }
        self.last = chunk.last;
        self.number += 1;
        Ok(chunk.content)
    }

    /// Tells whether the file was whole; gives the length of its content where it was opened from its beginning.
    pub fn finish(self) -> Result<Option<u64>, SealError> {
        if self.last { Ok(self.length) } else { Err(SealError::Unfinished) }
    }
}

impl fmt::Debug for FileOpener {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FileOpener(..)")
    }
}

impl CaseKey {
    /// Begins to seal a file.
    pub fn seal_file(&self, place: SealedPlace<'_>, source: &dyn Random) -> Result<FileSealer, SealError> {
        let header = FileHeader { generation: self.generation(), check: self.check(), salt: random::bytes(source) };
        self.resume_file(place, header, 0)
    }

    /// Goes on sealing a file of which this many chunks are safe; the content follows from byte `chunks × 65,536` on.
    pub fn resume_file(
        &self,
        place: SealedPlace<'_>,
        header: FileHeader,
        chunks: u64,
    ) -> Result<FileSealer, SealError> {
        if chunk_content(chunks) > LONGEST {
            return Err(SealError::TooLong);
        }
        let key = FileKey::new(self, place, &header)?;
        Ok(FileSealer { key, header, number: chunks, held: Zeroizing::new(Vec::with_capacity(FILE_CHUNK)) })
    }

    /// Begins to open a file.
    pub fn open_file(&self, place: SealedPlace<'_>, header: &FileHeader) -> Result<FileOpener, SealError> {
        let key = FileKey::new(self, place, header)?;
        Ok(FileOpener { key, number: 0, length: Some(0), ended: false, last: false })
    }

    /// Begins to open a file in the middle, at the chunk with this number.
    pub fn open_file_at(
        &self,
        place: SealedPlace<'_>,
        header: &FileHeader,
        chunk: u64,
    ) -> Result<FileOpener, SealError> {
        let opener = self.open_file(place, header)?;
        Ok(FileOpener { number: chunk, length: (chunk == 0).then_some(0), ..opener })
    }
}

/// A file on its way from one key of its case to the next: chunk by chunk, each to the same place, so that it goes on after
/// an interruption from the first chunk that is not done.
pub struct FileResealing {
    old: FileKey,
    new: FileKey,
    header: FileHeader,
}

impl FileResealing {
    pub(crate) fn new(
        old: &CaseKey,
        new: &CaseKey,
        place: SealedPlace<'_>,
        from: &FileHeader,
        to: FileHeader,
    ) -> Result<Self, SealError> {
        Ok(Self { old: FileKey::new(old, place, from)?, new: FileKey::new(new, place, &to)?, header: to })
    }

    pub(crate) fn fresh_header(new: &CaseKey, source: &dyn Random) -> FileHeader {
        FileHeader { generation: new.generation(), check: new.check(), salt: random::bytes(source) }
    }

    /// What stands before the first chunk of the resealed file.
    pub const fn header(&self) -> &FileHeader {
        &self.header
    }

    /// Reseals the chunk with this number; the file is done after the one for which [`is_last`] holds.
    pub fn reseal(&self, number: u64, sealed: &[u8], source: &dyn Random) -> Result<Vec<u8>, SealError> {
        let chunk = self.old.open(number, sealed)?;
        self.new.seal(number, if chunk.last { LAST } else { MORE }, &chunk.content, chunk.size, source)
    }
}

impl fmt::Debug for FileResealing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FileResealing(..)")
    }
}
