//! `saksi verify` for what has to do with the log: packs, records, and everything that is stored of the own log.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, bail};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use saksi_base::SiteLanguage;
use saksi_tlog::policy::Policy;
use saksi_tlog::{EvidenceRecord, Hash, SignedCheckpoint, VerifierKey, tile, tsp};
use saksi_transparency::pack::{self, Finding, Mark, Trusted};
use saksi_web::{Locale, Translator};

use crate::capture::Verify;
use crate::config::Config;
use crate::open;

/// Keys and roots that the command line names.
pub(crate) fn trusted(verb: &Verify) -> anyhow::Result<Trusted> {
    let mut trusted = Trusted::default();
    if let Some(path) = &verb.policy {
        let text = std::fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))?;
        let policy = Policy::parse(&text).map_err(|error| anyhow::anyhow!("{}: {error}", path.display()))?;
        trusted.policy = Some(policy);
    }
    for path in &verb.root {
        let found = CertificateDer::pem_file_iter(path)
            .with_context(|| format!("{} cannot be read", path.display()))?
            .map(|root| root.map(|root| root.to_vec()))
            .collect::<Result<Vec<_>, _>>();
        let found = found.with_context(|| format!("{} holds no certificates in PEM", path.display()))?;
        if found.is_empty() {
            bail!("{} holds no certificates in PEM", path.display());
        }
        trusted.roots.extend(found);
    }
    Ok(trusted)
}

/// Looks at a file that is a pack or a record. `None`: it is something else.
pub(crate) fn pack_or_record(path: &Path, trusted: &Trusted) -> anyhow::Result<Option<(bool, Vec<String>)>> {
    let named = |ending: &str| path.extension().is_some_and(|found| found.eq_ignore_ascii_case(ending));
    // An archive of pages may be far longer than memory, and is read by another hand.
    if !(named("zip") || named("json")) {
        return Ok(None);
    }
    let bytes = std::fs::read(path).with_context(|| format!("{} cannot be read", path.display()))?;
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

/// Findings as lines in English, those that are broken first.
fn in_words(findings: &[Finding]) -> Vec<String> {
    let translator = Arc::new(Translator::new(saksi_transparency::MESSAGES));
    let l = Locale::new(translator, SiteLanguage::English, saksi_base::Timestamp(0));
    let mut findings: Vec<&Finding> = findings.iter().collect();
    findings.sort_by_key(|finding| match finding.mark {
        Mark::Broken => 0,
        Mark::Holds => 1,
        Mark::Open => 2,
    });
    let line = |finding: &&Finding| {
        let word = match finding.mark {
            Mark::Broken => "BROKEN",
            Mark::Holds => "holds",
            Mark::Open => "open",
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
pub(crate) async fn own_log(config: &Config) -> anyhow::Result<(PathBuf, bool, Vec<String>)> {
    let db = open::database(config).await?;
    let name = PathBuf::from("the log of this server");
    let all = saksi_transparency::stored(&db).await.map_err(|problem| anyhow::anyhow!("{problem}"));
    db.close().await;
    let Some(all) = all? else {
        return Ok((name, true, vec!["nothing was entered yet".to_owned()]));
    };
    let (mut holds, mut says) = (true, Vec::new());
    let mut broken = |what: String| {
        holds = false;
        what
    };
    let head = all.state.head;
    match tile::audit(&all.tiles, head.size, head.root) {
        Ok(leaves) => {
            says.push(format!(
                "{} entries: every tile was hashed again and leads to the root {}",
                head.size, head.root
            ));
            let wrong = all.entries.iter().zip(&leaves).position(|((_, entry), leaf)| Hash::leaf(entry) != *leaf);
            let counted = (0..).zip(&all.entries).all(|(place, (position, _))| place == *position);
            if all.entries.len() != leaves.len() || !counted || wrong.is_some() {
                says.push(broken("the list of entries differs from the tiles: restore a backup".to_owned()));
            }
        }
        Err(error) => says.push(broken(format!("the tiles are damaged: {error}. Restore a backup"))),
    }
    let key: VerifierKey = all.state.log_key.parse().context("the stored key of the log cannot be read")?;
    let policy = Policy::parse(&all.state.policy).context("the stored policy cannot be read")?;
    let mut met = 0;
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
            Err(why) => says.push(broken(format!("the signed state of size {size}: {why}"))),
        }
    }
    says.push(format!("{} signed states; enough witnesses signed {met} of them", all.checkpoints.len()));
    let roots: Vec<Vec<u8>> =
        crate::transparency::settings(config)?.authorities.into_iter().flat_map(|authority| authority.roots).collect();
    let roots: Vec<&[u8]> = roots.iter().map(Vec::as_slice).collect();
    let entries: std::collections::BTreeSet<&[u8]> = all.entries.iter().map(|(_, entry)| entry.as_slice()).collect();
    let mut tokens = 0;
    for (digest, authority, token) in &all.tokens {
        let about = digests.contains(digest) || entries.contains(digest.as_slice());
        let checked = Hash::from_slice(digest).map(|hash| tsp::verify(token, hash, &roots));
        match checked {
            Some(Ok(_)) if about => tokens += 1,
            Some(Err(tsp::TokenError::Chain(_))) => {
                says.push(format!("a token of {authority}: the settings name no root that vouches for it any more"));
            }
            Some(Err(error)) => says.push(broken(format!("a token of {authority}: {error}"))),
            _ => says.push(broken(format!("a token of {authority} is about nothing that is stored"))),
        }
    }
    says.push(format!("{tokens} of {} times from outside hold", all.tokens.len()));
    if let Some(held) = &all.state.held {
        says.push(format!("the log signs nothing new ({held}); `saksi doctor` says what to do"));
    }
    Ok((name, holds, says))
}
