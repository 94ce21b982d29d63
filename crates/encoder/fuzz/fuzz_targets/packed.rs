//! Whatever calls itself a packed model is refused, or becomes one that gives vectors or is refused.
#![no_main]

mod common;

use saksi_encoder::{ModelFiles, Weights, packed};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Ok(made) = packed::repack(bytes) else { return };
    common::encode(ModelFiles { weights: Weights::Gguf(made.weights), tokenizer: made.tokenizer, config: made.config });
});
