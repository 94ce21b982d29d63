//! Making the index of a file.
//!
//! A file is cut into segments that are read on all cores. Where a member begins is not written anywhere, so a segment begins with the first
//! place that looks like one; a place that only looks like one (an archive within an archive) is noticed, because the segment
//! before it does not end there, and what was read from it is read again from the right place.

use std::fmt::Write as _;
use std::io::{self, Read};

use rayon::prelude::*;

use super::query::{query_of, with_query};
use super::{Line, surt};
use crate::digest::{Algorithm, Hasher};
use crate::gzip::MAGIC;
use crate::http::{self, Head};
use crate::warc::{Header, Kind, Limits, Place, ReadError, Reader, Warning};

/// How much of a file one core reads before the others wait for it.
const SEGMENT: u64 = 4 << 20;

/// Longest head of an HTTP message, in bytes.
const LONGEST_HEAD: usize = 1 << 20;

/// Most bytes of a posted body that are looked at.
const LONGEST_BODY: u64 = 16 << 20;

/// Bytes that can be read from anywhere, on several cores.
pub trait ReadAt: Sync {
    /// Reads from `offset` on; returns how many bytes there were, 0 at the end.
    fn read_at(&self, to: &mut [u8], offset: u64) -> io::Result<usize>;
}

impl ReadAt for [u8] {
    fn read_at(&self, to: &mut [u8], offset: u64) -> io::Result<usize> {
        let from = usize::try_from(offset).ok().and_then(|offset| self.get(offset..)).unwrap_or_default();
        let count = from.len().min(to.len());
        if let (Some(to), Some(from)) = (to.get_mut(..count), from.get(..count)) {
            to.copy_from_slice(from);
        }
        Ok(count)
    }
}

/// Reads on from a place.
struct From<'a, S: ?Sized> {
    source: &'a S,
    at: u64,
}

impl<S: ReadAt + ?Sized> Read for From<'_, S> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let count = self.source.read_at(to, self.at)?;
        self.at += u64::try_from(count).unwrap_or_default();
        Ok(count)
    }
}

/// How an index is made.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The name of the file, as lines shall have it.
    pub file_name: String,
    /// Whether what was posted becomes a part of the key (`cdxj-indexer -p`). WACZ wants it.
    pub post_append: bool,
    /// Whether each line carries the digest of the bytes of its record (`cdxj-indexer -p -d`). WACZ wants it.
    pub record_digest: bool,
    /// How much a file may ask of the reader.
    pub limits: Limits,
}

/// Why a file cannot be indexed.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// The file cannot be read, or its records cannot be found by their places.
    #[error(transparent)]
    Read(#[from] ReadError),
}

/// What an index was made of.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// Records in the file.
    pub records: u64,
    /// Lines that were made.
    pub lines: u64,
    /// Records without a time, which have no line.
    pub without_time: u64,
    /// What was read in spite of being wrong.
    pub warnings: Vec<Warning>,
}

/// What is known of a record.
struct Seen {
    kind: Kind,
    id: Option<String>,
    concurrent_to: Option<String>,
    url: Option<String>,
    line: Option<Line>,
    /// Of a request: its method, and what it posted.
    posted: Option<(String, String)>,
}

/// Lines of the file in the order of its records, handed to `line` one by one.
///
/// # Errors
///
/// The first record that cannot be read; lines of the records before it were handed over.
pub fn index<S: ReadAt + ?Sized>(
    source: &S,
    size: u64,
    options: &Options,
    mut line: impl FnMut(Line),
) -> Result<Summary, IndexError> {
    let mut summary = Summary::default();
    let mut before: Option<Seen> = None;
    let mut take = |seen: Vec<Seen>, summary: &mut Summary| {
        for seen in seen {
            summary.records += 1;
            if seen.line.is_none() && seen.kind != Kind::Request {
                summary.without_time += u64::from(wanted_kind(&seen.kind) && seen.posted.is_some());
            }
            let pair = before.take();
            for made in join(pair, seen, &mut before) {
                summary.lines += 1;
                line(made);
            }
        }
    };
    let in_wave = u64::try_from(rayon::current_num_threads() * 4).unwrap_or(4);
    let mut position = 0;
    while position < size || position == 0 {
        let starts: Vec<u64> = (0..in_wave)
            .map(|n| position + n * SEGMENT)
            .take_while(|start| *start < size || *start == position)
            .collect();
        let mut segments: Vec<Result<Segment, ReadError>> = starts
            .par_iter()
            .map(|start| {
                let stop = start + SEGMENT;
                let first = if *start == position { Some(position) } else { synchronise(source, *start, stop)? };
                first.map_or(Ok(Segment::default()), |first| scan(source, first, stop, size, options))
            })
            .collect();
        for (start, segment) in starts.iter().zip(segments.drain(..)) {
            match segment {
                Ok(Segment { first: None, .. }) if position >= start + SEGMENT => {}
                Ok(Segment { first: Some(first), end, seen, warnings }) if first == position => {
                    position = end;
                    summary.warnings.extend(warnings);
                    take(seen, &mut summary);
                }
                Err(error) if *start == position || error.offset == position => return Err(error.into()),
                // It began at a wrong place; go on from the right one.
                _ => break,
            }
        }
        if position >= size {
            break;
        }
    }
    if let Some(last) = before.take()
        && let Some(made) = last.line
    {
        summary.lines += 1;
        line(made);
    }
    Ok(summary)
}

#[derive(Default)]
struct Segment {
    first: Option<u64>,
    /// Where the first record after the segment begins.
    end: u64,
    seen: Vec<Seen>,
    warnings: Vec<Warning>,
}

/// The first place between two bytes at which a record seems to begin.
fn synchronise<S: ReadAt + ?Sized>(source: &S, from: u64, to: u64) -> Result<Option<u64>, ReadError> {
    let mut magic = [0; 2];
    let fault = |error| ReadError::io(from, error);
    source.read_at(&mut magic, 0).map_err(fault)?;
    let gzip = magic == MAGIC;
    let (pattern, skip): (&[u8], usize) = if gzip { (b"\x1f\x8b\x08", 0) } else { (b"\nWARC/", 1) };
    let mut window = vec![0; 64 * 1024];
    // A line end may stand before the first byte.
    let mut at = if gzip { from } else { from.saturating_sub(1) };
    while at < to {
        let mut count = 0;
        while count < window.len() {
            let offset = at + u64::try_from(count).unwrap_or_default();
            match source.read_at(window.get_mut(count..).unwrap_or_default(), offset).map_err(fault)? {
                0 => break,
                more => count += more,
            }
        }
        let bytes = window.get(..count).unwrap_or_default();
        for found in memchr::memmem::find_iter(bytes, pattern) {
            let offset = at + u64::try_from(found + skip).unwrap_or_default();
            if offset >= to {
                return Ok(None);
            }
            let begins = Reader::with(From { source, at: offset }, offset, Limits::default())
                .is_ok_and(|mut reader| matches!(reader.next_record(), Ok(Some(_))));
            if begins {
                return Ok(Some(offset));
            }
        }
        if count < pattern.len() {
            return Ok(None);
        }
        at += u64::try_from(count - pattern.len() + 1).unwrap_or(1);
    }
    Ok(None)
}

/// Reads the records that begin between two bytes.
fn scan<S: ReadAt + ?Sized>(
    source: &S,
    first: u64,
    stop: u64,
    size: u64,
    options: &Options,
) -> Result<Segment, ReadError> {
    let mut reader = Reader::with(From { source, at: first }, first, options.limits)?;
    let mut segment = Segment { first: Some(first), end: size, ..Segment::default() };
    while let Some(header) = reader.next_record()? {
        if header.offset >= stop {
            segment.end = header.offset;
            break;
        }
        segment.seen.push(see(source, &mut reader, &header, options)?);
    }
    segment.warnings = reader.warnings().to_vec();
    Ok(segment)
}

const fn wanted_kind(kind: &Kind) -> bool {
    matches!(kind, Kind::Response | Kind::Revisit | Kind::Resource | Kind::Metadata)
}

/// Whether a record gets a line: what was captured, and not what tools note about it.
fn wanted(header: &Header) -> bool {
    let notes = matches!(header.kind, Kind::Resource | Kind::Metadata)
        && header.content_type() == Some("application/warc-fields");
    wanted_kind(&header.kind) && !notes
}

fn see<S: ReadAt + ?Sized, R: Read>(
    source: &S,
    reader: &mut Reader<R>,
    header: &Header,
    options: &Options,
) -> Result<Seen, ReadError> {
    let url = header.target_uri().map(std::borrow::Cow::into_owned);
    let wanted = wanted(header);
    let posting = options.post_append && header.kind == Kind::Request;
    let mut seen = Seen {
        kind: header.kind.clone(),
        id: options.post_append.then(|| header.fields.get("WARC-Record-ID").map(ToOwned::to_owned)).flatten(),
        concurrent_to: options
            .post_append
            .then(|| header.fields.get("WARC-Concurrent-To").map(ToOwned::to_owned))
            .flatten(),
        url,
        line: None,
        posted: None,
    };
    if !wanted && !posting {
        // Reading on says whether the record has its own place.
        reader.place()?;
        return Ok(seen);
    }
    let mut head = None;
    if header.is_http() {
        let read = Head::read(&mut reader.block(), LONGEST_HEAD);
        let fault = |error| ReadError::io(header.offset, io::Error::other(error));
        head = Some(read.map_err(fault)?).filter(|head| !head.first.is_empty() || !head.headers.is_empty());
    }
    if posting && let Some(head) = &head {
        seen.posted = Some(posted(head, reader));
    }
    let stated = header.payload_digest().map(ToOwned::to_owned);
    let digest = if wanted && stated.is_none() && header.kind != Kind::Revisit {
        let mut hasher = Hasher::new(Algorithm::Sha1);
        io::copy(&mut reader.block(), &mut hasher).map_err(|error| ReadError::io(header.offset, error))?;
        Some(hasher.finish().base32())
    } else {
        stated
    };
    let place = reader.place()?;
    if wanted {
        seen.line = line_of(source, header, head.as_ref(), digest, place, seen.url.as_deref(), options)?;
    }
    Ok(seen)
}

/// The method of a request and the query that its body becomes.
fn posted<R: Read>(head: &Head, reader: &mut Reader<R>) -> (String, String) {
    let method = head.first.split(' ').next().unwrap_or_default().to_owned();
    let mut body = Vec::new();
    if matches!(method.as_str(), "POST" | "PUT") {
        let stated = head.headers.get("Content-Length").map(str::trim);
        let length =
            stated.map_or(Some(8192), |length| length.parse::<u64>().ok()).unwrap_or_default().min(LONGEST_BODY);
        if let Ok(decoded) = http::body(head, reader.block(), LONGEST_BODY) {
            // What cannot be decoded ends where it breaks; the record itself is checked elsewhere.
            let _ = decoded.take(length).read_to_end(&mut body);
        }
    }
    let query = query_of(&method, head.headers.get("Content-Type"), &body);
    (method, query)
}

fn line_of<S: ReadAt + ?Sized>(
    source: &S,
    header: &Header,
    head: Option<&Head>,
    digest: Option<String>,
    place: Place,
    url: Option<&str>,
    options: &Options,
) -> Result<Option<Line>, ReadError> {
    let Some(timestamp) = header.date().and_then(timestamp_of) else { return Ok(None) };
    let mut fields: Vec<(String, String)> = Vec::with_capacity(10);
    let mut add = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            fields.push((name.to_owned(), value));
        }
    };
    add("url", url.map(ToOwned::to_owned));
    let media_type = match header.kind {
        Kind::Revisit => Some("warc/revisit"),
        Kind::Response => head.and_then(|head| head.headers.get("Content-Type")),
        _ => header.content_type(),
    };
    add(
        "mime",
        media_type
            .map(|text| text.split(|c: char| c == ';' || c.is_whitespace()).next().unwrap_or_default().to_owned()),
    );
    let status = head.filter(|_| matches!(header.kind, Kind::Response | Kind::Revisit)).map(|head| {
        let after = head.first.split_once(' ').map_or("", |(_, after)| after.trim());
        after.split(' ').next().unwrap_or_default().to_owned()
    });
    add("status", status);
    add("digest", digest);
    add("length", Some(place.length.to_string()));
    add("offset", Some(place.offset.to_string()));
    add("filename", Some(options.file_name.clone()));
    if options.record_digest {
        let mut hasher = Hasher::new(Algorithm::Sha256);
        let bytes = From { source, at: place.offset };
        io::copy(&mut bytes.take(place.length), &mut hasher).map_err(|error| ReadError::io(place.offset, error))?;
        add("recordDigest", Some(hasher.finish().to_string()));
    }
    Ok(Some(Line { key: surt(url.unwrap_or_default()), timestamp, fields }))
}

/// 14 digits of a time.
fn timestamp_of(date: &str) -> Option<String> {
    if let Ok(time) = date.trim().parse::<jiff::Timestamp>() {
        return Some(time.strftime("%Y%m%d%H%M%S").to_string());
    }
    // Dates of less than a second's precision, as WARC/1.1 allows, and without a zone, as some write.
    let mut parts = date.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
    let mut text = format!("{:0>4}", parts.next().filter(|year| year.len() == 4)?);
    for least in ["01", "01", "00", "00", "00"] {
        let part = parts.next().unwrap_or(least);
        if part.len() > 2 {
            return None;
        }
        write!(text, "{part:0>2}").ok()?;
    }
    Some(text)
}

/// Joins a request with the response beside it; returns what is ready, in order, and keeps in `before` what may still find its
/// pair.
fn join(pair: Option<Seen>, seen: Seen, before: &mut Option<Seen>) -> impl Iterator<Item = Line> {
    let mut ready = [None, None];
    match pair {
        Some(mut first) if are_one(&first, &seen) => {
            let mut second = seen;
            let (request, response) =
                if first.kind == Kind::Request { (&first, &mut second) } else { (&second, &mut first) };
            if let (Some((method, query)), Some(line), Some(url)) = (&request.posted, &mut response.line, &request.url)
                && (method.eq_ignore_ascii_case("POST") || method.eq_ignore_ascii_case("PUT"))
            {
                line.key = surt(&with_query(url, method, query));
                line.fields.push(("requestBody".to_owned(), query.clone()));
                line.fields.push(("method".to_owned(), method.to_ascii_uppercase()));
            }
            ready = [first.line, second.line];
        }
        Some(first) => {
            ready = [first.line, None];
            *before = Some(seen);
        }
        None => *before = Some(seen),
    }
    ready.into_iter().flatten()
}

/// Whether two neighbours are the request and the response of one conversation.
fn are_one(first: &Seen, second: &Seen) -> bool {
    let kinds = [&first.kind, &second.kind];
    (kinds == [&Kind::Request, &Kind::Response] || kinds == [&Kind::Response, &Kind::Request])
        && first.url == second.url
        && second.concurrent_to == first.id
}

/// Lines as a sorted text, each once.
pub fn sort(lines: Vec<Line>) -> String {
    let mut texts: Vec<String> = lines.into_par_iter().map(|line| format!("{line}\n")).collect();
    texts.par_sort_unstable();
    texts.dedup();
    texts.concat()
}
