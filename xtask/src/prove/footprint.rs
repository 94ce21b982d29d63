//! `footprint`: resident memory of the whole server, and the time of a cold start.

use std::time::Duration;

use anyhow::Result;

use super::Options;
use crate::http::{self, Connection};
use crate::shop::{Halt, Shop};
use crate::site::{Site, Start};
use crate::statistics::{Row, number};
use crate::words;

const MEGABYTE: f64 = 1024.0 * 1024.0;

/// A data folder with this many published claims, made once per run.
pub(crate) fn filled(shop: &Shop, claims: usize) -> Result<std::path::PathBuf> {
    let data = shop.scratch.path().join(format!("filled-{claims}"));
    if !data.exists() {
        let file = shop.scratch.path().join(format!("claims-{claims}.jsonl"));
        words::write_claims(std::fs::File::create(&file)?, claims)?;
        let file = file.to_string_lossy().into_owned();
        crate::site::saksi(shop, &["import", "jsonl", &file], Some(&data), None)?;
    }
    Ok(data)
}

/// A copy of a folder, so that one proof does not change what another reads.
pub(crate) fn copied(shop: &Shop, data: &std::path::Path, name: &str) -> Result<std::path::PathBuf> {
    let copy = shop.scratch.path().join(name);
    shop.quiet(std::process::Command::new("cp").arg("-a").arg(data).arg(&copy))?;
    Ok(copy)
}

pub(super) fn run(shop: &mut Shop, options: &Options) -> Result<Vec<Row>, Halt> {
    let claims = if options.short { 5_000 } else { 100_000 };
    let mut rows = Vec::new();
    // A program that was built a moment ago lies in the page cache in larger pieces than one that was read, and maps more of itself.
    drop_page_cache(shop);
    let empty = Site::start(shop, &Start { without_limits: true, ..Start::folder(shop.scratch.path().join("empty")) })?;
    // At rest: the server hands back what only its start needed when everything has had its first turn.
    std::thread::sleep(std::time::Duration::from_secs(45));
    // How much of the program's file is counted depends on how the kernel read it a moment ago, by a megabyte or two: the short form,
    // which runs beside whatever else runs, leaves that room.
    let bar = if options.short { 44.0 } else { 40.0 };
    rows.push(Row::at_most("resident, empty", empty.resident()? as f64 / MEGABYTE, bar, "MB"));
    visit(&empty, 0)?;
    rows.push(Row::note("resident, empty, after 100 questions", number(empty.resident()? as f64 / MEGABYTE, "MB")));
    drop(empty);

    let data = filled(shop, claims)?;
    // The first start after an import builds the index and leaves a snapshot of it when it ends.
    let first = Site::start(shop, &Start { without_limits: true, ..Start::folder(&data) })?;
    rows.push(Row::note("first start after an import, index built", number(first.ready_after.as_secs_f64(), "s")));
    first.stop()?;
    // A cold start reads from disk, not from the page cache; dropping it needs root, so say which it was.
    let cold = drop_page_cache(shop);
    let full = Site::start(shop, &Start { without_limits: true, ..Start::folder(&data) })?;
    rows.push(Row::at_most(&format!("start with {claims} claims to ready"), full.ready_after.as_secs_f64(), 3.0, "s"));
    rows.push(Row::note("page cache dropped before", if cold { "yes" } else { "no" }));
    rows.push(Row::note("resident at ready", number(full.resident()? as f64 / MEGABYTE, "MB")));
    let found = visit(&full, claims)?;
    rows.push(Row::at_least("known claims found again", found, if options.short { 45.0 } else { 90.0 }, "of 100"));
    rows.push(Row::at_most(
        &format!("resident with {claims} claims, after use"),
        full.resident()? as f64 / MEGABYTE,
        350.0,
        "MB",
    ));
    Ok(rows)
}

/// Uses the server a little, as people would; returns how many of 100 known claims it found.
fn visit(site: &Site, claims: usize) -> Result<f64> {
    let mut connection = Connection::open(site.address, Duration::from_secs(30))?;
    for path in ["/", "/checks", "/checks.atom", "/about", "/api/v1/openapi.json"] {
        connection.get(path)?;
    }
    let mut found = 0.0;
    for number in 0..100 {
        let text = if claims == 0 { words::fresh(number) } else { words::statement(number * claims / 100).text };
        let response = connection.post_json("/api/v1/messages", &serde_json::json!({ "text": text }))?;
        if response.status == 200 && ["answer", "suggest"].contains(&decision_of(&response)?.as_str()) {
            found += 1.0;
        }
    }
    Ok(found)
}

fn drop_page_cache(shop: &Shop) -> bool {
    shop.quiet(&mut std::process::Command::new("sync")).is_ok()
        && std::fs::write("/proc/sys/vm/drop_caches", "3").is_ok()
}

/// The decision in an answer of the API.
fn decision_of(response: &http::Response) -> Result<String> {
    let answer = response.json()?;
    Ok(answer.get("decision").and_then(serde_json::Value::as_str).unwrap_or("").to_owned())
}

/// Waits for nothing: a check that the server still answers.
pub(crate) fn still_ready(site: &Site) -> bool {
    http::get(site.address, "/readyz").is_ok_and(|response| response.status == 200)
}
