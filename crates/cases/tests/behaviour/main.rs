//! What the room of sealed help does, on every engine.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

mod asking;
mod attaching;
mod bells;
mod campaigns;
mod filing;
mod keeping;
mod keys;
mod leaving;
mod notices;
mod preserving;
mod promises;
mod referring;
mod returning;
mod trainings;
mod voices;
mod work;

use saksi_base::{Problem, ProblemKind};
use saksi_cases::actions::filing::Plain;
use saksi_cases::model::answers::Answers;
use saksi_cases::model::words::{AbuseKind, Answer, Approach, Beneficiary, IncidentType, ServiceKind};

/// A word that stands in nothing but what is sealed.
pub(crate) const CANARY: &str = "kelelawar-9137-merah";

/// A request of a journalist who is not safe.
pub(crate) fn urgent() -> Plain<'static> {
    Plain {
        answers: Answers {
            safe: Answer::No,
            incident: vec![IncidentType::Abuse],
            abuse: vec![AbuseKind::Doxxing],
            approach: Some(Approach::Reactive),
            group: vec![Beneficiary::Journalist],
            services: vec![ServiceKind::Legal],
            language: "ur".parse().unwrap(),
            ..Answers::default()
        },
        text: "They put my address on line. kelelawar-9137-merah",
        contact: "call the shop, say kelelawar-9137-merah",
        contact_when: "after eight",
        name: "Kelelawar",
    }
}

/// A request that can wait.
pub(crate) fn calm() -> Plain<'static> {
    Plain {
        answers: Answers {
            safe: Answer::Yes,
            incident: vec![IncidentType::AccountCompromise],
            approach: Some(Approach::Reactive),
            ..Answers::default()
        },
        text: "Somebody may have got into my mail.",
        ..Plain::default()
    }
}

/// The message of a problem, and of its first field.
pub(crate) fn told<T>(outcome: Result<T, Problem>) -> String {
    match outcome {
        Ok(_) => panic!("it should have been refused"),
        Err(problem) => problem.fields.first().map_or(problem.message, |field| field.message).to_owned(),
    }
}

/// What kind of problem it is.
pub(crate) fn kind<T>(outcome: Result<T, Problem>) -> ProblemKind {
    match outcome {
        Ok(_) => panic!("it should have been refused"),
        Err(problem) => problem.kind,
    }
}
