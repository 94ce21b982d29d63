//! What becomes of records when somebody leaves, an organisation splits or merges, or a person is forgotten.

use saksi_base::{OfferId, OrganisationId, PersonId, Problem, Timestamp, WorkingGroupId};
use saksi_db::{Tx, execute, fetch_all, fetch_scalar};

#[derive(saksi_db::FromRow)]
struct GroupRow {
    id: WorkingGroupId,
}

/// The working groups that somebody alone chairs and that others are in too.
pub(crate) async fn chaired_alone(tx: &mut Tx, person: PersonId) -> Result<Vec<WorkingGroupId>, Problem> {
    let rows = fetch_all!(
        tx,
        GroupRow,
        "SELECT g.id FROM working_group g JOIN working_group_member m ON m.working_group = g.id \
         WHERE m.person = $1 AND m.chairs AND g.closed_at IS NULL \
         AND NOT EXISTS (SELECT 1 FROM working_group_member o WHERE o.working_group = g.id AND o.person <> $1 AND o.chairs) \
         AND EXISTS (SELECT 1 FROM working_group_member o WHERE o.working_group = g.id AND o.person <> $1) ORDER BY g.id",
        person
    )?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// The first by name of those in a group besides one, who are here: an account that is open, and an organisation in which they work.
pub(crate) async fn next_chair(
    tx: &mut Tx,
    group: WorkingGroupId,
    besides: PersonId,
) -> Result<Option<PersonId>, Problem> {
    Ok(fetch_scalar!(
        tx,
        PersonId,
        "SELECT p.id FROM working_group_member m JOIN person p ON p.id = m.person WHERE m.working_group = $1 AND p.id <> $2 \
         AND p.closed_at IS NULL \
         AND (p.operator OR EXISTS (SELECT 1 FROM affiliation a WHERE a.person = p.id AND a.ended_at IS NULL)) \
         ORDER BY lower(p.display_name), p.id LIMIT 1",
        group,
        besides
    )?)
}

/// The first by name of those in a group who are here.
pub(crate) async fn next_present(tx: &mut Tx, group: WorkingGroupId) -> Result<Option<PersonId>, Problem> {
    Ok(fetch_scalar!(
        tx,
        PersonId,
        "SELECT p.id FROM working_group_member m JOIN person p ON p.id = m.person WHERE m.working_group = $1 \
         AND p.closed_at IS NULL \
         AND (p.operator OR EXISTS (SELECT 1 FROM affiliation a WHERE a.person = p.id AND a.ended_at IS NULL)) \
         ORDER BY lower(p.display_name), p.id LIMIT 1",
        group
    )?)
}

/// Groups in which somebody is here, and none of its chairs.
pub(crate) async fn chairless(tx: &mut Tx, most: i64) -> Result<Vec<WorkingGroupId>, Problem> {
    let rows = fetch_all!(
        tx,
        GroupRow,
        "SELECT g.id FROM working_group g WHERE g.closed_at IS NULL \
         AND EXISTS (SELECT 1 FROM working_group_member m JOIN person p ON p.id = m.person WHERE m.working_group = g.id \
         AND p.closed_at IS NULL \
         AND (p.operator OR EXISTS (SELECT 1 FROM affiliation a WHERE a.person = p.id AND a.ended_at IS NULL))) \
         AND NOT EXISTS (SELECT 1 FROM working_group_member m JOIN person p ON p.id = m.person WHERE m.working_group = g.id \
         AND m.chairs AND p.closed_at IS NULL \
         AND (p.operator OR EXISTS (SELECT 1 FROM affiliation a WHERE a.person = p.id AND a.ended_at IS NULL))) \
         ORDER BY g.id LIMIT $1",
        most
    )?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

#[derive(saksi_db::FromRow)]
struct GoneRow {
    id: PersonId,
    anything: bool,
}

/// Who closed their account since a moment, or has anything left in the directory; and whether they have.
pub(crate) async fn departed(tx: &mut Tx, since: Timestamp, most: i64) -> Result<Vec<(PersonId, bool)>, Problem> {
    let rows = fetch_all!(
        tx,
        GoneRow,
        "SELECT id, anything FROM (SELECT p.id, p.closed_at, \
         EXISTS (SELECT 1 FROM directory_profile d WHERE d.id = p.id) \
         OR EXISTS (SELECT 1 FROM directory_change c WHERE c.by_person = p.id) \
         OR EXISTS (SELECT 1 FROM organisation_change c WHERE c.by_person = p.id) \
         OR EXISTS (SELECT 1 FROM working_group_member m WHERE m.person = p.id) \
         OR EXISTS (SELECT 1 FROM group_note n WHERE n.author = p.id) \
         OR EXISTS (SELECT 1 FROM group_calendar c WHERE c.person = p.id) \
         OR EXISTS (SELECT 1 FROM group_digest g WHERE g.person = p.id) \
         OR EXISTS (SELECT 1 FROM introduction_side s WHERE s.person = p.id) \
         OR EXISTS (SELECT 1 FROM introduction i WHERE i.broker = p.id) \
         OR EXISTS (SELECT 1 FROM directory_offer o WHERE o.person = p.id) \
         OR EXISTS (SELECT 1 FROM join_step j WHERE j.person = p.id) \
         OR EXISTS (SELECT 1 FROM join_vouch v WHERE v.person = p.id) AS anything \
         FROM person p WHERE p.closed_at IS NOT NULL) gone WHERE anything OR closed_at >= $1 ORDER BY anything DESC, id LIMIT $2",
        since,
        most
    )?;
    Ok(rows.into_iter().map(|row| (row.id, row.anything)).collect())
}

/// When the records that somebody keeps, their own and those of organisations whose owner they are, were last said to be right.
pub(crate) async fn last_confirmed(tx: &mut Tx, person: PersonId) -> Result<Vec<Timestamp>, Problem> {
    let rows = fetch_all!(
        tx,
        (Timestamp,),
        "SELECT d.confirmed_at FROM directory_profile d WHERE d.version > 0 AND (d.id = $1 OR d.id IN \
         (SELECT a.organisation FROM affiliation a JOIN affiliation_role r ON r.affiliation = a.id \
         JOIN organisation o ON o.id = a.organisation WHERE a.person = $1 AND a.ended_at IS NULL AND r.ended_at IS NULL \
         AND r.role = 'owner' AND o.closed_at IS NULL))",
        person
    )?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

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

/// Moves the entries of registers that one organisation keeps to another, and what it watches and keeps to.
pub(crate) async fn move_registers(tx: &mut Tx, from: OrganisationId, to: OrganisationId) -> Result<(), Problem> {
    execute!(tx, "UPDATE election SET organisation = $2, version = version + 1 WHERE organisation = $1", from, to)?;
    execute!(tx, "UPDATE norm SET organisation = $2, version = version + 1 WHERE organisation = $1", from, to)?;
    execute!(tx, "UPDATE library_item SET organisation = $2 WHERE organisation = $1", from, to)?;
    execute!(
        tx,
        "UPDATE trusted_entry SET organisation = $2, version = version + 1 WHERE organisation = $1",
        from,
        to
    )?;
    execute!(
        tx,
        "INSERT INTO trusted_voucher (entry, organisation, since_at) \
         SELECT entry, $2, since_at FROM trusted_voucher WHERE organisation = $1 ON CONFLICT (entry, organisation) DO NOTHING",
        from,
        to
    )?;
    execute!(tx, "DELETE FROM trusted_voucher WHERE organisation = $1", from)?;
    // Where the other says so of itself already, its own words stand.
    execute!(
        tx,
        "INSERT INTO election_team (election, organisation, does, joined_at) \
         SELECT election, $2, does, joined_at FROM election_team WHERE organisation = $1 \
         ON CONFLICT (election, organisation) DO NOTHING",
        from,
        to
    )?;
    execute!(tx, "DELETE FROM election_team WHERE organisation = $1", from)?;
    execute!(
        tx,
        "INSERT INTO norm_keeper (norm, organisation, since_at) \
         SELECT norm, $2, since_at FROM norm_keeper WHERE organisation = $1 ON CONFLICT (norm, organisation) DO NOTHING",
        from,
        to
    )?;
    execute!(tx, "DELETE FROM norm_keeper WHERE organisation = $1", from)?;
    Ok(())
}

/// Moves the open needs and offers of one organisation to another, what it has asked for or agreed on and not recorded, and what it brokers.
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
    execute!(
        tx,
        "UPDATE collaboration SET need_by = CASE WHEN need_by = $1 THEN $2 ELSE need_by END, \
         offer_by = CASE WHEN offer_by = $1 THEN $2 ELSE offer_by END, \
         asked_by = CASE WHEN asked_by = $1 THEN $2 ELSE asked_by END, version = version + 1 \
         WHERE (need_by = $1 OR offer_by = $1) AND state IN ('proposed', 'agreed')",
        from,
        to
    )?;
    decline_own(tx, to).await
}

/// Moves one open need or offer of an organisation to another, with what was asked for or agreed on by it and not recorded; says whether it
/// was there.
pub(crate) async fn move_offer(
    tx: &mut Tx,
    id: OfferId,
    from: OrganisationId,
    to: OrganisationId,
) -> Result<bool, Problem> {
    let moved = execute!(
        tx,
        "UPDATE directory_offer SET organisation = $3, person = NULL, version = version + 1 WHERE id = $1 \
         AND organisation = $2 AND state = 'open'",
        id,
        from,
        to
    )?;
    execute!(
        tx,
        "UPDATE collaboration SET need_by = CASE WHEN need = $1 THEN $3 ELSE need_by END, \
         offer_by = CASE WHEN offer = $1 THEN $3 ELSE offer_by END, \
         asked_by = CASE WHEN asked_by = $2 THEN $3 ELSE asked_by END, version = version + 1 \
         WHERE ((need = $1 AND need_by = $2) OR (offer = $1 AND offer_by = $2)) AND state IN ('proposed', 'agreed')",
        id,
        from,
        to
    )?;
    decline_own(tx, to).await?;
    Ok(moved > 0)
}

/// What an organisation had with another is nothing between two any more where both are the same now.
async fn decline_own(tx: &mut Tx, id: OrganisationId) -> Result<(), Problem> {
    execute!(
        tx,
        "UPDATE collaboration SET state = 'declined', version = version + 1 \
         WHERE need_by = $1 AND offer_by = $1 AND state IN ('proposed', 'agreed')",
        id
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
