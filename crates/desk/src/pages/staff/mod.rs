//! The pages of those who check: the queue, a claim with its messages, the editor, reviews, moderation.
//!
//! Why they exist: so that a volunteer on a phone and a checker on a wide screen can take a claim from "many ask" to a
//! published answer without losing a word. Every page works without JavaScript; `desk.js` only adds keys.
//!
//! What they must never do: decide who may do what (the actions do), show a message that the reader's organisation may not
//! see, put a handed-in text unmasked anywhere but on a checker's own screen, or drop what somebody typed because of an error.

mod checks;
mod claim;
mod editor;
mod feedback;
mod files;
mod help;
mod imports;
mod letters;
mod moderation;
mod practice;
mod preview;
mod queue;
mod reading;
mod reviews;
mod telling;
mod translations;
mod words;

#[cfg(test)]
mod practice_tests;
#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;

use axum::Router;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::routing::{get, post};
use saksi_base::{Problem, ProblemKind};
use saksi_network::{Capability, at_work};
use saksi_web::fields::{self, Weight};
use saksi_web::{Locale, Markup, NavigationEntry, PageError, PageRequest, Response, SeenBy, Shell, Site, Tone, escape};

use crate::actions::By;
use crate::matcher::Desk;

pub use telling::{ToldView, told_view};

/// The entries of the work navigation.
pub const NAVIGATION: &[NavigationEntry] = &[
    NavigationEntry { path: "/desk", message: "desk-staff-nav-queue", seen_by: SeenBy::Holders("check") },
    NavigationEntry { path: "/desk/reviews", message: "desk-staff-nav-reviews", seen_by: SeenBy::Holders("review") },
    NavigationEntry { path: "/desk/checks", message: "desk-staff-nav-checks", seen_by: SeenBy::Holders("check") },
    NavigationEntry {
        path: "/desk/moderation",
        message: "desk-staff-nav-moderation",
        seen_by: SeenBy::Holders("moderate"),
    },
    NavigationEntry { path: "/desk/imports", message: "desk-staff-nav-imports", seen_by: SeenBy::Holders("import") },
    NavigationEntry { path: "/desk/practice", message: "desk-staff-nav-practice", seen_by: SeenBy::SignedIn },
    NavigationEntry { path: "/desk/help", message: "desk-staff-nav-help", seen_by: SeenBy::SignedIn },
];

/// The script that adds keys to the work pages; the program registers it with [`saksi_web::SiteBuilder::asset`].
pub const SCRIPT: (&str, &[u8]) = ("desk.js", include_bytes!("../../../assets/desk.js"));

/// The routes under `/desk`. They need [`Desk`] as an extension.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/desk", get(queue::show))
        .route("/desk/help", get(help::show))
        .route("/desk/claims/{id}", get(claim::show))
        .route("/desk/claims/{id}/take", post(claim::take))
        .route("/desk/claims/{id}/assign", post(claim::assign))
        .route("/desk/claims/{id}/notes", post(claim::note))
        .route("/desk/claims/{id}/notes/{note}/remove", post(claim::remove_note))
        .route("/desk/claims/{id}/reuse", post(claim::reuse))
        .route("/desk/claims/{id}/release", post(claim::release))
        .route("/desk/claims/{id}/check", post(claim::start_check))
        .route("/desk/claims/{id}/statement", post(claim::set_statement))
        .route("/desk/claims/{id}/split", post(claim::split))
        .route("/desk/claims/{id}/junk", post(claim::junk))
        .route("/desk/claims/{id}/reopen", post(claim::reopen))
        .route("/desk/claims/{id}/alike", post(feedback::say))
        .route("/desk/feedback.jsonl", get(feedback::examples))
        .route("/desk/claims/{id}/files", post(files::add))
        .route("/desk/claims/{id}/files/{file}/remove", post(files::remove))
        .route("/desk/media/{id}/preview", get(files::preview))
        .route("/desk/media/{id}/file", get(files::file))
        .route("/desk/claims/{id}/join", get(claim::join_page).post(claim::join))
        .route("/desk/claims/{id}/close", get(claim::close_page).post(claim::close))
        .route("/desk/claims/{id}/messages/{message}/masks", post(claim::mark))
        .route("/desk/checks", get(checks::list))
        .route("/desk/checks/{id}", get(checks::show))
        .route("/desk/checks/{id}/edit", get(editor::show).post(editor::save))
        .route("/desk/checks/{id}/preview", get(preview::show))
        .route("/desk/checks/{id}/versions/{number}", get(checks::version))
        .route("/desk/checks/{id}/review", get(reviews::show_check).post(reviews::decide_check))
        .route("/desk/checks/{id}/publish", post(checks::publish))
        .route("/desk/checks/{id}/take-back", post(checks::take_back))
        .route("/desk/checks/{id}/correct", post(checks::correct))
        .route("/desk/checks/{id}/discard", get(checks::discard_page).post(checks::discard))
        .route("/desk/checks/{id}/withdraw", get(checks::withdraw_page).post(checks::withdraw))
        .route("/desk/checks/{id}/translate", post(translations::start))
        .route("/desk/checks/{id}/reply", get(moderation::reply_page).post(moderation::reply))
        .route(
            "/desk/checks/{id}/replies/{reply}/remove",
            get(moderation::remove_reply_page).post(moderation::remove_reply),
        )
        .route("/desk/translations/{id}/edit", get(translations::show).post(translations::save))
        .route("/desk/translations/{id}/take-back", post(translations::take_back))
        .route("/desk/translations/{id}/discard", get(translations::discard_page).post(translations::discard))
        .route("/desk/translations/{id}/withdraw", get(translations::withdraw_page).post(translations::withdraw))
        .route("/desk/translations/{id}/review", get(reviews::show_translation).post(reviews::decide_translation))
        .route("/desk/reviews", get(reviews::list))
        .route("/desk/moderation", get(moderation::log))
        .route("/desk/moderation/decide", get(moderation::decide_page).post(moderation::decide))
        .route("/desk/moderation/{id}/reverse", get(moderation::reverse_page).post(moderation::reverse))
        .route("/desk/appeals/{id}", get(moderation::appeal_page).post(moderation::decide_appeal))
        .route("/desk/letters/{id}", get(letters::page).post(letters::decide))
        .route("/desk/imports", get(imports::show))
        .route("/desk/practice", get(practice::list))
        .route("/desk/practice/attempts", get(practice::own))
        .route("/desk/practice/attempts.jsonl", get(practice::take_away))
        .route("/desk/practice/attempts/{id}", get(practice::compare))
        .route("/desk/practice/attempts/{id}/forget", get(practice::forget_page).post(practice::forget))
        .route("/desk/practice/{check}", get(practice::show).post(practice::attempt))
}

/// A signed-in member whose work is at the desk.
pub(crate) struct Staff {
    /// How the actions see them.
    pub(crate) by: By,
    /// What the routes need besides the site.
    pub(crate) desk: Desk,
    /// The request.
    pub(crate) request: PageRequest,
}

impl FromRequestParts<Site> for Staff {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Response> {
        let work =
            Capability::CHECK | Capability::REVIEW | Capability::PUBLISH | Capability::MODERATE | Capability::IMPORT;
        let (member, desk, request) =
            at_work(parts, site, |member| member.capabilities.intersects(work) || member.operator).await?;
        let by = By::from(&member);
        Ok(Self { by, desk, request })
    }
}

impl Staff {
    /// How to speak to this reader.
    pub(crate) fn l(&self) -> &Locale {
        &self.request.locale
    }

    /// Whether they hold a capability, for showing a button; the action asks again.
    pub(crate) fn may(&self, capability: Capability) -> bool {
        self.by.may.contains(capability)
    }

    /// A work page. `title` is plain text.
    pub(crate) fn shell(&self, title: impl Into<String>) -> Shell {
        let shell = Shell::staff(&self.request, title).script(SCRIPT.0);
        // Letters and appeals come from the page of moderation and lead back there.
        let moderated = ["/desk/letters/", "/desk/appeals/"].iter().any(|area| self.request.path.starts_with(area));
        if moderated { shell.area("/desk/moderation") } else { shell }
    }

    /// Shows the template as a work page, with what must be mended on top.
    pub(crate) fn page(
        &self,
        title: impl Into<String>,
        problem: Option<&Problem>,
        main: &impl askama::Template,
    ) -> Result<Response, PageError> {
        let mut shell = self.shell(title);
        if let Some(problem) = problem {
            shell = shell.problem(problem);
        }
        shell.render(main)
    }
}

/// After a change: go to `path` and say there what happened. Only names of [`Done`] are ever shown.
pub(crate) fn done(path: &str, what: Done) -> Response {
    let join = if path.contains('?') { '&' } else { '?' };
    saksi_web::see_other(&format!("{path}{join}done={}", what.code()))
}

macro_rules! notices {
    ($($variant:ident $code:literal $message:literal;)*) => {
        /// What happened just now, said once on the page one is sent to.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum Done { $(#[doc = $code] $variant,)* }

        impl Done {
            #[cfg(test)]
            pub(crate) const ALL: &'static [Self] = &[$(Self::$variant,)*];

            const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }

            fn read(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$variant),)* _ => None }
            }

            const fn message(self) -> &'static str {
                match self { $(Self::$variant => $message,)* }
            }
        }
    };
}

notices! {
    Taken "taken" "desk-staff-done-taken";
    Given "given" "desk-staff-done-given";
    Noted "noted" "desk-staff-done-noted";
    NoteRemoved "note-removed" "desk-staff-done-note-removed";
    Reused "reused" "desk-staff-done-reused";
    Released "released" "desk-staff-done-released";
    Joined "joined" "desk-staff-done-joined";
    Moved "moved" "desk-staff-done-moved";
    Split "split" "desk-staff-done-split";
    Worded "worded" "desk-staff-done-worded";
    Marked "marked" "desk-staff-done-marked";
    Closed "closed" "desk-staff-done-closed";
    Reopened "reopened" "desk-staff-done-reopened";
    Junked "junked" "desk-staff-done-junked";
    NotJunk "not-junk" "desk-staff-done-not-junk";
    Saved "saved" "desk-staff-done-saved";
    Submitted "submitted" "desk-staff-done-submitted";
    TakenBack "taken-back" "desk-staff-done-taken-back";
    SentBack "sent-back" "desk-staff-done-sent-back";
    Published "published" "desk-staff-done-published";
    Discarded "discarded" "desk-staff-done-discarded";
    Withdrawn "withdrawn" "desk-staff-done-withdrawn";
    TranslationWithdrawn "translation-withdrawn" "desk-staff-done-translation-withdrawn";
    Correcting "correcting" "desk-staff-done-correcting";
    Translating "translating" "desk-staff-done-translating";
    Decided "decided" "desk-staff-done-decided";
    Reversed "reversed" "desk-staff-done-reversed";
    Appeal "appeal" "desk-staff-done-appeal";
    Letter "letter" "desk-staff-done-letter";
    Replied "replied" "desk-staff-done-replied";
    ReplyRemoved "reply-removed" "desk-staff-done-reply-removed";
    Said "said" "desk-staff-done-said";
    SaidBack "said-back" "desk-staff-done-said-back";
    FileAdded "file-added" "desk-staff-done-file-added";
    FileRemoved "file-removed" "desk-staff-done-file-removed";
    AttemptGone "attempt-gone" "desk-staff-done-attempt-gone";
}

/// The notice for `?done=`, with a way to undo beside it where there is one.
pub(crate) fn notice(l: &Locale, code: &str, undo: &Markup) -> Markup {
    let Some(what) = Done::read(code) else { return Markup::empty() };
    said(&l.t(what.message()), undo)
}

/// Says what happened.
pub(crate) fn said(text: &str, undo: &Markup) -> Markup {
    Markup::trusted(format!("<div class=\"notice notice-done\" role=\"status\"><p>{}</p>{undo}</div>", escape(text)))
}

/// Says something that needs attention.
pub(crate) fn warn(title: &str, body: &str) -> Markup {
    saksi_web::notice(Tone::Waiting, title, &Markup::trusted(format!("<p>{}</p>", escape(body))))
}

/// Says that a draft handed in for review would wait for nobody.
pub(crate) fn nobody_reviews(l: &Locale) -> Markup {
    warn(&l.t("desk-staff-nobody-reviews-title"), &l.t("desk-staff-nobody-reviews"))
}

/// Whether the page itself says what is wrong, so that nothing typed is lost: what can be mended, and what passes by itself,
/// such as a full disk.
pub(crate) const fn keeps(problem: &Problem) -> bool {
    matches!(problem.kind, ProblemKind::Invalid | ProblemKind::Conflict | ProblemKind::Busy)
}

/// A button that does one thing.
pub(crate) fn button(
    request: &PageRequest,
    action: &str,
    purpose: &'static str,
    label: &str,
    weight: Weight,
) -> Markup {
    fields::button_form(request, action, purpose, &[], label, weight)
}

/// A link that looks like a button. `label` is a message.
pub(crate) fn link_button(l: &Locale, path: &str, label: &str, weight: Weight) -> Markup {
    let class = match weight {
        Weight::Main => "button",
        Weight::Quiet => "button quiet",
        Weight::Danger => "button danger",
    };
    Markup::trusted(format!("<a class=\"{class}\" href=\"{}\">{}</a>", escape(path), escape(&l.t(label))))
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

/// One value of a path's or a query's pairs, percent-encoded.
pub(crate) fn encoded(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

/// A query string from its parts, those without a value left out.
pub(crate) fn query_of(parts: &[(&str, &str)]) -> String {
    parts
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name}={}", encoded(value)))
        .collect::<Vec<_>>()
        .join("&")
}

/// A path with a query where there is one.
pub(crate) fn with_query(path: &str, query: &str) -> String {
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

/// A query that only says what happened.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct DoneQuery {
    /// See [`Done`].
    pub(crate) done: String,
}
