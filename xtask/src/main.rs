//! The workshop: `cargo xtask test`, `prove`, `bench`, `look` and `make`.
//!
//! It stays outside the house: it depends on none of the rooms, builds in seconds, and meets the program the way its
//! users do, over its command line and HTTP.

mod database;
mod deploy;
mod http;
mod line;
mod load;
mod people;
mod post;
mod prove;
mod shop;
mod site;
mod statistics;
mod test;
mod tidy;
mod train;
mod visitor;
mod words;

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};

use shop::Shop;

const HELP: &str = "\
cargo xtask test [STAGE…]      run everything that must hold, or only some stages
cargo xtask test --list        name the stages
cargo xtask prove              list the proofs and their last figures
cargo xtask prove NAME […]     run one proof at full size against the release build
cargo xtask bench http|match   measure without a bar
cargo xtask train-match CLAIMS QUERIES CROWD VECTORS…
                               fit the weights of the matcher anew, see docs/matching.md
cargo xtask look [FOLDER]      take pictures of every page into a folder (default: .proof/look)
cargo xtask provide            fetch and start once everything that the tests need besides Rust
cargo xtask make claims N FILE write N made-up claims as JSON Lines for `saksi import jsonl`
cargo xtask make queries N FILE write N made-up questions about such claims
cargo xtask make titles ARCHIVE FILE
                               write the titles of linked pages in the open data of Cofacts as claims

Options of proofs: --short (small, as in `cargo xtask test`), --claims FILE, --queries FILE, --baseline RUN, --data DIR,
--vectors FILE (made by `saksi match vectors`, instead of making them), --from-scratch, --moments N, --minutes N (per fuzz target). Caches lie under $SAKSI_CACHE (default: ~/.cache/saksi).";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(why) => {
            eprintln!("xtask: {why:#}");
            ExitCode::from(2)
        }
    }
}

fn run(arguments: &[String]) -> Result<bool> {
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let mut shop = Shop::open()?;
    match words.as_slice() {
        ["test", "--list"] => {
            for stage in test::STAGES {
                println!("{:<14} {}", stage.name, stage.says);
            }
            Ok(true)
        }
        ["test", stages @ ..] => test::run(&mut shop, stages),
        ["prove"] => {
            prove::list(&shop);
            Ok(true)
        }
        ["prove", name, rest @ ..] => prove::run(&mut shop, name, &prove::Options::parse(rest)?),
        ["bench", "http", rest @ ..] => prove::run(&mut shop, "http", &prove::Options::parse(rest)?),
        ["bench", "match", rest @ ..] => prove::run(&mut shop, "match-lexical", &prove::Options::parse(rest)?),
        ["train-match", claims, queries, crowd, vectors @ ..] if !vectors.is_empty() => {
            train::run(&shop, claims, queries, crowd, vectors)?;
            Ok(true)
        }
        ["look"] => test::look(&mut shop, None),
        ["look", folder] => test::look(&mut shop, Some(folder)),
        ["provide"] => Ok(test::provide(&shop)),
        ["make", "titles", archive, path] => {
            prove::match_quality::write_titles(&shop, Path::new(archive), Path::new(path))?;
            Ok(true)
        }
        ["make", what @ ("claims" | "queries"), count, path] => {
            let count: usize = count.parse().context("how many is a number")?;
            let file = std::io::BufWriter::new(std::fs::File::create(path)?);
            match *what {
                "claims" => words::write_claims(file, count)?,
                _ => words::write_queries(file, count, count)?,
            }
            Ok(true)
        }
        [] | ["help" | "--help" | "-h"] => {
            println!("{HELP}");
            Ok(true)
        }
        other => bail!("unknown command `{}`\n\n{HELP}", other.join(" ")),
    }
}
