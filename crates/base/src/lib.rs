//! The ground every room stands on: identifiers, time, randomness, languages, places, markings,
//! taxonomies and the kinds of problem a person can mend.
//!
//! This crate does no I/O. It has no clock and no randomness of its own: both are passed in through
//! [`Clock`] and [`Random`], so that every room can be tested with a fixed time and a seeded source.

pub mod calendar;
pub mod clock;
pub mod ids;
pub mod language;
pub mod marking;
pub mod places;
pub mod problem;
pub mod random;
mod sql;
pub mod taxonomy;

pub use clock::{Clock, FixedClock, Timestamp};
pub use ids::*;
pub use language::{LanguageTag, SiteLanguage};
pub use marking::Marking;
pub use places::Place;
pub use problem::{FieldProblem, Problem, ProblemKind};
pub use random::{Random, SeededRandom};
pub use taxonomy::{ContentType, HarmKind, Verdict};
