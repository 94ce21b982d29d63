//! Pieces of evidence and what they are about.

use saksi_base::{EvidenceId, Marking, OrganisationId, PersonId, Problem, SourceId, SpaceId, Timestamp};
use saksi_db::{Tx, execute, fetch_all, fetch_optional, fetch_scalar};
use saksi_tlog::Hash;

use super::{pattern, written};
use crate::model::{Acquisition, Citable, Kind, Offline, State, Subject, Summary};

/// A piece of evidence, as it is stored.
#[derive(Debug, Clone, saksi_db::FromRow)]
pub(crate) struct Row {
    pub(crate) id: EvidenceId,
    pub(crate) owner: OrganisationId,
    pub(crate) space: SpaceId,
    pub(crate) marking: Marking,
    kind: String,
    state: String,
    pub(crate) title: String,
    pub(crate) url: String,
    pub(crate) answered: String,
    pub(crate) status: i64,
    pub(crate) reason: String,
    pub(crate) legal_basis: String,
    acquisition: String,
    pub(crate) acquisition_note: String,
    pub(crate) access: String,
    pub(crate) operator: String,
    pub(crate) shows_when: String,
    pub(crate) shows_where: String,
    pub(crate) witness: String,
    pub(crate) language: String,
    pub(crate) author: String,
    pub(crate) published: String,
    pub(crate) text: String,
    pub(crate) record: Option<String>,
    entry: Option<Vec<u8>>,
    pub(crate) parent: Option<EvidenceId>,
    pub(crate) source: Option<SourceId>,
    pub(crate) pair: Option<EvidenceId>,
    pub(crate) offline: String,
    pub(crate) offline_when: String,
    pub(crate) offline_where: String,
    pub(crate) consequence: String,
    pub(crate) requests: i64,
    pub(crate) bytes: i64,
    pub(crate) fault: String,
    pub(crate) created_at: Timestamp,
    pub(crate) began_at: Option<Timestamp>,
    pub(crate) ended_at: Option<Timestamp>,
}

impl Row {
    pub(crate) fn kind(&self) -> Kind {
        Kind::from_code(&self.kind).unwrap_or_default()
    }

    pub(crate) fn state(&self) -> State {
        State::from_code(&self.state).unwrap_or_default()
    }

    pub(crate) fn acquisition(&self) -> Acquisition {
        Acquisition::from_code(&self.acquisition).unwrap_or_default()
    }

    /// The entry of the log; none until it is kept.
    pub(crate) fn entry(&self) -> Option<Hash> {
        Hash::from_slice(self.entry.as_deref()?)
    }
}

macro_rules! columns {
    () => {
        "e.id, e.owner, e.space, e.marking, e.kind, e.state, e.title, e.url, e.answered, e.status, e.reason, e.legal_basis, \
         e.acquisition, e.acquisition_note, e.access, e.operator, e.shows_when, e.shows_where, e.witness, e.language, e.author, \
         e.published, e.text, e.record, e.entry, e.parent, e.source, e.pair, e.offline, e.offline_when, e.offline_where, \
         e.consequence, e.requests, e.bytes, e.fault, e.created_at, e.began_at, e.ended_at"
    };
}

/// A piece of evidence about to be stored, waiting to be fetched or to be given its record.
#[derive(Debug, Clone)]
pub(crate) struct New<'a> {
    pub(crate) id: EvidenceId,
    pub(crate) owner: OrganisationId,
    pub(crate) space: SpaceId,
    pub(crate) person: Option<PersonId>,
    pub(crate) operator: &'a str,
    pub(crate) kind: Kind,
    pub(crate) url: &'a str,
    pub(crate) witness: &'a str,
    pub(crate) language: &'a str,
    pub(crate) parent: Option<EvidenceId>,
    pub(crate) source: Option<SourceId>,
    pub(crate) about: &'a crate::model::About,
}

/// Stores a piece of evidence that waits. The database does it for the owner's people and for the system alone.
pub(crate) async fn insert(tx: &mut Tx, new: &New<'_>) -> Result<(), Problem> {
    let (now, about) = (tx.now(), new.about);
    let search = search_text(&[&about.title, new.url, &about.reason, new.witness]);
    let stored = execute!(
        tx,
        "INSERT INTO evidence (id, owner, space, marking, kind, state, title, url, answered, status, reason, legal_basis, acquisition,
             acquisition_note, access, operator, person, shows_when, shows_where, witness, language, author, published, text, digest,
             parent, source, offline, offline_when, offline_where, consequence, requests, bytes, fault, created_at, search)
         SELECT $1, owner, $3, $4, $5, 'waiting', $6, $7, '', 0, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, '', '', '', '',
             $19, $20, '', '', '', '', 0, 0, '', $21, $22
         FROM writable WHERE owner = $2",
        new.id,
        new.owner,
        new.space,
        about.marking(),
        new.kind.code(),
        &about.title,
        new.url,
        &about.reason,
        &about.legal_basis,
        about.acquisition.code(),
        &about.acquisition_note,
        &about.access,
        new.operator,
        new.person,
        &about.shows_when,
        &about.shows_where,
        new.witness,
        new.language,
        new.parent,
        new.source,
        now,
        search
    )?;
    written(stored)?;
    for subject in &about.subjects {
        add_subject(tx, new.id, subject).await?;
    }
    Ok(())
}

/// What is looked for when somebody searches.
fn search_text(parts: &[&str]) -> String {
    let mut text = parts.join(" ").to_lowercase();
    text.truncate(text.floor_char_boundary(40_000));
    text
}

/// Notes what evidence is about.
pub(crate) async fn add_subject(tx: &mut Tx, id: EvidenceId, subject: &Subject) -> Result<(), Problem> {
    execute!(
        tx,
        "INSERT INTO evidence_subject (evidence, kind, subject) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        id,
        subject.kind(),
        subject.id()
    )?;
    Ok(())
}

/// What evidence is about, once its row was seen.
pub(crate) async fn subjects(tx: &mut Tx, id: EvidenceId) -> Result<Vec<Subject>, Problem> {
    let rows = fetch_all!(
        tx,
        (String, String),
        "SELECT kind, subject FROM evidence_subject WHERE evidence = $1 ORDER BY kind, subject",
        id
    )?;
    Ok(rows.into_iter().map(|(kind, id)| Subject::stored(kind, id)).collect())
}

/// A piece of evidence that the viewer may see.
pub(crate) async fn seen(tx: &mut Tx, id: EvidenceId) -> Result<Row, Problem> {
    find(tx, id).await?.ok_or_else(Problem::not_found)
}

/// The same, or none.
pub(crate) async fn find(tx: &mut Tx, id: EvidenceId) -> Result<Option<Row>, Problem> {
    Ok(fetch_optional!(tx, Row, concat!("SELECT ", columns!(), " FROM seen_evidence e WHERE e.id = $1"), id)?)
}

/// A piece of evidence that the viewer may see and whose row the viewer may write.
pub(crate) async fn own(tx: &mut Tx, id: EvidenceId) -> Result<Row, Problem> {
    let row = seen(tx, id).await?;
    let mine = fetch_scalar!(tx, i64, "SELECT count(*) FROM writable WHERE owner = $1", row.owner)?.unwrap_or(0);
    if mine == 1 { Ok(row) } else { Err(Problem::forbidden()) }
}

/// It is being fetched. Says whether it still was to be.
pub(crate) async fn begin(tx: &mut Tx, id: EvidenceId) -> Result<bool, Problem> {
    let now = tx.now();
    let begun = execute!(
        tx,
        "UPDATE evidence SET state = 'working', began_at = $2, requests = 0, bytes = 0, fault = ''
         WHERE id = $1 AND state IN ('waiting', 'working') AND owner IN (SELECT owner FROM writable)",
        id,
        now
    )?;
    Ok(begun == 1)
}

/// How far it is.
pub(crate) async fn progress(tx: &mut Tx, id: EvidenceId, requests: i64, bytes: i64) -> Result<(), Problem> {
    execute!(
        tx,
        "UPDATE evidence SET requests = $2, bytes = $3 WHERE id = $1 AND state = 'working'
         AND owner IN (SELECT owner FROM writable)",
        id,
        requests,
        bytes
    )?;
    Ok(())
}

/// What went wrong, and whether trying again is left to a person.
pub(crate) async fn fault(tx: &mut Tx, id: EvidenceId, state: State, fault: &str) -> Result<(), Problem> {
    let now = tx.now();
    execute!(
        tx,
        "UPDATE evidence SET state = $2, fault = $3, ended_at = $4 WHERE id = $1 AND state IN ('waiting', 'working')
         AND owner IN (SELECT owner FROM writable)",
        id,
        state.code(),
        fault,
        now
    )?;
    Ok(())
}

/// It waits once more. Says whether it had been given up.
pub(crate) async fn again(tx: &mut Tx, id: EvidenceId) -> Result<bool, Problem> {
    let changed = execute!(
        tx,
        "UPDATE evidence SET state = 'waiting', fault = '' WHERE id = $1 AND state = 'failed'
         AND owner IN (SELECT owner FROM writable)",
        id
    )?;
    Ok(changed == 1)
}

/// What a capture or an upload found, with its record.
#[derive(Debug, Clone)]
pub(crate) struct Keeping {
    pub(crate) title: String,
    pub(crate) answered: String,
    pub(crate) status: i64,
    pub(crate) language: String,
    pub(crate) author: String,
    pub(crate) published: String,
    pub(crate) text: String,
    pub(crate) digest: String,
    pub(crate) requests: i64,
    pub(crate) bytes: i64,
    pub(crate) fault: String,
    pub(crate) began: Timestamp,
    pub(crate) ended: Timestamp,
    pub(crate) record: String,
    pub(crate) entry: Hash,
}

/// It is kept. Says whether it was not before: of two that come with it, one gets through.
pub(crate) async fn keep(tx: &mut Tx, row: &Row, kept: &Keeping) -> Result<bool, Problem> {
    let search = search_text(&[
        &kept.title,
        &row.url,
        &kept.answered,
        &row.reason,
        &row.witness,
        &kept.author,
        kept.text.get(..kept.text.floor_char_boundary(20_000)).unwrap_or_default(),
    ]);
    let changed = execute!(
        tx,
        "UPDATE evidence SET state = 'kept', title = $2, answered = $3, status = $4, language = $5, author = $6, published = $7,
             text = $8, digest = $9, requests = $10, bytes = $11, fault = $12, began_at = $13, ended_at = $14, record = $15,
             entry = $16, search = $17
         WHERE id = $1 AND state IN ('waiting', 'working') AND owner IN (SELECT owner FROM writable)",
        row.id,
        &kept.title,
        &kept.answered,
        kept.status,
        &kept.language,
        &kept.author,
        &kept.published,
        &kept.text,
        &kept.digest,
        kept.requests,
        kept.bytes,
        &kept.fault,
        kept.began,
        kept.ended,
        &kept.record,
        kept.entry.as_bytes().as_slice(),
        search
    )?;
    Ok(changed == 1)
}

/// What stands beside the record and may change.
pub(crate) async fn set_context(
    tx: &mut Tx,
    id: EvidenceId,
    title: &str,
    marking: Marking,
    pair: Option<EvidenceId>,
    offline: &Offline,
) -> Result<(), Problem> {
    let changed = execute!(
        tx,
        "UPDATE evidence SET title = $2, marking = $3, pair = $4, offline = $5, offline_when = $6, offline_where = $7,
             consequence = $8 WHERE id = $1 AND owner IN (SELECT owner FROM writable)",
        id,
        title,
        marking,
        pair,
        &offline.what,
        &offline.when,
        &offline.place,
        &offline.consequence
    )?;
    written(changed)?;
    execute!(tx, "DELETE FROM evidence_subject WHERE evidence = $1", id)?;
    Ok(())
}

/// Who may see it, from now on.
pub(crate) async fn set_marking(tx: &mut Tx, id: EvidenceId, marking: Marking) -> Result<(), Problem> {
    let changed = execute!(
        tx,
        "UPDATE evidence SET marking = $2 WHERE id = $1 AND owner IN (SELECT owner FROM writable)",
        id,
        marking
    )?;
    written(changed)
}

/// The other half of a pair, once its row was asked to be writable.
pub(crate) async fn set_pair(tx: &mut Tx, id: EvidenceId, pair: EvidenceId) -> Result<(), Problem> {
    execute!(
        tx,
        "UPDATE evidence SET pair = $2 WHERE id = $1 AND pair IS NULL AND owner IN (SELECT owner FROM writable)",
        id,
        pair
    )?;
    Ok(())
}

/// What the list asks for.
#[derive(Debug, Clone, Default)]
pub(crate) struct Filter {
    pub(crate) words: String,
    pub(crate) kind: Option<Kind>,
    pub(crate) state: Option<State>,
    pub(crate) about: Option<Subject>,
    /// Only what came before this moment and identifier.
    pub(crate) before: Option<(Timestamp, EvidenceId)>,
}

#[derive(Debug, saksi_db::FromRow)]
struct SummaryRow {
    id: EvidenceId,
    owner: OrganisationId,
    owner_name: String,
    kind: String,
    state: String,
    title: String,
    url: String,
    public: i64,
    created_at: Timestamp,
}

/// Evidence that the viewer may see, newest first.
pub(crate) async fn list(tx: &mut Tx, filter: &Filter, limit: i64) -> Result<Vec<Summary>, Problem> {
    let (kind, state) = (filter.kind.map_or("", Kind::code), filter.state.map_or("", State::code));
    let (about_kind, about_id) = filter.about.as_ref().map_or(("", ""), |about| (about.kind(), about.id()));
    let last = EvidenceId(uuid::Uuid::max());
    let (before, before_id) = filter.before.unwrap_or((Timestamp(i64::MAX), last));
    let rows = fetch_all!(
        tx,
        SummaryRow,
        "SELECT e.id, e.owner, o.name AS owner_name, e.kind, e.state, e.title, e.url, e.created_at,
             (SELECT count(*) FROM seen_evidence_public p WHERE p.id = e.id) AS public
         FROM seen_evidence e JOIN organisation o ON o.id = e.owner
         WHERE ($1 = '' OR e.search LIKE $1) AND ($2 = '' OR e.kind = $2) AND ($3 = '' OR e.state = $3)
           AND ($4 = '' OR EXISTS (SELECT 1 FROM evidence_subject s WHERE s.evidence = e.id AND s.kind = $4 AND s.subject = $5))
           AND (e.created_at < $6 OR (e.created_at = $6 AND e.id < $7))
         ORDER BY e.created_at DESC, e.id DESC LIMIT $8",
        pattern(&filter.words),
        kind,
        state,
        about_kind,
        about_id,
        before,
        before_id,
        limit
    )?;
    Ok(rows
        .into_iter()
        .map(|row| Summary {
            id: row.id,
            owner: row.owner,
            owner_name: row.owner_name,
            kind: Kind::from_code(&row.kind).unwrap_or_default(),
            state: State::from_code(&row.state).unwrap_or_default(),
            title: row.title,
            url: row.url,
            public: row.public > 0,
            at: row.created_at,
        })
        .collect())
}

/// What has waited or was being fetched since before a moment, oldest first. As the system.
pub(crate) async fn unfinished(tx: &mut Tx, before: Timestamp) -> Result<Vec<EvidenceId>, Problem> {
    let rows = fetch_all!(
        tx,
        (EvidenceId,),
        "SELECT id FROM evidence WHERE state IN ('waiting', 'working') AND coalesce(began_at, created_at) < $1
         ORDER BY created_at LIMIT 500",
        before
    )?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// Captures of the same address that the viewer may see, newest first.
pub(crate) async fn of_address(tx: &mut Tx, url: &str) -> Result<Vec<(EvidenceId, Timestamp)>, Problem> {
    Ok(fetch_all!(
        tx,
        (EvidenceId, Timestamp),
        "SELECT id, created_at FROM seen_evidence WHERE url = $1 AND url <> '' AND state = 'kept'
         ORDER BY created_at DESC LIMIT 20",
        url
    )?)
}

/// A piece of evidence as other rooms cite it.
#[derive(Debug, Clone, saksi_db::FromRow)]
pub(crate) struct CitableRow {
    pub(crate) id: EvidenceId,
    pub(crate) title: String,
    pub(crate) url: String,
    pub(crate) at: Timestamp,
    entry: Option<Vec<u8>>,
    public: i64,
}

impl CitableRow {
    /// None where it is not kept.
    pub(crate) fn read(self) -> Option<Citable> {
        let entry = Hash::from_slice(self.entry.as_deref()?)?;
        let Self { id, title, url, at, public, .. } = self;
        Some(Citable { id, title, url, at, entry, public: public > 0 })
    }
}

/// What an organisation keeps and shows to everybody, newest first: what holds some words, or everything.
pub(crate) async fn shown_of(
    tx: &mut Tx,
    owner: OrganisationId,
    words: &str,
    limit: i64,
) -> Result<Vec<Citable>, Problem> {
    let rows = fetch_all!(
        tx,
        CitableRow,
        "SELECT e.id, e.title, e.url, coalesce(e.began_at, e.created_at) AS at, e.entry, CAST(1 AS BIGINT) AS public
         FROM seen_evidence e JOIN seen_evidence_public p ON p.id = e.id
         WHERE e.owner = $1 AND e.state = 'kept' AND ($2 = '' OR e.search LIKE $2)
         ORDER BY e.created_at DESC, e.id DESC LIMIT $3",
        owner,
        pattern(words),
        limit
    )?;
    Ok(rows.into_iter().filter_map(CitableRow::read).collect())
}

/// Captures of an address that an organisation keeps, oldest first.
pub(crate) async fn captures_of(
    tx: &mut Tx,
    owner: OrganisationId,
    url: &str,
    limit: i64,
) -> Result<Vec<Citable>, Problem> {
    let rows = fetch_all!(
        tx,
        CitableRow,
        "SELECT e.id, e.title, e.url, coalesce(e.began_at, e.created_at) AS at, e.entry,
             (SELECT count(*) FROM seen_evidence_public p WHERE p.id = e.id) AS public
         FROM seen_evidence e WHERE e.owner = $1 AND e.url = $2 AND e.url <> '' AND e.kind = 'capture' AND e.state = 'kept'
         ORDER BY coalesce(e.began_at, e.created_at), e.id LIMIT $3",
        owner,
        url,
        limit
    )?;
    Ok(rows.into_iter().filter_map(CitableRow::read).collect())
}
