//! What is wrong with a system: tags of escalations.

use saksi_base::{EscalationId, PersonId, Problem};
use saksi_db::{Tx, execute, fetch_all};

use crate::store::escalations::Line;

/// The tags of an escalation that the member may see.
pub(crate) async fn of(tx: &mut Tx, id: EscalationId) -> Result<Vec<String>, Problem> {
    let rows = fetch_all!(
        tx,
        (String,),
        "SELECT t.tag FROM escalation_systemic t JOIN seen_escalation e ON e.id = t.escalation WHERE t.escalation = $1 ORDER BY t.tag",
        id
    )?;
    Ok(rows.into_iter().map(|(tag,)| tag).collect())
}

/// Puts tags in the place of those that an escalation had. The caller has proved that the member may write it.
pub(crate) async fn set(tx: &mut Tx, id: EscalationId, tags: &[&str], by: PersonId) -> Result<(), Problem> {
    let now = tx.now();
    execute!(tx, "DELETE FROM escalation_systemic WHERE escalation = $1", id)?;
    for tag in tags {
        execute!(
            tx,
            "INSERT INTO escalation_systemic (escalation, tag, added_at, added_by) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
            id,
            *tag,
            now,
            by
        )?;
    }
    Ok(())
}

/// How many escalations that the member may see have each tag.
pub(crate) async fn counts(tx: &mut Tx) -> Result<Vec<(String, i64)>, Problem> {
    Ok(fetch_all!(
        tx,
        (String, i64),
        "SELECT t.tag, count(*) FROM escalation_systemic t JOIN seen_escalation e ON e.id = t.escalation GROUP BY t.tag"
    )?)
}

/// Escalations with a tag that the member may see, the latest first.
pub(crate) async fn with(tx: &mut Tx, tag: &str, most: i64) -> Result<Vec<Line>, Problem> {
    Ok(fetch_all!(
        tx,
        Line,
        "SELECT e.id, e.title, a.name AS addressee_name, e.state, e.imminent, e.sent_at, e.outcome, e.next_at, e.changed_at, e.sealed
         FROM escalation_systemic t JOIN seen_escalation e ON e.id = t.escalation JOIN addressee a ON a.id = e.addressee
         WHERE t.tag = $1 ORDER BY e.changed_at DESC, e.id LIMIT $2",
        tag,
        most
    )?)
}
