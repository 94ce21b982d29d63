//! Letters that come back by mail: taken once, sealed, put to the escalation that they answer, and left for a person to say what
//! they are. A program only says what cannot be doubted: that a machine of theirs has the notice, or that a mail server has not.

use std::sync::Arc;

use saksi_base::clock::DAY;
use saksi_base::{EscalationId, IncomingId, OrganisationId, Problem, Timestamp};
use saksi_db::blobs::BlobHash;
use saksi_db::jobs::Handler;
use saksi_db::{Actor, Db, Tx, Viewer};
use saksi_network::{Capability, Member};
use saksi_vault::FileKey;
use sha2::{Digest as _, Sha256};

use super::sending::for_the_program;
use super::{Whole, add_event, clock, note, settle, whole};
use crate::handle::{Escalations, Fetched, Place};
use crate::model::event::{EventKind, Facts};
use crate::model::incoming::{Head, Incoming, Kind, MOST_BYTES, TOKEN, enclosed};
use crate::store::incoming::{self as rows, IncomingRow, Mailbox, NewIncoming, Sendable};
use crate::store::{dispatches, text, value};

/// What the sealing of a letter, and of what lists show of it, is bound to.
const PURPOSE: &str = "incoming letter";
const HEAD: &str = "incoming head";
/// Days for which what was discarded can be taken back.
pub const KEPT_DAYS: i64 = 30;
/// Letters of one list.
const PAGE: i64 = 100;

fn failed(error: &dyn std::fmt::Display) -> Problem {
    tracing::error!(%error, "a letter that came cannot be kept or opened");
    Problem::internal()
}

/// A letter as it came.
#[derive(Debug, Clone)]
pub struct Came {
    /// Its bytes; of one that is too long, its head.
    pub raw: Vec<u8>,
    /// How long it is.
    pub bytes: i64,
    /// When our mail server had it.
    pub at: Timestamp,
}

/// What became of a letter that came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// It came before.
    Known,
    /// It belongs to an escalation.
    Threaded(EscalationId),
    /// Somebody has to say where it belongs.
    Tray,
}

/// What tells a letter from every other one: its own identifier, or its bytes where it has none.
fn digest(came: &Came, read: &Incoming) -> [u8; 32] {
    match &read.message_id {
        Some(id) => Sha256::digest(id.as_bytes()).into(),
        None => Sha256::digest(&came.raw).into(),
    }
}

struct Sealed {
    key: FileKey,
    head: Vec<u8>,
    blob: BlobHash,
}

async fn seal(room: &Escalations, db: &Db, came: &Came, head: &Head) -> Result<Sealed, Problem> {
    let random = db.random();
    let key = FileKey::generate(&*random);
    let file = key.seal(PURPOSE, came.raw.clone(), &*random).map_err(|error| failed(&error))?;
    let head = key.seal(HEAD, text(head)?.into_bytes(), &*random).map_err(|error| failed(&error))?;
    let blob = room.blobs.put(file).await.map_err(|error| failed(&error))?;
    Ok(Sealed { key, head, blob })
}

/// Takes a letter. Whatever follows from it is written together with it, or not at all.
pub async fn take(room: &Escalations, db: &Db, came: Came) -> Result<Taken, Problem> {
    let read = Incoming::read(&came.raw);
    let digest = digest(&came, &read);
    let seen: bool = saksi_db::read!(db, Viewer::System, tx => { rows::is_seen(&mut tx, &digest).await })?;
    if seen {
        return Ok(Taken::Known);
    }
    let sealed = seal(room, db, &came, &read.head).await?;
    let taken: Result<Taken, Problem> = saksi_db::write!(db, "take letter", Viewer::System, tx => {
        if !rows::first_seen(&mut tx, &digest).await? {
            return Ok(Taken::Known);
        }
        let thread = thread(&mut tx, &read).await?;
        let mut escalation = match thread {
            Some((id, _)) => for_the_program(&mut tx, id).await?,
            None => None,
        };
        let organisation = match &escalation {
            Some(escalation) => Some(escalation.row.owner),
            None => owner(&mut tx, &read).await?,
        };
        let dispatch = thread.and_then(|(_, dispatch)| dispatch);
        let (state, event) = match &mut escalation {
            Some(escalation) => follow(&mut tx, escalation, dispatch, &came, &read).await?,
            None => ("tray", None),
        };
        let hash: [u8; 32] = Sha256::digest(&came.raw).into();
        let new = NewIncoming {
            id: IncomingId::new(&*tx.random()),
            escalation: escalation.as_ref().map(Whole::id),
            organisation,
            state,
            kind: read.kind.code(),
            came_at: came.at,
            bytes: came.bytes,
            whole: usize::try_from(came.bytes).is_ok_and(|bytes| bytes <= came.raw.len()),
            hash: &hash,
            secret: &sealed.key.to_bytes(),
            head: &sealed.head,
            file: &sealed.blob.0,
            event,
        };
        rows::insert(&mut tx, &new).await?;
        note(&mut tx, Actor::System, new.id.0, "letter-came", &hash).await?;
        Ok(escalation.map_or(Taken::Tray, |escalation| Taken::Threaded(escalation.id())))
    });
    if !matches!(taken, Ok(Taken::Threaded(_) | Taken::Tray)) {
        let forgotten: Result<(), Problem> = saksi_db::write!(db, "forget letter", Viewer::System, tx => {
            dispatches::forget_blob(&mut tx, &sealed.blob.0).await
        });
        forgotten?;
    }
    taken
}

/// The escalation that a letter answers, and the letter of ours where it names one.
async fn thread(
    tx: &mut Tx,
    read: &Incoming,
) -> Result<Option<(EscalationId, Option<saksi_base::DispatchId>)>, Problem> {
    for id in &read.answers {
        if let Some((dispatch, escalation)) = rows::sent(tx, id).await? {
            return Ok(Some((escalation, Some(dispatch))));
        }
    }
    for token in &read.tokens {
        if let Some(escalation) = rows::of_token(tx, token).await? {
            return Ok(Some((escalation, None)));
        }
    }
    Ok(None)
}

/// Whose tray a letter goes to: of the one organisation that wrote to that host, or that writes by mail at all. Where it could be
/// of several, those who run the network look first.
async fn owner(tx: &mut Tx, read: &Incoming) -> Result<Option<OrganisationId>, Problem> {
    let only = |all: Vec<OrganisationId>| if all.len() == 1 { all.first().copied() } else { None };
    if let Some(host) = read.host() {
        let there = rows::writers(tx, Some(&host)).await?;
        if !there.is_empty() {
            return Ok(only(there));
        }
    }
    Ok(only(rows::writers(tx, None).await?))
}

/// What follows from a letter by itself: its state, and the event that was written down.
async fn follow(
    tx: &mut Tx,
    escalation: &mut Whole,
    dispatch: Option<saksi_base::DispatchId>,
    came: &Came,
    read: &Incoming,
) -> Result<(&'static str, Option<i64>), Problem> {
    let at = moment(escalation, came.at, tx.now());
    match read.kind {
        Kind::Bounce => {
            let Some(dispatch) = dispatch else { return Ok(("waiting", None)) };
            // One that does not count as sent now is for a person to look at.
            if !rows::came_back(tx, dispatch, &read.head.fault).await? {
                return Ok(("waiting", None));
            }
            let of = dispatches::dispatch(tx, dispatch).await?;
            let went = if of.is_some_and(|of| of.kind == "chaser") { EventKind::Chaser } else { EventKind::Sent };
            let standing = |event: &&crate::model::Event| {
                event.kind == went && !escalation.events.iter().any(|other| other.facts.struck == Some(event.number))
            };
            let struck = escalation.events.iter().rev().find(standing).map(|event| event.number);
            let facts = Facts { struck, ..Facts::default() };
            add_event(tx, escalation, Actor::System, EventKind::Bounced, at, &read.head.fault, facts).await?;
            settle(tx, escalation).await?;
            Ok(("done", Some(escalation.next_number() - 1)))
        }
        Kind::Delay => Ok(("done", None)),
        Kind::Automatic if escalation.course.sent.is_some() && escalation.course.receipt.is_none() => {
            add_event(tx, escalation, Actor::System, EventKind::Receipt, at, "", Facts::default()).await?;
            settle(tx, escalation).await?;
            Ok(("done", Some(escalation.next_number() - 1)))
        }
        Kind::Letter | Kind::Automatic => Ok(("waiting", None)),
    }
}

/// When a letter counts as having come: not before the notice went, and not in the future.
fn moment(escalation: &Whole, at: Timestamp, now: Timestamp) -> Timestamp {
    at.max(escalation.course.sent.unwrap_or(at)).min(now)
}

/// The word by which answers to an escalation are known, made when it is asked for first. For the program alone.
pub(super) async fn token(db: &Db, escalation: EscalationId) -> Result<String, Problem> {
    saksi_db::write!(db, "word of escalation", Viewer::System, tx => {
        if let Some(token) = rows::token(&mut tx, escalation).await? {
            return Ok(token);
        }
        let made = saksi_base::ids::encode(saksi_base::ids::random(&*tx.random()));
        let made: String = made.chars().rev().take(TOKEN).collect();
        rows::give_token(&mut tx, escalation, &made).await?;
        rows::token(&mut tx, escalation).await?.ok_or_else(Problem::internal)
    })
}

/// A letter in a list.
#[derive(Debug, Clone)]
pub struct InTray {
    /// Which.
    pub id: IncomingId,
    /// Of what, where that is known.
    pub escalation: Option<EscalationId>,
    /// `waiting`, `tray`, `done` or `discarded`.
    pub state: String,
    /// Who wrote it.
    pub kind: String,
    /// When it came.
    pub came_at: Timestamp,
    /// What it says of itself.
    pub head: Head,
    /// The entry that was made of it.
    pub event: Option<i64>,
}

fn head_of(row: &IncomingRow) -> Result<Head, Problem> {
    let key = FileKey::from_bytes(&row.secret).map_err(|error| failed(&error))?;
    let plain = key.open(HEAD, &row.head).map_err(|error| failed(&error))?;
    value(std::str::from_utf8(&plain).map_err(|error| failed(&error))?)
}

fn in_tray(row: &IncomingRow) -> Result<InTray, Problem> {
    Ok(InTray {
        id: row.id,
        escalation: row.escalation,
        state: row.state.clone(),
        kind: row.kind.clone(),
        came_at: row.came_at,
        head: head_of(row)?,
        event: row.event,
    })
}

/// The letters of an escalation that the member may see.
pub async fn of(tx: &mut Tx, escalation: EscalationId) -> Result<Vec<InTray>, Problem> {
    rows::of(tx, escalation).await?.iter().map(in_tray).collect()
}

/// A part of the letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// They wait for somebody to say what they are, or where they belong.
    Waiting,
    /// They were put aside.
    Discarded,
}

/// Letters that a member may see: those of their organisation's escalations and of its tray.
pub async fn list(tx: &mut Tx, by: &Member, part: Part) -> Result<Vec<InTray>, Problem> {
    by.may(Capability::ESCALATE)?;
    let states = match part {
        Part::Waiting => ["waiting", "tray"],
        Part::Discarded => ["discarded", "discarded"],
    };
    rows::waiting(tx, by.organisation, by.operator, states, PAGE).await?.iter().map(in_tray).collect()
}

/// How the mailbox stands.
pub async fn mailbox(tx: &mut Tx, name: &str) -> Result<Option<Mailbox>, Problem> {
    rows::mailbox(tx, name).await
}

async fn row(tx: &mut Tx, by: &Member, id: IncomingId) -> Result<IncomingRow, Problem> {
    by.may(Capability::ESCALATE)?;
    rows::one(tx, id, by.organisation, by.operator).await?.ok_or_else(Problem::not_found)
}

/// A letter with its bytes and where it could belong.
pub struct Opened {
    /// What lists show.
    pub line: InTray,
    /// How long it is.
    pub bytes: i64,
    /// Whether all of it is here.
    pub whole: bool,
    /// Its bytes.
    pub raw: Vec<u8>,
    /// What it belongs to.
    pub escalation: Option<Whole>,
    /// Where it could belong, the likeliest first.
    pub choices: Vec<Sendable>,
}

/// Opens a letter for a member.
pub async fn open(room: &Escalations, db: &Db, by: &Member, id: IncomingId) -> Result<Opened, Problem> {
    let (found, escalation, choices) = saksi_db::read!(db, by.viewer(), tx => {
        let found = row(&mut tx, by, id).await?;
        let escalation = match found.escalation {
            Some(escalation) => Some(whole(&mut tx, by, escalation).await?),
            None => None,
        };
        let choices = rows::sendable(&mut tx, by.organisation).await?;
        Ok::<_, Problem>((found, escalation, choices))
    })?;
    let place: [u8; 32] = found.file.as_slice().try_into().map_err(|_| Problem::internal())?;
    let sealed = room.blobs.get(BlobHash(place)).await.map_err(|error| failed(&error))?;
    let key = FileKey::from_bytes(&found.secret).map_err(|error| failed(&error))?;
    let raw = key.open(PURPOSE, &sealed).map_err(|error| failed(&error))?.to_vec();
    Ok(Opened { line: in_tray(&found)?, bytes: found.bytes, whole: found.whole, raw, escalation, choices })
}

/// One file of a letter.
pub async fn file(room: &Escalations, db: &Db, by: &Member, id: IncomingId, number: usize) -> Result<Vec<u8>, Problem> {
    let opened = open(room, db, by, id).await?;
    enclosed(&opened.raw, number).ok_or_else(Problem::not_found)
}

async fn move_to(
    tx: &mut Tx,
    by: &Member,
    row: &IncomingRow,
    state: &str,
    escalation: Option<EscalationId>,
    event: Option<i64>,
) -> Result<(), Problem> {
    if !rows::settle(tx, row, state, escalation, Some(by.organisation), event, by.person).await? {
        return Err(Problem::conflict("escalations-problem-changed"));
    }
    note(tx, by.actor(), row.id.0, "letter-settled", state.as_bytes()).await
}

/// Says what a letter of an escalation is: the event is written down and the letter is done. Said once more, both events stay.
pub async fn say(
    tx: &mut Tx,
    by: &Member,
    id: IncomingId,
    kind: EventKind,
    at: Timestamp,
    words: &str,
    facts: Facts,
) -> Result<EscalationId, Problem> {
    let found = row(tx, by, id).await?;
    let escalation = found.escalation.ok_or_else(|| Problem::conflict("escalations-problem-changed"))?;
    clock::record(tx, by, escalation, kind, at, words, facts).await?;
    let number = whole(tx, by, escalation).await?.events.last().map(|event| event.number);
    move_to(tx, by, &found, "done", Some(escalation), number).await?;
    Ok(escalation)
}

/// Says that nothing follows from a letter.
pub async fn nothing(tx: &mut Tx, by: &Member, id: IncomingId) -> Result<EscalationId, Problem> {
    let found = row(tx, by, id).await?;
    let escalation = found.escalation.ok_or_else(|| Problem::conflict("escalations-problem-changed"))?;
    move_to(tx, by, &found, "done", Some(escalation), found.event).await?;
    Ok(escalation)
}

/// Puts a letter to an escalation of the member's organisation, from the tray or from another one.
pub async fn assign(tx: &mut Tx, by: &Member, id: IncomingId, escalation: EscalationId) -> Result<(), Problem> {
    let found = row(tx, by, id).await?;
    let to = whole(tx, by, escalation).await?;
    if !to.is_of(by) || to.course.sent.is_none() {
        return Err(Problem::field("escalation", "escalations-problem-choose"));
    }
    move_to(tx, by, &found, "waiting", Some(escalation), None).await
}

/// Takes a letter out of its escalation, into the tray.
pub async fn to_tray(tx: &mut Tx, by: &Member, id: IncomingId) -> Result<(), Problem> {
    let found = row(tx, by, id).await?;
    move_to(tx, by, &found, "tray", None, None).await
}

/// Puts a letter of the tray aside; after [`KEPT_DAYS`] it is deleted.
pub async fn discard(tx: &mut Tx, by: &Member, id: IncomingId) -> Result<(), Problem> {
    let found = row(tx, by, id).await?;
    if found.state != "tray" {
        return Err(Problem::conflict("escalations-problem-changed"));
    }
    move_to(tx, by, &found, "discarded", None, None).await
}

/// The kind of job that looks into the mailbox.
pub const JOB: &str = "escalation-mailbox";
/// Most batches of one job, so that its lease holds.
const MOST_BATCHES: usize = 8;
/// What stands for the one mailbox in the queue.
const THE_MAILBOX: uuid::Uuid = uuid::Uuid::nil();

/// Has the mailbox looked into, where there is one, and deletes what was discarded long ago.
pub async fn keep_house(room: &Escalations, db: &Db) -> Result<(), Problem> {
    if room.mailbox().is_none() && room.inbox().is_none() {
        return Ok(());
    }
    saksi_db::write!(db, "look into mailbox", Viewer::System, tx => {
        let now = tx.now();
        rows::shred(&mut tx, now.plus(-KEPT_DAYS * DAY)).await?;
        if room.mailbox().is_some() {
            tx.enqueue(JOB, THE_MAILBOX, now).await?;
        }
        Ok(())
    })
}

/// Does the jobs of [`JOB`].
pub fn handler(room: Escalations) -> Handler {
    Arc::new(move |db, _| {
        let room = room.clone();
        Box::pin(async move { look(&room, &db).await.map_err(|problem| problem.to_string()) })
    })
}

/// Takes what is new in the mailbox. How far it was read is written down after each letter was taken; whatever breaks off in between
/// is fetched once more and known by then.
pub async fn look(room: &Escalations, db: &Db) -> Result<(), Problem> {
    let Some(mailbox) = room.mailbox() else { return Ok(()) };
    let known = saksi_db::read!(db, Viewer::System, tx => { rows::mailbox(&mut tx, mailbox.name()).await })?;
    let mut place = known.map_or(Place::default(), |known| Place { validity: known.validity, uid: known.uid });
    for _ in 0..MOST_BATCHES {
        let fetched = mailbox.fetch(place).await;
        let batch = match fetched {
            Ok(batch) => batch,
            Err(said) => {
                tracing::warn!(error = %said, "the mailbox cannot be read");
                return note_place(db, mailbox.name(), place, &said).await;
            }
        };
        place = if batch.validity == place.validity { place } else { Place { validity: batch.validity, uid: 0 } };
        let none = batch.letters.is_empty();
        for Fetched { uid, raw, bytes, at } in batch.letters {
            let now = db.clock().now();
            let at = at.map_or(now, |at| at.min(now));
            take(room, db, Came { raw, bytes, at }).await?;
            place.uid = uid;
            note_place(db, mailbox.name(), place, "").await?;
        }
        if none {
            return note_place(db, mailbox.name(), place, "").await;
        }
    }
    Ok(())
}

async fn note_place(db: &Db, name: &str, place: Place, fault: &str) -> Result<(), Problem> {
    let fault: String = fault.chars().take(500).collect();
    saksi_db::write!(db, "note mailbox", Viewer::System, tx => {
        rows::note_mailbox(&mut tx, name, place.validity, place.uid, &fault).await
    })
}

/// A letter that somebody else's program hands in over the web.
pub async fn hand_in(room: &Escalations, db: &Db, raw: Vec<u8>) -> Result<Taken, Problem> {
    if raw.is_empty() || raw.len() > MOST_BYTES {
        return Err(Problem::invalid("escalations-problem-letter"));
    }
    let bytes = i64::try_from(raw.len()).unwrap_or(i64::MAX);
    take(room, db, Came { raw, bytes, at: db.clock().now() }).await
}
