//! The part of `archive-formats` in which crawlers that drive a browser write archives of a small site, and we read them.
//!
//! brozzler with warcprox comes from PyPI, ArchiveWeb.page from npm; `tests/browser/crawlers.mjs` serves the site and lets them at it.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;

use super::archive_formats::{Tools, read_file};
use crate::shop::{Halt, Shop};
use crate::site;
use crate::statistics::Row;

/// brozzler with everything that it brings.
const LIST: &str = "tests/archive/crawlers.txt";
/// What the crawlers write.
pub(super) const FILES: [&str; 3] = ["archivewebpage.wacz", "archivewebpage.warc.gz", "brozzler.warc.gz"];

/// What the page of the site is called: a list of pages has its title; where none is, its headline is read.
const TITLES: [&str; 2] = ["خبر", "گرم لیموں پانی"];

/// What the crawlers need.
pub(super) struct Crawlers {
    node: PathBuf,
    chromium: PathBuf,
    bin: PathBuf,
}

pub(super) fn crawlers(shop: &Shop) -> Result<Crawlers, Halt> {
    let node = shop.need(shop.node())?;
    let chromium = shop.need(shop.chromium())?;
    let python = shop.need(shop.tool(&["python3"], &[], &["python3", "python3-venv"]))?;
    // Some of what brozzler brings is built on the spot.
    shop.need(shop.tool(&["c++", "g++"], &[], &["g++"]))?;
    let bin = shop.need(shop.python_packages(LIST, &python))?;
    Ok(Crawlers { node, chromium, bin })
}

/// Has the site crawled, and reads what came of it.
pub(super) fn read(shop: &Shop, tools: &Tools, crawlers: &Crawlers) -> Result<Vec<Row>> {
    let mut crawl = Command::new(&crawlers.node);
    crawl.arg(shop.root.join("tests/browser/crawlers.mjs")).arg(&tools.folder);
    crawl.arg(shop.cache.join("archivewebpage")).arg(&crawlers.bin);
    crawl.env("SAKSI_CHROMIUM", &crawlers.chromium);
    let said = shop.quiet(&mut crawl)?;
    let told: Value = serde_json::from_str(said.lines().last().unwrap_or_default())?;
    let addresses: Vec<&str> =
        told.get("addresses").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();

    let take =
        "import sys, zipfile; open(sys.argv[2], 'wb').write(zipfile.ZipFile(sys.argv[1]).read('archive/data.warc.gz'))";
    shop.quiet(&mut tools.theirs("python", &["-c", take, "archivewebpage.wacz", "archivewebpage-in.warc.gz"]))?;
    let mut rows = Vec::new();
    for file in ["archivewebpage-in.warc.gz", "archivewebpage.warc.gz", "brozzler.warc.gz"] {
        rows.extend(read_file(shop, tools, file, file, true)?);
        let index = shop.quiet(&mut tools.ours(&["index", file]))?;
        let held = addresses.iter().filter(|address| index.contains(&format!("\"url\": \"{address}"))).count();
        rows.push(all(&format!("{file}: addresses of the site that our index names"), held, addresses.len()));
    }
    let package = "archivewebpage.wacz";
    let mut found = 0;
    for address in &addresses {
        // What was posted lies under an address of its own.
        if address.ends_with("/said") {
            found += 1;
            continue;
        }
        let said = shop.quiet(&mut tools.ours(&["find", package, address]))?;
        found += usize::from(said.contains("HTTP/1.1 200"));
    }
    rows.push(all(&format!("{package}: addresses of the site that are found and read"), found, addresses.len()));
    let (holds, said) = shop.capture(&mut tools.ours(&["check", package]))?;
    rows.push(Row::must(&format!("{package}: our own check"), word(holds), "holds", holds));
    if !holds {
        println!("{said}");
    }
    let mut verify = site::program(shop)?;
    verify.arg("verify").args(FILES).current_dir(&tools.folder);
    let (holds, said) = shop.capture(&mut verify)?;
    rows.push(Row::must("`saksi verify` on all of them", word(holds), "holds", holds));
    if !holds {
        println!("{said}");
    }
    Ok(rows)
}

const fn word(holds: bool) -> &'static str {
    if holds { "holds" } else { "does not hold" }
}

fn all(what: &str, found: usize, wanted: usize) -> Row {
    Row::must(what, found.to_string(), &wanted.to_string(), found == wanted && wanted > 0)
}

/// Whether the pages that were kept are those of the site, with their title: a line of `saksi archive ls --json` for each.
pub(super) fn kept(data: &Path, shop: &Shop) -> Result<usize> {
    let said = site::saksi(shop, &["archive", "ls", "--json"], Some(data), None)?;
    let lines = said.lines().filter(|line| line.starts_with('{'));
    let mut kept = 0;
    for line in lines {
        let line: Value = serde_json::from_str(line).context("a line of the list is no JSON")?;
        let text = |name: &str| line.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        kept += usize::from(text("url").starts_with("http://127.0.0.2:") && TITLES.contains(&text("title").as_str()));
    }
    Ok(kept)
}
