//! Records, written and read: whatever goes in comes out, what others write is read, and what is broken is named.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on must fail loudly")]

use std::io::{BufRead, Cursor, Read, Write};

use jiff::Timestamp;
use proptest::prelude::*;
use saksi_archive::cdxj::{self, Options};
use saksi_archive::warc::{
    Compression, FaultKind, Kind, Limits, Measure, Place, Profile, ReadError, ReadErrorKind, Reader, Record, Truncated,
    WarningKind, WriteError, Writer, verify,
};
use saksi_archive::{Algorithm, Digest, digest::Hasher, http};

fn time() -> Timestamp {
    "2026-11-22T10:11:12.123456789Z".parse().unwrap()
}

fn id(number: usize) -> String {
    format!("urn:uuid:019a0000-0000-7000-8000-{number:012}")
}

/// A file of responses with these bodies.
fn file(compression: Compression, bodies: &[&[u8]]) -> (Vec<u8>, Vec<Place>) {
    let mut writer = Writer::new(Vec::new(), compression, 0);
    let places = bodies
        .iter()
        .enumerate()
        .map(|(number, body)| {
            let record = Record::response(id(number), time(), &format!("https://example.org/{number}"));
            let block = [b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n", *body].concat();
            writer.write_bytes(&record, &block).unwrap()
        })
        .collect();
    (writer.into_inner(), places)
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// The type, the address and the block of a record.
type Seen = (Kind, Option<String>, Vec<u8>);

/// The records of a file, and what was wrong with it.
fn read(bytes: &[u8]) -> Result<(Vec<Seen>, Vec<WarningKind>), ReadError> {
    let mut reader = Reader::new(bytes)?;
    let mut all = Vec::new();
    while let Some(header) = reader.next_record()? {
        let mut block = Vec::new();
        reader.block().read_to_end(&mut block).map_err(|error| ReadError::io(header.offset, error))?;
        all.push((header.kind.clone(), header.target_uri().map(std::borrow::Cow::into_owned), block));
    }
    Ok((all, reader.warnings().iter().map(|warning| warning.kind.clone()).collect()))
}

/// What indexing a file gives.
fn index(bytes: &[u8]) -> Result<Vec<Place>, String> {
    let mut places = Vec::new();
    let options = Options { file_name: "data.warc.gz".to_owned(), ..Options::default() };
    cdxj::index(bytes, bytes.len() as u64, &options, |line| places.push(line.place().unwrap()))
        .map_err(|error| error.to_string())?;
    Ok(places)
}

#[test]
fn a_record_is_written_as_the_standard_says() {
    let mut writer = Writer::new(Vec::new(), Compression::None, 0);
    let record = Record::response(id(1), time(), "https://example.org/")
        .ip_address([192, 0, 2, 1].into())
        .truncated(Truncated::Time)
        .warcinfo_id(&id(0));
    let place = writer.write_bytes(&record, b"HTTP/1.1 200 OK\r\n\r\nbody").unwrap();
    let text = String::from_utf8(writer.into_inner()).unwrap();
    let block = Digest::sha256(b"HTTP/1.1 200 OK\r\n\r\nbody");
    let expected = format!(
        "WARC/1.1\r\n\
         WARC-Type: response\r\n\
         WARC-Record-ID: <urn:uuid:019a0000-0000-7000-8000-000000000001>\r\n\
         WARC-Date: 2026-11-22T10:11:12.123457Z\r\n\
         WARC-Target-URI: https://example.org/\r\n\
         WARC-IP-Address: 192.0.2.1\r\n\
         WARC-Truncated: time\r\n\
         WARC-Warcinfo-ID: <urn:uuid:019a0000-0000-7000-8000-000000000000>\r\n\
         WARC-Payload-Digest: sha256:230d8358dc8e8890b4c58deeb62912ee2f20357ae92a5cc861b98e68fe31acb5\r\n\
         WARC-Block-Digest: {block}\r\n\
         Content-Type: application/http; msgtype=response\r\n\
         Content-Length: 23\r\n\r\n\
         HTTP/1.1 200 OK\r\n\r\nbody\r\n\r\n"
    );
    assert_eq!(text, expected);
    assert_eq!(place, Place { offset: 0, length: text.len() as u64 - 4 });
}

#[test]
fn a_revisit_points_at_what_it_leaves_out() {
    let digest = Digest::sha256(b"body");
    let mut writer = Writer::new(Vec::new(), Compression::default(), 0);
    let record =
        Record::revisit(id(2), time(), "https://example.org/", Profile::IdenticalPayload, Some(digest.clone()))
            .refers_to(&id(1), "https://example.org/first", time());
    writer.write_bytes(&record, b"HTTP/1.1 200 OK\r\n\r\n").unwrap();
    let bare = Record::revisit(id(3), time(), "https://example.org/", Profile::IdenticalPayload, None);
    assert!(matches!(writer.write_bytes(&bare, b""), Err(WriteError::NoPayloadDigest)));
    let unchanged = Record::revisit(id(4), time(), "https://example.org/", Profile::NotModified, None);
    writer.write_bytes(&unchanged, b"HTTP/1.1 304 Not Modified\r\n\r\n").unwrap();
    let file = writer.into_inner();
    assert!(verify(Reader::new(file.as_slice()).unwrap()).holds());
    let mut reader = Reader::new(file.as_slice()).unwrap();
    let header = reader.next_record().unwrap().unwrap();
    assert_eq!(header.profile(), Some(Profile::IdenticalPayload));
    assert_eq!(header.payload_digest(), Some(digest.to_string().as_str()));
    assert_eq!(header.refers_to(), Some(id(1).as_str()));
    assert_eq!(header.refers_to_target_uri(), Some("https://example.org/first"));
    assert_eq!(header.refers_to_date(), Some("2026-11-22T10:11:12.123457Z"));
    let header = reader.next_record().unwrap().unwrap();
    assert_eq!((header.profile(), header.payload_digest()), (Some(Profile::NotModified), None));
}

#[test]
fn fields_that_would_break_a_record_are_refused() {
    let mut writer = Writer::new(Vec::new(), Compression::None, 0);
    let record = || Record::resource(id(1), time(), "https://example.org/", "text/plain");
    for bad in [
        record().field("X-Name", "a\r\nWARC-Type: request"),
        record().field("X Name", "a"),
        record().field("", "a"),
        record().field("X", "a\0"),
        Record::resource("urn:x>\r\n\r\n", time(), "https://example.org/", "text/plain"),
        Record::new(Kind::Other("a\nb".to_owned()), id(1), time()),
    ] {
        assert!(matches!(writer.write_bytes(&bad, b"x"), Err(WriteError::BadField(_))), "{bad:?}");
    }
    assert!(matches!(writer.write_bytes(&record().field("content-length", "9"), b"x"), Err(WriteError::OwnField(_))));
    assert!(writer.into_inner().is_empty());
}

#[test]
fn a_block_that_changes_under_the_writer_is_noticed() {
    let record = Record::resource(id(1), time(), "https://example.org/", "text/plain");
    let mut measure = Measure::new(false);
    measure.write_all(b"four").unwrap();
    let measured = measure.finish();
    for block in [&b"five!"[..], b"two", b""] {
        let mut writer = Writer::new(Vec::new(), Compression::default(), 7);
        assert!(matches!(
            writer.write_measured(&record, &measured, block),
            Err(WriteError::BlockChanged { offset: 7 })
        ));
    }
}

#[test]
fn many_at_once_are_the_same_as_one_by_one() {
    let records: Vec<(Record, Vec<u8>)> = (0..40)
        .map(|number| {
            let record = Record::response(id(number), time(), &format!("https://example.org/{number}"));
            (record, format!("HTTP/1.1 200 OK\r\n\r\n{}", "x".repeat(number * 5000)).into_bytes())
        })
        .collect();
    let mut one = Writer::new(Vec::new(), Compression::default(), 0);
    let places: Vec<Place> =
        records.iter().map(|(record, block)| one.write(record, Cursor::new(block)).unwrap()).collect();
    let mut many = Writer::new(Vec::new(), Compression::default(), 0);
    assert_eq!(many.write_many(&records).unwrap(), places);
    assert_eq!(many.position(), places.last().map(|place| place.offset + place.length).unwrap());
    assert!(one.into_inner() == many.into_inner());
}

#[test]
fn what_others_write_is_read() {
    let record = |head: &str, block: &str, end: &str| {
        format!(
            "{head}\r\nWARC-Type: resource\r\nWARC-Target-URI: <http://example.org/a b>\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Date: 2016-01-11\r\nContent-Length: {}\r\n\r\n{block}{end}",
            block.len()
        )
    };
    let one = record("WARC/1.0", "block one", "\r\n\r\n");
    let two = record("WARC/0.18", "block two", "\r\n\r\n");
    let both = format!("{one}{two}");
    let fine: &[WarningKind] = &[];
    let missing: &[WarningKind] = &[WarningKind::MissingLines];
    let cases: Vec<(&str, Vec<u8>, &[WarningKind])> = vec![
        ("without compression", both.clone().into_bytes(), fine),
        ("one member each", [gzip(one.as_bytes()), gzip(two.as_bytes())].concat(), fine),
        ("in one piece", gzip(both.as_bytes()), &[WarningKind::SharedMember]),
        ("line feeds alone", both.replace("\r\n", "\n").into_bytes(), fine),
        ("blank lines in front", format!("\r\n\r\n{both}").into_bytes(), fine),
        ("no lines after the last one", both.trim_end().to_owned().into_bytes(), missing),
        ("no lines after any", format!("{}{}", one.trim_end(), two).into_bytes(), missing),
        (
            "an empty member between",
            [gzip(one.as_bytes()), gzip(b""), gzip(two.as_bytes())].concat(),
            &[WarningKind::EmptyMember],
        ),
        (
            "zeros after the end",
            [gzip(one.as_bytes()), gzip(two.as_bytes()), vec![0; 512]].concat(),
            &[WarningKind::TrailingBytes],
        ),
        (
            "a line without a colon",
            both.replacen("\r\nWARC-Type", "\r\nno colon\r\nWARC-Type", 1).into_bytes(),
            &[WarningKind::LinesPassedOver(1)],
        ),
    ];
    for (what, bytes, warnings) in cases {
        let (records, found) = read(&bytes).unwrap_or_else(|error| panic!("{what}: {error}"));
        let blocks: Vec<&[u8]> = records.iter().map(|(_, _, block)| block.as_slice()).collect();
        assert_eq!(blocks, [b"block one", b"block two"], "{what}");
        assert!(
            records
                .iter()
                .all(|(kind, url, _)| *kind == Kind::Resource && url.as_deref() == Some("http://example.org/a%20b")),
            "{what}"
        );
        assert_eq!(found, warnings, "{what}");
    }
    let latin = [
        b"WARC/1.0\r\nWARC-Type: resource\r\nWARC-Filename: caf\xe9\r\nContent-Length: 0\r\n\r\n".as_slice(),
        b"\r\n\r\n",
    ]
    .concat();
    let header = Reader::new(latin.as_slice()).unwrap().next_record().unwrap().unwrap();
    assert_eq!(header.fields.get("WARC-Filename"), Some("café"));
    assert!(read(b"").unwrap().0.is_empty());
}

#[test]
fn what_is_broken_is_named_with_its_place() {
    let (good, places) = file(Compression::None, &[b"one", b"two"]);
    let text = String::from_utf8(good.clone()).unwrap();
    let second = places[1].offset;
    let kind = |bytes: &[u8]| read(bytes).map(|_| ()).map_err(|error| (error.offset, error.kind));
    assert!(matches!(kind(b"PK\x03\x04"), Err((0, ReadErrorKind::NotWarc(what))) if what.contains("WACZ")));
    assert!(matches!(kind(b"filedesc://x"), Err((0, ReadErrorKind::NotWarc(what))) if what.contains("ARC")));
    assert!(matches!(kind(b"<html>"), Err((0, ReadErrorKind::NotWarc(_)))));
    assert!(matches!(
        kind(text.replacen("WARC/1.1", "WARC/2.0", 1).as_bytes()),
        Err((0, ReadErrorKind::UnknownVersion(_)))
    ));
    assert!(matches!(
        kind(text.replacen("Content-Length", "Content-Size", 1).as_bytes()),
        Err((0, ReadErrorKind::NoLength))
    ));
    let cut = text.len() - 6;
    assert!(matches!(kind(&good[..cut]), Err((at, ReadErrorKind::CutOff { missing: 2 })) if at == second));
    let within_head = usize::try_from(second).unwrap() + 30;
    assert!(matches!(kind(&good[..within_head]), Err((at, ReadErrorKind::HeadCutOff)) if at == second));
    // A record that says it is shorter than it is.
    let short = text.replacen("Content-Length: 48", "Content-Length: 40", 1);
    assert_ne!(short, text);
    assert!(matches!(kind(short.as_bytes()), Err((_, ReadErrorKind::NotARecord(_)))));
    let (zipped, places) = file(Compression::default(), &[b"one", b"two"]);
    let mut bad = zipped.clone();
    bad[usize::try_from(places[1].offset).unwrap() + 60] ^= 1;
    let (offset, _) = kind(&bad).unwrap_err();
    assert_eq!(offset, places[1].offset);
    let error = read(&bad).unwrap_err().to_string();
    assert!(error.starts_with(&format!("at byte {}: ", places[1].offset)), "{error}");
}

#[test]
fn hostile_files_stop_at_the_bounds() {
    let limits = Limits { head: 1000, block: 5000, space: 100, warnings: 2 };
    let kind = |bytes: &[u8]| {
        let mut reader = Reader::with(bytes, 0, limits)?;
        while reader.next_record()?.is_some() {}
        Ok::<_, ReadError>(reader.more_warnings())
    };
    let record = |fields: &str, block: &str| {
        format!("WARC/1.1\r\nWARC-Type: resource\r\n{fields}Content-Length: {}\r\n\r\n{block}\r\n\r\n", block.len())
    };
    let long_head = record(&format!("X: {}\r\n", "a".repeat(2000)), "");
    assert!(matches!(kind(long_head.as_bytes()).unwrap_err().kind, ReadErrorKind::HeadTooLong(1000)));
    let endless = format!("WARC/1.1\r\n{}", "a".repeat(9000));
    assert!(matches!(kind(&gzip(endless.as_bytes())).unwrap_err().kind, ReadErrorKind::HeadTooLong(1000)));
    let large = record("", &"a".repeat(6000));
    assert!(matches!(
        kind(large.as_bytes()).unwrap_err().kind,
        ReadErrorKind::BlockTooLong { length: 6000, limit: 5000 }
    ));
    let huge = "WARC/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n";
    assert!(matches!(kind(huge.as_bytes()).unwrap_err().kind, ReadErrorKind::NoLength));
    let spaced = format!("{}{}", record("", "x"), "\r\n".repeat(200));
    assert!(matches!(kind(spaced.as_bytes()).unwrap_err().kind, ReadErrorKind::TooMuchSpace(100)));
    // A bomb after a small record: white space that grows out of a few bytes.
    let bomb = gzip(format!("{}{}", record("", "x"), "\n".repeat(10_000_000)).as_bytes());
    assert!(bomb.len() < 20_000);
    assert!(matches!(kind(&bomb).unwrap_err().kind, ReadErrorKind::TooMuchSpace(100)));
    let careless = record("no colon\r\n", "x").repeat(10);
    assert_eq!(kind(careless.as_bytes()).unwrap(), 8);
}

#[test]
fn a_changed_record_is_named() {
    let bodies: Vec<Vec<u8>> = (0..5).map(|number| format!("body number {number}").into_bytes()).collect();
    let bodies: Vec<&[u8]> = bodies.iter().map(Vec::as_slice).collect();
    let (good, places) = file(Compression::None, &bodies);
    let report = verify(Reader::new(good.as_slice()).unwrap());
    assert!(report.holds());
    assert_eq!((report.records, report.right, report.without), (5, 10, 0));
    let mut bad = good.clone();
    let end = usize::try_from(places[3].offset + places[3].length).unwrap();
    bad[end - 1] ^= 1;
    let report = verify(Reader::new(bad.as_slice()).unwrap());
    assert!(!report.holds());
    assert!(
        report
            .faults
            .iter()
            .all(|fault| fault.offset == places[3].offset && fault.id.as_deref() == Some(id(3).as_str()))
    );
    assert!(matches!(report.faults[0].fault, FaultKind::Block { .. }));
    assert!(matches!(report.faults[1].fault, FaultKind::Payload { .. }));
    assert!(report.faults[0].to_string().contains("its content was changed"));
    // In the head of the message: the payload is what it was.
    let mut bad = good.clone();
    bad[end - 20] ^= 1;
    assert_eq!(verify(Reader::new(bad.as_slice()).unwrap()).faults.len(), 1);
}

#[test]
fn digests_of_others_are_checked() {
    let mut sha1 = Hasher::new(Algorithm::Sha1);
    sha1.update(b"block");
    let sha1 = sha1.finish();
    let record = |digest: &str| {
        format!(
            "WARC/1.0\r\nWARC-Type: resource\r\nWARC-Block-Digest: {digest}\r\nContent-Length: 5\r\n\r\nblock\r\n\r\n"
        )
    };
    let report = |digest: &str| verify(Reader::new(record(digest).as_bytes()).unwrap());
    assert_eq!(report(&sha1.base32()).right, 1);
    assert_eq!(report(&sha1.to_string()).right, 1);
    assert_eq!(report(&sha1.to_string().to_uppercase()).right, 1);
    assert!(!report("sha1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA").holds());
    assert!(matches!(report("md5:abc").faults[0].fault, FaultKind::Unreadable(_)));
}

#[test]
fn what_came_in_chunks_holds_in_either_way_of_reading_its_digest() {
    let sha1 = |bytes: &[u8]| {
        let mut hasher = Hasher::new(Algorithm::Sha1);
        hasher.update(bytes);
        hasher.finish().to_string()
    };
    let report = |fields: &str, body: &str, digest: &str| {
        let block = format!("HTTP/1.1 200 OK\r\n{fields}\r\n{body}");
        let file = format!(
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/\r\nWARC-Payload-Digest: {digest}\r\nContent-Length: {}\r\n\r\n{block}\r\n\r\n",
            block.len()
        );
        verify(Reader::new(file.as_bytes()).unwrap())
    };
    let (chunked, body) = ("Transfer-Encoding: gzip, Chunked\r\n", "4;a=b\r\nsach\r\n1\r\n!\r\n0\r\n\r\n");
    assert!(report(chunked, body, &sha1(body.as_bytes())).holds(), "as wget and warcio read it");
    assert_eq!(report(chunked, body, &sha1(b"sach!")).right, 1, "as warcprox and Heritrix do");
    // One byte changed fails both, and so does a digest of some of it.
    assert_eq!(report(chunked, &body.replace('!', "?"), &sha1(b"sach!")).faults.len(), 1);
    assert_eq!(report(chunked, &body.replace('!', "?"), &sha1(body.as_bytes())).faults.len(), 1);
    assert_eq!(report(chunked, body, &sha1(b"sach")).faults.len(), 1);
    // Cut off, there is no whole content; and without the field nothing is taken off.
    assert_eq!(report(chunked, "5\r\nsach", &sha1(b"sach")).faults.len(), 1);
    assert_eq!(report("Content-Type: text/plain\r\n", body, &sha1(b"sach!")).faults.len(), 1);
    assert!(report(chunked, "no chunks", &sha1(b"no chunks")).holds(), "what a server declares and does not do");
}

#[test]
fn an_archive_within_an_archive_does_not_mislead_the_index() {
    // The inner file is stored as it is, over many segments: every member of it looks like one of the outer file.
    let noise: Vec<u8> = (0..30_000_u32).flat_map(|number| number.wrapping_mul(2_654_435_761).to_le_bytes()).collect();
    let (inner, _) = file(Compression::default(), &vec![noise.as_slice(); 120]);
    assert!(inner.len() > 3 * (4 << 20));
    let mut writer = Writer::new(Vec::new(), Compression::Gzip(0), 0);
    let mut places = Vec::new();
    for number in 0..3 {
        let record =
            Record::resource(id(number), time(), &format!("https://example.org/{number}.warc.gz"), "application/warc");
        places.push(writer.write_bytes(&record, if number == 1 { &inner } else { b"small" }).unwrap());
    }
    assert_eq!(index(&writer.into_inner()).unwrap(), places);
}

#[test]
fn a_large_file_is_indexed_in_segments_as_a_whole() {
    let noise: Vec<u8> = (0..60_000_u32).flat_map(|number| number.wrapping_mul(2_654_435_761).to_le_bytes()).collect();
    for compression in [Compression::default(), Compression::None] {
        let bodies: Vec<&[u8]> = (0..90).map(|number| noise.get(..number * 2500).unwrap()).collect();
        let (file, places) = file(compression, &bodies);
        assert!(file.len() > 2 * (4 << 20));
        assert_eq!(index(&file).unwrap(), places);
        assert!(index(&file[..file.len() - 20]).is_err());
    }
}

#[test]
fn what_has_no_place_is_not_indexed() {
    let (plain, _) = file(Compression::None, &[b"one", b"two"]);
    assert!(index(&gzip(&plain)).unwrap_err().contains("share one compressed member"));
    assert!(index(b"").unwrap().is_empty());
}

#[test]
fn a_message_is_read_out_of_a_record() {
    let block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nsach\r\n0\r\n\r\n";
    let mut writer = Writer::new(Vec::new(), Compression::default(), 0);
    writer.write_bytes(&Record::response(id(1), time(), "https://example.org/"), block).unwrap();
    let file = writer.into_inner();
    let mut reader = Reader::new(file.as_slice()).unwrap();
    assert!(reader.next_record().unwrap().unwrap().is_http());
    let head = http::Head::read(&mut reader.block(), 1 << 16).unwrap();
    assert_eq!((head.status(), head.charset()), (Some(200), Some("utf-8")));
    let mut text = String::new();
    http::body(&head, reader.block(), 1 << 20).unwrap().read_to_string(&mut text).unwrap();
    assert_eq!(text, "sach");
}

proptest! {
    #[test]
    fn any_record_comes_back_as_it_went_in(
        blocks in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..5000), 1..8),
        compression in prop_oneof![Just(Compression::None), (0..10_u32).prop_map(Compression::Gzip)],
        value in "[ -~\u{a0}-\u{2fff}]{0,40}",
        kinds in prop::collection::vec(0..5_usize, 8),
    ) {
        let mut writer = Writer::new(Vec::new(), compression, 0);
        let mut places = Vec::new();
        for (number, (block, kind)) in blocks.iter().zip(&kinds).enumerate() {
            let kind = [Kind::Request, Kind::Response, Kind::Resource, Kind::Metadata, Kind::Other("new".to_owned())][*kind].clone();
            let record = Record::new(kind, id(number), time())
                .field("WARC-Target-URI", format!("http://example.org/{number}"))
                .field("X-Value", value.clone());
            places.push(writer.write_bytes(&record, block).unwrap());
        }
        let file = writer.into_inner();
        let mut reader = Reader::new(file.as_slice()).unwrap();
        for (number, (block, place)) in blocks.iter().zip(&places).enumerate() {
            let header = reader.next_record().unwrap().unwrap();
            prop_assert_eq!(header.id().unwrap(), id(number));
            prop_assert_eq!(header.fields.get("X-Value").unwrap().trim(), value.trim());
            let mut read = Vec::new();
            reader.block().read_to_end(&mut read).unwrap();
            prop_assert_eq!(&read, block);
            prop_assert_eq!(reader.place().unwrap(), *place);
            // Read on its own, from its place alone.
            let start = usize::try_from(place.offset).unwrap();
            let end = start + usize::try_from(place.length).unwrap();
            let mut alone = Reader::new(file.get(start..end).unwrap()).unwrap();
            let again = alone.next_record().unwrap().unwrap();
            prop_assert_eq!(again.fields, header.fields);
        }
        prop_assert!(reader.next_record().unwrap().is_none());
        prop_assert!(reader.warnings().is_empty());
        let report = verify(Reader::new(file.as_slice()).unwrap());
        prop_assert!(report.holds(), "{:?}", report);
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..300), cut in 0..400_usize) {
        let (good, _) = file(Compression::default(), &[b"one", b"two"]);
        let mixed = [good.get(..cut.min(good.len())).unwrap(), &bytes].concat();
        for input in [&bytes, &mixed] {
            if let Ok(mut reader) = Reader::new(input.as_slice()) {
                while let Ok(Some(_)) = reader.next_record() {
                    let mut block = reader.block();
                    while let Ok(part) = block.fill_buf() {
                        let count = part.len();
                        if count == 0 { break; }
                        block.consume(count);
                    }
                }
            }
            let _ = index(input);
        }
    }

    #[test]
    fn any_line_of_an_index_comes_back(key in "[!-~]{1,30}", timestamp in "[0-9]{14}", fields in prop::collection::vec(("[a-z]{1,8}", any::<String>()), 0..6)) {
        let line = cdxj::Line { key, timestamp, fields };
        prop_assert_eq!(cdxj::Line::parse(&line.to_string()).unwrap(), line);
    }
}
