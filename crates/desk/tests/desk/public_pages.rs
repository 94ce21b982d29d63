//! The public pages, feeds and the API through a browser without a window, on every engine.

use axum::http::{Method, StatusCode};
use saksi_base::{CheckId, Verdict};
use saksi_desk::actions::{checks, moderation};
use saksi_desk::model::{Decision, ModerationKind, SubjectKind};
use saksi_exchange::tables::Options;
use saksi_web::testing::{Answer, Browser, Kind, assert_page, builder};
use serde_json::{Value, json};

use super::{CLOUD, LEMON, LEMON_STATEMENT, Place, act, change, content, look, organisation, places};

pub(crate) fn browser(place: &Place) -> Browser {
    let site = builder(place.test.db.clone(), place.test.clock.clone())
        .messages(saksi_network::MESSAGES)
        .messages(saksi_desk::MESSAGES)
        .navigation(saksi_desk::NAVIGATION)
        .build();
    Browser::new(saksi_web::app(site, vec![saksi_desk::routes(place.desk.clone())]))
}

/// Asks on the front page.
async fn ask(browser: &mut Browser, text: &str) -> Answer {
    let front = browser.get("/").await;
    assert_page(&front.body, Kind::Public);
    browser.submit(&front, "/ask", &[("text", text)]).await
}

/// Hands in what the answer page offers to hand in.
async fn hand_in(browser: &mut Browser, asked: &Answer) -> Answer {
    browser.submit(asked, "/hand-in", &[("agree", "yes"), ("reason", "My aunt sent it")]).await
}

/// The receipt on the page that shows it.
pub(crate) fn receipt(page: &Answer) -> (String, String) {
    let locator = page.texts("section.receipt .lead strong").join("");
    let words = page.texts("ol.words li").join(" ");
    assert_eq!((locator.len(), words.split(' ').count()), (9, 8), "{}", page.body);
    (locator, words)
}

pub(crate) async fn open(browser: &mut Browser, (locator, words): &(String, String)) -> Answer {
    let form = browser.get("/receipt").await;
    browser.submit(&form, "/receipt", &[("locator", locator), ("words", words)]).await
}

/// So many different links.
fn links(count: usize) -> String {
    let links: Vec<String> = (0..count).map(|n| format!("https://x{n}.example/a")).collect();
    links.join(" ")
}

/// A published check of the lemon message.
async fn lemon(place: &Place) -> CheckId {
    place.hand_in(LEMON, 9).await;
    let claim = place.queue().await[0].id;
    place.publish(claim, &content(LEMON_STATEMENT)).await.check
}

#[tokio::test]
async fn somebody_asks_hands_in_and_finds_the_answer_under_the_receipt() {
    for place in places().await {
        let mut b = browser(&place);
        let asked = ask(&mut b, LEMON).await;
        assert_eq!(asked.status, StatusCode::OK);
        assert_page(&asked.body, Kind::Public);
        assert_eq!(asked.header("cache-control"), "no-store");
        assert_eq!(asked.texts("h1"), ["Nothing is known about this yet"]);
        assert!(asked.texts("textarea[name=text]")[0].contains("hot lemon water"), "the text is kept");

        let refused = b.submit(&asked, "/hand-in", &[]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.texts("textarea[name=text]")[0].contains("hot lemon water"), "the text is kept");

        let handed = hand_in(&mut b, &asked).await;
        assert_eq!(handed.status, StatusCode::OK, "{}", handed.body);
        assert_page(&handed.body, Kind::Public);
        assert_eq!((handed.header("cache-control"), handed.header("content-encoding")), ("no-store", ""));
        let mine = receipt(&handed);
        assert!(!handed.body.contains(&format!("locator={}&amp;words", mine.0)));
        let again = hand_in(&mut b, &asked).await;
        assert_eq!(receipt(&again), mine, "a form sent twice gives one receipt");
        place.catch_up().await;
        assert_eq!(place.queue().await.len(), 1);

        let waiting = open(&mut b, &mine).await;
        assert_page(&waiting.body, Kind::Public);
        assert_eq!(waiting.texts("h1"), ["It waits"]);
        assert_eq!(waiting.header("cache-control"), "no-store");

        let claim = place.queue().await[0].id;
        let published = place.publish(claim, &content(LEMON_STATEMENT)).await;
        let told = open(&mut b, &mine).await;
        assert_page(&told.body, Kind::Public);
        assert_eq!(told.texts("h1"), ["It has been checked"]);
        assert_eq!(told.texts(".answer .verdict"), ["False"]);
        assert!(told.body.contains(&format!("/checks/{}", published.check)));

        let known = ask(&mut b, LEMON).await;
        assert_page(&known.body, Kind::Public);
        assert_eq!(known.texts("h1"), ["No, it does not"], "{}", known.body);
        assert!(known.texts("details.not-this summary").contains(&"This is not what I asked".to_owned()));
    }
}

#[tokio::test]
async fn a_message_can_be_taken_back_and_the_receipt_then_opens_nothing() {
    for place in places().await {
        let mut b = browser(&place);
        let asked = ask(&mut b, LEMON).await;
        let mine = receipt(&hand_in(&mut b, &asked).await);
        let waiting = open(&mut b, &mine).await;
        let unsure = b.submit(&waiting, "/receipt/withdraw", &[]).await;
        assert_eq!(unsure.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_page(&unsure.body, Kind::Public);
        let gone = b.submit(&unsure, "/receipt/withdraw", &[("sure", "yes")]).await;
        assert_eq!((gone.status, gone.texts("h1")), (StatusCode::OK, vec!["You have taken it back".to_owned()]));
        assert_eq!(open(&mut b, &mine).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}

#[tokio::test]
async fn a_guessed_receipt_opens_nothing_and_a_slip_of_the_pen_is_told() {
    for place in places().await {
        let mut b = browser(&place);
        let asked = ask(&mut b, LEMON).await;
        let (locator, words) = receipt(&hand_in(&mut b, &asked).await);
        let mut swapped: Vec<&str> = words.split(' ').collect();
        swapped.swap(0, 7);
        for (locator, words, said) in [
            (locator.clone(), swapped.join(" "), "slip"),
            (locator.clone(), "zoo zoo".to_owned(), "8 words"),
            (locator.clone(), words.replacen(words.split(' ').next().unwrap(), "xyzzyx", 1), "Word 1"),
            ("7K2M".to_owned(), words.clone(), "8 letters"),
            (String::new(), String::new(), "Please write something"),
        ] {
            let page = open(&mut b, &(locator, words)).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(
                page.texts(".field-problem").join(" ").contains(said),
                "{said}: {:?}",
                page.texts(".field-problem")
            );
            assert_page(&page.body, Kind::Public);
        }
        let stranger = saksi_vault::Receipt::new(&saksi_base::SeededRandom::new(99), saksi_vault::WordList::English);
        let guessed = open(&mut b, &(stranger.locator().to_string(), stranger.words().to_string())).await;
        assert!(guessed.texts(".field-problem").join(" ").contains("No receipt fits"), "{}", guessed.body);
        // Guessing is slowed, and what was typed stays.
        let mut last = guessed;
        for _ in 0..600 {
            last = open(&mut b, &(stranger.locator().to_string(), stranger.words().to_string())).await;
            if last.status != StatusCode::UNPROCESSABLE_ENTITY {
                break;
            }
        }
        assert!(matches!(last.status.as_u16(), 428 | 429), "{}", last.status);
        assert!(last.body.contains(&stranger.locator().to_string()));
        assert_eq!(b.get("/checks").await.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn odd_input_gets_a_clear_word_and_loses_nothing() {
    for place in places().await {
        let mut b = browser(&place);
        let bomb = links(1_500);
        for (text, status, said) in [
            (String::new(), StatusCode::UNPROCESSABLE_ENTITY, "no text to check"),
            ("🙏".to_owned(), StatusCode::UNPROCESSABLE_ENTITY, "no text to check"),
            ("x ".repeat(20_001), StatusCode::UNPROCESSABLE_ENTITY, "too long"),
            ("\u{1}\u{2}\u{3}PNG\u{4}\u{5}".to_owned(), StatusCode::UNPROCESSABLE_ENTITY, "not look like text"),
            ("\u{200B}".repeat(50_000), StatusCode::UNPROCESSABLE_ENTITY, "no text to check"),
            (bomb, StatusCode::UNPROCESSABLE_ENTITY, "too long"),
        ] {
            let front = b.get("/").await;
            let page = b.submit(&front, "/ask", &[("text", &text)]).await;
            assert_eq!(page.status, status, "{}", page.texts("main").join(" "));
            assert!(
                page.texts(".field-problem").join(" ").contains(said),
                "{said}: {:?}",
                page.texts(".field-problem")
            );
        }
        assert_eq!(ask(&mut b, &links(300)).await.status, StatusCode::OK);
        let scripted = ask(&mut b, "<script>alert(1)</script> lemon water cures everything at once").await;
        assert_page(&scripted.body, Kind::Public);

        let form = "application/x-www-form-urlencoded";
        let token = b.get("/").await.form("/ask").into_iter().find(|(name, _)| name == "_token").unwrap().1;
        let million = format!("_token={token}&text={}", "%E2%80%8B".repeat(1_000_000));
        assert_eq!(
            b.send(Method::POST, "/ask", form, million.into_bytes()).await.status,
            StatusCode::PAYLOAD_TOO_LARGE
        );
        let damaged = format!("_token={token}&text=lemon+%ff%fe+water+is+good+for+you");
        let page = b.send(Method::POST, "/ask", form, damaged.into_bytes()).await;
        assert_eq!(page.status, StatusCode::BAD_REQUEST);
        assert!(page.body.contains("water is good for you"));
        let expired =
            b.send(Method::POST, "/ask", form, b"_token=AAAA&text=lemon+water+cures+everything".to_vec()).await;
        assert_eq!(expired.status, StatusCode::FORBIDDEN);
        assert!(expired.body.contains("lemon water cures everything"));
        let again = b.submit(&expired, "/ask", &[]).await;
        assert_eq!(again.status, StatusCode::OK, "what was kept can be sent again");
        assert_eq!(
            b.send(Method::POST, "/ask", "image/png", vec![0, 255]).await.status,
            StatusCode::UNSUPPORTED_MEDIA_TYPE
        );
        for path in [
            "/checks/x",
            "/checks/00000000000000000000000000",
            "/claims/!",
            "/moderation/1",
            "/checks/x/versions/1",
            "/checks?verdict=maybe",
            "/checks?after=zz",
            "/checks.atom?organisation=1",
        ] {
            let page = b.get(path).await;
            assert!(page.status.is_client_error(), "{path}: {}", page.status);
            assert_page(&page.body, Kind::Public);
        }
    }
}

#[tokio::test]
async fn a_published_check_has_its_page_its_picture_and_its_review_for_machines() {
    for place in places().await {
        let check = lemon(&place).await;
        let mut b = browser(&place);
        let page = b.get(&format!("/checks/{check}")).await;
        assert_page(&page.body, Kind::Public);
        assert_eq!(page.texts("h1"), ["No, it does not"]);
        assert!(page.body.contains("<title>False: No, it does not"), "{}", page.body);
        let review: Value = serde_json::from_str(&page.texts("script[type='application/ld+json']")[0]).unwrap();
        assert_eq!((&review["@type"], &review["claimReviewed"]), (&json!("ClaimReview"), &json!(LEMON_STATEMENT)));
        assert_eq!(review["reviewRating"]["ratingValue"], json!(1));
        assert!(page.texts(".sent").iter().any(|t| t.contains("please forward")), "the example stands there");

        let card = b.get(&format!("/checks/{check}/card.svg")).await;
        assert_eq!(card.header("content-type"), "image/svg+xml");
        assert!(card.body.contains(">False</text>") && card.body.contains("lemon"), "{}", card.body);

        let list = b.get("/checks?verdict=false&q=lemon").await;
        assert_page(&list.body, Kind::Public);
        assert!(list.body.contains(&format!("/checks/{check}")));
        assert!(list.attributes("main a", "href").contains(&"/checks.atom?q=lemon&verdict=false".to_owned()));
        assert!(!b.get("/checks?verdict=true").await.body.contains(&check.to_string()));

        // A correction shows as a version; the first stays readable.
        let by = place.checker;
        let edition = act!(place, by, tx => checks::start_correction(&mut tx, &by, check)).unwrap();
        let corrected = saksi_desk::model::CheckContent {
            verdict: Some(Verdict::Misleading),
            change_note: "A study was found".to_owned(),
            ..content(LEMON_STATEMENT)
        };
        let edition = act!(place, by, tx => checks::save_draft(&mut tx, &by, check, edition, &corrected)).unwrap();
        act!(place, by, tx => checks::submit_for_review(&mut tx, &by, check, edition)).unwrap();
        place.test.clock.advance(saksi_base::clock::HOUR);
        act!(place, place.reviewer, tx => checks::approve(&mut tx, &place.reviewer, check, edition + 1)).unwrap();
        let mut fresh = browser(&place);
        let page = fresh.get(&format!("/checks/{check}")).await;
        assert_page(&page.body, Kind::Public);
        assert!(page.body.contains("A study was found"));
        let first = fresh.get(&format!("/checks/{check}/versions/1")).await;
        assert_page(&first.body, Kind::Public);
        assert_eq!(first.texts(".verdict"), ["False"]);

        act!(place, by, tx => checks::withdraw(&mut tx, &by, check, "We compared the wrong study")).unwrap();
        let page = browser(&place).get(&format!("/checks/{check}")).await;
        assert_page(&page.body, Kind::Public);
        assert!(
            page.body.contains("We compared the wrong study")
                && page.texts("script[type='application/ld+json']").is_empty()
        );
    }
}

#[tokio::test]
async fn the_page_of_a_claim_carries_a_review_for_machines_of_each_check_and_none_for_what_cannot_be_checked() {
    use saksi_db::Viewer;
    use saksi_desk::actions::public;
    use saksi_desk::model::CheckContent;
    use saksi_network::Capability;
    for place in places().await {
        let first = lemon(&place).await;
        let claim = look!(place, Viewer::Public, tx => public::published_check(&mut tx, first)).unwrap().answer.claim;
        for (name, seed, verdict) in [("Second", 71, Verdict::Misleading), ("Third", 73, Verdict::NotCheckable)] {
            let other = super::organisation(&place.test, name, true, true).await;
            let (author, reviewer) =
                (super::member(other, seed, Capability::all()), super::member(other, seed + 1, Capability::all()));
            let words = CheckContent { verdict: Some(verdict), ..content(LEMON_STATEMENT) };
            place.try_publish(author, reviewer, claim, &words).await.unwrap();
        }
        let page = browser(&place).get(&format!("/claims/{claim}")).await;
        assert_page(&page.body, Kind::Public);
        let limits = saksi_exchange::claim_review::Limits::default();
        let read = saksi_exchange::claim_review::read(page.body.as_bytes(), &limits).unwrap();
        let mut found: Vec<(Verdict, &str)> =
            read.rows.iter().map(|row| (row.verdict, row.review.author.name.as_str())).collect();
        found.sort_by_key(|(_, name)| *name);
        assert_eq!(found, [(Verdict::False, "MyGoPen"), (Verdict::Misleading, "Second")], "{:?}", read.rejected);
        let pages: std::collections::HashSet<&str> = read.rows.iter().map(|row| row.review.url.as_str()).collect();
        assert_eq!(pages.len(), 2, "each keeps the address of its own page");
        assert!(pages.iter().any(|page| page.ends_with(&format!("/checks/{first}"))), "{pages:?}");
    }
}

#[tokio::test]
async fn feeds_and_exports_are_read_by_our_own_readers_and_tell_what_is_gone() {
    for place in places().await {
        let check = lemon(&place).await;
        let mut b = browser(&place);
        let atom = b.get("/checks.atom").await;
        assert!(atom.header("content-type").starts_with("application/atom+xml"));
        assert!(atom.body.contains("<entry") && atom.body.contains(&check.to_string()), "{}", atom.body);
        let known = b.clone().with_header("if-none-match", atom.header("etag")).get("/checks.atom").await;
        assert_eq!((known.status, known.body.as_str()), (StatusCode::NOT_MODIFIED, ""));
        assert!(!b.get("/checks.atom?verdict=true").await.body.contains("<entry"));

        let feed: Value = serde_json::from_str(&b.get("/checks.json").await.body).unwrap();
        assert_eq!(feed["items"].as_array().unwrap().len(), 1);
        let data = b.get("/datafeed.json").await;
        let read =
            saksi_exchange::claim_review::read(data.body.as_bytes(), &saksi_exchange::claim_review::Limits::default())
                .unwrap();
        assert_eq!((read.rows.len(), read.rows[0].verdict), (1, Verdict::False));
        let lines = b.get("/checks.jsonl").await;
        let rows: Vec<_> = saksi_exchange::tables::read_jsonl(lines.body.as_bytes(), Options::default()).collect();
        assert_eq!((rows.len(), rows[0].as_ref().unwrap().1.claim.as_str()), (1, LEMON_STATEMENT));
        let csv = b.get("/checks.csv").await;
        let rows: Vec<_> = saksi_exchange::tables::read_csv(csv.body.as_bytes(), Options::default()).unwrap().collect();
        assert_eq!(rows.len(), 1);

        act!(place, place.checker, tx => checks::withdraw(&mut tx, &place.checker, check, "Wrong")).unwrap();
        let atom = b.get("/checks.atom").await;
        assert!(atom.body.contains("deleted-entry") && !atom.body.contains("<entry"), "{}", atom.body);
        let feed: Value = serde_json::from_str(&b.get("/checks.json").await.body).unwrap();
        assert_eq!(feed["_saksi"]["deleted"].as_array().unwrap().len(), 1);
        let data: Value = serde_json::from_str(&b.get("/datafeed.json").await.body).unwrap();
        assert!(data["dataFeedElement"][0]["dateDeleted"].is_string());
        assert_eq!(b.get("/checks.jsonl").await.body, "");
    }
}

#[tokio::test]
async fn a_feed_of_many_checks_is_read_page_by_page_without_a_gap() {
    let place = places().await.into_iter().next().unwrap();
    for n in 0..60u8 {
        let word: String = (0..40).map(|i| char::from(b'a' + (n.wrapping_mul(31) ^ i) % 26)).collect();
        place.hand_in(&format!("{word} {n} makes people sick says the ministry of {word}"), n).await;
        let claim = place.queue().await.into_iter().find(|row| row.published == 0).unwrap().id;
        place.publish(claim, &content(&format!("Claim {word} {n}"))).await;
        place.test.clock.advance(saksi_base::clock::SECOND);
    }
    let mut b = browser(&place);
    let mut path = "/checks.json".to_owned();
    let mut seen = std::collections::HashSet::new();
    for _ in 0..5 {
        let feed: Value = serde_json::from_str(&b.get(&path).await.body).unwrap();
        for item in feed["items"].as_array().unwrap() {
            assert!(seen.insert(item["id"].as_str().unwrap().to_owned()), "twice");
        }
        match feed["next_url"].as_str() {
            Some(next) => path = next.strip_prefix("http://localhost:8080").unwrap().to_owned(),
            None => break,
        }
    }
    assert_eq!(seen.len(), 60);
    let list = b.get("/checks").await;
    let next = list.attributes("a[rel=next]", "href");
    assert_eq!(list.texts("ul.cards > li").len(), 15);
    assert_eq!(b.get(&next[0]).await.texts("ul.cards > li").len(), 15);
}

#[tokio::test]
async fn what_a_moderator_removes_is_gone_and_stands_in_the_log_with_a_way_to_appeal() {
    for place in places().await {
        let check = lemon(&place).await;
        let decision = Decision {
            kind: ModerationKind::Takedown,
            subject_kind: SubjectKind::Check,
            subject: Some(check.0),
            media: None,
            reason: "A private person is named".to_owned(),
            public_summary: "A private person was named".to_owned(),
            legal_reference: "N-17".to_owned(),
            public: true,
        };
        let by = saksi_desk::actions::By { may: saksi_network::Capability::all(), ..place.reviewer };
        let entry = act!(place, by, tx => moderation::decide(&mut tx, &by, &decision)).unwrap();
        let mut b = browser(&place);
        assert_eq!(b.get(&format!("/checks/{check}")).await.status, StatusCode::GONE);
        assert_eq!(b.get(&format!("/checks/{check}/versions/1")).await.status, StatusCode::GONE);
        assert_eq!(b.get(&format!("/checks/{check}/card.svg")).await.status, StatusCode::GONE);
        assert!(!b.get("/checks").await.body.contains(&check.to_string()));
        let log = b.get("/moderation").await;
        assert_page(&log.body, Kind::Public);
        assert!(log.body.contains("A private person was named") && !log.body.contains("is named"));
        let page = b.get(&format!("/moderation/{entry}")).await;
        assert_page(&page.body, Kind::Public);
        let action = format!("/moderation/{entry}/appeal");
        let empty = b.submit(&page, &action, &[("text", "")]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        let appealed = b.submit(&empty, &action, &[("text", "The person agreed to be named")]).await;
        assert_eq!(appealed.status, StatusCode::OK, "{}", appealed.body);
        assert_page(&appealed.body, Kind::Public);
        let standing = open(&mut b, &receipt(&appealed)).await;
        assert_page(&standing.body, Kind::Public);
        assert_eq!(standing.texts("h1"), ["Your appeal"]);
        let twice = b.submit(&empty, &action, &[("text", "The person agreed to be named")]).await;
        assert_eq!(receipt(&twice), receipt(&appealed), "a form sent twice is one appeal");

        // In every language, what cannot be taken is said and what was typed stays.
        for language in ["en", "zh-Hant", "th", "id", "ur"] {
            let mut b = browser(&place).with_cookie(saksi_web::LANGUAGE_COOKIE, language);
            let page = b.get(&format!("/moderation/{entry}")).await;
            let endless = "Kami keberatan. ".repeat(400);
            for (text, kept) in [("", ""), (" ... ", " ... "), (endless.as_str(), endless.as_str())] {
                let refused = b.submit(&page, &action, &[("text", text)]).await;
                assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{language} '{text}'");
                assert_page(&refused.body, Kind::Public);
                assert_eq!(
                    refused.texts("textarea[name=text]"),
                    [kept.split_whitespace().collect::<Vec<_>>().join(" ")]
                );
                assert_eq!(refused.texts(".field-problem").len(), 1, "{language}\n{}", refused.body);
            }
            let nothing = b.send(Method::POST, &action, "application/x-www-form-urlencoded", Vec::new()).await;
            assert_eq!(nothing.status, StatusCode::FORBIDDEN);
            assert_page(&nothing.body, Kind::Public);
            place.test.clock.advance(13 * saksi_base::clock::HOUR);
            let old = b.submit(&page, &action, &[("text", "The person agreed to be named, in writing")]).await;
            assert_eq!(old.status, StatusCode::FORBIDDEN, "{language}");
            assert_page(&old.body, Kind::Public);
            assert!(old.body.contains("The person agreed to be named, in writing"), "what was typed stays");
            let sent = b.submit(&old, &action, &[]).await;
            assert_eq!(sent.status, StatusCode::OK, "{language}\n{}", sent.body);
        }
    }
}

#[tokio::test]
async fn the_api_answers_as_the_pages_do() {
    for place in places().await {
        let mut b = browser(&place);
        let nothing = b.post_json("/api/v1/messages", r#"{"text": "\u0000\u200b"}"#).await;
        let nothing: Value = serde_json::from_str(&nothing.body).unwrap();
        assert_eq!((&nothing["decision"], &nothing["reason"]["kind"]), (&json!("none"), &json!("nothing_to_compare")));

        let body = json!({"text": LEMON, "hand_in": true, "language": "en", "reason": "worried"}).to_string();
        let mut keyed = b.clone().with_header("idempotency-key", "0f3a9d0c-8f5e-4f43-9d5c-1c2b3a4d5e6f");
        let first = keyed.post_json("/api/v1/messages", &body).await;
        assert_eq!((first.status, first.header("cache-control")), (StatusCode::OK, "no-store"), "{}", first.body);
        let first: Value = serde_json::from_str(&first.body).unwrap();
        let second: Value = serde_json::from_str(&keyed.post_json("/api/v1/messages", &body).await.body).unwrap();
        assert_eq!(first["receipt"]["words"], second["receipt"]["words"]);
        let other = json!({"text": CLOUD, "hand_in": true}).to_string();
        let third: Value = serde_json::from_str(&keyed.post_json("/api/v1/messages", &other).await.body).unwrap();
        assert_ne!(first["receipt"]["words"], third["receipt"]["words"], "one key with two texts gives two receipts");
        place.catch_up().await;

        let mine = json!({"locator": first["receipt"]["locator"], "words": first["receipt"]["words"]}).to_string();
        let state: Value = serde_json::from_str(&b.post_json("/api/v1/receipts", &mine).await.body).unwrap();
        assert_eq!(state["state"], json!("waiting"));
        let claim = place.queue().await.into_iter().find(|row| row.statement.contains("lemon")).unwrap().id;
        let check = place.publish(claim, &content(LEMON_STATEMENT)).await.check;
        let state: Value = serde_json::from_str(&b.post_json("/api/v1/receipts", &mine).await.body).unwrap();
        assert_eq!((&state["state"], &state["answers"][0]["verdict"]), (&json!("answered"), &json!("false")));
        let asked: Value =
            serde_json::from_str(&b.post_json("/api/v1/messages", &json!({"text": LEMON}).to_string()).await.body)
                .unwrap();
        assert_eq!((&asked["decision"], &asked["answers"][0]["certain"]), (&json!("answer"), &json!(true)));

        for path in [
            "/api/v1/checks?limit=1&verdict=false".to_owned(),
            format!("/api/v1/checks/{check}"),
            format!("/api/v1/checks/{check}/versions/1"),
            format!("/api/v1/claims/{claim}"),
            "/api/v1/organisations".to_owned(),
            "/api/v1/moderation".to_owned(),
            "/api/v1/stats".to_owned(),
            "/api/v1/openapi.json".to_owned(),
        ] {
            let answer = b.get(&path).await;
            assert_eq!(
                (answer.status, answer.header("content-type")),
                (StatusCode::OK, "application/json"),
                "{path} {}",
                answer.body
            );
        }
        for (status, answer) in [
            (400, b.post_json("/api/v1/messages", "{").await),
            (422, b.post_json("/api/v1/messages", "[]").await),
            (422, b.post_json("/api/v1/messages", "{}").await),
            (404, b.post_json("/api/v1/receipts", r#"{"locator": "0", "words": "\u0000"}"#).await),
            (404, b.get("/api/v1/checks/x").await),
            (404, b.get("/api/v1/nothing").await),
            (405, b.send(Method::DELETE, "/api/v1/checks", "", Vec::new()).await),
            (413, b.post_json("/api/v1/messages", &json!({"text": "x".repeat(400_000)}).to_string()).await),
            (422, b.get("/api/v1/checks?limit=0").await),
            (422, b.get("/api/v1/checks?verdict=").await),
            (401, b.get("/api/v1/queue").await),
            (415, b.send(Method::POST, "/api/v1/messages", "text/plain", b"{}".to_vec()).await),
        ] {
            assert_eq!(answer.status.as_u16(), status, "{}", answer.body);
            assert_eq!(answer.header("content-type"), "application/problem+json", "{status}");
            let problem: Value = serde_json::from_str(&answer.body).unwrap();
            assert_eq!(problem["status"], json!(status));
        }
    }
}

#[tokio::test]
async fn the_page_and_the_api_take_messages_of_the_same_length() {
    for place in places().await {
        let mut b = browser(&place);
        let longest = "字".repeat(saksi_desk::model::MESSAGE_CHARACTERS);
        let links: Vec<String> = (0..saksi_desk::model::LINKS).map(|n| format!("https://x{n}.example/a")).collect();
        for (text, taken) in [(longest.clone(), true), (format!("{longest}字"), false)] {
            let page = ask(&mut b, &text).await;
            let status = if taken { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
            assert_eq!(page.status, status);
            assert_eq!(page.texts("textarea[name=text]"), [text.as_str()], "what was typed stays");
            let body = json!({"text": text, "links": links}).to_string();
            let answer = b.post_json("/api/v1/messages", &body).await;
            assert_eq!(answer.status, status, "{}", answer.body.chars().take(400).collect::<String>());
            if !taken {
                let said = page.texts("#field-text-problem").join("").replace(['\u{2068}', '\u{2069}'], "");
                assert!(said.contains("20,000") && answer.body.contains("20,000"), "{said}\n{}", answer.body);
            }
        }
        let description: Value = serde_json::from_str(&b.get("/api/v1/openapi.json").await.body).unwrap();
        assert_eq!(
            description["components"]["schemas"]["MessageRequest"]["properties"]["text"]["maxLength"],
            json!(saksi_desk::model::MESSAGE_CHARACTERS)
        );
    }
}

#[tokio::test]
async fn every_public_page_stands_before_anything_was_published() {
    for place in places().await {
        for language in ["en", "zh-Hant", "th", "id", "ur"] {
            let mut b = browser(&place).with_cookie(saksi_web::LANGUAGE_COOKIE, language);
            for path in
                ["/", "/checks", "/receipt", "/moderation", "/about", "/privacy", "/api", "/receipt?locator=7K2M-9QXA"]
            {
                let page = b.get(path).await;
                assert_eq!(page.status, StatusCode::OK, "{path}");
                assert_page(&page.body, Kind::Public);
            }
            let asked = ask(&mut b, LEMON).await;
            assert_page(&asked.body, Kind::Public);
        }
    }
}

#[tokio::test]
async fn odd_language_tags_never_reach_a_page() {
    for place in places().await {
        let mut b = browser(&place);
        let body = json!({"text": LEMON, "language": "spa-Vuwf-EX", "hand_in": true}).to_string();
        let answer = b.post_json("/api/v1/messages", &body).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        place.catch_up().await;
        assert_eq!(place.queue().await[0].language.as_str(), "en", "the text itself says it");

        // As an older version kept them: the tag is no language, or half of it is none.
        let claim = place.queue().await[0].id;
        let check = place.publish(claim, &content(LEMON_STATEMENT)).await.check;
        for (kept, read) in [("spa-Vuwf-EX", "es"), ("xqz-Vuwf", "und")] {
            let done = change!(place, tx => async {
                saksi_db::execute!(&mut tx, "UPDATE fact_check SET language = $1", kept)?;
                saksi_db::execute!(&mut tx, "UPDATE claim SET language = $1", kept)?;
                Ok(saksi_db::execute!(&mut tx, "UPDATE check_version SET language = $1", kept)?)
            });
            done.unwrap();
            for path in [
                format!("/checks/{check}"),
                format!("/checks/{check}/versions/1"),
                format!("/claims/{claim}"),
                "/checks".to_owned(),
            ] {
                let page = browser(&place).get(&path).await;
                assert_eq!(page.status, StatusCode::OK, "{path}");
                assert_page(&page.body, Kind::Public);
                assert!(!page.body.contains("Vuwf"), "{path}\n{}", page.body);
            }
            let page = browser(&place).get(&format!("/checks/{check}")).await;
            assert_eq!(page.attributes("article.answer h1, h1[lang]", "lang").first().map(String::as_str), Some(read));
        }
        assert_eq!(browser(&place).get("/checks?language=spa").await.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn an_organisations_page_says_who_it_is_how_to_reach_it_and_what_it_published() {
    for place in places().await {
        let mut b = browser(&place);
        let path = "/organisations/mygopen";
        let bare = b.get(path).await;
        assert_page(&bare.body, Kind::Public);
        assert!(bare.body.contains("not published a check here yet"), "{}", bare.body);

        let now =
            look!(place, saksi_db::Viewer::System, tx => saksi_network::organisation(&mut tx, place.organisation));
        let mut told = now.unwrap().unwrap().draft();
        told.email = "desk@mygopen.example".into();
        told.contact = "LINE: @mygopen".into();
        told.about = "We check what people forward.".into();
        told.languages = vec!["zh-Hant".parse().unwrap()];
        change_organisation(&place, told).await;
        let check = lemon(&place).await;
        for language in ["en", "zh-Hant", "th", "id", "ur"] {
            let mut b = browser(&place).with_cookie(saksi_web::LANGUAGE_COOKIE, language);
            let page = b.get(path).await;
            assert_eq!(page.status, StatusCode::OK);
            assert_page(&page.body, Kind::Public);
            let links = page.attributes("a", "href");
            assert!(links.contains(&"mailto:desk@mygopen.example".to_owned()), "{language} {links:?}");
            assert!(links.contains(&format!("/checks/{check}")) && page.body.contains("LINE: @mygopen"));
            let feed = links.iter().find(|href| href.starts_with("/checks.atom?")).unwrap();
            assert!(b.get(feed).await.body.contains(&check.to_string()), "the feed holds exactly this list");
            assert_eq!(page.attributes("form[method=get]", "action"), [path]);
        }
        // The check leads to its organisation, for people and for programs.
        let page = b.get(&format!("/checks/{check}")).await;
        assert!(page.attributes("a", "href").contains(&path.to_owned()));
        let review = &page.texts("script[type=\"application/ld+json\"]")[0];
        let review: Value = serde_json::from_str(review).unwrap();
        assert!(review["author"]["url"].as_str().unwrap().ends_with(path), "{review}");
        let own = &b.get(path).await.texts("script[type=\"application/ld+json\"]")[0];
        let own: Value = serde_json::from_str(own).unwrap();
        assert_eq!(
            (&own["@type"], &own["url"], &own["email"]),
            (&json!("Organization"), &review["author"]["url"], &json!("desk@mygopen.example"))
        );

        for (query, holds) in
            [("?verdict=false", true), ("?verdict=true", false), ("?q=lemon", true), ("?q=nothing+such", false)]
        {
            let page = b.get(&format!("{path}{query}")).await;
            assert_page(&page.body, Kind::Public);
            assert_eq!(page.attributes("main a", "href").contains(&format!("/checks/{check}")), holds, "{query}");
        }
        // What is too long is said beside the field that it was typed into, and stays in it.
        let long = "x".repeat(201);
        for list in [path, "/checks"] {
            let page = b.get(&format!("{list}?q={long}")).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert_page(&page.body, Kind::Public);
            assert_eq!(page.attributes("#field-q", "value"), [long.as_str()]);
            assert!(page.texts("#field-q-problem").join("").contains("Search for at most"), "{}", page.body);
        }
        let other = organisation(&place.test, "Mafindo", true, true).await;
        let page = b.get(&format!("{path}?organisation={other}")).await;
        assert!(page.attributes("a", "href").contains(&format!("/checks/{check}")), "the page stays its own");
        assert_eq!(b.get("/organisations/nobody").await.status, StatusCode::NOT_FOUND);
    }
}

async fn change_organisation(place: &Place, draft: saksi_network::OrganisationDraft) {
    let owner = saksi_network::Member {
        person: super::person(51),
        name: "Rina".into(),
        organisation: place.organisation,
        organisation_name: "MyGoPen".into(),
        roles: saksi_network::Roles::new([saksi_network::Role::Owner]),
        capabilities: saksi_network::Capability::all(),
        operator: false,
        session: saksi_base::SessionId::new(&saksi_base::SeededRandom::new(1)),
    };
    change!(place, tx => saksi_network::actions::change_organisation(&mut tx, &owner, draft.clone())).unwrap();
}
