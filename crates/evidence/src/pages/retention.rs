//! How long evidence is kept: the part of its page, the page that asks once more before it is deleted, what is left of it then, and
//! what of an organisation goes soon, is held, or is gone.

use std::fmt::Write as _;

use axum::response::IntoResponse as _;
use saksi_base::{EvidenceId, Problem};
use saksi_db::{read, write};
use saksi_web::fields::{self, Fields};
use saksi_web::{
    Arg, Form, FormData, Locale, Markup, PageError, PagePath, PageRequest, Response, Tone, Weight, escape, notice,
    see_other, user,
};

use super::piece::{self, Typed};
use super::{Keeper, keeps, plain_forms, public};
use crate::actions::looking::{self, Looked};
use crate::actions::retention::{self, Overview};
use crate::model::Gone;
use crate::{LogStanding, log};

plain_forms! {
    Lift "evidence-lift";
}

/// Nobody deletes it until somebody says otherwise.
#[derive(Debug, Default, Clone, serde::Deserialize)]
#[serde(default)]
pub(crate) struct HoldForm {
    pub(crate) hold_reason: String,
}

impl FormData for HoldForm {
    const PURPOSE: &'static str = "evidence-hold";
}

/// It is kept longer than its collection says.
#[derive(Debug, Default, Clone, serde::Deserialize)]
#[serde(default)]
pub(crate) struct LongerForm {
    pub(crate) until: String,
    pub(crate) longer_reason: String,
}

impl FormData for LongerForm {
    const PURPOSE: &'static str = "evidence-longer";
}

/// It is deleted.
#[derive(Debug, Default, Clone, serde::Deserialize)]
#[serde(default)]
pub(crate) struct DeleteForm {
    pub(crate) reason: String,
    pub(crate) sure: String,
}

impl FormData for DeleteForm {
    const PURPOSE: &'static str = "evidence-delete";
}

fn facts(pairs: &[(String, Markup)]) -> Markup {
    let mut lines = String::new();
    for (name, value) in pairs.iter().filter(|(_, value)| !value.is_empty()) {
        let _ = std::write!(lines, "<dt>{}</dt><dd>{value}</dd>", escape(name));
    }
    Markup::trusted(format!("<dl class=\"facts\">{lines}</dl>"))
}

fn paragraph(text: &str) -> Markup {
    Markup::trusted(format!("<p>{}</p>", escape(text)))
}

fn code(text: &str) -> Markup {
    Markup::trusted(format!("<code dir=\"ltr\">{}</code>", escape(text)))
}

/// A line of what was decided: when, by whom, why.
fn decided(l: &Locale, what: &str, at: saksi_base::Timestamp, by: &str, why: &str) -> String {
    format!(
        "<li><strong>{}</strong> <span class=\"small\">{} · <bdi dir=\"ltr\">{}</bdi></span><br><bdi dir=\"auto\">{}</bdi></li>",
        escape(what),
        l.exact(at),
        escape(by),
        escape(why)
    )
}

/// How long it is kept, on its page, with what the member may do about that.
pub(crate) fn section(request: &PageRequest, looked: &Looked, typed: &Typed, problem: Option<&Problem>) -> Markup {
    let l = &request.locale;
    let (keeping, path) = (&looked.keeping, format!("/work/evidence/{}", looked.evidence.summary.id));
    let says = match (keeping.held(), keeping.until) {
        (true, _) => notice(Tone::Waiting, &l.t("evidence-held"), &paragraph(&l.t("evidence-held-how"))),
        (false, Some(until)) if until < request.now.plus(crate::model::REMINDER) => notice(
            Tone::Danger,
            &l.ta("evidence-goes-soon", &[("date", Arg::from(l.date(until)))]),
            &paragraph(&l.t("evidence-goes-soon-how")),
        ),
        (false, Some(until)) => paragraph(&l.ta("evidence-kept-until", &[("date", Arg::from(l.date(until)))])),
        (false, None) => paragraph(&l.t("evidence-kept-for-ever")),
    };
    let mut lines = String::new();
    for longer in &keeping.extensions {
        let until = l.ta("evidence-longer-until", &[("date", Arg::from(l.date(longer.until)))]);
        lines.push_str(&decided(l, &until, longer.at, &longer.operator, &longer.reason));
    }
    for hold in &keeping.holds {
        lines.push_str(&decided(l, &l.t("evidence-hold-placed"), hold.placed, &hold.operator, &hold.reason));
        if let Some((at, by)) = &hold.lifted {
            lines.push_str(&decided(l, &l.t("evidence-hold-lifted"), *at, by, ""));
        }
    }
    let mut body = says;
    if !lines.is_empty() {
        body = body.then(&Markup::trusted(format!("<ul class=\"lines\">{lines}</ul>")));
    }
    if !looked.own {
        return body;
    }
    let f = Fields::new(l, problem);
    if keeping.held() {
        if looked.may_delete {
            let action = format!("{path}/lift");
            body = body.then(&fields::button_form(
                request,
                &action,
                Lift::PURPOSE,
                &[],
                "evidence-hold-lift",
                Weight::Quiet,
            ));
        }
        return body;
    }
    if keeping.until.is_some() {
        let form = fields::form(
            request,
            &format!("{path}/longer"),
            LongerForm::PURPOSE,
            &[
                f.text("until", "evidence-longer-day", &typed.longer.until).kind("date").required().build(),
                f.area("longer_reason", "evidence-decision-reason", &typed.longer.longer_reason)
                    .rows(2)
                    .required()
                    .build(),
                f.submit_named("", "", "evidence-longer-do", Weight::Quiet),
            ],
        );
        body = body.then(&folded(l, "evidence-longer", problem, &form));
    }
    let form = fields::form(
        request,
        &format!("{path}/hold"),
        HoldForm::PURPOSE,
        &[
            f.area("hold_reason", "evidence-decision-reason", &typed.hold.hold_reason)
                .rows(2)
                .hint("evidence-hold-hint")
                .required()
                .build(),
            f.submit_named("", "", "evidence-hold-do", Weight::Quiet),
        ],
    );
    body = body.then(&folded(l, "evidence-hold", problem, &form));
    if looked.may_delete {
        body = body.then(&Markup::trusted(format!(
            "<p class=\"actions\"><a class=\"button quiet\" href=\"{path}/delete\">{}</a></p>",
            escape(&l.t("evidence-delete"))
        )));
    }
    body
}

/// A form that is folded away until somebody wants it, or until something in a form must be mended.
fn folded(l: &Locale, label: &str, problem: Option<&Problem>, form: &Markup) -> Markup {
    let open = if problem.is_some() { " open" } else { "" };
    Markup::trusted(format!("<details{open}><summary>{}</summary>{form}</details>", escape(&l.t(label))))
}

/// The page that asks once more.
#[derive(askama::Template)]
#[template(path = "delete.html")]
pub(crate) struct DeletePage {
    l: Locale,
    pub(crate) title: String,
    back: String,
    name: String,
    means: Markup,
    form: Markup,
}

impl DeletePage {
    pub(crate) fn new(request: &PageRequest, looked: &Looked, typed: &DeleteForm, problem: Option<&Problem>) -> Self {
        let l = &request.locale;
        let summary = &looked.evidence.summary;
        let back = format!("/work/evidence/{}", summary.id);
        let f = Fields::new(l, problem);
        let form = fields::form(
            request,
            &format!("{back}/delete"),
            DeleteForm::PURPOSE,
            &[
                f.area("reason", "evidence-decision-reason", &typed.reason)
                    .rows(3)
                    .hint("evidence-delete-reason-hint")
                    .required()
                    .build(),
                f.checkbox("sure", "evidence-delete-sure", typed.sure == "yes").build(),
                f.submit_named("", "", "evidence-delete-do", Weight::Danger),
            ],
        );
        Self {
            title: l.t("evidence-delete"),
            name: if summary.title.is_empty() { summary.url.clone() } else { summary.title.clone() },
            means: notice(Tone::Danger, &l.t("evidence-delete-means"), &paragraph(&l.t("evidence-delete-means-how"))),
            back,
            form,
            l: l.clone(),
        }
    }
}

/// What is left of deleted evidence.
#[derive(askama::Template)]
#[template(path = "gone.html")]
pub(crate) struct GonePage {
    l: Locale,
    pub(crate) title: String,
    kind: String,
    facts: Markup,
    log: String,
    record: Option<String>,
    proof: Option<String>,
}

impl GonePage {
    pub(crate) fn new(request: &PageRequest, gone: &Gone, stands: &LogStanding) -> Self {
        let l = &request.locale;
        let hash = |hash: Option<saksi_tlog::Hash>| hash.map_or_else(Markup::empty, |hash| code(&hash.to_hex()));
        Self {
            title: l.t("evidence-gone-title"),
            kind: l.t(gone.kind.message()),
            facts: facts(&[
                (l.t("evidence-gone-at"), l.exact(gone.deleted)),
                (
                    l.t("evidence-gone-by"),
                    if gone.ruled { Markup::text(&l.t("evidence-gone-ruled")) } else { code(&gone.operator) },
                ),
                (l.t("evidence-decision-reason"), user(&gone.reason)),
                (l.t("evidence-gone-kept"), l.exact(gone.kept)),
                (l.t("evidence-kept-by"), user(&gone.owner_name)),
                (l.t("evidence-entry"), hash(gone.entry)),
                (l.t("evidence-gone-deletion"), hash(gone.deletion)),
            ]),
            log: public::standing(l, stands),
            record: (!gone.record.is_empty()).then(|| format!("/work/evidence/{}/deletion.json", gone.id)),
            proof: gone.entry.and_then(|entry| public::proof(stands, entry)),
            l: l.clone(),
        }
    }
}

struct GoneLine {
    path: String,
    kind: String,
    at: Markup,
    by: String,
    why: String,
}

/// What goes soon, what is held, what is gone.
#[derive(askama::Template)]
#[template(path = "keeping.html")]
pub(crate) struct KeepingPage {
    l: Locale,
    pub(crate) title: String,
    lapsing: Vec<(String, String, Markup, String)>,
    held: Vec<(String, String, Markup, String)>,
    gone: Vec<GoneLine>,
}

impl KeepingPage {
    pub(crate) fn new(request: &PageRequest, found: &Overview) -> Self {
        let l = &request.locale;
        let path = |id: EvidenceId| format!("/work/evidence/{id}");
        Self {
            title: l.t("evidence-keeping-title"),
            lapsing: found
                .lapsing
                .iter()
                .map(|one| (path(one.id), one.title.clone(), l.day(one.until), one.source.clone()))
                .collect(),
            held: found
                .held
                .iter()
                .map(|(id, title, why, since)| (path(*id), title.clone(), l.day(*since), why.clone()))
                .collect(),
            gone: found
                .gone
                .iter()
                .map(|gone| GoneLine {
                    path: path(gone.id),
                    kind: l.t(gone.kind.message()),
                    at: l.exact(gone.deleted),
                    by: if gone.ruled { l.t("evidence-gone-ruled") } else { gone.operator.clone() },
                    why: gone.reason.clone(),
                })
                .collect(),
            l: l.clone(),
        }
    }
}

/// `GET /work/evidence/keeping`.
pub(crate) async fn overview(keeper: Keeper) -> Result<Response, PageError> {
    let by = &keeper.by;
    let found: Result<Overview, Problem> =
        read!(keeper.request.site.db, by.viewer(), tx => { retention::overview(&mut tx, by).await });
    let page = KeepingPage::new(&keeper.request, &found?);
    keeper.page(page.title.clone(), None, &page)
}

/// What is left of evidence that is not there any more, if it was deleted and the member may see that.
pub(crate) async fn gone(keeper: &Keeper, id: EvidenceId) -> Result<Option<Response>, PageError> {
    let (by, db) = (&keeper.by, &keeper.request.site.db);
    let found: Result<Option<Gone>, Problem> = read!(db, by.viewer(), tx => { retention::gone(&mut tx, by, id).await });
    let Some(gone) = found? else { return Ok(None) };
    let stands = match gone.entry {
        Some(entry) => log::standing(db, entry).await?,
        None => LogStanding::Absent,
    };
    let page = GonePage::new(&keeper.request, &gone, &stands);
    keeper.page(page.title.clone(), None, &page).map(Some)
}

/// `GET /work/evidence/{id}/deletion.json`: the canonical record of a deletion.
pub(crate) async fn record(keeper: Keeper, PagePath(id): PagePath<EvidenceId>) -> Result<Response, PageError> {
    let by = &keeper.by;
    let found: Result<Option<Gone>, Problem> =
        read!(keeper.request.site.db, by.viewer(), tx => { retention::gone(&mut tx, by, id).await });
    let record = found?.map(|gone| gone.record).filter(|record| !record.is_empty()).ok_or_else(Problem::not_found)?;
    Ok(super::attachment(record.into(), "application/json", &format!("deletion-{id}.json"), None).into_response())
}

async fn delete_page_of(
    keeper: &Keeper,
    id: EvidenceId,
    typed: &DeleteForm,
    problem: Option<&Problem>,
) -> Result<Response, PageError> {
    let by = &keeper.by;
    let looked: Result<Looked, Problem> =
        read!(keeper.request.site.db, by.viewer(), tx => { looking::look(&mut tx, by, id).await });
    let looked = looked?;
    if !looked.may_delete {
        return Err(Problem::forbidden().into());
    }
    let page = DeletePage::new(&keeper.request, &looked, typed, problem);
    keeper.page(page.title.clone(), problem, &page)
}

/// `GET /work/evidence/{id}/delete`.
pub(crate) async fn delete_page(keeper: Keeper, PagePath(id): PagePath<EvidenceId>) -> Result<Response, PageError> {
    delete_page_of(&keeper, id, &DeleteForm::default(), None).await
}

/// `POST /work/evidence/{id}/delete`.
pub(crate) async fn delete(
    keeper: Keeper,
    PagePath(id): PagePath<EvidenceId>,
    form: Form<DeleteForm>,
) -> Result<Response, PageError> {
    let (by, typed) = (&keeper.by, form.value);
    let outcome: Result<(), Problem> = if typed.sure == "yes" {
        write!(keeper.request.site.db, "delete evidence", by.viewer(), tx => {
            retention::delete(&mut tx, by, id, &typed.reason).await
        })
    } else {
        Err(Problem::field("sure", "evidence-problem-not-sure"))
    };
    match outcome {
        Ok(()) => Ok(see_other(&format!("/work/evidence/{id}"))),
        Err(problem) if keeps(&problem) => delete_page_of(&keeper, id, &typed, Some(&problem)).await,
        Err(problem) => Err(problem.into()),
    }
}

/// `POST /work/evidence/{id}/hold`.
pub(crate) async fn hold(
    keeper: Keeper,
    PagePath(id): PagePath<EvidenceId>,
    form: Form<HoldForm>,
) -> Result<Response, PageError> {
    let (by, typed) = (&keeper.by, form.value);
    let outcome: Result<(), Problem> = write!(keeper.request.site.db, "hold evidence", by.viewer(), tx => {
        retention::hold(&mut tx, by, form.nonce, id, &typed.hold_reason).await
    });
    piece::after(&keeper, id, outcome.map(|()| "held"), Typed { hold: typed, ..Typed::default() }).await
}

/// `POST /work/evidence/{id}/lift`.
pub(crate) async fn lift(
    keeper: Keeper,
    PagePath(id): PagePath<EvidenceId>,
    _: Form<Lift>,
) -> Result<Response, PageError> {
    let by = &keeper.by;
    let outcome: Result<(), Problem> =
        write!(keeper.request.site.db, "lift hold", by.viewer(), tx => { retention::lift(&mut tx, by, id).await });
    piece::after(&keeper, id, outcome.map(|()| "lifted"), Typed::default()).await
}

/// `POST /work/evidence/{id}/longer`.
pub(crate) async fn longer(
    keeper: Keeper,
    PagePath(id): PagePath<EvidenceId>,
    form: Form<LongerForm>,
) -> Result<Response, PageError> {
    let (by, typed) = (&keeper.by, form.value);
    let outcome: Result<(), Problem> = write!(keeper.request.site.db, "keep longer", by.viewer(), tx => {
        retention::extend(&mut tx, by, form.nonce, id, &typed.until, &typed.longer_reason).await
    });
    piece::after(&keeper, id, outcome.map(|()| "longer"), Typed { longer: typed, ..Typed::default() }).await
}
