//! The pages of those who escalate, and the public scoreboard.
//!
//! Every page works without a script. What a page offers, the action behind it proves again.

mod dossiers;
mod editor;
mod engagements;
mod evidence;
mod exchange;
mod figures;
mod incoming;
mod list;
mod record;
mod registers;
mod releases;
mod rules;
mod scoreboard;
mod show;
mod systemic;
mod together;
mod words;

pub use editor::{About, NoticeForm, notice_fields};
pub use show::letter_locale;

use std::fmt::Write as _;

use axum::Router;
use axum::extract::{DefaultBodyLimit, FromRequestParts};
use axum::http::request::Parts;
use axum::routing::{get, post};
use saksi_base::calendar::Zone;
use saksi_base::{EscalationId, Problem, ProblemKind};
use saksi_network::{Capability, Member, at_work};
use saksi_web::fields::{self, Fields, Weight};
use saksi_web::{Locale, Markup, NavigationEntry, PageError, PageRequest, Response, SeenBy, Shell, Site, Tone, escape};

use crate::handle::Escalations;

/// The room's entry of the navigation.
pub const NAVIGATION: &[NavigationEntry] = &[
    NavigationEntry { path: "/work/escalations", message: "escalations-nav", seen_by: SeenBy::Holders("escalate") },
    NavigationEntry { path: "/scoreboard", message: "escalations-nav-board", seen_by: SeenBy::Foot },
];

/// The routes. They need [`Escalations`] as an extension.
pub(crate) fn routes() -> Router<Site> {
    Router::new()
        .merge(scoreboard::routes())
        .merge(dossiers::routes())
        .merge(engagements::routes())
        .merge(exchange::routes())
        .route("/work/escalations", get(list::show))
        .route("/work/escalations/scoreboard", get(releases::show).post(releases::save))
        .route("/operator/scoreboard", get(releases::releases).post(releases::mend))
        .route("/work/escalations/systemic", get(systemic::show))
        .route("/work/escalations/{id}/systemic", post(systemic::save))
        .route("/work/escalations/{id}/counted", post(releases::count))
        .route("/work/escalations/new", get(editor::choose).post(editor::begin))
        .route("/work/escalations/settings", get(registers::settings).post(registers::save_settings))
        .route("/work/escalations/figures", get(figures::show))
        .route("/work/escalations/platforms", get(registers::addressees))
        .route("/work/escalations/platforms/new", get(registers::new_addressee).post(registers::add_addressee))
        .route("/work/escalations/platforms/{id}", get(registers::addressee).post(registers::save_addressee))
        .route("/work/escalations/platforms/{id}/programmes", post(registers::add_programme))
        .route("/work/escalations/platforms/{id}/ladder", post(registers::save_ladder))
        .route("/work/escalations/platforms/{id}/routes/new", get(registers::new_route).post(registers::add_route))
        .route("/work/escalations/routes", get(registers::routes))
        .route("/work/escalations/routes/{id}", get(registers::route).post(registers::save_route))
        .route("/work/escalations/routes/{id}/end", post(registers::end_route))
        .route("/work/escalations/rules", get(rules::list))
        .route("/work/escalations/rules/new", get(rules::new).post(rules::add))
        .route("/work/escalations/rules/{id}", get(rules::show).post(rules::save))
        .route("/work/escalations/inbox", get(incoming::list))
        .route("/work/escalations/inbox/{letter}", get(incoming::show))
        .route("/work/escalations/inbox/{letter}/raw", get(incoming::raw))
        .route("/work/escalations/inbox/{letter}/files/{number}", get(incoming::file))
        .route("/work/escalations/inbox/{letter}/as/{kind}", get(incoming::say_form).post(incoming::say))
        .route("/work/escalations/inbox/{letter}/nothing", post(incoming::nothing))
        .route("/work/escalations/inbox/{letter}/assign", post(incoming::assign))
        .route("/work/escalations/inbox/{letter}/tray", post(incoming::tray))
        .route("/work/escalations/inbox/{letter}/aside", post(incoming::aside))
        .route(
            "/api/v1/inbound-mail",
            post(incoming::hand_in).layer(DefaultBodyLimit::max(crate::model::incoming::MOST_BYTES)),
        )
        .route("/work/escalations/offers", get(together::list))
        .route("/work/escalations/offers/{referral}", get(together::offer).post(together::take))
        .route("/work/escalations/offers/{referral}/decline", post(together::decline))
        .route("/work/escalations/offers/{referral}/withdraw", post(together::withdraw))
        .route("/work/escalations/{id}", get(show::show))
        .route("/work/escalations/{id}/refer", get(together::refer_form).post(together::refer))
        .route("/work/escalations/{id}/join", post(together::join))
        .route("/work/escalations/{id}/hand-back", post(together::hand_back))
        .route("/work/escalations/{id}/leave", post(together::leave))
        .route("/work/escalations/{id}/edit", get(editor::edit).post(editor::save))
        .route("/work/escalations/{id}/preview", get(show::preview))
        .route("/work/escalations/{id}/submit", post(show::submit))
        .route("/work/escalations/{id}/send", post(show::send))
        .route("/work/escalations/{id}/send-back", post(show::send_back))
        .route("/work/escalations/{id}/discard", get(show::discard_page).post(show::discard))
        .route("/work/escalations/{id}/evidence", get(evidence::show).post(evidence::cite))
        .route("/work/escalations/{id}/evidence/remove", post(evidence::remove))
        .route("/work/escalations/{id}/files/{file}", get(editor::file))
        .route("/work/escalations/{id}/files/{file}/remove", post(editor::remove_file))
        .route("/work/escalations/{id}/letters/{letter}", get(show::letter).post(show::mark_sent))
        .route("/work/escalations/{id}/letters/{letter}/again", post(show::try_again))
        .route("/work/escalations/{id}/chase", get(record::chase_page).post(record::chase))
        .route("/work/escalations/{id}/record/{kind}", get(record::page).post(record::record))
        .route("/work/escalations/{id}/strike", post(record::strike))
        .route("/work/escalations/{id}/close", post(record::close))
}

/// A signed-in member whose work is escalating.
pub(crate) struct Staff {
    /// Who.
    pub(crate) by: Member,
    /// What the room needs.
    pub(crate) room: Escalations,
    /// The request.
    pub(crate) request: PageRequest,
}

impl FromRequestParts<Site> for Staff {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Response> {
        let (by, room, request) = at_work(parts, site, |member| member.has(Capability::ESCALATE)).await?;
        Ok(Self { by, room, request })
    }
}

impl Staff {
    /// How to speak to this reader.
    pub(crate) fn l(&self) -> &Locale {
        &self.request.locale
    }

    /// Whether they keep evidence too, and see its work pages.
    pub(crate) fn keeps_evidence(&self) -> bool {
        self.by.has(Capability::PRESERVE)
    }

    /// The zone in which this reader's times are.
    pub(crate) fn zone(&self) -> Zone {
        zone_of(&self.request)
    }

    /// Shows a template as a work page, with what must be mended on top.
    pub(crate) fn page(
        &self,
        title: impl Into<String>,
        problem: Option<&Problem>,
        main: &impl askama::Template,
    ) -> Result<Response, PageError> {
        let mut shell = Shell::staff(&self.request, title);
        if let Some(problem) = problem {
            shell = shell.problem(problem);
        }
        shell.render(main)
    }
}

/// The zone of a reader; the site's own where theirs is not known.
pub(crate) fn zone_of(request: &PageRequest) -> Zone {
    let own = request.session.as_ref().and_then(|session| session.time_zone.as_deref());
    own.and_then(|name| name.parse().ok())
        .or_else(|| request.site.settings.time_zone.parse().ok())
        .unwrap_or_else(Zone::utc)
}

/// A page with a form, and what stands before and after it.
#[derive(askama::Template)]
#[template(path = "staff/form.html")]
pub(crate) struct FormPage {
    pub(crate) l: Locale,
    pub(crate) back: (String, &'static str),
    pub(crate) notice: Markup,
    pub(crate) title: String,
    pub(crate) before: Markup,
    pub(crate) form: Markup,
    pub(crate) after: Markup,
}

/// A line of a register.
pub(crate) struct Entry {
    pub(crate) path: String,
    pub(crate) title: Markup,
    pub(crate) meta: Vec<Markup>,
}

/// A list of a register.
#[derive(askama::Template)]
#[template(path = "staff/register.html")]
pub(crate) struct RegisterPage {
    pub(crate) l: Locale,
    pub(crate) tabs: Markup,
    pub(crate) title: String,
    pub(crate) lead: String,
    pub(crate) new: Option<(String, &'static str)>,
    pub(crate) notice: Markup,
    pub(crate) entries: Vec<Entry>,
    pub(crate) empty: Markup,
}

/// The ways between the parts of this room.
pub(crate) fn tabs(request: &PageRequest) -> Markup {
    const WAYS: [(&str, &str); 12] = [
        ("/work/escalations", "escalations-nav"),
        (dossiers::HERE, "escalations-dossiers-title"),
        ("/work/escalations/inbox", "escalations-incoming-title"),
        (together::HERE, "escalations-offers-title"),
        ("/work/escalations/platforms", "escalations-platforms-title"),
        (engagements::COMMITMENTS, "escalations-commitments-title"),
        ("/work/escalations/routes", "escalations-routes-title"),
        ("/work/escalations/rules", "escalations-rules-title"),
        ("/work/escalations/figures", "escalations-figures-title"),
        ("/work/escalations/scoreboard", "escalations-releases-title"),
        (exchange::HERE, "escalations-exchange-title"),
        ("/work/escalations/settings", "escalations-settings-title"),
    ];
    let l = &request.locale;
    let mut html = format!("<nav class=\"tabs\" aria-label=\"{}\"><ul>", escape(&l.t("escalations-parts")));
    for (path, message) in WAYS {
        let current = if request.path == path { " aria-current=\"page\"" } else { "" };
        let _ = write!(html, "<li><a href=\"{path}\"{current}>{}</a></li>", escape(&l.t(message)));
    }
    html.push_str("</ul></nav>");
    Markup::trusted(html)
}

macro_rules! notices {
    ($($code:literal $message:literal;)*) => {
        /// Says what happened just now, where the address says so.
        pub(crate) fn done(l: &Locale, request: &PageRequest) -> Markup {
            let code = request.query.split('&').find_map(|pair| pair.strip_prefix("done=")).unwrap_or("");
            let message = match code { $($code => $message,)* _ => return Markup::empty() };
            Markup::trusted(format!("<div class=\"notice notice-done\" role=\"status\"><p>{}</p></div>", escape(&l.t(message))))
        }
    };
}

notices! {
    "saved" "escalations-done-saved";
    "submitted" "escalations-done-submitted";
    "sent" "escalations-done-sent";
    "marked" "escalations-done-marked";
    "sent-back" "escalations-done-sent-back";
    "discarded" "escalations-done-discarded";
    "recorded" "escalations-done-recorded";
    "struck" "escalations-done-struck";
    "chased" "escalations-done-chased";
    "closed" "escalations-done-closed";
    "reopened" "escalations-done-reopened";
    "assigned" "escalations-done-assigned";
    "in-tray" "escalations-done-in-tray";
    "aside" "escalations-done-aside";
    "published" "escalations-done-published";
    "dropped" "escalations-done-dropped";
    "brought-in" "escalations-done-brought-in";
    "forgotten" "escalations-done-forgotten";
    "given" "escalations-done-given";
    "withdrawn" "escalations-done-withdrawn";
    "offered" "escalations-done-offered";
    "asked" "escalations-done-asked";
    "taken-over" "escalations-done-taken-over";
    "named" "escalations-done-named";
    "declined" "escalations-done-declined";
    "offer-withdrawn" "escalations-done-offer-withdrawn";
    "handed-back" "escalations-done-handed-back";
    "asked-to-follow" "escalations-done-asked-to-follow";
    "follows" "escalations-done-follows";
    "left" "escalations-done-left";
}

/// After a change: go there and say what happened.
pub(crate) fn go(path: &str, done: &str) -> Response {
    saksi_web::see_other(&format!("{path}?done={done}"))
}

/// Whether the page itself says what is wrong, so that nothing typed is lost.
pub(crate) const fn keeps(problem: &Problem) -> bool {
    matches!(problem.kind, ProblemKind::Invalid | ProblemKind::Conflict | ProblemKind::Busy)
}

/// A paragraph of plain text.
pub(crate) fn paragraph(text: &str) -> Markup {
    Markup::trusted(format!("<p>{}</p>", escape(text)))
}

/// Something that needs attention.
pub(crate) fn warn(title: &str, text: &str) -> Markup {
    saksi_web::notice(Tone::Waiting, title, &paragraph(text))
}

/// A link that looks like a button.
pub(crate) fn link_button(l: &Locale, path: &str, label: &str, main: bool) -> Markup {
    let class = if main { "button" } else { "button quiet" };
    Markup::trusted(format!("<a class=\"{class}\" href=\"{}\">{}</a>", escape(path), escape(&l.t(label))))
}

/// A heading of the second rank.
pub(crate) fn heading(l: &Locale, message: &str) -> Markup {
    Markup::trusted(format!("<h2>{}</h2>", escape(&l.t(message))))
}

/// Small forms: what each is for, the budget that it counts against where it has one, and its texts.
macro_rules! forms {
    ($($(#[$doc:meta])* $name:ident $purpose:literal $(in $bucket:ident)? { $($field:ident),* $(,)? })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Default, serde::Deserialize)]
        #[serde(default)]
        pub(crate) struct $name { $(pub(crate) $field: String,)* }

        impl saksi_web::FormData for $name {
            const PURPOSE: &'static str = $purpose;
            $(const BUCKET: Option<saksi_web::Bucket> = Some(saksi_web::Bucket::$bucket);)?
        }
    )*};
}
pub(crate) use forms;

/// Forms without fields of their own.
macro_rules! plain_forms {
    ($($name:ident $purpose:literal;)*) => { $crate::pages::forms! { $($name $purpose {})* } };
}
pub(crate) use plain_forms;

/// A form that asks for a reason alone.
pub(crate) fn reason_form(
    request: &PageRequest,
    (action, purpose): (&str, &'static str),
    label: &str,
    (reason, required): (&str, bool),
    problem: Option<&Problem>,
) -> Markup {
    let f = Fields::new(&request.locale, problem);
    let area = f.area("reason", "escalations-offer-reason", reason).rows(3).longest(2_000);
    let area = if required { area.required() } else { area.optional() };
    fields::form(request, action, purpose, &[area.build(), f.submit_named("", "", label, Weight::Quiet)])
}

/// What is seldom needed, folded together under its name.
pub(crate) fn aside(l: &Locale, message: &str, inside: &Markup) -> Markup {
    Markup::trusted(format!("<details><summary>{}</summary>{inside}</details>", escape(&l.t(message))))
}

/// After something was done about an escalation: its page, which says so or says what is wrong.
pub(crate) async fn after(
    staff: &Staff,
    id: EscalationId,
    outcome: Result<(), Problem>,
    said: &str,
) -> Result<Response, PageError> {
    match outcome {
        Ok(()) => Ok(go(&format!("/work/escalations/{id}"), said)),
        Err(problem) if keeps(&problem) => show::show_with(staff, id, Some(&problem)).await,
        Err(problem) => Err(problem.into()),
    }
}
