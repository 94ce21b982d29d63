//! C2SP `tlog-cosignature`, version 1 (Ed25519): a witness says that this is the largest consistent checkpoint of a log
//! that it had seen at a time.

use std::fmt;

use ed25519_dalek::{Signature, Signer as _, SigningKey};
use saksi_base::Timestamp;
use saksi_base::clock::SECOND;

use crate::checkpoint::Checkpoint;
use crate::note::{KeyKind, KeyName, NoteError, NoteSignature, VerifierKey};

/// What a witness signs: a heading, the time, and the checkpoint's text.
pub(crate) fn message(checkpoint: &str, seconds: u64) -> String {
    format!("cosignature/v1\ntime {seconds}\n{checkpoint}")
}

/// Time and signature of a signature line's bytes.
pub(crate) fn split(bytes: &[u8]) -> Option<(u64, Signature)> {
    let (seconds, signature) = bytes.split_first_chunk::<8>()?;
    Some((u64::from_be_bytes(*seconds), Signature::from_slice(signature).ok()?))
}

/// Seconds as a moment. `None`: after the year 9999, which no honest clock shows.
pub(crate) fn time(seconds: u64) -> Option<Timestamp> {
    i64::try_from(seconds).ok().filter(|seconds| *seconds < 253_402_300_800).map(Timestamp::from_seconds)
}

/// Signs checkpoints of other logs. Wiped when dropped.
pub struct WitnessSigner {
    key: SigningKey,
    public: VerifierKey,
}

impl WitnessSigner {
    /// From a name and the 32 stored bytes (RFC 8032 private key). The same key may not serve as a log's key or under
    /// another name, since what a witness signs does not name it.
    pub fn from_seed(name: KeyName, seed: &[u8; 32]) -> Result<Self, NoteError> {
        let key = SigningKey::from_bytes(seed);
        let public = VerifierKey::new(name, KeyKind::Witness, key.verifying_key().to_bytes())?;
        Ok(Self { key, public })
    }

    /// The key with which anybody checks its signatures.
    pub const fn public_key(&self) -> &VerifierKey {
        &self.public
    }

    /// Signs. Only [`crate::Witness`] knows whether that is right; nothing else should call this but tests of liars.
    pub fn cosign(&self, checkpoint: &Checkpoint, at: Timestamp) -> NoteSignature {
        let seconds = u64::try_from(at.0.div_euclid(SECOND)).unwrap_or(0);
        let signature = self.key.sign(message(&checkpoint.text(), seconds).as_bytes());
        let bytes = seconds.to_be_bytes().into_iter().chain(signature.to_bytes()).collect();
        NoteSignature::by(&self.public, bytes)
    }
}

impl fmt::Debug for WitnessSigner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "WitnessSigner({}, ..)", self.public.name())
    }
}
