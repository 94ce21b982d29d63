//! The room of cases: somebody under attack asks for help, and people who can help answer.
//!
//! So far this is the [`model`] alone: words, rules and figures without any I/O. Nothing here holds what somebody wrote.
//! Texts of a case are sealed before they come near a table; what the rules below read are coded answers, times and
//! identifiers. A rule must never need a name, and no figure may leave that lets anybody work out a single person.

pub mod model;

use saksi_base::SiteLanguage;

/// The words of this room.
pub const MESSAGES: &[(SiteLanguage, &str)] = &[
    (SiteLanguage::English, include_str!("../locales/en.ftl")),
    (SiteLanguage::English, include_str!("../locales/staff.en.ftl")),
    (SiteLanguage::TraditionalChinese, include_str!("../locales/zh-Hant.ftl")),
    (SiteLanguage::Thai, include_str!("../locales/th.ftl")),
    (SiteLanguage::Indonesian, include_str!("../locales/id.ftl")),
    (SiteLanguage::Urdu, include_str!("../locales/ur.ftl")),
];
