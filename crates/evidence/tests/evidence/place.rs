//! A room with people, browsers and a site that it captures.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::extract::Request;
use axum::http::{HeaderValue, header};
use saksi_base::{EvidenceId, OrganisationId, PersonId, Problem};
use saksi_db::blobs::{BlobHash, Blobs};
use saksi_db::jobs::Handler;
use saksi_db::testing::{TestDb, engines};
use saksi_db::{Actor, Viewer};
use saksi_evidence::Room;
use saksi_evidence::actions::{By, capturing, visiting};
use saksi_fetch::{Guard, Networks, Trust};
use saksi_network::{OrganisationDraft, PersonDraft, Role, Roles};
use saksi_web::testing::{Answer, Browser, Kind, assert_page, builder};
use saksi_web::{Site, session};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

/// What a site answers: the bytes of a whole response to each path. It may change while it is served.
pub(crate) type Answers = Arc<Mutex<BTreeMap<String, Vec<u8>>>>;

pub(crate) fn response(status: &str, kind: &str, body: &str) -> Vec<u8> {
    format!("HTTP/1.1 {status}\r\ncontent-type: {kind}\r\ncontent-length: {}\r\n\r\n{body}", body.len()).into_bytes()
}

pub(crate) fn page(title: &str, words: &str) -> Vec<u8> {
    let body = format!(
        "<!doctype html><html lang=\"en\"><head><title>{title}</title><meta name=\"author\" content=\"Somebody\">\
         <link rel=stylesheet href=/style.css></head><body><article><h1>{title}</h1><p>{words}</p></article></body></html>"
    );
    response("200 OK", "text/html; charset=utf-8", &body)
}

/// A site of somebody else.
pub(crate) struct Elsewhere {
    pub(crate) at: SocketAddr,
    pub(crate) answers: Answers,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Elsewhere {
    pub(crate) async fn serve() -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let at = listener.local_addr().unwrap();
        let answers: Answers = Arc::default();
        let asked: Arc<Mutex<Vec<String>>> = Arc::default();
        let (given, notes) = (answers.clone(), asked.clone());
        tokio::spawn(async move {
            while let Ok((mut socket, _)) = listener.accept().await {
                let (given, notes) = (given.clone(), notes.clone());
                tokio::spawn(async move {
                    let mut head = Vec::new();
                    let mut byte = [0];
                    while !head.ends_with(b"\r\n\r\n") && matches!(socket.read(&mut byte).await, Ok(1)) {
                        head.push(byte[0]);
                    }
                    let head = String::from_utf8_lossy(&head).into_owned();
                    let path = head.split(' ').nth(1).unwrap_or("/").to_owned();
                    let missing = response("404 Not Found", "text/plain", "gone");
                    let bytes = given.lock().unwrap().get(&path).cloned().unwrap_or(missing);
                    notes.lock().unwrap().push(path);
                    if bytes.is_empty() {
                        // A server that takes a question and never answers.
                        std::future::pending::<()>().await;
                    }
                    let _ = socket.write_all(&bytes).await;
                });
            }
        });
        let elsewhere = Self { at, answers, asked };
        elsewhere.answer("/style.css", response("200 OK", "text/css", "p { color: black }"));
        elsewhere
    }

    pub(crate) fn answer(&self, path: &str, bytes: Vec<u8>) {
        self.answers.lock().unwrap().insert(path.to_owned(), bytes);
    }

    /// How often a path was asked for.
    pub(crate) fn asked_for(&self, path: &str) -> usize {
        self.asked.lock().unwrap().iter().filter(|asked| *asked == path).count()
    }

    pub(crate) fn take_down(&self, path: &str) {
        self.answers.lock().unwrap().remove(path);
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.at)
    }
}

/// A room on one engine, with two organisations.
pub(crate) struct Place {
    pub(crate) test: TestDb,
    pub(crate) room: Room,
    site: Site,
    app: axum::Router,
    pub(crate) ours: OrganisationId,
    pub(crate) theirs: OrganisationId,
    folder: tempfile::TempDir,
}

pub(crate) async fn places() -> Vec<Place> {
    let mut all = Vec::new();
    for test in engines().await {
        all.push(place(test).await);
    }
    all
}

async fn organisation(test: &TestDb, name: &str) -> OrganisationId {
    let made: Result<OrganisationId, Problem> = saksi_db::write!(test.db, "test", Viewer::System, tx => {
        saksi_network::actions::create_organisation(&mut tx, Actor::System, OrganisationDraft::named(name, name), true).await
    });
    made.unwrap()
}

async fn place(test: TestDb) -> Place {
    let folder = tempfile::tempdir().unwrap();
    let blobs = Blobs::folder(&folder.path().join("blobs")).await.unwrap();
    let guard = Guard::new(Networks::Any, &Trust::machine()).unwrap();
    let room = Room::new(blobs, guard, folder.path().to_owned(), Duration::ZERO);
    let ours = organisation(&test, "MyGoPen").await;
    let theirs = organisation(&test, "CekFakta").await;
    let site = builder(test.db.clone(), test.clock.clone())
        .messages(saksi_network::MESSAGES)
        .messages(saksi_evidence::MESSAGES)
        .navigation(saksi_evidence::NAVIGATION)
        .sessions(Arc::new(saksi_network::SessionTable))
        .build();
    let app = saksi_web::app(site.clone(), vec![saksi_evidence::routes(room.clone())]);
    Place { test, room, site, app, ours, theirs, folder }
}

impl Place {
    /// The same place, where archived pages are replayed on this origin.
    pub(crate) fn replaying_at(self, origin: &str) -> Self {
        let room = self.room.clone().replaying_at(origin);
        let app = saksi_web::app(self.site.clone(), vec![saksi_evidence::routes(room.clone())]);
        Self { room, app, ..self }
    }

    /// The same place, where captures are cut short after so long.
    pub(crate) fn cutting_short_after(self, patience: Duration) -> Self {
        let room = self.room.clone().cutting_short_after(patience);
        let app = saksi_web::app(self.site.clone(), vec![saksi_evidence::routes(room.clone())]);
        Self { room, app, ..self }
    }

    /// The same place, where somebody tells where evidence is cited.
    pub(crate) fn cited_as_told_by(self, citations: Arc<dyn saksi_evidence::KnowCitations>) -> Self {
        let room = self.room.clone().cited_as_told_by(citations);
        let app = saksi_web::app(self.site.clone(), vec![saksi_evidence::routes(room.clone())]);
        Self { room, app, ..self }
    }

    /// The same place, where pages are looked at through the Chromium of this machine; none where somebody who runs one test by hand
    /// has none.
    pub(crate) fn looking_through_chromium(self) -> Option<Self> {
        let program = std::env::var("SAKSI_CHROMIUM").unwrap_or_else(|_| "/usr/bin/chromium".to_owned());
        if !std::path::Path::new(&program).exists() {
            assert!(std::env::var_os("CI").is_none(), "there is no Chromium at {program}");
            return None;
        }
        let chromium = saksi_capture::Browser { sandbox: false, ..saksi_capture::Browser::new(program) };
        let room = self.room.clone().looking_through(chromium);
        let app = saksi_web::app(self.site.clone(), vec![saksi_evidence::routes(room.clone())]);
        Some(Self { room, app, ..self })
    }

    /// A browser that asks for this host, where the site and the origin of the replay at `replay` stand behind one door.
    pub(crate) fn at_host(&self, host: &'static str, replay: &str) -> Browser {
        let origin = saksi_evidence::replay::origin(&self.site, self.room.clone());
        let doors = saksi_evidence::replay::beside(self.app.clone(), origin, replay);
        Browser::new(doors.layer(axum::middleware::map_request(move |mut request: Request| {
            request.headers_mut().insert(header::HOST, HeaderValue::from_static(host));
            async move { request }
        })))
    }

    /// Somebody with a browser who is signed in, and how the actions see them.
    pub(crate) async fn person(&self, name: &str, organisation: OrganisationId, role: Role) -> (Browser, By) {
        let made: Result<(PersonId, String), Problem> = saksi_db::write!(self.test.db, "test", Viewer::System, tx => {
            let id = saksi_network::actions::create_person(&mut tx, Actor::System, PersonDraft::named(name), false).await?;
            let roles = Roles::new([role]);
            saksi_network::actions::add_affiliation(&mut tx, Actor::System, id, organisation, &roles, false).await?;
            let (_, secret) = saksi_network::actions::start_session(&mut tx, id, Some(organisation), "test").await?;
            Ok((id, secret.reveal().to_owned()))
        });
        let (person, secret) = made.unwrap();
        let by = By { person, organisation, may: role.capabilities() };
        (Browser::new(self.app.clone()).with_cookie(session::COOKIE, &secret), by)
    }

    pub(crate) async fn keeper(&self) -> (Browser, By) {
        self.person("Siti Aminah", self.ours, Role::Researcher).await
    }

    /// The next day somebody signs in anew: no session lasts that long unused.
    pub(crate) async fn a_day_later(&self) -> Browser {
        self.test.clock.advance(24 * saksi_base::clock::HOUR);
        self.keeper().await.0
    }

    pub(crate) async fn other_keeper(&self) -> (Browser, By) {
        self.person("Chen Mei-ling", self.theirs, Role::Researcher).await
    }

    pub(crate) fn stranger(&self) -> Browser {
        Browser::new(self.app.clone())
    }

    fn handlers(&self) -> HashMap<&'static str, Handler> {
        HashMap::from([
            (capturing::JOB, capturing::handler(self.room.clone())),
            (visiting::JOB, visiting::handler(self.room.clone())),
            (visiting::LOOK, visiting::look_handler(self.room.clone())),
        ])
    }

    /// Runs every job that is due; how many there were.
    pub(crate) async fn work(&self) -> usize {
        let handlers = self.handlers();
        let mut done = 0;
        while self.test.db.run_one_job(&handlers).await.unwrap() {
            done += 1;
            assert!(done < 200, "jobs never end");
        }
        done
    }

    /// The queue is empty, as after a restore: a backup holds no jobs.
    pub(crate) async fn lose_jobs(&self) {
        let lost: Result<u64, saksi_db::Error> = saksi_db::write!(self.test.db, "test", Viewer::System, tx => {
            saksi_db::execute!(&mut tx, "DELETE FROM job")
        });
        assert!(lost.unwrap() > 0);
    }

    /// What somebody with their hands in the database does: the record of a piece says something else.
    pub(crate) async fn forge(&self, id: EvidenceId) {
        let forged: Result<u64, saksi_db::Error> = saksi_db::write!(self.test.db, "test", Viewer::System, tx => {
            saksi_db::execute!(
                &mut tx,
                "UPDATE evidence SET record = replace(record, '\"length\":12', '\"length\":13') WHERE id = $1",
                id
            )
        });
        assert_eq!(forged.unwrap(), 1);
    }

    /// The log loses what was entered and not signed yet.
    pub(crate) async fn forget_entries(&self) {
        let lost: Result<u64, saksi_db::Error> = saksi_db::write!(self.test.db, "test", Viewer::System, tx => {
            saksi_db::execute!(&mut tx, "DELETE FROM transparency_entry")
        });
        assert!(lost.unwrap() > 0);
    }

    /// The pieces that lie in the store.
    pub(crate) async fn stored(&self) -> BTreeSet<BlobHash> {
        let blobs = Blobs::folder(&self.folder.path().join("blobs")).await.unwrap();
        blobs.list().await.unwrap().into_iter().collect()
    }

    /// The pieces that rows name.
    pub(crate) async fn named(&self) -> BTreeSet<BlobHash> {
        let rows: Result<Vec<(Vec<u8>,)>, saksi_db::Error> = saksi_db::read!(self.test.db, Viewer::System, tx => {
            saksi_db::fetch_all!(&mut tx, (Vec<u8>,), "SELECT blob FROM evidence_piece")
        });
        rows.unwrap().into_iter().map(|(blob,)| BlobHash(blob.as_slice().try_into().unwrap())).collect()
    }

    /// Everything that the database holds, as text.
    pub(crate) async fn dumped(&self) -> String {
        let mut all = Vec::new();
        saksi_db::dump::dump(&self.test.db, &mut all).await.unwrap();
        String::from_utf8_lossy(&all).into_owned()
    }

    /// One bit of every piece changes on the disk.
    pub(crate) fn damage(&self) {
        let mut changed = 0;
        for folder in std::fs::read_dir(self.folder.path().join("blobs/blobs")).unwrap() {
            for file in std::fs::read_dir(folder.unwrap().path()).unwrap() {
                let path = file.unwrap().path();
                let mut bytes = std::fs::read(&path).unwrap();
                bytes[0] ^= 1;
                std::fs::write(&path, bytes).unwrap();
                changed += 1;
            }
        }
        assert!(changed > 0);
    }

    /// Captures an address through the form; the path of its page.
    pub(crate) async fn capture(&self, browser: &mut Browser, url: &str) -> String {
        let form = open(browser, "/work/evidence/new?about=claim:01jh0000000000000000000000").await;
        let changes = [("url", url), ("reason", "Three people asked about it"), ("access", "not signed in")];
        let sent = browser.submit(&form, "/work/evidence/new", &changes).await;
        assert_eq!(sent.status, 303, "{}", sent.body);
        sent.header("location").to_owned()
    }
}

/// Opens a work page that must be there and be well made.
pub(crate) async fn open(browser: &mut Browser, path: &str) -> Answer {
    let answer = browser.get(path).await;
    assert_eq!(answer.status, 200, "{path}: {}", answer.body);
    assert_page(&answer.body, Kind::Staff);
    answer
}

/// Takes the first part out, as the page of a piece of evidence offers it.
pub(crate) async fn take_out(browser: &mut Browser, path: &str) -> Answer {
    let page = open(browser, path).await;
    let action = page.attributes("form[action*=\"/parts/\"]", "action")[0].clone();
    let file = browser.submit(&page, &action, &[]).await;
    assert_eq!(file.status, 200, "{}", file.body);
    file
}

pub(crate) fn sha256(bytes: &[u8]) -> String {
    saksi_tlog::Hash::of(bytes).to_hex()
}
