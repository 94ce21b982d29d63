//! What becomes of records when somebody leaves, an organisation splits or merges, or a person wants to be forgotten.

use saksi_base::{OrganisationId, Problem};
use saksi_db::Tx;
use saksi_network::Member;

use super::{note, operates};
use crate::store::{life, profiles};

/// The longest reason, in characters.
pub const LONGEST_REASON: usize = 500;

/// What somebody still answers for in the organisation they act for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Duties {
    /// Open needs and offers.
    pub offers: i64,
    /// Introductions they brokered whose outcome nobody recorded.
    pub introductions: i64,
}

/// What one still answers for.
pub async fn duties(tx: &mut Tx, by: &Member) -> Result<Duties, Problem> {
    let (offers, introductions) = life::duties(tx, by.person, by.organisation).await?;
    Ok(Duties { offers, introductions })
}

/// Leaves what one answers for to the organisation: whoever works there goes on with it.
pub async fn hand_over(tx: &mut Tx, by: &Member) -> Result<(), Problem> {
    life::hand_over(tx, by.person, by.organisation).await?;
    note(tx, by.actor(), by.person.0, "directory-duties-handed-over", &[]).await
}

/// Takes oneself out of the directory: the record with its history, what one opened to others and they to one. What others did stays,
/// without one's name. A restored backup does not bring it back.
pub async fn forget(tx: &mut Tx, by: &Member) -> Result<(), Problem> {
    // Votes whose deadline has passed are counted with theirs among them.
    for group in crate::store::groups::of_person(tx, by.person).await? {
        super::decisions::settle_due(tx, group.id).await?;
    }
    life::forget(tx, by.person).await?;
    tx.tombstone("directory_profile", by.person.0).await?;
    note(tx, by.actor(), by.person.0, "directory-profile-forgotten", &[]).await
}

/// How an organisation goes on in another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Succession {
    /// It is part of the other now, and closed.
    Merged,
    /// The other came out of it; it may go on itself.
    Split,
}

impl Succession {
    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Merged => "merged",
            Self::Split => "split",
        }
    }

    /// Reads a stable code.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Merged, Self::Split].into_iter().find(|kind| kind.code() == code)
    }
}

/// Says that an organisation goes on in another, as somebody who runs the network. The former names lead to the successor from now on;
/// what was published under them stays. A merged one is closed: its open needs, offers and introductions go over, and whoever worked there
/// does so no more; the successor invites whom it wants.
pub async fn succeed(
    tx: &mut Tx,
    by: &Member,
    former: OrganisationId,
    successor: OrganisationId,
    kind: Succession,
    reason: &str,
) -> Result<(), Problem> {
    operates(tx, by).await?;
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(Problem::field("reason", "directory-succession-reason-missing"));
    }
    if reason.chars().count() > LONGEST_REASON {
        return Err(Problem::field("reason", "directory-too-long").with("most", LONGEST_REASON));
    }
    if former == successor || !profiles::organisation_open(tx, successor).await? {
        return Err(Problem::field("successor", "directory-succession-wrong"));
    }
    if !life::succeed(tx, former, successor, kind.code(), reason).await? {
        return Err(Problem::conflict("directory-succession-known"));
    }
    if kind == Succession::Merged {
        life::move_duties(tx, former, successor).await?;
        saksi_network::actions::close_organisation(tx, by, former).await?;
        saksi_network::actions::end_affiliations(tx, by, former).await?;
    }
    note(tx, by.actor(), former.0, "directory-organisation-succeeded", kind.code().as_bytes()).await?;
    note(tx, by.actor(), successor.0, "directory-organisation-succeeded", kind.code().as_bytes()).await
}

/// What an organisation came from and goes on in: which, its name, whether it is the later one, how.
pub async fn lineage(tx: &mut Tx, id: OrganisationId) -> Result<Vec<(OrganisationId, String, bool, String)>, Problem> {
    life::lineage(tx, id).await
}
