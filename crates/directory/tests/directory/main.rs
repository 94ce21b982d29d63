//! How the directory behaves, on both engines.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on must fail loudly")]

mod joining;
mod life;
mod pages;
mod places;
mod records;
mod speed;
mod together;
mod visibility;
mod world;
