//! The few parts that run as the system, each with the proof that opens it.
//!
//! The rows of cases belong to one organisation and are shown by the database to nobody else. Three kinds of people come to them past
//! that rule: whoever asks for help and has no account; whoever comes back with a receipt; and helpers of an organisation
//! to which a case was handed. Each part here is opened by its own proof, and an action gets it from nowhere else.
//!
//! What stands in the rows is sealed besides: a mistake here could show that a case exists, not what it says.

use saksi_base::{CaseId, Problem, ProblemKind};
use saksi_db::{Elevation, Tx};
use saksi_network::{Capability, Member};

use crate::model::case::WrapKind;
use crate::store;
use crate::store::cases::Wrap;

/// Somebody files a request: it becomes a row of the organisation that they chose.
pub(crate) const FILING: Elevation = Elevation::named("filing");

/// Somebody comes back. The receipt is the right; [`crate::actions::returning`] compares it first thing inside.
pub(crate) const RECEIPT: Elevation = Elevation::named("case receipt");

/// The queue of an organisation's triage. Only [`triager`] gives it.
const TRIAGE: Elevation = Elevation::named("triage");

/// A case whose key is wrapped for a member, or one that waits with their triage. Only [`holder`] gives it.
const HOLDER: Elevation = Elevation::named("case holder");

/// The cases whose key is wrapped for a member as one of the organisation for which they act: the store's statements ask for both.
pub(crate) const OWN_CASES: Elevation = Elevation::named("own cases");

/// Refuses whoever does not hold the triage key of their organisation.
pub(crate) async fn triager(tx: &mut Tx, member: &Member) -> Result<Elevation, Problem> {
    member.may(Capability::RESPOND)?;
    if store::keys::is_triager(tx, member.organisation, member.person).await? {
        return Ok(TRIAGE);
    }
    Err(Problem::new(ProblemKind::Forbidden, "cases-not-a-triager"))
}

/// What a member may do with a case.
pub(crate) struct Held {
    /// Everybody's wraps of it.
    pub(crate) wraps: Vec<Wrap>,
    /// Whether it is wrapped for the member; else it waits with their triage.
    pub(crate) mine: bool,
    /// The part that the proof opens.
    pub(crate) part: Elevation,
}

/// Refuses whoever has no wrap of a case and is no triager of an organisation with which it waits. That a case exists is not told
/// to anybody else.
pub(crate) async fn holder(tx: &mut Tx, member: &Member, case: CaseId) -> Result<Held, Problem> {
    member.may(Capability::RESPOND)?;
    let wraps = store::cases::wraps(tx, case).await?;
    let mine = wraps.iter().any(|wrap| {
        wrap.kind == WrapKind::Person
            && wrap.person == Some(member.person)
            && wrap.organisation == Some(member.organisation)
    });
    let waits =
        wraps.iter().any(|wrap| wrap.kind == WrapKind::Triage && wrap.organisation == Some(member.organisation));
    if mine || waits && store::keys::is_triager(tx, member.organisation, member.person).await? {
        return Ok(Held { wraps, mine, part: HOLDER });
    }
    Err(Problem::not_found())
}
