//! The directory's tables. Plain functions over a transaction; what somebody sees of a record is asked here by who looks, and who may
//! change what is the actions' business.

pub(crate) mod citations;
pub(crate) mod civic_space;
pub(crate) mod decisions;
pub(crate) mod digests;
pub(crate) mod groups;
pub(crate) mod impact;
pub(crate) mod index;
pub(crate) mod introductions;
pub(crate) mod joining;
pub(crate) mod library;
pub(crate) mod life;
pub(crate) mod meetings;
pub(crate) mod notes;
pub(crate) mod offers;
pub(crate) mod profiles;
pub(crate) mod registers;
pub(crate) mod spaces;
pub(crate) mod trusted;
