//! The directory's pages, as somebody with a browser and without JavaScript meets them.

use std::sync::Arc;

use axum::http::StatusCode;
use saksi_base::{Problem, SeededRandom, SiteLanguage};
use saksi_db::Viewer;
use saksi_db::testing::{TestDb, sqlite};
use saksi_network::model::password::PasswordCost;
use saksi_network::{Hashing, SessionTable, actions};
use saksi_web::testing::{Answer, Browser, Kind, assert_page};
use saksi_web::{FormKeys, SiteBuilder, SiteSettings};

use super::world::PASSWORD;

pub(crate) struct Room {
    test: TestDb,
    app: axum::Router,
}

impl Room {
    pub(crate) async fn new() -> Self {
        let test = sqlite().await;
        let random = Arc::new(SeededRandom::new(8));
        let settings = SiteSettings { limit_factor: 1_000.0, ..SiteSettings::default() };
        let site =
            SiteBuilder::new(test.db.clone(), test.clock.clone(), random.clone(), settings, FormKeys::new(&[9; 32]))
                .messages(saksi_network::MESSAGES)
                .messages(saksi_directory::MESSAGES)
                .navigation(saksi_directory::NAVIGATION)
                .navigation(saksi_network::NAVIGATION)
                .sessions(Arc::new(SessionTable))
                .build();
        let hashing = Hashing::with(PasswordCost::LEAST, 2, 100, random);
        let rooms = vec![
            saksi_network::routes(hashing, saksi_network::SealKey::new([4; 32])),
            saksi_directory::routes(saksi_directory::Directory::default()),
        ];
        Self { app: saksi_web::app(site, rooms), test }
    }

    pub(crate) fn browser(&self) -> Browser {
        Browser::new(self.app.clone())
    }

    /// A browser in which the first owner, who runs the network, has just set it up.
    pub(crate) async fn operator(&self) -> Browser {
        let link: Result<Option<String>, Problem> = saksi_db::write!(self.test.db, "test", Viewer::System, tx => { actions::ensure_set_up_link(&mut tx).await });
        let path = link.unwrap().unwrap();
        let mut browser = self.browser();
        let page = browser.get(&path).await;
        let fields = [
            ("organisation", "Saksi Nusantara"),
            ("english_name", "Saksi Nusantara"),
            ("name", "Siti Aminah"),
            ("sign_in_name", "siti"),
            ("password", PASSWORD),
            ("again", PASSWORD),
        ];
        let done = browser.submit(&page, &path, &fields).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER);
        browser
    }

    /// The short code of a door that was opened just now.
    pub(crate) async fn door(&self, vouches: i64) -> String {
        let id = saksi_base::DoorId::new(&SeededRandom::new(60));
        let code = format!("hafen{vouches}");
        let made: Result<(), Problem> = saksi_db::write!(self.test.db, "test", Viewer::System, tx => {
            saksi_directory::testing::door(&mut tx, id, &code, vouches).await
        });
        made.unwrap();
        code
    }
}

pub(crate) async fn look(browser: &Browser, path: &str, kind: Kind) -> Answer {
    let mut english = None;
    for language in SiteLanguage::ALL {
        let mut reader = browser.clone().with_cookie(saksi_web::LANGUAGE_COOKIE, language.tag());
        let answer = reader.get(path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path} in {language}: {}", answer.header("location"));
        assert_page(&answer.body, kind);
        if language == SiteLanguage::English {
            english = Some(answer);
        }
    }
    english.unwrap()
}

/// The receipt that a page shows: code and words.
fn receipt_of(page: &Answer) -> (String, String) {
    (page.texts(".locator").remove(0), page.texts(".words li").join(" "))
}

#[tokio::test]
async fn every_page_stands_in_every_language() {
    let room = Room::new().await;
    let mut staff = room.operator().await;
    let visitor = room.browser();
    for path in ["/members", "/members?q=saksi", "/members?q=zzzz", "/joining", "/joining?locator=7K2M-9QXA"] {
        look(&visitor, path, Kind::Public).await;
    }
    for path in [
        "/work/directory",
        "/work/directory?q=saksi",
        "/work/directory?q=zzzz&place=TW",
        "/work/directory/me",
        "/work/directory/ours",
        "/work/directory/joining",
        "/work/directory/doors",
        "/work/directory/offers",
        "/work/directory/groups",
        "/work/directory/introductions",
        "/work/directory/leaving",
    ] {
        look(&staff, path, Kind::Staff).await;
    }
    let page = staff.get("/work/directory/doors").await;
    let wrong = staff.submit(&page, "/work/directory/doors", &[("title", ""), ("vouches", "many")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_page(&wrong.body, Kind::Staff);
    assert_eq!(wrong.texts(".field-problem").len(), 2);
    let opened = staff
        .submit(
            &page,
            "/work/directory/doors",
            &[("kind", "event"), ("title", "圓桌會議"), ("region", "030"), ("vouches", "0")],
        )
        .await;
    assert_eq!(opened.status, StatusCode::SEE_OTHER);
    let door = opened.header("location").to_owned();
    let shown = look(&staff, &door, Kind::Staff).await;
    assert!(shown.body.contains("<svg"), "the QR code");
    let link = shown.attributes("main a", "href").into_iter().find(|href| href.contains("/j/")).unwrap();
    let path = link.strip_prefix("http://localhost:8080").unwrap().to_owned();
    look(&visitor, &path, Kind::Public).await;

    let mut naw = room.browser();
    let page = naw.get(&path).await;
    let nothing = naw.submit(&page, &path, &[("name", "Naw <b>"), ("wants_in", "yes")]).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_page(&nothing.body, Kind::Public);
    assert_eq!(nothing.attributes("#field-name", "value"), ["Naw <b>"], "nothing typed is lost");
    let asked =
        naw.submit(&page, &path, &[("name", "Naw Paw"), ("email", "naw@karen.example"), ("wants_in", "yes")]).await;
    assert_eq!(asked.status, StatusCode::OK);
    assert_page(&asked.body, Kind::Public);
    let (locator, words) = receipt_of(&asked);

    let list = look(&staff, "/work/directory/joining", Kind::Staff).await;
    let request = list.attributes("main .card a", "href").remove(0);
    look(&staff, &request, Kind::Staff).await;
    let page = staff.get(&request).await;
    let missing = staff.submit(&page, &request, &[("action", "admit")]).await;
    assert_eq!(missing.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_page(&missing.body, Kind::Staff);
    let admitted = staff.submit(&page, &request, &[("action", "admit"), ("reason", "We met.")]).await;
    assert_eq!(admitted.status, StatusCode::OK);
    assert_page(&admitted.body, Kind::Staff);
    assert!(admitted.texts("pre").remove(0).contains("/join/"));
    look(&staff, &request, Kind::Staff).await;

    let page = naw.get("/joining").await;
    let standing = naw.submit(&page, "/joining", &[("locator", &locator), ("words", &words)]).await;
    assert_eq!(standing.status, StatusCode::OK);
    assert_page(&standing.body, Kind::Public);
    assert!(standing.body.contains("We met."));
    let wrong = naw.submit(&page, "/joining", &[("locator", &locator), ("words", "one two")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_page(&wrong.body, Kind::Public);
}

#[tokio::test]
async fn one_writes_ones_own_record_and_is_found_with_the_keyboard_alone() {
    let room = Room::new().await;
    let mut staff = room.operator().await;
    let page = staff.get("/work/directory/me").await;
    let fields = [
        ("listing", "public"),
        ("skills", "investigation\nBurmese\ntraining"),
        ("other-names", "Mbak Siti"),
        ("name_audience", "public"),
        ("other_names_audience", "network"),
        ("languages", "id"),
        ("other-languages", "ksw, !!"),
    ];
    let wrong = staff.submit(&page, "/work/directory/me", &fields).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_page(&wrong.body, Kind::Staff);
    assert!(wrong.body.contains("investigation"), "nothing typed is lost");
    let right: Vec<(&str, &str)> =
        fields.iter().map(|(name, value)| (*name, if *name == "other-languages" { "ksw" } else { value })).collect();
    let saved = staff.submit(&page, "/work/directory/me", &right).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER);
    let mine = look(&staff, "/work/directory/me?done=saved", Kind::Staff).await;
    assert!(mine.body.contains("Mbak Siti") && mine.body.contains("ksw"));
    let stale = staff.submit(&page, "/work/directory/me", &right).await;
    assert_eq!(stale.status, StatusCode::CONFLICT, "a page from before the change");
    assert!(stale.body.contains("investigation"));

    let found = staff.get("/work/directory?q=mbak+siti").await;
    let person = found.attributes("main .card a", "href").remove(0);
    let record = look(&staff, &person, Kind::Staff).await;
    assert!(record.body.contains("Burmese"));
    let mut visitor = room.browser();
    let by_name = visitor.get("/members?q=siti+aminah").await;
    assert!(by_name.texts(".card h3").contains(&"Siti Aminah".to_owned()), "{}", by_name.body);
    assert!(by_name.attributes(".card a", "href").is_empty(), "no link and no id for everybody");
    assert!(visitor.get("/members?q=mbak").await.texts(".card").is_empty(), "this name is for members");
    assert_eq!(visitor.get(&person).await.status, StatusCode::SEE_OTHER, "the record is for members");
}
