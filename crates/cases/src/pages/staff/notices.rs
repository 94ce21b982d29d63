//! A sealed notice: everything that is done with it while somebody who can open it is there. Its clock and what follows stand where all
//! escalations stand.

use axum::http::{HeaderValue, header};
use saksi_base::calendar::Zone;
use saksi_base::{DispatchId, EscalationId, Problem};
use saksi_escalations::actions::State;
use saksi_escalations::model::notice::hexadecimal;
use saksi_escalations::model::{Channel, Element, Route, Rule, moment};
use saksi_escalations::pages::{About, NoticeForm, letter_locale, notice_fields};
use saksi_network::Capability;
use saksi_web::fields::{self, Fields};
use saksi_web::{Form, FormData as _, Locale, Markup, PageError, PagePath, PageRequest, Response, Tone, Weight, user};
use uuid::Uuid;

use super::case::path;
use super::parts::{card, code, facts, hint, line, lines, link, link_button, row, section, warn};
use super::work::opened_for;
use super::{Done, Staff, WorkPage, button, done, forms, to_mend};
use crate::actions::keys::Unlocked;
use crate::actions::notice_letters;
use crate::actions::notices::{self as action, OpenLetter, OpenNotice, OpenPart};

forms! {
    /// What holds for all of a notice; its fields are read from the raw ones.
    SaveForm "cases:notice" 512 { then: String }
    /// One thing that is done with a notice.
    DeedForm "cases:notice-deed" 4 {}
    /// When a letter was handed over.
    MarkForm "cases:notice-sent" 8 { day: String, time: String, reference: String }
    /// A chaser.
    ChaseForm "cases:notice-chase" 128 { text: String }
}

/// Where a notice's page is.
pub(crate) fn notice_path(id: EscalationId) -> String {
    format!("/cases/notices/{id}")
}

/// Where a notice stands, with a shape.
pub(crate) fn state_badge(l: &Locale, state: State) -> Markup {
    let tone = match state {
        State::Answered | State::Closed => Tone::Done,
        State::Draft => Tone::Plain,
        _ => Tone::Waiting,
    };
    saksi_web::badge(l, tone, state.message())
}

/// What the page of a notice shows.
pub(crate) struct NoticeData<'a> {
    pub(crate) notice: &'a OpenNotice,
    pub(crate) rules: &'a [Rule],
    /// What was typed and could not be taken as it was.
    pub(crate) typed: Option<NoticeForm>,
    pub(crate) chase: Option<String>,
    pub(crate) mark: MarkForm,
    /// Whether a mail server is named.
    pub(crate) mail: bool,
    /// Whether the reader may see the escalation's own page.
    pub(crate) escalates: bool,
}

fn deed(request: &PageRequest, at: &str, what: &str, label: &str, weight: Weight) -> Markup {
    button(request, &format!("{at}/{what}"), DeedForm::PURPOSE, &[], label, weight)
}

/// One part: what it says, its files, whether it is gone.
fn part_card(request: &PageRequest, at: &str, part: &OpenPart, number: usize, draft: bool) -> Markup {
    let l = &request.locale;
    let label = Markup::text(&l.ta("cases-staff-notice-part", &[("number", number)]));
    let Some(text) = &part.text else {
        let on = part.withdrawn_on.map_or_else(Markup::empty, |on| l.day(on));
        let body = warn(Tone::Plain, "", &l.t("cases-staff-notice-part-gone")).then(&facts(&[
            (l.t("cases-staff-notice-withdrawn"), on),
            (l.t("escalations-hash"), part.hash.as_deref().map_or_else(Markup::empty, |hash| code(&hexadecimal(hash)))),
        ]));
        return card(&label, &body);
    };
    let mut body = Markup::trusted("<p>").then(&link(&path(text.case), &Markup::text(&l.t("cases-staff-open-case"))));
    body = body.then(&Markup::trusted("</p>"));
    if !text.links.is_empty() {
        let links: Vec<Markup> = text.links.iter().map(|link| user(link)).collect();
        body = body.then(&lines(&links));
    }
    for words in [&text.summary, &text.words].into_iter().filter(|words| !words.is_empty()) {
        body = body.then(&saksi_web::user_block(words));
    }
    if !part.files.is_empty() {
        let files: Vec<Markup> =
            part.files.iter().map(|(id, name)| link(&format!("{at}/files/{id}"), &user(&name.name))).collect();
        body = body.then(&lines(&files));
    }
    if text.is_over(l.now()) {
        body = body.then(&warn(Tone::Danger, "", &l.t("cases-consent-ended")));
    }
    if part.halted {
        body = body.then(&warn(Tone::Danger, "", &l.t("cases-notice-halted")));
    }
    if draft {
        let remove = format!("parts/{}/remove", part.id);
        body = body.then(&row(&[deed(request, at, &remove, "cases-staff-notice-part-remove", Weight::Quiet)]));
    }
    card(&label, &body)
}

fn parts_section(request: &PageRequest, at: &str, notice: &OpenNotice) -> Markup {
    let l = &request.locale;
    let draft = notice.standing.state == State::Draft;
    let cards: Markup =
        notice.parts.iter().zip(1..).map(|(part, number)| part_card(request, at, part, number, draft)).collect();
    let body = if cards.is_empty() { hint(l, "cases-staff-notice-parts-none") } else { cards };
    section(l, "parts", "cases-staff-notice-parts", "cases-staff-notice-parts-hint", &body)
}

/// The page of a notice: writing it while it is a draft, what went out afterwards.
pub(crate) fn notice_page(request: &PageRequest, data: &NoticeData<'_>, problem: Option<&Problem>) -> WorkPage {
    let l = &request.locale;
    let notice = data.notice;
    let standing = &notice.standing;
    let at = notice_path(standing.id);
    let named: Vec<&str> = notice.named.iter().map(|(_, name)| name.as_str()).collect();
    let mut page =
        WorkPage::new(request, "escalations-sealed").back(l, "/cases", "cases-staff-back-queue").part(&facts(&[
            (l.t("cases-staff-notice-to"), user(&standing.addressee_name)),
            (
                l.t("cases-staff-notice-way"),
                standing.route.as_ref().map_or_else(Markup::empty, |route| user(&route.name)),
            ),
            (l.t("cases-staff-notice-state"), state_badge(l, standing.state)),
            (l.t("cases-staff-notice-named"), super::parts::names(l, named)),
        ]));
    if data.escalates {
        let way = format!("/work/escalations/{}", standing.id);
        page = page.part(&row(&[link_button(l, &way, "cases-staff-notice-course", Weight::Quiet)]));
    }
    page = page.part(&parts_section(request, &at, notice));
    match standing.state {
        State::Draft => page
            .part(&section(l, "common", "cases-staff-notice-common", "", &editor(request, data, &at, problem)))
            .part(&row(&[deed(request, &at, "discard", "cases-staff-notice-discard", Weight::Danger)])),
        State::Waiting => {
            page.part(&row(&[link_button(l, &format!("{at}/preview"), "escalations-look-approve", Weight::Main)]))
        }
        _ => {
            page = page.part(&letters(request, data, &at, problem));
            let by_mail = standing.letters.iter().any(|letter| letter.channel == Channel::Email.code());
            if standing.course.sent.is_some() && by_mail && data.mail && !standing.course.closed {
                page = page.part(&chaser(request, data, &at, problem));
            }
            let counted = if standing.counted { "cases-staff-notice-count-not" } else { "cases-staff-notice-count" };
            let what = if standing.counted { "count-not" } else { "count" };
            page.part(&section(
                l,
                "counted",
                "cases-staff-notice-counted",
                "cases-staff-notice-counted-hint",
                &row(&[deed(request, &at, what, counted, Weight::Quiet)]),
            ))
        }
    }
}

fn editor(request: &PageRequest, data: &NoticeData<'_>, at: &str, problem: Option<&Problem>) -> Markup {
    let l = &request.locale;
    let f = Fields::new(l, problem);
    let standing = &data.notice.standing;
    let own = NoticeForm::of(&data.notice.common, standing.version);
    let typed = data.typed.as_ref().unwrap_or(&own);
    let about = About { addressee: standing.addressee, route: standing.route.as_ref(), rules: data.rules };
    let mut parts = notice_fields(l, &f, &about, typed, problem, true);
    parts.push(f.checkbox("good_faith", "escalations-good-faith", typed.in_good_faith()).required().build());
    parts.push(f.buttons(&[
        ("then", "preview", "escalations-save-preview", Weight::Main),
        ("then", "stay", "escalations-save-draft", Weight::Quiet),
    ]));
    fields::form(request, at, SaveForm::PURPOSE, &parts)
}

/// A letter as it was frozen, with the fields of a web form to copy where one waits to be handed over.
fn letter_card(
    request: &PageRequest,
    data: &NoticeData<'_>,
    at: &str,
    letter: &OpenLetter,
    problem: Option<&Problem>,
) -> Markup {
    let l = &request.locale;
    let known = &letter.letter;
    let by_mail = known.channel == Channel::Email.code();
    let state = match known.state.as_str() {
        "sent" => "escalations-letter-sent",
        "failed" => "escalations-letter-failed",
        "withdrawn" => "escalations-letter-withdrawn",
        _ if by_mail => "escalations-letter-waiting",
        _ => "escalations-letter-by-hand",
    };
    let mut body = facts(&[
        (l.t("cases-staff-notice-state"), Markup::text(&l.t(state))),
        (l.t("escalations-address"), user(&known.recipient)),
        (l.t("escalations-event-sent"), known.sent_at.map_or_else(Markup::empty, |at| l.exact(at))),
        (l.t("escalations-hash"), code(&hexadecimal(&known.hash))),
        (l.t("cases-staff-notice-said"), user(&known.fault)),
    ]);
    let open = matches!(known.state.as_str(), "waiting" | "failed");
    if open && !by_mail && known.kind == "notice" {
        body = body.then(&copy_fields(l, data.notice));
    }
    if letter.pieces.is_empty() {
        body = body.then(&hint(l, "cases-staff-notice-shredded"));
    }
    for piece in &letter.pieces {
        body = body.then(&saksi_web::user_block(piece));
    }
    let letters = format!("letters/{}", known.id);
    if open && by_mail && data.mail {
        body =
            body.then(&row(&[deed(request, at, &format!("{letters}/again"), "escalations-try-again", Weight::Main)]));
    }
    if open && (!by_mail || !data.mail || known.state == "failed") {
        let f = Fields::new(l, problem);
        body = body.then(&fields::form(
            request,
            &format!("{at}/{letters}"),
            MarkForm::PURPOSE,
            &[
                line(l, "escalations-mark-why"),
                f.text("day", "escalations-day", &data.mark.day).kind("date").required().build(),
                f.text("time", "escalations-time", &data.mark.time).kind("time").optional().build(),
                f.text("reference", "escalations-reference", &data.mark.reference)
                    .hint("cases-staff-notice-reference-hint")
                    .longest(200)
                    .optional()
                    .build(),
                f.submit("escalations-mark-sent"),
            ],
        ));
    }
    let subject =
        if letter.subject.is_empty() { Markup::text(&l.t("escalations-sealed")) } else { user(&letter.subject) };
    card(&subject, &body)
}

/// The fields of the route's form in its order, each with its length.
fn copy_fields(l: &Locale, notice: &OpenNotice) -> Markup {
    let fields = notice.standing.route.as_ref().map(|route: &Route| route.facts.fields.as_slice()).unwrap_or_default();
    let whole = notice.whole();
    let speaking = letter_locale(l, &whole.language);
    let files = notice.lines();
    let mut body = Markup::empty();
    for field in fields {
        let Some(element) = Element::from_code(&field.element) else { continue };
        let text = whole.element(&speaking, element, &files);
        let count = text.chars().count();
        let most = field.longest.and_then(|most| usize::try_from(most).ok());
        let counted = match most {
            Some(most) => l.ta("escalations-characters-of", &[("count", count), ("most", most)]),
            None => l.ta("escalations-characters", &[("count", count)]),
        };
        body = body
            .then(&Markup::trusted("<h4>"))
            .then(&user(&field.label))
            .then(&Markup::trusted("</h4><p class=\"hint\">"))
            .then(&Markup::text(&counted))
            .then(&Markup::trusted("</p>"));
        if most.is_some_and(|most| count > most) {
            body = body.then(&warn(Tone::Waiting, "", &l.t("escalations-too-long-for-form")));
        }
        body = body.then(&saksi_web::user_block(&text));
    }
    body
}

fn letters(request: &PageRequest, data: &NoticeData<'_>, at: &str, problem: Option<&Problem>) -> Markup {
    let l = &request.locale;
    let cards: Markup =
        data.notice.letters.iter().map(|letter| letter_card(request, data, at, letter, problem)).collect();
    section(l, "letters", "cases-staff-notice-letters", "", &cards)
}

fn chaser(request: &PageRequest, data: &NoticeData<'_>, at: &str, problem: Option<&Problem>) -> Markup {
    let l = &request.locale;
    let f = Fields::new(l, problem);
    let common = &data.notice.common;
    let speaking = letter_locale(l, &common.language);
    let mut prepared = data.notice.standing.course.sent.map_or_else(String::new, |sent| {
        speaking.ta(
            "escalations-notice-chaser",
            &[("day", speaking.date(sent)), ("title", common.title.clone()), ("sender", common.sender_name.clone())],
        )
    });
    prepared.retain(|c| !matches!(c, '\u{2068}' | '\u{2069}'));
    let text = data.chase.as_deref().unwrap_or(&prepared);
    let form = fields::form(
        request,
        &format!("{at}/chase"),
        ChaseForm::PURPOSE,
        &[
            f.area("text", "escalations-chase-text", text).rows(8).required().build(),
            f.submit_named("", "", "escalations-chase-send", Weight::Quiet),
        ],
    );
    section(l, "chase", "escalations-event-chaser", "", &form)
}

async fn show_notice(
    staff: &Staff,
    me: &Unlocked,
    id: EscalationId,
    typed: Option<NoticeForm>,
    chase: Option<String>,
    mark: Option<MarkForm>,
    problem: Option<&Problem>,
) -> Result<Response, PageError> {
    let notice = action::open(&staff.cases, me, id).await?;
    let rules = action::rules(&staff.cases, me).await?;
    let today = zone_of(staff).day(staff.request.now).to_string();
    let data = NoticeData {
        notice: &notice,
        rules: &rules,
        typed,
        chase,
        mark: mark.unwrap_or(MarkForm { day: today, ..MarkForm::default() }),
        mail: has_mail(staff),
        escalates: staff.may(Capability::ESCALATE),
    };
    staff.page(&notice_page(&staff.request, &data, problem), problem)
}

fn has_mail(staff: &Staff) -> bool {
    staff.cases.escalations().is_some_and(|room| room.carrier().is_some())
}

fn zone_of(staff: &Staff) -> Zone {
    let request = &staff.request;
    let own = request.session.as_ref().and_then(|session| session.time_zone.as_deref());
    own.and_then(|name| name.parse().ok())
        .or_else(|| request.site.settings.time_zone.parse().ok())
        .unwrap_or_else(Zone::utc)
}

/// `GET /cases/notices/{notice}`.
pub(crate) async fn show(staff: Staff, PagePath(id): PagePath<EscalationId>) -> Result<Response, PageError> {
    let me = match staff.opened().await? {
        Ok(me) => me,
        Err(page) => return Ok(page),
    };
    show_notice(&staff, &me, id, None, None, None, None).await
}

/// `POST /cases/notices/{notice}`: what holds for all of it.
pub(crate) async fn save(
    staff: Staff,
    PagePath(id): PagePath<EscalationId>,
    form: Form<SaveForm>,
) -> Result<Response, PageError> {
    let me = opened_for!(staff, form, SaveForm);
    let typed = NoticeForm::read(&form.fields);
    match action::save(&staff.cases, &me, id, typed.seen(), typed.notice(), typed.cited()).await {
        Ok(()) if form.value.then == "preview" => Ok(saksi_web::see_other(&format!("{}/preview", notice_path(id)))),
        Ok(()) => Ok(done(&notice_path(id), Done::Saved)),
        Err(problem) => {
            let problem = to_mend(problem)?;
            show_notice(&staff, &me, id, Some(typed), None, None, Some(&problem)).await
        }
    }
}

/// The letter as it would go, and the one thing to do with it now.
pub(crate) fn preview_of(request: &PageRequest, notice: &OpenNotice, me: saksi_base::PersonId, mail: bool) -> WorkPage {
    let l = &request.locale;
    let standing = &notice.standing;
    let at = notice_path(standing.id);
    let speaking = letter_locale(l, &notice.common.language);
    let by_mail = mail && standing.route.as_ref().is_some_and(|route| route.channel == Channel::Email);
    let mut page = WorkPage::new(request, "escalations-preview")
        .back(l, &at, "cases-staff-notice-back")
        .part(&facts(&[
            (l.t("cases-staff-notice-to"), user(&standing.addressee_name)),
            (
                l.t("escalations-address"),
                standing.route.as_ref().map_or_else(Markup::empty, |route| user(&route.facts.address)),
            ),
            (l.t("escalations-subject"), user(&notice.common.title)),
        ]))
        .part(&saksi_web::user_block(&notice.text(&speaking)));
    let send = match (standing.state, by_mail) {
        (State::Waiting, true) => "escalations-approve-mail",
        (State::Waiting, false) => "escalations-approve-hand",
        (_, true) => "escalations-send-mail",
        (_, false) => "escalations-send-hand",
    };
    let mut deeds = Vec::new();
    match standing.state {
        State::Draft if notice.needs_approval => {
            page = page.part(&line(l, "escalations-submit-why"));
            deeds.push(deed(request, &at, "submit", "escalations-submit", Weight::Main));
        }
        State::Draft => deeds.push(deed(request, &at, "send", send, Weight::Main)),
        State::Waiting if standing.author == me => {
            page = page.part(&line(l, "escalations-waits-for-second"));
            deeds.push(deed(request, &at, "send-back", "escalations-take-back", Weight::Quiet));
        }
        State::Waiting => {
            deeds.push(deed(request, &at, "send", send, Weight::Main));
            deeds.push(deed(request, &at, "send-back", "escalations-send-back", Weight::Quiet));
        }
        _ => {}
    }
    page.part(&row(&deeds))
}

/// `GET /cases/notices/{notice}/preview`. What is not complete goes back to where it is written, which says what is missing.
pub(crate) async fn preview(staff: Staff, PagePath(id): PagePath<EscalationId>) -> Result<Response, PageError> {
    let me = match staff.opened().await? {
        Ok(me) => me,
        Err(page) => return Ok(page),
    };
    let notice = action::open(&staff.cases, &me, id).await?;
    if notice.standing.state == State::Draft
        && let Err(problem) = notice.complete()
    {
        return show_notice(&staff, &me, id, None, None, None, Some(&problem)).await;
    }
    staff.page(&preview_of(&staff.request, &notice, staff.member.person, has_mail(&staff)), None)
}

/// After a deed: the notice's page, which says what came of it.
async fn after(
    staff: &Staff,
    me: &Unlocked,
    id: EscalationId,
    outcome: Result<(), Problem>,
    says: Done,
) -> Result<Response, PageError> {
    match outcome {
        Ok(()) => Ok(done(&notice_path(id), says)),
        Err(problem) => {
            let problem = to_mend(problem)?;
            show_notice(staff, me, id, None, None, None, Some(&problem)).await
        }
    }
}

/// `POST /cases/notices/{notice}/submit`.
pub(crate) async fn submit(
    staff: Staff,
    PagePath(id): PagePath<EscalationId>,
    form: Form<DeedForm>,
) -> Result<Response, PageError> {
    let me = opened_for!(staff, form, DeedForm);
    let outcome = notice_letters::submit(&staff.cases, &me, id).await;
    after(&staff, &me, id, outcome, Done::NoticeSubmitted).await
}

/// `POST /cases/notices/{notice}/send`.
pub(crate) async fn send(
    staff: Staff,
    PagePath(id): PagePath<EscalationId>,
    form: Form<DeedForm>,
) -> Result<Response, PageError> {
    let me = opened_for!(staff, form, DeedForm);
    let found = action::open(&staff.cases, &me, id).await?;
    let speaking = letter_locale(staff.l(), &found.common.language);
    let outcome = notice_letters::send(&staff.cases, &me, &speaking, id).await;
    after(&staff, &me, id, outcome, Done::NoticeFrozen).await
}

/// `POST /cases/notices/{notice}/send-back`.
pub(crate) async fn send_back(
    staff: Staff,
    PagePath(id): PagePath<EscalationId>,
    form: Form<DeedForm>,
) -> Result<Response, PageError> {
    let me = opened_for!(staff, form, DeedForm);
    let outcome = notice_letters::send_back(&staff.cases, &me, id).await;
    after(&staff, &me, id, outcome, Done::NoticeSentBack).await
}

/// `POST /cases/notices/{notice}/discard`.
pub(crate) async fn discard(
    staff: Staff,
    PagePath(id): PagePath<EscalationId>,
    form: Form<DeedForm>,
) -> Result<Response, PageError> {
    let me = opened_for!(staff, form, DeedForm);
    match action::discard(&staff.cases, &me, id).await {
        Ok(()) => Ok(done("/cases", Done::NoticeDiscarded)),
        outcome => after(&staff, &me, id, outcome, Done::NoticeDiscarded).await,
    }
}

/// `POST /cases/notices/{notice}/parts/{part}/remove`.
pub(crate) async fn remove(
    staff: Staff,
    PagePath((id, part)): PagePath<(EscalationId, Uuid)>,
    form: Form<DeedForm>,
) -> Result<Response, PageError> {
    let me = opened_for!(staff, form, DeedForm);
    let outcome = action::remove(&staff.cases, &me, id, part).await;
    after(&staff, &me, id, outcome, Done::Saved).await
}

/// `POST /cases/notices/{notice}/count`.
pub(crate) async fn count(
    staff: Staff,
    PagePath(id): PagePath<EscalationId>,
    form: Form<DeedForm>,
) -> Result<Response, PageError> {
    let me = opened_for!(staff, form, DeedForm);
    let outcome = notice_letters::count(&staff.cases, &me, id, true).await;
    after(&staff, &me, id, outcome, Done::Saved).await
}

/// `POST /cases/notices/{notice}/count-not`.
pub(crate) async fn count_not(
    staff: Staff,
    PagePath(id): PagePath<EscalationId>,
    form: Form<DeedForm>,
) -> Result<Response, PageError> {
    let me = opened_for!(staff, form, DeedForm);
    let outcome = notice_letters::count(&staff.cases, &me, id, false).await;
    after(&staff, &me, id, outcome, Done::Saved).await
}

/// `POST /cases/notices/{notice}/chase`.
pub(crate) async fn chase(
    staff: Staff,
    PagePath(id): PagePath<EscalationId>,
    form: Form<ChaseForm>,
) -> Result<Response, PageError> {
    let me = opened_for!(staff, form, ChaseForm);
    match notice_letters::chase(&staff.cases, &me, id, &form.value.text).await {
        Ok(()) => Ok(done(&notice_path(id), Done::NoticeFrozen)),
        Err(problem) => {
            let problem = to_mend(problem)?;
            show_notice(&staff, &me, id, None, Some(form.value.text), None, Some(&problem)).await
        }
    }
}

/// `POST /cases/notices/{notice}/letters/{letter}`: it was handed over by hand.
pub(crate) async fn mark(
    staff: Staff,
    PagePath((id, letter)): PagePath<(EscalationId, DispatchId)>,
    form: Form<MarkForm>,
) -> Result<Response, PageError> {
    let me = opened_for!(staff, form, MarkForm);
    let typed = form.value;
    let zone = zone_of(&staff);
    let today = zone.day(staff.request.now).to_string();
    let outcome = match moment(&zone, &typed.day, &typed.time, "day") {
        Err(problem) => Err(problem),
        Ok(at) => {
            // Today without a time is now.
            let at = if typed.day.trim() == today && typed.time.trim().is_empty() { staff.request.now } else { at };
            notice_letters::mark_sent(&staff.cases, &me, id, letter, at, &typed.reference).await
        }
    };
    match outcome {
        Ok(()) => Ok(done(&notice_path(id), Done::Saved)),
        Err(problem) => {
            let problem = to_mend(problem)?;
            show_notice(&staff, &me, id, None, None, Some(typed), Some(&problem)).await
        }
    }
}

/// `POST /cases/notices/{notice}/letters/{letter}/again`.
pub(crate) async fn again(
    staff: Staff,
    PagePath((id, letter)): PagePath<(EscalationId, DispatchId)>,
    form: Form<DeedForm>,
) -> Result<Response, PageError> {
    let me = opened_for!(staff, form, DeedForm);
    let outcome = notice_letters::try_again(&staff.cases, &me, id, letter).await;
    after(&staff, &me, id, outcome, Done::NoticeFrozen).await
}

/// `GET /cases/notices/{notice}/files/{file}`: whatever it is, a browser only saves it.
pub(crate) async fn file(
    staff: Staff,
    PagePath((id, file)): PagePath<(EscalationId, Uuid)>,
) -> Result<Response, PageError> {
    let me = match staff.opened().await? {
        Ok(me) => me,
        Err(page) => return Ok(page),
    };
    let (_, bytes) = action::file(&staff.cases, &me, id, file).await?;
    let mut response = Response::new(axum::body::Body::from(bytes));
    let fields = response.headers_mut();
    fields.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"saksi-{file}.bin\"")) {
        fields.insert(header::CONTENT_DISPOSITION, value);
    }
    let policy = HeaderValue::from_static("default-src 'none'; sandbox; frame-ancestors 'none'");
    fields.insert(header::CONTENT_SECURITY_POLICY, policy);
    fields.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response.extensions_mut().insert(saksi_web::Uncompressed);
    Ok(response)
}
