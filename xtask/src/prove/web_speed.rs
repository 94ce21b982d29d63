//! `http`: answer pages and lexical checks under load from the same machine, while an import runs; and what one hot page
//! costs somebody who writes.

use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use super::Options;
use super::footprint::{copied, filled, still_ready};
use crate::http::{Connection, write_request};
use crate::load::{self, Until};
use crate::people::{self, Asked};
use crate::shop::{Halt, Shop};
use crate::site::{Site, Start};
use crate::statistics::{Durations, Row, ms, number};
use crate::visitor::Visitor;
use crate::words;

pub(super) fn run(shop: &mut Shop, options: &Options) -> Result<Vec<Row>, Halt> {
    let claims = if options.short { 5_000 } else { 100_000 };
    let (seconds, hot) = if options.short { (3, 2_000) } else { (20, 20_000) };
    let data = filled(shop, claims)?;
    let data = copied(shop, &data, "web-speed")?;
    let site = Site::start(shop, &Start { without_limits: true, ..Start::folder(&data) })?;
    // Somebody must be there to take messages in.
    people::set_up(&site)?;
    let never = AtomicBool::new(false);
    let page = an_answer_page(&site)?;
    let mut rows = vec![Row::note("answer page", page.clone())];
    let get = write_request(site.address, "GET", &page, &[("accept-language", "en")], b"");
    // The first readers pay for rendering; what is measured is the page as everybody after them gets it.
    load::run(site.address, 2, Until { requests: 200, time: Duration::from_secs(10) }, &never, |_| get.clone())?;

    let import = Import::start(shop, &site, &data, claims)?;
    let pages = load::run(
        site.address,
        16,
        Until { requests: usize::MAX, time: Duration::from_secs(seconds) },
        &never,
        |_| get.clone(),
    )?;
    let running = import.is_running();
    rows.push(options.at_least("answer pages, import running", pages.per_second(200), 2_000.0, "req/s"));
    rows.push(Row::at_most("answer pages, p99", pages.durations.percentile(99.0).as_secs_f64() * 1000.0, 50.0, "ms"));
    rows.push(Row::note("answer pages, p50", ms(pages.durations.percentile(50.0))));
    rows.push(Row::must(
        "answers other than 200",
        if pages.others(200).is_empty() { "none".to_owned() } else { pages.others(200) },
        "none",
        pages.others(200).is_empty(),
    ));
    rows.push(Row::note("import still running then", if running { "yes" } else { "no" }));

    let checks = load::run(
        site.address,
        4,
        Until { requests: usize::MAX, time: Duration::from_secs(seconds) },
        &never,
        |number| {
            let text = if number % 2 == 0 { words::fresh(number) } else { words::forwarded(number * 7919 % claims) };
            let body = json!({ "text": format!("{text} {number}") }).to_string();
            write_request(
                site.address,
                "POST",
                "/api/v1/messages",
                &[("content-type", "application/json")],
                body.as_bytes(),
            )
        },
    )?;
    rows.push(options.at_least(
        "lexical checks of fresh messages, import running",
        checks.per_second(200),
        200.0,
        "req/s",
    ));
    rows.push(Row::at_most(
        "lexical checks, p99",
        checks.durations.percentile(99.0).as_secs_f64() * 1000.0,
        50.0,
        "ms",
    ));
    rows.push(Row::must(
        "checks answered other than 200",
        if checks.others(200).is_empty() { "none".to_owned() } else { checks.others(200) },
        "none",
        checks.others(200).is_empty(),
    ));
    rows.push(Row::note("rows imported meanwhile", import.stop()?));

    // A writer alone, then beside a hot page.
    let alone = writer(&site, 200, 0)?;
    let (beside, crowd) = std::thread::scope(|scope| -> Result<_> {
        let crowd = scope.spawn(|| {
            load::run(site.address, 16, Until { requests: hot, time: Duration::from_mins(2) }, &never, |_| get.clone())
        });
        // Writes go on as long as the crowd does.
        let mut measured = Vec::new();
        let mut from = 1_000_000;
        while !crowd.is_finished() {
            measured.extend(write_some(&site, 20, from)?);
            from += 20;
        }
        let crowd = crowd.join().map_err(|_| anyhow::anyhow!("the crowd panicked"))??;
        Ok((Durations::of(measured), crowd))
    })?;
    let factor = beside.percentile(50.0).as_secs_f64() / alone.percentile(50.0).as_secs_f64().max(1e-9);
    rows.push(Row::note("a writer alone, p50", ms(alone.percentile(50.0))));
    rows.push(Row::note(
        &format!("beside {} requests of one page, p50", crowd.durations.count()),
        ms(beside.percentile(50.0)),
    ));
    rows.push(Row::note("writes meanwhile", number(beside.count() as f64, "")));
    rows.push(Row::at_most("slowdown of the writer", factor, 2.0, "×"));
    rows.push(Row::must(
        "server afterwards",
        if still_ready(&site) { "ready" } else { "gone" },
        "ready",
        still_ready(&site),
    ));
    Ok(rows)
}

/// The path of one published answer.
fn an_answer_page(site: &Site) -> Result<String> {
    let mut connection = Connection::open(site.address, Duration::from_secs(30))?;
    let response = connection.post_json("/api/v1/messages", &json!({ "text": words::statement(42).text }))?;
    let answer = response.json()?;
    let path = find_path(&answer).with_context(|| format!("no page of an answer in {answer}"))?;
    let status = connection.get(&path)?.status;
    ensure!(status == 200, "the answer's page {path} answers {status}");
    Ok(path)
}

/// The first `/checks/…` that stands in an answer of the API.
pub(crate) fn find_path(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => {
            let at = text.find("/checks/")?;
            let path = text.get(at..)?;
            // Identifiers are 26 characters long; the made-up sources elsewhere end in a plain number.
            let id = path.trim_start_matches("/checks/");
            (id.len() == 26 && id.chars().all(|c| c.is_ascii_alphanumeric())).then(|| path.to_owned())
        }
        Value::Array(items) => items.iter().find_map(find_path),
        Value::Object(fields) => fields.values().find_map(find_path),
        _ => None,
    }
}

/// Hands in messages one after another; how long the last step of each took, which is the one that writes.
fn write_some(site: &Site, count: usize, from: usize) -> Result<Vec<Duration>> {
    let mut visitor = Visitor::new(site.address)?;
    let mut measured = Vec::new();
    for number in from..from + count {
        let (Asked::Unknown(page) | Asked::Known(page)) = people::ask(&mut visitor, &words::fresh(number))?;
        let start = Instant::now();
        people::send_in(&mut visitor, &page)?;
        measured.push(start.elapsed());
    }
    Ok(measured)
}

fn writer(site: &Site, count: usize, from: usize) -> Result<Durations> {
    Ok(Durations::of(write_some(site, count, from)?))
}

/// An import of more made-up claims, running beside the server.
struct Import {
    child: std::sync::Mutex<std::process::Child>,
    log: std::path::PathBuf,
}

impl Import {
    fn start(shop: &Shop, _site: &Site, data: &std::path::Path, claims: usize) -> Result<Self> {
        let file = shop.scratch.path().join("more-claims.jsonl");
        let all = shop.scratch.path().join("all-claims.jsonl");
        words::write_claims(std::fs::File::create(&all)?, claims * 3)?;
        // Only new ones: the first lines are in the store already.
        let text = std::fs::read_to_string(&all)?;
        let more: Vec<&str> = text.lines().skip(claims).collect();
        std::fs::write(&file, more.join("\n"))?;
        let log = shop.scratch.path().join("import-beside.log");
        let out = std::fs::File::create(&log)?;
        let child = crate::site::program(shop)?
            .args(["import", "jsonl"])
            .arg(&file)
            .arg("--data")
            .arg(data)
            .stdout(out.try_clone()?)
            .stderr(out)
            .spawn()?;
        Ok(Self { child: std::sync::Mutex::new(child), log })
    }

    fn is_running(&self) -> bool {
        self.child.lock().is_ok_and(|mut child| matches!(child.try_wait(), Ok(None)))
    }

    /// Ends it if it still runs, and says how far it came.
    fn stop(self) -> Result<String> {
        let mut child = self.child.into_inner().map_err(|_| anyhow::anyhow!("the lock was poisoned"))?;
        let word = if let Some(status) = child.try_wait()? {
            format!("all of them ({status})")
        } else {
            child.kill()?;
            child.wait()?;
            "stopped while running".to_owned()
        };
        let log = std::fs::read_to_string(&self.log)?;
        let last = log
            .split(['\r', '\n'])
            .rev()
            .find(|line| !line.trim().is_empty())
            .unwrap_or("")
            .trim()
            .chars()
            .take(80)
            .collect::<String>();
        Ok(format!("{word} {last}"))
    }
}
