//! `two-processes`: two servers on one PostgreSQL. A check published on one is found by the other's matcher within two
//! seconds, every time.

use std::time::{Duration, Instant};

use anyhow::Result;

use super::Options;
use crate::people::{self, Asked};
use crate::shop::{Halt, Shop};
use crate::site::{Site, Start};
use crate::statistics::{Durations, Row, ms};
use crate::visitor::Visitor;
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
    for number in 0..times {
        let text = words::fresh(500_000 + number);
        people::hand_in(&mut owner, &text)?;
        people::publish(&mut owner, &text)?;
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
    ])
}
