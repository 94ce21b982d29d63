//! The two tools underneath: HKDF-SHA-256 (RFC 5869) and XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha-03).

use chacha20poly1305::{AeadInOut, KeyInit, XChaCha20Poly1305, XNonce};
use hkdf::Hkdf;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::SealError;
use crate::bytes::Statement;

/// Bytes of a nonce.
pub(crate) const NONCE: usize = 24;
/// Bytes by which sealing makes something longer.
pub(crate) const TAG: usize = 16;

/// HKDF-SHA-256: extract with this salt, expand under this statement.
pub(crate) fn derive<const N: usize>(salt: &[u8], secret: &[u8], what: &Statement) -> Zeroizing<[u8; N]> {
    const { assert!(N <= 255 * 32, "HKDF-SHA-256 gives up to 8,160 bytes") };
    let mut derived = Zeroizing::new([0; N]);
    let expanded = Hkdf::<Sha256>::new(Some(salt), secret).expand(what.as_bytes(), derived.as_mut_slice());
    #[expect(clippy::expect_used, reason = "the length is asserted above; a silent zero would be a key that all know")]
    expanded.expect("at most 8,160 bytes are asked for");
    derived
}

/// SHA-256 of a statement.
pub(crate) fn digest(what: &Statement) -> [u8; 32] {
    Sha256::digest(what.as_bytes()).into()
}

fn cipher(key: &[u8; 32]) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(key.into())
}

/// Seals in place. The buffer should have room for [`TAG`] more bytes, so that growing leaves no copy behind.
pub(crate) fn seal(
    key: &[u8; 32],
    nonce: &[u8; NONCE],
    bound: &[u8],
    mut plain: Zeroizing<Vec<u8>>,
) -> Result<Vec<u8>, SealError> {
    cipher(key).encrypt_in_place(&XNonce::from(*nonce), bound, &mut *plain).map_err(|_| SealError::TooLong)?;
    Ok(std::mem::take(&mut *plain))
}

/// Opens a copy.
pub(crate) fn open(
    key: &[u8; 32],
    nonce: &[u8; NONCE],
    bound: &[u8],
    sealed: &[u8],
) -> Result<Zeroizing<Vec<u8>>, SealError> {
    let mut plain = Zeroizing::new(sealed.to_vec());
    cipher(key).decrypt_in_place(&XNonce::from(*nonce), bound, &mut *plain).map_err(|_| SealError::Damaged)?;
    Ok(plain)
}
