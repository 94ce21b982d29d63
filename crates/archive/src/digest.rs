//! Digests as WARC and its index write them: an algorithm, a colon, and the bytes in some alphabet.
//!
//! ISO 28500 leaves both open. Ours are SHA-256 in lower-case hexadecimal, which replay tools and `warcio check` read; others write
//! SHA-1 in base 32, and some base 64, so all three alphabets of RFC 4648 are read.

use std::fmt;
use std::io::{self, Write};
use std::str::FromStr;

use base64::Engine;
use sha2::Digest as _;

/// An algorithm that can be checked here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Algorithm {
    /// SHA-1: read, since most archives carry it; never written.
    Sha1,
    /// SHA-256, which this crate writes.
    Sha256,
    /// SHA-512.
    Sha512,
}

impl Algorithm {
    /// The name in front of the colon.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sha1 => "sha1",
            Self::Sha256 => "sha256",
            Self::Sha512 => "sha512",
        }
    }

    /// Length of a digest in bytes.
    pub const fn length(self) -> usize {
        match self {
            Self::Sha1 => 20,
            Self::Sha256 => 32,
            Self::Sha512 => 64,
        }
    }

    fn from_name(name: &str) -> Option<Self> {
        match name.to_ascii_lowercase().as_str() {
            "sha1" | "sha-1" => Some(Self::Sha1),
            "sha256" | "sha-256" => Some(Self::Sha256),
            "sha512" | "sha-512" => Some(Self::Sha512),
            _ => None,
        }
    }
}

/// Why a digest cannot be checked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DigestError {
    /// No colon.
    #[error("the digest `{0}` does not name its algorithm")]
    NoAlgorithm(String),
    /// An algorithm that is not known here.
    #[error("digests made with `{0}` cannot be checked")]
    UnknownAlgorithm(String),
    /// Neither hexadecimal nor base 32 nor base 64 of the right length.
    #[error("the value of the digest `{0}` cannot be read")]
    BadValue(String),
}

/// A digest that was read or computed.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Digest {
    algorithm: Algorithm,
    bytes: Vec<u8>,
}

impl Digest {
    /// The SHA-256 digest of some bytes.
    pub fn sha256(bytes: &[u8]) -> Self {
        Self { algorithm: Algorithm::Sha256, bytes: sha2::Sha256::digest(bytes).to_vec() }
    }

    /// The algorithm.
    pub const fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// The bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// In base 32, as most archives write SHA-1.
    pub fn base32(&self) -> String {
        format!("{}:{}", self.algorithm.name(), base32(&self.bytes))
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:", self.algorithm.name())?;
        self.bytes.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl FromStr for Digest {
    type Err = DigestError;

    fn from_str(text: &str) -> Result<Self, DigestError> {
        let quoted = || text.chars().take(120).collect::<String>();
        let (name, value) = text.trim().split_once(':').ok_or_else(|| DigestError::NoAlgorithm(quoted()))?;
        let algorithm =
            Algorithm::from_name(name).ok_or_else(|| DigestError::UnknownAlgorithm(name.chars().take(40).collect()))?;
        let right = |bytes: Option<Vec<u8>>| bytes.filter(|bytes| bytes.len() == algorithm.length());
        // The alphabets overlap, but for one algorithm no two of them give the same number of characters.
        let bytes = right(from_hex(value))
            .or_else(|| right(from_base32(value)))
            .or_else(|| right(from_base64(value)))
            .ok_or_else(|| DigestError::BadValue(quoted()))?;
        Ok(Self { algorithm, bytes })
    }
}

impl serde::Serialize for Digest {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

fn from_hex(text: &str) -> Option<Vec<u8>> {
    let nibble = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    if !rest.is_empty() {
        return None;
    }
    pairs.iter().map(|[high, low]| Some(nibble(*high)? << 4 | nibble(*low)?)).collect()
}

/// RFC 4648, upper case, padded.
fn base32(bytes: &[u8]) -> String {
    const ALPHABET: [char; 32] = [
        'A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J', 'K', 'L', 'M', 'N', 'O', 'P', 'Q', 'R', 'S', 'T', 'U', 'V',
        'W', 'X', 'Y', 'Z', '2', '3', '4', '5', '6', '7',
    ];
    let mut text = String::with_capacity(bytes.len().div_ceil(5) * 8);
    for group in bytes.chunks(5) {
        let number = group.iter().fold(0_u64, |number, byte| number << 8 | u64::from(*byte)) << (8 * (5 - group.len()));
        let letters = (group.len() * 8).div_ceil(5);
        for place in 0..8 {
            let value = (number >> (35 - 5 * place)) & 31;
            let letter = usize::try_from(value).ok().and_then(|value| ALPHABET.get(value)).copied().unwrap_or('=');
            text.push(if place < letters { letter } else { '=' });
        }
    }
    text
}

fn from_base32(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len());
    let (mut number, mut bits) = (0_u32, 0_u32);
    for letter in text.trim_end_matches('=').bytes() {
        let value = match letter {
            b'A'..=b'Z' => letter - b'A',
            b'a'..=b'z' => letter - b'a',
            b'2'..=b'7' => letter - b'2' + 26,
            _ => return None,
        };
        number = (number << 5 | u32::from(value)) & 0xfff;
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from((number >> bits) & 0xff).ok()?);
        }
    }
    Some(bytes)
}

fn from_base64(text: &str) -> Option<Vec<u8>> {
    let plain: String = text.trim_end_matches('=').replace('-', "+").replace('_', "/");
    base64::engine::general_purpose::STANDARD_NO_PAD.decode(plain).ok()
}

/// Computes a digest from bytes as they come.
#[derive(Debug, Clone)]
pub struct Hasher(State);

#[derive(Debug, Clone)]
enum State {
    Sha1(sha1::Sha1),
    Sha256(sha2::Sha256),
    Sha512(sha2::Sha512),
}

impl Hasher {
    /// A hasher that has seen nothing.
    pub fn new(algorithm: Algorithm) -> Self {
        Self(match algorithm {
            Algorithm::Sha1 => State::Sha1(sha1::Sha1::default()),
            Algorithm::Sha256 => State::Sha256(sha2::Sha256::default()),
            Algorithm::Sha512 => State::Sha512(sha2::Sha512::default()),
        })
    }

    /// Takes in more bytes.
    pub fn update(&mut self, bytes: &[u8]) {
        match &mut self.0 {
            State::Sha1(state) => state.update(bytes),
            State::Sha256(state) => state.update(bytes),
            State::Sha512(state) => state.update(bytes),
        }
    }

    /// The digest of all bytes so far.
    pub fn finish(self) -> Digest {
        match self.0 {
            State::Sha1(state) => Digest { algorithm: Algorithm::Sha1, bytes: state.finalize().to_vec() },
            State::Sha256(state) => Digest { algorithm: Algorithm::Sha256, bytes: state.finalize().to_vec() },
            State::Sha512(state) => Digest { algorithm: Algorithm::Sha512, bytes: state.finalize().to_vec() },
        }
    }
}

impl Write for Hasher {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_digest_reads_in_every_alphabet() {
        // SHA-1 of nothing, as other tools write it.
        let hex: Digest = "sha1:da39a3ee5e6b4b0d3255bfef95601890afd80709".parse().unwrap();
        for other in [
            "sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ",
            "SHA-1:3i42h3s6nnfq2msvx7xzkyayscx5qbyj",
            "sha1:2jmj7l5rSw0yVb/vlWAYkK/YBwk=",
            "sha1:2jmj7l5rSw0yVb_vlWAYkK_YBwk",
        ] {
            assert_eq!(other.parse::<Digest>().unwrap(), hex, "{other}");
        }
        assert_eq!(hex.base32(), "sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ");
        assert_eq!(Hasher::new(Algorithm::Sha1).finish(), hex);
    }

    #[test]
    fn sha256_in_base32_is_padded_as_others_pad_it() {
        let digest = Digest::sha256(b"abc");
        assert_eq!(digest.to_string(), "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!(digest.base32(), "sha256:XJ4BNP4PAHH6UQKBIDPF3LRCEOYAGYNDSYLXVHFUCD7WD4QACWWQ====");
        assert_eq!(digest.base32().parse::<Digest>().unwrap(), digest);
    }

    #[test]
    fn what_cannot_be_checked_says_why() {
        assert!(matches!("da39a3".parse::<Digest>(), Err(DigestError::NoAlgorithm(_))));
        assert!(
            matches!("md5:d41d8cd98f00b204e9800998ecf8427e".parse::<Digest>(), Err(DigestError::UnknownAlgorithm(name)) if name == "md5")
        );
        assert!(matches!("sha256:abcd".parse::<Digest>(), Err(DigestError::BadValue(_))));
    }
}
