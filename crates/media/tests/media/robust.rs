//! Copies as people make them. Full size: `cargo xtask prove match-media`.

use image::imageops;
use saksi_media::index::Part;
use saksi_media::{MediaIndex, Turn};

use crate::pictures::{EDITS, KINDS, edited, jpeg, picture};
use crate::{fingerprint, png};

#[test]
fn every_edit_of_a_known_picture_finds_it_and_nothing_else() {
    let mut index = MediaIndex::new();
    for number in 0..12 {
        index.insert(number, &fingerprint(&jpeg(&picture(3, number), 88)));
    }
    let (mut missed, mut wrong) = (Vec::new(), Vec::new());
    for number in [0, 2, 3, 4, 5] {
        for (edit, what) in EDITS.iter().enumerate() {
            let hits = index.search(&fingerprint(&edited(&picture(3, number), edit, number)), 10);
            if !hits.iter().any(|hit| hit.id == number) {
                missed.push((KINDS[number as usize], what));
            }
            wrong.extend(hits.iter().filter(|hit| hit.id != number).map(|hit| (number, what, hit.id)));
        }
    }
    assert!(missed.len() <= 5, "of 100: {missed:?}");
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn strangers_are_not_among_the_known() {
    let mut index = MediaIndex::new();
    for number in 0..12 {
        index.insert(number, &fingerprint(&jpeg(&picture(4, number), 88)));
    }
    for number in 0..12 {
        let hits = index.search(&fingerprint(&jpeg(&picture(5, number), 80)), 10);
        assert!(hits.is_empty(), "{number}: {hits:?}");
    }
}

#[test]
fn the_reason_says_what_was_done() {
    let own = picture(6, 0);
    let mut index = MediaIndex::new();
    index.insert(1, &fingerprint(&png(&own)));
    let check = |image: &image::RgbImage, mirrored: bool, quarters: u8, part: Part, words: &str| {
        let hits = index.search(&fingerprint(&png(image)), 1);
        let reason = hits.first().unwrap_or_else(|| panic!("{words}: not found")).reason();
        assert_eq!(reason.turn, Turn { mirrored, quarters }, "{words}");
        assert_eq!(reason.part, part, "{words}");
        assert_eq!(reason.to_string(), words);
    };
    check(&own, false, 0, Part::Whole, "the same picture");
    check(&imageops::flip_horizontal(&own), true, 0, Part::Whole, "the same picture, mirrored");
    check(&imageops::rotate90(&own), false, 1, Part::Whole, "the same picture, turned to the right");
    check(&imageops::rotate180(&own), false, 2, Part::Whole, "the same picture, turned upside down");
    check(&imageops::rotate270(&own), false, 3, Part::Whole, "the same picture, turned to the left");
    check(&imageops::flip_vertical(&own), true, 2, Part::Whole, "the same picture, mirrored, turned upside down");
    let turned = imageops::rotate90(&imageops::flip_horizontal(&own));
    check(&turned, true, 1, Part::Whole, "the same picture, mirrored, turned to the right");
    let (w, h) = own.dimensions();
    let cut = imageops::crop_imm(&own, w / 10, h / 10, w * 7 / 10, h * 8 / 10).to_image();
    check(&cut, false, 0, Part::CutOut, "a cut-out of a known picture");
    let mut framed = image::RgbImage::from_pixel(w, h + h / 4, image::Rgb([255; 3]));
    imageops::overlay(&mut framed, &own, 0, i64::from(h / 4));
    check(&framed, false, 0, Part::Surrounded, "a known picture with something around it");
}

#[test]
fn turns_are_named_alike_by_hashes_and_by_marks() {
    // Soft clouds: no corners, so the hash alone must tell.
    let soft = image::RgbImage::from_fn(300, 200, |x, y| {
        let (x, y) = (x as f32 / 300.0, y as f32 / 200.0);
        let waves = (x * 9.0).sin() * (y * 7.0 + x * 3.0).cos() + (y * 13.0).sin() * 0.7 + (x * x * 17.0).cos();
        image::Rgb([(128.0 + waves * 45.0) as u8; 3])
    });
    let mut index = MediaIndex::new();
    index.insert(1, &fingerprint(&png(&soft)));
    for (image, mirrored, quarters) in [
        (imageops::rotate90(&soft), false, 1),
        (imageops::rotate180(&soft), false, 2),
        (imageops::rotate270(&soft), false, 3),
        (imageops::flip_horizontal(&soft), true, 0),
        (imageops::rotate90(&imageops::flip_horizontal(&soft)), true, 1),
        (imageops::flip_vertical(&soft), true, 2),
        (imageops::rotate270(&imageops::flip_horizontal(&soft)), true, 3),
    ] {
        let print = fingerprint(&png(&image));
        let hits = index.search(&print, 1);
        let turn = hits.first().map(|hit| hit.turn);
        assert_eq!(turn, Some(Turn { mirrored, quarters }), "quality {}, {} marks", print.quality(), print.places());
    }
}
