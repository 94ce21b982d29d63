//! Pictures made from a seed, and what people do to pictures: what the robustness of the matcher is measured on.
//!
//! Rendered photographs (landscapes, streets, crowds), posters, screens of a chat that all share their frame, and pages of
//! text in five made-up scripts whose letters repeat from picture to picture as real letters do. No fonts, no files: the
//! same seed makes the same pixels everywhere.
#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_possible_wrap,
    clippy::indexing_slicing,
    clippy::expect_used,
    reason = "drawing: places and brightness within a picture, tables of fixed size"
)]

use image::codecs::jpeg::JpegEncoder;
use image::imageops::{self, FilterType};
use image::{Rgb, RgbImage};

/// A sequence of numbers from a seed (SplitMix64).
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x1234_5678_9abc_def0)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// 0 up to 1.
    pub(crate) fn unit(&mut self) -> f32 {
        (self.next() >> 40) as f32 / 16_777_216.0
    }

    pub(crate) fn between(&mut self, low: f32, high: f32) -> f32 {
        low + (high - low) * self.unit()
    }

    pub(crate) fn below(&mut self, bound: u32) -> u32 {
        (self.next() >> 33) as u32 % bound.max(1)
    }

    fn colour(&mut self) -> [f32; 3] {
        [self.between(0.0, 255.0), self.between(0.0, 255.0), self.between(0.0, 255.0)]
    }

    /// Nearly normal, mean 0, deviation 1.
    fn normal(&mut self) -> f32 {
        (self.unit() + self.unit() + self.unit() + self.unit() - 2.0) * 1.732
    }
}

fn put(image: &mut RgbImage, x: i32, y: i32, colour: [f32; 3], share: f32) {
    if x >= 0 && y >= 0 && (x as u32) < image.width() && (y as u32) < image.height() {
        let pixel = image.get_pixel_mut(x as u32, y as u32);
        for (old, new) in pixel.0.iter_mut().zip(colour) {
            *old = (f32::from(*old) * (1.0 - share) + new * share).clamp(0.0, 255.0) as u8;
        }
    }
}

fn rectangle(image: &mut RgbImage, left: i32, top: i32, width: i32, height: i32, colour: [f32; 3]) {
    for y in top..top + height {
        for x in left..left + width {
            put(image, x, y, colour, 1.0);
        }
    }
}

fn rounded(image: &mut RgbImage, left: i32, top: i32, width: i32, height: i32, colour: [f32; 3]) {
    let radius = 14.min(height / 2).min(width / 2);
    for y in 0..height {
        for x in 0..width {
            let dx = (radius - x).max(x - (width - 1 - radius)).max(0);
            let dy = (radius - y).max(y - (height - 1 - radius)).max(0);
            if dx * dx + dy * dy <= radius * radius {
                put(image, left + x, top + y, colour, 1.0);
            }
        }
    }
}

fn ellipse(image: &mut RgbImage, x: f32, y: f32, a: f32, b: f32, colour: [f32; 3], shaded: bool) {
    for py in (y - b) as i32..=(y + b) as i32 {
        for px in (x - a) as i32..=(x + a) as i32 {
            let (u, v) = ((px as f32 - x) / a, (py as f32 - y) / b);
            let r = u * u + v * v;
            if r <= 1.0 {
                let light = if shaded { 1.15 - 0.5 * ((u + 0.3).powi(2) + (v + 0.4).powi(2)) } else { 1.0 };
                put(image, px, py, colour.map(|part| part * light), 1.0);
            }
        }
    }
}

fn line(image: &mut RgbImage, from: (f32, f32), to: (f32, f32), thick: f32, colour: [f32; 3]) {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let length = (dx * dx + dy * dy).max(1e-3);
    let reach = thick + 1.0;
    for y in (from.1.min(to.1) - reach) as i32..=(from.1.max(to.1) + reach) as i32 {
        for x in (from.0.min(to.0) - reach) as i32..=(from.0.max(to.0) + reach) as i32 {
            let (px, py) = (x as f32 - from.0, y as f32 - from.1);
            let along = ((px * dx + py * dy) / length).clamp(0.0, 1.0);
            let away = (px - along * dx).hypot(py - along * dy);
            let share = (thick / 2.0 + 0.5 - away).clamp(0.0, 1.0);
            if share > 0.0 {
                put(image, x, y, colour, share);
            }
        }
    }
}

/// Smooth noise of several octaves, about -1 to 1.
struct Noise {
    seed: u64,
}

impl Noise {
    fn lattice(&self, x: i32, y: i32) -> f32 {
        let mut z =
            self.seed ^ (x as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ (y as u64).wrapping_mul(0xc2b2_ae3d_27d4_eb4f);
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) >> 40) as f32 / 8_388_608.0 - 1.0
    }

    fn smooth(&self, x: f32, y: f32) -> f32 {
        let (cx, cy) = (x.floor(), y.floor());
        let (u, v) = (x - cx, y - cy);
        let (u, v) = (u * u * (3.0 - 2.0 * u), v * v * (3.0 - 2.0 * v));
        let (cx, cy) = (cx as i32, cy as i32);
        let top = self.lattice(cx, cy) * (1.0 - u) + self.lattice(cx + 1, cy) * u;
        let bottom = self.lattice(cx, cy + 1) * (1.0 - u) + self.lattice(cx + 1, cy + 1) * u;
        top * (1.0 - v) + bottom * v
    }

    fn at(&self, x: f32, y: f32, octaves: u32) -> f32 {
        let (mut sum, mut weight, mut scale) = (0.0, 0.5, 1.0);
        for _ in 0..octaves {
            sum += weight * self.smooth(x * scale, y * scale);
            weight *= 0.55;
            scale *= 2.03;
        }
        sum
    }
}

/// From here to there on a letter's square.
type Stroke = ((f32, f32), (f32, f32));

/// A made-up script: some letters, each a few strokes on a small grid; the same in every picture.
#[expect(clippy::struct_excessive_bools, reason = "each is one trait of how a script looks")]
struct Script {
    letters: Vec<Vec<Stroke>>,
    wide: f32,
    joined: bool,
    headline: bool,
    spaced: bool,
    leftwards: bool,
}

fn script(number: u32) -> Script {
    let mut dice = Dice::new(7_000 + u64::from(number));
    let dense = number == 1;
    let count = if dense { 160 } else { 42 };
    let letters = (0..count)
        .map(|_| {
            let strokes = if dense { 5 + dice.below(5) } else { 2 + dice.below(3) };
            let mut at = (dice.below(4) as f32 / 3.0, dice.below(4) as f32 / 3.0);
            (0..strokes)
                .map(|_| {
                    let to = (dice.below(4) as f32 / 3.0, dice.below(4) as f32 / 3.0);
                    let to = if dense && dice.below(3) > 0 {
                        if dice.below(2) == 0 { (to.0, at.1) } else { (at.0, to.1) }
                    } else {
                        to
                    };
                    let stroke = (at, to);
                    at = if dice.below(3) == 0 { (dice.below(4) as f32 / 3.0, dice.below(4) as f32 / 3.0) } else { to };
                    stroke
                })
                .collect()
        })
        .collect();
    Script {
        letters,
        wide: if dense { 1.0 } else { 0.62 },
        joined: number == 3,
        headline: number == 2,
        spaced: number != 1 && number != 4,
        leftwards: number == 3,
    }
}

/// One line of text.
#[expect(clippy::too_many_arguments, reason = "a drawing primitive")]
fn write(
    image: &mut RgbImage,
    script: &Script,
    dice: &mut Dice,
    left: f32,
    top: f32,
    size: f32,
    width: f32,
    colour: [f32; 3],
) {
    let mut along = 0.0;
    let thick = (size / 9.0).max(1.0);
    while along < width - size {
        let letters = 2 + dice.below(7);
        let start = along;
        for _ in 0..letters {
            if along > width - size {
                break;
            }
            let letter = &script.letters[dice.below(script.letters.len() as u32) as usize];
            let x0 = if script.leftwards { left + width - along - size * script.wide } else { left + along };
            for ((ax, ay), (bx, by)) in letter {
                let place = |x: &f32, y: &f32| (x0 + x * size * script.wide * 0.8, top + y * size * 0.8 + size * 0.1);
                line(image, place(ax, ay), place(bx, by), thick, colour);
            }
            along += size * script.wide;
        }
        let (from, to) =
            if script.leftwards { (left + width - along, left + width - start) } else { (left + start, left + along) };
        if script.headline {
            line(image, (from, top + size * 0.1), (to, top + size * 0.1), thick, colour);
        }
        if script.joined {
            line(image, (from, top + size * 0.7), (to, top + size * 0.7), thick, colour);
        }
        if script.spaced {
            along += size * 0.45;
        }
    }
}

fn grain(image: &mut RgbImage, dice: &mut Dice, deviation: f32) {
    for pixel in image.pixels_mut() {
        let noise = dice.normal() * deviation;
        pixel.0 = pixel.0.map(|part| (f32::from(part) + noise).clamp(0.0, 255.0) as u8);
    }
}

fn landscape(dice: &mut Dice, width: u32, height: u32) -> RgbImage {
    let noise = Noise { seed: dice.next() };
    let (sky, low, ground) = (dice.colour(), dice.colour(), dice.colour());
    let horizon = dice.between(0.3, 0.7);
    let ridges: Vec<(f32, f32, [f32; 3])> =
        (0..3).map(|n| (horizon - 0.12 + 0.12 * n as f32, dice.between(1.5, 5.0), dice.colour())).collect();
    let mut image = RgbImage::from_fn(width, height, |px, py| {
        let (x, y) = (px as f32 / width as f32, py as f32 / height as f32);
        let cloud = noise.at(x * 3.0, y * 6.0, 5).max(0.0) * 180.0;
        let mut colour: [f32; 3] = std::array::from_fn(|part| sky[part] * (1.0 - y) + low[part] * y + cloud);
        for (level, rough, tint) in &ridges {
            if y > level + 0.18 * noise.at(x * rough, level * 40.0, 5) {
                let light = 1.0 + 0.9 * noise.at(x * 14.0, y * 22.0, 4);
                colour = tint.map(|part| part * 0.7 * light);
            }
        }
        if y > horizon + 0.2 + 0.05 * noise.at(x * 6.0, 9.0, 3) {
            let light = 1.0 + 1.1 * noise.at(x * 30.0, y * 30.0, 4);
            colour = ground.map(|part| part * 0.8 * light);
        }
        Rgb(colour.map(|part| part.clamp(0.0, 255.0) as u8))
    });
    let (w, h) = (width as f32, height as f32);
    for _ in 0..dice.below(6) {
        let (x, y, size) =
            (dice.between(0.05, 0.95) * w, dice.between(horizon, 0.95) * h, dice.between(0.03, 0.12) * h);
        let colour = dice.colour();
        ellipse(&mut image, x, y - size, size * 0.4, size, colour, true);
        ellipse(&mut image, x, y - size * 2.2, size * 0.3, size * 0.35, dice.colour(), true);
    }
    image
}

fn street(dice: &mut Dice, width: u32, height: u32) -> RgbImage {
    let noise = Noise { seed: dice.next() };
    let sky = dice.colour();
    let mut image = RgbImage::from_fn(width, height, |x, y| {
        let light = 0.8 + 0.4 * noise.at(x as f32 / 90.0, y as f32 / 60.0, 4);
        Rgb(sky.map(|part| (part * light).clamp(0.0, 255.0) as u8))
    });
    let (w, h) = (width as i32, height as i32);
    let mut left = -20;
    while left < w {
        let (wide, tall) = (dice.between(0.08, 0.25) * w as f32, dice.between(0.3, 0.9) * h as f32);
        let (wide, tall) = (wide as i32, tall as i32);
        let wall = dice.colour();
        rectangle(&mut image, left, h - tall, wide, tall, wall);
        let (step_x, step_y) = (14 + dice.below(22) as i32, 18 + dice.below(26) as i32);
        let mut y = h - tall + 8;
        while y + step_y < h {
            let mut x = left + 6;
            while x + step_x < left + wide {
                let lit = if dice.below(3) == 0 { [240.0, 220.0, 150.0] } else { wall.map(|part| part * 0.45) };
                rectangle(&mut image, x, y, step_x * 6 / 10, step_y * 6 / 10, lit);
                x += step_x;
            }
            y += step_y;
        }
        left += wide + dice.below(12) as i32;
    }
    for _ in 0..10 + dice.below(20) {
        let (x, y) = (dice.unit() * w as f32, dice.between(0.75, 0.98) * h as f32);
        let size = dice.between(0.02, 0.06) * h as f32;
        let colour = dice.colour();
        ellipse(&mut image, x, y - size, size * 0.45, size, colour, true);
        ellipse(&mut image, x, y - size * 2.3, size * 0.35, size * 0.4, [190.0, 150.0, 120.0], true);
    }
    imageops::blur(&image, 0.7)
}

fn crowd(dice: &mut Dice, width: u32, height: u32) -> RgbImage {
    let noise = Noise { seed: dice.next() };
    let tint = dice.colour();
    let mut image = RgbImage::from_fn(width, height, |x, y| {
        let light = 0.9 + 0.8 * noise.at(x as f32 / 50.0, y as f32 / 50.0, 5);
        Rgb(tint.map(|part| (part * light).clamp(0.0, 255.0) as u8))
    });
    for _ in 0..60 + dice.below(160) {
        let (x, y) = (dice.unit() * width as f32, dice.unit() * height as f32);
        let size = dice.between(6.0, 70.0);
        let slim = dice.between(0.5, 1.6);
        let colour = dice.colour();
        ellipse(&mut image, x, y, size, size * slim, colour, true);
    }
    for _ in 0..dice.below(30) {
        let at = (dice.unit() * width as f32, dice.unit() * height as f32);
        let to = (at.0 + dice.between(-200.0, 200.0), at.1 + dice.between(-200.0, 200.0));
        let thick = dice.between(2.0, 12.0);
        line(&mut image, at, to, thick, dice.colour());
    }
    imageops::blur(&image, 0.8)
}

fn poster(dice: &mut Dice, width: u32, height: u32) -> RgbImage {
    let (top, bottom) = (dice.colour(), dice.colour());
    let mut image = RgbImage::from_fn(width, height, |_, y| {
        let share = y as f32 / height as f32;
        Rgb(std::array::from_fn(|part| (top[part] * (1.0 - share) + bottom[part] * share) as u8))
    });
    let (w, h) = (width as f32, height as f32);
    let picture = landscape(dice, width * 8 / 10, height * 4 / 10);
    imageops::overlay(&mut image, &picture, i64::from(width / 10), (dice.between(0.15, 0.45) * h) as i64);
    let ink = if dice.below(2) == 0 { [250.0; 3] } else { [20.0, 20.0, 40.0] };
    let number = dice.below(5);
    let letters = script(number);
    write(&mut image, &letters, dice, w * 0.06, h * 0.03, h * 0.07, w * 0.88, ink);
    for row in 0..4_u8 {
        let top = h * 0.84 + f32::from(row) * h * 0.035;
        let wide = dice.between(0.5, 0.88);
        write(&mut image, &letters, dice, w * 0.06, top, h * 0.028, w * wide, ink);
    }
    let (x, y, size) = (dice.unit() * w, dice.between(0.2, 0.8) * h, dice.between(0.05, 0.12) * w);
    ellipse(&mut image, x, y, size, size, dice.colour(), false);
    image
}

/// The frame is the same in all of them, as the frame of one messenger is.
fn chat(dice: &mut Dice, width: u32, height: u32) -> RgbImage {
    let mut image = RgbImage::from_pixel(width, height, Rgb([229, 221, 213]));
    let (w, h) = (width as i32, height as i32);
    let mut fixed = Dice::new(99);
    rectangle(&mut image, 0, 0, w, h / 11, [7.0, 94.0, 84.0]);
    ellipse(
        &mut image,
        w as f32 * 0.1,
        h as f32 / 22.0,
        h as f32 / 34.0,
        h as f32 / 34.0,
        [200.0, 200.0, 200.0],
        false,
    );
    write(
        &mut image,
        &script(0),
        &mut fixed,
        w as f32 * 0.2,
        h as f32 * 0.03,
        h as f32 * 0.03,
        w as f32 * 0.4,
        [255.0; 3],
    );
    rounded(&mut image, w / 40, h - h / 14, w * 8 / 10, h / 18, [255.0; 3]);
    ellipse(
        &mut image,
        w as f32 * 0.92,
        h as f32 * 0.957,
        h as f32 / 36.0,
        h as f32 / 36.0,
        [7.0, 150.0, 130.0],
        false,
    );
    let letters = script(dice.below(5));
    let size = dice.between(20.0, 30.0);
    let mut y = h / 11 + 16;
    while y < h - h / 6 {
        let own = dice.below(3) == 0;
        let rows = 1 + dice.below(7) as i32;
        let wide = (dice.between(0.45, 0.85) * w as f32) as i32;
        let tall = rows * (size * 1.35) as i32 + 18;
        if y + tall > h - h / 13 {
            break;
        }
        let left = if own { w - wide - 16 } else { 16 };
        rounded(&mut image, left, y, wide, tall, if own { [220.0, 248.0, 198.0] } else { [255.0; 3] });
        for row in 0..rows {
            let share = if row == rows - 1 { dice.between(0.3, 0.9) } else { 1.0 };
            let top = y as f32 + 9.0 + row as f32 * size * 1.35;
            write(&mut image, &letters, dice, left as f32 + 12.0, top, size, (wide as f32 - 24.0) * share, [20.0; 3]);
        }
        y += tall + 14;
    }
    image
}

fn page(dice: &mut Dice, width: u32, height: u32) -> RgbImage {
    let mut image = RgbImage::from_pixel(width, height, Rgb([250, 250, 246]));
    let (w, h) = (width as f32, height as f32);
    let letters = script(dice.below(5));
    let mut y = h * 0.06;
    let headline = dice.between(0.4, 0.84);
    write(&mut image, &letters, dice, w * 0.08, y, h * 0.045, w * headline, [10.0; 3]);
    y += h * 0.08;
    if dice.below(2) == 0 {
        let picture = street(dice, width * 8 / 10, height / 4);
        imageops::overlay(&mut image, &picture, i64::from(width / 10), y as i64);
        y += h * 0.28;
    }
    let size = dice.between(h * 0.016, h * 0.026);
    while y < h * 0.93 {
        let wide = if dice.below(5) == 0 { dice.between(0.2, 0.7) } else { 0.84 };
        write(&mut image, &letters, dice, w * 0.08, y, size, w * wide, [25.0; 3]);
        y += size * if wide < 0.84 { 2.0 } else { 1.4 };
    }
    image
}

/// The kinds of pictures, in the order of [`picture`]'s numbers.
pub(crate) const KINDS: [&str; 6] = ["landscape", "street", "crowd", "poster", "chat", "page"];

/// The picture of this number: kinds in turn, everything else from the seed.
pub(crate) fn picture(seed: u64, number: u64) -> RgbImage {
    let mut dice = Dice::new(seed.wrapping_mul(1_000_003).wrapping_add(number));
    let (width, height) = [(960, 720), (720, 960), (800, 800), (1280, 720), (640, 480)][dice.below(5) as usize];
    let mut image = match number % 6 {
        0 => landscape(&mut dice, width, height),
        1 => street(&mut dice, width, height),
        2 => crowd(&mut dice, width, height),
        3 => poster(&mut dice, width.min(height), width.max(height)),
        4 => chat(&mut dice, 720, 1280),
        _ => page(&mut dice, width.min(height).max(700), width.max(height)),
    };
    if number % 6 < 3 {
        grain(&mut image, &mut dice, 3.0);
    }
    image
}

/// What is done to pictures on their way.
pub(crate) const EDITS: [&str; 20] = [
    "recompressed at 30",
    "recompressed at 55",
    "scaled to 40 %",
    "scaled to 160 %",
    "brighter, more contrast",
    "darker, gamma 0.7",
    "blurred",
    "noise",
    "5 to 12 % cut off all sides",
    "20 % cut off one side",
    "10 to 20 % cut off two sides",
    "caption above",
    "caption below",
    "screenshot frame",
    "mirrored",
    "mirrored, 8 % cut off",
    "turned by 90°",
    "turned by 2 to 3°",
    "sticker and watermark",
    "grey, with a white border",
];

/// JPEG at this quality.
pub(crate) fn jpeg(image: &RgbImage, quality: u8) -> Vec<u8> {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, quality).encode_image(image).expect("memory takes every JPEG");
    bytes
}

fn map(image: &RgbImage, change: impl Fn(f32) -> f32) -> RgbImage {
    let table: Vec<u8> = (0..=255_u8).map(|value| change(f32::from(value)).clamp(0.0, 255.0) as u8).collect();
    let mut out = image.clone();
    for pixel in out.pixels_mut() {
        pixel.0 = pixel.0.map(|part| table[usize::from(part)]);
    }
    out
}

fn cut(image: &RgbImage, left: f32, top: f32, right: f32, bottom: f32) -> RgbImage {
    let (w, h) = (image.width() as f32, image.height() as f32);
    let (x, y) = ((left * w) as u32, (top * h) as u32);
    let (wide, tall) = (((1.0 - left - right) * w) as u32, ((1.0 - top - bottom) * h) as u32);
    imageops::crop_imm(image, x, y, wide, tall).to_image()
}

fn with_caption(image: &RgbImage, dice: &mut Dice, above: bool) -> RgbImage {
    let (w, h) = image.dimensions();
    let bar = (dice.between(0.13, 0.25) * h as f32) as u32;
    let (paper, ink) = if dice.below(2) == 0 { ([255_u8; 3], [15.0; 3]) } else { ([0_u8; 3], [245.0; 3]) };
    let mut out = RgbImage::from_pixel(w, h + bar, Rgb(paper));
    imageops::overlay(&mut out, image, 0, if above { i64::from(bar) } else { 0 });
    let letters = script(dice.below(5));
    let size = bar as f32 / 3.2;
    for row in 0..2_u8 {
        let top = if above { 0.0 } else { h as f32 } + size * (0.4 + 1.3 * f32::from(row));
        write(&mut out, &letters, dice, w as f32 * 0.04, top, size, w as f32 * 0.92, ink);
    }
    out
}

fn in_screenshot(image: &RgbImage, dice: &mut Dice) -> RgbImage {
    let (w, h) = (720_u32, 1480_u32);
    let mut out = RgbImage::from_pixel(w, h, Rgb([255, 255, 255]));
    rectangle(&mut out, 0, 0, w as i32, 44, [230.0; 3]);
    rectangle(&mut out, 0, 44, w as i32, 96, [24.0, 119.0, 242.0]);
    let letters = script(dice.below(5));
    write(&mut out, &letters, dice, 20.0, 8.0, 26.0, 200.0, [40.0; 3]);
    write(&mut out, &letters, dice, 110.0, 70.0, 40.0, 420.0, [255.0; 3]);
    ellipse(&mut out, 60.0, 92.0, 36.0, 36.0, dice.colour(), true);
    for row in 0..3_u8 {
        write(&mut out, &letters, dice, 24.0, 160.0 + 44.0 * f32::from(row), 30.0, 660.0, [30.0; 3]);
    }
    let wide = (w as f32 * dice.between(0.86, 1.0)) as u32;
    let tall = (wide as f32 * image.height() as f32 / image.width() as f32) as u32;
    let (wide, tall) = if tall > 1000 { (wide * 1000 / tall, 1000) } else { (wide, tall) };
    let small = imageops::resize(image, wide, tall, FilterType::CatmullRom);
    imageops::overlay(&mut out, &small, i64::from((w - wide) / 2), 310);
    let mut y = 330.0 + tall as f32;
    while y < 1400.0 {
        let wide = dice.between(200.0, 660.0);
        write(&mut out, &letters, dice, 24.0, y, 28.0, wide, [60.0; 3]);
        y += 48.0;
    }
    out
}

fn tilted(image: &RgbImage, degrees: f32, inside: f32) -> RgbImage {
    let (w, h) = (image.width() as f32, image.height() as f32);
    let (sine, cosine) = degrees.to_radians().sin_cos();
    let whole = RgbImage::from_fn(image.width(), image.height(), |px, py| {
        let (x, y) = (px as f32 - w / 2.0, py as f32 - h / 2.0);
        let (u, v) = (x * cosine - y * sine + w / 2.0, x * sine + y * cosine + h / 2.0);
        if u < 0.0 || v < 0.0 || u >= w - 1.0 || v >= h - 1.0 {
            return Rgb([0, 0, 0]);
        }
        let (cx, cy) = (u as u32, v as u32);
        let (fx, fy) = (u - cx as f32, v - cy as f32);
        Rgb(std::array::from_fn(|part| {
            let at = |x: u32, y: u32| f32::from(image.get_pixel(x, y).0[part]);
            let top = at(cx, cy) * (1.0 - fx) + at(cx + 1, cy) * fx;
            let bottom = at(cx, cy + 1) * (1.0 - fx) + at(cx + 1, cy + 1) * fx;
            (top * (1.0 - fy) + bottom * fy) as u8
        }))
    });
    cut(&whole, inside, inside, inside, inside)
}

fn with_sticker(image: &RgbImage, dice: &mut Dice) -> RgbImage {
    let mut out = image.clone();
    let (w, h) = (image.width() as f32, image.height() as f32);
    let (x, y, size) = (dice.between(0.2, 0.8) * w, dice.between(0.2, 0.8) * h, 0.16 * w.min(h));
    ellipse(&mut out, x, y, size, size, [250.0, 210.0, 40.0], true);
    ellipse(&mut out, x - size * 0.35, y - size * 0.2, size * 0.12, size * 0.18, [30.0; 3], false);
    ellipse(&mut out, x + size * 0.35, y - size * 0.2, size * 0.12, size * 0.18, [30.0; 3], false);
    let letters = script(dice.below(5));
    let top = h * dice.between(0.85, 0.9);
    write(&mut out, &letters, dice, w * 0.05, top, h * 0.06, w * 0.6, [255.0, 40.0, 40.0]);
    out
}

fn with_border(image: &RgbImage, dice: &mut Dice) -> RgbImage {
    let grey = image::DynamicImage::ImageRgb8(image.clone()).grayscale().into_rgb8();
    let border = (dice.between(0.03, 0.1) * image.width() as f32) as u32;
    let mut out = RgbImage::from_pixel(image.width() + 2 * border, image.height() + 2 * border, Rgb([255; 3]));
    imageops::overlay(&mut out, &grey, i64::from(border), i64::from(border));
    out
}

/// The picture after the edit of this number in [`EDITS`], as a JPEG file.
pub(crate) fn edited(image: &RgbImage, edit: usize, seed: u64) -> Vec<u8> {
    let mut dice = Dice::new(seed.wrapping_mul(31).wrapping_add(edit as u64));
    let scaled = |share: f32| {
        let (w, h) = (image.width() as f32 * share, image.height() as f32 * share);
        imageops::resize(image, w as u32, h as u32, FilterType::Triangle)
    };
    match edit {
        0 => jpeg(image, 30),
        1 => jpeg(image, 55),
        2 => jpeg(&scaled(0.4), 75),
        3 => jpeg(&scaled(1.6), 75),
        4 => jpeg(&map(image, |value| (value - 128.0) * 1.35 + 150.0), 80),
        5 => jpeg(&map(image, |value| 200.0 * (value / 255.0).powf(1.0 / 0.7)), 80),
        6 => jpeg(&imageops::blur(image, dice.between(1.5, 2.5)), 80),
        7 => {
            let mut out = image.clone();
            grain(&mut out, &mut dice, 14.0);
            jpeg(&out, 70)
        }
        8 => {
            let mut side = || dice.between(0.05, 0.12);
            jpeg(&cut(image, side(), side(), side(), side()), 80)
        }
        9 => {
            let mut sides = [0.0; 4];
            sides[dice.below(4) as usize] = 0.2;
            jpeg(&cut(image, sides[0], sides[1], sides[2], sides[3]), 80)
        }
        10 => {
            let (a, b) = (dice.between(0.1, 0.2), dice.between(0.1, 0.2));
            let across = dice.below(2) == 0;
            jpeg(&if across { cut(image, a, b, 0.0, 0.0) } else { cut(image, 0.0, 0.0, a, b) }, 80)
        }
        11 => jpeg(&with_caption(image, &mut dice, true), 75),
        12 => jpeg(&with_caption(image, &mut dice, false), 75),
        13 => jpeg(&in_screenshot(image, &mut dice), 75),
        14 => jpeg(&imageops::flip_horizontal(image), 70),
        15 => jpeg(&cut(&imageops::flip_horizontal(image), 0.08, 0.0, 0.08, 0.08), 75),
        16 => jpeg(&imageops::rotate90(image), 75),
        17 => {
            let (degrees, inside) = (dice.between(2.0, 3.0), if dice.below(2) == 0 { 0.0 } else { 0.05 });
            jpeg(&tilted(image, if dice.below(2) == 0 { degrees } else { -degrees }, inside), 80)
        }
        18 => jpeg(&with_sticker(image, &mut dice), 75),
        _ => jpeg(&with_border(image, &mut dice), 70),
    }
}
