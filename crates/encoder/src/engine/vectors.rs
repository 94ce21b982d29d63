//! The rest of the arithmetic, in floats: norms, the activation, attention. Plain loops in shapes that compilers turn into
//! vector instructions, compiled for each level.

#![expect(
    clippy::inline_always,
    reason = "only inlined into a dispatched function is it compiled for the instructions at hand"
)]

use fearless_simd::Level;

/// Rows of queries that meet the keys together.
pub(crate) const QUERIES: usize = 4;
/// The width of what is added up at once.
const WIDTH: usize = 16;

/// eˣ for x ≤ 0 within 2 · 10⁻⁷ of its value: 2ⁿ times a polynomial of the rest (Cephes `expf`).
#[inline(always)]
#[expect(clippy::excessive_precision, clippy::unreadable_literal, reason = "the constants of the published polynomial")]
fn exp(x: f32) -> f32 {
    const ROUND: f32 = 12_582_912.0;
    let x = if x < -87.0 { -87.0 } else { x };
    let rounded = x * std::f32::consts::LOG2_E + ROUND;
    let power = rounded - ROUND;
    let rest = x - power * 0.693359375 + power * 2.12194440e-4;
    let mut sum = 1.9875691500e-4;
    for factor in [1.3981999507e-3, 8.3334519073e-3, 4.1665795894e-2, 1.6666665459e-1, 5.0000001201e-1] {
        sum = sum * rest + factor;
    }
    let sum = sum * rest * rest + rest + 1.0;
    sum * f32::from_bits((rounded.to_bits() << 23).wrapping_add(0x3f80_0000))
}

/// The error function within 1.5 · 10⁻⁷ (Abramowitz and Stegun 7.1.26).
#[inline(always)]
#[expect(clippy::excessive_precision, reason = "the constants of the published formula")]
fn erf(x: f32) -> f32 {
    let size = x.abs();
    let t = 1.0 / (1.0 + 0.327_591_1 * size);
    let mut sum = 1.061_405_429;
    for factor in [-1.453_152_027, 1.421_413_741, -0.284_496_736, 0.254_829_592] {
        sum = sum * t + factor;
    }
    (1.0 - sum * t * exp(-size * size)).copysign(x)
}

/// The Gaussian error linear unit, exact form.
pub(crate) fn gelu(level: Level, values: &mut [f32]) {
    #[inline(always)]
    fn here(values: &mut [f32]) {
        for value in values {
            *value = 0.5 * *value * (1.0 + erf(*value * std::f32::consts::FRAC_1_SQRT_2));
        }
    }
    fearless_simd::dispatch!(level, _simd => here(values));
}

/// Adds `more` to `rows` and brings each row to mean 0 and variance 1, then scales and shifts it.
pub(crate) fn add_and_normalise(
    level: Level,
    rows: &mut [f32],
    more: &[f32],
    scale: &[f32],
    shift: &[f32],
    epsilon: f32,
) {
    #[inline(always)]
    fn here(rows: &mut [f32], more: &[f32], scale: &[f32], shift: &[f32], epsilon: f32) {
        let width = scale.len();
        for (row, more) in rows.chunks_exact_mut(width).zip(more.chunks_exact(width)) {
            let mut sums = [0.0; WIDTH];
            for (row, more) in row.as_chunks_mut::<WIDTH>().0.iter_mut().zip(more.as_chunks::<WIDTH>().0) {
                for ((value, more), sum) in row.iter_mut().zip(more).zip(&mut sums) {
                    *value += more;
                    *sum += *value;
                }
            }
            let mean = sums.iter().sum::<f32>() / width as f32;
            let mut squares = [0.0; WIDTH];
            for row in row.as_chunks::<WIDTH>().0 {
                for (value, square) in row.iter().zip(&mut squares) {
                    *square += (value - mean) * (value - mean);
                }
            }
            let inverse = 1.0 / (squares.iter().sum::<f32>() / width as f32 + epsilon).sqrt();
            for ((value, scale), shift) in row.iter_mut().zip(scale).zip(shift) {
                *value = (*value - mean) * inverse * scale + shift;
            }
        }
    }
    fearless_simd::dispatch!(level, _simd => here(rows, more, scale, shift, epsilon));
}

/// Attention of up to [`QUERIES`] queries of one head over the keys and values of their text.
///
/// `keys` is turned: for each of `width` coordinates the values of all tokens, padded to `padded` (a multiple of 16);
/// `values` has `width` (a multiple of 32) numbers a token; `count` tokens are real. `scores` is scratch for
/// [`QUERIES`] × `padded`.
#[expect(clippy::too_many_arguments, reason = "slices of one computation; a struct would only rename them")]
pub(crate) fn attend(
    level: Level,
    queries: [&[f32]; QUERIES],
    keys: &[f32],
    values: &[f32],
    count: usize,
    padded: usize,
    scores: &mut [f32],
    out: [&mut [f32]; QUERIES],
) {
    fearless_simd::dispatch!(level, _simd => attend_here(queries, keys, values, count, padded, scores, out));
}

#[inline(always)]
fn attend_here(
    queries: [&[f32]; QUERIES],
    keys: &[f32],
    values: &[f32],
    count: usize,
    padded: usize,
    scores: &mut [f32],
    mut out: [&mut [f32]; QUERIES],
) {
    let [first, second, third, fourth] = queries;
    let width = first.len();
    let scale = 1.0 / (width as f32).sqrt();
    let mut lines = scores.chunks_exact_mut(padded);
    let (Some(one), Some(two), Some(three), Some(four)) = (lines.next(), lines.next(), lines.next(), lines.next())
    else {
        return;
    };
    let mut lines = [one, two, three, four];
    for at in 0..padded / WIDTH {
        let mut sums = [[0.0_f32; WIDTH]; QUERIES];
        let coordinates = first.iter().zip(second).zip(third).zip(fourth);
        for (keys, (((first, second), third), fourth)) in keys.chunks_exact(padded).zip(coordinates) {
            let Some(keys) = keys.as_chunks::<WIDTH>().0.get(at) else { continue };
            for (sums, query) in sums.iter_mut().zip([first, second, third, fourth]) {
                for (sum, key) in sums.iter_mut().zip(keys) {
                    *sum += query * key;
                }
            }
        }
        for (line, sums) in lines.iter_mut().zip(sums) {
            if let Some(line) = line.as_chunks_mut::<WIDTH>().0.get_mut(at) {
                *line = sums.map(|sum| sum * scale);
            }
        }
    }
    for line in &mut lines {
        let Some((_, padding)) = line.split_at_mut_checked(count) else { continue };
        padding.fill(f32::NEG_INFINITY);
        let mut mosts = [f32::NEG_INFINITY; WIDTH];
        for chunk in line.as_chunks::<WIDTH>().0 {
            for (score, most) in chunk.iter().zip(&mut mosts) {
                *most = if *score > *most { *score } else { *most };
            }
        }
        let most = mosts.into_iter().fold(f32::NEG_INFINITY, f32::max);
        let mut sums = [0.0; WIDTH];
        for chunk in line.as_chunks_mut::<WIDTH>().0 {
            for (score, sum) in chunk.iter_mut().zip(&mut sums) {
                *score = exp(*score - most);
                *sum += *score;
            }
        }
        let inverse = 1.0 / sums.iter().sum::<f32>();
        for score in line.iter_mut() {
            *score *= inverse;
        }
    }
    let [one, two, three, four] = lines;
    for at in 0..width / (2 * WIDTH) {
        let mut sums = [[0.0_f32; 2 * WIDTH]; QUERIES];
        let weights = one.iter().zip(two.iter()).zip(three.iter()).zip(four.iter());
        for (values, (((one, two), three), four)) in values.chunks_exact(width).zip(weights) {
            let Some(values) = values.as_chunks::<{ 2 * WIDTH }>().0.get(at) else { continue };
            for (sums, weight) in sums.iter_mut().zip([one, two, three, four]) {
                for (sum, value) in sums.iter_mut().zip(values) {
                    *sum += weight * value;
                }
            }
        }
        for (out, sums) in out.iter_mut().zip(sums) {
            if let Some(out) = out.as_chunks_mut::<{ 2 * WIDTH }>().0.get_mut(at) {
                *out = sums;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_exponential_and_the_error_function_are_close() {
        for step in 0..=8_700_u16 {
            let x = -f32::from(step) / 100.0;
            let expected = f64::from(x).exp();
            assert!((f64::from(exp(x)) - expected).abs() <= expected * 3e-7 + 1e-37, "{x}");
        }
        assert!(exp(f32::NEG_INFINITY) < 1e-36);
        // Values from Abramowitz and Stegun, table 7.1.
        for (x, expected) in
            [(0.0, 0.0), (0.1, 0.112_462_92), (0.5, 0.520_499_9), (1.0, 0.842_700_8), (2.0, 0.995_322_3)]
        {
            assert!((erf(x) - expected).abs() < 4e-7, "{x} {}", erf(x));
            assert!((erf(-x) + expected).abs() < 4e-7, "{x}");
        }
    }

    #[test]
    fn attention_is_a_weighted_mean() {
        // Two tokens, of which each query sees both; the third place is padding and must not count.
        let width = 32;
        let mut keys = vec![0.0; width * 16];
        keys[0] = 100.0;
        let mut values = vec![0.0; 2 * width];
        values[..width].fill(1.0);
        values[width..].fill(3.0);
        let mut query = vec![0.0; width];
        query[0] = 1.0;
        let indifferent = vec![0.0; width];
        let mut out = vec![0.0; 4 * width];
        let mut lines = out.chunks_exact_mut(width);
        let lines = [lines.next().unwrap(), lines.next().unwrap(), lines.next().unwrap(), lines.next().unwrap()];
        let queries: [&[f32]; 4] = [&query, &indifferent, &query, &indifferent];
        attend(Level::new(), queries, &keys, &values, 2, 16, &mut vec![0.0; 64], lines);
        assert!((out[0] - 1.0).abs() < 1e-6 && (out[31] - 1.0).abs() < 1e-6);
        assert!((out[width] - 2.0).abs() < 1e-6 && (out[3 * width + 31] - 2.0).abs() < 1e-6);
    }

    #[test]
    fn a_norm_has_mean_nought() {
        let mut rows: Vec<f32> = (0..64_u8).map(f32::from).collect();
        add_and_normalise(Level::new(), &mut rows, &[1.0; 64], &[1.0; 32], &[0.0; 32], 1e-12);
        let mean = rows[..32].iter().sum::<f32>() / 32.0;
        let variance = rows[..32].iter().map(|value| value * value).sum::<f32>() / 32.0;
        assert!(mean.abs() < 1e-6 && (variance - 1.0).abs() < 1e-5);
    }
}
