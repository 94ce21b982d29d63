//! `saksi verify` for what has to do with the log: packs, records, and everything that is stored of the own log and of the evidence.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context as _;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use saksi_tlog::ots::Detached;
use saksi_tlog::policy::Policy;
use saksi_tlog::{EvidenceRecord, Hash, SignedCheckpoint, VerifierKey, tile, tsp};
use saksi_transparency::filing;
use saksi_transparency::pack::{self, Finding, Mark, Trusted};
use saksi_web::{Locale, Translator};

use saksi_base::{EvidenceId, Problem};
use saksi_db::{Db, Viewer};
use saksi_evidence::Room;
use saksi_evidence::actions::checking::{self, Checked, Fault};
use saksi_evidence::actions::looking::{self, Search};
use saksi_evidence::model::State as Kept;

use crate::capture::Verify;
use crate::config::Config;
use crate::messages::{self, Said};
use crate::{open, serve};

/// Keys and roots that the command line names.
pub(crate) fn trusted(verb: &Verify) -> anyhow::Result<Trusted> {
    let mut trusted = Trusted::default();
    if let Some(path) = &verb.policy {
        let text = std::fs::read_to_string(path).with_context(|| said!("cli-not-read", file = path.display()))?;
        let policy = Policy::parse(&text).with_context(|| said!("cli-not-read", file = path.display()))?;
        trusted.policy = Some(policy);
    }
    for path in &verb.root {
        let found = CertificateDer::pem_file_iter(path)
            .with_context(|| said!("cli-not-read", file = path.display()))?
            .map(|root| root.map(|root| root.to_vec()))
            .collect::<Result<Vec<_>, _>>();
        let found = found.with_context(|| said!("cli-no-certificates", file = path.display()))?;
        if found.is_empty() {
            fail!("cli-no-certificates", file = path.display());
        }
        trusted.roots.extend(found);
    }
    Ok(trusted)
}

/// Looks at a line that is a proof of filing, or at a file that is a pack or a record. `None`: it is something else.
pub(crate) fn line_pack_or_record(
    path: &Path,
    verb: &Verify,
    trusted: &Trusted,
) -> anyhow::Result<Option<(bool, Vec<String>)>> {
    let Some(line) = path.to_str().filter(|text| filing::is_proof(text)) else { return pack_or_record(path, trusted) };
    let key = verb.filing_key.as_deref().with_context(|| said!("cli-verify-filing-key"))?;
    let key = filing::read_key(key).with_context(|| said!("cli-verify-filing-form"))?;
    let found = filing::check(line, Some(&key), &verb.opening);
    let holds = found.first().is_some_and(|first| first.mark == Mark::Holds)
        && found.iter().all(|finding| finding.mark != Mark::Broken);
    Ok(Some((holds, in_words(&found))))
}

/// Looks at a file that is a pack or a record. `None`: it is something else.
pub(crate) fn pack_or_record(path: &Path, trusted: &Trusted) -> anyhow::Result<Option<(bool, Vec<String>)>> {
    let named = |ending: &str| path.extension().is_some_and(|found| found.eq_ignore_ascii_case(ending));
    // An archive of pages may be far longer than memory, and is read by another hand.
    if !(named("zip") || named("json")) {
        return Ok(None);
    }
    let bytes = std::fs::read(path).with_context(|| said!("cli-not-read", file = path.display()))?;
    if named("zip") {
        let checked = pack::check(&bytes, trusted);
        return Ok(Some((checked.holds(), in_words(&checked.findings))));
    }
    let finding = match EvidenceRecord::from_canonical(&bytes) {
        Ok(_) => {
            Finding::new(Mark::Holds, "record", "transparency-record-read").with("entry", Hash::of(&bytes).to_hex())
        }
        Err(why) => Finding::new(Mark::Broken, "record", "transparency-record-unreadable").with("why", why.to_string()),
    };
    Ok(Some((finding.mark == Mark::Holds, in_words(&[finding]))))
}

/// Findings as lines, those that are broken first.
fn in_words(findings: &[Finding]) -> Vec<String> {
    let translator = Arc::new(Translator::new(saksi_transparency::MESSAGES));
    let l = Locale::new(translator, messages::language(), saksi_base::Timestamp(0));
    let mut findings: Vec<&Finding> = findings.iter().collect();
    findings.sort_by_key(|finding| match finding.mark {
        Mark::Broken => 0,
        Mark::Holds => 1,
        Mark::Open => 2,
    });
    let line = |finding: &&Finding| {
        let word = match finding.mark {
            Mark::Broken => said!("cli-verify-broken"),
            Mark::Holds => said!("cli-verify-holds"),
            Mark::Open => said!("cli-verify-open"),
        };
        let arguments: Vec<(&str, &str)> =
            finding.arguments.iter().map(|(name, value)| (*name, value.as_str())).collect();
        // The marks around values that pages need confuse terminals.
        let says = saksi_web::without_isolates(&l.ta(finding.message, &arguments));
        format!("{word}: {}: {says}", finding.part)
    };
    findings.iter().map(line).collect()
}

/// Hashes everything anew that is stored of the own log, and checks every signed state and every token against it.
pub(crate) async fn own_log(config: &Config) -> anyhow::Result<(PathBuf, bool, Vec<Said>)> {
    let db = open::database(config).await?;
    let name = PathBuf::from(said!("cli-verify-own-log").to_string());
    let all = saksi_transparency::stored(&db).await.map_err(anyhow::Error::new);
    db.close().await;
    let Some(all) = all? else {
        return Ok((name, true, vec![said!("cli-doctor-log-empty")]));
    };
    let (mut holds, mut says) = (true, Vec::new());
    let mut broken = |what: Said| {
        holds = false;
        what
    };
    let head = all.state.head;
    match tile::audit(&all.tiles, head.size, head.root) {
        Ok(leaves) => {
            says.push(said!("cli-verify-tiles", size = head.size, root = head.root.to_string()));
            let wrong = all.entries.iter().zip(&leaves).position(|((_, entry), leaf)| Hash::leaf(entry) != *leaf);
            let counted = (0..).zip(&all.entries).all(|(place, (position, _))| place == *position);
            if all.entries.len() != leaves.len() || !counted || wrong.is_some() {
                says.push(broken(said!("cli-verify-entries-differ")));
            }
        }
        Err(error) => says.push(broken(said!("cli-verify-tiles-damaged", why = error.to_string()))),
    }
    let key: VerifierKey = all.state.log_key.parse().with_context(|| said!("cli-verify-stored"))?;
    let policy = Policy::parse(&all.state.policy).with_context(|| said!("cli-verify-stored"))?;
    let mut met = 0_usize;
    let mut digests = std::collections::BTreeSet::new();
    for (size, note) in &all.checkpoints {
        let checked = SignedCheckpoint::open(note, &key).map_err(|error| error.to_string()).and_then(|signed| {
            let root = tile::root_at(&all.tiles, *size, head.size).map_err(|error| error.to_string())?;
            let verdict = policy.evaluate(signed.note()).map_err(|error| error.to_string())?;
            if root != signed.checkpoint().root() || signed.checkpoint().size() != *size {
                return Err("it is not a beginning of what is stored".to_owned());
            }
            Ok((signed.digest(), verdict.met))
        });
        match checked {
            Ok((digest, enough)) => {
                met += usize::from(enough);
                digests.insert(digest.as_bytes().to_vec());
            }
            Err(why) => says.push(broken(said!("cli-verify-state", size = *size, why = why))),
        }
    }
    says.push(said!("cli-verify-states", states = all.checkpoints.len(), witnessed = met));
    let roots: Vec<Vec<u8>> =
        crate::transparency::settings(config)?.authorities.into_iter().flat_map(|authority| authority.roots).collect();
    let roots: Vec<&[u8]> = roots.iter().map(Vec::as_slice).collect();
    let entries: std::collections::BTreeSet<&[u8]> = all.entries.iter().map(|(_, entry)| entry.as_slice()).collect();
    let mut tokens = 0_usize;
    for (digest, authority, token) in &all.tokens {
        let about = digests.contains(digest) || entries.contains(digest.as_slice());
        let checked = Hash::from_slice(digest).map(|hash| tsp::verify(token, hash, &roots));
        match checked {
            Some(Ok(_)) if about => tokens += 1,
            Some(Err(tsp::TokenError::Chain(_))) => {
                says.push(said!("cli-verify-token-rootless", authority = authority));
            }
            Some(Err(error)) => {
                says.push(broken(said!("cli-verify-token-broken", authority = authority, why = error.to_string())));
            }
            _ => says.push(broken(said!("cli-verify-token-stray", authority = authority))),
        }
    }
    says.push(said!("cli-verify-tokens", holding = tokens, all = all.tokens.len()));
    let (mut promised, mut blocks) = (0_usize, 0_usize);
    for (digest, calendar, bytes) in &all.calendars {
        match Detached::parse(bytes) {
            Ok(proof) if proof.digest().as_bytes()[..] == digest[..] && digests.contains(digest) => {
                let count = if proof.earliest_block().is_some() { &mut blocks } else { &mut promised };
                *count += 1;
            }
            Ok(_) => says.push(broken(said!("cli-verify-token-stray", authority = calendar))),
            Err(error) => {
                says.push(broken(said!("cli-verify-token-broken", authority = calendar, why = error.to_string())));
            }
        }
    }
    if !all.calendars.is_empty() {
        says.push(said!("cli-verify-calendars", blocks = blocks, promised = promised));
    }
    if let Some(held) = &all.state.held {
        says.push(said!("cli-verify-held", why = held.to_string()));
    }
    Ok((name, holds, says))
}

/// The piece of evidence of this server that a word names, where it is no file.
pub(crate) fn piece(path: &Path) -> Option<EvidenceId> {
    if path.exists() {
        return None;
    }
    // The address of its page will do as well.
    path.to_str()?.trim_end_matches('/').rsplit('/').next()?.parse().ok()
}

/// Reads every stored part of the evidence anew, of one piece or of all, and compares the records with their parts and with the log. What is
/// sealed for a case opens for its people alone and is not among it.
pub(crate) async fn own_evidence(
    config: &Config,
    one: Option<EvidenceId>,
) -> anyhow::Result<(PathBuf, bool, Vec<Said>)> {
    let db = open::database(config).await?;
    let name = match one {
        Some(id) => PathBuf::from(id.to_string()),
        None => PathBuf::from(said!("cli-verify-own-evidence").to_string()),
    };
    let room = serve::evidence_of(config, &open::blobs(config).await?)?;
    let outcome = look_at(&db, &room, one).await;
    db.close().await;
    let (pieces, parts, broken) = outcome?;
    let holds = broken.is_empty();
    let mut says = vec![said!("cli-verify-evidence", pieces = pieces, parts = parts)];
    says.extend(broken);
    Ok((name, holds, says))
}

/// How many pieces and parts were looked at, and what does not hold.
async fn look_at(db: &Db, room: &Room, one: Option<EvidenceId>) -> anyhow::Result<(usize, usize, Vec<Said>)> {
    let (mut pieces, mut parts, mut broken) = (0, 0, Vec::new());
    let mut take = |checked: Checked| {
        pieces += 1;
        parts += checked.parts;
        broken.extend(checked.faults.iter().map(|fault| in_a_piece(checked.id, fault)));
    };
    if let Some(id) = one {
        let checked = checking::check(room, db, id).await;
        take(checked.map_err(|_| said!("cli-archive-none", id = id.to_string()))?);
        return Ok((pieces, parts, broken));
    }
    let mut search = Search { state: Some(Kept::Kept), ..Search::default() };
    loop {
        let found: Result<looking::Found, Problem> =
            saksi_db::read!(db, Viewer::System, tx => { looking::all(&mut tx, &search).await });
        let (lines, last) = found.map_err(anyhow::Error::new)?;
        for line in lines {
            take(checking::check(room, db, line.id).await.map_err(anyhow::Error::new)?);
        }
        match last {
            Some(last) => search.after = Some(last),
            None => return Ok((pieces, parts, broken)),
        }
    }
}

fn in_a_piece(id: EvidenceId, fault: &Fault) -> Said {
    let id = id.to_string();
    match fault {
        Fault::Part(name) => said!("cli-verify-evidence-part", id = id, name = name),
        Fault::Named(name) => said!("cli-verify-evidence-named", id = id, name = name),
        Fault::Record => said!("cli-verify-evidence-record", id = id),
        Fault::Unlogged => said!("cli-verify-evidence-unlogged", id = id),
        Fault::CustodyUnlogged(event) => said!("cli-verify-evidence-custody", id = id, event = event),
    }
}
