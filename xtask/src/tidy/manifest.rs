//! The workspace's manifests: every dependency says what it is for, and every crate takes the workspace's settings.

use super::{Fault, TextFile, Tree};

pub(super) fn dependencies(tree: &Tree) -> Vec<Fault> {
    let Some(manifest) = tree.files.iter().find(|file| file.name == "Cargo.toml") else {
        return vec![Fault::new("Cargo.toml", "is missing")];
    };
    let mut faults = without_reason(&manifest.text);
    for file in members_manifests(tree) {
        faults.extend(own_versions(&file.name, &file.text));
    }
    faults
}

/// The manifests of the workspace's members.
fn members_manifests(tree: &Tree) -> impl Iterator<Item = &TextFile> {
    tree.files.iter().filter(|file| file.name != "Cargo.toml" && file.file_name() == "Cargo.toml" && !is_apart(file))
}

/// Fuzz targets, and programs that the product is only compared with, are workspaces of their own.
fn is_apart(file: &TextFile) -> bool {
    file.name.contains("/fuzz/") || file.text.lines().any(|line| line.trim() == "[workspace]")
}

/// Workspace dependencies without a trailing comment.
fn without_reason(text: &str) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut inside = false;
    for (index, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.starts_with('[') {
            inside = line == "[workspace.dependencies]";
        } else if inside && line.contains('=') && !line.starts_with('#') && !line.contains("path =") {
            let reason = line.rsplit_once("# ").map_or("", |(_, reason)| reason);
            if reason.trim().len() < 4 {
                faults.push(Fault::new(
                    format!("Cargo.toml:{}", index + 1),
                    "a dependency needs a comment that says what it is for",
                ));
            }
        }
    }
    faults
}

/// Dependencies a crate fetches past the workspace.
fn own_versions(name: &str, text: &str) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut inside = false;
    for (index, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.starts_with('[') {
            inside = line.trim_matches(['[', ']']).ends_with("dependencies");
        } else if inside && line.contains('=') && !line.starts_with('#') {
            let taken =
                line.contains(".workspace = true") || line.contains("workspace = true") || line.contains("path = ");
            if !taken {
                faults.push(Fault::new(
                    format!("{name}:{}", index + 1),
                    "take the dependency from the workspace (`name.workspace = true`)",
                ));
            }
        }
    }
    faults
}

pub(super) fn crates(tree: &Tree) -> Vec<Fault> {
    let mut faults = Vec::new();
    for file in members_manifests(tree) {
        let words: String = file.text.split_whitespace().collect::<Vec<_>>().join(" ");
        if !words.contains("[lints] workspace = true") {
            faults.push(Fault::new(&file.name, "must take the workspace's lints"));
        }
        for key in ["version", "edition", "license", "rust-version"] {
            if !words.contains(&format!("{key}.workspace = true")) {
                faults.push(Fault::new(&file.name, format!("must take `{key}` from the workspace")));
            }
        }
    }
    for package in tree.metadata.workspace_packages() {
        let folder = package.manifest_path.parent().and_then(|path| path.file_name()).unwrap_or("");
        let expected =
            if folder == "saksi" || folder == "xtask" { folder.to_owned() } else { format!("saksi-{folder}") };
        if package.name.as_str() != expected {
            faults
                .push(Fault::new(package.name.as_str(), format!("stands in the folder {folder}; call it {expected}")));
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dependency_without_a_reason_is_seen() {
        let text = "[workspace.dependencies]\n# Ours.\na = { path = \"a\" }\nserde = \"1\" # reading and writing data\nrand = \"1\"\nuuid = \"1\" # ids\n[profile.dev]\nopt-level = 1\n";
        let places: Vec<String> = without_reason(text).into_iter().map(|fault| fault.place).collect();
        assert_eq!(places, ["Cargo.toml:5", "Cargo.toml:6"]);
    }

    #[test]
    fn a_dependency_past_the_workspace_is_seen() {
        let text = "[dependencies]\nserde.workspace = true\ntokio = { workspace = true, features = [\"x\"] }\nrand = \"1\"\n[dev-dependencies]\nx = { version = \"2\" }\n";
        assert_eq!(own_versions("crates/a/Cargo.toml", text).len(), 2);
    }
}
