//! Captures, files and testimonies come in.

use std::io::Cursor;

use saksi_archive::wacz::Package;
use saksi_tlog::record::{EvidenceRecord, What};
use saksi_web::testing::{Kind, assert_page};

use crate::place::{Elsewhere, open, page, places, response, sha256, take_out};

#[tokio::test]
async fn a_page_is_captured_recorded_taken_out_and_shown_to_everybody() {
    let elsewhere = Elsewhere::serve().await;
    elsewhere.answer(
        "/post",
        page(
            "A rumour",
            "Drinking salt water cures nothing at all, whatever the message says, and doctors ask people to stop.",
        ),
    );
    elsewhere.answer("/old", b"HTTP/1.1 302 Found\r\nlocation: /post\r\ncontent-length: 0\r\n\r\n".to_vec());
    for place in places().await {
        let (mut browser, _) = place.keeper().await;
        let path = place.capture(&mut browser, &elsewhere.url("/old")).await;
        let waiting = open(&mut browser, &path).await;
        assert!(waiting.body.contains("waits for its turn"), "{}", waiting.body);
        assert_eq!(place.work().await, 1);

        let kept = open(&mut browser, &path).await;
        assert_eq!(kept.texts("h1"), ["A rumour"], "{}", place.test.engine);
        let text = kept.texts("main").join(" ");
        for part in ["Three people asked about it", "302", "/post", "127.0.0.1", "Somebody", "not signed in", "keeper-"]
        {
            assert!(text.contains(part), "{part}: {text}");
        }
        // The record is canonical, and its hash is the entry that the log was given.
        let record = browser.get(&format!("{path}/record.json")).await;
        let read = EvidenceRecord::from_canonical(record.body.as_bytes()).unwrap();
        assert!(text.contains(&sha256(record.body.as_bytes())));
        let entry = saksi_tlog::Hash::of(record.body.as_bytes());
        let standing = saksi_transparency::standing(&place.test.db, entry).await.unwrap();
        assert!(matches!(standing, saksi_transparency::Standing::Waiting { .. }), "{standing:?}");
        let What::Capture(capture) = &read.what else { panic!("{read:?}") };
        assert_eq!(capture.asked, elsewhere.url("/old"));
        assert_eq!(capture.answered, elsewhere.url("/post"));
        assert_eq!(capture.exchanges.iter().map(|one| one.status).collect::<Vec<_>>(), [302, 200]);
        assert!(capture.exchanges[0].request_headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("host")));
        assert!(!record.body.contains("Siti"), "a record names no person");

        // Taking it out is written down first, and what comes is what the record says.
        let file = take_out(&mut browser, &path).await;
        assert!(file.header("content-disposition").starts_with("attachment; filename=\"capture.wacz\""));
        let bytes = file.bytes;
        assert_eq!(sha256(&bytes), read.parts[0].sha256.to_hex());
        let mut package = Package::open(Cursor::new(bytes)).unwrap();
        assert!(package.verify().unwrap().holds());
        assert_eq!(package.pages().unwrap()[0].title.as_deref(), Some("A rumour"));
        let after = open(&mut browser, &path).await;
        assert!(after.texts("#custody ~ ul").join(" ").contains("Taken out"), "{}", after.body);

        // Everybody sees what its owner shows, and nothing else.
        let id = path.rsplit('/').next().unwrap();
        let mut stranger = place.stranger();
        assert_eq!(stranger.get(&format!("/evidence/{id}")).await.status, 404);
        let shown = browser.submit(&after, &format!("{path}/publish"), &[]).await;
        assert_eq!(shown.status, 303, "{}", shown.body);
        let public = stranger.get(&format!("/evidence/{id}")).await;
        assert_page(&public.body, Kind::Public);
        assert!(public.body.contains(&read.parts[0].sha256.to_hex()) && public.body.contains(&entry.to_hex()));
        for hidden in ["Three people asked", "keeper-", "Somebody", "salt water"] {
            assert!(!public.body.contains(hidden), "{hidden}");
        }
        let page = open(&mut browser, &path).await;
        assert_eq!(browser.submit(&page, &format!("{path}/withdraw"), &[]).await.status, 303);
        assert_eq!(stranger.get(&format!("/evidence/{id}")).await.status, 404);
    }
}

/// An address at which nobody answers.
fn nobody_listens() -> String {
    let listener = std::net::TcpListener::bind((std::net::Ipv4Addr::LOCALHOST, 0)).unwrap();
    format!("http://{}/post", listener.local_addr().unwrap())
}

#[tokio::test]
async fn what_cannot_be_captured_is_said_in_words_and_can_be_tried_again() {
    let elsewhere = Elsewhere::serve().await;
    for place in places().await {
        let (mut browser, _) = place.keeper().await;
        let path = place.capture(&mut browser, &nobody_listens()).await;
        assert_eq!(place.work().await, 1);
        let failed = open(&mut browser, &path).await;
        assert!(failed.body.contains("Nothing could be captured"), "{}", failed.body);
        assert!(failed.form(&format!("{path}/retry")).iter().any(|(name, _)| name == "_token"));
        let again = browser.submit(&failed, &format!("{path}/retry"), &[]).await;
        assert_eq!(again.status, 303);
        assert!(open(&mut browser, &path).await.body.contains("waits for its turn"));
        assert_eq!(place.work().await, 1);

        // A page that is gone is evidence as well: that it is gone.
        let path = place.capture(&mut browser, &elsewhere.url("/never")).await;
        place.work().await;
        let kept = open(&mut browser, &path).await;
        assert!(kept.texts(".facts").join(" ").contains("404"), "{}", kept.body);

        // What is no address, or none of the public web, is said beside its field, and nothing typed is lost.
        let form = open(&mut browser, "/work/evidence/new").await;
        let changes = [("url", "ftp://example.org/"), ("reason", "A reason that stays"), ("about", "case:1")];
        let sent = browser.submit(&form, "/work/evidence/new", &changes).await;
        assert_eq!(sent.status, 422);
        assert!(
            sent.body.contains("A reason that stays") && sent.body.contains("sealed with the case"),
            "{}",
            sent.body
        );
        let changes = [("url", "ftp://example.org/"), ("reason", "A reason that stays")];
        let sent = browser.submit(&form, "/work/evidence/new", &changes).await;
        assert_eq!(sent.status, 422);
        assert!(sent.body.contains("This address is not fetched"), "{}", sent.body);
    }
}

#[tokio::test]
async fn a_file_and_a_testimony_are_kept_as_they_came() {
    for place in places().await {
        let (mut browser, _) = place.keeper().await;
        let form = open(&mut browser, "/work/evidence/file?about=event:Flood").await;
        let changes = [
            ("name", "before.txt"),
            ("reason", "Shows the dam"),
            ("shows_when", "2026-03-01"),
            ("acquisition", "purchased"),
        ];
        let refused = browser.submit_file(&form, "/work/evidence/file", &changes, b"satellite").await;
        assert_eq!(refused.status, 422, "whoever buys says why that was right");
        let changes = [changes.as_slice(), &[("acquisition_note", "An open market of pictures")]].concat();
        let sent = browser.submit_file(&form, "/work/evidence/file", &changes, b"satellite").await;
        assert_eq!(sent.status, 303, "{}", sent.body);
        let path = sent.header("location").to_owned();
        let kept = open(&mut browser, &path).await;
        let text = kept.texts("main").join(" ");
        for part in
            [sha256(b"satellite").as_str(), "before.txt", "event:Flood", "2026-03-01", "An open market of pictures"]
        {
            assert!(text.contains(part), "{part}: {text}");
        }
        // The same form sent twice keeps one.
        let twice = browser.submit_file(&form, "/work/evidence/file", &changes, b"satellite").await;
        assert_eq!(twice.header("location"), path);

        let form = open(&mut browser, "/work/evidence/testimony").await;
        let told = [
            ("witness", "Melati"),
            ("told", "I saw the message at noon."),
            ("language", "id"),
            ("method", "by telephone"),
            ("reason", "First account"),
            ("consent_text", "May we keep what you say?"),
        ];
        let refused = browser.submit(&form, "/work/evidence/testimony", &told).await;
        assert_eq!(refused.status, 422, "without consent nothing is kept");
        assert!(refused.body.contains("Without the consent"), "{}", refused.body);
        let told = [told.as_slice(), &[("consent", "keep")]].concat();
        let sent = browser.submit(&form, "/work/evidence/testimony", &told).await;
        assert_eq!(sent.status, 303, "{}", sent.body);
        let path = sent.header("location").to_owned();
        let record = browser.get(&format!("{path}/record.json")).await;
        let read = EvidenceRecord::from_canonical(record.body.as_bytes()).unwrap();
        let What::Testimony(testimony) = &read.what else { panic!("{read:?}") };
        assert_eq!((testimony.consent["keep"], testimony.consent["publish"]), (true, false));
        let names: Vec<&str> = read.parts.iter().map(|part| part.name.as_str()).collect();
        assert_eq!(names, ["testimony.txt", "consent.txt"]);
        assert_eq!(take_out(&mut browser, &path).await.bytes, b"I saw the message at noon.");
    }
}

#[tokio::test]
async fn others_see_what_is_shared_alone_and_change_nothing_of_it() {
    for place in places().await {
        let (mut ours, _) = place.keeper().await;
        let (mut theirs, _) = place.other_keeper().await;
        let (mut responder, _) = place.person("Rahim Khan", place.ours, saksi_network::Role::Responder).await;
        let mut paths = Vec::new();
        for (shared, body) in [("", b"ours alone".as_slice()), ("yes", b"for everybody here")] {
            let form = open(&mut ours, "/work/evidence/file").await;
            let mut changes = vec![("reason", "A reason"), ("title", "A picture of the river")];
            if shared == "yes" {
                changes.push(("shared", "yes"));
            }
            let sent = ours.submit_file(&form, "/work/evidence/file", &changes, body).await;
            assert_eq!(sent.status, 303, "{}", sent.body);
            paths.push(sent.header("location").to_owned());
        }
        assert_eq!(theirs.get(&paths[0]).await.status, 404);
        let seen = open(&mut theirs, &paths[1]).await;
        assert!(
            seen.attributes("form", "action")
                .iter()
                .all(|action| action.contains("/parts/") || action.ends_with("/pack") || !action.contains(&paths[1]))
        );
        let own = open(&mut ours, &paths[1]).await;
        for action in ["publish", "rehash", "custody", "context"] {
            let form: Vec<_> = own.form(&format!("{}/{action}", paths[1]));
            assert!(!form.is_empty(), "{action}");
            let refused = theirs.submit(&own, &format!("{}/{action}", paths[1]), &[]).await;
            assert!(matches!(refused.status.as_u16(), 403 | 404 | 422), "{action}: {}", refused.status);
        }
        assert_eq!(open(&mut theirs, "/work/evidence?q=river").await.texts(".card").len(), 1);
        assert_eq!(open(&mut ours, "/work/evidence?q=RIVER+picture").await.texts(".card").len(), 0);
        assert_eq!(open(&mut ours, "/work/evidence?q=picture+RIVER").await.texts(".card").len(), 2);
        assert_eq!(responder.get("/work/evidence").await.status, 403);
        assert_eq!(place.stranger().get("/work/evidence").await.status, 303);
    }
}

#[tokio::test]
async fn an_archive_of_another_program_is_kept_with_the_page_in_it() {
    use saksi_evidence::actions::bringing::{self, Handed};
    use saksi_evidence::actions::looking;
    let http = response(
        "200 OK",
        "text/html",
        "<html lang=ms><title>Arkib lama</title><p>Satu dua tiga empat lima enam tujuh lapan sembilan sepuluh, kata mereka, dan kami menyimpannya.</p></html>",
    );
    let mut records = b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:92283950-ef2f-4d72-b224-f54c6ec90bb0>\r\nWARC-Date: 2020-01-01T00:00:00Z\r\nWARC-Target-URI: <http://example.org/lama>\r\nContent-Type: application/http; msgtype=response\r\n".to_vec();
    records.extend_from_slice(format!("Content-Length: {}\r\n\r\n", http.len()).as_bytes());
    records.extend_from_slice(&http);
    records.extend_from_slice(b"\r\n\r\n");
    for place in places().await {
        let about = saksi_evidence::model::About { reason: "From an older archive".into(), ..Default::default() };
        assert!(bringing::is_archive(&records) && !bringing::is_archive(b"WARC"));
        let handed = Handed::File { name: "old.warc".into(), bytes: records.clone().into() };
        let id = bringing::import(&place.room, &place.test.db, place.ours, &handed, &about).await.unwrap();
        let one: Result<_, saksi_base::Problem> = saksi_db::read!(place.test.db, saksi_db::Viewer::System, tx => {
            looking::evidence(&mut tx, id).await
        });
        let one = one.unwrap();
        assert_eq!((one.summary.title.as_str(), one.summary.url.as_str()), ("Arkib lama", "http://example.org/lama"));
        assert_eq!(one.parts[0].sha256.to_hex(), sha256(&records));
        assert_eq!(one.parts[0].media_type, "application/warc");
    }
}
