//! Working groups: made by those who run the network, joined when a chair takes somebody in, left by oneself.

use saksi_base::{PersonId, Problem, ProblemKind, WorkingGroupId};
use saksi_db::Tx;
use saksi_network::Member;

use super::{civic_space, decisions, note, operates, profiles};
use crate::model::groups::{Group, GroupMember, kind_message};
use crate::store::groups as rows;

/// Every group, for members: its name and what it is for.
pub async fn groups(tx: &mut Tx) -> Result<Vec<Group>, Problem> {
    rows::groups(tx).await
}

/// The groups that one is in, by name.
pub async fn mine(tx: &mut Tx, by: &Member) -> Result<Vec<Group>, Problem> {
    rows::of_person(tx, by.person).await
}

/// Makes a group; whoever makes it chairs it first.
pub async fn make(tx: &mut Tx, by: &Member, group: Group) -> Result<WorkingGroupId, Problem> {
    operates(tx, by).await?;
    let id = WorkingGroupId::new(&*tx.random());
    let group = Group { id, ..group }.tidy()?;
    rows::insert(tx, &group).await?;
    let named = !civic_space::is_closed(tx, &group.place).await?;
    rows::add(tx, id, by.person, true, named).await?;
    note(tx, by.actor(), id.0, "working-group-made", group.name.as_bytes()).await?;
    note(tx, by.actor(), by.person.0, "directory-group-joined", &[]).await?;
    Ok(id)
}

/// A group, with whether whoever looks is in it and whether they chair it.
pub async fn standing(tx: &mut Tx, by: &Member, id: WorkingGroupId) -> Result<(Group, Option<bool>), Problem> {
    let group = rows::group(tx, id).await?.ok_or_else(Problem::not_found)?;
    let chairs = rows::chairs(tx, id, by.person).await?;
    Ok((group, chairs))
}

/// Refuses whoever is not in a group.
pub(crate) async fn in_group(tx: &mut Tx, by: &Member, id: WorkingGroupId) -> Result<Group, Problem> {
    match standing(tx, by, id).await? {
        (group, Some(_)) => Ok(group),
        (_, None) => Err(Problem::forbidden()),
    }
}

/// Refuses whoever does not chair a group.
async fn chaired(tx: &mut Tx, by: &Member, id: WorkingGroupId) -> Result<Group, Problem> {
    match standing(tx, by, id).await? {
        (group, Some(true)) => Ok(group),
        _ => Err(Problem::forbidden()),
    }
}

/// The groups that one chairs and somebody is not in.
pub async fn chaired_without(tx: &mut Tx, by: &Member, person: PersonId) -> Result<Vec<Group>, Problem> {
    let mut found = Vec::new();
    for group in rows::of_person(tx, by.person).await? {
        let chairs = rows::chairs(tx, group.id, by.person).await? == Some(true);
        if chairs && rows::chairs(tx, group.id, person).await?.is_none() {
            found.push(group);
        }
    }
    Ok(found)
}

/// The name of somebody as this reader may see it.
pub async fn name(tx: &mut Tx, person: PersonId) -> Result<Option<String>, Problem> {
    match profiles::person(tx, person).await {
        Ok(seen) => Ok(seen.name),
        Err(problem) if problem.kind == ProblemKind::NotFound => Ok(None),
        Err(problem) => Err(problem),
    }
}

/// The name of whoever wrote something in a group, as this reader may see it: of those who are not named there, and of those who left one where
/// it is dangerous to be known, nobody but a chair reads it.
pub async fn name_in(
    tx: &mut Tx,
    by: &Member,
    id: WorkingGroupId,
    person: PersonId,
) -> Result<Option<String>, Problem> {
    let told = person == by.person
        || rows::chairs(tx, id, by.person).await? == Some(true)
        || match rows::named(tx, id, person).await? {
            Some(named) => named,
            None => !at_risk(tx, id).await?,
        };
    if told { name(tx, person).await } else { Ok(None) }
}

/// Whether a group is for a country that is rated closed.
pub async fn at_risk(tx: &mut Tx, id: WorkingGroupId) -> Result<bool, Problem> {
    let group = rows::group(tx, id).await?.ok_or_else(Problem::not_found)?;
    civic_space::is_closed(tx, &group.place).await
}

/// Those of somebody's groups that are for a country that is rated closed: nothing of theirs leaves the site.
pub(super) async fn quiet(tx: &mut Tx, person: PersonId) -> Result<Vec<WorkingGroupId>, Problem> {
    let closed = civic_space::closed_places(tx).await?;
    if closed.is_empty() {
        return Ok(Vec::new());
    }
    let groups = rows::of_person(tx, person).await?;
    Ok(groups.into_iter().filter(|group| closed.contains(&group.place)).map(|group| group.id).collect())
}

/// Says whether the others of a group may read one's own name there.
pub async fn be_named(tx: &mut Tx, by: &Member, id: WorkingGroupId, named: bool) -> Result<(), Problem> {
    in_group(tx, by, id).await?;
    rows::set_named(tx, id, by.person, named).await?;
    // By what stands for the group they are found from now on, or no longer.
    note(tx, by.actor(), by.person.0, "directory-group-name-said", &[]).await?;
    note(tx, by.actor(), id.0, "working-group-name-said", &[]).await
}

/// A group with who is in it, chairs first, then by name; nobody else learns who that is, and each is named as their own record has it.
pub async fn group(tx: &mut Tx, by: &Member, id: WorkingGroupId) -> Result<(Group, Option<Vec<GroupMember>>), Problem> {
    let (group, chairs) = standing(tx, by, id).await?;
    if chairs.is_none() {
        return Ok((group, None));
    }
    let mut members = Vec::new();
    for row in rows::members(tx, id).await? {
        let told = row.named || chairs == Some(true) || row.person == by.person;
        let name = if told { self::name(tx, row.person).await? } else { None };
        members.push(GroupMember { person: row.person, name, named: row.named, chairs: row.chairs, part: row.part });
    }
    members.sort_by_cached_key(|one| (!one.chairs, one.name.is_none(), one.name.as_deref().map(str::to_lowercase)));
    Ok((group, Some(members)))
}

/// Changes what a group says of itself, as a chair. `group.version` is the version that whoever changes it had before them.
pub async fn change(tx: &mut Tx, by: &Member, group: Group) -> Result<(), Problem> {
    chaired(tx, by, group.id).await?;
    let group = group.tidy()?;
    if !rows::change(tx, &group).await? {
        return Err(Problem::conflict("directory-group-changed-meanwhile"));
    }
    note(tx, by.actor(), group.id.0, "working-group-changed", group.charter.as_bytes()).await
}

/// Takes somebody in, as a chair, who must be able to find them.
pub async fn take_in(tx: &mut Tx, by: &Member, id: WorkingGroupId, person: PersonId) -> Result<(), Problem> {
    let group = chaired(tx, by, id).await?;
    profiles::person(tx, person).await?;
    // Who is in the group at a deadline counts there, not who comes later.
    decisions::settle_due(tx, id).await?;
    // Where it is dangerous to be known, nobody is named to the others before they say so themselves.
    let named = !civic_space::is_closed(tx, &group.place).await?;
    if !rows::add(tx, id, person, false, named).await? {
        return Err(Problem::conflict("directory-group-in-already"));
    }
    note(tx, by.actor(), person.0, "directory-group-joined", &[]).await
}

/// Says as what one takes part oneself: technical, policy, civic, or not said.
pub async fn take_part(tx: &mut Tx, by: &Member, id: WorkingGroupId, part: &str) -> Result<(), Problem> {
    in_group(tx, by, id).await?;
    let part = if kind_message(part).is_some() { part } else { "" };
    rows::set_part(tx, id, by.person, part).await?;
    note(tx, by.actor(), id.0, "working-group-part-said", part.as_bytes()).await
}

/// Makes somebody of the group a chair, or no longer one, as a chair. One always stays.
pub async fn set_chair(
    tx: &mut Tx,
    by: &Member,
    id: WorkingGroupId,
    person: PersonId,
    chairs: bool,
) -> Result<(), Problem> {
    chaired(tx, by, id).await?;
    if !chairs && rows::besides(tx, id, person).await?.0 == 0 {
        return Err(Problem::conflict("directory-group-last-chair"));
    }
    if !rows::set_chairs(tx, id, person, chairs).await? {
        return Err(Problem::not_found());
    }
    let kind = if chairs { "working-group-chair-named" } else { "working-group-chair-left" };
    note(tx, by.actor(), id.0, kind, &[]).await
}

/// Takes somebody out, as a chair.
pub async fn take_out(tx: &mut Tx, by: &Member, id: WorkingGroupId, person: PersonId) -> Result<(), Problem> {
    chaired(tx, by, id).await?;
    go(tx, by, id, person).await
}

/// Leaves a group. Its last chair first names another, unless nobody else is there.
pub async fn leave(tx: &mut Tx, by: &Member, id: WorkingGroupId) -> Result<(), Problem> {
    in_group(tx, by, id).await.map_err(|_| Problem::not_found())?;
    go(tx, by, id, by.person).await
}

async fn go(tx: &mut Tx, by: &Member, id: WorkingGroupId, person: PersonId) -> Result<(), Problem> {
    decisions::settle_due(tx, id).await?;
    let (chairs, members) = rows::besides(tx, id, person).await?;
    if chairs == 0 && members > 0 && rows::chairs(tx, id, person).await? == Some(true) {
        return Err(Problem::conflict("directory-group-last-chair"));
    }
    if !rows::remove(tx, id, person).await? {
        return Err(Problem::not_found());
    }
    note(tx, by.actor(), person.0, "directory-group-left", &[]).await
}
