//! `match-speed`: the matcher with a million claims: time of a match by words, and by words and meaning, memory, loading, and
//! how soon a new claim is found; how often hand-made messages find theirs among so many; and the words alone beside two other engines, bm25s and Tantivy, on the same claims.
//!
//! The claims are grown from real ones by joining halves, the vectors by mixing real ones. `--claims FILE` grows from
//! other claims, `--queries FILE` asks other messages; both in the form of `saksi match run`.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;

use super::match_lexical::map_at_5;
use super::{Options, match_lexical};
use crate::shop::{Halt, Shop};
use crate::statistics::{Row, number};

pub(super) fn run(shop: &mut Shop, options: &Options) -> Result<Vec<Row>, Halt> {
    let claims = if options.short { 50_000 } else { 1_000_000 };
    let own = shop.root.join("crates/matching/tests/data");
    let own_claims = options.claims.clone().unwrap_or_else(|| own.join("claims.jsonl"));
    let queries = options.queries.clone().unwrap_or_else(|| own.join("queries.jsonl"));
    let mut sources = vec![own_claims.clone()];
    if options.claims.is_none() {
        let mut more: Vec<PathBuf> = std::fs::read_dir(shop.root.join("crates/matching/training"))
            .context("reading the training messages")?
            .filter_map(|entry| entry.ok().map(|entry| entry.path()))
            .filter(|path| path.extension().is_some_and(|extension| extension == "jsonl"))
            .collect();
        more.sort();
        sources.extend(more);
    }
    let python = shop.need(shop.python())?;
    let file = |name: &str| shop.scratch.path().join(name);

    // Real vectors, of the claims and of a hundred messages, from the model's own engine.
    let vectors = file("vectors.f32");
    let some = file("some.jsonl");
    let (most, asked) = if options.short { (200, 100) } else { (1_500, 100) };
    let mut lines = first_lines(&sources, most)?;
    lines.extend(first_lines(std::slice::from_ref(&queries), asked)?);
    std::fs::write(&some, lines.join("\n")).context("writing")?;
    shop.quiet(
        Command::new(python.join("python")).arg(shop.root.join("tests/matching/vectors.py")).arg(&vectors).arg(&some),
    )?;

    let (index, no_lines) = (file("million.index"), PathBuf::from("-"));
    let made = make(shop, claims, &index, &no_lines, &vectors, &sources)?;
    let measured = measure(shop, &index, &vectors, &queries)?;
    let figure = |value: &Value, path: &str| -> Result<f64> {
        value.pointer(path).and_then(Value::as_f64).with_context(|| format!("no {path} in the figures"))
    };
    let mut rows = vec![
        Row::note("claims", claims.to_string()),
        options.at_most("match by words, p50", figure(&measured, "/lexical/ms/p50")?, 5.0, "ms"),
        options.at_most("match by words, p99", figure(&measured, "/lexical/ms/p99")?, 10.0, "ms"),
        Row::note("the same, mean time on a core", number(figure(&measured, "/lexical/on_core_ms/mean")?, "ms")),
        Row::note("match by words and meaning, p50", number(figure(&measured, "/hybrid/ms/p50")?, "ms")),
        options.at_most("match by words and meaning, p99", figure(&measured, "/hybrid/ms/p99")?, 40.0, "ms"),
        Row::note("the same, mean time on a core", number(figure(&measured, "/hybrid/on_core_ms/mean")?, "ms")),
        options.at_most("load from disk", figure(&measured, "/load_seconds")?, 5.0, "s"),
        Row::at_most("resident, index with vectors", figure(&measured, "/resident_mib")?, 1_000.0, "MiB"),
        options.at_most("a new claim found, p99", figure(&measured, "/insert_to_found_ms/p99")?, 1_000.0, "ms"),
        options.at_most("a new claim found, the slowest", figure(&measured, "/insert_to_found_ms/max")?, 1_000.0, "ms"),
        Row::at_most("new claims not found at once", figure(&measured, "/inserted_and_not_found")?, 0.0, ""),
        Row::note("index built", number(figure(&made, "/claims_per_second")?, "claims/s")),
        Row::note("index on disk", number(figure(&measured, "/file_mib")?, "MiB")),
    ];

    // Building another search engine takes longer than the rest of the short form.
    if options.short {
        return Ok(rows);
    }
    rows.extend(among_a_million(shop, claims, &sources)?);

    // The words alone beside other engines, smaller, so that these need no hour.
    let (small, lines) = (file("compared.index"), file("compared.jsonl"));
    make(shop, COMPARED, &small, &lines, Path::new("-"), &sources)?;
    let ours = measure(shop, &small, Path::new("-"), &queries)?;
    let (_, run) = match_lexical::match_run(shop, &lines, &queries, "compared")?;
    let ours_map = map_at_5(&queries, &run)?;
    let ours_p50 = figure(&ours, "/lexical/ms/p50")?;
    rows.push(Row::note(&format!("words alone, {COMPARED} claims: MAP@5"), number(ours_map, "")));
    rows.push(Row::note("words alone: p50", number(ours_p50, "ms")));
    let mut pip = Command::new(python.join("pip"));
    shop.quiet(pip.args(["install", "-q", "--disable-pip-version-check", BM25S]))?;
    let mut bm25s = Command::new(python.join("python"));
    bm25s.arg(shop.root.join("tests/matching/against_bm25s.py"));
    let tantivy =
        shop.cargo(&["run", "--release", "--locked", "--quiet", "--manifest-path", "xtask/tantivy/Cargo.toml", "--"]);
    for (name, mut command) in [("bm25s", bm25s), ("Tantivy", tantivy)] {
        let text = shop.quiet(command.arg(&lines).arg(&queries))?;
        let theirs = last_json(&text).with_context(|| format!("{name} printed no figures: {text}"))?;
        let map = figure(&theirs, "/map5")?;
        rows.push(Row::at_least(&format!("MAP@5, words alone against {name}"), ours_map, map, ""));
        rows.push(Row::note(
            &format!("{name}: p50, p99"),
            format!("{}, {}", number(figure(&theirs, "/p50_ms")?, "ms"), number(figure(&theirs, "/p99_ms")?, "ms")),
        ));
    }
    Ok(rows)
}

/// How often hand-made messages still find their claim among a million others.
fn among_a_million(shop: &Shop, claims: usize, sources: &[PathBuf]) -> Result<Vec<Row>, Halt> {
    let found = shop.model();
    let model = shop.need(found)?;
    let asia = shop.root.join("crates/matching/evaluation/asia");
    let (targets, queries) = (asia.join("claims.jsonl"), asia.join("queries.jsonl"));
    // What the others are grown from must hold none of the claims that are asked for.
    let wanted: HashSet<String> = claim_texts(&targets)?.into_iter().map(|(claim, _)| claim).collect();
    let others = shop.scratch.path().join("others.jsonl");
    let mut kept = String::new();
    for source in sources {
        for (claim, line) in claim_texts(source)? {
            if !wanted.contains(&claim) {
                kept.push_str(&line);
                kept.push('\n');
            }
        }
    }
    std::fs::write(&others, kept).context("writing")?;
    let vectors = shop.scratch.path().join("hidden.vec");
    shop.quiet(
        Command::new(shop.program()?)
            .args(["match", "vectors", "--data"])
            .arg(&model)
            .arg("--claims")
            .arg(&targets)
            .arg("--claims")
            .arg(&others)
            .arg("--queries")
            .arg(&queries)
            .arg("--out")
            .arg(&vectors),
    )?;
    let mut command = example(shop);
    command.args(["find", &claims.to_string(), "2"]).arg(&vectors).arg(&queries).arg(&targets).arg(&others);
    let figures = last_json(&shop.quiet(&mut command)?).context("no figures were printed")?;
    let figure = |path: &str| figures.pointer(path).and_then(Value::as_f64).with_context(|| format!("no {path}"));
    Ok(vec![
        Row::note("asia among them, words alone: S@1", number(figure("/words/s1")?, "")),
        Row::note("asia among them: S@1", number(figure("/meaning/s1")?, "")),
        Row::note("asia among them: S@5", number(figure("/meaning/s5")?, "")),
        Row::note("asia among them: answered right", number(figure("/meaning/coverage")?, "")),
        Row::at_least("asia among them: precision", figure("/meaning/precision")?, 0.97, ""),
        Row::at_most("asia among them: false answers", figure("/meaning/false_answers")?, 0.03, ""),
    ])
}

/// The claims of a file, each with its line in the form of `saksi match run`.
fn claim_texts(file: &Path) -> Result<Vec<(String, String)>> {
    let text = std::fs::read_to_string(file).with_context(|| format!("reading {}", file.display()))?;
    let mut claims = Vec::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let value: Value = serde_json::from_str(line).with_context(|| format!("reading {}", file.display()))?;
        if let Some(claim) = value.get("claim").and_then(Value::as_str) {
            claims.push((claim.to_owned(), line.to_owned()));
        }
    }
    Ok(claims)
}

/// The engine compared with, and the version.
const BM25S: &str = "bm25s==0.3.16";

/// Claims that the engines are compared on.
const COMPARED: usize = 200_000;

fn first_lines(files: &[PathBuf], most: usize) -> Result<Vec<String>> {
    let mut lines = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(file).with_context(|| format!("reading {}", file.display()))?;
        lines.extend(text.lines().filter(|line| !line.trim().is_empty()).map(ToOwned::to_owned));
    }
    lines.truncate(most);
    Ok(lines)
}

fn make(shop: &Shop, count: usize, index: &Path, lines: &Path, vectors: &Path, claims: &[PathBuf]) -> Result<Value> {
    let mut command = example(shop);
    command.args(["make", &count.to_string(), "2"]).args([index, lines, vectors]).args(claims);
    last_json(&shop.quiet(&mut command)?).context("no figures were printed")
}

fn measure(shop: &Shop, index: &Path, vectors: &Path, queries: &Path) -> Result<Value> {
    let mut command = example(shop);
    command.arg("measure").args([index, vectors, queries]);
    last_json(&shop.quiet(&mut command)?).context("no figures were printed")
}

fn example(shop: &Shop) -> Command {
    shop.cargo(&[
        "run",
        "--release",
        "--locked",
        "--quiet",
        "--package",
        "saksi-matching",
        "--example",
        "match_speed",
        "--",
    ])
}

/// The last line that is JSON; tools like to say something else as well.
fn last_json(text: &str) -> Option<Value> {
    text.lines().rev().find_map(|line| serde_json::from_str::<Value>(line).ok().filter(Value::is_object))
}
