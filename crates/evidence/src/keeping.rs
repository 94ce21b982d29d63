//! Parts outside the database: cut into pieces, each sealed under the key of its part, so that a capture of any size goes in and out
//! without being held whole.

use std::io::Read;
use std::ops::Range;

use bytes::Bytes;
use futures_util::Stream;
use saksi_base::{EvidencePartId, Problem, ProblemKind};
use saksi_db::blobs::{BlobHash, Blobs};
use saksi_db::{Db, Viewer};
use saksi_tlog::Hash;
use saksi_transparency::pack::{Content, Measure};
use saksi_vault::FileKey;
use sha2::{Digest as _, Sha256};

use crate::store::parts::{NewPart, SealedPart};

/// Bytes of one piece.
const PIECE: usize = 4 << 20;

pub(crate) fn failed(error: &saksi_db::Error) -> Problem {
    match error {
        saksi_db::Error::DiskFull => Problem::new(ProblemKind::Busy, "evidence-problem-room"),
        other => {
            tracing::error!(error = %other, "a part of evidence could not be kept or read");
            Problem::internal()
        }
    }
}

fn sealing_failed(error: &saksi_vault::SealError) -> Problem {
    tracing::error!(%error, "a part of evidence could not be sealed or opened");
    Problem::internal()
}

/// What a piece is for: its number, and whether it is the last, so that none can be left out, added or exchanged.
fn purpose(number: usize, last: bool) -> String {
    format!("evidence {number}{}", if last { " last" } else { "" })
}

/// Reads until the piece is full or nothing more comes.
fn piece(from: &mut impl Read) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.by_ref().take(PIECE as u64).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// What a part is called and whether it is what came in.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Label<'a> {
    pub(crate) name: &'a str,
    pub(crate) media_type: &'a str,
    pub(crate) working: bool,
    pub(crate) note: &'a str,
}

/// Keeps a part, piece by piece, each of which is written down as under way first. A row must come to name them, or [`let_go`] lets
/// them go; what a dead process left does the sweep.
pub(crate) async fn keep(
    blobs: &Blobs,
    db: &Db,
    label: Label<'_>,
    mut from: impl Read + Send,
) -> Result<NewPart, Problem> {
    let unreadable = |error: std::io::Error| {
        tracing::error!(%error, "what was captured or uploaded cannot be read again");
        Problem::internal()
    };
    let random = db.random();
    let key = FileKey::generate(&*random);
    let (mut hash, mut length, mut pieces) = (Sha256::new(), 0_i64, Vec::new());
    let mut next = piece(&mut from).map_err(unreadable)?;
    loop {
        let this = next;
        next = piece(&mut from).map_err(unreadable)?;
        let last = next.is_empty();
        hash.update(&this);
        length = length.saturating_add(i64::try_from(this.len()).unwrap_or(i64::MAX));
        let sealed = key.seal(&purpose(pieces.len(), last), this, &*random).map_err(|error| sealing_failed(&error))?;
        let piece = BlobHash::of(&sealed);
        let noted: Result<(), Problem> = saksi_db::write!(db, "piece under way", Viewer::System, tx => {
            crate::store::parts::under_way(&mut tx, piece).await
        });
        noted?;
        pieces.push(blobs.put(sealed).await.map_err(|error| failed(&error))?);
        if last {
            break;
        }
    }
    let sha256: [u8; 32] = hash.finalize().into();
    Ok(NewPart {
        id: EvidencePartId::new(&*random),
        name: label.name.to_owned(),
        media_type: label.media_type.to_owned(),
        bytes: length,
        sha256: Hash::from_slice(&sha256).ok_or_else(Problem::internal)?,
        working: label.working,
        note: label.note.to_owned(),
        secret: key.to_bytes().to_vec(),
        pieces,
    })
}

/// Notes the pieces of parts for deletion that no row came to name.
pub(crate) async fn let_go(db: &Db, parts: &[NewPart]) -> Result<(), Problem> {
    saksi_db::write!(db, "let go of parts", Viewer::System, tx => {
        for piece in parts.iter().flat_map(|part| &part.pieces) {
            crate::store::parts::strike_off(&mut tx, *piece).await?;
            crate::store::parts::let_go(&mut tx, *piece).await?;
        }
        Ok(())
    })
}

/// One piece, opened.
async fn open_piece(blobs: &Blobs, key: &FileKey, part: &SealedPart, number: usize) -> Result<Bytes, Problem> {
    let hash = part.pieces.get(number).ok_or_else(Problem::internal)?;
    let sealed = blobs.get(*hash).await.map_err(|error| failed(&error))?;
    let plain =
        key.open(&purpose(number, number + 1 == part.pieces.len()), &sealed).map_err(|error| sealing_failed(&error))?;
    Ok(Bytes::copy_from_slice(&plain))
}

/// A part, piece by piece.
pub(crate) fn open(
    blobs: Blobs,
    part: SealedPart,
) -> Result<impl Stream<Item = Result<Bytes, std::io::Error>> + Send + use<>, Problem> {
    let whole = 0..u64::try_from(part.view.bytes).unwrap_or(0);
    open_range(blobs, part, whole)
}

/// Some bytes of a part; only the pieces in which they lie are opened.
pub(crate) fn open_range(
    blobs: Blobs,
    part: SealedPart,
    range: Range<u64>,
) -> Result<impl Stream<Item = Result<Bytes, std::io::Error>> + Send + use<>, Problem> {
    let key = FileKey::from_bytes(&part.secret).map_err(|error| sealing_failed(&error))?;
    Ok(futures_util::stream::try_unfold((blobs, key, part, range.start), move |(blobs, key, part, at)| async move {
        if at >= range.end {
            return Ok(None);
        }
        let number = usize::try_from(at / PIECE as u64).unwrap_or(usize::MAX);
        let bytes = open_piece(&blobs, &key, &part, number).await.map_err(std::io::Error::other)?;
        let within = usize::try_from(at % PIECE as u64).unwrap_or(usize::MAX);
        let wanted = usize::try_from(range.end - at).unwrap_or(usize::MAX);
        let end = within.saturating_add(wanted).min(bytes.len());
        if within >= end {
            return Err(std::io::Error::other("a part of evidence is shorter than its row says"));
        }
        let cut = bytes.slice(within..end);
        let next = at + cut.len() as u64;
        Ok(Some((cut, (blobs, key, part, next))))
    }))
}

/// What lies there of a part now: its length, its SHA-256, and its content as a pack takes it in.
pub(crate) async fn measure(blobs: &Blobs, part: &SealedPart) -> Result<(u64, Hash, Content), Problem> {
    let key = FileKey::from_bytes(&part.secret).map_err(|error| sealing_failed(&error))?;
    let mut measure = Measure::default();
    for number in 0..part.pieces.len() {
        measure.add(&open_piece(blobs, &key, part, number).await?);
    }
    Ok(measure.done())
}

/// Whether a part is still what it was: its length and its SHA-256, computed anew from what lies there.
pub(crate) async fn holds(blobs: &Blobs, part: &SealedPart) -> bool {
    let Ok((length, sha256, _)) = measure(blobs, part).await else { return false };
    i64::try_from(length) == Ok(part.view.bytes) && part.view.sha256 == sha256
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::TryStreamExt as _;
    use saksi_base::Timestamp;

    #[tokio::test]
    async fn what_a_dead_process_left_is_cleared_away_by_itself_and_by_nobody_too_early() {
        for test in saksi_db::testing::engines().await {
            let folder = tempfile::tempdir().unwrap();
            let blobs = Blobs::folder(folder.path()).await.unwrap();
            let guard = saksi_fetch::Guard::new(saksi_fetch::Networks::Any, &saksi_fetch::Trust::machine()).unwrap();
            let room = crate::Room::new(blobs.clone(), guard, folder.path().to_owned(), std::time::Duration::ZERO);
            let label = Label { name: "capture.wacz", media_type: "application/wacz", working: false, note: "" };
            // The process dies before a row names it.
            let left = keep(&blobs, &test.db, label, b"half a capture".as_slice()).await.unwrap();
            assert_eq!(
                crate::actions::sweeping::sweep(&room, &test.db).await.unwrap(),
                0,
                "it may still be somebody's"
            );
            assert_eq!(blobs.list().await.unwrap(), left.pieces);
            test.clock.advance(2 * saksi_base::clock::HOUR);
            assert_eq!(crate::actions::sweeping::sweep(&room, &test.db).await.unwrap(), 1);
            assert!(blobs.list().await.unwrap().is_empty());
            // Had it only slept, it would find out now, and name nothing.
            let still: Result<bool, Problem> = saksi_db::write!(test.db, "test", Viewer::System, tx => {
                crate::store::parts::strike_off(&mut tx, left.pieces[0]).await
            });
            assert!(!still.unwrap());
        }
    }

    #[tokio::test]
    async fn any_stretch_of_a_part_is_found_in_its_pieces() {
        let test = saksi_db::testing::sqlite().await;
        let folder = tempfile::tempdir().unwrap();
        let blobs = Blobs::folder(folder.path()).await.unwrap();
        let bytes: Vec<u8> = (0..2 * PIECE + 1000).map(|at| u8::try_from(at % 251).unwrap()).collect();
        let label = Label { name: "capture.wacz", media_type: "application/wacz", working: false, note: "" };
        let kept = keep(&blobs, &test.db, label, bytes.as_slice()).await.unwrap();
        assert_eq!(kept.pieces.len(), 3);
        let view = crate::model::PartView {
            id: kept.id,
            name: kept.name,
            media_type: kept.media_type,
            bytes: kept.bytes,
            sha256: kept.sha256,
            working: false,
            note: String::new(),
            at: Timestamp(0),
        };
        let part = SealedPart { view, secret: kept.secret, pieces: kept.pieces };
        let length = bytes.len() as u64;
        let piece = PIECE as u64;
        for range in
            [0..length, 0..1, 5..5, piece - 1..piece + 1, piece..2 * piece, 10..length - 10, length - 1..length]
        {
            let found: Vec<Bytes> =
                open_range(blobs.clone(), part.clone(), range.clone()).unwrap().try_collect().await.unwrap();
            let (start, end) = (usize::try_from(range.start).unwrap(), usize::try_from(range.end).unwrap());
            assert!(found.concat() == bytes[start..end], "{range:?}");
        }
        let whole: Vec<Bytes> = open(blobs.clone(), part.clone()).unwrap().try_collect().await.unwrap();
        assert!(whole.concat() == bytes);
        let beyond: Result<Vec<Bytes>, _> = open_range(blobs, part, length..length + 1).unwrap().try_collect().await;
        assert!(beyond.is_err());
    }
}
