//! Dossiers, what they bundle, and the reports that were given out.

use std::collections::BTreeMap;

use saksi_base::{
    AddresseeId, DossierId, DossierIssueId, EscalationId, Marking, OrganisationId, PersonId, Problem, SpaceId,
    TestimonyId, Timestamp,
};
use saksi_db::{Tx, execute, fetch_all, fetch_optional, fetch_scalar};

use super::escalations::EventRow;
use super::{text, value, written};
use crate::model::Notice;
use crate::model::dossier::{Audience, Bundled, Content, Testimony};
use crate::model::event::seen_afterwards;
use crate::model::notice::Attested;

/// A dossier's row.
#[derive(Debug, Clone, saksi_db::FromRow)]
pub(crate) struct DossierRow {
    pub(crate) id: DossierId,
    pub(crate) owner: OrganisationId,
    pub(crate) content: String,
    /// Counts the changes of its text.
    pub(crate) version: i64,
    /// Counts every change.
    pub(crate) revision: i64,
    pub(crate) changed_at: Timestamp,
    pub(crate) changed_by: PersonId,
}

/// One that the member may see.
pub(crate) async fn dossier(tx: &mut Tx, id: DossierId) -> Result<Option<DossierRow>, Problem> {
    Ok(fetch_optional!(
        tx,
        DossierRow,
        "SELECT id, owner, content, version, revision, changed_at, changed_by FROM seen_dossier WHERE id = $1",
        id
    )?)
}

/// A dossier in a list.
#[derive(Debug, Clone, PartialEq, Eq, saksi_db::FromRow)]
pub struct DossierLine {
    /// Which.
    pub id: DossierId,
    /// Its name.
    pub title: String,
    /// How many escalations it bundles.
    pub notices: i64,
    /// How often a report of it was given out.
    pub issues: i64,
    /// When it was changed last.
    pub changed_at: Timestamp,
}

/// Those that the member may see, what was changed last first.
pub(crate) async fn list(tx: &mut Tx, most: i64, skip: i64) -> Result<Vec<DossierLine>, Problem> {
    Ok(fetch_all!(
        tx,
        DossierLine,
        "SELECT d.id, d.title, (SELECT count(*) FROM dossier_escalation e WHERE e.dossier = d.id) AS notices,
             (SELECT count(*) FROM dossier_issue i WHERE i.dossier = d.id) AS issues, d.changed_at
         FROM seen_dossier d ORDER BY d.changed_at DESC, d.id LIMIT $1 OFFSET $2",
        most,
        skip
    )?)
}

/// A new one.
pub(crate) async fn insert(
    tx: &mut Tx,
    id: DossierId,
    owner: OrganisationId,
    space: SpaceId,
    content: &Content,
    by: PersonId,
) -> Result<(), Problem> {
    let (now, stored) = (tx.now(), text(content)?);
    let rows = execute!(
        tx,
        "INSERT INTO dossier (id, owner, space, marking, title, content, version, revision, changed_at, changed_by)
         SELECT $1, owner, $3, $4, $5, $6, 1, 1, $7, $8 FROM writable WHERE owner = $2",
        id,
        owner,
        space,
        Marking::AmberStrict,
        &content.title,
        stored,
        now,
        by
    )?;
    written(rows)
}

/// Writes its text, if nobody changed that since it was read.
pub(crate) async fn save(
    tx: &mut Tx,
    id: DossierId,
    seen: i64,
    content: &Content,
    by: PersonId,
) -> Result<bool, Problem> {
    let (now, stored) = (tx.now(), text(content)?);
    let rows = execute!(
        tx,
        "UPDATE dossier SET title = $1, content = $2, changed_at = $3, changed_by = $4, version = version + 1,
         revision = revision + 1 WHERE id = $5 AND version = $6 AND owner IN (SELECT owner FROM writable)",
        &content.title,
        stored,
        now,
        by,
        id,
        seen
    )?;
    Ok(rows == 1)
}

/// Counts a change of what belongs to it. Nothing is written for a member whose organisation does not own it.
pub(crate) async fn touch(tx: &mut Tx, id: DossierId, by: PersonId) -> Result<(), Problem> {
    let now = tx.now();
    let rows = execute!(
        tx,
        "UPDATE dossier SET changed_at = $1, changed_by = $2, revision = revision + 1 WHERE id = $3
         AND owner IN (SELECT owner FROM writable)",
        now,
        by,
        id
    )?;
    written(rows)
}

/// Deletes one that was never given to anybody.
pub(crate) async fn delete(tx: &mut Tx, id: DossierId) -> Result<bool, Problem> {
    let rows = execute!(
        tx,
        "DELETE FROM dossier WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM dossier_issue i WHERE i.dossier = $1)
         AND owner IN (SELECT owner FROM writable)",
        id
    )?;
    Ok(rows == 1)
}

#[derive(saksi_db::FromRow)]
struct BundledRow {
    id: EscalationId,
    title: String,
    platform: String,
    imminent: bool,
    notice: String,
}

/// The escalations of a dossier that the member may see, with what their notices cite.
pub(crate) async fn bundled(tx: &mut Tx, id: DossierId) -> Result<(Vec<Bundled>, Vec<Attested>), Problem> {
    let rows = fetch_all!(
        tx,
        BundledRow,
        "SELECT e.id, e.title, a.name AS platform, e.imminent, e.notice FROM dossier_escalation d
         JOIN seen_escalation e ON e.id = d.escalation JOIN addressee a ON a.id = e.addressee
         WHERE d.dossier = $1 ORDER BY e.sent_at, e.id",
        id
    )?;
    let happened = fetch_all!(
        tx,
        BundledEventRow,
        "SELECT v.escalation, v.number, v.kind, v.at, v.noted_at, v.by_person, v.text, v.facts FROM dossier_escalation d
         JOIN escalation_event v ON v.escalation = d.escalation WHERE d.dossier = $1 ORDER BY v.escalation, v.number",
        id
    )?;
    let mut events: BTreeMap<EscalationId, Vec<_>> = BTreeMap::new();
    for row in happened {
        let (escalation, event) = row.read()?;
        events.entry(escalation).or_default().push(event);
    }
    let (mut all, mut cited) = (Vec::new(), Vec::new());
    for row in rows {
        let notice: Notice = value(&row.notice)?;
        cited.extend(notice.evidence);
        let events = events.remove(&row.id).unwrap_or_default();
        // What everybody can check; the rest stays with the notice.
        cited.extend(seen_afterwards(&events).filter(|one| !one.page.is_empty()).cloned());
        all.push(Bundled { id: row.id, title: row.title, platform: row.platform, imminent: row.imminent, events });
    }
    Ok((all, cited))
}

#[derive(saksi_db::FromRow)]
struct BundledEventRow {
    escalation: EscalationId,
    number: i64,
    kind: String,
    at: Timestamp,
    noted_at: Timestamp,
    by_person: Option<PersonId>,
    text: String,
    facts: String,
}

impl BundledEventRow {
    fn read(self) -> Result<(EscalationId, crate::model::Event), Problem> {
        let Self { escalation, number, kind, at, noted_at, by_person, text, facts } = self;
        Ok((escalation, EventRow { number, kind, at, noted_at, by_person, text, facts }.read()?))
    }
}

/// How many it bundles.
pub(crate) async fn bundled_count(tx: &mut Tx, id: DossierId) -> Result<i64, Problem> {
    let count = fetch_scalar!(tx, i64, "SELECT count(*) FROM dossier_escalation WHERE dossier = $1", id)?;
    Ok(count.unwrap_or(0))
}

/// An escalation that could be put into a dossier.
#[derive(Debug, Clone, PartialEq, Eq, saksi_db::FromRow)]
pub struct Candidate {
    /// Which.
    pub id: EscalationId,
    /// What it is about.
    pub title: String,
    /// To whom.
    pub platform: String,
    /// When it was sent.
    pub sent_at: Timestamp,
}

/// Escalations that were sent, that the member may see, and that are not in the dossier: those to an addressee alone where one is
/// given, and those whose title holds some words, the latest first. None that holds words of a case: whoever reads the dossier is not
/// named on it, and only those who are see that it exists.
pub(crate) async fn candidates(
    tx: &mut Tx,
    id: DossierId,
    addressee: Option<AddresseeId>,
    words: &str,
    most: i64,
) -> Result<Vec<Candidate>, Problem> {
    let pattern = format!("%{}%", words.trim().to_lowercase().replace(['%', '_'], ""));
    Ok(fetch_all!(
        tx,
        Candidate,
        "SELECT e.id, e.title, a.name AS platform, e.sent_at FROM seen_escalation e JOIN addressee a ON a.id = e.addressee
         WHERE e.sent_at IS NOT NULL AND NOT e.sealed AND (CAST($2 AS BIGINT) = 0 OR e.addressee = $3) AND lower(e.title) LIKE $4
         AND NOT EXISTS (SELECT 1 FROM dossier_escalation d WHERE d.dossier = $1 AND d.escalation = e.id)
         ORDER BY e.sent_at DESC, e.id LIMIT $5",
        id,
        i64::from(addressee.is_some()),
        addressee.unwrap_or(AddresseeId(uuid::Uuid::nil())),
        pattern,
        most
    )?)
}

/// Puts an escalation that the member may see into a dossier, unless it holds words of a case. The caller has just written the dossier as its owner.
pub(crate) async fn bundle(tx: &mut Tx, id: DossierId, escalation: EscalationId, by: PersonId) -> Result<(), Problem> {
    let now = tx.now();
    execute!(
        tx,
        "INSERT INTO dossier_escalation (dossier, escalation, added_at, added_by)
         SELECT $1, e.id, $3, $4 FROM seen_escalation e WHERE e.id = $2 AND e.sent_at IS NOT NULL AND NOT e.sealed
         ON CONFLICT DO NOTHING",
        id,
        escalation,
        now,
        by
    )?;
    Ok(())
}

/// Takes one out again. The caller has just written the dossier as its owner.
pub(crate) async fn unbundle(tx: &mut Tx, id: DossierId, escalation: EscalationId) -> Result<(), Problem> {
    let rows = execute!(tx, "DELETE FROM dossier_escalation WHERE dossier = $1 AND escalation = $2", id, escalation)?;
    written(rows)
}

#[derive(saksi_db::FromRow)]
struct TestimonyRow {
    id: TestimonyId,
    name: String,
    words: String,
    consent: String,
    audiences: String,
    added_at: Timestamp,
    withdrawn_at: Option<Timestamp>,
}

/// The testimonies of a dossier. The caller has proved that the member may see it.
pub(crate) async fn testimonies(tx: &mut Tx, id: DossierId) -> Result<Vec<Testimony>, Problem> {
    let rows = fetch_all!(
        tx,
        TestimonyRow,
        "SELECT id, name, words, consent, audiences, added_at, withdrawn_at FROM dossier_testimony WHERE dossier = $1
         ORDER BY added_at, id",
        id
    )?;
    Ok(rows
        .into_iter()
        .map(|row| Testimony {
            id: row.id,
            name: row.name,
            words: row.words,
            consent: row.consent,
            audiences: row.audiences.split(' ').filter_map(Audience::from_code).collect(),
            added_at: row.added_at,
            withdrawn_at: row.withdrawn_at,
        })
        .collect())
}

/// Adds one. The caller has just written the dossier as its owner.
pub(crate) async fn insert_testimony(
    tx: &mut Tx,
    dossier: DossierId,
    new: &Testimony,
    by: PersonId,
) -> Result<(), Problem> {
    let audiences: Vec<&str> = new.audiences.iter().map(|one| one.code()).collect();
    execute!(
        tx,
        "INSERT INTO dossier_testimony (id, dossier, name, words, consent, audiences, added_at, added_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        new.id,
        dossier,
        &new.name,
        &new.words,
        &new.consent,
        audiences.join(" "),
        new.added_at,
        by
    )?;
    Ok(())
}

/// Forgets what one said, and the texts of all reports that held it. The caller has just written the dossier as its owner.
pub(crate) async fn withdraw_testimony(tx: &mut Tx, dossier: DossierId, id: TestimonyId) -> Result<bool, Problem> {
    let now = tx.now();
    let rows = execute!(
        tx,
        "UPDATE dossier_testimony SET name = '', words = '', consent = '', withdrawn_at = $1
         WHERE id = $2 AND dossier = $3 AND withdrawn_at IS NULL",
        now,
        id,
        dossier
    )?;
    execute!(
        tx,
        "UPDATE dossier_issue SET content = NULL, shredded_at = $1 WHERE shredded_at IS NULL AND id IN
         (SELECT t.issue FROM dossier_issue_testimony t WHERE t.testimony = $2)",
        now,
        id
    )?;
    Ok(rows == 1)
}

/// What was decided about findings: its key, and whether it stands.
pub(crate) async fn decisions(tx: &mut Tx, id: DossierId) -> Result<BTreeMap<String, bool>, Problem> {
    let rows = fetch_all!(tx, (String, bool), "SELECT finding, stands FROM dossier_decision WHERE dossier = $1", id)?;
    Ok(rows.into_iter().collect())
}

/// Decides about one. The caller has just written the dossier as its owner.
pub(crate) async fn decide(
    tx: &mut Tx,
    id: DossierId,
    finding: &str,
    stands: bool,
    by: PersonId,
) -> Result<(), Problem> {
    let now = tx.now();
    execute!(
        tx,
        "INSERT INTO dossier_decision (dossier, finding, stands, at, by_person) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (dossier, finding) DO UPDATE SET stands = excluded.stands, at = excluded.at, by_person = excluded.by_person",
        id,
        finding,
        stands,
        now,
        by
    )?;
    Ok(())
}

/// A report that was given out.
#[derive(Debug, Clone, PartialEq, Eq, saksi_db::FromRow)]
pub struct Issue {
    /// Which.
    pub id: DossierIssueId,
    /// Of which dossier.
    pub dossier: DossierId,
    /// Counts the reports of the dossier.
    pub number: i64,
    /// Code of [`Audience`].
    pub audience: String,
    /// To whom.
    pub recipient: String,
    /// When.
    pub made_at: Timestamp,
    /// By whom.
    pub made_by: PersonId,
    /// SHA-256 of its text.
    pub hash: Vec<u8>,
    /// The last part of its address.
    pub door: String,
    /// Since when the address leads nowhere any more.
    pub ended_at: Option<Timestamp>,
    /// Since when there is no text any more.
    pub shredded_at: Option<Timestamp>,
}

/// The reports of a dossier that the member may see, the latest first.
pub(crate) async fn issues(tx: &mut Tx, id: DossierId) -> Result<Vec<Issue>, Problem> {
    Ok(fetch_all!(
        tx,
        Issue,
        "SELECT i.id, i.dossier, i.number, i.audience, i.recipient, i.made_at, i.made_by, i.hash, i.door, i.ended_at, i.shredded_at
         FROM dossier_issue i JOIN seen_dossier d ON d.id = i.dossier WHERE i.dossier = $1 ORDER BY i.number DESC",
        id
    )?)
}

/// The reports that hold what somebody told.
pub(crate) async fn issues_with(tx: &mut Tx, testimony: TestimonyId) -> Result<Vec<Issue>, Problem> {
    Ok(fetch_all!(
        tx,
        Issue,
        "SELECT i.id, i.dossier, i.number, i.audience, i.recipient, i.made_at, i.made_by, i.hash, i.door, i.ended_at, i.shredded_at
         FROM dossier_issue i JOIN dossier_issue_testimony t ON t.issue = i.id JOIN seen_dossier d ON d.id = i.dossier
         WHERE t.testimony = $1 ORDER BY i.number DESC",
        testimony
    )?)
}

/// The report behind an address, with its text where there still is one. Whoever knows the address may read it.
pub(crate) async fn behind(tx: &mut Tx, door: &str) -> Result<Option<(Issue, Option<String>)>, Problem> {
    let issue = fetch_optional!(
        tx,
        Issue,
        "SELECT id, dossier, number, audience, recipient, made_at, made_by, hash, door, ended_at, shredded_at
         FROM dossier_issue WHERE door = $1",
        door
    )?;
    let Some(issue) = issue else { return Ok(None) };
    let content =
        fetch_scalar!(tx, Option<String>, "SELECT content FROM dossier_issue WHERE id = $1", issue.id)?.flatten();
    Ok(Some((issue, content)))
}

/// Gives one out; false where somebody else did at the same moment. The caller has just written the dossier as its owner.
pub(crate) async fn insert_issue(
    tx: &mut Tx,
    issue: &Issue,
    content: &str,
    testimonies: &[TestimonyId],
) -> Result<bool, Problem> {
    let rows = execute!(
        tx,
        "INSERT INTO dossier_issue (id, dossier, number, audience, recipient, made_at, made_by, hash, content, door)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING",
        issue.id,
        issue.dossier,
        issue.number,
        &issue.audience,
        &issue.recipient,
        issue.made_at,
        issue.made_by,
        &issue.hash,
        content,
        &issue.door
    )?;
    for testimony in testimonies {
        execute!(
            tx,
            "INSERT INTO dossier_issue_testimony (issue, testimony) VALUES ($1, $2) ON CONFLICT DO NOTHING",
            issue.id,
            *testimony
        )?;
    }
    Ok(rows == 1)
}

/// Ends the address of a report, or opens it again. The caller has just written the dossier as its owner.
pub(crate) async fn end_issue(
    tx: &mut Tx,
    dossier: DossierId,
    number: i64,
    ended: Option<Timestamp>,
) -> Result<(), Problem> {
    let rows = execute!(
        tx,
        "UPDATE dossier_issue SET ended_at = $1 WHERE dossier = $2 AND number = $3",
        ended,
        dossier,
        number
    )?;
    written(rows)
}

/// The dossiers that bundle an escalation and that the member may see.
pub(crate) async fn of_escalation(tx: &mut Tx, id: EscalationId) -> Result<Vec<(DossierId, String)>, Problem> {
    Ok(fetch_all!(
        tx,
        (DossierId, String),
        "SELECT d.id, d.title FROM seen_dossier d JOIN dossier_escalation e ON e.dossier = d.id WHERE e.escalation = $1
         ORDER BY d.title, d.id LIMIT 20",
        id
    )?)
}
