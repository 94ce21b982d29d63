//! The way of a case, and who may move it.
//!
//! The states are CiviCDR's (`unassigned, assigned, in-progress, resolved, reviewed`) with the two that every ticket desk
//! adds: waiting for the person, and waiting for others. Whoever asked for help may always write again; a closed case
//! opens by it, since people do not know that a desk calls something closed.

use serde::{Deserialize, Serialize};

use super::service::Services;
use super::words::{Approach, Outcome, ServiceKind};

words! {
    /// Where a case stands.
    Status, "cases-status-" {
        /// Came in; held by the triagers alone.
        Received = "received",
        /// Given to named responders.
        Assigned = "assigned",
        /// Somebody works on it.
        Working = "working",
        /// The person was asked something.
        WaitingForPerson = "waiting-for-person",
        /// A platform, a partner or a court was asked something.
        WaitingForOthers = "waiting-for-others",
        /// Done, in the eyes of those who helped; the person may still say no.
        Resolved = "resolved",
        /// Done; the time until deletion runs.
        Closed = "closed",
        /// Went into another case.
        Merged = "merged",
        /// Deleted; nothing can be read any more.
        Deleted = "deleted",
    }
}

/// In which part somebody acts. Which member holds which part in which case is asked of the store, case by case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// Whoever asked for help, with the receipt.
    Person,
    /// Holds the triage key, which opens what is not assigned yet.
    Triager,
    /// Holds the key of this case.
    Responder,
    /// The server itself, when a date has come.
    Server,
}

use Part::{Person, Responder, Server, Triager};
use Status::{Assigned, Closed, Deleted, Merged, Received, Resolved, WaitingForOthers, WaitingForPerson, Working};

/// Every allowed step: from, to, who may take it. What is not here is refused.
pub const STEPS: &[(Status, Status, &[Part])] = &[
    (Received, Assigned, &[Triager]),
    (Received, Merged, &[Triager]),
    (Received, Resolved, &[Triager]),
    (Assigned, Received, &[Responder, Server]),
    (Assigned, Working, &[Responder]),
    (Assigned, Merged, &[Responder]),
    (Working, Assigned, &[Responder]),
    (Working, WaitingForPerson, &[Responder]),
    (Working, WaitingForOthers, &[Responder]),
    (Working, Resolved, &[Responder]),
    (Working, Merged, &[Responder]),
    (WaitingForPerson, Working, &[Responder, Person]),
    (WaitingForPerson, Resolved, &[Responder]),
    (WaitingForOthers, Working, &[Responder]),
    (WaitingForOthers, Resolved, &[Responder]),
    (Resolved, Working, &[Responder, Person]),
    (Resolved, Closed, &[Responder, Server]),
    // A closed case that the person writes to goes back to whoever held it, else to the triagers; nobody has to file twice.
    (Closed, Assigned, &[Person, Responder]),
    (Resolved, Received, &[Person]),
    (Closed, Received, &[Person]),
    // The person may ask for deletion at any time; the date of deletion comes by itself.
    (Received, Deleted, &[Person]),
    (Assigned, Deleted, &[Person]),
    (Working, Deleted, &[Person]),
    (WaitingForPerson, Deleted, &[Person]),
    (WaitingForOthers, Deleted, &[Person]),
    (Resolved, Deleted, &[Person]),
    (Closed, Deleted, &[Person, Server]),
    (Merged, Deleted, &[Person, Server]),
];

/// Why a case cannot go there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WhyNotStep {
    /// There is no such step.
    #[error("a case that is {from} cannot become {to}")]
    NoStep {
        /// Where it stands.
        from: Status,
        /// Where it should go.
        to: Status,
    },
    /// There is, but not for this part.
    #[error("somebody else has to take a case from {from} to {to}")]
    NotYou {
        /// Where it stands.
        from: Status,
        /// Where it should go.
        to: Status,
    },
}

impl Status {
    /// The status after a step.
    pub fn step(self, to: Self, by: Part) -> Result<Self, WhyNotStep> {
        let (from, step) = (self, STEPS.iter().find(|(start, end, _)| *start == self && *end == to));
        match step {
            None => Err(WhyNotStep::NoStep { from, to }),
            Some((_, _, parts)) if parts.contains(&by) => Ok(to),
            Some(_) => Err(WhyNotStep::NotYou { from, to }),
        }
    }

    /// Where a part may take it from here, in the order of [`STEPS`].
    pub fn steps(self, by: Part) -> impl Iterator<Item = Self> {
        STEPS.iter().filter(move |(from, _, parts)| *from == self && parts.contains(&by)).map(|(_, to, _)| *to)
    }

    /// Where it goes when the person writes, if that moves it. An answer ends the waiting; a closed case opens. Where no
    /// responder holds it (a triager answered it, or all have left) the triagers get it.
    #[must_use]
    pub fn when_the_person_writes(self, is_held: bool) -> Self {
        match self {
            Resolved | Closed if !is_held => Received,
            WaitingForPerson | Resolved => Working,
            Closed => Assigned,
            other => other,
        }
    }

    /// Whether somebody has to do something.
    pub const fn is_open(self) -> bool {
        matches!(self, Received | Assigned | Working | WaitingForPerson | WaitingForOthers)
    }

    /// Whether the clocks of update and resolution stand still.
    pub const fn is_paused(self) -> bool {
        matches!(self, WaitingForPerson | WaitingForOthers)
    }
}

/// What is still needed before a case can be called resolved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lacking {
    /// Reactive or preventive (H11).
    Approach,
    /// What came of it.
    Outcome,
    /// Whether the person wanted somebody to talk to (H7).
    Psychosocial,
    /// A service has begun and neither ended nor been withdrawn.
    OpenService(ServiceKind),
}

impl Lacking {
    /// The message that says what to do; an open service is named by its own label.
    pub const fn message(self) -> &'static str {
        match self {
            Self::Approach => "cases-lacking-approach",
            Self::Outcome => "cases-lacking-outcome",
            Self::Psychosocial => "cases-lacking-psychosocial",
            Self::OpenService(_) => "cases-lacking-open-service",
        }
    }
}

/// What is still lacking before a case is resolved; empty when nothing is.
pub fn lacking(approach: Option<Approach>, outcome: Option<Outcome>, services: &Services) -> Vec<Lacking> {
    let mut list = Vec::new();
    if approach.is_none() {
        list.push(Lacking::Approach);
    }
    if outcome.is_none_or(|outcome| outcome == Outcome::NotKnown) {
        list.push(Lacking::Outcome);
    }
    if !services.psychosocial_was_answered() {
        list.push(Lacking::Psychosocial);
    }
    list.extend(services.open().map(|service| Lacking::OpenService(service.kind)));
    list.dedup();
    list
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_case_goes_from_received_to_deleted() {
        let way = [
            (Assigned, Triager),
            (Working, Responder),
            (WaitingForPerson, Responder),
            (Working, Person),
            (Resolved, Responder),
            (Closed, Server),
            (Deleted, Server),
        ];
        let end = way.into_iter().fold(Received, |status, (to, by)| status.step(to, by).unwrap());
        assert_eq!(end, Deleted);
        assert_eq!(Deleted.steps(Person).count() + Deleted.steps(Responder).count() + Deleted.steps(Server).count(), 0);
    }

    #[test]
    fn nobody_takes_a_step_that_is_not_theirs() {
        for (from, to, by, expected) in [
            (Received, Assigned, Responder, WhyNotStep::NotYou { from: Received, to: Assigned }),
            (Working, Closed, Responder, WhyNotStep::NoStep { from: Working, to: Closed }),
            (Working, Deleted, Responder, WhyNotStep::NotYou { from: Working, to: Deleted }),
            (Working, Deleted, Server, WhyNotStep::NotYou { from: Working, to: Deleted }),
            (Deleted, Working, Person, WhyNotStep::NoStep { from: Deleted, to: Working }),
        ] {
            assert_eq!(from.step(to, by), Err(expected));
        }
    }

    #[test]
    fn writing_to_a_closed_case_opens_it_and_deletion_can_always_be_asked_for() {
        assert_eq!(Closed.when_the_person_writes(true), Assigned);
        assert_eq!(Closed.when_the_person_writes(false), Received);
        for status in Status::ALL.iter().copied().filter(|status| *status != Deleted) {
            assert_eq!(status.step(Deleted, Person), Ok(Deleted), "{status}");
            for after in [true, false].map(|is_held| status.when_the_person_writes(is_held)) {
                assert!(after == status || status.step(after, Person).is_ok(), "{status}");
            }
        }
    }

    #[test]
    fn steps_stand_once_and_every_status_can_be_reached() {
        for (place, (from, to, parts)) in STEPS.iter().enumerate() {
            assert!(!parts.is_empty() && from != to);
            assert!(!STEPS.iter().skip(place + 1).any(|(f, t, _)| f == from && t == to), "{from} to {to} stands twice");
        }
        for status in Status::ALL.iter().filter(|status| **status != Received) {
            assert!(STEPS.iter().any(|(_, to, _)| to == status), "{status}");
        }
    }

    #[test]
    fn what_is_lacking_before_a_case_is_resolved_is_named_all_at_once() {
        let services = Services::default();
        assert_eq!(lacking(None, None, &services), [Lacking::Approach, Lacking::Outcome, Lacking::Psychosocial]);
        let declined = services.decline(ServiceKind::Psychosocial).unwrap();
        assert_eq!(lacking(Some(Approach::Reactive), Some(Outcome::Solved), &declined), []);
        assert_eq!(lacking(Some(Approach::Reactive), Some(Outcome::NotKnown), &declined), [Lacking::Outcome]);
    }
}
