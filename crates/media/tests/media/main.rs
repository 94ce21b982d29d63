//! What the media lane promises, on pictures, videos and sounds made here.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_possible_wrap,
    reason = "tests: a broken one must fail loudly"
)]

mod hostile;
mod index;
mod pdq;
mod pictures;
mod robust;
mod sound;
mod video;

use image::RgbImage;
use saksi_media::{Fingerprint, Limits, Picture};

/// The fingerprint of a file's bytes.
fn fingerprint(bytes: &[u8]) -> Fingerprint {
    Fingerprint::of(&Picture::decode(bytes, &Limits::default()).unwrap())
}

/// A picture as PNG.
fn png(image: &RgbImage) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}
