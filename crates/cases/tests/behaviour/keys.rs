//! Keys of people and helplines.

use saksi_base::clock::{HOUR, SECOND};
use saksi_cases::actions::{filing, helpline, keys, triage};
use saksi_cases::testing::{PASSPHRASE, TestHelpline};
use saksi_db::testing::engines;
use saksi_network::Role;

use crate::{kind, told, urgent};

#[tokio::test]
async fn a_key_is_unlocked_for_a_session_and_locks_itself_after_half_an_hour() {
    for test in engines().await {
        let here = TestHelpline::new(test).await;
        let (cases, person) = (&here.cases, here.person("Ayu", &[Role::Responder]).await);
        assert_eq!(told(keys::unlock(cases, &person.member, &person.cookie, PASSPHRASE).await), "cases-no-key");
        assert_eq!(told(keys::make_key(cases, &person.member, "short").await), "cases-passphrase-short");
        assert_eq!(told(keys::make_key(cases, &person.member, "passwordpassword").await), "cases-passphrase-easy");
        keys::make_key(cases, &person.member, PASSPHRASE).await.unwrap();
        assert_eq!(told(keys::make_key(cases, &person.member, PASSPHRASE).await), "cases-key-there");

        assert!(keys::unlocked(cases, &person.member, &person.cookie).await.unwrap().is_none());
        let wrong = keys::unlock(cases, &person.member, &person.cookie, "another passphrase of words").await;
        assert_eq!(told(wrong), "cases-passphrase-wrong");
        let open = here.unlock(&person).await;
        assert_eq!(open.member().person, person.member.person);
        assert!(!format!("{open:?}").contains(PASSPHRASE));

        // Used within half an hour it stays open, on any process.
        here.test.clock.advance(20 * 60 * SECOND);
        here.again(&person).await;
        here.test.clock.advance(20 * 60 * SECOND);
        here.again(&person).await;
        here.test.clock.advance(HOUR / 2 + 60 * SECOND);
        assert!(keys::unlocked(cases, &person.member, &person.cookie).await.unwrap().is_none());

        // Another cookie of the same session opens nothing, and locks.
        here.unlock(&person).await;
        let other = "x".repeat(43);
        assert!(keys::unlocked(cases, &person.member, &other).await.unwrap().is_none());
        assert!(keys::unlocked(cases, &person.member, &person.cookie).await.unwrap().is_none());

        here.unlock(&person).await;
        here.test.clock.advance(HOUR);
        assert_eq!(keys::lock_idle(cases).await.unwrap(), 1);
        here.unlock(&person).await;
        keys::lock(cases, &person.member).await.unwrap();
        assert!(keys::unlocked(cases, &person.member, &person.cookie).await.unwrap().is_none());
    }
}

#[tokio::test]
async fn signing_out_locks_the_key() {
    for test in engines().await {
        let here = TestHelpline::new(test).await;
        let person = here.person("Ayu", &[Role::Responder]).await;
        here.unlock(&person).await;
        let session = person.member.session;
        let signed_out: Result<(), saksi_base::Problem> = saksi_db::write!(here.test.db, "sign out", saksi_db::Viewer::System, tx => {
            saksi_network::actions::sign_out_one(&mut tx, person.member.person, session).await
        });
        signed_out.unwrap();
        assert!(keys::unlocked(&here.cases, &person.member, &person.cookie).await.unwrap().is_none());
    }
}

#[tokio::test]
async fn a_forgotten_passphrase_is_replaced_with_the_printed_code_once() {
    for test in engines().await {
        let here = TestHelpline::new(test).await;
        let (cases, person) = (&here.cases, here.person("Ayu", &[Role::Responder]).await);
        let code = keys::make_key(cases, &person.member, PASSPHRASE).await.unwrap();
        let before = keys::key_state(cases, &person.member).await.unwrap();
        let new = "empat gajah menari di pasar malam";
        assert_eq!(told(keys::recover_with_code(cases, &person.member, "nonsense", new).await), "cases-code-mistyped");
        let next = keys::recover_with_code(cases, &person.member, &code.to_lowercase(), new).await.unwrap();
        assert_eq!(keys::key_state(cases, &person.member).await.unwrap(), before);
        assert_eq!(told(keys::recover_with_code(cases, &person.member, &code, new).await), "cases-code-wrong");
        let old = keys::unlock(cases, &person.member, &person.cookie, PASSPHRASE).await;
        assert_eq!(told(old), "cases-passphrase-wrong");
        keys::unlock(cases, &person.member, &person.cookie, new).await.unwrap();
        let printed = keys::change_passphrase(cases, &person.member, new, PASSPHRASE).await.unwrap();
        assert_ne!(printed.as_str(), next.as_str());
        // Whoever sat at another browser has to unlock again.
        assert!(keys::unlocked(cases, &person.member, &person.cookie).await.unwrap().is_none());
        let me = here.unlock(&person).await;
        let last = keys::new_code(cases, &me).await.unwrap();
        assert_eq!(told(keys::recover_with_code(cases, &person.member, &printed, new).await), "cases-code-wrong");
        keys::recover_with_code(cases, &person.member, &last, new).await.unwrap();
    }
}

#[tokio::test]
async fn nothing_stored_opens_a_key() {
    for test in engines().await {
        let here = TestHelpline::new(test).await;
        let person = here.person("Ayu", &[Role::Responder]).await;
        let code = keys::make_key(&here.cases, &person.member, PASSPHRASE).await.unwrap();
        here.unlock(&person).await;
        let stored = String::from_utf8_lossy(&here.everything_stored().await).into_owned();
        for secret in [PASSPHRASE, code.as_str(), person.cookie.as_str()] {
            assert!(!stored.contains(secret));
        }
    }
}

#[tokio::test]
async fn only_named_triagers_open_the_queue_and_a_rotation_takes_it_from_the_others() {
    for test in engines().await {
        let (here, ayu, bima) = TestHelpline::open(test).await;
        let cases = &here.cases;
        let citra = here.unlocked("Citra", &[Role::Responder]).await;
        let checker = here.unlocked("Dewi", &[Role::Checker]).await;
        here.ask(urgent()).await;
        assert_eq!(triage::queue(cases, &bima).await.unwrap().len(), 1);
        assert_eq!(told(triage::queue(cases, &citra).await), "cases-not-a-triager");
        assert_eq!(told(helpline::name_triager(cases, &citra, citra.member().person).await), "cases-not-a-triager");
        let refused = helpline::name_triager(cases, &ayu, checker.member().person).await;
        assert_eq!(told(refused), "cases-may-not-respond");
        helpline::name_triager(cases, &bima, citra.member().person).await.unwrap();
        assert_eq!(triage::queue(cases, &citra).await.unwrap().len(), 1);

        // Bima is no triager any more: the key is another one, and what waits is wrapped for it.
        let stay = [ayu.member().person, citra.member().person];
        assert_eq!(helpline::rotate_triage(cases, &ayu, &stay).await.unwrap(), 1);
        assert_eq!(told(triage::queue(cases, &bima).await), "cases-not-a-triager");
        let waiting = triage::queue(cases, &citra).await.unwrap();
        assert_eq!((waiting.len(), waiting[0].damaged), (1, false));

        let state = helpline::helpline(cases, ayu.member()).await.unwrap();
        assert_eq!(state.triage.as_ref().unwrap().generation.get(), 2);
        let triagers: Vec<&str> =
            state.colleagues.iter().filter(|who| who.triager).map(|who| who.name.as_str()).collect();
        assert_eq!(triagers, ["Ayu", "Citra"]);
    }
}

#[tokio::test]
async fn every_key_stands_in_a_log_that_anybody_can_check() {
    for test in engines().await {
        let (here, ayu, _) = TestHelpline::open(test).await;
        let cases = &here.cases;
        let before = keys::verify_log(cases).await.unwrap().unwrap();
        assert_eq!(before.0, 3);
        helpline::rotate_triage(cases, &ayu, &[ayu.member().person]).await.unwrap();
        let lines = keys::key_log(cases, 0).await.unwrap();
        assert_eq!(lines.len(), 4);
        assert_eq!(lines[2].digest, before.1);
        assert_eq!((lines[3].generation.get(), lines[3].began), (2, true));
        let (length, head) = keys::verify_log(cases).await.unwrap().unwrap();
        assert_eq!((length, head), (4, lines[3].digest));
        let intake = filing::intake(cases).await.unwrap();
        assert_eq!(intake[0].fingerprint, lines[3].fingerprint);
    }
}

#[tokio::test]
async fn trustees_give_access_back_to_those_who_had_it_and_to_nobody_else() {
    for test in engines().await {
        let (here, ayu, bima) = TestHelpline::open(test).await;
        let cases = &here.cases;
        let (citra, dewi, eka) = (
            here.unlocked("Citra", &[Role::Coordinator]).await,
            here.unlocked("Dewi", &[Role::Responder]).await,
            here.unlocked("Eka", &[Role::Responder]).await,
        );
        let trustees = [ayu.member().person, citra.member().person, dewi.member().person];
        assert_eq!(told(helpline::name_trustees(cases, &citra, 2, &trustees).await), "problem-forbidden");
        assert_eq!(kind(helpline::name_trustees(cases, &bima, 2, &trustees).await), saksi_base::ProblemKind::Forbidden);
        assert_eq!(told(helpline::name_trustees(cases, &ayu, 1, &trustees).await), "cases-trustees-number");
        helpline::name_trustees(cases, &ayu, 2, &trustees).await.unwrap();

        let (_, held) = here.ask(urgent()).await;
        triage::take(cases, &bima, held.case).await.unwrap();
        here.ask(crate::calm()).await;

        // Bima loses passphrase and code, and makes another key: nothing opens with it.
        let (new, cookie) = ("sepuluh perahu kecil ke utara", "b".repeat(43));
        keys::replace_key(cases, bima.member(), new).await.unwrap();
        keys::unlock(cases, bima.member(), &cookie, new).await.unwrap();
        let bima = keys::unlocked(cases, bima.member(), &cookie).await.unwrap().unwrap();
        let lost = saksi_cases::actions::work::open(cases, &bima, held.case).await;
        assert_eq!(told(lost), "cases-key-no-longer-yours");

        assert_eq!(told(helpline::give_share(cases, &ayu).await), "cases-no-recovery");
        helpline::begin_recovery(cases, &eka).await.unwrap();
        assert_eq!(told(helpline::give_share(cases, &bima).await), "cases-not-a-trustee");
        helpline::give_share(cases, &ayu).await.unwrap();
        assert_eq!(told(helpline::finish_recovery(cases, &eka).await), "cases-too-few-shares");
        helpline::give_share(cases, &dewi).await.unwrap();
        assert_eq!(kind(helpline::finish_recovery(cases, &ayu).await), saksi_base::ProblemKind::Forbidden);
        let recovered = helpline::finish_recovery(cases, &eka).await.unwrap();
        assert_eq!((recovered.cases, recovered.triagers), (1, 1));

        let back = saksi_cases::actions::work::open(cases, &bima, held.case).await.unwrap();
        assert!(back.request.text.contains(crate::CANARY));
        assert_eq!(triage::queue(cases, &bima).await.unwrap().len(), 1);
        // Whoever joined the shares has got nothing for it.
        let none = saksi_cases::actions::work::open(cases, &eka, held.case).await;
        assert_eq!(kind(none), saksi_base::ProblemKind::NotFound);
        assert_eq!(told(triage::queue(cases, &eka).await), "cases-not-a-triager");
        let log = keys::verify_log(cases).await.unwrap();
        assert!(log.is_ok());
    }
}
