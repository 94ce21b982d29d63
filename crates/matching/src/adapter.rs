//! Bending sentence vectors towards what tells claims apart.
//!
//! The vectors of multilingual-e5-small crowd together: two unrelated texts have a cosine of 0.75 to 0.85, and much of what
//! is left tells the language and the manner of a text, not what it says. The adapter takes the mean of messages from
//! messages and that of claims from claims, and then shrinks the directions in which a message differs from the claim it
//! repeats (within-class covariance normalisation, Hatch and others 2006, with the fourth root instead of the second). From there
//! a few steps of contrastive learning pull messages towards their claims and away from all others (van den Oord and others 2018).
//! `cargo xtask train-match` does both; the weights lie in `weights/`.
//!
//! The same weights hold one direction more, the *manner*: whether a text reads like something passed on, or like a
//! correction, a question or a notice that only treats of the same matter.

use std::sync::LazyLock;

use crate::dense::Vector;

/// Which kind of text a vector was made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// A message that somebody sent.
    Message,
    /// A claim, with or without the title of its check.
    Claim,
}

const MAGIC: &[u8; 8] = b"SAKSIAD1";

/// The weights; see the module.
#[derive(Clone, Debug, PartialEq)]
pub struct Adapter {
    /// Mean of the vectors of messages.
    pub message_mean: Vec<f32>,
    /// Mean of the vectors of claims.
    pub claim_mean: Vec<f32>,
    /// Symmetric matrix, row by row.
    pub matrix: Vec<f32>,
    /// Direction of the manner, in adapted space.
    pub manner: Vec<f32>,
    /// What is added to the manner.
    pub manner_bias: f32,
}

static BUILT_IN: LazyLock<Option<Adapter>> =
    LazyLock::new(|| Adapter::from_bytes(include_bytes!("../weights/adapter.bin")));

/// The weights that this crate carries; none for vectors of another length.
pub fn built_in(dimensions: usize) -> Option<&'static Adapter> {
    BUILT_IN.as_ref().filter(|adapter| adapter.message_mean.len() == dimensions)
}

impl Adapter {
    /// Reads what [`Adapter::to_bytes`] wrote; none if it is anything else.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let rest = bytes.strip_prefix(MAGIC)?;
        let (dimensions, rest) = rest.split_first_chunk::<4>()?;
        let dimensions = usize::try_from(u32::from_le_bytes(*dimensions)).ok()?;
        if dimensions == 0 || dimensions > crate::dense::MAX_DIMENSIONS || !rest.len().is_multiple_of(4) {
            return None;
        }
        let mut values = rest.as_chunks::<4>().0.iter().map(|chunk| f32::from_le_bytes(*chunk));
        if values.len() != 3 * dimensions + dimensions * (dimensions + 1) / 2 + 1 {
            return None;
        }
        let mut take = |count: usize| -> Vec<f32> { values.by_ref().take(count).collect() };
        let message_mean = take(dimensions);
        let claim_mean = take(dimensions);
        let manner = take(dimensions);
        let manner_bias = take(1).first().copied()?;
        let mut matrix = vec![0.0; dimensions * dimensions];
        for row in 0..dimensions {
            for (column, value) in (row..dimensions).zip(take(dimensions - row)) {
                *matrix.get_mut(row * dimensions + column)? = value;
                *matrix.get_mut(column * dimensions + row)? = value;
            }
        }
        Some(Self { message_mean, claim_mean, matrix, manner, manner_bias })
    }

    /// The weights as bytes: magic, dimensions, the means, the manner with its bias, and the upper triangle of the matrix, all
    /// numbers little-endian, 32 bits.
    pub fn to_bytes(&self) -> Vec<u8> {
        let dimensions = self.message_mean.len();
        let mut out = MAGIC.to_vec();
        out.extend(u32::try_from(dimensions).unwrap_or(0).to_le_bytes());
        let triangle = self
            .matrix
            .chunks_exact(dimensions.max(1))
            .enumerate()
            .flat_map(|(row, values)| values.get(row..).unwrap_or_default());
        for value in self
            .message_mean
            .iter()
            .chain(&self.claim_mean)
            .chain(&self.manner)
            .chain([&self.manner_bias])
            .chain(triangle)
        {
            out.extend(value.to_le_bytes());
        }
        out
    }

    /// The adapted direction of a vector, of length one.
    pub fn adapt(&self, side: Side, raw: &[f32]) -> Vec<f32> {
        let mean = match side {
            Side::Message => &self.message_mean,
            Side::Claim => &self.claim_mean,
        };
        let length = raw.iter().map(|value| value * value).sum::<f32>().sqrt().max(f32::EPSILON);
        let centred: Vec<f32> = raw.iter().zip(mean).map(|(value, mean)| value / length - mean).collect();
        let mut out: Vec<f32> = self.matrix.chunks_exact(mean.len().max(1)).map(|row| dot(row, &centred)).collect();
        let length = dot(&out, &out).sqrt().max(f32::EPSILON);
        for value in &mut out {
            *value /= length;
        }
        out
    }

    /// How much an adapted message reads like something passed on, roughly -1..=1.
    pub fn manner_of(&self, adapted: &[f32]) -> f32 {
        dot(&self.manner, adapted) + self.manner_bias
    }

    /// A kept vector, adapted.
    pub fn adapt_vector(&self, side: Side, raw: &Vector) -> Vector {
        let raw: Vec<f32> = raw.values().iter().map(|&value| f32::from(value)).collect();
        Vector::from_f32(&self.adapt(side, &raw))
    }
}

/// Sums in eight lanes, which the compiler can do at once.
fn dot(a: &[f32], b: &[f32]) -> f32 {
    let (a, a_rest) = a.as_chunks::<8>();
    let (b, b_rest) = b.as_chunks::<8>();
    let mut lanes = [0_f32; 8];
    for (x, y) in a.iter().zip(b) {
        for ((lane, x), y) in lanes.iter_mut().zip(x).zip(y) {
            *lane += x * y;
        }
    }
    lanes.iter().sum::<f32>() + a_rest.iter().zip(b_rest).map(|(x, y)| x * y).sum::<f32>()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_survive_the_way_through_bytes_and_nothing_else_is_read() {
        let adapter = Adapter {
            message_mean: vec![0.1, 0.2],
            claim_mean: vec![0.0, -0.1],
            matrix: vec![2.0, 0.5, 0.5, 1.0],
            manner: vec![1.0, -1.0],
            manner_bias: 0.25,
        };
        let bytes = adapter.to_bytes();
        assert_eq!(Adapter::from_bytes(&bytes), Some(adapter));
        assert_eq!(Adapter::from_bytes(bytes.get(..bytes.len() - 1).unwrap()), None);
        assert_eq!(Adapter::from_bytes(b""), None);
    }

    #[test]
    fn the_weights_of_this_crate_fit_its_encoder() {
        let adapter = built_in(384).expect("384 dimensions");
        let turned = adapter.adapt(Side::Claim, &vec![0.05; 384]);
        assert!((dot(&turned, &turned) - 1.0).abs() < 1e-4);
        assert!(built_in(383).is_none());
    }
}
