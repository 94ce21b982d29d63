//! People, their affiliations and roles.

use saksi_base::{AffiliationId, OrganisationId, PersonId, Problem};
use saksi_db::{Actor, Entry, Tx};

use crate::member::Member;
use crate::model::password::StoredPassword;
use crate::model::person::{Affiliation, PersonDraft, SignInName};
use crate::model::role::{Capability, Role, Roles};
use crate::store;

/// Enters a person. They cannot sign in before [`give_credential`].
pub async fn create_person(tx: &mut Tx, actor: Actor, draft: PersonDraft, operator: bool) -> Result<PersonId, Problem> {
    let draft = draft.tidy()?;
    let id = PersonId::new(&*tx.random());
    store::insert_person(tx, id, &draft, operator).await?;
    note(tx, actor, id.0, "person-entered", &[]).await?;
    Ok(id)
}

/// Gives a person a sign-in name and a password. The password must have passed the policy before it was hashed.
pub async fn give_credential(
    tx: &mut Tx,
    person: PersonId,
    name: &SignInName,
    password: &StoredPassword,
) -> Result<(), Problem> {
    if store::sign_in_name_taken(tx, name).await? {
        return Err(Problem::field("sign_in_name", "network-sign-in-name-taken"));
    }
    store::insert_credential(tx, person, name, password).await
}

/// Affiliates a person with an organisation, with these roles from today; joins them to what they hold there already.
pub async fn add_affiliation(
    tx: &mut Tx,
    actor: Actor,
    person: PersonId,
    organisation: OrganisationId,
    roles: &Roles,
    speaks_for: bool,
) -> Result<AffiliationId, Problem> {
    let (id, held) = if let Some(affiliation) = store::affiliation_between(tx, person, organisation).await? {
        (affiliation.id, affiliation.roles)
    } else {
        let id = AffiliationId::new(&*tx.random());
        store::insert_affiliation(tx, id, person, organisation, speaks_for).await?;
        store::set_organisation_present(tx, organisation).await?;
        (id, Roles::default())
    };
    for role in roles.iter().filter(|role| !held.contains(*role)) {
        store::start_role(tx, id, role).await?;
    }
    note(tx, actor, id.0, "affiliation-begun", roles.to_codes().as_bytes()).await?;
    Ok(id)
}

/// What whoever acts holds now in the organisation they act for, read in this transaction.
pub(crate) async fn present_roles(tx: &mut Tx, by: &Member) -> Result<Roles, Problem> {
    Ok(store::affiliation_between(tx, by.person, by.organisation).await?.map(|a| a.roles).unwrap_or_default())
}

async fn affiliation_here(tx: &mut Tx, by: &Member, id: AffiliationId) -> Result<Affiliation, Problem> {
    store::affiliation(tx, id)
        .await?
        .filter(|affiliation| affiliation.organisation == by.organisation && affiliation.ended.is_none())
        .ok_or_else(Problem::not_found)
}

pub(super) async fn keep_an_owner(tx: &mut Tx, organisation: OrganisationId) -> Result<(), Problem> {
    if store::count_owners(tx, organisation).await? <= 1 {
        return Err(Problem::conflict("network-last-owner"));
    }
    Ok(())
}

/// Changes the roles of somebody in the acting organisation, and whether they speak for it.
pub async fn change_roles(
    tx: &mut Tx,
    by: &Member,
    id: AffiliationId,
    roles: &Roles,
    speaks_for: bool,
) -> Result<(), Problem> {
    let mine = present_roles(tx, by).await?;
    let affiliation = affiliation_here(tx, by, id).await?;
    if roles.is_empty() {
        return Err(Problem::field("role", "network-role-missing"));
    }
    let given = Roles::new(roles.iter().filter(|role| !affiliation.roles.contains(*role)));
    let taken = Roles::new(affiliation.roles.iter().filter(|role| !roles.contains(*role)));
    mine.may_grant(&Roles::new(given.iter().chain(taken.iter())))?;
    if taken.contains(Role::Owner) {
        keep_an_owner(tx, by.organisation).await?;
    }
    for role in taken.iter() {
        store::end_role(tx, id, role).await?;
    }
    for role in given.iter() {
        store::start_role(tx, id, role).await?;
    }
    if speaks_for != affiliation.speaks_for {
        store::set_speaks_for(tx, id, speaks_for).await?;
    }
    note(tx, by.actor(), id.0, "roles-changed", roles.to_codes().as_bytes()).await
}

/// Ends an affiliation: one's own, or somebody else's where one may manage people. The last owner cannot leave.
pub async fn end_affiliation(tx: &mut Tx, by: &Member, id: AffiliationId) -> Result<(), Problem> {
    let affiliation = affiliation_here(tx, by, id).await?;
    if affiliation.person != by.person {
        present_roles(tx, by).await?.may_grant(&affiliation.roles)?;
    }
    if affiliation.roles.contains(Role::Owner) {
        keep_an_owner(tx, by.organisation).await?;
    }
    depart(tx, by, &affiliation).await
}

/// Ends every affiliation with an organisation, as somebody who runs the network: for one that is no more, whose people would otherwise
/// be said to work there still.
pub async fn end_affiliations(tx: &mut Tx, by: &Member, organisation: OrganisationId) -> Result<(), Problem> {
    super::organisations::operator(tx, by).await?;
    for affiliation in store::members_of(tx, organisation).await? {
        depart(tx, by, &affiliation).await?;
    }
    Ok(())
}

async fn depart(tx: &mut Tx, by: &Member, affiliation: &Affiliation) -> Result<(), Problem> {
    store::end_affiliation(tx, affiliation.id).await?;
    store::leave_sessions(tx, affiliation.person, affiliation.organisation).await?;
    let runs_network = store::person(tx, affiliation.person).await?.is_some_and(|person| person.operator);
    let elsewhere = store::affiliations_of(tx, affiliation.person).await?.iter().any(|other| other.ended.is_none());
    if !elsewhere && !runs_network {
        // Whoever belongs nowhere any more has no business here; somebody who leaves on their own sees that it worked.
        let own = (affiliation.person == by.person).then_some(by.session);
        store::delete_sessions(tx, affiliation.person, own).await?;
        store::forget_browsers(tx, affiliation.person).await?;
    }
    note(tx, by.actor(), affiliation.id.0, "affiliation-ended", &[]).await
}

/// Ends every session of somebody in the acting organisation, whichever organisation they act for: a stolen telephone can change that.
/// They stay a member, with their password; returns how many ended.
pub async fn sign_out_member(tx: &mut Tx, by: &Member, id: AffiliationId) -> Result<u64, Problem> {
    let affiliation = affiliation_here(tx, by, id).await?;
    manages_people(tx, by).await?.may_grant(&affiliation.roles)?;
    let own = (affiliation.person == by.person).then_some(by.session);
    let ended = store::delete_sessions(tx, affiliation.person, own).await?;
    store::forget_browsers(tx, affiliation.person).await?;
    note(tx, by.actor(), id.0, "member-signed-out", &[]).await?;
    Ok(ended)
}

/// Changes what a person says about themselves.
pub async fn change_person(tx: &mut Tx, person: PersonId, draft: PersonDraft) -> Result<(), Problem> {
    let draft = draft.tidy()?;
    store::update_person(tx, person, &draft).await?;
    note(tx, Actor::Member(person), person.0, "person-changed", &[]).await
}

/// Gives or takes the running of the network. The last operator stays.
pub async fn set_operator(tx: &mut Tx, by: &Member, person: PersonId, operator: bool) -> Result<(), Problem> {
    super::organisations::operator(tx, by).await?;
    let subject = store::person(tx, person).await?.ok_or_else(Problem::not_found)?;
    if subject.operator == operator {
        return Ok(());
    }
    if !operator && store::count_operators(tx).await? <= 1 {
        return Err(Problem::conflict("network-last-operator"));
    }
    store::set_operator(tx, person, operator).await?;
    note(tx, by.actor(), person.0, if operator { "operator-made" } else { "operator-unmade" }, &[]).await
}

/// Makes the session act for another organisation of the person's.
pub async fn switch_organisation(
    tx: &mut Tx,
    person: PersonId,
    session: saksi_base::SessionId,
    to: OrganisationId,
) -> Result<(), Problem> {
    store::affiliation_between(tx, person, to).await?.ok_or_else(Problem::not_found)?;
    if store::organisation(tx, to).await?.is_none_or(|organisation| organisation.closed.is_some()) {
        return Err(Problem::conflict("network-organisation-is-closed"));
    }
    store::set_acting(tx, session, Some(to)).await
}

/// Whether somebody may manage people, refused otherwise; read in this transaction.
pub(crate) async fn manages_people(tx: &mut Tx, by: &Member) -> Result<Roles, Problem> {
    let roles = present_roles(tx, by).await?;
    if !roles.capabilities().contains(Capability::MANAGE_PEOPLE) {
        return Err(Problem::forbidden());
    }
    Ok(roles)
}

pub(crate) async fn note(
    tx: &mut Tx,
    actor: Actor,
    subject: uuid::Uuid,
    kind: &'static str,
    content: &[u8],
) -> Result<(), Problem> {
    tx.journal(Entry { actor, subject, kind, content, personal: true }).await?;
    Ok(())
}
