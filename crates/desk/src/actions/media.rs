//! Keeping files: sealed for minutes while their sender decides, and as long as their message once it is handed in.
//!
//! A blob is sealed under a key of its own, so no two rows ever share one, and whatever lets go of a row lets go of its blobs.

use std::sync::Arc;

use bytes::Bytes;
use saksi_base::{ClaimId, LanguageTag, MediaId, Problem, ProblemKind};
use saksi_db::blobs::BlobHash;
use saksi_db::{Actor, Db, Entry, Tx, Viewer};
use saksi_network::Capability;
use saksi_vault::FileKey;
use uuid::Uuid;

use super::receive::differs_in_writing;
use super::{By, deeds};
use crate::masking;
use crate::matcher::Desk;
use crate::media::shelf::MediaHit;
use crate::media::{Looked, Media};
use crate::model::{MediaKind, MediaView};
use crate::store::media::{self, Belongs, FileRow, NewFile};
use crate::store::{claims, imports};

/// How long a file waits for its sender to hand it in.
pub const STAGED_FOR: i64 = 30 * saksi_base::clock::MINUTE;
/// Most files that checkers add to one claim.
const MOST_ADDED: usize = 20;

const STAGED: &str = "staged";
const FILE: &str = "file";
const PREVIEW: &str = "preview";

fn failed(error: &saksi_db::Error) -> Problem {
    match error {
        saksi_db::Error::DiskFull => Problem::new(ProblemKind::Busy, "desk-problem-file-room"),
        other => {
            tracing::error!(error = %other, "a file could not be kept");
            Problem::internal()
        }
    }
}

fn sealing_failed(error: &saksi_vault::SealError) -> Problem {
    tracing::error!(%error, "a file could not be sealed");
    Problem::internal()
}

/// Keeps a file for [`STAGED_FOR`], sealed under a key that stands in the answer alone: it goes into the form. `None` where
/// there is no room for more that waits; the sender then chooses the file once more.
pub async fn stage(media: &Media, db: &Db, looked: &Looked) -> Result<Option<String>, Problem> {
    let blobs = media.blobs()?;
    let packed = looked.pack();
    let bytes = i64::try_from(packed.len()).unwrap_or(i64::MAX);
    let most = media.limits().staged_bytes;
    let random = db.random();
    let id = saksi_base::ids::random(&*random);
    let staged: Result<bool, Problem> = saksi_db::write!(db, "stage file", Viewer::System, tx => {
        if media::staged_bytes(&mut tx).await?.saturating_add(bytes) > most {
            return Ok(false);
        }
        let until = tx.now().plus(STAGED_FOR);
        media::stage(&mut tx, id, bytes, until).await?;
        Ok(true)
    });
    if !staged? {
        tracing::warn!("no more files can wait to be handed in; senders are asked to choose theirs again");
        return Ok(None);
    }
    let key = FileKey::generate(&*random);
    let sealed = key.seal(STAGED, packed, &*random).map_err(|error| sealing_failed(&error))?;
    blobs.stage(id, sealed).await.map_err(|error| failed(&error))?;
    Ok(Some(format!("{}.{}", saksi_base::ids::encode(id), *key.to_text())))
}

fn staged_place(reference: &str) -> Option<(Uuid, FileKey)> {
    let (id, key) = reference.split_once('.')?;
    Some((saksi_base::ids::decode(id).ok()?, FileKey::from_text(key).ok()?))
}

/// The file that a form keeps; `None` where it is gone, or where the form is not the one it was sealed for.
pub async fn staged(media: &Media, db: &Db, reference: &str) -> Result<Option<Looked>, Problem> {
    let Some((id, key)) = staged_place(reference) else { return Ok(None) };
    let waits: Result<bool, Problem> =
        saksi_db::read!(db, Viewer::System, tx => { media::is_staged(&mut tx, id).await });
    if !waits? {
        return Ok(None);
    }
    let Some(sealed) = media.blobs()?.staged(id).await.map_err(|error| failed(&error))? else { return Ok(None) };
    let Ok(packed) = key.open(STAGED, &sealed) else { return Ok(None) };
    Ok(Looked::unpack(&packed))
}

/// Lets go of a file that a form keeps.
pub async fn unstage(media: &Media, db: &Db, reference: &str) -> Result<(), Problem> {
    let Some((id, _)) = staged_place(reference) else { return Ok(()) };
    forget_staged(media, db, id).await
}

async fn forget_staged(media: &Media, db: &Db, id: Uuid) -> Result<(), Problem> {
    media.blobs()?.unstage(id).await.map_err(|error| failed(&error))?;
    saksi_db::write!(db, "forget staged file", Viewer::System, tx => { media::unstage(&mut tx, id).await })
}

/// A file whose blobs are stored; a row must name them, or they are let go of.
#[derive(Debug, Clone)]
pub struct Kept {
    pub(crate) row: NewFile,
    /// Without the copy, which lies in its blob.
    pub(crate) looked: Looked,
    /// Known files that it repeats.
    pub(crate) alike: Vec<MediaHit>,
}

/// Stores the copy and the preview of a file, sealed. The row follows in the transaction of the message.
pub async fn keep(desk: &Desk, db: &Db, looked: Looked) -> Result<Kept, Problem> {
    let mut alike = desk.matcher.media_like(Arc::clone(&looked.prints), false).await;
    for hit in &mut alike {
        hit.reason.other_words = differs_in_writing(&looked.words, hit);
    }
    let blobs = desk.media.blobs()?;
    let random = db.random();
    let key = FileKey::generate(&*random);
    let bytes = i64::try_from(looked.copy.len()).unwrap_or(i64::MAX);
    let preview = match &looked.preview {
        Some(preview) => {
            let sealed = key.seal(PREVIEW, preview.clone(), &*random).map_err(|error| sealing_failed(&error))?;
            Some(blobs.put(sealed).await.map_err(|error| failed(&error))?)
        }
        None => None,
    };
    let mut looked = looked;
    let sealed = key.seal(FILE, std::mem::take(&mut looked.copy), &*random).map_err(|error| sealing_failed(&error))?;
    let file = blobs.put(sealed).await.map_err(|error| failed(&error))?;
    Ok(Kept {
        row: NewFile {
            id: MediaId::new(&*random),
            kind: looked.kind().code(),
            format: looked.format,
            hash: looked.hash,
            secret: key.to_bytes().to_vec(),
            file,
            preview,
            bytes,
            size: (i64::from(looked.size.0), i64::from(looked.size.1)),
            seconds: i64::from(looked.seconds),
            prints: looked.prints.to_columns(),
            words: looked.words.clone(),
        },
        looked,
        alike,
    })
}

/// Lets go of the blobs of a file that no row came to name.
pub async fn settle(db: &Db, kept: Option<&Kept>, named: bool) -> Result<(), Problem> {
    let Some(kept) = kept.filter(|_| !named) else { return Ok(()) };
    let row = &kept.row;
    saksi_db::write!(db, "let go of file", Viewer::System, tx => {
        for blob in std::iter::once(row.file).chain(row.preview) {
            media::let_go(&mut tx, &blob.0).await?;
        }
        Ok(())
    })
}

/// Deletes files that waited too long and blobs that nothing names any more; gives how many. Safe at any time, on any process.
pub async fn sweep(media: &Media, db: &Db) -> Result<u64, Problem> {
    let Ok(blobs) = media.blobs() else { return Ok(0) };
    let mut swept = 0;
    loop {
        let stale: Result<Vec<Uuid>, Problem> =
            saksi_db::read!(db, Viewer::System, tx => { media::stale(&mut tx, 100).await });
        let stale = stale?;
        if stale.is_empty() {
            break;
        }
        for id in stale {
            forget_staged(media, db, id).await?;
            swept += 1;
        }
    }
    loop {
        let gone: Result<Vec<Vec<u8>>, Problem> =
            saksi_db::read!(db, Viewer::System, tx => { media::gone(&mut tx, 100).await });
        let gone = gone?;
        if gone.is_empty() {
            return Ok(swept);
        }
        for blob in gone {
            if let Ok(hash) = <[u8; 32]>::try_from(blob.as_slice()) {
                blobs.delete(BlobHash(hash)).await.map_err(|error| failed(&error))?;
            }
            let done: Result<(), Problem> = saksi_db::write!(db, "forget blob", Viewer::System, tx => {
                media::deleted(&mut tx, &blob).await
            });
            done?;
            swept += 1;
        }
    }
}

/// Which of the two blobs of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// The copy.
    File,
    /// The small picture of it.
    Preview,
}

/// The bytes of a file that the member may see, and how the copy's name ends.
pub async fn open(media: &Media, db: &Db, by: &By, id: MediaId, which: Which) -> Result<(Vec<u8>, String), Problem> {
    by.must(Capability::CHECK)?;
    let row: Result<FileRow, Problem> = saksi_db::read!(db, by.viewer(), tx => { media::seen(&mut tx, id).await });
    let row = row?;
    let (blob, purpose) = match which {
        Which::File => (Some(row.file), FILE),
        Which::Preview => (row.preview, PREVIEW),
    };
    let hash = blob.and_then(|blob| <[u8; 32]>::try_from(blob.as_slice()).ok()).ok_or_else(Problem::not_found)?;
    let sealed = media.blobs()?.get(BlobHash(hash)).await.map_err(|error| failed(&error))?;
    let key = FileKey::from_bytes(&row.secret).map_err(|error| sealing_failed(&error))?;
    let plain = key.open(purpose, &sealed).map_err(|error| sealing_failed(&error))?;
    Ok((plain.to_vec(), row.format))
}

pub(crate) fn view(by: &By, row: &FileRow) -> MediaView {
    MediaView {
        id: row.id,
        kind: MediaKind::from_code(&row.kind).unwrap_or(MediaKind::Picture),
        hash: row.hash.as_slice().try_into().unwrap_or([0; 32]),
        format: match row.format.as_str() {
            "mkv" => "mkv",
            "mka" => "mka",
            _ => "jpg",
        },
        bytes: row.bytes,
        size: (row.width, row.height),
        seconds: row.seconds,
        preview: row.preview.is_some(),
        words: masking::masked(&row.words),
        own: row.message.is_none() && row.owner == by.organisation,
        day: row.day,
    }
}

/// Adds a file to a claim, so that the next who asks with it finds the answer. Others who work on the claim see it.
pub async fn add(tx: &mut Tx, by: &By, claim: ClaimId, kept: &Kept) -> Result<(), Problem> {
    let claim = crate::elevation::live(tx, by, claim).await?;
    let there = media::seen_of_claim(tx, claim.id).await?;
    if there.iter().any(|row| row.owner == by.organisation && row.hash == kept.row.hash) {
        return Err(Problem::field("file", "desk-problem-file-there"));
    }
    if there.len() >= MOST_ADDED {
        return Err(Problem::field("file", "desk-problem-file-many").with("most", MOST_ADDED));
    }
    let to = Belongs {
        owner: by.organisation,
        space: claim.space,
        marking: claim.marking.clamp(2, 3),
        message: None,
        claim: Some(claim.id),
        person: Some(by.person),
    };
    media::insert(tx, &kept.row, to).await?;
    deeds::to_claim(tx, by, claim.id, "claim-file-added", &kept.row.hash, None).await
}

/// What became of a file of an imported claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Imported {
    /// It finds the claim from now on.
    Added,
    /// It was here already.
    Known,
    /// No record of this source has this identifier.
    NoClaim,
}

/// Adds a file to the claim that a record of another source became. Run by the program, for files that lie on this machine.
pub async fn import(desk: &Desk, db: &Db, source: &str, external_id: &str, bytes: Bytes) -> Result<Imported, Problem> {
    let found: Result<_, Problem> = saksi_db::read!(db, Viewer::System, tx => {
        let Some(claim) = imports::claim_of(&mut tx, source, &format!("claim:{external_id}")).await? else {
            return Ok(None);
        };
        let Some(claim) = claims::final_claim(&mut tx, claim).await? else { return Ok(None) };
        Ok(Some((media::seen_of_claim(&mut tx, claim.id).await?, claim)))
    });
    let Some((there, claim)) = found? else { return Ok(Imported::NoClaim) };
    let mut looked = desk.media.look(bytes).await?;
    if there.iter().any(|row| row.hash == looked.hash) {
        return Ok(Imported::Known);
    }
    desk.media.read_words(&mut looked, &LanguageTag::or_unknown(&claim.language)).await;
    let kept = keep(desk, db, looked).await?;
    let added: Result<(), Problem> = saksi_db::write!(db, "import file", Viewer::System, tx => {
        let to = Belongs {
            owner: claim.owner,
            space: claim.space,
            marking: claim.marking.clamp(2, 3),
            message: None,
            claim: Some(claim.id),
            person: None,
        };
        media::insert(&mut tx, &kept.row, to).await?;
        let entry = Entry {
            actor: Actor::System,
            subject: claim.id.0,
            kind: "claim-file-added",
            content: &kept.row.hash,
            personal: false,
        };
        tx.journal(entry).await?;
        Ok(())
    });
    settle(db, Some(&kept), added.is_ok()).await?;
    added.map(|()| Imported::Added)
}

/// Takes a file off a claim that the member's organisation added.
pub async fn remove(tx: &mut Tx, by: &By, claim: ClaimId, id: MediaId) -> Result<(), Problem> {
    by.must(Capability::CHECK)?;
    let claim = claims::for_organisation(tx, by.organisation, claim).await?;
    if !media::delete_added(tx, claim.id, id).await? {
        return Err(Problem::not_found());
    }
    deeds::to_claim(tx, by, claim.id, "claim-file-removed", &[], None).await
}
