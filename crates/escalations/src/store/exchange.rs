//! Notices that come in as tables, and those that go out.

use std::collections::BTreeSet;

use saksi_base::{
    AddresseeId, EscalationId, Marking, NoticeImportId, OrganisationId, PersonId, Problem, SpaceId, Timestamp,
};
use saksi_db::{Tx, Value, execute, fetch_all, fetch_optional, fetch_scalar, insert_many, insert_many_or_skip};

use super::{text, value, written};
use crate::model::event::Event;
use crate::model::exchange::{Incoming, Outgoing};
use crate::model::together::digests;
use crate::model::words::{Outcome, Way};
use crate::model::{Course, Notice};

/// A table that comes in.
#[derive(Debug, Clone, saksi_db::FromRow)]
pub(crate) struct ImportRow {
    pub(crate) id: NoticeImportId,
    pub(crate) name: String,
    pub(crate) content: String,
    pub(crate) mapping: String,
    pub(crate) state: String,
    pub(crate) version: i64,
}

/// One of an organisation.
pub(crate) async fn import(
    tx: &mut Tx,
    owner: OrganisationId,
    id: NoticeImportId,
) -> Result<Option<ImportRow>, Problem> {
    Ok(fetch_optional!(
        tx,
        ImportRow,
        "SELECT id, name, content, mapping, state, version FROM notice_import WHERE id = $1 AND owner = $2",
        id,
        owner
    )?)
}

/// A table in a list.
#[derive(Debug, Clone, PartialEq, Eq, saksi_db::FromRow)]
pub struct ImportLine {
    /// Which.
    pub id: NoticeImportId,
    /// What somebody called it.
    pub name: String,
    /// `open` or `done`.
    pub state: String,
    /// How many notices came in.
    pub came: i64,
    /// When it was handed in.
    pub made_at: Timestamp,
}

/// The tables of an organisation, the latest first.
pub(crate) async fn imports(tx: &mut Tx, owner: OrganisationId) -> Result<Vec<ImportLine>, Problem> {
    Ok(fetch_all!(
        tx,
        ImportLine,
        "SELECT id, name, state, came, made_at FROM notice_import WHERE owner = $1 ORDER BY made_at DESC, id LIMIT 50",
        owner
    )?)
}

/// Keeps a table, and forgets those that nobody brought in before a moment.
pub(crate) async fn insert_import(
    tx: &mut Tx,
    owner: OrganisationId,
    new: &ImportRow,
    by: PersonId,
    forget: Timestamp,
) -> Result<(), Problem> {
    let now = tx.now();
    execute!(tx, "DELETE FROM notice_import WHERE owner = $1 AND state = 'open' AND made_at < $2", owner, forget)?;
    execute!(
        tx,
        "INSERT INTO notice_import (id, owner, name, content, mapping, state, came, version, made_at, made_by)
         VALUES ($1, $2, $3, $4, $5, 'open', 0, 1, $6, $7)",
        new.id,
        owner,
        &new.name,
        &new.content,
        &new.mapping,
        now,
        by
    )?;
    Ok(())
}

/// Says which column holds what, if nobody did since it was read.
pub(crate) async fn set_mapping(
    tx: &mut Tx,
    owner: OrganisationId,
    id: NoticeImportId,
    seen: i64,
    mapping: &str,
) -> Result<bool, Problem> {
    let rows = execute!(
        tx,
        "UPDATE notice_import SET mapping = $1, version = version + 1 WHERE id = $2 AND owner = $3 AND version = $4
         AND state = 'open'",
        mapping,
        id,
        owner,
        seen
    )?;
    Ok(rows == 1)
}

/// Its rows are in: what is left is how many.
pub(crate) async fn finish(
    tx: &mut Tx,
    owner: OrganisationId,
    id: NoticeImportId,
    seen: i64,
    came: i64,
) -> Result<bool, Problem> {
    let rows = execute!(
        tx,
        "UPDATE notice_import SET state = 'done', content = '', came = $1, version = version + 1
         WHERE id = $2 AND owner = $3 AND version = $4 AND state = 'open'",
        came,
        id,
        owner,
        seen
    )?;
    Ok(rows == 1)
}

/// Forgets a table that was not brought in.
pub(crate) async fn forget(tx: &mut Tx, owner: OrganisationId, id: NoticeImportId) -> Result<(), Problem> {
    let rows = execute!(tx, "DELETE FROM notice_import WHERE id = $1 AND owner = $2 AND state = 'open'", id, owner)?;
    written(rows)
}

/// By what the notices of an organisation that came in before are known again.
pub(crate) async fn known(tx: &mut Tx, owner: OrganisationId) -> Result<BTreeSet<String>, Problem> {
    let rows = fetch_all!(tx, (String,), "SELECT key FROM escalation_origin WHERE owner = $1", owner)?;
    Ok(rows.into_iter().map(|(key,)| key).collect())
}

/// Whether the member sees a notice of this identifier: then its row went out from here.
pub(crate) async fn is_ours(tx: &mut Tx, id: EscalationId) -> Result<bool, Problem> {
    let found = fetch_scalar!(tx, i64, "SELECT CAST(1 AS BIGINT) FROM seen_escalation WHERE id = $1", id)?;
    Ok(found.is_some())
}

/// A notice that comes in, with what its events say.
pub(crate) struct Arrival<'a> {
    pub(crate) id: EscalationId,
    pub(crate) incoming: &'a Incoming,
    pub(crate) events: Vec<Event>,
    pub(crate) course: Course,
    pub(crate) state: &'static str,
    pub(crate) next: Option<Timestamp>,
}

/// Stores notices, with their events and by what they are known again; false where somebody else brought one of them in meanwhile.
pub(crate) async fn arrive(
    tx: &mut Tx,
    (owner, space): (OrganisationId, SpaceId),
    import: NoticeImportId,
    by: PersonId,
    all: &[Arrival<'_>],
) -> Result<bool, Problem> {
    const EVENTS: &[&str] = &["escalation", "number", "kind", "at", "noted_at", "by_person", "text", "facts"];
    const ORIGINS: &[&str] = &["escalation", "owner", "key", "import", "line"];
    const ADDRESSES: &[&str] = &["escalation", "digest"];
    let now = tx.now();
    let (mut events, mut origins, mut addresses) = (Vec::new(), Vec::new(), Vec::new());
    for one in all {
        let Incoming { notice, way, addressee, .. } = one.incoming;
        let (stored, course) = (text(notice)?, &one.course);
        let rows = execute!(
            tx,
            "INSERT INTO escalation (id, owner, space, marking, addressee, state, title, notice, version, author, created_at,
                 changed_at, imminent, category, region, language, way, sent_at, receipt_at, reply_at, decided_at, outcome,
                 reasoned, personal, next_at)
             SELECT $1, owner, $3, $4, $5, $6, $7, $8, 1, $9, $10, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21,
                 FALSE, $22 FROM writable WHERE owner = $2",
            one.id,
            owner,
            space,
            Marking::AmberStrict,
            *addressee,
            one.state,
            &notice.title,
            stored,
            by,
            now,
            notice.imminent,
            notice.category.map_or("", |category| category.code()),
            notice.region.map_or("", |region| region.code()),
            &notice.language,
            way.code(),
            course.sent,
            course.receipt,
            course.reply,
            course.first_decided,
            course.outcome.map(Outcome::code),
            course.reasoned,
            one.next
        )?;
        written(rows)?;
        for event in &one.events {
            events.push(vec![
                one.id.0.into(),
                Value::Int(event.number),
                event.kind.code().into(),
                event.at.into(),
                now.into(),
                by.0.into(),
                event.text.clone().into(),
                text(&event.facts)?.into(),
            ]);
        }
        addresses.extend(digests(notice).iter().map(|digest| vec![one.id.0.into(), digest.to_vec().into()]));
        let line = i64::try_from(one.incoming.line).unwrap_or(i64::MAX);
        origins.push(vec![
            one.id.0.into(),
            owner.0.into(),
            one.incoming.key.clone().into(),
            import.0.into(),
            Value::Int(line),
        ]);
    }
    insert_many(tx, "escalation_event", EVENTS, events).await?;
    insert_many(tx, "notice_address", ADDRESSES, addresses).await?;
    let count = u64::try_from(origins.len()).unwrap_or(u64::MAX);
    Ok(insert_many_or_skip(tx, "escalation_origin", ORIGINS, origins).await? == count)
}

#[derive(saksi_db::FromRow)]
struct OutRow {
    id: EscalationId,
    name: String,
    state: String,
    way: String,
    notice: String,
    sent_at: Option<Timestamp>,
    receipt_at: Option<Timestamp>,
    reply_at: Option<Timestamp>,
    decided_at: Option<Timestamp>,
    outcome: Option<String>,
    reasoned: Option<bool>,
    appeal: Option<String>,
}

/// Notices of the member's organisation that were sent within a span, the earliest first; to one addressee alone where one is given.
pub(crate) async fn outgoing(
    tx: &mut Tx,
    owner: OrganisationId,
    addressee: Option<AddresseeId>,
    (from, until): (Timestamp, Timestamp),
    most: i64,
) -> Result<Vec<Outgoing>, Problem> {
    let rows = fetch_all!(
        tx,
        OutRow,
        "SELECT e.id, a.name, e.state, e.way, e.notice, e.sent_at, e.receipt_at, e.reply_at, e.decided_at, e.outcome, e.reasoned,
             e.appeal FROM seen_escalation e JOIN addressee a ON a.id = e.addressee
         WHERE e.owner = $1 AND NOT e.sealed AND e.sent_at IS NOT NULL AND e.sent_at >= $2 AND e.sent_at < $3
         AND (CAST($4 AS BIGINT) = 0 OR e.addressee = $5) ORDER BY e.sent_at, e.id LIMIT $6",
        owner,
        from,
        until,
        i64::from(addressee.is_some()),
        addressee.unwrap_or(AddresseeId(uuid::Uuid::nil())),
        most
    )?;
    rows.into_iter()
        .map(|row| {
            let notice: Notice = value(&row.notice)?;
            Ok(Outgoing {
                id: row.id,
                platform: row.name,
                state: row.state,
                way: Way::from_code(&row.way).unwrap_or(Way::Form),
                notice,
                sent: row.sent_at,
                receipt: row.receipt_at,
                reply: row.reply_at,
                decided: row.decided_at,
                outcome: row.outcome.as_deref().and_then(Outcome::from_code),
                reasoned: row.reasoned,
                appeal: row.appeal,
            })
        })
        .collect()
}
