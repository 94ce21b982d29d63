//! Which algorithm something was sealed with. One byte in every envelope, so that the choice can change while old
//! envelopes can still be read.

use crate::SealError;
use crate::bytes::Reader;

macro_rules! one_byte {
    ($(#[$meta:meta])* $visible:vis enum $name:ident { $($(#[$doc:meta])* $variant:ident = $id:literal,)* }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        $visible enum $name {
            $($(#[$doc])* $variant,)*
        }

        impl $name {
            /// Every one, in the order of their bytes.
            $visible const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// Its byte in an envelope.
            $visible const fn id(self) -> u8 {
                match self {
                    $(Self::$variant => $id,)*
                }
            }
        }
    };
}

one_byte! {
    /// An algorithm with all its parameters; the byte never gets another meaning. `docs/sealing.md` lists them.
    pub enum Algorithm {
        /// HPKE (RFC 9180), base mode: X-Wing (0x647a), HKDF-SHA-256 (1), ChaCha20-Poly1305 (3).
        HpkeXWing = 0x01,
        /// HPKE (RFC 9180), base mode: X25519 with HKDF-SHA-256 (0x20), HKDF-SHA-256 (1), ChaCha20-Poly1305 (3).
        HpkeX25519 = 0x02,
        /// XChaCha20-Poly1305 in one piece.
        XChaChaPiece = 0x11,
        /// XChaCha20-Poly1305 in chunks of 65,536 bytes.
        XChaChaChunks = 0x12,
        /// A passphrase through Argon2id (RFC 9106), then XChaCha20-Poly1305.
        Argon2id = 0x21,
        /// A printed code through HKDF-SHA-256, then XChaCha20-Poly1305.
        PrintedCode = 0x22,
        /// A session's secret through HKDF-SHA-256, then XChaCha20-Poly1305.
        SessionSecret = 0x23,
        /// An organisation's recovery key through HKDF-SHA-256, then XChaCha20-Poly1305.
        RecoveryKey = 0x24,
        /// Shamir's secret sharing over GF(2⁸), with a SHA-256 check of each share.
        Shamir = 0x31,
        /// Ed25519 (RFC 8032).
        Ed25519 = 0x41,
        /// A chain of SHA-256.
        Sha256Chain = 0x51,
    }
}

impl Algorithm {
    /// The algorithm of a byte.
    pub fn from_id(id: u8) -> Result<Self, SealError> {
        Self::ALL.iter().copied().find(|algorithm| algorithm.id() == id).ok_or(SealError::UnknownAlgorithm { id })
    }
}

one_byte! {
    /// What an envelope is; its first byte.
    pub(crate) enum Kind {
        PublicKey = 0x01,
        Text = 0x02,
        File = 0x03,
        CaseKey = 0x04,
        PrivateKey = 0x05,
        Share = 0x06,
        PassphraseLock = 0x07,
        CodeLock = 0x08,
        SessionLock = 0x09,
        RecoveryLock = 0x0A,
        Sharing = 0x0B,
        KeyStatement = 0x0C,
        Filing = 0x0D,
        Rekeying = 0x0E,
    }
}

impl Kind {
    /// The kind of an envelope, which its first byte says.
    pub(crate) fn of(envelope: &[u8]) -> Result<Self, SealError> {
        let id = *envelope.first().ok_or(SealError::Length)?;
        Self::ALL.iter().copied().find(|kind| kind.id() == id).ok_or(SealError::OtherKind)
    }

    /// The two bytes with which an envelope begins.
    pub(crate) const fn with(self, algorithm: Algorithm) -> [u8; 2] {
        [self.id(), algorithm.id()]
    }

    /// Reads the two bytes with which an envelope of this kind begins.
    pub(crate) fn read(self, reader: &mut Reader<'_>, allowed: &[Algorithm]) -> Result<Algorithm, SealError> {
        if reader.byte()? != self.id() {
            return Err(SealError::OtherKind);
        }
        let algorithm = Algorithm::from_id(reader.byte()?)?;
        if allowed.contains(&algorithm) { Ok(algorithm) } else { Err(SealError::UnfitAlgorithm) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_algorithm_has_its_own_byte_and_any_other_byte_is_told() {
        let mut known = 0;
        for id in 0..=u8::MAX {
            match Algorithm::from_id(id) {
                Ok(algorithm) => {
                    assert_eq!(algorithm.id(), id);
                    known += 1;
                }
                Err(error) => assert_eq!(error, SealError::UnknownAlgorithm { id }),
            }
        }
        assert_eq!(known, Algorithm::ALL.len());
        let kinds: std::collections::BTreeSet<u8> = Kind::ALL.iter().map(|kind| kind.id()).collect();
        assert_eq!(kinds.len(), Kind::ALL.len());
    }

    #[test]
    fn an_envelope_of_another_kind_is_told_before_its_algorithm() {
        let read = |bytes: &[u8]| Kind::Text.read(&mut Reader::new(bytes), &[Algorithm::XChaChaPiece]);
        assert_eq!(read(&Kind::Text.with(Algorithm::XChaChaPiece)), Ok(Algorithm::XChaChaPiece));
        assert_eq!(read(&[Kind::File.id(), 0xFF]), Err(SealError::OtherKind));
        assert_eq!(read(&[Kind::Text.id(), 0xFF]), Err(SealError::UnknownAlgorithm { id: 0xFF }));
        assert_eq!(read(&Kind::Text.with(Algorithm::Ed25519)), Err(SealError::UnfitAlgorithm));
        assert_eq!(read(&[Kind::Text.id()]), Err(SealError::Length));
    }
}
