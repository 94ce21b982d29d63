//! Doors, requests, vouches and what was done about them.

use saksi_base::{DoorId, JoinRequestId, OrganisationId, PersonId, Place, Problem, Timestamp};
use saksi_db::{Tx, execute, fetch_all, fetch_optional, fetch_scalar};
use uuid::Uuid;

use crate::model::lenses::Tags;
use crate::model::{Door, DoorDraft, DoorKind, JoinRequest, Knock, RequestState, Step, Vouch};

#[derive(saksi_db::FromRow)]
struct DoorRow {
    id: DoorId,
    code: String,
    kind: String,
    title: String,
    about: String,
    region: String,
    place: String,
    vouches: i64,
    lens: String,
    goals: String,
    opened_at: Timestamp,
    closed_at: Option<Timestamp>,
}

impl From<DoorRow> for Door {
    fn from(row: DoorRow) -> Self {
        Self {
            id: row.id,
            code: row.code,
            kind: DoorKind::from_code(&row.kind).unwrap_or(DoorKind::Network),
            title: row.title,
            about: row.about,
            region: row.region,
            place: Place::from_code(&row.place).unwrap_or(Place::NotDisclosed),
            vouches: row.vouches,
            tags: Tags::from_stored(&row.lens, &row.goals),
            opened: row.opened_at,
            closed: row.closed_at,
        }
    }
}

pub(crate) async fn door(tx: &mut Tx, id: DoorId) -> Result<Option<Door>, Problem> {
    Ok(fetch_optional!(
        tx,
        DoorRow,
        "SELECT id, code, kind, title, about, region, place, vouches, lens, goals, opened_at, closed_at FROM join_door WHERE id = $1",
        id
    )?
    .map(Door::from))
}

pub(crate) async fn door_by_code(tx: &mut Tx, code: &str) -> Result<Option<Door>, Problem> {
    Ok(fetch_optional!(
        tx,
        DoorRow,
        "SELECT id, code, kind, title, about, region, place, vouches, lens, goals, opened_at, closed_at FROM join_door WHERE code = $1",
        code
    )?
    .map(Door::from))
}

/// Every door, the open ones first.
pub(crate) async fn doors(tx: &mut Tx) -> Result<Vec<Door>, Problem> {
    Ok(fetch_all!(
        tx,
        DoorRow,
        "SELECT id, code, kind, title, about, region, place, vouches, lens, goals, opened_at, closed_at FROM join_door \
         ORDER BY CASE WHEN closed_at IS NULL THEN 0 ELSE 1 END, opened_at DESC, id LIMIT 200"
    )?
    .into_iter()
    .map(Door::from)
    .collect())
}

pub(crate) async fn insert_door(tx: &mut Tx, id: DoorId, code: &str, draft: &DoorDraft) -> Result<(), Problem> {
    let now = tx.now();
    execute!(
        tx,
        "INSERT INTO join_door (id, code, kind, title, about, region, vouches, opened_at, lens, goals, place) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        id,
        code,
        draft.kind.code(),
        &draft.title,
        &draft.about,
        &draft.region,
        draft.vouches,
        now,
        draft.tags.stored_lens(),
        draft.tags.stored_goals(),
        draft.place.code()
    )?;
    Ok(())
}

pub(crate) async fn set_door_closed(tx: &mut Tx, id: DoorId, closed: Option<Timestamp>) -> Result<bool, Problem> {
    Ok(execute!(tx, "UPDATE join_door SET closed_at = $2 WHERE id = $1", id, closed)? > 0)
}

#[derive(saksi_db::FromRow)]
struct RequestRow {
    id: JoinRequestId,
    door: DoorId,
    name: String,
    organisation: String,
    email: String,
    wants_in: bool,
    contribution: String,
    place: String,
    language: String,
    received_on: Timestamp,
    state: String,
    reason: String,
    decided_on: Option<Timestamp>,
    follows: Option<JoinRequestId>,
    version: i64,
}

impl From<RequestRow> for JoinRequest {
    fn from(row: RequestRow) -> Self {
        Self {
            id: row.id,
            door: row.door,
            knock: Knock {
                name: row.name,
                organisation: row.organisation,
                email: row.email,
                wants_in: row.wants_in,
                contribution: row.contribution,
                // A code of another list of territories is better shown as it came than lost.
                place: Place::from_code(&row.place).unwrap_or(Place::SelfDescribed(row.place)),
                language: row.language,
            },
            received: row.received_on,
            state: RequestState::from_code(&row.state),
            reason: row.reason,
            decided: row.decided_on,
            follows: row.follows,
            version: row.version,
        }
    }
}

/// One request.
pub(crate) async fn request(tx: &mut Tx, id: JoinRequestId) -> Result<Option<JoinRequest>, Problem> {
    Ok(fetch_optional!(
        tx,
        RequestRow,
        "SELECT id, door, name, organisation, email, wants_in, contribution, place, language, received_on, state, reason, \
         decided_on, follows, version FROM join_request WHERE id = $1",
        id
    )?
    .map(JoinRequest::from))
}

/// Requests in a state, those that wait longest first.
pub(crate) async fn requests(tx: &mut Tx, state: RequestState, most: i64) -> Result<Vec<JoinRequest>, Problem> {
    Ok(fetch_all!(
        tx,
        RequestRow,
        "SELECT id, door, name, organisation, email, wants_in, contribution, place, language, received_on, state, reason, \
         decided_on, follows, version FROM join_request WHERE state = $1 ORDER BY received_on, id LIMIT $2",
        state.code(),
        most
    )?
    .into_iter()
    .map(JoinRequest::from)
    .collect())
}

/// How many requests of a door wait.
pub(crate) async fn waiting_at(tx: &mut Tx, door: DoorId) -> Result<i64, Problem> {
    Ok(fetch_scalar!(tx, i64, "SELECT count(*) FROM join_request WHERE door = $1 AND state = 'waiting'", door)?
        .unwrap_or(0))
}

/// A request with what opens it.
#[derive(saksi_db::FromRow)]
pub(crate) struct KeyRow {
    pub(crate) id: JoinRequestId,
    pub(crate) verifier: Vec<u8>,
}

pub(crate) async fn by_locator(tx: &mut Tx, locator: &str) -> Result<Option<KeyRow>, Problem> {
    Ok(fetch_optional!(tx, KeyRow, "SELECT id, verifier FROM join_request WHERE locator = $1", locator)?)
}

/// What a new request is kept under.
pub(crate) struct Kept<'a> {
    pub(crate) id: JoinRequestId,
    pub(crate) door: DoorId,
    pub(crate) locator: &'a str,
    pub(crate) verifier: &'a [u8],
    pub(crate) follows: Option<JoinRequestId>,
}

pub(crate) async fn insert_request(tx: &mut Tx, kept: &Kept<'_>, knock: &Knock) -> Result<(), Problem> {
    let day = tx.now().day();
    execute!(
        tx,
        "INSERT INTO join_request (id, door, locator, verifier, name, organisation, email, wants_in, contribution, place, \
         language, received_on, state, reason, follows, version) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'waiting', '', $13, 1)",
        kept.id,
        kept.door,
        kept.locator,
        kept.verifier,
        &knock.name,
        &knock.organisation,
        &knock.email,
        knock.wants_in,
        &knock.contribution,
        knock.place.code(),
        &knock.language,
        day,
        kept.follows
    )?;
    Ok(())
}

/// Moves a request on, where it still stands as whoever moves it saw it.
pub(crate) async fn settle(
    tx: &mut Tx,
    id: JoinRequestId,
    seen: i64,
    state: RequestState,
    reason: &str,
    admitted_as: Option<OrganisationId>,
) -> Result<bool, Problem> {
    let day = tx.now().day();
    let moved = execute!(
        tx,
        "UPDATE join_request SET state = $3, reason = $4, decided_on = $5, admitted_as = $6, version = version + 1 \
         WHERE id = $1 AND version = $2",
        id,
        seen,
        state.code(),
        reason,
        day,
        admitted_as
    )?;
    Ok(moved > 0)
}

/// Counts a step that leaves the state as it is.
pub(crate) async fn touch(tx: &mut Tx, id: JoinRequestId) -> Result<(), Problem> {
    execute!(tx, "UPDATE join_request SET version = version + 1 WHERE id = $1", id)?;
    Ok(())
}

/// What somebody wrote, let go of: the decision and its day stay, for figures alone.
pub(crate) async fn blank(tx: &mut Tx, id: JoinRequestId) -> Result<(), Problem> {
    execute!(
        tx,
        "UPDATE join_request SET name = '', organisation = '', email = '', contribution = '', place = '-', \
         version = version + 1 WHERE id = $1",
        id
    )?;
    execute!(tx, "DELETE FROM join_vouch WHERE request = $1", id)?;
    execute!(tx, "DELETE FROM join_step WHERE request = $1", id)?;
    Ok(())
}

#[derive(saksi_db::FromRow)]
struct VouchRow {
    organisation_name: String,
    person_name: Option<String>,
    note: String,
    at: Timestamp,
}

pub(crate) async fn vouches(tx: &mut Tx, id: JoinRequestId) -> Result<Vec<Vouch>, Problem> {
    Ok(fetch_all!(
        tx,
        VouchRow,
        "SELECT o.name AS organisation_name, p.display_name AS person_name, v.note, v.at FROM join_vouch v \
         JOIN organisation o ON o.id = v.organisation LEFT JOIN person p ON p.id = v.person WHERE v.request = $1 \
         ORDER BY v.at, o.id",
        id
    )?
    .into_iter()
    .map(|row| Vouch { organisation: row.organisation_name, person: row.person_name, note: row.note, at: row.at })
    .collect())
}

pub(crate) async fn insert_vouch(
    tx: &mut Tx,
    id: JoinRequestId,
    by: (PersonId, OrganisationId),
    note: &str,
) -> Result<bool, Problem> {
    let day = tx.now().day();
    let added = execute!(
        tx,
        "INSERT INTO join_vouch (request, person, organisation, note, at) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (request, organisation) DO NOTHING",
        id,
        by.0,
        by.1,
        note,
        day
    )?;
    Ok(added > 0)
}

#[derive(saksi_db::FromRow)]
struct StepRow {
    at: Timestamp,
    person_name: Option<String>,
    what: String,
    note: String,
}

pub(crate) async fn steps(tx: &mut Tx, id: JoinRequestId) -> Result<Vec<Step>, Problem> {
    Ok(fetch_all!(
        tx,
        StepRow,
        "SELECT s.at, p.display_name AS person_name, s.what, s.note FROM join_step s LEFT JOIN person p ON p.id = s.person \
         WHERE s.request = $1 ORDER BY s.version, s.at",
        id
    )?
    .into_iter()
    .map(|row| Step { at: row.at, person: row.person_name, what: row.what, note: row.note })
    .collect())
}

pub(crate) async fn insert_step(
    tx: &mut Tx,
    id: JoinRequestId,
    person: Option<PersonId>,
    what: &str,
    note: &str,
) -> Result<(), Problem> {
    let step = Uuid::from_bytes(saksi_base::random::bytes::<16>(&*tx.random()));
    let day = tx.now().day();
    execute!(
        tx,
        "INSERT INTO join_step (id, request, version, at, person, what, note) \
         SELECT $1, $2, version, $3, $4, $5, $6 FROM join_request WHERE id = $2",
        step,
        id,
        day,
        person,
        what,
        note
    )?;
    Ok(())
}

#[derive(saksi_db::FromRow)]
struct WaitRow {
    received_on: Timestamp,
    decided_on: Timestamp,
}

/// For how many days the last requests of a door waited until they were decided.
pub(crate) async fn waits(tx: &mut Tx, door: DoorId) -> Result<Vec<i64>, Problem> {
    let rows = fetch_all!(
        tx,
        WaitRow,
        "SELECT received_on, decided_on FROM join_request WHERE door = $1 AND wants_in AND decided_on IS NOT NULL \
         AND state IN ('admitted', 'declined') ORDER BY decided_on DESC LIMIT 50",
        door
    )?;
    Ok(rows.iter().map(|row| row.decided_on.since(row.received_on) / saksi_base::clock::DAY).collect())
}
