//! Somebody belongs to a helpline no longer, and a helpline that nobody can open.

use std::sync::Arc;

use saksi_base::{ProblemKind, SiteLanguage};
use saksi_cases::actions::{bells, filing, helpline, housekeeping, leaving, rekey, returning, settings, triage, work};
use saksi_cases::model::bells::Bells;
use saksi_cases::model::case::{SealingMode, WrapKind};
use saksi_cases::model::settings::HelpSetting;
use saksi_cases::testing::{PASSPHRASE, TestHelpline};
use saksi_db::testing::engines;
use saksi_network::Role;
use saksi_web::{Locale, Translator};

use crate::bells::Box;
use crate::{CANARY, calm, kind, told, urgent};

#[tokio::test]
async fn whoever_left_reads_nothing_of_the_old_helpline_from_a_new_one() {
    for test in engines().await {
        let (here, ayu, bima) = TestHelpline::open(test).await;
        let cases = &here.cases;
        let (_, filed) = here.ask(urgent()).await;
        triage::assign(cases, &ayu, filed.case, &[ayu.member().person, bima.member().person]).await.unwrap();
        here.ask(calm()).await;
        let other = TestHelpline::organisation(&here.test, "Rumah Aman").await;
        let person = bima.member().person;
        here.part(ayu.member(), person).await;
        let elsewhere = here.join(other, person, &[Role::Responder]).await;
        // At once, before anything was taken away.
        let bima = here.unlock(&elsewhere).await;
        for which in [work::Mine::Open, work::Mine::Done] {
            assert!(work::mine(cases, &bima, which).await.unwrap().is_empty());
        }
        assert!(work::search(cases, &bima, CANARY).await.unwrap().is_empty());
        assert_eq!(work::counts(cases, &elsewhere.member).await.unwrap(), work::Counts::default());
        assert_eq!(kind(work::open(cases, &bima, filed.case).await), ProblemKind::NotFound);
        assert_eq!(told(triage::queue(cases, &bima).await), "cases-not-a-triager");
        // Ayu has lost nothing.
        assert_eq!(work::search(cases, &ayu, CANARY).await.unwrap().len(), 1);

        // A few minutes later what they had is gone, and those who run the helpline see what to make anew.
        assert_eq!(housekeeping::tidy(cases).await.unwrap().left, 1);
        assert_eq!(leaving::settle(cases).await.unwrap(), 0, "once");
        let wraps = rekey::generations(cases, filed.case).await.unwrap();
        assert_eq!(wraps.iter().filter(|(kind, _)| *kind == WrapKind::Person).count(), 1);
        let state = helpline::helpline(cases, ayu.member()).await.unwrap();
        assert_eq!((state.anew.triage[0].name.as_str(), state.anew.cases, state.anew.out_of_reach), ("Bima", 1, 0));
        assert_eq!(state.can_open, 1);
        let view = work::open(cases, &ayu, filed.case).await.unwrap();
        assert_eq!(view.left[0].0, "Bima");

        // Even back in the first helpline they get neither: access was taken, not hidden.
        let back = here.join(here.organisation, person, &[Role::Responder]).await;
        let again = here.unlock(&back).await;
        assert!(work::mine(cases, &again, work::Mine::Open).await.unwrap().is_empty());
        assert_eq!(told(triage::queue(cases, &again).await), "cases-not-a-triager");

        // A new key, step by step, and a new triage key: nothing is left to make anew.
        let begun = rekey::renew(cases, &ayu, filed.case).await.unwrap();
        assert!(!begun.is_done());
        while rekey::rekey(cases, &ayu, filed.case, 20).await.unwrap().is_some_and(|progress| !progress.is_done()) {}
        let wraps = rekey::generations(cases, filed.case).await.unwrap();
        assert!(wraps.iter().all(|(_, generation)| *generation == 2), "{wraps:?}");
        assert_eq!(told(rekey::renew(cases, &ayu, filed.case).await), "cases-nobody-left");
        helpline::rotate_triage(cases, &ayu, &[ayu.member().person]).await.unwrap();
        let state = helpline::helpline(cases, ayu.member()).await.unwrap();
        assert_eq!(state.anew, helpline::ToMakeAnew::default());
    }
}

#[tokio::test]
async fn a_new_key_of_a_case_is_never_made_for_somebody_who_left() {
    for test in engines().await {
        let (here, ayu, bima) = TestHelpline::open(test).await;
        let cases = &here.cases;
        let citra = here.unlocked("Citra", &[Role::Responder]).await;
        let (_, filed) = here.ask(urgent()).await;
        let all = [ayu.member().person, bima.member().person, citra.member().person];
        triage::assign(cases, &ayu, filed.case, &all).await.unwrap();
        here.part(ayu.member(), bima.member().person).await;
        // Before the server has taken anything away by itself.
        rekey::revoke(cases, &ayu, filed.case, citra.member().person).await.unwrap();
        let wraps = rekey::generations(cases, filed.case).await.unwrap();
        let new = wraps.iter().filter(|(kind, generation)| *kind == WrapKind::Person && *generation == 2).count();
        assert_eq!(new, 1, "Ayu alone: {wraps:?}");
    }
}

#[tokio::test]
async fn what_only_somebody_who_left_could_open_waits_shut_for_the_trustees() {
    for test in engines().await {
        let (here, ayu, bima) = TestHelpline::open(test).await;
        let cases = &here.cases;
        let (citra, dewi) = (
            here.unlocked("Citra", &[Role::Owner, Role::Responder]).await,
            here.unlocked("Dewi", &[Role::Responder]).await,
        );
        let (receipt, held) = here.ask(urgent()).await;
        triage::take(cases, &bima, held.case).await.unwrap();
        here.part(ayu.member(), bima.member().person).await;
        leaving::settle(cases).await.unwrap();
        // Nobody else had it: it is kept for them, shut, and said to be so.
        let state = helpline::helpline(cases, ayu.member()).await.unwrap();
        assert_eq!((state.anew.out_of_reach, state.anew.cases), (1, 0));
        let back = here.join(here.organisation, bima.member().person, &[Role::Responder]).await;
        let bima = here.unlock(&back).await;
        assert!(work::open(cases, &bima, held.case).await.unwrap().request.text.contains(CANARY));

        // With trustees it goes, and they bring it to the triage; so do requests whose every triager left.
        let trustees = [ayu.member().person, citra.member().person, dewi.member().person];
        helpline::name_trustees(cases, &ayu, 2, &trustees).await.unwrap();
        work::open(cases, &bima, held.case).await.unwrap();
        let (_, waiting) = here.ask(calm()).await;
        here.part(ayu.member(), bima.member().person).await;
        here.part(ayu.member(), ayu.member().person).await;
        leaving::settle(cases).await.unwrap();
        let state = helpline::helpline(cases, citra.member()).await.unwrap();
        assert_eq!((state.can_open, state.anew.triage.len(), state.anew.trustees.len()), (0, 2, 1));
        assert!(filing::intake(cases).await.unwrap().is_empty(), "nobody is offered it");

        let new = [citra.member().person, dewi.member().person];
        helpline::open_triage(cases, &citra, &new).await.unwrap();
        assert_eq!(told(helpline::open_triage(cases, &citra, &new).await), "cases-triage-there");
        assert_eq!(helpline::helpline(cases, citra.member()).await.unwrap().anew.out_of_reach, 2);
        helpline::rotate_triage(cases, &citra, &new).await.unwrap();
        helpline::begin_recovery(cases, &citra).await.unwrap();
        helpline::give_share(cases, &citra).await.unwrap();
        helpline::give_share(cases, &dewi).await.unwrap();
        assert_eq!(helpline::finish_recovery(cases, &citra).await.unwrap().to_triage, 2);
        let queue = triage::queue(cases, &dewi).await.unwrap();
        assert_eq!(queue.len(), 2);
        assert!(queue.iter().all(|line| !line.damaged));
        for case in [held.case, waiting.case] {
            triage::take(cases, &dewi, case).await.unwrap();
        }
        assert!(work::open(cases, &dewi, held.case).await.unwrap().request.text.contains(CANARY));
        let proof = returning::Proof::words(&receipt);
        assert_eq!(returning::arrive(cases, &proof, SealingMode::Server).await.unwrap().parties[0].people, 1);
        // Its key is the one that Bima had: it waits for a new one.
        let anew = helpline::helpline(cases, citra.member()).await.unwrap().anew;
        assert_eq!(anew, helpline::ToMakeAnew { cases: 1, ..helpline::ToMakeAnew::default() });
    }
}

#[tokio::test]
async fn a_helpline_that_stops_or_that_nobody_can_open_is_offered_to_nobody() {
    for test in engines().await {
        let (here, ayu, bima) = TestHelpline::open(test).await;
        let cases = &here.cases;
        let to = filing::intake_of(cases, here.organisation).await.unwrap().unwrap();
        assert_eq!(to.triagers, 2);
        let receipt = filing::new_receipt(cases, saksi_vault::WordList::English);
        let late = filing::seal(cases, &to, &receipt, calm()).unwrap();

        assert_eq!(kind(helpline::pause(cases, bima.member(), 0, true).await), ProblemKind::Forbidden);
        helpline::pause(cases, ayu.member(), 0, true).await.unwrap();
        assert_eq!(told(helpline::pause(cases, ayu.member(), 0, false).await), "cases-setting-changed");
        assert!(filing::intake(cases).await.unwrap().is_empty());
        assert_eq!(told(filing::file_case(cases, late.clone()).await), "cases-helpline-closed");
        let state = helpline::helpline(cases, ayu.member()).await.unwrap();
        assert!(state.paused.0.is_some());
        helpline::pause(cases, ayu.member(), 1, false).await.unwrap();
        filing::file_case(cases, late).await.unwrap();

        // Bima has another key and has not been handed the triage key with it; Ayu may not respond any more.
        saksi_cases::actions::keys::replace_key(cases, bima.member(), PASSPHRASE).await.unwrap();
        assert_eq!(filing::intake_of(cases, here.organisation).await.unwrap().unwrap().triagers, 1);
        here.unlocked("Citra", &[Role::Owner]).await;
        here.part(ayu.member(), ayu.member().person).await;
        assert!(filing::intake_of(cases, here.organisation).await.unwrap().is_none());
    }
}

#[tokio::test]
async fn those_who_run_a_helpline_are_told_once_that_nobody_can_open_it() {
    for test in engines().await {
        let (here, ayu, bima) = TestHelpline::open(test).await;
        let post = Arc::new(Box::default());
        let cases = here.cases.clone().with_ringer(post.clone());
        let bells = Bells { remind: vec!["duty@help.example".into()], escalate: vec!["lead@help.example".into()] };
        settings::set(&cases, ayu.member(), 0, HelpSetting::Bells(bells)).await.unwrap();
        let sources: Vec<_> = saksi_web::MESSAGES.iter().chain(saksi_cases::MESSAGES).copied().collect();
        let l = Locale::new(Arc::new(Translator::new(&sources)), SiteLanguage::English, cases.now());
        let ring = async || bells::ring_due(&cases, &l, "https://here.example").await.unwrap();
        assert_eq!(ring().await, 0);
        let citra = here.unlocked("Citra", &[Role::Owner]).await;
        here.part(ayu.member(), ayu.member().person).await;
        here.part(citra.member(), bima.member().person).await;
        assert_eq!(ring().await, 2, "whoever is on duty, and whoever answers for it");
        let letters = post.empty();
        assert!(letters[0].1.contains("nobody can open new requests"), "{}", letters[0].1);
        here.test.clock.advance(3 * saksi_base::clock::DAY);
        assert_eq!(ring().await, 0, "once");
        helpline::open_triage(&cases, &citra, &[citra.member().person]).await.unwrap();
        assert_eq!(ring().await, 0);
        let state = helpline::helpline(&cases, citra.member()).await.unwrap();
        assert_eq!(state.can_open, 1);
    }
}
