//! Working groups and who is in them.

use saksi_base::{PersonId, Place, Problem, WorkingGroupId};
use saksi_db::{Tx, execute, fetch_all, fetch_optional, fetch_scalar};

use crate::model::groups::Group;
use crate::model::lenses::Tags;

#[derive(saksi_db::FromRow)]
struct GroupRow {
    id: WorkingGroupId,
    name: String,
    charter: String,
    kind: String,
    region: String,
    place: String,
    lens: String,
    goals: String,
    version: i64,
}

impl From<GroupRow> for Group {
    fn from(row: GroupRow) -> Self {
        Self {
            id: row.id,
            name: row.name,
            charter: row.charter,
            kind: row.kind,
            region: row.region,
            place: Place::from_code(&row.place).unwrap_or(Place::NotDisclosed),
            tags: Tags::from_stored(&row.lens, &row.goals),
            version: row.version,
        }
    }
}

/// The open groups, by name.
pub(crate) async fn groups(tx: &mut Tx) -> Result<Vec<Group>, Problem> {
    Ok(fetch_all!(
        tx,
        GroupRow,
        "SELECT id, name, charter, kind, region, place, lens, goals, version FROM working_group WHERE closed_at IS NULL ORDER BY lower(name), id LIMIT 200"
    )?
    .into_iter()
    .map(Group::from)
    .collect())
}

pub(crate) async fn group(tx: &mut Tx, id: WorkingGroupId) -> Result<Option<Group>, Problem> {
    Ok(fetch_optional!(
        tx,
        GroupRow,
        "SELECT id, name, charter, kind, region, place, lens, goals, version FROM working_group WHERE id = $1 AND closed_at IS NULL",
        id
    )?
    .map(Group::from))
}

pub(crate) async fn insert(tx: &mut Tx, group: &Group) -> Result<(), Problem> {
    let now = tx.now();
    execute!(
        tx,
        "INSERT INTO working_group (id, name, charter, made_at, kind, region, lens, goals, place, version) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1)",
        group.id,
        &group.name,
        &group.charter,
        now,
        &group.kind,
        &group.region,
        group.tags.stored_lens(),
        group.tags.stored_goals(),
        group.place.code()
    )?;
    Ok(())
}

/// Changes what a group says of itself, where it still stands as whoever changes it saw it.
pub(crate) async fn change(tx: &mut Tx, group: &Group) -> Result<bool, Problem> {
    Ok(execute!(
        tx,
        "UPDATE working_group SET name = $3, charter = $4, kind = $5, region = $6, lens = $7, goals = $8, place = $9, version = version + 1 \
         WHERE id = $1 AND version = $2",
        group.id,
        group.version,
        &group.name,
        &group.charter,
        &group.kind,
        &group.region,
        group.tags.stored_lens(),
        group.tags.stored_goals(),
        group.place.code()
    )? > 0)
}

/// The groups that somebody is in, by name.
pub(crate) async fn of_person(tx: &mut Tx, person: PersonId) -> Result<Vec<Group>, Problem> {
    Ok(fetch_all!(
        tx,
        GroupRow,
        "SELECT g.id, g.name, g.charter, g.kind, g.region, g.place, g.lens, g.goals, g.version FROM working_group g \
         JOIN working_group_member m ON m.working_group = g.id WHERE m.person = $1 AND g.closed_at IS NULL \
         ORDER BY lower(g.name), g.id",
        person
    )?
    .into_iter()
    .map(Group::from)
    .collect())
}

#[derive(saksi_db::FromRow)]
pub(crate) struct MemberRow {
    pub(crate) person: PersonId,
    pub(crate) chairs: bool,
    pub(crate) named: bool,
    pub(crate) part: String,
}

/// Who is in a group and whether they chair it. What each is called is the rule's to say, and no order may say it before.
pub(crate) async fn members(tx: &mut Tx, id: WorkingGroupId) -> Result<Vec<MemberRow>, Problem> {
    Ok(fetch_all!(
        tx,
        MemberRow,
        "SELECT person, chairs, named, part FROM working_group_member WHERE working_group = $1 ORDER BY person",
        id
    )?)
}

/// Whether somebody is in a group, and if so whether they chair it.
pub(crate) async fn chairs(tx: &mut Tx, id: WorkingGroupId, person: PersonId) -> Result<Option<bool>, Problem> {
    Ok(fetch_scalar!(
        tx,
        bool,
        "SELECT chairs FROM working_group_member WHERE working_group = $1 AND person = $2",
        id,
        person
    )?)
}

pub(crate) async fn add(
    tx: &mut Tx,
    id: WorkingGroupId,
    person: PersonId,
    chairs: bool,
    named: bool,
) -> Result<bool, Problem> {
    Ok(execute!(
        tx,
        "INSERT INTO working_group_member (working_group, person, chairs, named) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (working_group, person) DO NOTHING",
        id,
        person,
        chairs,
        named
    )? > 0)
}

/// Whether the others of a group may read somebody's name there; nothing where they are not in it.
pub(crate) async fn named(tx: &mut Tx, id: WorkingGroupId, person: PersonId) -> Result<Option<bool>, Problem> {
    Ok(fetch_scalar!(
        tx,
        bool,
        "SELECT named FROM working_group_member WHERE working_group = $1 AND person = $2",
        id,
        person
    )?)
}

/// Says whether they may.
pub(crate) async fn set_named(tx: &mut Tx, id: WorkingGroupId, person: PersonId, named: bool) -> Result<bool, Problem> {
    Ok(execute!(
        tx,
        "UPDATE working_group_member SET named = $3 WHERE working_group = $1 AND person = $2",
        id,
        person,
        named
    )? > 0)
}

pub(crate) async fn remove(tx: &mut Tx, id: WorkingGroupId, person: PersonId) -> Result<bool, Problem> {
    Ok(execute!(tx, "DELETE FROM working_group_member WHERE working_group = $1 AND person = $2", id, person)? > 0)
}

/// Makes somebody a chair, or no longer one.
pub(crate) async fn set_chairs(
    tx: &mut Tx,
    id: WorkingGroupId,
    person: PersonId,
    chairs: bool,
) -> Result<bool, Problem> {
    Ok(execute!(
        tx,
        "UPDATE working_group_member SET chairs = $3 WHERE working_group = $1 AND person = $2",
        id,
        person,
        chairs
    )? > 0)
}

/// Says as what somebody takes part.
pub(crate) async fn set_part(tx: &mut Tx, id: WorkingGroupId, person: PersonId, part: &str) -> Result<bool, Problem> {
    Ok(execute!(
        tx,
        "UPDATE working_group_member SET part = $3 WHERE working_group = $1 AND person = $2",
        id,
        person,
        part
    )? > 0)
}

/// How many chair a group besides one person, and how many are in it besides them.
pub(crate) async fn besides(tx: &mut Tx, id: WorkingGroupId, person: PersonId) -> Result<(i64, i64), Problem> {
    let chairs = fetch_scalar!(
        tx,
        i64,
        "SELECT count(*) FROM working_group_member WHERE working_group = $1 AND person <> $2 AND chairs",
        id,
        person
    )?;
    let members = fetch_scalar!(
        tx,
        i64,
        "SELECT count(*) FROM working_group_member WHERE working_group = $1 AND person <> $2",
        id,
        person
    )?;
    Ok((chairs.unwrap_or(0), members.unwrap_or(0)))
}
