//! Trainings and the groups that came to them. No row leads to a person.

use std::collections::BTreeMap;

use saksi_base::{OrganisationId, Problem, Timestamp, TrainingId};
use saksi_db::{Tx, execute, fetch_all, fetch_scalar};
use saksi_vault::SealError;

use super::number;
use crate::handle::damaged;
use crate::model::calendar::Day;
use crate::model::training::{Group, MediaKind, NewTraining, Training, TrainingTopic, language_codes};

fn unknown() -> Problem {
    damaged("a training")(SealError::Damaged)
}

fn group(media: &str, language: &str, people: i64) -> Result<Group, Problem> {
    Ok(Group {
        media: MediaKind::from_code(media).ok_or_else(unknown)?,
        language: language_codes().find(|code| *code == language).ok_or_else(unknown)?,
        people: number(people)?,
    })
}

/// Keeps a training.
pub(crate) async fn insert(
    tx: &mut Tx,
    id: TrainingId,
    organisation: OrganisationId,
    training: &NewTraining,
) -> Result<(), Problem> {
    let entered = tx.now().day();
    execute!(
        tx,
        "INSERT INTO help_training (id, organisation, day, topic, entered) VALUES ($1, $2, $3, $4, $5)",
        id,
        organisation,
        training.day.start(),
        training.topic.code(),
        entered
    )?;
    for group in &training.groups {
        execute!(
            tx,
            "INSERT INTO help_training_group (training, media, language, people) VALUES ($1, $2, $3, $4)",
            id,
            group.media.code(),
            group.language,
            i64::from(group.people)
        )?;
    }
    Ok(())
}

/// The latest trainings of an organisation, the last one first.
pub(crate) async fn of(tx: &mut Tx, organisation: OrganisationId, most: i64) -> Result<Vec<Training>, Problem> {
    let rows = fetch_all!(
        tx,
        (TrainingId, Timestamp, String, Timestamp),
        "SELECT id, day, topic, entered FROM help_training WHERE organisation = $1 ORDER BY day DESC, id LIMIT $2",
        organisation,
        most
    )?;
    let mut groups: BTreeMap<TrainingId, Vec<Group>> = BTreeMap::new();
    let came = fetch_all!(
        tx,
        (TrainingId, String, String, i64),
        "SELECT g.training, g.media, g.language, g.people FROM help_training_group g \
         JOIN help_training t ON t.id = g.training WHERE t.organisation = $1 ORDER BY g.people DESC, g.media, g.language",
        organisation
    )?;
    for (training, media, language, people) in came {
        groups.entry(training).or_default().push(group(&media, &language, people)?);
    }
    let read = |(id, day, topic, entered): (TrainingId, Timestamp, String, Timestamp)| {
        Ok(Training {
            id,
            organisation,
            day: Day::of(day),
            topic: TrainingTopic::from_code(&topic).ok_or_else(unknown)?,
            entered: Day::of(entered),
            groups: groups.remove(&id).unwrap_or_default(),
        })
    };
    rows.into_iter().map(read).collect()
}

/// The day on which a training of an organisation was written down.
pub(crate) async fn entered(
    tx: &mut Tx,
    organisation: OrganisationId,
    id: TrainingId,
) -> Result<Option<Timestamp>, Problem> {
    Ok(fetch_scalar!(
        tx,
        Timestamp,
        "SELECT entered FROM help_training WHERE id = $1 AND organisation = $2",
        id,
        organisation
    )?)
}

/// Takes a training away, with its groups.
pub(crate) async fn delete(tx: &mut Tx, organisation: OrganisationId, id: TrainingId) -> Result<bool, Problem> {
    Ok(execute!(tx, "DELETE FROM help_training WHERE id = $1 AND organisation = $2", id, organisation)? == 1)
}

/// Who came to trainings that were written down on some days, over all organisations.
pub(crate) async fn within(
    tx: &mut Tx,
    from: Timestamp,
    until: Timestamp,
) -> Result<Vec<(TrainingTopic, Group)>, Problem> {
    let rows = fetch_all!(
        tx,
        (String, String, String, i64),
        "SELECT t.topic, g.media, g.language, CAST(sum(g.people) AS BIGINT) FROM help_training_group g \
         JOIN help_training t ON t.id = g.training WHERE t.entered >= $1 AND t.entered < $2 \
         GROUP BY t.topic, g.media, g.language ORDER BY t.topic, g.media, g.language",
        from,
        until
    )?;
    let read = |(topic, media, language, people): (String, String, String, i64)| {
        Ok((TrainingTopic::from_code(&topic).ok_or_else(unknown)?, group(&media, &language, people)?))
    };
    rows.into_iter().map(read).collect()
}
