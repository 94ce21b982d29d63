//! Writing down what happens between the network and a platform, and what the platform promised.

use saksi_base::calendar::Day;
use saksi_base::clock::HOUR;
use saksi_base::{AddresseeId, CommitmentId, EngagementId, Problem};
use saksi_db::Tx;
use saksi_network::{Capability, Member};
use saksi_statistics::{Curve, Estimate, Quantile, Wait};

use super::note;
use crate::model::engagement::{Commitment, CommitmentState, Engagement, Written, check_commitment};
use crate::model::figures::CONFIDENCE;
use crate::model::register::Addressee;
use crate::store::engagements::{self as rows, Promise};
use crate::store::registers;

/// How many months a timeline shows.
pub const MONTHS: i32 = 12;
/// Lines of one page of commitments.
pub const PAGE: i64 = 50;
/// How many days ahead a commitment is called to mind.
pub const AHEAD: i32 = 7;
/// How many are called to mind at once.
const MOST_DUE: i64 = 10;

/// How an addressee answered the notices of one month.
#[derive(Debug, Clone, PartialEq)]
pub struct Month {
    /// Its first day.
    pub first: Day,
    /// Notices sent.
    pub notices: u64,
    /// Hours to the first answer: half of the waits are over by then.
    pub reply: Quantile,
    /// The share answered within 72 hours.
    pub within_72: Option<Estimate>,
}

/// A platform or mechanism over some months.
#[derive(Debug, Clone)]
pub struct Timeline {
    /// Which.
    pub addressee: Addressee,
    /// Each month, the earliest first.
    pub months: Vec<Month>,
    /// What happened, the latest first.
    pub entries: Vec<Engagement>,
}

/// The first day of a day's month.
fn first(day: Day) -> Day {
    let (year, month, _) = day.parts();
    Day::new(year, month, 1).unwrap_or(day)
}

/// The months up to the one of a day, of what the member may see.
pub async fn timeline(tx: &mut Tx, by: &Member, id: AddresseeId, last: Day) -> Result<Timeline, Problem> {
    by.may(Capability::ESCALATE)?;
    let now = tx.now();
    let addressee =
        registers::addressees(tx).await?.into_iter().find(|one| one.id == id).ok_or_else(Problem::not_found)?;
    let end = first(last).plus_months(1);
    let begin = end.plus_months(-MONTHS);
    let mut months = Vec::new();
    for number in 0..MONTHS {
        let from = begin.plus_months(number);
        let waits = rows::waits(tx, id, from.start(), from.plus_months(1).start()).await?;
        let waits: Vec<Wait> = waits
            .into_iter()
            .map(|(sent, reply)| {
                let over = reply.filter(|over| *over <= now);
                Wait { time: over.unwrap_or(now).since(sent) as f64 / HOUR as f64, ended: over.is_some() }
            })
            .collect();
        let curve = Curve::of(waits, CONFIDENCE);
        months.push(Month {
            first: from,
            notices: curve.waits(),
            reply: curve.quantile(0.5),
            within_72: curve.ended_within(72.0),
        });
    }
    Ok(Timeline { addressee, months, entries: rows::between(tx, id, begin, end).await? })
}

/// An entry that the member may see.
pub async fn entry(tx: &mut Tx, by: &Member, id: EngagementId) -> Result<Engagement, Problem> {
    by.may(Capability::ESCALATE)?;
    rows::one(tx, id).await?.ok_or_else(Problem::not_found)
}

async fn own(tx: &mut Tx, by: &Member, id: EngagementId) -> Result<Engagement, Problem> {
    let found = entry(tx, by, id).await?;
    if found.owner == by.organisation { Ok(found) } else { Err(Problem::forbidden()) }
}

/// Adds an entry.
pub async fn add(tx: &mut Tx, by: &Member, addressee: AddresseeId, new: &Written) -> Result<EngagementId, Problem> {
    by.may(Capability::ESCALATE)?;
    new.check(Day::of(tx.now()))?;
    if !registers::addressees(tx).await?.iter().any(|one| one.id == addressee) {
        return Err(Problem::not_found());
    }
    let id = EngagementId::new(tx.now(), &*tx.random());
    // What is shared is for the whole network; the rest has its owner alone.
    let space = saksi_db::NETWORK_SPACE;
    rows::insert(tx, id, (by.organisation, space), addressee, new, by.person).await?;
    note(tx, by.actor(), id.0, "engagement-added", new.title.as_bytes()).await?;
    Ok(id)
}

/// Changes one that was read at `seen`.
pub async fn save(tx: &mut Tx, by: &Member, id: EngagementId, seen: i64, new: &Written) -> Result<(), Problem> {
    own(tx, by, id).await?;
    new.check(Day::of(tx.now()))?;
    if !rows::update(tx, id, seen, new, by.person).await? {
        return Err(Problem::conflict("escalations-problem-changed"));
    }
    note(tx, by.actor(), id.0, "engagement-changed", new.title.as_bytes()).await
}

/// Deletes one that nobody promised anything in.
pub async fn remove(tx: &mut Tx, by: &Member, id: EngagementId) -> Result<AddresseeId, Problem> {
    let before = own(tx, by, id).await?;
    if !before.commitments.is_empty() {
        return Err(Problem::conflict("escalations-problem-has-commitments"));
    }
    rows::delete(tx, id).await?;
    note(tx, by.actor(), id.0, "engagement-removed", &[]).await?;
    Ok(before.addressee)
}

/// Adds what they said that they would do.
pub async fn commit(
    tx: &mut Tx,
    by: &Member,
    id: EngagementId,
    quote: &str,
    due: Option<Day>,
) -> Result<CommitmentId, Problem> {
    own(tx, by, id).await?;
    check_commitment(quote, CommitmentState::Open, "")?;
    let new = Commitment {
        id: CommitmentId::new(tx.now(), &*tx.random()),
        quote: quote.trim().to_owned(),
        due,
        state: CommitmentState::Open,
        told: String::new(),
        version: 1,
    };
    rows::commit(tx, id, &new, by.person).await?;
    note(tx, by.actor(), id.0, "commitment-added", quote.as_bytes()).await?;
    Ok(new.id)
}

/// A commitment with the entry it belongs to.
pub async fn commitment(tx: &mut Tx, by: &Member, id: CommitmentId) -> Result<(Engagement, Commitment), Problem> {
    by.may(Capability::ESCALATE)?;
    let entry = rows::of_commitment(tx, id).await?.ok_or_else(Problem::not_found)?;
    let found = entry.commitments.iter().find(|one| one.id == id).cloned().ok_or_else(Problem::not_found)?;
    Ok((entry, found))
}

/// Changes one that was read at `seen`: its words, its day, what became of it.
pub async fn decide(tx: &mut Tx, by: &Member, seen: i64, new: &Commitment) -> Result<(), Problem> {
    let (entry, _) = commitment(tx, by, new.id).await?;
    if entry.owner != by.organisation {
        return Err(Problem::forbidden());
    }
    check_commitment(&new.quote, new.state, &new.told)?;
    if !rows::recommit(tx, seen, new, by.person).await? {
        return Err(Problem::conflict("escalations-problem-changed"));
    }
    note(tx, by.actor(), entry.id.0, "commitment-changed", new.state.code().as_bytes()).await
}

/// One page of commitments that the member may see.
pub async fn promises(
    tx: &mut Tx,
    by: &Member,
    state: Option<CommitmentState>,
    page: i64,
) -> Result<Vec<Promise>, Problem> {
    by.may(Capability::ESCALATE)?;
    rows::promises(tx, state, PAGE, page.max(0).saturating_mul(PAGE)).await
}

/// Open ones of the member's organisation that are due by now or soon.
pub async fn due(tx: &mut Tx, by: &Member, today: Day) -> Result<Vec<Promise>, Problem> {
    by.may(Capability::ESCALATE)?;
    rows::due(tx, by.organisation, today.plus(AHEAD), MOST_DUE).await
}
