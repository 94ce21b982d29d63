//! `fuzz-matching`: every fuzz target of the ground floor's matching crates under libFuzzer with the address sanitizer.
//!
//! cargo-fuzz asks for a nightly compiler for two flags; the pinned one takes them as well when told so
//! (`RUSTC_BOOTSTRAP=1`), which only this proof does. The tool itself comes from crates.io, into the cache.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use anyhow::{Context, Result, ensure};

use super::Options;
use crate::shop::{Halt, Shop, tail};
use crate::statistics::Row;

/// The version that is installed where there is none.
const VERSION: &str = "0.13.2";
/// Crates whose targets run, where they have any.
const CRATES: &[&str] = &["matching", "media", "encoder", "vault", "tlog", "archive"];

pub(super) fn run(shop: &mut Shop, options: &Options) -> Result<Vec<Row>, Halt> {
    let tools = shop.need(cargo_fuzz(shop))?;
    let seconds = match (options.minutes, options.short) {
        (Some(minutes), _) => (minutes * 60.0).round().max(1.0),
        (None, true) => 3.0,
        (None, false) => 600.0,
    };
    let mut targets = Vec::new();
    for name in CRATES {
        let folder = shop.root.join("crates").join(name).join("fuzz");
        if folder.is_dir() {
            targets.extend(targets_of(&folder)?.into_iter().map(|target| (folder.clone(), *name, target)));
        }
    }
    if targets.is_empty() {
        return Err(Halt::Fail(anyhow::anyhow!("there is no fuzz target")));
    }
    let mut built: Vec<&Path> = Vec::new();
    for (folder, _, _) in &targets {
        if !built.contains(&folder.as_path()) {
            shop.quiet(fuzz(shop, &tools, "build").arg("--fuzz-dir").arg(folder).current_dir(parent(folder)))?;
            built.push(folder);
        }
    }
    // Two at a time, as the machine has two cores; each in its own folder of inputs.
    let mut rows = Vec::new();
    for pair in targets.chunks(2) {
        let commands: Vec<Command> = pair
            .iter()
            .map(|(folder, name, target)| command_for(shop, &tools, folder, name, target, seconds))
            .collect::<Result<_>>()?;
        let outputs: Vec<std::io::Result<Output>> = std::thread::scope(|scope| {
            let running: Vec<_> =
                commands.into_iter().map(|mut command| scope.spawn(move || command.output())).collect();
            running
                .into_iter()
                .map(|thread| thread.join().unwrap_or_else(|_| Err(std::io::Error::other("a thread broke"))))
                .collect()
        });
        for ((_, name, target), output) in pair.iter().zip(outputs) {
            rows.push(judge(name, target, &output.with_context(|| format!("running {target}"))?)?);
        }
    }
    Ok(rows)
}

fn parent(folder: &Path) -> &Path {
    folder.parent().unwrap_or(folder)
}

/// The folder that holds `cargo-fuzz`.
fn cargo_fuzz(shop: &Shop) -> Result<PathBuf> {
    let folder = shop.cache.join("cargo-tools");
    if !folder.join("bin/cargo-fuzz").is_file() {
        let mut command = shop.cargo(&["install", "cargo-fuzz", "--locked", "--version", VERSION, "--root"]);
        shop.quiet(command.arg(&folder)).context("cargo-fuzz comes from crates.io")?;
    }
    Ok(folder.join("bin"))
}

fn fuzz(shop: &Shop, tools: &Path, verb: &str) -> Command {
    let mut command = shop.command(tools.join("cargo-fuzz"));
    command.args(["fuzz", verb]).env("RUSTC_BOOTSTRAP", "1").env("CARGO_TARGET_DIR", shop.cache.join("target-fuzz"));
    command
}

/// The names under `[[bin]]`.
fn targets_of(folder: &Path) -> Result<Vec<String>> {
    let manifest = folder.join("Cargo.toml");
    let text = fs::read_to_string(&manifest).with_context(|| format!("reading {}", manifest.display()))?;
    let table: toml::Table = text.parse()?;
    let bins = table.get("bin").and_then(toml::Value::as_array).into_iter().flatten();
    Ok(bins.filter_map(|bin| bin.get("name")?.as_str()).map(ToOwned::to_owned).collect())
}

fn command_for(shop: &Shop, tools: &Path, folder: &Path, name: &str, target: &str, seconds: f64) -> Result<Command> {
    // What earlier runs found interesting is kept and grown; what this repository ships as a start is read as well.
    let corpus = shop.cache.join("corpus").join(format!("{name}-{target}"));
    fs::create_dir_all(&corpus).with_context(|| format!("making {}", corpus.display()))?;
    let mut command = fuzz(shop, tools, "run");
    command.arg("--fuzz-dir").arg(folder).arg(target).arg(&corpus).current_dir(parent(folder));
    let seeds = folder.join("seeds").join(target);
    if seeds.is_dir() {
        command.arg(&seeds);
    }
    // Under the sanitizer one input may take ten seconds and two gigabytes; the product takes a small part of either.
    command.arg("--").args([
        format!("-max_total_time={seconds}"),
        "-timeout=10".to_owned(),
        "-rss_limit_mb=2048".to_owned(),
        "-max_len=65536".to_owned(),
        "-len_control=20".to_owned(),
        "-print_final_stats=1".to_owned(),
    ]);
    Ok(command)
}

/// A row that says what one run found.
fn judge(name: &str, target: &str, output: &Output) -> Result<Row> {
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    let ok = output.status.success();
    let executed = text
        .lines()
        .find_map(|line| line.strip_prefix("stat::number_of_executed_units:"))
        .and_then(|count| count.trim().parse::<u64>().ok())
        .unwrap_or(0);
    if !ok {
        println!("{}", tail(&text, 60));
    }
    ensure!(!ok || executed > 0, "{name} {target} ran nothing:\n{}", tail(&text, 40));
    let figure = if ok { format!("none in {executed} inputs") } else { "some, see above".to_owned() };
    Ok(Row::must(&format!("{name}, {target}: crashes, stalls, floods"), figure, "none", ok))
}
