//! Letters that came by mail.

use saksi_base::{DispatchId, EscalationId, IncomingId, OrganisationId, PersonId, Problem, Timestamp};
use saksi_db::{Tx, execute, fetch_all, fetch_optional, fetch_scalar};

use crate::model::words::Channel;

/// A letter's row.
#[derive(Debug, Clone, saksi_db::FromRow)]
pub(crate) struct IncomingRow {
    pub(crate) id: IncomingId,
    pub(crate) escalation: Option<EscalationId>,
    pub(crate) state: String,
    pub(crate) kind: String,
    pub(crate) came_at: Timestamp,
    pub(crate) bytes: i64,
    pub(crate) whole: bool,
    pub(crate) secret: Vec<u8>,
    pub(crate) head: Vec<u8>,
    pub(crate) file: Vec<u8>,
    pub(crate) event: Option<i64>,
}

/// A letter as it is stored first.
pub(crate) struct NewIncoming<'a> {
    pub(crate) id: IncomingId,
    pub(crate) escalation: Option<EscalationId>,
    pub(crate) organisation: Option<OrganisationId>,
    pub(crate) state: &'a str,
    pub(crate) kind: &'a str,
    pub(crate) came_at: Timestamp,
    pub(crate) bytes: i64,
    pub(crate) whole: bool,
    pub(crate) hash: &'a [u8],
    pub(crate) secret: &'a [u8],
    pub(crate) head: &'a [u8],
    pub(crate) file: &'a [u8],
    pub(crate) event: Option<i64>,
}

/// Notes that a letter came; false where it came before.
pub(crate) async fn first_seen(tx: &mut Tx, digest: &[u8]) -> Result<bool, Problem> {
    let now = tx.now();
    let rows =
        execute!(tx, "INSERT INTO incoming_seen (digest, at) VALUES ($1, $2) ON CONFLICT DO NOTHING", digest, now)?;
    Ok(rows == 1)
}

/// Whether a letter came before.
pub(crate) async fn is_seen(tx: &mut Tx, digest: &[u8]) -> Result<bool, Problem> {
    let found = fetch_scalar!(tx, i64, "SELECT count(*) FROM incoming_seen WHERE digest = $1", digest)?;
    Ok(found.is_some_and(|found| found > 0))
}

/// Stores a letter.
pub(crate) async fn insert(tx: &mut Tx, new: &NewIncoming<'_>) -> Result<(), Problem> {
    execute!(
        tx,
        "INSERT INTO incoming (id, escalation, organisation, state, kind, came_at, bytes, whole, hash, secret, head, file, event)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        new.id,
        new.escalation,
        new.organisation,
        new.state,
        new.kind,
        new.came_at,
        new.bytes,
        new.whole,
        new.hash,
        new.secret,
        new.head,
        new.file,
        new.event
    )?;
    Ok(())
}

#[derive(saksi_db::FromRow)]
struct SentRow {
    id: DispatchId,
    escalation: EscalationId,
}

/// The letter of ours with an identifier, and its escalation. For the intake, which runs as the system.
pub(crate) async fn sent(tx: &mut Tx, message_id: &str) -> Result<Option<(DispatchId, EscalationId)>, Problem> {
    let row = fetch_optional!(tx, SentRow, "SELECT id, escalation FROM dispatch WHERE message_id = $1", message_id)?;
    Ok(row.map(|row| (row.id, row.escalation)))
}

/// The escalation that a word stands for.
pub(crate) async fn of_token(tx: &mut Tx, token: &str) -> Result<Option<EscalationId>, Problem> {
    Ok(fetch_scalar!(tx, EscalationId, "SELECT escalation FROM escalation_thread WHERE token = $1", token)?)
}

/// The word of an escalation.
pub(crate) async fn token(tx: &mut Tx, escalation: EscalationId) -> Result<Option<String>, Problem> {
    Ok(fetch_scalar!(
        tx,
        String,
        "SELECT t.token FROM escalation_thread t JOIN seen_escalation e ON e.id = t.escalation WHERE t.escalation = $1",
        escalation
    )?)
}

/// Gives an escalation its word, if it has none.
pub(crate) async fn give_token(tx: &mut Tx, escalation: EscalationId, token: &str) -> Result<(), Problem> {
    execute!(
        tx,
        "INSERT INTO escalation_thread (escalation, token) VALUES ($1, $2) ON CONFLICT DO NOTHING",
        escalation,
        token
    )?;
    Ok(())
}

/// Organisations whose notices went by mail, to a host or to any; two at most. For the intake, which runs as the system.
pub(crate) async fn writers(tx: &mut Tx, host: Option<&str>) -> Result<Vec<OrganisationId>, Problem> {
    #[derive(saksi_db::FromRow)]
    struct Row {
        owner: OrganisationId,
    }
    let ending = host.map_or_else(|| "%".to_owned(), |host| format!("%@{host}"));
    let rows = fetch_all!(
        tx,
        Row,
        "SELECT DISTINCT e.owner FROM dispatch d JOIN escalation e ON e.id = d.escalation
         WHERE d.channel = $1 AND lower(d.recipient) LIKE $2 LIMIT 2",
        Channel::Email.code(),
        ending
    )?;
    Ok(rows.into_iter().map(|row| row.owner).collect())
}

/// A letter that was sent came back: it is not sent any more.
pub(crate) async fn came_back(tx: &mut Tx, id: DispatchId, fault: &str) -> Result<bool, Problem> {
    let rows = execute!(
        tx,
        "UPDATE dispatch SET state = 'failed', fault = $1, sent_at = NULL WHERE id = $2 AND state = 'sent'",
        fault,
        id
    )?;
    Ok(rows == 1)
}

/// One letter that the member may see: of an escalation that they see, or of a tray that is theirs.
pub(crate) async fn one(
    tx: &mut Tx,
    id: IncomingId,
    organisation: OrganisationId,
    operator: bool,
) -> Result<Option<IncomingRow>, Problem> {
    let every = i64::from(operator);
    Ok(fetch_optional!(
        tx,
        IncomingRow,
        "SELECT i.id, i.escalation, i.state, i.kind, i.came_at, i.bytes, i.whole, i.secret, i.head, i.file, i.event
         FROM incoming i LEFT JOIN seen_escalation e ON e.id = i.escalation
         WHERE i.id = $1 AND (e.owner = $2 OR (i.escalation IS NULL AND (i.organisation = $2 OR (i.organisation IS NULL AND $3 = 1))))",
        id,
        organisation,
        every
    )?)
}

/// The letters of an escalation that the member may see.
pub(crate) async fn of(tx: &mut Tx, escalation: EscalationId) -> Result<Vec<IncomingRow>, Problem> {
    Ok(fetch_all!(
        tx,
        IncomingRow,
        "SELECT i.id, i.escalation, i.state, i.kind, i.came_at, i.bytes, i.whole, i.secret, i.head, i.file, i.event
         FROM incoming i JOIN seen_escalation e ON e.id = i.escalation WHERE i.escalation = $1 ORDER BY i.came_at, i.id LIMIT 500",
        escalation
    )?)
}

/// Letters that wait for somebody of an organisation: those of its escalations, and those of its tray.
pub(crate) async fn waiting(
    tx: &mut Tx,
    organisation: OrganisationId,
    operator: bool,
    states: [&str; 2],
    most: i64,
) -> Result<Vec<IncomingRow>, Problem> {
    let every = i64::from(operator);
    Ok(fetch_all!(
        tx,
        IncomingRow,
        "SELECT i.id, i.escalation, i.state, i.kind, i.came_at, i.bytes, i.whole, i.secret, i.head, i.file, i.event
         FROM incoming i LEFT JOIN seen_escalation e ON e.id = i.escalation
         WHERE i.state IN ($1, $2)
         AND (e.owner = $3 OR (i.escalation IS NULL AND (i.organisation = $3 OR (i.organisation IS NULL AND $4 = 1))))
         ORDER BY i.came_at DESC, i.id LIMIT $5",
        states[0],
        states[1],
        organisation,
        every,
        most
    )?)
}

/// What became of a letter, if it still stands as it was read.
pub(crate) async fn settle(
    tx: &mut Tx,
    row: &IncomingRow,
    state: &str,
    escalation: Option<EscalationId>,
    organisation: Option<OrganisationId>,
    event: Option<i64>,
    by: PersonId,
) -> Result<bool, Problem> {
    let now = tx.now();
    let rows = execute!(
        tx,
        "UPDATE incoming SET state = $1, escalation = $2, organisation = $3, event = $4, settled_at = $5, settled_by = $6
         WHERE id = $7 AND state = $8",
        state,
        escalation,
        organisation,
        event,
        now,
        by,
        row.id,
        &row.state
    )?;
    Ok(rows == 1)
}

/// Deletes what was discarded before a moment; how many.
pub(crate) async fn shred(tx: &mut Tx, before: Timestamp) -> Result<u64, Problem> {
    Ok(execute!(tx, "DELETE FROM incoming WHERE state = 'discarded' AND settled_at < $1", before)?)
}

/// How far a mailbox was read.
#[derive(Debug, Clone, PartialEq, Eq, saksi_db::FromRow)]
pub struct Mailbox {
    /// Which.
    pub name: String,
    /// The numbering that the server says it uses.
    pub validity: i64,
    /// The last number that was read.
    pub uid: i64,
    /// When it was looked at last.
    pub looked_at: Timestamp,
    /// What was wrong then.
    pub fault: String,
}

/// How far mailboxes were read.
pub(crate) async fn mailbox(tx: &mut Tx, name: &str) -> Result<Option<Mailbox>, Problem> {
    Ok(fetch_optional!(
        tx,
        Mailbox,
        "SELECT name, validity, uid, looked_at, fault FROM incoming_mailbox WHERE name = $1",
        name
    )?)
}

/// Notes how far a mailbox was read. Within one numbering it never goes back.
pub(crate) async fn note_mailbox(tx: &mut Tx, name: &str, validity: i64, uid: i64, fault: &str) -> Result<(), Problem> {
    let now = tx.now();
    execute!(
        tx,
        "INSERT INTO incoming_mailbox (name, validity, uid, looked_at, fault) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (name) DO UPDATE SET looked_at = excluded.looked_at, fault = excluded.fault,
             uid = CASE WHEN incoming_mailbox.validity = excluded.validity AND incoming_mailbox.uid > excluded.uid
                 THEN incoming_mailbox.uid ELSE excluded.uid END,
             validity = excluded.validity",
        name,
        validity,
        uid,
        now,
        fault
    )?;
    Ok(())
}

/// An escalation to which a letter can be put.
#[derive(Debug, Clone, PartialEq, Eq, saksi_db::FromRow)]
pub struct Sendable {
    /// Which.
    pub id: EscalationId,
    /// What it is about.
    pub title: String,
    /// To whom.
    pub addressee_name: String,
}

/// Escalations of an organisation that were sent, the newest first.
pub(crate) async fn sendable(tx: &mut Tx, organisation: OrganisationId) -> Result<Vec<Sendable>, Problem> {
    Ok(fetch_all!(
        tx,
        Sendable,
        "SELECT e.id, e.title, a.name AS addressee_name FROM seen_escalation e JOIN addressee a ON a.id = e.addressee
         WHERE e.owner = $1 AND e.sent_at IS NOT NULL ORDER BY e.sent_at DESC, e.id LIMIT 300",
        organisation
    )?)
}
