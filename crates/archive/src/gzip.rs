//! Gzip members (RFC 1952), one at a time, with their exact places.
//!
//! An index names the first byte and the length of each member, so where one ends must be known to the byte; readers that fetch ahead do not
//! tell. The state of the compressor is kept from member to member, since most records are small.

use std::io::{self, BufRead, BufReader, Read, Write};

use flate2::{Compress, Compression, Decompress, FlushCompress, FlushDecompress, Status};

/// What every member begins with.
pub(crate) const MAGIC: [u8; 2] = [0x1f, 0x8b];

/// How much is handed on at a time.
const STEP: usize = 64 * 1024;

/// Longest name, comment or extra field in front of a member.
const MAX_FIELD: usize = 64 * 1024;

/// Writes members.
pub(crate) struct MemberWriter {
    compress: Compress,
    crc: crc32fast::Hasher,
    step: Vec<u8>,
    /// Bytes of this member that were written so far.
    written: u64,
}

impl MemberWriter {
    pub(crate) fn new(level: u32) -> Self {
        Self {
            compress: Compress::new(Compression::new(level.min(9)), false),
            crc: crc32fast::Hasher::new(),
            step: vec![0; STEP],
            written: 0,
        }
    }

    /// The head of a member: no name, no time, so that the same record gives the same bytes.
    pub(crate) fn begin(&mut self, out: &mut impl Write) -> io::Result<()> {
        self.compress.reset();
        self.crc.reset();
        out.write_all(&[0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255])?;
        self.written = 10;
        Ok(())
    }

    pub(crate) fn write(&mut self, out: &mut impl Write, mut bytes: &[u8]) -> io::Result<()> {
        self.crc.update(bytes);
        while !bytes.is_empty() {
            let taken = self.step(out, bytes, FlushCompress::None)?.0;
            bytes = bytes.get(taken..).unwrap_or_default();
        }
        Ok(())
    }

    /// Ends the member; returns its length.
    pub(crate) fn finish(&mut self, out: &mut impl Write) -> io::Result<u64> {
        while self.step(out, &[], FlushCompress::Finish)?.1 != Status::StreamEnd {}
        // The length counts modulo 2³², as the format says.
        let length = u32::try_from(self.compress.total_in() & u64::from(u32::MAX)).unwrap_or_default();
        out.write_all(&self.crc.clone().finalize().to_le_bytes())?;
        out.write_all(&length.to_le_bytes())?;
        Ok(self.written + 8)
    }

    fn step(&mut self, out: &mut impl Write, bytes: &[u8], flush: FlushCompress) -> io::Result<(usize, Status)> {
        let before = (self.compress.total_in(), self.compress.total_out());
        let status = self.compress.compress(bytes, &mut self.step, flush).map_err(io::Error::other)?;
        let taken = usize::try_from(self.compress.total_in() - before.0).map_err(io::Error::other)?;
        let made = usize::try_from(self.compress.total_out() - before.1).map_err(io::Error::other)?;
        out.write_all(self.step.get(..made).unwrap_or_default())?;
        self.written += self.compress.total_out() - before.1;
        Ok((taken, status))
    }
}

/// A reader that knows where it stands.
pub(crate) struct Counted<R> {
    inner: BufReader<R>,
    position: u64,
}

impl<R: Read> Counted<R> {
    pub(crate) fn new(inner: R, position: u64) -> Self {
        Self { inner: BufReader::with_capacity(2 * STEP, inner), position }
    }

    pub(crate) const fn position(&self) -> u64 {
        self.position
    }

    pub(crate) fn fill(&mut self) -> io::Result<&[u8]> {
        loop {
            match self.inner.fill_buf() {
                Ok(_) => break,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(self.inner.buffer())
    }

    pub(crate) fn consume(&mut self, count: usize) {
        self.inner.consume(count);
        self.position += u64::try_from(count).unwrap_or_default();
    }

    fn byte(&mut self) -> Result<u8, MemberError> {
        let byte = *self.fill()?.first().ok_or(MemberError::CutOff)?;
        self.consume(1);
        Ok(byte)
    }

    fn bytes<const N: usize>(&mut self) -> Result<[u8; N], MemberError> {
        let mut bytes = [0; N];
        for place in &mut bytes {
            *place = self.byte()?;
        }
        Ok(bytes)
    }

    /// Passes over a text that ends with NUL.
    fn text(&mut self) -> Result<(), MemberError> {
        for _ in 0..MAX_FIELD {
            if self.byte()? == 0 {
                return Ok(());
            }
        }
        Err(MemberError::BadHead)
    }
}

/// What is wrong with a member.
#[derive(Debug)]
pub(crate) enum MemberError {
    Io(io::Error),
    /// Other bytes stand where a member should begin.
    NotGzip,
    BadHead,
    /// The compressed data is not what deflate makes.
    Damaged,
    /// Checksum or length at the end do not fit.
    WrongChecksum,
    /// The file ends within the member.
    CutOff,
}

impl From<io::Error> for MemberError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// Reads members one after another.
pub(crate) struct Members<R> {
    pub(crate) input: Counted<R>,
    inflate: Decompress,
    crc: crc32fast::Hasher,
    ready: Vec<u8>,
    start: usize,
    end: usize,
    open: bool,
    /// Where the member at hand begins.
    offset: u64,
}

impl<R: Read> Members<R> {
    pub(crate) fn new(input: Counted<R>) -> Self {
        Self {
            input,
            inflate: Decompress::new(false),
            crc: crc32fast::Hasher::new(),
            ready: vec![0; STEP],
            start: 0,
            end: 0,
            open: false,
            offset: 0,
        }
    }

    pub(crate) const fn offset(&self) -> u64 {
        self.offset
    }

    /// Whether every byte of the member at hand was handed out and its checksum held.
    pub(crate) const fn at_end(&self) -> bool {
        !self.open && self.start == self.end
    }

    /// Opens the next member; `false` at the end of the file.
    pub(crate) fn next(&mut self) -> Result<bool, MemberError> {
        self.offset = self.input.position();
        if self.input.fill()?.is_empty() {
            return Ok(false);
        }
        if self.input.bytes::<2>()? != MAGIC {
            return Err(MemberError::NotGzip);
        }
        let [method, flags, _, _, _, _, _, _] = self.input.bytes::<8>()?;
        if method != 8 || flags & 0xe0 != 0 {
            return Err(MemberError::BadHead);
        }
        if flags & 4 != 0 {
            let length = u16::from_le_bytes(self.input.bytes()?);
            for _ in 0..length {
                self.input.byte()?;
            }
        }
        if flags & 8 != 0 {
            self.input.text()?;
        }
        if flags & 16 != 0 {
            self.input.text()?;
        }
        if flags & 2 != 0 {
            self.input.bytes::<2>()?;
        }
        self.inflate.reset(false);
        self.crc.reset();
        (self.start, self.end, self.open) = (0, 0, true);
        Ok(true)
    }

    /// The next bytes of the member; none at its end.
    pub(crate) fn fill(&mut self) -> Result<&[u8], MemberError> {
        while self.start == self.end && self.open {
            let before = (self.inflate.total_in(), self.inflate.total_out());
            let bytes = self.input.fill()?;
            if bytes.is_empty() {
                return Err(MemberError::CutOff);
            }
            let status = self
                .inflate
                .decompress(bytes, &mut self.ready, FlushDecompress::None)
                .map_err(|_| MemberError::Damaged)?;
            let taken = usize::try_from(self.inflate.total_in() - before.0).unwrap_or_default();
            self.start = 0;
            self.end = usize::try_from(self.inflate.total_out() - before.1).unwrap_or_default();
            self.input.consume(taken);
            self.crc.update(self.ready.get(..self.end).unwrap_or_default());
            if status == Status::StreamEnd {
                self.open = false;
                let crc = u32::from_le_bytes(self.input.bytes()?);
                let length = u32::from_le_bytes(self.input.bytes()?);
                let whole = self.inflate.total_out() & u64::from(u32::MAX);
                if crc != self.crc.clone().finalize() || u64::from(length) != whole {
                    return Err(MemberError::WrongChecksum);
                }
            } else if taken == 0 && self.end == 0 {
                return Err(MemberError::Damaged);
            }
        }
        Ok(self.ready.get(self.start..self.end).unwrap_or_default())
    }

    pub(crate) fn consume(&mut self, count: usize) {
        self.start = (self.start + count).min(self.end);
    }
}

/// A whole member of the bytes, for small things.
pub(crate) fn member(bytes: &[u8], level: u32) -> io::Result<Vec<u8>> {
    let mut writer = MemberWriter::new(level);
    let mut out = Vec::new();
    writer.begin(&mut out)?;
    writer.write(&mut out, bytes)?;
    writer.finish(&mut out)?;
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(bytes: &[u8]) -> Result<Vec<Vec<u8>>, MemberError> {
        let mut members = Members::new(Counted::new(bytes, 0));
        let mut all = Vec::new();
        while members.next()? {
            let mut text = Vec::new();
            loop {
                let part = members.fill()?;
                if part.is_empty() {
                    break;
                }
                text.extend_from_slice(part);
                let length = part.len();
                members.consume(length);
            }
            all.push(text);
        }
        Ok(all)
    }

    #[test]
    fn members_are_read_one_by_one_and_by_others() {
        let texts: Vec<Vec<u8>> = vec![b"one".to_vec(), Vec::new(), vec![7; 300_000]];
        let file: Vec<u8> = texts.iter().flat_map(|text| member(text, 6).unwrap()).collect();
        assert_eq!(whole(&file).unwrap(), texts);
        let mut others = Vec::new();
        flate2::read::MultiGzDecoder::new(file.as_slice()).read_to_end(&mut others).unwrap();
        assert_eq!(others, texts.concat());
    }

    #[test]
    fn a_member_with_every_optional_field_is_read() {
        let mut file = vec![0x1f, 0x8b, 8, 4 | 8 | 16 | 2, 1, 2, 3, 4, 0, 3, 3, 0, 9, 9, 9];
        file.extend_from_slice(b"name.warc\0comment\0\x01\x02");
        file.extend_from_slice(member(b"text", 9).unwrap().get(10..).unwrap());
        assert_eq!(whole(&file).unwrap(), [b"text".to_vec()]);
    }

    #[test]
    fn damage_is_noticed() {
        let good = member(b"a text that is long enough to be damaged somewhere", 6).unwrap();
        for place in 0..good.len() {
            let mut bad = good.clone();
            bad[place] ^= 0x10;
            // The time, the extra flags and the system stand in the head and mean nothing.
            if whole(&bad).is_ok_and(|texts| texts.len() == 1) {
                assert!((4..10).contains(&place), "byte {place} was changed and nobody noticed");
            }
        }
        for length in 1..good.len() {
            assert!(whole(&good[..length]).is_err(), "cut to {length} bytes and nobody noticed");
        }
    }
}
