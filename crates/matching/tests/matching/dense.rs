//! Sentence vectors beside words: found by meaning, with every lane filled. The vectors here are made by hand, one direction
//! for each meaning.

use saksi_matching::{Entry, Index, Query, dense::Vector};

fn meaning(parts: &[f32]) -> Vector {
    Vector::from_f32(parts)
}

fn index() -> Index {
    let mut index = Index::new();
    index.insert(
        Entry::new(1, "en", "Drinking warm lemon water every morning cures cancer").with_title("Lemons cure nothing"),
    );
    index.insert(Entry::new(2, "en", "The ministry gives every household 500 in cash this week"));
    index.insert(
        Entry::new(3, "id", "Gempa besar akan terjadi malam ini").with_message("AWAS gempa besar malam ini sebarkan"),
    );
    assert!(index.set_vectors(1, &[meaning(&[1.0, 0.1, 0.0, 0.0]), meaning(&[0.9, 0.3, 0.0, 0.0])]));
    assert!(index.set_vectors(2, &[meaning(&[0.0, 0.1, 1.0, 0.0])]));
    assert!(index.set_vectors(3, &[meaning(&[0.0, 0.1, 0.0, 1.0])]));
    index
}

#[test]
fn a_message_in_another_language_finds_the_claim_by_meaning() {
    let index = index();
    let hits = index.search(&Query::new("喝溫檸檬水可以治癌症").with_vector(meaning(&[1.0, 0.2, 0.1, 0.0])), 3);
    let best = hits.first().expect("a hit");
    assert_eq!(best.id, 1);
    assert!(best.lanes.dense.expect("the lane is filled") > 0.95);
    assert!(best.lanes.lexical < 0.05);
}

#[test]
fn what_is_found_by_words_alone_gets_its_cosine_too() {
    let index = index();
    let query = Query::new("gempa besar malam ini").with_vector(meaning(&[0.0, 0.0, 1.0, 0.1]));
    let hits = index.search(&query, 3);
    let by_words = hits.iter().find(|hit| hit.id == 3).expect("found by words");
    assert!(by_words.lanes.lexical > 0.5);
    assert!(by_words.lanes.dense.expect("filled") < 0.3);
    let by_meaning = hits.iter().find(|hit| hit.id == 2).expect("found by meaning");
    assert!(by_meaning.lanes.dense.expect("filled") > 0.9);
}

#[test]
fn what_is_found_by_meaning_alone_has_its_words_compared() {
    let index = index();
    let query = Query::new("household cash").with_vector(meaning(&[0.0, 0.0, 1.0, 0.0]));
    let best = index.search(&query, 1).pop().expect("a hit");
    assert_eq!((best.id, best.shared.count), (2, 2));
    assert!(best.lanes.containment_query_in_entry > 0.9);
}

#[test]
fn without_a_vector_nothing_is_said_about_meaning() {
    let hits = index().search(&Query::new("gempa besar malam ini"), 3);
    assert_eq!(hits.first().map(|hit| (hit.id, hit.lanes.dense)), Some((3, None)));
}

#[test]
fn an_entry_that_changes_or_goes_takes_its_vectors_with_it() {
    let mut index = index();
    let query = Query::new("喝溫檸檬水可以治癌症").with_vector(meaning(&[1.0, 0.2, 0.1, 0.0]));
    assert_eq!(index.vectors().len(), 3);
    assert_eq!(index.vectors().count(), 4);
    index.insert(Entry::new(1, "en", "Garlic keeps the flu away"));
    assert!(!index.vectors().contains(1));
    assert!(index.search(&query, 3).iter().all(|hit| hit.id != 1));
    assert!(index.remove(2));
    assert_eq!(index.vectors().count(), 1);
    assert!(!index.set_vectors(2, &[meaning(&[1.0, 0.0, 0.0, 0.0])]), "the entry is gone");
}

#[test]
fn vectors_of_another_model_are_never_compared() {
    let mut index = index();
    assert!(!index.set_vectors(1, &[meaning(&[1.0, 0.0])]), "other dimensions");
    assert!(index.set_model("another"), "the vectors were forgotten");
    assert!(index.vectors().is_empty());
    assert!(!index.set_model("another"));
    assert!(index.set_vectors(1, &[meaning(&[1.0, 0.0])]));
    let hits = index.search(&Query::new("lemon").with_vector(meaning(&[1.0, 0.0, 0.0, 0.0])), 3);
    assert_eq!(hits.first().map(|hit| hit.lanes.dense), Some(None), "a vector of other dimensions says nothing");
}

#[test]
fn threads_change_nothing() {
    let mut index = index();
    let query = Query::new("cash").with_vector(meaning(&[0.3, 0.2, 0.5, 0.1]));
    let alone = index.search(&query, 3);
    index.set_search_threads(4);
    assert_eq!(index.search(&query, 3), alone);
}

#[test]
fn a_saved_index_keeps_its_vectors_and_their_model() {
    let mut index = Index::new();
    index.set_model("small 1234");
    for id in 0..200_u16 {
        index.insert(Entry::new(u128::from(id), "en", format!("rumour number {id}")));
        let angle = f32::from(id);
        assert!(index.set_vectors(
            u128::from(id),
            &[meaning(&[angle.cos(), angle.sin(), 0.0]), meaning(&[0.0, angle.cos(), angle.sin()])]
        ));
    }
    index.remove(17);
    let mut saved = Vec::new();
    index.save(&mut saved).expect("saved");
    let again = Index::load(saved.as_slice()).expect("loaded");
    assert_eq!(again.model(), "small 1234");
    assert_eq!((again.vectors().len(), again.vectors().count()), (199, 398));
    for angle in 0..40_u8 {
        let query = Query::new("rumour").with_vector(meaning(&[f32::from(angle).sin(), 0.5, f32::from(angle).cos()]));
        assert_eq!(again.search(&query, 10), index.search(&query, 10));
    }
    let last = saved.len() - 100;
    saved[last] ^= 1;
    assert!(Index::load(saved.as_slice()).is_err(), "one bit of a vector was changed");
}
