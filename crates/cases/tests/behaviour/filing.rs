//! Asking for help.

use saksi_base::{CaseId, CaseRecordId, SeededRandom};
use saksi_cases::actions::{filing, returning, triage, work};
use saksi_cases::model::case::SealingMode;
use saksi_cases::testing::TestHelpline;
use saksi_db::testing::engines;
use saksi_vault::{CaseKey, CaseReceipt, FieldName, PrivateKey, SealedPlace, SealedText, Suite, WordList};

use crate::{CANARY, calm, told, urgent};

/// What a browser does: everything is sealed away from the server.
fn sealed_in_a_browser(to: &filing::Intake, receipt: &CaseReceipt, seed: u64) -> filing::SealedFiling {
    let random = SeededRandom::new(seed);
    let (case, record) = (CaseId::new(&random), CaseRecordId::new(&random));
    let key = CaseKey::generate(case, &random);
    let mine = receipt.return_key().unwrap();
    let seal = |field: &'static str, text: &str| {
        let place = SealedPlace::new(record, FieldName::fixed(field));
        (field.to_owned(), key.seal(place, text, &random).unwrap())
    };
    filing::SealedFiling {
        case,
        record,
        organisation: to.organisation,
        locator: receipt.locator(),
        verifier: receipt.authenticator().verifier(),
        return_key: mine.public_key().clone(),
        triage_wrap: key.wrap(&to.key, &random).unwrap(),
        return_wrap: key.wrap(mine.public_key(), &random).unwrap(),
        texts: vec![
            seal("answers", r#"{"v":1,"safe":"no","incident":["abuse"],"at":"2026-01-15T07:59:58Z"}"#),
            seal("text", CANARY),
        ],
        mode: SealingMode::Browser,
    }
}

#[tokio::test]
async fn what_is_filed_is_sealed_and_opens_for_triagers_alone() {
    for test in engines().await {
        let (here, ayu, _) = TestHelpline::open(test).await;
        let (receipt, filed) = here.ask(urgent()).await;
        let stored = here.everything_stored().await;
        let stored = String::from_utf8_lossy(&stored);
        assert!(!stored.contains(CANARY) && !stored.contains("doxxing") && !stored.contains("Kelelawar"));
        let (_, words) = TestHelpline::on_paper(&receipt);
        assert!(!stored.contains(words.as_str()));

        let queue = triage::queue(&here.cases, &ayu).await.unwrap();
        assert_eq!(queue[0].id, filed.case);
        assert!(queue[0].title.contains(CANARY));
        assert_eq!(queue[0].answers.language.as_str(), "ur");
        let view = work::open(&here.cases, &ayu, filed.case).await.unwrap();
        assert_eq!(view.request.contact_when.as_str(), "after eight");
        assert!(!format!("{view:?}{:?}{:?}", view.request, view.sheet).contains(CANARY));
    }
}

#[tokio::test]
async fn what_a_browser_sealed_opens_for_the_helpers() {
    for test in engines().await {
        let (here, ayu, _) = TestHelpline::open(test).await;
        let to = filing::intake_of(&here.cases, here.organisation).await.unwrap().unwrap();
        assert_eq!((to.first_answer_minutes, to.kept_days, to.triagers, to.trustees), (120, 90, 2, None));
        let receipt = filing::new_receipt(&here.cases, WordList::English);
        let filed = filing::file_case(&here.cases, sealed_in_a_browser(&to, &receipt, 5)).await.unwrap();
        assert!(!filed.again);
        let queue = triage::queue(&here.cases, &ayu).await.unwrap();
        assert_eq!(queue[0].title.as_str(), CANARY);
        assert_eq!(queue[0].mode, SealingMode::Browser);
        assert_eq!(queue[0].received.to_rfc3339(), "2026-01-15T07:59:58Z");
    }
}

#[tokio::test]
async fn a_request_that_is_sent_twice_is_filed_once() {
    for test in engines().await {
        let (here, ayu, _) = TestHelpline::open(test).await;
        let to = filing::intake_of(&here.cases, here.organisation).await.unwrap().unwrap();
        let receipt = filing::new_receipt(&here.cases, WordList::English);
        let filing = sealed_in_a_browser(&to, &receipt, 5);
        assert!(!filing::file_case(&here.cases, filing.clone()).await.unwrap().again);
        assert!(filing::file_case(&here.cases, filing).await.unwrap().again);
        assert_eq!(triage::queue(&here.cases, &ayu).await.unwrap().len(), 1);
        // Another case under the same locator, or another receipt for the same case.
        let other = sealed_in_a_browser(&to, &receipt, 6);
        assert_eq!(told(filing::file_case(&here.cases, other).await), "cases-draw-again");
        let another = filing::new_receipt(&here.cases, WordList::English);
        let stolen = sealed_in_a_browser(&to, &another, 5);
        assert_eq!(told(filing::file_case(&here.cases, stolen).await), "cases-draw-again");
    }
}

#[tokio::test]
async fn what_is_not_sealed_as_it_must_be_is_refused() {
    for test in engines().await {
        let (here, ayu, _) = TestHelpline::open(test).await;
        let to = filing::intake_of(&here.cases, here.organisation).await.unwrap().unwrap();
        let receipt = filing::new_receipt(&here.cases, WordList::English);
        let good = sealed_in_a_browser(&to, &receipt, 5);
        let other = sealed_in_a_browser(&to, &receipt, 6);
        let stranger = PrivateKey::generate(Suite::XWing, &SeededRandom::new(8)).unwrap();
        let mut cases = Vec::new();
        let mut change = |what: &'static str, expected, change: &dyn Fn(&mut filing::SealedFiling)| {
            let mut filing = good.clone();
            change(&mut filing);
            cases.push((what, expected, filing));
        };
        change("a wrap of another key", "cases-sealed-wrong", &|f| f.triage_wrap = other.triage_wrap.clone());
        change("a return key that is not wrapped for", "cases-sealed-wrong", &|f| {
            f.return_key = stranger.public_key().clone();
        });
        change("no answers", "cases-sealed-wrong", &|f| f.texts.retain(|(field, _)| field != "answers"));
        change("a field twice", "cases-sealed-wrong", &|f| f.texts.push(f.texts[0].clone()));
        change("an unknown field", "cases-sealed-wrong", &|f| f.texts[1].0 = "secret".to_owned());
        change("a text of another key", "cases-sealed-wrong", &|f| f.texts[1] = other.texts[1].clone());
        change("an identifier that tells the time", "cases-sealed-wrong", &|f| {
            f.case = CaseId(saksi_base::ids::time_ordered(saksi_base::Timestamp(0), &SeededRandom::new(1)));
        });
        change("an organisation without a helpline", "cases-keys-changed", &|f| {
            f.organisation = saksi_base::OrganisationId(uuid::Uuid::from_u128(7));
        });
        for (what, expected, filing) in cases {
            assert_eq!(told(filing::file_case(&here.cases, filing).await), expected, "{what}");
        }
        // A page that was open while the key was changed loads the new one.
        saksi_cases::actions::helpline::rotate_triage(&here.cases, &ayu, &[ayu.member().person]).await.unwrap();
        assert_eq!(told(filing::file_case(&here.cases, good).await), "cases-keys-changed");
        assert!(triage::queue(&here.cases, &ayu).await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn what_somebody_sealed_badly_spoils_nothing_but_itself() {
    for test in engines().await {
        let (here, ayu, _) = TestHelpline::open(test).await;
        let to = filing::intake_of(&here.cases, here.organisation).await.unwrap().unwrap();
        let receipt = filing::new_receipt(&here.cases, WordList::English);
        let mut filing = sealed_in_a_browser(&to, &receipt, 5);
        let mut bytes = filing.texts[1].1.clone().into_bytes();
        *bytes.last_mut().unwrap() ^= 1;
        filing.texts[1].1 = SealedText::from_bytes(bytes).unwrap();
        filing::file_case(&here.cases, filing).await.unwrap();
        here.ask(calm()).await;
        let queue = triage::queue(&here.cases, &ayu).await.unwrap();
        assert_eq!(queue.iter().filter(|line| line.damaged).count(), 1);
        assert_eq!(queue.iter().filter(|line| line.title.contains("mail")).count(), 1);
    }
}

#[tokio::test]
async fn rows_and_journal_show_the_day_alone() {
    for test in engines().await {
        let (here, ..) = TestHelpline::open(test).await;
        here.test.clock.advance(5 * saksi_base::clock::HOUR + 1_234_567);
        let (receipt, filed) = here.ask(urgent()).await;
        let day = here.cases.now().day();
        let arrival =
            returning::arrive(&here.cases, &returning::Proof::words(&receipt), SealingMode::Server).await.unwrap();
        assert_eq!(arrival.day.start(), day);
        let mut follower = here.test.db.follow(0);
        let entries = follower.read().await.unwrap();
        let entry = entries.iter().find(|entry| entry.subject == filed.case.0).unwrap();
        assert_eq!((entry.kind.as_str(), entry.at, entry.actor.as_str()), ("case-filed", day, "public"));
        let exact = here.cases.now().0.to_string();
        assert!(!String::from_utf8_lossy(&here.everything_stored().await).contains(&exact));
    }
}

#[tokio::test]
async fn what_is_too_long_is_told_with_its_size() {
    for test in engines().await {
        let (here, ..) = TestHelpline::open(test).await;
        let to = filing::intake_of(&here.cases, here.organisation).await.unwrap().unwrap();
        let receipt = filing::new_receipt(&here.cases, WordList::English);
        let long = "x".repeat(filing::LONGEST_WORDS + 1);
        let plain = filing::Plain { text: &long, ..calm() };
        assert_eq!(told(filing::seal(&here.cases, &to, &receipt, plain)), "cases-too-long");
    }
}
