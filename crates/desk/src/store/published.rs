//! What the public sees. Every statement goes through the views.

use saksi_base::{CheckId, ClaimId, ModerationId, OrganisationId, Problem, ReplyId, Timestamp};
use saksi_db::{Tx, fetch_all, fetch_optional, fetch_scalar};
use uuid::Uuid;

/// A published check with its text.
#[derive(Debug, Clone, saksi_db::FromRow)]
pub(crate) struct AnswerRow {
    pub(crate) id: CheckId,
    pub(crate) claim: ClaimId,
    pub(crate) owner: OrganisationId,
    pub(crate) slug: String,
    pub(crate) name: String,
    pub(crate) state: String,
    pub(crate) version: i64,
    pub(crate) verdict: Option<String>,
    pub(crate) harm: String,
    pub(crate) content_type: String,
    pub(crate) statement: String,
    pub(crate) title: String,
    pub(crate) explanation: String,
    pub(crate) sources: String,
    pub(crate) language: String,
    pub(crate) published_at: Option<Timestamp>,
    pub(crate) corrected_at: Option<Timestamp>,
    pub(crate) changed_at: Timestamp,
    pub(crate) withdrawn_at: Option<Timestamp>,
    pub(crate) withdrawn_reason: Option<String>,
    pub(crate) source_url: Option<String>,
    pub(crate) licence: Option<String>,
}

macro_rules! answer {
    () => {
        "SELECT f.id, f.claim, f.owner, o.slug, o.name, f.state, f.version, f.verdict, f.harm, f.content_type, f.statement, f.title, \
         f.explanation, f.sources, f.language, f.published_at, f.corrected_at, f.changed_at, f.withdrawn_at, f.withdrawn_reason, \
         f.source_url, f.licence FROM seen_fact_check f JOIN organisation o ON o.id = f.owner"
    };
}

/// A check that is or was public.
pub(crate) async fn check(tx: &mut Tx, id: CheckId) -> Result<Option<AnswerRow>, Problem> {
    Ok(fetch_optional!(
        tx,
        AnswerRow,
        concat!(answer!(), " WHERE f.id = $1 AND f.marking = 0 AND f.state IN ('published', 'withdrawn')"),
        id
    )?)
}

/// The listed checks of claims, in the order of the claims and then of publication.
pub(crate) async fn of_claims(tx: &mut Tx, claims: &[Uuid]) -> Result<Vec<AnswerRow>, Problem> {
    let mut all: Vec<AnswerRow> = Vec::new();
    for [a, b, c, d, e, f, g, h, i, j] in super::tens(claims) {
        all.extend(fetch_all!(
            tx,
            AnswerRow,
            concat!(
                answer!(),
                " WHERE f.claim IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) AND f.listed ORDER BY f.published_at, f.id LIMIT 200"
            ),
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
    all.sort_by_key(|row| claims.iter().position(|claim| *claim == row.claim.0));
    Ok(all)
}

/// A published translation.
#[derive(Debug, Clone, saksi_db::FromRow)]
pub(crate) struct TranslatedRow {
    pub(crate) fact_check: CheckId,
    pub(crate) language: String,
    pub(crate) statement: String,
    pub(crate) title: String,
    pub(crate) explanation: String,
}

/// Published translations of checks into a language (primary tag).
pub(crate) async fn translations_into(
    tx: &mut Tx,
    checks: &[Uuid],
    primary: &str,
) -> Result<Vec<TranslatedRow>, Problem> {
    let mut all = Vec::new();
    for [a, b, c, d, e, f, g, h, i, j] in super::tens(checks) {
        all.extend(fetch_all!(
            tx,
            TranslatedRow,
            "SELECT t.fact_check, t.language, t.statement, t.title, t.explanation FROM seen_check_translation t
             WHERE t.fact_check IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) AND t.published AND t.marking = 0
             AND (t.language = $11 OR t.language LIKE $11 || '-%')",
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
            primary
        )?);
    }
    Ok(all)
}

/// What to list, in the form the statements take.
pub(crate) struct Wanted<'a> {
    pub(crate) verdict: Option<&'a str>,
    pub(crate) language: Option<&'a str>,
    pub(crate) owner: Option<OrganisationId>,
    pub(crate) content_type: Option<&'a str>,
    pub(crate) since: Option<Timestamp>,
    pub(crate) pattern: Option<&'a str>,
    pub(crate) after: Option<(i64, Uuid)>,
    pub(crate) limit: i64,
}

/// One line of the list.
#[derive(Debug, Clone, saksi_db::FromRow)]
pub(crate) struct ListedRow {
    pub(crate) id: CheckId,
    pub(crate) claim: ClaimId,
    pub(crate) owner: OrganisationId,
    pub(crate) slug: String,
    pub(crate) name: String,
    pub(crate) statement: String,
    pub(crate) title: String,
    pub(crate) verdict: Option<String>,
    pub(crate) content_type: String,
    pub(crate) language: String,
    pub(crate) published_at: Option<Timestamp>,
    pub(crate) changed_at: Timestamp,
    pub(crate) asked: i64,
}

macro_rules! wanted {
    () => {
        " WHERE f.listed AND f.marking = 0 AND ($1 IS NULL OR f.verdict = $1)
         AND ($2 IS NULL OR f.language = $2 OR f.language LIKE $2 || '-%' OR EXISTS (
             SELECT 1 FROM seen_check_translation t WHERE t.fact_check = f.id AND t.published AND (t.language = $2 OR t.language LIKE $2 || '-%')))
         AND ($3 IS NULL OR f.owner = $3) AND ($4 IS NULL OR f.content_type = $4) AND ($5 IS NULL OR f.changed_at >= $5)
         AND ($6 IS NULL OR f.search LIKE $6)
         AND ($7 IS NULL OR f.changed_at < $7 OR (f.changed_at = $7 AND f.id > $8)) ORDER BY f.changed_at DESC, f.id LIMIT $9"
    };
}

/// A page of the list, last changed first.
pub(crate) async fn list(tx: &mut Tx, wanted: &Wanted<'_>) -> Result<Vec<ListedRow>, Problem> {
    Ok(fetch_all!(
        tx,
        ListedRow,
        concat!(
            "SELECT f.id, f.claim, f.owner, o.slug, o.name, f.statement, f.title, f.verdict, f.content_type, f.language, f.published_at,
                 f.changed_at, c.asked FROM seen_fact_check f JOIN organisation o ON o.id = f.owner JOIN seen_claim c ON c.id = f.claim",
            wanted!()
        ),
        wanted.verdict,
        wanted.language,
        wanted.owner,
        wanted.content_type,
        wanted.since,
        wanted.pattern,
        wanted.after.map(|after| after.0),
        wanted.after.map_or(Uuid::nil(), |after| after.1),
        wanted.limit
    )?)
}

/// A page of whole checks, last changed first.
pub(crate) async fn full(tx: &mut Tx, wanted: &Wanted<'_>) -> Result<Vec<AnswerRow>, Problem> {
    Ok(fetch_all!(
        tx,
        AnswerRow,
        concat!(answer!(), wanted!()),
        wanted.verdict,
        wanted.language,
        wanted.owner,
        wanted.content_type,
        wanted.since,
        wanted.pattern,
        wanted.after.map(|after| after.0),
        wanted.after.map_or(Uuid::nil(), |after| after.1),
        wanted.limit
    )?)
}

/// A check that is gone.
#[derive(Debug, Clone, saksi_db::FromRow)]
pub(crate) struct GoneRow {
    pub(crate) fact_check: CheckId,
    pub(crate) at: Timestamp,
    pub(crate) withdrawn: bool,
}

/// Checks that are gone, last first.
pub(crate) async fn gone(
    tx: &mut Tx,
    owner: Option<OrganisationId>,
    since: Option<Timestamp>,
    limit: i64,
) -> Result<Vec<GoneRow>, Problem> {
    Ok(fetch_all!(
        tx,
        GoneRow,
        "SELECT fact_check, at, withdrawn FROM check_gone WHERE ($1 IS NULL OR owner = $1) AND ($2 IS NULL OR at >= $2)
         ORDER BY at DESC, fact_check LIMIT $3",
        owner,
        since,
        limit
    )?)
}

/// Whether a check was taken out of sight by a moderator.
pub(crate) async fn is_gone(tx: &mut Tx, id: CheckId) -> Result<bool, Problem> {
    Ok(fetch_scalar!(tx, i64, "SELECT count(*) FROM check_gone WHERE fact_check = $1", id)?.unwrap_or(0) > 0)
}

/// Whether a check of a claim still has a public page, be it a withdrawn one.
pub(crate) async fn was_answered(tx: &mut Tx, claim: ClaimId) -> Result<bool, Problem> {
    let found = fetch_scalar!(tx, i64, "SELECT count(*) FROM seen_fact_check WHERE claim = $1 AND marking = 0", claim)?;
    Ok(found.unwrap_or(0) > 0)
}

/// A withdrawn check, as those who asked are told.
#[derive(Debug, Clone, saksi_db::FromRow)]
pub(crate) struct WithdrawnRow {
    pub(crate) id: CheckId,
    pub(crate) owner: OrganisationId,
    pub(crate) slug: String,
    pub(crate) name: String,
    pub(crate) withdrawn_reason: Option<String>,
    pub(crate) withdrawn_at: Timestamp,
}

/// The checks of a claim that were withdrawn at `since` or later and still have their page, last first.
pub(crate) async fn withdrawn(tx: &mut Tx, claim: ClaimId, since: Timestamp) -> Result<Vec<WithdrawnRow>, Problem> {
    Ok(fetch_all!(
        tx,
        WithdrawnRow,
        "SELECT f.id, f.owner, o.slug, o.name, f.withdrawn_reason, f.withdrawn_at FROM seen_fact_check f
         JOIN organisation o ON o.id = f.owner WHERE f.claim = $1 AND f.state = 'withdrawn' AND f.marking = 0
         AND f.withdrawn_at >= $2 ORDER BY f.withdrawn_at DESC, f.id LIMIT 10",
        claim,
        since
    )?)
}

/// A version as stored.
#[derive(Debug, Clone, saksi_db::FromRow)]
pub(crate) struct VersionRow {
    pub(crate) number: i64,
    pub(crate) verdict: String,
    pub(crate) harm: String,
    pub(crate) content_type: String,
    pub(crate) statement: String,
    pub(crate) title: String,
    pub(crate) explanation: String,
    pub(crate) sources: String,
    pub(crate) language: String,
    pub(crate) change_note: String,
    pub(crate) reviewed: bool,
    pub(crate) at: Timestamp,
}

/// The versions of a check, newest first.
pub(crate) async fn versions(tx: &mut Tx, id: CheckId) -> Result<Vec<VersionRow>, Problem> {
    Ok(fetch_all!(
        tx,
        VersionRow,
        "SELECT number, verdict, harm, content_type, statement, title, explanation, sources, language, change_note,
             reviewer IS NOT NULL AS reviewed, at FROM seen_check_version WHERE fact_check = $1 ORDER BY number DESC",
        id
    )?)
}

/// A reply as stored.
#[derive(Debug, Clone, saksi_db::FromRow)]
pub(crate) struct ReplyRow {
    pub(crate) id: ReplyId,
    pub(crate) sender: String,
    pub(crate) text: String,
    pub(crate) at: Timestamp,
}

/// The replies to a check.
pub(crate) async fn replies(tx: &mut Tx, id: CheckId) -> Result<Vec<ReplyRow>, Problem> {
    Ok(fetch_all!(
        tx,
        ReplyRow,
        "SELECT id, sender, text, at FROM seen_right_of_reply WHERE fact_check = $1 ORDER BY at LIMIT 50",
        id
    )?)
}

#[derive(saksi_db::FromRow)]
struct Named {
    name: String,
    checks: i64,
}

/// Languages of the listed checks with how many there are.
pub(crate) async fn languages(tx: &mut Tx) -> Result<Vec<(String, i64)>, Problem> {
    let rows = fetch_all!(
        tx,
        Named,
        "SELECT language AS name, count(*) AS checks FROM seen_fact_check WHERE listed AND marking = 0 GROUP BY language
         ORDER BY count(*) DESC, language LIMIT 100"
    )?;
    Ok(rows.into_iter().map(|row| (row.name, row.checks)).collect())
}

/// An organisation with how many checks it has published.
#[derive(Debug, Clone, saksi_db::FromRow)]
pub(crate) struct PublisherRow {
    pub(crate) id: OrganisationId,
    pub(crate) slug: String,
    pub(crate) name: String,
    pub(crate) checks: i64,
}

/// Organisations with published checks.
pub(crate) async fn publishers(tx: &mut Tx) -> Result<Vec<PublisherRow>, Problem> {
    Ok(fetch_all!(
        tx,
        PublisherRow,
        "SELECT o.id, o.slug, o.name, n.checks FROM organisation o JOIN (
             SELECT owner, count(*) AS checks FROM seen_fact_check WHERE listed AND marking = 0 GROUP BY owner) n ON n.owner = o.id
         ORDER BY n.checks DESC, o.name LIMIT 500"
    )?)
}

#[derive(saksi_db::FromRow)]
pub(crate) struct Figures {
    pub(crate) checks: i64,
    pub(crate) claims: i64,
    pub(crate) languages: i64,
    pub(crate) organisations: i64,
}

/// Figures about the published checks.
pub(crate) async fn figures(tx: &mut Tx) -> Result<Figures, Problem> {
    Ok(saksi_db::fetch_one!(
        tx,
        Figures,
        "SELECT count(*) AS checks, count(DISTINCT claim) AS claims, count(DISTINCT language) AS languages,
             count(DISTINCT owner) AS organisations FROM seen_fact_check WHERE listed AND marking = 0"
    )?)
}

/// An entry of the log, as stored.
#[derive(Debug, Clone, saksi_db::FromRow)]
pub(crate) struct LogRow {
    pub(crate) id: ModerationId,
    pub(crate) kind: String,
    pub(crate) subject_kind: String,
    pub(crate) subject: Option<Uuid>,
    /// Whether the public can open its page; for claims alone.
    pub(crate) in_sight: bool,
    pub(crate) organisation: OrganisationId,
    pub(crate) slug: String,
    pub(crate) name: String,
    pub(crate) reason: String,
    pub(crate) public_summary: String,
    pub(crate) legal_reference: String,
    pub(crate) public: bool,
    pub(crate) at: Timestamp,
    pub(crate) reversed_at: Option<Timestamp>,
    pub(crate) open_appeals: i64,
}

macro_rules! log {
    () => {
        "SELECT m.id, m.kind, m.subject_kind, m.subject, \
         EXISTS (SELECT 1 FROM seen_claim c WHERE c.id = m.subject AND c.published > 0 AND NOT c.hidden) AS in_sight, \
         m.organisation, o.slug, o.name, m.reason, m.public_summary, m.legal_reference, \
         m.public, m.at, m.reversed_at, (SELECT count(*) FROM appeal a WHERE a.entry = m.id AND a.state = 'open') AS open_appeals \
         FROM moderation m JOIN organisation o ON o.id = m.organisation"
    };
}

/// A page of the log: the public entries, or with an organisation also its own, or all.
pub(crate) async fn log(
    tx: &mut Tx,
    organisation: Option<OrganisationId>,
    all: bool,
    after: Option<(i64, Uuid)>,
    limit: i64,
) -> Result<Vec<LogRow>, Problem> {
    Ok(fetch_all!(
        tx,
        LogRow,
        concat!(
            log!(),
            " WHERE (m.public OR $1 OR m.organisation = $2)
             AND ($3 IS NULL OR m.at < $3 OR (m.at = $3 AND m.id < $4)) ORDER BY m.at DESC, m.id DESC LIMIT $5"
        ),
        all,
        organisation,
        after.map(|after| after.0),
        after.map_or(Uuid::nil(), |after| after.1),
        limit
    )?)
}

/// One entry.
pub(crate) async fn log_entry(tx: &mut Tx, id: ModerationId) -> Result<LogRow, Problem> {
    fetch_optional!(tx, LogRow, concat!(log!(), " WHERE m.id = $1"), id)?.ok_or_else(Problem::not_found)
}
