//! The public pages over the real actions: asking, coming back, files; without JavaScript, and for a browser that seals.

use std::fmt::Write as _;

use axum::Router;
use axum::http::{Method, StatusCode};
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use saksi_base::{CaseId, CaseRecordId, SeededRandom};
use saksi_cases::actions::{filing, returning, triage, work};
use saksi_cases::model::case::VisitKind;
use saksi_cases::testing::TestHelpline;
use saksi_db::testing::engines;
use saksi_vault::{CaseKey, CaseReceipt, FieldName, SealedPlace, WordList};
use saksi_web::testing::{Answer, Browser, Kind, assert_page, builder};

use crate::CANARY;

fn app(here: &TestHelpline) -> Router {
    let mut site = builder(here.test.db.clone(), here.test.clock.clone())
        .messages(saksi_cases::MESSAGES)
        .navigation(saksi_cases::NAVIGATION)
        .patient(saksi_cases::PATIENT)
        .discreet(saksi_cases::DISCREET);
    for (name, content) in saksi_cases::SCRIPTS {
        site = site.asset(name, content);
    }
    saksi_web::app(site.build(), vec![saksi_cases::routes(here.cases.clone())])
}

fn receipt_on(page: &Answer) -> (String, String) {
    let words = page.texts(".receipt .words li");
    assert_eq!(words.len(), 13, "{}", page.body);
    (page.texts(".receipt .locator")[0].clone(), words.join(" "))
}

async fn ask(browser: &mut Browser, fields: &[(&str, &str)]) -> Answer {
    let page = browser.get("/help").await;
    assert_page(&page.body, Kind::Public);
    browser.submit(&page, "/help", fields).await
}

async fn come_back(browser: &mut Browser, locator: &str, words: &str) -> Answer {
    let page = browser.get("/help/return").await;
    browser.submit(&page, "/help/return", &[("locator", locator), ("words", words)]).await
}

fn holds(all: &[u8], what: &str) -> bool {
    all.windows(what.len()).any(|window| window == what.as_bytes())
}

#[tokio::test]
async fn without_javascript_somebody_asks_comes_back_reads_and_writes() {
    for test in engines().await {
        let (here, ayu, _) = TestHelpline::open(test).await;
        let mut browser = Browser::new(app(&here));
        let text = format!("They took my phone. {CANARY}");
        let fields = [("safe", "no"), ("incident", "theft"), ("text", text.as_str()), ("contact", "call the shop")];
        let (locator, words) = receipt_on(&ask(&mut browser, &fields).await);
        assert!(!holds(&here.everything_stored().await, CANARY) && !holds(&here.everything_stored().await, &words));

        let line = triage::queue(&here.cases, &ayu).await.unwrap().remove(0);
        triage::take(&here.cases, &ayu, line.id).await.unwrap();
        work::reply(&here.cases, &ayu, line.id, "Which phone was it?").await.unwrap();

        let page = come_back(&mut browser, &locator.to_lowercase(), &words.to_uppercase().replace(' ', ",\n")).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        let said = page.texts(".sent");
        assert!(said.iter().any(|said| said.contains(CANARY)) && said.contains(&"Which phone was it?".to_owned()));
        assert_eq!(page.header("cache-control"), "no-store");

        let page = browser.submit(&page, "/help/write", &[("text", "The old one.")]).await;
        assert!(page.texts(".sent").contains(&"The old one.".to_owned()), "{}", page.body);
        let view = work::open(&here.cases, &ayu, line.id).await.unwrap();
        assert!(view.entries.iter().any(|entry| *entry.text == "The old one."));
    }
}

#[tokio::test]
async fn an_error_below_help_says_nothing_in_its_title_either() {
    let here = TestHelpline::new(saksi_db::testing::sqlite().await).await;
    let mut browser = Browser::new(app(&here));
    for (path, discreet) in [("/help/nothing-here", true), ("/helping", false)] {
        let page = browser.get(path).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND);
        assert_page(&page.body, Kind::Public);
        assert_eq!(page.texts("title").concat() == "saksi", discreet, "{path}: {}", page.body);
    }
    let wrong = browser.send(Method::POST, "/help/part", "application/octet-stream", vec![7; 100]).await;
    assert_eq!((wrong.status, wrong.texts("title").concat().as_str()), (StatusCode::NOT_FOUND, "saksi"));
}

#[tokio::test]
async fn what_is_wrong_with_a_form_is_said_beside_it_and_nothing_typed_is_lost() {
    for test in engines().await {
        let (here, ayu, _) = TestHelpline::open(test).await;
        let mut browser = Browser::new(app(&here));
        let page = ask(&mut browser, &[("contact", "a safe way"), ("safe", "not-sure")]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_page(&page.body, Kind::Public);
        assert_eq!(page.texts("#field-text-problem").len(), 1);
        let kept = page.form("/help");
        assert!(
            kept.contains(&("contact".into(), "a safe way".into()))
                && kept.contains(&("safe".into(), "not-sure".into()))
        );
        assert!(triage::queue(&here.cases, &ayu).await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn the_same_form_sent_twice_files_one_case_under_the_same_words() {
    for test in engines().await {
        let (here, ayu, _) = TestHelpline::open(test).await;
        let mut browser = Browser::new(app(&here));
        let form = browser.get("/help").await;
        let first = receipt_on(&browser.submit(&form, "/help", &[("text", "once")]).await);
        let again = receipt_on(&browser.submit(&form, "/help", &[("text", "once")]).await);
        assert_eq!(first, again);
        assert_eq!(triage::queue(&here.cases, &ayu).await.unwrap().len(), 1);
        let other = receipt_on(&ask(&mut browser, &[("text", "twice")]).await);
        assert_ne!(first, other);
    }
}

#[tokio::test]
async fn a_wrong_receipt_and_one_that_never_was_get_the_same_answer_and_are_slowed_down() {
    for test in engines().await {
        let (here, ..) = TestHelpline::open(test).await;
        let mut browser = Browser::new(app(&here));
        let (locator, _) = receipt_on(&ask(&mut browser, &[("text", "hello")]).await);
        let secret = |n| zeroize::Zeroizing::new([n; 16]);
        let real = saksi_vault::Locator::parse(&locator).unwrap();
        let wrong = CaseReceipt::from_parts(real, secret(1), WordList::English);
        let never = CaseReceipt::from_parts(saksi_vault::Locator::from_bytes([9; 5]), secret(2), WordList::English);
        let mut told = Vec::new();
        for receipt in [&wrong, &never] {
            let page = come_back(&mut browser, &receipt.locator().to_string(), &receipt.words()).await;
            told.push((page.status, page.texts("#field-words-problem"), page.texts(".summary")));
        }
        assert_eq!(told[0], told[1]);
        assert_eq!(told[0].1.len(), 1);
        let mut last = come_back(&mut browser, &locator, &wrong.words()).await;
        for _ in 0..25 {
            last = come_back(&mut browser, &locator, &wrong.words()).await;
        }
        assert_eq!(last.status, StatusCode::TOO_MANY_REQUESTS);
        assert_discreet(&last);
    }
}

/// A title that says nothing, and the quick way out with its script.
fn assert_discreet(page: &Answer) {
    assert_page(&page.body, Kind::Public);
    assert_eq!(page.texts("title"), ["saksi"], "{}", page.body);
    assert_eq!(page.attributes("[data-leave]", "href"), ["/help/leave"], "{}", page.body);
    let scripts = page.attributes("script", "src");
    assert!(scripts.iter().any(|path| path.contains("/leave.")), "{scripts:?}");
}

#[tokio::test]
async fn an_error_among_these_pages_is_as_discreet_as_they_are() {
    let (here, ..) = TestHelpline::open(saksi_db::testing::sqlite().await).await;
    let mut browser = Browser::new(app(&here));
    let nowhere = browser.get("/help/no-such-page").await;
    assert_eq!(nowhere.status, StatusCode::NOT_FOUND);
    assert_discreet(&nowhere);
    assert_eq!(nowhere.attributes("main a.quiet", "href"), ["/help"]);
    let page = browser.get("/help").await;
    let long = browser.submit(&page, "/help", &[("text", &"long ".repeat(60_000))]).await;
    assert_eq!(long.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_discreet(&long);
    let stale = browser.submit(&page, "/help", &[("text", "hello"), ("_token", "not one of ours")]).await;
    assert!(stale.status.is_client_error() && stale.body.contains("hello"), "{}", stale.body);
    assert_discreet(&stale);
    // Elsewhere an error keeps the site's name, and nobody is shown a way out of a page that is none of these.
    let elsewhere = browser.get("/helpless").await;
    assert_eq!(elsewhere.texts("title").len(), 1);
    assert_ne!(elsewhere.texts("title"), ["saksi"]);
    assert!(elsewhere.attributes("[data-leave]", "href").is_empty());
}

/// What a browser does, with the vault in its place.
struct Sealer {
    receipt: CaseReceipt,
    key: CaseKey,
    random: SeededRandom,
}

impl Sealer {
    fn new(seed: u64) -> Self {
        let random = SeededRandom::new(seed);
        let receipt = CaseReceipt::new(&random, WordList::English);
        Self { receipt, key: CaseKey::generate(CaseId::new(&random), &random), random }
    }

    fn text(&self, record: CaseRecordId, field: &str, text: &str) -> String {
        let place = SealedPlace::new(record, FieldName::parse(field).unwrap());
        BASE64_URL_SAFE_NO_PAD.encode(self.key.seal(place, text, &self.random).unwrap().as_bytes())
    }

    async fn envelope(&self, here: &TestHelpline, text: &str) -> String {
        let to = filing::intake_of(&here.cases, here.organisation).await.unwrap().unwrap();
        let base64 = |bytes: &[u8]| BASE64_URL_SAFE_NO_PAD.encode(bytes);
        let record = CaseRecordId::new(&self.random);
        let return_key = self.receipt.return_key().unwrap();
        let wrap = |key| base64(self.key.wrap(key, &self.random).unwrap().as_bytes());
        serde_json::json!({
            "case": self.key.case().to_string(),
            "record": record.to_string(),
            "locator": self.receipt.locator().to_string(),
            "verifier": base64(&self.receipt.authenticator().verifier()),
            "return_key": base64(return_key.public_key().as_bytes()),
            "triage_wrap": wrap(&to.key),
            "return_wrap": wrap(return_key.public_key()),
            "texts": { "answers": self.text(record, "answers", "{\"v\":1,\"safe\":\"no\"}"), "text": self.text(record, "text", text) },
        })
        .to_string()
    }

    fn authenticator(&self) -> String {
        self.receipt.authenticator().reveal().iter().fold(String::new(), |mut all, byte| {
            let _ = write!(all, "{byte:02x}");
            all
        })
    }
}

fn field(page: &Answer, action: &str, name: &str) -> String {
    page.form(action).into_iter().find(|(n, _)| n == name).map(|(_, value)| value).unwrap_or_default()
}

async fn post(browser: &mut Browser, path: &str, fields: &[(&str, &str)]) -> Answer {
    let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    browser.send(Method::POST, path, "application/x-www-form-urlencoded", body.into_bytes()).await
}

#[tokio::test]
async fn what_a_browser_sealed_comes_back_sealed_and_opens_here_only_after_asking() {
    for test in engines().await {
        let (here, ayu, _) = TestHelpline::open(test).await;
        let mut browser = Browser::new(app(&here));
        let page = browser.get("/help").await;
        let token = field(&page, "/help", "_token");
        let sealer = Sealer::new(31);
        let envelope = sealer.envelope(&here, &format!("Sealed far away. {CANARY}")).await;
        let sent = post(&mut browser, "/help/sealed", &[("_token", &token), ("sealed", &envelope)]).await;
        assert_eq!(sent.status, StatusCode::OK, "{}", sent.body);
        assert_eq!(sent.texts(".receipt .words li").len(), 0, "the words were never here");
        let line = triage::queue(&here.cases, &ayu).await.unwrap().remove(0);
        assert!(line.title.contains("Sealed far away"));

        // The locator and the authenticator alone: a page with sealed places.
        let form = browser.get("/help/return").await;
        let token = field(&form, "/help/return", "_token");
        let locator = sealer.receipt.locator().to_string();
        let who = [("_token", token.as_str()), ("locator", &locator), ("authenticator", &sealer.authenticator())];
        let thread = post(&mut browser, "/help/return", &who).await;
        assert_eq!(thread.status, StatusCode::OK, "{}", thread.body);
        assert!(!thread.body.contains(CANARY) && thread.attributes("[data-field=text]", "data-sealed").len() == 1);

        // The words: asked first, then opened, and noted.
        let words = sealer.receipt.words();
        let warned = come_back(&mut browser, &locator, &words).await;
        assert!(!warned.body.contains(CANARY) && !warned.body.contains("/help/write"));
        let opened = browser.submit(&warned, "/help/return", &[]).await;
        assert!(opened.texts(".sent")[0].contains(CANARY), "{}", opened.body);
        let proof = returning::Proof::words(&sealer.receipt);
        let arrival = returning::arrive(&here.cases, &proof, saksi_cases::model::case::SealingMode::Browser).await;
        assert!(arrival.unwrap().visits.iter().any(|visit| visit.what == VisitKind::WordsSent));
    }
}

#[tokio::test]
async fn a_browser_whose_number_is_taken_is_told_to_draw_again() {
    for test in engines().await {
        let (here, ..) = TestHelpline::open(test).await;
        let mut browser = Browser::new(app(&here));
        let page = browser.get("/help").await;
        let token = field(&page, "/help", "_token");
        let (first, other) = (Sealer::new(1), Sealer::new(2));
        let envelope = first.envelope(&here, "first").await;
        let send = |envelope: String| [("_token", token.clone()), ("sealed", envelope)];
        let pairs = |fields: &[(&'static str, String); 2]| -> Vec<(&'static str, String)> { fields.to_vec() };
        for (envelope, status, again) in [
            (envelope.clone(), StatusCode::OK, ""),
            (envelope.clone(), StatusCode::OK, ""),
            (
                other
                    .envelope(&here, "other")
                    .await
                    .replace(&other.receipt.locator().to_string(), &first.receipt.locator().to_string()),
                StatusCode::CONFLICT,
                "yes",
            ),
        ] {
            let fields = pairs(&send(envelope));
            let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            let answer = post(&mut browser, "/help/sealed", &fields).await;
            assert_eq!((answer.status, answer.header("saksi-again")), (status, again), "{}", answer.body);
        }
        let broken = post(&mut browser, "/help/sealed", &[("_token", &token), ("sealed", "{}")]).await;
        assert!(broken.status.is_client_error());
    }
}

/// A small picture with a place in it.
fn picture() -> Vec<u8> {
    let mut file = vec![0xFF, 0xD8, 0xFF, 0xFE, 0, 22];
    file.extend_from_slice(CANARY.as_bytes());
    file.extend_from_slice(&[0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0, 1, 2, 3, 0xFF, 0xD9]);
    file
}

/// Sends files as a browser without JavaScript does.
async fn send_files(browser: &mut Browser, page: &Answer, evidence: bool, files: &[(&str, &[u8])]) -> Answer {
    let mut body = Vec::new();
    let mut part = |head: &str, content: &[u8]| {
        body.extend_from_slice(format!("--b0\r\nContent-Disposition: form-data; {head}\r\n\r\n").as_bytes());
        body.extend_from_slice(content);
        body.extend_from_slice(b"\r\n");
    };
    for (name, value) in page.form("/help/files").iter().filter(|(name, _)| name != "file") {
        part(&format!("name=\"{name}\""), value.as_bytes());
    }
    if evidence {
        part("name=\"evidence\"", b"yes");
    }
    for (name, content) in files {
        part(&format!("name=\"file\"; filename=\"{name}\"\r\nContent-Type: image/jpeg"), content);
    }
    body.extend_from_slice(b"--b0--\r\n");
    browser.send(Method::POST, "/help/files", "multipart/form-data; boundary=b0", body).await
}

#[tokio::test]
async fn a_picture_is_cleaned_unless_it_is_evidence_and_goes_out_again() {
    for test in engines().await {
        let (here, ..) = TestHelpline::open(test).await;
        let mut browser = Browser::new(app(&here));
        for evidence in [false, true] {
            let receipt = ask(&mut browser, &[("text", "see the picture")]).await;
            let page = send_files(&mut browser, &receipt, evidence, &[("รูป.jpg", &picture())]).await;
            assert_eq!(page.texts(".notice-done li").len(), 1, "{}", page.body);
            let taken = browser.submit(&page, "/help/take", &[]).await;
            assert_eq!(taken.status, StatusCode::OK);
            assert!(taken.header("content-disposition").ends_with("%E0%B8%A3%E0%B8%B9%E0%B8%9B.jpg"));
            assert_eq!(taken.body.contains(CANARY), evidence);
            assert!(!holds(&here.everything_stored().await, CANARY));
        }
    }
}

#[tokio::test]
async fn a_damaged_picture_is_named_and_the_others_come_in() {
    for test in engines().await {
        let (here, ..) = TestHelpline::open(test).await;
        let mut browser = Browser::new(app(&here));
        let receipt = ask(&mut browser, &[("text", "see the pictures")]).await;
        let whole = picture();
        let files = [("broken.jpg", &whole[..30]), ("whole.jpg", &whole[..])];
        let page = send_files(&mut browser, &receipt, false, &files).await;
        assert_eq!(page.texts(".notice-danger li").len(), 2, "{}", page.body);
        assert_eq!(page.attributes("form[action='/help/take']", "action").len(), 1);
        let nothing = send_files(&mut browser, &page, false, &[]).await;
        assert_eq!(nothing.texts(".notice-danger li").len(), 1, "{}", nothing.body);
    }
}

#[tokio::test]
async fn everything_can_be_deleted_and_the_receipt_says_until_when_a_backup_holds_it() {
    for test in engines().await {
        let (here, ayu, _) = TestHelpline::open(test).await;
        let mut browser = Browser::new(app(&here));
        let (locator, words) = receipt_on(&ask(&mut browser, &[("text", "forget me")]).await);
        let thread = come_back(&mut browser, &locator, &words).await;
        let unsure = browser.submit(&thread, "/help/delete", &[]).await;
        assert_eq!(unsure.status, StatusCode::UNPROCESSABLE_ENTITY);
        let gone = browser.submit(&unsure, "/help/delete", &[("sure", "yes")]).await;
        assert_eq!(gone.status, StatusCode::OK, "{}", gone.body);
        let told = gone.texts("main p");
        assert!(triage::queue(&here.cases, &ayu).await.unwrap().is_empty());
        assert_eq!(come_back(&mut browser, &locator, &words).await.texts("main p"), told);
    }
}

#[tokio::test]
async fn the_way_out_leads_away_and_empties_the_store_of_pages() {
    for test in engines().await {
        let (here, ..) = TestHelpline::open(test).await;
        let answer = Browser::new(app(&here)).with_header("accept-language", "ur").get("/help/leave").await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        assert_eq!(answer.header("location"), "https://ur.wikipedia.org/");
        assert_eq!(answer.header("clear-site-data"), "\"cache\"");
    }
}
