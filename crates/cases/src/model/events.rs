//! What happened to somebody, in order: a chain of events (X9), each of them alleged until somebody has looked into it (X1). A chain is
//! part of the sheet of its case, sealed with it.
//!
//! What an event stands at is never replaced: every judgement is added with who made it and why, and the last one counts. Whoever
//! wrote an event down does not call it verified; a second person does.

use saksi_base::{PersonId, Timestamp};
use serde::{Deserialize, Serialize};

use super::calendar::Day;

/// Most events of one case.
pub const MOST_EVENTS: usize = 200;
/// Most characters of what happened, of where it comes from, and of a reason.
pub const LONGEST_EVENT: usize = 2_000;

words! {
    /// What kind of event.
    EventKind, "cases-event-" {
        /// A threat.
        Threat = "threat",
        /// An attack on the body.
        Attack = "attack",
        /// An attack on accounts, devices or sites.
        Intrusion = "intrusion",
        /// A search, or things that were taken.
        Search = "search",
        /// Held or arrested.
        Detention = "detention",
        /// Gone, and nobody says where.
        Disappearance = "disappearance",
        /// Seen or heard of since.
        Seen = "seen",
        /// Free again.
        Release = "release",
        /// Dead.
        Death = "death",
        /// A charge, a hearing, a judgement.
        Court = "court",
        /// Something else.
        Other = "other",
    }
}

words! {
    /// Where an event stands.
    Standing, "cases-standing-" {
        /// Somebody says so. How every event begins.
        Alleged = "alleged",
        /// A second source, or a piece of evidence, says the same.
        Corroborated = "corroborated",
        /// Somebody else looked at the sources and found that it happened.
        Verified = "verified",
        /// It did not happen, or not so.
        Refuted = "refuted",
    }
}

/// One judgement about an event.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judgement {
    /// Where the event stands since.
    pub standing: Standing,
    /// Who says so.
    pub by: PersonId,
    /// When.
    pub at: Timestamp,
    /// Why.
    pub because: String,
}

/// An event as somebody writes it down.
#[derive(Clone, PartialEq, Eq)]
pub struct NewEvent {
    /// On which day, where that is known.
    pub day: Option<Day>,
    /// What kind.
    pub kind: EventKind,
    /// What happened.
    pub text: String,
    /// Where it comes from: who saw it, which file or piece of evidence says it.
    pub source: String,
}

/// Something that happened.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// Its number within the case, from 1.
    pub number: u32,
    /// On which day, where that is known.
    pub day: Option<Day>,
    /// What kind.
    pub kind: EventKind,
    /// What happened.
    pub text: String,
    /// Where it comes from.
    pub source: String,
    /// Who wrote it down.
    pub by: PersonId,
    /// When.
    pub at: Timestamp,
    /// What was judged of it since, oldest first.
    pub judgements: Vec<Judgement>,
}

impl std::fmt::Debug for Event {
    /// Without the words: they must not reach a log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Event").field("number", &self.number).finish_non_exhaustive()
    }
}

/// Why an event cannot be kept, or not judged so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhyNotEvent {
    /// Nothing is said of what happened, or too much.
    Text,
    /// No source or reason is named, or too long a one.
    Source,
    /// It is dated later than today.
    NotYet,
    /// There are too many.
    Many,
    /// There is no such event.
    None,
    /// Whoever wrote it down cannot call it verified.
    OwnWord,
    /// It stands there already.
    Same,
}

fn tidy(text: &str, why: WhyNotEvent) -> Result<String, WhyNotEvent> {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > LONGEST_EVENT { Err(why) } else { Ok(text.to_owned()) }
}

impl Event {
    /// Where it stands.
    pub fn standing(&self) -> Standing {
        self.judgements.last().map_or(Standing::Alleged, |last| last.standing)
    }

    /// Somebody judges it.
    pub fn judge(&mut self, standing: Standing, by: PersonId, at: Timestamp, because: &str) -> Result<(), WhyNotEvent> {
        let because = tidy(because, WhyNotEvent::Source)?;
        if standing == self.standing() {
            return Err(WhyNotEvent::Same);
        }
        if standing == Standing::Verified && by == self.by {
            return Err(WhyNotEvent::OwnWord);
        }
        self.judgements.push(Judgement { standing, by, at, because });
        Ok(())
    }
}

/// Adds an event to a chain.
pub fn add(chain: &mut Vec<Event>, new: &NewEvent, by: PersonId, at: Timestamp) -> Result<u32, WhyNotEvent> {
    if chain.len() >= MOST_EVENTS {
        return Err(WhyNotEvent::Many);
    }
    // The latest day that has begun anywhere.
    if new.day.is_some_and(|day| day > Day::of(at).plus(1)) {
        return Err(WhyNotEvent::NotYet);
    }
    let number = chain.iter().map(|event| event.number).max().unwrap_or(0).saturating_add(1);
    chain.push(Event {
        number,
        day: new.day,
        kind: new.kind,
        text: tidy(&new.text, WhyNotEvent::Text)?,
        source: tidy(&new.source, WhyNotEvent::Source)?,
        by,
        at,
        judgements: Vec::new(),
    });
    Ok(number)
}

/// A chain as it is read: by day, what has no day last, each in the order in which it was written down.
pub fn in_order(chain: &[Event]) -> Vec<&Event> {
    let mut all: Vec<&Event> = chain.iter().collect();
    all.sort_by_key(|event| (event.day.is_none(), event.day, event.number));
    all
}

#[cfg(test)]
mod tests {
    use saksi_base::SeededRandom;

    use super::*;

    const AT: Timestamp = Timestamp::from_seconds(1_768_464_000);

    fn event(day: Option<&str>, text: &str) -> NewEvent {
        NewEvent {
            day: day.map(|day| day.parse().unwrap()),
            kind: EventKind::Disappearance,
            text: text.to_owned(),
            source: "her sister".to_owned(),
        }
    }

    #[test]
    fn a_chain_is_read_by_day_and_what_has_none_comes_last() {
        let by = PersonId::new(&SeededRandom::new(1));
        let mut chain = Vec::new();
        for (day, text) in [(Some("2026-01-12"), "seen"), (None, "threatened"), (Some("2026-01-03"), "taken")] {
            add(&mut chain, &event(day, text), by, AT).unwrap();
        }
        add(&mut chain, &event(Some("2026-01-12"), "heard"), by, AT).unwrap();
        let read: Vec<&str> = in_order(&chain).iter().map(|event| event.text.as_str()).collect();
        assert_eq!(read, ["taken", "seen", "heard", "threatened"]);
        assert!(chain.iter().all(|event| event.standing() == Standing::Alleged));
        assert_eq!(format!("{:?}", chain[0]), "Event { number: 1, .. }");
    }

    #[test]
    fn an_event_is_alleged_until_a_second_person_verifies_it_and_no_judgement_is_lost() {
        let random = SeededRandom::new(1);
        let (one, other) = (PersonId::new(&random), PersonId::new(&random));
        let mut chain = Vec::new();
        add(&mut chain, &event(None, "taken"), one, AT).unwrap();
        let event = &mut chain[0];
        assert_eq!(event.judge(Standing::Verified, one, AT, "I am sure"), Err(WhyNotEvent::OwnWord));
        assert_eq!(event.judge(Standing::Verified, other, AT, " "), Err(WhyNotEvent::Source));
        assert_eq!(event.judge(Standing::Alleged, other, AT, "as before"), Err(WhyNotEvent::Same));
        event.judge(Standing::Corroborated, one, AT, "a second witness").unwrap();
        event.judge(Standing::Verified, other, AT, "both witnesses, and the film").unwrap();
        event.judge(Standing::Refuted, one, AT, "she came home").unwrap();
        assert_eq!(event.standing(), Standing::Refuted);
        let reasons: Vec<&str> = event.judgements.iter().map(|judgement| judgement.because.as_str()).collect();
        assert_eq!(reasons, ["a second witness", "both witnesses, and the film", "she came home"]);
    }

    #[test]
    fn what_cannot_be_kept_says_why() {
        let by = PersonId::new(&SeededRandom::new(1));
        let mut chain = Vec::new();
        for (new, why) in [
            (event(None, "  "), WhyNotEvent::Text),
            (event(None, &"x".repeat(LONGEST_EVENT + 1)), WhyNotEvent::Text),
            (NewEvent { source: String::new(), ..event(None, "taken") }, WhyNotEvent::Source),
            (event(Some("2030-01-01"), "taken"), WhyNotEvent::NotYet),
        ] {
            assert_eq!(add(&mut chain, &new, by, AT), Err(why));
        }
        assert!(chain.is_empty());
        for _ in 0..MOST_EVENTS {
            add(&mut chain, &event(None, "taken"), by, AT).unwrap();
        }
        assert_eq!(add(&mut chain, &event(None, "taken"), by, AT), Err(WhyNotEvent::Many));
    }
}
