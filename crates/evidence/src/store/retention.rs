//! How long evidence is kept, what holds it, and what is left of what was deleted.

use saksi_base::{EvidenceId, OrganisationId, Problem, SourceId, Timestamp};
use saksi_db::{Tx, execute, fetch_all, fetch_optional, fetch_scalar};
use saksi_tlog::Hash;
use uuid::Uuid;

use super::records::Row;
use super::written;
use crate::model::{Extension, Gone, Hold, Kind, Lapsing, REMINDER, Rule};

/// Whether a hold stands, once the row of the evidence was seen.
pub(crate) async fn is_held(tx: &mut Tx, id: EvidenceId) -> Result<bool, Problem> {
    let standing =
        fetch_scalar!(tx, i64, "SELECT count(*) FROM evidence_hold WHERE evidence = $1 AND lifted_at IS NULL", id)?;
    Ok(standing.unwrap_or(0) > 0)
}

/// Places a hold on evidence whose row the viewer may write.
pub(crate) async fn hold(tx: &mut Tx, hold: Uuid, id: EvidenceId, reason: &str, operator: &str) -> Result<(), Problem> {
    let now = tx.now();
    let stored = execute!(
        tx,
        "INSERT INTO evidence_hold (id, evidence, reason, operator, placed_at, lifted_by)
         SELECT $1, e.id, $3, $4, $5, '' FROM seen_evidence e JOIN writable w ON w.owner = e.owner WHERE e.id = $2",
        hold,
        id,
        reason,
        operator,
        now
    )?;
    written(stored)
}

/// Lifts every hold of evidence, once its row was asked to be writable; how many.
pub(crate) async fn lift(tx: &mut Tx, id: EvidenceId, operator: &str) -> Result<u64, Problem> {
    let now = tx.now();
    Ok(execute!(
        tx,
        "UPDATE evidence_hold SET lifted_at = $2, lifted_by = $3 WHERE evidence = $1 AND lifted_at IS NULL",
        id,
        now,
        operator
    )?)
}

#[derive(Debug, saksi_db::FromRow)]
struct HoldRow {
    reason: String,
    operator: String,
    placed_at: Timestamp,
    lifted_at: Option<Timestamp>,
    lifted_by: String,
}

/// The holds of evidence, oldest first, once its row was seen.
pub(crate) async fn holds(tx: &mut Tx, id: EvidenceId) -> Result<Vec<Hold>, Problem> {
    let rows = fetch_all!(
        tx,
        HoldRow,
        "SELECT reason, operator, placed_at, lifted_at, lifted_by FROM evidence_hold WHERE evidence = $1 ORDER BY placed_at, id",
        id
    )?;
    Ok(rows
        .into_iter()
        .map(|row| Hold {
            reason: row.reason,
            operator: row.operator,
            placed: row.placed_at,
            lifted: row.lifted_at.map(|at| (at, row.lifted_by)),
        })
        .collect())
}

/// Keeps evidence whose row the viewer may write until a day.
pub(crate) async fn extend(
    tx: &mut Tx,
    extension: Uuid,
    id: EvidenceId,
    until: Timestamp,
    reason: &str,
    operator: &str,
) -> Result<(), Problem> {
    let now = tx.now();
    let stored = execute!(
        tx,
        "INSERT INTO evidence_extension (id, evidence, until, reason, operator, added_at)
         SELECT $1, e.id, $3, $4, $5, $6 FROM seen_evidence e JOIN writable w ON w.owner = e.owner WHERE e.id = $2",
        extension,
        id,
        until,
        reason,
        operator,
        now
    )?;
    written(stored)
}

#[derive(Debug, saksi_db::FromRow)]
struct ExtensionRow {
    until: Timestamp,
    reason: String,
    operator: String,
    added_at: Timestamp,
}

/// The extensions of evidence, oldest first, once its row was seen.
pub(crate) async fn extensions(tx: &mut Tx, id: EvidenceId) -> Result<Vec<Extension>, Problem> {
    let rows = fetch_all!(
        tx,
        ExtensionRow,
        "SELECT until, reason, operator, added_at FROM evidence_extension WHERE evidence = $1 ORDER BY added_at, id",
        id
    )?;
    let extension = |row: ExtensionRow| Extension {
        until: row.until,
        reason: row.reason,
        operator: row.operator,
        at: row.added_at,
    };
    Ok(rows.into_iter().map(extension).collect())
}

/// How many days the collection of evidence keeps what it has, and since when that holds; none: for ever, or there is no collection.
pub(crate) async fn rule_of(tx: &mut Tx, source: SourceId) -> Result<Option<Rule>, Problem> {
    let row = fetch_optional!(
        tx,
        (i64, Timestamp),
        "SELECT keep_days, keep_since FROM seen_evidence_source WHERE id = $1 AND keep_days IS NOT NULL AND keep_since IS NOT NULL",
        source
    )?;
    Ok(row.map(|(days, since)| Rule { days, since }))
}

#[derive(Debug, saksi_db::FromRow)]
struct LapsingRow {
    id: EvidenceId,
    title: String,
    source: String,
    ended_at: Timestamp,
    keep_days: i64,
    keep_since: Timestamp,
    longer: Option<Timestamp>,
}

/// Evidence of the organisation's collections that is deleted before a moment unless somebody says otherwise, the first one first.
pub(crate) async fn lapsing(
    tx: &mut Tx,
    owner: OrganisationId,
    before: Timestamp,
    limit: i64,
) -> Result<Vec<Lapsing>, Problem> {
    let rows = fetch_all!(
        tx,
        LapsingRow,
        "SELECT e.id, e.title, s.name AS source, e.ended_at, s.keep_days, s.keep_since,
             (SELECT max(x.until) FROM evidence_extension x WHERE x.evidence = e.id) AS longer
         FROM seen_evidence e JOIN seen_evidence_source s ON s.id = e.source
         WHERE e.owner = $1 AND s.keep_days IS NOT NULL AND e.state = 'kept' AND e.ended_at + s.keep_days * 86400000000 < $2
           AND s.keep_since + $3 <= $2
           AND NOT EXISTS (SELECT 1 FROM evidence_hold h WHERE h.evidence = e.id AND h.lifted_at IS NULL)
           AND NOT EXISTS (SELECT 1 FROM evidence_extension x WHERE x.evidence = e.id AND x.until >= $2)
         ORDER BY e.ended_at, e.id LIMIT $4",
        owner,
        before,
        REMINDER,
        limit
    )?;
    let mut found: Vec<Lapsing> = rows
        .into_iter()
        .map(|row| {
            let rule = Rule { days: row.keep_days, since: row.keep_since };
            Lapsing { id: row.id, title: row.title, until: rule.until(row.ended_at, row.longer), source: row.source }
        })
        .collect();
    found.sort_by_key(|lapsing| (lapsing.until, lapsing.id));
    Ok(found)
}

/// Evidence whose collection keeps it no longer, that nobody holds and nobody keeps longer. As the system.
pub(crate) async fn due(tx: &mut Tx, limit: i64) -> Result<Vec<(EvidenceId, i64)>, Problem> {
    let now = tx.now();
    Ok(fetch_all!(
        tx,
        (EvidenceId, i64),
        "SELECT e.id, s.keep_days FROM evidence e JOIN evidence_source s ON s.id = e.source
         WHERE s.keep_days IS NOT NULL AND e.state = 'kept' AND e.ended_at + s.keep_days * 86400000000 <= $1
           AND s.keep_since + $2 <= $1
           AND NOT EXISTS (SELECT 1 FROM evidence_hold h WHERE h.evidence = e.id AND h.lifted_at IS NULL)
           AND NOT EXISTS (SELECT 1 FROM evidence_extension x WHERE x.evidence = e.id AND x.until > $1)
         ORDER BY e.ended_at, e.id LIMIT $3",
        now,
        REMINDER,
        limit
    )?)
}

/// What is known of a deletion about to be made.
#[derive(Debug, Clone)]
pub(crate) struct Deletion<'a> {
    pub(crate) reason: &'a str,
    pub(crate) operator: &'a str,
    pub(crate) ruled: bool,
    /// Its canonical record and that record's entry; none where nothing had been kept.
    pub(crate) record: Option<(String, Hash)>,
}

/// Deletes evidence whose row the viewer may write, with everything that hangs on it, and leaves what may be known of it.
pub(crate) async fn delete(tx: &mut Tx, row: &Row, deletion: &Deletion<'_>) -> Result<(), Problem> {
    let now = tx.now();
    let (record, entry) = match &deletion.record {
        Some((record, entry)) => (record.as_str(), Some(entry.as_bytes().to_vec())),
        None => ("", None),
    };
    let stored = execute!(
        tx,
        "INSERT INTO evidence_gone (id, owner, space, marking, kind, entry, reason, operator, ruled, record, deletion, kept_at, deleted_at)
         SELECT $1, owner, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13 FROM writable WHERE owner = $2",
        row.id,
        row.owner,
        row.space,
        row.marking,
        row.kind().code(),
        row.entry().map(|entry| entry.as_bytes().to_vec()),
        deletion.reason,
        deletion.operator,
        deletion.ruled,
        record,
        entry,
        row.ended_at.unwrap_or(row.created_at),
        now
    )?;
    written(stored)?;
    execute!(tx, "UPDATE evidence_watch SET evidence = NULL WHERE evidence = $1", row.id)?;
    execute!(tx, "UPDATE evidence_watch SET before = NULL WHERE before = $1", row.id)?;
    let gone = execute!(tx, "DELETE FROM evidence WHERE id = $1 AND owner IN (SELECT owner FROM writable)", row.id)?;
    written(gone)
}

#[derive(Debug, saksi_db::FromRow)]
struct GoneRow {
    id: EvidenceId,
    owner: OrganisationId,
    owner_name: String,
    kind: String,
    entry: Option<Vec<u8>>,
    reason: String,
    operator: String,
    ruled: bool,
    record: String,
    deletion: Option<Vec<u8>>,
    kept_at: Timestamp,
    deleted_at: Timestamp,
}

impl GoneRow {
    fn gone(self) -> Gone {
        let hash = |bytes: Option<Vec<u8>>| bytes.and_then(|bytes| Hash::from_slice(&bytes));
        Gone {
            id: self.id,
            owner: self.owner,
            owner_name: self.owner_name,
            kind: Kind::from_code(&self.kind).unwrap_or_default(),
            entry: hash(self.entry),
            reason: self.reason,
            operator: self.operator,
            ruled: self.ruled,
            record: self.record,
            deletion: hash(self.deletion),
            kept: self.kept_at,
            deleted: self.deleted_at,
        }
    }
}

macro_rules! columns {
    () => {
        "SELECT g.id, g.owner, o.name AS owner_name, g.kind, g.entry, g.reason, g.operator, g.ruled, g.record, g.deletion, g.kept_at, \
         g.deleted_at FROM seen_evidence_gone g JOIN organisation o ON o.id = g.owner "
    };
}

/// What is left of deleted evidence that the viewer may see.
pub(crate) async fn gone(tx: &mut Tx, id: EvidenceId) -> Result<Option<Gone>, Problem> {
    let row = fetch_optional!(tx, GoneRow, concat!(columns!(), "WHERE g.id = $1"), id)?;
    Ok(row.map(GoneRow::gone))
}

/// What the organisation's people deleted, and its rules, the latest first.
pub(crate) async fn all_gone(tx: &mut Tx, owner: OrganisationId, limit: i64) -> Result<Vec<Gone>, Problem> {
    let rows = fetch_all!(
        tx,
        GoneRow,
        concat!(columns!(), "WHERE g.owner = $1 ORDER BY g.deleted_at DESC, g.id LIMIT $2"),
        owner,
        limit
    )?;
    Ok(rows.into_iter().map(GoneRow::gone).collect())
}

/// Evidence of the organisation on which a hold stands: what it is called, why, and since when.
pub(crate) async fn all_held(
    tx: &mut Tx,
    owner: OrganisationId,
    limit: i64,
) -> Result<Vec<(EvidenceId, String, String, Timestamp)>, Problem> {
    Ok(fetch_all!(
        tx,
        (EvidenceId, String, String, Timestamp),
        "SELECT e.id, e.title, h.reason, h.placed_at FROM evidence_hold h JOIN seen_evidence e ON e.id = h.evidence
         WHERE e.owner = $1 AND h.lifted_at IS NULL ORDER BY h.placed_at, h.id LIMIT $2",
        owner,
        limit
    )?)
}
