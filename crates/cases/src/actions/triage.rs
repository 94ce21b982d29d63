//! The queue: requests that nobody has taken yet, open to named triagers alone. Whoever takes one, or is given it, gets its key, and
//! the triage loses it.

use saksi_base::{CaseId, OrganisationId, PersonId, Problem, Random};
use saksi_vault::{CaseKey, PublicKey};

use super::keys::Unlocked;
use super::open::{Edit, NewWrap, Opened, edit};
use super::work::{CaseLine, lines};
use crate::handle::{Cases, damaged};
use crate::model::case::{VisitKind, WrapKind};
use crate::model::status::{Part, Status};
use crate::store;
use crate::store::lists::Whose;

/// What waits with the triage of one's own organisation, the most urgent first, with the reasons.
pub async fn queue(cases: &Cases, me: &Unlocked) -> Result<Vec<CaseLine>, Problem> {
    let triage = super::helpline::triage_private(cases, me).await?;
    lines(cases, me, Whose::Triage(me.member().organisation), Some(triage)).await
}

/// Takes a case oneself.
pub async fn take(cases: &Cases, me: &Unlocked, case: CaseId) -> Result<(), Problem> {
    assign(cases, me, case, &[me.member().person]).await
}

/// Gives a case to named people of one's own organisation: its key is wrapped for each of them and for nobody else there; the triage
/// has it no longer.
pub async fn assign(cases: &Cases, me: &Unlocked, case: CaseId, people: &[PersonId]) -> Result<(), Problem> {
    let keys = KeysOf::read(cases, me, people).await?;
    let waits = saksi_db::read!(cases.db, me.member().viewer(), tx => {
        store::referrals::awaits_answer(&mut tx, case).await
    })?;
    if waits {
        return Err(Problem::conflict("cases-referral-answer-first"));
    }
    edit(cases, me, case, |opened| {
        let mut sheet = opened.sheet.clone();
        if sheet.status == Status::Received {
            let to = sheet.status.step(Status::Assigned, Part::Triager);
            sheet.go(to.map_err(|_| Problem::conflict("cases-step-impossible"))?, opened.now);
        }
        let mut edit = Edit::new(sheet, VisitKind::Assigned, ());
        edit.wraps = keys.wraps(cases, opened, me)?;
        edit.leaves_triage = Some(me.member().organisation);
        Ok(edit)
    })
    .await
}

/// The public keys of people of one's own organisation, and that of the organisation where it has trustees.
pub(crate) struct KeysOf {
    people: Vec<(PersonId, PublicKey)>,
    organisation: Option<PublicKey>,
}

impl KeysOf {
    pub(crate) async fn read(cases: &Cases, me: &Unlocked, people: &[PersonId]) -> Result<Self, Problem> {
        let member = me.member();
        saksi_db::read!(cases.db, member.viewer(), tx => {
            let pairs = super::helpline::with_keys(&mut tx, member.organisation, people, true).await?;
            let own = store::keys::organisation_key(&mut tx, member.organisation).await?;
            Ok(Self {
                people: pairs.into_iter().map(|pair| (pair.person, pair.public)).collect(),
                organisation: own.map(|own| own.key.public),
            })
        })
    }

    /// The case's key for each of them; under every generation that is in use, so that nobody misses what is not rekeyed yet.
    pub(crate) fn wraps(&self, cases: &Cases, opened: &Opened, me: &Unlocked) -> Result<Vec<NewWrap>, Problem> {
        let mut wraps = Vec::new();
        for key in opened.keys.all() {
            wraps.extend(self.wrap_all(key, me.member().organisation, &*cases.random())?);
        }
        Ok(wraps)
    }

    /// One key of a case for each of them.
    pub(crate) fn wrap_all(
        &self,
        key: &CaseKey,
        organisation: OrganisationId,
        random: &dyn Random,
    ) -> Result<Vec<NewWrap>, Problem> {
        let mut wraps = Vec::new();
        let mut add = |kind, person, public: &PublicKey| {
            let key = key.wrap(public, random).map_err(damaged("a wrap"))?;
            wraps.push(NewWrap { kind, organisation: Some(organisation), person, key });
            Ok::<_, Problem>(())
        };
        for (person, public) in &self.people {
            add(WrapKind::Person, Some(*person), public)?;
        }
        if let Some(public) = &self.organisation {
            add(WrapKind::Recovery, None, public)?;
        }
        Ok(wraps)
    }
}
