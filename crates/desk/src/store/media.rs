//! Files that came with messages or that checkers added, what waits to be handed in, and blobs that nothing names any more.

use saksi_base::{ClaimId, MediaId, MessageId, OrganisationId, PersonId, Problem, SpaceId, Timestamp};
use saksi_db::blobs::BlobHash;
use saksi_db::{Tx, execute, fetch_all, fetch_optional, fetch_scalar};
use uuid::Uuid;

use crate::media::look::Prints;
use crate::media::shelf::KnownFile;

/// A file about to be stored: its blobs are there already.
#[derive(Debug, Clone)]
pub(crate) struct NewFile {
    pub(crate) id: MediaId,
    pub(crate) kind: &'static str,
    pub(crate) format: &'static str,
    pub(crate) hash: [u8; 32],
    pub(crate) secret: Vec<u8>,
    pub(crate) file: BlobHash,
    pub(crate) preview: Option<BlobHash>,
    pub(crate) bytes: i64,
    pub(crate) size: (i64, i64),
    pub(crate) seconds: i64,
    pub(crate) prints: [Option<Vec<u8>>; 3],
    pub(crate) words: String,
}

/// To what a file belongs.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Belongs {
    pub(crate) owner: OrganisationId,
    pub(crate) space: SpaceId,
    pub(crate) marking: i16,
    pub(crate) message: Option<MessageId>,
    pub(crate) claim: Option<ClaimId>,
    pub(crate) person: Option<PersonId>,
}

/// Stores a file. The database does it for the owner's people and for the system alone.
pub(crate) async fn insert(tx: &mut Tx, file: &NewFile, to: Belongs) -> Result<(), Problem> {
    let day = tx.now().day();
    let [picture, video, sound] = &file.prints;
    let stored = execute!(
        tx,
        "INSERT INTO media_file (id, owner, space, marking, message, claim, person, kind, format, hash, secret, file, preview,
             bytes, width, height, seconds, picture, video, sound, words, day)
         SELECT $1, owner, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22
         FROM writable WHERE owner = $2",
        file.id,
        to.owner,
        to.space,
        to.marking,
        to.message,
        to.claim,
        to.person,
        file.kind,
        file.format,
        file.hash.as_slice(),
        &file.secret,
        file.file.0.as_slice(),
        file.preview.map(|preview| preview.0.to_vec()),
        file.bytes,
        file.size.0,
        file.size.1,
        file.seconds,
        picture.as_ref(),
        video.as_ref(),
        sound.as_ref(),
        &file.words,
        day
    )?;
    super::written(stored)
}

/// A file without its fingerprints.
#[derive(Debug, Clone, saksi_db::FromRow)]
pub(crate) struct FileRow {
    pub(crate) id: MediaId,
    pub(crate) owner: OrganisationId,
    pub(crate) message: Option<MessageId>,
    pub(crate) kind: String,
    pub(crate) format: String,
    pub(crate) hash: Vec<u8>,
    pub(crate) secret: Vec<u8>,
    pub(crate) file: Vec<u8>,
    pub(crate) preview: Option<Vec<u8>>,
    pub(crate) bytes: i64,
    pub(crate) width: i64,
    pub(crate) height: i64,
    pub(crate) seconds: i64,
    pub(crate) words: String,
    pub(crate) day: Timestamp,
}

macro_rules! columns {
    () => {
        "f.id, f.owner, f.message, f.kind, f.format, f.hash, f.secret, f.file, f.preview, f.bytes, f.width, f.height, \
         f.seconds, f.words, f.day"
    };
}

/// Files of the messages of a claim that the viewer may see and nobody hid or took back.
pub(crate) async fn seen_of_messages(tx: &mut Tx, claim: ClaimId) -> Result<Vec<FileRow>, Problem> {
    Ok(fetch_all!(
        tx,
        FileRow,
        concat!(
            "SELECT ",
            columns!(),
            " FROM seen_media_file f JOIN seen_message m ON m.id = f.message
             WHERE m.claim = $1 AND m.state NOT IN ('hidden', 'withdrawn', 'expired') ORDER BY f.day, f.id LIMIT 500"
        ),
        claim
    )?)
}

/// Files that checkers added to a claim, as far as the viewer may see them.
pub(crate) async fn seen_of_claim(tx: &mut Tx, claim: ClaimId) -> Result<Vec<FileRow>, Problem> {
    Ok(fetch_all!(
        tx,
        FileRow,
        concat!("SELECT ", columns!(), " FROM seen_media_file f WHERE f.claim = $1 ORDER BY f.day, f.id LIMIT 100"),
        claim
    )?)
}

/// A file that the viewer may see, unless its message was hidden or taken back.
pub(crate) async fn seen(tx: &mut Tx, id: MediaId) -> Result<FileRow, Problem> {
    fetch_optional!(
        tx,
        FileRow,
        concat!(
            "SELECT ",
            columns!(),
            " FROM seen_media_file f WHERE f.id = $1 AND (f.message IS NULL OR EXISTS (SELECT 1 FROM seen_message m
                 WHERE m.id = f.message AND m.state NOT IN ('hidden', 'withdrawn', 'expired')))"
        ),
        id
    )?
    .ok_or_else(Problem::not_found)
}

/// Files of a message, for an action that has guarded already.
pub(crate) async fn of_message(tx: &mut Tx, message: MessageId) -> Result<Vec<FileRow>, Problem> {
    Ok(fetch_all!(
        tx,
        FileRow,
        concat!("SELECT ", columns!(), " FROM media_file f WHERE f.message = $1 ORDER BY f.id"),
        message
    )?)
}

/// How many files the messages of a claim brought on a day.
pub(crate) async fn of_claim_and_day(tx: &mut Tx, claim: ClaimId, day: Timestamp) -> Result<i64, Problem> {
    Ok(fetch_scalar!(
        tx,
        i64,
        "SELECT count(*) FROM media_file f JOIN message m ON m.id = f.message WHERE m.claim = $1 AND f.day = $2",
        claim,
        day
    )?
    .unwrap_or(0))
}

/// Deletes a file that a checker added; says whether there was one.
pub(crate) async fn delete_added(tx: &mut Tx, claim: ClaimId, id: MediaId) -> Result<bool, Problem> {
    let deleted = execute!(
        tx,
        "DELETE FROM media_file WHERE id = $1 AND claim = $2 AND owner IN (SELECT owner FROM writable)",
        id,
        claim
    )?;
    if deleted == 1 {
        tx.tombstone("media_file", id.0).await?;
    }
    Ok(deleted == 1)
}

/// Lets files that checkers added stand with the claim that theirs was joined into. In a part that runs as the system.
pub(crate) async fn move_added(tx: &mut Tx, from: ClaimId, into: ClaimId) -> Result<(), Problem> {
    execute!(tx, "UPDATE media_file SET claim = $2 WHERE claim = $1", from, into)?;
    Ok(())
}

/// A file as the matcher reads it.
#[derive(Debug, Clone, saksi_db::FromRow)]
pub(crate) struct PrintRow {
    pub(crate) id: MediaId,
    pub(crate) claim: ClaimId,
    picture: Option<Vec<u8>>,
    video: Option<Vec<u8>>,
    sound: Option<Vec<u8>>,
    words: String,
    published: i64,
    lane: String,
    hidden: bool,
}

impl PrintRow {
    /// Whether a published check stands behind it; `None` where it must not be found at all.
    pub(crate) fn standing(&self) -> Option<bool> {
        match (self.hidden, self.published > 0, self.lane.as_str()) {
            (true, ..) => None,
            (_, true, _) => Some(true),
            (_, _, "open" | "closed") => Some(false),
            _ => None,
        }
    }

    /// As the shelf holds it; `None` where the fingerprint is of another version.
    pub(crate) fn known(self) -> Option<KnownFile> {
        let prints = Prints::from_columns([self.picture.as_deref(), self.video.as_deref(), self.sound.as_deref()])?;
        Some(KnownFile { prints, words: self.words })
    }
}

/// Fingerprints of one claim's files, those of messages that anybody may not see any more left out. As the system.
pub(crate) async fn prints_of_claim(tx: &mut Tx, claim: ClaimId) -> Result<Vec<PrintRow>, Problem> {
    Ok(fetch_all!(
        tx,
        PrintRow,
        "SELECT f.id, c.id AS claim, f.picture, f.video, f.sound, f.words, c.published, c.lane, c.hidden
         FROM claim c JOIN message m ON m.claim = c.id JOIN media_file f ON f.message = m.id
         WHERE c.id = $1 AND m.state IN ('open', 'answered')
         UNION ALL
         SELECT f.id, c.id AS claim, f.picture, f.video, f.sound, f.words, c.published, c.lane, c.hidden
         FROM claim c JOIN media_file f ON f.claim = c.id WHERE c.id = $1
         ORDER BY 1 LIMIT 500",
        claim
    )?)
}

/// Fingerprints of all files, page by page. As the system.
pub(crate) async fn prints_after(tx: &mut Tx, after: Uuid, limit: i64) -> Result<Vec<PrintRow>, Problem> {
    Ok(fetch_all!(
        tx,
        PrintRow,
        "SELECT f.id, c.id AS claim, f.picture, f.video, f.sound, f.words, c.published, c.lane, c.hidden
         FROM media_file f LEFT JOIN message m ON m.id = f.message JOIN claim c ON c.id = coalesce(f.claim, m.claim)
         WHERE f.id > $1 AND (m.id IS NULL OR m.state IN ('open', 'answered')) ORDER BY f.id LIMIT $2",
        after,
        limit
    )?)
}

/// Fingerprints of the files of a claim that the viewer may see.
pub(crate) async fn seen_prints(tx: &mut Tx, claim: ClaimId) -> Result<Vec<PrintRow>, Problem> {
    Ok(fetch_all!(
        tx,
        PrintRow,
        "SELECT f.id, c.id AS claim, f.picture, f.video, f.sound, f.words, c.published, c.lane, c.hidden
         FROM seen_claim c JOIN seen_message m ON m.claim = c.id JOIN seen_media_file f ON f.message = m.id
         WHERE c.id = $1 AND m.state IN ('open', 'answered')
         UNION ALL
         SELECT f.id, c.id AS claim, f.picture, f.video, f.sound, f.words, c.published, c.lane, c.hidden
         FROM seen_claim c JOIN seen_media_file f ON f.claim = c.id WHERE c.id = $1
         ORDER BY 1 LIMIT 24",
        claim
    )?)
}

/// Bytes of everything that waits to be handed in.
pub(crate) async fn staged_bytes(tx: &mut Tx) -> Result<i64, Problem> {
    Ok(fetch_scalar!(tx, i64, "SELECT CAST(coalesce(sum(bytes), 0) AS BIGINT) FROM media_staged")?.unwrap_or(0))
}

/// Notes that something waits, and until when.
pub(crate) async fn stage(tx: &mut Tx, id: Uuid, bytes: i64, until: Timestamp) -> Result<(), Problem> {
    execute!(tx, "INSERT INTO media_staged (id, bytes, expires_at) VALUES ($1, $2, $3)", id, bytes, until)?;
    Ok(())
}

/// Whether it still waits.
pub(crate) async fn is_staged(tx: &mut Tx, id: Uuid) -> Result<bool, Problem> {
    let now = tx.now();
    let found = fetch_scalar!(tx, i64, "SELECT count(*) FROM media_staged WHERE id = $1 AND expires_at > $2", id, now)?;
    Ok(found.unwrap_or(0) > 0)
}

/// It waits no longer.
pub(crate) async fn unstage(tx: &mut Tx, id: Uuid) -> Result<(), Problem> {
    execute!(tx, "DELETE FROM media_staged WHERE id = $1", id)?;
    Ok(())
}

/// What has waited too long.
pub(crate) async fn stale(tx: &mut Tx, limit: i64) -> Result<Vec<Uuid>, Problem> {
    let now = tx.now();
    let rows =
        fetch_all!(tx, (Uuid,), "SELECT id FROM media_staged WHERE expires_at <= $1 ORDER BY id LIMIT $2", now, limit)?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// Blobs that nothing names any more.
pub(crate) async fn gone(tx: &mut Tx, limit: i64) -> Result<Vec<Vec<u8>>, Problem> {
    let rows = fetch_all!(tx, (Vec<u8>,), "SELECT blob FROM blob_gone ORDER BY blob LIMIT $1", limit)?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// Notes blobs for deletion.
pub(crate) async fn let_go(tx: &mut Tx, blob: &[u8]) -> Result<(), Problem> {
    execute!(tx, "INSERT INTO blob_gone (blob) VALUES ($1) ON CONFLICT DO NOTHING", blob)?;
    Ok(())
}

/// A blob is deleted.
pub(crate) async fn deleted(tx: &mut Tx, blob: &[u8]) -> Result<(), Problem> {
    execute!(tx, "DELETE FROM blob_gone WHERE blob = $1", blob)?;
    Ok(())
}
