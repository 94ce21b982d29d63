//! Published vectors of others, our own, and those that a browser's libraries made.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on must fail loudly")]

mod format;

use chacha20poly1305::{AeadInOut, KeyInit, XChaCha20Poly1305, XNonce};
use format::{check, hex, make, unhex};
use hpke::aead::ChaCha20Poly1305;
use hpke::kdf::HkdfSha256;
use hpke::kem::X25519HkdfSha256;
use hpke::{Deserializable, OpModeR, Serializable};
use serde_json::Value;

fn read(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

fn counts(vectors: &Value) -> Vec<(&'static str, usize)> {
    check(vectors).unwrap_or_else(|why| panic!("{why}"))
}

#[test]
fn our_vectors_are_made_again_byte_for_byte_and_hold() {
    let written = read(include_str!("vectors/saksi.json"));
    let made = make(1).unwrap();
    for (kind, value) in made.as_object().unwrap() {
        assert_eq!(written.get(kind), Some(value), "{kind}");
    }
    assert!(counts(&written).iter().all(|(_, count)| *count > 0));
    assert!(counts(&make(2).unwrap()).iter().all(|(_, count)| *count > 0));
}

#[test]
fn what_a_browsers_libraries_sealed_opens() {
    let held = counts(&read(include_str!("vectors/browser.json")));
    for kind in ["keys", "cases", "receipts", "sizes"] {
        assert!(held.iter().any(|(name, count)| *name == kind && *count >= 2), "{kind}");
    }
}

#[test]
fn a_changed_vector_does_not_hold() {
    let written = read(include_str!("vectors/saksi.json"));
    for (kind, key) in [
        ("keys", "public"),
        ("keys", "fingerprint"),
        ("keys", "shown"),
        ("keys", "text"),
        ("cases", "wrap"),
        ("cases", "check"),
        ("receipts", "words"),
        ("receipts", "verifier"),
        ("locks", "lock"),
        ("handed", "envelope"),
        ("sharings", "sharing"),
        ("filings", "proof"),
        ("key_logs", "head"),
    ] {
        let mut changed = written.clone();
        let value = changed.pointer_mut(&format!("/{kind}/0/{key}")).unwrap();
        let text = value.as_str().unwrap();
        let last = if text.ends_with('0') { "1" } else { "0" };
        *value = Value::String(format!("{}{last}", &text[..text.len() - 1]));
        assert!(check(&changed).is_err(), "{kind} {key}");
    }
}

/// RFC 9180, appendix A.2.1.1, sequence number 0.
#[test]
fn the_vector_of_rfc_9180_opens() {
    let bytes = |text: &str| unhex(text).unwrap();
    let key = <X25519HkdfSha256 as hpke::Kem>::PrivateKey::from_bytes(&bytes(
        "8057991eef8f1f1af18f4a9491d16a1ce333f695d4db8e38da75975c4478e0fb",
    ))
    .unwrap();
    let public = <X25519HkdfSha256 as hpke::Kem>::sk_to_pk(&key);
    assert_eq!(hex(&public.to_bytes()), "4310ee97d88cc1f088a5576c77ab0cf5c3ac797f3d95139c6c84b5429c59662a");
    let encapsulated = <X25519HkdfSha256 as hpke::Kem>::EncappedKey::from_bytes(&bytes(
        "1afa08d3dec047a643885163f1180476fa7ddb54c6a8029ea33f95796bf2ac4a",
    ))
    .unwrap();
    let plain = hpke::single_shot_open::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
        &OpModeR::Base,
        &key,
        &encapsulated,
        &bytes("4f6465206f6e2061204772656369616e2055726e"),
        &bytes("1c5250d8034ec2b784ba2cfd69dbdb8af406cfe3ff938e131f0def8c8b60b4db21993c62ce81883d2dd1b51a28"),
        &bytes("436f756e742d30"),
    )
    .unwrap();
    assert_eq!(hex(&plain), "4265617574792069732074727574682c20747275746820626561757479");
}

/// draft-connolly-cfrg-xwing-kem, test vectors.
#[test]
fn the_vectors_of_the_x_wing_draft_hold() {
    use x_wing::{Decapsulate, Decapsulator, KeyExport};
    let vectors = read(include_str!("vectors/x-wing-draft.json"));
    let vectors = vectors.as_array().unwrap();
    assert_eq!(vectors.len(), 3);
    for vector in vectors {
        let bytes = |key: &str| unhex(vector[key].as_str().unwrap()).unwrap();
        let secret: [u8; 32] = bytes("sk").try_into().unwrap();
        let key = x_wing::DecapsulationKey::from(secret);
        assert_eq!(key.encapsulation_key().to_bytes().to_vec(), bytes("pk"));
        // The key pair of this crate is the same, so that a seed of the draft is a seed of ours.
        let ours =
            saksi_vault::PrivateKey::from_seed(saksi_vault::Suite::XWing, zeroize::Zeroizing::new(secret)).unwrap();
        assert_eq!(ours.public_key().raw(), bytes("pk"));
        let eseed: [u8; 64] = bytes("eseed").try_into().unwrap();
        let (sealed, shared) = key.encapsulation_key().encapsulate_deterministic(&eseed.into());
        assert_eq!((sealed.to_vec(), shared.to_vec()), (bytes("ct"), bytes("ss")));
        assert_eq!(key.decapsulate(&sealed).to_vec(), bytes("ss"));
    }
}

/// draft-irtf-cfrg-xchacha-03, appendix A.3.1.
#[test]
fn the_vector_of_xchacha20_poly1305_holds() {
    let key: [u8; 32] = std::array::from_fn(|at| 0x80 + u8::try_from(at).unwrap());
    let nonce: [u8; 24] = std::array::from_fn(|at| 0x40 + u8::try_from(at).unwrap());
    let mut text = b"Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, \
        sunscreen would be it."
        .to_vec();
    let bound = unhex("50515253c0c1c2c3c4c5c6c7").unwrap();
    XChaCha20Poly1305::new(&key.into()).encrypt_in_place(&XNonce::from(nonce), &bound, &mut text).unwrap();
    assert_eq!(
        hex(&text),
        "bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb731c7f1b0b4aa6440bf3a82f4eda7e39ae64c6708c54c216cb96b72e1213b4522f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3fff921f9664c97637da9768812f615c68b13b52ec0875924c1c7987947deafd8780acf49"
    );
}
