//! What people see: [`staff`] are the pages of those who help.

pub mod staff;
