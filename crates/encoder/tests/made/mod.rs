//! A small network with made-up weights, in every container, always the same to the last byte: the tests open it, and the
//! program in `candle/` computes with candle what they hold it against.

use std::collections::BTreeMap;

use half::{bf16, f16};
use safetensors::Dtype;
use safetensors::tensor::TensorView;
use saksi_encoder::{ModelFiles, Weights};

pub(crate) const WIDTH: usize = 64;
pub(crate) const WIDE: usize = 128;
pub(crate) const LAYERS: usize = 2;
pub(crate) const HEADS: usize = 2;
pub(crate) const PIECES: usize = 40;

/// What is encoded.
pub(crate) const TEXTS: [&str; 7] = [
    "the water",
    "a",
    "",
    "drink the hot water every day and the illness goes away",
    "the the the the the the",
    "every day the same",
    "q",
];

/// How the numbers of a matrix are stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stored {
    F64,
    F32,
    F16,
    BF16,
    Q4_0,
    Q5_0,
    Q8_0,
}

/// Numbers that look random and are always the same.
pub(crate) fn made(count: usize, seed: &mut u32, size: f32) -> Vec<f32> {
    (0..count)
        .map(|_| {
            *seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            ((*seed >> 8) as f32 / 8_388_608.0 - 1.0) * size
        })
        .collect()
}

/// The sizes of a network.
pub(crate) struct Size {
    pub(crate) width: usize,
    pub(crate) wide: usize,
    pub(crate) layers: usize,
    pub(crate) pieces: usize,
    pub(crate) positions: usize,
    pub(crate) types: usize,
}

/// A tensor: its name, its shape with rows first, its numbers.
pub(crate) type Made = (String, Vec<usize>, Vec<f32>);

/// The tensors of the small network, named as in GGUF.
pub(crate) fn tensors() -> Vec<Made> {
    tensors_of(&Size { width: WIDTH, wide: WIDE, layers: LAYERS, pieces: PIECES, positions: 64, types: 2 })
}

/// The tensors of a network of any size, named as in GGUF.
pub(crate) fn tensors_of(size: &Size) -> Vec<Made> {
    let Size { width, wide, .. } = *size;
    let mut seed = 5;
    let mut all = Vec::new();
    let mut add = |name: String, shape: Vec<usize>, size: f32, around: f32| {
        let values = made(shape.iter().product(), &mut seed, size).into_iter().map(|value| value + around).collect();
        all.push((name, shape, values));
    };
    add("token_embd.weight".into(), vec![size.pieces, width], 1.0, 0.0);
    add("position_embd.weight".into(), vec![size.positions, width], 0.2, 0.0);
    add("token_types.weight".into(), vec![size.types, width], 0.1, 0.0);
    let norm = |name: &str| [(format!("{name}.weight"), 0.2, 1.0), (format!("{name}.bias"), 0.1, 0.0)];
    for (name, size, around) in norm("token_embd_norm") {
        add(name, vec![width], size, around);
    }
    for layer in 0..size.layers {
        for (name, outputs, inputs) in [
            ("attn_q", width, width),
            ("attn_k", width, width),
            ("attn_v", width, width),
            ("attn_output", width, width),
            ("ffn_up", wide, width),
            ("ffn_down", width, wide),
        ] {
            add(format!("blk.{layer}.{name}.weight"), vec![outputs, inputs], 0.3, 0.0);
            add(format!("blk.{layer}.{name}.bias"), vec![outputs], 0.1, 0.0);
        }
        for name in ["attn_output_norm", "layer_output_norm"] {
            for (name, size, around) in norm(&format!("blk.{layer}.{name}")) {
                add(name, vec![width], size, around);
            }
        }
    }
    all
}

/// The number of a kind in a GGUF file, and the bytes of these floats in it. Blocks are rounded in the plainest way.
fn stored(how: Stored, floats: &[f32]) -> (u32, Vec<u8>) {
    let blocks = |levels: f32, pack: &dyn Fn(&[u8], &mut Vec<u8>)| {
        let mut out = Vec::new();
        for block in floats.chunks_exact(32) {
            let most = block.iter().fold(0.0_f32, |most, float| most.max(float.abs()));
            let scale = f16::from_f32(most / (levels - 1.0));
            let inverse = if scale.to_f32() > 0.0 { 1.0 / scale.to_f32() } else { 0.0 };
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped just before")]
            let whole: Vec<u8> = block
                .iter()
                .map(|float| ((float * inverse).round() + levels).clamp(0.0, 2.0 * levels - 1.0) as u8)
                .collect();
            out.extend(scale.to_le_bytes());
            pack(&whole, &mut out);
        }
        out
    };
    let nibbles = |whole: &[u8], out: &mut Vec<u8>| {
        let (low, high) = whole.split_at(16);
        out.extend(low.iter().zip(high).map(|(low, high)| (low & 15) | (high & 15) << 4));
    };
    match how {
        Stored::F64 => (28, floats.iter().flat_map(|float| f64::from(*float).to_le_bytes()).collect()),
        Stored::F32 => (0, floats.iter().flat_map(|float| float.to_le_bytes()).collect()),
        Stored::F16 => (1, floats.iter().flat_map(|float| f16::from_f32(*float).to_le_bytes()).collect()),
        Stored::BF16 => (30, floats.iter().flat_map(|float| bf16::from_f32(*float).to_le_bytes()).collect()),
        Stored::Q4_0 => (2, blocks(8.0, &nibbles)),
        Stored::Q5_0 => {
            let pack = |whole: &[u8], out: &mut Vec<u8>| {
                let fifth = whole.iter().enumerate().fold(0, |bits, (at, q)| bits | u32::from(q >> 4) << at);
                out.extend(fifth.to_le_bytes());
                nibbles(whole, out);
            };
            (6, blocks(16.0, &pack))
        }
        Stored::Q8_0 => {
            let pack = |whole: &[u8], out: &mut Vec<u8>| out.extend(whole.iter().map(|q| q.wrapping_sub(128)));
            (8, blocks(128.0, &pack))
        }
    }
}

/// Writes a GGUF file of tensors: a name, the shape with rows first, the number of the kind, the bytes.
pub(crate) fn write_gguf(alignment: Option<u32>, tensors: &[(String, Vec<usize>, u32, Vec<u8>)]) -> Vec<u8> {
    let text = |out: &mut Vec<u8>, text: &str| {
        out.extend((text.len() as u64).to_le_bytes());
        out.extend(text.as_bytes());
    };
    let mut out = b"GGUF\x03\0\0\0".to_vec();
    out.extend((tensors.len() as u64).to_le_bytes());
    out.extend(u64::from(alignment.is_some()).to_le_bytes());
    if let Some(alignment) = alignment {
        text(&mut out, "general.alignment");
        out.extend(4_u32.to_le_bytes());
        out.extend(alignment.to_le_bytes());
    }
    let step = alignment.map_or(32, |alignment| alignment as usize).max(1);
    let mut place = 0;
    for (name, shape, kind, bytes) in tensors {
        text(&mut out, name);
        out.extend(u32::try_from(shape.len()).unwrap().to_le_bytes());
        out.extend(shape.iter().rev().flat_map(|side| (*side as u64).to_le_bytes()));
        out.extend(kind.to_le_bytes());
        out.extend((place as u64).to_le_bytes());
        place += bytes.len().next_multiple_of(step);
    }
    for (.., bytes) in tensors {
        out.resize(out.len().next_multiple_of(step), 0);
        out.extend(bytes);
    }
    out
}

/// Tensors in GGUF, matrices stored as wanted, the rest as floats of 32 bits.
pub(crate) fn gguf_of(tensors: Vec<Made>, matrices: Stored) -> Vec<u8> {
    let tensors: Vec<_> = tensors
        .into_iter()
        .map(|(name, shape, values)| {
            let (kind, bytes) = stored(if shape.len() == 2 { matrices } else { Stored::F32 }, &values);
            (name, shape, kind, bytes)
        })
        .collect();
    write_gguf(None, &tensors)
}

/// The small network in GGUF.
pub(crate) fn gguf(matrices: Stored) -> Vec<u8> {
    gguf_of(tensors(), matrices)
}

/// The small network in safetensors, everything stored in one way, every name with something in front.
pub(crate) fn safetensors(how: Stored, prefix: &str) -> Vec<u8> {
    safetensors_of(tensors(), how, prefix)
}

/// Tensors in safetensors, everything stored in one way, every name with something in front.
pub(crate) fn safetensors_of(tensors: Vec<Made>, how: Stored, prefix: &str) -> Vec<u8> {
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
    let kind = match how {
        Stored::F64 => Dtype::F64,
        Stored::F16 => Dtype::F16,
        Stored::BF16 => Dtype::BF16,
        _ => Dtype::F32,
    };
    let all: BTreeMap<String, (Vec<usize>, Vec<u8>)> = tensors
        .into_iter()
        .map(|(name, shape, values)| {
            let name = names.iter().fold(name, |name, (from, to)| name.replacen(from, to, 1));
            (format!("{prefix}{name}"), (shape, stored(how, &values).1))
        })
        .collect();
    let views = all.iter().map(|(name, (shape, bytes))| (name, TensorView::new(kind, shape.clone(), bytes).unwrap()));
    safetensors::serialize(views, None).unwrap()
}

pub(crate) fn config() -> serde_json::Value {
    serde_json::json!({
        "model_type": "bert", "hidden_size": WIDTH, "num_hidden_layers": LAYERS, "num_attention_heads": HEADS,
        "intermediate_size": WIDE, "max_position_embeddings": 64, "vocab_size": PIECES, "type_vocab_size": 2,
        "layer_norm_eps": 1e-12, "hidden_act": "gelu",
    })
}

pub(crate) fn tokenizer() -> Vec<u8> {
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

pub(crate) fn files(weights: Weights) -> ModelFiles {
    ModelFiles { weights, tokenizer: tokenizer(), config: config().to_string().into_bytes() }
}
