//! Writing records.

use std::io::{self, Read, Seek, SeekFrom, Write};

use rayon::prelude::*;

use super::record::{Place, Record, date_text};
use crate::digest::{Algorithm, Digest, Hasher};
use crate::gzip::MemberWriter;
use crate::headers::HeadEnd;

/// How much of a block is moved at a time.
const STEP: usize = 64 * 1024;

/// How a file is compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compression {
    /// Not at all.
    None,
    /// One gzip member for each record, at a level from 1 (fast) to 9 (small).
    Gzip(u32),
}

impl Default for Compression {
    /// Level 6, at which pages come within a few per cent of level 9 in a third of the time.
    fn default() -> Self {
        Self::Gzip(6)
    }
}

/// Why a record was not written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// A reader or the writer of the caller failed.
    #[error("the archive cannot be written: {0}")]
    Io(#[from] io::Error),
    /// A name or value of a field that would break the head.
    #[error("the field `{0}` holds a line break or another character that a record cannot carry")]
    BadField(String),
    /// A field that the writer makes itself was given.
    #[error("the field `{0}` is written by the archive itself")]
    OwnField(String),
    /// A revisit of an identical payload without its digest.
    #[error("a revisit record needs the digest of the payload that it leaves out")]
    NoPayloadDigest,
    /// The block is not what was measured before; what was written of it must be cut off again at `offset`.
    #[error("the block changed while it was written; cut the file off at byte {offset}")]
    BlockChanged {
        /// Where the torn record begins.
        offset: u64,
    },
}

/// What must be known of a block before its head can be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measured {
    /// Its length.
    pub length: u64,
    /// The digest of all of it.
    pub block: Digest,
    /// The digest of what follows the head of the message, or of all of it where there is no message.
    pub payload: Digest,
    /// The length of the payload.
    pub payload_length: u64,
}

/// Measures a block while it goes by, for instance into the file that it waits in.
pub struct Measure {
    length: u64,
    payload_length: u64,
    block: Hasher,
    payload: Option<Hasher>,
    head: Option<HeadEnd>,
}

impl Measure {
    /// For a block that is an HTTP message, or one that is not.
    pub fn new(http: bool) -> Self {
        let sha256 = || Hasher::new(Algorithm::Sha256);
        Self {
            length: 0,
            payload_length: 0,
            block: sha256(),
            payload: http.then(sha256),
            head: http.then(HeadEnd::default),
        }
    }

    /// Takes in more of the block.
    pub fn update(&mut self, bytes: &[u8]) {
        let count = |bytes: &[u8]| u64::try_from(bytes.len()).unwrap_or_default();
        self.block.update(bytes);
        self.length += count(bytes);
        let mut payload = bytes;
        if let Some(head) = &mut self.head {
            match head.find(bytes) {
                Some(end) => {
                    payload = bytes.get(end..).unwrap_or_default();
                    self.head = None;
                }
                None => payload = &[],
            }
        }
        self.payload_length += count(payload);
        if let Some(hasher) = &mut self.payload {
            hasher.update(payload);
        }
    }

    /// What was measured.
    pub fn finish(self) -> Measured {
        let block = self.block.finish();
        let payload = self.payload.map_or_else(|| block.clone(), Hasher::finish);
        Measured { length: self.length, block, payload, payload_length: self.payload_length }
    }
}

impl Write for Measure {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Writes a file of records.
pub struct Writer<W> {
    out: W,
    compression: Compression,
    member: Option<MemberWriter>,
    position: u64,
}

impl<W: Write> Writer<W> {
    /// Writes at `position` of the file, which is 0 for a new one.
    pub fn new(out: W, compression: Compression, position: u64) -> Self {
        let member = match compression {
            Compression::None => None,
            Compression::Gzip(level) => Some(MemberWriter::new(level)),
        };
        Self { out, compression, member, position }
    }

    /// Where the next record will begin.
    pub const fn position(&self) -> u64 {
        self.position
    }

    /// The writer underneath, for instance to bring what was written to the disk.
    pub const fn get_mut(&mut self) -> &mut W {
        &mut self.out
    }

    /// The writer underneath.
    pub fn into_inner(self) -> W {
        self.out
    }

    /// Writes a record whose block lies in memory.
    pub fn write_bytes(&mut self, record: &Record, block: &[u8]) -> Result<Place, WriteError> {
        let mut measure = Measure::new(record.is_http());
        measure.update(block);
        self.write_measured(record, &measure.finish(), block)
    }

    /// Writes a record whose block can be read twice: once to measure it, once to write it.
    pub fn write<B: Read + Seek>(&mut self, record: &Record, mut block: B) -> Result<Place, WriteError> {
        let start = block.stream_position()?;
        let mut measure = Measure::new(record.is_http());
        io::copy(&mut block, &mut measure)?;
        block.seek(SeekFrom::Start(start))?;
        self.write_measured(record, &measure.finish(), block)
    }

    /// Writes a record whose block was measured while it was put aside. Should the block not be what was measured, the record is torn and the
    /// error says where to cut the file off.
    pub fn write_measured(
        &mut self,
        record: &Record,
        measured: &Measured,
        block: impl Read,
    ) -> Result<Place, WriteError> {
        let head = head(record, measured)?;
        let offset = self.position;
        let length = match &mut self.member {
            Some(member) => write_member(member, &mut self.out, &head, measured, block, offset)?,
            None => {
                self.out.write_all(&head)?;
                copy_checked(measured, block, offset, |bytes| self.out.write_all(bytes))?;
                self.out.write_all(b"\r\n\r\n")?;
                let length = u64::try_from(head.len()).unwrap_or_default() + measured.length;
                self.position += 4;
                length
            }
        };
        self.position += length;
        Ok(Place { offset, length })
    }

    /// Writes many records whose blocks lie in memory, compressing them on all cores; the file is the same as if they had been
    /// written one by one.
    pub fn write_many<B: AsRef<[u8]> + Sync>(&mut self, records: &[(Record, B)]) -> Result<Vec<Place>, WriteError> {
        let Compression::Gzip(level) = self.compression else {
            return records.iter().map(|(record, block)| self.write_bytes(record, block.as_ref())).collect();
        };
        let members: Vec<Vec<u8>> = records
            .par_iter()
            .map_init(
                || MemberWriter::new(level),
                |member, (record, block)| {
                    let block = block.as_ref();
                    let mut measure = Measure::new(record.is_http());
                    measure.update(block);
                    let measured = measure.finish();
                    let mut out = Vec::with_capacity(block.len() / 3 + 1024);
                    write_member(member, &mut out, &head(record, &measured)?, &measured, block, 0)?;
                    Ok::<_, WriteError>(out)
                },
            )
            .collect::<Result<_, _>>()?;
        let mut places = Vec::with_capacity(members.len());
        for member in members {
            self.out.write_all(&member)?;
            let length = u64::try_from(member.len()).unwrap_or_default();
            places.push(Place { offset: self.position, length });
            self.position += length;
        }
        Ok(places)
    }
}

fn write_member(
    member: &mut MemberWriter,
    out: &mut impl Write,
    head: &[u8],
    measured: &Measured,
    block: impl Read,
    offset: u64,
) -> Result<u64, WriteError> {
    member.begin(out)?;
    member.write(out, head)?;
    copy_checked(measured, block, offset, |bytes| member.write(out, bytes))?;
    member.write(out, b"\r\n\r\n")?;
    Ok(member.finish(out)?)
}

/// Moves a block, and sees to it that it is exactly as long as its head says. Its digest is not computed a second time: whoever verifies
/// the file does that.
fn copy_checked(
    measured: &Measured,
    mut block: impl Read,
    offset: u64,
    mut write: impl FnMut(&[u8]) -> io::Result<()>,
) -> Result<(), WriteError> {
    let mut step = vec![0; STEP.min(usize::try_from(measured.length).unwrap_or(STEP).max(1))];
    let mut left = measured.length;
    loop {
        let count = match block.read(&mut step) {
            Ok(count) => count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error.into()),
        };
        let length = u64::try_from(count).unwrap_or_default();
        if count == 0 && left == 0 {
            return Ok(());
        }
        if count == 0 || length > left {
            return Err(WriteError::BlockChanged { offset });
        }
        write(step.get(..count).unwrap_or_default())?;
        left -= length;
    }
}

/// The head of a record, with the blank line at its end.
fn head(record: &Record, measured: &Measured) -> Result<Vec<u8>, WriteError> {
    let mut text = String::with_capacity(1024);
    let mut line = |name: &str, value: &str| {
        if name.is_empty() || !name.bytes().all(is_token) || value.chars().any(|c| c.is_control() && c != '\t') {
            return Err(WriteError::BadField(name.to_owned()));
        }
        for part in [name, ": ", value, "\r\n"] {
            text.push_str(part);
        }
        Ok(())
    };
    line("WARC-Type", record.kind.name())?;
    line("WARC-Record-ID", &format!("<{}>", record.id))?;
    line("WARC-Date", &date_text(record.date))?;
    for (name, value) in record.fields.iter() {
        if OWN_FIELDS.iter().any(|own| own.eq_ignore_ascii_case(name)) {
            return Err(WriteError::OwnField(name.to_owned()));
        }
        line(name, value)?;
    }
    let identical = record.fields.get("WARC-Profile") == Some(super::Profile::IdenticalPayload.uri());
    if let Some(digest) = &record.payload_digest {
        line("WARC-Payload-Digest", &digest.to_string())?;
    } else if identical {
        return Err(WriteError::NoPayloadDigest);
    } else if record.wants_payload_digest() {
        line("WARC-Payload-Digest", &measured.payload.to_string())?;
    }
    line("WARC-Block-Digest", &measured.block.to_string())?;
    if let Some(content_type) = record.content_type.as_ref().filter(|_| measured.length > 0) {
        line("Content-Type", content_type)?;
    }
    line("Content-Length", &measured.length.to_string())?;
    Ok(format!("WARC/1.1\r\n{text}\r\n").into_bytes())
}

/// What the writer makes itself.
const OWN_FIELDS: [&str; 7] = [
    "WARC-Type",
    "WARC-Record-ID",
    "WARC-Date",
    "WARC-Payload-Digest",
    "WARC-Block-Digest",
    "Content-Type",
    "Content-Length",
];

/// Characters of a name, as RFC 9110 has them.
const fn is_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || matches!(byte, b'!' | b'#'..=b'\'' | b'*' | b'+' | b'-' | b'.' | b'^'..=b'`' | b'|' | b'~')
}
