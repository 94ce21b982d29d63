//! What goes over the wire. Codes are those of the shared word lists; identifiers are 26 characters; times are RFC 3339 in UTC.

mod check;
mod message;
mod network;
mod problem;
mod query;
mod wire;
mod words;

pub use check::*;
pub use message::*;
pub use network::*;
pub use problem::*;
pub use query::*;
pub(super) use wire::{Wire, stats, version};
