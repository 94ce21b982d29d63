//! What letters to members say of other rooms: how much of it needs them.

use saksi_base::{PersonId, Problem};
use saksi_db::{Db, Viewer};
use saksi_directory::{KnowNeeds, Later, Needs};
use saksi_evidence::actions::{By, sources};
use saksi_network::Capability;

/// The rooms of this server.
pub(crate) struct Needing {
    pub(crate) db: Db,
    /// Authorities of time and calendars that the settings name.
    pub(crate) named: Vec<String>,
}

impl KnowNeeds for Needing {
    fn needs(&self, person: PersonId) -> Later<'_, Result<Needs, Problem>> {
        Box::pin(async move {
            let found: Result<_, Problem> = saksi_db::read!(self.db, Viewer::System, tx => {
                let operates = saksi_network::operators(&mut tx).await?.iter().any(|operator| operator.id == person);
                Ok((saksi_network::affiliations_of(&mut tx, person).await?, operates))
            });
            let (affiliations, operates) = found?;
            let mut needs = Needs::default();
            for affiliation in affiliations.into_iter().filter(|affiliation| affiliation.ended.is_none()) {
                let by = By { person, organisation: affiliation.organisation, may: affiliation.roles.capabilities() };
                if by.may.contains(Capability::PRESERVE) {
                    let failing: Result<i64, Problem> =
                        saksi_db::read!(self.db, by.viewer(), tx => { sources::failing(&mut tx, &by).await });
                    needs.collections += failing?;
                }
            }
            if operates && let Some(state) = saksi_transparency::state(&self.db).await? {
                let owing = state.overdue.iter().filter(|owing| self.named.contains(owing)).count();
                needs.times = i64::try_from(owing).unwrap_or(i64::MAX);
            }
            Ok(needs)
        })
    }
}
