//! `joining`: a way in, its link on a telephone 360 px wide, in Urdu and in Traditional Chinese, to the receipt and to admission.

use anyhow::Result;

use super::Options;
use crate::shop::{Halt, Shop, tail};
use crate::site::{Site, Start};
use crate::statistics::Row;
use crate::test::node_tests;

pub(super) fn run(shop: &mut Shop, _: &Options) -> Result<Vec<Row>, Halt> {
    let data = shop.scratch.path().join("joining");
    let site = Site::start(shop, &Start { without_limits: true, ..Start::folder(data) })?;
    let set_up = site.set_up_path()?;
    let file = shop.scratch.path().join("joining.json");
    let mut command = node_tests(shop, &site, &["tests/browser/joining.test.mjs"], &[("SAKSI_SET_UP", &set_up)])?;
    command.env("SAKSI_FIGURES", &file);
    let (ok, text) = shop.capture(&mut command)?;
    if !ok {
        println!("{}", tail(&text, 120));
    }
    let figures: serde_json::Value = serde_json::from_slice(&std::fs::read(&file)?)?;
    let figure = |name: &str| figures.get(name).and_then(serde_json::Value::as_f64).unwrap_or(f64::NAN);
    Ok(vec![
        Row::at_least("joined (Urdu, Traditional Chinese)", figure("joined"), 2.0, ""),
        Row::at_most(
            "from the QR code to the receipt, a hand's pace and a bad 3G line",
            figure("slowest_seconds"),
            60.0,
            "s",
        ),
        Row::at_most("steps: pointing, fields, sending", figure("most_steps"), 5.0, ""),
        Row::at_most("bytes of all of it", figure("most_bytes") / 1000.0, 60.0, "kB"),
        Row::at_most("pages wider than 360 px", figure("overflows"), 0.0, ""),
        Row::at_least("let in", figure("admitted"), 2.0, ""),
        Row::must("all tests of the run", if ok { "passed" } else { "failed" }, "passed", ok),
    ])
}
