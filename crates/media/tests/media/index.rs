//! The index keeps what it is given and forgets what it is told to.

use std::collections::BTreeSet;

use proptest::prelude::*;
use saksi_media::{Fingerprint, MediaIndex};

use crate::fingerprint;
use crate::pictures::{jpeg, picture};

fn prints() -> Vec<Fingerprint> {
    (0..6).map(|number| fingerprint(&jpeg(&image::imageops::thumbnail(&picture(9, number), 300, 300), 85))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn what_is_in_is_found_and_what_was_taken_out_is_not(steps in prop::collection::vec((any::<bool>(), 0..6_u64), 1..30)) {
        let prints = prints();
        let mut index = MediaIndex::new();
        let mut expected = BTreeSet::new();
        for (put, number) in steps {
            if put {
                index.insert(number, &prints[number as usize]);
                expected.insert(number);
            } else {
                prop_assert_eq!(index.remove(number), expected.remove(&number));
            }
        }
        prop_assert_eq!(index.len(), expected.len());
        for (number, print) in (0_u64..).zip(&prints) {
            let found: Vec<u64> = index.search(print, 10).iter().map(|hit| hit.id).collect();
            prop_assert_eq!(found, if expected.contains(&number) { vec![number] } else { vec![] });
            prop_assert_eq!(index.contains(number), expected.contains(&number));
        }
    }
}

#[test]
fn the_same_id_again_replaces_what_stood_there() {
    let prints = prints();
    let mut index = MediaIndex::new();
    index.insert(1, &prints[0]);
    index.insert(1, &prints[1]);
    assert_eq!(index.len(), 1);
    assert!(index.search(&prints[0], 5).is_empty());
    assert_eq!(index.search(&prints[1], 5)[0].id, 1);
}

#[test]
fn an_empty_index_answers_nothing() {
    assert!(MediaIndex::new().search(&prints()[0], 5).is_empty());
    assert!(MediaIndex::new().is_empty());
}
