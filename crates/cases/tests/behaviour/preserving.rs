//! Evidence that belongs to a case: sealed with it, seen by those who hold it, proved by a salted hash, gone with it.

#[path = "../../../capture/tests/site/mod.rs"]
mod site;

use std::io::Read as _;

use saksi_archive::wacz::Package;
use saksi_base::{CaseId, CaseRecordId, Marking, ProblemKind};
use saksi_capture::Browser;
use saksi_cases::actions::evidence::{self, About};
use saksi_cases::actions::files::{Download, Keyed, Upload};
use saksi_cases::actions::returning::{self, Proof};
use saksi_cases::actions::{FileName, rekey, retention, triage, work};
use saksi_cases::model::passing::Pap;
use saksi_cases::model::sheet::Change;
use saksi_cases::testing::TestHelpline;
use saksi_cases::{Cases, Unlocked};
use saksi_db::Viewer;
use saksi_db::testing::engines;
use saksi_fetch::{Guard, Networks, Trust};
use saksi_network::Role;
use saksi_tlog::record::{CustodyEvent, EvidenceRecord, What, leaf_of};
use saksi_tlog::{Hash, KeyName, Policy, ProofFile};
use saksi_transparency::{Settings, Standing, Transparency};
use saksi_web::testing::{Kind, assert_page};

use self::site::{Site, response};
use crate::attaching::{browser, open};
use crate::{CANARY, calm, kind, told, urgent};

/// A page that says something that may stand nowhere in the clear, with a picture and a style that is gone.
fn threats() -> Site {
    let page = format!(
        "<!doctype html><html lang=\"id\"><head><title>{CANARY} on the wall</title><link rel=\"stylesheet\" href=\"/gone.css\"></head>\
         <body><main><p>We know where {CANARY} lives.</p><img src=\"/wall.png\" alt=\"\"></main></body></html>"
    );
    Site::from([
        ("/kelelawar-9137-merah", response("text/html; charset=utf-8", page.as_bytes())),
        ("/wall.png", response("image/png", b"kelelawar-9137-merah in a picture")),
    ])
}

fn why() -> About {
    About { reason: format!("she asked to have {CANARY} kept"), legal_basis: String::new() }
}

/// A helpline that may fetch from this machine, with a case that Ayu holds, and the log of its server.
async fn helpline(test: saksi_db::testing::TestDb) -> (TestHelpline, Unlocked, Unlocked, CaseId, Transparency) {
    let settings = Settings {
        origin: KeyName::parse("check.example.org/log").unwrap(),
        policy: Policy::parse("quorum none\n").unwrap(),
        authorities: Vec::new(),
        calendars: Vec::new(),
        stamp_pause: 3_600,
        private: true,
    };
    let log = Transparency::open(test.db.clone(), settings).await.unwrap();
    let (mut here, ayu, bima) = TestHelpline::open(test).await;
    let guard = Guard::new(Networks::Any, &Trust::machine()).unwrap();
    here.cases = here.cases.clone().preserving_through(guard);
    let (_, filed) = here.ask(urgent()).await;
    triage::take(&here.cases, &ayu, filed.case).await.unwrap();
    mark(&here.cases, &ayu, filed.case, Pap::Green).await;
    (here, ayu, bima, filed.case, log)
}

async fn mark(cases: &Cases, me: &Unlocked, case: CaseId, pap: Pap) {
    work::change(cases, me, case, 999, Change::Marking(Marking::Amber, pap)).await.unwrap();
}

async fn content(cases: &Cases, me: &Unlocked, case: CaseId, file: CaseRecordId) -> Vec<u8> {
    let keyed = Keyed::with_key(cases, me, case).await.unwrap();
    let (_, mut download) = Download::begin(cases, &keyed, file).await.unwrap();
    let mut bytes = Vec::new();
    while let Some(piece) = download.next().await.unwrap() {
        bytes.extend_from_slice(&piece);
    }
    bytes
}

fn holds(all: &[u8], word: &str) -> bool {
    all.windows(word.len()).any(|part| part == word.as_bytes())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_of_a_case_is_run_in_a_browser_that_writes_into_memory_alone() {
    let program = std::env::var("SAKSI_CHROMIUM").unwrap_or_else(|_| "/usr/bin/chromium".to_owned());
    let memory = std::path::Path::new("/dev/shm");
    if !std::path::Path::new(&program).exists() || !saksi_capture::lies_in_memory(memory) {
        assert!(
            std::env::var_os("CI").is_none(),
            "there is no Chromium at {program}, or no memory at {}",
            memory.display()
        );
        return;
    }
    let page = format!(
        "<!doctype html><html lang=en><title>Wall</title><main id=m></main><script>document.getElementById('m').textContent =
         'Tonight at {CANARY} they will be waiting, as everybody in the street knows by now.'</script></html>"
    );
    for test in engines().await {
        let (mut here, ayu, _, case, _) = helpline(test).await;
        // One that would write into a folder on a disk is left out.
        let on_disk = Browser { sandbox: false, memory: Some("/".into()), ..Browser::new(&program) };
        let in_memory = Browser { memory: Some(memory.to_owned()), ..on_disk.clone() };
        let (at, _) = site::serve(Site::from([("/wall", response("text/html; charset=utf-8", page.as_bytes()))])).await;
        let url = format!("http://{at}/wall");
        here.cases = here.cases.clone().looking_through(on_disk);
        let id = evidence::keep_page(&here.cases, &ayu, case, &url, &why()).await.unwrap();
        let (plain, _) = evidence::look(&here.cases, &ayu, case, id).await.unwrap();
        assert!(!plain.text.contains("they will be waiting"), "no script ran");

        here.cases = here.cases.clone().looking_through(in_memory);
        let id = evidence::keep_page(&here.cases, &ayu, case, &url, &why()).await.unwrap();
        let (piece, _) = evidence::look(&here.cases, &ayu, case, id).await.unwrap();
        assert!(piece.text.contains("they will be waiting"), "{}", piece.missing.as_str());
        let What::Capture(capture) = &piece.told.unwrap().record.what else { panic!("it is a capture") };
        assert!(capture.method.starts_with("browser and plain fetch, held in memory"), "{}", capture.method);
        let mut package = Package::open(std::io::Cursor::new(content(&here.cases, &ayu, case, id).await)).unwrap();
        for view in ["urn:fullPage:", "urn:print:", "urn:dom:"] {
            assert_eq!(package.find(&format!("{view}{url}")).unwrap().len(), 1, "{view}");
        }
        let stored = here.everything_stored().await;
        assert!(!holds(&stored, CANARY) && !holds(&stored, "they will be waiting"));
    }
}

#[tokio::test]
async fn a_page_is_kept_sealed_and_only_a_salted_hash_reaches_the_log() {
    for test in engines().await {
        let (here, ayu, bima, case, log) = helpline(test).await;
        let cases = &here.cases;
        let (at, _) = site::serve(threats()).await;
        let url = format!("http://{at}/kelelawar-9137-merah");
        let id = evidence::keep_page(cases, &ayu, case, &url, &why()).await.unwrap();

        let (piece, by) = evidence::look(cases, &ayu, case, id).await.unwrap();
        assert_eq!((by.as_str(), piece.url()), ("Ayu", url.as_str()));
        assert_eq!(piece.title.as_str(), format!("{CANARY} on the wall"));
        assert!(piece.text.contains(CANARY));
        assert_eq!(piece.missing.as_str(), "", "that a style is gone stands in the package");
        let told = piece.told.unwrap();
        assert_eq!(told.record.case.as_deref(), Some(case.to_string().as_str()));
        assert!(told.record.reason.contains(CANARY) && !told.record.operator.contains("Ayu"));

        // The package is what the record says, and holds the page and its picture.
        let package = content(cases, &ayu, case, id).await;
        let part = &told.record.parts[0];
        assert_eq!((package.len() as u64, Hash::of(&package)), (part.length, part.sha256));
        let mut package = Package::open(std::io::Cursor::new(package)).unwrap();
        assert!(package.verify().unwrap().holds());
        for (path, word) in [("kelelawar-9137-merah", "We know where"), ("wall.png", "in a picture")] {
            let line = package.find(&format!("http://{at}/{path}")).unwrap().remove(0);
            let mut record = Vec::new();
            package.record(&line).unwrap().read_to_end(&mut record).unwrap();
            assert!(holds(&gunzip(&record), word), "{path}");
        }

        // The same once more has another hash: nobody can guess what was kept.
        let twice = evidence::keep_page(cases, &ayu, case, &url, &why()).await.unwrap();
        let (twice, _) = evidence::look(cases, &ayu, case, twice).await.unwrap();
        let twice = twice.told.unwrap();
        assert!(told.record.salt.is_some() && twice.record.salt.is_some());
        assert_ne!(told.entry, twice.entry);

        // Nothing of it is anywhere but sealed; no job ever named it.
        let stored = here.everything_stored().await;
        for word in [CANARY, "on the wall", "wall.png", &at.to_string(), "WARC/1.1", "she asked"] {
            assert!(!holds(&stored, word), "{word}");
        }

        // The log takes the hash, and proves it to somebody who has the record and the log's key alone.
        assert!(matches!(evidence::standing(cases, told.entry).await.unwrap(), Standing::Waiting { .. }));
        assert!(evidence::proof(cases, told.entry).await.unwrap().is_none());
        log.go_on().await.unwrap();
        assert!(matches!(evidence::standing(cases, told.entry).await.unwrap(), Standing::Logged(_)));
        let proof = evidence::proof(cases, told.entry).await.unwrap().unwrap();
        let entry = EvidenceRecord::from_canonical(told.canonical.as_bytes()).unwrap().entry().unwrap();
        let proven = ProofFile::parse(&proof).unwrap().verify(leaf_of(entry), log.policy()).unwrap();
        assert!(proven.verdict.met);

        // Bima triages, and holds no key of this case.
        assert_eq!(kind(evidence::look(cases, &bima, case, id).await), ProblemKind::NotFound);
        assert_eq!(kind(evidence::keep_page(cases, &bima, case, &url, &why()).await), ProblemKind::NotFound);
    }
}

fn gunzip(bytes: &[u8]) -> Vec<u8> {
    let mut plain = Vec::new();
    let mut reader = saksi_archive::warc::Reader::new(std::io::BufReader::new(bytes)).unwrap();
    while reader.next_record().unwrap().is_some() {
        reader.block().read_to_end(&mut plain).unwrap();
    }
    plain
}

#[tokio::test]
async fn a_file_of_a_case_gets_a_record_and_what_happens_to_it_is_written_down() {
    for test in engines().await {
        let (here, ayu, _, case, log) = helpline(test).await;
        let cases = &here.cases;
        let keyed = Keyed::to_attach(cases, &ayu, case).await.unwrap();
        let about =
            FileName { name: "ancaman.png".into(), media_type: "image/png".into(), evidence: true, size: 0, at: None };
        let mut upload = Upload::begin(cases, &keyed, about).await.unwrap();
        let file = upload.record();
        upload.write(CANARY.repeat(30_000).as_bytes()).await.unwrap();
        // What has not come whole cannot be kept.
        assert_eq!(told(evidence::keep_file(cases, &ayu, case, file, &why()).await), "cases-file-not-whole");
        upload.finish().await.unwrap();
        let id = evidence::keep_file(cases, &ayu, case, file, &why()).await.unwrap();
        assert_eq!(told(evidence::keep_file(cases, &ayu, case, file, &why()).await), "cases-evidence-already");
        assert_eq!(told(evidence::keep_file(cases, &ayu, case, id, &why()).await), "cases-evidence-no-such-file");
        let nothing = About::default();
        assert_eq!(told(evidence::keep_file(cases, &ayu, case, file, &nothing).await), "problem-text-missing");

        let note = |event, party: &'static str| evidence::note(cases, &ayu, case, id, event, party, CANARY);
        assert_eq!(told(note(CustodyEvent::HandedOver, "").await), "problem-text-missing");
        note(CustodyEvent::HandedOver, "Pengadilan Negeri").await.unwrap();
        assert_eq!(evidence::export(cases, &ayu, case, id).await.unwrap(), file);
        assert!(evidence::rehash(cases, &ayu, case, id).await.unwrap());
        // Two at once are both written down.
        let (one, other) = tokio::join!(note(CustodyEvent::Viewed, ""), note(CustodyEvent::Viewed, ""));
        one.unwrap();
        other.unwrap();
        let (piece, _) = evidence::look(cases, &ayu, case, id).await.unwrap();
        let entry = piece.told.as_ref().unwrap().entry;
        let what = |event: &evidence::Event| match &event.told.record.what {
            What::Custody(custody) => custody.event,
            other => panic!("{other:?}"),
        };
        assert_eq!(
            piece.custody.iter().map(what).collect::<Vec<_>>(),
            [
                CustodyEvent::HandedOver,
                CustodyEvent::Exported,
                CustodyEvent::Rehashed,
                CustodyEvent::Viewed,
                CustodyEvent::Viewed
            ]
        );
        assert_eq!(piece.custody.iter().map(|event| event.number).collect::<Vec<_>>(), [1, 2, 3, 4, 5]);
        assert!(piece.custody.iter().all(|event| event.told.record.parent == Some(entry)));
        log.go_on().await.unwrap();
        for event in &piece.custody {
            assert!(event.told.record.salt.is_some());
            assert!(evidence::proof(cases, event.told.entry).await.unwrap().is_some());
        }
        let stored = here.everything_stored().await;
        for word in [CANARY, "ancaman.png", "Pengadilan"] {
            assert!(!holds(&stored, word), "{word}");
        }

        // One bit changes on the disk.
        damage(&here);
        assert!(!evidence::rehash(cases, &ayu, case, id).await.unwrap());
        let (piece, _) = evidence::look(cases, &ayu, case, id).await.unwrap();
        assert_eq!(piece.custody.last().map(what), Some(CustodyEvent::FoundDamaged));
    }
}

/// One bit of every blob changes.
fn damage(here: &TestHelpline) {
    let mut changed = 0;
    for folder in std::fs::read_dir(here.folder.path().join("blobs")).unwrap() {
        for file in std::fs::read_dir(folder.unwrap().path()).unwrap() {
            let path = file.unwrap().path();
            let mut bytes = std::fs::read(&path).unwrap();
            let middle = bytes.len() / 2;
            bytes[middle] ^= 1;
            std::fs::write(&path, bytes).unwrap();
            changed += 1;
        }
    }
    assert!(changed > 0);
}

#[tokio::test]
async fn no_page_is_asked_for_while_the_case_is_marked_so_that_nobody_may_notice() {
    for test in engines().await {
        let (here, ayu, _, case, _) = helpline(test).await;
        let cases = &here.cases;
        let (at, asked) = site::serve(threats()).await;
        let url = format!("http://{at}/kelelawar-9137-merah");
        for pap in [Pap::Red, Pap::Amber] {
            mark(cases, &ayu, case, pap).await;
            assert_eq!(told(evidence::keep_page(cases, &ayu, case, &url, &why()).await), "cases-pap-keep-page");
        }
        assert!(asked.lock().unwrap().is_empty(), "nothing reached the page");
        for pap in [Pap::Green, Pap::Clear] {
            mark(cases, &ayu, case, pap).await;
            evidence::keep_page(cases, &ayu, case, &url, &why()).await.unwrap();
        }
        assert!(!asked.lock().unwrap().is_empty());
    }
}

#[tokio::test]
async fn evidence_follows_its_case_to_another_key_and_goes_with_it() {
    for test in engines().await {
        let (here, ayu, bima, case, log) = helpline(test).await;
        let cases = &here.cases;
        let (at, _) = site::serve(threats()).await;
        let url = format!("http://{at}/kelelawar-9137-merah");
        let id = evidence::keep_page(cases, &ayu, case, &url, &why()).await.unwrap();
        evidence::export(cases, &ayu, case, id).await.unwrap();
        work::give(cases, &ayu, case, bima.member().person).await.unwrap();
        assert_eq!(evidence::look(cases, &bima, case, id).await.unwrap().0.custody.len(), 1);

        // Bima's access ends: texts, record and package get another key, and nothing changes in what they say.
        let before = evidence::look(cases, &ayu, case, id).await.unwrap().0.told.unwrap().entry;
        rekey::revoke(cases, &ayu, case, bima.member().person).await.unwrap();
        let mut steps = 0;
        while !rekey::rekey(cases, &ayu, case, 3).await.unwrap().is_none_or(rekey::Rekeying::is_done) {
            steps += 1;
            assert!(steps < 50, "it never ends");
        }
        let (piece, _) = evidence::look(cases, &ayu, case, id).await.unwrap();
        assert_eq!((piece.told.unwrap().entry, piece.custody.len()), (before, 1));
        assert!(evidence::rehash(cases, &ayu, case, id).await.unwrap());
        assert_eq!(kind(evidence::look(cases, &bima, case, id).await), ProblemKind::NotFound);
        log.go_on().await.unwrap();

        // The case goes, and with it every stored byte; the log keeps a hash of which nobody knows what it was.
        retention::sweep_blobs(cases).await.unwrap();
        assert!(!cases.blobs.list().await.unwrap().is_empty());
        retention::delete(cases, &ayu, case).await.unwrap();
        assert!(cases.blobs.list().await.unwrap().is_empty());
        assert_eq!(kind(evidence::look(cases, &ayu, case, id).await), ProblemKind::NotFound);
        assert!(evidence::proof(cases, before).await.unwrap().is_some());
    }
}

#[tokio::test]
async fn whoever_asked_for_help_takes_the_evidence_away_with_their_case() {
    for test in engines().await {
        let (here, ayu, _, _, _) = helpline(test).await;
        let cases = &here.cases;
        let (at, _) = site::serve(threats()).await;
        let (receipt, filed) = here.ask(calm()).await;
        triage::take(cases, &ayu, filed.case).await.unwrap();
        mark(cases, &ayu, filed.case, Pap::Green).await;
        let url = format!("http://{at}/kelelawar-9137-merah");
        evidence::keep_page(cases, &ayu, filed.case, &url, &why()).await.unwrap();
        let proof = Proof::words(&receipt);
        // They see that somebody kept evidence, and are not given it.
        let arrival = returning::arrive(cases, &proof, saksi_cases::model::case::SealingMode::Server).await.unwrap();
        assert!(arrival.visits.iter().any(|visit| visit.what == saksi_cases::model::case::VisitKind::EvidenceKept));
        assert_eq!(arrival.entries.len(), 1);
        returning::ask_deletion(cases, &proof).await.unwrap();
        assert!(cases.blobs.list().await.unwrap().is_empty());
        assert!(!retention::exists(cases, filed.case).await.unwrap());
    }
}

#[tokio::test]
async fn what_cannot_be_had_leaves_nothing_behind() {
    for test in engines().await {
        let (mut here, ayu, _, case, log) = helpline(test).await;
        let keep = async |here: &TestHelpline, url: &str| {
            told(evidence::keep_page(&here.cases, &ayu, case, url, &why()).await)
        };
        assert_eq!(keep(&here, "ftp://example.org/").await, "cases-evidence-address-refused");
        assert_eq!(keep(&here, "   ").await, "cases-evidence-address");
        let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        assert_eq!(keep(&here, &format!("http://{closed}/")).await, "cases-evidence-not-had");
        // A guard that serves people reaches no address of this network.
        let (at, asked) = site::serve(threats()).await;
        here.cases = here.cases.clone().preserving_through(Guard::new(Networks::Public, &Trust::machine()).unwrap());
        assert_eq!(keep(&here, &format!("http://{at}/wall.png")).await, "cases-evidence-address-refused");
        assert!(asked.lock().unwrap().is_empty());
        assert!(here.cases.blobs.list().await.unwrap().is_empty());
        log.go_on().await.unwrap();
        let view = work::open(&here.cases, &ayu, case).await.unwrap();
        assert!(view.evidence.is_empty());
        let entered: Result<Option<i64>, saksi_db::Error> = saksi_db::read!(here.test.db, Viewer::System, tx => {
            saksi_db::fetch_scalar!(&mut tx, i64, "SELECT count(*) FROM transparency_entry")
        });
        assert_eq!(entered.unwrap(), Some(0));
    }
}

#[tokio::test]
async fn a_helper_keeps_a_page_and_takes_it_out_over_the_pages() {
    for test in engines().await {
        let mut here = TestHelpline::new(test).await;
        here.cases = here.cases.clone().preserving_through(Guard::new(Networks::Any, &Trust::machine()).unwrap());
        let ayu = here.person("Ayu", &[Role::Owner]).await;
        let bima = here.person("Bima", &[Role::Responder]).await;
        let (me, _) = (here.unlock(&ayu).await, here.unlock(&bima).await);
        saksi_cases::actions::helpline::open_triage(&here.cases, &me, &[ayu.member.person]).await.unwrap();
        let (_, filed) = here.ask(urgent()).await;
        triage::take(&here.cases, &me, filed.case).await.unwrap();
        mark(&here.cases, &me, filed.case, Pap::Green).await;
        let (at, _) = site::serve(threats()).await;

        let (mut helper, mut colleague) = (browser(&here, &ayu), browser(&here, &bima));
        let case = format!("/cases/{}", filed.case);
        let list = open(&mut helper, &format!("{case}/evidence")).await;
        let action = format!("{case}/evidence");
        let url = format!("http://{at}/kelelawar-9137-merah");
        // What was typed is not lost where something must be mended.
        let wrong = helper.submit(&list, &action, &[("url", "ftp://x"), ("reason", "the court asks")]).await;
        assert_eq!(wrong.status, 422);
        assert!(wrong.body.contains("the court asks") && wrong.body.contains("ftp://x"), "{}", wrong.body);
        let sent = helper.submit(&list, &action, &[("url", &url), ("reason", "the court asks")]).await;
        assert_eq!(sent.status, 303, "{}", sent.body);
        let piece = sent.header("location").split('?').next().unwrap().to_owned();
        let page = open(&mut helper, sent.header("location")).await;
        assert!(page.body.contains("the court asks") && page.body.contains(&url), "{}", page.body);
        let on_case = open(&mut helper, &case).await;
        assert!(on_case.body.contains(&piece), "{}", on_case.body);
        // No address says what was kept.
        assert!(!piece.contains("kelelawar"));

        let taken = helper.submit(&page, &format!("{piece}/take-out"), &[]).await;
        assert_eq!(taken.status, 200);
        let record = helper.get(&format!("{piece}/record.json")).await;
        let told = EvidenceRecord::from_canonical(&record.bytes).unwrap();
        assert_eq!(Hash::of(&taken.bytes), told.parts[0].sha256);
        let waits = helper.get(&format!("{piece}/record.tlog-proof")).await;
        assert_eq!(waits.status, 409);
        let page = open(&mut helper, &piece).await;
        let event = helper.get(&format!("{piece}/custody/1/record.json")).await;
        assert!(matches!(EvidenceRecord::from_canonical(&event.bytes).unwrap().what, What::Custody(_)));
        let unnamed =
            helper.submit(&page, &format!("{piece}/custody"), &[("event", "handed_over"), ("note", "in person")]).await;
        assert_eq!(unnamed.status, 422);
        assert!(unnamed.body.contains("in person"));
        let noted =
            helper.submit(&page, &format!("{piece}/custody"), &[("event", "handed_over"), ("party", "Court 3")]).await;
        assert_eq!(noted.status, 303, "{}", noted.body);
        let rehashed = helper.submit(&page, &format!("{piece}/rehash"), &[]).await;
        let page = open(&mut helper, rehashed.header("location")).await;
        assert!(page.body.contains("It is as it was") && page.body.contains("Court 3"), "{}", page.body);
        assert_page(&page.body, Kind::Staff);

        for path in
            [action.clone(), piece.clone(), format!("{piece}/record.json"), format!("{piece}/record.tlog-proof")]
        {
            assert_eq!(colleague.get(&path).await.status, 404, "{path}");
        }
    }
}
