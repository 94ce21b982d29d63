//! The ways in: the one-time set-up link of a new installation, and invitations.

use saksi_base::{InvitationId, OrganisationId, PersonId, Problem, ProblemKind};
use saksi_db::{Actor, Tx};

use super::organisations::create_organisation;
use super::people::{add_affiliation, create_person, give_credential, manages_people, note};
use crate::member::Member;
use crate::model::invitation::{self, Invitation};
use crate::model::organisation::{OrganisationDraft, one_line};
use crate::model::password::StoredPassword;
use crate::model::person::{PersonDraft, SignInName};
use crate::model::role::{Role, Roles};
use crate::model::secret::LinkSecret;
use crate::store;

/// Makes the one-time link with which the first owner sets the network up, unless that has happened; earlier unused
/// links end. Returns the path, `/set-up/…`, which is shown once and stored nowhere; it lasts 48 hours.
pub async fn ensure_set_up_link(tx: &mut Tx) -> Result<Option<String>, Problem> {
    if store::any_organisation(tx).await? {
        return Ok(None);
    }
    let secret = LinkSecret::new(&*tx.random());
    let expires = tx.now().plus(invitation::SET_UP_LASTS);
    store::insert_set_up_link(tx, &secret.hash(), expires).await?;
    Ok(Some(format!("/set-up/{}", secret.reveal())))
}

fn spent() -> Problem {
    Problem::new(ProblemKind::Gone, "network-set-up-spent")
}

/// Refuses a set-up link that is used, old or unknown.
pub async fn set_up_link_waits(tx: &mut Tx, secret: &LinkSecret) -> Result<(), Problem> {
    if store::set_up_link_waits(tx, &secret.hash()).await? { Ok(()) } else { Err(spent()) }
}

/// What the first owner fills in.
#[derive(Debug, Clone)]
pub struct SetUp {
    /// The first organisation.
    pub organisation: OrganisationDraft,
    /// Its first owner, who also runs the network.
    pub person: PersonDraft,
    /// How they sign in.
    pub sign_in_name: SignInName,
    /// Their password, hashed.
    pub password: StoredPassword,
}

/// Sets the network up with its first organisation, which also receives what the public hands in.
pub async fn set_up(tx: &mut Tx, secret: &LinkSecret, set_up: SetUp) -> Result<(PersonId, OrganisationId), Problem> {
    if !store::spend_set_up_link(tx, &secret.hash()).await? || store::any_organisation(tx).await? {
        return Err(spent());
    }
    let organisation = create_organisation(tx, Actor::System, set_up.organisation, true).await?;
    let person = create_person(tx, Actor::System, set_up.person, true).await?;
    give_credential(tx, person, &set_up.sign_in_name, &set_up.password).await?;
    add_affiliation(tx, Actor::System, person, organisation, &Roles::new([Role::Owner]), true).await?;
    let mut settings = store::network_settings(tx).await?;
    settings.intake = Some(organisation);
    store::write_settings(tx, &settings).await?;
    Ok((person, organisation))
}

/// Invites somebody to the acting organisation. The secret for the link is shown once.
pub async fn invite(
    tx: &mut Tx,
    by: &Member,
    roles: &Roles,
    speaks_for: bool,
    name: &str,
) -> Result<(Invitation, LinkSecret), Problem> {
    let mine = manages_people(tx, by).await?;
    if roles.is_empty() {
        return Err(Problem::field("role", "network-role-missing"));
    }
    mine.may_grant(roles)?;
    let name = one_line(name);
    if name.chars().count() > crate::model::person::LONGEST_NAME {
        return Err(Problem::field("name", "network-too-long").with("most", crate::model::person::LONGEST_NAME));
    }
    if store::invitations_waiting(tx, by.organisation).await?.len() >= invitation::MOST_WAITING {
        return Err(Problem::conflict("network-invitations-too-many"));
    }
    let secret = LinkSecret::new(&*tx.random());
    let created = tx.now();
    let invitation = Invitation {
        id: InvitationId::new(&*tx.random()),
        organisation: by.organisation,
        organisation_name: by.organisation_name.clone(),
        roles: roles.clone(),
        speaks_for,
        name: (!name.is_empty()).then_some(name),
        invited_by: by.person,
        created,
        expires: created.plus(invitation::LASTS),
        used: None,
        revoked: None,
    };
    store::insert_invitation(tx, &invitation, &secret.hash()).await?;
    note(tx, by.actor(), invitation.id.0, "invitation-made", roles.to_codes().as_bytes()).await?;
    Ok((invitation, secret))
}

/// Invites the first, or another, owner of an organisation as an operator of the network.
pub async fn invite_owner(tx: &mut Tx, by: &Member, to: OrganisationId) -> Result<LinkSecret, Problem> {
    super::organisations::operator(tx, by).await?;
    let organisation = store::organisation(tx, to).await?.ok_or_else(Problem::not_found)?;
    if organisation.closed.is_some() {
        return Err(Problem::conflict("network-organisation-is-closed"));
    }
    let secret = LinkSecret::new(&*tx.random());
    let created = tx.now();
    let invitation = Invitation {
        id: InvitationId::new(&*tx.random()),
        organisation: to,
        organisation_name: organisation.name,
        roles: Roles::new([Role::Owner]),
        speaks_for: true,
        name: None,
        invited_by: by.person,
        created,
        expires: created.plus(invitation::LASTS),
        used: None,
        revoked: None,
    };
    store::insert_invitation(tx, &invitation, &secret.hash()).await?;
    note(tx, by.actor(), invitation.id.0, "invitation-made", b"owner").await?;
    Ok(secret)
}

/// The invitations of the acting organisation that wait.
pub async fn waiting_invitations(tx: &mut Tx, by: &Member) -> Result<Vec<Invitation>, Problem> {
    manages_people(tx, by).await?;
    store::invitations_waiting(tx, by.organisation).await
}

/// Takes an invitation back.
pub async fn revoke_invitation(tx: &mut Tx, by: &Member, id: InvitationId) -> Result<(), Problem> {
    manages_people(tx, by).await?;
    if !store::revoke_invitation(tx, by.organisation, id).await? {
        return Err(Problem::not_found());
    }
    note(tx, by.actor(), id.0, "invitation-revoked", &[]).await
}

/// The invitation of a link, where it can be used; otherwise what to tell whoever holds it.
pub async fn invitation(tx: &mut Tx, secret: &LinkSecret) -> Result<Invitation, Problem> {
    let invitation = store::invitation_by_secret(tx, &secret.hash())
        .await?
        .ok_or_else(|| Problem::new(ProblemKind::NotFound, "network-invitation-unknown"))?;
    invitation.usable(tx.now())?;
    // What an owner could not give away any more is not given either.
    let inviter = store::affiliation_between(tx, invitation.invited_by, invitation.organisation).await?;
    let operates = store::person(tx, invitation.invited_by).await?.is_some_and(|inviter| inviter.operator);
    if !operates && inviter.is_none_or(|inviter| inviter.roles.may_grant(&invitation.roles).is_err()) {
        return Err(Problem::new(ProblemKind::Gone, "network-invitation-revoked"));
    }
    Ok(invitation)
}

/// Joins as somebody who has no account yet.
pub async fn join_as_new(
    tx: &mut Tx,
    secret: &LinkSecret,
    draft: PersonDraft,
    name: &SignInName,
    password: &StoredPassword,
) -> Result<(PersonId, OrganisationId), Problem> {
    let invitation = invitation(tx, secret).await?;
    let person = create_person(tx, Actor::Public, draft, false).await?;
    give_credential(tx, person, name, password).await?;
    join(tx, &invitation, person).await?;
    Ok((person, invitation.organisation))
}

/// Joins as somebody who is signed in.
pub async fn join_as_person(tx: &mut Tx, secret: &LinkSecret, person: PersonId) -> Result<OrganisationId, Problem> {
    let invitation = invitation(tx, secret).await?;
    join(tx, &invitation, person).await?;
    Ok(invitation.organisation)
}

async fn join(tx: &mut Tx, invitation: &Invitation, person: PersonId) -> Result<(), Problem> {
    if !store::spend_invitation(tx, invitation.id).await? {
        return Err(Problem::new(ProblemKind::Gone, "network-invitation-used"));
    }
    let (roles, speaks_for) = (&invitation.roles, invitation.speaks_for);
    add_affiliation(tx, Actor::Member(person), person, invitation.organisation, roles, speaks_for).await?;
    Ok(())
}
