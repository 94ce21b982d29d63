//! The signed-in session as pages see it. Where sessions are stored and what they allow is the network room's business.

use std::future::Future;
use std::pin::Pin;

use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, header};
use saksi_base::{OrganisationId, PersonId, Problem, SiteLanguage};

use crate::site::Site;

/// The session cookie: bound to this host, to TLS and to our own pages (RFC 6265bis `__Host-` prefix).
pub const COOKIE: &str = "__Host-saksi";

/// Who is signed in, as far as every page needs to know.
#[derive(Clone)]
pub struct SessionView {
    /// The person.
    pub person: PersonId,
    /// The organisation for which they act.
    pub organisation: OrganisationId,
    /// The person's name, as they write it.
    pub person_name: String,
    /// The organisation's name.
    pub organisation_name: String,
    /// Names of the capabilities they hold now; navigation entries that need one are shown to holders only.
    pub capabilities: Vec<&'static str>,
    /// A secret of this session, other than the cookie's, to which its forms are bound.
    pub form_key: [u8; 32],
    /// Their chosen language.
    pub language: Option<SiteLanguage>,
    /// Their time zone's IANA name.
    pub time_zone: Option<String>,
}

impl std::fmt::Debug for SessionView {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SessionView").field("capabilities", &self.capabilities).finish_non_exhaustive()
    }
}

impl SessionView {
    /// Whether they hold a capability.
    pub fn may(&self, capability: &str) -> bool {
        self.capabilities.contains(&capability)
    }
}

/// Finds who is signed in. Called once for each request that carries the session cookie or an `Authorization` header,
/// before any handler; it puts a [`SessionView`], and whatever else its room's extractors want, into `parts.extensions`.
/// An unknown or ended session is not a problem: it leaves the extensions alone.
pub trait Sessions: Send + Sync {
    /// See the trait.
    fn attach<'a>(
        &'a self,
        site: &'a Site,
        parts: &'a mut Parts,
    ) -> Pin<Box<dyn Future<Output = Result<(), Problem>> + Send + 'a>>;
}

/// The value of one cookie.
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(found, _)| *found == name)
        .map(|(_, value)| value)
}

/// The secret in the session cookie.
pub fn secret(headers: &HeaderMap) -> Option<&str> {
    cookie(headers, COOKIE).filter(|value| !value.is_empty() && value.len() <= 256)
}

/// The `Set-Cookie` value that starts a session. `secret` is URL-safe base 64 or hexadecimal; anything else gives no
/// usable cookie.
pub fn set(secret: &str, max_age_seconds: i64) -> HeaderValue {
    let usable = secret.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_' || b == b'.');
    let value = if usable { secret } else { "" };
    write(&format!("{COOKIE}={value}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age={max_age_seconds}"))
}

/// The `Set-Cookie` value that ends it in the browser.
pub fn clear() -> HeaderValue {
    write(&format!("{COOKIE}=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0"))
}

pub(crate) fn write(text: &str) -> HeaderValue {
    HeaderValue::from_str(text).unwrap_or_else(|_| HeaderValue::from_static(""))
}
