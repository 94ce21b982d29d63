//! The inner loops, compiled once for each width of vector instructions and chosen at run time.
//!
//! They are plain loops that the compiler turns into vector instructions; `pulp` only says with which instruction set.

use pulp::{Arch, NullaryFnOnce};

/// Dimensions of the usual small models, for which the loop is unrolled.
const USUAL: usize = 384;

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

/// Cosines of one vector, widened to 16 bits, with rows of as many values each; `inverse` is one over the length of each row.
pub(super) fn cosines(query: &[i16], query_inverse: f32, rows: &[i8], inverse: &[f32], out: &mut Vec<f32>) {
    out.clear();
    Arch::new().dispatch(Cosines { query, query_inverse, rows, inverse, out });
}

struct Cosines<'a> {
    query: &'a [i16],
    query_inverse: f32,
    rows: &'a [i8],
    inverse: &'a [f32],
    out: &'a mut Vec<f32>,
}

impl NullaryFnOnce for Cosines<'_> {
    type Output = ();

    #[inline(always)]
    #[expect(clippy::inline_always, reason = "only what is inlined into the dispatch uses its instructions")]
    fn call(self) {
        let Self { query, query_inverse, rows, inverse, out } = self;
        if let Ok(query) = <&[i16; USUAL]>::try_from(query) {
            let (rows, _) = rows.as_chunks::<USUAL>();
            out.extend(rows.iter().zip(inverse).map(|(row, inverse)| {
                let dot: i32 = query.iter().zip(row).map(|(&a, &b)| i32::from(a) * i32::from(b)).sum();
                dot as f32 * inverse * query_inverse
            }));
        } else {
            out.extend(rows.chunks_exact(query.len().max(1)).zip(inverse).map(|(row, inverse)| {
                let dot: i32 = query.iter().zip(row).map(|(&a, &b)| i32::from(a) * i32::from(b)).sum();
                dot as f32 * inverse * query_inverse
            }));
        }
    }
}
