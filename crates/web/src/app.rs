//! All rooms under one roof: the order in which a request meets sessions, kept pages, handlers, errors and headers.

use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, HttpBody as _};
use axum::extract::{DefaultBodyLimit, MatchedPath, Path, Request, State};
use axum::http::{HeaderValue, Method, Response, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::IntoResponse as _;
use axum::routing::get;
use http_body_util::BodyExt as _;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use saksi_base::{Problem, ProblemKind, SiteLanguage};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{Predicate as _, SizeAbove};
use tracing::Instrument as _;

use crate::assets;
use crate::cache::{Keep, PageKey};
use crate::errors::{self, ApiError, PageError, Unsaid};
use crate::extract::JSON_LIMIT;
use crate::form::Sent;
use crate::headers::{self, Uncompressed};
use crate::linger;
use crate::request::{LANGUAGE_COOKIE, PageRequest, is_api, language_of, safe_path};
use crate::session;
use crate::site::Site;
use crate::watch::SecurityEvent;

/// How long a visitor may take to send the head of a request.
pub const HEAD_TIME: Duration = Duration::from_secs(15);
/// Longest path and query of a kept page.
const LONGEST_KEPT_PATH: usize = 512;
/// Largest page that is kept.
const LARGEST_KEPT: usize = 512 * 1024;
/// Seconds that a request with a file may take: to come in, to be looked at, to be answered.
const UPLOAD_SECONDS: u64 = 360;

/// Puts the rooms' routes under one roof. Serve it with
/// `into_make_service_with_connect_info::<SocketAddr>()`, so that limits know who asks, and with [`slow_heads`].
pub fn app(site: Site, rooms: Vec<Router<Site>>) -> Router {
    let mut router: Router<Site> = Router::new()
        .route("/static/{file}", get(assets::serve))
        .route("/language/{tag}", get(choose_language))
        .route("/api/problems/{kind}", get(errors::explain));
    for room in rooms {
        router = router.merge(room);
    }
    let compression = CompressionLayer::new().gzip(true).compress_when(SizeAbove::new(512).and(
        |_: StatusCode, _: axum::http::Version, _: &axum::http::HeaderMap, extensions: &axum::http::Extensions| {
            extensions.get::<Uncompressed>().is_none()
        },
    ));
    router
        .fallback(nothing_here)
        .method_not_allowed_fallback(wrong_method)
        .layer(DefaultBodyLimit::max(JSON_LIMIT))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(middleware::from_fn_with_state(site.clone(), stand))
        .layer(compression)
        .layer(middleware::from_fn_with_state(site.clone(), measure))
        .layer(middleware::from_fn(linger::hear_out))
        .with_state(site)
}

/// Sets a connection's timeouts, for `axum_server::Server::http_builder`: a visitor who never ends a request's head must
/// not hold a connection.
pub fn slow_heads(builder: &mut Builder<TokioExecutor>) {
    builder.http1().timer(TokioTimer::new()).header_read_timeout(HEAD_TIME);
    builder
        .http2()
        .timer(TokioTimer::new())
        .keep_alive_interval(Some(Duration::from_secs(30)))
        .max_concurrent_streams(100)
        .max_header_list_size(32 * 1024);
}

/// The type of connection information that limits need.
pub type Peer = axum::extract::ConnectInfo<SocketAddr>;

async fn nothing_here(request: Request) -> Response<Body> {
    say_plainly(request.uri().path(), Problem::not_found())
}

async fn wrong_method(request: Request) -> Response<Body> {
    let problem = Problem::new(ProblemKind::Malformed, "problem-method");
    let mut response = say_plainly(request.uri().path(), problem);
    response.extensions_mut().insert(ExactStatus(StatusCode::METHOD_NOT_ALLOWED));
    response
}

/// A status that no kind of problem has.
#[derive(Clone, Copy)]
struct ExactStatus(StatusCode);

fn say_plainly(path: &str, problem: Problem) -> Response<Body> {
    if is_api(path) { ApiError(problem).into_response() } else { PageError(problem).into_response() }
}

/// A panic is a bug of ours. The visitor learns that, and nothing else; the panic itself has been logged by its hook.
fn panicked(_: Box<dyn std::any::Any + Send + 'static>) -> Response<Body> {
    tracing::error!("a handler panicked");
    metrics::counter!("saksi_panics_total").increment(1);
    PageError(Problem::internal()).into_response()
}

/// `GET /language/{tag}?back=/path`: keeps the choice and goes back.
async fn choose_language(Path(tag): Path<String>, uri: axum::http::Uri) -> Result<Response<Body>, PageError> {
    let language = SiteLanguage::from_tag(&tag).ok_or_else(Problem::not_found)?;
    let back = url::form_urlencoded::parse(uri.query().unwrap_or("").as_bytes())
        .find(|(name, _)| name == "back")
        .map_or_else(|| "/".to_owned(), |(_, value)| safe_path(&value).to_owned());
    let mut response = crate::see_other(&back);
    let cookie =
        format!("{LANGUAGE_COOKIE}={}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=31536000", language.tag());
    response.headers_mut().insert(header::SET_COOKIE, session::write(&cookie));
    Ok(response)
}

/// How often it is asked who sends something, where the database is busy, and how long between.
const SESSION_TRIES: u32 = 3;
const SESSION_PAUSE: Duration = Duration::from_millis(250);

/// What every request goes through: kept pages first, then who is signed in, the handler, its errors in words, headers.
async fn stand(State(site): State<Site>, request: Request, next: Next) -> Response<Body> {
    let mut response = answer(&site, request, next).await;
    headers::add(&site.settings, &mut response);
    response
}

async fn answer(site: &Site, request: Request, next: Next) -> Response<Body> {
    let (mut parts, body) = request.into_parts();
    let has_session = session::secret(&parts.headers).is_some();
    let key = (parts.method == Method::GET && !has_session)
        .then(|| parts.uri.path_and_query().map_or("/", |p| p.as_str()))
        .filter(|path| path.len() <= LONGEST_KEPT_PATH && !path.starts_with("/static/"))
        .map(|path| PageKey {
            language: language_of(&parts.uri, &parts.headers, None),
            path_and_query: path.to_owned(),
        });
    if let Some(key) = &key
        && let Some(kept) = site.pages.find(key, &parts.headers)
    {
        return kept;
    }
    let asked = key.as_ref().map(|_| parts.headers.clone());
    let epoch = site.pages.epoch();

    let mut trouble = None;
    if (has_session || parts.headers.contains_key(header::AUTHORIZATION))
        && let Some(sessions) = &site.sessions
    {
        // What was typed is not read before it is known who sent it, so whoever sends something is not turned away at the first try.
        let mut tries = if parts.method.is_safe() { 1 } else { SESSION_TRIES };
        trouble = loop {
            tries -= 1;
            match sessions.attach(site, &mut parts).await {
                Err(problem) if problem.kind == ProblemKind::Busy && tries > 0 => {
                    tokio::time::sleep(SESSION_PAUSE).await;
                }
                outcome => break outcome.err(),
            }
        };
    }
    let page = PageRequest::new(&parts, site);
    parts.extensions.insert(page.clone());
    let sent = Sent::default();
    parts.extensions.insert(sent.clone());
    // A file takes its time on a slow line; while it comes, it is watched piece by piece.
    let usual = site.time_for(&page.path);
    let time = if crate::upload::is_multipart(&parts.headers) {
        usual.max(Duration::from_secs(UPLOAD_SECONDS))
    } else {
        usual
    };
    let response = if let Some(problem) = trouble {
        say_plainly(parts.uri.path(), problem)
    } else {
        let run = next.run(Request::from_parts(parts, body));
        match tokio::time::timeout(time, run).await {
            Ok(response) => response,
            Err(_) => say_plainly(&page.path, Problem::new(ProblemKind::Busy, "problem-busy")),
        }
    };
    let mut response = in_words(&page, &sent, response);
    if let (Some(key), Some(asked), Some(keep)) = (key, asked, response.extensions_mut().remove::<Keep>()) {
        response = keep_page(site, key, keep, epoch, response, &asked).await;
    }
    response
}

/// Says an error in the reader's language, also one that axum itself made.
fn in_words(page: &PageRequest, sent: &Sent, response: Response<Body>) -> Response<Body> {
    let mut unsaid = response.extensions().get::<Unsaid>().cloned();
    let exact = response.extensions().get::<ExactStatus>().copied();
    if let Some(unsaid) = &mut unsaid {
        // A panic or a timeout in the API is said in the API's way.
        unsaid.api |= page.is_api();
    } else if let Some(problem) = foreign_problem(&response) {
        unsaid = Some(Unsaid { problem, api: page.is_api() });
    }
    let Some(unsaid) = unsaid else { return response };
    if matches!(unsaid.problem.kind, ProblemKind::Forbidden | ProblemKind::SignIn) {
        SecurityEvent::Refused.note(unsaid.problem.message);
    }
    let kept = if unsaid.api { None } else { sent.page(page, &unsaid.problem) };
    let mut said = kept.unwrap_or_else(|| errors::say(page, &unsaid, exact.map(|exact| exact.0)));
    for (name, value) in response.headers() {
        if matches!(*name, header::ALLOW | header::SET_COOKIE) {
            said.headers_mut().append(name.clone(), value.clone());
        }
    }
    said
}

/// An error answer that carries plain text or nothing was made by a library, in its own words.
fn foreign_problem(response: &Response<Body>) -> Option<Problem> {
    let plain =
        response.headers().get(header::CONTENT_TYPE).is_none_or(|value| value.as_bytes().starts_with(b"text/plain"));
    if !plain || response.extensions().get::<OwnWords>().is_some() {
        return None;
    }
    match response.status() {
        StatusCode::NOT_FOUND => Some(Problem::not_found()),
        StatusCode::PAYLOAD_TOO_LARGE => {
            Some(Problem::new(ProblemKind::TooLarge, "problem-too-large").with("kilobytes", JSON_LIMIT / 1024))
        }
        status if status.is_server_error() && status != StatusCode::SERVICE_UNAVAILABLE => Some(Problem::internal()),
        status if status.is_client_error() => Some(Problem::new(ProblemKind::Malformed, "problem-body")),
        _ => None,
    }
}

/// In a response's extensions: a plain-text answer for machines (health checks). An error stays as it is, and what is asked every
/// few seconds does not fill the log.
#[derive(Debug, Clone, Copy)]
pub struct OwnWords;

async fn keep_page(
    site: &Site,
    key: PageKey,
    keep: Keep,
    epoch: u64,
    response: Response<Body>,
    asked: &axum::http::HeaderMap,
) -> Response<Body> {
    let small = response.body().size_hint().upper().is_some_and(|bytes| bytes <= LARGEST_KEPT as u64);
    if !small {
        return response;
    }
    let (parts, body) = response.into_parts();
    match body.collect().await {
        Ok(body) => {
            let mut headers = parts.headers;
            headers.insert(header::VARY, HeaderValue::from_static("Accept-Language, Cookie, Accept-Encoding"));
            site.pages.keep(key, keep, epoch, (headers, body.to_bytes()), asked)
        }
        Err(_) => PageError(Problem::internal()).into_response(),
    }
}

/// Counts and times each request by its route, never by its path, query, address or body: a path may hold a receipt.
async fn measure(State(site): State<Site>, request: Request, next: Next) -> Response<Body> {
    let route = request.extensions().get::<MatchedPath>().map_or_else(|| "other".to_owned(), |p| p.as_str().to_owned());
    let method = known_method(request.method());
    let started = site.clock.now();
    // Whatever a handler logs stands inside this span, which names the route and nothing of the visitor.
    let span = tracing::info_span!(target: "saksi::http", "request", method, route);
    let response = next.run(request).instrument(span).await;
    let status = response.status().as_u16();
    let micros = site.clock.now().since(started).max(0);
    metrics::counter!("saksi_http_requests_total", "method" => method, "route" => route.clone(), "status" => status.to_string())
        .increment(1);
    #[expect(clippy::cast_precision_loss, reason = "microseconds of one request fit")]
    let seconds = micros as f64 / 1_000_000.0;
    metrics::histogram!("saksi_http_seconds", "route" => route.clone()).record(seconds);
    if response.extensions().get::<OwnWords>().is_some() {
        tracing::debug!(target: "saksi::http", method, route, status, micros, "answered");
    } else {
        tracing::info!(target: "saksi::http", method, route, status, micros, "answered");
    }
    response
}

/// A visitor can invent methods; metrics must not grow with them.
fn known_method(method: &Method) -> &'static str {
    match method.as_str() {
        "GET" => "GET",
        "POST" => "POST",
        "HEAD" => "HEAD",
        "PUT" => "PUT",
        "DELETE" => "DELETE",
        "PATCH" => "PATCH",
        "OPTIONS" => "OPTIONS",
        _ => "other",
    }
}
