//! `two-processes`: two servers on one PostgreSQL. A check published on one is found by the other's matcher within two
//! seconds, every time; a new name of the network shows on the other as soon.

use std::time::{Duration, Instant};

use anyhow::{Result, ensure};

use super::Options;
use crate::people::{self, Asked};
use crate::shop::{Halt, Shop};
use crate::site::{Site, Start};
use crate::statistics::{Durations, Row, ms};
use crate::visitor::{Page, Visitor};
use crate::words;

pub(super) fn run(shop: &mut Shop, options: &Options) -> Result<Vec<Row>, Halt> {
    let times = if options.short { 5 } else { 50 };
    let database = shop.need(shop.fresh_postgres("two_processes"))?;
    // One data folder for both: it holds files, not the database.
    let start = Start {
        database: Some(database),
        without_limits: true,
        ..Start::folder(shop.scratch.path().join("two-processes"))
    };
    let one = Site::start(shop, &start)?;
    let mut owner = people::set_up(&one)?;
    people::review_not_needed(&mut owner)?;
    let two = Site::start(shop, &start)?;
    let mut reader = Visitor::new(two.address)?;
    let mut measured = Vec::new();
    let mut never = 0;
    let mut published_page = String::new();
    for number in 0..times {
        let text = words::fresh(500_000 + number);
        people::hand_in(&mut owner, &text)?;
        published_page = people::publish(&mut owner, &text)?;
        let published = Instant::now();
        loop {
            if matches!(people::ask(&mut reader, &text)?, Asked::Known(_)) {
                measured.push(published.elapsed());
                break;
            }
            if published.elapsed() > Duration::from_secs(10) {
                never += 1;
                break;
            }
        }
    }
    let renamed = rename(&mut owner, &mut reader, &published_page)?;
    let durations = Durations::of(measured);
    Ok(vec![
        Row::must(
            "checks published on one",
            format!("{times}"),
            &format!("{times}"),
            durations.count() + never == times,
        ),
        Row::at_most("not found by the other within 10 s", never as f64, 0.0, ""),
        Row::note("found by the other, p50", ms(durations.percentile(50.0))),
        Row::at_most("found by the other, slowest", durations.slowest().as_secs_f64(), 2.0, "s"),
        Row::at_most("a new name of the network shown by the other after", renamed.as_secs_f64(), 2.0, "s"),
    ])
}

/// Names the network anew on one process; gives how long the other went on showing the old name on a page that it keeps.
fn rename(operator: &mut Visitor, reader: &mut Visitor, path: &str) -> Result<Duration> {
    const NAME: &str = "Jaring Saksi Dua";
    let named = |page: &Page| page.html.contains(&format!("<span>{NAME}</span>"));
    ensure!(!named(&reader.open(path)?.expect(200)?), "the name is not new");
    let form = operator.open("/operator/network")?.expect(200)?.form("/operator/network")?;
    let page = operator.submit(&form, &[("name", NAME)])?.expect(200)?;
    let saved = Instant::now();
    ensure!(named(&page), "the process on which it was saved shows the old name");
    while !named(&reader.open(path)?.expect(200)?) {
        ensure!(saved.elapsed() < Duration::from_secs(10), "the other process still shows the old name after 10 s");
    }
    Ok(saved.elapsed())
}
