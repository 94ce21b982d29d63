//! What can be done in the directory, each as a function over a transaction. Whoever acts is passed in and checked here, never only in
//! a page.

pub mod citations;
pub mod civic_space;
pub mod copy;
pub mod decisions;
pub mod digests;
pub mod groups;
pub mod impact;
pub mod import;
pub mod introductions;
pub mod joining;
pub mod library;
pub mod life;
pub mod meetings;
pub mod notes;
pub mod offers;
pub mod profiles;
pub mod registers;
pub mod spaces;
pub mod trusted;

use saksi_base::Problem;
use saksi_db::{Actor, Entry, Tx};
use saksi_network::Member;
use uuid::Uuid;

/// Writes what happened to the journal: the day alone, since it may concern a person.
async fn note(tx: &mut Tx, actor: Actor, subject: Uuid, kind: &'static str, content: &[u8]) -> Result<(), Problem> {
    tx.journal(Entry { actor, subject, kind, content, personal: true }).await?;
    Ok(())
}

/// Refuses whoever does not run the network now, whatever their session says.
async fn operates(tx: &mut Tx, by: &Member) -> Result<(), Problem> {
    match saksi_network::person(tx, by.person).await? {
        Some(person) if person.operator && person.closed.is_none() => Ok(()),
        _ => Err(Problem::forbidden()),
    }
}
