//! Coded answers of closed cases, summed, and the figures that were published.

use saksi_base::{OrganisationId, Problem, ReleaseId, Timestamp};
use saksi_db::{Tx, execute, fetch_all};

/// Adds a closed case to those that had the same coded answers in the month in which it came in. No row leads back to a case.
pub(crate) async fn add(
    tx: &mut Tx,
    organisation: OrganisationId,
    month: Timestamp,
    places: &str,
) -> Result<(), Problem> {
    execute!(
        tx,
        "INSERT INTO help_count (organisation, month, places, cases) VALUES ($1, $2, $3, 1) \
         ON CONFLICT (organisation, month, places) DO UPDATE SET cases = help_count.cases + 1",
        organisation,
        month,
        places
    )?;
    Ok(())
}

/// How many closed cases came in within some months, by their coded answers, over all organisations.
pub(crate) async fn within(tx: &mut Tx, from: Timestamp, until: Timestamp) -> Result<Vec<(String, i64)>, Problem> {
    Ok(fetch_all!(
        tx,
        (String, i64),
        "SELECT places, CAST(sum(cases) AS BIGINT) FROM help_count WHERE month >= $1 AND month < $2 GROUP BY places ORDER BY places",
        from,
        until
    )?)
}

/// Every release, by its day.
pub(crate) async fn releases(tx: &mut Tx) -> Result<Vec<String>, Problem> {
    let rows = fetch_all!(tx, (String,), "SELECT content FROM help_release ORDER BY day, id")?;
    Ok(rows.into_iter().map(|(content,)| content).collect())
}

/// Publishes a release. It never changes.
pub(crate) async fn insert_release(tx: &mut Tx, id: ReleaseId, content: &str) -> Result<(), Problem> {
    let day = tx.now().day();
    execute!(tx, "INSERT INTO help_release (id, content, day) VALUES ($1, $2, $3)", id, content, day)?;
    Ok(())
}
