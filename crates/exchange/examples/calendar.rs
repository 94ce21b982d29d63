//! Calendars from lines of JSON, for another program to read.
//!
//! ```console
//! cargo run -p saksi-exchange --example calendar < events.jsonl > calendars.jsonl
//! ```
//!
//! A line holds a list of events, each with the fields of [`Event`] (`begins` and `ends` in microseconds since 1970, or `first` and `last` as
//! days); the answer is a calendar with them, as one string of JSON.

use std::error::Error;
use std::io::{BufRead as _, Write as _};

use saksi_base::Timestamp;
use saksi_base::calendar::Day;
use saksi_exchange::calendar::{Event, When, write};
use serde::Deserialize;

#[derive(Deserialize)]
struct Told {
    uid: String,
    stamp: i64,
    sequence: i64,
    begins: Option<i64>,
    ends: Option<i64>,
    first: Option<String>,
    last: Option<String>,
    summary: String,
    description: String,
    location: String,
    url: String,
    cancelled: bool,
    free: bool,
}

impl Told {
    fn event(self) -> Result<Event, Box<dyn Error>> {
        let when = match (self.begins, self.ends, self.first, self.last) {
            (Some(begins), Some(ends), _, _) => When::Moments(Timestamp(begins), Timestamp(ends)),
            (_, _, Some(first), Some(last)) => When::Days(first.parse::<Day>()?, last.parse::<Day>()?),
            _ => return Err("an event needs two moments or two days".into()),
        };
        Ok(Event {
            uid: self.uid,
            stamp: Timestamp(self.stamp),
            sequence: self.sequence,
            when,
            summary: self.summary,
            description: self.description,
            location: self.location,
            url: self.url,
            cancelled: self.cancelled,
            free: self.free,
        })
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let told: Vec<Told> = serde_json::from_str(&line?)?;
        let events = told.into_iter().map(Told::event).collect::<Result<Vec<Event>, _>>()?;
        writeln!(
            out,
            "{}",
            serde_json::to_string(&write("Kelompok; \u{9078}\u{8209}", "-//Saksi//Test//EN", &events))?
        )?;
    }
    Ok(())
}
