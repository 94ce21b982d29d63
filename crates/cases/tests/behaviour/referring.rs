//! Handing a case to another organisation, and what is counted.

use saksi_base::clock::{DAY, HOUR};
use saksi_base::{Marking, OrganisationId, ProblemKind};
use saksi_cases::Unlocked;
use saksi_cases::actions::referral::{self, NewConsent, NewReferral};
use saksi_cases::actions::returning::{self, Proof};
use saksi_cases::actions::{counting, helpline, retention, triage, work};
use saksi_cases::model::case::{ConsentAnswer, RecordKind, SealingMode, VisitKind};
use saksi_cases::model::consent::{Extent, Field, Purpose};
use saksi_cases::model::counting::release::Figure;
use saksi_cases::model::passing::Pap;
use saksi_cases::model::referral::{DeclineReason, ReferralState};
use saksi_cases::model::sheet::Change;
use saksi_cases::model::status::Status;
use saksi_cases::model::words::{Answer, Intake, Outcome, ServiceKind};
use saksi_cases::testing::TestHelpline;
use saksi_db::testing::{TestDb, engines};
use saksi_network::Role;
use saksi_vault::CaseReceipt;

use crate::{CANARY, calm, kind, told, urgent};

/// Two helplines, and a case that Ayu of the first one has.
struct Two {
    here: TestHelpline,
    ayu: Unlocked,
    other: OrganisationId,
    laras: Unlocked,
    receipt: CaseReceipt,
    case: saksi_base::CaseId,
}

async fn two(test: TestDb) -> Two {
    let (here, ayu, _) = TestHelpline::open(test).await;
    let other = TestHelpline::organisation(&here.test, "Bantuan Hukum").await;
    let laras = here.person_of(other, "Laras", &[Role::Owner]).await;
    let laras = here.unlock(&laras).await;
    helpline::open_triage(&here.cases, &laras, &[laras.member().person]).await.unwrap();
    let (receipt, filed) = here.ask(urgent()).await;
    triage::take(&here.cases, &ayu, filed.case).await.unwrap();
    Two { case: filed.case, here, ayu, other, laras, receipt }
}

impl Two {
    fn consent(&self, extent: Extent) -> NewConsent {
        NewConsent {
            purpose: Purpose::Referral,
            receiver: self.other,
            platform: None,
            words: String::new(),
            extent,
            ends: None,
        }
    }

    fn offer(&self, extent: Extent) -> NewReferral {
        NewReferral {
            purpose: Purpose::Referral,
            to: self.other,
            service: ServiceKind::Legal,
            extent,
            text: "needs a lawyer".to_owned(),
            deadline: self.here.cases.now().plus(3 * DAY),
        }
    }

    /// Asks, and the person answers in the thread.
    async fn agree(&self, extent: Extent, yes: bool) -> saksi_base::CaseRecordId {
        let cases = &self.here.cases;
        referral::ask_consent(cases, &self.ayu, self.case, self.consent(extent)).await.unwrap();
        let proof = Proof::words(&self.receipt);
        let arrival = returning::arrive(cases, &proof, SealingMode::Server).await.unwrap();
        let thread = returning::open(&self.receipt, &arrival).unwrap();
        let asked = thread.entries.iter().rev().find(|entry| entry.kind == RecordKind::Consent).unwrap();
        let (request, state) = asked.consent.as_ref().unwrap();
        assert_eq!((request.receiver_name.as_str(), state.answer), ("Bantuan Hukum", None));
        returning::answer_consent(cases, &proof, asked.record, yes).await.unwrap();
        asked.record
    }
}

#[tokio::test]
async fn nothing_goes_to_another_organisation_without_consent_to_just_that() {
    for test in engines().await {
        let two = two(test).await;
        let cases = &two.here.cases;
        let first = Extent::first_contact();
        let unasked = referral::offer(cases, &two.ayu, two.case, two.offer(first.clone())).await;
        assert_eq!(told(unasked), "cases-consent-not-asked");
        two.agree(first.clone(), false).await;
        let refused = referral::offer(cases, &two.ayu, two.case, two.offer(first.clone())).await;
        assert_eq!(told(refused), "cases-consent-not-asked");
        two.agree(first.clone(), true).await;
        let more = referral::offer(cases, &two.ayu, two.case, two.offer(Extent::Whole)).await;
        assert_eq!(told(more), "cases-consent-less-than-this");
        // The marking holds whatever the consent says.
        let red = Change::Marking(Marking::Red, Pap::Red);
        work::change(cases, &two.ayu, two.case, 99, red).await.unwrap();
        let marked = referral::offer(cases, &two.ayu, two.case, two.offer(first.clone())).await;
        assert_eq!(told(marked), "cases-marking-never-forwarded");
        let amber = Change::Marking(Marking::Amber, Pap::Amber);
        work::change(cases, &two.ayu, two.case, 99, amber).await.unwrap();
        referral::offer(cases, &two.ayu, two.case, two.offer(first)).await.unwrap();
    }
}

#[tokio::test]
async fn a_case_is_offered_as_it_is_marked_and_stays_marked_so_at_the_receiver() {
    for test in engines().await {
        let two = two(test).await;
        let cases = &two.here.cases;
        let first = Extent::first_contact();
        two.agree(first.clone(), true).await;
        let mark = async |marking, pap| {
            work::change(cases, &two.ayu, two.case, 99, Change::Marking(marking, pap)).await.unwrap();
        };
        for marking in Marking::ALL {
            for pap in Pap::ALL {
                mark(marking, pap).await;
                let offered = referral::offer(cases, &two.ayu, two.case, two.offer(first.clone())).await;
                let expected = match marking {
                    Marking::Red => Some("cases-marking-never-forwarded"),
                    Marking::AmberStrict => Some("cases-marking-outside-the-organisation"),
                    _ => None,
                };
                match (offered, expected) {
                    (Ok(id), None) => referral::take_back(cases, &two.ayu, id).await.unwrap(),
                    (Err(problem), Some(message)) => assert_eq!(problem.message, message),
                    (offered, _) => panic!("{marking} {}: {offered:?}", pap.label()),
                }
            }
        }
        mark(Marking::Amber, Pap::Red).await;
        let id = referral::offer(cases, &two.ayu, two.case, two.offer(first)).await.unwrap();
        let mut offers = referral::incoming(cases, &two.laras).await.unwrap().into_iter();
        let offer = offers.find(|offer| offer.referral.id == id).unwrap();
        assert_eq!((offer.marking, offer.pap), (Marking::Amber, Pap::Red));
        referral::accept(cases, &two.laras, id).await.unwrap();
        let extract = offer.extract_case.unwrap();
        let sheet = work::open(cases, &two.laras, extract).await.unwrap().sheet;
        assert_eq!((sheet.marking, sheet.pap), (Marking::Amber, Pap::Red));
        let change = |marking, pap| work::change(cases, &two.laras, extract, 99, Change::Marking(marking, pap));
        for (marking, pap) in [(Marking::Green, Pap::Red), (Marking::Amber, Pap::Clear)] {
            assert_eq!(told(change(marking, pap).await), "cases-marking-of-the-source");
        }
        change(Marking::Red, Pap::Red).await.unwrap();
    }
}

#[tokio::test]
async fn whoever_accepts_a_whole_case_does_not_mark_it_less_carefully_than_whose_it_is() {
    for test in engines().await {
        let two = two(test).await;
        let cases = &two.here.cases;
        two.agree(Extent::Whole, true).await;
        let id = referral::offer(cases, &two.ayu, two.case, two.offer(Extent::Whole)).await.unwrap();
        referral::accept(cases, &two.laras, id).await.unwrap();
        let change = |me, pap| work::change(cases, me, two.case, 99, Change::Marking(Marking::Amber, pap));
        assert_eq!(told(change(&two.laras, Pap::Clear).await), "cases-marking-of-the-source");
        change(&two.laras, Pap::Red).await.unwrap();
        change(&two.ayu, Pap::Clear).await.unwrap();
    }
}

#[tokio::test]
async fn a_study_gets_an_extract_by_a_consent_of_its_own_and_says_so() {
    for test in engines().await {
        let two = two(test).await;
        let cases = &two.here.cases;
        let first = Extent::first_contact();
        let study = |extent: Extent| NewReferral { purpose: Purpose::Research, ..two.offer(extent) };
        // That somebody may help says nothing about a study.
        two.agree(first.clone(), true).await;
        let refused = referral::offer(cases, &two.ayu, two.case, study(first.clone())).await;
        assert_eq!(told(refused), "cases-consent-not-asked");
        let consent = |extent| NewConsent { purpose: Purpose::Research, ..two.consent(extent) };
        let whole = referral::ask_consent(cases, &two.ayu, two.case, consent(Extent::Whole)).await;
        assert_eq!(told(whole), "cases-research-extract");
        referral::record_consent(cases, &two.ayu, two.case, consent(first.clone())).await.unwrap();
        let id = referral::offer(cases, &two.ayu, two.case, study(first)).await.unwrap();
        let offer = referral::incoming(cases, &two.laras).await.unwrap().remove(0);
        assert_eq!((offer.referral.id, offer.purpose), (id, Purpose::Research));
        referral::accept(cases, &two.laras, id).await.unwrap();
        let sent = referral::outgoing(cases, &two.ayu).await.unwrap();
        assert_eq!((sent[0].purpose, sent[0].referral.state), (Purpose::Research, ReferralState::Accepted));
    }
}

#[tokio::test]
async fn of_two_cases_that_are_joined_the_more_careful_marking_stays() {
    for test in engines().await {
        let two = two(test).await;
        let cases = &two.here.cases;
        let (_, filed) = two.here.ask(calm()).await;
        triage::take(cases, &two.ayu, filed.case).await.unwrap();
        for (case, marking, pap) in
            [(two.case, Marking::Clear, Pap::Red), (filed.case, Marking::AmberStrict, Pap::Clear)]
        {
            work::change(cases, &two.ayu, case, 99, Change::Marking(marking, pap)).await.unwrap();
        }
        work::merge(cases, &two.ayu, filed.case, two.case).await.unwrap();
        let sheet = work::open(cases, &two.ayu, two.case).await.unwrap().sheet;
        assert_eq!((sheet.marking, sheet.pap), (Marking::AmberStrict, Pap::Red));
    }
}

#[tokio::test]
async fn a_consent_ends_by_itself_and_with_it_the_offer_that_nobody_answered() {
    for test in engines().await {
        let two = two(test).await;
        let cases = &two.here.cases;
        let ends = cases.now().plus(2 * DAY);
        let consent = NewConsent { ends: Some(ends), ..two.consent(Extent::first_contact()) };
        referral::ask_consent(cases, &two.ayu, two.case, consent).await.unwrap();
        let proof = Proof::words(&two.receipt);
        let arrival = returning::arrive(cases, &proof, SealingMode::Server).await.unwrap();
        let thread = returning::open(&two.receipt, &arrival).unwrap();
        let asked = thread.entries.iter().find(|entry| entry.kind == RecordKind::Consent).unwrap();
        assert_eq!(asked.consent.as_ref().unwrap().0.ends, Some(ends), "the person reads until when");
        returning::answer_consent(cases, &proof, asked.record, true).await.unwrap();
        // One is answered in time, the other is waited for no longer than the consent holds.
        let offer = async || referral::offer(cases, &two.ayu, two.case, two.offer(Extent::first_contact())).await;
        let (answered, late) = (offer().await.unwrap(), offer().await.unwrap());
        let offers = referral::incoming(cases, &two.laras).await.unwrap();
        assert!(offers.iter().all(|view| (view.referral.deadline, view.ends) == (ends, Some(ends))));
        let extract = offers.iter().find(|view| view.referral.id == late).unwrap().extract_case.unwrap();
        referral::accept(cases, &two.laras, answered).await.unwrap();
        two.here.test.clock.advance(2 * DAY);
        assert_eq!(told(referral::accept(cases, &two.laras, late).await), "cases-referral-state");
        assert_eq!(told(offer().await), "cases-consent-ended");
        two.here.test.clock.advance(DAY);
        retention::delete_due(cases).await.unwrap();
        assert!(!retention::exists(cases, extract).await.unwrap(), "the sweep took what was offered");
        let sent = referral::outgoing(cases, &two.ayu).await.unwrap();
        let state = |id| sent.iter().find(|view| view.referral.id == id).unwrap();
        assert_eq!(state(late).referral.state, ReferralState::Expired);
        // What was taken in time stays with the other side, and both see that the consent is over.
        assert_eq!((state(answered).referral.state, state(answered).ends), (ReferralState::Accepted, Some(ends)));
        let theirs = referral::incoming(cases, &two.laras).await.unwrap();
        assert!(theirs.iter().any(|view| view.referral.id == answered && view.ends == Some(ends)));
    }
}

#[tokio::test]
async fn an_extract_holds_what_was_agreed_to_and_nothing_else() {
    for test in engines().await {
        let two = two(test).await;
        let cases = &two.here.cases;
        let extent =
            Extent::Extract { fields: vec![Field::Services, Field::Incident, Field::Language, Field::Summary] };
        two.agree(extent.clone(), true).await;
        let id = referral::offer(cases, &two.ayu, two.case, two.offer(extent)).await.unwrap();
        let offers = referral::incoming(cases, &two.laras).await.unwrap();
        assert_eq!((offers.len(), offers[0].can_open, offers[0].from_name.as_str()), (1, true, "Bantuan Digital"));
        let shown = format!("{:?}", offers[0].extract);
        assert!(shown.contains("doxxing") && shown.contains("needs a lawyer") && shown.contains("اردو"));
        assert!(!shown.contains(CANARY) && !shown.contains("Kelelawar"));
        let extract = offers[0].extract_case.unwrap();
        assert_eq!(told(triage::take(cases, &two.laras, extract).await), "cases-referral-answer-first");
        // Nobody of the sender's opens the receiver's copy, nobody of the receiver's the case itself.
        assert_eq!(kind(work::open(cases, &two.ayu, extract).await), ProblemKind::NotFound);
        assert_eq!(kind(work::open(cases, &two.laras, two.case).await), ProblemKind::NotFound);
        referral::accept(cases, &two.laras, id).await.unwrap();
        let view = work::open(cases, &two.laras, extract).await.unwrap();
        assert_eq!(view.line.answers.came_by(), Intake::Referral);
        assert!(!view.returns, "nobody holds a receipt for an extract");
        assert!(!view.request.text.contains(CANARY) && view.request.contact.is_empty());
        assert_eq!(told(referral::decline(cases, &two.laras, id, DeclineReason::Other).await), "cases-referral-state");

        referral::reached(cases, &two.ayu, id, Answer::NotSure).await.unwrap();
        let proof = Proof::words(&two.receipt);
        referral::person_says_reached(cases, &proof, id, Answer::Yes).await.unwrap();
        let sent = referral::outgoing(cases, &two.ayu).await.unwrap();
        assert_eq!(sent[0].referral.state, ReferralState::Accepted);
        assert_eq!(sent[0].referral.reached, Some(Answer::Yes));
        let arrival = returning::arrive(cases, &proof, SealingMode::Server).await.unwrap();
        assert_eq!((arrival.referrals.len(), arrival.referrals[0].receiver.as_str()), (1, "Bantuan Hukum"));
        assert!(!String::from_utf8_lossy(&two.here.everything_stored().await).contains("needs a lawyer"));
        // What was made of the case goes with it.
        returning::ask_deletion(cases, &proof).await.unwrap();
        assert_eq!(kind(work::open(cases, &two.laras, extract).await), ProblemKind::NotFound);
    }
}

#[tokio::test]
async fn the_whole_case_opens_for_whoever_accepts_it_and_its_person_sees_them() {
    for test in engines().await {
        let two = two(test).await;
        let cases = &two.here.cases;
        two.agree(Extent::Whole, true).await;
        let id = referral::offer(cases, &two.ayu, two.case, two.offer(Extent::Whole)).await.unwrap();
        assert_eq!(kind(work::open(cases, &two.laras, two.case).await), ProblemKind::NotFound);
        referral::accept(cases, &two.laras, id).await.unwrap();
        let view = work::open(cases, &two.laras, two.case).await.unwrap();
        assert!(view.request.text.contains(CANARY) && view.returns);
        // The list of what was offered leads to it from then on.
        let taken = referral::incoming(cases, &two.laras).await.unwrap();
        assert!(taken[0].can_open && taken[0].referral.extent == Extent::Whole && taken[0].extract_case.is_none());
        work::reply(cases, &two.laras, two.case, "We begin tomorrow.").await.unwrap();
        let arrival = returning::arrive(cases, &Proof::words(&two.receipt), SealingMode::Server).await.unwrap();
        let names: Vec<&str> = arrival.parties.iter().map(|party| party.name.as_str()).collect();
        assert!(names.contains(&"Bantuan Digital") && names.contains(&"Bantuan Hukum"));
        assert!(arrival.visits.iter().any(|visit| {
            visit.what == VisitKind::Opened && visit.organisation.as_ref().is_some_and(|(id, _)| *id == two.other)
        }));
        assert!(triage::queue(cases, &two.laras).await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn a_consent_that_is_taken_back_ends_what_is_not_answered_yet() {
    for test in engines().await {
        let two = two(test).await;
        let cases = &two.here.cases;
        let record = two.agree(Extent::first_contact(), true).await;
        let id = referral::offer(cases, &two.ayu, two.case, two.offer(Extent::first_contact())).await.unwrap();
        let proof = Proof::words(&two.receipt);
        returning::withdraw_consent(cases, &proof, record).await.unwrap();
        assert_eq!(told(referral::accept(cases, &two.laras, id).await), "cases-referral-state");
        assert!(triage::queue(cases, &two.laras).await.unwrap().is_empty());
        let again = returning::answer_consent(cases, &proof, record, true).await;
        assert_eq!(told(again), "cases-consent-answered");
        let view = work::open(cases, &two.ayu, two.case).await.unwrap();
        assert_eq!(view.referrals[0].referral.state, ReferralState::TakenBack);
        let asked = view.entries.iter().find(|entry| entry.record == record).unwrap();
        assert_eq!(asked.consent.as_ref().unwrap().1.answer, Some(ConsentAnswer::Withdrawn));
        let late = referral::offer(cases, &two.ayu, two.case, two.offer(Extent::first_contact())).await;
        assert_eq!(told(late), "cases-consent-withdrawn");
    }
}

#[tokio::test]
async fn what_is_declined_or_not_answered_in_time_is_deleted_at_the_receiver() {
    for test in engines().await {
        let two = two(test).await;
        let cases = &two.here.cases;
        referral::record_consent(cases, &two.ayu, two.case, two.consent(Extent::first_contact())).await.unwrap();
        let offer = || referral::offer(cases, &two.ayu, two.case, two.offer(Extent::first_contact()));
        let declined = offer().await.unwrap();
        referral::decline(cases, &two.laras, declined, DeclineReason::NoCapacity).await.unwrap();
        let late = offer().await.unwrap();
        let back = offer().await.unwrap();
        referral::take_back(cases, &two.ayu, back).await.unwrap();
        assert_eq!(triage::queue(cases, &two.laras).await.unwrap().len(), 1);
        two.here.test.clock.advance(5 * DAY + HOUR);
        retention::delete_due(cases).await.unwrap();
        assert_eq!(told(referral::accept(cases, &two.laras, late).await), "cases-referral-state");
        assert!(triage::queue(cases, &two.laras).await.unwrap().is_empty());
        let sent = referral::outgoing(cases, &two.ayu).await.unwrap();
        let mut states: Vec<ReferralState> = sent.iter().map(|view| view.referral.state).collect();
        states.sort_unstable();
        assert_eq!(states, [ReferralState::Declined, ReferralState::Expired, ReferralState::TakenBack]);
        let why = sent.iter().find_map(|view| view.referral.declined);
        assert_eq!(why, Some(DeclineReason::NoCapacity));
    }
}

#[tokio::test]
async fn figures_count_closed_cases_once_and_hide_what_is_small() {
    for test in engines().await {
        let (here, ayu, _) = TestHelpline::open(test).await;
        let cases = &here.cases;
        for number in 0..13 {
            let (_, filed) = here.ask(if number == 0 { urgent() } else { calm() }).await;
            triage::take(cases, &ayu, filed.case).await.unwrap();
            work::reply(cases, &ayu, filed.case, "hello").await.unwrap();
            let mut changes = vec![
                Change::Decline(ServiceKind::Psychosocial),
                Change::Outcome(Outcome::Solved),
                Change::Status(Status::Resolved),
                Change::Status(Status::Closed),
                Change::Status(Status::Assigned),
            ];
            if number == 0 {
                changes.insert(0, Change::Decline(ServiceKind::Legal));
            }
            for change in changes {
                work::change(cases, &ayu, filed.case, 999, change).await.unwrap();
            }
        }
        assert_eq!(counting::release_due(cases).await.unwrap(), None);
        here.test.clock.advance(100 * DAY);
        assert!(counting::release_due(cases).await.unwrap().is_some());
        assert_eq!(counting::release_due(cases).await.unwrap(), None);
        let releases = counting::releases(cases).await.unwrap();
        assert_eq!(releases.len(), 1);
        assert_eq!(releases[0].all(), Some(Figure::Count(13)));
        let incidents = releases[0].rows(&["abuse"]).unwrap_or_default();
        let doxxing = incidents.iter().find(|row| row.values == [Some("doxxing")]);
        assert!(doxxing.is_none_or(|row| row.figure == Figure::Hidden));
    }
}
