//! Files that lie outside the database: each sealed under a key of its own, which lies elsewhere.
//!
//! The key of a file that somebody may yet hand in stands in their form alone; that of a file that was handed in stands in its
//! row. Without form or row the bytes say nothing, also where a copy of them is left in a store that forgets slowly.
//!
//! The bytes are XChaCha20-Poly1305 over the content, and after it the nonce of 24 bytes; what the file is for is bound to it.

use saksi_base::Random;
use zeroize::Zeroizing;

use crate::SealError;
use crate::cipher::{self, NONCE, TAG};

/// The key of one file.
pub struct FileKey(Zeroizing<[u8; 32]>);

impl std::fmt::Debug for FileKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("FileKey")
    }
}

impl FileKey {
    /// A new key.
    pub fn generate(source: &dyn Random) -> Self {
        let mut key = Zeroizing::new([0; 32]);
        source.fill(key.as_mut_slice());
        Self(key)
    }

    /// From storage.
    ///
    /// # Errors
    /// When there are not 32 bytes.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, SealError> {
        bytes.try_into().map(|key| Self(Zeroizing::new(key))).map_err(|_| SealError::Damaged)
    }

    /// For storage.
    pub fn to_bytes(&self) -> Zeroizing<Vec<u8>> {
        Zeroizing::new(self.0.to_vec())
    }

    /// For a form: 64 hexadecimal digits.
    pub fn to_text(&self) -> Zeroizing<String> {
        use std::fmt::Write as _;
        let mut text = Zeroizing::new(String::with_capacity(64));
        for byte in self.0.iter() {
            let _ = write!(*text, "{byte:02x}");
        }
        text
    }

    /// From a form.
    ///
    /// # Errors
    /// When it is not what [`FileKey::to_text`] writes.
    pub fn from_text(text: &str) -> Result<Self, SealError> {
        let mut key = Zeroizing::new([0; 32]);
        if text.len() != 64 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(SealError::Damaged);
        }
        for (place, digits) in key.iter_mut().zip(text.as_bytes().chunks(2)) {
            let digits = std::str::from_utf8(digits).map_err(|_| SealError::Damaged)?;
            *place = u8::from_str_radix(digits, 16).map_err(|_| SealError::Damaged)?;
        }
        Ok(Self(key))
    }

    /// Seals a file for one purpose.
    ///
    /// # Errors
    /// When it is longer than the cipher takes (256 GB).
    pub fn seal(&self, purpose: &str, mut content: Vec<u8>, source: &dyn Random) -> Result<Vec<u8>, SealError> {
        let mut nonce = [0; NONCE];
        source.fill(&mut nonce);
        content.reserve_exact(TAG + NONCE);
        let mut sealed = cipher::seal(&self.0, &nonce, &bound(purpose), Zeroizing::new(content))?;
        sealed.extend_from_slice(&nonce);
        Ok(sealed)
    }

    /// Opens a file that was sealed for this purpose.
    ///
    /// # Errors
    /// When key, purpose or bytes are not those of the sealing.
    pub fn open(&self, purpose: &str, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, SealError> {
        let (content, nonce) = sealed.split_last_chunk::<NONCE>().ok_or(SealError::Damaged)?;
        cipher::open(&self.0, nonce, &bound(purpose), content)
    }
}

fn bound(purpose: &str) -> Vec<u8> {
    format!("saksi kept file v1 {purpose}").into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use saksi_base::SeededRandom;

    #[test]
    fn a_file_opens_with_its_own_key_for_its_own_purpose_and_whole_alone() {
        let source = SeededRandom::new(3);
        let (key, other) = (FileKey::generate(&source), FileKey::generate(&source));
        let sealed = key.seal("file", b"a picture".to_vec(), &source).unwrap();
        assert!(!sealed.windows(9).any(|window| window == b"a picture"));
        let again = FileKey::from_text(&key.to_text()).unwrap();
        assert_eq!(again.open("file", &sealed).unwrap().as_slice(), b"a picture");
        assert_eq!(FileKey::from_bytes(&key.to_bytes()).unwrap().open("file", &sealed).unwrap().len(), 9);
        assert!(other.open("file", &sealed).is_err());
        assert!(key.open("preview", &sealed).is_err());
        for changed in 0..sealed.len() {
            let mut bytes = sealed.clone();
            bytes[changed] ^= 1;
            assert!(key.open("file", &bytes).is_err(), "byte {changed}");
        }
        assert!(key.open("file", &sealed[1..]).is_err() && key.open("file", &[]).is_err());
        assert!(FileKey::from_text("zz").is_err() && FileKey::from_text(&"é".repeat(32)).is_err());
    }
}
