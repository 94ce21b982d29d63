//! Calendars that other programs subscribe to (iCalendar, RFC 5545; name and pace of a subscription, RFC 7986).

use saksi_base::Timestamp;
use saksi_base::calendar::Day;

/// Most octets of one line, its end left out (RFC 5545, 3.1).
const LINE: usize = 75;

/// When something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// From one moment to another.
    Moments(Timestamp, Timestamp),
    /// Whole days, the last one among them.
    Days(Day, Day),
}

/// One event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// The same for the same event for ever, and different everywhere in the world.
    pub uid: String,
    /// When it was written or changed last.
    pub stamp: Timestamp,
    /// Grows with every change.
    pub sequence: i64,
    /// When it is.
    pub when: When,
    /// One line.
    pub summary: String,
    /// More; empty for nothing.
    pub description: String,
    /// Where; empty for nowhere.
    pub location: String,
    /// An address; empty for none.
    pub url: String,
    /// It will not be.
    pub cancelled: bool,
    /// It does not keep anybody busy, such as a deadline.
    pub free: bool,
}

/// A text as a value: what has a meaning in the format is escaped, what can stand in no line is left out (RFC 5545, 3.3.11).
fn text(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for c in value.chars() {
        match c {
            '\\' | ';' | ',' => {
                out.push('\\');
                out.push(c);
            }
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// Adds a line, folded so that no part is longer than 75 octets and no character is cut (RFC 5545, 3.1).
fn line(out: &mut String, name: &str, value: &str) {
    let whole = format!("{name}:{value}");
    let mut room = LINE;
    for c in whole.chars() {
        if c.len_utf8() > room {
            out.push_str("\r\n ");
            room = LINE - 1;
        }
        out.push(c);
        room -= c.len_utf8();
    }
    out.push_str("\r\n");
}

/// A moment in UTC: `20261122T083000Z`.
fn moment(at: Timestamp) -> String {
    let text: String = at.to_rfc3339().chars().filter(|c| !matches!(c, '-' | ':')).collect();
    let whole = text.split(['.', 'Z']).next().unwrap_or_default();
    format!("{whole}Z")
}

/// A day: `20261122`.
fn day(day: Day) -> String {
    let (year, month, number) = day.parts();
    format!("{year:04}{month:02}{number:02}")
}

/// A whole calendar. `name` is what programs show; `program` says who wrote it, such as `-//Saksi//Elections//EN`.
pub fn write(name: &str, program: &str, events: &[Event]) -> String {
    let mut out = String::new();
    line(&mut out, "BEGIN", "VCALENDAR");
    line(&mut out, "VERSION", "2.0");
    line(&mut out, "PRODID", &text(program));
    line(&mut out, "CALSCALE", "GREGORIAN");
    line(&mut out, "METHOD", "PUBLISH");
    line(&mut out, "NAME", &text(name));
    line(&mut out, "X-WR-CALNAME", &text(name));
    line(&mut out, "REFRESH-INTERVAL;VALUE=DURATION", "PT6H");
    for event in events {
        one(&mut out, event);
    }
    line(&mut out, "END", "VCALENDAR");
    out
}

fn one(out: &mut String, event: &Event) {
    line(out, "BEGIN", "VEVENT");
    line(out, "UID", &text(&event.uid));
    line(out, "DTSTAMP", &moment(event.stamp));
    line(out, "LAST-MODIFIED", &moment(event.stamp));
    line(out, "SEQUENCE", &event.sequence.max(0).to_string());
    match event.when {
        When::Moments(from, until) => {
            line(out, "DTSTART", &moment(from));
            // An end must come after the beginning; what has no length has none (3.8.2.2).
            if until > from {
                line(out, "DTEND", &moment(until));
            }
        }
        When::Days(first, last) => {
            line(out, "DTSTART;VALUE=DATE", &day(first));
            // The end is the first day after (3.6.1).
            line(out, "DTEND;VALUE=DATE", &day(last.max(first).next()));
        }
    }
    line(out, "SUMMARY", &text(&event.summary));
    for (name, value) in [("DESCRIPTION", &event.description), ("LOCATION", &event.location)] {
        if !value.is_empty() {
            line(out, name, &text(value));
        }
    }
    if !event.url.is_empty() {
        line(out, "URL", &event.url.chars().filter(|c| !c.is_control()).collect::<String>());
    }
    line(out, "STATUS", if event.cancelled { "CANCELLED" } else { "CONFIRMED" });
    line(out, "TRANSP", if event.free || event.cancelled { "TRANSPARENT" } else { "OPAQUE" });
    line(out, "END", "VEVENT");
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn event() -> Event {
        let at = |text| Timestamp::parse(text).unwrap();
        Event {
            uid: "meeting-1@here.example".into(),
            stamp: at("2026-11-22T08:30:00Z"),
            sequence: 2,
            when: When::Moments(at("2026-12-01T02:00:00Z"), at("2026-12-01T03:30:00Z")),
            summary: "Rapat, bulanan; tim\\satu".into(),
            description: "Satu\nDua".into(),
            location: String::new(),
            url: "https://here.example/a,b;c".into(),
            cancelled: false,
            free: false,
        }
    }

    #[test]
    fn an_event_is_written_as_the_standard_says() {
        let text = write("Kelompok", "-//Saksi//Groups//EN", &[event()]);
        for line in [
            "DTSTART:20261201T020000Z",
            "DTEND:20261201T033000Z",
            "DTSTAMP:20261122T083000Z",
            "SEQUENCE:2",
            "SUMMARY:Rapat\\, bulanan\\; tim\\\\satu",
            "DESCRIPTION:Satu\\nDua",
            "URL:https://here.example/a,b;c",
            "STATUS:CONFIRMED",
        ] {
            assert!(text.split("\r\n").any(|found| found == line), "{line} is not in\n{text}");
        }
        assert!(text.starts_with("BEGIN:VCALENDAR\r\n") && text.ends_with("END:VCALENDAR\r\n"));
        assert!(!text.contains("LOCATION"));
    }

    #[test]
    fn whole_days_end_on_the_day_after_the_last() {
        let first = Day::new(2026, 2, 28).unwrap();
        let text = write("x", "y", &[Event { when: When::Days(first, first), cancelled: true, ..event() }]);
        assert!(text.contains("DTSTART;VALUE=DATE:20260228\r\nDTEND;VALUE=DATE:20260301\r\n"), "{text}");
        assert!(text.contains("STATUS:CANCELLED\r\nTRANSP:TRANSPARENT\r\n"), "{text}");
    }

    proptest! {
        #[test]
        fn no_line_is_too_long_no_character_is_cut_and_no_text_makes_a_line_of_its_own(summary in "\\PC{0,200}", more: String) {
            let whole = write("x", "y", &[Event { summary: summary.clone(), description: more, ..event() }]);
            for line in whole.split("\r\n") {
                prop_assert!(line.len() <= LINE, "{line}");
                prop_assert!(!line.contains(['\r', '\n']), "{line}");
            }
            let unfolded = whole.replace("\r\n ", "");
            let expected = format!("SUMMARY:{}", text(&summary));
            prop_assert!(unfolded.split("\r\n").any(|line| line == expected));
            prop_assert_eq!(unfolded.matches("\r\nBEGIN:VEVENT").count(), 1);
        }
    }
}
