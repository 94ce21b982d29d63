//! The clock: what the events say together, and what should happen next.

use saksi_base::Timestamp;
use saksi_base::calendar::Zone;
use saksi_base::clock::{DAY, HOUR};
use serde::{Deserialize, Serialize};

use super::event::{Event, EventKind};
use super::register::Route;
use super::words::{AppealBody, AppealResult, Outcome};

/// Months within which one may complain about a decision (Digital Services Act, Article 20(1)); the Appeals Centre Europe asks
/// for the same of the decision that is disputed.
pub const APPEAL_MONTHS: i32 = 6;
/// Days within which a dispute body decides (Article 21(4)); in complex matters twice as long.
pub const DISPUTE_DAYS: i64 = 90;

/// An appeal and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appeal {
    /// To whom.
    pub body: AppealBody,
    /// When.
    pub filed: Timestamp,
    /// When it was decided.
    pub decided: Option<Timestamp>,
    /// How.
    pub result: Option<AppealResult>,
}

/// What is known by now.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Course {
    /// When it was sent.
    pub sent: Option<Timestamp>,
    /// When they confirmed that they have it. A person's answer or a decision confirms it too.
    pub receipt: Option<Timestamp>,
    /// When a person answered first. A decision answers too.
    pub reply: Option<Timestamp>,
    /// When they decided last.
    pub decided: Option<Timestamp>,
    /// When they decided first.
    pub first_decided: Option<Timestamp>,
    /// When somebody saw that it is done.
    pub verified: Option<Timestamp>,
    /// How often it came back.
    pub recurrences: u32,
    /// Until when they promised a decision.
    pub promised: Option<Timestamp>,
    /// What they did.
    pub outcome: Option<Outcome>,
    /// Whether they said why.
    pub reasoned: Option<bool>,
    /// Whether they answered only through a personal contact.
    pub personal: bool,
    /// Appeals, in order.
    pub appeals: Vec<Appeal>,
    /// Steps of the ladder that were taken, with the day.
    pub steps: Vec<(StepKind, Timestamp)>,
    /// Whether nobody works on it any more.
    pub closed: bool,
}

impl Course {
    /// What the events say together. Struck entries say nothing.
    pub fn of(events: &[Event]) -> Self {
        let struck: Vec<i64> = events.iter().filter_map(|event| event.facts.struck).collect();
        let mut ordered: Vec<&Event> = events.iter().filter(|event| !struck.contains(&event.number)).collect();
        ordered.sort_by_key(|event| (event.at, event.number));
        let mut course = Self::default();
        let first =
            |slot: &mut Option<Timestamp>, at: Timestamp| *slot = Some(slot.map_or(at, |before| before.min(at)));
        for event in ordered {
            let at = event.at;
            course.personal |= event.facts.personal;
            match event.kind {
                EventKind::Sent => first(&mut course.sent, at),
                EventKind::Receipt => first(&mut course.receipt, at),
                EventKind::Reply => {
                    first(&mut course.receipt, at);
                    first(&mut course.reply, at);
                }
                EventKind::Promise => course.promised = event.facts.until,
                EventKind::Decision => {
                    course.outcome = event.facts.outcome;
                    if event.facts.outcome.is_some_and(Outcome::is_decision) {
                        first(&mut course.receipt, at);
                        first(&mut course.reply, at);
                        first(&mut course.first_decided, at);
                        course.decided = Some(at);
                        course.reasoned = event.facts.reasoned;
                    }
                }
                EventKind::Verified => course.verified = Some(at),
                EventKind::NotDone => course.verified = None,
                EventKind::Recurrence => course.recurrences += 1,
                EventKind::Appeal => {
                    if let Some(body) = event.facts.body {
                        course.appeals.push(Appeal { body, filed: at, decided: None, result: None });
                    }
                }
                EventKind::AppealDecided => {
                    if let Some(appeal) = course.appeals.iter_mut().find(|appeal| appeal.decided.is_none()) {
                        appeal.decided = Some(at);
                        appeal.result = event.facts.result;
                    }
                }
                EventKind::Chaser => course.steps.push((event.facts.step.unwrap_or(StepKind::Chaser), at)),
                EventKind::Stepped => course.steps.extend(event.facts.step.map(|step| (step, at))),
                EventKind::Closed => course.closed = true,
                EventKind::Reopened => course.closed = false,
                EventKind::Submitted
                | EventKind::Approved
                | EventKind::SentBack
                | EventKind::Dispatched
                | EventKind::NotSent
                | EventKind::Bounced
                | EventKind::Note
                | EventKind::Struck
                | EventKind::Withdrawn
                | EventKind::Offered
                | EventKind::OfferWithdrawn
                | EventKind::OfferDeclined
                | EventKind::TakenOver
                | EventKind::HandedBack
                | EventKind::Joined
                | EventKind::Left
                | EventKind::Followed
                | EventKind::Follows => {}
            }
        }
        course
    }

    /// Whether an appeal waits for its decision.
    pub fn appeal_open(&self) -> Option<&Appeal> {
        self.appeals.iter().find(|appeal| appeal.decided.is_none())
    }

    /// Until when one can appeal: the end of the day six months after the decision, on the other side's wall.
    pub fn appeal_until(&self, zone: &Zone) -> Option<Timestamp> {
        self.decided.map(|decided| zone.moment(zone.day(decided).plus_months(APPEAL_MONTHS), 1_440))
    }
}

macro_rules! steps {
    ($($variant:ident = $code:literal, $days:literal,)*) => {
        /// A step of the ladder.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum StepKind { $(#[doc = $code] #[serde(rename = $code)] $variant,)* }

        impl StepKind {
            /// Every step, from the lowest.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// Codes with the messages that name them.
            pub const OPTIONS: &'static [(&'static str, &'static str)] =
                &[$(($code, concat!("escalations-step-", $code)),)*];

            /// The stable code.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }

            /// Reads a stable code.
            pub fn from_code(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$variant),)* _ => None }
            }

            /// The message that names it.
            pub const fn message(self) -> &'static str {
                match self { $(Self::$variant => concat!("escalations-step-", $code),)* }
            }

            /// After how many days it is proposed where nobody set another time. Ours: no source gives figures.
            pub const fn usual_days(self) -> u32 {
                match self { $(Self::$variant => $days,)* }
            }
        }
    };
}

steps! {
    Chaser = "chaser", 3,
    SecondChaser = "second-chaser", 7,
    PartnerDesk = "partner-desk", 14,
    RegionalLead = "regional-lead", 21,
    Regulator = "regulator", 30,
    Public = "public", 90,
}

/// A step with its waiting time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Which.
    pub kind: StepKind,
    /// Days after sending.
    pub days: u32,
}

/// The steps where nobody set others.
pub fn usual_ladder() -> Vec<Step> {
    StepKind::ALL.iter().map(|kind| Step { kind: *kind, days: kind.usual_days() }).collect()
}

/// What should happen next, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// An answer is promised by the route itself, or a decision by the other side.
    Promised(Timestamp),
    /// A law asks for a decision by then.
    Lawful(Timestamp),
    /// A step of the ladder.
    Step(StepKind, Timestamp),
    /// Look whether it is done.
    Verify(Timestamp),
    /// The last day for an appeal.
    AppealBy(Timestamp),
    /// The dispute body should decide by then.
    AppealDecision(Timestamp),
    /// Look whether it came back.
    Recurrence(Timestamp),
}

impl Next {
    /// When.
    pub const fn due(self) -> Timestamp {
        match self {
            Self::Promised(at)
            | Self::Lawful(at)
            | Self::Step(_, at)
            | Self::Verify(at)
            | Self::AppealBy(at)
            | Self::AppealDecision(at)
            | Self::Recurrence(at) => at,
        }
    }
}

/// Hours after a decision that says something was done, after which somebody looks whether it was.
const LOOK_AFTER: i64 = 24 * HOUR;
/// Days after that, when somebody looks whether it came back.
const LOOK_AGAIN: i64 = 30 * DAY;

/// What should happen next, the soonest first. Urgent matters halve the waiting times of the ladder.
pub fn next_steps(course: &Course, route: Option<&Route>, ladder: &[Step], imminent: bool) -> Vec<Next> {
    let Some(sent) = course.sent else { return Vec::new() };
    if course.closed {
        return Vec::new();
    }
    let mut next = Vec::new();
    if let Some(appeal) = course.appeal_open() {
        let days = if appeal.body == AppealBody::Internal { 30 } else { DISPUTE_DAYS };
        next.push(Next::AppealDecision(appeal.filed.plus(days * DAY)));
    } else if let Some(decided) = course.decided {
        let overturned = course.appeals.iter().any(|appeal| appeal.result.is_some_and(AppealResult::is_overturned));
        let acted = overturned || course.outcome.is_some_and(Outcome::is_action);
        if acted {
            match course.verified {
                None => next.push(Next::Verify(decided.plus(LOOK_AFTER))),
                Some(verified) if course.recurrences == 0 => next.push(Next::Recurrence(verified.plus(LOOK_AGAIN))),
                Some(_) => {}
            }
        } else if course.appeals.is_empty() {
            let zone = route.map_or_else(Zone::utc, |route| route.facts.calendar.zone.clone());
            next.extend(course.appeal_until(&zone).map(Next::AppealBy));
        }
    } else {
        let promised = course
            .promised
            .or_else(|| (course.reply.is_none()).then(|| route.and_then(|route| route.promised(sent))).flatten());
        next.extend(promised.map(Next::Promised));
        next.extend(route.and_then(|route| route.lawful(sent)).map(Next::Lawful));
        let taken = course.steps.iter().map(|(kind, _)| *kind).max();
        let step =
            ladder.iter().filter(|step| taken.is_none_or(|taken| step.kind > taken)).min_by_key(|step| step.kind);
        if let Some(step) = step {
            let wait = i64::from(step.days) * DAY;
            next.push(Next::Step(step.kind, sent.plus(if imminent { wait / 2 } else { wait })));
        }
    }
    next.sort_by_key(|next| next.due());
    next
}

/// What a list of escalations sorts by: when somebody has to do something next. Deadlines of the other side count only once they
/// are past, so that the day of the next step is what is shown.
pub fn next_due(steps: &[Next]) -> Option<Timestamp> {
    steps.first().map(|next| next.due())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use saksi_base::calendar::testing::{at, moments};

    use super::super::event::Facts;
    use super::*;

    fn event(number: i64, kind: EventKind, when: Timestamp, facts: Facts) -> Event {
        Event { number, kind, at: when, noted_at: when, by: None, text: String::new(), facts }
    }

    fn plain(number: i64, kind: EventKind, when: &str) -> Event {
        event(number, kind, at(when), Facts::default())
    }

    fn decision(number: i64, when: &str, outcome: Outcome) -> Event {
        let facts = Facts { outcome: Some(outcome), reasoned: Some(false), ..Facts::default() };
        event(number, EventKind::Decision, at(when), facts)
    }

    #[test]
    fn a_struck_entry_says_nothing_and_stays() {
        let sent = plain(1, EventKind::Sent, "2026-03-01T09:00:00Z");
        let receipt = plain(2, EventKind::Receipt, "2026-03-01T10:00:00Z");
        let strike =
            event(3, EventKind::Struck, at("2026-03-02T10:00:00Z"), Facts { struck: Some(2), ..Facts::default() });
        let course = Course::of(&[sent.clone(), receipt.clone()]);
        assert_eq!(course.receipt, Some(receipt.at));
        let course = Course::of(&[sent, receipt, strike]);
        assert_eq!(course.receipt, None);
    }

    #[test]
    fn a_decision_answers_and_confirms_too_and_silence_ends_no_wait() {
        let sent = plain(1, EventKind::Sent, "2026-03-01T09:00:00Z");
        let course = Course::of(&[sent.clone(), decision(2, "2026-03-05T09:00:00Z", Outcome::Removed)]);
        assert_eq!(course.receipt, course.decided);
        assert_eq!(course.reply, course.decided);
        let silent = Course::of(&[sent, decision(2, "2026-06-01T09:00:00Z", Outcome::NoResponse)]);
        assert_eq!((silent.decided, silent.outcome), (None, Some(Outcome::NoResponse)));
    }

    #[test]
    fn the_ladder_goes_up_step_by_step() {
        let mut events = vec![plain(1, EventKind::Sent, "2026-03-01T09:00:00Z")];
        let next = |events: &[Event], imminent| next_steps(&Course::of(events), None, &usual_ladder(), imminent);
        assert_eq!(next(&events, false), [Next::Step(StepKind::Chaser, at("2026-03-04T09:00:00Z"))]);
        assert_eq!(next(&events, true), [Next::Step(StepKind::Chaser, at("2026-03-02T21:00:00Z"))]);
        events.push(plain(2, EventKind::Chaser, "2026-03-04T10:00:00Z"));
        assert_eq!(next(&events, false), [Next::Step(StepKind::SecondChaser, at("2026-03-08T09:00:00Z"))]);
        // Whoever went to the regulator at once is not sent back to the partner desk.
        let facts = Facts { step: Some(StepKind::Regulator), ..Facts::default() };
        events.push(event(3, EventKind::Stepped, at("2026-03-05T10:00:00Z"), facts));
        assert_eq!(next(&events, false), [Next::Step(StepKind::Public, at("2026-05-30T09:00:00Z"))]);
        events.push(decision(4, "2026-03-06T10:00:00Z", Outcome::Removed));
        assert_eq!(next(&events, false), [Next::Verify(at("2026-03-07T10:00:00Z"))]);
        events.push(plain(5, EventKind::Verified, "2026-03-07T11:00:00Z"));
        assert_eq!(next(&events, false), [Next::Recurrence(at("2026-04-06T11:00:00Z"))]);
        events.push(plain(6, EventKind::Closed, "2026-03-08T11:00:00Z"));
        assert_eq!(next(&events, false), []);
    }

    #[test]
    fn a_refusal_can_be_appealed_for_six_months_and_substance_is_kept_apart_from_default() {
        let mut events = vec![
            plain(1, EventKind::Sent, "2026-08-01T09:00:00Z"),
            decision(2, "2026-08-31T09:00:00Z", Outcome::NoAction),
        ];
        let next = |events: &[Event]| next_steps(&Course::of(events), None, &usual_ladder(), false);
        assert_eq!(next(&events), [Next::AppealBy(at("2027-03-01T00:00:00Z"))]);
        let facts = Facts { body: Some(AppealBody::DisputeBody), ..Facts::default() };
        events.push(event(3, EventKind::Appeal, at("2026-09-01T09:00:00Z"), facts));
        assert_eq!(next(&events), [Next::AppealDecision(at("2026-11-30T09:00:00Z"))]);
        let facts = Facts { result: Some(AppealResult::OverturnedByDefault), ..Facts::default() };
        events.push(event(4, EventKind::AppealDecided, at("2026-10-01T09:00:00Z"), facts));
        let course = Course::of(&events);
        assert_eq!(course.appeals[0].result, Some(AppealResult::OverturnedByDefault));
        assert_eq!(next(&events).len(), 1, "whether it was carried out is looked at next");
    }

    proptest! {
        #[test]
        fn the_last_day_for_an_appeal_is_six_months_later_in_every_zone(
            decided in moments(),
            zone in prop::sample::select(vec!["Asia/Kathmandu", "Asia/Kolkata", "Australia/Lord_Howe", "America/New_York", "Pacific/Apia", "UTC"]),
        ) {
            let zone: Zone = zone.parse().unwrap();
            let course = Course { decided: Some(decided), ..Course::default() };
            let until = course.appeal_until(&zone).unwrap();
            // The deadline is a midnight on that wall, the last moment before it is still the day six months after.
            prop_assert_eq!(zone.day(until.plus(-1)), zone.day(decided).plus_months(APPEAL_MONTHS));
            prop_assert!(until > decided.plus(180 * DAY) && until < decided.plus(187 * DAY));
        }

        #[test]
        fn the_order_in_which_entries_were_written_down_changes_nothing(
            first in moments(),
            hours in prop::collection::vec(1_i64..5_000, 4),
            turn in 0_usize..24,
        ) {
            let kinds = [EventKind::Receipt, EventKind::Reply, EventKind::Chaser, EventKind::Verified];
            let mut events = vec![event(1, EventKind::Sent, first, Facts::default())];
            for (place, (kind, hours)) in kinds.into_iter().zip(hours).enumerate() {
                let number = i64::try_from(place).unwrap() + 2;
                events.push(event(number, kind, first.plus(hours * HOUR), Facts::default()));
            }
            let course = Course::of(&events);
            let mut shuffled = events;
            shuffled.rotate_left(turn % 5);
            prop_assert_eq!(&course, &Course::of(&shuffled));
            prop_assert!(course.receipt <= course.reply);
            prop_assert_eq!(course.sent, Some(first));
        }
    }
}
