//! What checkers say about matches. The texts stay with the claims.

use saksi_base::{ClaimId, OrganisationId, PersonId, Problem, SpaceId, Timestamp};
use saksi_db::{Tx, execute, fetch_all};
use uuid::Uuid;

/// A checker's word on two claims.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Word {
    pub(crate) id: Uuid,
    pub(crate) owner: OrganisationId,
    pub(crate) space: SpaceId,
    pub(crate) source: ClaimId,
    pub(crate) claim: ClaimId,
    pub(crate) same: bool,
    pub(crate) score: f64,
    pub(crate) person: PersonId,
}

/// Keeps a word in place of what the same person said before.
pub(crate) async fn put(tx: &mut Tx, word: Word) -> Result<u64, Problem> {
    let now = tx.now();
    Ok(execute!(
        tx,
        "INSERT INTO match_feedback (id, owner, space, marking, source, claim, same, score, person, at)
         SELECT $1, owner, $3, 3, $4, $5, $6, $7, $8, $9 FROM writable WHERE owner = $2
         ON CONFLICT (source, claim, person) DO UPDATE SET same = excluded.same, score = excluded.score, at = excluded.at",
        word.id,
        word.owner,
        word.space,
        word.source,
        word.claim,
        word.same,
        word.score,
        word.person,
        now
    )?)
}

/// Takes a word back.
pub(crate) async fn take_back(tx: &mut Tx, source: ClaimId, claim: ClaimId, person: PersonId) -> Result<u64, Problem> {
    Ok(execute!(
        tx,
        "DELETE FROM match_feedback WHERE source = $1 AND claim = $2 AND person = $3
         AND owner IN (SELECT owner FROM writable)",
        source,
        claim,
        person
    )?)
}

/// What a person said about a claim and others.
pub(crate) async fn said(tx: &mut Tx, source: ClaimId, person: PersonId) -> Result<Vec<(ClaimId, bool)>, Problem> {
    Ok(fetch_all!(
        tx,
        (ClaimId, bool),
        "SELECT claim, same FROM seen_match_feedback WHERE source = $1 AND person = $2",
        source,
        person
    )?)
}

/// A word with the texts that it is about, as the viewer may see them.
#[derive(Debug, Clone, saksi_db::FromRow)]
pub(crate) struct ExportRow {
    pub(crate) id: Uuid,
    pub(crate) source: ClaimId,
    pub(crate) claim: ClaimId,
    pub(crate) text: String,
    pub(crate) language: String,
    pub(crate) statement: String,
    pub(crate) statement_language: String,
    pub(crate) same: bool,
    pub(crate) score: f64,
    pub(crate) at: Timestamp,
}

/// Words after another, in the order of their identifiers.
pub(crate) async fn page(tx: &mut Tx, after: Uuid, limit: i64) -> Result<Vec<ExportRow>, Problem> {
    Ok(fetch_all!(
        tx,
        ExportRow,
        "SELECT f.id, f.source, f.claim, s.statement AS text, s.language, c.statement, c.language AS statement_language,
         f.same, f.score, f.at FROM seen_match_feedback f JOIN seen_claim s ON s.id = f.source
         JOIN seen_claim c ON c.id = f.claim
         WHERE f.id > $1 AND s.lane <> 'expired' AND NOT s.hidden AND NOT c.hidden ORDER BY f.id LIMIT $2",
        after,
        limit
    )?)
}
