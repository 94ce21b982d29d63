//! `clock`: working hours, deadlines and days on the wall beside an implementation of their own on Python's zoneinfo.

use std::process::Command;

use anyhow::{Context, Result};
use serde_json::{Map, Value};

use super::Options;
use crate::shop::{Halt, Shop};
use crate::statistics::Row;

pub(super) fn run(shop: &mut Shop, options: &Options) -> Result<Vec<Row>, Halt> {
    let found = shop.python();
    let python = shop.need(found)?.join("python");
    Ok(measure(shop, options, &python)?)
}

fn measure(shop: &Shop, options: &Options, python: &std::path::Path) -> Result<Vec<Row>> {
    let example = ["--locked", "-q", "-p", "saksi-base", "--example", "clock"];
    shop.quiet(shop.cargo(&["build"]).args(example))?;
    let count = if options.short { 2_000 } else { 50_000 };
    let cargo = shop.cargo(&["run"]);
    let mut command = Command::new(python);
    command.current_dir(&shop.root);
    command.envs(cargo.get_envs().filter_map(|(name, value)| Some((name, value?))));
    command.arg(shop.root.join("tests/contract/clock.py")).arg(count.to_string());
    command.arg(cargo.get_program()).args(cargo.get_args()).args(example);
    let text = shop.quiet(&mut command)?;
    let found: Map<String, Value> =
        text.lines().last().and_then(|line| serde_json::from_str(line).ok()).context("nothing was compared")?;
    let told = |name: &str| found.get(name).and_then(Value::as_f64).unwrap_or(f64::NAN);
    let mut rows = vec![
        Row::at_least("calendars with two moments, compared", told("compared"), f64::from(count), ""),
        Row::at_least("of which near a change of the clocks", told("near_a_change"), f64::from(count) / 10.0, ""),
        Row::at_least("of which not whole hours from Greenwich", told("not_whole_hours"), f64::from(count) / 10.0, ""),
    ];
    for (name, what) in [
        ("elapsed", "working time between two moments that differs"),
        ("due", "deadlines that differ"),
        ("open", "moments of which one says that somebody works, and the other not"),
        ("day", "days on the wall that differ"),
    ] {
        rows.push(Row::at_most(what, told(name), 0.0, ""));
    }
    Ok(rows)
}
