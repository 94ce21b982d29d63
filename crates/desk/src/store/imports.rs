//! What was brought in from elsewhere.

use saksi_base::{CheckId, ClaimId, ImportId, OrganisationId, PersonId, Problem, SpaceId};
use saksi_db::{Tx, execute, fetch_all, fetch_scalar};
use uuid::Uuid;

use crate::model::CheckContent;

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

/// What a part of a run did.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Figures {
    pub(crate) read: i64,
    pub(crate) claims: i64,
    pub(crate) checks: i64,
    pub(crate) corrected: i64,
    pub(crate) rejected: i64,
}

/// Adds to the figures of a run.
pub(crate) async fn progress(tx: &mut Tx, id: ImportId, figures: &Figures, finished: bool) -> Result<(), Problem> {
    let now = finished.then(|| tx.now());
    execute!(
        tx,
        "UPDATE import_run SET rows_read = rows_read + $2, claims = claims + $3, checks = checks + $4, corrected = corrected + $5,
             rejected = rejected + $6, finished_at = coalesce($7, finished_at) WHERE id = $1",
        id,
        figures.read,
        figures.claims,
        figures.checks,
        figures.corrected,
        figures.rejected,
        now
    )?;
    Ok(())
}

/// An imported check as it stands here.
#[derive(Debug, Clone, saksi_db::FromRow)]
pub(crate) struct StandingCheck {
    pub(crate) id: CheckId,
    pub(crate) owner: OrganisationId,
    pub(crate) space: SpaceId,
    pub(crate) claim: ClaimId,
    pub(crate) claim_owner: OrganisationId,
    pub(crate) state: String,
    pub(crate) version: i64,
    pub(crate) hidden: bool,
    pub(crate) verdict: Option<String>,
    pub(crate) harm: String,
    pub(crate) content_type: String,
    pub(crate) statement: String,
    pub(crate) title: String,
    pub(crate) explanation: String,
    pub(crate) sources: String,
    pub(crate) language: String,
    pub(crate) source_url: Option<String>,
    pub(crate) licence: Option<String>,
    /// Whether a person here wrote the version that stands.
    pub(crate) changed_here: bool,
    /// Whether a person here is writing the next.
    pub(crate) being_changed: bool,
}

impl StandingCheck {
    /// What it says.
    pub(crate) fn content(&self) -> CheckContent {
        CheckContent {
            statement: self.statement.clone(),
            verdict: super::verdict(self.verdict.as_deref()),
            harm: super::harm(&self.harm),
            content_type: super::content_type(&self.content_type),
            title: self.title.clone(),
            explanation: self.explanation.clone(),
            references: super::references(&self.sources),
            language: super::language(&self.language),
            change_note: String::new(),
        }
    }
}

/// The checks with these identifiers as they stand.
pub(crate) async fn standing(tx: &mut Tx, checks: &[Uuid]) -> Result<Vec<StandingCheck>, Problem> {
    let mut all = Vec::new();
    for [a, b, c, d, e, f, g, h, i, j] in super::tens(checks) {
        all.extend(fetch_all!(
            tx,
            StandingCheck,
            "SELECT f.id, f.owner, f.space, f.claim, c.owner AS claim_owner, f.state, f.version, f.hidden, f.verdict, f.harm,
                 f.content_type, f.statement, f.title, f.explanation, f.sources, f.language, f.source_url, f.licence,
                 EXISTS (SELECT 1 FROM check_version v
                     WHERE v.fact_check = f.id AND v.number = f.version AND v.author IS NOT NULL) AS changed_here,
                 EXISTS (SELECT 1 FROM check_draft d WHERE d.fact_check = f.id) AS being_changed
             FROM fact_check f JOIN claim c ON c.id = f.claim WHERE f.id IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
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
    Ok(all)
}

/// Notes where a check now stands at its authors', and under which terms.
pub(crate) async fn set_origin(
    tx: &mut Tx,
    check: CheckId,
    source_url: Option<&str>,
    licence: Option<&str>,
) -> Result<(), Problem> {
    execute!(tx, "UPDATE fact_check SET source_url = $2, licence = $3 WHERE id = $1", check, source_url, licence)?;
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
