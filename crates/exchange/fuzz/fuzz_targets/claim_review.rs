//! Whatever is read as a ClaimReview is written and read back the same.
#![no_main]

use libfuzzer_sys::fuzz_target;
use saksi_exchange::claim_review::{Limits, read};

fuzz_target!(|data: &[u8]| {
    let Ok(reading) = read(data, &Limits::default()) else { return };
    for row in reading.rows {
        let text = row.review.to_script_text();
        assert!(!text.contains(['<', '>']));
        let again = read(text.as_bytes(), &Limits::default()).expect("what we write can be read");
        assert_eq!(again.rows.len(), 1, "{:?}", again.rejected);
        assert_eq!(again.rows[0].verdict, row.verdict);
    }
});
