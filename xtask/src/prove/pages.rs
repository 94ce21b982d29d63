//! `pages`: axe-core in Chromium over every page, in every language, with and without JavaScript, narrow and wide.

use anyhow::Result;

use super::Options;
use crate::shop::{Halt, Shop, tail};
use crate::statistics::Row;
use crate::test::{demo_site, node_tests};

pub(super) fn run(shop: &mut Shop, options: &Options) -> Result<Vec<Row>, Halt> {
    let site = demo_site(shop)?;
    let log_file = shop.scratch.path().join("demo-account.txt");
    std::fs::write(&log_file, site.log()?)?;
    let figures = shop.scratch.path().join("pages.json");
    let breadth = if options.short { "short" } else { "full" };
    let mut command = node_tests(shop, &site, &["tests/browser/pages.test.mjs"], &[("SAKSI_BREADTH", breadth)])?;
    command.env("SAKSI_LOG", &log_file).env("SAKSI_FIGURES", &figures);
    let (ok, text) = shop.capture(&mut command)?;
    if !ok {
        println!("{}", tail(&text, 200));
    }
    let figures: serde_json::Value = serde_json::from_slice(&std::fs::read(&figures)?)?;
    let figure = |name: &str| figures.get(name).and_then(serde_json::Value::as_f64).unwrap_or(f64::NAN);
    Ok(vec![
        Row::at_least("different pages", figure("pages"), 10.0, ""),
        Row::at_least("views (page × language × JavaScript × width × light)", figure("views"), 100.0, ""),
        Row::at_most("violations found by axe (WCAG 2.2 AA)", figure("violations"), 0.0, ""),
        Row::at_most("views with horizontal overflow", figure("overflows"), 0.0, ""),
        Row::at_most("requests to other hosts", figure("foreign"), 0.0, ""),
        Row::at_most("largest public page, all transfers", figure("largest_kilobytes"), 30.0, "kB"),
        Row::must("all tests of the run", if ok { "passed" } else { "failed" }, "passed", ok),
    ])
}
