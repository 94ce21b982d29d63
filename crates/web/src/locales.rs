//! This crate's message files.

use saksi_base::SiteLanguage;

/// Every message file of this crate.
pub(crate) const ALL: &[(SiteLanguage, &str)] = &[
    (SiteLanguage::English, include_str!("../locales/en.ftl")),
    (SiteLanguage::English, include_str!("../locales/staff.en.ftl")),
    (SiteLanguage::TraditionalChinese, include_str!("../locales/zh-Hant.ftl")),
    (SiteLanguage::Thai, include_str!("../locales/th.ftl")),
    (SiteLanguage::Indonesian, include_str!("../locales/id.ftl")),
    (SiteLanguage::Urdu, include_str!("../locales/ur.ftl")),
];
