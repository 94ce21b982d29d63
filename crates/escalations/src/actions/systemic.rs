//! What is wrong with a system rather than with one post: which notices show it, and how many.

use saksi_base::{EscalationId, Problem};
use saksi_db::Tx;
use saksi_network::{Capability, Member};

use super::{note, own_words};
use crate::model::words::Systemic;
use crate::store::escalations::Line;
use crate::store::systemic as rows;

/// Most notices that a list shows.
pub const MOST: i64 = 200;

/// What a notice shows. One that comes from cases has none: it would tell of its case.
pub async fn of(tx: &mut Tx, id: EscalationId) -> Result<Vec<Systemic>, Problem> {
    let tags = rows::of(tx, id).await?;
    // In the order of the list, whatever the order of their codes.
    Ok(Systemic::ALL.iter().copied().filter(|one| tags.iter().any(|tag| tag == one.code())).collect())
}

/// Says what a notice of the member's organisation shows.
pub async fn set(tx: &mut Tx, by: &Member, id: EscalationId, tags: &[Systemic]) -> Result<(), Problem> {
    own_words(tx, by, id).await?;
    let codes: Vec<&str> = tags.iter().map(|tag| tag.code()).collect();
    rows::set(tx, id, &codes, by.person).await?;
    note(tx, by.actor(), id.0, "escalation-systemic", codes.join(" ").as_bytes()).await
}

/// How many notices that the member sees show each, and which show one of them.
pub async fn list(
    tx: &mut Tx,
    by: &Member,
    tag: Option<Systemic>,
) -> Result<(Vec<(Systemic, i64)>, Vec<Line>), Problem> {
    by.may(Capability::ESCALATE)?;
    let found = rows::counts(tx).await?;
    let count = |one: Systemic| found.iter().find(|(tag, _)| tag == one.code()).map_or(0, |(_, count)| *count);
    let counts = Systemic::ALL.iter().map(|one| (*one, count(*one))).filter(|(_, count)| *count > 0).collect();
    let lines = match tag {
        Some(tag) => rows::with(tx, tag.code(), MOST).await?,
        None => Vec::new(),
    };
    Ok((counts, lines))
}
