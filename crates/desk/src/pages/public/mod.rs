//! What everybody may see: asking, receipts, published checks, the moderation log, feeds and exports.
//!
//! Why it exists: somebody afraid, on an old telephone, must get the known answer or a promise within one screen. Every page
//! works without JavaScript, keeps what was typed when something goes wrong, and says who can read what.
//!
//! It must never show a message that was handed in to anybody but the bearer of its receipt, put a receipt's words into an
//! address or a cache, or let a withdrawn check look like a standing one.

mod about;
mod ask;
mod card;
mod checks;
mod feeds;
pub(crate) mod filter;
mod letters;
mod marks;
mod moderation;
mod organisation;
mod picture;
mod receipts;
pub(crate) mod reviews;
#[cfg(test)]
mod tests;
pub(crate) mod views;
mod why;

pub use card::languages_without_card_fonts;
pub(crate) use checks::since;
pub use reviews::table_row;

use axum::Router;
use axum::routing::{get, post};
use saksi_web::{NavigationEntry, SeenBy, Site};

/// Entries of the public navigation.
pub const NAVIGATION: &[NavigationEntry] = &[
    NavigationEntry { path: "/", message: "desk-nav-ask", seen_by: SeenBy::Public },
    NavigationEntry { path: "/checks", message: "desk-nav-checks", seen_by: SeenBy::Public },
    NavigationEntry { path: "/receipt", message: "desk-nav-receipt", seen_by: SeenBy::Public },
    NavigationEntry { path: "/about", message: "desk-nav-about", seen_by: SeenBy::Foot },
    NavigationEntry { path: "/privacy", message: "desk-nav-privacy", seen_by: SeenBy::Foot },
    NavigationEntry { path: "/moderation", message: "desk-nav-moderation", seen_by: SeenBy::Foot },
    NavigationEntry { path: "/api", message: "desk-nav-api", seen_by: SeenBy::Foot },
];

/// The public pages, feeds and exports. The handlers need an `Extension<crate::desk::Desk>`.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/", get(ask::index))
        .route("/ask", post(ask::ask).get(ask::again))
        .route("/hand-in", post(ask::hand_in).get(ask::again))
        .route("/receipt", get(receipts::form).post(receipts::open))
        .route("/receipt/withdraw", post(receipts::withdraw).get(receipts::again))
        .route("/checks", get(checks::list))
        .route("/checks/{id}", get(checks::check))
        .route("/checks/{id}/card.svg", get(card::card))
        .route("/checks/{id}/card.png", get(card::card_of_dots))
        .route("/checks/{id}/versions/{number}", get(checks::version))
        .route("/checks/{id}/respond", get(letters::form).post(letters::send))
        .route("/claims/{id}", get(checks::claim))
        .route("/checks.atom", get(feeds::atom))
        .route("/checks.json", get(feeds::json))
        .route("/datafeed.json", get(feeds::data_feed))
        .route("/checks.csv", get(feeds::csv))
        .route("/checks.jsonl", get(feeds::json_lines))
        .route("/moderation", get(moderation::log))
        .route("/moderation/{id}", get(moderation::entry))
        .route("/moderation/{id}/appeal", post(moderation::appeal).get(moderation::back_to_entry))
        .route("/organisations/{slug}", get(organisation::organisation))
        .route("/about", get(about::about))
        .route("/privacy", get(about::privacy))
        .route("/api", get(about::api))
}
