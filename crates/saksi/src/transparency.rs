//! The log of evidence, as the settings describe it.

use anyhow::{Context as _, bail};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use saksi_db::Db;
use saksi_tlog::{KeyName, Policy};
use saksi_transparency::{Authority, Settings, Transparency};

use crate::config::Config;

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
