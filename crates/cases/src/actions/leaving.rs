//! Somebody belongs to an organisation no longer: what they had of its helpline goes.
//!
//! Nothing here waits for it. Whoever acts for an organisation belongs to it, and every list and every door asks for what was
//! wrapped for the organisation for which they act. This is what follows within minutes, however the affiliation ended:
//! their wraps of its cases, the triage key handed to them, their trustee's share and what they could read of hand-overs are
//! deleted; the cases wait for a new key; and those who run the helpline are told what to make anew.
//!
//! What nobody else of the organisation could open is the exception: it stays sealed to them alone, shut to everybody, until they
//! belong to it again or the person deletes it. Deleting the last wrap would take a case from its helpers for good.

use saksi_base::{OrganisationId, PersonId, Problem};
use saksi_db::{Actor, Tx, Viewer};

use super::note;
use crate::handle::Cases;
use crate::store;
use crate::store::leaving::{TRIAGE, TRUSTEE};

/// Takes away what people have of helplines to which they belong no longer; gives how many such people there were of whom something
/// was taken.
pub async fn settle(cases: &Cases) -> Result<u64, Problem> {
    let gone = saksi_db::read!(cases.db, Viewer::System, tx => { store::leaving::leavers(&mut tx).await })?;
    let mut settled = 0;
    for (organisation, person) in gone {
        let taken: bool = saksi_db::write!(cases.db, "somebody left a helpline", Viewer::System, tx => {
            settle_one(&mut tx, organisation, person).await
        })?;
        settled += u64::from(taken);
    }
    Ok(settled)
}

async fn settle_one(tx: &mut Tx, organisation: OrganisationId, person: PersonId) -> Result<bool, Problem> {
    // They may have come back meanwhile.
    if store::leaving::belongs(tx, organisation, person).await? {
        return Ok(false);
    }
    let mut taken = false;
    for (case, others) in store::leaving::cases_of_leaver(tx, organisation, person).await? {
        if others {
            store::leaving::leave_case(tx, case, organisation, person).await?;
            store::notices::unname(tx, case, person).await?;
            note(tx, Actor::System, case.0, "case-holder-left", &[]).await?;
            taken = true;
        }
    }
    if store::leaving::triage_without(tx, organisation, person).await?
        && store::leaving::take_triage(tx, organisation, person).await? > 0
    {
        store::leaving::put_left(tx, organisation, person, TRIAGE).await?;
        taken = true;
    }
    if store::leaving::take_rest(tx, organisation, person).await? {
        store::leaving::put_left(tx, organisation, person, TRUSTEE).await?;
        taken = true;
    }
    if taken {
        note(tx, Actor::System, person.0, "helper-left", &[]).await?;
    }
    Ok(taken)
}
