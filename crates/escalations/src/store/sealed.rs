//! Sealed escalations: the rows that stand readable beside what a notice from cases says.

use saksi_base::{
    AddresseeId, CaseId, DispatchId, EscalationId, Marking, OrganisationId, PersonId, Problem, RouteId, SpaceId,
    Timestamp,
};
use saksi_db::{Tx, execute, fetch_all};

use super::written;
use crate::model::words::Way;

/// A new sealed draft.
pub(crate) struct NewSealed {
    pub(crate) id: EscalationId,
    pub(crate) owner: OrganisationId,
    pub(crate) space: SpaceId,
    pub(crate) addressee: AddresseeId,
    pub(crate) route: RouteId,
    pub(crate) author: PersonId,
    pub(crate) way: Way,
}

/// Stores a sealed draft: without a word of what it says.
pub(crate) async fn insert(tx: &mut Tx, new: &NewSealed) -> Result<(), Problem> {
    let now = tx.now();
    let rows = execute!(
        tx,
        "INSERT INTO escalation (id, owner, space, marking, addressee, route, state, title, notice, version, author, created_at,
             changed_at, imminent, category, region, language, way, personal, sealed)
         SELECT $1, owner, $3, $4, $5, $6, 'draft', '', $10, 1, $7, $8, $8, FALSE, '', '', '', $9, FALSE, TRUE
         FROM writable WHERE owner = $2",
        new.id,
        new.owner,
        new.space,
        Marking::AmberStrict,
        new.addressee,
        new.route,
        new.author,
        now,
        new.way.code(),
        "{}"
    )?;
    written(rows)
}

/// Counts a change of a sealed draft, if nobody made one since it was read. That harm is imminent stands readable: it sets deadlines.
pub(crate) async fn touch(tx: &mut Tx, id: EscalationId, seen: i64, imminent: Option<bool>) -> Result<bool, Problem> {
    let now = tx.now();
    let rows = execute!(
        tx,
        "UPDATE escalation SET imminent = coalesce($1, imminent), changed_at = $2, version = version + 1
         WHERE id = $3 AND version = $4 AND sealed AND state = 'draft' AND owner IN (SELECT owner FROM writable)",
        imminent,
        now,
        id,
        seen
    )?;
    Ok(rows == 1)
}

/// Deletes a sealed draft whose last part went. Run as the system.
pub(crate) async fn delete(tx: &mut Tx, id: EscalationId) -> Result<(), Problem> {
    execute!(tx, "DELETE FROM escalation WHERE id = $1 AND sealed AND state IN ('draft', 'waiting')", id)?;
    Ok(())
}

/// Letters that wait or failed do not go any more. Run as the system.
pub(crate) async fn stop_letters(tx: &mut Tx, id: EscalationId) -> Result<(), Problem> {
    execute!(
        tx,
        "UPDATE dispatch SET state = 'withdrawn' WHERE escalation = $1 AND sent_at IS NULL AND state IN ('waiting', 'failed')",
        id
    )?;
    Ok(())
}

/// What became of a sealed letter. One that was on its way when a consent was taken back went all the same, and that is said.
pub(crate) async fn settle(
    tx: &mut Tx,
    id: DispatchId,
    state: &str,
    fault: &str,
    sent: Option<Timestamp>,
) -> Result<bool, Problem> {
    let rows = execute!(
        tx,
        "UPDATE dispatch SET state = $1, fault = $2, sent_at = $3 WHERE id = $4 AND sent_at IS NULL
         AND (state IN ('waiting', 'failed') OR (state = 'withdrawn' AND $1 = 'sent'))",
        state,
        fault,
        sent,
        id
    )?;
    Ok(rows == 1)
}

/// Writes the codes of a sealed notice down, for the figures. Somebody who may read it decided that.
pub(crate) async fn set_codes(
    tx: &mut Tx,
    id: EscalationId,
    category: &str,
    region: &str,
    language: &str,
) -> Result<(), Problem> {
    let rows = execute!(
        tx,
        "UPDATE escalation SET category = $1, region = $2, language = $3 WHERE id = $4 AND sealed
         AND owner IN (SELECT owner FROM writable)",
        category,
        region,
        language,
        id
    )?;
    written(rows)
}

/// What those who hold a case, and its person, are told about a notice.
#[derive(Debug, Clone, PartialEq, Eq, saksi_db::FromRow)]
pub struct Told {
    /// Which escalation.
    pub escalation: EscalationId,
    /// To whom.
    pub addressee_name: String,
    /// Where it stands, as stored.
    pub state: String,
    /// When it went out with this case's part.
    pub sent_at: Option<Timestamp>,
    /// When they confirmed that they have it.
    pub receipt_at: Option<Timestamp>,
    /// When they decided.
    pub decided_at: Option<Timestamp>,
    /// What they did.
    pub outcome: Option<String>,
    /// How an appeal stands.
    pub appeal: Option<String>,
    /// When something should be done next.
    pub next_at: Option<Timestamp>,
    /// SHA-256 of the part as it went, with a salt that is sealed.
    pub hash: Option<Vec<u8>>,
    /// The day on which the person took their consent back.
    pub withdrawn_on: Option<Timestamp>,
}

/// The notices of a case. Run as the system, for somebody who proved that they may have the case.
pub(crate) async fn of_case(tx: &mut Tx, case: CaseId) -> Result<Vec<Told>, Problem> {
    Ok(fetch_all!(
        tx,
        Told,
        "SELECT p.escalation, a.name AS addressee_name, e.state, d.sent_at, e.receipt_at, e.decided_at, e.outcome, e.appeal, e.next_at,
             p.hash, p.withdrawn_on
         FROM notice_part p JOIN escalation e ON e.id = p.escalation JOIN addressee a ON a.id = e.addressee
         LEFT JOIN dispatch d ON d.id = p.dispatch
         WHERE p.help_case = $1 ORDER BY p.day, p.id",
        case
    )?)
}
