//! Input made to hurt: the work stays bounded, and nothing panics.

use std::io::Read;

use saksi_matching::{
    Entry, Index, LoadError, Policy, Query, decide, fingerprint, links, near_duplicate, normalise, segment, similar_key,
};

fn floods() -> Vec<(&'static str, String)> {
    vec![
        ("10 MB of combining marks", format!("a{}", "\u{301}\u{300}".repeat(2_500_000))),
        ("a million zero-width characters", "\u{200b}".repeat(1_000_000)),
        ("a million of one letter", "a".repeat(1_000_000)),
        ("a Thai run without end", "มะนาว".repeat(100_000)),
        ("a Han run without end", "免費".repeat(300_000)),
        ("single letters", "a b ".repeat(300_000)),
        ("brackets", format!("https://x.org/{}", ")".repeat(500_000))),
        ("schemes", "https://".repeat(100_000)),
        ("hosts", "youtu.be/a".repeat(100_000)),
        ("digits", "1,".repeat(500_000)),
        ("hashtags", "#aBcD_".repeat(100_000)),
        ("ligatures that grow", "\u{fdfa}".repeat(300_000)),
        ("percent signs", format!("https://x.org/{}", "%".repeat(200_000))),
        ("control characters", (0_u8..32).map(char::from).cycle().take(500_000).collect()),
        ("jamo", "\u{1100}\u{1161}\u{11a8}".repeat(200_000)),
        ("emoji", "👨‍👩‍👧‍👦".repeat(100_000)),
    ]
}

#[test]
fn floods_give_short_results() {
    let mut index = Index::new();
    index.insert(Entry::new(1, "en", "Drinking warm lemon water every morning cures cancer"));
    for (name, flood) in floods() {
        let normal = normalise(&flood);
        assert!(normal.text.len() <= 65_536, "{name}");
        assert_eq!(normalise(&normal.text).text, normal.text, "{name}");
        assert!(links::extract(&flood).len() <= links::MAX_LINKS, "{name}");
        let query = Query::new(&flood);
        let hits = index.search(&query, 10);
        assert!(hits.len() <= 1, "{name}");
        decide(&query, &hits, &Policy::web());
        fingerprint(&flood);
        similar_key(&flood);
        near_duplicate(&flood, &flood);
        index.insert(Entry::new(2, "", flood.clone()).with_title(flood.clone()).with_message(flood));
        assert!(index.search(&query, 10).len() <= 2, "{name}");
    }
    // However much a flood writes, what the index keeps of it is bounded.
    let mut saved = Vec::new();
    index.save(&mut saved).unwrap();
    assert!(saved.len() < 300_000, "{}", saved.len());
}

#[test]
fn a_flood_of_marks_keeps_a_few() {
    let text = format!("e{}x", "\u{301}\u{302}".repeat(10_000));
    assert!(normalise(&text).text.chars().count() <= 12);
}

#[test]
fn segmenting_is_linear_in_the_text() {
    // Each character of an unspaced script gives at most one character and one pair.
    let text = "免費".repeat(10_000);
    assert_eq!(segment(&text).len(), 2 * 20_000 - 1);
    let thai = "มะนาวโซดา".repeat(5_000);
    let tokens = segment(&thai);
    assert_eq!(tokens.iter().map(|token| token.text.len()).sum::<usize>(), thai.len());
}

#[test]
fn a_claim_in_the_middle_of_a_novel_is_found() {
    let mut index = Index::new();
    let claim = "Drinking warm lemon water every morning cures cancer of the stomach";
    index.insert(Entry::new(1, "en", claim));
    index.insert(Entry::new(2, "en", "The price of petrol falls by ten rupees tonight"));
    let padding = (0..8_000).map(|n| format!("chapter{n}")).collect::<Vec<_>>().join(" ");
    let query = Query::new(&format!("{padding} {} {padding}", format!("{claim}. ").repeat(40)));
    assert!(query.is_sampled());
    assert_eq!(index.search(&query, 1)[0].id, 1);
}

#[expect(clippy::unwrap_used, reason = "writing to a vector cannot fail")]
fn saved() -> Vec<u8> {
    let mut index = Index::new();
    for id in 0..50 {
        index.insert(
            Entry::new(id, "en", format!("claim number {id} about lemon water and petrol"))
                .with_message("免費貼圖 https://example.org/x"),
        );
    }
    index.remove(7);
    let mut out = Vec::new();
    index.save(&mut out).unwrap();
    out
}

#[test]
fn a_cut_file_is_an_error() {
    let saved = saved();
    for length in (0..saved.len()).step_by(37).chain([saved.len() - 1]) {
        assert!(Index::load(&saved[..length]).is_err(), "{length}");
    }
    assert!(Index::load(saved.as_slice()).is_ok());
}

#[test]
fn a_changed_file_is_an_error_and_never_a_panic() {
    let saved = saved();
    for at in 0..saved.len() {
        let mut changed = saved.clone();
        changed[at] ^= 0x55;
        assert!(Index::load(changed.as_slice()).is_err(), "{at}");
    }
}

#[test]
fn a_foreign_or_newer_file_is_named_as_such() {
    assert!(matches!(Index::load(&b"PK\x03\x04 something else entirely"[..]), Err(LoadError::NotAnIndex)));
    assert!(matches!(Index::load(&b""[..]), Err(LoadError::NotAnIndex)));
    let mut newer = saved();
    newer[8] = 0xff;
    assert!(matches!(Index::load(newer.as_slice()), Err(LoadError::Version { .. })));
}

#[test]
fn a_forged_length_takes_no_memory() {
    // A count of four thousand million, and then nothing.
    let mut forged = saved()[..12].to_vec();
    forged.extend(8_u32.to_le_bytes());
    forged.extend(1_u32.to_le_bytes());
    forged.extend(u32::MAX.to_le_bytes());
    assert!(Index::load(forged.as_slice()).is_err());
    // A piece that says it is longer than any piece is.
    let mut forged = saved()[..12].to_vec();
    forged.extend(u32::MAX.to_le_bytes());
    assert!(Index::load(forged.chain(std::io::repeat(0))).is_err());
}

/// What joining one part makes would let its neighbour be joined, and so on: none of these may take a round for each part.
#[test]
fn layers_of_spaced_letters_do_not_pile_up() {
    let parts = [
        ("", "a*a*a_a_a|a|a-", ""),
        ("", "\u{6f22}a*a*a_a_a|a|a~", ""),
        ("", "a_\u{331}a*\u{331}", "a_\u{331}a"),
        ("\u{ac00}|\u{ac00}*", "", "*\u{1100}*\u{1161}|\u{1100}|\u{1161}"),
        ("a_a*", "a", "*a_a"),
        ("", "|MM|Mz________UUU*UUUU_____UUU*UUU___", ""),
    ];
    for (before, between, after) in parts {
        for depth in [1, 2, 3, 20, 300] {
            let text = format!("{}{}{}", before.repeat(depth), between.repeat(depth), after.repeat(depth));
            let once = normalise(&text);
            assert_eq!(normalise(&once.text), once, "{before} {between} {after} {depth}");
        }
    }
    assert_eq!(
        normalise("moneyyy 1000 freeee \u{91b}\u{915}\u{915}\u{915}\u{915}").text,
        "money 1000 free \u{91b}\u{915}"
    );
    assert_eq!(normalise("zzz \u{6f22}zzz z z z").text, "zz \u{6f22}zz zz");
}
