//! A forged index is an error or an index, never a panic.
#![no_main]

use saksi_matching::{Index, Query};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(index) = Index::load(bytes) {
        index.search(&Query::new("free money from the ministry 500"), 5);
    }
});
