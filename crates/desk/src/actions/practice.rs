//! Practising: a member tries their hand at a claim that is checked already, and lays what they found beside the published check.
//!
//! Everybody with an affiliation may, whatever their role: whoever is new learns here first. An attempt belongs to its person, not to the
//! organisation. What must never happen: that an exercise shows the verdict, or that an attempt is seen by anybody else.

use saksi_base::problem::Problems;
use saksi_base::{CheckId, Problem, ProblemKind};
use saksi_db::Tx;
use uuid::Uuid;

use super::{By, checks, public};
use crate::model::practice::{Attempt, Comparison, Decided, Exercise, ExerciseLine, REASONING_CHARACTERS};
use crate::model::{CheckState, Cursor, ListFilter, Page};
use crate::store::practice;

/// Attempts read at once for taking away.
const BATCH: i64 = 200;

/// Claims to practise on, last changed first. The filter's verdict is not heeded, since it would tell.
pub async fn exercises(
    tx: &mut Tx,
    by: &By,
    filter: &ListFilter,
    cursor: Option<Cursor>,
    limit: i64,
) -> Result<Page<ExerciseLine>, Problem> {
    let filter = ListFilter { verdict: None, ..filter.clone() };
    let page = public::published(tx, &filter, cursor, limit).await?;
    let ids: Vec<Uuid> = page.items.iter().map(|check| check.check.0).collect();
    let tried = practice::tried(tx, by.person, &ids).await?;
    let items = page.items.into_iter().map(|check| ExerciseLine {
        tried: tried.contains(&check.check),
        check: check.check,
        statement: check.statement,
        language: check.language,
    });
    Ok(Page { items: items.collect(), next: page.next })
}

/// One claim to practise on, and the attempt where this person tried this version already.
pub async fn exercise(tx: &mut Tx, by: &By, check: CheckId) -> Result<(Exercise, Option<Uuid>), Problem> {
    let published = public::published_check(tx, check).await?;
    if published.state != CheckState::Published {
        return Err(Problem::new(ProblemKind::Gone, "desk-problem-practice-withdrawn"));
    }
    let done = practice::at(tx, by.person, check, published.answer.version).await?;
    let exercise = Exercise {
        check,
        statement: published.answer.statement,
        language: published.answer.language,
        example: published.example,
        first_asked: published.first_asked,
        version: published.answer.version,
    };
    Ok((exercise, done))
}

fn judge(decided: &Decided) -> Result<(), Problem> {
    let mut problems = Problems::new();
    let count = decided.reasoning.trim().chars().count();
    if count < REASONING_CHARACTERS.0 || count > REASONING_CHARACTERS.1 {
        problems
            .add("reasoning", "desk-problem-practice-reasoning")
            .with("least", REASONING_CHARACTERS.0)
            .with("most", REASONING_CHARACTERS.1);
    }
    if decided.references.is_empty() {
        problems.add("references", "desk-problem-practice-references");
    }
    checks::judge_references(&mut problems, &decided.references);
    problems.finish()
}

/// Keeps what somebody decided; gives the attempt. Sent twice, it is kept once.
pub async fn attempt(tx: &mut Tx, by: &By, check: CheckId, decided: Decided) -> Result<Uuid, Problem> {
    let (exercise, done) = exercise(tx, by, check).await?;
    if let Some(done) = done {
        return Ok(done);
    }
    judge(&decided)?;
    let at = tx.now();
    let id = saksi_base::ids::time_ordered(at, &*tx.random());
    let attempt = Attempt { id, check, version: exercise.version, decided, at };
    practice::insert(tx, by.person, &attempt).await?;
    practice::at(tx, by.person, check, exercise.version).await?.ok_or_else(Problem::internal)
}

/// An attempt beside the check: the version of that day, and how it stands now.
pub async fn comparison(tx: &mut Tx, by: &By, id: Uuid) -> Result<Comparison, Problem> {
    let attempt = practice::one(tx, by.person, id).await?.ok_or_else(Problem::not_found)?;
    let published = match public::published_check(tx, attempt.check).await {
        Ok(now) => {
            let then = public::check_version(tx, attempt.check, attempt.version).await?.content;
            Some((then, now))
        }
        Err(problem) if matches!(problem.kind, ProblemKind::Gone | ProblemKind::NotFound) => None,
        Err(problem) => return Err(problem),
    };
    Ok(Comparison { attempt, published })
}

/// One's own attempts with the claims they are about, newest first; a claim that is not shown any more has none.
pub async fn own(
    tx: &mut Tx,
    by: &By,
    cursor: Option<Cursor>,
    limit: i64,
) -> Result<Page<(Attempt, Option<String>)>, Problem> {
    #[expect(clippy::cast_possible_truncation, reason = "the key is a time that was whole")]
    let after = cursor.map_or((i64::MAX, Uuid::max()), |cursor| (cursor.key as i64, cursor.id));
    let page = public::page(practice::page(tx, by.person, after, limit + 1).await?, limit, |attempt| {
        public::time_cursor(attempt.at, attempt.id)
    });
    let mut items = Vec::new();
    for attempt in page.items {
        let statement = match public::published_check(tx, attempt.check).await {
            Ok(check) => Some(check.answer.statement),
            Err(problem) if matches!(problem.kind, ProblemKind::Gone | ProblemKind::NotFound) => None,
            Err(problem) => return Err(problem),
        };
        items.push((attempt, statement));
    }
    Ok(Page { items, next: page.next })
}

/// All of one's own attempts, to take away.
pub async fn all(tx: &mut Tx, by: &By) -> Result<Vec<Attempt>, Problem> {
    let (mut all, mut after) = (Vec::new(), (i64::MAX, Uuid::max()));
    loop {
        let batch = practice::page(tx, by.person, after, BATCH).await?;
        let Some(last) = batch.last() else { return Ok(all) };
        after = (last.at.0, last.id);
        all.extend(batch);
    }
}

/// Deletes one's own attempt. It stays deleted where a backup is restored.
pub async fn delete(tx: &mut Tx, by: &By, id: Uuid) -> Result<(), Problem> {
    if practice::delete(tx, by.person, id).await? == 0 {
        return Err(Problem::not_found());
    }
    tx.tombstone("practice_attempt", id).await?;
    Ok(())
}
