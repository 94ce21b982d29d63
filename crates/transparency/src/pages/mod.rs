//! What the log serves: files for programs, one page for people.

mod files;
mod log;
mod verify;

use axum::routing::{get, post};
use axum::{Extension, Router};
use saksi_vault::FilingKey;
use saksi_web::{NavigationEntry, SeenBy, Site};

use crate::actions::running::Transparency;

/// The entries of the navigation.
pub const NAVIGATION: &[NavigationEntry] = &[
    NavigationEntry { path: "/log", message: "transparency-nav", seen_by: SeenBy::Foot },
    NavigationEntry { path: "/verify", message: "transparency-verify-title", seen_by: SeenBy::Foot },
];

/// Every route of the log.
pub fn routes(log: Transparency) -> Router<Site> {
    routes_with_filing_key(log, None)
}

/// The same, where this server signs proofs of filing with a key.
pub fn routes_with_filing_key(log: Transparency, key: Option<FilingKey>) -> Router<Site> {
    Router::new()
        .route("/log", get(log::show))
        .route("/log/checkpoint", get(files::checkpoint))
        .route("/log/policy", get(files::policy))
        .route("/log/tile/{*path}", get(files::tile))
        .route("/log/proof/{entry}", get(files::proof))
        .route("/witness/add-checkpoint", post(files::add_checkpoint))
        .route("/witness/checkpoint/{*origin}", get(files::last_seen))
        .layer(axum::extract::DefaultBodyLimit::max(crate::actions::witnessing::LONGEST_REQUEST))
        .route("/verify", get(verify::show).post(verify::check))
        .layer(Extension(verify::Desks::new()))
        .layer(Extension(verify::Issuer(key)))
        .layer(Extension(log))
}
