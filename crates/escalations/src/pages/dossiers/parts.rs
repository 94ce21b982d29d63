//! What belongs to a dossier: notices, evidence, testimonies.

use std::fmt::Write as _;

use saksi_base::{AddresseeId, DossierId, EscalationId, Problem, TestimonyId};
use saksi_db::{read, write};
use saksi_web::fields::{self, Fields, Weight};
use saksi_web::{
    Form, FormData, Markup, PageError, PagePath, PageQuery, PageRequest, Response, escape, user, user_block,
};

use super::{Row, given_to, lines, link, path_of, show_with};
use crate::actions::{dossiers as acts, registers};
use crate::model::dossier::{Audience, Testimony};
use crate::model::register::Addressee;
use crate::pages::{FormPage, Staff, go, keeps, paragraph, plain_forms, warn};
use crate::store::dossiers::{Candidate, Issue};

/// Which notices are offered.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct ChooseQuery {
    pub(crate) platform: String,
    pub(crate) words: String,
}

/// Which were chosen.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct BundleForm {
    chosen: Vec<String>,
}

impl FormData for BundleForm {
    const PURPOSE: &'static str = "escalations:dossier-bundle";
}

/// Which one goes.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct UnbundleForm {
    escalation: String,
}

impl FormData for UnbundleForm {
    const PURPOSE: &'static str = "escalations:dossier-unbundle";
}

/// A preserved record.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct AttestForm {
    record: String,
}

impl FormData for AttestForm {
    const PURPOSE: &'static str = "escalations:dossier-evidence";
}

/// One that goes.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct UnattestForm {
    record: String,
}

impl FormData for UnattestForm {
    const PURPOSE: &'static str = "escalations:dossier-evidence-remove";
}

/// What somebody told.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct TestimonyForm {
    name: String,
    words: String,
    consent: String,
    audiences: Vec<String>,
}

impl FormData for TestimonyForm {
    const PURPOSE: &'static str = "escalations:testimony";
}

plain_forms! {
    WithdrawForm "escalations:testimony-withdraw";
}

pub(crate) fn choose_page(
    request: &PageRequest,
    id: DossierId,
    platforms: &[Addressee],
    all: &[Candidate],
    typed: &ChooseQuery,
    problem: Option<&Problem>,
) -> FormPage {
    let l = &request.locale;
    let path = path_of(id);
    let f = Fields::new(l, problem);
    let mut options = vec![(String::new(), l.t("escalations-any-platform"))];
    options.extend(platforms.iter().map(|one| (one.id.to_string(), one.name.clone())));
    let search = fields::query_form(
        &format!("{path}/notices"),
        &[
            f.select("platform", "escalations-to", &typed.platform, &[]).options(options).build(),
            f.text("words", "escalations-dossier-words", &typed.words).build(),
            f.submit("escalations-dossier-search"),
        ],
    );
    let form = if all.is_empty() {
        saksi_web::empty(l, "escalations-dossier-nothing-found", "escalations-dossier-nothing-found-how")
    } else {
        let choice = |one: &Candidate| {
            let sent = l.ta("escalations-sent-on", &[("day", l.date(one.sent_at))]);
            (one.id.to_string(), format!("{} · {} · {sent}", one.title, one.platform))
        };
        fields::form(
            request,
            &format!("{path}/notices/add"),
            BundleForm::PURPOSE,
            &[
                f.checks::<&str>("chosen", "escalations-dossier-which", &[], &[])
                    .options(all.iter().map(choice).collect())
                    .build(),
                f.submit("escalations-dossier-put-in"),
            ],
        )
    };
    FormPage {
        back: (path, "escalations-dossier-back"),
        notice: Markup::empty(),
        title: l.t("escalations-dossier-add-notices"),
        before: search,
        form,
        after: Markup::empty(),
        l: l.clone(),
    }
}

async fn show_choose(
    staff: &Staff,
    id: DossierId,
    query: &ChooseQuery,
    problem: Option<&Problem>,
) -> Result<Response, PageError> {
    let by = &staff.by;
    let platform = query.platform.parse::<AddresseeId>().ok();
    let (platforms, all) = read!(staff.request.site.db, by.viewer(), tx => {
        acts::whole(&mut tx, by, id).await?;
        let platforms = registers::addressees(&mut tx, by).await?;
        Ok::<_, Problem>((platforms, acts::candidates(&mut tx, by, id, platform, &query.words).await?))
    })?;
    let page = choose_page(&staff.request, id, &platforms, &all, query, problem);
    staff.page(page.title.clone(), problem, &page)
}

/// `GET /work/escalations/dossiers/{id}/notices`.
pub(crate) async fn choose(
    staff: Staff,
    PagePath(id): PagePath<DossierId>,
    PageQuery(query): PageQuery<ChooseQuery>,
) -> Result<Response, PageError> {
    show_choose(&staff, id, &query, None).await
}

/// `POST /work/escalations/dossiers/{id}/notices/add`.
pub(crate) async fn bundle(
    staff: Staff,
    PagePath(id): PagePath<DossierId>,
    form: Form<BundleForm>,
) -> Result<Response, PageError> {
    let by = &staff.by;
    let chosen = super::chosen(&form.value.chosen);
    let outcome: Result<(), Problem> = write!(staff.request.site.db, "bundle escalations", by.viewer(), tx => {
        acts::bundle(&mut tx, by, id, &chosen).await
    });
    match outcome {
        Ok(()) => Ok(go(&path_of(id), "saved")),
        Err(problem) if keeps(&problem) => show_choose(&staff, id, &ChooseQuery::default(), Some(&problem)).await,
        Err(problem) => Err(problem.into()),
    }
}

/// `POST /work/escalations/dossiers/{id}/notices/remove`.
pub(crate) async fn unbundle(
    staff: Staff,
    PagePath(id): PagePath<DossierId>,
    form: Form<UnbundleForm>,
) -> Result<Response, PageError> {
    let by = &staff.by;
    let escalation: EscalationId = form.value.escalation.parse().map_err(|_| Problem::not_found())?;
    let outcome: Result<(), Problem> = write!(staff.request.site.db, "unbundle escalation", by.viewer(), tx => {
        acts::unbundle(&mut tx, by, id, escalation).await
    });
    outcome?;
    Ok(go(&path_of(id), "saved"))
}

/// `POST /work/escalations/dossiers/{id}/evidence`.
pub(crate) async fn attest(
    staff: Staff,
    PagePath(id): PagePath<DossierId>,
    form: Form<AttestForm>,
) -> Result<Response, PageError> {
    match acts::attest(&staff.room, &staff.request.site.db, &staff.by, id, &form.value.record).await {
        Ok(()) => Ok(go(&path_of(id), "saved")),
        Err(problem) if keeps(&problem) => show_with(&staff, id, Some(&problem)).await,
        Err(problem) => Err(problem.into()),
    }
}

/// `POST /work/escalations/dossiers/{id}/evidence/remove`.
pub(crate) async fn unattest(
    staff: Staff,
    PagePath(id): PagePath<DossierId>,
    form: Form<UnattestForm>,
) -> Result<Response, PageError> {
    let by = &staff.by;
    let record = form.value.record;
    let outcome: Result<(), Problem> = write!(staff.request.site.db, "drop evidence", by.viewer(), tx => {
        acts::unattest(&mut tx, by, id, &record).await
    });
    outcome?;
    Ok(go(&path_of(id), "saved"))
}

pub(crate) fn testimony_page(
    request: &PageRequest,
    id: DossierId,
    typed: &TestimonyForm,
    problem: Option<&Problem>,
) -> FormPage {
    let l = &request.locale;
    let path = path_of(id);
    let f = Fields::new(l, problem);
    let form = fields::form(
        request,
        &format!("{path}/testimonies/new"),
        TestimonyForm::PURPOSE,
        &[
            f.text("name", "escalations-testimony-name", &typed.name)
                .hint("escalations-testimony-name-hint")
                .longest(200)
                .required()
                .build(),
            f.area("words", "escalations-testimony-words", &typed.words).rows(8).longest(20_000).required().build(),
            f.area("consent", "escalations-testimony-consent", &typed.consent)
                .hint("escalations-testimony-consent-hint")
                .rows(3)
                .longest(2_000)
                .required()
                .build(),
            f.checks("audiences", "escalations-testimony-audiences", &typed.audiences, Audience::OPTIONS).build(),
            f.submit("escalations-testimony-save"),
        ],
    );
    FormPage {
        back: (path, "escalations-dossier-back"),
        notice: Markup::empty(),
        title: l.t("escalations-testimony-new"),
        before: paragraph(&l.t("escalations-testimony-lead")),
        form,
        after: Markup::empty(),
        l: l.clone(),
    }
}

async fn show_testimony(
    staff: &Staff,
    id: DossierId,
    typed: &TestimonyForm,
    problem: Option<&Problem>,
) -> Result<Response, PageError> {
    let by = &staff.by;
    read!(staff.request.site.db, by.viewer(), tx => { acts::whole(&mut tx, by, id).await })?;
    let page = testimony_page(&staff.request, id, typed, problem);
    staff.page(page.title.clone(), problem, &page)
}

/// `GET /work/escalations/dossiers/{id}/testimonies/new`.
pub(crate) async fn new_testimony(staff: Staff, PagePath(id): PagePath<DossierId>) -> Result<Response, PageError> {
    show_testimony(&staff, id, &TestimonyForm::default(), None).await
}

/// `POST /work/escalations/dossiers/{id}/testimonies/new`.
pub(crate) async fn add_testimony(
    staff: Staff,
    PagePath(id): PagePath<DossierId>,
    form: Form<TestimonyForm>,
) -> Result<Response, PageError> {
    let (by, typed) = (&staff.by, form.value);
    let audiences: Vec<Audience> = typed.audiences.iter().filter_map(|code| Audience::from_code(code)).collect();
    let outcome: Result<(), Problem> = write!(staff.request.site.db, "add testimony", by.viewer(), tx => {
        acts::add_testimony(&mut tx, by, id, (&typed.name, &typed.words, &typed.consent), &audiences).await
    });
    match outcome {
        Ok(()) => Ok(go(&path_of(id), "saved")),
        Err(problem) if keeps(&problem) => show_testimony(&staff, id, &typed, Some(&problem)).await,
        Err(problem) => Err(problem.into()),
    }
}

pub(crate) fn withdraw_view(request: &PageRequest, id: DossierId, told: &Testimony, given: &[Issue]) -> FormPage {
    let l = &request.locale;
    let path = path_of(id);
    let mut before = format!(
        "<p>{}</p><h2>{}</h2>{}<p class=\"hint\">{}</p>",
        escape(&l.t("escalations-testimony-withdraw-why")),
        user(&told.name),
        user_block(&told.words),
        user(&told.consent)
    );
    if given.is_empty() {
        let _ = std::write!(before, "<p>{}</p>", escape(&l.t("escalations-testimony-not-given")));
    } else {
        let line = |issue: &Issue| {
            let name = Markup::text(&l.ta("escalations-issue-number", &[("number", issue.number)]));
            Row {
                first: link(&format!("{path}/issues/{}", issue.number), &name),
                facts: vec![given_to(l, issue), l.exact(issue.made_at)],
                ..Row::default()
            }
        };
        let all = lines(&given.iter().map(line).collect::<Vec<_>>());
        let _ = std::write!(before, "{}{all}", warn("", &l.t("escalations-testimony-given")));
    }
    let form = fields::button_form(
        request,
        &format!("{path}/testimonies/{}/withdraw", told.id),
        WithdrawForm::PURPOSE,
        &[],
        "escalations-testimony-withdraw-now",
        Weight::Danger,
    );
    FormPage {
        back: (path, "escalations-dossier-back"),
        notice: Markup::empty(),
        title: l.t("escalations-testimony-withdraw"),
        before: Markup::trusted(before),
        form,
        after: Markup::empty(),
        l: l.clone(),
    }
}

/// `GET /work/escalations/dossiers/{id}/testimonies/{told}/withdraw`.
pub(crate) async fn withdraw_page(
    staff: Staff,
    PagePath((id, told)): PagePath<(DossierId, TestimonyId)>,
) -> Result<Response, PageError> {
    let by = &staff.by;
    let (whole, given) = read!(staff.request.site.db, by.viewer(), tx => {
        Ok::<_, Problem>((acts::whole(&mut tx, by, id).await?, acts::given_with(&mut tx, by, id, told).await?))
    })?;
    let found = whole.testimonies.iter().find(|one| one.id == told && one.withdrawn_at.is_none());
    let page = withdraw_view(&staff.request, id, found.ok_or_else(Problem::not_found)?, &given);
    staff.page(page.title.clone(), None, &page)
}

/// `POST /work/escalations/dossiers/{id}/testimonies/{told}/withdraw`.
pub(crate) async fn withdraw(
    staff: Staff,
    PagePath((id, told)): PagePath<(DossierId, TestimonyId)>,
    _: Form<WithdrawForm>,
) -> Result<Response, PageError> {
    let by = &staff.by;
    let outcome: Result<(), Problem> = write!(staff.request.site.db, "withdraw consent", by.viewer(), tx => {
        acts::withdraw(&mut tx, by, id, told).await
    });
    match outcome {
        Ok(()) => Ok(go(&path_of(id), "withdrawn")),
        Err(problem) if keeps(&problem) => show_with(&staff, id, Some(&problem)).await,
        Err(problem) => Err(problem.into()),
    }
}
