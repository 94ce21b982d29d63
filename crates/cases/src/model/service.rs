//! The help given in a case: several services, each with who gives it, how far it is and what came of it.
//!
//! Somebody to talk to is offered in every case, whether asked for or not, until the person declines (H7).

use saksi_base::{OrganisationId, PersonId, ServiceId};
use serde::{Deserialize, Serialize};

use super::words::{Outcome, ServiceKind};

/// Most services in one case.
pub const MOST_SERVICES: usize = 20;

words! {
    /// How far a service is.
    ServiceState, "cases-service-state-" {
        /// Offered; the person has not answered.
        Offered = "offered",
        /// The person does not want it. They may change their mind.
        Declined = "declined",
        /// Wanted; nobody gives it yet.
        Wanted = "wanted",
        /// Being given.
        Given = "given",
        /// Ended, with an outcome.
        Ended = "ended",
    }
}

/// Who gives a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provider {
    /// The organisation.
    pub organisation: OrganisationId,
    /// The member, where it is known.
    pub member: Option<PersonId>,
}

/// One service in a case. Notes about it are sealed and lie elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Service {
    /// Which; `None` for the standing offer that nobody has touched yet.
    pub id: Option<ServiceId>,
    /// The kind of help.
    pub kind: ServiceKind,
    /// How far it is.
    pub state: ServiceState,
    /// Who gives it, from [`ServiceState::Given`] on.
    pub provider: Option<Provider>,
    /// What came of it, at [`ServiceState::Ended`].
    pub outcome: Option<Outcome>,
}

/// Why a service cannot be changed so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WhyNotService {
    /// There is none such in this case.
    #[error("this case has no such service")]
    None,
    /// The service is not so far, or too far.
    #[error("a service that is {0} cannot be changed so")]
    State(ServiceState),
    /// The person did not want it.
    #[error("the person has declined this; ask again before giving it")]
    Declined,
    /// Too many.
    #[error("at most {MOST_SERVICES} services fit in one case")]
    TooMany,
}

/// The services of a case. Psychosocial support is always among them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Services(Vec<Service>);

impl Default for Services {
    /// Psychosocial support, offered.
    fn default() -> Self {
        Self(vec![Service {
            id: None,
            kind: ServiceKind::Psychosocial,
            state: ServiceState::Offered,
            provider: None,
            outcome: None,
        }])
    }
}

impl Services {
    /// From stored rows. The offer of psychosocial support is put back where it is missing.
    pub fn from_rows(rows: impl IntoIterator<Item = Service>) -> Self {
        let rows: Vec<Service> = rows.into_iter().collect();
        let has = rows.iter().any(|service| service.kind == ServiceKind::Psychosocial);
        let mut all = if has { Vec::new() } else { Self::default().0 };
        all.extend(rows);
        Self(all)
    }

    /// All of them, in the order in which they came.
    pub fn iter(&self) -> impl Iterator<Item = &Service> {
        self.0.iter()
    }

    /// Those that are wanted or being given.
    pub fn open(&self) -> impl Iterator<Item = &Service> {
        self.iter().filter(|service| matches!(service.state, ServiceState::Wanted | ServiceState::Given))
    }

    /// Whether the person has answered the offer of psychosocial support, one way or the other.
    pub fn psychosocial_was_answered(&self) -> bool {
        self.iter().any(|service| service.kind == ServiceKind::Psychosocial && service.state != ServiceState::Offered)
    }

    /// The kinds that were given, each once: what figures count.
    pub fn given(&self) -> Vec<ServiceKind> {
        let mut kinds: Vec<ServiceKind> = self
            .iter()
            .filter(|service| matches!(service.state, ServiceState::Given | ServiceState::Ended))
            .map(|service| service.kind)
            .collect();
        kinds.sort_unstable();
        kinds.dedup();
        kinds
    }

    /// The person wants a kind of help: an offer becomes wanted, a declined one too, else a new service is added.
    pub fn want(&self, id: ServiceId, kind: ServiceKind) -> Result<Self, WhyNotService> {
        let mut all = self.clone();
        let waiting = |service: &&mut Service| {
            service.kind == kind && matches!(service.state, ServiceState::Offered | ServiceState::Declined)
        };
        if let Some(service) = all.0.iter_mut().find(waiting) {
            service.state = ServiceState::Wanted;
            service.id = service.id.or(Some(id));
        } else if all.0.len() >= MOST_SERVICES {
            return Err(WhyNotService::TooMany);
        } else {
            let state = ServiceState::Wanted;
            all.0.push(Service { id: Some(id), kind, state, provider: None, outcome: None });
        }
        Ok(all)
    }

    /// The person declines a kind of help that is offered or wanted. A service that is being given ends instead.
    pub fn decline(&self, kind: ServiceKind) -> Result<Self, WhyNotService> {
        let mut all = self.clone();
        let mut found = false;
        for service in all.0.iter_mut().filter(|service| service.kind == kind) {
            match service.state {
                ServiceState::Offered | ServiceState::Wanted => service.state = ServiceState::Declined,
                ServiceState::Given => {
                    service.state = ServiceState::Ended;
                    service.outcome = Some(Outcome::Withdrawn);
                }
                ServiceState::Declined | ServiceState::Ended => {}
            }
            found = true;
        }
        if found { Ok(all) } else { Err(WhyNotService::None) }
    }

    /// Somebody begins to give a wanted service, or takes over one that is being given.
    pub fn give(&self, id: ServiceId, provider: Provider) -> Result<Self, WhyNotService> {
        self.change(id, |service| match service.state {
            ServiceState::Wanted | ServiceState::Given => {
                service.state = ServiceState::Given;
                service.provider = Some(provider);
                Ok(())
            }
            ServiceState::Declined => Err(WhyNotService::Declined),
            state => Err(WhyNotService::State(state)),
        })
    }

    /// A service ends with an outcome; a wanted one may end without having been given.
    pub fn end(&self, id: ServiceId, outcome: Outcome) -> Result<Self, WhyNotService> {
        self.change(id, |service| match service.state {
            ServiceState::Wanted | ServiceState::Given => {
                service.state = ServiceState::Ended;
                service.outcome = Some(outcome);
                Ok(())
            }
            state => Err(WhyNotService::State(state)),
        })
    }

    fn change(
        &self,
        id: ServiceId,
        change: impl FnOnce(&mut Service) -> Result<(), WhyNotService>,
    ) -> Result<Self, WhyNotService> {
        let mut all = self.clone();
        let service = all.0.iter_mut().find(|service| service.id == Some(id)).ok_or(WhyNotService::None)?;
        change(service)?;
        Ok(all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use saksi_base::{SeededRandom, Timestamp};

    fn somebody() -> (SeededRandom, Provider) {
        let random = SeededRandom::new(1);
        let organisation = OrganisationId::new(Timestamp(0), &random);
        (random, Provider { organisation, member: None })
    }

    #[test]
    fn somebody_to_talk_to_is_offered_until_declined_and_may_still_be_wanted_later() {
        let (random, provider) = somebody();
        let services = Services::from_rows([]);
        assert!(!services.psychosocial_was_answered());
        let declined = services.decline(ServiceKind::Psychosocial).unwrap();
        assert!(declined.psychosocial_was_answered());
        assert_eq!(declined.open().count(), 0);
        let id = ServiceId::new(&random);
        let wanted = declined.want(id, ServiceKind::Psychosocial).unwrap();
        let given = wanted.give(id, provider).unwrap();
        assert_eq!(given.given(), [ServiceKind::Psychosocial]);
        assert_eq!(given.iter().count(), 1);
    }

    #[test]
    fn several_services_go_on_side_by_side() {
        let (random, provider) = somebody();
        let (first, second) = (ServiceId::new(&random), ServiceId::new(&random));
        let services = Services::default()
            .want(first, ServiceKind::DigitalSecurity)
            .and_then(|s| s.want(second, ServiceKind::Legal))
            .and_then(|s| s.give(first, provider))
            .and_then(|s| s.end(first, Outcome::Solved))
            .unwrap();
        assert_eq!(services.open().map(|service| service.kind).collect::<Vec<_>>(), [ServiceKind::Legal]);
        assert_eq!(services.given(), [ServiceKind::DigitalSecurity]);
        assert_eq!(services.give(first, provider), Err(WhyNotService::State(ServiceState::Ended)));
        assert_eq!(services.end(ServiceId::new(&random), Outcome::Solved), Err(WhyNotService::None));
    }

    #[test]
    fn nobody_gives_what_was_declined() {
        let (random, provider) = somebody();
        let id = ServiceId::new(&random);
        let services = Services::default().want(id, ServiceKind::Legal).unwrap().decline(ServiceKind::Legal).unwrap();
        assert_eq!(services.give(id, provider), Err(WhyNotService::Declined));
    }

    #[test]
    fn stored_rows_read_back() {
        let (random, _) = somebody();
        let services = Services::default().want(ServiceId::new(&random), ServiceKind::Other).unwrap();
        let text = serde_json::to_string(&services).unwrap();
        assert_eq!(serde_json::from_str::<Services>(&text).unwrap(), services);
        assert_eq!(Services::from_rows(services.iter().cloned()), services);
    }
}
