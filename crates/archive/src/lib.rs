//! Web archives, so that what was seen on the web can be shown and checked later with anybody's tools.
//!
//! Evidence that only its collector can open is worth little. So captures are written in the formats that archives and replay tools
//! read: **WARC/1.1** for what was sent and received, **CDXJ** to find it, **WACZ** to hand it over; and what others made is
//! read with patience for their habits.
//!
//! It stands on the ground floor: it works over readers and writers that the caller opened, and takes times and identifiers as
//! arguments. Two rules hold everywhere: **nothing is held whole in memory** that a stranger decides the size of, and **nothing is passed
//! over silently**: an error or a warning names the place.
//!
//! | what | where |
//! |---|---|
//! | records, written and read, digests checked | [`warc`] |
//! | HTTP messages inside of records | [`http`] |
//! | the index: keys, lines, blocks, looking up | [`cdxj`] |
//! | packages | [`wacz`] |
//! | title, author, date, language and main text of a page | [`page`] |
//! | what a page or a stylesheet needs to be shown | [`requisites`] |

pub mod cdxj;
pub mod digest;
mod gzip;
pub mod headers;
pub mod http;
mod markup;
pub mod page;
pub mod requisites;
pub mod wacz;
pub mod warc;

pub use digest::{Algorithm, Digest};
pub use headers::Headers;
