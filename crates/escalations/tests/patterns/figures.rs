//! Figures of what is sent, read one by one and counted by the database.

use saksi_base::clock::DAY;
use saksi_base::{Problem, SessionId};
use saksi_db::testing::engines;
use saksi_escalations::actions::figures::{self, By, Line};
use saksi_network::{Member, Role, Roles};
use saksi_web::testing::Answer;

use crate::world::{World, go, open};

#[tokio::test]
async fn however_many_there_are_the_database_counts_the_same_figures() {
    for test in engines().await {
        let world = World::new(test).await;
        for (days, refused) in
            [(40, Some(2)), (35, Some(72)), (30, Some(73)), (20, None), (9, Some(200)), (5, None), (1, None)]
        {
            world.sent(world.organisation, "Threats", days, refused).await;
        }
        let other = World::organisation(&world.test, "Cek Fakta").await;
        world.sent(other, "Somebody else's", 10, Some(1)).await;
        let by = Member {
            person: world.somebody(),
            name: "Ayu".into(),
            organisation: world.organisation,
            organisation_name: "Saksi Nusantara".into(),
            roles: Roles::new([Role::Liaison]),
            capabilities: Role::Liaison.capabilities(),
            operator: false,
            session: SessionId(uuid::Uuid::nil()),
        };
        let now = world.test.db.clock().now();
        let from = now.plus(-365 * DAY);
        for (code, _) in By::OPTIONS {
            let dimension = By::from_code(code).unwrap();
            let both: Result<(Vec<Line>, Vec<Line>), Problem> = saksi_db::read!(world.test.db, by.viewer(), tx => {
                let read = figures::live(&mut tx, &by, dimension, from, now).await?;
                Ok((read, figures::counted(&mut tx, &by, dimension, from, now).await?))
            });
            let (read, counted) = both.unwrap();
            assert_eq!(read.len(), 1, "{code}");
            assert_eq!((read[0].figures.notices, read[0].figures.reply.median.value), (7, Some(200.0)), "{code}");
            assert_eq!(read, counted, "{} by {code}", world.test.engine);
        }
    }
}

#[tokio::test]
async fn what_is_wrong_with_a_system_is_ticked_counted_and_found() {
    for test in engines().await {
        let world = World::new(test).await;
        let mut ayu = world.liaison(world.organisation, "Ayu").await;
        let here = "/work/escalations/systemic";
        assert!(open(&mut ayu, here).await.body.contains("No notice shows one yet"));
        let one = format!("/work/escalations/{}", world.sent(world.organisation, "Threats", 20, Some(48)).await);
        let two = format!("/work/escalations/{}", world.sent(world.organisation, "Her street", 10, None).await);
        let other = World::organisation(&world.test, "Cek Fakta").await;
        world.sent(other, "Not ours", 10, None).await;
        for (path, tags) in [
            (&one, &["advertising", "recommender-amplification"][..]),
            (&two, &["recommender-amplification", "no such thing"][..]),
        ] {
            let fields: Vec<(&str, &str)> = tags.iter().map(|tag| ("systemic", *tag)).collect();
            go(&mut ayu, path, &format!("{path}/systemic"), &fields).await;
        }
        let counts =
            |page: &Answer| page.texts("ul.lines li").iter().map(|line| line.trim().to_owned()).collect::<Vec<_>>();
        let all = counts(&open(&mut ayu, here).await);
        assert_eq!(all.len(), 2, "{all:?}");
        assert!(all[0].contains("What is recommended") && all[0].contains("2 notices"), "{all:?}");
        assert!(all[1].contains("Advertising") && all[1].contains("1 notice"), "{all:?}");
        let found = open(&mut ayu, &format!("{here}?tag=advertising")).await;
        assert!(found.body.contains("Threats") && !found.body.contains("Her street"), "{}", found.body);
        // Taken away again, it is counted no more; somebody else sees none of it.
        go(&mut ayu, &one, &format!("{one}/systemic"), &[("systemic", "")]).await;
        assert_eq!(counts(&open(&mut ayu, here).await).len(), 1);
        let mut dewi = world.liaison(other, "Dewi").await;
        assert!(open(&mut dewi, here).await.body.contains("No notice shows one yet"));
        let page = open(&mut ayu, &two).await;
        assert!(page.body.contains("checked"), "what was ticked is shown: {}", page.body);
    }
}
