//! What happened to evidence. Nothing here changes or deletes.

use saksi_base::{CustodyId, EvidenceId, Problem, Timestamp};
use saksi_db::{Tx, execute, fetch_all, fetch_scalar};
use saksi_tlog::Hash;

use crate::model::CustodyView;

/// An event about to be written.
#[derive(Debug, Clone)]
pub(crate) struct NewEvent<'a> {
    pub(crate) id: CustodyId,
    pub(crate) evidence: EvidenceId,
    pub(crate) event: &'a str,
    pub(crate) party: &'a str,
    pub(crate) note: &'a str,
    pub(crate) operator: &'a str,
    pub(crate) record: &'a str,
    pub(crate) entry: Hash,
}

/// Writes an event about evidence that the viewer may see.
pub(crate) async fn insert(tx: &mut Tx, new: &NewEvent<'_>) -> Result<(), Problem> {
    let now = tx.now();
    let stored = execute!(
        tx,
        "INSERT INTO evidence_custody (id, evidence, event, party, note, operator, at, record, entry, place)
         SELECT $1, e.id, $3, $4, $5, $6, $7, $8, $9, (SELECT count(*) FROM evidence_custody c WHERE c.evidence = $2)
         FROM seen_evidence e WHERE e.id = $2",
        new.id,
        new.evidence,
        new.event,
        new.party,
        new.note,
        new.operator,
        now,
        new.record,
        new.entry.as_bytes().as_slice()
    )?;
    super::written(stored)
}

#[derive(Debug, saksi_db::FromRow)]
struct CustodyRow {
    id: CustodyId,
    event: String,
    party: String,
    note: String,
    operator: String,
    at: Timestamp,
    entry: Vec<u8>,
}

/// What happened to evidence, oldest first, once its row was seen.
pub(crate) async fn of(tx: &mut Tx, evidence: EvidenceId) -> Result<Vec<CustodyView>, Problem> {
    let rows = fetch_all!(
        tx,
        CustodyRow,
        "SELECT id, event, party, note, operator, at, entry FROM evidence_custody WHERE evidence = $1 ORDER BY at, place, id LIMIT 2000",
        evidence
    )?;
    rows.into_iter()
        .map(|row| {
            Ok(CustodyView {
                id: row.id,
                event: row.event,
                party: row.party,
                note: row.note,
                operator: row.operator,
                at: row.at,
                entry: Hash::from_slice(&row.entry).ok_or_else(Problem::internal)?,
            })
        })
        .collect()
}

/// The canonical records of everything that happened to evidence, oldest first, once its row was seen.
pub(crate) async fn records(tx: &mut Tx, evidence: EvidenceId) -> Result<Vec<String>, Problem> {
    let rows = fetch_all!(
        tx,
        (String,),
        "SELECT record FROM evidence_custody WHERE evidence = $1 ORDER BY at, place, id",
        evidence
    )?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// The canonical records of one kind of event, once the row of its evidence was seen.
pub(crate) async fn records_named(tx: &mut Tx, evidence: EvidenceId, event: &str) -> Result<Vec<String>, Problem> {
    let rows = fetch_all!(
        tx,
        (String,),
        "SELECT record FROM evidence_custody WHERE evidence = $1 AND event = $2 ORDER BY at, place, id",
        evidence,
        event
    )?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// The canonical record of an event, once the row of its evidence was seen.
pub(crate) async fn record(tx: &mut Tx, evidence: EvidenceId, id: CustodyId) -> Result<String, Problem> {
    let record =
        fetch_scalar!(tx, String, "SELECT record FROM evidence_custody WHERE evidence = $1 AND id = $2", evidence, id)?;
    record.ok_or_else(Problem::not_found)
}
