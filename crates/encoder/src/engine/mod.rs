//! The arithmetic that takes the time: matrices of small whole numbers times vectors of small whole numbers.
//!
//! Weights stay in the blocks of 32 that the GGUF kinds Q4_0 and Q8_0 define; the vectors that meet them are rounded to
//! eight bits, block by block, as llama.cpp does. Every product inside a block is exact; only the scales are floating
//! point. The same sums run on AVX-512 with VNNI, on AVX2, and on anything else; which, is decided once, at run time.
//!
//! candle's quantised product is written for rows that are multiples of 256 and falls back to one dot product at a time for
//! the 384 of this model; `xtask/candle` measures the difference.

#[cfg(target_arch = "x86_64")]
mod avx2;
#[cfg(target_arch = "x86_64")]
mod avx512;
mod portable;
pub(crate) mod vectors;

use fearless_simd::Level;

/// Weights or inputs in one block.
pub(crate) const BLOCK: usize = 32;
/// Outputs that lie together in one tile.
pub(crate) const LANES: usize = 16;
/// Rows of inputs that are multiplied together; their number is padded to a multiple of this.
pub(crate) const ROWS: usize = 4;

/// A block of 32 inputs for sixteen outputs. `words[g][r]` holds the weights of inputs 4g..4g+4 for output r as four
/// unsigned bytes, the first lowest.
#[derive(Clone)]
#[repr(align(64))]
pub(crate) struct Tile {
    words: [[u32; LANES]; BLOCK / 4],
    scales: [f32; LANES],
}

/// A block of 32 inputs of one row: four signed bytes a word, the first lowest.
#[derive(Clone, Copy, Default)]
pub(crate) struct Inputs {
    words: [i32; BLOCK / 4],
    scale: f32,
    sum: i32,
}

/// A matrix of quantised weights with its bias.
pub(crate) struct Matrix {
    /// For each group of sixteen outputs its tiles, one per block of inputs.
    tiles: Vec<Tile>,
    bias: Vec<f32>,
    /// Blocks of a row.
    blocks: usize,
    /// Outputs, a multiple of 32.
    outputs: usize,
    /// What stands for nought among the unsigned weights: 8 for four bits, 128 for eight.
    zero: i32,
}

/// The kinds of weights that are multiplied as they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Four bits a weight, a sixteen-bit scale for 32.
    Q4,
    /// Eight bits a weight, a sixteen-bit scale for 32.
    Q8,
}

impl Kind {
    /// Bytes of one block.
    pub(crate) const fn bytes(self) -> usize {
        match self {
            Self::Q4 => 18,
            Self::Q8 => 34,
        }
    }

    /// The scale and the signed weights of a block.
    pub(crate) fn block(self, bytes: &[u8]) -> (f32, [i8; BLOCK]) {
        let mut weights = [0; BLOCK];
        let Some((scale, quants)) = bytes.split_first_chunk::<2>() else { return (0.0, weights) };
        match self {
            Self::Q4 => {
                let (low, high) = weights.split_at_mut(BLOCK / 2);
                for ((low, high), byte) in low.iter_mut().zip(high).zip(quants) {
                    *low = (byte & 15).cast_signed() - 8;
                    *high = (byte >> 4).cast_signed() - 8;
                }
            }
            Self::Q8 => {
                for (weight, byte) in weights.iter_mut().zip(quants) {
                    *weight = byte.cast_signed();
                }
            }
        }
        (half::f16::from_le_bytes(*scale).to_f32(), weights)
    }

    /// What stands for nought when the weights are made unsigned.
    const fn zero(self) -> u8 {
        match self {
            Self::Q4 => 8,
            Self::Q8 => 128,
        }
    }
}

impl Matrix {
    /// Lays out `bias.len()` rows of `inputs` weights each for multiplication. Both counts must be multiples of 32, and
    /// `weights` must hold exactly that many blocks.
    pub(crate) fn new(kind: Kind, weights: &[u8], bias: Vec<f32>, inputs: usize) -> Option<Self> {
        let outputs = bias.len();
        let blocks = inputs / BLOCK;
        if inputs == 0
            || outputs == 0
            || !inputs.is_multiple_of(BLOCK)
            || !outputs.is_multiple_of(2 * LANES)
            || weights.len() != outputs.checked_mul(blocks)?.checked_mul(kind.bytes())?
        {
            return None;
        }
        let row = blocks * kind.bytes();
        let mut tiles = Vec::with_capacity(outputs / LANES * blocks);
        for rows in weights.chunks_exact(LANES * row) {
            for block in 0..blocks {
                let mut tile = Tile { words: [[0; LANES]; BLOCK / 4], scales: [0.0; LANES] };
                for (lane, row) in rows.chunks_exact(row).enumerate() {
                    let bytes = row.chunks_exact(kind.bytes()).nth(block)?;
                    let (scale, weights) = kind.block(bytes);
                    *tile.scales.get_mut(lane)? = scale;
                    for (words, four) in tile.words.iter_mut().zip(weights.as_chunks::<4>().0) {
                        let unsigned = four.map(|weight| weight.cast_unsigned().wrapping_add(kind.zero()));
                        *words.get_mut(lane)? = u32::from_le_bytes(unsigned);
                    }
                }
                tiles.push(tile);
            }
        }
        Some(Self { tiles, bias, blocks, outputs, zero: i32::from(kind.zero()) })
    }

    /// Outputs of a row.
    pub(crate) fn outputs(&self) -> usize {
        self.outputs
    }

    /// Blocks of inputs of a row.
    pub(crate) fn blocks(&self) -> usize {
        self.blocks
    }

    /// Bytes in memory.
    pub(crate) fn bytes(&self) -> usize {
        size_of_val(self.tiles.as_slice()) + size_of_val(self.bias.as_slice())
    }

    /// Multiplies rows of inputs, a multiple of [`ROWS`], and adds the bias.
    pub(crate) fn multiply(&self, level: Level, rows: &[Inputs], out: &mut [f32]) {
        #[cfg(target_arch = "x86_64")]
        {
            if let Some(simd) = level.as_avx512() {
                avx512::multiply(simd, self, rows, out);
                return;
            }
            if let Some(simd) = level.as_avx2() {
                if self.zero == 8 {
                    avx2::multiply_narrow(simd, self, rows, out);
                } else {
                    avx2::multiply_wide(simd, self, rows, out);
                }
                return;
            }
        }
        portable::multiply(level, self, rows, out);
    }
}

/// Rounds floats to eight bits, block by block, the way the blocks of weights are.
pub(crate) fn quantise(level: Level, floats: &[f32], out: &mut [Inputs]) {
    fearless_simd::dispatch!(level, _simd => quantise_here(floats, out));
}

#[inline(always)]
fn quantise_here(floats: &[f32], out: &mut [Inputs]) {
    // Added to a float of modest size it leaves the float rounded to a whole number, to even, in the lowest bits.
    const ROUND: f32 = 12_582_912.0;
    for (floats, inputs) in floats.as_chunks::<BLOCK>().0.iter().zip(out) {
        // Without their sign, floats are ordered as their bits are.
        let most = floats.iter().fold(0, |most, float| u32::max(most, float.abs().to_bits()));
        let scale = f32::from_bits(most) / 127.0;
        let inverse = if scale > 0.0 { 1.0 / scale } else { 0.0 };
        let mut sum = 0;
        for (four, word) in floats.as_chunks::<4>().0.iter().zip(&mut inputs.words) {
            let mut packed = 0;
            for (at, float) in four.iter().enumerate() {
                let whole = (float * inverse + ROUND).to_bits() & 255;
                packed |= whole << (8 * at);
                sum += (whole << 24).cast_signed() >> 24;
            }
            *word = packed.cast_signed();
        }
        inputs.scale = scale;
        inputs.sum = sum;
    }
}

/// Rounds weights to the blocks of [`Kind::Q8`].
pub(crate) fn to_q8(floats: &[f32]) -> Vec<u8> {
    let mut out = Vec::with_capacity(floats.len() / BLOCK * Kind::Q8.bytes());
    for block in floats.as_chunks::<BLOCK>().0 {
        let most = block.iter().fold(0.0_f32, |most, float| most.max(float.abs()));
        let scale = half::f16::from_f32(most / 127.0);
        let inverse = if scale.to_f32() > 0.0 { 1.0 / scale.to_f32() } else { 0.0 };
        out.extend(scale.to_le_bytes());
        #[expect(clippy::cast_possible_truncation, reason = "clamped to the range of eight bits just before")]
        out.extend(block.map(|float| ((float * inverse).round().clamp(-127.0, 127.0) as i8).cast_unsigned()));
    }
    out
}

#[cfg(test)]
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "made-up numbers that fit")]
mod tests {
    use super::*;

    /// Numbers that look random and are always the same.
    fn made(count: usize, seed: u32) -> Vec<f32> {
        let mut state = seed;
        (0..count)
            .map(|_| {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                (state >> 8) as f32 / 8_388_608.0 - 1.0
            })
            .collect()
    }

    fn to_q4(floats: &[f32]) -> Vec<u8> {
        let mut out = Vec::new();
        for block in floats.as_chunks::<BLOCK>().0 {
            let scale = half::f16::from_f32(block.iter().fold(0.0_f32, |most, float| most.max(float.abs())) / 7.0);
            out.extend(scale.to_le_bytes());
            let quants = block.map(|float| ((float / scale.to_f32()).round() + 8.0).clamp(0.0, 15.0) as u8);
            out.extend((0..16).map(|at| quants[at] | quants[at + 16] << 4));
        }
        out
    }

    fn check(kind: Kind, inputs: usize, outputs: usize, rows: usize) {
        let weights = made(inputs * outputs, 7);
        let packed = if kind == Kind::Q4 { to_q4(&weights) } else { to_q8(&weights) };
        let bias = made(outputs, 9);
        let matrix = Matrix::new(kind, &packed, bias.clone(), inputs).unwrap();
        let floats = made(inputs * rows, 11);
        let mut quantised = vec![Inputs::default(); rows * matrix.blocks()];
        quantise(Level::new(), &floats, &mut quantised);
        // What the sums should be, in double precision, from the very same rounded numbers.
        let mut expected = Vec::new();
        for row in quantised.chunks_exact(matrix.blocks()) {
            for (output, bias) in bias.iter().enumerate() {
                let mut sum = f64::from(*bias);
                for (block, inputs) in row.iter().enumerate() {
                    let at = (output * matrix.blocks() + block) * kind.bytes();
                    let (scale, weights) = kind.block(&packed[at..at + kind.bytes()]);
                    let whole: i32 = weights
                        .iter()
                        .zip(inputs.words.iter().flat_map(|word| word.to_le_bytes()))
                        .map(|(weight, input)| i32::from(*weight) * i32::from(input.cast_signed()))
                        .sum();
                    sum += f64::from(scale) * f64::from(inputs.scale) * f64::from(whole);
                }
                expected.push(sum);
            }
        }
        let mut levels = vec![("best", Level::new())];
        #[cfg(target_arch = "x86_64")]
        if let Some(avx2) = Level::new().as_avx2() {
            levels.push(("AVX2", Level::Avx2(avx2)));
        }
        for (name, level) in levels {
            let mut out = vec![0.0; rows * outputs];
            matrix.multiply(level, &quantised, &mut out);
            compare(name, &out, &expected);
        }
        let mut out = vec![0.0; rows * outputs];
        portable::multiply(Level::baseline(), &matrix, &quantised, &mut out);
        compare("portable", &out, &expected);
        // And the rounding itself is fine enough.
        let exact: f64 =
            (0..inputs).map(|at| f64::from(weights[at]) * f64::from(floats[at])).sum::<f64>() + f64::from(bias[0]);
        let slack = if kind == Kind::Q4 { 0.05 } else { 0.01 } * (inputs as f64).sqrt();
        assert!((exact - expected[0]).abs() < slack, "{exact} {}", expected[0]);
    }

    fn compare(name: &str, out: &[f32], expected: &[f64]) {
        for (at, (got, wanted)) in out.iter().zip(expected).enumerate() {
            assert!((f64::from(*got) - wanted).abs() < 1e-4 * (1.0 + wanted.abs()), "{name} {at}: {got} {wanted}");
        }
    }

    #[test]
    fn every_kernel_gives_the_same_sums() {
        for kind in [Kind::Q4, Kind::Q8] {
            check(kind, 32, 32, 4);
            check(kind, 384, 64, 8);
            check(kind, 1536, 32, 12);
        }
    }

    #[test]
    fn the_largest_numbers_do_not_overflow() {
        for (kind, block) in [
            (Kind::Q4, [&half::f16::ONE.to_le_bytes()[..], &[0xff; 16]].concat()),
            (Kind::Q4, [&half::f16::ONE.to_le_bytes()[..], &[0x00; 16]].concat()),
            (Kind::Q8, [&half::f16::ONE.to_le_bytes()[..], &[0x7f; 32]].concat()),
            (Kind::Q8, [&half::f16::ONE.to_le_bytes()[..], &[0x80; 32]].concat()),
        ] {
            let weights = block.repeat(32 * 2);
            let matrix = Matrix::new(kind, &weights, vec![0.0; 32], 64).unwrap();
            let (_, weights) = kind.block(&block);
            for sign in [1.0, -1.0] {
                let mut rows = vec![Inputs::default(); 4 * 2];
                quantise(Level::new(), &[127.0 * sign; 64 * 4], &mut rows);
                let expected = 64.0 * 127.0 * sign * f32::from(weights[0]);
                let mut levels = vec![Level::new(), Level::baseline()];
                #[cfg(target_arch = "x86_64")]
                levels.extend(Level::new().as_avx2().map(Level::Avx2));
                for level in levels {
                    let mut out = vec![0.0; 4 * 32];
                    matrix.multiply(level, &rows, &mut out);
                    assert!(out.iter().all(|sum| (sum - expected).abs() < 1.0), "{kind:?} {} {expected}", out[0]);
                }
            }
        }
    }

    #[test]
    fn a_matrix_of_the_wrong_size_is_refused() {
        assert!(Matrix::new(Kind::Q4, &[0; 18 * 32], vec![0.0; 32], 32).is_some());
        assert!(Matrix::new(Kind::Q4, &[0; 18 * 31], vec![0.0; 32], 32).is_none());
        assert!(Matrix::new(Kind::Q4, &[0; 18 * 32], vec![0.0; 32], 31).is_none());
        assert!(Matrix::new(Kind::Q4, &[], vec![], 32).is_none());
        assert!(Matrix::new(Kind::Q8, &[0; 34 * 16], vec![0.0; 16], 32).is_none());
    }
}
