//! Working groups and who is in them.

use saksi_base::{PersonId, Problem, WorkingGroupId};
use saksi_db::{Tx, execute, fetch_all, fetch_optional, fetch_scalar};

use crate::model::groups::Group;

#[derive(saksi_db::FromRow)]
struct GroupRow {
    id: WorkingGroupId,
    name: String,
    charter: String,
}

impl From<GroupRow> for Group {
    fn from(row: GroupRow) -> Self {
        Self { id: row.id, name: row.name, charter: row.charter }
    }
}

/// The open groups, by name.
pub(crate) async fn groups(tx: &mut Tx) -> Result<Vec<Group>, Problem> {
    Ok(fetch_all!(
        tx,
        GroupRow,
        "SELECT id, name, charter FROM working_group WHERE closed_at IS NULL ORDER BY lower(name), id LIMIT 200"
    )?
    .into_iter()
    .map(Group::from)
    .collect())
}

pub(crate) async fn group(tx: &mut Tx, id: WorkingGroupId) -> Result<Option<Group>, Problem> {
    Ok(fetch_optional!(
        tx,
        GroupRow,
        "SELECT id, name, charter FROM working_group WHERE id = $1 AND closed_at IS NULL",
        id
    )?
    .map(Group::from))
}

pub(crate) async fn insert(tx: &mut Tx, group: &Group) -> Result<(), Problem> {
    let now = tx.now();
    execute!(
        tx,
        "INSERT INTO working_group (id, name, charter, made_at) VALUES ($1, $2, $3, $4)",
        group.id,
        &group.name,
        &group.charter,
        now
    )?;
    Ok(())
}

#[derive(saksi_db::FromRow)]
struct MemberRow {
    person: PersonId,
    chairs: bool,
}

/// Who is in a group and whether they chair it. What each is called is the rule's to say, and no order may say it before.
pub(crate) async fn members(tx: &mut Tx, id: WorkingGroupId) -> Result<Vec<(PersonId, bool)>, Problem> {
    Ok(fetch_all!(
        tx,
        MemberRow,
        "SELECT person, chairs FROM working_group_member WHERE working_group = $1 ORDER BY person",
        id
    )?
    .into_iter()
    .map(|row| (row.person, row.chairs))
    .collect())
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

pub(crate) async fn add(tx: &mut Tx, id: WorkingGroupId, person: PersonId, chairs: bool) -> Result<bool, Problem> {
    Ok(execute!(
        tx,
        "INSERT INTO working_group_member (working_group, person, chairs) VALUES ($1, $2, $3) \
         ON CONFLICT (working_group, person) DO NOTHING",
        id,
        person,
        chairs
    )? > 0)
}

pub(crate) async fn remove(tx: &mut Tx, id: WorkingGroupId, person: PersonId) -> Result<bool, Problem> {
    Ok(execute!(tx, "DELETE FROM working_group_member WHERE working_group = $1 AND person = $2", id, person)? > 0)
}
