//! `golden`: writes what the tests of saksi-encoder are held against, and what its fuzz targets start from. `engines`: measures our arithmetic beside candle's.
//!
//! From the root of the repository:
//!
//! `cargo run --locked --manifest-path xtask/candle/Cargo.toml -- golden`
//! `cargo run --locked --release --manifest-path xtask/candle/Cargo.toml -- engines e5-small-q4.bin [ROUNDS [ours]]`

mod engines;
#[expect(dead_code, reason = "the tests use more of it")]
#[path = "../../../crates/encoder/tests/made/mod.rs"]
mod made;
#[path = "../../../crates/encoder/tests/made/packed.rs"]
mod packed;
mod reference;

use std::borrow::Cow;
use std::io::Cursor;
use std::path::Path;

use candle_core::quantized::{GgmlDType, QStorage, QTensor, gguf_file};
use candle_core::{Device, Tensor};
use made::{HEADS, Size, Stored, TEXTS};
use reference::Reference;
use saksi_encoder::{Encoder, Role, Weights};

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    match arguments.next().as_deref() {
        Some("golden") => golden(),
        Some("engines") => engines::run(arguments),
        _ => Err("say golden, or engines FILE".into()),
    }
}

/// Rows of the tensors in `kinds.gguf`, of 256 numbers each.
const ROWS: usize = 8;

fn golden() -> Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../crates/encoder/tests/golden");
    std::fs::create_dir_all(&folder)?;
    std::fs::write(folder.join("kinds.gguf"), kinds()?)?;
    let vectors = serde_json::json!({
        "floats": vectors(Stored::F32, false)?,
        "blocks of four bits": vectors(Stored::Q4_0, false)?,
    });
    std::fs::write(folder.join("vectors.json"), format!("{vectors:#}\n"))?;
    seeds(&std::fs::read(folder.join("kinds.gguf"))?)
}

/// What the fuzz targets start from. The sizes are those that `fuzz/fuzz_targets/common.rs` asks for.
fn seeds(kinds: &[u8]) -> Result<()> {
    let write = |target: &str, name: &str, bytes: &[u8]| -> Result<()> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../crates/encoder/fuzz/seeds").join(target);
        std::fs::create_dir_all(&folder)?;
        Ok(std::fs::write(folder.join(name), bytes)?)
    };
    let tiny = || made::tensors_of(&Size { width: 32, wide: 32, layers: 1, pieces: 64, positions: 16, types: 1 });
    for (name, stored) in
        [("floats", Stored::F32), ("four", Stored::Q4_0), ("five", Stored::Q5_0), ("eight", Stored::Q8_0)]
    {
        write("gguf", name, &made::gguf_of(tiny(), stored))?;
    }
    // Of every kind the first tensor that is looked for.
    let content = gguf_file::Content::read(&mut Cursor::new(kinds))?;
    for (name, info) in content.tensor_infos.iter().filter(|(name, _)| !name.ends_with(".floats")) {
        let kind = NUMBERS.iter().find(|(known, _)| known == name).ok_or("an unknown kind")?.1;
        let start = usize::try_from(content.tensor_data_offset + info.offset)?;
        let length = ROWS * 256 / info.ggml_dtype.block_size() * info.ggml_dtype.type_size();
        let tensor = ("token_embd.weight".to_owned(), vec![ROWS, 256], kind, kinds[start..start + length].to_vec());
        write("gguf", name, &made::write_gguf(None, &[tensor]))?;
    }
    for (name, stored) in [("floats", Stored::F32), ("halves", Stored::F16), ("others", Stored::BF16)] {
        write("safetensors", name, &made::safetensors_of(tiny(), stored, "bert."))?;
    }
    let packed = packed::small();
    write("packed", "small", &packed)?;
    let repacked = saksi_encoder::packed::repack(&packed)?;
    for (name, json) in [("plain", made::tokenizer()), ("rewriting", repacked.tokenizer)] {
        write("tokenizer", name, &[&json, "\0query: the ½ water 水".as_bytes()].concat())?;
    }
    Ok(())
}

/// The numbers of the kinds in a file (`ggml_type`).
const NUMBERS: [(&str, u32); 13] = [
    ("f32", 0),
    ("f16", 1),
    ("q4_0", 2),
    ("q4_1", 3),
    ("q5_0", 6),
    ("q5_1", 7),
    ("q8_0", 8),
    ("q2_k", 10),
    ("q3_k", 11),
    ("q4_k", 12),
    ("q5_k", 13),
    ("q6_k", 14),
    ("bf16", 30),
];

/// A tensor of every kind with random bytes in it, and beside each the floats that candle makes of it.
fn kinds() -> Result<Vec<u8>> {
    use GgmlDType::{BF16, F16, F32, Q2K, Q3K, Q4_0, Q4_1, Q4K, Q5_0, Q5_1, Q5K, Q6K, Q8_0};
    // A name, a kind, and in which bytes of a block the exponents of its floats stand.
    let kinds: [(&str, GgmlDType, &[usize]); 13] = [
        ("f32", F32, &[3]),
        ("f16", F16, &[1]),
        ("bf16", BF16, &[1]),
        ("q4_0", Q4_0, &[1]),
        ("q4_1", Q4_1, &[1, 3]),
        ("q5_0", Q5_0, &[1]),
        ("q5_1", Q5_1, &[1, 3]),
        ("q8_0", Q8_0, &[1]),
        ("q2_k", Q2K, &[81, 83]),
        ("q3_k", Q3K, &[109]),
        ("q4_k", Q4K, &[1, 3]),
        ("q5_k", Q5K, &[1, 3]),
        ("q6_k", Q6K, &[209]),
    ];
    let mut state = 1_u32;
    let mut tensors = Vec::new();
    for (name, kind, exponents) in kinds {
        let size = kind.type_size();
        let mut bytes: Vec<u8> = (0..ROWS * 256 / kind.block_size() * size)
            .map(|_| {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                (state >> 24) as u8
            })
            .collect();
        // No float may be infinite or none at all, and none so large that a product becomes so.
        for block in bytes.chunks_exact_mut(size) {
            for at in exponents {
                block[*at] &= 0xbf;
            }
        }
        let storage = QStorage::from_data(Cow::Owned(bytes), &Device::Cpu, kind)?;
        let tensor = QTensor::new(storage, (ROWS, 256))?;
        let floats = tensor.dequantize(&Device::Cpu)?;
        let flat = floats.flatten_all()?.to_vec1::<f32>()?;
        assert!(flat.iter().all(|float| float.is_finite()), "{name}");
        tensors.push((name.to_owned(), tensor));
        tensors.push((format!("{name}.floats"), QTensor::quantize(&floats, F32)?));
    }
    let tensors: Vec<(&str, &QTensor)> = tensors.iter().map(|(name, tensor)| (name.as_str(), tensor)).collect();
    let list = gguf_file::Value::Array(vec![
        gguf_file::Value::String("one".to_owned()),
        gguf_file::Value::String("two".to_owned()),
    ]);
    let values = [
        ("general.alignment", &gguf_file::Value::U32(32)),
        ("general.name", &gguf_file::Value::String("every kind".to_owned())),
        ("a.list", &list),
        ("a.bool", &gguf_file::Value::Bool(true)),
        ("a.float", &gguf_file::Value::F64(0.5)),
    ];
    let mut out = Cursor::new(Vec::new());
    gguf_file::write(&mut out, &values, &tensors)?;
    // And candle reads what it wrote.
    let mut cursor = Cursor::new(out.into_inner());
    let content = gguf_file::Content::read(&mut cursor)?;
    for (name, tensor) in &tensors {
        let read: Tensor = content.tensor(&mut cursor, name, &Device::Cpu)?.dequantize(&Device::Cpu)?;
        let before = tensor.dequantize(&Device::Cpu)?.flatten_all()?.to_vec1::<f32>()?;
        assert_eq!(read.flatten_all()?.to_vec1::<f32>()?, before, "{name}");
    }
    Ok(cursor.into_inner())
}

/// The vectors that candle computes from the made network, and the pieces it computed them from.
fn vectors(stored: Stored, quantised: bool) -> Result<serde_json::Value> {
    let bytes = made::gguf(stored);
    let reference = Reference::open(&bytes, HEADS, 1e-12, quantised)?;
    let encoder = Encoder::open(made::files(Weights::Gguf(bytes)))?;
    let mut all = Vec::new();
    for role in [Role::Query, Role::Passage] {
        for text in TEXTS {
            let pieces = encoder.pieces(role, text);
            let vector = reference.encode(&pieces)?;
            all.push(serde_json::json!({ "role": role, "text": text, "pieces": pieces, "vector": vector }));
        }
    }
    Ok(all.into())
}
