//! What people see of evidence: a list, one piece with all that is known about it, forms to bring it in, two captures beside each
//! other, sources, and for everybody the little that an owner made public.
//!
//! Every page works without JavaScript. A part goes out only by a form, since handing it out is written down.

mod bring;
mod compare;
mod list;
mod piece;
mod public;
mod replay;
mod retention;
mod sources;
mod telling;

#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;

use axum::Router;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue, header};
use axum::routing::{get, post};
use saksi_base::{Problem, ProblemKind};
use saksi_network::{Capability, at_work};
use saksi_web::{Locale, Markup, PageError, PageRequest, Response, Shell, Site, Tone, badge, escape};

use crate::Room;
use crate::actions::By;
use crate::model::{Kind, State};

/// The routes. They need [`Room`] as an extension.
pub(crate) fn routes() -> Router<Site> {
    Router::new()
        .route("/evidence/{id}", get(public::show))
        .route("/work/evidence", get(list::show))
        .route("/work/evidence/new", get(bring::ask_page).post(bring::ask))
        .route("/work/evidence/file", get(bring::file_page).post(bring::file))
        .route("/work/evidence/testimony", get(bring::testimony_page).post(bring::testimony))
        .route("/work/evidence/compare", get(compare::show))
        .route("/work/evidence/keeping", get(retention::overview))
        .route("/work/evidence/{id}", get(piece::show))
        .route("/work/evidence/{id}/record.json", get(piece::record))
        .route("/work/evidence/{id}/custody/{event}", get(piece::event))
        .route("/work/evidence/{id}/parts/{part}", post(piece::export))
        .route("/work/evidence/{id}/pack", post(piece::pack))
        .route("/work/evidence/{id}/consent", post(piece::take_back))
        .route("/work/evidence/{id}/replay", get(replay::show).post(replay::begin))
        .route("/work/evidence/{id}/retry", post(piece::retry))
        .route("/work/evidence/{id}/custody", post(piece::note))
        .route("/work/evidence/{id}/rehash", post(piece::rehash))
        .route("/work/evidence/{id}/copies", post(piece::add_copy))
        .route("/work/evidence/{id}/context", post(piece::set_context))
        .route("/work/evidence/{id}/about", post(telling::attach))
        .route("/work/evidence/{id}/hand-in", post(telling::hand_in))
        .route("/work/evidence/{id}/publish", post(piece::publish))
        .route("/work/evidence/{id}/withdraw", post(piece::withdraw))
        .route("/work/evidence/{id}/hold", post(retention::hold))
        .route("/work/evidence/{id}/lift", post(retention::lift))
        .route("/work/evidence/{id}/longer", post(retention::longer))
        .route("/work/evidence/{id}/delete", get(retention::delete_page).post(retention::delete))
        .route("/work/evidence/{id}/deletion.json", get(retention::record))
        .route("/work/evidence/sources", get(sources::list))
        .route("/work/evidence/sources/new", get(sources::new_page).post(sources::add))
        .route("/work/evidence/sources/{id}", get(sources::show))
        .route("/work/evidence/sources/{id}/edit", get(sources::edit_page).post(sources::edit))
        .route("/work/evidence/sources/{id}/pause", post(sources::pause))
        .route("/work/evidence/sources/{id}/access", post(sources::note_access))
}

/// A signed-in member who keeps evidence.
pub(crate) struct Keeper {
    /// How the actions see them.
    pub(crate) by: By,
    /// What the routes need besides the site.
    pub(crate) room: Room,
    /// The request.
    pub(crate) request: PageRequest,
}

impl FromRequestParts<Site> for Keeper {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Response> {
        let (member, room, request) = at_work(parts, site, |member| member.has(Capability::PRESERVE)).await?;
        let by = By::from(&member);
        Ok(Self { by, room, request })
    }
}

impl Keeper {
    /// Shows the template as a work page, with what must be mended on top.
    pub(crate) fn page(
        &self,
        title: impl Into<String>,
        problem: Option<&Problem>,
        main: &impl askama::Template,
    ) -> Result<Response, PageError> {
        let mut shell = Shell::staff(&self.request, title).area("/work/evidence");
        if let Some(problem) = problem {
            shell = shell.problem(problem);
        }
        shell.render(main)
    }
}

/// Whether the page itself says what is wrong, so that nothing typed is lost.
pub(crate) const fn keeps(problem: &Problem) -> bool {
    matches!(problem.kind, ProblemKind::Invalid | ProblemKind::Conflict | ProblemKind::Busy)
}

/// What evidence is and how far it is.
pub(crate) fn badges(l: &Locale, kind: Kind, state: State, public: bool) -> Vec<Markup> {
    let tone = match state {
        State::Waiting | State::Working => Tone::Waiting,
        State::Kept => Tone::Done,
        State::Failed => Tone::Danger,
    };
    let mut all = vec![badge(l, Tone::Plain, kind.message()), badge(l, tone, state.message())];
    if public {
        all.push(badge(l, Tone::Plain, "evidence-public"));
    }
    all
}

/// Says what happened.
pub(crate) fn said(text: &str) -> Markup {
    Markup::trusted(format!("<div class=\"notice notice-done\" role=\"status\"><p>{}</p></div>", escape(text)))
}

/// What happened just now, said once on the page one is sent to. Only what stands here is ever shown.
pub(crate) fn done(l: &Locale, code: &str) -> Markup {
    let message = match code {
        "noted" => "evidence-done-noted",
        "whole" => "evidence-done-whole",
        "damaged" => {
            let body = Markup::trusted(format!("<p>{}</p>", escape(&l.t("evidence-done-damaged"))));
            return saksi_web::notice(Tone::Danger, "", &body);
        }
        "consent" => "evidence-done-consent",
        "copied" => "evidence-done-copied",
        "described" => "evidence-done-described",
        "published" => "evidence-done-published",
        "withdrawn" => "evidence-done-withdrawn",
        "source" => "evidence-done-source",
        "paused" => "evidence-done-paused",
        "resumed" => "evidence-done-resumed",
        "held" => "evidence-done-held",
        "lifted" => "evidence-done-lifted",
        "longer" => "evidence-done-longer",
        "about" => "evidence-done-about",
        "handed-in" => "evidence-done-handed-in",
        _ => return Markup::empty(),
    };
    said(&l.t(message))
}

/// A query that only says what happened.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct DoneQuery {
    /// See [`done`].
    pub(crate) done: String,
}

/// A form without fields of its own.
macro_rules! plain_forms {
    ($($name:ident $purpose:literal;)*) => {$(
        #[derive(Debug, Default, serde::Deserialize)]
        #[serde(default)]
        pub(crate) struct $name {}

        impl saksi_web::FormData for $name {
            const PURPOSE: &'static str = $purpose;
        }
    )*};
}
pub(crate) use plain_forms;

/// A file that a browser saves and does nothing else with.
pub(crate) fn attachment(body: axum::body::Body, media_type: &str, name: &str, length: Option<i64>) -> Response {
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    let mut set = |header: HeaderName, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(header, value);
        }
    };
    let ascii: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() || "._- ".contains(c) { c } else { '-' }).collect();
    let encoded: String = url::form_urlencoded::byte_serialize(name.as_bytes()).collect::<String>().replace('+', "%20");
    set(header::CONTENT_TYPE, media_type);
    set(header::CONTENT_DISPOSITION, &format!("attachment; filename=\"{ascii}\"; filename*=UTF-8''{encoded}"));
    set(header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox; frame-ancestors 'none'");
    set(header::CACHE_CONTROL, "no-store");
    if let Some(length) = length {
        set(header::CONTENT_LENGTH, &length.to_string());
    }
    response.extensions_mut().insert(saksi_web::Uncompressed);
    response
}

/// A number of bytes in words.
pub(crate) fn size(l: &Locale, bytes: i64) -> String {
    if bytes < 1_000_000 {
        l.ta("evidence-kilobytes", &[("kilobytes", (bytes + 999) / 1_000)])
    } else {
        l.ta("evidence-megabytes", &[("megabytes", (bytes + 500_000) / 1_000_000)])
    }
}
