//! A small network with made-up weights, in every container and quantisation, against what candle makes of it.
//!
//! candle is not built for this: its vectors lie in `golden/vectors.json`, and `golden/README.md` says how they came there.

#![expect(clippy::unwrap_used, reason = "helpers of tests may end where their input is wrong")]

mod made;

use made::{Stored, TEXTS, WIDTH, config, files, gguf, gguf_of, safetensors, tensors, tokenizer, write_gguf};
use saksi_encoder::{EncodeError, Encoder, ModelFiles, OpenError, Role, Weights};

/// The cosine of the angle between two vectors.
fn cosine(a: &[f32], b: &[f32]) -> f64 {
    let dot = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(a, b)| f64::from(*a) * f64::from(*b)).sum::<f64>();
    dot(a, b) / (dot(a, a) * dot(b, b)).sqrt()
}

/// What candle made of the network: pieces and a vector for every text.
fn golden(weights: &str, role: Role) -> Vec<(String, Vec<u32>, Vec<f32>)> {
    #[derive(serde::Deserialize)]
    struct Line {
        role: Role,
        text: String,
        pieces: Vec<u32>,
        vector: Vec<f32>,
    }
    let mut all: std::collections::HashMap<String, Vec<Line>> =
        serde_json::from_str(include_str!("golden/vectors.json")).unwrap();
    let lines = all.remove(weights).unwrap().into_iter();
    lines.filter(|line| line.role == role).map(|line| (line.text, line.pieces, line.vector)).collect()
}

#[test]
fn every_container_and_quantisation_gives_the_vectors_of_candle() {
    let exact = golden("floats", Role::Passage);
    assert_eq!(exact.iter().map(|(text, ..)| text.as_str()).collect::<Vec<_>>(), TEXTS);
    for (name, weights, least) in [
        ("GGUF, floats", Weights::Gguf(gguf(Stored::F32)), 0.999),
        ("GGUF, halves", Weights::Gguf(gguf(Stored::F16)), 0.999),
        ("GGUF, the other halves", Weights::Gguf(gguf(Stored::BF16)), 0.999),
        ("GGUF, eight bits", Weights::Gguf(gguf(Stored::Q8_0)), 0.999),
        ("GGUF, five bits", Weights::Gguf(gguf(Stored::Q5_0)), 0.98),
        ("GGUF, four bits", Weights::Gguf(gguf(Stored::Q4_0)), 0.95),
        ("safetensors", Weights::SafeTensors(safetensors(Stored::F32, "")), 0.999),
        ("safetensors, wrapped", Weights::SafeTensors(safetensors(Stored::F32, "bert.")), 0.999),
        ("safetensors, halves", Weights::SafeTensors(safetensors(Stored::F16, "")), 0.999),
        ("safetensors, the other halves", Weights::SafeTensors(safetensors(Stored::BF16, "roberta.")), 0.999),
        ("safetensors, doubles", Weights::SafeTensors(safetensors(Stored::F64, "0.auto_model.")), 0.999),
    ] {
        for threads in [1, 3] {
            let encoder = Encoder::with_threads(
                files(match &weights {
                    Weights::Gguf(bytes) => Weights::Gguf(bytes.clone()),
                    Weights::SafeTensors(bytes) => Weights::SafeTensors(bytes.clone()),
                }),
                threads,
            )
            .unwrap();
            assert_eq!((encoder.dimensions(), encoder.threads()), (WIDTH, threads));
            let together = encoder.encode(Role::Passage, &TEXTS).unwrap();
            for ((text, pieces, expected), vector) in exact.iter().zip(&together) {
                assert_eq!(&encoder.pieces(Role::Passage, text), pieces);
                let close = cosine(vector, expected);
                assert!(close >= least, "{name}, {threads} threads, {text:?}: {close}");
                let alone = encoder.encode(Role::Passage, &[text]).unwrap().remove(0);
                assert!(cosine(vector, &alone) > 0.999_999, "{name}: alone and in company differ for {text:?}");
                let length: f32 = vector.iter().map(|value| value * value).sum();
                assert!((length - 1.0).abs() < 1e-5);
            }
        }
    }
}

#[test]
fn the_same_blocks_give_the_same_vectors() {
    // Against candle over the very same four-bit weights, only the rounding of what meets them is left.
    let encoder = Encoder::open(files(Weights::Gguf(gguf(Stored::Q4_0)))).unwrap();
    for role in [Role::Query, Role::Passage] {
        for (text, _, expected) in golden("blocks of four bits", role) {
            let ours = encoder.encode(role, &[&text]).unwrap().remove(0);
            let close = cosine(&ours, &expected);
            assert!(close > 0.9995, "{text}: {close}");
        }
    }
}

#[test]
fn a_role_and_a_change_of_words_change_the_vector() {
    let encoder = Encoder::open(files(Weights::Gguf(gguf(Stored::F32)))).unwrap();
    let one = |role, text| encoder.encode(role, &[text]).unwrap().remove(0);
    assert!(cosine(&one(Role::Query, "water"), &one(Role::Query, "water")) > 0.999_999);
    assert!(cosine(&one(Role::Query, "water"), &one(Role::Passage, "water")) < 0.9999);
    assert!(cosine(&one(Role::Query, "water"), &one(Role::Query, "fire")) < 0.9999);
    assert!(encoder.encode(Role::Query, &[]).unwrap().is_empty());
}

#[test]
fn texts_of_any_length_and_kind_have_a_vector() {
    let encoder = Encoder::with_threads(files(Weights::Gguf(gguf(Stored::Q8_0))), 2).unwrap();
    let long = "water ".repeat(100_000);
    let marks = "\u{301}".repeat(500_000);
    let odd = "\0\u{feff}\u{202e}\u{10ffff}";
    let many: Vec<&str> = vec![&long, &marks, odd, "", "ok"];
    let vectors = encoder.encode(Role::Query, &many).unwrap();
    assert!(vectors.iter().all(|vector| vector.len() == WIDTH && vector.iter().all(|value| value.is_finite())));
    assert_eq!(encoder.pieces(Role::Query, &long).len(), 64);
    assert_eq!(encoder.most_tokens(), 64);
}

#[test]
fn the_name_tells_models_apart() {
    let id = |weights, config: serde_json::Value| {
        let files = ModelFiles { weights, tokenizer: tokenizer(), config: config.to_string().into_bytes() };
        Encoder::open(files).unwrap().name().clone()
    };
    let first = id(Weights::Gguf(gguf(Stored::F32)), config());
    assert_eq!(first, id(Weights::Gguf(gguf(Stored::F32)), config()));
    assert_ne!(first.hash, id(Weights::Gguf(gguf(Stored::Q8_0)), config()).hash);
    let mut other = config();
    other["layer_norm_eps"] = serde_json::json!(1e-5);
    assert_ne!(first.hash, id(Weights::Gguf(gguf(Stored::F32)), other).hash);
    assert_eq!((first.hash.len(), first.weights.len(), first.dimensions), (64, 64, WIDTH));
}

#[test]
fn what_does_not_fit_is_refused_with_a_reason() {
    let good = gguf(Stored::Q8_0);
    let open = |weights: Vec<u8>, tokenizer: Vec<u8>, config: serde_json::Value| {
        Encoder::open(ModelFiles {
            weights: Weights::Gguf(weights),
            tokenizer,
            config: config.to_string().into_bytes(),
        })
    };
    assert!(matches!(open(good[..good.len() / 2].to_vec(), tokenizer(), config()), Err(OpenError::Weights(_))));
    assert!(matches!(open(b"GGUF".to_vec(), tokenizer(), config()), Err(OpenError::Weights(_))));
    assert!(matches!(open(good.clone(), b"{}".to_vec(), config()), Err(OpenError::Tokenizer(_))));
    for (key, value) in [
        ("model_type", serde_json::json!("llama")),
        ("hidden_size", serde_json::json!(48)),
        ("num_attention_heads", serde_json::json!(0)),
        ("num_hidden_layers", serde_json::json!(100_000)),
        ("hidden_act", serde_json::json!("relu")),
        ("vocab_size", serde_json::json!("many")),
    ] {
        let mut bad = config();
        bad[key] = value;
        assert!(matches!(open(good.clone(), tokenizer(), bad), Err(OpenError::Config(_))), "{key}");
    }
    let mut bad = config();
    bad["num_hidden_layers"] = serde_json::json!(3);
    let message = open(good.clone(), tokenizer(), bad).unwrap_err().to_string();
    assert!(message.contains("blk.2.attn_q.weight is missing"), "{message}");
    let mut bad = config();
    bad["vocab_size"] = serde_json::json!(10);
    assert!(matches!(open(good.clone(), tokenizer(), bad), Err(OpenError::Mismatch { pieces: 34, rows: 10 })));
    let mut bad = config();
    bad["intermediate_size"] = serde_json::json!(64);
    assert!(open(good.clone(), tokenizer(), bad).unwrap_err().to_string().contains("shape"));
    // A file whose alignment is nought, and one whose tensors are of no known kind.
    let tensor = |kind| vec![("x".to_owned(), vec![32], kind, vec![0; 128])];
    let message = open(write_gguf(Some(0), &tensor(0)), tokenizer(), config()).unwrap_err().to_string();
    assert!(message.contains("alignment"), "{message}");
    let message = open(write_gguf(None, &tensor(77)), tokenizer(), config()).unwrap_err().to_string();
    assert!(message.contains("x is of the kind 77"), "{message}");
    let message = open(write_gguf(None, &tensor(0)), tokenizer(), config()).unwrap_err().to_string();
    assert!(message.contains("token_embd.weight is missing"), "{message}");
}

#[test]
fn damaged_safetensors_are_refused() {
    let good = safetensors(Stored::F16, "");
    let open = |bytes: &[u8]| Encoder::with_threads(files(Weights::SafeTensors(bytes.to_vec())), 1);
    assert!(open(&good).is_ok());
    for length in [0, 7, 8, 100, good.len() / 2, good.len() - 1] {
        assert!(matches!(open(&good[..length]), Err(OpenError::Weights(_))), "{length}");
    }
    // A head that claims to be longer than the file, and whole numbers in place of weights.
    assert!(matches!(open(&[&u64::MAX.to_le_bytes()[..], b"{}"].concat()), Err(OpenError::Weights(_))));
    let mut whole = good.clone();
    let at = whole.windows(5).position(|bytes| bytes == b"\"F16\"").unwrap();
    whole[at..at + 5].copy_from_slice(b"\"I16\"");
    let message = open(&whole).unwrap_err().to_string();
    assert!(message.contains("is of the kind I16"), "{message}");
}

#[test]
fn weights_that_are_no_numbers_are_refused() {
    let mut tensors = tensors();
    tensors[1].2[0] = f32::NAN;
    match Encoder::open(files(Weights::Gguf(gguf_of(tensors, Stored::F32)))) {
        Err(OpenError::Weights(_)) => {}
        Ok(encoder) => assert_eq!(encoder.encode(Role::Query, &["the"]), Err(EncodeError::NotANumber)),
        Err(other) => panic!("{other}"),
    }
}
