//! Whatever calls itself a picture is refused or has a fingerprint that finds itself, within the limits.
#![no_main]

use saksi_media::{Fingerprint, Limits, MediaIndex, Picture};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let limits = Limits { side: 2_000, pixels: 400_000, memory: 16 << 20 };
    let Ok(picture) = Picture::decode(bytes, &limits) else { return };
    assert!(picture.width() * picture.height() <= 400_000);
    assert_eq!(picture.luma().len(), picture.width() * picture.height());
    let print = Fingerprint::of(&picture);
    assert_eq!(Fingerprint::from_bytes(&print.to_bytes()).as_ref(), Ok(&print));
    let mut index = MediaIndex::new();
    index.insert(1, &print);
    let hits = index.search(&print, 5);
    assert!(print.quality() < 50 || hits.iter().any(|hit| hit.id == 1));
    assert!(index.remove(1) && index.is_empty());
});
