//! `upload`: somebody asks for help and sends a large file, on a slow line that breaks in the middle. The text is filed first and
//! stays filed; only the file that broke is sent again, and the page's own script goes on where it stopped. A helper opens
//! the same bytes. Then the server's memory while a crowd sends files, and how many requests for help it takes in a second.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Barrier;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};

use super::{Options, authorisation};
use crate::http::{self, Connection, Response, write_request};
use crate::line::Line;
use crate::people;
use crate::shop::{Halt, Shop};
use crate::site::{Site, Start};
use crate::statistics::{Durations, Row, ms, number};
use crate::visitor::{Form, Page, Visitor};
use crate::words::Seeded;

const MEGABYTE: f64 = 1024.0 * 1024.0;
/// Chunks of a part, and bytes of a chunk, as the page's script sends them.
const PART: f64 = 15.0 * 64.0 * 1024.0;
/// How long the line is dead after it broke.
const DEAD: Duration = Duration::from_secs(2);

/// How large everything is.
struct Size {
    /// Bytes of the large file.
    file: usize,
    /// Bytes a second of the slow line.
    line: u64,
    /// How many send at once.
    crowd: usize,
    /// Bytes a second of each of them.
    pace: f64,
    /// For how long filings are counted.
    filing: Duration,
}

impl Size {
    fn of(options: &Options) -> Self {
        if options.short {
            let file = 3 << 20;
            return Self { file, line: 1 << 20, crowd: 8, pace: 1_048_576.0, filing: Duration::from_secs(3) };
        }
        Self { file: 20 << 20, line: 384 << 10, crowd: 20, pace: 1_048_576.0, filing: Duration::from_secs(20) }
    }
}

pub(super) fn run(shop: &mut Shop, options: &Options) -> Result<Vec<Row>, Halt> {
    let wanted = Size::of(options);
    let mut rows = Vec::new();
    let (site, mut helper) = helpline(shop, "upload", None)?;
    match in_a_browser(shop, &site, &mut helper, &wanted) {
        Ok(found) => rows.extend(found),
        Err(Halt::Skip(reason)) => println!("  without a browser: {reason}"),
        Err(halt) => return Err(halt),
    }
    rows.extend(by_a_form(&site, &mut helper, &wanted)?);
    drop(site);

    let (site, _) = helpline(shop, "upload-forms", None)?;
    rows.extend(memory("forms that the server seals", &site, &wanted, |crowd| send_forms(&site, &wanted, crowd))?);
    drop(site);
    let node = shop.need(shop.node())?;
    let (site, _) = helpline(shop, "upload-parts", None)?;
    let script = shop.root.join("tests/sealing/uploads.mjs");
    rows.extend(memory("parts that browsers sealed", &site, &wanted, |crowd| {
        let words = [site.url(), crowd.to_string(), wanted.file.to_string(), wanted.pace.to_string()];
        shop.quiet(shop.command(&node).arg(&script).args(words)).map(drop)
    })?);
    drop(site);

    rows.extend(filings(shop, options, "SQLite", None, &wanted)?);
    match shop.need(shop.fresh_postgres("upload")) {
        Ok(url) => rows.extend(filings(shop, options, "PostgreSQL", Some(url), &wanted)?),
        Err(Halt::Skip(reason)) => println!("  without PostgreSQL: {reason}"),
        Err(halt) => return Err(halt),
    }
    Ok(rows)
}

/// A server with a helpline, and the one who runs it and reads what comes in.
fn helpline(shop: &Shop, folder: &str, database: Option<String>) -> Result<(Site, Visitor)> {
    let data = shop.scratch.path().join(folder);
    let site = Site::start(shop, &Start { database, without_limits: true, ..Start::folder(data) })?;
    let mut helper = people::set_up(&site)?;
    authorisation::unlock(&mut helper)?;
    authorisation::open_helpline(&mut helper, "Owner")?;
    Ok((site, helper))
}

/// Bytes that no compression makes smaller.
fn noise(bytes: usize, seed: u64) -> Vec<u8> {
    let mut random = Seeded::new(seed);
    let mut all = Vec::with_capacity(bytes + 8);
    while all.len() < bytes {
        all.extend_from_slice(&random.next().to_le_bytes());
    }
    all.truncate(bytes);
    all
}

/// With JavaScript: a real browser with the page's own script.
fn in_a_browser(shop: &Shop, site: &Site, helper: &mut Visitor, wanted: &Size) -> Result<Vec<Row>, Halt> {
    let node = shop.need(shop.node())?;
    let chromium = shop.need(shop.chromium())?;
    let content = noise(wanted.file, 1);
    let file = shop.scratch.path().join("evidence.bin");
    std::fs::write(&file, &content)?;
    let figures = shop.scratch.path().join("upload.json");
    let text = "Somebody got into my account, sealed in a browser.";
    let line = Line::open(site.address, wanted.line, wanted.file as u64 / 2, DEAD)?;
    let mut command = shop.command(&node);
    command.arg("tests/browser/upload.mjs").env("SAKSI_URL", format!("http://{}", line.address));
    command.env("SAKSI_CHROMIUM", &chromium).env("SAKSI_FILE", &file).env("SAKSI_TEXT", text);
    command.env("SAKSI_FIGURES", &figures);
    let over = AtomicBool::new(false);
    let (seen, visited) = std::thread::scope(|scope| {
        // The line is dead and the file not there: what does a helper see?
        let looking = scope.spawn(|| {
            while !line.was_cut() && !over.load(Ordering::Acquire) {
                std::thread::sleep(Duration::from_millis(20));
            }
            line.was_cut().then(|| case_with(helper, text)).transpose()
        });
        let visited = shop.quiet(&mut command);
        over.store(true, Ordering::Release);
        (looking.join().map_err(|_| anyhow::anyhow!("the helper's thread panicked")), visited)
    });
    visited?;
    let case = seen??.context("the line did not break: the whole upload was shorter than half of the file")?;
    let told: serde_json::Value = serde_json::from_slice(&std::fs::read(&figures)?)?;
    let seconds = |name: &str| told.get(name).and_then(serde_json::Value::as_f64).unwrap_or(f64::NAN);
    let asked: Vec<(String, f64, bool)> = told
        .get("asked")
        .and_then(serde_json::Value::as_array)
        .context("nothing was asked")?
        .iter()
        .map(|one| {
            let path = one.get("path").and_then(serde_json::Value::as_str).unwrap_or("").to_owned();
            let chunk = one.get("chunk").and_then(serde_json::Value::as_f64).unwrap_or(-1.0);
            (path, chunk, one.get("broken").and_then(serde_json::Value::as_bool).unwrap_or(false))
        })
        .collect();
    let parts: Vec<&(String, f64, bool)> = asked.iter().filter(|(path, ..)| path == "/help/part").collect();
    let broken = parts.iter().position(|(.., broken)| *broken).context("no part broke off")?;
    let went_on = parts.get(broken + 1).map_or(-1.0, |(_, chunk, _)| *chunk);
    let mut chunks: Vec<u64> = parts.iter().map(|(_, chunk, _)| chunk.to_bits()).collect();
    chunks.sort_unstable();
    chunks.dedup();
    let twice = (parts.len() - chunks.len()) as f64 * PART;
    let opened = helper_opens(helper, &case, "evidence.bin")?;
    Ok(vec![
        Row::must(
            "browser: text filed and read while the line was dead",
            "yes",
            "yes",
            told.get("askedBefore").and_then(serde_json::Value::as_u64) == Some(0),
        ),
        Row::note("browser: receipt after", number(seconds("receipt"), "s")),
        Row::note("browser: file after", number(seconds("upload"), "s")),
        Row::must(
            "browser: after the break it went on",
            format!("at chunk {went_on} of {}", wanted.file.div_ceil(64 << 10)),
            "after chunk 0",
            went_on > 0.0,
        ),
        Row::at_most("browser: sent twice", twice / MEGABYTE, 1.0, "MB"),
        Row::note("browser: went over the line", number(line.sent() as f64 / MEGABYTE, "MB")),
        same("browser: the helper opens", &opened, &content),
    ])
}

fn same(what: &str, opened: &[u8], content: &[u8]) -> Row {
    let holds = opened == content;
    Row::must(what, if holds { "the same bytes" } else { "other bytes" }, "the same bytes", holds)
}

/// Somebody asks for help on the page without JavaScript; the page with the receipt.
fn ask(visitor: &mut Visitor, text: &str) -> Result<Page> {
    let page = visitor.open("/help")?.expect(200)?;
    let done = visitor.submit(&page.form("/help")?, &[("safe", "yes"), ("text", text)])?.expect(200)?;
    ensure!(done.html.contains("class=\"receipt\""), "no receipt: {}", done.words());
    Ok(done)
}

/// A form with files, as a browser sends it (RFC 7578): its request.
fn with_files(address: SocketAddr, form: &Form, evidence: bool, files: &[(&str, &[u8])]) -> Vec<u8> {
    const BOUNDARY: &str = "----saksi-proof-9f31c2";
    let mut body = Vec::new();
    let checked = evidence.then(|| ("evidence".to_owned(), "yes".to_owned()));
    for (name, value) in form.fields.iter().filter(|(name, _)| name != "file" && name != "evidence").chain(&checked) {
        body.extend(
            format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").bytes(),
        );
    }
    for (name, content) in files {
        body.extend(
            format!(
                "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
                 Content-Type: application/octet-stream\r\n\r\n"
            )
            .bytes(),
        );
        body.extend_from_slice(content);
        body.extend(b"\r\n");
    }
    body.extend(format!("--{BOUNDARY}--\r\n").bytes());
    let kind = format!("multipart/form-data; boundary={BOUNDARY}");
    let headers = [("content-type", kind.as_str()), ("accept-language", "en"), ("sec-fetch-site", "same-origin")];
    write_request(address, "POST", &form.action, &headers, &body)
}

/// Without JavaScript: two files in one form, of which the second breaks off.
fn by_a_form(site: &Site, helper: &mut Visitor, wanted: &Size) -> Result<Vec<Row>> {
    let (small, large) = (noise(100_000, 2), noise(wanted.file, 3));
    let text = "Somebody got into my account, told without a script.";
    let rate = wanted.line * 4;
    let line = Line::open(site.address, rate, wanted.file as u64 / 2, DEAD)?;
    let mut person = Visitor::new(line.address)?;
    let begun = Instant::now();
    let filed = ask(&mut person, text)?;
    let receipt = begun.elapsed();
    let form = filed.form("/help/files")?;
    let patience = Duration::from_mins(10);
    let request = with_files(line.address, &form, true, &[("small.bin", &small), ("large.bin", &large)]);
    let broken = Connection::open(line.address, patience)?.send(&request);
    ensure!(line.was_cut() && broken.is_err(), "the line should have broken in the middle of the second file");
    let case = case_with(helper, text)?;
    std::thread::sleep(DEAD);

    // Back with the receipt: what came whole is there, and only the other file goes once more.
    let back = come_back(line.address, &form)?;
    let whole = |name: &str| take_form(&back, name).is_some();
    let after_break = (whole("small.bin"), whole("large.bin"));
    let before = line.sent();
    let again = with_files(line.address, &back.form("/help/files")?, true, &[("large.bin", &large)]);
    let answer = Connection::open(line.address, patience)?.send(&again)?;
    ensure!(answer.status == 200, "the file sent again was answered {}: {}", answer.status, answer.text());
    let went = (line.sent() - before) as f64 / large.len() as f64;
    let back = come_back(line.address, &form)?;
    Ok(vec![
        Row::note("form: receipt after", number(receipt.as_secs_f64(), "s")),
        Row::must(
            "form: after the break the case stands with",
            match after_break {
                (true, false) => "the first file",
                (true, true) => "both files",
                (false, _) => "no file",
            },
            "the first file",
            after_break == (true, false),
        ),
        Row::at_most("form: sent again, of the file that broke off", went, 1.05, "×"),
        same("form: the person opens", &person_opens(site.address, &back, "large.bin")?, &large),
        same("form: the helper opens", &helper_opens(helper, &case, "large.bin")?, &large),
        same("form: the helper opens the first file", &helper_opens(helper, &case, "small.bin")?, &small),
    ])
}

/// The thread, with the receipt that stands in a form.
fn come_back(address: SocketAddr, form: &Form) -> Result<Page> {
    let mut person = Visitor::new(address)?;
    let page = person.open("/help/return")?.expect(200)?;
    let field =
        |name: &str| form.fields.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value.as_str());
    let (locator, words) = (field("locator"), field("words"));
    person.submit(&page.form("/help/return")?, &[("locator", locator), ("words", words)])?.expect(200)
}

/// The form with which a person takes a file of the thread.
fn take_form(thread: &Page, name: &str) -> Option<Form> {
    let card = thread.html.split("<article").find(|card| card.contains(name))?;
    Page { html: card.to_owned(), ..thread.clone() }.form("/help/take").ok()
}

fn person_opens(address: SocketAddr, thread: &Page, name: &str) -> Result<Vec<u8>> {
    let form = take_form(thread, name).with_context(|| format!("{name} is not in the thread: {}", thread.words()))?;
    let headers = [("content-type", "application/x-www-form-urlencoded"), ("sec-fetch-site", "same-origin")];
    let mut connection = Connection::open(address, Duration::from_mins(2))?;
    let answer = connection.request("POST", "/help/take", &headers, http::form(&form.fields).as_bytes())?;
    ensure!(answer.status == 200, "taking {name} was answered {}", answer.status);
    Ok(answer.body)
}

/// The path of the case whose first words are these, as a helper finds it in the queue.
fn case_with(helper: &mut Visitor, text: &str) -> Result<String> {
    let page = helper.open("/cases?lane=triage")?.expect(200)?;
    let found = page.html.split("<a ").skip(1).find(|link| link.split("</a>").next().is_some_and(|a| a.contains(text)));
    let path =
        found.and_then(|link| link.split_once("href=\"")).and_then(|(_, rest)| rest.split(['"', '?', '#']).next());
    path.map(ToOwned::to_owned).with_context(|| format!("the queue does not show {text:?}: {}", page.words()))
}

/// Takes a case where nobody has it, and opens a file of it.
fn helper_opens(helper: &mut Visitor, case: &str, name: &str) -> Result<Vec<u8>> {
    let mut page = helper.open(case)?.expect(200)?;
    if let Ok(form) = page.form(&format!("{case}/people")) {
        helper.submit(&form, &[])?.expect(200)?;
        page = helper.open(case)?.expect(200)?;
    }
    let start = format!("href=\"{case}/files/");
    let link = page.html.split("<a ").skip(1).find(|link| {
        let words = link.split("</a>").next().unwrap_or("");
        words.contains(&start) && words.contains(name)
    });
    let path = link.and_then(|link| link.split_once("href=\"")).and_then(|(_, rest)| rest.split('"').next());
    let path = path.with_context(|| format!("no {name} in the case: {}", page.words()))?.to_owned();
    let Response { status, body, .. } = helper.get_file(&path)?;
    ensure!(status == 200, "opening {name} was answered {status}");
    Ok(body)
}

/// The server's peak with one upload and with a crowd: what one more takes.
fn memory(what: &str, site: &Site, wanted: &Size, send: impl Fn(usize) -> Result<()>) -> Result<Vec<Row>> {
    // The first ones pay for what stays: connections of the database, threads, caches.
    send(2)?;
    let resident = site.resident()?;
    let peak = |crowd| -> Result<u64> {
        site.forget_peak()?;
        send(crowd)?;
        site.peak()
    };
    let (one, many) = (peak(1)?, peak(wanted.crowd)?);
    let each = many.saturating_sub(one) as f64 / (wanted.crowd - 1) as f64;
    let file = wanted.file >> 20;
    // Few and small files are seen through what the allocator keeps at hand: still less than one of them.
    let bar = if wanted.file <= 3 << 20 { 2.75 } else { 2.0 };
    Ok(vec![
        Row::note(&format!("{what}: resident before"), number(resident as f64 / MEGABYTE, "MB")),
        Row::note(&format!("{what}: peak, 1 × {file} MB"), number(one as f64 / MEGABYTE, "MB")),
        Row::note(&format!("{what}: peak, {} × {file} MB at once", wanted.crowd), number(many as f64 / MEGABYTE, "MB")),
        Row::at_most(&format!("{what}: memory of one upload"), each / MEGABYTE, bar, "MB"),
    ])
}

/// A crowd, each with a case and a file in a form on a slow line.
fn send_forms(site: &Site, wanted: &Size, crowd: usize) -> Result<()> {
    let content = vec![0x5a; wanted.file];
    let ready = Barrier::new(crowd);
    let one = |number: usize| -> Result<()> {
        let filed = ask(&mut Visitor::new(site.address)?, &format!("One of a crowd, number {number}."));
        ready.wait();
        let request = with_files(site.address, &filed?.form("/help/files")?, true, &[("evidence.bin", &content)]);
        let answer = Connection::open(site.address, Duration::from_mins(5))?.send_slowly(&request, wanted.pace)?;
        ensure!(answer.status == 200 && answer.text().contains("notice-done"), "a file was answered {}", answer.status);
        Ok(())
    };
    std::thread::scope(|scope| {
        let one = &one;
        let senders: Vec<_> = (0..crowd).map(|number| scope.spawn(move || one(number))).collect();
        for sender in senders {
            match sender.join() {
                Ok(sent) => sent?,
                Err(_) => bail!("a sender panicked"),
            }
        }
        Ok(())
    })
}

/// Requests for help in a second: each opens the page and sends its form, as anybody without JavaScript does.
fn filings(shop: &Shop, options: &Options, engine: &str, database: Option<String>, wanted: &Size) -> Result<Vec<Row>> {
    let (site, _) = helpline(shop, &format!("filings-{engine}"), database)?;
    let next = AtomicUsize::new(0);
    let start = Instant::now();
    let worker = || -> Result<(Vec<Duration>, BTreeMap<u16, usize>)> {
        let (mut measured, mut others) = (Vec::new(), BTreeMap::new());
        let mut visitor = Visitor::new(site.address)?;
        while start.elapsed() < wanted.filing {
            let number = next.fetch_add(1, Ordering::Relaxed);
            let form = visitor.open("/help")?.expect(200)?.form("/help")?;
            let text = format!("Somebody writes in my name, number {number}. {}", "It began on Monday. ".repeat(40));
            let sent = Instant::now();
            let done = visitor.submit(&form, &[("safe", "no"), ("text", &text), ("contact", "by the shop")])?;
            if done.status == 200 && done.html.contains("class=\"receipt\"") {
                measured.push(sent.elapsed());
            } else {
                *others.entry(done.status).or_insert(0) += 1;
            }
        }
        Ok((measured, others))
    };
    let results: Vec<_> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..8).map(|_| scope.spawn(worker)).collect();
        workers.into_iter().map(std::thread::ScopedJoinHandle::join).collect()
    });
    let seconds = start.elapsed().as_secs_f64();
    let (mut measured, mut others) = (Vec::new(), BTreeMap::new());
    for result in results {
        let Ok(result) = result else { bail!("somebody who filed panicked") };
        let (own, refused) = result?;
        measured.extend(own);
        for (status, count) in refused {
            *others.entry(status).or_insert(0) += count;
        }
    }
    let durations = Durations::of(measured);
    let rate = durations.count() as f64 / seconds;
    Ok(vec![
        options.at_least(&format!("{engine}: requests for help, sealed by the server"), rate, 50.0, "a second"),
        Row::must(
            &format!("{engine}: requests for help without a receipt"),
            if others.is_empty() { "none".to_owned() } else { format!("{others:?}") },
            "none",
            others.is_empty(),
        ),
        Row::note(&format!("{engine}: one of them, p50"), ms(durations.percentile(50.0))),
        Row::note(&format!("{engine}: one of them, p99"), ms(durations.percentile(99.0))),
    ])
}
