//! Documents: links point at what exists, named commands exist, and nothing is marked as unfinished.

use std::path::Path;

use super::{Fault, Tree};
use crate::{prove, test};

pub(super) fn links(tree: &Tree) -> Vec<Fault> {
    let mut faults = Vec::new();
    for needed in [
        "README.md",
        "ARCHITECTURE.md",
        "CONTRIBUTING.md",
        "SECURITY.md",
        "CHANGELOG.md",
        "LICENSE",
        "docs/operating.md",
        "docs/configuration.md",
        "deny.toml",
    ] {
        if !tree.root.join(needed).is_file() {
            faults.push(Fault::new(needed, "is missing"));
        }
    }
    for file in tree.with_extension(&["md"]) {
        let folder = Path::new(&file.name).parent().unwrap_or(Path::new(""));
        for (line, target) in link_targets(&file.text) {
            let plain = target.split('#').next().unwrap_or("");
            let outside = target.contains("://") || target.starts_with("mailto:") || plain.is_empty();
            if !outside && !tree.root.join(folder).join(plain).exists() {
                faults.push(Fault::new(
                    format!("{}:{line}", file.name),
                    format!("points at {target}, which does not exist"),
                ));
            }
        }
        for (line, command) in named_commands(&file.text) {
            if let Some(why) = unknown_command(&command) {
                faults.push(Fault::new(format!("{}:{line}", file.name), why));
            }
        }
    }
    faults
}

/// The targets of Markdown links and pictures, with their line.
fn link_targets(text: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (index, line) in text.lines().enumerate() {
        for part in line.split("](").skip(1) {
            if let Some((target, _)) = part.split_once(')') {
                found.push((index + 1, target.trim().to_owned()));
            }
        }
    }
    found
}

/// Every `cargo xtask …` that a document names, with its line: the words after it.
fn named_commands(text: &str) -> Vec<(usize, Vec<String>)> {
    let mut found = Vec::new();
    for (index, line) in text.lines().enumerate() {
        for part in line.split("cargo xtask ").skip(1) {
            let command: Vec<String> = part
                .split('`')
                .next()
                .unwrap_or("")
                .split_whitespace()
                .map(|word| word.trim_end_matches(['.', ',', ';', ':', ')']).to_owned())
                .take(2)
                .collect();
            found.push((index + 1, command));
        }
    }
    found
}

/// Why a `cargo xtask` command cannot be run, if so.
fn unknown_command(words: &[String]) -> Option<String> {
    let verb = words.first().map_or("", String::as_str);
    let word = words.get(1).map_or("", String::as_str);
    let is_name =
        !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c == '-') && !word.starts_with('-');
    let known = match verb {
        "test" => !is_name || test::STAGES.iter().any(|stage| stage.name == word),
        "prove" => !is_name || prove::PROOFS.iter().any(|proof| proof.name == word),
        "bench" => ["http", "match", ""].contains(&word),
        "look" | "make" | "provide" | "train-match" => true,
        _ => false,
    };
    (!known).then(|| format!("names `cargo xtask {verb} {word}`, which does not exist"))
}

pub(super) fn promises(tree: &Tree) -> Vec<Fault> {
    let Some(page) = tree.files.iter().find(|file| file.name == "SECURITY.md") else {
        return vec![Fault::new("SECURITY.md", "is missing")];
    };
    let named = named_tests(&page.text);
    if named.is_empty() {
        return vec![Fault::new("SECURITY.md", "names no test; a claim without one is a wish")];
    }
    let mut texts = String::new();
    for source in tree.crate_sources() {
        texts.push_str(&std::fs::read_to_string(tree.root.join(&source.path)).unwrap_or_default());
    }
    let missing = named.into_iter().filter(|(_, name)| !texts.contains(&format!("fn {name}(")));
    missing
        .map(|(line, name)| {
            Fault::new(format!("SECURITY.md:{line}"), format!("names the test `{name}`, which does not exist"))
        })
        .collect()
}

/// Names of tests in a document: words in back quotes that are put together with three underscores or more.
pub(crate) fn named_tests(text: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (index, line) in text.lines().enumerate() {
        for word in line.split('`').skip(1).step_by(2) {
            let plain = word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
            if plain && word.matches('_').count() >= 3 {
                found.push((index + 1, word.to_owned()));
            }
        }
    }
    found
}

/// Every `saksi VERB` that documents and examples name must be a verb of the program.
pub(super) fn verbs(tree: &Tree) -> Vec<Fault> {
    let Ok(main) = std::fs::read_to_string(tree.root.join("crates/saksi/src/main.rs")) else {
        return vec![Fault::new("crates/saksi/src/main.rs", "is missing")];
    };
    let known = verbs_of(&main);
    let mut faults = Vec::new();
    for file in tree.with_extension(&["md", "service"]) {
        for (line, verb) in named_verbs(&file.text) {
            if !known.contains(&verb) {
                faults.push(Fault::new(
                    format!("{}:{line}", file.name),
                    format!("names `saksi {verb}`, which is no verb of the program"),
                ));
            }
        }
    }
    faults
}

/// The verbs of the command line: variants of `enum Verb`, as clap writes them.
fn verbs_of(main: &str) -> Vec<String> {
    let (_, after) = main.split_once("enum Verb {").unwrap_or(("", ""));
    let body = after.split("\n}").next().unwrap_or("");
    let mut verbs = vec!["help".to_owned()];
    for line in body.lines() {
        let name: String = line.trim_start().chars().take_while(char::is_ascii_alphanumeric).collect();
        let is_variant = line.starts_with("    ")
            && !line.starts_with("     ")
            && name.starts_with(|c: char| c.is_ascii_uppercase());
        if is_variant {
            let mut verb = String::new();
            for (index, c) in name.chars().enumerate() {
                if c.is_ascii_uppercase() && index > 0 {
                    verb.push('-');
                }
                verb.push(c.to_ascii_lowercase());
            }
            verbs.push(verb);
        }
    }
    verbs
}

/// `saksi VERB` at the start of a command: in back quotes, or on an indented line of its own.
fn named_verbs(text: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let mut commands: Vec<&str> = line.split('`').skip(1).step_by(2).collect();
        if line.starts_with("    ") {
            commands.push(line.trim());
        }
        if let Some(command) = line.strip_prefix("ExecStart=") {
            commands.push(command);
        }
        for command in commands {
            let mut words = command.split_whitespace();
            let is_ours = words.next().is_some_and(|word| word == "saksi" || word.ends_with("/saksi"));
            let verb = words.next().unwrap_or("");
            if is_ours
                && !verb.is_empty()
                && verb.chars().all(|c| c.is_ascii_lowercase() || c == '-')
                && !verb.starts_with('-')
            {
                found.push((index + 1, verb.to_owned()));
            }
        }
    }
    found
}

pub(super) fn unfinished(tree: &Tree) -> Vec<Fault> {
    let mut faults = Vec::new();
    let own = "xtask/src/tidy/documents.rs";
    for source in tree.sources.iter().filter(|source| source.name() != own) {
        if let Ok(text) = std::fs::read_to_string(tree.root.join(&source.path)) {
            faults.extend(marks(&source.name(), &text));
        }
        for word in ["todo!", "unimplemented!", "#[ignore"] {
            for at in source.find(word) {
                faults.push(Fault::new(
                    format!("{}:{}", source.name(), source.line_of(at)),
                    format!("`{word}` does nothing"),
                ));
            }
        }
    }
    for file in &tree.files {
        faults.extend(marks(&file.name, &file.text));
    }
    faults
}

/// Words that mark something left undone.
fn marks(name: &str, text: &str) -> Vec<Fault> {
    let words = ["TODO", "FIXME", "XXX", "HACK"];
    let mut faults = Vec::new();
    for (index, line) in text.lines().enumerate() {
        for word in line.split(|c: char| !c.is_alphanumeric() && c != '_') {
            if words.contains(&word) {
                faults.push(Fault::new(format!("{name}:{}", index + 1), format!("is marked {word}; do it or file it")));
            }
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    fn command(text: &str) -> Option<String> {
        let words: Vec<String> = text.split_whitespace().map(ToOwned::to_owned).collect();
        unknown_command(&words)
    }

    #[test]
    fn links_are_found() {
        let found = link_targets("See [a](docs/a.md) and ![b](b.png).\n[c](https://example.org/)\n");
        assert_eq!(
            found,
            [(1, "docs/a.md".to_owned()), (1, "b.png".to_owned()), (2, "https://example.org/".to_owned())]
        );
    }

    #[test]
    fn commands_that_do_not_exist_are_seen() {
        assert!(command("prove nonsense").is_some());
        assert!(command("nonsense").is_some());
        assert!(command("test nonsense").is_some());
        assert!(command("prove kill").is_none());
        assert!(command("prove NAME").is_none());
        assert!(command("test tidy").is_none());
        let found = named_commands("Run `cargo xtask prove kill`, then `cargo xtask test`.");
        assert_eq!(found, [(1, vec!["prove".to_owned(), "kill".to_owned()]), (1, vec!["test".to_owned()])]);
    }

    #[test]
    fn promised_tests_are_found() {
        let found = named_tests("Held by `another_secret_never_opens` and `a_b`; `not a_test_name_at_all`.");
        assert_eq!(found, [(1, "another_secret_never_opens".to_owned())]);
    }

    #[test]
    fn verbs_are_read_and_compared() {
        let known = verbs_of(
            "enum Verb {\n    /// Serve\n    Serve(Serve),\n    #[command(name = \"backup-key\")]\n    BackupKey {\n        file: PathBuf,\n    },\n}\nstruct Other {\n",
        );
        assert_eq!(known, ["help", "serve", "backup-key"]);
        let named = named_verbs(
            "Run `saksi serve --data X` or\n    saksi backup-key FILE\n`saksi --help` `target/release/saksi fly`\nsaksi is\n",
        );
        let verbs: Vec<&str> = named.iter().map(|(_, verb)| verb.as_str()).collect();
        assert_eq!(verbs, ["serve", "backup-key", "fly"]);
    }

    #[test]
    fn unfinished_work_is_seen() {
        assert_eq!(marks("a.rs", "// TODO: later\nlet todo = 1; // FIXME\n").len(), 2);
        assert!(marks("a.rs", "the hacks of others, TODOS").is_empty());
    }
}
