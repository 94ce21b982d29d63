//! `archive-kill`: `kill -9` while pages are captured, evidence is brought in, noted and taken out, and its log grows.
//!
//! A file of a capture is there whole or not at all. What the server acknowledged is there when it starts again, with every byte, and stands in the
//! log; and every state of the log that anybody saw is the beginning of the last one, as aics-tlog finds out over HTTP (`tests/tlog/served.py`).

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

use super::{Options, log};
use crate::http;
use crate::people;
use crate::shop::{Halt, Shop, free_port};
use crate::site::{self, Site, Start};
use crate::statistics::Row;
use crate::visitor::{Chosen, Page, Visitor};
use crate::words::Seeded;

/// What the server said yes to, and what it published.
#[derive(Default)]
struct Acknowledged {
    /// Paths of pieces of evidence.
    kept: Mutex<Vec<String>>,
    /// Paths of pieces, once for each event that was noted.
    noted: Mutex<Vec<String>>,
    /// Signed states of the log, as anybody could read them.
    seen: Mutex<Vec<String>>,
    taken_out: AtomicUsize,
    /// Parts that went out whole and were not what came in.
    wrong: AtomicUsize,
}

fn push<T>(list: &Mutex<Vec<T>>, item: T) {
    if let Ok(mut list) = list.lock() {
        list.push(item);
    }
}

fn all<T: Clone>(list: &Mutex<Vec<T>>) -> Vec<T> {
    list.lock().map(|list| list.clone()).unwrap_or_default()
}

fn any(list: &Mutex<Vec<String>>, number: usize) -> Option<String> {
    list.lock().ok().and_then(|list| list.get(number % list.len().max(1)).cloned())
}

pub(super) fn run(shop: &mut Shop, options: &Options) -> Result<Vec<Row>, Halt> {
    shop.program()?;
    let python = shop.need(log::python(shop))?;
    let moments = options.moments.unwrap_or(if options.short { 5 } else { 100 });
    let folder = shop.scratch.path().join("archive-kill");
    fs::create_dir_all(&folder)?;
    let (package, mut rows) = captures(shop, &python, &folder, moments)?;
    let mut engines: Vec<(&str, Option<String>)> = vec![("SQLite", None)];
    match shop.need(shop.fresh_postgres("archive_kill")) {
        Ok(url) => engines.push(("PostgreSQL", Some(url))),
        Err(Halt::Skip(reason)) => println!("  without PostgreSQL: {reason}"),
        Err(halt) => return Err(halt),
    }
    for (engine, database) in engines {
        rows.extend(on_engine(shop, &python, &folder, &package, engine, database.as_deref(), moments)?);
    }
    Ok(rows)
}

/// Starts a command, and kills it at some moment of the time that it takes.
fn killed(command: &mut Command, takes: Duration, random: &mut Seeded) -> Result<bool> {
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
    let most = u64::try_from(takes.as_micros()).unwrap_or(1).max(1);
    std::thread::sleep(Duration::from_micros(random.next() % most));
    child.kill()?;
    Ok(!child.wait()?.success())
}

/// Captures at the command line. Gives a whole package as well.
fn captures(shop: &Shop, python: &Path, folder: &Path, moments: usize) -> Result<(PathBuf, Vec<Row>)> {
    let port = free_port()?;
    let script = shop.root.join("tests/archive/sites.py");
    let mut serve = Command::new(python);
    serve.arg(&script).args(["serve", &port.to_string()]).arg(folder.join("served.jsonl")).arg("3000000");
    let mut sites = serve.stdin(Stdio::null()).stdout(Stdio::piped()).spawn()?;
    let outcome = (|| {
        let mut said = String::new();
        BufReader::new(sites.stdout.take().context("the sites say nothing")?).read_line(&mut said)?;
        ensure!(said.trim() == "ready", "the sites do not come up: {said}");
        let capture = |number: usize, into: &str| -> Result<Command> {
            let mut command = site::program(shop)?;
            let address = format!("http://127.0.0.{}:{port}/", number + 1);
            command.args(["capture", "--private", "--into", into, &address]).current_dir(folder);
            Ok(command)
        };
        shop.quiet(&mut capture(1, "whole.wacz")?)?;
        let begun = Instant::now();
        shop.quiet(&mut capture(8, "large.wacz")?)?;
        let takes = begun.elapsed();
        let mut random = Seeded::new(0x00A7_C41F);
        let (mut kills, mut whole, mut torn) = (0, 0, 0);
        for moment in 0..moments {
            let name = format!("killed-{moment}.wacz");
            kills += usize::from(killed(&mut capture(8, &name)?, takes, &mut random)?);
            if folder.join(&name).exists() {
                let mut verify = site::program(shop)?;
                let (holds, said) = shop.capture(verify.args(["verify", &name]).current_dir(folder))?;
                if holds {
                    whole += 1;
                } else {
                    torn += 1;
                    println!("  {said}");
                }
            }
        }
        Ok(vec![
            Row::at_least("captures killed", kills as f64, moments as f64 / 2.0, ""),
            Row::note("packages that were there whole all the same", whole.to_string()),
            Row::at_most("packages that were there and torn", f64::from(torn), 0.0, ""),
        ])
    })();
    let _ = sites.kill();
    let _ = sites.wait();
    Ok((folder.join("whole.wacz"), outcome?))
}

fn on_engine(
    shop: &Shop,
    python: &Path,
    folder: &Path,
    package: &Path,
    engine: &str,
    database: Option<&str>,
    moments: usize,
) -> Result<Vec<Row>> {
    let content = fs::read(package)?;
    let data = folder.join(engine);
    let start = Start {
        database: database.map(ToOwned::to_owned),
        without_limits: true,
        port: Some(free_port()?),
        ..Start::folder(&data)
    };
    let site = Site::start(shop, &start)?;
    let owner = people::set_up(&site)?;
    let mut random = Seeded::new(0x0A4C_411E);
    let done = Acknowledged::default();
    let next = AtomicUsize::new(0);
    let mut site = Some(site);
    for moment in 0..moments {
        let running = match site.take() {
            Some(site) => site,
            None => {
                Site::start(shop, &start).with_context(|| format!("starting again after kill {moment} ({engine})"))?
            }
        };
        let address = running.address;
        let over = AtomicBool::new(false);
        let wait = Duration::from_millis(200 + random.next() % 1_500);
        std::thread::scope(|scope| -> Result<()> {
            for _ in 0..2 {
                let keeper = owner.moved_to(address)?;
                scope.spawn(|| bring(keeper, &content, &over, &next, &done));
            }
            let (noting, taking) = (owner.moved_to(address)?, owner.moved_to(address)?);
            scope.spawn(|| note(noting, &over, &next, &done));
            scope.spawn(|| take_out(taking, &content, &over, &next, &done));
            scope.spawn(|| watch(address, &over, &done));
            std::thread::sleep(wait);
            running.kill()?;
            over.store(true, Ordering::Relaxed);
            Ok(())
        })?;
    }
    let site = Site::start(shop, &start)?;
    let mut rows = vec![Row::note(&format!("{engine}: kills"), moments.to_string())];
    rows.extend(afterwards(shop, python, folder, engine, &site, &owner.moved_to(site.address)?, &done)?);
    site.stop()?;
    let whole = site::saksi(shop, &["verify", "--all"], Some(&data), database);
    if let Err(why) = &whole {
        println!("  {why:#}");
    }
    rows.push(Row::must(
        &format!("{engine}: `saksi verify --all`"),
        if whole.is_ok() { "holds" } else { "broken" },
        "holds",
        whole.is_ok(),
    ));
    rows.push(exports(shop, folder, engine, &data, database, &content, &done, moments)?);
    Ok(rows)
}

/// Exports at the command line, killed: a file is there as it came in, or not at all.
#[expect(clippy::too_many_arguments, reason = "one place of use, and each is something else")]
fn exports(
    shop: &Shop,
    folder: &Path,
    engine: &str,
    data: &Path,
    database: Option<&str>,
    content: &[u8],
    done: &Acknowledged,
    moments: usize,
) -> Result<Row> {
    let kept = all(&done.kept);
    let id = kept.first().and_then(|path| path.rsplit('/').next()).context("nothing was kept")?.to_owned();
    let export = |into: &Path| -> Result<Command> {
        let mut command = site::program(shop)?;
        command.args(["archive", "export", &id, "--into"]).arg(into).arg("--data").arg(data);
        if let Some(database) = database {
            command.args(["--database", database]);
        }
        Ok(command)
    };
    let begun = Instant::now();
    let first = folder.join(format!("{engine}-first.wacz"));
    shop.quiet(&mut export(&first)?)?;
    ensure!(fs::read(&first)? == content, "an export that nobody killed is not what came in");
    let takes = begun.elapsed();
    let mut random = Seeded::new(0x0E49_0127);
    let mut torn = 0;
    for moment in 0..moments {
        let into = folder.join(format!("{engine}-{moment}.wacz"));
        killed(&mut export(&into)?, takes, &mut random)?;
        torn += usize::from(into.exists() && fs::read(&into)? != content);
    }
    Ok(Row::at_most(&format!("{engine}: files of killed exports that are torn"), torn as f64, 0.0, ""))
}

/// What must be there after the last start.
fn afterwards(
    shop: &Shop,
    python: &Path,
    folder: &Path,
    engine: &str,
    site: &Site,
    owner: &Visitor,
    done: &Acknowledged,
) -> Result<Vec<Row>> {
    let (kept, noted, seen) = (all(&done.kept), all(&done.noted), all(&done.seen));
    let mut events: BTreeMap<&str, usize> = BTreeMap::new();
    for path in &noted {
        *events.entry(path).or_default() += 1;
    }
    let mut keeper = owner.moved_to(site.address)?;
    let (mut lost, mut damaged, mut entries) = (Vec::new(), Vec::new(), Vec::new());
    for path in &kept {
        let Some(page) = logged(&mut keeper, path)? else {
            lost.push(path.clone());
            continue;
        };
        let there = page.links().iter().filter(|link| link.contains("/custody/")).count();
        if there < events.get(path.as_str()).copied().unwrap_or(0) {
            lost.push(format!("custody of {path}"));
        }
        entries.extend(page.link("/log/proof/")?.rsplit('/').next().map(ToOwned::to_owned));
        let again = keeper.submit(&page.form(&format!("{path}/rehash"))?, &[])?;
        if again.status != 200 || !again.html.contains("notice-done") {
            damaged.push(path.clone());
        }
    }
    for what in lost.iter().chain(&damaged) {
        println!("  lost or damaged: {what}");
    }
    let here = folder.join(format!("log-{engine}"));
    fs::create_dir_all(&here)?;
    fs::write(here.join("seen"), seen.join("---\n"))?;
    fs::write(here.join("entries"), entries.join("\n"))?;
    let mut check = Command::new(python);
    check.arg(shop.root.join("tests/tlog/served.py")).arg(format!("{}/log", site.url())).arg(&here);
    let told = log::lines(&shop.quiet(&mut check)?);
    let figure = |what: &str| told.get(what).copied().unwrap_or(f64::NAN);
    let row = |what: &str| format!("{engine}: {what}");
    Ok(vec![
        Row::at_least(&row("pieces of evidence acknowledged"), kept.len() as f64, 3.0, ""),
        Row::at_least(&row("events acknowledged"), noted.len() as f64, 1.0, ""),
        Row::at_least(&row("parts that went out whole"), done.taken_out.load(Ordering::Relaxed) as f64, 1.0, ""),
        Row::at_most(&row("of them not what came in"), done.wrong.load(Ordering::Relaxed) as f64, 0.0, ""),
        Row::at_most(&row("missing afterwards"), lost.len() as f64, 0.0, ""),
        Row::at_most(&row("damaged afterwards"), damaged.len() as f64, 0.0, ""),
        Row::note(&row("entries of the log"), format!("{}", figure("size"))),
        Row::at_least(
            &row("states of the log seen before, and found in it by aics-tlog"),
            figure("earlier checkpoints"),
            1.0,
            "",
        ),
        Row::at_least(
            &row("proofs of entries that aics-tlog verifies"),
            figure("proofs of entries"),
            entries.len() as f64,
            "",
        ),
    ])
}

/// The page of a piece, once its entry stands in a published state of the log; `None` if it is not there.
fn logged(keeper: &mut Visitor, path: &str) -> Result<Option<Page>> {
    let deadline = Instant::now() + Duration::from_mins(1);
    loop {
        let page = keeper.open(path)?;
        if page.status != 200 || !page.html.contains("/record.json") {
            return Ok(None);
        }
        if page.links().iter().any(|link| link.starts_with("/log/proof/")) {
            return Ok(Some(page));
        }
        ensure!(Instant::now() < deadline, "{path} does not come into the log within a minute");
        std::thread::sleep(Duration::from_millis(200));
    }
}

/// Brings packages in until the server is gone.
fn bring(mut keeper: Visitor, content: &[u8], stop: &AtomicBool, next: &AtomicUsize, done: &Acknowledged) {
    while !stop.load(Ordering::Relaxed) {
        let number = next.fetch_add(1, Ordering::Relaxed);
        let file = Chosen {
            name: "capture.wacz".to_owned(),
            media_type: "application/zip".to_owned(),
            content: content.to_vec(),
        };
        let title = format!("Capture {number}");
        let set = [("reason", "A proof"), ("title", title.as_str()), ("name", "capture.wacz")];
        let brought = keeper
            .open("/work/evidence/file")
            .and_then(|page| page.form("/work/evidence/file"))
            .and_then(|form| keeper.submit_files(&form, &set, "file", &[file]));
        match brought {
            Ok(page) if page.status == 200 && page.html.contains("/record.json") => push(&done.kept, page.path),
            _ => return,
        }
    }
}

/// Writes down what happened to pieces until the server is gone.
fn note(mut keeper: Visitor, stop: &AtomicBool, next: &AtomicUsize, done: &Acknowledged) {
    while !stop.load(Ordering::Relaxed) {
        let Some(path) = any(&done.kept, next.load(Ordering::Relaxed)) else {
            std::thread::sleep(Duration::from_millis(20));
            continue;
        };
        let noted = keeper
            .open(&path)
            .and_then(|page| page.form(&format!("{path}/custody")))
            .and_then(|form| keeper.submit(&form, &[("event", "viewed"), ("note", "In a meeting")]));
        match noted {
            Ok(page) if page.path.contains("done=noted") => push(&done.noted, path),
            _ => return,
        }
    }
}

/// Takes parts out until the server is gone.
fn take_out(mut keeper: Visitor, content: &[u8], stop: &AtomicBool, next: &AtomicUsize, done: &Acknowledged) {
    while !stop.load(Ordering::Relaxed) {
        let Some(path) = any(&done.kept, next.load(Ordering::Relaxed)) else {
            std::thread::sleep(Duration::from_millis(20));
            continue;
        };
        let taken = keeper.open(&path).and_then(|page| {
            let form = page.forms().into_iter().find(|form| form.action.contains("/parts/"));
            let form = form.context("no part to take out")?;
            let fields = http::form(&form.fields);
            keeper.fetch(&form.action, &[], "application/x-www-form-urlencoded", fields.as_bytes())
        });
        match taken {
            Ok(response) if response.status == 200 => {
                done.taken_out.fetch_add(1, Ordering::Relaxed);
                done.wrong.fetch_add(usize::from(response.body != content), Ordering::Relaxed);
            }
            _ => return,
        }
    }
}

/// Reads the published state of the log until the server is gone.
fn watch(address: SocketAddr, stop: &AtomicBool, done: &Acknowledged) {
    let mut last = String::new();
    while !stop.load(Ordering::Relaxed) {
        match http::get(address, "/log/checkpoint") {
            Ok(response) if response.status == 200 => {
                let note = response.text();
                if note != last {
                    push(&done.seen, note.clone());
                    last = note;
                }
            }
            Ok(_) => {}
            Err(_) => return,
        }
        std::thread::sleep(Duration::from_millis(30));
    }
}
