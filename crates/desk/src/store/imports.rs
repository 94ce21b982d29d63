//! What was brought in from elsewhere.

use saksi_base::{ClaimId, ImportId, PersonId, Problem};
use saksi_db::{Tx, execute, fetch_all, fetch_scalar};
use uuid::Uuid;

/// Opens a run.
pub(crate) async fn begin(tx: &mut Tx, id: ImportId, source: &str, person: Option<PersonId>) -> Result<(), Problem> {
    let now = tx.now();
    execute!(
        tx,
        "INSERT INTO import_run (id, source, person, started_at) VALUES ($1, $2, $3, $4)",
        id,
        source,
        person,
        now
    )?;
    Ok(())
}

/// Adds to the figures of a run.
pub(crate) async fn progress(
    tx: &mut Tx,
    id: ImportId,
    read: i64,
    claims: i64,
    checks: i64,
    rejected: i64,
    finished: bool,
) -> Result<(), Problem> {
    let now = finished.then(|| tx.now());
    execute!(
        tx,
        "UPDATE import_run SET rows_read = rows_read + $2, claims = claims + $3, checks = checks + $4, rejected = rejected + $5,
             finished_at = coalesce($6, finished_at) WHERE id = $1",
        id,
        read,
        claims,
        checks,
        rejected,
        now
    )?;
    Ok(())
}

/// How many rows of a file are in already.
pub(crate) async fn checkpoint(tx: &mut Tx, source: &str, file: &str) -> Result<i64, Problem> {
    Ok(fetch_scalar!(tx, i64, "SELECT rows_done FROM import_checkpoint WHERE source = $1 AND file = $2", source, file)?
        .unwrap_or(0))
}

/// Notes how many rows of a file are in.
pub(crate) async fn set_checkpoint(tx: &mut Tx, source: &str, file: &str, rows: i64) -> Result<(), Problem> {
    execute!(
        tx,
        "INSERT INTO import_checkpoint (source, file, rows_done) VALUES ($1, $2, $3)
         ON CONFLICT (source, file) DO UPDATE SET rows_done = excluded.rows_done",
        source,
        file,
        rows
    )?;
    Ok(())
}

/// Forgets how far a file was read, so that the next run reads it from its beginning.
pub(crate) async fn clear_checkpoint(tx: &mut Tx, source: &str, file: &str) -> Result<(), Problem> {
    execute!(tx, "DELETE FROM import_checkpoint WHERE source = $1 AND file = $2", source, file)?;
    Ok(())
}

#[derive(saksi_db::FromRow)]
struct Known {
    external_id: String,
    subject: Uuid,
}

/// The claim that an external record became.
pub(crate) async fn claim_of(tx: &mut Tx, source: &str, external_id: &str) -> Result<Option<ClaimId>, Problem> {
    Ok(fetch_scalar!(
        tx,
        ClaimId,
        "SELECT subject FROM external_reference WHERE source = $1 AND external_id = $2",
        source,
        external_id
    )?)
}

/// Which of these external records are here already.
#[expect(clippy::many_single_char_names, reason = "places of a list, nothing more")]
pub(crate) async fn known(tx: &mut Tx, source: &str, ids: &[String]) -> Result<Vec<(String, Uuid)>, Problem> {
    let mut all = Vec::new();
    for chunk in ids.chunks(20) {
        let mut twenty: [&str; 20] = [chunk.first().map_or("", String::as_str); 20];
        for (place, id) in twenty.iter_mut().zip(chunk) {
            *place = id;
        }
        let [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t] = twenty;
        let rows = fetch_all!(
            tx,
            Known,
            "SELECT external_id, subject FROM external_reference WHERE source = $1 AND external_id IN
             ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)",
            source,
            a,
            b,
            c,
            d,
            e,
            f,
            g,
            h,
            i,
            j,
            k,
            l,
            m,
            n,
            o,
            p,
            q,
            r,
            s,
            t
        )?;
        all.extend(rows.into_iter().map(|row| (row.external_id, row.subject)));
    }
    Ok(all)
}
