//! Messages put together as they come: copies into one claim, claims of one story into one narrative.

use std::collections::{BTreeMap, BTreeSet};

use saksi_matching::{
    cluster::{Bars, Clusters, Evidence, Text, cluster_files},
    dense::Vector,
};
use serde_json::Value;

fn queries() -> Vec<Value> {
    include_str!("../data/queries.jsonl").lines().filter_map(|line| serde_json::from_str(line).ok()).collect()
}

fn text<'a>(line: &'a Value, name: &str) -> &'a str {
    line.get(name).and_then(Value::as_str).unwrap_or_default()
}

#[test]
fn a_cut_and_a_decorated_copy_join_the_claim_and_another_number_does_not() {
    let mut clusters = Clusters::default();
    let claim = "Minum air rebusan daun sirsak setiap pagi selama 7 hari menyembuhkan diabetes tanpa obat";
    let first = clusters.add(Text::new(1, "id", claim));
    assert!(first.opened);
    let copy = clusters.add(Text::new(2, "id", format!("🙏🙏 SEBARKAN!!! {claim} 🙏 jangan berhenti di kamu")));
    assert_eq!((copy.claim, copy.opened), (1, false));
    assert!(matches!(copy.because.as_slice(), [because] if because.like == 1));
    let cut =
        clusters.add(Text::new(3, "id", "air rebusan daun sirsak setiap pagi selama 7 hari menyembuhkan diabetes"));
    assert_eq!(cut.claim, 1);
    let other = clusters.add(Text::new(4, "id", claim.replace('7', "30")));
    assert!(other.opened, "another number is another claim: {other:?}");
    assert_eq!(other.narrative, 1, "and the same narrative");
}

#[test]
fn a_message_that_joins_two_claims_makes_them_one() {
    let mut clusters = Clusters::default();
    let (early, late) = (
        "Rumah sakit umum kota menolak semua pasien mulai hari Senin karena dokter mogok kerja",
        "Pemerintah membagikan bantuan beras dua puluh kilogram untuk setiap keluarga di kelurahan",
    );
    clusters.add(Text::new(10, "id", early));
    clusters.add(Text::new(11, "id", late));
    assert_ne!(clusters.claim(10), clusters.claim(11));
    let both = clusters.add(Text::new(12, "id", format!("{early}. {late}.")));
    assert_eq!((both.claim, both.merged.clone(), both.because.len()), (10, vec![11], 2));
    assert_eq!(clusters.claim(11), Some(10));
    assert_eq!(clusters.narrative(11), clusters.narrative(12));
}

#[test]
fn the_same_link_joins_and_a_home_page_does_not() {
    let mut clusters = Clusters::default();
    clusters.add(Text::new(1, "en", "look at this https://example.org/news/flood-2026"));
    let same = clusters.add(Text::new(2, "th", "ดูนี่สิ https://www.example.org/news/flood-2026?utm_source=chat"));
    assert_eq!(same.claim, 1);
    assert!(matches!(same.because.as_slice(), [because] if because.evidence == Evidence::SameLink));
    clusters.add(Text::new(3, "en", "an open letter to the mayor about rats https://example.net/"));
    let home = clusters.add(Text::new(4, "en", "buy two get one free this weekend only https://example.net/"));
    assert!(home.opened);
}

#[test]
fn the_same_meaning_in_another_language_joins() {
    let mut clusters = Clusters::default();
    let meaning = |parts: &[f32]| Vector::from_f32(parts);
    clusters.add(
        Text::new(1, "en", "Drinking warm lemon water cures cancer of the stomach")
            .with_vector(meaning(&[1.0, 0.1, 0.0])),
    );
    let same = clusters.add(
        Text::new(2, "zh-Hant", "每天早上喝溫檸檬水就可以治好胃癌大家快來試試").with_vector(meaning(&[1.0, 0.2, 0.1])),
    );
    assert_eq!(same.claim, 1);
    assert!(matches!(same.because.as_slice(), [because] if matches!(because.evidence, Evidence::SameMeaning { .. })));
    let near = clusters.add(
        Text::new(3, "fil", "Ang mainit na tubig na may asin ay gamot daw").with_vector(meaning(&[0.8, 0.6, 0.1])),
    );
    assert!(near.opened);
    assert_eq!(near.narrative, 1);
}

#[test]
fn what_is_taken_out_attracts_nothing() {
    let mut clusters = Clusters::default();
    let text = "The dam above the town will break tonight, leave your homes at once";
    clusters.add(Text::new(1, "en", text));
    assert!(clusters.remove(1));
    assert!(!clusters.remove(1));
    assert!(clusters.add(Text::new(2, "en", text)).opened);
    assert_eq!((clusters.len(), clusters.claim(1)), (1, None));
}

/// Messages in many languages, each made from one of the known claims or from none: forwards and cuts of a claim come
/// together, and nothing that matches nothing is drawn into a claim.
#[test]
fn forwards_in_many_languages_come_together_and_near_misses_stay_apart() {
    let mut clusters = Clusters::default();
    let mut of_message: BTreeMap<u128, String> = BTreeMap::new();
    let mut alone: BTreeSet<u128> = BTreeSet::new();
    let mut next = 0;
    for line in include_str!("../data/claims.jsonl").lines() {
        let line: Value = serde_json::from_str(line).expect("JSON");
        clusters.add(Text::new(next, text(&line, "lang"), text(&line, "claim")));
        of_message.insert(next, text(&line, "id").to_owned());
        next += 1;
    }
    for line in queries() {
        let relevant = line.get("relevant").and_then(Value::as_array).cloned().unwrap_or_default();
        let kind = text(&line, "kind").to_owned();
        clusters.add(Text::new(next, text(&line, "lang"), text(&line, "text")));
        match relevant.first().and_then(Value::as_str) {
            Some(claim) => {
                of_message.insert(next, claim.to_owned());
            }
            None => {
                alone.insert(next);
                of_message.insert(next, format!("{kind} {next}"));
            }
        }
        next += 1;
    }
    let (mut right, mut joined) = (0, 0);
    let mut claims: BTreeMap<u128, Vec<u128>> = BTreeMap::new();
    for &id in of_message.keys() {
        claims.entry(clusters.claim(id).expect("placed")).or_default().push(id);
    }
    for members in claims.values() {
        for (at, a) in members.iter().enumerate() {
            for b in members.iter().skip(at + 1) {
                joined += 1;
                right += usize::from(of_message[a] == of_message[b]);
            }
        }
    }
    println!("{} messages, {} claims, {joined} pairs, {right} right", of_message.len(), claims.len());
    assert!(joined >= 10, "only {joined} pairs were joined");
    assert!(right * 100 >= joined * 95, "{right} of {joined} pairs are right");
    assert!(alone.iter().all(|id| claims[&clusters.claim(*id).expect("placed")].len() <= 2));
}

#[test]
fn files_are_put_together_line_by_line() {
    let lines = [
        r#"{"id": "a", "lang": "en", "text": "Boiled guava leaves cure dengue within three days says a famous doctor"}"#,
        "",
        r#"{"id": 7, "text": "FWD: boiled guava leaves cure dengue within three days says a famous doctor!!"}"#,
        r#"{"id": "c", "text": "The bridge over the river is closed until the end of the month"}"#,
    ];
    let mut out = Vec::new();
    let stats = cluster_files(lines.join("\n").as_bytes(), &mut out, Bars::default()).expect("read");
    assert_eq!((stats.texts, stats.claims, stats.narratives), (3, 2, 2));
    let out: Vec<Value> =
        String::from_utf8(out).expect("UTF-8").lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(out.len(), 5);
    assert_eq!(out[1]["claim"], "a");
    assert_eq!(out[1]["because"][0]["like"], "a");
    assert_eq!(out[3]["texts"], serde_json::json!(["a", 7]));
    let problem = cluster_files(&b"{\"id\": 1}"[..], Vec::new(), Bars::default()).expect_err("no text");
    assert_eq!(problem.to_string(), "texts, line 1: missing field `text` at line 1 column 9");
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config::with_cases(24))]

    /// The same messages in the same order give the same claims; every message has one; a claim has its first message's name.
    #[test]
    fn every_message_has_one_claim(picked in proptest::collection::vec((0..60_usize, 0..3_usize), 1..40)) {
        let queries = queries();
        let texts: Vec<String> = picked.iter().map(|&(at, change)| {
            let whole = text(&queries[at % queries.len()], "text");
            match change {
                0 => whole.to_owned(),
                1 => whole.chars().take(whole.chars().count() / 2).collect(),
                _ => format!("{whole} {whole}"),
            }
        }).collect();
        let run = || {
            let mut clusters = Clusters::default();
            for (id, text) in texts.iter().enumerate() {
                clusters.add(Text::new(id as u128, "", text.clone()));
            }
            (0..texts.len() as u128).map(|id| (clusters.claim(id), clusters.narrative(id))).collect::<Vec<_>>()
        };
        let placed = run();
        proptest::prop_assert_eq!(&placed, &run());
        for (id, (claim, narrative)) in placed.iter().enumerate() {
            let (claim, narrative) = (claim.expect("placed"), narrative.expect("placed"));
            proptest::prop_assert!(claim <= id as u128 && narrative <= claim);
            proptest::prop_assert_eq!(placed[usize::try_from(claim).expect("small")].0, Some(claim));
        }
    }
}
