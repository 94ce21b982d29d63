//! The directory: who is in the network, what each can do and needs, and how they find and trust one another.
//!
//! It must never show a field to somebody for whom it does not stand, never give the network as a whole to anybody (who knows whom is
//! what adversaries look for first), and never ask more of somebody who joins than a name, an address and one mark.

pub mod actions;
mod handle;
mod index;
pub mod model;
mod pages;
mod store;
#[cfg(feature = "testing")]
pub mod testing;

pub use handle::{
    Citable, Cites, Groups, Impact, KnowNeeds, Later, Mail, Needs, Post, Published, Register, Spaces, Told, Unposted,
};
pub use index::Directory;
pub use pages::{NAVIGATION, routes};

use saksi_base::SiteLanguage;

/// The directory's words.
pub const MESSAGES: &[(SiteLanguage, &str)] = &[
    (SiteLanguage::English, include_str!("../locales/en.ftl")),
    (SiteLanguage::English, include_str!("../locales/staff.en.ftl")),
    (SiteLanguage::TraditionalChinese, include_str!("../locales/zh-Hant.ftl")),
    (SiteLanguage::Thai, include_str!("../locales/th.ftl")),
    (SiteLanguage::Indonesian, include_str!("../locales/id.ftl")),
    (SiteLanguage::Urdu, include_str!("../locales/ur.ftl")),
];
