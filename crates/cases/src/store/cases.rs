//! Cases, their wraps, entries and texts.

use saksi_base::{CaseId, CaseRecordId, OrganisationId, PersonId, Problem, Timestamp};
use saksi_db::{NETWORK_SPACE, Tx, execute, fetch_all, fetch_optional, fetch_scalar};
use saksi_vault::{Fingerprint, Generation, Locator, PublicKey, RekeyingState, SealError, SealedText, WrappedCaseKey};

use super::{number, public_key};
use crate::handle::damaged;
use crate::model::case::{Author, Lane, RecordKind, SealingMode, WrapKind};

/// A case, as far as it can be read.
#[derive(Clone)]
pub(crate) struct CaseRow {
    pub(crate) id: CaseId,
    pub(crate) owner: OrganisationId,
    pub(crate) locator: Option<Locator>,
    pub(crate) verifier: Option<Vec<u8>>,
    pub(crate) return_key: Option<PublicKey>,
    pub(crate) mode: SealingMode,
    pub(crate) lane: Lane,
    pub(crate) generation: Generation,
    pub(crate) filing: CaseRecordId,
    pub(crate) sheet: CaseRecordId,
    pub(crate) version: u32,
    pub(crate) day: Timestamp,
    /// The day on which somebody wrote in it or changed it last.
    pub(crate) changed: Timestamp,
    pub(crate) delete_on: Option<Timestamp>,
    pub(crate) held: bool,
    pub(crate) merged_into: Option<CaseId>,
}

#[derive(saksi_db::FromRow)]
struct Row {
    id: CaseId,
    owner: OrganisationId,
    locator: Option<String>,
    verifier: Option<Vec<u8>>,
    return_key: Option<Vec<u8>>,
    mode: String,
    lane: String,
    generation: i64,
    filing: CaseRecordId,
    sheet: CaseRecordId,
    version: i64,
    day: Timestamp,
    changed: Timestamp,
    delete_on: Option<Timestamp>,
    held: bool,
    merged_into: Option<CaseId>,
}

fn unknown() -> Problem {
    damaged("a case's row")(SealError::Damaged)
}

pub(crate) fn generation(stored: i64) -> Result<Generation, Problem> {
    Generation::new(number(stored)?).ok_or_else(unknown)
}

impl Row {
    fn read(self) -> Result<CaseRow, Problem> {
        Ok(CaseRow {
            id: self.id,
            owner: self.owner,
            locator: self.locator.map(|text| Locator::parse(&text)).transpose().map_err(|_| unknown())?,
            verifier: self.verifier,
            return_key: self.return_key.map(|key| public_key(&key)).transpose()?,
            mode: SealingMode::from_code(&self.mode).ok_or_else(unknown)?,
            lane: Lane::from_code(&self.lane).ok_or_else(unknown)?,
            generation: generation(self.generation)?,
            filing: self.filing,
            sheet: self.sheet,
            version: number(self.version)?,
            day: self.day,
            changed: self.changed,
            delete_on: self.delete_on,
            held: self.held,
            merged_into: self.merged_into,
        })
    }
}

/// What a new case's row says.
pub(crate) struct NewCase<'a> {
    pub(crate) id: CaseId,
    pub(crate) owner: OrganisationId,
    pub(crate) receipt: Option<(Locator, [u8; 32], &'a PublicKey)>,
    pub(crate) mode: SealingMode,
    pub(crate) lane: Lane,
    pub(crate) filing: CaseRecordId,
    pub(crate) sheet: CaseRecordId,
}

/// Enters a case. It is marked AMBER+STRICT: it stays with its organisation, and within it with those who hold its key.
pub(crate) async fn insert_case(tx: &mut Tx, case: &NewCase<'_>) -> Result<(), Problem> {
    let day = tx.now().day();
    execute!(
        tx,
        "INSERT INTO help_case (id, owner, space, marking, locator, verifier, return_key, mode, lane, generation, filing, sheet, \
         version, day, changed, delete_on, held, merged_into) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1, $10, $11, 0, $12, $12, NULL, FALSE, NULL)",
        case.id,
        case.owner,
        NETWORK_SPACE,
        saksi_base::Marking::AmberStrict,
        case.receipt.map(|(locator, _, _)| locator.compact()),
        case.receipt.map(|(_, verifier, _)| verifier.to_vec()),
        case.receipt.map(|(_, _, key)| key.as_bytes()),
        case.mode.code(),
        case.lane.code(),
        case.filing,
        case.sheet,
        day
    )?;
    Ok(())
}

/// A case by its identifier.
pub(crate) async fn case(tx: &mut Tx, id: CaseId) -> Result<Option<CaseRow>, Problem> {
    let row = fetch_optional!(
        tx,
        Row,
        "SELECT id, owner, locator, verifier, return_key, mode, lane, generation, filing, sheet, version, day, changed, delete_on, held, \
         merged_into FROM help_case WHERE id = $1",
        id
    )?;
    row.map(Row::read).transpose()
}

/// A case by the locator of its receipt.
pub(crate) async fn case_by_locator(tx: &mut Tx, locator: Locator) -> Result<Option<CaseRow>, Problem> {
    let row = fetch_optional!(
        tx,
        Row,
        "SELECT id, owner, locator, verifier, return_key, mode, lane, generation, filing, sheet, version, day, changed, delete_on, held, \
         merged_into FROM help_case WHERE locator = $1",
        locator.compact()
    )?;
    row.map(Row::read).transpose()
}

/// The cases that wait with the triage of an organisation: those whose key is wrapped for it.
pub(crate) async fn cases_in_triage(tx: &mut Tx, organisation: OrganisationId) -> Result<Vec<CaseRow>, Problem> {
    let rows = fetch_all!(
        tx,
        Row,
        "SELECT c.id, c.owner, c.locator, c.verifier, c.return_key, c.mode, c.lane, c.generation, c.filing, c.sheet, c.version, \
         c.day, c.changed, c.delete_on, c.held, c.merged_into FROM help_case c WHERE c.id IN \
         (SELECT w.help_case FROM case_wrap w WHERE w.organisation = $1 AND w.kind = 'triage') ORDER BY c.day, c.id",
        organisation
    )?;
    rows.into_iter().map(Row::read).collect()
}

/// Requests by people themselves to which nobody has answered yet, filed since a day.
pub(crate) async fn without_answer(tx: &mut Tx, since: Timestamp, most: i64) -> Result<Vec<CaseId>, Problem> {
    Ok(fetch_all!(
        tx,
        (CaseId,),
        "SELECT c.id FROM help_case c WHERE c.day >= $1 AND c.locator IS NOT NULL AND c.delete_on IS NULL AND c.merged_into IS NULL \
         AND NOT EXISTS (SELECT 1 FROM case_record r WHERE r.help_case = c.id AND r.kind = $2 AND r.author = $3 \
         AND r.shared) ORDER BY c.day DESC, c.id LIMIT $4",
        since,
        RecordKind::Message.code(),
        Author::Staff.code(),
        most
    )?
    .into_iter()
    .map(|(id,)| id)
    .collect())
}

/// Whose a request is to which nobody has answered yet; none where it was answered, closed, merged or deleted.
pub(crate) async fn owner_without_answer(tx: &mut Tx, id: CaseId) -> Result<Option<OrganisationId>, Problem> {
    Ok(fetch_scalar!(
        tx,
        OrganisationId,
        "SELECT c.owner FROM help_case c WHERE c.id = $1 AND c.delete_on IS NULL AND c.merged_into IS NULL \
         AND NOT EXISTS (SELECT 1 FROM case_record r WHERE r.help_case = c.id AND r.kind = $2 AND r.author = $3 \
         AND r.shared)",
        id,
        RecordKind::Message.code(),
        Author::Staff.code()
    )?)
}

/// The cases whose key is wrapped for a person as one of an organisation.
pub(crate) async fn cases_of(
    tx: &mut Tx,
    organisation: OrganisationId,
    person: PersonId,
    open: bool,
) -> Result<Vec<CaseRow>, Problem> {
    let rows = fetch_all!(
        tx,
        Row,
        "SELECT c.id, c.owner, c.locator, c.verifier, c.return_key, c.mode, c.lane, c.generation, c.filing, c.sheet, c.version, \
         c.day, c.changed, c.delete_on, c.held, c.merged_into FROM help_case c WHERE c.id IN \
         (SELECT w.help_case FROM case_wrap w WHERE w.person = $1 AND w.organisation = $3) \
         AND (c.lane IN ('closed', 'merged')) <> $2 ORDER BY c.day, c.id",
        person,
        open,
        organisation
    )?;
    rows.into_iter().map(Row::read).collect()
}

/// How many cases wait with a triage, are open and closed with a person.
pub(crate) async fn count_cases(
    tx: &mut Tx,
    organisation: OrganisationId,
    person: PersonId,
) -> Result<(i64, i64, i64), Problem> {
    let triage = fetch_scalar!(
        tx,
        i64,
        "SELECT count(DISTINCT help_case) FROM case_wrap WHERE organisation = $1 AND kind = 'triage'",
        organisation
    )?;
    let open = fetch_scalar!(
        tx,
        i64,
        "SELECT count(*) FROM help_case c WHERE c.id IN \
         (SELECT w.help_case FROM case_wrap w WHERE w.person = $1 AND w.organisation = $2) AND c.lane NOT IN ('closed', 'merged')",
        person,
        organisation
    )?;
    let closed = fetch_scalar!(
        tx,
        i64,
        "SELECT count(*) FROM help_case c WHERE c.id IN \
         (SELECT w.help_case FROM case_wrap w WHERE w.person = $1 AND w.organisation = $2) AND c.lane IN ('closed', 'merged')",
        person,
        organisation
    )?;
    Ok((triage.unwrap_or(0), open.unwrap_or(0), closed.unwrap_or(0)))
}

/// What of a case's row a change of its sheet changes.
pub(crate) struct RowChange {
    pub(crate) lane: Lane,
    pub(crate) delete_on: Option<Timestamp>,
    pub(crate) held: bool,
}

/// Takes the step from one version of the sheet to the next; `false`: somebody else took it.
pub(crate) async fn step_version(
    tx: &mut Tx,
    id: CaseId,
    from: u32,
    generation: Generation,
    change: &RowChange,
) -> Result<bool, Problem> {
    let day = tx.now().day();
    let changed = execute!(
        tx,
        "UPDATE help_case SET version = version + 1, lane = $4, delete_on = $5, held = $6, changed = $7 \
         WHERE id = $1 AND version = $2 AND generation = $3",
        id,
        i64::from(from),
        i64::from(generation.get()),
        change.lane.code(),
        change.delete_on,
        change.held,
        day
    )?;
    Ok(changed == 1)
}

/// The person wrote: a case that was closed is open again, and its deletion is put off.
pub(crate) async fn reopen(tx: &mut Tx, id: CaseId, lane: Lane) -> Result<(), Problem> {
    touch(tx, id).await?;
    execute!(
        tx,
        "UPDATE help_case SET lane = $2, delete_on = NULL WHERE id = $1 AND lane IN ('closed', 'merged')",
        id,
        lane.code()
    )?;
    Ok(())
}

/// Something happened in a case today: what counts the days without anything begins anew.
pub(crate) async fn touch(tx: &mut Tx, id: CaseId) -> Result<(), Problem> {
    let day = tx.now().day();
    execute!(tx, "UPDATE help_case SET changed = $2 WHERE id = $1 AND changed < $2", id, day)?;
    Ok(())
}

/// Notes that a case went into another one.
pub(crate) async fn set_merged(tx: &mut Tx, id: CaseId, into: CaseId) -> Result<(), Problem> {
    execute!(tx, "UPDATE help_case SET merged_into = $2 WHERE id = $1", id, into)?;
    Ok(())
}

/// From one generation of its key to the next; `false`: it is no longer at the first.
pub(crate) async fn step_generation(
    tx: &mut Tx,
    id: CaseId,
    from: Generation,
    to: Generation,
) -> Result<bool, Problem> {
    let changed = execute!(
        tx,
        "UPDATE help_case SET generation = $3 WHERE id = $1 AND generation = $2",
        id,
        i64::from(from.get()),
        i64::from(to.get())
    )?;
    Ok(changed == 1)
}

/// Deletes a case with everything that hangs on it but its blobs.
pub(crate) async fn delete_case(tx: &mut Tx, id: CaseId) -> Result<bool, Problem> {
    Ok(execute!(tx, "DELETE FROM help_case WHERE id = $1", id)? == 1)
}

/// Cases whose day of deletion has come.
pub(crate) async fn due(tx: &mut Tx, today: Timestamp, most: i64) -> Result<Vec<CaseId>, Problem> {
    let rows = fetch_all!(
        tx,
        (CaseId,),
        "SELECT id FROM help_case WHERE delete_on IS NOT NULL AND delete_on <= $1 AND NOT held ORDER BY delete_on, id LIMIT $2",
        today,
        most
    )?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Organisations that have a case without a day of deletion.
pub(crate) async fn owners_of_open(tx: &mut Tx) -> Result<Vec<OrganisationId>, Problem> {
    let rows = fetch_all!(
        tx,
        (OrganisationId,),
        "SELECT DISTINCT owner FROM help_case WHERE delete_on IS NULL AND NOT held ORDER BY owner"
    )?;
    Ok(rows.into_iter().map(|(owner,)| owner).collect())
}

/// Cases of an organisation without a day of deletion, in which nothing happened since a day.
pub(crate) async fn idle(
    tx: &mut Tx,
    owner: OrganisationId,
    since: Timestamp,
    most: i64,
) -> Result<Vec<CaseId>, Problem> {
    let rows = fetch_all!(
        tx,
        (CaseId,),
        "SELECT id FROM help_case WHERE owner = $1 AND delete_on IS NULL AND NOT held AND changed < $2 \
         ORDER BY changed, id LIMIT $3",
        owner,
        since,
        most
    )?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Of each case that is not held: whose it is, its day of deletion where it has one, and the day of the last change.
pub(crate) async fn deletions(tx: &mut Tx) -> Result<Vec<(OrganisationId, Option<Timestamp>, Timestamp)>, Problem> {
    Ok(fetch_all!(
        tx,
        (OrganisationId, Option<Timestamp>, Timestamp),
        "SELECT owner, delete_on, changed FROM help_case WHERE NOT held ORDER BY owner"
    )?)
}

/// The key of a case as one of its readers has it.
#[derive(Clone)]
pub(crate) struct Wrap {
    pub(crate) case: CaseId,
    pub(crate) kind: WrapKind,
    pub(crate) organisation: Option<OrganisationId>,
    pub(crate) person: Option<PersonId>,
    pub(crate) key: WrappedCaseKey,
    pub(crate) day: Timestamp,
}

#[derive(saksi_db::FromRow)]
struct WrapRow {
    help_case: CaseId,
    kind: String,
    organisation: Option<OrganisationId>,
    person: Option<PersonId>,
    wrap: Vec<u8>,
    day: Timestamp,
}

impl WrapRow {
    fn read(self) -> Result<Wrap, Problem> {
        Ok(Wrap {
            case: self.help_case,
            kind: WrapKind::from_code(&self.kind).ok_or_else(unknown)?,
            organisation: self.organisation,
            person: self.person,
            key: WrappedCaseKey::from_bytes(&self.wrap).map_err(damaged("a wrap"))?,
            day: self.day,
        })
    }
}

/// Who holds the key of a case.
pub(crate) async fn wraps(tx: &mut Tx, case: CaseId) -> Result<Vec<Wrap>, Problem> {
    let rows = fetch_all!(
        tx,
        WrapRow,
        "SELECT help_case, kind, organisation, person, wrap, day FROM case_wrap WHERE help_case = $1 ORDER BY generation, day, recipient",
        case
    )?;
    rows.into_iter().map(WrapRow::read).collect()
}

/// Every wrap for the triage of an organisation.
pub(crate) async fn triage_wraps(tx: &mut Tx, organisation: OrganisationId) -> Result<Vec<Wrap>, Problem> {
    let rows = fetch_all!(
        tx,
        WrapRow,
        "SELECT help_case, kind, organisation, person, wrap, day FROM case_wrap WHERE organisation = $1 AND kind = 'triage' \
         ORDER BY help_case, generation",
        organisation
    )?;
    rows.into_iter().map(WrapRow::read).collect()
}

/// Every wrap for an organisation's key.
pub(crate) async fn recovery_wraps(tx: &mut Tx, organisation: OrganisationId) -> Result<Vec<Wrap>, Problem> {
    let rows = fetch_all!(
        tx,
        WrapRow,
        "SELECT help_case, kind, organisation, person, wrap, day FROM case_wrap WHERE organisation = $1 AND kind = 'recovery' \
         ORDER BY help_case, generation",
        organisation
    )?;
    rows.into_iter().map(WrapRow::read).collect()
}

/// Gives the key of a case to somebody. Where they have it already, nothing changes.
pub(crate) async fn insert_wrap(
    tx: &mut Tx,
    case: CaseId,
    kind: WrapKind,
    organisation: Option<OrganisationId>,
    person: Option<PersonId>,
    key: &WrappedCaseKey,
) -> Result<(), Problem> {
    let day = tx.now().day();
    execute!(
        tx,
        "INSERT INTO case_wrap (help_case, generation, recipient, kind, organisation, person, wrap, day) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (help_case, generation, recipient) DO NOTHING",
        case,
        i64::from(key.generation().get()),
        &key.recipient().to_bytes()[..],
        kind.code(),
        organisation,
        person,
        key.as_bytes(),
        day
    )?;
    Ok(())
}

/// Takes one wrap away.
pub(crate) async fn delete_wrap(tx: &mut Tx, case: CaseId, recipient: Fingerprint) -> Result<(), Problem> {
    execute!(tx, "DELETE FROM case_wrap WHERE help_case = $1 AND recipient = $2", case, &recipient.to_bytes()[..])?;
    Ok(())
}

/// Takes every wrap away that a person has of a case.
pub(crate) async fn delete_wraps_of(tx: &mut Tx, case: CaseId, person: PersonId) -> Result<u64, Problem> {
    let gone = execute!(tx, "DELETE FROM case_wrap WHERE help_case = $1 AND person = $2", case, person)?;
    super::notices::unname(tx, case, person).await?;
    Ok(gone)
}

/// Takes the wraps for an organisation's triage away from a case.
pub(crate) async fn delete_triage_wraps(
    tx: &mut Tx,
    case: CaseId,
    organisation: OrganisationId,
) -> Result<u64, Problem> {
    Ok(execute!(
        tx,
        "DELETE FROM case_wrap WHERE help_case = $1 AND organisation = $2 AND kind = 'triage'",
        case,
        organisation
    )?)
}

/// Takes every wrap of one generation away.
pub(crate) async fn delete_wraps_of_generation(tx: &mut Tx, case: CaseId, old: Generation) -> Result<(), Problem> {
    execute!(tx, "DELETE FROM case_wrap WHERE help_case = $1 AND generation = $2", case, i64::from(old.get()))?;
    Ok(())
}

/// Takes the wraps for an organisation's key away from every case.
pub(crate) async fn delete_recovery_wraps(tx: &mut Tx, organisation: OrganisationId) -> Result<(), Problem> {
    execute!(tx, "DELETE FROM case_wrap WHERE organisation = $1 AND kind = 'recovery'", organisation)?;
    Ok(())
}

/// An entry of a case, as far as it can be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RecordRow {
    pub(crate) id: CaseRecordId,
    pub(crate) number: i64,
    pub(crate) kind: RecordKind,
    pub(crate) author: Author,
    pub(crate) shared: bool,
    pub(crate) day: Timestamp,
    pub(crate) answer: Option<String>,
    pub(crate) answered_on: Option<Timestamp>,
}

#[derive(saksi_db::FromRow)]
struct RecordSql {
    id: CaseRecordId,
    number: i64,
    kind: String,
    author: String,
    shared: bool,
    day: Timestamp,
    answer: Option<String>,
    answered_on: Option<Timestamp>,
}

impl RecordSql {
    fn read(self) -> Result<RecordRow, Problem> {
        Ok(RecordRow {
            id: self.id,
            number: self.number,
            kind: RecordKind::from_code(&self.kind).ok_or_else(unknown)?,
            author: Author::from_code(&self.author).ok_or_else(unknown)?,
            shared: self.shared,
            day: self.day,
            answer: self.answer,
            answered_on: self.answered_on,
        })
    }
}

/// The entries of a case, in order.
pub(crate) async fn records(tx: &mut Tx, case: CaseId) -> Result<Vec<RecordRow>, Problem> {
    let rows = fetch_all!(
        tx,
        RecordSql,
        "SELECT id, number, kind, author, shared, day, answer, answered_on FROM case_record WHERE help_case = $1 ORDER BY number",
        case
    )?;
    rows.into_iter().map(RecordSql::read).collect()
}

/// One entry of a case.
pub(crate) async fn record(tx: &mut Tx, case: CaseId, id: CaseRecordId) -> Result<Option<RecordRow>, Problem> {
    let row = fetch_optional!(
        tx,
        RecordSql,
        "SELECT id, number, kind, author, shared, day, answer, answered_on FROM case_record WHERE id = $2 AND help_case = $1",
        case,
        id
    )?;
    row.map(RecordSql::read).transpose()
}

/// Adds an entry; gives its number. Fails with "duplicate" where the identifier is taken.
pub(crate) async fn insert_record(
    tx: &mut Tx,
    case: CaseId,
    id: CaseRecordId,
    kind: RecordKind,
    author: Author,
    shared: bool,
) -> Result<i64, Problem> {
    let last = fetch_scalar!(tx, Option<i64>, "SELECT max(number) FROM case_record WHERE help_case = $1", case)?;
    let next = last.flatten().unwrap_or(0) + 1;
    let day = tx.now().day();
    execute!(
        tx,
        "INSERT INTO case_record (id, help_case, number, kind, author, shared, day, answer, answered_on) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, NULL, NULL)",
        id,
        case,
        next,
        kind.code(),
        author.code(),
        shared,
        day
    )?;
    Ok(next)
}

/// Keeps what the person answered to an entry.
pub(crate) async fn answer_record(tx: &mut Tx, id: CaseRecordId, answer: &str) -> Result<(), Problem> {
    let day = tx.now().day();
    execute!(tx, "UPDATE case_record SET answer = $2, answered_on = $3 WHERE id = $1", id, answer, day)?;
    Ok(())
}

/// A sealed text in its place.
pub(crate) struct TextRow {
    pub(crate) record: CaseRecordId,
    pub(crate) field: String,
    pub(crate) sealed: SealedText,
}

#[derive(saksi_db::FromRow)]
struct TextSql {
    record: CaseRecordId,
    field: String,
    sealed: Vec<u8>,
}

impl TextSql {
    fn read(self) -> Result<TextRow, Problem> {
        let sealed = SealedText::from_bytes(self.sealed).map_err(damaged("a sealed text"))?;
        Ok(TextRow { record: self.record, field: self.field, sealed })
    }
}

/// Every text of a case.
pub(crate) async fn texts(tx: &mut Tx, case: CaseId) -> Result<Vec<TextRow>, Problem> {
    let rows = fetch_all!(
        tx,
        TextSql,
        "SELECT record, field, sealed FROM case_text WHERE help_case = $1 ORDER BY record, field",
        case
    )?;
    rows.into_iter().map(TextSql::read).collect()
}

/// The texts of a case that its person may have.
pub(crate) async fn shared_texts(tx: &mut Tx, case: CaseId) -> Result<Vec<TextRow>, Problem> {
    let rows = fetch_all!(
        tx,
        TextSql,
        "SELECT t.record, t.field, t.sealed FROM case_text t JOIN case_record r ON r.id = t.record \
         WHERE t.help_case = $1 AND r.shared ORDER BY t.record, t.field",
        case
    )?;
    rows.into_iter().map(TextSql::read).collect()
}

/// Texts of one case under another key than that of a generation; at most so many.
pub(crate) async fn texts_not_under(
    tx: &mut Tx,
    case: CaseId,
    wanted: Generation,
    most: i64,
) -> Result<Vec<TextRow>, Problem> {
    let rows = fetch_all!(
        tx,
        TextSql,
        "SELECT record, field, sealed FROM case_text WHERE help_case = $1 AND generation <> $2 ORDER BY record, field LIMIT $3",
        case,
        i64::from(wanted.get()),
        most
    )?;
    rows.into_iter().map(TextSql::read).collect()
}

/// How many texts of a case are under another key than that of a generation.
pub(crate) async fn count_texts_not_under(tx: &mut Tx, case: CaseId, wanted: Generation) -> Result<i64, Problem> {
    let left = fetch_scalar!(
        tx,
        i64,
        "SELECT count(*) FROM case_text WHERE help_case = $1 AND generation <> $2",
        case,
        i64::from(wanted.get())
    )?;
    Ok(left.unwrap_or(0))
}

/// Keeps a text, in the place of one that was there before.
pub(crate) async fn put_text(
    tx: &mut Tx,
    case: CaseId,
    record: CaseRecordId,
    field: &str,
    sealed: &SealedText,
) -> Result<(), Problem> {
    execute!(
        tx,
        "INSERT INTO case_text (record, field, help_case, generation, sealed) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (record, field) DO UPDATE SET generation = excluded.generation, sealed = excluded.sealed",
        record,
        field,
        case,
        i64::from(sealed.generation().get()),
        sealed.as_bytes()
    )?;
    Ok(())
}

/// Drops a text that opens for nobody.
pub(crate) async fn delete_text(tx: &mut Tx, record: CaseRecordId, field: &str) -> Result<(), Problem> {
    execute!(tx, "DELETE FROM case_text WHERE record = $1 AND field = $2", record, field)?;
    Ok(())
}

/// Puts a resealed text in the place of the one under the old key; `false`: it was changed meanwhile and is under the new one.
pub(crate) async fn reseal_text(
    tx: &mut Tx,
    record: CaseRecordId,
    field: &str,
    old: Generation,
    sealed: &SealedText,
    was: &SealedText,
) -> Result<bool, Problem> {
    let changed = execute!(
        tx,
        "UPDATE case_text SET generation = $4, sealed = $5 WHERE record = $1 AND field = $2 AND generation = $3 AND sealed = $6",
        record,
        field,
        i64::from(old.get()),
        i64::from(sealed.generation().get()),
        sealed.as_bytes(),
        was.as_bytes()
    )?;
    Ok(changed == 1)
}

/// Somebody opened or changed a case on a day.
#[derive(Debug, Clone, PartialEq, Eq, saksi_db::FromRow)]
pub(crate) struct VisitRow {
    pub(crate) day: Timestamp,
    pub(crate) kind: String,
    pub(crate) visitor: PersonId,
    pub(crate) organisation: Option<OrganisationId>,
}

/// Notes that somebody opened or changed a case; once a day for each kind, so that no count tells more than that.
pub(crate) async fn visit(
    tx: &mut Tx,
    case: CaseId,
    kind: &str,
    visitor: PersonId,
    organisation: Option<OrganisationId>,
) -> Result<bool, Problem> {
    let day = tx.now().day();
    let noted = execute!(
        tx,
        "INSERT INTO case_visit (help_case, day, kind, visitor, organisation) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (help_case, day, kind, visitor) DO NOTHING",
        case,
        day,
        kind,
        visitor,
        organisation
    )?;
    Ok(noted == 1)
}

/// Who opened or changed a case, the latest first.
pub(crate) async fn visits(tx: &mut Tx, case: CaseId) -> Result<Vec<VisitRow>, Problem> {
    Ok(fetch_all!(
        tx,
        VisitRow,
        "SELECT day, kind, visitor, organisation FROM case_visit WHERE help_case = $1 ORDER BY day DESC, visitor, kind",
        case
    )?)
}

/// What members of an organisation did, for its audit: day, kind, visitor, case.
pub(crate) async fn visits_of_organisation(
    tx: &mut Tx,
    organisation: OrganisationId,
    from: Timestamp,
    until: Timestamp,
) -> Result<Vec<(Timestamp, String, PersonId, CaseId)>, Problem> {
    Ok(fetch_all!(
        tx,
        (Timestamp, String, PersonId, CaseId),
        "SELECT day, kind, visitor, help_case FROM case_visit WHERE organisation = $1 AND day >= $2 AND day < $3 \
         ORDER BY day, help_case, visitor, kind",
        organisation,
        from,
        until
    )?)
}

/// Something the person said by a button.
#[derive(Debug, Clone, PartialEq, Eq, saksi_db::FromRow)]
pub(crate) struct WordRow {
    pub(crate) number: i64,
    pub(crate) word: String,
    pub(crate) about: String,
}

/// What the person said by buttons, in order.
pub(crate) async fn said(tx: &mut Tx, case: CaseId) -> Result<Vec<WordRow>, Problem> {
    Ok(fetch_all!(tx, WordRow, "SELECT number, word, about FROM case_word WHERE help_case = $1 ORDER BY number", case)?)
}

/// Keeps what the person said by a button.
pub(crate) async fn say(tx: &mut Tx, case: CaseId, word: &str, about: &str) -> Result<(), Problem> {
    let last = fetch_scalar!(tx, Option<i64>, "SELECT max(number) FROM case_word WHERE help_case = $1", case)?;
    let next = last.flatten().unwrap_or(0) + 1;
    let day = tx.now().day();
    execute!(
        tx,
        "INSERT INTO case_word (help_case, number, word, about, day) VALUES ($1, $2, $3, $4, $5)",
        case,
        next,
        word,
        about,
        day
    )?;
    Ok(())
}

/// The rekeying of a case that goes on.
pub(crate) async fn rekeying(tx: &mut Tx, case: CaseId) -> Result<Option<RekeyingState>, Problem> {
    let state = fetch_scalar!(tx, Vec<u8>, "SELECT state FROM case_rekeying WHERE help_case = $1", case)?;
    state.map(|state| RekeyingState::from_bytes(&state)).transpose().map_err(damaged("a rekeying"))
}

/// Begins a rekeying.
pub(crate) async fn begin_rekeying(tx: &mut Tx, state: RekeyingState) -> Result<(), Problem> {
    let day = tx.now().day();
    execute!(
        tx,
        "INSERT INTO case_rekeying (help_case, state, day) VALUES ($1, $2, $3)",
        state.case,
        state.to_bytes(),
        day
    )?;
    Ok(())
}

/// Keeps how far a rekeying is.
pub(crate) async fn set_rekeying(tx: &mut Tx, state: RekeyingState) -> Result<(), Problem> {
    execute!(tx, "UPDATE case_rekeying SET state = $2 WHERE help_case = $1", state.case, state.to_bytes())?;
    Ok(())
}

/// Ends a rekeying.
pub(crate) async fn end_rekeying(tx: &mut Tx, case: CaseId) -> Result<(), Problem> {
    execute!(tx, "DELETE FROM case_rekeying WHERE help_case = $1", case)?;
    Ok(())
}

/// What is kept of a deleted case for whoever holds its receipt.
#[derive(Debug, Clone, PartialEq, Eq, saksi_db::FromRow)]
pub(crate) struct DeletionRow {
    pub(crate) verifier: Vec<u8>,
    pub(crate) deleted_on: Timestamp,
    pub(crate) gone_on: Timestamp,
}

/// The deletion receipt of a locator.
pub(crate) async fn deletion(tx: &mut Tx, locator: Locator) -> Result<Option<DeletionRow>, Problem> {
    Ok(fetch_optional!(
        tx,
        DeletionRow,
        "SELECT verifier, deleted_on, gone_on FROM deletion_receipt WHERE locator = $1",
        locator.compact()
    )?)
}

/// Keeps a deletion receipt.
pub(crate) async fn insert_deletion(
    tx: &mut Tx,
    locator: Locator,
    verifier: &[u8],
    gone_on: Timestamp,
) -> Result<(), Problem> {
    let day = tx.now().day();
    execute!(
        tx,
        "INSERT INTO deletion_receipt (locator, verifier, deleted_on, gone_on) VALUES ($1, $2, $3, $4)",
        locator.compact(),
        verifier,
        day,
        gone_on
    )?;
    Ok(())
}

/// Deletes the receipts of deletions whose last backup is gone.
pub(crate) async fn forget_deletions(tx: &mut Tx, today: Timestamp) -> Result<u64, Problem> {
    Ok(execute!(tx, "DELETE FROM deletion_receipt WHERE gone_on <= $1", today)?)
}
