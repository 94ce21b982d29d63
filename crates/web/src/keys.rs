//! Signed, dated tokens: what a form carries to prove that we made it, and what a waiting page carries to prove since when.
//!
//! Keys come from one server key (kept by the program, the same on every process of a network); each use derives its own
//! (HMAC-SHA-256 as a pseudo-random function, RFC 2104).

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use saksi_base::{Random, Timestamp, clock::SECOND, random};
use sha2::Sha256;
use subtle::ConstantTimeEq;

/// Makes a keyed digest of parts, each preceded by its length, so that parts cannot be shifted into one another.
pub(crate) fn digest(key: &[u8], parts: &[&[u8]]) -> [u8; 32] {
    // HMAC takes keys of any length; the fallback is never reached.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else { return [0; 32] };
    for part in parts {
        mac.update(&u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

/// Bytes as lower-case hexadecimal digits.
pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The keys with which forms and waiting tickets are signed.
#[derive(Clone)]
pub struct FormKeys {
    form: [u8; 32],
    pass: [u8; 32],
    seed: [u8; 32],
}

impl std::fmt::Debug for FormKeys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("FormKeys")
    }
}

/// What a token proves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signed {
    /// When it was made, to the second.
    pub issued: Timestamp,
    /// Unpredictable, and different on every page: a duplicate submit carries the same one.
    pub nonce: [u8; 16],
}

/// Which key signs.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Use {
    Form,
    Pass,
}

const TAG: usize = 16;
const TOKEN: usize = 8 + 16 + TAG;

impl FormKeys {
    /// From the server's key: 32 unpredictable bytes, the same on every process.
    pub fn new(server_key: &[u8; 32]) -> Self {
        Self {
            form: digest(server_key, &[b"saksi form 1"]),
            pass: digest(server_key, &[b"saksi pass 1"]),
            seed: digest(server_key, &[b"saksi seed 1"]),
        }
    }

    /// 32 bytes that the same parts always give on this server, and that nobody without its key can compute. For what a
    /// repeated submit must find again, such as a receipt. The first part names the purpose.
    pub fn seed(&self, parts: &[&[u8]]) -> [u8; 32] {
        digest(&self.seed, parts)
    }

    fn tag(&self, used: Use, signed: Signed, context: &[&[u8]]) -> [u8; 32] {
        let key = match used {
            Use::Form => &self.form,
            Use::Pass => &self.pass,
        };
        let seconds = (signed.issued.0 / SECOND).to_be_bytes();
        let mut parts: Vec<&[u8]> = vec![&seconds, &signed.nonce];
        parts.extend_from_slice(context);
        digest(key, &parts)
    }

    pub(crate) fn sign(&self, used: Use, signed: Signed, context: &[&[u8]]) -> String {
        let mut token = Vec::with_capacity(TOKEN);
        token.extend_from_slice(&(signed.issued.0 / SECOND).to_be_bytes());
        token.extend_from_slice(&signed.nonce);
        token.extend(self.tag(used, signed, context).iter().take(TAG));
        URL_SAFE_NO_PAD.encode(token)
    }

    pub(crate) fn issue(&self, used: Use, now: Timestamp, source: &dyn Random, context: &[&[u8]]) -> String {
        self.sign(used, Signed { issued: now, nonce: random::bytes(source) }, context)
    }

    /// Reads a token that we signed for this context, however old it is. `None` when anybody else made it.
    pub(crate) fn verify(&self, used: Use, token: &str, context: &[&[u8]]) -> Option<Signed> {
        let bytes: [u8; TOKEN] = URL_SAFE_NO_PAD.decode(token.trim()).ok()?.try_into().ok()?;
        let (seconds, rest) = bytes.split_first_chunk::<8>()?;
        let (nonce, tag) = rest.split_first_chunk::<16>()?;
        let signed = Signed { issued: Timestamp::from_seconds(i64::from_be_bytes(*seconds)), nonce: *nonce };
        let expected = self.tag(used, signed, context);
        let (expected, _) = expected.split_first_chunk::<TAG>()?;
        bool::from(expected.ct_eq(tag)).then_some(signed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use saksi_base::SeededRandom;

    #[test]
    fn a_token_fits_only_what_it_was_made_for() {
        let keys = FormKeys::new(&[7; 32]);
        let now = Timestamp::from_seconds(1_790_000_000);
        let token = keys.issue(Use::Form, now, &SeededRandom::new(1), &[b"ask", b""]);
        assert_eq!(keys.verify(Use::Form, &token, &[b"ask", b""]).map(|s| s.issued), Some(now));
        assert_eq!(keys.verify(Use::Form, &token, &[b"as", b"k"]), None);
        assert_eq!(keys.verify(Use::Pass, &token, &[b"ask", b""]), None);
        assert_eq!(FormKeys::new(&[8; 32]).verify(Use::Form, &token, &[b"ask", b""]), None);
        for wrong in ["", "x", "AAAA", &token.replace(|c: char| c.is_ascii_lowercase(), "A"), &format!("{token}A")] {
            assert_eq!(keys.verify(Use::Form, wrong, &[b"ask", b""]), None, "{wrong}");
        }
    }
}
