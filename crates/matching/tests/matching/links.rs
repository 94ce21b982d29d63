//! Links and the link lane.

use saksi_matching::{CanonicalLink, DecisionKind, Entry, Index, Policy, Query, Reason, decide, links};

fn check_equal(expected: &str, forms: &[&str]) {
    for form in forms {
        let link = CanonicalLink::parse(form);
        assert_eq!(link.as_ref().map(CanonicalLink::as_str), Some(expected), "{form}");
    }
}

#[test]
fn addresses_of_one_page_are_one_link() {
    check_equal(
        "example.org/news/1",
        &[
            "https://example.org/news/1",
            "http://www.example.org/news/1/",
            "HTTPS://Example.ORG:443/news/1#comments",
            "http://example.org:80/news//1?utm_source=line&fbclid=abc&gclid=1",
            "https://m.example.org/news/1?igshid=x",
            "https://amp.example.org/news/1",
            "https://example.org/amp/news/1",
            "https://example.org/news/1/amp",
            "https://example.org/amp/news/1/amp.html/amp/index.html",
            "https://example.org/news/1/amp/?amp=1",
            "https://www.google.com/amp/s/www.example.org/news/1/",
            "https://example-org.cdn.ampproject.org/c/s/example.org/news/1",
            "https://l.facebook.com/l.php?u=https%3A%2F%2Fexample.org%2Fnews%2F1%3Ffbclid%3Dx&h=AT0",
            "https://lm.facebook.com/l.php?u=https%3A%2F%2Fexample.org%2Fnews%2F1",
            "https://www.google.com/url?q=https://example.org/news/1&sa=U",
            "https://www.google.com.tw/url?sa=t&url=https%3A%2F%2Fexample.org%2Fnews%2F1",
            "https://social-plugins.line.me/lineit/share?url=https%3A%2F%2Fexample.org%2Fnews%2F1",
            "https://l.facebook.com/l.php?u=https%3A%2F%2Fwww.google.com%2Furl%3Fq%3Dhttps%253A%252F%252Fexample.org%252Fnews%252F1",
            "example.org/news/1",
            "https://example.org/news/1/index.html",
        ],
    );
    check_equal(
        "youtube.com/watch?v=dQw4w9WgXcQ",
        &[
            "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
            "https://youtu.be/dQw4w9WgXcQ?si=abcdef",
            "http://m.youtube.com/watch?feature=share&v=dQw4w9WgXcQ&t=42s",
            "https://www.youtube.com/shorts/dQw4w9WgXcQ?feature=share",
            "https://www.youtube.com/live/dQw4w9WgXcQ",
            "https://www.youtube.com/embed/dQw4w9WgXcQ",
            "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?rel=0",
            "https://www.youtube.com/watch?v=dQw4w9WgXcQ&list=PL1&index=3",
        ],
    );
    check_equal(
        "x.com/i/status/1234567890",
        &[
            "https://twitter.com/name/status/1234567890?s=20",
            "https://mobile.twitter.com/other/status/1234567890",
            "https://x.com/i/web/status/1234567890",
        ],
    );
    check_equal(
        "id.wikipedia.org/wiki/Hoaks",
        &[
            "https://id.m.wikipedia.org/wiki/Hoaks",
            "https://id.m.m.wikipedia.org/wiki/Hoaks",
            "id.wikipedia.org/wiki/Hoaks",
        ],
    );
    check_equal(
        "example.org/a?b=1&c=2",
        &["https://example.org/a?c=2&b=1", "https://example.org/a?b=1&utm_medium=x&c=2"],
    );
    check_equal("xn--fiq228c.tw/你好", &["https://中文.tw/%E4%BD%A0%E5%A5%BD", "https://中文.TW/你好"]);
    check_equal("example.org:8080/x", &["http://example.org:8080/x"]);
    check_equal("example.org", &["https://www.example.org/", "http://example.org"]);
}

#[test]
fn different_pages_stay_different() {
    for (a, b) in [
        ("https://example.org/news/1", "https://example.org/news/2"),
        ("https://example.org/?id=1", "https://example.org/?id=2"),
        ("https://youtu.be/aaaaaaaaaaa", "https://youtu.be/bbbbbbbbbbb"),
        ("https://m.com/x", "https://com.example/x"),
        ("https://example.org/a%2Fb", "https://example.org/a/b"),
        ("https://example.org/?a=1%26b=2", "https://example.org/?a=1&b=2"),
    ] {
        assert_ne!(CanonicalLink::parse(a), CanonicalLink::parse(b), "{a} {b}");
    }
}

#[test]
fn what_is_no_link_is_refused() {
    for text in [
        "",
        " ",
        "hello",
        "http://",
        "https:///x",
        "javascript:alert(1)",
        "ftp://example.org/x",
        "http://localhost/x",
        "a b.c",
        "mailto:a@example.org",
        "user@example.org",
        "/relative/path",
        "..",
        "http://[::1",
        "www.",
        "https://www./x",
        "https://.org/x",
        "https://a..org/x",
        "https://%zz",
    ] {
        assert_eq!(CanonicalLink::parse(text), None, "{text}");
    }
    assert_eq!(CanonicalLink::parse(&format!("https://example.org/{}", "x".repeat(5000))), None);
}

#[test]
fn links_are_found_in_running_text() {
    for (text, expected) in [
        ("see https://example.org/a, and http://example.org/b.", vec!["example.org/a", "example.org/b"]),
        ("(https://example.org/wiki/A_(b))", vec!["example.org/wiki/A_(b)"]),
        ("快看https://example.org/1這是真的嗎", vec!["example.org/1"]),
        ("#Defundhttps://t.co/CsHG8R9cHp", vec!["t.co/CsHG8R9cHp"]),
        ("www.example.org/x?y=1", vec!["example.org/x?y=1"]),
        ("youtu.be/dQw4w9WgXcQ lol", vec!["youtube.com/watch?v=dQw4w9WgXcQ"]),
        ("https://example.org/1 https://www.example.org/1/", vec!["example.org/1"]),
        ("no link here. at 3.5 km/h", vec![]),
        ("ดูนี่ https://example.org/ก ครับ", vec!["example.org/"]),
    ] {
        let found = links::extract(text);
        let found: Vec<&str> = found.iter().map(CanonicalLink::as_str).collect();
        let expected: Vec<&str> = expected.iter().map(|link| link.trim_end_matches('/')).collect();
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn an_identical_link_always_ranks_first() {
    let link = |text: &str| CanonicalLink::parse(text).unwrap();
    let mut index = Index::new();
    index.insert(
        Entry::new(1, "en", "A completely different text about parking")
            .with_link(link("https://youtu.be/dQw4w9WgXcQ")),
    );
    for id in 2..200 {
        index.insert(Entry::new(id, "en", "Drinking warm lemon water every morning cures cancer"));
    }
    let query = Query::new(
        "Drinking warm lemon water every morning cures cancer http://m.youtube.com/watch?v=dQw4w9WgXcQ&feature=share",
    );
    let hits = index.search(&query, 5);
    assert_eq!(hits[0].id, 1);
    assert!(hits[0].lanes.link && hits[0].score > hits[1].score);
    let decision = decide(&query, &hits, &Policy::group());
    assert_eq!(decision.kind, DecisionKind::Answer);
    assert_eq!(decision.reason, Reason::SameLink { link: link("https://www.youtube.com/watch?v=dQw4w9WgXcQ") });
}

#[test]
fn a_link_inside_a_known_message_matches_a_message_with_only_that_link() {
    let mut index = Index::new();
    index.insert(
        Entry::new(7, "zh-Hant", "喝水可以治病").with_message("大家快看 https://example.org/news/1?fbclid=9 太可怕了"),
    );
    let query = Query::new("https://www.example.org/news/1/");
    let hits = index.search(&query, 5);
    assert_eq!(hits.iter().map(|hit| hit.id).collect::<Vec<_>>(), [7]);
    assert_eq!(decide(&query, &hits, &Policy::web()).kind, DecisionKind::Answer);
}

#[test]
fn a_home_page_or_a_list_of_links_is_no_answer() {
    let mut index = Index::new();
    index.insert(
        Entry::new(1, "en", "The hospital gives money")
            .with_link(CanonicalLink::parse("https://hospital.example/").unwrap()),
    );
    index
        .insert(Entry::new(2, "en", "Another claim").with_link(CanonicalLink::parse("https://example.org/2").unwrap()));
    for message in [
        "Please register at https://hospital.example for your appointment".to_owned(),
        (0..20).map(|n| format!("https://example.org/{n}")).collect::<Vec<_>>().join(" "),
    ] {
        let query = Query::new(&message);
        let decision = decide(&query, &index.search(&query, 5), &Policy::web());
        assert_eq!(decision.kind, DecisionKind::Suggest, "{message}");
    }
}

#[test]
fn a_link_bomb_is_bounded() {
    let bomb = (0..50_000).map(|n| format!("https://example.org/{n}")).collect::<Vec<_>>().join(
        "
",
    );
    assert_eq!(links::extract(&bomb).len(), links::MAX_LINKS);
    assert_eq!(Query::new(&bomb).links().len(), links::MAX_LINKS);
}
