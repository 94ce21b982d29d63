//! `/cases/{case}/events`: what happened to somebody, in order, each event with where it comes from and where it stands.

use std::collections::BTreeMap;

use saksi_base::{CaseId, PersonId, Problem};
use saksi_web::fields::{self, Fields};
use saksi_web::{
    Form, FormData as _, Locale, Markup, PageError, PagePath, PageRequest, Response, Tone, Weight, user, user_block,
};

use super::case::path as case_path;
use super::keeping::read_day;
use super::parts::{card, choices, facts, hint, line, link, link_button, row, section, table_or_cards};
use super::views::CaseView;
use super::work::opened_for;
use super::{Done, Staff, WorkPage, done, forms, opening, to_mend};
use crate::actions::work as action;
use crate::model::events::{Event, EventKind, LONGEST_EVENT, NewEvent, Standing, in_order};
use crate::model::sheet::Change;

forms! {
    /// Something that happened.
    EventForm "cases:event" 32 { day: String, kind: String, text: String, source: String }
    /// Where an event stands, and why.
    JudgeForm "cases:event-judge" 16 { standing: String, because: String }
}

/// Where the chain of a case is.
fn path(case: CaseId) -> String {
    format!("{}/events", case_path(case))
}

fn longest() -> u32 {
    u32::try_from(LONGEST_EVENT).unwrap_or(u32::MAX)
}

fn standing(l: &Locale, standing: Standing) -> Markup {
    let tone = match standing {
        Standing::Alleged => Tone::Waiting,
        Standing::Corroborated => Tone::Plain,
        Standing::Verified => Tone::Done,
        Standing::Refuted => Tone::Danger,
    };
    saksi_web::badge(l, tone, standing.message())
}

fn day(l: &Locale, event: &Event) -> Markup {
    event.day.map_or_else(|| Markup::text(&l.t("cases-staff-event-no-day")), |day| l.day(day.start()))
}

/// The chain as a table, as cards on a narrow screen; nothing where there is none.
fn chain(l: &Locale, view: &CaseView) -> Markup {
    let rows: Vec<Vec<Markup>> = in_order(&view.events)
        .into_iter()
        .map(|event| {
            let way = format!("{}/{}", path(view.row.id), event.number);
            vec![
                day(l, event),
                link(&way, &Markup::text(&l.t(event.kind.message()))).then(&user_block(&event.text)),
                user(&event.source),
                standing(l, event.standing()),
            ]
        })
        .collect();
    if rows.is_empty() {
        return Markup::empty();
    }
    let headings =
        ["cases-staff-event-day", "cases-staff-event-what", "cases-staff-event-source", "cases-staff-event-standing"];
    table_or_cards(l, "cases-staff-events", &headings, &rows)
}

/// The part of a case's page.
pub(crate) fn of_case(l: &Locale, view: &CaseView, writes: bool) -> Markup {
    let shown = chain(l, view);
    if shown.is_empty() && !writes {
        return Markup::empty();
    }
    let mut body = if shown.is_empty() { hint(l, "cases-staff-events-none") } else { shown };
    if writes {
        body = body.then(&row(&[link_button(l, &path(view.row.id), "cases-staff-event-add", Weight::Quiet)]));
    }
    section(l, "events", "cases-staff-events", "cases-staff-events-hint", &body)
}

/// The whole chain, with the form for one more.
pub(crate) fn list(request: &PageRequest, view: &CaseView, typed: &EventForm, problem: Option<&Problem>) -> WorkPage {
    let l = &request.locale;
    let f = Fields::new(l, problem);
    let shown = chain(l, view);
    let shown = if shown.is_empty() {
        saksi_web::empty(l, "cases-staff-events-empty", "cases-staff-events-empty-how")
    } else {
        shown
    };
    let page = WorkPage::new(request, "cases-staff-events")
        .back(l, &case_path(view.row.id), "cases-staff-back-case")
        .part(&line(l, "cases-staff-events-lead"))
        .part(&shown);
    if !view.mine {
        return page.part(&hint(l, "cases-staff-take-first"));
    }
    let form = fields::form(
        request,
        &path(view.row.id),
        EventForm::PURPOSE,
        &[
            f.text("day", "cases-staff-event-day", &typed.day)
                .kind("date")
                .hint("cases-staff-event-day-hint")
                .optional()
                .build(),
            f.select(
                "kind",
                "cases-staff-event-kind",
                &typed.kind,
                &choices(EventKind::ALL, EventKind::code, EventKind::message, None),
            )
            .build(),
            f.area("text", "cases-staff-event-what", &typed.text).rows(4).longest(longest()).required().build(),
            f.area("source", "cases-staff-event-source", &typed.source)
                .hint("cases-staff-event-source-hint")
                .rows(2)
                .longest(longest())
                .required()
                .build(),
            f.submit("cases-staff-event-keep"),
        ],
    );
    page.part(&section(l, "add", "cases-staff-event-add", "cases-staff-event-add-hint", &form))
}

/// One event, with every judgement.
pub(crate) fn one(
    request: &PageRequest,
    view: &CaseView,
    event: &Event,
    names: &BTreeMap<PersonId, String>,
    typed: &JudgeForm,
    problem: Option<&Problem>,
) -> WorkPage {
    let l = &request.locale;
    let f = Fields::new(l, problem);
    let name = |person: PersonId| names.get(&person).map_or_else(Markup::empty, |name| user(name));
    let at = format!("{}/{}", path(view.row.id), event.number);
    let mut page = WorkPage::new(request, "cases-staff-event-title")
        .back(l, &path(view.row.id), "cases-staff-back-events")
        .part(&user_block(&event.text))
        .part(&facts(&[
            (l.t("cases-staff-event-kind"), Markup::text(&l.t(event.kind.message()))),
            (l.t("cases-staff-event-day"), day(l, event)),
            (l.t("cases-staff-event-source"), user(&event.source)),
            (l.t("cases-staff-event-standing"), standing(l, event.standing())),
            (l.t("cases-staff-event-by"), name(event.by)),
            (l.t("cases-staff-event-at"), l.exact(event.at)),
        ]));
    let said: Markup = event
        .judgements
        .iter()
        .map(|judgement| {
            let label = standing(l, judgement.standing);
            let body = user_block(&judgement.because).then(&facts(&[
                (l.t("cases-staff-event-by"), name(judgement.by)),
                (l.t("cases-staff-event-at"), l.exact(judgement.at)),
            ]));
            card(&label, &body)
        })
        .collect();
    let said = if said.is_empty() { hint(l, "cases-staff-event-unjudged") } else { said };
    page = page.part(&section(l, "judged", "cases-staff-event-judged", "", &said));
    if !view.mine {
        return page;
    }
    let form = fields::form(
        request,
        &at,
        JudgeForm::PURPOSE,
        &[
            f.select(
                "standing",
                "cases-staff-event-standing",
                &typed.standing,
                &choices(Standing::ALL, Standing::code, Standing::message, Some("cases-staff-choose")),
            )
            .build(),
            f.area("because", "cases-staff-event-because", &typed.because)
                .hint("cases-staff-event-because-hint")
                .rows(3)
                .longest(longest())
                .required()
                .build(),
            f.submit("cases-staff-save"),
        ],
    );
    page.part(&section(l, "judge", "cases-staff-event-judge", "cases-staff-event-judge-hint", &form))
}

/// `GET /cases/{case}/events`.
pub(crate) async fn show(staff: Staff, PagePath(id): PagePath<CaseId>) -> Result<Response, PageError> {
    let me = match staff.opened().await? {
        Ok(me) => me,
        Err(page) => return Ok(page),
    };
    let view = opening::case(&staff, &me, id).await?;
    staff.page(&list(&staff.request, &view, &EventForm::default(), None), None)
}

/// `POST /cases/{case}/events`.
pub(crate) async fn add(
    staff: Staff,
    PagePath(id): PagePath<CaseId>,
    form: Form<EventForm>,
) -> Result<Response, PageError> {
    let me = opened_for!(staff, form, EventForm);
    let form = form.value;
    let added = async {
        let day = match form.day.trim() {
            "" => None,
            text => Some(read_day("day", text)?),
        };
        let kind =
            EventKind::from_code(&form.kind).ok_or_else(|| Problem::field("kind", "cases-staff-problem-choose"))?;
        let new = NewEvent { day, kind, text: form.text.clone(), source: form.source.clone() };
        action::change(&staff.cases, &me, id, u32::MAX, Change::Event(Box::new(new))).await
    };
    match added.await {
        Ok(_) => Ok(done(&path(id), Done::Saved)),
        Err(problem) => {
            let problem = to_mend(problem)?;
            let view = opening::case(&staff, &me, id).await?;
            staff.page(&list(&staff.request, &view, &form, Some(&problem)), Some(&problem))
        }
    }
}

async fn show_one(
    staff: &Staff,
    me: &crate::Unlocked,
    (id, number): (CaseId, u32),
    typed: &JudgeForm,
    problem: Option<&Problem>,
) -> Result<Response, PageError> {
    let view = opening::case(staff, me, id).await?;
    let event = view.events.iter().find(|event| event.number == number).ok_or_else(Problem::not_found)?;
    let people = std::iter::once(event.by).chain(event.judgements.iter().map(|judgement| judgement.by));
    let names = action::names_of(&staff.cases, me.member(), people).await?;
    staff.page(&one(&staff.request, &view, event, &names, typed, problem), problem)
}

/// `GET /cases/{case}/events/{number}`.
pub(crate) async fn event(staff: Staff, PagePath(at): PagePath<(CaseId, u32)>) -> Result<Response, PageError> {
    match staff.opened().await? {
        Ok(me) => show_one(&staff, &me, at, &JudgeForm::default(), None).await,
        Err(page) => Ok(page),
    }
}

/// `POST /cases/{case}/events/{number}`.
pub(crate) async fn judge(
    staff: Staff,
    PagePath((id, number)): PagePath<(CaseId, u32)>,
    form: Form<JudgeForm>,
) -> Result<Response, PageError> {
    let me = opened_for!(staff, form, JudgeForm);
    let form = form.value;
    let judged = async {
        let standing = Standing::from_code(&form.standing)
            .ok_or_else(|| Problem::field("standing", "cases-staff-problem-choose"))?;
        let what = Change::Judge { number, standing, because: form.because.clone() };
        action::change(&staff.cases, &me, id, u32::MAX, what).await
    };
    match judged.await {
        Ok(_) => Ok(done(&format!("{}/{number}", path(id)), Done::Saved)),
        Err(problem) => {
            let problem = to_mend(problem)?;
            show_one(&staff, &me, (id, number), &form, Some(&problem)).await
        }
    }
}
