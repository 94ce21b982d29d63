//! Needs, offers, and what came of them.

use saksi_base::{CollaborationId, LanguageTag, OfferId, OrganisationId, PersonId, Place, Problem, Timestamp};
use saksi_db::{Tx, execute, fetch_all, fetch_optional, fetch_scalar};

use crate::model::lenses::Tags;
use crate::model::offers::{Collaboration, CollaborationState, Offer, OfferDraft, Side};

#[derive(saksi_db::FromRow)]
struct OfferRow {
    id: OfferId,
    organisation: OrganisationId,
    organisation_name: String,
    person: Option<PersonId>,
    side: String,
    kind: String,
    title: String,
    detail: String,
    place: String,
    capacity: i64,
    taken: i64,
    valid_from: Timestamp,
    valid_until: Timestamp,
    languages: String,
    lens: String,
    goals: String,
    state: String,
    version: i64,
}

impl From<OfferRow> for Offer {
    fn from(row: OfferRow) -> Self {
        Self {
            id: row.id,
            organisation: row.organisation,
            organisation_name: row.organisation_name,
            person: row.person,
            draft: OfferDraft {
                side: Side::from_code(&row.side).unwrap_or(Side::Need),
                kind: row.kind,
                title: row.title,
                detail: row.detail,
                place: Place::from_code(&row.place).unwrap_or(Place::NotDisclosed),
                capacity: row.capacity,
                from: row.valid_from,
                until: row.valid_until,
                languages: row.languages.split(' ').filter_map(|tag| tag.parse().ok()).collect(),
                tags: Tags::from_stored(&row.lens, &row.goals),
            },
            taken: row.taken,
            open: row.state == "open",
            version: row.version,
        }
    }
}

/// One need or offer.
pub(crate) async fn offer(tx: &mut Tx, id: OfferId) -> Result<Option<Offer>, Problem> {
    Ok(fetch_optional!(
        tx,
        OfferRow,
        "SELECT f.id, f.organisation, o.name AS organisation_name, f.person, f.side, f.kind, f.title, f.detail, f.place, \
         f.capacity, f.taken, f.valid_from, f.valid_until, f.languages, f.lens, f.goals, f.state, f.version FROM directory_offer f \
         JOIN organisation o ON o.id = f.organisation WHERE f.id = $1",
        id
    )?
    .map(Offer::from))
}

/// Those of an organisation, the open ones first.
pub(crate) async fn of_organisation(tx: &mut Tx, id: OrganisationId) -> Result<Vec<Offer>, Problem> {
    Ok(fetch_all!(
        tx,
        OfferRow,
        "SELECT f.id, f.organisation, o.name AS organisation_name, f.person, f.side, f.kind, f.title, f.detail, f.place, \
         f.capacity, f.taken, f.valid_from, f.valid_until, f.languages, f.lens, f.goals, f.state, f.version FROM directory_offer f \
         JOIN organisation o ON o.id = f.organisation WHERE f.organisation = $1 \
         ORDER BY CASE WHEN f.state = 'open' THEN 0 ELSE 1 END, f.valid_until, f.id LIMIT 200",
        id
    )?
    .into_iter()
    .map(Offer::from)
    .collect())
}

/// What may be matched with one of a kind: the other side, open and not past, of organisations that are open.
pub(crate) async fn candidates(tx: &mut Tx, side: Side, kind: &str) -> Result<Vec<Offer>, Problem> {
    let day = tx.now().day();
    Ok(fetch_all!(
        tx,
        OfferRow,
        "SELECT f.id, f.organisation, o.name AS organisation_name, f.person, f.side, f.kind, f.title, f.detail, f.place, \
         f.capacity, f.taken, f.valid_from, f.valid_until, f.languages, f.lens, f.goals, f.state, f.version FROM directory_offer f \
         JOIN organisation o ON o.id = f.organisation WHERE f.state = 'open' AND f.side = $1 AND f.kind = $2 \
         AND f.valid_until >= $3 AND o.closed_at IS NULL",
        side.code(),
        kind,
        day
    )?
    .into_iter()
    .map(Offer::from)
    .collect())
}

pub(crate) async fn open_count(tx: &mut Tx, id: OrganisationId) -> Result<i64, Problem> {
    Ok(fetch_scalar!(tx, i64, "SELECT count(*) FROM directory_offer WHERE organisation = $1 AND state = 'open'", id)?
        .unwrap_or(0))
}

fn tags(languages: &[LanguageTag]) -> String {
    languages.iter().map(LanguageTag::as_str).collect::<Vec<_>>().join(" ")
}

pub(crate) async fn insert(
    tx: &mut Tx,
    id: OfferId,
    by: (OrganisationId, PersonId),
    draft: &OfferDraft,
) -> Result<(), Problem> {
    execute!(
        tx,
        "INSERT INTO directory_offer (id, organisation, person, side, kind, title, detail, place, capacity, taken, \
         valid_from, valid_until, languages, lens, goals, state, version) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, $10, $11, $12, $13, $14, 'open', 1)",
        id,
        by.0,
        by.1,
        draft.side.code(),
        &draft.kind,
        &draft.title,
        &draft.detail,
        draft.place.code(),
        draft.capacity,
        draft.from,
        draft.until,
        tags(&draft.languages),
        draft.tags.stored_lens(),
        draft.tags.stored_goals()
    )?;
    Ok(())
}

/// Closes one of an organisation's.
pub(crate) async fn close(tx: &mut Tx, id: OfferId, organisation: OrganisationId) -> Result<bool, Problem> {
    Ok(execute!(
        tx,
        "UPDATE directory_offer SET state = 'closed', version = version + 1 WHERE id = $1 AND organisation = $2",
        id,
        organisation
    )? > 0)
}

/// Counts that it was taken up, where there is room.
pub(crate) async fn take(tx: &mut Tx, id: OfferId) -> Result<bool, Problem> {
    Ok(execute!(
        tx,
        "UPDATE directory_offer SET taken = taken + 1, version = version + 1 WHERE id = $1 AND taken < capacity \
         AND state = 'open'",
        id
    )? > 0)
}

#[derive(saksi_db::FromRow)]
struct CollaborationRow {
    id: CollaborationId,
    need: OfferId,
    offer: OfferId,
    need_by: OrganisationId,
    need_name: String,
    offer_by: OrganisationId,
    offer_name: String,
    title: String,
    asked_by: Option<OrganisationId>,
    kind: String,
    state: String,
    outcome: String,
    lens: String,
    goals: String,
    version: i64,
}

impl From<CollaborationRow> for Collaboration {
    fn from(row: CollaborationRow) -> Self {
        Self {
            id: row.id,
            need: row.need,
            offer: row.offer,
            asked_by: row.asked_by.unwrap_or(row.need_by),
            need_by: (row.need_by, row.need_name),
            offer_by: (row.offer_by, row.offer_name),
            title: row.title,
            kind: row.kind,
            state: CollaborationState::from_code(&row.state),
            outcome: row.outcome,
            tags: Tags::from_stored(&row.lens, &row.goals),
            version: row.version,
        }
    }
}

pub(crate) async fn collaboration(tx: &mut Tx, id: CollaborationId) -> Result<Option<Collaboration>, Problem> {
    Ok(fetch_optional!(
        tx,
        CollaborationRow,
        "SELECT c.id, c.need, c.offer, c.need_by, a.name AS need_name, c.offer_by, b.name AS offer_name, n.title, c.asked_by, \
         c.kind, c.state, c.outcome, c.lens, c.goals, c.version FROM collaboration c JOIN organisation a ON a.id = c.need_by \
         JOIN organisation b ON b.id = c.offer_by JOIN directory_offer n ON n.id = c.need WHERE c.id = $1",
        id
    )?
    .map(Collaboration::from))
}

/// Those of an organisation, on either side.
pub(crate) async fn collaborations(tx: &mut Tx, id: OrganisationId) -> Result<Vec<Collaboration>, Problem> {
    Ok(fetch_all!(
        tx,
        CollaborationRow,
        "SELECT c.id, c.need, c.offer, c.need_by, a.name AS need_name, c.offer_by, b.name AS offer_name, n.title, c.asked_by, \
         c.kind, c.state, c.outcome, c.lens, c.goals, c.version FROM collaboration c JOIN organisation a ON a.id = c.need_by \
         JOIN organisation b ON b.id = c.offer_by JOIN directory_offer n ON n.id = c.need \
         WHERE c.need_by = $1 OR c.offer_by = $1 ORDER BY c.proposed_on DESC, c.id LIMIT 100",
        id
    )?
    .into_iter()
    .map(Collaboration::from)
    .collect())
}

/// Whether the two have met already and nobody declined.
pub(crate) async fn met(tx: &mut Tx, need: OfferId, offer: OfferId) -> Result<bool, Problem> {
    Ok(fetch_scalar!(
        tx,
        i64,
        "SELECT count(*) FROM collaboration WHERE need = $1 AND offer = $2 AND state <> 'declined'",
        need,
        offer
    )?
    .unwrap_or(0)
        > 0)
}

pub(crate) async fn propose(
    tx: &mut Tx,
    id: CollaborationId,
    (need, offer): (&Offer, &Offer),
    by: OrganisationId,
) -> Result<(), Problem> {
    let day = tx.now().day();
    let tags = need.draft.tags.with(&offer.draft.tags);
    execute!(
        tx,
        "INSERT INTO collaboration (id, need, offer, need_by, offer_by, kind, state, outcome, lens, goals, asked_by, proposed_on, \
         version) VALUES ($1, $2, $3, $4, $5, '', 'proposed', '', $8, $9, $6, $7, 1)",
        id,
        need.id,
        offer.id,
        need.organisation,
        offer.organisation,
        by,
        day,
        tags.stored_lens(),
        tags.stored_goals()
    )?;
    Ok(())
}

/// Moves one on, where it still stands as whoever moves it saw it.
pub(crate) async fn settle(
    tx: &mut Tx,
    id: CollaborationId,
    seen: i64,
    state: CollaborationState,
    (kind, outcome): (&str, &str),
) -> Result<bool, Problem> {
    let day = tx.now().day();
    Ok(execute!(
        tx,
        "UPDATE collaboration SET state = $3, kind = $4, outcome = $5, settled_on = $6, version = version + 1 \
         WHERE id = $1 AND version = $2",
        id,
        seen,
        state.code(),
        kind,
        outcome,
        day
    )? > 0)
}

/// Says of one that was just settled what it carries, and counts it from the day on which its outcome was first recorded.
pub(crate) async fn done(tx: &mut Tx, id: CollaborationId, tags: &Tags) -> Result<(), Problem> {
    let day = tx.now().day();
    execute!(
        tx,
        "UPDATE collaboration SET lens = $2, goals = $3, done_on = coalesce(done_on, $4) WHERE id = $1",
        id,
        tags.stored_lens(),
        tags.stored_goals(),
        day
    )?;
    Ok(())
}
