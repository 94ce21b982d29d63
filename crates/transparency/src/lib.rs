//! The log of this server, and its part in watching those of others: what was entered, that it only ever grew, who saw it, and
//! when by the clocks of others.
//!
//! The formats and the mathematics are those of `saksi-tlog`; here they get a database, a network and pages. The room knows
//! hashes alone: another room enters the hash of a record in its own transaction ([`enter`]), asks how it stands ([`standing`])
//! and hands out the proof ([`proof`]).
//!
//! A crash never forks the log. Tiles, the positions of entries and size and root change in one transaction; only what is stored
//! so is signed; only what is signed is published; and only what is published is said to be logged. One process sequences at a
//! time, held by a lease, but nothing depends on the lease: two that sequence at once replace the same head, and one of them
//! begins again. A server that came back from a backup, or whose witnesses remember more than it has, signs nothing until that is
//! settled ([`Transparency::run`]).

mod actions;
pub mod filing;
mod model;
pub mod pack;
mod pages;
mod store;
#[cfg(test)]
mod tests;

pub use actions::entering::{
    calendar_proof, checkpoint_proof, enter, newest_checkpoint, proof, request_tokens, standing, token,
};
pub use actions::packing::{Vouched, proved, vouched};
pub use actions::reconciling::sign_on;
pub use actions::running::Transparency;
pub use model::keys::Keys;
pub use model::settings::{Authority, Settings};
pub use model::standing::{Held, InCalendar, Logged, Stamped, Standing, State, WitnessState};
pub use pages::{NAVIGATION, routes, routes_with_filing_key};
pub use store::{Stored, state, stored};

use saksi_base::SiteLanguage;

/// The words of the log.
pub const MESSAGES: &[(SiteLanguage, &str)] = &[
    (SiteLanguage::English, include_str!("../locales/en.ftl")),
    (SiteLanguage::TraditionalChinese, include_str!("../locales/zh-Hant.ftl")),
    (SiteLanguage::Thai, include_str!("../locales/th.ftl")),
    (SiteLanguage::Indonesian, include_str!("../locales/id.ftl")),
    (SiteLanguage::Urdu, include_str!("../locales/ur.ftl")),
];
