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
use axum::extract::State;
use axum::routing::{get, post};
use saksi_base::{Problem, ProblemKind};
use saksi_web::{PageError, PagePath, PageRequest, Response, Shell, Site};

pub use description::openapi;

/// Routes under `/api/v1`, and the pages that the `type` of a problem names. They need an `Extension<crate::matcher::Desk>`.
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
        .route("/api/problems/{kind}", get(problem_kind))
}

/// `GET /api/problems/{kind}`: what the `type` of a problem means (RFC 9457 §3.1.1 wants an address that a person can open).
async fn problem_kind(
    State(_): State<Site>,
    request: PageRequest,
    PagePath(kind): PagePath<String>,
) -> Result<Response, PageError> {
    if !saksi_web::KINDS.contains(&kind.as_str()) {
        return Err(Problem::not_found().into());
    }
    let l = &request.locale;
    let page = crate::pages::public::done_page(l, l.t(&format!("shell-kind-{kind}")), l.t("desk-api-rule-problems"));
    Shell::public(&request, l.t(&format!("shell-kind-{kind}"))).no_index().render(&page)
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
