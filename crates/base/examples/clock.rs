//! Working hours from lines of JSON, to hold against another implementation.
//!
//! ```console
//! cargo run -p saksi-base --example clock < questions.jsonl > answers.jsonl
//! ```
//!
//! A line holds `calendar` as it is stored, and `from`, `until` and `work` in microseconds (since 1970; of working time). The answer
//! holds how much working time lies between the two, when so much has passed since the first, whether that one is working time,
//! and on which day it is on the wall there.

use std::error::Error;
use std::io::{BufRead as _, Write as _};

use saksi_base::Timestamp;
use saksi_base::calendar::Calendar;
use serde::Deserialize;
use serde_json::json;

#[derive(Deserialize)]
struct Question {
    calendar: Calendar,
    from: i64,
    until: i64,
    work: i64,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let asked: Question = serde_json::from_str(&line?)?;
        let (calendar, from) = (&asked.calendar, Timestamp(asked.from));
        let answer = json!({
            "elapsed": calendar.elapsed_working(from, Timestamp(asked.until)),
            "due": calendar.due(from, asked.work).map(|due| due.0),
            "open": calendar.is_open(from),
            "day": calendar.zone.day(from).to_string(),
        });
        writeln!(out, "{answer}")?;
    }
    Ok(())
}
