//! Somebody waits for a first answer: who is told, when, and what stands on the disk of it.

use std::sync::{Arc, Mutex};

use saksi_base::SiteLanguage;
use saksi_base::clock::HOUR;
use saksi_cases::Cases;
use saksi_cases::actions::bells::{self, Later, Ring, Ringing};
use saksi_cases::actions::{settings, triage, work};
use saksi_cases::model::bells::Bells;
use saksi_cases::model::settings::HelpSetting;
use saksi_cases::testing::TestHelpline;
use saksi_db::testing::engines;
use saksi_network::Role;
use saksi_web::{Locale, Translator};

use crate::{calm, kind, told, urgent};

const MINUTE: i64 = HOUR / 60;

/// A mail server that keeps what it took, and takes nothing for some addresses.
#[derive(Default)]
pub(crate) struct Box {
    taken: Mutex<Vec<Ringing>>,
    refuses: Mutex<Option<String>>,
}

impl Ring for Box {
    fn ring(&self, ringing: Ringing) -> Later<'_, Result<(), String>> {
        let refused = self.refuses.lock().unwrap().as_ref().is_some_and(|no| ringing.to.contains(no.as_str()));
        if !refused {
            self.taken.lock().unwrap().push(ringing);
        }
        std::boxed::Box::pin(async move { if refused { Err("550 no".to_owned()) } else { Ok(()) } })
    }
}

impl Box {
    /// What came since the last look: addresses and texts.
    pub(crate) fn empty(&self) -> Vec<(String, String)> {
        self.taken
            .lock()
            .unwrap()
            .drain(..)
            .map(|ringing| (ringing.to, ringing.subject + "\n" + &ringing.body))
            .collect()
    }
}

fn english(cases: &Cases) -> Locale {
    let sources: Vec<_> = saksi_web::MESSAGES.iter().chain(saksi_cases::MESSAGES).copied().collect();
    Locale::new(Arc::new(Translator::new(&sources)), SiteLanguage::English, cases.now())
}

async fn ring(cases: &Cases) -> usize {
    bells::ring_due(cases, &english(cases), "https://here.example").await.unwrap()
}

fn to_two() -> HelpSetting {
    HelpSetting::Bells(Bells { remind: vec!["duty@help.example".into()], escalate: vec!["lead@help.example".into()] })
}

#[tokio::test]
async fn whoever_is_on_duty_is_told_after_an_hour_and_the_lead_after_ninety_minutes_each_once() {
    for test in engines().await {
        let (here, ayu, _) = TestHelpline::open(test).await;
        let post = Arc::new(Box::default());
        let cases = here.cases.clone().with_ringer(post.clone());
        settings::set(&cases, ayu.member(), 0, to_two()).await.unwrap();
        here.ask(urgent()).await;
        here.test.clock.advance(10 * MINUTE);
        here.ask(calm()).await;
        here.test.clock.advance(50 * MINUTE - 1);
        assert_eq!(ring(&cases).await, 0);

        here.test.clock.advance(1);
        assert_eq!(ring(&cases).await, 1);
        let letters = post.empty();
        assert_eq!(letters[0].0, "duty@help.example");
        assert!(letters[0].1.contains("no answer for 60 minutes"), "{}", letters[0].1);
        assert!(letters[0].1.contains("https://here.example/cases\n"), "the address can be followed: {}", letters[0].1);
        for word in ["kelelawar", "Kelelawar", "address on line", "doxxing"] {
            assert!(!letters[0].1.contains(word), "{}", letters[0].1);
        }
        assert_eq!(ring(&cases).await, 0, "once");

        here.test.clock.advance(30 * MINUTE);
        assert_eq!(
            ring(&cases).await,
            2,
            "the first has reached the escalation, the second the reminder: one letter each"
        );
        let letters = post.empty();
        assert_eq!(
            letters.iter().map(|letter| letter.0.as_str()).collect::<Vec<_>>(),
            ["lead@help.example", "duty@help.example"]
        );
        assert!(letters[0].1.contains("2 people") && letters[0].1.contains("told before"), "{}", letters[0].1);

        // The one who is answered rings no more; the other goes on to the lead.
        let queue = triage::queue(&cases, &ayu).await.unwrap();
        let first = queue.iter().find(|line| line.answers.language.as_str() == "ur").unwrap().id;
        triage::take(&cases, &ayu, first).await.unwrap();
        work::reply(&cases, &ayu, first, "We are here.").await.unwrap();
        here.test.clock.advance(10 * MINUTE);
        assert_eq!(ring(&cases).await, 2);
        assert!(post.empty()[0].1.contains("Somebody who asked"));
        here.test.clock.advance(100 * HOUR);
        assert_eq!(ring(&cases).await, 0);
    }
}

#[tokio::test]
async fn after_a_restart_the_minutes_of_whoever_still_waits_begin_anew_since_the_disk_does_not_tell_them() {
    for test in engines().await {
        let (here, ayu, _) = TestHelpline::open(test).await;
        settings::set(&here.cases, ayu.member(), 0, to_two()).await.unwrap();
        here.ask(urgent()).await;
        here.test.clock.advance(HOUR);
        let post = Arc::new(Box::default());
        let hashing = here.cases.hashing.clone();
        let again = Cases::new(here.test.db.clone(), here.cases.blobs.clone(), hashing, 30).await.unwrap();
        let again = again.with_ringer(post.clone());
        bells::recall(&again).await.unwrap();
        assert_eq!(ring(&again).await, 0);
        here.test.clock.advance(59 * MINUTE);
        assert_eq!(ring(&again).await, 0);
        here.test.clock.advance(MINUTE);
        assert_eq!(ring(&again).await, 1);
        assert_eq!(post.empty()[0].0, "duty@help.example");
    }
}

#[tokio::test]
async fn a_bell_that_could_not_be_carried_out_rings_again_and_one_bad_address_does_not_ring_the_others_twice() {
    for test in engines().await {
        let (here, ayu, _) = TestHelpline::open(test).await;
        let post = Arc::new(Box::default());
        let cases = here.cases.clone().with_ringer(post.clone());
        settings::set(&cases, ayu.member(), 0, to_two()).await.unwrap();
        here.ask(calm()).await;
        here.test.clock.advance(HOUR);
        *post.refuses.lock().unwrap() = Some("help.example".into());
        assert_eq!(ring(&cases).await, 0);
        *post.refuses.lock().unwrap() = None;
        assert_eq!(ring(&cases).await, 1, "the mail server is back");
        *post.refuses.lock().unwrap() = Some("lead@".into());
        here.test.clock.advance(30 * MINUTE);
        assert_eq!(ring(&cases).await, 1);
        assert_eq!(ring(&cases).await, 0, "whoever got it is left alone");
    }
}

#[tokio::test]
async fn bells_are_tried_by_those_who_run_the_helpline_and_say_what_is_missing() {
    for test in engines().await {
        let (here, ayu, bima) = TestHelpline::open(test).await;
        let trial = async |cases: &Cases, member| {
            bells::try_bells(cases, member, &english(cases), "https://here.example").await
        };
        assert_eq!(told(trial(&here.cases, ayu.member()).await), "cases-bell-no-mail");
        let post = Arc::new(Box::default());
        let cases = here.cases.clone().with_ringer(post.clone());
        assert_eq!(told(trial(&cases, ayu.member()).await), "cases-bell-nobody");
        assert_eq!(kind(trial(&cases, bima.member()).await), saksi_base::ProblemKind::Forbidden);
        let wrong = HelpSetting::Bells(Bells { remind: vec!["nobody".into()], escalate: Vec::new() });
        assert_eq!(told(settings::set(&cases, ayu.member(), 0, wrong).await), "cases-setting-wrong");
        settings::set(&cases, ayu.member(), 0, to_two()).await.unwrap();
        assert_eq!(trial(&cases, ayu.member()).await.unwrap(), 2);
        assert!(post.empty().iter().all(|letter| letter.1.contains("This is a trial.")));
        *post.refuses.lock().unwrap() = Some("lead@".into());
        assert_eq!(told(trial(&cases, ayu.member()).await), "cases-bell-refused");

        let page_of_another = here.person("Citra", &[Role::Checker]).await;
        assert_eq!(kind(trial(&cases, &page_of_another.member).await), saksi_base::ProblemKind::Forbidden);
    }
}
