//! `/work/escalations/inbox`: letters that came back by mail, what they are, and where they belong.

use std::fmt::Write as _;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::IntoResponse as _;
use axum::{Extension, Json};
use saksi_base::{EscalationId, IncomingId, Problem, ProblemKind};
use saksi_db::{read, write};
use saksi_web::fields::{self, Fields, Weight};
use saksi_web::{
    ApiError, Form, FormData, Locale, Markup, PageError, PagePath, PageQuery, PageRequest, Response, Site, Tone, badge,
    escape, user,
};
use sha2::{Digest as _, Sha256};

use super::record::{Kind, RecordForm, read_form, record_fields};
use super::{
    Entry, FormPage, RegisterPage, Staff, done, go, heading, keeps, link_button, paragraph, plain_forms, tabs, warn,
    words,
};
use crate::actions::incoming::{self as actions, InTray, KEPT_DAYS, Opened, Part, Taken};
use crate::handle::Escalations;
use crate::model::event::EventKind;
use crate::model::incoming::{Incoming, Kind as Written};

/// What a letter can be said to be, in the order in which it is offered.
const KINDS: [EventKind; 6] = [
    EventKind::Reply,
    EventKind::Decision,
    EventKind::Receipt,
    EventKind::Promise,
    EventKind::AppealDecided,
    EventKind::Note,
];

plain_forms! {
    NothingForm "escalations:letter-nothing";
    TrayForm "escalations:letter-tray";
    AsideForm "escalations:letter-aside";
}

fn path_of(id: IncomingId) -> String {
    format!("/work/escalations/inbox/{id}")
}

fn title_of(l: &Locale, line: &InTray) -> String {
    if line.head.subject.is_empty() { l.t("escalations-incoming-untitled") } else { line.head.subject.clone() }
}

/// Name and address, each in its own direction, so that neither can pass for a part of the other.
fn sender_of(l: &Locale, line: &InTray) -> Markup {
    let address = Markup::trusted(format!("<bdi dir=\"ltr\">{}</bdi>", escape(&line.head.from)));
    match (line.head.name.as_str(), line.head.from.as_str()) {
        ("", "") => Markup::trusted(escape(&l.t("escalations-incoming-unknown"))),
        ("", _) => address,
        (name, _) => user(name).then(&Markup::trusted(" · ")).then(&address),
    }
}

fn standing(l: &Locale, line: &InTray) -> Markup {
    match line.state.as_str() {
        "waiting" => badge(l, Tone::Waiting, "escalations-incoming-waiting"),
        "tray" => badge(l, Tone::Waiting, "escalations-incoming-tray"),
        "discarded" => badge(l, Tone::Plain, "escalations-incoming-discarded"),
        _ => Markup::empty(),
    }
}

/// Letters as lines of a list, for the page of their escalation too.
pub(crate) fn lines(l: &Locale, letters: &[InTray]) -> Vec<Entry> {
    let entry = |line: &InTray| {
        let mut meta = vec![
            sender_of(l, line),
            l.exact(line.came_at),
            Markup::trusted(escape(&l.t(Written::message(&line.kind)))),
        ];
        meta.insert(0, standing(l, line));
        if let Some(number) = line.event {
            meta.push(Markup::trusted(escape(&l.ta("escalations-incoming-noted", &[("number", number)]))));
        }
        Entry { path: path_of(line.id), title: user(&title_of(l, line)), meta }
    };
    letters.iter().map(entry).collect()
}

/// Says on the list of escalations that letters wait.
pub(crate) fn arrived(l: &Locale, count: usize) -> Markup {
    if count == 0 {
        return Markup::empty();
    }
    let text = escape(&l.ta("escalations-incoming-arrived", &[("count", count)]));
    let link = format!("<p><a href=\"/work/escalations/inbox\">{text}</a></p>");
    saksi_web::notice(Tone::Waiting, "", &Markup::trusted(link))
}

/// Which part of the letters.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct InboxQuery {
    part: String,
}

/// `GET /work/escalations/inbox`.
pub(crate) async fn list(staff: Staff, PageQuery(query): PageQuery<InboxQuery>) -> Result<Response, PageError> {
    let by = &staff.by;
    let part = if query.part == "discarded" { Part::Discarded } else { Part::Waiting };
    let name = staff.room.mailbox().map(|mailbox| mailbox.name().to_owned());
    let (letters, mailbox) = read!(staff.request.site.db, by.viewer(), tx => {
        let letters = actions::list(&mut tx, by, part).await?;
        let mailbox = match &name {
            Some(name) => actions::mailbox(&mut tx, name).await?,
            None => None,
        };
        Ok::<_, Problem>((letters, mailbox))
    })?;
    let l = staff.l();
    let mut notice = done(l, &staff.request);
    if staff.room.inbox().is_none() && staff.room.mailbox().is_none() {
        notice = notice.then(&warn("", &l.t("escalations-incoming-no-mailbox")));
    }
    if let Some(mailbox) = mailbox.filter(|mailbox| !mailbox.fault.is_empty()) {
        let said = l.ta("escalations-incoming-fault", &[("said", mailbox.fault.as_str())]);
        notice = notice.then(&warn(&l.t("escalations-incoming-fault-title"), &said));
    }
    let (lead, other) = match part {
        Part::Waiting => ("escalations-incoming-lead", ("?part=discarded", "escalations-incoming-see-discarded")),
        Part::Discarded => ("escalations-incoming-discarded-lead", ("", "escalations-incoming-see-waiting")),
    };
    let page = RegisterPage {
        tabs: tabs(&staff.request),
        title: l.t("escalations-incoming-title"),
        lead: l.ta(lead, &[("days", KEPT_DAYS)]),
        new: None,
        notice,
        entries: lines(l, &letters),
        empty: saksi_web::empty(l, "escalations-incoming-empty", "escalations-incoming-empty-how"),
        l: l.clone(),
    };
    let main =
        WithAfter { page, after: link_button(l, &format!("/work/escalations/inbox{}", other.0), other.1, false) };
    staff.page(main.page.title.clone(), None, &main)
}

/// A list with a way on below it.
#[derive(askama::Template)]
#[template(source = "{{ page|safe }}<p>{{ after }}</p>", ext = "html")]
struct WithAfter {
    page: RegisterPage,
    after: Markup,
}

/// Where a letter belongs.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct AssignForm {
    escalation: String,
}

impl FormData for AssignForm {
    const PURPOSE: &'static str = "escalations:letter-assign";
}

fn files(l: &Locale, id: IncomingId, read: &Incoming) -> Markup {
    if read.files.is_empty() {
        return Markup::empty();
    }
    let mut html = format!("<h2>{}</h2><ul>", escape(&l.t("escalations-incoming-files")));
    for (number, file) in read.files.iter().enumerate() {
        let name = if file.name.is_empty() {
            l.ta("escalations-incoming-file", &[("number", number + 1)])
        } else {
            file.name.clone()
        };
        let size = l.ta("escalations-incoming-bytes", &[("bytes", file.bytes)]);
        let (path, name, size) = (path_of(id), user(&name), escape(&size));
        let _ = std::write!(html, "<li><a href=\"{path}/files/{number}\">{name}</a> {size}</li>");
    }
    html.push_str("</ul>");
    Markup::trusted(html)
}

/// What can be done with a letter now.
fn choices(request: &PageRequest, opened: &Opened, problem: Option<&Problem>) -> Markup {
    let l = &request.locale;
    let line = &opened.line;
    let path = path_of(line.id);
    let button = |action: &str, purpose: &'static str, label: &str| {
        fields::button_form(request, &format!("{path}/{action}"), purpose, &[], label, Weight::Quiet)
    };
    let mut html = Markup::empty();
    if opened.escalation.is_some() {
        let title =
            if line.state == "waiting" { "escalations-incoming-what" } else { "escalations-incoming-what-else" };
        for kind in KINDS {
            let main = kind == EventKind::Reply && line.state == "waiting";
            html = html.then(&link_button(l, &format!("{path}/as/{}", kind.code()), kind.message(), main));
        }
        if line.state == "waiting" {
            html = html.then(&button("nothing", NothingForm::PURPOSE, "escalations-incoming-nothing"));
        }
        html = html.then(&button("tray", TrayForm::PURPOSE, "escalations-incoming-elsewhere"));
        return heading(l, title).then(&Markup::trusted(format!("<div class=\"toolbar\">{html}</div>")));
    }
    if line.state == "discarded" {
        return button("tray", TrayForm::PURPOSE, "escalations-incoming-take-back");
    }
    html = html.then(&heading(l, "escalations-incoming-where"));
    if opened.choices.is_empty() {
        html = html.then(&paragraph(&l.t("escalations-incoming-nowhere")));
    } else {
        let f = Fields::new(l, problem);
        let mut all = vec![(String::new(), l.t("escalations-choose"))];
        all.extend(
            opened
                .choices
                .iter()
                .map(|choice| (choice.id.to_string(), format!("{} · {}", choice.title, choice.addressee_name))),
        );
        let parts = [
            f.select("escalation", "escalations-incoming-escalation", "", &[]).options(all).required().build(),
            f.submit("escalations-incoming-assign"),
        ];
        html = html.then(&fields::form(request, &format!("{path}/assign"), AssignForm::PURPOSE, &parts));
    }
    html.then(&button("aside", AsideForm::PURPOSE, "escalations-incoming-discard"))
}

fn letter_page(request: &PageRequest, opened: &Opened, problem: Option<&Problem>) -> FormPage {
    let l = &request.locale;
    let line = &opened.line;
    let read = Incoming::read(&opened.raw);
    let mut facts: Vec<(&str, Markup)> =
        vec![("escalations-incoming-from", sender_of(l, line)), ("escalations-incoming-came", l.exact(line.came_at))];
    facts.extend(read.written.map(|at| ("escalations-incoming-written", l.exact(at))));
    facts.push(("escalations-incoming-kind", Markup::trusted(escape(&l.t(Written::message(&line.kind))))));
    if !line.head.fault.is_empty() {
        facts.push(("escalations-incoming-said", user(&line.head.fault)));
    }
    if let Some(escalation) = &opened.escalation {
        let towards =
            format!("<a href=\"/work/escalations/{}\">{}</a>", escalation.id(), user(&escalation.notice.title));
        facts.push(("escalations-incoming-of", Markup::trusted(towards)));
    }
    let mut before = words::facts(l, &facts);
    if !opened.whole {
        before = warn("", &l.ta("escalations-incoming-long", &[("megabytes", opened.bytes >> 20)])).then(&before);
    }
    before = before.then(&if read.text.is_empty() {
        paragraph(&l.t("escalations-incoming-no-text"))
    } else {
        words::block(&read.text)
    });
    before = before.then(&files(l, line.id, &read));
    let raw = link_button(l, &format!("{}/raw", path_of(line.id)), "escalations-incoming-raw", false);
    let back = match &opened.escalation {
        Some(escalation) => (format!("/work/escalations/{}", escalation.id()), "escalations-back-one"),
        None => ("/work/escalations/inbox".to_owned(), "escalations-incoming-title"),
    };
    FormPage {
        back,
        notice: done(l, request),
        title: title_of(l, line),
        before,
        form: choices(request, opened, problem),
        after: paragraph(&l.t("escalations-incoming-raw-hint")).then(&raw),
        l: l.clone(),
    }
}

async fn show_with(staff: &Staff, id: IncomingId, problem: Option<&Problem>) -> Result<Response, PageError> {
    let opened = actions::open(&staff.room, &staff.request.site.db, &staff.by, id).await?;
    let shown = letter_page(&staff.request, &opened, problem);
    staff.page(shown.title.clone(), problem, &shown)
}

/// `GET /work/escalations/inbox/{letter}`.
pub(crate) async fn show(staff: Staff, PagePath(id): PagePath<IncomingId>) -> Result<Response, PageError> {
    show_with(&staff, id, None).await
}

fn as_bytes(name: &str, bytes: Vec<u8>) -> Response {
    let mut response = Response::new(axum::body::Body::from(bytes));
    let headers = response.headers_mut();
    let mut set = |name: HeaderName, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(name, value);
        }
    };
    set(header::CONTENT_TYPE, "application/octet-stream");
    set(header::CONTENT_DISPOSITION, &format!("attachment; filename=\"{name}\""));
    set(header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox; frame-ancestors 'none'");
    set(header::CACHE_CONTROL, "no-store");
    response.extensions_mut().insert(saksi_web::Uncompressed);
    response
}

/// `GET /work/escalations/inbox/{letter}/raw`: as it came, for a mail program.
pub(crate) async fn raw(staff: Staff, PagePath(id): PagePath<IncomingId>) -> Result<Response, PageError> {
    let opened = actions::open(&staff.room, &staff.request.site.db, &staff.by, id).await?;
    Ok(as_bytes(&format!("saksi-{id}.eml.bin"), opened.raw))
}

/// `GET /work/escalations/inbox/{letter}/files/{number}`: bytes, whatever they say they are.
pub(crate) async fn file(
    staff: Staff,
    PagePath((id, number)): PagePath<(IncomingId, usize)>,
) -> Result<Response, PageError> {
    let bytes = actions::file(&staff.room, &staff.request.site.db, &staff.by, id, number).await?;
    Ok(as_bytes(&format!("saksi-{id}-{}.bin", number.saturating_add(1)), bytes))
}

fn say_page(
    request: &PageRequest,
    opened: &Opened,
    kind: EventKind,
    typed: &RecordForm,
    problem: Option<&Problem>,
) -> FormPage {
    let l = &request.locale;
    let path = path_of(opened.line.id);
    let read = Incoming::read(&opened.raw);
    FormPage {
        back: (path.clone(), "escalations-incoming-back"),
        notice: Markup::empty(),
        title: l.t(kind.message()),
        before: words::block(&read.text),
        form: fields::form(
            request,
            &format!("{path}/as/{}", kind.code()),
            RecordForm::PURPOSE,
            &record_fields(l, kind, typed, problem),
        ),
        after: Markup::empty(),
        l: l.clone(),
    }
}

fn sayable(kind: &str) -> Result<EventKind, Problem> {
    let Kind(kind) = kind.parse().map_err(|()| Problem::not_found())?;
    if KINDS.contains(&kind) { Ok(kind) } else { Err(Problem::not_found()) }
}

/// `GET /work/escalations/inbox/{letter}/as/{kind}`: what it is, with the day on which it came.
pub(crate) async fn say_form(
    staff: Staff,
    PagePath((id, kind)): PagePath<(IncomingId, String)>,
) -> Result<Response, PageError> {
    let kind = sayable(&kind)?;
    let opened = actions::open(&staff.room, &staff.request.site.db, &staff.by, id).await?;
    let zone = staff.zone();
    let day = zone.day(opened.line.came_at);
    let minute = (0..=1_439_u16).rev().find(|minute| zone.moment(day, *minute) <= opened.line.came_at).unwrap_or(0);
    let typed = RecordForm::on(day.to_string(), format!("{:02}:{:02}", minute / 60, minute % 60));
    let shown = say_page(&staff.request, &opened, kind, &typed, None);
    staff.page(shown.title.clone(), None, &shown)
}

/// `POST /work/escalations/inbox/{letter}/as/{kind}`.
pub(crate) async fn say(
    staff: Staff,
    PagePath((id, kind)): PagePath<(IncomingId, String)>,
    form: Form<RecordForm>,
) -> Result<Response, PageError> {
    let kind = sayable(&kind)?;
    let (by, typed) = (&staff.by, form.value);
    let opened = actions::open(&staff.room, &staff.request.site.db, by, id).await?;
    let outcome: Result<EscalationId, Problem> = match read_form(&staff, &typed) {
        Err(problem) => Err(problem),
        Ok((at, facts)) => {
            // A form knows no seconds; whoever leaves the letter's own minute alone means its own moment.
            let came = opened.line.came_at;
            let at = if (0..saksi_base::clock::MINUTE).contains(&came.since(at)) { came } else { at };
            write!(staff.request.site.db, "say what letter is", by.viewer(), tx => {
                actions::say(&mut tx, by, id, kind, at, &typed.text, facts.clone()).await
            })
        }
    };
    match outcome {
        Ok(escalation) => Ok(go(&format!("/work/escalations/{escalation}"), "recorded")),
        Err(problem) if keeps(&problem) => {
            let shown = say_page(&staff.request, &opened, kind, &typed, Some(&problem));
            staff.page(shown.title.clone(), Some(&problem), &shown)
        }
        Err(problem) => Err(problem.into()),
    }
}

async fn after(
    staff: &Staff,
    id: IncomingId,
    outcome: Result<String, Problem>,
    said: &str,
) -> Result<Response, PageError> {
    match outcome {
        Ok(path) => Ok(go(&path, said)),
        Err(problem) if keeps(&problem) => show_with(staff, id, Some(&problem)).await,
        Err(problem) => Err(problem.into()),
    }
}

/// `POST /work/escalations/inbox/{letter}/nothing`.
pub(crate) async fn nothing(
    staff: Staff,
    PagePath(id): PagePath<IncomingId>,
    _: Form<NothingForm>,
) -> Result<Response, PageError> {
    let by = &staff.by;
    let outcome: Result<EscalationId, Problem> = write!(staff.request.site.db, "letter says nothing", by.viewer(), tx => {
        actions::nothing(&mut tx, by, id).await
    });
    after(&staff, id, outcome.map(|escalation| format!("/work/escalations/{escalation}")), "recorded").await
}

/// `POST /work/escalations/inbox/{letter}/tray`.
pub(crate) async fn tray(
    staff: Staff,
    PagePath(id): PagePath<IncomingId>,
    _: Form<TrayForm>,
) -> Result<Response, PageError> {
    let by = &staff.by;
    let outcome: Result<(), Problem> = write!(staff.request.site.db, "letter to tray", by.viewer(), tx => {
        actions::to_tray(&mut tx, by, id).await
    });
    after(&staff, id, outcome.map(|()| path_of(id)), "in-tray").await
}

/// `POST /work/escalations/inbox/{letter}/aside`.
pub(crate) async fn aside(
    staff: Staff,
    PagePath(id): PagePath<IncomingId>,
    _: Form<AsideForm>,
) -> Result<Response, PageError> {
    let by = &staff.by;
    let outcome: Result<(), Problem> = write!(staff.request.site.db, "discard letter", by.viewer(), tx => {
        actions::discard(&mut tx, by, id).await
    });
    after(&staff, id, outcome.map(|()| "/work/escalations/inbox".to_owned()), "aside").await
}

/// `POST /work/escalations/inbox/{letter}/assign`.
pub(crate) async fn assign(
    staff: Staff,
    PagePath(id): PagePath<IncomingId>,
    form: Form<AssignForm>,
) -> Result<Response, PageError> {
    let by = &staff.by;
    let to: Result<EscalationId, Problem> =
        form.value.escalation.parse().map_err(|_| Problem::field("escalation", "escalations-problem-choose"));
    let outcome: Result<(), Problem> = match to {
        Err(problem) => Err(problem),
        Ok(to) => write!(staff.request.site.db, "assign letter", by.viewer(), tx => {
            actions::assign(&mut tx, by, id, to).await
        }),
    };
    after(&staff, id, outcome.map(|()| path_of(id)), "assigned").await
}

/// `POST /api/v1/inbound-mail`: a letter as a mail server has it, from a program that knows the secret.
pub(crate) async fn hand_in(
    State(site): State<Site>,
    Extension(room): Extension<Escalations>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, ApiError> {
    let given = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split_once(' '))
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
        .map(|(_, secret)| -> [u8; 32] { Sha256::digest(secret.trim().as_bytes()).into() });
    let door = room.inbox().and_then(|inbox| inbox.door);
    // Digests are compared, so that the time it takes says nothing about the secret.
    if door.is_none() || given != door {
        return Err(Problem::new(ProblemKind::SignIn, "problem-sign-in").into());
    }
    let taken = actions::hand_in(&room, &site.db, body.to_vec()).await?;
    let said = match taken {
        Taken::Known => "known",
        Taken::Threaded(_) => "threaded",
        Taken::Tray => "tray",
    };
    Ok((StatusCode::ACCEPTED, Json(serde_json::json!({ "taken": said }))).into_response())
}
