//! What notices cite as evidence, and what a later capture shows.

use axum::http::StatusCode;
use saksi_base::clock::DAY;
use saksi_db::Viewer;
use saksi_db::testing::engines;
use saksi_escalations::actions::evidence::citing;

use crate::together::{begin, route, send, write};
use crate::world::{World, go, open};

/// What cites a piece, as a member of an organisation may know it: titles, and whether it shows what became of the notice.
async fn cited(world: &World, organisation: saksi_base::OrganisationId, record: &str) -> Vec<(String, bool)> {
    let viewer = Viewer::Member { organisation, person: world.somebody() };
    let found: Result<_, saksi_base::Problem> =
        saksi_db::read!(world.test.db, viewer, tx => { citing(&mut tx, record).await });
    found.unwrap().into_iter().map(|one| (one.title, one.afterwards)).collect()
}

#[tokio::test]
async fn a_notice_cites_public_evidence_by_its_hash_and_a_later_capture_shows_what_became_of_it() {
    for test in engines().await {
        let world = World::new(test).await;
        let mut ayu = world.liaison(world.organisation, "Ayu").await;
        let way = route(&world, &mut ayu, "public-form", &[]).await;
        let path = begin(&mut ayu, &way).await;
        write(&mut ayu, &path, &[]).await;

        // What is public is offered; what is not cannot be cited, and that is said at its field.
        let cite = format!("{path}/evidence");
        let page = open(&mut ayu, &cite).await;
        assert_eq!(page.attributes("input[name=chosen]", "value"), ["rec-1", "rec-2"], "{}", world.test.engine);
        let refused = ayu.submit(&page, &cite, &[("record", "rec-3")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains("value=\"rec-3\"") && refused.body.contains("made public"), "{}", refused.body);
        assert_eq!(ayu.submit(&page, &cite, &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY, "nothing is chosen");
        go(&mut ayu, &cite, &cite, &[("chosen", "rec-1"), ("chosen", "rec-2")]).await;
        let page = open(&mut ayu, &cite).await;
        let done = ayu.submit(&page, &format!("{cite}/remove"), &[("record", "rec-2")]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER);
        assert_eq!(
            cited(&world, world.organisation, "rec-1").await,
            [("Threats against a journalist".to_owned(), false)]
        );
        assert_eq!(cited(&world, world.organisation, "rec-2").await, []);

        // Writing on loses nothing of it; the letter names the piece, where it can be checked, and its hash, and is frozen so.
        write(&mut ayu, &path, &[]).await;
        let letter = send(&mut ayu, &path).await;
        let hash = format!("rec-1-{}", "ab".repeat(30));
        for words in ["The post as it stood", "https://saksi.example/evidence/rec-1", &hash] {
            assert!(letter.contains(words), "{words} in {letter}");
        }
        let sent = open(&mut ayu, &path).await;
        assert!(sent.body.contains("href=\"https://saksi.example/evidence/rec-1\"") && sent.body.contains(&hash));
        assert_eq!(ayu.get(&cite).await.header("location"), path, "what went out cites what it cites");

        // Before the decision nothing can have become of it: only captures from after it was sent are offered.
        world.test.clock.advance(8 * DAY);
        let mut ayu = world.liaison(world.organisation, "Ayu again").await;
        let decision = format!("{path}/record/decision");
        go(&mut ayu, &decision, &decision, &[("outcome", "removed"), ("reasoned", "no")]).await;
        let verified = format!("{path}/record/verified");
        let page = open(&mut ayu, &verified).await;
        assert_eq!(page.attributes("select[name=after] option", "value"), ["", "rec-2"]);
        let wrong = ayu.submit(&page, &verified, &[("after", "rec-1")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", wrong.body);
        go(&mut ayu, &verified, &verified, &[("after", "rec-2"), ("places", "Indonesia")]).await;
        let shown = open(&mut ayu, &path).await;
        let columns = shown.texts("section[aria-labelledby=course] table th");
        assert_eq!(columns, ["Before", "Afterwards"], "{}", shown.body);
        assert!(shown.body.contains(&format!("rec-2-{}", "ab".repeat(30))));
        assert_eq!(
            cited(&world, world.organisation, "rec-2").await,
            [("Threats against a journalist".to_owned(), true)]
        );
        let other = World::organisation(&world.test, "Cek Fakta").await;
        assert_eq!(cited(&world, other, "rec-1").await, [], "another organisation is not told of the notice");

        // A dossier with the notice has both pieces, each with the page on which it can be checked.
        let new = "/work/escalations/dossiers/new";
        let fields = [("title", "A pattern"), ("language", "en"), ("summary", "It comes again and again.")];
        let dossier = go(&mut ayu, new, new, &fields).await;
        let notices = format!("{dossier}/notices");
        let id = path.rsplit('/').next().unwrap().to_owned();
        go(&mut ayu, &notices, &format!("{notices}/add"), &[("chosen", &id)]).await;
        let page = open(&mut ayu, &dossier).await;
        for record in ["rec-1", "rec-2"] {
            assert!(page.body.contains(&format!("href=\"https://saksi.example/evidence/{record}\"")), "{record}");
        }
    }
}
