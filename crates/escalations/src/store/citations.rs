//! Which notices cite which pieces of evidence. What a notice says of them stands in its text; here it is found again by the piece.

use saksi_base::{EscalationId, Problem, Timestamp};
use saksi_db::{Tx, execute, fetch_all};

use crate::model::notice::Attested;

/// What a notice cites stands in the place of what it cited before. The caller has proved that the member may write the notice.
pub(crate) async fn set_cited(tx: &mut Tx, id: EscalationId, cited: &[Attested]) -> Result<(), Problem> {
    execute!(tx, "DELETE FROM notice_evidence WHERE escalation = $1 AND NOT afterwards", id)?;
    for one in cited {
        insert(tx, id, one, false).await?;
    }
    Ok(())
}

/// A piece shows what became of a notice. The caller has proved that the member may write the notice.
pub(crate) async fn add_afterwards(tx: &mut Tx, id: EscalationId, one: &Attested) -> Result<(), Problem> {
    insert(tx, id, one, true).await
}

async fn insert(tx: &mut Tx, id: EscalationId, one: &Attested, afterwards: bool) -> Result<(), Problem> {
    execute!(
        tx,
        "INSERT INTO notice_evidence (escalation, record, hash, afterwards) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
        id,
        &one.record,
        &one.hash,
        afterwards
    )?;
    Ok(())
}

/// A notice that cites a piece.
#[derive(Debug, Clone, PartialEq, Eq, saksi_db::FromRow)]
pub struct Citing {
    /// Which.
    pub escalation: EscalationId,
    /// What it is about.
    pub title: String,
    /// To whom.
    pub addressee_name: String,
    /// When it was sent.
    pub sent_at: Option<Timestamp>,
    /// The piece shows what became of it, and was not sent along.
    pub afterwards: bool,
}

/// The notices that the member may see and that cite a piece, the newest first.
pub(crate) async fn citing(tx: &mut Tx, record: &str) -> Result<Vec<Citing>, Problem> {
    Ok(fetch_all!(
        tx,
        Citing,
        "SELECT c.escalation, e.title, a.name AS addressee_name, e.sent_at, c.afterwards
         FROM notice_evidence c JOIN seen_escalation e ON e.id = c.escalation JOIN addressee a ON a.id = e.addressee
         WHERE c.record = $1 AND NOT e.sealed ORDER BY e.created_at DESC, c.escalation, c.afterwards LIMIT 100",
        record
    )?)
}
