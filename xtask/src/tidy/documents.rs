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
        "look" | "make" | "provide" => true,
        _ => false,
    };
    (!known).then(|| format!("names `cargo xtask {verb} {word}`, which does not exist"))
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
    fn unfinished_work_is_seen() {
        assert_eq!(marks("a.rs", "// TODO: later\nlet todo = 1; // FIXME\n").len(), 2);
        assert!(marks("a.rs", "the hacks of others, TODOS").is_empty());
    }
}
