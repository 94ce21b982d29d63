//! Keeping the registers.

use saksi_base::problem::Problems;
use saksi_base::{AddresseeId, Problem, ProgrammeId, RouteId, RuleId};
use saksi_db::Tx;
use saksi_network::{Capability, Member};
use saksi_web::fields::check_text;

use super::note;
use crate::model::register::{Addressee, AddresseeFacts, Programme, Route, RouteDraft, Rule, RuleText, is_mail};
use crate::model::words::AddresseeKind;
use crate::model::{LONG, SHORT, Step};
use crate::store::registers::{self as rows, NewRoute, Settings};

fn may(by: &Member) -> Result<(), Problem> {
    by.may(Capability::ESCALATE)
}

/// Every platform and mechanism.
pub async fn addressees(tx: &mut Tx, by: &Member) -> Result<Vec<Addressee>, Problem> {
    may(by)?;
    rows::addressees(tx).await
}

/// One of them, with its programmes.
pub async fn addressee(tx: &mut Tx, by: &Member, id: AddresseeId) -> Result<(Addressee, Vec<Programme>), Problem> {
    may(by)?;
    Ok((rows::addressee(tx, id).await?, rows::programmes(tx, id).await?))
}

/// Adds a platform or mechanism, or changes one that was read at `seen`.
pub async fn save_addressee(
    tx: &mut Tx,
    by: &Member,
    known: Option<(AddresseeId, i64)>,
    kind: &str,
    name: &str,
    facts: &AddresseeFacts,
) -> Result<AddresseeId, Problem> {
    may(by)?;
    Addressee::check(name, facts)?;
    let kind = AddresseeKind::from_code(kind).ok_or_else(|| Problem::field("kind", "escalations-problem-choose"))?;
    let same = rows::addressee_named(tx, name).await?;
    if same.is_some_and(|same| known.is_none_or(|(id, _)| id != same)) {
        return Err(Problem::field("name", "escalations-problem-name-taken"));
    }
    let id = match known {
        Some((id, seen)) => {
            if !rows::update_addressee(tx, id, seen, kind, name, facts, by.person).await? {
                return Err(Problem::conflict("escalations-problem-changed"));
            }
            id
        }
        None => {
            let id = AddresseeId::new(tx.now(), &*tx.random());
            if !rows::insert_addressee(tx, id, kind, name, facts, Some(by.person)).await? {
                return Err(Problem::field("name", "escalations-problem-name-taken"));
            }
            id
        }
    };
    note(tx, by.actor(), id.0, "addressee-changed", name.as_bytes()).await?;
    Ok(id)
}

/// Adds a programme.
pub async fn add_programme(
    tx: &mut Tx,
    by: &Member,
    addressee: AddresseeId,
    name: &str,
    text: &str,
) -> Result<(), Problem> {
    may(by)?;
    let mut problems = Problems::new();
    check_text(&mut problems, "programme_name", name, SHORT, true);
    check_text(&mut problems, "programme_text", text, LONG, false);
    problems.finish()?;
    rows::addressee(tx, addressee).await?;
    let id = ProgrammeId::new(tx.now(), &*tx.random());
    rows::insert_programme(tx, id, addressee, name, text, by.person).await?;
    note(tx, by.actor(), id.0, "programme-added", name.as_bytes()).await
}

/// Every route that the member may use.
pub async fn routes(tx: &mut Tx, by: &Member) -> Result<Vec<Route>, Problem> {
    may(by)?;
    rows::routes(tx).await
}

/// One of them.
pub async fn route(tx: &mut Tx, by: &Member, id: RouteId) -> Result<Route, Problem> {
    may(by)?;
    rows::route(tx, id).await?.ok_or_else(Problem::not_found)
}

/// The people of the member's organisation who may hold a route: those who escalate.
pub async fn colleagues(tx: &mut Tx, by: &Member) -> Result<Vec<(saksi_base::PersonId, String)>, Problem> {
    may(by)?;
    let members = saksi_network::members_of(tx, by.organisation).await?;
    let able = members
        .into_iter()
        .filter(|member| member.ended.is_none() && member.roles.capabilities().contains(Capability::ESCALATE));
    Ok(able.map(|member| (member.person, member.person_name)).collect())
}

/// Adds a route to an addressee, or changes one of the member's organisation that was read at `seen`.
pub async fn save_route(
    tx: &mut Tx,
    by: &Member,
    addressee: AddresseeId,
    known: Option<(RouteId, i64)>,
    draft: &RouteDraft,
    shared: bool,
    keepers: &[String],
) -> Result<RouteId, Problem> {
    may(by)?;
    let (channel, way, facts) = draft.read()?;
    rows::addressee(tx, addressee).await?;
    let able = colleagues(tx, by).await?;
    let held: Vec<saksi_base::PersonId> = able
        .iter()
        .map(|(person, _)| *person)
        .filter(|person| keepers.iter().any(|known| *known == person.to_string()))
        .collect();
    if held.is_empty() {
        return Err(Problem::field("keepers", "escalations-problem-keepers"));
    }
    let id = known.map_or_else(|| RouteId::new(tx.now(), &*tx.random()), |(id, _)| id);
    let new = NewRoute {
        id,
        owner: by.organisation,
        space: saksi_db::NETWORK_SPACE,
        shared,
        addressee,
        channel,
        way,
        name: &draft.name,
        facts: &facts,
        by: by.person,
    };
    match known {
        Some((id, seen)) => {
            if rows::route(tx, id).await?.is_none_or(|route| route.owner != by.organisation) {
                return Err(Problem::forbidden());
            }
            if !rows::update_route(tx, seen, &new).await? {
                return Err(Problem::conflict("escalations-problem-changed"));
            }
        }
        None => rows::insert_route(tx, &new).await?,
    }
    rows::set_keepers(tx, id, &held).await?;
    note(tx, by.actor(), id.0, "route-changed", draft.name.as_bytes()).await?;
    Ok(id)
}

/// Takes a route out of use, or back into it.
pub async fn end_route(tx: &mut Tx, by: &Member, id: RouteId, end: bool) -> Result<(), Problem> {
    may(by)?;
    let now = tx.now();
    rows::end_route(tx, id, end.then_some(now)).await?;
    note(tx, by.actor(), id.0, if end { "route-ended" } else { "route-resumed" }, &[]).await
}

/// Every rule in its newest version.
pub async fn rules(tx: &mut Tx, by: &Member) -> Result<Vec<Rule>, Problem> {
    may(by)?;
    rows::rules(tx).await
}

/// Every version of a rule, the newest first.
pub async fn rule(tx: &mut Tx, by: &Member, id: RuleId) -> Result<Vec<Rule>, Problem> {
    may(by)?;
    let found = rows::versions(tx, id).await?;
    if found.is_empty() { Err(Problem::not_found()) } else { Ok(found) }
}

/// Adds a rule, or a version to one that had `seen` versions when it was read.
pub async fn save_rule(
    tx: &mut Tx,
    by: &Member,
    known: Option<(RuleId, i64)>,
    addressee: Option<AddresseeId>,
    text: &RuleText,
) -> Result<RuleId, Problem> {
    may(by)?;
    text.check()?;
    let (id, number) = match known {
        Some((id, seen)) => {
            rule(tx, by, id).await?;
            (id, seen + 1)
        }
        None => {
            if let Some(addressee) = addressee {
                rows::addressee(tx, addressee).await?;
            }
            let id = RuleId::new(tx.now(), &*tx.random());
            rows::insert_rule(tx, id, addressee).await?;
            (id, 1)
        }
    };
    if !rows::insert_version(tx, id, number, text, Some(by.person)).await? {
        return Err(Problem::conflict("escalations-problem-changed"));
    }
    note(tx, by.actor(), id.0, "rule-changed", text.words.as_bytes()).await?;
    Ok(id)
}

/// What the member's organisation decided.
pub async fn settings(tx: &mut Tx, by: &Member) -> Result<Settings, Problem> {
    may(by)?;
    rows::settings(tx, by.organisation).await
}

/// Decides it.
pub async fn save_settings(tx: &mut Tx, by: &Member, settings: &Settings) -> Result<(), Problem> {
    may(by)?;
    let mut problems = Problems::new();
    check_text(&mut problems, "sender_name", &settings.sender_name, SHORT, false);
    if !settings.sender_mail.is_empty() && !is_mail(&settings.sender_mail) {
        problems.add("sender_mail", "escalations-problem-mail");
    }
    problems.finish()?;
    rows::set_settings(tx, by.organisation, settings).await?;
    note(tx, by.actor(), by.organisation.0, "escalation-settings-changed", &[]).await
}

/// The waiting times of the member's organisation for an addressee.
pub async fn ladder(tx: &mut Tx, by: &Member, addressee: AddresseeId) -> Result<Vec<Step>, Problem> {
    may(by)?;
    rows::ladder(tx, by.organisation, addressee).await
}

/// Sets them. Each step waits at least as long as the one before.
pub async fn save_ladder(tx: &mut Tx, by: &Member, addressee: AddresseeId, steps: &[Step]) -> Result<(), Problem> {
    may(by)?;
    rows::addressee(tx, addressee).await?;
    let in_order = steps.iter().zip(steps.iter().skip(1)).all(|(one, next)| one.days <= next.days);
    if !in_order || steps.iter().any(|step| step.days > 730) {
        return Err(Problem::invalid("escalations-problem-ladder"));
    }
    rows::set_ladder(tx, by.organisation, addressee, steps).await?;
    note(tx, by.actor(), addressee.0, "ladder-changed", &[]).await
}
