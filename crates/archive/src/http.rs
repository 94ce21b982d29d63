//! HTTP messages as they stand in records: a head, and a body with its encodings still on.
//!
//! Records keep what came over the wire. To show or to read it, the transfer encoding and the content encodings are taken off again; what
//! a server declared and did not do (chunked without chunks, gzip without gzip) is handed on as it is, as browsers do.

use std::io::{self, BufRead, BufReader, Read};

use crate::headers::{self, HeadEnd, Headers};

/// The head of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The first line, as it stands.
    pub first: String,
    /// The fields.
    pub headers: Headers,
    /// Length of the head with its blank line, in bytes.
    pub length: usize,
}

/// Why a message cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum HttpError {
    /// The reader of the caller failed, or the record ended too early.
    #[error("the message cannot be read: {0}")]
    Io(#[from] io::Error),
    /// A head beyond the bound.
    #[error("the head of the message is longer than {0} bytes")]
    HeadTooLong(usize),
    /// A content encoding that is not known here.
    #[error("the body is encoded with `{0}`, which cannot be read here")]
    UnknownEncoding(String),
}

impl Head {
    /// Reads the head at the front of a block and leaves the reader at the first byte of the body.
    pub fn read(block: &mut impl BufRead, limit: usize) -> Result<Self, HttpError> {
        let mut bytes = Vec::new();
        let mut end = HeadEnd::default();
        loop {
            let part = block.fill_buf()?;
            let found = end.find(part);
            let count = found.unwrap_or(part.len());
            bytes.extend_from_slice(part.get(..count).unwrap_or_default());
            let ended = part.is_empty();
            block.consume(count);
            if bytes.len() > limit {
                return Err(HttpError::HeadTooLong(limit));
            }
            if found.is_some() || ended {
                let parsed = headers::parse(&bytes);
                return Ok(Self { first: parsed.first, headers: parsed.headers, length: bytes.len() });
            }
        }
    }

    /// The status of a response, such as 200.
    pub fn status(&self) -> Option<u16> {
        self.first.strip_prefix("HTTP/")?.split(' ').nth(1)?.parse().ok()
    }

    /// The method of a request.
    pub fn method(&self) -> Option<&str> {
        let (method, rest) = self.first.split_once(' ')?;
        (!method.starts_with("HTTP/") && rest.contains("HTTP/")).then_some(method)
    }

    /// The media type without its parameters, in lower case.
    pub fn media_type(&self) -> Option<String> {
        let value = self.headers.get("Content-Type")?;
        Some(value.split([';', ',']).next().unwrap_or_default().trim().to_ascii_lowercase())
    }

    /// Whether the body is said to come in chunks.
    pub(crate) fn is_chunked(&self) -> bool {
        is_chunked(&self.headers)
    }

    /// The encoding of characters that the media type names.
    pub fn charset(&self) -> Option<&str> {
        charset_of(self.headers.get("Content-Type")?)
    }
}

/// Whether these fields say that the body comes in chunks.
pub(crate) fn is_chunked(headers: &Headers) -> bool {
    let mut codings = headers.all("Transfer-Encoding").flat_map(|value| value.split(','));
    codings.any(|coding| coding.trim().eq_ignore_ascii_case("chunked"))
}

/// The parameter `charset` of a media type.
pub(crate) fn charset_of(media_type: &str) -> Option<&str> {
    let at = media_type.to_ascii_lowercase().find("charset")?;
    let value = media_type.get(at + 7..)?.trim_start().strip_prefix('=')?.trim_start();
    let value = value.trim_start_matches(['"', '\'']);
    let end = value.find(|c: char| c == '"' || c == '\'' || c == ';' || c == ',' || c.is_whitespace());
    let value = value.get(..end.unwrap_or(value.len()))?;
    (!value.is_empty()).then_some(value)
}

/// The body of a message without its encodings. Reading more than `limit` bytes is an error of kind
/// [`io::ErrorKind::FileTooLarge`], so that nothing small can become something huge.
pub fn body<'a, R: BufRead + 'a>(head: &Head, block: R, limit: u64) -> Result<Box<dyn BufRead + 'a>, HttpError> {
    let mut body: Box<dyn BufRead + 'a> =
        if head.is_chunked() { Box::new(BufReader::new(Chunks::new(block))) } else { Box::new(block) };
    let encodings: Vec<&str> = head
        .headers
        .all("Content-Encoding")
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .filter(|coding| !coding.is_empty() && !coding.eq_ignore_ascii_case("identity"))
        .collect();
    // The last one named was put on last and comes off first; more than a few are an attack.
    if encodings.len() > 3 {
        return Err(HttpError::UnknownEncoding(encodings.join(", ").chars().take(80).collect()));
    }
    for encoding in encodings.iter().rev() {
        body = decoded(encoding, body)?;
    }
    Ok(Box::new(BufReader::new(Bounded { inner: body, left: limit })))
}

fn decoded<'a>(encoding: &str, mut body: Box<dyn BufRead + 'a>) -> Result<Box<dyn BufRead + 'a>, HttpError> {
    let start = body.fill_buf()?;
    Ok(match encoding.to_ascii_lowercase().as_str() {
        // An empty body has no encoding, and some servers declare what they do not do.
        _ if start.is_empty() => body,
        "gzip" | "x-gzip" if start.first() != Some(&0x1f) => body,
        "gzip" | "x-gzip" => Box::new(BufReader::new(flate2::bufread::MultiGzDecoder::new(body))),
        "deflate" if is_zlib(start) => Box::new(BufReader::new(flate2::bufread::ZlibDecoder::new(body))),
        "deflate" => Box::new(BufReader::new(flate2::bufread::DeflateDecoder::new(body))),
        "br" => Box::new(BufReader::new(brotli_decompressor::Decompressor::new(body, 16 * 1024))),
        "zstd" => {
            let mut decoder = zstd::Decoder::with_buffer(body)?;
            // Windows of up to 8 MB, as RFC 9659 allows on the web.
            decoder.window_log_max(23)?;
            Box::new(BufReader::new(decoder))
        }
        other => return Err(HttpError::UnknownEncoding(other.chars().take(80).collect())),
    })
}

/// Whether deflated data has the head that RFC 1950 asks for and that many servers leave out.
fn is_zlib(start: &[u8]) -> bool {
    match start {
        [first, second, ..] => first & 0x0f == 8 && (u16::from(*first) << 8 | u16::from(*second)) % 31 == 0,
        _ => false,
    }
}

/// A reader that gives so many bytes and no more.
struct Bounded<R> {
    inner: R,
    left: u64,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(to)?;
        let length = u64::try_from(count).unwrap_or(u64::MAX);
        self.left = self
            .left
            .checked_sub(length)
            .ok_or_else(|| io::Error::new(io::ErrorKind::FileTooLarge, "the decoded body is longer than the bound"))?;
        Ok(count)
    }
}

/// Takes the chunked transfer encoding off (RFC 9112, section 7.1).
struct Chunks<R> {
    inner: R,
    state: ChunkState,
    /// What was read as the head of the first chunk and was none.
    back: Vec<u8>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ChunkState {
    First,
    Head,
    Data(u64),
    /// The line end after a chunk.
    After,
    /// There are no chunks.
    Raw,
    End,
}

impl<R: BufRead> Chunks<R> {
    const fn new(inner: R) -> Self {
        Self { inner, state: ChunkState::First, back: Vec::new() }
    }

    /// A line of at most 256 bytes, with its end.
    fn line(&mut self) -> io::Result<Vec<u8>> {
        let mut line = Vec::new();
        (&mut self.inner).take(256).read_until(b'\n', &mut line)?;
        Ok(line)
    }
}

/// The size that the head of a chunk states.
fn size_of_chunk(line: &[u8]) -> Option<u64> {
    let text = std::str::from_utf8(line.strip_suffix(b"\n")?).ok()?;
    let digits = text.split(';').next().unwrap_or_default().trim();
    if digits.is_empty() || digits.starts_with('+') {
        return None;
    }
    u64::from_str_radix(digits, 16).ok()
}

/// The same for a body that comes in parts and is only measured. Stricter: what is not in whole chunks to its end has no other form.
#[derive(Debug, Default)]
pub(crate) struct OutOfChunks {
    state: OutState,
    line: Vec<u8>,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum OutState {
    #[default]
    Head,
    Data(u64),
    After,
    End,
    NoChunks,
}

impl OutOfChunks {
    /// Gives what the next part of the body holds besides the marks of its chunks.
    pub(crate) fn take(&mut self, mut part: &[u8], mut give: impl FnMut(&[u8])) {
        while let Some((first, rest)) = part.split_first() {
            match self.state {
                // What follows the last chunk are fields, which are no part of the content.
                OutState::End | OutState::NoChunks => return,
                OutState::Head => {
                    self.line.push(*first);
                    part = rest;
                    if *first == b'\n' {
                        self.state = match size_of_chunk(&self.line) {
                            Some(0) => OutState::End,
                            Some(size) => OutState::Data(size),
                            None => OutState::NoChunks,
                        };
                        self.line.clear();
                    } else if self.line.len() >= 256 {
                        self.state = OutState::NoChunks;
                    }
                }
                OutState::Data(left) => {
                    let most = usize::try_from(left).unwrap_or(usize::MAX).min(part.len());
                    let (data, after) = part.split_at_checked(most).unwrap_or((part, &[]));
                    give(data);
                    part = after;
                    let left = left - u64::try_from(most).unwrap_or_default();
                    self.state = if left == 0 { OutState::After } else { OutState::Data(left) };
                }
                OutState::After => {
                    part = rest;
                    self.state = match first {
                        b'\r' => OutState::After,
                        b'\n' => OutState::Head,
                        _ => OutState::NoChunks,
                    };
                }
            }
        }
    }

    /// Whether the body was in chunks, and whole.
    pub(crate) fn is_whole(&self) -> bool {
        self.state == OutState::End
    }
}

impl<R: BufRead> Read for Chunks<R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        if to.is_empty() {
            return Ok(0);
        }
        loop {
            match self.state {
                ChunkState::End => return Ok(0),
                ChunkState::Raw if self.back.is_empty() => return self.inner.read(to),
                ChunkState::Raw => {
                    let count = self.back.len().min(to.len());
                    for (to, byte) in to.iter_mut().zip(self.back.drain(..count)) {
                        *to = byte;
                    }
                    return Ok(count);
                }
                ChunkState::Data(left) => {
                    let most = usize::try_from(left).unwrap_or(usize::MAX).min(to.len());
                    let count = self.inner.read(to.get_mut(..most).unwrap_or_default())?;
                    let left = left - u64::try_from(count).unwrap_or_default();
                    self.state = match (count, left) {
                        (0, _) => ChunkState::End,
                        (_, 0) => ChunkState::After,
                        _ => ChunkState::Data(left),
                    };
                    if count > 0 {
                        return Ok(count);
                    }
                }
                ChunkState::After => {
                    self.line()?;
                    self.state = ChunkState::Head;
                }
                first @ (ChunkState::First | ChunkState::Head) => {
                    let line = self.line()?;
                    self.state = match size_of_chunk(&line) {
                        Some(0) => ChunkState::End,
                        Some(size) => ChunkState::Data(size),
                        None if first == ChunkState::First => {
                            self.back = line;
                            ChunkState::Raw
                        }
                        None => ChunkState::End,
                    };
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn decode(fields: &str, body: &[u8]) -> Result<Vec<u8>, String> {
        let mut block = format!("HTTP/1.1 200 OK\r\n{fields}\r\n").into_bytes();
        block.extend_from_slice(body);
        let mut block = block.as_slice();
        let head = Head::read(&mut block, 4096).map_err(|error| error.to_string())?;
        assert_eq!(head.status(), Some(200));
        let mut text = Vec::new();
        super::body(&head, block, 1 << 20)
            .map_err(|error| error.to_string())?
            .read_to_end(&mut text)
            .map_err(|error| error.to_string())?;
        Ok(text)
    }

    fn gzip(text: &[u8]) -> Vec<u8> {
        crate::gzip::member(text, 6).unwrap()
    }

    #[test]
    fn chunks_come_off_whatever_the_parts_are_cut_into() {
        let check = |body: &[u8], expected: Option<&[u8]>| {
            for size in 1..=body.len() {
                let (mut chunks, mut content) = (OutOfChunks::default(), Vec::new());
                for part in body.chunks(size) {
                    chunks.take(part, |data| content.extend_from_slice(data));
                }
                let found = chunks.is_whole().then_some(content.as_slice());
                assert_eq!(found, expected, "{} in parts of {size}", body.escape_ascii());
            }
        };
        check(b"4;name=value\r\nsach\r\n2\n!!\n0\r\nDate: x\r\n\r\n", Some(b"sach!!"));
        check(b"0\r\n\r\n", Some(b""));
        // None at all, cut off, one that is longer than it says, a head without an end.
        check(b"sach", None);
        check(b"sach\r\n", None);
        check(b"4\r\nsach\r\n", None);
        check(b"3\r\nsach\r\n0\r\n\r\n", None);
        check(&[b'1'; 300], None);
    }

    #[test]
    fn encodings_come_off_in_turn() {
        let text = "सब के लिए सच. ".repeat(200).into_bytes();
        let mut zlib = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
        zlib.write_all(&text).unwrap();
        let zlib = zlib.finish().unwrap();
        let mut raw = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::default());
        raw.write_all(&text).unwrap();
        let zstandard = zstd::encode_all(text.as_slice(), 3).unwrap();
        for (fields, body) in [
            ("", text.clone()),
            ("Content-Encoding: identity\r\n", text.clone()),
            ("Content-Encoding: gzip\r\n", gzip(&text)),
            ("Content-Encoding: GZIP\r\n", [gzip(&text[..10]), gzip(&text[10..])].concat()),
            ("Content-Encoding: gzip\r\n", text.clone()),
            ("Content-Encoding: deflate\r\n", zlib.clone()),
            ("Content-Encoding: deflate\r\n", raw.finish().unwrap()),
            ("Content-Encoding: zstd\r\n", zstandard),
            ("Content-Encoding: deflate, gzip\r\n", gzip(&zlib)),
        ] {
            assert_eq!(decode(fields, &body).unwrap(), text, "{fields}");
        }
        assert!(decode("Content-Encoding: compress\r\n", b"x").unwrap_err().contains("compress"));
        assert!(decode("Content-Encoding: gzip,gzip,gzip,gzip\r\n", &gzip(b"x")).is_err());
    }

    #[test]
    fn brotli_comes_off() {
        // Made by Google's brotli: "Truth travels slowly. " eight times.
        let body = [
            0x1b, 0xaf, 0x00, 0xf8, 0x8d, 0x94, 0xab, 0x3b, 0xe3, 0x96, 0xdb, 0xd8, 0x7c, 0xbe, 0xe5, 0x19, 0x0e, 0x41,
            0xa8, 0x22, 0x0a, 0x90, 0x6a, 0x45, 0xb7, 0x2a, 0x81, 0x1f, 0xac, 0x1d, 0x35, 0x8b, 0x6a, 0xe7, 0xfc, 0x00,
        ];
        assert_eq!(decode("Content-Encoding: br\r\n", &body).unwrap(), b"Truth travels slowly. ".repeat(8));
        // A stream that is cut off is an error and no endless wait.
        assert!(decode("Content-Encoding: br\r\n", &body[..4]).is_err());
    }

    #[test]
    fn chunks_come_off_and_what_only_claims_to_have_them_stays() {
        let chunked = "Transfer-Encoding: chunked\r\n";
        for (body, text) in [
            ("5\r\nhello\r\n7;name=x\r\n, world\r\n0\r\nTrailer: x\r\n\r\n", "hello, world"),
            ("5\nhello\n0\n\n", "hello"),
            ("<html>not chunked at all", "<html>not chunked at all"),
            ("", ""),
            ("5\r\nhel", "hel"),
            ("5\r\nhello\r\nzz\r\n", "hello"),
            ("-1\r\nx", "-1\r\nx"),
        ] {
            assert_eq!(String::from_utf8(decode(chunked, body.as_bytes()).unwrap()).unwrap(), text, "{body:?}");
        }
    }

    #[test]
    fn a_bomb_stops_at_the_bound() {
        let bomb = gzip(&vec![0; 8 << 20]);
        let error = decode("Content-Encoding: gzip\r\n", &bomb).unwrap_err();
        assert!(error.contains("longer than the bound"), "{error}");
        let twice = gzip(&bomb);
        assert!(decode("Content-Encoding: gzip, gzip\r\n", &twice).is_err());
    }

    #[test]
    fn first_lines_and_media_types_are_read() {
        let head = |text: &str| Head::read(&mut text.as_bytes(), 4096).unwrap();
        assert_eq!(head("POST /x HTTP/1.1\r\n\r\n").method(), Some("POST"));
        assert_eq!(head("HTTP/1.1 404 Not Found\r\n\r\n").method(), None);
        assert_eq!(head("HTTP/2 200\r\n\r\n").status(), Some(200));
        let page = head("HTTP/1.0 200 OK\r\nContent-Type: Text/HTML; Charset=\"Big5\"; x=y\r\n\r\n");
        assert_eq!((page.media_type().as_deref(), page.charset()), (Some("text/html"), Some("Big5")));
        assert!(matches!(Head::read(&mut [b'a'; 5000].as_slice(), 4096), Err(HttpError::HeadTooLong(4096))));
    }
}
