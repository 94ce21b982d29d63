//! Questions of working groups, their options and votes.

use saksi_base::{DecisionId, Marking, OrganisationId, PersonId, Problem, Timestamp, WorkingGroupId};
use saksi_db::{Tx, execute, fetch_all, fetch_optional, fetch_scalar};

use crate::model::decisions::{ABSTAINS, Decision, DecisionDraft, DecisionState};
use crate::model::lenses::Tags;

#[derive(saksi_db::FromRow)]
struct DecisionRow {
    id: DecisionId,
    working_group: WorkingGroupId,
    author: Option<PersonId>,
    organisation: OrganisationId,
    marking: Marking,
    question: String,
    detail: String,
    quorum: i64,
    opened_at: Timestamp,
    closes_at: Timestamp,
    state: String,
    members: i64,
    abstained: i64,
    lens: String,
    goals: String,
}

impl From<DecisionRow> for Decision {
    fn from(row: DecisionRow) -> Self {
        Self {
            id: row.id,
            group: row.working_group,
            author: row.author,
            organisation: row.organisation,
            marking: row.marking,
            question: row.question,
            detail: row.detail,
            tags: Tags::from_stored(&row.lens, &row.goals),
            quorum: row.quorum,
            opened: row.opened_at,
            closes: row.closes_at,
            state: DecisionState::from_code(&row.state),
            members: row.members,
            took_part: 0,
            abstained: row.abstained,
            options: Vec::new(),
            own: None,
        }
    }
}

/// One question. Who may read it is the action's to say.
pub(crate) async fn decision(tx: &mut Tx, id: DecisionId) -> Result<Option<Decision>, Problem> {
    Ok(fetch_optional!(
        tx,
        DecisionRow,
        "SELECT id, working_group, author, organisation, marking, question, detail, quorum, opened_at, closes_at, state, \
         members, abstained, lens, goals FROM group_decision WHERE id = $1",
        id
    )?
    .map(Decision::from))
}

/// The questions of a group, the open ones first, then the newest. Those above GREEN are left out for whoever is not in it.
pub(crate) async fn decisions(
    tx: &mut Tx,
    group: WorkingGroupId,
    in_group: bool,
    most: i64,
) -> Result<Vec<Decision>, Problem> {
    Ok(fetch_all!(
        tx,
        DecisionRow,
        "SELECT id, working_group, author, organisation, marking, question, detail, quorum, opened_at, closes_at, state, \
         members, abstained, lens, goals FROM group_decision WHERE working_group = $1 AND (marking <= 1 OR $2) \
         ORDER BY CASE WHEN state = 'open' THEN 0 ELSE 1 END, closes_at DESC, id LIMIT $3",
        group,
        in_group,
        most
    )?
    .into_iter()
    .map(Decision::from)
    .collect())
}

#[derive(saksi_db::FromRow)]
struct OptionRow {
    answer: String,
    votes: i64,
}

/// What can be answered, and how many answered so once that is known.
pub(crate) async fn options(tx: &mut Tx, id: DecisionId) -> Result<Vec<(String, i64)>, Problem> {
    let rows =
        fetch_all!(tx, OptionRow, "SELECT answer, votes FROM group_option WHERE decision = $1 ORDER BY position", id)?;
    Ok(rows.into_iter().map(|row| (row.answer, row.votes)).collect())
}

/// How many of those who are in the group now have voted.
pub(crate) async fn took_part(tx: &mut Tx, id: DecisionId) -> Result<i64, Problem> {
    Ok(fetch_scalar!(
        tx,
        i64,
        "SELECT count(*) FROM group_vote v JOIN group_decision d ON d.id = v.decision \
         JOIN working_group_member m ON m.working_group = d.working_group AND m.person = v.person WHERE v.decision = $1",
        id
    )?
    .unwrap_or(0))
}

/// How many are in a group.
pub(crate) async fn members(tx: &mut Tx, group: WorkingGroupId) -> Result<i64, Problem> {
    Ok(fetch_scalar!(tx, i64, "SELECT count(*) FROM working_group_member WHERE working_group = $1", group)?
        .unwrap_or(0))
}

/// How somebody votes.
pub(crate) async fn vote_of(tx: &mut Tx, id: DecisionId, person: PersonId) -> Result<Option<i64>, Problem> {
    Ok(fetch_scalar!(tx, i64, "SELECT position FROM group_vote WHERE decision = $1 AND person = $2", id, person)?)
}

/// Votes, or votes anew.
pub(crate) async fn vote(tx: &mut Tx, id: DecisionId, person: PersonId, position: i64) -> Result<(), Problem> {
    execute!(
        tx,
        "INSERT INTO group_vote (decision, person, position) VALUES ($1, $2, $3) \
         ON CONFLICT (decision, person) DO UPDATE SET position = excluded.position",
        id,
        person,
        position
    )?;
    Ok(())
}

pub(crate) async fn open_count(tx: &mut Tx, group: WorkingGroupId) -> Result<i64, Problem> {
    Ok(fetch_scalar!(
        tx,
        i64,
        "SELECT count(*) FROM group_decision WHERE working_group = $1 AND state = 'open'",
        group
    )?
    .unwrap_or(0))
}

pub(crate) async fn insert(
    tx: &mut Tx,
    id: DecisionId,
    group: WorkingGroupId,
    by: (PersonId, OrganisationId),
    draft: &DecisionDraft,
) -> Result<(), Problem> {
    let now = tx.now();
    execute!(
        tx,
        "INSERT INTO group_decision (id, working_group, author, organisation, marking, question, detail, quorum, opened_at, \
         closes_at, lens, goals, state, members, abstained) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'open', 0, 0)",
        id,
        group,
        by.0,
        by.1,
        draft.marking,
        &draft.question,
        &draft.detail,
        draft.quorum,
        now,
        draft.closes,
        draft.tags.stored_lens(),
        draft.tags.stored_goals()
    )?;
    for (position, answer) in (0_i64..).zip(&draft.options) {
        execute!(
            tx,
            "INSERT INTO group_option (decision, position, answer, votes) VALUES ($1, $2, $3, 0)",
            id,
            position,
            answer
        )?;
    }
    Ok(())
}

/// Takes an open question back, with every vote.
pub(crate) async fn withdraw(tx: &mut Tx, id: DecisionId) -> Result<bool, Problem> {
    let now = tx.now();
    let done = execute!(
        tx,
        "UPDATE group_decision SET state = 'withdrawn', settled_at = $2 WHERE id = $1 AND state = 'open'",
        id,
        now
    )? > 0;
    execute!(tx, "DELETE FROM group_vote WHERE decision = $1", id)?;
    Ok(done)
}

/// Open questions of a group whose deadline has passed.
pub(crate) async fn due(tx: &mut Tx, group: WorkingGroupId) -> Result<Vec<DecisionId>, Problem> {
    let now = tx.now();
    let rows = fetch_all!(
        tx,
        (DecisionId,),
        "SELECT id FROM group_decision WHERE working_group = $1 AND state = 'open' AND closes_at <= $2 ORDER BY closes_at, id",
        group,
        now
    )?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// Counts the votes of an open question, keeps the counts, and deletes who voted how. Those who left before count no more.
pub(crate) async fn settle(tx: &mut Tx, decision: &Decision) -> Result<(), Problem> {
    let now = tx.now();
    let (id, group) = (decision.id, decision.group);
    execute!(
        tx,
        "DELETE FROM group_vote WHERE decision = $1 AND person NOT IN \
         (SELECT person FROM working_group_member WHERE working_group = $2)",
        id,
        group
    )?;
    execute!(
        tx,
        "UPDATE group_option SET votes = (SELECT count(*) FROM group_vote v WHERE v.decision = group_option.decision \
         AND v.position = group_option.position) WHERE decision = $1",
        id
    )?;
    let abstained =
        fetch_scalar!(tx, i64, "SELECT count(*) FROM group_vote WHERE decision = $1 AND position = $2", id, ABSTAINS)?;
    let members = members(tx, group).await?;
    execute!(
        tx,
        "UPDATE group_decision SET state = 'settled', members = $2, abstained = $3, settled_at = $4 WHERE id = $1",
        id,
        members,
        abstained.unwrap_or(0),
        now
    )?;
    execute!(tx, "DELETE FROM group_vote WHERE decision = $1", id)?;
    Ok(())
}

/// How many votes there are at all.
#[cfg(feature = "testing")]
pub(crate) async fn all_votes(tx: &mut Tx) -> Result<i64, Problem> {
    Ok(fetch_scalar!(tx, i64, "SELECT count(*) FROM group_vote")?.unwrap_or(0))
}
