//! Marks: places in a picture that can be found again after cropping, turning, scaling and recompression.
//!
//! A hash of the whole picture is lost as soon as a fifth is cut off or a caption is put above. So a picture is also described
//! by up to [`MOST`] corners at several scales (Harris and Stephens 1988), each with a direction from the centre of brightness
//! around it and 256 comparisons of brightness (BRIEF, Calonder 2010, turned as in ORB, Rublee 2011). Two pictures show the
//! same thing when many of these places agree under **one** shift, turn and scale: the same letters or the same logo in two
//! pictures do not.
//!
//! The 256 comparisons come in pairs that mirror each other, so a mirrored picture's description is the old one with its
//! halves exchanged, and mirrored copies are found without a second look at the picture.
#![expect(
    clippy::indexing_slicing,
    reason = "planes whose lengths are computed beside them, read at places kept inside by the margin; fuzzed from whole files"
)]

use crate::picture::Picture;

/// The most marks that a picture has.
pub const MOST: usize = 512;
/// The longest side at which marks are looked for.
const SIDE: usize = 640;
/// From one scale to the next.
const STEP: f32 = 1.25;
/// Scales at most; the coarsest sees the picture at about a sixth.
const LEVELS: usize = 9;
/// The radius of what a mark describes, in pixels of its scale.
const RADIUS: i32 = 13;
/// No mark nearer to the edge than this.
const MARGIN: usize = 15;
/// The unit of positions: the longer side of the picture.
pub const UNIT: f32 = 8192.0;

/// A place that can be found again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// From the left, the longer side of the picture being [`UNIT`].
    pub x: u16,
    /// From above, in the same unit.
    pub y: u16,
    /// The scale, as a number of steps of 1.25 from the working size (640 on the longer side).
    pub level: u8,
    /// The direction, 256 being a whole turn.
    pub angle: u8,
    /// The comparisons.
    pub bits: [u64; 4],
}

impl Mark {
    /// In how many comparisons two marks differ.
    pub fn distance(&self, other: &[u64; 4]) -> u32 {
        self.bits.iter().zip(other).map(|(a, b)| (a ^ b).count_ones()).sum()
    }

    /// What the mark would look like in the mirror: its comparisons with halves exchanged.
    pub fn mirrored_bits(&self) -> [u64; 4] {
        let [a, b, c, d] = self.bits;
        [c, d, a, b]
    }

    /// How wide one pixel of this mark's scale is, in 640ths of the picture's longer side.
    pub fn scale(&self) -> f32 {
        STEP.powi(i32::from(self.level))
    }
}

/// Brightness at one scale.
#[derive(Debug, Clone)]
struct Plane {
    width: usize,
    height: usize,
    values: Vec<f32>,
}

/// The marks of a picture, the most useful first, all scales in turn.
pub fn marks(picture: &Picture) -> Vec<Mark> {
    let long = picture.width().max(picture.height());
    let mut plane = Plane { width: picture.width(), height: picture.height(), values: Vec::new() };
    let small;
    plane = if long > SIDE {
        let fit = |side: usize| (side * SIDE).div_ceil(long).max(1);
        small = resize(picture.luma(), &plane, fit(picture.width()), fit(picture.height()));
        small
    } else {
        plane.values = picture.luma().to_vec();
        plane
    };
    let pattern = pattern();
    // From pixels of the working size to units of position, and steps for pictures that are smaller than it.
    let to_units = UNIT / plane.width.max(plane.height) as f32;
    let base = (SIDE as f32 / plane.width.max(plane.height) as f32).ln() / STEP.ln();
    let (whole_width, whole_height) = (plane.width as f32, plane.height as f32);
    let mut levels: Vec<Vec<Mark>> = Vec::new();
    for level in 0..LEVELS {
        if level > 0 {
            let factor = STEP.powi(i32::try_from(level).unwrap_or(0));
            let (width, height) = (round(whole_width / factor), round(whole_height / factor));
            if width < 2 * MARGIN + 4 || height < 2 * MARGIN + 4 {
                break;
            }
            plane = resize(&plane.values, &plane, width, height);
        }
        if plane.width < 2 * MARGIN + 4 || plane.height < 2 * MARGIN + 4 {
            break;
        }
        let calm = box_blur(&plane, 1);
        let smooth = box_blur(&calm, 2);
        let quota = MOST * 5 / (16 + 4 * level);
        let to_units = (to_units * whole_width / plane.width as f32, to_units * whole_height / plane.height as f32);
        let found = corners(&calm, quota)
            .into_iter()
            .map(|(x, y)| {
                let angle = direction(&calm, x, y);
                Mark {
                    x: unit((x as f32 + 0.5) * to_units.0),
                    y: unit((y as f32 + 0.5) * to_units.1),
                    level: unit(base + level as f32).try_into().unwrap_or(u8::MAX),
                    angle,
                    bits: describe(&smooth, x, y, angle, &pattern),
                }
            })
            .collect();
        levels.push(found);
    }
    interleave(&levels)
}

/// The first of each scale, then the second of each, … so that any beginning of the list covers all scales.
fn interleave(levels: &[Vec<Mark>]) -> Vec<Mark> {
    let longest = levels.iter().map(Vec::len).max().unwrap_or(0);
    (0..longest).flat_map(|rank| levels.iter().filter_map(move |level| level.get(rank).copied())).take(MOST).collect()
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the range of the type")]
fn unit(value: f32) -> u16 {
    value.round().clamp(0.0, 65_535.0) as u16
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "sides are 1 to 20,000")]
fn round(value: f32) -> usize {
    value.round().max(1.0) as usize
}

/// Means over the area that each new pixel covers, first along rows, then along columns.
fn resize(values: &[f32], from: &Plane, width: usize, height: usize) -> Plane {
    let columns = weights(from.width, width);
    let rows = weights(from.height, height);
    let mut narrow = vec![0.0_f32; width * from.height];
    for (line, out) in values.chunks_exact(from.width).zip(narrow.chunks_exact_mut(width)) {
        for (value, (first, factors)) in out.iter_mut().zip(&columns) {
            *value = line[*first..*first + factors.len()].iter().zip(factors).map(|(a, b)| a * b).sum();
        }
    }
    let mut out = vec![0.0_f32; width * height];
    for (line, (first, factors)) in out.chunks_exact_mut(width).zip(&rows) {
        for (row, factor) in narrow.chunks_exact(width).skip(*first).zip(factors) {
            for (value, from) in line.iter_mut().zip(row) {
                *value += from * factor;
            }
        }
    }
    Plane { width, height, values: out }
}

/// For each new pixel: the first old one that it covers, and the share of each.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "places inside a side of at most 20,000")]
fn weights(from: usize, to: usize) -> Vec<(usize, Vec<f32>)> {
    let ratio = from as f64 / to as f64;
    (0..to)
        .map(|index| {
            let (start, end) = (index as f64 * ratio, ((index + 1) as f64 * ratio).min(from as f64));
            let first = (start as usize).min(from - 1);
            let last = (end.ceil() as usize).clamp(first + 1, from);
            let factors: Vec<f32> = (first..last)
                .map(|old| (((old + 1) as f64).min(end) - (old as f64).max(start)).max(0.0) as f32)
                .collect();
            let sum: f32 = factors.iter().sum();
            (first, factors.iter().map(|factor| if sum > 0.0 { factor / sum } else { 1.0 }).collect())
        })
        .collect()
}

/// Means over squares of `2 × radius + 1`; edges are repeated.
fn box_blur(plane: &Plane, radius: usize) -> Plane {
    let (width, height) = (plane.width, plane.height);
    let span = (2 * radius + 1) as f32;
    let mut rows = vec![0.0_f32; width * height];
    for (line, out) in plane.values.chunks_exact(width).zip(rows.chunks_exact_mut(width)) {
        for (x, value) in out.iter_mut().enumerate() {
            let mut sum = 0.0;
            for offset in 0..=2 * radius {
                sum += line[(x + offset).saturating_sub(radius).min(width - 1)];
            }
            *value = sum / span;
        }
    }
    let mut out = vec![0.0_f32; width * height];
    for (y, line) in out.chunks_exact_mut(width).enumerate() {
        for offset in 0..=2 * radius {
            let from = (y + offset).saturating_sub(radius).min(height - 1);
            for (value, part) in line.iter_mut().zip(&rows[from * width..(from + 1) * width]) {
                *value += part;
            }
        }
        for value in line.iter_mut() {
            *value /= span;
        }
    }
    Plane { width, height, values: out }
}

/// The `quota` strongest corners, spread over the picture.
fn corners(plane: &Plane, quota: usize) -> Vec<(usize, usize)> {
    let (width, height) = (plane.width, plane.height);
    let at = |x: usize, y: usize| plane.values[y * width + x];
    let mut products = [vec![0.0_f32; width * height], vec![0.0_f32; width * height], vec![0.0_f32; width * height]];
    for y in 1..height - 1 {
        for x in 1..width - 1 {
            let across = at(x + 1, y) - at(x - 1, y);
            let down = at(x, y + 1) - at(x, y - 1);
            let here = y * width + x;
            products[0][here] = across * across;
            products[1][here] = down * down;
            products[2][here] = across * down;
        }
    }
    let [xx, yy, xy] = products.map(|values| box_blur(&Plane { width, height, values }, 2).values);
    let strength: Vec<f32> = (0..width * height)
        .map(|place| {
            // The smaller eigenvalue of the structure tensor (Shi and Tomasi 1994).
            let (a, b, c) = (xx[place], yy[place], xy[place]);
            f32::midpoint(a, b) - ((a - b) * (a - b) / 4.0 + c * c).sqrt()
        })
        .collect();
    let mut peaks = Vec::new();
    for y in MARGIN..height - MARGIN {
        for x in MARGIN..width - MARGIN {
            let own = strength[y * width + x];
            if own < 2.0 {
                continue;
            }
            let highest = (y - 2..=y + 2).all(|near_y| {
                (x - 2..=x + 2).all(|near_x| {
                    let near = strength[near_y * width + near_x];
                    // Of equal neighbours the first counts, or a plain pattern would have no corner at all.
                    near < own || (near <= own && (near_y, near_x) >= (y, x))
                })
            });
            if highest {
                peaks.push((own, x, y));
            }
        }
    }
    peaks.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.2, a.1).cmp(&(b.2, b.1))));
    // Each of 8 × 8 fields gives its strongest in turn, so that one busy corner does not take all places.
    let mut fields: Vec<Vec<(f32, usize, usize)>> = vec![Vec::new(); 64];
    for peak in peaks {
        let field = (peak.2 * 8 / height) * 8 + peak.1 * 8 / width;
        let share = quota / 16;
        if fields[field].len() < share.max(2) {
            fields[field].push(peak);
        }
    }
    let mut chosen: Vec<(usize, f32, usize, usize)> = fields
        .into_iter()
        .flat_map(|field| field.into_iter().enumerate().map(|(rank, (own, x, y))| (rank / 3, own, x, y)))
        .collect();
    chosen.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)).then((a.3, a.2).cmp(&(b.3, b.2))));
    chosen.into_iter().take(quota).map(|(_, _, x, y)| (x, y)).collect()
}

/// The direction from a place to the centre of brightness around it.
#[expect(clippy::cast_possible_truncation, reason = "a turn in 256 parts, wrapped")]
fn direction(plane: &Plane, x: usize, y: usize) -> u8 {
    let (mut across, mut down) = (0.0_f32, 0.0_f32);
    for dy in -RADIUS..=RADIUS {
        for dx in -RADIUS..=RADIUS {
            if dx * dx + dy * dy <= RADIUS * RADIUS {
                let value = near(plane, x, y, dx, dy);
                across += value * dx as f32;
                down += value * dy as f32;
            }
        }
    }
    let turn = down.atan2(across) / std::f32::consts::TAU * 256.0;
    (turn.round() as i32).rem_euclid(256) as u8
}

fn near(plane: &Plane, x: usize, y: usize, dx: i32, dy: i32) -> f32 {
    let column = x.saturating_add_signed(dx as isize).min(plane.width - 1);
    let row = y.saturating_add_signed(dy as isize).min(plane.height - 1);
    plane.values[row * plane.width + column]
}

type Pair = [(f32, f32); 2];

/// 128 pairs of places around the centre, and their mirror images at the line along the direction.
fn pattern() -> Vec<Pair> {
    // A fixed sequence (SplitMix64): descriptions must stay comparable for ever.
    let mut state = 0x5a6b_7c8d_9eaf_b0c1_u64;
    let mut next = || {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) >> 40) as f32 / 16_777_216.0
    };
    // Four uniform numbers make one that is nearly normal, with most weight near the centre.
    let mut place = || {
        let mut one = || (next() + next() + next() + next() - 2.0) * 10.0;
        loop {
            let (u, v) = (one(), one());
            if u * u + v * v <= 156.0 {
                return (u, v);
            }
        }
    };
    let mut pairs: Vec<Pair> = Vec::with_capacity(256);
    while pairs.len() < 128 {
        let (a, b) = (place(), place());
        if (a.0 - b.0).abs() + (a.1 - b.1).abs() >= 3.0 {
            pairs.push([a, b]);
        }
    }
    let mirrored: Vec<Pair> = pairs.iter().map(|[a, b]| [(a.0, -a.1), (b.0, -b.1)]).collect();
    pairs.extend(mirrored);
    pairs
}

#[expect(clippy::cast_possible_truncation, reason = "offsets within the radius")]
fn describe(plane: &Plane, x: usize, y: usize, angle: u8, pattern: &[Pair]) -> [u64; 4] {
    let (sine, cosine) = (f32::from(angle) / 256.0 * std::f32::consts::TAU).sin_cos();
    let value = |(u, v): (f32, f32)| {
        near(plane, x, y, (u * cosine - v * sine).round() as i32, (u * sine + v * cosine).round() as i32)
    };
    let mut bits = [0_u64; 4];
    for (index, [a, b]) in pattern.iter().enumerate() {
        if value(*a) < value(*b) {
            bits[index / 64] |= 1 << (index % 64);
        }
    }
    bits
}
