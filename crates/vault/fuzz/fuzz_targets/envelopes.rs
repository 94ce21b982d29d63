//! Whatever reads as an envelope is written again as the same bytes.
#![no_main]

use saksi_vault::{
    FileHeader, FilingProof, HandedKey, KeyStatement, LockedKey, PublicKey, RekeyingState, SealedShare, SealedText,
    Sharing, WrappedCaseKey, is_last,
};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let same = |written: &[u8]| assert_eq!(written, bytes);
    if let Ok(read) = PublicKey::from_bytes(bytes) {
        same(read.as_bytes());
        assert_eq!(PublicKey::from_text(&read.to_text()), Ok(read));
    }
    if let Ok(read) = WrappedCaseKey::from_bytes(bytes) {
        same(read.as_bytes());
    }
    if let Ok(read) = HandedKey::from_bytes(bytes) {
        same(read.as_bytes());
    }
    if let Ok(read) = SealedShare::from_bytes(bytes) {
        same(read.as_bytes());
    }
    if let Ok(read) = LockedKey::from_bytes(bytes) {
        same(read.as_bytes());
    }
    if let Ok(read) = FileHeader::from_bytes(bytes) {
        same(&read.to_bytes());
    }
    if let Ok(read) = Sharing::from_bytes(bytes) {
        same(&read.to_bytes());
    }
    if let Ok(read) = RekeyingState::from_bytes(bytes) {
        same(&read.to_bytes());
    }
    if let Ok(read) = KeyStatement::from_bytes(bytes) {
        same(&read.to_bytes());
    }
    if let Ok(read) = FilingProof::from_bytes(bytes) {
        same(&read.to_bytes());
    }
    if let Ok(read) = SealedText::from_bytes(bytes.to_vec()) {
        same(read.as_bytes());
    }
    let _ = is_last(bytes);
});
