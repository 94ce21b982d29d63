//! What somebody under attack sees: asking for help, the receipt, coming back, the thread.
//!
//! Why it exists: somebody afraid, perhaps watched, must be able to tell what happened within one screen, know who can read
//! it, and come back without a name. Every page works without JavaScript, says nothing in its title, offers a quick way
//! out, and keeps what was typed when something goes wrong. With JavaScript the browser seals and opens; then the server
//! sees sealed bytes, a locator and an authenticator, and never a word.
//!
//! It must never put a receipt's words or a person's words into an address, a log, a cache or a table, and never say of a
//! wrong receipt whether a case is there.

mod ask;
mod back;
mod deeds;
mod files;
mod frame;
mod impact;
#[cfg(test)]
mod tests;
mod thread;
pub(crate) mod toolkits;
mod voices;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};
use saksi_web::{Discreet, NavigationEntry, SeenBy, Site};

/// The scripts of these pages; the program registers them with [`saksi_web::SiteBuilder::asset`]. `leave.js` is the quick way
/// out, `sealing.js` the sealing (built from `script/`), `pictures.js` the cleaning of pictures, `help.js` what ties them to the pages.
pub const SCRIPTS: &[(&str, &[u8])] = &[
    ("leave.js", include_bytes!("../../../assets/leave.js")),
    ("sealing.js", include_bytes!("../../../assets/sealing.js")),
    ("pictures.js", include_bytes!("../../../assets/pictures.js")),
    ("help.js", include_bytes!("../../../assets/help.js")),
];

/// How errors among these pages look, for [`saksi_web::SiteBuilder::discreet`].
pub const DISCREET: Discreet = Discreet { path: "/help", way_out: frame::leave_bar, script: "leave.js" };

/// Entries of the public navigation.
pub const NAVIGATION: &[NavigationEntry] = &[
    NavigationEntry { path: "/help", message: "cases-nav-help", seen_by: SeenBy::Public },
    NavigationEntry { path: "/impact", message: "cases-nav-impact", seen_by: SeenBy::Foot },
];

/// The public pages. The handlers need an `Extension<Cases>`.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/help", get(ask::show).post(ask::send))
        .route("/help/sealed", post(ask::send_sealed).get(frame::to_start))
        .route("/voices", get(voices::show))
        .route("/impact", get(impact::show))
        .route("/impact.csv", get(impact::csv))
        .route("/impact/{table}", get(impact::table))
        .route("/help/keys", get(ask::keys))
        .route("/help/advice", get(ask::advice))
        .route("/help/ways", get(ask::ways))
        .route("/help/toolkits", get(toolkits::show))
        .route("/help/leave", get(frame::leave))
        .route("/help/return", get(back::show).post(back::open))
        .route("/help/write", post(deeds::write).get(frame::to_return))
        .route("/help/consent", post(deeds::consent).get(frame::to_return))
        .route("/help/service", post(deeds::service).get(frame::to_return))
        .route("/help/reached", post(deeds::reached).get(frame::to_return))
        .route("/help/proof", post(deeds::proof).get(frame::to_return))
        .route("/help/delete", post(deeds::delete).get(frame::to_return))
        .route("/help/begin", post(files::begin).get(frame::to_return))
        .route("/help/take", post(files::take).get(frame::to_return))
        .route(
            "/help/files",
            // The actions limit each file; the body is never held as a whole.
            post(files::receive).get(frame::to_return).layer(DefaultBodyLimit::disable()),
        )
        .route("/help/part", post(files::put).get(frame::to_return))
}
