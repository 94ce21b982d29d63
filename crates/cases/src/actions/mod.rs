//! What people do with sealed help. Each action reads sealed rows in a short transaction, opens or seals outside of it, and writes
//! in another one: whoever writes must not wait for mathematics. It proves first who may do this; see `crate::elevation`.

pub mod bells;
pub mod campaigns;
pub mod counting;
pub mod evidence;
pub mod files;
pub mod filing;
pub mod helpline;
pub mod housekeeping;
pub mod keys;
pub mod leaving;
pub mod notice_letters;
pub mod notices;
mod open;
pub(crate) mod preserving;
pub mod referral;
pub mod rekey;
pub mod retention;
pub mod returning;
pub mod rota;
pub mod settings;
pub mod toolkits;
pub mod trainings;
pub mod triage;
mod view;
pub mod voices;
pub mod work;

pub use view::{ConsentRequest, Entry, FileName, Request};

use saksi_base::{Problem, Timestamp};
use saksi_db::{Actor, Tx};
use uuid::Uuid;

/// Writes that something happened, without a word of what: the day alone, and a commitment to bytes that are sealed or public.
pub(crate) async fn note(
    tx: &mut Tx,
    actor: Actor,
    subject: Uuid,
    kind: &'static str,
    content: &[u8],
) -> Result<(), Problem> {
    tx.journal(saksi_db::Entry { actor, subject, kind, content, personal: true }).await?;
    Ok(())
}

/// The start of the minute of a moment.
pub(crate) const fn minute(at: Timestamp) -> Timestamp {
    const MINUTE: i64 = saksi_base::clock::HOUR / 60;
    Timestamp(at.0.div_euclid(MINUTE) * MINUTE)
}
