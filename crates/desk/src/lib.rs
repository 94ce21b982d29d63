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
//! - [`media`] looks at pictures, videos and sounds that people send;
//! - [`import`] brings in checks that others published;
//! - [`pages`] are what people see, [`api`] what programs see.

pub mod actions;
pub mod api;
mod elevation;
pub mod import;
pub mod masking;
pub mod matcher;
pub mod meaning;
pub mod media;
pub mod model;
pub mod pages;
mod store;

use axum::{Extension, Router};
use saksi_base::SiteLanguage;
use saksi_web::{NavigationEntry, Site};

pub use matcher::Desk;
pub use pages::public::{languages_without_card_fonts, table_row};

/// The messages of the desk.
pub const MESSAGES: &[(SiteLanguage, &str)] = &[
    (SiteLanguage::English, include_str!("../locales/en.ftl")),
    (SiteLanguage::English, include_str!("../locales/staff.en.ftl")),
    (SiteLanguage::TraditionalChinese, include_str!("../locales/zh-Hant.ftl")),
    (SiteLanguage::Thai, include_str!("../locales/th.ftl")),
    (SiteLanguage::Indonesian, include_str!("../locales/id.ftl")),
    (SiteLanguage::Urdu, include_str!("../locales/ur.ftl")),
];

/// The desk's entries of the navigation: the public ones, then those of the staff.
pub const NAVIGATION: &[NavigationEntry] = &joined();

const ENTRIES: usize = pages::public::NAVIGATION.len() + pages::staff::NAVIGATION.len();

#[expect(clippy::indexing_slicing, reason = "run by the compiler: an index out of bounds does not compile")]
const fn joined() -> [NavigationEntry; ENTRIES] {
    let (public, staff) = (pages::public::NAVIGATION, pages::staff::NAVIGATION);
    let mut all = [public[0]; ENTRIES];
    let mut at = 0;
    while at < ENTRIES {
        all[at] = if at < public.len() { public[at] } else { staff[at - public.len()] };
        at += 1;
    }
    all
}

/// Everything the desk serves.
pub fn routes(desk: matcher::Desk) -> Router<Site> {
    Router::new()
        .merge(pages::public::routes())
        .merge(pages::staff::routes())
        .merge(api::routes())
        .layer(Extension(desk))
}
