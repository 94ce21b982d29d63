//! `/work/escalations/dossiers`: patterns made of many escalations, and the reports of them; `/dossiers/{door}`: a report, for whoever
//! was given its address.

mod edit;
mod issue;
mod parts;
mod report;
#[cfg(test)]
mod tests;

use std::fmt::Write as _;

use axum::Router;
use axum::routing::{get, post};
use saksi_base::{DossierId, EscalationId, Problem};
use saksi_db::read;
use saksi_web::fields::{self, Fields, Weight};
use saksi_web::{
    FormData as _, Locale, Markup, PageError, PagePath, PageQuery, PageRequest, Response, Site, Tone, badge, escape,
    pagination, user,
};

use super::evidence::named;
use super::{Entry, FormPage, RegisterPage, Staff, done, heading, link_button, paragraph, tabs, words};
use crate::actions::dossiers::{self as acts, PAGE, Whole};
use crate::model::dossier::{Audience, Testimony};
use crate::model::notice::hexadecimal;
use crate::store::dossiers::{DossierLine, Issue};

pub(crate) const HERE: &str = "/work/escalations/dossiers";

/// The routes.
pub(super) fn routes() -> Router<Site> {
    Router::new()
        .route("/dossiers/{door}", get(report::public))
        .route("/dossiers/{door}/report.json", get(report::json))
        .route("/dossiers/{door}/report.pdf", get(report::pdf))
        .route("/work/escalations/dossiers", get(list))
        .route("/work/escalations/dossiers/new", get(edit::new).post(edit::begin))
        .route("/work/escalations/dossiers/{id}", get(show))
        .route("/work/escalations/dossiers/{id}/edit", get(edit::edit).post(edit::save))
        .route("/work/escalations/dossiers/{id}/discard", post(edit::discard))
        .route("/work/escalations/dossiers/{id}/notices", get(parts::choose))
        .route("/work/escalations/dossiers/{id}/notices/add", post(parts::bundle))
        .route("/work/escalations/dossiers/{id}/notices/remove", post(parts::unbundle))
        .route("/work/escalations/dossiers/{id}/evidence", post(parts::attest))
        .route("/work/escalations/dossiers/{id}/evidence/remove", post(parts::unattest))
        .route("/work/escalations/dossiers/{id}/testimonies/new", get(parts::new_testimony).post(parts::add_testimony))
        .route(
            "/work/escalations/dossiers/{id}/testimonies/{told}/withdraw",
            get(parts::withdraw_page).post(parts::withdraw),
        )
        .route("/work/escalations/dossiers/{id}/issue", get(issue::show))
        .route("/work/escalations/dossiers/{id}/issues", post(issue::issue))
        .route("/work/escalations/dossiers/{id}/findings", post(issue::decide))
        .route("/work/escalations/dossiers/{id}/issues/{number}", get(issue::given).post(issue::end))
}

super::plain_forms! {
    DiscardForm "escalations:dossier-discard";
}

/// The address of a dossier.
pub(super) fn path_of(id: DossierId) -> String {
    format!("{HERE}/{id}")
}

/// A part of a page under a heading.
pub(super) fn section(l: &Locale, title: &str, body: &Markup) -> Markup {
    Markup::trusted(format!("<section><h2>{}</h2>{body}</section>", escape(&l.t(title))))
}

/// One of several things one below the other.
#[derive(Default)]
pub(super) struct Row {
    /// What it is.
    pub(super) first: Markup,
    /// Facts about it.
    pub(super) facts: Vec<Markup>,
    /// What can be done with it.
    pub(super) after: Markup,
}

/// Things one below the other.
pub(super) fn lines(all: &[Row]) -> Markup {
    let mut html = String::from("<ul class=\"lines\">");
    for row in all {
        let _ = write!(html, "<li><p>{}</p>", row.first);
        if !row.facts.is_empty() {
            html.push_str("<p class=\"meta\">");
            for fact in &row.facts {
                let _ = write!(html, "<span>{fact}</span> ");
            }
            html.push_str("</p>");
        }
        let _ = write!(html, "{}</li>", row.after);
    }
    html.push_str("</ul>");
    Markup::trusted(html)
}

pub(super) fn link(path: &str, text: &Markup) -> Markup {
    Markup::trusted(format!("<a href=\"{}\">{text}</a>", escape(path)))
}

/// How far down a list.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct ListQuery {
    before: String,
    after: String,
}

pub(crate) fn list_page(request: &PageRequest, all: &[DossierLine], page: i64) -> RegisterPage {
    let l = &request.locale;
    let full = i64::try_from(all.len()).is_ok_and(|lines| lines >= PAGE);
    let (previous, next) = ((page > 0).then(|| (page - 1).to_string()), full.then(|| (page + 1).to_string()));
    let entry = |one: &DossierLine| Entry {
        path: path_of(one.id),
        title: user(&one.title),
        meta: vec![
            Markup::text(&l.ta("escalations-dossier-holds", &[("count", one.notices)])),
            Markup::text(&l.ta("escalations-dossier-given", &[("count", one.issues)])),
            l.moment(one.changed_at),
        ],
    };
    RegisterPage {
        tabs: tabs(request),
        title: l.t("escalations-dossiers-title"),
        lead: l.t("escalations-dossiers-lead"),
        new: Some((format!("{HERE}/new"), "escalations-dossier-new")),
        notice: done(l, request).then(&pagination(l, HERE, previous.as_deref(), next.as_deref())),
        entries: all.iter().map(entry).collect(),
        empty: saksi_web::empty(l, "escalations-dossiers-empty", "escalations-dossiers-empty-how"),
        l: l.clone(),
    }
}

/// `GET /work/escalations/dossiers`.
async fn list(staff: Staff, PageQuery(query): PageQuery<ListQuery>) -> Result<Response, PageError> {
    let page: i64 = if query.after.is_empty() { &query.before } else { &query.after }.parse().unwrap_or(0);
    let by = &staff.by;
    let all = read!(staff.request.site.db, by.viewer(), tx => { acts::list(&mut tx, by, page).await })?;
    let main = list_page(&staff.request, &all, page);
    staff.page(main.title.clone(), None, &main)
}

fn notices(request: &PageRequest, whole: &Whole) -> Markup {
    let l = &request.locale;
    let path = path_of(whole.id());
    if whole.bundled.is_empty() {
        return paragraph(&l.t("escalations-dossier-no-notices"));
    }
    let line = |one: &crate::model::dossier::Bundled| {
        let course = one.course();
        let mut facts = vec![user(&one.platform)];
        facts.extend(course.sent.map(|at| Markup::text(&l.ta("escalations-sent-on", &[("day", l.date(at))]))));
        facts.extend(course.outcome.map(|outcome| Markup::text(&l.t(outcome.message()))));
        let remove = fields::button_form(
            request,
            &format!("{path}/notices/remove"),
            parts::UnbundleForm::PURPOSE,
            &[("escalation", &one.id.to_string())],
            "escalations-dossier-take-out",
            Weight::Quiet,
        );
        Row { first: link(&format!("/work/escalations/{}", one.id), &user(&one.title)), facts, after: remove }
    };
    lines(&whole.bundled.iter().map(line).collect::<Vec<_>>())
}

fn evidence(request: &PageRequest, whole: &Whole, keeps: bool, problem: Option<&Problem>) -> Markup {
    let l = &request.locale;
    let path = path_of(whole.id());
    let mut all = Vec::new();
    for one in &whole.content.evidence {
        let remove = fields::button_form(
            request,
            &format!("{path}/evidence/remove"),
            parts::UnattestForm::PURPOSE,
            &[("record", &one.record)],
            "escalations-dossier-take-out",
            Weight::Quiet,
        );
        all.push(Row { first: named(one, keeps), facts: vec![saksi_web::link(&one.url)], after: remove });
    }
    for one in whole.cited.iter().filter(|one| !whole.content.evidence.iter().any(|own| own.record == one.record)) {
        let facts = vec![saksi_web::link(&one.url), Markup::text(&l.t("escalations-dossier-cited"))];
        all.push(Row { first: named(one, keeps), facts, ..Row::default() });
    }
    let f = Fields::new(l, problem);
    let form = fields::form(
        request,
        &format!("{path}/evidence"),
        parts::AttestForm::PURPOSE,
        &[
            f.text("record", "escalations-dossier-record", "").hint("escalations-dossier-record-hint").build(),
            f.submit("escalations-dossier-add-evidence"),
        ],
    );
    if all.is_empty() { form } else { lines(&all).then(&form) }
}

fn testimonies(request: &PageRequest, whole: &Whole) -> Markup {
    let l = &request.locale;
    let path = path_of(whole.id());
    let new = link_button(l, &format!("{path}/testimonies/new"), "escalations-testimony-new", false);
    let audiences = |one: &Testimony| {
        let names: Vec<String> = one.audiences.iter().map(|audience| l.t(audience.message())).collect();
        Markup::text(&l.ta("escalations-testimony-for", &[("whom", l.list(&names))]))
    };
    let line = |one: &Testimony| match one.withdrawn_at {
        Some(at) => Row {
            first: badge(l, Tone::Danger, "escalations-testimony-withdrawn"),
            facts: vec![l.exact(at)],
            ..Row::default()
        },
        None => Row {
            first: user(&one.name),
            facts: vec![
                audiences(one),
                link(
                    &format!("{path}/testimonies/{}/withdraw", one.id),
                    &Markup::text(&l.t("escalations-testimony-withdraw")),
                ),
            ],
            ..Row::default()
        },
    };
    let all: Vec<_> = whole.testimonies.iter().map(line).collect();
    let new = Markup::trusted(format!("<p>{new}</p>"));
    if all.is_empty() { paragraph(&l.t("escalations-testimonies-none")).then(&new) } else { lines(&all).then(&new) }
}

/// To whom a report was given, in words.
pub(super) fn given_to(l: &Locale, issue: &Issue) -> Markup {
    let audience = Audience::from_code(&issue.audience).map(|one| l.t(one.message())).unwrap_or_default();
    let mut html = format!("{} ({})", user(&issue.recipient), escape(&audience));
    if issue.shredded_at.is_some() {
        let _ = write!(html, " {}", badge(l, Tone::Danger, "escalations-issue-shredded"));
    } else if issue.ended_at.is_some() {
        let _ = write!(html, " {}", badge(l, Tone::Plain, "escalations-issue-ended"));
    }
    Markup::trusted(html)
}

fn issues(l: &Locale, whole: &Whole) -> Markup {
    if whole.issues.is_empty() {
        return paragraph(&l.t("escalations-issues-none"));
    }
    let line = |issue: &Issue| {
        let name = Markup::text(&l.ta("escalations-issue-number", &[("number", issue.number)]));
        let first = link(&format!("{}/issues/{}", path_of(whole.id()), issue.number), &name);
        let hash = Markup::trusted(format!("<span dir=\"ltr\">SHA-256 {}</span>", hexadecimal(&issue.hash)));
        Row { first, facts: vec![given_to(l, issue), l.exact(issue.made_at), hash], ..Row::default() }
    };
    lines(&whole.issues.iter().map(line).collect::<Vec<_>>())
}

pub(crate) fn dossier_page(
    request: &PageRequest,
    whole: &Whole,
    (changed_by, organisation): (&str, &str),
    keeps: bool,
    problem: Option<&Problem>,
) -> FormPage {
    let l = &request.locale;
    let path = path_of(whole.id());
    let ready = !whole.bundled.is_empty() && !whole.content.summary.trim().is_empty();
    let mut actions = link_button(l, &format!("{path}/edit"), "escalations-dossier-edit", !ready)
        .then(&link_button(l, &format!("{path}/notices"), "escalations-dossier-add-notices", false))
        .then(&link_button(l, &format!("{path}/issue"), "escalations-dossier-issue", ready))
        .then(&link_button(l, &format!("/work/directory/cited/dossier/{}", whole.id()), "escalations-cites", false));
    if whole.issues.is_empty() {
        actions = actions.then(&fields::button_form(
            request,
            &format!("{path}/discard"),
            DiscardForm::PURPOSE,
            &[],
            "escalations-dossier-discard",
            Weight::Danger,
        ));
    }
    let changed = format!(
        "<p class=\"meta\"><span>{}</span> <span>{}</span></p>",
        l.moment(whole.row.changed_at),
        user(changed_by)
    );
    let before = Markup::trusted(format!(
        "{changed}<div class=\"toolbar\" role=\"group\" aria-label=\"{}\">{actions}</div>",
        escape(&l.t("escalations-actions"))
    ));
    // What the notices say as they stand, whoever gets the report.
    let draft = whole.report(organisation, Audience::Platform, request.now);
    let mut body = report::pattern(l, &draft);
    body = body.then(&section(l, "escalations-report-figures", &report::figures(l, &draft)));
    body = body.then(&section(l, "escalations-report-notices", &notices(request, whole)));
    if !draft.course.is_empty() {
        body = body.then(&section(l, "escalations-report-course", &report::course(l, &draft)));
    }
    body = body
        .then(&section(l, "escalations-report-evidence", &evidence(request, whole, keeps, problem)))
        .then(&section(l, "escalations-report-testimonies", &testimonies(request, whole)))
        .then(&section(l, "escalations-issues", &issues(l, whole)));
    FormPage {
        back: (HERE.to_owned(), "escalations-dossiers-title"),
        notice: done(l, request),
        title: whole.content.title.clone(),
        before,
        form: Markup::empty(),
        after: body,
        l: l.clone(),
    }
}

pub(super) async fn show_with(staff: &Staff, id: DossierId, problem: Option<&Problem>) -> Result<Response, PageError> {
    let by = &staff.by;
    let (whole, changed_by) = read!(staff.request.site.db, by.viewer(), tx => {
        let whole = acts::whole(&mut tx, by, id).await?;
        let changed_by = acts::changed_by(&mut tx, &whole).await?;
        Ok::<_, Problem>((whole, changed_by))
    })?;
    let names = (changed_by.as_str(), by.organisation_name.as_str());
    let page = dossier_page(&staff.request, &whole, names, staff.keeps_evidence(), problem);
    staff.page(page.title.clone(), problem, &page)
}

/// `GET /work/escalations/dossiers/{id}`.
async fn show(staff: Staff, PagePath(id): PagePath<DossierId>) -> Result<Response, PageError> {
    show_with(&staff, id, None).await
}

/// The dossiers that bundle an escalation, as its page shows them.
pub(super) fn of_escalation(l: &Locale, all: &[(DossierId, String)]) -> Markup {
    if all.is_empty() {
        return Markup::empty();
    }
    let entries: Vec<_> =
        all.iter().map(|(id, title)| Row { first: link(&path_of(*id), &user(title)), ..Row::default() }).collect();
    heading(l, "escalations-dossiers-title").then(&lines(&entries))
}

/// The identifiers in a form.
fn chosen(texts: &[String]) -> Vec<EscalationId> {
    texts.iter().filter_map(|text| text.parse().ok()).collect()
}

/// A fact of a report, where there is one.
fn fact<'a>(all: &mut Vec<(&'a str, Markup)>, label: &'a str, value: &str) {
    if !value.trim().is_empty() {
        all.push((label, user(value)));
    }
}

/// Facts as a list.
fn facts(l: &Locale, all: &[(&str, Markup)]) -> Markup {
    if all.is_empty() { Markup::empty() } else { words::facts(l, all) }
}
