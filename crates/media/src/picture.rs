//! From the bytes of a file to the brightness of its pixels, within limits.
//!
//! A file of a few kilobytes can claim to be a picture of a billion pixels. Size is read from the header and judged before
//! anything is reserved, and the decoders are told how much they may reserve.

use std::io::Cursor;

use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader};

/// How much of the machine one picture may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The longest side, in pixels.
    pub side: u32,
    /// The number of pixels. Decoding and hashing take up to 8 bytes of memory for each.
    pub pixels: u64,
    /// What the decoder may reserve, in bytes.
    pub memory: u64,
}

impl Default for Limits {
    /// 32 megapixels, at most 20,000 on a side: larger than any messenger hands on.
    fn default() -> Self {
        Self { side: 20_000, pixels: 32_000_000, memory: 256 << 20 }
    }
}

/// Why bytes could not be read as a picture.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PictureError {
    /// Not a format that is read.
    #[error("this is not a PNG, JPEG, WebP or GIF picture")]
    Format,
    /// Beyond the limits.
    #[error("the picture is {width} × {height} pixels; send one of at most {most} megapixels")]
    TooLarge {
        /// As the header says.
        width: u32,
        /// As the header says.
        height: u32,
        /// The limit in force.
        most: u64,
    },
    /// Decoding would take more memory than allowed.
    #[error("the picture needs too much memory to open; save it again as JPEG and send that")]
    Memory,
    /// The file is cut short or damaged.
    #[error("the picture is damaged or cut short: {0}")]
    Damaged(String),
}

/// The brightness of a picture: what fingerprints are made of.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    width: usize,
    height: usize,
    luma: Vec<f32>,
}

impl Picture {
    /// Decodes PNG, JPEG, WebP or GIF (the first frame), turned upright as its Exif data says; transparency is laid on white.
    ///
    /// # Errors
    /// See [`PictureError`]. Nothing beyond `limits` is reserved.
    pub fn decode(bytes: &[u8], limits: &Limits) -> Result<Self, PictureError> {
        let mut decoder = decoder(bytes, limits)?;
        let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
        let image = DynamicImage::from_decoder(decoder).map_err(|error| refused(&error, limits))?;
        Ok(Self::of_image(&image).oriented(orientation))
    }

    /// A picture from its brightness, row by row; `None` if the number of values is not `width × height`, or zero.
    pub fn from_luma(width: usize, height: usize, luma: &[u8]) -> Option<Self> {
        (width > 0 && width.checked_mul(height) == Some(luma.len()) && !luma.is_empty()).then(|| Self {
            width,
            height,
            luma: luma.iter().map(|value| f32::from(*value)).collect(),
        })
    }

    /// A picture from red, green and blue, pixel by pixel; `None` if the number of values is not `3 × width × height`.
    pub fn from_rgb(width: usize, height: usize, rgb: &[u8]) -> Option<Self> {
        let fits = width.checked_mul(height).and_then(|pixels| pixels.checked_mul(3)) == Some(rgb.len());
        (fits && !rgb.is_empty()).then(|| Self {
            width,
            height,
            luma: rgb.chunks_exact(3).map(|pixel| luma(pixel, 255)).collect(),
        })
    }

    fn of_image(image: &DynamicImage) -> Self {
        let (width, height) = (image.width() as usize, image.height() as usize);
        let values: Vec<f32> = match image {
            DynamicImage::ImageLuma8(grey) => grey.as_raw().iter().map(|value| f32::from(*value)).collect(),
            DynamicImage::ImageRgb8(rgb) => rgb.as_raw().chunks_exact(3).map(|pixel| luma(pixel, 255)).collect(),
            DynamicImage::ImageRgba8(rgba) => rgba
                .as_raw()
                .chunks_exact(4)
                .map(|pixel| luma(pixel.get(..3).unwrap_or_default(), pixel.last().copied().unwrap_or(255)))
                .collect(),
            // Sixteen bits and grey with transparency: rare, so one row at a time through the general way.
            other => (0..other.height())
                .flat_map(|y| {
                    let row = other.crop_imm(0, y, other.width(), 1).into_rgba8();
                    row.into_raw()
                        .chunks_exact(4)
                        .map(|pixel| luma(pixel.get(..3).unwrap_or_default(), pixel.last().copied().unwrap_or(255)))
                        .collect::<Vec<f32>>()
                })
                .collect(),
        };
        Self { width, height, luma: values }
    }

    fn oriented(self, orientation: Orientation) -> Self {
        match orientation {
            Orientation::NoTransforms => self,
            Orientation::Rotate90 => self.turned(true, |x, y, _, h| (y, h - 1 - x)),
            Orientation::Rotate180 => self.turned(false, |x, y, w, h| (w - 1 - x, h - 1 - y)),
            Orientation::Rotate270 => self.turned(true, |x, y, w, _| (w - 1 - y, x)),
            Orientation::FlipHorizontal => self.turned(false, |x, y, w, _| (w - 1 - x, y)),
            Orientation::FlipVertical => self.turned(false, |x, y, _, h| (x, h - 1 - y)),
            Orientation::Rotate90FlipH => self.turned(true, |x, y, _, _| (y, x)),
            Orientation::Rotate270FlipH => self.turned(true, |x, y, w, h| (w - 1 - y, h - 1 - x)),
        }
    }

    /// Each new pixel (x, y) from the place that `from(x, y, old width, old height)` names.
    fn turned(self, sideways: bool, from: impl Fn(usize, usize, usize, usize) -> (usize, usize)) -> Self {
        let (width, height) = if sideways { (self.height, self.width) } else { (self.width, self.height) };
        let mut luma = Vec::with_capacity(self.luma.len());
        for y in 0..height {
            for x in 0..width {
                let (old_x, old_y) = from(x, y, self.width, self.height);
                luma.push(self.luma.get(old_y * self.width + old_x).copied().unwrap_or(0.0));
            }
        }
        Self { width, height, luma }
    }

    /// One white pixel.
    pub(crate) fn nothing() -> Self {
        Self { width: 1, height: 1, luma: vec![255.0] }
    }

    /// Pixels from left to right.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Pixels from top to bottom.
    pub fn height(&self) -> usize {
        self.height
    }

    /// Brightness, row by row, 0 (black) to 255 (white).
    pub fn luma(&self) -> &[f32] {
        &self.luma
    }

    /// The part from column `left` and row `top`; cut off where it would leave the picture. `None` if nothing is left.
    #[must_use]
    pub fn part(&self, left: usize, top: usize, width: usize, height: usize) -> Option<Self> {
        let (right, bottom) = (left.saturating_add(width).min(self.width), top.saturating_add(height).min(self.height));
        if left >= right || top >= bottom {
            return None;
        }
        let mut luma = Vec::with_capacity((right - left) * (bottom - top));
        for y in top..bottom {
            luma.extend_from_slice(self.luma.get(y * self.width + left..y * self.width + right)?);
        }
        Some(Self { width: right - left, height: bottom - top, luma })
    }
}

/// ITU-R BT.601 brightness of one pixel laid on white, computed as the reference of PDQ does.
fn luma(pixel: &[u8], alpha: u8) -> f32 {
    let &[red, green, blue] = pixel else { return 0.0 };
    let own = f64::from(red) * 0.299 + f64::from(green) * 0.587 + f64::from(blue) * 0.114;
    let value = if alpha == 255 {
        own
    } else {
        let alpha = f64::from(alpha) / 255.0;
        own * alpha + 255.0 * (1.0 - alpha)
    };
    #[expect(clippy::cast_possible_truncation, reason = "0 to 255; the reference rounds here as well")]
    let value = value as f32;
    value
}

/// Whether bytes begin like a picture that is read here.
pub fn looks_like_a_picture(bytes: &[u8]) -> bool {
    matches!(
        image::guess_format(bytes),
        Ok(ImageFormat::Png | ImageFormat::Jpeg | ImageFormat::WebP | ImageFormat::Gif)
    )
}

/// A decoder within the limits, its header read and judged.
pub(crate) fn decoder<'a>(bytes: &'a [u8], limits: &Limits) -> Result<impl ImageDecoder + 'a, PictureError> {
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|_| PictureError::Format)?;
    match reader.format() {
        Some(ImageFormat::Png | ImageFormat::Jpeg | ImageFormat::WebP | ImageFormat::Gif) => {}
        _ => return Err(PictureError::Format),
    }
    let mut bounds = image::Limits::default();
    bounds.max_image_width = Some(limits.side);
    bounds.max_image_height = Some(limits.side);
    bounds.max_alloc = Some(limits.memory);
    reader.limits(bounds);
    let decoder = reader.into_decoder().map_err(|error| refused(&error, limits))?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > limits.pixels || width > limits.side || height > limits.side {
        return Err(PictureError::TooLarge { width, height, most: limits.pixels / 1_000_000 });
    }
    if width == 0 || height == 0 {
        return Err(PictureError::Damaged("it has no pixels".to_owned()));
    }
    if decoder.total_bytes() > limits.memory {
        return Err(PictureError::Memory);
    }
    Ok(decoder)
}

pub(crate) fn refused(error: &image::ImageError, limits: &Limits) -> PictureError {
    match error {
        image::ImageError::Limits(limit) => match limit.kind() {
            image::error::LimitErrorKind::DimensionError => {
                PictureError::TooLarge { width: limits.side, height: limits.side, most: limits.pixels / 1_000_000 }
            }
            _ => PictureError::Memory,
        },
        image::ImageError::Unsupported(_) => PictureError::Format,
        other => PictureError::Damaged(other.to_string()),
    }
}
