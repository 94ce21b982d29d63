use std::io::Cursor;

use saksi_base::Verdict;
use saksi_db::Viewer;
use saksi_desk::actions::public;
use saksi_desk::import::{self, Source, cofacts};
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
    Source { name: "cofacts".into(), file: "dump".into(), person: None }
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
        assert_eq!((report.read, report.checks), (1_500, 500));
        assert_eq!(seen, [(500, 0), (1_000, 0), (1_500, 500)]);
        assert_eq!(there().await, 1_500);
        place.catch_up().await;
        assert_eq!(place.desk.matcher.len(), 1_500, "one entry of the journal per batch is enough");
    }
}
