//! Everything that touches the secrets of people who ask: receipts, the keys of cases, and what is sealed under them.
//!
//! The rule of this crate: a secret is never printed, logged or compared in a way that leaks it, and is wiped from
//! memory when it is dropped. No type here that holds a secret implements `Debug` so that it shows it, and none
//! implements `Serialize`, `Display` or `Clone`. Nothing here reads a clock or draws randomness of its own.
//!
//! The exact bytes are written down in `docs/receipts.md` and `docs/sealing.md`, with test vectors.

mod algorithm;
mod bytes;
mod case;
mod case_receipt;
mod cipher;
mod error;
mod file;
mod filing;
mod kept_file;
mod key_log;
mod keys;
mod lock;
mod padding;
pub mod receipt;
mod rekeying;
mod symbols;
mod trustees;
mod words;

pub use algorithm::Algorithm;
pub use case::{CaseKey, FieldName, Generation, KeyCheck, LONGEST_TEXT, SealedPlace, SealedText, WrappedCaseKey};
pub use case_receipt::{CASE_WORDS, CaseAuthenticator, CaseReceipt};
pub use error::SealError;
pub use file::{
    FILE_CHUNK, FILE_HEADER, FileEnd, FileHeader, FileOpener, FileResealing, FileSealer, SEALED_FILE_CHUNK,
    chunk_position, is_last, sealed_file_length,
};
pub use filing::{FilingBinding, FilingKey, FilingOpening, FilingProof, FilingSigner};
pub use kept_file::FileKey;
pub use key_log::{KeyEvent, KeyLog, KeyOwner, KeyStatement, LogDigest, LogFault, LogFaultKind};
pub use keys::{Fingerprint, HandedKey, PrivateKey, PublicKey, Suite};
pub use lock::{LockKind, LockedKey, Passphrase, PassphraseCost, RecoveryCode, SessionKey};
pub use receipt::{Locator, Receipt, ReceiptError, WordList};
pub use rekeying::{NotDone, Rekeying, RekeyingState};
pub use trustees::{LEAST_NEEDED, MOST_TRUSTEES, RecoveryKey, SealedShare, Share, Sharing};
