//! What becomes of records when somebody leaves, an organisation splits or merges, or a person is forgotten.

use saksi_base::{OrganisationId, PersonId, Problem};
use saksi_db::{Tx, execute, fetch_all, fetch_scalar};

/// How many open things a person answers for in an organisation: needs and offers, and introductions they broker.
pub(crate) async fn duties(tx: &mut Tx, person: PersonId, organisation: OrganisationId) -> Result<(i64, i64), Problem> {
    let offers = fetch_scalar!(
        tx,
        i64,
        "SELECT count(*) FROM directory_offer WHERE person = $1 AND organisation = $2 AND state = 'open'",
        person,
        organisation
    )?;
    let introductions = fetch_scalar!(
        tx,
        i64,
        "SELECT count(*) FROM introduction WHERE broker = $1 AND broker_organisation = $2 AND outcome = '' \
         AND state <> 'declined'",
        person,
        organisation
    )?;
    Ok((offers.unwrap_or(0), introductions.unwrap_or(0)))
}

/// Leaves what a person answers for to their organisation.
pub(crate) async fn hand_over(tx: &mut Tx, person: PersonId, organisation: OrganisationId) -> Result<(), Problem> {
    execute!(
        tx,
        "UPDATE directory_offer SET person = NULL WHERE person = $1 AND organisation = $2",
        person,
        organisation
    )?;
    execute!(
        tx,
        "UPDATE introduction SET broker = NULL WHERE broker = $1 AND broker_organisation = $2",
        person,
        organisation
    )?;
    Ok(())
}

/// Takes a person out of everything that the directory holds. What others did with them stays, without them.
pub(crate) async fn forget(tx: &mut Tx, person: PersonId) -> Result<(), Problem> {
    execute!(tx, "DELETE FROM directory_profile WHERE id = $1", person)?;
    execute!(tx, "UPDATE directory_change SET by_person = NULL WHERE by_person = $1", person)?;
    execute!(tx, "DELETE FROM introduction_reveal WHERE subject = $1 OR reader = $1", person)?;
    execute!(tx, "DELETE FROM introduction_look WHERE subject = $1 OR reader = $1", person)?;
    execute!(
        tx,
        "UPDATE introduction SET state = 'declined', version = version + 1 WHERE state = 'asked' \
         AND id IN (SELECT introduction FROM introduction_side WHERE person = $1)",
        person
    )?;
    execute!(tx, "DELETE FROM working_group_member WHERE person = $1", person)?;
    execute!(tx, "DELETE FROM group_vote WHERE person = $1", person)?;
    execute!(tx, "DELETE FROM group_note_reader WHERE person = $1", person)?;
    execute!(tx, "DELETE FROM group_calendar WHERE person = $1", person)?;
    execute!(tx, "DELETE FROM group_digest WHERE person = $1", person)?;
    execute!(tx, "UPDATE group_note SET author = NULL WHERE author = $1", person)?;
    execute!(tx, "UPDATE group_decision SET author = NULL WHERE author = $1", person)?;
    execute!(tx, "UPDATE group_meeting SET author = NULL WHERE author = $1", person)?;
    execute!(tx, "DELETE FROM introduction_side WHERE person = $1", person)?;
    execute!(tx, "UPDATE introduction SET broker = NULL WHERE broker = $1", person)?;
    execute!(tx, "UPDATE directory_offer SET person = NULL WHERE person = $1", person)?;
    execute!(tx, "UPDATE join_step SET person = NULL WHERE person = $1", person)?;
    execute!(tx, "UPDATE join_vouch SET person = NULL WHERE person = $1", person)?;
    Ok(())
}

/// Says that one organisation goes on in another.
pub(crate) async fn succeed(
    tx: &mut Tx,
    former: OrganisationId,
    successor: OrganisationId,
    kind: &str,
    reason: &str,
) -> Result<bool, Problem> {
    let day = tx.now().day();
    Ok(execute!(
        tx,
        "INSERT INTO organisation_lineage (former, successor, kind, at, reason) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (former, successor) DO NOTHING",
        former,
        successor,
        kind,
        day,
        reason
    )? > 0)
}

/// Moves the open needs and offers of one organisation to another, and what it brokers.
pub(crate) async fn move_duties(tx: &mut Tx, from: OrganisationId, to: OrganisationId) -> Result<(), Problem> {
    execute!(
        tx,
        "UPDATE directory_offer SET organisation = $2, person = NULL, version = version + 1 WHERE organisation = $1 \
         AND state = 'open'",
        from,
        to
    )?;
    execute!(
        tx,
        "UPDATE introduction SET broker_organisation = $2, broker = NULL WHERE broker_organisation = $1",
        from,
        to
    )?;
    Ok(())
}

#[derive(saksi_db::FromRow)]
struct LineRow {
    id: OrganisationId,
    name: String,
    forward: bool,
    kind: String,
}

/// What an organisation came from and goes on in: (which, its name, whether it is the later one, how).
pub(crate) async fn lineage(
    tx: &mut Tx,
    id: OrganisationId,
) -> Result<Vec<(OrganisationId, String, bool, String)>, Problem> {
    Ok(fetch_all!(
        tx,
        LineRow,
        "SELECT o.id, o.name, TRUE AS forward, l.kind FROM organisation_lineage l JOIN organisation o ON o.id = l.successor \
         WHERE l.former = $1 UNION ALL \
         SELECT o.id, o.name, FALSE AS forward, l.kind FROM organisation_lineage l JOIN organisation o ON o.id = l.former \
         WHERE l.successor = $1",
        id
    )?
    .into_iter()
    .map(|row| (row.id, row.name, row.forward, row.kind))
    .collect())
}
