//! The test vectors of `docs/sealing.md`: one shape of JSON that this program and the one in `tests/sealing` both make and
//! both check, so that each opens what the other sealed.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use saksi_base::{CaseId, CaseRecordId, OrganisationId, PersonId, Random, SeededRandom, SessionId, random};
use saksi_vault::{
    CaseKey, CaseReceipt, FILE_HEADER, FieldName, FileHeader, FilingOpening, FilingProof, FilingSigner, HandedKey,
    KeyLog, KeyOwner, Locator, LockedKey, Passphrase, PassphraseCost, PrivateKey, PublicKey, RecoveryCode, RecoveryKey,
    SEALED_FILE_CHUNK, SealError, SealedPlace, SealedShare, SealedText, SessionKey, Sharing, Suite, WordList,
    WrappedCaseKey, sealed_file_length,
};
use serde_json::{Value, json};
use uuid::Uuid;
use zeroize::Zeroizing;

/// Why a vector does not hold, or what is missing in it.
pub(crate) type Wrong = Box<dyn std::error::Error>;

const PASSPHRASE: &str = "the river was high that year";
const COOKIE: &str = "c2Frc2kgdGVzdCB2ZWN0b3JzLCBub3QgYSBzZWNyZXQhIQ";

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]).filter_map(|n| char::from_digit(n.into(), 16)).collect()
}

pub(crate) fn unhex(text: &str) -> Result<Vec<u8>, Wrong> {
    if !text.len().is_multiple_of(2) {
        return Err("an odd number of digits".into());
    }
    let pairs = (0..text.len()).step_by(2).map(|at| text.get(at..at + 2).ok_or("no digits"));
    pairs.map(|pair| Ok(u8::from_str_radix(pair?, 16)?)).collect()
}

/// The content of a file of this length.
pub(crate) fn content(length: usize) -> Vec<u8> {
    (0..length).map(|at| u8::try_from(at * 31 % 251).unwrap_or_default()).collect()
}

fn name(suite: Suite) -> &'static str {
    match suite {
        Suite::XWing => "x-wing",
        Suite::X25519 => "x25519",
    }
}

fn seed(source: &dyn Random) -> Zeroizing<[u8; 32]> {
    Zeroizing::new(random::bytes(source))
}

/// A key pair whose seed is known.
fn pair(suite: Suite, source: &dyn Random) -> Result<(PrivateKey, String), SealError> {
    let seed = seed(source);
    let shown = hex(seed.as_ref());
    Ok((PrivateKey::from_seed(suite, seed)?, shown))
}

/// Makes vectors; the same seed makes the same.
pub(crate) fn make(number: u64) -> Result<Value, Wrong> {
    let source = SeededRandom::new(number);
    let source: &dyn Random = &source;
    let keys = Suite::ALL.into_iter().map(|suite| make_key(suite, source)).collect::<Result<Vec<_>, _>>()?;
    let cases = Suite::ALL.into_iter().map(|suite| make_case(suite, source)).collect::<Result<Vec<_>, _>>()?;
    let receipts = WordList::ALL.into_iter().map(|list| make_receipt(list, source)).collect::<Result<Vec<_>, _>>()?;
    let locks = make_locks(source)?;
    let handed = vec![make_handed(source)?];
    let sharings = vec![make_sharing(2, 3, source)?, make_sharing(3, 5, source)?];
    let key_logs = vec![make_log(source)?];
    let filings = vec![make_filing(source)];
    let sizes: Vec<Value> = [0, 1, 4_096, 4_097, 65_536, 65_537, 1_000_000, 20_000_000]
        .into_iter()
        .map(|content: u64| json!({ "content": content, "sealed": sealed_file_length(content) }))
        .collect();
    Ok(json!({
        "keys": keys, "cases": cases, "receipts": receipts, "locks": locks, "handed": handed, "sharings": sharings,
        "key_logs": key_logs, "filings": filings, "sizes": sizes,
    }))
}

fn make_key(suite: Suite, source: &dyn Random) -> Result<Value, SealError> {
    let (key, seed) = pair(suite, source)?;
    let public = key.public_key();
    Ok(json!({
        "suite": name(suite), "seed": seed, "public": hex(public.as_bytes()),
        "fingerprint": hex(&public.fingerprint().to_bytes()), "shown": public.fingerprint().to_string(),
        "text": public.to_text(),
    }))
}

fn make_case(suite: Suite, source: &dyn Random) -> Result<Value, SealError> {
    let (key, seed) = pair(suite, source)?;
    let case = CaseKey::generate(CaseId::new(source), source);
    let mut texts = Vec::new();
    for (field, plain) in [
        ("text", "They posted my address. فون نمبر بھی۔ 他們知道我住哪裡。".to_owned()),
        ("answer", "yes".to_owned()),
        ("answer", String::new()),
        ("text", "ก".repeat(400)),
    ] {
        let record = CaseRecordId::new(source);
        let sealed = case.seal(SealedPlace::new(record, FieldName::parse(field)?), &plain, source)?;
        texts.push(json!({
            "record": hex(record.0.as_bytes()), "field": field, "plain": hex(plain.as_bytes()),
            "sealed": hex(sealed.as_bytes()),
        }));
    }
    let mut files = Vec::new();
    for length in [0, 5, 65_537] {
        let record = CaseRecordId::new(source);
        let mut writer = case.seal_file(SealedPlace::new(record, FieldName::fixed("file")), source)?;
        let mut sealed = writer.header().to_bytes();
        writer.write(&content(length), source, |chunk| sealed.extend_from_slice(&chunk))?;
        let mut end = writer.finish();
        while let Some(chunk) = end.next_chunk(source)? {
            sealed.extend_from_slice(&chunk);
        }
        files.push(json!({
            "record": hex(record.0.as_bytes()), "field": "file", "length": length, "sealed": STANDARD.encode(&sealed),
        }));
    }
    Ok(json!({
        "case": hex(case.case().0.as_bytes()), "generation": case.generation().get(),
        "check": hex(&case.check().to_bytes()), "suite": name(suite), "seed": seed,
        "wrap": hex(case.wrap(key.public_key(), source)?.as_bytes()), "texts": texts, "files": files,
    }))
}

fn make_receipt(list: WordList, source: &dyn Random) -> Result<Value, SealError> {
    let locator = Locator::new(source);
    let secret: [u8; 16] = random::bytes(source);
    let receipt = CaseReceipt::from_parts(locator, Zeroizing::new(secret), list);
    let opening = receipt.filing_opening();
    Ok(json!({
        "locator": hex(&locator.to_bytes()), "secret": hex(&secret), "shown": locator.to_string(),
        "words": *receipt.words(), "authenticator": hex(receipt.authenticator().reveal().as_ref()),
        "verifier": hex(&receipt.authenticator().verifier()),
        "return_key": hex(receipt.return_key()?.public_key().as_bytes()),
        "return_key_x25519": hex(receipt.return_key_in(Suite::X25519)?.public_key().as_bytes()),
        "filing_opening": hex(opening.reveal().as_ref()), "filing_binding": hex(&opening.binding().to_bytes()),
    }))
}

fn make_locks(source: &dyn Random) -> Result<Value, SealError> {
    let (one, one_seed) = pair(Suite::XWing, source)?;
    let (two, two_seed) = pair(Suite::X25519, source)?;
    let code = RecoveryCode::new(source);
    let session = SessionId::new(source);
    let secret = SessionKey::derive(COOKIE.as_bytes(), session)?;
    let passphrase = Passphrase::chosen(PASSPHRASE)?;
    Ok(json!([
        { "kind": "passphrase", "with": PASSPHRASE, "suite": "x-wing", "seed": one_seed,
          "lock": hex(one.lock_with_passphrase(&passphrase, PassphraseCost::STANDARD, source)?.as_bytes()) },
        { "kind": "code", "with": *code.printed(), "suite": "x-wing", "seed": one_seed,
          "lock": hex(one.lock_with_code(&code, source)?.as_bytes()) },
        { "kind": "session", "with": COOKIE, "session": hex(session.0.as_bytes()), "suite": "x25519", "seed": two_seed,
          "lock": hex(two.lock_in_session(&secret, source)?.as_bytes()) },
    ]))
}

fn make_handed(source: &dyn Random) -> Result<Value, SealError> {
    let (holder, holder_seed) = pair(Suite::XWing, source)?;
    let (key, seed) = pair(Suite::X25519, source)?;
    Ok(json!({
        "holder_suite": "x-wing", "holder_seed": holder_seed, "suite": "x25519", "seed": seed,
        "envelope": hex(key.hand_to(holder.public_key(), source)?.as_bytes()),
    }))
}

fn make_sharing(needed: u8, trustees: usize, source: &dyn Random) -> Result<Value, SealError> {
    let organisation = OrganisationId(Uuid::from_bytes(random::bytes(source)));
    let pairs = (0..trustees).map(|_| pair(Suite::X25519, source)).collect::<Result<Vec<_>, _>>()?;
    let (key, seed) = pair(Suite::XWing, source)?;
    let recovery = RecoveryKey::generate(source);
    let keys: Vec<PublicKey> = pairs.iter().map(|(key, _)| key.public_key().clone()).collect();
    let (sharing, shares) = recovery.share(organisation, needed, &keys, source)?;
    Ok(json!({
        "organisation": hex(organisation.0.as_bytes()), "needed": needed, "trustee_suite": "x25519",
        "trustees": pairs.iter().map(|(_, seed)| seed).collect::<Vec<_>>(), "sharing": hex(&sharing.to_bytes()),
        "shares": shares.iter().map(|share| hex(share.as_bytes())).collect::<Vec<_>>(), "suite": "x-wing", "seed": seed,
        "lock": hex(key.lock_with_recovery(&recovery, source)?.as_bytes()),
    }))
}

fn make_log(source: &dyn Random) -> Result<Value, SealError> {
    let person = KeyOwner::Person(PersonId::new(source));
    let triage = KeyOwner::Triage(OrganisationId(Uuid::from_bytes(random::bytes(source))));
    let mut log = KeyLog::new();
    let mut statements = Vec::new();
    for (owner, suite, day) in
        [(person, Suite::X25519, 20_000), (triage, Suite::X25519, 20_000), (triage, Suite::X25519, 20_030)]
    {
        statements.push(log.begin(owner, pair(suite, source)?.0.public_key().clone(), day)?);
    }
    statements.extend(log.end(person, 20_031)?);
    Ok(json!({
        "statements": statements.iter().map(|statement| hex(&statement.to_bytes())).collect::<Vec<_>>(),
        "head": log.head().to_string(),
    }))
}

fn make_filing(source: &dyn Random) -> Value {
    let seed = seed(source);
    let signer = FilingSigner::from_seed(&seed);
    let opening = FilingOpening::from_bytes(self::seed(source));
    let proof = signer.sign(20_779, opening.binding());
    json!({
        "seed": hex(seed.as_ref()), "issuer": hex(&signer.public_key().to_bytes()), "day": 20_779,
        "opening": hex(opening.reveal().as_ref()), "proof": hex(&proof.to_bytes()), "text": proof.to_text(),
    })
}

/// One object of the vectors.
struct Vector<'a>(&'a Value);

impl Vector<'_> {
    fn text(&self, key: &str) -> Result<&str, Wrong> {
        self.0.get(key).and_then(Value::as_str).ok_or_else(|| format!("no text `{key}`").into())
    }

    fn bytes(&self, key: &str) -> Result<Vec<u8>, Wrong> {
        unhex(self.text(key)?)
    }

    fn array<const N: usize>(&self, key: &str) -> Result<[u8; N], Wrong> {
        self.bytes(key)?.try_into().map_err(|_| format!("`{key}` has not {N} bytes").into())
    }

    fn number(&self, key: &str) -> Result<u64, Wrong> {
        self.0.get(key).and_then(Value::as_u64).ok_or_else(|| format!("no number `{key}`").into())
    }

    fn list(&self, key: &str) -> &[Value] {
        self.0.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
    }

    fn pair(&self, suite: &str, seed: &str) -> Result<PrivateKey, Wrong> {
        let suite = match self.text(suite)? {
            "x-wing" => Suite::XWing,
            "x25519" => Suite::X25519,
            other => return Err(format!("no suite {other}").into()),
        };
        Ok(PrivateKey::from_seed(suite, Zeroizing::new(self.array(seed)?))?)
    }
}

#[expect(clippy::needless_pass_by_value, reason = "values that were just made, compared and dropped")]
fn same<T: PartialEq>(what: &str, one: T, other: T) -> Result<(), Wrong> {
    if one == other { Ok(()) } else { Err(format!("{what}: not the same").into()) }
}

/// Checks vectors of whoever made them; gives how many of each kind hold.
pub(crate) fn check(vectors: &Value) -> Result<Vec<(&'static str, usize)>, Wrong> {
    type Check = fn(&Vector<'_>) -> Result<usize, Wrong>;
    let kinds: [(&'static str, Check); 9] = [
        ("keys", check_key),
        ("cases", check_case),
        ("receipts", check_receipt),
        ("locks", check_lock),
        ("handed", check_handed),
        ("sharings", check_sharing),
        ("key_logs", check_log),
        ("filings", check_filing),
        ("sizes", check_size),
    ];
    let mut counts = Vec::new();
    for (kind, check) in kinds {
        let mut count = 0;
        for (number, vector) in Vector(vectors).list(kind).iter().enumerate() {
            count += check(&Vector(vector)).map_err(|why| format!("{kind}, number {number}: {why}"))?;
        }
        counts.push((kind, count));
    }
    Ok(counts)
}

fn check_size(vector: &Vector<'_>) -> Result<usize, Wrong> {
    same("size", sealed_file_length(vector.number("content")?), Some(vector.number("sealed")?))?;
    Ok(1)
}

fn check_key(vector: &Vector<'_>) -> Result<usize, Wrong> {
    let key = vector.pair("suite", "seed")?;
    let public = PublicKey::from_bytes(&vector.bytes("public")?)?;
    same("public key", key.public_key(), &public)?;
    same("fingerprint", public.fingerprint().to_bytes(), vector.array("fingerprint")?)?;
    same("shown fingerprint", public.fingerprint().to_string().as_str(), vector.text("shown")?)?;
    same("text", PublicKey::from_text(vector.text("text")?)?, public.clone())?;
    same("text", public.to_text().as_str(), vector.text("text")?)?;
    Ok(1)
}

fn check_case(vector: &Vector<'_>) -> Result<usize, Wrong> {
    let key = vector.pair("suite", "seed")?;
    let case = CaseId(Uuid::from_bytes(vector.array("case")?));
    let opened = WrappedCaseKey::from_bytes(&vector.bytes("wrap")?)?.open(case, &key)?;
    same("generation", u64::from(opened.generation().get()), vector.number("generation")?)?;
    same("check", opened.check().to_bytes(), vector.array("check")?)?;
    let place = |vector: &Vector<'_>| -> Result<CaseRecordId, Wrong> {
        Ok(CaseRecordId(Uuid::from_bytes(vector.array("record")?)))
    };
    let mut count = 1;
    for text in vector.list("texts").iter().map(Vector) {
        let place = SealedPlace::new(place(&text)?, FieldName::parse(text.text("field")?)?);
        let sealed = SealedText::from_bytes(text.bytes("sealed")?)?;
        same("text", opened.open(place, &sealed)?.to_vec(), text.bytes("plain")?)?;
        count += 1;
    }
    for file in vector.list("files").iter().map(Vector) {
        let place = SealedPlace::new(place(&file)?, FieldName::parse(file.text("field")?)?);
        let sealed = STANDARD.decode(file.text("sealed")?)?;
        let length = file.number("length")?;
        same("sealed length", sealed_file_length(length), Some(sealed.len() as u64))?;
        let (header, chunks) = sealed.split_at_checked(FILE_HEADER).ok_or("no header")?;
        let mut reader = opened.open_file(place, &FileHeader::from_bytes(header)?)?;
        let mut plain = Vec::new();
        for chunk in chunks.chunks(SEALED_FILE_CHUNK) {
            plain.extend_from_slice(&reader.open(chunk)?);
        }
        same("length", reader.finish()?, Some(length))?;
        same("content", plain, content(usize::try_from(length)?))?;
        count += 1;
    }
    Ok(count)
}

fn check_receipt(vector: &Vector<'_>) -> Result<usize, Wrong> {
    let read = CaseReceipt::parse(vector.text("shown")?, vector.text("words")?)?;
    let made = CaseReceipt::from_parts(
        Locator::from_bytes(vector.array("locator")?),
        Zeroizing::new(vector.array("secret")?),
        read.word_list(),
    );
    same("locator", made.locator(), read.locator())?;
    same("words", made.words().as_str(), vector.text("words")?)?;
    let authenticator = read.authenticator();
    same("authenticator", authenticator.reveal().to_vec(), vector.bytes("authenticator")?)?;
    same("verifier", authenticator.verifier(), vector.array("verifier")?)?;
    same("return key", read.return_key()?.public_key().as_bytes(), vector.bytes("return_key")?.as_slice())?;
    let plain = read.return_key_in(Suite::X25519)?;
    same("return key", plain.public_key().as_bytes(), vector.bytes("return_key_x25519")?.as_slice())?;
    let opening = read.filing_opening();
    same("filing opening", opening.reveal().to_vec(), vector.bytes("filing_opening")?)?;
    same("filing binding", opening.binding().to_bytes(), vector.array("filing_binding")?)?;
    Ok(1)
}

fn check_lock(vector: &Vector<'_>) -> Result<usize, Wrong> {
    let lock = LockedKey::from_bytes(&vector.bytes("lock")?)?;
    let with = vector.text("with")?;
    let opened = match vector.text("kind")? {
        "passphrase" => lock.open_with_passphrase(&Passphrase::typed(with)?)?,
        "code" => lock.open_with_code(&RecoveryCode::parse(with)?)?,
        "session" => {
            let session = SessionId(Uuid::from_bytes(vector.array("session")?));
            lock.open_in_session(&SessionKey::derive(with.as_bytes(), session)?)?
        }
        other => return Err(format!("no lock {other}").into()),
    };
    same("key", opened.public_key(), vector.pair("suite", "seed")?.public_key())?;
    Ok(1)
}

fn check_handed(vector: &Vector<'_>) -> Result<usize, Wrong> {
    let holder = vector.pair("holder_suite", "holder_seed")?;
    let opened = HandedKey::from_bytes(&vector.bytes("envelope")?)?.open(&holder)?;
    same("key", opened.public_key(), vector.pair("suite", "seed")?.public_key())?;
    Ok(1)
}

fn check_sharing(vector: &Vector<'_>) -> Result<usize, Wrong> {
    let sharing = Sharing::from_bytes(&vector.bytes("sharing")?)?;
    same("needed", u64::from(sharing.needed()), vector.number("needed")?)?;
    same("organisation", sharing.organisation().0.as_bytes().to_vec(), vector.bytes("organisation")?)?;
    let mut shares = Vec::new();
    for (share, seed) in vector.list("shares").iter().zip(vector.list("trustees")) {
        let seed = json!({ "suite": vector.text("trustee_suite")?, "seed": seed });
        let trustee = Vector(&seed).pair("suite", "seed")?;
        let sealed = SealedShare::from_bytes(&unhex(share.as_str().ok_or("no share")?)?)?;
        shares.push(sealed.open(&sharing, &trustee)?);
    }
    let lock = LockedKey::from_bytes(&vector.bytes("lock")?)?;
    let expected = vector.pair("suite", "seed")?;
    // The first and the last of those who are needed.
    let needed = usize::from(sharing.needed());
    for chosen in [shares.get(..needed), shares.get(shares.len().saturating_sub(needed)..)] {
        let chosen = chosen.ok_or("too few shares")?;
        let opened = lock.open_with_recovery(&sharing.join(chosen)?)?;
        same("key", opened.public_key(), expected.public_key())?;
    }
    Ok(1 + shares.len())
}

fn check_log(vector: &Vector<'_>) -> Result<usize, Wrong> {
    let statements = vector.list("statements").iter().map(|statement| unhex(statement.as_str().unwrap_or("-")));
    let statements = statements.collect::<Result<Vec<_>, _>>()?;
    let log = KeyLog::verify(&statements)?;
    same("head", log.head().to_string().as_str(), vector.text("head")?)?;
    Ok(statements.len())
}

fn check_filing(vector: &Vector<'_>) -> Result<usize, Wrong> {
    let proof = FilingProof::from_bytes(&vector.bytes("proof")?)?;
    same("text", FilingProof::from_text(vector.text("text")?)?, proof.clone())?;
    same("issuer", proof.issuer().to_bytes(), vector.array("issuer")?)?;
    same("day", i64::from(proof.day()), i64::try_from(vector.number("day")?)?)?;
    let opening = FilingOpening::from_bytes(Zeroizing::new(vector.array("opening")?));
    same("opening", proof.belongs_to(&opening), true)?;
    // Ed25519 is deterministic: the same seed signs the same bytes.
    let again = FilingSigner::from_seed(&Zeroizing::new(vector.array("seed")?)).sign(proof.day(), opening.binding());
    same("signature", again, proof)?;
    Ok(1)
}
