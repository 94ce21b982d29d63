use std::io::{Cursor, Read, Write};

use jiff::Timestamp;
use zip::write::{SimpleFileOptions, ZipWriter};

use super::*;
use crate::cdxj::{self, Options};
use crate::warc::{self, Compression, Reader, Record};

const TIME: &str = "2026-11-22T10:11:12Z";

fn time() -> Timestamp {
    TIME.parse().unwrap()
}

/// An archive of so many pages, and its index.
fn archive(pages: usize) -> (Vec<u8>, String) {
    let mut writer = warc::Writer::new(Vec::new(), Compression::default(), 0);
    for n in 0..pages {
        let id = format!("urn:uuid:019a0000-0000-7000-8000-{n:012}");
        let record = Record::response(id, time(), &format!("https://example.org/page/{n}"));
        let block = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>Page {n}");
        writer.write_bytes(&record, block.as_bytes()).unwrap();
    }
    let file = writer.into_inner();
    let options =
        Options { file_name: "data.warc.gz".to_owned(), post_append: true, record_digest: true, ..Options::default() };
    let mut lines = Vec::new();
    cdxj::index(file.as_slice(), file.len() as u64, &options, |line| lines.push(line)).unwrap();
    (file, cdxj::sort(lines))
}

fn package(pages: usize) -> Vec<u8> {
    let (file, index) = archive(pages);
    let mut writer = Writer::new(Cursor::new(Vec::new()), time());
    writer.archive("data.warc.gz", file.as_slice()).unwrap();
    writer.index(&index).unwrap();
    let page = Page {
        url: "https://example.org/page/1".to_owned(),
        ts: TIME.to_owned(),
        title: Some("谣言 \"quoted\"".to_owned()),
        ..Page::default()
    };
    writer.pages(&[page]).unwrap();
    writer.file("record.json", &b"{}"[..]).unwrap();
    let about = About { title: Some("One page".to_owned()), created: Some(TIME.to_owned()), ..About::default() };
    writer.finish(about).unwrap().into_inner()
}

/// A ZIP file of these files.
fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer
            .start_file(*name, SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored))
            .unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn what_was_packed_is_found_and_read_again() {
    let bytes = package(3000);
    let mut package = Package::open(Cursor::new(&bytes)).unwrap();
    assert_eq!(package.manifest().wacz_version.as_deref(), Some("1.1.1"));
    assert_eq!(package.manifest().about.title.as_deref(), Some("One page"));
    let report = package.verify().unwrap();
    assert!(report.holds(), "{:?}", report.faults);
    assert!(report.manifest_digest);
    assert_eq!(report.right, 5);
    let pages = package.pages().unwrap();
    assert_eq!(pages.len(), 1);
    assert_eq!(pages[0].title.as_deref(), Some("谣言 \"quoted\""));
    for n in [0, 1, 1023, 1024, 2999] {
        let lines = package.find(&format!("http://www.example.org/page/{n}/")).unwrap();
        assert_eq!(lines.len(), 1, "page {n}");
        let mut bytes = Vec::new();
        package.record(&lines[0]).unwrap().read_to_end(&mut bytes).unwrap();
        assert_eq!(lines[0].get("recordDigest").unwrap(), crate::Digest::sha256(&bytes).to_string());
        let mut reader = Reader::new(bytes.as_slice()).unwrap();
        let header = reader.next_record().unwrap().unwrap();
        assert_eq!(header.target_uri().unwrap(), format!("https://example.org/page/{n}"));
    }
    assert!(package.find("https://example.org/unknown").unwrap().is_empty());
    let place = package.place("archive/data.warc.gz").unwrap();
    assert_eq!(bytes[usize::try_from(place.offset).unwrap()..][..2], [0x1f, 0x8b]);
}

#[test]
fn a_changed_file_is_named() {
    let bytes = package(3);
    let start = bytes.windows(2).position(|pair| pair == [0x1f, 0x8b]).unwrap();
    let mut bad = bytes.clone();
    bad[start + 200] ^= 1;
    let report = Package::open(Cursor::new(bad)).unwrap().verify().unwrap();
    assert_eq!(report.faults.len(), 1);
    assert_eq!(report.faults[0].path, "archive/data.warc.gz");
}

#[test]
fn names_that_lead_out_of_the_package_are_refused() {
    let manifest = br#"{"profile":"data-package","wacz_version":"1.1.1","resources":[]}"#;
    for name in ["../evil", "archive/../../evil", "/etc/passwd", "a\\b", "C:/x", "a//b", "./a", "a\u{7}b"] {
        let bytes = zip(&[("datapackage.json", manifest), (name, b"x")]);
        assert!(matches!(Package::open(Cursor::new(bytes)), Err(PackageError::BadName(_))), "{name}");
    }
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer.add_symlink("archive/data.warc", "/etc/passwd", SimpleFileOptions::default()).unwrap();
    let bytes = writer.finish().unwrap().into_inner();
    assert!(matches!(Package::open(Cursor::new(bytes)), Err(PackageError::BadName(_))));
}

#[test]
fn what_the_validator_of_others_passes_is_told() {
    let manifest = br#"{"profile":"data-package","wacz_version":"1.1.1","resources":[{"path":"gone.txt","hash":"sha256:00","bytes":1}]}"#;
    let bytes = zip(&[("datapackage.json", manifest), ("extra.txt", b"x")]);
    let faults: Vec<String> =
        Package::open(Cursor::new(bytes)).unwrap().verify().unwrap().faults.iter().map(ToString::to_string).collect();
    assert_eq!(
        faults,
        [
            "`extra.txt` is in the package and not listed in the manifest",
            "`archive/*.warc.gz` is missing; every package must have it",
            "`indexes/index.cdx.gz` is missing; every package must have it",
            "`pages/pages.jsonl` is missing; every package must have it",
            "`gone.txt` is listed in the manifest and is not in the package",
        ]
    );
}

#[test]
fn versions_are_read_or_refused() {
    let open = |manifest: &str| Package::open(Cursor::new(zip(&[("datapackage.json", manifest.as_bytes())])));
    assert!(open(r#"{"profile":"wacz","resources":[]}"#).is_ok());
    assert!(open(r#"{"profile":"data-package","wacz_version":"1.0.0"}"#).is_ok());
    assert!(
        matches!(open(r#"{"profile":"data-package","wacz_version":"9"}"#), Err(PackageError::UnknownVersion(version)) if version == "9")
    );
    assert!(matches!(open("no"), Err(PackageError::BadManifest(_))));
    assert!(matches!(Package::open(Cursor::new(zip(&[]))), Err(PackageError::Missing(_))));
    assert!(matches!(Package::open(Cursor::new(b"PK no zip".to_vec())), Err(PackageError::Zip(_))));
}

#[test]
fn an_incomplete_package_is_not_written() {
    let writer = Writer::new(Cursor::new(Vec::new()), time());
    assert!(matches!(writer.finish(About::default()), Err(PackageWriteError::Missing("archive"))));
    let mut writer = Writer::new(Cursor::new(Vec::new()), time());
    for name in ["../x.warc", "x.txt", "a/b.warc.gz", ".."] {
        assert!(matches!(writer.archive(name, &b""[..]), Err(PackageWriteError::BadName(_))), "{name}");
    }
    assert!(matches!(writer.file("pages/more.txt", &b""[..]), Err(PackageWriteError::BadName(_))));
    writer.file("notes.txt", &b"a"[..]).unwrap();
    assert!(matches!(writer.file("notes.txt", &b"b"[..]), Err(PackageWriteError::Twice(_))));
}
