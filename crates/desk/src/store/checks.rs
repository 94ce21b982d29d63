//! Checks with their drafts, versions and translations.

use saksi_base::{
    CheckId, CheckVersionId, ClaimId, OrganisationId, PersonId, Problem, SpaceId, Timestamp, TranslationId,
};
use saksi_db::{Tx, execute, fetch_all, fetch_optional, fetch_scalar};

use crate::model::CheckContent;

/// A check as stored, without its long text.
#[derive(Debug, Clone, saksi_db::FromRow)]
pub(crate) struct CheckRow {
    pub(crate) id: CheckId,
    pub(crate) owner: OrganisationId,
    pub(crate) space: SpaceId,
    pub(crate) claim: ClaimId,
    pub(crate) state: String,
    pub(crate) version: i64,
    pub(crate) hidden: bool,
}

/// A check that the viewer may see, for an action that compares the owner itself.
pub(crate) async fn check(tx: &mut Tx, id: CheckId) -> Result<CheckRow, Problem> {
    fetch_optional!(
        tx,
        CheckRow,
        "SELECT id, owner, space, claim, state, version, hidden FROM seen_fact_check WHERE id = $1",
        id
    )?
    .ok_or_else(Problem::not_found)
}

/// The check of a claim that an organisation has already, withdrawn ones apart.
pub(crate) async fn of_claim_and_owner(
    tx: &mut Tx,
    claim: ClaimId,
    owner: OrganisationId,
) -> Result<Option<CheckId>, Problem> {
    Ok(fetch_scalar!(
        tx,
        CheckId,
        "SELECT id FROM seen_fact_check WHERE claim = $1 AND owner = $2 AND state <> 'withdrawn' ORDER BY id LIMIT 1",
        claim,
        owner
    )?)
}

/// Stores an empty check whose text is still a draft.
pub(crate) async fn insert(
    tx: &mut Tx,
    id: CheckId,
    owner: OrganisationId,
    space: SpaceId,
    claim: ClaimId,
    author: PersonId,
    content: &CheckContent,
) -> Result<(), Problem> {
    let now = tx.now();
    let stored = execute!(
        tx,
        "INSERT INTO fact_check (id, owner, space, marking, claim, author, state, harm, content_type, statement, title, explanation,
             sources, language, search, changed_at)
         SELECT $1, owner, $3, 3, $4, $5, 'draft', $6, $7, '', '', '', '[]', $8, '', $9 FROM writable WHERE owner = $2",
        id,
        owner,
        space,
        claim,
        author,
        content.harm.code(),
        content.content_type.code(),
        content.language.as_str(),
        now
    )?;
    super::written(stored)
}

/// A draft as stored.
#[derive(Debug, Clone, saksi_db::FromRow)]
pub(crate) struct DraftRow {
    pub(crate) state: String,
    pub(crate) edition: i64,
    pub(crate) content: String,
    pub(crate) authors: String,
    pub(crate) author: PersonId,
    pub(crate) saved_at: Timestamp,
    pub(crate) review_note: String,
}

/// The draft of a check as its viewer may see it.
pub(crate) async fn draft(tx: &mut Tx, id: CheckId) -> Result<Option<DraftRow>, Problem> {
    Ok(fetch_optional!(
        tx,
        DraftRow,
        "SELECT state, edition, content, authors, author, saved_at, review_note FROM seen_check_draft
         WHERE fact_check = $1",
        id
    )?)
}

/// Stores a first draft.
pub(crate) async fn insert_draft(
    tx: &mut Tx,
    check: &CheckRow,
    content: &str,
    authors: &str,
    author: PersonId,
) -> Result<(), Problem> {
    let now = tx.now();
    let stored = execute!(
        tx,
        "INSERT INTO check_draft (fact_check, owner, space, marking, state, edition, content, authors, author, saved_at, review_note)
         SELECT $1, owner, $3, 3, 'editing', 1, $4, $5, $6, $7, '' FROM writable WHERE owner = $2",
        check.id,
        check.owner,
        check.space,
        content,
        authors,
        author,
        now
    )?;
    super::written(stored)
}

/// Saves a draft over the edition it started from; `false` when somebody else saved meanwhile.
pub(crate) async fn save_draft(
    tx: &mut Tx,
    id: CheckId,
    edition: i64,
    content: &str,
    authors: &str,
    author: PersonId,
) -> Result<bool, Problem> {
    let now = tx.now();
    let saved = execute!(
        tx,
        "UPDATE check_draft SET content = $3, authors = $4, author = $5, saved_at = $6, edition = edition + 1, state = 'editing'
         WHERE fact_check = $1 AND edition = $2 AND state <> 'in-review' AND owner IN (SELECT owner FROM writable)",
        id,
        edition,
        content,
        authors,
        author,
        now
    )?;
    execute!(
        tx,
        "UPDATE fact_check SET changed_at = $2 WHERE id = $1 AND version = 0 AND owner IN (SELECT owner FROM writable)",
        id,
        now
    )?;
    Ok(saved == 1)
}

/// Moves a draft on; `false` when somebody else changed it meanwhile.
pub(crate) async fn set_draft_state(
    tx: &mut Tx,
    id: CheckId,
    edition: i64,
    state: &str,
    note: &str,
) -> Result<bool, Problem> {
    let now = tx.now();
    let moved = execute!(
        tx,
        "UPDATE check_draft SET state = $3, review_note = $4, edition = edition + 1,
             submitted_at = CASE WHEN $3 = 'in-review' THEN $5 ELSE submitted_at END
         WHERE fact_check = $1 AND edition = $2 AND owner IN (SELECT owner FROM writable)",
        id,
        edition,
        state,
        note,
        now
    )?;
    let check_state = if state == "in-review" { "in-review" } else { "draft" };
    execute!(
        tx,
        "UPDATE fact_check SET state = $2 WHERE id = $1 AND version = 0 AND owner IN (SELECT owner FROM writable)",
        id,
        check_state
    )?;
    Ok(moved == 1)
}

/// Deletes a draft; a check that was never public goes with it.
pub(crate) async fn delete_draft(tx: &mut Tx, id: CheckId) -> Result<(), Problem> {
    execute!(tx, "DELETE FROM check_draft WHERE fact_check = $1 AND owner IN (SELECT owner FROM writable)", id)?;
    execute!(tx, "DELETE FROM fact_check WHERE id = $1 AND version = 0 AND owner IN (SELECT owner FROM writable)", id)?;
    Ok(())
}

/// Stores a new public version; without an author where it was brought in from elsewhere.
pub(crate) async fn insert_version(
    tx: &mut Tx,
    id: CheckVersionId,
    check: &CheckRow,
    number: i64,
    content: &CheckContent,
    author: Option<PersonId>,
    reviewer: Option<PersonId>,
) -> Result<(), Problem> {
    let now = tx.now();
    let verdict = content.verdict.map_or("not-checkable", saksi_base::Verdict::code);
    let sources = super::references_text(&content.references);
    let stored = execute!(
        tx,
        "INSERT INTO check_version (id, owner, space, marking, fact_check, number, verdict, harm, content_type, statement, title,
             explanation, sources, language, change_note, author, reviewer, at)
         SELECT $1, owner, $3, 0, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17 FROM writable WHERE owner = $2",
        id,
        check.owner,
        check.space,
        check.id,
        number,
        verdict,
        content.harm.code(),
        content.content_type.code(),
        &content.statement,
        &content.title,
        &content.explanation,
        &sources,
        content.language.as_str(),
        &content.change_note,
        author,
        reviewer,
        now
    )?;
    super::written(stored)?;
    let search = format!("{} {}", content.statement, content.title).to_lowercase();
    let stored = execute!(
        tx,
        "UPDATE fact_check SET marking = 0, state = 'published', listed = TRUE, hidden = FALSE, version = $2, verdict = $3, harm = $4,
             content_type = $5, statement = $6, title = $7, explanation = $8, sources = $9, language = $10, search = $11, reviewed = $12,
             published_at = coalesce(published_at, $13), corrected_at = CASE WHEN $2 > 1 THEN $13 ELSE corrected_at END,
             changed_at = $13, withdrawn_at = NULL, withdrawn_reason = NULL
         WHERE id = $1 AND owner IN (SELECT owner FROM writable)",
        check.id,
        number,
        verdict,
        content.harm.code(),
        content.content_type.code(),
        &content.statement,
        &content.title,
        &content.explanation,
        &sources,
        content.language.as_str(),
        search,
        reviewer.is_some(),
        now
    )?;
    super::written(stored)?;
    execute!(tx, "DELETE FROM check_draft WHERE fact_check = $1 AND owner IN (SELECT owner FROM writable)", check.id)?;
    execute!(tx, "DELETE FROM check_gone WHERE fact_check = $1 AND owner IN (SELECT owner FROM writable)", check.id)?;
    Ok(())
}

/// Marks a check as withdrawn by its authors.
pub(crate) async fn withdraw(tx: &mut Tx, check: &CheckRow, reason: &str) -> Result<(), Problem> {
    let now = tx.now();
    let stored = execute!(
        tx,
        "UPDATE fact_check SET state = 'withdrawn', listed = FALSE, withdrawn_at = $2, withdrawn_reason = $3, changed_at = $2
         WHERE id = $1 AND owner IN (SELECT owner FROM writable)",
        check.id,
        now,
        reason
    )?;
    super::written(stored)?;
    execute!(tx, "DELETE FROM check_draft WHERE fact_check = $1 AND owner IN (SELECT owner FROM writable)", check.id)?;
    gone(tx, check.id, check.owner, true).await
}

/// Tells feeds that a check is gone.
pub(crate) async fn gone(tx: &mut Tx, id: CheckId, owner: OrganisationId, withdrawn: bool) -> Result<(), Problem> {
    let now = tx.now();
    execute!(
        tx,
        "INSERT INTO check_gone (fact_check, owner, at, withdrawn) SELECT $1, owner, $3, $4 FROM writable WHERE owner = $2
         ON CONFLICT (fact_check) DO UPDATE SET at = excluded.at, withdrawn = excluded.withdrawn",
        id,
        owner,
        now,
        withdrawn
    )?;
    Ok(())
}

/// Hides a published check with everything of it, or brings it back. In a part that runs as the system: its translations
/// belong to others, and the network's operator hides what belongs to none of theirs.
pub(crate) async fn set_hidden(tx: &mut Tx, check: &CheckRow, hidden: bool) -> Result<(), Problem> {
    let now = tx.now();
    let marking: i16 = if hidden || check.version == 0 { 3 } else { 0 };
    execute!(
        tx,
        "UPDATE fact_check SET hidden = $2, marking = $3, changed_at = $4,
             listed = (state = 'published' AND NOT $2) WHERE id = $1",
        check.id,
        hidden,
        marking,
        now
    )?;
    execute!(tx, "UPDATE check_version SET marking = $2 WHERE fact_check = $1", check.id, marking)?;
    execute!(tx, "UPDATE right_of_reply SET marking = $2 WHERE fact_check = $1", check.id, marking)?;
    execute!(
        tx,
        "UPDATE check_translation SET marking = CASE WHEN published OR ended_as = 'withdrawn' THEN $2 ELSE 3 END
         WHERE fact_check = $1",
        check.id,
        marking
    )?;
    if hidden && check.version > 0 {
        gone(tx, check.id, check.owner, false).await
    } else {
        if check.state != "withdrawn" {
            execute!(tx, "DELETE FROM check_gone WHERE fact_check = $1", check.id)?;
        }
        Ok(())
    }
}

/// The checks of a claim, for a moderator's decision about the claim.
pub(crate) async fn of_claim(tx: &mut Tx, claim: ClaimId) -> Result<Vec<CheckRow>, Problem> {
    Ok(fetch_all!(
        tx,
        CheckRow,
        "SELECT id, owner, space, claim, state, version, hidden FROM seen_fact_check WHERE claim = $1 ORDER BY id",
        claim
    )?)
}

/// A check in one line, as stored.
#[derive(Debug, Clone, saksi_db::FromRow)]
pub(crate) struct SummaryRow {
    pub(crate) id: CheckId,
    pub(crate) claim: ClaimId,
    pub(crate) owner: OrganisationId,
    pub(crate) slug: String,
    pub(crate) name: String,
    pub(crate) verdict: Option<String>,
    pub(crate) statement: String,
    pub(crate) title: String,
    pub(crate) language: String,
    pub(crate) state: String,
    pub(crate) draft_state: Option<String>,
    pub(crate) draft_content: Option<String>,
    pub(crate) published_at: Option<Timestamp>,
    pub(crate) changed_at: Timestamp,
}

macro_rules! summary {
    () => {
        "SELECT f.id, f.claim, f.owner, o.slug, o.name, f.verdict, f.statement, f.title, f.language, f.state, d.state AS draft_state, \
         d.content AS draft_content, f.published_at, f.changed_at FROM seen_fact_check f JOIN organisation o ON o.id = f.owner \
         LEFT JOIN seen_check_draft d ON d.fact_check = f.id"
    };
}

/// The checks of a claim that the viewer may see.
pub(crate) async fn seen_of_claim(tx: &mut Tx, claim: ClaimId) -> Result<Vec<SummaryRow>, Problem> {
    Ok(fetch_all!(
        tx,
        SummaryRow,
        concat!(summary!(), " WHERE f.claim = $1 AND NOT f.hidden ORDER BY f.id LIMIT 200"),
        claim
    )?)
}

/// The checks of an organisation, last changed first.
pub(crate) async fn of_owner(
    tx: &mut Tx,
    owner: OrganisationId,
    state: Option<&str>,
    after: Option<(i64, uuid::Uuid)>,
    limit: i64,
) -> Result<Vec<SummaryRow>, Problem> {
    Ok(fetch_all!(
        tx,
        SummaryRow,
        concat!(
            summary!(),
            " WHERE f.owner = $1 AND ($2 IS NULL OR f.state = $2)
             AND ($3 IS NULL OR f.changed_at < $3 OR (f.changed_at = $3 AND f.id > $4)) ORDER BY f.changed_at DESC, f.id LIMIT $5"
        ),
        owner,
        state,
        after.map(|after| after.0),
        after.map_or(uuid::Uuid::nil(), |after| after.1),
        limit
    )?)
}

/// A check with its own published text, for the editor.
#[derive(Debug, Clone, saksi_db::FromRow)]
pub(crate) struct EditRow {
    pub(crate) claim: ClaimId,
    pub(crate) owner: OrganisationId,
    pub(crate) author: Option<PersonId>,
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
    pub(crate) changed_at: Timestamp,
}

/// A check that the viewer may see, with its text.
pub(crate) async fn seen_for_edit(tx: &mut Tx, id: CheckId) -> Result<EditRow, Problem> {
    fetch_optional!(
        tx,
        EditRow,
        "SELECT claim, owner, author, state, version, verdict, harm, content_type, statement, title, explanation, sources, language,
             changed_at FROM seen_fact_check WHERE id = $1",
        id
    )?
    .ok_or_else(Problem::not_found)
}

/// What waits for a second person, as stored.
#[derive(Debug, Clone, saksi_db::FromRow)]
pub(crate) struct WaitingDraft {
    pub(crate) fact_check: CheckId,
    pub(crate) content: String,
    pub(crate) author: PersonId,
    pub(crate) authors: String,
    pub(crate) version: i64,
    pub(crate) submitted_at: Option<Timestamp>,
}

/// Drafts of an organisation that wait for review.
pub(crate) async fn waiting_drafts(tx: &mut Tx, owner: OrganisationId) -> Result<Vec<WaitingDraft>, Problem> {
    Ok(fetch_all!(
        tx,
        WaitingDraft,
        "SELECT d.fact_check, d.content, d.author, d.authors, f.version, d.submitted_at FROM seen_check_draft d
         JOIN seen_fact_check f ON f.id = d.fact_check WHERE d.owner = $1 AND d.state = 'in-review'
         ORDER BY d.submitted_at LIMIT 200",
        owner
    )?)
}

/// A translation as stored.
#[derive(Debug, Clone, saksi_db::FromRow)]
pub(crate) struct TranslationRow {
    pub(crate) id: TranslationId,
    pub(crate) fact_check: CheckId,
    pub(crate) owner: OrganisationId,
    pub(crate) slug: String,
    pub(crate) name: String,
    pub(crate) language: String,
    pub(crate) published: bool,
    pub(crate) version: i64,
    pub(crate) statement: String,
    pub(crate) title: String,
    pub(crate) explanation: String,
    pub(crate) draft: Option<String>,
    pub(crate) draft_state: Option<String>,
    pub(crate) edition: i64,
    pub(crate) translator: PersonId,
    pub(crate) review_note: String,
    pub(crate) submitted_at: Option<Timestamp>,
    pub(crate) published_at: Option<Timestamp>,
    pub(crate) check_version: i64,
    pub(crate) saved_at: Timestamp,
    pub(crate) ended_at: Option<Timestamp>,
    pub(crate) ended_as: Option<String>,
    pub(crate) ended_reason: Option<String>,
}

macro_rules! translation {
    () => {
        concat!(
            "SELECT t.id, t.fact_check, t.owner, o.slug, o.name, t.language, t.published, t.version, t.statement, t.title, t.explanation, \
             t.draft, t.draft_state, t.edition, t.translator, t.review_note, t.submitted_at, t.published_at, \
             f.version AS check_version, t.saved_at, t.ended_at, t.ended_as, t.ended_reason FROM seen_check_translation t JOIN organisation o ON o.id = t.owner \
             JOIN seen_fact_check f ON f.id = t.fact_check"
        )
    };
}

/// A translation that the viewer may see.
pub(crate) async fn translation(tx: &mut Tx, id: TranslationId) -> Result<TranslationRow, Problem> {
    fetch_optional!(tx, TranslationRow, concat!(translation!(), " WHERE t.id = $1"), id)?.ok_or_else(Problem::not_found)
}

/// The translations of a check that the viewer may see, ended ones after the others and the last ended first.
pub(crate) async fn seen_translations(tx: &mut Tx, check: CheckId) -> Result<Vec<TranslationRow>, Problem> {
    Ok(fetch_all!(
        tx,
        TranslationRow,
        concat!(
            translation!(),
            " WHERE t.fact_check = $1 ORDER BY CASE WHEN t.ended_at IS NULL THEN 0 ELSE 1 END, t.language, t.ended_at DESC, t.id"
        ),
        check
    )?)
}

/// The translation of a check into a language that has not ended, as far as the viewer may see it.
pub(crate) async fn translation_into(
    tx: &mut Tx,
    check: CheckId,
    language: &str,
) -> Result<Option<TranslationRow>, Problem> {
    Ok(fetch_optional!(
        tx,
        TranslationRow,
        concat!(translation!(), " WHERE t.fact_check = $1 AND t.language = $2 AND t.ended_at IS NULL"),
        check,
        language
    )?)
}

/// Stores a translation that nobody has written yet.
pub(crate) async fn insert_translation(
    tx: &mut Tx,
    id: TranslationId,
    check: &CheckRow,
    owner: OrganisationId,
    language: &str,
    draft: &str,
    translator: PersonId,
) -> Result<(), Problem> {
    let now = tx.now();
    let stored = execute!(
        tx,
        "INSERT INTO check_translation (id, owner, space, marking, fact_check, language, version, statement, title, explanation, draft,
             draft_state, draft_version, edition, translator, review_note, saved_at)
         SELECT $1, owner, $3, 3, $4, $5, $6, '', '', '', $7, 'editing', $6, 1, $8, '', $9 FROM writable WHERE owner = $2",
        id,
        owner,
        check.space,
        check.id,
        language,
        check.version,
        draft,
        translator,
        now
    )?;
    super::written(stored)
}

/// Saves the draft of a translation; `false` when somebody else saved meanwhile.
pub(crate) async fn save_translation(
    tx: &mut Tx,
    row: &TranslationRow,
    edition: i64,
    draft: &str,
    translator: PersonId,
) -> Result<bool, Problem> {
    let now = tx.now();
    let saved = execute!(
        tx,
        "UPDATE check_translation SET draft = $3, draft_state = 'editing', draft_version = $4, translator = $5, saved_at = $6,
             edition = edition + 1 WHERE id = $1 AND edition = $2 AND owner IN (SELECT owner FROM writable)",
        row.id,
        edition,
        draft,
        row.check_version,
        translator,
        now
    )?;
    Ok(saved == 1)
}

/// Moves the draft of a translation on; `false` when somebody else changed it meanwhile.
pub(crate) async fn set_translation_state(
    tx: &mut Tx,
    id: TranslationId,
    edition: i64,
    state: &str,
    note: &str,
) -> Result<bool, Problem> {
    let now = tx.now();
    let moved = execute!(
        tx,
        "UPDATE check_translation SET draft_state = $3, review_note = $4, submitted_at = $5, edition = edition + 1
         WHERE id = $1 AND edition = $2 AND draft IS NOT NULL AND owner IN (SELECT owner FROM writable)",
        id,
        edition,
        state,
        note,
        now
    )?;
    Ok(moved == 1)
}

/// Puts a translation before the public.
pub(crate) async fn publish_translation(
    tx: &mut Tx,
    row: &TranslationRow,
    content: &crate::model::TranslationContent,
    reviewer: Option<PersonId>,
) -> Result<(), Problem> {
    let now = tx.now();
    let stored = execute!(
        tx,
        "UPDATE check_translation SET marking = 0, published = TRUE, version = coalesce(draft_version, version), statement = $2,
             title = $3, explanation = $4, draft = NULL, draft_state = NULL, reviewer = $5, review_note = '', edition = edition + 1,
             published_at = coalesce(published_at, $6) WHERE id = $1 AND owner IN (SELECT owner FROM writable)",
        row.id,
        &content.statement,
        &content.title,
        &content.explanation,
        reviewer,
        now
    )?;
    super::written(stored)
}

/// Deletes the draft of a translation; one that was never public goes with it. Says whether it did.
pub(crate) async fn delete_translation_draft(tx: &mut Tx, row: &TranslationRow) -> Result<bool, Problem> {
    let deleted = execute!(
        tx,
        "DELETE FROM check_translation WHERE id = $1 AND NOT published AND ended_at IS NULL
         AND owner IN (SELECT owner FROM writable)",
        row.id
    )?;
    execute!(
        tx,
        "UPDATE check_translation SET draft = NULL, draft_state = NULL, draft_version = NULL, review_note = '', submitted_at = NULL,
             edition = edition + 1 WHERE id = $1 AND ended_at IS NULL AND owner IN (SELECT owner FROM writable)",
        row.id
    )?;
    Ok(deleted == 1)
}

/// Ends a published translation, with a reason for everybody. Its words stay in its row; what was being changed of them does
/// not.
pub(crate) async fn withdraw_translation(tx: &mut Tx, row: &TranslationRow, reason: &str) -> Result<(), Problem> {
    let now = tx.now();
    let stored = execute!(
        tx,
        "UPDATE check_translation SET published = FALSE, ended_at = $2, ended_as = 'withdrawn', ended_reason = $3, draft = NULL,
             draft_state = NULL, draft_version = NULL, review_note = '', submitted_at = NULL, edition = edition + 1
         WHERE id = $1 AND published AND ended_at IS NULL AND owner IN (SELECT owner FROM writable)",
        row.id,
        now,
        reason
    )?;
    super::written(stored)
}

/// Ends a draft that nobody touched for long. Its owner is another organisation, which goes on reading it.
pub(crate) async fn lapse_translation(tx: &mut Tx, id: TranslationId) -> Result<(), Problem> {
    let now = tx.now();
    execute!(
        tx,
        "UPDATE check_translation SET ended_at = $2, ended_as = 'lapsed', draft_state = 'editing', edition = edition + 1
         WHERE id = $1 AND NOT published AND ended_at IS NULL",
        id,
        now
    )?;
    Ok(())
}

/// Notes that something beside a check changed, so that lists and feeds show it anew. Its owner may be another organisation.
pub(crate) async fn freshen(tx: &mut Tx, id: CheckId) -> Result<(), Problem> {
    let now = tx.now();
    execute!(tx, "UPDATE fact_check SET changed_at = $2 WHERE id = $1", id, now)?;
    Ok(())
}

/// Translations of an organisation that wait for review.
pub(crate) async fn waiting_translations(
    tx: &mut Tx,
    owner: OrganisationId,
) -> Result<Vec<(TranslationRow, Option<String>)>, Problem> {
    let rows = fetch_all!(
        tx,
        TranslationRow,
        concat!(
            translation!(),
            " WHERE t.owner = $1 AND t.draft_state = 'in-review' AND t.ended_at IS NULL ORDER BY t.submitted_at LIMIT 200"
        ),
        owner
    )?;
    let mut all = Vec::new();
    for row in rows {
        let verdict =
            fetch_scalar!(tx, Option<String>, "SELECT verdict FROM seen_fact_check WHERE id = $1", row.fact_check)?
                .flatten();
        all.push((row, verdict));
    }
    Ok(all)
}
