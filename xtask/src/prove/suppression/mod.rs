//! `suppression`: the real program publishes figures of many made-up quarters, and an attacker who has everything that was published, and
//! shares no code with the program, tries to work out what is hidden.
//!
//! Each quarter goes into the table of counted answers, as closed cases do; the server releases it by itself. What shows that the
//! attack can succeed: on the same figures with the small ones hidden alone, it does.

mod attacker;

use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use serde_json::Value;

pub(super) use self::attacker::Release;
use super::Options;
use crate::database::Source;
use crate::http;
use crate::shop::{Halt, Shop};
use crate::site::{Site, Start};
use crate::statistics::{Row, number};

/// Cases of a quarter; helplines publish from some dozens to some thousands a year.
const QUARTERS: [usize; 12] = [9, 24, 40, 60, 90, 150, 240, 400, 700, 1_200, 2_000, 3_700];
/// Servers that run at once.
const AT_ONCE: usize = 6;
/// Dimensions of a case in the program's tables.
const DIMENSIONS: usize = 12;

/// Made-up cases: where each stands in every dimension, and how many are alike.
pub(super) type Cases = Vec<(Vec<usize>, u64)>;

/// Numbers that look random and are the same every time.
pub(super) struct Dice(u64);

impl Dice {
    /// From a seed.
    pub(super) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(super) fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % most.max(1) as u64).unwrap_or(0)
    }

    /// One of a list of so many: the first often, the last seldom, the more so the more dice are thrown.
    pub(super) fn skewed(&mut self, size: usize, dice: usize) -> usize {
        (0..dice).map(|_| self.below(size)).min().unwrap_or(0)
    }
}

fn quarter(sizes: &[usize], count: usize, seed: usize) -> Cases {
    let mut dice = Dice(seed as u64);
    let skew = 1 + seed % 4;
    let mut cases: Cases = Vec::new();
    for _ in 0..count {
        let places: Vec<usize> = sizes.iter().map(|size| dice.skewed(*size, skew)).collect();
        match cases.iter_mut().find(|(known, _)| *known == places) {
            Some((_, count)) => *count += 1,
            None => cases.push((places, 1)),
        }
    }
    cases
}

/// What was seen in all releases.
#[derive(Debug, Default)]
pub(super) struct Seen {
    pub(super) releases: usize,
    pub(super) shown: usize,
    pub(super) hidden: usize,
    pub(super) exact: usize,
    pub(super) derivable: usize,
    /// Small and shown, or shown and not the truth, or hidden and nought.
    pub(super) wrong: usize,
    pub(super) narrowest: Option<f64>,
    /// The same figures with the small ones hidden alone.
    pub(super) careless_hidden: usize,
    pub(super) careless_derivable: usize,
}

impl Seen {
    pub(super) fn add(&mut self, release: &Release, cases: &Cases) -> Result<()> {
        let truth = release.count(cases);
        self.releases += 1;
        let is_small = |figure: u64| 0 < figure && figure < release.threshold;
        for (published, true_one) in release.figures.iter().zip(&truth) {
            match published {
                Some(shown) => {
                    self.shown += 1;
                    self.wrong += usize::from(shown != true_one || is_small(*shown));
                }
                None => {
                    self.hidden += 1;
                    self.wrong += usize::from(*true_one == 0);
                }
            }
        }
        let found = release.attack()?;
        ensure!(
            found.iter().all(|range| {
                let hidden = truth.get(range.cell).copied().unwrap_or(0) as f64;
                range.low - 1e-4 <= hidden && hidden <= range.high + 1e-4
            }),
            "the attacker's ranges do not hold the truth"
        );
        self.exact += found.iter().filter(|range| range.exact).count();
        self.derivable += release.derivable(&found);
        for range in &found {
            let width = range.high - range.low;
            self.narrowest = Some(self.narrowest.map_or(width, |narrowest| narrowest.min(width)));
        }
        let mut careless = release.clone();
        careless.figures = truth.iter().map(|figure| (!is_small(*figure)).then_some(*figure)).collect();
        let found = careless.attack()?;
        self.careless_hidden += found.len();
        self.careless_derivable += careless.derivable(&found);
        Ok(())
    }
}

pub(super) fn run(shop: &mut Shop, options: &Options) -> Result<Vec<Row>, Halt> {
    let count = if options.short { 4 } else { 60 };
    let month = first_month_of_the_last_settled_quarter(shop)?;
    let sizes = sizes(shop, month)?;
    let mut seen = Seen::default();
    let mut engines = vec![("SQLite", (0..count).collect::<Vec<usize>>())];
    match shop.need(shop.postgres()) {
        Ok(_) => engines.push(("PostgreSQL", (count..count + if options.short { 2 } else { 12 }).collect())),
        Err(Halt::Skip(reason)) => println!("  without PostgreSQL: {reason}"),
        Err(halt) => return Err(halt),
    }
    for (engine, seeds) in &engines {
        for batch in seeds.chunks(AT_ONCE) {
            // A short run takes sizes from the whole list.
            let size =
                |seed: usize| QUARTERS.get(if options.short { seed * 5 + 3 } else { seed } % QUARTERS.len()).copied();
            let batch: Vec<(usize, Cases)> =
                batch.iter().map(|seed| (*seed, quarter(&sizes, size(*seed).unwrap_or(60), *seed + 1))).collect();
            for (release, cases) in released(shop, engine, month, &batch)? {
                seen.add(&release, &cases)?;
            }
        }
    }
    let kept = stays_as_it_was(shop, month, &sizes)?;
    let whole = format!("{} of {}", seen.exact, seen.hidden);
    Ok(vec![
        Row::at_least(
            "releases made by the program",
            seen.releases as f64,
            engines.iter().map(|(_, seeds)| seeds.len()).sum::<usize>() as f64,
            "",
        ),
        Row::note("figures shown", number(seen.shown as f64, "")),
        Row::at_most("figures shown that are small or not the truth, or hidden and nought", seen.wrong as f64, 0.0, ""),
        Row::at_least("hidden figures attacked", seen.hidden as f64, if options.short { 50.0 } else { 2_000.0 }, ""),
        Row::at_most("of which lie within fewer numbers than promised", seen.derivable as f64, 0.0, ""),
        Row::at_least("narrowest range of a hidden figure", seen.narrowest.unwrap_or(f64::INFINITY), 10.0, ""),
        Row::note("ranges that whole numbers reach", whole),
        Row::at_least(
            &format!("worked out where the small ones alone are hidden, of {}", seen.careless_hidden),
            seen.careless_derivable as f64,
            1.0,
            "",
        ),
        Row::must(
            "a quarter in which more cases are closed later",
            if kept { "stays" } else { "changes" },
            "stays",
            kept,
        ),
    ])
}

/// The moment, in microseconds since 1970, at which the quarter began that a server publishes today.
fn first_month_of_the_last_settled_quarter(shop: &Shop) -> Result<i64> {
    let date =
        |words: &[&str]| -> Result<i64> { Ok(shop.quiet(Command::new("date").arg("-u").args(words))?.trim().parse()?) };
    // A quarter is over for a fortnight.
    let (year, month) = (date(&["-d", "14 days ago", "+%Y"])?, date(&["-d", "14 days ago", "+%-m"])?);
    let quarters = year * 4 + (month - 1) / 3 - 1;
    let first = format!("{}-{:02}-01", quarters.div_euclid(4), quarters.rem_euclid(4) * 3 + 1);
    Ok(date(&["-d", &first, "+%s"])? * 1_000_000)
}

/// A server with an empty database.
fn server(shop: &Shop, engine: &str, name: &str) -> Result<(Site, Source, Start)> {
    let data = shop.scratch.path().join(format!("suppression-{name}"));
    let database = match engine {
        "PostgreSQL" => Some(shop.fresh_postgres(&format!("suppression_{name}"))?),
        _ => None,
    };
    let source = database.clone().map_or_else(|| Source::Sqlite(data.join("saksi.db")), Source::Postgres);
    let start = Start { database, without_limits: true, ..Start::folder(data) };
    Ok((Site::start(shop, &start)?, source, start))
}

/// Puts closed cases into the table of counted answers.
fn close_cases(shop: &Shop, source: &Source, month: i64, cases: &Cases) -> Result<()> {
    for some in cases.chunks(800) {
        let rows = |organisation: &str| {
            let row = |(places, count): &(Vec<usize>, u64)| {
                let places = places.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
                format!("({organisation}, {month}, '{places}', {count})")
            };
            some.iter().map(row).collect::<Vec<_>>().join(", ")
        };
        let statement = |organisation: &str| {
            format!(
                "INSERT INTO help_count (organisation, month, places, cases) VALUES {} ON CONFLICT (organisation, month, places) DO UPDATE SET cases = help_count.cases + excluded.cases",
                rows(organisation)
            )
        };
        source.ask(
            shop,
            &statement("x'00000000000040008000000000000001'"),
            &statement("'00000000-0000-4000-8000-000000000001'"),
        )?;
    }
    Ok(())
}

/// The release that a server makes by itself, as it is kept.
fn release_of(shop: &Shop, source: &Source) -> Result<Value> {
    let begun = Instant::now();
    loop {
        let select = "SELECT content FROM help_release";
        if let Some(row) = source.ask(shop, select, select)?.into_iter().next() {
            return Ok(serde_json::from_str(row.first().map_or("", String::as_str))?);
        }
        ensure!(begun.elapsed() < Duration::from_mins(3), "the server published nothing within three minutes");
        std::thread::sleep(Duration::from_millis(500));
    }
}

/// How many values each dimension has, from the tables of a release.
fn sizes(shop: &Shop, month: i64) -> Result<Vec<usize>> {
    let (site, source, _) = server(shop, "SQLite", "sizes")?;
    close_cases(shop, &source, month, &vec![(vec![0; DIMENSIONS], 30)])?;
    let release = Release::read(&release_of(shop, &source)?)?;
    site.kill()?;
    ensure!(release.sizes.len() == DIMENSIONS, "a case has {} dimensions", release.sizes.len());
    Ok(release.sizes)
}

fn released(shop: &Shop, engine: &str, month: i64, batch: &[(usize, Cases)]) -> Result<Vec<(Release, Cases)>> {
    let mut running = Vec::new();
    for (seed, cases) in batch {
        let (site, source, _) = server(shop, engine, &format!("q{seed}"))?;
        close_cases(shop, &source, month, cases)?;
        running.push((site, source, cases));
    }
    let mut all = Vec::new();
    for (site, source, cases) in running {
        let release = Release::read(&release_of(shop, &source)?)?;
        site.kill()?;
        all.push((release, cases.clone()));
    }
    Ok(all)
}

/// Whether what was published stays as it was when more cases of the same quarter are closed: two looks that can be subtracted
/// would give away what lies between them.
fn stays_as_it_was(shop: &Shop, month: i64, sizes: &[usize]) -> Result<bool> {
    let (site, source, start) = server(shop, "SQLite", "twice")?;
    close_cases(shop, &source, month, &quarter(sizes, 150, 77))?;
    release_of(shop, &source)?;
    let before = http::get(site.address, "/impact.csv")?.text();
    ensure!(before.lines().count() > 10, "nothing is published: {before}");
    site.kill()?;
    close_cases(shop, &source, month, &quarter(sizes, 3, 78))?;
    let site = Site::start(shop, &start)?;
    // It looks for what is due ten seconds after its start.
    std::thread::sleep(Duration::from_secs(20));
    let after = http::get(site.address, "/impact.csv")?.text();
    let releases = source.ask(shop, "SELECT count(*) FROM help_release", "SELECT count(*) FROM help_release")?;
    site.kill()?;
    Ok(before == after && releases.first().and_then(|row| row.first()).context("a count")? == "1")
}
