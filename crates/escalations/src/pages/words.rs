//! Small parts of these pages.

use std::fmt::Write as _;

use saksi_base::Timestamp;
use saksi_base::calendar::Zone;
use saksi_web::{Locale, Markup, Tone, badge, escape};

use crate::actions::State;
use crate::model::Next;

/// Where an escalation stands.
pub(crate) fn state(l: &Locale, state: State) -> Markup {
    let tone = match state {
        State::Draft | State::Closed => Tone::Plain,
        State::Waiting | State::Sending | State::Sent | State::Appealed => Tone::Waiting,
        State::Answered => Tone::Done,
    };
    badge(l, tone, state.message())
}

/// What comes next, in words.
pub(crate) fn next(l: &Locale, next: Next) -> String {
    match next {
        Next::Promised(_) => l.t("escalations-next-promised"),
        Next::Lawful(_) => l.t("escalations-next-lawful"),
        Next::Step(kind, _) => l.t(kind.message()),
        Next::Verify(_) => l.t("escalations-next-verify"),
        Next::AppealBy(_) => l.t("escalations-next-appeal-by"),
        Next::AppealDecision(_) => l.t("escalations-next-appeal-decision"),
        Next::Recurrence(_) => l.t("escalations-next-recurrence"),
    }
}

/// How long until a moment, or how long past it: days, or hours where it is less than two days.
pub(crate) fn until(l: &Locale, due: Timestamp, now: Timestamp) -> String {
    let left = due.since(now);
    let (hours, past) = (left.abs() / saksi_base::clock::HOUR, left < 0);
    match (hours >= 48, past) {
        (true, false) => l.ta("escalations-in-days", &[("days", hours / 24)]),
        (false, false) => l.ta("escalations-in-hours", &[("hours", hours)]),
        (true, true) => l.ta("escalations-days-past", &[("days", hours / 24)]),
        (false, true) => l.ta("escalations-hours-past", &[("hours", hours)]),
    }
}

/// A moment as the other side's wall shows it, with the name of the zone.
pub(crate) fn there(zone: &Zone, at: Timestamp) -> String {
    let day = zone.day(at);
    let minute = (0..=1_439_u16).rev().find(|minute| zone.moment(day, *minute) <= at).unwrap_or(0);
    format!("{day} {:02}:{:02} {}", minute / 60, minute % 60, zone.name())
}

/// Text of somebody in its own lines.
pub(crate) fn block(text: &str) -> Markup {
    Markup::trusted(format!("<pre class=\"copy\" dir=\"auto\">{}</pre>", escape(text)))
}

/// A list of facts: what, and its value.
pub(crate) fn facts(l: &Locale, facts: &[(&str, Markup)]) -> Markup {
    let mut html = String::from("<dl class=\"facts\">");
    for (message, value) in facts {
        let _ = write!(html, "<dt>{}</dt><dd>{value}</dd>", escape(&l.t(message)));
    }
    html.push_str("</dl>");
    Markup::trusted(html)
}
