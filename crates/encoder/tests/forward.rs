//! A small network with made-up weights, in every container and quantisation, against candle alone.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests may end where their input is wrong"
)]

mod reference;

use std::io::Cursor;

use candle_core::quantized::{GgmlDType, QTensor, gguf_file};
use candle_core::{Device, Tensor};
use reference::{Reference, cosine};
use saksi_encoder::{EncodeError, Encoder, ModelFiles, OpenError, Role, Weights};

const WIDTH: usize = 64;
const WIDE: usize = 128;
const LAYERS: usize = 2;
const HEADS: usize = 2;
const PIECES: usize = 40;

/// Numbers that look random and are always the same.
fn made(count: usize, seed: &mut u32, size: f32) -> Vec<f32> {
    (0..count)
        .map(|_| {
            *seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            ((*seed >> 8) as f32 / 8_388_608.0 - 1.0) * size
        })
        .collect()
}

/// The tensors of a small network, named as in GGUF.
fn tensors() -> Vec<(String, Vec<usize>, Vec<f32>)> {
    let mut seed = 5;
    let mut all = Vec::new();
    let mut add = |name: String, shape: Vec<usize>, size: f32, around: f32| {
        let values = made(shape.iter().product(), &mut seed, size).into_iter().map(|value| value + around).collect();
        all.push((name, shape, values));
    };
    add("token_embd.weight".into(), vec![PIECES, WIDTH], 1.0, 0.0);
    add("position_embd.weight".into(), vec![64, WIDTH], 0.2, 0.0);
    add("token_types.weight".into(), vec![2, WIDTH], 0.1, 0.0);
    let norm = |name: &str| [(format!("{name}.weight"), 0.2, 1.0), (format!("{name}.bias"), 0.1, 0.0)];
    for (name, size, around) in norm("token_embd_norm") {
        add(name, vec![WIDTH], size, around);
    }
    for layer in 0..LAYERS {
        for (name, outputs, inputs) in [
            ("attn_q", WIDTH, WIDTH),
            ("attn_k", WIDTH, WIDTH),
            ("attn_v", WIDTH, WIDTH),
            ("attn_output", WIDTH, WIDTH),
            ("ffn_up", WIDE, WIDTH),
            ("ffn_down", WIDTH, WIDE),
        ] {
            add(format!("blk.{layer}.{name}.weight"), vec![outputs, inputs], 0.3, 0.0);
            add(format!("blk.{layer}.{name}.bias"), vec![outputs], 0.1, 0.0);
        }
        for name in ["attn_output_norm", "layer_output_norm"] {
            for (name, size, around) in norm(&format!("blk.{layer}.{name}")) {
                add(name, vec![WIDTH], size, around);
            }
        }
    }
    all
}

fn gguf(kind: GgmlDType) -> Vec<u8> {
    let tensors: Vec<(String, QTensor)> = tensors()
        .into_iter()
        .map(|(name, shape, values)| {
            let tensor = Tensor::from_vec(values, shape.as_slice(), &Device::Cpu).unwrap();
            let kind = if shape.len() == 2 { kind } else { GgmlDType::F32 };
            (name, QTensor::quantize(&tensor, kind).unwrap())
        })
        .collect();
    let tensors: Vec<(&str, &QTensor)> = tensors.iter().map(|(name, tensor)| (name.as_str(), tensor)).collect();
    let mut out = Cursor::new(Vec::new());
    gguf_file::write(&mut out, &[], &tensors).unwrap();
    out.into_inner()
}

fn safetensors(prefix: &str) -> Vec<u8> {
    let names = [
        ("token_embd_norm", "embeddings.LayerNorm"),
        ("token_embd", "embeddings.word_embeddings"),
        ("position_embd", "embeddings.position_embeddings"),
        ("token_types", "embeddings.token_type_embeddings"),
        ("blk.", "encoder.layer."),
        ("attn_output_norm", "attention.output.LayerNorm"),
        ("layer_output_norm", "output.LayerNorm"),
        ("attn_output", "attention.output.dense"),
        ("attn_q", "attention.self.query"),
        ("attn_k", "attention.self.key"),
        ("attn_v", "attention.self.value"),
        ("ffn_up", "intermediate.dense"),
        ("ffn_down", "output.dense"),
    ];
    let tensors: std::collections::HashMap<String, Tensor> = tensors()
        .into_iter()
        .map(|(name, shape, values)| {
            let name = names.iter().fold(name, |name, (from, to)| name.replacen(from, to, 1));
            (format!("{prefix}{name}"), Tensor::from_vec(values, shape.as_slice(), &Device::Cpu).unwrap())
        })
        .collect();
    let file = tempfile::NamedTempFile::new().unwrap();
    candle_core::safetensors::save(&tensors, file.path()).unwrap();
    std::fs::read(file.path()).unwrap()
}

fn config() -> serde_json::Value {
    serde_json::json!({
        "model_type": "bert", "hidden_size": WIDTH, "num_hidden_layers": LAYERS, "num_attention_heads": HEADS,
        "intermediate_size": WIDE, "max_position_embeddings": 64, "vocab_size": PIECES, "type_vocab_size": 2,
        "layer_norm_eps": 1e-12, "hidden_act": "gelu",
    })
}

fn tokenizer() -> Vec<u8> {
    let letters = "abcdefghijklmnopqrstuvwxyz:".chars().map(|letter| (letter.to_string(), -5.0));
    let mut pieces: Vec<(String, f64)> =
        ["<s>", "<pad>", "</s>", "<unk>"].map(|name| (name.to_owned(), 0.0)).into_iter().collect();
    pieces.extend([("▁".to_owned(), -2.0), ("▁the".to_owned(), -4.0), ("water".to_owned(), -6.0)]);
    pieces.extend(letters);
    serde_json::to_vec(&serde_json::json!({
        "normalizer": { "type": "NFKC" },
        "pre_tokenizer": { "type": "Metaspace", "replacement": "▁", "add_prefix_space": true },
        "post_processor": { "type": "RobertaProcessing", "sep": ["</s>", 2], "cls": ["<s>", 0] },
        "model": { "type": "Unigram", "unk_id": 3, "vocab": pieces },
    }))
    .unwrap()
}

fn files(weights: Weights) -> ModelFiles {
    ModelFiles { weights, tokenizer: tokenizer(), config: config().to_string().into_bytes() }
}

#[test]
fn every_container_and_quantisation_gives_the_vectors_of_candle() {
    let exact = Reference::open(&gguf(GgmlDType::F32), HEADS, 1e-12, false).unwrap();
    let texts =
        ["the water", "a", "", "drink the hot water every day and the illness goes away", "the the the the the the"];
    for (name, weights, least) in [
        ("GGUF, floats", Weights::Gguf(gguf(GgmlDType::F32)), 0.999),
        ("GGUF, halves", Weights::Gguf(gguf(GgmlDType::F16)), 0.999),
        ("GGUF, eight bits", Weights::Gguf(gguf(GgmlDType::Q8_0)), 0.999),
        ("GGUF, five bits", Weights::Gguf(gguf(GgmlDType::Q5_0)), 0.98),
        ("GGUF, four bits", Weights::Gguf(gguf(GgmlDType::Q4_0)), 0.95),
        ("safetensors", Weights::SafeTensors(safetensors("")), 0.999),
        ("safetensors, wrapped", Weights::SafeTensors(safetensors("bert.")), 0.999),
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
            let together = encoder.encode(Role::Passage, &texts).unwrap();
            for (text, vector) in texts.iter().zip(&together) {
                let expected = exact.encode(&encoder.pieces(Role::Passage, text)).unwrap();
                let close = cosine(vector, &expected);
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
    let bytes = gguf(GgmlDType::Q4_0);
    let exact = Reference::open(&bytes, HEADS, 1e-12, false).unwrap();
    let encoder = Encoder::open(files(Weights::Gguf(bytes))).unwrap();
    for text in ["the water", "every day the same", "q"] {
        let ours = encoder.encode(Role::Query, &[text]).unwrap().remove(0);
        let close = cosine(&ours, &exact.encode(&encoder.pieces(Role::Query, text)).unwrap());
        assert!(close > 0.9995, "{text}: {close}");
    }
}

#[test]
fn a_role_and_a_change_of_words_change_the_vector() {
    let encoder = Encoder::open(files(Weights::Gguf(gguf(GgmlDType::F32)))).unwrap();
    let one = |role, text| encoder.encode(role, &[text]).unwrap().remove(0);
    assert!(cosine(&one(Role::Query, "water"), &one(Role::Query, "water")) > 0.999_999);
    assert!(cosine(&one(Role::Query, "water"), &one(Role::Passage, "water")) < 0.9999);
    assert!(cosine(&one(Role::Query, "water"), &one(Role::Query, "fire")) < 0.9999);
    assert!(encoder.encode(Role::Query, &[]).unwrap().is_empty());
}

#[test]
fn texts_of_any_length_and_kind_have_a_vector() {
    let encoder = Encoder::with_threads(files(Weights::Gguf(gguf(GgmlDType::Q8_0))), 2).unwrap();
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
    let first = id(Weights::Gguf(gguf(GgmlDType::F32)), config());
    assert_eq!(first, id(Weights::Gguf(gguf(GgmlDType::F32)), config()));
    assert_ne!(first.hash, id(Weights::Gguf(gguf(GgmlDType::Q8_0)), config()).hash);
    let mut other = config();
    other["layer_norm_eps"] = serde_json::json!(1e-5);
    assert_ne!(first.hash, id(Weights::Gguf(gguf(GgmlDType::F32)), other).hash);
    assert_eq!((first.hash.len(), first.weights.len(), first.dimensions), (64, 64, WIDTH));
}

#[test]
fn what_does_not_fit_is_refused_with_a_reason() {
    let good = gguf(GgmlDType::Q8_0);
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
    // A file whose alignment is nought makes candle divide by it.
    let tensor =
        QTensor::quantize(&Tensor::zeros(32, candle_core::DType::F32, &Device::Cpu).unwrap(), GgmlDType::F32).unwrap();
    let mut out = Cursor::new(Vec::new());
    gguf_file::write(&mut out, &[("general.alignment", &gguf_file::Value::U32(0))], &[("x", &tensor)]).unwrap();
    assert!(open(out.into_inner(), tokenizer(), config()).is_err());
}

#[test]
fn weights_that_are_no_numbers_are_refused() {
    let mut tensors = tensors();
    tensors[1].2[0] = f32::NAN;
    let quantised: Vec<(String, QTensor)> = tensors
        .into_iter()
        .map(|(name, shape, values)| {
            let tensor = Tensor::from_vec(values, shape.as_slice(), &Device::Cpu).unwrap();
            (name, QTensor::quantize(&tensor, GgmlDType::F32).unwrap())
        })
        .collect();
    let quantised: Vec<(&str, &QTensor)> = quantised.iter().map(|(name, tensor)| (name.as_str(), tensor)).collect();
    let mut out = Cursor::new(Vec::new());
    gguf_file::write(&mut out, &[], &quantised).unwrap();
    match Encoder::open(files(Weights::Gguf(out.into_inner()))) {
        Err(OpenError::Weights(_)) => {}
        Ok(encoder) => assert_eq!(encoder.encode(Role::Query, &["the"]), Err(EncodeError::NotANumber)),
        Err(other) => panic!("{other}"),
    }
}
