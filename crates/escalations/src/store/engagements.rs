//! The log of engagement, and commitments.

use saksi_base::calendar::Day;
use saksi_base::{
    AddresseeId, CommitmentId, EngagementId, Marking, OrganisationId, PersonId, Problem, SpaceId, Timestamp,
};
use saksi_db::{Tx, execute, fetch_all, fetch_optional};

use super::written;
use crate::model::engagement::{Commitment, CommitmentState, Engagement, EngagementKind, Written};

#[derive(saksi_db::FromRow)]
struct EngagementRow {
    id: EngagementId,
    owner: OrganisationId,
    marking: Marking,
    addressee: AddresseeId,
    name: String,
    kind: String,
    day: String,
    title: String,
    text: String,
    source: String,
    version: i64,
}

#[derive(saksi_db::FromRow)]
struct CommitmentRow {
    engagement: EngagementId,
    id: CommitmentId,
    quote: String,
    due: Option<String>,
    state: String,
    told: String,
    version: i64,
}

impl CommitmentRow {
    fn read(self) -> (EngagementId, Commitment) {
        let known = Commitment {
            id: self.id,
            quote: self.quote,
            due: self.due.and_then(|day| day.parse().ok()),
            state: CommitmentState::from_code(&self.state).unwrap_or(CommitmentState::Open),
            told: self.told,
            version: self.version,
        };
        (self.engagement, known)
    }
}

fn together(rows: Vec<EngagementRow>, commitments: Vec<CommitmentRow>) -> Vec<Engagement> {
    let mut known: Vec<(EngagementId, Commitment)> = commitments.into_iter().map(CommitmentRow::read).collect();
    rows.into_iter()
        .map(|row| {
            let (own, rest) = std::mem::take(&mut known).into_iter().partition(|(id, _)| *id == row.id);
            known = rest;
            let own: Vec<(EngagementId, Commitment)> = own;
            Engagement {
                id: row.id,
                owner: row.owner,
                addressee: row.addressee,
                addressee_name: row.name,
                written: Written {
                    kind: EngagementKind::from_code(&row.kind).unwrap_or(EngagementKind::Other),
                    day: row.day.parse().unwrap_or_else(|_| Day::of(Timestamp(0))),
                    title: row.title,
                    text: row.text,
                    source: row.source,
                    shared: row.marking <= Marking::Amber,
                },
                version: row.version,
                commitments: own.into_iter().map(|(_, one)| one).collect(),
            }
        })
        .collect()
}

/// What happened with an addressee from one day to another, of what the member may see, the latest first.
pub(crate) async fn between(
    tx: &mut Tx,
    addressee: AddresseeId,
    from: Day,
    until: Day,
) -> Result<Vec<Engagement>, Problem> {
    let (from, until) = (from.to_string(), until.to_string());
    let rows = fetch_all!(
        tx,
        EngagementRow,
        "SELECT e.id, e.owner, e.marking, e.addressee, a.name, e.kind, e.day, e.title, e.text, e.source, e.version
         FROM seen_engagement e JOIN addressee a ON a.id = e.addressee
         WHERE e.addressee = $1 AND e.day >= $2 AND e.day < $3 ORDER BY e.day DESC, e.id DESC LIMIT 500",
        addressee,
        &from,
        &until
    )?;
    let commitments = fetch_all!(
        tx,
        CommitmentRow,
        "SELECT c.engagement, c.id, c.quote, c.due, c.state, c.told, c.version FROM commitment c
         JOIN seen_engagement e ON e.id = c.engagement WHERE e.addressee = $1 AND e.day >= $2 AND e.day < $3 ORDER BY c.id",
        addressee,
        &from,
        &until
    )?;
    Ok(together(rows, commitments))
}

/// One that the member may see.
pub(crate) async fn one(tx: &mut Tx, id: EngagementId) -> Result<Option<Engagement>, Problem> {
    let rows = fetch_all!(
        tx,
        EngagementRow,
        "SELECT e.id, e.owner, e.marking, e.addressee, a.name, e.kind, e.day, e.title, e.text, e.source, e.version
         FROM seen_engagement e JOIN addressee a ON a.id = e.addressee WHERE e.id = $1",
        id
    )?;
    let commitments = fetch_all!(
        tx,
        CommitmentRow,
        "SELECT c.engagement, c.id, c.quote, c.due, c.state, c.told, c.version FROM commitment c
         JOIN seen_engagement e ON e.id = c.engagement WHERE e.id = $1 ORDER BY c.id",
        id
    )?;
    Ok(together(rows, commitments).into_iter().next())
}

const fn marking(shared: bool) -> Marking {
    if shared { Marking::Green } else { Marking::AmberStrict }
}

/// A new entry.
pub(crate) async fn insert(
    tx: &mut Tx,
    id: EngagementId,
    (owner, space): (OrganisationId, SpaceId),
    addressee: AddresseeId,
    new: &Written,
    by: PersonId,
) -> Result<(), Problem> {
    let now = tx.now();
    let rows = execute!(
        tx,
        "INSERT INTO engagement (id, owner, space, marking, addressee, kind, day, title, text, source, version, changed_at, changed_by)
         SELECT $1, owner, $3, $4, $5, $6, $7, $8, $9, $10, 1, $11, $12 FROM writable WHERE owner = $2",
        id,
        owner,
        space,
        marking(new.shared),
        addressee,
        new.kind.code(),
        new.day.to_string(),
        &new.title,
        &new.text,
        &new.source,
        now,
        by
    )?;
    written(rows)
}

/// Changes one of the member's organisation, if nobody did since it was read.
pub(crate) async fn update(
    tx: &mut Tx,
    id: EngagementId,
    seen: i64,
    new: &Written,
    by: PersonId,
) -> Result<bool, Problem> {
    let now = tx.now();
    let rows = execute!(
        tx,
        "UPDATE engagement SET marking = $1, kind = $2, day = $3, title = $4, text = $5, source = $6, changed_at = $7,
         changed_by = $8, version = version + 1 WHERE id = $9 AND version = $10 AND owner IN (SELECT owner FROM writable)",
        marking(new.shared),
        new.kind.code(),
        new.day.to_string(),
        &new.title,
        &new.text,
        &new.source,
        now,
        by,
        id,
        seen
    )?;
    Ok(rows == 1)
}

/// Deletes one of the member's organisation, with its commitments.
pub(crate) async fn delete(tx: &mut Tx, id: EngagementId) -> Result<(), Problem> {
    let rows = execute!(tx, "DELETE FROM engagement WHERE id = $1 AND owner IN (SELECT owner FROM writable)", id)?;
    written(rows)
}

/// Adds a commitment. The caller has proved that the member may write the entry.
pub(crate) async fn commit(
    tx: &mut Tx,
    engagement: EngagementId,
    new: &Commitment,
    by: PersonId,
) -> Result<(), Problem> {
    let now = tx.now();
    execute!(
        tx,
        "INSERT INTO commitment (id, engagement, quote, due, state, told, version, changed_at, changed_by)
         VALUES ($1, $2, $3, $4, $5, $6, 1, $7, $8)",
        new.id,
        engagement,
        &new.quote,
        new.due.map(|day| day.to_string()),
        new.state.code(),
        &new.told,
        now,
        by
    )?;
    Ok(())
}

/// Changes one, if nobody did since it was read. The caller has proved that the member may write the entry.
pub(crate) async fn recommit(tx: &mut Tx, seen: i64, new: &Commitment, by: PersonId) -> Result<bool, Problem> {
    let now = tx.now();
    let rows = execute!(
        tx,
        "UPDATE commitment SET quote = $1, due = $2, state = $3, told = $4, changed_at = $5, changed_by = $6,
         version = version + 1 WHERE id = $7 AND version = $8",
        &new.quote,
        new.due.map(|day| day.to_string()),
        new.state.code(),
        &new.told,
        now,
        by,
        new.id,
        seen
    )?;
    Ok(rows == 1)
}

/// The entry to which a commitment belongs, if the member may see it.
pub(crate) async fn of_commitment(tx: &mut Tx, id: CommitmentId) -> Result<Option<Engagement>, Problem> {
    let found = fetch_optional!(tx, (EngagementId,), "SELECT engagement FROM commitment WHERE id = $1", id)?;
    match found {
        Some((engagement,)) => one(tx, engagement).await,
        None => Ok(None),
    }
}

/// A commitment in a list.
#[derive(Debug, Clone, PartialEq, Eq, saksi_db::FromRow)]
pub struct Promise {
    /// Which.
    pub id: CommitmentId,
    /// Who made it.
    pub name: String,
    /// Their words.
    pub quote: String,
    /// By when, as a day.
    pub due: Option<String>,
    /// Code of [`CommitmentState`].
    pub state: String,
}

/// Commitments that the member may see: of one state, or all; what is due soonest first.
pub(crate) async fn promises(
    tx: &mut Tx,
    state: Option<CommitmentState>,
    most: i64,
    skip: i64,
) -> Result<Vec<Promise>, Problem> {
    Ok(fetch_all!(
        tx,
        Promise,
        "SELECT c.id, a.name, c.quote, c.due, c.state FROM commitment c JOIN seen_engagement e ON e.id = c.engagement
         JOIN addressee a ON a.id = e.addressee WHERE ($1 = '' OR c.state = $1)
         ORDER BY CASE WHEN c.due IS NULL THEN 1 ELSE 0 END, c.due, c.id LIMIT $2 OFFSET $3",
        state.map_or("", |state| state.code()),
        most,
        skip
    )?)
}

/// Open commitments of the member's own organisation that are due before a day.
pub(crate) async fn due(tx: &mut Tx, owner: OrganisationId, before: Day, most: i64) -> Result<Vec<Promise>, Problem> {
    let before = before.to_string();
    Ok(fetch_all!(
        tx,
        Promise,
        "SELECT c.id, a.name, c.quote, c.due, c.state FROM commitment c JOIN seen_engagement e ON e.id = c.engagement
         JOIN addressee a ON a.id = e.addressee WHERE c.state = 'open' AND c.due IS NOT NULL AND c.due < $1 AND e.owner = $2
         ORDER BY c.due, c.id LIMIT $3",
        before,
        owner,
        most
    )?)
}

#[derive(saksi_db::FromRow)]
struct WaitRow {
    sent_at: Timestamp,
    reply_at: Option<Timestamp>,
}

/// When notices to an addressee were sent within a span, and first answered, of what the member may see.
pub(crate) async fn waits(
    tx: &mut Tx,
    addressee: AddresseeId,
    from: Timestamp,
    until: Timestamp,
) -> Result<Vec<(Timestamp, Option<Timestamp>)>, Problem> {
    let rows = fetch_all!(
        tx,
        WaitRow,
        "SELECT e.sent_at, e.reply_at FROM seen_escalation e
         WHERE e.sent_at IS NOT NULL AND e.sent_at >= $2 AND e.sent_at < $3 AND e.addressee = $1",
        addressee,
        from,
        until
    )?;
    Ok(rows.into_iter().map(|row| (row.sent_at, row.reply_at)).collect())
}
