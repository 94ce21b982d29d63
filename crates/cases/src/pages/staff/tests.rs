//! The work pages as people with browsers and without JavaScript meet them, on every engine.

use std::sync::Arc;

use saksi_base::SiteLanguage;
use saksi_db::testing::{TestDb, sqlite};
use saksi_web::Site;
use saksi_web::testing::{Sampled, builder, check_samples};

use super::{Done, NAVIGATION};

fn site(test: &TestDb) -> Site {
    builder(test.db.clone(), test.clock.clone())
        .messages(saksi_network::MESSAGES)
        .messages(crate::MESSAGES)
        .navigation(NAVIGATION)
        .sessions(Arc::new(saksi_network::SessionTable))
        .build()
}

#[tokio::test]
async fn every_page_is_well_made_in_every_state_and_language() {
    let test = sqlite().await;
    let site = site(&test);
    let mut wrong = Vec::new();
    macro_rules! look {
        ($($page:ty),* $(,)?) => {$(
            assert!(!<$page>::samples(&saksi_web::testing::request(&site, SiteLanguage::English, "/", None)).is_empty());
            wrong.extend(check_samples::<$page>(&site));
        )*};
    }
    look!(super::queue::QueuePage, super::case::CasePage, super::WorkPage);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn every_notice_has_words_and_nothing_else_is_ever_said() {
    let test = sqlite().await;
    let site = site(&test);
    let say = |query: &str| {
        let request = saksi_web::testing::request(&site, SiteLanguage::English, &format!("/cases?done={query}"), None);
        super::notice_of(&request).into_string()
    };
    for what in Done::ALL {
        let response = super::done("/cases", *what);
        let location = response.headers().get("location").unwrap().to_str().unwrap().to_owned();
        let said = say(location.split_once("done=").unwrap().1);
        assert!(said.contains("role=\"status\"") && !said.contains("cases-staff-"), "{what:?}: {said}");
    }
    assert_eq!(say("<script>alert(1)</script>"), "");
    assert_eq!(say("something-else"), "");
}
