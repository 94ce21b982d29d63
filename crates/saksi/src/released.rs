//! What other rooms of this server have published, for the page of what the network comes to. Nothing here counts: it reads releases.

use saksi_cases::Cases;
use saksi_cases::model::counting::Figure;
use saksi_cases::model::counting::release::series;
use saksi_cases::model::words::FirstAnswer;
use saksi_db::Db;
use saksi_directory::{Later, Published};
use saksi_escalations::Escalations;
use saksi_escalations::actions::releases;

/// The releases of this server.
pub(crate) struct Told {
    /// Where those about platforms lie.
    pub(crate) db: Db,
    /// Whose figures about help are told.
    pub(crate) cases: Cases,
    /// Whose figures about platforms are told.
    pub(crate) escalations: Escalations,
}

impl Told {
    async fn help(&self) -> Vec<saksi_directory::Told> {
        let Ok(all) = saksi_cases::actions::counting::releases(&self.cases).await else { return Vec::new() };
        let points = series(&all);
        let (Some(last), Some(latest)) = (points.last(), all.iter().max_by_key(|release| release.period)) else {
            return Vec::new();
        };
        let (mut shown, mut at_least) = (0_u64, false);
        for point in &points {
            match point.closed {
                Figure::Count(count) => shown = shown.saturating_add(count),
                Figure::Hidden => at_least = true,
            }
        }
        let mut told = vec![
            saksi_directory::Told::Asked { shown: last.so_far, at_least: last.at_least },
            saksi_directory::Told::Helped { shown, at_least },
        ];
        for row in latest.rows(&["first-answer"]).unwrap_or_default() {
            let step = row.values.first().copied().flatten().and_then(FirstAnswer::from_code);
            told.extend(
                step.map(|step| saksi_directory::Told::FirstAnswer { message: step.message(), figure: row.figure }),
            );
        }
        told
    }

    async fn platforms(&self) -> Option<saksi_directory::Told> {
        let newest = releases::list(&self.db).await.ok()?.into_iter().next()?;
        let release = releases::release(&self.escalations, &self.db, newest.id).await.ok()?;
        if release.taken_back {
            return None;
        }
        let median = release.answers(None, None)?.reply.median.value?;
        let period = release.period.code();
        // Rounded up: nobody is told less waiting than there was.
        let hours = format!("{:.0}", median.ceil()).parse().ok()?;
        Some(saksi_directory::Told::Platforms { hours, period })
    }
}

impl Published for Told {
    fn told(&self) -> Later<'_, Vec<saksi_directory::Told>> {
        Box::pin(async move {
            let mut told = self.help().await;
            told.extend(self.platforms().await);
            told
        })
    }
}
