//! What people see: public pages for everybody, staff pages for whoever is signed in.

pub mod public;
pub mod staff;
pub mod words;
