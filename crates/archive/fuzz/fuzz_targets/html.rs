//! Any bytes as a page and as a stylesheet.
#![no_main]

use saksi_archive::{page, requisites};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let read = page::read(bytes, None);
    assert!(read.text.len() <= page::LONGEST_TEXT);
    let base = "https://example.org/a/b";
    for found in [requisites::of_html(bytes, None, base), requisites::of_css(bytes, None, base)] {
        assert!(found.len() <= requisites::MOST);
        assert!(found.iter().all(|found| found.url.starts_with("http")));
    }
});
