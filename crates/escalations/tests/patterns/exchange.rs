//! Notices as tables.

use axum::http::StatusCode;
use saksi_db::testing::engines;
use saksi_web::testing::{Browser, Kind, assert_page};

use crate::world::{World, go, open};

const HERE: &str = "/work/escalations/exchange";

const TABLE: &str = "No;Company;What;Reported;Decision;When decided;Harm\n\
    A-1;YouTube;Threats against a reporter;02/01/2026;no-action;05/01/2026;Violence\n\
    A-2;YouTube;Her street is named;03/01/2026;;;cyber-violence\n\
    A-3;MySpace;An old page;03/01/2026;;;\n\
    A-4;YouTube;Sent on no day;31/31/2026;;;\n\
    A-1;YouTube;The first once more;02/01/2026;;;\n";

/// Hands a table in, and says which columns hold what; its path.
async fn hand_in(browser: &mut Browser, table: &str) -> String {
    let path = go(browser, HERE, HERE, &[("name", "Notices of Ayu"), ("table", table)]).await;
    let page = open(browser, &path).await;
    assert!(page.body.contains("Say which columns") || page.body.contains("to come in"));
    let fields = [
        ("id", "0"),
        ("platform", "1"),
        ("title", "2"),
        ("sent", "3"),
        ("outcome", "4"),
        ("decided", "5"),
        ("category", "6"),
        ("days", "day-first"),
    ];
    go(browser, &path, &path, &fields).await
}

async fn count(world: &World) -> i64 {
    let found: Result<(i64,), saksi_base::Problem> = saksi_db::read!(world.test.db, saksi_db::Viewer::System, tx => {
        let found = saksi_db::fetch_optional!(&mut tx, (i64,), "SELECT count(*) FROM escalation")?;
        found.ok_or_else(saksi_base::Problem::internal)
    });
    found.unwrap().0
}

#[tokio::test]
async fn past_notices_come_in_whole_or_not_at_all_and_never_twice() {
    for test in engines().await {
        let world = World::new(test).await;
        let mut ayu = world.liaison(world.organisation, "Ayu").await;
        let path = hand_in(&mut ayu, TABLE).await;
        let tried = open(&mut ayu, &path).await;
        assert!(tried.body.contains("2 to come in, 3 that cannot, 0 here already"), "{}", tried.body);
        let lines = tried.texts("tbody th");
        assert_eq!(lines, ["4", "5", "6"], "each bad row with its line");
        let why = tried.texts("tbody td").join(" ");
        for reason in ["“MySpace” is not in the register", "“31/31/2026” is not a day", "The same as line 2"] {
            let told = why.replace(['\u{2068}', '\u{2069}'], "");
            assert!(told.contains(reason), "{reason}: {told}");
        }
        assert_eq!(count(&world).await, 0, "nothing was written");

        // With bad rows nothing comes in unless somebody says so.
        let bring = format!("{path}/in");
        let refused = ayu.submit(&tried, &bring, &[]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_page(&refused.body, Kind::Staff);
        assert_eq!(count(&world).await, 0);
        go(&mut ayu, &path, &bring, &[("without_bad", "yes")]).await;
        assert_eq!(count(&world).await, 2);
        let again = ayu.submit(&tried, &bring, &[("without_bad", "yes")]).await;
        assert_eq!(again.status, StatusCode::CONFLICT, "sent twice it comes in once");
        assert_eq!(count(&world).await, 2);

        // They stand where others stand, with their course.
        let answered = open(&mut ayu, "/work/escalations?lane=answered").await;
        assert_eq!(answered.texts("ul.lines a"), ["Threats against a reporter"]);
        let notice = answered.attributes("ul.lines a", "href")[0].clone();
        let shown = open(&mut ayu, &notice).await;
        assert!(shown.body.contains("Nothing done"));
        assert!(open(&mut ayu, "/work/escalations/figures").await.texts("tbody tr")[0].starts_with("YouTube2"));

        // The same table again, mended: what is here is known again.
        let mended =
            TABLE.replace("MySpace", "YouTube").replace("31/31", "04/01").replace("A-1;YouTube;The", "A-5;YouTube;The");
        let second = hand_in(&mut ayu, &mended).await;
        let tried = open(&mut ayu, &second).await;
        assert!(tried.body.contains("3 to come in, 0 that cannot, 2 here already"), "{}", tried.body);
        go(&mut ayu, &second, &format!("{second}/in"), &[]).await;
        assert_eq!(count(&world).await, 5);

        // What went out from here is known again too.
        let file = ayu.get(&format!("{HERE}/notices.csv")).await;
        assert_eq!(file.status, StatusCode::OK);
        assert_eq!(file.body.lines().count(), 6);
        let third = go(&mut ayu, HERE, HERE, &[("name", "Our own"), ("table", &file.body)]).await;
        let tried = open(&mut ayu, &third).await;
        assert!(tried.body.contains("0 to come in, 0 that cannot, 5 here already"), "{}", tried.body);
        go(&mut ayu, &third, &format!("{third}/forget"), &[]).await;
        assert_eq!(ayu.get(&third).await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn what_goes_out_is_of_ones_own_organisation_in_the_words_of_others() {
    for test in engines().await {
        let world = World::new(test).await;
        let mut ayu = world.liaison(world.organisation, "Ayu").await;
        world.sent(world.organisation, "=Threats", 20, Some(48)).await;
        let other = World::organisation(&world.test, "Cek Fakta").await;
        world.sent(other, "Not ours", 20, Some(48)).await;
        let file = ayu.get(&format!("{HERE}/notices.csv")).await;
        assert!(file.body.contains("'=Threats") && !file.body.contains("Not ours"), "{}", file.body);
        let none = ayu.get(&format!("{HERE}/notices.csv?from=2020-01-01&until=2020-12-31")).await;
        assert_eq!(none.body.lines().count(), 1);
        let json = ayu.get(&format!("{HERE}/notices.jsonl")).await;
        let line: serde_json::Value = serde_json::from_str(json.body.trim()).unwrap();
        assert_eq!(line["lumen"]["action_taken"], "No");
        assert_eq!(line["dsa"]["source_type"], "SOURCE_TYPE_OTHER_NOTIFICATION");
        assert_eq!(line["outcome"], "no-action");

        // The same lines come in again, known by their identifiers; of another organisation they are new.
        let back = go(&mut ayu, HERE, HERE, &[("name", "Lines"), ("table", &json.body)]).await;
        assert!(open(&mut ayu, &back).await.body.contains("0 to come in, 0 that cannot, 1 here already"));
        let mut dewi = world.liaison(World::organisation(&world.test, "Third").await, "Dewi").await;
        let anew = go(&mut dewi, HERE, HERE, &[("name", "Lines"), ("table", &json.body)]).await;
        let tried = open(&mut dewi, &anew).await;
        assert!(tried.body.contains("1 to come in, 0 that cannot, 0 here already"), "{}", tried.body);
        go(&mut dewi, &anew, &format!("{anew}/in"), &[]).await;
        assert!(open(&mut dewi, "/work/escalations?lane=answered").await.body.contains("=Threats"));

        // A table of somebody else is not there, and one that is none is told why.
        let path = hand_in(&mut ayu, TABLE).await;
        let mut citra = world.liaison(other, "Citra").await;
        assert_eq!(citra.get(&path).await.status, StatusCode::NOT_FOUND);
        assert!(!open(&mut citra, HERE).await.body.contains("Notices of Ayu"));
        let page = open(&mut ayu, HERE).await;
        let refused = ayu.submit(&page, HERE, &[("name", "Nothing"), ("table", "only a header")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains("no row below") && refused.body.contains("value=\"Nothing\""));
    }
}

#[tokio::test]
async fn a_spreadsheet_comes_in_as_it_was_saved() {
    let xlsx = include_bytes!("../../../exchange/tests/workbooks/past.xlsx");
    let ods = include_bytes!("../../../exchange/tests/workbooks/past.ods");
    let locked = include_bytes!("../../../exchange/tests/workbooks/locked.xlsx");
    for test in engines().await {
        let world = World::new(test).await;
        let mut ayu = world.liaison(world.organisation, "Ayu").await;
        let page = open(&mut ayu, HERE).await;
        for (file, sheet) in [(&xlsx[..], ""), (&ods[..], "Past")] {
            let done = ayu.submit_file(&page, HERE, &[("name", "Past"), ("sheet", sheet)], file).await;
            assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
            let tried = open(&mut ayu, done.header("location")).await;
            assert!(tried.body.contains("2 to come in, 0 that cannot, 0 here already"), "{}", tried.body);
            assert!(tried.body.contains("دھمکیاں") && tried.body.contains("Facebook"), "{}", tried.body);
        }
        for (file, sheet, said) in [
            (&locked[..], "", "protected with a password"),
            (&xlsx[..xlsx.len() / 2], "", "This spreadsheet cannot be read"),
            (&xlsx[..], "Third", "Hidden, Past, Other"),
            (&ods[..], "Third", "Past, Other"),
        ] {
            let refused = ayu.submit_file(&page, HERE, &[("name", "Past"), ("sheet", sheet)], file).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{said}");
            assert_page(&refused.body, Kind::Staff);
            let told = refused.texts(".field-problem").join(" ").replace(['\u{2068}', '\u{2069}'], "");
            assert!(told.contains(said), "{said}: {told}");
            assert!(refused.body.contains(&format!("value=\"{sheet}\"")), "what was typed is kept");
        }
    }
}
