//! The tables of sealed help, as static text for both engines. Nothing here can open anything: texts, keys and wraps come and
//! go as bytes.

pub(crate) mod campaigns;
pub(crate) mod cases;
pub(crate) mod counts;
pub(crate) mod files;
pub(crate) mod keys;
pub(crate) mod leaving;
pub(crate) mod lists;
pub(crate) mod notices;
pub(crate) mod referrals;
pub(crate) mod rota;
pub(crate) mod settings;
pub(crate) mod trainings;
pub(crate) mod voices;

use saksi_base::Problem;
use saksi_vault::{PublicKey, SealError};

use crate::handle::damaged;

/// Reads a stored public key.
pub(crate) fn public_key(bytes: &[u8]) -> Result<PublicKey, Problem> {
    PublicKey::from_bytes(bytes).map_err(damaged("a public key"))
}

/// Reads stored bytes of a fixed length.
pub(crate) fn array<const N: usize>(bytes: &[u8]) -> Result<[u8; N], Problem> {
    bytes.try_into().map_err(|_| damaged("a fixed length")(SealError::Length))
}

/// Reads a stored number of the vault.
pub(crate) fn number<T: TryFrom<i64>>(stored: i64) -> Result<T, Problem> {
    T::try_from(stored).map_err(|_| damaged("a number")(SealError::Length))
}
