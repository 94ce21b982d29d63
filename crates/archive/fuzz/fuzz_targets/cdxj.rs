//! Keys, lines, looking up and blocks of an index, from any text.
#![no_main]

use saksi_archive::cdxj::{self, BlockIndex, Line};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let key = cdxj::surt(&text);
    assert!(!key.is_empty());
    let first = text.lines().next().unwrap_or_default();
    for line in text.lines() {
        if let Ok(read) = Line::parse(line) {
            assert_eq!(Line::parse(&read.to_string()), Ok(read));
        }
    }
    for line in cdxj::find(&text, first) {
        assert!(line.starts_with(first));
    }
    let _ = cdxj::nearest(text.lines(), first);
    if let Ok(index) = BlockIndex::parse(&text) {
        let all = index.places().count();
        assert!(index.blocks_of(first).count() <= all);
    }
    let _ = BlockIndex::lines(bytes);
});
