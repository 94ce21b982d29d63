//! Files that come with a form (`multipart/form-data`, RFC 7578).
//!
//! They stay in memory and are let go of with the request; nothing is written anywhere here. What memory all uploads of a
//! process may take together is bounded, and taken as the bytes come, so that an announced length holds nothing back. The name
//! that a browser gives a file and the type that it claims are not even read: neither can be believed, and a name may tell who
//! somebody is.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::http::HeaderMap;
use axum::http::header;
use bytes::Bytes;
use http_body_util::BodyExt as _;
use saksi_base::{Problem, ProblemKind};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Longest pause between two pieces of a body.
const PAUSE: Duration = Duration::from_secs(30);
/// How long a body with a file may take to come in, on a slow line.
const BODY_TIME: Duration = Duration::from_mins(4);
/// Bytes that one permit stands for.
const PIECE: usize = 1 << 20;
/// Most parts of one form.
const MOST_PARTS: usize = 200;
/// Most bytes of the head of a part.
const MOST_HEAD: usize = 4 * 1024;

/// How much memory uploads may take in this process.
#[derive(Debug, Clone)]
pub struct Uploads(Arc<Semaphore>);

impl Uploads {
    /// Room for so many bytes, in whole mebibytes.
    pub fn new(bytes: usize) -> Self {
        Self(Arc::new(Semaphore::new((bytes / PIECE).min(Semaphore::MAX_PERMITS))))
    }

    /// Takes what a body of so many bytes needs more than it has.
    fn grow(&self, room: &mut Option<OwnedSemaphorePermit>, bytes: usize) -> Result<(), Problem> {
        let busy = || Problem::new(ProblemKind::Busy, "problem-file-busy");
        let held = room.as_ref().map_or(0, OwnedSemaphorePermit::num_permits);
        let more = bytes.div_ceil(PIECE).saturating_sub(held);
        if more == 0 {
            return Ok(());
        }
        let more = u32::try_from(more).map_err(|_| busy())?;
        let more = self.0.clone().try_acquire_many_owned(more).map_err(|_| busy())?;
        match room {
            Some(room) => room.merge(more),
            None => *room = Some(more),
        }
        Ok(())
    }
}

/// A file that came with a form, with the room in memory that it takes.
#[derive(Debug)]
pub struct Upload {
    /// What the file holds. Nothing is known about it yet.
    pub bytes: Bytes,
    _room: Option<OwnedSemaphorePermit>,
}

/// A form as it came: its fields, and the first file that is not empty.
#[derive(Debug, Default)]
pub struct Multipart {
    /// Fields in their order.
    pub pairs: Vec<(String, String)>,
    /// The file.
    pub file: Option<Upload>,
    /// Whether there was a place for a file, be it empty.
    pub has_file: bool,
    /// Some of it was not UTF-8.
    pub damaged: bool,
}

/// Whether a body says that it is such a form.
pub fn is_multipart(headers: &HeaderMap) -> bool {
    boundary(headers).is_some()
}

fn boundary(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(header::CONTENT_TYPE)?.to_str().ok()?;
    let (kind, rest) = value.split_once(';')?;
    if !kind.trim().eq_ignore_ascii_case("multipart/form-data") {
        return None;
    }
    let boundary = parameter(rest, "boundary")?;
    // RFC 2046 §5.1.1.
    (1..=70).contains(&boundary.len()).then_some(boundary)
}

/// A parameter of a header's value, with or without quotes.
fn parameter(text: &str, wanted: &str) -> Option<String> {
    let mut rest = text.trim_start_matches([';', ' ', '\t']);
    while !rest.is_empty() {
        let (name, after) = rest.split_once('=')?;
        let (value, after) = if let Some(quoted) = after.strip_prefix('"') {
            let mut value = String::new();
            let mut characters = quoted.char_indices();
            let end = loop {
                match characters.next()? {
                    (at, '"') => break at + 1,
                    (_, '\\') => value.push(characters.next()?.1),
                    (_, character) => value.push(character),
                }
            };
            (value, quoted.get(end..)?)
        } else {
            let end = after.find(';').unwrap_or(after.len());
            (after.get(..end)?.trim().to_owned(), after.get(end..)?)
        };
        if name.trim().eq_ignore_ascii_case(wanted) {
            return Some(value);
        }
        rest = after.trim_start_matches([';', ' ', '\t']);
    }
    None
}

/// A form that is not taken, with the fields that had come by then, so that nothing typed is lost.
#[derive(Debug)]
pub struct Refused {
    /// Why.
    pub problem: Problem,
    /// Fields in their order.
    pub pairs: Vec<(String, String)>,
}

/// Reads a form with at most `fields` bytes of fields and a file of at most `file` bytes. What is refused `already` is read
/// only as far as its fields may stand.
///
/// # Errors
/// When it is too large, too slow or no such form, or when there is no room for it at this moment.
pub async fn read(
    headers: &HeaderMap,
    body: Body,
    uploads: &Uploads,
    (fields, file): (usize, usize),
    already: Option<Problem>,
) -> Result<Multipart, Refused> {
    let bare = |problem| Refused { problem, pairs: Vec::new() };
    let malformed = || Problem::new(ProblemKind::Malformed, "problem-body");
    let boundary = boundary(headers).ok_or_else(|| bare(malformed()))?;
    let most = fields.saturating_add(file);
    let too_large =
        || Problem::new(ProblemKind::TooLarge, "problem-file-large").with("megabytes", (file / PIECE).max(1));
    let announced = headers
        .get(header::CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.parse::<usize>().ok());
    let mut refused = already.or_else(|| announced.is_some_and(|length| length > most).then(too_large));
    let mut room: Option<OwnedSemaphorePermit> = None;
    let mut whole = Vec::new();
    let reading = async {
        let mut body = body;
        loop {
            let frame = match tokio::time::timeout(PAUSE, body.frame()).await {
                Ok(Some(Ok(frame))) => frame,
                Ok(Some(Err(_))) => return Err(malformed()),
                Ok(None) => return Ok(()),
                Err(_) => return Err(Problem::new(ProblemKind::Malformed, "problem-body-slow")),
            };
            let Ok(data) = frame.into_data() else { continue };
            if refused.is_none() {
                refused = if whole.len() + data.len() > most {
                    Some(too_large())
                } else {
                    uploads.grow(&mut room, whole.len() + data.len()).err()
                };
            }
            // Browsers send the fields in the order of the page, the file last.
            let wanted = if refused.is_some() { fields.saturating_sub(whole.len()) } else { data.len() };
            whole.extend_from_slice(data.get(..wanted.min(data.len())).unwrap_or_default());
            if refused.is_some() && whole.len() >= fields {
                return Ok(());
            }
        }
    };
    match tokio::time::timeout(BODY_TIME, reading).await {
        Ok(read) => read.map_err(bare)?,
        Err(_) => return Err(bare(Problem::new(ProblemKind::Malformed, "problem-body-slow"))),
    }
    let (parts, complete) = parse(&Bytes::from(whole), &boundary);
    let mut form = Multipart { damaged: parts.damaged, ..Multipart::default() };
    let mut text = 0;
    for (name, value) in parts.fields {
        text += name.len() + value.len();
        if text > fields {
            let problem =
                Problem::new(ProblemKind::TooLarge, "problem-form-too-large").with("kilobytes", fields / 1024);
            return Err(bare(problem));
        }
        form.pairs.push((name, value));
    }
    if let Some(problem) = refused {
        return Err(Refused { problem, pairs: form.pairs });
    }
    if !complete {
        return Err(Refused { problem: malformed(), pairs: form.pairs });
    }
    form.has_file = !parts.files.is_empty();
    if let Some(bytes) = parts.files.into_iter().find(|bytes| !bytes.is_empty()) {
        if bytes.len() > file {
            return Err(Refused { problem: too_large(), pairs: form.pairs });
        }
        form.file = Some(Upload { bytes, _room: room });
    }
    Ok(form)
}

#[derive(Debug, Default)]
struct Parts {
    fields: Vec<(String, String)>,
    files: Vec<Bytes>,
    damaged: bool,
}

/// The parts of a body, and whether it is whole.
fn parse(body: &Bytes, boundary: &str) -> (Parts, bool) {
    let mut parts = Parts::default();
    let complete = parse_into(&mut parts, body, boundary).is_some();
    (parts, complete)
}

/// `None` where the body is no such form or is cut short; what was whole before that is in.
fn parse_into(parts: &mut Parts, body: &Bytes, boundary: &str) -> Option<()> {
    let delimiter = format!("\r\n--{boundary}");
    let finder = memchr::memmem::Finder::new(delimiter.as_bytes());
    // The first delimiter may stand at the very beginning, without a line end before it.
    let opening = delimiter.as_bytes().get(2..)?;
    let mut at = if body.starts_with(opening) { opening.len() } else { finder.find(body)? + delimiter.len() };
    loop {
        let rest = body.get(at..)?;
        if rest.starts_with(b"--") {
            return Some(());
        }
        // White space may follow a delimiter on its line.
        let line = memchr::memmem::find(rest.get(..rest.len().min(64))?, b"\r\n")?;
        if !rest.get(..line)?.iter().all(|byte| matches!(byte, b' ' | b'\t')) {
            return None;
        }
        at += line;
        let rest = body.get(at..)?;
        // The head begins with the line end just seen, so that an empty head is two line ends in a row.
        let head = memchr::memmem::find(rest.get(..rest.len().min(MOST_HEAD))?, b"\r\n\r\n")?;
        let start = at + head + 4;
        // An empty content is followed by its delimiter at once, whose line end is then that of the head.
        let end = start - 2 + finder.find(body.get(start - 2..)?)?;
        let (name, is_file) = disposition(&String::from_utf8_lossy(rest.get(..head)?))?;
        let content = if end < start { Bytes::new() } else { body.slice(start..end) };
        if is_file {
            parts.files.push(content);
        } else {
            let value = String::from_utf8(content.to_vec()).unwrap_or_else(|error| {
                parts.damaged = true;
                String::from_utf8_lossy(error.as_bytes()).into_owned()
            });
            parts.fields.push((name, crate::form::tidy(value)));
        }
        if parts.fields.len() + parts.files.len() > MOST_PARTS {
            return None;
        }
        at = end + delimiter.len();
    }
}

/// The name of a part, and whether it is a file.
fn disposition(head: &str) -> Option<(String, bool)> {
    let value = head.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.trim().eq_ignore_ascii_case("content-disposition").then_some(value)
    })?;
    let (kind, rest) = value.split_once(';')?;
    if !kind.trim().eq_ignore_ascii_case("form-data") {
        return None;
    }
    let name = parameter(rest, "name")?;
    // Some programs leave the name of a file out.
    let file = parameter(rest, "filename").is_some()
        || parameter(rest, "filename*").is_some()
        || name == crate::form::FILE_FIELD;
    Some((name, file))
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;
    use proptest::prelude::*;

    fn headers(boundary: &str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        let value = HeaderValue::from_str(&format!("multipart/form-data; boundary={boundary}")).unwrap();
        headers.insert(header::CONTENT_TYPE, value);
        headers
    }

    fn form(file: &[u8]) -> Vec<u8> {
        let mut body = b"--xYz\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\none\r\ntwo \xe0\xb8\x81\r\n--xYz\r\n\
            Content-Disposition: form-data; name=\"file\"; filename=\"a \\\"b\\\"; name=c.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n"
            .to_vec();
        body.extend_from_slice(file);
        body.extend_from_slice(b"\r\n--xYz--\r\n");
        body
    }

    #[tokio::test]
    async fn fields_and_a_file_come_through_as_they_were_sent() {
        let file: Vec<u8> = (0..3_000_u32).flat_map(u32::to_le_bytes).chain(*b"\r\n--xY\r\n").collect();
        let uploads = Uploads::new(8 << 20);
        let read = read(&headers("\"xYz\""), Body::from(form(&file)), &uploads, (1_000, 1 << 20), None).await.unwrap();
        assert_eq!(read.pairs, [("text".to_owned(), "one\ntwo ก".to_owned())]);
        assert_eq!(read.file.unwrap().bytes, file);
        assert!(!read.damaged);
    }

    #[tokio::test]
    async fn what_is_too_large_or_cut_short_is_refused_in_words() {
        let uploads = Uploads::new(8 << 20);
        let big = vec![7; 2 << 20];
        let large = read(&headers("xYz"), Body::from(form(&big)), &uploads, (1_000, 1 << 20), None).await.unwrap_err();
        assert_eq!((large.problem.kind, large.problem.message), (ProblemKind::TooLarge, "problem-file-large"));
        assert_eq!(large.pairs[0].0, "text", "what was typed is not lost");
        for cut in [1, 20, 90, form(b"x").len() - 6] {
            let body = Body::from(form(b"x")[..cut].to_vec());
            let refused = read(&headers("xYz"), body, &uploads, (1_000, 1 << 20), None).await.unwrap_err();
            assert_eq!(refused.problem.kind, ProblemKind::Malformed, "{cut}");
        }
        let other =
            read(&headers("other"), Body::from(form(b"x")), &uploads, (1_000, 1 << 20), None).await.unwrap_err();
        assert_eq!(other.problem.kind, ProblemKind::Malformed);
        let fields = read(&headers("xYz"), Body::from(form(b"x")), &uploads, (5, 1 << 20), None).await.unwrap_err();
        assert_eq!(fields.problem.message, "problem-form-too-large");
    }

    #[tokio::test]
    async fn uploads_take_no_more_memory_than_there_is_room_and_give_it_back() {
        let uploads = Uploads::new(3 << 20);
        let body = || Body::from(form(&vec![7; (2 << 20) - 500]));
        let first = read(&headers("xYz"), body(), &uploads, (1_000, 4 << 20), None).await.unwrap();
        let busy = read(&headers("xYz"), body(), &uploads, (1_000, 4 << 20), None).await.unwrap_err();
        assert_eq!((busy.problem.kind, busy.problem.message), (ProblemKind::Busy, "problem-file-busy"));
        drop(first);
        assert!(read(&headers("xYz"), body(), &uploads, (1_000, 4 << 20), None).await.is_ok());
    }

    proptest! {
        #[test]
        fn no_body_makes_it_panic(body: Vec<u8>, boundary in "[a-z]{0,3}") {
            let _ = parse(&Bytes::from(body.clone()), &boundary);
            let mut framed = b"--a\r\nContent-Disposition: form-data; name=\"".to_vec();
            framed.extend(body);
            framed.extend(b"\r\n--a--");
            let _ = parse(&Bytes::from(framed), "a");
        }

        #[test]
        fn whatever_a_file_holds_comes_through(file: Vec<u8>) {
            prop_assume!(!file.windows(7).any(|window| window == b"\r\n--xYz"));
            let (parts, complete) = parse(&Bytes::from(form(&file)), "xYz");
            prop_assert!(complete);
            prop_assert_eq!(&parts.files[0], &file);
        }
    }
}
