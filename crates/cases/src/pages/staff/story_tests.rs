//! The work of a helpline as people with browsers and without JavaScript meet it, on every engine.

use std::sync::Arc;

use axum::http::StatusCode;
use saksi_base::clock::HOUR;
use saksi_base::{OrganisationId, PersonId, Problem};
use saksi_db::blobs::Blobs;
use saksi_db::testing::{TestDb, engines};
use saksi_db::{Actor, Viewer};
use saksi_network::{Hashing, OrganisationDraft, PersonDraft, Role, Roles};
use saksi_vault::WordList;
use saksi_web::session;
use saksi_web::testing::{Answer, Browser, Kind, assert_page, builder};

use super::{NAVIGATION, PASSPHRASE};
use crate::Cases;
use crate::actions::filing::{self, Plain};
use crate::model::answers::Answers;
use crate::model::words::{self, Approach};

const SECRET: &str = "seven lanterns over a quiet northern harbour";
const CRY: &str = "Sie drohen mir. میرا پتہ سب کو بھیج دیا گیا ہے canary-4711";

/// A network with two organisations on one engine.
struct Network {
    test: TestDb,
    cases: Cases,
    app: axum::Router,
    ours: OrganisationId,
    theirs: OrganisationId,
    _folder: tempfile::TempDir,
}

async fn networks() -> Vec<Network> {
    let mut all = Vec::new();
    for test in engines().await {
        let folder = tempfile::tempdir().unwrap();
        let blobs = Blobs::folder(folder.path()).await.unwrap();
        let cases = Cases::new(test.db.clone(), blobs, Hashing::new(test.db.random()), 30).await.unwrap();
        let site = builder(test.db.clone(), test.clock.clone())
            .messages(saksi_network::MESSAGES)
            .messages(crate::MESSAGES)
            .navigation(NAVIGATION)
            .sessions(Arc::new(saksi_network::SessionTable))
            .build();
        let app = saksi_web::app(site, vec![crate::routes(cases.clone())]);
        let ours = organisation(&test, "Digital Rights Foundation").await;
        let theirs = organisation(&test, "SMEX").await;
        all.push(Network { test, cases, app, ours, theirs, _folder: folder });
    }
    all
}

async fn organisation(test: &TestDb, name: &str) -> OrganisationId {
    let made: Result<OrganisationId, Problem> = saksi_db::write!(test.db, "test", Viewer::System, tx => {
        saksi_network::actions::create_organisation(&mut tx, Actor::System, OrganisationDraft::named(name, name), true).await
    });
    made.unwrap()
}

impl Network {
    /// Somebody with a browser who is signed in.
    async fn person(&self, name: &str, organisation: OrganisationId, role: Role) -> (PersonId, Browser) {
        let made: Result<(PersonId, String), Problem> = saksi_db::write!(self.test.db, "test", Viewer::System, tx => {
            let id = saksi_network::actions::create_person(&mut tx, Actor::System, PersonDraft::named(name), false).await?;
            saksi_network::actions::add_affiliation(&mut tx, Actor::System, id, organisation, &Roles::new([role]), false).await?;
            let (_, secret) = saksi_network::actions::start_session(&mut tx, id, Some(organisation), "test").await?;
            Ok((id, secret.reveal().to_owned()))
        });
        let (id, secret) = made.unwrap();
        (id, Browser::new(self.app.clone()).with_cookie(session::COOKIE, &secret))
    }

    /// A responder whose key is made and open.
    async fn responder(&self, name: &str, organisation: OrganisationId) -> (PersonId, Browser) {
        let (id, mut browser) = self.person(name, organisation, Role::Responder).await;
        make_key(&mut browser).await;
        (id, browser)
    }

    /// An organisation with a helpline: an owner and a triager.
    async fn helpline(&self, organisation: OrganisationId) -> (Browser, Browser) {
        let (_, mut owner) = self.person("Owner", organisation, Role::Owner).await;
        make_key(&mut owner).await;
        let (triager, browser) = self.responder("Siti Aminah", organisation).await;
        let page = open(&mut owner, "/cases/helpline").await;
        send(&mut owner, &page, "/cases/helpline/open", &[("person", &triager.to_string())]).await;
        (owner, browser)
    }

    /// Somebody asks for help, from a page without JavaScript.
    async fn somebody_asks(&self, text: &str) {
        let intake = filing::intake_of(&self.cases, self.ours).await.unwrap().unwrap();
        let receipt = filing::new_receipt(&self.cases, WordList::English);
        let answers = Answers {
            safe: words::Answer::No,
            approach: Some(Approach::Reactive),
            language: "ur".parse().unwrap(),
            ..Answers::default()
        };
        let plain = Plain { answers, text, contact: "canary-contact", contact_when: "", name: "" };
        let sealed = filing::seal(&self.cases, &intake, &receipt, plain).unwrap();
        filing::file_case(&self.cases, sealed).await.unwrap();
    }
}

/// Opens a page that must be there and be well made.
async fn open(browser: &mut Browser, path: &str) -> Answer {
    let answer = browser.get(path).await;
    assert_eq!(answer.status, StatusCode::OK, "{path} {}", answer.header("location"));
    assert_page(&answer.body, Kind::Staff);
    answer
}

/// Sends a form that must work, and opens the page it leads to.
async fn send(browser: &mut Browser, page: &Answer, action: &str, changes: &[(&str, &str)]) -> Answer {
    assert!(page.attributes("form", "action").iter().any(|a| a == action), "no form {action} in\n{}", page.body);
    let answer = browser.submit(page, action, changes).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{action}\n{}", answer.body);
    let location = answer.header("location").to_owned();
    open(browser, &location).await
}

/// Sends a form that must be refused with a page that says why.
async fn refused(
    browser: &mut Browser,
    page: &Answer,
    action: &str,
    changes: &[(&str, &str)],
    status: StatusCode,
) -> Answer {
    let answer = browser.submit(page, action, changes).await;
    assert_eq!(answer.status, status, "{action}\n{}", answer.body);
    assert_page(&answer.body, Kind::Staff);
    answer
}

async fn make_key(browser: &mut Browser) {
    let page = open(browser, "/cases/key/new").await;
    let made = browser.submit(&page, "/cases/key/new", &[("passphrase", SECRET), ("again", SECRET)]).await;
    assert_eq!(made.status, StatusCode::OK, "{}", made.body);
    assert_eq!(made.texts("pre.copy").len(), 1, "the code is shown\n{}", made.body);
    let page = open(browser, "/cases/key").await;
    send(browser, &page, "/cases/key/unlock", &[(PASSPHRASE, SECRET)]).await;
}

/// The path of the first case of a lane.
async fn first_case(browser: &mut Browser, lane: &str) -> String {
    let page = open(browser, &format!("/cases?lane={lane}")).await;
    let found = page.attributes("[data-rows] a", "href").into_iter().next();
    found.unwrap_or_else(|| panic!("nothing in {lane}\n{}", page.body))
}

/// Takes the first new case; its path.
async fn take(browser: &mut Browser) -> String {
    let case = first_case(browser, "triage").await;
    let page = open(browser, &case).await;
    send(browser, &page, &format!("{case}/people"), &[]).await;
    case
}

#[tokio::test]
async fn a_responder_makes_a_key_and_reads_only_while_it_is_open() {
    for network in networks().await {
        let (_, mut browser) = network.person("Siti Aminah", network.ours, Role::Responder).await;
        let queue = open(&mut browser, "/cases").await;
        assert!(queue.body.contains("You have no key yet"), "{}", queue.body);
        let page = open(&mut browser, "/cases/key/new").await;
        let again = refused(
            &mut browser,
            &page,
            "/cases/key/new",
            &[("passphrase", SECRET), ("again", "something else entirely")],
            StatusCode::UNPROCESSABLE_ENTITY,
        )
        .await;
        assert!(!again.body.contains(SECRET), "a passphrase is never written back");
        make_key(&mut browser).await;
        let queue = open(&mut browser, "/cases").await;
        assert!(queue.body.contains("Your key is open"), "{}", queue.body);
        let locked = send(&mut browser, &queue, "/cases/key/lock", &[]).await;
        assert!(locked.body.contains("Your key is locked"), "{}", locked.body);
        let wrong = refused(
            &mut browser,
            &locked,
            "/cases/key/unlock",
            &[(PASSPHRASE, "not my passphrase at all")],
            StatusCode::UNPROCESSABLE_ENTITY,
        )
        .await;
        assert_eq!(wrong.texts(".field-problem").len(), 1, "{}", wrong.body);
        let sealed = browser.get("/cases/enter").await;
        assert_eq!(sealed.status, StatusCode::SEE_OTHER);
        assert!(sealed.header("location").starts_with("/cases/key?next="), "{}", sealed.header("location"));
    }
}

#[tokio::test]
async fn a_cry_for_help_is_triaged_taken_answered_and_resolved() {
    for network in networks().await {
        let (mut owner, mut triager) = network.helpline(network.ours).await;
        network.somebody_asks(CRY).await;
        let queue = open(&mut triager, "/cases?lane=triage").await;
        assert!(queue.body.contains("Not safe now") && queue.body.contains("First answer: due in"), "{}", queue.body);
        let case = take(&mut triager).await;
        let page = open(&mut triager, &case).await;
        assert!(page.body.contains("canary-4711") && page.body.contains("canary-contact"), "{}", page.body);
        assert!(!page.texts("title").join("").contains("canary"), "no words of a case stand in a window's title");

        let reply = format!("{case}/reply");
        let empty = refused(
            &mut triager,
            &page,
            &reply,
            &[("text", "  "), ("action", "send")],
            StatusCode::UNPROCESSABLE_ENTITY,
        )
        .await;
        let inserted = triager
            .submit(&empty, &reply, &[("text", "Hello."), ("template", "first-answer"), ("action", "insert")])
            .await;
        let text = inserted.form(&reply).into_iter().find(|(name, _)| name == "text").unwrap().1;
        assert!(
            text.starts_with("Hello.\n\nThank you for writing to us.") && text.contains("Digital Rights Foundation"),
            "{text}"
        );
        let page = send(&mut triager, &inserted, &reply, &[("action", "send")]).await;
        assert!(page.body.contains("First answer: done in time"), "{}", page.body);
        let page = send(&mut triager, &page, &format!("{case}/notes"), &[("note", "Called; nobody answered.")]).await;
        assert_eq!(page.texts(".entry-note").len(), 1);
        let page = send(&mut triager, &page, &format!("{case}/tags"), &[("tags", "sim-swap, انتخابات")]).await;
        let page = send(&mut triager, &page, &format!("{case}/services"), &[("action", "decline")]).await;
        let answers = open(&mut triager, &format!("{case}/answers")).await;
        let page = {
            let _ = page;
            send(
                &mut triager,
                &answers,
                &format!("{case}/answers"),
                &[("outcome", "advice-given"), ("incident", "abuse")],
            )
            .await
        };
        let resolved = triager.submit(&page, &format!("{case}/status"), &[("to", "resolved")]).await;
        assert_eq!(resolved.status, StatusCode::SEE_OTHER, "{}", resolved.body);
        let page = open(&mut triager, &case).await;
        assert!(page.body.contains("Resolved"), "{}", page.body);

        // The one who runs the helpline reads no case, and the audit holds no word.
        assert_eq!(owner.get(&case).await.status, StatusCode::NOT_FOUND);
        let audit = owner.get("/cases/audit.csv").await;
        assert_eq!(audit.status, StatusCode::OK, "{}", audit.body);
        assert!(audit.body.contains("opened") && !audit.body.contains("canary"), "{}", audit.body);
    }
}

#[tokio::test]
async fn nothing_that_was_typed_is_lost_when_the_key_locks_itself() {
    for network in networks().await {
        let (_, mut triager) = network.helpline(network.ours).await;
        network.somebody_asks(CRY).await;
        let case = take(&mut triager).await;
        let page = open(&mut triager, &case).await;
        network.test.clock.advance(31 * HOUR / 60);
        let reply = format!("{case}/reply");
        let locked = refused(
            &mut triager,
            &page,
            &reply,
            &[("text", "A long answer\nin two lines that took twenty minutes to write."), ("action", "send")],
            StatusCode::CONFLICT,
        )
        .await;
        assert!(locked.body.contains("took twenty minutes"), "{}", locked.body);
        let wrong =
            refused(&mut triager, &locked, &reply, &[(PASSPHRASE, "wrong")], StatusCode::UNPROCESSABLE_ENTITY).await;
        let page = send(&mut triager, &wrong, &reply, &[(PASSPHRASE, SECRET)]).await;
        assert_eq!(page.texts(".entry-helper").len(), 1, "{}", page.body);
        assert!(page.body.contains("A long answer\nin two lines"), "{}", page.body);
    }
}

#[tokio::test]
async fn two_who_change_the_same_are_shown_both_and_nothing_is_overwritten() {
    for network in networks().await {
        let (_, mut first) = network.helpline(network.ours).await;
        let (second_id, mut second) = network.responder("Chen Mei-ling", network.ours).await;
        network.somebody_asks(CRY).await;
        let case = take(&mut first).await;
        assert_eq!(
            second.get(&case).await.status,
            StatusCode::NOT_FOUND,
            "a colleague who was not named reads nothing"
        );
        let people = open(&mut first, &format!("{case}/people")).await;
        send(&mut first, &people, &format!("{case}/people"), &[("person", &second_id.to_string())]).await;

        let (mine, yours) = (open(&mut first, &case).await, open(&mut second, &case).await);
        send(&mut first, &mine, &format!("{case}/campaign"), &[("new_campaign", "Dox list")]).await;
        let both = refused(
            &mut second,
            &yours,
            &format!("{case}/campaign"),
            &[("new_campaign", "November list")],
            StatusCode::CONFLICT,
        )
        .await;
        assert!(both.body.contains("Dox list") && both.body.contains("November list"), "{}", both.body);
        let typed =
            both.form(&format!("{case}/campaign")).into_iter().find(|(name, _)| name == "new_campaign").unwrap().1;
        assert_eq!(typed, "November list");
        let page = send(&mut second, &both, &format!("{case}/campaign"), &[]).await;
        assert!(page.body.contains("November list"));

        // An answer that crosses another one waits until its author has read that.
        let (mine, yours) = (open(&mut first, &case).await, open(&mut second, &case).await);
        let reply = format!("{case}/reply");
        send(&mut first, &mine, &reply, &[("text", "Are you safe?"), ("action", "send")]).await;
        let crossed =
            refused(&mut second, &yours, &reply, &[("text", "Who is it?"), ("action", "send")], StatusCode::CONFLICT)
                .await;
        assert!(crossed.body.contains("Are you safe?") && crossed.body.contains("Who is it?"), "{}", crossed.body);
        let page = send(&mut second, &crossed, &reply, &[("action", "send")]).await;
        assert_eq!(page.texts(".entry-helper").len(), 2);
    }
}

#[tokio::test]
async fn a_case_opens_for_nobody_else_and_whoever_leaves_gets_no_new_word() {
    for network in networks().await {
        let (_, mut holder) = network.helpline(network.ours).await;
        let (_, mut stranger) = network.helpline(network.theirs).await;
        let (colleague_id, mut colleague) = network.responder("Chen Mei-ling", network.ours).await;
        network.somebody_asks(CRY).await;
        let case = take(&mut holder).await;
        for path in ["", "/people", "/answers", "/refer", "/keep", "/merge", "/events", "/events/1"] {
            assert_eq!(stranger.get(&format!("{case}{path}")).await.status, StatusCode::NOT_FOUND, "{path}");
            assert_eq!(colleague.get(&format!("{case}{path}")).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        let people = open(&mut holder, &format!("{case}/people")).await;
        let people =
            send(&mut holder, &people, &format!("{case}/people"), &[("person", &colleague_id.to_string())]).await;
        open(&mut colleague, &case).await;
        let end = format!("{case}/people/end");
        // Each card has its own form with this action; the fields of the colleague's are written out.
        let page = send(&mut holder, &people, &end, &[("person", &colleague_id.to_string())]).await;
        assert!(page.body.contains("The access has ended"), "{}", page.body);
        assert_eq!(colleague.get(&case).await.status, StatusCode::NOT_FOUND);
        open(&mut holder, &case).await;
    }
}

#[tokio::test]
async fn a_chain_of_events_is_written_down_and_judged_on_its_pages() {
    for network in networks().await {
        let (_, mut first) = network.helpline(network.ours).await;
        let (second_id, mut second) = network.responder("Chen Mei-ling", network.ours).await;
        network.somebody_asks(CRY).await;
        let case = take(&mut first).await;
        let people = open(&mut first, &format!("{case}/people")).await;
        send(&mut first, &people, &format!("{case}/people"), &[("person", &second_id.to_string())]).await;
        let at = format!("{case}/events");
        let page = open(&mut first, &at).await;
        let typed =
            [("day", "2091-01-01"), ("kind", "disappearance"), ("text", "Taken at night."), ("source", "Her sister")];
        let wrong = refused(&mut first, &page, &at, &typed, StatusCode::UNPROCESSABLE_ENTITY).await;
        assert!(wrong.body.contains("Taken at night."), "what was typed is kept");
        let page = send(&mut first, &wrong, &at, &[("day", "2020-03-01")]).await;
        assert!(page.body.contains("Taken at night.") && page.body.contains("Alleged"), "{}", page.body);
        let event = format!("{at}/1");
        let judged = [("standing", "verified"), ("because", "Two films show it.")];
        let page = open(&mut first, &event).await;
        let own = refused(&mut first, &page, &event, &judged, StatusCode::UNPROCESSABLE_ENTITY).await;
        assert!(own.body.contains("Two films show it."));
        let page = open(&mut second, &event).await;
        let page = send(&mut second, &page, &event, &judged).await;
        assert!(page.body.contains("Verified") && page.body.contains("Chen Mei-ling"), "{}", page.body);
        let page = open(&mut first, &case).await;
        assert!(page.body.contains(&event) && page.body.contains("Taken at night."));
    }
}

#[tokio::test]
async fn a_campaign_is_begun_renamed_and_deleted_on_its_pages() {
    for network in networks().await {
        let (_, mut triager) = network.helpline(network.ours).await;
        network.somebody_asks(CRY).await;
        let case = take(&mut triager).await;
        let page = open(&mut triager, "/cases/campaigns").await;
        let none =
            refused(&mut triager, &page, "/cases/campaigns", &[("name", " ")], StatusCode::UNPROCESSABLE_ENTITY).await;
        let page = send(&mut triager, &none, "/cases/campaigns", &[("name", "Sim swaps of March")]).await;
        let at = page.attributes("form", "action").into_iter().find(|at| at.starts_with("/cases/campaigns/")).unwrap();
        assert!(page.attributes("form", "action").contains(&format!("{at}/discard")));
        let page = send(&mut triager, &page, &at, &[("name", "Sim swaps of spring")]).await;
        assert!(page.body.contains("Sim swaps of spring") && !page.body.contains("Sim swaps of March"));
        let id = at.rsplit('/').next().unwrap();
        let page = open(&mut triager, &case).await;
        let page = send(&mut triager, &page, &format!("{case}/campaign"), &[("campaign", id)]).await;
        assert!(page.attributes("a", "href").contains(&at), "{}", page.body);
        let linked = open(&mut triager, &at).await;
        assert!(linked.attributes("a", "href").contains(&case));
        assert!(!linked.attributes("form", "action").contains(&format!("{at}/discard")), "a case belongs to it");
        assert!(open(&mut triager, "/cases?lane=mine").await.body.contains("Sim swaps of spring"));
        send(&mut triager, &page, &format!("{case}/campaign"), &[("campaign", "")]).await;
        let empty = open(&mut triager, &at).await;
        let list = send(&mut triager, &empty, &format!("{at}/discard"), &[]).await;
        assert!(!list.body.contains("Sim swaps of spring"), "{}", list.body);
    }
}

#[tokio::test]
async fn a_search_finds_words_in_ones_own_cases_and_leaves_them_out_of_the_address() {
    for network in networks().await {
        let (_, mut triager) = network.helpline(network.ours).await;
        network.somebody_asks(CRY).await;
        network.somebody_asks("Something else entirely").await;
        take(&mut triager).await;
        take(&mut triager).await;
        let page = open(&mut triager, "/cases").await;
        let found = triager.submit(&page, "/cases/search", &[("words", "CANARY-4711")]).await;
        assert_eq!(found.status, StatusCode::OK, "{}", found.body);
        assert_eq!(found.attributes("[data-rows] a", "href").len(), 1, "{}", found.body);
        let nothing = triager.submit(&page, "/cases/search", &[("words", "nobody wrote this")]).await;
        assert!(nothing.attributes("[data-rows] a", "href").is_empty());
        assert_page(&nothing.body, Kind::Staff);
    }
}

#[tokio::test]
async fn somebody_who_calls_gets_a_case_and_a_receipt_to_be_read_out() {
    for network in networks().await {
        let (_, mut triager) = network.helpline(network.ours).await;
        let page = open(&mut triager, "/cases/enter").await;
        let wrong =
            refused(&mut triager, &page, "/cases/enter", &[("text", "She called.")], StatusCode::UNPROCESSABLE_ENTITY)
                .await;
        let done = triager
            .submit(&wrong, "/cases/enter", &[("approach", "preventive"), ("receipt", "yes"), ("language", "en")])
            .await;
        assert_eq!(done.status, StatusCode::OK, "{}", done.body);
        assert_eq!(done.texts("ol.words li").len(), 13, "{}", done.body);
        let case = first_case(&mut triager, "mine").await;
        assert!(open(&mut triager, &case).await.body.contains("She called."));
    }
}

#[tokio::test]
async fn a_toolkit_is_listed_read_by_everybody_and_put_into_an_answer() {
    for network in networks().await {
        let (mut owner, mut triager) = network.helpline(network.ours).await;
        let mut anybody = Browser::new(network.app.clone());
        let before = anybody.get("/help/toolkits").await;
        assert_eq!(before.status, StatusCode::OK);
        assert!(before.texts(".card").is_empty() && before.texts(".empty").len() == 1, "{}", before.body);

        let page = open(&mut owner, "/cases/settings/toolkits/new").await;
        let at = "/cases/settings/toolkits/new";
        let typed = [("name", "calm"), ("kind", "mental-health"), ("title_ur", "سکون"), ("link_ur", "calm.example")];
        let wrong = refused(&mut owner, &page, at, &typed, StatusCode::UNPROCESSABLE_ENTITY).await;
        assert!(wrong.body.contains("سکون"), "what was typed is kept");
        let fields = [("link_ur", "https://calm.example/ur"), ("action", "save")];
        let list = send(&mut owner, &wrong, at, &fields).await;
        assert!(list.body.contains("سکون") && list.body.contains("calm.example"), "{}", list.body);

        let read = anybody.get("/help/toolkits").await;
        assert_page(&read.body, Kind::Public);
        assert_eq!(read.attributes(".card a", "href"), ["https://calm.example/ur"]);
        assert_eq!(read.attributes(".card a", "rel"), ["noreferrer"]);
        assert_eq!(read.texts("title"), ["saksi"], "the title says nothing");

        network.somebody_asks(CRY).await;
        let case = take(&mut triager).await;
        let page = open(&mut triager, &case).await;
        assert!(page.attributes("#toolkits ~ .lines a", "href").contains(&"https://calm.example/ur".to_owned()));
        let reply = format!("{case}/reply");
        let fields = [("text", "Hello."), ("toolkit", "https://calm.example/ur"), ("action", "toolkit")];
        let inserted = triager.submit(&page, &reply, &fields).await;
        let text = inserted.form(&reply).into_iter().find(|(name, _)| name == "text").unwrap().1;
        assert_eq!(text, "Hello.\n\nسکون\nhttps://calm.example/ur");
        send(&mut triager, &inserted, &reply, &[("action", "send")]).await;

        // Whoever does not run the helpline reads the list and changes nothing.
        let page = open(&mut triager, "/cases/settings/toolkits/calm").await;
        let no = triager.submit(&page, "/cases/settings/toolkits/calm", &[("action", "remove")]).await;
        assert_eq!(no.status, StatusCode::FORBIDDEN);
        let page = open(&mut owner, "/cases/settings/toolkits/calm").await;
        send(&mut owner, &page, "/cases/settings/toolkits/calm", &[("action", "remove")]).await;
        assert!(anybody.get("/help/toolkits").await.texts(".card").is_empty());
    }
}

#[tokio::test]
async fn a_training_is_written_down_and_taken_away_and_nothing_typed_is_lost() {
    for network in networks().await {
        let (_, mut responder) = network.person("Siti Aminah", network.ours, Role::Responder).await;
        let page = open(&mut responder, "/cases/trainings").await;
        let at = "/cases/trainings";
        let typed = [
            ("day", "2026-01-10"),
            ("topic", "verification"),
            ("people_1", "12"),
            ("media_1", "radio"),
            ("language_1", "ur"),
            ("people_6", "twelve"),
        ];
        let wrong = refused(&mut responder, &page, at, &typed, StatusCode::UNPROCESSABLE_ENTITY).await;
        assert_eq!(wrong.texts("#field-people-6-problem").len(), 1, "{}", wrong.body);
        let twice = [("people_6", "3"), ("media_6", "radio"), ("language_6", "ur")];
        let wrong = refused(&mut responder, &wrong, at, &twice, StatusCode::UNPROCESSABLE_ENTITY).await;
        assert_eq!(wrong.texts("#field-people-6-problem").len(), 1, "{}", wrong.body);
        let page = send(&mut responder, &wrong, at, &[("language_6", "ps")]).await;
        assert!(page.body.contains("اردو") && page.body.contains("Verification"), "{}", page.body);
        let (_, mut stranger) = network.person("Dewi", network.theirs, Role::Responder).await;
        assert!(open(&mut stranger, at).await.texts(".card").is_empty());
        let remove = page.attributes("form", "action").into_iter().find(|action| action.ends_with("/remove")).unwrap();
        let page = send(&mut responder, &page, &remove, &[]).await;
        assert!(page.texts(".card").is_empty(), "{}", page.body);
    }
}

#[tokio::test]
async fn a_testimony_is_asked_for_released_and_taken_off_on_its_pages() {
    for network in networks().await {
        let (_, mut triager) = network.helpline(network.ours).await;
        let mut anybody = Browser::new(network.app.clone());
        network.somebody_asks(CRY).await;
        let case = take(&mut triager).await;
        let at = format!("{case}/voices");
        let page = open(&mut triager, &at).await;
        let typed = [("words", "I was not alone."), ("days", "many"), ("said", "yes")];
        let wrong = refused(&mut triager, &page, &at, &typed, StatusCode::UNPROCESSABLE_ENTITY).await;
        assert!(wrong.body.contains("I was not alone."), "what was typed is kept");
        let page = send(&mut triager, &wrong, &at, &[("days", "")]).await;
        let release =
            page.attributes("form", "action").into_iter().find(|action| action.ends_with("/release")).unwrap();
        assert!(anybody.get("/voices").await.texts(".card").is_empty());
        let page = send(&mut triager, &page, &release, &[]).await;
        let read = anybody.get("/voices").await;
        assert_page(&read.body, Kind::Public);
        assert_eq!(read.texts(".card .sent"), ["I was not alone."]);
        assert!(read.body.contains("2026-01<") && !read.body.contains("2026-01-"), "a month and no day");
        let down = release.replace("/release", "/take-down");
        send(&mut triager, &page, &down, &[]).await;
        assert!(anybody.get("/voices").await.texts(".card").is_empty());
        let log = open(&mut triager, &case).await;
        assert!(log.body.contains("Let everybody read a testimony"), "the person sees it too");
    }
}
