//! Opening cases for helpers, and changing what helpers keep about them: the machinery under [`super::triage`] and [`super::work`].

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use saksi_base::{CaseId, CaseRecordId, OrganisationId, PersonId, Problem, Random, ServiceId, Timestamp};
use saksi_db::{Actor, Tx};
use saksi_network::Member;
use saksi_tlog::Hash;
use saksi_vault::{FieldName, FileHeader, PrivateKey, SealedPlace, SealedText, WrappedCaseKey};
use zeroize::Zeroizing;

use super::filing::seal_text;
use super::keys::Unlocked;
use super::note;
use super::notices::may_be_told;
use super::returning::word;
use super::view::{CaseKeys, Loaded, Request, Texts, load, open_request, within_day};
use crate::handle::{Cases, damaged};
use crate::model::calendar::Day;
use crate::model::case::{Author as From, Lane, RecordKind, VisitKind, WrapKind};
use crate::model::clocks::ClockKind;
use crate::model::counting::coded::CodedCase;
use crate::model::settings::HelpSettings;
use crate::model::sheet::{Happening, Sheet};
use crate::model::status::{Part, Status};
use crate::model::words::{AbuseKind, FirstAnswer, Outcome};
use crate::store::cases::{CaseRow, RecordRow, RowChange, WordRow, Wrap};
use crate::store::files::NewPart;
use crate::{elevation, store};

/// The field of the sheet.
pub(crate) const SHEET: FieldName<'static> = FieldName::fixed("sheet");
/// How often a change that was overtaken begins again.
const TRIES: u32 = 8;

/// The keys with which a member opens cases: their own, and the triage key where they hold it and it is needed.
pub(crate) struct Openers {
    pub(crate) own: Arc<PrivateKey>,
    pub(crate) triage: Option<PrivateKey>,
}

impl Openers {
    /// One key, out of one wrap.
    pub(crate) fn open_one(&self, case: CaseId, wrap: &WrappedCaseKey) -> Result<saksi_vault::CaseKey, Problem> {
        let opened = match &self.triage {
            Some(key) if wrap.recipient() == key.public_key().fingerprint() => wrap.open(case, key),
            _ => wrap.open(case, &self.own),
        };
        opened.map_err(|_| Problem::conflict("cases-key-no-longer-yours"))
    }

    /// The keys of a case, out of its wraps.
    pub(crate) fn keys(&self, case: CaseId, wraps: &[Wrap]) -> Result<CaseKeys, Problem> {
        let mine = self.own.public_key().fingerprint();
        let triage = self.triage.as_ref().map(|key| key.public_key().fingerprint());
        let mut keys: Vec<saksi_vault::CaseKey> = Vec::new();
        for wrap in wraps {
            if keys.iter().any(|key| key.generation() == wrap.key.generation()) {
                continue;
            }
            let opened = if wrap.key.recipient() == mine {
                wrap.key.open(case, &self.own)
            } else if Some(wrap.key.recipient()) == triage
                && let Some(key) = &self.triage
            {
                wrap.key.open(case, key)
            } else {
                continue;
            };
            match opened {
                Ok(key) => keys.push(key),
                Err(error) => tracing::warn!(%error, "the key of a case does not open"),
            }
        }
        CaseKeys::new(keys)
    }
}

/// The sheet as it stands, with what the person did since; and whether it could not be opened.
pub(crate) fn heard(
    row: &CaseRow,
    wraps: &[Wrap],
    keys: &CaseKeys,
    texts: &Texts,
    records: &[RecordRow],
    said: &[WordRow],
    request: &Request,
) -> (Sheet, bool) {
    let (text, mut damaged) = texts.get(keys, row.sheet, SHEET.as_str());
    let mut sheet = if text.is_empty() {
        Sheet::fresh(row.id, &request.answers, request.received)
    } else {
        Sheet::read(&text).unwrap_or_else(|_| {
            damaged = true;
            Sheet::fresh(row.id, &request.answers, request.received)
        })
    };
    let held = wraps.iter().any(|wrap| wrap.kind == WrapKind::Person);
    for record in records.iter().filter(|row| row.author == From::Person && row.kind != RecordKind::Filing) {
        let (at, _) = texts.get(keys, record.id, super::filing::AT);
        let at = within_day(Timestamp::parse(&at), record.day);
        sheet.hear(Happening::Wrote { number: record.number, at }, held);
    }
    for row in said {
        let service = ServiceId(uuid::Uuid::from_u128(request.received.0.unsigned_abs().into()));
        let service =
            ServiceId(uuid::Uuid::from_u128(service.0.as_u128() << 16 | u128::from(row.number.unsigned_abs())));
        match word(&row.word, &row.about) {
            Some((true, kind)) => sheet.hear(Happening::Wants { number: row.number, kind, service }, held),
            Some((false, kind)) => sheet.hear(Happening::Declines { number: row.number, kind }, held),
            None => {}
        }
    }
    (sheet, damaged)
}

/// A case that a helper has opened, for the time of one action.
pub(crate) struct Opened {
    pub(crate) row: CaseRow,
    pub(crate) wraps: Vec<Wrap>,
    /// Whether the key is wrapped for the member; else the case waits with their triage.
    pub(crate) mine: bool,
    pub(crate) keys: CaseKeys,
    pub(crate) loaded: Loaded,
    pub(crate) request: Request,
    pub(crate) sheet: Sheet,
    pub(crate) damaged: bool,
    pub(crate) settings: HelpSettings,
    pub(crate) now: Timestamp,
}

impl Opened {
    /// In which part the member acts.
    pub(crate) const fn part(&self) -> Part {
        if self.mine { Part::Responder } else { Part::Triager }
    }
}

/// What a helper's action reads, still sealed.
struct Sealed {
    row: CaseRow,
    loaded: Loaded,
    said: Vec<WordRow>,
    settings: HelpSettings,
}

/// Opens a case for a member who may.
pub(crate) async fn open_case(cases: &Cases, me: &Unlocked, case: CaseId) -> Result<Opened, Problem> {
    async fn read(tx: &mut Tx, case: CaseId) -> Result<Sealed, Problem> {
        let row = store::cases::case(tx, case).await?.ok_or_else(Problem::not_found)?;
        let settings = HelpSettings::read(&store::settings::all(tx, row.owner).await?);
        let said = store::cases::said(tx, case).await?;
        Ok(Sealed { loaded: load(tx, case).await?, row, said, settings })
    }
    let member = me.member();
    let (held, sealed, handed) = saksi_db::read!(cases.db, member.viewer(), tx => {
        let held = elevation::holder(&mut tx, member, case).await?;
        let sealed = saksi_db::as_system!(tx, held.part, read(&mut tx, case))?;
        let handed = store::keys::handed_keys(&mut tx, member.organisation).await?;
        Ok::<_, Problem>((held, sealed, handed))
    })?;
    let triage = super::helpline::open_mine(&handed, me)?;
    let openers = Openers { own: me.key(), triage };
    let keys = openers.keys(case, &held.wraps)?;
    let Sealed { row, loaded, said, settings } = sealed;
    let request = open_request(&keys, &loaded.texts, row.filing, row.day);
    let (sheet, no_sheet) = heard(&row, &held.wraps, &keys, &loaded.texts, &loaded.records, &said, &request);
    Ok(Opened {
        damaged: no_sheet || request.damaged,
        wraps: held.wraps,
        mine: held.mine,
        row,
        keys,
        loaded,
        request,
        sheet,
        settings,
        now: cases.now(),
    })
}

/// An entry that an action adds.
pub(crate) struct NewEntry {
    pub(crate) id: CaseRecordId,
    pub(crate) kind: RecordKind,
    pub(crate) shared: bool,
    pub(crate) texts: Vec<(&'static str, Zeroizing<String>)>,
}

/// The file of an entry, sealed and in the store before the edit begins.
#[derive(Clone)]
pub(crate) struct SealedFile {
    pub(crate) entry: CaseRecordId,
    pub(crate) header: FileHeader,
    pub(crate) parts: Vec<NewPart>,
}

/// What an action does to a case: the sheet as it will be, entries that come, and who gets or loses the key.
pub(crate) struct Edit<T> {
    pub(crate) sheet: Sheet,
    pub(crate) entries: Vec<NewEntry>,
    /// Texts that come to entries which are there.
    pub(crate) texts: Vec<(CaseRecordId, String, Zeroizing<String>)>,
    /// The file of an entry that comes.
    pub(crate) file: Option<SealedFile>,
    /// Salted hashes that the public log gets.
    pub(crate) logged: Vec<Hash>,
    pub(crate) wraps: Vec<NewWrap>,
    /// The wrap for this organisation's triage goes.
    pub(crate) leaves_triage: Option<OrganisationId>,
    /// The wraps of these people go. They could have kept the key; [`super::rekey::revoke`] is for those who must not have it.
    pub(crate) leave: BTreeSet<PersonId>,
    pub(crate) merged_into: Option<CaseId>,
    pub(crate) visit: VisitKind,
    pub(crate) value: T,
}

/// A wrap that an action adds.
pub(crate) struct NewWrap {
    pub(crate) kind: WrapKind,
    pub(crate) organisation: Option<OrganisationId>,
    pub(crate) person: Option<PersonId>,
    pub(crate) key: WrappedCaseKey,
}

impl<T> Edit<T> {
    /// A change of the sheet alone.
    pub(crate) fn new(sheet: Sheet, visit: VisitKind, value: T) -> Self {
        Self {
            sheet,
            entries: Vec::new(),
            texts: Vec::new(),
            file: None,
            logged: Vec::new(),
            wraps: Vec::new(),
            leaves_triage: None,
            leave: BTreeSet::new(),
            merged_into: None,
            visit,
            value,
        }
    }

    /// Adds an entry that a helper wrote.
    pub(crate) fn write(&mut self, entry: NewEntry, by: PersonId) {
        self.sheet.authors.insert(entry.id, by);
        self.entries.push(entry);
    }
}

/// In which lane a case of a status is.
pub(crate) const fn lane(status: Status) -> Lane {
    match status {
        Status::Received => Lane::Waiting,
        Status::Closed | Status::Deleted => Lane::Closed,
        Status::Merged => Lane::Merged,
        _ => Lane::Open,
    }
}

/// An edit, sealed.
struct SealedEdit {
    sheet: SealedText,
    entries: Vec<SealedRecord>,
    texts: Vec<(CaseRecordId, String, SealedText)>,
}

/// A record of an edit: its kind, whether the person reads it, and its texts by their fields.
type SealedRecord = (CaseRecordId, RecordKind, bool, Vec<(&'static str, SealedText)>);

fn seal_edit<T>(opened: &Opened, edit: &Edit<T>, random: &dyn Random) -> Result<SealedEdit, Problem> {
    let key = opened.keys.newest(opened.row.generation)?;
    let text = Zeroizing::new(serde_json::to_string(&edit.sheet).map_err(|_| Problem::internal())?);
    let place = SealedPlace::new(opened.row.sheet, SHEET);
    let sheet = key.seal(place, text.as_str(), random).map_err(damaged("a sheet"))?;
    let mut entries = Vec::new();
    for entry in &edit.entries {
        let mut texts = Vec::new();
        for (field, text) in &entry.texts {
            texts.push((*field, seal_text(key, entry.id, field, text, random)?));
        }
        entries.push((entry.id, entry.kind, entry.shared, texts));
    }
    let mut more = Vec::new();
    for (id, field, text) in &edit.texts {
        more.push((*id, field.clone(), seal_text(key, *id, field, text, random)?));
    }
    Ok(SealedEdit { sheet, entries, texts: more })
}

/// Opens a case, asks `plan` what to do, and does it. Where somebody else has changed the case meanwhile, it is opened and asked
/// again, so that `plan` always sees what stands.
pub(crate) async fn edit<T>(
    cases: &Cases,
    me: &Unlocked,
    case: CaseId,
    mut plan: impl FnMut(&Opened) -> Result<Edit<T>, Problem>,
) -> Result<T, Problem> {
    for _ in 0..TRIES {
        let opened = open_case(cases, me, case).await?;
        let mut edit = plan(&opened)?;
        let counted = count_at_close(&opened, &edit.sheet);
        edit.sheet.counted |= counted.is_some();
        let sealed = seal_edit(&opened, &edit, &*cases.random())?;
        let member = me.member();
        let done: Result<bool, Problem> = saksi_db::write!(cases.db, "change case", member.viewer(), tx => {
            let held = elevation::holder(&mut tx, member, case).await?;
            saksi_db::as_system!(tx, held.part, keep(&mut tx, member, &opened, &edit, &sealed, counted.as_ref()))
        });
        if done? {
            return Ok(edit.value);
        }
    }
    Err(Problem::conflict("cases-changed-meanwhile"))
}

async fn keep<T>(
    tx: &mut Tx,
    member: &Member,
    opened: &Opened,
    edit: &Edit<T>,
    sealed: &SealedEdit,
    counted: Option<&Counted>,
) -> Result<bool, Problem> {
    let row = &opened.row;
    let delete_on =
        edit.sheet.keeping(&opened.settings.retention.value, &opened.request.answers, Day::of(row.changed)).day();
    let change = RowChange {
        lane: lane(edit.sheet.status),
        delete_on: delete_on.map(Day::start),
        held: edit.sheet.holds.iter().any(|hold| hold.lifted.is_none()),
    };
    if !store::cases::step_version(tx, row.id, row.version, row.generation, &change).await? {
        return Ok(false);
    }
    store::cases::put_text(tx, row.id, row.sheet, SHEET.as_str(), &sealed.sheet).await?;
    if (edit.sheet.marking, edit.sheet.pap) != (opened.sheet.marking, opened.sheet.pap) {
        let told = may_be_told(edit.sheet.marking, edit.sheet.pap, row.owner);
        store::notices::set_halted(tx, row.id, told.is_err()).await?;
    }
    for (id, kind, shared, texts) in &sealed.entries {
        store::cases::insert_record(tx, row.id, *id, *kind, From::Staff, *shared).await?;
        for (field, text) in texts {
            store::cases::put_text(tx, row.id, *id, field, text).await?;
        }
    }
    for (id, field, text) in &sealed.texts {
        store::cases::put_text(tx, row.id, *id, field, text).await?;
    }
    if let Some(file) = &edit.file {
        // It was sealed under the key that was the newest then; `step_version` found that it still is.
        if file.header.generation() != row.generation {
            return Err(Problem::conflict("cases-keys-changed"));
        }
        store::files::insert_file(tx, row.id, file.entry, &file.header).await?;
        for part in &file.parts {
            // A sweep took it for broken off: the bytes may be gone already.
            if !store::files::strike_off(tx, part.blob).await? {
                return Err(Problem::conflict("cases-changed-meanwhile"));
            }
            store::files::append_part(tx, file.entry, row.generation, part).await?;
        }
    }
    let now = tx.now();
    for entry in &edit.logged {
        saksi_transparency::enter(tx, now, *entry).await?;
    }
    for wrap in &edit.wraps {
        store::cases::insert_wrap(tx, row.id, wrap.kind, wrap.organisation, wrap.person, &wrap.key).await?;
    }
    if let Some(organisation) = edit.leaves_triage {
        store::cases::delete_triage_wraps(tx, row.id, organisation).await?;
    }
    for person in &edit.leave {
        store::cases::delete_wraps_of(tx, row.id, *person).await?;
    }
    if let Some(into) = edit.merged_into {
        store::cases::set_merged(tx, row.id, into).await?;
    }
    if let Some(counted) = counted {
        store::counts::add(tx, row.owner, counted.month, &counted.places).await?;
    }
    visited(tx, member, row.id, edit.visit).await?;
    Ok(true)
}

/// Notes what a helper did, once a day for the person, and in the journal.
pub(crate) async fn visited(tx: &mut Tx, member: &Member, case: CaseId, what: VisitKind) -> Result<(), Problem> {
    store::cases::visit(tx, case, what.code(), member.person, Some(member.organisation)).await?;
    let kind = match what {
        VisitKind::Opened => "case-opened",
        VisitKind::Answered => "case-answered",
        VisitKind::Changed => "case-changed",
        VisitKind::Assigned => "case-assigned",
        VisitKind::Revoked => "case-revoked",
        VisitKind::Referred => "case-referred",
        VisitKind::Noticed => "case-noticed",
        VisitKind::FileOpened => "case-file-opened",
        VisitKind::Merged => "case-merged",
        VisitKind::WordsSent => "case-words-sent",
        VisitKind::EvidenceKept => "case-evidence-kept",
        VisitKind::VoiceReleased => "case-voice-released",
    };
    note(tx, Actor::Member(member.person), case.0, kind, &[]).await
}

/// What a case adds to the figures.
struct Counted {
    month: Timestamp,
    places: String,
}

/// The coded answers of a case that is being closed for the first time, as they are counted. The words stay.
fn count_at_close(opened: &Opened, sheet: &Sheet) -> Option<Counted> {
    let closes = sheet.status == Status::Closed && opened.sheet.closed.is_none() && !opened.sheet.counted;
    if !closes {
        return None;
    }
    let answers = sheet.answers(&opened.request.answers);
    let first = sheet.clocks.get(&ClockKind::FirstAnswer);
    let answered = first.and_then(|course| course.stopped);
    let elapsed =
        answered.and_then(|at| first.map(|course| course.elapsed_working(&opened.settings.calendar.value, at)));
    let coded = CodedCase {
        approach: sheet.approach(&opened.request.answers)?,
        incident: answers.main_incident(),
        abuse: answers.abuse.first().copied().unwrap_or(AbuseKind::NotSaid),
        region: answers.region_or_of_place(),
        group: answers.main_group(),
        outcome: sheet.outcome.unwrap_or(Outcome::NotKnown),
        first_answer: FirstAnswer::of(elapsed),
        intake: answers.came_by(),
        services: sheet.services.given(),
    };
    let places = coded.places().iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
    // By the month of closing: whenever a case is closed, that month is not published yet.
    Some(Counted { month: month(opened.now), places })
}

/// The first day of the month of a day.
pub(crate) fn month(day: Timestamp) -> Timestamp {
    let date = day.to_date();
    let first = date.get(..8).map(|begin| format!("{begin}01"));
    first.and_then(|text| Timestamp::parse(&text)).unwrap_or(day)
}

/// Names of people, each asked once.
pub(crate) async fn names(
    tx: &mut Tx,
    people: impl IntoIterator<Item = PersonId>,
) -> Result<BTreeMap<PersonId, String>, Problem> {
    let mut names = BTreeMap::new();
    for person in people {
        if let std::collections::btree_map::Entry::Vacant(empty) = names.entry(person) {
            empty.insert(saksi_network::display_name(tx, person).await?.unwrap_or_default());
        }
    }
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_begins_on_its_first_day() {
        let day = Timestamp::parse("2026-11-22").unwrap();
        assert_eq!(month(day), Timestamp::parse("2026-11-01").unwrap());
    }
}
