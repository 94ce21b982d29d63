//! The public scoreboard: who is counted, what is published, and that it stays, on every engine.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on must fail loudly")]

use std::collections::HashMap;
use std::sync::Arc;

use axum::http::StatusCode;
use saksi_base::clock::{DAY, HOUR};
use saksi_base::{EscalationId, OrganisationId, Problem, SeededRandom, Timestamp};
use saksi_db::blobs::Blobs;
use saksi_db::testing::{TestDb, engines};
use saksi_db::{Actor, Value, Viewer, insert_many};
use saksi_escalations::Escalations;
use saksi_escalations::actions::{releases, seed};
use saksi_escalations::model::notice::hexadecimal;
use saksi_escalations::model::scoreboard::Every;
use saksi_network::model::password::PasswordCost;
use saksi_network::{Hashing, OrganisationDraft, PersonDraft, Role, Roles, SealKey, SessionTable, actions};
use saksi_web::testing::{Answer, Browser, Kind, assert_page};
use saksi_web::{FormKeys, SiteBuilder, SiteSettings};

const HERE: &str = "/work/escalations/scoreboard";
const MEND: &str = "/operator/scoreboard";

const COLUMNS: &[&str] = &[
    "id",
    "owner",
    "space",
    "marking",
    "addressee",
    "state",
    "title",
    "notice",
    "version",
    "author",
    "created_at",
    "changed_at",
    "imminent",
    "category",
    "region",
    "language",
    "way",
    "sent_at",
    "reply_at",
    "decided_at",
    "outcome",
    "personal",
];

struct World {
    test: TestDb,
    room: Escalations,
    site: saksi_web::Site,
    app: axum::Router,
    random: SeededRandom,
    _folder: tempfile::TempDir,
}

impl World {
    async fn new(test: TestDb) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let room = Escalations::new(Blobs::folder(folder.path()).await.unwrap()).with_releases(Every::Quarter);
        let random = Arc::new(SeededRandom::new(8));
        let settings = SiteSettings { limit_factor: 1_000.0, ..SiteSettings::default() };
        let site =
            SiteBuilder::new(test.db.clone(), test.clock.clone(), random.clone(), settings, FormKeys::new(&[9; 32]))
                .messages(saksi_network::MESSAGES)
                .messages(saksi_escalations::MESSAGES)
                .navigation(saksi_escalations::NAVIGATION)
                .navigation(saksi_network::NAVIGATION)
                .sessions(Arc::new(SessionTable))
                .build();
        let hashing = Hashing::with(PasswordCost::LEAST, 2, 100, random);
        let app = saksi_web::app(
            site.clone(),
            vec![saksi_network::routes(hashing, SealKey::new([4; 32])), saksi_escalations::routes(room.clone())],
        );
        seed::begin(&test.db).await.unwrap();
        Self { test, room, site, app, random: SeededRandom::new(5), _folder: folder }
    }

    async fn organisation(&self, name: &str) -> OrganisationId {
        let made: Result<_, Problem> = saksi_db::write!(self.test.db, "test organisation", Viewer::System, tx => {
            actions::create_organisation(&mut tx, Actor::System, OrganisationDraft::named(name, name), true).await
        });
        made.unwrap()
    }

    async fn person(&self, organisation: OrganisationId, name: &str, operator: bool) -> Browser {
        let made: Result<_, Problem> = saksi_db::write!(self.test.db, "test person", Viewer::System, tx => {
            let person = actions::create_person(&mut tx, Actor::System, PersonDraft::named(name), operator).await?;
            let roles = Roles::new([Role::Liaison]);
            actions::add_affiliation(&mut tx, Actor::System, person, organisation, &roles, false).await?;
            let (_, secret) = actions::start_session(&mut tx, person, Some(organisation), "test").await?;
            Ok(secret)
        });
        Browser::new(self.app.clone()).with_cookie("__Host-saksi", made.unwrap().reveal())
    }

    fn uuid(&self) -> uuid::Uuid {
        uuid::Uuid::from_bytes(saksi_base::random::bytes::<16>(&self.random))
    }

    /// Notices that an organisation sent in the last quarter, to one of the register's platforms; their paths.
    async fn sent(&self, owner: OrganisationId, count: usize) -> Vec<String> {
        let begun = Timestamp(self.test.db.clock().now().0 - 60 * DAY);
        let platform: (uuid::Uuid,) = saksi_db::read!(self.test.db, Viewer::System, tx => {
            let found = saksi_db::fetch_optional!(
                &mut tx,
                (uuid::Uuid,),
                "SELECT id FROM addressee WHERE kind = 'platform' ORDER BY search LIMIT 1"
            );
            Ok::<_, Problem>(found?)
        })
        .unwrap()
        .unwrap();
        let (mut rows, mut paths) = (Vec::new(), Vec::new());
        for number in 0..count {
            let id = self.uuid();
            let [chance] = saksi_base::random::bytes::<1>(&self.random);
            let sent = Timestamp(begun.0 + i64::from(chance) * HOUR);
            let reply = (chance < 180).then(|| sent.plus(i64::from(chance % 90) * HOUR));
            paths.push(format!("/work/escalations/{}", EscalationId(id)));
            rows.push(vec![
                id.into(),
                owner.0.into(),
                saksi_db::NETWORK_SPACE.0.into(),
                saksi_base::Marking::AmberStrict.into(),
                platform.0.into(),
                "sent".into(),
                "A notice".into(),
                "{}".into(),
                Value::Int(1),
                self.uuid().into(),
                begun.into(),
                begun.into(),
                false.into(),
                ["violence", "cyber-violence"][number % 2].into(),
                ["south-asia", "east-asia"][usize::from(chance < 100)].into(),
                "en".into(),
                "public-form".into(),
                sent.into(),
                reply.into(),
                reply.into(),
                reply.map(|_| "no-action".to_owned()).into(),
                false.into(),
            ]);
        }
        let stored: Result<_, Problem> = saksi_db::write!(self.test.db, "test notices", Viewer::System, tx => {
            Ok(insert_many(&mut tx, "escalation", COLUMNS, rows.clone()).await?)
        });
        assert_eq!(stored.unwrap(), count as u64);
        paths
    }

    /// What the program does every few minutes.
    async fn keep_house(&self) {
        releases::keep_house(&self.room, &self.test.db).await.unwrap();
        let handlers = HashMap::from([(releases::JOB, releases::handler(self.room.clone()))]);
        while self.test.db.run_one_job(&handlers).await.unwrap() {}
        // As the program does when the journal says that something was released.
        self.site.pages.forget(releases::BOARD);
    }

    async fn published(&self) -> usize {
        releases::list(&self.test.db).await.unwrap().len()
    }
}

async fn takes_part(browser: &mut Browser, taking: &str) {
    let page = browser.get(HERE).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    assert_page(&page.body, Kind::Staff);
    let done = browser.submit(&page, HERE, &[("taking", taking)]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
}

async fn mends(browser: &mut Browser, what: &str, reason: &str) -> Answer {
    let page = browser.get(MEND).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    browser.submit(&page, MEND, &[("what", what), ("period", "2025-q4"), ("reason", reason)]).await
}

fn count_of_all(page: &Answer) -> String {
    page.texts("tbody tr td").first().cloned().unwrap_or_default()
}

#[tokio::test]
async fn nobody_is_counted_before_they_say_so_and_what_is_published_stays() {
    for test in engines().await {
        let world = World::new(test).await;
        let (one, other) = (world.organisation("One").await, world.organisation("Other").await);
        let mut liaison = world.person(one, "Sita", false).await;
        let notices = world.sent(one, 60).await;
        world.sent(other, 40).await;
        world.keep_house().await;
        assert_eq!(world.published().await, 0, "nobody takes part");
        let empty = liaison.get("/scoreboard").await;
        assert_page(&empty.body, Kind::Public);
        assert!(empty.body.contains("Nothing is published yet"));

        // All of the first organisation but one; none of the other.
        takes_part(&mut liaison, "all").await;
        let page = liaison.get(&notices[0]).await;
        let done = liaison.submit(&page, &format!("{}/counted", notices[0]), &[]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        assert!(liaison.get(&notices[0]).await.body.contains("Not counted on the public scoreboard"));
        world.keep_house().await;
        assert_eq!(world.published().await, 1);
        let mut reader = Browser::new(world.app.clone());
        let page = reader.get("/scoreboard").await;
        assert_page(&page.body, Kind::Public);
        assert_eq!(count_of_all(&page), "59", "{}", page.body);

        // The file is the one whose hash the page tells.
        let file = reader.get("/scoreboard/2025-q4/figures.json").await;
        assert!(page.body.contains(&hexadecimal(&releases::hash_of(&file.body))), "{}", page.body);
        assert!(reader.get("/scoreboard/2025-q4/figures.csv").await.body.lines().count() > 5);
        assert_eq!(reader.get("/scoreboard/2025-q3").await.status, StatusCode::NOT_FOUND);
        assert_eq!(reader.get("/scoreboard/2025-q4/nobody").await.status, StatusCode::NOT_FOUND);

        // Whatever happens later changes nothing that is out.
        takes_part(&mut liaison, "out").await;
        world.sent(one, 30).await;
        world.keep_house().await;
        assert_eq!(world.published().await, 1);
        assert_eq!(reader.get("/scoreboard/2025-q4/figures.json").await.body, file.body);

        // In the next quarter nobody takes part any more, and nothing is published of it.
        world.test.clock.advance(92 * DAY);
        world.sent(one, 30).await;
        world.keep_house().await;
        assert_eq!(world.published().await, 1);
    }
}

#[tokio::test]
async fn notices_chosen_one_by_one_are_counted_alone() {
    for test in engines().await {
        let world = World::new(test).await;
        let one = world.organisation("One").await;
        let mut liaison = world.person(one, "Sita", false).await;
        let notices = world.sent(one, 40).await;
        takes_part(&mut liaison, "chosen").await;
        world.keep_house().await;
        assert_eq!(world.published().await, 0);
        for path in &notices[..15] {
            let page = liaison.get(path).await;
            assert!(page.body.contains("Not counted on the public scoreboard"), "{}", page.body);
            liaison.submit(&page, &format!("{path}/counted"), &[]).await;
        }
        world.keep_house().await;
        let page = liaison.get("/scoreboard").await;
        assert_eq!(count_of_all(&page), "15", "{}", page.body);
    }
}

#[tokio::test]
async fn a_correction_is_one_more_release_that_says_why_and_counts_the_same_notices() {
    for test in engines().await {
        let world = World::new(test).await;
        let one = world.organisation("One").await;
        let (mut liaison, mut operator) = (world.person(one, "Sita", false).await, world.person(one, "Om", true).await);
        world.sent(one, 60).await;
        takes_part(&mut liaison, "all").await;
        world.keep_house().await;
        assert_eq!(liaison.get(MEND).await.status, StatusCode::FORBIDDEN);
        let refused = mends(&mut operator, "correct", " ").await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "a correction says why");

        // What became of the notices may differ.
        let changed: Result<_, Problem> = saksi_db::write!(world.test.db, "test outcome", Viewer::System, tx => {
            let rows = saksi_db::execute!(&mut tx, "UPDATE escalation SET outcome = 'removed' WHERE outcome = 'no-action'");
            Ok(rows?)
        });
        assert!(changed.unwrap() > 20);
        let done = mends(&mut operator, "correct", "Outcomes were written down late.").await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        let page = liaison.get("/scoreboard/2025-q4").await;
        assert!(page.body.contains("Outcomes were written down late."), "{}", page.body);
        let before = liaison.get("/scoreboard/2025-q4.1").await;
        assert!(before.body.contains("There is a newer release of this period"), "{}", before.body);

        // With other notices two releases could be subtracted.
        world.sent(one, 1).await;
        let refused = mends(&mut operator, "correct", "One was forgotten.").await;
        assert_eq!(refused.status, StatusCode::CONFLICT, "{}", refused.body);
        assert!(refused.body.contains("One was forgotten."), "what was typed is not lost");
        let done = mends(&mut operator, "take-back", "One was forgotten.").await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        let page = liaison.get("/scoreboard").await;
        assert!(page.body.contains("taken back") && !page.body.contains("<table"), "{}", page.body);
        assert!(liaison.get("/scoreboard/2025-q4.1").await.body.contains("<table"), "what was published stays");
        assert_eq!(world.published().await, 3);
    }
}
