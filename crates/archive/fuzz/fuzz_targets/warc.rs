//! Whatever is read as an archive is read within its bounds; messages in it are decoded within theirs; what was given a place is
//! found there again.
#![no_main]

use std::io::Read;

use saksi_archive::cdxj::{self, Options};
use saksi_archive::http;
use saksi_archive::warc::{Reader, verify};

/// Reads messages out of records, with a bound on what they decode to.
fn messages(bytes: &[u8]) {
    let Ok(mut reader) = Reader::new(bytes) else { return };
    while let Ok(Some(header)) = reader.next_record() {
        if header.is_http()
            && let Ok(head) = http::Head::read(&mut reader.block(), 1 << 16)
            && let Ok(body) = http::body(&head, reader.block(), 1 << 20)
        {
            let mut decoded = Vec::new();
            let _ = body.take(1 << 21).read_to_end(&mut decoded);
            assert!(decoded.len() <= 1 << 20);
        }
    }
}

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    messages(bytes);
    if let Ok(reader) = Reader::new(bytes) {
        let _ = verify(reader);
    }
    let options = Options { file_name: "a".to_owned(), post_append: true, record_digest: true, ..Options::default() };
    let mut places = Vec::new();
    let _ = cdxj::index(bytes, bytes.len() as u64, &options, |line| places.extend(line.place()));
    for place in places {
        let start = usize::try_from(place.offset).expect("a place within the file");
        let end = start + usize::try_from(place.length).expect("a place within the file");
        let alone = bytes.get(start..end).expect("a place within the file");
        assert!(matches!(Reader::new(alone).map(|mut reader| reader.next_record()), Ok(Ok(Some(_)))));
    }
});
