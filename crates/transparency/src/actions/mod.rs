//! What happens to the log. Functions over a transaction where they can be; what asks others over the network runs between two.

pub(crate) mod calendars;
pub(crate) mod entering;
pub(crate) mod packing;
pub(crate) mod reconciling;
pub(crate) mod running;
pub(crate) mod sequencing;
pub(crate) mod showing;
pub(crate) mod stamping;
pub(crate) mod witnessing;

use saksi_base::Problem;
use saksi_tlog::{Checkpoint, KeyKind, Note, Policy, SignedCheckpoint, VerifierKey};

use crate::store::damaged;
use crate::store::log::LogRow;

/// The log's key and the policy, as stored.
pub(crate) struct Rules {
    pub(crate) key: VerifierKey,
    pub(crate) policy: Policy,
}

impl Rules {
    pub(crate) fn of(row: &LogRow) -> Result<Self, Problem> {
        let key: VerifierKey = row.log_key.parse().map_err(|_| damaged("the log's key"))?;
        let policy = Policy::parse(&row.policy).map_err(|_| damaged("the policy"))?;
        Ok(Self { key, policy })
    }

    /// Reads a stored checkpoint of the log.
    pub(crate) fn open(&self, note: &[u8]) -> Result<SignedCheckpoint, Problem> {
        SignedCheckpoint::open(note, &self.key).map_err(|_| damaged("a checkpoint"))
    }

    /// Whether enough witnesses signed.
    pub(crate) fn enough(&self, note: &Note) -> bool {
        self.policy.evaluate(note).is_ok_and(|verdict| verdict.met)
    }
}

/// The name of the log that a checkpoint says it is of, and its keys among those that are known.
pub(crate) fn keys_of<'p>(policy: &'p Policy, origin: &'p str) -> impl Iterator<Item = &'p VerifierKey> {
    let keys = policy.logs().iter().map(|log| &log.key);
    keys.filter(move |key| key.kind() == KeyKind::Log && key.name().as_str() == origin)
}

/// Reads the checkpoint of a stored note without asking who signed it.
pub(crate) fn checkpoint_of(note: &[u8]) -> Option<Checkpoint> {
    Note::parse(note).ok().and_then(|note| Checkpoint::parse(note.text()).ok())
}
