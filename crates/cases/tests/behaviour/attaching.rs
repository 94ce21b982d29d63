//! Files from helpers to the person, over the work pages.

use std::sync::Arc;

use axum::http::StatusCode;
use saksi_cases::actions::{helpline, triage};
use saksi_cases::testing::{TestHelpline, TestMember};
use saksi_db::testing::engines;
use saksi_network::Role;
use saksi_web::session;
use saksi_web::testing::{Answer, Browser, Kind, assert_page, builder};

use crate::urgent;

pub(crate) fn browser(here: &TestHelpline, person: &TestMember) -> Browser {
    let site = builder(here.test.db.clone(), here.test.clock.clone())
        .messages(saksi_network::MESSAGES)
        .messages(saksi_cases::MESSAGES)
        .navigation(saksi_cases::NAVIGATION)
        .patient(saksi_cases::PATIENT)
        .sessions(Arc::new(saksi_network::SessionTable))
        .build();
    let app = saksi_web::app(site, vec![saksi_cases::routes(here.cases.clone())]);
    Browser::new(app).with_cookie(session::COOKIE, &person.cookie)
}

pub(crate) async fn open(browser: &mut Browser, path: &str) -> Answer {
    let page = browser.get(path).await;
    assert_eq!(page.status, StatusCode::OK, "{path} {}", page.header("location"));
    assert_page(&page.body, Kind::Staff);
    page
}

/// A photograph in whose comment a place stands.
fn picture() -> Vec<u8> {
    let mut picture = vec![0xFF, 0xD8, 0xFF, 0xFE, 0, 14];
    picture.extend_from_slice(b"canary-place");
    picture.extend_from_slice(&[0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0, 1, 2, 3, 0xFF, 0xD9]);
    picture
}

#[tokio::test]
async fn a_helper_sends_the_person_a_file_without_what_hides_in_it() {
    for test in engines().await {
        let here = TestHelpline::new(test).await;
        let ayu = here.person("Ayu", &[Role::Owner]).await;
        let bima = here.person("Bima", &[Role::Responder]).await;
        let (me, _) = (here.unlock(&ayu).await, here.unlock(&bima).await);
        helpline::open_triage(&here.cases, &me, &[ayu.member.person]).await.unwrap();
        let (_, filed) = here.ask(urgent()).await;
        triage::take(&here.cases, &me, filed.case).await.unwrap();

        let (mut helper, mut colleague) = (browser(&here, &ayu), browser(&here, &bima));
        let case = format!("/cases/{}", filed.case);
        let path = format!("{case}/files");
        let page = open(&mut helper, &case).await;
        for (evidence, kept) in [(&[][..], false), (&[("evidence", "yes")][..], true)] {
            let sent = helper.submit_file(&page, &path, evidence, &picture()).await;
            assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
            let page = open(&mut helper, sent.header("location")).await;
            assert!(page.body.contains("The files are sealed and there"), "{}", page.body);
            let file = page.attributes(".entry-helper a", "href").pop().unwrap();
            let content = helper.get(&file).await.bytes;
            assert_eq!(content.windows(6).any(|part| part == b"canary"), kept, "{file}");
        }

        let damaged = helper.submit_file(&page, &path, &[], &picture()[..20]).await;
        assert!(damaged.body.contains("This picture is damaged"), "{}", damaged.body);
        let forged = helper.submit_file(&page, &path, &[("_token", "made up")], &picture()).await;
        assert_eq!(forged.status, StatusCode::FORBIDDEN);
        let stranger = colleague.submit_file(&page, &path, &[], &picture()).await;
        assert_eq!(stranger.status, StatusCode::NOT_FOUND);
        let page = open(&mut helper, &case).await;
        assert_eq!(page.texts(".entry-helper").len(), 2, "nothing else came in: {}", page.body);

        saksi_cases::actions::keys::lock(&here.cases, &ayu.member).await.unwrap();
        let locked = helper.submit_file(&page, &path, &[], &picture()).await;
        assert!(locked.header("location").starts_with("/cases/key?next="), "{} {}", locked.status, locked.body);
    }
}
