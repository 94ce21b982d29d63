//! Working groups: made by those who run the network, joined when a chair takes somebody in, left by oneself.

use saksi_base::{PersonId, Problem, ProblemKind, WorkingGroupId};
use saksi_db::Tx;
use saksi_network::Member;

use super::{note, operates, profiles};
use crate::model::groups::{Group, GroupMember};
use crate::store::groups as rows;

/// Every group, for members: its name and what it is for.
pub async fn groups(tx: &mut Tx) -> Result<Vec<Group>, Problem> {
    rows::groups(tx).await
}

/// Makes a group; whoever makes it chairs it first.
pub async fn make(tx: &mut Tx, by: &Member, name: &str, charter: &str) -> Result<WorkingGroupId, Problem> {
    operates(tx, by).await?;
    let id = WorkingGroupId::new(&*tx.random());
    let group = Group { id, name: name.to_owned(), charter: charter.to_owned() }.tidy()?;
    rows::insert(tx, &group).await?;
    rows::add(tx, id, by.person, true).await?;
    note(tx, by.actor(), id.0, "working-group-made", group.name.as_bytes()).await?;
    note(tx, by.actor(), by.person.0, "directory-group-joined", &[]).await?;
    Ok(id)
}

/// A group with who is in it, chairs first, then by name; nobody else learns who that is, and each is named as their own record has it.
pub async fn group(tx: &mut Tx, by: &Member, id: WorkingGroupId) -> Result<(Group, Option<Vec<GroupMember>>), Problem> {
    let group = rows::group(tx, id).await?.ok_or_else(Problem::not_found)?;
    if rows::chairs(tx, id, by.person).await?.is_none() {
        return Ok((group, None));
    }
    let mut members = Vec::new();
    for (person, chairs) in rows::members(tx, id).await? {
        let name = match profiles::person(tx, person).await {
            Ok(seen) => seen.name,
            Err(problem) if problem.kind == ProblemKind::NotFound => None,
            Err(problem) => return Err(problem),
        };
        members.push(GroupMember { person, name, chairs });
    }
    members.sort_by_cached_key(|one| (!one.chairs, one.name.is_none(), one.name.as_deref().map(str::to_lowercase)));
    Ok((group, Some(members)))
}

/// Takes somebody in, as a chair, who must be able to find them.
pub async fn take_in(tx: &mut Tx, by: &Member, id: WorkingGroupId, person: PersonId) -> Result<(), Problem> {
    rows::group(tx, id).await?.ok_or_else(Problem::not_found)?;
    if rows::chairs(tx, id, by.person).await? != Some(true) {
        return Err(Problem::forbidden());
    }
    profiles::person(tx, person).await?;
    if !rows::add(tx, id, person, false).await? {
        return Err(Problem::conflict("directory-group-in-already"));
    }
    note(tx, by.actor(), person.0, "directory-group-joined", &[]).await
}

/// Leaves a group.
pub async fn leave(tx: &mut Tx, by: &Member, id: WorkingGroupId) -> Result<(), Problem> {
    if !rows::remove(tx, id, by.person).await? {
        return Err(Problem::not_found());
    }
    note(tx, by.actor(), by.person.0, "directory-group-left", &[]).await
}
