//! The rules of the network, without any I/O: who is who, what a role allows, what a password must be.

pub mod breached;
pub mod browser;
pub mod invitation;
pub mod organisation;
pub mod password;
pub mod person;
pub mod recovery;
pub mod role;
pub mod seal;
pub mod secret;
pub mod settings;
pub mod token;
pub mod two_step;

pub use invitation::{Invitation, InvitationState};
pub use organisation::{Organisation, OrganisationDraft, StakeholderGroup};
pub use password::{PasswordCost, StoredPassword};
pub use person::{Affiliation, Person, PersonDraft, SignInName};
pub use role::{Capability, Role, Roles};
pub use seal::SealKey;
pub use secret::{LinkSecret, SecretHash};
pub use settings::NetworkSettings;
pub use token::{ApiToken, Scope, Scopes};
