//! A normal form is bounded and its own normal form, whatever comes in.
#![no_main]

use saksi_matching::normalise;

libfuzzer_sys::fuzz_target!(|text: &str| {
    let once = normalise(text);
    assert!(once.text.len() <= 65_536);
    assert_eq!(normalise(&once.text).text, once.text);
});
