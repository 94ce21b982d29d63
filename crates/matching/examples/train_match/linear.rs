//! The closed-form parts: means, covariance, roots of symmetric matrices, ridge regression, logistic calibration.

pub(crate) fn mean(vectors: &[&[f32]]) -> Vec<f32> {
    let mut sums = vec![0.0_f64; vectors.first().map_or(0, |v| v.len())];
    for vector in vectors {
        for (sum, value) in sums.iter_mut().zip(*vector) {
            *sum += f64::from(*value);
        }
    }
    sums.into_iter().map(|sum| (sum / vectors.len().max(1) as f64) as f32).collect()
}

/// Covariance around the mean, row by row.
pub(crate) fn covariance(vectors: &[Vec<f32>]) -> Vec<f64> {
    let dimensions = vectors.first().map_or(0, Vec::len);
    let middle = mean(&vectors.iter().map(Vec::as_slice).collect::<Vec<_>>());
    let mut out = vec![0.0_f64; dimensions * dimensions];
    for vector in vectors {
        let centred: Vec<f64> = vector.iter().zip(&middle).map(|(v, m)| f64::from(v - m)).collect();
        for (row, &x) in out.chunks_exact_mut(dimensions).zip(&centred) {
            for (cell, &y) in row.iter_mut().zip(&centred) {
                *cell += x * y;
            }
        }
    }
    for cell in &mut out {
        *cell /= vectors.len().max(1) as f64;
    }
    out
}

/// `(S + shrink · trace/n · 1)^(-1/4)`, scaled to a mean square of one per row: by two square roots and one inverse
/// (Denman and Beavers 1976).
pub(crate) fn fourth_root_inverse(covariance: &[f64], shrink: f64) -> Vec<f32> {
    let n = (covariance.len() as f64).sqrt().round() as usize;
    let trace: f64 = (0..n).map(|at| covariance[at * n + at]).sum();
    let mut matrix = covariance.to_vec();
    for at in 0..n {
        matrix[at * n + at] += shrink * trace / n as f64;
    }
    let (_, inverse_root) = square_roots(&matrix, n);
    let (root, _) = square_roots(&inverse_root, n);
    let size: f64 = root.iter().map(|v| v * v).sum::<f64>() / n as f64;
    root.into_iter().map(|v| (v / size.sqrt()) as f32).collect()
}

/// Square root and inverse square root of a symmetric positive matrix, by the coupled iteration of Newton and Schulz.
fn square_roots(matrix: &[f64], n: usize) -> (Vec<f64>, Vec<f64>) {
    let norm = matrix.iter().map(|v| v * v).sum::<f64>().sqrt();
    let mut y: Vec<f64> = matrix.iter().map(|v| v / norm).collect();
    let mut z = vec![0.0; n * n];
    for at in 0..n {
        z[at * n + at] = 1.0;
    }
    for _ in 0..40 {
        let mut t = multiply(&z, &y, n);
        let mut off = 0.0;
        for (at, cell) in t.iter_mut().enumerate() {
            let one = if at % (n + 1) == 0 { 1.0 } else { 0.0 };
            off += (*cell - one) * (*cell - one);
            *cell = 0.5 * (3.0 * one - *cell);
        }
        y = multiply(&y, &t, n);
        z = multiply(&t, &z, n);
        if off < 1e-18 {
            break;
        }
    }
    (y.iter().map(|v| v * norm.sqrt()).collect(), z.iter().map(|v| v / norm.sqrt()).collect())
}

fn multiply(a: &[f64], b: &[f64], n: usize) -> Vec<f64> {
    super::contrast::product(a, b, n, n)
}

/// The symmetric matrix that turns vectors to the same angles: the square root of the matrix times its transpose, scaled to a
/// mean square of one per row.
pub(crate) fn symmetric(matrix: &[f32], n: usize) -> Vec<f32> {
    let rows: Vec<f64> = matrix.iter().map(|&v| f64::from(v)).collect();
    let mut columns = vec![0.0; n * n];
    for (at, row) in rows.chunks_exact(n).enumerate() {
        for (column, &value) in row.iter().enumerate() {
            columns[column * n + at] = value;
        }
    }
    let (root, _) = square_roots(&multiply(&rows, &columns, n), n);
    let size: f64 = root.iter().map(|v| v * v).sum::<f64>() / n as f64;
    root.into_iter().map(|v| (v / size.sqrt()) as f32).collect()
}

/// Weights and addend that tell the two kinds apart, both kinds counting alike; targets are 1 and -1.
pub(crate) fn ridge(vectors: &[Vec<f32>], kinds: &[bool], strength: f64) -> (Vec<f32>, f32) {
    let n = vectors.first().map_or(0, Vec::len);
    let share = kinds.iter().filter(|&&k| k).count() as f64 / kinds.len().max(1) as f64;
    let weight = |kind: bool| if kind { 1.0 / share } else { 1.0 / (1.0 - share) };
    let total: f64 = kinds.iter().map(|&k| weight(k)).sum();
    let mut middle = vec![0.0_f64; n];
    let mut target = 0.0;
    for (vector, &kind) in vectors.iter().zip(kinds) {
        for (m, v) in middle.iter_mut().zip(vector) {
            *m += weight(kind) * f64::from(*v) / total;
        }
        target += weight(kind) * if kind { 1.0 } else { -1.0 } / total;
    }
    let mut gram = vec![0.0_f64; n * n];
    let mut right = vec![0.0_f64; n];
    for (vector, &kind) in vectors.iter().zip(kinds) {
        let centred: Vec<f64> = vector.iter().zip(&middle).map(|(v, m)| f64::from(*v) - m).collect();
        let w = weight(kind);
        let t = if kind { 1.0 } else { -1.0 } - target;
        for ((row, r), &x) in gram.chunks_exact_mut(n).zip(&mut right).zip(&centred) {
            *r += w * x * t;
            for (cell, &y) in row.iter_mut().zip(&centred) {
                *cell += w * x * y;
            }
        }
    }
    for at in 0..n {
        gram[at * n + at] += strength;
    }
    let solution = solve(gram, right, n);
    let bias = target - solution.iter().zip(&middle).map(|(s, m)| s * m).sum::<f64>();
    (solution.into_iter().map(|v| v as f32).collect(), bias as f32)
}

/// Solves a symmetric positive system by Cholesky's factors.
fn solve(mut a: Vec<f64>, mut b: Vec<f64>, n: usize) -> Vec<f64> {
    for i in 0..n {
        for j in 0..=i {
            let mut sum = a[i * n + j];
            for k in 0..j {
                sum -= a[i * n + k] * a[j * n + k];
            }
            a[i * n + j] = if i == j { sum.max(1e-12).sqrt() } else { sum / a[j * n + j] };
        }
    }
    for i in 0..n {
        let mut sum = b[i];
        for k in 0..i {
            sum -= a[i * n + k] * b[k];
        }
        b[i] = sum / a[i * n + i];
    }
    for i in (0..n).rev() {
        let mut sum = b[i];
        for k in i + 1..n {
            sum -= a[k * n + i] * b[k];
        }
        b[i] = sum / a[i * n + i];
    }
    b
}

/// Factor and addend of a logistic curve through (sum, right, weight), by Newton's method.
pub(crate) fn platt(points: &[(f32, bool, f64)]) -> (f32, f32) {
    let (mut a, mut b) = (1.0_f64, 0.0_f64);
    for _ in 0..50 {
        let (mut ga, mut gb, mut haa, mut hab, mut hbb) = (0.0, 0.0, 1e-6, 0.0, 1e-6);
        for &(x, right, w) in points {
            let x = f64::from(x);
            let p = 1.0 / (1.0 + (-(a * x + b)).exp());
            let e = w * (p - if right { 1.0 } else { 0.0 });
            let h = w * p * (1.0 - p);
            ga += e * x;
            gb += e;
            haa += h * x * x;
            hab += h * x;
            hbb += h;
        }
        let determinant = haa * hbb - hab * hab;
        if determinant.abs() < 1e-12 {
            break;
        }
        a -= (ga * hbb - gb * hab) / determinant;
        b -= (gb * haa - ga * hab) / determinant;
    }
    (a as f32, b as f32)
}
