//! The two keys of a server: one signs its own log, the other what it saw of others'. They never are the same key, because a
//! cosignature does not say by whose name it was made.

use saksi_tlog::{Hash, KeyName, LogSigner, NoteError, WitnessSigner};
use zeroize::Zeroizing;

/// Both keys, made from one secret.
#[derive(Debug)]
pub struct Keys {
    /// Signs checkpoints of the own log.
    pub log: LogSigner,
    /// Signs checkpoints of the logs of peers.
    pub witness: WitnessSigner,
}

impl Keys {
    /// From the name of the log and the stored secret.
    pub fn new(origin: &KeyName, secret: &[u8; 32]) -> Result<Self, NoteError> {
        let seed = |purpose: &str| {
            let mut text = Zeroizing::new(purpose.as_bytes().to_vec());
            text.extend_from_slice(secret);
            Zeroizing::new(*Hash::of(&text).as_bytes())
        };
        let witness = KeyName::parse(&format!("{}/witness", origin.as_str()))?;
        Ok(Self {
            log: LogSigner::from_seed(origin.clone(), &seed("saksi transparency log v1\0"))?,
            witness: WitnessSigner::from_seed(witness, &seed("saksi transparency witness v1\0"))?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_secret_gives_two_keys_that_stay_the_same() {
        let origin = KeyName::parse("check.example.org/log").unwrap();
        let keys = Keys::new(&origin, &[7; 32]).unwrap();
        let again = Keys::new(&origin, &[7; 32]).unwrap();
        assert_eq!(keys.log.public_key(), again.log.public_key());
        assert_eq!(keys.witness.public_key(), again.witness.public_key());
        assert_ne!(keys.log.public_key().to_bytes(), keys.witness.public_key().to_bytes());
        assert_eq!(keys.witness.public_key().name().as_str(), "check.example.org/log/witness");
        assert_ne!(Keys::new(&origin, &[8; 32]).unwrap().log.public_key(), keys.log.public_key());
    }
}
