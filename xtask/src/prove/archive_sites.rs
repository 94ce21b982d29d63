//! The part of `archive-formats` in which ten sites are captured by the real program and replayed by pywb.
//!
//! The sites have the habits of real ones (redirects, compression, chunks, cookies, the same bytes under many addresses, scripts from right to
//! left, a large file); `tests/archive/sites.py` serves them and compares, byte for byte, what it sent with what pywb replays.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};

use serde_json::Value;

use super::Options;
use super::archive_crawlers;
use super::archive_formats::{Tools, index};
use crate::http;
use crate::people;
use crate::shop::{Shop, free_port};
use crate::site::{self, Site, Start};
use crate::statistics::Row;

/// pywb with everything that it brings; it asks for other versions of packages than our other checkers.
const LIST: &str = "tests/archive/requirements.txt";
/// How many sites there are.
const SITES: usize = 10;
/// The collection of pywb into which the packages go.
const COLLECTION: &str = "sites";

/// A program that ends with this.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The folder `bin` of the environment that holds pywb.
pub(super) fn pywb(shop: &Shop) -> Result<PathBuf> {
    let python = shop.tool(&["python3"], &[], &["python3", "python3-venv"])?;
    shop.python_packages(LIST, &python)
}

/// How many of the sites something is true of.
fn all(what: &str, count: usize) -> Row {
    Row::must(what, count.to_string(), &SITES.to_string(), count == SITES)
}

/// Captures the sites, has other programs look at the packages, and has them replayed.
pub(super) fn replayed(shop: &Shop, options: &Options, tools: &Tools, pywb: &Path) -> Result<Vec<Row>> {
    let bytes: u64 = if options.short { 2_000_000 } else { 50_000_000 };
    let (port, log) = (free_port()?, tools.folder.join("served.jsonl"));
    let script = shop.root.join("tests/archive/sites.py").to_string_lossy().into_owned();
    let log = log.to_string_lossy().into_owned();
    let mut serve = tools.theirs("python", &[&script, "serve", &port.to_string(), &log, &bytes.to_string()]);
    let mut sites = Running(serve.stdout(Stdio::piped()).spawn()?);
    let mut said = String::new();
    BufReader::new(sites.0.stdout.take().context("the sites say nothing")?).read_line(&mut said)?;
    ensure!(said.trim() == "ready", "the sites do not come up: {said}");

    let (mut valid, mut whole, mut checked, mut indexed, mut revisits) = (0, 0, 0, 0, 0);
    let mut packages = Vec::new();
    for number in 1..=SITES {
        let package = format!("site-{number}.wacz");
        let address = format!("http://127.0.0.{}:{port}/", number + 1);
        let mut capture = site::program(shop)?;
        capture.args(["capture", "--private", "--into", &package, &address]).current_dir(&tools.folder);
        let (status, text) = shop.run(&mut capture)?;
        // Three means that something is not whole, and nothing of these sites is cut short.
        ensure!(status.code() == Some(0), "{address} was not captured whole ({status}): {text}");
        let said = shop.quiet(&mut tools.theirs("wacz", &["validate", "-f", &package]))?;
        valid += usize::from(said.contains("the passed WACZ is valid"));
        let mut verify = site::program(shop)?;
        verify.args(["verify", &package]).current_dir(&tools.folder);
        whole += usize::from(shop.capture(&mut verify)?.0);
        let archive = format!("site-{number}.warc.gz");
        let take = "import sys, zipfile; open(sys.argv[2], 'wb').write(zipfile.ZipFile(sys.argv[1]).read('archive/data.warc.gz'))";
        shop.quiet(&mut tools.theirs("python", &["-c", take, &package, &archive]))?;
        checked += usize::from(shop.capture(&mut tools.theirs("warcio", &["check", &archive]))?.0);
        let mut rows = Vec::new();
        for row in index(shop, tools, &archive, &format!("of site {number}"))? {
            rows.push(row.holds);
        }
        indexed += usize::from(rows.iter().all(|holds| *holds));
        let said = shop.quiet(&mut tools.theirs("warcio", &["index", "-f", "warc-type", &archive]))?;
        revisits += said.lines().filter(|line| line.contains("\"revisit\"")).count();
        packages.push(package);
    }
    let mut rows = vec![
        all("captured sites that `wacz validate` finds valid", valid),
        all("captured sites that our own check finds whole", whole),
        all("captured sites whose digests `warcio check` finds right", checked),
        all("captured sites indexed as cdxj-indexer does", indexed),
        Row::at_least("records that refer to the same bytes elsewhere", revisits as f64, 6.0, ""),
    ];
    rows.extend(in_pywb(shop, tools, pywb, &packages, &script, &log, bytes)?);
    drop(sites);
    Ok(rows)
}

/// Puts the packages into pywb and compares what it replays with what was served.
fn in_pywb(
    shop: &Shop,
    tools: &Tools,
    pywb: &Path,
    packages: &[String],
    script: &str,
    log: &str,
    bytes: u64,
) -> Result<Vec<Row>> {
    let home = tools.folder.join("pywb");
    fs::create_dir_all(&home)?;
    let manage = |words: &[&str]| -> Result<String> {
        let mut command = Command::new(pywb.join("wb-manager"));
        command.args(words).current_dir(&home).stdin(Stdio::null()).env("PYTHONWARNINGS", "ignore");
        shop.quiet(&mut command)
    };
    manage(&["init", COLLECTION])?;
    for package in packages {
        manage(&["add", "--unpack-wacz", COLLECTION, &tools.folder.join(package).to_string_lossy()])?;
    }
    let port = free_port()?;
    let out = fs::File::create(tools.folder.join("pywb.log"))?;
    let mut command = Command::new(pywb.join("wayback"));
    command.args(["-b", "127.0.0.1", "-p", &port.to_string()]).current_dir(&home).stdin(Stdio::null());
    let mut running = Running(command.stdout(out.try_clone()?).stderr(out).spawn()?);
    let begun = Instant::now();
    while http::get(([127, 0, 0, 1], port).into(), "/").is_err() {
        if let Some(status) = running.0.try_wait()? {
            bail!("pywb ended at once ({status}): {}", fs::read_to_string(tools.folder.join("pywb.log"))?);
        }
        ensure!(begun.elapsed() < Duration::from_mins(1), "pywb does not listen");
        std::thread::sleep(Duration::from_millis(100));
    }
    let replay = format!("http://127.0.0.1:{port}");
    let said = shop.quiet(&mut tools.theirs("python", &[script, "compare", &replay, COLLECTION, log]))?;
    drop(running);
    let told: Value = serde_json::from_str(said.lines().last().unwrap_or("{}"))?;
    let wrong = told.get("wrong").and_then(Value::as_array).context("the comparison says nothing")?;
    for line in wrong {
        println!("{line}");
    }
    let figure = |name: &str| told.get(name).and_then(Value::as_f64).unwrap_or(f64::NAN);
    Ok(vec![
        Row::at_least("addresses replayed by pywb", figure("addresses"), 40.0, ""),
        Row::at_least("bytes replayed by pywb", figure("bytes"), bytes as f64, ""),
        Row::at_most("differences from what was served", wrong.len() as f64, 0.0, ""),
    ])
}

/// Archives of other programs, kept as evidence by the server.
pub(super) fn imported(shop: &Shop, tools: &Tools, files: &[&str]) -> Result<Vec<Row>> {
    let data = shop.scratch.path().join("imported");
    let running = Site::start(shop, &Start::folder(&data))?;
    people::set_up(&running)?;
    running.stop()?;
    for file in files {
        let path = tools.folder.join(file).to_string_lossy().into_owned();
        let words = ["archive", "import", &path, "--organisation", "proof-desk", "--reason", "Kept by another program"];
        site::saksi(shop, &words, Some(&data), None)?;
    }
    let said = site::saksi(shop, &["archive", "ls", "--json"], Some(&data), None)?;
    let kept = said.lines().filter(|line| line.starts_with('{')).count();
    let pages = archive_crawlers::kept(&data, shop)?;
    let crawled = files.iter().filter(|file| archive_crawlers::FILES.contains(file)).count();
    Ok(vec![
        Row::must(
            "archives of other programs that `saksi archive import` keeps",
            kept.to_string(),
            &files.len().to_string(),
            kept == files.len(),
        ),
        Row::must(
            "those of crawlers whose page is known by its address and title",
            pages.to_string(),
            &crawled.to_string(),
            pages == crawled,
        ),
    ])
}
