//! The second step at sign-in: six digits that change every 30 seconds (TOTP, RFC 6238, with SHA-1 because that is
//! what every authenticator app speaks; its use inside HMAC is sound, RFC 4226 appendix B.2).

use std::fmt;

use qrcode::render::svg;
use qrcode::{EcLevel, QrCode};
use saksi_base::{Random, Timestamp, clock, random};
use totp_rs::{Algorithm, Builder, Totp};
use zeroize::Zeroize;

/// Bytes of a secret: 160 bits (RFC 4226 §4).
pub(crate) const SECRET_BYTES: usize = 20;

/// The shared secret of an authenticator app: 160 bits (RFC 4226 §4). Never printed by `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct TwoStepSecret(Vec<u8>);

impl TwoStepSecret {
    /// Draws a new secret.
    pub fn new(source: &dyn Random) -> Self {
        Self(random::bytes::<SECRET_BYTES>(source).to_vec())
    }

    /// From its bytes.
    pub(crate) fn from_bytes(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }

    /// Reads what [`TwoStepSecret::as_text`] writes. For tests and for moving a secret by hand.
    pub fn from_text(text: &str) -> Option<Self> {
        let mut bytes = Vec::with_capacity(SECRET_BYTES);
        let (mut word, mut bits) = (0_u32, 0);
        for letter in text.chars().filter(|c| !c.is_whitespace()) {
            let digit = match letter.to_ascii_uppercase() {
                upper @ 'A'..='Z' => u32::from(upper) - u32::from('A'),
                digit @ '2'..='7' => u32::from(digit) - u32::from('2') + 26,
                _ => return None,
            };
            word = ((word << 5) | digit) & 0xFFF;
            bits += 5;
            if bits >= 8 {
                bits -= 8;
                bytes.push(u8::try_from((word >> bits) & 0xFF).ok()?);
            }
        }
        (bytes.len() == SECRET_BYTES).then_some(Self(bytes))
    }

    /// Its bytes, to be sealed.
    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The secret in base 32 (RFC 4648 §6) in groups of four, for typing it in by hand.
    pub fn as_text(&self) -> String {
        const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        let mut text = String::new();
        let mut written = 0usize;
        for chunk in self.0.chunks(5) {
            let mut word = 0u64;
            for place in 0..5 {
                word = (word << 8) | u64::from(chunk.get(place).copied().unwrap_or(0));
            }
            let digits = (chunk.len() * 8).div_ceil(5);
            for place in 0..digits {
                if written > 0 && written.is_multiple_of(4) {
                    text.push(' ');
                }
                let digit = usize::try_from((word >> (35 - 5 * place)) & 31).unwrap_or(0);
                text.push(char::from(LETTERS.get(digit).copied().unwrap_or(b'A')));
                written += 1;
            }
        }
        text
    }

    fn totp(&self, account: &str, issuer: &str) -> Option<Totp> {
        // The otpauth form allows no colon in either name.
        let account = account.replace(':', " ");
        let issuer = issuer.replace(':', " ");
        Builder::new()
            .with_algorithm(Algorithm::SHA1)
            .with_digits(6)
            .with_skew(1)
            .with_step_duration(30)
            .with_secret(self.0.clone())
            .with_account_name(account)
            .with_issuer(Some(issuer))
            .build()
            .ok()
    }

    /// Checks six digits (spaces allowed) at a moment, one step of 30 seconds early or late. `last_step` is the step
    /// of the code accepted before: the same or an earlier one is refused, so that a code seen over a shoulder is spent.
    /// Returns the step to remember.
    pub fn accept(&self, code: &str, at: Timestamp, last_step: Option<i64>) -> Option<i64> {
        let digits: String = code.chars().filter(|c| !c.is_whitespace() && *c != '-').filter_map(ascii_digit).collect();
        if digits.len() != 6 {
            return None;
        }
        let seconds = u64::try_from(at.0 / clock::SECOND).ok()?;
        let step = i64::try_from(self.totp("", "")?.check(&digits, seconds)?).ok()?;
        last_step.is_none_or(|last| step > last).then_some(step)
    }

    /// The code of a moment; for demonstrations and tests.
    pub fn code_at(&self, at: Timestamp) -> Option<String> {
        let seconds = u64::try_from(at.0 / clock::SECOND).ok()?;
        Some(self.totp("", "")?.generate(seconds).to_string())
    }

    /// The `otpauth://` link that authenticator apps read.
    pub fn link(&self, account: &str, issuer: &str) -> Option<String> {
        self.totp(account, issuer)?.to_url().ok()
    }

    /// The link as a QR code in SVG, dark on light with its quiet zone, to stand inside a page.
    pub fn qr_svg(&self, account: &str, issuer: &str) -> Option<String> {
        let code = QrCode::with_error_correction_level(self.link(account, issuer)?, EcLevel::L).ok()?;
        let svg = code
            .render::<svg::Color<'_>>()
            .min_dimensions(220, 220)
            .quiet_zone(true)
            .dark_color(svg::Color("#1B2430"))
            .light_color(svg::Color("#FFFFFF"))
            .build();
        // The XML declaration has no place inside a page.
        Some(svg.split_once("?>").map_or(svg.clone(), |(_, rest)| rest.to_owned()))
    }
}

/// A digit of any script as its ASCII digit; any other character becomes a letter, so that it is refused.
fn ascii_digit(character: char) -> Option<char> {
    const ZEROS: [u32; 8] = [0x30, 0x660, 0x6F0, 0x966, 0x9E6, 0xE50, 0x1040, 0xFF10];
    let value = u32::from(character);
    ZEROS
        .iter()
        .find(|zero| (**zero..**zero + 10).contains(&value))
        .map_or(Some('x'), |zero| char::from_digit(value - zero, 10))
}

impl Drop for TwoStepSecret {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl fmt::Debug for TwoStepSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TwoStepSecret(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use saksi_base::SeededRandom;

    /// RFC 6238 appendix B, SHA-1, cut to six digits.
    #[test]
    fn codes_are_those_of_the_standard() {
        let secret = TwoStepSecret::from_bytes(b"12345678901234567890".to_vec());
        for (seconds, code) in
            [(59, "287082"), (1_111_111_109, "081804"), (1_234_567_890, "005924"), (2_000_000_000, "279037")]
        {
            let at = Timestamp::from_seconds(seconds);
            assert_eq!(secret.code_at(at).as_deref(), Some(code));
            assert_eq!(secret.accept(code, at, None), Some(seconds / 30));
        }
        assert_eq!(secret.as_text(), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
    }

    #[test]
    fn a_secret_is_read_as_it_was_written() {
        for seed in 0..50 {
            let secret = TwoStepSecret::new(&SeededRandom::new(seed));
            assert_eq!(TwoStepSecret::from_text(&secret.as_text()).as_ref(), Some(&secret));
        }
        for text in ["", "GEZD", "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJ1"] {
            assert_eq!(TwoStepSecret::from_text(text), None);
        }
    }

    #[test]
    fn a_code_is_good_for_one_step_around_and_only_once() {
        let secret = TwoStepSecret::new(&SeededRandom::new(5));
        let at = Timestamp::from_seconds(1_800_000_000);
        let code = secret.code_at(at).unwrap();
        let step = secret.accept(&code, at, None).unwrap();
        assert_eq!(secret.accept(&code, at, Some(step)), None, "a replay");
        assert_eq!(secret.accept(&code, at.plus(30 * clock::SECOND), None), Some(step), "a slow typist");
        assert_eq!(secret.accept(&code, at.plus(90 * clock::SECOND), None), None, "too late");
    }

    #[test]
    fn digits_of_any_script_are_read() {
        let secret = TwoStepSecret::from_bytes(b"12345678901234567890".to_vec());
        let at = Timestamp::from_seconds(59);
        for code in ["287082", "287 082", "۲۸۷۰۸۲", "๒๘๗๐๘๒", "２８７０８２"] {
            assert!(secret.accept(code, at, None).is_some(), "{code}");
        }
        for code in ["", "28708", "2870822", "28708a", "........"] {
            assert!(secret.accept(code, at, None).is_none(), "{code}");
        }
    }

    #[test]
    fn the_picture_holds_no_script_and_no_declaration() {
        let secret = TwoStepSecret::new(&SeededRandom::new(6));
        let svg = secret.qr_svg("siti: <b>", "Saksi: Asia").unwrap();
        assert!(svg.starts_with("<svg") && !svg.contains("<?xml") && !svg.contains("<b>"));
    }

    proptest! {
        #[test]
        fn no_typed_text_makes_it_panic(code: String, seconds in 0i64..10_000_000_000) {
            let secret = TwoStepSecret::from_bytes(b"12345678901234567890".to_vec());
            let _ = secret.accept(&code, Timestamp::from_seconds(seconds), None);
        }
    }
}
