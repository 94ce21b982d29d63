//! Handing a case to another organisation, with the consent of whoever asked for help and within its marking.
//!
//! What is handed over is always a case of its own, sealed to the receiver's triage: the extract. It holds what the person agreed to and
//! nothing else. Where they agreed to the whole case, the extract holds its key besides, and whoever accepts gets access.
//! An offer that is declined, taken back or not answered in time is deleted.

use std::collections::BTreeMap;
use std::fmt;

use saksi_base::{
    AddresseeId, CaseId, CaseRecordId, Marking, OrganisationId, Problem, ProblemKind, ReferralId, SiteLanguage,
    Timestamp, clock,
};
use saksi_db::{Actor, Tx};
use saksi_vault::{CaseKey, SealedPlace, WrappedCaseKey};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::filing::{AT, Plain, seal_text, seal_texts};
use super::keys::Unlocked;
use super::note;
use super::open::{Edit, NewEntry, Opened, Openers, SHEET, edit, open_case};
use super::returning::{Proof, door};
use super::view::{ConsentRequest, REQUEST, consent_state, organisation_name};
use super::work::needs_own_wrap;
use crate::handle::{Cases, damaged};
use crate::model::answers::Answers;
use crate::model::case::{Author, ConsentAnswer, Lane, RecordKind, SealingMode, VisitKind, WrapKind};
use crate::model::consent::{Consent, Extent, Field, Purpose, Wanted};
use crate::model::passing::{Holder, Outward, Pap};
use crate::model::priority::Level;
use crate::model::referral::{
    Candidate, DeclineReason, Need, NoFit, PartnerKind, ProviderProfile, Referral, ReferralState, Suggestion, Terms,
    WhyNotReferral, suggest,
};
use crate::model::sheet::Sheet;
use crate::model::words::{Answer, Intake, ServiceKind};
use crate::store::cases::NewCase;
use crate::store::referrals::ReferralRow;
use crate::{elevation, store};

/// The field of a referral's terms, in the sender's entry and in the extract.
const TERMS: &str = "terms";
/// The field of the extract that holds the key of the whole case.
const WHOLE: &str = "whole";

/// A consent that is asked for, or was given by word of mouth.
#[derive(Clone, PartialEq, Eq)]
pub struct NewConsent {
    /// To what.
    pub purpose: Purpose,
    /// For which organisation; for a notice to a platform one's own.
    pub receiver: OrganisationId,
    /// For a notice: which platform alone is told, with its name; none where it may be any.
    pub platform: Option<(AddresseeId, String)>,
    /// What the person is told about it.
    pub words: String,
    /// How much.
    pub extent: Extent,
    /// Until when it would hold, where it does not hold until it is taken back.
    pub ends: Option<Timestamp>,
}

impl fmt::Debug for NewConsent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NewConsent").field("purpose", &self.purpose).finish_non_exhaustive()
    }
}

/// A referral that is to be made.
#[derive(Clone, PartialEq, Eq)]
pub struct NewReferral {
    /// For what: that they help, or that they look into what happened.
    pub purpose: Purpose,
    /// To whom.
    pub to: OrganisationId,
    /// For which help.
    pub service: ServiceKind,
    /// How much.
    pub extent: Extent,
    /// A summary, where the extract holds one.
    pub text: String,
    /// Until when an answer is waited for.
    pub deadline: Timestamp,
}

impl fmt::Debug for NewReferral {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NewReferral").field("to", &self.to).finish_non_exhaustive()
    }
}

/// A referral, as one of its sides sees it.
#[derive(Clone)]
pub struct ReferralView {
    /// Its terms and where it stands.
    pub referral: Referral,
    /// Who offers it.
    pub from_name: String,
    /// To whom.
    pub to_name: String,
    /// For what.
    pub purpose: Purpose,
    /// The marking of what is handed over.
    pub marking: Marking,
    /// What may be done with it.
    pub pap: Pap,
    /// Until when the person's consent holds, where it ends by itself.
    pub ends: Option<Timestamp>,
    /// What the extract holds; empty where it does not open for the reader.
    pub extract: Vec<(Field, Said)>,
    /// The receiver's case that it is, while there is one.
    pub extract_case: Option<CaseId>,
    /// Whether its terms open for the reader.
    pub can_open: bool,
}

/// What a field of an extract says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// In words, as they were written.
    Words(String),
    /// Coded, by the messages that name the codes.
    Coded(Vec<&'static str>),
}

impl fmt::Debug for ReferralView {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReferralView").field("id", &self.referral.id).finish_non_exhaustive()
    }
}

/// What is sealed of a referral.
#[derive(Serialize, Deserialize)]
struct SealedTerms {
    referral: Referral,
    /// For what. Offers from before it was written down are for help.
    #[serde(default = "for_help")]
    purpose: Purpose,
    marking: Marking,
    /// What may be done with it. Offers from before it was written down say what every case says at first.
    #[serde(default = "first_pap")]
    pap: Pap,
    /// Until when the person's consent holds, where it ends by itself.
    #[serde(default)]
    ends: Option<Timestamp>,
}

const fn for_help() -> Purpose {
    Purpose::Referral
}

/// Refuses what nobody is asked for: a study gets an extract, never a case with its key.
fn fits(purpose: Purpose, extent: &Extent) -> Result<(), Problem> {
    if purpose == Purpose::Research && *extent == Extent::Whole {
        return Err(Problem::field("much", "cases-research-extract"));
    }
    // Of a testimony there are its words and nothing else.
    if purpose == Purpose::Testimony && *extent != super::voices::extent() {
        return Err(Problem::field("much", "cases-voice-extent"));
    }
    Ok(())
}

fn first_pap() -> Pap {
    Sheet::default().pap
}

/// Asks the person for consent, in the thread.
pub async fn ask_consent(cases: &Cases, me: &Unlocked, case: CaseId, consent: NewConsent) -> Result<(), Problem> {
    write_consent(cases, me, case, consent).await.map(|_| ())
}

/// Keeps a consent that the person gave by word of mouth. They see it in the thread, and can take it back there.
pub async fn record_consent(cases: &Cases, me: &Unlocked, case: CaseId, consent: NewConsent) -> Result<(), Problem> {
    let record = write_consent(cases, me, case, consent).await?;
    answer(cases, me, case, record, ConsentAnswer::Yes).await
}

/// Takes a consent back for a person who said so by word of mouth.
pub async fn withdraw_consent(cases: &Cases, me: &Unlocked, case: CaseId, record: CaseRecordId) -> Result<(), Problem> {
    answer(cases, me, case, record, ConsentAnswer::Withdrawn).await
}

async fn write_consent(
    cases: &Cases,
    me: &Unlocked,
    case: CaseId,
    consent: NewConsent,
) -> Result<CaseRecordId, Problem> {
    let member = me.member();
    fits(consent.purpose, &consent.extent)?;
    let receiver_name = saksi_db::read!(cases.db, member.viewer(), tx => {
        organisation_name(&mut tx, consent.receiver).await
    })?;
    if receiver_name.is_empty() {
        return Err(Problem::not_found());
    }
    let (platform, receiver_name) = match (consent.purpose, consent.platform) {
        (Purpose::Escalation, Some((platform, name))) => (Some(platform), name),
        (Purpose::Escalation, None) => (None, String::new()),
        _ => (None, receiver_name),
    };
    let id = CaseRecordId::new(&*cases.random());
    edit(cases, me, case, |opened| {
        needs_own_wrap(opened)?;
        let request = ConsentRequest {
            purpose: consent.purpose,
            receiver: consent.receiver,
            receiver_name: receiver_name.clone(),
            platform,
            extent: consent.extent.clone(),
            words: consent.words.trim().to_owned(),
            at: opened.now,
            ends: consent.ends,
        };
        let text = serde_json::to_string(&request).map_err(|_| Problem::internal())?;
        let mut edit = Edit::new(opened.sheet.clone(), VisitKind::Answered, id);
        let texts = vec![
            (REQUEST, Zeroizing::new(text)),
            (AT, Zeroizing::new(opened.now.to_rfc3339())),
            (super::view::FROM, Zeroizing::new(member.organisation_name.clone())),
        ];
        edit.write(NewEntry { id, kind: RecordKind::Consent, shared: true, texts }, member.person);
        Ok(edit)
    })
    .await
}

async fn answer(
    cases: &Cases,
    me: &Unlocked,
    case: CaseId,
    record: CaseRecordId,
    answer: ConsentAnswer,
) -> Result<(), Problem> {
    async fn keep(tx: &mut Tx, case: CaseId, record: CaseRecordId, answer: ConsentAnswer) -> Result<(), Problem> {
        let row = store::cases::record(tx, case, record).await?;
        let row = row.filter(|row| row.kind == RecordKind::Consent).ok_or_else(Problem::not_found)?;
        let before = consent_state(&row).answer;
        let fits = match answer {
            ConsentAnswer::Withdrawn => before == Some(ConsentAnswer::Yes),
            _ => before.is_none(),
        };
        if !fits {
            return Err(Problem::conflict("cases-consent-answered"));
        }
        store::cases::answer_record(tx, record, answer.code()).await?;
        if answer == ConsentAnswer::Withdrawn {
            store::referrals::take_back(tx, record).await?;
            super::notices::consent_withdrawn(tx, record).await?;
            super::voices::consent_withdrawn(tx, record).await?;
        }
        Ok(())
    }
    let member = me.member();
    saksi_db::write!(cases.db, "keep consent", member.viewer(), tx => {
        let held = elevation::holder(&mut tx, member, case).await?;
        saksi_db::as_system!(tx, held.part, keep(&mut tx, case, record, answer))?;
        note(&mut tx, Actor::Member(member.person), case.0, "case-consent-kept", answer.code().as_bytes()).await
    })
}

/// The consents of a case: what was asked, and what the person answered.
pub(super) fn consents(opened: &Opened) -> Vec<(CaseRecordId, Consent)> {
    let rows = opened.loaded.records.iter().filter(|row| row.kind == RecordKind::Consent);
    rows.filter_map(|row| {
        let (text, _) = opened.loaded.texts.get(&opened.keys, row.id, REQUEST);
        let request: ConsentRequest = serde_json::from_str(&text).ok()?;
        Some((row.id, request.consent(opened.row.id, consent_state(row))?))
    })
    .collect()
}

fn why_not(why: WhyNotReferral) -> Problem {
    match why {
        WhyNotReferral::Consent(none) => Problem::conflict(none.message()),
        WhyNotReferral::Marking(not) => Problem::conflict(not.message()),
        WhyNotReferral::ToItself => Problem::field("to", "cases-referral-to-itself"),
        WhyNotReferral::Deadline => Problem::field("deadline", "cases-referral-deadline"),
        WhyNotReferral::State(_) => Problem::conflict("cases-referral-state"),
        WhyNotReferral::OtherSide => Problem::new(ProblemKind::Forbidden, "cases-referral-other-side"),
    }
}

/// What an extract of these fields holds of a request.
fn extract_of<'a>(opened: &'a Opened, fields: &[Field], summary: &'a str) -> Plain<'a> {
    let given = opened.sheet.answers(&opened.request.answers);
    let mut plain =
        Plain { answers: Answers { intake: Some(Intake::Referral), ..Answers::default() }, ..Plain::default() };
    for field in fields {
        match field {
            Field::Services => plain.answers.services = given.services.clone(),
            Field::Danger => (plain.answers.safe, plain.answers.minor) = (given.safe, given.minor),
            Field::Incident => {
                plain.answers.incident.clone_from(&given.incident);
                plain.answers.abuse.clone_from(&given.abuse);
                plain.answers.approach = opened.sheet.approach(&opened.request.answers);
            }
            Field::Language => plain.answers.language = given.language.clone(),
            Field::Place => (plain.answers.region, plain.answers.place) = (given.region, given.place.clone()),
            Field::Contact => {
                plain.contact = &opened.request.contact;
                plain.contact_when = &opened.request.contact_when;
                plain.name = &opened.request.name;
            }
            Field::Words => plain.text = &opened.request.text,
            Field::Summary if plain.text.is_empty() => plain.text = summary,
            Field::Summary | Field::Links | Field::Files => {}
        }
    }
    plain
}

/// Offers a case, or an extract of it, to another organisation: if the person agreed to just that, and the marking lets it pass.
pub async fn offer(cases: &Cases, me: &Unlocked, case: CaseId, new: NewReferral) -> Result<ReferralId, Problem> {
    let member = me.member();
    fits(new.purpose, &new.extent)?;
    let to = super::filing::intake_of(cases, new.to).await?;
    let to = to.ok_or_else(|| Problem::field("to", "cases-referral-no-helpline"))?;
    let random = cases.random();
    let id = ReferralId::new(&*random);
    let (record, extract, filing, sheet) =
        (CaseRecordId::new(&*random), CaseId::new(&*random), CaseRecordId::new(&*random), CaseRecordId::new(&*random));
    let opened = open_case(cases, me, case).await?;
    needs_own_wrap(&opened)?;
    opened.sheet.pap.let_or_refuse(Outward::Refer)?;
    let known = consents(&opened);
    let given: Vec<Consent> = known.iter().map(|(_, consent)| consent.clone()).collect();
    let wanted = Wanted { case, purpose: new.purpose, receiver: new.to, platform: None, extent: &new.extent };
    // Of several consents that cover it, the one that holds longest.
    let covering = known.iter().filter(|(_, consent)| consent.covers(wanted, opened.now).is_ok());
    let covering = covering.max_by_key(|(_, consent)| consent.ends.map_or(i64::MAX, |ends| ends.0));
    let ends = covering.and_then(|(_, consent)| consent.ends);
    let consent = covering.map(|(record, _)| *record);
    // No answer is waited for beyond the person's consent: the sweep that ends unanswered offers ends this one with it.
    let deadline = ends.map_or(new.deadline, |ends| ends.min(new.deadline));
    let referral = Referral::offer(
        id,
        Terms {
            case,
            purpose: new.purpose,
            marking: opened.sheet.marking,
            from: Holder::default(),
            to: Holder::default(),
            parties: (member.organisation, new.to),
            service: new.service,
            extent: new.extent.clone(),
            consents: &given,
            deadline: Some(deadline),
        },
        opened.now,
    )
    .map_err(why_not)?;
    let fields = match &new.extent {
        Extent::Extract { fields } if fields.contains(&Field::Files) => {
            return Err(Problem::field("field", "cases-referral-files"));
        }
        Extent::Extract { fields } => fields.clone(),
        Extent::Whole => match Extent::first_contact() {
            Extent::Extract { fields } => fields,
            Extent::Whole => Vec::new(),
        },
    };
    let mut plain = extract_of(&opened, &fields, new.text.trim());
    plain.answers.at = Some(opened.now);
    if plain.answers.services.is_empty() {
        plain.answers.services = vec![new.service];
    }
    let key = CaseKey::generate(extract, &*random);
    let mut texts = seal_texts(&key, filing, &plain, &*random)?;
    let terms =
        SealedTerms { referral, purpose: new.purpose, marking: opened.sheet.marking, pap: opened.sheet.pap, ends };
    let terms = Zeroizing::new(serde_json::to_string(&terms).map_err(|_| Problem::internal())?);
    texts.push((TERMS.to_owned(), seal_text(&key, filing, TERMS, &terms, &*random)?));
    if new.extent == Extent::Whole {
        let whole = opened.keys.newest(opened.row.generation)?;
        let wrap = whole.wrap(&to.key, &*random).map_err(damaged("a wrap"))?;
        let field = saksi_vault::FieldName::fixed("whole");
        let sealed = key.seal(SealedPlace::new(filing, field), wrap.as_bytes(), &*random).map_err(damaged("a wrap"))?;
        texts.push((WHOLE.to_owned(), sealed));
    }
    // The receiver's case is marked as this one is from its first moment.
    let mut first = Sheet::fresh(extract, &plain.answers, opened.now);
    (first.marking, first.pap) = (opened.sheet.marking, opened.sheet.pap);
    let first = Zeroizing::new(serde_json::to_string(&first).map_err(|_| Problem::internal())?);
    let first = key.seal(SealedPlace::new(sheet, SHEET), first.as_str(), &*random).map_err(damaged("a sheet"))?;
    let wrap = key.wrap(&to.key, &*random).map_err(damaged("a wrap"))?;
    edit(cases, me, case, |opened| {
        let mut edit = Edit::new(opened.sheet.clone(), VisitKind::Referred, ());
        let texts = vec![(TERMS, terms.clone()), (AT, Zeroizing::new(opened.now.to_rfc3339()))];
        edit.write(NewEntry { id: record, kind: RecordKind::Referral, shared: false, texts }, member.person);
        Ok(edit)
    })
    .await?;
    let row = NewCase {
        id: extract,
        owner: new.to,
        receipt: None,
        mode: SealingMode::Server,
        lane: Lane::Waiting,
        filing,
        sheet,
    };
    saksi_db::write!(cases.db, "offer referral", member.viewer(), tx => {
        saksi_db::as_system!(tx, elevation::FILING, store::cases::insert_case(&mut tx, &row))?;
        store::cases::insert_record(&mut tx, extract, filing, RecordKind::Filing, Author::Staff, false).await?;
        store::cases::insert_record(&mut tx, extract, sheet, RecordKind::Sheet, Author::Server, false).await?;
        for (field, text) in &texts {
            store::cases::put_text(&mut tx, extract, filing, field, text).await?;
        }
        store::cases::put_text(&mut tx, extract, sheet, SHEET.as_str(), &first).await?;
        store::cases::insert_wrap(&mut tx, extract, WrapKind::Triage, Some(new.to), None, &wrap).await?;
        let deadline = deadline.plus(clock::DAY).day();
        let row = ReferralRow {
            id,
            case,
            record,
            consent,
            extract: Some(extract),
            sender: member.organisation,
            receiver: new.to,
            state: ReferralState::Offered,
            declined: None,
            reached: None,
            day: tx.now().day(),
            deadline,
        };
        store::referrals::insert(&mut tx, &row).await?;
        note(&mut tx, Actor::Member(member.person), extract.0, "case-referral-offered", &[]).await
    })?;
    Ok(id)
}

/// A referral and its side of the member's organisation; that there is another one is not told.
async fn own(cases: &Cases, me: &Unlocked, id: ReferralId, receiver: bool) -> Result<ReferralRow, Problem> {
    let member = me.member();
    member.may(saksi_network::Capability::RESPOND)?;
    let row = saksi_db::read!(cases.db, member.viewer(), tx => { store::referrals::referral(&mut tx, id).await })?;
    let mine = |row: &ReferralRow| (if receiver { row.receiver } else { row.sender }) == member.organisation;
    row.filter(mine).ok_or_else(Problem::not_found)
}

/// Takes an offer back that is not answered yet. For whoever holds the case.
pub async fn take_back(cases: &Cases, me: &Unlocked, id: ReferralId) -> Result<(), Problem> {
    let member = me.member();
    let row = own(cases, me, id, false).await?;
    saksi_db::write!(cases.db, "take referral back", member.viewer(), tx => {
        let held = elevation::holder(&mut tx, member, row.case).await?;
        let ended = saksi_db::as_system!(tx, held.part, store::referrals::end_offer(&mut tx, &row, ReferralState::TakenBack))?;
        if !ended {
            return Err(Problem::conflict("cases-referral-state"));
        }
        note(&mut tx, Actor::Member(member.person), row.case.0, "case-referral-taken-back", &[]).await
    })
}

/// Keeps what the person told a helper: did they reach you?
pub async fn reached(cases: &Cases, me: &Unlocked, id: ReferralId, answer: Answer) -> Result<(), Problem> {
    let member = me.member();
    let row = own(cases, me, id, false).await?;
    saksi_db::write!(cases.db, "follow referral up", member.viewer(), tx => {
        elevation::holder(&mut tx, member, row.case).await?;
        if row.state != ReferralState::Accepted {
            return Err(Problem::conflict("cases-referral-state"));
        }
        store::referrals::set_reached(&mut tx, id, answer).await
    })
}

/// The person says themselves whether the other side reached them.
pub async fn person_says_reached(cases: &Cases, proof: &Proof, id: ReferralId, answer: Answer) -> Result<(), Problem> {
    async fn keep(tx: &mut Tx, proof: &Proof, id: ReferralId, answer: Answer) -> Result<(), Problem> {
        let case = door(tx, proof).await?;
        let row = store::referrals::referral(tx, id).await?;
        let row = row.filter(|row| row.case == case.id).ok_or_else(Problem::not_found)?;
        if row.state != ReferralState::Accepted {
            return Err(Problem::conflict("cases-referral-state"));
        }
        store::referrals::set_reached(tx, id, answer).await?;
        note(tx, Actor::Public, case.id.0, "case-person-said", &[]).await
    }
    saksi_db::write!(cases.db, "person follows up", saksi_db::Viewer::Public, tx => {
        saksi_db::as_system!(tx, elevation::RECEIPT, keep(&mut tx, proof, id, answer))
    })
}

/// Accepts an offer. The person's consent must still stand. Whoever accepts gets the extract; where the whole case was offered, they
/// get access to it, and the extract ends.
pub async fn accept(cases: &Cases, me: &Unlocked, id: ReferralId) -> Result<(), Problem> {
    let member = me.member();
    let row = own(cases, me, id, true).await?;
    let gone = || Problem::conflict("cases-referral-state");
    let extract = row.extract.ok_or_else(gone)?;
    let opened = open_case(cases, me, extract).await?;
    let (terms, whole) = read_extract(&opened)?;
    let terms = terms.ok_or_else(|| damaged("a referral")(saksi_vault::SealError::Damaged))?;
    let whole = match whole {
        Some(wrap) => {
            let triage = super::helpline::triage_private(cases, me).await?;
            let openers = Openers { own: me.key(), triage: Some(triage) };
            Some(openers.open_one(row.case, &wrap)?)
        }
        None => None,
    };
    let keys = super::triage::KeysOf::read(cases, me, &[member.person]).await?;
    let wraps = match &whole {
        Some(key) => keys.wrap_all(key, member.organisation, &*cases.random())?,
        None => Vec::new(),
    };
    saksi_db::write!(cases.db, "accept referral", member.viewer(), tx => {
        let held = elevation::holder(&mut tx, member, extract).await?;
        let agreed = match row.consent {
            Some(consent) => store::cases::record(&mut tx, row.case, consent)
                .await?
                .is_some_and(|record| consent_state(&record).answer == Some(ConsentAnswer::Yes)),
            None => false,
        };
        if !agreed {
            return Err(Problem::conflict("cases-consent-withdrawn"));
        }
        let now = tx.now();
        let state = Referral { state: row.state, ..terms.referral.clone() }.state_at(now);
        if state != ReferralState::Offered {
            return Err(gone());
        }
        if let Some(key) = &whole {
            let part = held.part;
            let generation = saksi_db::as_system!(tx, part, store::cases::case(&mut tx, row.case))?;
            // A rekeying has begun since the offer: the key that came with it opens nothing new.
            if generation.ok_or_else(gone)?.generation != key.generation() {
                return Err(Problem::conflict("cases-referral-rekeyed"));
            }
            for wrap in &wraps {
                store::cases::insert_wrap(&mut tx, row.case, wrap.kind, wrap.organisation, wrap.person, &wrap.key).await?;
            }
            super::open::visited(&mut tx, member, row.case, VisitKind::Assigned).await?;
        }
        if !store::referrals::set_state(&mut tx, id, ReferralState::Offered, ReferralState::Accepted, None).await? {
            return Err(gone());
        }
        if whole.is_some() {
            saksi_db::as_system!(tx, held.part, store::referrals::drop_extract(&mut tx, &row))?;
        }
        note(&mut tx, Actor::Member(member.person), row.case.0, "case-referral-accepted", &[]).await
    })?;
    if whole.is_none() {
        super::triage::take(cases, me, extract).await?;
    }
    Ok(())
}

/// Declines an offer, with the reason; the extract is deleted.
pub async fn decline(cases: &Cases, me: &Unlocked, id: ReferralId, reason: DeclineReason) -> Result<(), Problem> {
    let member = me.member();
    let row = own(cases, me, id, true).await?;
    let gone = || Problem::conflict("cases-referral-state");
    let extract = row.extract.ok_or_else(gone)?;
    saksi_db::write!(cases.db, "decline referral", member.viewer(), tx => {
        let held = elevation::holder(&mut tx, member, extract).await?;
        let declined = Some(reason);
        if !store::referrals::set_state(&mut tx, id, ReferralState::Offered, ReferralState::Declined, declined).await? {
            return Err(gone());
        }
        saksi_db::as_system!(tx, held.part, store::referrals::drop_extract(&mut tx, &row))?;
        note(&mut tx, Actor::Member(member.person), row.case.0, "case-referral-declined", &[]).await
    })
}

/// How a case must at least stay marked for somebody who has it from another organisation: as that one marked it. None where it is
/// their own.
pub(super) fn marked_by_source(
    opened: &Opened,
    organisation: OrganisationId,
) -> Result<Option<(Marking, Pap)>, Problem> {
    if opened.row.owner != organisation {
        return Ok(Some((opened.sheet.marking, opened.sheet.pap)));
    }
    Ok(read_extract(opened)?.0.map(|terms| (terms.marking, terms.pap)))
}

/// The terms in an extract, and the wrap of the whole case where it holds one.
fn read_extract(opened: &Opened) -> Result<(Option<SealedTerms>, Option<WrappedCaseKey>), Problem> {
    let (text, _) = opened.loaded.texts.get(&opened.keys, opened.row.filing, TERMS);
    let terms = serde_json::from_str(&text).ok();
    let whole = opened.loaded.texts.bytes(&opened.keys, opened.row.filing, WHOLE);
    let wrap = whole.map(|bytes| WrappedCaseKey::from_bytes(&bytes)).transpose().map_err(damaged("a wrap"))?;
    Ok((terms, wrap))
}

/// What an open extract holds, field by field.
fn fields_of(opened: &Opened) -> Vec<(Field, Said)> {
    let request = &opened.request;
    let answers = &request.answers;
    let contact = [request.name.as_str(), request.contact.as_str(), request.contact_when.as_str()];
    let place = match (&answers.place, answers.region) {
        (Some(place), _) => Said::Words(place.to_string()),
        (None, region) => Said::Coded(region.iter().map(|region| region.message()).collect()),
    };
    let happened = answers.incident.iter().map(|kind| kind.message());
    let happened = happened.chain(answers.abuse.iter().map(|kind| kind.message())).collect();
    let tag = answers.language.as_str();
    let language = match SiteLanguage::from_tag(tag) {
        Some(known) => known.own_name().to_owned(),
        None if answers.language.is_unknown() => String::new(),
        None => tag.to_owned(),
    };
    [
        (Field::Services, Said::Coded(answers.services.iter().map(|kind| kind.message()).collect())),
        (Field::Danger, Said::Coded(vec![answers.safe.message()])),
        (Field::Incident, Said::Coded(happened)),
        (Field::Language, Said::Words(language)),
        (Field::Place, place),
        (
            Field::Contact,
            Said::Words(contact.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")),
        ),
        (Field::Summary, Said::Words(request.text.to_string())),
    ]
    .into_iter()
    .filter(|(_, said)| !matches!(said, Said::Words(text) if text.is_empty()))
    .filter(|(_, said)| !matches!(said, Said::Coded(codes) if codes.is_empty()))
    .collect()
}

/// A referral whose terms do not open for the reader.
fn closed(row: &ReferralRow) -> Referral {
    Referral {
        id: row.id,
        case: row.case,
        from: row.sender,
        to: row.receiver,
        service: ServiceKind::Other,
        extent: Extent::first_contact(),
        offered: row.day,
        deadline: row.deadline,
        state: row.state,
        declined: row.declined,
        reached: row.reached,
    }
}

async fn view(
    cases: &Cases,
    me: &Unlocked,
    row: &ReferralRow,
    opened: Option<&Opened>,
) -> Result<ReferralView, Problem> {
    let (from_name, to_name) = saksi_db::read!(cases.db, me.member().viewer(), tx => {
        let from = organisation_name(&mut tx, row.sender).await?;
        Ok::<_, Problem>((from, organisation_name(&mut tx, row.receiver).await?))
    })?;
    let mut terms: Option<SealedTerms> = None;
    let mut extract = Vec::new();
    match opened {
        Some(opened) if opened.row.id == row.case => {
            let (text, _) = opened.loaded.texts.get(&opened.keys, row.record, TERMS);
            terms = serde_json::from_str(&text).ok();
        }
        Some(opened) => {
            terms = read_extract(opened)?.0;
            extract = fields_of(opened);
        }
        None => {}
    }
    let can_open = terms.is_some();
    let SealedTerms { referral, purpose, marking, pap, ends } = terms.unwrap_or_else(|| SealedTerms {
        referral: closed(row),
        purpose: for_help(),
        marking: Sheet::default().marking,
        pap: first_pap(),
        ends: None,
    });
    let referral = Referral { state: row.state, declined: row.declined, reached: row.reached, ..referral };
    let state = referral.state_at(cases.now());
    let referral = Referral { state, ..referral };
    Ok(ReferralView {
        referral,
        from_name,
        to_name,
        purpose,
        marking,
        pap,
        ends,
        extract,
        extract_case: row.extract,
        can_open,
    })
}

/// The referrals of an open case.
pub(crate) async fn of_case(cases: &Cases, me: &Unlocked, opened: &Opened) -> Result<Vec<ReferralView>, Problem> {
    let rows = saksi_db::read!(cases.db, me.member().viewer(), tx => {
        store::referrals::of_case(&mut tx, opened.row.id).await
    })?;
    let mut views = Vec::with_capacity(rows.len());
    for row in rows {
        views.push(view(cases, me, &row, Some(opened)).await?);
    }
    Ok(views)
}

/// What other organisations offer to one's own. What is in it opens for triagers and for those who hold it.
pub async fn incoming(cases: &Cases, me: &Unlocked) -> Result<Vec<ReferralView>, Problem> {
    list(cases, me, true).await
}

/// What one's own organisation offered to others. What is in it opens for those who hold the case.
pub async fn outgoing(cases: &Cases, me: &Unlocked) -> Result<Vec<ReferralView>, Problem> {
    list(cases, me, false).await
}

async fn list(cases: &Cases, me: &Unlocked, incoming: bool) -> Result<Vec<ReferralView>, Problem> {
    let member = me.member();
    member.may(saksi_network::Capability::RESPOND)?;
    let rows = saksi_db::read!(cases.db, member.viewer(), tx => {
        store::referrals::of_organisation(&mut tx, member.organisation, incoming).await
    })?;
    let mut views = Vec::with_capacity(rows.len());
    for row in rows {
        // Once the whole case is accepted there is no extract any more; its terms stand in the case itself.
        let taken = (row.state == ReferralState::Accepted).then_some(row.case);
        let case = if incoming { row.extract.or(taken) } else { Some(row.case) };
        let opened = match case {
            Some(case) => open_case(cases, me, case).await.ok(),
            None => None,
        };
        views.push(view(cases, me, &row, opened.as_ref()).await?);
    }
    Ok(views)
}

/// Another organisation that helps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Partner {
    /// Which.
    pub id: OrganisationId,
    /// Its name.
    pub name: String,
    /// What kind of partner it is.
    pub kind: PartnerKind,
}

/// Who could help.
#[derive(Debug, Clone)]
pub struct Providers {
    /// Those who fit, the best first, with points and reasons.
    pub fit: Vec<(Partner, Suggestion)>,
    /// Those who do not, and why.
    pub others: Vec<(Partner, NoFit)>,
}

/// Who could give a kind of help in a case, the best fit first, and who could not, each with the reason.
pub async fn providers(cases: &Cases, me: &Unlocked, case: CaseId, service: ServiceKind) -> Result<Providers, Problem> {
    let member = me.member();
    let opened = open_case(cases, me, case).await?;
    let answers = opened.sheet.answers(&opened.request.answers);
    let facts = opened.sheet.facts(&opened.request.answers, opened.request.received);
    let need = Need {
        service,
        language: answers.language.clone(),
        place: answers.place.clone().unwrap_or(saksi_base::Place::NotDisclosed),
        incident: answers.main_incident(),
        group: answers.main_group(),
        urgent: opened.settings.priority.value.decide(&facts, opened.now).level == Level::Urgent,
        needs_code: false,
    };
    let (profiles, names) = saksi_db::read!(cases.db, member.viewer(), tx => {
        let since = tx.now().plus(-7 * clock::DAY);
        let mut profiles: Vec<(ProviderProfile, u32)> = Vec::new();
        let mut names = BTreeMap::new();
        for (organisation, text) in store::settings::everywhere(&mut tx, "profile").await? {
            let profile: Option<ProviderProfile> = serde_json::from_str(&text).ok().flatten();
            let Some(profile) = profile.filter(|_| organisation != member.organisation) else { continue };
            let taken = store::referrals::taken_since(&mut tx, organisation, since).await?;
            names.insert(organisation, organisation_name(&mut tx, organisation).await?);
            profiles.push((ProviderProfile { organisation, ..profile }, taken));
        }
        Ok::<_, Problem>((profiles, names))
    })?;
    let candidates: Vec<Candidate<'_>> =
        profiles.iter().map(|(profile, taken)| Candidate { profile, taken_this_week: *taken }).collect();
    let (fits, others) = suggest(&candidates, &need);
    let partner = |id: OrganisationId| {
        let kind = profiles.iter().find(|(profile, _)| profile.organisation == id).map(|(profile, _)| profile.kind);
        Partner { id, name: names.get(&id).cloned().unwrap_or_default(), kind: kind.unwrap_or(PartnerKind::Other) }
    };
    Ok(Providers {
        fit: fits.into_iter().map(|fit| (partner(fit.organisation), fit)).collect(),
        others: others.into_iter().map(|(id, why)| (partner(id), why)).collect(),
    })
}
