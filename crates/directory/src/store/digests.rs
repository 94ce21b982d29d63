//! Where members want news by mail, and what is new for each.

use saksi_base::{Marking, PersonId, Problem, SiteLanguage, Timestamp, WorkingGroupId};
use saksi_db::{Tx, execute, fetch_all, fetch_optional, fetch_scalar};
use uuid::Uuid;

use crate::model::digests::{AddressState, Digest, Frequency, MOST_LINES, News, Told};
use crate::model::groups::may_leave;

#[derive(saksi_db::FromRow)]
struct DigestRow {
    person: PersonId,
    address: String,
    frequency: String,
    language: String,
    state: String,
    word: String,
    asked_at: Timestamp,
    since: Timestamp,
    next_at: Timestamp,
}

impl From<DigestRow> for Digest {
    fn from(row: DigestRow) -> Self {
        Self {
            person: row.person,
            address: row.address,
            frequency: Frequency::from_code(&row.frequency).unwrap_or(Frequency::Off),
            language: SiteLanguage::from_tag(&row.language).unwrap_or(SiteLanguage::English),
            state: AddressState::from_code(&row.state),
            word: row.word,
            asked: row.asked_at,
            since: row.since,
            next: row.next_at,
        }
    }
}

/// How somebody wants news.
pub(crate) async fn of_person(tx: &mut Tx, person: PersonId) -> Result<Option<Digest>, Problem> {
    Ok(fetch_optional!(
        tx,
        DigestRow,
        "SELECT person, address, frequency, language, state, word, asked_at, since, next_at FROM group_digest \
         WHERE person = $1",
        person
    )?
    .map(Digest::from))
}

/// The one whose letters hold a word.
pub(crate) async fn of_word(tx: &mut Tx, word: &str) -> Result<Option<Digest>, Problem> {
    Ok(fetch_optional!(
        tx,
        DigestRow,
        "SELECT person, address, frequency, language, state, word, asked_at, since, next_at FROM group_digest \
         WHERE word = $1",
        word
    )?
    .map(Digest::from))
}

/// Writes it as it is.
pub(crate) async fn put(tx: &mut Tx, digest: &Digest) -> Result<(), Problem> {
    execute!(
        tx,
        "INSERT INTO group_digest (person, address, frequency, language, state, word, asked_at, since, next_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (person) DO UPDATE SET address = excluded.address, \
         frequency = excluded.frequency, language = excluded.language, state = excluded.state, word = excluded.word, \
         asked_at = excluded.asked_at, since = excluded.since, next_at = excluded.next_at",
        digest.person,
        &digest.address,
        digest.frequency.code(),
        digest.language.tag(),
        digest.state.code(),
        &digest.word,
        digest.asked,
        digest.since,
        digest.next
    )?;
    Ok(())
}

pub(crate) async fn remove(tx: &mut Tx, person: PersonId) -> Result<bool, Problem> {
    Ok(execute!(tx, "DELETE FROM group_digest WHERE person = $1", person)? > 0)
}

/// Whose letter is due.
pub(crate) async fn due(tx: &mut Tx, most: i64) -> Result<Vec<PersonId>, Problem> {
    let now = tx.now();
    let rows = fetch_all!(
        tx,
        (PersonId,),
        "SELECT g.person FROM group_digest g JOIN person p ON p.id = g.person WHERE g.state = 'confirmed' \
         AND g.frequency <> 'off' AND g.next_at <= $1 AND p.closed_at IS NULL ORDER BY g.next_at LIMIT $2",
        now,
        most
    )?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

#[derive(saksi_db::FromRow)]
struct NewsRow {
    what: String,
    id: Uuid,
    working_group: WorkingGroupId,
    marking: Marking,
    title: String,
}

/// What happened in somebody's groups after one moment and up to another, that others did and they may read. What is marked AMBER or
/// narrower is counted in the statement: its title is not read here at all. Of the groups in `quiet` nothing is named either.
pub(crate) async fn told(
    tx: &mut Tx,
    person: PersonId,
    (after, until): (Timestamp, Timestamp),
    quiet: &[WorkingGroupId],
) -> Result<Told, Problem> {
    let rows = fetch_all!(
        tx,
        NewsRow,
        "SELECT 'note' AS what, n.id, n.working_group, n.marking, n.title FROM group_note n \
         JOIN working_group_member m ON m.working_group = n.working_group AND m.person = $1 \
         WHERE n.marking <= 1 AND n.written_at > $2 AND n.written_at <= $3 AND (n.author IS NULL OR n.author <> $1) \
         UNION ALL \
         SELECT CASE WHEN d.state = 'open' THEN 'question' ELSE 'decided' END AS what, d.id, d.working_group, d.marking, d.question AS title \
         FROM group_decision d JOIN working_group_member m ON m.working_group = d.working_group AND m.person = $1 \
         WHERE d.marking <= 1 AND ((d.state = 'open' AND d.opened_at > $2 AND d.opened_at <= $3 \
         AND (d.author IS NULL OR d.author <> $1)) OR (d.state = 'settled' AND d.settled_at > $2 AND d.settled_at <= $3)) \
         UNION ALL \
         SELECT 'meeting' AS what, t.id, t.working_group, t.marking, t.title FROM group_meeting t \
         JOIN working_group_member m ON m.working_group = t.working_group AND m.person = $1 \
         WHERE t.marking <= 1 AND t.changed_at > $2 AND t.changed_at <= $3 AND (t.author IS NULL OR t.author <> $1) \
         ORDER BY 1, 5, 2 LIMIT 500",
        person,
        after,
        until
    )?;
    let closed = fetch_scalar!(
        tx,
        i64,
        "SELECT (SELECT count(*) FROM group_note n \
         JOIN working_group_member m ON m.working_group = n.working_group AND m.person = $1 \
         WHERE n.written_at > $2 AND n.written_at <= $3 AND (n.author IS NULL OR n.author <> $1) AND (n.marking = 2 \
         OR (n.marking = 3 AND n.organisation IN (SELECT a.organisation FROM affiliation a WHERE a.person = $1 AND a.ended_at IS NULL)) \
         OR (n.marking = 4 AND EXISTS (SELECT 1 FROM group_note_reader r WHERE r.note = n.id AND r.person = $1)))) \
         + (SELECT count(*) FROM group_decision d \
         JOIN working_group_member m ON m.working_group = d.working_group AND m.person = $1 \
         WHERE d.marking = 2 AND ((d.state = 'open' AND d.opened_at > $2 AND d.opened_at <= $3 \
         AND (d.author IS NULL OR d.author <> $1)) OR (d.state = 'settled' AND d.settled_at > $2 AND d.settled_at <= $3))) \
         + (SELECT count(*) FROM group_meeting t \
         JOIN working_group_member m ON m.working_group = t.working_group AND m.person = $1 \
         WHERE t.marking = 2 AND t.changed_at > $2 AND t.changed_at <= $3 AND (t.author IS NULL OR t.author <> $1))",
        person,
        after,
        until
    )?;
    let mut told = Told { news: Vec::new(), others: closed.unwrap_or(0), stale: 0 };
    for row in rows {
        if told.news.len() >= MOST_LINES || !may_leave(row.marking) || quiet.contains(&row.working_group) {
            told.others += 1;
            continue;
        }
        let (message, part) = match row.what.as_str() {
            "note" => ("directory-news-note", "notes"),
            "question" => ("directory-news-question", "decisions"),
            "decided" => ("directory-news-decided", "decisions"),
            _ => ("directory-news-meeting", "meetings"),
        };
        let path = format!("/work/directory/groups/{}/{part}/{}", row.working_group, saksi_base::ids::encode(row.id));
        told.news.push(News { message, title: row.title, path });
    }
    Ok(told)
}
