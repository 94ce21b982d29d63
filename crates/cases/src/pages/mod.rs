//! The pages of this room.

pub mod public;
