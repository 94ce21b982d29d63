//! Parts outside the database: cut into pieces, each sealed under the key of its part, so that a capture of any size goes in and out
//! without being held whole.

use std::io::Read;

use bytes::Bytes;
use futures_util::Stream;
use saksi_base::{EvidencePartId, Problem, ProblemKind, Random};
use saksi_db::blobs::Blobs;
use saksi_tlog::Hash;
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

/// Keeps a part, piece by piece. A row must come to name them, or [`let_go`] lets them go.
pub(crate) async fn keep(
    blobs: &Blobs,
    random: &dyn Random,
    label: Label<'_>,
    mut from: impl Read + Send,
) -> Result<NewPart, Problem> {
    let unreadable = |error: std::io::Error| {
        tracing::error!(%error, "what was captured or uploaded cannot be read again");
        Problem::internal()
    };
    let key = FileKey::generate(random);
    let (mut hash, mut length, mut pieces) = (Sha256::new(), 0_i64, Vec::new());
    let mut next = piece(&mut from).map_err(unreadable)?;
    loop {
        let this = next;
        next = piece(&mut from).map_err(unreadable)?;
        let last = next.is_empty();
        hash.update(&this);
        length = length.saturating_add(i64::try_from(this.len()).unwrap_or(i64::MAX));
        let sealed = key.seal(&purpose(pieces.len(), last), this, random).map_err(|error| sealing_failed(&error))?;
        pieces.push(blobs.put(sealed).await.map_err(|error| failed(&error))?);
        if last {
            break;
        }
    }
    let sha256: [u8; 32] = hash.finalize().into();
    Ok(NewPart {
        id: EvidencePartId::new(random),
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
pub(crate) async fn let_go(db: &saksi_db::Db, parts: &[NewPart]) -> Result<(), Problem> {
    saksi_db::write!(db, "let go of parts", saksi_db::Viewer::System, tx => {
        for piece in parts.iter().flat_map(|part| &part.pieces) {
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
) -> Result<impl Stream<Item = Result<Bytes, std::io::Error>> + Send, Problem> {
    let key = FileKey::from_bytes(&part.secret).map_err(|error| sealing_failed(&error))?;
    Ok(futures_util::stream::try_unfold((blobs, key, part, 0_usize), |(blobs, key, part, number)| async move {
        if number >= part.pieces.len() {
            return Ok(None);
        }
        let bytes = open_piece(&blobs, &key, &part, number).await.map_err(std::io::Error::other)?;
        Ok(Some((bytes, (blobs, key, part, number + 1))))
    }))
}

/// Whether a part is still what it was: its length and its SHA-256, computed anew from what lies there.
pub(crate) async fn holds(blobs: &Blobs, part: &SealedPart) -> bool {
    let Ok(key) = FileKey::from_bytes(&part.secret) else { return false };
    let (mut hash, mut length) = (Sha256::new(), 0_u64);
    for number in 0..part.pieces.len() {
        let Ok(bytes) = open_piece(blobs, &key, part, number).await else { return false };
        hash.update(&bytes);
        length += bytes.len() as u64;
    }
    let sha256: [u8; 32] = hash.finalize().into();
    i64::try_from(length) == Ok(part.view.bytes) && part.view.sha256.as_bytes() == &sha256
}
