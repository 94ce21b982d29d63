//! The network's pages, as somebody with a browser and without JavaScript meets them.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on must fail loudly")]

use std::sync::Arc;

use axum::http::StatusCode;
use saksi_base::{Clock, SeededRandom, SiteLanguage, Timestamp, clock};
use saksi_db::Viewer;
use saksi_db::testing::{TestDb, sqlite};
use saksi_network::model::password::PasswordCost;
use saksi_network::model::two_step::TwoStepSecret;
use saksi_network::{Hashing, SessionTable, actions};
use saksi_web::testing::{Answer, Browser, Events, Kind, assert_page};
use saksi_web::{FormKeys, SiteBuilder, SiteSettings};

const PASSWORD: &str = "kucing makan nasi goreng";

struct Site {
    test: TestDb,
    site: saksi_web::Site,
    app: axum::Router,
    set_up: String,
}

async fn site() -> Site {
    site_with(1_000.0).await
}

async fn site_with(limit_factor: f64) -> Site {
    site_where(limit_factor, 100).await
}

/// A site at whose door so many may wait.
async fn site_where(limit_factor: f64, most_waiting: usize) -> Site {
    let test = sqlite().await;
    let random = Arc::new(SeededRandom::new(8));
    let settings = SiteSettings { limit_factor, ..SiteSettings::default() };
    let site = SiteBuilder::new(test.db.clone(), test.clock.clone(), random.clone(), settings, FormKeys::new(&[9; 32]))
        .messages(saksi_network::MESSAGES)
        .navigation(saksi_network::NAVIGATION)
        .sessions(Arc::new(SessionTable))
        .build();
    let hashing = Hashing::with(PasswordCost::LEAST, 2, most_waiting, random);
    let app = saksi_web::app(site.clone(), vec![saksi_network::routes(hashing, saksi_network::SealKey::new([4; 32]))]);
    let link: Result<Option<String>, saksi_base::Problem> =
        saksi_db::write!(test.db, "test", Viewer::System, tx => { actions::ensure_set_up_link(&mut tx).await });
    Site { set_up: link.unwrap().unwrap(), test, site, app }
}

fn seen(answer: &Answer, kind: Kind) {
    assert_page(&answer.body, kind);
}

impl Site {
    fn browser(&self) -> Browser {
        Browser::new(self.app.clone())
    }

    /// A browser in which the first owner has just set the network up.
    async fn owner(&self) -> Browser {
        let mut browser = self.browser();
        let page = browser.get(&self.set_up).await;
        assert_eq!(page.status, StatusCode::OK);
        let done = browser
            .submit(
                &page,
                &self.set_up,
                &[
                    ("organisation", "Saksi Nusantara"),
                    ("english_name", "Saksi Nusantara"),
                    ("name", "Siti Aminah"),
                    ("sign_in_name", "siti"),
                    ("password", PASSWORD),
                    ("again", PASSWORD),
                ],
            )
            .await;
        assert_eq!((done.status, done.header("location")), (StatusCode::SEE_OTHER, "/account/two-step"));
        browser
    }

    fn now(&self) -> Timestamp {
        self.test.clock.now()
    }
}

/// Opens a page in every language and looks at it; gives the English one.
async fn look(browser: &mut Browser, path: &str, kind: Kind) -> Answer {
    let mut english = None;
    for language in SiteLanguage::ALL {
        let mut reader = browser.clone().with_cookie(saksi_web::LANGUAGE_COOKIE, language.tag());
        let answer = reader.get(path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path} in {language}: {}", answer.header("location"));
        seen(&answer, kind);
        if language == SiteLanguage::English {
            english = Some(answer);
        }
    }
    english.unwrap()
}

#[tokio::test]
async fn every_page_stands_in_every_language() {
    let site = site().await;
    let mut visitor = site.browser();
    for path in ["/organisations", "/sign-in", "/sign-in/help", &site.set_up] {
        look(&mut visitor, path, Kind::Public).await;
    }
    let mut owner = site.owner().await;
    for path in [
        "/account",
        "/account/password",
        "/account/two-step",
        "/account/two-step/stop",
        "/account/recovery-codes",
        "/account/sessions",
        "/account/sessions/end-others",
        "/settings",
        "/settings/people",
        "/settings/invitations",
        "/settings/tokens",
        "/operator",
        "/operator/organisations/new",
        "/operator/network",
        "/operator/people",
    ] {
        look(&mut owner, path, Kind::Staff).await;
    }
    look(&mut owner, "/sign-out", Kind::Public).await;
    let people = owner.get("/settings/people").await;
    for path in people.attributes("tbody a", "href") {
        look(&mut owner, &path, Kind::Staff).await;
        look(&mut owner, &format!("{path}/end"), Kind::Staff).await;
        look(&mut owner, &format!("{path}/reset"), Kind::Staff).await;
    }
    let organisations = owner.get("/operator").await;
    for path in organisations.attributes("tbody a", "href") {
        look(&mut owner, &path, Kind::Staff).await;
        look(&mut owner, &format!("{path}/close"), Kind::Staff).await;
    }
    let operators = owner.get("/operator/people").await;
    for path in operators.attributes("main li a", "href").iter().filter(|path| path.ends_with("/end")) {
        look(&mut owner, path, Kind::Staff).await;
    }
    look(&mut visitor, "/organisations", Kind::Public).await;
}

#[tokio::test]
async fn the_set_up_link_opens_once() {
    let site = site().await;
    let mut browser = site.browser();
    let page = browser.get(&site.set_up).await;
    let wrong = browser
        .submit(&page, &site.set_up, &[("organisation", "台灣查核社"), ("sign_in_name", "a b"), ("password", "short")])
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    seen(&wrong, Kind::Public);
    assert_eq!(
        wrong.texts(".field-problem").len(),
        4,
        "each field says what to mend: {:?}",
        wrong.texts(".field-problem")
    );
    assert_eq!(wrong.attributes("#field-organisation", "value"), ["台灣查核社"], "nothing typed is lost");
    assert!(wrong.attributes("input[type=password]", "value").is_empty(), "a password is never sent back");

    site.owner().await;
    assert_eq!(site.browser().get(&site.set_up).await.status, StatusCode::GONE);
    assert_eq!(site.browser().get("/set-up/nonsense").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn somebody_invited_joins_signs_in_and_sees_only_what_is_theirs() {
    let site = site().await;
    let mut owner = site.owner().await;
    let page = owner.get("/settings/invitations").await;
    let made = owner.submit(&page, "/settings/invitations", &[("role", "checker"), ("name", "Joko")]).await;
    assert_eq!(made.status, StatusCode::OK);
    seen(&made, Kind::Staff);
    let link = made.texts("pre").remove(0);
    let path = link.strip_prefix("http://localhost:8080").unwrap().to_owned();

    let mut joko = site.browser();
    let page = look(&mut joko, &path, Kind::Public).await;
    assert!(page.body.contains("Saksi Nusantara") && page.body.contains("Checker"));
    let account = [("name", "Joko"), ("sign_in_name", "joko"), ("password", PASSWORD), ("again", PASSWORD)];
    let joined = joko.submit(&page, &path, &account).await;
    assert_eq!(joined.header("location"), "/account/two-step");
    let again = site.browser().get(&path).await;
    assert_eq!(again.status, StatusCode::GONE, "a used link opens nothing");
    seen(&again, Kind::Public);

    for (path, status) in [
        ("/account", StatusCode::OK),
        ("/settings", StatusCode::FORBIDDEN),
        ("/settings/people", StatusCode::FORBIDDEN),
        ("/settings/tokens", StatusCode::FORBIDDEN),
        ("/operator", StatusCode::FORBIDDEN),
        ("/operator/network", StatusCode::FORBIDDEN),
    ] {
        assert_eq!(joko.get(path).await.status, status, "{path}");
    }
    let out = joko.get("/sign-out").await;
    let out = joko.submit(&out, "/sign-out", &[]).await;
    assert_eq!(out.header("location"), "/");
    let turned_away = joko.get("/account?x=1").await;
    assert_eq!(turned_away.header("location"), "/sign-in?next=%2Faccount%3Fx%3D1");
    let door = joko.get(turned_away.header("location")).await;
    let wrong = joko.submit(&door, "/sign-in", &[("sign_in_name", "joko"), ("password", "wrong")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    seen(&wrong, Kind::Public);
    let back = joko.submit(&door, "/sign-in", &[("sign_in_name", "joko"), ("password", PASSWORD)]).await;
    assert_eq!(back.header("location"), "/account?x=1");

    let mut elsewhere = site.browser();
    let door = elsewhere.get("/sign-in?next=//evil.example").await;
    let back = elsewhere.submit(&door, "/sign-in", &[("sign_in_name", "joko"), ("password", PASSWORD)]).await;
    assert_eq!(back.header("location"), "/desk", "going back never leads elsewhere");
}

#[tokio::test]
async fn whoever_finds_the_door_crowded_is_told_when_to_come_back() {
    let site = site_where(1_000.0, 0).await;
    let mut browser = site.browser();
    let page = browser.get("/sign-in").await;
    let busy = browser.submit(&page, "/sign-in", &[("sign_in_name", "siti"), ("password", PASSWORD)]).await;
    assert_eq!((busy.status, busy.header("retry-after")), (StatusCode::SERVICE_UNAVAILABLE, "10"));
    seen(&busy, Kind::Public);
    assert!(busy.body.contains("value=\"siti\"") && !busy.body.contains(PASSWORD), "{}", busy.body);

    let site = site_with(0.001).await;
    let mut browser = site.browser();
    let mut last = None;
    for _ in 0..3 {
        let page = browser.get("/sign-in").await;
        last = Some(browser.submit(&page, "/sign-in", &[("sign_in_name", "siti"), ("password", PASSWORD)]).await);
    }
    let slow = last.unwrap();
    assert_eq!(slow.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(slow.header("retry-after").parse::<u32>().unwrap() > 0);
}

#[tokio::test]
async fn the_second_step_is_set_up_and_asked_for() {
    let site = site().await;
    let mut owner = site.owner().await;
    let page = owner.get("/account/two-step").await;
    let typed = page.texts("dd code").remove(0).replace(' ', "");
    let again = owner.get("/account/two-step").await.texts("dd code").remove(0).replace(' ', "");
    assert_eq!(typed, again, "reloading does not spoil what was scanned");
    let secret = TwoStepSecret::from_text(&typed).unwrap();
    let code = secret.code_at(site.now()).unwrap();
    for (present, typed) in [(PASSWORD, "12 34"), ("not the password", code.as_str()), ("", code.as_str())] {
        let wrong = owner.submit(&page, "/account/two-step", &[("present", present), ("code", typed)]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        seen(&wrong, Kind::Staff);
    }
    let mut elsewhere = site.browser();
    let door = elsewhere.get("/sign-in").await;
    elsewhere.submit(&door, "/sign-in", &[("sign_in_name", "siti"), ("password", PASSWORD)]).await;
    let before = owner.clone();
    let codes = owner.submit(&page, "/account/two-step", &[("present", PASSWORD), ("code", &code)]).await;
    seen(&codes, Kind::Staff);
    for mut other in [elsewhere, before] {
        assert_eq!(other.get("/account").await.status, StatusCode::SEE_OTHER, "other sessions and the old secret end");
    }
    let codes = codes.texts("ol.codes li");
    assert_eq!(codes.len(), 10);
    look(&mut owner, "/account/two-step", Kind::Staff).await;
    let left = look(&mut owner, "/account/recovery-codes", Kind::Staff).await;
    assert!(left.body.contains("10"));

    for code in [codes[0].clone(), {
        site.test.clock.advance(60 * clock::SECOND);
        secret.code_at(site.now()).unwrap()
    }] {
        let mut browser = site.browser();
        let door = browser.get("/sign-in").await;
        let half = browser.submit(&door, "/sign-in", &[("sign_in_name", "SITI"), ("password", PASSWORD)]).await;
        assert_eq!(half.header("location"), "/sign-in/second?next=");
        assert_eq!(browser.get("/account").await.header("location"), "/sign-in/second?next=%2Faccount");
        let second = look(&mut browser, "/sign-in/second", Kind::Public).await;
        let wrong = browser.submit(&second, "/sign-in/second", &[("code", "000000")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        let whole = browser.submit(&second, "/sign-in/second", &[("code", &code)]).await;
        assert_eq!(whole.header("location"), "/desk");
        assert_eq!(browser.get("/account").await.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn changing_how_one_signs_in_asks_for_both_steps_again_and_is_noted() {
    let (events, _listening) = Events::listen();
    let site = site().await;
    let mut owner = site.owner().await;
    let page = owner.get("/account/two-step").await;
    let secret = TwoStepSecret::from_text(&page.texts("dd code").remove(0).replace(' ', "")).unwrap();
    let code = secret.code_at(site.now()).unwrap();
    owner.submit(&page, "/account/two-step", &[("present", PASSWORD), ("code", &code)]).await;
    let new = [("password", "hujan turun di atas atap"), ("again", "hujan turun di atas atap")];
    let present = ("present", PASSWORD);
    for (path, fields) in [
        ("/account/password", new.as_slice()),
        ("/account/recovery-codes", &[]),
        ("/account/two-step/stop", &[("confirmed", "yes")]),
    ] {
        site.test.clock.advance(60 * clock::SECOND);
        let code = secret.code_at(site.now()).unwrap();
        let page = look(&mut owner, path, Kind::Staff).await;
        let password = if path == "/account/password" { present } else { ("present", new[0].1) };
        for wrong in [vec![password], vec![("code", code.as_str())], vec![password, ("code", "000000")]] {
            let answer = owner.submit(&page, path, &[fields, &wrong].concat()).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{path} {wrong:?}");
            seen(&answer, Kind::Staff);
        }
        let before = owner.clone();
        let answer = owner.submit(&page, path, &[fields, &[password, ("code", &code)]].concat()).await;
        assert!(answer.status.is_success() || answer.status == StatusCode::SEE_OTHER, "{path}: {}", answer.body);
        assert_eq!(before.clone().get("/account").await.status, StatusCode::SEE_OTHER, "{path}: the old secret ends");
        assert_eq!(owner.get("/account").await.status, StatusCode::OK, "{path}");
    }
    let door = site.browser().get("/sign-in").await;
    for password in ["a guess that is wrong", new[0].1] {
        site.browser().submit(&door, "/sign-in", &[("sign_in_name", "siti"), ("password", password)]).await;
    }
    let page = owner.get("/sign-out").await;
    owner.submit(&page, "/sign-out", &[]).await;
    let noted = events.taken();
    let count = |name: &str| noted.iter().filter(|(event, _)| event == name).count();
    assert_eq!(count("confirmation-refused"), 9, "{noted:?}");
    assert_eq!(count("sign-in-changed"), 4, "{noted:?}");
    for name in ["sign-in-refused", "signed-in", "signed-out"] {
        assert_eq!(count(name), 1, "{name}: {noted:?}");
    }
    let all = format!("{noted:?}").to_lowercase();
    assert!(!all.contains("siti") && !all.contains("hujan") && !all.contains("guess"), "{all}");
}

#[tokio::test]
async fn every_page_of_somebody_signed_in_offers_to_sign_out() {
    let site = site().await;
    let mut owner = site.owner().await;
    for path in ["/account", "/account/sessions", "/organisations", "/nowhere"] {
        let page = owner.get(path).await;
        assert!(page.attributes("footer a", "href").contains(&"/sign-out".to_owned()), "{path}");
    }
    assert!(
        !site.browser().get("/organisations").await.attributes("footer a", "href").contains(&"/sign-out".to_owned())
    );
}

#[tokio::test]
async fn after_the_grace_work_pages_lead_to_the_second_step_and_the_account_stays_open() {
    let site = site().await;
    let mut owner = site.owner().await;
    for _ in 0..30 {
        site.test.clock.advance(11 * clock::HOUR);
        owner.get("/account").await;
    }
    site.test.clock.advance(8 * clock::HOUR);
    let door = owner.get("/sign-in").await;
    owner.submit(&door, "/sign-in", &[("sign_in_name", "siti"), ("password", PASSWORD)]).await;
    assert_eq!(owner.get("/settings").await.header("location"), "/account/two-step?next=%2Fsettings");
    look(&mut owner, "/account", Kind::Staff).await;
}

#[tokio::test]
async fn settings_are_kept_and_what_is_wrong_is_said_beside_the_field() {
    let site = site().await;
    let mut owner = site.owner().await;
    let page = owner.get("/settings").await;
    let changed = owner
        .submit(
            &page,
            "/settings",
            &[
                ("name", "กลุ่มพยาน"),
                ("own_place", "~"),
                ("own_place_words", "Karen State"),
                ("legal_place", "TW"),
                ("operating_places", "TH"),
                ("languages", "th"),
                ("other_languages", "ksw, mnw"),
                ("website", "https://saksi.example"),
                ("email", " desk@saksi.example "),
                ("contact", "LINE: @saksi"),
                ("about", "We check.\n\nEvery day."),
            ],
        )
        .await;
    assert_eq!(changed.header("location"), "/settings?done=saved");
    let saved = look(&mut owner, "/settings?done=saved", Kind::Staff).await;
    assert_eq!(saved.attributes("#field-own-place-words", "value"), ["Karen State"]);
    assert_eq!(saved.attributes("#field-other-languages", "value"), ["ksw, mnw"]);
    let organisation: Result<_, saksi_base::Problem> = saksi_db::read!(site.test.db, Viewer::Public, tx => {
        saksi_network::organisation_by_slug(&mut tx, "saksi-nusantara").await
    });
    let l = saksi_web::testing::request(&site.site, SiteLanguage::English, "/", None).locale.clone();
    let public = saksi_network::organisation_facts(&l, &organisation.unwrap().unwrap()).unwrap().into_string();
    for text in ["กลุ่มพยาน", "Karen State", "Taiwan", "Thailand", "ksw", "mailto:desk@saksi.example", "LINE: @saksi"]
    {
        assert!(public.contains(text), "{text}");
    }
    let wrong =
        owner.submit(&saved, "/settings", &[("website", "saksi"), ("english_name", ""), ("email", "saksi")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    seen(&wrong, Kind::Staff);
    assert_eq!(wrong.texts(".field-problem").len(), 3);

    let page = owner.get("/operator/network").await;
    let wrong = owner.submit(&page, "/operator/network", &[("expiry_days", "soon")]).await;
    assert_eq!(wrong.texts(".field-problem").len(), 1);
    let saved = owner.submit(&page, "/operator/network", &[("expiry_days", "90"), ("name", "Jaring Saksi")]).await;
    assert_eq!(saved.header("location"), "/operator/network?done=saved");
    let mut visitor = site.browser();
    assert_eq!(visitor.get("/sign-in").await.texts("a.mark span"), ["Jaring Saksi"], "the new name shows at once");
}

#[tokio::test]
async fn the_last_owner_is_told_why_they_cannot_leave() {
    let site = site().await;
    let mut owner = site.owner().await;
    let people = owner.get("/settings/people").await;
    let path = people.attributes("tbody a", "href").remove(0);
    let page = owner.get(&path).await;
    let demoted = owner.submit(&page, &path, &[("role", "checker")]).await;
    assert_eq!(demoted.status, StatusCode::CONFLICT);
    seen(&demoted, Kind::Staff);
    assert!(demoted.body.contains("only owner"));
    let leave = format!("{path}/end");
    let page = owner.get(&leave).await;
    let left = owner.submit(&page, &leave, &[]).await;
    assert_eq!(left.status, StatusCode::CONFLICT);
    seen(&left, Kind::Staff);
}

#[tokio::test]
async fn an_operator_enters_an_organisation_and_hands_it_to_its_owner() {
    let site = site().await;
    let mut operator = site.owner().await;
    let page = operator.get("/operator/organisations/new").await;
    let opened = operator
        .submit(&page, "/operator/organisations/new", &[("name", "台灣查核社"), ("english_name", "Taiwan Checkers")])
        .await;
    let own = opened.header("location").split('?').next().unwrap().to_owned();
    let page = look(&mut operator, &own, Kind::Staff).await;
    let made = operator.submit(&page, &format!("{own}/invite"), &[]).await;
    let path = made.texts("pre").remove(0).strip_prefix("http://localhost:8080").unwrap().to_owned();

    let mut ming = site.browser();
    let page = ming.get(&path).await;
    let account = [("name", "阿明"), ("sign_in_name", "阿明的帳號"), ("password", PASSWORD), ("again", PASSWORD)];
    let joined = ming.submit(&page, &path, &account).await;
    assert_eq!(joined.status, StatusCode::SEE_OTHER, "{}", joined.body);
    assert_eq!(ming.get("/settings").await.status, StatusCode::OK);
    assert_eq!(ming.get("/operator").await.status, StatusCode::FORBIDDEN);

    let page = operator.get(&format!("{own}/close")).await;
    let closed = operator.submit(&page, &own, &[]).await;
    assert_eq!(closed.header("location"), format!("{own}?done=saved"));
    look(&mut operator, &own, Kind::Staff).await;
    assert_eq!(ming.get("/settings").await.header("location"), "/account", "nobody acts for a closed organisation");
    look(&mut ming, "/account", Kind::Staff).await;
}

#[tokio::test]
async fn a_reset_link_lets_somebody_choose_a_password_and_no_more() {
    let site = site().await;
    let mut owner = site.owner().await;
    let page = owner.get("/settings/invitations").await;
    let made = owner.submit(&page, "/settings/invitations", &[("role", "reviewer")]).await;
    let path = made.texts("pre").remove(0).strip_prefix("http://localhost:8080").unwrap().to_owned();
    let mut eko = site.browser();
    let page = eko.get(&path).await;
    eko.submit(&page, &path, &[("name", "Eko"), ("sign_in_name", "eko"), ("password", PASSWORD), ("again", PASSWORD)])
        .await;

    let people = owner.get("/settings/people").await;
    let person = people
        .attributes("tbody a", "href")
        .into_iter()
        .zip(people.texts("tbody a"))
        .find(|(_, name)| name.contains("Eko"))
        .unwrap()
        .0;
    let reset = format!("{person}/reset");
    let page = owner.get(&reset).await;
    let made = owner.submit(&page, &reset, &[]).await;
    seen(&made, Kind::Staff);
    let path = made.texts("pre").remove(0).strip_prefix("http://localhost:8080").unwrap().to_owned();

    let mut browser = site.browser();
    let page = look(&mut browser, &path, Kind::Public).await;
    let new = "payung biru di pinggir sungai";
    let differs = browser.submit(&page, &path, &[("password", new), ("again", "something else")]).await;
    assert_eq!(differs.texts(".field-problem").len(), 1);
    let set = browser.submit(&page, &path, &[("password", new), ("again", new)]).await;
    assert_eq!(set.header("location"), "/sign-in?done=password");
    assert_eq!(eko.get("/account").await.status, StatusCode::SEE_OTHER, "every session has ended");
    assert_eq!(browser.get(&path).await.status, StatusCode::GONE);
    let door = browser.get("/sign-in").await;
    let back = browser.submit(&door, "/sign-in", &[("sign_in_name", "eko"), ("password", new)]).await;
    assert_eq!(back.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn what_somebody_wrote_while_signed_out_is_not_thrown_away() {
    let site = site().await;
    let mut owner = site.owner().await;
    let page = owner.get("/settings").await;
    let mut signed_out = site.browser();
    let answer = signed_out.submit(&page, "/settings", &[("name", "New name")]).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    seen(&answer, Kind::Public);
    assert!(answer.body.contains("another tab"));
}

#[tokio::test]
async fn a_browser_is_signed_out_from_another() {
    let site = site().await;
    let mut here = site.owner().await;
    let mut there = site.browser().with_header("user-agent", "Mozilla/5.0 (Android 9) Firefox/128.0");
    let door = there.get("/sign-in").await;
    there.submit(&door, "/sign-in", &[("sign_in_name", "siti"), ("password", PASSWORD)]).await;
    let list = look(&mut here, "/account/sessions", Kind::Staff).await;
    assert!(list.body.contains("Firefox, Android"));
    let ended = here.submit(&list, "/account/sessions/end", &[]).await;
    assert_eq!(ended.header("location"), "/account/sessions?done=ended");
    assert_eq!(there.get("/account").await.status, StatusCode::SEE_OTHER);
    assert_eq!(here.get("/account").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_token_is_shown_once_and_revoked_after_asking() {
    let site = site().await;
    let mut owner = site.owner().await;
    let page = owner.get("/settings/tokens").await;
    let wrong = owner.submit(&page, "/settings/tokens", &[]).await;
    assert_eq!(wrong.texts(".field-problem").len(), 2);
    let made = owner.submit(&page, "/settings/tokens", &[("name", "LINE bot"), ("scope", "messages:write")]).await;
    seen(&made, Kind::Staff);
    assert_eq!(made.header("cache-control"), "no-store");
    assert!(made.texts("pre").remove(0).starts_with("saksi_"));
    let list = look(&mut owner, "/settings/tokens", Kind::Staff).await;
    assert!(!list.body.contains("saksi_"));
    let revoke = list.attributes("main li a", "href").into_iter().find(|path| path.ends_with("/revoke")).unwrap();
    let page = look(&mut owner, &revoke, Kind::Staff).await;
    let revoked = owner.submit(&page, &revoke, &[]).await;
    assert_eq!(revoked.header("location"), "/settings/tokens?done=revoked");
}

#[tokio::test]
async fn guessing_is_slowed_but_nobody_is_kept_out_of_their_own_account() {
    let site = site_with(1.0).await;
    let mut owner = site.owner().await.with_header("x-forwarded-for", "192.0.2.1");
    let sign_in = async |browser: &mut Browser, password: &str| {
        let door = browser.get("/sign-in").await;
        browser.submit(&door, "/sign-in", &[("sign_in_name", "siti"), ("password", password)]).await.status
    };
    // The session ends by itself; the browser is still known.
    let mut known = site.browser().with_header("x-forwarded-for", "192.0.2.1");
    assert_eq!(sign_in(&mut known, PASSWORD).await, StatusCode::SEE_OTHER);
    site.test.clock.advance(13 * clock::HOUR);

    let mut statuses = Vec::new();
    for guess in 0..30 {
        let mut guesser = site.browser().with_header("x-forwarded-for", &format!("198.51.{guess}.7"));
        statuses.push(sign_in(&mut guesser, "guess after guess").await);
    }
    assert_eq!(statuses.first(), Some(&StatusCode::UNPROCESSABLE_ENTITY));
    assert_eq!(statuses.last(), Some(&StatusCode::TOO_MANY_REQUESTS), "{statuses:?}");
    let mut stranger = site.browser().with_header("x-forwarded-for", "203.0.113.9");
    assert_eq!(sign_in(&mut stranger, PASSWORD).await, StatusCode::TOO_MANY_REQUESTS, "even the right word waits");
    assert_eq!(sign_in(&mut known, PASSWORD).await, StatusCode::SEE_OTHER, "the owner's own browser does not");

    // After signing out, nothing of it is left in the browser.
    let page = known.get("/sign-out").await;
    let out = known.submit(&page, "/sign-out", &[]).await;
    assert_eq!(out.headers.get_all("set-cookie").iter().count(), 2);
    assert_eq!(owner.get("/organisations").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_long_list_of_organisations_stays_light() {
    let site = site().await;
    site.owner().await;
    let entered: Result<(), saksi_base::Problem> = saksi_db::write!(site.test.db, "test", Viewer::System, tx => {
        for number in 0..150 {
            let name = format!("查核組織第 {number} 號，名字很長很長");
            let site = format!("https://www.organisation-{number}.example/");
            actions::find_or_import_organisation(&mut tx, &name, None, Some(&site)).await?;
        }
        Ok(())
    });
    entered.unwrap();
    let mut browser = site.browser();
    let mut path = "/organisations".to_owned();
    let mut listed = 0;
    loop {
        let page = look(&mut browser, &path, Kind::Public).await;
        listed += page.attributes("main ul.cards a", "href").len();
        match page.attributes("a[rel=next]", "href").pop() {
            Some(next) => path = next,
            None => break,
        }
    }
    assert_eq!(listed, 151, "every organisation is on exactly one page");
    assert_eq!(browser.get("/organisations?after=999999999").await.status, StatusCode::OK);
    assert_eq!(browser.get("/organisations?after=x").await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn joining_with_slips_says_each_and_loses_nothing() {
    let site = site().await;
    let mut owner = site.owner().await;
    let page = owner.get("/settings/invitations").await;
    let made = owner.submit(&page, "/settings/invitations", &[("role", "checker"), ("name", "Joko")]).await;
    let path = made.texts("pre").remove(0).strip_prefix("http://localhost:8080").unwrap().to_owned();
    let page = owner.get("/settings/invitations").await;
    let made = owner.submit(&page, "/settings/invitations", &[("role", "checker"), ("name", "Eko")]).await;
    let second = made.texts("pre").remove(0).strip_prefix("http://localhost:8080").unwrap().to_owned();

    let long = "Joko ".repeat(200);
    let good = [("name", "Joko Widodo"), ("sign_in_name", "joko"), ("password", PASSWORD), ("again", PASSWORD)];
    for language in SiteLanguage::ALL {
        let mut joko = site.browser().with_cookie(saksi_web::LANGUAGE_COOKIE, language.tag());
        let page = joko.get(&path).await;
        for (changes, fields) in [
            (vec![], 3),
            (vec![("name", long.as_str()), ("sign_in_name", "joko"), ("password", PASSWORD), ("again", PASSWORD)], 1),
            (vec![("name", "Joko"), ("sign_in_name", "jo ko"), ("password", PASSWORD), ("again", PASSWORD)], 1),
            (vec![("name", "Joko"), ("sign_in_name", "siti"), ("password", PASSWORD), ("again", PASSWORD)], 1),
            (vec![("name", "Joko"), ("sign_in_name", "joko"), ("password", "short"), ("again", "short")], 1),
            (vec![("name", "Joko"), ("sign_in_name", "joko"), ("password", PASSWORD), ("again", "another one")], 1),
        ] {
            let wrong = joko.submit(&page, &path, &changes).await;
            assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{language} {changes:?}");
            seen(&wrong, Kind::Public);
            let said = wrong.texts(".field-problem");
            assert_eq!(said.len(), fields, "{language} {changes:?}: {said:?}");
            for (name, value) in changes.iter().filter(|(name, _)| !["password", "again"].contains(name)) {
                assert_eq!(wrong.attributes(&format!("[name={name}]"), "value"), [*value], "{language}: typed stays");
            }
            assert!(wrong.attributes("[type=password]", "value").is_empty(), "a password is never sent back");
        }
        // The page lay open over night: the form comes back with what was typed, but for the password.
        site.test.clock.advance(13 * saksi_base::clock::HOUR);
        let old = joko.submit(&page, &path, &good).await;
        assert_eq!(old.status, StatusCode::FORBIDDEN, "{language}");
        seen(&old, Kind::Public);
        assert!(old.attributes("[name=name]", "value").contains(&"Joko Widodo".to_owned()), "{}", old.body);
        assert!(!old.body.contains(PASSWORD));
    }

    let mut joko = site.browser();
    let page = joko.get(&path).await;
    let joined = joko.submit(&page, &path, &good).await;
    assert_eq!(joined.header("location"), "/account/two-step", "{}", joined.body);
    let mut impatient = site.browser();
    let twice = impatient.submit(&page, &path, &good).await;
    assert_eq!(twice.status, StatusCode::GONE, "{}", twice.body);
    seen(&twice, Kind::Public);

    // An invitation that ran out while the page lay open.
    let path = second;
    let mut eko = site.browser();
    let page = eko.get(&path).await;
    site.test.clock.advance(30 * saksi_base::clock::DAY);
    let late = eko.submit(&page, &path, &good).await;
    assert_eq!(late.status, StatusCode::FORBIDDEN);
    let gone = eko.submit(&late, &path, &good).await;
    assert_eq!(gone.status, StatusCode::GONE, "{}", gone.body);
    seen(&gone, Kind::Public);
    assert_eq!(site.browser().get("/join/nonsense").await.status, StatusCode::NOT_FOUND);
}
