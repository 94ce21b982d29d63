//! What moderators decided, what is refused, appeals and replies.

use saksi_base::{AppealId, CheckId, ModerationId, OrganisationId, PersonId, Problem, ReplyId, Timestamp};
use saksi_db::{Tx, execute, fetch_all, fetch_optional, fetch_scalar};
use uuid::Uuid;

use crate::model::Decision;

/// Writes an entry.
pub(crate) async fn insert(
    tx: &mut Tx,
    id: ModerationId,
    organisation: OrganisationId,
    person: PersonId,
    d: &Decision,
) -> Result<(), Problem> {
    let now = tx.now();
    let media = d.media.map(|hash| hash.to_vec());
    execute!(
        tx,
        "INSERT INTO moderation (id, organisation, person, kind, subject_kind, subject, media, reason, public_summary, legal_reference,
             public, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        id,
        organisation,
        person,
        d.kind.code(),
        d.subject_kind.code(),
        d.subject,
        media,
        &d.reason,
        &d.public_summary,
        &d.legal_reference,
        d.public,
        now
    )?;
    Ok(())
}

/// An entry, as far as reversing it needs.
#[derive(Debug, Clone, saksi_db::FromRow)]
pub(crate) struct EntryRow {
    pub(crate) organisation: OrganisationId,
    pub(crate) person: PersonId,
    pub(crate) kind: String,
    pub(crate) subject_kind: String,
    pub(crate) subject: Option<Uuid>,
    pub(crate) public: bool,
    pub(crate) reversed_at: Option<Timestamp>,
}

/// An entry.
pub(crate) async fn entry(tx: &mut Tx, id: ModerationId) -> Result<EntryRow, Problem> {
    fetch_optional!(
        tx,
        EntryRow,
        "SELECT organisation, person, kind, subject_kind, subject, public, reversed_at FROM moderation WHERE id = $1",
        id
    )?
    .ok_or_else(Problem::not_found)
}

/// Marks an entry as reversed.
pub(crate) async fn set_reversed(
    tx: &mut Tx,
    id: ModerationId,
    person: PersonId,
    reason: &str,
) -> Result<bool, Problem> {
    let now = tx.now();
    let done = execute!(
        tx,
        "UPDATE moderation SET reversed_at = $2, reversed_by = $3, reversed_reason = $4 WHERE id = $1 AND reversed_at IS NULL",
        id,
        now,
        person,
        reason
    )?;
    Ok(done == 1)
}

/// How many entries of these kinds still stand for a subject.
pub(crate) async fn standing(tx: &mut Tx, subject: Uuid, a: &str, b: &str, c: &str, d: &str) -> Result<i64, Problem> {
    Ok(fetch_scalar!(
        tx,
        i64,
        "SELECT count(*) FROM moderation WHERE subject = $1 AND reversed_at IS NULL AND kind IN ($2, $3, $4, $5)",
        subject,
        a,
        b,
        c,
        d
    )?
    .unwrap_or(0))
}

/// The public entry that took a message or its claim out of sight and still stands, the last one.
pub(crate) async fn public_removal(
    tx: &mut Tx,
    message: Option<Uuid>,
    claim: Option<Uuid>,
) -> Result<Option<ModerationId>, Problem> {
    Ok(fetch_scalar!(
        tx,
        ModerationId,
        "SELECT id FROM moderation WHERE public AND reversed_at IS NULL AND (subject = $1 OR subject = $2)
         AND kind IN ('hide', 'takedown', 'court-order', 'block') ORDER BY at DESC, id LIMIT 1",
        message,
        claim
    )?)
}

/// Refuses a hash from now on.
pub(crate) async fn block(tx: &mut Tx, kind: &str, hash: &[u8], entry: ModerationId) -> Result<(), Problem> {
    execute!(
        tx,
        "INSERT INTO blocked_hash (kind, hash, entry) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        kind,
        hash,
        entry
    )?;
    Ok(())
}

/// No longer refuses what an entry refused.
pub(crate) async fn unblock(tx: &mut Tx, entry: ModerationId) -> Result<(), Problem> {
    execute!(tx, "DELETE FROM blocked_hash WHERE entry = $1", entry)?;
    Ok(())
}

/// Stores an appeal.
pub(crate) async fn insert_appeal(
    tx: &mut Tx,
    id: AppealId,
    entry: ModerationId,
    locator: &str,
    verifier: &[u8],
    text: &str,
) -> Result<(), Problem> {
    let day = tx.now().day();
    execute!(
        tx,
        "INSERT INTO appeal (id, entry, locator, verifier, text, state, answer, day) VALUES ($1, $2, $3, $4, $5, 'open', '', $6)",
        id,
        entry,
        locator,
        verifier,
        text,
        day
    )?;
    Ok(())
}

/// An appeal as stored.
#[derive(Debug, Clone, saksi_db::FromRow)]
pub(crate) struct AppealRow {
    pub(crate) entry: ModerationId,
    pub(crate) verifier: Vec<u8>,
    pub(crate) state: String,
    pub(crate) answer: String,
    pub(crate) day: Timestamp,
}

/// The appeal with a locator.
pub(crate) async fn appeal_with(tx: &mut Tx, locator: &str) -> Result<Option<AppealRow>, Problem> {
    Ok(fetch_optional!(
        tx,
        AppealRow,
        "SELECT entry, verifier, state, answer, day FROM appeal WHERE locator = $1",
        locator
    )?)
}

/// An appeal.
pub(crate) async fn appeal(tx: &mut Tx, id: AppealId) -> Result<AppealRow, Problem> {
    fetch_optional!(tx, AppealRow, "SELECT entry, verifier, state, answer, day FROM appeal WHERE id = $1", id)?
        .ok_or_else(Problem::not_found)
}

/// An appeal in the list of those who decide.
#[derive(Debug, Clone, saksi_db::FromRow)]
pub(crate) struct ListedAppealRow {
    pub(crate) id: AppealId,
    pub(crate) entry: ModerationId,
    pub(crate) text: String,
    pub(crate) state: String,
    pub(crate) answer: String,
    pub(crate) day: Timestamp,
    pub(crate) decided_against: PersonId,
    pub(crate) organisation: OrganisationId,
}

/// Open appeals first, then the decided ones; against entries of an organisation, or all.
pub(crate) async fn appeals(
    tx: &mut Tx,
    organisation: OrganisationId,
    all: bool,
) -> Result<Vec<ListedAppealRow>, Problem> {
    Ok(fetch_all!(
        tx,
        ListedAppealRow,
        "SELECT a.id, a.entry, a.text, a.state, a.answer, a.day, m.person AS decided_against, m.organisation FROM appeal a JOIN moderation m ON m.id = a.entry
         WHERE $1 OR m.organisation = $2 ORDER BY CASE WHEN a.state = 'open' THEN 0 ELSE 1 END, a.day DESC, a.id LIMIT 200",
        all,
        organisation
    )?)
}

/// How many appeals against an entry are open.
pub(crate) async fn open_appeals(tx: &mut Tx, entry: ModerationId) -> Result<i64, Problem> {
    Ok(fetch_scalar!(tx, i64, "SELECT count(*) FROM appeal WHERE entry = $1 AND state = 'open'", entry)?.unwrap_or(0))
}

/// Decides an appeal; `false` when it was decided already.
pub(crate) async fn decide_appeal(
    tx: &mut Tx,
    id: AppealId,
    state: &str,
    answer: &str,
    person: PersonId,
) -> Result<bool, Problem> {
    let now = tx.now();
    let done = execute!(
        tx,
        "UPDATE appeal SET state = $2, answer = $3, decided_by = $4, decided_at = $5 WHERE id = $1 AND state = 'open'",
        id,
        state,
        answer,
        person,
        now
    )?;
    Ok(done == 1)
}

/// Grants the open appeals against an entry that is being reversed; gives which.
pub(crate) async fn grant_open_appeals(
    tx: &mut Tx,
    entry: ModerationId,
    person: PersonId,
) -> Result<Vec<AppealId>, Problem> {
    #[derive(saksi_db::FromRow)]
    struct Row {
        id: AppealId,
    }
    let open = fetch_all!(tx, Row, "SELECT id FROM appeal WHERE entry = $1 AND state = 'open' ORDER BY id", entry)?;
    for row in &open {
        decide_appeal(tx, row.id, "granted", "", person).await?;
    }
    Ok(open.into_iter().map(|row| row.id).collect())
}

/// Publishes a reply beside a check.
pub(crate) async fn insert_reply(
    tx: &mut Tx,
    id: ReplyId,
    check: &super::checks::CheckRow,
    sender: &str,
    text: &str,
    entry: ModerationId,
) -> Result<(), Problem> {
    let now = tx.now();
    let stored = execute!(
        tx,
        "INSERT INTO right_of_reply (id, owner, space, marking, fact_check, sender, text, at, entry)
         SELECT $1, owner, $3, 0, $4, $5, $6, $7, $8 FROM writable WHERE owner = $2",
        id,
        check.owner,
        check.space,
        check.id,
        sender,
        text,
        now,
        entry
    )?;
    super::written(stored)?;
    execute!(
        tx,
        "UPDATE fact_check SET changed_at = $2 WHERE id = $1 AND owner IN (SELECT owner FROM writable)",
        check.id,
        now
    )?;
    Ok(())
}

/// The same words of the same sender beside a check, where they stand there already: a form that was sent twice.
pub(crate) async fn same_reply(
    tx: &mut Tx,
    check: CheckId,
    sender: &str,
    text: &str,
) -> Result<Option<ReplyId>, Problem> {
    Ok(fetch_scalar!(
        tx,
        ReplyId,
        "SELECT id FROM seen_right_of_reply WHERE fact_check = $1 AND sender = $2 AND text = $3 ORDER BY at LIMIT 1",
        check,
        sender,
        text
    )?)
}

/// The same decision of the same person that still stands: a form that was sent twice.
pub(crate) async fn same_decision(
    tx: &mut Tx,
    organisation: OrganisationId,
    person: PersonId,
    d: &Decision,
) -> Result<Option<ModerationId>, Problem> {
    let media = d.media.map(|hash| hash.to_vec());
    Ok(fetch_scalar!(
        tx,
        ModerationId,
        "SELECT id FROM moderation WHERE organisation = $1 AND person = $2 AND kind = $3 AND subject_kind = $4
             AND (subject = $5 OR (subject IS NULL AND $5 IS NULL)) AND (media = $6 OR (media IS NULL AND $6 IS NULL))
             AND reason = $7 AND public_summary = $8 AND legal_reference = $9 AND public = $10 AND reversed_at IS NULL
         ORDER BY at LIMIT 1",
        organisation,
        person,
        d.kind.code(),
        d.subject_kind.code(),
        d.subject,
        media,
        &d.reason,
        &d.public_summary,
        &d.legal_reference,
        d.public
    )?)
}

/// The check a reply stands beside, and the entry of the log that published it.
pub(crate) async fn check_of_reply(
    tx: &mut Tx,
    id: ReplyId,
) -> Result<Option<(CheckId, Option<ModerationId>)>, Problem> {
    #[derive(saksi_db::FromRow)]
    struct Row {
        fact_check: CheckId,
        entry: Option<ModerationId>,
    }
    let row = fetch_optional!(tx, Row, "SELECT fact_check, entry FROM seen_right_of_reply WHERE id = $1", id)?;
    Ok(row.map(|row| (row.fact_check, row.entry)))
}

/// The reply that an entry of the log published, as long as it stands.
pub(crate) async fn reply_of_entry(tx: &mut Tx, entry: ModerationId) -> Result<Option<ReplyId>, Problem> {
    Ok(fetch_scalar!(tx, ReplyId, "SELECT id FROM seen_right_of_reply WHERE entry = $1", entry)?)
}

/// Deletes a reply.
pub(crate) async fn delete_reply(tx: &mut Tx, id: ReplyId) -> Result<(), Problem> {
    let deleted =
        execute!(tx, "DELETE FROM right_of_reply WHERE id = $1 AND owner IN (SELECT owner FROM writable)", id)?;
    if deleted == 0 {
        return Err(Problem::not_found());
    }
    tx.tombstone("right_of_reply", id.0).await?;
    Ok(())
}
