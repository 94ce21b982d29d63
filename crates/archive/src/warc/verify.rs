//! Checking a file against the digests that it carries.

use std::fmt;
use std::io::{BufRead, Read};

use super::error::{ReadError, Warning};
use super::read::Reader;
use super::record::{Header, Kind};
use crate::digest::{Digest, DigestError, Hasher};
use crate::headers::{self, HeadEnd};
use crate::http::{self, OutOfChunks};

/// What a check of a whole file found.
#[derive(Debug, Default)]
pub struct Report {
    /// Records that were read.
    pub records: u64,
    /// Digests that were computed anew and are the same.
    pub right: u64,
    /// Records that carry no digest that could be checked. Those of a revisit belong to another record.
    pub without: u64,
    /// What does not hold.
    pub faults: Vec<Fault>,
    /// What was read in spite of being wrong.
    pub warnings: Vec<Warning>,
    /// Why reading stopped before the end.
    pub stopped: Option<ReadError>,
    /// In which record that was: its address or identifier.
    pub stopped_in: Option<String>,
    /// Reading stopped because the bound was reached; what was read until then holds or not, as the rest says.
    pub beyond_bound: bool,
}

impl Report {
    /// Whether the whole file was read and every digest holds.
    pub fn holds(&self) -> bool {
        self.faults.is_empty() && self.stopped.is_none() && !self.beyond_bound
    }
}

/// A digest that does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Where the record begins.
    pub offset: u64,
    /// Its type.
    pub kind: Kind,
    /// Its identifier.
    pub id: Option<String>,
    /// The address it is about.
    pub url: Option<String>,
    /// What does not hold.
    pub fault: FaultKind,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let id = self.id.as_deref().unwrap_or("without identifier");
        write!(f, "{} record {id} at byte {}: {}", self.kind, self.offset, self.fault)
    }
}

/// What does not hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FaultKind {
    /// The block is not the one whose digest the record carries.
    #[error("its content was changed: the digest of the block is {found}, not {stated}")]
    Block {
        /// What the record says.
        stated: String,
        /// What the block gives.
        found: String,
    },
    /// The payload is not the one whose digest the record carries.
    #[error("its content was changed: the digest of the payload is {found}, not {stated}")]
    Payload {
        /// What the record says.
        stated: String,
        /// What the payload gives.
        found: String,
    },
    /// A digest that cannot be checked.
    #[error("{0}")]
    Unreadable(#[from] DigestError),
}

/// Reads a file to its end and computes every digest anew.
pub fn verify<R: Read>(reader: Reader<R>) -> Report {
    verify_within(reader, u64::MAX)
}

/// The same for a file of a stranger: no further once so many bytes of blocks, decompressed, have been read.
pub fn verify_within<R: Read>(mut reader: Reader<R>, most: u64) -> Report {
    let mut report = Report::default();
    let mut left = most;
    loop {
        match reader.next_record() {
            Ok(Some(header)) => {
                report.records += 1;
                report.stopped_in = header
                    .target_uri()
                    .map(std::borrow::Cow::into_owned)
                    .or_else(|| header.id().map(ToOwned::to_owned));
                if let Err(error) = check(&mut reader, &header, &mut report, &mut left) {
                    report.stopped = Some(error);
                    break;
                }
                if report.beyond_bound {
                    break;
                }
            }
            Ok(None) => break,
            Err(error) => {
                report.stopped = Some(error);
                break;
            }
        }
    }
    if report.stopped.is_none() && !report.beyond_bound {
        report.stopped_in = None;
    }
    report.warnings = reader.warnings().to_vec();
    report
}

/// Longest head of a message that is kept to see how its body comes.
const LONGEST_HEAD: usize = 64 << 10;

/// The digest of a payload. What the payload of a message in chunks is, writers read in two ways: what came over the wire (wget, warcio), and
/// the content without the marks of the chunks (warcprox, Heritrix). A digest of either holds the same bytes.
struct PayloadHasher {
    as_sent: Hasher,
    /// Once the head says that there are chunks.
    content: Option<(OutOfChunks, Hasher)>,
    head: Vec<u8>,
}

impl PayloadHasher {
    fn new(stated: &Digest) -> Self {
        Self { as_sent: Hasher::new(stated.algorithm()), content: None, head: Vec::new() }
    }

    /// A part of the head, up to its end with the last one.
    fn head(&mut self, part: &[u8], ended: bool, stated: &Digest) {
        if self.head.len() + part.len() <= LONGEST_HEAD {
            self.head.extend_from_slice(part);
        }
        if ended && http::is_chunked(&headers::parse(&std::mem::take(&mut self.head)).headers) {
            self.content = Some((OutOfChunks::default(), Hasher::new(stated.algorithm())));
        }
    }

    fn body(&mut self, part: &[u8]) {
        self.as_sent.update(part);
        if let Some((chunks, hasher)) = &mut self.content {
            chunks.take(part, |data| hasher.update(data));
        }
    }

    /// Whether one of the two is what the record says; else the digest of what came over the wire.
    fn holds(self, stated: &Digest) -> Result<(), Digest> {
        let content = self.content.filter(|(chunks, _)| chunks.is_whole()).map(|(_, hasher)| hasher.finish());
        let as_sent = self.as_sent.finish();
        if as_sent == *stated || content.as_ref() == Some(stated) { Ok(()) } else { Err(as_sent) }
    }
}

fn check<R: Read>(
    reader: &mut Reader<R>,
    header: &Header,
    report: &mut Report,
    left: &mut u64,
) -> Result<(), ReadError> {
    let fault = |fault: FaultKind| Fault {
        offset: header.offset,
        kind: header.kind.clone(),
        id: header.id().map(ToOwned::to_owned),
        url: header.target_uri().map(std::borrow::Cow::into_owned),
        fault,
    };
    let mut stated = |value: Option<&str>| match value.map(str::parse::<Digest>) {
        None => None,
        Some(Ok(digest)) => Some(digest),
        Some(Err(error)) => {
            report.faults.push(fault(error.into()));
            None
        }
    };
    // A revisit carries the digest of a payload that stands in another record, and the parts of a record that was split carry
    // that of the whole.
    let elsewhere = header.kind == Kind::Revisit || header.fields.get("WARC-Segment-Number").is_some();
    let block = stated(header.block_digest());
    let payload = if elsewhere { None } else { stated(header.payload_digest()) };
    let (mut block_hasher, mut payload_hasher) =
        (block.as_ref().map(|digest| Hasher::new(digest.algorithm())), payload.as_ref().map(PayloadHasher::new));
    // Without a message around it, the payload is the block; the same bytes need not be hashed twice.
    let same = !header.is_http() && block.is_some() && block == payload;
    if same {
        payload_hasher = None;
    }
    let mut head = header.is_http().then(HeadEnd::default);
    let mut bytes = reader.block();
    loop {
        let part = bytes.fill_buf().map_err(|error| ReadError::io(header.offset, error))?;
        if part.is_empty() {
            break;
        }
        if let Some(hasher) = &mut block_hasher {
            hasher.update(part);
        }
        let ended = head.as_mut().map(|end| end.find(part));
        let (of_head, of_body) = match ended {
            None => (&[][..], part),
            Some(end) => part.split_at_checked(end.unwrap_or(part.len())).unwrap_or((part, &[])),
        };
        if let (Some(hasher), Some(stated)) = (&mut payload_hasher, &payload) {
            if let Some(end) = ended {
                hasher.head(of_head, end.is_some(), stated);
            }
            hasher.body(of_body);
        }
        if matches!(ended, Some(Some(_))) {
            head = None;
        }
        let count = part.len();
        bytes.consume(count);
        *left = left.saturating_sub(count as u64);
        if *left == 0 {
            report.beyond_bound = true;
            return Ok(());
        }
    }
    let mut checked = false;
    if let (Some(stated), Some(hasher)) = (&block, block_hasher) {
        checked = true;
        let found = hasher.finish();
        if found == *stated {
            report.right += 1 + u64::from(same);
        } else {
            report.faults.push(fault(FaultKind::Block { stated: stated.to_string(), found: found.to_string() }));
        }
    }
    if let (Some(stated), Some(hasher)) = (&payload, payload_hasher) {
        checked = true;
        match hasher.holds(stated) {
            Ok(()) => report.right += 1,
            Err(found) => {
                report.faults.push(fault(FaultKind::Payload { stated: stated.to_string(), found: found.to_string() }));
            }
        }
    }
    report.without += u64::from(!checked);
    Ok(())
}
