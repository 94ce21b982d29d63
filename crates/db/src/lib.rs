//! One door to storage: SQLite for one machine, PostgreSQL for many, behind the same static SQL text.
//!
//! What a room must know:
//!
//! * Work happens in named transactions, [`write!`] and [`read!`], on behalf of a [`Viewer`]. A transaction that meets a
//!   serialization failure or a busy database runs again, so its body must have no effect outside the transaction.
//! * Statements are static text with `$1` placeholders, run with [`fetch_optional!`], [`fetch_all!`], [`fetch_one!`],
//!   [`fetch_scalar!`] and [`execute!`].
//! * Records have an owner, a space and a marking. Anybody but the system reads them through `seen_…` views and writes them
//!   only where `writable` allows; [`scope`] refuses any other statement, so that a forgotten check in a page cannot leak a row.
//!   What several organisations share, a member changes in a part that runs as the system, under a name: [`as_system!`].
//! * Every change that others must be able to follow is written to the [`journal`] in the same transaction.
//!
//! Acknowledged means on disk: `synchronous = FULL` on SQLite, `synchronous_commit = on` on PostgreSQL.

pub mod blobs;
mod bulk;
pub mod dump;
mod engine;
mod error;
pub mod jobs;
pub mod journal;
pub mod scope;
#[cfg(feature = "testing")]
pub mod testing;
mod tombstones;
mod transaction;

pub use bulk::{Value, insert_many, insert_many_or_skip};
pub use engine::{Db, Engine, Settings};
pub use error::{Error, Transient};
pub use journal::{Actor, Entry, Follower, JournalEntry};
#[doc(hidden)]
pub use saksi_rows::FromRow;
pub use scope::{Elevation, NETWORK_SPACE, Viewer};
pub use sqlx;
pub use tombstones::Tombstone;
pub use transaction::Tx;
#[doc(hidden)]
pub use transaction::{Attempts, Inner};
