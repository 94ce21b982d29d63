//! A small change of a model's weights that makes it better at one task, kept apart from the model.
//!
//! The change of each matrix is the product of two thin ones (low-rank adaptation, Hu and others 2022). It is added to the
//! weights when the model is opened, so that a text costs as much afterwards as before. What was four bits is then eight,
//! because four would round the change away; in memory both take the same room.
//!
//! A change only makes sense in the file of weights that it was trained in, and names it by its SHA-256. Any other file is
//! left as it is, also another copy of the same model.
//!
//! The file: the magic, the SHA-256 of the weights, then width, inner width, layers, first changed layer, and rank as 32-bit numbers,
//! then for each changed layer and each of its six matrices (queries, keys, values, output, up, down) the thin matrix that meets the
//! inputs, `rank × inputs`, and the one that gives the outputs, `rank × outputs`, both row by row; numbers have 16 bits, and
//! everything is little-endian.

use half::f16;
use sha2::{Digest as _, Sha256};

const MAGIC: &[u8; 8] = b"SAKSITU1";
/// The matrices of a layer.
const MATRICES: usize = 6;
/// Thin matrices of more columns are none.
const MOST_RANK: usize = 256;

/// Why a file is no change of weights.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum NoTuning {
    /// It is something else.
    #[error("this is not a change of weights (it does not begin with SAKSITU1)")]
    Foreign,
    /// A size in its head cannot be.
    #[error("the change of weights is damaged: {0} is no size that it could have")]
    Size(u32),
    /// Its sizes do not make its length.
    #[error(
        "the change of weights is damaged: it has {found} bytes after its head, and by its sizes should have {expected}"
    )]
    Length {
        /// Bytes after the head.
        found: usize,
        /// Bytes that there should be.
        expected: usize,
    },
    /// It holds something that is not a number.
    #[error("the change of weights is damaged: it holds something that is not a number")]
    NotANumber,
}

/// See the module.
#[derive(Clone, Debug, PartialEq)]
pub struct Tuning {
    of: [u8; 32],
    width: usize,
    wide: usize,
    layers: usize,
    first: usize,
    rank: usize,
    changes: Vec<Change>,
    hash: [u8; 32],
}

/// The change of one matrix.
#[derive(Clone, Debug, PartialEq)]
struct Change {
    inputs: Vec<f32>,
    outputs: Vec<f32>,
}

impl Tuning {
    /// The file of the change that was trained on messages and the claims that they repeat, in the weights that
    /// [`packed`](crate::packed) makes; `crates/matching/training/encoder` says how.
    pub const OF_CLAIMS: &[u8] = include_bytes!("../weights/claims.tuning");

    /// Reads a file.
    ///
    /// # Errors
    ///
    /// When it is something else, or damaged.
    pub fn read(bytes: &[u8]) -> Result<Self, NoTuning> {
        let rest = bytes.strip_prefix(MAGIC).ok_or(NoTuning::Foreign)?;
        let (of, rest) = rest.split_first_chunk::<32>().ok_or(NoTuning::Foreign)?;
        let (head, rest) = rest.split_first_chunk::<20>().ok_or(NoTuning::Foreign)?;
        let mut sizes = head.as_chunks::<4>().0.iter().map(|four| u32::from_le_bytes(*four));
        let mut size = |least: usize, most: usize| {
            let said = sizes.next().unwrap_or_default();
            usize::try_from(said).ok().filter(|size| (least..=most).contains(size)).ok_or(NoTuning::Size(said))
        };
        let (width, wide, layers) = (size(1, 4096)?, size(1, 16384)?, size(1, 96)?);
        let (first, rank) = (size(0, layers - 1)?, size(1, MOST_RANK)?);
        let of_layer: usize = shapes(width, wide).iter().map(|(inputs, outputs)| rank * (inputs + outputs)).sum();
        let expected = 2 * (layers - first) * of_layer;
        if rest.len() != expected {
            return Err(NoTuning::Length { found: rest.len(), expected });
        }
        let numbers: Vec<f32> = rest.as_chunks::<2>().0.iter().map(|two| f16::from_le_bytes(*two).to_f32()).collect();
        if !numbers.iter().all(|number| number.is_finite()) {
            return Err(NoTuning::NotANumber);
        }
        let mut numbers = numbers.into_iter();
        let mut take = |count: usize| numbers.by_ref().take(count).collect();
        let changes = (first..layers)
            .flat_map(|_| shapes(width, wide))
            .map(|(inputs, outputs)| Change { inputs: take(inputs * rank), outputs: take(rank * outputs) })
            .collect();
        Ok(Self { of: *of, width, wide, layers, first, rank, changes, hash: Sha256::digest(bytes).into() })
    }

    /// SHA-256 of the file.
    pub(crate) fn hash(&self) -> [u8; 32] {
        self.hash
    }

    /// Whether it was trained in the file of weights with this SHA-256.
    pub(crate) fn is_for(&self, weights: &[u8]) -> bool {
        self.of == weights
    }

    /// Width, inner width and layers of the model that it is for.
    pub(crate) fn sizes(&self) -> [usize; 3] {
        [self.width, self.wide, self.layers]
    }

    /// Whether the matrices of a layer are changed.
    pub(crate) fn changes(&self, layer: usize) -> bool {
        (self.first..self.layers).contains(&layer)
    }

    /// Adds the change to a matrix of a layer, given row by row of an output each.
    pub(crate) fn add(&self, layer: usize, matrix: usize, weights: &mut [f32]) {
        let Some(change) = layer.checked_sub(self.first).and_then(|at| self.changes.get(at * MATRICES + matrix)) else {
            return;
        };
        let outputs = change.outputs.len() / self.rank;
        let inputs = change.inputs.len() / self.rank;
        for (at, row) in weights.chunks_exact_mut(inputs).enumerate() {
            let factors = change.outputs.iter().skip(at).step_by(outputs);
            for (factor, thin) in factors.zip(change.inputs.chunks_exact(inputs)) {
                for (weight, input) in row.iter_mut().zip(thin) {
                    *weight += factor * input;
                }
            }
        }
    }
}

/// Inputs and outputs of the six matrices of a layer.
fn shapes(width: usize, wide: usize) -> [(usize, usize); MATRICES] {
    [(width, width), (width, width), (width, width), (width, width), (width, wide), (wide, width)]
}
