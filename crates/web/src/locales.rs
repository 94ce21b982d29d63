//! This crate's message files.

use saksi_base::SiteLanguage;

/// Every message file of this crate.
pub(crate) const ALL: &[(SiteLanguage, &str)] = &[
    (SiteLanguage::English, include_str!("../locales/en.ftl")),
    (SiteLanguage::English, include_str!("../locales/staff.en.ftl")),
    (SiteLanguage::Indonesian, include_str!("../locales/id.ftl")),
    (SiteLanguage::Urdu, include_str!("../locales/ur.ftl")),
];
