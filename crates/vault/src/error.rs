//! What can be wrong with something sealed. No error holds or shows a byte of a secret, so any of them may be logged.

use crate::Generation;

/// Why something could not be sealed, opened or read.
///
/// Where the mathematics cannot tell two reasons apart (a flipped bit, another case, another record, another field),
/// the error does not pretend to: they are all [`SealError::Damaged`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SealError {
    /// An algorithm that this version does not know; a newer version of the program may.
    #[error("it was sealed with algorithm {id:#04x}, which this version of the program does not know")]
    UnknownAlgorithm {
        /// The byte that was found.
        id: u8,
    },
    /// A known algorithm, but not one for this kind of envelope.
    #[error("its algorithm is not one for what it says it is")]
    UnfitAlgorithm,
    /// An envelope of another kind, or no envelope at all.
    #[error("it is not what was expected here")]
    OtherKind,
    /// Shorter or longer than its format.
    #[error("it is too short or too long for what it says it is")]
    Length,
    /// More than may be sealed in one piece.
    #[error("it is too long to be sealed in one piece; seal it as a file")]
    TooLong,
    /// Sealed for another key than the one that was tried.
    #[error("it was sealed for another key")]
    OtherKey,
    /// Sealed under another generation of the case's key.
    #[error("it was sealed under generation {found} of the key, not {expected}")]
    OtherGeneration {
        /// The generation of the key that was tried.
        expected: Generation,
        /// The generation that the envelope names.
        found: Generation,
    },
    /// It was changed or cut, or it belongs to another case, record or field.
    #[error("it was changed, cut, or moved from where it belongs")]
    Damaged,
    /// The file ends before its last part.
    #[error("the end of the file is missing")]
    Unfinished,
    /// The bytes are no public key.
    #[error("it is not a valid public key")]
    PublicKey,
    /// A text form was mistyped.
    #[error("one of its characters is mistyped or missing")]
    Mistyped,
    /// The passphrase, code or session secret is not the one it was locked with.
    #[error("it does not open with this")]
    WrongSecret,
    /// A stored cost of the passphrase lock is outside of what this version accepts.
    #[error("its cost is outside of what is accepted")]
    Cost,
    /// A passphrase is too short to be chosen, or too long to be read.
    #[error("a passphrase has from 12 characters to 1,024 bytes")]
    Passphrase,
    /// A name of a field that is not one.
    #[error("a field's name has 1 to 64 characters of a-z, 0-9, - and _")]
    FieldName,
    /// No generation follows the last one.
    #[error("no generation follows")]
    LastGeneration,
    /// A number of trustees, or of those who are needed, that is not allowed.
    #[error("between 2 and 16 trustees, of whom at least 2 are needed and at most all")]
    Trustees,
    /// Too few shares, or two times the same.
    #[error("not enough different shares")]
    TooFewShares,
    /// A share that is not one of this set, or was changed.
    #[error("share {index} is not the one that was given out")]
    WrongShare {
        /// Which share, counted from 1.
        index: u8,
    },
    /// A signature that is not of this text and this key.
    #[error("the signature does not hold")]
    Signature,
}
