//! No bytes stop the open-data reader: each row is given or told, and it ends.
#![no_main]

use std::io::Cursor;

use libfuzzer_sys::fuzz_target;
use saksi_exchange::open_data::{Article, Dataset, Limits, Reply, Rows};

fuzz_target!(|data: &[u8]| {
    let limits = Limits { file_bytes: 1 << 22, ..Limits::default() };
    if let Ok(rows) = Rows::<Article, _>::new(data, limits) {
        let lines = data.iter().filter(|byte| **byte == b'\n').count();
        assert!(rows.count() <= 2 * (lines + 1));
    }
    let (mut dataset, _) = Dataset::open([("replies.csv.zip".to_owned(), Cursor::new(data))], limits);
    if let Some(Ok(rows)) = dataset.rows::<Reply>() {
        rows.for_each(drop);
    }
});
