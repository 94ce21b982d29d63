//! Whether a server may sign after it came back: it asks its witnesses before it signs anything new.
//!
//! A witness is shown the newest checkpoint that is stored here, which was signed before. If it signs that once more, everything
//! that it ever saw is contained in what is here. If it remembers a larger size, entries were lost with the restore; if it
//! remembers another root, the log forked. Where a witness hands out the note that it remembers, as other servers of this
//! program do, `saksi_tlog::witness::reconcile` compares that, so that a witness's word alone stops nobody who is in the right.

use saksi_base::Problem;
use saksi_db::{Db, Viewer};
use saksi_fetch::{Asked, Guard};
use saksi_tlog::policy::KnownWitness;
use saksi_tlog::witness::{Reconciliation, reconcile};
use saksi_tlog::{SignedCheckpoint, VerifierKey, tile};

use super::Rules;
use super::showing::{self, Shown, bounds};
use crate::model::standing::Held;
use crate::store::{checkpoints, log, tiles};

/// Lets a restored log sign although no witness could be asked: the operator says that nothing was logged after the backup.
/// Whether it was held for that reason; nothing overrules what a witness remembers.
pub async fn sign_on(db: &Db) -> Result<bool, Problem> {
    saksi_db::write!(db, "sign on", Viewer::System, tx => {
        let held = log::row(&mut tx).await?.and_then(|row| row.held());
        if held != Some(Held::Restored) {
            return Ok(false);
        }
        log::set_held(&mut tx, None).await?;
        Ok(true)
    })
}

/// What asking every witness came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Asking {
    /// Whoever answered remembers nothing that is not here.
    MaySign {
        /// How many answered.
        answered: usize,
    },
    /// Somebody remembers something else.
    Held(Held),
}

/// Asks every witness and stores what comes of it. Whether the log may sign now.
pub(crate) async fn settle(db: &Db, guard: &Guard) -> Result<bool, Problem> {
    let found = saksi_db::read!(db, Viewer::System, tx => {
        let Some(row) = log::row(&mut tx).await? else { return Ok(None) };
        Ok::<_, Problem>(Some((Rules::of(&row)?, row.held(), checkpoints::newest(&mut tx).await?)))
    })?;
    let Some((rules, held, newest)) = found else { return Ok(true) };
    let Some(newest) = newest else { return Ok(held.is_none()) };
    let checkpoint = rules.open(&newest.note)?;
    let outcome = ask_all(db, guard, &rules, &checkpoint).await?;
    let now_held = match outcome {
        // A restored server needs as many words as a checkpoint does, and at least one; one that only started again goes on.
        Asking::MaySign { answered } if answered < rules.policy.needed().0.max(1) => held,
        Asking::MaySign { .. } => None,
        Asking::Held(held) => Some(held),
    };
    if now_held != held_before(db).await? {
        match &now_held {
            Some(held) => showing::hold(db, held).await?,
            None => {
                tracing::info!("the witnesses remember nothing that is not here: the log signs again");
                saksi_db::write!(db, "sign again", Viewer::System, tx => { log::set_held(&mut tx, None).await })?;
            }
        }
    }
    Ok(now_held.is_none())
}

async fn held_before(db: &Db) -> Result<Option<Held>, Problem> {
    saksi_db::read!(db, Viewer::System, tx => { Ok(log::row(&mut tx).await?.and_then(|row| row.held())) })
}

async fn ask_all(db: &Db, guard: &Guard, rules: &Rules, checkpoint: &SignedCheckpoint) -> Result<Asking, Problem> {
    let mut answered = 0;
    for witness in rules.policy.witnesses() {
        match showing::show(db, guard, checkpoint, witness, checkpoint.checkpoint().size()).await? {
            Shown::Signed(signed) => {
                answered += 1;
                showing::keep(db, &signed, witness).await?;
            }
            Shown::Differs(claimed) => match remembered(db, guard, &rules.key, checkpoint, witness, claimed).await? {
                Some(held) => return Ok(Asking::Held(held)),
                None => answered += 1,
            },
            Shown::Failed(why) => showing::put_off(db, &witness.name, &why, 0).await?,
        }
    }
    Ok(Asking::MaySign { answered })
}

/// What a witness that says it remembers something else can show for it. Where it shows nothing, its word stands.
async fn remembered(
    db: &Db,
    guard: &Guard,
    key: &VerifierKey,
    checkpoint: &SignedCheckpoint,
    witness: &KnownWitness,
    claimed: Held,
) -> Result<Option<Held>, Problem> {
    let Some(note) = ask_note(guard, key, witness).await else { return Ok(Some(claimed)) };
    let own = checkpoint.checkpoint().head();
    let Ok(seen) = SignedCheckpoint::open(&note, key) else { return Ok(Some(claimed)) };
    let tiles = saksi_db::read!(db, Viewer::System, tx => {
        tiles::read(&mut tx, &tile::for_root(seen.checkpoint().size(), own.size)).await
    })?;
    let name = witness.name.clone();
    Ok(match reconcile(key, own, &tiles, &[note]) {
        Reconciliation::MaySign => None,
        Reconciliation::Behind { seen } => Some(Held::Behind { witness: name, size: seen.size }),
        Reconciliation::Forked { seen } => Some(Held::Forked { witness: name, size: seen.size }),
        Reconciliation::CannotTell(_) => Some(claimed),
    })
}

/// The note that a witness of this program's kind remembers of a log.
async fn ask_note(guard: &Guard, key: &VerifierKey, witness: &KnownWitness) -> Option<Vec<u8>> {
    let address = format!("{}/checkpoint/{}", witness.url.as_ref()?.trim_end_matches('/'), key.name());
    let mut answer = guard.ask(&Asked::get(&address).ok()?, &bounds()).await.ok()?;
    if answer.hop.status != 200 {
        return None;
    }
    answer.rest().await.ok()
}
