//! The proofs: each meets the real built program at full size, prints a table, and holds only if every bar is met.

mod archive_crawlers;
pub(crate) mod archive_formats;
pub(crate) mod archive_kill;
mod archive_sites;
pub(crate) mod archive_speed;
pub(crate) mod authorisation;
pub(crate) mod calendars;
pub(crate) mod clock;
pub(crate) mod contract;
pub(crate) mod demo;
pub(crate) mod directory_speed;
pub(crate) mod dishonest_operator;
pub(crate) mod embedding_equality;
mod escalation_cases;
pub(crate) mod escalation_story;
pub(crate) mod fetch_guard;
pub(crate) mod footprint;
pub(crate) mod fuzz_matching;
pub(crate) mod help_story;
pub(crate) mod identity_life;
pub(crate) mod import_speed;
pub(crate) mod joining;
pub(crate) mod kill;
pub(crate) mod log;
pub(crate) mod match_lexical;
pub(crate) mod match_media;
pub(crate) mod match_quality;
pub(crate) mod match_speed;
pub(crate) mod pages;
pub(crate) mod places;
pub(crate) mod promises;
pub(crate) mod restore;
pub(crate) mod scoreboard;
pub(crate) mod sealing_vectors;
pub(crate) mod seizure;
pub(crate) mod sign_in_storm;
pub(crate) mod statistics;
pub(crate) mod suppression;
pub(crate) mod tamper;
pub(crate) mod two_processes;
pub(crate) mod upload;
pub(crate) mod visibility;
mod visibility_spaces;
pub(crate) mod web_speed;

use std::fs;
use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Context, Result, bail};

use crate::shop::{Halt, Shop};
use crate::statistics::{Row, print_table};

/// How it is said that the machine lacks what a proof needs.
pub(crate) const CANNOT_RUN: &str = "cannot run here: ";

/// The script with which browsers seal, as pages send it.
pub(crate) const SHIPPED_SCRIPT: &str = "crates/cases/assets/sealing.js";

/// How a proof is run.
#[derive(Debug, Clone, Default)]
pub(crate) struct Options {
    /// Small, for every run of the tests; bars on speed are then a quarter of the real ones.
    pub(crate) short: bool,
    pub(crate) from_scratch: bool,
    pub(crate) claims: Option<PathBuf>,
    pub(crate) queries: Option<PathBuf>,
    pub(crate) baseline: Option<PathBuf>,
    pub(crate) data: Option<PathBuf>,
    /// Vectors that were made before, of every text that the proof needs.
    pub(crate) vectors: Vec<PathBuf>,
    pub(crate) moments: Option<usize>,
    /// Minutes for each fuzz target.
    pub(crate) minutes: Option<f64>,
}

impl Options {
    /// Reads the words after the name.
    pub(crate) fn parse(words: &[&str]) -> Result<Self> {
        let mut options = Self::default();
        let mut words = words.iter();
        while let Some(word) = words.next() {
            let mut value = || words.next().with_context(|| format!("{word} needs a value"));
            match *word {
                "--short" => options.short = true,
                "--from-scratch" => options.from_scratch = true,
                "--claims" => options.claims = Some(fs::canonicalize(value()?)?),
                "--queries" => options.queries = Some(fs::canonicalize(value()?)?),
                "--baseline" => options.baseline = Some(fs::canonicalize(value()?)?),
                "--data" => options.data = Some(fs::canonicalize(value()?)?),
                "--vectors" => options.vectors.push(fs::canonicalize(value()?)?),
                "--moments" => options.moments = Some(value()?.parse()?),
                "--minutes" => options.minutes = Some(value()?.parse()?),
                other => bail!("unknown option `{other}`"),
            }
        }
        Ok(options)
    }

    /// A bar on speed: the real one, or a quarter of it in the short form.
    pub(crate) fn at_least(&self, what: &str, figure: f64, bar: f64, unit: &str) -> Row {
        Row::at_least(what, figure, if self.short { bar / 4.0 } else { bar }, unit)
    }

    /// A bar on time: the real one, or four times it in the short form.
    pub(crate) fn at_most(&self, what: &str, figure: f64, bar: f64, unit: &str) -> Row {
        Row::at_most(what, figure, if self.short { bar * 4.0 } else { bar }, unit)
    }
}

/// A proof.
pub(crate) struct Proof {
    pub(crate) name: &'static str,
    pub(crate) issue: u32,
    pub(crate) says: &'static str,
    pub(crate) in_short_tests: bool,
    pub(crate) run: fn(&mut Shop, &Options) -> Result<Vec<Row>, Halt>,
}

/// All proofs. `docs/proofs.md` lists them with the last figures.
pub(crate) const PROOFS: &[Proof] = &[
    Proof {
        name: "demo",
        issue: 2,
        says: "the whole way of a message, on real data, with one command",
        in_short_tests: true,
        run: demo::run,
    },
    Proof {
        name: "kill",
        issue: 2,
        says: "nothing acknowledged is lost to kill -9, on both engines, and it is on disk before the answer",
        in_short_tests: true,
        run: kill::run,
    },
    Proof {
        name: "two-processes",
        issue: 2,
        says: "what is published on one server is found by another within two seconds",
        in_short_tests: true,
        run: two_processes::run,
    },
    Proof {
        name: "http",
        issue: 2,
        says: "answers and lexical checks under load, while an import runs",
        in_short_tests: true,
        run: web_speed::run,
    },
    Proof {
        name: "footprint",
        issue: 2,
        says: "memory, empty and with 100,000 claims, and the time of a cold start",
        in_short_tests: true,
        run: footprint::run,
    },
    Proof {
        name: "import-speed",
        issue: 2,
        says: "rows per second of the open-data import",
        in_short_tests: true,
        run: import_speed::run,
    },
    Proof {
        name: "match-lexical",
        issue: 2,
        says: "speed of the index and of a match, and MAP@5 where claims and queries are given",
        in_short_tests: true,
        run: match_lexical::run,
    },
    Proof {
        name: "match-speed",
        issue: 3,
        says: "a match among a million claims by words and meaning: time, memory, loading; beside bm25s and Tantivy",
        in_short_tests: true,
        run: match_speed::run,
    },
    Proof {
        name: "match-quality",
        issue: 3,
        says: "how often the right claim comes first and an answer is right, in 16 Asian languages, beside other programs' ways",
        in_short_tests: true,
        run: match_quality::run,
    },
    Proof {
        name: "match-noise",
        issue: 3,
        says: "what shuffled letters, spaces, masked digits and cut messages cost",
        in_short_tests: false,
        run: match_quality::noise,
    },
    Proof {
        name: "match-media",
        issue: 3,
        says: "pictures under twenty edits, videos and sounds are found again; hashes are the reference's",
        in_short_tests: true,
        run: match_media::run,
    },
    Proof {
        name: "fuzz-matching",
        issue: 3,
        says: "no fuzz target of the matching crates, the vault, the log and the archive crashes, stalls or floods the memory",
        in_short_tests: true,
        run: fuzz_matching::run,
    },
    Proof {
        name: "embedding-equality",
        issue: 3,
        says: "vectors equal to those of the engine the model came with, in twenty languages, and the time of both",
        in_short_tests: true,
        run: embedding_equality::run,
    },
    Proof {
        name: "sealing-vectors",
        issue: 4,
        says: "what is sealed here opens with a browser's libraries and the other way round; published vectors hold",
        in_short_tests: true,
        run: sealing_vectors::run,
    },
    Proof {
        name: "seizure",
        issue: 4,
        says: "nothing that was told to a helpline is found on a seized machine, however it could be written there",
        in_short_tests: true,
        run: seizure::run,
    },
    Proof {
        name: "suppression",
        issue: 4,
        says: "nothing hidden in published figures can be worked out by somebody who has all of them",
        in_short_tests: true,
        run: suppression::run,
    },
    Proof {
        name: "clock",
        issue: 6,
        says: "working hours and deadlines are right across changes of the clocks, half-hour zones and holidays",
        in_short_tests: true,
        run: clock::run,
    },
    Proof {
        name: "scoreboard-suppression",
        issue: 6,
        says: "no hidden count of the scoreboard, and no answer that is kept back, can be worked out across tables and releases",
        in_short_tests: true,
        run: scoreboard::suppression,
    },
    Proof {
        name: "scoreboard-speed",
        issue: 6,
        says: "a release over a million escalations, its pages, and a changed outcome for those who work here, in time",
        in_short_tests: true,
        run: scoreboard::speed,
    },
    Proof {
        name: "calendars",
        issue: 7,
        says: "calendars are read by a parser of others as they were meant, in many scripts and with everything that the format escapes",
        in_short_tests: true,
        run: calendars::run,
    },
    Proof {
        name: "promises",
        issue: 4,
        says: "every promise of SECURITY.md has tests that exist and pass, on both engines",
        in_short_tests: true,
        run: promises::run,
    },
    Proof {
        name: "help-story",
        issue: 4,
        says: "a case from asking to deletion in a real browser, with and without JavaScript, in English, Urdu and Thai",
        // The stage `browser` goes all of it.
        in_short_tests: false,
        run: help_story::run,
    },
    Proof {
        name: "authorisation",
        issue: 4,
        says: "every route of the router, tried by every role, one's own and another organisation, holder of a case, not, or not any more",
        in_short_tests: true,
        run: authorisation::run,
    },
    Proof {
        name: "escalation-story",
        issue: 6,
        says: "a claim becomes a notice that goes out by a real mail server; what comes back is taken in, answered, appealed and counted",
        in_short_tests: true,
        run: escalation_story::run,
    },
    Proof {
        name: "statistics",
        issue: 6,
        says: "waiting times, shares and ratios equal two independent implementations",
        in_short_tests: true,
        run: statistics::run,
    },
    Proof {
        name: "archive-formats",
        issue: 5,
        says: "archives of ours in the tools of others, and theirs in ours: WARC, index and WACZ, of crawlers with a browser too; ten captured sites replayed by pywb",
        in_short_tests: true,
        run: archive_formats::run,
    },
    Proof {
        name: "archive-speed",
        issue: 5,
        says: "writing and indexing archives beside warcio and cdxj-indexer, on the same records",
        in_short_tests: true,
        run: archive_speed::run,
    },
    Proof {
        name: "archive-kill",
        issue: 5,
        says: "kill -9 during capture, bringing in, export and append: nothing torn is named, the log never forks, nothing acknowledged is lost",
        in_short_tests: true,
        run: archive_kill::run,
    },
    Proof {
        name: "fetch-guard",
        issue: 5,
        says: "hostile servers and a name server that changes its mind, met by the real program on a network of its own",
        in_short_tests: true,
        run: fetch_guard::run,
    },
    Proof {
        name: "upload",
        issue: 4,
        says: "a case with a large file on a slow line that breaks: what stands, what is sent again, memory, filings per second",
        in_short_tests: true,
        run: upload::run,
    },
    Proof {
        name: "sign-in-storm",
        issue: 4,
        says: "five hundred sign-ins at once: memory, polite answers, and other pages meanwhile",
        in_short_tests: true,
        run: sign_in_storm::run,
    },
    Proof {
        name: "restore",
        issue: 2,
        says: "a restored backup equals what was saved, and what was deleted stays deleted",
        in_short_tests: true,
        run: restore::run,
    },
    Proof {
        name: "contract",
        issue: 2,
        says: "schemathesis finds no server error and no breach of the API's description",
        in_short_tests: false,
        run: contract::run,
    },
    Proof {
        name: "pages",
        issue: 2,
        says: "axe on every page, in every language, with and without JavaScript, at 360 and 1280 px",
        in_short_tests: false,
        run: pages::run,
    },
    Proof {
        name: "log",
        issue: 5,
        says: "a log of evidence as other people's verifiers see it, and how fast it grows and proves",
        in_short_tests: true,
        run: log::run,
    },
    Proof {
        name: "dishonest-operator",
        issue: 5,
        says: "split views, cuts, re-ordering, back-dating and forged proofs are called what they are",
        in_short_tests: true,
        run: dishonest_operator::run,
    },
    Proof {
        name: "tamper",
        issue: 5,
        says: "one bit flipped anywhere in a verification pack is seen, and the part that broke is named",
        in_short_tests: true,
        run: tamper::run,
    },
    Proof {
        name: "directory-speed",
        issue: 7,
        says: "any search of the directory among 5,000 organisations and 20,000 people, through its pages, on both engines",
        in_short_tests: true,
        run: directory_speed::run,
    },
    Proof {
        name: "places",
        issue: 7,
        says: "every territory completes every form, and nothing takes one off the list or renames it",
        in_short_tests: true,
        run: places::run,
    },
    Proof {
        name: "visibility",
        issue: 7,
        says: "every field of a record is seen by whom it is for and by nobody else",
        in_short_tests: true,
        run: visibility::run,
    },
    Proof {
        name: "joining",
        issue: 7,
        says: "from a QR code to a receipt on a telephone, in Urdu and Traditional Chinese, and let in",
        in_short_tests: true,
        run: joining::run,
    },
    Proof {
        name: "identity-life",
        issue: 7,
        says: "two who decide at once, open duties of somebody who leaves, mergers and splits, the forgotten in old records",
        in_short_tests: true,
        run: identity_life::run,
    },
];

/// Runs one proof; keeps its figure in `docs/proofs.md` when it ran at full size.
pub(crate) fn run(shop: &mut Shop, name: &str, options: &Options) -> Result<bool> {
    let Some(proof) = PROOFS.iter().find(|proof| proof.name == name) else {
        let names: Vec<&str> = PROOFS.iter().map(|proof| proof.name).collect();
        bail!("there is no proof `{name}`; there are: {}", names.join(" "));
    };
    println!("proof {name}, issue {}: {}", proof.issue, proof.says);
    let start = Instant::now();
    let rows = match (proof.run)(shop, options) {
        Ok(rows) => rows,
        Err(Halt::Fail(why)) => {
            print_faults(shop);
            return Err(why);
        }
        Err(Halt::Skip(reason)) => bail!("{CANNOT_RUN}{reason}"),
    };
    print_table(&rows);
    let holds = !rows.is_empty() && rows.iter().all(|row| row.holds);
    println!("took {:.0} s", start.elapsed().as_secs_f64());
    let barred: Vec<&Row> = rows.iter().filter(|row| !row.bar.is_empty()).collect();
    let figure: Vec<String> = barred.iter().map(|row| format!("{} {}", row.what, row.figure)).collect();
    let bar: Vec<String> = barred.iter().map(|row| row.bar.clone()).collect();
    if !options.short {
        let verdict = if holds { "" } else { " (does not hold)" };
        keep(shop, proof, &format!("{}{verdict}", figure.join("; ")))?;
    }
    println!("figure {} bar {}", figure.join("; "), bar.join("; "));
    Ok(holds)
}

/// Prints what the servers of a proof that broke off said went wrong, before their logs are gone.
fn print_faults(shop: &Shop) {
    let Ok(files) = fs::read_dir(shop.scratch.path()) else { return };
    for path in files.flatten().map(|file| file.path()).filter(|path| path.extension().is_some_and(|end| end == "log"))
    {
        let text = fs::read(&path).unwrap_or_default();
        let text = String::from_utf8_lossy(&text);
        let faults: Vec<&str> =
            text.lines().filter(|line| line.contains("ERROR") || line.contains("panicked")).collect();
        for line in faults.iter().rev().take(8).rev() {
            println!("  a server said: {line}");
        }
    }
}

/// Lists the proofs with the figures of `docs/proofs.md`.
pub(crate) fn list(shop: &Shop) {
    let text = fs::read_to_string(shop.root.join("docs/proofs.md")).unwrap_or_default();
    for proof in PROOFS {
        let (date, figure) = kept(&text, proof.name).unwrap_or(("never".to_owned(), "no figure yet".to_owned()));
        println!("{:<14} issue {:<3} {}\n               {date}: {figure}", proof.name, proof.issue, proof.says);
    }
}

/// The date and figure that the document holds for a proof.
fn kept(text: &str, name: &str) -> Option<(String, String)> {
    let head = format!("| `{name}` |");
    let line = text.lines().find(|line| line.starts_with(&head))?;
    let mut cells = line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).skip(3);
    let (date, figure) = (cells.next()?, cells.next()?);
    (!figure.is_empty()).then_some((date, figure))
}

/// Writes a figure into `docs/proofs.md`.
fn keep(shop: &Shop, proof: &Proof, figure: &str) -> Result<()> {
    let path = shop.root.join("docs/proofs.md");
    let text = fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
    let date = shop.quiet(std::process::Command::new("date").args(["-u", "+%Y-%m-%d"]))?;
    let row = format!(
        "| `{}` | {} | {} | {} | {} |",
        proof.name,
        proof.issue,
        proof.says,
        date.trim(),
        figure.replace('|', "/")
    );
    fs::write(&path, with_row(&text, proof.name, &row))?;
    Ok(())
}

/// The document with the row of a proof replaced, or added after the last row.
fn with_row(text: &str, name: &str, row: &str) -> String {
    let head = format!("| `{name}` |");
    let mut lines: Vec<&str> = text.lines().collect();
    if let Some(line) = lines.iter_mut().find(|line| line.starts_with(&head)) {
        *line = row;
    } else {
        let end = lines.iter().rposition(|line| line.starts_with('|')).map_or(lines.len(), |at| at + 1);
        lines.insert(end, row);
    }
    let mut joined = lines.join("\n");
    joined.push('\n');
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_kept_in_the_document() {
        let text = "# Proofs\n\n| proof | issue | says | when | figure |\n|---|---|---|---|---|\n| `a` | 2 | x | 2026-01-01 | 1 ms |\n\nThe end.\n";
        assert_eq!(kept(text, "a"), Some(("2026-01-01".to_owned(), "1 ms".to_owned())));
        let text = with_row(text, "b", "| `b` | 2 | y | 2026-01-02 | 2 ms |");
        let text = with_row(&text, "a", "| `a` | 2 | x | 2026-01-03 | 3 ms |");
        assert_eq!(kept(&text, "a"), Some(("2026-01-03".to_owned(), "3 ms".to_owned())));
        assert_eq!(kept(&text, "b"), Some(("2026-01-02".to_owned(), "2 ms".to_owned())));
        assert!(text.ends_with("\n\nThe end.\n"));
        assert_eq!(kept(&text, "c"), None);
    }

    #[test]
    fn every_proof_has_its_own_name() {
        let mut names: Vec<&str> = PROOFS.iter().map(|proof| proof.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), PROOFS.len());
    }
}
