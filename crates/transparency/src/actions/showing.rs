//! Showing our checkpoints to our witnesses, and keeping what they sign.

use std::time::Duration;

use saksi_base::Problem;
use saksi_base::clock::{HOUR, SECOND};
use saksi_db::{Db, Viewer};
use saksi_fetch::{Asked, Bounds, Guard, HeaderValue, Url};
use saksi_tlog::policy::KnownWitness;
use saksi_tlog::witness::{Collected, collect};
use saksi_tlog::{AddCheckpoint, SignedCheckpoint, tile};

use super::Rules;
use crate::model::standing::Held;
use crate::store::{checkpoints, damaged, log, tiles, witnesses};

/// How much a witness, an authority or a calendar may answer, and how long it may take.
pub(crate) fn bounds() -> Bounds {
    Bounds {
        most_bytes: 256 * 1024,
        most_redirects: 0,
        connect: Duration::from_secs(10),
        idle: Duration::from_secs(10),
        whole: Duration::from_secs(20),
        ..Bounds::default()
    }
}

/// Posts a body; the status and what came back.
pub(crate) async fn post(
    guard: &Guard,
    url: &str,
    kind: &'static str,
    body: Vec<u8>,
) -> Result<(u16, Vec<u8>), String> {
    let url = Url::parse(url).map_err(|_| format!("{url} is not an address"))?;
    answer(guard, &Asked::post(url, HeaderValue::from_static(kind), body.into())).await
}

/// Asks; the status and what came back.
pub(crate) async fn answer(guard: &Guard, asked: &Asked) -> Result<(u16, Vec<u8>), String> {
    let mut answer = guard.ask(asked, &bounds()).await.map_err(|fault| fault.to_string())?;
    let status = answer.hop.status;
    Ok((status, answer.rest().await.map_err(|fault| fault.to_string())?))
}

/// The address at which a witness takes checkpoints.
pub(crate) fn door(witness: &KnownWitness) -> Option<String> {
    witness.url.as_ref().map(|url| format!("{}/add-checkpoint", url.trim_end_matches('/')))
}

/// What asking a witness came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Shown {
    /// It signed.
    Signed(Box<SignedCheckpoint>),
    /// It remembers something that is not here.
    Differs(Held),
    /// Nothing came of it.
    Failed(String),
}

/// Shows a checkpoint to a witness, from the size that it is believed to remember, and again from the one that it names.
pub(crate) async fn show(
    db: &Db,
    guard: &Guard,
    checkpoint: &SignedCheckpoint,
    witness: &KnownWitness,
    believed: u64,
) -> Result<Shown, Problem> {
    let Some(door) = door(witness) else { return Ok(Shown::Failed("the policy names no address for it".to_owned())) };
    let size = checkpoint.checkpoint().size();
    let mut old = believed.min(size);
    // Once more for a witness that remembers something else than we believe, and once for one that signed meanwhile.
    for _ in 0..3 {
        let tiles = saksi_db::read!(db, Viewer::System, tx => {
            tiles::read(&mut tx, &tile::for_consistency(old, size)).await
        })?;
        let request = AddCheckpoint::new(old, checkpoint, &tiles).map_err(|_| damaged("tiles"))?;
        let (status, body) = match post(guard, &door, "text/plain; charset=utf-8", request.to_bytes()).await {
            Ok(answer) => answer,
            Err(fault) => return Ok(Shown::Failed(fault)),
        };
        match collect(checkpoint, &witness.key, status, &body) {
            Collected::Signed(signed) => return Ok(Shown::Signed(signed)),
            Collected::AskFrom(seen) if seen > size => {
                return Ok(Shown::Differs(Held::Behind { witness: witness.name.clone(), size: seen }));
            }
            // It was asked from this very size: it signed another root for it.
            Collected::AskFrom(seen) if seen == old => {
                return Ok(Shown::Differs(Held::Forked { witness: witness.name.clone(), size: seen }));
            }
            Collected::AskFrom(seen) => old = seen,
            Collected::Refused(422, _) => {
                return Ok(Shown::Differs(Held::Forked { witness: witness.name.clone(), size: old }));
            }
            Collected::Refused(status, says) => return Ok(Shown::Failed(format!("it answered {status}: {says}"))),
        }
    }
    Ok(Shown::Failed("it names another size every time".to_owned()))
}

/// Adds what a witness signed to the stored checkpoint, whatever others added meanwhile.
pub(crate) async fn keep(db: &Db, signed: &SignedCheckpoint, witness: &KnownWitness) -> Result<(), Problem> {
    saksi_db::write!(db, "keep cosignature", Viewer::System, tx => {
        let size = signed.checkpoint().size();
        let Some(row) = log::row(&mut tx).await? else { return Ok(()) };
        let Some(stored) = checkpoints::of_size(&mut tx, size).await? else { return Ok(()) };
        let rules = Rules::of(&row)?;
        let by_it = signed.note().signatures().iter().filter(|signature| witness.key.is_named_by(signature));
        let lines: Vec<String> = by_it.map(ToString::to_string).collect();
        let (merged, _) = rules
            .open(&stored.note)?
            .cosigned(format!("{}\n", lines.join("\n")).as_bytes(), &[&witness.key])
            .map_err(|_| damaged("a cosignature"))?;
        checkpoints::replace(&mut tx, &merged, rules.enough(merged.note())).await?;
        let at = merged.note().verify(&[&witness.key]).ok().and_then(|signed| signed.first()?.at);
        let at = at.unwrap_or(tx.now());
        witnesses::signed(&mut tx, &witness.name, size, at).await
    })
}

/// Shows the newest checkpoint to every witness that has not signed it and whose turn it is.
pub(crate) async fn show_to_all(db: &Db, guard: &Guard) -> Result<(), Problem> {
    let found = saksi_db::read!(db, Viewer::System, tx => {
        let Some(row) = log::row(&mut tx).await?.filter(|row| row.held().is_none()) else { return Ok(None) };
        let Some(newest) = checkpoints::newest(&mut tx).await? else { return Ok(None) };
        let rules = Rules::of(&row)?;
        let signed = rules.open(&newest.note)?;
        Ok::<_, Problem>(Some((rules, signed, witnesses::all(&mut tx).await?, tx.now())))
    })?;
    let Some((rules, checkpoint, states, now)) = found else { return Ok(()) };
    for witness in rules.policy.witnesses() {
        let state = states.iter().find(|state| state.name == witness.name);
        let has_signed = checkpoint.note().signatures().iter().any(|line| witness.key.is_named_by(line));
        if has_signed || state.is_some_and(|state| state.retry_at > now) {
            continue;
        }
        let believed = state.map_or(0, |state| state.size);
        match show(db, guard, &checkpoint, witness, believed).await? {
            Shown::Signed(signed) => keep(db, &signed, witness).await?,
            Shown::Differs(held) => hold(db, &held).await?,
            Shown::Failed(why) => {
                tracing::warn!(witness = %witness.name, %why, "a witness did not sign; it will be asked again");
                put_off(db, &witness.name, &why, state.map_or(0, |state| state.failures)).await?;
            }
        }
    }
    Ok(())
}

/// Keeps why a witness did not sign. 4, 8, 16 … seconds to the next time, at most an hour.
pub(crate) async fn put_off(db: &Db, name: &str, why: &str, failures: i64) -> Result<(), Problem> {
    let why: String = why.chars().filter(|letter| !letter.is_control()).take(300).collect();
    saksi_db::write!(db, "witness did not sign", Viewer::System, tx => {
        let retry = tx.now().plus((SECOND << (failures + 2).clamp(2, 20)).min(HOUR));
        witnesses::failed(&mut tx, name, &why, retry).await
    })
}

/// From now on nothing is signed.
pub(crate) async fn hold(db: &Db, held: &Held) -> Result<(), Problem> {
    tracing::error!(reason = %held, "the log signs nothing more until this is settled; `saksi doctor` says what to do");
    saksi_db::write!(db, "hold the log", Viewer::System, tx => { log::set_held(&mut tx, Some(held)).await })
}
