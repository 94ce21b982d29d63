//! Whatever calls itself GGUF is refused or gives vectors.
#![no_main]

mod common;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| common::encode_with(|| saksi_encoder::Weights::Gguf(bytes.to_vec())));
