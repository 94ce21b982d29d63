//! Tokens stand where they say, and two copies of a message are one.
#![no_main]

use saksi_matching::{Entry, Index, Query, near_duplicate, segment};

libfuzzer_sys::fuzz_target!(|text: &str| {
    for token in segment(text) {
        assert_eq!(text.get(token.at.clone()), Some(token.text.as_str()));
    }
    let likeness = near_duplicate(text, text);
    assert!(likeness == 0.0 || likeness == 1.0);
    let mut index = Index::new();
    index.insert(Entry::new(1, "", text));
    let query = Query::new(text);
    let hits = index.search(&query, 5);
    assert!(query.is_empty() || hits.iter().any(|hit| hit.id == 1));
});
