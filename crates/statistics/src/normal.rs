//! The standard normal distribution.

/// How many standard deviations hold `confidence` of a normal distribution on both sides of its middle: 0.95 gives 1.959964.
///
/// Outside of (0, 1) the nearest confidence that has an answer is taken.
pub(crate) fn deviations(confidence: f64) -> f64 {
    let outside = (1.0 - confidence).clamp(1e-300, 1.0 - 1e-12);
    // erfc(z / √2) is the share outside ±z; it falls in z, so halving an interval finds z to the last bit.
    let (mut low, mut high) = (0.0_f64, 40.0_f64);
    for _ in 0..200 {
        let middle = f64::midpoint(low, high);
        if two_sided(middle) > outside { low = middle } else { high = middle }
    }
    f64::midpoint(low, high)
}

/// The share of a standard normal distribution that lies further than `z` from its middle.
pub(crate) fn two_sided(z: f64) -> f64 {
    libm::erfc(z.abs() / std::f64::consts::SQRT_2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_confidences_have_their_usual_deviations() {
        for (confidence, expected) in [
            (0.5, 0.674_489_750_196_082),
            (0.9, 1.644_853_626_951_473),
            (0.95, 1.959_963_984_540_054),
            (0.99, 2.575_829_303_548_901),
        ] {
            assert!((deviations(confidence) - expected).abs() < 1e-12, "{confidence}: {}", deviations(confidence));
        }
        assert!(deviations(1.0).is_finite() && deviations(0.0).abs() < 1e-9);
    }
}
