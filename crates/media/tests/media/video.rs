//! Videos made of pictures that slide, cut and mirrored.

use image::imageops;
use saksi_media::{Picture, VideoFingerprint, VideoIndex};

use crate::fingerprint;
use crate::pictures::{jpeg, picture};

/// Scenes of eight seconds, each a window that slides over one picture; sampled from `from` to `to` milliseconds.
fn film(seed: u64, from: u32, to: u32, mirrored: bool) -> VideoFingerprint {
    let mut video = VideoFingerprint::new();
    let mut scene = (u32::MAX, image::RgbImage::new(1, 1));
    for at in (from..to).step_by(500) {
        let number = at / 8_000;
        if scene.0 != number {
            let number64 = u64::from(number) * 6 + u64::from(number % 3);
            scene = (number, imageops::resize(&picture(seed, number64), 400, 300, imageops::FilterType::Triangle));
        }
        let slide = at % 8_000 / 200;
        let mut frame = imageops::crop_imm(&scene.1, slide, slide / 2, 340, 260).to_image();
        if mirrored {
            frame = imageops::flip_horizontal(&frame);
        }
        let grey = image::DynamicImage::ImageRgb8(frame).into_luma8();
        video.push(at - from, &Picture::from_luma(340, 260, grey.as_raw()).unwrap());
    }
    video
}

#[test]
fn a_clip_is_found_inside_the_longer_video_and_the_other_way_round() {
    let mut index = VideoIndex::new();
    index.insert(1, &film(21, 0, 60_000, false));
    index.insert(2, &film(22, 0, 60_000, false));
    let hits = index.search(&film(21, 16_200, 36_200, false), 5);
    assert_eq!(hits.len(), 1, "{hits:?}");
    assert_eq!((hits[0].id, hits[0].reason()), (1, "a cut-out of a known video"));
    assert!((hits[0].offset - 16_200).abs() <= 1_000, "{}", hits[0].offset);
    assert!((0.25..0.45).contains(&hits[0].known_share), "{}", hits[0].known_share);

    let mut index = VideoIndex::new();
    index.insert(3, &film(21, 16_200, 36_200, false));
    let hits = index.search(&film(21, 0, 60_000, false), 5);
    assert_eq!((hits[0].id, hits[0].reason()), (3, "a known video inside a longer one"));
    assert!((hits[0].offset + 16_200).abs() <= 1_000, "{}", hits[0].offset);
}

#[test]
fn a_mirrored_copy_is_found() {
    let mut index = VideoIndex::new();
    index.insert(1, &film(23, 0, 24_000, false));
    let hits = index.search(&film(23, 0, 24_000, true), 5);
    assert_eq!((hits[0].id, hits[0].reason()), (1, "the same video, mirrored"));
}

#[test]
fn a_shared_title_card_is_not_a_shared_video() {
    let card = |seed: u64| {
        let mut video = VideoFingerprint::new();
        let still = picture(77, 3);
        let grey = image::DynamicImage::ImageRgb8(still).into_luma8();
        let title = Picture::from_luma(grey.width() as usize, grey.height() as usize, grey.as_raw()).unwrap();
        for at in 0..8 {
            video.push(at * 500, &title);
        }
        (video, film(seed, 0, 20_000, false))
    };
    let joined = |(title, body): (VideoFingerprint, VideoFingerprint)| {
        let bytes = [title.to_bytes(), body.to_bytes()[4..].to_vec()].concat();
        VideoFingerprint::from_bytes(&bytes).unwrap()
    };
    let mut index = VideoIndex::new();
    index.insert(1, &joined(card(31)));
    assert!(index.search(&joined(card(32)), 5).is_empty());
    assert_eq!(index.search(&joined(card(31)), 5).len(), 1);
}

#[test]
fn an_hour_of_one_still_is_compared_within_bounds() {
    let film = film(26, 0, 500, false);
    // Four bytes of time, then what does not change.
    let frame = film.to_bytes()[8..].to_vec();
    let frames = (0..7_200_u32).flat_map(|at| [(at * 500).to_le_bytes().to_vec(), frame.clone()].concat());
    let hour = VideoFingerprint::from_bytes(&b"SVf\x01".iter().copied().chain(frames).collect::<Vec<u8>>()).unwrap();
    let mut index = VideoIndex::new();
    index.insert(1, &hour);
    assert_eq!(index.search(&hour, 5).len(), 1);
}

#[test]
fn a_still_of_a_known_video_is_found() {
    let mut index = VideoIndex::new();
    index.insert(5, &film(24, 0, 16_000, false));
    let scene = imageops::resize(&picture(24, 0), 400, 300, imageops::FilterType::Triangle);
    let still = imageops::crop_imm(&scene, 20, 10, 340, 260).to_image();
    let found = index.search_still(&fingerprint(&jpeg(&still, 70)), 5);
    assert_eq!(found.first().map(|(id, _)| *id), Some(5));
    assert!(found[0].1.abs_diff(4_000) <= 1_500, "{found:?}");
}

#[test]
fn stored_bytes_are_read_as_they_were_written() {
    let video = film(25, 0, 3_000, false);
    assert_eq!(VideoFingerprint::from_bytes(&video.to_bytes()), Some(video));
    assert!(VideoFingerprint::new().is_blank());
    assert!(VideoIndex::new().search(&VideoFingerprint::new(), 5).is_empty());
}
