//! What the witness of a testimony allows: what they agreed to when it was taken, less what they took back since.
//!
//! Nothing of it stands in a row that could be changed: it is read out of the record of the testimony and out of the records of custody,
//! whose hashes are in the log.

use std::collections::BTreeMap;

use saksi_base::problem::Problems;
use saksi_base::{EvidenceId, Marking, Problem};
use saksi_db::{Actor, Tx};
use saksi_tlog::EvidenceRecord;
use saksi_tlog::record::{CustodyEvent, What};
use saksi_web::fields::check_text;

use super::custody::{self, Happened, Who};
use super::{By, journal, records};
use crate::model::{Consent, Kind};
use crate::store::records::{self as rows, Row};
use crate::store::{custody as events, publication};

/// What may be done with a testimony only with the consent of its witness.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Use {
    /// To hand it to a court or an investigator, with everything that is needed to check it.
    Court,
    /// To let another organisation see or take it.
    Partners,
    /// To show to everybody that it exists.
    Publish,
}

impl Use {
    const fn allowed(self, consent: Consent) -> bool {
        match self {
            Self::Court => consent.court,
            Self::Partners => consent.partners,
            Self::Publish => consent.publish,
        }
    }

    /// The message that says why not.
    pub(crate) const fn refusal(self) -> &'static str {
        match self {
            Self::Court => "evidence-problem-consent-court",
            Self::Partners => "evidence-problem-consent-partners",
            Self::Publish => "evidence-problem-consent-publish",
        }
    }
}

fn said(given: &BTreeMap<String, bool>) -> Consent {
    let says = |what: &str| given.get(what).copied().unwrap_or(false);
    Consent {
        keep: says(records::KEEP),
        court: says(records::COURT),
        partners: says(records::PARTNERS),
        publish: says(records::PUBLISH),
    }
}

/// What the witness allows now. None: it is no testimony, or none yet.
pub(crate) async fn of(tx: &mut Tx, row: &Row) -> Result<Option<Consent>, Problem> {
    if row.kind() != Kind::Testimony {
        return Ok(None);
    }
    let Some(text) = &row.record else { return Ok(None) };
    let unreadable = |_| Problem::internal();
    let record = EvidenceRecord::from_canonical(text.as_bytes()).map_err(unreadable)?;
    let What::Testimony(told) = record.what else { return Err(Problem::internal()) };
    let mut now = said(&told.consent);
    for event in events::records_named(tx, row.id, custody::code(CustodyEvent::ConsentWithdrawn)).await? {
        let record = EvidenceRecord::from_canonical(event.as_bytes()).map_err(unreadable)?;
        let What::Custody(what) = record.what else { return Err(Problem::internal()) };
        let left = said(&what.consent.unwrap_or_default());
        // What was taken back once is not given again by a record that leaves it standing.
        now.court &= left.court;
        now.partners &= left.partners;
        now.publish &= left.publish;
    }
    Ok(Some(now))
}

/// Refuses what the witness of a testimony does not allow. Whatever is no testimony needs nobody's consent.
pub(crate) async fn must_allow(tx: &mut Tx, row: &Row, used: Use) -> Result<(), Problem> {
    match of(tx, row).await? {
        Some(consent) if !used.allowed(consent) => Err(Problem::conflict(used.refusal())),
        _ => Ok(()),
    }
}

/// Refuses somebody of another organisation what the witness of a testimony allows its owner alone.
pub(crate) async fn must_allow_for(tx: &mut Tx, row: &Row, by: &By) -> Result<(), Problem> {
    if row.owner == by.organisation { Ok(()) } else { must_allow(tx, row, Use::Partners).await }
}

/// Writes down that the witness took back a part of the consent, and makes an end of what rested on it: what was public is so no
/// longer, and other organisations no longer see it. `back` names what was taken back.
pub async fn withdraw(tx: &mut Tx, by: &By, id: EvidenceId, back: Consent, note: &str) -> Result<(), Problem> {
    by.must_preserve()?;
    let row = rows::own(tx, id).await?;
    let mut problems = Problems::new();
    check_text(&mut problems, "consent_note", note, 4_000, true);
    problems.finish()?;
    let before = of(tx, &row).await?.ok_or_else(|| Problem::conflict("evidence-problem-no-testimony"))?;
    let left = Consent {
        keep: before.keep,
        court: before.court && !back.court,
        partners: before.partners && !back.partners,
        publish: before.publish && !back.publish,
    };
    if left == before {
        return Err(Problem::field("back", "evidence-problem-consent-nothing"));
    }
    let happened = Happened {
        event: CustodyEvent::ConsentWithdrawn,
        party: &row.witness,
        note: note.trim(),
        parts: &[],
        consent: Some(records::consent(left)),
    };
    custody::write(tx, Who::Member(by), &row, &happened).await?;
    if !left.publish {
        publication::hide(tx, id).await?;
        journal(tx, Actor::Member(by.person), id, "evidence-withdrawn", &[]).await?;
    }
    if !left.partners && row.marking < Marking::AmberStrict {
        rows::set_marking(tx, id, Marking::AmberStrict).await?;
    }
    Ok(())
}
