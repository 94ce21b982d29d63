//! What many notices say together: dossiers and their reports, the log of engagement, what notices cite,
//! what organisations do together, and tables that come and go, on every engine.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on must fail loudly")]

mod api;
mod dossiers;
mod engagement;
mod evidence;
mod exchange;
mod figures;
mod keys;
mod together;
mod world;
