//! How long a case is kept, and when the last copy of it is gone.
//!
//! All dates are UTC days: a case is deleted on a day, not at a moment that would tell when somebody worked on it.

use std::collections::BTreeMap;

use saksi_base::clock::DAY;
use saksi_base::{PersonId, Timestamp};
use serde::{Deserialize, Serialize};

use super::calendar::Day;
use super::words::IncidentType;

/// Days after closing that a case is kept unless said otherwise: the default of GlobaLeaks (`tip_timetolive`).
pub const KEPT_DAYS: u16 = 90;
/// Fewest days, so that somebody can still come back.
pub const FEWEST_DAYS: u16 = 7;
/// Most days: ten years.
pub const MOST_DAYS: u16 = 3_650;
/// Days without a word or a change after which an open case is deleted unless said otherwise. Ours: a year, so that what nobody takes, or
/// what somebody forgot to close, does not lie here for ever.
pub const IDLE_DAYS: u16 = 365;
/// Fewest such days.
pub const FEWEST_IDLE_DAYS: u16 = 30;
/// Most days of one extension.
pub const LONGEST_EXTENSION_DAYS: i32 = 366;
/// Shortest and longest reason for an extension or a legal hold, in characters.
pub const REASON_CHARACTERS: (usize, usize) = (10, 500);

/// What an organisation keeps for how long.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RetentionRules {
    /// Days after closing, where the type of the incident has no rule of its own.
    pub days: u16,
    /// Days after closing, by type of incident.
    #[serde(default)]
    pub by_incident: BTreeMap<IncidentType, u16>,
    /// Days after which an open case goes in which nobody wrote and nobody changed anything, whether somebody took it or not.
    #[serde(default = "idle_days")]
    pub idle_days: u16,
    /// Reminders, in days before deletion.
    pub remind_days_before: Vec<u16>,
}

const fn idle_days() -> u16 {
    IDLE_DAYS
}

impl Default for RetentionRules {
    /// Ninety days for every type (GlobaLeaks's default); reminders a fortnight and three days before, which are ours.
    fn default() -> Self {
        Self { days: KEPT_DAYS, by_incident: BTreeMap::new(), idle_days: IDLE_DAYS, remind_days_before: vec![14, 3] }
    }
}

/// Rules that cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RetentionProblem {
    /// Days out of range.
    #[error("{0} days; keep cases for {FEWEST_DAYS} to {MOST_DAYS} days after closing")]
    Days(u16),
    /// A reminder that comes before the case is closed.
    #[error("a reminder {0} days before deletion would come before the case is closed")]
    Reminder(u16),
    /// Days without a change out of range.
    #[error("{0} days; delete open cases after {FEWEST_IDLE_DAYS} to {MOST_DAYS} days in which nothing happens")]
    Idle(u16),
    /// Too many reminders.
    #[error("at most 5 reminders are possible")]
    Reminders,
    /// No reason, or a long one.
    #[error("give a reason of {} to {} characters", REASON_CHARACTERS.0, REASON_CHARACTERS.1)]
    Reason,
    /// The extension does not extend.
    #[error("the new day must lie after the day of deletion, at most {LONGEST_EXTENSION_DAYS} days")]
    Extension,
}

impl RetentionRules {
    /// Whether the rules can be used; the first thing to mend otherwise.
    pub fn check(&self) -> Result<(), RetentionProblem> {
        for days in std::iter::once(&self.days).chain(self.by_incident.values()) {
            if !(FEWEST_DAYS..=MOST_DAYS).contains(days) {
                return Err(RetentionProblem::Days(*days));
            }
        }
        if !(FEWEST_IDLE_DAYS..=MOST_DAYS).contains(&self.idle_days) {
            return Err(RetentionProblem::Idle(self.idle_days));
        }
        if self.remind_days_before.len() > 5 {
            return Err(RetentionProblem::Reminders);
        }
        let fewest = self.by_incident.values().copied().chain([self.days, self.idle_days]).min().unwrap_or(self.days);
        match self.remind_days_before.iter().find(|days| **days == 0 || **days >= fewest) {
            Some(days) => Err(RetentionProblem::Reminder(*days)),
            None => Ok(()),
        }
    }

    /// The day on which an open case goes that was changed last on a day, each day kept whole.
    pub fn idle_day(&self, changed: Day) -> Day {
        changed.plus(i32::from(self.idle_days) + 1)
    }

    /// The most days after closing, of any type of incident.
    pub fn most_days(&self) -> u16 {
        self.by_incident.values().copied().chain([self.days]).max().unwrap_or(self.days)
    }

    /// The days on which somebody is reminded of a deletion, in order.
    pub fn reminders(&self, deletion: Day) -> Vec<Day> {
        let mut before = self.remind_days_before.clone();
        before.sort_unstable_by_key(|days| std::cmp::Reverse(*days));
        before.dedup();
        before.into_iter().map(|days| deletion.plus(-i32::from(days))).collect()
    }

    /// Days after closing for a type of incident.
    pub fn days_for(&self, incident: IncidentType) -> u16 {
        self.by_incident.get(&incident).copied().unwrap_or(self.days)
    }
}

/// A case is kept longer, with a reason. It stands in the sheet, and in an entry that the person reads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extension {
    /// The new day of deletion.
    pub until: Day,
    /// Who decided.
    pub by: PersonId,
    /// When.
    pub at: Timestamp,
    /// Why; it names nobody.
    pub reason: String,
}

/// Nothing of the case may be deleted while it stands: evidence that a court or a mechanism asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LegalHold {
    /// Who set it.
    pub by: PersonId,
    /// Since when.
    pub since: Timestamp,
    /// Why; it names nobody.
    pub reason: String,
    /// When it was lifted.
    pub lifted: Option<Timestamp>,
}

/// A reason, checked.
pub fn reason(text: &str) -> Result<String, RetentionProblem> {
    let text = text.trim();
    let (least, most) = REASON_CHARACTERS;
    if (least..=most).contains(&text.chars().count()) { Ok(text.to_owned()) } else { Err(RetentionProblem::Reason) }
}

/// What decides when a case is deleted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keeping<'a> {
    /// The organisation's rules.
    pub rules: &'a RetentionRules,
    /// The type of the incident.
    pub incident: IncidentType,
    /// When the case was closed last.
    pub closed: Option<Timestamp>,
    /// On which day somebody wrote in it or changed it last.
    pub changed: Day,
    /// Extensions, in the order in which they were made.
    pub extensions: &'a [Extension],
    /// Legal holds.
    pub holds: &'a [LegalHold],
}

/// When a case goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Deletion {
    /// It is open: on a day, unless somebody writes in it or changes it before.
    Unless {
        /// The first UTC day on which it is gone.
        day: Day,
        /// Days of reminders, in order.
        reminders: Vec<Day>,
    },
    /// A legal hold stands; the day on which it would go without.
    Held(Day),
    /// On a day, after reminders on other days.
    On {
        /// The first UTC day on which it is gone.
        day: Day,
        /// Days of reminders, in order.
        reminders: Vec<Day>,
    },
}

impl Keeping<'_> {
    /// The day of deletion without any hold: the rule's days after the day of closing, each day kept whole, or the latest
    /// extension if that is later. An extension made before the case was opened anew does not shorten anything.
    pub fn day(&self) -> Option<Day> {
        let closed = Day::of(self.closed?);
        let rule = closed.plus(i32::from(self.rules.days_for(self.incident)) + 1);
        let longest = self.extensions.iter().map(|extension| extension.until).max();
        Some(longest.map_or(rule, |until| until.max(rule)))
    }

    /// When the case goes.
    pub fn deletion(&self) -> Deletion {
        let closed = self.day();
        let day = closed.unwrap_or_else(|| self.rules.idle_day(self.changed));
        if self.holds.iter().any(|hold| hold.lifted.is_none()) {
            return Deletion::Held(day);
        }
        let reminders = self.rules.reminders(day);
        if closed.is_some() { Deletion::On { day, reminders } } else { Deletion::Unless { day, reminders } }
    }

    /// Whether the case is to be deleted on a day.
    pub fn is_due(&self, today: Day) -> bool {
        matches!(self.deletion(), Deletion::On { day, .. } | Deletion::Unless { day, .. } if day <= today)
    }

    /// An extension, if it extends and says why.
    pub fn extend(&self, until: Day, by: PersonId, at: Timestamp, why: &str) -> Result<Extension, RetentionProblem> {
        let reason = reason(why)?;
        let first = self.day().unwrap_or_else(|| Day::of(at));
        if until <= first || until > first.plus(LONGEST_EXTENSION_DAYS) {
            return Err(RetentionProblem::Extension);
        }
        Ok(Extension { until, by, at, reason })
    }
}

/// The day from which no backup holds a deleted case any more, for its deletion receipt.
///
/// `last_backup` is when the last backup was made that can hold the case; where that is not known, one that was made at the
/// moment of deletion is assumed. A backup expires `kept_days` days of 24 hours after it was made; the day named is the
/// first UTC day on which it has expired from the first moment on. A backup made by other means than the program is not
/// counted, and the receipt says so.
pub fn gone_from_backups(deleted: Timestamp, last_backup: Option<Timestamp>, kept_days: u32) -> Day {
    let last = last_backup.map_or(deleted, |last| last.min(deleted));
    let expires = last.plus(i64::from(kept_days).saturating_mul(DAY));
    let day = Day::of(expires);
    if day.start() == expires { day } else { day.next() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use saksi_base::SeededRandom;
    use saksi_base::calendar::testing::{at, moments};

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn check(closed: Option<&str>, extensions: &[Extension], holds: &[LegalHold], expected: &Deletion) {
        let rules = RetentionRules::default();
        let closed = closed.map(at);
        let changed = day("2026-01-01");
        let keeping = Keeping { rules: &rules, incident: IncidentType::Theft, closed, changed, extensions, holds };
        assert_eq!(&keeping.deletion(), expected);
    }

    #[test]
    fn a_case_goes_ninety_whole_days_after_closing_with_two_reminders() {
        let on = Deletion::On { day: day("2026-04-02"), reminders: vec![day("2026-03-19"), day("2026-03-30")] };
        check(Some("2026-01-01T23:59:59Z"), &[], &[], &on);
        check(Some("2026-01-01T00:00:00Z"), &[], &[], &on);
    }

    #[test]
    fn an_open_case_goes_after_a_year_in_which_nothing_happened() {
        let unless = Deletion::Unless { day: day("2027-01-02"), reminders: vec![day("2026-12-19"), day("2026-12-30")] };
        check(None, &[], &[], &unless);
        let hold =
            LegalHold { by: PersonId(uuid::Uuid::nil()), since: Timestamp(0), reason: String::new(), lifted: None };
        check(None, &[], &[hold], &Deletion::Held(day("2027-01-02")));
        let rules = RetentionRules { idle_days: 29, ..RetentionRules::default() };
        assert_eq!(rules.check(), Err(RetentionProblem::Idle(29)));
        let old: RetentionRules = serde_json::from_str("{\"days\":30,\"remind_days_before\":[3]}").unwrap();
        assert_eq!((old.idle_days, old.most_days()), (IDLE_DAYS, 30));
    }

    #[test]
    fn an_extension_needs_a_reason_and_a_hold_stops_everything() {
        let random = SeededRandom::new(1);
        let by = PersonId::new(&random);
        let rules = RetentionRules::default();
        let closed = Some(at("2026-01-01T12:00:00Z"));
        let changed = day("2026-01-01");
        let keeping =
            Keeping { rules: &rules, incident: IncidentType::Theft, closed, changed, extensions: &[], holds: &[] };
        let extend = |until: &str, why: &str| keeping.extend(day(until), by, Timestamp(0), why);
        assert_eq!(extend("2026-05-01", " short "), Err(RetentionProblem::Reason));
        assert_eq!(extend("2026-04-02", "the court asked for it"), Err(RetentionProblem::Extension));
        assert_eq!(extend("2027-05-01", "the court asked for it"), Err(RetentionProblem::Extension));
        let extension = extend("2026-05-01", "the court asked for it").unwrap();
        let longer = Keeping { extensions: std::slice::from_ref(&extension), ..keeping.clone() };
        assert!(!longer.is_due(day("2026-04-30")) && longer.is_due(day("2026-05-01")));
        let hold = LegalHold { by, since: Timestamp(0), reason: "a court order".into(), lifted: None };
        check(
            Some("2026-01-01T12:00:00Z"),
            std::slice::from_ref(&extension),
            std::slice::from_ref(&hold),
            &Deletion::Held(day("2026-05-01")),
        );
        let lifted = LegalHold { lifted: Some(Timestamp(1)), ..hold };
        let on = Deletion::On { day: day("2026-05-01"), reminders: vec![day("2026-04-17"), day("2026-04-28")] };
        check(Some("2026-01-01T12:00:00Z"), &[extension], &[lifted], &on);
    }

    #[test]
    fn rules_that_would_delete_too_soon_or_remind_too_early_are_refused() {
        let with = |days: u16, remind: &[u16]| {
            RetentionRules { days, remind_days_before: remind.to_vec(), ..RetentionRules::default() }.check()
        };
        assert_eq!(RetentionRules::default().check(), Ok(()));
        assert_eq!(with(6, &[1]), Err(RetentionProblem::Days(6)));
        assert_eq!(with(30, &[30]), Err(RetentionProblem::Reminder(30)));
        assert_eq!(with(30, &[0]), Err(RetentionProblem::Reminder(0)));
        assert_eq!(with(30, &[1, 2, 3, 4, 5, 6]), Err(RetentionProblem::Reminders));
        let own = RetentionRules { by_incident: [(IncidentType::Abuse, 10)].into(), ..RetentionRules::default() };
        assert_eq!(own.check(), Err(RetentionProblem::Reminder(14)));
        assert_eq!((own.days_for(IncidentType::Abuse), own.days_for(IncidentType::Theft)), (10, 90));
    }

    #[test]
    fn the_deletion_receipt_names_the_day_on_which_the_last_backup_is_gone() {
        for (deleted, last_backup, kept, gone) in [
            ("2026-11-22T10:00:00Z", Some("2026-11-22T03:00:00Z"), 30, "2026-12-23"),
            ("2026-11-22T10:00:00Z", Some("2026-11-22T00:00:00Z"), 30, "2026-12-22"),
            ("2026-11-22T10:00:00Z", None, 30, "2026-12-23"),
            // A backup after the deletion does not hold the case.
            ("2026-11-22T10:00:00Z", Some("2026-11-25T03:00:00Z"), 1, "2026-11-24"),
            ("2026-11-22T10:00:00Z", None, 0, "2026-11-23"),
        ] {
            assert_eq!(
                gone_from_backups(at(deleted), last_backup.map(at), kept),
                day(gone),
                "{deleted} {last_backup:?}"
            );
        }
    }

    proptest! {
        #[test]
        fn on_the_day_named_every_backup_has_expired(deleted in moments(), before in 0_i64..1_000_000, kept in 0_u32..400) {
            let last = deleted.plus(-before * 1_000_000);
            let gone = gone_from_backups(deleted, Some(last), kept);
            let expires = last.plus(i64::from(kept) * DAY);
            prop_assert!(gone.start() >= expires && gone.start().since(expires) < DAY);
            prop_assert!(gone <= gone_from_backups(deleted, None, kept));
        }

        #[test]
        fn reminders_come_before_deletion_and_after_closing(closed in moments(), days in FEWEST_DAYS..=MOST_DAYS, remind in 1_u16..7) {
            let rules = RetentionRules { days, remind_days_before: vec![remind], ..RetentionRules::default() };
            prop_assert_eq!(rules.check(), if remind < days { Ok(()) } else { Err(RetentionProblem::Reminder(remind)) });
            let keeping = Keeping { rules: &rules, incident: IncidentType::NotSaid, closed: Some(closed), changed: Day::of(closed), extensions: &[], holds: &[] };
            let Deletion::On { day, reminders } = keeping.deletion() else { panic!("is not deleted") };
            prop_assert!(day.start().since(closed) >= i64::from(days) * DAY);
            if remind < days {
                prop_assert!(reminders.iter().all(|reminder| *reminder < day && *reminder > Day::of(closed)));
            }
        }
    }
}
