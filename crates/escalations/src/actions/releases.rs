//! Publishing figures: when it is time, once for each period, never changed afterwards.

use std::sync::Arc;

use saksi_base::calendar::Day;
use saksi_base::{EscalationId, Problem, ReleaseId, Timestamp};
use saksi_counting::Protection;
use saksi_db::jobs::Handler;
use saksi_db::{Actor, Db, Tx, Viewer};
use saksi_network::{Capability, Member};
use sha2::{Digest as _, Sha256};

use super::{note, own_words};
use crate::handle::Escalations;
use crate::model::SHORT;
use crate::model::scoreboard::{Every, Gathered, Making, NoRelease, Period, Release, Taking};
use crate::store::releases::{self as rows, Published};
use crate::store::{text, value};

/// The job that publishes what is due.
pub const JOB: &str = "scoreboard-release";
/// What the journal says of a release.
pub const RELEASED: &str = "scoreboard-released";
/// What kept pages of the scoreboard show: a release lets go of them.
pub const BOARD: uuid::Uuid = uuid::Uuid::from_u128(0x5c0e_b0a2_d000_7000_8000_0000_0000_0001);
/// How much is read at once, so that a period of a million notices is never one answer of the database.
const STRIDE_DAYS: i32 = 1;

/// How the member's organisation takes part.
pub async fn taking(tx: &mut Tx, by: &Member) -> Result<Taking, Problem> {
    by.may(Capability::ESCALATE)?;
    rows::taking(tx, by.organisation).await
}

/// Lets the member's organisation take part, or not any more. What is published stays; the next release follows.
pub async fn set_taking(tx: &mut Tx, by: &Member, taking: Taking) -> Result<(), Problem> {
    by.may(Capability::ESCALATE)?;
    rows::set_taking(tx, by.organisation, taking, by.person).await?;
    note(tx, by.actor(), by.organisation.0, "scoreboard-part-changed", taking.code().as_bytes()).await
}

/// What was decided about an escalation alone, and whether it is counted.
pub async fn counted(tx: &mut Tx, by: &Member, id: EscalationId) -> Result<(Taking, bool), Problem> {
    let escalation = super::whole(tx, by, id).await?;
    let taking = rows::taking(tx, escalation.row.owner).await?;
    let choice = rows::choice(tx, id).await?;
    Ok((taking, taking.counts(choice)))
}

/// Counts an escalation, or takes it out; the next release follows.
pub async fn choose(tx: &mut Tx, by: &Member, id: EscalationId, counted: bool) -> Result<(), Problem> {
    own_words(tx, by, id).await?;
    rows::set_choice(tx, id, counted, by.person).await?;
    note(tx, by.actor(), id.0, "escalation-changed", b"scoreboard").await
}

/// Every release, the newest period first.
pub async fn list(db: &Db) -> Result<Vec<Published>, Problem> {
    saksi_db::read!(db, Viewer::Public, tx => { rows::list(&mut tx).await })
}

/// The text of a release, as it was published.
pub async fn content(db: &Db, id: ReleaseId) -> Result<String, Problem> {
    let found = saksi_db::read!(db, Viewer::Public, tx => { rows::content(&mut tx, id).await })?;
    found.ok_or_else(Problem::not_found)
}

/// A release, read once by each process: it never changes.
pub async fn release(room: &Escalations, db: &Db, id: ReleaseId) -> Result<Arc<Release>, Problem> {
    if let Some(known) = room.releases.known(id) {
        return Ok(known);
    }
    let release: Arc<Release> = Arc::new(value(&content(db, id).await?)?);
    room.releases.keep(&release);
    Ok(release)
}

/// What could be published today and is not yet: a period none of whose days was published.
async fn due(db: &Db, every: Every) -> Result<Option<Period>, Problem> {
    let period = every.settled(Day::of(db.clock().now()));
    let earlier = list(db).await?;
    if earlier.iter().filter_map(Published::period).any(|other| other.overlaps(period)) {
        return Ok(None);
    }
    let any = saksi_db::read!(db, Viewer::System, tx => { rows::any(&mut tx, period).await })?;
    Ok(any.then_some(period))
}

/// Puts the job into the queue where something is due. Run it every few minutes.
pub async fn keep_house(room: &Escalations, db: &Db) -> Result<(), Problem> {
    let Some(every) = room.every else { return Ok(()) };
    let Some(period) = due(db, every).await? else { return Ok(()) };
    let subject = uuid::Uuid::from_u128(u128::from(period.begins().0.unsigned_abs()));
    saksi_db::write!(db, "ask for a release", Viewer::System, tx => {
        let now = tx.now();
        tx.enqueue(JOB, subject, now).await?;
        Ok(())
    })
}

/// Does the jobs of [`JOB`].
pub fn handler(room: Escalations) -> Handler {
    Arc::new(move |db, _| {
        let room = room.clone();
        Box::pin(async move {
            let Some(every) = room.every else { return Ok(()) };
            publish_due(&db, every).await.map(|_| ()).map_err(|problem| problem.to_string())
        })
    })
}

/// Publishes what is due.
pub async fn publish_due(db: &Db, every: Every) -> Result<Option<ReleaseId>, Problem> {
    let Some(period) = due(db, every).await? else { return Ok(None) };
    match compute(db, period, 1, every, "").await? {
        Some(release) => publish(db, Actor::System, release).await.map(Some),
        None => Ok(None),
    }
}

/// The release of a period from the events as they stand; none where too few notices may be shown.
async fn compute(db: &Db, period: Period, number: u32, every: Every, reason: &str) -> Result<Option<Release>, Problem> {
    let made_at = db.clock().now();
    let mut gathered = Gathered::default();
    let mut day = period.from;
    while day < period.until {
        let next = day.plus(STRIDE_DAYS).min(period.until);
        gathered = saksi_db::read!(db, Viewer::System, tx => {
            // A body may run again: it adds to what came before, and nothing of a first try is kept.
            let mut more = Gathered::default();
            rows::gather(&mut tx, day.start(), next.start(), &mut more).await?;
            Ok::<_, Problem>(more)
        })
        .map(|more| gathered.with(more))?;
        day = next;
    }
    let making = Making {
        id: ReleaseId::new(made_at, &*db.random()),
        period,
        number,
        made_at,
        every,
        reason: reason.to_owned(),
    };
    let made = tokio::task::spawn_blocking(move || Release::make(gathered, making, Protection::default()));
    match made.await {
        Ok(Ok(release)) => Ok(Some(release)),
        Ok(Err(NoRelease::TooFew)) => Ok(None),
        Ok(Err(error)) => {
            tracing::error!(%error, "the figures of a period cannot be published");
            Err(Problem::internal())
        }
        Err(error) => {
            tracing::error!(%error, "the figures of a period cannot be worked out");
            Err(Problem::internal())
        }
    }
}

/// SHA-256 of the text of a release.
pub fn hash_of(content: &str) -> [u8; 32] {
    Sha256::digest(content.as_bytes()).into()
}

async fn publish(db: &Db, actor: Actor, release: Release) -> Result<ReleaseId, Problem> {
    let content = text(&release)?;
    let hash = hash_of(&content);
    let published = saksi_db::write!(db, "publish a scoreboard", Viewer::System, tx => {
        if !rows::insert(&mut tx, &release, &content, &hash).await? {
            return Ok(false);
        }
        note(&mut tx, actor, BOARD, RELEASED, &hash).await?;
        Ok::<_, Problem>(true)
    })?;
    if published { Ok(release.id) } else { Err(Problem::conflict("escalations-problem-changed")) }
}

/// The newest release of a period.
async fn newest(room: &Escalations, db: &Db, code: &str) -> Result<Arc<Release>, Problem> {
    let known = list(db).await?;
    let found = known.iter().find(|one| one.code == code).ok_or_else(Problem::not_found)?;
    release(room, db, found.id).await
}

fn reason_of(reason: &str) -> Result<&str, Problem> {
    let mut problems = saksi_base::problem::Problems::new();
    saksi_web::fields::check_text(&mut problems, "reason", reason, SHORT, true);
    problems.finish()?;
    Ok(reason.trim())
}

/// One more release of a period, from the events as they stand now, with its reason. Both stay. Refused where other notices would be
/// counted than in the one before, see [`Release::may_correct`].
pub async fn correct(room: &Escalations, db: &Db, by: &Member, code: &str, reason: &str) -> Result<ReleaseId, Problem> {
    by.may_operate()?;
    let reason = reason_of(reason)?;
    let before = newest(room, db, code).await?;
    let every = room.every.unwrap_or_default();
    let made = compute(db, before.period, before.number + 1, every, reason).await?;
    match made.filter(|release| release.may_correct(&before)) {
        Some(release) => publish(db, by.actor(), Release { next_on: before.next_on, ..release }).await,
        None => Err(Problem::conflict("escalations-problem-correction")),
    }
}

/// Takes the figures of a period back, with the reason. What was published stays where it was, and says so.
pub async fn take_back(
    room: &Escalations,
    db: &Db,
    by: &Member,
    code: &str,
    reason: &str,
) -> Result<ReleaseId, Problem> {
    by.may_operate()?;
    let reason = reason_of(reason)?;
    let before = newest(room, db, code).await?;
    if before.taken_back {
        return Err(Problem::conflict("escalations-problem-changed"));
    }
    let (now, random): (Timestamp, _) = (db.clock().now(), db.random());
    let release = before.take_back(ReleaseId::new(now, &*random), before.number + 1, now, reason);
    publish(db, by.actor(), release).await
}
