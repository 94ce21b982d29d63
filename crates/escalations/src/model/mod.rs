//! What an escalation is, without a database: words, registers, the notice, its course over time.

pub mod course;
pub mod dossier;
pub mod engagement;
pub mod event;
pub mod exchange;
pub mod figures;
pub mod incoming;
pub mod notice;
pub mod register;
pub mod requests;
pub mod scoreboard;
pub mod sealed;
pub mod together;
pub mod words;

pub use course::{Course, Next, Step, StepKind};
pub use event::{Event, EventKind, Facts};
pub use notice::{Element, Notice};
pub use register::{Addressee, Route, Rule};
pub use words::*;

use saksi_base::calendar::Day;
use saksi_base::{Problem, Timestamp};

/// Longest short text: a name, a title.
pub const SHORT: usize = 200;
/// Longest long text.
pub const LONG: usize = 20_000;

/// The two-letter or longer prefix-free lines of a text: trimmed, without empty ones.
pub fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(ToOwned::to_owned).collect()
}

/// A moment as a form asks for it: a day `2026-11-22` and a time `08:30` in the reader's zone. Without a time the day's noon there,
/// so that it is the same day in nearly every zone.
pub fn moment(
    zone: &saksi_base::calendar::Zone,
    day: &str,
    time: &str,
    field: &'static str,
) -> Result<Timestamp, Problem> {
    let wrong = || Problem::field(field, "escalations-problem-day");
    let day: Day = day.trim().parse().map_err(|_| wrong())?;
    let minute = if time.trim().is_empty() {
        720
    } else {
        let (hours, minutes) = time.trim().split_once(':').ok_or_else(wrong)?;
        let (hours, minutes): (u16, u16) = (hours.parse().map_err(|_| wrong())?, minutes.parse().map_err(|_| wrong())?);
        if hours > 23 || minutes > 59 {
            return Err(wrong());
        }
        hours * 60 + minutes
    };
    Ok(zone.moment(day, minute))
}
