//! Archived pages are shown on an origin of their own, by a link that ends.

use saksi_base::clock::{HOUR, MINUTE};
use saksi_tlog::record::{CustodyEvent, EvidenceRecord, What};
use saksi_web::testing::{Answer, Browser};

use crate::place::{Elsewhere, Place, open, page, places, sha256, take_out};

const HOST: &str = "replay.example.net";

/// A browser on the origin of the replay, without any cookie.
fn elsewhere(place: &Place) -> Browser {
    place.at_host(HOST, HOST)
}

/// Captures a page and makes a link; where it is kept, and the path of the link on the origin.
async fn linked(place: &Place, browser: &mut Browser, url: &str) -> (String, String) {
    let path = place.capture(browser, url).await;
    place.work().await;
    let before = open(browser, &format!("{path}/replay")).await;
    assert!(!before.body.contains("/open/"), "a link is made when somebody asks for it");
    let made = browser.submit(&before, &format!("{path}/replay"), &[]).await;
    assert_eq!(made.status, 200, "{}", made.body);
    let link = made.attributes("a[target=_blank]", "href")[0].clone();
    let at = link.strip_prefix(&format!("https://{HOST}")).unwrap().to_owned();
    (path, at)
}

fn package_of(shown: &Answer) -> String {
    shown.attributes("replay-web-page", "source")[0].clone()
}

#[tokio::test]
async fn a_capture_is_shown_on_its_own_origin_and_the_look_is_written_down() {
    let site = Elsewhere::serve().await;
    site.answer("/post", page("A rumour about lemons", "Lemon water is said to heal everything."));
    for place in places().await {
        let place = place.replaying_at(&format!("https://{HOST}/"));
        let (mut browser, _) = place.keeper().await;
        let (path, at) = linked(&place, &mut browser, &site.url("/post")).await;

        let mut reader = elsewhere(&place);
        let shown = reader.get(&at).await;
        assert_eq!(shown.status, 200, "{}", shown.body);
        assert_eq!(shown.texts("h1"), ["A rumour about lemons"]);
        assert_eq!(shown.attributes("replay-web-page", "url"), [site.url("/post")]);
        let policy = shown.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'") && policy.contains("connect-src 'self'"), "{policy}");
        assert!(policy.contains("frame-ancestors 'none'"), "{policy}");
        assert_eq!(shown.header("clear-site-data"), "\"storage\"");
        assert_eq!(shown.header("set-cookie"), "");

        // The bytes are those of the part, whole and in stretches.
        let package = package_of(&shown);
        assert!(package.ends_with("/archive.wacz"));
        let whole = reader.get(&package).await;
        let part = take_out(&mut browser, &path).await.bytes;
        assert_eq!(sha256(&whole.bytes), sha256(&part));
        assert_eq!(whole.header("accept-ranges"), "bytes");
        let stretch = elsewhere(&place).with_header("range", "bytes=10-29").get(&package).await;
        assert_eq!((stretch.status.as_u16(), &stretch.bytes[..]), (206, &part[10..30]));
        assert_eq!(stretch.header("content-range"), format!("bytes 10-29/{}", part.len()));
        let end = elsewhere(&place).with_header("range", "bytes=-22").get(&package).await;
        assert_eq!(&end.bytes[..], &part[part.len() - 22..]);
        let beyond = elsewhere(&place).with_header("range", &format!("bytes={}-", part.len())).get(&package).await;
        assert_eq!(beyond.status, 416);
        assert_eq!(beyond.header("content-range"), format!("bytes */{}", part.len()));

        // Looking stands under custody, with a record of its own.
        let kept = open(&mut browser, &path).await;
        let event = kept.attributes("a[href*=\"/custody/\"]", "href")[0].clone();
        let record = EvidenceRecord::from_canonical(browser.get(&event).await.body.as_bytes()).unwrap();
        let What::Custody(custody) = record.what else { unreachable!("an event is about custody") };
        assert_eq!(custody.event, CustodyEvent::Viewed);
    }
}

#[tokio::test]
async fn a_link_ends_after_an_hour_and_opens_nothing_else() {
    let site = Elsewhere::serve().await;
    site.answer("/one", page("One", "The first of two pages that are kept at the same time."));
    site.answer("/two", page("Two", "The second of two pages that are kept at the same time."));
    for place in places().await {
        let place = place.replaying_at(&format!("https://{HOST}"));
        let (mut browser, _) = place.keeper().await;
        let (_, one) = linked(&place, &mut browser, &site.url("/one")).await;
        let (_, two) = linked(&place, &mut browser, &site.url("/two")).await;
        let mut reader = elsewhere(&place);
        let package = package_of(&reader.get(&one).await);
        // Half of one link and half of another is none; neither is a changed one.
        let mixed = [&one[..one.len() / 2], &two[two.len() / 2..]].concat();
        for wrong in [mixed.as_str(), "/open/", "/open/AAAA", &one[..one.len() - 1]] {
            let refused = reader.get(wrong).await;
            assert_eq!(refused.status, 404, "{wrong}");
            assert!(refused.attributes("replay-web-page", "source").is_empty());
        }
        place.test.clock.advance(HOUR - MINUTE);
        assert_eq!(reader.get(&one).await.status, 200);
        place.test.clock.advance(2 * MINUTE);
        for ended in [&one, &package] {
            let answer = reader.get(ended).await;
            assert_eq!(answer.status, 404);
            assert!(answer.body.contains("after an hour"), "{}", answer.body);
        }
    }
}

#[tokio::test]
async fn neither_origin_answers_what_belongs_to_the_other() {
    let site = Elsewhere::serve().await;
    site.answer("/post", page("A rumour", "Kept, so that both origins have something to say."));
    for place in places().await {
        let place = place.replaying_at(&format!("https://{HOST}"));
        let (mut browser, _) = place.keeper().await;
        let (path, at) = linked(&place, &mut browser, &site.url("/post")).await;
        let mut reader = elsewhere(&place);
        let package = package_of(&reader.get(&at).await);
        for ours in [path.as_str(), "/work/evidence", "/", "/static/saksi.css", "/api/problems/busy"] {
            let answer = reader.get(ours).await;
            assert_eq!(answer.status, 404, "{ours}");
            assert_eq!(answer.header("set-cookie"), "");
        }
        // The same door, asked for the site's own host.
        let mut on_site = place.at_host("check.example.org", HOST);
        for theirs in [at.as_str(), &package, "/replay/", "/replay/ui.js", "/replay/sw.js", "/page.css"] {
            assert_eq!(on_site.get(theirs).await.status, 404, "{theirs}");
        }
        assert_eq!(on_site.get("/static/saksi.css").await.status.as_u16() / 100, 4, "only under its hash");
        let worker = reader.get("/replay/sw.js").await;
        assert_eq!(worker.header("content-type"), "text/javascript; charset=utf-8");
        assert!(worker.header("content-security-policy").contains("connect-src 'self'"));
        let again = elsewhere(&place).with_header("if-none-match", worker.header("etag")).get("/replay/sw.js").await;
        assert_eq!(again.status, 304);
        // What the component finds where its worker came late: the element that it fills, and leave to show its own signs.
        let frame = reader.get("/replay/").await;
        assert!(frame.body.contains("<replay-app-main></replay-app-main>"), "{}", frame.body);
        assert!(frame.header("content-security-policy").contains("img-src 'self' data:"));
    }
}

#[tokio::test]
async fn without_a_host_of_its_own_the_page_says_what_to_set_and_offers_the_package() {
    let site = Elsewhere::serve().await;
    site.answer("/post", page("A rumour", "It can be taken out and looked at in another program."));
    for place in places().await {
        let (mut browser, _) = place.keeper().await;
        let path = place.capture(&mut browser, &site.url("/post")).await;
        let early = open(&mut browser, &path).await;
        assert!(!early.body.contains("/replay\""), "nothing is there yet");
        place.work().await;
        let kept = open(&mut browser, &path).await;
        assert!(kept.body.contains(&format!("{path}/replay")));
        let told = open(&mut browser, &format!("{path}/replay")).await;
        assert!(told.body.contains("evidence.replay_url"), "{}", told.body);
        assert_eq!(told.attributes("form[action*=\"/parts/\"]", "action").len(), 1);
        assert!(told.body.contains(&format!("{path}#text")));
        // Evidence of one organisation is not replayed by another that may not see it, and a file is no page.
        let (mut stranger, _) = place.other_keeper().await;
        assert_eq!(stranger.get(&format!("{path}/replay")).await.status, 404);
        let form = open(&mut browser, "/work/evidence/file").await;
        let sent = browser.submit_file(&form, "/work/evidence/file", &[("reason", "A reason")], b"words").await;
        let file = sent.header("location").to_owned();
        assert!(!open(&mut browser, &file).await.body.contains("/replay\""));
        assert!(open(&mut browser, &format!("{file}/replay")).await.body.contains("nothing to replay"));
    }
}
