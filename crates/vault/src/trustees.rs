//! An organisation's recovery key, shared among trustees, so that no single administrator can open anything alone and no
//! single loss closes it for ever.
//!
//! Shamir's secret sharing ("How to Share a Secret", CACM 1979) over GF(2⁸) with the polynomial of AES, byte by byte. It is
//! written here, in a hundred lines without tables, because the crates that offer it either look secrets up in tables, whose
//! use of the cache shows them, or compare and print them like numbers. Another implementation (`shamir-secret-sharing` of
//! npm) joins the shares in the proof `sealing-vectors`.

use std::fmt;

use saksi_base::{OrganisationId, Random, random};
use subtle::ConstantTimeEq;
use zeroize::{Zeroize, Zeroizing};

use crate::algorithm::{Algorithm, Kind};
use crate::bytes::{self, Reader, Statement};
use crate::keys::{Fingerprint, PrivateKey, PublicKey, Purpose, Suite};
use crate::{SealError, cipher};

/// The most trustees of an organisation.
pub const MOST_TRUSTEES: usize = 16;
/// The fewest trustees who together recover: never one alone.
pub const LEAST_NEEDED: u8 = 2;

/// What opens an organisation's locked key: 256 random bits that exist whole only while they are shared or joined.
pub struct RecoveryKey(Zeroizing<[u8; 32]>);

impl RecoveryKey {
    /// A fresh one.
    pub fn generate(source: &dyn Random) -> Self {
        let mut bytes = Zeroizing::new([0; 32]);
        source.fill(bytes.as_mut());
        Self(bytes)
    }

    pub(crate) const fn secret(&self) -> &Zeroizing<[u8; 32]> {
        &self.0
    }

    /// Shares it: any `needed` of the trustees recover it together, fewer learn nothing. Gives what is public, and one sealed
    /// share for each trustee in their order.
    pub fn share(
        &self,
        organisation: OrganisationId,
        needed: u8,
        trustees: &[PublicKey],
        source: &dyn Random,
    ) -> Result<(Sharing, Vec<SealedShare>), SealError> {
        let count = u8::try_from(trustees.len()).map_err(|_| SealError::Trustees)?;
        if trustees.len() > MOST_TRUSTEES || needed < LEAST_NEEDED || needed > count {
            return Err(SealError::Trustees);
        }
        let set: [u8; 16] = random::bytes(source);
        // One polynomial for each byte; its value at 0 is the secret, its other coefficients are random.
        let mut coefficients: Vec<Zeroizing<[u8; 32]>> = vec![self.0.clone()];
        for _ in 1..needed {
            let mut drawn = Zeroizing::new([0; 32]);
            source.fill(drawn.as_mut());
            coefficients.push(drawn);
        }
        let mut shares = Vec::with_capacity(trustees.len());
        for index in 1..=count {
            let mut value = Zeroizing::new([0; 32]);
            for coefficient in coefficients.iter().rev() {
                for (byte, add) in value.iter_mut().zip(coefficient.iter()) {
                    *byte = multiply(*byte, index) ^ add;
                }
            }
            shares.push(Share { set, index, value });
        }
        let sharing = Sharing {
            organisation,
            set,
            needed,
            secret: secret_check(set, &self.0),
            shares: shares.iter().map(Share::check).collect(),
        };
        let sealed =
            shares.iter().zip(trustees).map(|(share, key)| share.seal(key, source)).collect::<Result<_, _>>()?;
        Ok((sharing, sealed))
    }
}

impl fmt::Debug for RecoveryKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryKey(..)")
    }
}

/// A digest of 256 random bits tells nothing about them, and tells a wrong value.
fn secret_check(set: [u8; 16], secret: &Zeroizing<[u8; 32]>) -> [u8; 32] {
    *cipher::derive(&set, secret.as_ref(), &Statement::of("saksi recovery key check v1"))
}

/// What everybody may know about a sharing: who it is for, how many are needed, and a check of each share, so that a wrong
/// one is told from the right one.
#[derive(Clone, PartialEq, Eq)]
pub struct Sharing {
    organisation: OrganisationId,
    set: [u8; 16],
    needed: u8,
    secret: [u8; 32],
    shares: Vec<[u8; 32]>,
}

impl Sharing {
    /// Reads the stored form.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, SealError> {
        let mut reader = Reader::new(bytes);
        Kind::Sharing.read(&mut reader, &[Algorithm::Shamir])?;
        let organisation = OrganisationId(reader.uuid()?);
        let set = reader.array()?;
        let (needed, count) = (reader.byte()?, reader.byte()?);
        if usize::from(count) > MOST_TRUSTEES || needed < LEAST_NEEDED || needed > count {
            return Err(SealError::Trustees);
        }
        let secret = reader.array()?;
        let shares = (0..count).map(|_| reader.array()).collect::<Result<_, _>>()?;
        reader.end()?;
        Ok(Self { organisation, set, needed, secret, shares })
    }

    /// The form to store.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Kind::Sharing.with(Algorithm::Shamir).to_vec();
        bytes.extend_from_slice(self.organisation.0.as_bytes());
        bytes.extend_from_slice(&self.set);
        bytes.push(self.needed);
        bytes.push(self.trustees());
        bytes.extend_from_slice(&self.secret);
        for check in &self.shares {
            bytes.extend_from_slice(check);
        }
        bytes
    }

    /// Whose recovery key it is.
    pub const fn organisation(&self) -> OrganisationId {
        self.organisation
    }

    /// How many trustees are needed.
    pub const fn needed(&self) -> u8 {
        self.needed
    }

    /// How many trustees there are.
    pub fn trustees(&self) -> u8 {
        u8::try_from(self.shares.len()).unwrap_or(u8::MAX)
    }

    /// Whether a share is the one that was given out.
    fn accepts(&self, share: &Share) -> Result<(), SealError> {
        let wrong = SealError::WrongShare { index: share.index };
        let at = usize::from(share.index).checked_sub(1).ok_or(wrong.clone())?;
        let check = self.shares.get(at).ok_or(wrong.clone())?;
        if share.set == self.set && bool::from(check.ct_eq(&share.check())) { Ok(()) } else { Err(wrong) }
    }

    /// Joins shares to the recovery key. A wrong share is named; a share that comes twice counts once.
    pub fn join(&self, shares: &[Share]) -> Result<RecoveryKey, SealError> {
        let mut chosen: Vec<&Share> = Vec::new();
        for share in shares {
            self.accepts(share)?;
            if !chosen.iter().any(|other| other.index == share.index) {
                chosen.push(share);
            }
        }
        if chosen.len() < usize::from(self.needed) {
            return Err(SealError::TooFewShares);
        }
        chosen.truncate(usize::from(self.needed));
        let mut secret = Zeroizing::new([0; 32]);
        for share in &chosen {
            // Lagrange's coefficient at 0: the product of other ÷ (other − this), and minus is plus here. Numbers of shares
            // are no secret.
            let weight = chosen
                .iter()
                .filter(|other| other.index != share.index)
                .fold(1, |weight, other| multiply(weight, multiply(other.index, inverse(other.index ^ share.index))));
            for (byte, value) in secret.iter_mut().zip(share.value.iter()) {
                *byte ^= multiply(*value, weight);
            }
        }
        if bool::from(secret_check(self.set, &secret).ct_eq(&self.secret)) {
            Ok(RecoveryKey(secret))
        } else {
            Err(SealError::Damaged)
        }
    }
}

impl fmt::Debug for Sharing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sharing(..)")
    }
}

/// One trustee's share. Wiped when dropped; not `Clone`.
pub struct Share {
    set: [u8; 16],
    index: u8,
    value: Zeroizing<[u8; 32]>,
}

const SHARE: Purpose = Purpose("saksi share wrap v1");

impl Share {
    /// Which share, counted from 1.
    pub const fn index(&self) -> u8 {
        self.index
    }

    fn check(&self) -> [u8; 32] {
        *cipher::derive(&self.set, self.value.as_ref(), &Statement::of("saksi share check v1").and(&[self.index]))
    }

    /// Seals it: at first to its trustee, and in a recovery from the trustee to whoever joins the shares.
    pub fn seal(&self, recipient: &PublicKey, source: &dyn Random) -> Result<SealedShare, SealError> {
        let mut bytes = Kind::Share.with(recipient.suite().algorithm()).to_vec();
        bytes.extend_from_slice(&recipient.fingerprint().to_bytes());
        bytes.extend_from_slice(&self.set);
        bytes.push(self.index);
        let sealed = recipient.seal(&SHARE.statement(&bytes), &bytes, self.value.as_ref(), source)?;
        bytes.extend_from_slice(&sealed.encapsulated);
        bytes.extend_from_slice(&sealed.sealed);
        SealedShare::from_bytes(&bytes)
    }
}

impl fmt::Debug for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Share(..)")
    }
}

/// A share sealed to a public key.
#[derive(Clone, PartialEq, Eq)]
pub struct SealedShare {
    bytes: Vec<u8>,
    recipient: Fingerprint,
    index: u8,
    encapsulated: usize,
}

impl SealedShare {
    const HEADER: usize = 2 + 32 + 16 + 1;

    /// Reads the stored form.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, SealError> {
        let mut reader = Reader::new(bytes);
        let suite = Suite::of(Kind::Share.read(&mut reader, Suite::ALGORITHMS)?)?;
        let recipient = Fingerprint(reader.array()?);
        let _set: [u8; 16] = reader.array()?;
        let index = reader.byte()?;
        reader.take(suite.encapsulated_bytes())?;
        reader.take(32 + cipher::TAG)?;
        reader.end()?;
        Ok(Self { bytes: bytes.to_vec(), recipient, index, encapsulated: suite.encapsulated_bytes() })
    }

    /// The form to store.
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Whose key opens it.
    pub const fn recipient(&self) -> Fingerprint {
        self.recipient
    }

    /// Which share, counted from 1.
    pub const fn index(&self) -> u8 {
        self.index
    }

    /// Opens it, and tells whether it is the share that was given out.
    pub fn open(&self, sharing: &Sharing, recipient: &PrivateKey) -> Result<Share, SealError> {
        if recipient.public_key().fingerprint() != self.recipient {
            return Err(SealError::OtherKey);
        }
        let mut reader = Reader::new(&self.bytes);
        let header = reader.take(Self::HEADER)?;
        let encapsulated = reader.take(self.encapsulated)?;
        let plain = recipient.open(&SHARE.statement(header), header, encapsulated, reader.rest())?;
        let mut reader = Reader::new(header);
        reader.take(2 + 32)?;
        let share = Share { set: reader.array()?, index: self.index, value: bytes::secret(&plain)? };
        sharing.accepts(&share)?;
        Ok(share)
    }
}

impl fmt::Debug for SealedShare {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SealedShare(..)")
    }
}

/// Multiplication in GF(2⁸) modulo x⁸ + x⁴ + x³ + x + 1, in the same time for all values: no tables, no branches.
fn multiply(a: u8, b: u8) -> u8 {
    let (mut a, mut product) = (a, 0);
    for bit in 0..8 {
        product ^= a & 0_u8.wrapping_sub(b >> bit & 1);
        a = a << 1 ^ (0x1B & 0_u8.wrapping_sub(a >> 7));
    }
    a.zeroize();
    product
}

/// The inverse: the 254th power. The inverse of 0 is given as 0 and never asked for.
fn inverse(a: u8) -> u8 {
    let mut result = 1;
    for bit in (0..8).rev() {
        result = multiply(result, result);
        // 254 is 1111_1110.
        if bit > 0 {
            result = multiply(result, a);
        }
    }
    result
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_field_is_that_of_aes() {
        // FIPS 197, section 4.2 and its example of an inverse pair.
        assert_eq!(multiply(0x57, 0x83), 0xC1);
        assert_eq!(multiply(0x57, 0x13), 0xFE);
        assert_eq!(inverse(0x53), 0xCA);
        for a in 1..=u8::MAX {
            assert_eq!(multiply(a, inverse(a)), 1, "{a}");
            assert_eq!(multiply(a, 1), a);
            assert_eq!(multiply(a, 0), 0);
        }
        assert_eq!(inverse(0), 0);
    }

    proptest! {
        #[test]
        fn multiplying_is_commutative_associative_and_distributive(a: u8, b: u8, c: u8) {
            prop_assert_eq!(multiply(a, b), multiply(b, a));
            prop_assert_eq!(multiply(a, multiply(b, c)), multiply(multiply(a, b), c));
            prop_assert_eq!(multiply(a, b ^ c), multiply(a, b) ^ multiply(a, c));
        }
    }
}
