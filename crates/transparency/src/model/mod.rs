//! What the log is made of, without a database.

pub(crate) mod keys;
pub(crate) mod settings;
pub(crate) mod standing;
