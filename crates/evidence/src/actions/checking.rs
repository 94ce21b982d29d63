//! Looking whether what is stored is still what it was: for the operator of the server, at its command line. Nothing is written down.

use saksi_base::{EvidenceId, Problem};
use saksi_db::{Db, Viewer};
use saksi_tlog::{EvidenceRecord, Hash};

use super::looking;
use crate::model::{Evidence, State};
use crate::store::parts::{self, SealedPart};
use crate::{LogStanding, Room, keeping, log};

/// What does not hold of a stored piece.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// A part cannot be read, or is another one than when it was kept.
    Part(String),
    /// The record names a part that is not there, or that has another hash there.
    Named(String),
    /// The record is none, or another one than its entry says.
    Record,
    /// The log does not know the entry of the record.
    Unlogged,
    /// The log does not know the entry of something that happened to the piece.
    CustodyUnlogged(String),
}

/// A stored piece that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// Which.
    pub id: EvidenceId,
    /// How many parts were read and hashed.
    pub parts: usize,
    /// What does not hold.
    pub faults: Vec<Fault>,
}

/// Reads every part of a piece anew, and compares its record with the parts and with the log. A piece that is not kept yet, or no longer, has
/// nothing to compare.
pub async fn check(room: &Room, db: &Db, id: EvidenceId) -> Result<Checked, Problem> {
    let read: Result<(Evidence, Vec<SealedPart>), Problem> = saksi_db::read!(db, Viewer::System, tx => {
        let one = looking::evidence(&mut tx, id).await?;
        let mut all = Vec::new();
        for part in &one.parts {
            all.push(parts::sealed(&mut tx, id, part.id).await?);
        }
        Ok((one, all))
    });
    let (one, all) = read?;
    let mut checked = Checked { id, parts: all.len(), faults: Vec::new() };
    if one.summary.state != State::Kept {
        checked.parts = 0;
        return Ok(checked);
    }
    for part in &all {
        if !keeping::holds(room.blobs(), part).await {
            checked.faults.push(Fault::Part(part.view.name.clone()));
        }
    }
    match record_of(&one) {
        None => checked.faults.push(Fault::Record),
        Some((record, entry)) => {
            let stored =
                |name: &str, sha256: Hash| one.parts.iter().any(|part| part.name == name && part.sha256 == sha256);
            let missing = record.parts.iter().filter(|part| !stored(&part.name, part.sha256));
            checked.faults.extend(missing.map(|part| Fault::Named(part.name.clone())));
            if log::standing(db, entry).await? == LogStanding::Absent {
                checked.faults.push(Fault::Unlogged);
            }
        }
    }
    for event in &one.custody {
        if log::standing(db, event.entry).await? == LogStanding::Absent {
            checked.faults.push(Fault::CustodyUnlogged(event.event.clone()));
        }
    }
    Ok(checked)
}

/// The record, where it is the one that its entry says.
fn record_of(one: &Evidence) -> Option<(EvidenceRecord, Hash)> {
    let (text, entry) = (one.record.as_deref()?, one.entry?);
    let record = EvidenceRecord::from_canonical(text.as_bytes()).ok()?;
    (Hash::of(text.as_bytes()) == entry).then_some((record, entry))
}
