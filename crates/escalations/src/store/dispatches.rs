//! Letters as they went out, and the files that go with them.

use saksi_base::{DispatchId, EscalationId, NoticeFileId, PersonId, Problem, Timestamp};
use saksi_db::{Tx, execute, fetch_all, fetch_optional};

use super::{text, value, written};
use crate::model::notice::{FileLine, hexadecimal};
use crate::model::requests::Request;
use crate::model::words::Channel;

#[derive(saksi_db::FromRow)]
struct DispatchRow {
    id: DispatchId,
    escalation: EscalationId,
    kind: String,
    channel: String,
    route_name: String,
    recipient: String,
    sender_name: String,
    sender_mail: String,
    subject: String,
    body: String,
    files: String,
    hash: Vec<u8>,
    message_id: String,
    made_at: Timestamp,
    state: String,
    fault: String,
    sent_at: Option<Timestamp>,
    request: Option<String>,
    fingerprint: Option<String>,
}

/// A letter, frozen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dispatch {
    /// Which.
    pub id: DispatchId,
    /// For what.
    pub escalation: EscalationId,
    /// `notice` or `chaser`.
    pub kind: String,
    /// How it is handed over.
    pub channel: String,
    /// By which route.
    pub route_name: String,
    /// To where.
    pub recipient: String,
    /// Who writes.
    pub sender_name: String,
    /// Where to answer.
    pub sender_mail: String,
    /// What it is about.
    pub subject: String,
    /// Its text.
    pub body: String,
    /// The files that went with it.
    pub files: Vec<Sent>,
    /// SHA-256 over all of that, see [`crate::model::notice::freeze`].
    pub hash: Vec<u8>,
    /// The identifier that mail carries, made before it was sent.
    pub message_id: String,
    /// When it was frozen.
    pub made_at: Timestamp,
    /// `waiting`, `sent` or `failed`.
    pub state: String,
    /// What the mail server said.
    pub fault: String,
    /// When it was sent.
    pub sent_at: Option<Timestamp>,
    /// Of one that goes to an API: the rest of the request.
    pub request: Option<Request>,
    /// Of mail that its recipient alone can read: the fingerprint of the key.
    pub fingerprint: Option<String>,
}

impl Dispatch {
    /// Whether this server hands it over by itself; `mail` says that there is a mail server.
    pub fn goes_by_itself(&self, mail: bool) -> bool {
        self.request.is_some() || (mail && self.channel == Channel::Email.code())
    }

    /// Whether it waits because it cannot be encrypted now.
    pub fn is_held(&self) -> bool {
        self.state == "waiting" && !self.fault.is_empty()
    }
}

/// A file that went with a letter.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Sent {
    /// Which.
    pub id: NoticeFileId,
    /// What the letter says about it.
    #[serde(flatten)]
    pub line: FileLine,
}

impl DispatchRow {
    fn read(self) -> Result<Dispatch, Problem> {
        Ok(Dispatch {
            files: value(&self.files)?,
            request: self.request.as_deref().map(value).transpose()?,
            id: self.id,
            escalation: self.escalation,
            kind: self.kind,
            channel: self.channel,
            route_name: self.route_name,
            recipient: self.recipient,
            sender_name: self.sender_name,
            sender_mail: self.sender_mail,
            subject: self.subject,
            body: self.body,
            hash: self.hash,
            message_id: self.message_id,
            made_at: self.made_at,
            state: self.state,
            fault: self.fault,
            sent_at: self.sent_at,
            fingerprint: self.fingerprint,
        })
    }
}

/// The letters of an escalation that the member may see, in order.
pub(crate) async fn of(tx: &mut Tx, escalation: EscalationId) -> Result<Vec<Dispatch>, Problem> {
    let rows = fetch_all!(
        tx,
        DispatchRow,
        "SELECT d.id, d.escalation, d.kind, d.channel, d.route_name, d.recipient, d.sender_name, d.sender_mail, d.subject, d.body,
             d.files, d.hash, d.message_id, d.made_at, d.state, d.fault, d.sent_at, d.request, d.fingerprint
         FROM dispatch d JOIN seen_escalation e ON e.id = d.escalation WHERE d.escalation = $1 ORDER BY d.made_at, d.id",
        escalation
    )?;
    rows.into_iter().map(DispatchRow::read).collect()
}

/// One letter, for the job that sends it.
pub(crate) async fn dispatch(tx: &mut Tx, id: DispatchId) -> Result<Option<Dispatch>, Problem> {
    let row = fetch_optional!(
        tx,
        DispatchRow,
        "SELECT id, escalation, kind, channel, route_name, recipient, sender_name, sender_mail, subject, body, files, hash, message_id,
             made_at, state, fault, sent_at, request, fingerprint FROM dispatch WHERE id = $1",
        id
    )?;
    row.map(DispatchRow::read).transpose()
}

/// Freezes a letter. The caller has proved that the member may write the escalation.
pub(crate) async fn insert(tx: &mut Tx, dispatch: &Dispatch, by: PersonId) -> Result<(), Problem> {
    let files = text(&dispatch.files)?;
    let request = dispatch.request.as_ref().map(text).transpose()?;
    execute!(
        tx,
        "INSERT INTO dispatch (id, escalation, kind, channel, route_name, recipient, sender_name, sender_mail, subject, body, files,
             hash, message_id, made_at, made_by, state, fault, sent_at, request, fingerprint)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)",
        dispatch.id,
        dispatch.escalation,
        &dispatch.kind,
        &dispatch.channel,
        &dispatch.route_name,
        &dispatch.recipient,
        &dispatch.sender_name,
        &dispatch.sender_mail,
        &dispatch.subject,
        &dispatch.body,
        files,
        &dispatch.hash,
        &dispatch.message_id,
        dispatch.made_at,
        by,
        &dispatch.state,
        &dispatch.fault,
        dispatch.sent_at,
        request,
        &dispatch.fingerprint
    )?;
    Ok(())
}

/// What became of a letter that waited; false where it does not wait any more.
pub(crate) async fn settle(
    tx: &mut Tx,
    id: DispatchId,
    state: &str,
    fault: &str,
    sent: Option<Timestamp>,
) -> Result<bool, Problem> {
    let rows = execute!(
        tx,
        "UPDATE dispatch SET state = $1, fault = $2, sent_at = $3 WHERE id = $4 AND state IN ('waiting', 'failed') AND sent_at IS NULL",
        state,
        fault,
        sent,
        id
    )?;
    Ok(rows == 1)
}

/// Says why a letter that waits cannot go now; false where it does not wait any more.
pub(crate) async fn hold(tx: &mut Tx, id: DispatchId, fault: &str) -> Result<bool, Problem> {
    let rows = execute!(tx, "UPDATE dispatch SET fault = $1 WHERE id = $2 AND state = 'waiting'", fault, id)?;
    Ok(rows == 1)
}

/// Writes down to which key a letter went.
pub(crate) async fn encrypted_to(tx: &mut Tx, id: DispatchId, fingerprint: &str) -> Result<(), Problem> {
    execute!(tx, "UPDATE dispatch SET fingerprint = $1 WHERE id = $2", fingerprint, id)?;
    Ok(())
}

/// A file that goes with a notice.
#[derive(Debug, Clone, PartialEq, Eq, saksi_db::FromRow)]
pub struct NoticeFile {
    /// Which.
    pub id: NoticeFileId,
    /// Its name.
    pub name: String,
    /// What it is, such as `image/png`.
    pub kind: String,
    /// Its size.
    pub bytes: i64,
    /// SHA-256 of it.
    pub hash: Vec<u8>,
}

impl NoticeFile {
    /// As a letter names it.
    pub fn line(&self) -> FileLine {
        FileLine { name: self.name.clone(), bytes: self.bytes, hash: hexadecimal(&self.hash) }
    }
}

/// The files of an escalation that the member may see.
pub(crate) async fn files(tx: &mut Tx, escalation: EscalationId) -> Result<Vec<NoticeFile>, Problem> {
    Ok(fetch_all!(
        tx,
        NoticeFile,
        "SELECT f.id, f.name, f.kind, f.bytes, f.hash FROM notice_file f JOIN seen_escalation e ON e.id = f.escalation
         WHERE f.escalation = $1 ORDER BY f.added_at, f.id",
        escalation
    )?)
}

/// Where a file lies, and its key.
#[derive(saksi_db::FromRow)]
pub(crate) struct KeptRow {
    pub(crate) name: String,
    pub(crate) kind: String,
    pub(crate) secret: Vec<u8>,
    pub(crate) file: Vec<u8>,
}

/// Where a file of an escalation lies; run for a member through what they may see.
pub(crate) async fn kept(tx: &mut Tx, escalation: EscalationId, id: NoticeFileId) -> Result<Option<KeptRow>, Problem> {
    Ok(fetch_optional!(
        tx,
        KeptRow,
        "SELECT f.name, f.kind, f.secret, f.file FROM notice_file f JOIN seen_escalation e ON e.id = f.escalation
         WHERE f.id = $1 AND f.escalation = $2",
        id,
        escalation
    )?)
}

/// A file as it is stored.
pub(crate) struct NewFile<'a> {
    pub(crate) id: NoticeFileId,
    pub(crate) escalation: EscalationId,
    pub(crate) name: &'a str,
    pub(crate) kind: &'a str,
    pub(crate) bytes: i64,
    pub(crate) hash: &'a [u8],
    pub(crate) secret: &'a [u8],
    pub(crate) file: &'a [u8],
    pub(crate) by: PersonId,
}

/// Stores a file. The caller has proved that the member may write the escalation.
pub(crate) async fn insert_file(tx: &mut Tx, new: &NewFile<'_>) -> Result<(), Problem> {
    let now = tx.now();
    execute!(
        tx,
        "INSERT INTO notice_file (id, escalation, name, kind, bytes, hash, secret, file, added_at, added_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        new.id,
        new.escalation,
        new.name,
        new.kind,
        new.bytes,
        new.hash,
        new.secret,
        new.file,
        now,
        new.by
    )?;
    Ok(())
}

/// Takes a file away from a draft.
pub(crate) async fn delete_file(tx: &mut Tx, escalation: EscalationId, id: NoticeFileId) -> Result<(), Problem> {
    written(execute!(tx, "DELETE FROM notice_file WHERE id = $1 AND escalation = $2", id, escalation)?)
}

/// Clears away a blob whose row was never written.
pub(crate) async fn forget_blob(tx: &mut Tx, blob: &[u8]) -> Result<(), Problem> {
    execute!(tx, "INSERT INTO blob_gone (blob) VALUES ($1) ON CONFLICT DO NOTHING", blob)?;
    Ok(())
}
