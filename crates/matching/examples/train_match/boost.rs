//! Gradient-boosted trees with a logistic loss, grown leaf by leaf over histograms.

use saksi_matching::fusion::{Features, Model, Split, Tree};

use super::contrast::Chance;

const ROUNDS: usize = 150;
const RATE: f64 = 0.07;
const LEAVES: usize = 10;
const LEAST_ROWS: f64 = 25.0;
const STRENGTH: f64 = 5.0;
const BINS: usize = 64;
/// Shares of rows and features that each tree sees.
const ROW_SHARE: f64 = 0.7;
const FEATURE_SHARE: f64 = 0.6;

/// Evenly spread over 0..1.
fn share(chance: &mut Chance) -> f64 {
    (chance.next() >> 11) as f64 / (1_u64 << 53) as f64
}

struct Leaf {
    rows: Vec<u32>,
    sums: (f64, f64),
    /// Gain, feature, bin.
    best: Option<(f64, usize, usize)>,
    /// Where the leaf hangs: split and side.
    parent: Option<(usize, bool)>,
}

/// How many fits with other choices of rows and features are averaged in the end.
pub(crate) const BAGS: u64 = 4;

/// Fits trees on the rows `used`: the mean of several fits.
pub(crate) fn fit(
    data: &[Features],
    right: &[bool],
    weights: &[f64],
    used: &[usize],
    features: &[usize],
    (seed, bags): (u64, u64),
) -> Model {
    let mut whole = Model { start: 0.0, trees: Vec::new(), calibration: (1.0, 0.0) };
    let rounded = |value: f32| (value * 1e5).round() / 1e5;
    let fits: Vec<Model> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..bags)
            .map(|bag| scope.spawn(move || fit_once(data, right, weights, used, features, seed + bag)))
            .collect();
        workers.into_iter().map(|worker| worker.join().unwrap()).collect()
    });
    for one in fits {
        whole.start = one.start;
        whole.trees.extend(one.trees.into_iter().map(|mut tree| {
            for leaf in &mut tree.leaves {
                *leaf = rounded(*leaf / bags as f32);
            }
            tree
        }));
    }
    whole
}

fn fit_once(
    data: &[Features],
    right: &[bool],
    weights: &[f64],
    used: &[usize],
    features: &[usize],
    seed: u64,
) -> Model {
    let mut chance = Chance(seed);
    // Thresholds at even shares of the values.
    let cuts: Vec<Vec<f32>> = features
        .iter()
        .map(|&feature| {
            let mut values: Vec<f32> = used.iter().map(|&row| data[row][feature]).collect();
            values.sort_by(f32::total_cmp);
            let mut cuts: Vec<f32> = (1..BINS).map(|bin| values[bin * (values.len() - 1) / BINS]).collect();
            cuts.dedup();
            cuts
        })
        .collect();
    let bins: Vec<Vec<u8>> = features
        .iter()
        .zip(&cuts)
        .map(|(&feature, cuts)| data.iter().map(|row| cuts.partition_point(|&cut| cut < row[feature]) as u8).collect())
        .collect();
    let total: f64 = used.iter().map(|&row| weights[row]).sum();
    let rightly = used.iter().filter(|&&row| right[row]).map(|&row| weights[row]).sum::<f64>() / total;
    let start = (rightly / (1.0 - rightly)).ln();
    let mut sums = vec![start; data.len()];
    let mut trees = Vec::with_capacity(ROUNDS);
    let mut slopes = vec![(0.0_f64, 0.0_f64); data.len()];
    for _ in 0..ROUNDS {
        for &row in used {
            let p = 1.0 / (1.0 + (-sums[row]).exp());
            let target = if right[row] { 1.0 } else { 0.0 };
            slopes[row] = (weights[row] * (p - target), weights[row] * p * (1.0 - p));
        }
        let rows: Vec<u32> = used.iter().filter(|_| share(&mut chance) < ROW_SHARE).map(|&row| row as u32).collect();
        let chosen: Vec<usize> = (0..features.len()).filter(|_| share(&mut chance) < FEATURE_SHARE).collect();
        let tree = grow(rows, &slopes, &bins, &cuts, features, &chosen);
        for &row in used {
            sums[row] += f64::from(tree.value(&data[row]));
        }
        trees.push(tree);
    }
    Model { start: start as f32, trees, calibration: (1.0, 0.0) }
}

fn grow(
    rows: Vec<u32>,
    slopes: &[(f64, f64)],
    bins: &[Vec<u8>],
    cuts: &[Vec<f32>],
    features: &[usize],
    chosen: &[usize],
) -> Tree {
    let leaf = |rows: Vec<u32>, parent| {
        let sums = rows.iter().fold((0.0, 0.0), |s, &r| (s.0 + slopes[r as usize].0, s.1 + slopes[r as usize].1));
        let best = split(&rows, sums, slopes, bins, cuts, chosen);
        Leaf { rows, sums, best, parent }
    };
    let mut leaves = vec![leaf(rows, None)];
    let mut splits: Vec<Split> = Vec::new();
    while leaves.len() < LEAVES {
        let Some(at) = (0..leaves.len())
            .filter(|&at| leaves[at].best.is_some())
            .max_by(|&a, &b| leaves[a].best.unwrap().0.total_cmp(&leaves[b].best.unwrap().0).then(b.cmp(&a)))
        else {
            break;
        };
        let grown = leaves.remove(at);
        let (_, feature, bin) = grown.best.unwrap();
        let number = splits.len();
        if let Some((parent, is_left)) = grown.parent {
            let place = if is_left { &mut splits[parent].left } else { &mut splits[parent].right };
            *place = number as i16;
        }
        splits.push(Split { feature: features[feature] as u8, threshold: cuts[feature][bin], left: 0, right: 0 });
        let (left, right): (Vec<u32>, Vec<u32>) =
            grown.rows.into_iter().partition(|&row| usize::from(bins[feature][row as usize]) <= bin);
        leaves.push(leaf(left, Some((number, true))));
        leaves.push(leaf(right, Some((number, false))));
    }
    let mut values = Vec::with_capacity(leaves.len());
    for (number, leaf) in leaves.iter().enumerate() {
        values.push((-RATE * leaf.sums.0 / (leaf.sums.1 + STRENGTH)) as f32);
        if let Some((parent, is_left)) = leaf.parent {
            let place = if is_left { &mut splits[parent].left } else { &mut splits[parent].right };
            *place = -1 - number as i16;
        }
    }
    Tree { splits, leaves: values }
}

fn split(
    rows: &[u32],
    sums: (f64, f64),
    slopes: &[(f64, f64)],
    bins: &[Vec<u8>],
    cuts: &[Vec<f32>],
    chosen: &[usize],
) -> Option<(f64, usize, usize)> {
    if (rows.len() as f64) < 2.0 * LEAST_ROWS {
        return None;
    }
    let worth = |g: f64, h: f64| g * g / (h + STRENGTH);
    let whole = worth(sums.0, sums.1);
    let mut best: Option<(f64, usize, usize)> = None;
    for &feature in chosen {
        let mut histogram = [(0.0_f64, 0.0_f64, 0_u32); BINS];
        let column = &bins[feature];
        for &row in rows {
            let cell = &mut histogram[usize::from(column[row as usize])];
            let slope = slopes[row as usize];
            cell.0 += slope.0;
            cell.1 += slope.1;
            cell.2 += 1;
        }
        let (mut g, mut h, mut count) = (0.0, 0.0, 0_u32);
        for (bin, cell) in histogram.iter().take(cuts[feature].len()).enumerate() {
            g += cell.0;
            h += cell.1;
            count += cell.2;
            let other = rows.len() as f64 - f64::from(count);
            if f64::from(count) < LEAST_ROWS || other < LEAST_ROWS {
                continue;
            }
            let gain = worth(g, h) + worth(sums.0 - g, sums.1 - h) - whole;
            if gain > 1e-6 && best.is_none_or(|(most, _, _)| gain > most) {
                best = Some((gain, feature, bin));
            }
        }
    }
    best
}
