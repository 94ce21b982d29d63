//! One vector, a byte for each dimension.

use super::kernels;

/// Most dimensions of a vector.
pub const MAX_DIMENSIONS: usize = 4096;

/// A sentence vector in one byte for each dimension.
///
/// Only its direction counts: vectors are compared by cosine, so the common factor of the bytes need not be kept. Against
/// 32-bit floats the cosine of two of them is off by less than 0.005 (384 dimensions, multilingual-e5-small).
#[derive(Clone, Debug, PartialEq)]
pub struct Vector {
    values: Box<[i8]>,
    inverse_norm: f32,
}

impl Vector {
    /// From floats of any length of the whole; the largest becomes ±127.
    ///
    /// What is no number counts as 0; past [`MAX_DIMENSIONS`] the rest is left out. A vector of zeros is like nothing.
    pub fn from_f32(values: &[f32]) -> Self {
        let values = values.get(..MAX_DIMENSIONS).unwrap_or(values);
        let finite = |value: f32| if value.is_finite() { value } else { 0.0 };
        let largest = values.iter().fold(0_f32, |largest, &value| largest.max(finite(value).abs()));
        let scale = if largest > 0.0 { 127.0 / largest } else { 0.0 };
        Self::of(values.iter().map(|&value| byte(finite(value) * scale)).collect())
    }

    /// From the bytes of [`Vector::to_bytes`]; none when empty or longer than [`MAX_DIMENSIONS`].
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        if bytes.is_empty() || bytes.len() > MAX_DIMENSIONS {
            return None;
        }
        Some(Self::of(bytes.iter().map(|&byte| byte.cast_signed()).collect()))
    }

    /// One byte for each dimension, in two's complement: what is stored.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.values.iter().map(|&value| value.cast_unsigned()).collect()
    }

    fn of(values: Box<[i8]>) -> Self {
        let inverse_norm = inverse_norm(&values);
        Self { values, inverse_norm }
    }

    /// How many dimensions.
    pub fn dimensions(&self) -> usize {
        self.values.len()
    }

    /// Cosine of the angle between two vectors of one model, -1..=1; 0 when either is zero or their dimensions differ.
    pub fn cosine(&self, other: &Self) -> f32 {
        if self.values.len() != other.values.len() {
            return 0.0;
        }
        kernels::dot(&self.values, &other.values) as f32 * self.inverse_norm * other.inverse_norm
    }

    pub(crate) fn values(&self) -> &[i8] {
        &self.values
    }

    pub(super) fn inverse_norm(&self) -> f32 {
        self.inverse_norm
    }
}

/// One over the length; 0 for a vector of zeros.
fn inverse_norm(values: &[i8]) -> f32 {
    let square = kernels::dot(values, values);
    if square > 0 { 1.0 / (square as f32).sqrt() } else { 0.0 }
}

#[expect(clippy::cast_possible_truncation, reason = "clamped to -127..=127")]
fn byte(value: f32) -> i8 {
    value.round().clamp(-127.0, 127.0) as i8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_direction_counts() {
        let a = Vector::from_f32(&[0.1, -0.2, 0.3]);
        let b = Vector::from_f32(&[10.0, -20.0, 30.0]);
        assert_eq!(a, b);
        assert!((a.cosine(&b) - 1.0).abs() < 1e-3);
        assert!((a.cosine(&Vector::from_f32(&[-0.1, 0.2, -0.3])) + 1.0).abs() < 1e-3);
    }

    #[test]
    fn what_is_no_number_is_nothing() {
        let broken = Vector::from_f32(&[f32::NAN, f32::INFINITY, f32::NEG_INFINITY]);
        assert!(broken.cosine(&broken).abs() < 1e-6);
        assert_eq!(broken.dimensions(), 3);
        assert_eq!(Vector::from_f32(&[f32::NAN, 1.0]), Vector::from_f32(&[0.0, 2.0]));
    }

    #[test]
    fn vectors_of_two_sizes_are_not_alike() {
        assert!(Vector::from_f32(&[1.0, 1.0]).cosine(&Vector::from_f32(&[1.0])).abs() < 1e-6);
        assert_eq!(Vector::from_f32(&vec![1.0; 5000]).dimensions(), MAX_DIMENSIONS);
        assert_eq!(Vector::from_bytes(&[]), None);
        assert_eq!(Vector::from_bytes(&[1; MAX_DIMENSIONS + 1]), None);
    }

    proptest::proptest! {
        #[test]
        fn bytes_give_the_vector_back(values in proptest::collection::vec(-1.0_f32..1.0, 1..400)) {
            let vector = Vector::from_f32(&values);
            proptest::prop_assert_eq!(Vector::from_bytes(&vector.to_bytes()), Some(vector));
        }

        #[test]
        fn the_cosine_is_nearly_that_of_the_floats(
            pairs in proptest::collection::vec((-1.0_f32..1.0, -1.0_f32..1.0), 32..400),
        ) {
            let (a, b): (Vec<f32>, Vec<f32>) = pairs.into_iter().unzip();
            let dot = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f32>();
            let exact = dot(&a, &b) / (dot(&a, &a) * dot(&b, &b)).sqrt();
            let near = Vector::from_f32(&a).cosine(&Vector::from_f32(&b));
            proptest::prop_assert!((exact - near).abs() < 0.01, "{exact} {near}");
        }
    }
}
