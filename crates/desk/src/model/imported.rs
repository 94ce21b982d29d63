//! What an import did.

use saksi_base::ImportId;
use serde::Serialize;

/// What an import did.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct ImportReport {
    /// The run.
    pub run: Option<ImportId>,
    /// Rows read from the files.
    pub read: u64,
    /// Claims added.
    pub claims: u64,
    /// Checks added.
    pub checks: u64,
    /// Rows that were here already.
    pub known: u64,
    /// Checks that their authors had changed since, now here as a new version.
    pub corrected: u64,
    /// Rows that were refused.
    pub rejected: Vec<Rejected>,
    /// How many of them, listed or not, have nothing wrong with them and only nothing to bring in.
    pub left_out: u64,
    /// Refused rows beyond those listed (the list stops at [`Rejected::LISTED`]).
    pub rejected_more: u64,
}

/// A row that was not imported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Rejected {
    /// The file.
    pub file: String,
    /// The line in it, from 1; the record's number where the format has no lines.
    pub line: u64,
    /// Why, in plain English.
    pub reason: String,
    /// There is nothing to mend in it: the source itself has no text or no answer there.
    pub left_out: bool,
    /// A quotation mark of the file is missing, or stands where none may stand.
    #[serde(skip)]
    pub quotation: bool,
}

impl Rejected {
    /// How many refused rows are kept for the report file.
    pub const LISTED: usize = 100_000;
}
