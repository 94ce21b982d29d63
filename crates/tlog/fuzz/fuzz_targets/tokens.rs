//! No token holds that no trusted authority made.
#![no_main]

use saksi_tlog::Hash;
use saksi_tlog::tsp::{Request, certificates, token_of, verify, verify_response};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    // The second half of the input may serve as a certificate; nothing may hold without one that is trusted.
    let (token, root) = bytes.split_at(bytes.len() / 2);
    let hash = Hash::of(b"a record");
    assert!(verify(bytes, hash, &[]).is_err());
    let _ = verify(token, hash, &[root]);
    let _ = verify_response(bytes, &Request { hash, nonce: 1 }, &[root]);
    let _ = token_of(bytes);
    let _ = certificates(bytes);
});
