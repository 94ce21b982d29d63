//! How open societies are: rated by those who run the network, read by members, and by everybody where it is published. What follows from it
//! asks here: whether a country is closed.

use saksi_base::calendar::Day;
use saksi_base::{CivicRatingId, Place, Problem};
use saksi_db::Tx;
use saksi_network::Member;
use saksi_network::model::organisation::one_line;

use super::{note, operates};
use crate::model::civic_space::{CLOSED, Rating, RatingDraft, standing};
use crate::model::registers::LONGEST_LINK;
use crate::store::civic_space as rows;

/// Every rating, those of one country together, the latest first; for members.
pub async fn ratings(tx: &mut Tx) -> Result<Vec<Rating>, Problem> {
    rows::all(tx).await
}

/// The ratings that stand and that everybody may read.
pub async fn published(tx: &mut Tx) -> Result<Vec<Rating>, Problem> {
    let all = rows::all(tx).await?;
    Ok(standing(&all).into_iter().filter(|one| one.draft.published).cloned().collect())
}

/// The ratings of one country, the latest first; for members.
pub async fn history(tx: &mut Tx, place: &Place) -> Result<Vec<Rating>, Problem> {
    rows::of_place(tx, place).await
}

/// Those of them that everybody may read; none where the one that stands is not published, so that nobody takes an old one for it.
pub async fn published_history(tx: &mut Tx, place: &Place) -> Result<Vec<Rating>, Problem> {
    let all = rows::of_place(tx, place).await?;
    if !standing(&all).first().is_some_and(|one| one.draft.published) {
        return Ok(Vec::new());
    }
    Ok(all.into_iter().filter(|one| one.draft.published && one.withdrawn.is_none()).collect())
}

/// Whether a country is rated closed, be that published or not.
pub async fn is_closed(tx: &mut Tx, place: &Place) -> Result<bool, Problem> {
    if !matches!(place, Place::Territory(_)) {
        return Ok(false);
    }
    let all = rows::of_place(tx, place).await?;
    Ok(standing(&all).first().is_some_and(|one| one.draft.rating == CLOSED))
}

/// Every country that is rated closed.
pub async fn closed_places(tx: &mut Tx) -> Result<Vec<Place>, Problem> {
    let all = rows::all(tx).await?;
    let closed = standing(&all).into_iter().filter(|one| one.draft.rating == CLOSED);
    Ok(closed.map(|one| one.draft.place.clone()).collect())
}

/// Rates a country, as somebody who runs the network. `seen` is the rating that stood when they looked, if there was one.
pub async fn rate(
    tx: &mut Tx,
    by: &Member,
    seen: Option<CivicRatingId>,
    draft: RatingDraft,
) -> Result<CivicRatingId, Problem> {
    operates(tx, by).await?;
    let draft = draft.tidy(Day::of(tx.now()))?;
    let all = rows::of_place(tx, &draft.place).await?;
    let before = standing(&all).first().map(|one| (one.id, one.draft.on));
    if before.map(|(id, _)| id) != seen {
        return Err(Problem::conflict("directory-group-changed-meanwhile"));
    }
    if before.is_some_and(|(_, day)| draft.on < day) {
        return Err(Problem::field("on", "directory-civic-day-before"));
    }
    let id = CivicRatingId::new(tx.now(), &*tx.random());
    rows::insert(tx, id, &draft).await?;
    note(tx, by.actor(), id.0, "civic-space-rated", draft.place.code().as_bytes()).await?;
    Ok(id)
}

/// Lets everybody read a rating, or members alone again.
pub async fn publish(tx: &mut Tx, by: &Member, id: CivicRatingId, published: bool) -> Result<(), Problem> {
    operates(tx, by).await?;
    if !rows::set_published(tx, id, published).await? {
        return Err(Problem::not_found());
    }
    let kind = if published { "civic-space-published" } else { "civic-space-unpublished" };
    note(tx, by.actor(), id.0, kind, &[]).await
}

/// Takes a rating back, with a reason that members read; the one before it stands again.
pub async fn withdraw(tx: &mut Tx, by: &Member, id: CivicRatingId, reason: &str) -> Result<(), Problem> {
    operates(tx, by).await?;
    let reason = reason_of(reason)?;
    if !rows::withdraw(tx, id, &reason).await? {
        return Err(Problem::not_found());
    }
    note(tx, by.actor(), id.0, "civic-space-withdrawn", reason.as_bytes()).await
}

/// A reason, which must be given.
pub(super) fn reason_of(text: &str) -> Result<String, Problem> {
    let reason = one_line(text);
    if reason.is_empty() {
        return Err(Problem::field("reason", "directory-why-missing"));
    }
    if reason.chars().count() > LONGEST_LINK {
        return Err(Problem::field("reason", "directory-too-long").with("most", LONGEST_LINK));
    }
    Ok(reason)
}
