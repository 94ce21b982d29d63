//! Notices that come from cases, as far as this room knows them: their route, their state, their clock. What they say is sealed and
//! opens for named people alone, so it is written, frozen and handed over while one of them is there; no job can do it later.

use saksi_base::{AddresseeId, CaseId, DispatchId, EscalationId, PersonId, Problem, RouteId, Timestamp};
use saksi_db::{Actor, Db, Tx, Viewer};
use saksi_network::{Capability, Member};

use super::sending::{for_the_program, message_id, went};
use super::{State, Whole, add_event, note, settle};
use crate::handle::{Escalations, Letter, Undelivered};
use crate::model::course::Course;
use crate::model::event::{Event, EventKind, Facts};
use crate::model::notice::Cited;
use crate::model::words::Channel;
use crate::model::{Addressee, Notice, Route, Rule};
use crate::store::dispatches::{self as letters, Dispatch};
use crate::store::sealed as rows;
use crate::store::{escalations, registers, releases};

pub use crate::store::sealed::Told;

/// A sealed escalation, as it stands readable.
#[derive(Debug, Clone)]
pub struct Standing {
    /// Which.
    pub id: EscalationId,
    /// Counts its changes.
    pub version: i64,
    /// Where it stands.
    pub state: State,
    /// To whom.
    pub addressee: AddresseeId,
    /// Its name.
    pub addressee_name: String,
    /// Its route, where the member may see it.
    pub route: Option<Route>,
    /// Who began it.
    pub author: PersonId,
    /// What happened.
    pub events: Vec<Event>,
    /// What that says together.
    pub course: Course,
    /// Its letters, without their words.
    pub letters: Vec<Dispatch>,
    /// Whether it is counted in public figures.
    pub counted: bool,
}

/// The sealed escalation, if the viewer is named on it.
async fn found(tx: &mut Tx, id: EscalationId) -> Result<Whole, Problem> {
    let found = for_the_program(tx, id).await?;
    found.filter(Whole::is_sealed).ok_or_else(Problem::not_found)
}

/// How it stands, for whoever is named on it.
pub async fn standing(tx: &mut Tx, id: EscalationId) -> Result<Standing, Problem> {
    let whole = found(tx, id).await?;
    Ok(Standing {
        id,
        version: whole.version(),
        state: whole.state,
        addressee: whole.row.addressee,
        addressee_name: whole.row.addressee_name,
        route: whole.route,
        author: whole.row.author,
        events: whole.events,
        course: whole.course,
        letters: letters::of(tx, id).await?,
        counted: releases::choice(tx, id).await? == Some(true),
    })
}

/// What the notices of a case are told as. Run as the system, after a proof that the reader may have the case.
pub async fn of_case(tx: &mut Tx, case: CaseId) -> Result<Vec<Told>, Problem> {
    rows::of_case(tx, case).await
}

/// Every platform and mechanism.
pub async fn addressees(tx: &mut Tx, by: &Member) -> Result<Vec<Addressee>, Problem> {
    by.may(Capability::RESPOND)?;
    registers::addressees(tx).await
}

/// The routes that the member's organisation may use.
pub async fn routes(tx: &mut Tx, by: &Member) -> Result<Vec<Route>, Problem> {
    by.may(Capability::RESPOND)?;
    Ok(registers::routes(tx).await?.into_iter().filter(|route| route.ended.is_none()).collect())
}

/// The rules and laws that a notice can cite.
pub async fn rules(tx: &mut Tx, by: &Member) -> Result<Vec<Rule>, Problem> {
    by.may(Capability::RESPOND)?;
    registers::rules(tx).await
}

/// The rules of these identifiers, in the versions that stand now.
pub async fn cite(tx: &mut Tx, rules: &[String]) -> Result<Vec<Cited>, Problem> {
    super::drafts::cite(tx, rules).await
}

/// Begins a sealed notice by a route; gives what can be filled in already.
pub async fn begin(tx: &mut Tx, by: &Member, id: EscalationId, route: RouteId) -> Result<Notice, Problem> {
    by.may(Capability::RESPOND)?;
    let route = registers::route(tx, route).await?.ok_or_else(Problem::not_found)?;
    if route.ended.is_some() {
        return Err(Problem::field("route", "escalations-problem-route-ended"));
    }
    let settings = registers::settings(tx, by.organisation).await?;
    let space = saksi_network::organisation_space(tx, by.organisation).await?.unwrap_or(saksi_db::NETWORK_SPACE);
    let new = rows::NewSealed {
        id,
        owner: by.organisation,
        space,
        addressee: route.addressee,
        route: route.id,
        author: by.person,
        way: route.way,
    };
    rows::insert(tx, &new).await?;
    note(tx, by.actor(), id.0, "escalation-begun", &[]).await?;
    Ok(Notice {
        language: route.facts.languages.first().cloned().unwrap_or_default(),
        sender_name: if settings.sender_name.is_empty() { by.organisation_name.clone() } else { settings.sender_name },
        sender_mail: settings.sender_mail,
        ..Notice::default()
    })
}

fn changed() -> Problem {
    Problem::conflict("escalations-problem-changed")
}

/// Counts a change of the draft that was read at `seen`.
pub async fn touch(
    tx: &mut Tx,
    by: &Member,
    id: EscalationId,
    seen: i64,
    imminent: Option<bool>,
) -> Result<(), Problem> {
    if found(tx, id).await?.state != State::Draft {
        return Err(Problem::conflict("escalations-problem-not-a-draft"));
    }
    if !rows::touch(tx, id, seen, imminent).await? {
        return Err(changed());
    }
    note(tx, by.actor(), id.0, "escalation-drafted", &[]).await
}

/// Hands a draft, which the caller found complete, to a second person.
pub async fn submit(tx: &mut Tx, by: &Member, id: EscalationId) -> Result<(), Problem> {
    let mut before = found(tx, id).await?;
    if before.state != State::Draft || !escalations::move_state(tx, id, "draft", "waiting").await? {
        return Err(Problem::conflict("escalations-problem-not-a-draft"));
    }
    let now = tx.now();
    add_event(tx, &mut before, by.actor(), EventKind::Submitted, now, "", Facts::default()).await
}

/// Gives a draft back to its author; the author may also take it back. Why is said among people: it could tell of a case.
pub async fn send_back(tx: &mut Tx, by: &Member, id: EscalationId) -> Result<(), Problem> {
    let mut before = found(tx, id).await?;
    if before.state != State::Waiting || !escalations::move_state(tx, id, "waiting", "draft").await? {
        return Err(changed());
    }
    let now = tx.now();
    add_event(tx, &mut before, by.actor(), EventKind::SentBack, now, "", Facts::default()).await
}

/// Throws a draft away, with all that was sealed for it.
pub async fn discard(tx: &mut Tx, by: &Member, id: EscalationId) -> Result<(), Problem> {
    let before = found(tx, id).await?;
    if !matches!(before.state, State::Draft | State::Waiting) {
        return Err(Problem::conflict("escalations-problem-not-a-draft"));
    }
    escalations::delete_draft(tx, id).await?;
    note(tx, by.actor(), id.0, "escalation-discarded", &[]).await
}

/// Whether the notice needs a second person who has not approved it yet.
pub async fn needs_approval(tx: &mut Tx, by: &Member, state: State) -> Result<bool, Problem> {
    Ok(state == State::Draft && registers::settings(tx, by.organisation).await?.approval)
}

/// A letter that is about to be frozen; its words are sealed by the caller in the same transaction.
#[derive(Debug, Clone, Copy)]
pub struct Freezing<'a> {
    /// `notice` or `chaser`.
    pub kind: &'a str,
    /// The letter's identifier.
    pub id: DispatchId,
    /// Where to answer; its host stands in the identifier of the mail.
    pub sender_mail: &'a str,
    /// The hash, with a salt that is sealed.
    pub hash: &'a [u8],
}

/// Freezes a letter: from here on its words do not change. Who approves is somebody else than who wrote it.
pub async fn freeze(tx: &mut Tx, by: &Member, id: EscalationId, new: Freezing<'_>) -> Result<Dispatch, Problem> {
    let mut before = found(tx, id).await?;
    let notice = new.kind == "notice";
    let second = before.state == State::Waiting;
    if notice {
        if !matches!(before.state, State::Draft | State::Waiting) {
            return Err(Problem::conflict("escalations-problem-not-a-draft"));
        }
        if needs_approval(tx, by, before.state).await? {
            return Err(Problem::conflict("escalations-problem-approval"));
        }
        if second && before.row.author == by.person {
            return Err(Problem::conflict("escalations-problem-second-person"));
        }
    } else {
        if before.course.sent.is_none() || before.course.closed {
            return Err(Problem::conflict("escalations-problem-not-sent"));
        }
        if letters::of(tx, id).await?.iter().any(|known| known.kind == "chaser" && known.state == "waiting") {
            return Err(Problem::conflict("escalations-problem-chaser-waits"));
        }
    }
    let route = before.route.clone().ok_or_else(|| Problem::conflict("escalations-problem-route-gone"))?;
    if notice && route.ended.is_some() {
        return Err(Problem::conflict("escalations-problem-route-ended"));
    }
    let dispatch = Dispatch {
        id: new.id,
        escalation: id,
        kind: new.kind.to_owned(),
        channel: route.channel.code().to_owned(),
        route_name: route.name.clone(),
        recipient: route.facts.address.clone(),
        sender_name: String::new(),
        sender_mail: String::new(),
        subject: String::new(),
        body: String::new(),
        files: Vec::new(),
        hash: new.hash.to_vec(),
        message_id: message_id(new.id, new.sender_mail),
        made_at: tx.now(),
        state: "waiting".to_owned(),
        fault: String::new(),
        sent_at: None,
        // What comes from cases is handed over while somebody who holds them is there, never by a job.
        request: None,
        fingerprint: route.key().map(|key| key.fingerprint.clone()),
    };
    letters::insert(tx, &dispatch, by.person).await?;
    note(tx, by.actor(), id.0, "notice-frozen", &dispatch.hash).await?;
    if notice {
        let from = before.state.code();
        if !escalations::move_state(tx, id, from, State::Sending.code()).await? {
            return Err(changed());
        }
        let now = tx.now();
        if second {
            add_event(tx, &mut before, by.actor(), EventKind::Approved, now, "", Facts::default()).await?;
        }
        add_event(tx, &mut before, by.actor(), EventKind::Dispatched, now, "", Facts::default()).await?;
    }
    Ok(dispatch)
}

/// The words of a letter, open for the moment in which it is handed over.
pub struct Words {
    /// Who writes.
    pub sender_name: String,
    /// Where to answer.
    pub sender_mail: String,
    /// What it is about.
    pub subject: String,
    /// Its text.
    pub body: String,
    /// Files: name, type, bytes.
    pub files: Vec<(String, String, Vec<u8>)>,
}

impl std::fmt::Debug for Words {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Words(..)")
    }
}

/// Hands a frozen letter to the mail server. What the server says is written down, whatever it is; one that did not go can be tried
/// again with the same identifier.
pub async fn carry(room: &Escalations, db: &Db, by: &Member, letter: &Dispatch, words: Words) -> Result<(), Problem> {
    let carrier = room.carrier().ok_or_else(|| Problem::conflict("escalations-problem-no-mail"))?;
    let earlier = saksi_db::read!(db, by.viewer(), tx => { letters::of(&mut tx, letter.escalation).await })?;
    let first = earlier.into_iter().find(|known| known.kind == "notice" && known.sent_at.is_some());
    let address = room.inbox().map(|inbox| inbox.address.as_str()).filter(|address| !address.is_empty());
    let reply_to = match address {
        Some(address) => {
            let token = super::incoming::token(db, letter.escalation).await?;
            Some(crate::model::incoming::with_token(address, &token))
        }
        None => None,
    };
    let concealed = match super::keys::conceal(db, letter).await? {
        Ok(concealed) => concealed,
        Err(said) => return refused(db, letter, &said).await,
    };
    let key = concealed.as_ref().map(|concealed| concealed.key.fingerprint.clone());
    let given = Letter {
        reply_to,
        message_id: letter.message_id.clone(),
        at: letter.made_at,
        sender_name: words.sender_name,
        sender_mail: words.sender_mail,
        recipient: letter.recipient.clone(),
        subject: words.subject,
        follows: first.map(|first| first.message_id).filter(|first| *first != letter.message_id),
        body: words.body,
        files: words.files,
        concealed,
    };
    match carrier.carry(given).await {
        Ok(()) => went_out(db, letter, key.as_deref()).await,
        // No job holds the key of its words, so that it waits for a person in each of these cases.
        Err(Undelivered::Later(said) | Undelivered::Never(said) | Undelivered::Held(said)) => {
            refused(db, letter, &said).await
        }
    }
}

async fn went_out(db: &Db, letter: &Dispatch, key: Option<&str>) -> Result<(), Problem> {
    saksi_db::write!(db, "sealed notice sent", Viewer::System, tx => {
        let now = tx.now();
        if !rows::settle(&mut tx, letter.id, "sent", "", Some(now)).await? {
            return Ok(());
        }
        if let Some(key) = key {
            letters::encrypted_to(&mut tx, letter.id, key).await?;
        }
        if let Some(mut escalation) = for_the_program(&mut tx, letter.escalation).await? {
            went(&mut tx, &mut escalation, Actor::System, letter, now, Facts::default()).await?;
        }
        Ok(())
    })
}

async fn refused(db: &Db, letter: &Dispatch, said: &str) -> Result<(), Problem> {
    // A server may repeat what it was sent.
    let said: String = said.chars().take(200).collect();
    saksi_db::write!(db, "sealed notice refused", Viewer::System, tx => {
        if rows::settle(&mut tx, letter.id, "failed", &said, None).await?
            && let Some(mut escalation) = for_the_program(&mut tx, letter.escalation).await?
        {
            let now = tx.now();
            add_event(&mut tx, &mut escalation, Actor::System, EventKind::NotSent, now, &said, Facts::default()).await?;
        }
        Ok(())
    })
}

/// Says that a letter was handed over by hand at a moment.
pub async fn mark_sent(
    tx: &mut Tx,
    by: &Member,
    id: EscalationId,
    letter: DispatchId,
    at: Timestamp,
    reference: &str,
    mail: bool,
) -> Result<(), Problem> {
    let mut before = found(tx, id).await?;
    let known = letters::dispatch(tx, letter).await?.filter(|known| known.escalation == id);
    let known = known.ok_or_else(Problem::not_found)?;
    if mail && known.channel == Channel::Email.code() && known.state == "waiting" {
        return Err(changed());
    }
    if at > tx.now() {
        return Err(Problem::field("day", "escalations-problem-future"));
    }
    if at < known.made_at.plus(-saksi_base::clock::DAY) {
        return Err(Problem::field("day", "escalations-problem-before-frozen"));
    }
    if known.state == "withdrawn" || !rows::settle(tx, letter, "sent", "", Some(at)).await? {
        return Err(changed());
    }
    let facts = Facts { reference: reference.trim().chars().take(200).collect(), ..Facts::default() };
    went(tx, &mut before, by.actor(), &known, at, facts).await
}

/// A consent was taken back, and the caller shredded what came from its case; `left` parts are still there. A draft goes back to its
/// authors, and goes altogether where nothing is left; what is frozen and not sent does not go. Run as the system.
pub async fn consent_withdrawn(tx: &mut Tx, id: EscalationId, left: usize) -> Result<(), Problem> {
    let Some(mut before) = for_the_program(tx, id).await? else { return Ok(()) };
    match before.state {
        State::Draft | State::Waiting if left == 0 => {
            rows::delete(tx, id).await?;
            return note(tx, Actor::System, id.0, "escalation-discarded", &[]).await;
        }
        State::Waiting => {
            escalations::move_state(tx, id, "waiting", "draft").await?;
        }
        State::Sending => {
            rows::stop_letters(tx, id).await?;
            escalations::move_state(tx, id, "sending", "draft").await?;
        }
        State::Draft | State::Sent | State::Answered | State::Appealed | State::Closed => {}
    }
    let now = tx.now();
    add_event(tx, &mut before, Actor::System, EventKind::Withdrawn, now, "", Facts::default()).await?;
    if before.course.sent.is_some() { settle(tx, &mut before).await } else { Ok(()) }
}

/// Lets a sealed notice be counted in figures, or not; for that its codes are written down readable.
pub async fn count(tx: &mut Tx, by: &Member, id: EscalationId, notice: Option<&Notice>) -> Result<(), Problem> {
    found(tx, id).await?;
    let code = |notice: &Notice| {
        (
            notice.category.map_or("", |category| category.code()),
            notice.region.map_or("", |region| region.code()),
            notice.language.clone(),
        )
    };
    let (category, region, language) = notice.map(code).unwrap_or_default();
    rows::set_codes(tx, id, category, region, &language).await?;
    releases::set_choice(tx, id, notice.is_some(), by.person).await?;
    note(tx, by.actor(), id.0, "escalation-changed", b"scoreboard").await
}
