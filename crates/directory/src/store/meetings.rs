//! Meetings of working groups, and the secret links of members' calendars.

use saksi_base::calendar::Zone;
use saksi_base::{Marking, MeetingId, OrganisationId, PersonId, Place, Problem, Timestamp, WorkingGroupId};
use saksi_db::{Tx, execute, fetch_all, fetch_optional, fetch_scalar};

use crate::model::lenses::Tags;
use crate::model::meetings::{Attendance, Meeting, MeetingDraft, Origin, Party};

#[derive(saksi_db::FromRow)]
struct MeetingRow {
    id: MeetingId,
    working_group: WorkingGroupId,
    author: Option<PersonId>,
    organisation: OrganisationId,
    marking: Marking,
    title: String,
    place: String,
    begins_at: Timestamp,
    ends_at: Timestamp,
    zone: String,
    kind: String,
    lens: String,
    goals: String,
    cancelled: bool,
    changed_at: Timestamp,
    version: i64,
}

impl From<MeetingRow> for Meeting {
    fn from(row: MeetingRow) -> Self {
        Self {
            id: row.id,
            group: row.working_group,
            author: row.author,
            organisation: row.organisation,
            draft: MeetingDraft {
                title: row.title,
                place: row.place,
                begins: row.begins_at,
                ends: row.ends_at,
                zone: row.zone.parse().unwrap_or_else(|_| Zone::utc()),
                marking: row.marking,
                kind: row.kind,
                tags: Tags::from_stored(&row.lens, &row.goals),
            },
            cancelled: row.cancelled,
            changed: row.changed_at,
            version: row.version,
        }
    }
}

/// One meeting. Who may read it is the action's to say.
pub(crate) async fn meeting(tx: &mut Tx, id: MeetingId) -> Result<Option<Meeting>, Problem> {
    Ok(fetch_optional!(
        tx,
        MeetingRow,
        "SELECT id, working_group, author, organisation, marking, title, place, begins_at, ends_at, zone, kind, lens, \
         goals, cancelled, changed_at, version FROM group_meeting WHERE id = $1",
        id
    )?
    .map(Meeting::from))
}

/// The meetings of a group that end after a moment, the next first. Those above GREEN are left out for whoever is not in it.
pub(crate) async fn meetings(
    tx: &mut Tx,
    group: WorkingGroupId,
    in_group: bool,
    after: Timestamp,
    most: i64,
) -> Result<Vec<Meeting>, Problem> {
    Ok(fetch_all!(
        tx,
        MeetingRow,
        "SELECT id, working_group, author, organisation, marking, title, place, begins_at, ends_at, zone, kind, lens, \
         goals, cancelled, changed_at, version FROM group_meeting WHERE working_group = $1 AND (marking <= 1 OR $2) AND ends_at > $3 \
         ORDER BY begins_at, id LIMIT $4",
        group,
        in_group,
        after,
        most
    )?
    .into_iter()
    .map(Meeting::from)
    .collect())
}

/// How many meetings of a group are still to come.
pub(crate) async fn ahead(tx: &mut Tx, group: WorkingGroupId) -> Result<i64, Problem> {
    let now = tx.now();
    Ok(fetch_scalar!(
        tx,
        i64,
        "SELECT count(*) FROM group_meeting WHERE working_group = $1 AND ends_at > $2 AND NOT cancelled",
        group,
        now
    )?
    .unwrap_or(0))
}

pub(crate) async fn insert(
    tx: &mut Tx,
    id: MeetingId,
    group: WorkingGroupId,
    by: (PersonId, OrganisationId),
    draft: &MeetingDraft,
) -> Result<(), Problem> {
    let now = tx.now();
    execute!(
        tx,
        "INSERT INTO group_meeting (id, working_group, author, organisation, marking, title, place, begins_at, ends_at, zone, \
         cancelled, changed_at, kind, lens, goals, version) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, FALSE, $11, $12, $13, $14, 1)",
        id,
        group,
        by.0,
        by.1,
        draft.marking,
        &draft.title,
        &draft.place,
        draft.begins,
        draft.ends,
        draft.zone.name(),
        now,
        &draft.kind,
        draft.tags.stored_lens(),
        draft.tags.stored_goals()
    )?;
    Ok(())
}

/// Changes a meeting, where it still stands as whoever changes it saw it.
pub(crate) async fn change(tx: &mut Tx, id: MeetingId, seen: i64, draft: &MeetingDraft) -> Result<bool, Problem> {
    let now = tx.now();
    Ok(execute!(
        tx,
        "UPDATE group_meeting SET marking = $3, title = $4, place = $5, begins_at = $6, ends_at = $7, zone = $8, \
         changed_at = $9, kind = $10, lens = $11, goals = $12, version = version + 1 \
         WHERE id = $1 AND version = $2 AND NOT cancelled",
        id,
        seen,
        draft.marking,
        &draft.title,
        &draft.place,
        draft.begins,
        draft.ends,
        draft.zone.name(),
        now,
        &draft.kind,
        draft.tags.stored_lens(),
        draft.tags.stored_goals()
    )? > 0)
}

/// Says that a meeting will not be. It stays, so that calendars hear of it.
pub(crate) async fn cancel(tx: &mut Tx, id: MeetingId) -> Result<bool, Problem> {
    let now = tx.now();
    Ok(execute!(
        tx,
        "UPDATE group_meeting SET cancelled = TRUE, changed_at = $2, version = version + 1 \
         WHERE id = $1 AND NOT cancelled AND ends_at > $2",
        id,
        now
    )? > 0)
}

#[derive(saksi_db::FromRow)]
struct PartyRow {
    name: String,
    in_room: i64,
    remote: i64,
}

#[derive(saksi_db::FromRow)]
struct OriginRow {
    breakout: String,
    place: String,
    people: i64,
}

/// Who took part in a meeting, as counts.
pub(crate) async fn attendance(tx: &mut Tx, id: MeetingId) -> Result<Attendance, Problem> {
    let parties = fetch_all!(
        tx,
        PartyRow,
        "SELECT name, in_room, remote FROM meeting_party WHERE meeting = $1 ORDER BY lower(name), name",
        id
    )?;
    let origins = fetch_all!(
        tx,
        OriginRow,
        "SELECT breakout, place, people FROM meeting_origin WHERE meeting = $1 ORDER BY breakout, people DESC, place",
        id
    )?;
    Ok(Attendance {
        parties: parties
            .into_iter()
            .map(|row| Party { name: row.name, room: row.in_room, remote: row.remote })
            .collect(),
        origins: origins
            .into_iter()
            .map(|row| Origin {
                breakout: row.breakout,
                place: Place::from_code(&row.place).unwrap_or(Place::NotDisclosed),
                people: row.people,
            })
            .collect(),
    })
}

/// Says that an organisation takes part, and with how many.
pub(crate) async fn put_party(tx: &mut Tx, id: MeetingId, party: &Party) -> Result<(), Problem> {
    execute!(
        tx,
        "INSERT INTO meeting_party (meeting, name, in_room, remote) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (meeting, name) DO UPDATE SET in_room = excluded.in_room, remote = excluded.remote",
        id,
        &party.name,
        party.room,
        party.remote
    )?;
    Ok(())
}

pub(crate) async fn remove_party(tx: &mut Tx, id: MeetingId, name: &str) -> Result<bool, Problem> {
    Ok(execute!(tx, "DELETE FROM meeting_party WHERE meeting = $1 AND name = $2", id, name)? > 0)
}

/// Says how many of a group came from a place.
pub(crate) async fn put_origin(tx: &mut Tx, id: MeetingId, origin: &Origin) -> Result<(), Problem> {
    execute!(
        tx,
        "INSERT INTO meeting_origin (meeting, breakout, place, people) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (meeting, breakout, place) DO UPDATE SET people = excluded.people",
        id,
        &origin.breakout,
        origin.place.code(),
        origin.people
    )?;
    Ok(())
}

pub(crate) async fn remove_origin(tx: &mut Tx, id: MeetingId, breakout: &str, place: &Place) -> Result<bool, Problem> {
    Ok(execute!(
        tx,
        "DELETE FROM meeting_origin WHERE meeting = $1 AND breakout = $2 AND place = $3",
        id,
        breakout,
        place.code()
    )? > 0)
}

/// Gives somebody a new secret link; the one before opens nothing any more.
pub(crate) async fn set_link(tx: &mut Tx, person: PersonId, hash: &[u8]) -> Result<(), Problem> {
    let now = tx.now();
    execute!(
        tx,
        "INSERT INTO group_calendar (person, secret_hash, made_at) VALUES ($1, $2, $3) \
         ON CONFLICT (person) DO UPDATE SET secret_hash = excluded.secret_hash, made_at = excluded.made_at",
        person,
        hash,
        now
    )?;
    Ok(())
}

pub(crate) async fn remove_link(tx: &mut Tx, person: PersonId) -> Result<bool, Problem> {
    Ok(execute!(tx, "DELETE FROM group_calendar WHERE person = $1", person)? > 0)
}

/// When somebody's link was made, if they have one.
pub(crate) async fn link_made(tx: &mut Tx, person: PersonId) -> Result<Option<Timestamp>, Problem> {
    Ok(fetch_scalar!(tx, Timestamp, "SELECT made_at FROM group_calendar WHERE person = $1", person)?)
}

/// Whose link it is; nobody's once they are no longer here.
pub(crate) async fn whose_link(tx: &mut Tx, hash: &[u8]) -> Result<Option<PersonId>, Problem> {
    Ok(fetch_scalar!(
        tx,
        PersonId,
        "SELECT c.person FROM group_calendar c JOIN person p ON p.id = c.person WHERE c.secret_hash = $1 \
         AND p.closed_at IS NULL",
        hash
    )?)
}
