//! The inner loops, compiled once for each width of vector instructions and chosen at run time.
//!
//! They are plain loops that the compiler turns into vector instructions; `pulp` only says with which instruction set.

use pulp::{Arch, NullaryFnOnce};

/// Scalar product of two vectors of one length.
pub(super) fn dot(a: &[i8], b: &[i8]) -> i32 {
    Arch::new().dispatch(Dot { a, b })
}

struct Dot<'a> {
    a: &'a [i8],
    b: &'a [i8],
}

impl NullaryFnOnce for Dot<'_> {
    type Output = i32;

    #[inline(always)]
    #[expect(clippy::inline_always, reason = "only what is inlined into the dispatch uses its instructions")]
    fn call(self) -> i32 {
        self.a.iter().zip(self.b).map(|(&a, &b)| i32::from(a) * i32::from(b)).sum()
    }
}

/// Half the dimensions of the usual small models: bytes of one row, for which there are loops of their own.
const USUAL: usize = 192;

/// A vector that others are compared with: the first half of its dimensions, and the second.
pub(super) struct Wide {
    first: Vec<i8>,
    second: Vec<i8>,
    pub(super) sum: i32,
}

impl Wide {
    pub(super) fn new(values: &[i8]) -> Self {
        let half = values.len().div_ceil(2);
        let (first, second) = values.split_at(half);
        let mut second = second.to_vec();
        second.resize(half, 0);
        Self { first: first.to_vec(), second, sum: values.iter().map(|&value| i32::from(value)).sum() }
    }

    /// Bytes of a row of half-bytes of the same number of dimensions.
    pub(super) fn half(&self) -> usize {
        self.first.len()
    }
}

/// Writes the scalar product with each row of half-bytes: the lower ones stand for the first half of the dimensions.
pub(super) fn dot_rows(wide: &Wide, rows: &[u8], out: &mut [i32]) {
    let Wide { first, second, .. } = wide;
    if let (Ok(first), Ok(second)) =
        (<&[i8; USUAL]>::try_from(first.as_slice()), <&[i8; USUAL]>::try_from(second.as_slice()))
    {
        let rows = rows.as_chunks::<USUAL>().0;
        #[cfg(target_arch = "x86_64")]
        {
            match Arch::new() {
                Arch::V4(simd) => return simd.vectorize(x86::Rows { simd: *simd, first, second, rows, out }),
                Arch::V3(simd) => return simd.vectorize(x86::Rows { simd, first, second, rows, out }),
                _ => {}
            }
        }
        return Arch::new().dispatch(Rows { first, second, rows: rows.iter(), out });
    }
    Arch::new().dispatch(Rows { first, second, rows: rows.chunks_exact(first.len().max(1)), out });
}

/// Scalar product with one row of half-bytes.
pub(super) fn dot_row(wide: &Wide, row: &[u8]) -> i32 {
    let mut product = [0];
    dot_rows(wide, row, &mut product);
    let [product] = product;
    product
}

/// The plain loop.
struct Rows<'a, Q: ?Sized, R> {
    first: &'a Q,
    second: &'a Q,
    rows: R,
    out: &'a mut [i32],
}

impl<'a, Q, T, R> NullaryFnOnce for Rows<'a, Q, R>
where
    Q: AsRef<[i8]> + ?Sized,
    T: AsRef<[u8]> + ?Sized + 'a,
    R: Iterator<Item = &'a T>,
{
    type Output = ();

    #[inline(always)]
    #[expect(clippy::inline_always, reason = "only what is inlined into the dispatch uses its instructions")]
    fn call(self) {
        let (first, second) = (self.first.as_ref(), self.second.as_ref());
        // No closures: what is not inlined here loses the wide instructions.
        for (row, place) in self.rows.zip(self.out) {
            let (mut low, mut high) = (0, 0);
            for ((&a, &b), &byte) in first.iter().zip(second).zip(row.as_ref()) {
                low += i32::from(a) * i32::from(byte & 15);
                high += i32::from(b) * i32::from(byte >> 4);
            }
            *place = low + high;
        }
    }
}

/// The same for processors with AVX2, whose instruction for products of bytes compilers do not find by themselves.
#[cfg(target_arch = "x86_64")]
mod x86 {
    use std::arch::x86_64::__m256i;

    use pulp::{NullaryFnOnce, cast, x86::V3};

    use super::USUAL;

    /// Registers that hold a row.
    const REGISTERS: usize = USUAL / 32;

    pub(super) struct Rows<'a> {
        pub(super) simd: V3,
        pub(super) first: &'a [i8; USUAL],
        pub(super) second: &'a [i8; USUAL],
        pub(super) rows: &'a [[u8; USUAL]],
        pub(super) out: &'a mut [i32],
    }

    impl NullaryFnOnce for Rows<'_> {
        type Output = ();

        #[inline(always)]
        #[expect(clippy::inline_always, reason = "only what is inlined into the dispatch uses its instructions")]
        fn call(self) {
            let Self { simd: V3 { avx, avx2, .. }, first, second, rows, out } = self;
            let mut registers = [[avx._mm256_setzero_si256(); 2]; REGISTERS];
            let halves = first.as_chunks::<32>().0.iter().zip(second.as_chunks::<32>().0);
            for (registers, (first, second)) in registers.iter_mut().zip(halves) {
                *registers = [cast(*first), cast(*second)];
            }
            let (low, ones) = (avx._mm256_set1_epi8(15), avx._mm256_set1_epi16(1));
            // No closures: what is not inlined here loses the instructions.
            for (row, place) in rows.iter().zip(out) {
                let mut total = avx._mm256_setzero_si256();
                for (&row, &[first, second]) in row.as_chunks::<32>().0.iter().zip(&registers) {
                    let row: __m256i = cast(row);
                    let (below, above) =
                        (avx2._mm256_and_si256(row, low), avx2._mm256_and_si256(avx2._mm256_srli_epi16::<4>(row), low));
                    // Two products of at most 15 times 128 each, and two of those: within 16 bits.
                    let sum = avx2._mm256_add_epi16(
                        avx2._mm256_maddubs_epi16(below, first),
                        avx2._mm256_maddubs_epi16(above, second),
                    );
                    total = avx2._mm256_add_epi32(total, avx2._mm256_madd_epi16(sum, ones));
                }
                let lanes: [i32; 8] = cast(total);
                *place = lanes.iter().sum();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_to_multiply_gives_the_same() {
        for dimensions in [1, 7, 64, 383, 384, 385] {
            let value = |at: usize| i8::try_from((at * 97 + dimensions) % 255).unwrap_or(-128);
            let values: Vec<i8> = (0..dimensions).map(value).collect();
            let wide = Wide::new(&values);
            let half = dimensions.div_ceil(2);
            let rows: Vec<u8> = (0..half * 5).map(|at| u8::try_from(at * 31 % 256).unwrap_or(0)).collect();
            let mut out = vec![0; 5];
            dot_rows(&wide, &rows, &mut out);
            let expected: Vec<i32> = rows
                .chunks(half)
                .map(|row| {
                    let at = |dimension: usize| {
                        let byte = row[dimension % half];
                        i32::from(if dimension < half { byte & 15 } else { byte >> 4 })
                    };
                    (0..dimensions).map(|dimension| i32::from(values[dimension]) * at(dimension)).sum()
                })
                .collect();
            assert_eq!(out, expected, "{dimensions} dimensions");
        }
    }
}
