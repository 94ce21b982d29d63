//! The rules of the directory, without any I/O.

pub mod audience;
pub mod citations;
pub mod civic_space;
pub mod decisions;
pub mod digests;
pub mod groups;
pub mod impact;
pub mod import;
pub mod introductions;
pub mod joining;
pub mod lenses;
pub mod library;
pub mod meetings;
pub mod offers;
pub mod profile;
pub mod regions;
pub mod registers;
pub mod search;
pub mod spaces;
pub mod trusted;

pub use audience::{Audience, Listing, Relation, reach, shows};
pub use joining::{Door, DoorDraft, DoorKind, JoinRequest, Knock, RequestState, Standing, Step, Vouch};
pub use profile::{Change, Entry, Field, Profile, Subject, Value};
