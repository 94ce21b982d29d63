//! The room's SQL, as static text for both engines. What hangs on evidence (subjects, parts, custody) is read and written only after
//! its row was seen, or asked to be writable, on behalf of whoever asks.

pub(crate) mod custody;
pub(crate) mod parts;
pub(crate) mod publication;
pub(crate) mod records;
pub(crate) mod retention;
pub(crate) mod sources;

use saksi_base::{OrganisationId, PersonId, Problem};
use saksi_db::{Tx, execute, fetch_scalar};

/// What the database let through. It writes nothing for a member whose organisation does not own the row; where that could
/// only be a forgotten guard, nothing of the transaction may stay.
pub(crate) fn written(rows: u64) -> Result<(), Problem> {
    if rows == 1 { Ok(()) } else { Err(Problem::not_found()) }
}

/// The pattern for `LIKE` that finds words in a `search` column, in the order given.
pub(crate) fn pattern(words: &str) -> String {
    let words: Vec<String> = words
        .to_lowercase()
        .split_whitespace()
        .take(12)
        .map(|word| word.chars().filter(|c| !matches!(c, '%' | '_' | '\\')).take(80).collect::<String>())
        .filter(|word| !word.is_empty())
        .collect();
    if words.is_empty() { String::new() } else { format!("%{}%", words.join("%")) }
}

/// The name under which a person stands in the records of an organisation: made once, and told by nothing but this row.
pub(crate) async fn pseudonym(
    tx: &mut Tx,
    organisation: OrganisationId,
    person: PersonId,
    fresh: &str,
) -> Result<String, Problem> {
    execute!(
        tx,
        "INSERT INTO evidence_operator (organisation, person, pseudonym) VALUES ($1, $2, $3)
         ON CONFLICT (organisation, person) DO NOTHING",
        organisation,
        person,
        fresh
    )?;
    let known = fetch_scalar!(
        tx,
        String,
        "SELECT pseudonym FROM evidence_operator WHERE organisation = $1 AND person = $2",
        organisation,
        person
    )?;
    known.ok_or_else(Problem::internal)
}

/// An organisation's name.
pub(crate) async fn organisation_name(tx: &mut Tx, id: OrganisationId) -> Result<String, Problem> {
    let name = fetch_scalar!(tx, String, "SELECT name FROM organisation WHERE id = $1", id)?;
    name.ok_or_else(Problem::not_found)
}
