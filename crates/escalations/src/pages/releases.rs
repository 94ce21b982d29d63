//! `/work/escalations/scoreboard`: what the public scoreboard counts of the member's organisation, and what was published;
//! `/operator/scoreboard`: correcting that, or taking it back.

use axum::Extension;
use saksi_base::{EscalationId, Problem};
use saksi_db::{read, write};
use saksi_network::Member;
use saksi_web::fields::{self, Fields};
use saksi_web::{Form, FormData, Locale, Markup, PageError, PagePath, PageRequest, Response, Shell, escape};

use super::{FormPage, Staff, done, go, heading, keeps, paragraph, tabs};
use crate::actions::releases as acts;
use crate::handle::Escalations;
use crate::model::scoreboard::Taking;
use crate::store::releases::Published;

const HERE: &str = "/work/escalations/scoreboard";
const MEND: &str = "/operator/scoreboard";

/// How the organisation takes part.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct TakingForm {
    taking: String,
}

impl FormData for TakingForm {
    const PURPOSE: &'static str = "escalations:scoreboard";
}

/// What an operator does with a release.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct MendForm {
    period: String,
    what: String,
    reason: String,
}

impl FormData for MendForm {
    const PURPOSE: &'static str = "escalations:release";
}

/// Whether an escalation is counted.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct CountForm {
    counted: String,
}

impl FormData for CountForm {
    const PURPOSE: &'static str = "escalations:counted";
}

fn published(l: &Locale, all: &[Published]) -> Markup {
    let heading = heading(l, "escalations-releases-published");
    if all.is_empty() {
        return heading.then(&paragraph(&l.t("escalations-releases-empty")));
    }
    let line = |one: &Published| {
        let said = l.ta(
            "escalations-releases-line",
            &[
                ("number", saksi_web::Arg::from(one.number)),
                ("period", saksi_web::Arg::from(one.code.as_str())),
                ("date", saksi_web::Arg::from(l.date(one.made_at))),
            ],
        );
        format!("<li><a href=\"/scoreboard/{}.{}\">{}</a></li>", one.code, one.number, escape(&said))
    };
    heading.then(&Markup::trusted(format!("<ul class=\"links\">{}</ul>", all.iter().map(line).collect::<String>())))
}

pub(crate) fn board_page(
    request: &PageRequest,
    taking: &str,
    all: &[Published],
    problem: Option<&Problem>,
) -> FormPage {
    let l = &request.locale;
    let f = Fields::new(l, problem);
    FormPage {
        back: ("/work/escalations".to_owned(), "escalations-nav"),
        notice: done(l, request),
        title: l.t("escalations-releases-title"),
        before: tabs(request).then(&paragraph(&l.t("escalations-releases-lead"))),
        form: fields::form(
            request,
            HERE,
            TakingForm::PURPOSE,
            &[
                f.radio("taking", "escalations-taking", taking, Taking::OPTIONS)
                    .hint("escalations-taking-hint")
                    .build(),
                f.submit("escalations-save"),
            ],
        ),
        after: published(l, all),
        l: l.clone(),
    }
}

/// What whoever runs the network does with what was published.
pub(crate) fn mend_page(
    request: &PageRequest,
    all: &[Published],
    typed: &MendForm,
    problem: Option<&Problem>,
) -> FormPage {
    let l = &request.locale;
    let f = Fields::new(l, problem);
    let mut codes: Vec<(String, String)> = Vec::new();
    for one in all {
        if !codes.iter().any(|(code, _)| *code == one.code) {
            codes.push((one.code.clone(), one.code.clone()));
        }
    }
    let form = if all.is_empty() {
        Markup::empty()
    } else {
        fields::form(
            request,
            MEND,
            MendForm::PURPOSE,
            &[
                f.select("period", "escalations-release-which", &typed.period, &[]).options(codes).build(),
                f.radio(
                    "what",
                    "escalations-release-what",
                    &typed.what,
                    &[("correct", "escalations-release-correct"), ("take-back", "escalations-release-take-back")],
                )
                .build(),
                f.text("reason", "escalations-release-reason", &typed.reason).required().build(),
                f.submit("escalations-release-do"),
            ],
        )
    };
    FormPage {
        back: ("/operator".to_owned(), "escalations-releases-operator"),
        notice: done(l, request),
        title: l.t("escalations-release-mend"),
        before: paragraph(&l.t("escalations-release-mend-hint")),
        form,
        after: published(l, all),
        l: l.clone(),
    }
}

/// `GET /work/escalations/scoreboard`.
pub(crate) async fn show(staff: Staff) -> Result<Response, PageError> {
    let by = &staff.by;
    let taking = read!(staff.request.site.db, by.viewer(), tx => { acts::taking(&mut tx, by).await })?;
    let all = acts::list(&staff.request.site.db).await?;
    let page = board_page(&staff.request, taking.code(), &all, None);
    staff.page(page.title.clone(), None, &page)
}

/// `POST /work/escalations/scoreboard`.
pub(crate) async fn save(staff: Staff, form: Form<TakingForm>) -> Result<Response, PageError> {
    let by = &staff.by;
    let Some(taking) = Taking::from_code(&form.value.taking) else {
        let problem = Problem::field("taking", "escalations-problem-choose");
        let all = acts::list(&staff.request.site.db).await?;
        let page = board_page(&staff.request, "", &all, Some(&problem));
        return staff.page(page.title.clone(), Some(&problem), &page);
    };
    let outcome: Result<(), Problem> = write!(staff.request.site.db, "take part in the scoreboard", by.viewer(), tx => {
        acts::set_taking(&mut tx, by, taking).await
    });
    outcome?;
    Ok(go(HERE, "saved"))
}

async fn mending(request: &PageRequest, typed: &MendForm, problem: Option<&Problem>) -> Result<Response, PageError> {
    let all = acts::list(&request.site.db).await?;
    let page = mend_page(request, &all, typed, problem);
    let mut shell = Shell::staff(request, page.title.clone());
    if let Some(problem) = problem {
        shell = shell.problem(problem);
    }
    shell.render(&page)
}

/// `GET /operator/scoreboard`.
pub(crate) async fn releases(by: Member, request: PageRequest) -> Result<Response, PageError> {
    by.may_operate()?;
    mending(&request, &MendForm::default(), None).await
}

/// `POST /operator/scoreboard`.
pub(crate) async fn mend(
    by: Member,
    Extension(room): Extension<Escalations>,
    request: PageRequest,
    form: Form<MendForm>,
) -> Result<Response, PageError> {
    by.may_operate()?;
    let (typed, db) = (form.value, &request.site.db);
    let outcome = match typed.what.as_str() {
        "correct" => acts::correct(&room, db, &by, &typed.period, &typed.reason).await,
        "take-back" => acts::take_back(&room, db, &by, &typed.period, &typed.reason).await,
        _ => Err(Problem::field("what", "escalations-problem-choose")),
    };
    match outcome {
        Ok(_) => Ok(go(MEND, "published")),
        Err(problem) if keeps(&problem) => mending(&request, &typed, Some(&problem)).await,
        Err(problem) => Err(problem.into()),
    }
}

/// `POST /work/escalations/{id}/counted`.
pub(crate) async fn count(
    staff: Staff,
    PagePath(id): PagePath<EscalationId>,
    form: Form<CountForm>,
) -> Result<Response, PageError> {
    let by = &staff.by;
    let outcome: Result<(), Problem> = write!(staff.request.site.db, "count on the scoreboard", by.viewer(), tx => {
        acts::choose(&mut tx, by, id, form.value.counted == "yes").await
    });
    outcome?;
    Ok(go(&format!("/work/escalations/{id}"), "saved"))
}

/// Whether an escalation is counted, with the button that changes it. Nothing where its organisation takes no part.
pub(crate) fn counted(request: &PageRequest, id: EscalationId, taking: Taking, counted: bool, own: bool) -> Markup {
    if taking == Taking::Out {
        return Markup::empty();
    }
    let l = &request.locale;
    let (said, value, button) = if counted {
        ("escalations-counted-yes", "no", "escalations-count-out")
    } else {
        ("escalations-counted-no", "yes", "escalations-count-in")
    };
    let said = paragraph(&l.t(said));
    if !own {
        return said;
    }
    let f = Fields::new(l, None);
    said.then(&fields::form(
        request,
        &format!("/work/escalations/{id}/counted"),
        CountForm::PURPOSE,
        &[f.hidden("counted", value), f.submit_named("do", "count", button, fields::Weight::Quiet)],
    ))
}
