//! `contract`: schemathesis reads the API's own description and tries to break the server with it.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use super::Options;
use crate::http;
use crate::people;
use crate::shop::{Halt, Shop, tail};
use crate::site::Site;
use crate::statistics::Row;
use crate::test::demo_site;

/// The command that runs schemathesis against a server with the demonstration's data, as somebody who holds a token.
pub(crate) fn schemathesis(shop: &Shop, bin: &Path, site: &Site, short: bool) -> Result<Command> {
    let log = site.log()?;
    let (_, password) = log.split_once("Password of both: ").context("the demonstration printed no password")?;
    let password = password.lines().next().unwrap_or("").trim();
    let token = people::token(&mut people::sign_in_with(site.address, "wira", password)?)?;
    let mut command = shop.command(bin.join("schemathesis"));
    command.current_dir(shop.scratch.path());
    command.arg("--config-file").arg(shop.root.join("tests/contract/schemathesis.toml"));
    command.arg("run").arg(format!("{}/api/v1/openapi.json", site.url()));
    command.args([
        "--max-examples",
        if short { "20" } else { "200" },
        "--seed",
        "20261122",
        "--continue-on-failure",
        "--no-color",
    ]);
    command.args(["-H", &format!("Authorization: Bearer {token}")]);
    command.env("HYPOTHESIS_STORAGE_DIRECTORY", shop.scratch.path().join("hypothesis"));
    Ok(command)
}

pub(super) fn run(shop: &mut Shop, options: &Options) -> Result<Vec<Row>, Halt> {
    let bin = shop.need(shop.python())?;
    let site = demo_site(shop)?;
    let description = http::get(site.address, "/api/v1/openapi.json")?.json()?;
    let operations: usize = description.get("paths").and_then(serde_json::Value::as_object).map_or(0, |paths| {
        paths
            .values()
            .filter_map(serde_json::Value::as_object)
            .map(|methods| {
                methods
                    .keys()
                    .filter(|method| ["get", "post", "put", "delete", "patch"].contains(&method.as_str()))
                    .count()
            })
            .sum()
    });
    let (ok, text) = shop.capture(&mut schemathesis(shop, &bin, &site, options.short)?)?;
    let cases = text.lines().find(|line| line.contains(" generated, ")).unwrap_or("none").trim().to_owned();
    if !ok {
        println!("{}", tail(&text, 200));
    }
    let alive = http::get(site.address, "/readyz").is_ok_and(|response| response.status == 200);
    let log = site.log()?;
    let panics = log.lines().filter(|line| line.contains("panicked")).count();
    Ok(vec![
        Row::at_least("operations described", operations as f64, 1.0, ""),
        Row::note("test cases", cases),
        Row::must("schemathesis", if ok { "no breach" } else { "breaches, see above" }, "no breach", ok),
        Row::must("server afterwards", if alive { "ready" } else { "gone" }, "ready", alive),
        Row::at_most("panics in the log", panics as f64, 0.0, ""),
    ])
}
