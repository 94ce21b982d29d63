//! The rules of the directory, without any I/O.

pub mod audience;
pub mod groups;
pub mod introductions;
pub mod joining;
pub mod offers;
pub mod profile;
pub mod regions;
pub mod search;

pub use audience::{Audience, Listing, Relation, reach, shows};
pub use joining::{Door, DoorDraft, DoorKind, JoinRequest, Knock, RequestState, Standing, Step, Vouch};
pub use profile::{Change, Entry, Field, Profile, Subject, Value};
