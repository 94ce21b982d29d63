//! The directory's pages, as somebody with a browser and without JavaScript meets them.

use std::sync::Arc;

use axum::http::{Method, StatusCode};
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
    _folder: tempfile::TempDir,
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
        let folder = tempfile::tempdir().unwrap();
        let blobs = saksi_db::blobs::Blobs::folder(folder.path()).await.unwrap();
        let directory = saksi_directory::Directory::default();
        let rooms = vec![
            saksi_network::routes(hashing, saksi_network::SealKey::new([4; 32]))
                .layer(axum::Extension(directory.lenses())),
            saksi_directory::routes(
                directory,
                saksi_directory::Groups::new(blobs),
                saksi_directory::Impact::default(),
                saksi_directory::Spaces::new(saksi_network::SealKey::new([4; 32])),
                saksi_directory::Register::default(),
            ),
        ];
        Self { app: saksi_web::app(site, rooms), test, _folder: folder }
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

    /// The word in a letter that asks whether an address is somebody's.
    pub(crate) async fn digest(&self) -> String {
        let person = saksi_base::PersonId::new(&SeededRandom::new(61));
        let asked: Result<String, Problem> = saksi_db::write!(self.test.db, "test", Viewer::System, tx => {
            saksi_directory::testing::digest(&mut tx, person, "naw@karen.example").await
        });
        asked.unwrap()
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
    for path in [
        "/elections",
        "/norms",
        "/library",
        "/library?q=photo&kind=guide&language=ur&lens=violence&goals=16",
        "/trusted",
        "/trusted?kind=news&region=030&lens=violence&goals=16",
        "/civic-space",
        "/civic-space?region=030&rating=closed",
        "/network/impact",
        "/members",
        "/members?q=saksi",
        "/members?q=zzzz",
        "/members?lens=violence&goals=16",
        "/elections?lens=violence&goals=16&past=1",
        "/norms?lens=violence&goals=16",
        "/joining",
        "/joining?locator=7K2M-9QXA",
    ] {
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
        "/work/directory/mail",
        "/work/directory/import",
        "/work/directory/elections",
        "/work/directory/norms",
        "/work/directory/library",
        "/work/directory/library?q=photo",
        "/work/directory/trusted",
        "/work/directory/trusted?kind=civic",
        "/work/directory/civic-space",
        "/work/directory/civic-space?rating=open",
        "/work/directory/civic-space/TW",
        "/work/directory?lens=violence&goals=16",
        "/work/directory/offers?lens=equality",
        "/work/directory/groups?goals=5",
        "/work/directory/elections?lens=violence",
        "/work/directory/norms?goals=16",
        "/work/directory/doors?goals=16",
        "/work/spaces",
        "/work/spaces/new",
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
    let public = look(&visitor, &path, Kind::Public).await;
    assert!(
        public.body.contains("<svg") && public.body.contains(&link),
        "whoever stands in the room can show it to others"
    );

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
        ("elsewhere", "River Press, reporter, 2019–2023\nWave Radio, editor, 2023–"),
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
    assert!(["Mbak Siti", "ksw", "Wave Radio"].iter().all(|text| mine.body.contains(text)));
    let stale = staff.submit(&page, "/work/directory/me", &right).await;
    assert_eq!(stale.status, StatusCode::CONFLICT, "a page from before the change");
    assert!(stale.body.contains("investigation"));

    let found = staff.get("/work/directory?q=mbak+siti").await;
    let person = found.attributes("main .card a", "href").remove(0);
    let record = look(&staff, &person, Kind::Staff).await;
    assert!(record.body.contains("Burmese") && record.body.contains("Last said to be right by whoever keeps it"));
    let mut visitor = room.browser();
    let by_name = visitor.get("/members?q=siti+aminah").await;
    assert!(by_name.texts(".card h3").contains(&"Siti Aminah".to_owned()), "{}", by_name.body);
    assert!(by_name.attributes(".card a", "href").is_empty(), "no link and no id for everybody");
    assert!(visitor.get("/members?q=mbak").await.texts(".card").is_empty(), "this name is for members");
    assert_eq!(visitor.get(&person).await.status, StatusCode::SEE_OTHER, "the record is for members");
}

#[tokio::test]
async fn a_group_keeps_notes_decides_and_meets_with_the_keyboard_alone() {
    let room = Room::new().await;
    let mut staff = room.operator().await;
    let page = staff.get("/work/directory/groups").await;
    let fields = [("name", "選舉小組"), ("charter", "Watch them."), ("kind", "civic"), ("region", "030")];
    let made = staff.submit(&page, "/work/directory/groups", &fields).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER);
    let group = made.header("location").to_owned();
    look(&staff, &group, Kind::Staff).await;
    for part in ["charter", "notes", "decisions", "meetings"] {
        look(&staff, &format!("{group}/{part}"), Kind::Staff).await;
    }

    let notes = format!("{group}/notes");
    let page = staff.get(&notes).await;
    let wrong = staff.submit(&page, &notes, &[("title", ""), ("content", "The plan <b>"), ("marking", "red")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_page(&wrong.body, Kind::Staff);
    assert!(
        wrong.body.contains("The plan &#60;b&#62;") || wrong.body.contains("The plan &lt;b&gt;"),
        "nothing typed is lost"
    );
    let written =
        staff.submit(&page, &notes, &[("title", "Plan"), ("content", "The plan."), ("marking", "clear")]).await;
    assert_eq!(written.status, StatusCode::SEE_OTHER);
    let note = written.header("location").to_owned();
    let shown = look(&staff, &note, Kind::Staff).await;
    assert!(shown.texts(".badge").iter().any(|badge| badge.contains("TLP:CLEAR")));
    let id = note.rsplit('/').next().unwrap();
    let visitor = room.browser();
    look(&visitor, &format!("/groups/notes/{id}"), Kind::Public).await;
    let page = staff.get(&note).await;
    let stale = [("title", "Plan"), ("content", "Another plan."), ("marking", "amber"), ("version", "7")];
    let conflict = staff.submit(&page, &note, &stale).await;
    assert_eq!(conflict.status, StatusCode::CONFLICT);
    assert!(conflict.body.contains("Another plan.") && conflict.body.contains("The plan."), "both stand there");
    let narrowed =
        staff.submit(&page, &note, &[("title", "Plan"), ("content", "The plan."), ("marking", "amber")]).await;
    assert_eq!(narrowed.status, StatusCode::SEE_OTHER);
    assert_eq!(room.browser().get(&format!("/groups/notes/{id}")).await.status, StatusCode::NOT_FOUND);

    let decisions = format!("{group}/decisions");
    let page = staff.get(&decisions).await;
    let wrong =
        staff.submit(&page, &decisions, &[("question", "Where?"), ("options", "one"), ("day", "2026-02-01")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_page(&wrong.body, Kind::Staff);
    let fields = [
        ("question", "Where next?"),
        ("options", "Taipei\nJakarta"),
        ("quorum", "50"),
        ("day", "2026-02-01"),
        ("time", "18:00"),
        ("zone", "Asia/Taipei"),
        ("marking", "amber"),
    ];
    let asked = staff.submit(&page, &decisions, &fields).await;
    assert_eq!(asked.status, StatusCode::SEE_OTHER);
    let decision = asked.header("location").to_owned();
    let page = look(&staff, &decision, Kind::Staff).await;
    let nothing = staff.submit(&page, &decision, &[("action", "vote")]).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    let voted = staff.submit(&page, &decision, &[("action", "vote"), ("position", "1")]).await;
    assert_eq!(voted.status, StatusCode::SEE_OTHER);
    let page = staff.get(&decision).await;
    assert_eq!(page.attributes("input[name=position][checked]", "value"), ["1"], "it is shown to whoever cast it");
    room.test.clock.advance(30 * saksi_base::clock::DAY);
    let mut later = staff.clone();
    let over = later.get(&decision).await;
    assert!(over.attributes("input[name=position]", "value").is_empty(), "past the deadline nobody votes");
    room.test.clock.advance(-30 * saksi_base::clock::DAY);

    let meetings = format!("{group}/meetings");
    let page = staff.get(&meetings).await;
    let fields = [
        ("action", "save"),
        ("title", "Talk"),
        ("day", "2026-02-02"),
        ("time", "10:00"),
        ("zone", "Asia/Taipei"),
        ("minutes", "90"),
        ("place", "https://meet.example/x"),
        ("marking", "green"),
    ];
    let planned = staff.submit(&page, &meetings, &fields).await;
    assert_eq!(planned.status, StatusCode::SEE_OTHER);
    let meeting = planned.header("location").to_owned();
    let page = look(&staff, &meeting, Kind::Staff).await;
    assert_eq!(page.attributes("#field-time", "value"), ["10:00"], "in the zone in which it was planned");
    let cancelled = staff.submit(&page, &meeting, &[("action", "cancel")]).await;
    assert_eq!(cancelled.status, StatusCode::SEE_OTHER);
    let page = look(&staff, &meeting, Kind::Staff).await;
    assert!(page.texts(".badge").iter().any(|badge| badge.contains("called off")));
    look(&staff, &group, Kind::Staff).await;

    let page = look(&staff, "/work/directory/mail", Kind::Staff).await;
    let made = staff.submit(&page, "/work/directory/mail", &[("action", "link")]).await;
    assert_eq!(made.status, StatusCode::OK);
    assert_page(&made.body, Kind::Staff);
    let address = made.texts("p.copy").remove(0);
    let path = address.strip_prefix("http://localhost:8080").unwrap().to_owned();
    let feed = room.browser().get(&path).await;
    assert_eq!((feed.status, feed.header("content-type")), (StatusCode::OK, "text/calendar; charset=utf-8"));
    assert!(feed.body.starts_with("BEGIN:VCALENDAR\r\n"));
    assert_eq!(room.browser().get(&format!("{path}x")).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_link_in_a_letter_changes_nothing_until_a_button_is_pressed() {
    let room = Room::new().await;
    let word = room.digest().await;
    let visitor = room.browser();
    let page = look(&visitor, &format!("/digest/{word}"), Kind::Public).await;
    assert_eq!(page.texts("form button").len(), 2);
    let mut reader = room.browser();
    let page = reader.get(&format!("/digest/{word}")).await;
    let confirmed = reader.submit(&page, &format!("/digest/{word}"), &[]).await;
    assert_eq!(confirmed.status, StatusCode::OK);
    assert!(confirmed.body.contains("The address is confirmed."));
    // As a mail program does it: no cookie, no token, one line (RFC 8058).
    let body = b"List-Unsubscribe=One-Click".to_vec();
    let path = format!("/digest/{word}/off");
    let off = room.browser().send(Method::POST, &path, "application/x-www-form-urlencoded", body).await;
    assert_eq!(off.status, StatusCode::OK);
    assert!(off.body.contains("No more letters come to this address."));
    let page = look(&visitor, &format!("/digest/{word}"), Kind::Public).await;
    assert!(page.texts("form button").is_empty(), "{}", page.body);
}

#[tokio::test]
async fn elections_and_norms_are_written_by_members_and_read_by_everybody() {
    let room = Room::new().await;
    let mut staff = room.operator().await;
    let visitor = room.browser();
    let page = staff.get("/work/directory/elections").await;
    let wrong = staff.submit(&page, "/work/directory/elections", &[("title", "Vote <b>"), ("place", "TW")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_page(&wrong.body, Kind::Staff);
    assert_eq!(wrong.attributes("#field-title", "value"), ["Vote <b>"], "nothing typed is lost");
    let fields = [
        ("action", "save"),
        ("title", "Local elections"),
        ("native_title", "地方選舉"),
        ("kind", "local"),
        ("place", "TW"),
        ("votes_from", "2026-11-28"),
        ("tentative", "yes"),
        ("link", "https://cec.example/2026"),
        ("lens", "violence"),
        ("goals", "16"),
        ("targets", "5.5"),
    ];
    let added = staff.submit(&page, "/work/directory/elections", &fields).await;
    assert_eq!(added.status, StatusCode::SEE_OTHER, "{:?}", added.texts(".field-problem"));
    let work = added.header("location").to_owned();
    let page = look(&staff, &work, Kind::Staff).await;
    assert_eq!(page.attributes("#field-window-from", "value"), ["2026-08-30"], "the usual window");
    let watched =
        staff.submit(&page, &format!("{work}/team"), &[("action", "watch"), ("does", "Answers in Hakka")]).await;
    assert_eq!(watched.status, StatusCode::SEE_OTHER);
    let public = work.replace("/work/directory", "");
    let shown = look(&visitor, &public, Kind::Public).await;
    assert!(shown.body.contains("Answers in Hakka") && shown.body.contains("Taiwan"));
    look(&visitor, "/elections?region=030", Kind::Public).await;
    let mut reader = room.browser();
    let here = reader.get("/elections?region=030").await;
    assert_eq!(here.texts("main .card h2").len(), 1, "Taiwan lies in East Asia");
    assert!(reader.get("/elections?region=035").await.texts("main .card h2").is_empty());
    assert!(reader.get("/elections?past=1").await.texts("main .card h2").is_empty());
    for (query, shown) in [
        ("lens=violence", 1),
        ("lens=equality", 0),
        ("goals=16", 1),
        ("goals=5", 1),
        ("goals=1", 0),
        ("lens=violence&goals=5&region=030", 1),
        ("lens=equality&goals=5", 0),
    ] {
        let page = reader.get(&format!("/elections?{query}")).await;
        assert_eq!(page.texts("main .card h2").len(), shown, "{query}");
        let work = staff.get(&format!("/work/directory/elections?{query}")).await;
        assert_eq!(work.texts("main .card h2").len(), shown, "{query} for those who keep it");
        let calendar = reader.get(&format!("/elections.ics?{query}")).await;
        assert_eq!(calendar.body.matches("BEGIN:VEVENT").count(), shown, "{query} as a calendar");
        let ways = page.attributes("main p > a", "href");
        assert_eq!(ways.contains(&"/elections".to_owned()), shown == 0, "{query}: the way back to the whole list");
    }
    let told = reader.get(&public).await;
    assert!(told.body.contains("Against gender-based violence") && told.body.contains("5.5 Gender equality"));
    let table = reader.get("/elections.csv").await;
    assert_eq!(table.body.lines().count(), 2);
    assert!(table.body.contains("地方選舉") && table.body.contains(",violence,5.5 16,"), "{}", table.body);
    let json = reader.get("/elections.json").await;
    assert!(
        json.body.contains("\"goals\":[\"5.5\",\"16\"]")
            && json.body.contains("\"place\":\"TW\"")
            && json.body.contains("\"votes_from\":\"2026-11-28\""),
        "{}",
        json.body
    );
    let calendar = reader.get("/elections.ics").await;
    assert!(
        calendar.body.contains("DTSTART;VALUE=DATE:20261128\r\nDTEND;VALUE=DATE:20261129\r\n"),
        "{}",
        calendar.body
    );

    let page = staff.get("/work/directory/norms").await;
    let fields = [
        ("action", "save"),
        ("title", "Pledge of parties"),
        ("form", "pledge"),
        ("level", "party"),
        ("actor", "parties"),
        ("place", "ID"),
        ("actors", "Partai Satu\nPartai Dua"),
        ("commitments", "No made-up pictures."),
        ("lens", "equality"),
        ("goals", "16"),
    ];
    let added = staff.submit(&page, "/work/directory/norms", &fields).await;
    assert_eq!(added.status, StatusCode::SEE_OTHER, "{:?}", added.texts(".field-problem"));
    let work = added.header("location").to_owned();
    let page = look(&staff, &work, Kind::Staff).await;
    let kept = staff.submit(&page, &work, &[("action", "keep")]).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER);
    let shown = look(&visitor, &work.replace("/work/directory", ""), Kind::Public).await;
    assert!(shown.body.contains("Partai Dua") && shown.body.contains("Saksi Nusantara"));
    assert_eq!(reader.get("/norms?level=party&actor=parties").await.texts("main .card h2").len(), 1);
    assert!(reader.get("/norms?level=national").await.texts("main .card h2").is_empty());
    for (query, shown) in [("lens=equality&goals=16", 1), ("lens=violence", 0), ("goals=17", 0)] {
        let path = format!("/norms?{query}");
        assert_eq!(reader.get(&path).await.texts("main .card h2").len(), shown, "{query}");
        let work = staff.get(&format!("/work/directory/norms?{query}")).await;
        assert_eq!(work.texts("main .card h2").len(), shown, "{query} for those who keep it");
    }
    let table = reader.get("/norms.csv").await;
    assert!(table.body.contains("Partai Satu") && table.body.contains(",equality,16,"), "{}", table.body);
    let page = staff.get(&work).await;
    let gone = staff.submit(&page, &work, &[("action", "withdraw")]).await;
    assert_eq!(gone.status, StatusCode::SEE_OTHER);
    assert_eq!(reader.get("/norms.json").await.body, "[]");
}

#[tokio::test]
async fn a_table_of_organisations_is_looked_at_before_it_is_brought_in() {
    let room = Room::new().await;
    let mut staff = room.operator().await;
    let path = "/work/directory/import";
    let page = staff.get(path).await;
    let nothing = staff.submit(&page, path, &[("action", "read")]).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    let table = "Organisation,English name,Country,Sector,Gender lens,SDG\n台灣查核,Taiwan Checks,\"Taiwan, Province of China\",media,violence,16.10\nLaut,Sea,Atlantis,pirates,,\n";
    let looked = staff.submit_file(&page, path, &[("action", "read")], table.as_bytes()).await;
    assert_eq!(looked.status, StatusCode::OK);
    assert_page(&looked.body, Kind::Staff);
    assert!(looked.body.contains("New: 1. Here already: 0. To mend: 1."), "{}", looked.body);
    assert!(looked.body.contains("is not known here."));
    let taken = staff.submit(&looked, path, &[("action", "take")]).await;
    assert_eq!(taken.status, StatusCode::CONFLICT, "nothing while a line is wrong");
    assert!(!staff.get("/organisations").await.body.contains("Taiwan Checks"));
    let mended = table.replace("pirates", "academia");
    let looked = staff.submit(&looked, path, &[("action", "look"), ("table", &mended)]).await;
    assert!(looked.body.contains("New: 2. Here already: 0. To mend: 0."), "{}", looked.body);
    let taken = staff.submit(&looked, path, &[("action", "take")]).await;
    assert_eq!(taken.status, StatusCode::OK);
    assert!(taken.body.contains("organisations were brought in.") && taken.body.contains("New: 0. Here already: 2."));
    assert!(staff.get("/organisations").await.body.contains("Taiwan Checks"));
    let found = staff.get("/work/directory?place=TW&lens=violence&goals=16").await;
    assert_eq!(found.texts(".card h3"), ["台灣查核"], "with every column");
    assert!(!found.body.contains("Province"), "and a list of others renames no place");
}

#[tokio::test]
async fn a_spreadsheet_is_looked_at_as_it_was_saved() {
    let room = Room::new().await;
    let mut staff = room.operator().await;
    let path = "/work/directory/import";
    let page = staff.get(path).await;
    let xlsx = include_bytes!("../../../exchange/tests/workbooks/past.xlsx");
    let looked = staff.submit_file(&page, path, &[("action", "read"), ("sheet", "Past")], xlsx).await;
    assert_eq!(looked.status, StatusCode::OK, "{}", looked.body);
    assert_page(&looked.body, Kind::Staff);
    assert!(looked.body.contains("40000000000") && looked.body.contains("2024-12-31 23:30:00"), "{}", looked.body);
    let behind_password = include_bytes!("../../../exchange/tests/workbooks/locked.xlsx");
    for (file, sheet, said) in [
        (&behind_password[..], "", "protected with a password"),
        (&xlsx[..], "Third", "There is no sheet of that name"),
    ] {
        let refused = staff.submit_file(&page, path, &[("action", "read"), ("sheet", sheet)], file).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{said}");
        assert!(refused.body.contains(said), "{}", refused.body);
    }
}

#[tokio::test]
async fn what_the_network_comes_to_is_read_in_every_language_as_a_chart_a_table_and_a_file() {
    let room = Room::new().await;
    room.operator().await;
    let owner: Result<saksi_network::Member, Problem> = saksi_db::write!(room.test.db, "test", Viewer::System, tx => {
        let operators = saksi_network::operators(&mut tx).await?;
        let (_, secret) = actions::start_session(&mut tx, operators[0].id, None, "").await?;
        Ok(actions::live_session(&mut tx, &secret).await?.unwrap().member.unwrap())
    });
    let owner = owner.unwrap();
    for number in 0..41 {
        let made: Result<_, Problem> = saksi_db::write!(room.test.db, "test", owner.viewer(), tx => {
            let name = format!("Rumah {number}");
            let mut draft = saksi_network::OrganisationDraft::named(&name, &name);
            match number {
                0..12 => draft.own_place = saksi_base::Place::Territory("ID"),
                12..30 => draft.own_place = saksi_base::Place::Territory("TW"),
                _ => {}
            }
            actions::open_organisation(&mut tx, &owner, draft).await
        });
        made.unwrap();
    }
    room.test.clock.advance(120 * saksi_base::clock::DAY);
    let released =
        saksi_directory::actions::impact::release_due(&room.test.db, saksi_counting::Protection::default()).await;
    assert!(released.unwrap().is_some());
    let visitor = room.browser();
    let page = look(&visitor, "/network/impact", Kind::Public).await;
    assert!(page.body.contains("<svg") && page.texts("table caption").remove(0).contains("East Asia"), "{}", page.body);
    assert!(page.texts("dd").iter().any(|text| text == "42"), "{:?}", page.texts("dd"));
    for path in [
        "/network/impact?lens=women-led&goals=16",
        "/network/impact?lens=sailing&goals=99",
        "/network/impact/kinds",
        "/network/impact/regions?lens=violence",
        "/network/impact/languages",
        "/network/impact/goals?lens=women-led",
        "/network/impact/people-regions",
        "/network/impact/people-genders",
        "/network/impact/help?lens=equality",
        "/network/impact/outcomes",
        "/network/impact/help-regions",
        "/network/impact/help-goals",
    ] {
        look(&visitor, path, Kind::Public).await;
    }
    let mut reader = room.browser();
    let both = reader.get("/network/impact?lens=women-led&goals=16").await;
    let title = "Led by women or gender-diverse people · 16 Peace, justice and strong institutions";
    assert!(both.texts("h2").contains(&title.to_owned()), "{:?}", both.texts("h2"));
    assert!(!reader.get("/network/impact?goals=16").await.texts("h2").contains(&title.to_owned()));
    assert_eq!(reader.get("/network/impact/nothing").await.status, StatusCode::NOT_FOUND);
    let csv = reader.get("/network/impact.csv").await;
    // A byte order mark first, so that spreadsheets read the letters right.
    assert!(csv.body.starts_with("\u{feff}from,until,published,of,by,value,and_by,and_value,figure"), "{}", csv.body);
    assert!(csv.body.contains(",organisations,,,,,42"), "{}", csv.body);
    let small =
        |line: &str| line.rsplit(',').next().and_then(|n| n.parse::<u64>().ok()).is_some_and(|n| (1..=10).contains(&n));
    assert!(!csv.body.lines().any(small), "{}", csv.body);
    let json: serde_json::Value = serde_json::from_str(&reader.get("/network/impact.json").await.body).unwrap();
    assert_eq!(json[0]["books"][0]["of"], "organisations");
}

#[tokio::test]
async fn a_closed_space_is_opened_entered_and_left_with_the_keyboard_alone() {
    const STEP: usize = saksi_directory::model::spaces::PAGE_STEP;
    let room = Room::new().await;
    let mut staff = room.operator().await;
    let page = staff.get("/work/spaces/new").await;
    let wrong = staff.submit(&page, "/work/spaces/new", &[("name", "Rivers"), ("pseudonym", "Siti Aminah")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_page(&wrong.body, Kind::Staff);
    assert_eq!(wrong.attributes("#field-name", "value"), ["Rivers"], "nothing typed is lost");
    let opened = staff.submit(&page, "/work/spaces/new", &[("name", "Rivers"), ("pseudonym", "Crane")]).await;
    assert_eq!(opened.status, StatusCode::SEE_OTHER);
    let space = opened.header("location").to_owned();
    let page = look(&staff, &space, Kind::Staff).await;
    assert_eq!(page.body.len() % STEP, 0);
    assert!(!page.texts("title").remove(0).contains("Rivers"), "the title tells nothing");
    let invited = staff.submit(&page, &space, &[("action", "invite")]).await;
    assert_eq!(invited.status, StatusCode::OK);
    assert_page(&invited.body, Kind::Staff);
    assert_eq!(invited.texts(".locator").remove(0).len(), 43);
    let said = staff.submit(&page, &space, &[("action", "say"), ("text", "ฝนตก <b>")]).await;
    assert_eq!(said.status, StatusCode::SEE_OTHER);
    let page = look(&staff, &space, Kind::Staff).await;
    assert!(page.body.contains("ฝนตก &lt;b&gt;") && page.body.len().is_multiple_of(STEP));
    let empty = staff.submit(&page, &space, &[("action", "say"), ("text", " ")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    let own = look(&staff, &format!("{space}/seat"), Kind::Staff).await;
    let saved = staff.submit(&own, &format!("{space}/seat"), &[("about", "Listens."), ("listed", "true")]).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER);
    let again = staff.submit(&own, &format!("{space}/seat"), &[("about", "Speaks.")]).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    assert!(again.body.contains("Speaks."), "nothing typed is lost");
    let mine = look(&staff, "/work/spaces", Kind::Staff).await;
    assert!(mine.body.contains("Crane") && mine.body.len().is_multiple_of(STEP));
    let page = staff.get(&space).await;
    let left = staff.submit(&page, &space, &[("action", "leave")]).await;
    assert_eq!(left.status, StatusCode::SEE_OTHER);
    assert_eq!(staff.get(&space).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_note_cites_an_election_and_everybody_sees_of_it_only_what_is_public() {
    let room = Room::new().await;
    let mut staff = room.operator().await;
    let page = staff.get("/work/directory/elections").await;
    let fields = [
        ("title", "Assembly 2027"),
        ("kind", "parliament"),
        ("place", "TH"),
        ("votes_from", "2027-05-14"),
        ("votes_until", "2027-05-14"),
    ];
    let added = staff.submit(&page, "/work/directory/elections", &fields).await;
    assert_eq!(added.status, StatusCode::SEE_OTHER, "{:?}", added.texts(".field-problem"));
    let election = added.header("location").split('?').next().unwrap().to_owned();
    let page = staff.get("/work/directory/groups").await;
    let made = staff
        .submit(&page, "/work/directory/groups", &[("name", "Watch"), ("lens", "violence"), ("targets", "16.10")])
        .await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{:?}", made.texts(".field-problem"));
    let group = made.header("location").to_owned();
    let listed = staff.get("/work/directory/groups?goals=16").await;
    assert!(listed.body.contains("Watch"));
    assert!(!staff.get("/work/directory/groups?goals=5").await.texts("main .card").join("").contains("Watch"));
    let page = staff.get(&format!("{group}/notes")).await;
    let written = staff
        .submit(
            &page,
            &format!("{group}/notes"),
            &[("title", "What we saw"), ("content", "Much."), ("marking", "amber")],
        )
        .await;
    assert_eq!(written.status, StatusCode::SEE_OTHER, "{:?}", written.texts(".field-problem"));
    let note = written.header("location").split('?').next().unwrap().to_owned();
    let cites = format!("/work/directory/cited/note/{}", note.rsplit('/').next().unwrap());
    let page = look(&staff, &cites, Kind::Staff).await;
    assert!(page.body.contains("Assembly 2027"));
    assert!(!staff.get(&format!("{cites}?q=nothing")).await.body.contains("Assembly 2027"));
    let code = format!("election:{}", election.rsplit('/').next().unwrap());
    let added = staff.submit(&page, &cites, &[("action", "add"), ("entry", &code)]).await;
    assert_eq!(added.status, StatusCode::SEE_OTHER);
    assert!(look(&staff, &election, Kind::Staff).await.body.contains("What we saw"));
    let public = election.replace("/work/directory", "");
    let seen = look(&room.browser(), &public, Kind::Public).await;
    assert!(!seen.body.contains("What we saw") && !seen.body.contains("Cited by"));
    let page = look(&staff, &cites, Kind::Staff).await;
    let gone = staff.submit(&page, &cites, &[("action", "remove"), ("entry", &code)]).await;
    assert_eq!(gone.status, StatusCode::SEE_OTHER);
    assert!(!staff.get(&election).await.body.contains("What we saw"));
    assert_eq!(staff.get("/work/directory/cited/note/7zzzzzzzzzzzzzzzzzzzzzzzzz").await.status, StatusCode::NOT_FOUND);
    assert_eq!(staff.get("/work/directory/cited/ship/7zzzzzzzzzzzzzzzzzzzzzzzzz").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_country_is_rated_and_whoever_joins_from_there_is_warned_before_anything_is_kept() {
    let room = Room::new().await;
    let mut staff = room.operator().await;
    let visitor = room.browser();
    let chosen = staff.get("/work/directory/civic-space?place=MM").await;
    let country = "/work/directory/civic-space/MM";
    assert_eq!((chosen.status, chosen.header("location")), (StatusCode::SEE_OTHER, country));
    for nowhere in ["/civic-space/MM", "/civic-space/ZZ", "/civic-space/~Mars"] {
        assert_eq!(room.browser().get(nowhere).await.status, StatusCode::NOT_FOUND, "{nowhere}");
    }
    let page = staff.get(country).await;
    let wrong = staff.submit(&page, country, &[("action", "rate"), ("note", "Since the coup <b>")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_page(&wrong.body, Kind::Staff);
    assert!(wrong.texts("textarea").remove(0).contains("Since the coup <b>"), "nothing typed is lost");
    let fields = [
        ("action", "rate"),
        ("rating", "closed"),
        ("source", "https://monitor.example/mm"),
        ("note", "Since the coup."),
        ("published", "yes"),
    ];
    let rated = staff.submit(&page, country, &fields).await;
    assert_eq!(rated.status, StatusCode::SEE_OTHER, "{:?}", rated.texts(".field-problem"));
    let stale = staff.submit(&page, country, &fields).await;
    assert_eq!(stale.status, StatusCode::CONFLICT, "a page from before the rating");
    look(&staff, country, Kind::Staff).await;
    let listed = look(&staff, "/work/directory/civic-space", Kind::Staff).await;
    assert_eq!(listed.attributes("main .card a", "href"), [country]);
    look(&visitor, "/civic-space", Kind::Public).await;
    let shown = look(&visitor, "/civic-space/MM", Kind::Public).await;
    assert!(shown.body.contains("Since the coup.") && shown.body.contains("https://monitor.example/"));
    let mut reader = room.browser();
    assert!(reader.get("/civic-space.csv").await.body.contains("MM,closed,"));
    let json: serde_json::Value = serde_json::from_str(&reader.get("/civic-space.json").await.body).unwrap();
    assert_eq!((json[0]["place"].as_str(), json[0]["rating"].as_str()), (Some("MM"), Some("closed")));

    // Somebody says where they are: nothing is kept before they were warned.
    let path = format!("/j/{}", room.door(0).await);
    let mut naw = room.browser();
    let page = naw.get(&path).await;
    assert!(page.texts(".notice").is_empty());
    let fields = [("name", "Naw Paw"), ("email", "naw@karen.example"), ("wants_in", "yes"), ("place", "MM")];
    let warned = naw.submit(&page, &path, &fields).await;
    assert_eq!(warned.status, StatusCode::OK);
    assert_page(&warned.body, Kind::Public);
    assert!(warned.texts(".notice").remove(0).contains("Nothing you wrote is kept yet."), "{}", warned.body);
    assert_eq!(warned.attributes("#field-name", "value"), ["Naw Paw"], "nothing typed is lost");
    assert!(staff.get("/work/directory/joining").await.texts("main .card").is_empty());
    let asked = naw.submit(&warned, &path, &[("name", "Moon")]).await;
    assert_eq!(asked.status, StatusCode::OK);
    assert_eq!(asked.texts(".locator").len(), 1, "{}", asked.body);
    let list = staff.get("/work/directory/joining").await;
    let request = list.attributes("main .card a", "href").remove(0);
    let seen = look(&staff, &request, Kind::Staff).await;
    assert!(seen.texts(".notice").remove(0).contains("made-up name"));
    let page = staff.get(&request).await;
    let admitted = staff.submit(&page, &request, &[("action", "admit"), ("reason", "We met.")]).await;
    assert_eq!(admitted.status, StatusCode::OK);
    let public = room.browser().get("/organisations").await;
    assert!(public.body.contains("Member ") && !public.body.contains("Moon") && !public.body.contains("Naw"));

    // A way in for that country warns before the form.
    let page = staff.get("/work/directory/doors").await;
    let fields = [("kind", "event"), ("title", "Quiet room"), ("place", "MM"), ("vouches", "0")];
    let opened = staff.submit(&page, "/work/directory/doors", &fields).await;
    let shown = staff.get(opened.header("location")).await;
    let link = shown.attributes("main a", "href").into_iter().find(|href| href.contains("/j/")).unwrap();
    let quiet = link.strip_prefix("http://localhost:8080").unwrap().to_owned();
    let page = look(&visitor, &quiet, Kind::Public).await;
    assert!(page.texts(".notice").remove(0).contains("need not give your real name"));
    let mut moon = room.browser();
    let page = moon.get(&quiet).await;
    let fields = [("name", "Star"), ("email", "star@night.example"), ("wants_in", "yes"), ("place", "MM")];
    let asked = moon.submit(&page, &quiet, &fields).await;
    assert_eq!(asked.texts(".locator").len(), 1, "warned once: {}", asked.body);

    let page = staff.get(country).await;
    let none = staff.submit(&page, country, &[("action", "withdraw")]).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_page(&none.body, Kind::Staff);
    let page = staff.get("/work/directory/groups").await;
    let made = staff.submit(&page, "/work/directory/groups", &[("name", "Border watch"), ("place", "MM")]).await;
    let group = look(&staff, made.header("location"), Kind::Staff).await;
    assert!(group.texts(".notice").remove(0).contains("civic space is closed"), "{}", group.body);
    let path = made.header("location").to_owned();
    let page = staff.get(&path).await;
    let named = staff.submit(&page, &path, &[("action", "named")]).await;
    assert_eq!(named.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_guide_is_written_corrected_translated_and_found_with_the_keyboard_alone() {
    let room = Room::new().await;
    let mut staff = room.operator().await;
    let visitor = room.browser();
    let work = "/work/directory/library";
    let page = staff.get(work).await;
    let wrong = staff.submit(&page, work, &[("action", "save"), ("title", "Pictures <b>"), ("body", "Look.")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_page(&wrong.body, Kind::Staff);
    assert_eq!(wrong.attributes("#field-title", "value"), ["Pictures <b>"], "nothing typed is lost");
    let fields = [
        ("action", "save"),
        ("title", "Checking pictures"),
        ("kind", "guide"),
        ("language", "en"),
        ("body", "Look for the first copy.\n\nhttps://a.example/more"),
        ("licence", "cc-by"),
        ("audience", "public"),
        ("authors", "A school elsewhere"),
        ("lens", "violence"),
        ("goals", "16"),
    ];
    let added = staff.submit(&page, work, &fields).await;
    assert_eq!(added.status, StatusCode::SEE_OTHER, "{:?}", added.texts(".field-problem"));
    let guide = added.header("location").split('?').next().unwrap().to_owned();
    let page = look(&staff, &guide, Kind::Staff).await;
    let unsaid = staff.submit(&page, &guide, &[("action", "save"), ("body", "Look twice.")]).await;
    assert_eq!(unsaid.status, StatusCode::UNPROCESSABLE_ENTITY, "a correction says why");
    assert_page(&unsaid.body, Kind::Staff);
    assert!(unsaid.body.contains("Look twice."));
    let mended = staff
        .submit(&page, &guide, &[("action", "save"), ("body", "Look twice."), ("why", "Once is not enough.")])
        .await;
    assert_eq!(mended.status, StatusCode::SEE_OTHER, "{:?}", mended.texts(".field-problem"));
    let public = guide.replace("/work/directory", "");
    let shown = look(&visitor, &public, Kind::Public).await;
    assert!(shown.body.contains("Look twice.") && shown.body.contains("Once is not enough."));
    let old = look(&visitor, &format!("{public}?version=1"), Kind::Public).await;
    assert!(old.body.contains("Look for the first copy.") && old.body.contains("There is a later one."));

    let id = guide.rsplit('/').next().unwrap();
    let page = look(&staff, &format!("{work}?of={id}"), Kind::Staff).await;
    let same = [("action", "save"), ("title", "Pictures"), ("language", "en"), ("body", "x")];
    let twice = staff.submit(&page, work, &same).await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
    let urdu = [("action", "save"), ("title", "تصویریں جانچنا"), ("language", "ur"), ("body", "پہلی نقل ڈھونڈیں۔")];
    let added = staff.submit(&page, work, &urdu).await;
    assert_eq!(added.status, StatusCode::SEE_OTHER, "{:?}", added.texts(".field-problem"));
    let shown = look(&visitor, &public, Kind::Public).await;
    assert!(shown.body.contains("تصویریں جانچنا"), "the editions lead to each other");

    let page = staff.get(work).await;
    let urdu = added.header("location").split('?').next().unwrap().rsplit('/').next().unwrap().to_owned();
    let course = [
        ("action", "save"),
        ("title", "A week"),
        ("kind", "curriculum"),
        ("language", "en"),
        ("licence", "cc-by"),
        ("audience", "public"),
        ("parts", urdu.as_str()),
    ];
    let made = staff.submit(&page, work, &course).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{:?}", made.texts(".field-problem"));
    let course = made.header("location").split('?').next().unwrap().replace("/work/directory", "");
    let shown = look(&visitor, &course, Kind::Public).await;
    assert_eq!(shown.texts("ol li").len(), 1, "{}", shown.body);
    let mut reader = room.browser();
    for (query, found) in
        [("q=pictures+twice", 1), ("language=ur", 1), ("kind=curriculum", 1), ("goals=16", 2), ("q=nothing", 0)]
    {
        let path = format!("/library?{query}");
        assert_eq!(reader.get(&path).await.texts("main .card h2").len(), found, "{query}");
    }
    let page = staff.get(&guide).await;
    let unsaid = staff.submit(&page, &guide, &[("action", "withdraw")]).await;
    assert_eq!(unsaid.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_page(&unsaid.body, Kind::Staff);
    let gone = staff.submit(&page, &guide, &[("action", "withdraw"), ("reason", "A better one is there.")]).await;
    assert_eq!(gone.status, StatusCode::SEE_OTHER);
    let shown = look(&visitor, &public, Kind::Public).await;
    assert!(shown.body.contains("A better one is there.") && !shown.body.contains("Look twice."));
}

#[tokio::test]
async fn what_is_worth_trusting_waits_for_a_second_house() {
    let room = Room::new().await;
    let mut staff = room.operator().await;
    let work = "/work/directory/trusted";
    let page = staff.get(work).await;
    let fields = [("action", "save"), ("title", "Lake News"), ("other-languages", "!!")];
    let wrong = staff.submit(&page, work, &fields).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_page(&wrong.body, Kind::Staff);
    assert_eq!(wrong.attributes("#field-title", "value"), ["Lake News"], "nothing typed is lost");
    let fields = [
        ("action", "save"),
        ("title", "Lake News"),
        ("native_title", "湖報"),
        ("kind", "news"),
        ("place", "TW"),
        ("languages", "zh-Hant"),
        ("other-languages", "hak"),
        ("link", "https://lake.example"),
        ("about", "It corrects itself in public."),
        ("goals", "16"),
    ];
    let added = staff.submit(&page, work, &fields).await;
    assert_eq!(added.status, StatusCode::SEE_OTHER, "{:?}", added.texts(".field-problem"));
    let entry = added.header("location").split('?').next().unwrap().to_owned();
    let page = look(&staff, &entry, Kind::Staff).await;
    assert!(page.texts(".badge").iter().any(|badge| badge.contains("too few")), "{:?}", page.texts(".badge"));
    let public = entry.replace("/work/directory", "");
    let mut reader = room.browser();
    assert_eq!(reader.get(&public).await.status, StatusCode::NOT_FOUND);
    let id: saksi_base::TrustedId = entry.rsplit('/').next().unwrap().parse().unwrap();
    let second: Result<(), Problem> = saksi_db::write!(room.test.db, "test", Viewer::System, tx => {
        let draft = saksi_network::OrganisationDraft::named("Samudra", "Ocean House");
        let house = actions::create_organisation(&mut tx, saksi_db::Actor::System, draft, true).await?;
        let operators = saksi_network::operators(&mut tx).await?;
        let (_, secret) = actions::start_session(&mut tx, operators[0].id, None, "").await?;
        let mut other = actions::live_session(&mut tx, &secret).await?.unwrap().member.unwrap();
        other.organisation = house;
        saksi_directory::actions::trusted::vouch(&mut tx, &other, id, true).await
    });
    second.unwrap();
    let shown = look(&room.browser(), &public, Kind::Public).await;
    assert!(shown.body.contains("湖報") && shown.body.contains("Samudra") && shown.body.contains("Saksi Nusantara"));
    look(&room.browser(), "/trusted", Kind::Public).await;
    for (query, found) in [("place=TW&language=hak&goals=16", 1), ("region=035", 0), ("kind=civic", 0)] {
        let path = format!("/trusted?{query}");
        assert_eq!(reader.get(&path).await.texts("main .card h2").len(), found, "{query}");
    }
    assert!(reader.get("/trusted.csv").await.body.contains("Saksi Nusantara\nSamudra"));
    assert!(reader.get("/trusted.json").await.body.contains("\"vouched_by\":[\"Saksi Nusantara\",\"Samudra\"]"));
    for action in ["confirm", "stop", "vouch", "withdraw"] {
        let page = staff.get(&entry).await;
        let done = staff.submit(&page, &entry, &[("action", action)]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{action}");
    }
    assert_eq!(reader.get("/trusted.json").await.body, "[]");
}

#[tokio::test]
async fn who_took_part_in_a_meeting_is_written_down_as_counts() {
    let room = Room::new().await;
    let mut staff = room.operator().await;
    let page = staff.get("/work/directory/groups").await;
    let made = staff.submit(&page, "/work/directory/groups", &[("name", "Watch")]).await;
    let meetings = format!("{}/meetings", made.header("location"));
    let page = staff.get(&meetings).await;
    let fields = [
        ("action", "save"),
        ("title", "Round table"),
        ("day", "2026-02-02"),
        ("time", "10:00"),
        ("zone", "Asia/Taipei"),
        ("minutes", "90"),
        ("marking", "green"),
    ];
    let planned = staff.submit(&page, &meetings, &fields).await;
    assert_eq!(planned.status, StatusCode::SEE_OTHER, "{:?}", planned.texts(".field-problem"));
    let meeting = planned.header("location").to_owned();
    let part = format!("{meeting}/part");
    let page = look(&staff, &meeting, Kind::Staff).await;
    let wrong = staff.submit(&page, &part, &[("action", "party"), ("party", "Laut <b>"), ("room", "many")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_page(&wrong.body, Kind::Staff);
    assert_eq!(wrong.attributes("#field-party", "value"), ["Laut <b>"], "nothing typed is lost");
    let nowhere = staff.submit(&page, &part, &[("action", "origin"), ("people", "3")]).await;
    assert_eq!(nowhere.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_page(&nowhere.body, Kind::Staff);
    for fields in [
        [("action", "party"), ("party", "Laut Biru"), ("room", "14"), ("remote", "2")],
        [("action", "origin"), ("breakout", "Group A"), ("place", "TW"), ("people", "12")],
        [("action", "origin"), ("breakout", "Group B"), ("place", "TH"), ("people", "4")],
    ] {
        let page = staff.get(&meeting).await;
        let done = staff.submit(&page, &part, &fields).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{:?}", done.texts(".field-problem"));
    }
    let page = look(&staff, &meeting, Kind::Staff).await;
    assert_eq!(page.texts("table caption").len(), 2);
    let cells = page.texts("table td");
    assert!(cells.contains(&"Group B".to_owned()) && cells.contains(&"4".to_owned()), "as it was entered: {cells:?}");
    let told: Vec<String> = page.texts("dd").iter().map(|text| saksi_web::without_isolates(text)).collect();
    assert!(told.contains(&"at least 11".to_owned()) && told.contains(&"others, hidden".to_owned()), "{told:?}");
    let gone = staff.submit(&page, &part, &[("action", "no-party"), ("party", "Laut Biru")]).await;
    assert_eq!(gone.status, StatusCode::SEE_OTHER);
    assert_eq!(staff.get(&meeting).await.texts("table caption").len(), 1);
}
