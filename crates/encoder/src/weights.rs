//! From a file of weights to a network: GGUF, whatever its quantisation, or safetensors.
//!
//! Four-bit and eight-bit blocks are used as they are; every other kind is rounded to eight-bit blocks.

use std::borrow::Cow;

use fearless_simd::Level;
use safetensors::{Dtype, SafeTensors};
use serde::Deserialize;

use crate::engine::{BLOCK, Kind, Matrix, to_q8};
use crate::ggml;
use crate::gguf::Gguf;
use crate::network::{Layer, Network, Norm, Table};
use crate::tuning::Tuning;
use crate::{OpenError, Weights};

/// `config.json` of the usual layout, as far as it matters.
#[derive(Debug, Deserialize)]
pub(crate) struct Config {
    #[serde(default)]
    model_type: String,
    hidden_size: usize,
    num_hidden_layers: usize,
    num_attention_heads: usize,
    intermediate_size: usize,
    max_position_embeddings: usize,
    vocab_size: usize,
    #[serde(default = "one")]
    type_vocab_size: usize,
    #[serde(default = "epsilon")]
    layer_norm_eps: f32,
    #[serde(default = "gelu")]
    hidden_act: String,
    #[serde(default)]
    position_embedding_type: Option<String>,
    #[serde(default = "pad")]
    pad_token_id: usize,
}

fn one() -> usize {
    1
}
fn epsilon() -> f32 {
    1e-12
}
fn gelu() -> String {
    "gelu".to_owned()
}
fn pad() -> usize {
    1
}

impl Config {
    pub(crate) fn read(json: &[u8]) -> Result<Self, OpenError> {
        let config: Self = serde_json::from_slice(json).map_err(|error| OpenError::Config(error.to_string()))?;
        let refuse = |what: &str| Err(OpenError::Config(what.to_owned()));
        if !["", "bert", "xlm-roberta", "roberta"].contains(&config.model_type.as_str()) {
            return refuse(&format!("models of the kind {} are not understood; only BERT is", config.model_type));
        }
        if config.hidden_act != "gelu"
            || config.position_embedding_type.as_deref().is_some_and(|kind| kind != "absolute")
        {
            return refuse("its activation or its positions are of a kind that is not understood");
        }
        let Self { hidden_size: width, num_attention_heads: heads, intermediate_size: wide, .. } = config;
        let fits = |number: usize, most: usize| number > 0 && number <= most;
        if !fits(width, 4096)
            || !fits(wide, 16384)
            || !fits(config.num_hidden_layers, 96)
            || !fits(config.max_position_embeddings, 1 << 16)
            || !fits(config.vocab_size, 1 << 21)
            || !fits(config.type_vocab_size, 16)
            || heads == 0
            || !width.is_multiple_of(heads)
            || !(width / heads).is_multiple_of(BLOCK)
            || !width.is_multiple_of(BLOCK)
            || !wide.is_multiple_of(BLOCK)
            || !(config.layer_norm_eps > 0.0 && config.layer_norm_eps < 1.0)
        {
            return refuse("its sizes are not understood: they must be multiples of 32, also per head");
        }
        Ok(config)
    }

    pub(crate) fn pieces(&self) -> usize {
        self.vocab_size
    }

    /// RoBERTa counts positions from after the padding piece.
    fn first_position(&self) -> usize {
        if self.model_type.ends_with("roberta") { self.pad_token_id + 1 } else { 0 }
    }

    /// Most tokens of a text: what the positions allow, and never more than 512.
    pub(crate) fn most_tokens(&self) -> usize {
        self.max_position_embeddings.saturating_sub(self.first_position()).min(crate::MOST_TOKENS)
    }
}

/// One tensor, in the shape in which it can be used.
enum Raw<'a> {
    Blocks(Kind, Cow<'a, [u8]>),
    Floats(Vec<f32>),
}

/// Changes the weights of the matrix with this number.
type Change<'a> = dyn Fn(usize, &mut [f32]) + 'a;

/// Where tensors come from.
enum Source<'a> {
    Gguf(Gguf<'a>),
    SafeTensors(SafeTensors<'a>, &'static str),
}

impl<'a> Source<'a> {
    fn open(weights: &'a Weights) -> Result<Self, OpenError> {
        match weights {
            Weights::Gguf(bytes) => {
                Gguf::read(bytes).map(Self::Gguf).map_err(|refused| OpenError::Weights(refused.to_string()))
            }
            Weights::SafeTensors(bytes) => {
                let tensors = SafeTensors::deserialize(bytes).map_err(|error| OpenError::Weights(error.to_string()))?;
                let prefix = ["", "bert.", "roberta.", "0.auto_model.", "model."]
                    .into_iter()
                    .find(|prefix| tensors.tensor(&format!("{prefix}embeddings.word_embeddings.weight")).is_ok())
                    .ok_or_else(|| OpenError::Weights("it holds no table of embeddings".to_owned()))?;
                Ok(Self::SafeTensors(tensors, prefix))
            }
        }
    }

    /// A tensor by its name in GGUF and in safetensors.
    fn find(&self, gguf: &str, safe: &str, shape: &[usize]) -> Result<Raw<'a>, OpenError> {
        let problem = |name: &str, what: &str| OpenError::Weights(format!("{name} {what}"));
        let fits = |name: &str, found: &[usize]| {
            let other = || problem(name, &format!("has the shape {found:?} instead of {shape:?}"));
            (found == shape).then_some(()).ok_or_else(other)
        };
        match self {
            Self::Gguf(file) => {
                let tensor = file.find(gguf).ok_or_else(|| problem(gguf, "is missing"))?;
                fits(gguf, &tensor.shape)?;
                Ok(match tensor.kind.multiplied() {
                    Some(kind) => Raw::Blocks(kind, Cow::Borrowed(tensor.bytes)),
                    None => Raw::Floats(tensor.kind.floats(tensor.bytes)),
                })
            }
            Self::SafeTensors(tensors, prefix) => {
                let name = format!("{prefix}{safe}");
                let view = tensors.tensor(&name).map_err(|_| problem(&name, "is missing"))?;
                fits(&name, view.shape())?;
                Ok(Raw::Floats(match view.dtype() {
                    Dtype::F32 => ggml::Kind::F32.floats(view.data()),
                    Dtype::F16 => ggml::Kind::F16.floats(view.data()),
                    Dtype::BF16 => ggml::Kind::BF16.floats(view.data()),
                    #[expect(clippy::cast_possible_truncation, reason = "weights are rounded far more than that")]
                    Dtype::F64 => {
                        view.data().as_chunks().0.iter().map(|bytes| f64::from_le_bytes(*bytes) as f32).collect()
                    }
                    other => return Err(problem(&name, &format!("is of the kind {other:?}, which is not understood"))),
                }))
            }
        }
    }

    fn floats(&self, gguf: &str, safe: &str, shape: &[usize]) -> Result<Vec<f32>, OpenError> {
        let floats = match self.find(gguf, safe, shape)? {
            Raw::Floats(floats) => floats,
            Raw::Blocks(kind, bytes) => bytes
                .chunks_exact(kind.bytes())
                .flat_map(|block| {
                    let (scale, weights) = kind.block(block);
                    weights.map(|weight| f32::from(weight) * scale)
                })
                .collect(),
        };
        if floats.iter().all(|float| float.is_finite()) {
            Ok(floats)
        } else {
            Err(OpenError::Weights(format!("{gguf} holds something that is not a number")))
        }
    }

    fn blocks(&self, gguf: &str, safe: &str, shape: &[usize]) -> Result<(Kind, Cow<'a, [u8]>), OpenError> {
        match self.find(gguf, safe, shape)? {
            Raw::Blocks(kind, bytes) => Ok((kind, bytes)),
            Raw::Floats(floats) => Ok((Kind::Q8, Cow::Owned(to_q8(&floats)))),
        }
    }

    fn norm(&self, gguf: &str, safe: &str, width: usize) -> Result<Norm, OpenError> {
        Ok(Norm {
            scale: self.floats(&format!("{gguf}.weight"), &format!("{safe}.weight"), &[width])?,
            shift: self.floats(&format!("{gguf}.bias"), &format!("{safe}.bias"), &[width])?,
        })
    }

    /// Matrices of one width below each other; `change` is told the number of each and changes its weights.
    fn matrix(
        &self,
        names: &[(String, String)],
        outputs: usize,
        inputs: usize,
        change: Option<&Change<'_>>,
    ) -> Result<Matrix, OpenError> {
        let mut all: Option<(Kind, Vec<u8>)> = None;
        let mut bias = Vec::new();
        for (at, (gguf, safe)) in names.iter().enumerate() {
            let (gguf_weight, safe_weight, shape) =
                (format!("{gguf}.weight"), format!("{safe}.weight"), [outputs, inputs]);
            let (kind, bytes) = match change {
                None => self.blocks(&gguf_weight, &safe_weight, &shape)?,
                Some(change) => {
                    let mut weights = self.floats(&gguf_weight, &safe_weight, &shape)?;
                    change(at, &mut weights);
                    (Kind::Q8, Cow::Owned(to_q8(&weights)))
                }
            };
            bias.extend(self.floats(&format!("{gguf}.bias"), &format!("{safe}.bias"), &[outputs])?);
            all = Some(match all {
                None => (kind, bytes.into_owned()),
                Some((other, mut sum)) if other == kind => {
                    sum.extend_from_slice(&bytes);
                    (kind, sum)
                }
                Some((other, sum)) => {
                    let mut sum = as_q8(other, sum.into());
                    sum.extend(as_q8(kind, bytes));
                    (Kind::Q8, sum)
                }
            });
        }
        let (kind, bytes) = all.unwrap_or((Kind::Q8, Vec::new()));
        Matrix::new(kind, &bytes, bias, inputs)
            .ok_or_else(|| OpenError::Weights("a matrix has the wrong size".to_owned()))
    }
}

/// Blocks of either kind as blocks of eight bits; exact, but for the rounding of the scale.
fn as_q8(kind: Kind, bytes: Cow<'_, [u8]>) -> Vec<u8> {
    if kind == Kind::Q8 {
        return bytes.into_owned();
    }
    let mut out = Vec::new();
    for block in bytes.chunks_exact(kind.bytes()) {
        let (_, weights) = kind.block(block);
        out.extend(block.iter().take(2));
        out.extend(weights.map(i8::cast_unsigned));
    }
    out
}

/// Builds the network, with the change in it if there is one.
pub(crate) fn build(
    config: &Config,
    weights: &Weights,
    tuning: Option<&Tuning>,
    level: Level,
) -> Result<Network, OpenError> {
    let source = Source::open(weights)?;
    let (width, wide) = (config.hidden_size, config.intermediate_size);
    let (kind, words) =
        source.blocks("token_embd.weight", "embeddings.word_embeddings.weight", &[config.vocab_size, width])?;
    let mut positions = source.floats(
        "position_embd.weight",
        "embeddings.position_embeddings.weight",
        &[config.max_position_embeddings, width],
    )?;
    let types = source.floats(
        "token_types.weight",
        "embeddings.token_type_embeddings.weight",
        &[config.type_vocab_size, width],
    )?;
    for position in positions.chunks_exact_mut(width) {
        for (value, kind) in position.iter_mut().zip(&types) {
            *value += kind;
        }
    }
    let found = [width, wide, config.num_hidden_layers];
    if let Some(expected) = tuning.map(Tuning::sizes).filter(|sizes| *sizes != found) {
        return Err(OpenError::Tuning { found, expected });
    }
    let layer = |at: usize| -> Result<Layer, OpenError> {
        let tuning = tuning.filter(|tuning| tuning.changes(at));
        let matrix = |names: &[(String, String)], first: usize, outputs: usize, inputs: usize| match tuning {
            None => source.matrix(names, outputs, inputs, None),
            Some(tuning) => {
                let change = |number: usize, weights: &mut [f32]| tuning.add(at, first + number, weights);
                source.matrix(names, outputs, inputs, Some(&change))
            }
        };
        let name = |gguf: &str, safe: &str| (format!("blk.{at}.{gguf}"), format!("encoder.layer.{at}.{safe}"));
        let norm = |gguf: &str, safe: &str| {
            let (gguf, safe) = name(gguf, safe);
            source.norm(&gguf, &safe, width)
        };
        Ok(Layer {
            attention: matrix(
                &[
                    name("attn_q", "attention.self.query"),
                    name("attn_k", "attention.self.key"),
                    name("attn_v", "attention.self.value"),
                ],
                0,
                width,
                width,
            )?,
            attention_out: matrix(&[name("attn_output", "attention.output.dense")], 3, width, width)?,
            attention_norm: norm("attn_output_norm", "attention.output.LayerNorm")?,
            up: matrix(&[name("ffn_up", "intermediate.dense")], 4, wide, width)?,
            down: matrix(&[name("ffn_down", "output.dense")], 5, width, wide)?,
            norm: norm("layer_output_norm", "output.LayerNorm")?,
        })
    };
    Ok(Network {
        words: Table { kind, bytes: words.into_owned(), width },
        positions,
        first_position: config.first_position(),
        norm: source.norm("token_embd_norm", "embeddings.LayerNorm", width)?,
        layers: (0..config.num_hidden_layers).map(layer).collect::<Result<_, _>>()?,
        heads: config.num_attention_heads,
        epsilon: config.layer_norm_eps,
        level,
    })
}
