//! What is wrong with a file, and where.

use std::{fmt, io};

use crate::gzip::MemberError;

/// Why reading stopped.
#[derive(Debug)]
pub struct ReadError {
    /// The byte of the file at which the record or member at fault begins.
    pub offset: u64,
    /// What is wrong.
    pub kind: ReadErrorKind,
}

/// What is wrong with a file.
#[derive(Debug, thiserror::Error)]
pub enum ReadErrorKind {
    /// The caller's reader failed.
    #[error("the file cannot be read: {0}")]
    Io(#[source] io::Error),
    /// The file begins with something else.
    #[error("this is not a WARC file; it begins with {0}")]
    NotWarc(String),
    /// Something else stands where a record should begin; the length of the record before it may be wrong.
    #[error("a record should begin here, but there is `{0}`; the length that the record before it gives may be wrong")]
    NotARecord(String),
    /// A version that is not known.
    #[error("the record says it is `{0}`; versions 0.17 to 1.1 are read")]
    UnknownVersion(String),
    /// A head that does not end within the bound.
    #[error("the head of the record is longer than {0} bytes")]
    HeadTooLong(usize),
    /// No `Content-Length`, or none that is a number.
    #[error("the record does not say how long it is")]
    NoLength,
    /// A block beyond the bound.
    #[error("the record says it has {length} bytes; at most {limit} are read")]
    BlockTooLong {
        /// What the record says.
        length: u64,
        /// The bound.
        limit: u64,
    },
    /// The file or the member ends within the record.
    #[error("the record ends {missing} bytes before its end; the file was cut off or damaged")]
    CutOff {
        /// How many bytes are missing.
        missing: u64,
    },
    /// The file ends within the head of a record.
    #[error("the file ends within the head of a record")]
    HeadCutOff,
    /// A member that cannot be decompressed.
    #[error("the compressed data is damaged")]
    Damaged,
    /// A member whose checksum does not fit.
    #[error("the checksum of the compressed data does not fit; something in it was changed")]
    WrongChecksum,
    /// Too much white space between records.
    #[error("more than {0} bytes of white space stand between two records")]
    TooMuchSpace(u64),
    /// Several records in one member, where each was asked to be found on its own.
    #[error(
        "several records share one compressed member, so none can be found by its place; write the file again with one member for each record"
    )]
    SharedMember,
}

impl ReadError {
    pub(crate) const fn new(offset: u64, kind: ReadErrorKind) -> Self {
        Self { offset, kind }
    }

    pub(crate) fn member(offset: u64, error: MemberError) -> Self {
        let kind = match error {
            // An error of our own that travelled through a reader keeps its place.
            MemberError::Io(error) => return Self::io(offset, error),
            MemberError::NotGzip => ReadErrorKind::NotARecord("no gzip member".to_owned()),
            MemberError::BadHead | MemberError::Damaged => ReadErrorKind::Damaged,
            MemberError::WrongChecksum => ReadErrorKind::WrongChecksum,
            MemberError::CutOff => ReadErrorKind::HeadCutOff,
        };
        Self { offset, kind }
    }

    /// An error of a reader; our own, if it is one that travelled through [`std::io::Read`].
    pub fn io(offset: u64, error: io::Error) -> Self {
        match error.downcast::<Self>() {
            Ok(own) => own,
            Err(error) => Self { offset, kind: ReadErrorKind::Io(error) },
        }
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "at byte {}: {}", self.offset, self.kind)
    }
}

impl std::error::Error for ReadError {}

impl From<ReadError> for io::Error {
    fn from(error: ReadError) -> Self {
        Self::new(io::ErrorKind::InvalidData, error)
    }
}

/// Something that was read in spite of being wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// Where the record begins.
    pub offset: u64,
    /// What is wrong.
    pub kind: WarningKind,
}

/// What was read in spite of being wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WarningKind {
    /// Several records in one gzip member.
    #[error("several records share one compressed member; they can be read, but none can be found by its place")]
    SharedMember,
    /// Fewer than two line ends after a record.
    #[error("the empty lines after the record are missing")]
    MissingLines,
    /// Lines without a colon in the head.
    #[error("{0} lines in the head of the record have no colon and were passed over")]
    LinesPassedOver(usize),
    /// A member without a record.
    #[error("a compressed member holds no record")]
    EmptyMember,
    /// Bytes after the last member.
    #[error("bytes that are no record follow the last one")]
    TrailingBytes,
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "at byte {}: {}", self.offset, self.kind)
    }
}
