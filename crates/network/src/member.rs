//! Who acts: a person, the organisation they act for, and what they may do on its behalf.

use saksi_base::{OrganisationId, PersonId, Problem, SessionId};
use saksi_db::{Actor, Viewer};

use crate::model::role::{Capability, Roles};

/// A signed-in person acting for an organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Who.
    pub person: PersonId,
    /// The name others see.
    pub name: String,
    /// For whom.
    pub organisation: OrganisationId,
    /// Its name in its own language.
    pub organisation_name: String,
    /// The roles held there.
    pub roles: Roles,
    /// What those roles allow.
    pub capabilities: Capability,
    /// Whether they run the whole network.
    pub operator: bool,
    /// Their session.
    pub session: SessionId,
}

impl Member {
    /// Whether they may do something.
    pub fn has(&self, capability: Capability) -> bool {
        self.capabilities.contains(capability)
    }

    /// Refuses with "forbidden" unless they may do all of `capability`.
    pub fn may(&self, capability: Capability) -> Result<(), Problem> {
        if self.has(capability) { Ok(()) } else { Err(Problem::forbidden()) }
    }

    /// Refuses with "forbidden" unless they run the network.
    pub fn may_operate(&self) -> Result<(), Problem> {
        if self.operator { Ok(()) } else { Err(Problem::forbidden()) }
    }

    /// On whose behalf their transactions run.
    pub const fn viewer(&self) -> Viewer {
        Viewer::Member { organisation: self.organisation, person: self.person }
    }

    /// Who the journal says acted.
    pub const fn actor(&self) -> Actor {
        Actor::Member(self.person)
    }
}
