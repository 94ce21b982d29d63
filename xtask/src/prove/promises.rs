//! `promises`: every promise of SECURITY.md has tests, they exist, and they pass, on both engines. Those whom the page must speak
//! of are named here, so that none can be left out.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use anyhow::{Context, Result};

use super::Options;
use crate::shop::{Halt, Shop, tail};
use crate::statistics::Row;
use crate::tidy::documents;

/// Against whom something is promised to people who ask for help.
const AGAINST: [&str; 11] = [
    "seized disk",
    "stolen backup",
    "bad administrator",
    "curious coordinator",
    "compelled host",
    "stolen unlocked laptop",
    "lost responder key",
    "coerced reporter",
    "live server, sealed in the browser",
    "another organisation",
    "reader of published figures",
];

/// A row, a point or a paragraph of the page, and the tests that it names.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Promise {
    line: usize,
    /// In bold at its beginning.
    against: Option<String>,
    tests: BTreeSet<String>,
}

/// Every promise of the page.
fn promises(page: &str) -> Vec<Promise> {
    let mut all: Vec<Promise> = Vec::new();
    let mut begins = true;
    for (index, line) in page.lines().enumerate() {
        let is_point = line.starts_with("- ") || line.starts_with('|');
        if begins || is_point || line.starts_with('#') {
            let bold =
                line.trim_start_matches(['|', '-', ' ']).strip_prefix("**").and_then(|rest| rest.split_once("**"));
            let against = bold.map(|(name, _)| name.to_owned());
            all.push(Promise { line: index + 1, against, tests: BTreeSet::new() });
        }
        begins = line.trim().is_empty();
        if let Some(promise) = all.last_mut() {
            promise.tests.extend(documents::named_tests(line).into_iter().map(|(_, name)| name));
        }
    }
    all.retain(|promise| !promise.tests.is_empty() || promise.against.is_some());
    all
}

/// Which tests passed and which did not, by name, as `cargo nextest` or `cargo test` says.
fn results(text: &str) -> BTreeMap<String, bool> {
    let mut found: BTreeMap<String, bool> = BTreeMap::new();
    for line in text.lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        let (path, passed) = match words[..] {
            ["PASS", .., path] => (path, true),
            ["FAIL" | "TIMEOUT" | "SIGABRT" | "SIGSEGV", .., path] => (path, false),
            ["test", path, "...", result] => (path, result == "ok"),
            _ => continue,
        };
        let name = path.rsplit("::").next().unwrap_or(path).to_owned();
        // The same name in two places: both must pass.
        let before = found.get(&name).copied().unwrap_or(true);
        found.insert(name, before && passed);
    }
    found
}

fn run_tests(shop: &Shop, names: &BTreeSet<String>, postgres: Option<&str>) -> Result<String> {
    let nextest = shop.capture(&mut shop.cargo(&["nextest", "--version"])).is_ok_and(|(ok, _)| ok);
    let list = names.iter().map(String::as_str).collect::<Vec<_>>();
    let mut command = if nextest {
        let which = format!("test(/(^|::)({})$/)", list.join("|"));
        let mut command =
            shop.cargo(&["nextest", "run", "--locked", "--workspace", "--all-features", "--no-fail-fast"]);
        command.args(["--status-level", "pass", "--color", "never", "-E", &which]);
        command
    } else {
        let mut command = shop.cargo(&["test", "--locked", "--workspace", "--all-features", "--no-fail-fast", "--"]);
        command.args(&list);
        command
    };
    if let Some(postgres) = postgres {
        command.env("SAKSI_TEST_POSTGRES", postgres);
    }
    let (_, text) = shop.capture(&mut command)?;
    Ok(text)
}

pub(super) fn run(shop: &mut Shop, options: &Options) -> Result<Vec<Row>, Halt> {
    let page = fs::read_to_string(shop.root.join("SECURITY.md")).context("reading SECURITY.md")?;
    let mut all = promises(&page);
    let unspoken: Vec<&str> = AGAINST
        .into_iter()
        .filter(|name| !all.iter().any(|promise| promise.against.as_deref() == Some(name) && !promise.tests.is_empty()))
        .collect();
    for name in &unspoken {
        println!("  SECURITY.md promises nothing, or names no test, about: {name}");
    }
    if options.short {
        all.retain(|promise| promise.against.is_some());
    }
    let names: BTreeSet<String> = all.iter().flat_map(|promise| promise.tests.iter().cloned()).collect();
    let postgres = match shop.need(shop.postgres()) {
        Ok(url) => Some(url),
        Err(Halt::Skip(reason)) => {
            println!("  without PostgreSQL: {reason}");
            None
        }
        Err(halt) => return Err(halt),
    };
    let text = run_tests(shop, &names, postgres.as_deref())?;
    let results = results(&text);
    if results.is_empty() {
        return Err(Halt::Fail(anyhow::anyhow!("no test ran:\n{}", tail(&text, 60))));
    }
    let mut broken = 0_usize;
    for promise in &all {
        let lacking: Vec<&String> = promise.tests.iter().filter(|name| results.get(*name) != Some(&true)).collect();
        if promise.tests.is_empty() || !lacking.is_empty() {
            broken += 1;
            println!("  SECURITY.md:{}: does not hold: {lacking:?}", promise.line);
        }
        if let Some(against) = &promise.against {
            println!("  {against}: {} tests", promise.tests.len());
        }
    }
    let passed = names.iter().filter(|name| results.get(*name) == Some(&true)).count();
    Ok(vec![
        Row::at_least("promises", all.len() as f64, if options.short { 11.0 } else { 49.0 }, ""),
        Row::must(
            "tests that they name and that pass",
            format!("{passed} of {}", names.len()),
            "all",
            passed == names.len(),
        ),
        Row::at_most("promises without a passing test", broken as f64, 0.0, ""),
        Row::at_most("of whom the page must speak and does not", unspoken.len() as f64, 0.0, ""),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_promise_is_a_row_a_point_or_a_paragraph() {
        let page = "# Security\n\nNothing here.\n\n| who | tests |\n|---|---|\n| **seized disk** | `nothing_is_read_there`, `nor_is_it_there` |\n| **nobody** | none |\n\n- one (`it_is_so_here`)\n  and more (`it_is_so_there`)\n- two `not_a_test`\n\nA paragraph\nthat names `a_test_of_it`.\n";
        let found = promises(page);
        let told: Vec<(usize, Option<&str>, usize)> =
            found.iter().map(|promise| (promise.line, promise.against.as_deref(), promise.tests.len())).collect();
        assert_eq!(told, [(7, Some("seized disk"), 2), (8, Some("nobody"), 0), (10, None, 2), (14, None, 1)]);
    }

    #[test]
    fn results_of_both_runners_are_read() {
        let text = "        PASS [   0.010s] saksi-cases::behaviour keys::nothing_stored_opens_a_key\n        FAIL [   0.020s] saksi-db a::it_fails_here_now\ntest pages::it_is_so_here ... ok\ntest it_is_so_there ... FAILED\n        PASS [   0.1s] (2/3) saksi-db b::it_fails_here_now\n";
        let found = results(text);
        let told: Vec<(&str, bool)> = found.iter().map(|(name, passed)| (name.as_str(), *passed)).collect();
        assert_eq!(
            told,
            [
                ("it_fails_here_now", false),
                ("it_is_so_here", true),
                ("it_is_so_there", false),
                ("nothing_stored_opens_a_key", true)
            ]
        );
    }
}
