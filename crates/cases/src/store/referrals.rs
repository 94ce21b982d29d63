//! Referrals, as far as they can be read: between whom, and where they stand. What they are about is sealed.

use saksi_base::{CaseId, CaseRecordId, OrganisationId, Problem, ReferralId};
use saksi_db::{Tx, execute, fetch_all};

/// The extracts that were made of a case.
pub(crate) async fn extracts_of(tx: &mut Tx, case: CaseId) -> Result<Vec<CaseId>, Problem> {
    let rows = fetch_all!(
        tx,
        (CaseId,),
        "SELECT extract FROM help_referral WHERE help_case = $1 AND extract IS NOT NULL",
        case
    )?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

#[derive(sqlx::FromRow)]
struct OfferedRow {
    id: ReferralId,
    help_case: CaseId,
    extract: Option<CaseId>,
    receiver: OrganisationId,
    state: String,
}

/// The person took a consent back: what was offered by it and is not taken yet goes, wraps and extract included; where the other
/// side has taken it, it stays with them, and both sides see that the consent is gone.
pub(crate) async fn take_back(tx: &mut Tx, consent: CaseRecordId) -> Result<(), Problem> {
    let rows = fetch_all!(
        tx,
        OfferedRow,
        "SELECT id, help_case, extract, receiver, state FROM help_referral WHERE consent = $1 AND state = 'offered'",
        consent
    )?;
    for row in rows {
        set_state(tx, row.id, &row.state, "taken-back", None).await?;
        super::cases::delete_wraps_of_organisation(tx, row.help_case, row.receiver).await?;
        if let Some(extract) = row.extract {
            super::files::give_up_blobs(tx, extract).await?;
            super::cases::delete_case(tx, extract).await?;
            tx.tombstone("help_case", extract.0).await?;
        }
    }
    Ok(())
}

/// From one state to another; `false`: it stands elsewhere already.
pub(crate) async fn set_state(
    tx: &mut Tx,
    id: ReferralId,
    from: &str,
    to: &str,
    declined: Option<&str>,
) -> Result<bool, Problem> {
    let changed = execute!(
        tx,
        "UPDATE help_referral SET state = $3, declined = $4 WHERE id = $1 AND state = $2",
        id,
        from,
        to,
        declined
    )?;
    Ok(changed == 1)
}
