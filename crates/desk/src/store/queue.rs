//! The queue: claims in order, a page at a time. Each order has an index of its own.

use saksi_base::{ClaimId, OrganisationId, PersonId, Problem, Timestamp};
use saksi_db::{Tx, fetch_all};
use uuid::Uuid;

use crate::model::QueueOrder;

/// One line of the queue as stored.
#[derive(Debug, Clone, saksi_db::FromRow)]
pub(crate) struct QueueLine {
    pub(crate) id: ClaimId,
    pub(crate) statement: String,
    pub(crate) worded: bool,
    pub(crate) language: String,
    pub(crate) content_type: String,
    pub(crate) lane: String,
    pub(crate) busy: bool,
    pub(crate) asked: i64,
    pub(crate) first_asked: Timestamp,
    pub(crate) last_asked: Timestamp,
    pub(crate) urgency: f64,
    pub(crate) surge: f64,
    pub(crate) published: i64,
    pub(crate) marking: i16,
    pub(crate) owner: OrganisationId,
    pub(crate) slug: String,
    pub(crate) name: String,
    pub(crate) asked_day: i64,
    pub(crate) asked_week: i64,
}

/// What to show, in the form the statements take.
pub(crate) struct Wanted<'a> {
    pub(crate) lane: &'a str,
    pub(crate) busy: Option<bool>,
    pub(crate) language: Option<&'a str>,
    pub(crate) owner: Option<OrganisationId>,
    pub(crate) not_owner: Option<OrganisationId>,
    pub(crate) taker: Option<OrganisationId>,
    pub(crate) pattern: Option<&'a str>,
    pub(crate) after: Option<(f64, Uuid)>,
    pub(crate) limit: i64,
}

macro_rules! columns {
    () => {
        "c.id, c.statement, c.worded, c.language, c.content_type, c.lane, c.busy, c.asked, c.first_asked, c.last_asked, c.urgency, \
         c.surge, c.published, c.marking, c.owner, o.slug, o.name, \
         (SELECT CAST(coalesce(sum(h.asked), 0) AS BIGINT) FROM claim_hour h WHERE h.claim = c.id AND h.hour > $1) AS asked_day, \
         (SELECT CAST(coalesce(sum(h.asked), 0) AS BIGINT) FROM claim_hour h WHERE h.claim = c.id AND h.hour > $2) AS asked_week"
    };
}

macro_rules! page {
    ($after:literal, $order:literal) => {
        concat!(
            "SELECT ",
            columns!(),
            " FROM seen_claim c JOIN organisation o ON o.id = c.owner WHERE c.lane = $3 AND NOT c.hidden
             AND ($4 IS NULL OR c.busy = $4) AND ($5 IS NULL OR c.language = $5 OR c.language LIKE $5 || '-%')
             AND ($6 IS NULL OR c.owner = $6) AND ($7 IS NULL OR c.owner <> $7)
             AND ($8 IS NULL OR EXISTS (
                 SELECT 1 FROM seen_assignment a WHERE a.claim = c.id AND a.owner = $8 AND a.released_at IS NULL))
             AND ($9 IS NULL OR c.search LIKE $9) AND ($10 IS NULL OR ",
            $after,
            ") ORDER BY ",
            $order,
            " LIMIT $12"
        )
    };
}

const URGENCY: &str = page!("c.urgency < $10 OR (c.urgency = $10 AND c.id > $11)", "c.urgency DESC, c.id");
const GROWTH: &str = page!("c.surge < $10 OR (c.surge = $10 AND c.id > $11)", "c.surge DESC, c.id");
const ASKED: &str = page!("c.asked < $10 OR (c.asked = $10 AND c.id > $11)", "c.asked DESC, c.id");
const OLDEST: &str = page!("c.first_asked > $10 OR (c.first_asked = $10 AND c.id > $11)", "c.first_asked, c.id");
const NEWEST: &str =
    page!("c.first_asked < $10 OR (c.first_asked = $10 AND c.id < $11)", "c.first_asked DESC, c.id DESC");

/// A page of the queue that the viewer may see.
pub(crate) async fn page(tx: &mut Tx, order: QueueOrder, wanted: &Wanted<'_>) -> Result<Vec<QueueLine>, Problem> {
    let day = tx.now().plus(-saksi_base::clock::DAY);
    let week = tx.now().plus(-7 * saksi_base::clock::DAY);
    let sql = match order {
        QueueOrder::Urgency => URGENCY,
        QueueOrder::Growth => GROWTH,
        QueueOrder::Asked => ASKED,
        QueueOrder::Oldest => OLDEST,
        QueueOrder::Newest => NEWEST,
    };
    Ok(fetch_all!(
        tx,
        QueueLine,
        sql,
        day,
        week,
        wanted.lane,
        wanted.busy,
        wanted.language,
        wanted.owner,
        wanted.not_owner,
        wanted.taker,
        wanted.pattern,
        wanted.after.map(|after| after.0),
        wanted.after.map_or(Uuid::nil(), |after| after.1),
        wanted.limit
    )?)
}

/// One line.
pub(crate) async fn line(tx: &mut Tx, id: ClaimId) -> Result<QueueLine, Problem> {
    let day = tx.now().plus(-saksi_base::clock::DAY);
    let week = tx.now().plus(-7 * saksi_base::clock::DAY);
    saksi_db::fetch_optional!(
        tx,
        QueueLine,
        concat!("SELECT ", columns!(), " FROM seen_claim c JOIN organisation o ON o.id = c.owner WHERE c.id = $3"),
        day,
        week,
        id
    )?
    .ok_or_else(Problem::not_found)
}

/// Who is on a claim.
#[derive(Debug, Clone, saksi_db::FromRow)]
pub(crate) struct TakerRow {
    pub(crate) claim: ClaimId,
    pub(crate) organisation: OrganisationId,
    pub(crate) slug: String,
    pub(crate) name: String,
    pub(crate) person: PersonId,
    pub(crate) person_name: Option<String>,
    pub(crate) since: Timestamp,
}

/// Who is on these claims.
pub(crate) async fn takers(tx: &mut Tx, claims: &[Uuid]) -> Result<Vec<TakerRow>, Problem> {
    let mut all = Vec::new();
    for [a, b, c, d, e, f, g, h, i, j] in super::tens(claims) {
        all.extend(fetch_all!(
            tx,
            TakerRow,
            "SELECT a.claim, a.owner AS organisation, o.slug, o.name, a.person, p.display_name AS person_name, a.since
             FROM seen_assignment a JOIN organisation o ON o.id = a.owner LEFT JOIN person p ON p.id = a.person
             WHERE a.claim IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) AND a.released_at IS NULL ORDER BY a.since",
            a,
            b,
            c,
            d,
            e,
            f,
            g,
            h,
            i,
            j
        )?);
    }
    Ok(all)
}

#[derive(saksi_db::FromRow)]
struct LaneCount {
    lane: String,
    busy: bool,
    claims: i64,
}

/// How many claims stand in each lane: lane, whether somebody is on it, count.
pub(crate) async fn lanes(tx: &mut Tx) -> Result<Vec<(String, bool, i64)>, Problem> {
    let rows = fetch_all!(
        tx,
        LaneCount,
        "SELECT lane, busy, count(*) AS claims FROM seen_claim WHERE NOT hidden GROUP BY lane, busy"
    )?;
    Ok(rows.into_iter().map(|row| (row.lane, row.busy, row.claims)).collect())
}

/// How many open claims an organisation is on, and how many others share with it.
pub(crate) async fn ours_and_shared(tx: &mut Tx, organisation: OrganisationId) -> Result<(i64, i64), Problem> {
    let ours = saksi_db::fetch_scalar!(
        tx,
        i64,
        "SELECT count(*) FROM seen_claim c WHERE c.lane = 'open' AND NOT c.hidden AND EXISTS (
             SELECT 1 FROM seen_assignment a WHERE a.claim = c.id AND a.owner = $1 AND a.released_at IS NULL)",
        organisation
    )?;
    let shared = saksi_db::fetch_scalar!(
        tx,
        i64,
        "SELECT count(*) FROM seen_claim c WHERE c.lane = 'open' AND NOT c.hidden AND c.owner <> $1",
        organisation
    )?;
    Ok((ours.unwrap_or(0), shared.unwrap_or(0)))
}

#[derive(saksi_db::FromRow)]
struct Hour {
    hour: Timestamp,
    asked: i64,
}

/// Asked per hour over the last week. The claim must be seen already.
pub(crate) async fn hours(tx: &mut Tx, claim: ClaimId) -> Result<Vec<(Timestamp, i64)>, Problem> {
    let since = tx.now().plus(-7 * saksi_base::clock::DAY);
    let rows = fetch_all!(
        tx,
        Hour,
        "SELECT hour, asked FROM claim_hour WHERE claim = $1 AND hour > $2 ORDER BY hour",
        claim,
        since
    )?;
    Ok(rows.into_iter().map(|row| (row.hour, row.asked)).collect())
}

#[derive(saksi_db::FromRow)]
struct Open {
    id: OrganisationId,
    shares_queue: bool,
}

/// The organisation that has been here longest and works here, with whether it shares its queue.
pub(crate) async fn first_open_organisation(tx: &mut Tx) -> Result<Option<(OrganisationId, bool)>, Problem> {
    let row = saksi_db::fetch_optional!(
        tx,
        Open,
        "SELECT id, shares_queue FROM organisation WHERE NOT imported AND closed_at IS NULL ORDER BY created_at, id LIMIT 1"
    )?;
    Ok(row.map(|row| (row.id, row.shares_queue)))
}
