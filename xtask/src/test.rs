//! `cargo xtask test`: every stage that must hold, with a plain count at the end.

use std::ffi::OsString;
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::time::Instant;

use anyhow::{Context, Result, bail};

use crate::deploy;
use crate::prove;
use crate::shop::{Halt, Shop, free_port, tail};
use crate::site::{Site, Start};
use crate::tidy;

/// How many checks of a stage passed and failed.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Tally {
    pub(crate) passed: usize,
    pub(crate) failed: usize,
}

impl Tally {
    const ONE: Self = Self { passed: 1, failed: 0 };
}

/// A stage of `cargo xtask test`.
pub(crate) struct Stage {
    pub(crate) name: &'static str,
    pub(crate) says: &'static str,
    run: fn(&mut Shop) -> Result<Tally, Halt>,
}

/// All stages, cheap and telling ones first.
pub(crate) const STAGES: &[Stage] = &[
    Stage { name: "formatting", says: "rustfmt", run: formatting },
    Stage { name: "tidy", says: "the rules of the house", run: tidy_rules },
    Stage { name: "clippy", says: "clippy on all targets, warnings denied", run: clippy },
    Stage {
        name: "tests",
        says: "all crates' tests, on SQLite and PostgreSQL, with an S3-compatible store made by others",
        run: tests,
    },
    Stage { name: "docs", says: "rustdoc, warnings denied", run: docs },
    Stage {
        name: "script",
        says: "the sealing script is what its pinned sources build, byte for byte, and it holds the vectors; the replay's is npm's",
        run: script,
    },
    Stage { name: "program", says: "the release build", run: program },
    Stage {
        name: "deploy",
        says: "certificates by ACME, nginx, Caddy, Tor, systemd and previews with the program",
        run: deploy::run,
    },
    Stage { name: "contract", says: "schemathesis against the real server", run: contract },
    Stage { name: "feeds", says: "feeds and ClaimReview as other people's readers see them", run: feeds },
    Stage {
        name: "browser",
        says: "every page in Chromium with axe, the way of one message, the way of one case, and archived pages",
        run: browser,
    },
    Stage { name: "proofs", says: "short forms of the proofs", run: proofs },
];

/// What failed, a line each, told again at the end: whoever reads only the end of a long account finds it there.
static FAULTS: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// How many of them are told again: a server that ends takes a hundred tests with it.
const TOLD: usize = 25;

fn fault(line: String) {
    if let Ok(mut faults) = FAULTS.lock() {
        faults.push(line);
    }
}

/// Runs these stages (all if none is named); `Ok(true)` if nothing failed.
pub(crate) fn run(shop: &mut Shop, names: &[&str]) -> Result<bool> {
    if let Some(unknown) = names.iter().find(|name| !STAGES.iter().any(|stage| stage.name == **name)) {
        let known: Vec<&str> = STAGES.iter().map(|stage| stage.name).collect();
        bail!("there is no stage `{unknown}`; there are: {}", known.join(" "));
    }
    let begun = Instant::now();
    let mut total = Tally::default();
    let mut closing = Vec::new();
    for stage in STAGES.iter().filter(|stage| names.is_empty() || names.contains(&stage.name)) {
        println!("stage {}: {} …", stage.name, stage.says);
        let start = Instant::now();
        let result = (stage.run)(shop);
        let seconds = start.elapsed().as_secs_f64();
        let line = match result {
            Ok(tally) => {
                total.passed += tally.passed;
                total.failed += tally.failed;
                let word = if tally.failed == 0 { "ok" } else { "FAILED" };
                format!("stage {}: {word} ({seconds:.1} s)", stage.name)
            }
            Err(Halt::Skip(reason)) => {
                format!("stage {}: skipped ({seconds:.1} s): {}", stage.name, reason.lines().next().unwrap_or(""))
            }
            Err(Halt::Fail(why)) => {
                println!("{why:#}");
                total.failed += 1;
                format!("stage {}: FAILED ({seconds:.1} s)", stage.name)
            }
        };
        println!("{line}");
        closing.push(line);
    }
    println!("\nsummary, {:.0} s:", begun.elapsed().as_secs_f64());
    for line in closing {
        println!("{line}");
    }
    println!("{} passed, {} failed", total.passed, total.failed);
    let faults = FAULTS.lock().map(|faults| faults.clone()).unwrap_or_default();
    for fault in faults.iter().take(TOLD) {
        println!("{}", fault.chars().take(600).collect::<String>());
    }
    if let Some(more) = faults.len().checked_sub(TOLD).filter(|more| *more > 0) {
        println!("and {more} more, above");
    }
    Ok(total.failed == 0)
}

fn formatting(shop: &mut Shop) -> Result<Tally, Halt> {
    shop.quiet(&mut shop.cargo(&["fmt", "--all", "--check"]))?;
    Ok(Tally::ONE)
}

fn tidy_rules(shop: &mut Shop) -> Result<Tally, Halt> {
    let (passed, failed) = tidy::run(&shop.root)?;
    Ok(Tally { passed, failed })
}

fn clippy(shop: &mut Shop) -> Result<Tally, Halt> {
    shop.quiet(&mut shop.cargo(&[
        "clippy",
        "--quiet",
        "--locked",
        "--workspace",
        "--all-targets",
        "--",
        "-D",
        "warnings",
    ]))?;
    Ok(Tally::ONE)
}

fn docs(shop: &mut Shop) -> Result<Tally, Halt> {
    let mut command =
        shop.cargo(&["doc", "--quiet", "--locked", "--workspace", "--no-deps", "--document-private-items"]);
    shop.quiet(command.env("RUSTDOCFLAGS", "-D warnings"))?;
    Ok(Tally::ONE)
}

/// What browsers are sent must be what anybody can build from the repository.
fn script(shop: &mut Shop) -> Result<Tally, Halt> {
    let found = shop.node_packages("crates/cases/script");
    let node = shop.need(found)?;
    let build = shop.root.join("crates/cases/script/build.mjs");
    shop.quiet(Command::new(&node).arg(build).arg("check"))?;
    let found = shop.node_packages("tests/sealing");
    shop.need(found)?;
    for vectors in ["saksi.json", "browser.json"] {
        let mut command = Command::new(&node);
        command.arg(shop.root.join("tests/sealing/vectors.mjs")).arg("check");
        command.arg(shop.root.join("crates/vault/tests/vectors").join(vectors));
        command.env("SAKSI_SEALING", shop.root.join(prove::SHIPPED_SCRIPT)).env("NODE_NO_WARNINGS", "1");
        shop.quiet(&mut command)?;
    }
    let component = shop.root.join("crates/evidence/assets/replay/check.mjs");
    shop.quiet(Command::new(&node).arg(component).arg(shop.cache.join("replaywebpage")))?;
    let mut pictures = Command::new(&node);
    pictures.args(["--test", "--test-reporter=spec"]).arg(shop.root.join("crates/cases/script/pictures.test.mjs"));
    let mut tally = checker(shop, &mut pictures)?;
    tally.passed += 4;
    Ok(tally)
}

fn program(shop: &mut Shop) -> Result<Tally, Halt> {
    shop.program()?;
    Ok(Tally::ONE)
}

fn gnupg(shop: &Shop) -> Result<std::path::PathBuf> {
    shop.tool(&["gpg"], &[], &["gpg", "gpg-agent"])
}

fn tests(shop: &mut Shop) -> Result<Tally, Halt> {
    let postgres = shop.need(shop.postgres());
    let store = shop.need(shop.object_store());
    let chromium = shop.need(shop.chromium()).map(|program| program.display().to_string());
    // What seals letters with keys of OpenPGP; the tests look for it where the program does.
    let gpg = shop.need(gnupg(shop)).map(|program| program.display().to_string());
    let mut environment = Vec::new();
    let mut lacking = Vec::new();
    let found = [
        ("SAKSI_TEST_POSTGRES", postgres),
        ("SAKSI_TEST_S3", store),
        ("SAKSI_CHROMIUM", chromium),
        ("SAKSI_TEST_GPG", gpg),
    ];
    for (name, found) in found {
        match found {
            Ok(value) => environment.push((name, value)),
            Err(Halt::Skip(reason)) => lacking.push(format!("  without {name}: {reason}")),
            Err(halt) => return Err(halt),
        }
    }
    for line in lacking {
        println!("{line}");
    }
    let nextest = shop.capture(&mut shop.cargo(&["nextest", "--version"])).is_ok_and(|(ok, _)| ok);
    let mut tally = Tally::default();
    let mut all = if nextest {
        shop.cargo(&[
            "nextest",
            "run",
            "--locked",
            "--workspace",
            "--all-features",
            "--no-fail-fast",
            "--status-level",
            "fail",
            "--final-status-level",
            "flaky",
            "--failure-output",
            "final",
            "--cargo-quiet",
        ])
    } else {
        shop.cargo(&[
            "test",
            "--quiet",
            "--locked",
            "--workspace",
            "--all-features",
            "--no-fail-fast",
            "--lib",
            "--bins",
            "--tests",
            "--examples",
        ])
    };
    let documented =
        shop.cargo(&["test", "--quiet", "--locked", "--workspace", "--all-features", "--doc", "--no-fail-fast"]);
    for command in [&mut all, &mut { documented }] {
        command.envs(environment.iter().map(|(name, value)| (*name, value.as_str())));
        let (ok, text) = shop.capture(command)?;
        let counted = count(&text);
        tally.passed += counted.passed;
        tally.failed += counted.failed;
        for line in text.lines().map(str::trim).filter(|line| line.starts_with("FLAKY ")) {
            fault(format!("unsteady, held at the second attempt: {line}"));
        }
        if !ok {
            println!("{}", tail(&text, 400));
            let mut named: Vec<&str> = text.lines().map(str::trim).filter(|line| line.contains("FAIL [")).collect();
            named.sort_unstable();
            named.dedup();
            for line in named {
                fault(format!("test {line}"));
            }
            // It did not even build, or a runner broke without naming a test.
            tally.failed += usize::from(counted.failed == 0);
        }
    }
    if tally.passed == 0 && tally.failed == 0 {
        bail_halt("no test ran at all")?;
    }
    Ok(tally)
}

fn bail_halt(why: &str) -> Result<(), Halt> {
    Err(Halt::Fail(anyhow::anyhow!("{why}")))
}

/// Counts what `cargo nextest`, `cargo test`, node's runner and schemathesis say in their closing lines.
fn count(text: &str) -> Tally {
    let mut tally = Tally::default();
    for line in text.lines() {
        let words: Vec<&str> =
            line.split(|c: char| c.is_whitespace() || c == ',' || c == ';').filter(|word| !word.is_empty()).collect();
        let before = |name: &str| -> usize {
            words
                .windows(2)
                .find_map(|pair| match pair {
                    [number, word] if *word == name => number.parse().ok(),
                    _ => None,
                })
                .unwrap_or(0)
        };
        let after = |name: &str| -> usize {
            words
                .windows(2)
                .find_map(|pair| match pair {
                    [word, number] if *word == name => number.parse().ok(),
                    _ => None,
                })
                .unwrap_or(0)
        };
        if line.contains("tests run:") || line.contains("test run:") {
            tally.passed += before("passed");
            tally.failed += before("failed") + before("timed") + before("exec");
        } else if line.starts_with("test result:") || line.contains(" generated, ") {
            tally.passed += before("passed");
            tally.failed += before("failed");
        } else if line.starts_with("# pass ") || line.starts_with("ℹ pass ") {
            tally.passed += after("pass");
        } else if line.starts_with("# fail ") || line.starts_with("ℹ fail ") {
            tally.failed += after("fail");
        } else if line.starts_with("# cancelled ") || line.starts_with("ℹ cancelled ") {
            tally.failed += after("cancelled");
        }
    }
    tally
}

/// What one run of a checker found, and everything it said.
struct Said {
    tally: Tally,
    text: String,
}

impl Said {
    fn holds(&self) -> bool {
        self.tally.failed == 0
    }
}

fn ask(shop: &Shop, command: &mut Command) -> Result<Said, Halt> {
    let (ok, text) = shop.capture(command)?;
    let mut tally = count(&text);
    if ok {
        tally.passed = tally.passed.max(1);
    } else {
        tally.failed = tally.failed.max(1);
    }
    Ok(Said { tally, text })
}

/// Runs one program of other people against our server and counts it.
fn checker(shop: &Shop, command: &mut Command) -> Result<Tally, Halt> {
    let said = ask(shop, command)?;
    if !said.holds() {
        report(&said);
    }
    Ok(said.tally)
}

fn report(said: &Said) {
    println!("{}", tail(&said.text, 400));
    for line in failing(&said.text) {
        fault(format!("test {line}"));
    }
}

/// Runs what a browser does once more from the beginning if it failed: a machine that many share stands still at times, and a page that
/// waited in vain says nothing of the page. What failed and then held is told at the end all the same.
fn at_most_twice(mut attempt: impl FnMut(usize) -> Result<Said, Halt>) -> Result<Tally, Halt> {
    let first = attempt(1)?;
    if first.holds() {
        return Ok(first.tally);
    }
    let second = attempt(2)?;
    if !second.holds() {
        println!("{}", tail(&first.text, 200));
        report(&second);
        return Ok(second.tally);
    }
    println!("{}\nheld at the second attempt", tail(&first.text, 200));
    for line in failing(&first.text) {
        fault(format!("unsteady, held at the second attempt: {line}"));
    }
    Ok(second.tally)
}

/// The tests that node's runner names as failing at its end, each with the beginning of its reason.
fn failing(text: &str) -> Vec<String> {
    let Some((_, ending)) = text.split_once("\u{2716} failing tests:") else { return Vec::new() };
    let mut named = Vec::new();
    for line in ending.lines() {
        if let Some(name) = line.strip_prefix("\u{2716} ") {
            named.push((name.to_owned(), 0_usize));
        } else if let Some((told, lines)) = named.last_mut()
            && *lines < 8
            && !line.trim().is_empty()
            && !line.starts_with("test at ")
        {
            *lines += 1;
            told.push_str(" | ");
            told.push_str(line.trim());
        }
    }
    named.into_iter().map(|(told, _)| told).collect()
}

/// A server with the demo's data, for checkers that read.
pub(crate) fn demo_site(shop: &Shop) -> Result<Site> {
    let data = shop.scratch.path().join("demo");
    let start = Start { demo: true, without_limits: true, ..Start::folder(data) };
    Site::start(shop, &start)
}

fn contract(shop: &mut Shop) -> Result<Tally, Halt> {
    let bin = shop.need(shop.python())?;
    let site = demo_site(shop)?;
    let mut command = prove::contract::schemathesis(shop, &bin, &site, true)?;
    checker(shop, &mut command)
}

fn feeds(shop: &mut Shop) -> Result<Tally, Halt> {
    let bin = shop.need(shop.python())?;
    let site = demo_site(shop)?;
    let mut command = shop.command(bin.join("python"));
    command
        .args(["-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/contract/test_taken_away.py"])
        .env("SAKSI_URL", site.url());
    command.env("PYTHONDONTWRITEBYTECODE", "1");
    let (ok, text) = shop.capture(&mut command)?;
    let closing = text
        .lines()
        .rfind(|line| line.contains(" passed") || line.contains(" failed") || line.contains(" error"))
        .unwrap_or("")
        .to_owned();
    let words: Vec<&str> = closing.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    let number = |name: &str| -> usize {
        words
            .windows(2)
            .find_map(|pair| match pair {
                [number, word] if word.starts_with(name) => number.parse().ok(),
                _ => None,
            })
            .unwrap_or(0)
    };
    let tally = Tally { passed: number("passed"), failed: number("failed") + number("error") };
    if !ok || tally.passed == 0 {
        println!("{}", tail(&text, 200));
        return Ok(Tally { failed: tally.failed.max(1), ..tally });
    }
    Ok(tally)
}

/// Node's test runner on some browser tests against this server.
pub(crate) fn node_tests(
    shop: &Shop,
    site: &Site,
    files: &[&str],
    environment: &[(&str, &str)],
) -> Result<Command, Halt> {
    let node = shop.need(shop.node())?;
    let chromium = shop.need(shop.chromium())?;
    let mut command = shop.command(node);
    command.args(["--test", "--test-concurrency=1", "--test-reporter=spec"]).args(files);
    command.env("SAKSI_URL", site.url()).env("SAKSI_CHROMIUM", chromium);
    command.envs(environment.iter().copied());
    Ok(command)
}

/// The pages beside the stories, which leave a core idle while they wait for one another.
fn browser(shop: &mut Shop) -> Result<Tally, Halt> {
    let shop = &*shop;
    // What both need is there before they part.
    shop.program()?;
    let node = shop.node();
    shop.need(node)?;
    let chromium = shop.chromium();
    shop.need(chromium)?;
    let mut tally = Tally::default();
    let (pages, stories) = std::thread::scope(|scope| {
        let stories = scope.spawn(|| stories(shop));
        (pages(shop), stories.join())
    });
    add(&mut tally, pages?);
    match stories {
        Ok(stories) => add(&mut tally, stories?),
        Err(_) => bail_halt("the stories broke off")?,
    }
    Ok(tally)
}

fn pages(shop: &Shop) -> Result<Tally, Halt> {
    at_most_twice(|attempt| {
        let data = shop.scratch.path().join(format!("pages-{attempt}"));
        let site = Site::start(shop, &Start { demo: true, without_limits: true, ..Start::folder(data) })?;
        let log_file = shop.scratch.path().join("demo-account.txt");
        std::fs::write(&log_file, site.log()?)?;
        let mut command = node_tests(shop, &site, &["tests/browser/pages.test.mjs"], &[("SAKSI_BREADTH", "short")])?;
        command.env("SAKSI_LOG", &log_file);
        ask(shop, &mut command)
    })
}

/// The way of one message, of one case, and of one archived page.
fn stories(shop: &Shop) -> Result<Tally, Halt> {
    let mut tally = Tally::default();
    for (name, file) in [("story", "tests/browser/story.test.mjs"), ("help", "tests/browser/help.test.mjs")] {
        let told = at_most_twice(|attempt| {
            let folder = shop.scratch.path().join(format!("{name}-{attempt}"));
            let site = Site::start(shop, &Start { without_limits: true, ..Start::folder(folder) })?;
            let set_up = site.set_up_path()?;
            ask(shop, &mut node_tests(shop, &site, &[file], &[("SAKSI_SET_UP", &set_up)])?)
        })?;
        add(&mut tally, told);
    }
    add(&mut tally, at_most_twice(|attempt| replay(shop, attempt))?);
    Ok(tally)
}

/// Archived pages in Chromium. The site and the origin of the replay are one server under two names of this machine.
fn replay(shop: &Shop, attempt: usize) -> Result<Said, Halt> {
    let port = free_port()?;
    let origin = format!("http://localhost:{port}");
    let environment = vec![
        ("SAKSI_PUBLIC_URL".to_owned(), format!("http://127.0.0.1:{port}")),
        ("SAKSI_EVIDENCE_REPLAY_URL".to_owned(), origin.clone()),
    ];
    let start = Start {
        without_limits: true,
        port: Some(port),
        environment,
        ..Start::folder(shop.scratch.path().join(format!("replay-{attempt}")))
    };
    let site = Site::start(shop, &start)?;
    let set_up = site.set_up_path()?;
    let program = shop.program()?.to_string_lossy().into_owned();
    let more = [("SAKSI_SET_UP", set_up.as_str()), ("SAKSI_REPLAY", &origin), ("SAKSI_PROGRAM", &program)];
    ask(shop, &mut node_tests(shop, &site, &["tests/browser/replay.test.mjs"], &more)?)
}

fn add(tally: &mut Tally, more: Tally) {
    tally.passed += more.passed;
    tally.failed += more.failed;
}

/// Proofs with bars on speed: each gets the machine for itself, after the others.
const TIMED: &[&str] = &[
    "http",
    "footprint",
    "import-speed",
    "match-lexical",
    "match-speed",
    "embedding-equality",
    "upload",
    "sign-in-storm",
    "log",
    "archive-speed",
    "directory-speed",
    "scoreboard-speed",
    "two-processes",
];

/// How many proofs run at once.
const LANES: usize = 2;

fn proofs(shop: &mut Shop) -> Result<Tally, Halt> {
    let program = shop.program()?.to_path_buf();
    let mut environment = vec![("SAKSI_PROGRAM", program.into_os_string())];
    // One server for all; each proof makes databases of its own names on it.
    if let Ok(url) = shop.postgres() {
        environment.push(("SAKSI_TEST_POSTGRES", url.into()));
    }
    let (timed, mut others): (Vec<&prove::Proof>, Vec<&prove::Proof>) =
        prove::PROOFS.iter().filter(|proof| proof.in_short_tests).partition(|proof| TIMED.contains(&proof.name));
    // The longest first, so that no lane waits for it at the end.
    others.sort_by_key(|proof| proof.name != "fuzz-matching");
    let mut tally = Tally::default();
    for (proofs, lanes) in [(others, LANES), (timed, 1)] {
        let waiting = Mutex::new(proofs.into_iter());
        let ended: Vec<Result<Tally, Halt>> = std::thread::scope(|scope| {
            let lanes: Vec<_> = (0..lanes)
                .map(|_| {
                    scope.spawn(|| {
                        let mut tally = Tally::default();
                        loop {
                            let next = waiting.lock().ok().and_then(|mut waiting| waiting.next());
                            let Some(proof) = next else { return Ok(tally) };
                            add(&mut tally, short_proof(proof.name, &environment, lanes == 1)?);
                        }
                    })
                })
                .collect();
            lanes.into_iter().filter_map(|lane| lane.join().ok()).collect()
        });
        if ended.len() < lanes {
            bail_halt("a lane of proofs broke off")?;
        }
        for lane in ended {
            add(&mut tally, lane?);
        }
    }
    Ok(tally)
}

/// One proof in its short form, in a process of its own; what it prints comes out in one piece. A proof of speed that fails is tried once
/// more, since other work on the machine can stand in its way; what it proves besides is the same both times.
fn short_proof(name: &str, environment: &[(&str, OsString)], timed: bool) -> Result<Tally, Halt> {
    let start = Instant::now();
    let run = || -> Result<(bool, String)> {
        let mut command = Command::new(std::env::current_exe().context("this program's own file")?);
        command.args(["prove", name, "--short"]).stdin(Stdio::null());
        command.envs(environment.iter().map(|(name, value)| (*name, value)));
        let done = command.output().with_context(|| format!("starting the proof {name}"))?;
        let said = [String::from_utf8_lossy(&done.stdout), String::from_utf8_lossy(&done.stderr)].concat();
        Ok((done.status.success(), said))
    };
    let (mut holds, mut said) = run()?;
    let skipped = |said: &str| {
        said.lines().find_map(|line| line.split_once(prove::CANNOT_RUN)).map(|(_, reason)| reason.to_owned())
    };
    if !holds && timed && skipped(&said).is_none() {
        println!("{}\nproof {name}: once more", said.trim_end());
        fault(format!("unsteady, tried a second time: proof {name}: {}", reasons(&said)));
        (holds, said) = run()?;
    }
    let skipped = skipped(&said);
    let ending = match (holds, &skipped) {
        (true, _) => "ok".to_owned(),
        (false, Some(reason)) => format!("skipped: {reason}"),
        (false, None) => "FAILED".to_owned(),
    };
    println!("{}\nproof {name}: {ending} ({:.1} s)", said.trim_end(), start.elapsed().as_secs_f64());
    let failed = !holds && skipped.is_none();
    if failed {
        fault(format!("proof {name}: {}", reasons(&said)));
    }
    Ok(Tally { passed: usize::from(holds), failed: usize::from(failed) })
}

/// The rows of a proof that do not hold, and what broke it off.
fn reasons(said: &str) -> String {
    let why = said.lines().filter(|line| line.starts_with("Error") || line.trim_end().ends_with("DOES NOT HOLD"));
    why.map(str::trim).collect::<Vec<_>>().join("; ")
}

/// Fetches everything that the stages need, so that later runs are quick; says what cannot be had.
pub(crate) fn provide(shop: &Shop) -> bool {
    let path = |found: Result<std::path::PathBuf>| found.map(|path| path.display().to_string());
    let needs = [
        ("PostgreSQL", shop.postgres()),
        ("Python checkers", path(shop.python())),
        ("object store", shop.object_store()),
        ("model", path(shop.model())),
        ("Node packages", path(shop.node())),
        ("Chromium", path(shop.chromium())),
        ("nginx", path(shop.tool(&["nginx"], &["/usr/sbin/nginx"], &["nginx"]))),
        ("Caddy", path(shop.tool(&["caddy"], &[], &["caddy"]))),
        ("Tor", path(shop.tool(&["tor"], &["/usr/sbin/tor"], &["tor"]))),
        ("Pebble", path(shop.tool(&["pebble"], &[], &["pebble"]))),
        ("strace", path(shop.tool(&["strace"], &[], &["strace"]))),
        ("ffmpeg", path(shop.tool(&["ffmpeg"], &[], &["ffmpeg"]))),
        ("tesseract", path(shop.tesseract())),
        ("GnuPG", path(gnupg(shop))),
    ];
    let mut complete = true;
    for (name, found) in needs {
        match found {
            Ok(place) => println!("{name:<16} {place}"),
            Err(why) => {
                complete = false;
                println!("{name:<16} cannot be had: {why:#}");
            }
        }
    }
    complete
}

/// Pictures of every page, and one page that shows them all.
pub(crate) fn look(shop: &mut Shop, folder: Option<&str>) -> Result<bool> {
    let folder = folder.map_or_else(|| shop.root.join(".proof/look"), std::path::PathBuf::from);
    std::fs::create_dir_all(&folder).with_context(|| format!("making {}", folder.display()))?;
    let site = demo_site(shop)?;
    let log_file = shop.scratch.path().join("demo-account.txt");
    std::fs::write(&log_file, site.log()?)?;
    let node = shop.node()?;
    let chromium = shop.chromium()?;
    let mut command = shop.command(node);
    command
        .arg("tests/browser/look.mjs")
        .arg(&folder)
        .env("SAKSI_URL", site.url())
        .env("SAKSI_CHROMIUM", chromium)
        .env("SAKSI_LOG", &log_file);
    let status = command.status()?;
    println!("pictures are in {}", folder.display());
    Ok(status.success())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, passed: usize, failed: usize) {
        let tally = count(text);
        assert_eq!((tally.passed, tally.failed), (passed, failed), "{text}");
    }

    #[test]
    fn timed_proofs_are_proofs() {
        let unknown: Vec<_> =
            TIMED.iter().filter(|name| !prove::PROOFS.iter().any(|proof| proof.name == **name)).collect();
        assert!(unknown.is_empty(), "{unknown:?}");
    }

    #[test]
    fn failing_tests_are_named_with_their_reason() {
        let text = "\u{2716} one (2 ms)\n\u{2716} failing tests:\n\ntest at a.mjs:2:4\n\u{2716} one (2 ms)\n  Error: gone\n\n      at here\n\ntest at a.mjs:9:4\n\u{2716} two (3 ms)\n  Error: late\n";
        assert_eq!(failing(text), ["one (2 ms) | Error: gone | at here", "two (3 ms) | Error: late"]);
        assert!(failing("\u{2139} pass 3").is_empty());
    }

    #[test]
    fn closing_lines_are_counted() {
        check("     Summary [   1.234s] 45 tests run: 44 passed (1 slow), 1 failed, 0 skipped", 44, 1);
        check("     Summary [   0.1s] 1 test run: 1 passed, 0 skipped", 1, 0);
        check(
            "test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured\ntest result: FAILED. 1 passed; 2 failed; 0 ignored",
            4,
            2,
        );
        check("ℹ tests 4\nℹ pass 3\nℹ fail 1\nℹ cancelled 0", 3, 1);
        check("  917 generated, 915 passed, 2 failed", 915, 2);
        check("     Summary [   9.1s] 2 tests run: 2 passed (1 flaky), 0 skipped", 2, 0);
        check("nothing of the kind", 0, 0);
    }
}
