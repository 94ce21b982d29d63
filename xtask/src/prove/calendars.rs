//! `calendars`: calendars as they are written beside a parser of others.

use std::process::Command;

use anyhow::{Context, Result};
use serde_json::{Map, Value};

use super::Options;
use crate::shop::{Halt, Shop};
use crate::statistics::Row;

/// The parser and what it needs.
const LIST: &str = "tests/contract/calendars.txt";

pub(super) fn run(shop: &mut Shop, options: &Options) -> Result<Vec<Row>, Halt> {
    let found = shop.python();
    let python = shop.need(found)?.join("python");
    let parser = shop.python_packages(LIST, &python);
    let python = shop.need(parser)?.join("python");
    Ok(measure(shop, options, &python)?)
}

fn measure(shop: &Shop, options: &Options, python: &std::path::Path) -> Result<Vec<Row>> {
    let example = ["--locked", "-q", "-p", "saksi-exchange", "--example", "calendar"];
    shop.quiet(shop.cargo(&["build"]).args(example))?;
    let count = if options.short { 2_000 } else { 50_000 };
    let cargo = shop.cargo(&["run"]);
    let mut command = Command::new(python);
    command.current_dir(&shop.root);
    command.envs(cargo.get_envs().filter_map(|(name, value)| Some((name, value?))));
    command.arg(shop.root.join("tests/contract/calendars.py")).arg(count.to_string());
    command.arg(cargo.get_program()).args(cargo.get_args()).args(example);
    let text = shop.quiet(&mut command)?;
    let found: Map<String, Value> =
        text.lines().last().and_then(|line| serde_json::from_str(line).ok()).context("nothing was compared")?;
    let told = |name: &str| found.get(name).and_then(Value::as_f64).unwrap_or(f64::NAN);
    Ok(vec![
        Row::at_least("events in calendars, read back by another program", told("compared"), f64::from(count), ""),
        Row::at_most("events that it reads differently in any property", told("differing"), 0.0, ""),
        Row::at_most("events that it does not find, or finds too many, or complains of", told("lost"), 0.0, ""),
        Row::at_most("lines longer than 75 octets", told("long_lines"), 0.0, ""),
    ])
}
