//! Whoever reads what the program prints may stop reading (`| head -1`), and may have nowhere to put it.

#![expect(clippy::unwrap_used, reason = "helpers of tests may end where their input is wrong")]

use std::fs::File;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// `saksi …` in a folder of its own, with settings of no one.
fn saksi(folder: &Path, words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_saksi"));
    let ours = std::env::vars_os().map(|(name, _)| name).filter(|name| name.to_string_lossy().starts_with("SAKSI_"));
    for name in ours {
        command.env_remove(name);
    }
    command.args(words).args(["--data", "data"]).current_dir(folder).stdin(Stdio::null()).stderr(Stdio::piped());
    command
}

/// A pipe from which nobody reads any more.
fn left() -> Stdio {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    writer.into()
}

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let claim = r#"{"id":"a","lang":"en","claim":"Warm lemon water cures cancer","title":"No, it does not"}"#;
    std::fs::write(folder.path().join("claims.jsonl"), claim).unwrap();
    let message = r#"{"id":"a","lang":"en","text":"Warm lemon water every morning cures cancer"}"#;
    std::fs::write(folder.path().join("messages.jsonl"), message).unwrap();
    folder
}

const VERBS: [&[&str]; 6] = [
    &["settings"],
    &["model", "show"],
    &["model", "use", "--none"],
    &["match", "query", "--claims", "claims.jsonl", "does lemon water cure cancer"],
    &["match", "explain", "--claims", "claims.jsonl", "does lemon water cure cancer", "--json"],
    &["match", "cluster", "messages.jsonl"],
];

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn a_reader_who_leaves_is_no_fault() {
    let folder = folder();
    for words in VERBS {
        let output = saksi(folder.path(), words).stdout(left()).output().unwrap();
        let said = said(&output);
        assert!(output.status.success(), "{words:?}: {}: {said}", output.status);
        assert!(!said.contains("panicked") && !said.contains("pipe"), "{words:?}: {said}");
    }
    // And what went wrong is still told by the exit code where nobody reads the reason.
    let output = saksi(folder.path(), &["match", "cluster", "nowhere.jsonl"]).stdout(left()).stderr(left()).output();
    assert_eq!(output.unwrap().status.code(), Some(1));
}

#[test]
fn a_full_disk_is_said() {
    let Ok(full) = File::options().write(true).open("/dev/full") else { return };
    let folder = folder();
    for words in VERBS {
        let output = saksi(folder.path(), words).stdout(full.try_clone().unwrap()).output().unwrap();
        let said = said(&output);
        assert_eq!(output.status.code(), Some(1), "{words:?}: {said}");
        assert!(said.contains("printed") && !said.contains("panicked"), "{words:?}: {said}");
    }
}

#[test]
fn settings_are_shown_without_secrets() {
    let folder = folder();
    std::fs::write(
        folder.path().join("saksi.toml"),
        "database = \"postgres://saksi:heron-1@localhost/saksi\"\n[smtp]\nhost = \"localhost\"\nuser = \"post\"\npassword = \"heron-2\"\n",
    )
    .unwrap();
    for words in [&["settings"][..], &["settings", "--json"]] {
        let output = saksi(folder.path(), words).stdout(Stdio::piped()).output().unwrap();
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success() && text.contains("smtp.password"), "{text}{}", said(&output));
        assert!(!text.contains("heron-") && text.contains("(set)"), "{text}");
    }
}
