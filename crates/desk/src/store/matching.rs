//! What the matcher loads, as the system: texts that stay in memory as hashed features and are never shown.

use saksi_base::{CheckId, ClaimId, Problem};
use saksi_db::{Tx, fetch_all, fetch_scalar};
use uuid::Uuid;

/// One text of a claim.
#[derive(Debug, Clone, saksi_db::FromRow)]
pub(crate) struct TextRow {
    pub(crate) claim: ClaimId,
    pub(crate) language: String,
    pub(crate) statement: String,
    pub(crate) title: String,
}

/// Listed checks after a claim, in the order of claims, so that a page ends between two claims.
pub(crate) async fn published(tx: &mut Tx, after: Uuid, limit: i64) -> Result<Vec<TextRow>, Problem> {
    Ok(fetch_all!(
        tx,
        TextRow,
        "SELECT f.claim, f.language, f.statement, f.title FROM fact_check f JOIN claim c ON c.id = f.claim
         WHERE f.claim IN (SELECT p.id FROM claim p WHERE p.id > $1 AND p.published > 0 AND NOT p.hidden ORDER BY p.id LIMIT $2)
         AND f.listed ORDER BY f.claim, f.published_at, f.id",
        after,
        limit
    )?)
}

/// A text that belongs to a claim beside its checks.
#[derive(Debug, Clone, saksi_db::FromRow)]
pub(crate) struct ExtraRow {
    pub(crate) claim: ClaimId,
    pub(crate) text: String,
}

/// Published translations, messages and links of the claims between two identifiers (both included).
pub(crate) async fn extras(tx: &mut Tx, from: Uuid, to: Uuid) -> Result<(Vec<ExtraRow>, Vec<ExtraRow>), Problem> {
    let mut texts = fetch_all!(
        tx,
        ExtraRow,
        "SELECT f.claim, t.statement AS text FROM check_translation t JOIN fact_check f ON f.id = t.fact_check
         WHERE f.claim >= $1 AND f.claim <= $2 AND t.published AND f.listed",
        from,
        to
    )?;
    texts.extend(fetch_all!(
        tx,
        ExtraRow,
        "SELECT m.claim, m.text FROM message m WHERE m.claim >= $1 AND m.claim <= $2 AND m.state IN ('open', 'answered')
             AND m.text <> '' ORDER BY m.claim, m.asked DESC",
        from,
        to
    )?);
    // Words in pictures as a program read them: what one sends as a picture, another types.
    texts.extend(fetch_all!(
        tx,
        ExtraRow,
        "SELECT m.claim, f.words AS text FROM media_file f JOIN message m ON m.id = f.message
         WHERE m.claim >= $1 AND m.claim <= $2 AND m.state IN ('open', 'answered') AND f.words <> ''
         UNION ALL
         SELECT f.claim, f.words AS text FROM media_file f WHERE f.claim >= $1 AND f.claim <= $2 AND f.words <> ''",
        from,
        to
    )?);
    let links = fetch_all!(
        tx,
        ExtraRow,
        "SELECT l.claim, l.link AS text FROM claim_link l WHERE l.claim >= $1 AND l.claim <= $2",
        from,
        to
    )?;
    Ok((texts, links))
}

/// A claim that waits.
#[derive(Debug, Clone, saksi_db::FromRow)]
pub(crate) struct WaitingRow {
    pub(crate) id: ClaimId,
    pub(crate) language: String,
    pub(crate) statement: String,
}

/// Open claims after an identifier.
pub(crate) async fn waiting(tx: &mut Tx, after: Uuid, limit: i64) -> Result<Vec<WaitingRow>, Problem> {
    Ok(fetch_all!(
        tx,
        WaitingRow,
        "SELECT id, language, statement FROM claim WHERE id > $1 AND lane IN ('open', 'closed') AND NOT hidden ORDER BY id LIMIT $2",
        after,
        limit
    )?)
}

/// Where a claim stands: lane, published checks, hidden.
#[derive(Debug, Clone, saksi_db::FromRow)]
pub(crate) struct StandingRow {
    pub(crate) language: String,
    pub(crate) statement: String,
    pub(crate) lane: String,
    pub(crate) published: i64,
    pub(crate) hidden: bool,
}

/// Where a claim stands.
pub(crate) async fn standing(tx: &mut Tx, id: ClaimId) -> Result<Option<StandingRow>, Problem> {
    Ok(saksi_db::fetch_optional!(
        tx,
        StandingRow,
        "SELECT language, statement, lane, published, hidden FROM claim WHERE id = $1",
        id
    )?)
}

/// The listed checks of one claim.
pub(crate) async fn of_claim(tx: &mut Tx, id: ClaimId) -> Result<Vec<TextRow>, Problem> {
    Ok(fetch_all!(
        tx,
        TextRow,
        "SELECT claim, language, statement, title FROM fact_check WHERE claim = $1 AND listed ORDER BY published_at, id",
        id
    )?)
}

/// The claim of a check.
pub(crate) async fn claim_of(tx: &mut Tx, check: CheckId) -> Result<Option<ClaimId>, Problem> {
    Ok(fetch_scalar!(tx, ClaimId, "SELECT claim FROM fact_check WHERE id = $1", check)?)
}

/// The claims that a batch of an import gave checks.
pub(crate) async fn of_batch(tx: &mut Tx, batch: Uuid) -> Result<Vec<ClaimId>, Problem> {
    let rows = fetch_all!(tx, (ClaimId,), "SELECT DISTINCT claim FROM fact_check WHERE batch = $1", batch)?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// The texts of claims between two identifiers (both included) that may be read by whoever may read the claim: what listed
/// checks say, then their translations; of a claim that waits, what stands for it.
pub(crate) async fn passages(tx: &mut Tx, from: Uuid, to: Uuid) -> Result<Vec<PassageRow>, Problem> {
    Ok(fetch_all!(
        tx,
        PassageRow,
        "SELECT f.claim, f.statement, f.title, 1 AS turn, f.published_at AS at, f.id FROM fact_check f
         WHERE f.claim >= $1 AND f.claim <= $2 AND f.listed
         UNION ALL
         SELECT f.claim, t.statement, t.title, 2 AS turn, t.published_at AS at, t.id
         FROM check_translation t JOIN fact_check f ON f.id = t.fact_check
         WHERE f.claim >= $1 AND f.claim <= $2 AND t.published AND f.listed
         UNION ALL
         SELECT c.id AS claim, c.statement, '' AS title, 3 AS turn, c.created_at AS at, c.id FROM claim c
         WHERE c.id >= $1 AND c.id <= $2 AND c.published = 0 AND c.lane IN ('open', 'closed')
         ORDER BY 1, 4, 5, 6",
        from,
        to
    )?)
}

/// One text of a claim for the encoder.
#[derive(Debug, Clone, saksi_db::FromRow)]
pub(crate) struct PassageRow {
    pub(crate) claim: ClaimId,
    pub(crate) statement: String,
    pub(crate) title: String,
}
