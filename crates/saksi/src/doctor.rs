//! `saksi doctor`: looks at everything that tends to go wrong, and says how to mend it.

use std::path::Path;

use saksi_base::clock::DAY;
use saksi_base::{Clock as _, Timestamp};
use serde::Serialize;

use crate::config::Config;
use crate::messages::{self, Said};
use crate::runtime::SystemClock;
use crate::second_step_key::{self, Standing};
use crate::{backup, media, memory, model, open, pgp, serve, tls};

/// How a finding stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum State {
    /// As it should be.
    Ok,
    /// Works, but should be mended.
    Warning,
    /// Does not work.
    Failure,
}

/// One thing looked at. For programs, what was looked at and the code of what was found stay the same in every language.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Finding {
    /// What was looked at.
    pub(crate) what: &'static str,
    /// How it stands.
    pub(crate) state: State,
    /// What was found, for programs.
    pub(crate) code: &'static str,
    /// What was found, and what to do.
    pub(crate) says: Said,
}

impl Finding {
    pub(crate) fn new(what: &'static str, state: State, says: Said) -> Self {
        Self { what, state, code: says.code(), says }
    }

    /// What was looked at, for people.
    pub(crate) fn name(&self) -> Said {
        match self.what {
            "data folder" => said!("cli-doctor-what-data"),
            "disk" => said!("cli-doctor-what-disk"),
            "swap" => said!("cli-doctor-what-swap"),
            "clock" => said!("cli-doctor-what-clock"),
            "database" => said!("cli-doctor-what-database"),
            "jobs" => said!("cli-doctor-what-jobs"),
            "second steps" => said!("cli-doctor-what-second-steps"),
            "log of evidence" => said!("cli-doctor-what-log"),
            "blobs" => said!("cli-doctor-what-blobs"),
            "port" => said!("cli-doctor-what-port"),
            "address" => said!("cli-doctor-what-address"),
            "proxy" => said!("cli-doctor-what-proxy"),
            "certificate" => said!("cli-doctor-what-certificate"),
            "fonts" => said!("cli-doctor-what-fonts"),
            "backups" => said!("cli-doctor-what-backups"),
            "videos" => said!("cli-doctor-what-videos"),
            "text" => said!("cli-doctor-what-text"),
            "keys" => said!("cli-doctor-what-keys"),
            _ => said!("cli-doctor-what-model"),
        }
    }
}

impl State {
    fn mark(self) -> Said {
        match self {
            Self::Ok => said!("cli-doctor-ok"),
            Self::Warning => said!("cli-doctor-mend"),
            Self::Failure => said!("cli-doctor-broken"),
        }
    }
}

/// Prints findings as a table. Columns are as wide as their longest word is in this language.
pub(crate) fn print(findings: &[Finding]) {
    let mut rows = Vec::new();
    for finding in findings {
        let (mark, name) = (finding.state.mark().for_output().to_string(), finding.name().for_output().to_string());
        rows.push((mark, name, finding.says.for_output().to_string()));
    }
    let marks = rows.iter().map(|row| width(&row.0)).max().unwrap_or(0);
    let names = rows.iter().map(|row| width(&row.1)).max().unwrap_or(0);
    let padded = |text: &str, to: usize| format!("{text}{}", " ".repeat(to.saturating_sub(width(text))));
    for (mark, name, says) in &rows {
        let indent = format!("\n{}", " ".repeat(marks + names + 2));
        say!("{} {} {}", padded(mark, marks), padded(name, names), says.replace('\n', &indent));
    }
}

/// How many columns of a terminal a word takes: Chinese letters two, vowel signs and marks of Thai and Urdu none.
fn width(text: &str) -> usize {
    let column = |c: char| match c {
        '\u{e31}' | '\u{e34}'..='\u{e3a}' | '\u{e47}'..='\u{e4e}' | '\u{64b}'..='\u{65f}' | '\u{2066}'..='\u{2069}' => {
            0
        }
        '\u{2e80}'..='\u{9fff}' | '\u{ff00}'..='\u{ff60}' => 2,
        _ => 1,
    };
    text.chars().map(column).sum()
}

/// Looks at everything. Changes nothing but what opening the database changes.
pub(crate) async fn examine(config: &Config) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut note = |what, state, says: Said| findings.push(Finding::new(what, state, says));

    // Whoever mistyped the folder must not be told that all is well in a new one.
    let there = config.data.is_dir();
    let begun = !config.database.is_empty() || config.data.join("saksi.db").is_file();
    match open::data_folder_if_there(&config.data) {
        Ok(false) => note("data folder", State::Warning, said!("cli-doctor-data-none", folder = config.data.display())),
        Ok(true) => {
            let probe = config.data.join(".doctor");
            match std::fs::write(&probe, b"ok").and_then(|()| std::fs::remove_file(&probe)) {
                Ok(()) => {
                    note("data folder", State::Ok, said!("cli-doctor-data-writes", folder = config.data.display()));
                }
                Err(error) => note(
                    "data folder",
                    State::Failure,
                    said!("cli-doctor-data-blocked", folder = config.data.display(), why = &error),
                ),
            }
        }
        Err(error) => note("data folder", State::Failure, messages::told(&error)),
    }
    match free_bytes(if there { config.data.as_path() } else { Path::new(".") }) {
        Some(free) if free < 200 << 20 => {
            note("disk", State::Failure, said!("cli-doctor-disk-full", megabytes = free >> 20));
        }
        Some(free) if free < 2 << 30 => {
            note("disk", State::Warning, said!("cli-doctor-disk-low", megabytes = free >> 20));
        }
        Some(free) => note("disk", State::Ok, said!("cli-doctor-disk-free", gigabytes = free >> 30)),
        None => note("disk", State::Warning, said!("cli-doctor-disk-unknown")),
    }
    let (state, says) = memory::swap();
    note("swap", state, says);
    if SystemClock.now().0 < 1_767_225_600_000_000 {
        note("clock", State::Failure, said!("cli-doctor-clock-wrong", now = SystemClock.now()));
    } else {
        note("clock", State::Ok, said!("cli-doctor-clock", now = SystemClock.now()));
    }
    match if begun { open::database(config).await.map(Some) } else { Ok(None) } {
        Err(error) => note("database", State::Failure, messages::told(&error)),
        Ok(None) => {
            note("database", State::Warning, said!("cli-doctor-database-none"));
        }
        Ok(Some(db)) => {
            let (engine, schema) = (format!("{:?}", db.engine()), saksi_db::Db::schema_version());
            note("database", State::Ok, said!("cli-doctor-database", engine = engine, schema = schema.to_string()));
            match db.failed_jobs().await {
                Ok(jobs) if jobs.is_empty() => note("jobs", State::Ok, said!("cli-doctor-jobs")),
                Ok(jobs) => note(
                    "jobs",
                    State::Warning,
                    said!(
                        "cli-doctor-jobs-given-up",
                        count = jobs.len(),
                        why = jobs.first().and_then(|job| job.last_error.clone()).unwrap_or_default()
                    ),
                ),
                Err(error) => {
                    note("jobs", State::Failure, said!("cli-doctor-jobs-unread", why = &anyhow::Error::new(error)));
                }
            }
            let key_file = second_step_key::file(config);
            match second_step_key::standing(&key_file, &db).await {
                Err(error) => note("second steps", State::Failure, messages::told(&error)),
                Ok(standing) => match (standing.complaint(&key_file), standing) {
                    (Some(complaint), _) => note("second steps", State::Failure, complaint),
                    (None, _) if second_step_key::readable_by_all(&key_file) => note(
                        "second steps",
                        State::Warning,
                        said!("cli-doctor-key-readable", file = key_file.display()),
                    ),
                    (None, Standing::Renewed(_)) => {
                        note("second steps", State::Warning, said!("cli-doctor-key-cut-off"));
                    }
                    (None, Standing::Fresh(_)) => {
                        note("second steps", State::Ok, said!("cli-doctor-key-first", file = key_file.display()));
                    }
                    (None, _) => note("second steps", State::Ok, said!("cli-doctor-key", file = key_file.display())),
                },
            }
            let (state, says) = crate::transparency::examine(config, &db).await;
            note("log of evidence", state, says);
            match open::blobs(config).await {
                Ok(blobs) => match blobs.put(b"saksi doctor".to_vec()).await {
                    Ok(hash) => {
                        let _ = blobs.delete(hash).await;
                        note("blobs", State::Ok, said!("cli-doctor-blobs"));
                    }
                    Err(error) => note(
                        "blobs",
                        State::Failure,
                        said!("cli-doctor-blobs-blocked", why = &anyhow::Error::new(error)),
                    ),
                },
                Err(error) => note("blobs", State::Failure, messages::told(&error)),
            }
            db.close().await;
        }
    }
    match serve::listen(config.listen) {
        Ok(_) => note("port", State::Ok, said!("cli-doctor-port", address = config.listen)),
        Err(error) => note("port", State::Warning, messages::told(&error)),
    }
    let url = config.public_address();
    if url.starts_with("https://") {
        note("address", State::Ok, Said::of_text(&url));
    } else {
        note("address", State::Warning, said!("cli-doctor-address-plain", address = &url));
    }
    if url.starts_with("https://") && config.tls.domains.is_empty() && config.proxy.trusted.is_empty() {
        note("proxy", State::Warning, said!("cli-doctor-proxy"));
    }
    if !config.tls.domains.is_empty() {
        match tls::kept_until(config).map(|until| until.map(|until| (until, tls::days_left(until)))) {
            Ok(Some((until, days))) if days >= 14 => {
                note("certificate", State::Ok, said!("cli-doctor-certificate", day = until.to_date()));
            }
            Ok(Some((until, days))) if days >= 0 => {
                note("certificate", State::Warning, said!("cli-doctor-certificate-late", day = until.to_date()));
            }
            Ok(Some((until, _))) => {
                note("certificate", State::Failure, said!("cli-doctor-certificate-over", day = until.to_date()));
            }
            Ok(None) => note("certificate", State::Warning, said!("cli-doctor-certificate-none")),
            Err(error) => note("certificate", State::Failure, messages::told(&error)),
        }
    }
    let without = saksi_desk::languages_without_card_fonts();
    if without.is_empty() {
        note("fonts", State::Ok, said!("cli-doctor-fonts"));
    } else {
        let names: Vec<&str> = without.iter().map(|language| language.own_name()).collect();
        note("fonts", State::Warning, said!("cli-doctor-fonts-lack", languages = names.join(", ")));
    }
    if config.backup.recipients.is_empty() {
        note("backups", State::Warning, said!("cli-doctor-backups-none"));
    } else if config.backup.folder.is_empty() {
        note("backups", State::Warning, said!("cli-doctor-backups-by-hand"));
    } else {
        let (state, says) = newest_backup(Path::new(&config.backup.folder), SystemClock.now());
        note("backups", state, says);
    }
    findings.push(model::examine(config));
    findings.extend(media::findings(saksi_base::SiteLanguage::ALL.iter().map(|language| language.tag())));
    findings.push(pgp::examine());
    findings
}

/// Free bytes on the disk of a path, as `df` says.
fn free_bytes(path: &Path) -> Option<u64> {
    let output = std::process::Command::new("df").args(["-Pk", "--"]).arg(path).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    let kilobytes: u64 = text.lines().nth(1)?.split_whitespace().nth(3)?.parse().ok()?;
    Some(kilobytes << 10)
}

/// How old a backup may be before something is wrong: one is made every day, and a day may be missed.
const STALE: i64 = 2 * DAY;

/// What the newest backup in a folder says of those that are made every day.
fn newest_backup(folder: &Path, now: Timestamp) -> (State, Said) {
    match backup::newest(folder) {
        Ok(Some((name, made))) if now.since(made) > STALE => {
            (State::Warning, said!("cli-doctor-backups-old", file = name, folder = folder.display()))
        }
        Ok(Some((name, _))) => (State::Ok, said!("cli-doctor-backups", file = name)),
        Ok(None) => (State::Warning, said!("cli-doctor-backups-empty", folder = folder.display())),
        Err(error) => (State::Warning, said!("cli-doctor-backups-unread", folder = folder.display(), why = &error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_old_backup_is_no_good_news() {
        let folder = tempfile::tempdir().expect("a folder");
        let made = Timestamp::parse("2026-03-01T02:00:00Z").expect("a time");
        let state = |days: i64| newest_backup(folder.path(), made.plus(days * DAY));
        assert_eq!(state(0).0, State::Warning);
        assert!(state(0).1.to_string().contains("none yet"));
        for made in [made, made.plus(-DAY)] {
            let name = folder.path().join(format!("{}.saksi-backup", made.to_rfc3339().replace(':', "")));
            std::fs::write(name, format!("saksi-backup/1 made={made} expires={}\nrest", made.plus(30 * DAY)))
                .expect("a backup");
        }
        assert_eq!(state(1).0, State::Ok);
        assert!(state(1).1.to_string().contains("2026-03-01"), "{}", state(1).1);
        assert_eq!(state(3).0, State::Warning);
        assert!(state(3).1.to_string().contains("older than two days"), "{}", state(3).1);
        assert_eq!(newest_backup(&folder.path().join("not-there"), made).0, State::Warning);
    }
}
