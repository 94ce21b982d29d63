//! Notes of working groups and their files. Whoever wrote a note changes it; a chair who may read it takes it away. Nobody but its
//! writer widens who reads it, and nothing here passes one on.

use saksi_base::{GroupFileId, GroupNoteId, PersonId, Problem, WorkingGroupId};
use saksi_db::blobs::BlobHash;
use saksi_db::{Db, Tx, Viewer};
use saksi_network::Member;
use saksi_network::model::organisation::one_line;
use saksi_vault::FileKey;

use super::groups::in_group;
use super::note as write_down;
use crate::handle::Groups;
use crate::model::groups::{LONGEST_TITLE, MOST_FILES, MOST_NOTES, Note, NoteDraft, NoteLine};
use crate::store::groups;
use crate::store::notes::{self as rows, NewFile};

/// What the sealing of a file is bound to.
const PURPOSE: &str = "group note";
/// Notes on one page.
pub const ON_PAGE: i64 = 30;

fn failed(error: &dyn std::fmt::Display) -> Problem {
    tracing::error!(%error, "a file of a note cannot be kept or opened");
    Problem::internal()
}

/// The notes of a group that whoever looks may read, the newest first; a mark of the gender lens and a goal leave out those without.
pub async fn notes(
    tx: &mut Tx,
    group: WorkingGroupId,
    (lens, goal): (&str, &str),
    after: i64,
) -> Result<Vec<NoteLine>, Problem> {
    groups::group(tx, group).await?.ok_or_else(Problem::not_found)?;
    rows::notes(tx, group, (lens, goal), (ON_PAGE, after.max(0))).await
}

/// One note, where whoever looks may read it; refused as if it were not there otherwise.
pub async fn note(tx: &mut Tx, id: GroupNoteId) -> Result<Note, Problem> {
    rows::note(tx, id).await?.ok_or_else(Problem::not_found)
}

/// Refuses readers who are not in the group, and adds the writer.
async fn named(
    tx: &mut Tx,
    group: WorkingGroupId,
    author: PersonId,
    mut draft: NoteDraft,
) -> Result<NoteDraft, Problem> {
    if draft.marking == saksi_base::Marking::Red {
        for person in &draft.readers {
            if groups::chairs(tx, group, *person).await?.is_none() {
                return Err(Problem::field("readers", "directory-note-readers-wrong"));
            }
        }
        if !draft.readers.contains(&author) {
            draft.readers.push(author);
        }
    }
    Ok(draft)
}

/// Writes a note.
pub async fn write(tx: &mut Tx, by: &Member, group: WorkingGroupId, draft: NoteDraft) -> Result<GroupNoteId, Problem> {
    in_group(tx, by, group).await?;
    let draft = named(tx, group, by.person, draft.tidy()?).await?;
    if rows::count(tx, group).await? >= MOST_NOTES {
        return Err(Problem::conflict("directory-notes-too-many").with("most", MOST_NOTES));
    }
    let id = GroupNoteId::new(&*tx.random());
    rows::insert(tx, id, group, (by.person, by.organisation), &draft).await?;
    write_down(tx, by.actor(), id.0, "group-note-written", draft.content.as_bytes()).await?;
    Ok(id)
}

/// A note of one's own, for changing.
async fn own(tx: &mut Tx, by: &Member, id: GroupNoteId) -> Result<Note, Problem> {
    let note = note(tx, id).await?;
    in_group(tx, by, note.line.group).await?;
    if note.line.author == Some(by.person) { Ok(note) } else { Err(Problem::forbidden()) }
}

/// Changes a note of one's own. `seen` is the version that whoever changes it had before them.
pub async fn change(tx: &mut Tx, by: &Member, id: GroupNoteId, seen: i64, draft: NoteDraft) -> Result<(), Problem> {
    let before = own(tx, by, id).await?;
    if before.line.version != seen {
        return Err(Problem::conflict("directory-group-changed-meanwhile"));
    }
    let draft = named(tx, before.line.group, by.person, draft.tidy()?).await?;
    if !rows::change(tx, id, seen, &draft).await? {
        return Err(Problem::conflict("directory-group-changed-meanwhile"));
    }
    write_down(tx, by.actor(), id.0, "group-note-changed", draft.content.as_bytes()).await
}

/// Takes a note away with its files: one's own, or as a chair one that one may read. A restored backup does not bring it back.
pub async fn delete(tx: &mut Tx, by: &Member, id: GroupNoteId) -> Result<WorkingGroupId, Problem> {
    let note = note(tx, id).await?;
    let chairs = groups::chairs(tx, note.line.group, by.person).await?;
    if chairs != Some(true) && !(chairs.is_some() && note.line.author == Some(by.person)) {
        return Err(Problem::forbidden());
    }
    rows::delete(tx, id).await?;
    tx.tombstone("group_note", id.0).await?;
    write_down(tx, by.actor(), id.0, "group-note-deleted", &[]).await?;
    Ok(note.line.group)
}

/// Adds a file to a note of one's own.
pub async fn add_file(
    room: &Groups,
    db: &Db,
    by: &Member,
    id: GroupNoteId,
    name: &str,
    bytes: Vec<u8>,
) -> Result<(), Problem> {
    if bytes.is_empty() {
        return Err(Problem::field("file", "directory-file-missing"));
    }
    let name = one_line(name);
    if name.is_empty() {
        return Err(Problem::field("name", "directory-file-name-missing"));
    }
    if name.chars().count() > LONGEST_TITLE {
        return Err(Problem::field("name", "directory-too-long").with("most", LONGEST_TITLE));
    }
    // Before anything is kept: whoever may not, leaves nothing behind.
    saksi_db::read!(db, by.viewer(), tx => { own(&mut tx, by, id).await.map(drop) })?;
    let random = db.random();
    let length = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
    let key = FileKey::generate(&*random);
    let sealed = key.seal(PURPOSE, bytes, &*random).map_err(|error| failed(&error))?;
    let blob = room.blobs.put(sealed).await.map_err(|error| failed(&error))?;
    let added: Result<(), Problem> = saksi_db::write!(db, "add file to note", by.viewer(), tx => {
        let before = own(&mut tx, by, id).await?;
        if before.files.len() >= MOST_FILES {
            return Err(Problem::field("file", "directory-files-too-many").with("most", MOST_FILES));
        }
        let new = NewFile {
            id: GroupFileId::new(&*random),
            note: id,
            name: &name,
            bytes: length,
            secret: &key.to_bytes(),
            file: &blob.0,
        };
        rows::insert_file(&mut tx, &new).await?;
        write_down(&mut tx, by.actor(), id.0, "group-file-added", &blob.0).await
    });
    if added.is_err() {
        let forgotten: Result<(), Problem> = saksi_db::write!(db, "forget file", Viewer::System, tx => {
            rows::forget_blob(&mut tx, &blob.0).await
        });
        forgotten?;
    }
    added
}

/// Takes a file of a note of one's own away.
pub async fn remove_file(tx: &mut Tx, by: &Member, id: GroupNoteId, file: GroupFileId) -> Result<(), Problem> {
    own(tx, by, id).await?;
    if !rows::delete_file(tx, id, file).await? {
        return Err(Problem::not_found());
    }
    write_down(tx, by.actor(), id.0, "group-file-removed", &[]).await
}

/// A file with its name, for whoever may read its note.
pub async fn open_file(
    room: &Groups,
    db: &Db,
    viewer: Viewer,
    id: GroupNoteId,
    file: GroupFileId,
) -> Result<(String, Vec<u8>), Problem> {
    let row = saksi_db::read!(db, viewer, tx => {
        note(&mut tx, id).await?;
        rows::kept(&mut tx, id, file).await
    })?;
    let row = row.ok_or_else(Problem::not_found)?;
    let place: [u8; 32] = row.file.as_slice().try_into().map_err(|_| Problem::internal())?;
    let sealed = room.blobs.get(BlobHash(place)).await.map_err(|error| failed(&error))?;
    let key = FileKey::from_bytes(&row.secret).map_err(|error| failed(&error))?;
    let plain = key.open(PURPOSE, &sealed).map_err(|error| failed(&error))?;
    Ok((row.name, plain.to_vec()))
}
