//! The network's pages.

mod account;
mod door;
mod operator;
mod parts;
mod public;
mod settings;

use axum::http::{HeaderMap, HeaderValue, header};
use axum::routing::{get, post};
use axum::{Extension, Router};
use saksi_web::{NavigationEntry, Response, SeenBy, Site, session};

pub use public::{Carrying, Lenses, organisation_facts};

use crate::hashing::Hashing;
use crate::model::browser;
use crate::model::seal::SealKey;
use crate::model::secret::LinkSecret;

/// The network's entries in the navigation.
pub const NAVIGATION: &[NavigationEntry] = &[
    NavigationEntry { path: "/organisations", message: "network-nav-organisations", seen_by: SeenBy::Foot },
    NavigationEntry { path: "/sign-in", message: "network-sign-in-title", seen_by: SeenBy::SignedOut },
    NavigationEntry { path: "/settings", message: "network-nav-settings", seen_by: SeenBy::Holders("manage-people") },
    NavigationEntry { path: "/operator", message: "network-nav-operator", seen_by: SeenBy::Holders("operator") },
    NavigationEntry { path: "/account", message: "network-nav-account", seen_by: SeenBy::SignedIn },
    NavigationEntry { path: "/sign-out", message: "network-sign-out", seen_by: SeenBy::FootSignedIn },
];

/// Every route of the network. Passwords are hashed in one place for the whole program: `hashing`. `key` seals the secrets of
/// second steps.
pub fn routes(hashing: Hashing, key: SealKey) -> Router<Site> {
    Router::new()
        .route("/organisations", get(public::organisations))
        .route("/sign-in", get(door::show_sign_in).post(door::sign_in))
        .route("/sign-in/second", get(door::show_second).post(door::second))
        .route("/sign-in/help", get(door::help))
        .route("/sign-out", get(door::show_sign_out).post(door::sign_out))
        .route("/set-up/{secret}", get(door::show_set_up).post(door::set_up))
        .route("/join/{secret}", get(door::show_join).post(door::join))
        .route("/join/{secret}/signed-in", post(door::join_signed_in))
        .route("/reset/{secret}", get(door::show_reset).post(door::reset))
        .route("/account", get(account::show).post(account::change))
        .route("/account/close", get(account::show_close).post(account::close))
        .route("/account/organisation", post(account::switch))
        .route("/account/password", get(account::show_password).post(account::change_password))
        .route("/account/two-step", get(account::show_two_step).post(account::finish_two_step))
        .route("/account/two-step/stop", get(account::show_stop_two_step).post(account::stop_two_step))
        .route("/account/recovery-codes", get(account::show_codes).post(account::new_codes))
        .route("/account/sessions", get(account::sessions))
        .route("/account/sessions/end", post(account::end_session))
        .route("/account/sessions/end-others", get(account::show_end_others).post(account::end_others))
        .route("/settings", get(settings::show).post(settings::change))
        .route("/settings/people", get(settings::people))
        .route("/settings/people/{id}", get(settings::person).post(settings::change_person))
        .route("/settings/people/{id}/end", get(settings::show_end).post(settings::end))
        .route("/settings/people/{id}/sign-out", get(settings::show_sign_out).post(settings::sign_out))
        .route("/settings/people/{id}/reset", get(settings::show_reset).post(settings::reset))
        .route("/settings/invitations", get(settings::invitations).post(settings::invite))
        .route("/settings/invitations/{id}/revoke", get(settings::show_revoke).post(settings::revoke))
        .route("/settings/tokens", get(settings::tokens).post(settings::make_token))
        .route("/settings/tokens/{id}/revoke", get(settings::show_revoke_token).post(settings::revoke_token))
        .route("/operator", get(operator::organisations))
        .route("/operator/organisations/new", get(operator::show_open).post(operator::open))
        .route("/operator/organisations/{id}", get(operator::organisation).post(operator::change))
        .route("/operator/organisations/{id}/close", get(operator::show_close))
        .route("/operator/organisations/{id}/invite", post(operator::invite_owner))
        .route("/operator/network", get(operator::network).post(operator::change_network))
        .route("/operator/people", get(operator::people).post(operator::make_operator))
        .route("/operator/people/{id}/end", get(operator::show_end).post(operator::end))
        .layer(Extension(hashing))
        .layer(Extension(key))
}

/// How long the browser keeps the session cookie, in seconds: as long as a session lasts at most.
const COOKIE_SECONDS: i64 = 14 * 86_400;

/// Gives the browser the session's secret.
fn with_session(mut response: Response, secret: &LinkSecret) -> Response {
    response.headers_mut().append(header::SET_COOKIE, session::set(secret.reveal(), COOKIE_SECONDS));
    response
}

/// The cookie by which a browser is known; it opens nothing.
const KNOWN_COOKIE: &str = "__Host-saksi-known";

fn known_secret(headers: &HeaderMap) -> Option<LinkSecret> {
    session::cookie(headers, KNOWN_COOKIE).and_then(LinkSecret::parse)
}

/// Makes the browser known; an empty secret makes it forget.
fn with_known(mut response: Response, secret: Option<&LinkSecret>) -> Response {
    let (value, seconds) = secret.map_or(("", 0), |secret| (secret.reveal(), 180 * 86_400));
    let cookie = format!("{KNOWN_COOKIE}={value}; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age={seconds}");
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

fn browser_of(headers: &HeaderMap) -> String {
    browser::family(headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or(""))
}
