//! Watching the logs of peers (C2SP `tlog-witness`): what is signed is stored first, in the transaction that compared it.

use saksi_base::Problem;
use saksi_db::{Db, Viewer};
use saksi_tlog::{Answer, Hash, Policy, VerifierKey, Witness, WitnessSigner};

use super::{checkpoint_of, keys_of};
use crate::store::witnesses;

/// The longest request that is read: a note of many signatures and a proof.
pub(crate) const LONGEST_REQUEST: usize = 256 * 1024;

/// Answers `add-checkpoint` for the logs that the policy names.
pub(crate) async fn add_checkpoint(
    db: &Db,
    signer: &WitnessSigner,
    policy: &Policy,
    request: &[u8],
) -> Result<Answer, Problem> {
    let origin = Witness::origin_of(request).unwrap_or_default();
    let logs: Vec<VerifierKey> = keys_of(policy, &origin).cloned().collect();
    saksi_db::write!(db, "witness checkpoint", Viewer::System, tx => {
        let remembered = witnesses::watched(&mut tx, &origin).await?;
        let checkpoint = remembered.as_ref().and_then(|row| checkpoint_of(&row.note));
        if remembered.is_some() && checkpoint.is_none() {
            // Whoever forgot what it signed must not sign again.
            return Err(crate::store::damaged("what was signed of a peer's log"));
        }
        let answer = Witness { signer, logs: &logs }.add_checkpoint(checkpoint.as_ref(), request, tx.now());
        if let Some(signed) = &answer.remember {
            let note = saksi_tlog::AddCheckpoint::parse(request).map(|request| request.note.to_string());
            witnesses::watch(&mut tx, &origin, signed.size(), note.unwrap_or_default().as_bytes()).await?;
        }
        if answer.refusal.as_ref().is_some_and(saksi_tlog::witness::Refusal::is_evidence) {
            tracing::error!(log = %origin, "a log that this server watches showed two different states of one size; the proof is kept");
            let before = remembered.map(|row| row.note).unwrap_or_default();
            witnesses::keep_split(&mut tx, Hash::of(request).as_bytes(), &origin, request, &before).await?;
        }
        Ok(answer)
    })
}

/// The note that was signed last of a log, by its origin.
pub(crate) async fn last_seen(db: &Db, origin: &str) -> Result<Option<Vec<u8>>, Problem> {
    saksi_db::read!(db, Viewer::Public, tx => { Ok(witnesses::watched(&mut tx, origin).await?.map(|row| row.note)) })
}
