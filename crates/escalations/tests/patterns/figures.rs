//! Figures of what is sent, read one by one and counted by the database.

use saksi_base::clock::DAY;
use saksi_base::{Problem, SessionId};
use saksi_db::testing::engines;
use saksi_escalations::actions::figures::{self, By, Line};
use saksi_network::{Member, Role, Roles};

use crate::world::World;

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
