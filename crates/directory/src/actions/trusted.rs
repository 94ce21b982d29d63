//! What is worth trusting. Whoever publishes for an organisation adds entries and so vouches for them; everybody sees an entry when a second
//! organisation does. Each vouches for itself alone.

use saksi_base::{Problem, TrustedId};
use saksi_db::Tx;
use saksi_network::Member;

use super::note;
use super::registers::{MOST, kept, publishes};
use crate::model::trusted::{Trusted, TrustedDraft};
use crate::store::trusted as rows;

/// Every entry, by title; for members.
pub async fn all(tx: &mut Tx) -> Result<Vec<Trusted>, Problem> {
    rows::all(tx, MOST).await
}

/// Those that everybody sees.
pub async fn published(tx: &mut Tx) -> Result<Vec<Trusted>, Problem> {
    Ok(rows::all(tx, MOST).await?.into_iter().filter(Trusted::is_published).collect())
}

/// One entry; for members.
pub async fn one(tx: &mut Tx, id: TrustedId) -> Result<Trusted, Problem> {
    rows::one(tx, id).await?.ok_or_else(Problem::not_found)
}

/// One entry that everybody sees; one that too few vouch for is not there.
pub async fn published_one(tx: &mut Tx, id: TrustedId) -> Result<Trusted, Problem> {
    rows::one(tx, id).await?.filter(Trusted::is_published).ok_or_else(Problem::not_found)
}

/// Adds an entry, for which one's organisation vouches.
pub async fn add(tx: &mut Tx, by: &Member, draft: TrustedDraft) -> Result<TrustedId, Problem> {
    publishes(tx, by).await?;
    let draft = draft.tidy()?;
    let id = TrustedId::new(tx.now(), &*tx.random());
    rows::insert(tx, id, by.organisation, &draft).await?;
    rows::vouch(tx, id, by.organisation).await?;
    note(tx, by.actor(), id.0, "trusted-added", draft.title.as_bytes()).await?;
    Ok(id)
}

/// Changes an entry. `seen` is the version that whoever changes it had before them. Where it then says something else, those who vouched for
/// what it said before vouch no more.
pub async fn change(tx: &mut Tx, by: &Member, id: TrustedId, seen: i64, draft: TrustedDraft) -> Result<(), Problem> {
    let before = one(tx, id).await?;
    kept(tx, by, before.organisation).await?;
    let draft = draft.tidy()?;
    if !rows::change(tx, id, seen, &draft).await? {
        return Err(Problem::conflict("directory-group-changed-meanwhile"));
    }
    if !draft.says_the_same(&before.draft) {
        rows::forget_vouches(tx, id, by.organisation).await?;
    }
    note(tx, by.actor(), id.0, "trusted-changed", draft.title.as_bytes()).await
}

/// Takes an entry back.
pub async fn withdraw(tx: &mut Tx, by: &Member, id: TrustedId) -> Result<(), Problem> {
    let before = one(tx, id).await?;
    kept(tx, by, before.organisation).await?;
    rows::withdraw(tx, id).await?;
    note(tx, by.actor(), id.0, "trusted-withdrawn", &[]).await
}

/// Says that one's organisation vouches for an entry, or not any more.
pub async fn vouch(tx: &mut Tx, by: &Member, id: TrustedId, vouches: bool) -> Result<(), Problem> {
    publishes(tx, by).await?;
    one(tx, id).await?;
    if vouches {
        rows::vouch(tx, id, by.organisation).await?;
    } else {
        rows::stop_vouching(tx, id, by.organisation).await?;
    }
    note(tx, by.actor(), id.0, if vouches { "trusted-vouched" } else { "trusted-not-vouched" }, &[]).await
}

/// Says that an entry was looked at and is still right, as somebody whose organisation vouches for it.
pub async fn confirm(tx: &mut Tx, by: &Member, id: TrustedId) -> Result<(), Problem> {
    publishes(tx, by).await?;
    let entry = one(tx, id).await?;
    if !entry.vouchers.iter().any(|house| house.organisation == by.organisation) {
        return Err(Problem::forbidden());
    }
    rows::confirm(tx, id).await?;
    note(tx, by.actor(), id.0, "trusted-confirmed", &[]).await
}
