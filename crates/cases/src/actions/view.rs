//! What a case looks like once it is open. Nothing here prints what it holds.

use std::collections::BTreeMap;
use std::fmt;

use saksi_base::{CaseRecordId, OrganisationId, PersonId, Problem, Timestamp, clock};
use saksi_db::Tx;
use saksi_vault::{CaseKey, FieldName, Generation, SealError, SealedPlace};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::filing::{ANSWERS, AT, CONTACT, CONTACT_WHEN, NAME, TEXT};
use crate::handle::damaged;
use crate::model::answers::Answers;
use crate::model::calendar::Day;
use crate::model::case::{Author, ConsentAnswer, ConsentState, FileRow, RecordKind, Visit, VisitKind};
use crate::model::consent::{Consent, Extent, Purpose};
use crate::store;
use crate::store::cases::{RecordRow, TextRow, VisitRow};
use crate::store::files::StoredFile;

/// The name of a file and what else is known of it; sealed in the field `name` of its entry.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileName {
    /// As whoever sent it called it.
    pub name: String,
    /// Its media type, as they said.
    #[serde(rename = "type", default)]
    pub media_type: String,
    /// Whether it is evidence, so that nothing was taken out of it.
    #[serde(default)]
    pub evidence: bool,
    /// Bytes of its content.
    #[serde(default)]
    pub size: u64,
    /// When it was sealed.
    #[serde(default)]
    pub at: Option<Timestamp>,
}

impl fmt::Debug for FileName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FileName(..)")
    }
}

/// The field in which a file's name is sealed.
pub(crate) const FILE_NAME: &str = "name";
/// The field of a file's content.
pub(crate) const FILE: FieldName<'static> = FieldName::fixed("file");
/// The field of a question for consent.
pub(crate) const REQUEST: &str = "request";
/// The field that names the organisation of a helper who wrote.
pub(crate) const FROM: &str = "from";

/// A question for consent, as the person reads it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsentRequest {
    /// To what.
    pub purpose: Purpose,
    /// For which organisation.
    pub receiver: OrganisationId,
    /// Its name; of a question about platforms the platform's, empty where it may be any.
    pub receiver_name: String,
    /// Which platform or authority alone would be told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub platform: Option<saksi_base::AddresseeId>,
    /// How much.
    pub extent: Extent,
    /// What the helper writes about it.
    #[serde(default)]
    pub words: String,
    /// When it was asked.
    pub at: Timestamp,
    /// Until when it would hold.
    #[serde(default)]
    pub ends: Option<Timestamp>,
}

impl fmt::Debug for ConsentRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ConsentRequest(..)")
    }
}

impl ConsentRequest {
    /// The consent that the person's answer makes; none while they have not agreed.
    pub fn consent(&self, case: saksi_base::CaseId, state: ConsentState) -> Option<Consent> {
        let consent = Consent {
            case,
            purpose: self.purpose,
            receiver: self.receiver,
            platform: self.platform,
            extent: self.extent.clone(),
            given: self.at,
            ends: self.ends,
            withdrawn: None,
        };
        match state.answer? {
            ConsentAnswer::Yes => Some(consent),
            ConsentAnswer::Withdrawn => Some(consent.withdraw(state.on.unwrap_or(self.at))),
            ConsentAnswer::No => None,
        }
    }
}

/// One entry of a case, open.
#[derive(Clone)]
pub struct Entry {
    /// Which.
    pub record: CaseRecordId,
    /// Its place in the case.
    pub number: i64,
    /// What it is.
    pub kind: RecordKind,
    /// Who it is from, as the server saw it.
    pub from: Author,
    /// The helper who wrote it; told to helpers alone.
    pub by: Option<PersonId>,
    /// The helper's organisation, as the person is shown it.
    pub organisation: String,
    /// The day on which it came.
    pub day: Day,
    /// When it was written, as far as it is known, within its day.
    pub at: Timestamp,
    /// Its words.
    pub text: Zeroizing<String>,
    /// The file that it is.
    pub file: Option<(FileName, FileRow)>,
    /// The question for consent that it is, and the answer.
    pub consent: Option<(ConsentRequest, ConsentState)>,
    /// Whether something in it does not open: a browser sealed it badly, or somebody changed it.
    pub damaged: bool,
}

impl fmt::Debug for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Entry").field("number", &self.number).field("kind", &self.kind).finish_non_exhaustive()
    }
}

/// The request itself, open.
#[derive(Clone)]
pub struct Request {
    /// What the person chose.
    pub answers: Answers,
    /// What happened.
    pub text: Zeroizing<String>,
    /// How to reach them.
    pub contact: Zeroizing<String>,
    /// When.
    pub contact_when: Zeroizing<String>,
    /// How to address them.
    pub name: Zeroizing<String>,
    /// When it came in.
    pub received: Timestamp,
    /// Whether something in it does not open.
    pub damaged: bool,
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Request(..)")
    }
}

/// The keys of a case: one, or two while it is rekeyed.
pub(crate) struct CaseKeys(Vec<CaseKey>);

impl CaseKeys {
    /// From whatever opened; fails where nothing did.
    pub(crate) fn new(mut keys: Vec<CaseKey>) -> Result<Self, Problem> {
        keys.sort_by_key(CaseKey::generation);
        if keys.is_empty() { Err(Problem::conflict("cases-key-no-longer-yours")) } else { Ok(Self(keys)) }
    }

    pub(crate) fn of(&self, generation: Generation) -> Option<&CaseKey> {
        self.0.iter().find(|key| key.generation() == generation)
    }

    /// Every key that is in use.
    pub(crate) fn all(&self) -> impl Iterator<Item = &CaseKey> {
        self.0.iter()
    }

    /// The key of this generation, out of its keeping.
    pub(crate) fn take(&mut self, generation: Generation) -> Option<CaseKey> {
        let place = self.0.iter().position(|key| key.generation() == generation)?;
        Some(self.0.remove(place))
    }

    /// The key under which new texts are sealed.
    pub(crate) fn newest(&self, generation: Generation) -> Result<&CaseKey, Problem> {
        self.of(generation).ok_or_else(|| Problem::conflict("cases-key-no-longer-yours"))
    }

    /// Opens one text in its place.
    pub(crate) fn open(&self, row: &TextRow) -> Result<Zeroizing<String>, SealError> {
        let key = self.of(row.sealed.generation()).ok_or(SealError::OtherKey)?;
        key.open_text(SealedPlace::new(row.record, FieldName::parse(&row.field)?), &row.sealed)
    }
}

/// The texts of one case by their place.
pub(crate) struct Texts(BTreeMap<(CaseRecordId, String), TextRow>);

impl Texts {
    pub(crate) fn new(rows: Vec<TextRow>) -> Self {
        Self(rows.into_iter().map(|row| ((row.record, row.field.clone()), row)).collect())
    }

    /// A text, open; empty where there is none, with whether it does not open.
    pub(crate) fn get(&self, keys: &CaseKeys, record: CaseRecordId, field: &str) -> (Zeroizing<String>, bool) {
        match self.0.get(&(record, field.to_owned())).map(|row| keys.open(row)) {
            None => (Zeroizing::default(), false),
            Some(Ok(text)) => (text, false),
            Some(Err(error)) => {
                tracing::warn!(%error, "a text of a case does not open");
                (Zeroizing::default(), true)
            }
        }
    }
}

impl Texts {
    /// The fields of an entry that hold a text.
    pub(crate) fn fields_of(&self, record: CaseRecordId) -> impl Iterator<Item = &str> {
        let from = self.0.range((record, String::new())..);
        from.take_while(move |((of, _), _)| *of == record).map(|((_, field), _)| field.as_str())
    }

    /// Sealed bytes that are no text; none where there are none, or where they do not open.
    pub(crate) fn bytes(&self, keys: &CaseKeys, record: CaseRecordId, field: &str) -> Option<Zeroizing<Vec<u8>>> {
        let row = self.0.get(&(record, field.to_owned()))?;
        let key = keys.of(row.sealed.generation())?;
        key.open(SealedPlace::new(record, FieldName::parse(field).ok()?), &row.sealed).ok()
    }
}

/// A moment that somebody's browser claims, kept within the day on which the server saw it.
pub(crate) fn within_day(claimed: Option<Timestamp>, day: Timestamp) -> Timestamp {
    let last = day.plus(clock::DAY - clock::SECOND);
    claimed.map_or(day, |claimed| claimed.clamp(day, last))
}

/// Opens the request.
pub(crate) fn open_request(keys: &CaseKeys, texts: &Texts, filing: CaseRecordId, day: Timestamp) -> Request {
    let (answers, no_answers) = texts.get(keys, filing, ANSWERS);
    let answers = Answers::read(answers.as_bytes());
    let (text, no_text) = texts.get(keys, filing, TEXT);
    let (contact, no_contact) = texts.get(keys, filing, CONTACT);
    let (contact_when, no_when) = texts.get(keys, filing, CONTACT_WHEN);
    let (name, no_name) = texts.get(keys, filing, NAME);
    let received = within_day(answers.at, day);
    let damaged = no_answers || no_text || no_contact || no_when || no_name;
    Request { answers, text, contact, contact_when, name, received, damaged }
}

/// Opens the entries that are not the request or the sheet, in order.
pub(crate) fn open_entries(
    keys: &CaseKeys,
    texts: &Texts,
    records: &[RecordRow],
    files: &[StoredFile],
    authors: &BTreeMap<CaseRecordId, PersonId>,
) -> Vec<Entry> {
    let open = |row: &RecordRow| {
        let (text, no_text) = texts.get(keys, row.id, TEXT);
        let (at, no_at) = texts.get(keys, row.id, AT);
        let (organisation, no_from) = texts.get(keys, row.id, FROM);
        let mut damaged = no_text || no_at || no_from;
        let mut at = Timestamp::parse(&at);
        let file = files.iter().find(|file| file.row.record == row.id).map(|file| {
            let (name, no_name) = texts.get(keys, row.id, FILE_NAME);
            damaged |= no_name;
            let name = serde_json::from_str(&name).unwrap_or_else(|_| FileName {
                name: String::new(),
                media_type: String::new(),
                evidence: false,
                size: 0,
                at: None,
            });
            at = at.or(name.at);
            (name, file.row.clone())
        });
        let consent = (row.kind == RecordKind::Consent).then(|| {
            let (request, no_request) = texts.get(keys, row.id, REQUEST);
            damaged |= no_request;
            let request: Option<ConsentRequest> = serde_json::from_str(&request).ok();
            at = at.or(request.as_ref().map(|request| request.at));
            request.map(|request| (request, consent_state(row)))
        });
        Entry {
            record: row.id,
            number: row.number,
            kind: row.kind,
            from: row.author,
            by: authors.get(&row.id).copied(),
            organisation: organisation.to_string(),
            day: Day::of(row.day),
            at: within_day(at, row.day),
            text,
            file,
            consent: consent.flatten(),
            damaged,
        }
    };
    let shown = |row: &&RecordRow| !matches!(row.kind, RecordKind::Filing | RecordKind::Sheet | RecordKind::Evidence);
    records.iter().filter(shown).map(open).collect()
}

/// Where the answer to a question for consent stands.
pub(crate) fn consent_state(row: &RecordRow) -> ConsentState {
    ConsentState { answer: row.answer.as_deref().and_then(ConsentAnswer::from_code), on: row.answered_on }
}

/// An organisation's name.
pub(crate) async fn organisation_name(tx: &mut Tx, id: OrganisationId) -> Result<String, Problem> {
    Ok(saksi_network::organisation(tx, id).await?.map(|organisation| organisation.name).unwrap_or_default())
}

/// Who opened or changed a case. The person is told the organisation and a number for each helper, colleagues the name.
pub(crate) async fn visits(tx: &mut Tx, rows: Vec<VisitRow>, by_name: bool) -> Result<Vec<Visit>, Problem> {
    let mut numbers: BTreeMap<PersonId, usize> = BTreeMap::new();
    let mut names: BTreeMap<OrganisationId, String> = BTreeMap::new();
    let mut visits = Vec::with_capacity(rows.len());
    // Numbered from the first who came, so that a number keeps its meaning.
    for row in rows.iter().rev() {
        let next = numbers.len() + 1;
        numbers.entry(row.visitor).or_insert(next);
    }
    for row in rows {
        let organisation = match row.organisation {
            None => None,
            Some(id) => {
                if let std::collections::btree_map::Entry::Vacant(empty) = names.entry(id) {
                    empty.insert(organisation_name(tx, id).await?);
                }
                names.get(&id).map(|name| (id, name.clone()))
            }
        };
        let who = if by_name {
            saksi_network::display_name(tx, row.visitor).await?.unwrap_or_default()
        } else {
            numbers.get(&row.visitor).map(ToString::to_string).unwrap_or_default()
        };
        visits.push(Visit {
            day: Day::of(row.day),
            what: VisitKind::from_code(&row.kind).ok_or_else(|| damaged("a visit")(SealError::Damaged))?,
            person: Some(row.visitor).filter(|_| by_name && row.organisation.is_some()),
            who,
            organisation,
        });
    }
    Ok(visits)
}

/// Everything of a case that its readers load, still sealed.
pub(crate) struct Loaded {
    pub(crate) records: Vec<RecordRow>,
    pub(crate) texts: Texts,
    pub(crate) files: Vec<StoredFile>,
}

/// Loads a case for helpers: every entry.
pub(crate) async fn load(tx: &mut Tx, case: saksi_base::CaseId) -> Result<Loaded, Problem> {
    Ok(Loaded {
        records: store::cases::records(tx, case).await?,
        texts: Texts::new(store::cases::texts(tx, case).await?),
        files: store::files::files(tx, case).await?,
    })
}
