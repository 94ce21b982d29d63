//! A forged log of keys is refused at some statement, or is one that could have been made.
#![no_main]

use saksi_vault::KeyLog;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    // Statements with an X25519 key have 102 bytes.
    let statements: Vec<&[u8]> = bytes.chunks(102).collect();
    match KeyLog::verify(&statements) {
        Ok(log) => assert_eq!(log.length(), statements.len() as u64),
        Err(fault) => assert!(fault.position < statements.len() as u64),
    }
});
