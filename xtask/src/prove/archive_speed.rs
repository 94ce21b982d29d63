//! `archive-speed`: writing and indexing, beside warcio and cdxj-indexer on the same records in the same run.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result};
use serde_json::Value;

use super::Options;
use super::archive_formats::example;
use crate::shop::{Halt, Shop};
use crate::statistics::{Row, number};
use crate::words::{Seeded, statement};

pub(super) fn run(shop: &mut Shop, options: &Options) -> Result<Vec<Row>, Halt> {
    let bin = shop.need(shop.python())?;
    let ours = example(shop, true)?;
    let folder = shop.scratch.path().join("archive-speed");
    fs::create_dir_all(&folder)?;
    let size: u64 = if options.short { 48 << 20 } else { 2_000_000_000 };
    let records = make(&folder, size)?;
    Ok(measure(shop, options, &ours, &bin, &folder, records)?)
}

fn measure(shop: &Shop, options: &Options, ours: &Path, bin: &Path, folder: &Path, records: u64) -> Result<Vec<Row>> {
    let script = shop.root.join("tests/archive/write.py");
    let own = |words: &[&str]| {
        let mut command = Command::new(ours);
        command.args(words).current_dir(folder).stdin(Stdio::null());
        command
    };
    let other = |name: &str, words: &[&str]| {
        let mut command = Command::new(bin.join(name));
        command.args(words).current_dir(folder).stdin(Stdio::null()).env("PYTHONWARNINGS", "ignore");
        command
    };
    let told = |said: &str| -> Result<(f64, f64, f64)> {
        let line: Value = serde_json::from_str(said.lines().last().unwrap_or("{}"))?;
        let figure =
            |name: &str| line.get(name).and_then(Value::as_f64).with_context(|| format!("no {name} in {said}"));
        Ok((figure("bytes")?, figure("seconds")?, figure("written")?))
    };
    let (bytes, ours_seconds, ours_size) =
        told(&shop.quiet(&mut own(&["write", "list", "blocks", "ours.warc.gz"]))?)?;
    let words = [script.to_string_lossy().into_owned()];
    let words: Vec<&str> =
        words.iter().map(String::as_str).chain(["speed", "list", "blocks", "theirs.warc.gz"]).collect();
    let (_, their_seconds, their_size) = told(&shop.quiet(&mut other("python", &words))?)?;
    fs::remove_file(folder.join("blocks"))?;
    let megabytes = bytes / 1e6;
    let mut rows = vec![
        Row::note("records", format!("{records} of together {}", number(megabytes, "MB"))),
        Row::note("written by us", number(megabytes / ours_seconds, "MB/s")),
        Row::note("written by warcio", number(megabytes / their_seconds, "MB/s")),
        options.at_least("writing, beside warcio", their_seconds / ours_seconds, 3.0, "×"),
        Row::at_most("size, beside warcio's", ours_size / their_size, 1.05, "×"),
    ];
    shop.quiet(&mut other("warcio", &["check", "ours.warc.gz"]))?;
    rows.push(Row::must("`warcio check` of what we wrote", "holds", "holds", true));
    for file in ["ours.warc.gz", "theirs.warc.gz"] {
        let start = Instant::now();
        shop.quiet(&mut own(&["index", "--out", "ours.cdxj", file]))?;
        let ours = start.elapsed().as_secs_f64();
        let start = Instant::now();
        shop.quiet(&mut other("cdxj-indexer", &["-s", "-o", "theirs.cdxj", file]))?;
        let theirs = start.elapsed().as_secs_f64();
        let equal = fs::read(folder.join("ours.cdxj"))? == fs::read(folder.join("theirs.cdxj"))?;
        rows.push(Row::note(&format!("{file} indexed by us"), number(ours, "s")));
        rows.push(Row::note(&format!("{file} indexed by cdxj-indexer"), number(theirs, "s")));
        rows.push(options.at_least(&format!("indexing {file}, beside cdxj-indexer"), theirs / ours, 5.0, "×"));
        let word = if equal { "equal" } else { "different" };
        rows.push(Row::must(&format!("indexes of {file}"), word, "equal", equal));
    }
    Ok(rows)
}

/// Responses as they come: pages of text, and pictures, which do not get smaller. Returns how many.
fn make(folder: &Path, size: u64) -> Result<u64> {
    let mut random = Seeded::new(20_261_122);
    let mut list = BufWriter::new(File::create(folder.join("list"))?);
    let mut blocks = BufWriter::new(File::create(folder.join("blocks"))?);
    let (mut written, mut count) = (0_u64, 0_u64);
    let mut block = Vec::new();
    while written < size {
        block.clear();
        let host = random.below(400);
        let kind = if random.below(100) < 55 { "html" } else { "jpg" };
        if kind == "html" {
            block.extend_from_slice(b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nServer: nginx\r\n\r\n<!doctype html><html><body>");
            let end = 4_000 + random.below(120_000);
            while block.len() < end {
                let class = random.below(60);
                write!(
                    block,
                    "<div class=\"item item-{class}\"><p>{}</p><a href=\"/{}/{}.html\">",
                    statement(random.below(1_000_000)).text,
                    class,
                    random.next() % 100_000
                )?;
                writeln!(block, "{}</a></div>", statement(random.below(1_000_000)).text)?;
            }
        } else {
            block.extend_from_slice(b"HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\n\r\n");
            let end = 2_000 + random.below(60_000);
            while block.len() < end {
                block.extend_from_slice(&random.next().to_le_bytes());
            }
        }
        writeln!(
            list,
            "{}\thttps://www.site-{host}.example/{}/{count}.{kind}?b=2&a=1",
            block.len(),
            random.below(1000)
        )?;
        blocks.write_all(&block)?;
        written += u64::try_from(block.len())?;
        count += 1;
    }
    list.flush()?;
    blocks.flush()?;
    Ok(count)
}
