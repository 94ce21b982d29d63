//! The SQL of escalations, as static text for both engines.

pub(crate) mod citations;
pub(crate) mod dispatches;
pub(crate) mod dossiers;
pub(crate) mod engagements;
pub(crate) mod escalations;
pub(crate) mod exchange;
pub(crate) mod figures;
pub(crate) mod incoming;
pub(crate) mod registers;
pub(crate) mod releases;
pub(crate) mod sealed;
pub(crate) mod systemic;
pub(crate) mod together;

use saksi_base::Problem;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// What the database let through: nothing of a member whose organisation does not own the row.
pub(crate) fn written(rows: u64) -> Result<(), Problem> {
    if rows == 1 { Ok(()) } else { Err(Problem::not_found()) }
}

/// For storing. Our own types always have a text.
pub(crate) fn text<T: Serialize>(value: &T) -> Result<String, Problem> {
    serde_json::to_string(value).map_err(|error| {
        tracing::error!(%error, "something cannot be stored as JSON");
        Problem::internal()
    })
}

/// From storage.
pub(crate) fn value<T: DeserializeOwned>(text: &str) -> Result<T, Problem> {
    serde_json::from_str(text).map_err(|error| {
        tracing::error!(%error, "something stored cannot be read");
        Problem::internal()
    })
}
