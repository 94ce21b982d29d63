//! The part that is not in closed form: a few hundred steps that pull a message towards its claim and away from others.

use std::ops::{AddAssign, Mul};

use pulp::{Arch, NullaryFnOnce};

use super::linear;

const STEPS: usize = 110;
const BATCH: usize = 128;
/// Claims of the crowd that each step compares with.
const CROWD: usize = 1024;
const RATE: f32 = 1e-3;
const TEMPERATURE: f32 = 0.05;

/// Texts as centred vectors, row by row, each with a number that is equal for texts of one claim.
#[derive(Default)]
pub(crate) struct Texts {
    pub(crate) rows: Vec<f32>,
    pub(crate) claims: Vec<usize>,
}

impl Texts {
    pub(crate) fn push(&mut self, row: impl Iterator<Item = f32>, claim: usize) {
        self.rows.extend(row);
        self.claims.push(claim);
    }

    fn row(&self, at: usize, n: usize) -> &[f32] {
        &self.rows[at * n..(at + 1) * n]
    }
}

/// SplitMix64 (Steele and others 2014).
pub(crate) struct Chance(pub(crate) u64);

impl Chance {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub(crate) fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound as u64) as usize
    }
}

/// Improves a symmetric matrix by stochastic steps (Adam, Kingma and Ba 2015) on the logarithm of the share that the right
/// claim has among those compared with (InfoNCE, van den Oord and others 2018): `texts[i]` belongs to `answers[i]`; `own` and
/// `crowd` are further claims. Only the cosines count, so the symmetric root gives back the same as the matrix that was found.
pub(crate) fn refine(start: &[f32], texts: &Texts, answers: &Texts, own: &Texts, crowd: &Texts, seed: u64) -> Vec<f32> {
    let n = (start.len() as f64).sqrt().round() as usize;
    let mut matrix = start.to_vec();
    let (mut first, mut second) = (vec![0.0_f32; n * n], vec![0.0_f32; n * n]);
    let mut chance = Chance(seed);
    for step in 1..=STEPS {
        let batch: Vec<usize> = (0..BATCH).map(|_| chance.below(texts.claims.len())).collect();
        let mut messages = Vec::with_capacity(BATCH * n);
        let mut claims = Texts::default();
        for &at in &batch {
            messages.extend_from_slice(texts.row(at, n));
            claims.push(answers.row(at, n).iter().copied(), answers.claims[at]);
        }
        claims.rows.extend_from_slice(&own.rows);
        claims.claims.extend_from_slice(&own.claims);
        for _ in 0..CROWD.min(crowd.claims.len()) {
            let at = chance.below(crowd.claims.len());
            claims.push(crowd.row(at, n).iter().copied(), crowd.claims[at]);
        }
        let count = claims.claims.len();
        let (turned, lengths) = unit(product(&messages, &matrix, n, n), n);
        let (places, place_lengths) = unit(product(&claims.rows, &matrix, n, n), n);
        // The slope of the loss by each cosine.
        let mut slopes = product(&turned, &transposed(&places, n), n, count);
        for (at, (row, &text)) in slopes.chunks_exact_mut(count).zip(&batch).enumerate() {
            for (other, (cell, &claim)) in row.iter_mut().zip(&claims.claims).enumerate() {
                // Other texts of the same claim are neither right nor wrong.
                *cell =
                    if other != at && claim == texts.claims[text] { f32::NEG_INFINITY } else { *cell / TEMPERATURE };
            }
            let most = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            for cell in &mut *row {
                *cell = (*cell - most).exp();
            }
            let sum: f32 = row.iter().sum();
            for cell in &mut *row {
                *cell /= sum * BATCH as f32 * TEMPERATURE;
            }
            row[at] -= 1.0 / (BATCH as f32 * TEMPERATURE);
        }
        let of_messages = along(product(&slopes, &places, count, n), &turned, &lengths, n);
        let of_claims = along(product(&transposed(&slopes, count), &turned, BATCH, n), &places, &place_lengths, n);
        let mut slope = product(&transposed(&messages, n), &of_messages, BATCH, n);
        for (sum, more) in slope.iter_mut().zip(product(&transposed(&claims.rows, n), &of_claims, count, n)) {
            *sum += more;
        }
        let rate = RATE * ((STEPS - step) as f32 / (STEPS as f32 * 0.5)).min(1.0);
        let (bias_1, bias_2) = (1.0 - 0.9_f32.powi(step as i32), 1.0 - 0.99_f32.powi(step as i32));
        for (((value, slope), first), second) in matrix.iter_mut().zip(slope).zip(&mut first).zip(&mut second) {
            *first = 0.9 * *first + 0.1 * slope;
            *second = 0.99 * *second + 0.01 * slope * slope;
            *value -= rate * (*first / bias_1) / ((*second / bias_2).sqrt() + 1e-8);
        }
    }
    linear::symmetric(&matrix, n)
}

/// Rows of length one, and the lengths they had.
fn unit(mut rows: Vec<f32>, n: usize) -> (Vec<f32>, Vec<f32>) {
    let lengths = rows
        .chunks_exact_mut(n)
        .map(|row| {
            let length = row.iter().map(|v| v * v).sum::<f32>().sqrt().max(f32::EPSILON);
            for value in row {
                *value /= length;
            }
            length
        })
        .collect();
    (rows, lengths)
}

/// The slopes by the rows before they were made of length one.
fn along(mut slopes: Vec<f32>, unit: &[f32], lengths: &[f32], n: usize) -> Vec<f32> {
    for ((slope, unit), length) in slopes.chunks_exact_mut(n).zip(unit.chunks_exact(n)).zip(lengths) {
        let share: f32 = slope.iter().zip(unit).map(|(s, u)| s * u).sum();
        for (slope, unit) in slope.iter_mut().zip(unit) {
            *slope = (*slope - share * unit) / length;
        }
    }
    slopes
}

fn transposed(rows: &[f32], n: usize) -> Vec<f32> {
    let count = rows.len() / n;
    let mut out = vec![0.0; rows.len()];
    for (at, row) in rows.chunks_exact(n).enumerate() {
        for (column, &value) in row.iter().enumerate() {
            out[column * count + at] = value;
        }
    }
    out
}

/// Product of two matrices, row by row; the first has rows of `inner`, the second of `n`.
pub(crate) fn product<T: Number>(a: &[T], b: &[T], inner: usize, n: usize) -> Vec<T> {
    let mut out = vec![T::default(); a.len() / inner * n];
    Arch::new().dispatch(Product { a, b, inner, n, out: &mut out });
    out
}

pub(crate) trait Number: Copy + Default + AddAssign + Mul<Output = Self> {}

impl Number for f32 {}

impl Number for f64 {}

struct Product<'a, T> {
    a: &'a [T],
    b: &'a [T],
    inner: usize,
    n: usize,
    out: &'a mut [T],
}

impl<T: Number> NullaryFnOnce for Product<'_, T> {
    type Output = ();

    #[expect(clippy::inline_always, reason = "only what is inlined into the dispatch uses its instructions")]
    #[inline(always)]
    fn call(self) {
        let Self { a, b, inner, n, out } = self;
        // Four rows at once, so that each row of the second matrix is read a quarter as often.
        for (a, out) in a.chunks(4 * inner).zip(out.chunks_mut(4 * n)) {
            if let ([a0, a1, a2, a3], [o0, o1, o2, o3]) = (
                a.chunks_exact(inner).collect::<Vec<_>>().as_slice(),
                out.chunks_exact_mut(n).collect::<Vec<_>>().as_mut_slice(),
            ) {
                for ((((b, &x0), &x1), &x2), &x3) in b.chunks_exact(n).zip(*a0).zip(*a1).zip(*a2).zip(*a3) {
                    let outs = o0.iter_mut().zip(o1.iter_mut()).zip(o2.iter_mut()).zip(o3.iter_mut());
                    for (&y, (((p0, p1), p2), p3)) in b.iter().zip(outs) {
                        *p0 += x0 * y;
                        *p1 += x1 * y;
                        *p2 += x2 * y;
                        *p3 += x3 * y;
                    }
                }
            } else {
                for (a, out) in a.chunks_exact(inner).zip(out.chunks_exact_mut(n)) {
                    for (b, &x) in b.chunks_exact(n).zip(a) {
                        for (p, &y) in out.iter_mut().zip(b) {
                            *p += x * y;
                        }
                    }
                }
            }
        }
    }
}
