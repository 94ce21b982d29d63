//! How several things are written in a row so that they can be read in one way only.

use uuid::Uuid;
use zeroize::Zeroizing;

use crate::SealError;

/// A statement: what is bound to something sealed, derived or hashed. Each part stands behind its length (four bytes, most
/// significant first), so that no two different lists of parts give the same bytes; the first part says what for.
pub(crate) struct Statement(Vec<u8>);

impl Statement {
    pub(crate) fn of(label: &str) -> Self {
        Self(Vec::new()).and(label.as_bytes())
    }

    pub(crate) fn and(mut self, part: &[u8]) -> Self {
        self.0.extend_from_slice(&u32::try_from(part.len()).unwrap_or(u32::MAX).to_be_bytes());
        self.0.extend_from_slice(part);
        self
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

/// Reads an envelope from its beginning.
pub(crate) struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    pub(crate) const fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    pub(crate) fn take(&mut self, length: usize) -> Result<&'a [u8], SealError> {
        let (taken, rest) = self.0.split_at_checked(length).ok_or(SealError::Length)?;
        self.0 = rest;
        Ok(taken)
    }

    pub(crate) fn array<const N: usize>(&mut self) -> Result<[u8; N], SealError> {
        self.take(N)?.try_into().map_err(|_| SealError::Length)
    }

    pub(crate) fn byte(&mut self) -> Result<u8, SealError> {
        let [byte] = self.array()?;
        Ok(byte)
    }

    pub(crate) fn u32(&mut self) -> Result<u32, SealError> {
        Ok(u32::from_be_bytes(self.array()?))
    }

    pub(crate) fn u64(&mut self) -> Result<u64, SealError> {
        Ok(u64::from_be_bytes(self.array()?))
    }

    pub(crate) fn uuid(&mut self) -> Result<Uuid, SealError> {
        Ok(Uuid::from_bytes(self.array()?))
    }

    pub(crate) const fn rest(self) -> &'a [u8] {
        self.0
    }

    /// Nothing may follow.
    pub(crate) fn end(self) -> Result<(), SealError> {
        if self.0.is_empty() { Ok(()) } else { Err(SealError::Length) }
    }
}

/// A secret of 32 bytes out of a buffer that is wiped.
pub(crate) fn secret(bytes: &[u8]) -> Result<Zeroizing<[u8; 32]>, SealError> {
    let mut secret = Zeroizing::new([0; 32]);
    if bytes.len() != secret.len() {
        return Err(SealError::Length);
    }
    secret.copy_from_slice(bytes);
    Ok(secret)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_borders_of_parts_count() {
        let one = Statement::of("x").and(b"ab").and(b"c");
        let other = Statement::of("x").and(b"a").and(b"bc");
        assert_ne!(one.as_bytes(), other.as_bytes());
        assert_eq!(one.as_bytes(), b"\0\0\0\x01x\0\0\0\x02ab\0\0\0\x01c");
    }

    #[test]
    fn a_reader_never_reads_past_the_end() {
        let mut reader = Reader::new(&[1, 2, 3]);
        assert_eq!(reader.byte(), Ok(1));
        assert_eq!(reader.u32(), Err(SealError::Length));
        assert_eq!(reader.array(), Ok([2, 3]));
        assert_eq!(reader.end(), Ok(()));
        assert_eq!(Reader::new(&[1]).end(), Err(SealError::Length));
        assert!(secret(&[0; 31]).is_err() && secret(&[0; 33]).is_err() && secret(&[7; 32]).is_ok());
    }
}
