//! The log of engagement, and commitments.

use axum::http::StatusCode;
use saksi_db::testing::engines;

use crate::world::{World, go, open};

#[tokio::test]
async fn what_a_platform_promised_is_quoted_called_to_mind_and_called_broken_with_a_reason() {
    for test in engines().await {
        let world = World::new(test).await;
        let mut ayu = world.liaison(world.organisation, "Ayu").await;
        // Two were answered after two days, one waits: of the three half were answered after 48 hours.
        for (title, refused) in [("One", Some(48)), ("Two", Some(48)), ("Three", None)] {
            world.sent(world.organisation, title, 10, refused).await;
        }
        let platform = world.platform(&mut ayu, "YouTube").await;
        let timeline = open(&mut ayu, &platform).await.attributes("a[href$=timeline]", "href")[0].clone();
        let empty = open(&mut ayu, &timeline).await;
        assert_eq!(empty.texts("tbody tr").len(), 12);
        let months = empty.texts("tbody tr");
        assert!(months[0].starts_with("2026-013") && months[0].contains("48 ("), "{months:?}");

        let new = format!("{timeline}/new");
        let meeting = [
            ("kind", "meeting"),
            ("day", "2026-01-08"),
            ("title", "Call with the policy team"),
            ("text", "Two of theirs were there."),
        ];
        let page = open(&mut ayu, &new).await;
        let late = ayu.submit(&page, &new, &[("kind", "meeting"), ("title", "Call"), ("day", "2026-02-01")]).await;
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(late.body.contains("still to come") && late.body.contains("value=\"Call\""));
        let entry = go(&mut ayu, &new, &new, &meeting).await;
        let promise = [("quote", "Every notice gets an answer within three days"), ("due", "2026-01-18")];
        go(&mut ayu, &entry, &format!("{entry}/commitments"), &promise).await;

        // It stands in the chart, in the table beside the month, and on the list of work before its day.
        let shown = open(&mut ayu, &timeline).await;
        assert_eq!(shown.texts("svg text").first().map(String::as_str), Some("2025-02"));
        assert!(shown.body.contains("Call with the policy team") && shown.texts("tbody tr")[0].ends_with('1'));
        let work = open(&mut ayu, "/work/escalations").await;
        assert!(work.body.contains("Promises that are due") && work.body.contains("within three days"));
        assert!(!work.body.contains("badge-danger"), "its day is still to come");
        world.test.clock.advance(5 * saksi_base::clock::DAY);
        let mut bima = world.liaison(world.organisation, "Bima").await;
        assert!(open(&mut bima, "/work/escalations").await.body.contains("badge-danger"), "its day is past");

        // It is called broken only with a reason, and then nobody is reminded any more.
        let link = open(&mut bima, &entry).await.attributes("a[href*=commitments]", "href");
        let link = link.iter().find(|link| link.len() > "/work/escalations/commitments".len()).unwrap().clone();
        let page = open(&mut bima, &link).await;
        let refused = bima.submit(&page, &link, &[("state", "broken")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let other = open(&mut bima, &link).await;
        go(&mut bima, &link, &link, &[("state", "broken"), ("told", "Eleven notices wait since January")]).await;
        let stale = bima.submit(&other, &link, &[("state", "kept"), ("told", "No")]).await;
        assert_eq!(stale.status, StatusCode::CONFLICT, "nothing is written over");
        assert!(!open(&mut bima, "/work/escalations").await.body.contains("Promises that are due"));
        let all = open(&mut bima, "/work/escalations/commitments?state=broken").await;
        assert!(all.body.contains("within three days"));
        assert!(open(&mut bima, &entry).await.form(&format!("{entry}/remove")).is_empty(), "a promise stays");
    }
}

#[tokio::test]
async fn others_see_what_is_shared_and_change_nothing() {
    for test in engines().await {
        let world = World::new(test).await;
        let mut ayu = world.liaison(world.organisation, "Ayu").await;
        let platform = world.platform(&mut ayu, "YouTube").await;
        let new = format!("{platform}/timeline/new");
        let cut = [
            ("kind", "staff-cut"),
            ("day", "2026-01-10"),
            ("title", "The regional team was let go"),
            ("shared", "yes"),
        ];
        let shared = go(&mut ayu, &new, &new, &cut).await;
        let own = [("kind", "meeting"), ("day", "2026-01-11"), ("title", "Only ours")];
        let hidden = go(&mut ayu, &new, &new, &own).await;
        go(
            &mut ayu,
            &shared,
            &format!("{shared}/commitments"),
            &[("quote", "They will be replaced"), ("due", "2026-01-12")],
        )
        .await;

        let other = World::organisation(&world.test, "Cek Fakta").await;
        let mut citra = world.liaison(other, "Citra").await;
        let timeline = open(&mut citra, &format!("{platform}/timeline")).await;
        assert!(timeline.body.contains("The regional team was let go") && !timeline.body.contains("Only ours"));
        assert!(timeline.body.contains("From another organisation"));
        assert_eq!(citra.get(&hidden).await.status, StatusCode::NOT_FOUND);
        let read = open(&mut citra, &shared).await;
        assert!(read.form(&shared).is_empty() && read.form(&format!("{shared}/commitments")).is_empty());
        assert!(
            !open(&mut citra, "/work/escalations").await.body.contains("Promises that are due"),
            "not theirs to follow"
        );

        // One without promises can be deleted by those whose it is.
        let gone = go(&mut ayu, &hidden, &format!("{hidden}/remove"), &[]).await;
        assert_eq!(gone, format!("{platform}/timeline"));
        assert_eq!(ayu.get(&hidden).await.status, StatusCode::NOT_FOUND);
    }
}
