//! Files made to break whatever opens them.

use std::time::Instant;

use proptest::prelude::*;
use saksi_media::{Fingerprint, Limits, Picture, PictureError, SoundFingerprint, VideoFingerprint};

use crate::pictures::{jpeg, picture};
use crate::{fingerprint, png};

fn chunk(kind: [u8; 4], data: &[u8]) -> Vec<u8> {
    let mut crc = u32::MAX;
    for byte in kind.iter().chain(data) {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = (crc >> 1) ^ (0xedb8_8320 & (crc & 1).wrapping_neg());
        }
    }
    let mut bytes = u32::try_from(data.len()).unwrap().to_be_bytes().to_vec();
    bytes.extend(kind);
    bytes.extend(data);
    bytes.extend((!crc).to_be_bytes());
    bytes
}

/// A PNG that claims this size, with these compressed bytes for pixels.
fn claiming(width: u32, height: u32, data: &[u8]) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
    let head = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 2, 0, 0, 0]].concat();
    bytes.extend(chunk(*b"IHDR", &head));
    bytes.extend(chunk(*b"IDAT", data));
    bytes.extend(chunk(*b"IEND", &[]));
    bytes
}

fn refused(bytes: &[u8]) -> PictureError {
    let start = Instant::now();
    let error = Picture::decode(bytes, &Limits::default()).expect_err("must be refused");
    assert!(start.elapsed().as_secs() < 20, "took {:?}", start.elapsed());
    error
}

#[test]
fn a_picture_of_a_billion_pixels_is_refused_by_its_header() {
    for (width, height) in [(60_000, 60_000), (1, u32::MAX >> 1), (20_001, 1), (8_000, 8_000)] {
        assert!(
            matches!(refused(&claiming(width, height, b"x")), PictureError::TooLarge { .. } | PictureError::Memory),
            "{width} × {height}"
        );
    }
    let mut gif = b"GIF89a\xff\xff\xff\xff\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\xff\xff\xff\xff\0\x08".to_vec();
    gif.extend([0x01, 0x00, 0x00, 0x3b]);
    assert!(matches!(refused(&gif), PictureError::TooLarge { .. }));
}

#[test]
fn a_small_file_that_unpacks_to_much_stays_within_bounds() {
    // A megapixel-sized claim whose data are zeros without end, a thousand times smaller than what they unpack to.
    let image = image::RgbImage::new(5_000, 6_000);
    let bytes = png(&image);
    assert!(bytes.len() < 600_000, "{}", bytes.len());
    let start = Instant::now();
    let picture = Picture::decode(&bytes, &Limits::default()).unwrap();
    let print = Fingerprint::of(&picture);
    assert_eq!((print.quality(), print.places()), (0, 0));
    assert!(start.elapsed().as_secs() < 60, "took {:?}", start.elapsed());
    // The same under a smaller limit is refused before anything is unpacked.
    let small = Limits { memory: 1 << 20, ..Limits::default() };
    assert_eq!(Picture::decode(&bytes, &small), Err(PictureError::Memory));
}

#[test]
fn other_formats_are_not_even_tried() {
    let mut bmp = b"BM".to_vec();
    bmp.resize(200, 0);
    for bytes in [&bmp[..], b"", b"%PDF-1.7", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"II*\0\x08\0\0\0", b"qoif"]
    {
        assert_eq!(refused(bytes), PictureError::Format);
    }
}

#[test]
fn a_cut_short_file_is_damaged_or_read_as_far_as_it_goes() {
    for bytes in [png(&picture(1, 0)), jpeg(&picture(1, 1), 80)] {
        for share in 0..20 {
            let short = &bytes[..bytes.len() * share / 20];
            if let Ok(picture) = Picture::decode(short, &Limits::default()) {
                Fingerprint::of(&picture);
            }
        }
    }
}

#[test]
fn a_picture_lying_on_its_side_is_turned_upright() {
    let own = picture(2, 1);
    let upright = jpeg(&own, 90);
    // Turned to the left by whoever wrote it, with the note "turn to the right to see it" (Exif orientation 6).
    let lying = jpeg(&image::imageops::rotate270(&own), 90);
    let exif = [&b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0"[..]].concat();
    let mut noted = lying[..2].to_vec();
    noted.extend([0xff, 0xe1]);
    noted.extend(u16::try_from(exif.len() + 2).unwrap().to_be_bytes());
    noted.extend(exif);
    noted.extend(&lying[2..]);
    let (plain, turned) = (fingerprint(&upright), fingerprint(&noted));
    assert_eq!(plain.size(), turned.size());
    assert!(plain.pdq().distance(turned.pdq()) <= 10, "{}", plain.pdq().distance(turned.pdq()));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_damaged_picture_never_breaks_the_decoder(kind in 0..3_u8, places in prop::collection::vec((any::<u32>(), any::<u8>()), 1..12)) {
        let image = image::imageops::thumbnail(&picture(1, 2), 80, 60);
        let mut bytes = match kind {
            0 => png(&image),
            1 => jpeg(&image, 60),
            _ => {
                let mut bytes = std::io::Cursor::new(Vec::new());
                image.write_to(&mut bytes, image::ImageFormat::WebP).unwrap();
                bytes.into_inner()
            }
        };
        for (place, value) in places {
            let place = place as usize % bytes.len();
            bytes[place] = value;
        }
        let limits = Limits { pixels: 1_000_000, ..Limits::default() };
        if let Ok(picture) = Picture::decode(&bytes, &limits) {
            Fingerprint::of(&picture);
        }
    }

    #[test]
    fn stored_bytes_are_read_as_they_were_written_or_refused(places in prop::collection::vec((any::<u32>(), any::<u8>()), 0..4), cut in 0..3_usize) {
        let print = fingerprint(&png(&image::imageops::thumbnail(&picture(1, 3), 120, 160)));
        let good = print.to_bytes();
        prop_assert_eq!(Fingerprint::from_bytes(&good), Ok(print));
        let mut bytes = good[..good.len() - cut].to_vec();
        for (place, value) in places {
            let place = place as usize % bytes.len();
            bytes[place] = value;
        }
        if let Ok(read) = Fingerprint::from_bytes(&bytes) {
            prop_assert_eq!(read.to_bytes(), bytes);
        }
    }

    #[test]
    fn foreign_bytes_are_no_fingerprint_or_one(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        prop_assert!(Fingerprint::from_bytes(&bytes).is_err());
        for (magic, whole) in [(b"SVf\x01", 69), (b"SSf\x01", 4)] {
            let framed = [&magic[..], &bytes].concat();
            prop_assert_eq!(VideoFingerprint::from_bytes(&framed).is_some(), magic[1] == b'V' && bytes.len() % whole == 0);
            prop_assert_eq!(SoundFingerprint::from_bytes(&framed).is_some(), magic[1] == b'S' && bytes.len() % whole == 0);
        }
        let _ = SoundFingerprint::of_wav(&bytes);
    }
}
