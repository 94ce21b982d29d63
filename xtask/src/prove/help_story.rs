//! `help-story`: the whole way of a case in a real browser, against the built program. Filed, with a file; come back to; answered;
//! handed on to a second organisation once the person said yes, and accepted there; resolved; followed up; deleted. With JavaScript
//! off and on, in English, Urdu and Thai, and in both ways of handing on.

use anyhow::Result;

use super::Options;
use crate::shop::{Halt, Shop, tail};
use crate::site::{Site, Start};
use crate::statistics::Row;
use crate::test::node_tests;

/// With JavaScript off and on, in three languages.
const COMBINATIONS: f64 = 6.0;
/// Of these the half in which the browser seals.
const SEALED: f64 = 3.0;
/// The short form goes each language once, one of them with JavaScript.
const SHORT: (f64, f64) = (3.0, 1.0);

pub(super) fn run(shop: &mut Shop, options: &Options) -> Result<Vec<Row>, Halt> {
    let folder = shop.scratch.path().join("help-story");
    let site = Site::start(shop, &Start { without_limits: true, ..Start::folder(folder) })?;
    let set_up = site.set_up_path()?;
    let figures = shop.scratch.path().join("help-story.json");
    let breadth = if options.short { "short" } else { "full" };
    let environment = [("SAKSI_SET_UP", set_up.as_str()), ("SAKSI_BREADTH", breadth)];
    let mut command = node_tests(shop, &site, &["tests/browser/help.test.mjs"], &environment)?;
    command.env("SAKSI_FIGURES", &figures);
    let (ok, text) = shop.capture(&mut command)?;
    if !ok {
        println!("{}", tail(&text, 200));
    }
    let figures: serde_json::Value = serde_json::from_slice(&std::fs::read(&figures)?)?;
    let figure = |name: &str| figures.get(name).and_then(serde_json::Value::as_f64).unwrap_or(f64::NAN);
    let (combinations, sealed) = if options.short { SHORT } else { (COMBINATIONS, SEALED) };
    let panics = site.log()?.lines().filter(|line| line.contains("panicked")).count();
    Ok(vec![
        Row::at_least("ways gone to the end (language × JavaScript)", figure("combinations"), combinations, ""),
        Row::at_least("of these sealed in the browser", figure("sealed_in_the_browser"), sealed, ""),
        Row::at_most("requests of sealing browsers that held what was typed", figure("requests_with_words"), 0.0, ""),
        Row::at_most("panics in the log", panics as f64, 0.0, ""),
        Row::must("all tests of the run", if ok { "passed" } else { "failed" }, "passed", ok),
    ])
}
