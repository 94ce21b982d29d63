//! The few parts of a member's work that run as the system, each with the reason, and the proof that opens one of them.
//!
//! Checks, drafts, versions, translations, assignments and notes belong to the member's organisation, and the database lets
//! nobody else write them. What stands here is the rest: records that one organisation owns and several work on. The action
//! has proved the member's right before it enters such a part, and nothing else stands in it.
//!
//! What becomes of a claim (its words, the junk lane, closing, opening, joining, splitting) is for its owner's people and for
//! the network's operator to decide. That part has no name of its own that an action could reach for: only [`manage`] gives
//! it, after it asked the database whether this member may write the claim.

use saksi_base::{ClaimId, OrganisationId, Problem, ProblemKind};
use saksi_db::{Elevation, Tx};
use saksi_network::Capability;

use crate::actions::By;
use crate::store::claims::{self, ClaimRow};

/// What follows for a claim when members of any organisation that sees it take it, check it, or mask words of its messages:
/// its counters, where it stands, that it is public.
pub(crate) const SHARED_CLAIM: Elevation = Elevation::named("shared claim");

/// What the owner decided about a claim, with all that hangs on it and has no owner or another: receipts, counters, messages
/// that came in for others.
const OWN_CLAIM: Elevation = Elevation::named("own claim");

/// A translation that another organisation has begun: only its existence is told, and one that nobody touched for long ends.
pub(crate) const OTHER_TRANSLATION: Elevation = Elevation::named("other translation");

/// That a check of another organisation is newly translated: its time of change alone.
pub(crate) const TRANSLATED_CHECK: Elevation = Elevation::named("translated check");

/// What a moderator decided about a record, with everything that hangs on it and belongs to others: translations of a
/// check, messages of a claim.
pub(crate) const MODERATION: Elevation = Elevation::named("moderation");

/// Whose a record is, for the network's operator, who may moderate what they cannot see otherwise.
pub(crate) const OPERATOR: Elevation = Elevation::named("operator");

/// A claim about which the member may decide, as [`manage`] has proved.
#[derive(Debug)]
pub(crate) struct Managed {
    claim: ClaimRow,
    part: Elevation,
}

impl Managed {
    /// The claim as it stood when the right was proved.
    pub(crate) const fn claim(&self) -> &ClaimRow {
        &self.claim
    }

    /// The part that the proof opens.
    pub(crate) const fn part(&self) -> Elevation {
        self.part
    }

    /// Whether the member decides as the network's operator; the owner's own people write the claim's row as themselves.
    pub(crate) fn is_operators(&self) -> bool {
        self.part == OPERATOR
    }
}

/// Whether a member decides about what an organisation owns. For showing a button; [`manage`] asks again.
pub(crate) fn decides(by: &By, owner: OrganisationId) -> bool {
    by.may.contains(Capability::CHECK) && (by.operator || by.organisation == owner)
}

/// What somebody is told who would decide about a claim of another organisation.
pub(crate) fn of_others() -> Problem {
    Problem::new(ProblemKind::Forbidden, "desk-problem-claim-of-others")
}

/// A claim that is still worked on: seen by the member's organisation, not joined away.
pub(crate) async fn live(tx: &mut Tx, by: &By, id: ClaimId) -> Result<ClaimRow, Problem> {
    by.must(Capability::CHECK)?;
    let claim = claims::for_organisation(tx, by.organisation, id).await?;
    if claim.joined_into.is_some() {
        return Err(Problem::conflict("desk-problem-claim-joined"));
    }
    Ok(claim)
}

/// Proves that the member may decide about a claim: it is live, and their organisation owns it by the actions' reckoning and
/// by the database's, or they are the network's operator.
pub(crate) async fn manage(tx: &mut Tx, by: &By, id: ClaimId) -> Result<Managed, Problem> {
    let claim = live(tx, by, id).await?;
    if claim.owner == by.organisation && claims::is_writable(tx, id).await? {
        return Ok(Managed { claim, part: OWN_CLAIM });
    }
    if by.operator {
        return Ok(Managed { claim, part: OPERATOR });
    }
    Err(of_others())
}

/// The same for a claim that another is joined into, or that messages move to: one of an imported organisation, for which
/// nobody works here, takes in what is alike for everybody.
pub(crate) async fn receive_into(tx: &mut Tx, by: &By, id: ClaimId) -> Result<ClaimRow, Problem> {
    let claim = live(tx, by, id).await?;
    if claims::is_unattended(tx, id).await? {
        return Ok(claim);
    }
    manage(tx, by, id).await.map(|managed| managed.claim)
}

/// Runs a write to the row of a managed claim: for its owner as the member, whom the database lets write it; for the operator
/// as the system.
macro_rules! as_owner {
    ($tx:expr, $managed:expr, $work:expr) => {
        if $managed.is_operators() { saksi_db::as_system!($tx, $managed.part(), $work) } else { $work.await }
    };
}
pub(crate) use as_owner;
