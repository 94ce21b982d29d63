//! Preserved records in notices: what is cited before it goes, and what a later capture shows.
//!
//! A notice cites what its organisation has made public, by reference and with the hash of the record, so that whoever gets it can
//! check both. Evidence of sealed cases is not there to be cited: it never leaves its case.

use saksi_base::{EscalationId, Problem};
use saksi_db::{Db, Tx};
use saksi_network::{Capability, Member};

use super::{State, Whole, note, own_words, whole};
use crate::handle::{Escalations, Piece};
use crate::model::Facts;
use crate::model::notice::{Attested, MOST_EVIDENCE};
use crate::store::citations::{self, Citing};
use crate::store::escalations as rows;

fn missing() -> Problem {
    Problem::field("record", "escalations-problem-record-public")
}

/// A draft of the member's organisation, and what it may cite: captures of its addresses first, then the newest; only what holds
/// some words where there are any.
pub async fn offered(
    room: &Escalations,
    db: &Db,
    by: &Member,
    id: EscalationId,
    words: &str,
) -> Result<(Whole, Vec<Piece>), Problem> {
    let draft = saksi_db::read!(db, by.viewer(), tx => { draft(&mut tx, by, id).await })?;
    let Some(book) = room.evidence() else { return Ok((draft, Vec::new())) };
    let all = book.offered(words.trim(), &draft.notice.addresses(), by.viewer()).await?;
    let cited = |piece: &Piece| draft.notice.evidence.iter().any(|known| known.record == piece.attested.record);
    let left = all.into_iter().filter(|piece| !cited(piece)).collect();
    Ok((draft, left))
}

async fn draft(tx: &mut Tx, by: &Member, id: EscalationId) -> Result<Whole, Problem> {
    let found = own_words(tx, by, id).await?;
    if found.state == State::Draft { Ok(found) } else { Err(Problem::conflict("escalations-problem-not-a-draft")) }
}

/// Cites preserved records in a draft, each with the hash that it has now. Those that are cited already are looked up anew.
pub async fn cite(
    room: &Escalations,
    db: &Db,
    by: &Member,
    id: EscalationId,
    records: &[String],
) -> Result<(), Problem> {
    by.may(Capability::ESCALATE)?;
    let book = room.evidence().ok_or_else(missing)?;
    let mut found: Vec<Attested> = Vec::new();
    for record in records.iter().map(|record| record.trim()).filter(|record| !record.is_empty()) {
        found.push(book.citable(record, by.viewer()).await.ok_or_else(missing)?);
    }
    if found.is_empty() {
        return Err(Problem::field("record", "escalations-problem-choose"));
    }
    saksi_db::write!(db, "cite evidence", by.viewer(), tx => {
        let before = draft(&mut tx, by, id).await?;
        let mut cited = before.notice.evidence.clone();
        for one in &found {
            cited.retain(|known| known.record != one.record);
            cited.push(one.clone());
        }
        if cited.len() > MOST_EVIDENCE {
            return Err(Problem::field("record", "escalations-problem-parts").with("most", MOST_EVIDENCE));
        }
        keep(&mut tx, by, &before, cited).await
    })
}

/// Cites a record no longer.
pub async fn drop(tx: &mut Tx, by: &Member, id: EscalationId, record: &str) -> Result<(), Problem> {
    let before = draft(tx, by, id).await?;
    let mut cited = before.notice.evidence.clone();
    cited.retain(|known| known.record != record);
    keep(tx, by, &before, cited).await
}

async fn keep(tx: &mut Tx, by: &Member, before: &Whole, cited: Vec<Attested>) -> Result<(), Problem> {
    let id = before.id();
    let mut notice = before.notice.clone();
    notice.evidence = cited;
    if !rows::save_notice(tx, id, before.version(), &notice).await? {
        return Err(Problem::conflict("escalations-problem-changed"));
    }
    citations::set_cited(tx, id, &notice.evidence).await?;
    let hashes: String = notice.evidence.iter().map(|one| one.hash.as_str()).collect();
    note(tx, by.actor(), id.0, "escalation-drafted", hashes.as_bytes()).await
}

/// Captures that can show what became of a notice: of its addresses, made after it was sent. None for one that is sealed: which
/// address somebody captured for it would tell of its case.
pub async fn later(
    room: &Escalations,
    db: &Db,
    by: &Member,
    id: EscalationId,
) -> Result<(Whole, Vec<Piece>, Vec<Piece>), Problem> {
    let found = saksi_db::read!(db, by.viewer(), tx => { whole(&mut tx, by, id).await })?;
    let (Some(book), Some(sent), false) = (room.evidence(), found.course.sent, found.is_sealed()) else {
        return Ok((found, Vec::new(), Vec::new()));
    };
    let addresses = addresses(&found);
    let (before, after) = book.captures(&addresses, by.viewer()).await?.into_iter().partition(|piece| piece.at <= sent);
    Ok((found, before, after))
}

/// The addresses of a notice, and those at which what it cites was captured.
fn addresses(found: &Whole) -> Vec<String> {
    let mut all = found.notice.addresses();
    for one in found.notice.evidence.iter().filter(|one| !one.url.is_empty()) {
        if !all.contains(&one.url) {
            all.push(one.url.clone());
        }
    }
    all
}

/// Puts a later capture, and what the address looked like before, to what somebody saw. What the notice cites stands for before; the
/// last capture of the address before it was sent where it cites none.
pub async fn show(
    room: &Escalations,
    db: &Db,
    by: &Member,
    id: EscalationId,
    record: &str,
    facts: &mut Facts,
) -> Result<(), Problem> {
    let wrong = || Problem::field("after", "escalations-problem-capture");
    let (found, before, after) = later(room, db, by, id).await?;
    let chosen = after.into_iter().find(|piece| piece.attested.record == record).ok_or_else(wrong)?.attested;
    let cited = found.notice.evidence.iter().find(|one| one.url == chosen.url).cloned();
    let last =
        || before.iter().rev().find(|piece| piece.attested.url == chosen.url).map(|piece| piece.attested.clone());
    facts.before = cited.or_else(last);
    facts.after = Some(chosen);
    Ok(())
}

/// The notices that cite a piece of evidence, as far as the member may see them.
pub async fn citing(tx: &mut Tx, record: &str) -> Result<Vec<Citing>, Problem> {
    citations::citing(tx, record).await
}
