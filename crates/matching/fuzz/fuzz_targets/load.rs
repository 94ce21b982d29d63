//! A forged index is an error or an index, never a panic.
#![no_main]

use saksi_matching::{Index, Query, dense::Vector};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(index) = Index::load(bytes) {
        let query = Query::new("free money from the ministry 500");
        index.search(&query, 5);
        let dimensions = index.vectors().dimensions().max(1);
        index.search(&query.with_vector(Vector::from_f32(&vec![0.5; dimensions])), 5);
    }
});
