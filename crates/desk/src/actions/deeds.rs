//! Who did what, and what they noted, for those who work together.
//!
//! The journal says what happened to everybody who follows it, and names nobody. Beside it stands, for people only, who it
//! was: by name for their own organisation, by organisation for others that see the claim. Notes are their organisation's alone.

use saksi_base::{ClaimId, JournalId, PersonId, Problem};
use saksi_db::{Actor, Entry, Tx};
use saksi_network::Capability;
use uuid::Uuid;

use super::By;
use super::checks::required_note;
use crate::elevation::live;
use crate::model::NoteView;
use crate::store::work::{self, Deed};

/// Writes into the journal what a member did to a claim, and who it was beside it.
pub(crate) async fn to_claim(
    tx: &mut Tx,
    by: &By,
    claim: ClaimId,
    kind: &'static str,
    content: &[u8],
    whom: Option<PersonId>,
) -> Result<(), Problem> {
    let id = record(tx, by, claim.0, kind, content).await?;
    work::did_to_claim(tx, &deed(by, id, claim.0, kind, whom, "", false)).await
}

/// The same for a check.
pub(crate) async fn to_check(
    tx: &mut Tx,
    by: &By,
    check: Uuid,
    kind: &'static str,
    content: &[u8],
) -> Result<(), Problem> {
    let id = record(tx, by, check, kind, content).await?;
    work::did_to_check(tx, &deed(by, id, check, kind, None, "", false)).await
}

async fn record(tx: &mut Tx, by: &By, subject: Uuid, kind: &'static str, content: &[u8]) -> Result<JournalId, Problem> {
    let entry = Entry { actor: Actor::Member(by.person), subject, kind, content, personal: false };
    Ok(tx.record(entry).await?)
}

const fn deed<'a>(
    by: &By,
    id: JournalId,
    subject: Uuid,
    kind: &'a str,
    whom: Option<PersonId>,
    text: &'a str,
    inside: bool,
) -> Deed<'a> {
    Deed { id, organisation: by.organisation, person: by.person, subject, kind, whom, text, inside }
}

/// Notes something about a claim for the member's own organisation; nobody else reads it.
pub async fn note(tx: &mut Tx, by: &By, claim: ClaimId, text: &str) -> Result<(), Problem> {
    live(tx, by, claim).await?;
    let text = required_note("note", text, "desk-problem-claim-note-missing")?;
    // The same form sent twice notes once.
    if notes(tx, by, claim).await?.last().is_some_and(|last| last.own && last.text == text) {
        return Ok(());
    }
    // The journal commits to nothing of it: a note may be taken away.
    let id = record(tx, by, claim.0, "claim-noted", &[]).await?;
    work::did_to_claim(tx, &deed(by, id, claim.0, "claim-noted", None, &text, true)).await
}

/// Takes a note of one's own away.
pub async fn remove_note(tx: &mut Tx, by: &By, claim: ClaimId, id: JournalId) -> Result<(), Problem> {
    live(tx, by, claim).await?;
    if work::delete_note(tx, claim.0, id, by.person).await? { Ok(()) } else { Err(Problem::not_found()) }
}

/// What the member's organisation noted about a claim, oldest first.
pub async fn notes(tx: &mut Tx, by: &By, claim: ClaimId) -> Result<Vec<NoteView>, Problem> {
    by.must(Capability::CHECK)?;
    let rows = work::notes(tx, claim.0, by.organisation).await?;
    Ok(rows
        .into_iter()
        .map(|row| NoteView {
            id: row.id,
            own: row.person == by.person,
            name: row.person_name.unwrap_or_default(),
            text: row.text,
            at: row.at,
        })
        .collect())
}
