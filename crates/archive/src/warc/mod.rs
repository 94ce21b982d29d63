//! WARC/1.1 (ISO 28500:2017): records of what was asked and what came back, one gzip member each.
//!
//! The [`Writer`] makes what the standard says and nothing that other tools trip over: digests of block and payload, exact places for the
//! index, revisit records for what was seen before. The [`Reader`] takes what is out there: WARC/1.0, files without compression, files
//! that were compressed in one piece (with a warning, since nothing in them can be looked up), addresses in angle brackets, fields
//! in Latin-1, missing lines at the end. [`verify()`] says which record broke, and where.
//!
//! A block is never held whole: it is written from a reader and read through one.

mod error;
mod read;
mod record;
mod verify;
mod write;

pub use error::{ReadError, ReadErrorKind, Warning, WarningKind};
pub use read::{Block, Limits, Reader};
pub use record::{Header, Kind, Place, Profile, Record, Truncated};
pub use verify::{Fault, FaultKind, Report, verify, verify_within};
pub use write::{Compression, Measure, Measured, WriteError, Writer};
