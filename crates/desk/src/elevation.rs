//! The few parts of a member's work that run as the system, each with the reason.
//!
//! Checks, drafts, versions, translations and assignments belong to the member's organisation, and the database lets nobody
//! else write them. What stands here is the rest: records that one organisation owns and several work on. The action has
//! proved the member's right before it enters such a part, and nothing else stands in it.

use saksi_db::Elevation;

/// A claim, its messages and counters: handed in to one organisation and shared with others, who may take, word, join, split
/// and answer it.
pub(crate) const SHARED_CLAIM: Elevation = Elevation::named("shared claim");

/// A translation that another organisation has begun, of which only its existence is told.
pub(crate) const OTHER_TRANSLATION: Elevation = Elevation::named("other translation");

/// That a check of another organisation is newly translated: its time of change alone.
pub(crate) const TRANSLATED_CHECK: Elevation = Elevation::named("translated check");

/// What a moderator decided about a record, with everything that hangs on it and belongs to others: translations of a
/// check, messages of a claim.
pub(crate) const MODERATION: Elevation = Elevation::named("moderation");

/// Whose a record is, for the network's operator, who may moderate what they cannot see otherwise.
pub(crate) const OPERATOR: Elevation = Elevation::named("operator");
