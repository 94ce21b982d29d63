//! Letters about published checks.

use saksi_base::{CheckId, LetterId, ModerationId, OrganisationId, PersonId, Problem, Timestamp};
use saksi_db::{Tx, execute, fetch_all, fetch_optional, fetch_scalar};

use super::checks::CheckRow;
use crate::model::Letter;

/// What is stored of a letter besides what its sender wrote.
pub(crate) struct NewLetter<'a> {
    pub(crate) id: LetterId,
    pub(crate) check: &'a CheckRow,
    pub(crate) locator: &'a str,
    pub(crate) verifier: &'a [u8],
    pub(crate) expires_at: Timestamp,
}

/// Stores a letter. Its owner alone sees it.
pub(crate) async fn insert(tx: &mut Tx, new: &NewLetter<'_>, letter: &Letter) -> Result<(), Problem> {
    let day = tx.now().day();
    let stored = execute!(
        tx,
        "INSERT INTO letter (id, owner, space, marking, fact_check, version, kind, sender, text, contact, language, locator,
             verifier, day, expires_at, state, answer)
         SELECT $1, owner, $3, 3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 'open', '' FROM writable WHERE owner = $2",
        new.id,
        new.check.owner,
        new.check.space,
        new.check.id,
        new.check.version,
        letter.kind.code(),
        &letter.from,
        &letter.text,
        &letter.contact,
        letter.language.as_str(),
        new.locator,
        new.verifier,
        day,
        new.expires_at
    )?;
    super::written(stored)
}

/// How many letters about a check wait.
pub(crate) async fn open_of_check(tx: &mut Tx, check: CheckId) -> Result<i64, Problem> {
    let found =
        fetch_scalar!(tx, i64, "SELECT count(*) FROM seen_letter WHERE fact_check = $1 AND state = 'open'", check)?;
    Ok(found.unwrap_or(0))
}

/// A letter as its receipt finds it.
#[derive(Debug, Clone, saksi_db::FromRow)]
pub(crate) struct FoundRow {
    pub(crate) id: LetterId,
    pub(crate) fact_check: CheckId,
    pub(crate) verifier: Vec<u8>,
    pub(crate) text: String,
    pub(crate) state: String,
    pub(crate) answer: String,
    pub(crate) day: Timestamp,
    pub(crate) expires_at: Timestamp,
    pub(crate) entry: Option<ModerationId>,
    pub(crate) held: bool,
}

/// The letter with a locator.
pub(crate) async fn with_locator(tx: &mut Tx, locator: &str) -> Result<Option<FoundRow>, Problem> {
    Ok(fetch_optional!(
        tx,
        FoundRow,
        "SELECT t.id, t.fact_check, t.verifier, t.text, t.state, t.answer, t.day, t.expires_at, t.entry, c.held
         FROM letter t JOIN fact_check f ON f.id = t.fact_check JOIN claim c ON c.id = f.claim WHERE t.locator = $1",
        locator
    )?)
}

/// A letter in the list of those who decide.
#[derive(Debug, Clone, saksi_db::FromRow)]
pub(crate) struct LetterRow {
    pub(crate) id: LetterId,
    pub(crate) owner: OrganisationId,
    pub(crate) fact_check: CheckId,
    pub(crate) title: String,
    pub(crate) statement: String,
    pub(crate) version: i64,
    pub(crate) current: i64,
    pub(crate) kind: String,
    pub(crate) sender: String,
    pub(crate) text: String,
    pub(crate) contact: String,
    pub(crate) language: String,
    pub(crate) day: Timestamp,
    pub(crate) state: String,
    pub(crate) answer: String,
    /// Whether nobody works under its owner's name here.
    pub(crate) unattended: bool,
}

macro_rules! letters {
    () => {
        "SELECT t.id, t.owner, t.fact_check, f.title, f.statement, t.version, f.version AS current, t.kind, t.sender, t.text, \
         t.contact, t.language, t.day, t.state, t.answer, (o.imported OR o.closed_at IS NOT NULL) AS unattended \
         FROM seen_letter t JOIN seen_fact_check f ON f.id = t.fact_check JOIN organisation o ON o.id = t.owner"
    };
}

/// The letters to an organisation, those that wait first; with `unattended` those to organisations that nobody works for.
pub(crate) async fn list(
    tx: &mut Tx,
    organisation: OrganisationId,
    unattended: bool,
) -> Result<Vec<LetterRow>, Problem> {
    Ok(fetch_all!(
        tx,
        LetterRow,
        concat!(
            letters!(),
            " WHERE (t.owner = $1 OR ($2 AND (o.imported OR o.closed_at IS NOT NULL))) AND t.state <> 'withdrawn'
             ORDER BY CASE WHEN t.state = 'open' THEN 0 ELSE 1 END, t.day DESC, t.id LIMIT 200"
        ),
        organisation,
        unattended
    )?)
}

/// One letter.
pub(crate) async fn letter(tx: &mut Tx, id: LetterId) -> Result<Option<LetterRow>, Problem> {
    Ok(fetch_optional!(tx, LetterRow, concat!(letters!(), " WHERE t.id = $1 AND t.state <> 'withdrawn'"), id)?)
}

/// How many letters to an organisation wait.
pub(crate) async fn waiting(tx: &mut Tx, organisation: OrganisationId) -> Result<i64, Problem> {
    let found =
        fetch_scalar!(tx, i64, "SELECT count(*) FROM seen_letter WHERE owner = $1 AND state = 'open'", organisation)?;
    Ok(found.unwrap_or(0))
}

/// What was decided about a letter.
pub(crate) struct Decided<'a> {
    pub(crate) state: &'a str,
    pub(crate) answer: &'a str,
    pub(crate) by: PersonId,
    pub(crate) entry: Option<ModerationId>,
    pub(crate) expires_at: Timestamp,
}

/// Decides about a letter that waits; `false` where somebody did already.
pub(crate) async fn decide(tx: &mut Tx, id: LetterId, decided: &Decided<'_>) -> Result<bool, Problem> {
    let now = tx.now();
    let done = execute!(
        tx,
        "UPDATE letter SET state = $2, answer = $3, decided_by = $4, decided_at = $5, entry = $6, expires_at = $7
         WHERE id = $1 AND state = 'open' AND owner IN (SELECT owner FROM writable)",
        id,
        decided.state,
        decided.answer,
        decided.by,
        now,
        decided.entry,
        decided.expires_at
    )?;
    Ok(done == 1)
}

/// The letter of a reversed entry waits again.
pub(crate) async fn set_open(tx: &mut Tx, entry: ModerationId) -> Result<(), Problem> {
    execute!(tx, "UPDATE letter SET state = 'open', entry = NULL WHERE entry = $1 AND state = 'declined'", entry)?;
    Ok(())
}

/// The reply of an entry is published no more.
pub(crate) async fn set_removed(tx: &mut Tx, entry: ModerationId) -> Result<(), Problem> {
    execute!(tx, "UPDATE letter SET state = 'removed' WHERE entry = $1 AND state = 'published'", entry)?;
    Ok(())
}

/// Keeps a letter that its sender took back out of everybody's sight, for as long as a hold lasts.
pub(crate) async fn set_withdrawn(tx: &mut Tx, id: LetterId) -> Result<(), Problem> {
    let now = tx.now();
    execute!(tx, "UPDATE letter SET state = 'withdrawn', expires_at = $2 WHERE id = $1", id, now)?;
    Ok(())
}

/// Letters whose time has run out and that no hold keeps.
pub(crate) async fn expired(tx: &mut Tx, limit: i64) -> Result<Vec<LetterId>, Problem> {
    #[derive(saksi_db::FromRow)]
    struct Row {
        id: LetterId,
    }
    let now = tx.now();
    let rows = fetch_all!(
        tx,
        Row,
        "SELECT t.id FROM letter t JOIN fact_check f ON f.id = t.fact_check JOIN claim c ON c.id = f.claim
         WHERE t.expires_at <= $1 AND NOT c.held ORDER BY t.expires_at, t.id LIMIT $2",
        now,
        limit
    )?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// Deletes a letter for good; the mark that it is gone is kept apart.
pub(crate) async fn delete(tx: &mut Tx, id: LetterId) -> Result<(), Problem> {
    execute!(tx, "DELETE FROM letter WHERE id = $1", id)?;
    tx.tombstone("letter", id.0).await?;
    Ok(())
}
