//! What happens to evidence after it was kept: handed over, exported, hashed anew, a redacted copy made. Each event has a canonical record
//! of its own, whose parent is the entry of the evidence, and goes into the log like it.

use std::collections::BTreeMap;

use saksi_base::problem::Problems;
use saksi_base::{EvidenceId, EvidencePartId, Problem};
use saksi_db::{Actor, Db, Tx, Viewer};
use saksi_tlog::record::{Custody, CustodyEvent, What};
use saksi_web::fields::check_text;

use super::records::{self, Common, said};
use super::{By, bringing, consenting, custody_id, journal, operator};
use crate::Room;
use crate::keeping::{self, Label};
use crate::store::custody::{self as events, NewEvent};
use crate::store::parts::{self, NewPart, SealedPart};
use crate::store::records::{self as rows, Row};

/// Most parts of one piece of evidence.
const MOST_PARTS: i64 = 60;

/// The code of an event, as records write it.
pub const fn code(event: CustodyEvent) -> &'static str {
    match event {
        CustodyEvent::Viewed => "viewed",
        CustodyEvent::Exported => "exported",
        CustodyEvent::HandedOver => "handed_over",
        CustodyEvent::Rehashed => "rehashed",
        CustodyEvent::FoundDamaged => "found_damaged",
        CustodyEvent::Redacted => "redacted",
        CustodyEvent::Deleted => "deleted",
        CustodyEvent::ConsentWithdrawn => "consent_withdrawn",
    }
}

/// What a person may write down by hand; the rest is written when it happens.
pub fn by_hand(code: &str) -> Option<CustodyEvent> {
    match code {
        "viewed" => Some(CustodyEvent::Viewed),
        "handed_over" => Some(CustodyEvent::HandedOver),
        "exported" => Some(CustodyEvent::Exported),
        _ => None,
    }
}

/// Who writes an event.
pub(crate) enum Who<'a> {
    Member(&'a By),
    /// The operator of the server, at its command line.
    Server,
}

/// What happened.
pub(crate) struct Happened<'a> {
    pub(crate) event: CustodyEvent,
    pub(crate) party: &'a str,
    pub(crate) note: &'a str,
    pub(crate) parts: &'a [NewPart],
    /// What a witness still allows, where they took something back.
    pub(crate) consent: Option<BTreeMap<String, bool>>,
}

impl<'a> Happened<'a> {
    /// An event with a note.
    pub(crate) const fn new(event: CustodyEvent, note: &'a str) -> Self {
        Self { event, party: "", note, parts: &[], consent: None }
    }
}

/// Writes an event with its record, and enters that into the log.
pub(crate) async fn write(tx: &mut Tx, who: Who<'_>, row: &Row, happened: &Happened<'_>) -> Result<(), Problem> {
    let parent = row.entry().ok_or_else(|| Problem::conflict("evidence-problem-not-kept"))?;
    let (organisation, operator, actor) = match who {
        Who::Member(by) => (by.organisation, operator(tx, by).await?, Actor::Member(by.person)),
        Who::Server => (row.owner, super::SERVER.to_owned(), Actor::System),
    };
    let organisation = crate::store::organisation_name(tx, organisation).await?;
    let id = custody_id(tx);
    let now = tx.now();
    let common = Common {
        id: id.0,
        organisation: &organisation,
        operator: &operator,
        reason: happened.note,
        legal_basis: "",
        began: now,
        ended: now,
        settings: "custody",
        parent: Some(parent),
    };
    let what = What::Custody(Custody {
        event: happened.event,
        party: said(happened.party),
        consent: happened.consent.clone(),
    });
    let (record, entry) = records::write(tx, &common, what, happened.parts.iter().map(records::part).collect())?;
    let event = NewEvent {
        id,
        evidence: row.id,
        event: code(happened.event),
        party: happened.party,
        note: happened.note,
        operator: &operator,
        record: &record,
        entry,
    };
    events::insert(tx, &event).await?;
    saksi_transparency::enter(tx, now, entry).await?;
    journal(tx, actor, row.id, "evidence-custody", entry.as_bytes()).await
}

/// Writes down by hand what happened.
pub async fn note(
    tx: &mut Tx,
    by: &By,
    id: EvidenceId,
    event: CustodyEvent,
    party: &str,
    note: &str,
) -> Result<(), Problem> {
    by.must_preserve()?;
    let mut problems = Problems::new();
    check_text(&mut problems, "party", party, 300, event == CustodyEvent::HandedOver);
    check_text(&mut problems, "note", note, 4_000, false);
    problems.finish()?;
    let row = rows::own(tx, id).await?;
    let happened = Happened { party: party.trim(), ..Happened::new(event, note.trim()) };
    write(tx, Who::Member(by), &row, &happened).await
}

/// Hands a part out: the event first, then the bytes. Gives the part with what opens it.
pub(crate) async fn export(tx: &mut Tx, by: &By, id: EvidenceId, part: EvidencePartId) -> Result<SealedPart, Problem> {
    by.must_preserve()?;
    let row = rows::seen(tx, id).await?;
    consenting::must_allow_for(tx, &row, by).await?;
    let sealed = parts::sealed(tx, id, part).await?;
    let note = format!("{} ({})", sealed.view.name, sealed.view.sha256.to_hex());
    write(tx, Who::Member(by), &row, &Happened::new(CustodyEvent::Exported, &note)).await?;
    Ok(sealed)
}

/// Writes down that a part is looked at as it was.
pub(crate) async fn view(tx: &mut Tx, by: &By, id: EvidenceId, part: EvidencePartId) -> Result<(), Problem> {
    by.must_preserve()?;
    let row = rows::seen(tx, id).await?;
    let sealed = parts::sealed(tx, id, part).await?;
    if !super::replaying::is_archive(&sealed.view.name) {
        return Err(Problem::not_found());
    }
    let note = format!("{} ({})", sealed.view.name, sealed.view.sha256.to_hex());
    let happened = Happened::new(CustodyEvent::Viewed, &note);
    write(tx, Who::Member(by), &row, &happened).await
}

/// The same as `export` for the operator of the server, at its command line: the first part that came in, with its name.
pub async fn export_first(
    room: &Room,
    db: &Db,
    id: EvidenceId,
) -> Result<(String, impl futures_util::Stream<Item = Result<bytes::Bytes, std::io::Error>> + Send + use<>), Problem> {
    let sealed: Result<SealedPart, Problem> = saksi_db::write!(db, "export evidence", Viewer::System, tx => {
        let row = rows::seen(&mut tx, id).await?;
        let first = parts::of(&mut tx, id).await?.into_iter().next().ok_or_else(Problem::not_found)?;
        let sealed = parts::sealed(&mut tx, id, first.id).await?;
        let note = format!("{} ({})", sealed.view.name, sealed.view.sha256.to_hex());
        let happened = Happened::new(CustodyEvent::Exported, &note);
        write(&mut tx, Who::Server, &row, &happened).await?;
        Ok(sealed)
    });
    let sealed = sealed?;
    Ok((sealed.view.name.clone(), keeping::open(room.blobs().clone(), sealed)?))
}

/// Hashes every part anew and writes down what came of it. Gives the names of parts that are not what they were.
pub async fn rehash(room: &Room, db: &Db, by: &By, id: EvidenceId) -> Result<Vec<String>, Problem> {
    by.must_preserve()?;
    let all: Result<Vec<SealedPart>, Problem> = saksi_db::read!(db, by.viewer(), tx => {
        rows::own(&mut tx, id).await?;
        let mut all = Vec::new();
        for part in parts::of(&mut tx, id).await? {
            all.push(parts::sealed(&mut tx, id, part.id).await?);
        }
        Ok(all)
    });
    let mut damaged = Vec::new();
    for part in all? {
        if !keeping::holds(room.blobs(), &part).await {
            damaged.push(part.view.name);
        }
    }
    let (event, note) = if damaged.is_empty() {
        (CustodyEvent::Rehashed, String::new())
    } else {
        (CustodyEvent::FoundDamaged, damaged.join(", "))
    };
    let noted: Result<(), Problem> = saksi_db::write!(db, "rehash evidence", by.viewer(), tx => {
        let row = rows::own(&mut tx, id).await?;
        let happened = Happened::new(event, &note);
        write(&mut tx, Who::Member(by), &row, &happened).await
    });
    noted.map(|()| damaged)
}

/// Puts a redacted copy beside the original. The original stays as it is.
pub async fn add_copy(
    room: &Room,
    db: &Db,
    by: &By,
    id: EvidenceId,
    name: &str,
    bytes: bytes::Bytes,
    note: &str,
) -> Result<(), Problem> {
    by.must_preserve()?;
    let mut problems = Problems::new();
    if bytes.is_empty() {
        problems.add("file", "evidence-problem-file-missing");
    }
    check_text(&mut problems, "changed", note, 4_000, true);
    problems.finish()?;
    let (media_type, ending) = bringing::media_type(&bytes);
    let there: Result<i64, Problem> = saksi_db::read!(db, by.viewer(), tx => {
        rows::own(&mut tx, id).await?;
        parts::count(&mut tx, id).await
    });
    let there = there?;
    if there >= MOST_PARTS {
        return Err(Problem::field("file", "evidence-problem-parts-many").with("most", MOST_PARTS));
    }
    // The number keeps two copies of one name apart.
    let name = format!("copy-{there}-{}", bringing::part_name(name, &format!("redacted.{ending}")));
    let label = Label { name: &name, media_type, working: true, note: note.trim() };
    let kept = [keeping::keep(room.blobs(), db, label, std::io::Cursor::new(bytes)).await?];
    let outcome: Result<(), Problem> = saksi_db::write!(db, "add redacted copy", by.viewer(), tx => {
        let row = rows::own(&mut tx, id).await?;
        if row.entry().is_none() {
            return Err(Problem::conflict("evidence-problem-not-kept"));
        }
        for part in &kept {
            parts::insert(&mut tx, id, part).await?;
        }
        let happened = Happened { parts: &kept, ..Happened::new(CustodyEvent::Redacted, note.trim()) };
        write(&mut tx, Who::Member(by), &row, &happened).await
    });
    if outcome.is_err() {
        keeping::let_go(db, &kept).await?;
    }
    outcome
}

/// The canonical record of an event about evidence that the viewer may see.
pub async fn record(tx: &mut Tx, by: &By, id: EvidenceId, event: saksi_base::CustodyId) -> Result<String, Problem> {
    by.must_preserve()?;
    rows::seen(tx, id).await?;
    events::record(tx, id, event).await
}
