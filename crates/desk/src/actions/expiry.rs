//! What nobody could answer goes after its time.

use saksi_base::Problem;
use saksi_base::clock::DAY;
use saksi_db::{Actor, Entry, Tx};

use super::letters;
use crate::store::{claims, intake, vectors, work};

/// After a restore has deleted messages again: takes their words off the claims that borrowed them, as deleting them did
/// the first time. Gives how many claims lost their last message. Run as the system.
pub async fn after_restore(tx: &mut Tx) -> Result<u64, Problem> {
    let mut gone = 0;
    for claim in intake::claims_in_borrowed_words(tx).await? {
        vectors::forget(tx, claim).await?;
        if intake::expire_claim(tx, claim).await? == 1 {
            gone += 1;
        } else {
            claims::refresh_excerpt(tx, claim).await?;
        }
    }
    Ok(gone)
}

/// Deletes messages and letters whose time has run out, at most `limit` of each, and gives how many. Run as the system, again and again until
/// it gives none. Nothing under a legal hold goes. The fingerprint and the counts stay; the text, the salts that could prove
/// it, and the words of a claim that nobody else wrote, do not.
pub async fn expire(tx: &mut Tx, limit: i64) -> Result<u64, Problem> {
    let rows = intake::expired(tx, limit.clamp(1, 1_000)).await?;
    let mut gone = 0;
    for row in rows {
        intake::delete(tx, row.id).await?;
        if let Some(claim) = row.claim {
            // What the words meant goes with the words.
            vectors::forget(tx, claim).await?;
        }
        if let Some(claim) = row.claim
            && intake::expire_claim(tx, claim).await? == 1
        {
            work::forget_notes(tx, claim).await?;
            tx.journal(Entry {
                actor: Actor::System,
                subject: claim.0,
                kind: "claim-expired",
                content: &[],
                personal: true,
            })
            .await?;
        } else if let Some(claim) = row.claim {
            claims::refresh_excerpt(tx, claim).await?;
        }
        gone += 1;
    }
    gone += letters::expire(tx, limit.clamp(1, 1_000)).await?;
    let now = tx.now();
    let kept = saksi_network::network_settings(tx).await?.expiry_days.max(1);
    intake::sweep(tx, now.plus(-8 * DAY), now.plus(-kept * DAY)).await?;
    Ok(gone)
}
