//! AVX2: eight outputs and four inputs an instruction, two instructions for a product.

#![expect(
    clippy::indexing_slicing,
    reason = "arrays of fixed size under loops of the same size, unrolled into registers"
)]

use super::{Inputs, LANES, Matrix};

/// Rows at once: with sixteen registers two rows of sixteen outputs are as many as fit.
const PAIR: usize = 2;

fearless_simd::kernel!(
    /// For weights of four bits: sixteen-bit sums of a whole block cannot overflow (8 × 2 × 15 × 127 < 2¹⁵).
    pub(super) fn multiply_narrow(simd: Avx2, matrix: &Matrix, rows: &[Inputs], out: &mut [f32]) {
        use std::arch::x86_64::{
            __m256, __m256i, _mm256_add_epi16, _mm256_add_epi32, _mm256_add_ps, _mm256_cvtepi32_ps, _mm256_fmadd_ps,
            _mm256_madd_epi16, _mm256_maddubs_epi16, _mm256_mul_ps, _mm256_set1_epi16, _mm256_set1_epi32,
            _mm256_set1_ps, _mm256_setzero_ps, _mm256_setzero_si256,
        };

        use fearless_simd::{f32x8, prelude::*, u32x8};

        let blocks = matrix.blocks;
        let ones = _mm256_set1_epi16(1);
        let tiles = matrix.tiles.chunks_exact(blocks).zip(matrix.bias.as_chunks::<LANES>().0);
        for (at, (tiles, bias)) in tiles.enumerate() {
            for (rows, out) in rows.chunks_exact(PAIR * blocks).zip(out.chunks_exact_mut(PAIR * matrix.outputs)) {
                let (first, second) = rows.split_at(blocks);
                let mut sums: [[__m256; 2]; PAIR] = [[_mm256_setzero_ps(); 2]; PAIR];
                for ((tile, first), second) in tiles.iter().zip(first).zip(second) {
                    let rows = [first, second];
                    let mut halves: [[__m256i; 2]; PAIR] = [[_mm256_setzero_si256(); 2]; PAIR];
                    for group in 0..8 {
                        let words = tile.words[group].as_chunks::<8>().0;
                        for side in 0..2 {
                            let words: u32x8<_> = words[side].simd_into(simd);
                            let words: __m256i = words.into();
                            for row in 0..PAIR {
                                let input = _mm256_set1_epi32(rows[row].words[group]);
                                halves[row][side] =
                                    _mm256_add_epi16(halves[row][side], _mm256_maddubs_epi16(words, input));
                            }
                        }
                    }
                    let scales = tile.scales.as_chunks::<8>().0;
                    for side in 0..2 {
                        let scales: f32x8<_> = scales[side].simd_into(simd);
                        let scales: __m256 = scales.into();
                        for row in 0..PAIR {
                            let whole = _mm256_add_epi32(
                                _mm256_madd_epi16(halves[row][side], ones),
                                _mm256_set1_epi32(-matrix.zero * rows[row].sum),
                            );
                            let scaled = _mm256_mul_ps(_mm256_cvtepi32_ps(whole), _mm256_set1_ps(rows[row].scale));
                            sums[row][side] = _mm256_fmadd_ps(scaled, scales, sums[row][side]);
                        }
                    }
                }
                for (sums, out) in sums.iter().zip(out.chunks_exact_mut(matrix.outputs)) {
                    let Some(out) = out.as_chunks_mut::<LANES>().0.get_mut(at) else { continue };
                    for ((sum, bias), out) in sums.iter().zip(bias.as_chunks::<8>().0).zip(out.as_chunks_mut::<8>().0) {
                        let bias: f32x8<_> = (*bias).simd_into(simd);
                        let sum: f32x8<_> = _mm256_add_ps(*sum, bias.into()).simd_into(simd);
                        *out = sum.into();
                    }
                }
            }
        }
    }
);

fearless_simd::kernel!(
    /// For weights of eight bits: the sign moves from the weight to the input, since the instruction wants one side
    /// unsigned and its sixteen-bit sums (2 × 128 × 127 < 2¹⁵) have room for two products.
    pub(super) fn multiply_wide(simd: Avx2, matrix: &Matrix, rows: &[Inputs], out: &mut [f32]) {
        use std::arch::x86_64::{
            __m256, __m256i, _mm256_abs_epi8, _mm256_add_epi32, _mm256_add_ps, _mm256_cvtepi32_ps, _mm256_fmadd_ps,
            _mm256_madd_epi16, _mm256_maddubs_epi16, _mm256_mul_ps, _mm256_set1_epi8, _mm256_set1_epi16,
            _mm256_set1_epi32, _mm256_set1_ps, _mm256_setzero_ps, _mm256_setzero_si256, _mm256_sign_epi8,
            _mm256_xor_si256,
        };

        use fearless_simd::{f32x8, prelude::*, u32x8};

        let blocks = matrix.blocks;
        let ones = _mm256_set1_epi16(1);
        let flip = _mm256_set1_epi8(-128);
        let tiles = matrix.tiles.chunks_exact(blocks).zip(matrix.bias.as_chunks::<LANES>().0);
        for (at, (tiles, bias)) in tiles.enumerate() {
            for (rows, out) in rows.chunks_exact(PAIR * blocks).zip(out.chunks_exact_mut(PAIR * matrix.outputs)) {
                let (first, second) = rows.split_at(blocks);
                let mut sums: [[__m256; 2]; PAIR] = [[_mm256_setzero_ps(); 2]; PAIR];
                for ((tile, first), second) in tiles.iter().zip(first).zip(second) {
                    let rows = [first, second];
                    let mut whole: [[__m256i; 2]; PAIR] = [[_mm256_setzero_si256(); 2]; PAIR];
                    for group in 0..8 {
                        let words = tile.words[group].as_chunks::<8>().0;
                        for side in 0..2 {
                            let words: u32x8<_> = words[side].simd_into(simd);
                            let signed = _mm256_xor_si256(words.into(), flip);
                            let size = _mm256_abs_epi8(signed);
                            for row in 0..PAIR {
                                let input = _mm256_sign_epi8(_mm256_set1_epi32(rows[row].words[group]), signed);
                                let pairs = _mm256_maddubs_epi16(size, input);
                                whole[row][side] = _mm256_add_epi32(whole[row][side], _mm256_madd_epi16(pairs, ones));
                            }
                        }
                    }
                    let scales = tile.scales.as_chunks::<8>().0;
                    for side in 0..2 {
                        let scales: f32x8<_> = scales[side].simd_into(simd);
                        let scales: __m256 = scales.into();
                        for row in 0..PAIR {
                            let scaled =
                                _mm256_mul_ps(_mm256_cvtepi32_ps(whole[row][side]), _mm256_set1_ps(rows[row].scale));
                            sums[row][side] = _mm256_fmadd_ps(scaled, scales, sums[row][side]);
                        }
                    }
                }
                for (sums, out) in sums.iter().zip(out.chunks_exact_mut(matrix.outputs)) {
                    let Some(out) = out.as_chunks_mut::<LANES>().0.get_mut(at) else { continue };
                    for ((sum, bias), out) in sums.iter().zip(bias.as_chunks::<8>().0).zip(out.as_chunks_mut::<8>().0) {
                        let bias: f32x8<_> = (*bias).simd_into(simd);
                        let sum: f32x8<_> = _mm256_add_ps(*sum, bias.into()).simd_into(simd);
                        *out = sum.into();
                    }
                }
            }
        }
    }
);
