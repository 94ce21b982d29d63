//! Coming back with a receipt.

use saksi_base::{LanguageTag, Problem, Timestamp};
use saksi_db::{Actor, Entry, Tx};
use saksi_vault::{Receipt, ReceiptError};

use super::public;
use crate::model::{CloseReason, MediaKind, OrganisationRef, ReceiptView, Standing, Withdrawal};
use crate::store::intake::{self, ReceiptRow};
use crate::store::{self, claims, media, moderation, published, vectors, work};

/// Reads what a person typed. What is mistyped is said beside the field, from the receipt's own checksum and without
/// asking the database, so it tells a guesser nothing.
pub fn read(locator: &str, words: &str) -> Result<Receipt, Problem> {
    Receipt::parse(locator, words).map_err(|error| match error {
        ReceiptError::LocatorCharacter { character } => {
            Problem::field("locator", "desk-problem-receipt-locator-character").with("character", character)
        }
        ReceiptError::LocatorLength { found } => {
            Problem::field("locator", "desk-problem-receipt-locator-length").with("found", found)
        }
        ReceiptError::WordCount { found } => {
            Problem::field("words", "desk-problem-receipt-word-count").with("found", found)
        }
        ReceiptError::UnknownWord { position, nearest: Some(nearest), .. } => {
            Problem::field("words", "desk-problem-receipt-word-nearest")
                .with("position", position)
                .with("nearest", nearest)
        }
        ReceiptError::UnknownWord { position, nearest: None, .. } => {
            Problem::field("words", "desk-problem-receipt-word-unknown").with("position", position)
        }
        ReceiptError::Checksum => Problem::field("words", "desk-problem-receipt-checksum"),
    })
}

/// One and the same for an unknown locator and for wrong words.
fn refused() -> Problem {
    Problem::field("words", "desk-problem-receipt")
}

async fn find(tx: &mut Tx, locator: &str, words: &str) -> Result<ReceiptRow, Problem> {
    let receipt = read(locator, words)?;
    let row = intake::receipt(tx, &receipt.locator().compact()).await?;
    // Where there is no such receipt the words are compared all the same, so that both ways take as long.
    let stored = row.as_ref().map_or([0; 32].as_slice(), |row| row.verifier.as_slice());
    let opens = receipt.opens(stored);
    row.filter(|_| opens).ok_or_else(refused)
}

/// Opens a receipt. Run as the system, in a transaction that writes: it remembers which answers the bearer has seen (not
/// when), so that a later correction is pointed out.
pub async fn open(tx: &mut Tx, locator: &str, words: &str, reader: &LanguageTag) -> Result<ReceiptView, Problem> {
    let row = find(tx, locator, words).await?;
    let message = match row.message {
        Some(id) => intake::message(tx, id).await?,
        None => None,
    };
    let claim = match row.claim {
        Some(id) => claims::final_claim(tx, id).await?,
        None => None,
    };
    // Until then a message stays for everybody who handed in the very same, so none means that its words were never kept.
    let counted = message.is_none() && row.expires_at > tx.now();
    let hidden = message.as_ref().is_some_and(|m| m.state == "hidden");
    let withdrawn = match &claim {
        Some(claim) if !claim.hidden && !hidden => withdrawals(tx, &row, claim.id).await?,
        _ => Vec::new(),
    };
    let standing = match &claim {
        _ if hidden || claim.as_ref().is_some_and(|claim| claim.hidden) => Standing::Removed {
            entry: moderation::public_removal(
                tx,
                message.as_ref().map(|message| message.id.0),
                claim.as_ref().map(|claim| claim.id.0),
            )
            .await?,
        },
        None => Standing::Expired,
        Some(claim) if claim.published > 0 => answered(tx, &row, claim.id, reader).await?,
        Some(claim) => match claim.lane.as_str() {
            "closed" => Standing::NotChecked {
                reason: claim
                    .close_reason
                    .as_deref()
                    .and_then(CloseReason::from_code)
                    .unwrap_or(CloseReason::OutOfScope),
            },
            _ if !withdrawn.is_empty() => Standing::Withdrawn { being_checked: claim.lane == "open" && claim.busy },
            _ if message.is_none() && !counted && !claim.busy => Standing::Expired,
            "expired" => Standing::Expired,
            "open" if claim.busy => Standing::BeingChecked,
            _ => Standing::Waiting,
        },
    };
    let files = match &message {
        Some(message) if !hidden => media::of_message(tx, message.id).await?,
        _ => Vec::new(),
    };
    Ok(ReceiptView {
        id: row.id,
        files: files.iter().filter_map(|file| MediaKind::from_code(&file.kind)).collect(),
        day: row.day,
        expires_at: message.as_ref().map_or(row.expires_at, |m| m.expires_at),
        message: message.filter(|_| !hidden).map(|m| m.text),
        counted,
        standing,
        withdrawn,
    })
}

/// The answers that the bearer may have been told and that were withdrawn since.
async fn withdrawals(tx: &mut Tx, row: &ReceiptRow, claim: saksi_base::ClaimId) -> Result<Vec<Withdrawal>, Problem> {
    let rows = published::withdrawn(tx, claim, row.day).await?;
    Ok(rows
        .into_iter()
        .map(|row| Withdrawal {
            check: row.id,
            organisation: OrganisationRef { id: row.owner, slug: row.slug, name: row.name },
            reason: row.withdrawn_reason.unwrap_or_default(),
            at: row.withdrawn_at,
        })
        .collect())
}

async fn answered(
    tx: &mut Tx,
    row: &ReceiptRow,
    claim: saksi_base::ClaimId,
    reader: &LanguageTag,
) -> Result<Standing, Problem> {
    let answers = public::answers_of(tx, &[claim], reader).await?;
    let last = answers.iter().map(|a| a.corrected_at.unwrap_or(a.published_at)).max().unwrap_or(Timestamp(0));
    let corrected_since =
        row.seen_at.is_some_and(|seen| answers.iter().any(|a| a.corrected_at.is_some_and(|at| at > seen)));
    if row.seen_at != Some(last) {
        intake::set_seen(tx, row.id, last).await?;
    }
    Ok(Standing::Answered { answers, corrected_since })
}

/// What became of a message whose sender took it back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TakenBack {
    /// Its text is deleted.
    Deleted,
    /// Others handed in the same, and it stays for them.
    Shared,
    /// A legal hold keeps the text. Nobody works on it any more, and it is deleted when the hold ends.
    Held,
}

/// Takes back what was handed in: the receipt goes, and the message with it when nobody else handed in the same. Under a
/// legal hold the text stays, out of the queue and out of sight, until the hold ends.
pub async fn withdraw(tx: &mut Tx, locator: &str, words: &str) -> Result<TakenBack, Problem> {
    let row = find(tx, locator, words).await?;
    intake::delete_receipt(tx, row.id).await?;
    tx.tombstone("receipt", row.id.0).await?;
    let Some(id) = row.message else {
        // Nothing of it was kept but the receipt.
        store::count(tx, "withdrawn", 1).await?;
        return Ok(TakenBack::Deleted);
    };
    let Some(message) = intake::message(tx, id).await? else { return Ok(TakenBack::Deleted) };
    let alone = intake::receipts_of_message(tx, id).await? == 0;
    let held = match message.claim {
        Some(claim) => claims::raw(tx, claim).await?.is_some_and(|claim| claim.held),
        None => false,
    };
    store::count(tx, "withdrawn", 1).await?;
    intake::add_asked(tx, id, -1).await?;
    if !alone {
        return Ok(TakenBack::Shared);
    }
    let kept = message.held || held;
    if kept {
        // What a moderator hid stays hidden, and goes with the next sweep after the hold.
        if message.state == "hidden" {
            intake::expire_now(tx, id).await?;
        } else {
            intake::set_state(tx, id, "withdrawn").await?;
        }
    } else {
        intake::delete(tx, id).await?;
    }
    if let Some(claim) = message.claim {
        let empty = if kept { intake::leave_queue(tx, claim).await? } else { intake::expire_claim(tx, claim).await? };
        if empty > 0 {
            work::forget_notes(tx, claim).await?;
        }
        claims::refresh_excerpt(tx, claim).await?;
        // What the words meant goes with the words.
        vectors::forget(tx, claim).await?;
        tx.journal(Entry {
            actor: Actor::Public,
            subject: claim.0,
            kind: "message-withdrawn",
            content: &[],
            personal: true,
        })
        .await?;
    }
    Ok(if kept { TakenBack::Held } else { TakenBack::Deleted })
}

/// Deletes for good what was taken back under a hold that has ended. Run as the system, when a hold is let go.
pub(crate) async fn delete_freed(tx: &mut Tx, claim: saksi_base::ClaimId) -> Result<(), Problem> {
    for message in intake::withdrawn_and_free(tx, claim).await? {
        intake::delete(tx, message.id).await?;
    }
    intake::expire_claim(tx, claim).await?;
    claims::refresh_excerpt(tx, claim).await
}
