//! A canonical link is its own canonical form, and their number is bounded.
#![no_main]

use saksi_matching::{CanonicalLink, links};

libfuzzer_sys::fuzz_target!(|text: &str| {
    let found = links::extract(text);
    assert!(found.len() <= links::MAX_LINKS);
    for link in found.into_iter().chain(CanonicalLink::parse(text)) {
        assert_eq!(CanonicalLink::parse(link.as_str()), Some(link));
    }
});
