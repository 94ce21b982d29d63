//! Parts of evidence and the pieces in which they lie.

use saksi_base::{EvidenceId, EvidencePartId, Problem, Timestamp};
use saksi_db::blobs::BlobHash;
use saksi_db::{Tx, execute, fetch_all, fetch_optional, fetch_scalar};
use saksi_tlog::Hash;

use crate::model::PartView;

/// A part whose pieces are stored already.
#[derive(Debug, Clone)]
pub(crate) struct NewPart {
    pub(crate) id: EvidencePartId,
    pub(crate) name: String,
    pub(crate) media_type: String,
    pub(crate) bytes: i64,
    pub(crate) sha256: Hash,
    pub(crate) working: bool,
    pub(crate) note: String,
    pub(crate) secret: Vec<u8>,
    pub(crate) pieces: Vec<BlobHash>,
}

/// Stores a part of evidence whose row the viewer may write.
pub(crate) async fn insert(tx: &mut Tx, evidence: EvidenceId, part: &NewPart) -> Result<(), Problem> {
    let now = tx.now();
    let stored = execute!(
        tx,
        "INSERT INTO evidence_part (id, evidence, name, media_type, bytes, sha256, working, note, secret, added_at, place)
         SELECT $1, e.id, $3, $4, $5, $6, $7, $8, $9, $10, (SELECT count(*) FROM evidence_part p WHERE p.evidence = $2)
         FROM seen_evidence e JOIN writable w ON w.owner = e.owner WHERE e.id = $2",
        part.id,
        evidence,
        &part.name,
        &part.media_type,
        part.bytes,
        part.sha256.as_bytes().as_slice(),
        part.working,
        &part.note,
        &part.secret,
        now
    )?;
    super::written(stored)?;
    for (number, piece) in (0_i64..).zip(&part.pieces) {
        // A sweep took it meanwhile: the file in the store may be gone already.
        if !strike_off(tx, *piece).await? {
            return Err(Problem::conflict("evidence-problem-swept"));
        }
        execute!(
            tx,
            "INSERT INTO evidence_piece (part, number, blob) VALUES ($1, $2, $3)",
            part.id,
            number,
            piece.0.as_slice()
        )?;
    }
    Ok(())
}

#[derive(Debug, saksi_db::FromRow)]
struct PartRow {
    id: EvidencePartId,
    name: String,
    media_type: String,
    bytes: i64,
    sha256: Vec<u8>,
    working: bool,
    note: String,
    secret: Vec<u8>,
    added_at: Timestamp,
}

/// A part with what opens it.
#[derive(Debug, Clone)]
pub(crate) struct SealedPart {
    pub(crate) view: PartView,
    pub(crate) secret: Vec<u8>,
    pub(crate) pieces: Vec<BlobHash>,
}

impl PartRow {
    fn view(&self) -> Result<PartView, Problem> {
        Ok(PartView {
            id: self.id,
            name: self.name.clone(),
            media_type: self.media_type.clone(),
            bytes: self.bytes,
            sha256: Hash::from_slice(&self.sha256).ok_or_else(Problem::internal)?,
            working: self.working,
            note: self.note.clone(),
            at: self.added_at,
        })
    }
}

/// The parts of evidence, once its row was seen: what came in first, then working copies.
pub(crate) async fn of(tx: &mut Tx, evidence: EvidenceId) -> Result<Vec<PartView>, Problem> {
    let rows = fetch_all!(
        tx,
        PartRow,
        "SELECT id, name, media_type, bytes, sha256, working, note, secret, added_at FROM evidence_part
         WHERE evidence = $1 ORDER BY working, place, name",
        evidence
    )?;
    rows.iter().map(PartRow::view).collect()
}

/// One part with its pieces, once the row of its evidence was seen.
pub(crate) async fn sealed(tx: &mut Tx, evidence: EvidenceId, id: EvidencePartId) -> Result<SealedPart, Problem> {
    let row = fetch_optional!(
        tx,
        PartRow,
        "SELECT id, name, media_type, bytes, sha256, working, note, secret, added_at FROM evidence_part
         WHERE evidence = $1 AND id = $2",
        evidence,
        id
    )?;
    let row = row.ok_or_else(Problem::not_found)?;
    let pieces = fetch_all!(tx, (Vec<u8>,), "SELECT blob FROM evidence_piece WHERE part = $1 ORDER BY number", id)?;
    Ok(SealedPart { view: row.view()?, secret: row.secret, pieces: hashes(pieces)? })
}

/// How many parts there are.
pub(crate) async fn count(tx: &mut Tx, evidence: EvidenceId) -> Result<i64, Problem> {
    Ok(fetch_scalar!(tx, i64, "SELECT count(*) FROM evidence_part WHERE evidence = $1", evidence)?.unwrap_or(0))
}

/// Writes down that a piece goes into the store.
pub(crate) async fn under_way(tx: &mut Tx, piece: BlobHash) -> Result<(), Problem> {
    let now = tx.now();
    execute!(
        tx,
        "INSERT INTO blob_underway (blob, at) VALUES ($1, $2) ON CONFLICT (blob) DO NOTHING",
        piece.0.as_slice(),
        now
    )?;
    Ok(())
}

/// It is under way no longer. Says whether it still was.
pub(crate) async fn strike_off(tx: &mut Tx, piece: BlobHash) -> Result<bool, Problem> {
    Ok(execute!(tx, "DELETE FROM blob_underway WHERE blob = $1", piece.0.as_slice())? == 1)
}

/// Pieces that have been under way since before a moment.
pub(crate) async fn overdue(tx: &mut Tx, before: Timestamp, limit: i64) -> Result<Vec<BlobHash>, Problem> {
    let rows = fetch_all!(
        tx,
        (Vec<u8>,),
        "SELECT blob FROM blob_underway WHERE at < $1 ORDER BY at, blob LIMIT $2",
        before,
        limit
    )?;
    hashes(rows)
}

/// Pieces that wait to be deleted from the store.
pub(crate) async fn gone(tx: &mut Tx, limit: i64) -> Result<Vec<BlobHash>, Problem> {
    hashes(fetch_all!(tx, (Vec<u8>,), "SELECT blob FROM blob_gone ORDER BY blob LIMIT $1", limit)?)
}

/// A piece is gone from the store.
pub(crate) async fn deleted(tx: &mut Tx, piece: BlobHash) -> Result<(), Problem> {
    execute!(tx, "DELETE FROM blob_gone WHERE blob = $1", piece.0.as_slice())?;
    Ok(())
}

fn hashes(rows: Vec<(Vec<u8>,)>) -> Result<Vec<BlobHash>, Problem> {
    let hash = |(blob,): (Vec<u8>,)| blob.as_slice().try_into().map(BlobHash).map_err(|_| Problem::internal());
    rows.into_iter().map(hash).collect()
}

/// Notes pieces for deletion that no row came to name.
pub(crate) async fn let_go(tx: &mut Tx, piece: BlobHash) -> Result<(), Problem> {
    execute!(tx, "INSERT INTO blob_gone (blob) VALUES ($1) ON CONFLICT DO NOTHING", piece.0.as_slice())?;
    Ok(())
}
