//! The crate as a small program, for checks against other tools and for figures: it opens files, the crate does not.
//!
//!     cargo run --release --example archive -p saksi-archive -- index data.warc.gz

use std::error::Error;
use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use saksi_archive::cdxj::{self, Line, Options, ReadAt};
use saksi_archive::wacz::{self, About, Page};
use saksi_archive::warc::{self, Compression, Kind, Profile, Reader, Record, Writer};
use saksi_archive::{Digest, http};

type Outcome<T = ()> = Result<T, Box<dyn Error>>;

const HELP: &str = "archive sample OUT
archive write LIST BLOCKS OUT
archive index [-p] [-d] [--out FILE] FILE…
archive verify FILE…
archive rewrite IN OUT
archive package OUT FILE…
archive check FILE.wacz
archive find FILE.wacz URL";

fn main() -> Outcome {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["sample", out] => sample(Path::new(out)),
        ["write", list, blocks, out] => write(Path::new(list), Path::new(blocks), Path::new(out)),
        ["index", words @ ..] => index(words),
        ["verify", files @ ..] => verify(files),
        ["rewrite", from, to] => rewrite(Path::new(from), Path::new(to)),
        ["package", out, files @ ..] => package(Path::new(out), files),
        ["check", file] => check(Path::new(file)),
        ["find", file, url] => find(Path::new(file), url),
        _ => Err(HELP.into()),
    }
}

/// A file that several cores read.
struct OnDisk(File);

impl ReadAt for OnDisk {
    fn read_at(&self, to: &mut [u8], offset: u64) -> io::Result<usize> {
        self.0.read_at(to, offset)
    }
}

fn name_of(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

fn lines_of(path: &Path, options: &Options) -> Outcome<Vec<Line>> {
    let file = File::open(path)?;
    let size = file.metadata()?.len();
    let options = Options { file_name: name_of(path), ..options.clone() };
    let mut lines = Vec::new();
    let summary = cdxj::index(&OnDisk(file), size, &options, |line| lines.push(line))
        .map_err(|error| format!("{}: {error}", path.display()))?;
    for warning in summary.warnings {
        eprintln!("{}: {warning}", path.display());
    }
    Ok(lines)
}

fn index(words: &[&str]) -> Outcome {
    let mut options = Options::default();
    let mut out: Box<dyn Write> = Box::new(io::stdout());
    let mut files = Vec::new();
    let mut words = words.iter();
    while let Some(word) = words.next() {
        match *word {
            "-p" => options.post_append = true,
            "-d" => options.record_digest = true,
            "--out" => out = Box::new(File::create(words.next().ok_or(HELP)?)?),
            file => files.push(file),
        }
    }
    let start = Instant::now();
    let mut lines = Vec::new();
    for file in files {
        lines.extend(lines_of(Path::new(file), &options)?);
    }
    let count = lines.len();
    out.write_all(cdxj::sort(lines).as_bytes())?;
    out.flush()?;
    eprintln!("{count} lines in {:.3} s", start.elapsed().as_secs_f64());
    Ok(())
}

fn verify(files: &[&str]) -> Outcome {
    let mut broken = false;
    for file in files {
        let report = warc::verify(Reader::new(File::open(file)?).map_err(|error| format!("{file}: {error}"))?);
        for warning in &report.warnings {
            println!("{file}: warning: {warning}");
        }
        for fault in &report.faults {
            println!("{file}: {fault}");
        }
        if let Some(stopped) = &report.stopped {
            println!("{file}: {stopped}");
        }
        println!(
            "{file}: {} records, {} digests hold, {} records carry none",
            report.records, report.right, report.without
        );
        broken |= !report.holds();
    }
    if broken { Err("something does not hold".into()) } else { Ok(()) }
}

/// Writes the records of any file anew, each in its own member, with digests of ours.
fn rewrite(from: &Path, to: &Path) -> Outcome {
    let mut reader = Reader::new(File::open(from)?)?;
    let mut writer = Writer::new(BufWriter::new(File::create(to)?), Compression::default(), 0);
    while let Some(header) = reader.next_record()? {
        let id = header.id().ok_or("a record without identifier")?.to_owned();
        let date = header.timestamp().ok_or("a record without time")?;
        let mut record = Record::new(header.kind.clone(), id, date);
        if header.kind == Kind::Revisit
            && let Some(digest) = header.payload_digest()
        {
            let profile = header.profile().unwrap_or(Profile::IdenticalPayload);
            let url = header.target_uri().unwrap_or_default().into_owned();
            record = Record::revisit(header.id().unwrap_or_default(), date, &url, profile, Some(digest.parse()?));
        }
        for (name, value) in header.fields.iter() {
            let own = [
                "WARC-Type",
                "WARC-Record-ID",
                "WARC-Date",
                "WARC-Payload-Digest",
                "WARC-Block-Digest",
                "Content-Length",
                "WARC-Profile",
            ];
            let of_revisit = header.kind == Kind::Revisit && name.eq_ignore_ascii_case("WARC-Target-URI");
            if name.eq_ignore_ascii_case("Content-Type") {
                record = record.content_type(value);
            } else if name.eq_ignore_ascii_case("WARC-Target-URI") && !of_revisit {
                record = record.field(name, header.target_uri().unwrap_or_default());
            } else if !of_revisit && !own.iter().any(|own| own.eq_ignore_ascii_case(name)) {
                record = record.field(name, value);
            }
        }
        // Blocks are put aside in a file, as their digests stand in front of them.
        let mut aside = tempfile()?;
        io::copy(&mut reader.block(), &mut aside)?;
        aside.seek(SeekFrom::Start(0))?;
        writer.write(&record, &mut aside)?;
    }
    for warning in reader.warnings() {
        eprintln!("{}: {warning}", from.display());
    }
    writer.into_inner().into_inner()?.sync_all()?;
    Ok(())
}

/// A file without a name.
fn tempfile() -> io::Result<File> {
    let path = std::env::temp_dir().join(format!("saksi-archive-{}", std::process::id()));
    let file = File::options().read(true).write(true).create(true).truncate(true).open(&path)?;
    fs::remove_file(path)?;
    Ok(file)
}

/// Writes responses whose blocks stand one after another in a file; the list has a line for each: length, a tab, the address.
/// Only the writing is timed.
fn write(list: &Path, blocks: &Path, out: &Path) -> Outcome {
    const AT_ONCE: usize = 16 << 20;
    let mut blocks = BufReader::new(File::open(blocks)?);
    let mut writer = Writer::new(File::create(out)?, Compression::default(), 0);
    let time: Timestamp = "2026-11-22T10:11:12Z".parse()?;
    let (mut spent, mut bytes, mut waiting) = (Duration::ZERO, 0_usize, 0_usize);
    let mut records: Vec<(Record, Vec<u8>)> = Vec::new();
    let list = fs::read_to_string(list)?;
    let mut lines = list.lines().enumerate().peekable();
    while let Some((number, line)) = lines.next() {
        let (length, url) = line.split_once('\t').ok_or("a line of the list is no length and address")?;
        let mut block = vec![0; length.parse()?];
        blocks.read_exact(&mut block)?;
        bytes += block.len();
        waiting += block.len();
        let id = format!("urn:uuid:019a0000-0000-7000-8000-{number:012}");
        records.push((Record::response(id, time, url), block));
        if waiting >= AT_ONCE || lines.peek().is_none() {
            let start = Instant::now();
            writer.write_many(&records)?;
            spent += start.elapsed();
            records.clear();
            waiting = 0;
        }
    }
    println!("{{\"bytes\": {bytes}, \"seconds\": {:.6}, \"written\": {}}}", spent.as_secs_f64(), writer.position());
    Ok(())
}

fn package(out: &Path, files: &[&str]) -> Outcome {
    let made: Timestamp = "2026-11-22T10:11:12Z".parse()?;
    let mut writer = wacz::Writer::new(File::create(out)?, made);
    let options = Options { post_append: true, record_digest: true, ..Options::default() };
    let mut lines = Vec::new();
    for file in files {
        writer.archive(&name_of(Path::new(file)), File::open(file)?)?;
        lines.extend(lines_of(Path::new(file), &options)?);
    }
    let pages: Vec<Page> = lines
        .iter()
        .filter(|line| line.get("mime") == Some("text/html") && line.status() == Some(200))
        .filter_map(|line| {
            let time = jiff::civil::DateTime::strptime("%Y%m%d%H%M%S", line.timestamp.get(..14)?).ok()?;
            Some(Page { url: line.url()?.to_owned(), ts: format!("{time}Z"), ..Page::default() })
        })
        .collect();
    writer.index(&cdxj::sort(lines))?;
    writer.pages(&pages)?;
    writer.file("notes/README.txt", &b"Made by the example of saksi-archive.\n"[..])?;
    let about = About {
        title: Some("A sample".to_owned()),
        created: Some(made.to_string()),
        software: Some("saksi-archive".to_owned()),
        main_page_url: pages.first().map(|page| page.url.clone()),
        main_page_date: pages.first().map(|page| page.ts.clone()),
        ..About::default()
    };
    writer.finish(about)?.sync_all()?;
    Ok(())
}

fn check(file: &Path) -> Outcome {
    let mut package = wacz::Package::open(BufReader::new(File::open(file)?))?;
    let mut report = package.verify()?;
    for fault in &report.faults {
        println!("{fault}");
    }
    for archive in package.archives() {
        let records = warc::verify(Reader::new(package.file(&archive)?)?);
        for fault in &records.faults {
            println!("{archive}: {fault}");
        }
        if let Some(stopped) = &records.stopped {
            println!("{archive}: {stopped}");
        }
        println!("{archive}: {} records, {} digests hold", records.records, records.right);
        report.right += usize::from(records.holds());
    }
    println!("{} files hold, {} pages", report.right, package.pages()?.len());
    if report.holds() { Ok(()) } else { Err("something does not hold".into()) }
}

fn find(file: &Path, url: &str) -> Outcome {
    let mut package = wacz::Package::open(BufReader::new(File::open(file)?))?;
    for line in package.find(url)? {
        println!("{line}");
        let mut reader = Reader::new(package.record(&line)?)?;
        if let Some(header) = reader.next_record()?
            && header.is_http()
        {
            let head = http::Head::read(&mut reader.block(), 1 << 20)?;
            let copied = io::copy(&mut http::body(&head, reader.block(), 1 << 30)?, &mut io::sink())?;
            println!("{} {copied} bytes", head.first);
        }
    }
    Ok(())
}

/// A file with every type of record and whatever else other tools are asked about.
fn sample(out: &Path) -> Outcome {
    let mut writer = Writer::new(BufWriter::new(File::create(out)?), Compression::default(), 0);
    let time = |second: i64| Timestamp::from_second(1_795_342_272 + second);
    let mut number = 0;
    let mut id = || {
        number += 1;
        format!("urn:uuid:019a0000-0000-7000-8000-{number:012}")
    };
    let info = id();
    let lines = "software: saksi-archive\r\nformat: WARC File Format 1.1\r\nconformsTo: https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/\r\n";
    writer.write_bytes(&Record::warcinfo(info.clone(), time(0)?, &name_of(out)), lines.as_bytes())?;

    let mut conversation = |second: i64, url: &str, request: &str, response: &[u8]| -> Outcome<String> {
        let (asked, came) = (id(), id());
        let record =
            Record::response(came.clone(), time(second)?, url).ip_address([203, 0, 113, 7].into()).warcinfo_id(&info);
        writer.write_bytes(&record, response)?;
        let record = Record::request(asked, time(second)?, url).concurrent_to(&came).warcinfo_id(&info);
        writer.write_bytes(&record, request.as_bytes())?;
        Ok(came)
    };
    let get = |path: &str| format!("GET {path} HTTP/1.1\r\nHost: www.example.org\r\nUser-Agent: saksi\r\n\r\n");
    let html = |body: &str| {
        format!(
            "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\nSet-Cookie: a=b\r\n\r\n{body}",
            body.len()
        )
    };
    let page = "<!doctype html><html lang=ur dir=rtl><title>صفحہ</title><p>یہ ایک صفحہ ہے۔</p></html>";
    let first = conversation(1, "https://www.example.org/", &get("/"), html(page).as_bytes())?;
    conversation(
        2,
        "https://www.example.org/a?b=2&a=1#part",
        &get("/a?b=2&a=1"),
        html("<title>Query</title>").as_bytes(),
    )?;
    conversation(
        3,
        "https://www.example.org/old",
        &get("/old"),
        b"HTTP/1.1 301 Moved Permanently\r\nLocation: /new\r\nContent-Length: 0\r\n\r\n",
    )?;
    conversation(4, "https://www.example.org/chunked", &get("/chunked"), b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n7\r\n, world\r\n0\r\n\r\n")?;
    let mut zipped = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\n\r\n".to_vec();
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(b"{\"answer\": 42}")?;
    zipped.extend(encoder.finish()?);
    conversation(5, "https://www.example.org/data.json", &get("/data.json"), &zipped)?;
    let post = |media_type: &str, body: &str| {
        format!(
            "POST /form HTTP/1.1\r\nHost: www.example.org\r\nContent-Type: {media_type}\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        )
    };
    conversation(
        6,
        "https://www.example.org/form",
        &post("application/x-www-form-urlencoded", "name=A+B&x=%26"),
        html("one").as_bytes(),
    )?;
    conversation(
        7,
        "https://www.example.org/form?q",
        &post("application/json", r#"{"q":["एक",2.5,null],"z":{"q":true}}"#),
        html("two").as_bytes(),
    )?;
    conversation(
        8,
        "https://www.example.org/form",
        &post("application/octet-stream", "\u{1}\u{2}\u{3}"),
        html("three").as_bytes(),
    )?;
    conversation(
        9,
        "https://www.example.org/latin",
        &get("/latin"),
        b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nX-Name: caf\xe9\r\n\r\ncaf\xe9",
    )?;
    conversation(
        10,
        "https://www.example.org/none",
        &get("/none"),
        b"HTTP/1.1 404 Not Found\r\nContent-Type:text/html;x=y\r\nContent-Length: 0\r\n\r\n",
    )?;
    conversation(11, "https://例え.example/消息?謠=言 x", &get("/"), html("idn").as_bytes())?;
    conversation(
        12,
        "https://www.example.org/empty-type",
        &get("/empty-type"),
        b"HTTP/1.0 200\r\nContent-Type:\r\n\r\nx",
    )?;

    let digest = Digest::sha256(page.as_bytes());
    let revisit =
        Record::revisit(id(), time(20)?, "https://www.example.org/", Profile::IdenticalPayload, Some(digest.clone()))
            .refers_to(&first, "https://www.example.org/", time(1)?);
    writer.write_bytes(&revisit, b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n")?;
    let revisit = Record::revisit(id(), time(21)?, "https://www.example.org/", Profile::NotModified, Some(digest))
        .refers_to(&first, "https://www.example.org/", time(1)?);
    writer.write_bytes(&revisit, b"")?;

    let picture: Vec<u8> = (0..70_000_u32).flat_map(|n| n.wrapping_mul(2_654_435_761).to_le_bytes()).collect();
    let resource = Record::resource(id(), time(22)?, "urn:screenshot:https://www.example.org/", "image/png");
    writer.write(&resource, &mut io::Cursor::new(&picture))?;
    let text = Record::conversion(id(), time(22)?, "https://www.example.org/", "text/plain", &first);
    writer.write_bytes(&text, "یہ ایک صفحہ ہے۔".as_bytes())?;
    let notes = Record::metadata(id(), time(22)?, "https://www.example.org/", &first);
    writer.write_bytes(&notes, b"fetchTimeMs: 12\r\n")?;
    let fields = Record::new(Kind::Metadata, id(), time(23)?)
        .field("WARC-Target-URI", "urn:pageinfo:https://www.example.org/")
        .content_type("application/json");
    writer.write_bytes(&fields, b"{}")?;
    let cut = Record::response(id(), time(24)?, "https://www.example.org/long").truncated(warc::Truncated::Length);
    writer.write_bytes(
        &cut,
        b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 1000\r\n\r\nnot all of it",
    )?;
    writer.into_inner().into_inner()?.sync_all()?;
    Ok(())
}
