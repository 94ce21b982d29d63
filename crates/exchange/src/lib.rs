//! What Saksi reads from others and gives to others: ClaimReview, feeds, calendars, the fact-checkers' open data, tables.
//!
//! Everything here is a pure reader or writer over bytes that somebody else opened: no files, no network, no clock.
//! Two rules hold for every reader: **nothing is guessed silently** (what cannot be understood becomes a rejected row
//! with its place and a reason that a person can act on), and **nothing a stranger sends can exhaust the machine**
//! (sizes, counts and depths are bounded).

pub mod calendar;
pub mod claim_review;
pub mod feeds;
pub mod open_data;
pub mod rating;
mod records;
pub mod rejected;
pub mod sheets;
pub mod tables;
pub mod workbook;

pub use rejected::{Position, Rejected};
