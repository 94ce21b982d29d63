//! Time from outside: tokens of authorities that openssl made, and OpenTimestamps proofs.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on must fail loudly")]

use std::path::Path;
use std::process::Command;

use saksi_base::Timestamp;
use saksi_tlog::Hash;
use saksi_tlog::ots::{BlockHeader, Detached, OtsError, Outcome};
use saksi_tlog::tsp::{self, Request, TokenError};

/// Runs openssl, which every machine has that builds Saksi's tests.
fn openssl(folder: &Path, words: &str) {
    let output = Command::new("openssl").args(words.split_whitespace()).current_dir(folder).output().unwrap();
    assert!(output.status.success(), "openssl {words}: {}", String::from_utf8_lossy(&output.stderr));
}

const SETTINGS: &str = "
[req]
distinguished_name = name
[name]
[root]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
[middle]
basicConstraints = critical, CA:TRUE, pathlen:0
keyUsage = critical, keyCertSign
[authority]
basicConstraints = CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
[server]
basicConstraints = CA:FALSE
extendedKeyUsage = critical, serverAuth, timeStamping
[careless]
basicConstraints = CA:FALSE
extendedKeyUsage = critical, timeStamping
nameConstraints = critical, permitted;DNS:example
[tsa]
default_tsa = made
[made]
serial = serial
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha384, sha512
accuracy = secs:1, millisecs:500
ess_cert_id_chain = no
ess_cert_id_alg = sha256
";

/// A local authority: a root, one between, and the one that stamps.
struct Authority {
    folder: tempfile::TempDir,
}

impl Authority {
    fn new(key: &str, extensions: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let at = folder.path();
        std::fs::write(at.join("settings"), SETTINGS).unwrap();
        std::fs::write(at.join("serial"), "0100\n").unwrap();
        for name in ["root", "middle", "signer"] {
            openssl(at, &format!("genpkey {key} -out {name}.key"));
        }
        let new = "req -new -sha256 -config settings -key";
        openssl(
            at,
            "req -x509 -sha256 -config settings -key root.key -subj /CN=Root -days 3650 -extensions root -out root.pem",
        );
        for (name, issuer, extensions) in [("middle", "root", "middle"), ("signer", "middle", extensions)] {
            openssl(at, &format!("{new} {name}.key -subj /CN={name} -out {name}.csr"));
            openssl(
                at,
                &format!(
                    "x509 -req -sha256 -in {name}.csr -CA {issuer}.pem -CAkey {issuer}.key -CAcreateserial -days 3650 -extfile settings -extensions {extensions} -out {name}.pem"
                ),
            );
        }
        openssl(at, "x509 -in root.pem -outform DER -out root.der");
        openssl(at, "x509 -in middle.pem -outform DER -out middle.der");
        Self { folder }
    }

    fn read(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.folder.path().join(name)).unwrap()
    }

    fn root(&self) -> Vec<u8> {
        self.read("root.der")
    }

    /// The answer to a request, signed with this digest.
    fn answer(&self, request: &Request, more: &str) -> Vec<u8> {
        std::fs::write(self.folder.path().join("request"), request.to_der()).unwrap();
        openssl(
            self.folder.path(),
            &format!(
                "ts -reply -config settings -queryfile request -signer signer.pem -inkey signer.key -chain middle.pem {more} -out answer"
            ),
        );
        self.read("answer")
    }

    /// Whether openssl holds the answer for good.
    fn holds(&self, answer: &[u8], hash: Hash) -> bool {
        let at = self.folder.path();
        std::fs::write(at.join("given"), answer).unwrap();
        let verified = Command::new("openssl")
            .args([
                "ts",
                "-verify",
                "-in",
                "given",
                "-CAfile",
                "root.pem",
                "-untrusted",
                "middle.pem",
                "-digest",
                &hash.to_hex(),
            ])
            .current_dir(at)
            .output()
            .unwrap();
        verified.status.success()
    }
}

const RSA: &str = "-algorithm RSA -pkeyopt rsa_keygen_bits:2048";
const P256: &str = "-algorithm EC -pkeyopt ec_paramgen_curve:P-256";

fn request() -> Request {
    Request { hash: Hash::of(b"a record"), nonce: 0x8123_4567_89ab_cdef }
}

#[test]
fn tokens_of_openssl_verify_and_openssl_reads_our_requests() {
    let p384 = "-algorithm EC -pkeyopt ec_paramgen_curve:P-384";
    let other = Authority::new(P256, "authority");
    for (key, digests) in [(RSA, &["sha256", "sha512"][..]), (P256, &["sha256"]), (p384, &["sha384"])] {
        let authority = Authority::new(key, "authority");
        for digest in digests {
            check_token(&authority, digest, &other);
        }
    }
}

fn check_token(authority: &Authority, digest: &str, other: &Authority) {
    let answer = authority.answer(&request(), &format!("-{digest}"));
    let root = authority.root();
    let stamp = tsp::verify_response(&answer, &request(), &[&root]).unwrap();
    assert_eq!((stamp.hash, stamp.accuracy, stamp.policy.as_str()), (request().hash, 1_500_000, "1.2.3.4.1"));
    assert_eq!((stamp.authority.as_str(), stamp.root), ("CN=signer", Hash::of(&root)));
    assert!(authority.holds(&answer, request().hash));
    let token = tsp::token_of(&answer).unwrap();
    assert_eq!(tsp::verify(token, request().hash, &[&root]).unwrap(), stamp);
    assert_eq!(tsp::certificates(token).unwrap().len(), 2);
    // The authority between may be trusted itself.
    assert!(tsp::verify(token, request().hash, &[&authority.read("middle.der")]).is_ok());
    assert!(matches!(tsp::verify(token, request().hash, &[&other.root()]), Err(TokenError::Chain(_))));
    assert!(matches!(tsp::verify(token, request().hash, &[]), Err(TokenError::Chain(_))));
    assert_eq!(tsp::verify(token, Hash::of(b"other"), &[&root]), Err(TokenError::OtherHash));
    let again = Request { nonce: 7, ..request() };
    assert_eq!(tsp::verify_response(&answer, &again, &[&root]), Err(TokenError::OtherRequest));
}

#[test]
fn a_changed_token_does_not_hold() {
    let authority = Authority::new(P256, "authority");
    let answer = authority.answer(&request(), "-sha256");
    let root = authority.root();
    let token = tsp::token_of(&answer).unwrap();
    let stamp = tsp::verify(token, request().hash, &[&root]).unwrap();
    let (mut same, mut refused) = (0, 0);
    for at in 0..token.len() {
        let mut changed = token.to_vec();
        changed[at] ^= 1;
        match tsp::verify(&changed, request().hash, &[&root]) {
            // What nobody signs (the version numbers, the list of digests, another certificate's ornaments) may differ;
            // what the token says may not.
            Ok(read) => {
                assert_eq!(read, stamp, "byte {at}");
                same += 1;
            }
            Err(_) => refused += 1,
        }
    }
    assert!(refused > same * 20, "{refused} refused, {same} the same");
}

#[test]
fn a_certificate_that_is_not_for_timestamps_alone_is_refused() {
    // Made for timestamps, so that openssl signs; the certificate in the token is then exchanged for one of the same key,
    // name and number that is for servers as well.
    let authority = Authority::new(P256, "authority");
    let at = authority.folder.path();
    openssl(at, "x509 -in signer.pem -outform DER -out good.der");
    let answer = authority.answer(&request(), "-sha256");
    let token = tsp::token_of(&answer).unwrap();
    assert!(tsp::verify(token, request().hash, &[&authority.root()]).is_ok());
    let serial = String::from_utf8(
        Command::new("openssl")
            .args("x509 -in signer.pem -noout -serial".split(' '))
            .current_dir(at)
            .output()
            .unwrap()
            .stdout,
    )
    .unwrap();
    let serial = serial.trim().trim_start_matches("serial=");
    openssl(
        at,
        &format!(
            "x509 -req -sha256 -in signer.csr -CA middle.pem -CAkey middle.key -set_serial 0x{serial} -days 3650 -extfile settings -extensions server -out server.pem"
        ),
    );
    openssl(at, "x509 -in server.pem -outform DER -out server.der");
    let good = authority.read("good.der");
    let exchanged = exchange(token, &good, &authority.read("server.der"));
    // The token names its certificate by hash, so the exchange is seen before anything else.
    let why = tsp::verify(&exchanged, request().hash, &[&authority.root()]);
    assert_eq!(why, Err(TokenError::Signature("it does not name the certificate that made it")));
    assert_eq!(exchange(&exchanged, &authority.read("server.der"), &good), token);

    // An authority whose settings let openssl sign although its certificate is for servers, too.
    let server = Authority::new(P256, "authority");
    let folder = server.folder.path();
    openssl(
        folder,
        "x509 -req -sha256 -in signer.csr -CA middle.pem -CAkey middle.key -CAcreateserial -days 3650 -extfile settings -extensions careless -out signer.pem",
    );
    let answer = server.answer(&request(), "-sha256");
    assert_eq!(
        tsp::verify_response(&answer, &request(), &[&server.root()]),
        Err(TokenError::Certificate("it has a critical extension that is not understood"))
    );
}

/// A token with one certificate in place of another; lengths around it are written anew.
fn exchange(token: &[u8], old: &[u8], new: &[u8]) -> Vec<u8> {
    fn rebuild(bytes: &[u8], old: &[u8], new: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        let mut rest = bytes;
        while !rest.is_empty() {
            let (head, length) = match rest[1] {
                short @ 0..=0x7f => (2, usize::from(short)),
                long => {
                    let digits = usize::from(long & 0x7f);
                    (2 + digits, rest[2..2 + digits].iter().fold(0, |sum, digit| sum * 256 + usize::from(*digit)))
                }
            };
            let (tag, content, whole) = (rest[0], &rest[head..head + length], &rest[..head + length]);
            rest = &rest[head + length..];
            if whole == old {
                out.extend_from_slice(new);
            } else if tag & 0x20 != 0 && content.windows(old.len()).any(|part| part == old) {
                let inside = rebuild(content, old, new);
                out.push(tag);
                let digits: Vec<u8> = inside.len().to_be_bytes().into_iter().skip_while(|byte| *byte == 0).collect();
                if inside.len() > 0x7f {
                    out.push(0x80 | u8::try_from(digits.len()).unwrap());
                }
                out.extend(digits);
                out.extend(inside);
            } else {
                out.extend_from_slice(whole);
            }
        }
        out
    }
    rebuild(token, old, new)
}

#[test]
fn an_expired_authority_stamps_nothing() {
    let authority = Authority::new(P256, "authority");
    let at = authority.folder.path();
    // A certificate that was never valid at the time of the token.
    openssl(
        at,
        "x509 -req -sha256 -in signer.csr -CA middle.pem -CAkey middle.key -days -1 -extfile settings -extensions authority -out signer.pem",
    );
    let answer = authority.answer(&request(), "-sha256");
    let root = authority.root();
    assert_eq!(
        tsp::verify_response(&answer, &request(), &[&root]),
        Err(TokenError::Chain("the authority's certificate was not valid at that time"))
    );
    assert!(!authority.holds(&answer, request().hash));
}

#[test]
fn a_refusal_says_why() {
    let authority = Authority::new(P256, "authority");
    let at = authority.folder.path();
    let mut wrong = request().to_der();
    // A version that there is not.
    wrong[4] = 9;
    std::fs::write(at.join("request"), &wrong).unwrap();
    let reply = "ts -reply -config settings -queryfile request -signer signer.pem -inkey signer.key -out answer";
    let _ = Command::new("openssl").args(reply.split(' ')).current_dir(at).output().unwrap();
    let why = tsp::verify_response(&authority.read("answer"), &request(), &[]);
    assert!(matches!(why, Err(TokenError::Refused { status: 2, .. })), "{why:?}");
    for broken in [&b""[..], b"\x30\x00", b"\x30\x03\x02\x01\x00", b"hello"] {
        assert!(matches!(tsp::verify_response(broken, &request(), &[]), Err(TokenError::Form(_))));
    }
}

/// A calendar's answer: two operations and an attestation.
fn answer(attestation: &[u8]) -> Vec<u8> {
    let mut bytes = vec![0xf0, 2, 7, 7, 0x08, 0x00];
    bytes.extend_from_slice(attestation);
    bytes
}

fn promise(calendar: &str) -> Vec<u8> {
    let length = u8::try_from(calendar.len()).unwrap();
    let head = [0x83, 0xdf, 0xe3, 0x0d, 0x2e, 0xf9, 0x0c, 0x8e, length + 1, length];
    head.into_iter().chain(calendar.bytes()).collect()
}

#[test]
fn a_hash_goes_to_calendars_and_comes_back_with_a_block() {
    let digest = Hash::of(b"a record");
    let (unstamped, submission) = Detached::begin(digest, [5; 16]);
    assert_eq!(submission.body, Hash::of(&[digest.as_bytes().as_slice(), &[5; 16]].concat()));
    let mut proof = unstamped.stamped(&answer(&promise("https://one.example"))).unwrap();
    proof.add(submission.body.as_bytes(), &answer(&promise("https://two.example"))).unwrap();
    let pending = proof.pending();
    let calendars: Vec<&str> = pending.iter().map(|upgrade| upgrade.calendar.as_str()).collect();
    assert_eq!(calendars, ["https://one.example", "https://two.example"]);
    assert_eq!(Detached::parse(&proof.to_bytes()).unwrap(), proof);
    let promised = |name: &str| Outcome::Promised { calendar: format!("https://{name}.example") };
    assert_eq!(proof.verify(digest, |_| None).unwrap(), [promised("one"), promised("two")]);

    // The calendar brings it into block 800,000.
    let commitment = Hash::of(&[submission.body.as_bytes().as_slice(), &[7, 7]].concat());
    assert_eq!(pending[0].commitment, commitment.to_hex());
    assert_eq!(pending[0].message, commitment.as_bytes());
    assert_eq!(proof.earliest_block(), None);
    let block = [0x05, 0x88, 0x96, 0x0d, 0x73, 0xd7, 0x19, 0x01, 3, 0x80, 0xea, 0x30];
    proof.add(commitment.as_bytes(), &[&[0xf1, 1, 9, 0x08, 0x00][..], &block].concat()).unwrap();
    let root = Hash::of(&[&[9][..], commitment.as_bytes()].concat());
    let header =
        |height| (height == 800_000).then_some(BlockHeader { merkle_root: *root.as_bytes(), time: 1_690_168_629 });
    let found = proof.verify(digest, header).unwrap();
    assert!(found.contains(&Outcome::Proven { height: 800_000, at: Timestamp::from_seconds(1_690_168_629) }));
    let named = proof.earliest_block().unwrap();
    assert_eq!((named.height, named.merkle_root), (800_000, *root.as_bytes()));
    let shown = named.root_as_shown();
    assert_eq!((shown.len(), &shown[..2], &shown[62..]), (64, &root.to_hex()[62..], &root.to_hex()[..2]));
    let found = proof.verify(digest, |_| None).unwrap();
    assert!(found.contains(&Outcome::NeedsHeader { height: 800_000, merkle_root: root.as_bytes().to_vec() }));
    let other = |_| Some(BlockHeader { merkle_root: [0; 32], time: 0 });
    assert!(proof.verify(digest, other).unwrap().contains(&Outcome::False { height: 800_000 }));
    assert_eq!(proof.verify(Hash::of(b"other"), header), Err(OtsError::OtherHash));
    assert_eq!(proof.add(b"nowhere", &answer(&promise("https://x.example"))), Err(OtsError::NotPending));
    assert_eq!(Detached::parse(&proof.to_bytes()).unwrap(), proof);
}

#[test]
fn the_earliest_block_counts_and_what_is_no_root_names_none() {
    let block = |height: u8| [0x05, 0x88, 0x96, 0x0d, 0x73, 0xd7, 0x19, 0x01, 1, height];
    // An attestation right behind an operand: 34 bytes are no Merkle root.
    let long = [&[0xf0, 2, 7, 7, 0x00][..], &block(3)].concat();
    let (unstamped, submission) = Detached::begin(Hash::of(b"a record"), [5; 16]);
    let mut proof = unstamped.stamped(&long).unwrap();
    assert_eq!(proof.earliest_block(), None);
    for (operand, height) in [(1, 9), (2, 4), (3, 8)] {
        let answer = [&[0xf1, 1, operand, 0x08, 0x00][..], &block(height)].concat();
        proof.add(submission.body.as_bytes(), &answer).unwrap();
    }
    let named = proof.earliest_block().unwrap();
    let root = Hash::of(&[&[2][..], submission.body.as_bytes()].concat());
    assert_eq!((named.height, named.merkle_root), (4, *root.as_bytes()));
}

#[test]
fn equal_operations_of_an_answer_become_one() {
    let (one, two) = (promise("https://one.example"), promise("https://two.example"));
    let twice = [&[0xff, 0x08, 0x00][..], &one, &[0x08, 0x00], &two].concat();
    let (unstamped, submission) = Detached::begin(Hash::of(b"a record"), [5; 16]);
    let mut proof = unstamped.stamped(&twice).unwrap();
    assert_eq!(proof.pending().len(), 2);
    let before = proof.clone();
    proof.add(submission.body.as_bytes(), &twice).unwrap();
    assert_eq!(proof, before);
}

#[test]
fn what_is_cut_or_goes_on_is_no_proof() {
    let (unstamped, submission) = Detached::begin(Hash::of(b"a record"), [5; 16]);
    let mut proof = unstamped.stamped(&answer(&promise("https://one.example"))).unwrap();
    // Operations that are not computed here are read and written all the same.
    let strange = [&[0x03, 0xf3, 0x00][..], &promise("https://two.example")].concat();
    proof.add(submission.body.as_bytes(), &strange).unwrap();
    let bytes = proof.to_bytes();
    assert_eq!(Detached::parse(&bytes).unwrap(), proof);
    assert!(proof.verify(proof.digest(), |_| None).unwrap().contains(&Outcome::NotComputed));
    for at in 0..bytes.len() {
        assert!(Detached::parse(&bytes[..at]).is_err(), "cut at {at}");
    }
    assert!(Detached::parse(&[bytes, vec![0]].concat()).is_err());
    // Operations without end.
    let deep = [&proof.to_bytes()[..65], &[0x08; 5000]].concat();
    assert!(Detached::parse(&deep).is_err());
}
