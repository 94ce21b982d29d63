//! Nothing that an attacker makes up opens: texts, files chunk by chunk, wraps, locks, shares.
#![no_main]

use std::sync::LazyLock;

use saksi_base::{CaseId, CaseRecordId, SeededRandom, SessionId};
use saksi_vault::{
    CaseKey, FieldName, FileHeader, PrivateKey, RecoveryCode, SealedPlace, SealedText, SessionKey, Suite, WrappedCaseKey,
};
use uuid::Uuid;

struct Honest {
    key: CaseKey,
    person: PrivateKey,
    place: SealedPlace<'static>,
    header: FileHeader,
    text: Vec<u8>,
    wrap: Vec<u8>,
    lock: Vec<u8>,
    session: SessionKey,
    chunk: Vec<u8>,
}

static HONEST: LazyLock<Honest> = LazyLock::new(|| {
    let source = SeededRandom::new(1);
    let key = CaseKey::generate(CaseId(Uuid::from_u128(1)), &source);
    let person = PrivateKey::generate(Suite::X25519, &source).unwrap();
    let place = SealedPlace::new(CaseRecordId(Uuid::from_u128(2)), FieldName::fixed("text"));
    let sealer = key.seal_file(place, &source).unwrap();
    let header = *sealer.header();
    let chunk = sealer.finish().next_chunk(&source).unwrap().unwrap();
    let session = SessionKey::derive(&[7; 43], SessionId(Uuid::from_u128(3))).unwrap();
    Honest {
        text: key.seal(place, "text", &source).unwrap().into_bytes(),
        wrap: key.wrap(person.public_key(), &source).unwrap().as_bytes().to_vec(),
        lock: person.lock_in_session(&session, &source).unwrap().as_bytes().to_vec(),
        key,
        person,
        place,
        header,
        session,
        chunk,
    }
});

/// An honest envelope changed by the input: each pair of bytes says where and how.
fn changed(honest: &[u8], input: &[u8]) -> Vec<u8> {
    let mut bytes = honest.to_vec();
    for step in input.chunks_exact(3) {
        let at = usize::from(u16::from_be_bytes([step[0], step[1]])) % bytes.len();
        bytes[at] ^= step[2];
    }
    bytes
}

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    let honest = &*HONEST;
    let text = changed(&honest.text, input);
    let opened = SealedText::from_bytes(text.clone()).and_then(|text| honest.key.open(honest.place, &text));
    assert_eq!(opened.is_ok(), text == honest.text);
    let wrap = changed(&honest.wrap, input);
    let opened = WrappedCaseKey::from_bytes(&wrap).and_then(|wrap| wrap.open(honest.key.case(), &honest.person));
    assert_eq!(opened.is_ok(), wrap == honest.wrap);
    let lock = changed(&honest.lock, input);
    let opened = saksi_vault::LockedKey::from_bytes(&lock).and_then(|lock| lock.open_in_session(&honest.session));
    assert_eq!(opened.is_ok(), lock == honest.lock);
    let chunk = changed(&honest.chunk, input);
    let mut opener = honest.key.open_file(honest.place, &honest.header).unwrap();
    assert_eq!(opener.open(&chunk).is_ok(), chunk == honest.chunk);
    // Bytes that come from nowhere.
    if let Ok(text) = SealedText::from_bytes(input.to_vec()) {
        assert!(honest.key.open(honest.place, &text).is_err());
    }
    let mut opener = honest.key.open_file(honest.place, &honest.header).unwrap();
    assert!(opener.open(input).is_err());
    if let Ok(code) = RecoveryCode::parse(&String::from_utf8_lossy(input)) {
        if let Ok(lock) = saksi_vault::LockedKey::from_bytes(&lock) {
            assert!(lock.open_with_code(&code).is_err());
        }
    }
});
