//! Whatever is typed as a receipt, a code, a key or a proof is refused or read, and reads again from what is written.
#![no_main]

use saksi_vault::{CaseReceipt, FieldName, FilingProof, Locator, PublicKey, Receipt, RecoveryCode};

libfuzzer_sys::fuzz_target!(|text: &str| {
    let (locator, words) = text.split_once('\n').unwrap_or((text, text));
    if let Ok(read) = CaseReceipt::parse(locator, words) {
        let again = CaseReceipt::parse(&read.locator().to_string(), &read.words()).unwrap();
        assert!(again.authenticator().opens(&read.authenticator().verifier()));
    }
    if let Ok(read) = Receipt::parse(locator, words) {
        assert!(Receipt::parse(&read.locator().to_string(), &read.words()).unwrap().opens(&read.verifier()));
    }
    if let Ok(read) = Locator::parse(text) {
        assert_eq!(Locator::parse(&read.to_string()), Ok(read));
    }
    if let Ok(read) = RecoveryCode::parse(text) {
        assert_eq!(*RecoveryCode::parse(&read.printed()).unwrap().printed(), *read.printed());
    }
    if let Ok(read) = PublicKey::from_text(text) {
        assert_eq!(PublicKey::from_text(&read.to_text()), Ok(read));
    }
    if let Ok(read) = FilingProof::from_text(text) {
        assert_eq!(FilingProof::from_text(&read.to_text()), Ok(read));
    }
    if let Ok(name) = FieldName::parse(text) {
        assert_eq!(name.as_str(), text);
    }
});
