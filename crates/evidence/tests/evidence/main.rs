//! What the room of evidence does, on every engine: from the form to the file that goes out.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

mod bringing;
mod citing;
mod consenting;
mod keeping;
mod packing;
mod place;
mod replay;
mod retention;
mod sources;
