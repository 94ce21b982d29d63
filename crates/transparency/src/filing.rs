//! Proofs of filing, as a stranger checks them: that a helpline took something in on a day, and nothing of what.
//!
//! A line holds the key that signed it, so a line alone proves nothing: anybody can sign with a key of their own. What counts is whether
//! it is the key that a server publishes, on the page on which such lines are checked.

use saksi_base::{Timestamp, clock};
use saksi_vault::{FilingKey, FilingOpening, FilingProof, SealError};
use zeroize::Zeroizing;

use crate::pack::{Finding, Mark};

/// How a line begins.
pub const BEGINS: &str = "saksi-filing-1-";

/// What of a finding is named.
const PART: &str = "saksi-filing-1";

/// Whether somebody typed such a line.
pub fn is_proof(text: &str) -> bool {
    text.trim_start().starts_with(BEGINS)
}

/// A key as people compare it: 64 digits and letters, in groups.
pub fn key_in_groups(key: &FilingKey) -> String {
    let hex: Vec<String> = key.to_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    hex.chunks(4).map(<[String]>::concat).collect::<Vec<_>>().join(" ")
}

fn bytes(text: &str) -> Option<[u8; 32]> {
    let text: Zeroizing<String> = Zeroizing::new(text.split_whitespace().collect());
    if text.len() != 64 {
        return None;
    }
    let mut bytes = [0; 32];
    for (place, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(text.get(place * 2..place * 2 + 2)?, 16).ok()?;
    }
    Some(bytes)
}

/// A key as it was typed.
pub fn read_key(text: &str) -> Option<FilingKey> {
    FilingKey::from_bytes(bytes(text)?).ok()
}

/// Checks a line against the key that a server publishes, and against the opening that its holder shows, where they do.
pub fn check(line: &str, published: Option<&FilingKey>, opening: &str) -> Vec<Finding> {
    let proof = match FilingProof::from_text(line) {
        Ok(proof) => proof,
        Err(why) => {
            let message = match why {
                SealError::Signature => "transparency-filing-forged",
                _ => "transparency-filing-mistyped",
            };
            return vec![Finding::new(Mark::Broken, PART, message)];
        }
    };
    let day = Timestamp(i64::from(proof.day()).saturating_mul(clock::DAY)).to_date();
    let issuer = proof.issuer();
    let mut findings = vec![if published == Some(&issuer) {
        Finding::new(Mark::Holds, PART, "transparency-filing-holds").with("day", day)
    } else {
        Finding::new(Mark::Open, PART, "transparency-filing-other").with("day", day).with("key", key_in_groups(&issuer))
    }];
    findings.push(match (opening.trim().is_empty(), bytes(opening)) {
        (true, _) => Finding::new(Mark::Open, PART, "transparency-filing-whose"),
        (false, Some(shown)) if proof.belongs_to(&FilingOpening::from_bytes(Zeroizing::new(shown))) => {
            Finding::new(Mark::Holds, PART, "transparency-filing-theirs")
        }
        (false, _) => Finding::new(Mark::Broken, PART, "transparency-filing-not-theirs"),
    });
    findings
}

#[cfg(test)]
mod tests {
    use saksi_base::SeededRandom;
    use saksi_vault::{CaseReceipt, FilingSigner, WordList};

    use super::*;

    #[test]
    fn a_line_holds_for_the_key_that_is_published_and_for_the_opening_of_whoever_filed() {
        let random = SeededRandom::new(5);
        let (signer, other) = (FilingSigner::generate(&random), FilingSigner::generate(&random));
        let receipt = CaseReceipt::new(&random, WordList::English);
        let opening = receipt.filing_opening();
        let line = signer.sign(20_780, opening.binding()).to_text();
        let shown = saksi_tlog::Hash::new(**opening.reveal()).to_hex();
        let own = signer.public_key();
        let said = |line: &str, key: Option<&FilingKey>, opening: &str| {
            check(line, key, opening).iter().map(|finding| (finding.mark, finding.message)).collect::<Vec<_>>()
        };
        let holds = (Mark::Holds, "transparency-filing-holds");
        assert_eq!(said(&line, Some(&own), &shown), [holds, (Mark::Holds, "transparency-filing-theirs")]);
        assert_eq!(said(&line, Some(&own), " "), [holds, (Mark::Open, "transparency-filing-whose")]);
        for wrong in ["x", &"00".repeat(32)] {
            assert_eq!(said(&line, Some(&own), wrong), [holds, (Mark::Broken, "transparency-filing-not-theirs")]);
        }
        for key in [None, Some(&other.public_key())] {
            assert_eq!(said(&line, key, "").first(), Some(&(Mark::Open, "transparency-filing-other")));
        }
        assert_eq!(check(&line, Some(&own), "")[0].arguments, [("day", "2026-11-23".to_owned())]);
        let forged = format!("{}AAAA", &line[..line.len() - 4]);
        assert_eq!(said(&forged, Some(&own), ""), [(Mark::Broken, "transparency-filing-forged")]);
        assert_eq!(said(&line[..60], Some(&own), ""), [(Mark::Broken, "transparency-filing-mistyped")]);
        assert!(is_proof(&format!(" {line}")) && !is_proof("64"));
        assert_eq!(read_key(&key_in_groups(&own)), Some(own));
        assert_eq!(read_key("00"), None);
    }
}
