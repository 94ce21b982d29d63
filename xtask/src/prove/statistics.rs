//! `statistics`: waiting times and shares beside two independent implementations, lifelines and statsmodels.

use std::process::Command;

use anyhow::{Context, Result, ensure};
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
    let example = ["--locked", "-q", "-p", "saksi-statistics", "--example", "figures"];
    shop.quiet(shop.cargo(&["build"]).args(example))?;
    let escalations = if options.short { 1_000 } else { 10_000 };
    let cargo = shop.cargo(&["run"]);
    let mut command = Command::new(python);
    command.current_dir(&shop.root);
    command.envs(cargo.get_envs().filter_map(|(name, value)| Some((name, value?))));
    command.arg(shop.root.join("tests/contract/figures.py")).arg(escalations.to_string());
    command.arg(cargo.get_program()).args(cargo.get_args()).args(example);
    let text = shop.quiet(&mut command)?;
    let found: Map<String, Value> =
        text.lines().last().and_then(|line| serde_json::from_str(line).ok()).context("nothing was compared")?;
    ensure!(found.len() >= 10, "only {} kinds of figures were compared", found.len());
    let mut rows = vec![Row::note("escalations", escalations.to_string())];
    for (kind, told) in &found {
        let number = |name: &str| told.get(name).and_then(Value::as_f64);
        let compared = number("compared").unwrap_or(0.0);
        // JSON has no infinity: a figure that one side has and the other has not is told as none.
        let largest = number("largest").unwrap_or(f64::INFINITY);
        rows.push(Row::must(
            &format!("{kind}: {compared} compared, largest difference"),
            format!("{largest:.1e}"),
            "≤ 1e-6",
            compared > 0.0 && largest <= 1e-6,
        ));
    }
    Ok(rows)
}
