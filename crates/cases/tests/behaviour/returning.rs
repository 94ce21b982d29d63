//! Coming back with a receipt.

use saksi_base::{CaseRecordId, ProblemKind};
use saksi_cases::actions::files::{Download, Holder, Keyed, Upload};
use saksi_cases::actions::returning::{self, Proof, PublicState};
use saksi_cases::actions::{FileName, files, filing, triage, work};
use saksi_cases::model::case::{Author, SealingMode, VisitKind};
use saksi_cases::model::sheet::Change;
use saksi_cases::model::status::Status;
use saksi_cases::model::words::{Outcome, ServiceKind};
use saksi_cases::testing::{BACKUP_DAYS, TestHelpline};
use saksi_db::testing::engines;
use saksi_vault::{CaseReceipt, FilingBinding, FilingProof, WordList};

use crate::{CANARY, calm, kind, told, urgent};

async fn thread(here: &TestHelpline, receipt: &CaseReceipt) -> (returning::Arrival, returning::Thread) {
    let arrival = returning::arrive(&here.cases, &Proof::words(receipt), SealingMode::Server).await.unwrap();
    let thread = returning::open(receipt, &arrival).unwrap();
    (arrival, thread)
}

#[tokio::test]
async fn the_words_on_paper_open_the_case_and_wrong_ones_are_all_refused_alike() {
    for test in engines().await {
        let (here, ..) = TestHelpline::open(test).await;
        let (receipt, _) = here.ask(urgent()).await;
        let (locator, words) = TestHelpline::on_paper(&receipt);
        let typed = CaseReceipt::parse(&locator.to_lowercase(), &words.to_uppercase()).unwrap();
        let (arrival, thread) = thread(&here, &typed).await;
        assert_eq!(arrival.state, PublicState::Waiting);
        assert_eq!(arrival.parties[0].name, "Bantuan Digital");
        assert!(arrival.parties[0].waits && arrival.parties[0].people == 0);
        assert!(thread.request.text.contains(CANARY));
        assert!(!format!("{arrival:?}{thread:?}").contains(CANARY));

        let stranger = filing::new_receipt(&here.cases, WordList::English);
        let unknown = returning::mode_of(&here.cases, &Proof::words(&stranger)).await;
        let wrong = Proof::derived(&locator, stranger.authenticator().reveal().as_ref()).unwrap();
        let wrong = returning::mode_of(&here.cases, &wrong).await;
        assert_eq!(unknown, wrong);
        assert_eq!(told(wrong), "cases-receipt-wrong");
        assert!(returning::deleted(&here.cases, &Proof::words(&stranger)).await.unwrap().is_none());
    }
}

#[tokio::test]
async fn both_write_and_each_sees_what_is_theirs_to_see() {
    for test in engines().await {
        let (here, ayu, _) = TestHelpline::open(test).await;
        let cases = &here.cases;
        let (receipt, filed) = here.ask(urgent()).await;
        assert_eq!(told(work::reply(cases, &ayu, filed.case, "hello").await), "cases-take-it-first");
        triage::take(cases, &ayu, filed.case).await.unwrap();
        work::note_down(cases, &ayu, filed.case, "a note about kelelawar-9137-merah").await.unwrap();
        work::reply(cases, &ayu, filed.case, "We are with you. kelelawar-9137-merah").await.unwrap();

        let (arrival, seen) = thread(&here, &receipt).await;
        assert_eq!(arrival.state, PublicState::Open);
        assert_eq!(seen.entries.len(), 1);
        assert_eq!(seen.entries[0].from, Author::Staff);
        assert_eq!(seen.entries[0].organisation, "Bantuan Digital");
        assert!(seen.entries[0].by.is_none());
        assert!(seen.entries[0].text.contains("We are with you"));
        let kinds: Vec<VisitKind> = arrival.visits.iter().map(|visit| visit.what).collect();
        assert!(kinds.contains(&VisitKind::Assigned) && kinds.contains(&VisitKind::Answered));
        assert!(arrival.visits.iter().all(|visit| visit.person.is_none() && visit.who == "1"));

        let record = CaseRecordId::new(&*here.test.db.random());
        returning::write_plain(cases, &receipt, record, "Thank you. kelelawar-9137-merah").await.unwrap();
        returning::write_plain(cases, &receipt, record, "Thank you. kelelawar-9137-merah").await.unwrap();
        assert_eq!(told(returning::write_plain(cases, &receipt, record, "  ").await), "cases-empty");
        let view = work::open(cases, &ayu, filed.case).await.unwrap();
        let from: Vec<Author> = view.entries.iter().map(|entry| entry.from).collect();
        assert_eq!(from, [Author::Staff, Author::Staff, Author::Person]);
        assert_eq!(view.entries[1].by, Some(ayu.member().person));
        assert_eq!(view.line.last_from, Author::Person);
        assert!(view.line.waiting_since.is_some());
        assert!(!String::from_utf8_lossy(&here.everything_stored().await).contains(CANARY));
    }
}

#[tokio::test]
async fn a_case_that_a_browser_sealed_says_when_its_words_were_sent_to_the_server() {
    for test in engines().await {
        let (here, ayu, _) = TestHelpline::open(test).await;
        let cases = &here.cases;
        let to = filing::intake_of(cases, here.organisation).await.unwrap().unwrap();
        let receipt = filing::new_receipt(cases, WordList::English);
        let mut sealed = filing::seal(cases, &to, &receipt, calm()).unwrap();
        sealed.mode = SealingMode::Browser;
        let case = sealed.case;
        filing::file_case(cases, sealed).await.unwrap();
        let proof = Proof::words(&receipt);
        assert_eq!(returning::mode_of(cases, &proof).await.unwrap(), SealingMode::Browser);
        let at_home = returning::arrive(cases, &proof, SealingMode::Browser).await.unwrap();
        assert!(at_home.visits.is_empty());
        let sent = returning::arrive(cases, &proof, SealingMode::Server).await.unwrap();
        assert_eq!(sent.visits[0].what, VisitKind::WordsSent);
        assert!(sent.visits[0].organisation.is_none());
        let view = work::open(cases, &ayu, case).await.unwrap();
        assert!(view.visits.iter().any(|visit| visit.what == VisitKind::WordsSent));
    }
}

#[tokio::test]
async fn what_the_person_says_by_a_button_reaches_the_helpers() {
    for test in engines().await {
        let (here, ayu, _) = TestHelpline::open(test).await;
        let cases = &here.cases;
        let (receipt, filed) = here.ask(calm()).await;
        let proof = Proof::words(&receipt);
        returning::decline_service(cases, &proof, ServiceKind::Psychosocial).await.unwrap();
        returning::want_service(cases, &proof, ServiceKind::Legal).await.unwrap();
        returning::want_service(cases, &proof, ServiceKind::Legal).await.unwrap();
        triage::take(cases, &ayu, filed.case).await.unwrap();
        let view = work::open(cases, &ayu, filed.case).await.unwrap();
        assert!(view.sheet.services.psychosocial_was_answered());
        assert_eq!(view.sheet.services.open().map(|service| service.kind).collect::<Vec<_>>(), [ServiceKind::Legal]);
        let (arrival, seen) = thread(&here, &receipt).await;
        assert_eq!(arrival.said.len(), 2);
        assert!(seen.services.psychosocial_was_answered());
    }
}

#[tokio::test]
async fn a_closed_case_opens_when_the_person_writes_and_is_not_deleted() {
    for test in engines().await {
        let (here, ayu, _) = TestHelpline::open(test).await;
        let cases = &here.cases;
        let (receipt, filed) = here.ask(calm()).await;
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
        let (arrival, _) = thread(&here, &receipt).await;
        assert_eq!(arrival.state, PublicState::Closed);
        assert!(matches!(arrival.keeping, returning::KeptUntil::Day(_)));
        assert_eq!(work::mine(cases, &ayu, work::Mine::Open).await.unwrap().len(), 0);
        let record = CaseRecordId::new(&*here.test.db.random());
        returning::write_plain(cases, &receipt, record, "It happened again.").await.unwrap();
        let (arrival, _) = thread(&here, &receipt).await;
        assert_eq!(arrival.state, PublicState::Open);
        assert!(matches!(arrival.keeping, returning::KeptUntil::Unless(_)));
        let open = work::mine(cases, &ayu, work::Mine::Open).await.unwrap();
        assert_eq!((open.len(), open[0].status), (1, Status::Assigned));
    }
}

#[tokio::test]
async fn a_deleted_case_is_gone_and_its_person_is_told_until_when_backups_hold_it() {
    for test in engines().await {
        let (here, ayu, _) = TestHelpline::open(test).await;
        let cases = &here.cases;
        let (receipt, filed) = here.ask(urgent()).await;
        let proof = Proof::words(&receipt);
        let keyed = Keyed::with_words(cases, &receipt, &proof).await.unwrap();
        let mut upload = Upload::begin(cases, &keyed, name("letter.txt")).await.unwrap();
        upload.write(CANARY.as_bytes()).await.unwrap();
        upload.finish().await.unwrap();
        assert_eq!(cases.blobs.list().await.unwrap().len(), 1);

        let deletion = returning::ask_deletion(cases, &proof).await.unwrap();
        let days = i32::try_from(BACKUP_DAYS).unwrap();
        assert_eq!(deletion.gone_from_backups, deletion.deleted_on.plus(days + 1));
        assert_eq!(returning::deleted(cases, &proof).await.unwrap(), Some(deletion));
        assert_eq!(told(returning::mode_of(cases, &proof).await), "cases-receipt-wrong");
        assert_eq!(kind(work::open(cases, &ayu, filed.case).await), ProblemKind::NotFound);
        assert!(triage::queue(cases, &ayu).await.unwrap().is_empty());
        assert!(cases.blobs.list().await.unwrap().is_empty());
        // Nobody files again under the same locator while the receipt of the deletion stands.
        let to = filing::intake_of(cases, here.organisation).await.unwrap().unwrap();
        let again = filing::seal(cases, &to, &receipt, calm()).unwrap();
        assert_eq!(told(filing::file_case(cases, again).await), "cases-draw-again");
        here.test.clock.advance(i64::from(BACKUP_DAYS + 2) * saksi_base::clock::DAY);
        saksi_cases::actions::retention::delete_due(cases).await.unwrap();
        assert!(returning::deleted(cases, &proof).await.unwrap().is_none());
    }
}

#[tokio::test]
async fn a_restored_backup_does_not_bring_a_deleted_case_back() {
    let all = engines().await;
    for test in all {
        let (here, ..) = TestHelpline::open(test).await;
        let cases = &here.cases;
        let (receipt, filed) = here.ask(urgent()).await;
        let (kept, _) = here.ask(calm()).await;
        let mut backup = Vec::new();
        saksi_db::dump::dump(&here.test.db, &mut backup).await.unwrap();
        returning::ask_deletion(cases, &Proof::words(&receipt)).await.unwrap();
        let apart = saksi_db::blobs::Blobs::folder(&here.folder.path().join("apart")).await.unwrap();
        here.test.db.keep_tombstones_apart(&apart).await.unwrap();

        let fresh = saksi_db::testing::sqlite().await;
        saksi_db::dump::load(&fresh.db, &mut backup.as_slice(), &[apart]).await.unwrap();
        let restored =
            saksi_cases::Cases::new(fresh.db.clone(), cases.blobs.clone(), cases.hashing.clone(), BACKUP_DAYS)
                .await
                .unwrap();
        assert!(!saksi_cases::actions::retention::exists(&restored, filed.case).await.unwrap());
        assert_eq!(told(returning::mode_of(&restored, &Proof::words(&receipt)).await), "cases-receipt-wrong");
        assert!(returning::mode_of(&restored, &Proof::words(&kept)).await.is_ok());
    }
}

#[tokio::test]
async fn a_proof_of_filing_says_the_day_and_nothing_of_what() {
    for test in engines().await {
        let (here, ..) = TestHelpline::open(test).await;
        let (receipt, _) = here.ask(urgent()).await;
        let opening = receipt.filing_opening();
        let proof = returning::proof_of_filing(&here.cases, &Proof::words(&receipt), opening.binding()).await.unwrap();
        let read = FilingProof::from_text(&proof.to_text()).unwrap();
        assert!(read.belongs_to(&opening));
        assert_eq!(read.issuer(), returning::filing_key(&here.cases));
        assert_eq!(i64::from(read.day()), here.cases.now().0 / saksi_base::clock::DAY);
        let stranger = Proof::words(&filing::new_receipt(&here.cases, WordList::English));
        let refused = returning::proof_of_filing(&here.cases, &stranger, FilingBinding::from_bytes([1; 32])).await;
        assert_eq!(told(refused), "cases-receipt-wrong");
        // The same key after a restart.
        let again = saksi_cases::Cases::new(
            here.test.db.clone(),
            here.cases.blobs.clone(),
            here.cases.hashing.clone(),
            BACKUP_DAYS,
        );
        assert_eq!(returning::filing_key(&again.await.unwrap()), read.issuer());
    }
}

fn name(name: &str) -> FileName {
    FileName { name: name.to_owned(), media_type: "text/plain".into(), evidence: false, size: 0, at: None }
}

#[tokio::test]
async fn a_file_is_sealed_while_it_streams_and_read_back_by_both() {
    for test in engines().await {
        let (here, ayu, _) = TestHelpline::open(test).await;
        let cases = &here.cases;
        let (receipt, filed) = here.ask(urgent()).await;
        let proof = Proof::words(&receipt);
        let content: Vec<u8> = CANARY.bytes().cycle().take(2_500_000).collect();
        let keyed = Keyed::with_words(cases, &receipt, &proof).await.unwrap();
        let mut upload = Upload::begin(cases, &keyed, name("kelelawar-9137-merah.txt")).await.unwrap();
        let record = upload.record();
        for piece in content.chunks(70_001) {
            upload.write(piece).await.unwrap();
        }
        assert_eq!(upload.finish().await.unwrap(), 2_500_000);
        assert!(!String::from_utf8_lossy(&here.everything_stored().await).contains(CANARY));

        let staff = Keyed::with_key(cases, &ayu, filed.case).await.unwrap();
        for reader in [&keyed, &staff] {
            let (called, mut download) = Download::begin(cases, reader, record).await.unwrap();
            assert_eq!(called.name, "kelelawar-9137-merah.txt");
            let mut read = Vec::new();
            while let Some(piece) = download.next().await.unwrap() {
                read.extend_from_slice(&piece);
            }
            assert!(read == content);
        }
        let (arrival, _) = thread(&here, &receipt).await;
        assert!(arrival.visits.iter().any(|visit| visit.what == VisitKind::FileOpened));
        assert!(arrival.entries.iter().any(|entry| entry.file.as_ref().is_some_and(|file| file.done)));
    }
}

#[tokio::test]
async fn what_a_helper_attaches_is_read_by_the_person_and_goes_with_the_case() {
    for test in engines().await {
        let (here, ayu, bima) = TestHelpline::open(test).await;
        let cases = &here.cases;
        let (receipt, filed) = here.ask(urgent()).await;
        assert_eq!(told(Keyed::to_attach(cases, &ayu, filed.case).await), "cases-take-it-first");
        triage::take(cases, &ayu, filed.case).await.unwrap();
        let content: Vec<u8> = CANARY.bytes().cycle().take(1_300_000).collect();
        let staff = Keyed::to_attach(cases, &ayu, filed.case).await.unwrap();
        let mut upload = Upload::begin(cases, &staff, name("kelelawar-9137-merah.pdf")).await.unwrap();
        let record = upload.record();
        upload.write(&content).await.unwrap();
        let (arrival, _) = thread(&here, &receipt).await;
        assert!(arrival.entries.iter().all(|entry| entry.file.as_ref().is_none_or(|file| !file.done)));
        upload.finish().await.unwrap();
        files::attached(cases, &ayu, filed.case, &[record]).await.unwrap();
        assert!(!String::from_utf8_lossy(&here.everything_stored().await).contains(CANARY));

        let (arrival, opened) = thread(&here, &receipt).await;
        let entry = opened.entries.iter().find(|entry| entry.record == record).unwrap();
        let (about, row) = entry.file.as_ref().unwrap();
        assert_eq!((about.name.as_str(), about.size, row.done), ("kelelawar-9137-merah.pdf", 1_300_000, true));
        assert_eq!((entry.from, entry.organisation.as_str(), entry.by), (Author::Staff, "Bantuan Digital", None));
        assert!(arrival.visits.iter().any(|visit| visit.what == VisitKind::Answered));
        let proof = Proof::words(&receipt);
        let keyed = Keyed::with_words(cases, &receipt, &proof).await.unwrap();
        let (_, mut download) = Download::begin(cases, &keyed, record).await.unwrap();
        let mut read = Vec::new();
        while let Some(piece) = download.next().await.unwrap() {
            read.extend_from_slice(&piece);
        }
        assert!(read == content);

        let view = work::open(cases, &ayu, filed.case).await.unwrap();
        let listed = view.entries.iter().find(|entry| entry.record == record).unwrap();
        assert_eq!(listed.by, Some(ayu.member().person));
        assert!(!view.sheet.clocks.values().any(|clock| clock.stopped.is_some()), "a file alone is no answer");
        assert_eq!(kind(Keyed::to_attach(cases, &bima, filed.case).await), ProblemKind::NotFound);

        returning::ask_deletion(cases, &proof).await.unwrap();
        assert_eq!(cases.blobs.list().await.unwrap(), []);
    }
}

#[tokio::test]
async fn what_came_of_a_file_that_broke_off_does_not_stay() {
    for test in engines().await {
        let (here, ..) = TestHelpline::open(test).await;
        let cases = &here.cases;
        let (receipt, _) = here.ask(urgent()).await;
        let proof = Proof::words(&receipt);
        let keyed = Keyed::with_words(cases, &receipt, &proof).await.unwrap();
        for given_up in [true, false] {
            let mut upload = Upload::begin(cases, &keyed, name("half.bin")).await.unwrap();
            upload.write(&vec![7; 2_000_000]).await.unwrap();
            if given_up {
                upload.give_up().await.unwrap();
                let (arrival, _) = thread(&here, &receipt).await;
                assert!(arrival.entries.iter().all(|entry| entry.file.is_none()));
            }
        }
        let tidy = || saksi_cases::actions::housekeeping::tidy(cases);
        here.test.clock.advance(2 * saksi_base::clock::DAY);
        assert_eq!(tidy().await.unwrap().dropped, 0, "somebody may still go on with it");
        here.test.clock.advance(saksi_base::clock::DAY);
        assert_eq!(tidy().await.unwrap().dropped, 1);
        let (arrival, _) = thread(&here, &receipt).await;
        assert!(arrival.entries.iter().all(|entry| entry.file.is_none()));
        assert_eq!(cases.blobs.list().await.unwrap(), []);
    }
}

#[tokio::test]
async fn an_upload_that_broke_off_goes_on_and_sends_nothing_twice() {
    for test in engines().await {
        let (here, ..) = TestHelpline::open(test).await;
        let cases = &here.cases;
        let (receipt, filed) = here.ask(urgent()).await;
        let proof = Proof::words(&receipt);
        let holder = Holder::Person(&proof);
        let random = saksi_base::SeededRandom::new(3);
        // The browser's part: open the wrap, seal the file.
        let arrival = returning::arrive(cases, &proof, SealingMode::Browser).await.unwrap();
        let key = arrival.wraps[0].open(filed.case, &receipt.return_key().unwrap()).unwrap();
        let record = CaseRecordId::new(&random);
        let place = saksi_vault::SealedPlace::new(record, files::FIELD);
        let mut sealer = key.seal_file(place, &random).unwrap();
        let header = *sealer.header();
        let mut chunks: Vec<Vec<u8>> = Vec::new();
        sealer.write(&vec![7; 300_000], &random, |chunk| chunks.push(chunk)).unwrap();
        let mut end = sealer.finish();
        while let Some(chunk) = end.next_chunk(&random).unwrap() {
            chunks.push(chunk);
        }
        let named = saksi_vault::SealedPlace::new(record, saksi_vault::FieldName::fixed("name"));
        let name = key.seal(named, r#"{"name":"a.bin","type":"","evidence":true,"size":300000}"#, &random).unwrap();
        let new = files::NewFile { record, header, name, from: None, sealed_length: 400_000 };
        files::begin(cases, holder, &new).await.unwrap();
        let first: Vec<u8> = chunks[..2].concat();
        assert_eq!(files::put(cases, holder, record, 0, first.clone()).await.unwrap().next_chunk, 2);
        // The line broke; the browser asks where to go on.
        let so_far = files::begin(cases, holder, &new).await.unwrap();
        assert_eq!((so_far.next_chunk, so_far.done), (2, false));
        let early = files::put(cases, holder, record, 4, chunks[4..].concat()).await;
        assert_eq!(told(early), "cases-file-order");
        assert_eq!(files::put(cases, holder, record, 0, first).await.unwrap().next_chunk, 2);
        // A part that overlaps is taken from where it is new.
        let rest = files::put(cases, holder, record, 1, chunks[1..].concat()).await.unwrap();
        assert_eq!((rest.next_chunk, rest.done), (chunks.len() as u64, true));
        let keyed = Keyed::with_words(cases, &receipt, &proof).await.unwrap();
        let (_, mut download) = Download::begin(cases, &keyed, record).await.unwrap();
        let mut read = Vec::new();
        while let Some(piece) = download.next().await.unwrap() {
            read.extend_from_slice(&piece);
        }
        assert_eq!(read, vec![7; 300_000]);
        let nonsense = files::put(cases, holder, record, 0, vec![9; 500]).await;
        assert_eq!(told(nonsense), "cases-sealed-wrong");
        let stranger = Proof::words(&filing::new_receipt(cases, WordList::English));
        let stolen = files::part(cases, Holder::Person(&stranger), record, 0).await;
        assert_eq!(told(stolen), "cases-receipt-wrong");
    }
}
