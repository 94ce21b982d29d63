//! The person who asked for help comes back with their receipt. A browser that can derive sends the locator and an authenticator, and
//! opens everything itself; without JavaScript the words are sent, and this server opens everything for that one answer.
//!
//! A wrong receipt and an unknown one are answered alike and cost the same.

use std::fmt;

use saksi_base::{CaseId, CaseRecordId, OrganisationId, PersonId, Problem, ProblemKind, ReferralId};
use saksi_db::{Actor, Tx, Viewer};
use saksi_escalations::actions::sealed::Told;
use saksi_vault::{
    CaseAuthenticator, CaseReceipt, FilingBinding, FilingKey, FilingProof, Generation, Locator, SealedText,
    WrappedCaseKey,
};

use super::filing::{AT, FIELDS_OF_ENTRIES, LONGEST_WORDS, TEXT, seal_text};
use super::view::{
    CaseKeys, Entry, Request, Texts, consent_state, open_entries, open_request, organisation_name, visits,
};
use super::work::deleted_on;
use super::{note, retention};
use crate::handle::{Cases, damaged, day_number, sealed_wrong};
use crate::model::calendar::Day;
use crate::model::case::{
    Author, ConsentAnswer, ConsentState, DeletionReceipt, FileRow, Lane, RecordKind, SealingMode, Visit, VisitKind,
    WrapKind,
};
use crate::model::referral::ReferralState;
use crate::model::service::Services;
use crate::model::settings::HelpSettings;
use crate::model::sheet::{Happening, Sheet};
use crate::model::words::{Answer, ServiceKind};
use crate::store::cases::{CaseRow, RecordRow, TextRow};
use crate::store::files::StoredFile;
use crate::{elevation, store};

/// Most entries that a person can write in one case.
pub const MOST_ENTRIES: i64 = 1_000;

/// What shows that somebody is who asked: the locator and the authenticator of their receipt.
pub struct Proof {
    pub(crate) locator: Locator,
    authenticator: CaseAuthenticator,
}

impl fmt::Debug for Proof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Proof(..)")
    }
}

impl Proof {
    /// From the words, which were sent.
    pub fn words(receipt: &CaseReceipt) -> Self {
        Self { locator: receipt.locator(), authenticator: receipt.authenticator() }
    }

    /// From what a browser derived from them.
    pub fn derived(locator: &str, authenticator: &[u8]) -> Result<Self, Problem> {
        Ok(Self {
            locator: Locator::parse(locator).map_err(|_| wrong())?,
            authenticator: CaseAuthenticator::from_bytes(authenticator).map_err(|_| wrong())?,
        })
    }
}

fn wrong() -> Problem {
    Problem::new(ProblemKind::NotFound, "cases-receipt-wrong")
}

/// The case of a receipt, if it is the right one. What is unknown is compared as well, so that it costs the same.
pub(crate) async fn door(tx: &mut Tx, proof: &Proof) -> Result<CaseRow, Problem> {
    let found = store::cases::case_by_locator(tx, proof.locator).await?;
    let stored = found.as_ref().and_then(|case| case.verifier.clone()).unwrap_or_else(|| vec![0; 32]);
    let right = proof.authenticator.opens(&stored);
    found.filter(|_| right).ok_or_else(wrong)
}

/// Where a request stands, as far as it can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PublicState {
    /// Nobody has taken it yet.
    Waiting,
    /// Somebody has.
    Open,
    /// Done.
    Closed,
    /// Joined with another request.
    Merged,
}

impl PublicState {
    pub(crate) const fn of(lane: Lane) -> Self {
        match lane {
            Lane::Waiting => Self::Waiting,
            Lane::Open => Self::Open,
            Lane::Closed => Self::Closed,
            Lane::Merged => Self::Merged,
        }
    }
}

/// An organisation whose people can open the request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    /// Which.
    pub organisation: OrganisationId,
    /// Its name.
    pub name: String,
    /// Since which day.
    pub since: Day,
    /// How many of its people can open it.
    pub people: usize,
    /// Whether it waits with the organisation's triage.
    pub waits: bool,
    /// Whether trustees could give lost access back.
    pub recoverable: bool,
}

/// One entry as the person's browser gets it: sealed.
#[derive(Debug, Clone)]
pub struct SealedEntry {
    /// Which.
    pub record: CaseRecordId,
    /// Its place in the case.
    pub number: i64,
    /// What it is.
    pub kind: RecordKind,
    /// Who it is from, as the server saw it.
    pub from: Author,
    /// The day.
    pub day: Day,
    /// Its sealed fields.
    pub texts: Vec<(String, SealedText)>,
    /// The file that it is.
    pub file: Option<FileRow>,
    /// Where the answer to it stands, where it is a question for consent.
    pub consent: Option<ConsentState>,
}

/// What somebody who comes back gets: everything that they may open, sealed, and what can be read beside it.
#[derive(Debug, Clone)]
pub struct Arrival {
    /// The case.
    pub case: CaseId,
    /// The entry that the request itself is.
    pub filing: CaseRecordId,
    /// The day on which it was filed.
    pub day: Day,
    /// Where it was sealed.
    pub mode: SealingMode,
    /// Where it stands.
    pub state: PublicState,
    /// Under which of its keys new entries are sealed.
    pub generation: Generation,
    /// The key for the person; two while the case is rekeyed.
    pub wraps: Vec<WrappedCaseKey>,
    /// Whose people can open it.
    pub parties: Vec<Party>,
    /// The entries that the person may open, the request first.
    pub entries: Vec<SealedEntry>,
    /// Who opened or changed it, the latest first.
    pub visits: Vec<Visit>,
    /// What the person said by buttons: wanted and declined help.
    pub said: Vec<(bool, ServiceKind)>,
    /// To whom it was offered, the latest first.
    pub referrals: Vec<Offered>,
    /// Notices to platforms that hold something of it and were sent, or from which it was taken out again.
    pub notices: Vec<Told>,
    /// When it is deleted, as things stand.
    pub keeping: KeptUntil,
}

/// When a case is deleted, as its person is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeptUntil {
    /// It is closed: on a day, unless they write before.
    Day(Day),
    /// It is open: on a day, unless anybody writes in it or works on it before.
    Unless(Day),
    /// It is held; helpers wrote why.
    Held,
}

/// An organisation to which a case was offered, as its person sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offered {
    /// Which referral.
    pub id: ReferralId,
    /// To whom.
    pub receiver: String,
    /// On which day.
    pub day: Day,
    /// Where it stands.
    pub state: ReferralState,
    /// Whether they reached the person, as the person says.
    pub reached: Option<Answer>,
}

/// Where the request of a receipt was sealed. Ask before the words are sent where it was in a browser.
pub async fn mode_of(cases: &Cases, proof: &Proof) -> Result<SealingMode, Problem> {
    saksi_db::read!(cases.db, Viewer::Public, tx => {
        saksi_db::as_system!(tx, elevation::RECEIPT, door(&mut tx, proof)).map(|case| case.mode)
    })
}

/// Somebody comes back. `by` says where their words are opened: that words of a request that a browser sealed were sent to the
/// server is noted, so that the person and the helpers know.
pub async fn arrive(cases: &Cases, proof: &Proof, by: SealingMode) -> Result<Arrival, Problem> {
    if by == SealingMode::Server && mode_of(cases, proof).await? == SealingMode::Browser {
        saksi_db::write!(cases.db, "words sent", Viewer::Public, tx => {
            saksi_db::as_system!(tx, elevation::RECEIPT, words_sent(&mut tx, proof))
        })?;
    }
    saksi_db::read!(cases.db, Viewer::Public, tx => {
        saksi_db::as_system!(tx, elevation::RECEIPT, read_arrival(&mut tx, proof))
    })
}

/// The visitor that stands for the person who asked.
const NOBODY: PersonId = PersonId(uuid::Uuid::nil());

async fn words_sent(tx: &mut Tx, proof: &Proof) -> Result<(), Problem> {
    let case = door(tx, proof).await?;
    if store::cases::visit(tx, case.id, VisitKind::WordsSent.code(), NOBODY, None).await? {
        note(tx, Actor::Public, case.id.0, "case-words-sent", &[]).await?;
    }
    Ok(())
}

async fn read_arrival(tx: &mut Tx, proof: &Proof) -> Result<Arrival, Problem> {
    let case = door(tx, proof).await?;
    let records = store::cases::records(tx, case.id).await?;
    let texts = store::cases::shared_texts(tx, case.id).await?;
    let files = store::files::files(tx, case.id).await?;
    let wraps = store::cases::wraps(tx, case.id).await?;
    let mut parties: Vec<Party> = Vec::new();
    for wrap in wraps.iter().filter(|wrap| wrap.key.generation() == case.generation) {
        let Some(organisation) = wrap.organisation else { continue };
        let place = match parties.iter().position(|party| party.organisation == organisation) {
            Some(place) => place,
            None => {
                parties.push(Party {
                    organisation,
                    name: organisation_name(tx, organisation).await?,
                    since: Day::of(wrap.day),
                    people: 0,
                    waits: false,
                    recoverable: false,
                });
                parties.len() - 1
            }
        };
        let Some(party) = parties.get_mut(place) else { continue };
        party.since = party.since.min(Day::of(wrap.day));
        match wrap.kind {
            WrapKind::Person => party.people += 1,
            WrapKind::Triage => party.waits = true,
            WrapKind::Recovery => party.recoverable = true,
            WrapKind::Return => {}
        }
    }
    let mut referrals = Vec::new();
    for row in store::referrals::of_case(tx, case.id).await?.into_iter().filter(|row| row.case == case.id) {
        let receiver = organisation_name(tx, row.receiver).await?;
        referrals.push(Offered { id: row.id, receiver, day: Day::of(row.day), state: row.state, reached: row.reached });
    }
    let notices = super::notices::told(tx, case.id).await?.into_iter().filter(|told| told.sent_at.is_some()).collect();
    let rows = store::cases::visits(tx, case.id).await?;
    let said = store::cases::said(tx, case.id).await?;
    let settings = HelpSettings::read(&store::settings::all(tx, case.owner).await?);
    let keeping = match (deleted_on(&case, &settings), case.delete_on) {
        (None, _) => KeptUntil::Held,
        (Some(day), Some(_)) => KeptUntil::Day(day),
        (Some(day), None) => KeptUntil::Unless(day),
    };
    Ok(Arrival {
        case: case.id,
        filing: case.filing,
        day: Day::of(case.day),
        mode: case.mode,
        state: PublicState::of(case.lane),
        generation: case.generation,
        wraps: wraps.into_iter().filter(|wrap| wrap.kind == WrapKind::Return).map(|wrap| wrap.key).collect(),
        parties,
        entries: sealed_entries(records, texts, &files),
        visits: visits(tx, rows, false).await?,
        said: said.iter().filter_map(|row| word(&row.word, &row.about)).collect(),
        referrals,
        notices,
        keeping,
    })
}

fn sealed_entries(records: Vec<RecordRow>, texts: Vec<TextRow>, files: &[StoredFile]) -> Vec<SealedEntry> {
    let mut entries: Vec<SealedEntry> = records
        .into_iter()
        .filter(|row| row.shared)
        .map(|row| SealedEntry {
            record: row.id,
            number: row.number,
            kind: row.kind,
            from: row.author,
            day: Day::of(row.day),
            texts: Vec::new(),
            file: files.iter().find(|file| file.row.record == row.id).map(|file| file.row.clone()),
            consent: (row.kind == RecordKind::Consent).then(|| consent_state(&row)),
        })
        .collect();
    for text in texts {
        if let Some(entry) = entries.iter_mut().find(|entry| entry.record == text.record) {
            entry.texts.push((text.field, text.sealed));
        }
    }
    entries
}

/// The case, opened in this server's memory with the words.
#[derive(Debug, Clone)]
pub struct Thread {
    /// The request.
    pub request: Request,
    /// What was written since, in order.
    pub entries: Vec<Entry>,
    /// The help that is offered and wanted, as far as the person has said.
    pub services: Services,
}

/// The keys of the case that the words of its receipt open.
pub(crate) fn keys_of(receipt: &CaseReceipt, case: CaseId, wraps: &[WrappedCaseKey]) -> Result<CaseKeys, Problem> {
    let key = receipt.return_key().map_err(damaged("a return key"))?;
    let mut keys = Vec::new();
    for wrap in wraps {
        let suite_differs = wrap.recipient() != key.public_key().fingerprint();
        let opened = if suite_differs {
            let other = receipt.return_key_in(saksi_vault::Suite::X25519).map_err(damaged("a return key"))?;
            wrap.open(case, &other)
        } else {
            wrap.open(case, &key)
        };
        keys.push(opened.map_err(damaged("a wrap for the person"))?);
    }
    CaseKeys::new(keys)
}

/// Opens what an arrival holds, with the words, in memory.
pub fn open(receipt: &CaseReceipt, arrival: &Arrival) -> Result<Thread, Problem> {
    let keys = keys_of(receipt, arrival.case, &arrival.wraps)?;
    let mut rows = Vec::new();
    let (mut records, mut files) = (Vec::new(), Vec::new());
    for entry in &arrival.entries {
        for (field, sealed) in &entry.texts {
            rows.push(TextRow { record: entry.record, field: field.clone(), sealed: sealed.clone() });
        }
        let state = entry.consent;
        records.push(RecordRow {
            id: entry.record,
            number: entry.number,
            kind: entry.kind,
            author: entry.from,
            shared: true,
            day: entry.day.start(),
            answer: state.and_then(|state| state.answer).map(|answer| answer.code().to_owned()),
            answered_on: state.and_then(|state| state.on),
        });
        files.extend(entry.file.clone().map(|row| StoredFile {
            generation: row.header.generation(),
            row,
            next_header: None,
        }));
    }
    let texts = Texts::new(rows);
    let request = open_request(&keys, &texts, arrival.filing, arrival.day.start());
    let mut sheet = Sheet::fresh(arrival.case, &request.answers, request.received);
    for (number, (wants, kind)) in (1..).zip(&arrival.said) {
        let service = saksi_base::ServiceId(uuid::Uuid::nil());
        let happening = if *wants {
            Happening::Wants { number, kind: *kind, service }
        } else {
            Happening::Declines { number, kind: *kind }
        };
        sheet.hear(happening, true);
    }
    let entries = open_entries(&keys, &texts, &records, &files, &std::collections::BTreeMap::new());
    Ok(Thread { request, entries, services: sheet.services })
}

/// Takes an entry that the person's browser sealed. The same entry twice is one.
pub async fn write_entry(
    cases: &Cases,
    proof: &Proof,
    record: CaseRecordId,
    texts: Vec<(String, SealedText)>,
) -> Result<(), Problem> {
    let known = |field: &str| FIELDS_OF_ENTRIES.contains(&field);
    let twice =
        texts.iter().enumerate().any(|(place, (field, _))| texts.iter().take(place).any(|(other, _)| other == field));
    let too_long = texts.iter().any(|(_, text)| text.as_bytes().len() > 2 * LONGEST_WORDS + 1_024);
    let has_words = texts.iter().any(|(field, _)| field == TEXT);
    if record.0.get_version_num() != 4
        || twice
        || too_long
        || !has_words
        || !texts.iter().all(|(field, _)| known(field))
    {
        return Err(sealed_wrong(&saksi_vault::SealError::FieldName));
    }
    saksi_db::write!(cases.db, "person writes", Viewer::Public, tx => {
        saksi_db::as_system!(tx, elevation::RECEIPT, enter_entry(&mut tx, proof, record, &texts))
    })
}

async fn enter_entry(
    tx: &mut Tx,
    proof: &Proof,
    record: CaseRecordId,
    texts: &[(String, SealedText)],
) -> Result<(), Problem> {
    let case = door(tx, proof).await?;
    if store::cases::record(tx, case.id, record).await?.is_some() {
        return Ok(());
    }
    check_keys(tx, &case, texts.iter().map(|(_, text)| (text.generation(), text.check()))).await?;
    let number = store::cases::insert_record(tx, case.id, record, RecordKind::Message, Author::Person, true).await?;
    if number > MOST_ENTRIES {
        return Err(Problem::new(ProblemKind::TooLarge, "cases-too-many-entries"));
    }
    for (field, text) in texts {
        store::cases::put_text(tx, case.id, record, field, text).await?;
    }
    reopen(tx, &case).await?;
    note(tx, Actor::Public, case.id.0, "case-person-wrote", &[]).await
}

/// Whether what was sealed is under the key that the case has now. A rekeying may have begun since the browser came.
pub(crate) async fn check_keys(
    tx: &mut Tx,
    case: &CaseRow,
    sealed: impl Iterator<Item = (Generation, saksi_vault::KeyCheck)>,
) -> Result<(), Problem> {
    let wraps = store::cases::wraps(tx, case.id).await?;
    let now = wraps.iter().find(|wrap| wrap.key.generation() == case.generation).map(|wrap| wrap.key.check());
    for (generation, check) in sealed {
        if generation != case.generation {
            return Err(Problem::conflict("cases-keys-changed"));
        }
        if Some(check) != now {
            return Err(sealed_wrong(&saksi_vault::SealError::OtherKey));
        }
    }
    Ok(())
}

/// A closed case opens when the person does something: it goes back to whoever holds it.
pub(crate) async fn reopen(tx: &mut Tx, case: &CaseRow) -> Result<(), Problem> {
    let wraps = store::cases::wraps(tx, case.id).await?;
    let held = wraps.iter().any(|wrap| wrap.kind == WrapKind::Person);
    store::cases::reopen(tx, case.id, if held { Lane::Open } else { Lane::Waiting }).await
}

/// Seals what the person wrote, in this server's memory, and takes it.
pub async fn write_plain(
    cases: &Cases,
    receipt: &CaseReceipt,
    record: CaseRecordId,
    text: &str,
) -> Result<(), Problem> {
    if text.trim().is_empty() {
        return Err(Problem::field(TEXT, "cases-empty"));
    }
    if text.len() > LONGEST_WORDS {
        return Err(Problem::field(TEXT, "cases-too-long").with("most", LONGEST_WORDS).with("found", text.len()));
    }
    let proof = Proof::words(receipt);
    let (case, wraps) = wraps_for_person(cases, &proof).await?;
    let keys = keys_of(receipt, case.id, &wraps)?;
    let key = keys.newest(case.generation)?;
    let random = cases.random();
    let texts = vec![
        (TEXT.to_owned(), seal_text(key, record, TEXT, text, &*random)?),
        (AT.to_owned(), seal_text(key, record, AT, &cases.now().to_rfc3339(), &*random)?),
    ];
    write_entry(cases, &proof, record, texts).await
}

/// The case of a receipt and the wraps for its person.
pub(crate) async fn wraps_for_person(cases: &Cases, proof: &Proof) -> Result<(CaseRow, Vec<WrappedCaseKey>), Problem> {
    async fn both(tx: &mut Tx, proof: &Proof) -> Result<(CaseRow, Vec<WrappedCaseKey>), Problem> {
        let case = door(tx, proof).await?;
        let wraps = store::cases::wraps(tx, case.id).await?;
        let wraps = wraps.into_iter().filter(|wrap| wrap.kind == WrapKind::Return).map(|wrap| wrap.key).collect();
        Ok((case, wraps))
    }
    saksi_db::read!(cases.db, Viewer::Public, tx => {
        saksi_db::as_system!(tx, elevation::RECEIPT, both(&mut tx, proof))
    })
}

/// Answers a question for consent.
pub async fn answer_consent(cases: &Cases, proof: &Proof, record: CaseRecordId, agrees: bool) -> Result<(), Problem> {
    let answer = if agrees { ConsentAnswer::Yes } else { ConsentAnswer::No };
    consent(cases, proof, record, answer).await
}

/// Takes a consent back. Whoever got the case by it and has not taken it yet loses it at once; the others are told.
pub async fn withdraw_consent(cases: &Cases, proof: &Proof, record: CaseRecordId) -> Result<(), Problem> {
    consent(cases, proof, record, ConsentAnswer::Withdrawn).await
}

async fn consent(cases: &Cases, proof: &Proof, record: CaseRecordId, answer: ConsentAnswer) -> Result<(), Problem> {
    async fn answer_it(tx: &mut Tx, proof: &Proof, record: CaseRecordId, answer: ConsentAnswer) -> Result<(), Problem> {
        let case = door(tx, proof).await?;
        let row = store::cases::record(tx, case.id, record).await?;
        let row = row.filter(|row| row.kind == RecordKind::Consent && row.shared).ok_or_else(Problem::not_found)?;
        match (consent_state(&row).answer, answer) {
            (before, now) if before == Some(now) => return Ok(()),
            (None, ConsentAnswer::Yes | ConsentAnswer::No) | (Some(ConsentAnswer::Yes), ConsentAnswer::Withdrawn) => {}
            _ => return Err(Problem::conflict("cases-consent-answered")),
        }
        store::cases::answer_record(tx, record, answer.code()).await?;
        store::cases::touch(tx, case.id).await?;
        if answer == ConsentAnswer::Withdrawn {
            store::referrals::take_back(tx, record).await?;
            super::notices::consent_withdrawn(tx, record).await?;
            super::voices::consent_withdrawn(tx, record).await?;
        }
        note(tx, Actor::Public, case.id.0, "case-consent-answered", answer.code().as_bytes()).await
    }
    saksi_db::write!(cases.db, "answer consent", Viewer::Public, tx => {
        saksi_db::as_system!(tx, elevation::RECEIPT, answer_it(&mut tx, proof, record, answer))
    })
}

const WANTS: &str = "wants";
const DECLINES: &str = "declines";
/// Most words that a person can say by buttons in one case.
const MOST_SAID: usize = 200;

pub(crate) fn word(word: &str, about: &str) -> Option<(bool, ServiceKind)> {
    let kind = ServiceKind::from_code(about)?;
    match word {
        WANTS => Some((true, kind)),
        DECLINES => Some((false, kind)),
        _ => None,
    }
}

/// The person wants a kind of help.
pub async fn want_service(cases: &Cases, proof: &Proof, kind: ServiceKind) -> Result<(), Problem> {
    say(cases, proof, WANTS, kind).await
}

/// The person does not want a kind of help.
pub async fn decline_service(cases: &Cases, proof: &Proof, kind: ServiceKind) -> Result<(), Problem> {
    say(cases, proof, DECLINES, kind).await
}

async fn say(cases: &Cases, proof: &Proof, word: &'static str, kind: ServiceKind) -> Result<(), Problem> {
    async fn keep(tx: &mut Tx, proof: &Proof, word: &'static str, kind: ServiceKind) -> Result<(), Problem> {
        let case = door(tx, proof).await?;
        let said = store::cases::said(tx, case.id).await?;
        let last = said.iter().rev().find(|row| row.about == kind.code());
        if last.is_some_and(|row| row.word == word) {
            return Ok(());
        }
        if said.len() >= MOST_SAID {
            return Err(Problem::new(ProblemKind::TooLarge, "cases-too-many-entries"));
        }
        store::cases::say(tx, case.id, word, kind.code()).await?;
        store::cases::touch(tx, case.id).await?;
        note(tx, Actor::Public, case.id.0, "case-person-said", &[]).await
    }
    saksi_db::write!(cases.db, "person says", Viewer::Public, tx => {
        saksi_db::as_system!(tx, elevation::RECEIPT, keep(&mut tx, proof, word, kind))
    })
}

/// Deletes the person's case at once, files and extracts included. A legal hold does not stand against its own person.
pub async fn ask_deletion(cases: &Cases, proof: &Proof) -> Result<DeletionReceipt, Problem> {
    async fn delete(tx: &mut Tx, proof: &Proof, backup_days: u32) -> Result<DeletionReceipt, Problem> {
        let case = door(tx, proof).await?;
        retention::shred(tx, backup_days, &case, Actor::Public).await
    }
    let backup_days = cases.backup_days;
    let receipt: DeletionReceipt = saksi_db::write!(cases.db, "delete case", Viewer::Public, tx => {
        saksi_db::as_system!(tx, elevation::RECEIPT, delete(&mut tx, proof, backup_days))
    })?;
    retention::sweep_blobs(cases).await?;
    Ok(receipt)
}

/// What the holder of a receipt is told whose case is deleted; `None` where there is nothing, or the receipt is wrong.
pub async fn deleted(cases: &Cases, proof: &Proof) -> Result<Option<DeletionReceipt>, Problem> {
    let row =
        saksi_db::read!(cases.db, Viewer::Public, tx => { store::cases::deletion(&mut tx, proof.locator).await })?;
    let stored = row.as_ref().map_or_else(|| vec![0; 32], |row| row.verifier.clone());
    let right = proof.authenticator.opens(&stored);
    Ok(row
        .filter(|_| right)
        .map(|row| DeletionReceipt { deleted_on: Day::of(row.deleted_on), gone_from_backups: Day::of(row.gone_on) }))
}

/// A proof that something was filed on the day of this case; it says nothing of what. Holding it can be dangerous.
pub async fn proof_of_filing(cases: &Cases, proof: &Proof, binding: FilingBinding) -> Result<FilingProof, Problem> {
    let case = saksi_db::read!(cases.db, Viewer::Public, tx => {
        saksi_db::as_system!(tx, elevation::RECEIPT, door(&mut tx, proof))
    })?;
    Ok(cases.signer().sign(day_number(case.day), binding))
}

/// The key with which anybody checks proofs of filing.
pub fn filing_key(cases: &Cases) -> FilingKey {
    cases.signer().public_key()
}
