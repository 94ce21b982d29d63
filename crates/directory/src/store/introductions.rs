//! Introductions, what was opened to whom, and who looked at it.

use saksi_base::{IntroductionId, OrganisationId, PersonId, Problem, Timestamp};
use saksi_db::{Tx, execute, fetch_all, fetch_optional};
use uuid::Uuid;

use crate::model::Field;
use crate::model::introductions::{Answer, Introduction, IntroductionState, Party};

#[derive(saksi_db::FromRow)]
struct IntroductionRow {
    id: IntroductionId,
    broker: Option<PersonId>,
    broker_organisation: OrganisationId,
    purpose: String,
    state: String,
    outcome: String,
    begun_on: Timestamp,
    version: i64,
}

#[derive(saksi_db::FromRow)]
struct PartyRow {
    person: PersonId,
    answer: String,
}

async fn with_parties(tx: &mut Tx, row: IntroductionRow) -> Result<Introduction, Problem> {
    let parties = fetch_all!(
        tx,
        PartyRow,
        "SELECT person, answer FROM introduction_side WHERE introduction = $1 ORDER BY person",
        row.id
    )?;
    Ok(Introduction {
        id: row.id,
        broker: row.broker,
        broker_organisation: row.broker_organisation,
        purpose: row.purpose,
        state: IntroductionState::from_code(&row.state),
        outcome: row.outcome,
        begun: row.begun_on,
        version: row.version,
        parties: parties
            .into_iter()
            .map(|party| Party { person: party.person, answer: Answer::from_code(&party.answer) })
            .collect(),
    })
}

pub(crate) async fn introduction(tx: &mut Tx, id: IntroductionId) -> Result<Option<Introduction>, Problem> {
    let row = fetch_optional!(
        tx,
        IntroductionRow,
        "SELECT id, broker, broker_organisation, purpose, state, outcome, begun_on, version FROM introduction WHERE id = $1",
        id
    )?;
    match row {
        None => Ok(None),
        Some(row) => with_parties(tx, row).await.map(Some),
    }
}

/// Those that an organisation brokers, and those that concern a person.
pub(crate) async fn of(
    tx: &mut Tx,
    person: PersonId,
    organisation: OrganisationId,
) -> Result<Vec<Introduction>, Problem> {
    let rows = fetch_all!(
        tx,
        IntroductionRow,
        "SELECT id, broker, broker_organisation, purpose, state, outcome, begun_on, version FROM introduction \
         WHERE broker_organisation = $2 OR id IN (SELECT introduction FROM introduction_side WHERE person = $1) \
         ORDER BY begun_on DESC, id LIMIT 50",
        person,
        organisation
    )?;
    let mut all = Vec::with_capacity(rows.len());
    for row in rows {
        all.push(with_parties(tx, row).await?);
    }
    Ok(all)
}

pub(crate) async fn insert(
    tx: &mut Tx,
    id: IntroductionId,
    by: (PersonId, OrganisationId),
    parties: [PersonId; 2],
    purpose: &str,
) -> Result<(), Problem> {
    let day = tx.now().day();
    execute!(
        tx,
        "INSERT INTO introduction (id, broker, broker_organisation, purpose, state, outcome, begun_on, version) \
         VALUES ($1, $2, $3, $4, 'asked', '', $5, 1)",
        id,
        by.0,
        by.1,
        purpose,
        day
    )?;
    for person in parties {
        execute!(tx, "INSERT INTO introduction_side (introduction, person, answer) VALUES ($1, $2, '')", id, person)?;
    }
    Ok(())
}

pub(crate) async fn answer(tx: &mut Tx, id: IntroductionId, person: PersonId, answer: &Answer) -> Result<(), Problem> {
    execute!(
        tx,
        "UPDATE introduction_side SET answer = $3 WHERE introduction = $1 AND person = $2",
        id,
        person,
        answer.code()
    )?;
    Ok(())
}

/// Moves one on, where it still stands as whoever moves it saw it.
pub(crate) async fn settle(
    tx: &mut Tx,
    id: IntroductionId,
    seen: i64,
    state: IntroductionState,
    outcome: &str,
) -> Result<bool, Problem> {
    Ok(execute!(
        tx,
        "UPDATE introduction SET state = $3, outcome = $4, version = version + 1 WHERE id = $1 AND version = $2",
        id,
        seen,
        state.code(),
        outcome
    )? > 0)
}

/// Opens a field of one to the other.
pub(crate) async fn reveal(
    tx: &mut Tx,
    id: IntroductionId,
    (subject, reader): (PersonId, PersonId),
    field: Field,
) -> Result<(), Problem> {
    let day = tx.now().day();
    execute!(
        tx,
        "INSERT INTO introduction_reveal (introduction, subject, reader, field, revealed_on) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (introduction, subject, reader, field) DO NOTHING",
        id,
        subject,
        reader,
        field.code(),
        day
    )?;
    Ok(())
}

/// Takes back what somebody opened in an introduction.
pub(crate) async fn revoke(tx: &mut Tx, id: IntroductionId, subject: PersonId) -> Result<bool, Problem> {
    let day = tx.now().day();
    Ok(execute!(
        tx,
        "UPDATE introduction_reveal SET revoked_on = $3 WHERE introduction = $1 AND subject = $2 AND revoked_on IS NULL",
        id,
        subject,
        day
    )? > 0)
}

/// Notes that somebody looked at what was opened to them.
pub(crate) async fn note_look(tx: &mut Tx, subject: PersonId, reader: PersonId) -> Result<(), Problem> {
    let id = Uuid::from_bytes(saksi_base::random::bytes::<16>(&*tx.random()));
    let now = tx.now().hour();
    execute!(
        tx,
        "INSERT INTO introduction_look (id, subject, reader, at) VALUES ($1, $2, $3, $4)",
        id,
        subject,
        reader,
        now
    )?;
    Ok(())
}

#[derive(saksi_db::FromRow)]
struct LookRow {
    at: Timestamp,
    name: Option<String>,
}

/// Who looked at what a person opened, the newest first: to the hour, by the name others see.
pub(crate) async fn looks(tx: &mut Tx, subject: PersonId) -> Result<Vec<(Timestamp, Option<String>)>, Problem> {
    Ok(fetch_all!(
        tx,
        LookRow,
        "SELECT l.at, p.display_name AS name FROM introduction_look l LEFT JOIN person p ON p.id = l.reader \
         WHERE l.subject = $1 ORDER BY l.at DESC, l.id LIMIT 50",
        subject
    )?
    .into_iter()
    .map(|row| (row.at, row.name))
    .collect())
}
