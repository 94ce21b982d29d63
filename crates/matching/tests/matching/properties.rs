//! What holds for every text and every order of events.

use proptest::prelude::*;
use saksi_matching::{CanonicalLink, Entry, Hit, Index, Query, normalise};

/// Text from the scripts and signs that the normal form treats specially.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[a-zA-Z]{1,8}",
        2 => "[0-9,.]{1,6}",
        2 => " {1,3}",
        1 => "[._*/-]",
        1 => "[\u{300}-\u{345}]{1,3}",
        1 => "[\u{e01}-\u{e4e}]{1,8}",
        1 => "[\u{1780}-\u{17d3}]{1,6}",
        1 => "[\u{1000}-\u{104f}]{1,6}",
        1 => "[\u{621}-\u{6f9}]{1,6}",
        1 => "[\u{901}-\u{96f}]{1,6}",
        1 => "[\u{4e00}-\u{4fff}]{1,6}",
        1 => "[\u{3041}-\u{30ff}]{1,6}",
        1 => "[\u{ac00}-\u{ac80}\u{1100}-\u{11ff}]{1,4}",
        1 => "[\u{ff01}-\u{ffef}]{1,6}",
        1 => "[\u{200b}-\u{200f}\u{2060}\u{fe0f}]",
        1 => "\\PC{1,4}",
        1 => any::<char>().prop_map(String::from),
    ];
    proptest::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

const WORDS: [&str; 16] = [
    "lemon",
    "water",
    "cures",
    "cancer",
    "morning",
    "500",
    "มะนาว",
    "免費",
    "貼圖",
    "ministry",
    "laptop",
    "free",
    "নম্বর",
    "کراچی",
    "not",
    "9000",
];

fn sentence() -> impl Strategy<Value = String> {
    proptest::collection::vec(proptest::sample::select(&WORDS[..]), 1..9).prop_map(|words| words.join(" "))
}

fn entry() -> impl Strategy<Value = Entry> {
    (0..24_u128, sentence(), sentence(), proptest::collection::vec(sentence(), 0..3), proptest::option::of(0..5_u8))
        .prop_map(|(id, claim, title, messages, link)| Entry {
            id,
            language: "en".to_owned(),
            claim,
            title,
            messages,
            links: link.and_then(|n| CanonicalLink::parse(&format!("https://example.org/{n}"))).into_iter().collect(),
        })
}

fn search(index: &Index, message: &str) -> Vec<Hit> {
    index.search(&Query::new(message), 10)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn a_normal_form_is_its_own_normal_form(text in text()) {
        let once = normalise(&text);
        prop_assert_eq!(&normalise(&once.text), &once, "{:?}", text);
    }

    #[test]
    fn a_normal_form_of_few_signs_is_its_own_normal_form(
        text in proptest::collection::vec(
            proptest::sample::select(vec![
                "a", "a", "a*a*a", "b", "x", "_", "_", "*", "*", "|", " ", "  ", "1", "漢", "ก", "\u{331}", "\u{93e}", "가",
                "\u{1100}", "\u{1161}", "\u{11a8}",
            ]),
            0..160,
        )
    ) {
        let text = text.concat();
        let once = normalise(&text);
        prop_assert_eq!(&normalise(&once.text), &once, "{:?}", text);
    }

    #[test]
    fn a_canonical_link_is_its_own_canonical_form(path in "[a-z0-9%/?&=#.+ é你-]{0,40}", host in "(m\\.|www\\.|amp\\.)?[a-z]{1,8}\\.(com|co\\.id|org)") {
        if let Some(link) = CanonicalLink::parse(&format!("https://{host}/{path}")) {
            prop_assert_eq!(CanonicalLink::parse(link.as_str()), Some(link));
        }
    }

    #[test]
    fn what_is_removed_is_never_found(entries in proptest::collection::vec(entry(), 1..40), removed in proptest::collection::vec(0..24_u128, 1..12), message in sentence()) {
        let mut index = Index::new();
        for entry in entries {
            index.insert(entry);
        }
        for &id in &removed {
            index.remove(id);
            prop_assert!(!index.remove(id));
        }
        for n in 0..5 {
            for hit in search(&index, &format!("{message} https://example.org/{n}")) {
                prop_assert!(!removed.contains(&hit.id));
                prop_assert!((0.0..=1.0).contains(&hit.score));
            }
        }
    }

    #[test]
    fn a_saved_index_finds_the_same(entries in proptest::collection::vec(entry(), 0..40), removed in 0..24_u128, message in sentence()) {
        let mut index = Index::new();
        for entry in entries {
            index.insert(entry);
        }
        index.remove(removed);
        let mut bytes = Vec::new();
        index.save(&mut bytes).unwrap();
        let loaded = Index::load(bytes.as_slice()).unwrap();
        prop_assert_eq!(loaded.len(), index.len());
        prop_assert_eq!(search(&loaded, &message), search(&index, &message));
    }

    #[test]
    fn growing_one_by_one_equals_building_at_once(entries in proptest::collection::vec(entry(), 0..40), message in sentence()) {
        // Replaced entries leave traces in the frequencies until a merge; without them the two are equal.
        let mut seen = std::collections::HashSet::new();
        let entries: Vec<Entry> = entries.into_iter().filter(|entry| seen.insert(entry.id)).collect();
        let mut grown = Index::new();
        for entry in entries.clone() {
            grown.insert(entry);
        }
        let built = Index::build(entries.into_iter(), 2);
        prop_assert_eq!(built.len(), grown.len());
        prop_assert_eq!(search(&built, &message), search(&grown, &message));
    }

    #[test]
    fn of_one_id_the_last_stays(entries in proptest::collection::vec(entry(), 1..40)) {
        let last: std::collections::HashMap<u128, Entry> = entries.iter().map(|entry| (entry.id, entry.clone())).collect();
        let built = Index::build(entries.clone().into_iter(), 2);
        let mut grown = Index::new();
        for entry in entries {
            grown.insert(entry);
        }
        prop_assert_eq!(built.len(), last.len());
        for (id, entry) in last {
            for index in [&built, &grown] {
                let hits = search(index, &entry.claim);
                prop_assert!(hits.iter().any(|hit| hit.id == id && hit.same_text) || hits.len() == 10);
            }
        }
    }
}

#[test]
fn merges_of_many_segments_change_nothing() {
    let entries: Vec<Entry> = (0..5_000_u128)
        .map(|id| {
            Entry::new(
                id,
                "en",
                format!(
                    "claim {} about {} and {}",
                    id * 7919 % 5003,
                    WORDS[id as usize % 16],
                    WORDS[id as usize / 16 % 16]
                ),
            )
        })
        .collect();
    let mut grown = Index::new();
    for entry in entries.clone() {
        grown.insert(entry);
    }
    let built = Index::build(entries.clone().into_iter(), 2);
    for entry in entries.iter().step_by(97) {
        assert_eq!(search(&grown, &entry.claim), search(&built, &entry.claim));
    }
    for id in (0..5_000).filter(|id| id % 3 != 0) {
        assert!(grown.remove(id));
    }
    assert_eq!(grown.len(), 1_667);
    for entry in entries.iter().step_by(97) {
        assert!(search(&grown, &entry.claim).iter().all(|hit| hit.id % 3 == 0));
    }
}
