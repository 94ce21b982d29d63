//! What only the work pages read: what happened to a record and who did it, notes, and the runs of imports.

use saksi_base::{ClaimId, ImportId, JournalId, OrganisationId, PersonId, Problem, Timestamp};
use saksi_db::{Tx, execute, fetch_all};
use uuid::Uuid;

/// One thing that happened to a record.
#[derive(Debug, Clone, PartialEq, Eq, saksi_db::FromRow)]
pub(crate) struct Happening {
    /// When, or the day alone.
    pub(crate) at: Timestamp,
    /// `public`, `member` or `system`.
    pub(crate) actor: String,
    /// The journal's word for it.
    pub(crate) kind: String,
    /// For which organisation it was done, as far as the viewer may know.
    pub(crate) organisation: Option<OrganisationId>,
    /// That organisation's name.
    pub(crate) organisation_name: Option<String>,
    /// Who did it.
    pub(crate) person_name: Option<String>,
    /// To whom it was given.
    pub(crate) whom_name: Option<String>,
}

/// What happened to a record, newest first; at most 100 entries. Who did it stands with what the viewer may see; names of
/// people are for their own organisation, which the caller sees to. Notes have a list of their own.
pub(crate) async fn history(tx: &mut Tx, subject: Uuid) -> Result<Vec<Happening>, Problem> {
    Ok(fetch_all!(
        tx,
        Happening,
        "SELECT j.at, j.actor, j.kind, d.owner AS organisation, o.name AS organisation_name, p.display_name AS person_name,
             w.display_name AS whom_name FROM journal j LEFT JOIN seen_deed d ON d.id = j.id
             LEFT JOIN organisation o ON o.id = d.owner LEFT JOIN person p ON p.id = d.person
             LEFT JOIN person w ON w.id = d.whom
         WHERE j.subject = $1 AND j.kind <> 'claim-noted' ORDER BY j.at DESC, j.position DESC LIMIT 100",
        subject
    )?)
}

/// What a member did, about to be written.
pub(crate) struct Deed<'a> {
    pub(crate) id: JournalId,
    pub(crate) organisation: OrganisationId,
    pub(crate) person: PersonId,
    pub(crate) subject: Uuid,
    pub(crate) kind: &'a str,
    pub(crate) whom: Option<PersonId>,
    pub(crate) text: &'a str,
    /// Whether only the member's own organisation may know.
    pub(crate) inside: bool,
}

/// Writes down who did something to a claim that the viewer sees. Others see the organisation where they see the claim.
pub(crate) async fn did_to_claim(tx: &mut Tx, deed: &Deed<'_>) -> Result<(), Problem> {
    let now = tx.now();
    execute!(
        tx,
        "INSERT INTO deed (id, owner, space, marking, subject, person, whom, kind, text, at)
         SELECT $1, w.owner, c.space, CASE WHEN c.marking <= 2 AND NOT $2 THEN 2 ELSE 3 END, c.id, $3, $4, $5, $6, $7
         FROM writable w, seen_claim c WHERE w.owner = $8 AND c.id = $9",
        deed.id,
        deed.inside,
        deed.person,
        deed.whom,
        deed.kind,
        deed.text,
        now,
        deed.organisation,
        deed.subject
    )?;
    Ok(())
}

/// Writes down who did something to a check that the viewer sees; for their own organisation alone, until it is public.
pub(crate) async fn did_to_check(tx: &mut Tx, deed: &Deed<'_>) -> Result<(), Problem> {
    let now = tx.now();
    execute!(
        tx,
        "INSERT INTO deed (id, owner, space, marking, subject, person, whom, kind, text, at)
         SELECT $1, w.owner, f.space, CASE WHEN f.marking = 0 AND NOT $2 THEN 2 ELSE 3 END, f.id, $3, $4, $5, $6, $7
         FROM writable w, seen_fact_check f WHERE w.owner = $8 AND f.id = $9",
        deed.id,
        deed.inside,
        deed.person,
        deed.whom,
        deed.kind,
        deed.text,
        now,
        deed.organisation,
        deed.subject
    )?;
    Ok(())
}

/// A note as stored.
#[derive(Debug, Clone, PartialEq, Eq, saksi_db::FromRow)]
pub(crate) struct NoteRow {
    pub(crate) id: JournalId,
    pub(crate) person: PersonId,
    pub(crate) person_name: Option<String>,
    pub(crate) text: String,
    pub(crate) at: Timestamp,
}

/// What an organisation noted about a claim, oldest first; at most 200.
pub(crate) async fn notes(tx: &mut Tx, claim: Uuid, organisation: OrganisationId) -> Result<Vec<NoteRow>, Problem> {
    Ok(fetch_all!(
        tx,
        NoteRow,
        "SELECT d.id, d.person, p.display_name AS person_name, d.text, d.at FROM seen_deed d
         LEFT JOIN person p ON p.id = d.person WHERE d.subject = $1 AND d.owner = $2 AND d.kind = 'claim-noted'
         ORDER BY d.at, d.id LIMIT 200",
        claim,
        organisation
    )?)
}

/// Deletes a note of a member; says whether there was one.
pub(crate) async fn delete_note(tx: &mut Tx, claim: Uuid, id: JournalId, person: PersonId) -> Result<bool, Problem> {
    let deleted = execute!(
        tx,
        "DELETE FROM deed WHERE id = $1 AND subject = $2 AND person = $3 AND kind = 'claim-noted'
         AND owner IN (SELECT owner FROM writable)",
        id,
        claim,
        person
    )?;
    if deleted == 1 {
        tx.tombstone("deed", id.0).await?;
    }
    Ok(deleted == 1)
}

/// Lets the notes about a claim stand with another that it was joined into. In a part that runs as the system.
pub(crate) async fn move_notes(tx: &mut Tx, from: ClaimId, into: ClaimId) -> Result<(), Problem> {
    execute!(tx, "UPDATE deed SET subject = $2 WHERE subject = $1 AND kind = 'claim-noted'", from, into)?;
    Ok(())
}

/// Deletes the notes about a claim whose words are gone: they may quote them. Run as the system.
pub(crate) async fn forget_notes(tx: &mut Tx, claim: ClaimId) -> Result<(), Problem> {
    #[derive(saksi_db::FromRow)]
    struct Row {
        id: JournalId,
    }
    for note in fetch_all!(tx, Row, "SELECT id FROM deed WHERE subject = $1 AND kind = 'claim-noted'", claim)? {
        execute!(tx, "DELETE FROM deed WHERE id = $1", note.id)?;
        tx.tombstone("deed", note.id.0).await?;
    }
    Ok(())
}

/// One run of an import.
#[derive(Debug, Clone, PartialEq, Eq, saksi_db::FromRow)]
pub(crate) struct ImportRun {
    /// The run.
    pub(crate) id: ImportId,
    /// What was brought in.
    pub(crate) source: String,
    /// When it began.
    pub(crate) started_at: Timestamp,
    /// When it ended.
    pub(crate) finished_at: Option<Timestamp>,
    /// Rows read.
    pub(crate) rows_read: i64,
    /// Claims added.
    pub(crate) claims: i64,
    /// Checks added.
    pub(crate) checks: i64,
    /// Checks corrected at their source.
    pub(crate) corrected: i64,
    /// Rows refused.
    pub(crate) rejected: i64,
}

/// The runs on this server, newest first; at most 200. What they brought in is public, so every importer may see them.
pub(crate) async fn imports(tx: &mut Tx) -> Result<Vec<ImportRun>, Problem> {
    Ok(fetch_all!(
        tx,
        ImportRun,
        "SELECT id, source, started_at, finished_at, rows_read, claims, checks, corrected, rejected FROM import_run
         ORDER BY started_at DESC, id LIMIT 200"
    )?)
}
