//! A picture to look at: made anew from the pixels of what came, so that nothing else of the file is left.
//!
//! Cameras write the place, the moment and the device into a picture (Exif, XMP, IPTC), programs write previews of what was
//! cut away and the names of those who edited. A copy made from pixels alone holds none of it, nor anything that somebody
//! hid behind the pixels to harm whoever opens the file.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::{DynamicImage, ImageDecoder as _, Rgb, RgbImage};

use crate::picture::{self, Limits, Picture, PictureError};

/// Larger pictures are made smaller before anything else is done with them: 8 megapixels show every letter of a page.
const MOST_PIXELS: f64 = 8_000_000.0;
/// The longest side of a preview, in pixels.
const PREVIEW: u32 = 480;
const COPY_QUALITY: u8 = 90;
const PREVIEW_QUALITY: u8 = 80;

/// A decoded picture with its colours, upright, without transparency.
#[derive(Debug, Clone)]
pub struct Still {
    image: RgbImage,
}

impl Still {
    /// Decodes as [`Picture::decode`] does. Pictures of more than 8 megapixels are made smaller.
    ///
    /// # Errors
    /// See [`PictureError`]. Nothing beyond `limits` is reserved.
    pub fn decode(bytes: &[u8], limits: &Limits) -> Result<Self, PictureError> {
        let mut decoder = picture::decoder(bytes, limits)?;
        let orientation = decoder.orientation().unwrap_or(image::metadata::Orientation::NoTransforms);
        let mut image = DynamicImage::from_decoder(decoder).map_err(|error| picture::refused(&error, limits))?;
        let pixels = f64::from(image.width()) * f64::from(image.height());
        if pixels > MOST_PIXELS {
            let scale = (MOST_PIXELS / pixels).sqrt();
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "smaller than the side it was")]
            let side = |side: u32| ((f64::from(side) * scale) as u32).max(1);
            image = image.thumbnail_exact(side(image.width()), side(image.height()));
        }
        image.apply_orientation(orientation);
        Ok(Self { image: on_white(image) })
    }

    /// Pictures of one size side by side, in rows of two: moments of a video. `frames` hold red, green and blue, pixel by
    /// pixel; those of another length are left out. `None` if none is left.
    pub fn sheet(width: u32, height: u32, frames: &[Vec<u8>]) -> Option<Self> {
        let frames: Vec<RgbImage> =
            frames.iter().filter_map(|frame| RgbImage::from_raw(width, height, frame.clone())).collect();
        let count = u32::try_from(frames.len()).ok().filter(|count| *count > 0)?;
        let (columns, rows) = (count.min(2), count.div_ceil(2));
        let mut sheet = RgbImage::from_pixel(columns * width, rows * height, Rgb([255; 3]));
        for (place, frame) in (0_u32..).zip(&frames) {
            let (x, y) = (i64::from(place % 2) * i64::from(width), i64::from(place / 2) * i64::from(height));
            image::imageops::replace(&mut sheet, frame, x, y);
        }
        Some(Self { image: sheet })
    }

    /// Width and height in pixels.
    pub fn size(&self) -> (u32, u32) {
        self.image.dimensions()
    }

    /// Its brightness, for fingerprints and for reading.
    pub fn picture(&self) -> Picture {
        let (width, height) = (self.image.width() as usize, self.image.height() as usize);
        Picture::from_rgb(width, height, self.image.as_raw()).unwrap_or_else(Picture::nothing)
    }

    /// A JPEG that holds the pixels and nothing else.
    pub fn copy(&self) -> Vec<u8> {
        jpeg(&self.image, COPY_QUALITY)
    }

    /// A small JPEG of at most 480 pixels on a side.
    pub fn preview(&self) -> Vec<u8> {
        let (width, height) = self.size();
        if width.max(height) <= PREVIEW {
            return jpeg(&self.image, PREVIEW_QUALITY);
        }
        let longest = u64::from(width.max(height));
        let side = |side: u32| u32::try_from((u64::from(side) * u64::from(PREVIEW) / longest).max(1)).unwrap_or(1);
        jpeg(&image::imageops::resize(&self.image, side(width), side(height), FilterType::Triangle), PREVIEW_QUALITY)
    }
}

fn jpeg(image: &RgbImage, quality: u8) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    // Writing to memory fails for sides beyond 65,535 alone, and no picture here has such.
    if JpegEncoder::new_with_quality(&mut bytes, quality).encode_image(image).is_err() {
        return Vec::new();
    }
    bytes.into_inner()
}

/// Without transparency, as it looks on a white page.
fn on_white(image: DynamicImage) -> RgbImage {
    if !image.color().has_alpha() {
        return image.into_rgb8();
    }
    let image = image.into_rgba8();
    RgbImage::from_fn(image.width(), image.height(), |x, y| {
        let [red, green, blue, alpha] = image.get_pixel(x, y).0;
        let over = |value: u8| {
            let (value, alpha) = (u32::from(value), u32::from(alpha));
            u8::try_from((value * alpha + 255 * (255 - alpha)) / 255).unwrap_or(255)
        };
        Rgb([over(red), over(green), over(blue)])
    })
}
