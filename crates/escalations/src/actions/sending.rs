//! Sending: the letter is frozen and hashed first, with the identifier that its mail will carry, and then handed over, by the mail
//! server or by hand. A try that ends half-way is made again with the same letter under the same identifier.

use std::sync::Arc;

use saksi_base::{DispatchId, EscalationId, Problem, Timestamp};
use saksi_db::jobs::Handler;
use saksi_db::{Actor, Db, Tx, Viewer};
use saksi_network::Member;
use saksi_web::Locale;

use super::{State, Whole, add_event, note, notice_of, own_words, settle};
use crate::handle::{Concealed, Escalations, Letter, Undelivered};
use crate::model::event::{EventKind, Facts};
use crate::model::notice::freeze;
use crate::model::requests::Request;
use crate::model::words::Channel;
use crate::model::{LONG, Route, StepKind};
use crate::store::dispatches::{self as rows, Dispatch, Sent};
use crate::store::{escalations, registers};

/// The kind of job that hands a letter to the mail server.
pub const JOB: &str = "escalation-send";

/// Whether the notice needs a second person who has not approved it yet.
pub async fn needs_approval(tx: &mut Tx, by: &Member, escalation: &Whole) -> Result<bool, Problem> {
    let wanted = registers::settings(tx, by.organisation).await?.approval;
    Ok(wanted && escalation.state == State::Draft)
}

/// After so long a letter is tried again that could not be encrypted.
const HELD: i64 = 10 * saksi_base::clock::MINUTE;
/// After so many tries, over some eight minutes, whoever sends is told; they can have it tried again.
const MOST_TRIES: i64 = 8;

/// What a letter carries to tell it from every other one.
pub(super) fn message_id(id: DispatchId, sender: &str) -> String {
    let host = sender.rsplit_once('@').map_or("localhost", |(_, host)| host);
    format!("<saksi.{id}@{host}>")
}

struct Made<'a> {
    kind: &'a str,
    channel: Channel,
    route_name: &'a str,
    recipient: &'a str,
    subject: &'a str,
    body: String,
    files: Vec<Sent>,
    request: Option<Request>,
    fingerprint: Option<String>,
}

async fn make(tx: &mut Tx, by: &Member, escalation: &Whole, made: Made<'_>) -> Result<Dispatch, Problem> {
    let id = DispatchId::new(tx.now(), &*tx.random());
    let lines: Vec<_> = made.files.iter().map(|file| file.line.clone()).collect();
    let dispatch = Dispatch {
        id,
        escalation: escalation.id(),
        kind: made.kind.to_owned(),
        channel: made.channel.code().to_owned(),
        route_name: made.route_name.to_owned(),
        recipient: made.recipient.to_owned(),
        sender_name: escalation.notice.sender_name.clone(),
        sender_mail: escalation.notice.sender_mail.clone(),
        subject: made.subject.to_owned(),
        hash: freeze(made.recipient, made.subject, &made.body, &lines).to_vec(),
        body: made.body,
        files: made.files,
        message_id: message_id(id, &escalation.notice.sender_mail),
        made_at: tx.now(),
        state: "waiting".to_owned(),
        fault: String::new(),
        sent_at: None,
        request: made.request,
        fingerprint: made.fingerprint,
    };
    rows::insert(tx, &dispatch, by.person).await?;
    note(tx, by.actor(), escalation.id().0, "notice-frozen", &dispatch.hash).await?;
    Ok(dispatch)
}

/// Freezes a notice and sends it on its way: by the mail server where the route is one of mail and `mail` says that there is one, to an
/// API that the route describes, otherwise to be handed over by hand. `l` gives the headings in the notice's language.
///
/// Where the organisation wants a second person, that is somebody else than the author, and the draft was handed in before.
pub async fn send(tx: &mut Tx, by: &Member, id: EscalationId, l: &Locale, mail: bool) -> Result<(), Problem> {
    let mut escalation = own_words(tx, by, id).await?;
    if !matches!(escalation.state, State::Draft | State::Waiting) {
        return Err(Problem::conflict("escalations-problem-not-a-draft"));
    }
    if needs_approval(tx, by, &escalation).await? {
        return Err(Problem::conflict("escalations-problem-approval"));
    }
    let second = escalation.state == State::Waiting;
    if second && escalation.row.author == by.person {
        return Err(Problem::conflict("escalations-problem-second-person"));
    }
    let gone = if escalation.row.route.is_none() { "escalations-no-route" } else { "escalations-problem-route-gone" };
    let route = escalation.route.clone().ok_or_else(|| Problem::conflict(gone))?;
    if route.ended.is_some() {
        return Err(Problem::conflict("escalations-problem-route-ended"));
    }
    escalation.notice.complete(&route.facts.languages)?;
    super::together::free(tx, by, id).await?;
    let files = rows::files(tx, id).await?;
    let files: Vec<Sent> = files.iter().map(|file| Sent { id: file.id, line: file.line() }).collect();
    let lines: Vec<_> = files.iter().map(|file| file.line.clone()).collect();
    let subject = if escalation.notice.imminent {
        l.ta("escalations-notice-subject-imminent", &[("title", escalation.notice.title.as_str())])
    } else {
        escalation.notice.title.clone()
    };
    let subject: String = subject.chars().filter(|c| !matches!(c, '\u{2068}' | '\u{2069}' | '\n')).collect();
    let (body, files, request) = match route.requests() {
        // Files do not go; the request names them where the route has a place for evidence.
        Some(api) => {
            let body = api.body(l, &escalation.notice, &route.facts.fields, &lines)?;
            (body, Vec::new(), Some(api.request(route.id)))
        }
        None => (escalation.notice.letter(l, &lines), files, None),
    };
    let made = Made {
        kind: "notice",
        channel: route.channel,
        route_name: &route.name,
        recipient: &route.facts.address,
        subject: &subject,
        body,
        files,
        request,
        fingerprint: route.key().map(|key| key.fingerprint.clone()),
    };
    let dispatch = make(tx, by, &escalation, made).await?;
    let from = escalation.state.code();
    if !escalations::move_state(tx, id, from, State::Sending.code()).await? {
        return Err(Problem::conflict("escalations-problem-changed"));
    }
    let now = tx.now();
    if second {
        add_event(tx, &mut escalation, by.actor(), EventKind::Approved, now, "", Facts::default()).await?;
    }
    add_event(tx, &mut escalation, by.actor(), EventKind::Dispatched, now, "", Facts::default()).await?;
    if dispatch.goes_by_itself(mail) {
        tx.enqueue(JOB, dispatch.id.0, now).await?;
    }
    Ok(())
}

/// Tries a letter again that the other side's server refused, or that waits for a server.
pub async fn try_again(tx: &mut Tx, by: &Member, id: EscalationId, dispatch: DispatchId) -> Result<(), Problem> {
    own_words(tx, by, id).await?;
    let found = rows::dispatch(tx, dispatch).await?.filter(|found| found.escalation == id);
    let found = found.ok_or_else(Problem::not_found)?;
    if found.sent_at.is_some() || !found.goes_by_itself(true) {
        return Err(Problem::conflict("escalations-problem-changed"));
    }
    rows::settle(tx, dispatch, "waiting", "", None).await?;
    let now = tx.now();
    tx.enqueue(JOB, dispatch.0, now).await?;
    Ok(())
}

/// Says that a letter was handed over by hand at a moment. A letter that this server is handing over is not.
pub async fn mark_sent(
    tx: &mut Tx,
    by: &Member,
    id: EscalationId,
    dispatch: DispatchId,
    at: Timestamp,
    reference: &str,
    mail: bool,
) -> Result<(), Problem> {
    let mut escalation = own_words(tx, by, id).await?;
    let found = rows::dispatch(tx, dispatch).await?.filter(|found| found.escalation == id);
    let found = found.ok_or_else(Problem::not_found)?;
    // The job would send it as well. What cannot be encrypted may go another way.
    if found.goes_by_itself(mail) && found.state == "waiting" && !found.is_held() {
        return Err(Problem::conflict("escalations-problem-changed"));
    }
    if at > tx.now() {
        return Err(Problem::field("day", "escalations-problem-future"));
    }
    let day_before = found.made_at.plus(-saksi_base::clock::DAY);
    if at < day_before {
        return Err(Problem::field("day", "escalations-problem-before-frozen"));
    }
    if !rows::settle(tx, dispatch, "sent", "", Some(at)).await? {
        return Err(Problem::conflict("escalations-problem-changed"));
    }
    let facts = Facts { reference: reference.trim().chars().take(200).collect(), ..Facts::default() };
    went(tx, &mut escalation, by.actor(), &found, at, facts).await
}

/// What follows when a letter went out.
pub(super) async fn went(
    tx: &mut Tx,
    escalation: &mut Whole,
    actor: Actor,
    dispatch: &Dispatch,
    at: Timestamp,
    mut facts: Facts,
) -> Result<(), Problem> {
    let kind = if dispatch.kind == "chaser" { EventKind::Chaser } else { EventKind::Sent };
    if kind == EventKind::Chaser {
        facts.step = Some(next_chaser(escalation));
    }
    add_event(tx, escalation, actor, kind, at, "", facts).await?;
    settle(tx, escalation).await
}

/// Which chaser the next one is.
pub fn next_chaser(escalation: &Whole) -> StepKind {
    if escalation.course.steps.is_empty() { StepKind::Chaser } else { StepKind::SecondChaser }
}

/// Freezes a chaser to a notice that was sent by mail, and hands it to the mail server.
pub async fn chase(tx: &mut Tx, by: &Member, id: EscalationId, text: &str, mail: bool) -> Result<(), Problem> {
    let escalation = own_words(tx, by, id).await?;
    if !matches!(escalation.state, State::Sent | State::Appealed | State::Answered) {
        return Err(Problem::conflict("escalations-problem-not-sent"));
    }
    let mut problems = saksi_base::problem::Problems::new();
    saksi_web::fields::check_text(&mut problems, "text", text, LONG, true);
    problems.finish()?;
    let letters = rows::of(tx, id).await?;
    let first = letters.iter().find(|letter| letter.kind == "notice" && letter.channel == Channel::Email.code());
    let Some(first) = first.filter(|_| mail) else {
        return Err(Problem::conflict("escalations-problem-no-mail"));
    };
    if letters.iter().any(|letter| letter.kind == "chaser" && letter.state == "waiting") {
        return Err(Problem::conflict("escalations-problem-chaser-waits"));
    }
    let made = Made {
        kind: "chaser",
        channel: Channel::Email,
        route_name: &first.route_name,
        recipient: &first.recipient,
        subject: &format!("Re: {}", first.subject),
        body: format!("{}\n", text.trim()),
        files: Vec::new(),
        request: None,
        fingerprint: escalation.route.as_ref().and_then(Route::key).map(|key| key.fingerprint.clone()),
    };
    let dispatch = make(tx, by, &escalation, made).await?;
    let now = tx.now();
    tx.enqueue(JOB, dispatch.id.0, now).await?;
    Ok(())
}

/// The letters of an escalation.
pub async fn letters(tx: &mut Tx, id: EscalationId) -> Result<Vec<Dispatch>, Problem> {
    rows::of(tx, id).await
}

/// Does the jobs of [`JOB`].
pub fn handler(room: Escalations) -> Handler {
    Arc::new(move |db, job| {
        let room = room.clone();
        Box::pin(async move { carry(&room, &db, DispatchId(job.subject), job.attempts >= MOST_TRIES).await })
    })
}

async fn letter_of(
    room: &Escalations,
    db: &Db,
    found: &Dispatch,
    concealed: Option<Concealed>,
) -> Result<Letter, Problem> {
    let first: Option<String> = saksi_db::read!(db, Viewer::System, tx => {
        let letters = rows::of(&mut tx, found.escalation).await?;
        Ok::<_, Problem>(letters.into_iter().find(|letter| letter.kind == "notice").map(|letter| letter.message_id))
    })?;
    let mut files = Vec::new();
    for file in &found.files {
        let row = saksi_db::read!(db, Viewer::System, tx => { rows::kept(&mut tx, found.escalation, file.id).await })?;
        let (name, kind, bytes) = super::files::unseal(room, row.ok_or_else(Problem::not_found)?).await?;
        files.push((name, kind, bytes));
    }
    let address = room.inbox().map(|inbox| inbox.address.as_str()).filter(|address| !address.is_empty());
    let reply_to = match address {
        Some(address) => {
            let token = super::incoming::token(db, found.escalation).await?;
            Some(crate::model::incoming::with_token(address, &token))
        }
        None => None,
    };
    Ok(Letter {
        reply_to,
        message_id: found.message_id.clone(),
        at: found.made_at,
        sender_name: found.sender_name.clone(),
        sender_mail: found.sender_mail.clone(),
        recipient: found.recipient.clone(),
        subject: found.subject.clone(),
        follows: first.filter(|first| *first != found.message_id),
        body: found.body.clone(),
        files,
        concealed,
    })
}

async fn carry(room: &Escalations, db: &Db, id: DispatchId, last: bool) -> Result<(), String> {
    let told = |problem: Problem| problem.to_string();
    let found: Option<Dispatch> =
        saksi_db::read!(db, Viewer::System, tx => { rows::dispatch(&mut tx, id).await }).map_err(told)?;
    let Some(found) = found.filter(|found| found.state == "waiting") else { return Ok(()) };
    if let Some(request) = &found.request {
        return match super::handing::hand(room, db, &found, request).await {
            Ok(number) => super::handing::handed(db, &found, &number).await.map_err(told),
            Err(Undelivered::Later(said)) if !last => Err(said),
            Err(Undelivered::Later(said) | Undelivered::Never(said) | Undelivered::Held(said)) => {
                refused(db, &found, &said).await.map_err(told)
            }
        };
    }
    let Some(carrier) = room.carrier() else {
        return Err("no mail server is set; see docs/configuration.md".to_owned());
    };
    let concealed = match super::keys::conceal(db, &found).await.map_err(told)? {
        Ok(concealed) => concealed,
        Err(said) => return held(db, &found, &said).await.map_err(told),
    };
    let key = concealed.as_ref().map(|concealed| concealed.key.fingerprint.clone());
    let letter = letter_of(room, db, &found, concealed).await.map_err(told)?;
    match carrier.carry(letter).await {
        Ok(()) => sent(db, &found, key.as_deref()).await.map_err(told),
        Err(Undelivered::Held(said)) => held(db, &found, &said).await.map_err(told),
        Err(Undelivered::Later(said)) if !last => Err(said),
        Err(Undelivered::Later(said) | Undelivered::Never(said)) => refused(db, &found, &said).await.map_err(told),
    }
}

/// An escalation for a job. Jobs run as the system, which sees every row.
pub(super) async fn for_the_program(tx: &mut Tx, id: EscalationId) -> Result<Option<Whole>, Problem> {
    let Some(row) = escalations::escalation(tx, id).await? else { return Ok(None) };
    let events = escalations::events(tx, row.id).await?;
    let route = match row.route {
        Some(route) => registers::route(tx, route).await?,
        None => None,
    };
    Ok(Some(Whole {
        state: State::from_code(&row.state).unwrap_or(State::Sending),
        notice: notice_of(&row)?,
        course: crate::model::Course::of(&events),
        events,
        route,
        row,
    }))
}

async fn sent(db: &Db, found: &Dispatch, key: Option<&str>) -> Result<(), Problem> {
    saksi_db::write!(db, "notice sent", Viewer::System, tx => {
        let now = tx.now();
        if !rows::settle(&mut tx, found.id, "sent", "", Some(now)).await? {
            return Ok(());
        }
        if let Some(key) = key {
            rows::encrypted_to(&mut tx, found.id, key).await?;
        }
        if let Some(mut escalation) = for_the_program(&mut tx, found.escalation).await? {
            went(&mut tx, &mut escalation, Actor::System, found, now, Facts::default()).await?;
        }
        Ok(())
    })
}

/// Says why a letter that must be encrypted waits, and has it tried again later. It never goes in plain text.
async fn held(db: &Db, found: &Dispatch, said: &str) -> Result<(), Problem> {
    let said: String = said.chars().take(500).collect();
    saksi_db::write!(db, "notice held", Viewer::System, tx => {
        if rows::hold(&mut tx, found.id, &said).await? {
            let later = tx.now().plus(HELD);
            tx.enqueue(JOB, found.id.0, later).await?;
        }
        Ok(())
    })
}

async fn refused(db: &Db, found: &Dispatch, said: &str) -> Result<(), Problem> {
    let said: String = said.chars().take(500).collect();
    saksi_db::write!(db, "notice refused", Viewer::System, tx => {
        if rows::settle(&mut tx, found.id, "failed", &said, None).await?
            && let Some(mut escalation) = for_the_program(&mut tx, found.escalation).await?
        {
            let now = tx.now();
            add_event(&mut tx, &mut escalation, Actor::System, EventKind::NotSent, now, &said, Facts::default()).await?;
        }
        Ok(())
    })
}
