//! The matcher as its users see it.

mod clusters;
mod decisions;
mod dense;
mod hostile;
mod links;
mod properties;
mod quality;
mod scripts;
mod weights;
