//! Whatever calls itself safetensors is refused or gives vectors.
#![no_main]

mod common;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| common::encode_with(|| saksi_encoder::Weights::SafeTensors(bytes.to_vec())));
