//! Published figures: fixed tables over whole quarters, made once and never changed, so that two looks cannot be subtracted.
//!
//! A request adds one to the number of those of its month when it is filed. A case that is closed for the first time adds one to the
//! number of those with the same coded answers in the month of closing: a case that takes a year is in the figures of the quarter in
//! which it was closed, and no figure that is published would have to change. No row of either leads back to a case, and small
//! figures are hidden before anything is published.

use saksi_base::{Problem, ReleaseId};
use saksi_db::{Actor, Viewer};

use super::note;
use crate::handle::Cases;
use crate::model::calendar::Day;
use crate::model::counting::coded::standard_layout;
use crate::model::counting::release::{Period, Release, SETTLING_DAYS};
use crate::model::counting::suppress::{Protected, Protection};
use crate::model::counting::trained::{self, Trained};
use crate::model::training::{Group, TrainingTopic};
use crate::store;

/// Every release, the earliest first.
pub async fn releases(cases: &Cases) -> Result<Vec<Release>, Problem> {
    let stored = saksi_db::read!(cases.db, Viewer::Public, tx => { store::counts::releases(&mut tx).await })?;
    stored.iter().map(|text| serde_json::from_str(text).map_err(|_| Problem::internal())).collect()
}

/// The first day of the quarter in which a day lies.
fn quarter_of(day: Day) -> Option<Day> {
    let text = day.to_string();
    let mut parts = text.rsplitn(3, '-');
    let (_, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    let month: i8 = month.parse().ok()?;
    Day::new(year.parse().ok()?, (month - 1) / 3 * 3 + 1, 1)
}

/// The quarter after the one that begins on a day.
fn quarter_after(first: Day) -> Option<Day> {
    quarter_of(first.plus(100))
}

/// The last quarter that is over for long enough on a day.
fn settled(today: Day) -> Option<Period> {
    let settled = quarter_of(today.plus(-SETTLING_DAYS))?;
    Some(Period { from: quarter_of(settled.plus(-1))?, until: settled })
}

/// The quarters from the one of a day to the last one that is over for long enough, in order.
fn quarters(first: Day, last: Period) -> Vec<Period> {
    let mut all = Vec::new();
    let mut from = quarter_of(first);
    while let Some(begins) = from.filter(|begins| *begins <= last.from) {
        let Some(until) = quarter_after(begins) else { break };
        all.push(Period { from: begins, until });
        from = Some(until);
    }
    all
}

/// What stops a release is a mistake of ours, or figures that cannot be protected. Nothing is published then.
fn failed(what: &'static str) -> impl Fn(&dyn std::fmt::Display) -> Problem {
    move |error| {
        tracing::error!(%error, what, "the figures of a quarter cannot be published");
        Problem::internal()
    }
}

/// The people who were trained, small figures hidden; nothing where nobody was.
fn trained_people(groups: &[(TrainingTopic, Group)], protection: Protection) -> Result<Option<Trained>, Problem> {
    if groups.is_empty() {
        return Ok(None);
    }
    let layout = trained::layout().map_err(|error| failed("layout of trainings")(&error))?;
    let placed: Vec<([usize; 3], usize)> = groups
        .iter()
        .map(|(topic, group)| (trained::places(*topic, group), usize::try_from(group.people).unwrap_or(0)))
        .collect();
    let people = placed.iter().flat_map(|(places, count)| std::iter::repeat_n(places.as_slice(), *count));
    let figures = layout.count(people).map_err(|error| failed("count of trainings")(&error))?;
    let protected =
        Protected::new(&layout, &figures, protection).map_err(|error| failed("protection of trainings")(&error))?;
    Ok(Some(Trained::new(&protected)))
}

/// Publishes the figures of the earliest quarter that is over for long enough, in which anything was counted, and that is not published
/// yet; gives which release it is. Run it once a day, until it gives none: what a server that stood still has missed follows.
pub async fn release_due(cases: &Cases) -> Result<Option<ReleaseId>, Problem> {
    let today = Day::of(cases.now());
    let Some(last) = settled(today) else { return Ok(None) };
    let Some(next) = quarter_after(last.until) else { return Ok(None) };
    let earlier = releases(cases).await?;
    let (period, rows, requests, trained) = {
        let found = saksi_db::read!(cases.db, Viewer::System, tx => {
            let Some(first) = store::counts::first_month(&mut tx).await? else { return Ok(None) };
            for period in quarters(Day::of(first), last) {
                if earlier.iter().any(|release| release.period.overlaps(period)) {
                    continue;
                }
                let (from, until) = (period.from.start(), period.until.start());
                let rows = store::counts::within(&mut tx, from, until).await?;
                let requests = store::counts::requests_within(&mut tx, from, until).await?;
                let trained = store::trainings::within(&mut tx, from, until).await?;
                // A quarter in which nothing was counted has nothing to publish.
                if !rows.is_empty() || requests > 0 || !trained.is_empty() {
                    return Ok(Some((period, rows, u64::try_from(requests).unwrap_or(0), trained)));
                }
            }
            Ok::<_, Problem>(None)
        });
        let Some(found) = found? else { return Ok(None) };
        found
    };
    let protection = cases.protection;
    let id = ReleaseId::new(cases.now(), &*cases.random());
    let content = cases
        .away(move |_| {
            let layout = standard_layout().map_err(|error| failed("layout")(&error))?;
            let mut places: Vec<Vec<usize>> = Vec::new();
            for (text, count) in rows {
                let one: Vec<usize> = text.split(' ').filter_map(|place| place.parse().ok()).collect();
                let count = usize::try_from(count).unwrap_or(0);
                places.extend(std::iter::repeat_n(one, count));
            }
            let figures = layout.count(places.iter().map(Vec::as_slice)).map_err(|error| failed("count")(&error))?;
            let protected =
                Protected::new(&layout, &figures, protection).map_err(|error| failed("protection")(&error))?;
            let days = (today, next.plus(SETTLING_DAYS));
            let release =
                Release::new(id, &earlier, period, days, &protected).map_err(|error| failed("release")(&error))?;
            let release = release.with_requests(requests, &earlier).with_trained(trained_people(&trained, protection)?);
            serde_json::to_string(&release).map_err(|error| failed("text")(&error))
        })
        .await?;
    saksi_db::write!(cases.db, "publish figures", Viewer::System, tx => {
        store::counts::insert_release(&mut tx, id, &content).await?;
        note(&mut tx, Actor::System, id.0, "help-figures-released", content.as_bytes()).await
    })?;
    Ok(Some(id))
}

#[cfg(test)]
mod tests {
    use saksi_base::SeededRandom;
    use saksi_base::random::bytes;

    use super::*;
    use crate::model::counting::{Figure, coded};
    use crate::testing::TestHelpline;

    /// Closed cases of a month, the first answers of every list often and the last ones seldom.
    async fn close(here: &TestHelpline, month: Day, count: usize, random: &SeededRandom) {
        let sizes: Vec<usize> = coded::dimensions().iter().map(|dimension| dimension.values.len()).collect();
        let added: Result<(), Problem> = saksi_db::write!(here.test.db, "test count", Viewer::System, tx => {
            for _ in 0..count {
                let place = |size: &usize| {
                    let [one, other] = bytes::<2>(random);
                    (usize::from(one.min(other)) * size / 256).to_string()
                };
                let places = sizes.iter().map(place).collect::<Vec<_>>().join(" ");
                store::counts::add(&mut tx, here.organisation, month.start(), &places).await?;
            }
            Ok(())
        });
        added.unwrap();
    }

    #[tokio::test]
    async fn quarters_that_follow_each_other_give_nothing_away_together() {
        for test in saksi_db::testing::engines().await {
            let here = TestHelpline::new(test).await;
            let random = SeededRandom::new(4_711);
            let mut published: Vec<Release> = Vec::new();
            for number in 0..5 {
                let first = quarter_of(Day::of(here.cases.now())).unwrap();
                close(&here, first, 30 + 60 * number, &random).await;
                // Some of the quarter before are closed when its figures stand already.
                if let Some(before) = published.last() {
                    close(&here, before.period.from, 2, &random).await;
                }
                let due = quarter_after(first).unwrap().plus(SETTLING_DAYS).start();
                here.test.clock.advance(due.since(here.cases.now()));
                assert!(release_due(&here.cases).await.unwrap().is_some());
                assert!(release_due(&here.cases).await.unwrap().is_none(), "once a quarter");
                let now = releases(&here.cases).await.unwrap();
                assert_eq!(now.get(..published.len()), Some(published.as_slice()), "what is published stays as it was");
                published = now;
            }
            assert_eq!(published.len(), 5);
            for (place, release) in published.iter().enumerate() {
                assert!(published.iter().skip(place + 1).all(|other| !release.period.overlaps(other.period)));
                for interval in release.what_a_reader_can_work_out(2_000).unwrap() {
                    assert!(interval.high - interval.low >= 10, "{interval:?}");
                }
            }
        }
    }

    #[tokio::test]
    async fn a_server_that_stood_still_publishes_every_quarter_that_it_missed() {
        for test in saksi_db::testing::engines().await {
            let here = TestHelpline::new(test).await;
            let random = SeededRandom::new(8_231);
            let first = quarter_of(Day::of(here.cases.now())).unwrap();
            close(&here, first, 60, &random).await;
            let third = quarter_after(quarter_after(first).unwrap()).unwrap();
            close(&here, third, 90, &random).await;
            let due = quarter_after(quarter_after(third).unwrap()).unwrap().plus(SETTLING_DAYS).start();
            here.test.clock.advance(due.since(here.cases.now()));
            let strict = here.cases.clone().with_protection(Protection::new(20, 19).unwrap());
            while release_due(&strict).await.unwrap().is_some() {}
            let published = releases(&here.cases).await.unwrap();
            let quarters: Vec<Day> = published.iter().map(|release| release.period.from).collect();
            assert_eq!(quarters, [first, third], "the quarter between has nothing to say");
            for release in published {
                assert_eq!(release.protection.threshold(), 20);
                let small = |figure: &Figure| matches!(figure, Figure::Count(count) if 0 < *count && *count < 20);
                assert!(!release.figures.iter().any(small));
            }
        }
    }

    #[test]
    fn a_quarter_is_published_a_fortnight_after_its_end() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        for (today, from, until) in [
            ("2026-01-14", "2025-07-01", "2025-10-01"),
            ("2026-01-15", "2025-10-01", "2026-01-01"),
            ("2026-04-14", "2025-10-01", "2026-01-01"),
            ("2026-12-31", "2026-07-01", "2026-10-01"),
        ] {
            assert_eq!(settled(day(today)), Some(Period { from: day(from), until: day(until) }), "{today}");
        }
        assert_eq!(quarter_after(day("2026-10-01")), Some(day("2027-01-01")));
    }
}
