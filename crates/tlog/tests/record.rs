//! A record of evidence has one way of being written, and one hash.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on must fail loudly")]

use std::collections::BTreeMap;

use proptest::prelude::*;
use saksi_base::Timestamp;
use saksi_tlog::record::*;
use saksi_tlog::*;

fn capture() -> EvidenceRecord {
    let headers = |pairs: &[(&str, &str)]| pairs.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
    EvidenceRecord {
        version: VERSION.to_owned(),
        id: "0192f3a0-7c1e-7000-8000-000000000001".to_owned(),
        organisation: "factcheck.example".to_owned(),
        operator: "kestrel".to_owned(),
        reason: "claim 4711: forwarded as new".to_owned(),
        case: None,
        legal_basis: None,
        times: Times {
            began: Timestamp::parse("2026-11-22T08:00:00Z").unwrap(),
            ended: Timestamp::parse("2026-11-22T08:00:09Z").unwrap(),
            clock: "system clock, NTP".to_owned(),
            offset_ms: Some(-3),
        },
        tool: Tool {
            name: "saksi".to_owned(),
            version: "0.1.0".to_owned(),
            configuration: Hash::of(b"settings"),
            browser: Some("Chromium 142.0".to_owned()),
        },
        what: What::Capture(Capture {
            asked: "https://t.example/اخبار".to_owned(),
            answered: "https://www.t.example/news".to_owned(),
            method: "browser".to_owned(),
            exchanges: vec![Exchange {
                method: "GET".to_owned(),
                url: "https://t.example/اخبار".to_owned(),
                status: 301,
                peer: "203.0.113.7:443".to_owned(),
                certificates: vec![Hash::of(b"leaf"), Hash::of(b"issuer")],
                request_headers: headers(&[("Accept", "*/*")]),
                response_headers: headers(&[("Location", "https://www.t.example/news"), ("X", "\u{1}\"\\")]),
            }],
            names: vec![Resolved { name: "t.example".to_owned(), addresses: vec!["203.0.113.7".to_owned()] }],
            access: Some("not signed in".to_owned()),
            robots: Some("not asked: a single page as evidence".to_owned()),
        }),
        parts: vec![Part {
            name: "capture.wacz".to_owned(),
            media_type: "application/wacz".to_owned(),
            length: 123_456,
            sha256: Hash::of(b"wacz"),
            copy: Copying::Original,
        }],
        parent: None,
        salt: None,
    }
}

#[test]
fn a_record_is_written_in_one_way_alone() {
    let record = capture();
    let bytes = record.to_canonical().unwrap();
    let text = String::from_utf8(bytes.clone()).unwrap();
    assert!(
        text.starts_with(r#"{"id":"0192f3a0-7c1e-7000-8000-000000000001","operator":"kestrel","organisation":"#),
        "{text}"
    );
    assert!(text.contains(r#""times":{"began":"2026-11-22T08:00:00Z","clock":"system clock, NTP","ended":"2026-11-22T08:00:09Z","offset_ms":-3}"#));
    assert!(
        text.contains("\\u0001\\\"\\\\") && text.contains("اخبار") && !text.contains('\n') && !text.contains("salt")
    );
    assert_eq!(EvidenceRecord::from_canonical(&bytes).unwrap(), record);
    assert_eq!(record.entry().unwrap(), Hash::of(&bytes));
    assert_eq!(record.leaf().unwrap(), Hash::leaf(Hash::of(&bytes).as_bytes()));
    let pretty = serde_json::to_vec_pretty(&record).unwrap();
    assert_eq!(EvidenceRecord::from_canonical(&pretty), Err(RecordError::NotCanonical));
    assert_eq!(
        EvidenceRecord::from_canonical(text.replace("/1\"", "/2\"").as_bytes()),
        Err(RecordError::Version("saksi-evidence/2".to_owned()))
    );
    for wrong in [
        text.replace("{\"id\"", "{\"extra\":1,\"id\""),
        text.replace("{\"id\":", "{\"id\":\"x\",\"id\":"),
        text.replace(r#""kind":"capture""#, r#""kind":"rumour""#),
        text.replace("08:00:09Z", "08:00:09.5Z"),
        text.replace("08:00:09Z", "07:00:09Z"),
        text.replace("123456", "9007199254740992"),
        text.replace("123456", "123456.0"),
        text.replace(":301", ":\"301\""),
        "{}".to_owned(),
        "[]".to_owned(),
        String::new(),
    ] {
        assert_ne!(wrong, text);
        assert!(EvidenceRecord::from_canonical(wrong.as_bytes()).is_err(), "{wrong}");
    }
}

#[test]
fn sealed_evidence_gives_the_log_nothing_to_guess_by() {
    let open = capture();
    let sealed = EvidenceRecord { salt: Some(Hash::of(b"32 random bytes")), ..open.clone() };
    let other = EvidenceRecord { salt: Some(Hash::of(b"32 others")), ..open.clone() };
    let entries = [&open, &sealed, &other].map(|record| record.entry().unwrap());
    assert!(entries[0] != entries[1] && entries[1] != entries[2]);
    assert_eq!(EvidenceRecord::from_canonical(&sealed.to_canonical().unwrap()).unwrap(), sealed);
}

#[test]
fn custody_names_what_it_is_about() {
    let capture = capture();
    let event = |parent| EvidenceRecord {
        what: What::Custody(Custody {
            event: CustodyEvent::HandedOver,
            party: Some("prosecutor's office".to_owned()),
            consent: None,
        }),
        parts: Vec::new(),
        parent,
        ..capture.clone()
    };
    let handed = event(Some(capture.entry().unwrap()));
    assert_eq!(EvidenceRecord::from_canonical(&handed.to_canonical().unwrap()).unwrap(), handed);
    assert!(matches!(event(None).entry(), Err(RecordError::Rule(_))));
    // A consent that was taken back says what is left of it, and nothing else does.
    let changed = |event, consent| EvidenceRecord {
        what: What::Custody(Custody { event, party: None, consent }),
        ..handed.clone()
    };
    let left = Some(BTreeMap::from([("publish".to_owned(), false)]));
    let back = changed(CustodyEvent::ConsentWithdrawn, left.clone());
    assert_eq!(EvidenceRecord::from_canonical(&back.to_canonical().unwrap()).unwrap(), back);
    for wrong in [changed(CustodyEvent::ConsentWithdrawn, None), changed(CustodyEvent::Viewed, left)] {
        assert!(matches!(wrong.entry(), Err(RecordError::Rule(_))));
    }
    let empty = EvidenceRecord { parts: Vec::new(), ..capture.clone() };
    assert!(matches!(empty.entry(), Err(RecordError::Rule(_))));
    let twice = EvidenceRecord { parts: [capture.parts.clone(), capture.parts.clone()].concat(), ..capture };
    assert!(matches!(twice.entry(), Err(RecordError::Rule(_))));
}

#[test]
fn files_and_testimony_are_evidence_as_well() {
    let file = EvidenceRecord {
        what: What::File(FileTaken {
            original_name: Some("IMG_2041.jpg".to_owned()),
            method: "uploaded".to_owned(),
            shows_when: Some("2026-10-03".to_owned()),
            shows_where: Some("Kathmandu, Ratna Park".to_owned()),
            pair: Some(Hash::of(b"the same place before")),
        }),
        ..capture()
    };
    let told = EvidenceRecord {
        what: What::Testimony(Testimony {
            witness: "heron".to_owned(),
            consent: BTreeMap::from([("keep".to_owned(), true), ("publish".to_owned(), false)]),
            method: "recorded call".to_owned(),
            language: "ne".to_owned(),
        }),
        ..capture()
    };
    for record in [file, told] {
        assert_eq!(EvidenceRecord::from_canonical(&record.to_canonical().unwrap()).unwrap(), record);
    }
}

#[test]
fn a_changed_part_is_named() {
    let mut record = capture();
    record.parts.push(Part { name: "page.png".to_owned(), sha256: Hash::of(b"png"), ..record.parts[0].clone() });
    let there = |bytes: &[u8]| (123_456_u64, Hash::of(bytes));
    let mut found =
        BTreeMap::from([("capture.wacz".to_owned(), there(b"wacz")), ("page.png".to_owned(), there(b"png"))]);
    assert!(differing_parts(&record, &found).is_empty());
    found.insert("page.png".to_owned(), there(b"another"));
    assert_eq!(differing_parts(&record, &found)[0].name, "page.png");
    found.remove("capture.wacz");
    assert_eq!(differing_parts(&record, &found).len(), 2);
}

proptest! {
    #[test]
    fn any_record_comes_back_and_any_other_byte_is_another_record_or_none(
        reason in "\\PC*", clock in any::<String>(), asked in any::<String>(), began in 0_i64..4_000_000_000, takes in 0_i64..100_000,
        offset in proptest::option::of(-9_007_199_254_740_991_i64..=9_007_199_254_740_991), length in 0_u64..9_007_199_254_740_992,
        consent in proptest::collection::btree_map(any::<String>(), any::<bool>(), 0..5), place: usize, bit in 0_u32..8,
    ) {
        let mut record = capture();
        record.reason = reason;
        record.times = Times { began: Timestamp::from_seconds(began), ended: Timestamp::from_seconds(began + takes), clock, offset_ms: offset };
        record.parts[0].length = length;
        record.legal_basis = Some(asked.clone());
        record.what = What::Testimony(Testimony { witness: asked, consent, method: String::new(), language: "und".to_owned() });
        let bytes = record.to_canonical().unwrap();
        prop_assert_eq!(&EvidenceRecord::from_canonical(&bytes).unwrap(), &record);
        let mut changed = bytes.clone();
        let at = place % changed.len();
        changed[at] ^= 1 << bit;
        if let Ok(other) = EvidenceRecord::from_canonical(&changed) {
            prop_assert_ne!(other.entry().unwrap(), record.entry().unwrap());
        }
    }
}
