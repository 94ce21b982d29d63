//! Invitations: one link, one use, seven days.

use saksi_base::{InvitationId, OrganisationId, PersonId, Problem, ProblemKind, Timestamp, clock};

use super::role::Roles;

/// How long an invitation lasts, in microseconds: seven days.
pub const LASTS: i64 = 7 * clock::DAY;
/// How long the one-time set-up link lasts, in microseconds: 48 hours.
pub const SET_UP_LASTS: i64 = 48 * clock::HOUR;
/// How long a reset link lasts, in microseconds: 24 hours.
pub const RESET_LASTS: i64 = 24 * clock::HOUR;
/// The most invitations of one organisation that may wait at once.
pub const MOST_WAITING: usize = 100;

/// An invitation to join an organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// Which invitation.
    pub id: InvitationId,
    /// Into which organisation.
    pub organisation: OrganisationId,
    /// Its name.
    pub organisation_name: String,
    /// With which roles.
    pub roles: Roles,
    /// Whether they will speak for it.
    pub speaks_for: bool,
    /// For whom, as a note to whoever invites; never checked.
    pub name: Option<String>,
    /// Who invites.
    pub invited_by: PersonId,
    /// When it was made.
    pub created: Timestamp,
    /// When it ends.
    pub expires: Timestamp,
    /// When somebody joined with it.
    pub used: Option<Timestamp>,
    /// When it was taken back.
    pub revoked: Option<Timestamp>,
}

/// Where an invitation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InvitationState {
    /// Waits for somebody to join with it.
    Waiting,
    /// Somebody joined with it.
    Used,
    /// Taken back.
    Revoked,
    /// Too old.
    Expired,
}

impl Invitation {
    /// Where it stands at a moment.
    pub fn state(&self, at: Timestamp) -> InvitationState {
        match (self.used, self.revoked) {
            (Some(_), _) => InvitationState::Used,
            (None, Some(_)) => InvitationState::Revoked,
            (None, None) if at >= self.expires => InvitationState::Expired,
            (None, None) => InvitationState::Waiting,
        }
    }

    /// Whether somebody may join with it now; otherwise what to tell them.
    pub fn usable(&self, at: Timestamp) -> Result<(), Problem> {
        let message = match self.state(at) {
            InvitationState::Waiting => return Ok(()),
            InvitationState::Used => "network-invitation-used",
            InvitationState::Revoked => "network-invitation-revoked",
            InvitationState::Expired => "network-invitation-expired",
        };
        Err(Problem::new(ProblemKind::Gone, message))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::role::Role;
    use uuid::Uuid;

    #[test]
    fn an_invitation_works_until_it_is_used_revoked_or_old() {
        let created = Timestamp::from_seconds(1_000);
        let waiting = Invitation {
            id: InvitationId(Uuid::nil()),
            organisation: OrganisationId(Uuid::nil()),
            organisation_name: "Mafindo".into(),
            roles: Roles::new([Role::Checker]),
            speaks_for: false,
            name: None,
            invited_by: PersonId(Uuid::nil()),
            created,
            expires: created.plus(LASTS),
            used: None,
            revoked: None,
        };
        let used = Invitation { used: Some(created), ..waiting.clone() };
        let revoked = Invitation { revoked: Some(created), ..waiting.clone() };
        for (invitation, after, message) in [
            (&waiting, 0, None),
            (&waiting, LASTS - 1, None),
            (&waiting, LASTS, Some("network-invitation-expired")),
            (&used, 1, Some("network-invitation-used")),
            (&revoked, 1, Some("network-invitation-revoked")),
        ] {
            assert_eq!(invitation.usable(created.plus(after)).err().map(|p| p.message), message);
        }
    }
}
