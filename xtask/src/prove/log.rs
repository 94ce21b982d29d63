//! `log`: a log of evidence that Saksi wrote, verified by others (Go's `sumdb` packages, aics-tlog, opentimestamps, rfc8785,
//! openssl), and the figures of a million entries.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::Options;
use crate::shop::{Halt, Shop};
use crate::site::program;
use crate::statistics::Row;

/// Where Debian keeps Go's packages.
const GO_PACKAGES: &str = "/usr/share/gocode";
const LIST: &str = "tests/tlog/requirements.txt";

pub(super) fn run(shop: &mut Shop, options: &Options) -> Result<Vec<Row>, Halt> {
    let found = go(shop);
    let go = shop.need(found)?;
    let found = python(shop);
    let python = shop.need(found)?;
    let found = shop.tool(&["openssl"], &[], &["openssl"]);
    shop.need(found)?;
    shop.program()?;
    Ok(measure(shop, options, &go, &python)?)
}

/// Go with `golang.org/x/mod`, both from Debian.
fn go(shop: &Shop) -> Result<PathBuf> {
    let tree = format!("{GO_PACKAGES}/src/golang.org/x/mod/sumdb/tlog/tlog.go");
    let packages = ["golang-go", "golang-golang-x-mod-dev"];
    if !Path::new(&tree).is_file() {
        shop.tool(&["golang.org/x/mod"], &[&tree], &packages)?;
    }
    shop.tool(&["go"], &[], &packages)
}

/// An environment of the newest Python that can be found; aics-tlog asks for 3.12.
pub(super) fn python(shop: &Shop) -> Result<PathBuf> {
    let names = ["python3.14", "python3.13", "python3.12"];
    let mut places: Vec<PathBuf> = names.iter().map(PathBuf::from).collect();
    if let Some(home) = std::env::var_os("HOME") {
        let versions = fs::read_dir(Path::new(&home).join(".pyenv/versions")).into_iter().flatten().flatten();
        let bins = versions.flat_map(|version| names.map(|name| version.path().join("bin").join(name)));
        places.extend(bins.filter(|bin| bin.is_file()));
    }
    // A name on the path may stand for nothing that runs.
    let runs =
        |python: &PathBuf| Command::new(python).arg("--version").output().is_ok_and(|done| done.status.success());
    let newest = match places.into_iter().find(runs) {
        Some(newest) => newest,
        None => shop.tool(&["python3"], &[], &["python3", "python3-venv"])?,
    };
    Ok(shop.python_packages(LIST, &newest)?.join("python"))
}

fn measure(shop: &Shop, options: &Options, go: &Path, python: &Path) -> Result<Vec<Row>> {
    let folder = shop.scratch.path().join("log");
    fs::create_dir_all(&folder).with_context(|| format!("making {}", folder.display()))?;
    let check = shop.root.join("tests/tlog/check.py");
    shop.quiet(Command::new(python).arg(&check).arg("make").arg(&folder))?;
    let entries = if options.short { "20000" } else { "1000000" };
    let mut write = shop.cargo(&["run", "--release", "--locked", "-q", "-p", "saksi-tlog", "--example", "log", "--"]);
    let made = lines(&shop.quiet(write.arg(&folder).arg(entries))?);
    let mut verify = shop.command(go);
    verify.args(["run", "tests/tlog/verify.go"]).arg(&folder);
    verify.env("GO111MODULE", "off").env("GOPATH", GO_PACKAGES).env("GOCACHE", shop.cache.join("go"));
    let by_go = lines(&shop.quiet(&mut verify)?);
    let others = lines(&shop.quiet(Command::new(python).arg(&check).arg("verify").arg(&folder))?);
    // Tokens of a local authority, each verified by openssl as well.
    let tokens = shop.quiet(&mut shop.cargo(&["test", "--locked", "-q", "-p", "saksi-tlog", "--test", "time"]))?;
    let calendar = lines(&shop.quiet(&mut calendar(shop, python, &folder)?)?);
    let passed = tokens
        .lines()
        .filter_map(|line| line.strip_prefix("test result: ok. ")?.split(' ').next()?.parse::<u64>().ok())
        .sum::<u64>();

    let figure = |found: &BTreeMap<String, f64>, what: &str| found.get(what).copied().unwrap_or(f64::NAN);
    let mut rows = vec![
        Row::at_least("entries of the log", figure(&made, "entries"), if options.short { 2e4 } else { 1e6 }, ""),
        options.at_least("entries added one by one in memory", figure(&made, "append one by one"), 5000.0, "/s"),
        options.at_least(
            "entries added on disk, synced by the thousand",
            figure(&made, "append on disk"),
            5000.0,
            "/s",
        ),
    ];
    for what in ["inclusion proof", "inclusion verified", "consistency proof"] {
        let p99 = figure(&made, &format!("{what}, p99, ms"));
        rows.push(options.at_most(&format!("{what}, best of 5, p99 of 1000"), p99, 5.0, "ms"));
        let slowest = figure(&made, &format!("{what}, slowest, ms"));
        rows.push(Row::note(&format!("{what}, best of 5, slowest of 1000"), format!("{slowest:.3} ms")));
    }
    for (what, least) in [
        ("signatures", 8.0),
        ("inclusion proofs", 1000.0),
        ("consistency proofs", 1000.0),
        ("changed copies refused", 3000.0),
    ] {
        rows.push(Row::at_least(&format!("Go's sumdb: {what}"), figure(&by_go, what), least, ""));
    }
    for (what, least) in [("records canonical", 200.0), ("OpenTimestamps proofs", 201.0)] {
        rows.push(Row::at_least(&format!("Python packages: {what}"), figure(&others, what), least, ""));
    }
    if others.contains_key("checkpoints by aics-tlog") {
        for (what, least) in [("inclusion proofs", 1000.0), ("consistency proofs", 1000.0), ("proof files", 200.0)] {
            rows.push(Row::at_least(
                &format!("aics-tlog: {what}"),
                figure(&others, &format!("{what} by aics-tlog")),
                least,
                "",
            ));
        }
    } else {
        rows.push(Row::note("aics-tlog", "not here: it needs Python 3.12"));
    }
    for (what, least) in
        [("promises read from packs", 1.0), ("proofs that lead to a block", 1.0), ("changed proofs refused", 50.0)]
    {
        rows.push(Row::at_least(
            &format!("a calendar of the opentimestamps package: {what}"),
            figure(&calendar, what),
            least,
            "",
        ));
    }
    rows.push(Row::at_least("tests of time that hold, openssl beside", passed as f64, 7.0, ""));
    Ok(rows)
}

/// A calendar that is made of the opentimestamps package, and the program that asks it.
fn calendar(shop: &Shop, python: &Path, folder: &Path) -> Result<Command> {
    let asks = program(shop)?;
    let mut command = Command::new(python);
    command.current_dir(&shop.root);
    for (name, value) in asks.get_envs() {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    command.arg(shop.root.join("tests/tlog/calendar.py")).arg(asks.get_program()).arg(folder.join("calendar"));
    Ok(command)
}

/// Lines of a name and a figure.
pub(super) fn lines(text: &str) -> BTreeMap<String, f64> {
    let pairs = text.lines().filter_map(|line| line.split_once('\t'));
    pairs.filter_map(|(what, figure)| Some((what.to_owned(), figure.parse().ok()?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_read_from_lines() {
        let read = lines("entries\t20000\nsomething else\nproof, ms\t0.25\n");
        assert_eq!(read.get("proof, ms"), Some(&0.25));
        assert_eq!(read.len(), 2);
    }
}
