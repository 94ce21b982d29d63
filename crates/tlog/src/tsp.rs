//! RFC 3161: a timestamp authority signs that it saw a hash at a time.
//!
//! A request is built here and posted by the caller (`application/timestamp-query`); the answer is checked against the
//! request: CMS signature (RFC 5652), the signer's certificate as the token names it (ESSCertID or ESSCertIDv2, RFC 5816),
//! its sole purpose `timeStamping`, and its chain to one of the roots that the operator trusts. Revocation is not looked
//! up: a token is kept with its chain and lists, and `openssl ts -verify` checks the same with stock tools.
//!
//! RSA (PKCS #1 v1.5 and PSS), ECDSA on P-256 and P-384, and Ed25519, with SHA-256, SHA-384 or SHA-512, are checked;
//! SHA-1 and keys under 2,048 bits count for nothing.

use ring::signature::{self, UnparsedPublicKey, VerificationAlgorithm};
use saksi_base::Timestamp;
use sha2::{Digest as _, Sha256, Sha384, Sha512};
use x509_parser::asn1_rs::Oid;
use x509_parser::certificate::X509Certificate;
use x509_parser::extensions::ParsedExtension;
use x509_parser::prelude::FromDer as _;

use crate::Hash;
use crate::der::{self, Piece, Reader, tag};

/// The most certificates of a token that are looked at.
const MOST_CERTIFICATES: usize = 32;
/// How long a chain may be, the signer's certificate and the root included.
const LONGEST_CHAIN: usize = 8;

const SIGNED_DATA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02];
const TST_INFO: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x10, 0x01, 0x04];
const CONTENT_TYPE: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x03];
const MESSAGE_DIGEST: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x04];
const SIGNING_CERTIFICATE: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x10, 0x02, 0x0c];
const SIGNING_CERTIFICATE_V2: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x10, 0x02, 0x2f];
const SHA256: &[u8] = &[0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01];
const SHA384: &[u8] = &[0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x02];
const SHA512: &[u8] = &[0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x03];
const RSA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01];
const RSA_PSS: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0a];
const RSA_SHA256: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0b];
const RSA_SHA384: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0c];
const RSA_SHA512: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0d];
const EC_KEY: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01];
const ECDSA_SHA256: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02];
const ECDSA_SHA384: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x03];
const P256: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07];
const P384: &[u8] = &[0x2b, 0x81, 0x04, 0x00, 0x22];
const ED25519: &[u8] = &[0x2b, 0x65, 0x70];

/// Why a token does not count.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TokenError {
    /// It cannot be read.
    #[error("it is not a timestamp token: {0}")]
    Form(&'static str),
    /// The authority refused.
    #[error("the authority refused the request (status {status}): {text}")]
    Refused {
        /// The status of RFC 3161, section 2.4.2: 2 is a rejection.
        status: u64,
        /// What it says.
        text: String,
    },
    /// It stamps something else.
    #[error("the token stamps another hash")]
    OtherHash,
    /// It answers another request.
    #[error("the token answers another request (its nonce differs)")]
    OtherRequest,
    /// An algorithm that is too weak or not known.
    #[error("it uses an algorithm that is too weak or not known here: {0}")]
    Algorithm(&'static str),
    /// The signature, or what is signed, was changed.
    #[error("its signature does not hold: {0}")]
    Signature(&'static str),
    /// The certificate does not allow what it was used for.
    #[error("the certificate of the authority does not allow this: {0}")]
    Certificate(&'static str),
    /// No chain leads to a trusted root.
    #[error("no chain leads from the authority's certificate to a trusted root: {0}")]
    Chain(&'static str),
}

/// A request for a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Request {
    /// The SHA-256 to be stamped.
    pub hash: Hash,
    /// Eight random bytes that tie the answer to the request.
    pub nonce: u64,
}

impl Request {
    /// The body to post as `application/timestamp-query`; asks for the authority's certificate in the answer.
    pub fn to_der(&self) -> Vec<u8> {
        let parts = [
            der::write_number(1),
            imprint(self.hash),
            der::write_number(self.nonce),
            der::write(tag::BOOLEAN, &[0xff]),
        ];
        der::write(tag::SEQUENCE, &parts.concat())
    }
}

/// `MessageImprint` with SHA-256.
fn imprint(hash: Hash) -> Vec<u8> {
    let algorithm = der::write(tag::SEQUENCE, &[der::write(tag::OID, SHA256), der::write(tag::NULL, &[])].concat());
    der::write(tag::SEQUENCE, &[algorithm, der::write(tag::OCTET_STRING, hash.as_bytes())].concat())
}

/// What a verified token says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    /// The hash that was there.
    pub hash: Hash,
    /// When, at the latest.
    pub at: Timestamp,
    /// How far the authority's clock may be off, in microseconds; 0 if it does not say.
    pub accuracy: i64,
    /// The token's number, in hexadecimal.
    pub serial: String,
    /// The policy under which it was made, in dotted form.
    pub policy: String,
    /// Who signed: the subject of the certificate.
    pub authority: String,
    /// The root that vouches for it, as SHA-256 of its DER.
    pub root: Hash,
}

/// The token out of an authority's answer (`application/timestamp-reply`).
pub fn token_of(response: &[u8]) -> Result<&[u8], TokenError> {
    let form = TokenError::Form("the answer cannot be read");
    let mut fields = Piece::only(response).and_then(|piece| piece.inside(tag::SEQUENCE)).ok_or(form.clone())?;
    let mut status_info = fields.enter(tag::SEQUENCE).ok_or(form.clone())?;
    let status = status_info.content(tag::INTEGER).and_then(der::number).ok_or(form)?;
    if status > 1 {
        let said = status_info.optional(tag::SEQUENCE).map(|piece| piece.content).unwrap_or_default();
        let text: String =
            String::from_utf8_lossy(said).chars().filter(|letter| !letter.is_control()).take(200).collect();
        return Err(TokenError::Refused { status, text });
    }
    let token = fields.expect(tag::SEQUENCE).ok_or(TokenError::Form("the answer holds no token"))?;
    Ok(token.whole)
}

/// Verifies the answer to a request.
pub fn verify_response(response: &[u8], request: &Request, roots: &[&[u8]]) -> Result<Stamp, TokenError> {
    let token = token_of(response)?;
    let (stamp, nonce) = check(token, request.hash, roots)?;
    if nonce == Some(request.nonce) { Ok(stamp) } else { Err(TokenError::OtherRequest) }
}

/// Verifies a kept token for the hash that it should stamp, against the roots (certificates in DER) that are trusted.
pub fn verify(token: &[u8], hash: Hash, roots: &[&[u8]]) -> Result<Stamp, TokenError> {
    check(token, hash, roots).map(|(stamp, _)| stamp)
}

/// The certificates that a token carries, in DER, to be kept beside it.
pub fn certificates(token: &[u8]) -> Result<Vec<Vec<u8>>, TokenError> {
    Ok(Signed::read(token)?.certificates.iter().map(|bytes| bytes.to_vec()).collect())
}

/// The parts of a token's `SignedData`.
struct Signed<'a> {
    /// `TSTInfo` as it was signed.
    content: &'a [u8],
    certificates: Vec<&'a [u8]>,
    signer: Signer<'a>,
}

/// The one `SignerInfo`.
struct Signer<'a> {
    /// Issuer and serial number, or the key's identifier.
    who: Piece<'a>,
    digest: &'a [u8],
    attributes: Piece<'a>,
    algorithm: Algorithm<'a>,
    signature: &'a [u8],
}

/// An `AlgorithmIdentifier`.
#[derive(Clone, Copy)]
struct Algorithm<'a> {
    oid: &'a [u8],
    parameters: Option<Piece<'a>>,
}

impl<'a> Algorithm<'a> {
    fn read(fields: &mut Reader<'a>) -> Option<Self> {
        let mut inside = fields.enter(tag::SEQUENCE)?;
        let oid = inside.content(tag::OID)?;
        let parameters = if inside.is_empty() { None } else { Some(inside.next()?) };
        inside.is_empty().then_some(Self { oid, parameters })
    }
}

impl<'a> Signed<'a> {
    fn read(token: &'a [u8]) -> Result<Self, TokenError> {
        let outer = (|| {
            let mut info = Piece::only(token)?.inside(tag::SEQUENCE)?;
            (info.content(tag::OID)? == SIGNED_DATA).then_some(())?;
            info.enter(tag::context(0))?.enter(tag::SEQUENCE)
        })();
        let mut data = outer.ok_or(TokenError::Form("it holds no signed data"))?;
        let content = (|| {
            der::number(data.content(tag::INTEGER)?)?;
            data.expect(tag::SET)?;
            let mut encapsulated = data.enter(tag::SEQUENCE)?;
            (encapsulated.content(tag::OID)? == TST_INFO).then_some(())?;
            encapsulated.enter(tag::context(0))?.content(tag::OCTET_STRING)
        })();
        let content = content.ok_or(TokenError::Form("what is signed is not a timestamp"))?;
        let certificates = match data.optional(tag::context(0)) {
            Some(set) => Piece::inside(set, tag::context(0)).and_then(Reader::all),
            None => Some(Vec::new()),
        };
        let certificates = certificates.ok_or(TokenError::Form("its certificates cannot be read"))?;
        let certificates: Vec<&[u8]> =
            certificates.iter().filter(|piece| piece.tag == tag::SEQUENCE).map(|piece| piece.whole).collect();
        if certificates.len() > MOST_CERTIFICATES {
            return Err(TokenError::Form("it has too many certificates"));
        }
        data.optional(tag::context(1));
        let signers = data.enter(tag::SET).and_then(Reader::all).unwrap_or_default();
        let [signer] = signers.as_slice() else {
            return Err(TokenError::Form("a token has exactly one signer"));
        };
        let signer = Signer::read(*signer).ok_or(TokenError::Form("its signer cannot be read"))?;
        Ok(Self { content, certificates, signer })
    }
}

impl<'a> Signer<'a> {
    fn read(piece: Piece<'a>) -> Option<Self> {
        let mut fields = piece.inside(tag::SEQUENCE)?;
        der::number(fields.content(tag::INTEGER)?)?;
        let who = fields.next()?;
        let digest = Algorithm::read(&mut fields)?.oid;
        let attributes = fields.expect(tag::context(0))?;
        let algorithm = Algorithm::read(&mut fields)?;
        let signature = fields.content(tag::OCTET_STRING)?;
        Some(Self { who, digest, attributes, algorithm, signature })
    }

    /// The one value of a signed attribute, which must be there once.
    fn attribute(&self, oid: &[u8]) -> Option<Piece<'a>> {
        let mut found = None;
        for attribute in Reader::all(self.attributes.inside(tag::context(0))?)? {
            let mut fields = attribute.inside(tag::SEQUENCE)?;
            if fields.content(tag::OID)? == oid {
                let values = fields.enter(tag::SET)?.all()?;
                let [value] = values.as_slice() else { return None };
                if found.replace(*value).is_some() {
                    return None;
                }
            }
        }
        found
    }

    /// Whether a certificate is the one that the signer names.
    fn is(&self, certificate: &X509Certificate<'_>) -> bool {
        if self.who.tag == tag::SEQUENCE {
            let named = (|| {
                let mut fields = self.who.inside(tag::SEQUENCE)?;
                let issuer = fields.expect(tag::SEQUENCE)?.whole;
                Some((issuer, fields.content(tag::INTEGER)?))
            })();
            named.is_some_and(|(issuer, serial)| {
                issuer == certificate.issuer().as_raw() && serial == certificate.raw_serial()
            })
        } else {
            let identifier = certificate.extensions().iter().find_map(|extension| match extension.parsed_extension() {
                ParsedExtension::SubjectKeyIdentifier(identifier) => Some(identifier.0),
                _ => None,
            });
            self.who.tag == tag::context_primitive(0) && identifier == Some(self.who.content)
        }
    }

    /// Whether the signed attributes name this certificate by its hash.
    fn names(&self, certificate: &[u8]) -> bool {
        let first = |oid| {
            let mut list = self.attribute(oid)?.inside(tag::SEQUENCE)?.enter(tag::SEQUENCE)?;
            list.enter(tag::SEQUENCE)
        };
        if let Some(mut id) = first(SIGNING_CERTIFICATE_V2) {
            // SHA-256 where no algorithm is named.
            let oid = match id.optional(tag::SEQUENCE) {
                Some(algorithm) => algorithm.inside(tag::SEQUENCE).and_then(|mut fields| fields.content(tag::OID)),
                None => Some(SHA256),
            };
            let named = id.content(tag::OCTET_STRING);
            return oid.and_then(|oid| digest(oid, certificate)).is_some_and(|hash| Some(hash.as_slice()) == named);
        }
        // The older attribute is tied to SHA-1. It names the certificate; what holds the token is the signature.
        first(SIGNING_CERTIFICATE).and_then(|mut id| id.content(tag::OCTET_STRING)).is_some_and(|named| {
            ring::digest::digest(&ring::digest::SHA1_FOR_LEGACY_USE_ONLY, certificate).as_ref() == named
        })
    }
}

/// What `TSTInfo` says.
struct Info<'a> {
    policy: &'a [u8],
    hash: Hash,
    serial: &'a [u8],
    at: Timestamp,
    accuracy: i64,
    nonce: Option<u64>,
}

impl<'a> Info<'a> {
    fn read(content: &'a [u8]) -> Result<Self, TokenError> {
        let form = TokenError::Form("what it says cannot be read");
        let mut fields = Piece::only(content).and_then(|piece| piece.inside(tag::SEQUENCE)).ok_or(form.clone())?;
        if fields.content(tag::INTEGER).and_then(der::number) != Some(1) {
            return Err(TokenError::Form("it has another version"));
        }
        let policy = fields.content(tag::OID).ok_or(form.clone())?;
        let mut imprint = fields.enter(tag::SEQUENCE).ok_or(form.clone())?;
        let algorithm = Algorithm::read(&mut imprint).ok_or(form.clone())?;
        if algorithm.oid != SHA256 {
            return Err(TokenError::OtherHash);
        }
        let hash = imprint.content(tag::OCTET_STRING).and_then(Hash::from_slice).ok_or(TokenError::OtherHash)?;
        let serial = fields.content(tag::INTEGER).ok_or(form.clone())?;
        let at = fields.content(tag::GENERALIZED_TIME).and_then(der::time).ok_or(form.clone())?;
        let accuracy = match fields.optional(tag::SEQUENCE) {
            Some(piece) => accuracy(piece).ok_or(form.clone())?,
            None => 0,
        };
        fields.optional(tag::BOOLEAN);
        // Another client's nonce may be longer than ours; then the token answers another request.
        let nonce = fields.optional(tag::INTEGER).and_then(|piece| der::number(piece.content));
        fields.optional(tag::context(0));
        fields.optional(tag::context(1));
        if fields.is_empty() { Ok(Self { policy, hash, serial, at, accuracy, nonce }) } else { Err(form) }
    }
}

/// Seconds, milli- and microseconds, each optional.
fn accuracy(piece: Piece<'_>) -> Option<i64> {
    let mut fields = piece.inside(tag::SEQUENCE)?;
    let mut sum = 0_i64;
    for (tag, unit) in [(tag::INTEGER, 1_000_000), (tag::context_primitive(0), 1_000), (tag::context_primitive(1), 1)] {
        if let Some(piece) = fields.optional(tag) {
            let number = i64::try_from(der::number(piece.content)?).ok()?;
            sum = sum.checked_add(number.checked_mul(unit)?)?;
        }
    }
    fields.is_empty().then_some(sum)
}

fn digest(oid: &[u8], bytes: &[u8]) -> Option<Vec<u8>> {
    match oid {
        SHA256 => Some(Sha256::digest(bytes).to_vec()),
        SHA384 => Some(Sha384::digest(bytes).to_vec()),
        SHA512 => Some(Sha512::digest(bytes).to_vec()),
        _ => None,
    }
}

fn check(token: &[u8], hash: Hash, roots: &[&[u8]]) -> Result<(Stamp, Option<u64>), TokenError> {
    let parts = Signed::read(token)?;
    let signer = &parts.signer;
    let info = Info::read(parts.content)?;
    if info.hash != hash {
        return Err(TokenError::OtherHash);
    }
    // What is signed are the attributes, which hold the digest of the content.
    let kind = signer.attribute(CONTENT_TYPE).filter(|piece| piece.tag == tag::OID).map(|piece| piece.content);
    if kind != Some(TST_INFO) {
        return Err(TokenError::Signature("it does not say what it signs"));
    }
    let computed = digest(signer.digest, parts.content).ok_or(TokenError::Algorithm("the digest"))?;
    let named = signer.attribute(MESSAGE_DIGEST).filter(|piece| piece.tag == tag::OCTET_STRING);
    if named.map(|piece| piece.content) != Some(computed.as_slice()) {
        return Err(TokenError::Signature("what it says was changed"));
    }
    let certificates: Vec<X509Certificate<'_>> = parts
        .certificates
        .iter()
        .filter_map(|bytes| X509Certificate::from_der(bytes).ok())
        .map(|(_, certificate)| certificate)
        .collect();
    let own = certificates.iter().find(|certificate| signer.is(certificate));
    let own = own.ok_or(TokenError::Certificate("it is not in the token"))?;
    if !signer.names(own.as_raw()) {
        return Err(TokenError::Signature("it does not name the certificate that made it"));
    }
    // A set when it was signed (RFC 5652, section 5.4), a tagged field in the token.
    let attributes = der::write(tag::SET, signer.attributes.content);
    let algorithm = algorithm_of(own, signer.digest, signer.algorithm)?;
    UnparsedPublicKey::new(algorithm, &own.public_key().subject_public_key.data)
        .verify(&attributes, signer.signature)
        .map_err(|_| TokenError::Signature("it is another signature or another key"))?;
    purpose(own)?;
    let root = chain(own, &certificates, roots, info.at)?;
    let stamp = Stamp {
        hash,
        at: info.at,
        accuracy: info.accuracy,
        serial: crate::hash::to_hex(info.serial),
        policy: dotted(info.policy),
        authority: own.subject().to_string(),
        root,
    };
    Ok((stamp, info.nonce))
}

/// The way to check a signature by this certificate's key, as the token names it.
fn algorithm_of(
    certificate: &X509Certificate<'_>,
    digest: &[u8],
    algorithm: Algorithm<'_>,
) -> Result<&'static dyn VerificationAlgorithm, TokenError> {
    let public = certificate.public_key();
    let key = public.algorithm.algorithm.as_bytes();
    let curve = public.algorithm.parameters.as_ref().and_then(|parameters| parameters.as_oid().ok());
    let curve = curve.as_ref().map(Oid::as_bytes);
    let rsa = key == RSA || key == RSA_PSS;
    let found: Option<&'static dyn VerificationAlgorithm> = match (algorithm.oid, digest) {
        (RSA | RSA_SHA256, SHA256) if rsa => Some(&signature::RSA_PKCS1_2048_8192_SHA256),
        (RSA | RSA_SHA384, SHA384) if rsa => Some(&signature::RSA_PKCS1_2048_8192_SHA384),
        (RSA | RSA_SHA512, SHA512) if rsa => Some(&signature::RSA_PKCS1_2048_8192_SHA512),
        (RSA_PSS, _) if rsa => match pss_digest(algorithm.parameters) {
            Some(named) if named == digest && digest == SHA256 => Some(&signature::RSA_PSS_2048_8192_SHA256),
            Some(named) if named == digest && digest == SHA384 => Some(&signature::RSA_PSS_2048_8192_SHA384),
            Some(named) if named == digest && digest == SHA512 => Some(&signature::RSA_PSS_2048_8192_SHA512),
            _ => None,
        },
        (ECDSA_SHA256, _) if key == EC_KEY && curve == Some(P256) => Some(&signature::ECDSA_P256_SHA256_ASN1),
        (ECDSA_SHA384, _) if key == EC_KEY && curve == Some(P256) => Some(&signature::ECDSA_P256_SHA384_ASN1),
        (ECDSA_SHA256, _) if key == EC_KEY && curve == Some(P384) => Some(&signature::ECDSA_P384_SHA256_ASN1),
        (ECDSA_SHA384, _) if key == EC_KEY && curve == Some(P384) => Some(&signature::ECDSA_P384_SHA384_ASN1),
        (ED25519, _) if key == ED25519 => Some(&signature::ED25519),
        _ => None,
    };
    found.ok_or(TokenError::Algorithm("the signature"))
}

/// The hash of RSASSA-PSS parameters.
fn pss_digest(parameters: Option<Piece<'_>>) -> Option<&[u8]> {
    parameters?.inside(tag::SEQUENCE)?.enter(tag::context(0))?.enter(tag::SEQUENCE)?.content(tag::OID)
}

/// The certificate may be used for timestamps and nothing else (RFC 3161, section 2.3).
fn purpose(certificate: &X509Certificate<'_>) -> Result<(), TokenError> {
    let wrong = TokenError::Certificate;
    let usage = certificate.extended_key_usage().map_err(|_| wrong("its purposes are given twice"))?;
    let usage = usage.ok_or(wrong("it is not made for timestamps"))?;
    let value = usage.value;
    let other = value.any
        || value.server_auth
        || value.client_auth
        || value.code_signing
        || value.email_protection
        || value.ocsp_signing
        || !value.other.is_empty();
    if !value.time_stamping || other || !usage.critical {
        return Err(wrong("a timestamp authority's certificate is for timestamps alone, and says so as critical"));
    }
    let signs = certificate.key_usage().map_err(|_| wrong("its uses are given twice"))?;
    if signs.is_some_and(|usage| !usage.value.digital_signature() && !usage.value.non_repudiation()) {
        return Err(wrong("it may not sign"));
    }
    known_extensions(certificate)
}

/// Whatever is marked as critical and not understood makes a certificate useless (RFC 5280, section 4.2).
fn known_extensions(certificate: &X509Certificate<'_>) -> Result<(), TokenError> {
    let understood = |parsed: &ParsedExtension<'_>| {
        matches!(
            parsed,
            ParsedExtension::BasicConstraints(_)
                | ParsedExtension::KeyUsage(_)
                | ParsedExtension::ExtendedKeyUsage(_)
                | ParsedExtension::SubjectAlternativeName(_)
                | ParsedExtension::CertificatePolicies(_)
        )
    };
    let strange = certificate
        .extensions()
        .iter()
        .any(|extension| extension.critical && !understood(extension.parsed_extension()));
    if strange { Err(TokenError::Certificate("it has a critical extension that is not understood")) } else { Ok(()) }
}

/// Follows issuers from a certificate to a trusted root; all must be valid at the time of the token.
fn chain(
    own: &X509Certificate<'_>,
    certificates: &[X509Certificate<'_>],
    roots: &[&[u8]],
    at: Timestamp,
) -> Result<Hash, TokenError> {
    let seconds = at.0.div_euclid(1_000_000);
    let valid = |certificate: &X509Certificate<'_>| {
        let validity = certificate.validity();
        (validity.not_before.timestamp()..=validity.not_after.timestamp()).contains(&seconds)
    };
    let mut trusted = Vec::new();
    for root in roots {
        let (rest, certificate) =
            X509Certificate::from_der(root).map_err(|_| TokenError::Chain("a trusted root cannot be read"))?;
        if rest.is_empty() {
            trusted.push(certificate);
        }
    }
    if !valid(own) {
        return Err(TokenError::Chain("the authority's certificate was not valid at that time"));
    }
    // A certificate that is itself trusted needs no chain.
    if trusted.iter().any(|root| root.as_raw() == own.as_raw()) {
        return Ok(Hash::of(own.as_raw()));
    }
    let mut reason = "none of them is its issuer";
    let mut paths: Vec<Vec<&X509Certificate<'_>>> = vec![vec![own]];
    // Every certificate may be tried from every other; cross-signed ones make several paths, so steps are counted.
    let mut steps = 0;
    while let Some(path) = paths.pop() {
        let Some(last) = path.last().copied() else { continue };
        for (issuer, is_root) in
            trusted.iter().map(|root| (root, true)).chain(certificates.iter().map(|found| (found, false)))
        {
            if last.issuer().as_raw() != issuer.subject().as_raw() {
                continue;
            }
            steps += 1;
            if steps > 256 {
                return Err(TokenError::Chain("the certificates are entangled"));
            }
            if let Err(why) = issues(issuer, path.len() - 1, last) {
                reason = why;
            } else if !valid(issuer) {
                reason = "one of the certificates was not valid at that time";
            } else if is_root {
                return Ok(Hash::of(issuer.as_raw()));
            } else if path.len() + 1 < LONGEST_CHAIN && !path.iter().any(|seen| seen.as_raw() == issuer.as_raw()) {
                let mut longer = path.clone();
                longer.push(issuer);
                paths.push(longer);
            }
        }
    }
    Err(TokenError::Chain(reason))
}

/// Whether `issuer` may have signed `subject`, which has `below` authorities below it, and did.
fn issues(issuer: &X509Certificate<'_>, below: usize, subject: &X509Certificate<'_>) -> Result<(), &'static str> {
    let constraints = issuer.basic_constraints().ok().flatten().ok_or("an issuer is not an authority")?;
    if !constraints.value.ca {
        return Err("an issuer is not an authority");
    }
    if constraints.value.path_len_constraint.is_some_and(|most| below > usize::try_from(most).unwrap_or(usize::MAX)) {
        return Err("an issuer may not have as many authorities below it");
    }
    let uses = issuer.key_usage().map_err(|_| "an issuer's uses are given twice")?;
    if uses.is_some_and(|usage| !usage.value.key_cert_sign()) {
        return Err("an issuer may not sign certificates");
    }
    known_extensions(issuer).map_err(|_| "an issuer has a critical extension that is not understood")?;
    // Inside and outside of what is signed the same algorithm must be named, and none that is too weak.
    let algorithm = &subject.signature_algorithm;
    let strong = [RSA_SHA256, RSA_SHA384, RSA_SHA512, RSA_PSS, ECDSA_SHA256, ECDSA_SHA384, ED25519];
    if *algorithm != subject.tbs_certificate.signature || !strong.contains(&algorithm.algorithm.as_bytes()) {
        return Err("a certificate is signed with an algorithm that is too weak or not known here");
    }
    subject.verify_signature(Some(issuer.public_key())).map_err(|_| "a certificate's signature does not hold")
}

/// An object identifier in dotted form.
fn dotted(oid: &[u8]) -> String {
    let mut numbers: Vec<u128> = Vec::new();
    let mut number = 0_u128;
    for byte in oid.iter().take(256) {
        number = number.wrapping_shl(7) | u128::from(byte & 0x7f);
        if byte & 0x80 == 0 {
            numbers.push(number);
            number = 0;
        }
    }
    let mut parts = Vec::new();
    if let Some((first, rest)) = numbers.split_first() {
        let top = (*first / 40).min(2);
        parts.extend([top, first - top * 40]);
        parts.extend(rest);
    }
    parts.iter().map(ToString::to_string).collect::<Vec<_>>().join(".")
}
