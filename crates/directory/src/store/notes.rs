//! Notes of working groups and their files. Every read asks who looks: the statement is the rule of `model::groups::reads`, and what it
//! gives is put to the rule once more.

use saksi_base::{GroupFileId, GroupNoteId, Marking, OrganisationId, PersonId, Problem, Timestamp, WorkingGroupId};
use saksi_db::{Tx, Viewer, execute, fetch_all, fetch_optional, fetch_scalar};
use uuid::Uuid;

use crate::model::groups::{FileLine, GroupReader, Note, NoteDraft, NoteLine, reads};
use crate::model::lenses::Tags;

#[derive(saksi_db::FromRow)]
struct NoteRow {
    id: GroupNoteId,
    working_group: WorkingGroupId,
    author: Option<PersonId>,
    organisation: OrganisationId,
    marking: Marking,
    title: String,
    content: String,
    lens: String,
    goals: String,
    written_at: Timestamp,
    version: i64,
    in_group: bool,
    named: bool,
}

/// Whoever looks: the person and the organisation, nobody's where nobody is signed in.
fn looker(tx: &Tx) -> (bool, PersonId, OrganisationId) {
    match tx.viewer() {
        Viewer::Member { organisation, person } => (true, person, organisation),
        Viewer::Public | Viewer::System => (false, PersonId(Uuid::nil()), OrganisationId(Uuid::nil())),
    }
}

impl NoteRow {
    fn reader(&self, member: bool, organisation: OrganisationId) -> GroupReader {
        GroupReader {
            member,
            in_group: self.in_group,
            same_organisation: self.organisation == organisation,
            named: self.named,
        }
    }

    fn line(&self) -> NoteLine {
        NoteLine {
            id: self.id,
            group: self.working_group,
            author: self.author,
            organisation: self.organisation,
            marking: self.marking,
            title: self.title.clone(),
            tags: Tags::from_stored(&self.lens, &self.goals),
            at: self.written_at,
            version: self.version,
        }
    }
}

/// One note, where whoever looks may read it.
pub(crate) async fn note(tx: &mut Tx, id: GroupNoteId) -> Result<Option<Note>, Problem> {
    let (member, person, organisation) = looker(tx);
    let row = fetch_optional!(
        tx,
        NoteRow,
        "SELECT n.id, n.working_group, n.author, n.organisation, n.marking, n.title, n.content, n.lens, n.goals, n.written_at, n.version, \
         m.person IS NOT NULL AS in_group, r.person IS NOT NULL AS named \
         FROM group_note n JOIN working_group g ON g.id = n.working_group AND g.closed_at IS NULL \
         LEFT JOIN working_group_member m ON m.working_group = n.working_group AND m.person = $2 \
         LEFT JOIN group_note_reader r ON r.note = n.id AND r.person = $2 \
         WHERE n.id = $1 AND (n.marking = 0 OR ($4 AND (n.marking = 1 OR (m.person IS NOT NULL AND (n.marking = 2 \
         OR (n.marking = 3 AND n.organisation = $3) OR (n.marking = 4 AND r.person IS NOT NULL))))))",
        id,
        person,
        organisation,
        member
    )?;
    let Some(row) = row.filter(|row| reads(row.marking, row.reader(member, organisation))) else { return Ok(None) };
    let readers = if member && row.author == Some(person) { readers(tx, id).await? } else { Vec::new() };
    let files = files(tx, id).await?;
    Ok(Some(Note { line: row.line(), content: row.content, readers, files }))
}

/// The notes of a group that whoever looks may read, the newest first: those that carry a mark of the gender lens, and a goal or a target of it,
/// where one is named.
pub(crate) async fn notes(
    tx: &mut Tx,
    group: WorkingGroupId,
    (lens, goal): (&str, &str),
    (most, after): (i64, i64),
) -> Result<Vec<NoteLine>, Problem> {
    let (member, person, organisation) = looker(tx);
    let rows = fetch_all!(
        tx,
        NoteRow,
        "SELECT n.id, n.working_group, n.author, n.organisation, n.marking, n.title, '' AS content, n.lens, n.goals, n.written_at, n.version, \
         m.person IS NOT NULL AS in_group, r.person IS NOT NULL AS named FROM group_note n \
         LEFT JOIN working_group_member m ON m.working_group = n.working_group AND m.person = $2 \
         LEFT JOIN group_note_reader r ON r.note = n.id AND r.person = $2 \
         WHERE n.working_group = $1 AND (n.marking = 0 OR ($4 AND (n.marking = 1 OR (m.person IS NOT NULL AND (n.marking = 2 \
         OR (n.marking = 3 AND n.organisation = $3) OR (n.marking = 4 AND r.person IS NOT NULL)))))) \
         AND ($7 = '' OR (' ' || n.lens || ' ') LIKE ('% ' || $7 || ' %')) \
         AND ($8 = '' OR (' ' || n.goals || ' ') LIKE ('% ' || $8 || ' %') OR (' ' || n.goals) LIKE ('% ' || $8 || '.%')) \
         ORDER BY n.written_at DESC, n.id LIMIT $5 OFFSET $6",
        group,
        person,
        organisation,
        member,
        most,
        after,
        lens,
        goal
    )?;
    Ok(rows.iter().filter(|row| reads(row.marking, row.reader(member, organisation))).map(NoteRow::line).collect())
}

/// What somebody wrote, for the copy that they take of it.
pub(crate) async fn by_author(
    tx: &mut Tx,
    author: PersonId,
) -> Result<Vec<(Marking, String, String, Timestamp)>, Problem> {
    Ok(fetch_all!(
        tx,
        (Marking, String, String, Timestamp),
        "SELECT marking, title, content, written_at FROM group_note WHERE author = $1 ORDER BY written_at, id",
        author
    )?)
}

async fn readers(tx: &mut Tx, id: GroupNoteId) -> Result<Vec<PersonId>, Problem> {
    let rows = fetch_all!(tx, (PersonId,), "SELECT person FROM group_note_reader WHERE note = $1 ORDER BY person", id)?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

pub(crate) async fn count(tx: &mut Tx, group: WorkingGroupId) -> Result<i64, Problem> {
    Ok(fetch_scalar!(tx, i64, "SELECT count(*) FROM group_note WHERE working_group = $1", group)?.unwrap_or(0))
}

pub(crate) async fn insert(
    tx: &mut Tx,
    id: GroupNoteId,
    group: WorkingGroupId,
    by: (PersonId, OrganisationId),
    draft: &NoteDraft,
) -> Result<(), Problem> {
    let now = tx.now();
    execute!(
        tx,
        "INSERT INTO group_note (id, working_group, author, organisation, marking, title, content, written_at, lens, goals, version) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1)",
        id,
        group,
        by.0,
        by.1,
        draft.marking,
        &draft.title,
        &draft.content,
        now,
        draft.tags.stored_lens(),
        draft.tags.stored_goals()
    )?;
    name_readers(tx, id, &draft.readers).await
}

async fn name_readers(tx: &mut Tx, id: GroupNoteId, readers: &[PersonId]) -> Result<(), Problem> {
    execute!(tx, "DELETE FROM group_note_reader WHERE note = $1", id)?;
    for person in readers {
        execute!(tx, "INSERT INTO group_note_reader (note, person) VALUES ($1, $2)", id, person)?;
    }
    Ok(())
}

/// Changes a note, where it still stands as whoever changes it saw it.
pub(crate) async fn change(tx: &mut Tx, id: GroupNoteId, seen: i64, draft: &NoteDraft) -> Result<bool, Problem> {
    let now = tx.now();
    let changed = execute!(
        tx,
        "UPDATE group_note SET marking = $3, title = $4, content = $5, written_at = $6, lens = $7, goals = $8, version = version + 1 \
         WHERE id = $1 AND version = $2",
        id,
        seen,
        draft.marking,
        &draft.title,
        &draft.content,
        now,
        draft.tags.stored_lens(),
        draft.tags.stored_goals()
    )? > 0;
    if changed {
        name_readers(tx, id, &draft.readers).await?;
    }
    Ok(changed)
}

pub(crate) async fn delete(tx: &mut Tx, id: GroupNoteId) -> Result<bool, Problem> {
    // The trigger that clears blobs away sees each file go.
    execute!(tx, "DELETE FROM group_file WHERE note = $1", id)?;
    Ok(execute!(tx, "DELETE FROM group_note WHERE id = $1", id)? > 0)
}

#[derive(saksi_db::FromRow)]
struct FileRow {
    id: GroupFileId,
    name: String,
    bytes: i64,
}

async fn files(tx: &mut Tx, note: GroupNoteId) -> Result<Vec<FileLine>, Problem> {
    let rows =
        fetch_all!(tx, FileRow, "SELECT id, name, bytes FROM group_file WHERE note = $1 ORDER BY added_at, id", note)?;
    Ok(rows.into_iter().map(|row| FileLine { id: row.id, name: row.name, bytes: row.bytes }).collect())
}

/// A file that is to be kept.
pub(crate) struct NewFile<'a> {
    pub(crate) id: GroupFileId,
    pub(crate) note: GroupNoteId,
    pub(crate) name: &'a str,
    pub(crate) bytes: i64,
    pub(crate) secret: &'a [u8],
    pub(crate) file: &'a [u8],
}

pub(crate) async fn insert_file(tx: &mut Tx, new: &NewFile<'_>) -> Result<(), Problem> {
    let now = tx.now();
    execute!(
        tx,
        "INSERT INTO group_file (id, note, name, bytes, secret, file, added_at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        new.id,
        new.note,
        new.name,
        new.bytes,
        new.secret,
        new.file,
        now
    )?;
    Ok(())
}

pub(crate) async fn delete_file(tx: &mut Tx, note: GroupNoteId, id: GroupFileId) -> Result<bool, Problem> {
    Ok(execute!(tx, "DELETE FROM group_file WHERE note = $1 AND id = $2", note, id)? > 0)
}

#[derive(saksi_db::FromRow)]
pub(crate) struct KeptRow {
    pub(crate) name: String,
    pub(crate) secret: Vec<u8>,
    pub(crate) file: Vec<u8>,
}

/// Where a file lies and what opens it. Ask for its note first.
pub(crate) async fn kept(tx: &mut Tx, note: GroupNoteId, id: GroupFileId) -> Result<Option<KeptRow>, Problem> {
    Ok(fetch_optional!(tx, KeptRow, "SELECT name, secret, file FROM group_file WHERE note = $1 AND id = $2", note, id)?)
}

/// Clears away a blob whose row was never written.
pub(crate) async fn forget_blob(tx: &mut Tx, blob: &[u8]) -> Result<(), Problem> {
    execute!(tx, "INSERT INTO blob_gone (blob) VALUES ($1) ON CONFLICT DO NOTHING", blob)?;
    Ok(())
}
