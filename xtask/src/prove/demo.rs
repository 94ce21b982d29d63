//! `demo`: one command loads real checks and plays messages through the whole way.

use std::time::Instant;

use anyhow::{Context, Result};

use super::Options;
use crate::shop::{Halt, Shop, tail};
use crate::statistics::Row;

pub(super) fn run(shop: &mut Shop, options: &Options) -> Result<Vec<Row>, Halt> {
    let mut rows = Vec::new();
    if options.from_scratch {
        let target = tempfile::Builder::new().prefix("saksi-from-scratch-").tempdir()?;
        let start = Instant::now();
        let mut build = shop.cargo(&["build", "--release", "--locked"]);
        shop.quiet(build.env("CARGO_TARGET_DIR", target.path()))?;
        rows.push(Row::at_most("build from nothing", start.elapsed().as_secs_f64() / 60.0, 10.0, "min"));
    }
    let data = shop.scratch.path().join("demo-once");
    shop.program()?;
    let start = Instant::now();
    let mut command = crate::site::program(shop)?;
    command.args(["demo", "--once", "--data"]).arg(&data);
    let (ok, text) = shop.capture(&mut command)?;
    let seconds = start.elapsed().as_secs_f64();
    if !ok {
        println!("{}", tail(&text, 60));
    }
    rows.push(Row::must("exit of `demo --once`", if ok { "0" } else { "not 0" }, "0", ok));
    rows.push(Row::note("time of `demo --once`", format!("{seconds:.1} s")));
    // The account names each decision by its word; each kind must have happened, and each step of the way.
    for (kind, names) in [("answer", &["ANSWER"][..]), ("suggest", &["SUGGEST"]), ("not known", &["ASK", "UNKNOWN"])] {
        let told = text
            .lines()
            .filter(|line| line.split_whitespace().next().is_some_and(|word| names.contains(&word)))
            .count();
        rows.push(Row::at_least(&format!("decisions told: {kind}"), told as f64, 1.0, ""));
    }
    for step in ["handed in; receipt", "writes a check", "reviews and publishes", "now shows", "after publication"] {
        let told = text.matches(step).count();
        rows.push(Row::at_least(&format!("steps told: {step}"), told as f64, 1.0, ""));
    }
    let kept =
        data.join("saksi.sqlite").exists() || std::fs::read_dir(&data).context("the demo's data folder")?.count() > 0;
    rows.push(Row::must("data folder", if kept { "made" } else { "missing" }, "made", kept));
    Ok(rows)
}
