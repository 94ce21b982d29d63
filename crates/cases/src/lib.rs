//! The room of cases: somebody under attack asks for help, and people who can help answer.
//!
//! What somebody writes is sealed before it comes near a table: in their browser, or in this server's memory. The [`model`] holds the
//! rules without any I/O; [`actions`] are what people do; the store keeps bytes that open for the right people alone, as
//! `docs/sealing.md` says. Plain text of a case is in memory only, never in a log, an error or a shared index. A rule must
//! never need a name, and no figure may leave that lets anybody work out a single person.

pub mod actions;
mod elevation;
mod handle;
pub mod model;
pub mod pages;
mod store;
#[cfg(feature = "testing")]
pub mod testing;

pub use actions::keys::Unlocked;
pub use handle::Cases;

pub use pages::PATIENT;
pub use pages::public::{DISCREET, SCRIPTS};

use axum::{Extension, Router};
use saksi_base::SiteLanguage;
use saksi_web::{NavigationEntry, Site};

/// This room's entries of the navigation: for those who ask, then for those who help.
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

/// The routes of this room.
pub fn routes(cases: Cases) -> Router<Site> {
    Router::new().merge(pages::public::routes()).merge(pages::staff::routes()).layer(Extension(cases))
}

/// The words of this room.
pub const MESSAGES: &[(SiteLanguage, &str)] = &[
    (SiteLanguage::English, include_str!("../locales/en.ftl")),
    (SiteLanguage::English, include_str!("../locales/staff.en.ftl")),
    (SiteLanguage::TraditionalChinese, include_str!("../locales/zh-Hant.ftl")),
    (SiteLanguage::Thai, include_str!("../locales/th.ftl")),
    (SiteLanguage::Indonesian, include_str!("../locales/id.ftl")),
    (SiteLanguage::Urdu, include_str!("../locales/ur.ftl")),
];
