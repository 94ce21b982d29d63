//! The JSON API: the public pages for programs, and the queue for those who hold a token.
//!
//! Why it exists: bots, other fact-checkers and the organisations' own tools ask, hand in and fetch what people do on the
//! pages. Its types are its own, so that a change inside the desk never changes what programs rely on.
//!
//! It must never accept what its description forbids or answer what its description does not name: the description at
//! `/api/v1/openapi.json` is tested against the running server. Unknown fields of a body are ignored.

mod description;
mod read;
pub mod types;
mod write;

use axum::Router;
use axum::routing::{get, post};
use saksi_base::{Problem, ProblemKind};
use saksi_web::Site;

pub use description::openapi;

/// Routes under `/api/v1`. They need an `Extension<crate::matcher::Desk>`.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/api/v1/openapi.json", get(description::serve))
        .route("/api/v1/messages", post(write::message))
        .route("/api/v1/receipts", post(write::receipt))
        .route("/api/v1/checks", get(read::checks))
        .route("/api/v1/checks/{id}", get(read::check))
        .route("/api/v1/checks/{id}/versions/{number}", get(read::version))
        .route("/api/v1/claims/{id}", get(read::claim))
        .route("/api/v1/organisations", get(read::organisations))
        .route("/api/v1/moderation", get(read::moderation))
        .route("/api/v1/queue", get(read::queue))
        .route("/api/v1/stats", get(read::stats))
}

/// A parameter or field that cannot be taken.
fn wrong(field: &'static str) -> Problem {
    Problem::field(field, "desk-problem-parameter")
}

/// Something that is no record here; the same for a malformed identifier and for an unknown one.
fn missing(problem: Problem) -> Problem {
    if problem.kind == ProblemKind::Invalid || problem.kind == ProblemKind::Malformed {
        Problem::not_found()
    } else {
        problem
    }
}
