//! Case work.

use saksi_base::clock::HOUR;
use saksi_base::{CaseRecordId, ProblemKind};
use saksi_cases::actions::files::{Download, Keyed, Upload};
use saksi_cases::actions::work::{Changed, Found, Mine};
use saksi_cases::actions::{FileName, filing, keys, rekey, returning, triage, work};
use saksi_cases::model::answers::Answers;
use saksi_cases::model::case::{SealingMode, VisitKind, WrapKind};
use saksi_cases::model::clocks::{ClockKind, ClockState};
use saksi_cases::model::events::{Event, EventKind, NewEvent, Standing};
use saksi_cases::model::priority::Level;
use saksi_cases::model::sheet::{Change, SheetPart};
use saksi_cases::model::status::Status;
use saksi_cases::model::words::{Approach, Intake, Outcome, ServiceKind};
use saksi_cases::testing::{PASSPHRASE, TestHelpline};
use saksi_db::testing::engines;
use saksi_network::Role;
use saksi_vault::WordList;

use crate::{CANARY, calm, kind, told, urgent};

#[tokio::test]
async fn what_happened_is_written_down_in_order_and_verified_by_a_second_person() {
    for test in engines().await {
        let (here, ayu, bima) = TestHelpline::open(test).await;
        let cases = &here.cases;
        let (_, filed) = here.ask(urgent()).await;
        triage::take(cases, &ayu, filed.case).await.unwrap();
        work::give(cases, &ayu, filed.case, bima.member().person).await.unwrap();
        let event = |text: &str| NewEvent {
            day: Some("2020-03-01".parse().unwrap()),
            kind: EventKind::Disappearance,
            text: text.to_owned(),
            source: "her sister".to_owned(),
        };
        let add = async |me, text: &str| {
            work::change(cases, me, filed.case, 0, Change::Event(Box::new(event(text)))).await.map(drop)
        };
        // Both write at once: neither overwrites the other.
        add(&ayu, "taken by four men, ular-6613").await.unwrap();
        add(&bima, "seen at the station").await.unwrap();
        let judge = async |me, number, standing| {
            let what = Change::Judge { number, standing, because: "two films".to_owned() };
            work::change(cases, me, filed.case, 0, what).await.map(drop)
        };
        assert_eq!(told(judge(&ayu, 1, Standing::Verified).await), "cases-event-own-word");
        assert_eq!(kind(judge(&ayu, 7, Standing::Verified).await), ProblemKind::NotFound);
        judge(&bima, 1, Standing::Verified).await.unwrap();
        let sheet = work::open(cases, &ayu, filed.case).await.unwrap().sheet;
        let stands: Vec<Standing> = sheet.events.iter().map(Event::standing).collect();
        assert_eq!(stands, [Standing::Verified, Standing::Alleged]);
        assert!(!String::from_utf8_lossy(&here.everything_stored().await).contains("ular-6613"));
    }
}

#[tokio::test]
async fn the_queue_puts_danger_first_and_says_why() {
    for test in engines().await {
        let (here, ayu, _) = TestHelpline::open(test).await;
        here.ask(calm()).await;
        here.ask(urgent()).await;
        here.test.clock.advance(2 * HOUR);
        let ayu = again(&here, &ayu).await;
        let queue = triage::queue(&here.cases, &ayu).await.unwrap();
        let levels: Vec<Level> = queue.iter().map(|line| line.priority.level).collect();
        assert_eq!(levels, [Level::Urgent, Level::Usual]);
        let reasons: Vec<&str> = queue[0].priority.reasons.iter().map(|reason| reason.reason.as_str()).collect();
        assert_eq!(
            reasons,
            ["not-safe-now", "harm-may-follow", "journalist", "waiting-90-minutes", "waiting-60-minutes"]
        );
        let first = queue[0].clocks.iter().find(|clock| clock.kind == ClockKind::FirstAnswer).unwrap();
        assert_eq!(first.state, ClockState::Escalated);
    }
}

/// The same person, unlocked anew after time went by.
async fn again(here: &TestHelpline, me: &saksi_cases::Unlocked) -> saksi_cases::Unlocked {
    let cookie = "c".repeat(43);
    keys::unlock(&here.cases, me.member(), &cookie, PASSPHRASE).await.unwrap();
    keys::unlocked(&here.cases, me.member(), &cookie).await.unwrap().unwrap()
}

#[tokio::test]
async fn whoever_takes_a_case_has_its_key_and_the_triage_has_it_no_longer() {
    for test in engines().await {
        let (here, ayu, bima) = TestHelpline::open(test).await;
        let cases = &here.cases;
        let citra = here.unlocked("Citra", &[Role::Responder]).await;
        let (_, filed) = here.ask(urgent()).await;
        assert_eq!(kind(work::open(cases, &citra, filed.case).await), ProblemKind::NotFound);
        triage::assign(cases, &ayu, filed.case, &[bima.member().person]).await.unwrap();
        assert!(triage::queue(cases, &ayu).await.unwrap().is_empty());
        // Ayu is a triager and manages the organisation, and yet it is not hers.
        assert_eq!(kind(work::open(cases, &ayu, filed.case).await), ProblemKind::NotFound);
        let view = work::open(cases, &bima, filed.case).await.unwrap();
        assert_eq!(view.line.status, Status::Assigned);
        assert_eq!(view.access.iter().filter(|access| access.kind == WrapKind::Person).count(), 1);

        work::give(cases, &bima, filed.case, citra.member().person).await.unwrap();
        assert_eq!(work::mine(cases, &citra, Mine::Open).await.unwrap().len(), 1);
        work::hand_back(cases, &citra, filed.case).await.unwrap();
        assert_eq!(kind(work::open(cases, &citra, filed.case).await), ProblemKind::NotFound);
        let queue = triage::queue(cases, &ayu).await.unwrap();
        assert_eq!(queue[0].status, Status::Received);
        let counts = work::counts(cases, ayu.member()).await.unwrap();
        assert_eq!((counts.triage, counts.open, counts.done), (1, 0, 0));
    }
}

#[tokio::test]
async fn two_helpers_never_overwrite_each_other_in_silence() {
    for test in engines().await {
        let (here, ayu, bima) = TestHelpline::open(test).await;
        let cases = &here.cases;
        let (_, filed) = here.ask(calm()).await;
        triage::assign(cases, &ayu, filed.case, &[ayu.member().person, bima.member().person]).await.unwrap();
        let seen = work::open(cases, &ayu, filed.case).await.unwrap().line.version;
        let outcome = |outcome| Change::Outcome(outcome);
        let first = work::change(cases, &ayu, filed.case, seen, outcome(Outcome::Solved)).await.unwrap();
        assert!(matches!(first, Changed::Done { .. }));
        let late = work::change(cases, &bima, filed.case, seen, outcome(Outcome::NotSolved)).await.unwrap();
        let Changed::Conflict(conflict) = late else { panic!("it was overwritten") };
        assert_eq!((conflict.part, conflict.by.as_str()), (SheetPart::Outcome, "Ayu"));
        assert_eq!(conflict.theirs.outcome, Some(Outcome::Solved));
        // Something else is changed by both at once, and both stay.
        let tag = |tag: &str| Change::Tags { add: vec![tag.to_owned()], remove: vec![] };
        let (one, other) = tokio::join!(
            work::change(cases, &ayu, filed.case, seen, tag("one")),
            work::change(cases, &bima, filed.case, seen, tag("other")),
        );
        assert!(matches!((one.unwrap(), other.unwrap()), (Changed::Done { .. }, Changed::Done { .. })));
        let view = work::open(cases, &bima, filed.case).await.unwrap();
        assert_eq!(view.sheet.tags.len(), 2);
        // Having seen it, they may decide.
        let over = work::change(cases, &bima, filed.case, conflict.version, conflict.yours).await.unwrap();
        assert!(matches!(over, Changed::Done { .. }));
        let view = work::open(cases, &bima, filed.case).await.unwrap();
        assert_eq!(view.sheet.outcome, Some(Outcome::NotSolved));
    }
}

#[tokio::test]
async fn what_is_lacking_is_named_before_a_case_is_resolved() {
    for test in engines().await {
        let (here, ayu, _) = TestHelpline::open(test).await;
        let cases = &here.cases;
        let plain = filing::Plain { answers: Answers::default(), ..calm() };
        let (_, filed) = here.ask(plain).await;
        triage::take(cases, &ayu, filed.case).await.unwrap();
        work::reply(cases, &ayu, filed.case, "hello").await.unwrap();
        let resolve = || work::change(cases, &ayu, filed.case, 99, Change::Status(Status::Resolved));
        let Err(problem) = resolve().await else { panic!("it lacks everything") };
        let lacks: Vec<&str> = problem.fields.iter().map(|field| field.message).collect();
        assert_eq!(lacks, ["cases-lacking-approach", "cases-lacking-outcome", "cases-lacking-psychosocial"]);
        for change in [
            Change::Approach(Approach::Preventive),
            Change::Outcome(Outcome::AdviceGiven),
            Change::Decline(ServiceKind::Psychosocial),
        ] {
            work::change(cases, &ayu, filed.case, 99, change).await.unwrap();
        }
        assert!(matches!(resolve().await.unwrap(), Changed::Done { .. }));
    }
}

#[tokio::test]
async fn one_s_own_cases_are_searched_without_an_index() {
    for test in engines().await {
        let (here, ayu, bima) = TestHelpline::open(test).await;
        let cases = &here.cases;
        let (_, filed) = here.ask(urgent()).await;
        let (_, other) = here.ask(calm()).await;
        triage::take(cases, &ayu, filed.case).await.unwrap();
        triage::take(cases, &bima, other.case).await.unwrap();
        work::note_down(cases, &ayu, filed.case, "spoke with Harimau on the phone").await.unwrap();
        let found = work::search(cases, &ayu, "HARIMAU address").await.unwrap();
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].1, [Found::Request, Found::Note]);
        assert!(work::search(cases, &ayu, "mail").await.unwrap().is_empty());
        assert_eq!(work::search(cases, &bima, "mail").await.unwrap().len(), 1);
        assert!(work::search(cases, &bima, "harimau").await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn whoever_loses_access_opens_nothing_that_is_stored_afterwards() {
    for test in engines().await {
        let (here, ayu, bima) = TestHelpline::open(test).await;
        let cases = &here.cases;
        let (receipt, filed) = here.ask(urgent()).await;
        triage::assign(cases, &ayu, filed.case, &[ayu.member().person, bima.member().person]).await.unwrap();
        let proof = returning::Proof::words(&receipt);
        let content: Vec<u8> = (0..200_000_u32).flat_map(u32::to_le_bytes).collect();
        let keyed = Keyed::with_words(cases, &receipt, &proof).await.unwrap();
        let name = FileName { name: "a.bin".into(), media_type: String::new(), evidence: true, size: 0, at: None };
        let mut upload = Upload::begin(cases, &keyed, name).await.unwrap();
        let record = upload.record();
        upload.write(&content).await.unwrap();
        upload.finish().await.unwrap();
        for number in 0..5 {
            work::reply(cases, &ayu, filed.case, &format!("answer {number}")).await.unwrap();
        }
        let blobs = cases.blobs.list().await.unwrap();

        assert_eq!(told(rekey::revoke(cases, &ayu, filed.case, ayu.member().person).await), "cases-revoke-yourself");
        let begun = rekey::revoke(cases, &ayu, filed.case, bima.member().person).await.unwrap();
        assert!(!begun.is_done());
        assert_eq!(kind(work::open(cases, &bima, filed.case).await), ProblemKind::NotFound);
        assert_eq!(told(rekey::revoke(cases, &ayu, filed.case, bima.member().person).await), "problem-not-found");
        // In the middle of it, both write and read as ever.
        rekey::rekey(cases, &ayu, filed.case, 3).await.unwrap();
        work::reply(cases, &ayu, filed.case, "in between").await.unwrap();
        let typed = CaseRecordId::new(&*here.test.db.random());
        returning::write_plain(cases, &receipt, typed, "me too").await.unwrap();
        let half = work::open(cases, &ayu, filed.case).await.unwrap();
        assert!(half.rekeying.is_some() && !half.line.damaged);
        assert_eq!(half.entries.len(), 8);

        let mut steps = 0;
        while let Some(progress) = rekey::rekey(cases, &ayu, filed.case, 3).await.unwrap() {
            steps += 1;
            assert!(steps < 50, "it never ends");
            if progress.is_done() {
                break;
            }
        }
        assert!(rekey::rekey(cases, &ayu, filed.case, 3).await.unwrap().is_none());
        let generations = rekey::generations(cases, filed.case).await.unwrap();
        assert!(generations.iter().all(|(_, generation)| *generation == 2));
        assert_eq!(generations.len(), 2);
        let left = cases.blobs.list().await.unwrap();
        assert!(left.len() == blobs.len() && left.iter().all(|blob| !blobs.contains(blob)));

        let view = work::open(cases, &ayu, filed.case).await.unwrap();
        assert!(view.rekeying.is_none() && !view.line.damaged);
        assert!(view.request.text.contains(CANARY));
        let arrival = returning::arrive(cases, &proof, SealingMode::Server).await.unwrap();
        let thread = returning::open(&receipt, &arrival).unwrap();
        assert_eq!(thread.entries.len(), 8);
        assert!(arrival.visits.iter().any(|visit| visit.what == VisitKind::Revoked));
        let keyed = Keyed::with_words(cases, &receipt, &proof).await.unwrap();
        let (_, mut download) = Download::begin(cases, &keyed, record).await.unwrap();
        let mut read = Vec::new();
        while let Some(piece) = download.next().await.unwrap() {
            read.extend_from_slice(&piece);
        }
        assert!(read == content);
    }
}

#[tokio::test]
async fn somebody_who_called_gets_a_case_and_a_receipt_to_come_back_with() {
    for test in engines().await {
        let (here, ayu, bima) = TestHelpline::open(test).await;
        let cases = &here.cases;
        let entered = work::enter(cases, &ayu, Intake::Phone, urgent(), Some(WordList::English)).await.unwrap();
        let (case, receipt) = (entered.0, entered.1.unwrap());
        assert_eq!(kind(work::open(cases, &bima, case).await), ProblemKind::NotFound);
        let view = work::open(cases, &ayu, case).await.unwrap();
        assert_eq!((view.line.status, view.line.answers.came_by()), (Status::Assigned, Intake::Phone));
        assert!(view.returns);
        let proof = returning::Proof::words(&receipt);
        let arrival = returning::arrive(cases, &proof, SealingMode::Server).await.unwrap();
        assert!(returning::open(&receipt, &arrival).unwrap().request.text.contains(CANARY));
        let none = work::enter(cases, &ayu, Intake::WalkIn, calm(), None).await.unwrap();
        assert!(none.1.is_none() && !work::open(cases, &ayu, none.0).await.unwrap().returns);
        assert!(!String::from_utf8_lossy(&here.everything_stored().await).contains(CANARY));
    }
}

#[tokio::test]
async fn two_cases_about_the_same_thing_are_joined() {
    for test in engines().await {
        let (here, ayu, bima) = TestHelpline::open(test).await;
        let cases = &here.cases;
        let (receipt, first) = here.ask(urgent()).await;
        let (_, second) = here.ask(calm()).await;
        triage::assign(cases, &ayu, second.case, &[ayu.member().person, bima.member().person]).await.unwrap();
        assert_eq!(told(work::merge(cases, &ayu, first.case, first.case).await), "cases-merge-with-itself");
        work::merge(cases, &ayu, first.case, second.case).await.unwrap();
        assert!(triage::queue(cases, &ayu).await.unwrap().is_empty());
        let target = work::open(cases, &bima, second.case).await.unwrap();
        assert!(target.sheet.earlier.contains(&first.case));
        assert_eq!(work::open(cases, &bima, first.case).await.unwrap().line.status, Status::Merged);
        let proof = returning::Proof::words(&receipt);
        let arrival = returning::arrive(cases, &proof, SealingMode::Browser).await.unwrap();
        assert_eq!(arrival.state, returning::PublicState::Merged);
    }
}

#[tokio::test]
async fn an_organisation_s_audit_names_people_and_days_and_nothing_of_what_is_in_a_case() {
    for test in engines().await {
        let (here, ayu, bima) = TestHelpline::open(test).await;
        let cases = &here.cases;
        let (_, filed) = here.ask(urgent()).await;
        triage::take(cases, &ayu, filed.case).await.unwrap();
        work::open(cases, &ayu, filed.case).await.unwrap();
        work::open(cases, &ayu, filed.case).await.unwrap();
        let today = saksi_cases::model::calendar::Day::of(cases.now());
        let lines = work::audit(cases, ayu.member(), today, today.next()).await.unwrap();
        let told_of: Vec<(&str, VisitKind)> = lines.iter().map(|line| (line.name.as_str(), line.what)).collect();
        assert_eq!(told_of, [("Ayu", VisitKind::Assigned), ("Ayu", VisitKind::Opened)]);
        assert_eq!(kind(work::audit(cases, bima.member(), today, today.next()).await), ProblemKind::Forbidden);
        let past = work::audit(cases, ayu.member(), today.plus(-9), today).await.unwrap();
        assert!(past.is_empty());
    }
}

#[tokio::test]
async fn a_case_is_deleted_on_its_day_unless_it_is_held() {
    for test in engines().await {
        let (here, ayu, _) = TestHelpline::open(test).await;
        let cases = &here.cases;
        let mut closed = Vec::new();
        for _ in 0..2 {
            let (_, filed) = here.ask(calm()).await;
            triage::take(cases, &ayu, filed.case).await.unwrap();
            work::reply(cases, &ayu, filed.case, "hello").await.unwrap();
            for change in [
                Change::Decline(ServiceKind::Psychosocial),
                Change::Outcome(Outcome::Solved),
                Change::Status(Status::Resolved),
                Change::Status(Status::Closed),
            ] {
                work::change(cases, &ayu, filed.case, 99, change).await.unwrap();
            }
            closed.push(filed.case);
        }
        let hold = Change::Hold { reason: "a court in Jakarta asked for it".into() };
        work::change(cases, &ayu, closed[0], 99, hold).await.unwrap();
        here.test.clock.advance(90 * saksi_base::clock::DAY);
        assert_eq!(saksi_cases::actions::retention::delete_due(cases).await.unwrap(), 0);
        here.test.clock.advance(saksi_base::clock::DAY);
        assert_eq!(saksi_cases::actions::retention::delete_due(cases).await.unwrap(), 1);
        let ayu = again(&here, &ayu).await;
        assert_eq!(kind(work::open(cases, &ayu, closed[1]).await), ProblemKind::NotFound);
        assert!(work::open(cases, &ayu, closed[0]).await.is_ok());
    }
}
