//! Coded answers of closed cases, summed, and the figures that were published.

use saksi_base::{OrganisationId, Problem, Timestamp};
use saksi_db::{Tx, execute};

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
