//! Writing down what happened: a form for each kind of thing, with its own few fields.

use saksi_base::{EscalationId, Problem, Timestamp};
use saksi_db::{read, write};
use saksi_web::fields::{self, Fields, Weight};
use saksi_web::{Form, FormData, Locale, Markup, PageError, PagePath, PageRequest, Response};

use super::{FormPage, Staff, after, forms, go, keeps, paragraph};
use crate::actions::{clock, evidence, sending, together, whole};
use crate::model::event::{EventKind, Facts};
use crate::model::words::{AppealBody, AppealResult, Outcome};
use crate::model::{StepKind, moment};

/// What happened.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct RecordForm {
    pub(crate) day: String,
    time: String,
    pub(super) text: String,
    outcome: String,
    reasoned: String,
    reference: String,
    body: String,
    result: String,
    until: String,
    step: String,
    places: String,
    personal: String,
    same_actor: String,
    after: String,
}

impl RecordForm {
    /// An empty one for a moment.
    pub(super) fn on(day: String, time: String) -> Self {
        Self { day, time, ..Self::default() }
    }
}

impl FormData for RecordForm {
    const PURPOSE: &'static str = "escalations:record";
}

/// A kind in an address.
pub(crate) struct Kind(pub(crate) EventKind);

impl std::str::FromStr for Kind {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        EventKind::from_code(text).filter(|kind| EventKind::BY_HAND.contains(kind)).map(Self).ok_or(())
    }
}

/// The fields of a kind of event.
pub(super) fn record_fields(l: &Locale, kind: EventKind, typed: &RecordForm, problem: Option<&Problem>) -> Vec<Markup> {
    let f = Fields::new(l, problem);
    let mut parts = vec![
        f.text("day", "escalations-day", &typed.day).kind("date").required().build(),
        f.text("time", "escalations-time", &typed.time).kind("time").hint("escalations-time-hint").optional().build(),
    ];
    let choice = |name, label, value: &str, options: &[(&str, &str)]| {
        let mut all = vec![(String::new(), l.t("escalations-choose"))];
        all.extend(options.iter().map(|(code, message)| ((*code).to_owned(), l.t(message))));
        f.select(name, label, value, &[]).options(all).required().build()
    };
    let reference = || f.text("reference", "escalations-reference", &typed.reference).longest(200).optional().build();
    let places =
        || f.text("places", "escalations-places", &typed.places).hint("escalations-places-hint").optional().build();
    let personal = || {
        f.checkbox("personal", "escalations-personal", typed.personal == "yes")
            .hint("escalations-personal-hint")
            .build()
    };
    match kind {
        EventKind::Receipt => parts.push(reference()),
        EventKind::Reply => parts.push(personal()),
        EventKind::Promise => {
            parts.push(f.text("until", "escalations-until", &typed.until).kind("date").required().build());
        }
        EventKind::Decision => {
            parts.push(choice("outcome", "escalations-outcome", &typed.outcome, Outcome::OPTIONS));
            parts.push(
                f.radio(
                    "reasoned",
                    "escalations-reasoned",
                    &typed.reasoned,
                    &[("yes", "escalations-yes"), ("no", "escalations-no")],
                )
                .build(),
            );
            parts.push(reference());
            parts.push(personal());
        }
        EventKind::Verified | EventKind::NotDone => parts.push(places()),
        EventKind::Recurrence => {
            parts.push(places());
            parts.push(f.checkbox("same_actor", "escalations-same-actor", typed.same_actor == "yes").build());
        }
        EventKind::Appeal => parts.push(choice("body", "escalations-body", &typed.body, AppealBody::OPTIONS)),
        EventKind::AppealDecided => {
            parts.push(choice("result", "escalations-result", &typed.result, AppealResult::OPTIONS));
            parts.push(reference());
        }
        EventKind::Stepped => parts.push(choice("step", "escalations-step", &typed.step, StepKind::OPTIONS)),
        _ => {}
    }
    parts.push(f.area("text", "escalations-words", &typed.text).hint("escalations-words-hint").rows(4).build());
    parts.push(f.submit("escalations-record"));
    parts
}

/// A page for one kind of thing; with captures to choose from where the kind says what somebody saw.
async fn record_page(
    staff: &Staff,
    id: EscalationId,
    kind: EventKind,
    typed: &RecordForm,
    problem: Option<&Problem>,
) -> Result<FormPage, Problem> {
    let l = staff.l();
    let path = format!("/work/escalations/{id}");
    let mut parts = record_fields(l, kind, typed, problem);
    if kind.is_seen() {
        let db = &staff.request.site.db;
        let (found, _, later) = evidence::later(&staff.room, db, &staff.by, id).await?;
        if staff.room.evidence().is_some() {
            let f = Fields::new(l, problem);
            let choice = super::evidence::later(l, &f, &found, &later, &typed.after, staff.keeps_evidence());
            // Before the words and the button.
            parts.insert(parts.len().saturating_sub(2), choice);
        }
    }
    Ok(FormPage {
        back: (path.clone(), "escalations-back-one"),
        notice: Markup::empty(),
        title: l.t(kind.message()),
        before: Markup::empty(),
        form: fields::form(&staff.request, &format!("{path}/record/{}", kind.code()), RecordForm::PURPOSE, &parts),
        after: Markup::empty(),
        l: l.clone(),
    })
}

/// `GET /work/escalations/{id}/record/{kind}`.
pub(crate) async fn page(
    staff: Staff,
    PagePath((id, kind)): PagePath<(EscalationId, String)>,
) -> Result<Response, PageError> {
    let Kind(kind) = kind.parse().map_err(|()| Problem::not_found())?;
    let by = &staff.by;
    read!(staff.request.site.db, by.viewer(), tx => { whole(&mut tx, by, id).await })?;
    let typed = RecordForm { day: staff.zone().day(staff.request.now).to_string(), ..RecordForm::default() };
    let shown = record_page(&staff, id, kind, &typed, None).await?;
    staff.page(shown.title.clone(), None, &shown)
}

pub(super) fn read_form(staff: &Staff, typed: &RecordForm) -> Result<(Timestamp, Facts), Problem> {
    let (zone, now) = (staff.zone(), staff.request.now);
    let at = moment(&zone, &typed.day, &typed.time, "day")?;
    // Today without a time is now; noon could still lie ahead.
    let today = zone.day(now).to_string() == typed.day.trim() && typed.time.trim().is_empty();
    let until = if typed.until.trim().is_empty() {
        None
    } else {
        let day: saksi_base::calendar::Day =
            typed.until.trim().parse().map_err(|_| Problem::field("until", "escalations-problem-day"))?;
        Some(zone.moment(day, 1_440))
    };
    let short = |text: &str| text.trim().chars().take(200).collect::<String>();
    let facts = Facts {
        outcome: Outcome::from_code(&typed.outcome),
        reasoned: match typed.reasoned.as_str() {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        },
        reference: short(&typed.reference),
        body: AppealBody::from_code(&typed.body),
        result: AppealResult::from_code(&typed.result),
        until,
        step: StepKind::from_code(&typed.step),
        places: short(&typed.places),
        personal: typed.personal == "yes",
        same_actor: typed.same_actor == "yes",
        ..Facts::default()
    };
    Ok((if today { now } else { at }, facts))
}

/// `POST /work/escalations/{id}/record/{kind}`.
pub(crate) async fn record(
    staff: Staff,
    PagePath((id, kind)): PagePath<(EscalationId, String)>,
    form: Form<RecordForm>,
) -> Result<Response, PageError> {
    let Kind(kind) = kind.parse().map_err(|()| Problem::not_found())?;
    let (by, typed) = (&staff.by, form.value);
    let mut read = read_form(&staff, &typed);
    if let (Ok((_, facts)), true, record) = (&mut read, kind.is_seen(), typed.after.trim())
        && !record.is_empty()
    {
        let found = evidence::show(&staff.room, &staff.request.site.db, by, id, record, facts).await;
        if let Err(problem) = found {
            read = Err(problem);
        }
    }
    let outcome: Result<(), Problem> = match read {
        Err(problem) => Err(problem),
        Ok((at, facts)) => write!(staff.request.site.db, "record event", by.viewer(), tx => {
            clock::record(&mut tx, by, id, kind, at, &typed.text, facts.clone()).await
        }),
    };
    match outcome {
        Ok(()) => Ok(go(&format!("/work/escalations/{id}"), "recorded")),
        Err(problem) if keeps(&problem) => {
            let shown = record_page(&staff, id, kind, &typed, Some(&problem)).await?;
            staff.page(shown.title.clone(), Some(&problem), &shown)
        }
        Err(problem) => Err(problem.into()),
    }
}

forms! {
    /// Which entry was a mistake.
    StrikeForm "escalations:strike" { number }
    /// Closes, or opens again.
    CloseForm "escalations:close" { close }
    /// A chaser by mail.
    ChaseForm "escalations:chase" { text }
}

pub(crate) fn strike_button(request: &PageRequest, id: EscalationId, number: i64) -> Markup {
    fields::button_form(
        request,
        &format!("/work/escalations/{id}/strike"),
        StrikeForm::PURPOSE,
        &[("number", &number.to_string())],
        "escalations-strike",
        Weight::Quiet,
    )
}

/// `POST /work/escalations/{id}/strike`.
pub(crate) async fn strike(
    staff: Staff,
    PagePath(id): PagePath<EscalationId>,
    form: Form<StrikeForm>,
) -> Result<Response, PageError> {
    let by = &staff.by;
    let number = form.value.number.parse().unwrap_or(0);
    let outcome: Result<(), Problem> = write!(staff.request.site.db, "strike event", by.viewer(), tx => {
        clock::strike(&mut tx, by, id, number).await
    });
    after(&staff, id, outcome, "struck").await
}

pub(crate) fn close_button(request: &PageRequest, id: EscalationId, close: bool) -> Markup {
    let (value, label) = if close { ("yes", "escalations-close") } else { ("no", "escalations-reopen") };
    fields::button_form(
        request,
        &format!("/work/escalations/{id}/close"),
        CloseForm::PURPOSE,
        &[("close", value)],
        label,
        Weight::Quiet,
    )
}

/// `POST /work/escalations/{id}/close`.
pub(crate) async fn close(
    staff: Staff,
    PagePath(id): PagePath<EscalationId>,
    form: Form<CloseForm>,
) -> Result<Response, PageError> {
    let by = &staff.by;
    let close = form.value.close == "yes";
    let outcome: Result<(), Problem> = write!(staff.request.site.db, "close escalation", by.viewer(), tx => {
        clock::close(&mut tx, by, id, close).await
    });
    after(&staff, id, outcome, if close { "closed" } else { "reopened" }).await
}

pub(crate) fn chase_page_of(
    request: &PageRequest,
    id: EscalationId,
    typed: &ChaseForm,
    problem: Option<&Problem>,
) -> FormPage {
    let l = &request.locale;
    let f = Fields::new(l, problem);
    let path = format!("/work/escalations/{id}");
    FormPage {
        back: (path.clone(), "escalations-back-one"),
        notice: Markup::empty(),
        title: l.t("escalations-event-chaser"),
        before: paragraph(&l.t("escalations-chase-lead")),
        form: fields::form(
            request,
            &format!("{path}/chase"),
            ChaseForm::PURPOSE,
            &[
                f.area("text", "escalations-chase-text", &typed.text).rows(8).required().build(),
                f.submit("escalations-chase-send"),
            ],
        ),
        after: Markup::empty(),
        l: l.clone(),
    }
}

/// `GET /work/escalations/{id}/chase`: a chaser that says what was sent and when, to be mended before it goes.
pub(crate) async fn chase_page(staff: Staff, PagePath(id): PagePath<EscalationId>) -> Result<Response, PageError> {
    let by = &staff.by;
    let (found, behind) = read!(staff.request.site.db, by.viewer(), tx => {
        let found = whole(&mut tx, by, id).await?;
        let behind = together::behind(&mut tx, by, &found).await?;
        Ok::<_, Problem>((found, behind))
    })?;
    if found.is_sealed() {
        return Ok(saksi_web::see_other(&format!("{}#chase", super::show::sealed_path(id))));
    }
    let speaking = super::show::letter_locale(staff.l(), &found.notice.language);
    let mut text = found.course.sent.map_or_else(String::new, |sent| {
        speaking.ta(
            "escalations-notice-chaser",
            &[
                ("day", speaking.date(sent)),
                ("title", found.notice.title.clone()),
                ("sender", found.notice.sender_name.clone()),
            ],
        )
    });
    if let Some(more) = found.course.sent.and_then(|sent| behind.changed_after(sent, &found.events)) {
        let count = i64::try_from(more.len()).unwrap_or(i64::MAX);
        let together = speaking.ta("escalations-notice-complainants", &[("count", count)]);
        text = format!("{text}\n\n{together}\n{}", more.join("\n"));
    }
    text.retain(|c| !matches!(c, '\u{2068}' | '\u{2069}'));
    let shown = chase_page_of(&staff.request, id, &ChaseForm { text }, None);
    staff.page(shown.title.clone(), None, &shown)
}

/// `POST /work/escalations/{id}/chase`.
pub(crate) async fn chase(
    staff: Staff,
    PagePath(id): PagePath<EscalationId>,
    form: Form<ChaseForm>,
) -> Result<Response, PageError> {
    let (by, typed) = (&staff.by, form.value);
    let mail = staff.room.carrier().is_some();
    let outcome: Result<(), Problem> = write!(staff.request.site.db, "chase", by.viewer(), tx => {
        sending::chase(&mut tx, by, id, &typed.text, mail).await
    });
    match outcome {
        Ok(()) => Ok(go(&format!("/work/escalations/{id}"), "chased")),
        Err(problem) if keeps(&problem) => {
            let shown = chase_page_of(&staff.request, id, &typed, Some(&problem));
            staff.page(shown.title.clone(), Some(&problem), &shown)
        }
        Err(problem) => Err(problem.into()),
    }
}
