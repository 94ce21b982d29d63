//! Measures the index at a size: `match_speed COUNT THREADS QUERIES CLAIMS…`.
//!
//! Reads the claims, grows them to COUNT by joining the first half of one with the second half of another, builds the index
//! with THREADS threads, saves and loads it, and matches and decides every query alone on one thread. Prints figures as JSON.

use std::{
    fs::File,
    io::{BufRead, BufReader},
    time::Instant,
};

use saksi_matching::{Entry, Index, Policy, Query, decide, run::Percentiles};
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [count, threads, queries, claims @ ..] = arguments.as_slice() else {
        return Err("usage: match_speed COUNT THREADS QUERIES CLAIMS…".into());
    };
    let (count, threads): (usize, usize) = (count.parse()?, threads.parse()?);
    let mut real: Vec<Entry> = Vec::new();
    for path in claims {
        for line in lines(path)? {
            let text = |name: &str| line.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
            real.push(Entry::new(real.len() as u128, text("lang"), text("claim")).with_title(text("title")));
        }
    }
    let queries: Vec<String> =
        lines(queries)?.iter().map(|q| q.get("text").and_then(Value::as_str).unwrap_or_default().to_owned()).collect();
    let entries = grow(&real, count);
    let bytes: usize = entries.iter().map(|entry| entry.claim.len() + entry.title.len()).sum();

    let before = resident_kib();
    let start = Instant::now();
    let index = Index::build(entries.into_iter(), threads);
    let build = start.elapsed();
    let after = resident_kib();

    for (part, bytes) in index.sizes() {
        eprintln!("{part:>20} {:>10.1} bytes/claim", bytes as f64 / count as f64);
    }
    let mut saved = Vec::new();
    let start = Instant::now();
    index.save(&mut saved)?;
    let save = start.elapsed();
    drop(index);
    let start = Instant::now();
    let mut index = Index::load(saved.as_slice())?;
    let load = start.elapsed();

    let mut durations = Vec::new();
    let mut worked = Vec::new();
    let mut decided = std::collections::BTreeMap::new();
    for round in 0..=(2000 / queries.len().max(1)).max(1) {
        for text in &queries {
            let (start, before) = (Instant::now(), on_core());
            let query = Query::new(text);
            let hits = index.search(&query, 10);
            let decision = decide(&query, &hits, &Policy::web());
            let work = on_core().saturating_sub(before);
            // The first round warms the caches.
            if round > 0 {
                durations.push(start.elapsed());
                worked.push(work);
                *decided.entry(decision.kind.as_str()).or_insert(0_usize) += 1;
            }
        }
    }

    let fresh = grow(&real, count + 20_000).split_off(count);
    let mut inserted = Vec::new();
    for entry in fresh {
        let start = Instant::now();
        index.insert(entry);
        inserted.push(start.elapsed());
    }

    let figures = json!({
        "claims": count,
        "text_bytes": bytes,
        "threads": threads,
        "build_seconds": build.as_secs_f64(),
        "claims_per_second": count as f64 / build.as_secs_f64(),
        "resident_mib_texts_and_queries": before / 1024,
        "resident_mib_after_build": after / 1024,
        "saved_mib": saved.len() / (1 << 20),
        "save_seconds": save.as_secs_f64(),
        "load_seconds": load.as_secs_f64(),
        "match_and_decide_ms": Percentiles::of(&durations),
        "match_and_decide_on_core_ms": Percentiles::of(&worked),
        "decisions": decided,
        "insert_ms": Percentiles::of(&inserted),
    });
    println!("{}", serde_json::to_string_pretty(&figures)?);
    Ok(())
}

fn lines(path: &str) -> Result<Vec<Value>, Box<dyn std::error::Error>> {
    BufReader::new(File::open(path)?).lines().map(|line| Ok(serde_json::from_str(&line?)?)).collect()
}

/// Real claims first, then the first half of one with the second half of another, always the same.
fn grow(real: &[Entry], count: usize) -> Vec<Entry> {
    let mut state = 0x5eed_u64;
    let mut pick = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).ok().and_then(|number| real.get(number % real.len())).cloned().unwrap_or_default()
    };
    (0..count)
        .map(|at| {
            real.get(at).cloned().unwrap_or_else(|| {
                let (a, b) = (pick(), pick());
                Entry::new(at as u128, a.language, halves(&a.claim, &b.claim)).with_title(halves(&b.title, &a.title))
            })
        })
        .collect()
}

fn halves(a: &str, b: &str) -> String {
    let (a_end, b_start) = (a.ceil_char_boundary(a.len() / 2), b.ceil_char_boundary(b.len() / 2));
    format!("{} {}", a.get(..a_end).unwrap_or_default(), b.get(b_start..).unwrap_or_default())
}

/// Time this thread was on a core, from Linux's `/proc`: what the work took, however busy the machine is.
fn on_core() -> std::time::Duration {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    std::time::Duration::from_nanos(text.split_whitespace().next().and_then(|n| n.parse().ok()).unwrap_or(0))
}

/// Resident memory of this process, from Linux's `/proc`; 0 elsewhere.
fn resident_kib() -> usize {
    std::fs::read_to_string("/proc/self/status")
        .ok()
        .and_then(|status| {
            let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
            line.split_whitespace().nth(1)?.parse().ok()
        })
        .unwrap_or(0)
}
