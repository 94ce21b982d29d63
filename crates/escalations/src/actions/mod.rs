//! The use cases of escalations, as functions over a transaction that runs as the member's own viewer: what the database does not
//! let a member see or write is not there for the action either.

pub mod clock;
pub mod dossiers;
pub mod drafts;
pub mod engagements;
pub mod evidence;
pub mod exchange;
pub mod figures;
pub mod files;
pub mod handing;
pub mod incoming;
pub mod keys;
pub mod registers;
pub mod releases;
pub mod sealed;
pub mod seed;
pub mod sending;
pub mod systemic;
pub mod together;

use saksi_base::{EscalationId, Problem};
use saksi_db::{Actor, Entry, Tx};
use saksi_network::{Capability, Member};

use crate::model::event::{Event, EventKind, Facts};
use crate::model::{Course, Notice, Route, course};
use crate::store::escalations::{self as rows, EscalationRow};
use crate::store::{registers as register_rows, value};

/// Where an escalation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Being written.
    Draft,
    /// Waits for a second person.
    Waiting,
    /// Frozen; on its way, or to be handed over by hand.
    Sending,
    /// Sent, no decision yet.
    Sent,
    /// Decided.
    Answered,
    /// An appeal waits.
    Appealed,
    /// Nobody works on it any more.
    Closed,
}

impl State {
    /// Every state.
    pub const ALL: [Self; 7] =
        [Self::Draft, Self::Waiting, Self::Sending, Self::Sent, Self::Answered, Self::Appealed, Self::Closed];

    /// As stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Waiting => "waiting",
            Self::Sending => "sending",
            Self::Sent => "sent",
            Self::Answered => "answered",
            Self::Appealed => "appealed",
            Self::Closed => "closed",
        }
    }

    /// From storage.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// The message that names it.
    pub const fn message(self) -> &'static str {
        match self {
            Self::Draft => "escalations-state-draft",
            Self::Waiting => "escalations-state-waiting",
            Self::Sending => "escalations-state-sending",
            Self::Sent => "escalations-state-sent",
            Self::Answered => "escalations-state-answered",
            Self::Appealed => "escalations-state-appealed",
            Self::Closed => "escalations-state-closed",
        }
    }

    /// What the course says.
    pub fn of(course: &Course) -> Self {
        if course.closed {
            Self::Closed
        } else if course.appeal_open().is_some() {
            Self::Appealed
        } else if course.decided.is_some() {
            Self::Answered
        } else if course.sent.is_some() {
            Self::Sent
        } else {
            Self::Sending
        }
    }
}

/// An escalation with all that is known of it.
#[derive(Debug, Clone)]
pub struct Whole {
    /// Its row.
    pub(crate) row: EscalationRow,
    /// Where it stands.
    pub state: State,
    /// What is written in it.
    pub notice: Notice,
    /// Its route, where the member may see it.
    pub route: Option<Route>,
    /// What happened.
    pub events: Vec<Event>,
    /// What that says together.
    pub course: Course,
}

impl Whole {
    /// Which.
    pub fn id(&self) -> EscalationId {
        self.row.id
    }

    /// Whether it comes from cases, and what it says is sealed.
    pub fn is_sealed(&self) -> bool {
        self.row.sealed
    }

    /// Counts its changes.
    pub fn version(&self) -> i64 {
        self.row.version
    }

    /// Whether it is of the member's organisation.
    pub fn is_of(&self, by: &Member) -> bool {
        self.row.owner == by.organisation
    }

    fn next_number(&self) -> i64 {
        self.events.last().map_or(1, |event| event.number + 1)
    }
}

/// An escalation that the member may see.
pub async fn whole(tx: &mut Tx, by: &Member, id: EscalationId) -> Result<Whole, Problem> {
    by.may(Capability::ESCALATE)?;
    let row = rows::escalation(tx, id).await?.ok_or_else(Problem::not_found)?;
    let events = rows::events(tx, id).await?;
    let route = match row.route {
        Some(route) => register_rows::route(tx, route).await?,
        None => None,
    };
    Ok(Whole {
        state: State::from_code(&row.state).unwrap_or(State::Draft),
        notice: notice_of(&row)?,
        course: Course::of(&events),
        events,
        route,
        row,
    })
}

/// What is written in it, as far as that stands readable: of a sealed one nothing but that harm is imminent.
pub(crate) fn notice_of(row: &EscalationRow) -> Result<Notice, Problem> {
    let notice: Notice = value(&row.notice)?;
    Ok(if row.sealed { Notice { imminent: row.imminent, ..notice } } else { notice })
}

/// One whose words stand here. What comes from cases is written, sent and read where its cases are.
pub(crate) async fn own_words(tx: &mut Tx, by: &Member, id: EscalationId) -> Result<Whole, Problem> {
    let found = own(tx, by, id).await?;
    if found.row.sealed { Err(Problem::conflict("escalations-problem-sealed")) } else { Ok(found) }
}

/// One that the member's organisation owns, and may therefore change.
pub(crate) async fn own(tx: &mut Tx, by: &Member, id: EscalationId) -> Result<Whole, Problem> {
    let found = whole(tx, by, id).await?;
    if found.is_of(by) { Ok(found) } else { Err(Problem::forbidden()) }
}

/// Writes an entry of the journal.
async fn note(tx: &mut Tx, actor: Actor, id: uuid::Uuid, kind: &'static str, content: &[u8]) -> Result<(), Problem> {
    Ok(tx.journal(Entry { actor, subject: id, kind, content, personal: false }).await?)
}

/// Adds an event, and brings the narrow columns up to it.
pub(crate) async fn add_event(
    tx: &mut Tx,
    escalation: &mut Whole,
    actor: Actor,
    kind: EventKind,
    at: saksi_base::Timestamp,
    text: &str,
    facts: Facts,
) -> Result<(), Problem> {
    let by = match actor {
        Actor::Member(person) => Some(person),
        Actor::Public | Actor::System => None,
    };
    let event = Event {
        number: escalation.next_number(),
        kind,
        at,
        noted_at: tx.now(),
        by,
        text: text.trim().to_owned(),
        facts,
    };
    rows::insert_event(tx, escalation.id(), &event).await?;
    escalation.events.push(event);
    escalation.course = Course::of(&escalation.events);
    note(tx, actor, escalation.id().0, "escalation-changed", kind.code().as_bytes()).await
}

/// Writes what the events say into the narrow columns.
pub(crate) async fn settle(tx: &mut Tx, escalation: &mut Whole) -> Result<(), Problem> {
    let state = State::of(&escalation.course);
    let ladder = register_rows::ladder(tx, escalation.row.owner, escalation.row.addressee).await?;
    let next = course::next_steps(&escalation.course, escalation.route.as_ref(), &ladder, escalation.notice.imminent);
    rows::save_course(tx, escalation.id(), state.code(), &escalation.course, course::next_due(&next)).await?;
    escalation.state = state;
    Ok(())
}
