//! The headers that keep a browser from doing what we did not ask for.

use axum::http::{HeaderMap, HeaderValue, Response, header};

use crate::site::SiteSettings;

/// In a response's extensions: holds a secret beside what somebody typed, so it must not be compressed (BREACH, 2013).
#[derive(Debug, Clone, Copy)]
pub struct Uncompressed;

const BARE: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
const WITH_SCRIPT: &str = "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// The content policy of a page: nothing from anywhere else, nothing inline, and scripts only where a page has one.
pub(crate) fn policy(script: bool) -> HeaderValue {
    HeaderValue::from_static(if script { WITH_SCRIPT } else { BARE })
}

/// Adds what every answer carries, and what the answer itself did not say otherwise.
pub(crate) fn add<B>(settings: &SiteSettings, response: &mut Response<B>) {
    let headers = response.headers_mut();
    default(headers, header::CONTENT_SECURITY_POLICY, BARE);
    default(headers, header::REFERRER_POLICY, "no-referrer");
    default(headers, header::CACHE_CONTROL, "no-store");
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
    headers.insert("cross-origin-opener-policy", HeaderValue::from_static("same-origin"));
    if !headers.contains_key("cross-origin-resource-policy") {
        headers.insert("cross-origin-resource-policy", HeaderValue::from_static("same-origin"));
    }
    headers.insert(
        "permissions-policy",
        HeaderValue::from_static(
            "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()",
        ),
    );
    if settings.is_https() {
        headers
            .insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=63072000; includeSubDomains"));
    }
}

fn default(headers: &mut HeaderMap, name: header::HeaderName, value: &'static str) {
    headers.entry(name).or_insert(HeaderValue::from_static(value));
}
