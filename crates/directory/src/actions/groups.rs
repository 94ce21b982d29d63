//! Working groups: made by those who run the network, joined when a chair takes somebody in, left by oneself.

use saksi_base::{PersonId, Problem, WorkingGroupId};
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

/// A group with who is in it; nobody else learns who that is.
pub async fn group(tx: &mut Tx, by: &Member, id: WorkingGroupId) -> Result<(Group, Option<Vec<GroupMember>>), Problem> {
    let group = rows::group(tx, id).await?.ok_or_else(Problem::not_found)?;
    let members = match rows::chairs(tx, id, by.person).await? {
        Some(_) => Some(rows::members(tx, id).await?),
        None => None,
    };
    Ok((group, members))
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
