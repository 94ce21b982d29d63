//! Voices from the ground: words that somebody who was helped lets everybody read (E9).
//!
//! A helper writes them down and asks; the person reads exactly these words in their thread and says yes or no. Until somebody who
//! holds the case releases them they are sealed in it. They can be taken back at any moment, go with the case, and stand on the page with the
//! organisation and the month, never with a name.

use std::fmt;

use saksi_base::problem::Problems;
use saksi_base::{CaseId, CaseRecordId, LanguageTag, Problem, Timestamp, VoiceId};
use saksi_db::{Actor, Tx, Viewer};
use saksi_web::fields::check_text;

use super::keys::Unlocked;
use super::note;
use super::open::{month, open_case, visited};
use super::referral::{self, NewConsent};
use super::view::{REQUEST, consent_state, organisation_name};
use super::work::needs_own_wrap;
use crate::actions::ConsentRequest;
use crate::handle::Cases;
use crate::model::case::{ConsentAnswer, RecordKind, VisitKind};
use crate::model::consent::{Extent, Field, NoConsent, Purpose, Wanted};
use crate::store::voices::NewVoice;
use crate::{elevation, store};

/// Longest testimony, in characters.
pub const LONGEST: usize = 4_000;
/// Most that the page shows.
const MOST_SHOWN: i64 = 200;
/// How many whose time is over are taken away in one go.
const BATCH: i64 = 50;

/// What a consent to a testimony is about: its words.
pub fn extent() -> Extent {
    Extent::Extract { fields: vec![Field::Words] }
}

/// A testimony that everybody may read.
#[derive(Clone, PartialEq, Eq)]
pub struct Voice {
    /// The words.
    pub words: String,
    /// In which language.
    pub language: LanguageTag,
    /// Who took it down.
    pub organisation: String,
    /// The first day of the month in which it was released.
    pub month: Timestamp,
}

impl fmt::Debug for Voice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Voice").field("month", &self.month).finish_non_exhaustive()
    }
}

/// Asks the person whether everybody may read these words, or keeps what they said by word of mouth.
pub async fn ask(
    cases: &Cases,
    me: &Unlocked,
    case: CaseId,
    words: &str,
    ends: Option<Timestamp>,
    said: bool,
) -> Result<(), Problem> {
    let mut problems = Problems::new();
    check_text(&mut problems, "words", words, LONGEST, true);
    problems.finish()?;
    let consent = NewConsent {
        purpose: Purpose::Testimony,
        receiver: me.member().organisation,
        platform: None,
        words: words.trim().to_owned(),
        extent: extent(),
        ends,
    };
    if said {
        referral::record_consent(cases, me, case, consent).await
    } else {
        referral::ask_consent(cases, me, case, consent).await
    }
}

/// Lets everybody read what the person agreed to, word for word.
pub async fn release(cases: &Cases, me: &Unlocked, case: CaseId, consent: CaseRecordId) -> Result<(), Problem> {
    let member = me.member();
    let opened = open_case(cases, me, case).await?;
    needs_own_wrap(&opened)?;
    let row = opened.loaded.records.iter().find(|row| row.id == consent && row.kind == RecordKind::Consent);
    let row = row.ok_or_else(Problem::not_found)?;
    let (text, _) = opened.loaded.texts.get(&opened.keys, consent, REQUEST);
    let request: ConsentRequest = serde_json::from_str(&text).map_err(|_| Problem::not_found())?;
    let refused = |why: NoConsent| Problem::conflict(why.message());
    let given = request.consent(case, consent_state(row)).ok_or_else(|| refused(NoConsent::NotAsked))?;
    let all = extent();
    let wanted =
        Wanted { case, purpose: Purpose::Testimony, receiver: member.organisation, platform: None, extent: &all };
    given.covers(wanted, opened.now).map_err(refused)?;
    let language = opened.sheet.answers(&opened.request.answers).language.clone();
    let voice = NewVoice {
        id: VoiceId::new(&*cases.random()),
        case,
        consent,
        organisation: member.organisation,
        words: &request.words,
        language: language.as_str(),
        ends: request.ends,
    };
    saksi_db::write!(cases.db, "release testimony", member.viewer(), tx => {
        let held = elevation::holder(&mut tx, member, case).await?;
        if !held.mine {
            return Err(Problem::conflict("cases-take-it-first"));
        }
        // They may have taken it back this moment.
        let row = saksi_db::as_system!(tx, held.part, store::cases::record(&mut tx, case, consent))?;
        if row.map(|row| consent_state(&row).answer) != Some(Some(ConsentAnswer::Yes)) {
            return Err(Problem::conflict(NoConsent::Withdrawn.message()));
        }
        if !store::voices::insert(&mut tx, &voice).await? {
            return Ok(());
        }
        saksi_db::as_system!(tx, held.part, visited(&mut tx, member, case, VisitKind::VoiceReleased))
    })
}

/// Takes a testimony off the page. The consent stays, so that it can be released again.
pub async fn take_down(cases: &Cases, me: &Unlocked, case: CaseId, consent: CaseRecordId) -> Result<(), Problem> {
    let member = me.member();
    saksi_db::write!(cases.db, "take testimony down", member.viewer(), tx => {
        elevation::holder(&mut tx, member, case).await?;
        if !store::voices::of_case(&mut tx, case).await?.contains(&consent) {
            return Err(Problem::not_found());
        }
        store::voices::delete(&mut tx, consent).await?;
        note(&mut tx, Actor::Member(member.person), case.0, "case-voice-taken-down", &[]).await
    })
}

/// The consents of a case by which something stands on the page.
pub async fn of_case(cases: &Cases, me: &Unlocked, case: CaseId) -> Result<Vec<CaseRecordId>, Problem> {
    let member = me.member();
    saksi_db::read!(cases.db, member.viewer(), tx => {
        elevation::holder(&mut tx, member, case).await?;
        store::voices::of_case(&mut tx, case).await
    })
}

/// What everybody may read, the latest first.
pub async fn published(cases: &Cases) -> Result<Vec<Voice>, Problem> {
    saksi_db::read!(cases.db, Viewer::Public, tx => {
        let mut found = Vec::new();
        for row in store::voices::published(&mut tx, MOST_SHOWN).await? {
            found.push(Voice {
                organisation: organisation_name(&mut tx, row.organisation).await?,
                words: row.words,
                language: LanguageTag::or_unknown(&row.language),
                month: month(row.day),
            });
        }
        Ok(found)
    })
}

/// The person took a consent back: what stood on the page by it goes.
pub(crate) async fn consent_withdrawn(tx: &mut Tx, consent: CaseRecordId) -> Result<(), Problem> {
    store::voices::delete(tx, consent).await.map(drop)
}

/// Takes away what the person agreed to for a time that is over; gives how many.
pub async fn drop_ended(cases: &Cases) -> Result<u64, Problem> {
    saksi_db::write!(cases.db, "drop ended testimonies", Viewer::System, tx => {
        let mut dropped = 0;
        for consent in store::voices::ended(&mut tx, BATCH).await? {
            store::voices::delete(&mut tx, consent).await?;
            dropped += 1;
        }
        Ok(dropped)
    })
}
