//! One request, as a page sees it: who reads, in which language, and what their forms are bound to.

use std::convert::Infallible;
use std::ops::Deref;
use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, Uri, header};
use saksi_base::{SiteLanguage, Timestamp};

use crate::keys::Use;
use crate::limits::AddressKey;
use crate::markup::{Markup, escape};
use crate::messages::Locale;
use crate::session::{SessionView, cookie};
use crate::site::Site;

/// The cookie that keeps a chosen language.
pub const LANGUAGE_COOKIE: &str = "__Host-saksi-language";
/// The form field that carries the form's token.
pub const TOKEN_FIELD: &str = "_token";

/// The message that a translation of the work views holds, and by which it is known.
const STAFF_MARK: &str = "shell-staff";

/// What a page knows about its request. An extractor; cheap to clone.
#[derive(Debug, Clone)]
pub struct PageRequest(Arc<RequestFacts>);

/// The facts of a [`PageRequest`].
#[derive(Debug)]
pub struct RequestFacts {
    /// How to speak to this reader.
    pub locale: Locale,
    /// GET, POST, …
    pub method: Method,
    /// The path, percent-encoded as sent.
    pub path: String,
    /// The query without its question mark; empty when there is none.
    pub query: String,
    /// Who is signed in.
    pub session: Option<SessionView>,
    /// Who asks, as far as limits care.
    pub address: AddressKey,
    /// When the request came in.
    pub now: Timestamp,
    /// The site.
    pub site: Site,
}

impl Deref for PageRequest {
    type Target = RequestFacts;
    fn deref(&self) -> &RequestFacts {
        &self.0
    }
}

impl PageRequest {
    /// Reads the facts. The session stands in the extensions already, where there is one.
    pub fn new(parts: &Parts, site: &Site) -> Self {
        let session = parts.extensions.get::<SessionView>().cloned();
        let mut language = language_of(&parts.uri, &parts.headers, session.as_ref());
        // Half a page in one language and half in another, mirrored, helps nobody: where the work views are not
        // translated yet, they are wholly English.
        if site.is_work(parts.uri.path()) && !site.translator.has(language, STAFF_MARK) {
            language = SiteLanguage::English;
        }
        let now = site.clock.now();
        let zone = session.as_ref().and_then(|s| s.time_zone.as_deref()).unwrap_or(&site.settings.time_zone);
        let mut locale = Locale::new(site.translator.clone(), language, now);
        if zone != "UTC" {
            locale = locale.in_zone(zone);
        }
        Self(Arc::new(RequestFacts {
            locale,
            method: parts.method.clone(),
            path: parts.uri.path().to_owned(),
            query: parts.uri.query().unwrap_or("").to_owned(),
            address: site.limits.address(&site.settings, parts),
            session,
            now,
            site: site.clone(),
        }))
    }

    /// What the reader may see in the database.
    pub fn viewer(&self) -> saksi_db::Viewer {
        self.session.as_ref().map_or(saksi_db::Viewer::Public, |session| saksi_db::Viewer::Member {
            organisation: session.organisation,
            person: session.person,
        })
    }

    /// A fresh token for a form of one purpose, bound to this session or, without one, only signed and dated.
    pub fn token_text(&self, purpose: &str) -> String {
        self.site.keys.issue(Use::Form, self.now, &*self.site.random, &self.token_context(purpose))
    }

    /// The hidden field with a fresh token.
    pub fn token(&self, purpose: &str) -> Markup {
        hidden_field(TOKEN_FIELD, &self.token_text(purpose))
    }

    pub(crate) fn token_context<'a>(&'a self, purpose: &'a str) -> [&'a [u8]; 2] {
        [purpose.as_bytes(), self.session.as_ref().map_or(&[], |session| session.form_key.as_slice())]
    }

    /// Path and query.
    pub fn path_and_query(&self) -> String {
        if self.query.is_empty() { self.path.clone() } else { format!("{}?{}", self.path, self.query) }
    }

    /// Whether the request wants the API's answers rather than pages.
    pub fn is_api(&self) -> bool {
        is_api(&self.path)
    }

    /// A path of this site as a full address.
    pub fn absolute(&self, path: &str) -> String {
        format!("{}{path}", self.site.settings.public_url)
    }
}

pub(crate) fn is_api(path: &str) -> bool {
    path.starts_with("/api/")
}

pub(crate) fn hidden_field(name: &str, value: &str) -> Markup {
    Markup::trusted(format!("<input type=\"hidden\" name=\"{}\" value=\"{}\">", escape(name), escape(value)))
}

impl FromRequestParts<Site> for PageRequest {
    type Rejection = Infallible;
    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Infallible> {
        if let Some(request) = parts.extensions.get::<Self>() {
            return Ok(request.clone());
        }
        let request = Self::new(parts, site);
        parts.extensions.insert(request.clone());
        Ok(request)
    }
}

/// `?lang=` (so that each language of a page has an address), then the chosen one, then the person's, then the browser's.
pub(crate) fn language_of(uri: &Uri, headers: &HeaderMap, session: Option<&SessionView>) -> SiteLanguage {
    let asked = uri.query().and_then(|query| {
        query.split('&').find_map(|pair| pair.strip_prefix("lang=")).and_then(SiteLanguage::from_tag)
    });
    asked
        .or_else(|| cookie(headers, LANGUAGE_COOKIE).and_then(SiteLanguage::from_tag))
        .or_else(|| session.and_then(|session| session.language))
        .unwrap_or_else(|| {
            let header = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
            SiteLanguage::negotiate(header.unwrap_or(""))
        })
}

/// A path of this site to go back to; `/` for anything that could lead elsewhere.
pub fn safe_path(path: &str) -> &str {
    let plain = path.starts_with('/')
        && !path.starts_with("//")
        && !path.contains(['\\', '\t', '\n', '\r'])
        && path.bytes().all(|b| (0x21..0x7f).contains(&b))
        && path.len() <= 2048;
    if plain { path } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn going_back_never_leads_elsewhere() {
        for (path, safe) in [
            ("/checks?q=a%20b", "/checks?q=a%20b"),
            ("/", "/"),
            ("//evil.example", "/"),
            ("/\\evil.example", "/"),
            ("https://evil.example", "/"),
            ("/a\r\nSet-Cookie: x=y", "/"),
            ("/\t/evil.example", "/"),
            ("", "/"),
            ("javascript:alert(1)", "/"),
        ] {
            assert_eq!(safe_path(path), safe, "{path}");
        }
    }

    #[test]
    fn the_chosen_language_wins_over_the_browsers_and_the_address_over_both() {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_LANGUAGE, "th,en;q=0.5".parse().unwrap());
        let of = |uri: &str, headers: &HeaderMap| language_of(&uri.parse().unwrap(), headers, None);
        assert_eq!(of("/", &headers), SiteLanguage::Thai);
        headers.insert(header::COOKIE, "a=b; __Host-saksi-language=ur".parse().unwrap());
        assert_eq!(of("/", &headers), SiteLanguage::Urdu);
        assert_eq!(of("/?q=1&lang=zh-Hant", &headers), SiteLanguage::TraditionalChinese);
        assert_eq!(of("/?lang=xx", &headers), SiteLanguage::Urdu);
    }
}
