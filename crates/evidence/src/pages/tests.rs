//! Every page in every language, with the data of [`super::samples`].

use saksi_db::testing::sqlite;
use saksi_web::testing::{builder, check_samples};

use super::bring::BringPage;
use super::compare::ComparePage;
use super::list::ListPage;
use super::piece::PiecePage;
use super::public::PublicPage;
use super::replay::ReplayPage;
use super::retention::{DeletePage, GonePage, KeepingPage};
use super::sources::{SourceFormPage, SourcePage, SourcesPage};

#[tokio::test]
async fn every_page_is_well_made_in_every_language() {
    let test = sqlite().await;
    let site = builder(test.db.clone(), test.clock.clone())
        .messages(saksi_network::MESSAGES)
        .messages(crate::MESSAGES)
        .navigation(crate::NAVIGATION)
        .build();
    let wrong: Vec<String> = [
        check_samples::<ListPage>(&site),
        check_samples::<PiecePage>(&site),
        check_samples::<BringPage>(&site),
        check_samples::<ComparePage>(&site),
        check_samples::<DeletePage>(&site),
        check_samples::<GonePage>(&site),
        check_samples::<KeepingPage>(&site),
        check_samples::<SourcesPage>(&site),
        check_samples::<SourcePage>(&site),
        check_samples::<SourceFormPage>(&site),
        check_samples::<PublicPage>(&site),
        check_samples::<ReplayPage>(&site),
    ]
    .concat();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
