//! Platforms, mechanisms, programmes, routes, rules, and what an organisation set.

use saksi_base::{
    AddresseeId, Marking, OrganisationId, PersonId, Problem, ProgrammeId, RouteId, RuleId, SpaceId, Timestamp,
};
use saksi_db::{Tx, execute, fetch_all, fetch_optional, fetch_scalar};

use super::{text, value, written};
use crate::model::register::{Addressee, AddresseeFacts, Programme, Route, RouteFacts, Rule, RuleText};
use crate::model::words::{AddresseeKind, Channel, Way};
use crate::model::{Step, course};

#[derive(saksi_db::FromRow)]
struct AddresseeRow {
    id: AddresseeId,
    kind: String,
    name: String,
    facts: String,
    version: i64,
}

impl AddresseeRow {
    fn read(self) -> Result<Addressee, Problem> {
        Ok(Addressee {
            id: self.id,
            kind: AddresseeKind::from_code(&self.kind).unwrap_or(AddresseeKind::Platform),
            name: self.name,
            facts: value(&self.facts)?,
            version: self.version,
        })
    }
}

/// Every platform and mechanism, by name.
pub(crate) async fn addressees(tx: &mut Tx) -> Result<Vec<Addressee>, Problem> {
    let rows = fetch_all!(tx, AddresseeRow, "SELECT id, kind, name, facts, version FROM addressee ORDER BY search")?;
    rows.into_iter().map(AddresseeRow::read).collect()
}

/// One of them.
pub(crate) async fn addressee(tx: &mut Tx, id: AddresseeId) -> Result<Addressee, Problem> {
    let row =
        fetch_optional!(tx, AddresseeRow, "SELECT id, kind, name, facts, version FROM addressee WHERE id = $1", id)?;
    row.ok_or_else(Problem::not_found)?.read()
}

/// The one of a name, whatever its case.
pub(crate) async fn addressee_named(tx: &mut Tx, name: &str) -> Result<Option<AddresseeId>, Problem> {
    Ok(fetch_scalar!(tx, AddresseeId, "SELECT id FROM addressee WHERE search = $1", name.trim().to_lowercase())?)
}

/// Adds one; false where there is one of this name meanwhile.
pub(crate) async fn insert_addressee(
    tx: &mut Tx,
    id: AddresseeId,
    kind: AddresseeKind,
    name: &str,
    facts: &AddresseeFacts,
    by: Option<PersonId>,
) -> Result<bool, Problem> {
    let (now, facts) = (tx.now(), text(facts)?);
    let rows = execute!(
        tx,
        "INSERT INTO addressee (id, kind, name, facts, search, version, changed_at, changed_by) VALUES ($1, $2, $3, $4, $5, 1, $6, $7)
         ON CONFLICT (search) DO NOTHING",
        id,
        kind.code(),
        name.trim(),
        facts,
        name.trim().to_lowercase(),
        now,
        by
    )?;
    Ok(rows == 1)
}

/// Changes one, if nobody changed it since it was read.
pub(crate) async fn update_addressee(
    tx: &mut Tx,
    id: AddresseeId,
    seen: i64,
    kind: AddresseeKind,
    name: &str,
    facts: &AddresseeFacts,
    by: PersonId,
) -> Result<bool, Problem> {
    let (now, facts) = (tx.now(), text(facts)?);
    let rows = execute!(
        tx,
        "UPDATE addressee SET kind = $1, name = $2, facts = $3, search = $4, version = version + 1, changed_at = $5, changed_by = $6
         WHERE id = $7 AND version = $8",
        kind.code(),
        name.trim(),
        facts,
        name.trim().to_lowercase(),
        now,
        by,
        id,
        seen
    )?;
    Ok(rows == 1)
}

#[derive(saksi_db::FromRow)]
struct ProgrammeRow {
    id: ProgrammeId,
    addressee: AddresseeId,
    name: String,
    text: String,
}

/// The programmes of a platform.
pub(crate) async fn programmes(tx: &mut Tx, addressee: AddresseeId) -> Result<Vec<Programme>, Problem> {
    let rows = fetch_all!(
        tx,
        ProgrammeRow,
        "SELECT id, addressee, name, text FROM programme WHERE addressee = $1 ORDER BY name, id",
        addressee
    )?;
    let read = |row: ProgrammeRow| Programme { id: row.id, addressee: row.addressee, name: row.name, text: row.text };
    Ok(rows.into_iter().map(read).collect())
}

/// Adds a programme.
pub(crate) async fn insert_programme(
    tx: &mut Tx,
    id: ProgrammeId,
    addressee: AddresseeId,
    name: &str,
    words: &str,
    by: PersonId,
) -> Result<(), Problem> {
    let now = tx.now();
    execute!(
        tx,
        "INSERT INTO programme (id, addressee, name, text, changed_at, changed_by) VALUES ($1, $2, $3, $4, $5, $6)",
        id,
        addressee,
        name.trim(),
        words.trim(),
        now,
        by
    )?;
    Ok(())
}

#[derive(saksi_db::FromRow)]
struct RouteRow {
    id: RouteId,
    owner: OrganisationId,
    marking: Marking,
    addressee: AddresseeId,
    addressee_name: String,
    channel: String,
    way: String,
    name: String,
    facts: String,
    version: i64,
    ended_at: Option<Timestamp>,
}

impl RouteRow {
    fn read(self, keepers: Vec<PersonId>) -> Result<Route, Problem> {
        Ok(Route {
            id: self.id,
            owner: self.owner,
            shared: self.marking <= Marking::Amber,
            addressee: self.addressee,
            addressee_name: self.addressee_name,
            channel: Channel::from_code(&self.channel).unwrap_or(Channel::Form),
            way: Way::from_code(&self.way).unwrap_or(Way::Form),
            name: self.name,
            facts: value(&self.facts)?,
            version: self.version,
            ended: self.ended_at,
            keepers,
        })
    }
}

/// Every route that the member may use, by platform and name; those that ended last.
pub(crate) async fn routes(tx: &mut Tx) -> Result<Vec<Route>, Problem> {
    let rows = fetch_all!(
        tx,
        RouteRow,
        "SELECT r.id, r.owner, r.marking, r.addressee, a.name AS addressee_name, r.channel, r.way, r.name, r.facts, r.version, r.ended_at
         FROM seen_route r JOIN addressee a ON a.id = r.addressee ORDER BY r.ended_at IS NOT NULL, a.search, r.name, r.id"
    )?;
    let keepers = fetch_all!(
        tx,
        (RouteId, PersonId),
        "SELECT k.route, k.person FROM route_keeper k JOIN seen_route r ON r.id = k.route ORDER BY k.route, k.person"
    )?;
    rows.into_iter()
        .map(|row| {
            let held = keepers.iter().filter(|(route, _)| *route == row.id).map(|(_, person)| *person).collect();
            row.read(held)
        })
        .collect()
}

/// One route that the member may use.
pub(crate) async fn route(tx: &mut Tx, id: RouteId) -> Result<Option<Route>, Problem> {
    let row = fetch_optional!(
        tx,
        RouteRow,
        "SELECT r.id, r.owner, r.marking, r.addressee, a.name AS addressee_name, r.channel, r.way, r.name, r.facts, r.version, r.ended_at
         FROM seen_route r JOIN addressee a ON a.id = r.addressee WHERE r.id = $1",
        id
    )?;
    let Some(row) = row else { return Ok(None) };
    let keepers = fetch_all!(tx, (PersonId,), "SELECT person FROM route_keeper WHERE route = $1 ORDER BY person", id)?;
    row.read(keepers.into_iter().map(|(person,)| person).collect()).map(Some)
}

/// A route as it is written.
pub(crate) struct NewRoute<'a> {
    pub(crate) id: RouteId,
    pub(crate) owner: OrganisationId,
    pub(crate) space: SpaceId,
    pub(crate) shared: bool,
    pub(crate) addressee: AddresseeId,
    pub(crate) channel: Channel,
    pub(crate) way: Way,
    pub(crate) name: &'a str,
    pub(crate) facts: &'a RouteFacts,
    pub(crate) by: PersonId,
}

const fn marking(shared: bool) -> Marking {
    if shared { Marking::Green } else { Marking::AmberStrict }
}

/// Adds a route.
pub(crate) async fn insert_route(tx: &mut Tx, new: &NewRoute<'_>) -> Result<(), Problem> {
    let (now, facts) = (tx.now(), text(new.facts)?);
    let rows = execute!(
        tx,
        "INSERT INTO route (id, owner, space, marking, addressee, channel, way, name, facts, version, changed_at, changed_by)
         SELECT $1, owner, $3, $4, $5, $6, $7, $8, $9, 1, $10, $11 FROM writable WHERE owner = $2",
        new.id,
        new.owner,
        new.space,
        marking(new.shared),
        new.addressee,
        new.channel.code(),
        new.way.code(),
        new.name.trim(),
        facts,
        now,
        new.by
    )?;
    written(rows)
}

/// Changes a route of the member's organisation, if nobody changed it since it was read.
pub(crate) async fn update_route(tx: &mut Tx, seen: i64, new: &NewRoute<'_>) -> Result<bool, Problem> {
    let (now, facts) = (tx.now(), text(new.facts)?);
    let rows = execute!(
        tx,
        "UPDATE route SET marking = $1, channel = $2, way = $3, name = $4, facts = $5, version = version + 1, changed_at = $6,
         changed_by = $7 WHERE id = $8 AND version = $9 AND owner IN (SELECT owner FROM writable)",
        marking(new.shared),
        new.channel.code(),
        new.way.code(),
        new.name.trim(),
        facts,
        now,
        new.by,
        new.id,
        seen
    )?;
    Ok(rows == 1)
}

/// Ends a route of the member's organisation, or takes it up again.
pub(crate) async fn end_route(tx: &mut Tx, id: RouteId, ended: Option<Timestamp>) -> Result<(), Problem> {
    let rows = execute!(
        tx,
        "UPDATE route SET ended_at = $1, version = version + 1 WHERE id = $2 AND owner IN (SELECT owner FROM writable)",
        ended,
        id
    )?;
    written(rows)
}

/// Puts people in the place of those who held a route; the caller has just written the route as its owner.
pub(crate) async fn set_keepers(tx: &mut Tx, route: RouteId, people: &[PersonId]) -> Result<(), Problem> {
    execute!(tx, "DELETE FROM route_keeper WHERE route = $1", route)?;
    for person in people {
        execute!(
            tx,
            "INSERT INTO route_keeper (route, person) VALUES ($1, $2) ON CONFLICT DO NOTHING",
            route,
            *person
        )?;
    }
    Ok(())
}

/// The sealed secret of a route. The caller has proved that the member may write the route, or is the program that sends by it.
pub(crate) async fn secret(tx: &mut Tx, route: RouteId) -> Result<Option<Vec<u8>>, Problem> {
    Ok(fetch_scalar!(tx, Vec<u8>, "SELECT sealed FROM route_secret WHERE route = $1", route)?)
}

/// Keeps the sealed secret of a route; the caller has just written the route as its owner.
pub(crate) async fn set_secret(tx: &mut Tx, route: RouteId, sealed: &[u8]) -> Result<(), Problem> {
    let now = tx.now();
    execute!(
        tx,
        "INSERT INTO route_secret (route, sealed, changed_at) VALUES ($1, $2, $3)
         ON CONFLICT (route) DO UPDATE SET sealed = excluded.sealed, changed_at = excluded.changed_at",
        route,
        sealed,
        now
    )?;
    Ok(())
}

/// Deletes the secret of a route; the caller has just written the route as its owner.
pub(crate) async fn forget_secret(tx: &mut Tx, route: RouteId) -> Result<(), Problem> {
    execute!(tx, "DELETE FROM route_secret WHERE route = $1", route)?;
    Ok(())
}

#[derive(saksi_db::FromRow)]
struct RuleRow {
    rule: RuleId,
    addressee: Option<AddresseeId>,
    number: i64,
    content: String,
    at: Timestamp,
}

impl RuleRow {
    fn read(self) -> Result<Rule, Problem> {
        let text: RuleText = value(&self.content)?;
        Ok(Rule { id: self.rule, addressee: self.addressee, number: self.number, text, at: self.at })
    }
}

/// Every rule in its newest version.
pub(crate) async fn rules(tx: &mut Tx) -> Result<Vec<Rule>, Problem> {
    let rows = fetch_all!(
        tx,
        RuleRow,
        "SELECT v.rule, r.addressee, v.number, v.content, v.at FROM rule_version v JOIN rule r ON r.id = v.rule
         WHERE v.number = (SELECT max(n.number) FROM rule_version n WHERE n.rule = v.rule) ORDER BY v.rule"
    )?;
    rows.into_iter().map(RuleRow::read).collect()
}

/// Every version of a rule, the newest first.
pub(crate) async fn versions(tx: &mut Tx, id: RuleId) -> Result<Vec<Rule>, Problem> {
    let rows = fetch_all!(
        tx,
        RuleRow,
        "SELECT v.rule, r.addressee, v.number, v.content, v.at FROM rule_version v JOIN rule r ON r.id = v.rule
         WHERE v.rule = $1 ORDER BY v.number DESC",
        id
    )?;
    rows.into_iter().map(RuleRow::read).collect()
}

/// Adds a rule.
pub(crate) async fn insert_rule(tx: &mut Tx, id: RuleId, addressee: Option<AddresseeId>) -> Result<(), Problem> {
    execute!(tx, "INSERT INTO rule (id, addressee) VALUES ($1, $2)", id, addressee)?;
    Ok(())
}

/// Adds a version. Two people who do so at once do not both succeed.
pub(crate) async fn insert_version(
    tx: &mut Tx,
    id: RuleId,
    number: i64,
    words: &RuleText,
    by: Option<PersonId>,
) -> Result<bool, Problem> {
    let (now, content) = (tx.now(), text(words)?);
    let rows = execute!(
        tx,
        "INSERT INTO rule_version (rule, number, content, at, by_person) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
        id,
        number,
        content,
        now,
        by
    )?;
    Ok(rows == 1)
}

/// What an organisation decided about its escalations.
#[derive(Debug, Clone, Default, PartialEq, Eq, saksi_db::FromRow)]
pub struct Settings {
    /// A second person approves each notice.
    pub approval: bool,
    /// Who writes.
    pub sender_name: String,
    /// Where to answer.
    pub sender_mail: String,
}

/// The settings of an organisation; those of one that set nothing are all off.
pub(crate) async fn settings(tx: &mut Tx, organisation: OrganisationId) -> Result<Settings, Problem> {
    let row = fetch_optional!(
        tx,
        Settings,
        "SELECT approval, sender_name, sender_mail FROM escalation_setting WHERE organisation = $1",
        organisation
    )?;
    Ok(row.unwrap_or_default())
}

/// Sets them.
pub(crate) async fn set_settings(
    tx: &mut Tx,
    organisation: OrganisationId,
    settings: &Settings,
) -> Result<(), Problem> {
    execute!(
        tx,
        "INSERT INTO escalation_setting (organisation, approval, sender_name, sender_mail) VALUES ($1, $2, $3, $4)
         ON CONFLICT (organisation) DO UPDATE SET approval = excluded.approval,
         sender_name = excluded.sender_name, sender_mail = excluded.sender_mail",
        organisation,
        settings.approval,
        &settings.sender_name,
        &settings.sender_mail
    )?;
    Ok(())
}

/// The ladder of an organisation for an addressee.
pub(crate) async fn ladder(
    tx: &mut Tx,
    organisation: OrganisationId,
    addressee: AddresseeId,
) -> Result<Vec<Step>, Problem> {
    let stored = fetch_scalar!(
        tx,
        String,
        "SELECT steps FROM escalation_ladder WHERE organisation = $1 AND addressee = $2",
        organisation,
        addressee
    )?;
    stored.map_or_else(|| Ok(course::usual_ladder()), |text| value(&text))
}

/// Sets it.
pub(crate) async fn set_ladder(
    tx: &mut Tx,
    organisation: OrganisationId,
    addressee: AddresseeId,
    steps: &[Step],
) -> Result<(), Problem> {
    let steps = text(&steps)?;
    execute!(
        tx,
        "INSERT INTO escalation_ladder (organisation, addressee, steps) VALUES ($1, $2, $3)
         ON CONFLICT (organisation, addressee) DO UPDATE SET steps = excluded.steps",
        organisation,
        addressee,
        steps
    )?;
    Ok(())
}
