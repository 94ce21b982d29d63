//! The verification pack of a kept piece: its record as it was hashed, its parts, what happened to it, and what the log, witnesses,
//! authorities and calendars have to say of it, in one ZIP that a stranger checks without this server.
//!
//! Parts are read twice, piece by piece: once to see that they are what the record says, and once while the ZIP goes out. Nothing of
//! them lies in a file meanwhile, and no part is ever held whole.

use std::io;

use bytes::Bytes;
use futures_util::stream::BoxStream;
use futures_util::{Stream, StreamExt as _, TryStreamExt as _};
use saksi_base::{EvidenceId, Problem};
use saksi_db::{Db, Viewer};
use saksi_tlog::record::CustodyEvent;
use saksi_tlog::{EvidenceRecord, Hash};
use saksi_transparency::pack::{self, Content, Pack, PackError, Stretch};
use saksi_transparency::{Logged, Standing};

use super::By;
use super::consenting::{self, Use};
use super::custody::{self, Happened, Who};
use crate::store::custody as events;
use crate::store::parts::{self, SealedPart};
use crate::store::records::{self as rows, Row};
use crate::{Room, keeping};

/// A pack that is ready to go out.
#[derive(Debug)]
pub struct Packed {
    /// The name of its file.
    pub name: String,
    /// How long it is.
    pub length: u64,
    /// The entry of the record.
    pub entry: Hash,
    /// Whether as many witnesses countersigned as the policy asks for.
    pub witnessed: bool,
    stretches: Vec<Stretch>,
    parts: Vec<SealedPart>,
    room: Room,
}

impl Packed {
    /// The ZIP, piece by piece.
    pub fn open(self) -> impl Stream<Item = Result<Bytes, io::Error>> + Send + use<> {
        let Self { stretches, parts, room, .. } = self;
        futures_util::stream::iter(stretches)
            .map(move |stretch| -> io::Result<BoxStream<'static, io::Result<Bytes>>> {
                match stretch {
                    Stretch::Bytes(bytes) => {
                        Ok(futures_util::stream::iter([Ok::<_, io::Error>(Bytes::from(bytes))]).boxed())
                    }
                    Stretch::Part { name, .. } => {
                        let part = parts.iter().find(|part| part.view.name == name).cloned();
                        let part = part.ok_or_else(|| io::Error::other("a part of a pack is gone"))?;
                        Ok(keeping::open(room.blobs().clone(), part).map_err(io::Error::other)?.boxed())
                    }
                }
            })
            .try_flatten()
    }
}

/// Makes a pack for a member who may see the piece, and writes down that it was taken out.
pub async fn pack(room: &Room, db: &Db, by: &By, id: EvidenceId) -> Result<Packed, Problem> {
    by.must_preserve()?;
    make(room, db, Some(by), id).await
}

/// The same for the operator of the server, at its command line.
pub async fn pack_as_server(room: &Room, db: &Db, id: EvidenceId) -> Result<Packed, Problem> {
    make(room, db, None, id).await
}

/// The row, if a pack of it may be made for whoever asks.
async fn allowed(tx: &mut saksi_db::Tx, by: Option<&By>, id: EvidenceId) -> Result<Row, Problem> {
    let row = rows::seen(tx, id).await?;
    if let Some(by) = by {
        consenting::must_allow_for(tx, &row, by).await?;
    }
    consenting::must_allow(tx, &row, Use::Court).await?;
    Ok(row)
}

async fn make(room: &Room, db: &Db, by: Option<&By>, id: EvidenceId) -> Result<Packed, Problem> {
    let viewer = by.map_or(Viewer::System, By::viewer);
    let read: Result<(Row, Vec<SealedPart>), Problem> = saksi_db::read!(db, viewer, tx => {
        let row = allowed(&mut tx, by, id).await?;
        let mut all = Vec::new();
        for part in parts::of(&mut tx, id).await?.into_iter().filter(|part| !part.working) {
            all.push(parts::sealed(&mut tx, id, part.id).await?);
        }
        Ok((row, all))
    });
    let (row, mut all) = read?;
    let not_kept = || Problem::conflict("evidence-problem-not-kept");
    let (text, entry) = (row.record.clone().ok_or_else(not_kept)?, row.entry().ok_or_else(not_kept)?);
    let damaged = |name: &str| Problem::conflict("evidence-problem-pack-damaged").with("part", name.to_owned());
    // Whoever changed the record where it lies would otherwise get a pack that says so to a court first.
    let record = EvidenceRecord::from_canonical(text.as_bytes()).ok().filter(|_| Hash::of(text.as_bytes()) == entry);
    let record = record.ok_or_else(|| damaged("record.json"))?;
    let logged = logged(db, entry).await?;
    all.retain(|part| record.parts.iter().any(|named| named.name == part.view.name));
    let total = record.parts.iter().fold(0_u64, |total, part| total.saturating_add(part.length));
    if total > pack::MOST_PARTS {
        return Err(Problem::conflict("evidence-problem-pack-long"));
    }
    let mut contents: Vec<(String, Content)> = Vec::new();
    for named in &record.parts {
        let part = all.iter().find(|part| part.view.name == named.name).ok_or_else(|| damaged(&named.name))?;
        let (length, sha256, content) = keeping::measure(room.blobs(), part).await.map_err(|_| damaged(&named.name))?;
        if (length, sha256) != (named.length, named.sha256) {
            return Err(damaged(&named.name));
        }
        contents.push((named.name.clone(), content));
    }
    // Written down before anything leaves; the event is in the pack, and waits for the log.
    let noted: Result<Vec<String>, Problem> = saksi_db::write!(db, "export pack", viewer, tx => {
        let row = allowed(&mut tx, by, id).await?;
        let who = by.map_or(Who::Server, Who::Member);
        let happened = Happened::new(CustodyEvent::Exported, NOTE);
        custody::write(&mut tx, who, &row, &happened).await?;
        events::records(&mut tx, id).await
    });
    let mut happened = Vec::new();
    for event in noted? {
        happened.push(saksi_transparency::proved(db, event.into_bytes()).await?);
    }
    let vouched = saksi_transparency::vouched(db, entry, &logged, room.authorities()).await?;
    let about = saksi_transparency::proved(db, text.into_bytes()).await?;
    let pack = Pack {
        about,
        parts: contents,
        custody: happened,
        tokens: vouched.tokens,
        calendars: vouched.calendars,
        policy: vouched.policy,
        made: super::whole(db.clock().now()),
    };
    let stretches = pack.stretches().map_err(|error| match error {
        PackError::TooLong => Problem::conflict("evidence-problem-pack-long"),
        error => {
            tracing::error!(%error, "a verification pack could not be made");
            Problem::internal()
        }
    })?;
    let length = stretches.iter().map(Stretch::length).sum();
    let name = format!("evidence-{id}.zip");
    Ok(Packed { name, length, entry, witnessed: logged.verdict.met, stretches, parts: all, room: room.clone() })
}

/// What stands under custody.
const NOTE: &str = "verification pack";

/// Where the entry stands in the log; a problem that says to wait where it is not there yet.
async fn logged(db: &Db, entry: Hash) -> Result<Box<Logged>, Problem> {
    match saksi_transparency::standing(db, entry).await? {
        Standing::Logged(logged) => Ok(logged),
        Standing::Waiting { .. } => Err(Problem::conflict("evidence-problem-pack-waits")),
        Standing::Unknown => Err(Problem::conflict("evidence-problem-pack-unlogged")),
    }
}
