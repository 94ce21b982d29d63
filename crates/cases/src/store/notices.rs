//! Notices that come from cases: for whom they open, what each case gives, and the sealed bytes.

use saksi_base::{CaseId, CaseRecordId, DispatchId, EscalationId, PersonId, Problem, Timestamp};
use saksi_db::{Tx, execute, fetch_all, fetch_optional, fetch_scalar};
use saksi_vault::{FileHeader, SealError, SealedText, WrappedCaseKey};
use uuid::Uuid;

use crate::handle::damaged;

/// Wraps the key of a notice for people; those who have it already keep one wrap, the newest.
pub(crate) async fn name_people(
    tx: &mut Tx,
    notice: EscalationId,
    wraps: &[(PersonId, WrappedCaseKey)],
) -> Result<(), Problem> {
    let day = tx.now().day();
    for (person, wrap) in wraps {
        execute!(
            tx,
            "INSERT INTO escalation_named (escalation, person, wrap, day) VALUES ($1, $2, $3, $4)
             ON CONFLICT (escalation, person) DO UPDATE SET wrap = excluded.wrap, day = excluded.day",
            notice,
            *person,
            wrap.as_bytes(),
            day
        )?;
    }
    Ok(())
}

/// Who is named on a notice.
pub(crate) async fn named(tx: &mut Tx, notice: EscalationId) -> Result<Vec<PersonId>, Problem> {
    let rows = fetch_all!(
        tx,
        (PersonId,),
        "SELECT person FROM escalation_named WHERE escalation = $1 ORDER BY day, person",
        notice
    )?;
    Ok(rows.into_iter().map(|(person,)| person).collect())
}

/// A person's own wrap of a notice's key.
pub(crate) async fn own_wrap(
    tx: &mut Tx,
    notice: EscalationId,
    person: PersonId,
) -> Result<Option<WrappedCaseKey>, Problem> {
    let row = fetch_optional!(
        tx,
        (Vec<u8>,),
        "SELECT wrap FROM escalation_named WHERE escalation = $1 AND person = $2",
        notice,
        person
    )?;
    row.map(|(bytes,)| WrappedCaseKey::from_bytes(&bytes)).transpose().map_err(damaged("a wrap"))
}

/// The notices on which somebody is named that are still being written, the newest first.
pub(crate) async fn drafts_of(tx: &mut Tx, person: PersonId) -> Result<Vec<(EscalationId, String)>, Problem> {
    Ok(fetch_all!(
        tx,
        (EscalationId, String),
        "SELECT e.id, a.name FROM escalation_named n JOIN seen_escalation e ON e.id = n.escalation
         JOIN addressee a ON a.id = e.addressee
         WHERE n.person = $1 AND e.sealed AND e.state = 'draft' ORDER BY e.created_at DESC, e.id DESC LIMIT 50",
        person
    )?)
}

/// Somebody lost a case: they lose the notices for which they hold no other case.
pub(crate) async fn unname(tx: &mut Tx, case: CaseId, person: PersonId) -> Result<(), Problem> {
    execute!(
        tx,
        "DELETE FROM escalation_named WHERE person = $2
         AND escalation IN (SELECT escalation FROM notice_part WHERE help_case = $1)
         AND NOT EXISTS (SELECT 1 FROM notice_part p JOIN case_wrap w ON w.help_case = p.help_case AND w.person = $2
             WHERE p.escalation = escalation_named.escalation)",
        case,
        person
    )?;
    Ok(())
}

/// What one case gives to a notice.
#[derive(Debug, Clone, saksi_db::FromRow)]
pub(crate) struct PartRow {
    pub(crate) id: Uuid,
    pub(crate) escalation: EscalationId,
    pub(crate) consent: Option<CaseRecordId>,
    pub(crate) dispatch: Option<Uuid>,
    pub(crate) hash: Option<Vec<u8>>,
    pub(crate) withdrawn_on: Option<Timestamp>,
    pub(crate) halted: bool,
}

/// The parts of a notice, in their order.
pub(crate) async fn parts(tx: &mut Tx, notice: EscalationId) -> Result<Vec<PartRow>, Problem> {
    Ok(fetch_all!(
        tx,
        PartRow,
        "SELECT id, escalation, consent, dispatch, hash, withdrawn_on, halted FROM notice_part
         WHERE escalation = $1 ORDER BY number",
        notice
    )?)
}

/// The parts that stand by a consent.
pub(crate) async fn parts_of_consent(tx: &mut Tx, consent: CaseRecordId) -> Result<Vec<PartRow>, Problem> {
    Ok(fetch_all!(
        tx,
        PartRow,
        "SELECT id, escalation, consent, dispatch, hash, withdrawn_on, halted FROM notice_part
         WHERE consent = $1 AND withdrawn_on IS NULL ORDER BY escalation, number",
        consent
    )?)
}

/// The parts that came from a case.
pub(crate) async fn parts_of_case(tx: &mut Tx, case: CaseId) -> Result<Vec<PartRow>, Problem> {
    Ok(fetch_all!(
        tx,
        PartRow,
        "SELECT id, escalation, consent, dispatch, hash, withdrawn_on, halted FROM notice_part
         WHERE help_case = $1 AND withdrawn_on IS NULL ORDER BY escalation, number",
        case
    )?)
}

/// Stores a part; without a word of it.
pub(crate) async fn insert_part(
    tx: &mut Tx,
    id: Uuid,
    notice: EscalationId,
    case: CaseId,
    consent: CaseRecordId,
) -> Result<(), Problem> {
    let day = tx.now().day();
    execute!(
        tx,
        "INSERT INTO notice_part (id, escalation, help_case, consent, number, day)
         SELECT $1, $2, $3, $4, coalesce(max(number), 0) + 1, $5 FROM notice_part WHERE escalation = $2",
        id,
        notice,
        case,
        consent,
        day
    )?;
    Ok(())
}

/// Begins what can be shredded at once.
pub(crate) async fn insert_content(tx: &mut Tx, notice: EscalationId, id: Uuid) -> Result<(), Problem> {
    execute!(tx, "INSERT INTO notice_content (id, escalation) VALUES ($1, $2)", id, notice)?;
    Ok(())
}

/// Deletes words and files; no restored backup brings them back.
pub(crate) async fn shred(tx: &mut Tx, content: Uuid) -> Result<(), Problem> {
    execute!(tx, "DELETE FROM notice_content WHERE id = $1", content)?;
    Ok(tx.tombstone("notice_content", content).await?)
}

/// Deletes a part that never went anywhere.
pub(crate) async fn delete_part(tx: &mut Tx, id: Uuid) -> Result<(), Problem> {
    shred(tx, id).await?;
    execute!(tx, "DELETE FROM notice_part WHERE id = $1", id)?;
    Ok(tx.tombstone("notice_part", id).await?)
}

/// Says that a part is gone because its person took their consent back.
pub(crate) async fn set_withdrawn(tx: &mut Tx, id: Uuid) -> Result<(), Problem> {
    let day = tx.now().day();
    execute!(tx, "UPDATE notice_part SET withdrawn_on = $2 WHERE id = $1", id, day)?;
    Ok(())
}

/// A case was marked so that no platform may be told of it, or may be again.
pub(crate) async fn set_halted(tx: &mut Tx, case: CaseId, halted: bool) -> Result<(), Problem> {
    execute!(tx, "UPDATE notice_part SET halted = $2 WHERE help_case = $1", case, halted)?;
    Ok(())
}

/// Whether a case in a notice is marked so that no platform may be told of it.
pub(crate) async fn is_halted(tx: &mut Tx, notice: EscalationId) -> Result<bool, Problem> {
    let halted = fetch_scalar!(
        tx,
        i64,
        "SELECT count(*) FROM notice_part WHERE escalation = $1 AND halted AND withdrawn_on IS NULL",
        notice
    )?;
    Ok(halted.unwrap_or(0) > 0)
}

/// In which letter a part went, with its hash.
pub(crate) async fn freeze_part(tx: &mut Tx, id: Uuid, letter: DispatchId, hash: &[u8]) -> Result<bool, Problem> {
    let rows = execute!(
        tx,
        "UPDATE notice_part SET dispatch = $2, hash = $3 WHERE id = $1 AND withdrawn_on IS NULL",
        id,
        letter,
        hash
    )?;
    Ok(rows == 1)
}

/// A sealed text in its place.
pub(crate) struct NoticeText {
    pub(crate) place: Uuid,
    pub(crate) field: String,
    pub(crate) sealed: SealedText,
}

#[derive(saksi_db::FromRow)]
struct TextRow {
    place: Uuid,
    field: String,
    sealed: Vec<u8>,
}

/// Every sealed text of a notice.
pub(crate) async fn texts(tx: &mut Tx, notice: EscalationId) -> Result<Vec<NoticeText>, Problem> {
    let rows = fetch_all!(tx, TextRow, "SELECT place, field, sealed FROM notice_text WHERE escalation = $1", notice)?;
    rows.into_iter()
        .map(|row| {
            let sealed = SealedText::from_bytes(row.sealed).map_err(damaged("a text of a notice"))?;
            Ok(NoticeText { place: row.place, field: row.field, sealed })
        })
        .collect()
}

/// Stores a sealed text, or another one in its place.
pub(crate) async fn put_text(
    tx: &mut Tx,
    notice: EscalationId,
    content: Option<Uuid>,
    place: Uuid,
    field: &str,
    sealed: &SealedText,
) -> Result<(), Problem> {
    execute!(
        tx,
        "INSERT INTO notice_text (place, field, escalation, content, sealed) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (place, field) DO UPDATE SET sealed = excluded.sealed",
        place,
        field,
        notice,
        content,
        sealed.as_bytes()
    )?;
    Ok(())
}

/// A sealed copy of a file.
pub(crate) struct Attachment {
    pub(crate) id: Uuid,
    pub(crate) part: Uuid,
    pub(crate) header: FileHeader,
    pub(crate) file: Vec<u8>,
}

#[derive(saksi_db::FromRow)]
struct AttachmentRow {
    id: Uuid,
    part: Uuid,
    header: Vec<u8>,
    file: Vec<u8>,
}

/// The files of a notice.
pub(crate) async fn attachments(tx: &mut Tx, notice: EscalationId) -> Result<Vec<Attachment>, Problem> {
    let rows = fetch_all!(
        tx,
        AttachmentRow,
        "SELECT a.id, a.part, a.header, a.file FROM notice_attachment a JOIN notice_part p ON p.id = a.part
         WHERE a.escalation = $1 ORDER BY p.number, a.id",
        notice
    )?;
    rows.into_iter()
        .map(|row| {
            let header = FileHeader::from_bytes(&row.header).map_err(damaged("a file of a notice"))?;
            Ok(Attachment { id: row.id, part: row.part, header, file: row.file })
        })
        .collect()
}

/// Stores a sealed copy of a file.
pub(crate) async fn insert_attachment(
    tx: &mut Tx,
    notice: EscalationId,
    part: Uuid,
    id: Uuid,
    header: &FileHeader,
    file: &[u8],
) -> Result<(), Problem> {
    execute!(
        tx,
        "INSERT INTO notice_attachment (id, escalation, part, header, file) VALUES ($1, $2, $3, $4, $5)",
        id,
        notice,
        part,
        header.to_bytes(),
        file
    )?;
    Ok(())
}

/// Clears away a blob whose row was never written.
pub(crate) async fn forget_blob(tx: &mut Tx, blob: &[u8]) -> Result<(), Problem> {
    execute!(tx, "INSERT INTO blob_gone (blob) VALUES ($1) ON CONFLICT DO NOTHING", blob)?;
    Ok(())
}

/// The answer to the question for consent by which a part stands.
pub(crate) async fn answer_of(tx: &mut Tx, consent: CaseRecordId) -> Result<Option<String>, Problem> {
    Ok(fetch_scalar!(tx, String, "SELECT answer FROM case_record WHERE id = $1 AND answer IS NOT NULL", consent)?)
}

/// A place that was stored, as the place of something sealed.
pub(crate) fn blob(bytes: &[u8]) -> Result<[u8; 32], Problem> {
    bytes.try_into().map_err(|_| damaged("the name of a blob")(SealError::Length))
}
