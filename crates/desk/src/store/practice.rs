//! Attempts of the practice room. Every statement asks whose they are: nobody else reads, counts or deletes them.

use saksi_base::{CheckId, PersonId, Problem, Timestamp};
use saksi_db::{Tx, execute, fetch_all, fetch_optional, fetch_scalar};
use uuid::Uuid;

use crate::model::practice::{Attempt, Decided};

#[derive(Debug, Clone, saksi_db::FromRow)]
struct Row {
    id: Uuid,
    fact_check: CheckId,
    version: i64,
    verdict: String,
    harm: String,
    content_type: String,
    reasoning: String,
    sources: String,
    at: Timestamp,
}

impl From<Row> for Attempt {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            check: row.fact_check,
            version: row.version,
            decided: Decided {
                verdict: super::verdict(Some(&row.verdict)).unwrap_or(saksi_base::Verdict::NotCheckable),
                harm: super::harm(&row.harm),
                content_type: super::content_type(&row.content_type),
                reasoning: row.reasoning,
                references: super::references(&row.sources),
            },
            at: row.at,
        }
    }
}

/// Keeps an attempt. One check is tried once in each of its versions: a second sending changes nothing.
pub(crate) async fn insert(tx: &mut Tx, person: PersonId, attempt: &Attempt) -> Result<u64, Problem> {
    Ok(execute!(
        tx,
        "INSERT INTO practice_attempt (id, person, fact_check, version, verdict, harm, content_type, reasoning, sources, at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (person, fact_check, version) DO NOTHING",
        attempt.id,
        person,
        attempt.check,
        attempt.version,
        attempt.decided.verdict.code(),
        attempt.decided.harm.code(),
        attempt.decided.content_type.code(),
        &attempt.decided.reasoning,
        super::references_text(&attempt.decided.references),
        attempt.at
    )?)
}

/// The attempt of a person at one version of a check.
pub(crate) async fn at(tx: &mut Tx, person: PersonId, check: CheckId, version: i64) -> Result<Option<Uuid>, Problem> {
    Ok(fetch_scalar!(
        tx,
        Uuid,
        "SELECT id FROM practice_attempt WHERE person = $1 AND fact_check = $2 AND version = $3",
        person,
        check,
        version
    )?)
}

/// One of a person's attempts.
pub(crate) async fn one(tx: &mut Tx, person: PersonId, id: Uuid) -> Result<Option<Attempt>, Problem> {
    let row = fetch_optional!(
        tx,
        Row,
        "SELECT id, fact_check, version, verdict, harm, content_type, reasoning, sources, at FROM practice_attempt
         WHERE person = $1 AND id = $2",
        person,
        id
    )?;
    Ok(row.map(Attempt::from))
}

/// A person's attempts, newest first, after a place in that order.
pub(crate) async fn page(
    tx: &mut Tx,
    person: PersonId,
    after: (i64, Uuid),
    limit: i64,
) -> Result<Vec<Attempt>, Problem> {
    let rows = fetch_all!(
        tx,
        Row,
        "SELECT id, fact_check, version, verdict, harm, content_type, reasoning, sources, at FROM practice_attempt
         WHERE person = $1 AND (at < $2 OR (at = $2 AND id < $3)) ORDER BY at DESC, id DESC LIMIT $4",
        person,
        after.0,
        after.1,
        limit
    )?;
    Ok(rows.into_iter().map(Attempt::from).collect())
}

/// Which of these checks a person tried.
pub(crate) async fn tried(tx: &mut Tx, person: PersonId, checks: &[Uuid]) -> Result<Vec<CheckId>, Problem> {
    let mut all = Vec::new();
    for [a, b, c, d, e, f, g, h, i, j] in super::tens(checks) {
        all.extend(fetch_all!(
            tx,
            (CheckId,),
            "SELECT DISTINCT fact_check FROM practice_attempt
             WHERE person = $1 AND fact_check IN ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
            person,
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
    Ok(all.into_iter().map(|(id,)| id).collect())
}

/// Deletes one of a person's attempts; how many went.
pub(crate) async fn delete(tx: &mut Tx, person: PersonId, id: Uuid) -> Result<u64, Problem> {
    Ok(execute!(tx, "DELETE FROM practice_attempt WHERE person = $1 AND id = $2", person, id)?)
}
