//! Dossiers and their reports.

use std::sync::{Arc, Mutex};

use axum::http::StatusCode;
use saksi_db::testing::engines;
use saksi_escalations::{Later, Print, Printed};
use saksi_web::testing::{Browser, Kind, assert_page};

use crate::world::{World, go, open};

const HERE: &str = "/work/escalations/dossiers";

const TEXT: [(&str, &str); 5] = [
    ("title", "A campaign against court reporters"),
    ("language", "en"),
    ("summary", "Ayu is threatened after each hearing. Ask ayu@example.org"),
    ("happenings", "2026-01-02 Stones were thrown at her house"),
    ("hidden", "Ayu"),
];

/// A dossier with two notices, and its path.
async fn dossier(world: &World, browser: &mut Browser) -> String {
    let first = world.sent(world.organisation, "Threats, seen by budi@example.org", 20, Some(48)).await;
    let second = world.sent(world.organisation, "Her street is named", 10, None).await;
    let new = format!("{HERE}/new");
    let path = go(browser, &new, &new, &TEXT).await;
    let notices = format!("{path}/notices");
    go(browser, &notices, &format!("{notices}/add"), &[("chosen", &first), ("chosen", &second)]).await;
    path
}

async fn decide_all(browser: &mut Browser, path: &str, stands: &str) -> usize {
    let mut decided = 0;
    loop {
        let page = open(browser, &format!("{path}/issue?audience=press")).await;
        // What waits for a decision can be masked or let stand: it has two buttons.
        let buttons = page.attributes("input[name=finding]", "value");
        let waits = |one: &&String| buttons.iter().filter(|other| other == one).count() == 2;
        let Some(finding) = buttons.iter().find(waits) else { return decided };
        let fields = [("finding", finding.as_str()), ("stands", stands), ("audience", "press")];
        let done = browser.submit(&page, &format!("{path}/findings"), &fields).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        decided += 1;
    }
}

#[tokio::test]
async fn a_report_goes_out_masked_frozen_and_with_its_hash() {
    for test in engines().await {
        let world = World::new(test).await;
        let mut ayu = world.liaison(world.organisation, "Ayu").await;
        let path = dossier(&world, &mut ayu).await;
        go(&mut ayu, &path, &format!("{path}/evidence"), &[("record", "rec-1")]).await;
        let shown = open(&mut ayu, &path).await;
        assert!(shown.body.contains("The post as it stood") && shown.body.contains("Nothing done"));

        // Nothing goes before somebody decided about each personal thing.
        let issue = format!("{path}/issue");
        let page = open(&mut ayu, &format!("{issue}?audience=press")).await;
        let mut marked = page.texts("mark");
        marked.sort();
        assert_eq!(marked, ["ayu@example.org", "budi@example.org"], "each once; hidden words are decided already");
        assert!(page.form(&format!("{issue}s")).is_empty(), "there is no way around it");
        assert_eq!(decide_all(&mut ayu, &path, "no").await, 2);
        let fields = [("recipient", "The Morning Paper")];
        let given = go(&mut ayu, &format!("{issue}?audience=press"), &format!("{issue}s"), &fields).await;
        let version = open(&mut ayu, &given).await;
        let door = version.attributes(".toolbar a.button", "href")[0].clone();

        // Whoever has the address reads it without an account, in their language, and can check the hash.
        let mut reader = world.visitor();
        let report = reader.get(&door).await;
        assert_eq!(report.status, StatusCode::OK);
        assert_page(&report.body, Kind::Public);
        assert_eq!(report.header("cache-control"), "no-store");
        assert!(report.body.contains("[name] is threatened") && report.body.contains("Ask [e-mail address]"));
        assert!(!report.body.contains("budi@") && !report.body.contains("ayu@") && !report.body.contains("Ayu"));
        assert!(reader.get(&format!("{door}?lang=ur")).await.body.contains("کیا ہوا"));
        let text = reader.get(&format!("{door}/report.json")).await;
        let hash = saksi_escalations::model::notice::hexadecimal(&sha256(text.body.as_bytes()));
        assert!(report.body.contains(&hash), "{}: the hash is that of the file", world.test.engine);

        // What is written later changes nothing of it.
        let edit = format!("{path}/edit");
        go(&mut ayu, &edit, &edit, &[("summary", "Another pattern altogether")]).await;
        assert!(reader.get(&door).await.body.contains("[name] is threatened"));

        // The address can be closed, and opened again; the dossier stays, since somebody has a report of it.
        go(&mut ayu, &given, &given, &[("end", "yes")]).await;
        assert_eq!(reader.get(&door).await.status, StatusCode::NOT_FOUND);
        assert_eq!(reader.get(&format!("{door}/report.json")).await.status, StatusCode::NOT_FOUND);
        go(&mut ayu, &given, &given, &[("end", "no")]).await;
        assert_eq!(reader.get(&door).await.status, StatusCode::OK);
        assert!(open(&mut ayu, &path).await.form(&format!("{path}/discard")).is_empty());
        assert_eq!(reader.get("/dossiers/00000000000000000000000000").await.status, StatusCode::NOT_FOUND);
        assert_eq!(reader.get("/dossiers/nothing").await.status, StatusCode::NOT_FOUND);
    }
}

/// A printer that prints what it was given, or nothing.
#[derive(Default)]
struct Paper(Mutex<Vec<Printed>>);

impl Print for Paper {
    fn print(&self, report: Printed) -> Later<'_, Result<Vec<u8>, String>> {
        let all = &mut *self.0.lock().unwrap();
        all.push(report);
        let made = if all.len() > 1 { Err("the browser ended".to_owned()) } else { Ok(b"%PDF-1.4 a report".to_vec()) };
        Box::pin(async move { made })
    }
}

#[tokio::test]
async fn a_report_is_printed_as_it_was_masked_and_otherwise_its_page_says_how() {
    for test in engines().await {
        let paper = Arc::new(Paper::default());
        let world = World::with(test, |room| room.with_printer(paper.clone())).await;
        let mut ayu = world.liaison(world.organisation, "Ayu").await;
        let path = dossier(&world, &mut ayu).await;
        decide_all(&mut ayu, &path, "no").await;
        let issue = format!("{path}/issue");
        let given =
            go(&mut ayu, &format!("{issue}?audience=press"), &format!("{issue}s"), &[("recipient", "Paper")]).await;
        let door = open(&mut ayu, &given).await.attributes(".toolbar a.button", "href")[0].clone();
        let mut reader = world.visitor();
        let link = format!("{door}/report.pdf?lang=ur");
        let page = reader.get(&format!("{door}?lang=ur")).await;
        assert!(page.attributes("a.no-print", "href").contains(&link), "{}", page.body);
        let pdf = reader.get(&link).await;
        assert_eq!((pdf.status, pdf.header("content-type")), (StatusCode::OK, "application/pdf"));
        assert_eq!(pdf.header("cache-control"), "no-store");
        assert!(pdf.body.starts_with("%PDF-"));
        let printed = paper.0.lock().unwrap()[0].clone();
        assert_eq!(printed.url, door);
        assert!(printed.html.contains("dir=\"rtl\"") && printed.html.contains("[name] is threatened"));
        assert!(!printed.html.contains("budi@") && printed.style.starts_with("/static/saksi."));
        // Where the printer breaks, and where there is none, the page says what to do.
        let broken = reader.get(&format!("{door}/report.pdf?lang=en")).await;
        assert_eq!(broken.status, StatusCode::SEE_OTHER);
        let told = reader.get(broken.header("location")).await;
        assert!(told.body.contains("could not be made just now"), "{}", told.body);
        assert_page(&told.body, Kind::Public);
        assert!(reader.get(&format!("{door}?lang=en&pdf=none")).await.body.contains("makes no PDF"));
        go(&mut ayu, &given, &given, &[("end", "yes")]).await;
        assert_eq!(reader.get(&link).await.status, StatusCode::NOT_FOUND, "a closed address prints nothing");
    }
}

fn sha256(bytes: &[u8]) -> [u8; 32] {
    use sha2::Digest as _;
    sha2::Sha256::digest(bytes).into()
}

#[tokio::test]
async fn a_testimony_goes_to_whom_it_was_meant_for_and_a_withdrawn_consent_takes_it_back() {
    for test in engines().await {
        let world = World::new(test).await;
        let mut ayu = world.liaison(world.organisation, "Ayu").await;
        let path = dossier(&world, &mut ayu).await;
        let new = format!("{path}/testimonies/new");
        let told = [
            ("name", "A reporter in Lahore"),
            ("words", "They waited outside the court."),
            ("consent", "By voice, on 3 January"),
            ("audiences", "press"),
        ];
        // Without a word about consent it is not kept, and nothing typed is lost.
        let page = open(&mut ayu, &new).await;
        let refused = ayu.submit(&page, &new, &told[..2]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains("They waited outside the court."));
        go(&mut ayu, &new, &new, &told).await;

        decide_all(&mut ayu, &path, "yes").await;
        let issue = format!("{path}/issue");
        let to_platform = open(&mut ayu, &format!("{issue}?audience=platform")).await;
        assert!(!to_platform.body.contains("They waited outside"), "consent does not cover platforms");
        assert!(to_platform.body.contains("left out"));
        let press = format!("{issue}?audience=press");
        let given = go(&mut ayu, &press, &format!("{issue}s"), &[("recipient", "The Morning Paper")]).await;
        let platform = format!("{issue}?audience=platform");
        let other = go(&mut ayu, &platform, &format!("{issue}s"), &[("recipient", "YouTube")]).await;
        let door = open(&mut ayu, &given).await.attributes(".toolbar a.button", "href")[0].clone();
        let other_door = open(&mut ayu, &other).await.attributes(".toolbar a.button", "href")[0].clone();
        let mut reader = world.visitor();
        let report = reader.get(&door).await;
        assert!(report.body.contains("They waited outside") && report.body.contains("budi@example.org"));
        assert!(!report.body.contains("By voice"), "how they consented is nobody's business");

        // Withdrawn: the words go, and the report that held them; who has it is named, and the other report stays.
        let withdraw = open(&mut ayu, &path).await.attributes("a[href$=withdraw]", "href")[0].clone();
        let page = open(&mut ayu, &withdraw).await;
        assert!(page.body.contains("The Morning Paper") && !page.body.contains("YouTube"));
        go(&mut ayu, &withdraw, &withdraw, &[]).await;
        let gone = reader.get(&door).await;
        assert_eq!(gone.status, StatusCode::GONE);
        assert_page(&gone.body, Kind::Public);
        assert!(!gone.body.contains("They waited outside"));
        assert_eq!(reader.get(&format!("{door}/report.json")).await.status, StatusCode::NOT_FOUND);
        assert_eq!(reader.get(&other_door).await.status, StatusCode::OK);
        let kept = open(&mut ayu, &given).await;
        assert!(kept.body.contains("SHA-256") && kept.body.contains("The Morning Paper"));
        assert_eq!(ayu.get(&withdraw).await.status, StatusCode::NOT_FOUND, "there is nothing left to withdraw");
        let left: Result<(i64,), saksi_base::Problem> = saksi_db::read!(world.test.db, saksi_db::Viewer::System, tx => {
            let found = saksi_db::fetch_optional!(
                &mut tx,
                (i64,),
                "SELECT (SELECT count(*) FROM dossier_testimony WHERE words LIKE '%waited%')
                     + (SELECT count(*) FROM dossier_issue WHERE content LIKE '%waited%')"
            )?;
            found.ok_or_else(saksi_base::Problem::internal)
        });
        assert_eq!(left.unwrap().0, 0, "{}: no copy is kept", world.test.engine);
    }
}

#[tokio::test]
async fn two_who_write_at_once_both_see_what_the_other_wrote() {
    for test in engines().await {
        let world = World::new(test).await;
        let mut ayu = world.liaison(world.organisation, "Ayu").await;
        let mut bima = world.liaison(world.organisation, "Bima").await;
        let path = dossier(&world, &mut ayu).await;
        let edit = format!("{path}/edit");
        let before = open(&mut bima, &edit).await;
        go(&mut ayu, &edit, &edit, &[("summary", "What Ayu wrote")]).await;
        let refused = bima.submit(&before, &edit, &[("summary", "What Bima wrote")]).await;
        assert_eq!(refused.status, StatusCode::CONFLICT);
        assert_page(&refused.body, Kind::Staff);
        assert!(refused.body.contains("What Ayu wrote") && refused.body.contains("What Bima wrote"));
        assert!(open(&mut ayu, &path).await.body.contains("What Ayu wrote"), "nothing was written over");
        // Having seen it, Bima saves.
        let done = bima.submit(&refused, &edit, &[]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        assert!(open(&mut ayu, &path).await.body.contains("What Bima wrote"));

        // A report is of what its giver saw.
        decide_all(&mut ayu, &path, "no").await;
        let issue = format!("{path}/issue");
        let looked = open(&mut ayu, &issue).await;
        go(&mut bima, &edit, &edit, &[("asks", "Answer within a day")]).await;
        let refused = ayu.submit(&looked, &format!("{issue}s"), &[("recipient", "YouTube")]).await;
        assert_eq!(refused.status, StatusCode::CONFLICT);
        assert!(refused.body.contains("Answer within a day") && refused.body.contains("value=\"YouTube\""));

        // A line without a day says which one.
        let page = open(&mut ayu, &edit).await;
        let refused = ayu.submit(&page, &edit, &[("happenings", "yesterday it burned")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.texts(".field-problem")[0].contains("yesterday it burned"));
    }
}

#[tokio::test]
async fn another_organisation_sees_nothing_of_a_dossier_and_puts_nothing_of_others_into_its_own() {
    for test in engines().await {
        let world = World::new(test).await;
        let mut ayu = world.liaison(world.organisation, "Ayu").await;
        let path = dossier(&world, &mut ayu).await;
        let theirs = world.sent(world.organisation, "Not for others", 5, None).await;
        let other = World::organisation(&world.test, "Cek Fakta").await;
        let mut citra = world.liaison(other, "Citra").await;
        assert!(open(&mut citra, HERE).await.texts("ul.lines a").is_empty());
        for hidden in ["", "/edit", "/notices", "/issue", "/testimonies/new"] {
            assert_eq!(citra.get(&format!("{path}{hidden}")).await.status, StatusCode::NOT_FOUND, "{hidden}");
        }
        let own = world.sent(other, "Own notice", 5, None).await;
        let new = format!("{HERE}/new");
        let mine = go(&mut citra, &new, &new, &TEXT).await;
        let notices = format!("{mine}/notices");
        let offered = open(&mut citra, &notices).await;
        assert!(offered.body.contains("Own notice") && !offered.body.contains("Not for others"));
        go(&mut citra, &notices, &format!("{notices}/add"), &[("chosen", &theirs), ("chosen", &own)]).await;
        let shown = open(&mut citra, &mine).await;
        assert!(shown.body.contains("Own notice") && !shown.body.contains("Not for others"));

        // Never given to anybody, it can be thrown away.
        go(&mut citra, &mine, &format!("{mine}/discard"), &[]).await;
        assert_eq!(citra.get(&mine).await.status, StatusCode::NOT_FOUND);
        // A notice says in which dossiers it stands.
        let links = open(&mut ayu, &path).await.attributes("section ul.lines a", "href");
        let notice = links.iter().find(|link| !link.contains("/dossiers/")).unwrap();
        let shown = open(&mut ayu, notice).await;
        assert!(shown.body.contains(&path) && shown.body.contains("A campaign against court reporters"));
    }
}
