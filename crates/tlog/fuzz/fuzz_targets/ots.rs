//! OpenTimestamps proofs and calendars' answers are refused or written again as they were, within bounds.
#![no_main]

use saksi_tlog::Hash;
use saksi_tlog::ots::Detached;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(mut proof) = Detached::parse(bytes) {
        assert_eq!(proof.to_bytes(), bytes);
        let outcomes = proof.verify(proof.digest(), |_| None).unwrap();
        assert!(proof.pending().len() <= outcomes.len());
        let _ = proof.add(proof.digest().as_bytes().as_slice(), &[0x08, 0x08]);
    }
    let (unstamped, submission) = Detached::begin(Hash::of(b"a record"), [7; 16]);
    if let Ok(mut proof) = unstamped.stamped(bytes) {
        let before = proof.clone();
        assert!(proof.add(submission.body.as_bytes(), bytes).is_err() || proof == before);
    }
});
