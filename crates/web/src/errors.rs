//! Problems as answers: a page with a way back, or problem+json (RFC 9457).
//!
//! A handler returns a [`PageError`] or an [`ApiError`]; the words are put in later, in the reader's language, by the layer
//! that knows the request. Nothing internal ever reaches either.

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, header};
use axum::response::IntoResponse;
use saksi_base::{Problem, ProblemKind};
use serde::Serialize;

use crate::extract::PagePath;
use crate::markup::{Markup, escape};
use crate::request::PageRequest;
use crate::shell::{Shell, works_here};

/// A problem that becomes a page.
#[derive(Debug)]
pub struct PageError(pub Problem);

/// A problem that becomes problem+json.
#[derive(Debug)]
pub struct ApiError(pub Problem);

impl From<Problem> for PageError {
    fn from(problem: Problem) -> Self {
        Self(problem)
    }
}

impl From<Problem> for ApiError {
    fn from(problem: Problem) -> Self {
        Self(problem)
    }
}

/// A template that cannot be rendered is our fault; the reason goes to the log.
impl From<askama::Error> for PageError {
    fn from(error: askama::Error) -> Self {
        tracing::error!(%error, "a page could not be rendered");
        Self(Problem::internal())
    }
}

/// Waits in a response's extensions for the layer that knows the reader.
#[derive(Debug, Clone)]
pub(crate) struct Unsaid {
    pub(crate) problem: Problem,
    pub(crate) api: bool,
}

fn unsaid(problem: Problem, api: bool) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status(&problem);
    response.extensions_mut().insert(Unsaid { problem, api });
    response
}

impl IntoResponse for PageError {
    fn into_response(self) -> Response<Body> {
        unsaid(self.0, false)
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response<Body> {
        unsaid(self.0, true)
    }
}

/// The HTTP status of a problem.
pub fn status(problem: &Problem) -> StatusCode {
    StatusCode::from_u16(problem.kind.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

/// The stable name of a kind of problem, the last part of its `type`.
const fn kind_name(kind: ProblemKind) -> &'static str {
    match kind {
        ProblemKind::Invalid => "invalid",
        ProblemKind::Malformed => "malformed",
        ProblemKind::SignIn => "sign-in",
        ProblemKind::Forbidden => "forbidden",
        ProblemKind::NotFound => "not-found",
        ProblemKind::Gone => "gone",
        ProblemKind::Conflict => "conflict",
        ProblemKind::TooLarge => "too-large",
        ProblemKind::WrongType => "wrong-type",
        ProblemKind::SlowDown(_) => "slow-down",
        ProblemKind::ProveWork => "prove-work",
        ProblemKind::Busy => "busy",
        ProblemKind::Internal => "internal",
    }
}

/// Every kind, for `/api/problems/{kind}` pages and the OpenAPI description.
pub const KINDS: [&str; 13] = [
    "invalid",
    "malformed",
    "sign-in",
    "forbidden",
    "not-found",
    "gone",
    "conflict",
    "too-large",
    "wrong-type",
    "slow-down",
    "prove-work",
    "busy",
    "internal",
];

/// What to say about a kind of problem in general.
fn explanation(kind: &str) -> Option<Problem> {
    let (kind, message) = match kind {
        "invalid" => (ProblemKind::Invalid, "problem-fields"),
        "malformed" => (ProblemKind::Malformed, "problem-body"),
        "sign-in" => (ProblemKind::SignIn, "problem-sign-in"),
        "forbidden" => (ProblemKind::Forbidden, "problem-forbidden"),
        "not-found" => (ProblemKind::NotFound, "problem-not-found"),
        "gone" => (ProblemKind::Gone, "problem-gone"),
        "conflict" => (ProblemKind::Conflict, "problem-conflict"),
        "too-large" => (ProblemKind::TooLarge, "problem-too-large"),
        "wrong-type" => (ProblemKind::WrongType, "problem-json-type"),
        "slow-down" => (ProblemKind::SlowDown(60), "problem-slow-down"),
        "prove-work" => (ProblemKind::ProveWork, "problem-prove-work"),
        "busy" => (ProblemKind::Busy, "problem-busy"),
        "internal" => (ProblemKind::Internal, "problem-internal"),
        _ => return None,
    };
    let problem = Problem::new(kind, message);
    Some(if kind == ProblemKind::TooLarge {
        problem.with("kilobytes", crate::extract::JSON_LIMIT / 1024)
    } else {
        problem
    })
}

/// `GET /api/problems/{kind}`: what the `type` of a problem+json leads to.
pub(crate) async fn explain(
    request: PageRequest,
    PagePath(kind): PagePath<String>,
) -> Result<Response<Body>, PageError> {
    let problem = explanation(&kind).ok_or_else(Problem::not_found)?;
    let l = &request.locale;
    let title = l.t(&format!("shell-kind-{kind}"));
    let main = format!(
        "<h1>{}</h1><p><code>{}</code></p><p>{}</p>",
        escape(&title),
        problem.kind.status(),
        escape(&l.problem(&problem))
    );
    Shell::public(&request, title).raw(&Markup::trusted(main))
}

/// The body of an API error.
#[derive(Debug, Serialize)]
struct ProblemDetails {
    r#type: String,
    title: String,
    status: u16,
    detail: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<FieldDetails>,
    #[serde(skip_serializing_if = "Option::is_none")]
    retry_after: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    work: Option<WorkDetails>,
}

/// What a `prove-work` problem asks for: a counter so that `SHA-256(pass ":" counter)` begins with `bits` zero bits, or
/// `wait_seconds` of patience.
#[derive(Debug, Serialize)]
struct WorkDetails {
    pass: String,
    bits: u8,
    wait_seconds: u32,
}

fn work_details(problem: &Problem) -> Option<WorkDetails> {
    if problem.kind != ProblemKind::ProveWork {
        return None;
    }
    let argument = |name: &str| problem.arguments.iter().find(|(n, _)| *n == name).map(|(_, value)| value.as_str());
    Some(WorkDetails {
        pass: argument("pass")?.to_owned(),
        bits: argument("bits")?.parse().ok()?,
        wait_seconds: argument("seconds")?.parse().ok()?,
    })
}

#[derive(Debug, Serialize)]
struct FieldDetails {
    field: &'static str,
    code: &'static str,
    detail: String,
}

/// Says a problem to this reader.
pub(crate) fn say(request: &PageRequest, unsaid: &Unsaid, exact: Option<StatusCode>) -> Response<Body> {
    let status = exact.unwrap_or_else(|| status(&unsaid.problem));
    let Unsaid { problem, api } = unsaid;
    let mut response = if *api { say_json(request, problem, status) } else { say_page(request, problem) };
    *response.status_mut() = status;
    add_headers(&mut response, problem);
    response
}

fn add_headers(response: &mut Response<Body>, problem: &Problem) {
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if problem.kind == ProblemKind::SignIn {
        headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    add_retry_after(headers, problem);
}

/// Says when to come back, where that helps (RFC 9110 §10.2.3).
pub(crate) fn add_retry_after(headers: &mut HeaderMap, problem: &Problem) {
    let seconds = match problem.kind {
        ProblemKind::SlowDown(seconds) => seconds,
        ProblemKind::Busy => 10,
        _ => return,
    };
    headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
}

fn say_json(request: &PageRequest, problem: &Problem, status: StatusCode) -> Response<Body> {
    let l = &request.locale;
    let name = kind_name(problem.kind);
    let details = ProblemDetails {
        r#type: request.absolute(&format!("/api/problems/{name}")),
        title: without_marks(&l.t(&format!("shell-kind-{name}"))),
        status: status.as_u16(),
        detail: without_marks(&l.problem(problem)),
        errors: problem
            .fields
            .iter()
            .map(|f| FieldDetails { field: f.field, code: f.message, detail: without_marks(&l.field_problem(f)) })
            .collect(),
        retry_after: if let ProblemKind::SlowDown(seconds) = problem.kind { Some(seconds) } else { None },
        work: work_details(problem),
    };
    let body = serde_json::to_vec(&details).unwrap_or_default();
    let mut response = Response::new(Body::from(body));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(l.tag()));
    headers.insert(header::VARY, HeaderValue::from_static("Accept-Language, Cookie"));
    response
}

fn without_marks(text: &str) -> String {
    crate::markup::without_isolates(text)
}

#[derive(askama::Template)]
#[template(path = "problem.html")]
struct ProblemPage {
    /// The quick way out; empty where no page is discreet.
    way_out: Markup,
    l: crate::messages::Locale,
    title: String,
    detail: String,
    fields: Vec<String>,
    back: String,
    sign_in: bool,
}

fn say_page(request: &PageRequest, problem: &Problem) -> Response<Body> {
    let l = request.locale.clone();
    let title = l.t(&format!("shell-kind-{}", kind_name(problem.kind)));
    let site = &request.site;
    let discreet = site.discreet(&request.path);
    let session = request.session.as_ref();
    let shell = match discreet {
        Some(pages) => Shell::public(request, title.clone()).discreet().script(pages.script),
        None if session.is_some() => Shell::staff(request, title.clone()),
        None => Shell::public(request, title.clone()),
    };
    // Back to where this reader works, or to the start of what was looked for, rather than out of it.
    let back = match discreet {
        Some(pages) => pages.path,
        None => site.nearest(&request.path).filter(|e| works_here(e.seen_by, session)).map_or("/", |entry| entry.path),
    };
    let page = ProblemPage {
        way_out: discreet.map_or_else(Markup::empty, |pages| (pages.way_out)(&l)),
        title,
        detail: l.problem(problem),
        fields: problem.fields.iter().map(|f| l.field_problem(f)).collect(),
        back: if back == request.path { "/".to_owned() } else { back.to_owned() },
        sign_in: problem.kind == ProblemKind::SignIn,
        l,
    };
    shell.no_index().status(status(problem)).render(&page).unwrap_or_else(|_| {
        // Should even this page fail, plain English is better than nothing.
        let mut response =
            Response::new(Body::from("Something went wrong on our side. Please try again in a minute.\n"));
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
        response
    })
}
