//! Those who belong to an organisation no longer, and what they still have of its helpline.

use saksi_base::{CaseId, OrganisationId, PersonId, Problem, Timestamp};
use saksi_db::{Tx, execute, fetch_all, fetch_scalar};

/// The triage key, as [`put_left`] names it.
pub(crate) const TRIAGE: &str = "triage";
/// A trustee's share.
pub(crate) const TRUSTEE: &str = "trustee";

/// Whoever has a wrap, the triage key, a share, a hand-over, a recovery or the name of a campaign of an organisation to which they belong no longer.
pub(crate) async fn leavers(tx: &mut Tx) -> Result<Vec<(OrganisationId, PersonId)>, Problem> {
    Ok(fetch_all!(
        tx,
        (OrganisationId, PersonId),
        "SELECT x.organisation, x.person FROM (\
         SELECT w.organisation AS organisation, w.person AS person FROM case_wrap w WHERE w.kind = 'person' \
         UNION SELECT h.organisation, h.person FROM handed_key h \
         UNION SELECT s.organisation, s.person FROM sealed_share s \
         UNION SELECT r.organisation, r.person FROM recovery r \
         UNION SELECT o.organisation, v.person FROM hand_over_wrap v JOIN hand_over o ON o.id = v.hand_over \
         UNION SELECT c.organisation, g.person FROM campaign_wrap g JOIN campaign c ON c.id = g.campaign) x \
         WHERE x.organisation IS NOT NULL AND x.person IS NOT NULL AND NOT EXISTS (SELECT 1 FROM affiliation a \
         WHERE a.person = x.person AND a.organisation = x.organisation AND a.ended_at IS NULL) \
         ORDER BY x.organisation, x.person"
    )?)
}

/// Whether somebody belongs to an organisation now.
pub(crate) async fn belongs(tx: &mut Tx, organisation: OrganisationId, person: PersonId) -> Result<bool, Problem> {
    let found = fetch_scalar!(
        tx,
        i64,
        "SELECT count(*) FROM affiliation WHERE organisation = $1 AND person = $2 AND ended_at IS NULL",
        organisation,
        person
    )?;
    Ok(found.unwrap_or(0) > 0)
}

/// The cases of which somebody has the key for an organisation, and whether the organisation can open each without them: through
/// somebody who is there and has the key that the wrap is for, its triage, or its trustees.
pub(crate) async fn cases_of_leaver(
    tx: &mut Tx,
    organisation: OrganisationId,
    person: PersonId,
) -> Result<Vec<(CaseId, bool)>, Problem> {
    let rows = fetch_all!(
        tx,
        (CaseId, i64),
        "SELECT w.help_case, (SELECT count(*) FROM case_wrap o WHERE o.help_case = w.help_case AND o.organisation = $1 \
         AND (o.kind IN ('triage', 'recovery') OR (o.kind = 'person' AND o.person <> $2 AND EXISTS (SELECT 1 FROM affiliation a \
         JOIN key_pair k ON k.person = a.person WHERE a.person = o.person AND a.organisation = $1 AND a.ended_at IS NULL \
         AND k.fingerprint = o.recipient AND NOT k.ended)))) \
         FROM case_wrap w WHERE w.organisation = $1 AND w.person = $2 GROUP BY w.help_case ORDER BY w.help_case",
        organisation,
        person
    )?;
    Ok(rows.into_iter().map(|(case, others)| (case, others > 0)).collect())
}

/// Takes away what somebody has of a case, and marks the case.
pub(crate) async fn leave_case(
    tx: &mut Tx,
    case: CaseId,
    organisation: OrganisationId,
    person: PersonId,
) -> Result<(), Problem> {
    execute!(
        tx,
        "DELETE FROM case_wrap WHERE help_case = $1 AND organisation = $2 AND person = $3",
        case,
        organisation,
        person
    )?;
    let day = tx.now().day();
    execute!(
        tx,
        "INSERT INTO case_left (help_case, organisation, person, day) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (help_case, organisation, person) DO NOTHING",
        case,
        organisation,
        person,
        day
    )?;
    Ok(())
}

/// Who left that had a case, and on which day that was seen.
pub(crate) async fn left_of_case(tx: &mut Tx, case: CaseId) -> Result<Vec<(PersonId, Timestamp)>, Problem> {
    Ok(fetch_all!(
        tx,
        (PersonId, Timestamp),
        "SELECT person, day FROM case_left WHERE help_case = $1 ORDER BY day, person",
        case
    )?)
}

/// A case has a new key: nobody who left knows it.
pub(crate) async fn case_renewed(tx: &mut Tx, case: CaseId) -> Result<(), Problem> {
    execute!(tx, "DELETE FROM case_left WHERE help_case = $1", case)?;
    Ok(())
}

/// How many cases of an organisation wait for a new key because somebody left.
pub(crate) async fn count_left(tx: &mut Tx, organisation: OrganisationId) -> Result<i64, Problem> {
    let found = fetch_scalar!(
        tx,
        i64,
        "SELECT count(DISTINCT help_case) FROM case_left WHERE organisation = $1",
        organisation
    )?;
    Ok(found.unwrap_or(0))
}

/// How many cases only people can open who left.
pub(crate) async fn count_out_of_reach(tx: &mut Tx, organisation: OrganisationId) -> Result<i64, Problem> {
    let found = fetch_scalar!(
        tx,
        i64,
        "SELECT count(DISTINCT w.help_case) FROM case_wrap w WHERE w.organisation = $1 AND w.kind = 'person' \
         AND NOT EXISTS (SELECT 1 FROM affiliation a WHERE a.person = w.person AND a.organisation = $1 AND a.ended_at IS NULL)",
        organisation
    )?;
    Ok(found.unwrap_or(0))
}

/// Takes the triage keys away that somebody holds; gives how many.
pub(crate) async fn take_triage(tx: &mut Tx, organisation: OrganisationId, person: PersonId) -> Result<u64, Problem> {
    Ok(execute!(tx, "DELETE FROM handed_key WHERE organisation = $1 AND person = $2", organisation, person)?)
}

/// Whether somebody else than one person could open what a triage key opens: another holder who is there, or the trustees.
pub(crate) async fn triage_without(
    tx: &mut Tx,
    organisation: OrganisationId,
    person: PersonId,
) -> Result<bool, Problem> {
    let found = fetch_scalar!(
        tx,
        i64,
        "SELECT count(*) FROM handed_key h JOIN triage_key t ON t.organisation = h.organisation AND t.generation = h.generation \
         WHERE h.organisation = $1 AND t.ended_at IS NULL AND (h.person IS NULL OR (h.person <> $2 AND EXISTS \
         (SELECT 1 FROM affiliation a JOIN key_pair k ON k.person = a.person WHERE a.person = h.person AND a.organisation = $1 \
         AND a.ended_at IS NULL AND k.fingerprint = h.holder AND NOT k.ended)))",
        organisation,
        person
    )?;
    Ok(found.unwrap_or(0) > 0)
}

/// Takes somebody's share, and what they have of hand-overs and of a recovery that goes on; gives whether there was a share.
pub(crate) async fn take_rest(tx: &mut Tx, organisation: OrganisationId, person: PersonId) -> Result<bool, Problem> {
    let shares =
        execute!(tx, "DELETE FROM sealed_share WHERE organisation = $1 AND person = $2", organisation, person)?;
    execute!(tx, "DELETE FROM recovery WHERE organisation = $1 AND person = $2", organisation, person)?;
    execute!(
        tx,
        "DELETE FROM hand_over_wrap WHERE person = $2 AND hand_over IN (SELECT id FROM hand_over WHERE organisation = $1)",
        organisation,
        person
    )?;
    super::campaigns::take_wraps(tx, organisation, person).await?;
    Ok(shares > 0)
}

/// Notes that somebody left who had something of a helpline.
pub(crate) async fn put_left(
    tx: &mut Tx,
    organisation: OrganisationId,
    person: PersonId,
    what: &'static str,
) -> Result<(), Problem> {
    let day = tx.now().day();
    execute!(
        tx,
        "INSERT INTO help_left (organisation, person, what, day) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (organisation, person, what) DO NOTHING",
        organisation,
        person,
        what,
        day
    )?;
    Ok(())
}

/// Who left that had something of a helpline which was not made anew since.
pub(crate) async fn left(
    tx: &mut Tx,
    organisation: OrganisationId,
    what: &'static str,
) -> Result<Vec<(PersonId, Timestamp)>, Problem> {
    Ok(fetch_all!(
        tx,
        (PersonId, Timestamp),
        "SELECT person, day FROM help_left WHERE organisation = $1 AND what = $2 ORDER BY day, person",
        organisation,
        what
    )?)
}

/// It was made anew.
pub(crate) async fn forget_left(tx: &mut Tx, organisation: OrganisationId, what: &'static str) -> Result<(), Problem> {
    execute!(tx, "DELETE FROM help_left WHERE organisation = $1 AND what = $2", organisation, what)?;
    Ok(())
}

/// Cases of an organisation that its trustees alone can open: nobody who is there has them, and they do not wait with its triage.
pub(crate) async fn with_trustees_alone(tx: &mut Tx, organisation: OrganisationId) -> Result<Vec<CaseId>, Problem> {
    let rows = fetch_all!(
        tx,
        (CaseId,),
        "SELECT DISTINCT w.help_case FROM case_wrap w WHERE w.organisation = $1 AND w.kind = 'recovery' \
         AND NOT EXISTS (SELECT 1 FROM case_wrap o WHERE o.help_case = w.help_case AND o.organisation = $1 \
         AND o.kind IN ('person', 'triage')) ORDER BY w.help_case",
        organisation
    )?;
    Ok(rows.into_iter().map(|(case,)| case).collect())
}

/// Notes that something is told to those who run a helpline today; `false`: it was told today already.
pub(crate) async fn tell(tx: &mut Tx, organisation: OrganisationId, what: &'static str) -> Result<bool, Problem> {
    let day = tx.now().day();
    let noted = execute!(
        tx,
        "INSERT INTO help_told (organisation, what, day) VALUES ($1, $2, $3) \
         ON CONFLICT (organisation, what) DO UPDATE SET day = excluded.day WHERE help_told.day < excluded.day",
        organisation,
        what,
        day
    )?;
    Ok(noted > 0)
}

/// On which day something was told last.
pub(crate) async fn told(
    tx: &mut Tx,
    organisation: OrganisationId,
    what: &'static str,
) -> Result<Option<Timestamp>, Problem> {
    Ok(fetch_scalar!(
        tx,
        Timestamp,
        "SELECT day FROM help_told WHERE organisation = $1 AND what = $2",
        organisation,
        what
    )?)
}

/// It is as it should be again, or could not be told: the next time it is told anew.
pub(crate) async fn untell(tx: &mut Tx, organisation: OrganisationId, what: &'static str) -> Result<(), Problem> {
    execute!(tx, "DELETE FROM help_told WHERE organisation = $1 AND what = $2", organisation, what)?;
    Ok(())
}
