//! `sealing-vectors`: what Saksi seals opens with other people's libraries under Node, and the other way round; published
//! vectors hold.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use super::Options;
use crate::shop::{Halt, Shop};
use crate::statistics::Row;

/// Kinds of vectors that a browser makes as well; the others are made by the program alone.
const BOTH_MAKE: [&str; 4] = ["keys", "cases", "receipts", "sizes"];

pub(super) fn run(shop: &mut Shop, options: &Options) -> Result<Vec<Row>, Halt> {
    let found = shop.node_packages("tests/sealing");
    let node = shop.need(found)?;
    Ok(measure(shop, options, &node)?)
}

fn measure(shop: &Shop, options: &Options, node: &Path) -> Result<Vec<Row>> {
    let published =
        shop.quiet(&mut shop.cargo(&["test", "--locked", "-q", "-p", "saksi-vault", "--test", "vectors"]))?;
    let passed = published
        .lines()
        .filter_map(|line| line.strip_prefix("test result: ok. ")?.split(' ').next()?.parse::<u64>().ok())
        .sum::<u64>();
    let folder = shop.root.join("crates/vault/tests/vectors");
    let mut files = vec![
        ("written by Saksi", folder.join("saksi.json")),
        ("written by a browser's libraries", folder.join("browser.json")),
    ];
    for round in 0..if options.short { 1 } else { 20 } {
        // Another seed each time; the workshop may look at the clock.
        let seed = std::time::UNIX_EPOCH.elapsed()?.as_micros();
        let made = shop.scratch.path().join(format!("saksi-{round}.json"));
        write(&made, &rust(shop, &["make", &seed.to_string()])?)?;
        files.push(("fresh from Saksi", made));
        let made = shop.scratch.path().join(format!("browser-{round}.json"));
        write(&made, &script(shop, node, None, &["make"])?)?;
        files.push(("fresh from a browser's libraries", made));
        let made = shop.scratch.path().join(format!("shipped-{round}.json"));
        write(&made, &script(shop, node, Some(super::SHIPPED_SCRIPT), &["make"])?)?;
        files.push(("fresh from the script that pages send", made));
    }
    let mut totals: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
    for (origin, file) in &files {
        let file = file.to_string_lossy();
        let ours = counts(&rust(shop, &["check", &file])?)?;
        let theirs = counts(&script(shop, node, None, &["check", &file])?)?;
        ensure!(ours == theirs, "{file}: Saksi holds {ours:?}, the libraries {theirs:?}");
        let shipped = counts(&script(shop, node, Some(super::SHIPPED_SCRIPT), &["check", &file])?)?;
        let same = BOTH_MAKE.iter().all(|kind| shipped.get(*kind) == ours.get(*kind));
        ensure!(same, "{file}: Saksi holds {ours:?}, the script that pages send {shipped:?}");
        for kind in BOTH_MAKE {
            ensure!(ours.get(kind).is_some_and(|count| *count > 0), "{file} has no {kind}");
        }
        let total = totals.entry(*origin).or_default();
        total.0 += 1;
        total.1 += ours.values().sum::<u64>();
    }
    let mut rows = vec![Row::at_least("tests of published vectors that hold", passed as f64, 6.0, "")];
    for (origin, (files, vectors)) in totals {
        rows.push(Row::must(
            &format!("vectors {origin} that both open"),
            format!("{vectors} in {files} files"),
            "all",
            vectors > 0,
        ));
    }
    Ok(rows)
}

fn write(file: &Path, text: &str) -> Result<()> {
    std::fs::write(file, text).with_context(|| format!("writing {}", file.display()))
}

/// What the program's own vectors say.
fn rust(shop: &Shop, words: &[&str]) -> Result<String> {
    let mut command = shop.cargo(&["run", "--locked", "-q", "-p", "saksi-vault", "--example", "vectors", "--"]);
    shop.quiet(command.args(words))
}

/// What the libraries say, or the script that pages send.
fn script(shop: &Shop, node: &Path, shipped: Option<&str>, words: &[&str]) -> Result<String> {
    // Node says on the same stream that its Ed25519 is new.
    let mut command = Command::new(node);
    command.arg(shop.root.join("tests/sealing/vectors.mjs")).args(words).env("NODE_NO_WARNINGS", "1");
    if let Some(shipped) = shipped {
        command.env("SAKSI_SEALING", shop.root.join(shipped));
    }
    shop.quiet(&mut command)
}

/// Lines of a kind and how many of it hold.
fn counts(text: &str) -> Result<BTreeMap<String, u64>> {
    let counts = text.lines().filter_map(|line| {
        let (kind, count) = line.split_once(' ')?;
        Some((kind.to_owned(), count.parse().ok()?))
    });
    let counts: BTreeMap<String, u64> = counts.collect();
    ensure!(!counts.is_empty(), "nothing was checked:\n{text}");
    Ok(counts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_read_from_lines() {
        let read = counts("keys 2\ncases 16\nsomething else\n").unwrap();
        assert_eq!(read.get("cases"), Some(&16));
        assert_eq!(read.len(), 2);
        assert!(counts("").is_err());
    }
}
