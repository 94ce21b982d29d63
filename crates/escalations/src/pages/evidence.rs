//! `/work/escalations/{id}/evidence`: what a notice cites; and on its page the pieces with what a later capture shows.

use std::fmt::Write as _;

use saksi_base::{EscalationId, Problem, ProblemKind};
use saksi_db::write;
use saksi_web::fields::{self, Fields, Weight};
use saksi_web::{
    Bucket, Form, FormData, Locale, Markup, PageError, PagePath, PageQuery, PageRequest, Response, escape, see_other,
    user,
};

use super::{FormPage, Staff, done, go, heading, keeps, link_button, paragraph};
use crate::actions::{Whole, evidence};
use crate::handle::Piece;
use crate::model::Notice;
use crate::model::event::Event;
use crate::model::notice::Attested;

/// Words that a piece holds.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct CiteQuery {
    words: String,
}

/// Which pieces.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct CiteForm {
    chosen: Vec<String>,
    record: String,
}

impl FormData for CiteForm {
    const PURPOSE: &'static str = "escalations:evidence";
    const BUCKET: Option<Bucket> = Some(Bucket::Write);
}

/// Which one no longer.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct DropForm {
    record: String,
}

impl FormData for DropForm {
    const PURPOSE: &'static str = "escalations:evidence-drop";
}

/// A piece in one line: what it is called, where it was, when.
fn name(l: &Locale, piece: &Piece) -> String {
    let one = &piece.attested;
    let parts = [one.title.clone(), one.url.clone(), l.date(piece.at)];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// Where a piece can be looked at: its public page, else the work page for those who keep evidence.
fn path(one: &Attested, keeps: bool) -> Option<String> {
    if one.page.is_empty() { keeps.then(|| format!("/work/evidence/{}", one.record)) } else { Some(one.page.clone()) }
}

/// What a piece is called, as a link where it can be looked at.
pub(super) fn named(one: &Attested, keeps: bool) -> Markup {
    let title = if one.title.is_empty() { user(&one.url) } else { user(&one.title) };
    match path(one, keeps) {
        Some(path) => Markup::trusted(format!("<a href=\"{}\">{title}</a>", escape(&path))),
        None => title,
    }
}

fn card(one: &Attested, keeps: bool) -> String {
    let mut html = format!("<p>{}</p><p class=\"meta\">", named(one, keeps));
    if !one.url.is_empty() {
        let _ = std::write!(html, "<span>{}</span> ", saksi_web::link(&one.url));
    }
    let _ = std::write!(
        html,
        "<span dir=\"ltr\">{}</span></p><p class=\"hint\" dir=\"ltr\">SHA-256 {}</p>",
        escape(&one.captured_at),
        escape(&one.hash)
    );
    html
}

/// What a notice cites, each with its hash.
pub(super) fn cited(l: &Locale, notice: &Notice, keeps: bool) -> Markup {
    if notice.evidence.is_empty() {
        return Markup::empty();
    }
    let mut html = String::from("<ul class=\"lines\">");
    for one in &notice.evidence {
        let _ = std::write!(html, "<li>{}</li>", card(one, keeps));
    }
    html.push_str("</ul>");
    heading(l, "escalations-evidence").then(&Markup::trusted(html))
}

/// What an entry shows: before and afterwards beside each other, and the way to the words that changed.
pub(super) fn shown(l: &Locale, event: &Event, keeps: bool) -> Markup {
    let Some(after) = &event.facts.after else { return Markup::empty() };
    let mut html = format!(
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{label}\"><table><thead><tr>",
        label = escape(&l.t("escalations-evidence-beside"))
    );
    let sides: Vec<(&str, &Attested)> = event
        .facts
        .before
        .iter()
        .map(|before| ("escalations-evidence-before", before))
        .chain([("escalations-evidence-after", after)])
        .collect();
    for (label, _) in &sides {
        let _ = std::write!(html, "<th scope=\"col\">{}</th>", escape(&l.t(label)));
    }
    html.push_str("</tr></thead><tbody><tr>");
    for (_, one) in &sides {
        let _ = std::write!(html, "<td>{}</td>", card(one, keeps));
    }
    html.push_str("</tr></tbody></table></div>");
    if let (Some(before), true) = (&event.facts.before, keeps) {
        let compare = format!("/work/evidence/compare?left={}&right={}", before.record, after.record);
        let _ = std::write!(
            html,
            "<p><a href=\"{}\">{}</a></p>",
            escape(&compare),
            escape(&l.t("escalations-evidence-compare"))
        );
    }
    Markup::trusted(html)
}

/// The field in which somebody chooses a later capture; a way to make one where none is there.
pub(super) fn later(l: &Locale, f: &Fields<'_>, found: &Whole, all: &[Piece], chosen: &str, keeps: bool) -> Markup {
    if found.is_sealed() || found.course.sent.is_none() {
        return Markup::empty();
    }
    let capture = match found.notice.addresses().first() {
        Some(address) if keeps => {
            let query = url::form_urlencoded::Serializer::new(String::new())
                .append_pair("url", address)
                .append_pair("about", &format!("escalation:{}", found.id()))
                .finish();
            link_button(l, &format!("/work/evidence/new?{query}"), "escalations-evidence-capture", false)
        }
        _ => Markup::empty(),
    };
    if all.is_empty() {
        return paragraph(&l.t("escalations-evidence-none-later")).then(&capture);
    }
    let mut options = vec![(String::new(), l.t("escalations-evidence-no-capture"))];
    options.extend(all.iter().rev().map(|piece| (piece.attested.record.clone(), name(l, piece))));
    f.select("after", "escalations-evidence-later", chosen, &[])
        .options(options)
        .hint("escalations-evidence-later-hint")
        .build()
        .then(&capture)
}

/// What a draft cites, each with a way to take it out again.
pub(super) fn attached(request: &PageRequest, id: EscalationId, notice: &Notice, keeps: bool) -> Markup {
    notice.evidence.iter().fold(Markup::empty(), |all, one| {
        let remove = fields::button_form(
            request,
            &format!("/work/escalations/{id}/evidence/remove"),
            DropForm::PURPOSE,
            &[("record", &one.record)],
            "escalations-file-remove",
            Weight::Quiet,
        );
        all.then(&Markup::trusted(format!("{}{remove}", card(one, keeps))))
    })
}

pub(crate) fn cite_page(
    request: &PageRequest,
    draft: &Whole,
    all: &[Piece],
    query: &CiteQuery,
    typed: &CiteForm,
    keeps: bool,
    problem: Option<&Problem>,
) -> FormPage {
    let l = &request.locale;
    let f = Fields::new(l, problem);
    let here = format!("/work/escalations/{}/evidence", draft.id());
    let search = fields::query_form(
        &here,
        &[
            f.text("words", "escalations-evidence-words", &query.words).kind("search").build(),
            f.submit("escalations-dossier-search"),
        ],
    );
    let choice = if all.is_empty() {
        saksi_web::empty(l, "escalations-evidence-none", "escalations-evidence-none-how")
    } else {
        f.checks("chosen", "escalations-evidence-which", &typed.chosen, &[])
            .options(all.iter().map(|piece| (piece.attested.record.clone(), name(l, piece))).collect())
            .build()
    };
    let form = fields::form(
        request,
        &here,
        CiteForm::PURPOSE,
        &[
            choice,
            f.text("record", "escalations-evidence-record", &typed.record)
                .hint("escalations-record-hint")
                .code()
                .optional()
                .build(),
            f.submit("escalations-record-add"),
        ],
    );
    let cited = attached(request, draft.id(), &draft.notice, keeps);
    FormPage {
        back: (format!("/work/escalations/{}/edit", draft.id()), "escalations-evidence-back"),
        notice: done(l, request),
        title: l.t("escalations-evidence-cite"),
        before: paragraph(&l.t("escalations-evidence-lead")).then(&search),
        form,
        after: if draft.notice.evidence.is_empty() {
            Markup::empty()
        } else {
            heading(l, "escalations-evidence").then(&cited)
        },
        l: l.clone(),
    }
}

async fn show_page(
    staff: &Staff,
    id: EscalationId,
    query: &CiteQuery,
    typed: &CiteForm,
    problem: Option<&Problem>,
) -> Result<Response, PageError> {
    let db = &staff.request.site.db;
    let (draft, all) = evidence::offered(&staff.room, db, &staff.by, id, &query.words).await?;
    let page = cite_page(&staff.request, &draft, &all, query, typed, staff.keeps_evidence(), problem);
    staff.page(page.title.clone(), problem, &page)
}

/// `GET /work/escalations/{id}/evidence`.
pub(crate) async fn show(
    staff: Staff,
    PagePath(id): PagePath<EscalationId>,
    PageQuery(query): PageQuery<CiteQuery>,
) -> Result<Response, PageError> {
    match show_page(&staff, id, &query, &CiteForm::default(), None).await {
        // What went out cites what it cites.
        Err(PageError(problem)) if problem.kind == ProblemKind::Conflict => {
            Ok(see_other(&format!("/work/escalations/{id}")))
        }
        shown => shown,
    }
}

/// `POST /work/escalations/{id}/evidence`.
pub(crate) async fn cite(
    staff: Staff,
    PagePath(id): PagePath<EscalationId>,
    form: Form<CiteForm>,
) -> Result<Response, PageError> {
    let typed = form.value;
    let mut records = typed.chosen.clone();
    records.push(typed.record.clone());
    match evidence::cite(&staff.room, &staff.request.site.db, &staff.by, id, &records).await {
        Ok(()) => Ok(go(&format!("/work/escalations/{id}/evidence"), "saved")),
        Err(problem) if keeps(&problem) => show_page(&staff, id, &CiteQuery::default(), &typed, Some(&problem)).await,
        Err(problem) => Err(problem.into()),
    }
}

/// `POST /work/escalations/{id}/evidence/remove`.
pub(crate) async fn remove(
    staff: Staff,
    PagePath(id): PagePath<EscalationId>,
    form: Form<DropForm>,
) -> Result<Response, PageError> {
    let by = &staff.by;
    let record = form.value.record;
    let outcome: Result<(), Problem> = write!(staff.request.site.db, "drop evidence", by.viewer(), tx => {
        evidence::drop(&mut tx, by, id, &record).await
    });
    outcome?;
    Ok(go(&format!("/work/escalations/{id}/evidence"), "saved"))
}
