//! The desk's SQL, as static text for both engines. Rows stay in here or become model types; rules stand in the actions.

pub(crate) mod checks;
pub(crate) mod claims;
pub(crate) mod feedback;
pub(crate) mod imports;
pub(crate) mod intake;
pub(crate) mod letters;
pub(crate) mod matching;
pub(crate) mod media;
pub(crate) mod moderation;
pub(crate) mod practice;
pub(crate) mod published;
pub(crate) mod queue;
pub(crate) mod vectors;
pub(crate) mod work;

use saksi_base::{ContentType, HarmKind, LanguageTag, OrganisationId, Problem, Verdict};
use saksi_db::{Tx, fetch_optional};
use uuid::Uuid;

use crate::model::{OrganisationRef, Reference};

/// Reads a stored language; what cannot be read is unknown.
pub(crate) fn language(text: &str) -> LanguageTag {
    LanguageTag::or_unknown(text)
}

/// Reads a stored verdict.
pub(crate) fn verdict(text: Option<&str>) -> Option<Verdict> {
    text.and_then(Verdict::from_code)
}

/// Reads a stored kind of harm.
pub(crate) fn harm(text: &str) -> HarmKind {
    HarmKind::from_code(text).unwrap_or(HarmKind::None)
}

/// Reads a stored content type.
pub(crate) fn content_type(text: &str) -> ContentType {
    ContentType::from_code(text).unwrap_or(ContentType::Other)
}

/// Reads stored references.
pub(crate) fn references(text: &str) -> Vec<Reference> {
    serde_json::from_str(text).unwrap_or_default()
}

/// Writes references for storing.
pub(crate) fn references_text(references: &[Reference]) -> String {
    serde_json::to_string(references).unwrap_or_else(|_| "[]".to_owned())
}

/// Identifiers in tens, the last ten filled up with its own first: static SQL has no lists, but it may have ten places.
pub(crate) fn tens(ids: &[Uuid]) -> impl Iterator<Item = [Uuid; 10]> {
    ids.chunks(10).filter_map(|chunk| {
        let first = *chunk.first()?;
        let mut ten = [first; 10];
        for (place, id) in ten.iter_mut().zip(chunk) {
            *place = *id;
        }
        Some(ten)
    })
}

/// The pattern for `LIKE` that finds words in a `search` column, in the order given.
pub(crate) fn pattern(words: &str) -> Option<String> {
    let words: Vec<String> = words
        .to_lowercase()
        .split_whitespace()
        .take(12)
        .map(|word| word.chars().filter(|c| !matches!(c, '%' | '_' | '\\')).take(80).collect::<String>())
        .filter(|word| !word.is_empty())
        .collect();
    (!words.is_empty()).then(|| format!("%{}%", words.join("%")))
}

/// What the database let through. It writes nothing for a member whose organisation does not own the row; where that could
/// only be a forgotten guard, nothing of the transaction may stay.
pub(crate) fn written(rows: u64) -> Result<(), Problem> {
    if rows == 1 { Ok(()) } else { Err(Problem::not_found()) }
}

#[cfg(test)]
mod tests;

#[derive(saksi_db::FromRow)]
struct OrganisationRow {
    id: OrganisationId,
    slug: String,
    name: String,
}

/// An organisation's short form.
pub(crate) async fn organisation(tx: &mut Tx, id: OrganisationId) -> Result<OrganisationRef, Problem> {
    let row = fetch_optional!(tx, OrganisationRow, "SELECT id, slug, name FROM organisation WHERE id = $1", id)?;
    let row = row.ok_or_else(Problem::not_found)?;
    Ok(OrganisationRef { id: row.id, slug: row.slug, name: row.name })
}

/// Whether an organisation wants a second person to look at each check.
pub(crate) async fn review_required(tx: &mut Tx, id: OrganisationId) -> Result<bool, Problem> {
    let required = saksi_db::fetch_scalar!(tx, bool, "SELECT review_required FROM organisation WHERE id = $1", id)?;
    required.ok_or_else(Problem::not_found)
}

/// Adds to a counter of the day.
pub(crate) async fn count(tx: &mut Tx, name: &'static str, times: i64) -> Result<(), Problem> {
    let day = tx.now().day();
    saksi_db::execute!(
        tx,
        "INSERT INTO desk_count (day, name, count) VALUES ($1, $2, $3)
         ON CONFLICT (day, name) DO UPDATE SET count = desk_count.count + excluded.count",
        day,
        name,
        times
    )?;
    Ok(())
}

/// A counter's sum over all days.
pub(crate) async fn counted(tx: &mut Tx, name: &'static str) -> Result<i64, Problem> {
    let sum = saksi_db::fetch_scalar!(
        tx,
        i64,
        "SELECT CAST(coalesce(sum(count), 0) AS BIGINT) FROM desk_count WHERE name = $1",
        name
    )?;
    Ok(sum.unwrap_or(0))
}
