//! Packs, as a stranger checks them.

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
    let seen = What::Custody(Custody { event: CustodyEvent::HandedOver, party: Some("District court".to_owned()) });
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
        parts: vec![("../بازار sore.png".to_owned(), bytes)],
        custody: vec![proved(&custody).await],
        tokens: Vec::new(),
        policy: one.log.policy().to_string(),
        made: testing::START,
    };
    (one, two, pack)
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

#[tokio::test]
async fn a_pack_that_was_made_anew_with_other_content_is_found_out() {
    let (_one, _two, pack) = made().await;
    let mut other = pack.clone();
    other.parts[0].1[5] ^= 1;
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
