//! Hashing of features and keys.
//!
//! Hashes are saved with the index and compared between servers, so they must not depend on the platform, the version of
//! the standard library or a seed. They resist accident, not attack: somebody who builds collisions on purpose can make
//! two texts look a little closer, which the exact comparison before an answer (see [`crate::fingerprint()`]) then refutes.

/// Odd multiplier of the golden ratio, as in Knuth's multiplicative hashing (TAOCP 3, 6.4).
const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

/// The finaliser of `SplitMix64` (Steele, Lea, Flood 2014): every input bit reaches every output bit.
pub(crate) const fn mix(mut x: u64) -> u64 {
    x ^= x >> 30;
    x = x.wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x ^= x >> 27;
    x = x.wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

/// A running hash over characters.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hasher(u64);

impl Hasher {
    /// Starts with a seed that keeps different kinds of feature apart.
    pub(crate) const fn new(kind: u64) -> Self {
        Self(kind.wrapping_mul(GOLDEN) ^ 0x5341_4b53_4921)
    }

    /// Adds one number.
    pub(crate) const fn add(self, value: u64) -> Self {
        Self((self.0.rotate_left(5) ^ value).wrapping_mul(GOLDEN))
    }

    /// All 64 bits.
    pub(crate) const fn finish(self) -> u64 {
        mix(self.0)
    }

    /// The upper half.
    pub(crate) const fn finish_u32(self) -> u32 {
        (mix(self.0) >> 32) as u32
    }
}

/// Hash of a run of characters.
pub(crate) fn chars(kind: u64, text: impl IntoIterator<Item = char>) -> u64 {
    let mut hasher = Hasher::new(kind);
    for c in text {
        hasher = hasher.add(u64::from(c));
    }
    hasher.finish()
}
