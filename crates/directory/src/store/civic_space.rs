//! How open societies are, as the network rates them.

use saksi_base::calendar::Day;
use saksi_base::{CivicRatingId, Place, Problem, Timestamp};
use saksi_db::{Tx, execute, fetch_all};

use crate::model::civic_space::{Rating, RatingDraft};

#[derive(saksi_db::FromRow)]
struct RatingRow {
    id: CivicRatingId,
    place: String,
    rating: String,
    source: String,
    rated_on: Timestamp,
    note: String,
    published: bool,
    set_at: Timestamp,
    withdrawn_at: Option<Timestamp>,
    reason: String,
}

impl From<RatingRow> for Rating {
    fn from(row: RatingRow) -> Self {
        Self {
            id: row.id,
            draft: RatingDraft {
                place: Place::from_code(&row.place).unwrap_or(Place::NotDisclosed),
                rating: row.rating,
                source: row.source,
                on: Day::of(row.rated_on),
                note: row.note,
                published: row.published,
            },
            set: row.set_at,
            withdrawn: row.withdrawn_at.map(|at| (at, row.reason)),
        }
    }
}

/// Every rating, those of one country together, the latest first.
pub(crate) async fn all(tx: &mut Tx) -> Result<Vec<Rating>, Problem> {
    Ok(fetch_all!(
        tx,
        RatingRow,
        "SELECT id, place, rating, source, rated_on, note, published, set_at, withdrawn_at, reason FROM civic_rating \
         ORDER BY place, rated_on DESC, set_at DESC, id DESC"
    )?
    .into_iter()
    .map(Rating::from)
    .collect())
}

/// The ratings of one country, the latest first.
pub(crate) async fn of_place(tx: &mut Tx, place: &Place) -> Result<Vec<Rating>, Problem> {
    Ok(fetch_all!(
        tx,
        RatingRow,
        "SELECT id, place, rating, source, rated_on, note, published, set_at, withdrawn_at, reason FROM civic_rating \
         WHERE place = $1 ORDER BY rated_on DESC, set_at DESC, id DESC",
        place.code()
    )?
    .into_iter()
    .map(Rating::from)
    .collect())
}

pub(crate) async fn insert(tx: &mut Tx, id: CivicRatingId, draft: &RatingDraft) -> Result<(), Problem> {
    let now = tx.now();
    execute!(
        tx,
        "INSERT INTO civic_rating (id, place, rating, source, rated_on, note, published, set_at, reason) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '')",
        id,
        draft.place.code(),
        &draft.rating,
        &draft.source,
        draft.on.start(),
        &draft.note,
        draft.published,
        now
    )?;
    Ok(())
}

pub(crate) async fn set_published(tx: &mut Tx, id: CivicRatingId, published: bool) -> Result<bool, Problem> {
    Ok(execute!(tx, "UPDATE civic_rating SET published = $2 WHERE id = $1 AND withdrawn_at IS NULL", id, published)?
        > 0)
}

pub(crate) async fn withdraw(tx: &mut Tx, id: CivicRatingId, reason: &str) -> Result<bool, Problem> {
    let now = tx.now();
    Ok(execute!(
        tx,
        "UPDATE civic_rating SET withdrawn_at = $2, reason = $3 WHERE id = $1 AND withdrawn_at IS NULL",
        id,
        now,
        reason
    )? > 0)
}
