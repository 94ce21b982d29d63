//! Registers that everybody may read. Whoever publishes for an organisation writes entries; the organisation that wrote one, and those who run
//! the network, change it or take it back. That an organisation watches an election or keeps a norm, it says itself.

use saksi_base::{ElectionId, NormId, OrganisationId, Problem};
use saksi_db::Tx;
use saksi_network::model::organisation::one_line;
use saksi_network::{Capability, Member};

use super::{note, operates};
use crate::model::groups::LONGEST_TITLE;
use crate::model::registers::{Election, ElectionDraft, Norm, NormDraft};
use crate::store::profiles::organisation_open;
use crate::store::registers as rows;

/// Most entries of a register.
pub const MOST: i64 = 5_000;
/// What kept pages of elections show.
pub const ELECTIONS: uuid::Uuid = uuid::Uuid::from_u128(0xe1ec_7000_0000_7000_8000_0000_0000_0001);
/// What kept pages of norms show.
pub const NORMS: uuid::Uuid = uuid::Uuid::from_u128(0x1a10_0000_0000_7000_8000_0000_0000_0001);

/// Refuses whoever may publish nothing for an organisation that is here.
pub(super) async fn publishes(tx: &mut Tx, by: &Member) -> Result<(), Problem> {
    by.may(Capability::PUBLISH)?;
    if organisation_open(tx, by.organisation).await? { Ok(()) } else { Err(Problem::forbidden()) }
}

/// Whether somebody may change an entry of an organisation.
pub fn keeps(by: &Member, organisation: OrganisationId) -> bool {
    by.operator || (by.organisation == organisation && by.has(Capability::PUBLISH))
}

pub(super) async fn kept(tx: &mut Tx, by: &Member, organisation: OrganisationId) -> Result<(), Problem> {
    if by.organisation == organisation { publishes(tx, by).await } else { operates(tx, by).await }
}

/// Every election, by day.
pub async fn elections(tx: &mut Tx) -> Result<Vec<Election>, Problem> {
    rows::elections(tx, MOST).await
}

/// One election with who watches it.
pub async fn election(tx: &mut Tx, id: ElectionId) -> Result<Election, Problem> {
    rows::election(tx, id).await?.ok_or_else(Problem::not_found)
}

/// Adds an election.
pub async fn add_election(tx: &mut Tx, by: &Member, draft: ElectionDraft) -> Result<ElectionId, Problem> {
    publishes(tx, by).await?;
    let draft = draft.tidy()?;
    let id = ElectionId::new(tx.now(), &*tx.random());
    rows::insert_election(tx, id, by.organisation, &draft).await?;
    note(tx, by.actor(), ELECTIONS, "election-added", draft.title.as_bytes()).await?;
    Ok(id)
}

/// Changes an election. `seen` is the version that whoever changes it had before them.
pub async fn change_election(
    tx: &mut Tx,
    by: &Member,
    id: ElectionId,
    seen: i64,
    draft: ElectionDraft,
) -> Result<(), Problem> {
    let before = election(tx, id).await?;
    kept(tx, by, before.organisation).await?;
    let draft = draft.tidy()?;
    if !rows::change_election(tx, id, seen, &draft).await? {
        return Err(Problem::conflict("directory-group-changed-meanwhile"));
    }
    note(tx, by.actor(), ELECTIONS, "election-changed", draft.title.as_bytes()).await
}

/// Takes an election back.
pub async fn withdraw_election(tx: &mut Tx, by: &Member, id: ElectionId) -> Result<(), Problem> {
    let before = election(tx, id).await?;
    kept(tx, by, before.organisation).await?;
    rows::withdraw_election(tx, id).await?;
    note(tx, by.actor(), ELECTIONS, "election-withdrawn", &[]).await
}

/// Says that one's organisation watches an election, or not any more.
pub async fn watch(tx: &mut Tx, by: &Member, id: ElectionId, does: Option<&str>) -> Result<(), Problem> {
    publishes(tx, by).await?;
    election(tx, id).await?;
    match does {
        Some(does) => {
            let does = one_line(does);
            if does.chars().count() > LONGEST_TITLE {
                return Err(Problem::field("does", "directory-too-long").with("most", LONGEST_TITLE));
            }
            rows::join_team(tx, id, by.organisation, &does).await?;
        }
        None => {
            rows::leave_team(tx, id, by.organisation).await?;
        }
    }
    note(tx, by.actor(), ELECTIONS, "election-team-changed", &[]).await
}

/// Every norm, by title.
pub async fn norms(tx: &mut Tx) -> Result<Vec<Norm>, Problem> {
    rows::norms(tx, MOST).await
}

/// One norm with who says that they keep it.
pub async fn norm(tx: &mut Tx, id: NormId) -> Result<Norm, Problem> {
    rows::norm(tx, id).await?.ok_or_else(Problem::not_found)
}

/// Adds a norm.
pub async fn add_norm(tx: &mut Tx, by: &Member, draft: NormDraft) -> Result<NormId, Problem> {
    publishes(tx, by).await?;
    let draft = draft.tidy()?;
    let id = NormId::new(tx.now(), &*tx.random());
    rows::insert_norm(tx, id, by.organisation, &draft).await?;
    note(tx, by.actor(), NORMS, "norm-added", draft.title.as_bytes()).await?;
    Ok(id)
}

/// Changes a norm. `seen` is the version that whoever changes it had before them.
pub async fn change_norm(tx: &mut Tx, by: &Member, id: NormId, seen: i64, draft: NormDraft) -> Result<(), Problem> {
    let before = norm(tx, id).await?;
    kept(tx, by, before.organisation).await?;
    let draft = draft.tidy()?;
    if !rows::change_norm(tx, id, seen, &draft).await? {
        return Err(Problem::conflict("directory-group-changed-meanwhile"));
    }
    note(tx, by.actor(), NORMS, "norm-changed", draft.title.as_bytes()).await
}

/// Takes a norm back.
pub async fn withdraw_norm(tx: &mut Tx, by: &Member, id: NormId) -> Result<(), Problem> {
    let before = norm(tx, id).await?;
    kept(tx, by, before.organisation).await?;
    rows::withdraw_norm(tx, id).await?;
    note(tx, by.actor(), NORMS, "norm-withdrawn", &[]).await
}

/// Says that one's organisation keeps a norm, or not any more.
pub async fn keep(tx: &mut Tx, by: &Member, id: NormId, keeps: bool) -> Result<(), Problem> {
    publishes(tx, by).await?;
    norm(tx, id).await?;
    if keeps {
        rows::keep_norm(tx, id, by.organisation).await?;
    } else {
        rows::leave_norm(tx, id, by.organisation).await?;
    }
    note(tx, by.actor(), NORMS, "norm-keeper-changed", &[]).await
}
