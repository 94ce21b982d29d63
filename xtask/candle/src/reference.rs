//! The same network in the plainest way, with candle alone: what our own arithmetic is compared with.

use std::io::Cursor;

use candle_core::quantized::{QMatMul, gguf_file};
use candle_core::{Device, Module as _, Result, Tensor};

/// BERT's encoder over one text.
pub(crate) struct Reference {
    tensors: std::collections::HashMap<String, Tensor>,
    matrices: std::collections::HashMap<String, QMatMul>,
    layers: usize,
    heads: usize,
    epsilon: f64,
}

impl Reference {
    /// Reads a GGUF file. With `quantised` candle multiplies the blocks as they are; without, floats.
    pub(crate) fn open(gguf: &[u8], heads: usize, epsilon: f64, quantised: bool) -> Result<Self> {
        let mut cursor = Cursor::new(gguf);
        let content = gguf_file::Content::read(&mut cursor)?;
        let (mut tensors, mut matrices, mut layers) =
            (std::collections::HashMap::new(), std::collections::HashMap::new(), 0);
        for name in content.tensor_infos.keys() {
            let tensor = content.tensor(&mut cursor, name, &Device::Cpu)?;
            if let Some(layer) = name.strip_prefix("blk.") {
                layers = layers.max(layer.split('.').next().unwrap().parse::<usize>().unwrap() + 1);
            }
            if name.starts_with("blk.") && name.ends_with(".weight") && !name.contains("norm") {
                let matrix = if quantised {
                    QMatMul::from_qtensor(tensor)?
                } else {
                    QMatMul::Tensor(tensor.dequantize(&Device::Cpu)?)
                };
                matrices.insert(name.clone(), matrix);
            } else {
                tensors.insert(name.clone(), tensor.dequantize(&Device::Cpu)?);
            }
        }
        Ok(Self { tensors, matrices, layers, heads, epsilon })
    }

    fn linear(&self, name: &str, input: &Tensor) -> Result<Tensor> {
        self.matrices[&format!("{name}.weight")].forward(input)?.broadcast_add(&self.tensors[&format!("{name}.bias")])
    }

    fn norm(&self, name: &str, input: &Tensor) -> Result<Tensor> {
        let centred = input.broadcast_sub(&input.mean_keepdim(1)?)?;
        let variance = centred.sqr()?.mean_keepdim(1)?;
        centred
            .broadcast_div(&(variance + self.epsilon)?.sqrt()?)?
            .broadcast_mul(&self.tensors[&format!("{name}.weight")])?
            .broadcast_add(&self.tensors[&format!("{name}.bias")])
    }

    /// The vector of a text, of length one.
    pub(crate) fn encode(&self, pieces: &[u32]) -> Result<Vec<f32>> {
        let count = pieces.len();
        let ids = Tensor::new(pieces, &Device::Cpu)?;
        let mut state = self.tensors["token_embd.weight"].index_select(&ids, 0)?;
        state = (state + self.tensors["position_embd.weight"].narrow(0, 0, count)?)?;
        state = state.broadcast_add(&self.tensors["token_types.weight"].narrow(0, 0, 1)?)?;
        state = self.norm("token_embd_norm", &state)?;
        let width = state.dim(1)? / self.heads;
        let split = |tensor: Tensor| tensor.reshape((count, self.heads, width))?.transpose(0, 1)?.contiguous();
        for layer in 0..self.layers {
            let name = |part: &str| format!("blk.{layer}.{part}");
            let query = split(self.linear(&name("attn_q"), &state)?)?;
            let key = split(self.linear(&name("attn_k"), &state)?)?;
            let value = split(self.linear(&name("attn_v"), &state)?)?;
            let scores = (query.matmul(&key.transpose(1, 2)?.contiguous()?)? / (width as f64).sqrt())?;
            let scores = scores.broadcast_sub(&scores.max_keepdim(2)?)?.exp()?;
            let weights = scores.broadcast_div(&scores.sum_keepdim(2)?)?;
            let mixed = weights.matmul(&value)?.transpose(0, 1)?.contiguous()?.reshape((count, width * self.heads))?;
            let update = self.linear(&name("attn_output"), &mixed)?;
            state = self.norm(&name("attn_output_norm"), &(state + update)?)?;
            let wide = self.linear(&name("ffn_up"), &state)?.gelu_erf()?;
            let update = self.linear(&name("ffn_down"), &wide)?;
            state = self.norm(&name("layer_output_norm"), &(state + update)?)?;
        }
        let mean = state.mean(0)?.to_vec1::<f32>()?;
        let length = mean.iter().map(|value| value * value).sum::<f32>().sqrt();
        Ok(mean.iter().map(|value| value / length).collect())
    }
}

/// The cosine of the angle between two vectors.
pub(crate) fn cosine(a: &[f32], b: &[f32]) -> f64 {
    let dot = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(a, b)| f64::from(*a) * f64::from(*b)).sum::<f64>();
    dot(a, b) / (dot(a, a) * dot(b, b)).sqrt()
}
