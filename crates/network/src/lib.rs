//! The network room: organisations, the people in them, and how people sign in.
//!
//! Every other room asks this one two things: who is acting ([`Member`]), and may they ([`Capability`]). It must never
//! show whether a sign-in name exists, never keep a secret that it could keep as a hash, and never leave an
//! organisation without an owner.

pub mod actions;
mod hashing;
mod member;
pub mod model;
mod name;
mod pages;
mod sessions;
mod store;

pub use hashing::Hashing;
pub use member::Member;
pub use model::{
    Affiliation, Capability, NetworkSettings, Organisation, OrganisationDraft, Person, PersonDraft, Role, Roles, Scope,
    Scopes, SealKey, SignInName, StakeholderGroup,
};
pub use name::show_name;
pub use pages::{Carrying, Lenses, NAVIGATION, organisation_facts, routes};
pub use sessions::{ApiMember, Operator, OptionalApiMember, OptionalMember, SessionTable, SignedIn, at_work};
pub use store::{
    OrganisationChange, affiliations_of, display_name, members_of, network_settings, operators, organisation,
    organisation_by_name, organisation_by_slug, organisation_changes, organisation_space, organisations, person,
    published_organisations, role_history,
};

use saksi_base::SiteLanguage;

/// The network's words.
pub const MESSAGES: &[(SiteLanguage, &str)] = &[
    (SiteLanguage::English, include_str!("../locales/en.ftl")),
    (SiteLanguage::English, include_str!("../locales/staff.en.ftl")),
    (SiteLanguage::TraditionalChinese, include_str!("../locales/zh-Hant.ftl")),
    (SiteLanguage::Thai, include_str!("../locales/th.ftl")),
    (SiteLanguage::Indonesian, include_str!("../locales/id.ftl")),
    (SiteLanguage::Urdu, include_str!("../locales/ur.ftl")),
];
