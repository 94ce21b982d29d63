//! The use cases of the desk, as functions over a transaction.
//!
//! Who runs them, in one rule each:
//!
//! - **Public reading** ([`public`]) runs as [`Viewer::Public`](saksi_db::Viewer): the database shows it published rows only.
//! - **Reading by members** ([`queue::queue`], [`queue::claim_detail`], …) runs as the member's own viewer ([`By::viewer`]).
//! - **Changes by members** run as the member's own viewer too: checks, drafts, versions, translations and assignments belong
//!   to their organisation, and the database writes no other's. Each action takes a [`By`] and proves first that this
//!   member may see the record and has the capability. A claim that one organisation owns and shares is worked on by others, so its
//!   owner cannot be what decides: those parts run as the system, under one of the names in `crate::elevation`, after the
//!   guard `store::claims::for_organisation`.
//! - **Handing in, receipts and letters** ([`receive`], [`receipt`], [`letters::hand_in`]) run as the system too, because somebody without an account
//!   writes rows that they may never read back. They touch nothing but what is handed in.
//!
//! Times come from [`Tx::now`](saksi_db::Tx::now): one moment for the whole transaction.

use saksi_base::{OrganisationId, PersonId, Problem};
use saksi_db::Viewer;
use saksi_network::model::Capability;

pub mod checks;
pub mod deeds;
pub mod expiry;
pub mod feedback;
pub mod language;
pub mod letters;
pub mod media;
pub mod moderation;
mod placing;
pub mod practice;
pub mod public;
pub mod queue;
pub mod receipt;
pub mod receive;
pub mod telling;
pub mod translations;

/// Who acts: a signed-in member, for one organisation, with what they may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct By {
    /// The person.
    pub person: PersonId,
    /// The organisation they act for.
    pub organisation: OrganisationId,
    /// What they may do.
    pub may: Capability,
    /// Whether they also answer for what belongs to the whole network.
    pub operator: bool,
}

impl By {
    /// How the database sees this member.
    pub const fn viewer(&self) -> Viewer {
        Viewer::Member { organisation: self.organisation, person: self.person }
    }

    /// Refuses politely where a capability is missing.
    pub fn must(&self, capability: Capability) -> Result<(), Problem> {
        if self.may.contains(capability) { Ok(()) } else { Err(Problem::forbidden()) }
    }
}

impl From<&saksi_network::Member> for By {
    fn from(member: &saksi_network::Member) -> Self {
        Self {
            person: member.person,
            organisation: member.organisation,
            may: member.capabilities,
            operator: member.operator,
        }
    }
}
