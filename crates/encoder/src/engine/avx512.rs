//! AVX-512 with VNNI: sixteen outputs and four inputs an instruction.

#![expect(
    clippy::indexing_slicing,
    reason = "arrays of fixed size under loops of the same size, unrolled into registers"
)]

use super::{Inputs, LANES, Matrix, ROWS};

fearless_simd::kernel!(
    pub(super) fn multiply(simd: Avx512, matrix: &Matrix, rows: &[Inputs], out: &mut [f32]) {
        use std::arch::x86_64::{
            __m512, __m512i, _mm512_add_ps, _mm512_cvtepi32_ps, _mm512_dpbusd_epi32, _mm512_fmadd_ps, _mm512_mul_ps,
            _mm512_set1_epi32, _mm512_set1_ps, _mm512_setzero_ps,
        };

        use fearless_simd::{f32x16, prelude::*, u32x16};

        let blocks = matrix.blocks;
        let pairs = matrix.tiles.chunks_exact(2 * blocks).zip(matrix.bias.as_chunks::<{ 2 * LANES }>().0);
        for (pair, (tiles, bias)) in pairs.enumerate() {
            let (left, right) = tiles.split_at(blocks);
            for (rows, out) in rows.chunks_exact(ROWS * blocks).zip(out.chunks_exact_mut(ROWS * matrix.outputs)) {
                let (first, rest) = rows.split_at(blocks);
                let (second, rest) = rest.split_at(blocks);
                let (third, fourth) = rest.split_at(blocks);
                let mut sums: [[__m512; 2]; ROWS] = [[_mm512_setzero_ps(); 2]; ROWS];
                let weights = left.iter().zip(right);
                let inputs = first.iter().zip(second).zip(third).zip(fourth);
                for ((left, right), (((first, second), third), fourth)) in weights.zip(inputs) {
                    let rows = [first, second, third, fourth];
                    let mut whole: [[__m512i; 2]; ROWS] =
                        rows.map(|row| [_mm512_set1_epi32(-matrix.zero * row.sum); 2]);
                    for group in 0..8 {
                        let left: u32x16<_> = left.words[group].simd_into(simd);
                        let right: u32x16<_> = right.words[group].simd_into(simd);
                        let (left, right): (__m512i, __m512i) = (left.into(), right.into());
                        for row in 0..ROWS {
                            let input = _mm512_set1_epi32(rows[row].words[group]);
                            whole[row][0] = _mm512_dpbusd_epi32(whole[row][0], left, input);
                            whole[row][1] = _mm512_dpbusd_epi32(whole[row][1], right, input);
                        }
                    }
                    let left: f32x16<_> = left.scales.simd_into(simd);
                    let right: f32x16<_> = right.scales.simd_into(simd);
                    let (left, right): (__m512, __m512) = (left.into(), right.into());
                    for row in 0..ROWS {
                        let scale = _mm512_set1_ps(rows[row].scale);
                        let scaled = _mm512_mul_ps(_mm512_cvtepi32_ps(whole[row][0]), scale);
                        sums[row][0] = _mm512_fmadd_ps(scaled, left, sums[row][0]);
                        let scaled = _mm512_mul_ps(_mm512_cvtepi32_ps(whole[row][1]), scale);
                        sums[row][1] = _mm512_fmadd_ps(scaled, right, sums[row][1]);
                    }
                }
                for (sums, out) in sums.iter().zip(out.chunks_exact_mut(matrix.outputs)) {
                    let Some(out) = out.as_chunks_mut::<{ 2 * LANES }>().0.get_mut(pair) else { continue };
                    for ((sum, bias), out) in
                        sums.iter().zip(bias.as_chunks::<LANES>().0).zip(out.as_chunks_mut::<LANES>().0)
                    {
                        let bias: f32x16<_> = (*bias).simd_into(simd);
                        let sum: f32x16<_> = _mm512_add_ps(*sum, bias.into()).simd_into(simd);
                        *out = sum.into();
                    }
                }
            }
        }
    }
);
