//! A trained change in a model's weights: it is the same as if the weights had been changed by hand.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests may end where their input is wrong"
)]

#[expect(dead_code, reason = "the tests of whole models need more kinds and containers")]
mod made;

use half::f16;
use made::{LAYERS, Made, Stored, TEXTS, WIDE, WIDTH, files, gguf_of, made, safetensors_of, tensors};
use saksi_encoder::{Encoder, NoTuning, OpenError, Role, Tuning, Weights, packed};
use sha2::{Digest as _, Sha256};

const RANK: usize = 3;
const MATRICES: [(&str, usize, usize); 6] = [
    ("attn_q", WIDTH, WIDTH),
    ("attn_k", WIDTH, WIDTH),
    ("attn_v", WIDTH, WIDTH),
    ("attn_output", WIDTH, WIDTH),
    ("ffn_up", WIDTH, WIDE),
    ("ffn_down", WIDE, WIDTH),
];

/// A change of the last layer of some weights, as a file, and the small network with the same change put into its weights by hand.
fn changed(weights: &[u8]) -> (Vec<u8>, Vec<Made>) {
    let mut all = tensors();
    let last = LAYERS - 1;
    let mut file = b"SAKSITU1".to_vec();
    file.extend(Sha256::digest(weights));
    for size in [WIDTH, WIDE, LAYERS, last, RANK] {
        file.extend(u32::try_from(size).unwrap().to_le_bytes());
    }
    let half = |file: &mut Vec<u8>, numbers: &[f32]| {
        file.extend(numbers.iter().flat_map(|number| f16::from_f32(*number).to_le_bytes()));
    };
    let mut seed = 77;
    for (name, inputs, outputs) in MATRICES {
        let thin = made(inputs * RANK, &mut seed, 0.3);
        let factors = made(RANK * outputs, &mut seed, 0.3);
        half(&mut file, &thin);
        half(&mut file, &factors);
        let weights = &mut all.iter_mut().find(|(n, ..)| *n == format!("blk.{last}.{name}.weight")).unwrap().2;
        for output in 0..outputs {
            for input in 0..inputs {
                weights[output * inputs + input] +=
                    (0..RANK).map(|rank| thin[rank * inputs + input] * factors[rank * outputs + output]).sum::<f32>();
            }
        }
    }
    (file, all)
}

fn copy(weights: &Weights) -> Weights {
    match weights {
        Weights::Gguf(bytes) => Weights::Gguf(bytes.clone()),
        Weights::SafeTensors(bytes) => Weights::SafeTensors(bytes.clone()),
    }
}

fn least_cosine(a: &Encoder, b: &Encoder) -> f32 {
    let (a, b) = (a.encode(Role::Query, &TEXTS).unwrap(), b.encode(Role::Query, &TEXTS).unwrap());
    a.iter().zip(&b).map(|(a, b)| a.iter().zip(b).map(|(a, b)| a * b).sum::<f32>()).fold(1.0, f32::min)
}

#[test]
fn a_change_gives_the_vectors_of_weights_that_were_changed_by_hand() {
    for (weights, least) in [
        (Weights::Gguf(gguf_of(tensors(), Stored::F32)), 0.9995),
        (Weights::Gguf(gguf_of(tensors(), Stored::Q8_0)), 0.999),
        (Weights::SafeTensors(safetensors_of(tensors(), Stored::F16, "bert.")), 0.999),
    ] {
        let (file, by_hand) = changed(weights.bytes());
        let by_hand = Encoder::with_threads(files(Weights::Gguf(gguf_of(by_hand, Stored::F32))), 1).unwrap();
        let plain = Encoder::with_threads(files(copy(&weights)), 1).unwrap();
        let tuned = Encoder::tuned(files(weights), 1, Some(&Tuning::read(&file).unwrap())).unwrap();
        assert!(least_cosine(&tuned, &by_hand) > least, "{}", least_cosine(&tuned, &by_hand));
        assert!(least_cosine(&plain, &by_hand) < 0.98, "the change says something");
        // Vectors of the two cannot be compared, and nobody must take one for the other.
        assert_ne!(plain.name().hash, tuned.name().hash);
        assert_eq!(plain.name().weights, tuned.name().weights);
    }
}

#[test]
fn other_weights_are_left_as_they_are() {
    let four = Weights::Gguf(gguf_of(tensors(), Stored::Q4_0));
    let eight = Weights::Gguf(gguf_of(tensors(), Stored::Q8_0));
    let tuning = Tuning::read(&changed(eight.bytes()).0).unwrap();
    let plain = Encoder::with_threads(files(copy(&four)), 1).unwrap();
    let offered = Encoder::tuned(files(four), 1, Some(&tuning)).unwrap();
    assert_eq!(plain.name(), offered.name());
    assert_eq!(plain.encode(Role::Query, &TEXTS).unwrap(), offered.encode(Role::Query, &TEXTS).unwrap());
}

#[test]
fn a_change_for_other_sizes_is_said_and_not_put_in() {
    let weights = Weights::Gguf(gguf_of(tensors(), Stored::F32));
    let mut file = changed(weights.bytes()).0;
    // One more layer below, which the change leaves alone: the file itself is whole.
    for at in [48, 52] {
        file[at] += 1;
    }
    let tuning = Tuning::read(&file).unwrap();
    let refused = Encoder::tuned(files(weights), 1, Some(&tuning)).unwrap_err();
    let OpenError::Tuning { found, expected } = &refused else { panic!("{refused}") };
    assert_eq!((*found, *expected), ([WIDTH, WIDE, LAYERS], [WIDTH, WIDE, LAYERS + 1]));
    assert!(refused.to_string().contains("[64, 128, 3]"), "{refused}");
}

#[test]
fn a_damaged_change_says_what_is_wrong_with_it() {
    let good = changed(b"weights").0;
    assert!(Tuning::read(&good).is_ok());
    for length in [0, 8, 39, 59] {
        assert_eq!(Tuning::read(&good[..length]).unwrap_err(), NoTuning::Foreign, "{length}");
    }
    for length in [60, good.len() / 2, good.len() - 1] {
        let NoTuning::Length { found, expected } = Tuning::read(&good[..length]).unwrap_err() else {
            panic!("{length}")
        };
        assert_eq!((found, expected), (length - 60, good.len() - 60));
    }
    // Sizes beyond reason or of nothing, a first layer past the last, too many columns.
    for (at, size) in [(40, u32::MAX), (40, 0), (44, 1 << 20), (48, 0), (52, 99), (56, 0), (56, 257)] {
        let mut bad = good.clone();
        bad[at..at + 4].copy_from_slice(&size.to_le_bytes());
        assert_eq!(Tuning::read(&bad).unwrap_err(), NoTuning::Size(size), "{at}");
    }
    let mut bad = good;
    let end = bad.len() - 2;
    bad[end..].copy_from_slice(&f16::INFINITY.to_le_bytes());
    assert_eq!(Tuning::read(&bad).unwrap_err(), NoTuning::NotANumber);
}

#[test]
fn the_change_of_this_crate_is_the_one_whose_making_is_written_down() {
    assert!(Tuning::read(Tuning::OF_CLAIMS).is_ok());
    assert_eq!(Tuning::OF_CLAIMS[8..40], hex(packed::GGUF_SHA256), "it is for the model that is fetched");
    let record = include_str!("../../matching/training/encoder/README.md");
    let written = record.split("| `claims.tuning` | `").nth(1).unwrap();
    assert_eq!(
        hex(&written[..64]),
        *Sha256::digest(Tuning::OF_CLAIMS),
        "its hash stands in the README of its training"
    );
}

fn hex(text: &str) -> Vec<u8> {
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect()
}
