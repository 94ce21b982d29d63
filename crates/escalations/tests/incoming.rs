//! Letters that come back by mail, as liaisons and mail servers meet them, on every engine.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on must fail loudly")]

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex};

use axum::http::{Method, StatusCode};
use saksi_base::clock::{DAY, HOUR, MINUTE};
use saksi_base::{OrganisationId, Problem, SeededRandom, Timestamp};
use saksi_db::blobs::Blobs;
use saksi_db::testing::{START, TestDb, engines};
use saksi_db::{Actor, Viewer};
use saksi_escalations::actions::incoming::{self, Came, Taken};
use saksi_escalations::actions::{seed, sending};
use saksi_escalations::{Batch, Carry, Escalations, Fetch, Fetched, Inbox, Later, Letter, Place, Undelivered};
use saksi_network::model::password::PasswordCost;
use saksi_network::{Hashing, OrganisationDraft, PersonDraft, Role, Roles, SealKey, SessionTable, actions};
use saksi_web::testing::{Answer, Browser, Kind, assert_page};
use saksi_web::{FormKeys, SiteBuilder, SiteSettings};
use sha2::{Digest as _, Sha256};

/// A mail server that takes everything.
#[derive(Default)]
struct Server(Mutex<Vec<Letter>>);

impl Carry for Server {
    fn carry(&self, letter: Letter) -> Later<'_, Result<(), Undelivered>> {
        self.0.lock().unwrap().push(letter);
        Box::pin(async { Ok(()) })
    }
}

/// A mailbox with letters by number, which can be out of reach.
#[derive(Default)]
struct Mailbox {
    letters: Mutex<Vec<(i64, String)>>,
    validity: Mutex<i64>,
    fault: Mutex<Option<String>>,
    asked: Mutex<Vec<Place>>,
}

impl Fetch for Mailbox {
    fn name(&self) -> &'static str {
        "notices@mail.example"
    }

    fn fetch(&self, after: Place) -> Later<'_, Result<Batch, String>> {
        self.asked.lock().unwrap().push(after);
        let validity = *self.validity.lock().unwrap();
        let last = if after.validity == validity { after.uid } else { 0 };
        let letters = self.letters.lock().unwrap().clone();
        let answer = match self.fault.lock().unwrap().clone() {
            Some(fault) => Err(fault),
            None => Ok(Batch {
                validity,
                letters: letters
                    .into_iter()
                    .filter(|(uid, _)| *uid > last)
                    .take(2)
                    .map(|(uid, raw)| Fetched {
                        uid,
                        bytes: i64::try_from(raw.len()).unwrap(),
                        raw: raw.into_bytes(),
                        at: None,
                    })
                    .collect(),
            }),
        };
        Box::pin(async move { answer })
    }
}

struct World {
    test: TestDb,
    room: Escalations,
    server: Arc<Server>,
    mailbox: Arc<Mailbox>,
    app: axum::Router,
    organisation: OrganisationId,
    folder: tempfile::TempDir,
}

const SECRET: &str = "a-secret-of-the-mail-server";

impl World {
    async fn new(test: TestDb) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let blobs = Blobs::folder(folder.path()).await.unwrap();
        let (server, mailbox) = (Arc::new(Server::default()), Arc::new(Mailbox::default()));
        let door = Some(Sha256::digest(SECRET.as_bytes()).into());
        let room = Escalations::new(blobs)
            .with_carrier(server.clone())
            .with_inbox(Inbox { address: "notices@here.example".into(), door })
            .with_mailbox(mailbox.clone());
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
        seed::begin(&test.db).await.unwrap();
        Self { test, room, server, mailbox, app, organisation, folder }
    }

    async fn organisation(test: &TestDb, name: &str) -> OrganisationId {
        let made: Result<_, Problem> = saksi_db::write!(test.db, "test organisation", Viewer::System, tx => {
            let draft = OrganisationDraft::named(name, name);
            actions::create_organisation(&mut tx, Actor::System, draft, true).await
        });
        made.unwrap()
    }

    /// The browser of somebody who just signed in, and their identifier.
    async fn liaison_of(&self, organisation: OrganisationId, name: &str) -> (Browser, String) {
        let made: Result<_, Problem> = saksi_db::write!(self.test.db, "test person", Viewer::System, tx => {
            let person = actions::create_person(&mut tx, Actor::System, PersonDraft::named(name), false).await?;
            let roles = Roles::new([Role::Liaison]);
            actions::add_affiliation(&mut tx, Actor::System, person, organisation, &roles, false).await?;
            let (_, secret) = actions::start_session(&mut tx, person, Some(organisation), "test").await?;
            Ok((person, secret))
        });
        let (person, secret) = made.unwrap();
        (Browser::new(self.app.clone()).with_cookie("__Host-saksi", secret.reveal()), person.to_string())
    }

    async fn liaison(&self, name: &str) -> Browser {
        self.liaison_of(self.organisation, name).await.0
    }

    /// A notice to YouTube that went out by mail: its path, and the letter.
    async fn sent(&self, organisation: OrganisationId, title: &str) -> (String, Letter) {
        let (mut ayu, id) = self.liaison_of(organisation, "Ayu").await;
        let list = open(&mut ayu, "/work/escalations/platforms").await;
        let place = list.texts("ul.lines a").iter().position(|name| name == "YouTube").unwrap();
        let platform = list.attributes("ul.lines a", "href")[place].clone();
        let action = format!("{platform}/routes/new");
        let fields = [
            ("name", "Priority flagger"),
            ("channel", "e-mail"),
            ("way", "trusted-flagger"),
            ("address", "flag@platform.example"),
            ("role", "Liaison desk"),
            ("zone", "Asia/Kolkata"),
            ("week", "weekdays"),
            ("languages", "en"),
            ("keepers", id.as_str()),
        ];
        let route = go(&mut ayu, &action, &action, &fields).await;
        let route = route.split('?').next().unwrap().rsplit('/').next().unwrap().to_owned();
        let new = "/work/escalations/new";
        let path = go(&mut ayu, new, new, &[("route", &route)]).await.trim_end_matches("/edit").to_owned();
        let edit = format!("{path}/edit");
        let page = open(&mut ayu, &edit).await;
        let fields = [
            ("title", title),
            ("locations", "https://platform.example/post/1"),
            ("explanation", "It names her street."),
            ("category", "cyber-violence"),
            ("region", "south-asia"),
            ("ground", "terms"),
            ("other_rule", "Harassment policy"),
            ("sender_mail", "liaison@saksi.example"),
            ("good_faith", "yes"),
            ("then", "preview"),
        ];
        let done = ayu.submit_file(&page, &edit, &fields, b"").await;
        assert_eq!(done.header("location"), format!("{path}/preview"), "{}", done.body);
        go(&mut ayu, &format!("{path}/preview"), &format!("{path}/send"), &[]).await;
        self.work().await;
        let letter = self.server.0.lock().unwrap().last().unwrap().clone();
        (path, letter)
    }

    async fn work(&self) {
        let handlers = HashMap::from([
            (sending::JOB, sending::handler(self.room.clone())),
            (incoming::JOB, incoming::handler(self.room.clone())),
        ]);
        while self.test.db.run_one_job(&handlers).await.unwrap() {}
    }

    async fn comes(&self, letter: &str) -> Taken {
        let at = self.test.db.clock().now();
        let raw = letter.replace('\n', "\r\n").into_bytes();
        let bytes = i64::try_from(raw.len()).unwrap();
        incoming::take(&self.room, &self.test.db, Came { raw, bytes, at }).await.unwrap()
    }
}

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

/// An answer to a letter of ours.
fn answer(id: &str, to: &Letter, head: &str, text: &str) -> String {
    let follows = &to.message_id;
    format!(
        "From: Trust Desk <desk@platform.example>\nMessage-ID: <{id}@platform.example>\nIn-Reply-To: {follows}\nSubject: Re: Threats\n{head}\n{text}\n"
    )
}

/// Places of letters on a page.
fn letters(page: &Answer) -> Vec<String> {
    let all = page.attributes("ul.lines a", "href");
    all.into_iter().filter(|path| path.starts_with("/work/escalations/inbox/")).collect()
}

fn read_all(folder: &Path) -> Vec<u8> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        if entry.path().is_dir() {
            all.extend(read_all(&entry.path()));
        } else {
            all.extend(std::fs::read(entry.path()).unwrap());
        }
    }
    all
}

#[tokio::test]
async fn an_answer_finds_its_notice_and_a_person_says_what_it_is() {
    for test in engines().await {
        let world = World::new(test).await;
        let (path, letter) = world.sent(world.organisation, "Threats").await;
        let reply_to = letter.reply_to.clone().unwrap();
        assert!(reply_to.starts_with("notices+") && reply_to.ends_with("@here.example"), "{reply_to}");
        world.test.clock.advance(2 * HOUR);

        // A machine of theirs confirms receipt, and decides nothing, whatever it says.
        let automatic =
            answer("auto", &letter, "Auto-Submitted: auto-replied\n", "We have removed the content. Case closed.");
        assert!(matches!(world.comes(&automatic).await, Taken::Threaded(_)));
        let mut ayu = world.liaison("Ayu").await;
        let page = open(&mut ayu, &path).await;
        assert!(page.body.contains("Receipt confirmed") || page.texts("dt").len() > 3, "{}", page.body);
        assert!(page.body.contains("Sent, no decision yet"), "{}", page.body);
        assert!(!page.body.contains("A letter has come"), "nothing waits");

        // A person of theirs answers, without headers: the address has the word.
        world.test.clock.advance(HOUR);
        let bare = format!(
            "From: Désirée <desk@platform.example>\nMessage-ID: <two@platform.example>\nTo: {reply_to}\nSubject: your report\n\nWe are looking at it, regards D.\n"
        );
        assert!(matches!(world.comes(&bare).await, Taken::Threaded(_)));
        assert_eq!(world.comes(&bare).await, Taken::Known, "{}", world.test.engine);
        let list = open(&mut ayu, "/work/escalations").await;
        assert!(list.body.contains("1 letter has come and waits"), "{}", list.body);
        let page = open(&mut ayu, &path).await;
        assert!(page.body.contains("A letter has come"));
        let came = letters(&page);
        assert_eq!(came.len(), 2);
        let one = open(&mut ayu, &came[1]).await;
        assert!(one.texts("pre").join("").contains("We are looking at it, regards D."), "{}", one.body);
        go(&mut ayu, &format!("{}/as/reply", came[1]), &format!("{}/as/reply", came[1]), &[]).await;
        let page = open(&mut ayu, &path).await;
        assert!(!page.body.contains("A letter has come"), "{}", page.body);
        assert!(page.body.contains("noted as entry"), "{}", page.body);

        // Their decision comes as a letter too; what they decided is said by a person.
        world.test.clock.advance(DAY);
        let mut ayu = world.liaison("Ayu").await;
        let decided = answer("three", &letter, "", "We did not find a violation.");
        assert!(matches!(world.comes(&decided).await, Taken::Threaded(_)));
        let page = open(&mut ayu, &path).await;
        let came = letters(&page)[2].clone();
        let say = format!("{came}/as/decision");
        let form = open(&mut ayu, &say).await;
        let refused = ayu.submit(&form, &say, &[("text", "Their words")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains("Their words"), "nothing typed is lost");
        go(&mut ayu, &say, &say, &[("outcome", "no-action"), ("reasoned", "no")]).await;
        let page = open(&mut ayu, &path).await;
        assert!(page.body.contains("Last day for an appeal"), "{}", page.body);
        // A letter of that moment cannot be said to be what no letter says.
        assert_eq!(ayu.get(&format!("{came}/as/verified")).await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn a_letter_that_comes_back_stops_the_clock_until_it_is_sent_again() {
    for test in engines().await {
        let world = World::new(test).await;
        let (path, letter) = world.sent(world.organisation, "Threats").await;
        let back = format!(
            "From: MAILER-DAEMON@here.example\nMessage-ID: <back@here.example>\nMIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\nContent-Type: text/plain\n\nSorry.\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; here.example\n\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 no such user\n\n--b\nContent-Type: message/rfc822\n\nMessage-ID: {}\nSubject: Threats\n\nThe explanation.\n--b--\n",
            letter.message_id
        );
        let late = back.replace("Action: failed", "Action: delayed").replace("<back@", "<late@");
        let mut ayu = world.liaison("Ayu").await;
        assert!(matches!(world.comes(&late).await, Taken::Threaded(_)));
        assert!(open(&mut ayu, &path).await.body.contains("Sent, no decision yet"));
        assert!(matches!(world.comes(&back).await, Taken::Threaded(_)));
        let page = open(&mut ayu, &path).await;
        for words in ["Ready, not sent yet", "The letter came back", "550 no such user"] {
            assert!(page.body.contains(words), "{words}: {}", page.body);
        }
        let place =
            page.attributes("ul.lines a", "href").into_iter().find(|place| place.contains("/letters/")).unwrap();
        go(&mut ayu, &place, &format!("{place}/again"), &[]).await;
        world.work().await;
        let page = open(&mut ayu, &path).await;
        assert!(page.body.contains("Sent, no decision yet"), "{}", page.body);
        let given = world.server.0.lock().unwrap().clone();
        assert_eq!((given.len(), &given[1].message_id), (2, &letter.message_id));
    }
}

#[tokio::test]
async fn what_answers_nothing_waits_in_the_tray_until_somebody_says_where_it_belongs() {
    for test in engines().await {
        let world = World::new(test).await;
        let (path, letter) = world.sent(world.organisation, "Threats").await;
        let id = path.rsplit('/').next().unwrap().to_owned();
        let strange =
            "From: x@platform.example\nMessage-ID: <one@platform.example>\nSubject: Hello\n\nAbout your report.\n";
        assert_eq!(world.comes(strange).await, Taken::Tray);
        let spam = "From: y@spam.example\nMessage-ID: <two@spam.example>\nSubject: Win\n\nClick.\n";
        assert_eq!(world.comes(spam).await, Taken::Tray);
        let mut ayu = world.liaison("Ayu").await;
        let inbox = "/work/escalations/inbox";
        let list = open(&mut ayu, inbox).await;
        assert_eq!(list.texts("ul.lines p:first-child a").len(), 2, "{}", list.body);
        let find = |list: &Answer, title: &str| {
            let place = list.texts("ul.lines p:first-child a").iter().position(|text| text == title).unwrap();
            list.attributes("ul.lines p:first-child a", "href")[place].clone()
        };
        let (hello, win) = (find(&list, "Hello"), find(&list, "Win"));
        let page = open(&mut ayu, &hello).await;
        let empty = ayu.submit(&page, &format!("{hello}/assign"), &[("escalation", "")]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        go(&mut ayu, &hello, &format!("{hello}/assign"), &[("escalation", &id)]).await;
        assert_eq!(letters(&open(&mut ayu, &path).await), std::slice::from_ref(&hello));
        // It was the wrong one: back to the tray, and there again.
        go(&mut ayu, &hello, &format!("{hello}/tray"), &[]).await;
        assert!(letters(&open(&mut ayu, &path).await).is_empty());
        go(&mut ayu, &hello, &format!("{hello}/assign"), &[("escalation", &id)]).await;
        go(&mut ayu, &hello, &format!("{hello}/nothing"), &[]).await;
        // Put aside, taken back, put aside, gone after its days; its sender can say the same thing once alone.
        go(&mut ayu, &win, &format!("{win}/aside"), &[]).await;
        assert!(open(&mut ayu, inbox).await.texts("ul.lines a").is_empty());
        go(&mut ayu, &win, &format!("{win}/tray"), &[]).await;
        go(&mut ayu, &win, &format!("{win}/aside"), &[]).await;
        world.test.clock.advance((incoming::KEPT_DAYS + 1) * DAY);
        incoming::keep_house(&world.room, &world.test.db).await.unwrap();
        let mut ayu = world.liaison("Ayu").await;
        assert_eq!(ayu.get(&win).await.status, StatusCode::NOT_FOUND);
        assert_eq!(world.comes(spam).await, Taken::Known);

        // Another organisation sees neither letter nor tray.
        let other = World::organisation(&world.test, "Tetangga").await;
        let (mut budi, _) = world.liaison_of(other, "Budi").await;
        assert!(open(&mut budi, inbox).await.texts("ul.lines a").is_empty());
        for place in [hello.clone(), format!("{hello}/raw"), format!("{hello}/as/reply")] {
            assert_eq!(budi.get(&place).await.status, StatusCode::NOT_FOUND, "{place}");
        }
        // Once both write to one host, whose an unknown letter is cannot be known: neither sees it, the operator does.
        world.sent(other, "Other threats").await;
        assert_eq!(world.comes(&strange.replace("<one@", "<four@")).await, Taken::Tray);
        for organisation in [world.organisation, other] {
            let (mut someone, _) = world.liaison_of(organisation, "Someone").await;
            assert!(open(&mut someone, inbox).await.texts("ul.lines a").is_empty(), "{}", world.test.engine);
        }
        assert!(matches!(world.comes(&answer("five", &letter, "", "Hello")).await, Taken::Threaded(_)), "threads know");
    }
}

#[tokio::test]
async fn each_letter_of_the_mailbox_is_taken_once_whatever_breaks_off() {
    for test in engines().await {
        let world = World::new(test).await;
        let (path, letter) = world.sent(world.organisation, "Threats").await;
        let all: Vec<_> = (1..=5).map(|n| (n, answer(&n.to_string(), &letter, "", "A line."))).collect();
        *world.mailbox.letters.lock().unwrap() = all;
        *world.mailbox.validity.lock().unwrap() = 7;
        let mut ayu = world.liaison("Ayu").await;
        // The server is away: it is said, and tried again.
        *world.mailbox.fault.lock().unwrap() = Some("nobody answers".into());
        incoming::keep_house(&world.room, &world.test.db).await.unwrap();
        world.work().await;
        let list = open(&mut ayu, "/work/escalations/inbox").await;
        assert!(list.body.contains("nobody answers"), "{}", list.body);
        *world.mailbox.fault.lock().unwrap() = None;
        for _ in 0..2 {
            world.test.clock.advance(MINUTE);
            incoming::keep_house(&world.room, &world.test.db).await.unwrap();
            world.work().await;
        }
        assert_eq!(letters(&open(&mut ayu, &path).await).len(), 5);
        assert!(!open(&mut ayu, "/work/escalations/inbox").await.body.contains("nobody answers"));
        assert_eq!(world.mailbox.asked.lock().unwrap().last().unwrap().uid, 5, "what was read is not asked for again");
        // The server counts anew: everything is fetched once more, and known.
        *world.mailbox.validity.lock().unwrap() = 8;
        incoming::look(&world.room, &world.test.db).await.unwrap();
        assert_eq!(letters(&open(&mut ayu, &path).await).len(), 5, "{}", world.test.engine);
        assert_eq!(world.mailbox.asked.lock().unwrap().last().unwrap(), &Place { validity: 8, uid: 5 });
    }
}

#[tokio::test]
async fn a_letter_lies_sealed_and_what_is_in_it_runs_nowhere() {
    for test in engines().await {
        let world = World::new(test).await;
        let (path, letter) = world.sent(world.organisation, "Threats").await;
        let hostile = format!(
            "From: \"<script>alert(1)</script>\" <desk@platform.example>\nMessage-ID: <h@platform.example>\nIn-Reply-To: {}\nSubject: <img src=x onerror=alert(1)>\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/html\n\n<p>Dear Sirmargosa</p><script>alert(2)</script><img src=\"https://spy.example/p.gif\">\n--b\nContent-Type: text/html\nContent-Disposition: attachment; filename=\"../x.html\"\n\n<script>alert(3)</script>\n--b--\n",
            letter.message_id
        );
        assert!(matches!(world.comes(&hostile).await, Taken::Threaded(_)));
        let mut ayu = world.liaison("Ayu").await;
        let page = open(&mut ayu, &path).await;
        let place = letters(&page)[0].clone();
        let shown = open(&mut ayu, &place).await;
        assert!(shown.texts("pre").join("").contains("Dear Sirmargosa"), "{}", shown.body);
        for words in ["<script>alert", "spy.example/p.gif\"", "<img"] {
            assert!(!shown.body.contains(words), "{words}: {}", shown.body);
        }
        for file in [format!("{place}/files/0"), format!("{place}/raw")] {
            let bytes = ayu.get(&file).await;
            assert_eq!(bytes.status, StatusCode::OK, "{file}");
            assert_eq!(bytes.header("content-type"), "application/octet-stream");
            assert!(bytes.header("content-disposition").starts_with("attachment"), "{file}");
            assert!(bytes.header("content-security-policy").contains("sandbox"), "{file}");
        }
        assert_eq!(ayu.get(&format!("{place}/files/1")).await.status, StatusCode::NOT_FOUND);
        let kept = read_all(world.folder.path());
        assert!(!kept.is_empty() && !kept.windows(10).any(|words| words == b"Sirmargosa"), "{}", world.test.engine);
    }
}

#[tokio::test]
async fn a_program_hands_letters_in_over_the_web_if_it_knows_the_secret() {
    for test in engines().await {
        let world = World::new(test).await;
        let (path, letter) = world.sent(world.organisation, "Threats").await;
        let raw = answer("web", &letter, "", "We look at it.").replace('\n', "\r\n");
        let door = "/api/v1/inbound-mail";
        for wrong in ["", "Bearer ", "Bearer wrong", "Basic a-secret-of-the-mail-server"] {
            let mut nobody = Browser::new(world.app.clone());
            if !wrong.is_empty() {
                nobody = nobody.with_header("authorization", wrong);
            }
            let refused = nobody.send(Method::POST, door, "message/rfc822", raw.clone().into_bytes()).await;
            assert_eq!(refused.status, StatusCode::UNAUTHORIZED, "{wrong}");
        }
        let bearer = format!("Bearer {SECRET}");
        let mut program = Browser::new(world.app.clone()).with_header("authorization", &bearer);
        for said in ["threaded", "known"] {
            let taken = program.send(Method::POST, door, "message/rfc822", raw.clone().into_bytes()).await;
            assert_eq!(taken.status, StatusCode::ACCEPTED, "{}", taken.body);
            assert!(taken.body.contains(said), "{}", taken.body);
        }
        let empty = program.send(Method::POST, door, "message/rfc822", Vec::new()).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", empty.body);
        let mut ayu = world.liaison("Ayu").await;
        assert_eq!(letters(&open(&mut ayu, &path).await).len(), 1);
        // A moment before the notice, or one that has not come, counts as the nearest that can be.
        let early = Came {
            raw: answer("old", &letter, "Auto-Submitted: auto-replied\n", "Thanks.").replace('\n', "\r\n").into_bytes(),
            bytes: 10,
            at: Timestamp(START.0 - HOUR),
        };
        assert!(matches!(incoming::take(&world.room, &world.test.db, early).await.unwrap(), Taken::Threaded(_)));
        assert!(open(&mut ayu, &path).await.body.contains("Sent, no decision yet"));
    }
}
