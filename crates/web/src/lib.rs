//! The shell every page stands in: routing, sessions as pages see them, layout, forms, words, limits and errors.
//!
//! Why it exists: so that a room can say what it has to say and nothing else. Everything that keeps a visitor safe (what a
//! browser may load, who may send a form, what is kept, what is logged) is decided here once.
//!
//! It must never know a room, never store or log an address, a message, a query or a secret, never need JavaScript, and
//! never send a visitor's browser anywhere else. The crate's `README.md` shows how a room uses it.

mod app;
mod assets;
mod cache;
mod components;
mod errors;
mod extract;
pub mod fields;
mod form;
mod headers;
mod keys;
mod limits;
mod linger;
mod locales;
mod markup;
mod messages;
mod request;
pub mod session;
mod shell;
mod site;
#[cfg(feature = "testing")]
pub mod testing;
pub mod upload;
pub mod watch;
pub mod work;

use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};

pub use app::{HEAD_TIME, OwnWords, Peer, app, slow_heads};
pub use assets::{Assets, STYLE};
pub use cache::PageCache;
pub use components::{
    Bar, Change, Tone, badge, badge_text, bars, changed_text, code_words, empty, notice, pagination, qr, verdict,
    verdict_message, with_cursor,
};
pub use errors::{ApiError, KINDS, PageError, status};
pub use extract::{ApiJson, ApiPath, ApiQuery, JSON_LIMIT, PagePath, PageQuery};
pub use fields::Weight;
pub use form::{ANONYMOUS_LIFE, FILE_FIELD, Form, FormData, SESSION_LIFE, check_streamed};
pub use headers::Uncompressed;
pub use keys::{FormKeys, Signed};
pub use limits::{AddressKey, Bucket, Limits, Network, ProxyHeader};
pub use markup::{Markup, escape, link, paragraphs, user, user_block, without_isolates};
pub use messages::{Arg, Locale, MESSAGES, Translator};
pub use request::{LANGUAGE_COOKIE, PageRequest, RequestFacts, TOKEN_FIELD, safe_path};
pub use session::{SessionView, Sessions};
pub use shell::Shell;
pub use site::{Discreet, NavigationEntry, PATIENCE, SeenBy, Site, SiteBuilder, SiteParts, SiteSettings};
pub use upload::{Multipart, Upload, Uploads};
pub use watch::SecurityEvent;
pub use work::{WorkGate, WorkNeeded};

/// A finished answer.
pub type Response = axum::http::Response<Body>;

/// After a `POST` that worked: go and see (303). Only ever to a path of this site.
pub fn see_other(path: &str) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::SEE_OTHER;
    let target = HeaderValue::from_str(safe_path(path)).unwrap_or_else(|_| HeaderValue::from_static("/"));
    response.headers_mut().insert(header::LOCATION, target);
    response
}
