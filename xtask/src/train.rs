//! `cargo xtask train-match`: fits the weights of the matcher and records what they were made of.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::shop::Shop;

/// Fits the weights on the hand-written messages of the repository and on further claims and queries, whose texts stay outside.
///
/// `crowd` holds claims that only stand between the others. `vectors` are files from `saksi match vectors` that hold every text;
/// one with folds before it (`0,1=FILE`) comes from an encoder that was trained without these folds, whose messages are seen
/// through it alone. The record beside the weights names the command and the SHA-256 of everything that went in and came out.
pub(crate) fn run(shop: &Shop, claims: &str, queries: &str, crowd: &str, vectors: &[&str]) -> Result<()> {
    let weights = shop.root.join("crates/matching/weights");
    let training = shop.root.join("crates/matching/training");
    let mut command = Command::new("cargo");
    command.args(["run", "--release", "--quiet", "-p", "saksi-matching", "--example", "train_match", "--"]);
    for file in vectors {
        match file.split_once('=') {
            Some((folds, file)) => command.args(["--vectors-without", folds, file]),
            None => command.args(["--vectors", file]),
        };
    }
    command
        .arg("--training")
        .arg(&training)
        .args(["--claims", claims, "--queries", queries, "--crowd", crowd])
        .arg("--out")
        .arg(&weights);
    command.current_dir(&shop.root);
    let said = shop.quiet(&mut command)?;
    print!("{said}");
    let mut inputs: Vec<PathBuf> = fs::read_dir(&training)?.filter_map(|entry| Some(entry.ok()?.path())).collect();
    inputs.retain(|path| path.extension().is_some_and(|extension| extension == "jsonl"));
    inputs.sort();
    let vectors = vectors.iter().map(|file| file.split_once('=').map_or(*file, |(_, file)| file));
    inputs.extend([claims, queries, crowd].into_iter().chain(vectors).map(PathBuf::from));
    let mut record = String::from(
        "# How the weights were made\n\nBy `cargo xtask train-match CLAIMS QUERIES CROWD VECTORS… FOLDS=VECTORS…`, see `docs/matching.md`; the seed stands in the trainer.\n\n| file | SHA-256 |\n|---|---|\n",
    );
    for path in inputs.iter().chain(&[weights.join("adapter.bin"), weights.join("fusion.json")]) {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let _ = writeln!(record, "| `{name}` | `{}` |", sha256(shop, path)?);
    }
    let _ = write!(record, "\n```text\n{said}```\n");
    fs::write(weights.join("README.md"), record)?;
    Ok(())
}

fn sha256(shop: &Shop, path: &Path) -> Result<String> {
    let said = shop.quiet(Command::new("sha256sum").arg(path))?;
    said.split_whitespace().next().map(ToOwned::to_owned).with_context(|| format!("no hash of {}", path.display()))
}
