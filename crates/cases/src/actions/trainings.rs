//! The log of trainings: what was taught to how many, by media and language. It is counted in the quarter in which it was written down,
//! so that a published figure never has to change; what is counted stays.

use saksi_base::{Problem, TrainingId};
use saksi_db::Actor;
use saksi_network::{Capability, Member};

use super::{counting, note};
use crate::handle::Cases;
use crate::model::calendar::Day;
use crate::model::training::{NewTraining, Training, WhyNotTraining};
use crate::store;

/// Most trainings that a page shows.
const MOST_SHOWN: i64 = 200;

/// A training, and whether it can still be taken away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Logged {
    /// The training.
    pub training: Training,
    /// Whether its quarter is published: it stays then.
    pub counted: bool,
}

fn may(member: &Member) -> Result<(), Problem> {
    let work = Capability::RESPOND | Capability::RUN_HELPLINE;
    if member.capabilities.intersects(work) { Ok(()) } else { Err(Problem::forbidden()) }
}

/// The trainings of one's own organisation, the last one first.
pub async fn list(cases: &Cases, member: &Member) -> Result<Vec<Logged>, Problem> {
    may(member)?;
    let all = saksi_db::read!(cases.db, member.viewer(), tx => {
        store::trainings::of(&mut tx, member.organisation, MOST_SHOWN).await
    })?;
    let releases = counting::releases(cases).await?;
    let counted = |day: Day| releases.iter().any(|release| release.period.holds(day));
    Ok(all.into_iter().map(|training| Logged { counted: counted(training.entered), training }).collect())
}

/// Writes a training down.
pub async fn log(cases: &Cases, member: &Member, training: NewTraining) -> Result<TrainingId, Problem> {
    may(member)?;
    training.check(Day::of(cases.now())).map_err(|why| match why {
        WhyNotTraining::Day => Problem::field("day", "cases-training-day"),
        WhyNotTraining::Groups | WhyNotTraining::People(_) => Problem::conflict("cases-training-people"),
        WhyNotTraining::Twice(_) => Problem::conflict("cases-training-twice"),
    })?;
    let id = TrainingId::new(&*cases.random());
    saksi_db::write!(cases.db, "log training", member.viewer(), tx => {
        store::trainings::insert(&mut tx, id, member.organisation, &training).await?;
        note(&mut tx, Actor::Member(member.person), id.0, "training-logged", &[]).await
    })?;
    Ok(id)
}

/// Takes a training away that was written down wrongly, while it is not counted yet.
pub async fn remove(cases: &Cases, member: &Member, id: TrainingId) -> Result<(), Problem> {
    may(member)?;
    let releases = counting::releases(cases).await?;
    saksi_db::write!(cases.db, "remove training", member.viewer(), tx => {
        let entered = store::trainings::entered(&mut tx, member.organisation, id).await?;
        let entered = Day::of(entered.ok_or_else(Problem::not_found)?);
        if releases.iter().any(|release| release.period.holds(entered)) {
            return Err(Problem::conflict("cases-training-counted"));
        }
        store::trainings::delete(&mut tx, member.organisation, id).await?;
        note(&mut tx, Actor::Member(member.person), id.0, "training-removed", &[]).await
    })
}
