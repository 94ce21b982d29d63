//! Reading records.

use std::io::{self, BufRead, Read};

use super::error::{ReadError, ReadErrorKind, Warning, WarningKind};
use super::record::{Header, Kind, Place};
use crate::gzip::{Counted, MAGIC, MemberError, Members};
use crate::headers::{self, HeadEnd};

/// How much a file may ask of the reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Longest head of a record, in bytes. Addresses may be long: some pages put whole pictures into them.
    pub head: usize,
    /// Longest block, in bytes after decompression.
    pub block: u64,
    /// Most white space between two records, in bytes.
    pub space: u64,
    /// Most warnings that are kept; more are counted.
    pub warnings: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { head: 1 << 20, block: 16 << 30, space: 64 << 10, warnings: 100 }
    }
}

/// Where the bytes of records come from.
enum Source<R> {
    Plain(Counted<R>),
    Gzip(Box<Members<R>>),
}

impl<R: Read> Source<R> {
    /// The next bytes; none at the end of the member, or of the file where there are no members.
    fn fill(&mut self) -> Result<&[u8], MemberError> {
        match self {
            Self::Plain(input) => Ok(input.fill()?),
            Self::Gzip(members) => members.fill(),
        }
    }

    fn consume(&mut self, count: usize) {
        match self {
            Self::Plain(input) => input.consume(count),
            Self::Gzip(members) => members.consume(count),
        }
    }

    /// Where the member, or without members the next byte, stands.
    const fn offset(&self) -> u64 {
        match self {
            Self::Plain(input) => input.position(),
            Self::Gzip(members) => members.offset(),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Before a record; for members, before the next one.
    Between,
    /// Before a further record of the same member.
    Shared,
    /// Within a block of which this many bytes are left.
    Block { left: u64 },
    /// At the end.
    Done,
}

/// Reads the records of a file one after another.
///
/// ```
/// # use saksi_archive::warc::{Compression, Reader, Record, Writer};
/// # use std::io::Read;
/// # let mut writer = Writer::new(Vec::new(), Compression::default(), 0);
/// # let record = Record::resource("urn:uuid:019a0000-0000-7000-8000-000000000001", jiff::Timestamp::UNIX_EPOCH, "https://example.org/", "text/plain");
/// # writer.write_bytes(&record, b"What was there.")?;
/// # let file = writer.into_inner();
/// let mut reader = Reader::new(file.as_slice())?;
/// while let Some(header) = reader.next_record()? {
///     let mut text = String::new();
///     reader.block().read_to_string(&mut text)?;
///     assert_eq!((header.target_uri().as_deref(), text.as_str()), (Some("https://example.org/"), "What was there."));
///     let place = reader.place()?;
///     assert_eq!((place.offset, place.length), (0, file.len() as u64));
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Reader<R> {
    source: Source<R>,
    state: State,
    limits: Limits,
    /// Where the record at hand begins.
    record: u64,
    /// Its place, once its end was reached.
    place: Option<Place>,
    /// Whether the record at hand shares its member with another one.
    shared: bool,
    warnings: Vec<Warning>,
    more_warnings: u64,
}

impl<R: Read> Reader<R> {
    /// Reads a file from its beginning.
    pub fn new(input: R) -> Result<Self, ReadError> {
        Self::with(input, 0, Limits::default())
    }

    /// Reads from the byte `offset` of a file on, at which a record begins.
    pub fn with(input: R, offset: u64, limits: Limits) -> Result<Self, ReadError> {
        let mut input = Counted::new(input, offset);
        let start = input.fill().map_err(|error| ReadError::io(offset, error))?;
        let source = if start.starts_with(&MAGIC) {
            Source::Gzip(Box::new(Members::new(input)))
        } else if start.is_empty() || start.trim_ascii_start().starts_with(b"WARC/") {
            Source::Plain(input)
        } else {
            return Err(ReadError::new(offset, ReadErrorKind::NotWarc(what(start))));
        };
        Ok(Self {
            source,
            state: State::Between,
            limits,
            record: offset,
            place: None,
            shared: false,
            warnings: Vec::new(),
            more_warnings: 0,
        })
    }

    /// What was read in spite of being wrong so far.
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }

    /// How many warnings came after those that were kept.
    pub const fn more_warnings(&self) -> u64 {
        self.more_warnings
    }

    /// The next record, passing over what is left of the one before; `None` at the end.
    pub fn next_record(&mut self) -> Result<Option<Header>, ReadError> {
        self.finish_record()?;
        if self.state == State::Done || !self.find_record()? {
            self.state = State::Done;
            return Ok(None);
        }
        self.place = None;
        let head = self.head()?;
        let parsed = headers::parse(&head);
        self.check_version(&parsed.first)?;
        if parsed.passed_over > 0 {
            self.warn(WarningKind::LinesPassedOver(parsed.passed_over));
        }
        let length = parsed.headers.get("Content-Length").and_then(|length| length.trim().parse::<u64>().ok());
        let length = length.ok_or_else(|| self.error(ReadErrorKind::NoLength))?;
        if length > self.limits.block {
            return Err(self.error(ReadErrorKind::BlockTooLong { length, limit: self.limits.block }));
        }
        self.state = State::Block { left: length };
        let kind = Kind::from_name(parsed.headers.get("WARC-Type").unwrap_or_default());
        Ok(Some(Header { version: parsed.first, kind, fields: parsed.headers, length, offset: self.record }))
    }

    /// The block of the record at hand, or what is left of it.
    pub const fn block(&mut self) -> Block<'_, R> {
        Block(self)
    }

    /// Where the record at hand stands, passing over what is left of it.
    ///
    /// # Errors
    ///
    /// Besides those of reading: [`ReadErrorKind::SharedMember`] if no place can be given.
    pub fn place(&mut self) -> Result<Place, ReadError> {
        self.finish_record()?;
        match self.place {
            Some(place) if !self.shared => Ok(place),
            _ => Err(self.error(ReadErrorKind::SharedMember)),
        }
    }

    const fn error(&self, kind: ReadErrorKind) -> ReadError {
        ReadError::new(self.record, kind)
    }

    fn warn(&mut self, kind: WarningKind) {
        if self.warnings.len() < self.limits.warnings {
            self.warnings.push(Warning { offset: self.record, kind });
        } else {
            self.more_warnings += 1;
        }
    }

    fn fill(&mut self) -> Result<&[u8], ReadError> {
        let record = self.record;
        self.source.fill().map_err(|error| ReadError::member(record, error))
    }

    /// Goes to the first byte of the next record; `false` at the end of the file.
    fn find_record(&mut self) -> Result<bool, ReadError> {
        if self.state == State::Shared {
            return Ok(true);
        }
        let mut first = true;
        loop {
            if let Source::Gzip(members) = &mut self.source {
                self.record = members.input.position();
                match members.next() {
                    Ok(true) => {}
                    Ok(false) => return Ok(false),
                    // Tapes and disks are filled up with zeros; anything else is looked at by whoever made it.
                    Err(MemberError::NotGzip) if self.record > 0 => {
                        self.warn(WarningKind::TrailingBytes);
                        return Ok(false);
                    }
                    Err(error) => return Err(ReadError::member(self.record, error)),
                }
            }
            self.skip_space()?;
            let ended = self.fill()?.is_empty();
            if matches!(self.source, Source::Plain(_)) {
                self.record = self.source.offset();
                return Ok(!ended);
            }
            if !ended {
                return Ok(true);
            }
            if !first || self.record > 0 {
                self.warn(WarningKind::EmptyMember);
            }
            first = false;
        }
    }

    /// Passes over line ends; returns how many there were.
    fn skip_space(&mut self) -> Result<u64, ReadError> {
        let (mut skipped, mut lines) = (0_u64, 0_u64);
        loop {
            let bytes = self.fill()?;
            let space = bytes.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
            lines += bytes.iter().take(space).map(|byte| u64::from(*byte == b'\n')).sum::<u64>();
            let whole = space == bytes.len();
            let ended = bytes.is_empty();
            self.source.consume(space);
            skipped += u64::try_from(space).unwrap_or(u64::MAX);
            if skipped > self.limits.space {
                return Err(self.error(ReadErrorKind::TooMuchSpace(self.limits.space)));
            }
            if ended || !whole {
                return Ok(lines);
            }
        }
    }

    /// Reads the head of a record.
    fn head(&mut self) -> Result<Vec<u8>, ReadError> {
        let mut head = Vec::new();
        let mut end = HeadEnd::default();
        loop {
            let limit = self.limits.head;
            let bytes = self.fill()?;
            if bytes.is_empty() {
                return Err(self.error(ReadErrorKind::HeadCutOff));
            }
            let found = end.find(bytes);
            let count = found.unwrap_or(bytes.len());
            head.extend_from_slice(bytes.get(..count).unwrap_or_default());
            self.source.consume(count);
            if !b"WARC/".iter().zip(&head).all(|(wanted, found)| wanted == found) {
                return Err(self.error(ReadErrorKind::NotARecord(quote(&head))));
            }
            if head.len() > limit {
                return Err(self.error(ReadErrorKind::HeadTooLong(limit)));
            }
            if found.is_some() {
                return Ok(head);
            }
        }
    }

    fn check_version(&self, first: &str) -> Result<(), ReadError> {
        let known = ["WARC/1.1", "WARC/1.0", "WARC/0.18", "WARC/0.17"];
        if known.contains(&first) {
            Ok(())
        } else {
            Err(self.error(ReadErrorKind::UnknownVersion(quote(first.as_bytes()))))
        }
    }

    /// Passes over the rest of the record at hand and the lines after it.
    fn finish_record(&mut self) -> Result<(), ReadError> {
        while let State::Block { left } = self.state {
            if left == 0 {
                self.close_record()?;
                break;
            }
            let count = self.block_bytes()?.len();
            self.take(count);
        }
        Ok(())
    }

    /// The next bytes of the block; none at its end.
    fn block_bytes(&mut self) -> Result<&[u8], ReadError> {
        let State::Block { left } = self.state else { return Ok(&[]) };
        if left == 0 {
            return Ok(&[]);
        }
        let record = self.record;
        let cut_off = ReadError::new(record, ReadErrorKind::CutOff { missing: left });
        let bytes = match self.source.fill() {
            Ok(bytes) => bytes,
            Err(MemberError::CutOff) => return Err(cut_off),
            Err(error) => return Err(ReadError::member(record, error)),
        };
        if bytes.is_empty() {
            return Err(cut_off);
        }
        let count = usize::try_from(left).unwrap_or(usize::MAX).min(bytes.len());
        Ok(bytes.get(..count).unwrap_or_default())
    }

    fn take(&mut self, count: usize) {
        if let State::Block { left } = &mut self.state {
            self.source.consume(count);
            *left = left.saturating_sub(u64::try_from(count).unwrap_or_default());
        }
    }

    /// After the block: the lines that end a record, and where it ended.
    fn close_record(&mut self) -> Result<(), ReadError> {
        let end = self.source.offset();
        let was_shared = std::mem::take(&mut self.shared);
        let lines = self.skip_space()?;
        if lines < 2 {
            self.warn(WarningKind::MissingLines);
        }
        let ended = self.fill()?.is_empty();
        self.state = State::Between;
        match &self.source {
            Source::Plain(_) => self.place = Some(Place { offset: self.record, length: end - self.record }),
            Source::Gzip(members) if ended && members.at_end() => {
                let length = members.input.position() - members.offset();
                self.place = Some(Place { offset: members.offset(), length });
                self.shared = was_shared;
            }
            Source::Gzip(_) => {
                if !was_shared {
                    self.warn(WarningKind::SharedMember);
                }
                self.shared = true;
                self.place = None;
                self.state = State::Shared;
            }
        }
        Ok(())
    }
}

/// The block of a record.
pub struct Block<'a, R>(&'a mut Reader<R>);

impl<R: Read> BufRead for Block<'_, R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        Ok(self.0.block_bytes()?)
    }

    fn consume(&mut self, count: usize) {
        self.0.take(count);
    }
}

impl<R: Read> Read for Block<'_, R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let bytes = self.fill_buf()?;
        let count = bytes.len().min(to.len());
        if let (Some(to), Some(bytes)) = (to.get_mut(..count), bytes.get(..count)) {
            to.copy_from_slice(bytes);
        }
        self.consume(count);
        Ok(count)
    }
}

/// What a file that is no WARC seems to be.
fn what(start: &[u8]) -> String {
    let known: [(&[u8], &str); 5] = [
        (b"PK\x03\x04", "the mark of a ZIP file; a WACZ is read as a package"),
        (b"filedesc://", "the head of an ARC file, the older format; convert it to WARC first"),
        (b"\x28\xb5\x2f\xfd", "the mark of Zstandard; decompress it first"),
        (b"BZh", "the mark of bzip2; decompress it first"),
        (b"\xfd7zXZ", "the mark of xz; decompress it first"),
    ];
    known
        .iter()
        .find(|(mark, _)| start.starts_with(mark))
        .map_or_else(|| format!("`{}`", quote(start)), |(_, name)| (*name).to_owned())
}

/// The beginning of some bytes, to show.
fn quote(bytes: &[u8]) -> String {
    let text: String = String::from_utf8_lossy(bytes.get(..bytes.len().min(60)).unwrap_or_default()).into_owned();
    text.chars().take_while(|c| *c != '\r' && *c != '\n').map(|c| if c.is_control() { '�' } else { c }).collect()
}
