//! What is kept stays what it was, and what happens to it is written down.

use saksi_base::EvidenceId;
use saksi_evidence::actions::capturing;
use saksi_evidence::actions::checking::{self, Fault};
use saksi_tlog::record::{CustodyEvent, EvidenceRecord, What};

use crate::place::{Elsewhere, open, page, places, response, sha256, take_out};

#[tokio::test]
async fn a_job_that_is_cut_off_runs_again_and_nothing_names_what_is_not_whole() {
    let elsewhere = Elsewhere::serve().await;
    elsewhere.answer(
        "/post",
        page("A rumour", "It stands here and will be taken down in a moment, which is why it is kept now."),
    );
    for place in places().await {
        let (mut browser, _) = place.keeper().await;
        let path = place.capture(&mut browser, &elsewhere.url("/post")).await;
        let id: EvidenceId = path.rsplit('/').next().unwrap().parse().unwrap();
        // The process dies at several moments of its work: the job is leased, and its future dropped.
        for polls in [1, 3, 8, 20] {
            let work = capturing::run(&place.room, &place.test.db, id);
            let mut work = Box::pin(work);
            for _ in 0..polls {
                let waited = tokio::time::timeout(std::time::Duration::from_millis(2), &mut work).await;
                if waited.is_ok() {
                    break;
                }
            }
            drop(work);
            let now = open(&mut browser, &path).await;
            let whole = now.body.contains("/record.json");
            let parts = now.texts("form[action*=\"/parts/\"]").len();
            assert_eq!(parts, usize::from(whole), "a part is named with its record or not at all");
        }
        // The next process takes the job again; one capture is kept, however often it runs.
        place.work().await;
        capturing::run(&place.room, &place.test.db, id).await.unwrap();
        let kept = open(&mut browser, &path).await;
        assert_eq!(kept.texts("form[action*=\"/parts/\"]").len(), 1, "{}", kept.body);
        let record = browser.get(&format!("{path}/record.json")).await;
        let read = EvidenceRecord::from_canonical(record.body.as_bytes()).unwrap();
        assert_eq!(sha256(&take_out(&mut browser, &path).await.bytes), read.parts[0].sha256.to_hex());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn through_a_browser_the_picture_the_print_and_the_document_are_parts_of_the_record() {
    let elsewhere = Elsewhere::serve().await;
    let body = "<!doctype html><html lang=en><title>A rumour</title><body><main id=m></main><script>\
        m.textContent = 'Only a script ' + 'says it: the bridge is closed, they claim, and nobody has seen it.'</script>";
    elsewhere.answer("/post", response("200 OK", "text/html; charset=utf-8", body));
    for place in places().await {
        let Some(place) = place.looking_through_chromium() else { return };
        let (mut browser, _) = place.keeper().await;
        let path = place.capture(&mut browser, &elsewhere.url("/post")).await;
        place.work().await;
        let page = open(&mut browser, &path).await;
        assert_eq!(page.texts("form[action*=\"/parts/\"]").len(), 4, "{}", page.body);
        let record = browser.get(&format!("{path}/record.json")).await;
        let read = EvidenceRecord::from_canonical(record.body.as_bytes()).unwrap();
        let kinds: Vec<&str> = read.parts.iter().map(|part| part.media_type.as_str()).collect();
        assert_eq!(kinds, ["application/wacz", "image/png", "application/pdf", "text/html; charset=utf-8"]);
        let What::Capture(capture) = &read.what else { panic!("it is a capture") };
        assert!(capture.method.starts_with("browser and plain fetch"), "{}", capture.method);
        let found = open(&mut browser, "/work/evidence?q=bridge").await;
        assert!(found.body.contains(&path), "what the script wrote can be searched: {}", found.body);
    }
}

#[tokio::test]
async fn a_capture_whose_job_was_lost_is_put_back_into_the_queue() {
    let elsewhere = Elsewhere::serve().await;
    elsewhere
        .answer("/post", page("A rumour", "It is kept although the job was lost with a backup that holds no jobs."));
    for place in places().await {
        let (mut browser, _) = place.keeper().await;
        let path = place.capture(&mut browser, &elsewhere.url("/post")).await;
        place.lose_jobs().await;
        assert_eq!(place.work().await, 0);
        capturing::keep_house(&place.room, &place.test.db).await.unwrap();
        assert_eq!(place.work().await, 0, "what waits for a moment only is left to its job");
        place.test.clock.advance(11 * saksi_base::clock::MINUTE);
        capturing::keep_house(&place.room, &place.test.db).await.unwrap();
        assert_eq!(place.work().await, 1);
        assert!(open(&mut browser, &path).await.body.contains("/record.json"));
    }
}

#[tokio::test]
async fn custody_is_written_down_and_every_event_carries_the_record_it_is_about() {
    for place in places().await {
        let (mut browser, _) = place.keeper().await;
        let form = open(&mut browser, "/work/evidence/file").await;
        let sent = browser.submit_file(&form, "/work/evidence/file", &[("reason", "A reason")], b"the original").await;
        let path = sent.header("location").to_owned();
        let entry = saksi_tlog::Hash::of(browser.get(&format!("{path}/record.json")).await.body.as_bytes());

        let page = open(&mut browser, &path).await;
        let missing =
            browser.submit(&page, &format!("{path}/custody"), &[("event", "handed_over"), ("note", "stays")]).await;
        assert_eq!(missing.status, 422, "to whom must be said");
        assert!(missing.body.contains("stays"));
        let changes = [("event", "handed_over"), ("party", "Registry of the court"), ("note", "On paper")];
        assert_eq!(browser.submit(&page, &format!("{path}/custody"), &changes).await.status, 303);
        let copied = browser
            .submit_file(
                &page,
                &format!("{path}/copies"),
                &[("name", "faces.txt"), ("changed", "Two faces")],
                b"redacted",
            )
            .await;
        assert_eq!(copied.status, 303, "{}", copied.body);
        assert_eq!(browser.submit(&page, &format!("{path}/rehash"), &[]).await.status, 303);

        let after = open(&mut browser, &path).await;
        let text = after.texts("main").join(" ");
        for part in [
            "Registry of the court",
            "copy-1-faces.txt",
            "Two faces",
            "unchanged",
            &sha256(b"redacted"),
            &sha256(b"the original"),
        ] {
            assert!(text.contains(part), "{part}: {text}");
        }
        let events = after.attributes("#custody ~ ul a", "href");
        assert_eq!(events.len(), 3);
        let mut seen = Vec::new();
        for event in events {
            let record = browser.get(&event).await;
            let read = EvidenceRecord::from_canonical(record.body.as_bytes()).unwrap();
            assert_eq!(read.parent, Some(entry));
            let What::Custody(custody) = read.what else { panic!("{event}") };
            seen.push(custody.event);
        }
        assert_eq!(seen, [CustodyEvent::HandedOver, CustodyEvent::Redacted, CustodyEvent::Rehashed]);

        // The operator's own look reads all of it, and finds nothing.
        let id: EvidenceId = path.rsplit('/').next().unwrap().parse().unwrap();
        let look = async || checking::check(&place.room, &place.test.db, id).await.unwrap();
        let whole = look().await;
        assert_eq!((whole.parts, whole.faults.as_slice()), (2, [].as_slice()));

        // A piece that changed on the disk is found and named.
        place.damage();
        let damaged = ["original.txt", "copy-1-faces.txt"].map(|name| Fault::Part(name.to_owned()));
        assert_eq!(look().await.faults, damaged);
        let page = open(&mut browser, &path).await;
        let found = browser.submit(&page, &format!("{path}/rehash"), &[]).await;
        assert!(found.header("location").ends_with("done=damaged"), "{}", found.header("location"));
        assert!(open(&mut browser, &path).await.body.contains("Hashed anew: damaged"));

        // So is a log that lost what was entered, and a record that somebody changed where it lies.
        place.forget_entries().await;
        let faults = look().await.faults;
        assert_eq!(faults.iter().filter(|fault| **fault == Fault::Unlogged).count(), 1, "{faults:?}");
        let custody = faults.iter().filter(|fault| matches!(fault, Fault::CustodyUnlogged(_))).count();
        assert_eq!(custody, 4, "{faults:?}");
        place.forge(id).await;
        assert!(look().await.faults.contains(&Fault::Record));
    }
}

#[tokio::test]
async fn what_stands_beside_a_record_changes_and_the_record_does_not() {
    for place in places().await {
        let (mut browser, _) = place.keeper().await;
        let mut paths = Vec::new();
        for body in [b"before".as_slice(), b"after"] {
            let form = open(&mut browser, "/work/evidence/file").await;
            let sent = browser.submit_file(&form, "/work/evidence/file", &[("reason", "The dam")], body).await;
            paths.push(sent.header("location").to_owned());
        }
        let record = browser.get(&format!("{}/record.json", paths[0])).await.body;
        let page = open(&mut browser, &paths[0]).await;
        let changes = [
            ("title", "The dam before"),
            ("about", "claim:01jh0000000000000000000000\nevent:Flood"),
            ("pair", paths[1].as_str()),
            ("offline", "The dam broke"),
            ("offline_where", "Sumatra"),
            ("consequence", "Four villages were evacuated"),
        ];
        let sent = browser.submit(&page, &format!("{}/context", paths[0]), &changes).await;
        assert_eq!(sent.status, 303, "{}", sent.body);
        let text = open(&mut browser, &paths[0]).await.texts("main").join(" ");
        for part in ["The dam before", "event:Flood", "The dam broke", "Sumatra", "Four villages were evacuated"] {
            assert!(text.contains(part), "{part}");
        }
        assert!(open(&mut browser, &paths[1]).await.body.contains(&paths[0]), "the pair is known from both sides");
        let found = open(&mut browser, "/work/evidence?about=claim:01jh0000000000000000000000").await;
        assert_eq!(found.attributes(".card a", "href"), [paths[0].as_str()]);
        assert!(found.body.contains("/desk/claims/01jh0000000000000000000000"));
        assert_eq!(browser.get(&format!("{}/record.json", paths[0])).await.body, record);
        let wrong =
            browser.submit(&page, &format!("{}/context", paths[0]), &[("title", "x"), ("pair", "nothing")]).await;
        assert_eq!(wrong.status, 422);
    }
}
