//! Sentence vectors: what tells that two texts mean the same in other words, or in another language.
//!
//! A model outside this crate turns texts into vectors; here they are kept as bytes ([`Vector`]) and compared
//! ([`Vectors`]). The same model must have made all that are compared; [`crate::Index::set_model`] sees to that.
//!
//! It must never do input or output, and never change what a search finds by how many threads it uses.

mod kernels;
mod store;
mod vector;

pub use store::{Near, Vectors};
pub use vector::{MAX_DIMENSIONS, Vector};
