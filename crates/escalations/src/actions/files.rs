//! Files that go with a notice: sealed under a key of their own.

use saksi_base::{EscalationId, NoticeFileId, Problem};
use saksi_db::blobs::BlobHash;
use saksi_db::{Db, Tx};
use saksi_network::Member;
use saksi_vault::FileKey;
use sha2::{Digest as _, Sha256};

use super::{State, note, own_words};
use crate::handle::Escalations;
use crate::store::dispatches::{self as rows, NewFile};

/// What the sealing of a file is bound to.
const PURPOSE: &str = "notice";
/// Most files of one notice.
pub const MOST_FILES: usize = 20;
/// Most bytes of all of them together: what mail servers commonly take, less what encoding for mail adds.
pub const MOST_BYTES: i64 = 15 << 20;

fn failed(error: &dyn std::fmt::Display) -> Problem {
    tracing::error!(%error, "a file of a notice cannot be kept or opened");
    Problem::internal()
}

/// What a file is, by its first bytes; whatever else it is stays a row of bytes.
pub fn kind_of(bytes: &[u8]) -> &'static str {
    const KINDS: [(&[u8], &str); 6] = [
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"\xff\xd8\xff", "image/jpeg"),
        (b"%PDF-", "application/pdf"),
        (b"GIF8", "image/gif"),
        (b"PK\x03\x04", "application/zip"),
        (b"\x1aE\xdf\xa3", "video/x-matroska"),
    ];
    KINDS.iter().find(|(start, _)| bytes.starts_with(start)).map_or("application/octet-stream", |(_, kind)| kind)
}

/// A name that can stand in a letter and on a disk.
pub fn tidy(name: &str, kind: &str, number: usize) -> String {
    let kept: String = name
        .trim()
        .chars()
        .map(|c| if c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | ' ') { c } else { '_' })
        .take(100)
        .collect();
    if kept.trim_matches(['.', ' ', '_']).is_empty() {
        let ending = match kind {
            "image/png" => "png",
            "image/jpeg" => "jpg",
            "application/pdf" => "pdf",
            "image/gif" => "gif",
            "application/zip" => "zip",
            "video/x-matroska" => "mkv",
            _ => "bin",
        };
        format!("attachment-{number}.{ending}")
    } else {
        kept.trim().to_owned()
    }
}

/// Adds a file to a draft.
pub async fn add(
    room: &Escalations,
    db: &Db,
    by: &Member,
    id: EscalationId,
    name: &str,
    bytes: Vec<u8>,
) -> Result<(), Problem> {
    if bytes.is_empty() {
        return Err(Problem::field("file", "escalations-problem-file"));
    }
    let random = db.random();
    let size = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
    let hash: [u8; 32] = Sha256::digest(&bytes).into();
    let kind = kind_of(&bytes);
    let key = FileKey::generate(&*random);
    let sealed = key.seal(PURPOSE, bytes, &*random).map_err(|error| failed(&error))?;
    let blob = room.blobs.put(sealed).await.map_err(|error| failed(&error))?;
    let added: Result<(), Problem> = saksi_db::write!(db, "add file to notice", by.viewer(), tx => {
        let before = own_words(&mut tx, by, id).await?;
        if before.state != State::Draft {
            return Err(Problem::conflict("escalations-problem-not-a-draft"));
        }
        let held = rows::files(&mut tx, id).await?;
        if held.len() >= MOST_FILES || held.iter().map(|file| file.bytes).sum::<i64>().saturating_add(size) > MOST_BYTES {
            return Err(Problem::field("file", "escalations-problem-files-many")
                .with("most", MOST_FILES)
                .with("megabytes", MOST_BYTES >> 20));
        }
        let new = NewFile {
            id: NoticeFileId::new(&*random),
            escalation: id,
            name: &tidy(name, kind, held.len() + 1),
            kind,
            bytes: size,
            hash: &hash,
            secret: &key.to_bytes(),
            file: &blob.0,
            by: by.person,
        };
        rows::insert_file(&mut tx, &new).await?;
        note(&mut tx, by.actor(), id.0, "escalation-file-added", &hash).await
    });
    if added.is_err() {
        let forgotten: Result<(), Problem> = saksi_db::write!(db, "forget file", saksi_db::Viewer::System, tx => {
            rows::forget_blob(&mut tx, &blob.0).await
        });
        forgotten?;
    }
    added
}

/// Takes a file away from a draft.
pub async fn remove(db: &Db, by: &Member, id: EscalationId, file: NoticeFileId) -> Result<(), Problem> {
    saksi_db::write!(db, "remove file from notice", by.viewer(), tx => {
        let before = own_words(&mut tx, by, id).await?;
        if before.state != State::Draft {
            return Err(Problem::conflict("escalations-problem-not-a-draft"));
        }
        rows::delete_file(&mut tx, id, file).await?;
        note(&mut tx, by.actor(), id.0, "escalation-file-removed", &[]).await
    })
}

/// A file with its name and type, for a member who may see its escalation.
pub async fn open(
    room: &Escalations,
    db: &Db,
    by: &Member,
    id: EscalationId,
    file: NoticeFileId,
) -> Result<(String, String, Vec<u8>), Problem> {
    by.may(saksi_network::Capability::ESCALATE)?;
    let row = saksi_db::read!(db, by.viewer(), tx => { rows::kept(&mut tx, id, file).await })?;
    unseal(room, row.ok_or_else(Problem::not_found)?).await
}

/// A file of another notice, sealed anew, whose row is not written yet.
pub(crate) struct Copy {
    id: NoticeFileId,
    name: String,
    kind: String,
    bytes: i64,
    hash: [u8; 32],
    key: FileKey,
    blob: BlobHash,
}

/// Seals a file anew for another notice: one blob stands in one row, and goes with it.
pub(crate) async fn copy(room: &Escalations, db: &Db, row: rows::KeptRow) -> Result<Copy, Problem> {
    let (name, kind, bytes) = unseal(room, row).await?;
    let random = db.random();
    let size = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
    let hash: [u8; 32] = Sha256::digest(&bytes).into();
    let key = FileKey::generate(&*random);
    let sealed = key.seal(PURPOSE, bytes, &*random).map_err(|error| failed(&error))?;
    let blob = room.blobs.put(sealed).await.map_err(|error| failed(&error))?;
    Ok(Copy { id: NoticeFileId::new(&*random), name, kind, bytes: size, hash, key, blob })
}

/// Puts a copy to a notice that the member's organisation has just begun.
pub(crate) async fn keep_copy(tx: &mut Tx, by: &Member, id: EscalationId, copy: &Copy) -> Result<(), Problem> {
    let new = NewFile {
        id: copy.id,
        escalation: id,
        name: &copy.name,
        kind: &copy.kind,
        bytes: copy.bytes,
        hash: &copy.hash,
        secret: &copy.key.to_bytes(),
        file: &copy.blob.0,
        by: by.person,
    };
    rows::insert_file(tx, &new).await?;
    note(tx, by.actor(), id.0, "escalation-file-added", &copy.hash).await
}

/// Clears copies away whose rows were never written.
pub(crate) async fn forget(db: &Db, copies: &[Copy]) -> Result<(), Problem> {
    saksi_db::write!(db, "forget copies", saksi_db::Viewer::System, tx => {
        for copy in copies {
            rows::forget_blob(&mut tx, &copy.blob.0).await?;
        }
        Ok(())
    })
}

pub(crate) async fn unseal(room: &Escalations, row: rows::KeptRow) -> Result<(String, String, Vec<u8>), Problem> {
    let place: [u8; 32] = row.file.as_slice().try_into().map_err(|_| Problem::internal())?;
    let sealed = room.blobs.get(BlobHash(place)).await.map_err(|error| failed(&error))?;
    let key = FileKey::from_bytes(&row.secret).map_err(|error| failed(&error))?;
    let plain = key.open(PURPOSE, &sealed).map_err(|error| failed(&error))?;
    Ok((row.name, row.kind, plain.to_vec()))
}
