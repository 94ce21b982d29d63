//! A server with a register, organisations, and notices that were sent.

use std::collections::HashMap;
use std::sync::Arc;

use axum::http::StatusCode;
use saksi_base::clock::{DAY, HOUR};
use saksi_base::{EscalationId, OrganisationId, Problem, SeededRandom, Timestamp};
use saksi_db::blobs::Blobs;
use saksi_db::testing::{START, TestDb};
use saksi_db::{Actor, Value, Viewer, insert_many};
use saksi_escalations::actions::{seed, sending};
use saksi_escalations::model::dossier::{Found, Personal};
use saksi_escalations::model::notice::Attested;
use saksi_escalations::{Escalations, KnowEvidence, Later, Piece};
use saksi_network::model::password::PasswordCost;
use saksi_network::{Hashing, OrganisationDraft, PersonDraft, Role, Roles, SealKey, SessionTable, actions};
use saksi_web::testing::{Answer, Browser, Kind, assert_page};
use saksi_web::{FormKeys, SiteBuilder, SiteSettings};

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
    "receipt_at",
    "reply_at",
    "decided_at",
    "outcome",
    "personal",
];
const EVENTS: &[&str] = &["escalation", "number", "kind", "at", "noted_at", "text", "facts"];

/// A book of evidence: a post as it stood before, one that nobody else may know of, and the post a week later.
struct Book;

/// Records with their days after the test begins; whether everybody can see them.
const BOOK: [(&str, i64, bool); 3] = [("rec-1", -1, true), ("rec-2", 7, true), ("rec-3", -2, false)];

fn pieces() -> Vec<Piece> {
    let piece = |(record, days, public): (&str, i64, bool)| {
        let at = START.plus(days * DAY);
        let attested = Attested {
            record: record.into(),
            title: "The post as it stood".into(),
            url: "https://platform.example/post/1".into(),
            hash: format!("{record}-{}", "ab".repeat(30)),
            captured_at: at.to_string(),
            page: if public { format!("https://saksi.example/evidence/{record}") } else { String::new() },
        };
        Piece { at, attested }
    };
    BOOK.into_iter().map(piece).collect()
}

fn find(record: &str) -> Option<Attested> {
    pieces().into_iter().map(|piece| piece.attested).find(|one| one.record == record)
}

impl KnowEvidence for Book {
    fn look_up<'a>(&'a self, record: &'a str, _: Viewer) -> Later<'a, Option<Attested>> {
        Box::pin(async move { find(record) })
    }

    fn citable<'a>(&'a self, record: &'a str, _: Viewer) -> Later<'a, Option<Attested>> {
        Box::pin(async move { find(record).filter(|one| !one.page.is_empty()) })
    }

    fn offered<'a>(&'a self, words: &'a str, _: &'a [String], _: Viewer) -> Later<'a, Result<Vec<Piece>, Problem>> {
        Box::pin(async move {
            let mut all = pieces();
            all.retain(|piece| !piece.attested.page.is_empty() && piece.attested.title.contains(words));
            Ok(all)
        })
    }

    fn captures<'a>(&'a self, addresses: &'a [String], _: Viewer) -> Later<'a, Result<Vec<Piece>, Problem>> {
        Box::pin(async move {
            let mut all = pieces();
            all.retain(|piece| addresses.contains(&piece.attested.url));
            all.sort_by_key(|piece| piece.at);
            Ok(all)
        })
    }
}

/// Finds words with an `@`, and the given ones.
fn personal(text: &str, words: &[String]) -> Vec<Found> {
    let mut found = Vec::new();
    let mut from = 0;
    for word in text.split_inclusive(char::is_whitespace) {
        let bare = word.trim_end();
        let kind = if bare.contains('@') {
            Some(Personal::Email)
        } else {
            words.iter().any(|hidden| hidden == bare).then_some(Personal::Name)
        };
        found.extend(kind.map(|kind| Found { span: from..from + bare.len(), kind }));
        from += word.len();
    }
    found
}

pub(crate) struct World {
    pub(crate) test: TestDb,
    app: axum::Router,
    room: Escalations,
    pub(crate) organisation: OrganisationId,
    random: SeededRandom,
    _folder: tempfile::TempDir,
}

impl World {
    pub(crate) async fn new(test: TestDb) -> Self {
        Self::with(test, |room| room).await
    }

    /// One whose room is given something more.
    pub(crate) async fn with(test: TestDb, more: impl FnOnce(Escalations) -> Escalations) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let room = Escalations::new(Blobs::folder(folder.path()).await.unwrap())
            .with_evidence(Arc::new(Book))
            .with_personal(personal);
        let room = more(room);
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
        seed::begin(&test.db).await.unwrap();
        let organisation = Self::organisation(&test, "Saksi Nusantara").await;
        Self { test, app, room, organisation, random: SeededRandom::new(5), _folder: folder }
    }

    pub(crate) async fn organisation(test: &TestDb, name: &str) -> OrganisationId {
        let made: Result<_, Problem> = saksi_db::write!(test.db, "test organisation", Viewer::System, tx => {
            let draft = OrganisationDraft::named(name, name);
            actions::create_organisation(&mut tx, Actor::System, draft, true).await
        });
        made.unwrap()
    }

    /// The browser of a liaison who just signed in.
    pub(crate) async fn liaison(&self, organisation: OrganisationId, name: &str) -> Browser {
        let made: Result<_, Problem> = saksi_db::write!(self.test.db, "test person", Viewer::System, tx => {
            let person = actions::create_person(&mut tx, Actor::System, PersonDraft::named(name), false).await?;
            let roles = Roles::new([Role::Liaison]);
            actions::add_affiliation(&mut tx, Actor::System, person, organisation, &roles, false).await?;
            let (_, secret) = actions::start_session(&mut tx, person, Some(organisation), "test").await?;
            Ok(secret)
        });
        Browser::new(self.app.clone()).with_cookie("__Host-saksi", made.unwrap().reveal())
    }

    /// Does the jobs that are due.
    pub(crate) async fn work(&self) {
        let handlers = HashMap::from([(sending::JOB, sending::handler(self.room.clone()))]);
        while self.test.db.run_one_job(&handlers).await.unwrap() {}
    }

    /// Somebody who is not signed in.
    pub(crate) fn visitor(&self) -> Browser {
        Browser::new(self.app.clone())
    }

    /// Somebody who is only named.
    pub(crate) fn somebody(&self) -> saksi_base::PersonId {
        saksi_base::PersonId(self.uuid())
    }

    fn uuid(&self) -> uuid::Uuid {
        uuid::Uuid::from_bytes(saksi_base::random::bytes::<16>(&self.random))
    }

    /// The path of a platform of the register.
    pub(crate) async fn platform(&self, browser: &mut Browser, name: &str) -> String {
        let list = open(browser, "/work/escalations/platforms").await;
        let place = list.texts("ul.lines a").iter().position(|known| known == name).unwrap();
        list.attributes("ul.lines a", "href")[place].clone()
    }

    async fn youtube(&self) -> uuid::Uuid {
        let found: Result<Option<(uuid::Uuid,)>, Problem> = saksi_db::read!(self.test.db, Viewer::System, tx => {
            let found = saksi_db::fetch_optional!(
                &mut tx, (uuid::Uuid,), "SELECT id FROM addressee WHERE name = 'YouTube'"
            );
            Ok(found?)
        });
        found.unwrap().unwrap().0
    }

    fn row(
        &self,
        id: uuid::Uuid,
        owner: OrganisationId,
        addressee: uuid::Uuid,
        title: &str,
        sent: Timestamp,
        reply: Option<Timestamp>,
    ) -> Vec<Value> {
        vec![
            id.into(),
            owner.0.into(),
            saksi_db::NETWORK_SPACE.0.into(),
            saksi_base::Marking::AmberStrict.into(),
            addressee.into(),
            if reply.is_some() { "answered" } else { "sent" }.into(),
            title.into(),
            serde_json::json!({ "title": title }).to_string().into(),
            Value::Int(1),
            self.uuid().into(),
            sent.into(),
            sent.into(),
            false.into(),
            "violence".into(),
            "south-asia".into(),
            "en".into(),
            "public-form".into(),
            sent.into(),
            reply.into(),
            reply.into(),
            reply.into(),
            reply.map(|_| "no-action".to_owned()).into(),
            false.into(),
        ]
    }

    /// A notice to YouTube that was sent so many days ago, and refused after so many hours; its identifier.
    pub(crate) async fn sent(&self, owner: OrganisationId, title: &str, days: i64, refused: Option<i64>) -> String {
        let now = self.test.db.clock().now();
        let sent = Timestamp(now.0 - days * DAY);
        let reply = refused.map(|hours| sent.plus(hours * HOUR));
        let youtube = self.youtube().await;
        let id = self.uuid();
        let row = self.row(id, owner, youtube, title, sent, reply);
        let event = |number: i64, kind: &str, at: Timestamp, facts: &str| -> Vec<Value> {
            vec![id.into(), Value::Int(number), kind.into(), at.into(), at.into(), String::new().into(), facts.into()]
        };
        let mut events = vec![event(1, "sent", sent, "{}")];
        events.extend(reply.map(|at| event(2, "decision", at, r#"{"outcome":"no-action","reasoned":false}"#)));
        let stored: Result<_, Problem> = saksi_db::write!(self.test.db, "test notice", Viewer::System, tx => {
            insert_many(&mut tx, "escalation", COLUMNS, vec![row.clone()]).await?;
            Ok(insert_many(&mut tx, "escalation_event", EVENTS, events.clone()).await?)
        });
        stored.unwrap();
        EscalationId(id).to_string()
    }
}

pub(crate) async fn open(browser: &mut Browser, path: &str) -> Answer {
    let page = browser.get(path).await;
    assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.body);
    assert_page(&page.body, Kind::Staff);
    page
}

/// Sends a form of a page, which must lead on; gives where to.
pub(crate) async fn go(browser: &mut Browser, path: &str, action: &str, fields: &[(&str, &str)]) -> String {
    let page = open(browser, path).await;
    let done = browser.submit(&page, action, fields).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{action}: {}", done.body);
    done.header("location").split('?').next().unwrap().to_owned()
}
