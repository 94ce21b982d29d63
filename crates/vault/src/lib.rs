//! Everything that touches secrets: today the receipts with which an anonymous sender comes back.
//!
//! The rule of this crate: a secret is never printed, logged or compared in a way that leaks it, and is wiped from
//! memory when it is dropped. No type here that holds a secret implements `Debug` so that it shows it, and none
//! implements `Serialize`.

pub mod receipt;

pub use receipt::{Locator, Receipt, ReceiptError, WordList};
