//! How the directory behaves, on both engines.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on must fail loudly")]

mod groups;
mod impact;
mod import;
mod joining;
mod life;
mod pages;
mod places;
mod records;
mod registers;
mod spaces;
mod speed;
mod together;
mod trust;
mod visibility;
mod world;
