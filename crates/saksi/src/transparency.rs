//! The log of evidence, as the settings describe it.

use anyhow::Context as _;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use saksi_db::Db;
use saksi_tlog::{KeyName, Policy};
use saksi_transparency::{Authority, Held, Settings, Transparency};

use crate::config::Config;
use crate::doctor::State;
use crate::messages::Said;

/// Reads the settings, with the files that they name.
pub(crate) fn settings(config: &Config) -> anyhow::Result<Settings> {
    let set = &config.transparency;
    let address = config.public_address();
    let host = address.split_once("://").map_or(address.as_str(), |(_, host)| host);
    let origin = if set.origin.is_empty() { format!("{host}/log") } else { set.origin.clone() };
    let origin = KeyName::parse(&origin).map_err(|_| {
        said!("cli-setting-like", setting = "transparency.origin", value = origin, example = "check.example.org/log")
    })?;
    let policy = if set.policy.is_empty() {
        "quorum none\n".to_owned()
    } else {
        std::fs::read_to_string(&set.policy)
            .with_context(|| said!("cli-setting-unusable", setting = "transparency.policy", value = &set.policy))?
    };
    let policy = Policy::parse(&policy)
        .with_context(|| said!("cli-setting-unusable", setting = "transparency.policy", value = &set.policy))?;
    let authorities = set.authorities.iter().map(|text| authority(text)).collect::<anyhow::Result<Vec<_>>>()?;
    let calendars = set.calendars.iter().map(|text| calendar(text, set.private)).collect::<anyhow::Result<Vec<_>>>()?;
    if set.stamp_minutes == 0 {
        fail!("cli-setting-at-least", setting = "transparency.stamp_minutes", least = 1_u32);
    }
    let stamp_pause = i64::from(set.stamp_minutes) * 60;
    Ok(Settings { origin, policy, authorities, calendars, stamp_pause, private: set.private })
}

fn authority(text: &str) -> anyhow::Result<Authority> {
    let (url, file) = text.trim().split_once(' ').with_context(|| said!("cli-setting-authority", value = text))?;
    if !(url.starts_with("https://") || url.starts_with("http://")) {
        fail!("cli-setting-https", setting = "transparency.authorities", value = url);
    }
    let file = file.trim();
    let roots = CertificateDer::pem_file_iter(file)
        .with_context(|| said!("cli-not-read", file = file))?
        .map(|root| root.map(|root| root.to_vec()))
        .collect::<Result<Vec<_>, _>>()
        .with_context(|| said!("cli-no-certificates", file = file))?;
    if roots.is_empty() {
        fail!("cli-no-certificates", file = file);
    }
    Ok(Authority { url: url.to_owned(), roots })
}

/// Where a calendar is asked: what stands behind it is `/digest` and `/timestamp/…`. Nobody signs what a calendar says, so that in plain
/// `http` only one of the operator's own network is asked.
fn calendar(text: &str, private: bool) -> anyhow::Result<String> {
    let address = text.trim().trim_end_matches('/');
    let host = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://").filter(|_| private));
    // The letters that the format allows in the address of a promise.
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "-._/:".contains(letter);
    if host.is_none_or(|host| host.is_empty() || !host.chars().all(plain)) {
        let example = "https://alice.btc.calendar.opentimestamps.org";
        fail!("cli-setting-like", setting = "transparency.calendars", value = text, example = example);
    }
    Ok(address.to_owned())
}

/// Opens the log for serving.
pub(crate) async fn open(config: &Config, db: &Db) -> anyhow::Result<Transparency> {
    Transparency::open(db.clone(), settings(config)?).await.with_context(|| said!("cli-log-not-opened"))
}

/// How the log stands, for `saksi doctor`, and what to do.
pub(crate) async fn examine(config: &Config, db: &Db) -> (State, Said) {
    let state = match saksi_transparency::state(db).await {
        Ok(Some(state)) => state,
        Ok(None) => return (State::Ok, said!("cli-doctor-log-empty")),
        Err(problem) => return (State::Failure, said!("cli-doctor-log-unread", why = &problem)),
    };
    let size = state.head.size;
    match &state.held {
        Some(Held::Restored) => {
            return (State::Failure, said!("cli-doctor-log-restored"));
        }
        Some(Held::Behind { witness, size: seen }) => {
            return (
                State::Failure,
                said!("cli-doctor-log-behind", witness = witness.clone(), seen = *seen, size = size),
            );
        }
        Some(Held::Forked { witness, size: seen }) => {
            return (State::Failure, said!("cli-doctor-log-forked", witness = witness.clone(), seen = *seen));
        }
        None => {}
    }
    let Ok(Settings { policy, authorities, calendars, .. }) = settings(config) else {
        return (State::Warning, said!("cli-doctor-log-settings"));
    };
    let away: Vec<&str> = state
        .witnesses
        .iter()
        .filter(|witness| witness.failures > 3 && policy.witnesses().iter().any(|known| known.name == witness.name))
        .map(|witness| witness.name.as_str())
        .collect();
    if !away.is_empty() {
        return (State::Warning, said!("cli-doctor-log-away", size = size, witnesses = away.join(", ")));
    }
    let named = |owing: &&String| authorities.iter().any(|known| known.url == **owing) || calendars.contains(owing);
    let owing: Vec<&str> = state.overdue.iter().filter(named).map(String::as_str).collect();
    if !owing.is_empty() {
        return (State::Warning, said!("cli-doctor-log-overdue", size = size, authorities = owing.join(", ")));
    }
    if policy.witnesses().is_empty() {
        return (State::Warning, said!("cli-doctor-log-alone", size = size));
    }
    let witnesses = policy.witnesses().len();
    (State::Ok, said!("cli-doctor-log", size = size, waiting = state.waiting, witnesses = witnesses))
}

/// `saksi log-sign-on`.
pub(crate) async fn sign_on(config: &Config) -> anyhow::Result<()> {
    let db = crate::open::database(config).await?;
    let done = saksi_transparency::sign_on(&db).await;
    db.close().await;
    if done.map_err(anyhow::Error::new)? {
        tell!("cli-log-signs-again");
        return Ok(());
    }
    fail!("cli-log-does-not-wait")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_calendar_is_named_by_the_address_that_stands_in_its_promises() {
        for (text, private, expected) in [
            ("https://alice.btc.calendar.example.org", false, Some("https://alice.btc.calendar.example.org")),
            (" https://alice.example.org/path/ ", false, Some("https://alice.example.org/path")),
            ("http://127.0.0.1:8080", true, Some("http://127.0.0.1:8080")),
            ("http://alice.example.org", false, None),
            ("https://", false, None),
            ("alice.example.org", true, None),
            ("https://alice.example.org?a=b", true, None),
            ("https://somebody@alice.example.org", true, None),
        ] {
            assert_eq!(calendar(text, private).ok().as_deref(), expected, "{text}");
        }
    }
}
