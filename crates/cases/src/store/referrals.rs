//! Referrals, as far as they can be read: between whom, and where they stand. What they are about is sealed.

use saksi_base::{CaseId, CaseRecordId, OrganisationId, Problem, ReferralId, Timestamp};
use saksi_db::{Tx, execute, fetch_all, fetch_optional, fetch_scalar};

use crate::handle::damaged;
use crate::model::referral::{DeclineReason, ReferralState};
use crate::model::words::Answer;

/// A referral, as far as it can be read.
#[derive(Debug, Clone)]
pub(crate) struct ReferralRow {
    pub(crate) id: ReferralId,
    pub(crate) case: CaseId,
    /// The sender's entry that holds its terms.
    pub(crate) record: CaseRecordId,
    /// The question for consent by which it was made.
    pub(crate) consent: Option<CaseRecordId>,
    /// The receiver's case that holds what was handed over.
    pub(crate) extract: Option<CaseId>,
    pub(crate) sender: OrganisationId,
    pub(crate) receiver: OrganisationId,
    pub(crate) state: ReferralState,
    pub(crate) declined: Option<DeclineReason>,
    pub(crate) reached: Option<Answer>,
    pub(crate) day: Timestamp,
    pub(crate) deadline: Timestamp,
}

#[derive(saksi_db::FromRow)]
struct Row {
    id: ReferralId,
    help_case: CaseId,
    record: CaseRecordId,
    consent: Option<CaseRecordId>,
    extract: Option<CaseId>,
    sender: OrganisationId,
    receiver: OrganisationId,
    state: String,
    declined: Option<String>,
    reached: Option<String>,
    day: Timestamp,
    deadline: Timestamp,
}

fn code(reason: DeclineReason) -> String {
    serde_json::to_string(&reason).unwrap_or_default().trim_matches('"').to_owned()
}

impl Row {
    fn read(self) -> Result<ReferralRow, Problem> {
        let unknown = || damaged("a referral")(saksi_vault::SealError::Damaged);
        let reason = |text: String| DeclineReason::ALL.into_iter().find(|reason| code(*reason) == text);
        Ok(ReferralRow {
            id: self.id,
            case: self.help_case,
            record: self.record,
            consent: self.consent,
            extract: self.extract,
            sender: self.sender,
            receiver: self.receiver,
            state: ReferralState::from_code(&self.state).ok_or_else(unknown)?,
            declined: self.declined.and_then(reason),
            reached: self.reached.as_deref().and_then(Answer::from_code),
            day: self.day,
            deadline: self.deadline,
        })
    }
}

/// Keeps a referral.
pub(crate) async fn insert(tx: &mut Tx, row: &ReferralRow) -> Result<(), Problem> {
    execute!(
        tx,
        "INSERT INTO help_referral (id, help_case, record, consent, extract, sender, receiver, state, declined, reached, day, deadline) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, NULL, NULL, $9, $10)",
        row.id,
        row.case,
        row.record,
        row.consent,
        row.extract,
        row.sender,
        row.receiver,
        row.state.code(),
        row.day,
        row.deadline
    )?;
    Ok(())
}

/// One referral.
pub(crate) async fn referral(tx: &mut Tx, id: ReferralId) -> Result<Option<ReferralRow>, Problem> {
    let row = fetch_optional!(
        tx,
        Row,
        "SELECT id, help_case, record, consent, extract, sender, receiver, state, declined, reached, day, deadline \
         FROM help_referral WHERE id = $1",
        id
    )?;
    row.map(Row::read).transpose()
}

/// The referrals of a case, and the one by which it came where it is an extract.
pub(crate) async fn of_case(tx: &mut Tx, case: CaseId) -> Result<Vec<ReferralRow>, Problem> {
    let rows = fetch_all!(
        tx,
        Row,
        "SELECT id, help_case, record, consent, extract, sender, receiver, state, declined, reached, day, deadline \
         FROM help_referral WHERE help_case = $1 OR extract = $1 ORDER BY day DESC, id",
        case
    )?;
    rows.into_iter().map(Row::read).collect()
}

/// What others offered to an organisation, and what it offered to others, the latest first.
pub(crate) async fn of_organisation(
    tx: &mut Tx,
    organisation: OrganisationId,
    incoming: bool,
) -> Result<Vec<ReferralRow>, Problem> {
    let rows = fetch_all!(
        tx,
        Row,
        "SELECT id, help_case, record, consent, extract, sender, receiver, state, declined, reached, day, deadline \
         FROM help_referral WHERE ($2 AND receiver = $1) OR (NOT $2 AND sender = $1) ORDER BY day DESC, id LIMIT 500",
        organisation,
        incoming
    )?;
    rows.into_iter().map(Row::read).collect()
}

/// Whether a case is an extract that its receiver has not answered yet.
pub(crate) async fn awaits_answer(tx: &mut Tx, extract: CaseId) -> Result<bool, Problem> {
    let waiting =
        fetch_scalar!(tx, i64, "SELECT count(*) FROM help_referral WHERE extract = $1 AND state = 'offered'", extract)?;
    Ok(waiting.unwrap_or(0) > 0)
}

/// How many cases an organisation took from others since a day.
pub(crate) async fn taken_since(tx: &mut Tx, receiver: OrganisationId, since: Timestamp) -> Result<u32, Problem> {
    let taken = fetch_scalar!(
        tx,
        i64,
        "SELECT count(*) FROM help_referral WHERE receiver = $1 AND day >= $2 AND state = 'accepted'",
        receiver,
        since
    )?;
    Ok(u32::try_from(taken.unwrap_or(0)).unwrap_or(u32::MAX))
}

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

/// From one state to another; `false`: it stands elsewhere already.
pub(crate) async fn set_state(
    tx: &mut Tx,
    id: ReferralId,
    from: ReferralState,
    to: ReferralState,
    declined: Option<DeclineReason>,
) -> Result<bool, Problem> {
    let changed = execute!(
        tx,
        "UPDATE help_referral SET state = $3, declined = $4 WHERE id = $1 AND state = $2",
        id,
        from.code(),
        to.code(),
        declined.map(code)
    )?;
    Ok(changed == 1)
}

/// Keeps what the person says: did they reach you?
pub(crate) async fn set_reached(tx: &mut Tx, id: ReferralId, reached: Answer) -> Result<(), Problem> {
    execute!(tx, "UPDATE help_referral SET reached = $2 WHERE id = $1", id, reached.code())?;
    Ok(())
}

/// Takes back what was offered and is not answered: the extract goes.
pub(crate) async fn end_offer(tx: &mut Tx, row: &ReferralRow, to: ReferralState) -> Result<bool, Problem> {
    if !set_state(tx, row.id, ReferralState::Offered, to, None).await? {
        return Ok(false);
    }
    drop_extract(tx, row).await?;
    Ok(true)
}

/// Deletes the extract of a referral that came to nothing.
pub(crate) async fn drop_extract(tx: &mut Tx, row: &ReferralRow) -> Result<(), Problem> {
    if let Some(extract) = row.extract {
        super::files::give_up_blobs(tx, extract).await?;
        super::cases::delete_case(tx, extract).await?;
        tx.tombstone("help_case", extract.0).await?;
    }
    Ok(())
}

/// The person took a consent back: what was offered by it and is not taken yet goes; where the other side has taken it, it stays
/// with them, and both sides see that the consent is gone.
pub(crate) async fn take_back(tx: &mut Tx, consent: CaseRecordId) -> Result<(), Problem> {
    let rows = fetch_all!(
        tx,
        Row,
        "SELECT id, help_case, record, consent, extract, sender, receiver, state, declined, reached, day, deadline \
         FROM help_referral WHERE consent = $1 AND state = 'offered'",
        consent
    )?;
    for row in rows {
        end_offer(tx, &row.read()?, ReferralState::TakenBack).await?;
    }
    Ok(())
}

/// Ends offers that nobody answered in time.
pub(crate) async fn expire(tx: &mut Tx, today: Timestamp) -> Result<u64, Problem> {
    let rows = fetch_all!(
        tx,
        Row,
        "SELECT id, help_case, record, consent, extract, sender, receiver, state, declined, reached, day, deadline \
         FROM help_referral WHERE state = 'offered' AND deadline <= $1 ORDER BY deadline LIMIT 100",
        today
    )?;
    let mut expired = 0;
    for row in rows {
        expired += u64::from(end_offer(tx, &row.read()?, ReferralState::Expired).await?);
    }
    Ok(expired)
}
