//! Needs and offers: said, matched, agreed on, and what came of it.

use saksi_base::problem::Problems;
use saksi_base::{CollaborationId, OfferId, Problem};
use saksi_db::Tx;
use saksi_network::Member;

use super::note;
use crate::model::lenses::Tags;
use crate::model::offers::{
    Collaboration, CollaborationState, Fit, LONGEST_DETAIL, MOST_OPEN, OUTCOMES, Offer, OfferDraft, Side, fit, fitting,
};
use crate::store::offers as rows;
use crate::store::profiles::organisation_open;

/// The most matches that a page shows.
const MOST_SHOWN: usize = 30;

async fn works_here(tx: &mut Tx, by: &Member) -> Result<(), Problem> {
    // Whoever runs the network without an organisation needs and offers nothing.
    if organisation_open(tx, by.organisation).await? { Ok(()) } else { Err(Problem::forbidden()) }
}

/// Says what one's organisation needs or can give.
pub async fn say(tx: &mut Tx, by: &Member, draft: OfferDraft) -> Result<OfferId, Problem> {
    works_here(tx, by).await?;
    let draft = draft.tidy(tx.now())?;
    if rows::open_count(tx, by.organisation).await? >= MOST_OPEN {
        return Err(Problem::conflict("directory-offers-too-many"));
    }
    let id = OfferId::new(&*tx.random());
    rows::insert(tx, id, (by.organisation, by.person), &draft).await?;
    // The organisation is the subject: it is found by what it needs.
    note(tx, by.actor(), by.organisation.0, "directory-offer-said", draft.kind.as_bytes()).await?;
    Ok(id)
}

/// Takes one of one's organisation's back. What came of it stays.
pub async fn take_back(tx: &mut Tx, by: &Member, id: OfferId) -> Result<(), Problem> {
    works_here(tx, by).await?;
    if !rows::close(tx, id, by.organisation).await? {
        return Err(Problem::not_found());
    }
    note(tx, by.actor(), by.organisation.0, "directory-offer-closed", &[]).await
}

/// Those of one's organisation.
pub async fn ours(tx: &mut Tx, by: &Member) -> Result<Vec<Offer>, Problem> {
    rows::of_organisation(tx, by.organisation).await
}

/// One of one's organisation's with what fits it, nearest region first.
pub async fn matched(tx: &mut Tx, by: &Member, id: OfferId) -> Result<(Offer, Vec<(Offer, Fit)>), Problem> {
    let own =
        rows::offer(tx, id).await?.filter(|own| own.organisation == by.organisation).ok_or_else(Problem::not_found)?;
    let all = rows::candidates(tx, own.draft.side.other(), &own.draft.kind).await?;
    let now = tx.now();
    let found =
        fitting(&own, &all, now).into_iter().take(MOST_SHOWN).map(|(other, fit)| (other.clone(), fit)).collect();
    Ok((own, found))
}

/// Asks the other side to work together, where the two fit.
pub async fn propose(tx: &mut Tx, by: &Member, own: OfferId, other: OfferId) -> Result<CollaborationId, Problem> {
    works_here(tx, by).await?;
    let own =
        rows::offer(tx, own).await?.filter(|own| own.organisation == by.organisation).ok_or_else(Problem::not_found)?;
    let other = rows::offer(tx, other).await?.ok_or_else(Problem::not_found)?;
    if fit(&own, &other, tx.now()).is_none() {
        return Err(Problem::conflict("directory-offers-do-not-fit"));
    }
    let (need, offer) = if own.draft.side == Side::Need { (&own, &other) } else { (&other, &own) };
    if rows::met(tx, need.id, offer.id).await? {
        return Err(Problem::conflict("directory-offers-met"));
    }
    let id = CollaborationId::new(&*tx.random());
    rows::propose(tx, id, (need, offer), by.organisation).await?;
    note(tx, by.actor(), id.0, "collaboration-proposed", &[]).await?;
    Ok(id)
}

/// What came of one's organisation's needs and offers.
pub async fn collaborations(tx: &mut Tx, by: &Member) -> Result<Vec<Collaboration>, Problem> {
    rows::collaborations(tx, by.organisation).await
}

async fn of_ours(tx: &mut Tx, by: &Member, id: CollaborationId, seen: i64) -> Result<Collaboration, Problem> {
    works_here(tx, by).await?;
    let found = rows::collaboration(tx, id)
        .await?
        .filter(|found| found.need_by.0 == by.organisation || found.offer_by.0 == by.organisation)
        .ok_or_else(Problem::not_found)?;
    if found.version != seen {
        return Err(Problem::conflict("directory-collaboration-moved"));
    }
    Ok(found)
}

/// Agrees or declines, for the side that was asked. Agreeing takes up one of what both said they had room for.
pub async fn answer(tx: &mut Tx, by: &Member, id: CollaborationId, seen: i64, agrees: bool) -> Result<(), Problem> {
    let found = of_ours(tx, by, id, seen).await?;
    if found.state != CollaborationState::Proposed || found.asked_by == by.organisation {
        return Err(Problem::conflict("directory-collaboration-moved"));
    }
    let state = if agrees { CollaborationState::Agreed } else { CollaborationState::Declined };
    if agrees && !(rows::take(tx, found.need).await? && rows::take(tx, found.offer).await?) {
        return Err(Problem::conflict("directory-offers-taken"));
    }
    if !rows::settle(tx, id, seen, state, ("", "")).await? {
        return Err(Problem::conflict("directory-collaboration-moved"));
    }
    if agrees {
        // Either may have no room left now, and is then found by it no more.
        for organisation in [found.need_by.0, found.offer_by.0] {
            note(tx, by.actor(), organisation.0, "directory-offer-taken", &[]).await?;
        }
    }
    note(tx, by.actor(), id.0, if agrees { "collaboration-agreed" } else { "collaboration-declined" }, &[]).await
}

/// Says what came of it: research, training or coordination, in words.
pub async fn record(
    tx: &mut Tx,
    by: &Member,
    id: CollaborationId,
    seen: i64,
    (kind, outcome): (&str, &str),
    tags: &Tags,
) -> Result<(), Problem> {
    let found = of_ours(tx, by, id, seen).await?;
    if !matches!(found.state, CollaborationState::Agreed | CollaborationState::Done) {
        return Err(Problem::conflict("directory-collaboration-moved"));
    }
    let outcome = outcome.trim();
    let mut problems = Problems::new();
    if !OUTCOMES.iter().any(|(code, _)| *code == kind) {
        problems.add("outcome_kind", "directory-outcome-missing");
    }
    if outcome.chars().count() > LONGEST_DETAIL {
        problems.add("outcome", "directory-too-long").with("most", LONGEST_DETAIL);
    }
    let tags = tags.clone().tidy(&mut problems);
    problems.finish()?;
    if !rows::settle(tx, id, seen, CollaborationState::Done, (kind, outcome)).await? {
        return Err(Problem::conflict("directory-collaboration-moved"));
    }
    rows::done(tx, id, &tags).await?;
    note(tx, by.actor(), id.0, "collaboration-recorded", kind.as_bytes()).await
}
