//! Questions that working groups decide. Nobody sees how others vote, before the deadline or after: until then how many took part, then
//! the counts, and who voted how is deleted.

use std::collections::HashMap;

use saksi_base::{DecisionId, Problem, WorkingGroupId};
use saksi_db::jobs::Handler;
use saksi_db::{Actor, Tx, Viewer};
use saksi_network::Member;

use super::groups::in_group;
use super::note;
use crate::model::decisions::{ABSTAINS, Decision, DecisionDraft, DecisionState, MOST_OPEN};
use crate::model::groups::{GroupReader, reads};
use crate::store::decisions as rows;
use crate::store::groups;

/// The job that counts votes when the deadline has passed.
pub const JOB: &str = "group-decision";
/// Most questions that a page shows.
const MOST_SHOWN: i64 = 100;

/// Does the jobs of [`JOB`].
pub fn handlers() -> HashMap<&'static str, Handler> {
    let handler: Handler = std::sync::Arc::new(|db, job| {
        Box::pin(async move {
            let group = WorkingGroupId(job.subject);
            let settled: Result<(), Problem> = saksi_db::write!(db, "count votes", Viewer::System, tx => {
                settle_due(&mut tx, group).await
            });
            settled.map_err(|problem| problem.to_string())
        })
    });
    HashMap::from([(JOB, handler)])
}

/// Counts what is due in a group. Whatever changes who is in it asks for this first, so that a result is that of the deadline.
pub async fn settle_due(tx: &mut Tx, group: WorkingGroupId) -> Result<(), Problem> {
    for id in rows::due(tx, group).await? {
        if let Some(decision) = rows::decision(tx, id).await? {
            rows::settle(tx, &decision).await?;
            note(tx, Actor::System, id.0, "group-decision-settled", &[]).await?;
        }
    }
    Ok(())
}

/// Asks a group.
pub async fn ask(tx: &mut Tx, by: &Member, group: WorkingGroupId, draft: DecisionDraft) -> Result<DecisionId, Problem> {
    in_group(tx, by, group).await?;
    let draft = draft.tidy(tx.now())?;
    if rows::open_count(tx, group).await? >= MOST_OPEN {
        return Err(Problem::conflict("directory-decisions-too-many").with("most", MOST_OPEN));
    }
    let id = DecisionId::new(&*tx.random());
    rows::insert(tx, id, group, (by.person, by.organisation), &draft).await?;
    tx.enqueue(JOB, group.0, draft.closes).await?;
    note(tx, by.actor(), id.0, "group-decision-asked", draft.question.as_bytes()).await?;
    Ok(id)
}

async fn fill(tx: &mut Tx, by: &Member, mut decision: Decision) -> Result<Decision, Problem> {
    decision.options = rows::options(tx, decision.id).await?;
    if decision.state == DecisionState::Open {
        decision.members = rows::members(tx, decision.group).await?;
        decision.took_part = rows::took_part(tx, decision.id).await?;
        decision.own = rows::vote_of(tx, decision.id, by.person).await?;
    } else {
        decision.took_part = decision.options.iter().map(|(_, votes)| votes).sum::<i64>() + decision.abstained;
    }
    Ok(decision)
}

/// The questions of a group that whoever looks may read: those of the network, and all of them for its members.
pub async fn decisions(tx: &mut Tx, by: &Member, group: WorkingGroupId) -> Result<Vec<Decision>, Problem> {
    let in_group = groups::chairs(tx, group, by.person).await?.is_some();
    let mut all = Vec::new();
    for decision in rows::decisions(tx, group, in_group, MOST_SHOWN).await? {
        all.push(fill(tx, by, decision).await?);
    }
    Ok(all)
}

/// One question, where whoever looks may read it; refused as if it were not there otherwise.
pub async fn decision(tx: &mut Tx, by: &Member, id: DecisionId) -> Result<Decision, Problem> {
    let decision = rows::decision(tx, id).await?.ok_or_else(Problem::not_found)?;
    let group = groups::group(tx, decision.group).await?.ok_or_else(Problem::not_found)?;
    let reader = GroupReader {
        member: true,
        in_group: groups::chairs(tx, group.id, by.person).await?.is_some(),
        same_organisation: decision.organisation == by.organisation,
        named: false,
    };
    if !reads(decision.marking, reader) {
        return Err(Problem::not_found());
    }
    fill(tx, by, decision).await
}

/// Votes, or votes anew: a position of an option, or [`ABSTAINS`]. Until the deadline the last one counts.
pub async fn vote(tx: &mut Tx, by: &Member, id: DecisionId, position: i64) -> Result<(), Problem> {
    let decision = decision(tx, by, id).await?;
    in_group(tx, by, decision.group).await?;
    if decision.state != DecisionState::Open || decision.closes <= tx.now() {
        return Err(Problem::conflict("directory-decision-over"));
    }
    let last = i64::try_from(decision.options.len()).unwrap_or(0);
    if position != ABSTAINS && !(0..last).contains(&position) {
        return Err(Problem::field("position", "directory-vote-missing"));
    }
    rows::vote(tx, id, by.person, position).await?;
    note(tx, by.actor(), id.0, "group-decision-voted", &[]).await
}

/// Takes a question back that one asked oneself, or as a chair; every vote is deleted.
pub async fn withdraw(tx: &mut Tx, by: &Member, id: DecisionId) -> Result<(), Problem> {
    let decision = decision(tx, by, id).await?;
    let chairs = groups::chairs(tx, decision.group, by.person).await?;
    if chairs != Some(true) && !(chairs.is_some() && decision.author == Some(by.person)) {
        return Err(Problem::forbidden());
    }
    if decision.closes <= tx.now() || !rows::withdraw(tx, id).await? {
        return Err(Problem::conflict("directory-decision-over"));
    }
    note(tx, by.actor(), id.0, "group-decision-withdrawn", &[]).await
}
