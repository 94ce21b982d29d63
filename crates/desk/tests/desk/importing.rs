use std::io::Cursor;

use saksi_base::Verdict;
use saksi_db::Viewer;
use saksi_desk::actions::public;
use saksi_desk::import::{self, Records, Source, cofacts};
use saksi_desk::model::{ListFilter, Outcome};

use super::{look, places};

const LINKS: &str = "articleId,url,normalizedUrl,title\n\
    a1,https://example.org/lemon?utm_source=x,,喝熱檸檬水可以殺死癌細胞 醫師公開秘方\n\
    a2,https://example.org/empty,,\n\
    a3,https://example.org/bridge,,港口大橋將關閉三年 市長昨晚宣布\n";
const JOINED: &str = "articleId,replyId,userIdsha256,negativeFeedbackCount,positiveFeedbackCount,replyType,appId,status,createdAt,updatedAt\n\
    a1,r1,u,0,1,RUMOR,WEBSITE,NORMAL,2020-03-24T12:20:13.318Z,2020-03-24T12:20:13.318Z\n\
    a1,r2,u,0,1,OPINIONATED,WEBSITE,NORMAL,2020-03-25T12:20:13.318Z,2020-03-25T12:20:13.318Z\n\
    a2,r1,u,0,1,RUMOR,WEBSITE,NORMAL,2020-03-24T12:20:13.318Z,2020-03-24T12:20:13.318Z\n\
    a3,r3,u,0,1,NOT_ARTICLE,WEBSITE,NORMAL,2020-03-24T12:20:13.318Z,2020-03-24T12:20:13.318Z\n\
    a3,r1,u,0,1,RUMOR,WEBSITE,DELETED,2020-03-24T12:20:13.318Z,2020-03-24T12:20:13.318Z\n\
    a3,r9,u,0,1,RUMOR,WEBSITE,NORMAL,2020-03-24T12:20:13.318Z,2020-03-24T12:20:13.318Z\n";
const REPLIES: &str = "id,type,reference,userIdsha256,appId,text,createdAt\n\
    r1,RUMOR,\"衛福部 https://www.mohw.gov.tw/a\nhttps://example.org/b\",u,WEBSITE,這是網路謠言，沒有任何研究支持這種說法。請勿轉傳。,2020-03-24T12:00:00.000Z\n\
    r2,OPINIONATED,,u,WEBSITE,這是個人看法，並非事實查核的對象。,2020-03-25T12:00:00.000Z\n\
    r3,NOT_ARTICLE,,u,WEBSITE,這則訊息沒有可以查證的內容。,2020-03-24T12:00:00.000Z\n";

pub(crate) fn reading() -> cofacts::Reading {
    let file = |name: &str, text: &str| (name.to_owned(), Cursor::new(text.as_bytes().to_vec()));
    cofacts::read(
        [file("article_hyperlinks.csv", LINKS), file("article_replies.csv", JOINED), file("replies.csv", REPLIES)],
        "CC0-1.0",
    )
}

pub(crate) fn source() -> Source {
    Source { name: "cofacts".into(), file: "dump".into(), records: Records::Messages, person: None }
}

#[tokio::test]
async fn a_dump_of_open_data_becomes_answers_under_its_authors_name() {
    for place in places().await {
        let read = reading();
        assert!(read.unopened.is_empty() && read.read == 12, "{} {:?}", read.read, read.unopened);
        let report = import::run(&place.test.db, &source(), read.rows.into_iter(), |_| {}).await.unwrap();
        assert_eq!((report.claims, report.checks, report.known), (2, 3, 0));
        let reasons: Vec<&str> = report.rejected.iter().map(|r| r.reason.as_str()).collect();
        assert_eq!(reasons.len(), 2, "{reasons:?}");
        assert!(report.rejected.iter().all(|r| r.line > 0 && !r.file.is_empty()), "{:?}", report.rejected);

        place.catch_up().await;
        let asked = place.ask("請問這個是真的嗎 https://www.example.org/lemon?utm_source=line").await;
        assert_eq!((asked.outcome, asked.certain), (Outcome::Answer, 2));
        let first = &asked.answers[0];
        assert_eq!((first.verdict, first.organisation.name.as_str()), (Verdict::False, "Cofacts 真的假的"));
        assert_eq!(first.source_url.as_deref(), Some("https://cofacts.tw/article/a1"));
        assert_eq!((first.licence.as_deref(), first.references.len()), (Some("CC0-1.0"), 2));
        assert_eq!(first.title, "這是網路謠言，沒有任何研究支持這種說法。");
        let not_checkable = ListFilter { verdict: Some(Verdict::NotCheckable), ..ListFilter::default() };
        assert_eq!(
            look!(place, Viewer::Public, tx => public::published(&mut tx, &not_checkable, None, 10))
                .unwrap()
                .items
                .len(),
            1
        );
        let page = look!(place, Viewer::Public, tx => public::published_check(&mut tx, first.check)).unwrap();
        assert_eq!(page.versions.len(), 1);
        // Nothing is ever handed in to an organisation that only stands here as an author.
        let to = look!(place, Viewer::System, tx => saksi_desk::actions::receive::intake(&mut tx, Some(first.organisation.id))).unwrap();
        assert_eq!(to.organisation, place.organisation);
    }
}

#[tokio::test]
async fn importing_again_changes_nothing_and_new_checks_of_a_known_claim_join_it() {
    for place in places().await {
        let rows = reading().rows;
        let mut half = rows.clone();
        for row in half.iter_mut().flatten() {
            row.checks.truncate(1);
        }
        import::run(&place.test.db, &source(), half.into_iter(), |_| {}).await.unwrap();
        let more = import::run(&place.test.db, &source(), rows.clone().into_iter(), |_| {}).await.unwrap();
        assert_eq!((more.claims, more.checks, more.known), (0, 1, 1));
        let again = import::run(&place.test.db, &source(), rows.into_iter(), |_| {}).await.unwrap();
        assert_eq!((again.claims, again.checks, again.known), (0, 0, 2));
        place.catch_up().await;
        assert_eq!((place.desk.matcher.len(), place.ask("https://example.org/lemon").await.certain), (2, 2));
    }
}

#[tokio::test]
async fn an_import_that_was_cut_off_goes_on_where_it_stopped() {
    for place in places().await {
        let row = reading().rows.into_iter().flatten().next().unwrap();
        let many = |upto: usize| {
            let row = row.clone();
            (0..upto).map(move |n| {
                let mut row = row.clone();
                row.external_id = format!("many-{n}");
                row.statement = format!("第{n}則訊息說熱檸檬水可以殺死癌細胞");
                row.links.clear();
                row.checks.truncate(1);
                row.checks[0].external_id = format!("many-{n}/r");
                Ok(row)
            })
        };
        // Cut off in the middle of the third batch: the source panics, as a killed process would end it.
        let db = place.test.db.clone();
        let rows = many(1_500).inspect(|row: &Result<import::Row, _>| {
            assert!(!row.as_ref().is_ok_and(|row| row.external_id == "many-1200"), "the power goes");
        });
        let cut = tokio::spawn(async move { import::run(&db, &source(), rows, |_| {}).await }).await;
        assert!(cut.is_err());
        let there = async || look!(place, Viewer::Public, tx => public::stats(&mut tx)).unwrap().checks;
        assert_eq!(there().await, 1_000, "whole batches, nothing half in");
        let mut seen = Vec::new();
        let report =
            import::run(&place.test.db, &source(), many(1_500), |p| seen.push((p.read, p.checks))).await.unwrap();
        assert_eq!((report.read, report.checks, report.known, report.corrected), (1_500, 500, 1_000, 0));
        assert_eq!(seen, [(500, 0), (1_000, 0), (1_500, 500)]);
        assert_eq!(there().await, 1_500);
        place.catch_up().await;
        assert_eq!(place.desk.matcher.len(), 1_500, "one entry of the journal per batch is enough");
    }
}

fn table(publisher: &str) -> Source {
    Source { name: format!("table:{publisher}"), file: "checks.csv".into(), records: Records::Rows, person: None }
}

const HEAD: &str = "id,language,claim,title,verdict,explanation,references,url";

/// Rows out of a table as `saksi import csv` reads it.
fn csv(lines: &[&str]) -> Vec<Result<import::Row, saksi_desk::model::Rejected>> {
    let text = format!("{HEAD}\n{}\n", lines.join("\n"));
    let publisher = import::Publisher { name: "Harbour Watch".into(), english_name: None, website: None };
    let options = saksi_exchange::tables::Options::default();
    let rows = saksi_exchange::tables::read_csv(text.as_bytes(), options).unwrap();
    import::sources::table("checks.csv", &publisher, rows).collect()
}

const BRIDGE: &str = "1,en,The bridge of Kuching is closed for three years,It is not,false,The ministry opened it in May.,https://example.org/a,";
const BRIDGE_IS: &str = "1,en,The bridge of Kuching is closed for three years,It is,true,The ministry closed it in June.,https://example.org/a,";
const SALT: &str =
    "2,en,Salt water cures dengue fever within two days,It does not,false,No study shows this.,https://example.org/b,";

async fn bring(place: &super::Place, lines: &[&str]) -> saksi_desk::model::ImportReport {
    let report = import::run(&place.test.db, &table("Harbour Watch"), csv(lines).into_iter(), |_| {}).await.unwrap();
    place.catch_up().await;
    report
}

#[tokio::test]
async fn what_was_refused_before_an_import_was_cut_off_is_told_by_the_run_that_ends_it() {
    for place in places().await {
        let nothing = "9,en,,No claim,false,Nothing to read.,https://example.org/c,";
        let rows = csv(&[nothing, BRIDGE, SALT]);
        let many = move || {
            let row = rows[1].clone().unwrap();
            rows.clone().into_iter().chain((0..1_200).map(move |n| {
                let mut row = row.clone();
                row.external_id = format!("many-{n}");
                row.checks[0].external_id.clone_from(&row.external_id);
                Ok(row)
            }))
        };
        let (db, first) = (place.test.db.clone(), many());
        let rows = first.inspect(|row: &Result<import::Row, _>| {
            assert!(!row.as_ref().is_ok_and(|row| row.external_id == "many-1100"), "the power goes");
        });
        assert!(
            tokio::spawn(async move { import::run(&db, &table("Harbour Watch"), rows, |_| {}).await }).await.is_err()
        );
        let report = import::run(&place.test.db, &table("Harbour Watch"), many(), |_| {}).await.unwrap();
        assert_eq!((report.read, report.checks + report.known, report.rejected.len()), (1_203, 1_202, 1));
        assert_eq!((report.rejected[0].file.as_str(), report.rejected[0].line), ("checks.csv", 2));
    }
}

#[tokio::test]
async fn a_file_that_was_mended_after_an_import_was_cut_off_is_read_from_its_beginning() {
    for place in places().await {
        let row = csv(&[BRIDGE]).remove(0).unwrap();
        let numbered = move |n: u32| {
            let mut row = row.clone();
            row.external_id = format!("many-{n}");
            row.checks[0].external_id.clone_from(&row.external_id);
            Ok(row)
        };
        let (db, number) = (place.test.db.clone(), numbered.clone());
        let rows = (0..1_200).map(number).inspect(|row: &Result<import::Row, _>| {
            assert!(!row.as_ref().is_ok_and(|row| row.external_id == "many-1100"), "the power goes");
        });
        assert!(
            tokio::spawn(async move { import::run(&db, &table("Harbour Watch"), rows, |_| {}).await }).await.is_err()
        );
        // The feed grew at its top meanwhile.
        let grown = csv(&[SALT]).into_iter().chain((0..1_200).map(numbered));
        let report = import::run(&place.test.db, &table("Harbour Watch"), grown, |_| {}).await.unwrap();
        assert_eq!((report.read, report.checks, report.known), (1_201, 201, 1_000));
        place.catch_up().await;
        assert_eq!(place.ask("Salt water cures dengue fever within two days").await.outcome, Outcome::Answer);
    }
}

#[tokio::test]
async fn what_its_authors_corrected_becomes_the_next_version() {
    for place in places().await {
        assert_eq!(bring(&place, &[BRIDGE, SALT]).await.checks, 2);
        place.test.clock.advance(saksi_base::clock::DAY);
        let report = bring(&place, &[BRIDGE_IS, SALT]).await;
        assert_eq!((report.checks, report.known, report.corrected, report.rejected.len()), (0, 1, 1, 0));
        let asked = place.ask("The bridge of Kuching is closed for three years").await;
        assert_eq!((asked.answers[0].verdict, asked.answers[0].title.as_str()), (Verdict::True, "It is"));
        let page =
            look!(place, Viewer::Public, tx => public::published_check(&mut tx, asked.answers[0].check)).unwrap();
        let found: Vec<Verdict> = page.versions.iter().map(|version| version.verdict).collect();
        assert_eq!(found, [Verdict::True, Verdict::False], "what it said before can still be read");
        assert!(page.answer.corrected_at.is_some());
        let body = super::public_pages::browser(&place).get(&format!("/checks/{}", page.answer.check)).await.body;
        assert!(body.contains("Its authors corrected it"), "{body}");
        let again = bring(&place, &[BRIDGE_IS, SALT]).await;
        assert_eq!((again.checks, again.known, again.corrected), (0, 2, 0), "bringing it in again changes nothing");
    }
}

#[tokio::test]
async fn an_identifier_that_stands_for_another_claim_is_refused_with_its_line() {
    for place in places().await {
        bring(&place, &[BRIDGE]).await;
        let other =
            "1,en,Free tablets for every pupil of the district,No,false,The ministry denies it.,https://example.org/d,";
        let report = bring(&place, &[SALT, other]).await;
        assert_eq!((report.claims, report.corrected, report.rejected.len()), (1, 0, 1));
        assert_eq!(report.rejected[0].line, 3);
        assert!(report.rejected[0].reason.contains("known here with another claim"), "{:?}", report.rejected);
        let asked = place.ask("The bridge of Kuching is closed for three years").await;
        assert_eq!((asked.outcome, asked.answers[0].verdict), (Outcome::Answer, Verdict::False));
        // A slip of the pen in the claim is no other claim.
        let mended = BRIDGE.replace("three years", "3 years");
        assert_eq!(bring(&place, &[&mended]).await.corrected, 1);
        // Twice in one feed, with different words: the first is taken, and nothing goes to and fro.
        let feed = csv(&[&mended]).into_iter().chain(csv(&[BRIDGE_IS]));
        let twice = import::run(&place.test.db, &table("Harbour Watch"), feed, |_| {}).await.unwrap();
        assert_eq!((twice.known, twice.corrected, twice.rejected.len()), (1, 0, 1));
        assert!(twice.rejected[0].reason.contains("stands in the source twice"), "{:?}", twice.rejected);
    }
}

#[tokio::test]
async fn what_people_here_made_of_an_imported_check_is_not_overwritten() {
    use saksi_desk::actions::checks;
    for place in places().await {
        let own = |lines: &[&str]| {
            csv(lines).into_iter().map(|row| {
                row.map(|mut row| {
                    row.checks[0].publisher.name = "MyGoPen".into();
                    row
                })
            })
        };
        import::run(&place.test.db, &table("MyGoPen"), own(&[BRIDGE]), |_| {}).await.unwrap();
        place.catch_up().await;
        let check = place.ask("The bridge of Kuching is closed for three years").await.answers[0].check;
        let (author, second) = (place.checker, place.reviewer);
        let edition = super::act!(place, author, tx => checks::start_correction(&mut tx, &author, check)).unwrap();
        let while_written = import::run(&place.test.db, &table("MyGoPen"), own(&[BRIDGE_IS]), |_| {}).await.unwrap();
        assert_eq!((while_written.corrected, while_written.left_out), (0, 1), "no draft is lost");
        let words = saksi_desk::model::CheckContent {
            change_note: "The ministry wrote to us".into(),
            ..super::content("The bridge of Kuching is closed for three years")
        };
        let edition =
            super::act!(place, author, tx => checks::save_draft(&mut tx, &author, check, edition, &words)).unwrap();
        super::act!(place, author, tx => checks::submit_for_review(&mut tx, &author, check, edition)).unwrap();
        super::act!(place, second, tx => checks::approve(&mut tx, &second, check, edition + 1)).unwrap();
        let after = import::run(&place.test.db, &table("MyGoPen"), own(&[BRIDGE_IS]), |_| {}).await.unwrap();
        assert_eq!((after.corrected, after.left_out, after.rejected.len()), (0, 1, 1));
        let page = look!(place, Viewer::Public, tx => public::published_check(&mut tx, check)).unwrap();
        assert_eq!((page.answer.verdict, page.versions.len()), (Verdict::False, 2));
    }
}
