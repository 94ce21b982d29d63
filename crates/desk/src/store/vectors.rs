//! Vectors of claims: derived data of one model, made by a job and read by the matcher, as the system.

use saksi_base::{ClaimId, Problem};
use saksi_db::{Tx, Value, execute, fetch_all, fetch_scalar, insert_many};
use uuid::Uuid;

/// One stored vector.
#[derive(Debug, Clone, saksi_db::FromRow)]
pub(crate) struct VectorRow {
    pub(crate) claim: ClaimId,
    pub(crate) digest: Vec<u8>,
    pub(crate) vector: Vec<u8>,
}

/// Claims before another that wait or are answered and have no vector of this model, the newest first: what came in today is
/// asked about today, a big import can wait.
pub(crate) async fn lacking(tx: &mut Tx, model: &[u8], before: Uuid, limit: i64) -> Result<Vec<ClaimId>, Problem> {
    let rows = fetch_all!(
        tx,
        (ClaimId,),
        "SELECT c.id FROM claim c WHERE c.id < $1 AND NOT c.hidden AND (c.published > 0 OR c.lane IN ('open', 'closed'))
         AND NOT EXISTS (SELECT 1 FROM claim_vector v WHERE v.claim = c.id AND v.model = $2) ORDER BY c.id DESC LIMIT $3",
        before,
        model,
        limit
    )?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// How many claims wait or are answered, and how many of them have vectors of this model.
pub(crate) async fn progress(tx: &mut Tx, model: &[u8]) -> Result<(i64, i64), Problem> {
    let all = fetch_scalar!(
        tx,
        i64,
        "SELECT count(*) FROM claim WHERE NOT hidden AND (published > 0 OR lane IN ('open', 'closed'))"
    )?;
    let done = fetch_scalar!(
        tx,
        i64,
        "SELECT count(*) FROM claim c WHERE NOT c.hidden AND (c.published > 0 OR c.lane IN ('open', 'closed'))
         AND EXISTS (SELECT 1 FROM claim_vector v WHERE v.claim = c.id AND v.model = $1)",
        model
    )?;
    Ok((all.unwrap_or(0), done.unwrap_or(0)))
}

/// What is to be stored for one claim.
#[derive(Debug, Clone)]
pub(crate) struct NewVectors {
    pub(crate) claim: ClaimId,
    pub(crate) digest: [u8; 16],
    pub(crate) vectors: Vec<Vec<u8>>,
}

/// Stores the vectors of claims in place of what they had.
pub(crate) async fn put(tx: &mut Tx, model: &[u8], batch: Uuid, claims: &[NewVectors]) -> Result<(), Problem> {
    let mut rows: Vec<Vec<Value>> = Vec::new();
    for claim in claims {
        forget(tx, claim.claim).await?;
        for (place, vector) in claim.vectors.iter().enumerate() {
            rows.push(vec![
                claim.claim.0.into(),
                i64::try_from(place).unwrap_or(i64::MAX).into(),
                model.to_vec().into(),
                claim.digest.to_vec().into(),
                vector.clone().into(),
                batch.into(),
            ]);
        }
    }
    insert_many(tx, "claim_vector", &["claim", "place", "model", "digest", "vector", "batch"], rows).await?;
    Ok(())
}

/// Forgets the vectors of a claim.
pub(crate) async fn forget(tx: &mut Tx, claim: ClaimId) -> Result<(), Problem> {
    execute!(tx, "DELETE FROM claim_vector WHERE claim = $1", claim)?;
    Ok(())
}

/// The vectors of one claim.
pub(crate) async fn of_claim(tx: &mut Tx, claim: ClaimId, model: &[u8]) -> Result<Vec<VectorRow>, Problem> {
    Ok(fetch_all!(
        tx,
        VectorRow,
        "SELECT claim, digest, vector FROM claim_vector WHERE claim = $1 AND model = $2 ORDER BY place",
        claim,
        model
    )?)
}

/// The vectors that one run of the job made.
pub(crate) async fn of_batch(tx: &mut Tx, batch: Uuid, model: &[u8]) -> Result<Vec<VectorRow>, Problem> {
    Ok(fetch_all!(
        tx,
        VectorRow,
        "SELECT claim, digest, vector FROM claim_vector WHERE batch = $1 AND model = $2 ORDER BY claim, place",
        batch,
        model
    )?)
}

/// The vectors of the claims after another, of at most `limit` claims.
pub(crate) async fn page(tx: &mut Tx, model: &[u8], after: Uuid, limit: i64) -> Result<Vec<VectorRow>, Problem> {
    Ok(fetch_all!(
        tx,
        VectorRow,
        "SELECT v.claim, v.digest, v.vector FROM claim_vector v WHERE v.model = $1 AND v.claim IN (
             SELECT DISTINCT w.claim FROM claim_vector w WHERE w.claim > $2 AND w.model = $1 ORDER BY w.claim LIMIT $3
         ) ORDER BY v.claim, v.place",
        model,
        after,
        limit
    )?)
}
