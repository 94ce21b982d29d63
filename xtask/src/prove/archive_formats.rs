//! `archive-formats`: other people's tools read our archives, and ours read theirs.
//!
//! The crate is asked through its example, a small program around it, and ten sites are captured by the real program (`archive_sites.rs`). warcio,
//! cdxj-indexer, py-wacz and pywb come from PyPI, wget from the machine; crawlers that drive a browser from PyPI and npm (`archive_crawlers.rs`).

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};

use super::{Options, archive_crawlers, archive_sites};
use crate::shop::{Halt, Shop, free_port};
use crate::statistics::Row;

/// The example of the crate: in release where its speed counts, else as the tests have built it.
pub(super) fn example(shop: &Shop, fast: bool) -> Result<PathBuf> {
    let build: &[&str] = if fast {
        &["build", "--release", "--locked", "--package", "saksi-archive", "--example", "archive"]
    } else {
        &["build", "--locked", "--workspace", "--all-features", "--example", "archive"]
    };
    let said = shop.quiet(shop.cargo(build).arg("--message-format=json"))?;
    let messages = said.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
    messages
        .filter_map(|message| message.get("executable")?.as_str().map(PathBuf::from))
        .next_back()
        .context("cargo names no program that it built")
}

pub(super) struct Tools {
    ours: PathBuf,
    bin: PathBuf,
    wget: PathBuf,
    /// Where the files lie.
    pub(super) folder: PathBuf,
}

impl Tools {
    /// Ours, in the folder of the files.
    pub(super) fn ours(&self, words: &[&str]) -> Command {
        let mut command = Command::new(&self.ours);
        command.args(words).current_dir(&self.folder).stdin(Stdio::null());
        command
    }

    /// A checker from PyPI, in the folder of the files.
    pub(super) fn theirs(&self, name: &str, words: &[&str]) -> Command {
        let mut command = Command::new(self.bin.join(name));
        command.args(words).current_dir(&self.folder).stdin(Stdio::null()).env("PYTHONWARNINGS", "ignore");
        command
    }
}

pub(super) fn run(shop: &mut Shop, options: &Options) -> Result<Vec<Row>, Halt> {
    let bin = shop.need(shop.python())?;
    let wget = shop.need(shop.tool(&["wget"], &[], &["wget"]))?;
    let pywb = shop.need(archive_sites::pywb(shop))?;
    // What crawlers bring takes longer to build than all the rest of the short form.
    let crawlers = if options.short { None } else { Some(archive_crawlers::crawlers(shop)?) };
    let ours = example(shop, false)?;
    let folder = shop.scratch.path().join("archive");
    fs::create_dir_all(&folder)?;
    let tools = Tools { ours, bin, wget, folder };
    let mut rows = written(shop, &tools)?;
    rows.extend(read(shop, &tools)?);
    rows.extend(packed(shop, &tools)?);
    let mut theirs = vec!["wget.warc.gz", "warcio-1.0.warc.gz", "warcio-plain.warc", "theirs.wacz"];
    if let Some(crawlers) = &crawlers {
        rows.extend(archive_crawlers::read(shop, &tools, crawlers)?);
        theirs.extend(archive_crawlers::FILES);
    }
    rows.extend(archive_sites::imported(shop, &tools, &theirs)?);
    rows.extend(archive_sites::replayed(shop, options, &tools, &pywb)?);
    Ok(rows)
}

/// A row for something that either went well or not.
fn went_well(what: &str, outcome: Result<String>) -> Row {
    match outcome {
        Ok(_) => Row::must(what, "yes", "yes", true),
        Err(why) => {
            println!("{what}: {why:#}");
            Row::must(what, "no", "yes", false)
        }
    }
}

/// Our files, looked at by others.
fn written(shop: &Shop, tools: &Tools) -> Result<Vec<Row>> {
    shop.quiet(&mut tools.ours(&["sample", "sample.warc.gz"]))?;
    let plain = flat(shop, tools, "sample.warc.gz", "sample-plain.warc")?;
    let mut rows = vec![
        went_well(
            "`warcio check` finds every digest of ours right",
            shop.quiet(&mut tools.theirs("warcio", &["check", "sample.warc.gz"])),
        ),
        went_well("the same without compression", shop.quiet(&mut tools.theirs("warcio", &["check", &plain]))),
        went_well("our own check", shop.quiet(&mut tools.ours(&["verify", "sample.warc.gz", &plain]))),
    ];
    let again = shop.quiet(&mut tools.theirs("warcio", &["recompress", "sample.warc.gz", "recompressed.warc.gz"]))?;
    let records = again
        .lines()
        .find_map(|line| line.strip_suffix(" records read and recompressed to file: recompressed.warc.gz"));
    let counted = count(shop, tools, "sample.warc.gz")?;
    rows.push(Row::must(
        "records that `warcio recompress` reads of ours",
        records.unwrap_or("none"),
        &counted.to_string(),
        records == Some(counted.to_string().as_str()) && again.contains("No Errors Found"),
    ));
    for (file, ways) in [("sample.warc.gz", "of ours"), (plain.as_str(), "of ours without compression")] {
        rows.extend(index(shop, tools, file, ways)?);
    }
    Ok(rows)
}

/// A file of ours or theirs without its compression.
fn flat(shop: &Shop, tools: &Tools, from: &str, to: &str) -> Result<String> {
    let script = "import gzip, shutil, sys; shutil.copyfileobj(gzip.open(sys.argv[1]), open(sys.argv[2], 'wb'))";
    shop.quiet(&mut tools.theirs("python", &["-c", script, from, to]))?;
    Ok(to.to_owned())
}

/// How many records warcio counts.
fn count(shop: &Shop, tools: &Tools, file: &str) -> Result<usize> {
    let said = shop.quiet(&mut tools.theirs("warcio", &["index", file]))?;
    Ok(said.lines().filter(|line| line.starts_with('{')).count())
}

/// The SHA-1 digest of nothing. Where a record carries no digest of its payload, `cdxj-indexer -p` computes one after it has read the
/// payload already, and so always this one.
const OF_NOTHING: &str = r#""digest": "sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ""#;

/// A line of an index without its digest of the payload.
fn without_digest(line: &str) -> Option<(&str, &str)> {
    let (before, after) = line.split_once(r#""digest": ""#)?;
    Some((before, after.split_once('"')?.1))
}

/// Index lines of both, with and without what was posted.
pub(super) fn index(shop: &Shop, tools: &Tools, file: &str, which: &str) -> Result<Vec<Row>> {
    let mut rows = Vec::new();
    for (more, way) in [(&[][..], "plain"), (&["-p", "-d"][..], "with posts and digests")] {
        let theirs = [&["-s", "-o", "theirs.cdxj"], more, &[file]].concat();
        shop.quiet(&mut tools.theirs("cdxj-indexer", &theirs))?;
        let ours = [&["index", "--out", "ours.cdxj"], more, &[file]].concat();
        shop.quiet(&mut tools.ours(&ours))?;
        let text = |name: &str| fs::read_to_string(tools.folder.join(name));
        let (theirs, ours) = (text("theirs.cdxj")?, text("ours.cdxj")?);
        let lines = theirs.lines().count();
        let (mut equal, mut of_nothing) = (lines > 0 && ours.lines().count() == lines, 0);
        for (one, other) in ours.lines().zip(theirs.lines()).filter(|(one, other)| one != other) {
            if more.contains(&"-p") && other.contains(OF_NOTHING) && without_digest(one) == without_digest(other) {
                of_nothing += 1;
            } else {
                println!("ours   {one}\ntheirs {other}");
                equal = false;
            }
        }
        let figure = match (equal, of_nothing) {
            (false, _) => "different".to_owned(),
            (true, 0) => "equal".to_owned(),
            (true, count) => format!("equal but for {count} digests of nothing"),
        };
        rows.push(Row::must(
            &format!("index {which}, {way}, beside cdxj-indexer's {lines} lines"),
            figure,
            "equal",
            equal,
        ));
    }
    Ok(rows)
}

/// Files of others, read by us.
fn read(shop: &Shop, tools: &Tools) -> Result<Vec<Row>> {
    let script = shop.root.join("tests/archive/write.py");
    shop.quiet(&mut tools.theirs("python", &[&script.to_string_lossy(), "files", "."]))?;
    crawl(shop, tools)?;
    let mut rows = Vec::new();
    let mut files: BTreeMap<&str, bool> = BTreeMap::new();
    for file in ["warcio-1.0.warc.gz", "warcio-1.1.warc.gz", "warcio-plain.warc", "wget.warc.gz", "wget-plain.warc"] {
        files.insert(file, true);
    }
    let zip = "import gzip, shutil, sys; shutil.copyfileobj(open(sys.argv[1], 'rb'), gzip.open(sys.argv[2], 'wb'))";
    shop.quiet(&mut tools.theirs("python", &["-c", zip, "warcio-plain.warc", "in-one-piece.warc.gz"]))?;
    files.insert("in-one-piece.warc.gz", false);
    for (file, has_places) in files {
        let counted = if has_places { file } else { "warcio-plain.warc" };
        rows.extend(read_file(shop, tools, file, counted, has_places)?);
    }
    Ok(rows)
}

/// A file of another program: read, indexed and written anew. `counted` is the file whose records warcio counts.
pub(super) fn read_file(shop: &Shop, tools: &Tools, file: &str, counted: &str, has_places: bool) -> Result<Vec<Row>> {
    let mut rows = Vec::new();
    let said = shop.quiet(&mut tools.ours(&["verify", file]));
    let records = said.as_ref().ok().and_then(|said| {
        said.lines().find_map(|line| {
            line.strip_prefix(file)?.strip_prefix(": ")?.split_once(" records, ")?.0.parse::<usize>().ok()
        })
    });
    let counted = count(shop, tools, counted)?;
    if let Err(why) = said {
        println!("{why:#}");
    }
    rows.push(Row::must(
        &format!("{file}: records read with every digest right"),
        records.map_or("none".to_owned(), |records| records.to_string()),
        &counted.to_string(),
        records == Some(counted) && counted > 5,
    ));
    if has_places {
        rows.extend(index(shop, tools, file, &format!("of {file}"))?);
    }
    // Written anew as ours, it is what it was.
    shop.quiet(&mut tools.ours(&["rewrite", file, "rewritten.warc.gz"]))?;
    rows.push(went_well(
        &format!("{file}: written anew, `warcio check` finds it right"),
        shop.quiet(&mut tools.theirs("warcio", &["check", "rewritten.warc.gz"])),
    ));
    Ok(rows)
}

/// A small site, crawled by wget.
fn crawl(shop: &Shop, tools: &Tools) -> Result<()> {
    let site = tools.folder.join("site");
    fs::create_dir_all(&site)?;
    fs::write(
        site.join("index.html"),
        "<title>Site</title><link rel=stylesheet href=s.css><p>सच <a href='page.html?a=2&b=1'>next</a><img src=p.png>",
    )?;
    fs::write(site.join("s.css"), "p { background: url(q.png) }")?;
    fs::write(site.join("page.html?a=2&b=1"), "no such file")?;
    fs::write(site.join("page.html"), "<p>Page")?;
    fs::write(site.join("p.png"), [137, 80, 78, 71].repeat(5000))?;
    fs::write(site.join("q.png"), [1, 2, 3])?;
    let port = free_port()?.to_string();
    let mut server = Command::new(tools.bin.join("python"))
        .args(["-m", "http.server", "--bind", "127.0.0.1", &port])
        .current_dir(&site)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    let outcome = (|| {
        let address = format!("http://127.0.0.1:{port}/");
        for (name, more) in [("wget", &[][..]), ("wget-plain", &["--no-warc-compression"][..])] {
            let mut command = Command::new(&tools.wget);
            command
                .args([
                    "-q",
                    "-r",
                    "-p",
                    "-l",
                    "2",
                    "--retry-connrefused",
                    "--waitretry=1",
                    "--tries=20",
                    "-P",
                    "crawled",
                ])
                .arg(format!("--warc-file={name}"))
                .args(more)
                .arg(&address)
                .current_dir(&tools.folder)
                .stdin(Stdio::null());
            // Eight means that something was not found, which is a part of every crawl.
            let (status, text) = shop.run(&mut command)?;
            ensure!(matches!(status.code(), Some(0 | 8)), "wget ended with {status}: {text}");
        }
        Ok(())
    })();
    let _ = server.kill();
    let _ = server.wait();
    outcome
}

/// Packages, both ways.
fn packed(shop: &Shop, tools: &Tools) -> Result<Vec<Row>> {
    let mut rows = Vec::new();
    shop.quiet(&mut tools.ours(&["package", "ours.wacz", "sample.warc.gz", "warcio-1.1.warc.gz"]))?;
    let said = shop.quiet(&mut tools.theirs("wacz", &["validate", "-f", "ours.wacz"]));
    let valid = said.and_then(|said| {
        ensure!(said.contains("the passed WACZ is valid"), "{said}");
        Ok(said)
    });
    rows.push(went_well("`wacz validate` finds our package valid", valid));
    rows.push(went_well("our own check of it", shop.quiet(&mut tools.ours(&["check", "ours.wacz"]))));
    let make = ["create", "-o", "theirs.wacz", "--url", "https://www.example.org/", "sample.warc.gz"];
    shop.quiet(&mut tools.theirs("wacz", &make))?;
    rows.push(went_well("our check of a package of theirs", shop.quiet(&mut tools.ours(&["check", "theirs.wacz"]))));
    for package in ["ours.wacz", "theirs.wacz"] {
        let said = shop.quiet(&mut tools.ours(&["find", package, "https://www.example.org/chunked"]))?;
        rows.push(Row::must(
            &format!("a record looked up in {package}"),
            if said.contains("HTTP/1.1 200 OK 12 bytes") { "found" } else { "not found" },
            "found",
            said.contains("HTTP/1.1 200 OK 12 bytes"),
        ));
    }
    rows.push(tampered(shop, tools, "ours.wacz")?);
    Ok(rows)
}

/// One byte after another of the archive within the package is changed.
fn tampered(shop: &Shop, tools: &Tools, package: &str) -> Result<Row> {
    let bytes = fs::read(tools.folder.join(package))?;
    let path = Path::new("changed.wacz");
    let (mut noticed, mut tried) = (0, 0);
    // Within the first archive, which stands at the front.
    for step in 0..40 {
        let at = 200 + step * 7001;
        let mut changed = bytes.clone();
        let Some(byte) = changed.get_mut(at) else { break };
        *byte ^= 4;
        fs::write(tools.folder.join(path), changed)?;
        let (ok, text) = shop.capture(&mut tools.ours(&["check", "changed.wacz"]))?;
        tried += 1;
        noticed += usize::from(!ok && text.contains("archive/sample.warc.gz"));
    }
    Ok(Row::must(
        "changed bytes of an archive in a package that our check names",
        format!("{noticed} of {tried}"),
        "all",
        noticed == tried && tried > 30,
    ))
}
