//! Who is on duty: shifts, the gaps between them, hand-over, and the order in which organisations follow the sun (H12).

use saksi_base::{CaseId, OrganisationId, PersonId, ShiftId, Timestamp};
use serde::{Deserialize, Serialize};

use super::calendar::{Calendar, Span};

/// Longest shift, in hours. Tired people make mistakes: Access Now works in three shifts of eight.
pub const LONGEST_SHIFT_HOURS: i64 = 16;
/// Longest hand-over note, in characters.
pub const LONGEST_NOTE: usize = 4_000;
/// Most cases that one hand-over names.
pub const MOST_CASES: usize = 200;

/// What somebody does in a shift.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Duty {
    /// Leads it.
    Lead,
    /// Works in it.
    Responder,
    /// Can be called if needed.
    OnCall,
}

impl Duty {
    /// The message that names it.
    pub const fn message(self) -> &'static str {
        match self {
            Self::Lead => "cases-duty-lead",
            Self::Responder => "cases-duty-responder",
            Self::OnCall => "cases-duty-on-call",
        }
    }
}

/// One person's shift.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shift {
    /// Which.
    pub id: ShiftId,
    /// For which organisation.
    pub organisation: OrganisationId,
    /// Who.
    pub person: PersonId,
    /// As what.
    pub duty: Duty,
    /// First moment.
    pub from: Timestamp,
    /// First moment after.
    pub until: Timestamp,
}

/// Why a shift cannot be put on the rota.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ShiftProblem {
    /// It ends before it begins.
    #[error("a shift must begin before it ends")]
    Backwards,
    /// It is too long.
    #[error("a shift may be at most {LONGEST_SHIFT_HOURS} hours long")]
    TooLong,
    /// The person has another one then.
    #[error("this person already has a shift in that time")]
    Twice(ShiftId),
}

/// The shifts of one organisation, or of several.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rota(Vec<Shift>);

impl Rota {
    /// From stored rows, in any order.
    pub fn new(shifts: impl IntoIterator<Item = Shift>) -> Self {
        let mut shifts: Vec<Shift> = shifts.into_iter().collect();
        shifts.sort_by_key(|shift| (shift.from, shift.duty, shift.id));
        Self(shifts)
    }

    /// The shifts by their beginning.
    pub fn shifts(&self) -> &[Shift] {
        &self.0
    }

    /// Whether a shift can be added.
    pub fn admits(&self, shift: &Shift) -> Result<(), ShiftProblem> {
        if shift.from >= shift.until {
            return Err(ShiftProblem::Backwards);
        }
        if shift.until.since(shift.from) > LONGEST_SHIFT_HOURS * saksi_base::clock::HOUR {
            return Err(ShiftProblem::TooLong);
        }
        let clashes = |other: &&Shift| {
            other.person == shift.person && other.id != shift.id && other.from < shift.until && shift.from < other.until
        };
        self.0.iter().find(clashes).map_or(Ok(()), |other| Err(ShiftProblem::Twice(other.id)))
    }

    /// Who is on duty at a moment, leads first.
    pub fn on_duty(&self, at: Timestamp) -> Vec<&Shift> {
        let mut list: Vec<&Shift> = self.0.iter().filter(|shift| shift.from <= at && at < shift.until).collect();
        list.sort_by_key(|shift| (shift.duty, shift.from, shift.id));
        list
    }

    /// The shifts that begin next after a moment; several where they begin together.
    pub fn next(&self, at: Timestamp) -> Vec<&Shift> {
        let Some(first) = self.0.iter().map(|shift| shift.from).filter(|from| *from > at).min() else {
            return Vec::new();
        };
        self.0.iter().filter(|shift| shift.from == first).collect()
    }

    /// The times without anybody but those on call, within a span.
    pub fn gaps(&self, within: Span) -> Vec<Span> {
        let mut gaps = Vec::new();
        let mut covered = within.from;
        for shift in self.0.iter().filter(|shift| shift.duty != Duty::OnCall) {
            if shift.from >= within.until {
                break;
            }
            if shift.from > covered {
                gaps.push(Span { from: covered, until: shift.from });
            }
            covered = covered.max(shift.until);
        }
        if covered < within.until {
            gaps.push(Span { from: covered, until: within.until });
        }
        gaps
    }
}

/// What one shift leaves to the next. The note may speak of people, so it is sealed before it is stored, to those who
/// take over; only what stands here beside it is readable to the server.
#[derive(Clone, PartialEq, Eq)]
pub struct HandOver {
    /// Whose shift ends.
    pub from: ShiftId,
    /// Who takes over; none while nobody has.
    pub to: Option<ShiftId>,
    /// When it was written.
    pub written: Timestamp,
    /// The cases it is about; readers without access to a case do not see it named.
    pub cases: Vec<CaseId>,
    /// What to know, in plain words; not empty.
    note: String,
}

/// Why a hand-over cannot be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HandOverProblem {
    /// Nothing in it.
    #[error("write what the next shift has to know; if there is nothing, write that")]
    Empty,
    /// Too long.
    #[error("a hand-over note may have at most {LONGEST_NOTE} characters")]
    TooLong,
    /// Too many cases.
    #[error("a hand-over may name at most {MOST_CASES} cases")]
    TooMany,
}

impl HandOver {
    /// A note, checked. A case that is named twice counts once.
    pub fn new(from: ShiftId, written: Timestamp, mut cases: Vec<CaseId>, note: &str) -> Result<Self, HandOverProblem> {
        let note = note.trim();
        cases.sort_unstable();
        cases.dedup();
        if note.is_empty() {
            return Err(HandOverProblem::Empty);
        }
        if note.chars().count() > LONGEST_NOTE {
            return Err(HandOverProblem::TooLong);
        }
        if cases.len() > MOST_CASES {
            return Err(HandOverProblem::TooMany);
        }
        Ok(Self { from, to: None, written, cases, note: note.to_owned() })
    }

    /// The words, to be sealed.
    pub fn note(&self) -> &str {
        &self.note
    }
}

impl std::fmt::Debug for HandOver {
    /// Without the words: they must not reach a log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("HandOver").field("from", &self.from).field("to", &self.to).finish_non_exhaustive()
    }
}

/// One organisation of the round, with its hours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Post {
    /// Which.
    pub organisation: OrganisationId,
    /// When it takes what comes in.
    pub calendar: Calendar,
}

/// Organisations that pass the duty on around the globe, in the order in which they are asked.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct FollowTheSun {
    /// Where several are open, the first takes it.
    pub posts: Vec<Post>,
}

/// Who takes what comes in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OnDuty {
    /// The organisation.
    pub organisation: OrganisationId,
    /// From when on; not before the moment that was asked about.
    pub from: Timestamp,
}

impl FollowTheSun {
    /// Who is on duty at a moment: the first that is open.
    pub fn on_duty(&self, at: Timestamp) -> Option<OrganisationId> {
        self.posts.iter().find(|post| post.calendar.is_open(at)).map(|post| post.organisation)
    }

    /// Who takes what comes in at a moment: whoever is open, else whoever opens first.
    pub fn takes(&self, at: Timestamp) -> Option<OnDuty> {
        let open = |post: &Post| post.calendar.spans_from(at).next().map(|span| span.from);
        let found = self.posts.iter().filter_map(|post| Some((open(post)?, post.organisation)));
        // `min_by_key` keeps the first of equals: the order of the posts.
        found.min_by_key(|(from, _)| *from).map(|(from, organisation)| OnDuty { organisation, from })
    }

    /// Who comes after whoever has the duty now, and when: the next moment at which [`FollowTheSun::on_duty`] names another.
    pub fn next(&self, at: Timestamp) -> Option<OnDuty> {
        let now = self.on_duty(at);
        // The duty changes only where somebody opens or closes; a fortnight holds every pattern of a week twice.
        let far = at.plus(14 * saksi_base::clock::DAY);
        let mut edges: Vec<Timestamp> = Vec::new();
        for post in &self.posts {
            for span in post.calendar.spans_from(at).take_while(|span| span.from < far) {
                edges.extend([span.from, span.until]);
            }
        }
        edges.sort_unstable();
        edges.dedup();
        edges.into_iter().filter(|edge| *edge > at).find_map(|edge| {
            let then = self.on_duty(edge)?;
            (Some(then) != now).then_some(OnDuty { organisation: then, from: edge })
        })
    }

    /// The times in which nobody is open, within a span.
    pub fn gaps(&self, within: Span) -> Vec<Span> {
        let mut open: Vec<Span> = Vec::new();
        for post in &self.posts {
            open.extend(post.calendar.spans_from(within.from).take_while(|span| span.from < within.until));
        }
        open.sort_by_key(|span| span.from);
        let mut gaps = Vec::new();
        let mut covered = within.from;
        for span in open {
            if span.from > covered {
                gaps.push(Span { from: covered, until: span.from });
            }
            covered = covered.max(span.until);
        }
        if covered < within.until {
            gaps.push(Span { from: covered, until: within.until });
        }
        gaps
    }
}

#[cfg(test)]
mod tests {
    use super::super::calendar::Hours;
    use super::*;
    use proptest::prelude::*;
    use saksi_base::SeededRandom;
    use saksi_base::calendar::testing::{at, calendars, moments};
    use saksi_base::clock::{DAY, HOUR};

    fn shift(random: &SeededRandom, hours: (i64, i64), duty: Duty) -> Shift {
        Shift {
            id: ShiftId::new(Timestamp(0), random),
            organisation: OrganisationId::new(Timestamp(0), random),
            person: PersonId::new(random),
            duty,
            from: Timestamp(hours.0 * HOUR),
            until: Timestamp(hours.1 * HOUR),
        }
    }

    #[test]
    fn the_lead_is_named_first_and_a_gap_is_seen() {
        let random = SeededRandom::new(3);
        let rota = Rota::new([
            shift(&random, (0, 8), Duty::Responder),
            shift(&random, (0, 8), Duty::Lead),
            shift(&random, (9, 17), Duty::Responder),
            shift(&random, (0, 24), Duty::OnCall),
        ]);
        let duties: Vec<Duty> = rota.on_duty(Timestamp(HOUR)).iter().map(|shift| shift.duty).collect();
        assert_eq!(duties, [Duty::Lead, Duty::Responder, Duty::OnCall]);
        assert_eq!(rota.next(Timestamp(HOUR)).first().map(|shift| shift.from), Some(Timestamp(9 * HOUR)));
        let gaps = rota.gaps(Span { from: Timestamp(0), until: Timestamp(24 * HOUR) });
        let hours: Vec<(i64, i64)> = gaps.iter().map(|gap| (gap.from.0 / HOUR, gap.until.0 / HOUR)).collect();
        assert_eq!(hours, [(8, 9), (17, 24)]);
    }

    #[test]
    fn nobody_stands_in_two_shifts_at_once_or_too_long() {
        let random = SeededRandom::new(4);
        let first = shift(&random, (0, 8), Duty::Lead);
        let rota = Rota::new([first.clone()]);
        let id = ShiftId::new(Timestamp(1), &random);
        let same = Shift { id, from: Timestamp(7 * HOUR), until: Timestamp(9 * HOUR), ..first.clone() };
        assert_eq!(rota.admits(&same), Err(ShiftProblem::Twice(first.id)));
        assert_eq!(rota.admits(&Shift { from: Timestamp(8 * HOUR), ..same.clone() }), Ok(()));
        assert_eq!(rota.admits(&Shift { until: Timestamp(0), ..same }), Err(ShiftProblem::Backwards));
        assert_eq!(rota.admits(&shift(&random, (30, 47), Duty::Lead)), Err(ShiftProblem::TooLong));
    }

    fn sun() -> (FollowTheSun, [OrganisationId; 3]) {
        let random = SeededRandom::new(5);
        let ids: [OrganisationId; 3] = std::array::from_fn(|_| OrganisationId::new(Timestamp(0), &random));
        let zones = ["Asia/Manila", "Africa/Tunis", "America/Costa_Rica"];
        let posts = zones
            .iter()
            .zip(ids)
            .map(|(zone, organisation)| {
                let hours = Hours { from: 8 * 60, until: 16 * 60 };
                let weekly = std::array::from_fn(|_| vec![hours]);
                let calendar = Calendar { zone: zone.parse().unwrap(), weekly, ..Calendar::always() };
                Post { organisation, calendar }
            })
            .collect();
        (FollowTheSun { posts }, ids)
    }

    #[test]
    fn three_desks_follow_the_sun() {
        let (sun, [manila, tunis, san_jose]) = sun();
        for (moment, on_duty, next) in [
            ("2026-11-22T03:00:00Z", Some(manila), tunis),
            ("2026-11-22T07:30:00Z", Some(manila), tunis),
            ("2026-11-22T08:00:00Z", Some(tunis), san_jose),
            ("2026-11-22T14:30:00Z", Some(tunis), san_jose),
            ("2026-11-22T23:00:00Z", None, manila),
        ] {
            assert_eq!(sun.on_duty(at(moment)), on_duty, "{moment}");
            assert_eq!(sun.next(at(moment)).map(|next| next.organisation), Some(next), "{moment}");
        }
        let midnight = OnDuty { organisation: manila, from: at("2026-11-23T00:00:00Z") };
        assert_eq!(sun.takes(at("2026-11-22T23:00:00Z")), Some(midnight));
        let day = Span { from: at("2026-11-22T00:00:00Z"), until: at("2026-11-23T00:00:00Z") };
        assert_eq!(sun.gaps(day), [Span { from: at("2026-11-22T22:00:00Z"), until: day.until }]);
    }

    #[test]
    fn a_hand_over_says_something_and_its_words_stay_out_of_logs() {
        let random = SeededRandom::new(6);
        let shift = ShiftId::new(Timestamp(0), &random);
        let case = CaseId::new(&random);
        let note = HandOver::new(shift, Timestamp(0), vec![case, case], " Call back at nine. ").unwrap();
        assert_eq!((note.note(), note.cases.len()), ("Call back at nine.", 1));
        assert!(!format!("{note:?}").contains("Call"));
        assert_eq!(HandOver::new(shift, Timestamp(0), vec![], " "), Err(HandOverProblem::Empty));
        let long = "x".repeat(LONGEST_NOTE + 1);
        assert_eq!(HandOver::new(shift, Timestamp(0), vec![], &long), Err(HandOverProblem::TooLong));
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

        #[test]
        fn whoever_takes_it_is_open_then_and_gaps_are_exactly_when_nobody_is(
            calendars in prop::collection::vec(calendars(), 0..4),
            start in moments(),
            minutes in 0_i64..2_880,
        ) {
            let random = SeededRandom::new(1);
            let posts = calendars
                .into_iter()
                .map(|calendar| Post { organisation: OrganisationId::new(Timestamp(0), &random), calendar })
                .collect();
            let sun = FollowTheSun { posts };
            let moment = start.plus(minutes * HOUR / 60);
            if let Some(takes) = sun.takes(moment) {
                prop_assert!(takes.from >= moment);
                prop_assert_eq!(sun.on_duty(takes.from), Some(takes.organisation));
            }
            let gaps = sun.gaps(Span { from: start, until: start.plus(2 * DAY + 1) });
            let in_gap = gaps.iter().any(|gap| gap.from <= moment && moment < gap.until);
            prop_assert_eq!(in_gap, sun.on_duty(moment).is_none());
            if let Some(next) = sun.next(moment) {
                prop_assert!(next.from > moment && Some(next.organisation) != sun.on_duty(moment));
            }
        }
    }
}
