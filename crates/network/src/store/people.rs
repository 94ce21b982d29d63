//! People, their affiliations and roles over time.

use std::collections::HashMap;

use saksi_base::{AffiliationId, LanguageTag, OrganisationId, PersonId, Place, Problem, Timestamp};
use saksi_db::{Tx, execute, fetch_all, fetch_optional, fetch_scalar};

use crate::model::person::{Affiliation, Person, PersonDraft, RolePeriod};
use crate::model::role::{Role, Roles};

#[derive(saksi_db::FromRow)]
struct PersonRow {
    id: PersonId,
    name: String,
    own_script_name: Option<String>,
    display_name: String,
    language: String,
    place: String,
    operator: bool,
    created_at: Timestamp,
    closed_at: Option<Timestamp>,
}

impl From<PersonRow> for Person {
    fn from(row: PersonRow) -> Self {
        Self {
            id: row.id,
            name: row.name,
            own_script_name: row.own_script_name,
            display_name: row.display_name,
            language: LanguageTag::or_unknown(&row.language),
            place: Place::from_code(&row.place).unwrap_or(Place::NotDisclosed),
            operator: row.operator,
            created: row.created_at,
            closed: row.closed_at,
        }
    }
}

/// One person.
pub async fn person(tx: &mut Tx, id: PersonId) -> Result<Option<Person>, Problem> {
    Ok(fetch_optional!(
        tx,
        PersonRow,
        "SELECT id, name, own_script_name, display_name, language, place, operator, created_at, closed_at \
         FROM person WHERE id = $1",
        id
    )?
    .map(Person::from))
}

/// The name that others see of a person.
pub async fn display_name(tx: &mut Tx, id: PersonId) -> Result<Option<String>, Problem> {
    Ok(fetch_scalar!(tx, String, "SELECT display_name FROM person WHERE id = $1", id)?)
}

/// People who run the network.
pub async fn operators(tx: &mut Tx) -> Result<Vec<Person>, Problem> {
    Ok(fetch_all!(
        tx,
        PersonRow,
        "SELECT id, name, own_script_name, display_name, language, place, operator, created_at, closed_at \
         FROM person WHERE operator AND closed_at IS NULL ORDER BY lower(display_name), id"
    )?
    .into_iter()
    .map(Person::from)
    .collect())
}

/// Enters a person. Only the day is kept.
pub(crate) async fn insert_person(
    tx: &mut Tx,
    id: PersonId,
    draft: &PersonDraft,
    operator: bool,
) -> Result<(), Problem> {
    let day = tx.now().day();
    execute!(
        tx,
        "INSERT INTO person (id, name, own_script_name, display_name, language, place, operator, created_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        id,
        &draft.name,
        own_script(draft),
        &draft.display_name,
        draft.language.as_str(),
        draft.place.code(),
        operator,
        day
    )?;
    Ok(())
}

fn own_script(draft: &PersonDraft) -> Option<&str> {
    (!draft.own_script_name.is_empty()).then_some(draft.own_script_name.as_str())
}

/// Changes what a person says about themselves.
pub(crate) async fn update_person(tx: &mut Tx, id: PersonId, draft: &PersonDraft) -> Result<(), Problem> {
    execute!(
        tx,
        "UPDATE person SET name = $2, own_script_name = $3, display_name = $4, language = $5, place = $6 WHERE id = $1",
        id,
        &draft.name,
        own_script(draft),
        &draft.display_name,
        draft.language.as_str(),
        draft.place.code()
    )?;
    Ok(())
}

/// Takes a person's name and every way in away; what they did stays under their number.
pub(crate) async fn close_person(tx: &mut Tx, id: PersonId) -> Result<(), Problem> {
    let day = tx.now().day();
    execute!(tx, "DELETE FROM credential WHERE person = $1", id)?;
    execute!(tx, "DELETE FROM recovery_code WHERE person = $1", id)?;
    execute!(tx, "DELETE FROM reset_link WHERE person = $1 OR issued_by = $1", id)?;
    execute!(tx, "DELETE FROM known_browser WHERE person = $1", id)?;
    execute!(tx, "DELETE FROM session WHERE person = $1", id)?;
    // What they tried in the practice room was for their own eyes.
    execute!(tx, "DELETE FROM practice_attempt WHERE person = $1", id)?;
    execute!(tx, "UPDATE api_token SET revoked_at = $2 WHERE person = $1 AND revoked_at IS NULL", id, day)?;
    let nobody = PersonDraft::named("\u{2014}");
    execute!(
        tx,
        "UPDATE person SET name = $2, own_script_name = NULL, display_name = $2, language = $3, place = $4, operator = FALSE, \
         closed_at = $5 WHERE id = $1",
        id,
        &nobody.name,
        nobody.language.as_str(),
        nobody.place.code(),
        day
    )?;
    Ok(())
}

/// People who are open although a tombstone of this kind says that they closed their account.
pub(crate) async fn open_though_closed(tx: &mut Tx, kind: &str) -> Result<Vec<PersonId>, Problem> {
    let rows = fetch_all!(
        tx,
        (PersonId,),
        "SELECT p.id FROM person p JOIN tombstone t ON t.subject = p.id WHERE t.kind = $1 AND p.closed_at IS NULL",
        kind
    )?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Gives or takes the running of the network.
pub(crate) async fn set_operator(tx: &mut Tx, id: PersonId, operator: bool) -> Result<(), Problem> {
    execute!(tx, "UPDATE person SET operator = $2 WHERE id = $1", id, operator)?;
    Ok(())
}

#[derive(saksi_db::FromRow)]
struct AffiliationRow {
    id: AffiliationId,
    person: PersonId,
    organisation: OrganisationId,
    organisation_name: String,
    person_name: String,
    speaks_for: bool,
    started_at: Timestamp,
    ended_at: Option<Timestamp>,
}

#[derive(saksi_db::FromRow)]
struct HeldRow {
    affiliation: AffiliationId,
    role: String,
}

impl AffiliationRow {
    fn with(self, roles: Roles) -> Affiliation {
        Affiliation {
            id: self.id,
            person: self.person,
            organisation: self.organisation,
            organisation_name: self.organisation_name,
            person_name: self.person_name,
            speaks_for: self.speaks_for,
            roles,
            started: self.started_at,
            ended: self.ended_at,
        }
    }
}

fn join(rows: Vec<AffiliationRow>, held: Vec<HeldRow>) -> Vec<Affiliation> {
    let mut roles: HashMap<AffiliationId, Vec<Role>> = HashMap::new();
    for row in held {
        if let Some(role) = Role::from_code(&row.role) {
            roles.entry(row.affiliation).or_default().push(role);
        }
    }
    rows.into_iter()
        .map(|row| {
            let roles = Roles::new(roles.remove(&row.id).unwrap_or_default());
            row.with(roles)
        })
        .collect()
}

/// What a person belongs to and has belonged to, the present first.
pub async fn affiliations_of(tx: &mut Tx, person: PersonId) -> Result<Vec<Affiliation>, Problem> {
    let rows = fetch_all!(
        tx,
        AffiliationRow,
        "SELECT a.id, a.person, a.organisation, o.name AS organisation_name, p.display_name AS person_name, a.speaks_for, \
         a.started_at, a.ended_at FROM affiliation a JOIN organisation o ON o.id = a.organisation \
         JOIN person p ON p.id = a.person WHERE a.person = $1 \
         ORDER BY CASE WHEN a.ended_at IS NULL THEN 0 ELSE 1 END, a.started_at, a.organisation, a.id",
        person
    )?;
    let held = fetch_all!(
        tx,
        HeldRow,
        "SELECT r.affiliation, r.role FROM affiliation_role r JOIN affiliation a ON a.id = r.affiliation \
         WHERE a.person = $1 AND r.ended_at IS NULL",
        person
    )?;
    Ok(join(rows, held))
}

/// Who belongs to an organisation now, by name.
pub async fn members_of(tx: &mut Tx, organisation: OrganisationId) -> Result<Vec<Affiliation>, Problem> {
    let rows = fetch_all!(
        tx,
        AffiliationRow,
        "SELECT a.id, a.person, a.organisation, o.name AS organisation_name, p.display_name AS person_name, a.speaks_for, \
         a.started_at, a.ended_at FROM affiliation a JOIN organisation o ON o.id = a.organisation \
         JOIN person p ON p.id = a.person WHERE a.organisation = $1 AND a.ended_at IS NULL \
         ORDER BY lower(p.display_name), a.id",
        organisation
    )?;
    let held = fetch_all!(
        tx,
        HeldRow,
        "SELECT r.affiliation, r.role FROM affiliation_role r JOIN affiliation a ON a.id = r.affiliation \
         WHERE a.organisation = $1 AND a.ended_at IS NULL AND r.ended_at IS NULL",
        organisation
    )?;
    Ok(join(rows, held))
}

/// One affiliation.
pub(crate) async fn affiliation(tx: &mut Tx, id: AffiliationId) -> Result<Option<Affiliation>, Problem> {
    let row = fetch_optional!(
        tx,
        AffiliationRow,
        "SELECT a.id, a.person, a.organisation, o.name AS organisation_name, p.display_name AS person_name, a.speaks_for, \
         a.started_at, a.ended_at FROM affiliation a JOIN organisation o ON o.id = a.organisation \
         JOIN person p ON p.id = a.person WHERE a.id = $1",
        id
    )?;
    let Some(row) = row else { return Ok(None) };
    let held = fetch_all!(
        tx,
        HeldRow,
        "SELECT affiliation, role FROM affiliation_role WHERE affiliation = $1 AND ended_at IS NULL",
        id
    )?;
    Ok(join(vec![row], held).pop())
}

/// The present affiliation of a person with an organisation.
pub(crate) async fn affiliation_between(
    tx: &mut Tx,
    person: PersonId,
    organisation: OrganisationId,
) -> Result<Option<Affiliation>, Problem> {
    let id = fetch_scalar!(
        tx,
        AffiliationId,
        "SELECT id FROM affiliation WHERE person = $1 AND organisation = $2 AND ended_at IS NULL",
        person,
        organisation
    )?;
    match id {
        None => Ok(None),
        Some(id) => affiliation(tx, id).await,
    }
}

#[derive(saksi_db::FromRow)]
struct PeriodRow {
    role: String,
    started_at: Timestamp,
    ended_at: Option<Timestamp>,
}

/// The roles of an affiliation over time, the earliest first.
pub async fn role_history(tx: &mut Tx, affiliation: AffiliationId) -> Result<Vec<RolePeriod>, Problem> {
    Ok(fetch_all!(
        tx,
        PeriodRow,
        "SELECT role, started_at, ended_at FROM affiliation_role WHERE affiliation = $1 ORDER BY started_at, role",
        affiliation
    )?
    .into_iter()
    .filter_map(|row| {
        Some(RolePeriod { role: Role::from_code(&row.role)?, started: row.started_at, ended: row.ended_at })
    })
    .collect())
}

/// Begins an affiliation today, without roles.
pub(crate) async fn insert_affiliation(
    tx: &mut Tx,
    id: AffiliationId,
    person: PersonId,
    organisation: OrganisationId,
    speaks_for: bool,
) -> Result<(), Problem> {
    let day = tx.now().day();
    execute!(
        tx,
        "INSERT INTO affiliation (id, person, organisation, speaks_for, started_at) VALUES ($1, $2, $3, $4, $5)",
        id,
        person,
        organisation,
        speaks_for,
        day
    )?;
    Ok(())
}

/// Says whether a person speaks for the organisation.
pub(crate) async fn set_speaks_for(tx: &mut Tx, id: AffiliationId, speaks_for: bool) -> Result<(), Problem> {
    execute!(tx, "UPDATE affiliation SET speaks_for = $2 WHERE id = $1", id, speaks_for)?;
    Ok(())
}

/// Ends an affiliation and every role in it today.
pub(crate) async fn end_affiliation(tx: &mut Tx, id: AffiliationId) -> Result<(), Problem> {
    let day = tx.now().day();
    execute!(tx, "UPDATE affiliation_role SET ended_at = $2 WHERE affiliation = $1 AND ended_at IS NULL", id, day)?;
    execute!(tx, "UPDATE affiliation SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL", id, day)?;
    Ok(())
}

/// Gives a role from today.
pub(crate) async fn start_role(tx: &mut Tx, affiliation: AffiliationId, role: Role) -> Result<(), Problem> {
    let day = tx.now().day();
    execute!(
        tx,
        "INSERT INTO affiliation_role (affiliation, role, started_at) VALUES ($1, $2, $3)",
        affiliation,
        role.code(),
        day
    )?;
    Ok(())
}

/// Takes a role today.
pub(crate) async fn end_role(tx: &mut Tx, affiliation: AffiliationId, role: Role) -> Result<(), Problem> {
    let day = tx.now().day();
    execute!(
        tx,
        "UPDATE affiliation_role SET ended_at = $3 WHERE affiliation = $1 AND role = $2 AND ended_at IS NULL",
        affiliation,
        role.code(),
        day
    )?;
    Ok(())
}

/// How many owners an organisation has now. Takes a lock on the organisation first, so that two owners who leave in the
/// same moment are counted one after the other.
pub(crate) async fn count_owners(tx: &mut Tx, organisation: OrganisationId) -> Result<i64, Problem> {
    // An update that changes nothing takes the row lock on both engines.
    execute!(tx, "UPDATE organisation SET closed_at = closed_at WHERE id = $1", organisation)?;
    Ok(fetch_scalar!(
        tx,
        i64,
        "SELECT count(DISTINCT a.person) FROM affiliation a JOIN affiliation_role r ON r.affiliation = a.id \
         JOIN person p ON p.id = a.person WHERE a.organisation = $1 AND a.ended_at IS NULL AND r.ended_at IS NULL \
         AND r.role = 'owner' AND p.closed_at IS NULL",
        organisation
    )?
    .unwrap_or(0))
}

/// How many people run the network.
pub(crate) async fn count_operators(tx: &mut Tx) -> Result<i64, Problem> {
    // A write to the same row makes two operators who step down in the same moment wait for each other.
    execute!(
        tx,
        "INSERT INTO network_setting (name, value) VALUES ('operators-counted', '1') \
         ON CONFLICT (name) DO UPDATE SET value = network_setting.value"
    )?;
    Ok(fetch_scalar!(tx, i64, "SELECT count(*) FROM person WHERE operator AND closed_at IS NULL")?.unwrap_or(0))
}
