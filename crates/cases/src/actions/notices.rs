//! Notices to platforms that come from cases. Each holds what the people of its cases agreed to and nothing else, sealed under a key of
//! its own that is wrapped for those who hold the cases. It is frozen and handed over while one of them is there.
//!
//! A consent that is taken back shreds at once what came from that case: out of a draft it is gone, out of a letter that went our copy
//! is. What stays is to whom it had been sent, when, and a hash whose salt is sealed.

use std::collections::BTreeMap;
use std::fmt;

use saksi_base::{
    AddresseeId, CaseId, CaseRecordId, EscalationId, Marking, OrganisationId, PersonId, Problem, RouteId, Timestamp,
};
use saksi_db::blobs::BlobHash;
use saksi_db::{Actor, Tx, Viewer};
use saksi_escalations::actions::files::{MOST_BYTES, MOST_FILES, kind_of, tidy};
use saksi_escalations::actions::sealed::{self, Standing, Told};
use saksi_escalations::model::notice::{FileLine, hexadecimal};
use saksi_escalations::model::sealed::{MOST_PARTS, Part, digest, merged, pieces, whole_text};
use saksi_escalations::model::{Addressee, Notice, Route, Rule};
use saksi_escalations::{Dispatch, Escalations};
use saksi_network::Capability;
use saksi_vault::{CaseKey, SEALED_FILE_CHUNK, SealError, SealedPlace, SealedText};
use saksi_web::Locale;
use uuid::Uuid;
use zeroize::Zeroizing;

use super::files::{Download, Keyed};
use super::filing::seal_text;
use super::keys::Unlocked;
use super::open::{Opened, open_case, visited};
use super::referral::consents;
use super::view::FILE;
use super::work::needs_own_wrap;
use crate::handle::{Cases, damaged};
use crate::model::case::{ConsentAnswer, VisitKind, WrapKind};
use crate::model::consent::{Consent, NoConsent, Purpose, Wanted, covered};
use crate::model::notice::{AttachmentName, PartText};
use crate::model::passing::{Holder, Means, Outward, Pap, may_pass};
use crate::store::notices as rows;
use crate::store::notices::{Attachment, NoticeText, PartRow};
use crate::{elevation, store};

/// The field of what holds for all of a notice.
const NOTICE: &str = "notice";
/// The field of what one case gives.
const PART: &str = "part";
/// The field of the salt of its hashes.
const SALT: &str = "salt";
/// The field of a file's name.
const NAME: &str = "name";
/// The fields of a letter as it was frozen, and of a part in it.
pub(super) const SUBJECT: &str = "subject";
pub(super) const BODY: &str = "body";
pub(super) const SENDER: &str = "sender";
pub(super) const SENT: &str = "sent";

pub(super) fn place(id: Uuid) -> CaseRecordId {
    CaseRecordId(id)
}

pub(super) fn json<T: serde::Serialize>(value: &T) -> Result<Zeroizing<String>, Problem> {
    Ok(Zeroizing::new(serde_json::to_string(value).map_err(|_| Problem::internal())?))
}

pub(super) fn unreadable() -> Problem {
    damaged("a notice")(SealError::Damaged)
}

/// The room of escalations; pages offer nothing of this where there is none.
pub(super) fn room(cases: &Cases) -> Result<&Escalations, Problem> {
    cases.escalations().ok_or_else(Problem::not_found)
}

/// What somebody wants to tell a platform of a case.
#[derive(Clone, Default)]
pub struct NewPart {
    /// By which route, for a new notice.
    pub route: Option<RouteId>,
    /// Into which draft.
    pub into: Option<EscalationId>,
    /// Addresses.
    pub links: Vec<String>,
    /// What happened, in the responder's words.
    pub summary: String,
    /// Whether what the person wrote goes along, word for word.
    pub words: bool,
    /// Files of the case that go along.
    pub files: Vec<CaseRecordId>,
}

impl fmt::Debug for NewPart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NewPart").field("into", &self.into).finish_non_exhaustive()
    }
}

/// A part of a notice, open.
#[derive(Debug, Clone)]
pub struct OpenPart {
    /// Which.
    pub id: Uuid,
    /// What it says; none where its person took their consent back.
    pub text: Option<PartText>,
    /// Its files.
    pub files: Vec<(Uuid, AttachmentName)>,
    /// The letter it went in.
    pub letter: Option<Uuid>,
    /// As it went, word for word.
    pub sent: Option<Zeroizing<String>>,
    /// SHA-256 of that with the sealed salt.
    pub hash: Option<Vec<u8>>,
    /// The day on which its person took their consent back.
    pub withdrawn_on: Option<Timestamp>,
    /// Whether its case was marked since so that no platform may be told of it.
    pub halted: bool,
    pub(super) consent: Option<CaseRecordId>,
}

impl OpenPart {
    fn part(&self) -> Option<Part> {
        let files = self.files.iter().map(|(_, name)| FileLine {
            name: name.name.clone(),
            bytes: name.bytes,
            hash: name.hash.clone(),
        });
        self.text.as_ref().map(|text| text.part(files.collect()))
    }
}

/// A letter, open.
#[derive(Clone)]
pub struct OpenLetter {
    /// What stands readable of it.
    pub letter: Dispatch,
    /// What it is about; empty where it was shredded.
    pub subject: Zeroizing<String>,
    /// What holds for all, and each part that is still there.
    pub pieces: Vec<Zeroizing<String>>,
}

impl fmt::Debug for OpenLetter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OpenLetter").field("letter", &self.letter.id).finish_non_exhaustive()
    }
}

/// A notice, open for somebody who is named on it.
pub struct OpenNotice {
    /// What stands readable.
    pub standing: Standing,
    /// What holds for all of it.
    pub common: Notice,
    /// What each case gives.
    pub parts: Vec<OpenPart>,
    /// Its letters.
    pub letters: Vec<OpenLetter>,
    /// Who can open it.
    pub named: Vec<(PersonId, String)>,
    /// Whether the organisation wants a second person, and none has looked yet.
    pub needs_approval: bool,
    /// Whether what it said is gone, because everybody took their consent back.
    pub shredded: bool,
    pub(super) key: CaseKey,
    pub(super) salt: Zeroizing<String>,
    pub(super) attachments: Vec<Attachment>,
}

impl fmt::Debug for OpenNotice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OpenNotice").field("id", &self.standing.id).finish_non_exhaustive()
    }
}

impl OpenNotice {
    /// The parts that are there.
    pub(super) fn present(&self) -> Vec<Part> {
        self.parts.iter().filter_map(OpenPart::part).collect()
    }

    /// The notice as one.
    pub fn whole(&self) -> Notice {
        merged(&self.common, &self.present())
    }

    /// Refuses to tell the platform anything more where a case in it was marked since so that no platform may be told.
    pub fn not_halted(&self) -> Result<(), Problem> {
        let halted = self.parts.iter().any(|part| part.halted && part.text.is_some());
        if halted { Err(Problem::conflict("cases-notice-halted")) } else { Ok(()) }
    }

    /// What is still missing before it can be sent.
    pub fn complete(&self) -> Result<(), Problem> {
        if self.present().is_empty() {
            return Err(Problem::conflict("cases-notice-empty"));
        }
        let languages = self.standing.route.as_ref().map(|route| route.facts.languages.clone()).unwrap_or_default();
        self.whole().complete(&languages)
    }

    /// Its text as it would go, in the language of `l`.
    pub fn text(&self, l: &Locale) -> String {
        let (common, parts) = pieces(l, &self.common, &self.present());
        whole_text(&common, parts.iter().map(String::as_str))
    }

    /// Its files, as the letter names them.
    pub fn lines(&self) -> Vec<FileLine> {
        self.present().into_iter().flat_map(|part| part.files).collect()
    }
}

/// The texts of one notice by their place.
pub(super) struct Texts<'a> {
    pub(super) key: &'a CaseKey,
    pub(super) rows: BTreeMap<(Uuid, String), SealedText>,
}

impl Texts<'_> {
    fn get(&self, at: Uuid, field: &str) -> Option<Zeroizing<String>> {
        let sealed = self.rows.get(&(at, field.to_owned()))?;
        let field = saksi_vault::FieldName::parse(field).ok()?;
        match self.key.open_text(SealedPlace::new(place(at), field), sealed) {
            Ok(text) => Some(text),
            Err(error) => {
                tracing::warn!(%error, "a text of a notice does not open");
                None
            }
        }
    }

    pub(super) fn read<T: serde::de::DeserializeOwned>(&self, at: Uuid, field: &str) -> Option<T> {
        serde_json::from_str(&self.get(at, field)?).ok()
    }
}

/// Opens a notice for somebody who is named on it.
pub async fn open(cases: &Cases, me: &Unlocked, id: EscalationId) -> Result<OpenNotice, Problem> {
    let member = me.member();
    member.may(Capability::RESPOND)?;
    let (standing, wrap, parts, texts, attachments, named, needs_approval) = saksi_db::read!(cases.db, member.viewer(), tx => {
        let standing = sealed::standing(&mut tx, id).await?;
        let wrap = rows::own_wrap(&mut tx, id, member.person).await?.ok_or_else(Problem::not_found)?;
        let people = rows::named(&mut tx, id).await?;
        let people = super::open::names(&mut tx, people.iter().copied()).await?;
        let named: Vec<(PersonId, String)> = people.into_iter().collect();
        let needs_approval = sealed::needs_approval(&mut tx, member, standing.state).await?;
        let parts = rows::parts(&mut tx, id).await?;
        let texts = rows::texts(&mut tx, id).await?;
        let attachments = rows::attachments(&mut tx, id).await?;
        Ok::<_, Problem>((standing, wrap, parts, texts, attachments, named, needs_approval))
    })?;
    let key = wrap.open(CaseId(id.0), &me.key()).map_err(|_| Problem::conflict("cases-key-no-longer-yours"))?;
    let rows = texts.into_iter().map(|NoticeText { place, field, sealed }| ((place, field), sealed)).collect();
    let texts = Texts { key: &key, rows };
    let common: Option<Notice> = texts.read(id.0, NOTICE);
    let shredded = common.is_none();
    let common = common.unwrap_or_default();
    let salt = texts.get(id.0, SALT).ok_or_else(unreadable)?;
    let parts: Vec<OpenPart> = parts.into_iter().map(|row| open_part(&texts, row, &attachments)).collect();
    let letters = standing.letters.iter().map(|letter| {
        let mut all: Vec<Zeroizing<String>> = texts.get(letter.id.0, BODY).into_iter().collect();
        let there = parts.iter().filter(|part| part.letter == Some(letter.id.0));
        all.extend(there.filter_map(|part| part.sent.clone()));
        let subject = texts.get(letter.id.0, SUBJECT).unwrap_or_default();
        OpenLetter { letter: letter.clone(), subject, pieces: all }
    });
    let letters = letters.collect();
    Ok(OpenNotice { standing, common, parts, letters, named, needs_approval, shredded, key, salt, attachments })
}

fn open_part(texts: &Texts<'_>, row: PartRow, attachments: &[Attachment]) -> OpenPart {
    let files = attachments.iter().filter(|file| file.part == row.id);
    OpenPart {
        text: texts.read(row.id, PART),
        files: files.filter_map(|file| Some((file.id, texts.read(file.id, NAME)?))).collect(),
        letter: row.dispatch,
        sent: texts.get(row.id, SENT),
        id: row.id,
        hash: row.hash,
        withdrawn_on: row.withdrawn_on,
        halted: row.halted,
        consent: row.consent,
    }
}

/// Everybody of the member's organisation who holds a case and has a key, and the member.
async fn holders(
    cases: &Cases,
    me: &Unlocked,
    people: impl IntoIterator<Item = PersonId>,
    key: &CaseKey,
) -> Result<Vec<(PersonId, saksi_vault::WrappedCaseKey)>, Problem> {
    let member = me.member();
    let mut wanted: Vec<PersonId> = people.into_iter().chain([member.person]).collect();
    wanted.sort_unstable();
    wanted.dedup();
    let pairs = saksi_db::read!(cases.db, member.viewer(), tx => {
        store::keys::key_pairs_of(&mut tx, member.organisation).await
    })?;
    pairs
        .into_iter()
        .filter(|pair| wanted.contains(&pair.person))
        .map(|pair| Ok((pair.person, key.wrap(&pair.public, &*cases.random()).map_err(damaged("a wrap"))?)))
        .collect()
}

fn holders_of<'a>(opened: &'a Opened, me: &'a Unlocked) -> impl Iterator<Item = PersonId> + 'a {
    opened
        .wraps
        .iter()
        .filter(|wrap| wrap.kind == WrapKind::Person && wrap.organisation == Some(me.member().organisation))
        .filter_map(|wrap| wrap.person)
}

/// Whether a platform may be told of a case that is marked so, by an organisation to which its person gave consent.
pub(super) fn may_be_told(marking: Marking, pap: Pap, organisation: OrganisationId) -> Result<(), Problem> {
    let from = Holder { organisation: Some(organisation), ..Holder::default() };
    let to = Holder { allowed_by_source: true, ..Holder::default() };
    may_pass(marking, &from, &to, Means::Forward).map_err(|why| Problem::conflict(why.message()))?;
    pap.let_or_refuse(Outward::TellPlatform)
}

/// The consent that covers something, or why none does.
fn covering(
    opened: &Opened,
    me: &Unlocked,
    platform: AddresseeId,
    text: &PartText,
) -> Result<(CaseRecordId, Consent), Problem> {
    let known = consents(opened);
    let extent = text.extent();
    let wanted = Wanted {
        case: opened.row.id,
        purpose: Purpose::Escalation,
        receiver: me.member().organisation,
        platform: Some(platform),
        extent: &extent,
    };
    let found = known.iter().find(|(_, consent)| consent.covers(wanted, opened.now).is_ok());
    found.cloned().ok_or_else(|| {
        let all: Vec<Consent> = known.iter().map(|(_, consent)| consent.clone()).collect();
        let why = covered(&all, wanted, opened.now).err().unwrap_or(NoConsent::NotAsked);
        Problem::conflict(match why {
            NoConsent::OtherReceiver => "cases-notice-other-platform",
            why => why.message(),
        })
    })
}

/// A file on its way into a notice: sealed anew, under the notice's key.
struct Copied {
    id: Uuid,
    header: saksi_vault::FileHeader,
    blob: BlobHash,
    name: SealedText,
}

async fn copy_files(
    cases: &Cases,
    me: &Unlocked,
    case: CaseId,
    files: &[CaseRecordId],
    key: &CaseKey,
    held: (usize, i64),
) -> Result<Vec<Copied>, Problem> {
    let many = || {
        Problem::field("file", "escalations-problem-files-many")
            .with("most", MOST_FILES)
            .with("megabytes", MOST_BYTES >> 20)
    };
    let (mut count, mut total) = held;
    let mut copied = Vec::new();
    let keyed = Keyed::with_key(cases, me, case).await?;
    let random = cases.random();
    for record in files {
        let (about, mut download) = Download::begin(cases, &keyed, *record).await?;
        let mut content: Zeroizing<Vec<u8>> = Zeroizing::new(Vec::new());
        while let Some(piece) = download.next().await? {
            content.extend_from_slice(&piece);
            if total.saturating_add(i64::try_from(content.len()).unwrap_or(i64::MAX)) > MOST_BYTES {
                return Err(many());
            }
        }
        (count, total) = (count + 1, total + i64::try_from(content.len()).unwrap_or(i64::MAX));
        if count > MOST_FILES {
            return Err(many());
        }
        let id = CaseRecordId::new(&*random);
        let kind = kind_of(&content);
        let name = AttachmentName {
            name: tidy(&about.name, kind, count),
            kind: kind.to_owned(),
            bytes: i64::try_from(content.len()).unwrap_or(i64::MAX),
            hash: hexadecimal(&digest(&content)),
        };
        let mut sealer = key.seal_file(SealedPlace::new(id, FILE), &*random).map_err(damaged("a file"))?;
        let header = *sealer.header();
        let mut bytes = Vec::with_capacity(content.len() + SEALED_FILE_CHUNK);
        sealer.write(&content, &*random, |chunk| bytes.extend_from_slice(&chunk)).map_err(damaged("a file"))?;
        let mut end = sealer.finish();
        while let Some(chunk) = end.next_chunk(&*random).map_err(damaged("a file"))? {
            bytes.extend_from_slice(&chunk);
        }
        let blob = cases.blobs.put(bytes).await?;
        let name = seal_text(key, id, NAME, &json(&name)?, &*random)?;
        copied.push(Copied { id: id.0, header, blob, name });
    }
    Ok(copied)
}

/// Puts what the person of a case agreed to into a notice: a new one, or a draft that the member is named on. Gives the notice.
pub async fn add(cases: &Cases, me: &Unlocked, case: CaseId, new: NewPart) -> Result<EscalationId, Problem> {
    room(cases)?;
    let member = me.member();
    let opened = open_case(cases, me, case).await?;
    needs_own_wrap(&opened)?;
    may_be_told(opened.sheet.marking, opened.sheet.pap, member.organisation)?;
    let draft = match new.into {
        Some(id) => Some(open(cases, me, id).await?),
        None => None,
    };
    let platform = match (&draft, new.route) {
        (Some(draft), _) => draft.standing.addressee,
        (None, Some(route)) => {
            let known = saksi_db::read!(cases.db, member.viewer(), tx => { sealed::routes(&mut tx, member).await })?;
            known.iter().find(|known| known.id == route).map(|route| route.addressee).ok_or_else(Problem::not_found)?
        }
        (None, None) => return Err(Problem::field("route", "escalations-problem-choose")),
    };
    if draft.as_ref().is_some_and(|draft| draft.shredded) {
        return Err(Problem::conflict("cases-notice-shredded"));
    }
    if draft.as_ref().is_some_and(|draft| draft.parts.len() >= MOST_PARTS) {
        return Err(Problem::conflict("cases-notice-full").with("most", MOST_PARTS));
    }
    let mut text = PartText {
        case,
        links: new.links.into_iter().map(|link| link.trim().to_owned()).filter(|link| !link.is_empty()).collect(),
        summary: new.summary.trim().to_owned(),
        words: if new.words { opened.request.text.trim().to_owned() } else { String::new() },
        files: !new.files.is_empty(),
        at: opened.now,
        ends: None,
    };
    if text.is_empty() {
        return Err(Problem::field("links", "cases-notice-nothing"));
    }
    let (consent, given) = covering(&opened, me, platform, &text)?;
    text.ends = given.ends;
    let random = cases.random();
    let id = new.into.unwrap_or_else(|| EscalationId::new(opened.now, &*random));
    let fresh;
    let key = match &draft {
        Some(draft) => &draft.key,
        None => {
            fresh = CaseKey::generate(CaseId(id.0), &*random);
            &fresh
        }
    };
    let held = draft.as_ref().map_or((0, 0), |draft| {
        let lines = draft.lines();
        (lines.len(), lines.iter().map(|line| line.bytes).sum())
    });
    let part = CaseRecordId::new(&*random);
    let sealed_part = seal_text(key, part, PART, &json(&text)?, &*random)?;
    let named = holders(cases, me, holders_of(&opened, me), key).await?;
    let files = copy_files(cases, me, case, &new.files, key, held).await?;
    let salt = hexadecimal(&saksi_base::random::bytes::<32>(&*random));
    let seen = draft.as_ref().map(|draft| draft.standing.version);
    let written: Result<(), Problem> = saksi_db::write!(cases.db, "add to notice", member.viewer(), tx => {
        let held = elevation::holder(&mut tx, member, case).await?;
        match (seen, new.route) {
            (Some(seen), _) => sealed::touch(&mut tx, member, id, seen, None).await?,
            (None, Some(route)) => {
                let notice = sealed::begin(&mut tx, member, id, route).await?;
                rows::insert_content(&mut tx, id, id.0).await?;
                let notice = seal_text(key, place(id.0), NOTICE, &json(&notice)?, &*random)?;
                rows::put_text(&mut tx, id, Some(id.0), id.0, NOTICE, &notice).await?;
                let salt = seal_text(key, place(id.0), SALT, &salt, &*random)?;
                rows::put_text(&mut tx, id, None, id.0, SALT, &salt).await?;
            }
            (None, None) => return Err(Problem::not_found()),
        }
        rows::name_people(&mut tx, id, &named).await?;
        agreed(&mut tx, consent).await?;
        rows::insert_part(&mut tx, part.0, id, case, consent).await?;
        rows::insert_content(&mut tx, id, part.0).await?;
        rows::put_text(&mut tx, id, Some(part.0), part.0, PART, &sealed_part).await?;
        for file in &files {
            rows::insert_attachment(&mut tx, id, part.0, file.id, &file.header, &file.blob.0).await?;
            rows::put_text(&mut tx, id, Some(part.0), file.id, NAME, &file.name).await?;
        }
        saksi_db::as_system!(tx, held.part, visited(&mut tx, member, case, VisitKind::Noticed))
    });
    if written.is_err() {
        forget(cases, &files).await?;
    }
    written.map(|()| id)
}

/// Lets go of sealed copies whose rows were never written.
async fn forget(cases: &Cases, files: &[Copied]) -> Result<(), Problem> {
    saksi_db::write!(cases.db, "forget files of a notice", Viewer::System, tx => {
        for file in files {
            rows::forget_blob(&mut tx, &file.blob.0).await?;
        }
        Ok(())
    })
}

/// Refuses where the person has taken their consent back meanwhile.
pub(super) async fn agreed(tx: &mut Tx, consent: CaseRecordId) -> Result<(), Problem> {
    match rows::answer_of(tx, consent).await?.as_deref().and_then(ConsentAnswer::from_code) {
        Some(ConsentAnswer::Yes) => Ok(()),
        _ => Err(Problem::conflict("cases-consent-withdrawn")),
    }
}

/// Takes a part out of a draft. The notice stays, for other cases.
pub async fn remove(cases: &Cases, me: &Unlocked, id: EscalationId, part: Uuid) -> Result<(), Problem> {
    let found = open(cases, me, id).await?;
    let part = found.parts.iter().find(|known| known.id == part).ok_or_else(Problem::not_found)?.id;
    saksi_db::write!(cases.db, "take out of notice", me.member().viewer(), tx => {
        sealed::touch(&mut tx, me.member(), id, found.standing.version, None).await?;
        rows::delete_part(&mut tx, part).await
    })
}

/// Saves what holds for all of a draft that was read at `seen`; `cited` are identifiers of rules.
pub async fn save(
    cases: &Cases,
    me: &Unlocked,
    id: EscalationId,
    seen: i64,
    mut notice: Notice,
    cited: &[String],
) -> Result<(), Problem> {
    let found = open(cases, me, id).await?;
    if found.shredded {
        return Err(Problem::conflict("cases-notice-shredded"));
    }
    let member = me.member();
    notice.cited = saksi_db::read!(cases.db, member.viewer(), tx => { sealed::cite(&mut tx, cited).await })?;
    notice.check()?;
    let text = seal_text(&found.key, place(id.0), NOTICE, &json(&notice)?, &*cases.random())?;
    saksi_db::write!(cases.db, "save sealed notice", member.viewer(), tx => {
        sealed::touch(&mut tx, member, id, seen, Some(notice.imminent)).await?;
        rows::put_text(&mut tx, id, Some(id.0), id.0, NOTICE, &text).await
    })
}

/// Throws a draft away.
pub async fn discard(cases: &Cases, me: &Unlocked, id: EscalationId) -> Result<(), Problem> {
    open(cases, me, id).await?;
    saksi_db::write!(cases.db, "discard sealed notice", me.member().viewer(), tx => {
        sealed::discard(&mut tx, me.member(), id).await
    })
}

pub(super) async fn open_file(cases: &Cases, key: &CaseKey, row: &Attachment) -> Result<Vec<u8>, Problem> {
    let sealed = cases.blobs.get(BlobHash(rows::blob(&row.file)?)).await?;
    let at = SealedPlace::new(place(row.id), FILE);
    let mut opener = key.open_file(at, &row.header).map_err(damaged("a file of a notice"))?;
    let mut content = Vec::with_capacity(sealed.len());
    for chunk in sealed.chunks(SEALED_FILE_CHUNK) {
        content.extend_from_slice(&opener.open(chunk).map_err(damaged("a file of a notice"))?);
    }
    Ok(content)
}

/// One file of a notice: its name, its type, its bytes.
pub async fn file(
    cases: &Cases,
    me: &Unlocked,
    id: EscalationId,
    file: Uuid,
) -> Result<(AttachmentName, Vec<u8>), Problem> {
    let found = open(cases, me, id).await?;
    let mut all = found.parts.iter().flat_map(|part| &part.files);
    let (_, name) = all.find(|(known, _)| *known == file).cloned().ok_or_else(Problem::not_found)?;
    let row = found.attachments.iter().find(|row| row.id == file).ok_or_else(Problem::not_found)?;
    Ok((name, open_file(cases, &found.key, row).await?))
}

/// A person took a consent back: what came by it is shredded. Run as the system, in the transaction of the withdrawal.
pub(crate) async fn consent_withdrawn(tx: &mut Tx, consent: CaseRecordId) -> Result<(), Problem> {
    let parts = rows::parts_of_consent(tx, consent).await?;
    take_out(tx, parts).await
}

/// A case is deleted: so is what came from it. Run as the system, before its rows go.
pub(crate) async fn case_deleted(tx: &mut Tx, case: CaseId) -> Result<(), Problem> {
    let parts = rows::parts_of_case(tx, case).await?;
    take_out(tx, parts).await
}

async fn take_out(tx: &mut Tx, parts: Vec<PartRow>) -> Result<(), Problem> {
    let mut notices: Vec<EscalationId> = Vec::new();
    for part in parts {
        // What was frozen may have gone, or be on its way this moment: that it was there stays told.
        if part.dispatch.is_some() {
            rows::shred(tx, part.id).await?;
            rows::set_withdrawn(tx, part.id).await?;
        } else {
            rows::delete_part(tx, part.id).await?;
        }
        super::note(tx, Actor::System, part.id, "notice-part-shredded", &[]).await?;
        if !notices.contains(&part.escalation) {
            notices.push(part.escalation);
        }
    }
    for notice in notices {
        let left = rows::parts(tx, notice).await?.iter().filter(|part| part.withdrawn_on.is_none()).count();
        if left == 0 {
            rows::shred(tx, notice.0).await?;
        }
        sealed::consent_withdrawn(tx, notice, left).await?;
    }
    Ok(())
}

/// The notices of a case. Run as the system, for somebody who proved that they may have it.
pub(crate) async fn told(tx: &mut Tx, case: CaseId) -> Result<Vec<Told>, Problem> {
    sealed::of_case(tx, case).await
}

/// The notices of an open case, each with whether the member can open it.
pub(crate) async fn of_case(cases: &Cases, me: &Unlocked, case: CaseId) -> Result<Vec<(Told, bool)>, Problem> {
    let member = me.member();
    saksi_db::read!(cases.db, member.viewer(), tx => {
        let held = elevation::holder(&mut tx, member, case).await?;
        let all = saksi_db::as_system!(tx, held.part, told(&mut tx, case))?;
        let mut notices = Vec::with_capacity(all.len());
        for one in all {
            let named = rows::own_wrap(&mut tx, one.escalation, member.person).await?.is_some();
            notices.push((one, named));
        }
        Ok(notices)
    })
}

/// What a page offers for a new part: platforms, routes, drafts that it could join.
#[derive(Debug, Clone, Default)]
pub struct Offers {
    /// Platforms and mechanisms.
    pub addressees: Vec<Addressee>,
    /// Routes.
    pub routes: Vec<Route>,
    /// Drafts that the member is named on, with their platform.
    pub drafts: Vec<(EscalationId, String)>,
}

/// What there is to choose from.
pub async fn offers(cases: &Cases, me: &Unlocked) -> Result<Offers, Problem> {
    room(cases)?;
    let member = me.member();
    saksi_db::read!(cases.db, member.viewer(), tx => {
        Ok(Offers {
            addressees: sealed::addressees(&mut tx, member).await?,
            routes: sealed::routes(&mut tx, member).await?,
            drafts: rows::drafts_of(&mut tx, member.person).await?,
        })
    })
}

/// The rules that can be cited.
pub async fn rules(cases: &Cases, me: &Unlocked) -> Result<Vec<Rule>, Problem> {
    let member = me.member();
    saksi_db::read!(cases.db, member.viewer(), tx => { sealed::rules(&mut tx, member).await })
}
