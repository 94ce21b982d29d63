//! How long cases are kept, what their people are told of it, and who is reminded.

use std::sync::Arc;

use saksi_base::SiteLanguage;
use saksi_base::clock::DAY;
use saksi_cases::actions::returning::{self, KeptUntil, Proof};
use saksi_cases::actions::{bells, filing, retention, settings, triage, work};
use saksi_cases::model::bells::Bells;
use saksi_cases::model::calendar::Day;
use saksi_cases::model::case::{RecordKind, SealingMode};
use saksi_cases::model::retention::RetentionRules;
use saksi_cases::model::settings::HelpSetting;
use saksi_cases::model::sheet::Change;
use saksi_cases::model::status::Status;
use saksi_cases::model::words::Outcome;
use saksi_cases::testing::TestHelpline;
use saksi_db::testing::engines;
use saksi_web::{Locale, Translator};

use crate::bells::Box;
use crate::{CANARY, calm, urgent};

fn forty_days() -> HelpSetting {
    HelpSetting::Retention(RetentionRules { days: 30, idle_days: 40, ..RetentionRules::default() })
}

#[tokio::test]
async fn a_request_that_nobody_takes_goes_when_nothing_has_happened_for_long_and_its_person_is_told_before() {
    for test in engines().await {
        let (here, ayu, _) = TestHelpline::open(test).await;
        let cases = &here.cases;
        settings::set(cases, ayu.member(), 0, forty_days()).await.unwrap();
        let told = filing::intake_of(cases, here.organisation).await.unwrap().unwrap();
        assert_eq!((told.kept_days, told.idle_days), (30, 40));
        let (receipt, filed) = here.ask(urgent()).await;
        let (_, other) = here.ask(calm()).await;
        triage::take(cases, &ayu, other.case).await.unwrap();
        let proof = Proof::words(&receipt);
        let first = Day::of(cases.now());
        let arrival = returning::arrive(cases, &proof, SealingMode::Server).await.unwrap();
        assert_eq!(arrival.keeping, KeptUntil::Unless(first.plus(41)));

        // The person writes: the days begin anew.
        here.test.clock.advance(20 * DAY);
        let record = saksi_base::CaseRecordId::new(&*here.test.db.random());
        returning::write_plain(cases, &receipt, record, "Is anybody there?").await.unwrap();
        let arrival = returning::arrive(cases, &proof, SealingMode::Server).await.unwrap();
        assert_eq!(arrival.keeping, KeptUntil::Unless(first.plus(61)));
        here.test.clock.advance(20 * DAY);
        assert_eq!(retention::delete_due(cases).await.unwrap(), 0);
        here.test.clock.advance(DAY);
        // What was taken and left open goes as well.
        assert_eq!(retention::delete_due(cases).await.unwrap(), 1);
        assert!(!retention::exists(cases, other.case).await.unwrap());
        here.test.clock.advance(19 * DAY);
        assert_eq!(retention::delete_due(cases).await.unwrap(), 0);
        here.test.clock.advance(DAY);
        assert_eq!(retention::delete_due(cases).await.unwrap(), 1);
        assert!(!retention::exists(cases, filed.case).await.unwrap());
        let receipt = returning::deleted(cases, &proof).await.unwrap().unwrap();
        assert_eq!(receipt.deleted_on, first.plus(61));
    }
}

#[tokio::test]
async fn the_person_reads_why_a_case_is_kept_longer_or_held() {
    for test in engines().await {
        let (here, ayu, _) = TestHelpline::open(test).await;
        let cases = &here.cases;
        let (receipt, filed) = here.ask(calm()).await;
        triage::take(cases, &ayu, filed.case).await.unwrap();
        work::reply(cases, &ayu, filed.case, "hello").await.unwrap();
        let case = filed.case;
        let change = async |change| work::change(cases, &ayu, case, 99, change).await.unwrap();
        for step in [
            Change::Decline(saksi_cases::model::words::ServiceKind::Psychosocial),
            Change::Outcome(Outcome::Solved),
            Change::Status(Status::Resolved),
            Change::Status(Status::Closed),
        ] {
            change(step).await;
        }
        let until = Day::of(cases.now()).plus(200);
        change(Change::Extend { until, reason: "A court asks in spring. kelelawar-9137-merah".into() }).await;
        let proof = Proof::words(&receipt);
        let arrival = returning::arrive(cases, &proof, SealingMode::Server).await.unwrap();
        assert_eq!(arrival.keeping, KeptUntil::Day(until));
        change(Change::Hold { reason: "The commission asked for it.".into() }).await;
        let arrival = returning::arrive(cases, &proof, SealingMode::Server).await.unwrap();
        assert_eq!(arrival.keeping, KeptUntil::Held);
        let thread = returning::open(&receipt, &arrival).unwrap();
        let why: Vec<&str> = thread
            .entries
            .iter()
            .filter(|entry| entry.kind == RecordKind::Kept)
            .map(|entry| entry.text.as_str())
            .collect();
        assert_eq!(why, ["A court asks in spring. kelelawar-9137-merah", "The commission asked for it."]);
        // It is no answer to anybody, and it is sealed like everything else.
        let stored = String::from_utf8_lossy(&here.everything_stored().await).into_owned();
        assert!(!stored.contains(CANARY) && !stored.contains("commission asked"));
        change(Change::Lift).await;
        let arrival = returning::arrive(cases, &proof, SealingMode::Server).await.unwrap();
        assert_eq!(arrival.keeping, KeptUntil::Day(until));
    }
}

#[tokio::test]
async fn the_queue_and_a_bell_remind_before_a_case_is_deleted() {
    for test in engines().await {
        let (here, ayu, _) = TestHelpline::open(test).await;
        let post = Arc::new(Box::default());
        let cases = here.cases.clone().with_ringer(post.clone());
        settings::set(&cases, ayu.member(), 0, forty_days()).await.unwrap();
        let bells = Bells { remind: vec!["duty@help.example".into()], escalate: Vec::new() };
        settings::set(&cases, ayu.member(), 0, HelpSetting::Bells(bells)).await.unwrap();
        let sources: Vec<_> = saksi_web::MESSAGES.iter().chain(saksi_cases::MESSAGES).copied().collect();
        let translator = Arc::new(Translator::new(&sources));
        let ring = async || {
            let l = Locale::new(translator.clone(), SiteLanguage::English, cases.now());
            bells::ring_due(&cases, &l, "https://here.example").await.unwrap()
        };
        let (_, filed) = here.ask(calm()).await;
        triage::take(&cases, &ayu, filed.case).await.unwrap();
        work::reply(&cases, &ayu, filed.case, "We are here.").await.unwrap();
        // Deleted on the 41st day; the reminders are 14 and 3 days before.
        here.test.clock.advance(26 * DAY);
        assert_eq!(ring().await, 0);
        assert!(!work::mine(&cases, &ayu, work::Mine::Open).await.unwrap()[0].reminds);
        here.test.clock.advance(DAY);
        assert_eq!((ring().await, ring().await), (1, 0), "once a day");
        let letters = post.empty();
        assert!(letters[0].1.contains("One case of Bantuan Digital is deleted by itself"), "{}", letters[0].1);
        let line = work::mine(&cases, &ayu, work::Mine::Open).await.unwrap().remove(0);
        assert!(line.reminds && line.delete_on.is_some());
        here.test.clock.advance(5 * DAY);
        assert_eq!(ring().await, 0);
        here.test.clock.advance(6 * DAY);
        assert_eq!(ring().await, 1, "three days before");
    }
}
