//! The directory's pages.

mod doors;
mod groups;
mod introductions;
mod join;
mod life;
mod offers;
mod own;
mod parts;
mod records;
mod requests;
mod search;

use axum::routing::{get, post};
use axum::{Extension, Router};
use saksi_web::{NavigationEntry, SeenBy, Site};

use crate::Directory;

/// The directory's entries in the navigation.
pub const NAVIGATION: &[NavigationEntry] = &[
    NavigationEntry { path: "/members", message: "directory-nav-members", seen_by: SeenBy::Foot },
    NavigationEntry { path: "/work/directory", message: "directory-title", seen_by: SeenBy::SignedIn },
];

/// Every route of the directory. `directory` is what the whole process searches.
pub fn routes(directory: Directory) -> Router<Site> {
    Router::new()
        .route("/members", get(search::members))
        .route("/j/{code}", get(join::show).post(join::send))
        .route("/joining", get(join::receipt).post(join::standing))
        .route("/joining/withdraw", post(join::withdraw))
        .route("/work/directory", get(search::staff))
        .route("/work/directory/organisations/{id}", get(records::organisation))
        .route("/work/directory/people/{id}", get(records::person))
        .route("/work/directory/me", get(own::me).post(own::save_me))
        .route("/work/directory/me/right", post(own::confirm_me))
        .route("/work/directory/me/copy", get(own::copy_me))
        .route("/work/directory/ours", get(own::ours).post(own::save_ours))
        .route("/work/directory/ours/right", post(own::confirm_ours))
        .route("/work/directory/ours/copy", get(own::copy_ours))
        .route("/work/directory/joining", get(requests::list))
        .route("/work/directory/joining/{id}", get(requests::show).post(requests::decide))
        .route("/work/directory/joining/{id}/vouch", post(requests::vouch))
        .route("/work/directory/joining/{id}/remark", post(requests::remark))
        .route("/work/directory/doors", get(doors::list).post(doors::open))
        .route("/work/directory/doors/{id}", get(doors::show).post(doors::change))
        .route("/work/directory/offers", get(offers::list).post(offers::say))
        .route("/work/directory/offers/{id}", get(offers::show).post(offers::step))
        .route("/work/directory/collaborations/{id}", get(offers::met).post(offers::answer))
        .route("/work/directory/collaborations/{id}/outcome", post(offers::outcome))
        .route("/work/directory/introductions", get(introductions::list).post(introductions::begin))
        .route("/work/directory/introductions/{id}", get(introductions::show).post(introductions::step))
        .route("/work/directory/leaving", get(life::leaving).post(life::leave))
        .route("/work/directory/organisations/{id}/successor", get(life::successor).post(life::succeed))
        .route("/work/directory/groups", get(groups::list).post(groups::make))
        .route("/work/directory/groups/{id}", get(groups::show).post(groups::step))
        .layer(Extension(directory))
}
