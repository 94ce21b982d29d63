//! The matcher as its users see it.

mod decisions;
mod dense;
mod hostile;
mod links;
mod properties;
mod quality;
mod scripts;
