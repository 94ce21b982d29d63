//! Notes, checkpoints, keys, policies and requests to witnesses are refused or written again as they were; nothing counts
//! without a signature.
#![no_main]

use std::sync::LazyLock;

use saksi_base::Timestamp;
use saksi_tlog::{
    AddCheckpoint, Checkpoint, KeyName, LogSigner, Note, Policy, SignedCheckpoint, TilePath, VerifierKey, Witness,
    WitnessSigner,
};

static LOG: LazyLock<LogSigner> =
    LazyLock::new(|| LogSigner::from_seed(KeyName::parse("example.com/log").unwrap(), &[1; 32]).unwrap());
static WITNESS: LazyLock<WitnessSigner> =
    LazyLock::new(|| WitnessSigner::from_seed(KeyName::parse("witness.example").unwrap(), &[2; 32]).unwrap());

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(note) = Note::parse(bytes) {
        assert_eq!(note.to_string().as_bytes(), bytes);
        // The fuzzer does not have the key.
        assert!(SignedCheckpoint::of(note, LOG.public_key()).is_err());
    }
    if let Some(request) = AddCheckpoint::parse(bytes) {
        assert_eq!(request.to_bytes(), bytes);
    }
    let logs = [LOG.public_key().clone()];
    let answer = Witness { signer: &WITNESS, logs: &logs }.add_checkpoint(None, bytes, Timestamp(0));
    assert!(answer.status != 200 && answer.remember.is_none());
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Ok(checkpoint) = Checkpoint::parse(text) {
        assert_eq!(checkpoint.text(), text);
    }
    if let Ok(key) = text.parse::<VerifierKey>() {
        assert_eq!(key.to_string(), text);
    }
    if let Some(path) = TilePath::parse(text) {
        assert_eq!(path.to_string(), text);
        let _ = path.entries(bytes);
        let _ = path.hashes(bytes);
    }
    if let Ok(policy) = Policy::parse(text) {
        assert_eq!(Policy::parse(&policy.to_string()).as_ref(), Ok(&policy));
        let (needed, known) = policy.needed();
        assert!(needed <= known);
    }
});
