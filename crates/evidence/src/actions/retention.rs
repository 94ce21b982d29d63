//! Deleting evidence: by somebody who answers for it, with a reason, or by the rule of its collection. Content, text and record go, in
//! the database and in the store; what was, its hash in the log, who deleted it, when and why stay. A hold forbids it to everybody.

use saksi_base::clock::DAY;
use saksi_base::problem::Problems;
use saksi_base::{EvidenceId, Problem, Timestamp};
use saksi_db::{Actor, Db, Tx, Viewer};
use saksi_network::Capability;
use saksi_tlog::record::{Custody, CustodyEvent, What};
use saksi_web::fields::check_text;

use super::records::{self, Common};
use super::{By, custody_id, journal, operator};
use crate::model::{Extension, Gone, Hold, Lapsing, REMINDER, State};
use crate::store::records::{self as rows, Row};
use crate::store::retention::{self as kept, Deletion};

/// The name under which the rule of a collection stands in records.
const RULE: &str = "rule-of-the-collection";
/// Longest reason.
const LONGEST: usize = 2_000;
/// Most days by which evidence is kept longer in one go.
const LONGEST_EXTENSION: i64 = 3_660;
/// Pieces deleted in one transaction.
const BATCH: i64 = 50;
/// Lines of a list.
const MOST: i64 = 200;

impl By {
    /// Whether this member answers for what the organisation keeps: an owner or a coordinator.
    pub const fn may_delete(&self) -> bool {
        self.may.contains(Capability::PRESERVE.union(Capability::MODERATE))
    }

    fn must_delete(&self) -> Result<(), Problem> {
        if self.may_delete() { Ok(()) } else { Err(Problem::forbidden()) }
    }
}

/// How long a piece of evidence is kept, and what keeps it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Keeping {
    /// When it is deleted; none: never by itself.
    pub until: Option<Timestamp>,
    /// Its holds, oldest first.
    pub holds: Vec<Hold>,
    /// For how long it was kept longer, oldest first.
    pub extensions: Vec<Extension>,
}

impl Keeping {
    /// Whether a hold stands.
    pub fn held(&self) -> bool {
        self.holds.iter().any(|hold| hold.lifted.is_none())
    }
}

/// How long evidence that the member may see is kept.
pub(crate) async fn of(tx: &mut Tx, row: &crate::model::Evidence) -> Result<Keeping, Problem> {
    let id = row.summary.id;
    let (holds, extensions) = (kept::holds(tx, id).await?, kept::extensions(tx, id).await?);
    let rule = match row.source {
        Some(source) => kept::rule_of(tx, source).await?,
        None => None,
    };
    let longer = extensions.iter().map(|extension| extension.until).max();
    let until = rule.zip(row.ended).map(|(rule, ended)| rule.until(ended, longer));
    Ok(Keeping { until, holds, extensions })
}

fn check_reason(field: &'static str, reason: &str) -> Result<(), Problem> {
    let mut problems = Problems::new();
    check_text(&mut problems, field, reason, LONGEST, true);
    problems.finish()
}

/// Deletes evidence, with a reason that stays.
pub async fn delete(tx: &mut Tx, by: &By, id: EvidenceId, reason: &str) -> Result<(), Problem> {
    by.must_delete()?;
    check_reason("reason", reason)?;
    let row = rows::own(tx, id).await?;
    let name = operator(tx, by).await?;
    remove(tx, Actor::Member(by.person), &row, reason.trim(), &name, false).await
}

async fn remove(
    tx: &mut Tx,
    actor: Actor,
    row: &Row,
    reason: &str,
    operator: &str,
    ruled: bool,
) -> Result<(), Problem> {
    if matches!(row.state(), State::Waiting | State::Working) {
        return Err(Problem::conflict("evidence-problem-underway"));
    }
    if kept::is_held(tx, row.id).await? {
        return Err(Problem::conflict("evidence-problem-held"));
    }
    let record = match row.entry() {
        None => None,
        Some(parent) => {
            let organisation = crate::store::organisation_name(tx, row.owner).await?;
            let (id, now) = (custody_id(tx), tx.now());
            let common = Common {
                id: id.0,
                organisation: &organisation,
                operator,
                reason,
                legal_basis: "",
                began: now,
                ended: now,
                settings: "custody",
                parent: Some(parent),
            };
            let what = What::Custody(Custody { event: CustodyEvent::Deleted, party: None, consent: None });
            let written = records::write(tx, &common, what, Vec::new())?;
            saksi_transparency::enter(tx, now, written.1).await?;
            Some(written)
        }
    };
    let entry = record.as_ref().map(|(_, entry)| entry.as_bytes().to_vec()).unwrap_or_default();
    kept::delete(tx, row, &Deletion { reason, operator, ruled, record }).await?;
    journal(tx, actor, row.id, "evidence-deleted", &entry).await?;
    // A backup that is restored deletes it again.
    tx.tombstone("evidence", row.id.0).await?;
    Ok(())
}

/// Deletes what its collection keeps no longer; how many pieces. Run it until it gives 0.
pub async fn delete_due(db: &Db) -> Result<u64, Problem> {
    saksi_db::write!(db, "delete evidence that is due", Viewer::System, tx => {
        let mut deleted = 0;
        for (id, days) in kept::due(&mut tx, BATCH).await? {
            let row = rows::seen(&mut tx, id).await?;
            let reason = format!("kept for {days} days, as its collection says");
            remove(&mut tx, Actor::System, &row, &reason, RULE, true).await?;
            deleted += 1;
        }
        Ok(deleted)
    })
}

/// Keeps evidence from being deleted by anybody until the hold is lifted.
pub async fn hold(tx: &mut Tx, by: &By, nonce: [u8; 16], id: EvidenceId, reason: &str) -> Result<(), Problem> {
    by.must_preserve()?;
    check_reason("hold_reason", reason)?;
    rows::own(tx, id).await?;
    if kept::is_held(tx, id).await? {
        return Err(Problem::conflict("evidence-problem-held-already"));
    }
    let name = operator(tx, by).await?;
    kept::hold(tx, super::once(nonce), id, reason.trim(), &name).await?;
    journal(tx, Actor::Member(by.person), id, "evidence-held", &[]).await
}

/// Lifts the hold.
pub async fn lift(tx: &mut Tx, by: &By, id: EvidenceId) -> Result<(), Problem> {
    by.must_delete()?;
    rows::own(tx, id).await?;
    let name = operator(tx, by).await?;
    if kept::lift(tx, id, &name).await? == 0 {
        return Err(Problem::conflict("evidence-problem-not-held"));
    }
    journal(tx, Actor::Member(by.person), id, "evidence-hold-lifted", &[]).await
}

/// Keeps evidence of a collection longer, with a reason.
pub async fn extend(
    tx: &mut Tx,
    by: &By,
    nonce: [u8; 16],
    id: EvidenceId,
    until: &str,
    reason: &str,
) -> Result<(), Problem> {
    by.must_preserve()?;
    let mut problems = Problems::new();
    check_text(&mut problems, "longer_reason", reason, LONGEST, true);
    let until = until.trim();
    let day = Timestamp::parse(&format!("{until}T00:00:00Z")).filter(|_| until.len() == 10);
    let now = tx.now();
    let row = rows::own(tx, id).await?;
    let rule = match row.source {
        Some(source) => kept::rule_of(tx, source).await?,
        None => None,
    };
    let (Some(rule), Some(ended)) = (rule, row.ended_at) else {
        return Err(Problem::conflict("evidence-problem-for-ever"));
    };
    let longer = kept::extensions(tx, id).await?.iter().map(|extension| extension.until).max();
    let stands = rule.until(ended, longer);
    match day {
        None => {
            problems.add("until", "evidence-problem-day");
        }
        Some(day) if day <= stands || day > now.plus(LONGEST_EXTENSION * DAY) => {
            problems.add("until", "evidence-problem-until").with("days", LONGEST_EXTENSION);
        }
        Some(_) => {}
    }
    problems.finish()?;
    let day = day.ok_or_else(Problem::internal)?;
    let name = operator(tx, by).await?;
    kept::extend(tx, super::once(nonce), id, day, reason.trim(), &name).await?;
    journal(tx, Actor::Member(by.person), id, "evidence-kept-longer", &[]).await
}

/// What is left of deleted evidence that the member may see.
pub async fn gone(tx: &mut Tx, by: &By, id: EvidenceId) -> Result<Option<Gone>, Problem> {
    by.must_preserve()?;
    kept::gone(tx, id).await
}

/// What goes soon, what is held, and what was deleted, of the member's organisation.
#[derive(Debug, Clone, Default)]
pub struct Overview {
    /// What its collection keeps no longer soon, the first one first.
    pub lapsing: Vec<Lapsing>,
    /// What is held: its title, why, and since when.
    pub held: Vec<(EvidenceId, String, String, Timestamp)>,
    /// What was deleted, the latest first.
    pub gone: Vec<Gone>,
}

/// What goes soon, what is held, and what was deleted.
pub async fn overview(tx: &mut Tx, by: &By) -> Result<Overview, Problem> {
    by.must_preserve()?;
    let before = tx.now().plus(REMINDER);
    Ok(Overview {
        lapsing: kept::lapsing(tx, by.organisation, before, MOST).await?,
        held: kept::all_held(tx, by.organisation, MOST).await?,
        gone: kept::all_gone(tx, by.organisation, MOST).await?,
    })
}

/// How many pieces go soon.
pub async fn lapsing(tx: &mut Tx, by: &By) -> Result<usize, Problem> {
    let before = tx.now().plus(REMINDER);
    Ok(kept::lapsing(tx, by.organisation, before, MOST).await?.len())
}
