//! The use cases of evidence, as functions over a transaction, and the jobs that fetch.
//!
//! Members act as their own viewer: the database shows them what is theirs or shared with their network, and lets them write what
//! is theirs. The jobs run as the system on rows that members have stored. Whatever lies outside of the database (pieces of parts) is stored
//! before the transaction that names it, and noted for deletion where that transaction does not come about.

pub mod bringing;
pub mod capturing;
pub mod checking;
pub mod consenting;
pub mod custody;
pub mod looking;
pub mod packing;
pub mod publishing;
pub mod records;
pub mod replaying;
pub mod retention;
pub mod sources;
pub mod sweeping;
pub mod visiting;

use saksi_base::{CustodyId, EvidenceId, OrganisationId, PersonId, Problem, Random, Timestamp};
use saksi_db::{Actor, Entry, Tx, Viewer};
use saksi_network::{Capability, Member};

use crate::store;

/// The name of the operator of the server in records, at its command line.
pub(crate) const SERVER: &str = "operator-of-the-server";

/// Who acts: a signed-in member, for one organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct By {
    /// The person.
    pub person: PersonId,
    /// The organisation they act for.
    pub organisation: OrganisationId,
    /// What they may do.
    pub may: Capability,
}

impl By {
    /// How the database sees this member.
    pub const fn viewer(&self) -> Viewer {
        Viewer::Member { organisation: self.organisation, person: self.person }
    }

    /// Refuses politely whoever does not keep evidence.
    pub(crate) fn must_preserve(&self) -> Result<(), Problem> {
        if self.may.contains(Capability::PRESERVE) { Ok(()) } else { Err(Problem::forbidden()) }
    }
}

impl From<&Member> for By {
    fn from(member: &Member) -> Self {
        Self { person: member.person, organisation: member.organisation, may: member.capabilities }
    }
}

/// The name under which a member stands in records: random, so that only their organisation's own rows resolve it.
pub(crate) async fn operator(tx: &mut Tx, by: &By) -> Result<String, Problem> {
    let fresh = saksi_base::ids::encode(saksi_base::ids::random(&*tx.random()));
    let short: String = fresh.chars().skip(16).collect();
    store::pseudonym(tx, by.organisation, by.person, &format!("keeper-{short}")).await
}

/// Whole seconds, as records have them.
pub(crate) const fn whole(at: Timestamp) -> Timestamp {
    Timestamp(at.0.div_euclid(1_000_000) * 1_000_000)
}

/// Writes into the journal what happened to a piece of evidence.
pub(crate) async fn journal(
    tx: &mut Tx,
    actor: Actor,
    id: EvidenceId,
    kind: &'static str,
    content: &[u8],
) -> Result<(), Problem> {
    tx.journal(Entry { actor, subject: id.0, kind, content, personal: false }).await?;
    Ok(())
}

/// An identifier out of the nonce of a form: the same form sent twice makes one record.
pub(crate) fn once(nonce: [u8; 16]) -> uuid::Uuid {
    uuid::Builder::from_random_bytes(nonce).into_uuid()
}

pub(crate) fn custody_id(tx: &Tx) -> CustodyId {
    CustodyId::new(tx.now(), &*tx.random())
}

pub(crate) fn salt(random: &dyn Random) -> Result<saksi_tlog::Hash, Problem> {
    saksi_tlog::Hash::from_slice(&saksi_base::random::bytes::<32>(random)).ok_or_else(Problem::internal)
}

pub(crate) fn form_failed(error: &saksi_tlog::RecordError) -> Problem {
    tracing::error!(%error, "a record of evidence could not be written");
    Problem::internal()
}
