//! The pages of this room: [`public`] for those who ask, [`staff`] for those who help.

pub mod public;
pub mod staff;
