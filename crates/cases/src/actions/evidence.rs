//! Evidence that belongs to a case: a page or a file with a record of how it was come by, both sealed under the key of the case.
//!
//! A piece is an entry of its case like any other: its record, its words and its file are sealed in their places, are sealed anew when
//! the case gets another key, and are gone with the case. The public log gets the SHA-256 of the record and nothing else. Every record
//! holds 32 random bytes, so that the hash says nothing to whoever does not have the record; and no row says which entry of the log
//! belongs to which case.

use std::collections::BTreeMap;
use std::fmt;

use saksi_base::problem::Problems;
use saksi_base::{CaseId, CaseRecordId, PersonId, Problem, ProblemKind, Random, Timestamp};
use saksi_db::Viewer;
use saksi_tlog::Hash;
use saksi_tlog::record::{
    Capture, Copying, Custody, CustodyEvent, EvidenceRecord, FileTaken, Part, Times, Tool, VERSION, What,
};
use saksi_transparency::Standing;
use saksi_web::fields::check_text;
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use super::files::{Download, Keyed, seal_whole};
use super::filing::TEXT;
use super::keys::Unlocked;
use super::open::{Edit, NewEntry, Opened, SealedFile, edit, names, open_case};
use super::view::{CaseKeys, FILE_NAME, FileName, Texts};
use super::work::needs_own_wrap;
use crate::handle::Cases;
use crate::model::case::{RecordKind, VisitKind};
use crate::model::passing::Outward;
use crate::store;
use crate::store::cases::RecordRow;
use crate::store::files::NewPart;

/// The field of the canonical record.
const RECORD: &str = "record";
/// The field of what a page calls itself.
const TITLE: &str = "title";
/// The field of what could not be had of a page.
const MISSING: &str = "missing";
/// The field that names the entry whose file a piece is about.
const OF: &str = "of";
/// Before the number of something that happened to a piece.
const CUSTODY: &str = "custody-";

/// Most pieces of one case.
pub const MOST_PIECES: usize = 200;
/// Most events of one piece.
const MOST_EVENTS: usize = 500;
/// Longest reason, in characters.
pub const LONGEST_REASON: u32 = 2_000;

/// What somebody says about a piece when they keep it.
#[derive(Clone, Default)]
pub struct About {
    /// Why it is kept.
    pub reason: String,
    /// A note on the legal basis.
    pub legal_basis: String,
}

impl fmt::Debug for About {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("About(..)")
    }
}

impl About {
    fn check(&self) -> Result<(), Problem> {
        let mut problems = Problems::new();
        check_text(&mut problems, "reason", &self.reason, LONGEST_REASON as usize, true);
        check_text(&mut problems, "legal_basis", &self.legal_basis, LONGEST_REASON as usize, false);
        problems.finish()
    }
}

/// A record that opened: its text as it was hashed, what it says, and its entry of the log.
#[derive(Clone)]
pub struct Told {
    /// The canonical text.
    pub canonical: Zeroizing<String>,
    /// What it says.
    pub record: EvidenceRecord,
    /// The hash that the log got.
    pub entry: Hash,
}

impl Told {
    fn read(canonical: Zeroizing<String>) -> Option<Self> {
        let record = EvidenceRecord::from_canonical(canonical.as_bytes()).ok()?;
        let entry = Hash::of(canonical.as_bytes());
        Some(Self { canonical, record, entry })
    }
}

impl fmt::Debug for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Told").field("entry", &self.entry).finish_non_exhaustive()
    }
}

/// A piece of evidence of a case, open.
#[derive(Clone)]
pub struct Piece {
    /// The entry of the case that it is.
    pub id: CaseRecordId,
    /// Who kept it.
    pub by: Option<PersonId>,
    /// The day on which the server saw it come.
    pub day: Timestamp,
    /// What the page or the file is called.
    pub title: Zeroizing<String>,
    /// Its record; `None` where that does not open or is no record any more.
    pub told: Option<Told>,
    /// The entry of the case whose file its part is: its own, or a file that came before.
    pub file: CaseRecordId,
    /// What the page said, as far as it was text.
    pub text: Zeroizing<String>,
    /// What could not be had, one line each.
    pub missing: Zeroizing<String>,
    /// What happened to it since, oldest first.
    pub custody: Vec<Event>,
    /// The number of the last event, whether it opens or not.
    pub(crate) last_event: usize,
}

impl fmt::Debug for Piece {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Piece").field("id", &self.id).finish_non_exhaustive()
    }
}

impl Piece {
    /// The address that was asked for; empty for a file.
    pub fn url(&self) -> &str {
        match self.told.as_ref().map(|told| &told.record.what) {
            Some(What::Capture(capture)) => &capture.asked,
            _ => "",
        }
    }
}

/// Something that happened to a piece.
#[derive(Debug, Clone)]
pub struct Event {
    /// Its number within the piece, from 1.
    pub number: usize,
    /// Its record.
    pub told: Told,
}

/// The number of an event, out of the name of its field.
fn custody_number(field: &str) -> Option<usize> {
    field.strip_prefix(CUSTODY)?.parse().ok()
}

/// The name of the field of an event.
fn custody_field(number: usize) -> String {
    format!("{CUSTODY}{number}")
}

/// The pieces of a case that is open.
pub(crate) fn pieces(
    keys: &CaseKeys,
    texts: &Texts,
    records: &[RecordRow],
    authors: &BTreeMap<CaseRecordId, PersonId>,
) -> Vec<Piece> {
    let open = |row: &RecordRow| {
        let text = |field: &str| texts.get(keys, row.id, field).0;
        let mut events: Vec<usize> = texts.fields_of(row.id).filter_map(custody_number).collect();
        events.sort_unstable();
        let told = Told::read(text(RECORD));
        let title = text(TITLE);
        let title = match &told {
            Some(told) if title.is_empty() => match &told.record.what {
                What::Capture(capture) => Zeroizing::new(capture.answered.clone()),
                _ => title,
            },
            _ => title,
        };
        Piece {
            id: row.id,
            by: authors.get(&row.id).copied(),
            day: row.day,
            title,
            told,
            file: text(OF).parse().unwrap_or(row.id),
            text: text(TEXT),
            missing: text(MISSING),
            last_event: events.last().copied().unwrap_or(0),
            custody: events
                .into_iter()
                .filter_map(|number| Some(Event { number, told: Told::read(text(&custody_field(number)))? }))
                .collect(),
        }
    };
    records.iter().filter(|row| row.kind == RecordKind::Evidence).map(open).collect()
}

fn of_opened(opened: &Opened) -> Vec<Piece> {
    pieces(&opened.keys, &opened.loaded.texts, &opened.loaded.records, &opened.sheet.authors)
}

async fn piece(cases: &Cases, me: &Unlocked, case: CaseId, id: CaseRecordId) -> Result<Piece, Problem> {
    let opened = open_case(cases, me, case).await?;
    of_opened(&opened).into_iter().find(|piece| piece.id == id).ok_or_else(Problem::not_found)
}

/// One piece of a case, for whoever holds it, and the name of who kept it.
pub async fn look(cases: &Cases, me: &Unlocked, case: CaseId, id: CaseRecordId) -> Result<(Piece, String), Problem> {
    let piece = piece(cases, me, case, id).await?;
    let names = saksi_db::read!(cases.db, me.member().viewer(), tx => { names(&mut tx, piece.by).await })?;
    let name = piece.by.and_then(|by| names.get(&by).cloned()).unwrap_or_default();
    Ok((piece, name))
}

/// How an entry stands in the log. What is asked for is public, and says nothing.
pub async fn standing(cases: &Cases, entry: Hash) -> Result<Standing, Problem> {
    saksi_transparency::standing(&cases.db, entry).await
}

/// The offline proof of an entry; `None` while it waits.
pub async fn proof(cases: &Cases, entry: Hash) -> Result<Option<Vec<u8>>, Problem> {
    saksi_transparency::proof(&cases.db, entry).await
}

/// A helper in the records of one case: who has the case reads the name beside it, and nobody can join two cases by it.
fn pseudonym(case: CaseId, person: PersonId) -> String {
    let mut hash = Sha256::new();
    hash.update(b"saksi helper of a case v1");
    hash.update(case.0.as_bytes());
    hash.update(person.0.as_bytes());
    let hash = hash.finalize();
    let short = hash.iter().take(4).fold(String::new(), |mut short, byte| {
        let _ = std::fmt::Write::write_fmt(&mut short, format_args!("{byte:02x}"));
        short
    });
    format!("helper-{short}")
}

/// What every record of a case has in common.
struct Common<'a> {
    case: CaseId,
    id: CaseRecordId,
    organisation: &'a str,
    operator: String,
    reason: &'a str,
    legal_basis: &'a str,
    began: Timestamp,
    ended: Timestamp,
    settings: &'a str,
    parent: Option<Hash>,
}

const fn whole(at: Timestamp) -> Timestamp {
    Timestamp(at.0.div_euclid(1_000_000) * 1_000_000)
}

fn said(text: &str) -> Option<String> {
    Some(text.trim()).filter(|text| !text.is_empty()).map(ToOwned::to_owned)
}

fn record(common: &Common<'_>, what: What, parts: Vec<Part>, random: &dyn Random) -> Result<Told, Problem> {
    let salt = Hash::from_slice(&saksi_base::random::bytes::<32>(random)).ok_or_else(Problem::internal)?;
    let record = EvidenceRecord {
        version: VERSION.to_owned(),
        id: common.id.0.to_string(),
        organisation: common.organisation.to_owned(),
        operator: common.operator.clone(),
        reason: common.reason.trim().to_owned(),
        case: Some(common.case.to_string()),
        legal_basis: said(common.legal_basis),
        times: Times {
            began: whole(common.began),
            ended: whole(common.ended),
            clock: "system clock".to_owned(),
            offset_ms: None,
        },
        tool: Tool {
            name: "saksi".to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            configuration: Hash::of(common.settings.as_bytes()),
            browser: None,
        },
        what,
        parts,
        parent: common.parent,
        salt: Some(salt),
    };
    let canonical = record.to_canonical().ok().and_then(|bytes| String::from_utf8(bytes).ok());
    canonical.and_then(|text| Told::read(Zeroizing::new(text))).ok_or_else(Problem::internal)
}

/// Refuses what no further piece may come to.
fn one_more(opened: &Opened) -> Result<(), Problem> {
    needs_own_wrap(opened)?;
    if of_opened(opened).len() < MOST_PIECES {
        return Ok(());
    }
    Err(Problem::new(ProblemKind::TooLarge, "cases-evidence-many").with("most", MOST_PIECES))
}

/// A new entry with the texts that are not empty.
fn entry(id: CaseRecordId, texts: Vec<(&'static str, Zeroizing<String>)>) -> NewEntry {
    let texts = texts.into_iter().filter(|(_, text)| !text.is_empty()).collect();
    NewEntry { id, kind: RecordKind::Evidence, shared: false, texts }
}

/// Whether pages can be fetched here at all.
pub const fn fetches(cases: &Cases) -> bool {
    cases.preserver().is_some()
}

/// Keeps a page as evidence of a case. Until it is sealed, nothing of it is anywhere but in this server's memory.
pub async fn keep_page(
    cases: &Cases,
    me: &Unlocked,
    case: CaseId,
    url: &str,
    about: &About,
) -> Result<CaseRecordId, Problem> {
    let preserver = cases.preserver().ok_or_else(Problem::not_found)?;
    let url = preserver.address(url)?;
    about.check()?;
    // Who may not have the case is told so before anything is fetched.
    let opened = open_case(cases, me, case).await?;
    opened.sheet.pap.let_or_refuse(Outward::KeepPage)?;
    one_more(&opened)?;
    let member = me.member();
    let (random, id) = (cases.random(), CaseRecordId::new(&*cases.random()));
    let operator = pseudonym(case, member.person);
    let clock = cases.db.clock();
    let fetched = preserver.preserve(&*clock, &*random, url, &operator, about.reason.trim()).await?;
    let common = Common {
        case,
        id,
        organisation: &member.organisation_name,
        operator: pseudonym(case, member.person),
        reason: &about.reason,
        legal_basis: &about.legal_basis,
        began: fetched.began,
        ended: fetched.ended,
        settings: &fetched.settings,
        parent: None,
    };
    let method = if fetched.through_browser {
        "browser and plain fetch, held in memory until it was sealed"
    } else {
        "plain fetch, held in memory until it was sealed"
    };
    let what = What::Capture(Capture {
        asked: fetched.asked.clone(),
        answered: fetched.answered.clone(),
        method: method.to_owned(),
        exchanges: fetched.way.exchanges.clone(),
        names: fetched.way.names.clone(),
        access: None,
        robots: Some("not asked: a single capture for evidence".to_owned()),
    });
    let name = FileName {
        name: "capture.wacz".to_owned(),
        media_type: "application/wacz".to_owned(),
        evidence: true,
        size: fetched.package.len() as u64,
        at: Some(fetched.ended),
    };
    let part = Part {
        name: name.name.clone(),
        media_type: name.media_type.clone(),
        length: name.size,
        sha256: Hash::of(&fetched.package),
        copy: Copying::Original,
    };
    let told = record(&common, what, vec![part], &*random)?;
    let name = Zeroizing::new(serde_json::to_string(&name).map_err(|_| Problem::internal())?);
    let texts = vec![
        (RECORD, told.canonical.clone()),
        (TITLE, fetched.title.clone()),
        (TEXT, fetched.text.clone()),
        (MISSING, fetched.missing.clone()),
        (FILE_NAME, name),
    ];
    let mut parts = Vec::new();
    let sealed = seal_whole(cases, opened.keys.newest(opened.row.generation)?, id, &fetched.package, &mut parts).await;
    let kept = match sealed {
        Ok(header) => {
            let file = SealedFile { entry: id, header, parts: parts.clone() };
            edit(cases, me, case, |opened| {
                one_more(opened)?;
                let mut edit = Edit::new(opened.sheet.clone(), VisitKind::EvidenceKept, id);
                edit.write(entry(id, texts.clone()), member.person);
                edit.file = Some(file.clone());
                edit.logged.push(told.entry);
                Ok(edit)
            })
            .await
        }
        Err(problem) => Err(problem),
    };
    if kept.is_err() {
        give_up(cases, &parts).await?;
    }
    kept
}

/// Parts that no file came to name go from the store.
async fn give_up(cases: &Cases, parts: &[NewPart]) -> Result<(), Problem> {
    saksi_db::write!(cases.db, "give up parts", Viewer::System, tx => {
        store::files::give_up_parts(&mut tx, parts).await
    })?;
    super::retention::sweep_blobs(cases).await.map(drop)
}

/// Reads a file of a case to its end; gives its name, its length and its SHA-256.
async fn measure(
    cases: &Cases,
    me: &Unlocked,
    case: CaseId,
    file: CaseRecordId,
) -> Result<(FileName, u64, Hash), Problem> {
    let keyed = Keyed::with_key(cases, me, case).await?;
    let (name, mut download) = Download::begin(cases, &keyed, file).await?;
    let (mut hash, mut length) = (Sha256::new(), 0_u64);
    while let Some(piece) = download.next().await? {
        hash.update(piece.as_slice());
        length += piece.len() as u64;
    }
    let sha256: [u8; 32] = hash.finalize().into();
    Ok((name, length, Hash::from_slice(&sha256).ok_or_else(Problem::internal)?))
}

fn already(opened: &Opened, file: CaseRecordId) -> Result<(), Problem> {
    one_more(opened)?;
    let there = opened.loaded.records.iter().any(|row| row.id == file && row.kind == RecordKind::File);
    if !there {
        return Err(Problem::field("file", "cases-evidence-no-such-file"));
    }
    if of_opened(opened).iter().any(|piece| piece.file == file) {
        return Err(Problem::field("file", "cases-evidence-already"));
    }
    Ok(())
}

/// Keeps a file of a case as evidence: it stays where it lies, and gets a record.
pub async fn keep_file(
    cases: &Cases,
    me: &Unlocked,
    case: CaseId,
    file: CaseRecordId,
    about: &About,
) -> Result<CaseRecordId, Problem> {
    about.check()?;
    already(&open_case(cases, me, case).await?, file)?;
    let (name, length, sha256) = measure(cases, me, case, file).await?;
    let member = me.member();
    let (random, now) = (cases.random(), cases.now());
    let id = CaseRecordId::new(&*random);
    let common = Common {
        case,
        id,
        organisation: &member.organisation_name,
        operator: pseudonym(case, member.person),
        reason: &about.reason,
        legal_basis: &about.legal_basis,
        began: now,
        ended: now,
        settings: "a file of the case",
        parent: None,
    };
    let part = Part {
        name: said(&name.name).unwrap_or_else(|| "file".to_owned()),
        media_type: said(&name.media_type).unwrap_or_else(|| "application/octet-stream".to_owned()),
        length,
        sha256,
        copy: Copying::Original,
    };
    let method = if name.evidence {
        "handed in with the case, exactly as it was"
    } else {
        "handed in with the case; what was hidden in a picture was taken out before it was sealed"
    };
    let what = What::File(FileTaken {
        original_name: said(&name.name),
        method: method.to_owned(),
        shows_when: None,
        shows_where: None,
        pair: None,
    });
    let told = record(&common, what, vec![part], &*random)?;
    let texts = vec![
        (RECORD, told.canonical.clone()),
        (TITLE, Zeroizing::new(name.name.clone())),
        (OF, Zeroizing::new(file.to_string())),
    ];
    edit(cases, me, case, |opened| {
        already(opened, file)?;
        let mut edit = Edit::new(opened.sheet.clone(), VisitKind::EvidenceKept, id);
        edit.write(entry(id, texts.clone()), member.person);
        edit.logged.push(told.entry);
        Ok(edit)
    })
    .await
}

/// What a helper may write down by hand.
pub fn by_hand(code: &str) -> Option<CustodyEvent> {
    match code {
        "viewed" => Some(CustodyEvent::Viewed),
        "handed_over" => Some(CustodyEvent::HandedOver),
        "exported" => Some(CustodyEvent::Exported),
        _ => None,
    }
}

/// Writes down what happened to a piece. It gets a record of its own, whose salted hash the log gets like the first.
pub async fn note(
    cases: &Cases,
    me: &Unlocked,
    case: CaseId,
    id: CaseRecordId,
    event: CustodyEvent,
    party: &str,
    words: &str,
) -> Result<(), Problem> {
    let mut problems = Problems::new();
    check_text(&mut problems, "party", party, 300, event == CustodyEvent::HandedOver);
    check_text(&mut problems, "note", words, LONGEST_REASON as usize, false);
    problems.finish()?;
    let (random, now, member) = (cases.random(), cases.now(), me.member());
    let event_id = CaseRecordId::new(&*random);
    edit(cases, me, case, |opened| {
        needs_own_wrap(opened)?;
        let piece = of_opened(opened).into_iter().find(|piece| piece.id == id).ok_or_else(Problem::not_found)?;
        let parent = piece.told.ok_or_else(|| Problem::conflict("cases-evidence-damaged"))?.entry;
        if piece.last_event >= MOST_EVENTS {
            return Err(Problem::new(ProblemKind::TooLarge, "cases-evidence-many").with("most", MOST_EVENTS));
        }
        let common = Common {
            case,
            id: event_id,
            organisation: &member.organisation_name,
            operator: pseudonym(case, member.person),
            reason: words,
            legal_basis: "",
            began: now,
            ended: now,
            settings: "custody",
            parent: Some(parent),
        };
        let told =
            record(&common, What::Custody(Custody { event, party: said(party), consent: None }), Vec::new(), &*random)?;
        let mut edit = Edit::new(opened.sheet.clone(), VisitKind::EvidenceKept, ());
        edit.texts.push((id, custody_field(piece.last_event + 1), told.canonical.clone()));
        edit.logged.push(told.entry);
        Ok(edit)
    })
    .await
}

/// Hands the file of a piece out: the event first. Gives the entry whose file it is.
pub async fn export(cases: &Cases, me: &Unlocked, case: CaseId, id: CaseRecordId) -> Result<CaseRecordId, Problem> {
    let found = piece(cases, me, case, id).await?;
    note(cases, me, case, id, CustodyEvent::Exported, "", "").await?;
    Ok(found.file)
}

/// Hashes the file of a piece anew and writes down what came of it; whether it is still what it was.
pub async fn rehash(cases: &Cases, me: &Unlocked, case: CaseId, id: CaseRecordId) -> Result<bool, Problem> {
    let found = piece(cases, me, case, id).await?;
    let told = found.told.ok_or_else(|| Problem::conflict("cases-evidence-damaged"))?;
    let part = told.record.parts.first().ok_or_else(Problem::internal)?;
    let same = match measure(cases, me, case, found.file).await {
        Ok((_, length, sha256)) => length == part.length && sha256 == part.sha256,
        // What does not open to its end is damaged; what may not be read at all is told as that.
        Err(problem) if problem.kind == ProblemKind::Internal => false,
        Err(problem) => return Err(problem),
    };
    let event = if same { CustodyEvent::Rehashed } else { CustodyEvent::FoundDamaged };
    note(cases, me, case, id, event, "", "").await?;
    Ok(same)
}

#[cfg(test)]
impl Piece {
    /// A made-up page that was kept and handed over, for looking at the pages.
    pub(crate) fn sample(url: &str, title: &str, reason: &str, random: &dyn Random) -> Self {
        let (case, id, at) = (CaseId::new(random), CaseRecordId::new(random), Timestamp(1_795_000_000_000_000));
        let common = |settings, parent| Common {
            case,
            id,
            organisation: "Digital Rights Foundation",
            operator: "helper-01ab23cd".to_owned(),
            reason,
            legal_basis: "",
            began: at,
            ended: at,
            settings,
            parent,
        };
        let what = What::Capture(Capture {
            asked: url.to_owned(),
            answered: format!("{url}?seen=1"),
            method: "plain fetch".to_owned(),
            exchanges: Vec::new(),
            names: Vec::new(),
            access: None,
            robots: None,
        });
        let part = Part {
            name: "capture.wacz".to_owned(),
            media_type: "application/wacz".to_owned(),
            length: 123_456,
            sha256: Hash::of(b"sample"),
            copy: Copying::Original,
        };
        let told = record(&common("sample", None), what, vec![part], random).unwrap();
        let event =
            What::Custody(Custody { event: CustodyEvent::HandedOver, party: Some(title.to_owned()), consent: None });
        let event = record(&common("custody", Some(told.entry)), event, Vec::new(), random).unwrap();
        Self {
            id,
            by: None,
            day: at,
            title: Zeroizing::new(title.to_owned()),
            told: Some(told),
            file: id,
            text: Zeroizing::new(reason.to_owned()),
            missing: Zeroizing::new(format!("{url}/style.css gone\n{url}/picture.png gone")),
            custody: vec![Event { number: 1, told: event }],
            last_event: 1,
        }
    }
}
