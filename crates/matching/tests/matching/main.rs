//! The matcher as its users see it.

mod decisions;
mod hostile;
mod links;
mod properties;
mod quality;
mod scripts;
