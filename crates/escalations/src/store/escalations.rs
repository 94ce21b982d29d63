//! Escalations, their drafts and what happened to them.

use saksi_base::{
    AddresseeId, ClaimId, EscalationId, Marking, OrganisationId, PersonId, Problem, RouteId, SpaceId, Timestamp,
};
use saksi_db::{Tx, execute, fetch_all, fetch_optional, fetch_scalar};

use super::{text, value, written};
use crate::model::event::{Event, EventKind, Facts};
use crate::model::{Course, Notice, Outcome};

/// An escalation's row.
#[derive(Debug, Clone, saksi_db::FromRow)]
pub(crate) struct EscalationRow {
    pub(crate) id: EscalationId,
    pub(crate) owner: OrganisationId,
    pub(crate) addressee: AddresseeId,
    pub(crate) addressee_name: String,
    pub(crate) route: Option<RouteId>,
    pub(crate) claim: Option<ClaimId>,
    pub(crate) state: String,
    pub(crate) notice: String,
    pub(crate) version: i64,
    pub(crate) author: PersonId,
    pub(crate) imminent: bool,
    pub(crate) sealed: bool,
}

/// One escalation that the member may see.
pub(crate) async fn escalation(tx: &mut Tx, id: EscalationId) -> Result<Option<EscalationRow>, Problem> {
    Ok(fetch_optional!(
        tx,
        EscalationRow,
        "SELECT e.id, e.owner, e.addressee, a.name AS addressee_name, e.route, e.claim, e.state, e.notice, e.version, e.author, e.imminent, e.sealed
         FROM seen_escalation e JOIN addressee a ON a.id = e.addressee WHERE e.id = $1",
        id
    )?)
}

/// A new draft.
pub(crate) struct NewEscalation<'a> {
    pub(crate) id: EscalationId,
    pub(crate) owner: OrganisationId,
    pub(crate) space: SpaceId,
    pub(crate) addressee: AddresseeId,
    pub(crate) route: Option<RouteId>,
    pub(crate) claim: Option<ClaimId>,
    pub(crate) notice: &'a Notice,
    pub(crate) author: PersonId,
    pub(crate) way: &'a str,
}

/// Stores a new draft.
pub(crate) async fn insert(tx: &mut Tx, new: &NewEscalation<'_>) -> Result<(), Problem> {
    let (now, notice) = (tx.now(), text(new.notice)?);
    let rows = execute!(
        tx,
        "INSERT INTO escalation (id, owner, space, marking, addressee, route, claim, state, title, notice, version, author, created_at,
             changed_at, imminent, category, region, language, way, personal)
         SELECT $1, owner, $3, $4, $5, $6, $7, 'draft', $8, $9, 1, $10, $11, $11, FALSE, '', '', $12, $13, FALSE
         FROM writable WHERE owner = $2",
        new.id,
        new.owner,
        new.space,
        Marking::AmberStrict,
        new.addressee,
        new.route,
        new.claim,
        &new.notice.title,
        notice,
        new.author,
        now,
        &new.notice.language,
        new.way
    )?;
    written(rows)
}

/// Writes a draft, if nobody changed it since it was read.
pub(crate) async fn save_notice(tx: &mut Tx, id: EscalationId, seen: i64, notice: &Notice) -> Result<bool, Problem> {
    let (now, stored) = (tx.now(), text(notice)?);
    let rows = execute!(
        tx,
        "UPDATE escalation SET notice = $1, title = $2, imminent = $3, category = $4, region = $5, language = $6,
         changed_at = $7, version = version + 1 WHERE id = $8 AND version = $9 AND owner IN (SELECT owner FROM writable)",
        stored,
        &notice.title,
        notice.imminent,
        notice.category.map_or("", |category| category.code()),
        notice.region.map_or("", |region| region.code()),
        &notice.language,
        now,
        id,
        seen
    )?;
    Ok(rows == 1)
}

/// Moves it from one state to another; false where it was not in the first one any more.
pub(crate) async fn move_state(tx: &mut Tx, id: EscalationId, from: &str, to: &str) -> Result<bool, Problem> {
    let now = tx.now();
    let rows = execute!(
        tx,
        "UPDATE escalation SET state = $1, changed_at = $2, version = version + 1 WHERE id = $3 AND state = $4
         AND owner IN (SELECT owner FROM writable)",
        to,
        now,
        id,
        from
    )?;
    Ok(rows == 1)
}

/// Deletes a draft that was never sent, with its files.
pub(crate) async fn delete_draft(tx: &mut Tx, id: EscalationId) -> Result<(), Problem> {
    let rows = execute!(
        tx,
        "DELETE FROM escalation WHERE id = $1 AND state IN ('draft', 'waiting') AND owner IN (SELECT owner FROM writable)",
        id
    )?;
    written(rows)
}

/// Writes the narrow columns that follow from the events.
pub(crate) async fn save_course(
    tx: &mut Tx,
    id: EscalationId,
    state: &str,
    course: &Course,
    next: Option<Timestamp>,
) -> Result<(), Problem> {
    let now = tx.now();
    let appeal = course.appeals.last().map(|appeal| appeal.result.map_or("open", |result| result.code()));
    let rows = execute!(
        tx,
        "UPDATE escalation SET state = $1, sent_at = $2, receipt_at = $3, reply_at = $4, decided_at = $5, outcome = $6, reasoned = $7,
         appeal = $8, personal = $9, next_at = $10, changed_at = $11, version = version + 1
         WHERE id = $12 AND owner IN (SELECT owner FROM writable)",
        state,
        course.sent,
        course.receipt,
        course.reply,
        course.first_decided,
        course.outcome.map(Outcome::code),
        course.reasoned,
        appeal,
        course.personal,
        next,
        now,
        id
    )?;
    written(rows)
}

/// Something that happened, as stored.
#[derive(saksi_db::FromRow)]
pub(crate) struct EventRow {
    pub(crate) number: i64,
    pub(crate) kind: String,
    pub(crate) at: Timestamp,
    pub(crate) noted_at: Timestamp,
    pub(crate) by_person: Option<PersonId>,
    pub(crate) text: String,
    pub(crate) facts: String,
}

impl EventRow {
    pub(crate) fn read(self) -> Result<Event, Problem> {
        let facts: Facts = value(&self.facts)?;
        Ok(Event {
            number: self.number,
            kind: EventKind::from_code(&self.kind).unwrap_or(EventKind::Note),
            at: self.at,
            noted_at: self.noted_at,
            by: self.by_person,
            text: self.text,
            facts,
        })
    }
}

/// Everything that happened to an escalation that the member may see.
pub(crate) async fn events(tx: &mut Tx, id: EscalationId) -> Result<Vec<Event>, Problem> {
    let rows = fetch_all!(
        tx,
        EventRow,
        "SELECT v.number, v.kind, v.at, v.noted_at, v.by_person, v.text, v.facts FROM escalation_event v
         JOIN seen_escalation e ON e.id = v.escalation WHERE v.escalation = $1 ORDER BY v.number",
        id
    )?;
    rows.into_iter().map(EventRow::read).collect()
}

/// Adds an event. The caller has proved that the member may write the escalation.
pub(crate) async fn insert_event(tx: &mut Tx, id: EscalationId, event: &Event) -> Result<(), Problem> {
    let facts = text(&event.facts)?;
    execute!(
        tx,
        "INSERT INTO escalation_event (escalation, number, kind, at, noted_at, by_person, text, facts)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        id,
        event.number,
        event.kind.code(),
        event.at,
        event.noted_at,
        event.by,
        &event.text,
        facts
    )?;
    Ok(())
}

/// An escalation in a list.
#[derive(Debug, Clone, PartialEq, Eq, saksi_db::FromRow)]
pub struct Line {
    /// Which.
    pub id: EscalationId,
    /// What it is about.
    pub title: String,
    /// To whom.
    pub addressee_name: String,
    /// Where it stands.
    pub state: String,
    /// Harm is imminent.
    pub imminent: bool,
    /// When it was sent.
    pub sent_at: Option<Timestamp>,
    /// What they did.
    pub outcome: Option<String>,
    /// When something should be done next.
    pub next_at: Option<Timestamp>,
    /// When it was changed last.
    pub changed_at: Timestamp,
    /// It comes from cases, and what it says is sealed.
    pub sealed: bool,
}

/// Escalations of a lane: its states, and for those that wait whether something is overdue. Imminent harm first, then what is
/// due soonest. What is only offered to the organisation stands in a list of its own.
pub(crate) async fn lane(
    tx: &mut Tx,
    states: [&str; 2],
    overdue: Option<bool>,
    own: OrganisationId,
    (most, skip): (i64, i64),
) -> Result<Vec<Line>, Problem> {
    let now = tx.now();
    Ok(fetch_all!(
        tx,
        Line,
        "SELECT e.id, e.title, a.name AS addressee_name, e.state, e.imminent, e.sent_at, e.outcome, e.next_at, e.changed_at, e.sealed
         FROM seen_escalation e JOIN addressee a ON a.id = e.addressee
         WHERE e.state IN ($1, $2) AND ($3 = 0 OR ($3 = 1 AND e.next_at IS NOT NULL AND e.next_at < $4)
             OR ($3 = 2 AND (e.next_at IS NULL OR e.next_at >= $4)))
           AND (e.owner = $5 OR NOT EXISTS (SELECT 1 FROM escalation_party p
             WHERE p.escalation = e.id AND p.organisation = $5 AND p.standing = 'offered'))
         ORDER BY e.imminent DESC, coalesce(e.next_at, e.changed_at), e.id LIMIT $6 OFFSET $7",
        states[0],
        states[1],
        filter(overdue),
        now,
        own,
        most,
        skip
    )?)
}

/// How many there are.
pub(crate) async fn lane_count(
    tx: &mut Tx,
    states: [&str; 2],
    overdue: Option<bool>,
    own: OrganisationId,
) -> Result<i64, Problem> {
    let now = tx.now();
    let count = fetch_scalar!(
        tx,
        i64,
        "SELECT count(*) FROM seen_escalation e
         WHERE e.state IN ($1, $2) AND ($3 = 0 OR ($3 = 1 AND e.next_at IS NOT NULL AND e.next_at < $4)
             OR ($3 = 2 AND (e.next_at IS NULL OR e.next_at >= $4)))
           AND (e.owner = $5 OR NOT EXISTS (SELECT 1 FROM escalation_party p
             WHERE p.escalation = e.id AND p.organisation = $5 AND p.standing = 'offered'))",
        states[0],
        states[1],
        filter(overdue),
        now,
        own
    )?;
    Ok(count.unwrap_or(0))
}

fn filter(overdue: Option<bool>) -> i64 {
    overdue.map_or(0, |overdue| if overdue { 1 } else { 2 })
}

#[derive(saksi_db::FromRow)]
struct ClaimRow {
    statement: String,
    language: String,
}

/// The words of a claim that the member may see, with their language.
pub(crate) async fn claim(tx: &mut Tx, id: ClaimId) -> Result<Option<(String, String)>, Problem> {
    let row = fetch_optional!(tx, ClaimRow, "SELECT statement, language FROM seen_claim WHERE id = $1", id)?;
    Ok(row.map(|row| (row.statement, row.language)))
}

/// Other escalations about the same claim that the member may see.
pub(crate) async fn of_claim(tx: &mut Tx, claim: ClaimId, but: EscalationId) -> Result<Vec<Line>, Problem> {
    Ok(fetch_all!(
        tx,
        Line,
        "SELECT e.id, e.title, a.name AS addressee_name, e.state, e.imminent, e.sent_at, e.outcome, e.next_at, e.changed_at, e.sealed
         FROM seen_escalation e JOIN addressee a ON a.id = e.addressee WHERE e.claim = $1 AND e.id <> $2 ORDER BY e.id LIMIT 20",
        claim,
        but
    )?)
}
