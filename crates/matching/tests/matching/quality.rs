//! Messages in 16 Asian languages against their claims: a floor under the quality, not the measurement of it.

use std::collections::HashMap;

use saksi_matching::run::{Options, run_files};
use serde_json::Value;

const CLAIMS: &str = include_str!("../data/claims.jsonl");
const QUERIES: &str = include_str!("../data/queries.jsonl");

#[test]
fn forwards_in_many_scripts_find_their_claim_and_near_misses_are_not_answered() {
    let mut out = Vec::new();
    let stats =
        run_files(CLAIMS.as_bytes(), QUERIES.as_bytes(), &mut out, &Options::default(), Default::default).unwrap();
    assert_eq!((stats.claims, stats.queries), (64, QUERIES.lines().count()));
    let run: HashMap<String, Value> = std::str::from_utf8(&out)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap())
        .map(|line| (line["qid"].as_str().unwrap().to_owned(), line))
        .collect();
    let (mut first, mut known, mut answered) = (0, 0, 0);
    for query in QUERIES.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()) {
        let line = &run[query["qid"].as_str().unwrap()];
        let relevant = query["relevant"].as_array().unwrap();
        let right = line["hits"].get(0).is_some_and(|hit| relevant.contains(&hit["id"]));
        known += usize::from(!relevant.is_empty());
        first += usize::from(right);
        if line["decision"] == "answer" {
            answered += 1;
            assert!(right, "a wrong answer: {query}\n{line}");
        }
    }
    assert!(first * 100 >= known * 80, "{first} of {known} found first");
    assert!(answered >= 8, "{answered} answered");
}

#[test]
fn a_broken_line_is_named() {
    let run = |claims: &str, queries: &str| {
        run_files(claims.as_bytes(), queries.as_bytes(), Vec::new(), &Options::default(), Default::default)
            .unwrap_err()
            .to_string()
    };
    assert!(
        run("{\"id\": 1, \"claim\": \"x\"}\n\n{\"id\": 2}\n", "").starts_with("claims, line 3: missing field `claim`")
    );
    assert!(run("", "{\"qid\": 1, \"text\": \"x\"}\nnonsense\n").starts_with("queries, line 2: "));
}
