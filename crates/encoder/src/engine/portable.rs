//! The same sums for any machine, in a shape that compilers turn into vector instructions by themselves.

#![expect(
    clippy::inline_always,
    reason = "only inlined into a dispatched function is it compiled for the instructions at hand"
)]

use fearless_simd::Level;

use super::{Inputs, LANES, Matrix};

pub(super) fn multiply(level: Level, matrix: &Matrix, rows: &[Inputs], out: &mut [f32]) {
    fearless_simd::dispatch!(level, _simd => here(matrix, rows, out));
}

#[inline(always)]
fn here(matrix: &Matrix, rows: &[Inputs], out: &mut [f32]) {
    let tiles = matrix.tiles.chunks_exact(matrix.blocks).zip(matrix.bias.as_chunks::<LANES>().0);
    for (at, (tiles, bias)) in tiles.enumerate() {
        for (row, out) in rows.chunks_exact(matrix.blocks).zip(out.chunks_exact_mut(matrix.outputs)) {
            let mut sums = [0.0_f32; LANES];
            for (tile, inputs) in tiles.iter().zip(row) {
                let mut whole = [-matrix.zero * inputs.sum; LANES];
                for (words, input) in tile.words.iter().zip(inputs.words) {
                    let four = input.to_le_bytes().map(|byte| i32::from(byte.cast_signed()));
                    for (whole, word) in whole.iter_mut().zip(words) {
                        for (weight, input) in word.to_le_bytes().into_iter().zip(four) {
                            *whole += i32::from(weight) * input;
                        }
                    }
                }
                for ((sum, whole), scale) in sums.iter_mut().zip(whole).zip(tile.scales) {
                    *sum += whole as f32 * inputs.scale * scale;
                }
            }
            if let Some(out) = out.as_chunks_mut::<LANES>().0.get_mut(at) {
                for ((out, sum), bias) in out.iter_mut().zip(sums).zip(bias) {
                    *out = sum + bias;
                }
            }
        }
    }
}
