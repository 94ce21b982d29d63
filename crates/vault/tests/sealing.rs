//! What is sealed opens for whom it should, where it should, and for nobody and nowhere else.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on must fail loudly")]

use proptest::prelude::*;
use saksi_base::{CaseId, CaseRecordId, OrganisationId, PersonId, Random, SeededRandom, SessionId, SiteLanguage};
use saksi_vault::*;
use zeroize::Zeroizing;

const TEXT: FieldName<'static> = FieldName::fixed("text");
const FILE: FieldName<'static> = FieldName::fixed("file");

fn source() -> SeededRandom {
    SeededRandom::new(20_261_122)
}

fn key_pair(source: &dyn Random) -> PrivateKey {
    PrivateKey::generate(Suite::XWing, source).unwrap()
}

fn case_and_place(source: &dyn Random) -> (CaseKey, SealedPlace<'static>) {
    let key = CaseKey::generate(CaseId::new(source), source);
    (key, SealedPlace::new(CaseRecordId::new(source), TEXT))
}

/// Changes after which an envelope must not open: a flipped bit in each byte of its beginning and end and in some between
/// (an encapsulated key of X-Wing alone has 1,120), a byte cut off at either end, a byte added, nothing at all.
fn every_change(bytes: &[u8]) -> impl Iterator<Item = Vec<u8>> {
    let length = bytes.len();
    let told = move |at: &usize| *at < 112 || *at + 64 > length || at % 16 == 5;
    let flipped = (0..length).filter(told).map(move |at| {
        let mut changed = bytes.to_vec();
        changed[at] ^= 1 << (at % 8);
        changed
    });
    let cut = bytes[..bytes.len() - 1].to_vec();
    let mut longer = bytes.to_vec();
    longer.push(0);
    flipped.chain([cut, longer, Vec::new(), bytes[1..].to_vec()])
}

#[test]
fn a_wrapped_case_key_opens_for_its_recipient_alone() {
    let source = source();
    for suite in Suite::ALL {
        let (case_key, place) = case_and_place(&source);
        let (amal, budi) =
            (PrivateKey::generate(suite, &source).unwrap(), PrivateKey::generate(suite, &source).unwrap());
        let wrapped = case_key.wrap(amal.public_key(), &source).unwrap();
        assert_eq!(wrapped.recipient(), amal.public_key().fingerprint());
        assert_eq!((wrapped.generation(), wrapped.check()), (case_key.generation(), case_key.check()));
        let stored = WrappedCaseKey::from_bytes(wrapped.as_bytes()).unwrap();
        let opened = stored.open(case_key.case(), &amal).unwrap();
        let sealed = case_key.seal(place, "they have my address", &source).unwrap();
        assert_eq!(*opened.open_text(place, &sealed).unwrap(), "they have my address");

        assert_eq!(stored.open(case_key.case(), &budi).unwrap_err(), SealError::OtherKey);
        assert_eq!(stored.open(CaseId::new(&source), &amal).unwrap_err(), SealError::Damaged);
        for changed in every_change(wrapped.as_bytes()) {
            let opened = WrappedCaseKey::from_bytes(&changed).and_then(|wrap| wrap.open(case_key.case(), &amal));
            assert!(opened.is_err());
        }
    }
}

#[test]
fn a_text_opens_in_its_own_place_alone() {
    let source = source();
    let (key, place) = case_and_place(&source);
    let sealed = key.seal(place, "he knows where I live", &source).unwrap();
    assert_eq!(*key.open_text(place, &sealed).unwrap(), "he knows where I live");
    let read = SealedText::from_bytes(sealed.as_bytes().to_vec()).unwrap();
    assert_eq!(*key.open(place, &read).unwrap(), b"he knows where I live");

    let elsewhere = SealedPlace { record: CaseRecordId::new(&source), ..place };
    let other_field = SealedPlace { field: FieldName::fixed("note"), ..place };
    for wrong in [elsewhere, other_field] {
        assert_eq!(key.open(wrong, &sealed).unwrap_err(), SealError::Damaged);
    }
    let other = CaseKey::generate(CaseId::new(&source), &source);
    assert_eq!(other.open(place, &sealed).unwrap_err(), SealError::OtherKey);
    for changed in every_change(sealed.as_bytes()) {
        assert!(SealedText::from_bytes(changed).and_then(|text| key.open(place, &text)).is_err());
    }
    // A text that is no UTF-8 opens as bytes alone.
    let bytes = key.seal(place, [0xFF, 0xFE], &source).unwrap();
    assert_eq!(*key.open(place, &bytes).unwrap(), [0xFF, 0xFE]);
    assert_eq!(key.open_text(place, &bytes).unwrap_err(), SealError::Damaged);
}

#[test]
fn two_seals_of_one_text_look_different_and_lengths_show_in_steps_alone() {
    let source = source();
    let (key, place) = case_and_place(&source);
    let one = key.seal(place, "yes", &source).unwrap();
    let two = key.seal(place, "yes", &source).unwrap();
    assert_ne!(one.as_bytes()[38..], two.as_bytes()[38..]);
    let length = |text: &str| key.seal(place, text, &source).unwrap().into_bytes().len();
    assert_eq!(length("no"), length("I do not want to say"));
    assert_eq!(length(&"x".repeat(252)), length(""));
    assert_eq!(length(&"x".repeat(253)), length("") + 256);
    assert_eq!(length(""), 2 + 4 + 32 + 24 + 256 + 16);
    let longest = vec![b'x'; LONGEST_TEXT];
    assert_eq!(key.open(place, &key.seal(place, &longest, &source).unwrap()).unwrap().len(), LONGEST_TEXT);
    assert_eq!(key.seal(place, vec![0; LONGEST_TEXT + 1], &source).unwrap_err(), SealError::TooLong);
}

/// A file of this length with a content that is easy to check.
fn content(length: usize) -> Vec<u8> {
    (0..length).map(|at| u8::try_from(at * 31 % 251).unwrap()).collect()
}

/// Header and chunks.
fn seal_file(key: &CaseKey, place: SealedPlace<'_>, content: &[u8], source: &dyn Random) -> (FileHeader, Vec<Vec<u8>>) {
    let mut sealer = key.seal_file(place, source).unwrap();
    let header = *sealer.header();
    let mut chunks = Vec::new();
    for part in content.chunks(10_007) {
        sealer.write(part, source, |chunk| chunks.push(chunk)).unwrap();
    }
    let mut end = sealer.finish();
    assert_eq!(end.length(), content.len() as u64);
    while let Some(chunk) = end.next_chunk(source).unwrap() {
        chunks.push(chunk);
    }
    assert_eq!(end.next_chunk(source).unwrap(), None);
    (header, chunks)
}

fn open_file(
    key: &CaseKey,
    place: SealedPlace<'_>,
    header: &FileHeader,
    chunks: &[Vec<u8>],
) -> Result<Vec<u8>, SealError> {
    let mut opener = key.open_file(place, header)?;
    let mut content = Vec::new();
    for chunk in chunks {
        content.extend_from_slice(&opener.open(chunk)?);
    }
    let length = opener.finish()?;
    assert_eq!(length, Some(content.len() as u64));
    Ok(content)
}

#[test]
fn files_of_every_size_come_back_and_their_length_is_foretold() {
    let source = source();
    let (key, place) = case_and_place(&source);
    let place = SealedPlace { field: FILE, ..place };
    for length in [0, 1, 4_095, 4_096, 4_097, 65_535, 65_536, 65_537, 131_072, 131_073, 500_000, 1_700_000] {
        let content = content(length);
        let (header, chunks) = seal_file(&key, place, &content, &source);
        let total = chunks.iter().map(Vec::len).sum::<usize>() + header.to_bytes().len();
        assert_eq!(Some(total as u64), sealed_file_length(length as u64), "{length}");
        for (number, chunk) in chunks.iter().enumerate() {
            assert_eq!(is_last(chunk).unwrap(), number + 1 == chunks.len());
            assert!(number + 1 == chunks.len() || chunk.len() == SEALED_FILE_CHUNK);
        }
        assert_eq!(chunk_position(1), (FILE_HEADER + SEALED_FILE_CHUNK) as u64);
        let header = FileHeader::from_bytes(&header.to_bytes()).unwrap();
        assert_eq!(open_file(&key, place, &header, &chunks).unwrap(), content, "{length}");
    }
    assert_eq!(sealed_file_length((1 << 40) + 1), None);
    assert!(sealed_file_length(1 << 40).is_some());
}

#[test]
fn a_file_that_is_cut_reordered_doubled_or_moved_does_not_open() {
    let source = source();
    let (key, place) = case_and_place(&source);
    let (header, chunks) = seal_file(&key, place, &content(300_000), &source);
    assert_eq!(chunks.len(), 5);
    let refused = |chunks: &[Vec<u8>], why: SealError| {
        assert_eq!(open_file(&key, place, &header, chunks).unwrap_err(), why);
    };
    refused(&chunks[..4], SealError::Unfinished);
    refused(&[], SealError::Unfinished);
    let mut swapped = chunks.clone();
    swapped.swap(1, 2);
    refused(&swapped, SealError::Damaged);
    let mut doubled = chunks.clone();
    doubled.insert(1, chunks[1].clone());
    refused(&doubled, SealError::Damaged);
    let mut without = chunks.clone();
    without.remove(1);
    refused(&without, SealError::Damaged);
    let mut more = chunks.clone();
    more.push(chunks[4].clone());
    refused(&more, SealError::Damaged);
    // A chunk that claims to be the last, or the last that claims not to be.
    let mut claims = chunks.clone();
    claims[3][0] = 1;
    refused(&claims[..4], SealError::Damaged);
    let mut claims = chunks.clone();
    claims[4][0] = 0;
    refused(&claims, SealError::Length);
    claims[4][0] = 2;
    refused(&claims, SealError::Damaged);
    // A chunk of another file under the same key, in the same place.
    let (_, others) = seal_file(&key, place, &content(300_000), &source);
    let mut mixed = chunks.clone();
    mixed[2] = others[2].clone();
    refused(&mixed, SealError::Damaged);
    for at in [1, 20, 25, 29, 1_000, SEALED_FILE_CHUNK - 1] {
        let mut changed = chunks.clone();
        changed[0][at] ^= 0x10;
        refused(&changed, SealError::Damaged);
    }
    // Another case, record, field, header.
    let (other, elsewhere) = case_and_place(&source);
    assert_eq!(open_file(&other, place, &header, &chunks).unwrap_err(), SealError::OtherKey);
    assert_eq!(open_file(&key, elsewhere, &header, &chunks).unwrap_err(), SealError::Damaged);
    let other_field = SealedPlace { field: FILE, ..place };
    assert_eq!(open_file(&key, other_field, &header, &chunks).unwrap_err(), SealError::Damaged);
    for changed in every_change(&header.to_bytes()) {
        let opened = FileHeader::from_bytes(&changed).and_then(|header| open_file(&key, place, &header, &chunks));
        assert!(opened.is_err());
    }
}

#[test]
fn an_upload_that_broke_off_goes_on_at_a_chunk_and_a_reader_may_begin_in_the_middle() {
    let source = source();
    let (key, place) = case_and_place(&source);
    let content = content(400_000);
    let mut sealer = key.seal_file(place, &source).unwrap();
    let header = *sealer.header();
    let mut chunks = Vec::new();
    sealer.write(&content[..200_000], &source, |chunk| chunks.push(chunk)).unwrap();
    assert_eq!(sealer.chunks(), chunks.len() as u64);
    let done = sealer.chunks();
    assert_eq!(done, 3);
    drop(sealer);
    let mut sealer = key.resume_file(place, header, done).unwrap();
    let from = usize::try_from(done).unwrap() * FILE_CHUNK;
    sealer.write(&content[from..], &source, |chunk| chunks.push(chunk)).unwrap();
    let mut end = sealer.finish();
    while let Some(chunk) = end.next_chunk(&source).unwrap() {
        chunks.push(chunk);
    }
    assert_eq!(open_file(&key, place, &header, &chunks).unwrap(), content);

    let mut opener = key.open_file_at(place, &header, 2).unwrap();
    let mut rest = Vec::new();
    for chunk in &chunks[2..] {
        rest.extend_from_slice(&opener.open(chunk).unwrap());
    }
    assert_eq!(rest, content[2 * FILE_CHUNK..]);
    assert_eq!(opener.finish(), Ok(None));
    assert!(key.open_file_at(place, &header, 1).unwrap().open(&chunks[2]).is_err());
    assert_eq!(key.resume_file(place, header, u64::MAX).unwrap_err(), SealError::TooLong);
}

#[test]
fn a_private_key_opens_with_its_passphrase_its_code_and_its_session_alone() {
    let source = source();
    let key = key_pair(&source);
    let name = key.public_key().fingerprint();

    // The standard cost once; what the lock binds is the same at every cost.
    let passphrase = Passphrase::chosen("the river was high that year").unwrap();
    let locked = key.lock_with_passphrase(&passphrase, PassphraseCost::STANDARD, &source).unwrap();
    assert_eq!(locked.kind(), LockKind::Passphrase(PassphraseCost::STANDARD));
    assert_eq!(locked.key(), name);
    let read = LockedKey::from_bytes(locked.as_bytes()).unwrap();
    assert_eq!(read.open_with_passphrase(&passphrase).unwrap().public_key().fingerprint(), name);
    let wrong = Passphrase::typed("the river was low that year").unwrap();
    assert_eq!(read.open_with_passphrase(&wrong).unwrap_err(), SealError::WrongSecret);
    let new = Passphrase::chosen("and the ferry did not run").unwrap();
    let changed = read.change_passphrase(&passphrase, &new, PassphraseCost::STANDARD, &source).unwrap();
    assert_eq!(changed.open_with_passphrase(&passphrase).unwrap_err(), SealError::WrongSecret);
    assert_eq!(changed.open_with_passphrase(&new).unwrap().public_key().fingerprint(), name);
    assert_eq!(
        read.change_passphrase(&wrong, &new, PassphraseCost::STANDARD, &source).unwrap_err(),
        SealError::WrongSecret
    );
    // Full-width letters and a decomposed accent are the same passphrase.
    let typed = Passphrase::typed("ｃａｆ\u{65}\u{301} by the harbour").unwrap();
    let locked = key.lock_with_passphrase(&typed, PassphraseCost::STANDARD, &source).unwrap();
    assert!(locked.open_with_passphrase(&Passphrase::typed("café by the harbour").unwrap()).is_ok());

    let code = RecoveryCode::new(&source);
    let locked = key.lock_with_code(&code, &source).unwrap();
    let typed = code.printed().to_lowercase().replace('0', "o").replace('1', "L").replace('-', " ");
    let read = RecoveryCode::parse(&typed).unwrap();
    assert_eq!(locked.open_with_code(&read).unwrap().public_key().fingerprint(), name);
    assert_eq!(locked.open_with_code(&RecoveryCode::new(&source)).unwrap_err(), SealError::WrongSecret);
    for changed in every_change(locked.as_bytes()) {
        assert!(LockedKey::from_bytes(&changed).and_then(|lock| lock.open_with_code(&code)).is_err());
    }

    let (id, cookie) = (SessionId::new(&source), [7; 43]);
    let session = SessionKey::derive(&cookie, id).unwrap();
    let locked = key.lock_in_session(&session, &source).unwrap();
    assert_eq!(locked.kind(), LockKind::Session);
    let same = SessionKey::derive(&cookie, id).unwrap();
    assert_eq!(locked.open_in_session(&same).unwrap().public_key().fingerprint(), name);
    for wrong in [SessionKey::derive(&cookie, SessionId::new(&source)), SessionKey::derive(&[8; 43], id)] {
        assert_eq!(locked.open_in_session(&wrong.unwrap()).unwrap_err(), SealError::WrongSecret);
    }
    assert_eq!(SessionKey::derive(&[7; 31], id).unwrap_err(), SealError::Length);
    assert!(SessionKey::derive(&[7; 32], id).is_ok());
    for changed in every_change(locked.as_bytes()) {
        assert!(LockedKey::from_bytes(&changed).and_then(|lock| lock.open_in_session(&session)).is_err());
    }
    // One kind of lock does not open as another.
    assert_eq!(locked.open_with_code(&code).unwrap_err(), SealError::OtherKind);
    assert_eq!(locked.open_with_passphrase(&new).unwrap_err(), SealError::OtherKind);
    assert_eq!(locked.open_with_recovery(&RecoveryKey::generate(&source)).unwrap_err(), SealError::OtherKind);
    assert_eq!(changed.open_in_session(&session).unwrap_err(), SealError::OtherKind);
}

#[test]
fn a_forged_cost_is_refused_before_anything_is_computed() {
    let source = source();
    let passphrase = Passphrase::typed("x").unwrap();
    let locked = key_pair(&source).lock_with_passphrase(&passphrase, PassphraseCost::STANDARD, &source).unwrap();
    // Kind, algorithm, suite and fingerprint take 35 bytes; then memory, passes, lanes.
    let forge = |at: usize, value: u32, bytes: usize| {
        let mut forged = locked.as_bytes().to_vec();
        forged[at..at + bytes].copy_from_slice(&value.to_be_bytes()[4 - bytes..]);
        LockedKey::from_bytes(&forged).map(|lock| lock.kind())
    };
    for (at, value, bytes) in [
        (35, u32::MAX, 4),
        (35, (256 << 10) + 1, 4),
        (35, (64 << 10) - 1, 4),
        (39, 2, 4),
        (39, 11, 4),
        (43, 0, 1),
        (43, 5, 1),
    ] {
        assert_eq!(forge(at, value, bytes), Err(SealError::Cost), "{at} {value}");
    }
    for (memory, passes, lanes) in [(64 << 10, 3, 1), (256 << 10, 10, 4)] {
        assert!(PassphraseCost::new(memory, passes, lanes).is_ok());
    }
    assert_eq!(forge(43, 4, 1), Ok(LockKind::Passphrase(PassphraseCost::new(64 << 10, 3, 4).unwrap())));
    assert_eq!(PassphraseCost::STANDARD.memory_bytes(), 64 << 20);
    assert_eq!(PassphraseCost::new(64 << 10, 3, 1), Ok(PassphraseCost::STANDARD));
}

#[test]
fn passphrases_have_a_least_length_when_they_are_chosen() {
    assert_eq!(Passphrase::chosen("elevenchars").unwrap_err(), SealError::Passphrase);
    assert!(Passphrase::chosen("twelve chars").is_ok());
    assert!(Passphrase::chosen("河水那年漲得很高渡船停了").is_ok());
    assert_eq!(Passphrase::typed("").unwrap_err(), SealError::Passphrase);
    assert!(Passphrase::typed(&"x".repeat(1_024)).is_ok());
    assert_eq!(Passphrase::typed(&"x".repeat(1_025)).unwrap_err(), SealError::Passphrase);
    let source = source();
    for list in WordList::ALL {
        let offered = Passphrase::suggest(list, &source);
        assert_eq!(offered.split(' ').count(), 7);
        assert_ne!(*offered, *Passphrase::suggest(list, &source));
    }
}

#[test]
fn a_printed_code_tells_a_slip_of_the_pen() {
    let source = source();
    let mut told = 0;
    for _ in 0..200 {
        let printed = RecoveryCode::new(&source).printed();
        assert_eq!(printed.len(), 34);
        let wrong =
            if printed.starts_with('7') { printed.replacen('7', "8", 1) } else { format!("7{}", &printed[1..]) };
        told += usize::from(RecoveryCode::parse(&wrong).is_err());
    }
    assert!(told >= 199, "{told}");
    for wrong in ["", "U", "ABCD-EFGH", &"0".repeat(29), "ไทย"] {
        assert_eq!(RecoveryCode::parse(wrong).unwrap_err(), SealError::Mistyped);
    }
}

#[test]
fn a_key_is_handed_to_its_holder_alone() {
    let source = source();
    let (triage, amal, budi) = (key_pair(&source), key_pair(&source), key_pair(&source));
    let handed = triage.hand_to(amal.public_key(), &source).unwrap();
    assert_eq!(handed.holder(), amal.public_key().fingerprint());
    assert_eq!(handed.key(), triage.public_key().fingerprint());
    let read = HandedKey::from_bytes(handed.as_bytes()).unwrap();
    assert_eq!(read.open(&amal).unwrap().public_key(), triage.public_key());
    assert_eq!(read.open(&budi).unwrap_err(), SealError::OtherKey);
    for changed in every_change(handed.as_bytes()) {
        assert!(HandedKey::from_bytes(&changed).and_then(|handed| handed.open(&amal)).is_err());
    }
    let old = PrivateKey::generate(Suite::X25519, &source).unwrap();
    let handed = old.hand_to(amal.public_key(), &source).unwrap();
    assert_eq!(handed.open(&amal).unwrap().suite(), Suite::X25519);
}

#[test]
fn two_of_three_trustees_recover_what_none_can_alone() {
    let source = source();
    let organisation = OrganisationId(uuid::Uuid::from_u128(7));
    let organisation_key = key_pair(&source);
    let recovery = RecoveryKey::generate(&source);
    let locked = organisation_key.lock_with_recovery(&recovery, &source).unwrap();
    let trustees: Vec<PrivateKey> = (0..3).map(|_| key_pair(&source)).collect();
    let keys: Vec<PublicKey> = trustees.iter().map(|trustee| trustee.public_key().clone()).collect();
    let (sharing, sealed) = recovery.share(organisation, 2, &keys, &source).unwrap();
    drop(recovery);
    assert_eq!((sharing.needed(), sharing.trustees(), sharing.organisation()), (2, 3, organisation));
    let sharing = Sharing::from_bytes(&sharing.to_bytes()).unwrap();

    // Each trustee opens their share and seals it again for whoever joins them.
    let joiner = key_pair(&source);
    let share = |number: usize| {
        let own = sealed[number].open(&sharing, &trustees[number]).unwrap();
        assert_eq!(usize::from(own.index()), number + 1);
        let passed = own.seal(joiner.public_key(), &source).unwrap();
        SealedShare::from_bytes(passed.as_bytes()).unwrap().open(&sharing, &joiner).unwrap()
    };
    for (one, other) in [(0, 1), (0, 2), (1, 2), (2, 0)] {
        let together = sharing.join(&[share(one), share(other)]).unwrap();
        let opened = locked.open_with_recovery(&together).unwrap();
        assert_eq!(opened.public_key(), organisation_key.public_key());
    }
    assert!(sharing.join(&[share(0), share(1), share(2)]).is_ok());
    assert_eq!(sharing.join(&[share(1)]).unwrap_err(), SealError::TooFewShares);
    assert_eq!(sharing.join(&[share(1), share(1)]).unwrap_err(), SealError::TooFewShares);
    assert_eq!(sharing.join(&[]).unwrap_err(), SealError::TooFewShares);
    assert_eq!(sealed[0].open(&sharing, &trustees[1]).unwrap_err(), SealError::OtherKey);

    // Shares of another sharing of the same key are told.
    let again = RecoveryKey::generate(&source);
    let (other, others) = again.share(organisation, 2, &keys, &source).unwrap();
    let foreign = others[0].open(&other, &trustees[0]).unwrap();
    assert_eq!(sharing.join(&[foreign, share(1)]).unwrap_err(), SealError::WrongShare { index: 1 });
    assert_eq!(others[2].open(&sharing, &trustees[2]).unwrap_err(), SealError::WrongShare { index: 3 });
    for changed in every_change(sealed[0].as_bytes()) {
        assert!(SealedShare::from_bytes(&changed).and_then(|share| share.open(&sharing, &trustees[0])).is_err());
    }
}

#[test]
fn a_share_and_a_secret_are_held_against_their_own_checks() {
    let source = source();
    let organisation = OrganisationId(uuid::Uuid::from_u128(7));
    let trustees: Vec<PrivateKey> = (0..2).map(|_| key_pair(&source)).collect();
    let keys: Vec<PublicKey> = trustees.iter().map(|trustee| trustee.public_key().clone()).collect();
    // The same randomness gives both the same set, so that nothing but the values tells them apart.
    let share = |key: &RecoveryKey| key.share(organisation, 2, &keys, &SeededRandom::new(5)).unwrap();
    let (sharing, sealed) = share(&RecoveryKey::generate(&source));
    let (other, others) = share(&RecoveryKey::generate(&source));
    assert_eq!(others[0].open(&sharing, &trustees[0]).unwrap_err(), SealError::WrongShare { index: 1 });
    let own = [0, 1].map(|at: usize| sealed[at].open(&sharing, &trustees[at]).unwrap());
    let foreign = others[1].open(&other, &trustees[1]).unwrap();
    assert_eq!(sharing.join(&[foreign]).unwrap_err(), SealError::WrongShare { index: 2 });
    // Shares that hold, and join to another secret than the sharing says: its check stands behind kind, algorithm, two
    // identifiers and two numbers.
    let mut forged = sharing.to_bytes();
    forged[36..68].copy_from_slice(&other.to_bytes()[36..68]);
    assert_eq!(Sharing::from_bytes(&forged).unwrap().join(&own).unwrap_err(), SealError::Damaged);
    assert!(sharing.join(&own).is_ok());
}

#[test]
fn no_sharing_lets_one_trustee_open_alone() {
    let source = source();
    let recovery = RecoveryKey::generate(&source);
    let organisation = OrganisationId(uuid::Uuid::from_u128(7));
    let key = key_pair(&source).public_key().clone();
    for (needed, trustees) in [(0, 3), (1, 1), (1, 3), (3, 2), (2, 17), (2, 0), (2, 1)] {
        let keys = vec![key.clone(); trustees];
        assert_eq!(
            recovery.share(organisation, needed, &keys, &source).unwrap_err(),
            SealError::Trustees,
            "{needed} {trustees}"
        );
    }
    let (sharing, _) = recovery.share(organisation, 2, &vec![key.clone(); 3], &source).unwrap();
    let bytes = sharing.to_bytes();
    // Needed and number of trustees stand after kind, algorithm and two identifiers.
    for (needed, trustees) in [(1, 3), (4, 3), (0, 3), (2, 17), (2, 2), (2, 4)] {
        let mut forged = bytes.clone();
        (forged[34], forged[35]) = (needed, trustees);
        assert!(Sharing::from_bytes(&forged).is_err(), "{needed} {trustees}");
    }
    assert!(recovery.share(organisation, 16, &vec![key; 16], &source).is_ok());
}

#[test]
fn a_case_is_rekeyed_step_by_step_and_the_old_key_ends_only_when_nothing_is_left() {
    let source = source();
    let (old, first) = case_and_place(&source);
    let case = old.case();
    let second = SealedPlace { record: CaseRecordId::new(&source), ..first };
    let file = SealedPlace { record: CaseRecordId::new(&source), field: FILE };
    let mut texts = vec![
        (first, old.seal(first, "first", &source).unwrap()),
        (second, old.seal(second, "second", &source).unwrap()),
    ];
    let (header, chunks) = seal_file(&old, file, &content(200_000), &source);
    // Two people had access; one of them keeps it. The wrap of the one who loses it is in their hands for ever.
    let (keeps, loses) = (key_pair(&source), key_pair(&source));
    let kept_wrap = old.wrap(keeps.public_key(), &source).unwrap();
    let lost_wrap = old.wrap(loses.public_key(), &source).unwrap();

    let mut rekeying = Rekeying::begin(old, &source).unwrap();
    let new_wrap = rekeying.new_key().wrap(keeps.public_key(), &source).unwrap();
    texts[0].1 = rekeying.reseal(first, &texts[0].1, &source).unwrap().unwrap();
    assert!(rekeying.reseal(first, &texts[0].1, &source).unwrap().is_none(), "done twice does no harm");
    // A new text comes in meanwhile, under the new key.
    let third = SealedPlace { record: CaseRecordId::new(&source), ..first };
    texts.push((third, rekeying.new_key().seal(third, "third", &source).unwrap()));
    let state = rekeying.state().to_bytes();
    let not_done = rekeying.finish(texts.iter().map(|(_, text)| text.generation()).chain([header.generation()]));
    let not_done = not_done.unwrap_err();
    assert_eq!(not_done.left, 2);
    drop(not_done);

    // The process ends; another goes on from what was stored.
    let state = RekeyingState::from_bytes(&state).unwrap();
    assert_eq!((state.case, state.done, state.new.get()), (case, 1, 2));
    let (old, new) = (kept_wrap.open(case, &keeps).unwrap(), new_wrap.open(case, &keeps).unwrap());
    let mut rekeying = Rekeying::resume(state, old, new).unwrap();
    for (place, text) in &mut texts {
        let key = rekeying.key_for(text.generation()).unwrap();
        key.open(*place, text).unwrap();
        if let Some(resealed) = rekeying.reseal(*place, text, &source).unwrap() {
            *text = resealed;
        }
    }
    let resealing = rekeying.reseal_file(file, &header, &source).unwrap().unwrap();
    let new_header = *resealing.header();
    let mut new_chunks = vec![resealing.reseal(0, &chunks[0], &source).unwrap()];
    // The file goes on as well.
    let resealing = rekeying.resume_file(file, &header, new_header).unwrap();
    for (number, chunk) in (1..).zip(&chunks[1..]) {
        new_chunks.push(resealing.reseal(number, chunk, &source).unwrap());
    }
    assert!(resealing.reseal(0, &chunks[1], &source).is_err());
    rekeying.file_done();
    assert_eq!(rekeying.state().done, 3);
    assert!(rekeying.reseal_file(file, &new_header, &source).unwrap().is_none());
    let stored = texts.iter().map(|(_, text)| text.generation()).chain([new_header.generation()]);
    let key = rekeying.finish(stored).unwrap();
    assert_eq!(key.generation().get(), 2);

    let plain: Vec<String> =
        texts.iter().map(|(place, text)| key.open_text(*place, text).unwrap().to_string()).collect();
    assert_eq!(plain, ["first", "second", "third"]);
    assert_eq!(open_file(&key, file, &new_header, &new_chunks).unwrap(), content(200_000));
    assert_eq!(new_chunks.iter().map(Vec::len).sum::<usize>(), chunks.iter().map(Vec::len).sum::<usize>());

    // Whoever lost access still has the old key, and it opens nothing that is stored now.
    let lost = lost_wrap.open(case, &loses).unwrap();
    for (place, text) in &texts {
        let error = lost.open(*place, text).unwrap_err();
        assert_eq!(error, SealError::OtherGeneration { expected: lost.generation(), found: key.generation() });
    }
    assert!(open_file(&lost, file, &new_header, &new_chunks).is_err());
}

#[test]
fn a_rekeying_goes_on_with_its_own_two_keys_alone() {
    let source = source();
    let (old, _) = case_and_place(&source);
    let case = old.case();
    let keeper = key_pair(&source);
    let wrap = old.wrap(keeper.public_key(), &source).unwrap();
    let rekeying = Rekeying::begin(old, &source).unwrap();
    let state = rekeying.state();
    let new_wrap = rekeying.new_key().wrap(keeper.public_key(), &source).unwrap();
    let (old, new) = (|| wrap.open(case, &keeper).unwrap(), || new_wrap.open(case, &keeper).unwrap());
    assert!(Rekeying::resume(state, old(), new()).is_ok());
    assert!(matches!(Rekeying::resume(state, new(), old()), Err(SealError::OtherGeneration { .. })));
    assert!(matches!(Rekeying::resume(state, old(), old()), Err(SealError::OtherGeneration { .. })));
    let foreign = CaseKey::generate(CaseId::new(&source), &source);
    assert_eq!(Rekeying::resume(state, foreign, new()).unwrap_err(), SealError::OtherKey);
    let mut skipped = state.to_bytes();
    // The new generation stands after kind, algorithm, case and old generation.
    skipped[25] = 3;
    assert_eq!(RekeyingState::from_bytes(&skipped), Err(SealError::Damaged));
    assert!(rekeying.key_for(Generation::new(3).unwrap()).is_err());
    assert_eq!(rekeying.old_key().generation(), Generation::FIRST);
    assert_eq!(Generation::new(0), None);
    assert_eq!(Generation::new(u32::MAX).unwrap().next(), Err(SealError::LastGeneration));
}

#[test]
fn a_receipt_leads_back_to_the_case_and_the_server_keeps_nothing_that_opens_it() {
    let source = source();
    for language in SiteLanguage::ALL {
        let receipt = CaseReceipt::new(&source, WordList::for_language(language));
        let (locator, words) = (receipt.locator().to_string(), receipt.words());
        assert_eq!(words.split(' ').count(), CASE_WORDS);
        // What the server stores.
        let verifier = receipt.authenticator().verifier();
        let public = receipt.return_key().unwrap().public_key().clone();
        let (case_key, place) = case_and_place(&source);
        let sealed = case_key.seal(place, "we will call you at six", &source).unwrap();
        let wrap = case_key.wrap(&public, &source).unwrap();

        let returned = CaseReceipt::parse(&locator.to_lowercase(), &words.to_uppercase()).unwrap();
        let sent = CaseAuthenticator::from_bytes(returned.authenticator().reveal().as_ref()).unwrap();
        assert!(sent.opens(&verifier));
        assert!(!sent.opens(&[0; 32]) && !sent.opens(&[]));
        assert_ne!(sent.reveal().as_slice(), verifier);
        let opened = wrap.open(case_key.case(), &returned.return_key().unwrap()).unwrap();
        assert_eq!(*opened.open_text(place, &sealed).unwrap(), "we will call you at six");
        assert_eq!(returned.word_list(), receipt.word_list());

        // The authenticator does not lead to the return key.
        assert_ne!(returned.authenticator().reveal().as_slice(), returned.filing_opening().reveal().as_slice());
        assert_ne!(
            returned.return_key_in(Suite::X25519).unwrap().public_key().raw(),
            returned.return_key().unwrap().public_key().raw()
        );
        assert_eq!(returned.return_key_in(Suite::XWing).unwrap().public_key(), &public);
    }
}

#[test]
fn a_mistyped_receipt_is_told_before_anything_is_looked_up() {
    let source = source();
    let receipt = CaseReceipt::new(&source, WordList::English);
    let (locator, words) = (receipt.locator().to_string(), receipt.words());
    let four: String = words.split(' ').map(|word| word.chars().take(4).collect::<String>() + ", ").collect();
    assert!(CaseReceipt::parse(&locator, &four).is_ok());
    let mut typed: Vec<&str> = words.split(' ').collect();
    assert_eq!(
        CaseReceipt::parse(&locator, &typed[..8].join(" ")).unwrap_err(),
        ReceiptError::WordCount { found: 8 },
        "the desk's receipts have eight words"
    );
    assert_eq!(CaseReceipt::parse(&locator, &"x".repeat(2_001)).unwrap_err(), ReceiptError::WordCount { found: 2_000 });
    typed[4] = "wintre";
    assert!(matches!(
        CaseReceipt::parse(&locator, &typed.join(" ")),
        Err(ReceiptError::UnknownWord { position: 5, nearest: Some("winter"), .. })
    ));
    let chinese = CaseReceipt::new(&source, WordList::TraditionalChinese);
    let glued = chinese.words().replace(' ', "");
    assert!(CaseReceipt::parse(&chinese.locator().to_string(), &glued).is_ok());
    let (mut caught, mut tried) = (0, 0);
    for _ in 0..300 {
        let made = CaseReceipt::new(&source, WordList::English);
        let words = made.words();
        let mut swapped: Vec<&str> = words.split(' ').collect();
        swapped.swap(3, 9);
        if swapped[3] != swapped[9] {
            tried += 1;
            let read = CaseReceipt::parse(&made.locator().to_string(), &swapped.join(" "));
            caught += usize::from(read.is_err_and(|error| error == ReceiptError::Checksum));
        }
    }
    assert_eq!(caught, tried, "15 bits let one in 32,768 through");
}

#[test]
fn a_key_log_shows_a_swapped_key() {
    let source = source();
    let (person, organisation) = (KeyOwner::Person(PersonId::new(&source)), OrganisationId(uuid::Uuid::from_u128(9)));
    let triage = KeyOwner::Triage(organisation);
    let keys: Vec<PublicKey> = (0..5).map(|_| key_pair(&source).public_key().clone()).collect();
    let mut log = KeyLog::new();
    let mut statements = vec![
        log.begin(person, keys[0].clone(), 20_000).unwrap(),
        log.begin(triage, keys[1].clone(), 20_000).unwrap(),
        log.begin(KeyOwner::Organisation(organisation), keys[2].clone(), 20_001).unwrap(),
        log.begin(triage, keys[3].clone(), 20_003).unwrap(),
    ];
    statements.push(log.end(person, 20_002).unwrap().unwrap());
    assert_eq!(statements[4].day(), 20_003, "a clock that was set back");
    assert_eq!(log.end(person, 20_004).unwrap(), None);
    assert_eq!(log.key_of(person), None);
    assert_eq!(log.key_of(triage), Some((Generation::new(2).unwrap(), &keys[3])));
    statements.push(log.begin(person, keys[4].clone(), 20_005).unwrap());
    assert_eq!((statements[5].generation().get(), statements[5].event()), (2, KeyEvent::Begins));

    let bytes: Vec<Vec<u8>> = statements.iter().map(KeyStatement::to_bytes).collect();
    let checked = KeyLog::verify(&bytes).unwrap();
    assert_eq!(checked, log);
    assert_eq!((checked.length(), checked.head()), (6, statements[5].digest()));
    let part = KeyLog::verify(&bytes[..3]).unwrap();
    assert_eq!(part.head(), statements[2].digest(), "what a partner kept is found again");

    let fault = |bytes: &[Vec<u8>]| {
        let fault = KeyLog::verify(bytes).unwrap_err();
        (fault.position, fault.fault)
    };
    // A swapped key breaks the chain at the next statement; one swapped at the end changes the head.
    let mut swapped = bytes.clone();
    let at = swapped[1].len() - 32;
    swapped[1][at] ^= 1;
    assert_eq!(fault(&swapped), (2, LogFaultKind::Chain));
    let mut last = bytes.clone();
    last[5][at] ^= 1;
    assert!(KeyLog::verify(&last).map_or(true, |log| log.head() != checked.head()));
    // Left out, moved, repeated.
    let mut without = bytes.clone();
    without.remove(2);
    assert_eq!(fault(&without), (2, LogFaultKind::Position));
    let mut moved = bytes.clone();
    moved.swap(1, 2);
    assert_eq!(fault(&moved), (1, LogFaultKind::Position));
    let mut cut = bytes.clone();
    cut[3].truncate(40);
    assert_eq!(fault(&cut), (3, LogFaultKind::Unreadable(SealError::Length)));
    // Every byte of a statement counts.
    for at in 0..110 {
        let mut changed = bytes.clone();
        changed[2][at] ^= 1;
        assert!(KeyLog::verify(&changed).is_err(), "{at}");
    }
    // The same key cannot begin again, and a key that is not there cannot end.
    let mut log = KeyLog::new();
    log.begin(person, keys[0].clone(), 1).unwrap();
    assert!(log.begin(person, keys[0].clone(), 1).is_err());
    assert_eq!(log.length(), 1);
    assert_eq!(statements[0].position(), 0);
    assert_eq!(statements[0].owner(), person);
    assert_eq!(statements[0].key(), &keys[0]);
}

/// Statements that a dishonest server could put together, each with the right position and digest.
#[test]
fn a_key_log_refuses_what_does_not_follow() {
    let source = source();
    let owner = KeyOwner::Person(PersonId::new(&source));
    let keys: Vec<PublicKey> = (0..2).map(|_| key_pair(&source).public_key().clone()).collect();
    let mut log = KeyLog::new();
    let first = log.begin(owner, keys[0].clone(), 20_000).unwrap();
    let honest = {
        let mut ahead = log.clone();
        ahead.begin(owner, keys[1].clone(), 20_000).unwrap().to_bytes()
    };
    // Kind, algorithm, position, digest: 42 bytes; day 4; owner 17; generation 4; event 1; key.
    let forge = |change: &dyn Fn(&mut Vec<u8>)| {
        let mut bytes = honest.clone();
        change(&mut bytes);
        KeyStatement::from_bytes(&bytes).map_err(LogFaultKind::Unreadable).and_then(|statement| {
            let mut log = log.clone();
            log.add(&statement).map_err(|fault| fault.fault)
        })
    };
    assert_eq!(forge(&|_| {}), Ok(()));
    assert_eq!(forge(&|bytes| bytes[45] -= 1), Err(LogFaultKind::Day));
    assert_eq!(forge(&|bytes| bytes[66] = 3), Err(LogFaultKind::Generation));
    assert_eq!(forge(&|bytes| bytes[66] = 1), Err(LogFaultKind::Generation));
    assert_eq!(forge(&|bytes| bytes[66] = 0), Err(LogFaultKind::Unreadable(SealError::Damaged)));
    assert_eq!(forge(&|bytes| bytes[46] = 4), Err(LogFaultKind::Unreadable(SealError::Damaged)));
    assert_eq!(
        forge(&|bytes| bytes[46] = 2),
        Err(LogFaultKind::Generation),
        "an owner that has no key yet begins at 1"
    );
    assert_eq!(forge(&|bytes| bytes[67] = 3), Err(LogFaultKind::Unreadable(SealError::Damaged)));
    // The end of a key that is not the newest, and of the newest under another key.
    assert_eq!(forge(&|bytes| bytes[67] = 2), Err(LogFaultKind::Generation));
    assert_eq!(forge(&|bytes| (bytes[66], bytes[67]) = (1, 2)), Err(LogFaultKind::Key));
    let own = first.key().as_bytes().to_vec();
    let with_own_key = |bytes: &mut Vec<u8>| {
        bytes.truncate(68);
        bytes.extend_from_slice(&own);
    };
    assert_eq!(forge(&with_own_key), Err(LogFaultKind::Key));
    let ending = |bytes: &mut Vec<u8>| {
        with_own_key(bytes);
        (bytes[66], bytes[67]) = (1, 2);
    };
    assert_eq!(forge(&ending), Ok(()));
    assert_eq!(LogDigest::from_bytes(first.digest().to_bytes()).to_string().len(), 64);
}

#[test]
fn a_proof_of_filing_holds_for_its_day_its_issuer_and_its_bearer() {
    let source = source();
    let signer = FilingSigner::generate(&source);
    let signer = FilingSigner::from_seed(&signer.to_seed());
    let receipt = CaseReceipt::new(&source, WordList::English);
    let proof = signer.sign(20_779, receipt.filing_opening().binding());
    let text = proof.to_text();
    let read = FilingProof::from_text(&format!(" {}\n{} ", &text[..40], &text[40..])).unwrap();
    assert_eq!(read, proof);
    assert_eq!((read.day(), read.issuer()), (20_779, signer.public_key()));
    assert_eq!(FilingKey::from_bytes(read.issuer().to_bytes()), Ok(signer.public_key()));
    let shown = FilingOpening::from_bytes(receipt.filing_opening().reveal().clone());
    assert!(read.belongs_to(&shown));
    assert!(!read.belongs_to(&CaseReceipt::new(&source, WordList::English).filing_opening()));
    assert_eq!(FilingBinding::from_bytes(shown.binding().to_bytes()), shown.binding());
    for changed in every_change(&proof.to_bytes()) {
        assert!(FilingProof::from_bytes(&changed).is_err());
    }
    let other = FilingSigner::generate(&source).sign(20_779, shown.binding());
    assert_ne!(other.issuer(), signer.public_key());
    // The neutral point would accept any signature.
    let mut neutral = [0; 32];
    neutral[0] = 1;
    assert_eq!(FilingKey::from_bytes(neutral), Err(SealError::PublicKey));
    assert_eq!(FilingProof::from_text("saksi-key-1-AAAA").unwrap_err(), SealError::OtherKind);
    assert_eq!(FilingProof::from_text("saksi-filing-1-!").unwrap_err(), SealError::Mistyped);
    assert_eq!(FilingProof::from_text(&"x".repeat(1_025)).unwrap_err(), SealError::Length);
}

#[test]
fn a_public_key_survives_a_letter_and_a_slip_is_told() {
    let source = source();
    for suite in Suite::ALL {
        let key = PrivateKey::generate(suite, &source).unwrap().public_key().clone();
        assert_eq!(PublicKey::from_bytes(key.as_bytes()), Ok(key.clone()));
        assert_eq!(PublicKey::from_raw(suite, key.raw()), Ok(key.clone()));
        let text = key.to_text();
        let wrapped: Vec<String> =
            text.as_bytes().chunks(64).map(|line| String::from_utf8(line.to_vec()).unwrap()).collect();
        assert_eq!(PublicKey::from_text(&wrapped.join("\r\n  ")), Ok(key.clone()));
        let mut slip = text.into_bytes();
        slip[30] = if slip[30] == b'A' { b'B' } else { b'A' };
        assert_eq!(PublicKey::from_text(std::str::from_utf8(&slip).unwrap()), Err(SealError::Mistyped));
        let shown = key.fingerprint().to_string();
        assert_eq!((shown.len(), shown.matches('-').count()), (39, 7));
        assert_eq!(Fingerprint::from_bytes(key.fingerprint().to_bytes()), key.fingerprint());
        assert_eq!(PublicKey::from_raw(suite, &key.raw()[1..]), Err(SealError::Length));
    }
    assert_eq!(PublicKey::from_text("saksi-filing-1-AAAA"), Err(SealError::OtherKind));
    assert_eq!(PublicKey::from_text("saksi-key-1-"), Err(SealError::Mistyped));
    assert_eq!(PublicKey::from_text(&"x".repeat(4_097)), Err(SealError::Length));
    // ML-KEM-768's numbers are below 3,329 (FIPS 203, section 7.2).
    assert_eq!(PublicKey::from_raw(Suite::XWing, &[0xFF; 1_216]), Err(SealError::PublicKey));
    // A point of small order gives the same secret to everybody (RFC 9180, section 7.1.4).
    let weak = PublicKey::from_raw(Suite::X25519, &[0; 32]).unwrap();
    let case = CaseKey::generate(CaseId::new(&source), &source);
    assert_eq!(case.wrap(&weak, &source).unwrap_err(), SealError::PublicKey);
}

#[test]
fn field_names_are_plain() {
    for good in ["a", "text", "file-name", "answer_12", &"x".repeat(64)] {
        assert_eq!(FieldName::parse(good).unwrap().as_str(), good);
    }
    for bad in ["", "Text", "a b", "é", "a/b", &"x".repeat(65)] {
        assert_eq!(FieldName::parse(bad), Err(SealError::FieldName));
    }
}

#[test]
fn an_envelope_of_another_kind_or_algorithm_is_told() {
    let source = source();
    let (key, place) = case_and_place(&source);
    let mut sealed = key.seal(place, "text", &source).unwrap().into_bytes();
    assert_eq!(WrappedCaseKey::from_bytes(&sealed).unwrap_err(), SealError::OtherKind);
    assert_eq!(LockedKey::from_bytes(&sealed).unwrap_err(), SealError::OtherKind);
    assert_eq!(LockedKey::from_bytes(&[]).unwrap_err(), SealError::Length);
    sealed[1] = 0x7F;
    assert_eq!(SealedText::from_bytes(sealed.clone()).unwrap_err(), SealError::UnknownAlgorithm { id: 0x7F });
    sealed[1] = 0x12;
    assert_eq!(SealedText::from_bytes(sealed).unwrap_err(), SealError::UnfitAlgorithm);
}

#[test]
fn nothing_that_holds_a_secret_shows_it() {
    let source = source();
    let (case_key, place) = case_and_place(&source);
    let key = key_pair(&source);
    let recovery = RecoveryKey::generate(&source);
    let keys = vec![key.public_key().clone(); 2];
    let (sharing, sealed_shares) = recovery.share(OrganisationId(uuid::Uuid::nil()), 2, &keys, &source).unwrap();
    let receipt = CaseReceipt::new(&source, WordList::English);
    let signer = FilingSigner::generate(&source);
    let code = RecoveryCode::new(&source);
    let session = SessionKey::derive(&[1; 32], SessionId::new(&source)).unwrap();
    let writer = case_key.seal_file(place, &source).unwrap();
    let header = *writer.header();
    let sealed = case_key.seal(place, "x", &source).unwrap();
    let shown = [
        format!("{key:?}"),
        format!("{:?}", key.public_key()),
        format!("{:?}", key.public_key().fingerprint()),
        format!("{:?}", key.hand_to(key.public_key(), &source).unwrap()),
        format!("{:?}", key.lock_with_code(&code, &source).unwrap()),
        format!("{recovery:?}"),
        format!("{sharing:?}"),
        format!("{:?}", sealed_shares[0]),
        format!("{:?}", sealed_shares[0].open(&sharing, &key).unwrap()),
        format!("{:?}", receipt.authenticator()),
        format!("{:?}", receipt.filing_opening()),
        format!("{:?}", receipt.filing_opening().binding()),
        format!("{receipt:?}"),
        format!("{signer:?}"),
        format!("{:?}", signer.public_key()),
        format!("{:?}", signer.sign(1, receipt.filing_opening().binding())),
        format!("{code:?}"),
        format!("{session:?}"),
        format!("{:?}", Passphrase::typed("correct horse").unwrap()),
        format!("{writer:?}"),
        format!("{header:?}"),
        format!("{:?}", writer.finish()),
        format!("{:?}", case_key.open_file(place, &header).unwrap()),
        format!("{sealed:?}"),
        format!("{:?}", case_key.check()),
        format!("{:?}", case_key.wrap(key.public_key(), &source).unwrap()),
        format!("{case_key:?}"),
        format!("{:?}", Rekeying::begin(case_key, &source).unwrap()),
    ];
    for text in shown {
        // The name of the type and nothing else.
        let name = text.strip_suffix("(..)").unwrap_or_else(|| panic!("{text}"));
        assert!(name.chars().all(char::is_alphabetic), "{text}");
    }
}

/// The rule of the crate as types: what holds a secret can be neither copied nor printed nor compared.
mod secrets {
    use super::*;

    /// A type that has the trait makes two of these apply, and then the test does not build.
    trait Lacks<Marker> {
        fn holds() {}
    }
    struct Here;
    macro_rules! lacks {
        ($($secret:ty),* => $bound:path, $marker:ident) => {{
            struct $marker;
            impl<T: ?Sized> Lacks<Here> for (std::marker::PhantomData<T>, $marker) {}
            impl<T: ?Sized + $bound> Lacks<$marker> for (std::marker::PhantomData<T>, $marker) {}
            $(<(std::marker::PhantomData<$secret>, $marker) as Lacks<_>>::holds();)*
        }};
    }
    macro_rules! every_secret_lacks {
        ($bound:path, $marker:ident) => {
            lacks!(PrivateKey, CaseKey, RecoveryKey, RecoveryCode, Share, SessionKey, Passphrase, CaseReceipt,
                CaseAuthenticator, FilingSigner, FilingOpening, FileSealer, FileOpener, FileEnd, FileResealing, Rekeying,
                Receipt => $bound, $marker);
        };
    }

    #[test]
    fn cannot_be_copied_printed_or_compared() {
        every_secret_lacks!(Clone, NotClone);
        every_secret_lacks!(std::fmt::Display, NotDisplay);
        every_secret_lacks!(PartialEq, NotCompared);
        every_secret_lacks!(serde::Serialize, NotSerialised);
        every_secret_lacks!(AsRef<[u8]>, NotBytes);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_text_comes_back_from_its_place(text in prop::collection::vec(any::<u8>(), 0..3_000), seed: u64, field in "[a-z0-9_-]{1,64}") {
        let source = SeededRandom::new(seed);
        let key = CaseKey::generate(CaseId::new(&source), &source);
        let place = SealedPlace::new(CaseRecordId::new(&source), FieldName::parse(&field).unwrap());
        let sealed = key.seal(place, &text, &source).unwrap();
        prop_assert_eq!(key.open(place, &sealed).unwrap().to_vec(), text.clone());
        let again = SealedText::from_bytes(sealed.clone().into_bytes()).unwrap();
        prop_assert_eq!(&again, &sealed);
        // The length that shows is one of the steps.
        let padded = sealed.as_bytes().len() - (2 + 4 + 32 + 24 + 16);
        prop_assert!(padded.is_power_of_two() && padded >= 256 && padded >= text.len() + 4);
        prop_assert!(padded == 256 || padded < 2 * (text.len() + 4));
    }

    #[test]
    fn any_file_comes_back_however_it_was_cut_into_writes(length in 0_usize..200_000, cuts in prop::collection::vec(1_usize..90_000, 1..4)) {
        let source = source();
        let (key, place) = case_and_place(&source);
        let content = content(length);
        let mut sealer = key.seal_file(place, &source).unwrap();
        let header = *sealer.header();
        let (mut chunks, mut left, mut cuts) = (Vec::new(), &content[..], cuts.iter().cycle());
        while !left.is_empty() {
            let (now, later) = left.split_at((*cuts.next().unwrap()).min(left.len()));
            sealer.write(now, &source, |chunk| chunks.push(chunk)).unwrap();
            left = later;
        }
        let mut end = sealer.finish();
        while let Some(chunk) = end.next_chunk(&source).unwrap() {
            chunks.push(chunk);
        }
        prop_assert_eq!(open_file(&key, place, &header, &chunks).unwrap(), content);
    }

    #[test]
    fn any_k_of_n_shares_join_and_fewer_do_not(needed in 2_u8..6, spare in 0_u8..4, seed: u64, pick: prop::sample::Index) {
        let source = SeededRandom::new(seed);
        let trustees: Vec<PrivateKey> = (0..needed + spare).map(|_| PrivateKey::generate(Suite::X25519, &source).unwrap()).collect();
        let keys: Vec<PublicKey> = trustees.iter().map(|key| key.public_key().clone()).collect();
        let recovery = RecoveryKey::generate(&source);
        let key = PrivateKey::generate(Suite::X25519, &source).unwrap();
        let locked = key.lock_with_recovery(&recovery, &source).unwrap();
        let (sharing, sealed) = recovery.share(OrganisationId(uuid::Uuid::nil()), needed, &keys, &source).unwrap();
        let mut shares: Vec<Share> = sealed.iter().zip(&trustees).map(|(share, key)| share.open(&sharing, key).unwrap()).collect();
        let turn = pick.index(shares.len());
        shares.rotate_left(turn);
        shares.truncate(usize::from(needed));
        let joined = sharing.join(&shares).unwrap();
        prop_assert!(locked.open_with_recovery(&joined).is_ok());
        shares.pop();
        prop_assert_eq!(sharing.join(&shares).unwrap_err(), SealError::TooFewShares);
    }

    #[test]
    fn any_receipt_reads_back(locator: [u8; 5], secret: [u8; 16], chinese: bool) {
        let list = if chinese { WordList::TraditionalChinese } else { WordList::English };
        let receipt = CaseReceipt::from_parts(Locator::from_bytes(locator), Zeroizing::new(secret), list);
        let read = CaseReceipt::parse(&receipt.locator().to_string(), &receipt.words()).unwrap();
        prop_assert!(read.authenticator().opens(&receipt.authenticator().verifier()));
        prop_assert_eq!(read.word_list(), list);
    }

    #[test]
    fn whatever_is_read_is_refused_or_written_again_the_same(bytes in prop::collection::vec(any::<u8>(), 0..400), kind in 1_u8..16, algorithm: prop::sample::Index) {
        let algorithm = Algorithm::ALL[algorithm.index(Algorithm::ALL.len())].id();
        let mut envelope = vec![kind, algorithm];
        envelope.extend_from_slice(&bytes);
        if let Ok(read) = PublicKey::from_bytes(&envelope) { prop_assert_eq!(read.as_bytes(), &envelope[..]); }
        if let Ok(read) = WrappedCaseKey::from_bytes(&envelope) { prop_assert_eq!(read.as_bytes(), &envelope[..]); }
        if let Ok(read) = HandedKey::from_bytes(&envelope) { prop_assert_eq!(read.as_bytes(), &envelope[..]); }
        if let Ok(read) = SealedShare::from_bytes(&envelope) { prop_assert_eq!(read.as_bytes(), &envelope[..]); }
        if let Ok(read) = LockedKey::from_bytes(&envelope) { prop_assert_eq!(read.as_bytes(), &envelope[..]); }
        if let Ok(read) = FileHeader::from_bytes(&envelope) { prop_assert_eq!(read.to_bytes(), envelope.clone()); }
        if let Ok(read) = Sharing::from_bytes(&envelope) { prop_assert_eq!(read.to_bytes(), envelope.clone()); }
        if let Ok(read) = RekeyingState::from_bytes(&envelope) { prop_assert_eq!(read.to_bytes(), envelope.clone()); }
        if let Ok(read) = KeyStatement::from_bytes(&envelope) { prop_assert_eq!(read.to_bytes(), envelope.clone()); }
        if let Ok(read) = FilingProof::from_bytes(&envelope) { prop_assert_eq!(read.to_bytes(), envelope.clone()); }
        if let Ok(read) = SealedText::from_bytes(envelope.clone()) { prop_assert_eq!(read.into_bytes(), envelope); }
    }

    #[test]
    fn whatever_is_typed_is_refused_or_read(text in ".{0,200}") {
        let _ = PublicKey::from_text(&text);
        let _ = FilingProof::from_text(&text);
        let _ = RecoveryCode::parse(&text);
        let _ = CaseReceipt::parse(&text, &text);
        let _ = FieldName::parse(&text);
    }
}
