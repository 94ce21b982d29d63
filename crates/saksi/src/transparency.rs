//! The log of evidence, as the settings describe it.

use anyhow::{Context as _, bail};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use saksi_db::Db;
use saksi_tlog::{KeyName, Policy};
use saksi_transparency::{Authority, Held, Settings, Transparency};

use crate::config::Config;
use crate::doctor::State;

/// Reads the settings, with the files that they name.
pub(crate) fn settings(config: &Config) -> anyhow::Result<Settings> {
    let set = &config.transparency;
    let address = config.public_address();
    let host = address.split_once("://").map_or(address.as_str(), |(_, host)| host);
    let origin = if set.origin.is_empty() { format!("{host}/log") } else { set.origin.clone() };
    let origin = KeyName::parse(&origin).map_err(|_| {
        anyhow::anyhow!(
            "transparency.origin = \"{origin}\" must be a name without spaces and `+`, like check.example.org/log"
        )
    })?;
    let policy = if set.policy.is_empty() {
        "quorum none\n".to_owned()
    } else {
        std::fs::read_to_string(&set.policy)
            .with_context(|| format!("transparency.policy: {} cannot be read", set.policy))?
    };
    let policy =
        Policy::parse(&policy).map_err(|error| anyhow::anyhow!("transparency.policy: {}: {error}", set.policy))?;
    let authorities = set.authorities.iter().map(|text| authority(text)).collect::<anyhow::Result<Vec<_>>>()?;
    if set.stamp_minutes == 0 {
        bail!("transparency.stamp_minutes must be at least 1: authorities serve many");
    }
    let stamp_pause = i64::from(set.stamp_minutes) * 60;
    Ok(Settings { origin, policy, authorities, stamp_pause, private: set.private })
}

fn authority(text: &str) -> anyhow::Result<Authority> {
    let (url, file) = text
        .trim()
        .split_once(' ')
        .with_context(|| {
            format!(
                "transparency.authorities: \"{text}\" must be an address, a space, and a file with the authority's root certificate, like \"https://tsa.example.org/tsr /etc/saksi/tsa-root.pem\""
            )
        })?;
    if !(url.starts_with("https://") || url.starts_with("http://")) {
        bail!(
            "transparency.authorities: \"{url}\" must begin with https:// (or http://; a token is signed either way)"
        );
    }
    let file = file.trim();
    let roots = CertificateDer::pem_file_iter(file)
        .with_context(|| format!("transparency.authorities: {file} cannot be read"))?
        .map(|root| root.map(|root| root.to_vec()))
        .collect::<Result<Vec<_>, _>>()
        .with_context(|| format!("transparency.authorities: {file} holds no certificates in PEM"))?;
    if roots.is_empty() {
        bail!("transparency.authorities: {file} holds no certificates in PEM");
    }
    Ok(Authority { url: url.to_owned(), roots })
}

/// Opens the log for serving.
pub(crate) async fn open(config: &Config, db: &Db) -> anyhow::Result<Transparency> {
    Transparency::open(db.clone(), settings(config)?).await.map_err(|problem| {
        anyhow::anyhow!("the log of evidence cannot open: {problem}. `saksi doctor` and the lines above say more.")
    })
}

/// How the log stands, for `saksi doctor`, and what to do.
pub(crate) async fn examine(config: &Config, db: &Db) -> (State, String) {
    let state = match saksi_transparency::state(db).await {
        Ok(Some(state)) => state,
        Ok(None) => return (State::Ok, "nothing was entered yet".to_owned()),
        Err(problem) => return (State::Failure, format!("it cannot be read: {problem}. Run: saksi verify --all")),
    };
    let size = state.head.size;
    match &state.held {
        Some(Held::Restored) => {
            return (
                State::Failure,
                "it came back from a backup and signs nothing until its witnesses were asked; `saksi serve` asks them by itself. Where there are none, or none answers for good, and nothing was logged after the backup was made: saksi log-sign-on".to_owned(),
            );
        }
        Some(Held::Behind { witness, size: seen }) => {
            return (
                State::Failure,
                format!(
                    "the witness {witness} signed {seen} entries, here are {size}: the backup that was restored is too old. Restore a newer one, or the disk of the old machine. Signing on from here would fork the log, so nothing is signed. If {witness} is wrong, take it out of transparency.policy."
                ),
            );
        }
        Some(Held::Forked { witness, size: seen }) => {
            return (
                State::Failure,
                format!(
                    "the witness {witness} signed another state of size {seen} than is here: the log forked, or {witness} errs. Nothing is signed. Compare with its operators; keep both states. Only a log under a new name can go on if it forked."
                ),
            );
        }
        None => {}
    }
    let policy = settings(config).map(|settings| settings.policy);
    let Ok(policy) = policy else { return (State::Warning, "the settings of the log cannot be read".to_owned()) };
    let away: Vec<&str> = state
        .witnesses
        .iter()
        .filter(|witness| witness.failures > 3 && policy.witnesses().iter().any(|known| known.name == witness.name))
        .map(|witness| witness.name.as_str())
        .collect();
    if !away.is_empty() {
        let says = format!("{size} entries; these witnesses have not signed for a while: {}", away.join(", "));
        return (State::Warning, says);
    }
    if policy.witnesses().is_empty() {
        return (
            State::Warning,
            format!(
                "{size} entries, and nobody else signs them. Name witnesses in transparency.policy (docs/transparency.md)."
            ),
        );
    }
    (State::Ok, format!("{size} entries, {} wait, {} witnesses", state.waiting, policy.witnesses().len()))
}

/// `saksi log-sign-on`.
pub(crate) async fn sign_on(config: &Config) -> anyhow::Result<()> {
    let db = crate::open::database(config).await?;
    let done = saksi_transparency::sign_on(&db).await;
    db.close().await;
    if done.map_err(|problem| anyhow::anyhow!("{problem}"))? {
        say!("The log signs again from where the backup ends.");
        return Ok(());
    }
    bail!("the log does not wait for this; `saksi doctor` says how it stands")
}
