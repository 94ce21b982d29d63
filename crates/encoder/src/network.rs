//! The network itself: BERT's encoder. It never sees text, only pieces' numbers.

use fearless_simd::Level;
use rayon::prelude::*;

use crate::engine::vectors::{self, QUERIES};
use crate::engine::{BLOCK, Inputs, Kind, Matrix, ROWS, quantise};

/// Rows of numbers that are looked up one at a time and stay in their blocks.
pub(crate) struct Table {
    pub(crate) kind: Kind,
    pub(crate) bytes: Vec<u8>,
    pub(crate) width: usize,
}

impl Table {
    fn row_bytes(&self) -> usize {
        (self.width / BLOCK * self.kind.bytes()).max(1)
    }

    fn look_up(&self, row: usize, out: &mut [f32]) {
        let bytes = self.bytes.chunks_exact(self.row_bytes()).nth(row).unwrap_or_default();
        for (bytes, out) in bytes.chunks_exact(self.kind.bytes()).zip(out.as_chunks_mut::<BLOCK>().0) {
            let (scale, weights) = self.kind.block(bytes);
            *out = weights.map(|weight| f32::from(weight) * scale);
        }
    }
}

/// Scale and shift after a layer norm.
pub(crate) struct Norm {
    pub(crate) scale: Vec<f32>,
    pub(crate) shift: Vec<f32>,
}

/// One layer.
pub(crate) struct Layer {
    /// Queries, keys and values, one after the other.
    pub(crate) attention: Matrix,
    pub(crate) attention_out: Matrix,
    pub(crate) attention_norm: Norm,
    pub(crate) up: Matrix,
    pub(crate) down: Matrix,
    pub(crate) norm: Norm,
}

/// The whole network.
pub(crate) struct Network {
    pub(crate) words: Table,
    /// One row per position, with the one token type already added.
    pub(crate) positions: Vec<f32>,
    /// The position of the first token.
    pub(crate) first_position: usize,
    pub(crate) norm: Norm,
    pub(crate) layers: Vec<Layer>,
    pub(crate) heads: usize,
    pub(crate) epsilon: f32,
    pub(crate) level: Level,
}

/// Some of the tokens of one pass, with everything that is computed for them.
struct Part {
    /// The tokens, as positions in the pass.
    tokens: std::ops::Range<usize>,
    state: Vec<f32>,
    inputs: Vec<Inputs>,
    /// Queries, keys and values.
    attention: Vec<f32>,
    mixed: Vec<f32>,
    wide: Vec<f32>,
    update: Vec<f32>,
}

/// A text's place in a pass.
struct Text {
    tokens: std::ops::Range<usize>,
}

impl Network {
    /// Numbers in a vector.
    pub(crate) fn width(&self) -> usize {
        self.norm.scale.len()
    }

    /// Bytes in memory.
    pub(crate) fn bytes(&self) -> usize {
        let layers = self.layers.iter().map(|layer| {
            [&layer.attention, &layer.attention_out, &layer.up, &layer.down].map(Matrix::bytes).iter().sum::<usize>()
        });
        self.words.bytes.len() + size_of_val(self.positions.as_slice()) + layers.sum::<usize>()
    }

    /// The means of the last layer over the tokens of each text. `ways` is over how many threads of the present pool one
    /// pass is spread.
    pub(crate) fn run(&self, texts: &[&[u32]], ways: usize) -> Vec<Vec<f32>> {
        let mut tokens = Vec::new();
        let places: Vec<Text> = texts
            .iter()
            .map(|text| {
                let start = tokens.len();
                tokens.extend(text.iter().enumerate().map(|(position, piece)| (*piece, position)));
                Text { tokens: start..tokens.len() }
            })
            .collect();
        let each = tokens.len().div_ceil(ways.max(1)).next_multiple_of(ROWS).max(ROWS);
        let mut parts: Vec<Part> =
            (0..tokens.len()).step_by(each).map(|start| self.part(start..(start + each).min(tokens.len()))).collect();
        let first = self.layers.first();
        every(&mut parts, |part| {
            self.embed(part, &tokens);
            if let Some(layer) = first {
                self.prepare(part, layer);
            }
        });
        for (at, layer) in self.layers.iter().enumerate() {
            let next = self.layers.get(at + 1);
            // Keys and values of every part are read by all of them while each writes its own next ones.
            let shared: Vec<Vec<f32>> = parts.iter_mut().map(|part| std::mem::take(&mut part.attention)).collect();
            every(&mut parts, |part| {
                self.attend(part, layer, &places, &shared, each);
                self.feed(part, layer);
                if let Some(next) = next {
                    part.attention = vec![0.0; part.rows() * next.attention.outputs()];
                    self.prepare(part, next);
                }
            });
        }
        places.iter().map(|text| self.mean(text, &parts, each)).collect()
    }

    fn part(&self, tokens: std::ops::Range<usize>) -> Part {
        let rows = tokens.len().next_multiple_of(ROWS);
        let width = self.width();
        let (wide, blocks) = self.layers.first().map_or((0, 0), |layer| (layer.up.outputs(), layer.down.blocks()));
        Part {
            tokens,
            state: vec![0.0; rows * width],
            inputs: vec![Inputs::default(); rows * blocks.max(width / BLOCK)],
            attention: vec![0.0; rows * 3 * width],
            mixed: vec![0.0; rows * width],
            wide: vec![0.0; rows * wide],
            update: vec![0.0; rows * width],
        }
    }

    fn embed(&self, part: &mut Part, tokens: &[(u32, usize)]) {
        let width = self.width();
        let tokens = tokens.get(part.tokens.clone()).unwrap_or_default();
        for ((piece, position), state) in tokens.iter().zip(part.state.chunks_exact_mut(width)) {
            self.words.look_up(*piece as usize, state);
            let positions = self.positions.chunks_exact(width).nth(position + self.first_position).unwrap_or_default();
            for (value, position) in state.iter_mut().zip(positions) {
                *value += position;
            }
        }
        let Norm { scale, shift } = &self.norm;
        vectors::add_and_normalise(self.level, &mut part.state, &part.update, scale, shift, self.epsilon);
    }

    /// Queries, keys and values for the attention of a layer.
    fn prepare(&self, part: &mut Part, layer: &Layer) {
        self.product(&layer.attention, &part.state, &mut part.inputs, &mut part.attention);
    }

    fn product(&self, matrix: &Matrix, floats: &[f32], inputs: &mut [Inputs], out: &mut [f32]) {
        let blocks = floats.len() / BLOCK;
        let Some(inputs) = inputs.get_mut(..blocks) else { return };
        quantise(self.level, floats, inputs);
        matrix.multiply(self.level, inputs, out);
    }

    /// Attention, its output, and the norm after it.
    fn attend(&self, part: &mut Part, layer: &Layer, texts: &[Text], shared: &[Vec<f32>], each: usize) {
        let width = self.width();
        let head_width = width / self.heads;
        let row = |token: usize| -> &[f32] {
            shared.get(token / each).and_then(|part| part.chunks_exact(3 * width).nth(token % each)).unwrap_or_default()
        };
        let (mut keys, mut values, mut scores) = (Vec::new(), Vec::new(), Vec::new());
        let mut spare = vec![0.0; QUERIES * head_width];
        for text in texts {
            let mine = text.tokens.start.max(part.tokens.start)..text.tokens.end.min(part.tokens.end);
            if mine.is_empty() {
                continue;
            }
            let count = text.tokens.len();
            let padded = count.next_multiple_of(16);
            keys.clear();
            keys.resize(head_width * padded, 0.0);
            scores.clear();
            scores.resize(QUERIES * padded, 0.0);
            for head in 0..self.heads {
                let of = |row: &'_ [f32], kind: usize| -> std::ops::Range<usize> {
                    let start = kind * width + head * head_width;
                    start.min(row.len())..(start + head_width).min(row.len())
                };
                values.clear();
                for (at, token) in text.tokens.clone().enumerate() {
                    let row = row(token);
                    let key = row.get(of(row, 1)).unwrap_or_default();
                    for (line, value) in keys.chunks_exact_mut(padded).zip(key) {
                        if let Some(place) = line.get_mut(at) {
                            *place = *value;
                        }
                    }
                    values.extend_from_slice(row.get(of(row, 2)).unwrap_or_default());
                }
                for start in mine.clone().step_by(QUERIES) {
                    // Past the end the last one is asked again, into a place that nobody reads.
                    let queries = std::array::from_fn(|at| {
                        let row = row((start + at).min(mine.end - 1));
                        row.get(of(row, 0)).unwrap_or_default()
                    });
                    let mut outs = spare.chunks_exact_mut(head_width);
                    let (Some(a), Some(b), Some(c), Some(d)) = (outs.next(), outs.next(), outs.next(), outs.next())
                    else {
                        continue;
                    };
                    vectors::attend(self.level, queries, &keys, &values, count, padded, &mut scores, [a, b, c, d]);
                    let rows = part.mixed.chunks_exact_mut(width).skip(start - part.tokens.start);
                    for (row, out) in rows.take(mine.end - start).zip(spare.chunks_exact(head_width)) {
                        if let Some(place) = row.chunks_exact_mut(head_width).nth(head) {
                            place.copy_from_slice(out);
                        }
                    }
                }
            }
        }
        self.product(&layer.attention_out, &part.mixed, &mut part.inputs, &mut part.update);
        let Norm { scale, shift } = &layer.attention_norm;
        vectors::add_and_normalise(self.level, &mut part.state, &part.update, scale, shift, self.epsilon);
    }

    /// The feed-forward half of a layer and its norm.
    fn feed(&self, part: &mut Part, layer: &Layer) {
        self.product(&layer.up, &part.state, &mut part.inputs, &mut part.wide);
        vectors::gelu(self.level, &mut part.wide);
        self.product(&layer.down, &part.wide, &mut part.inputs, &mut part.update);
        let Norm { scale, shift } = &layer.norm;
        vectors::add_and_normalise(self.level, &mut part.state, &part.update, scale, shift, self.epsilon);
    }

    fn mean(&self, text: &Text, parts: &[Part], each: usize) -> Vec<f32> {
        let width = self.width();
        let mut sums = vec![0.0; width];
        for token in text.tokens.clone() {
            let row = parts.get(token / each).and_then(|part| part.state.chunks_exact(width).nth(token % each));
            for (sum, value) in sums.iter_mut().zip(row.unwrap_or_default()) {
                *sum += value;
            }
        }
        let count = text.tokens.len().max(1) as f32;
        for sum in &mut sums {
            *sum /= count;
        }
        sums
    }
}

impl Part {
    fn rows(&self) -> usize {
        self.tokens.len().next_multiple_of(ROWS)
    }
}

/// Does it for every part, on as many threads as there are parts.
fn every(parts: &mut [Part], work: impl Fn(&mut Part) + Sync + Send) {
    match parts {
        [part] => work(part),
        parts => parts.par_iter_mut().for_each(work),
    }
}
