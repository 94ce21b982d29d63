//! Packs, as a stranger checks them.

use saksi_archive::{cdxj, wacz, warc};
use saksi_base::Timestamp;
use saksi_db::{Viewer, testing};
use saksi_tlog::record::{Copying, Custody, CustodyEvent, FileTaken, Part, Times, Tool, VERSION, What};
use saksi_tlog::{EvidenceRecord, Hash, Policy};
use saksi_web::testing::{Browser, Kind, assert_page};

use super::{enter_all, watching};
use crate::pack::{Checked, Mark, Pack, PackError, Proved, Trusted, check, is_pack};
use crate::{MESSAGES, enter, proof, routes};

fn record(what: What, parts: Vec<Part>, parent: Option<Hash>) -> Vec<u8> {
    let at = Timestamp::from_seconds(1_768_464_000);
    let record = EvidenceRecord {
        version: VERSION.to_owned(),
        id: "019bbf3a-0000-7000-8000-000000000001".to_owned(),
        organisation: "Saksi Nusantara".to_owned(),
        operator: "kenari".to_owned(),
        reason: "reported by three people".to_owned(),
        case: None,
        legal_basis: None,
        times: Times { began: at, ended: at, clock: "system clock".to_owned(), offset_ms: None },
        tool: Tool { name: "saksi".to_owned(), version: "0".to_owned(), configuration: Hash::of(b""), browser: None },
        what,
        parts,
        parent,
        salt: None,
    };
    record.to_canonical().unwrap()
}

/// The record of a file that is not at hand.
pub(super) fn handed_in() -> Vec<u8> {
    let file = FileTaken {
        original_name: None,
        method: "handed in".to_owned(),
        shows_when: None,
        shows_where: None,
        pair: None,
    };
    let part = Part {
        name: "letter.pdf".to_owned(),
        media_type: "application/pdf".to_owned(),
        length: 4,
        sha256: Hash::of(b"text"),
        copy: Copying::Original,
    };
    record(What::File(file), vec![part], None)
}

fn picture() -> Vec<u8> {
    (0..3_000_u32).flat_map(u32::to_le_bytes).collect()
}

/// A pack out of a log that another server witnesses.
async fn made() -> (watching::Server, watching::Server, Pack) {
    let (one, two) = watching::two(testing::sqlite().await, testing::sqlite().await).await;
    let file = FileTaken {
        original_name: None,
        method: "handed in".to_owned(),
        shows_when: None,
        shows_where: None,
        pair: None,
    };
    let bytes = picture();
    let part = Part {
        name: "../بازار sore.png".to_owned(),
        media_type: "image/png".to_owned(),
        length: bytes.len() as u64,
        sha256: Hash::of(&bytes),
        copy: Copying::Original,
    };
    let about = record(What::File(file), vec![part], None);
    let seen = What::Custody(Custody {
        event: CustodyEvent::HandedOver,
        party: Some("District court".to_owned()),
        consent: None,
    });
    let custody = record(seen, Vec::new(), Some(Hash::of(&about)));
    one.grow(0..300).await;
    enter_all(&one.test.db, &[Hash::of(&about), Hash::of(&custody)]).await;
    one.grow(300..301).await;
    let proved = |record: &[u8]| {
        let (db, record) = (one.test.db.clone(), record.to_vec());
        async move { Proved { proof: proof(&db, Hash::of(&record)).await.unwrap(), record } }
    };
    let pack = Pack {
        about: proved(&about).await,
        parts: vec![("../بازار sore.png".to_owned(), bytes.into())],
        custody: vec![proved(&custody).await],
        tokens: Vec::new(),
        calendars: Vec::new(),
        policy: one.log.policy().to_string(),
        made: testing::START,
    };
    (one, two, pack)
}

/// One file of a pack, as text.
fn text_of(zip: &[u8], name: &str) -> String {
    let files = crate::pack::container::read(zip).unwrap();
    String::from_utf8(files.into_iter().find(|file| file.name == name).unwrap().bytes).unwrap()
}

fn broken(checked: &Checked) -> Vec<(&str, &str)> {
    let broken = checked.findings.iter().filter(|finding| finding.mark == Mark::Broken);
    broken.map(|finding| (finding.part.as_str(), finding.message)).collect()
}

#[tokio::test]
async fn a_pack_holds_and_every_changed_bit_is_seen_and_named() {
    let (_one, _two, pack) = made().await;
    let zip = pack.to_zip().unwrap();
    assert_eq!(zip, pack.to_zip().unwrap());
    assert!(is_pack(&zip));
    let whole = check(&zip, &Trusted::default());
    assert_eq!(broken(&whole), []);
    let says = |message: &str| whole.findings.iter().any(|finding| finding.message == message);
    for message in [
        "transparency-record-read",
        "transparency-part-holds",
        "transparency-proof-holds",
        "transparency-witnesses-enough",
        "transparency-custody-holds",
        "transparency-keys-own",
    ] {
        assert!(says(message), "{message}: {:?}", whole.findings);
    }
    // Some bits everywhere, and more in the lists at the end.
    let all = zip.len() * 8;
    for bit in (0..all).step_by(7_919).chain((all - 6_000..all).step_by(31)) {
        let mut changed = zip.clone();
        changed[bit / 8] ^= 1 << (bit % 8);
        let found = check(&changed, &Trusted::default());
        assert!(!found.holds(), "bit {bit} was changed unseen");
        assert!(broken(&found).iter().all(|(part, _)| !part.is_empty()), "bit {bit}: {found:?}");
    }
    // Which part it was is said: one bit in the middle of the picture.
    let place = zip.windows(8).position(|window| window == &picture()[6_000..6_008]).unwrap();
    let mut changed = zip.clone();
    changed[place] ^= 4;
    let found = check(&changed, &Trusted::default());
    assert!(broken(&found).iter().all(|(part, _)| part.starts_with("parts/1-")), "{:?}", broken(&found));
}

/// The page to print names who signed and when, and what happened since, with whatever stands in it written as text.
#[tokio::test]
async fn the_report_names_signed_times_and_what_happened_since() {
    let (_one, _two, pack) = made().await;
    let report = text_of(&pack.to_zip().unwrap(), "report.html");
    let times = report.split("<h2>Signed times</h2>").nth(1).unwrap().split("<h2>").next().unwrap();
    assert!(times.contains("witness of the log") && times.contains("2026-"), "{times}");
    let since = report.split("<h2>What happened to it since</h2>").nth(1).unwrap();
    assert!(since.contains("Given to somebody else: District court, by "), "{since}");
    assert!(since.contains("custody/001.json</td>"), "{since}");
    let bare = Pack { about: Proved { proof: None, ..pack.about.clone() }, custody: Vec::new(), ..pack };
    let report = text_of(&bare.to_zip().unwrap(), "report.html");
    assert!(report.contains("None when this pack was made.") && report.contains("Nothing is recorded."), "{report}");
}

#[tokio::test]
async fn a_pack_that_was_made_anew_with_other_content_is_found_out() {
    let (_one, _two, pack) = made().await;
    let mut other = pack.clone();
    let mut bytes = picture();
    bytes[5] ^= 1;
    other.parts[0].1 = bytes.into();
    assert_eq!(other.to_zip(), Err(PackError::Part("../بازار sore.png".to_owned())));
    // Another record, written well, with the proof of the first.
    let mut other = pack.clone();
    let text = String::from_utf8(pack.about.record.clone()).unwrap();
    other.about.record = text.replace("three people", "nobody").into_bytes();
    let found = check(&other.to_zip().unwrap(), &Trusted::default());
    let names: Vec<&str> = broken(&found).into_iter().map(|(_, message)| message).collect();
    assert!(names.contains(&"transparency-proof-broken"), "{names:?}");
    assert!(names.contains(&"transparency-custody-other"), "{names:?}");
    // Keys from elsewhere decide.
    let policy = Policy::parse("quorum none\n").unwrap();
    let found = check(&pack.to_zip().unwrap(), &Trusted { policy: Some(policy), roots: Vec::new() });
    assert!(broken(&found).iter().any(|(_, message)| *message == "transparency-proof-broken"));
}

#[tokio::test]
async fn everybody_can_check_on_the_page() {
    let (one, _two, pack) = made().await;
    let site = saksi_web::testing::builder(one.test.db.clone(), one.test.clock.clone()).messages(MESSAGES).build();
    let mut browser = Browser::new(saksi_web::app(site, vec![routes(one.log.clone())]));
    for path in ["/verify", "/log"] {
        let page = browser.get(path).await;
        assert_page(&page.body, Kind::Public);
    }
    let page = browser.get("/verify").await;
    let entry = Hash::of(&pack.about.record).to_hex();
    let answer = browser.submit(&page, "/verify", &[("entry", &entry)]).await;
    assert_page(&answer.body, Kind::Public);
    assert!(answer.body.contains("What was checked holds"), "{}", answer.body);
    for (typed, says) in [
        ("", "Choose a file, or type the entry of a record."),
        ("abc", "An entry has 64 digits"),
        (&Hash::of(b"none").to_hex(), "This log does not contain the entry."),
    ] {
        let answer = browser.submit(&page, "/verify", &[("entry", typed)]).await;
        assert!(answer.body.contains(says), "{says}: {}", answer.body);
    }
    let forged = "saksi-filing-1-AAAA";
    let answer = browser.submit(&page, "/verify", &[("entry", forged)]).await;
    assert_page(&answer.body, Kind::Public);
    assert!(answer.body.contains("The line is not whole."), "{}", answer.body);
    let waiting = Hash::of(b"waiting");
    let entered: Result<(), saksi_base::Problem> = saksi_db::write!(one.test.db, "test", Viewer::System, tx => {
        enter(&mut tx, testing::START, waiting).await
    });
    entered.unwrap();
    let answer = browser.submit(&page, "/verify", &[("entry", &waiting.to_hex())]).await;
    assert!(answer.body.contains("waits for the next signed state"), "{}", answer.body);
    let zip = pack.to_zip().unwrap();
    let mut changed = zip.clone();
    let middle = changed.len() / 2;
    changed[middle] ^= 1;
    for (bytes, says) in [
        (zip.as_slice(), "What was checked holds"),
        (changed.as_slice(), "Something does not hold"),
        (pack.about.record.as_slice(), "What was checked holds"),
        (b"PK\x03\x04 nothing".as_slice(), "The archive was changed"),
        (b"hello".as_slice(), "This is not a file that can be checked here"),
    ] {
        let page = browser.get("/verify").await;
        let answer = browser.submit_file(&page, "/verify", &[("entry", "")], bytes).await;
        assert!(answer.body.contains(says), "{says}: {}", answer.body);
    }
}

/// The records of two pages, not compressed, and a package of them.
fn archived(change: impl FnOnce(&mut Vec<u8>)) -> (Vec<u8>, Vec<u8>) {
    let time = Timestamp::from_seconds(1_768_464_000).to_jiff();
    let mut writer = warc::Writer::new(Vec::new(), warc::Compression::None, 0);
    for (number, words) in ["The first page.", "The second page."].into_iter().enumerate() {
        let id = format!("urn:uuid:019a0000-0000-7000-8000-{number:012}");
        let record = warc::Record::response(id, time, &format!("https://example.org/{number}"));
        let block = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>{words}");
        writer.write_bytes(&record, block.as_bytes()).unwrap();
    }
    let mut records = writer.into_inner();
    change(&mut records);
    let options = cdxj::Options { file_name: "data.warc".to_owned(), ..cdxj::Options::default() };
    let mut lines = Vec::new();
    cdxj::index(records.as_slice(), records.len() as u64, &options, |line| lines.push(line)).unwrap();
    let mut package = wacz::Writer::new(std::io::Cursor::new(Vec::new()), time);
    package.archive("data.warc", records.as_slice()).unwrap();
    package.index(&cdxj::sort(lines)).unwrap();
    let page = wacz::Page { url: "https://example.org/0".into(), ts: time.to_string(), ..wacz::Page::default() };
    package.pages(&[page]).unwrap();
    (records, package.finish(wacz::About::default()).unwrap().into_inner())
}

#[tokio::test]
async fn the_page_looks_into_the_records_of_an_archive_and_names_the_one_that_broke() {
    let (one, _two, _) = made().await;
    let site = saksi_web::testing::builder(one.test.db.clone(), one.test.clock.clone()).messages(MESSAGES).build();
    let mut browser = Browser::new(saksi_web::app(site, vec![routes(one.log.clone())]));
    let (records, package) = archived(|_| {});
    // Whoever changes a page and makes the package anew leaves a manifest that holds.
    let (changed_records, changed_package) = archived(|records| {
        let at = records.windows(6).position(|part| part == b"second").unwrap();
        records[at] = b'S';
    });
    for (bytes, holds) in [(&records, true), (&package, true), (&changed_records, false), (&changed_package, false)] {
        let page = browser.get("/verify").await;
        let answer = browser.submit_file(&page, "/verify", &[("entry", "")], bytes).await;
        assert_page(&answer.body, Kind::Public);
        assert_eq!(answer.body.contains("records were computed again and are the same"), holds, "{}", answer.body);
        assert_eq!(answer.body.contains("https://example.org/1"), !holds, "{}", answer.body);
        assert!(!answer.body.contains("https://example.org/0"), "the other page holds: {}", answer.body);
    }
    let cut = &records[..records.len() - 20];
    let page = browser.get("/verify").await;
    let answer = browser.submit_file(&page, "/verify", &[("entry", "")], cut).await;
    assert!(answer.body.contains("https://example.org/1") && answer.body.contains("was cut off"), "{}", answer.body);
}
