//! A dishonest operator is caught, an honest one is left alone. `cargo xtask prove dishonest-operator` plays the same
//! attacks by the hundreds.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on must fail loudly")]

mod attacks;
mod world;

use attacks::{ATTACKS, Play, honest};
use saksi_tlog::Hash;
use saksi_tlog::monitor::{Finding, compare_leaves};

#[test]
fn every_attack_is_called_what_it_is() {
    for attack in ATTACKS {
        for seed in 0..3 {
            assert!((attack.play)(&mut Play::new(seed)), "{} with seed {seed}", attack.name);
        }
    }
}

#[test]
fn an_honest_operator_raises_no_alarm() {
    for seed in 0..10 {
        assert_eq!(honest(&mut Play::new(seed)), [], "seed {seed}");
    }
}

#[test]
fn findings_say_what_was_done_to_entries() {
    let leaf = |letter: char| Hash::leaf(letter.to_string().as_bytes());
    let check = |old: &str, new: &str, expected: &[Finding]| {
        let (old, new): (Vec<Hash>, Vec<Hash>) = (old.chars().map(leaf).collect(), new.chars().map(leaf).collect());
        assert_eq!(compare_leaves(&old, &new), expected);
    };
    check("abc", "abcd", &[]);
    check("abc", "abc", &[]);
    check("abc", "ab", &[Finding::Removed { index: 2 }]);
    check("abc", "acd", &[Finding::Removed { index: 1 }]);
    check("abc", "axbc", &[Finding::Inserted { index: 1 }]);
    check("abc", "axc", &[Finding::Exchanged { index: 1 }]);
    check("abcd", "acbd", &[Finding::Reordered { index: 1 }]);
}

#[test]
fn findings_are_sentences() {
    let split = Finding::SplitView { size: 7, remembered: Hash::of(b"a"), offered: Hash::of(b"b") };
    assert!(split.is_proof());
    assert_eq!(
        split.to_string(),
        "The log shows different people different things: it signed two different states with 7 entries. Both signed \
         checkpoints together prove it."
    );
    assert!(!Finding::Removed { index: 0 }.is_proof());
}
