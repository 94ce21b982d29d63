//! Whatever calls itself a change of weights is refused, or goes into a small model that then gives vectors or is refused.
#![no_main]

mod common;

use std::sync::LazyLock;

use saksi_encoder::{Encoder, ModelFiles, Tuning, Weights, packed};

/// A model of 32 numbers and one layer, and the SHA-256 of its weights.
static SMALL: LazyLock<(packed::Repacked, Vec<u8>)> = LazyLock::new(|| {
    let made = packed::repack(include_bytes!("../seeds/packed/small")).expect("the seed is a packed model");
    let hash = Encoder::with_threads(files(&made), 1).expect("it opens").name().weights.clone();
    let byte = |at: usize| u8::from_str_radix(&hash[at..at + 2], 16).expect("a hash");
    (made, (0..64).step_by(2).map(byte).collect())
});

fn files(made: &packed::Repacked) -> ModelFiles {
    ModelFiles {
        weights: Weights::Gguf(made.weights.clone()),
        tokenizer: made.tokenizer.clone(),
        config: made.config.clone(),
    }
}

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let (made, hash) = &*SMALL;
    // It is for this model: nobody finds a hash by chance.
    let mut bytes = bytes.to_vec();
    if let Some(place) = bytes.get_mut(8..40) {
        place.copy_from_slice(hash);
    }
    let Ok(tuning) = Tuning::read(&bytes) else { return };
    common::encode_tuned(files(made), Some(&tuning));
});
