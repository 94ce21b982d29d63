//! Invitations.

use saksi_base::{InvitationId, OrganisationId, PersonId, Problem, Timestamp};
use saksi_db::{Tx, execute, fetch_all, fetch_optional};

use crate::model::invitation::Invitation;
use crate::model::role::Roles;
use crate::model::secret::SecretHash;

#[derive(saksi_db::FromRow)]
struct InvitationRow {
    id: InvitationId,
    organisation: OrganisationId,
    organisation_name: String,
    roles: String,
    speaks_for: bool,
    name: Option<String>,
    invited_by: PersonId,
    created_at: Timestamp,
    expires_at: Timestamp,
    used_at: Option<Timestamp>,
    revoked_at: Option<Timestamp>,
}

impl From<InvitationRow> for Invitation {
    fn from(row: InvitationRow) -> Self {
        Self {
            id: row.id,
            organisation: row.organisation,
            organisation_name: row.organisation_name,
            roles: Roles::from_codes(&row.roles),
            speaks_for: row.speaks_for,
            name: row.name,
            invited_by: row.invited_by,
            created: row.created_at,
            expires: row.expires_at,
            used: row.used_at,
            revoked: row.revoked_at,
        }
    }
}

/// The invitation of a secret, in whatever state.
pub(crate) async fn invitation_by_secret(tx: &mut Tx, hash: &SecretHash) -> Result<Option<Invitation>, Problem> {
    Ok(fetch_optional!(
        tx,
        InvitationRow,
        "SELECT i.id, i.organisation, o.name AS organisation_name, i.roles, i.speaks_for, i.name, i.invited_by, \
         i.created_at, i.expires_at, i.used_at, i.revoked_at FROM invitation i \
         JOIN organisation o ON o.id = i.organisation WHERE i.secret_hash = $1 AND o.closed_at IS NULL",
        hash.as_bytes()
    )?
    .map(Invitation::from))
}

/// The invitations of an organisation that still wait, the latest first.
pub(crate) async fn invitations_waiting(tx: &mut Tx, organisation: OrganisationId) -> Result<Vec<Invitation>, Problem> {
    let now = tx.now();
    Ok(fetch_all!(
        tx,
        InvitationRow,
        "SELECT i.id, i.organisation, o.name AS organisation_name, i.roles, i.speaks_for, i.name, i.invited_by, \
         i.created_at, i.expires_at, i.used_at, i.revoked_at FROM invitation i \
         JOIN organisation o ON o.id = i.organisation WHERE i.organisation = $1 AND i.used_at IS NULL \
         AND i.revoked_at IS NULL AND i.expires_at > $2 ORDER BY i.created_at DESC, i.id",
        organisation,
        now
    )?
    .into_iter()
    .map(Invitation::from)
    .collect())
}

/// Keeps an invitation.
pub(crate) async fn insert_invitation(tx: &mut Tx, invitation: &Invitation, hash: &SecretHash) -> Result<(), Problem> {
    execute!(
        tx,
        "INSERT INTO invitation (id, organisation, secret_hash, roles, speaks_for, name, invited_by, created_at, \
         expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        invitation.id,
        invitation.organisation,
        hash.as_bytes(),
        invitation.roles.to_codes(),
        invitation.speaks_for,
        invitation.name.as_deref(),
        invitation.invited_by,
        invitation.created,
        invitation.expires
    )?;
    Ok(())
}

/// Spends an invitation; false when it is used, revoked or old. The note with the invited person's name goes with it.
pub(crate) async fn spend_invitation(tx: &mut Tx, id: InvitationId) -> Result<bool, Problem> {
    let now = tx.now();
    let changed = execute!(
        tx,
        "UPDATE invitation SET used_at = $2, name = NULL WHERE id = $1 AND used_at IS NULL AND revoked_at IS NULL \
         AND expires_at > $2",
        id,
        now
    )?;
    Ok(changed == 1)
}

/// Takes an invitation back; false when there is nothing to take back.
pub(crate) async fn revoke_invitation(
    tx: &mut Tx,
    organisation: OrganisationId,
    id: InvitationId,
) -> Result<bool, Problem> {
    let now = tx.now();
    let changed = execute!(
        tx,
        "UPDATE invitation SET revoked_at = $3, name = NULL WHERE id = $1 AND organisation = $2 AND used_at IS NULL \
         AND revoked_at IS NULL",
        id,
        organisation,
        now
    )?;
    Ok(changed == 1)
}
