//! Sources, their addresses, and access to their platforms.

use saksi_base::{EvidenceId, Marking, OrganisationId, Problem, SourceId, SpaceId, Timestamp, WatchId};
use saksi_db::{Tx, execute, fetch_all, fetch_optional, fetch_scalar};
use uuid::Uuid;

use super::written;
use crate::model::{AccessLevel, AccessNote, NewSource, Source, SourceKind, Watch, WatchState};

#[derive(Debug, Clone, saksi_db::FromRow)]
pub(crate) struct SourceRow {
    pub(crate) id: SourceId,
    pub(crate) owner: OrganisationId,
    pub(crate) space: SpaceId,
    marking: Marking,
    name: String,
    kind: String,
    address: String,
    reason: String,
    hours: i64,
    most: i64,
    requisites: bool,
    paused: bool,
    operator: String,
    next_at: Timestamp,
    visited_at: Option<Timestamp>,
    succeeded_at: Option<Timestamp>,
    failures: i64,
    fault: String,
    keep_days: Option<i64>,
}

impl SourceRow {
    pub(crate) fn source(&self) -> Source {
        Source {
            id: self.id,
            owner: self.owner,
            is: NewSource {
                name: self.name.clone(),
                kind: SourceKind::from_code(&self.kind).unwrap_or_default(),
                address: self.address.clone(),
                reason: self.reason.clone(),
                hours: self.hours,
                most: self.most,
                requisites: self.requisites,
                shared: self.marking <= Marking::Amber,
                keep_days: self.keep_days,
            },
            paused: self.paused,
            operator: self.operator.clone(),
            next: self.next_at,
            visited: self.visited_at,
            succeeded: self.succeeded_at,
            failures: self.failures,
            fault: self.fault.clone(),
        }
    }
}

/// Visits in a row that failed, from which on somebody should look: one that fails is tried again soon.
const FAILING: i64 = 3;

macro_rules! columns {
    () => {
        "s.id, s.owner, s.space, s.marking, s.name, s.kind, s.address, s.reason, s.hours, s.most, s.requisites, s.paused, \
         s.operator, s.next_at, s.visited_at, s.succeeded_at, s.failures, s.fault, s.keep_days"
    };
}

const fn marking(shared: bool) -> Marking {
    if shared { Marking::Amber } else { Marking::AmberStrict }
}

/// Stores a source; its first visit is due at once.
pub(crate) async fn insert(
    tx: &mut Tx,
    id: SourceId,
    owner: OrganisationId,
    space: SpaceId,
    operator: &str,
    new: &NewSource,
) -> Result<(), Problem> {
    let now = tx.now();
    let stored = execute!(
        tx,
        "INSERT INTO evidence_source (id, owner, space, marking, name, kind, address, reason, hours, most, requisites, paused,
             operator, next_at, failures, fault, created_at, keep_days, keep_since)
         SELECT $1, owner, $3, $4, $5, $6, $7, $8, $9, $10, $11, FALSE, $12, $13, 0, '', $13, $14, $13 FROM writable WHERE owner = $2
         ON CONFLICT (id) DO NOTHING",
        id,
        owner,
        space,
        marking(new.shared),
        &new.name,
        new.kind.code(),
        &new.address,
        &new.reason,
        new.hours,
        new.most,
        new.requisites,
        operator,
        now,
        new.keep_days
    )?;
    if stored > 1 { Err(Problem::internal()) } else { Ok(()) }
}

/// Changes what a source is. Another rule for how long its evidence is kept holds from now on.
pub(crate) async fn change(tx: &mut Tx, id: SourceId, new: &NewSource, same_rule: bool) -> Result<(), Problem> {
    let now = tx.now();
    let changed = execute!(
        tx,
        "UPDATE evidence_source SET marking = $2, name = $3, kind = $4, address = $5, reason = $6, hours = $7, most = $8,
             requisites = $9, keep_days = $10, keep_since = CASE WHEN $11 THEN keep_since ELSE $12 END
         WHERE id = $1 AND owner IN (SELECT owner FROM writable)",
        id,
        marking(new.shared),
        &new.name,
        new.kind.code(),
        &new.address,
        &new.reason,
        new.hours,
        new.most,
        new.requisites,
        new.keep_days,
        same_rule,
        now
    )?;
    written(changed)
}

/// How many sources of an organisation could not be visited since before a moment, again and again.
pub(crate) async fn failing(tx: &mut Tx, owner: OrganisationId, before: Timestamp) -> Result<i64, Problem> {
    let count = fetch_scalar!(
        tx,
        i64,
        "SELECT count(*) FROM seen_evidence_source s WHERE s.owner = $1 AND NOT s.paused AND s.failures >= $2
         AND COALESCE(s.succeeded_at, s.created_at) < $3",
        owner,
        FAILING,
        before
    )?;
    Ok(count.unwrap_or(0))
}

/// Stops visits, or lets them go on, the next one at once.
pub(crate) async fn pause(tx: &mut Tx, id: SourceId, paused: bool) -> Result<(), Problem> {
    let now = tx.now();
    let changed = execute!(
        tx,
        "UPDATE evidence_source SET paused = $2, next_at = $3 WHERE id = $1 AND owner IN (SELECT owner FROM writable)",
        id,
        paused,
        now
    )?;
    written(changed)
}

/// A source that the viewer may see.
pub(crate) async fn seen(tx: &mut Tx, id: SourceId) -> Result<SourceRow, Problem> {
    find(tx, id).await?.ok_or_else(Problem::not_found)
}

/// The same, or none.
pub(crate) async fn find(tx: &mut Tx, id: SourceId) -> Result<Option<SourceRow>, Problem> {
    Ok(fetch_optional!(
        tx,
        SourceRow,
        concat!("SELECT ", columns!(), " FROM seen_evidence_source s WHERE s.id = $1"),
        id
    )?)
}

/// Sources that the viewer may see, by name.
pub(crate) async fn list(tx: &mut Tx) -> Result<Vec<Source>, Problem> {
    let rows = fetch_all!(
        tx,
        SourceRow,
        concat!("SELECT ", columns!(), " FROM seen_evidence_source s ORDER BY s.name, s.id LIMIT 500")
    )?;
    Ok(rows.iter().map(SourceRow::source).collect())
}

/// Sources whose turn has come. As the system.
pub(crate) async fn due(tx: &mut Tx) -> Result<Vec<SourceId>, Problem> {
    let now = tx.now();
    let rows = fetch_all!(
        tx,
        (SourceId,),
        "SELECT id FROM evidence_source WHERE NOT paused AND next_at <= $1 ORDER BY next_at LIMIT 100",
        now
    )?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// A visit took place; the next one is due later. No fault: it succeeded.
pub(crate) async fn visited(tx: &mut Tx, id: SourceId, next: Timestamp, fault: Option<&str>) -> Result<(), Problem> {
    let now = tx.now();
    match fault {
        None => execute!(
            tx,
            "UPDATE evidence_source SET visited_at = $2, succeeded_at = $2, next_at = $3, failures = 0, fault = ''
             WHERE id = $1 AND owner IN (SELECT owner FROM writable)",
            id,
            now,
            next
        )?,
        Some(fault) => execute!(
            tx,
            "UPDATE evidence_source SET visited_at = $2, next_at = $3, failures = failures + 1, fault = $4
             WHERE id = $1 AND owner IN (SELECT owner FROM writable)",
            id,
            now,
            next,
            fault
        )?,
    };
    Ok(())
}

/// Watches an address; one that is watched already stays as it is. Gives its identifier.
pub(crate) async fn watch(tx: &mut Tx, source: SourceId, url: &str, fresh: WatchId) -> Result<WatchId, Problem> {
    let now = tx.now();
    execute!(
        tx,
        "INSERT INTO evidence_watch (id, source, url, state, digest, fault, found_at) VALUES ($1, $2, $3, 'new', '', '', $4)
         ON CONFLICT (source, url) DO NOTHING",
        fresh,
        source,
        url,
        now
    )?;
    let id = fetch_scalar!(tx, WatchId, "SELECT id FROM evidence_watch WHERE source = $1 AND url = $2", source, url)?;
    id.ok_or_else(Problem::internal)
}

#[derive(Debug, Clone, saksi_db::FromRow)]
pub(crate) struct WatchRow {
    pub(crate) id: WatchId,
    pub(crate) source: SourceId,
    pub(crate) url: String,
    state: String,
    pub(crate) digest: String,
    pub(crate) evidence: Option<EvidenceId>,
    before: Option<EvidenceId>,
    fault: String,
    checked_at: Option<Timestamp>,
    changed_at: Option<Timestamp>,
    pub(crate) gone_since: Option<Timestamp>,
}

impl WatchRow {
    fn watch(self) -> Watch {
        Watch {
            id: self.id,
            state: WatchState::from_code(&self.state).unwrap_or_default(),
            url: self.url,
            evidence: self.evidence,
            before: self.before,
            fault: self.fault,
            checked: self.checked_at,
            changed: self.changed_at,
            gone: self.gone_since,
        }
    }
}

/// One address. As the system.
pub(crate) async fn watched(tx: &mut Tx, id: WatchId) -> Result<Option<WatchRow>, Problem> {
    Ok(fetch_optional!(
        tx,
        WatchRow,
        "SELECT id, source, url, state, digest, evidence, before, fault, checked_at, changed_at, gone_since
         FROM evidence_watch WHERE id = $1",
        id
    )?)
}

/// The addresses of a source that was seen: what is gone and what changed first.
pub(crate) async fn watches(tx: &mut Tx, source: SourceId) -> Result<Vec<Watch>, Problem> {
    let rows = fetch_all!(
        tx,
        WatchRow,
        "SELECT id, source, url, state, digest, evidence, before, fault, checked_at, changed_at, gone_since
         FROM evidence_watch WHERE source = $1
         ORDER BY CASE state WHEN 'gone' THEN 0 WHEN 'changed' THEN 1 ELSE 2 END, url LIMIT 1000",
        source
    )?;
    Ok(rows.into_iter().map(WatchRow::watch).collect())
}

/// The addresses of a source whose first look is still to come, or that were found again just now.
pub(crate) async fn watch_ids(tx: &mut Tx, source: SourceId, limit: i64) -> Result<Vec<Uuid>, Problem> {
    let rows = fetch_all!(
        tx,
        (Uuid,),
        "SELECT id FROM evidence_watch WHERE source = $1 ORDER BY coalesce(checked_at, 0), id LIMIT $2",
        source,
        limit
    )?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// What a look at an address found.
#[derive(Debug, Clone)]
pub(crate) struct Look<'a> {
    pub(crate) state: WatchState,
    pub(crate) fault: &'a str,
    /// The new capture and the digest of what it says.
    pub(crate) kept: Option<(EvidenceId, &'a str)>,
}

/// Notes what a look found. The newest capture stays where there is no newer one.
pub(crate) async fn looked(tx: &mut Tx, row: &WatchRow, look: &Look<'_>) -> Result<(), Problem> {
    let now = tx.now();
    let gone = (look.state == WatchState::Gone).then_some(row.gone_since.unwrap_or(now));
    let changed = if look.state == WatchState::Changed { Some(now) } else { row.changed_at };
    let (evidence, before, digest) = match look.kept {
        Some((id, digest)) => (Some(id), row.evidence, digest),
        None => (row.evidence, row.before, row.digest.as_str()),
    };
    execute!(
        tx,
        "UPDATE evidence_watch SET state = $2, digest = $3, evidence = $4, before = $5, fault = $6, checked_at = $7,
             changed_at = $8, gone_since = $9 WHERE id = $1",
        row.id,
        look.state.code(),
        digest,
        evidence,
        before,
        look.fault,
        now,
        changed,
        gone
    )?;
    Ok(())
}

/// Notes how access to a platform changed, for a source that the viewer may write.
pub(crate) async fn note_access(tx: &mut Tx, id: Uuid, source: SourceId, note: &AccessNote) -> Result<(), Problem> {
    let now = tx.now();
    let stored = execute!(
        tx,
        "INSERT INTO evidence_access (id, source, day, level, note, operator, added_at)
         SELECT $1, s.id, $3, $4, $5, $6, $7 FROM seen_evidence_source s JOIN writable w ON w.owner = s.owner WHERE s.id = $2
         ON CONFLICT (id) DO NOTHING",
        id,
        source,
        &note.day,
        note.level.code(),
        &note.note,
        &note.operator,
        now
    )?;
    if stored > 1 { Err(Problem::internal()) } else { Ok(()) }
}

/// How access changed, newest day first.
pub(crate) async fn access(tx: &mut Tx, source: SourceId) -> Result<Vec<AccessNote>, Problem> {
    let rows = fetch_all!(
        tx,
        (String, String, String, String),
        "SELECT day, level, note, operator FROM evidence_access WHERE source = $1 ORDER BY day DESC, added_at DESC LIMIT 200",
        source
    )?;
    Ok(rows
        .into_iter()
        .map(|(day, level, note, operator)| AccessNote {
            day,
            level: AccessLevel::from_code(&level).unwrap_or_default(),
            note,
            operator,
        })
        .collect())
}
