//! PDQ: 256 bits that stay nearly the same when a picture is recompressed, resized or slightly changed.
//!
//! The algorithm is Meta's ("PDQ & TMK+PDQF", 2019), full-size path: brightness, two passes of box filters in both directions
//! (Jarosz), 64 × 64 samples, the 16 × 16 lowest frequencies of a cosine transform without the constant one, and one bit per
//! frequency that says whether it lies above the median. Sums are taken in the order of the reference implementation and in
//! the same precision, so that hashes can be exchanged with others; `cargo xtask prove match-media` compares them.
#![expect(
    clippy::indexing_slicing,
    reason = "fixed blocks of 64 and 16, and rows whose lengths are computed beside them; fuzzed from whole files"
)]

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::picture::Picture;

/// The least side that has a hash; smaller pictures hash to nothing, with quality 0.
const LEAST_SIDE: usize = 5;

/// 256 bits. Two unrelated pictures differ in about 128; copies in fewer than about 31.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct PdqHash(pub [u64; 4]);

impl PdqHash {
    /// In how many bits two hashes differ, 0 to 256.
    pub fn distance(self, other: Self) -> u32 {
        self.0.iter().zip(other.0).map(|(a, b)| (a ^ b).count_ones()).sum()
    }
}

impl fmt::Display for PdqHash {
    /// 64 hexadecimal digits, as the reference writes them.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().rev().try_for_each(|word| write!(f, "{word:016x}"))
    }
}

impl fmt::Debug for PdqHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PdqHash({self})")
    }
}

/// A text that is no PDQ hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a PDQ hash has 64 hexadecimal digits")]
pub struct NoHash;

impl FromStr for PdqHash {
    type Err = NoHash;

    fn from_str(text: &str) -> Result<Self, NoHash> {
        if text.len() != 64 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(NoHash);
        }
        let mut words = [0; 4];
        for (index, word) in words.iter_mut().rev().enumerate() {
            let digits = text.get(index * 16..index * 16 + 16).ok_or(NoHash)?;
            *word = u64::from_str_radix(digits, 16).map_err(|_| NoHash)?;
        }
        Ok(Self(words))
    }
}

impl Serialize for PdqHash {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PdqHash {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// The hashes of a picture in all eight positions that turning and mirroring give, from one transform.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dihedral {
    /// As it is; turned by 90°, 180°, 270° (counter-clockwise); upside down (mirrored at a horizontal line); mirrored (at a
    /// vertical line); mirrored at the diagonal from the upper left; mirrored at the other diagonal.
    pub hashes: [PdqHash; 8],
    /// How much there is to see, 0 (one flat surface) to 100. Hashes below 50 are weak evidence.
    pub quality: u8,
}

/// The hash of a picture and its quality, 0 to 100.
pub fn hash(picture: &Picture) -> (PdqHash, u8) {
    let Some(block) = shrink(picture) else { return (PdqHash::default(), 0) };
    (bits(&transform(&block)), quality(&block))
}

/// All eight hashes of a picture.
pub fn dihedral(picture: &Picture) -> Dihedral {
    let Some(block) = shrink(picture) else { return Dihedral { hashes: [PdqHash::default(); 8], quality: 0 } };
    let own = transform(&block);
    // Mirroring a signal changes the sign of its odd frequencies; row and column 0 hold frequency 1.
    let position = |transposed: bool, negative: fn(usize, usize) -> bool| {
        let mut turned = [[0.0; 16]; 16];
        for (i, row) in own.iter().enumerate() {
            for (j, value) in row.iter().enumerate() {
                let value = if negative(i, j) { -value } else { *value };
                if transposed {
                    turned[j][i] = value;
                } else {
                    turned[i][j] = value;
                }
            }
        }
        bits(&turned)
    };
    let hashes = [
        bits(&own),
        position(true, |_, j| j % 2 == 0),
        position(false, |i, j| (i + j) % 2 == 1),
        position(true, |i, _| i % 2 == 0),
        position(false, |i, _| i % 2 == 0),
        position(false, |_, j| j % 2 == 0),
        position(true, |_, _| false),
        position(true, |i, j| (i + j) % 2 == 1),
    ];
    Dihedral { hashes, quality: quality(&block) }
}

type Block = [[f32; 64]; 64];

/// 64 × 64 samples of the smoothed picture.
fn shrink(picture: &Picture) -> Option<Box<Block>> {
    let (width, height) = (picture.width(), picture.height());
    if width < LEAST_SIDE || height < LEAST_SIDE {
        return None;
    }
    let mut block = Box::new([[0.0; 64]; 64]);
    let mut plane = picture.luma().to_vec();
    if (width, height) != (64, 64) {
        for _ in 0..2 {
            smooth_rows(&mut plane, width, width.div_ceil(128));
            smooth_columns(&mut plane, width, height, height.div_ceil(128));
        }
    }
    for (i, row) in block.iter_mut().enumerate() {
        let y = (2 * i + 1) * height / 128;
        for (j, value) in row.iter_mut().enumerate() {
            *value = plane[y * width + (2 * j + 1) * width / 128];
        }
    }
    Some(block)
}

/// A running mean over `window` values along each row.
#[expect(clippy::cast_precision_loss, reason = "windows are a few hundred wide")]
fn smooth_rows(plane: &mut [f32], width: usize, window: usize) {
    let half = window.midpoint(2);
    let mut old = vec![0.0_f32; width];
    for row in plane.chunks_exact_mut(width) {
        old.copy_from_slice(row);
        let (mut sum, mut count) = (0.0_f32, 0_usize);
        let (mut left, mut right) = (0, 0);
        while right < half - 1 {
            sum += old[right];
            count += 1;
            right += 1;
        }
        for value in row.iter_mut() {
            if right < width {
                sum += old[right];
                right += 1;
                if count == window {
                    sum -= old[left];
                    left += 1;
                } else {
                    count += 1;
                }
            } else {
                sum -= old[left];
                left += 1;
                count -= 1;
            }
            *value = sum / count as f32;
        }
    }
}

/// The same along each column, all columns at a time; a ring of rows keeps the values that are still to be taken off.
#[expect(clippy::cast_precision_loss, reason = "windows are a few hundred wide")]
fn smooth_columns(plane: &mut [f32], width: usize, height: usize, window: usize) {
    let half = window.midpoint(2);
    let mut ring = vec![0.0_f32; window * width];
    let mut sums = vec![0.0_f32; width];
    let (mut count, mut left, mut right) = (0_usize, 0_usize, 0_usize);
    while right < half - 1 {
        let row = &plane[right * width..(right + 1) * width];
        for (sum, value) in sums.iter_mut().zip(row) {
            *sum += value;
        }
        ring[(right % window) * width..(right % window + 1) * width].copy_from_slice(row);
        count += 1;
        right += 1;
    }
    for y in 0..height {
        if right < height {
            let row = &plane[right * width..(right + 1) * width];
            let kept = &mut ring[(right % window) * width..(right % window + 1) * width];
            if count == window {
                for ((sum, value), old) in sums.iter_mut().zip(row).zip(kept.iter()) {
                    *sum += value;
                    *sum -= old;
                }
                left += 1;
            } else {
                for (sum, value) in sums.iter_mut().zip(row) {
                    *sum += value;
                }
                count += 1;
            }
            kept.copy_from_slice(row);
            right += 1;
        } else {
            let kept = &ring[(left % window) * width..(left % window + 1) * width];
            for (sum, old) in sums.iter_mut().zip(kept) {
                *sum -= old;
            }
            left += 1;
            count -= 1;
        }
        let parts = count as f32;
        for (value, sum) in plane[y * width..(y + 1) * width].iter_mut().zip(&sums) {
            *value = sum / parts;
        }
    }
}

/// The sum of steep steps between neighbours; constants from the reference.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "steps are -100 to 100; clamped to 0..=100"
)]
fn quality(block: &Block) -> u8 {
    let step = |a: f32, b: f32| (((a - b) * 100.0) / 255.0) as i32;
    let mut sum = 0_i32;
    for i in 0..64 {
        for j in 0..64 {
            if i < 63 {
                sum += step(block[i][j], block[i + 1][j]).abs();
            }
            if j < 63 {
                sum += step(block[i][j], block[i][j + 1]).abs();
            }
        }
    }
    (sum / 90).clamp(0, 100) as u8
}

/// Frequencies 1 to 16 in both directions.
#[expect(clippy::cast_possible_truncation, reason = "the reference keeps the matrix in single precision")]
fn transform(block: &Block) -> [[f32; 16]; 16] {
    let mut matrix = [[0.0_f32; 64]; 16];
    let scale = f64::from((2.0_f64 / 64.0).sqrt() as f32);
    for (i, row) in (1_u8..).zip(matrix.iter_mut()) {
        for (j, value) in (0_u8..).zip(row.iter_mut()) {
            let angle = std::f64::consts::PI / 2.0 / 64.0 * f64::from(i) * f64::from(2 * j + 1);
            *value = (scale * angle.cos()) as f32;
        }
    }
    let mut half = [[0.0_f32; 64]; 16];
    for (out, row) in half.iter_mut().zip(&matrix) {
        for (j, value) in out.iter_mut().enumerate() {
            let mut sum = 0.0_f32;
            for (factor, line) in row.iter().zip(block.iter()) {
                sum += factor * line[j];
            }
            *value = sum;
        }
    }
    let mut whole = [[0.0_f32; 16]; 16];
    for (out, line) in whole.iter_mut().zip(&half) {
        for (value, row) in out.iter_mut().zip(&matrix) {
            let mut sum = 0.0_f32;
            for (a, b) in line.iter().zip(row) {
                sum += a * b;
            }
            *value = sum;
        }
    }
    whole
}

/// One bit per frequency: above the lower median or not.
fn bits(values: &[[f32; 16]; 16]) -> PdqHash {
    let mut sorted: Vec<f32> = values.iter().flatten().copied().collect();
    let (_, median, _) = sorted.select_nth_unstable_by(127, f32::total_cmp);
    let median = *median;
    let mut words = [0_u64; 4];
    for (k, value) in values.iter().flatten().enumerate() {
        if *value > median {
            words[k / 64] |= 1 << (k % 64);
        }
    }
    PdqHash(words)
}
