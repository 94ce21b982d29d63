//! The directory's tables. Plain functions over a transaction; what somebody sees of a record is asked here by who looks, and who may
//! change what is the actions' business.

pub(crate) mod groups;
pub(crate) mod index;
pub(crate) mod introductions;
pub(crate) mod joining;
pub(crate) mod life;
pub(crate) mod offers;
pub(crate) mod profiles;
