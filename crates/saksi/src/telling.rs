//! What the desk knows of the pages that are kept as evidence. The two rooms do not know each other; they meet here.

use saksi_base::{ClaimId, LanguageTag, Problem, ProblemKind};
use saksi_db::Db;
use saksi_desk::Desk;
use saksi_desk::actions::By as AtDesk;
use saksi_desk::actions::telling::{self, Effort};
use saksi_desk::meaning::Compared;
use saksi_desk::pages::staff;
use saksi_evidence::actions::By;
use saksi_evidence::telling::{KnowClaims, Later, PageText, Reach, Told, ToldClaim};
use saksi_web::Locale;

/// The desk of this server.
pub(crate) struct Claims {
    pub(crate) db: Db,
    pub(crate) desk: Desk,
}

/// The same member, as the desk sees them: whoever answers for the whole network sees no more of it here.
fn at_desk(by: &By) -> AtDesk {
    AtDesk { person: by.person, organisation: by.organisation, may: by.may, operator: false }
}

impl KnowClaims for Claims {
    fn told<'a>(&'a self, by: &'a By, page: PageText<'a>, l: &'a Locale) -> Later<'a, Result<Told, Problem>> {
        Box::pin(async move {
            let effort = Effort::default();
            let heard = telling::heard(&self.desk.matcher, page.title, page.address, page.text, &effort);
            let heard = heard.await.ok_or_else(|| Problem::new(ProblemKind::Busy, "evidence-tells-busy"))?;
            let member = at_desk(by);
            let told = if heard.claims.is_empty() {
                Vec::new()
            } else {
                let told: Result<Vec<telling::Told>, Problem> = saksi_db::read!(self.db, by.viewer(), tx => {
                    telling::told(&mut tx, &member, &heard.claims).await
                });
                told?
            };
            let shown = told.into_iter().map(|told| {
                let view = staff::told_view(l, &told);
                ToldClaim {
                    id: told.claim.id,
                    path: view.path,
                    statement: view.statement,
                    state: view.state,
                    why: view.why,
                    passage: view.passage,
                    checks: view.checks,
                }
            });
            let reach = match heard.how {
                Compared::Meaning | Compared::Settled => Reach::Meaning,
                Compared::Words => Reach::Words,
                Compared::Busy => Reach::Busy,
            };
            Ok(Told { claims: shown.collect(), reach, compared: (heard.compared, heard.passages) })
        })
    }

    fn hand_in<'a>(
        &'a self,
        by: &'a By,
        text: &'a str,
        language: &'a LanguageTag,
        seed: [u8; 32],
    ) -> Later<'a, Result<ClaimId, Problem>> {
        Box::pin(async move { telling::hand_in(&self.db, &self.desk, &at_desk(by), text, language, seed).await })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;
    use std::net::{Ipv4Addr, TcpListener};
    use std::sync::Arc;
    use std::time::Duration;

    use axum::routing::get;
    use saksi_base::{ContentType, HarmKind, OrganisationId, Verdict};
    use saksi_db::blobs::Blobs;
    use saksi_db::testing::{self, TestDb};
    use saksi_db::{Actor, Viewer};
    use saksi_desk::import::{Publisher, Records, Row, RowCheck, Source};
    use saksi_desk::matcher::Matcher;
    use saksi_desk::media::Media;
    use saksi_evidence::actions::capturing;
    use saksi_fetch::{Guard, Networks, Trust};
    use saksi_network::{OrganisationDraft, PersonDraft, Role, Roles};
    use saksi_web::testing::{Browser, Kind, assert_page, builder};
    use saksi_web::{Site, session};

    use super::*;

    const KNOWN: &str = "Drinking warm lemon water every morning cures cancer of the stomach";
    const WAITING: &str =
        "The ministry will close every bridge over the Brantas river on Friday night without telling anybody";
    const PAGE: &str = "<!doctype html><html lang=en><head><title>Seven things that they hide from you</title></head><body><main>\
        <h1>Seven things that they hide from you</h1>\
        <p>We walked through the market for an hour and spoke with people who sell fruit, and with some who only came to look.</p>\
        <p>One of them told us: drinking warm lemon water every morning cures cancer of the stomach, and doctors know it.</p>\
        <p>Another one had heard that the ministry will close every bridge over the Brantas river on Friday night without telling \
        anybody, and was on his way home.</p>\
        <p>In the evening it rained, and the stalls were taken down, one after the other, until nobody was left there.</p>\
        </main></body></html>";

    /// Both rooms on one engine, with two organisations.
    struct Place {
        test: TestDb,
        desk: Desk,
        room: saksi_evidence::Room,
        site: Site,
        ours: OrganisationId,
        theirs: OrganisationId,
        _folder: tempfile::TempDir,
    }

    async fn organisation(test: &TestDb, name: &str) -> OrganisationId {
        let made: Result<OrganisationId, Problem> = saksi_db::write!(test.db, "test", Viewer::System, tx => {
            saksi_network::actions::create_organisation(&mut tx, Actor::System, OrganisationDraft::named(name, name), true).await
        });
        made.unwrap()
    }

    async fn place(test: TestDb) -> Place {
        let folder = tempfile::tempdir().unwrap();
        let (ours, theirs) = (organisation(&test, "MyGoPen").await, organisation(&test, "CekFakta").await);
        let desk = Desk { matcher: Matcher::start(&test.db, None).await.unwrap(), media: Media::none() };
        let claims = Claims { db: test.db.clone(), desk: desk.clone() };
        let blobs = Blobs::folder(&folder.path().join("blobs")).await.unwrap();
        let guard = Guard::new(Networks::Any, &Trust::machine()).unwrap();
        let room = saksi_evidence::Room::new(blobs, guard, folder.path().to_owned(), Duration::ZERO);
        let room = room.asking(Arc::new(claims));
        let site = builder(test.db.clone(), test.clock.clone())
            .messages(saksi_network::MESSAGES)
            .messages(saksi_desk::MESSAGES)
            .messages(saksi_evidence::MESSAGES)
            .sessions(Arc::new(saksi_network::SessionTable))
            .build();
        Place { test, desk, room, site, ours, theirs, _folder: folder }
    }

    impl Place {
        async fn person(&self, name: &str, organisation: OrganisationId, roles: &[Role]) -> Browser {
            let made: Result<String, Problem> = saksi_db::write!(self.test.db, "test", Viewer::System, tx => {
                let id = saksi_network::actions::create_person(&mut tx, Actor::System, PersonDraft::named(name), false).await?;
                let roles = Roles::new(roles.iter().copied());
                saksi_network::actions::add_affiliation(&mut tx, Actor::System, id, organisation, &roles, false).await?;
                let (_, secret) = saksi_network::actions::start_session(&mut tx, id, Some(organisation), "test").await?;
                Ok(secret.reveal().to_owned())
            });
            let rooms = vec![saksi_evidence::routes(self.room.clone()), saksi_desk::routes(self.desk.clone())];
            Browser::new(saksi_web::app(self.site.clone(), rooms)).with_cookie(session::COOKIE, &made.unwrap())
        }

        async fn catch_up(&self) {
            let mut follower = self.test.db.follow(self.desk.matcher.position());
            loop {
                let entries = follower.read().await.unwrap();
                if entries.is_empty() {
                    break;
                }
                self.desk.matcher.apply(&self.test.db, &entries).await.unwrap();
            }
        }

        /// Somebody else's check of a claim.
        async fn import(&self, statement: &str) {
            let row = Row {
                line: 1,
                external_id: "1".to_owned(),
                statement: statement.to_owned(),
                message: None,
                language: "en".parse().unwrap(),
                content_type: ContentType::Text,
                links: Vec::new(),
                checks: vec![RowCheck {
                    external_id: "1".to_owned(),
                    publisher: Publisher { name: "Cofacts".to_owned(), english_name: None, website: None },
                    verdict: Verdict::False,
                    harm: HarmKind::Misinformation,
                    title: Some("Lemon water cures no cancer".to_owned()),
                    explanation: "No study found that, and the hospital that is named says so.".to_owned(),
                    references: Vec::new(),
                    language: "en".parse().unwrap(),
                    published_at: None,
                    source_url: Some("https://cofacts.example/1".to_owned()),
                    licence: None,
                }],
            };
            let records = Records::Reviews;
            let source = Source { name: "cofacts".to_owned(), file: "one".to_owned(), records, person: None };
            let report =
                saksi_desk::import::run(&self.test.db, &source, std::iter::once(Ok(row)), |_| {}).await.unwrap();
            assert_eq!(report.rejected.len(), 0, "{:?}", report.rejected);
            self.catch_up().await;
        }

        async fn hand_in(&self, text: &str) {
            let by = AtDesk {
                person: saksi_base::PersonId::new(&*self.test.db.random()),
                organisation: self.ours,
                may: saksi_network::Capability::default(),
                operator: false,
            };
            let english = "en".parse().unwrap();
            telling::hand_in(&self.test.db, &self.desk, &by, text, &english, [7; 32]).await.unwrap();
            self.catch_up().await;
        }

        /// Captures a page through the form, for the network to see.
        async fn capture(&self, browser: &mut Browser, url: &str) -> String {
            let form = browser.get("/work/evidence/new").await;
            let changes = [("url", url), ("reason", "Three people asked"), ("shared", "yes")];
            let sent = browser.submit(&form, "/work/evidence/new", &changes).await;
            assert_eq!(sent.status, 303, "{}", sent.body);
            let handlers = HashMap::from([(capturing::JOB, capturing::handler(self.room.clone()))]);
            while self.test.db.run_one_job(&handlers).await.unwrap() {}
            sent.header("location").to_owned()
        }
    }

    /// The address of a page that is served here.
    fn served() -> String {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let address = listener.local_addr().unwrap();
        listener.set_nonblocking(true).unwrap();
        let page = || async { axum::response::Html(PAGE) };
        let app = axum::Router::new().route("/story", get(page)).route("/other", get(page));
        tokio::spawn(axum_server::from_tcp(listener).unwrap().serve(app.into_make_service()));
        format!("http://{address}")
    }

    #[tokio::test]
    async fn a_captured_page_names_the_claims_that_it_tells_and_goes_to_one_or_to_the_desk() {
        for test in testing::engines().await {
            let place = place(test).await;
            let engine = &place.test.engine;
            let base = served();
            let mut browser = place.person("Siti Aminah", place.ours, &[Role::Checker, Role::Researcher]).await;
            let path = place.capture(&mut browser, &format!("{base}/story")).await;
            let page = browser.get(&path).await;
            assert_page(&page.body, Kind::Staff);
            assert!(page.body.contains("The desk knows no claim that this page tells"), "{engine}: {}", page.body);

            place.import(KNOWN).await;
            place.hand_in(WAITING).await;
            let page = browser.get(&path).await;
            assert_page(&page.body, Kind::Staff);
            let told = page.texts("#tells ~ ul .card");
            assert_eq!(told.len(), 2, "{engine}: {told:?}");
            let of = |words: &str| {
                told.iter().find(|card| card.contains(words)).unwrap_or_else(|| panic!("{words}: {told:?}"))
            };
            // The published check with its verdict, the passage, and why, as the desk says it.
            let lemon = of("Lemon water cures no cancer");
            assert!(
                lemon.contains("Cofacts") && lemon.contains("One of them told us") && lemon.contains("% alike"),
                "{lemon}"
            );
            let bridge = of("Another one had heard");
            assert!(bridge.contains("% alike, words in common"), "{bridge}");

            // Another organisation that sees the evidence sees what is published; nobody there may change it.
            let mut other = place.person("Chen Mei-ling", place.theirs, &[Role::Researcher]).await;
            let theirs = other.get(&path).await;
            assert_page(&theirs.body, Kind::Staff);
            let told = theirs.texts("#tells ~ ul .card");
            assert_eq!(told.len(), 1, "{engine}: {told:?}");
            assert!(told[0].contains("Lemon water"), "{told:?}");
            let public = theirs.attributes("#tells ~ ul .card a", "href")[0].clone();
            assert_eq!(other.get(&public).await.status, 200, "{public}");
            assert!(!theirs.body.contains("/hand-in") && !theirs.body.contains(&format!("{path}/about")));

            // It is about the first: said by one form.
            let sent = browser.submit(&page, &format!("{path}/about"), &[]).await;
            assert_eq!(sent.status, 303, "{}", sent.body);
            let page = browser.get(&path).await;
            assert_eq!(
                page.texts("#tells ~ ul .card")
                    .iter()
                    .filter(|card| card.contains("This evidence is about it."))
                    .count(),
                1
            );
            let first = page.attributes("dl.facts a[href^=\"/desk/claims/\"]", "href");
            assert_eq!(first.len(), 1, "{engine}: {first:?}");
            assert_eq!(page.attributes(&format!("form[action=\"{path}/about\"]"), "action").len(), 1, "the other one");

            // What nobody knows yet is handed in, with the page's address, once.
            let refused = browser.submit(&page, &format!("{path}/hand-in"), &[("text", " ")]).await;
            assert_eq!(refused.status, 422);
            assert_page(&refused.body, Kind::Staff);
            let words = "The stalls of the market are taken down by night so that nobody sees what is sold in them";
            let fresh = browser.get(&path).await;
            for _ in 0..2 {
                let sent = browser.submit(&fresh, &format!("{path}/hand-in"), &[("text", words)]).await;
                assert_eq!(sent.status, 303, "{}", sent.body);
            }
            place.catch_up().await;
            let page = browser.get(&path).await;
            let abouts = page.attributes("dl.facts a[href^=\"/desk/claims/\"]", "href");
            assert_eq!(abouts.len(), 2, "{engine}: {abouts:?}");
            let opened = abouts.iter().find(|about| !first.contains(about)).unwrap();
            let claim = browser.get(opened).await;
            assert_eq!(claim.status, 200);
            assert!(claim.body.contains("stalls of the market") && claim.body.contains("/story"), "{}", claim.body);
            // Another capture of that very page finds it by its address.
            let again = place.capture(&mut browser, &format!("{base}/story")).await;
            let page = browser.get(&again).await;
            assert!(
                page.texts("#tells ~ ul .card").iter().any(|card| card.contains("stalls of the market")),
                "{}",
                page.body
            );
        }
    }
}
