//! Case work: one's own cases, what is written and changed in them, who has access, and what the person can see of that.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

use saksi_base::{
    CaseId, CaseRecordId, LanguageTag, OrganisationId, PersonId, Problem, ProblemKind, ServiceId, Timestamp,
};
use saksi_db::Viewer;
use saksi_network::{Capability, Member};
use saksi_vault::{CaseKey, CaseReceipt, PrivateKey, WordList, WrappedCaseKey};
use zeroize::Zeroizing;

use super::filing::{AT, LONGEST_WORDS, Plain, TEXT, check_plain, new_receipt, seal_texts};
use super::keys::Unlocked;
use super::note;
use super::open::{Edit, NewEntry, Opened, Openers, edit, heard, names, open_case, visited};
use super::referral::ReferralView;
use super::triage::KeysOf;
use super::view::{Entry, FROM, Request, Texts, open_entries, open_request, visits};
use crate::handle::{Cases, damaged};
use crate::model::answers::Answers;
use crate::model::calendar::Day;
use crate::model::case::{Author, Lane, RecordKind, SealingMode, Visit, VisitKind, WrapKind};
use crate::model::clocks::ClockState;
use crate::model::events::{MOST_EVENTS, WhyNotEvent};
use crate::model::priority::{Priority, Queued, queue_order};
use crate::model::retention::Deletion;
use crate::model::service::Services;
use crate::model::settings::HelpSettings;
use crate::model::sheet::{Author as By, Change, ClockView, Sheet, SheetPart, Touch, WhyNotChange};
use crate::model::status::{Lacking, Part, Status};
use crate::model::words::{Approach, Intake};
use crate::store::cases::{CaseRow, NewCase};
use crate::store::lists::{Listed, Whose, list};
use crate::{elevation, store};

/// Characters of a line's title.
const TITLE: usize = 80;

/// The beginning of what was written, up to the end of a word where there is one near, and with a sign that it goes on.
fn title_of(text: &str) -> Zeroizing<String> {
    let line = Zeroizing::new(text.split_whitespace().collect::<Vec<_>>().join(" "));
    let Some((end, _)) = line.char_indices().nth(TITLE) else { return line };
    let cut = line.get(..end).unwrap_or_default();
    // Some scripts have no spaces between words; a title must not shrink to its first word because of that.
    let whole = cut.rfind(' ').filter(|at| *at * 2 > end).and_then(|at| cut.get(..at)).unwrap_or(cut);
    Zeroizing::new(format!("{}…", whole.trim_end_matches([',', ';', ':', '.', '،', '。'])))
}

/// One case in a list.
#[derive(Clone)]
pub struct CaseLine {
    /// Which.
    pub id: CaseId,
    /// The organisation that has it.
    pub owner: OrganisationId,
    /// The first words of the request.
    pub title: Zeroizing<String>,
    /// Where it stands.
    pub status: Status,
    /// The version of its sheet.
    pub version: u32,
    /// The coded answers that hold.
    pub answers: Answers,
    /// Reactive or preventive, where that is known.
    pub approach: Option<Approach>,
    /// How urgent it is, and why.
    pub priority: Priority,
    /// The three clocks.
    pub clocks: Vec<ClockView>,
    /// When it came in.
    pub received: Timestamp,
    /// Who wrote last.
    pub last_from: Author,
    /// Since when the person waits.
    pub waiting_since: Option<Timestamp>,
    /// Who has it.
    pub holders: Vec<(PersonId, String)>,
    /// The help given.
    pub services: Services,
    /// Tags.
    pub tags: BTreeSet<String>,
    /// The name of the campaign of one's own organisation to which it belongs; on the page of the case the campaign says so itself.
    pub campaign: Option<Zeroizing<String>>,
    /// Where it was sealed.
    pub mode: SealingMode,
    /// On which day it is deleted, as things stand; `None` while it is held.
    pub delete_on: Option<Day>,
    /// Whether the first day has come on which somebody is reminded of that.
    pub reminds: bool,
    /// Whether something in it does not open.
    pub damaged: bool,
}

impl fmt::Debug for CaseLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CaseLine").field("id", &self.id).finish_non_exhaustive()
    }
}

/// Which of one's own cases.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mine {
    /// Those that are open.
    Open,
    /// Those that are closed or went into others.
    Done,
}

/// One's own cases of the organisation for which one acts, the most urgent first.
pub async fn mine(cases: &Cases, me: &Unlocked, which: Mine) -> Result<Vec<CaseLine>, Problem> {
    me.member().may(Capability::RESPOND)?;
    let member = me.member();
    let whose = Whose::Person(member.organisation, member.person, which == Mine::Open);
    let mut lines = lines(cases, me, whose, None).await?;
    let mut campaigns = super::campaigns::names(cases, me).await?;
    for line in &mut lines {
        line.campaign = campaigns.remove(&line.id);
    }
    Ok(lines)
}

/// How many cases there are; needs no unlocking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Waiting with the triage.
    pub triage: i64,
    /// One's own that are open.
    pub open: i64,
    /// One's own that are done.
    pub done: i64,
}

/// How many cases there are.
pub async fn counts(cases: &Cases, member: &Member) -> Result<Counts, Problem> {
    member.may(Capability::RESPOND)?;
    let (triage, open, done) = saksi_db::read!(cases.db, member.viewer(), tx => {
        let (organisation, person) = (member.organisation, member.person);
        saksi_db::as_system!(tx, elevation::OWN_CASES, store::cases::count_cases(&mut tx, organisation, person))
    })?;
    Ok(Counts { triage, open, done })
}

/// What lists are made of.
struct Batch {
    listed: Vec<Listed>,
    settings: BTreeMap<OrganisationId, HelpSettings>,
    names: BTreeMap<PersonId, String>,
}

async fn batch(cases: &Cases, me: &Unlocked, whose: Whose, everything: bool) -> Result<Batch, Problem> {
    let member = me.member();
    saksi_db::read!(cases.db, member.viewer(), tx => {
        let part = match whose {
            Whose::Triage(_) => elevation::triager(&mut tx, member).await?,
            Whose::Person(..) => elevation::OWN_CASES,
        };
        let listed = saksi_db::as_system!(tx, part, list(&mut tx, whose, everything))?;
        let mut settings = BTreeMap::new();
        for owner in listed.iter().map(|case| case.row.owner).collect::<BTreeSet<_>>() {
            settings.insert(owner, HelpSettings::read(&store::settings::all(&mut tx, owner).await?));
        }
        let people = listed.iter().flat_map(|case| case.wraps.iter().filter_map(|wrap| wrap.person));
        let names = names(&mut tx, people.collect::<BTreeSet<_>>()).await?;
        Ok::<_, Problem>(Batch { listed, settings, names })
    })
}

/// Reads, opens and sorts a list. Opening hundreds of cases takes a moment, so that it happens away from the server's threads.
pub(crate) async fn lines(
    cases: &Cases,
    me: &Unlocked,
    whose: Whose,
    triage: Option<PrivateKey>,
) -> Result<Vec<CaseLine>, Problem> {
    let Batch { listed, settings, names } = batch(cases, me, whose, false).await?;
    let openers = Openers { own: me.key(), triage };
    let now = cases.now();
    cases
        .away(move |_| {
            let mut lines: Vec<CaseLine> =
                listed.into_iter().map(|case| line(&openers, case, &settings, &names, now).0).collect();
            lines.sort_by(|a, b| queue_order(&queued(a), &queued(b)));
            Ok(lines)
        })
        .await
}

/// The day on which a case goes as things stand: its day after closing, or the one after which too long nothing happened in it. None while
/// it is held.
pub(crate) fn deleted_on(row: &CaseRow, settings: &HelpSettings) -> Option<Day> {
    let idle = || settings.retention.value.idle_day(Day::of(row.changed));
    (!row.held).then(|| row.delete_on.map_or_else(idle, Day::of))
}

/// Whether somebody is reminded of a deletion by now.
fn reminds(settings: &HelpSettings, deletion: Day, now: Timestamp) -> bool {
    settings.retention.value.reminders(deletion).first().is_some_and(|first| *first <= Day::of(now))
}

fn queued(line: &CaseLine) -> Queued {
    Queued { case: line.id, priority: line.priority.clone(), received: line.received }
}

/// The line of a case, and its texts where it opens.
fn line(
    openers: &Openers,
    case: Listed,
    settings: &BTreeMap<OrganisationId, HelpSettings>,
    names: &BTreeMap<PersonId, String>,
    now: Timestamp,
) -> (CaseLine, Option<(Request, Sheet, Vec<Entry>)>) {
    let defaults = HelpSettings::read(&[]);
    let settings = settings.get(&case.row.owner).unwrap_or(&defaults);
    let mut holders: Vec<(PersonId, String)> = Vec::new();
    for person in case.wraps.iter().filter_map(|wrap| wrap.person) {
        if holders.iter().all(|(known, _)| *known != person) {
            holders.push((person, names.get(&person).cloned().unwrap_or_default()));
        }
    }
    let row = &case.row;
    let delete_on = deleted_on(row, settings);
    let mut line = CaseLine {
        id: row.id,
        owner: row.owner,
        title: Zeroizing::default(),
        status: Status::Received,
        version: row.version,
        answers: Answers::default(),
        approach: None,
        priority: Priority { points: 0, level: crate::model::priority::Level::Usual, reasons: Vec::new() },
        clocks: Vec::new(),
        received: row.day,
        last_from: case
            .records
            .iter()
            .rev()
            .find(|record| record.shared && record.author != Author::Server)
            .map_or(Author::Person, |record| record.author),
        waiting_since: None,
        holders,
        services: Services::default(),
        tags: BTreeSet::new(),
        campaign: None,
        mode: row.mode,
        delete_on,
        reminds: delete_on.is_some_and(|day| reminds(settings, day, now)),
        damaged: true,
    };
    let Ok(keys) = openers.keys(row.id, &case.wraps) else { return (line, None) };
    let texts = Texts::new(case.texts);
    let request = open_request(&keys, &texts, row.filing, row.day);
    let (sheet, no_sheet) = heard(row, &case.wraps, &keys, &texts, &case.records, &case.said, &request);
    line.title = title_of(&request.text);
    line.status = sheet.status;
    line.answers = sheet.answers(&request.answers).clone();
    line.approach = sheet.approach(&request.answers);
    line.priority = settings.priority.value.decide(&sheet.facts(&request.answers, request.received), now);
    line.clocks = sheet.clocks(&settings.calendar.value, &settings.targets.value, now);
    line.received = request.received;
    line.waiting_since = sheet.waiting_since;
    line.services = sheet.services.clone();
    line.tags = sheet.tags.clone();
    line.damaged = no_sheet || request.damaged;
    let entries = open_entries(&keys, &texts, &case.records, &[], &sheet.authors);
    (line, Some((request, sheet, entries)))
}

/// Where words were found in a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Found {
    /// In the request.
    Request,
    /// In a name, or a way to be reached.
    Contact,
    /// In something that one wrote to the other.
    Thread,
    /// In a note among helpers.
    Note,
    /// In a tag or the campaign.
    Tag,
}

/// One's own cases of the organisation for which one acts, open and done, that hold all of some words. They are opened in memory; there is
/// no index.
pub async fn search(cases: &Cases, me: &Unlocked, words: &str) -> Result<Vec<(CaseLine, Vec<Found>)>, Problem> {
    me.member().may(Capability::RESPOND)?;
    let words: Vec<Zeroizing<String>> =
        words.to_lowercase().split_whitespace().take(12).map(|word| Zeroizing::new(word.to_owned())).collect();
    if words.is_empty() {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    let member = me.member();
    let campaigns = Arc::new(super::campaigns::names(cases, me).await?);
    for open in [true, false] {
        let whose = Whose::Person(member.organisation, member.person, open);
        let Batch { listed, settings, names } = batch(cases, me, whose, true).await?;
        let openers = Openers { own: me.key(), triage: None };
        let (now, words, campaigns) = (cases.now(), words.clone(), Arc::clone(&campaigns));
        found.extend(
            cases
                .away(move |_| {
                    let hit = |case| {
                        let (mut line, opened) = line(&openers, case, &settings, &names, now);
                        line.campaign = campaigns.get(&line.id).cloned();
                        let places = found_in(&words, &opened?, line.campaign.as_ref());
                        (!places.is_empty()).then_some((line, places))
                    };
                    Ok(listed.into_iter().filter_map(hit).collect::<Vec<_>>())
                })
                .await?,
        );
    }
    found.sort_by(|(a, _), (b, _)| b.received.cmp(&a.received).then(a.id.cmp(&b.id)));
    Ok(found)
}

fn found_in(
    words: &[Zeroizing<String>],
    (request, sheet, entries): &(Request, Sheet, Vec<Entry>),
    campaign: Option<&Zeroizing<String>>,
) -> Vec<Found> {
    let mut parts: Vec<(Found, Zeroizing<String>)> = vec![
        (Found::Request, Zeroizing::new(request.text.to_lowercase())),
        (
            Found::Contact,
            Zeroizing::new(
                [request.name.as_str(), request.contact.as_str(), request.contact_when.as_str()]
                    .join(" ")
                    .to_lowercase(),
            ),
        ),
    ];
    for entry in entries {
        let place = if entry.kind == RecordKind::Note { Found::Note } else { Found::Thread };
        parts.push((place, Zeroizing::new(entry.text.to_lowercase())));
    }
    for note in &sheet.service_notes {
        parts.push((Found::Note, Zeroizing::new(note.text.to_lowercase())));
    }
    for tag in sheet.tags.iter().map(String::as_str).chain(campaign.map(|name| name.as_str())) {
        parts.push((Found::Tag, Zeroizing::new(tag.to_lowercase())));
    }
    let anywhere = |word: &Zeroizing<String>| parts.iter().any(|(_, text)| text.contains(word.as_str()));
    if !words.iter().all(anywhere) {
        return Vec::new();
    }
    let mut places: Vec<Found> = parts
        .iter()
        .filter(|(_, text)| words.iter().any(|word| text.contains(word.as_str())))
        .map(|(place, _)| *place)
        .collect();
    places.sort_unstable();
    places.dedup();
    places
}

/// Who has access to a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Access {
    /// Who; `None` for the triage or the trustees of an organisation.
    pub person: Option<(PersonId, String)>,
    /// Whose.
    pub organisation: Option<(OrganisationId, String)>,
    /// By what.
    pub kind: WrapKind,
    /// Since which day.
    pub since: Day,
    /// Whether their key was replaced since, so that this opens nothing: give it to them again.
    pub lost: bool,
}

/// A case, open.
#[derive(Clone)]
pub struct CaseView {
    /// What a list shows of it.
    pub line: CaseLine,
    /// The request.
    pub request: Request,
    /// What was written since, notes among helpers included, in order.
    pub entries: Vec<Entry>,
    /// What helpers keep about it.
    pub sheet: Sheet,
    /// What is lacking before it can be called resolved.
    pub lacking: Vec<Lacking>,
    /// Who has access.
    pub access: Vec<Access>,
    /// Whether the person holds a receipt for it. Not for an extract from another organisation, nor where none was made.
    pub returns: bool,
    /// Who opened or changed it.
    pub visits: Vec<Visit>,
    /// When it is deleted.
    pub deletion: Deletion,
    /// Who had the key and belongs to the organisation no longer, and on which day that was seen: the case waits for a new key.
    pub left: Vec<(String, Day)>,
    /// How far a rekeying is.
    pub rekeying: Option<super::rekey::Rekeying>,
    /// The names of helpers who appear in it.
    pub names: BTreeMap<PersonId, String>,
    /// Whether the key is wrapped for the reader; else the case waits with their triage.
    pub mine: bool,
    /// The case into which it went.
    pub merged_into: Option<CaseId>,
    /// To whom it was offered, or by which offer it came.
    pub referrals: Vec<ReferralView>,
    /// What is kept of it as evidence.
    pub evidence: Vec<super::evidence::Piece>,
}

impl fmt::Debug for CaseView {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CaseView").field("line", &self.line).finish_non_exhaustive()
    }
}

/// Opens a case, and notes that for the person to see.
pub async fn open(cases: &Cases, me: &Unlocked, case: CaseId) -> Result<CaseView, Problem> {
    let member = me.member();
    let opened = open_case(cases, me, case).await?;
    let missing = missing_recovery(cases, me, &opened).await?;
    saksi_db::write!(cases.db, "open case", member.viewer(), tx => {
        elevation::holder(&mut tx, member, case).await?;
        for key in &missing {
            let organisation = Some(member.organisation);
            store::cases::insert_wrap(&mut tx, case, WrapKind::Recovery, organisation, None, key).await?;
        }
        visited(&mut tx, member, case, VisitKind::Opened).await
    })?;
    let referrals = super::referral::of_case(cases, me, &opened).await?;
    view(cases, member, opened, referrals).await
}

/// The wraps for the key of one's own organisation that a case lacks: trustees were named, or named anew, after it was taken.
async fn missing_recovery(cases: &Cases, me: &Unlocked, opened: &Opened) -> Result<Vec<WrappedCaseKey>, Problem> {
    let member = me.member();
    let own = saksi_db::read!(cases.db, member.viewer(), tx => {
        store::keys::organisation_key(&mut tx, member.organisation).await
    })?;
    let Some(own) = own.filter(|_| opened.mine) else { return Ok(Vec::new()) };
    let recipient = own.key.public.fingerprint();
    let lacks = |key: &&CaseKey| {
        !opened.wraps.iter().any(|wrap| wrap.key.recipient() == recipient && wrap.key.generation() == key.generation())
    };
    let wrap = |key: &CaseKey| key.wrap(&own.key.public, &*cases.random()).map_err(damaged("a wrap"));
    opened.keys.all().filter(lacks).map(wrap).collect()
}

async fn view(
    cases: &Cases,
    member: &Member,
    opened: Opened,
    referrals: Vec<ReferralView>,
) -> Result<CaseView, Problem> {
    let (access, visits, names, rekeying, left) = saksi_db::read!(cases.db, member.viewer(), tx => {
        let mut access = Vec::new();
        for wrap in opened.wraps.iter().filter(|wrap| wrap.key.generation() == opened.row.generation) {
            if wrap.kind == WrapKind::Return {
                continue;
            }
            let person = match wrap.person {
                Some(id) => Some((id, saksi_network::display_name(&mut tx, id).await?.unwrap_or_default())),
                None => None,
            };
            let organisation = match wrap.organisation {
                Some(id) => Some((id, super::view::organisation_name(&mut tx, id).await?)),
                None => None,
            };
            let lost = match wrap.person {
                Some(id) => store::keys::key_pair(&mut tx, id)
                    .await?
                    .is_none_or(|pair| pair.public.fingerprint() != wrap.key.recipient()),
                None => false,
            };
            access.push(Access { person, organisation, kind: wrap.kind, since: Day::of(wrap.day), lost });
        }
        let rows = store::cases::visits(&mut tx, opened.row.id).await?;
        let visits = visits(&mut tx, rows, true).await?;
        let mut people: BTreeSet<PersonId> = opened.sheet.authors.values().copied().collect();
        people.extend(opened.wraps.iter().filter_map(|wrap| wrap.person));
        people.extend(opened.sheet.touched.values().map(|touch| touch.by));
        people.extend(opened.sheet.service_notes.iter().map(|note| note.by));
        let names = names(&mut tx, people).await?;
        let rekeying = super::rekey::progress(&mut tx, opened.row.id).await?;
        let mut left = Vec::new();
        for (person, day) in store::leaving::left_of_case(&mut tx, opened.row.id).await? {
            let name = saksi_network::display_name(&mut tx, person).await?;
            left.push((name.unwrap_or_default(), Day::of(day)));
        }
        Ok::<_, Problem>((access, visits, names, rekeying, left))
    })?;
    let Opened { row, wraps, keys, loaded, request, sheet, damaged, settings, now, mine } = opened;
    let returns = wraps.iter().any(|wrap| wrap.kind == WrapKind::Return);
    let evidence = super::evidence::pieces(&keys, &loaded.texts, &loaded.records, &sheet.authors);
    let entries = open_entries(&keys, &loaded.texts, &loaded.records, &loaded.files, &sheet.authors);
    let last = loaded.records.iter().rev().find(|record| record.shared && record.author != Author::Server);
    let mut holders: Vec<(PersonId, String)> = Vec::new();
    for person in wraps.iter().filter_map(|wrap| wrap.person) {
        if holders.iter().all(|(known, _)| *known != person) {
            holders.push((person, names.get(&person).cloned().unwrap_or_default()));
        }
    }
    let delete_on = deleted_on(&row, &settings);
    let line = CaseLine {
        id: row.id,
        owner: row.owner,
        title: title_of(&request.text),
        status: sheet.status,
        version: row.version,
        answers: sheet.answers(&request.answers).clone(),
        approach: sheet.approach(&request.answers),
        priority: settings.priority.value.decide(&sheet.facts(&request.answers, request.received), now),
        clocks: sheet.clocks(&settings.calendar.value, &settings.targets.value, now),
        received: request.received,
        last_from: last.map_or(Author::Person, |record| record.author),
        waiting_since: sheet.waiting_since,
        holders,
        services: sheet.services.clone(),
        tags: sheet.tags.clone(),
        campaign: None,
        mode: row.mode,
        delete_on,
        reminds: delete_on.is_some_and(|day| reminds(&settings, day, now)),
        damaged: damaged || entries.iter().any(|entry| entry.damaged),
    };
    let rules = &settings.retention.value;
    let deletion = sheet.keeping(rules, &request.answers, Day::of(row.changed)).deletion();
    let lacking = sheet.lacking(&request.answers);
    let merged_into = row.merged_into;
    Ok(CaseView {
        line,
        request,
        entries,
        sheet,
        lacking,
        access,
        returns,
        visits,
        deletion,
        left,
        rekeying,
        names,
        mine,
        merged_into,
        referrals,
        evidence,
    })
}

fn check_words(text: &str) -> Result<(), Problem> {
    if text.trim().is_empty() {
        return Err(Problem::field(TEXT, "cases-empty"));
    }
    if text.len() > LONGEST_WORDS {
        return Err(Problem::field(TEXT, "cases-too-long").with("most", LONGEST_WORDS).with("found", text.len()));
    }
    Ok(())
}

/// Answers the person. The first answer stops the first clock; somebody who answers works on it.
pub async fn reply(cases: &Cases, me: &Unlocked, case: CaseId, text: &str) -> Result<CaseRecordId, Problem> {
    check_words(text)?;
    let id = CaseRecordId::new(&*cases.random());
    let member = me.member();
    edit(cases, me, case, |opened| {
        needs_own_wrap(opened)?;
        let mut sheet = opened.sheet.clone();
        if let Ok(to) = sheet.status.step(Status::Working, Part::Responder)
            && sheet.status == Status::Assigned
        {
            sheet.go(to, opened.now);
        }
        sheet.answered(opened.now);
        let mut edit = Edit::new(sheet, VisitKind::Answered, id);
        let mut entry = entry(id, RecordKind::Message, true, text, opened.now);
        entry.texts.push((FROM, Zeroizing::new(member.organisation_name.clone())));
        edit.write(entry, member.person);
        Ok(edit)
    })
    .await
}

/// Writes a note that helpers alone read.
pub async fn note_down(cases: &Cases, me: &Unlocked, case: CaseId, text: &str) -> Result<CaseRecordId, Problem> {
    check_words(text)?;
    let id = CaseRecordId::new(&*cases.random());
    let by = me.member().person;
    edit(cases, me, case, |opened| {
        let mut edit = Edit::new(opened.sheet.clone(), VisitKind::Changed, id);
        edit.write(entry(id, RecordKind::Note, false, text, opened.now), by);
        Ok(edit)
    })
    .await
}

pub(crate) fn entry(id: CaseRecordId, kind: RecordKind, shared: bool, text: &str, at: Timestamp) -> NewEntry {
    let texts = vec![(TEXT, Zeroizing::new(text.to_owned())), (AT, Zeroizing::new(at.to_rfc3339()))];
    NewEntry { id, kind, shared, texts }
}

/// What waits with the triage is read there; whoever works on it takes it first.
pub(crate) fn needs_own_wrap(opened: &Opened) -> Result<(), Problem> {
    if opened.mine { Ok(()) } else { Err(Problem::conflict("cases-take-it-first")) }
}

/// What came of a change.
#[derive(Debug, Clone)]
pub enum Changed {
    /// It is made; the sheet has this version now.
    Done {
        /// The version.
        version: u32,
    },
    /// Somebody else has changed the same meanwhile. Nothing is changed; both are here to choose from.
    Conflict(Box<Conflict>),
}

/// Two who changed the same.
#[derive(Debug, Clone)]
pub struct Conflict {
    /// What.
    pub part: SheetPart,
    /// The sheet as it stands.
    pub theirs: Sheet,
    /// Its version: a change that says so is made over theirs.
    pub version: u32,
    /// Who changed it, and when.
    pub touch: Touch,
    /// Their name.
    pub by: String,
    /// What was to be changed.
    pub yours: Change,
}

/// Changes what helpers keep about a case. `seen` is the version of the sheet from which this was decided.
pub async fn change(cases: &Cases, me: &Unlocked, case: CaseId, seen: u32, change: Change) -> Result<Changed, Problem> {
    let member = me.member();
    let service = ServiceId::new(&*cases.random());
    let told = CaseRecordId::new(&*cases.random());
    let mut conflict = None;
    let done = edit(cases, me, case, |opened| {
        let mut sheet = opened.sheet.clone();
        let version = opened.row.version.saturating_add(1);
        let author = By { by: member.person, part: opened.part(), at: opened.now, seen, service };
        if let Change::Marking(marking, pap) = &change
            && let Some((source, source_pap)) = super::referral::marked_by_source(opened, member.organisation)?
            && (*marking < source || *pap < source_pap)
        {
            let problem = Problem::conflict("cases-marking-of-the-source");
            return Err(problem.with("marking", source.label()).with("pap", source_pap.label()));
        }
        let rules = &opened.settings.retention.value;
        match sheet.change(&change, author, version, &opened.request.answers, rules) {
            Ok(()) => {
                conflict = None;
                // What goes back to the triage must be wrapped for it; what goes into another case, for that one's people.
                if matches!(change, Change::Status(Status::Received | Status::Merged | Status::Deleted)) {
                    return Err(Problem::conflict("cases-step-impossible"));
                }
                let mut edit = Edit::new(sheet, VisitKind::Changed, version);
                // Why something is kept longer is the person's to read: the sheet is not.
                if let Change::Extend { reason, .. } | Change::Hold { reason } = &change {
                    edit.write(entry(told, RecordKind::Kept, true, reason.trim(), opened.now), member.person);
                }
                Ok(edit)
            }
            Err(WhyNotChange::Meanwhile(part, touch)) => {
                conflict = Some((part, touch, opened.sheet.clone(), opened.row.version));
                Err(Problem::conflict("cases-changed-meanwhile"))
            }
            Err(why) => Err(why_not(&why)),
        }
    })
    .await;
    match (done, conflict) {
        (Ok(version), _) => Ok(Changed::Done { version }),
        (Err(_), Some((part, touch, theirs, version))) => {
            let by = saksi_db::read!(cases.db, Viewer::Public, tx => {
                saksi_network::display_name(&mut tx, touch.by).await
            })?;
            let by = by.unwrap_or_default();
            Ok(Changed::Conflict(Box::new(Conflict { part, theirs, version, touch, by, yours: change })))
        }
        (Err(problem), None) => Err(problem),
    }
}

/// Why a change cannot be made, for whoever wanted it.
fn why_not(why: &WhyNotChange) -> Problem {
    match why {
        WhyNotChange::Meanwhile(..) => Problem::conflict("cases-changed-meanwhile"),
        WhyNotChange::Step(_) => Problem::conflict("cases-step-impossible"),
        WhyNotChange::Lacking(list) => {
            list.iter().fold(Problem::new(ProblemKind::Invalid, "cases-lacking"), |problem, lacking| {
                problem.and_field("status", lacking.message())
            })
        }
        WhyNotChange::Service(_) => Problem::conflict("cases-service-impossible"),
        WhyNotChange::Keeping(_) => Problem::field("reason", "cases-keeping-impossible"),
        WhyNotChange::Event(why) => match why {
            WhyNotEvent::Text => Problem::field(TEXT, "cases-words-wrong"),
            WhyNotEvent::Source => {
                Problem::field("source", "cases-event-source").and_field("because", "cases-event-source")
            }
            WhyNotEvent::NotYet => Problem::field("day", "cases-event-not-yet"),
            WhyNotEvent::Many => Problem::conflict("cases-events-many").with("most", MOST_EVENTS),
            WhyNotEvent::None => Problem::not_found(),
            WhyNotEvent::OwnWord => Problem::field("standing", "cases-event-own-word"),
            WhyNotEvent::Same => Problem::field("standing", "cases-event-same"),
        },
        WhyNotChange::Words => Problem::field(TEXT, "cases-words-wrong"),
    }
}

/// Gives a case to one more of one's own organisation.
pub async fn give(cases: &Cases, me: &Unlocked, case: CaseId, person: PersonId) -> Result<(), Problem> {
    let keys = KeysOf::read(cases, me, &[person]).await?;
    edit(cases, me, case, |opened| {
        needs_own_wrap(opened)?;
        let mut edit = Edit::new(opened.sheet.clone(), VisitKind::Assigned, ());
        edit.wraps = keys.wraps(cases, opened, me)?;
        Ok(edit)
    })
    .await
}

/// Gives a case back to the triage of one's own organisation, whose people held it so far.
pub async fn hand_back(cases: &Cases, me: &Unlocked, case: CaseId) -> Result<(), Problem> {
    let member = me.member();
    let triage = saksi_db::read!(cases.db, member.viewer(), tx => {
        store::keys::triage_key(&mut tx, member.organisation).await
    })?;
    let triage = triage.ok_or_else(|| Problem::conflict("cases-no-triage"))?;
    edit(cases, me, case, |opened| {
        needs_own_wrap(opened)?;
        let mut sheet = opened.sheet.clone();
        // A case on which somebody works was assigned before.
        for to in [Status::Assigned, Status::Received] {
            if sheet.status != to {
                let to = sheet.status.step(to, Part::Responder);
                sheet.go(to.map_err(|_| Problem::conflict("cases-step-impossible"))?, opened.now);
            }
        }
        let mut edit = Edit::new(sheet, VisitKind::Assigned, ());
        for key in opened.keys.all() {
            let key = key.wrap(&triage.public, &*cases.random()).map_err(damaged("a wrap"))?;
            edit.wraps.push(super::open::NewWrap {
                kind: WrapKind::Triage,
                organisation: Some(member.organisation),
                person: None,
                key,
            });
        }
        let ours = |wrap: &&store::cases::Wrap| wrap.organisation == Some(member.organisation);
        edit.leave = opened.wraps.iter().filter(ours).filter_map(|wrap| wrap.person).collect();
        Ok(edit)
    })
    .await
}

/// Joins a case with another one: both are held by the same people from then on, and the first one ends. Its person can still read
/// and write there.
pub async fn merge(cases: &Cases, me: &Unlocked, from: CaseId, into: CaseId) -> Result<(), Problem> {
    if from == into {
        return Err(Problem::conflict("cases-merge-with-itself"));
    }
    let member = me.member();
    let target = open_case(cases, me, into).await?;
    needs_own_wrap(&target)?;
    let ours = |wrap: &&store::cases::Wrap| wrap.organisation == Some(member.organisation);
    let holders: BTreeSet<PersonId> = target.wraps.iter().filter(ours).filter_map(|wrap| wrap.person).collect();
    let keys = KeysOf::read(cases, me, &holders.into_iter().collect::<Vec<_>>()).await?;
    let mut marked = (target.sheet.marking, target.sheet.pap);
    edit(cases, me, from, |opened| {
        let mut sheet = opened.sheet.clone();
        marked = (sheet.marking, sheet.pap);
        let to = sheet.status.step(Status::Merged, opened.part());
        sheet.go(to.map_err(|_| Problem::conflict("cases-step-impossible"))?, opened.now);
        let mut edit = Edit::new(sheet, VisitKind::Merged, ());
        edit.wraps = keys.wraps(cases, opened, me)?;
        edit.leaves_triage = Some(member.organisation);
        edit.merged_into = Some(into);
        Ok(edit)
    })
    .await?;
    edit(cases, me, into, |opened| {
        let mut sheet = opened.sheet.clone();
        sheet.earlier.insert(from);
        // What came with the other case stays as careful as it was marked there.
        let careful = (sheet.marking.max(marked.0), sheet.pap.max(marked.1));
        if careful != (sheet.marking, sheet.pap) {
            (sheet.marking, sheet.pap) = careful;
            let version = opened.row.version.saturating_add(1);
            sheet.touched.insert(SheetPart::Marking, Touch { version, by: member.person, at: opened.now });
        }
        Ok(Edit::new(sheet, VisitKind::Merged, ()))
    })
    .await
}

/// Enters a case for somebody who called, came or wrote. With a word list the person gets a receipt, to be read out or printed.
pub async fn enter(
    cases: &Cases,
    me: &Unlocked,
    by: Intake,
    mut plain: Plain<'_>,
    receipt: Option<WordList>,
) -> Result<(CaseId, Option<CaseReceipt>), Problem> {
    let member = me.member();
    member.may(Capability::RESPOND)?;
    check_plain(&plain)?;
    plain.answers.intake = Some(by);
    plain.answers.at = Some(cases.now());
    let random = cases.random();
    let (id, filing, sheet) = (CaseId::new(&*random), CaseRecordId::new(&*random), CaseRecordId::new(&*random));
    let key = CaseKey::generate(id, &*random);
    let receipt = receipt.map(|list| new_receipt(cases, list));
    let return_key = receipt.as_ref().map(CaseReceipt::return_key).transpose().map_err(damaged("a return key"))?;
    let texts = seal_texts(&key, filing, &plain, &*random)?;
    let mut first = Sheet::fresh(id, &plain.answers, cases.now());
    first.go(Status::Assigned, cases.now());
    let first = Zeroizing::new(serde_json::to_string(&first).map_err(|_| Problem::internal())?);
    let place = saksi_vault::SealedPlace::new(sheet, super::open::SHEET);
    let first = key.seal(place, first.as_str(), &*random).map_err(damaged("a sheet"))?;
    let own = KeysOf::read(cases, me, &[member.person]).await?;
    let wraps = own.wrap_all(&key, member.organisation, &*random)?;
    let returns =
        return_key.as_ref().map(|own| key.wrap(own.public_key(), &*random)).transpose().map_err(damaged("a wrap"))?;
    let public = return_key.as_ref().map(PrivateKey::public_key);
    let row = NewCase {
        id,
        owner: member.organisation,
        receipt: receipt
            .as_ref()
            .zip(public)
            .map(|(receipt, key)| (receipt.locator(), receipt.authenticator().verifier(), key)),
        mode: SealingMode::Server,
        lane: Lane::Open,
        filing,
        sheet,
    };
    saksi_db::write!(cases.db, "enter case", member.viewer(), tx => {
        saksi_db::as_system!(tx, elevation::FILING, store::cases::insert_case(&mut tx, &row))?;
        store::cases::insert_record(&mut tx, id, filing, RecordKind::Filing, Author::Staff, true).await?;
        store::cases::insert_record(&mut tx, id, sheet, RecordKind::Sheet, Author::Server, false).await?;
        for (field, text) in &texts {
            store::cases::put_text(&mut tx, id, filing, field, text).await?;
        }
        store::cases::put_text(&mut tx, id, sheet, super::open::SHEET.as_str(), &first).await?;
        for wrap in &wraps {
            store::cases::insert_wrap(&mut tx, id, wrap.kind, wrap.organisation, wrap.person, &wrap.key).await?;
        }
        if let Some(wrap) = &returns {
            store::cases::insert_wrap(&mut tx, id, WrapKind::Return, None, None, wrap).await?;
        }
        let month = super::open::month(tx.now().day());
        store::counts::add_request(&mut tx, member.organisation, month).await?;
        note(&mut tx, saksi_db::Actor::Member(member.person), id.0, "case-entered", &[]).await
    })?;
    Ok((id, receipt))
}

/// One line of an organisation's audit: who did what with which case on which day. It says nothing of what is in the case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditLine {
    /// The day.
    pub day: Day,
    /// What.
    pub what: VisitKind,
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// With which case.
    pub case: CaseId,
}

/// What people of one's own organisation did with cases, from a day until before another.
pub async fn audit(cases: &Cases, member: &Member, from: Day, until: Day) -> Result<Vec<AuditLine>, Problem> {
    member.may(Capability::EXPORT)?;
    saksi_db::read!(cases.db, member.viewer(), tx => {
        let rows = store::cases::visits_of_organisation(&mut tx, member.organisation, from.start(), until.start()).await?;
        let names = names(&mut tx, rows.iter().map(|row| row.2).collect::<BTreeSet<_>>()).await?;
        let line = |(day, kind, person, case): (Timestamp, String, PersonId, CaseId)| {
            let what = VisitKind::from_code(&kind)?;
            Some(AuditLine { day: Day::of(day), what, person, name: names.get(&person).cloned().unwrap_or_default(), case })
        };
        Ok(rows.into_iter().filter_map(line).collect())
    })
}

/// The language in which the person wants to be answered.
pub fn language(view: &CaseView) -> &LanguageTag {
    &view.line.answers.language
}

/// The names of people who appear in a case.
pub async fn names_of(
    cases: &Cases,
    member: &Member,
    people: impl IntoIterator<Item = PersonId>,
) -> Result<BTreeMap<PersonId, String>, Problem> {
    let people: Vec<PersonId> = people.into_iter().collect();
    saksi_db::read!(cases.db, member.viewer(), tx => { names(&mut tx, people.iter().copied()).await })
}

/// Whether a clock needs somebody.
pub fn rings(clock: &ClockView) -> bool {
    matches!(clock.state, ClockState::Reminded | ClockState::Escalated | ClockState::Missed)
}
