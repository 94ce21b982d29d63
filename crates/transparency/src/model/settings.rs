//! What an operator decided about the log.

use saksi_tlog::{KeyName, Policy};

/// An authority that signs times (RFC 3161).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Authority {
    /// Where it takes requests.
    pub url: String,
    /// The roots that are trusted to vouch for it, in DER.
    pub roots: Vec<Vec<u8>>,
}

/// What an operator decided about the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// The log's name, such as `check.example.org/log`. It can change only while the log is empty.
    pub origin: KeyName,
    /// The witnesses that are asked, how many must sign, and the logs of peers that this server watches.
    pub policy: Policy,
    /// Authorities that stamp checkpoints.
    pub authorities: Vec<Authority>,
    /// Calendars of OpenTimestamps to which checkpoints are handed: their addresses, as their promises name them, without a slash
    /// at the end.
    pub calendars: Vec<String>,
    /// Seconds between two checkpoints that are stamped.
    pub stamp_pause: i64,
    /// Also reach addresses of the operator's own network.
    pub private: bool,
}
