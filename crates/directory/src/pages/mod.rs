//! The directory's pages.

mod citing;
mod civic_space;
mod decisions;
mod doors;
mod elections;
mod groups;
mod impact;
mod import;
mod introductions;
mod join;
mod library;
mod life;
mod mail;
mod meetings;
mod norms;
mod notes;
mod offers;
mod own;
mod parts;
mod records;
mod requests;
mod search;
mod spaces;
mod trusted;

use axum::routing::{get, post};
use axum::{Extension, Router};
use saksi_web::{NavigationEntry, SeenBy, Site};

use crate::{Directory, Groups, Impact, Register, Spaces};

/// The directory's entries in the navigation.
pub const NAVIGATION: &[NavigationEntry] = &[
    NavigationEntry { path: "/members", message: "directory-nav-members", seen_by: SeenBy::Foot },
    NavigationEntry { path: "/elections", message: "directory-elections-title", seen_by: SeenBy::Foot },
    NavigationEntry { path: "/norms", message: "directory-norms-title", seen_by: SeenBy::Foot },
    NavigationEntry { path: "/library", message: "directory-library-title", seen_by: SeenBy::Foot },
    NavigationEntry { path: "/trusted", message: "directory-trusted-title", seen_by: SeenBy::Foot },
    NavigationEntry { path: "/civic-space", message: "directory-civic-title", seen_by: SeenBy::Foot },
    NavigationEntry { path: "/network/impact", message: "directory-impact-title", seen_by: SeenBy::Foot },
    NavigationEntry { path: "/work/directory", message: "directory-title", seen_by: SeenBy::SignedIn },
];

/// Every route of the directory. `directory` is what the whole process searches, `groups` what working groups need
/// besides, `impact` what figures about the network do, `spaces` what closed spaces do,
/// `register` what may cite an election or a norm.
pub fn routes(
    directory: Directory,
    groups: Groups,
    impact: Impact,
    spaces: Spaces,
    register: Register,
) -> Router<Site> {
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
        .route("/work/directory/import", get(import::show).post(import::step))
        .merge(of_groups())
        .merge(of_registers())
        .merge(of_trust())
        .merge(of_figures())
        .merge(of_spaces())
        .layer(Extension(directory))
        .layer(Extension(groups))
        .layer(Extension(impact))
        .layer(Extension(spaces))
        .layer(Extension(register))
}

/// What working groups keep, decide and plan, and how their members hear of it.
fn of_groups() -> Router<Site> {
    Router::new()
        .route("/work/directory/groups/{id}/charter", get(groups::edit).post(groups::change))
        .route("/work/directory/groups/{id}/notes", get(notes::list).post(notes::write))
        .route("/work/directory/groups/{id}/notes/{note}", get(notes::show).post(notes::change))
        .route("/work/directory/groups/{id}/notes/{note}/step", post(notes::step))
        .route("/work/directory/groups/{id}/notes/{note}/files", post(notes::keep))
        .route("/work/directory/groups/{id}/notes/{note}/files/{file}", get(notes::file))
        .route("/work/directory/groups/{id}/decisions", get(decisions::list).post(decisions::ask))
        .route("/work/directory/groups/{id}/decisions/{decision}", get(decisions::show).post(decisions::vote))
        .route("/work/directory/groups/{id}/meetings", get(meetings::list).post(meetings::plan))
        .route("/work/directory/groups/{id}/meetings/{meeting}", get(meetings::show).post(meetings::change))
        .route("/work/directory/groups/{id}/meetings/{meeting}/part", post(meetings::take_part))
        .route("/work/directory/mail", get(mail::show).post(mail::set))
        .route("/groups/notes/{note}", get(notes::clear))
        .route("/digest/{word}", get(mail::digest).post(mail::confirm))
        .route("/digest/{word}/off", post(mail::off))
        .route("/calendars/{secret}", get(mail::calendar))
}

/// Closed spaces, for those who sit in them.
fn of_spaces() -> Router<Site> {
    Router::new()
        .route("/work/spaces", get(spaces::list))
        .route("/work/spaces/enter", post(spaces::enter))
        .route("/work/spaces/new", get(spaces::new).post(spaces::open))
        .route("/work/spaces/{space}", get(spaces::show).post(spaces::step))
        .route("/work/spaces/{space}/seat", get(spaces::own).post(spaces::change))
        .route("/work/spaces/{space}/seats/{seat}", get(spaces::seat).post(spaces::towards))
}

/// What the network comes to, for everybody.
fn of_figures() -> Router<Site> {
    Router::new()
        .route("/network/impact", get(impact::show))
        .route("/network/impact.csv", get(impact::csv))
        .route("/network/impact.json", get(impact::json))
        .route("/network/impact/{table}", get(impact::by_table))
}

/// How open societies are, what is worth trusting, and the library: for everybody, and for those who keep them.
fn of_trust() -> Router<Site> {
    Router::new()
        .route("/civic-space", get(civic_space::list))
        .route("/civic-space/{place}", get(civic_space::show))
        .route("/civic-space.json", get(civic_space::json))
        .route("/civic-space.csv", get(civic_space::csv))
        .route("/work/directory/civic-space", get(civic_space::work))
        .route("/work/directory/civic-space/{place}", get(civic_space::work_show).post(civic_space::step))
        .route("/library", get(library::list))
        .route("/library/{id}", get(library::show))
        .route("/work/directory/library", get(library::work).post(library::add))
        .route("/work/directory/library/{id}", get(library::work_show).post(library::change))
        .route("/trusted", get(trusted::list))
        .route("/trusted/{id}", get(trusted::show))
        .route("/trusted.json", get(trusted::json))
        .route("/trusted.csv", get(trusted::csv))
        .route("/work/directory/trusted", get(trusted::work).post(trusted::add))
        .route("/work/directory/trusted/{id}", get(trusted::work_show).post(trusted::change))
}

/// The registers of elections and norms: for everybody, and for those who keep them.
fn of_registers() -> Router<Site> {
    Router::new()
        .route("/elections", get(elections::list))
        .route("/elections/{id}", get(elections::show))
        .route("/elections.json", get(elections::json))
        .route("/elections.csv", get(elections::csv))
        .route("/elections.ics", get(elections::ics))
        .route("/norms", get(norms::list))
        .route("/norms/{id}", get(norms::show))
        .route("/norms.json", get(norms::json))
        .route("/norms.csv", get(norms::csv))
        .route("/work/directory/elections", get(elections::work).post(elections::add))
        .route("/work/directory/elections/{id}", get(elections::work_show).post(elections::change))
        .route("/work/directory/elections/{id}/team", post(elections::team))
        .route("/work/directory/norms", get(norms::work).post(norms::add))
        .route("/work/directory/cited/{kind}/{id}", get(citing::show).post(citing::choose))
        .route("/work/directory/norms/{id}", get(norms::work_show).post(norms::change))
}
