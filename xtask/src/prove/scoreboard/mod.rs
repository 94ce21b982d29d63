//! `scoreboard-suppression` and `scoreboard-speed`: the real program publishes how made-up platforms answer made-up notices.

mod answers;
mod notices;
mod speed;

use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use self::answers::Attack;
use self::notices::{Notice, quarter};
use super::Options;
use super::suppression::{Release, Seen};
use crate::database::Source;
use crate::http;
use crate::shop::{Halt, Shop};
use crate::site::{Site, Start};
use crate::statistics::{Row, number};

pub(super) use speed::run as speed;

/// Notices of a period; what a network of some dozens of organisations sends.
const SIZES: [usize; 6] = [40, 120, 300, 800, 2_000, 5_000];
/// Servers that run at once.
const AT_ONCE: usize = 3;

/// A server with an empty database that publishes every month or quarter.
fn server(shop: &Shop, engine: &str, name: &str, every: &str) -> Result<(Site, Source, Start)> {
    let data = shop.scratch.path().join(format!("scoreboard-{name}"));
    let database = match engine {
        "PostgreSQL" => Some(shop.fresh_postgres(&format!("scoreboard_{name}"))?),
        _ => None,
    };
    let source = database.clone().map_or_else(|| Source::Sqlite(data.join("saksi.db")), Source::Postgres);
    let environment = vec![("SAKSI_SCOREBOARD".to_owned(), every.to_owned())];
    let start = Start { database, environment, without_limits: true, ..Start::folder(data) };
    Ok((Site::start(shop, &start)?, source, start))
}

/// Fewer notices than these to every platform are not published.
const THRESHOLD: usize = 11;
/// How long a server that must publish nothing is given to do so.
const NOTHING: Duration = Duration::from_secs(20);

/// Whether some platform has so many notices that a release shows it.
fn shows_some(notices: &[Notice]) -> bool {
    notices.iter().any(|one| notices.iter().filter(|other| other.platform == one.platform).count() >= THRESHOLD)
}

/// How many releases a server has published.
fn releases(shop: &Shop, source: &Source) -> Result<usize> {
    let select = "SELECT code FROM scoreboard_release";
    Ok(source.ask(shop, select, select)?.len())
}

/// The release of a number from the first, as it is published, with the code of its period.
fn published(shop: &Shop, site: &Site, source: &Source, number: usize) -> Result<(String, Value)> {
    let begun = Instant::now();
    loop {
        let select = "SELECT code FROM scoreboard_release ORDER BY made_at, number";
        if let Some(row) = source.ask(shop, select, select)?.into_iter().nth(number) {
            let code = row.into_iter().next().context("a code")?;
            let file = http::get(site.address, &format!("/scoreboard/{code}/figures.json"))?;
            ensure!(file.status == 200, "the file of {code} answers {}", file.status);
            return Ok((code, file.json()?));
        }
        ensure!(begun.elapsed() < Duration::from_mins(3), "the server published nothing within three minutes");
        std::thread::sleep(Duration::from_millis(500));
    }
}

/// What was seen in all releases.
#[derive(Default)]
struct Found {
    counts: Seen,
    attack: Attack,
    /// Consecutive releases of one server.
    followed: usize,
    /// Servers of which no platform has enough notices.
    few: usize,
    /// Those of them that published something.
    hasty: usize,
}

impl Found {
    fn add(&mut self, content: &Value, notices: &[Notice]) -> Result<()> {
        let release = Release::read(content)?;
        let cases = notices::places(content, notices)?;
        self.counts.add(&release, &cases)?;
        self.attack.add(content, &release, notices)
    }
}

pub(super) fn suppression(shop: &mut Shop, options: &Options) -> Result<Vec<Row>, Halt> {
    let count = if options.short { 3 } else { 24 };
    let quarter_ends = notices::last_settled(shop, 3)?;
    let month_ends = notices::last_settled(shop, 1)?;
    let mut found = Found::default();
    let mut engines = vec![("SQLite", (0..count).collect::<Vec<usize>>())];
    match shop.need(shop.postgres()) {
        Ok(_) => engines.push(("PostgreSQL", (count..count + if options.short { 1 } else { 6 }).collect())),
        Err(Halt::Skip(reason)) => println!("  without PostgreSQL: {reason}"),
        Err(halt) => return Err(halt),
    }
    for (engine, seeds) in &engines {
        for batch in seeds.chunks(AT_ONCE) {
            let mut running = Vec::new();
            for seed in batch {
                let many =
                    SIZES.get(if options.short { seed + 2 } else { *seed } % SIZES.len()).copied().unwrap_or(300);
                let notices = quarter(many, *seed, quarter_ends.0);
                let (site, source, start) = server(shop, engine, &format!("s{seed}"), "quarter")?;
                // A server that runs may publish while half of the notices are there.
                site.kill()?;
                notices::fill(shop, &source, &notices, true)?;
                let site = Site::start(shop, &start)?;
                running.push((*seed, site, source, start, notices));
            }
            for (seed, site, source, start, notices) in running {
                if !shows_some(&notices) {
                    std::thread::sleep(NOTHING);
                    found.few += 1;
                    found.hasty += usize::from(releases(shop, &source)? > 0);
                    site.kill()?;
                    continue;
                }
                let (code, content) = published(shop, &site, &source, 0)?;
                found.add(&content, &notices)?;
                site.kill()?;
                // A month that follows the quarter is published by the same server; what is out stays as it was.
                if month_ends.0 >= quarter_ends.1 {
                    let more = quarter(400, seed + 1_000, month_ends.0);
                    notices::fill(shop, &source, &more, false)?;
                    notices::fill(shop, &source, &quarter(7, seed + 2_000, quarter_ends.0), false)?;
                    let environment = vec![("SAKSI_SCOREBOARD".to_owned(), "month".to_owned())];
                    let site = Site::start(shop, &Start { environment, ..start })?;
                    let (_, second) = published(shop, &site, &source, 1)?;
                    found.add(&second, &more)?;
                    let again = http::get(site.address, &format!("/scoreboard/{code}/figures.json"))?.json()?;
                    found.followed += usize::from(again == content);
                    site.kill()?;
                }
            }
        }
    }
    let servers = engines.iter().map(|(_, seeds)| seeds.len()).sum::<usize>() - found.few;
    Ok(rows(&found, servers, month_ends.0 >= quarter_ends.1, options))
}

fn rows(found: &Found, servers: usize, follows: bool, options: &Options) -> Vec<Row> {
    let (counts, attack) = (&found.counts, &found.attack);
    let mut rows = vec![
        Row::at_least("releases made by the program", counts.releases as f64, servers as f64, ""),
        Row::note("servers without a platform that has enough notices", number(found.few as f64, "")),
        Row::at_most("of which published something", found.hasty as f64, 0.0, ""),
        Row::note("counts shown", number(counts.shown as f64, "")),
        Row::at_most(
            "counts shown that are small or not the truth, or hidden and nought",
            counts.wrong as f64,
            0.0,
            "",
        ),
        Row::at_least("hidden counts attacked", counts.hidden as f64, if options.short { 50.0 } else { 1_000.0 }, ""),
        Row::at_most("of which lie within fewer numbers than promised", counts.derivable as f64, 0.0, ""),
        Row::at_least("narrowest range of a hidden count", counts.narrowest.unwrap_or(f64::INFINITY), 10.0, ""),
        Row::at_least(
            &format!("worked out where the small counts alone are hidden, of {}", counts.careless_hidden),
            counts.careless_derivable as f64,
            1.0,
            "",
        ),
        Row::note("groups with answers shown", number(attack.shown as f64, "")),
        Row::at_least("answers that are kept back, attacked by subtraction", attack.hidden as f64, 50.0, ""),
        Row::at_most("of which could be worked out", attack.recovered as f64, 0.0, ""),
        Row::at_least("worked out where only small groups are kept back", attack.careless as f64, 1.0, ""),
        Row::at_most("shares shown of one to ten", attack.small as f64, 0.0, ""),
    ];
    rows.push(if follows {
        Row::at_least("releases that stay when the next one follows", found.followed as f64, servers as f64, "")
    } else {
        Row::note("releases that stay when the next one follows", "no month follows the quarter today")
    });
    rows
}
