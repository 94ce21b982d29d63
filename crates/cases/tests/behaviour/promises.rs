//! What SECURITY.md promises about people who come for sealed help: each test is one of them, with what they have.

use saksi_base::{Problem, ProblemKind};
use saksi_cases::actions::returning::{self, Proof};
use saksi_cases::actions::{keys, triage, work};
use saksi_cases::testing::{BACKUP_DAYS, PASSPHRASE, TestHelpline, TestMember};
use saksi_db::Viewer;
use saksi_db::testing::engines;
use saksi_network::Role;

use crate::{CANARY, calm, kind, told, urgent};

/// A case that has gone through hands: taken, answered, noted, written to again.
async fn worked_on(here: &TestHelpline, me: &saksi_cases::Unlocked) -> (saksi_vault::CaseReceipt, saksi_base::CaseId) {
    let (receipt, filed) = here.ask(urgent()).await;
    let person = me.member().person;
    triage::assign(&here.cases, me, filed.case, &[person]).await.unwrap();
    work::reply(&here.cases, me, filed.case, &format!("We read about {CANARY}.")).await.unwrap();
    work::note_down(&here.cases, me, filed.case, &format!("Somebody said {CANARY} to us.")).await.unwrap();
    let record = saksi_base::CaseRecordId::new(&*here.test.db.random());
    returning::write_plain(&here.cases, &receipt, record, &format!("Again: {CANARY}")).await.unwrap();
    (receipt, filed.case)
}

/// Whether bytes hold a text, as it is or in hexadecimal digits.
fn holds(all: &[u8], text: &str) -> bool {
    let hex = text.bytes().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat();
    [text.as_bytes(), hex.as_bytes()].iter().any(|looked| all.windows(looked.len()).any(|window| window == *looked))
}

#[tokio::test]
async fn whoever_takes_the_disk_reads_nothing_that_was_said_in_a_case() {
    for test in engines().await {
        let (here, ayu, _) = TestHelpline::open(test).await;
        let (receipt, case) = worked_on(&here, &ayu).await;
        // It is all there for those it is for.
        let view = work::open(&here.cases, &ayu, case).await.unwrap();
        assert_eq!(view.entries.iter().filter(|entry| entry.text.contains(CANARY)).count(), 3);
        let stored = here.everything_stored().await;
        assert!(!holds(&stored, CANARY));
        let (_, words) = TestHelpline::on_paper(&receipt);
        assert!(!holds(&stored, &words) && !holds(&stored, PASSPHRASE));
        assert!(holds(&stored, "help_case"), "the search sees what is there");
    }
}

#[tokio::test]
async fn a_stolen_backup_opens_nothing_for_somebody_who_signs_in_there_as_a_helper() {
    for test in engines().await {
        let (here, ayu, _) = TestHelpline::open(test).await;
        let (_, case) = worked_on(&here, &ayu).await;
        let mut backup = Vec::new();
        saksi_db::dump::dump(&here.test.db, &mut backup).await.unwrap();

        // The thief opened the backup, started it, and signs in as Ayu without knowing her password.
        let stolen = saksi_db::testing::sqlite().await;
        saksi_db::dump::load(&stolen.db, &mut backup.as_slice(), &[]).await.unwrap();
        let hashing = here.cases.hashing.clone();
        let cases =
            saksi_cases::Cases::new(stolen.db.clone(), here.cases.blobs.clone(), hashing, BACKUP_DAYS).await.unwrap();
        let (person, organisation) = (ayu.member().person, ayu.member().organisation);
        let forged: Result<_, Problem> = saksi_db::write!(stolen.db, "forge", Viewer::System, tx => {
            saksi_network::actions::start_session(&mut tx, person, Some(organisation), "thief").await
        });
        let (_, secret) = forged.unwrap();
        let live: Result<_, Problem> = saksi_db::read!(stolen.db, Viewer::System, tx => {
            saksi_network::actions::live_session(&mut tx, &secret).await
        });
        let member = live.unwrap().unwrap().member.unwrap();
        let thief = TestMember { member, cookie: secret.reveal().to_owned() };
        assert!(keys::key_state(&cases, &thief.member).await.unwrap().has_key);
        assert!(keys::unlocked(&cases, &thief.member, &thief.cookie).await.unwrap().is_none());
        let guess = keys::unlock(&cases, &thief.member, &thief.cookie, "a passphrase that was guessed").await;
        assert_eq!(told(guess), "cases-passphrase-wrong");
        // With the passphrase it would open: nothing else keeps them out.
        keys::unlock(&cases, &thief.member, &thief.cookie, PASSPHRASE).await.unwrap();
        let open = keys::unlocked(&cases, &thief.member, &thief.cookie).await.unwrap().unwrap();
        assert!(work::open(&cases, &open, case).await.is_ok());
    }
}

#[tokio::test]
async fn an_administrator_who_takes_every_role_opens_no_stored_case() {
    for test in engines().await {
        let (here, ayu, _) = TestHelpline::open(test).await;
        let (_, taken) = worked_on(&here, &ayu).await;
        let (_, waiting) = here.ask(calm()).await;
        let every = [Role::Owner, Role::Coordinator, Role::Responder, Role::Reviewer];
        let root = here.unlocked("Root", &every).await;
        assert_eq!(told(triage::queue(&here.cases, &root).await), "cases-not-a-triager");
        for case in [taken, waiting.case] {
            assert_eq!(kind(work::open(&here.cases, &root, case).await), ProblemKind::NotFound);
            assert_eq!(kind(work::reply(&here.cases, &root, case, "Who are you?").await), ProblemKind::NotFound);
        }
        let own = root.member().person;
        let named = saksi_cases::actions::helpline::name_triager(&here.cases, &root, own).await;
        assert_eq!(told(named), "cases-not-a-triager");
        assert!(work::search(&here.cases, &root, CANARY).await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn a_coordinator_who_is_curious_reads_no_case_and_sees_who_did() {
    for test in engines().await {
        let (here, ayu, _) = TestHelpline::open(test).await;
        let (receipt, case) = worked_on(&here, &ayu).await;
        work::open(&here.cases, &ayu, case).await.unwrap();
        let curious = here.unlocked("Dian", &[Role::Coordinator, Role::Responder]).await;
        assert_eq!(kind(work::open(&here.cases, &curious, case).await), ProblemKind::NotFound);
        assert!(work::mine(&here.cases, &curious, work::Mine::Open).await.unwrap().is_empty());
        // What Ayu did is seen by the person; the coordinator left no trace, since they opened nothing.
        let arrival =
            returning::arrive(&here.cases, &Proof::words(&receipt), saksi_cases::model::case::SealingMode::Server)
                .await
                .unwrap();
        assert!(!arrival.visits.is_empty());
        let visitors: std::collections::BTreeSet<&str> =
            arrival.visits.iter().map(|visit| visit.who.as_str()).filter(|who| !who.is_empty()).collect();
        assert_eq!(visitors.len(), 1, "{visitors:?}");
    }
}
