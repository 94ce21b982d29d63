//! The register of sources: what is captured on a schedule, how it fares, and how well its platform can be reached.

use saksi_base::problem::Problems;
use saksi_base::{Problem, SourceId};
use saksi_db::{Actor, Entry, Tx};
use saksi_fetch::Url;
use saksi_web::fields::check_text;

use super::{By, bringing, operator, visiting};
use crate::Room;
use crate::model::{AccessLevel, AccessNote, NewSource, Source, SourceKind, Watch};
use crate::store::sources as rows;

/// Most addresses of a list.
const MOST_LISTED: usize = 500;
/// Hours between two visits: from one to a quarter of a year.
const HOURS: std::ops::RangeInclusive<i64> = 1..=2_160;
/// Days for which evidence is kept: from a month to a century.
const KEEP: std::ops::RangeInclusive<i64> = 30..=36_500;
/// Addresses of one visit.
const MOST: std::ops::RangeInclusive<i64> = 1..=200;

/// The addresses of a list, or the one of anything else.
pub(crate) fn addresses(is: &NewSource) -> Vec<&str> {
    is.address.lines().map(str::trim).filter(|line| !line.is_empty()).take(MOST_LISTED).collect()
}

fn check(room: &Room, new: &NewSource) -> Result<NewSource, Problem> {
    let mut problems = Problems::new();
    check_text(&mut problems, "name", &new.name, 200, true);
    check_text(&mut problems, "reason", &new.reason, 4_000, true);
    if !HOURS.contains(&new.hours) {
        problems.add("hours", "evidence-problem-number").with("least", HOURS.start()).with("most", HOURS.end());
    }
    if new.keep_days.is_some_and(|days| !KEEP.contains(&days)) {
        problems.add("keep_days", "evidence-problem-number").with("least", KEEP.start()).with("most", KEEP.end());
    }
    if !MOST.contains(&new.most) {
        problems.add("most", "evidence-problem-number").with("least", MOST.start()).with("most", MOST.end());
    }
    let listed = addresses(new);
    let mut read: Vec<Url> = Vec::new();
    for address in &listed {
        match bringing::address(room, address) {
            Ok(url) => read.push(url),
            Err(problem) => {
                let why = problem.fields.first().map_or("evidence-problem-address", |field| field.message);
                problems.add("address", why);
                for (name, value) in problem.fields.iter().flat_map(|field| &field.arguments) {
                    problems.with(name, value);
                }
                break;
            }
        }
    }
    if listed.is_empty() {
        problems.add("address", "evidence-problem-address");
    } else if new.kind != SourceKind::List && listed.len() > 1 {
        problems.add("address", "evidence-problem-address-one");
    }
    problems.finish()?;
    let address = read.iter().map(Url::as_str).collect::<Vec<_>>().join("\n");
    Ok(NewSource { address, name: new.name.trim().to_owned(), ..new.clone() })
}

/// A rule deletes: who answers for what is kept decides about it.
fn may_rule(by: &By, before: Option<i64>, after: Option<i64>) -> Result<(), Problem> {
    if before == after || by.may_delete() {
        return Ok(());
    }
    Err(Problem::field("keep_days", "evidence-problem-rule"))
}

async fn journal(tx: &mut Tx, by: &By, id: SourceId, kind: &'static str) -> Result<(), Problem> {
    let entry = Entry { actor: Actor::Member(by.person), subject: id.0, kind, content: &[], personal: false };
    tx.journal(entry).await?;
    Ok(())
}

/// Puts a source into the register; its first visit comes at once. The same form sent twice makes one.
pub async fn add(tx: &mut Tx, room: &Room, by: &By, nonce: [u8; 16], new: &NewSource) -> Result<SourceId, Problem> {
    by.must_preserve()?;
    let new = check(room, new)?;
    may_rule(by, None, new.keep_days)?;
    let id = SourceId(super::once(nonce));
    let operator = operator(tx, by).await?;
    rows::insert(tx, id, by.organisation, saksi_db::NETWORK_SPACE, &operator, &new).await?;
    journal(tx, by, id, "evidence-source-added").await?;
    let now = tx.now();
    tx.enqueue(visiting::JOB, id.0, now).await?;
    Ok(id)
}

/// Changes what a source is. Addresses that it no longer names stay with what was captured of them.
pub async fn change(tx: &mut Tx, room: &Room, by: &By, id: SourceId, new: &NewSource) -> Result<(), Problem> {
    by.must_preserve()?;
    let new = check(room, new)?;
    let before = rows::seen(tx, id).await?.source().is.keep_days;
    may_rule(by, before, new.keep_days)?;
    rows::change(tx, id, &new, before == new.keep_days).await?;
    journal(tx, by, id, "evidence-source-changed").await
}

/// Stops visits, or lets them go on at once.
pub async fn pause(tx: &mut Tx, by: &By, id: SourceId, paused: bool) -> Result<(), Problem> {
    by.must_preserve()?;
    rows::pause(tx, id, paused).await?;
    journal(tx, by, id, if paused { "evidence-source-paused" } else { "evidence-source-resumed" }).await?;
    if !paused {
        let now = tx.now();
        tx.enqueue(visiting::JOB, id.0, now).await?;
    }
    Ok(())
}

/// Notes how access to the platform changed since a day.
pub async fn note_access(
    tx: &mut Tx,
    by: &By,
    nonce: [u8; 16],
    id: SourceId,
    day: &str,
    level: AccessLevel,
    note: &str,
) -> Result<(), Problem> {
    by.must_preserve()?;
    let mut problems = Problems::new();
    check_text(&mut problems, "note", note, 4_000, true);
    let is_day = saksi_base::Timestamp::parse(&format!("{}T00:00:00Z", day.trim())).is_some() && day.trim().len() == 10;
    if !is_day {
        problems.add("day", "evidence-problem-day");
    }
    problems.finish()?;
    rows::seen(tx, id).await?;
    let operator = operator(tx, by).await?;
    let note = AccessNote { day: day.trim().to_owned(), level, note: note.trim().to_owned(), operator };
    rows::note_access(tx, super::once(nonce), id, &note).await
}

/// Sources that the member may see.
pub async fn list(tx: &mut Tx, by: &By) -> Result<Vec<Source>, Problem> {
    by.must_preserve()?;
    rows::list(tx).await
}

/// A source with its addresses and how access to it changed.
pub struct Looked {
    /// The source.
    pub source: Source,
    /// Its addresses: what is gone and what changed first.
    pub watches: Vec<Watch>,
    /// How access changed, newest first.
    pub access: Vec<AccessNote>,
    /// Whether the member's organisation owns it.
    pub own: bool,
}

/// One source that the member may see.
pub async fn look(tx: &mut Tx, by: &By, id: SourceId) -> Result<Looked, Problem> {
    by.must_preserve()?;
    let source = rows::seen(tx, id).await?.source();
    let own = source.owner == by.organisation;
    Ok(Looked { source, watches: rows::watches(tx, id).await?, access: rows::access(tx, id).await?, own })
}

/// How many sources of the member's organisation could not be visited for more than a day.
pub async fn failing(tx: &mut Tx, by: &By) -> Result<i64, Problem> {
    by.must_preserve()?;
    let before = tx.now().plus(-saksi_base::clock::DAY);
    rows::failing(tx, by.organisation, before).await
}
