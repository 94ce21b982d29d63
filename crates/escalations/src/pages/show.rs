//! `/work/escalations/{id}`: an escalation with its course, and one steady place for what can be done now.

use std::fmt::Write as _;

use saksi_base::{DispatchId, EscalationId, OrganisationId, PersonId, Problem, SiteLanguage};
use saksi_db::{read, write};
use saksi_web::fields::{self, Fields, Weight};
use saksi_web::{Form, FormData, Locale, Markup, PageError, PagePath, PageRequest, Response, escape, see_other, user};

use super::{FormPage, Staff, done, forms, go, heading, keeps, link_button, paragraph, plain_forms, warn, words};
use crate::actions::clock::{self, Page};
use crate::actions::{State, Whole, drafts, sending, whole};
use crate::model::event::{Event, EventKind};
use crate::model::notice::hexadecimal;
use crate::model::register::grouped;
use crate::model::requests::Api;
use crate::model::words::Channel;
use crate::model::{Element, Next, StepKind, moment};
use crate::store::dispatches::Dispatch;

plain_forms! {
    SubmitForm "escalations:submit";
    SendForm "escalations:send";
    DiscardForm "escalations:discard";
    AgainForm "escalations:again";
}

forms! {
    /// Gives a draft back.
    BackForm "escalations:send-back" { reason }
    /// When a letter was handed over.
    MarkForm "escalations:mark-sent" { day, time, reference }
}

/// Something that happened, ready to be shown.
pub(crate) struct Happened {
    when: Markup,
    what: String,
    who: String,
    facts: Vec<String>,
    text: Markup,
    shown: Markup,
    struck: bool,
    strike: Markup,
}

/// A letter in the list.
pub(crate) struct LetterLine {
    path: String,
    subject: Markup,
    state: String,
    fault: Option<String>,
    hash: String,
}

#[derive(askama::Template)]
#[template(path = "staff/escalation.html")]
pub(crate) struct ShowPage {
    l: Locale,
    notice: Markup,
    pub(crate) title: String,
    heading: Markup,
    badges: Vec<Markup>,
    actions: Vec<Markup>,
    next: Vec<Markup>,
    facts: Markup,
    happened: Vec<Happened>,
    letters: Vec<LetterLine>,
    came: Vec<super::Entry>,
    text: Markup,
    evidence: Markup,
    together: Markup,
    counted: Markup,
    systemic: Markup,
    dossiers: Markup,
    others: Vec<(String, Markup)>,
    claim: Option<(String, Markup)>,
}

fn name_of(people: &[(PersonId, String)], l: &Locale, event: &Event) -> String {
    event.by.map_or_else(
        || l.t("escalations-by-program"),
        |by| {
            let known = people.iter().find(|(person, _)| *person == by);
            known.map_or_else(|| l.t("escalations-by-others"), |(_, name)| name.clone())
        },
    )
}

fn facts_of(l: &Locale, event: &Event) -> Vec<String> {
    let facts = &event.facts;
    let mut all = Vec::new();
    all.extend(facts.outcome.map(|outcome| l.t(outcome.message())));
    all.extend(facts.reasoned.map(|yes| l.t(if yes { "escalations-reason-yes" } else { "escalations-reason-no" })));
    if !facts.reference.is_empty() {
        all.push(l.ta("escalations-reference-is", &[("reference", facts.reference.as_str())]));
    }
    all.extend(facts.body.map(|body| l.t(body.message())));
    all.extend(facts.result.map(|result| l.t(result.message())));
    all.extend(facts.until.map(|until| l.ta("escalations-until-is", &[("day", l.date_time(until))])));
    all.extend(facts.step.map(|step| l.t(step.message())));
    if !facts.places.is_empty() {
        all.push(facts.places.clone());
    }
    if facts.personal {
        all.push(l.t("escalations-personal"));
    }
    if facts.same_actor {
        all.push(l.t("escalations-same-actor"));
    }
    all.extend(facts.struck.map(|number| l.ta("escalations-strikes", &[("number", number)])));
    all
}

impl ShowPage {
    pub(crate) fn new(request: &PageRequest, page: &Page, me: OrganisationId, mail: bool, keeps: bool) -> Self {
        let l = &request.locale;
        let one = &page.escalation;
        let own = one.row.owner == me;
        let keeps = keeps && own;
        let id = one.id();
        let struck: Vec<i64> = one.events.iter().filter_map(|event| event.facts.struck).collect();
        let happened = one.events.iter().rev().map(|event| {
            let is_struck = struck.contains(&event.number);
            let strike = own && !is_struck && event.kind.may_be_struck();
            Happened {
                when: l.exact(event.at),
                what: format!("{}. {}", event.number, l.t(event.kind.message())),
                who: name_of(&page.people, l, event),
                facts: facts_of(l, event),
                text: if event.text.is_empty() { Markup::empty() } else { saksi_web::paragraphs(&event.text) },
                shown: if is_struck { Markup::empty() } else { super::evidence::shown(l, event, keeps) },
                struck: is_struck,
                strike: if strike { super::record::strike_button(request, id, event.number) } else { Markup::empty() },
            }
        });
        let title = match (one.is_sealed(), one.notice.title.is_empty()) {
            (true, _) => l.t("escalations-sealed"),
            (false, true) => l.t("escalations-untitled"),
            (false, false) => one.notice.title.clone(),
        };
        let mut badges = vec![words::state(l, one.state)];
        if one.notice.imminent {
            badges.insert(0, saksi_web::badge(l, saksi_web::Tone::Danger, "escalations-imminent"));
        }
        Self {
            notice: done(l, request),
            heading: user(&title),
            title,
            badges,
            actions: if own { actions(request, page, mail) } else { Vec::new() },
            next: page.next.iter().map(|next| next_line(l, request, one.route.as_ref(), *next)).collect(),
            facts: summary(l, page),
            happened: happened.collect(),
            letters: page.letters.iter().map(|letter| letter_line(l, id, letter, one.is_sealed())).collect(),
            came: super::incoming::lines(l, &page.came),
            text: if one.is_sealed() {
                paragraph(&l.t("escalations-sealed-words")).then(&link_button(
                    l,
                    &sealed_path(id),
                    "escalations-sealed-open",
                    false,
                ))
            } else {
                words::block(&letter_text(l, page))
            },
            together: super::together::section(request, page, me),
            evidence: super::evidence::cited(l, &one.notice, keeps),
            counted: if one.is_sealed() {
                Markup::empty()
            } else {
                super::releases::counted(request, id, page.counted.0, page.counted.1, own)
            },
            systemic: if one.is_sealed() {
                Markup::empty()
            } else {
                super::systemic::part(request, id, &page.systemic, own)
            },
            dossiers: super::dossiers::of_escalation(l, &page.dossiers).then(&cites(l, one)),
            others: page
                .others
                .iter()
                .map(|line| {
                    let name = format!("{}: {}", line.addressee_name, line.title);
                    (format!("/work/escalations/{}", line.id), user(&name))
                })
                .collect(),
            claim: one.row.claim.and_then(|claim| {
                page.claim.as_ref().map(|statement| (format!("/desk/claims/{claim}"), user(statement)))
            }),
            l: l.clone(),
        }
    }
}

/// Where the words of a sealed notice open, for those who hold the cases.
pub(crate) fn sealed_path(id: EscalationId) -> String {
    format!("/cases/notices/{id}")
}

/// The language in which the headings of a notice stand: its own where the site speaks it, English otherwise.
pub fn letter_locale(l: &Locale, language: &str) -> Locale {
    l.speaking(SiteLanguage::from_tag(language).unwrap_or(SiteLanguage::English))
}

fn letter_text(l: &Locale, page: &Page) -> String {
    let lines: Vec<_> = page.files.iter().map(crate::store::dispatches::NoticeFile::line).collect();
    let notice = &page.escalation.notice;
    notice.letter(&letter_locale(l, &notice.language), &lines)
}

/// The request as it would go to an API, byte for byte, but for the secret.
fn request_text(l: &Locale, page: &Page, route: &crate::model::Route, api: &Api) -> Markup {
    let lines: Vec<_> = page.files.iter().map(crate::store::dispatches::NoticeFile::line).collect();
    let notice = &page.escalation.notice;
    let body = match api.body(&letter_locale(l, &notice.language), notice, &route.facts.fields, &lines) {
        Ok(body) => words::block(&body),
        Err(problem) => warn("", &l.problem(&problem)),
    };
    let files = if lines.is_empty() { Markup::empty() } else { warn("", &l.t("escalations-api-files")) };
    let mut headers = vec!["Content-Type: application/json".to_owned()];
    if !api.key_header.is_empty() {
        headers.push(format!("{}: {}", api.key_header, l.t("escalations-api-key-is")));
    }
    if !api.header.is_empty() {
        headers.push(format!("{}: {}", api.header, l.t("escalations-api-secret-is")));
    }
    heading(l, "escalations-api-request").then(&words::block(&headers.join("\n"))).then(&body).then(&files)
}

fn letter_line(l: &Locale, id: EscalationId, letter: &Dispatch, sealed: bool) -> LetterLine {
    let state = match letter.state.as_str() {
        "sent" => l.t("escalations-letter-sent"),
        "failed" => l.t("escalations-letter-failed"),
        _ if letter.is_held() => l.t("escalations-letter-held"),
        "withdrawn" => l.t("escalations-letter-withdrawn"),
        _ if letter.goes_by_itself(true) => l.t("escalations-letter-waiting"),
        _ => l.t("escalations-letter-by-hand"),
    };
    let (path, subject) = if sealed {
        (format!("{}#letters", sealed_path(id)), Markup::text(&l.t("escalations-sealed")))
    } else {
        (format!("/work/escalations/{id}/letters/{}", letter.id), user(&letter.subject))
    };
    LetterLine {
        path,
        subject,
        state,
        fault: (!letter.fault.is_empty()).then(|| letter.fault.clone()),
        hash: hexadecimal(&letter.hash),
    }
}

fn next_line(l: &Locale, request: &PageRequest, route: Option<&crate::model::Route>, next: Next) -> Markup {
    let due = next.due();
    let mut html = format!(
        "{} <strong>{}</strong> {}",
        escape(&words::next(l, next)),
        escape(&words::until(l, due, request.now)),
        l.exact(due)
    );
    // Deadlines of the other side stand on its own wall too.
    if let (Some(route), Next::Promised(_) | Next::Lawful(_) | Next::AppealBy(_)) = (route, next) {
        let _ =
            std::write!(html, " <span dir=\"ltr\">({})</span>", escape(&words::there(&route.facts.calendar.zone, due)));
    }
    Markup::trusted(html)
}

fn summary(l: &Locale, page: &Page) -> Markup {
    let one = &page.escalation;
    let mut all: Vec<(&str, Markup)> = vec![("escalations-to", user(&one.row.addressee_name))];
    if let Some(route) = &one.route {
        all.push(("escalations-route", user(&route.name)));
    }
    all.extend(one.course.sent.map(|at| ("escalations-event-sent", l.exact(at))));
    all.extend(one.course.receipt.map(|at| ("escalations-event-receipt", l.exact(at))));
    all.extend(one.course.reply.map(|at| ("escalations-event-reply", l.exact(at))));
    all.extend(one.course.decided.map(|at| ("escalations-event-decision", l.exact(at))));
    all.extend(one.course.outcome.map(|outcome| ("escalations-outcome", user(&l.t(outcome.message())))));
    all.extend(one.course.verified.map(|at| ("escalations-event-verified", l.exact(at))));
    words::facts(l, &all)
}

/// The way to the elections and norms that it cites. One that comes from cases cites none: that it does would tell of its case.
fn cites(l: &Locale, one: &Whole) -> Markup {
    if one.is_sealed() {
        return Markup::empty();
    }
    let link = link_button(l, &format!("/work/directory/cited/notice/{}", one.id()), "escalations-cites", false);
    Markup::trusted(format!("<p>{link}</p>"))
}

/// What can be done now, the likeliest first.
fn actions(request: &PageRequest, page: &Page, mail: bool) -> Vec<Markup> {
    let l = &request.locale;
    let one = &page.escalation;
    let path = format!("/work/escalations/{}", one.id());
    let record = |kind: EventKind| link_button(l, &format!("{path}/record/{}", kind.code()), kind.message(), false);
    let there = || vec![link_button(l, &sealed_path(one.id()), "escalations-sealed-open", true)];
    match one.state {
        State::Draft | State::Waiting | State::Sending if one.is_sealed() => there(),
        State::Draft => vec![
            link_button(l, &format!("{path}/edit"), "escalations-edit", true),
            link_button(l, &format!("{path}/preview"), "escalations-preview", false),
            link_button(l, &format!("{path}/refer"), "escalations-refer", false),
            link_button(l, &format!("{path}/discard"), "escalations-discard", false),
        ],
        State::Waiting => vec![link_button(l, &format!("{path}/preview"), "escalations-look-approve", true)],
        State::Sending => page
            .letters
            .iter()
            .filter(|letter| letter.state != "sent")
            .map(|letter| link_button(l, &format!("{path}/letters/{}", letter.id), "escalations-hand-over", true))
            .collect(),
        State::Closed => vec![super::record::close_button(request, one.id(), false)],
        State::Sent | State::Answered | State::Appealed => {
            let mut all = Vec::new();
            if one.course.decided.is_none() {
                if one.course.receipt.is_none() {
                    all.push(record(EventKind::Receipt));
                }
                all.push(record(EventKind::Reply));
            }
            all.push(record(EventKind::Decision));
            let by_mail = mail && page.letters.iter().any(|letter| letter.channel == Channel::Email.code());
            let is_due = |next: &Next| matches!(next, Next::Step(StepKind::Chaser | StepKind::SecondChaser, at) if *at <= request.now);
            all.push(if by_mail && one.is_sealed() {
                let due = page.next.iter().any(is_due);
                link_button(l, &format!("{}#chase", sealed_path(one.id())), "escalations-event-chaser", due)
            } else if by_mail {
                // On its day the ladder proposes it: the one thing to do now.
                link_button(l, &format!("{path}/chase"), "escalations-event-chaser", page.next.iter().any(is_due))
            } else {
                record(EventKind::Chaser)
            });
            if one.course.decided.is_some() {
                all.push(record(EventKind::Verified));
                all.push(record(EventKind::NotDone));
                all.push(record(EventKind::Recurrence));
                all.push(record(if one.state == State::Appealed {
                    EventKind::AppealDecided
                } else {
                    EventKind::Appeal
                }));
            } else {
                all.push(record(EventKind::Promise));
            }
            all.push(record(EventKind::Stepped));
            if !one.is_sealed() {
                all.push(link_button(l, &format!("{path}/refer"), "escalations-refer", false));
            }
            all.push(record(EventKind::Note));
            all.push(super::record::close_button(request, one.id(), true));
            all
        }
    }
}

async fn page_of(staff: &Staff, id: EscalationId) -> Result<Page, Problem> {
    let by = &staff.by;
    read!(staff.request.site.db, by.viewer(), tx => { clock::page(&mut tx, by, id).await })
}

pub(crate) async fn show_with(
    staff: &Staff,
    id: EscalationId,
    problem: Option<&Problem>,
) -> Result<Response, PageError> {
    let page = page_of(staff, id).await?;
    let mail = staff.room.carrier().is_some();
    let shown = ShowPage::new(&staff.request, &page, staff.by.organisation, mail, staff.keeps_evidence());
    staff.page(shown.title.clone(), problem, &shown)
}

/// `GET /work/escalations/{id}`.
pub(crate) async fn show(staff: Staff, PagePath(id): PagePath<EscalationId>) -> Result<Response, PageError> {
    show_with(&staff, id, None).await
}

/// The preview: the letter as it would go, and the one thing to do with it now.
pub(crate) fn preview_page(
    request: &PageRequest,
    page: &Page,
    me: PersonId,
    mail: bool,
    problem: Option<&Problem>,
) -> FormPage {
    let l = &request.locale;
    let one = &page.escalation;
    let path = format!("/work/escalations/{}", one.id());
    let f = Fields::new(l, problem);
    let route = one.route.as_ref();
    let requests = route.and_then(crate::model::Route::requests);
    let by_itself = requests.is_some() || (mail && route.is_some_and(|route| route.channel == Channel::Email));
    let send = if by_itself { "escalations-send-mail" } else { "escalations-send-hand" };
    let button = |action: &str, purpose: &'static str, label: &str| {
        fields::button_form(request, &format!("{path}/{action}"), purpose, &[], label, Weight::Main)
    };
    let mut form = match one.state {
        State::Draft if page.needs_approval => {
            paragraph(&l.t("escalations-submit-why")).then(&button("submit", SubmitForm::PURPOSE, "escalations-submit"))
        }
        State::Draft => button("send", SendForm::PURPOSE, send),
        State::Waiting if one.row.author == me => paragraph(&l.t("escalations-waits-for-second")),
        State::Waiting => button(
            "send",
            SendForm::PURPOSE,
            if by_itself { "escalations-approve-mail" } else { "escalations-approve-hand" },
        ),
        _ => Markup::empty(),
    };
    if one.state == State::Waiting {
        let reason = if one.row.author == me {
            Markup::empty()
        } else {
            f.area("reason", "escalations-send-back-reason", "").rows(2).required().build()
        };
        let label = if one.row.author == me { "escalations-take-back" } else { "escalations-send-back" };
        form = form.then(&fields::form(
            request,
            &format!("{path}/send-back"),
            BackForm::PURPOSE,
            &[reason, f.submit_named("", "", label, Weight::Quiet)],
        ));
    }
    if one.state == State::Draft {
        form = form.then(&link_button(l, &format!("{path}/edit"), "escalations-edit", false));
    }
    let mut before = route.map_or_else(
        || {
            warn(
                "",
                &l.t(if one.row.route.is_none() { "escalations-no-route" } else { "escalations-problem-route-gone" }),
            )
        },
        |route| {
            words::facts(
                l,
                &[
                    ("escalations-to", user(&format!("{} · {}", route.addressee_name, route.name))),
                    ("escalations-address", user(&route.facts.address)),
                    ("escalations-subject", user(&one.notice.title)),
                ],
            )
            .then(&encrypted(l, route))
        },
    );
    before = super::together::same_line(l, one.id(), &page.behind.same).then(&before);
    before = before.then(&match (route, requests) {
        (Some(route), Some(api)) => request_text(l, page, route, api),
        _ => words::block(&letter_text(l, page)),
    });
    FormPage {
        back: (path, "escalations-back-one"),
        notice: done(l, request),
        title: l.t("escalations-preview"),
        before,
        form,
        after: Markup::empty(),
        l: l.clone(),
    }
}

/// Says to which key it goes, where there is one.
fn encrypted(l: &Locale, route: &crate::model::Route) -> Markup {
    route
        .key()
        .map_or_else(Markup::empty, |key| paragraph(&l.ta("escalations-pgp-goes", &[("fingerprint", key.shown())])))
}

async fn show_preview(staff: &Staff, id: EscalationId, problem: Option<&Problem>) -> Result<Response, PageError> {
    let page = page_of(staff, id).await?;
    let shown = preview_page(&staff.request, &page, staff.by.person, staff.room.carrier().is_some(), problem);
    staff.page(shown.title.clone(), problem, &shown)
}

/// `GET /work/escalations/{id}/preview`. What is not complete goes back to the editor, which says what is missing.
pub(crate) async fn preview(staff: Staff, PagePath(id): PagePath<EscalationId>) -> Result<Response, PageError> {
    let by = &staff.by;
    let found = read!(staff.request.site.db, by.viewer(), tx => { whole(&mut tx, by, id).await })?;
    if found.is_sealed() {
        return Ok(see_other(&sealed_path(id)));
    }
    let languages = found.route.as_ref().map(|route| route.facts.languages.clone()).unwrap_or_default();
    if found.state == State::Draft && found.is_of(by) && found.notice.complete(&languages).is_err() {
        return Ok(see_other(&format!("/work/escalations/{id}/edit?missing=yes")));
    }
    show_preview(&staff, id, None).await
}

/// What happens after something on the preview was done, or could not be.
async fn after_preview(
    staff: &Staff,
    id: EscalationId,
    outcome: Result<(), Problem>,
    said: &str,
) -> Result<Response, PageError> {
    match outcome {
        Ok(()) => Ok(go(&format!("/work/escalations/{id}"), said)),
        Err(problem) if keeps(&problem) => show_preview(staff, id, Some(&problem)).await,
        Err(problem) => Err(problem.into()),
    }
}

/// `POST /work/escalations/{id}/submit`.
pub(crate) async fn submit(
    staff: Staff,
    PagePath(id): PagePath<EscalationId>,
    _: Form<SubmitForm>,
) -> Result<Response, PageError> {
    let by = &staff.by;
    let outcome: Result<(), Problem> = write!(staff.request.site.db, "submit notice", by.viewer(), tx => {
        drafts::submit(&mut tx, by, id).await
    });
    after_preview(&staff, id, outcome, "submitted").await
}

/// `POST /work/escalations/{id}/send`.
pub(crate) async fn send(
    staff: Staff,
    PagePath(id): PagePath<EscalationId>,
    _: Form<SendForm>,
) -> Result<Response, PageError> {
    let by = &staff.by;
    let found = read!(staff.request.site.db, by.viewer(), tx => { whole(&mut tx, by, id).await })?;
    let l = letter_locale(staff.l(), &found.notice.language);
    let mail = staff.room.carrier().is_some();
    let outcome: Result<(), Problem> = write!(staff.request.site.db, "send notice", by.viewer(), tx => {
        sending::send(&mut tx, by, id, &l, mail).await
    });
    after_preview(&staff, id, outcome, "sent").await
}

/// `POST /work/escalations/{id}/send-back`.
pub(crate) async fn send_back(
    staff: Staff,
    PagePath(id): PagePath<EscalationId>,
    form: Form<BackForm>,
) -> Result<Response, PageError> {
    let by = &staff.by;
    let outcome: Result<(), Problem> = write!(staff.request.site.db, "send notice back", by.viewer(), tx => {
        drafts::send_back(&mut tx, by, id, &form.value.reason).await
    });
    after_preview(&staff, id, outcome, "sent-back").await
}

/// `GET /work/escalations/{id}/discard`.
pub(crate) async fn discard_page(staff: Staff, PagePath(id): PagePath<EscalationId>) -> Result<Response, PageError> {
    let page = page_of(&staff, id).await?;
    if page.escalation.is_sealed() {
        return Ok(see_other(&sealed_path(id)));
    }
    let l = staff.l();
    let path = format!("/work/escalations/{id}");
    let shown = FormPage {
        back: (path.clone(), "escalations-back-one"),
        notice: Markup::empty(),
        title: l.t("escalations-discard"),
        before: paragraph(&l.ta("escalations-discard-why", &[("title", page.escalation.notice.title.as_str())])),
        form: fields::button_form(
            &staff.request,
            &format!("{path}/discard"),
            DiscardForm::PURPOSE,
            &[],
            "escalations-discard",
            Weight::Danger,
        ),
        after: Markup::empty(),
        l: l.clone(),
    };
    staff.page(shown.title.clone(), None, &shown)
}

/// `POST /work/escalations/{id}/discard`.
pub(crate) async fn discard(
    staff: Staff,
    PagePath(id): PagePath<EscalationId>,
    _: Form<DiscardForm>,
) -> Result<Response, PageError> {
    let by = &staff.by;
    let outcome: Result<(), Problem> = write!(staff.request.site.db, "discard notice", by.viewer(), tx => {
        drafts::discard(&mut tx, by, id).await
    });
    outcome?;
    Ok(go("/work/escalations", "discarded"))
}

/// A letter as it was frozen. One that is handed over by hand shows its fields in the form's order, each with its length.
pub(crate) fn letter_page(
    request: &PageRequest,
    page: &Page,
    letter: &Dispatch,
    own: bool,
    mail: bool,
    typed: &MarkForm,
    problem: Option<&Problem>,
) -> FormPage {
    let l = &request.locale;
    let one = &page.escalation;
    let path = format!("/work/escalations/{}", one.id());
    let f = Fields::new(l, problem);
    let mut known = vec![
        ("escalations-to", user(&letter.route_name)),
        ("escalations-address", user(&letter.recipient)),
        ("escalations-subject", user(&letter.subject)),
        ("escalations-hash", Markup::trusted(format!("<code>{}</code>", hexadecimal(&letter.hash)))),
    ];
    if let Some(fingerprint) = &letter.fingerprint {
        let shown = Markup::trusted(format!("<code dir=\"ltr\">{}</code>", escape(&grouped(fingerprint))));
        known.push(("escalations-pgp-to", shown));
    }
    let mut before = words::facts(l, &known);
    if !letter.fault.is_empty() {
        let title = if letter.is_held() { "escalations-letter-held" } else { "escalations-letter-failed" };
        before = before.then(&warn(&l.t(title), &letter.fault));
    }
    let by_itself = letter.goes_by_itself(true);
    let can_go = letter.goes_by_itself(mail);
    let open = own && letter.state != "sent";
    let fields_of = one.route.as_ref().map(|route| route.facts.fields.as_slice()).unwrap_or_default();
    if open && !by_itself && !fields_of.is_empty() {
        let speaking = letter_locale(l, &one.notice.language);
        let lines: Vec<_> = letter.files.iter().map(|file| file.line.clone()).collect();
        before = before.then(&heading(l, "escalations-copy-fields"));
        for field in fields_of {
            let Some(element) = Element::from_code(&field.element) else { continue };
            let text = one.notice.element(&speaking, element, &lines);
            before = before.then(&copy_field(l, &field.label, &text, field.longest));
        }
    }
    before = before.then(&heading(l, "escalations-whole-text")).then(&words::block(&letter.body));
    let mut form = Markup::empty();
    if open && can_go && letter.state == "failed" {
        form = fields::button_form(
            request,
            &format!("{path}/letters/{}/again", letter.id),
            AgainForm::PURPOSE,
            &[],
            "escalations-try-again",
            Weight::Main,
        );
    }
    if open && (!can_go || letter.state == "failed" || letter.is_held()) {
        form = form.then(&fields::form(
            request,
            &format!("{path}/letters/{}", letter.id),
            MarkForm::PURPOSE,
            &[
                paragraph(&l.t("escalations-mark-why")),
                f.text("day", "escalations-day", &typed.day).kind("date").required().build(),
                f.text("time", "escalations-time", &typed.time).kind("time").optional().build(),
                f.text("reference", "escalations-reference", &typed.reference)
                    .hint("escalations-reference-hint")
                    .longest(200)
                    .optional()
                    .build(),
                f.submit("escalations-mark-sent"),
            ],
        ));
    }
    FormPage {
        back: (path, "escalations-back-one"),
        notice: done(l, request),
        title: l.t("escalations-letter"),
        before,
        form,
        after: Markup::empty(),
        l: l.clone(),
    }
}

fn copy_field(l: &Locale, label: &str, text: &str, longest: Option<u32>) -> Markup {
    let count = text.chars().count();
    let counted = match longest {
        Some(most) => {
            l.ta("escalations-characters-of", &[("count", count), ("most", usize::try_from(most).unwrap_or(0))])
        }
        None => l.ta("escalations-characters", &[("count", count)]),
    };
    let long = longest.is_some_and(|most| u32::try_from(count).map_or(true, |count| count > most));
    let note = if long { warn("", &l.t("escalations-too-long-for-form")) } else { Markup::empty() };
    Markup::trusted(format!("<h3>{}</h3><p class=\"hint\">{}</p>{note}", user(label), escape(&counted)))
        .then(&words::block(text))
}

async fn show_letter(
    staff: &Staff,
    id: EscalationId,
    letter: DispatchId,
    typed: Option<&MarkForm>,
    problem: Option<&Problem>,
) -> Result<Response, PageError> {
    let page = page_of(staff, id).await?;
    if page.escalation.is_sealed() {
        return Ok(see_other(&sealed_path(id)));
    }
    let found = page.letters.iter().find(|known| known.id == letter).ok_or_else(Problem::not_found)?;
    let today = MarkForm { day: staff.zone().day(staff.request.now).to_string(), ..MarkForm::default() };
    let own = page.escalation.is_of(&staff.by);
    let mail = staff.room.carrier().is_some();
    let shown = letter_page(&staff.request, &page, found, own, mail, typed.unwrap_or(&today), problem);
    staff.page(shown.title.clone(), problem, &shown)
}

/// `GET /work/escalations/{id}/letters/{letter}`.
pub(crate) async fn letter(
    staff: Staff,
    PagePath((id, letter)): PagePath<(EscalationId, DispatchId)>,
) -> Result<Response, PageError> {
    show_letter(&staff, id, letter, None, None).await
}

/// `POST /work/escalations/{id}/letters/{letter}`.
pub(crate) async fn mark_sent(
    staff: Staff,
    PagePath((id, letter)): PagePath<(EscalationId, DispatchId)>,
    form: Form<MarkForm>,
) -> Result<Response, PageError> {
    let (by, typed) = (&staff.by, form.value);
    let today = staff.zone().day(staff.request.now).to_string();
    let mail = staff.room.carrier().is_some();
    let outcome: Result<(), Problem> = match moment(&staff.zone(), &typed.day, &typed.time, "day") {
        Err(problem) => Err(problem),
        Ok(at) => {
            // Today without a time is now.
            let at = if typed.day.trim() == today && typed.time.trim().is_empty() { staff.request.now } else { at };
            write!(staff.request.site.db, "mark sent", by.viewer(), tx => {
                sending::mark_sent(&mut tx, by, id, letter, at, &typed.reference, mail).await
            })
        }
    };
    match outcome {
        Ok(()) => Ok(go(&format!("/work/escalations/{id}"), "marked")),
        Err(problem) if keeps(&problem) => show_letter(&staff, id, letter, Some(&typed), Some(&problem)).await,
        Err(problem) => Err(problem.into()),
    }
}

/// `POST /work/escalations/{id}/letters/{letter}/again`.
pub(crate) async fn try_again(
    staff: Staff,
    PagePath((id, letter)): PagePath<(EscalationId, DispatchId)>,
    _: Form<AgainForm>,
) -> Result<Response, PageError> {
    let by = &staff.by;
    let outcome: Result<(), Problem> = write!(staff.request.site.db, "send notice again", by.viewer(), tx => {
        sending::try_again(&mut tx, by, id, letter).await
    });
    outcome?;
    Ok(go(&format!("/work/escalations/{id}"), "sent"))
}
