//! What releases about the network count, and what they published.

use std::collections::HashMap;

use saksi_base::calendar::Day;
use saksi_base::{Problem, Timestamp};
use saksi_db::{Tx, execute, fetch_all, fetch_scalar};
use uuid::Uuid;

use crate::model::impact::{Came, Gathered, Joined, Release, Somebody};
use crate::model::lenses::Tags;

#[derive(saksi_db::FromRow)]
struct OrganisationRow {
    id: Uuid,
    stakeholder: String,
    own_place: String,
}

#[derive(saksi_db::FromRow)]
struct MarkRow {
    subject: Uuid,
    field: String,
    value: String,
}

#[derive(saksi_db::FromRow)]
struct PersonRow {
    id: Uuid,
    place: String,
}

#[derive(saksi_db::FromRow)]
struct ResultRow {
    help: String,
    outcome: String,
    place: String,
    lens: String,
    goals: String,
}

/// When the first organisation came.
pub(crate) async fn first(tx: &mut Tx) -> Result<Option<Timestamp>, Problem> {
    Ok(fetch_scalar!(tx, Option<Timestamp>, "SELECT min(created_at) FROM organisation WHERE NOT imported")?.flatten())
}

/// Who joined and is still here, and what was first recorded of needs and offers, within a span. Run as the system, over everybody: no row
/// leads back to one of them. Names of checks' authors that came with an import are no members.
pub(crate) async fn gather(tx: &mut Tx, from: Timestamp, until: Timestamp) -> Result<Gathered, Problem> {
    let organisations = fetch_all!(
        tx,
        OrganisationRow,
        "SELECT id, stakeholder, own_place FROM organisation WHERE created_at >= $1 AND created_at < $2 \
         AND closed_at IS NULL AND NOT imported",
        from,
        until
    )?;
    let marks = fetch_all!(
        tx,
        MarkRow,
        "SELECT v.subject, v.field, v.value FROM directory_value v JOIN organisation o ON o.id = v.subject \
         WHERE o.created_at >= $1 AND o.created_at < $2 AND v.field IN ('lens', 'goals') UNION ALL \
         SELECT l.organisation, 'language', l.language FROM organisation_language l JOIN organisation o \
         ON o.id = l.organisation WHERE o.created_at >= $1 AND o.created_at < $2",
        from,
        until
    )?;
    let mut joined: HashMap<Uuid, Joined> = organisations
        .into_iter()
        .map(|row| (row.id, Joined { stakeholder: row.stakeholder, place: row.own_place, ..Joined::default() }))
        .collect();
    for mark in marks {
        let Some(one) = joined.get_mut(&mark.subject) else { continue };
        match mark.field.as_str() {
            "lens" => one.tags.lens.push(mark.value),
            "goals" => one.tags.goals.push(mark.value),
            _ => one.languages.push(mark.value),
        }
    }
    let people = fetch_all!(
        tx,
        PersonRow,
        "SELECT id, place FROM person WHERE created_at >= $1 AND created_at < $2 AND closed_at IS NULL",
        from,
        until
    )?;
    let genders = fetch_all!(
        tx,
        MarkRow,
        "SELECT v.subject, v.field, v.value FROM directory_value v JOIN person p ON p.id = v.subject \
         WHERE p.created_at >= $1 AND p.created_at < $2 AND v.field = 'gender'",
        from,
        until
    )?;
    let mut named: HashMap<Uuid, Vec<String>> = HashMap::new();
    for mark in genders {
        named.entry(mark.subject).or_default().push(mark.value);
    }
    let people = people
        .into_iter()
        .map(|row| Somebody { place: row.place, genders: named.remove(&row.id).unwrap_or_default() })
        .collect();
    let results = fetch_all!(
        tx,
        ResultRow,
        "SELECT n.kind AS help, c.kind AS outcome, o.own_place AS place, c.lens, c.goals FROM collaboration c \
         JOIN directory_offer n ON n.id = c.need JOIN organisation o ON o.id = c.need_by \
         WHERE c.done_on IS NOT NULL AND c.done_on >= $1 AND c.done_on < $2",
        from,
        until
    )?;
    let results = results
        .into_iter()
        .map(|row| Came {
            help: row.help,
            outcome: row.outcome,
            place: row.place,
            tags: Tags::from_stored(&row.lens, &row.goals),
        })
        .collect();
    Ok(Gathered { organisations: joined.into_values().collect(), people, results })
}

#[derive(saksi_db::FromRow)]
struct ReleaseRow {
    content: String,
}

/// Every release as it was published, the earliest first.
pub(crate) async fn releases(tx: &mut Tx) -> Result<Vec<String>, Problem> {
    let rows = fetch_all!(tx, ReleaseRow, "SELECT content FROM network_release ORDER BY from_day")?;
    Ok(rows.into_iter().map(|row| row.content).collect())
}

/// Keeps a release, unless another process published the same days meanwhile.
pub(crate) async fn insert(tx: &mut Tx, release: &Release, content: &str) -> Result<bool, Problem> {
    let made = tx.now().day();
    let text = |day: Day| day.to_string();
    Ok(execute!(
        tx,
        "INSERT INTO network_release (id, from_day, until_day, made_on, content) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (from_day) DO NOTHING",
        release.id,
        text(release.from),
        text(release.until),
        made,
        content
    )? > 0)
}
