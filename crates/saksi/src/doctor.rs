//! `saksi doctor`: looks at everything that tends to go wrong, and says how to mend it.

use std::path::Path;

use saksi_base::Clock as _;
use serde::Serialize;

use crate::config::Config;
use crate::runtime::SystemClock;
use crate::second_step_key::{self, Standing};
use crate::{media, memory, model, open, serve, tls};

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

/// One thing looked at.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Finding {
    /// What was looked at.
    pub(crate) what: &'static str,
    /// How it stands.
    pub(crate) state: State,
    /// What was found, and what to do.
    pub(crate) says: String,
}

/// Looks at everything. Changes nothing but what opening the database changes.
pub(crate) async fn examine(config: &Config) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut note = |what, state, says: String| findings.push(Finding { what, state, says });

    // Whoever mistyped the folder must not be told that all is well in a new one.
    let there = config.data.is_dir();
    let begun = !config.database.is_empty() || config.data.join("saksi.db").is_file();
    match open::data_folder_if_there(&config.data) {
        Ok(false) => note(
            "data folder",
            State::Warning,
            format!(
                "{} is not there. The first start of `saksi serve` makes it; if another folder was meant, name it with --data.",
                config.data.display()
            ),
        ),
        Ok(true) => {
            let probe = config.data.join(".doctor");
            match std::fs::write(&probe, b"ok").and_then(|()| std::fs::remove_file(&probe)) {
                Ok(()) => note("data folder", State::Ok, format!("{} can be written", config.data.display())),
                Err(error) => note(
                    "data folder",
                    State::Failure,
                    format!(
                        "{} cannot be written: {error}. Give this account the right, or make room on the disk.",
                        config.data.display()
                    ),
                ),
            }
        }
        Err(error) => note("data folder", State::Failure, format!("{error:#}")),
    }
    match free_bytes(if there { config.data.as_path() } else { Path::new(".") }) {
        Some(free) if free < 200 << 20 => {
            note(
                "disk",
                State::Failure,
                format!("only {} MB are free; make room before the server must refuse messages", free >> 20),
            );
        }
        Some(free) if free < 2 << 30 => {
            note("disk", State::Warning, format!("{} MB are free; plan for more", free >> 20));
        }
        Some(free) => note("disk", State::Ok, format!("{} GB are free", free >> 30)),
        None => note("disk", State::Warning, "the free room could not be read; look with `df`".into()),
    }
    let (state, says) = memory::swap();
    note("swap", state, says);
    if SystemClock.now().0 < 1_767_225_600_000_000 {
        note(
            "clock",
            State::Failure,
            format!(
                "this machine says it is {}; set the clock, or sessions and codes will not work",
                SystemClock.now()
            ),
        );
    } else {
        note("clock", State::Ok, format!("this machine says it is {}", SystemClock.now()));
    }
    match if begun { open::database(config).await.map(Some) } else { Ok(None) } {
        Err(error) => note("database", State::Failure, format!("{error:#}")),
        Ok(None) => {
            note("database", State::Warning, "there is none yet; the first start of `saksi serve` makes it".into());
        }
        Ok(Some(db)) => {
            note("database", State::Ok, format!("{:?}, schema {}", db.engine(), saksi_db::Db::schema_version()));
            match db.failed_jobs().await {
                Ok(jobs) if jobs.is_empty() => note("jobs", State::Ok, "none was given up".into()),
                Ok(jobs) => note(
                    "jobs",
                    State::Warning,
                    format!(
                        "{} were given up; the last said: {}",
                        jobs.len(),
                        jobs.first().and_then(|job| job.last_error.clone()).unwrap_or_default()
                    ),
                ),
                Err(error) => note("jobs", State::Failure, format!("the queue cannot be read: {error}")),
            }
            let key_file = second_step_key::file(config);
            match second_step_key::standing(&key_file, &db).await {
                Err(error) => note("second steps", State::Failure, format!("{error:#}")),
                Ok(standing) => match (standing.complaint(&key_file), standing) {
                    (Some(complaint), _) => note("second steps", State::Failure, complaint),
                    (None, _) if second_step_key::readable_by_all(&key_file) => note(
                        "second steps",
                        State::Warning,
                        format!("everybody on this machine can read their key; run: chmod 600 {}", key_file.display()),
                    ),
                    (None, Standing::Renewed(_)) => note(
                        "second steps",
                        State::Warning,
                        "a renewal of their key was cut off; the next start of `saksi serve` finishes it".into(),
                    ),
                    (None, Standing::Fresh(_)) => {
                        note(
                            "second steps",
                            State::Ok,
                            format!("the first start takes the key {}", key_file.display()),
                        );
                    }
                    (None, _) => note("second steps", State::Ok, format!("sealed with the key {}", key_file.display())),
                },
            }
            let (state, says) = crate::transparency::examine(config, &db).await;
            note("log of evidence", state, says);
            match open::blobs(config).await {
                Ok(blobs) => match blobs.put(b"saksi doctor".to_vec()).await {
                    Ok(hash) => {
                        let _ = blobs.delete(hash).await;
                        note("blobs", State::Ok, "can be written and read".into());
                    }
                    Err(error) => note(
                        "blobs",
                        State::Failure,
                        format!("cannot be written: {error}. Check [objects] in saksi.toml and the bucket's rights."),
                    ),
                },
                Err(error) => note("blobs", State::Failure, format!("{error:#}")),
            }
            db.close().await;
        }
    }
    match serve::listen(config.listen) {
        Ok(_) => note("port", State::Ok, format!("{} is free", config.listen)),
        Err(error) => note("port", State::Warning, format!("{error:#}")),
    }
    let url = config.public_address();
    if url.starts_with("https://") {
        note("address", State::Ok, url.clone());
    } else {
        note(
            "address",
            State::Warning,
            format!(
                "{url}: people outside this machine need https. Set public_url, and [tls] domains or a proxy in front (see deploy/)."
            ),
        );
    }
    if url.starts_with("https://") && config.tls.domains.is_empty() && config.proxy.trusted.is_empty() {
        note(
            "proxy",
            State::Warning,
            "a proxy must stand in front for https, but proxy.trusted is empty: every visitor would count as one address".into(),
        );
    }
    if !config.tls.domains.is_empty() {
        match tls::kept_until(config).map(|until| until.map(|until| (until, tls::days_left(until)))) {
            Ok(Some((until, days))) if days >= 14 => {
                note("certificate", State::Ok, format!("good until {}", until.to_date()));
            }
            Ok(Some((until, days))) if days >= 0 => note(
                "certificate",
                State::Warning,
                format!("good only until {}, and should have been renewed by now; the log says what hinders it", until.to_date()),
            ),
            Ok(Some((until, _))) => note(
                "certificate",
                State::Failure,
                format!("ended on {}; the log of `saksi serve` says what hinders a new one", until.to_date()),
            ),
            Ok(None) => note(
                "certificate",
                State::Warning,
                "there is none yet. It comes when `saksi serve` runs, the names lead to this machine, and port 443 can be reached from outside.".into(),
            ),
            Err(error) => note("certificate", State::Failure, format!("{error:#}")),
        }
    }
    let without = saksi_desk::languages_without_card_fonts();
    if without.is_empty() {
        note("fonts", State::Ok, "previews of shared answers can be drawn".into());
    } else {
        let names: Vec<&str> = without.iter().map(|language| language.own_name()).collect();
        note(
            "fonts",
            State::Warning,
            format!(
                "shared answers show no picture in {}. On Debian: apt install fonts-noto-core fonts-noto-cjk, then start again.",
                names.join(", ")
            ),
        );
    }
    if config.backup.recipients.is_empty() {
        note("backups", State::Warning, "none are made. Run `saksi backup-key FILE` on another machine and set backup.recipients and backup.folder.".into());
    } else if config.backup.folder.is_empty() {
        note(
            "backups",
            State::Warning,
            "backup.folder is empty: nothing is made every day; run `saksi backup` by a timer".into(),
        );
    } else {
        let newest = std::fs::read_dir(&config.backup.folder).ok().and_then(|entries| {
            entries
                .flatten()
                .map(|e| e.file_name().to_string_lossy().into_owned())
                .filter(|n| n.ends_with(".saksi-backup"))
                .max()
        });
        match newest {
            Some(name) => note("backups", State::Ok, format!("the newest is {name}")),
            None => note("backups", State::Warning, format!("there is none yet in {}", config.backup.folder)),
        }
    }
    findings.push(model::examine(config));
    findings.extend(media::findings(saksi_base::SiteLanguage::ALL.iter().map(|language| language.tag())));
    findings
}

/// Free bytes on the disk of a path, as `df` says.
fn free_bytes(path: &Path) -> Option<u64> {
    let output = std::process::Command::new("df").args(["-Pk", "--"]).arg(path).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    let kilobytes: u64 = text.lines().nth(1)?.split_whitespace().nth(3)?.parse().ok()?;
    Some(kilobytes << 10)
}
