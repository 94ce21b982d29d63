//! What owners show to everybody.

use saksi_base::{EvidenceId, Problem, Timestamp};
use saksi_db::{Tx, execute, fetch_optional};
use saksi_tlog::Hash;

use super::records::Row;
use crate::model::{Kind, PartView, PublicEvidence};

/// Shows a piece of evidence to everybody.
pub(crate) async fn show(tx: &mut Tx, row: &Row, at: Timestamp, part: &PartView, entry: Hash) -> Result<(), Problem> {
    let now = tx.now();
    let stored = execute!(
        tx,
        "INSERT INTO evidence_public (id, owner, space, marking, kind, title, url, at, part, bytes, sha256, entry, published_at)
         SELECT $1, owner, $3, 0, $4, $5, $6, $7, $8, $9, $10, $11, $12 FROM writable WHERE owner = $2
         ON CONFLICT (id) DO NOTHING",
        row.id,
        row.owner,
        row.space,
        row.kind().code(),
        &row.title,
        &row.url,
        at,
        &part.name,
        part.bytes,
        part.sha256.as_bytes().as_slice(),
        entry.as_bytes().as_slice(),
        now
    )?;
    if stored > 1 { Err(Problem::internal()) } else { Ok(()) }
}

/// Shows it no longer.
pub(crate) async fn hide(tx: &mut Tx, id: EvidenceId) -> Result<(), Problem> {
    execute!(tx, "DELETE FROM evidence_public WHERE id = $1 AND owner IN (SELECT owner FROM writable)", id)?;
    Ok(())
}

#[derive(Debug, saksi_db::FromRow)]
struct PublicRow {
    id: EvidenceId,
    owner: String,
    kind: String,
    title: String,
    url: String,
    at: Timestamp,
    part: String,
    bytes: i64,
    sha256: Vec<u8>,
    entry: Vec<u8>,
}

/// What everybody may see.
pub(crate) async fn seen(tx: &mut Tx, id: EvidenceId) -> Result<Option<PublicEvidence>, Problem> {
    let row = fetch_optional!(
        tx,
        PublicRow,
        "SELECT p.id, o.name AS owner, p.kind, p.title, p.url, p.at, p.part, p.bytes, p.sha256, p.entry
         FROM seen_evidence_public p JOIN organisation o ON o.id = p.owner WHERE p.id = $1",
        id
    )?;
    row.map(|row| {
        Ok(PublicEvidence {
            id: row.id,
            owner: row.owner,
            kind: Kind::from_code(&row.kind).unwrap_or_default(),
            title: row.title,
            url: row.url,
            at: row.at,
            part: row.part,
            bytes: row.bytes,
            sha256: Hash::from_slice(&row.sha256).ok_or_else(Problem::internal)?,
            entry: Hash::from_slice(&row.entry).ok_or_else(Problem::internal)?,
        })
    })
    .transpose()
}
