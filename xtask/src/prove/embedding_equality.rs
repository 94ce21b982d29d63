//! `embedding-equality`: the vectors of the real program beside those of the engine that the model came with, in twenty
//! languages, and how long each takes.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::Options;
use crate::shop::{Halt, Shop};
use crate::site::saksi;
use crate::statistics::Row;

/// Most tokens of the texts that are timed.
const TIMED_TOKENS: u64 = 128;

pub(super) fn run(shop: &mut Shop, options: &Options) -> Result<Vec<Row>, Halt> {
    let found = shop.python();
    let python = shop.need(found)?.join("python");
    let found = shop.model();
    let data = shop.need(found)?;
    Ok(measure(shop, options, &python, &data)?)
}

fn measure(shop: &Shop, options: &Options, python: &Path, data: &Path) -> Result<Vec<Row>> {
    let script = shop.root.join("tests/contract/embed.py");
    let folder = shop.root.join("crates/encoder/tests/data");
    let lines = |name: &str| -> Result<Vec<Value>> {
        let text = std::fs::read_to_string(folder.join(name)).with_context(|| format!("reading {name}"))?;
        text.lines().map(|line| Ok(serde_json::from_str(line)?)).collect()
    };
    let step = if options.short { 10 } else { 1 };
    let texts: Vec<Value> = lines("texts.jsonl")?.into_iter().step_by(step).collect();
    let pieces: Vec<Value> = lines("pieces.jsonl")?.into_iter().step_by(step).collect();
    let mut languages: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for text in lines("texts.jsonl")? {
        let word = |name: &str| text.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        languages.entry(word("lang")).or_default().push(word("text"));
    }
    let file = shop.scratch.path().join("texts.jsonl");
    write(&file, &texts)?;

    // The same texts through both, in both roles; without the change that was trained for claims, which theirs does not have.
    let (mut least, mut same_pieces) = (1.0_f64, 0);
    for role in ["query", "passage"] {
        let ours = ours(shop, data, &["--role", role, "--pieces", "--plain"], &file)?;
        let theirs = theirs(shop, python, &script, role, &file)?;
        ensure!(ours.len() == texts.len() && theirs.len() == texts.len(), "a text has no vector");
        for ((ours, theirs), expected) in ours.iter().zip(&theirs).zip(&pieces) {
            least = least.min(cosine(&vector(ours)?, &vector(theirs)?));
            same_pieces += usize::from(role == "query" && ours.get("pieces") == Some(expected));
        }
    }

    // Longer texts, one at a time, in turns on the same machine; with the change, as the server works.
    let mut timed = Vec::new();
    for texts in languages.values() {
        for start in 0..if options.short { 1 } else { 5 } {
            let mut sum = String::new();
            for text in texts.iter().cycle().skip(start).take(texts.len()) {
                sum = format!("{sum} {text}").trim().to_owned();
                timed.push(sum.clone());
            }
        }
    }
    let candidates: Vec<Value> = timed.into_iter().map(Value::String).collect();
    write(&file, &candidates)?;
    let counted = ours(shop, data, &["--role", "query"], &file)?;
    let mut chosen: Vec<Value> = candidates
        .into_iter()
        .zip(&counted)
        .filter(|(_, line)| {
            line.get("tokens").and_then(Value::as_u64).is_some_and(|tokens| (96..=TIMED_TOKENS).contains(&tokens))
        })
        .map(|(text, _)| text)
        .collect();
    // Some of every language.
    let wanted = if options.short { 10 } else { 60 };
    chosen = chosen.iter().step_by((chosen.len() / wanted).max(1)).cloned().collect();
    ensure!(chosen.len() >= wanted / 2, "too few texts have the length that is timed");
    write(&file, &chosen)?;
    let (mut our_times, mut plain_times, mut their_times) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..if options.short { 2 } else { 5 } {
        our_times.extend(times(&ours(shop, data, &["--role", "query", "--one-by-one"], &file)?));
        plain_times.extend(times(&ours(shop, data, &["--role", "query", "--one-by-one", "--plain"], &file)?));
        their_times.extend(times(&theirs(shop, python, &script, "query", &file)?));
    }
    let [our_p50, plain_p50, their_p50] =
        [&mut our_times, &mut plain_times, &mut their_times].map(|times| percentile(times, 50));
    let shown: Value = serde_json::from_str(&saksi(shop, &["--json", "model", "show"], Some(data), None)?)?;
    let memory =
        shown.pointer("/model/memory_bytes").and_then(Value::as_f64).context("the model's memory is not said")?;
    Ok(vec![
        Row::must("texts × roles compared", format!("{} × 2", texts.len()), "all", true),
        // Written out, because three digits would round a miss up to the bar.
        Row::must("least cosine", format!("{least:.6}"), "≥ 0.999", least >= 0.999),
        Row::must(
            "texts cut into the same pieces",
            format!("{same_pieces} of {}", texts.len()),
            "all",
            same_pieces == texts.len(),
        ),
        options.at_most("a text of 96 to 128 tokens, p50", our_p50, 60.0, "ms"),
        options.at_most("the same, p99", percentile(&mut our_times, 99), 250.0, "ms"),
        Row::note("without what was trained for claims, p50", format!("{plain_p50:.1} ms")),
        Row::note("the engine the model came with, p50", format!("{their_p50:.1} ms")),
        options.at_most("ours to theirs, p50", our_p50 / their_p50, 1.0, ""),
        Row::at_most("the model in memory", memory / 1e6, 250.0, "MB"),
    ])
}

fn write(file: &Path, lines: &[Value]) -> Result<()> {
    let lines: Vec<String> = lines.iter().map(Value::to_string).collect();
    let text = lines.join("\n");
    std::fs::write(file, text).with_context(|| format!("writing {}", file.display()))
}

fn ours(shop: &Shop, data: &Path, words: &[&str], file: &Path) -> Result<Vec<Value>> {
    let file = file.to_string_lossy();
    let words: Vec<&str> = ["model", "embed"].iter().chain(words).copied().chain([&*file]).collect();
    parse(&saksi(shop, &words, Some(data), None)?)
}

fn theirs(shop: &Shop, python: &Path, script: &Path, role: &str, file: &Path) -> Result<Vec<Value>> {
    parse(&shop.quiet(Command::new(python).arg(script).arg(role).arg(file))?)
}

fn parse(text: &str) -> Result<Vec<Value>> {
    text.lines().filter(|line| line.starts_with('{')).map(|line| Ok(serde_json::from_str(line)?)).collect()
}

fn vector(line: &Value) -> Result<Vec<f64>> {
    let numbers = line.get("vector").and_then(Value::as_array).context("a line without a vector")?;
    Ok(numbers.iter().filter_map(Value::as_f64).collect())
}

fn times(lines: &[Value]) -> Vec<f64> {
    // The first calls find cold caches and sleeping threads, in either program.
    lines.iter().skip(2).filter_map(|line| line.get("ms").and_then(Value::as_f64)).collect()
}

fn percentile(values: &mut [f64], percent: usize) -> f64 {
    values.sort_by(f64::total_cmp);
    let at = (values.len() * percent).div_ceil(100).max(1) - 1;
    values.get(at).copied().unwrap_or(f64::INFINITY)
}

fn cosine(a: &[f64], b: &[f64]) -> f64 {
    if a.len() != b.len() || a.is_empty() {
        return -1.0;
    }
    let dot = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
    dot(a, b) / (dot(a, a) * dot(b, b)).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cosine_and_the_percentile_are_as_defined() {
        assert!((cosine(&[1.0, 0.0], &[2.0, 0.0]) - 1.0).abs() < 1e-12);
        assert!(cosine(&[1.0, 0.0], &[0.0, 3.0]).abs() < 1e-12);
        assert!(cosine(&[1.0], &[1.0, 2.0]) < 0.0);
        let mut values: Vec<f64> = (1..=100).rev().map(f64::from).collect();
        assert!((percentile(&mut values, 50) - 50.0).abs() < 1e-12);
        assert!((percentile(&mut values, 99) - 99.0).abs() < 1e-12);
        assert!(percentile(&mut [], 50).is_infinite());
    }
}
