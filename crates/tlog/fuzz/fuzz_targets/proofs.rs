//! Proof files are refused or written again as they were; hashes that somebody makes up prove nothing.
#![no_main]

use saksi_tlog::{Hash, ProofFile, verify_consistency, verify_inclusion};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(proof) = ProofFile::parse(bytes) {
        assert_eq!(proof.to_string().as_bytes(), bytes);
    }
    let Some((numbers, rest)) = bytes.split_first_chunk::<16>() else { return };
    let number = |from: usize| u64::from_be_bytes(numbers[from..from + 8].try_into().unwrap()) >> 2;
    let (a, b) = (number(0), number(8));
    let hashes: Vec<Hash> = rest.as_chunks::<32>().0.iter().map(|hash| Hash::new(*hash)).collect();
    let root = Hash::of(b"a root that leads nowhere");
    assert!(verify_inclusion(Hash::leaf(b"a"), a, b, root, &hashes).is_err());
    assert!(a == b || verify_consistency(a, Hash::leaf(b"a"), b, root, &hashes).is_err());
});
