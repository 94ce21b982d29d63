//! Bringing in the notices of past years, and taking notices out.

use std::collections::{BTreeMap, BTreeSet};

use saksi_base::clock::DAY;
use saksi_base::{AddresseeId, EscalationId, NoticeImportId, Problem, Timestamp};
use saksi_db::Tx;
use saksi_network::{Capability, Member};
use saksi_web::Locale;

use super::{State, note};
use crate::model::exchange::{Incoming, MOST_OUT, Mapping, Outgoing, Table, read_row};
use crate::model::register::Addressee;
use crate::model::{Course, Event, SHORT, Step, course};
use crate::store::exchange::{self as rows, Arrival, ImportLine, ImportRow};
use crate::store::{registers, text, value};

/// How long a table that nobody brings in is kept.
const KEPT: i64 = 7 * DAY;

/// A table with what would come of it.
#[derive(Debug, Clone)]
pub struct Import {
    pub(crate) row: ImportRow,
    /// As it was read; empty once it is in.
    pub table: Table,
    /// Which column holds what.
    pub mapping: Mapping,
}

impl Import {
    /// Whether its rows are in.
    pub fn is_done(&self) -> bool {
        self.row.state == "done"
    }
}

/// What would come of a table.
#[derive(Debug, Clone, Default)]
pub struct DryRun {
    /// Rows that would come in.
    pub good: Vec<Incoming>,
    /// Rows that are here already.
    pub known: usize,
    /// Rows that cannot come in, with their lines and what is wrong.
    pub bad: Vec<(u64, Bad)>,
}

/// Why a row cannot come in.
#[derive(Debug, Clone)]
pub enum Bad {
    /// It is not a whole row; in plain English, as the reader of tables says it.
    Damaged(String),
    /// Its values cannot be taken.
    Wrong(Problem),
    /// Another row of the table is the same.
    Twice(u64),
}

/// The tables of the member's organisation.
pub async fn imports(tx: &mut Tx, by: &Member) -> Result<Vec<ImportLine>, Problem> {
    by.may(Capability::ESCALATE)?;
    rows::imports(tx, by.organisation).await
}

/// Keeps a table until somebody has said which column holds what.
pub async fn hand_in(tx: &mut Tx, by: &Member, name: &str, table: &Table) -> Result<NoticeImportId, Problem> {
    by.may(Capability::ESCALATE)?;
    let now = tx.now();
    let id = NoticeImportId::new(now, &*tx.random());
    let new = ImportRow {
        id,
        name: name.trim().chars().take(SHORT).collect(),
        content: text(table)?,
        mapping: text(&Mapping::guess(&table.header))?,
        state: "open".to_owned(),
        version: 1,
    };
    rows::insert_import(tx, by.organisation, &new, by.person, Timestamp(now.0 - KEPT)).await?;
    note(tx, by.actor(), id.0, "notices-handed-in", new.content.as_bytes()).await?;
    Ok(id)
}

/// A table of the member's organisation.
pub async fn import(tx: &mut Tx, by: &Member, id: NoticeImportId) -> Result<Import, Problem> {
    by.may(Capability::ESCALATE)?;
    let row = rows::import(tx, by.organisation, id).await?.ok_or_else(Problem::not_found)?;
    let table = if row.content.is_empty() { Table::default() } else { value(&row.content)? };
    Ok(Import { table, mapping: value(&row.mapping)?, row })
}

/// Says which column holds what.
pub async fn map(tx: &mut Tx, by: &Member, id: NoticeImportId, seen: i64, mapping: &Mapping) -> Result<(), Problem> {
    by.may(Capability::ESCALATE)?;
    let stored = text(mapping)?;
    if !rows::set_mapping(tx, by.organisation, id, seen, &stored).await? {
        return Err(Problem::conflict("escalations-problem-import-changed"));
    }
    note(tx, by.actor(), id.0, "notices-mapped", &[]).await
}

/// What would come of it. Nothing is written.
pub async fn dry_run(tx: &mut Tx, l: &Locale, by: &Member, import: &Import) -> Result<DryRun, Problem> {
    by.may(Capability::ESCALATE)?;
    import.mapping.check()?;
    let platforms: Vec<Addressee> = registers::addressees(tx).await?;
    let before = rows::known(tx, by.organisation).await?;
    let now = tx.now();
    let mut run = DryRun::default();
    run.bad.extend(import.table.damaged.iter().map(|(line, why)| (*line, Bad::Damaged(why.clone()))));
    let mut keys: BTreeMap<String, u64> = BTreeMap::new();
    for (line, cells) in &import.table.rows {
        match read_row(l, &import.mapping, &platforms, *line, cells, now) {
            Err(problem) => run.bad.push((*line, Bad::Wrong(problem))),
            Ok(row) => {
                if let Some(first) = keys.get(&row.key) {
                    run.bad.push((*line, Bad::Twice(*first)));
                    continue;
                }
                keys.insert(row.key.clone(), *line);
                let ours = match row.key.parse::<EscalationId>() {
                    Ok(id) => rows::is_ours(tx, id).await?,
                    Err(_) => false,
                };
                if ours || before.contains(&row.key) {
                    run.known += 1;
                } else {
                    run.good.push(row);
                }
            }
        }
    }
    run.bad.sort_by_key(|(line, _)| *line);
    Ok(run)
}

/// Brings every good row in, all or none. Where rows are bad, only if somebody said that they are left out.
pub async fn bring_in(
    tx: &mut Tx,
    l: &Locale,
    by: &Member,
    id: NoticeImportId,
    seen: i64,
    without_bad: bool,
) -> Result<usize, Problem> {
    let found = import(tx, by, id).await?;
    if found.is_done() || found.row.version != seen {
        return Err(Problem::conflict("escalations-problem-import-changed"));
    }
    let run = dry_run(tx, l, by, &found).await?;
    if !run.bad.is_empty() && !without_bad {
        return Err(Problem::field("without_bad", "escalations-problem-import-bad").with("count", run.bad.len()));
    }
    let now = tx.now();
    let random = tx.random();
    let mut ladders: BTreeMap<AddresseeId, Vec<Step>> = BTreeMap::new();
    for addressee in run.good.iter().map(|one| one.addressee).collect::<BTreeSet<_>>() {
        ladders.insert(addressee, registers::ladder(tx, by.organisation, addressee).await?);
    }
    let arrivals: Vec<Arrival<'_>> = run
        .good
        .iter()
        .map(|incoming| {
            let events: Vec<Event> = (1..)
                .zip(&incoming.happened)
                .map(|(number, (kind, at, facts, words))| Event {
                    number,
                    kind: *kind,
                    at: *at,
                    noted_at: now,
                    by: Some(by.person),
                    text: words.clone(),
                    facts: facts.clone(),
                })
                .collect();
            let known = Course::of(&events);
            let ladder = ladders.get(&incoming.addressee).map_or(&[][..], Vec::as_slice);
            let next = course::next_steps(&known, None, ladder, incoming.notice.imminent);
            Arrival {
                id: EscalationId::new(now, &*random),
                incoming,
                state: State::of(&known).code(),
                next: course::next_due(&next),
                course: known,
                events,
            }
        })
        .collect();
    let space = saksi_network::organisation_space(tx, by.organisation).await?.unwrap_or(saksi_db::NETWORK_SPACE);
    let came = i64::try_from(arrivals.len()).unwrap_or(i64::MAX);
    let alone = rows::finish(tx, by.organisation, id, seen, came).await?
        && rows::arrive(tx, (by.organisation, space), id, by.person, &arrivals).await?;
    if !alone {
        return Err(Problem::conflict("escalations-problem-import-changed"));
    }
    note(tx, by.actor(), id.0, "notices-brought-in", came.to_string().as_bytes()).await?;
    Ok(arrivals.len())
}

/// Forgets a table that was not brought in.
pub async fn forget(tx: &mut Tx, by: &Member, id: NoticeImportId) -> Result<(), Problem> {
    by.may(Capability::ESCALATE)?;
    rows::forget(tx, by.organisation, id).await?;
    note(tx, by.actor(), id.0, "notices-forgotten", &[]).await
}

/// Notices of the member's organisation that were sent within a span.
pub async fn outgoing(
    tx: &mut Tx,
    by: &Member,
    addressee: Option<AddresseeId>,
    span: (Timestamp, Timestamp),
) -> Result<Vec<Outgoing>, Problem> {
    by.may(Capability::ESCALATE)?;
    let all = rows::outgoing(tx, by.organisation, addressee, span, MOST_OUT + 1).await?;
    if i64::try_from(all.len()).is_ok_and(|count| count > MOST_OUT) {
        return Err(Problem::field("from", "escalations-problem-too-many-out").with("most", MOST_OUT));
    }
    Ok(all)
}
