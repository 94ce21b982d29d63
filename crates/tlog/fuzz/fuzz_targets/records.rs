//! Evidence records are refused or written again as they were.
#![no_main]

use saksi_tlog::EvidenceRecord;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(record) = EvidenceRecord::from_canonical(bytes) {
        assert_eq!(record.to_canonical().as_deref(), Ok(bytes));
    }
});
