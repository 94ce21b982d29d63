//! Any tokenizer.json is refused, or cuts any text into pieces that the model has, and not into too many. What comes after the
//! first nought byte is the text.
#![no_main]

mod common;

use saksi_encoder::{Encoder, ModelFiles, Role, Weights};

/// A model of 64 rows.
const WEIGHTS: &[u8] = include_bytes!("../seeds/gguf/four");

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let mut parts = bytes.splitn(2, |byte| *byte == 0);
    let tokenizer = parts.next().unwrap_or_default().to_vec();
    let text = String::from_utf8_lossy(parts.next().unwrap_or_default()).into_owned();
    let files = ModelFiles { weights: Weights::Gguf(WEIGHTS.to_vec()), tokenizer, config: common::config(32) };
    let Ok(encoder) = Encoder::with_threads(files, 1) else { return };
    for text in [text.as_str(), &text.repeat(40)] {
        let pieces = encoder.pieces(Role::Query, text);
        assert!(pieces.len() <= encoder.most_tokens() && pieces.iter().all(|piece| *piece < 64));
    }
});
