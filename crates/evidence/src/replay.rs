//! The origin on which archived pages are replayed, and nothing else.
//!
//! A captured page brings scripts that somebody else wrote. They run in the reader's browser, so they must not run where the reader is signed
//! in: this origin has another host, sets no cookie, knows no session, and answers nothing of the site; the site answers nothing of this one.
//! Who may look is decided on the site, which makes a link of one hour to one part ([`crate::actions::replaying`]).
//!
//! The pages are put together by the service worker of ReplayWeb.page, shipped as npm has it (`assets/replay/README.md`). It may fetch from
//! this origin alone, and so may what it shows. Before a replay begins, the browser forgets what an earlier one left here.

use std::io::Write as _;
use std::ops::Range;
use std::sync::{Arc, LazyLock};

use axum::body::Body;
use axum::extract::{Path, Request, State};
use axum::http::uri::Authority;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::{self, Next};
use axum::response::IntoResponse as _;
use axum::routing::get;
use axum::{Extension, Router};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use saksi_base::{Problem, ProblemKind, SiteLanguage};
use saksi_web::{Locale, Markup, Response, Site};
use sha2::{Digest as _, Sha384};
use tower::ServiceExt as _;

use crate::actions::replaying::{self, Ticket};
use crate::{Room, keeping};

/// The page around a replay: the component, which puts a frame in it. Styles come from the component itself.
const PAGE: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; frame-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
/// What the frame holds until the service worker answers in it, which is the component itself where the worker comes late.
const FRAME: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; frame-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";
/// The component asks for this page while its service worker may still be on its way. Where the worker takes the frame over between the answer
/// and the end of its loading, nobody asks again: the component puts its script into this page, and shows the archive where this element
/// stands. Without the element the frame stayed empty for good.
const PLACEHOLDER: &str = "<!doctype html><html lang=\"en\"><head><title>Replay</title></head><body><replay-app-main></replay-app-main></body></html>";
/// What the service worker itself may do: it fetches for every page in the frame, and computes hashes in WebAssembly.
const WORKER: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; worker-src 'self'";
const NOTHING: &str =
    "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// A file of the component, as it is and made smaller, with what a browser knows it by.
struct File {
    content_type: &'static str,
    plain: &'static [u8],
    small: LazyLock<Bytes>,
    integrity: LazyLock<String>,
}

macro_rules! file {
    ($path:literal, $type:literal) => {
        File {
            content_type: $type,
            plain: include_bytes!(concat!("../assets/replay/", $path)),
            small: LazyLock::new(|| smaller(include_bytes!(concat!("../assets/replay/", $path)))),
            integrity: LazyLock::new(|| {
                let digest = Sha384::digest(include_bytes!(concat!("../assets/replay/", $path)));
                format!("sha384-{}", BASE64_STANDARD.encode(digest))
            }),
        }
    };
}

static UI: File = file!("ui.js", "text/javascript; charset=utf-8");
static WORKER_SCRIPT: File = file!("sw.js", "text/javascript; charset=utf-8");
static STYLE: File = file!("page.css", "text/css; charset=utf-8");

fn smaller(plain: &[u8]) -> Bytes {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    // Memory takes everything; an empty answer would be noticed by the digest in the page.
    let written = encoder.write_all(plain).and_then(|()| encoder.finish());
    written.map(Bytes::from).unwrap_or_default()
}

/// The origin's own routes.
pub fn origin(site: &Site, room: Room) -> Router {
    Router::new()
        .route("/open/{ticket}", get(open))
        .route("/package/{ticket}/{name}", get(package))
        .route("/replay/", get(frame))
        .route("/replay/ui.js", get(async |headers: HeaderMap| serve(&UI, NOTHING, &headers)))
        .route("/replay/sw.js", get(async |headers: HeaderMap| serve(&WORKER_SCRIPT, WORKER, &headers)))
        .route("/page.css", get(async |headers: HeaderMap| serve(&STYLE, NOTHING, &headers)))
        .fallback(nothing)
        .layer(Extension(room))
        .layer(middleware::from_fn_with_state(site.clone(), guarded))
        .with_state(site.clone())
}

/// The site and the origin behind one door: whoever asks for `host` gets the origin, everybody else the site.
pub fn beside(site: Router, origin: Router, host: &str) -> Router {
    let host: Arc<str> = host.into();
    Router::new().fallback(move |request: Request| {
        let asked = host_of(request.uri(), request.headers());
        let at = if asked.is_some_and(|asked| asked.eq_ignore_ascii_case(&host)) { &origin } else { &site };
        at.clone().oneshot(request)
    })
}

/// The host that a request names, without its port.
fn host_of(uri: &Uri, headers: &HeaderMap) -> Option<String> {
    let named = uri.authority().cloned().or_else(|| {
        let host = headers.get(header::HOST)?.to_str().ok()?;
        host.parse::<Authority>().ok()
    });
    named.map(|authority| authority.host().trim_end_matches('.').to_owned())
}

/// What every answer of this origin carries.
async fn guarded(State(site): State<Site>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, NOTHING),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::CACHE_CONTROL, "no-store"),
    ] {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert("cross-origin-opener-policy", HeaderValue::from_static("same-origin"));
    headers.insert("cross-origin-resource-policy", HeaderValue::from_static("same-origin"));
    headers.insert("x-robots-tag", HeaderValue::from_static("noindex, nofollow"));
    headers.insert(
        "permissions-policy",
        HeaderValue::from_static(
            "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()",
        ),
    );
    if site.settings.is_https() {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=63072000"));
    }
    response
}

fn with(status: StatusCode, kind: &'static str, body: impl Into<Body>) -> Response {
    let mut response = Response::new(body.into());
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}

fn page(status: StatusCode, policy: &'static str, template: &impl askama::Template) -> Response {
    let Ok(text) = template.render() else {
        tracing::error!("a page of the replay could not be rendered");
        return with(StatusCode::INTERNAL_SERVER_ERROR, "text/plain; charset=utf-8", "");
    };
    let mut response = with(status, "text/html; charset=utf-8", text);
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    response
}

/// The words here are those of work pages, which are English.
fn words(site: &Site) -> Locale {
    Locale::new(site.translator.clone(), SiteLanguage::English, site.clock.now())
}

#[derive(askama::Template)]
#[template(path = "replay-frame.html")]
struct FramePage<'a> {
    l: Locale,
    /// What is replayed; where nothing is, why.
    shown: Result<Shown<'a>, String>,
}

struct Shown<'a> {
    title: &'a str,
    at: Markup,
    source: String,
    url: &'a str,
    back: String,
    integrity: &'a str,
}

fn ended(site: &Site, status: StatusCode, message: &'static str) -> Response {
    let l = words(site);
    page(status, NOTHING, &FramePage { shown: Err(l.t(message)), l })
}

fn failed(site: &Site, problem: &Problem) -> Response {
    match problem.kind {
        ProblemKind::NotFound => ended(site, StatusCode::NOT_FOUND, "evidence-replay-gone"),
        _ => ended(site, StatusCode::SERVICE_UNAVAILABLE, "evidence-replay-busy"),
    }
}

/// `GET /open/{ticket}`: the page in which an archived page is replayed.
async fn open(State(site): State<Site>, Path(ticket): Path<String>) -> Response {
    let Some(found) = Ticket::read(&site.keys, &ticket, site.clock.now()) else {
        return ended(&site, StatusCode::NOT_FOUND, "evidence-replay-ended");
    };
    let (evidence, part) = match replaying::opened(&site.db, &found).await {
        Ok(opened) => opened,
        Err(problem) => return failed(&site, &problem),
    };
    let l = words(&site);
    let summary = &evidence.summary;
    let url = if evidence.answered.is_empty() { &summary.url } else { &evidence.answered };
    let ending = if part.view.name.to_ascii_lowercase().ends_with(".wacz") { "wacz" } else { "warc.gz" };
    let shown = Shown {
        title: if summary.title.is_empty() { &summary.url } else { &summary.title },
        at: l.exact(evidence.began.unwrap_or(summary.at)),
        source: format!("/package/{ticket}/archive.{ending}"),
        url,
        back: format!("{}/work/evidence/{}/replay", site.settings.public_url, summary.id),
        integrity: &UI.integrity,
    };
    let mut response = page(StatusCode::OK, PAGE, &FramePage { l, shown: Ok(shown) });
    // Whatever an earlier page left in this origin's storage is none of this one's business.
    response.headers_mut().insert("clear-site-data", HeaderValue::from_static("\"storage\""));
    response
}

/// `GET /replay/`: what the frame shows until the service worker answers in it.
async fn frame() -> Response {
    let mut response = with(StatusCode::OK, "text/html; charset=utf-8", PLACEHOLDER);
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(FRAME));
    response
}

async fn nothing(State(site): State<Site>) -> Response {
    ended(&site, StatusCode::NOT_FOUND, "evidence-replay-nothing")
}

/// A file of the component.
fn serve(file: &'static File, policy: &'static str, headers: &HeaderMap) -> Response {
    let tag = format!("\"{}\"", file.integrity.as_str());
    let names = |name: header::HeaderName| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or("");
    let known = names(header::IF_NONE_MATCH).split(',').any(|known| known.trim().trim_start_matches("W/") == tag);
    let zipped = names(header::ACCEPT_ENCODING).split(',').any(|word| {
        let (coding, quality) = word.split_once(';').unwrap_or((word, ""));
        coding.trim().eq_ignore_ascii_case("gzip") && !quality.trim().starts_with("q=0")
    });
    let body = match (known, zipped) {
        (true, _) => Bytes::new(),
        (false, true) => file.small.clone(),
        (false, false) => Bytes::from_static(file.plain),
    };
    let mut response = with(if known { StatusCode::NOT_MODIFIED } else { StatusCode::OK }, file.content_type, body);
    let headers = response.headers_mut();
    if zipped && !known {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(header::ETAG, tag);
    }
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    response
}

/// A stretch of a file cannot be had.
#[derive(Debug, PartialEq, Eq)]
struct Unsatisfiable;

/// Which bytes a request asks for (RFC 9110, section 14.2); `None` where it asks for all of them, or in a way that may be ignored.
fn range(text: Option<&str>, length: u64) -> Result<Option<Range<u64>>, Unsatisfiable> {
    let Some(asked) = text.and_then(|text| text.trim().strip_prefix("bytes=")) else { return Ok(None) };
    let Some((first, last)) = asked.split_once('-') else { return Ok(None) };
    let number = |text: &str| text.trim().parse::<u64>();
    match (first.trim(), last.trim()) {
        ("", last) => match number(last) {
            Ok(count) if count > 0 && length > 0 => Ok(Some(length.saturating_sub(count)..length)),
            Ok(_) => Err(Unsatisfiable),
            Err(_) => Ok(None),
        },
        (first, last) => {
            let last = if last.is_empty() { Ok(u64::MAX) } else { number(last) };
            match (number(first), last) {
                (Ok(first), Ok(last)) if last < first => Ok(None),
                (Ok(first), Ok(_)) if first >= length => Err(Unsatisfiable),
                (Ok(first), Ok(last)) => Ok(Some(first..last.saturating_add(1).min(length))),
                (Err(_), _) | (_, Err(_)) => Ok(None),
            }
        }
    }
}

/// `GET /package/{ticket}/{name}`: the bytes of the part, or a stretch of them.
async fn package(
    State(site): State<Site>,
    Extension(room): Extension<Room>,
    Path((ticket, _)): Path<(String, String)>,
    method: Method,
    headers: HeaderMap,
) -> Response {
    let Some(found) = Ticket::read(&site.keys, &ticket, site.clock.now()) else {
        return ended(&site, StatusCode::NOT_FOUND, "evidence-replay-ended");
    };
    let part = match replaying::opened(&site.db, &found).await {
        Ok((_, part)) => part,
        Err(problem) => return failed(&site, &problem),
    };
    let length = u64::try_from(part.view.bytes).unwrap_or(0);
    let asked = headers.get(header::RANGE).and_then(|value| value.to_str().ok());
    let (status, range) = match range(asked, length) {
        Ok(None) => (StatusCode::OK, 0..length),
        Ok(Some(range)) => (StatusCode::PARTIAL_CONTENT, range),
        Err(Unsatisfiable) => (StatusCode::RANGE_NOT_SATISFIABLE, 0..0),
    };
    let mut told =
        vec![(header::ACCEPT_RANGES, "bytes".to_owned()), (header::ETAG, format!("\"{}\"", part.view.sha256.to_hex()))];
    match status {
        StatusCode::PARTIAL_CONTENT => {
            told.push((
                header::CONTENT_RANGE,
                format!("bytes {}-{}/{length}", range.start, range.end.saturating_sub(1)),
            ));
        }
        StatusCode::RANGE_NOT_SATISFIABLE => told.push((header::CONTENT_RANGE, format!("bytes */{length}"))),
        _ => {}
    }
    told.push((header::CONTENT_LENGTH, (range.end - range.start).to_string()));
    let body = if method == Method::HEAD || range.is_empty() {
        Body::empty()
    } else {
        match keeping::open_range(room.blobs().clone(), part, range) {
            Ok(bytes) => Body::from_stream(bytes),
            Err(problem) => return failed(&site, &problem),
        }
    };
    let mut response = with(status, "application/octet-stream", body);
    for (name, value) in told {
        if let Ok(value) = HeaderValue::from_str(&value) {
            response.headers_mut().insert(name, value);
        }
    }
    response.into_response()
}

#[cfg(test)]
mod tests {
    use super::*;
    use sha2::Sha256;

    #[test]
    fn the_component_is_the_pinned_one() {
        // As in assets/replay/README.md; the stage `script` compares both files with the package of npm.
        for (file, pinned) in [
            (&UI, "ad95b260fa467a6c4799e669ad76ac8e7d5abefa71d1a2970ae6b63dc454a3c3"),
            (&WORKER_SCRIPT, "29a833e871e2f9b7f135f5b86bba0476b69ad975c129c2473ff5055f73f5a2d0"),
        ] {
            let digest: [u8; 32] = Sha256::digest(file.plain).into();
            assert_eq!(saksi_tlog::Hash::from_slice(&digest).unwrap().to_hex(), pinned);
            assert!(include_str!("../assets/replay/README.md").contains(pinned));
        }
    }

    #[test]
    fn stretches_are_read_as_browsers_ask_for_them() {
        assert_eq!(range(None, 100), Ok(None));
        for (text, expected) in [
            ("bytes=0-", Ok(Some(0..100))),
            ("bytes=0-0", Ok(Some(0..1))),
            ("bytes=10-19", Ok(Some(10..20))),
            ("bytes=90-1000", Ok(Some(90..100))),
            ("bytes=-10", Ok(Some(90..100))),
            ("bytes=-1000", Ok(Some(0..100))),
            ("bytes=0-18446744073709551615", Ok(Some(0..100))),
            ("bytes=100-", Err(Unsatisfiable)),
            ("bytes=200-300", Err(Unsatisfiable)),
            ("bytes=-0", Err(Unsatisfiable)),
            // May be ignored: another unit, several at once, the wrong way round, no numbers.
            ("lines=0-5", Ok(None)),
            ("bytes=0-1,5-6", Ok(None)),
            ("bytes=20-10", Ok(None)),
            ("bytes=a-b", Ok(None)),
            ("bytes=", Ok(None)),
            ("bytes=99999999999999999999-", Ok(None)),
        ] {
            assert_eq!(range(Some(text), 100), expected, "{text}");
        }
        assert_eq!(range(Some("bytes=0-"), 0), Err(Unsatisfiable));
        assert_eq!(range(Some("bytes=-5"), 0), Err(Unsatisfiable));
    }

    #[test]
    fn hosts_are_told_apart() {
        let asked = |uri: &str, host: &str| {
            let mut headers = HeaderMap::new();
            if !host.is_empty() {
                headers.insert(header::HOST, HeaderValue::from_str(host).unwrap());
            }
            host_of(&uri.parse().unwrap(), &headers)
        };
        assert_eq!(asked("/a", "replay.example.org").as_deref(), Some("replay.example.org"));
        assert_eq!(asked("/a", "Replay.Example.org:8443").as_deref(), Some("Replay.Example.org"));
        assert_eq!(asked("/a", "127.0.0.1:80").as_deref(), Some("127.0.0.1"));
        assert_eq!(asked("/a", "[::1]:80").as_deref(), Some("[::1]"));
        assert_eq!(asked("https://replay.example.org/a", "check.example.org").as_deref(), Some("replay.example.org"));
        assert_eq!(asked("/a", "replay.example.org.").as_deref(), Some("replay.example.org"));
        assert_eq!(asked("/a", ""), None);
    }
}
