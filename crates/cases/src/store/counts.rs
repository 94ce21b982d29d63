//! How many asked, coded answers of closed cases, summed, and the figures that were published.

use saksi_base::{OrganisationId, Problem, ReleaseId, Timestamp};
use saksi_db::{Tx, execute, fetch_all, fetch_scalar};

/// Adds a closed case to those that were closed in the same month with the same coded answers. No row leads back to a case.
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

/// Adds a request to those that came in within the same month. It says nothing else of them.
pub(crate) async fn add_request(tx: &mut Tx, organisation: OrganisationId, month: Timestamp) -> Result<(), Problem> {
    execute!(
        tx,
        "INSERT INTO help_request_count (organisation, month, requests) VALUES ($1, $2, 1) \
         ON CONFLICT (organisation, month) DO UPDATE SET requests = help_request_count.requests + 1",
        organisation,
        month
    )?;
    Ok(())
}

/// How many requests came in within some months, over all organisations.
pub(crate) async fn requests_within(tx: &mut Tx, from: Timestamp, until: Timestamp) -> Result<i64, Problem> {
    let found = fetch_scalar!(
        tx,
        Option<i64>,
        "SELECT CAST(sum(requests) AS BIGINT) FROM help_request_count WHERE month >= $1 AND month < $2",
        from,
        until
    )?;
    Ok(found.flatten().unwrap_or(0))
}

/// The first month, or day, in which anything was counted.
pub(crate) async fn first_month(tx: &mut Tx) -> Result<Option<Timestamp>, Problem> {
    let found = fetch_scalar!(
        tx,
        Option<Timestamp>,
        "SELECT min(c.month) FROM (SELECT month FROM help_count UNION ALL SELECT month FROM help_request_count \
         UNION ALL SELECT entered FROM help_training) c"
    )?;
    Ok(found.flatten())
}

/// How many cases were closed within some months, by their coded answers, over all organisations.
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
