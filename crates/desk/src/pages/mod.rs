//! What people see: public pages for everybody, staff pages for whoever is signed in.

pub(crate) mod changes;
pub mod public;
pub mod staff;
pub mod words;
