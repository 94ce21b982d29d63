//! Escalations: from a pattern of harm to an answer from a platform, on a clock that everyone can see.
//!
//! Why this room exists: today an escalation depends on knowing somebody, and nobody can say how long platforms take, for whom,
//! and with what result. Here routes belong to roles, notices are complete before they go, what went out is frozen, and every
//! thing that happened afterwards is written down once and never changed.
//!
//! What it must never do: change or lose what was sent, send one letter as two different ones, count silence as an answer, or let
//! somebody see the escalations of an organisation that did not share them.
//!
//! - [`model`] holds the words, the registers, the notice, and what its course says, without a database;
//! - [`actions`] are the use cases, as functions over a transaction;
//! - [`pages`] are what people see.

pub mod actions;
mod elevation;
mod handle;
pub mod model;
pub mod pages;
mod store;

use axum::{Extension, Router};
use saksi_base::SiteLanguage;
use saksi_web::Site;

pub use handle::{
    BadKey, Batch, Carry, Concealed, Escalations, Fetch, Fetched, Inbox, KnowEvidence, KnowKeys, Later, Letter, Piece,
    Place, Print, Printed, Undelivered,
};
pub use pages::NAVIGATION;
pub use store::citations::Citing;
pub use store::dispatches::{Dispatch, NoticeFile, Sent};
pub use store::escalations::Line;
pub use store::registers::Settings;

/// The messages of escalations.
pub const MESSAGES: &[(SiteLanguage, &str)] = &[
    (SiteLanguage::English, include_str!("../locales/en.ftl")),
    (SiteLanguage::English, include_str!("../locales/staff.en.ftl")),
    (SiteLanguage::TraditionalChinese, include_str!("../locales/zh-Hant.ftl")),
    (SiteLanguage::Thai, include_str!("../locales/th.ftl")),
    (SiteLanguage::Indonesian, include_str!("../locales/id.ftl")),
    (SiteLanguage::Urdu, include_str!("../locales/ur.ftl")),
];

/// Everything that this room serves.
pub fn routes(room: Escalations) -> Router<Site> {
    pages::routes().layer(Extension(room))
}
