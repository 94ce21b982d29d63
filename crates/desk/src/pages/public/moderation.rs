//! The public log of moderation, and the way to appeal.

use askama::Template;
use axum::extract::State;
use saksi_base::{ModerationId, Problem};
use saksi_db::{Viewer, read, write};
use saksi_web::{
    Bucket, Form, FormData, Locale, Markup, PageError, PagePath, PageQuery, PageRequest, Response, Shell, Site, Tone,
    badge, empty, fields, pagination, see_other,
};
use serde::Deserialize;

use super::ask::receipt_page;
use crate::actions::moderation;
use crate::model::{Cursor, LogEntry, ModerationKind, SubjectKind};
use crate::pages::words;

/// Lines of one page of the log.
const PER_PAGE: i64 = 30;

/// An appeal as typed.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Appeal {
    text: String,
}

impl FormData for Appeal {
    const PURPOSE: &'static str = "desk-appeal";
    const BUCKET: Option<Bucket> = Some(Bucket::Appeal);
    const GATE: bool = true;
}

/// An entry in words.
pub(super) struct EntryView {
    pub(super) href: String,
    pub(super) badge: Markup,
    pub(super) kind: String,
    pub(super) summary: String,
    pub(super) subject: String,
    pub(super) subject_href: Option<String>,
    pub(super) organisation: String,
    pub(super) date: Markup,
    pub(super) reference: Option<String>,
    pub(super) reversed: Option<String>,
    pub(super) appeals: Option<String>,
}

impl EntryView {
    pub(super) fn new(l: &Locale, entry: &LogEntry) -> Self {
        let tone = match entry.kind {
            ModerationKind::Restore | ModerationKind::RightOfReply => Tone::Done,
            ModerationKind::LegalHold => Tone::Waiting,
            ModerationKind::ReplyDeclined => Tone::Plain,
            _ => Tone::Danger,
        };
        let message = words::moderation_kind(entry.kind);
        let kind = l.t(message);
        let subject_href = entry.subject.and_then(|id| match entry.subject_kind {
            SubjectKind::Check => Some(format!("/checks/{}", saksi_base::CheckId(id))),
            SubjectKind::Claim => Some(format!("/claims/{}", saksi_base::ClaimId(id))),
            SubjectKind::Message | SubjectKind::Media => None,
        });
        Self {
            href: format!("/moderation/{}", entry.id),
            badge: badge(l, tone, message),
            summary: if entry.public_summary.is_empty() { kind.clone() } else { entry.public_summary.clone() },
            kind,
            subject: l.t(words::subject_kind(entry.subject_kind)),
            subject_href,
            organisation: entry.organisation.name.clone(),
            date: l.day(entry.at),
            reference: (!entry.legal_reference.is_empty())
                .then(|| l.ta("desk-log-reference", &[("reference", entry.legal_reference.as_str())])),
            reversed: entry.reversed_at.map(|at| l.ta("desk-log-reversed", &[("date", l.date(at))])),
            appeals: (entry.open_appeals > 0).then(|| l.ta("desk-log-appeals", &[("count", entry.open_appeals)])),
        }
    }
}

#[derive(Template)]
#[template(path = "public/moderation.html")]
pub(super) struct LogPage {
    pub(super) l: Locale,
    pub(super) entries: Vec<EntryView>,
    pub(super) empty: Markup,
    pub(super) pages: Markup,
}

#[derive(Template)]
#[template(path = "public/moderation_entry.html")]
pub(super) struct EntryPage {
    pub(super) l: Locale,
    pub(super) entry: EntryView,
    pub(super) form: Option<Markup>,
}

/// Where the page starts.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Place {
    after: String,
}

/// `GET /moderation`.
pub(super) async fn log(
    State(site): State<Site>,
    request: PageRequest,
    PageQuery(place): PageQuery<Place>,
) -> Result<Response, PageError> {
    let l = &request.locale;
    let cursor: Option<Cursor> = if place.after.is_empty() { None } else { Some(place.after.parse()?) };
    let page = read!(site.db, Viewer::Public, tx => { moderation::public_log(&mut tx, cursor, PER_PAGE).await })?;
    let next = page.next.map(|cursor| cursor.to_string());
    let page = LogPage {
        entries: page.items.iter().map(|entry| EntryView::new(l, entry)).collect(),
        empty: empty(l, "desk-log-empty", "desk-log-empty-how"),
        pages: pagination(l, "/moderation", None, next.as_deref()),
        l: l.clone(),
    };
    Shell::public(&request, l.t("desk-log-title"))
        .description(&l.t("desk-log-lead"))
        .canonical("/moderation")
        .render(&page)
}

/// `GET /moderation/{id}`.
pub(super) async fn entry(
    State(site): State<Site>,
    request: PageRequest,
    PagePath(id): PagePath<ModerationId>,
) -> Result<Response, PageError> {
    show(&site, &request, id, "", None).await
}

/// `GET /moderation/{id}/appeal`: somebody reloaded the answer to the form.
pub(super) async fn back_to_entry(PagePath(id): PagePath<ModerationId>) -> Response {
    see_other(&format!("/moderation/{id}"))
}

async fn show(
    site: &Site,
    request: &PageRequest,
    id: ModerationId,
    typed: &str,
    problem: Option<&Problem>,
) -> Result<Response, PageError> {
    let l = &request.locale;
    let entry = read!(site.db, Viewer::Public, tx => { moderation::public_entry(&mut tx, id).await })?;
    let page = EntryPage {
        form: can_be_appealed(&entry).then(|| appeal_form(request, id, typed, problem)),
        entry: EntryView::new(l, &entry),
        l: l.clone(),
    };
    let shell = Shell::public(request, page.entry.kind.clone()).no_index();
    match problem {
        None => shell.render(&page),
        Some(problem) => shell.secret().problem(problem).render(&page),
    }
}

/// A decision that stands and took something away.
const fn can_be_appealed(entry: &LogEntry) -> bool {
    entry.reversed_at.is_none() && !matches!(entry.kind, ModerationKind::Restore)
}

fn appeal_form(request: &PageRequest, id: ModerationId, typed: &str, problem: Option<&Problem>) -> Markup {
    let f = fields::Fields::new(&request.locale, problem);
    let longest = u32::try_from(moderation::APPEAL_CHARACTERS).unwrap_or(u32::MAX);
    fields::form(
        request,
        &format!("/moderation/{id}/appeal"),
        Appeal::PURPOSE,
        &[
            f.area("text", "desk-appeal-text", typed)
                .hint("desk-appeal-text-hint")
                .rows(5)
                .longest(longest)
                .required()
                .build(),
            f.submit("desk-appeal-send"),
        ],
    )
}

/// `POST /moderation/{id}/appeal`.
pub(super) async fn appeal(
    State(site): State<Site>,
    request: PageRequest,
    PagePath(id): PagePath<ModerationId>,
    form: Form<Appeal>,
) -> Result<Response, PageError> {
    let text = form.value.text;
    let seed = site.keys.seed(&[b"desk appeal", &form.nonce]);
    let receipt = write!(site.db, "appeal", Viewer::System, tx => {
        moderation::appeal(&mut tx, id, &text, &seed).await
    });
    match receipt {
        Ok(receipt) => {
            let l = &request.locale;
            receipt_page(&request, &receipt, &[l.t("desk-appeal-next-other"), l.t("desk-appeal-next-come-back")])
        }
        Err(problem) if problem.kind == saksi_base::ProblemKind::NotFound => Err(problem.into()),
        Err(problem) => show(&site, &request, id, &text, Some(&problem)).await,
    }
}
