//! Escalations as liaisons meet them: through the pages, on every engine.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on must fail loudly")]

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use axum::http::StatusCode;
use saksi_base::clock::{DAY, HOUR};
use saksi_base::{OrganisationId, Problem, SeededRandom};
use saksi_db::blobs::Blobs;
use saksi_db::testing::{START, TestDb, engines};
use saksi_db::{Actor, Viewer};
use saksi_escalations::actions::{seed, sending};
use saksi_escalations::model::notice::Attested;
use saksi_escalations::{Carry, Escalations, KnowEvidence, Later, Letter, Piece, Undelivered};
use saksi_network::model::password::PasswordCost;
use saksi_network::{Hashing, OrganisationDraft, PersonDraft, Role, Roles, SealKey, SessionTable, actions};
use saksi_web::testing::{Answer, Browser, Kind, assert_page};
use saksi_web::{FormKeys, SiteBuilder, SiteSettings};

/// A mail server that answers as it is told, and keeps what it was given.
#[derive(Default)]
struct Server {
    answers: Mutex<Vec<Result<(), Undelivered>>>,
    given: Mutex<Vec<Letter>>,
}

impl Carry for Server {
    fn carry(&self, letter: Letter) -> Later<'_, Result<(), Undelivered>> {
        self.given.lock().unwrap().push(letter);
        let answer = self.answers.lock().unwrap().pop().unwrap_or(Ok(()));
        Box::pin(async move { answer })
    }
}

/// A book of evidence with one record.
struct Book;

fn attested() -> Attested {
    Attested {
        record: "rec-1".into(),
        title: "The post as it stood".into(),
        url: "https://platform.example/post/1".into(),
        hash: "ab".repeat(32),
        captured_at: "2026-01-14T08:00:00Z".into(),
        page: "https://saksi.example/evidence/rec-1".into(),
    }
}

impl KnowEvidence for Book {
    fn look_up<'a>(&'a self, asked: &'a str, _: Viewer) -> Later<'a, Option<Attested>> {
        Box::pin(async move { (asked == "rec-1").then(attested) })
    }

    fn citable<'a>(&'a self, asked: &'a str, viewer: Viewer) -> Later<'a, Option<Attested>> {
        self.look_up(asked, viewer)
    }

    fn offered<'a>(&'a self, _: &'a str, _: &'a [String], _: Viewer) -> Later<'a, Result<Vec<Piece>, Problem>> {
        Box::pin(async move { Ok(vec![Piece { at: START, attested: attested() }]) })
    }

    fn captures<'a>(&'a self, _: &'a [String], _: Viewer) -> Later<'a, Result<Vec<Piece>, Problem>> {
        Box::pin(async move { Ok(Vec::new()) })
    }
}

struct World {
    test: TestDb,
    room: Escalations,
    server: Arc<Server>,
    app: axum::Router,
    organisation: OrganisationId,
    _folder: tempfile::TempDir,
}

impl World {
    async fn new(test: TestDb) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let blobs = Blobs::folder(folder.path()).await.unwrap();
        let server = Arc::new(Server::default());
        let room = Escalations::new(blobs).with_carrier(server.clone()).with_evidence(Arc::new(Book));
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
            site,
            vec![saksi_network::routes(hashing, SealKey::new([4; 32])), saksi_escalations::routes(room.clone())],
        );
        let organisation = Self::organisation(&test, "Saksi Nusantara").await;
        assert!(seed::begin(&test.db).await.unwrap() > 10);
        assert_eq!(seed::begin(&test.db).await.unwrap(), 0, "a register that people keep is left alone");
        Self { test, room, server, app, organisation, _folder: folder }
    }

    async fn organisation(test: &TestDb, name: &str) -> OrganisationId {
        let made: Result<_, Problem> = saksi_db::write!(test.db, "test organisation", Viewer::System, tx => {
            let draft = OrganisationDraft::named(name, name);
            actions::create_organisation(&mut tx, Actor::System, draft, true).await
        });
        made.unwrap()
    }

    /// The browser of somebody who just signed in, and their identifier.
    async fn person(&self, organisation: OrganisationId, name: &str, role: Role) -> (Browser, String) {
        let made: Result<_, Problem> = saksi_db::write!(self.test.db, "test person", Viewer::System, tx => {
            let person = actions::create_person(&mut tx, Actor::System, PersonDraft::named(name), false).await?;
            actions::add_affiliation(&mut tx, Actor::System, person, organisation, &Roles::new([role]), false).await?;
            let (_, secret) = actions::start_session(&mut tx, person, Some(organisation), "test").await?;
            Ok((person, secret))
        });
        let (person, secret) = made.unwrap();
        (Browser::new(self.app.clone()).with_cookie("__Host-saksi", secret.reveal()), person.to_string())
    }

    async fn liaison(&self, name: &str) -> (Browser, String) {
        self.person(self.organisation, name, Role::Liaison).await
    }

    /// A route to YouTube by a channel, held by these people; its path.
    async fn route(
        &self,
        browser: &mut Browser,
        channel: &str,
        address: &str,
        keepers: &[&str],
        shared: bool,
    ) -> String {
        let list = open(browser, "/work/escalations/platforms").await;
        let place = list.texts("ul.lines a").iter().position(|name| name == "YouTube").unwrap();
        let platform = list.attributes("ul.lines a", "href")[place].clone();
        let page = open(browser, &format!("{platform}/routes/new")).await;
        let mut fields = vec![
            ("name", "Priority flagger"),
            ("channel", channel),
            ("way", "trusted-flagger"),
            ("address", address),
            ("role", "Liaison desk"),
            ("zone", "Asia/Kolkata"),
            ("week", "weekdays"),
            ("promised", "18"),
            ("languages", "en id"),
            ("fields", "Describe it | explanation | 20\nLinks | locations"),
        ];
        fields.extend(keepers.iter().map(|person| ("keepers", *person)));
        if shared {
            fields.push(("shared", "yes"));
        }
        let done = browser.submit(&page, &format!("{platform}/routes/new"), &fields).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        done.header("location").split('?').next().unwrap().to_owned()
    }

    /// Begins a notice by a route, and gives its path.
    async fn begin(&self, browser: &mut Browser, route: &str) -> String {
        let page = open(browser, "/work/escalations/new").await;
        let id = route.rsplit('/').next().unwrap();
        let done = browser.submit(&page, "/work/escalations/new", &[("route", id)]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        done.header("location").trim_end_matches("/edit").to_owned()
    }

    async fn work(&self) {
        let handlers = HashMap::from([(sending::JOB, sending::handler(self.room.clone()))]);
        while self.test.db.run_one_job(&handlers).await.unwrap() {}
    }
}

const COMPLETE: [(&str, &str); 9] = [
    ("title", "Threats against a journalist"),
    ("locations", "https://platform.example/post/1\nThe second comment"),
    ("explanation", "It names her street and calls on people to go there."),
    ("category", "cyber-violence-against-women"),
    ("region", "south-asia"),
    ("ground", "terms"),
    ("other_rule", "Harassment policy, threats"),
    ("sender_mail", "liaison@saksi.example"),
    ("good_faith", "yes"),
];

async fn open(browser: &mut Browser, path: &str) -> Answer {
    let page = browser.get(path).await;
    assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.body);
    assert_page(&page.body, Kind::Staff);
    page
}

/// Sends a form of a page, which must lead on; gives where to.
async fn go(browser: &mut Browser, path: &str, action: &str, fields: &[(&str, &str)]) -> String {
    let page = open(browser, path).await;
    let done = browser.submit(&page, action, fields).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{action}: {}", done.body);
    done.header("location").to_owned()
}

/// Writes a notice in one go, up to its preview.
async fn write(browser: &mut Browser, path: &str, file: &[u8]) {
    let edit = format!("{path}/edit");
    let page = open(browser, &edit).await;
    let mut fields = COMPLETE.to_vec();
    fields.push(("then", "preview"));
    let done = browser.submit_file(&page, &edit, &fields, file).await;
    assert_eq!((done.status, done.header("location")), (StatusCode::SEE_OTHER, format!("{path}/preview").as_str()));
}

async fn record(browser: &mut Browser, path: &str, kind: &str, fields: &[(&str, &str)]) {
    let action = format!("{path}/record/{kind}");
    go(browser, &action, &action, fields).await;
}

#[tokio::test]
async fn a_liaison_sends_a_notice_by_mail_and_its_clock_runs_to_a_decision_and_an_appeal() {
    for test in engines().await {
        let world = World::new(test).await;
        let (mut ayu, ayu_id) = world.liaison("Ayu").await;
        let (_, bima_id) = world.liaison("Bima").await;
        let route = world.route(&mut ayu, "e-mail", "flag@platform.example", &[&ayu_id, &bima_id], false).await;
        let path = world.begin(&mut ayu, &route).await;

        // What is missing is said at its field, and nothing typed is lost.
        let edit = format!("{path}/edit");
        let page = open(&mut ayu, &edit).await;
        let done = ayu.submit_file(&page, &edit, &[("title", "Threats"), ("then", "preview")], b"").await;
        assert_eq!(done.status, StatusCode::SEE_OTHER);
        let preview = ayu.get(&format!("{path}/preview")).await;
        assert_eq!(preview.header("location"), format!("{path}/edit?missing=yes"));
        let missing = ayu.get(&format!("{path}/edit?missing=yes")).await;
        assert!(missing.texts(".field-problem").len() >= 7, "{:?}", missing.texts(".field-problem"));
        assert!(missing.body.contains("value=\"Threats\""));

        // A record is cited, a file attached, and the letter goes.
        let cite = format!("{path}/evidence");
        go(&mut ayu, &cite, &cite, &[("record", "rec-1")]).await;
        write(&mut ayu, &path, b"%PDF-1.7 a report").await;
        let preview = open(&mut ayu, &format!("{path}/preview")).await;
        let shown = preview.texts("pre").join(" ");
        for words in
            ["Harassment policy, threats", "https://platform.example/post/1", "ab".repeat(32).as_str(), "good faith"]
        {
            assert!(shown.contains(words), "{words} in {shown}");
        }
        // The server asks for patience once; the same letter comes again.
        world.server.answers.lock().unwrap().push(Err(Undelivered::Later("451 try later".into())));
        go(&mut ayu, &format!("{path}/preview"), &format!("{path}/send"), &[]).await;
        world.work().await;
        assert!(open(&mut ayu, &path).await.body.contains("Ready, not sent yet"));
        world.test.clock.advance(5 * 60 * 1_000_000);
        world.work().await;
        let given = world.server.given.lock().unwrap().clone();
        assert_eq!(given.len(), 2, "{}", world.test.engine);
        assert_eq!(
            (&given[0].message_id, &given[0].body, given[0].at),
            (&given[1].message_id, &given[1].body, given[1].at)
        );
        assert_eq!(given[1].files[0].2, b"%PDF-1.7 a report");
        assert_eq!(given[1].recipient, "flag@platform.example");
        world.work().await;
        assert_eq!(world.server.given.lock().unwrap().len(), 2, "sent once");

        // 18 working hours from Thursday afternoon in Kolkata are over on Monday; nobody answers until then.
        let sent = open(&mut ayu, &path).await;
        assert!(sent.body.contains("Sent, no decision yet"), "{}", sent.body);
        assert!(sent.body.contains("Asia/Kolkata"), "the other side's wall is shown");
        world.test.clock.advance(5 * DAY);
        // Sessions end meanwhile; whoever comes next goes on where the other stopped.
        let (mut ayu, _) = world.liaison("Citra").await;
        let list = open(&mut ayu, "/work/escalations?lane=overdue").await;
        assert_eq!(list.texts("ul.lines a"), ["Threats against a journalist"]);

        // On its day the chaser is what is proposed; it goes to the same address, as an answer to the notice.
        let due = open(&mut ayu, &path).await;
        assert_eq!(due.attributes(".toolbar a.button:not(.quiet)", "href"), [format!("{path}/chase")]);
        go(&mut ayu, &format!("{path}/chase"), &format!("{path}/chase"), &[]).await;
        world.work().await;
        let chaser = world.server.given.lock().unwrap()[2].clone();
        assert_eq!(chaser.follows.as_deref(), Some(given[0].message_id.as_str()));
        assert!(chaser.body.contains("Threats against a journalist"), "{}", chaser.body);

        record(&mut ayu, &path, "decision", &[("outcome", "no-action"), ("reasoned", "no")]).await;
        let decided = open(&mut ayu, &path).await;
        assert!(decided.body.contains("Last day for an appeal"), "{}", decided.body);
        record(&mut ayu, &path, "appeal", &[("body", "dispute-body")]).await;
        world.test.clock.advance(30 * DAY);
        let (mut ayu, _) = world.liaison("Dewi").await;
        record(&mut ayu, &path, "appeal-decided", &[("result", "overturned-default")]).await;
        let figures = open(&mut ayu, "/work/escalations/figures?by=region").await;
        let row = figures.texts("tbody tr");
        assert_eq!(row.len(), 1);
        assert!(row[0].starts_with("YouTubeSouth Asia1120 / 120"), "{row:?}");
        assert!(row[0].contains("0% (0%–79%) / 100% (21%–100%)"), "substance and default are kept apart: {row:?}");
        // Entries are struck, never changed.
        let course = open(&mut ayu, &path).await;
        let number = course.attributes("form[action$=strike] input[name=number]", "value")[0].clone();
        let done = ayu.submit(&course, &format!("{path}/strike"), &[("number", &number)]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER);
        let course = open(&mut ayu, &path).await;
        assert_eq!(course.texts("s").len(), 1);
        assert!(course.body.contains("Appealed"), "the appeal waits again");
        go(&mut ayu, &path, &format!("{path}/close"), &[("close", "yes")]).await;
        assert_eq!(open(&mut ayu, "/work/escalations?lane=closed").await.texts("ul.lines a").len(), 1);
    }
}

#[tokio::test]
async fn where_a_second_person_approves_nobody_approves_their_own() {
    for test in engines().await {
        let world = World::new(test).await;
        let (mut ayu, ayu_id) = world.liaison("Ayu").await;
        let (mut bima, bima_id) = world.liaison("Bima").await;
        let settings = "/work/escalations/settings";
        go(&mut ayu, settings, settings, &[("approval", "yes"), ("sender_mail", "desk@saksi.example")]).await;
        let route = world.route(&mut ayu, "e-mail", "flag@platform.example", &[&ayu_id, &bima_id], false).await;
        let path = world.begin(&mut ayu, &route).await;
        assert!(open(&mut ayu, &format!("{path}/edit")).await.body.contains("desk@saksi.example"), "filled in already");
        write(&mut ayu, &path, b"").await;
        let preview = format!("{path}/preview");
        let page = open(&mut ayu, &preview).await;
        assert!(page.form(&format!("{path}/send")).is_empty(), "no way around a second person");
        go(&mut ayu, &preview, &format!("{path}/submit"), &[]).await;
        let page = open(&mut ayu, &preview).await;
        assert!(page.form(&format!("{path}/send")).is_empty());

        // Sent back with a reason, mended, handed in again, approved.
        let page = open(&mut bima, &preview).await;
        let empty = bima.submit(&page, &format!("{path}/send-back"), &[("reason", " ")]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        go(&mut bima, &preview, &format!("{path}/send-back"), &[("reason", "Name the street less exactly")]).await;
        assert!(open(&mut ayu, &path).await.body.contains("Name the street less exactly"));
        go(&mut ayu, &preview, &format!("{path}/submit"), &[]).await;
        let page = open(&mut bima, &preview).await;
        // The author, who had the page of somebody else open, is refused all the same.
        let token = page.form(&format!("{path}/send"));
        assert!(!token.is_empty());
        go(&mut bima, &preview, &format!("{path}/send"), &[]).await;
        world.work().await;
        assert_eq!(world.server.given.lock().unwrap().len(), 1);
        let shown = open(&mut ayu, &path).await;
        assert!(shown.body.contains("Approved") && shown.body.contains("Bima"));
    }
}

#[tokio::test]
async fn a_web_form_is_filled_field_by_field_and_the_notice_is_marked_sent_by_hand() {
    for test in engines().await {
        let world = World::new(test).await;
        let (mut ayu, ayu_id) = world.liaison("Ayu").await;
        let route = world.route(&mut ayu, "form", "https://platform.example/report", &[&ayu_id], true).await;
        assert!(open(&mut ayu, &route).await.body.contains("One person alone holds this route"));
        let path = world.begin(&mut ayu, &route).await;
        write(&mut ayu, &path, b"").await;
        go(&mut ayu, &format!("{path}/preview"), &format!("{path}/send"), &[]).await;
        world.work().await;
        assert!(world.server.given.lock().unwrap().is_empty(), "a web form is no mail");
        let letter = open(&mut ayu, &path).await.attributes("ul.lines a[href*=letters]", "href")[0].clone();
        let page = open(&mut ayu, &letter).await;
        assert_eq!(page.texts("h3"), ["Describe it", "Links"]);
        assert!(page.body.contains("52 of 20 characters"), "{}", page.body);
        assert!(page.body.contains("Too long for this field"));

        // A day that is to come, and one before there was a notice, are refused; the day typed stays.
        for (day, problem) in
            [("2027-01-01", "still to come"), ("2020-01-01", "before the text was frozen"), ("soon", "2026-11-22")]
        {
            let answer = ayu.submit(&page, &letter, &[("day", day)]).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{day}");
            assert!(answer.body.contains(problem) && answer.body.contains(&format!("value=\"{day}\"")), "{day}");
        }
        let done = ayu.submit(&page, &letter, &[("reference", "YT-1")]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER);
        let again = ayu.submit(&page, &letter, &[("reference", "YT-1")]).await;
        assert_eq!(again.status, StatusCode::CONFLICT, "marked twice counts once");
        assert!(
            open(&mut ayu, &path).await.body.contains("number YT-1")
                || open(&mut ayu, &path).await.body.contains("YT-1")
        );

        // What was frozen is not changed any more.
        let edit = ayu.get(&format!("{path}/edit")).await;
        assert_eq!(edit.header("location"), path);
    }
}

#[tokio::test]
async fn others_use_a_shared_route_and_see_no_escalation() {
    for test in engines().await {
        let world = World::new(test).await;
        let (mut ayu, ayu_id) = world.liaison("Ayu").await;
        let shared = world.route(&mut ayu, "form", "https://platform.example/report", &[&ayu_id], true).await;
        let own = world.route(&mut ayu, "e-mail", "flag@platform.example", &[&ayu_id], false).await;
        let path = world.begin(&mut ayu, &own).await;
        write(&mut ayu, &path, b"secret").await;
        let file = open(&mut ayu, &format!("{path}/edit")).await.attributes("a[href*=files]", "href")[0].clone();

        let other = World::organisation(&world.test, "Cek Fakta").await;
        let (mut citra, _) = world.person(other, "Citra", Role::Liaison).await;
        let routes = open(&mut citra, "/work/escalations/routes").await;
        assert_eq!(routes.attributes("ul.lines a", "href"), std::slice::from_ref(&shared));
        assert!(open(&mut citra, &shared).await.form(&shared).is_empty(), "another organisation's route is only read");
        for hidden in [&own, &path, &format!("{path}/preview"), &format!("{path}/edit"), &file] {
            assert_eq!(citra.get(hidden).await.status, StatusCode::NOT_FOUND, "{hidden}");
        }
        let theirs = world.begin(&mut citra, &shared).await;
        assert_eq!(ayu.get(&theirs).await.status, StatusCode::NOT_FOUND);
        assert_eq!(open(&mut citra, "/work/escalations?lane=draft").await.texts("ul.lines a").len(), 1);

        let (mut dewi, _) = world.person(world.organisation, "Dewi", Role::Checker).await;
        assert_eq!(dewi.get("/work/escalations").await.status, StatusCode::FORBIDDEN);
        let bytes = ayu.get(&file).await;
        assert_eq!((bytes.status, bytes.body.as_str()), (StatusCode::OK, "secret"));
    }
}

#[tokio::test]
async fn two_who_write_the_same_draft_lose_nothing() {
    for test in engines().await {
        let world = World::new(test).await;
        let (mut ayu, ayu_id) = world.liaison("Ayu").await;
        let (mut bima, _) = world.liaison("Bima").await;
        let route = world.route(&mut ayu, "e-mail", "flag@platform.example", &[&ayu_id], false).await;
        let path = world.begin(&mut ayu, &route).await;
        let edit = format!("{path}/edit");
        let (one, two) = (open(&mut ayu, &edit).await, open(&mut bima, &edit).await);
        let first = ayu.submit_file(&one, &edit, &[("title", "First")], b"").await;
        assert_eq!(first.status, StatusCode::SEE_OTHER);
        let second = bima.submit_file(&two, &edit, &[("title", "Second")], b"").await;
        assert_eq!(second.status, StatusCode::CONFLICT);
        assert!(second.body.contains("value=\"Second\"") && second.body.contains("Somebody else changed this"));
        assert!(open(&mut ayu, &edit).await.body.contains("value=\"First\""));
    }
}

#[tokio::test]
async fn what_the_server_refuses_for_good_is_said_and_tried_again_when_asked() {
    for test in engines().await {
        let world = World::new(test).await;
        let (mut ayu, ayu_id) = world.liaison("Ayu").await;
        let route = world.route(&mut ayu, "e-mail", "gone@platform.example", &[&ayu_id], false).await;
        let path = world.begin(&mut ayu, &route).await;
        write(&mut ayu, &path, b"").await;
        world.server.answers.lock().unwrap().push(Err(Undelivered::Never("550 no such user".into())));
        go(&mut ayu, &format!("{path}/preview"), &format!("{path}/send"), &[]).await;
        world.work().await;
        let page = open(&mut ayu, &path).await;
        assert!(page.body.contains("550 no such user"), "{}", page.body);
        let letter = page.attributes("ul.lines a[href*=letters]", "href")[0].clone();
        go(&mut ayu, &letter, &format!("{letter}/again"), &[]).await;
        world.work().await;
        let given = world.server.given.lock().unwrap().clone();
        assert_eq!(given.len(), 2);
        assert_eq!(given[0].message_id, given[1].message_id);
        assert!(open(&mut ayu, &path).await.body.contains("Sent, no decision yet"));
    }
}

#[tokio::test]
async fn a_rule_keeps_its_versions_and_a_notice_the_words_it_cited() {
    for test in engines().await {
        let world = World::new(test).await;
        let (mut ayu, ayu_id) = world.liaison("Ayu").await;
        let new = "/work/escalations/rules/new";
        let rule =
            go(&mut ayu, new, new, &[("title", "Harassment policy"), ("clause", "3"), ("words", "No threats.")]).await;
        let rule = rule.split('?').next().unwrap().to_owned();
        let route = world.route(&mut ayu, "e-mail", "flag@platform.example", &[&ayu_id], false).await;
        let path = world.begin(&mut ayu, &route).await;
        let edit = format!("{path}/edit");
        let page = open(&mut ayu, &edit).await;
        let id = rule.rsplit('/').next().unwrap();
        let mut fields = COMPLETE.to_vec();
        fields.retain(|(name, _)| *name != "other_rule");
        fields.push(("cited", id));
        assert_eq!(ayu.submit_file(&page, &edit, &fields, b"").await.status, StatusCode::SEE_OTHER);
        go(&mut ayu, &rule, &rule, &[("words", "No threats, except jokes."), ("gap", "Jokes are not judged in Urdu")])
            .await;
        let versions = open(&mut ayu, &rule).await;
        assert!(versions.body.contains("Version 1") && versions.body.contains("No threats."));
        let preview = open(&mut ayu, &format!("{path}/preview")).await;
        assert!(preview.body.contains("Harassment policy, 3\nNo threats.\n"), "{}", preview.body);
        let list = open(&mut ayu, "/work/escalations/rules").await;
        assert!(list.body.contains("Gap noted"));
    }
}

#[tokio::test]
async fn waiting_times_are_the_organisations_own() {
    for test in engines().await {
        let world = World::new(test).await;
        let (mut ayu, ayu_id) = world.liaison("Ayu").await;
        let route = world.route(&mut ayu, "form", "https://platform.example/report", &[&ayu_id], false).await;
        let platform = open(&mut ayu, "/work/escalations/platforms").await;
        let place = platform.texts("ul.lines a").iter().position(|name| name == "YouTube").unwrap();
        let platform = platform.attributes("ul.lines a", "href")[place].clone();
        let wrong = open(&mut ayu, &platform).await;
        let answer =
            ayu.submit(&wrong, &format!("{platform}/ladder"), &[("chaser", "9"), ("second-chaser", "3")]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        go(&mut ayu, &platform, &format!("{platform}/ladder"), &[("chaser", "1"), ("second-chaser", "2")]).await;
        let path = world.begin(&mut ayu, &route).await;
        write(&mut ayu, &path, b"").await;
        go(&mut ayu, &format!("{path}/preview"), &format!("{path}/send"), &[]).await;
        let letter = open(&mut ayu, &path).await.attributes("ul.lines a[href*=letters]", "href")[0].clone();
        go(&mut ayu, &letter, &letter, &[]).await;
        world.test.clock.advance(2 * HOUR);
        let next = open(&mut ayu, &path).await.texts("section[aria-labelledby=next] li").join("\n");
        assert!(next.contains("Chaser in 22 hours"), "{next}");
        // The other side's own mistake: a platform of the same name.
        let new = "/work/escalations/platforms/new";
        let page = open(&mut ayu, new).await;
        let twice = ayu.submit(&page, new, &[("name", "youtube"), ("kind", "platform")]).await;
        assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}
