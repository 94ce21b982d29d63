//! Everybody who runs the program reads its errors in their language, and other programs read a code that no language changes.

#![expect(clippy::unwrap_used, reason = "helpers of tests may end where their input is wrong")]

use std::io::{BufRead as _, BufReader};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::Arc;

use saksi_base::{SiteLanguage, Timestamp};
use saksi_db::{Db, Error, Settings, Viewer, testing};
use saksi_web::{Locale, Translator, without_isolates};

const MESSAGES: &[(SiteLanguage, &str)] = &[
    (SiteLanguage::English, include_str!("../locales/en.ftl")),
    (SiteLanguage::TraditionalChinese, include_str!("../locales/zh-Hant.ftl")),
    (SiteLanguage::Thai, include_str!("../locales/th.ftl")),
    (SiteLanguage::Indonesian, include_str!("../locales/id.ftl")),
    (SiteLanguage::Urdu, include_str!("../locales/ur.ftl")),
];

/// Stands for what is placed into a message and need not be known to the test.
const ANY: &str = "\u{1}";

/// `saksi …` in a folder of its own, with settings and a language of no one.
fn saksi(folder: &Path, words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_saksi"));
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy().into_owned();
        if text.starts_with("SAKSI_") || text.starts_with("LC_") || text.starts_with("LANG") {
            command.env_remove(name);
        }
    }
    // A terminal with letters for every language.
    command.env("TERM", "xterm");
    command.args(words).current_dir(folder).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn printed(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

fn locale(language: SiteLanguage) -> Locale {
    Locale::new(Arc::new(Translator::new(MESSAGES)), language, Timestamp(0))
}

/// Whether a text holds a message, whatever stands in its places.
fn holds(text: &str, language: SiteLanguage, message: &str, places: &[(&str, &str)]) -> bool {
    let l = locale(language);
    assert!(l.has(message), "{message} is missing in {language}");
    let said = if places.is_empty() { l.t(message) } else { l.ta(message, places) };
    // How lines are broken and set in is not the message's business.
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = plain(text);
    let mut rest = text.as_str();
    for part in without_isolates(&said).split(ANY).map(plain) {
        match rest.find(&part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    true
}

/// What an operator does, and the message that answers it.
struct Fault {
    words: Vec<String>,
    variables: Vec<(&'static str, String)>,
    code: i32,
    says: Vec<(&'static str, Vec<(&'static str, String)>)>,
}

fn fault(words: &[&str], says: &'static str, places: &[(&'static str, &str)]) -> Fault {
    Fault {
        words: words.iter().map(ToString::to_string).collect(),
        variables: Vec::new(),
        code: 1,
        says: vec![(says, places.iter().map(|(name, value)| (*name, (*value).to_owned())).collect())],
    }
}

impl Fault {
    fn with(mut self, variable: &'static str, value: &str) -> Self {
        self.variables.push((variable, value.to_owned()));
        self
    }

    fn also(mut self, says: &'static str, places: &[(&'static str, &str)]) -> Self {
        self.says.push((says, places.iter().map(|(name, value)| (*name, (*value).to_owned())).collect()));
        self
    }
}

async fn database_of_a_newer_version(data: &Path) {
    std::fs::create_dir_all(data).unwrap();
    let test = testing::sqlite().await;
    let settings = Settings::File(data.join("saksi.db"));
    let db = Db::open(&settings, test.db.clock(), test.db.random()).await.unwrap();
    let made: Result<(), Error> = saksi_db::write!(db, "pretend", Viewer::System, tx => {
        saksi_db::execute!(
            &mut tx,
            "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) VALUES (9999, 'future', TRUE, $1, 1)",
            &b"x"[..]
        )?;
        Ok(())
    });
    made.unwrap();
    db.close().await;
}

#[tokio::test]
async fn every_error_is_told_in_the_language_of_whoever_runs_the_program() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let write = |name: &str, text: &[u8]| std::fs::write(at.join(name), text).unwrap();
    database_of_a_newer_version(&at.join("newer")).await;
    write("broken.toml", b"name = \"open\n");
    write("slip.toml", b"nmae = \"slip\"\n");
    write("wrong.toml", b"connections = \"many\"\n");
    write("zone.toml", b"time_zone = \"Mars/Olympus\"\n");
    write("binary.toml", &[0xff, 0xfe, 0]);
    write("claims.csv", b"id,language,claim,verdict\n1,en,\"Warm water cures,false\n");
    write("bare.csv", b"id,text\n1,a\n");
    write("utf16.csv", &[0xff, 0xfe, b'i', 0]);
    write("not.backup", b"rubbish\n");
    write("key.txt", b"rubbish\n");
    // A data folder with a database, a backup of it, its key and another one.
    let run = |words: &[&str]| {
        let output = saksi(at, words).output().unwrap();
        assert!(output.status.success(), "{words:?}: {}", printed(&output));
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    };
    run(&["--data", "data", "import", "jsonl", "/dev/null"]);
    let public = run(&["backup-key", "right.txt"]);
    run(&["backup-key", "other.txt"]);
    let made = run(&["--data", "data", "backup", "--recipient", &public, "--folder", "backups", "--json"]);
    let file = made.split('"').find(|part| part.ends_with(".saksi-backup")).unwrap().to_owned();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().to_string();

    let faults = [
        fault(&["serve", "--data", "newer", "--listen", "127.0.0.1:0"], "cli-database-newer", &[("schema", "9999")]),
        fault(
            &["serve", "--data", "data", "--listen", &port],
            "cli-port-in-use",
            &[("address", &port), ("other", ANY)],
        ),
        fault(&["serve", "--config", "broken.toml"], "cli-settings-not-toml", &[("file", "broken.toml"), ("why", ANY)]),
        fault(
            &["serve", "--config", "slip.toml"],
            "cli-setting-unknown",
            &[("file", "slip.toml"), ("name", "nmae"), ("meant", "name")],
        ),
        fault(&["serve", "--config", "wrong.toml"], "cli-settings-refused", &[("file", "wrong.toml"), ("why", ANY)]),
        fault(
            &["serve", "--config", "zone.toml"],
            "cli-setting-like",
            &[("setting", "time_zone"), ("value", "Mars/Olympus"), ("example", "Asia/Taipei")],
        ),
        fault(&["serve", "--config", "binary.toml"], "cli-settings-not-text", &[("file", "binary.toml")]),
        fault(&["serve", "--config", "none.toml"], "cli-settings-not-read", &[("file", "none.toml")])
            .also("cli-io-not-found", &[]),
        fault(&["serve"], "cli-variable-unknown", &[("name", "SAKSI_LISTN"), ("meant", "SAKSI_LISTEN")])
            .with("SAKSI_LISTN", "x"),
        fault(&["serve"], "cli-variable-refused", &[("name", "SAKSI_CONNECTIONS"), ("why", ANY)])
            .with("SAKSI_CONNECTIONS", "many")
            .also("cli-expect-whole", &[]),
        fault(
            &["serve", "--data", "/dev/null/data", "--listen", "127.0.0.1:0"],
            "cli-data-not-made",
            &[("folder", "/dev/null/data")],
        ),
        fault(&["backup", "--data", "nowhere"], "cli-data-none", &[("folder", "nowhere")]),
        fault(&["set-up-link", "--data", "nowhere"], "cli-data-none", &[("folder", "nowhere")]),
        fault(
            &["serve", "--database", "mysql://127.0.0.1/x", "--data", "data", "--listen", "127.0.0.1:0"],
            "cli-database-address",
            &[],
        ),
        fault(
            &["serve", "--database", "postgres://127.0.0.1:9/x", "--data", "data", "--listen", "127.0.0.1:0"],
            "cli-database-no-answer",
            &[("why", ANY)],
        ),
        fault(&["import", "jsonl", "none.jsonl", "--data", "data"], "cli-not-read", &[("file", "none.jsonl")])
            .also("cli-io-not-found", &[]),
        fault(
            &["import", "csv", "bare.csv", "--language", "en", "--data", "data"],
            "cli-import-no-column",
            &[("file", "bare.csv"), ("column", "verdict")],
        ),
        fault(&["import", "csv", "utf16.csv", "--data", "data"], "cli-import-utf16", &[("file", "utf16.csv")]),
        fault(&["import", "cofacts", "backups", "--data", "data"], "cli-import-no-open-data", &[("folder", "backups")]),
        Fault { code: 3, ..fault(&["import", "csv", "claims.csv", "--data", "data"], "cli-import-quotation", &[]) },
        fault(&["backup", "--data", "data"], "cli-backup-no-recipients", &[]),
        fault(
            &["backup", "--data", "data", "--recipient", "ssh-rsa"],
            "cli-setting-recipient",
            &[("value", "ssh-rsa")],
        ),
        fault(&["backup-key", "right.txt"], "cli-not-made", &[("file", "right.txt")]),
        fault(
            &["restore", "not.backup", "--key", "right.txt", "--data", "fresh"],
            "cli-restore-no-backup",
            &[("file", "not.backup")],
        ),
        fault(&["restore", &file, "--key", "other.txt", "--data", "fresh"], "cli-restore-wrong-key", &[]),
        fault(&["restore", &file, "--key", "key.txt", "--data", "fresh"], "cli-restore-no-key", &[("file", "key.txt")]),
        fault(
            &["restore", &file, "--key", "right.txt", "--tombstones", "gone", "--data", "fresh"],
            "cli-no-folder",
            &[("folder", "gone")],
        ),
        fault(&["second-step-key", "renew", "--data", "data"], "cli-key-nothing-sealed", &[]),
        fault(&["model", "try", "a", "b", "--data", "data"], "cli-model-none", &[("folder", "data/model")]),
        Fault { code: 3, ..fault(&["verify", "none.wacz"], "cli-not-read", &[("file", "none.wacz")]) },
        Fault {
            code: 3,
            ..fault(&["doctor", "--database", "postgres://127.0.0.1:9/x"], "cli-database-no-answer", &[("why", ANY)])
        }
        .also("cli-doctor-backups-none", &[])
        .also("cli-doctor-model-none", &[]),
    ];
    for language in SiteLanguage::ALL {
        for fault in &faults {
            let words: Vec<&str> = fault.words.iter().map(String::as_str).collect();
            let mut command = saksi(at, &words);
            command.env("SAKSI_LANGUAGE", language.tag());
            command.envs(fault.variables.iter().map(|(name, value)| (*name, value.as_str())));
            let output = command.output().unwrap();
            let text = printed(&output);
            assert_eq!(output.status.code(), Some(fault.code), "{language}: {words:?}: {text}");
            for (message, places) in &fault.says {
                let places: Vec<(&str, &str)> = places.iter().map(|(name, value)| (*name, value.as_str())).collect();
                assert!(holds(&text, language, message, &places), "{language}: {words:?} lacks {message}: {text}");
            }
            assert!(!text.contains("cli-") && !text.contains("problem-"), "{language}: {words:?}: {text}");
            assert!(!text.contains(['\u{2066}', '\u{2068}', '\u{2069}']), "no marks in a pipe: {text:?}");
        }
    }
    assert!(!at.join("fresh/saksi.db-restored").exists());
}

#[test]
fn a_full_disk_is_said_in_every_language() {
    let Ok(full) = std::fs::File::options().write(true).open("/dev/full") else { return };
    let folder = tempfile::tempdir().unwrap();
    for language in SiteLanguage::ALL {
        let mut command = saksi(folder.path(), &["settings", "--language", language.tag()]);
        let output = command.stdout(full.try_clone().unwrap()).output().unwrap();
        let text = printed(&output);
        assert_eq!(output.status.code(), Some(1), "{text}");
        let full = locale(language).t("cli-io-full");
        assert!(holds(&text, language, "cli-not-printed", &[("why", &full)]), "{language}: {text}");
    }
}

#[test]
fn what_was_done_is_told_in_every_language() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let row = r#"{"id":"a","language":"en","claim":"Warm lemon water cures cancer","verdict":"false","explanation":"It does not.","references":["https://example.org/a"]}"#;
    std::fs::write(at.join("checks.jsonl"), format!("{row}\n")).unwrap();
    for language in SiteLanguage::ALL {
        let tag = language.tag();
        let run = |words: &[&str]| {
            let output = saksi(at, words).env("SAKSI_LANGUAGE", tag).output().unwrap();
            let text = printed(&output);
            assert!(output.status.success(), "{language}: {words:?}: {text}");
            text
        };
        let said = |text: &str, message: &str, names: &[&str]| {
            let places: Vec<(&str, &str)> = names.iter().map(|name| (*name, ANY)).collect();
            assert!(holds(text, language, message, &places), "{language} lacks {message}: {text}");
        };
        let (data, key, fresh) = (format!("data-{tag}"), format!("{tag}.txt"), format!("fresh-{tag}"));
        let text = run(&["import", "jsonl", "checks.jsonl", "--data", &data]);
        said(
            &text,
            "cli-import-done",
            &["source", "claims", "checks", "known", "corrected", "rejected", "left_out", "seconds", "rate"],
        );
        let text = run(&["backup-key", &key]);
        said(&text, "cli-backup-key-made", &["file"]);
        let public = text.lines().find(|line| line.starts_with("age1")).unwrap().to_owned();
        let text = run(&["backup", "--data", &data, "--recipient", &public, "--folder", &format!("kept-{tag}")]);
        said(&text, "cli-backup-made", &["file", "rows", "files", "bytes", "day"]);
        let made = std::fs::read_dir(at.join(format!("kept-{tag}"))).unwrap().next().unwrap().unwrap().path();
        let text = run(&["restore", &made.to_string_lossy(), "--key", &key, "--data", &fresh]);
        said(&text, "cli-restored", &["rows", "files", "deleted"]);
        let doctor = saksi(at, &["doctor", "--data", &fresh]).env("SAKSI_LANGUAGE", tag).output().unwrap();
        let text = printed(&doctor);
        said(&text, "cli-doctor-data-writes", &["folder"]);
        said(&text, "cli-doctor-database", &["engine", "schema"]);
        said(&text, "cli-doctor-address-plain", &["address"]);
    }
}

#[test]
fn the_first_start_prints_the_set_up_link_in_every_language() {
    let folder = tempfile::tempdir().unwrap();
    for language in SiteLanguage::ALL {
        let words = ["serve", "--data", &format!("data-{}", language.tag()), "--listen", "127.0.0.1:0"];
        let mut command = saksi(folder.path(), &words);
        // The surroundings say it, as on an operator's machine.
        let place = match language {
            SiteLanguage::TraditionalChinese => "zh_TW.UTF-8".to_owned(),
            other => format!("{}.UTF-8", other.tag()),
        };
        command.env("LANG", place).stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut text = String::new();
        while !text.contains("/set-up/") {
            match lines.next() {
                Some(Ok(line)) => text.extend([line.as_str(), "\n"]),
                _ => break,
            }
        }
        child.kill().unwrap();
        child.wait().unwrap();
        assert!(holds(&text, language, "cli-set-up-link", &[("link", ANY)]), "{language}: {text}");
    }
}

#[test]
fn programs_read_a_code_whatever_the_language() {
    let folder = tempfile::tempdir().unwrap();
    let mut seen = Vec::new();
    for language in SiteLanguage::ALL {
        let words = ["backup", "--data", "nowhere", "--json", "--language", language.tag()];
        let output = saksi(folder.path(), &words).output().unwrap();
        assert_eq!(output.status.code(), Some(1));
        let error: serde_json::Value = serde_json::from_slice(&output.stderr).unwrap();
        assert_eq!(error["error"]["code"], "data-none");
        seen.push(output.stderr);
    }
    seen.dedup();
    assert_eq!(seen.len(), 1, "the same in every language");
    let output = saksi(folder.path(), &["doctor", "--json", "--language", "ur"]).output().unwrap();
    let findings: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let data = &findings.as_array().unwrap()[0];
    assert_eq!((data["what"].as_str(), data["code"].as_str()), (Some("data folder"), Some("doctor-data-none")));
}

#[test]
fn the_language_is_named_before_or_behind_the_verb_and_rows_keep_their_own() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let expected = |text: &str, language| {
        assert!(holds(text, language, "cli-data-none", &[("folder", "nowhere")]), "{language}: {text}");
    };
    for words in [
        &["--language", "th", "backup", "--data", "nowhere"][..],
        &["backup", "--data", "nowhere", "--language", "th"],
        &["archive", "ls", "--data", "nowhere", "--language", "TH"],
    ] {
        expected(&printed(&saksi(at, words).env("SAKSI_LANGUAGE", "id").output().unwrap()), SiteLanguage::Thai);
    }
    // Behind `import csv` it is the language of the rows.
    let output = saksi(at, &["--language", "id", "import", "csv", "none.csv", "--language", "th"]).output().unwrap();
    assert!(holds(&printed(&output), SiteLanguage::Indonesian, "cli-not-read", &[("file", "none.csv")]));
    let output = saksi(at, &["settings", "--language", "xx"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2), "{}", printed(&output));
    assert!(printed(&output).contains("zh-Hant"));
}
