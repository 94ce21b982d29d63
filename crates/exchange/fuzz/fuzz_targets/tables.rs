//! Whatever is read from a table is written and read back the same.
#![no_main]

use libfuzzer_sys::fuzz_target;
use saksi_exchange::tables::{CsvExport, Options, claim_columns, read_csv, read_jsonl, write_csv_row, write_jsonl_row};

fuzz_target!(|data: &[u8]| {
    let mut rows: Vec<_> = read_jsonl(data, Options::default()).filter_map(Result::ok).collect();
    if let Ok(table) = read_csv(data, Options::default()) {
        rows.extend(table.filter_map(Result::ok));
    }
    for (_, row) in rows {
        let mut line = Vec::new();
        write_jsonl_row(&mut line, &row).expect("writing to memory");
        assert!(read_jsonl(line.as_slice(), Options::default()).next().expect("one row").is_ok());
        let mut table = CsvExport::new(Vec::new(), &claim_columns()).expect("writing to memory");
        write_csv_row(&mut table, &row).expect("writing to memory");
        let bytes = table.finish().expect("writing to memory");
        let again = read_csv(bytes.as_slice(), Options::default()).expect("our header").next().expect("one row");
        assert_eq!(again.expect("our row").1.claim, row.claim);
    }
});
