//! The log, as this room needs it: it takes the hash of a record in the transaction that keeps it, and says how it stands there.
//!
//! What the log does with it (sequencing, signing, witnesses, time from outside) is another room's business; the program brings the two
//! together. Without a log evidence is kept all the same, and its pages say that nobody else can vouch for its time.

use std::future::Future;
use std::pin::Pin;

use saksi_base::{Problem, Timestamp};
use saksi_db::Tx;
use saksi_tlog::Hash;

/// What a call of a [`Log`] comes to.
pub type Answer<'a, T> = Pin<Box<dyn Future<Output = Result<T, Problem>> + Send + 'a>>;

/// Where hashes of records are entered.
pub trait Log: Send + Sync {
    /// Enters the SHA-256 of a canonical record, in the transaction that keeps the record. The same entry twice is one entry.
    fn enter<'a>(&'a self, tx: &'a mut Tx, entry: Hash) -> Answer<'a, ()>;

    /// How an entry stands.
    fn standing<'a>(&'a self, tx: &'a mut Tx, entry: Hash) -> Answer<'a, LogStanding>;
}

/// How an entry stands in the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LogStanding {
    /// There is no log, or it does not know the entry.
    #[default]
    Absent,
    /// It was entered and waits for the next signed head.
    Waiting,
    /// A signed head holds it.
    Logged {
        /// Its place, from 0.
        index: u64,
        /// When the head that first held it was signed, by this server's clock.
        at: Option<Timestamp>,
        /// How many witnesses have signed a head that holds it.
        witnesses: usize,
    },
}
