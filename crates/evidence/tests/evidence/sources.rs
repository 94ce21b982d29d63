//! Sources are visited on their schedule, and what changed or went is told.

use std::io::Write as _;
use std::time::Duration;

use saksi_base::clock::HOUR;
use saksi_evidence::actions::{capturing, sources};

use crate::place::{Elsewhere, open, page, places, response};

#[tokio::test]
async fn a_source_tells_what_changed_and_what_is_gone_and_keeps_nothing_twice() {
    for place in places().await {
        let elsewhere = Elsewhere::serve().await;
        elsewhere.answer(
            "/a",
            page("First", "The dam is safe, says the ministry, and nobody needs to leave the village tonight."),
        );
        elsewhere
            .answer("/b", page("Second", "The bridge will stay open until the end of the month, as the council says."));
        let feed = format!(
            "<rss><channel><link>{0}</link><item><link>{1}</link></item><item><link>{2}</link></item></channel></rss>",
            elsewhere.url("/"),
            elsewhere.url("/a"),
            elsewhere.url("/b")
        );
        elsewhere.answer("/feed", response("200 OK", "application/rss+xml", &feed));
        let (mut browser, _) = place.keeper().await;
        assert!(open(&mut browser, "/work/evidence/sources").await.body.contains("No source is watched yet"));
        let form = open(&mut browser, "/work/evidence/sources/new").await;
        let changes = [
            ("name", "Ministry"),
            ("kind", "feed"),
            ("address", &elsewhere.url("/feed")),
            ("reason", "It deletes"),
            ("hours", "0"),
        ];
        let refused = browser.submit(&form, "/work/evidence/sources/new", &changes).await;
        assert_eq!(refused.status, 422);
        let changes = [&changes[..4], &[("hours", "24")]].concat();
        let sent = browser.submit(&form, "/work/evidence/sources/new", &changes).await;
        assert_eq!(sent.status, 303, "{}", sent.body);
        let path = sent.header("location").split('?').next().unwrap().to_owned();
        assert_eq!(place.work().await, 3, "one visit, two looks");
        let seen = open(&mut browser, &path).await;
        assert_eq!(seen.texts(".card .badge"), ["As it was", "As it was"], "{}", seen.body);
        assert_eq!(open(&mut browser, "/work/evidence").await.texts(".card").len(), 2);

        // Not due yet.
        capturing::keep_house(&place.room, &place.test.db).await.unwrap();
        assert_eq!(place.work().await, 0);
        elsewhere.answer(
            "/a",
            page("First", "The dam is not safe, says the ministry, and everybody needs to leave the village tonight."),
        );
        elsewhere.take_down("/b");
        browser = place.a_day_later().await;
        capturing::keep_house(&place.room, &place.test.db).await.unwrap();
        assert_eq!(place.work().await, 3);
        let seen = open(&mut browser, &path).await;
        assert_eq!(seen.texts(".card .badge"), ["Gone", "Changed"], "{}", seen.body);
        assert!(seen.body.contains("Gone since"));
        let compare = seen.attributes(".card a[href*=\"compare\"]", "href").last().unwrap().clone();
        let both = open(&mut browser, &compare).await;
        assert!(both.texts("ins").join(" ").contains("not"), "{}", both.body);
        assert_eq!(open(&mut browser, "/work/evidence").await.texts(".card").len(), 4);

        // The same again: nothing new is kept, and it stays gone since it was first seen to be.
        browser = place.a_day_later().await;
        capturing::keep_house(&place.room, &place.test.db).await.unwrap();
        assert_eq!(place.work().await, 3);
        assert_eq!(open(&mut browser, &path).await.texts(".card .badge"), ["Gone", "As it was"]);
        assert_eq!(open(&mut browser, "/work/evidence").await.texts(".card").len(), 4);

        // The feed itself fails: that is told, and visits come sooner.
        elsewhere.take_down("/feed");
        browser = place.a_day_later().await;
        capturing::keep_house(&place.room, &place.test.db).await.unwrap();
        assert_eq!(place.work().await, 1);
        let failing = open(&mut browser, &path).await;
        assert!(failing.body.contains("One visit has failed") && failing.body.contains("404"), "{}", failing.body);
        assert_eq!(browser.submit(&failing, &format!("{path}/pause"), &[]).await.status, 303);
        browser = place.a_day_later().await;
        capturing::keep_house(&place.room, &place.test.db).await.unwrap();
        assert_eq!(place.work().await, 0, "paused");
        let paused = open(&mut browser, &path).await;
        let changes = [("day", "2026-05-01"), ("level", "sign-in"), ("note", "Posts are shown to members alone")];
        assert_eq!(browser.submit(&paused, &format!("{path}/access"), &changes).await.status, 303);
        assert!(open(&mut browser, &path).await.texts("main").join(" ").contains("After signing in"));
        let wrong = browser.submit(&paused, &format!("{path}/access"), &[("day", "May"), ("note", "x")]).await;
        assert_eq!(wrong.status, 422);
    }
}

#[tokio::test]
async fn a_site_that_asks_not_to_be_visited_is_left_alone() {
    for place in places().await {
        let elsewhere = Elsewhere::serve().await;
        elsewhere.answer("/robots.txt", response("200 OK", "text/plain", "User-agent: *\nDisallow: /\n"));
        elsewhere
            .answer("/", page("Front", "Nobody who comes back every day is wanted here, says this site to programs."));
        let (mut browser, _) = place.keeper().await;
        let form = open(&mut browser, "/work/evidence/sources/new").await;
        let changes = [("name", "Closed"), ("address", &*elsewhere.url("/")), ("reason", "A reason")];
        let sent = browser.submit(&form, "/work/evidence/sources/new", &changes).await;
        let path = sent.header("location").split('?').next().unwrap().to_owned();
        place.work().await;
        assert_eq!(open(&mut browser, &path).await.texts(".card .badge"), ["Closed by robots.txt"]);
        assert_eq!(open(&mut browser, "/work/evidence").await.texts(".card").len(), 0);
    }
}

#[tokio::test]
async fn a_source_that_cannot_be_visited_for_long_is_counted_for_its_owner_alone() {
    for place in places().await {
        let elsewhere = Elsewhere::serve().await;
        let (mut browser, by) = place.keeper().await;
        let (_, other) = place.other_keeper().await;
        let form = open(&mut browser, "/work/evidence/sources/new").await;
        let changes = [
            ("name", "Ministry"),
            ("kind", "feed"),
            ("address", &elsewhere.url("/nothing")),
            ("reason", "It deletes"),
            ("hours", "1"),
            ("shared", "yes"),
        ];
        let sent = browser.submit(&form, "/work/evidence/sources/new", &changes).await;
        assert_eq!(sent.status, 303, "{}", sent.body);
        let path = sent.header("location").split('?').next().unwrap().to_owned();
        let failing = |by: saksi_evidence::actions::By| {
            let db = place.test.db.clone();
            async move {
                let found: Result<i64, saksi_base::Problem> =
                    saksi_db::read!(db, by.viewer(), tx => { sources::failing(&mut tx, &by).await });
                found.unwrap()
            }
        };
        for visit in 1..4 {
            capturing::keep_house(&place.room, &place.test.db).await.unwrap();
            place.work().await;
            assert_eq!(failing(by.clone()).await, 0, "{}: not for long, at visit {visit}", place.test.engine);
            place.test.clock.advance(2 * HOUR);
        }
        place.test.clock.advance(24 * HOUR);
        assert_eq!(failing(by.clone()).await, 1, "{}", place.test.engine);
        assert_eq!(failing(other).await, 0, "{}: it is shared, and not theirs", place.test.engine);
        // Whoever was told stops it.
        let (mut browser, _) = place.keeper().await;
        let page = open(&mut browser, &path).await;
        assert_eq!(browser.submit(&page, &format!("{path}/pause"), &[]).await.status, 303);
        assert_eq!(failing(by).await, 0, "{}", place.test.engine);
    }
}

#[tokio::test]
async fn a_list_of_maps_is_read_with_packed_maps_and_the_rules_of_a_host_once_for_all_addresses() {
    for place in places().await {
        let elsewhere = Elsewhere::serve().await;
        for path in ["/a", "/b", "/c"] {
            elsewhere
                .answer(path, page(path, "The dam is safe, says the ministry, and nobody needs to leave tonight."));
        }
        let map = |paths: &[&str]| {
            let urls: Vec<_> =
                paths.iter().map(|path| format!("<url><loc>{}</loc></url>", elsewhere.url(path))).collect();
            format!("<urlset>{}</urlset>", urls.concat())
        };
        let index = |paths: &[&str]| {
            let maps: Vec<_> =
                paths.iter().map(|path| format!("<sitemap><loc>{}</loc></sitemap>", elsewhere.url(path))).collect();
            response("200 OK", "application/xml", &format!("<sitemapindex>{}</sitemapindex>", maps.concat()))
        };
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packed.write_all(map(&["/a", "/b"]).as_bytes()).unwrap();
        let packed = packed.finish().unwrap();
        let head =
            format!("HTTP/1.1 200 OK\r\ncontent-type: application/gzip\r\ncontent-length: {}\r\n\r\n", packed.len());
        elsewhere.answer("/map.xml.gz", [head.into_bytes(), packed].concat());
        elsewhere.answer("/sitemap.xml", index(&["/map.xml.gz", "/gone.xml", "/second.xml"]));
        elsewhere.answer("/second.xml", index(&["/third.xml"]));
        elsewhere.answer("/third.xml", response("200 OK", "application/xml", &map(&["/c"])));
        let (mut browser, _) = place.keeper().await;
        let form = open(&mut browser, "/work/evidence/sources/new").await;
        let changes = [
            ("name", "Ministry"),
            ("kind", "sitemap"),
            ("address", &*elsewhere.url("/sitemap.xml")),
            ("reason", "It deletes"),
        ];
        let sent = browser.submit(&form, "/work/evidence/sources/new", &changes).await;
        assert_eq!(sent.status, 303, "{}", sent.body);
        let path = sent.header("location").split('?').next().unwrap().to_owned();
        assert_eq!(place.work().await, 4, "one visit, three looks");
        assert_eq!(open(&mut browser, &path).await.texts(".card .badge"), ["As it was"; 3]);
        assert_eq!(elsewhere.asked_for("/robots.txt"), 1);
        assert_eq!(elsewhere.asked_for("/gone.xml"), 1);
    }
}

#[tokio::test]
async fn a_capture_that_runs_out_of_its_time_is_kept_as_far_as_it_came_and_says_so() {
    for place in places().await {
        let place = place.cutting_short_after(Duration::from_secs(2));
        let elsewhere = Elsewhere::serve().await;
        elsewhere.answer("/a", page("First", "The dam is safe, says the ministry, and nobody needs to leave tonight."));
        elsewhere.answer("/style.css", Vec::new());
        let (mut browser, _) = place.keeper().await;
        let path = place.capture(&mut browser, &elsewhere.url("/a")).await;
        place.work().await;
        let seen = open(&mut browser, &path).await;
        let words = seen.texts("main").join(" ");
        assert!(words.contains("First") && words.contains("cut short after 2 seconds"), "{words}");
        assert!(words.contains("/style.css left out"), "{words}");
        let record = browser.get(&format!("{}/record.json", path.split('?').next().unwrap())).await;
        assert!(record.body.contains("plain fetch, cut short after 2 seconds"), "{}", record.body);
        // Where the page itself never came there is nothing to keep.
        elsewhere.answer("/never", Vec::new());
        let path = place.capture(&mut browser, &elsewhere.url("/never")).await;
        place.work().await;
        let seen = open(&mut browser, &path).await;
        assert!(seen.body.contains("time for this capture was over"), "{}", seen.body);
    }
}
