//! The network's tables. Plain functions over a transaction; who may call them is the actions' business.

mod api_tokens;
mod credentials;
mod invitations;
mod organisations;
mod people;
mod room_keys;
mod sessions;
mod settings;

pub(crate) use api_tokens::*;
pub(crate) use credentials::*;
pub(crate) use invitations::*;
pub(crate) use organisations::*;
pub use organisations::{
    OrganisationChange, organisation, organisation_by_name, organisation_by_slug, organisation_changes,
    organisation_space, organisations, published_organisations,
};
pub(crate) use people::*;
pub use people::{affiliations_of, display_name, members_of, operators, person, role_history};
pub(crate) use room_keys::*;
pub(crate) use sessions::*;
pub use settings::network_settings;
pub(crate) use settings::*;
