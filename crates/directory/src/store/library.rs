//! The library. Every read asks who looks: the statement is the rule of `model::library::reads`, and what it gives is put to the rule once
//! more.

use saksi_base::{LibraryItemId, OrganisationId, PersonId, Problem, Timestamp, WorkingGroupId};
use saksi_db::{Tx, Viewer, execute, fetch_all, fetch_optional, fetch_scalar};
use uuid::Uuid;

use crate::model::lenses::Tags;
use crate::model::library::{Item, ItemDraft, Version, parts_from_stored, reads, stored_parts};

#[derive(saksi_db::FromRow)]
struct ItemRow {
    id: LibraryItemId,
    work: Uuid,
    organisation: OrganisationId,
    kind: String,
    audience: String,
    working_group: Option<WorkingGroupId>,
    language: String,
    title: String,
    licence: String,
    authors: String,
    link: String,
    body: String,
    parts: String,
    lens: String,
    goals: String,
    added_at: Timestamp,
    changed_at: Timestamp,
    withdrawn_at: Option<Timestamp>,
    reason: String,
    version: i64,
    in_group: bool,
}

fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::to_owned).collect()
}

impl From<ItemRow> for Item {
    fn from(row: ItemRow) -> Self {
        Self {
            id: row.id,
            work: row.work,
            organisation: row.organisation,
            draft: ItemDraft {
                kind: row.kind,
                audience: row.audience,
                group: row.working_group,
                language: row.language.parse().ok(),
                title: row.title,
                licence: row.licence,
                authors: lines(&row.authors),
                link: row.link,
                body: row.body,
                parts: parts_from_stored(&row.parts),
                tags: Tags::from_stored(&row.lens, &row.goals),
            },
            added: row.added_at,
            changed: row.changed_at,
            withdrawn: row.withdrawn_at.map(|at| (at, row.reason)),
            version: row.version,
        }
    }
}

/// Whoever looks, and whether they are a member.
fn looker(tx: &Tx) -> (bool, PersonId) {
    match tx.viewer() {
        Viewer::Member { person, .. } => (true, person),
        Viewer::Public | Viewer::System => (false, PersonId(Uuid::nil())),
    }
}

/// What whoever looks may read and nobody took back, by title.
pub(crate) async fn items(tx: &mut Tx, most: i64) -> Result<Vec<Item>, Problem> {
    let (member, person) = looker(tx);
    let rows = fetch_all!(
        tx,
        ItemRow,
        "SELECT i.id, i.work, i.organisation, i.kind, i.audience, i.working_group, i.language, i.title, i.licence, i.authors, i.link, \
         i.body, i.parts, i.lens, i.goals, i.added_at, i.changed_at, i.withdrawn_at, i.reason, i.version, \
         m.person IS NOT NULL AS in_group FROM library_item i \
         LEFT JOIN working_group_member m ON m.working_group = i.working_group AND m.person = $1 \
         WHERE i.withdrawn_at IS NULL AND (i.audience = 'public' OR ($2 AND (i.audience = 'network' OR m.person IS NOT NULL))) \
         ORDER BY lower(i.title), i.id LIMIT $3",
        person,
        member,
        most
    )?;
    Ok(rows.into_iter().filter(|row| reads(&row.audience, member, row.in_group)).map(Item::from).collect())
}

/// One item, taken back or not, where whoever looks may read it.
pub(crate) async fn item(tx: &mut Tx, id: LibraryItemId) -> Result<Option<Item>, Problem> {
    let (member, person) = looker(tx);
    let row = fetch_optional!(
        tx,
        ItemRow,
        "SELECT i.id, i.work, i.organisation, i.kind, i.audience, i.working_group, i.language, i.title, i.licence, i.authors, i.link, \
         i.body, i.parts, i.lens, i.goals, i.added_at, i.changed_at, i.withdrawn_at, i.reason, i.version, \
         m.person IS NOT NULL AS in_group FROM library_item i \
         LEFT JOIN working_group_member m ON m.working_group = i.working_group AND m.person = $2 \
         WHERE i.id = $1 AND (i.audience = 'public' OR ($3 AND (i.audience = 'network' OR m.person IS NOT NULL)))",
        id,
        person,
        member
    )?;
    Ok(row.filter(|row| reads(&row.audience, member, row.in_group)).map(Item::from))
}

/// Whether a work has an edition in a language besides one, whoever may read it.
pub(crate) async fn has_edition(
    tx: &mut Tx,
    work: Uuid,
    language: &str,
    besides: LibraryItemId,
) -> Result<bool, Problem> {
    Ok(fetch_scalar!(
        tx,
        i64,
        "SELECT count(*) FROM library_item WHERE work = $1 AND language = $2 AND id <> $3 AND withdrawn_at IS NULL",
        work,
        language,
        besides
    )?
    .unwrap_or(0)
        > 0)
}

fn language_of(draft: &ItemDraft) -> &str {
    draft.language.as_ref().map_or("", |tag| tag.as_str())
}

pub(crate) async fn insert(
    tx: &mut Tx,
    id: LibraryItemId,
    work: Uuid,
    by: OrganisationId,
    draft: &ItemDraft,
) -> Result<(), Problem> {
    let now = tx.now();
    execute!(
        tx,
        "INSERT INTO library_item (id, work, organisation, kind, audience, working_group, language, title, licence, authors, link, \
         body, parts, lens, goals, added_at, changed_at, reason, version) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $16, '', 1)",
        id,
        work,
        by,
        &draft.kind,
        &draft.audience,
        draft.group,
        language_of(draft),
        &draft.title,
        &draft.licence,
        draft.authors.join("\n"),
        &draft.link,
        &draft.body,
        stored_parts(&draft.parts),
        draft.tags.stored_lens(),
        draft.tags.stored_goals(),
        now
    )?;
    keep(tx, id, 1, "", draft).await
}

/// Keeps a version as it is.
async fn keep(tx: &mut Tx, id: LibraryItemId, number: i64, why: &str, draft: &ItemDraft) -> Result<(), Problem> {
    let now = tx.now();
    execute!(
        tx,
        "INSERT INTO library_version (item, number, title, licence, authors, link, body, parts, reason, made_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        id,
        number,
        &draft.title,
        &draft.licence,
        draft.authors.join("\n"),
        &draft.link,
        &draft.body,
        stored_parts(&draft.parts),
        why,
        now
    )?;
    Ok(())
}

/// Makes the next version, where the item still stands as whoever changes it saw it.
pub(crate) async fn change(
    tx: &mut Tx,
    id: LibraryItemId,
    seen: i64,
    why: &str,
    draft: &ItemDraft,
) -> Result<bool, Problem> {
    let now = tx.now();
    let changed = execute!(
        tx,
        "UPDATE library_item SET kind = $3, audience = $4, working_group = $5, language = $6, title = $7, licence = $8, authors = $9, \
         link = $10, body = $11, parts = $12, lens = $13, goals = $14, changed_at = $15, version = version + 1 \
         WHERE id = $1 AND version = $2 AND withdrawn_at IS NULL",
        id,
        seen,
        &draft.kind,
        &draft.audience,
        draft.group,
        language_of(draft),
        &draft.title,
        &draft.licence,
        draft.authors.join("\n"),
        &draft.link,
        &draft.body,
        stored_parts(&draft.parts),
        draft.tags.stored_lens(),
        draft.tags.stored_goals(),
        now
    )? > 0;
    if changed {
        keep(tx, id, seen + 1, why, draft).await?;
    }
    Ok(changed)
}

pub(crate) async fn withdraw(tx: &mut Tx, id: LibraryItemId, reason: &str) -> Result<bool, Problem> {
    let now = tx.now();
    Ok(execute!(
        tx,
        "UPDATE library_item SET withdrawn_at = $2, reason = $3 WHERE id = $1 AND withdrawn_at IS NULL",
        id,
        now,
        reason
    )? > 0)
}

#[derive(saksi_db::FromRow)]
struct VersionRow {
    number: i64,
    title: String,
    licence: String,
    authors: String,
    link: String,
    body: String,
    parts: String,
    reason: String,
    made_at: Timestamp,
}

/// The versions of an item, the latest first. Whoever may read the item may read them.
pub(crate) async fn versions(tx: &mut Tx, id: LibraryItemId) -> Result<Vec<Version>, Problem> {
    Ok(fetch_all!(
        tx,
        VersionRow,
        "SELECT number, title, licence, authors, link, body, parts, reason, made_at FROM library_version WHERE item = $1 \
         ORDER BY number DESC",
        id
    )?
    .into_iter()
    .map(|row| Version {
        number: row.number,
        made: row.made_at,
        reason: row.reason,
        title: row.title,
        licence: row.licence,
        authors: lines(&row.authors),
        link: row.link,
        body: row.body,
        parts: parts_from_stored(&row.parts),
    })
    .collect())
}
