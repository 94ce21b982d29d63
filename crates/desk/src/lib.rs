//! The desk: messages come in, known answers go out, and what is not known gets checked.
//!
//! Why this room exists: somebody holds a message that they doubt. If an organisation of the network has checked it, they
//! get that answer at once; if not, they may hand it in, and find the answer under a receipt once a checker has written it.
//!
//! What it must never do: store who asked, show a handed-in text to anybody but checkers before a check is published,
//! show anything personal that it can recognise, publish a check that no reference carries, or let an answer disappear
//! without a mark that it is gone.
//!
//! - [`model`] holds the types and the rules that need no database;
//! - [`masking`] finds what must not be shown;
//! - [`actions`] are the use cases, as functions over a transaction;
//! - [`matcher`] keeps the published checks in memory and follows the journal;
//! - [`import`] brings in checks that others published;
//! - [`pages`] are what people see, [`api`] what programs see.

pub mod actions;
pub mod api;
pub mod import;
pub mod masking;
pub mod matcher;
pub mod model;
pub mod pages;
mod store;

use axum::{Extension, Router};
use saksi_base::SiteLanguage;
use saksi_web::Site;

pub use pages::public::NAVIGATION;

/// The messages of the desk.
pub const MESSAGES: &[(SiteLanguage, &str)] = &[(SiteLanguage::English, include_str!("../locales/en.ftl"))];

/// Everything the desk serves.
pub fn routes(desk: matcher::Desk) -> Router<Site> {
    Router::new().merge(pages::public::routes()).merge(api::routes()).layer(Extension(desk))
}
