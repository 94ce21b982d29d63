//! Publishing what the network comes to: once for each span of quarters, never changed afterwards.

use saksi_base::calendar::Day;
use saksi_base::{Problem, ReleaseId};
use saksi_counting::Protection;
use saksi_db::{Actor, Db, Viewer};

use super::note;
use crate::model::impact::{NoRelease, Release, due};
use crate::store::impact as rows;

/// Every release, the earliest first.
pub async fn releases(db: &Db) -> Result<Vec<Release>, Problem> {
    let stored = saksi_db::read!(db, Viewer::Public, tx => { rows::releases(&mut tx).await })?;
    stored
        .iter()
        .map(|text| {
            serde_json::from_str(text).map_err(|error| {
                tracing::error!(%error, "a release about the network cannot be read");
                Problem::internal()
            })
        })
        .collect()
}

/// Publishes what is due, and gives which release it is. Run it now and then.
pub async fn release_due(db: &Db, protection: Protection) -> Result<Option<ReleaseId>, Problem> {
    let now = db.clock().now();
    let today = Day::of(now);
    let earlier = releases(db).await?;
    let found = saksi_db::read!(db, Viewer::System, tx => {
        let Some(first) = rows::first(&mut tx).await? else { return Ok(None) };
        let Some(span) = due(today, Day::of(first), &earlier) else { return Ok(None) };
        let gathered = rows::gather(&mut tx, span.0.start(), span.1.start()).await?;
        Ok::<_, Problem>(Some((span, gathered)))
    });
    let Some((span, gathered)) = found? else { return Ok(None) };
    let id = ReleaseId::new(now, &*db.random());
    let failed = |error: &dyn std::fmt::Display| {
        tracing::error!(%error, "figures about the network cannot be published");
        Problem::internal()
    };
    let made = tokio::task::spawn_blocking(move || Release::make(&gathered, id, span, today, protection)).await;
    let release = match made {
        Ok(Ok(release)) => release,
        Ok(Err(NoRelease::TooFew)) => return Ok(None),
        Ok(Err(NoRelease::Failed(error))) => return Err(failed(&error)),
        Err(error) => return Err(failed(&error)),
    };
    let content = serde_json::to_string(&release).map_err(|error| failed(&error))?;
    let published = saksi_db::write!(db, "publish what the network comes to", Viewer::System, tx => {
        if !rows::insert(&mut tx, &release, &content).await? {
            return Ok(false);
        }
        note(&mut tx, Actor::System, id.0, "network-figures-released", content.as_bytes()).await?;
        Ok::<_, Problem>(true)
    })?;
    Ok(published.then_some(id))
}
