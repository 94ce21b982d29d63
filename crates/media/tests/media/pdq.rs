//! The hashes of others: values computed with the reference implementation (PyPI `pdqhash` 0.2.8) on the same pixels.

use proptest::prelude::*;
use saksi_media::{PdqHash, Picture, pdq};

/// Pixels from a formula, so that the reference can be given the very same.
fn pattern(number: u8, width: usize, height: usize) -> Picture {
    let (w, h) = (width as i64, height as i64);
    let pixels: Vec<u8> = (0..h)
        .flat_map(|y| (0..w).map(move |x| (x, y)))
        .flat_map(|(x, y)| match number {
            0 => [(x * x / 97 + y * 3) % 256, (x * 5 + y * y / 53) % 256, (x * y / 31) % 256],
            1 => [255 * ((x / 37 + y / 23) % 2), x * 255 / w, y * 255 / h],
            _ => {
                let ring = ((x - w / 3).pow(2) + (y - h / 2).pow(2)) / 201 % 256;
                [ring, ring / 2, (x * 7 + y * 13) % 256]
            }
        })
        .map(|value| u8::try_from(value).unwrap())
        .collect();
    Picture::from_rgb(width, height, &pixels).unwrap()
}

fn check(number: u8, width: usize, height: usize, expected: &str, quality: u8) {
    let (hash, own_quality) = pdq::hash(&pattern(number, width, height));
    let distance = hash.distance(expected.parse().unwrap());
    assert!(distance <= 2, "{number} at {width} × {height}: {distance} bits from the reference: {hash}");
    assert_eq!(own_quality, quality);
}

#[test]
fn hashes_are_those_of_the_reference() {
    check(0, 512, 384, "75ffe082a0afab827dffffdf78ffe3f08f80a8aa8a80aaa88f80aaa08e80a880", 100);
    check(0, 64, 64, "5a96264dad2ba56dad2b246dd9b3364cd9b3364c4992924c2d935b6c52db94b4", 95);
    check(1, 100, 90, "eeba9ed3612c9ed39ed3612c612c612ca9f19ed3612c9ed39ed3612c612c612c", 100);
    check(2, 333, 777, "052922ae0aad77ffaad4555d555a0000aaa9d55f2155f7df554a2209aa81f7f7", 100);
    check(2, 1500, 1001, "e38e1c941dceea61e8716787e38b1c041d8ee3e1ec71e38e138ee38c9c71e38c", 100);
}

#[test]
fn the_eight_positions_are_those_of_the_reference() {
    let expected = [
        "052922ae0aad77ffaad4555d555a0000aaa9d55f2155f7df554a2209aa81f7f7",
        "4cd7a9a25db7a9a2699729a279d769827997a182f1d5e18af7dc838a525d0b08",
        "507c54455ff85555ff815ff7000f8000fffc7dd574005555001f5511ffd45555",
        "5d97430c0de6430c7dd7c30c2dc2c32c7dd74b2ce5d54b25b7cd2924075de1a6",
        "0529ddf10aad8888aad4aaaa555affffaaa92aaa215588a2554afdffaa8188ba",
        "507cabba5ff822aaff81a008000f7ffdfffc822a7400aaaa001faaaaffd4aaa2",
        "08d3165958b71659288296597897967978931e79f0811e71f6dc7c715259b4f7",
        "0982fcf708e2fcf72cc27cf72c823cd72cc2f4d3a480b4dfa288d6db06085e5d",
    ];
    let own = pdq::dihedral(&pattern(2, 333, 777)).hashes;
    for (position, (own, expected)) in own.iter().zip(expected).enumerate() {
        let distance = own.distance(expected.parse().unwrap());
        assert!(distance <= 2, "position {position}: {distance} bits");
    }
}

#[test]
fn a_picture_too_small_or_plain_has_no_quality() {
    let plain = |side: usize| Picture::from_luma(side, side, &vec![90; side * side]).unwrap();
    assert_eq!(pdq::hash(&plain(4)), (PdqHash::default(), 0));
    assert_eq!(pdq::hash(&plain(200)).1, 0);
    assert_eq!(Picture::from_luma(0, 0, &[]), None);
    assert_eq!(Picture::from_luma(3, 3, &[0; 8]), None);
}

proptest! {
    #[test]
    fn a_hash_is_read_as_it_is_written(words: [u64; 4]) {
        let hash = PdqHash(words);
        prop_assert_eq!(hash.to_string().parse(), Ok(hash));
        let json = serde_json::to_string(&hash).unwrap();
        prop_assert_eq!(serde_json::from_str::<PdqHash>(&json).unwrap(), hash);
    }

    #[test]
    fn what_is_no_hash_is_refused(text in "\\PC{0,70}") {
        let good = text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        prop_assert_eq!(text.parse::<PdqHash>().is_ok(), good);
    }

    #[test]
    fn any_shape_has_a_hash(width in 1_usize..400, height in 1_usize..400, value: u8) {
        let luma: Vec<u8> = (0..width * height).map(|place| value.wrapping_mul((place % 251) as u8)).collect();
        let picture = Picture::from_luma(width, height, &luma).unwrap();
        prop_assert_eq!(pdq::hash(&picture).0, pdq::dihedral(&picture).hashes[0]);
    }
}
