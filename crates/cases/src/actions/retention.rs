//! Deletion: the wraps, texts and blobs of a case go, a tombstone stays, so that no restored backup brings it back, and whoever
//! holds the receipt is told until which day a backup may still hold it.

use saksi_base::{CaseId, Problem};
use saksi_db::{Actor, Tx, Viewer};

use super::keys::Unlocked;
use super::note;
use crate::handle::Cases;
use crate::model::calendar::Day;
use crate::model::case::DeletionReceipt;
use crate::model::retention::gone_from_backups;
use crate::model::settings::HelpSettings;
use crate::store::cases::CaseRow;
use crate::{elevation, store};

/// How many cases, or blobs, are deleted in one go.
const BATCH: i64 = 50;

/// Deletes a case. What lies in the store of blobs is named for deletion, and [`sweep_blobs`] deletes it.
pub(crate) async fn shred(
    tx: &mut Tx,
    backup_days: u32,
    case: &CaseRow,
    actor: Actor,
) -> Result<DeletionReceipt, Problem> {
    let gone = gone_from_backups(tx.now(), None, backup_days);
    // Nor does anything of it stay in notices to platforms.
    super::notices::case_deleted(tx, case.id).await?;
    // Extracts that were made of it go with it: they are the same person's words.
    for extract in store::referrals::extracts_of(tx, case.id).await? {
        store::files::give_up_blobs(tx, extract).await?;
        store::cases::delete_case(tx, extract).await?;
        tx.tombstone("help_case", extract.0).await?;
    }
    store::files::give_up_blobs(tx, case.id).await?;
    if let (Some(locator), Some(verifier)) = (case.locator, &case.verifier) {
        store::cases::insert_deletion(tx, locator, verifier, gone.start()).await?;
    }
    note(tx, actor, case.id.0, "case-deleted", &[]).await?;
    store::cases::delete_case(tx, case.id).await?;
    // The salts of everything that the journal says about it die here: nobody can test a guess against it any more.
    tx.tombstone("help_case", case.id.0).await?;
    Ok(DeletionReceipt { deleted_on: Day::of(tx.now()), gone_from_backups: gone })
}

/// Deletes a case whose person asked a helper for it, by telephone or in person. For whoever holds it.
pub async fn delete(cases: &Cases, me: &Unlocked, case: CaseId) -> Result<DeletionReceipt, Problem> {
    let member = me.member();
    let backup_days = cases.backup_days;
    let receipt: DeletionReceipt = saksi_db::write!(cases.db, "delete case", member.viewer(), tx => {
        let held = elevation::holder(&mut tx, member, case).await?;
        if !held.mine {
            return Err(Problem::conflict("cases-take-it-first"));
        }
        saksi_db::as_system!(tx, held.part, shred_by_id(&mut tx, backup_days, case, Actor::Member(member.person)))
    })?;
    sweep_blobs(cases).await?;
    Ok(receipt)
}

async fn shred_by_id(tx: &mut Tx, backup_days: u32, case: CaseId, actor: Actor) -> Result<DeletionReceipt, Problem> {
    let row = store::cases::case(tx, case).await?.ok_or_else(Problem::not_found)?;
    shred(tx, backup_days, &row, actor).await
}

/// Deletes the cases whose day has come, and the open ones in which too long nothing happened; gives how many. Run it a few times a day until it gives 0.
pub async fn delete_due(cases: &Cases) -> Result<u64, Problem> {
    let backup_days = cases.backup_days;
    let deleted: u64 = saksi_db::write!(cases.db, "delete due cases", Viewer::System, tx => {
        let today = tx.now().day();
        let mut deleted = 0;
        for id in store::cases::due(&mut tx, today, BATCH).await? {
            if let Some(case) = store::cases::case(&mut tx, id).await? {
                shred(&mut tx, backup_days, &case, Actor::System).await?;
                deleted += 1;
            }
        }
        for owner in store::cases::owners_of_open(&mut tx).await? {
            let settings = HelpSettings::read(&store::settings::all(&mut tx, owner).await?);
            // Gone on the day after so many whole days.
            let since = Day::of(today).plus(-i32::from(settings.retention.value.idle_days)).start();
            for id in store::cases::idle(&mut tx, owner, since, BATCH).await? {
                if let Some(case) = store::cases::case(&mut tx, id).await? {
                    shred(&mut tx, backup_days, &case, Actor::System).await?;
                    deleted += 1;
                }
            }
        }
        store::cases::forget_deletions(&mut tx, today).await?;
        store::referrals::expire(&mut tx, today).await?;
        Ok::<_, Problem>(deleted)
    })?;
    sweep_blobs(cases).await?;
    Ok(deleted)
}

/// Deletes from the store what deleted and rekeyed cases have left there; gives how many blobs went.
pub async fn sweep_blobs(cases: &Cases) -> Result<u64, Problem> {
    let mut swept = 0;
    loop {
        let waiting =
            saksi_db::read!(cases.db, Viewer::System, tx => { store::files::blobs_to_delete(&mut tx, BATCH).await })?;
        if waiting.is_empty() {
            return Ok(swept);
        }
        for blob in waiting {
            cases.blobs.delete(blob).await?;
            saksi_db::write!(cases.db, "blob deleted", Viewer::System, tx => {
                store::files::blob_deleted(&mut tx, blob).await
            })?;
            swept += 1;
        }
    }
}

/// Whether a case is there, for a test or a proof.
pub async fn exists(cases: &Cases, case: CaseId) -> Result<bool, Problem> {
    let found = saksi_db::read!(cases.db, Viewer::System, tx => { store::cases::case(&mut tx, case).await })?;
    Ok(found.is_some())
}
